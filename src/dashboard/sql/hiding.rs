//! Which cells of a tile are hidden: those over too few rows, and those that a total would need to give these away.
//!
//! The rule is the same in every tool, and `language.md` tells it:
//! - Along one axis, the smallest cells are hidden until together they have enough rows, and more rows than cells: what is
//!   left when all others are taken off the total is then itself a group that may be shown.
//! - Along two, a line (a row or a column) without a cell that is small or missing covers for others: where a line has a
//!   hidden cell, its cell in the smallest such line across is hidden too, and the cell where both cover lines cross. Then
//!   every hidden cell is a corner of a rectangle of hidden cells, and a total of its line gives no more than their sum.
//!   Without such a line, all lines across are hidden where it would have been needed.

use super::Queries;
use super::tile::{PERIOD, STEPS, by};
use crate::dashboard::Query;
use crate::formula::sql::Unsupported;

/// What a tile is split along: the first axis is the time axis, else the first dimension; the second all others together.
pub(super) struct Axes<'a> {
    /// What the names of the steps begin with.
    pub(super) name: &'a str,
    pub(super) period: bool,
    pub(super) dimensions: usize,
}

/// One of the two.
#[derive(Clone, Copy)]
enum Axis {
    Down,
    Across,
}

impl Axes<'_> {
    pub(super) fn of(query: &Query) -> Axes<'static> {
        Axes {
            name: STEPS,
            period: query.period.is_some(),
            dimensions: query.dimensions.len(),
        }
    }

    /// Whether there is any axis; else the tile is one cell.
    pub(super) fn any(&self) -> bool {
        self.period || self.dimensions > 0
    }

    /// Whether cells cross.
    pub(super) fn two(&self) -> bool {
        self.dimensions + usize::from(self.period) > 1
    }

    /// The step with the column `hidden`.
    pub(super) fn last_step(&self) -> Option<String> {
        self.any().then(|| self.step("hidden"))
    }

    /// The name of a step.
    fn step(&self, step: &str) -> String {
        format!("{}_{step}", self.name)
    }

    /// The columns of an axis.
    fn columns(&self, axis: Axis) -> Vec<String> {
        let first = usize::from(!self.period);
        match axis {
            Axis::Down if self.period => vec![PERIOD.to_owned()],
            Axis::Down => vec![by(0)],
            Axis::Across => (first..self.dimensions).map(by).collect(),
        }
    }

    /// The order of an axis, for ties.
    fn order(&self, queries: &Queries<'_>, axis: Axis) -> String {
        let columns = self.columns(axis).into_iter();
        let ordered = columns.map(|c| match c == PERIOD {
            true => c,
            false => queries.printer(queries).ordered(&c),
        });
        ordered.collect::<Vec<_>>().join(", ")
    }

    /// The steps after the cells that end in those with what is hidden: the cells with a column `hidden`, 1 or 0.
    pub(super) fn hidden_steps(&self, queries: &Queries<'_>, floor: u32) -> Vec<String> {
        if !self.any() {
            return Vec::new();
        }
        let cells = self.step("cells");
        if !self.two() {
            let order = self.order(queries, Axis::Down);
            let hidden = one_axis("\"rows\"", "", &order, floor);
            return vec![format!(
                "{} as (\n  select {cells}.*, case when {hidden} then 1 else 0 end as \"hidden\"\n  from {cells}\n)",
                self.step("hidden")
            )];
        }
        let axes = [Axis::Down, Axis::Across];
        let each = |make: &dyn Fn(Axis) -> Vec<String>| {
            axes.into_iter().flat_map(make).collect::<Vec<_>>()
        };
        let lists = each(&|axis| {
            vec![format!(
                "{} as (\n  select count(*) as \"lines\" from (select distinct {} from {cells}) as lines\n)",
                self.step(axis.letter()),
                self.columns(axis).join(", ")
            )]
        });
        let sized = each(&|axis| {
            let part = format!("over (partition by {})", self.columns(axis).join(", "));
            let n = axis.letter();
            vec![
                format!("sum(\"rows\") {part} as \"{n} rows\""),
                format!(
                    "sum(case when \"rows\" < {floor} then 1 else 0 end) {part} as \"{n} small\""
                ),
                format!("count(*) {part} as \"{n} cells\""),
            ]
        });
        let whole = each(&|axis| {
            let (n, lines) = (axis.letter(), self.step(axis.other().letter()));
            vec![format!(
                "case when \"{n} small\" = 0 and \"{n} cells\" = (select \"lines\" from {lines}) then 1 else 0 end as \"{n} whole\""
            )]
        });
        let ranked = each(&|axis| {
            let (n, order) = (axis.letter(), self.order(queries, axis));
            let lost = lines_lost(n, &order, floor);
            vec![
                format!(
                    "dense_rank() over (order by 1 - \"{n} whole\", \"{n} rows\", {order}) as \"{n} place\""
                ),
                format!("case when \"{n} small\" > 0 or {lost} then 1 else 0 end as \"{n} hit\""),
            ]
        });
        let covers = each(&|axis| {
            let n = axis.letter();
            let cover = format!(
                "case when max(\"{n} whole\") over () = 0 or (\"{n} whole\" = 1 and \"{n} place\" = 1) then 1 else 0 end"
            );
            vec![format!("{cover} as \"{n} cover\"")]
        });
        let hidden = format!(
            "\"fewest\" < {floor} and (\"rows\" < {floor}\n      \
             or (\"down cover\" = 1 and (\"across hit\" = 1 or \"across cover\" = 1))\n      \
             or (\"across cover\" = 1 and (\"down hit\" = 1 or \"down cover\" = 1)))"
        );
        let step = |name: &str, columns: &[String], from: &str| {
            format!(
                "{name} as (\n  select {from}.*,\n    {}\n  from {from}\n)",
                columns.join(",\n    ")
            )
        };
        let mut steps = lists;
        let mut first = vec!["min(\"rows\") over () as \"fewest\"".to_owned()];
        first.extend(sized);
        let hidden = [format!(
            "case when {hidden} then 1 else 0 end as \"hidden\""
        )];
        let mut from = "cells";
        for (name, columns) in [
            ("sized", first.as_slice()),
            ("full", &whole),
            ("ranked", &ranked),
            ("covered", &covers),
            ("hidden", &hidden),
        ] {
            steps.push(step(&self.step(name), columns, &self.step(from)));
            from = name;
        }
        steps
    }
}

impl Axis {
    fn letter(self) -> &'static str {
        match self {
            Axis::Down => "down",
            Axis::Across => "across",
        }
    }

    fn other(self) -> Axis {
        match self {
            Axis::Down => Axis::Across,
            Axis::Across => Axis::Down,
        }
    }
}

/// Whether a cell is hidden among those of its line, as a condition with window functions: `rows` is the number of rows of
/// a cell, `part` a `partition by` or nothing, `order` decides between cells of one size.
pub fn one_axis(rows: &str, part: &str, order: &str, floor: u32) -> String {
    let part = if part.is_empty() {
        String::new()
    } else {
        format!("partition by {part} ")
    };
    let line = format!("{part}order by {rows}, {order}");
    let before = format!("sum({rows}) over ({line} rows unbounded preceding) - {rows}");
    format!(
        "(min({rows}) over ({}) < {floor} and ({rows} < {floor} or {before} < {floor} or {before} < row_number() over ({line})))",
        part.trim_end()
    )
}

/// The same for whole lines, whose totals may stand in another tile: the cells of a line are peers.
fn lines_lost(n: &str, order: &str, floor: u32) -> String {
    let line = format!("order by \"{n} rows\", {order}");
    let before = format!("sum(\"rows\") over ({line}) - \"{n} rows\"");
    format!(
        "(min(\"{n} rows\") over () < {floor} and (\"{n} rows\" < {floor} or {before} < {floor} or {before} < dense_rank() over ({line})))"
    )
}

impl Queries<'_> {
    /// How many cells of a tile are hidden because they, or those that a total would tell with them, have too few rows: a
    /// query for one number. `None` where nothing is ever hidden.
    ///
    /// # Errors
    /// When the dialect can't keep the meaning of a formula.
    pub fn hidden_count(&self, query: &Query) -> Result<Option<String>, Unsupported> {
        let Some(floor) = self.dashboard.small_numbers.hide_below else {
            return Ok(None);
        };
        let axes = Axes::of(query);
        let mut steps = match self.is_composed(query) {
            true => self.composed_cells(query)?,
            false => self.cell_steps(query, false)?,
        };
        steps.extend(axes.hidden_steps(self, floor));
        let counted = match axes.last_step() {
            Some(step) => format!("coalesce(sum(\"hidden\"), 0) as \"hidden\"\nfrom {step}"),
            None => format!(
                "case when \"rows\" < {floor} then 1 else 0 end as \"hidden\"\nfrom casus_cells"
            ),
        };
        Ok(Some(self.dialect.requoted(format!(
            "with {}\nselect {counted}",
            steps.join(",\n")
        ))))
    }

    /// The cells of a tile along two axes: a query with the columns `period start` and `by 1`, `by 2`, … of [`Self::tile`],
    /// `hidden` (1 or 0), and the number of rows that `all` cells have together. `None` where nothing is hidden, or one axis
    /// is all there is.
    ///
    /// # Errors
    /// When the dialect can't keep the meaning of a formula.
    pub fn cells(&self, query: &Query) -> Result<Option<String>, Unsupported> {
        let axes = Axes::of(query);
        let Some(floor) = self
            .dashboard
            .small_numbers
            .hide_below
            .filter(|_| axes.two())
        else {
            return Ok(None);
        };
        let mut steps = self.cell_steps(query, false)?;
        steps.extend(axes.hidden_steps(self, floor));
        let columns = [axes.columns(Axis::Down), axes.columns(Axis::Across)].concat();
        Ok(Some(self.dialect.requoted(format!(
            "with {}\nselect {}, \"hidden\", sum(\"rows\") over () as \"all\"\nfrom casus_hidden",
            steps.join(",\n"),
            columns.join(", ")
        ))))
    }
}
