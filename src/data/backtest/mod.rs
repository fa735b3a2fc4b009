//! The past of each act: when it would have been due, period by period, and how often.
//!
//! A period is what `for` names, else a month. An act on a condition that lasts is judged as its status is on the first day after
//! each period; one over all data up to now as if the data ended with each month. Rows are as they stand in the data today.

pub mod errors;

use super::errors::not_computed;
use super::figures::{length, period, text_of};
use super::{Answer, Engine, Value};
use crate::dashboard::sql::Queries;
use crate::dashboard::{ActCard, Dashboard, Grain, Recurrence, Status};
use crate::diag::Diagnostic;
use crate::formula::term::SourceId;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Fewer periods with an outcome than this say nothing about never or always.
pub const FEWEST: usize = 6;

/// Longer pasts than this come from dates that can't be right; the newest so many periods are told.
const MOST: usize = 20_000;

/// An act of the case, and the same act on another trigger.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// As it is in the case.
    pub own: &'a ActCard,
    /// On the other trigger.
    pub other: Option<&'a ActCard>,
}

/// An act and its past.
#[derive(Clone, Debug, PartialEq)]
pub struct ActPast {
    /// Its name.
    pub name: String,
    /// Its occasion as people read it.
    pub rule: String,
    /// What is told of it.
    pub told: Told,
}

/// What is told of an act.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// How it was judged on the occasion in the case, and then on the other trigger where there is one.
    Judged(Vec<Judged>),
    /// An act on a date needs no data: the last such day before the as-of date, and the first on or after it.
    Dates {
        /// Gone by.
        last: Option<Date>,
        /// To come.
        next: Option<Date>,
    },
    /// The case gives no occasion that can be judged.
    Nothing,
}

/// How an act was judged on one occasion.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The occasion as people read it.
    pub rule: String,
    /// Period by period; nothing where that could not be computed, which a finding tells.
    pub past: Option<Past>,
}

/// How an act was judged in each period.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// The length of a period.
    pub grain: Grain,
    /// In how many periods in a row the condition must hold.
    pub lasting: u32,
    /// Whether values are chosen, rather than judged by a condition.
    pub chosen: bool,
    /// The first days of the periods, from the first to the newest complete one with rows.
    pub starts: Vec<Date>,
    /// The act: due when it is for any value.
    pub whole: Track,
    /// The dimension whose values are judged by themselves.
    pub per: Option<String>,
    /// Those values, most often due first.
    pub values: Vec<(String, Track)>,
}

/// An outcome for each period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    /// In the order of [`Past::starts`].
    pub marks: Vec<Mark>,
}

/// The outcome of a period, from the least to the most telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// The data does not go back far enough for the condition to have lasted.
    Early,
    /// No rows, or fewer than the small-number rule asks, or the condition is empty.
    Unknown,
    /// Not due.
    Quiet,
    /// The condition held, but not yet in enough periods in a row.
    Held,
    /// Due; chosen.
    Due,
}

impl Mark {
    /// Its word in the machine formats.
    pub fn id(self) -> &'static str {
        match self {
            Mark::Early => "too_early",
            Mark::Unknown => "no_outcome",
            Mark::Quiet => "quiet",
            Mark::Held => "held",
            Mark::Due => "due",
        }
    }

    fn is_outcome(self) -> bool {
        self >= Mark::Quiet
    }
}

/// A track in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Periods with an outcome.
    pub judged: usize,
    /// Periods in which it was due.
    pub due: usize,
    /// How often it became due: runs of periods in which it was.
    pub times: usize,
    /// Periods without an outcome.
    pub unknown: usize,
    /// The first and the last period in which it was due, by their first days.
    pub first_and_last: Option<(Date, Date)>,
    /// The first period of the longest run, and its length; of equals the first.
    pub longest: Option<(Date, usize)>,
    /// For each year with an outcome: how often it became due, and in how many periods it was.
    pub years: Vec<(i16, usize, usize)>,
}

impl Summary {
    /// The share of the periods with an outcome in which it was due.
    pub fn share(&self) -> Option<f64> {
        (self.judged > 0).then(|| self.due as f64 / self.judged as f64)
    }
}

impl Past {
    /// A track of this past in numbers.
    pub fn summary(&self, track: &Track) -> Summary {
        let mut summary = Summary::default();
        let mut years: BTreeMap<i16, (usize, usize)> = BTreeMap::new();
        let mut run: Option<(Date, usize)> = None;
        for (start, mark) in self.starts.iter().zip(&track.marks) {
            summary.unknown += usize::from(*mark == Mark::Unknown);
            if mark.is_outcome() {
                summary.judged += 1;
                years.entry(year(*start, self.grain)).or_default();
            }
            if *mark != Mark::Due {
                run = None;
                continue;
            }
            let begins = run.is_none();
            let (first, length) = run.map_or((*start, 1), |(first, length)| (first, length + 1));
            run = Some((first, length));
            if summary.longest.is_none_or(|(_, longest)| length > longest) {
                summary.longest = run;
            }
            summary.due += 1;
            summary.times += usize::from(begins);
            let first = summary.first_and_last.map_or(*start, |(first, _)| first);
            summary.first_and_last = Some((first, *start));
            let of_year = years.entry(year(*start, self.grain)).or_default();
            of_year.0 += usize::from(begins);
            of_year.1 += 1;
        }
        let years = years.into_iter();
        summary.years = years
            .map(|(year, (times, due))| (year, times, due))
            .collect();
        summary
    }

    /// A period as it is told: `2018-W05`.
    pub fn period(&self, start: Date) -> String {
        period(start, self.grain)
    }
}

/// The year that a period is counted in; for weeks that of ISO 8601.
pub fn year(start: Date, grain: Grain) -> i16 {
    match grain {
        Grain::Week => start.iso_week_date().year(),
        _ => start.year(),
    }
}

/// Tells the past of acts. The findings are about the acts as they are in the case, and about the other trigger.
pub fn backtest(
    dashboard: &Dashboard,
    engine: &dyn Engine,
    acts: &[Compared<'_>],
) -> (Vec<ActPast>, Vec<Diagnostic>, Vec<Diagnostic>) {
    let table = |id: SourceId| engine.table(id);
    let queries = Queries {
        dashboard,
        dialect: engine.dialect(),
        table: &table,
    };
    let (mut findings, mut on_other) = (Vec::new(), Vec::new());
    let mut pasts = Vec::new();
    for Compared { own, other } in acts {
        let told = match &own.status {
            None => Told::Nothing,
            Some(Status::On { when, next }) => dates(*when, *next, dashboard.as_of),
            Some(_) => {
                let own = judged(&queries, engine, own, &mut findings);
                let other = other.map(|card| judged(&queries, engine, card, &mut on_other));
                Told::Judged(std::iter::once(own).chain(other).collect())
            }
        };
        pasts.push(ActPast {
            name: own.id.clone(),
            rule: own.occasion().to_owned(),
            told,
        });
    }
    findings.sort_by_key(Diagnostic::order);
    findings.dedup();
    on_other.dedup();
    (pasts, findings, on_other)
}

fn dates(when: Recurrence, next: Date, as_of: Date) -> Told {
    let last = match when {
        Recurrence::Once(day) => Some(day),
        // The day that follows the year before this one: 29 February may fall on the 28th.
        Recurrence::Yearly { .. } => Some(when.next(next.saturating_sub(1.year()))),
    };
    Told::Dates {
        last: last.filter(|day| *day < as_of),
        next: Some(next).filter(|day| *day >= as_of),
    }
}

/// One act on one occasion.
fn judged(
    queries: &Queries<'_>,
    engine: &dyn Engine,
    card: &ActCard,
    findings: &mut Vec<Diagnostic>,
) -> Judged {
    let answer = queries
        .history(card)
        .map_err(|why| Box::new(not_computed(&card.id, &why)))
        .and_then(|sql| sql.map(|sql| engine.query(&sql, card.span)).transpose());
    let past = match answer {
        Ok(answer) => {
            let past = answer.and_then(|answer| past(queries.dashboard, card, &answer));
            findings.extend(errors::of_past(queries.dashboard, card, past.as_ref()));
            past
        }
        Err(finding) => {
            findings.push(*finding);
            None
        }
    };
    Judged {
        rule: card.occasion().to_owned(),
        past,
    }
}

/// What an answer to [`Queries::history`] tells. Nothing when no period is complete.
fn past(dashboard: &Dashboard, card: &ActCard, answer: &Answer) -> Option<Past> {
    let status = card.status.as_ref()?;
    let grain = status.grain()?;
    let (lasting, per, chosen, grows) = match status {
        Status::When { lasting, per, .. } => {
            let count = lasting.map_or(1, |window| window.count);
            (count, *per, false, lasting.is_none())
        }
        Status::Choose { dimension, .. } => (1, Some(*dimension), true, true),
        Status::On { .. } => return None,
    };
    let (Value::Date(first), Value::Date(newest)) = (
        answer.value(0, "first period"),
        answer.value(0, "newest period"),
    ) else {
        return None;
    };
    let starts = starts(*first, *newest, grain);
    let mut values = outcomes(answer, &starts);
    if grows {
        values.values_mut().for_each(carry);
    }
    let mut tracks: Vec<(Option<String>, Track)> = values
        .into_iter()
        .map(|(value, outcomes)| (value, marked(&outcomes, lasting)))
        .collect();
    let whole = Track {
        marks: (0..starts.len())
            .map(|at| {
                let marks = tracks.iter().filter_map(|(_, t)| t.marks.get(at).copied());
                let early = at + 1 < lasting as usize;
                let nothing = if early { Mark::Early } else { Mark::Unknown };
                marks.max().unwrap_or(nothing)
            })
            .collect(),
    };
    let due = |track: &Track| track.marks.iter().filter(|m| **m == Mark::Due).count();
    // The sort keeps the order of names where values were due equally often.
    tracks.sort_by_key(|(_, track)| std::cmp::Reverse(due(track)));
    let values = tracks
        .into_iter()
        .filter_map(|(value, track)| Some((value?, track)));
    Some(Past {
        grain,
        lasting,
        chosen,
        starts,
        whole,
        per: per.and_then(|f| dashboard.field(f).map(|f| f.name.to_owned())),
        values: values.collect(),
    })
}

/// The first days of all periods between two.
fn starts(first: Date, newest: Date, grain: Grain) -> Vec<Date> {
    let mut starts = vec![newest];
    let mut start = newest;
    while start > first && starts.len() < MOST {
        start = start.saturating_sub(length(grain));
        starts.push(start);
    }
    starts.reverse();
    starts
}

/// In each period, for each value: nothing without a row, else whether the condition held, where it is not empty.
type Outcomes = Vec<Option<Option<bool>>>;

fn outcomes(answer: &Answer, starts: &[Date]) -> BTreeMap<Option<String>, Outcomes> {
    let at: BTreeMap<Date, usize> = starts.iter().copied().zip(0..).collect();
    let mut values: BTreeMap<Option<String>, Outcomes> = BTreeMap::new();
    for row in 0..answer.rows.len() {
        let Value::Date(start) = answer.value(row, "period start") else {
            continue;
        };
        let value = text_of(answer.value(row, "value"));
        let outcomes = values
            .entry(value)
            .or_insert_with(|| vec![None; starts.len()]);
        let holds = match answer.value(row, "holds") {
            Value::Bool(holds) => Some(*holds),
            _ => None,
        };
        if let Some(place) = at.get(start).and_then(|at| outcomes.get_mut(*at)) {
            *place = Some(holds);
        }
    }
    values
}

/// Over all rows up to its end, a period without rows of its own is judged as the one before it.
fn carry(outcomes: &mut Outcomes) {
    let mut last = None;
    for outcome in outcomes {
        *outcome = outcome.or(last);
        last = *outcome;
    }
}

fn marked(outcomes: &Outcomes, lasting: u32) -> Track {
    let mut run = 0;
    let marks = outcomes.iter().enumerate().map(|(at, outcome)| {
        let holds = outcome.flatten();
        run = if holds == Some(true) { run + 1 } else { 0 };
        match holds {
            _ if at + 1 < lasting as usize => Mark::Early,
            None => Mark::Unknown,
            Some(false) => Mark::Quiet,
            Some(true) if run < lasting => Mark::Held,
            Some(true) => Mark::Due,
        }
    });
    Track {
        marks: marks.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(marks: &str) -> Past {
        let marks = marks.chars().map(|mark| match mark {
            '-' => Mark::Early,
            '?' => Mark::Unknown,
            '.' => Mark::Quiet,
            'o' => Mark::Held,
            _ => Mark::Due,
        });
        let marks: Vec<Mark> = marks.collect();
        let newest = Date::constant(2026, 10, 1);
        let first = (1..marks.len()).fold(newest, |d, _| d.saturating_sub(1.month()));
        Past {
            grain: Grain::Month,
            lasting: 1,
            chosen: false,
            starts: starts(first, newest, Grain::Month),
            whole: Track { marks },
            per: None,
            values: Vec::new(),
        }
    }

    #[test]
    fn runs_are_counted_by_year() {
        let past = of("--.oXX?X.XXX");
        let summary = past.summary(&past.whole);
        assert_eq!((summary.judged, summary.due, summary.times), (9, 6, 3));
        assert_eq!(summary.unknown, 1);
        let day = |y, m| Date::constant(y, m, 1);
        assert_eq!(summary.first_and_last, Some((day(2026, 3), day(2026, 10))));
        assert_eq!(summary.longest, Some((day(2026, 8), 3)));
        assert_eq!(summary.years, [(2026, 3, 6)]);
        assert_eq!(summary.share(), Some(6.0 / 9.0));
        assert_eq!(of("??").summary(&of("??").whole).share(), None);
    }

    #[test]
    fn a_condition_must_last() {
        let yes = Some(Some(true));
        let outcomes = vec![yes, yes, yes, None, yes, Some(Some(false)), yes, yes];
        let marks = marked(&outcomes, 2).marks;
        use Mark::{Due, Early, Held, Quiet, Unknown};
        assert_eq!(marks, [Early, Due, Due, Unknown, Held, Quiet, Held, Due]);
    }

    #[test]
    fn a_yearly_act_was_due_a_year_before() {
        let when = Recurrence::Yearly { month: 2, day: 29 };
        let as_of = Date::constant(2026, 11, 24);
        let told = dates(when, when.next(as_of), as_of);
        let last = Some(Date::constant(2026, 2, 28));
        let next = Some(Date::constant(2027, 2, 28));
        assert_eq!(told, Told::Dates { last, next });
    }
}
