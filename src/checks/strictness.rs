//! How grave each rule is in which cycle: the one table of LANGUAGE.md §5.
//!
//! The first time round a workshop keeps it small, so much is forgiven; what the law asks is asked at once. Checks take their
//! severity from [`super::Context::severity`], which knows where the organisation is stricter; the page `docs/LANG/strictness.md`
//! is written from the same table, and `tests/strictness/` holds a case for each code of each rule.

mod organisation;

pub(super) use organisation::give_reasons;
pub use organisation::{judge, reason, severity};

use crate::diag::{Code, Lang, Page, Severity};
use crate::manual_page;
use crate::syntax::keywords::Spelled;
use std::fmt::Write;

/// Makes [`Rule`] with a row per member: what an organisation calls it under `strictness`, its codes, its severity in cycle 1,
/// 2, and from 3 on, and its wording.
macro_rules! table {
    ($($rule:ident $word_en:literal / $word_nl:literal: $codes:literal, $first:ident $second:ident $later:ident, law: $law:literal, $en:literal / $nl:literal;)*) => {
        /// A row of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Rule { $($rule,)* }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &[Rule] = &[$(Rule::$rule,)*];

            /// What the table says about it.
            pub fn row(self) -> Row {
                match self {
                    $(Rule::$rule => Row {
                        name: stringify!($rule),
                        word_en: $word_en,
                        word_nl: $word_nl,
                        codes: $codes,
                        severities: [Severity::$first, Severity::$second, Severity::$later],
                        law: $law,
                        en: $en,
                        nl: $nl,
                    },)*
                }
            }
        }
    };
}

/// What holds for a rule.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Its name, as its test case is called.
    pub name: &'static str,
    word_en: &'static str,
    word_nl: &'static str,
    /// The codes with which it is reported, with blanks between them. Rules may share a code.
    codes: &'static str,
    /// In cycle 1, in cycle 2, and from cycle 3 on.
    severities: [Severity; 3],
    /// Whether the law asks it, so that nobody may loosen it.
    pub law: bool,
    /// What is asked, in English.
    en: &'static str,
    /// What is asked, in Dutch.
    nl: &'static str,
}

table! {
    Act "act" / "handeling": "N001 N002 N003 N004 N009", Error Error Error, law: false,
        "an act that is one" / "een handeling die er een is";
    Power "roles" / "rollen": "N007", Error Error Error, law: false,
        "an act within the organisation's power" / "een handeling binnen de macht van de organisatie";
    Persons "persons" / "personen": "P001", Error Error Error, law: true,
        "no act or visual that judges persons" / "geen handeling en geen beeld dat personen beoordeelt";
    Classes "classes" / "klassen": "P003", Error Error Error, law: true,
        "no column with heavier personal data than `personal data` names" / "geen kolom met zwaardere persoonsgegevens dan `persoonsgegevens` noemt";
    PersonalData "personal data" / "persoonsgegevens": "P004", Error Error Error, law: true,
        "`legal basis`, `purpose` and a small-number rule, with personal data" / "`grondslag`, `doel` en een regel voor kleine aantallen, bij persoonsgegevens";
    Register "register" / "register": "P005", Warning Warning Error, law: false,
        "`compatible with`, `processing` with a number and `retention` with an end, with personal data" / "`verenigbaar met`, `verwerking` met een nummer en `bewaren` met een einde, bij persoonsgegevens";
    HeavyData "heavy data" / "zware gegevens": "P008", Error Error Error, law: true,
        "GDPR article 9(2) or 10 in `legal basis`, with special or criminal data" / "AVG artikel 9 lid 2 of 10 in `grondslag`, bij bijzondere of strafrechtelijke gegevens";
    Compatible "compatible with" / "verenigbaar met": "P009", Error Error Error, law: true,
        "a purpose that is compatible with the one the data were collected for" / "een doel dat verenigbaar is met dat waarvoor de gegevens zijn verzameld";
    Dpia "dpia" / "dpia": "P010", Error Error Error, law: true,
        "a DPIA, when its criteria are met" / "een DPIA, als aan de criteria ervoor is voldaan";
    PublicPersons "public persons" / "openbare personen": "P012", Error Error Error, law: true,
        "no persons in a dashboard with `public: yes`" / "geen personen in een dashboard met `openbaar: ja`";
    NationalNumber "national number" / "nationaal nummer": "P016", Error Error Error, law: true,
        "no national number in a visual, filter or choice" / "geen nationaal nummer in een beeld, filter of keuze";
    Parts "who and when" / "wie en wanneer": "N005 N006 N008", Warning Error Error, law: false,
        "a role under `who`; a trigger, choice or date that can tell" / "een rol bij `wie`; een grens, keuze of datum die iets onderscheidt";
    Term "within" / "binnen": "N010", Warning Error Error, law: false,
        "a term under `within`" / "een termijn bij `binnen`";
    Meeting "meeting" / "in overleg": "M002", Warning Error Error, law: false,
        "`meeting`" / "`in overleg`";
    Fits "kind" / "soort": "M023", Warning Error Error, law: false,
        "a limit, choice or date that fits the kind of question" / "een grens, keuze of datum die past bij de soort vraag";
    Duty "duty" / "plicht": "M002", Warning Error Error, law: false,
        "`duty`, for accountability" / "`plicht`, bij verantwoording";
    SecondOutcome "second outcome" / "tweede uitkomst": "M002", Warning Error Error, law: false,
        "`otherwise`, for exploration: what is decided when it comes out the other way" / "`anders`, bij verkenning: wat er wordt besloten als het anders uitpakt";
    FollowUp "follow-up" / "vervolg": "M002", Info Warning Error, law: false,
        "`mandate`, `done when` and `otherwise`, as far as the kind of question asks for them" / "`mandaat`, `klaar als` en `anders`, voor zover de soort vraag erom vraagt";
    Maintainer "maintainer" / "beheerder": "M001", Error Error Error, law: false,
        "`maintainer`" / "`beheerder`";
    Review "review before" / "herzien voor": "M001", Warning Error Error, law: false,
        "`review before`" / "`herzien voor`";
    Deputy "deputy" / "vervanger": "M001", Info Warning Error, law: false,
        "`deputy`" / "`vervanger`";
    Sponsor "sponsor" / "sponsor": "M001", Info Warning Error, law: false,
        "`sponsor`" / "`sponsor`";
    Norm "norm" / "norm": "M003", Warning Error Error, law: false,
        "where a `norm` comes from" / "waar een `norm` vandaan komt";
    Unit "unit" / "eenheid": "M004", Warning Error Error, law: false,
        "`unit`, unless it is a percentage" / "`eenheid`, behalve bij een percentage";
    Empty "empty" / "leeg": "F050", Warning Error Error, law: false,
        "`empty`, where a date may be empty" / "`leeg`, waar een datum leeg kan zijn";
    Example "example" / "voorbeeld": "M005", Info Warning Error, law: false,
        "an `example` for each measure that an act waits for" / "een `voorbeeld` voor elke maat waar een handeling op wacht";
    Source "source" / "bron": "M006", Info Warning Error, law: false,
        "`owner` and `quality` of a source" / "`eigenaar` en `kwaliteit` van een bron";
    Alt "alt" / "alt": "V020", Warning Warning Error, law: false,
        "`alt`, in a dashboard that is not public" / "`alt`, in een dashboard dat niet openbaar is";
    AltInPublic "public alt" / "openbare alt": "V020", Error Error Error, law: true,
        "`alt`, with `public: yes`" / "`alt`, bij `openbaar: ja`";
}

impl Rule {
    /// How grave a breach is where no more than a preview is made: in the first cycle people may look at a case whose DPIA
    /// is still to come.
    pub fn in_preview(self, cycle: u32) -> Severity {
        match (self, cycle) {
            (Rule::Dpia, 0 | 1) => Severity::Warning,
            _ => self.row().severity(cycle),
        }
    }
}

impl Spelled for Rule {
    const ALL: &'static [Rule] = Rule::ALL;
    fn spelling(self, lang: Lang) -> &'static str {
        self.row().word(lang)
    }
}

impl Row {
    /// The codes with which the rule is reported.
    pub fn codes(&self) -> impl Iterator<Item = Code> + use<> {
        self.codes.split(' ').map(Code)
    }

    /// How grave a breach is; a case that names no cycle is in its first.
    pub fn severity(&self, cycle: u32) -> Severity {
        let [first, second, later] = self.severities;
        match cycle {
            0 | 1 => first,
            2 => second,
            _ => later,
        }
    }

    /// What an organisation calls it under `strictness`.
    pub fn word(&self, lang: Lang) -> &'static str {
        lang.pick(self.word_en, self.word_nl)
    }

    /// What is asked.
    pub fn wording(&self, lang: Lang) -> &'static str {
        lang.pick(self.en, self.nl)
    }
}

/// An organisation that would be looser than the table.
const LOOSENED: Code = Code("S025");

/// The manual pages of what is found in `strictness`.
pub const PAGES: &[Page] = &[manual_page!("S025")];

/// The table as a page of the manual.
pub fn markdown(lang: Lang) -> String {
    let mut text = lang.pick(INTRO_EN, INTRO_NL).to_owned();
    for rule in Rule::ALL {
        let row = rule.row();
        let codes: Vec<_> = row.codes().map(|code| code.to_string()).collect();
        let cells = [1, 2, 3].map(|cycle| cell(*rule, cycle, lang));
        let law = if row.law { lang.pick("yes", "ja") } else { "" };
        _ = writeln!(
            text,
            "| {} | {} | {} | {} | {law} |",
            row.wording(lang),
            row.word(lang),
            codes.join(", "),
            cells.join(" | "),
        );
    }
    text
}

/// The word for a cycle; both, where a preview is judged otherwise.
fn cell(rule: Rule, cycle: u32, lang: Lang) -> String {
    let (build, preview) = (rule.row().severity(cycle), rule.in_preview(cycle));
    let build_word = word(build, lang);
    if build == preview {
        return build_word.to_owned();
    }
    let preview = word(preview, lang);
    match lang {
        Lang::En => format!("{build_word} to build, {preview} to preview"),
        Lang::Nl => format!("{build_word} om te bouwen, {preview} voor een voorbeeldweergave"),
    }
}

fn word(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("error", "fout"),
        Severity::Warning => lang.pick("warning", "waarschuwing"),
        Severity::Info => "info",
    }
}

const INTRO_EN: &str = "\
# What each cycle asks

Generated from the table in the code; `UPDATE=1 cargo test` renews it.

The first time round, keep it small. A missing line that is only *info* in the first cycle is an *error* from the third on: by then
the dashboard is in use, and somebody has to be able to rely on it. An error stops `build`. What the law asks is an error at once, and
nobody may loosen it.

What this table does not name is equally grave in every cycle: a name that nothing has, a formula that can't be computed and a broken
link of the chain are errors; an unused column without personal data and most advice about visuals are warnings.

An organisation may be stricter, never looser: `strictness: sponsor error, example error from cycle 2` in its
[own file](language.md#organisationcase).

| asked | under `strictness` | codes | cycle 1 | cycle 2 | cycle 3 and on | law |
|---|---|---|---|---|---|---|
";

const INTRO_NL: &str = "\
# Wat elke cyclus vraagt

Gemaakt uit de tabel in de code; `UPDATE=1 cargo test` vernieuwt haar.

Houd het de eerste keer klein. Een ontbrekende regel die in de eerste cyclus alleen *info* is, is vanaf de derde een *fout*: dan is
het dashboard in gebruik, en moet iemand erop kunnen bouwen. Bij een fout bouwt `build` niet. Wat de wet vraagt is meteen een fout, en
niemand mag dat versoepelen.

Wat niet in deze tabel staat weegt in elke cyclus even zwaar: een naam die nergens bij hoort, een formule die niet te berekenen is en een
gebroken schakel in de keten zijn fouten; een ongebruikte kolom zonder persoonsgegevens en het meeste advies over beelden zijn waarschuwingen.

Een organisatie mag strenger zijn, nooit soepeler: `strengheid: sponsor fout, voorbeeld fout vanaf cyclus 2` in haar
[eigen bestand](language.md#organisatiecase).

| gevraagd | bij `strengheid` | codes | cyclus 1 | cyclus 2 | vanaf cyclus 3 | wet |
|---|---|---|---|---|---|---|
";
