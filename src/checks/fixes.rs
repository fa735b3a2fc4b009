//! Ways out that several checks offer: the missing lines of a block, a question parked for later.

use super::gate::held;
use super::{Action, Case, Question, QuestionId};
use crate::diag::{Diagnostic, Edit, Lang, Span, Spanned, Words, nearest};
use crate::model::{Kind, Slot};
use crate::phrases;
use crate::say;
use crate::syntax::values::BLANK;
use crate::syntax::{BlockKind, FieldKey};
use std::collections::BTreeSet;
use std::ops::Range;

/// A slot that says something: not empty, not "TBD".
pub(super) fn filled(slot: &Option<Spanned<String>>, lang: Lang) -> Option<&Spanned<String>> {
    slot.as_ref().filter(|text| !phrases::is_blank(text, lang))
}

/// The place of `range` in a slot; the whole slot where its text runs over several lines.
pub(super) fn locate(slot: &Spanned<String>, range: &Range<usize>) -> Span {
    let on_one_line = (slot.span.end - slot.span.start) as usize == slot.value.len();
    if !on_one_line {
        return slot.span;
    }
    let start = slot.span.start + range.start as u32;
    Span::new(start, start + range.len() as u32)
}

/// The slots that the kind of question asks for, in the order in which they are written.
pub(super) fn slots(kind: Kind) -> &'static [FieldKey] {
    use FieldKey::{
        Choose, DoneWhen, Duty, Mandate, Meeting, OnDate, Otherwise, Then, When, Who, Within,
    };
    match kind {
        Kind::Steering => &[
            When, Then, Who, Within, Meeting, Mandate, DoneWhen, Otherwise,
        ],
        Kind::Selection => &[
            Choose, Then, Who, Within, Meeting, Mandate, DoneWhen, Otherwise,
        ],
        Kind::Accountability => &[OnDate, Then, Who, Meeting, Mandate, Duty],
        Kind::Exploration => &[OnDate, Then, Who, Meeting, Mandate, Otherwise],
    }
}

/// The slot that says when: a limit, a choice or a date.
pub(super) fn occasion_slot(kind: Kind) -> FieldKey {
    match kind {
        Kind::Steering => FieldKey::When,
        Kind::Selection => FieldKey::Choose,
        Kind::Accountability | Kind::Exploration => FieldKey::OnDate,
    }
}

/// The kind of the question that an action answers; steering where it answers none.
pub(super) fn kind_of(case: &Case, action: &Action) -> Kind {
    let question = action.question.and_then(|id| case.questions.get(id.0));
    question.map_or(Kind::Steering, |question| question.kind.value)
}

fn line(key: FieldKey, lang: Lang) -> String {
    let word = format!("{}:", key.word(lang));
    format!("\n  {word:<12} {BLANK}")
}

/// Adds one line to a block, straight after `after`.
pub(super) fn add_slot(case: &Case, key: FieldKey, after: Span) -> (Words, Vec<Edit>) {
    add_slots(case, &[key], after)
}

/// Adds lines to a block, straight after `after`.
pub(super) fn add_slots(case: &Case, keys: &[FieldKey], after: Span) -> (Words, Vec<Edit>) {
    let title = match keys {
        [key] => {
            let (en, nl) = (key.word(Lang::En), key.word(Lang::Nl));
            say!(en "add `{en}` and fill it in", nl "voeg `{nl}` toe en vul het in")
        }
        _ => say!(
            en "add the missing lines and fill them in",
            nl "voeg de ontbrekende regels toe en vul ze in"
        ),
    };
    let edit = Edit {
        span: Span::at(after.end),
        text: keys.iter().map(|key| line(*key, case.lang)).collect(),
    };
    (title, vec![edit])
}

/// Adds the lines that an action misses, at its end.
pub(super) fn complete(case: &Case, action: &Action) -> (Words, Vec<Edit>) {
    let is_absent = |key: &FieldKey| match key {
        FieldKey::When | FieldKey::Choose | FieldKey::OnDate => {
            action.occasion.is_none() && action.occasion_blank.is_none()
        }
        key => slot(action, *key).is_none(),
    };
    let slots = slots(kind_of(case, action)).iter().copied();
    let missing: Vec<_> = slots.filter(is_absent).collect();
    add_slots(case, &missing, action.block)
}

/// What an author wrote in a slot of an action; the slots that say when are an occasion instead.
pub(super) fn slot(action: &Action, key: FieldKey) -> &Slot {
    match key {
        FieldKey::Then => &action.then,
        FieldKey::Who => &action.who,
        FieldKey::Within => &action.within,
        FieldKey::Meeting => &action.meeting,
        FieldKey::Mandate => &action.mandate,
        FieldKey::DoneWhen => &action.done_when_written,
        FieldKey::Otherwise => &action.otherwise,
        FieldKey::Duty => &action.duty,
        _ => &None,
    }
}

/// Offers the one of a list that was nearly written; the advice where none comes near.
pub(super) fn nearest_or(
    found: Diagnostic,
    written: &str,
    list: &[String],
    advice: Words,
) -> Diagnostic {
    match nearest(written, list.iter().map(String::as_str)) {
        Some(near) => found
            .help(say!(en "did you mean `{near}`?", nl "bedoelt u `{near}`?"))
            .replace(say!(en "write `{near}`", nl "schrijf `{near}`"), near),
        None => found.help(advice),
    }
}

/// The name itself, or with `_` behind it while another block has it; `taken` is in lower case.
pub(super) fn free_name(wanted: &str, taken: &BTreeSet<String>) -> String {
    let mut name = wanted.to_owned();
    while taken.contains(&name.to_lowercase()) {
        name.push('_');
    }
    name
}

/// An action for a question that has none, with all its lines to fill in; `None` where it could not name the question:
/// one without a name, or with that of an earlier one.
pub(super) fn new_action(case: &Case, question: &Question) -> Option<(Words, Vec<Edit>)> {
    let name = question.name.to_lowercase();
    let named = case
        .questions
        .iter()
        .find(|q| q.name.to_lowercase() == name);
    if name.is_empty() || !named.is_some_and(|first| std::ptr::eq(first, question)) {
        return None;
    }
    let lang = case.lang;
    let keyword = BlockKind::Action.word(lang);
    let answers = lang.pick("answers", "bij");
    let actions = case.actions.iter().map(|a| a.name.to_lowercase());
    let name = format!("{}_{}", question.name.value, lang.pick("act", "aanpak"));
    let name = free_name(&name, &actions.collect());
    let lines = slots(question.kind.value)
        .iter()
        .map(|key| line(*key, lang));
    let text = format!(
        "\n\n{keyword} {name} {answers} {}{}",
        question.name.value,
        lines.collect::<String>()
    );
    let title = say!(en "write the action", nl "schrijf de actie uit");
    let edit = Edit {
        span: Span::at(question.block.end),
        text,
    };
    Some((title, vec![edit]))
}

/// A privacy block for a case that has none, with the classes of its columns and the other lines to fill in.
pub(super) fn new_privacy(case: &Case) -> (Words, Vec<Edit>) {
    let lang = case.lang;
    let classes: BTreeSet<_> = held(case).map(|h| h.class.value).collect();
    let classes: Vec<_> = classes.iter().map(|class| class.word(lang)).collect();
    let asked = BlockKind::Privacy.fields().iter();
    let asked = asked.filter(|key| **key != FieldKey::RowAccess);
    let lines = asked.map(|key| {
        let said = match key {
            FieldKey::PersonalData => classes.join(", "),
            _ => BLANK.to_owned(),
        };
        format!("\n  {:<18} {said}", format!("{}:", key.word(lang)))
    });
    let keyword = BlockKind::Privacy.word(lang);
    let text = format!("\n\n{keyword}{}", lines.collect::<String>());
    // Behind the last block that a page or an example can refer to.
    let blocks = case.visuals.iter().map(|v| v.block);
    let blocks = blocks.chain(case.measures.iter().map(|m| m.block));
    let blocks = blocks.chain(case.attributes.iter().map(|a| a.block));
    let blocks = blocks.chain(case.sources.iter().map(|s| s.block));
    let end = blocks.map(|block| block.end).max();
    let edit = Edit {
        span: Span::at(end.unwrap_or(case.head.end)),
        text,
    };
    let title = say!(
        en "write the `privacy` block and fill it in",
        nl "schrijf het `privacy`-blok en vul het in"
    );
    (title, vec![edit])
}

/// Offers to park the question, where that is possible.
pub(super) fn or_park(found: Diagnostic, case: &Case, question: Option<QuestionId>) -> Diagnostic {
    match question.and_then(|id| park(case, id)) {
        Some((title, edits)) => found.unsafe_fix(title, edits),
        None => found,
    }
}

/// Parks the question and takes its only action away; `None` where it has several, for then one may be an act.
fn park(case: &Case, id: QuestionId) -> Option<(Words, Vec<Edit>)> {
    let question = case.questions.get(id.0)?;
    let lang = case.lang;
    let actions: Vec<&Action> = case.actions_of(id).map(|(_, action)| action).collect();
    if actions.len() > 1 {
        return None;
    }
    let parked = BlockKind::Parked.word(lang);
    let reason = format!("{}:", FieldKey::Reason.word(lang));
    let again = format!("{}:", FieldKey::Again.word(lang));
    let why = lang.pick(
        "no act follows from the answer yet",
        "uit het antwoord volgt nog geen handeling",
    );
    let when = lang.pick("next workshop", "volgende workshop");
    let text = format!(
        "{parked}: {}\n  {reason:<13}{why}\n  {again:<13}{when}",
        question.text.value
    );
    let mut edits = vec![Edit {
        span: question.block,
        text,
    }];
    edits.extend(actions.iter().map(|action| Edit {
        span: action.block,
        text: String::new(),
    }));
    edits.sort_by_key(|edit| edit.span);
    let title = say!(en "park the question", nl "parkeer de vraag");
    Some((title, edits))
}
