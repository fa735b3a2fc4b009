//! Manual pages, as data of the layer that reports their codes; they lie beside what reports the code.

use super::{Code, Lang};

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

impl Page {
    /// The page in `lang`, as Markdown.
    pub fn get(&self, lang: Lang) -> &'static str {
        lang.pick(self.en, self.nl)
    }

    /// The title: the first line without the code.
    pub fn title(&self, lang: Lang) -> &'static str {
        let first = self.get(lang).lines().next().unwrap_or_default();
        let title = first.trim_start_matches("# ");
        title.split_once(' ').map_or(title, |(_, title)| title)
    }

    /// What is wrong, in short: the first paragraph of text, on one line.
    pub fn gist(&self, lang: Lang) -> String {
        let mut paragraphs = self.get(lang).split("\n\n");
        let text = paragraphs.find(|p| !p.starts_with('#'));
        text.unwrap_or_default().replace('\n', " ")
    }
}

/// The manual page of a code, from `manual/CODE.md` and `manual/CODE.nl.md` beside the file that names it.
#[macro_export]
macro_rules! manual_page {
    ($code:literal) => {
        $crate::diag::Page {
            code: $crate::diag::Code($code),
            en: ::std::include_str!(::std::concat!("manual/", $code, ".md")),
            nl: ::std::include_str!(::std::concat!("manual/", $code, ".nl.md")),
        }
    };
}
