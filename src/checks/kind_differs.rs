//! M023: a question of one kind whose actions wait for what another kind asks.

use super::fixes::occasion_slot;
use super::{Check, Context, Page, Question, QuestionId, Rule, Sink};
use crate::diag::Lang::{En, Nl};
use crate::diag::{Code, Diagnostic, Edit, Span, Spanned, Words};
use crate::model::{Case, Kind, Occasion};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M023");

/// M023. One action that fits is enough: the others may wait for something else.
pub(super) struct KindDiffers;

impl Check for KindDiffers {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("kind_differs.md"),
            nl: include_str!("kind_differs.nl.md"),
        }]
    }

    fn question(&self, ctx: &Context<'_>, id: QuestionId, question: &Question, sink: &mut Sink) {
        let is_unclear = |written: &Spanned<String>| written.span != question.kind.span;
        if question.kind_written.as_ref().is_some_and(is_unclear) {
            return;
        }
        let asked = occasion_slot(question.kind.value);
        let occasions = ctx.case.actions_of(id).map(|(_, a)| a.occasion.as_ref());
        let found: Option<Vec<_>> = occasions.map(|o| written(o?)).collect();
        // An action without an occasion is N005's business, one that can't be read is reported where it stands.
        let Some(found) = found else { return };
        if let [(first, place), ..] = found.as_slice()
            && found.iter().all(|(key, _)| *key != asked)
        {
            sink.push(differs(ctx, question, *first, *place));
        }
    }
}

/// Which slot an occasion was written in; `None` for one that can't be read.
fn written(occasion: &Occasion) -> Option<(FieldKey, Span)> {
    let key = match occasion {
        Occasion::When(_) => FieldKey::When,
        Occasion::Choose(_) => FieldKey::Choose,
        Occasion::On(_) => FieldKey::OnDate,
        Occasion::Broken(_) => return None,
    };
    Some((key, occasion.span()))
}

/// The kinds of question that wait for what the slot holds.
fn kinds(key: FieldKey) -> Vec<Kind> {
    let all = Kind::ALL.iter().copied();
    all.filter(|kind| occasion_slot(*kind) == key).collect()
}

fn differs(ctx: &Context<'_>, question: &Question, key: FieldKey, place: Span) -> Diagnostic {
    let (name, kind) = (&question.name.value, question.kind.value);
    let asked = occasion_slot(kind);
    let (kind_en, asked_en, key_en) = (kind.word(En), asked.word(En), key.word(En));
    let (kind_nl, asked_nl, key_nl) = (kind.word(Nl), asked.word(Nl), key.word(Nl));
    let message = say!(
        en "`{name}` is a question of {kind_en}, which asks for `{asked_en}`; its action has `{key_en}`",
        nl "`{name}` is een vraag van {kind_nl}, en die vraagt om `{asked_nl}`; haar actie heeft `{key_nl}`"
    );
    let severity = ctx.severity(Rule::Fits);
    let found = Diagnostic::new(CODE, severity, place, message)
        .related(question.head, say!(en "the question", nl "de vraag"))
        .help(advice(kind));
    let kinds = kinds(key);
    kinds.iter().fold(found, |found, kind| {
        let (en, nl) = (kind.word(En), kind.word(Nl));
        let title = say!(en "write `kind: {en}`", nl "schrijf `soort: {nl}`");
        let edits = vec![set_kind(ctx.case, question, *kind)];
        // Only who wrote no kind at all can't have meant another one.
        match question.kind_written.is_some() || kinds.len() > 1 {
            true => found.unsafe_fix(title, edits),
            false => found.fix(title, edits),
        }
    })
}

fn advice(kind: Kind) -> Words {
    match kind {
        Kind::Accountability => say!(
            en "who gives account invents no limit: name the date on which it is told, and under `duty` who receives it",
            nl "wie verantwoording aflegt verzint geen grens: noem de datum waarop het wordt verteld, en bij `plicht` wie het krijgt"
        ),
        Kind::Exploration => say!(
            en "who explores knows no limit yet: name the date on which is decided, and under `otherwise` the other outcome",
            nl "wie verkent kent nog geen grens: noem de datum waarop wordt besloten, en bij `anders` de andere uitkomst"
        ),
        Kind::Selection => say!(
            en "who selects takes the first so many: write `choose: top 10 neighbourhood by open_reports`",
            nl "wie kiest neemt de eerste zoveel: schrijf `kies: top 10 buurt op openstaand`"
        ),
        Kind::Steering => say!(
            en "who steers acts at a limit; is it another kind of question, then write its `kind`",
            nl "wie stuurt doet iets bij een grens; is het een ander soort vraag, schrijf dan haar `soort`"
        ),
    }
}

/// Writes the kind over the one that is there, or below the head.
fn set_kind(case: &Case, question: &Question, kind: Kind) -> Edit {
    let word = kind.word(case.lang);
    if question.kind_written.is_some() {
        return Edit {
            span: question.kind.span,
            text: word.to_owned(),
        };
    }
    let key = FieldKey::Kind.word(case.lang);
    Edit {
        span: Span::at(question.head.end),
        text: format!("\n  {key}: {word}"),
    }
}
