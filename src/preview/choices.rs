//! What readers can choose: the values of each filter, and which combinations the page has.
//!
//! No row leaves the engine: each choice is computed beforehand, by the same queries over fewer rows, so that a median is a
//! median and small numbers are hidden in each. A status is judged over all rows, whatever a reader chooses, as in every tool.

use crate::dashboard::sql::Queries;
use crate::dashboard::{Dashboard, Filter, Grain};
use crate::data::{Answer, Engine, Value};
use crate::diag::{Diagnostic, Lang};
use crate::formula::sql::Dialect;
use crate::formula::term::{SourceId, Type};
use crate::page::format;
use crate::say;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Values of one filter that the page has; of more, those with the most rows.
const VALUES: usize = 40;

/// Choices that the page has, all filters together.
const VIEWS: usize = 240;

/// Filters that are combined: the first so many, or there would be more combinations than can be looked through.
const COMBINED: usize = 16;

/// More periods than this, and longer ones are taken.
const PERIODS: i32 = 18;

/// A filter with its values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What people see.
    pub label: String,
    /// The values as people read them, in order.
    pub values: Vec<String>,
    /// What there is to say about it.
    pub note: Option<String>,
    /// The values as the queries name them.
    #[serde(skip)]
    keys: Vec<String>,
    /// The length of a period, for a date.
    #[serde(skip)]
    grain: Option<Grain>,
    /// Position in the filters of the dashboard.
    #[serde(skip)]
    filter: usize,
}

/// A choice in each filter: 0 for all rows, else the number of a value, from 1.
pub(super) type View = Vec<usize>;

/// The filters with their values. A filter that can't be computed is left out; the findings tell why.
pub(super) fn choices(
    dashboard: &Dashboard,
    engine: &dyn Engine,
) -> (Vec<Choice>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let filters = dashboard.filters.iter().enumerate();
    let choices = filters.filter_map(|(at, filter)| {
        let found = choice(dashboard, engine, at, filter);
        found
            .map_err(|finding| findings.extend(finding.map(|f| *f)))
            .ok()
    });
    let choices = choices.collect();
    (choices, findings)
}

type Failure = Option<Box<Diagnostic>>;

fn choice(
    dashboard: &Dashboard,
    engine: &dyn Engine,
    at: usize,
    filter: &Filter,
) -> Result<Choice, Failure> {
    let table = |id: SourceId| engine.table(id);
    let queries = Queries {
        dashboard,
        dialect: engine.dialect(),
        table: &table,
    };
    let ask = |sql: &str| engine.query(sql, filter.span).map_err(Some);
    let grain = match filter.ty.is_time() {
        true => {
            let sql = queries.span_of(filter.field).map_err(|_| None)?;
            Some(grain(&ask(&sql)?).ok_or(None)?)
        }
        false => None,
    };
    let sql = queries.choices(filter.field, grain).map_err(|_| None)?;
    let answer = ask(&sql)?;
    let lang = dashboard.lang;
    let (keys, left_out) = most(&answer);
    let numbers = matches!(filter.ty, Type::Number | Type::Whole);
    let note = (left_out > 0).then(|| too_many(left_out, numbers, lang));
    let keys = if numbers && left_out > 0 {
        Vec::new()
    } else {
        keys
    };
    let values = keys.iter().map(|key| match (grain, key.parse()) {
        (Some(grain), Ok(start)) => format::period(start, grain, lang),
        _ => key.clone(),
    });
    Ok(Choice {
        label: filter.label.clone(),
        values: values.collect(),
        note,
        keys,
        grain,
        filter: at,
    })
}

/// The values, at most as many as a page has, in order; and how many are left out.
fn most(answer: &Answer) -> (Vec<String>, usize) {
    let rows = 0..answer.rows.len();
    let mut values: Vec<(i64, usize, String)> = rows
        .filter_map(
            |row| match (answer.value(row, "value"), answer.value(row, "rows")) {
                (Value::Text(value), Value::Whole(rows)) => Some((-rows, row, value.clone())),
                _ => None,
            },
        )
        .collect();
    let left_out = values.len().saturating_sub(VALUES);
    values.sort();
    values.truncate(VALUES);
    values.sort_by_key(|(_, row, _)| *row);
    (values.into_iter().map(|(_, _, v)| v).collect(), left_out)
}

fn too_many(left_out: usize, numbers: bool, lang: Lang) -> String {
    let words = match numbers {
        true => say!(
            en "has too many values to choose from here",
            nl "heeft hier te veel waarden om uit te kiezen",
        ),
        false => say!(
            en "the values with the most rows; {left_out} others are not on this page",
            nl "de waarden met de meeste rijen; {left_out} andere staan niet op deze pagina",
        ),
    };
    words.get(lang).to_owned()
}

/// Periods of which the data have no more than a page can have: months, else quarters, else years.
fn grain(answer: &Answer) -> Option<Grain> {
    let (Value::Date(first), Value::Date(last)) =
        (answer.value(0, "first"), answer.value(0, "last"))
    else {
        return None;
    };
    let month = |day: &Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let months = month(last) - month(first) + 1;
    Some(match () {
        () if months <= PERIODS => Grain::Month,
        () if months <= 3 * PERIODS => Grain::Quarter,
        () => Grain::Year,
    })
}

/// The choices that the page has: none, one value at a time, and combinations of two filters and more as long as all of a
/// combination fit.
pub(super) fn views(choices: &[Choice]) -> Vec<View> {
    let none = vec![0; choices.len()];
    let mut views = vec![none.clone()];
    let one_each = (0..choices.len()).map(|at| vec![at]);
    let combined = choices.len().min(COMBINED);
    let mut sets: Vec<Vec<usize>> = (1_u32..1 << combined)
        .map(|bits| (0..combined).filter(|at| bits & (1 << at) != 0).collect())
        .filter(|set: &Vec<usize>| set.len() > 1)
        .collect();
    sets.sort_by_key(Vec::len);
    for set in one_each.chain(sets) {
        let sizes = set.iter().filter_map(|at| choices.get(*at));
        let size = sizes.fold(1_usize, |n, c| n.saturating_mul(c.keys.len()));
        if set.len() > 1 && views.len().saturating_add(size) > VIEWS {
            continue;
        }
        let mut all = vec![none.clone()];
        for at in set {
            let count = choices.get(at).map_or(0, |c| c.keys.len());
            all = all
                .into_iter()
                .flat_map(|view| {
                    (1..=count).map(move |value| {
                        let mut view = view.clone();
                        if let Some(place) = view.get_mut(at) {
                            *place = value;
                        }
                        view
                    })
                })
                .collect();
        }
        views.extend(all);
    }
    views
}

/// A view as far as it touches one source.
pub(super) fn on_source(
    view: &View,
    choices: &[Choice],
    dashboard: &Dashboard,
    source: SourceId,
) -> View {
    let touches = |choice: &Choice| {
        let filter = dashboard.filters.get(choice.filter);
        filter.is_some_and(|f| f.field.source() == source)
    };
    let choices = view.iter().zip(choices);
    choices
        .map(|(value, choice)| if touches(choice) { *value } else { 0 })
        .collect()
}

/// The engine as a reader who made a choice sees it: its tables have only the rows of that choice.
pub(super) struct Chosen<'a> {
    engine: &'a dyn Engine,
    conditions: BTreeMap<SourceId, String>,
}

impl<'a> Chosen<'a> {
    /// `None` when there is no way to say the choice in the engine's SQL.
    pub(super) fn of(
        view: &View,
        choices: &[Choice],
        dashboard: &Dashboard,
        engine: &'a dyn Engine,
    ) -> Option<Chosen<'a>> {
        let table = |id: SourceId| engine.table(id);
        let queries = Queries {
            dashboard,
            dialect: engine.dialect(),
            table: &table,
        };
        let mut conditions: BTreeMap<SourceId, String> = BTreeMap::new();
        for (value, choice) in view.iter().zip(choices).filter(|(value, _)| **value > 0) {
            let field = dashboard.filters.get(choice.filter)?.field;
            let key = choice.keys.get(value - 1)?;
            let condition = queries.has_choice(field, choice.grain, key).ok()?;
            conditions
                .entry(field.source())
                .and_modify(|all| *all += &format!(" and {condition}"))
                .or_insert(condition);
        }
        Some(Chosen { engine, conditions })
    }
}

impl Engine for Chosen<'_> {
    fn dialect(&self) -> Dialect {
        self.engine.dialect()
    }

    fn table(&self, source: SourceId) -> String {
        let table = self.engine.table(source);
        match self.conditions.get(&source) {
            Some(condition) => {
                format!("(select * from {table} where {condition}) as casus_chosen")
            }
            None => table,
        }
    }

    fn query(&self, sql: &str, span: crate::diag::Span) -> Result<Answer, Box<Diagnostic>> {
        self.engine.query(sql, span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(count: usize) -> Choice {
        let keys: Vec<String> = (0..count).map(|n| n.to_string()).collect();
        Choice {
            label: String::new(),
            values: keys.clone(),
            note: None,
            keys,
            grain: None,
            filter: 0,
        }
    }

    #[test]
    fn combinations_as_long_as_all_of_them_fit() {
        let all = views(&[choice(2), choice(11)]);
        assert_eq!(all.len(), 3 * 12);
        assert_eq!(all.first(), Some(&vec![0, 0]));
        let some = views(&[choice(20), choice(30), choice(3)]);
        assert_eq!(some.len(), 1 + 20 + 30 + 3 + 20 * 3 + 30 * 3);
        assert!(!some.contains(&vec![1, 1, 0]));
        assert!(some.contains(&vec![20, 0, 3]));
        assert_eq!(views(&[]), vec![Vec::<usize>::new()]);
    }

    #[test]
    fn every_filter_has_its_values() {
        let many: Vec<Choice> = (0..20).map(|_| choice(2)).collect();
        let all = views(&many);
        for at in 0..many.len() {
            for value in 1..=2 {
                let mut view = vec![0; many.len()];
                view[at] = value;
                assert!(all.contains(&view), "{value} of filter {at}");
            }
        }
    }
}
