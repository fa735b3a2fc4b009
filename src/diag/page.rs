//! Manual pages, as data of the layer that reports their codes.

/// The manual page of a code, from `manual/CODE.md` and `manual/CODE.nl.md` beside the file that names it.
#[macro_export]
macro_rules! page {
    ($code:literal) => {
        $crate::checks::Page {
            code: $crate::diag::Code($code),
            en: ::std::include_str!(::std::concat!("manual/", $code, ".md")),
            nl: ::std::include_str!(::std::concat!("manual/", $code, ".nl.md")),
        }
    };
}
