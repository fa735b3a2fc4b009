//! P010: the criteria for a DPIA are met, and there is none.

use super::fixes::{add_slot, filled, locate};
use super::gate::{self, heaviest, held, place_of};
use super::{Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Span, Spanned, Words};
use crate::formula::term::SourceId;
use crate::model::{Case, Dpia, Occasion, Personal};
use crate::phrases::{self, Class};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("P010");

/// With two of the nine criteria a DPIA is needed as a rule (WP 248 rev.01, section III.B).
const RULE_OF_TWO: usize = 2;

/// P010. Without a `privacy` block P004 says all.
pub(super) struct DpiaNeeded;

impl Check for DpiaNeeded {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("dpia_needed.md"),
            nl: include_str!("dpia_needed.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let Some(privacy) = gate::block(ctx) else {
            return;
        };
        let state = privacy.facts.dpia.as_ref();
        let written = filled(&privacy.dpia, ctx.case.lang);
        let (place, message) = match (state.map(|s| s.value), written) {
            (Some(Dpia::Done(_)), _) | (None, Some(_)) => return,
            (Some(Dpia::NotNeeded(_)), Some(line)) => (
                line.span,
                say!(
                    en "this says that no DPIA is needed, and the case meets the criteria for one",
                    nl "hier staat dat er geen DPIA nodig is, en de casus voldoet aan de criteria ervoor"
                ),
            ),
            (Some(Dpia::Pending), Some(line)) => (
                line.span,
                say!(
                    en "the criteria for a DPIA are met, and it must be finished before the data are used",
                    nl "aan de criteria voor een DPIA is voldaan, en die moet klaar zijn voordat de gegevens worden gebruikt"
                ),
            ),
            _ => (
                gate::place(privacy),
                say!(
                    en "the criteria for a DPIA are met, and the case names none",
                    nl "aan de criteria voor een DPIA is voldaan, en de casus noemt er geen"
                ),
            ),
        };
        let reasons = reasons(ctx.case);
        let criteria = reasons.iter().filter(|r| !r.listed).count();
        let is_listed = reasons.iter().any(|r| r.listed);
        if criteria < RULE_OF_TWO && !is_listed {
            return;
        }
        let severity = ctx.severity(Rule::Dpia);
        let found = Diagnostic::new(CODE, severity, place, message).help(say!(
            en "ask the data protection officer for a DPIA, and write `dpia: yes, DATE` when it is done",
            nl "vraag de functionaris gegevensbescherming om een DPIA, en schrijf `dpia: ja, DATUM` als die er is"
        ));
        let found = reasons
            .into_iter()
            .fold(found, |found, r| found.related(r.place, r.why));
        sink.push(match privacy.dpia {
            Some(_) => found,
            None => {
                let (title, edits) = add_slot(ctx.case, FieldKey::Dpia, privacy.head);
                found.unsafe_fix(title, edits)
            }
        });
    }
}

/// A criterion that the case meets, or a kind of processing on the list of the authority.
struct Reason {
    place: Span,
    why: Words,
    listed: bool,
}

/// The criteria that can be told by words, with their number in WP 248.
const BY_WORDS: [(u8, Class, &str, &str); 6] = [
    (
        1,
        Class::Scoring,
        "evaluation or scoring",
        "beoordelen of scoren van mensen",
    ),
    (
        2,
        Class::Automatic,
        "automated decisions",
        "geautomatiseerde beslissingen",
    ),
    (
        3,
        Class::Monitoring,
        "systematic monitoring",
        "stelselmatige monitoring",
    ),
    (5, Class::Scale, "large scale", "grote schaal"),
    (
        7,
        Class::Vulnerable,
        "vulnerable people",
        "kwetsbare mensen",
    ),
    (8, Class::Technology, "new technology", "nieuwe technologie"),
];

/// Every criterion once, with the place that meets it.
fn reasons(case: &Case) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut meets = |number: u8, place: Span, en: &str, nl: &str| {
        let why = say!(
            en "criterion {number} of the nine: {en}",
            nl "criterium {number} van de negen: {nl}"
        );
        found.push(Reason {
            place,
            why,
            listed: false,
        });
    };
    let texts = texts(case);
    let said = |class| {
        let mut texts = texts.iter();
        texts.find_map(|text| {
            let hit = phrases::said(text, class, case.lang)?;
            let place = locate(text, &hit.span);
            Some((hit, place))
        })
    };
    for (number, class, en, nl) in BY_WORDS {
        let by_fact = (number == 1).then(|| judged_person(case)).flatten();
        let place = by_fact.or_else(|| said(class).map(|(_, place)| place));
        if let Some(place) = place {
            meets(number, place, en, nl);
        }
    }
    let sensitive = [Personal::Special, Personal::Criminal, Personal::Sensitive];
    if let Some(place) = sensitive
        .into_iter()
        .find_map(|class| place_of(case, class))
    {
        meets(4, place, "sensitive data", "gevoelige gegevens");
    }
    if let Some(place) = combined(case) {
        meets(6, place, "data sets combined", "gekoppelde gegevens");
    }
    found.sort_by_key(|r| r.place);
    // The list is about people who can be told apart.
    let apart = heaviest(case).is_some_and(|c| c.value >= Personal::Pseudonym);
    if let Some((hit, place)) = said(Class::Listed).filter(|_| apart) {
        let kind = hit.phrase.name;
        let why = say!(
            en "on the list of the data protection authority: {kind}",
            nl "op de lijst van de Autoriteit Persoonsgegevens: {kind}"
        );
        found.push(Reason {
            place,
            why,
            listed: true,
        });
    }
    found
}

/// What a case says of its data: the block, the sources and the titles of their columns with personal data.
fn texts(case: &Case) -> Vec<Spanned<String>> {
    let block = case
        .privacy
        .iter()
        .flat_map(|p| [&p.personal_data, &p.purpose]);
    let sources = case.sources.iter().map(|s| &s.text);
    let sources = sources.chain([&case.facts.domain]);
    let slots = block.chain(sources).flatten().cloned();
    let titles =
        held(case).map(|h| Spanned::new(h.column.label.to_lowercase(), h.column.name.span));
    slots.chain(titles).collect()
}

/// Where an act picks out persons: a limit per person, or a choice of persons.
fn judged_person(case: &Case) -> Option<Span> {
    let picked = case
        .actions
        .iter()
        .filter_map(|action| match &action.occasion {
            Some(Occasion::When(trigger)) => trigger.per.as_ref(),
            Some(Occasion::Choose(choose)) => Some(&choose.dimension),
            _ => None,
        });
    let is_person = |class: Personal| {
        matches!(
            class,
            Personal::Pseudonym | Personal::Direct | Personal::NationalNumber
        )
    };
    let mut persons = picked.filter(|field| {
        let column = case.column(field.value);
        let class = column.and_then(|c| c.personal.as_ref());
        class.is_some_and(|class| is_person(class.value))
    });
    persons.next().map(|field| field.span)
}

/// Where two sources with personal data are linked.
fn combined(case: &Case) -> Option<Span> {
    let holds = |id: SourceId| held(case).any(|h| h.field.source() == id);
    let mut links = case.sources.iter().flat_map(|s| &s.links);
    links
        .find(|link| holds(link.from.source()) && holds(link.to.source()))
        .map(|link| link.span)
}
