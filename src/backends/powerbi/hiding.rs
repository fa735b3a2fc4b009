//! Which cells of a tile are hidden, in DAX: the rule of `dashboard::sql`'s `hiding`, under the filters of the page.
//!
//! A cell asks for all cells of its visual, so the work grows with their square; the tables are small.

use super::measures::Context;
use super::names::{dax_column, dax_table, grain};
use crate::dashboard::{Query, Tile};

/// What a tile is split along in one direction.
#[derive(Default)]
struct Axis {
    /// All columns that a visual may filter on, so that the row at hand replaces them.
    columns: Vec<String>,
    /// Those that tell its lines apart, in the order of the lines.
    keys: Vec<String>,
    /// Variables with the line at hand, one for each key.
    here: Vec<String>,
}

impl Axis {
    fn add(&mut self, columns: Vec<String>, key: String, number: usize) {
        self.columns.extend(columns);
        self.keys.push(key);
        self.here.push(format!("__at{number}"));
    }

    /// Whether the row is of the line in `values`.
    fn is(&self, values: &[String]) -> String {
        let same = self
            .keys
            .iter()
            .zip(values)
            .map(|(key, value)| format!("{key} = {value}"));
        same.collect::<Vec<_>>().join(" && ")
    }

    /// Whether the row comes before the line at hand.
    fn before(&self) -> String {
        let places = 0..self.keys.len();
        let each = places.map(|at| {
            let mut tests: Vec<String> = self
                .keys
                .iter()
                .zip(&self.here)
                .take(at)
                .map(|(k, h)| format!("{k} = {h}"))
                .collect();
            tests.extend(
                self.keys
                    .get(at)
                    .zip(self.here.get(at))
                    .map(|(k, h)| format!("{k} < {h}")),
            );
            tests.join(" && ")
        });
        let each: Vec<String> = each.collect();
        match each.as_slice() {
            [one] => one.clone(),
            several => format!("({})", several.join(" || ")),
        }
    }

    /// As arguments of TOPN.
    fn ascending(&self) -> String {
        self.keys
            .iter()
            .map(|key| format!(", {key}, ASC"))
            .collect()
    }
}

/// Variables, and a test that holds where the cell at hand is shown.
pub(super) fn shown(context: &Context<'_>, tile: &Tile) -> Option<(Vec<String>, String)> {
    let floor = context.dashboard.small_numbers.hide_below?;
    let query = &tile.query;
    let (down, across) = axes(context, query)?;
    let table = dax_table(context.names.table(query.source));
    let mut vars: Vec<String> = Vec::new();
    for axis in [&down, &across] {
        vars.extend(
            axis.keys
                .iter()
                .zip(&axis.here)
                .map(|(key, here)| format!("VAR {here} = MIN({key})")),
        );
    }
    let columns = [&*down.columns, &*across.columns].concat().join(", ");
    let all = format!("SUMMARIZE(ALLSELECTED({table}), {columns})");
    // Rows without a date are in no period.
    let all = match query.period {
        Some(_) => format!("FILTER({all}, NOT ISBLANK({}))", down.keys.concat()),
        None => all,
    };
    vars.push(format!(
        "VAR __cells = ADDCOLUMNS({all}, \"@rows\", CALCULATE(COUNTROWS({table})))"
    ));
    if across.keys.is_empty() {
        let here = down.is(&down.here);
        vars.push(format!(
            "VAR __mine = MAXX(FILTER(__cells, {here}), [@rows])"
        ));
        vars.extend(ahead("__cells", "[@rows]", "__mine", "", &down));
        return Some((
            vars,
            format!(
                "(MINX(__cells, [@rows]) >= {floor} || __mine >= {floor} && __before >= {floor} && __before > COUNTROWS(__smaller))"
            ),
        ));
    }
    let here = format!("{} && {}", down.is(&down.here), across.is(&across.here));
    vars.push(format!(
        "VAR __mine = MAXX(FILTER(__cells, {here}), [@rows])"
    ));
    vars.push(format!("VAR __few = FILTER(__cells, [@rows] < {floor})"));
    for (axis, name) in [(&down, "down"), (&across, "across")] {
        vars.push(lines(axis, name, floor));
    }
    for (axis, name, other) in [(&down, "down", "across"), (&across, "across", "down")] {
        vars.extend(line(axis, name, other, floor));
    }
    let test = format!(
        "(ISEMPTY(__few) || __mine >= {floor} && NOT (__downcover && (__acrosshit || __acrosscover)) && NOT (__acrosscover && (__downhit || __downcover)))"
    );
    Some((vars, test))
}

/// The time axis, else the first dimension; and all other dimensions together.
fn axes(context: &Context<'_>, query: &Query) -> Option<(Axis, Axis)> {
    let (mut down, mut across) = (Axis::default(), Axis::default());
    if let Some(period) = query.period {
        let calendar = context.names.calendar(period.date)?;
        let column = dax_column(calendar, grain(context.dashboard.lang, period.grain));
        down.add(vec![column.clone()], column, 0);
    }
    for (at, dimension) in query.dimensions.iter().enumerate() {
        let field = context.names.field(*dimension)?;
        let column = |name: &str| dax_column(&field.table, name);
        let axis = if down.keys.is_empty() {
            &mut down
        } else {
            &mut across
        };
        let order = column(&field.order);
        axis.add(
            vec![column(&field.raw), column(&field.shown), order.clone()],
            order,
            at + 1,
        );
    }
    (!down.keys.is_empty()).then_some((down, across))
}

/// The lines of an axis: how many rows each has, and how many cells with enough.
fn lines(axis: &Axis, name: &str, floor: u32) -> String {
    let keys = axis.keys.join(", ");
    let own: Vec<String> = (1..=axis.keys.len())
        .map(|n| format!("__line{n}"))
        .collect();
    let bound: String = axis
        .keys
        .iter()
        .zip(&own)
        .map(|(key, own)| format!("VAR {own} = {key} "))
        .collect();
    let same = axis.is(&own);
    format!(
        "VAR __{name}s = ADDCOLUMNS(SUMMARIZE(__cells, {keys}), \"@size\", {bound}RETURN SUMX(FILTER(__cells, {same}), [@rows]), \
         \"@fit\", {bound}RETURN COUNTROWS(FILTER(__cells, {same} && [@rows] >= {floor})) + 0)"
    )
}

/// Whether the line at hand covers for others, and whether it has something to hide: a cell, or its own total.
fn line(axis: &Axis, name: &str, other: &str, floor: u32) -> Vec<String> {
    let here = axis.is(&axis.here);
    let mut vars = vec![
        format!("VAR __{name}whole = FILTER(__{name}s, [@fit] = COUNTROWS(__{other}s))"),
        format!(
            "VAR __{name}cover = ISEMPTY(__{name}whole) || NOT ISEMPTY(FILTER(TOPN(1, __{name}whole, [@size], ASC{}), {here}))",
            axis.ascending()
        ),
        format!("VAR __{name}size = MAXX(FILTER(__{name}s, {here}), [@size])"),
    ];
    vars.extend(ahead(
        &format!("__{name}s"),
        "[@size]",
        &format!("__{name}size"),
        name,
        axis,
    ));
    vars.push(format!(
        "VAR __{name}hit = NOT ISEMPTY(FILTER(__few, {here})) || MINX(__{name}s, [@size]) < {floor} && (__{name}size < {floor} || __{name}before < {floor} || __{name}before <= COUNTROWS(__{name}smaller))"
    ));
    vars
}

/// What is smaller than the thing at hand, and how many rows that has.
fn ahead(all: &str, size: &str, mine: &str, name: &str, axis: &Axis) -> [String; 2] {
    [
        format!(
            "VAR __{name}smaller = FILTER({all}, {size} < {mine} || {size} = {mine} && {})",
            axis.before()
        ),
        format!("VAR __{name}before = SUMX(__{name}smaller, {size}) + 0"),
    ]
}
