//! P001 and P002: acts that are about persons.

use super::fixes::{locate, or_park};
use super::{ActionId, Check, Context, Page, Rule, Sink, Visual, VisualId};
use crate::diag::{Code, Diagnostic, Severity, Span, Spanned};
use crate::model::{Form, Personal};
use crate::phrases::{Class, Hit};
use crate::say;

const JUDGED: Code = Code("P001");
const SERVED: Code = Code("P002");

/// P001 and P002.
pub(super) struct Persons;

impl Check for Persons {
    fn pages(&self) -> &'static [Page] {
        &[
            Page {
                code: JUDGED,
                en: include_str!("persons_judged.md"),
                nl: include_str!("persons_judged.nl.md"),
            },
            Page {
                code: SERVED,
                en: include_str!("persons_served.md"),
                nl: include_str!("persons_served.nl.md"),
            },
        ]
    }

    fn visual(&self, ctx: &Context<'_>, _: VisualId, visual: &Visual, sink: &mut Sink) {
        let Some(sentence) = visual
            .sentence
            .as_ref()
            .filter(|s| s.form.value != Form::List)
        else {
            return;
        };
        for dimension in &sentence.dimensions {
            let column = ctx.case.column(dimension.value);
            let class = column.and_then(|c| c.personal.as_ref()).map(|p| p.value);
            if matches!(class, Some(Personal::Direct | Personal::Pseudonym)) {
                sink.push(split_by_person(
                    ctx.severity(Rule::Persons),
                    dimension.span,
                    ctx.case.field_label(dimension.value),
                ));
            }
        }
    }
}

/// Reports what an act does to persons, as the reading of its words found it.
pub(super) fn report(
    ctx: &Context<'_>,
    action: ActionId,
    then: &Spanned<String>,
    hits: &[Hit],
    sink: &mut Sink,
) {
    let first = |class| hits.iter().find(|hit| hit.phrase.class == class);
    if let Some(hit) = first(Class::Appraise) {
        let found = judged(ctx.severity(Rule::Persons), then, hit);
        let question = ctx.case.actions.get(action.0).and_then(|a| a.question);
        sink.push(or_park(found, ctx.case, question));
    } else if let Some(hit) = first(Class::Serve)
        && !is_work_list(ctx, action)
    {
        sink.push(served(then, hit));
    }
}

fn judged(severity: Severity, then: &Spanned<String>, hit: &Hit) -> Diagnostic {
    let written = then.value.get(hit.span.clone()).unwrap_or(&then.value);
    let message = say!(
        en "`{written}`: a dashboard may not judge, punish or expose persons",
        nl "`{written}`: een dashboard mag geen personen beoordelen, straffen of aan de schandpaal zetten"
    );
    let ask = hit.phrase.ask_back;
    Diagnostic::new(JUDGED, severity, locate(then, &hit.span), message)
        .help(say!(en "ask: {ask}", nl "vraag terug: {ask}"))
        .help(say!(
            en "change the work instead: the crew plan, the opening hours, the contract, the form",
            nl "verander het werk: het rooster, de openingstijd, het contract, het formulier"
        ))
}

fn split_by_person(severity: Severity, span: Span, label: &str) -> Diagnostic {
    let message = say!(
        en "this visual compares persons: it is split by `{label}`, which points at one of them",
        nl "dit beeld vergelijkt personen: het splitst uit op `{label}`, en dat wijst er één aan"
    );
    Diagnostic::new(JUDGED, severity, span, message).help(say!(
        en "split by a group (team, area, kind of case), or make it a `list` of the cases that need work",
        nl "splits uit op een groep (team, wijk, soort zaak), of maak er een `lijst` van met de zaken waar werk aan is"
    ))
}

fn served(then: &Spanned<String>, hit: &Hit) -> Diagnostic {
    let message = say!(
        en "this act serves persons one by one, so it needs a work list that few may see",
        nl "deze handeling helpt mensen één voor één, en vraagt dus een werklijst die maar weinigen zien"
    );
    let ask = hit.phrase.ask_back;
    Diagnostic::warning(SERVED, locate(then, &hit.span), message)
        .help(say!(en "ask: {ask}", nl "vraag terug: {ask}"))
        .help(say!(
            en "show the cases with a `list` that serves this action, and write `row access` under `privacy`",
            nl "toon de gevallen met een `lijst` voor deze actie, en schrijf `rijtoegang` onder `privacy`"
        ))
}

/// Whether the case shows a list for the action and says who may see which rows.
fn is_work_list(ctx: &Context<'_>, action: ActionId) -> bool {
    let access = ctx
        .case
        .privacy
        .as_ref()
        .and_then(|p| p.row_access.as_ref());
    access.is_some()
        && ctx.case.visuals.iter().any(|visual| {
            let list = visual
                .sentence
                .as_ref()
                .is_some_and(|s| s.form.value == Form::List);
            list && visual.serves.iter().any(|served| served.value == action)
        })
}
