//! P004: personal data without legal basis, purpose or small-number rule.

use super::fixes::new_privacy;
use super::gaps::{self, Asked};
use super::gate::{self, heaviest};
use super::{Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Words};
use crate::model::{Case, Form};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("P004");

/// P004. Silent where `personal data` says `none`.
pub(super) struct PrivacyBare;

impl Check for PrivacyBare {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("privacy_bare.md"),
            nl: include_str!("privacy_bare.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        match (&ctx.case.privacy, gate::block(ctx)) {
            (None, _) => sink.extend(no_block(ctx)),
            (Some(_), Some(privacy)) => {
                let rule = Rule::PersonalData;
                let by_policy = ctx.policy.small_numbers.is_some();
                let asked = [
                    (FieldKey::LegalBasis, &privacy.legal_basis),
                    (FieldKey::Purpose, &privacy.purpose),
                    (FieldKey::SmallNumbers, &privacy.small_numbers_written),
                ];
                let needed =
                    |key| key != FieldKey::SmallNumbers || (!by_policy && shows_groups(ctx.case));
                let asked = asked.into_iter().filter(|(key, _)| needed(*key));
                let asked: Vec<_> = asked.map(|(key, slot)| Asked { key, rule, slot }).collect();
                for gap in gaps::find(ctx, &asked) {
                    let names = gap.names();
                    let (en, nl) = (names.en, names.nl);
                    let message = say!(
                        en "there is personal data, and no {en}",
                        nl "er zijn persoonsgegevens, en geen {nl}"
                    );
                    sink.push(gap.told(
                        ctx,
                        CODE,
                        gate::place(privacy),
                        message,
                        privacy.head,
                        ask,
                    ));
                }
            }
            (Some(_), None) => {}
        }
    }
}

/// Columns with personal data and no privacy block at all.
fn no_block(ctx: &Context<'_>) -> Option<Diagnostic> {
    let class = heaviest(ctx.case)?;
    let message = say!(
        en "there is personal data, and no `privacy` block says why that is allowed",
        nl "er zijn persoonsgegevens, en geen `privacy`-blok zegt waarom dat mag"
    );
    let severity = ctx.severity(Rule::PersonalData);
    let found = Diagnostic::new(CODE, severity, class.span, message);
    let keys = [FieldKey::LegalBasis, FieldKey::Purpose];
    let found = keys.into_iter().map(ask).fold(found, Diagnostic::help);
    let (title, edits) = new_privacy(ctx.case);
    Some(found.unsafe_fix(title, edits))
}

fn ask(key: FieldKey) -> Words {
    match key {
        FieldKey::LegalBasis => say!(
            en "ask: which task or law allows this? write the ground, such as `legal basis: GDPR article 6(1)(e); Social Support Act`",
            nl "vraag terug: welke taak of wet staat dit toe? schrijf de grond op, zoals `grondslag: AVG artikel 6 lid 1e; Wmo 2015`"
        ),
        FieldKey::Purpose => say!(
            en "ask: for what are these data used here? the act that follows from the answer is the purpose",
            nl "vraag terug: waarvoor worden deze gegevens hier gebruikt? de handeling die op het antwoord volgt is het doel"
        ),
        _ => say!(
            en "groups are shown, and a group of one is a person: write `small numbers: hide below 5`",
            nl "er worden groepen getoond, en een groep van één is een mens: schrijf `kleine aantallen: verberg onder 5`"
        ),
    }
}

/// Whether a visual shows a measure of a source with personal data by group or by period.
fn shows_groups(case: &Case) -> bool {
    let about_people = gate::about_people(case);
    let sentences = case.visuals.iter().filter_map(|v| v.sentence.as_ref());
    let mut grouped = sentences.filter(|s| {
        let rows = matches!(s.form.value, Form::List | Form::Text);
        !rows && (!s.dimensions.is_empty() || s.period.is_some())
    });
    grouped.any(|sentence| sentence.measures().any(&about_people))
}
