//! The words of a formula that are neither names nor functions. None is reserved: place decides.

use crate::diag::Lang;
use crate::syntax::keywords::words;

words! {
    /// A word with a meaning of its own in the place where it is expected.
    Word {
        And: "and" / "en",
        Or: "or" / "of",
        Not: "not" / "niet",
        In: "in" / "in",
        Is: "is" / "is",
        Empty: "empty" / "leeg",
        Where: "where" / "waar",
        Yes: "yes" / "ja",
        No: "no" / "nee",
    }
}

impl Word {
    /// The word with this text in the file's language, else in the other one; and in which.
    pub fn read(text: &str, lang: Lang) -> Option<(Word, Lang)> {
        let text = text.to_lowercase();
        let read = |lang| Word::named(&text, lang).map(|word| (word, lang));
        read(lang).or_else(|| read(lang.other()))
    }
}
