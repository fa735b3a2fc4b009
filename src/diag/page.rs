//! Manual pages of codes; they lie beside what reports the code.

use super::Code;

/// A manual page in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The code it explains.
    pub code: Code,
    /// The English page.
    pub en: &'static str,
    /// The Dutch page.
    pub nl: &'static str,
}
