//! P005: personal data without the purpose they were collected for, their number in the record, or an end.

use super::fixes::filled;
use super::gaps::{self, Asked};
use super::{Check, Context, Page, Rule, Sink, due, gate};
use crate::diag::{Code, Diagnostic, Words};
use crate::model::{Privacy, Retention};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("P005");

/// P005. Without a `privacy` block P004 says all.
pub(super) struct RegisterMissing;

impl Check for RegisterMissing {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("register_missing.md"),
            nl: include_str!("register_missing.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let Some(privacy) = gate::block(ctx) else {
            return;
        };
        let rule = Rule::Register;
        let asked = [
            (FieldKey::CompatibleWith, &privacy.compatible_with),
            (FieldKey::Processing, &privacy.processing),
            (FieldKey::Retention, &privacy.retention),
        ];
        let asked = asked.map(|(key, slot)| Asked { key, rule, slot });
        for gap in gaps::find(ctx, &asked) {
            let names = gap.names();
            let (en, nl) = (names.en, names.nl);
            let message = say!(
                en "there is personal data, and no {en}",
                nl "er zijn persoonsgegevens, en geen {nl}"
            );
            sink.push(gap.told(ctx, CODE, gate::place(privacy), message, privacy.head, ask));
        }
        sink.extend(unnumbered(ctx, privacy));
        sink.extend(endless(ctx, privacy));
    }
}

fn unnumbered(ctx: &Context<'_>, privacy: &Privacy) -> Option<Diagnostic> {
    let line = filled(&privacy.processing, ctx.case.lang)?;
    if privacy.facts.number.is_some() {
        return None;
    }
    let message = say!(
        en "this names no number in the record of processing activities",
        nl "dit noemt geen nummer in het register van verwerkingen"
    );
    let severity = ctx.severity(Rule::Register);
    Some(Diagnostic::new(CODE, severity, line.span, message).help(ask(FieldKey::Processing)))
}

/// A `retention` that names no end, or one that has passed.
fn endless(ctx: &Context<'_>, privacy: &Privacy) -> Option<Diagnostic> {
    let line = filled(&privacy.retention, ctx.case.lang)?;
    let message = match privacy.facts.retention.as_ref().map(|r| r.value) {
        None => say!(
            en "this doesn't say when the data are thrown away",
            nl "dit zegt niet wanneer de gegevens worden weggegooid"
        ),
        Some(Retention::Until(day)) if day < ctx.as_of && !due::is_retired(ctx.case) => say!(
            en "the data had to be thrown away on {day}, and this case still uses them",
            nl "de gegevens moesten op {day} worden weggegooid, en deze casus gebruikt ze nog"
        ),
        Some(_) => return None,
    };
    let severity = ctx.severity(Rule::Register);
    Some(Diagnostic::new(CODE, severity, line.span, message).help(ask(FieldKey::Retention)))
}

fn ask(key: FieldKey) -> Words {
    match key {
        FieldKey::CompatibleWith => say!(
            en "ask: for which purpose were these data collected, and is this the same? such as `compatible with: handling of reports (the same purpose)`",
            nl "vraag terug: voor welk doel zijn deze gegevens verzameld, en is dat hetzelfde? zoals `verenigbaar met: afhandeling van meldingen (zelfde doel)`"
        ),
        FieldKey::Processing => say!(
            en "ask the data protection officer for the number, and write `processing: record of processing activities, number 112`",
            nl "vraag het nummer aan de functionaris gegevensbescherming, en schrijf `verwerking: register van verwerkingen, nummer 112`"
        ),
        _ => say!(
            en "write a term, a day or the selection list: `retention: 24 months, then totals only`, `retention: until 2028-01-01`",
            nl "schrijf een termijn, een dag of de selectielijst: `bewaren: 24 maanden, daarna alleen totalen`, `bewaren: tot 01-01-2028`"
        ),
    }
}
