//! What an organisation's file lists: holidays, and where it is stricter.

use super::draft::{Draft, Understood};
use super::occasion;
use crate::checks::Rule;
use crate::syntax::keywords::{Holiday, PolicyWord, Spelled, Weight};
use crate::syntax::values;
use std::ops::Range;

/// `Dutch`, `not Good Friday`, `2026-05-15`, `24 December to 31 December`.
pub(super) fn holidays(draft: &mut Draft<'_>) -> Understood {
    values::list(draft.text)
        .into_iter()
        .try_for_each(|range| holiday(draft, range))
}

fn holiday(draft: &mut Draft<'_>, range: Range<usize>) -> Understood {
    let range = draft.after(&range, PolicyWord::Not).unwrap_or(range);
    let written = draft.part(&range).replace('’', "'");
    let known = [draft.from, draft.to].into_iter();
    if let Some(holiday) = known
        .filter_map(|lang| Holiday::spelled(&written, lang))
        .next()
    {
        draft.reword(range, holiday.word(draft.to));
        return Ok(());
    }
    // Dutch has three ways to write it, and reads them alike.
    let marks: &[&str] = draft
        .from
        .pick(&[" to "], &[" tot en met ", " t/m ", " tot "]);
    let lower = draft.part(&range).to_lowercase();
    let found = marks
        .iter()
        .find_map(|mark| Some((lower.find(mark)?, mark.len())));
    let Some((at, len)) = found.filter(|_| lower.len() == range.len()) else {
        return day(draft, range);
    };
    let mark = range.start + at + 1..range.start + at + len - 1;
    day(draft, values::trim(draft.text, range.start..mark.start))?;
    day(draft, values::trim(draft.text, mark.end..range.end))?;
    draft.put(mark, PolicyWord::To.word(draft.to));
    Ok(())
}

/// A date, or a day of every year.
fn day(draft: &mut Draft<'_>, range: Range<usize>) -> Understood {
    occasion::day_of_year(draft, range.clone()).or_else(|_| draft.date(range))
}

/// `sponsor error, example error from cycle 2`.
pub(super) fn strictness(draft: &mut Draft<'_>) -> Understood {
    super::fields::pieces(draft.text)
        .into_iter()
        .try_for_each(|range| tightening(draft, range))
}

fn tightening(draft: &mut Draft<'_>, range: Range<usize>) -> Understood {
    let words = values::words(draft.text, range.clone());
    let tail = |from: usize| words.get(from).map(|word| word.start..range.end);
    // From the back: `from cycle N` is three words in both languages, and what is asked may be several.
    let cycle = words.len().checked_sub(3).and_then(tail);
    let asked = match cycle.and_then(|cycle| draft.after(&cycle, PolicyWord::FromCycle)) {
        Some(count) => {
            draft.number(count)?;
            words.len() - 3
        }
        None => words.len(),
    };
    let (Some(first), Some(weight)) = (
        words.first(),
        asked.checked_sub(1).and_then(|at| words.get(at)),
    ) else {
        return Err(range);
    };
    draft.one_of::<Weight>(weight.clone())?;
    let asked = values::trim(draft.text, first.start..weight.start);
    draft.one_of::<Rule>(asked)
}
