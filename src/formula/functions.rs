//! Every function of the language, in one table: names in both languages, arity and level.

use crate::diag::Lang;

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Function {
    Days,
    WorkingDays,
    Weeks,
    Months,
    Year,
    Quarter,
    Month,
    Week,
    Weekday,
    Round,
    Abs,
    Minimum,
    Maximum,
    Coalesce,
    If,
    Today,
    Lower,
    Upper,
    Contains,
    StartsWith,
    Bin,
    Count,
    Distinct,
    Sum,
    Average,
    Median,
    Percentile,
    Percentage,
    Previous,
    Change,
    Running,
    Share,
}

/// On what a function works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The values of one row.
    Row,
    /// All rows of a source.
    Rows,
    /// One argument: all rows; two: the values of one row (`minimum`, `maximum`).
    Either,
    /// Measures.
    Measures,
}

/// What the table says of a function.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The function.
    pub function: Function,
    /// Its English name.
    pub en: &'static str,
    /// Its Dutch name.
    pub nl: &'static str,
    /// Fewest arguments.
    pub least: usize,
    /// Most arguments.
    pub most: usize,
    /// On what it works.
    pub level: Level,
}

const fn f(
    function: Function,
    en: &'static str,
    nl: &'static str,
    arity: (usize, usize),
    level: Level,
) -> Facts {
    Facts {
        function,
        en,
        nl,
        least: arity.0,
        most: arity.1,
        level,
    }
}

/// The table; the order is that of the manual.
pub const FUNCTIONS: &[Facts] = {
    use Function as F;
    use Level::{Either, Measures, Row, Rows};
    &[
        f(F::Days, "days", "dagen", (2, 2), Row),
        f(F::WorkingDays, "working_days", "werkdagen", (2, 2), Row),
        f(F::Weeks, "weeks", "weken", (2, 2), Row),
        f(F::Months, "months", "maanden", (2, 2), Row),
        f(F::Year, "year", "jaar", (1, 1), Row),
        f(F::Quarter, "quarter", "kwartaal", (1, 1), Row),
        f(F::Month, "month", "maand", (1, 1), Row),
        f(F::Week, "week", "week", (1, 1), Row),
        f(F::Weekday, "weekday", "weekdag", (1, 1), Row),
        f(F::Round, "round", "afronden", (1, 2), Row),
        f(F::Abs, "abs", "abs", (1, 1), Row),
        f(F::Minimum, "minimum", "minimum", (1, 2), Either),
        f(F::Maximum, "maximum", "maximum", (1, 2), Either),
        f(F::Coalesce, "coalesce", "eerste", (1, usize::MAX), Row),
        f(F::If, "if", "als", (3, 3), Row),
        f(F::Today, "today", "vandaag", (0, 0), Row),
        f(F::Lower, "lower", "kleine_letters", (1, 1), Row),
        f(F::Upper, "upper", "hoofdletters", (1, 1), Row),
        f(F::Contains, "contains", "bevat", (2, 2), Row),
        f(F::StartsWith, "starts_with", "begint_met", (2, 2), Row),
        f(F::Bin, "bin", "klasse", (2, 2), Row),
        f(F::Count, "count", "aantal", (0, 1), Rows),
        f(F::Distinct, "distinct", "verschillend", (1, 1), Rows),
        f(F::Sum, "sum", "som", (1, 1), Rows),
        f(F::Average, "average", "gemiddelde", (1, 1), Rows),
        f(F::Median, "median", "mediaan", (1, 1), Rows),
        f(F::Percentile, "percentile", "percentiel", (2, 2), Rows),
        f(F::Percentage, "percentage", "percentage", (1, 1), Rows),
        f(F::Previous, "previous", "vorige", (2, 2), Measures),
        f(F::Change, "change", "verandering", (2, 2), Measures),
        f(F::Running, "running", "lopend", (1, 1), Measures),
        f(F::Share, "share", "aandeel", (1, 1), Measures),
    ]
};

impl Function {
    /// The function with this name in the language; names are compared without case.
    pub fn named(name: &str, lang: Lang) -> Option<Function> {
        let name = name.to_lowercase();
        let found = FUNCTIONS.iter().find(|f| lang.pick(f.en, f.nl) == name);
        found.map(|f| f.function)
    }

    /// What the table says of it.
    pub fn facts(self) -> &'static Facts {
        let found = FUNCTIONS.iter().find(|f| f.function == self);
        found.unwrap_or(&FUNCTIONS[0])
    }

    /// Whether it works on all rows of a source when it has so many arguments.
    pub fn is_over_rows(self, arguments: usize) -> bool {
        match self.facts().level {
            Level::Rows => true,
            Level::Either => arguments == 1,
            Level::Row | Level::Measures => false,
        }
    }

    /// Its name in the language.
    pub fn name(self, lang: Lang) -> &'static str {
        let facts = self.facts();
        lang.pick(facts.en, facts.nl)
    }
}
