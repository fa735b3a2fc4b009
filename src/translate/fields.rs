//! What the value of each field is made of. A field that is not listed here can't be: the list is exhaustive, so that a new
//! field asks whether the other language writes it differently.

use super::draft::{Draft, Understood};
use super::{occasion, organisation, sentence};
use crate::syntax::keywords::{
    Answer, Better, EmptyWord, ExpectWord, Kind, NoneWord, NormWord, Personal, SmallWord, Spelled,
    Stage, TypeWord,
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
        F::Within | F::Again => occasion::term(draft),
        F::Retention => retention(draft),
        F::Is => draft.formula(whole),
        F::Empty => parts(draft, values::parts(draft.text), empty_rule),
        F::Norm => norm(draft),
        F::Expect => parts(draft, values::list(draft.text), expectation),
        F::PersonalData => personal_data(draft),
        F::Dpia => dpia(draft),
        F::SmallNumbers => small_numbers(draft),
        F::Public => public(draft),
        F::Holidays => organisation::holidays(draft),
        F::Strictness => organisation::strictness(draft),
        // Names, and what people write in words of their own.
        F::Domain | F::Organisation | F::Present | F::ProblemOwner | F::Sponsor => Ok(()),
        F::Maintainer | F::Deputy | F::RetireIf | F::Audience | F::Tooling => Ok(()),
        F::Knowledge | F::Decision | F::AskedBy | F::Now | F::Then | F::Who => Ok(()),
        F::Meeting | F::Mandate | F::Otherwise | F::Duty | F::Reason | F::Owner => Ok(()),
        F::Connection | F::Refreshed | F::Link | F::NotTaken | F::Quality => Ok(()),
        F::Date | F::Unit | F::Serves | F::Title | F::Read | F::Alt | F::Shows => Ok(()),
        F::LegalBasis | F::Purpose | F::CompatibleWith | F::Processing => Ok(()),
        F::Security | F::RowAccess | F::Roles | F::Meetings | F::Domains => Ok(()),
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
    let mut read = false;
    for range in pieces(draft.text) {
        let known = opening::<NoneWord>(draft, &range) || opening::<Personal>(draft, &range);
        if !known {
            break;
        }
        read = true;
    }
    read.then_some(()).ok_or(draft.whole())
}

/// The parts between commas and semicolons.
pub(super) fn pieces(text: &str) -> Vec<Range<usize>> {
    let outer = values::parts(text).into_iter();
    let inner = outer.flat_map(|part| {
        let ranges = values::list(text.get(part.clone()).unwrap_or_default());
        let shift = move |r: Range<usize>| part.start + r.start..part.start + r.end;
        ranges.into_iter().map(shift)
    });
    inner.collect()
}

/// Rewords the word of a set that a range begins with, whatever follows it; `false` when there is none.
fn opening<W: Spelled>(draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
    let ends = |at: &usize| {
        let rest = draft
            .text
            .get(range.start + at..range.end)
            .unwrap_or_default();
        !rest.starts_with(char::is_alphanumeric)
    };
    let part = draft.part(range);
    let places = part.char_indices().map(|(at, _)| at).skip(1);
    let ends: Vec<usize> = places
        .chain([part.len()])
        .filter(ends)
        .take(MOST_ENDS)
        .collect();
    let mut words = ends
        .into_iter()
        .rev()
        .map(|end| range.start..range.start + end);
    words.any(|word| draft.one_of::<W>(word).is_ok())
}

/// No word of a set has so many places at which it could end.
const MOST_ENDS: usize = 8;

/// `yes, 2026-03-12, what the officer said`: the answer and the dates. It may also be no answer but free text.
fn dpia(draft: &mut Draft<'_>) -> Understood {
    let whole = draft.whole();
    opening::<Answer>(draft, &whole);
    occasion::dates(draft, whole);
    Ok(())
}

/// `no, internal`.
fn public(draft: &mut Draft<'_>) -> Understood {
    let whole = draft.whole();
    match opening::<Answer>(draft, &whole) {
        true => Ok(()),
        false => Err(whole),
    }
}

/// `24 months, then totals only`: each term in digits, and the dates; the rest is free text.
fn retention(draft: &mut Draft<'_>) -> Understood {
    let words = values::words(draft.text, draft.whole());
    let bare = |word: &Range<usize>| {
        let kept = draft.part(word).trim_end_matches([',', ';', '.', ')']);
        word.start..word.start + kept.len()
    };
    let words: Vec<Range<usize>> = words.iter().map(bare).collect();
    for (at, first) in words.iter().enumerate() {
        // A unit is one word or two.
        let ends = [at + 2, at + 1].into_iter().filter_map(|at| words.get(at));
        let mut terms = ends.map(|last| first.start..last.end);
        _ = terms.any(|term| draft.duration(term).is_ok());
    }
    occasion::dates(draft, draft.whole());
    Ok(())
}

/// `hide below 5 and round to 5`.
fn small_numbers(draft: &mut Draft<'_>) -> Understood {
    for range in pieces(draft.text) {
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
