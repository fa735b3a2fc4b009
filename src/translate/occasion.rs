//! The occasion of an act: a limit, a choice, a date.

use super::draft::{Draft, Understood};
use crate::syntax::keywords::OccasionWord;
use crate::syntax::values;
use std::ops::Range;

/// `condition [per dimension] [for N unit]`, the last two in either order.
pub(super) fn trigger(draft: &mut Draft<'_>) -> Understood {
    let rest = without_window(draft, draft.whole())?;
    let rest = match values::rfind_word(draft.part(&rest), " per ") {
        Some(at) => without_window(draft, rest.start..rest.start + at)?,
        None => rest,
    };
    draft.formula(rest)
}

/// Takes `for N unit` off the end, where it stands there.
fn without_window(
    draft: &mut Draft<'_>,
    range: Range<usize>,
) -> Result<Range<usize>, Range<usize>> {
    let word = OccasionWord::For.word(draft.from);
    let Some(at) = values::rfind_word(draft.part(&range), &format!(" {word} ")) else {
        return Ok(range);
    };
    let at = range.start + at;
    let window = at + 1..at + 1 + word.len();
    let lasting = values::trim(draft.text, window.end..range.end);
    if draft.duration(lasting).is_err() {
        return Ok(range);
    }
    draft.reword(window, OccasionWord::For.word(draft.to));
    Ok(range.start..at)
}

/// `top 10 neighbourhood by litter`.
pub(super) fn choice(draft: &mut Draft<'_>) -> Understood {
    let words = values::words(draft.text, draft.whole());
    let [order, count, _, by, _] = words.as_slice() else {
        return Err(draft.whole());
    };
    let orders = [OccasionWord::Top, OccasionWord::Bottom];
    let ordered = orders.into_iter().any(|word| draft.is(order, word));
    if !ordered || !draft.is(by, OccasionWord::By) {
        return Err(draft.whole());
    }
    draft.number(count.clone())
}

/// `2027-06-01`, `every year before 1 September`.
pub(super) fn on_date(draft: &mut Draft<'_>) -> Understood {
    let Some(day) = draft.after(&draft.whole(), OccasionWord::EveryYearBefore) else {
        return draft.date(draft.whole());
    };
    day_of_year(draft, day)
}

/// `1 September`: the names of months are written with a capital in English only.
pub(super) fn day_of_year(draft: &mut Draft<'_>, day: Range<usize>) -> Understood {
    let words = values::words(draft.text, day.clone());
    let read = values::day_of_year(draft.part(&day), draft.from);
    let (Some((month, _)), [_, name]) = (read, words.as_slice()) else {
        return Err(day);
    };
    let names = values::month_names(draft.to);
    let new = names.get(month.unsigned_abs() as usize - 1);
    let new = *new.ok_or(day)?;
    let is_upper = draft.part(name).chars().all(char::is_uppercase);
    draft.put(
        name.clone(),
        if is_upper {
            new.to_uppercase()
        } else {
            new.to_owned()
        },
    );
    Ok(())
}

/// What is free text unless the whole of it is a term: `5 working days`, `2027-06-01`.
pub(super) fn term(draft: &mut Draft<'_>) -> Understood {
    let whole = draft.whole();
    _ = draft.duration(whole.clone()).or_else(|_| draft.date(whole));
    Ok(())
}

/// Each date in a text that is otherwise free.
pub(super) fn dates(draft: &mut Draft<'_>, range: Range<usize>) {
    let separates = |c: char| c.is_whitespace() || ",;()".contains(c);
    let mut at = range.start;
    for word in draft.part(&range).split(separates) {
        let bare = word.trim_end_matches('.');
        // No date is no fault here.
        _ = draft.date(at..at + bare.len());
        let separator = draft
            .text
            .get(at + word.len()..)
            .and_then(|t| t.chars().next());
        at += word.len() + separator.map_or(0, char::len_utf8);
    }
}
