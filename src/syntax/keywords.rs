//! The one bilingual table: blocks, their fields, and the words that are values.

use crate::diag::Lang;

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
