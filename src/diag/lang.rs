//! The two languages of case files, and a wording in both.

/// The language of a case file, fixed by its first word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// English: the file begins with `case`.
    En,
    /// Dutch: the file begins with `casus`.
    Nl,
}

impl Lang {
    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        self.pick("en", "nl")
    }

    /// The BCP 47 tag of the locale in which numbers and dates are shown.
    pub fn locale(self) -> &'static str {
        self.pick("en-GB", "nl-NL")
    }

    /// Chooses between an English and a Dutch value.
    pub fn pick<T>(self, en: T, nl: T) -> T {
        match self {
            Lang::En => en,
            Lang::Nl => nl,
        }
    }

    /// The other language.
    pub fn other(self) -> Lang {
        self.pick(Lang::Nl, Lang::En)
    }
}

/// One wording in both languages; made by [`say!`](crate::say), so that neither can be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The English wording.
    pub en: String,
    /// The Dutch wording.
    pub nl: String,
}

impl Words {
    /// The wording in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.en, &self.nl)
    }
}

/// Words a message in English and Dutch, side by side: `say!(en "no {x}", nl "geen {x}")`.
///
/// Both strings take inline arguments as [`format!`] does.
#[macro_export]
macro_rules! say {
    (en $en:literal, nl $nl:literal $(,)?) => {
        $crate::diag::Words {
            en: ::std::format!($en),
            nl: ::std::format!($nl),
        }
    };
}
