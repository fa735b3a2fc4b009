//! N002, N003, N004, N009: `then` is filled in, but its words are no act.
//!
//! One reading of the clauses serves all four, and what `persons` says of acts. `crate::phrases` finds the words; this
//! file says what they are worth.

use super::fixes::{filled, locate, or_park};
use super::{Action, ActionId, Check, Context, Page, Rule, Sink, persons};
use crate::diag::{Code, Diagnostic, Severity, Spanned, Words};
use crate::phrases::{self, Act, Class, Hit, Reading, Weight};
use crate::say;
use std::ops::Range;

const OBSERVES: Code = Code("N002");
const ASPIRES: Code = Code("N003");
const GENERAL: Code = Code("N004");
const NOTHING: Code = Code("N009");

/// N002, N003, N004 and N009.
pub(super) struct NoAct;

impl Check for NoAct {
    fn pages(&self) -> &'static [Page] {
        &[
            Page {
                code: OBSERVES,
                en: include_str!("no_act_observes.md"),
                nl: include_str!("no_act_observes.nl.md"),
            },
            Page {
                code: ASPIRES,
                en: include_str!("no_act_aspires.md"),
                nl: include_str!("no_act_aspires.nl.md"),
            },
            Page {
                code: GENERAL,
                en: include_str!("no_act_general.md"),
                nl: include_str!("no_act_general.nl.md"),
            },
            Page {
                code: NOTHING,
                en: include_str!("no_act_nothing.md"),
                nl: include_str!("no_act_nothing.nl.md"),
            },
        ]
    }

    fn action(&self, ctx: &Context<'_>, id: ActionId, action: &Action, sink: &mut Sink) {
        let lang = ctx.case.lang;
        let Some(then) = filled(&action.then, lang) else {
            return; // N001
        };
        let severity = ctx.severity(Rule::Act);
        let act = Act::read(then, lang);
        persons::report(ctx, id, then, &act.persons, sink);
        if act.is_one() {
            if let Some(otherwise) = filled(&action.otherwise, lang)
                && phrases::same(then, otherwise)
            {
                sink.push(same_twice(severity, then, otherwise));
            }
            return;
        }
        let mut told = Vec::new();
        for reading in &act.clauses {
            let Some((code, found)) = spoiled(severity, then, reading) else {
                continue;
            };
            if !told.contains(&code) {
                told.push(code);
                sink.push(or_park(found, ctx.case, action.question));
            }
        }
    }
}

/// What a clause that is no act is reported as.
fn spoiled(
    severity: Severity,
    then: &Spanned<String>,
    reading: &Reading,
) -> Option<(Code, Diagnostic)> {
    match reading {
        Reading::Act | Reading::Fragment => None,
        Reading::Negated(range) => Some((NOTHING, negated(severity, then, range))),
        Reading::Phrase(hit) => {
            let code = code(hit.phrase.class);
            Some((code, phrase(code, severity, then, hit)))
        }
    }
}

fn code(class: Class) -> Code {
    match class {
        Class::Study | Class::Aspire => ASPIRES,
        Class::General => GENERAL,
        Class::Nothing => NOTHING,
        _ => OBSERVES,
    }
}

fn phrase(code: Code, severity: Severity, then: &Spanned<String>, hit: &Hit) -> Diagnostic {
    let written = then.value.get(hit.span.clone()).unwrap_or(&then.value);
    let found = Diagnostic::new(
        code,
        severity,
        locate(then, &hit.span),
        verdict(hit.phrase.class, written),
    );
    let ask = hit.phrase.ask_back;
    let found = found.help(say!(en "ask: {ask}", nl "vraag terug: {ask}"));
    match hit.phrase.weight {
        Weight::Soft => found.help(say!(
            en "with a concrete object or a decision in the same sentence it is an act: `… and decides to hire a case manager for 2 days a week`",
            nl "met een concreet voorwerp of een besluit in dezelfde zin is het een handeling: `… en besluit tot inhuur van een casemanager voor 2 dagen per week`"
        )),
        Weight::Hard | Weight::Warn => found.help(rewrite()),
    }
}

fn verdict(class: Class, written: &str) -> Words {
    match class {
        Class::Know => say!(
            en "`{written}` is no act: somebody only knows more",
            nl "`{written}` is geen handeling: iemand weet alleen meer"
        ),
        Class::Inform => say!(
            en "`{written}` is no act: somebody is only told",
            nl "`{written}` is geen handeling: er wordt alleen iets verteld"
        ),
        Class::Talk => say!(
            en "`{written}` is no act: there is only talk, without a decision",
            nl "`{written}` is geen handeling: er wordt alleen gepraat, zonder besluit"
        ),
        Class::Study => say!(
            en "`{written}` is no act yet: it is only a study",
            nl "`{written}` is nog geen handeling: het is alleen onderzoek"
        ),
        Class::Aspire => say!(
            en "`{written}` is no act: it says what is wished, not what is done",
            nl "`{written}` is geen handeling: het zegt wat men wil, niet wat men doet"
        ),
        Class::General => say!(
            en "`{written}` does not say which measure",
            nl "`{written}` zegt niet welke maatregel"
        ),
        Class::Nothing => say!(
            en "`{written}` changes nothing",
            nl "`{written}` verandert niets"
        ),
        _ => say!(
            en "`{written}` is no act: somebody only looks on",
            nl "`{written}` is geen handeling: er wordt alleen toegekeken"
        ),
    }
}

fn negated(severity: Severity, then: &Spanned<String>, range: &Range<usize>) -> Diagnostic {
    Diagnostic::new(
        NOTHING,
        severity,
        locate(then, range),
        say!(
            en "the action says what is not done, so nothing changes",
            nl "de actie zegt wat er niet gebeurt, dus verandert er niets"
        ),
    )
    .help(
        say!(en "ask: what is done instead?", nl "vraag terug: wat gebeurt er in plaats daarvan?"),
    )
    .help(rewrite())
}

fn same_twice(
    severity: Severity,
    then: &Spanned<String>,
    otherwise: &Spanned<String>,
) -> Diagnostic {
    let found = Diagnostic::new(
        NOTHING,
        severity,
        otherwise.span,
        say!(
            en "`otherwise` says the same as `then`, so the answer changes nothing",
            nl "`anders` zegt hetzelfde als `dan`, dus het antwoord verandert niets"
        ),
    );
    found
        .related(then.span, say!(en "the same words", nl "dezelfde woorden"))
        .help(say!(
            en "ask: what is done when this act did not help?",
            nl "vraag terug: wat gebeurt er als deze handeling niet heeft geholpen?"
        ))
}

fn rewrite() -> Words {
    say!(
        en "write who moves, opens, hires or decides what: `moves two advisers to intake for 4 weeks`",
        nl "schrijf wie wat verplaatst, opent, inhuurt of besluit: `verplaatst twee consulenten naar intake voor 4 weken`"
    )
}
