//! What the value of each field is made of. A field that is not listed here can't be: the list is exhaustive, so that a new
//! field asks whether the other language writes it differently.

use super::draft::{Draft, Understood, spelled};
use super::{occasion, sentence};
use crate::syntax::keywords::{
    Better, EmptyWord, ExpectWord, Kind, NoneWord, NormWord, Personal, SmallWord, Stage, TypeWord,
};
use crate::syntax::{BlockKind, FieldKey, values};
use std::ops::Range;

/// The text in the head of a block.
pub(super) fn head(draft: &mut Draft<'_>, kind: BlockKind) -> Understood {
    match kind {
        BlockKind::Visual => sentence::sentence(draft),
        _ => Ok(()),
    }
}

/// The value of a field that is not empty.
pub(super) fn field(draft: &mut Draft<'_>, key: FieldKey) -> Understood {
    use FieldKey as F;
    let whole = draft.whole();
    match key {
        F::Kind => draft.one_of::<Kind>(whole),
        F::Stage => draft.one_of::<Stage>(whole),
        F::Type => draft.one_of::<TypeWord>(whole),
        F::Better => draft.one_of::<Better>(whole),
        F::MayInspire => draft.answer(whole),
        F::Cycle => draft.number(whole),
        F::Workshop | F::ReviewBefore => draft.date(whole),
        F::When | F::DoneWhen => occasion::trigger(draft),
        F::Choose => occasion::choice(draft),
        F::OnDate => occasion::on_date(draft),
        F::Within | F::Again | F::Retention => occasion::term(draft),
        F::Is => draft.formula(whole),
        F::Empty => parts(draft, values::parts(draft.text), empty_rule),
        F::Norm => norm(draft),
        F::Expect => parts(draft, values::list(draft.text), expectation),
        F::PersonalData => personal_data(draft),
        F::Dpia => dpia(draft),
        F::SmallNumbers => small_numbers(draft),
        F::Public => public(draft),
        // Names, and what people write in words of their own.
        F::Domain | F::Organisation | F::Present | F::ProblemOwner | F::Sponsor => Ok(()),
        F::Maintainer | F::Deputy | F::RetireIf | F::Audience | F::Tooling => Ok(()),
        F::Knowledge | F::Decision | F::AskedBy | F::Now | F::Then | F::Who => Ok(()),
        F::Meeting | F::Mandate | F::Otherwise | F::Duty | F::Reason | F::Owner => Ok(()),
        F::Connection | F::Refreshed | F::Link | F::NotTaken | F::Quality => Ok(()),
        F::Date | F::Unit | F::Serves | F::Title | F::Read | F::Alt | F::Shows => Ok(()),
        F::LegalBasis | F::Purpose | F::CompatibleWith | F::Processing => Ok(()),
        F::Security | F::RowAccess | F::Roles | F::Meetings | F::Domains => Ok(()),
        F::Holidays | F::Strictness => Ok(()),
        // What stands in the data, as it stands there.
        F::File | F::Table | F::Query | F::Missing | F::Dates | F::Numbers | F::Sheet => Ok(()),
        F::Format => Ok(()),
    }
}

/// Each part of a list by itself.
fn parts(
    draft: &mut Draft<'_>,
    parts: Vec<Range<usize>>,
    part: fn(&mut Draft<'_>, Range<usize>) -> Understood,
) -> Understood {
    parts.into_iter().try_for_each(|range| part(draft, range))
}

/// `closed counts as today`, `due left out`.
fn empty_rule(draft: &mut Draft<'_>, range: Range<usize>) -> Understood {
    if draft.before(&range, EmptyWord::LeftOut).is_some() {
        return Ok(());
    }
    let words = values::words(draft.text, range.clone());
    let after = words.iter().find_map(|word| {
        let rest = word.start..range.end;
        draft.after(&rest, EmptyWord::CountsAs)
    });
    match after {
        Some(day) if draft.is(&day, EmptyWord::Today) => Ok(()),
        Some(day) => draft.date(day),
        None => Err(range),
    }
}

/// `85%, from: council decision`.
fn norm(draft: &mut Draft<'_>) -> Understood {
    let ranges = values::list(draft.text);
    let Some((number, rest)) = ranges.split_first() else {
        return Ok(());
    };
    draft.number(number.clone())?;
    if let Some(from) = rest.first() {
        let mark = NormWord::From.word(draft.from);
        let marked = from.start..from.start + mark.len();
        let written = draft.text.get(marked.clone()).unwrap_or_default();
        if written.to_lowercase() == mark {
            draft.reword(marked, NormWord::From.word(draft.to));
        }
    }
    Ok(())
}

/// `on_time = 50%`, `extra_crew fires`.
fn expectation(draft: &mut Draft<'_>, range: Range<usize>) -> Understood {
    if let Some(at) = draft.part(&range).find('=') {
        let value = values::trim(draft.text, range.start + at + 1..range.end);
        return match draft.is(&value, ExpectWord::Empty) {
            true => Ok(()),
            false => draft.number(value),
        };
    }
    let endings = [ExpectWord::DoesNotFire, ExpectWord::Fires];
    let ended = endings
        .into_iter()
        .any(|word| draft.before(&range, word).is_some());
    ended.then_some(()).ok_or(range)
}

/// `none`, or classes with commas; then free text.
fn personal_data(draft: &mut Draft<'_>) -> Understood {
    for range in values::list(draft.text) {
        let is_none = draft.is(&range, NoneWord::None);
        if is_none {
            continue;
        }
        if spelled::<Personal>(draft.part(&range), draft.from).is_none() {
            break;
        }
        draft.one_of::<Personal>(range)?;
    }
    Ok(())
}

/// `yes, 2026-03-12, what the officer said`: the answer and the dates.
fn dpia(draft: &mut Draft<'_>) -> Understood {
    let ranges = values::list(draft.text);
    if let Some(first) = ranges.first() {
        // It may also be no answer but free text.
        _ = draft.answer(first.clone());
    }
    occasion::dates(draft, draft.whole());
    Ok(())
}

/// `no, internal`.
fn public(draft: &mut Draft<'_>) -> Understood {
    match values::list(draft.text).into_iter().next() {
        Some(first) => draft.answer(first),
        None => Ok(()),
    }
}

/// `hide below 5 and round to 5`.
fn small_numbers(draft: &mut Draft<'_>) -> Understood {
    for range in values::list(draft.text) {
        let words = values::words(draft.text, range.clone());
        let mut start = range.start;
        for word in words {
            if draft.is(&word, SmallWord::And) {
                small_number(draft, values::trim(draft.text, start..word.start))?;
                start = word.end;
            }
        }
        small_number(draft, values::trim(draft.text, start..range.end))?;
    }
    Ok(())
}

fn small_number(draft: &mut Draft<'_>, range: Range<usize>) -> Understood {
    let words = [SmallWord::HideBelow, SmallWord::RoundTo];
    let count = words.into_iter().find_map(|word| draft.after(&range, word));
    match count {
        Some(count) => draft.number(count),
        None => Err(range),
    }
}
