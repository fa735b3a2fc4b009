//! The one bilingual table: blocks, their fields, and the words that are values.

use crate::diag::Lang;

/// A word of a small set, as the language of a file spells it. [`words!`] makes the sets.
pub trait Spelled: Copy + PartialEq + 'static {
    /// Every member, in the order of the table.
    const ALL: &'static [Self];

    /// How it is written in the language.
    fn spelling(self, lang: Lang) -> &'static str;

    /// The member that is written so, without case and with any blanks between its words.
    fn spelled(written: &str, lang: Lang) -> Option<Self> {
        let written = normal(written);
        let mut all = Self::ALL.iter().copied();
        all.find(|word| word.spelling(lang) == written)
    }
}

/// Lower case with single blanks, as the tables have it.
pub(crate) fn normal(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut normal = words.next().unwrap_or_default().to_lowercase();
    for word in words {
        normal.push(' ');
        normal.push_str(&word.to_lowercase());
    }
    normal
}

/// The new word with its capitals where the author put them: everywhere, at the start of each word, or at the start.
pub(crate) fn cased(written: &str, new: &str) -> String {
    let is_upper = |c: char| c.is_uppercase();
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let words = || {
        written
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| !w.is_empty())
    };
    if letters.clone().count() > 1 && letters.clone().all(is_upper) {
        new.to_uppercase()
    } else if words().count() > 1 && words().all(|w| w.starts_with(is_upper)) {
        let mut begins = true;
        let capital = |c: char| {
            let first = std::mem::replace(&mut begins, !c.is_alphabetic());
            if first { c.to_ascii_uppercase() } else { c }
        };
        new.chars().map(capital).collect()
    } else if letters.next().is_some_and(is_upper) {
        let mut letters = new.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(letters).collect()
    } else {
        new.to_owned()
    }
}

/// Makes an enum with a row per member: its English and its Dutch word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($member:ident: $en:literal / $nl:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum $name { $($member,)* }

        impl $name {
            /// Every member, in the order of the table.
            pub const ALL: &[$name] = &[$($name::$member,)*];

            /// How it is written in the language.
            pub fn word(self, lang: Lang) -> &'static str {
                match self { $($name::$member => lang.pick($en, $nl),)* }
            }

            /// The member that is written so; `word` must be in lower case with single blanks.
            pub fn named(word: &str, lang: Lang) -> Option<$name> {
                match lang {
                    Lang::En => match word { $($en => Some($name::$member),)* _ => None },
                    Lang::Nl => match word { $($nl => Some($name::$member),)* _ => None },
                }
            }
        }

        impl $crate::syntax::keywords::Spelled for $name {
            const ALL: &'static [$name] = $name::ALL;
            fn spelling(self, lang: Lang) -> &'static str {
                self.word(lang)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The blocks of a file.
    BlockKind {
        Case: "case" / "casus",
        Question: "question" / "vraag",
        Action: "action" / "actie",
        Parked: "parked" / "geparkeerd",
        Source: "source" / "bron",
        Attribute: "attribute" / "kenmerk",
        Measure: "measure" / "maat",
        Visual: "visual" / "beeld",
        Page: "page" / "pagina",
        Filter: "filter" / "filter",
        Privacy: "privacy" / "privacy",
        Example: "example" / "voorbeeld",
        Organisation: "organisation" / "organisatie",
    }
}

macro_rules! fields {
    ($($member:ident: $en:literal / $nl:literal,)*) => {
        /// The fields of all blocks. Which block knows which is told by [`BlockKind::fields`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum FieldKey { $($member,)* }

        impl FieldKey {
            /// Every field.
            pub const ALL: &[FieldKey] = &[$(FieldKey::$member,)*];

            /// How it is written in the language.
            pub fn word(self, lang: Lang) -> &'static str {
                match self { $(FieldKey::$member => lang.pick($en, $nl),)* }
            }
        }
    };
}

fields! {
    Domain: "domain" / "domein",
    Organisation: "organisation" / "organisatie",
    Cycle: "cycle" / "cyclus",
    Stage: "stage" / "fase",
    Workshop: "workshop" / "workshop",
    Present: "present" / "aanwezig",
    ProblemOwner: "problem owner" / "probleemeigenaar",
    Sponsor: "sponsor" / "sponsor",
    Maintainer: "maintainer" / "beheerder",
    Deputy: "deputy" / "vervanger",
    ReviewBefore: "review before" / "herzien voor",
    RetireIf: "retire if" / "stoppen als",
    Audience: "audience" / "publiek",
    Tooling: "tooling" / "tooling",
    MayInspire: "may inspire" / "mag als voorbeeld",
    Knowledge: "knowledge" / "kennis",
    Kind: "kind" / "soort",
    Decision: "decision" / "besluit",
    AskedBy: "asked by" / "gesteld door",
    Now: "now" / "nu",
    When: "when" / "zodra",
    Choose: "choose" / "kies",
    OnDate: "on date" / "op datum",
    Then: "then" / "dan",
    Who: "who" / "wie",
    Within: "within" / "binnen",
    Meeting: "meeting" / "in overleg",
    Mandate: "mandate" / "mandaat",
    DoneWhen: "done when" / "klaar als",
    Otherwise: "otherwise" / "anders",
    Duty: "duty" / "plicht",
    Reason: "reason" / "reden",
    Again: "again" / "opnieuw",
    Owner: "owner" / "eigenaar",
    File: "file" / "bestand",
    Table: "table" / "tabel",
    Query: "query" / "query",
    Connection: "connection" / "verbinding",
    Refreshed: "refreshed" / "ververst",
    Link: "link" / "koppeling",
    Missing: "missing" / "ontbreekt",
    Dates: "dates" / "datumnotatie",
    Numbers: "numbers" / "getalnotatie",
    Sheet: "sheet" / "blad",
    NotTaken: "not taken" / "niet gekoppeld",
    Quality: "quality" / "kwaliteit",
    Is: "is" / "is",
    Empty: "empty" / "leeg",
    Type: "type" / "soort",
    Date: "date" / "datum",
    Unit: "unit" / "eenheid",
    Norm: "norm" / "norm",
    Better: "better" / "beter",
    Format: "format" / "notatie",
    Serves: "serves" / "voor",
    Title: "title" / "titel",
    Read: "read" / "lezen",
    Alt: "alt" / "alt",
    Shows: "shows" / "toont",
    PersonalData: "personal data" / "persoonsgegevens",
    LegalBasis: "legal basis" / "grondslag",
    Purpose: "purpose" / "doel",
    CompatibleWith: "compatible with" / "verenigbaar met",
    Processing: "processing" / "verwerking",
    Retention: "retention" / "bewaren",
    Dpia: "dpia" / "dpia",
    SmallNumbers: "small numbers" / "kleine aantallen",
    Security: "security" / "beveiliging",
    Public: "public" / "openbaar",
    RowAccess: "row access" / "rijtoegang",
    Expect: "expect" / "verwacht",
    Roles: "roles" / "rollen",
    Meetings: "meetings" / "overleggen",
    Holidays: "holidays" / "feestdagen",
    Strictness: "strictness" / "strengheid",
    Domains: "domains" / "domeinen",
}

impl BlockKind {
    /// The fields that the block knows, in the canonical order.
    pub fn fields(self) -> &'static [FieldKey] {
        use FieldKey::*;
        match self {
            BlockKind::Case => &[
                Organisation,
                Domain,
                Cycle,
                Stage,
                Workshop,
                Present,
                ProblemOwner,
                Sponsor,
                Maintainer,
                Deputy,
                ReviewBefore,
                RetireIf,
                Audience,
                Tooling,
                MayInspire,
                Knowledge,
            ],
            BlockKind::Question => &[Kind, Decision, AskedBy, Now],
            BlockKind::Action => &[
                When, Choose, OnDate, Then, Who, Within, Meeting, Mandate, DoneWhen, Otherwise,
                Duty,
            ],
            BlockKind::Parked => &[Reason, Again],
            BlockKind::Source => &[
                Owner, File, Table, Query, Connection, Sheet, Dates, Numbers, Missing, Refreshed,
                Link, NotTaken, Quality,
            ],
            BlockKind::Attribute => &[Is, Empty, Type],
            BlockKind::Measure => &[Is, Date, Empty, Unit, Norm, Better, Format],
            BlockKind::Visual => &[Serves, Title, Read, Alt],
            BlockKind::Page => &[Shows],
            BlockKind::Filter => &[],
            BlockKind::Privacy => &[
                PersonalData,
                LegalBasis,
                Purpose,
                CompatibleWith,
                Processing,
                Retention,
                Dpia,
                SmallNumbers,
                Security,
                Public,
                RowAccess,
            ],
            BlockKind::Example => &[Expect],
            BlockKind::Organisation => &[
                SmallNumbers,
                Roles,
                Meetings,
                Tooling,
                Security,
                Holidays,
                Strictness,
                Domains,
            ],
        }
    }

    /// The field of this block that is written so; `word` must be in lower case with single blanks.
    pub fn field_named(self, word: &str, lang: Lang) -> Option<FieldKey> {
        let mut fields = self.fields().iter().copied();
        fields.find(|f| f.word(lang) == word)
    }

    /// Whether a table may follow the fields.
    pub fn has_table(self) -> bool {
        matches!(self, BlockKind::Source | BlockKind::Example)
    }

    /// Whether the field may occur more than once.
    pub fn repeats(self, key: FieldKey) -> bool {
        matches!(
            (self, key),
            (BlockKind::Source, FieldKey::Link) | (BlockKind::Example, FieldKey::Expect)
        )
    }
}

words! {
    /// The columns of a source's table.
    TableColumn {
        Column: "column" / "kolom",
        Type: "type" / "soort",
        From: "from" / "uit",
        PersonalData: "personal data" / "persoonsgegeven",
        UsedFor: "used for" / "waarvoor",
        Rule: "rule" / "regel",
        Label: "label" / "label",
    }
}

words! {
    /// Words between the names of a block's head.
    HeadWord {
        Answers: "answers" / "bij",
        Of: "of" / "van",
    }
}

words! {
    /// What a question is for; steering unless said.
    Kind {
        Steering: "steering" / "sturing",
        Accountability: "accountability" / "verantwoording",
        Selection: "selection" / "keuze",
        Exploration: "exploration" / "verkenning",
    }
}

words! {
    /// How far a case has come.
    Stage {
        Inspiration: "inspiration" / "inspiratie",
        Topic: "topic" / "onderwerp",
        Workshop: "workshop" / "workshop",
        Preconditions: "preconditions" / "randvoorwaarden",
        Build: "build" / "bouw",
        InUse: "in use" / "in gebruik",
        Embedded: "embedded" / "geborgd",
        Retired: "retired" / "gestopt",
    }
}

words! {
    /// The types of a column or attribute.
    TypeWord {
        Text: "text" / "tekst",
        Number: "number" / "getal",
        WholeNumber: "whole number" / "geheel getal",
        Date: "date" / "datum",
        Moment: "moment" / "moment",
        YesNo: "yes/no" / "ja/nee",
    }
}

words! {
    /// Classes of personal data, light to heavy.
    Personal {
        No: "no" / "nee",
        Indirect: "indirect" / "indirect",
        Pseudonym: "pseudonym" / "pseudoniem",
        Direct: "direct" / "direct",
        Sensitive: "sensitive" / "gevoelig",
        Special: "special" / "bijzonder",
        Criminal: "criminal" / "strafrechtelijk",
        NationalNumber: "national number" / "nationaal nummer",
    }
}

words! {
    /// What a column is used for.
    Use {
        Key: "key" / "sleutel",
        Split: "split" / "uitsplitsen",
        Compute: "compute" / "rekenen",
        Filter: "filter" / "filteren",
        Link: "link" / "koppelen",
    }
}

words! {
    /// Which way is better.
    Better {
        Higher: "higher" / "hoger",
        Lower: "lower" / "lager",
    }
}

words! {
    /// The forms of a visual.
    Form {
        Number: "number" / "getal",
        Line: "line" / "lijn",
        Bar: "bar" / "staaf",
        StackedBar: "stacked bar" / "gestapelde staaf",
        Column: "column" / "kolom",
        Area: "area" / "vlak",
        Table: "table" / "tabel",
        Matrix: "matrix" / "kruistabel",
        Map: "map" / "kaart",
        Scatter: "scatter" / "spreiding",
        Heatmap: "heatmap" / "warmtekaart",
        Histogram: "histogram" / "histogram",
        Gauge: "gauge" / "meter",
        Donut: "donut" / "ring",
        List: "list" / "lijst",
        Text: "text" / "tekst",
    }
}

words! {
    /// Lengths of a period. Weeks run from Monday to Sunday.
    Grain {
        Day: "day" / "dag",
        Week: "week" / "week",
        Month: "month" / "maand",
        Quarter: "quarter" / "kwartaal",
        Year: "year" / "jaar",
    }
}

words! {
    /// The order of a visual's rows.
    Order {
        LowestFirst: "lowest first" / "laagste eerst",
        HighestFirst: "highest first" / "hoogste eerst",
    }
}

words! {
    /// Yes and no.
    Answer {
        Yes: "yes" / "ja",
        No: "no" / "nee",
    }
}

words! {
    /// The words of an act's occasion, beside `per`, which both languages write.
    OccasionWord {
        For: "for" / "gedurende",
        Top: "top" / "top",
        Bottom: "bottom" / "laagste",
        By: "by" / "op",
        EveryYearBefore: "every year before" / "elk jaar voor",
    }
}

words! {
    /// The words between the names of a visual's sentence, beside `per`, which Dutch writes for both `by` and `per`.
    SentenceWord {
        Of: "of" / "van",
        And: "and" / "en",
        By: "by" / "per",
    }
}

words! {
    /// The options of a visual that are more than an order: alone, or in front of a value.
    OptionWord {
        Top: "top" / "top",
        Limit: "limit" / "grens",
        Last: "last" / "laatste",
        Compared: "compared with previous year" / "vergeleken met vorig jaar",
        Where: "where" / "waar",
        Wide: "wide" / "breed",
    }
}

words! {
    /// The words of a column's rules.
    RuleWord {
        NotEmpty: "not empty" / "niet leeg",
        Unique: "unique" / "uniek",
        OneOf: "one of" / "een van",
        To: "to" / "tot",
        Matches: "matches" / "past op",
    }
}

words! {
    /// What an empty date means.
    EmptyWord {
        CountsAs: "counts as" / "telt als",
        LeftOut: "left out" / "telt niet mee",
        Today: "today" / "vandaag",
    }
}

words! {
    /// What stands before the place that a norm comes from.
    NormWord {
        From: "from:" / "bron:",
    }
}

words! {
    /// What an example expects.
    ExpectWord {
        Fires: "fires" / "gaat af",
        DoesNotFire: "does not fire" / "gaat niet af",
        Empty: "empty" / "leeg",
    }
}

words! {
    /// The rule for small numbers.
    SmallWord {
        HideBelow: "hide below" / "verberg onder",
        RoundTo: "round to" / "rond af op",
        And: "and" / "en",
    }
}

words! {
    /// That there is nothing.
    NoneWord {
        None: "none" / "geen",
    }
}

words! {
    /// Holidays that an organisation can name; the set of the Netherlands, or one by one.
    Holiday {
        None: "none" / "geen",
        Dutch: "dutch" / "nederlandse",
        NewYear: "new year's day" / "nieuwjaarsdag",
        GoodFriday: "good friday" / "goede vrijdag",
        EasterSunday: "easter sunday" / "eerste paasdag",
        EasterMonday: "easter monday" / "tweede paasdag",
        KingsDay: "king's day" / "koningsdag",
        LiberationDay: "liberation day" / "bevrijdingsdag",
        FifthLiberationDay: "liberation day every fifth year" / "bevrijdingsdag in lustrumjaren",
        Ascension: "ascension day" / "hemelvaartsdag",
        WhitSunday: "whit sunday" / "eerste pinksterdag",
        WhitMonday: "whit monday" / "tweede pinksterdag",
        ChristmasDay: "christmas day" / "eerste kerstdag",
        BoxingDay: "boxing day" / "tweede kerstdag",
    }
}

words! {
    /// Words between and before the parts of what an organisation lays down.
    PolicyWord {
        Not: "not" / "niet",
        To: "to" / "t/m",
        FromCycle: "from cycle" / "vanaf cyclus",
    }
}

words! {
    /// How grave an organisation wants a finding to be.
    Weight {
        Error: "error" / "fout",
        Warning: "warning" / "waarschuwing",
        Info: "info" / "info",
    }
}

#[cfg(test)]
mod tests {
    use super::cased;

    #[test]
    fn capitals_stay_where_they_were() {
        assert_eq!(cased("som", "sum"), "sum");
        assert_eq!(cased("Som", "sum"), "Sum");
        assert_eq!(cased("SOM", "sum"), "SUM");
        assert_eq!(cased("Ja/Nee", "yes/no"), "Yes/No");
        assert_eq!(cased("Ja/nee", "yes/no"), "Yes/no");
        assert_eq!(cased("Werkdagen", "working days"), "Working days");
        assert_eq!(cased("", "of"), "of");
    }
}
