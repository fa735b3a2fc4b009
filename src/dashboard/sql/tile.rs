//! A whole tile: one query, a row for each cell, in the order in which people read it.
//!
//! Its columns are `period start` (a date), `by 1`, `by 2`, … (what people read; the empty group has its name) and `value 1`,
//! `value 2`, …; a list has `field 1`, `field 2`, … instead. The steps: the rows, those that the tile is about, its cells,
//! which of them are hidden, the periods of a time axis, and the cells as they are shown.

use super::Queries;
use super::hiding::Axes;
use super::status::unsupported;
use crate::dashboard::{Grain, Order, Period, Query, Window};
use crate::diag::{Span, Words};
use crate::formula::ast::Unit;
use crate::formula::functions::Function;
use crate::formula::sql::Unsupported;
use crate::formula::term::{FieldRef, MeasureId, Term, TermKind, Type};
use crate::say;

/// Names inside the query; a name with a blank can't meet a column of a case.
pub(super) const PERIOD: &str = "\"period start\"";

/// What the names of a tile's own steps begin with.
pub(super) const STEPS: &str = "casus";

/// The name of the text of a dimension.
pub(super) fn by(at: usize) -> String {
    format!("\"by {}\"", at + 1)
}

/// The name of what a dimension is ordered by.
pub(super) fn key(at: usize) -> String {
    format!("\"key {}\"", at + 1)
}

pub(super) fn value(at: usize) -> String {
    format!("\"value {}\"", at + 1)
}

/// A dimension as it stands in the rows.
#[derive(Clone, Debug)]
pub(super) struct Dimension {
    /// Its column, quoted.
    pub(super) name: String,
    pub(super) ty: Option<Type>,
}

/// The rows of one source in groups: a step for the rows, and one for the cells.
pub(super) struct Cells<'a> {
    /// What the names of its steps begin with.
    pub(super) name: &'a str,
    /// The step that has the rows.
    pub(super) rows: &'a str,
    pub(super) period: Option<Period>,
    pub(super) dimensions: &'a [Dimension],
    /// 1 for the rows that the cells are about.
    pub(super) kept: Option<String>,
    /// What must hold of a cell's period and dimensions.
    pub(super) only: Option<String>,
    /// What is computed, and how that is called.
    pub(super) values: Vec<(String, String)>,
}

impl Cells<'_> {
    /// Which rows the cells are about, as conditions on the step of the rows.
    pub(super) fn conditions(&self) -> Vec<String> {
        let kept = self.kept.iter().map(|_| "\"is kept\" = 1".to_owned());
        let period = self.period.iter().map(|_| format!("{PERIOD} is not null"));
        kept.chain(period).chain(self.only.clone()).collect()
    }
}

impl Queries<'_> {
    /// The rows of a tile, ready to be drawn: in order, cut at `top N`, gaps of a time axis filled, small numbers hidden
    /// and rounded.
    ///
    /// # Errors
    /// When the dialect can't keep the meaning of a formula, or for `top N` of series along a time axis, which have no one order.
    pub fn tile(&self, query: &Query, span: Span) -> Result<String, Unsupported> {
        self.has_queries(span)?;
        if !query.fields.is_empty() {
            return self.list(query);
        }
        if query.top.is_some() && query.period.is_some() && !query.dimensions.is_empty() {
            return Err(top_along_time(span));
        }
        if self.is_composed(query) {
            return self.composed(query);
        }
        let axes = Axes::of(query);
        let mut steps = self.cell_steps(query, true)?;
        let hides = self.dashboard.small_numbers.hide_below.is_some();
        let mut from = "casus_cells".to_owned();
        if let Some(floor) = self.dashboard.small_numbers.hide_below {
            steps.extend(axes.hidden_steps(self, floor));
            from = axes.last_step().unwrap_or(from);
        }
        if let Some(period) = query.period {
            steps.extend(self.axis_steps(query, period, &from));
            from = "casus_filled".to_owned();
        }
        let hidden = hides && axes.any();
        let values: Vec<String> = query
            .measures
            .iter()
            .enumerate()
            .map(|(at, measure)| {
                let shown = match hidden {
                    true => format!("case when \"hidden\" = 0 then {} end", value(at)),
                    false if query.period.is_some() && self.counts(*measure) && !hides => {
                        format!("coalesce({}, 0)", value(at))
                    }
                    false => value(at),
                };
                format!("{shown} as {}", value(at))
            })
            .collect();
        let dimensions = query.dimensions.iter().enumerate();
        let columns: Vec<String> = query
            .period
            .iter()
            .map(|_| PERIOD.to_owned())
            .chain(dimensions.clone().flat_map(|(at, _)| [by(at), key(at)]))
            .chain(values)
            .collect();
        // Where cells cross, nobody may see which are hidden and which were never there.
        let only = match hidden && axes.two() && query.period.is_none() {
            true => "\n  where \"hidden\" = 0",
            false => "",
        };
        steps.push(format!(
            "casus_shown as (\n  select {}\n  from {from}{only}\n)",
            columns.join(", ")
        ));
        Ok(self.ordered(query, &steps, query.measures.len()))
    }

    /// The steps up to `casus_shown`, and what is read from there: in order, cut at `top N`.
    pub(super) fn ordered(&self, query: &Query, steps: &[String], values: usize) -> String {
        let dimensions = query.dimensions.iter().enumerate();
        let selected: Vec<String> = query
            .period
            .iter()
            .map(|_| PERIOD.to_owned())
            .chain(dimensions.clone().map(|(at, _)| by(at)))
            .chain((0..values).map(value))
            .collect();
        let recursive = match query.period.is_some() && self.dialect.recurses() {
            true => "recursive ",
            false => "",
        };
        let mut sql = format!(
            "with {recursive}{}\nselect {}\nfrom casus_shown",
            steps.join(",\n"),
            selected.join(", ")
        );
        if query.top.is_some() && !query.dimensions.is_empty() {
            let named: Vec<String> = dimensions
                .map(|(at, _)| format!("{} <> {}", by(at), self.empty()))
                .collect();
            sql += &format!("\nwhere {}", named.join(" and "));
        }
        let order = self.tile_order(query);
        if !order.is_empty() {
            sql += &format!("\norder by {}", order.join(", "));
        }
        if let Some(top) = query.top {
            sql += &format!("\nlimit {top}");
        }
        self.dialect.requoted(sql)
    }

    /// The rows of a list.
    fn list(&self, query: &Query) -> Result<String, Unsupported> {
        let mut fields = Vec::new();
        for (at, field) in query.fields.iter().enumerate() {
            self.has(*field)?;
            fields.push(format!("{} as \"field {}\"", self.field(*field), at + 1));
        }
        let kept = self.kept(query)?;
        let kept = kept.map(|kept| format!(", {kept} as \"is kept\""));
        let mut sql = format!(
            "with {},\ncasus_kept as (\n  select casus_rows.*{}\n  from casus_rows\n)\nselect {}\nfrom casus_kept",
            self.rows_step(query.source),
            kept.unwrap_or_default(),
            fields.join(", ")
        );
        if Self::has_condition(query) {
            sql += "\nwhere \"is kept\" = 1";
        }
        if let Some(top) = query.top {
            sql += &format!("\nlimit {top}");
        }
        Ok(self.dialect.requoted(sql))
    }

    /// Fails when a field is an attribute that the database can't compute.
    ///
    /// # Errors
    /// As it says.
    pub fn has(&self, field: FieldRef) -> Result<(), Unsupported> {
        let FieldRef::Attribute(_, id) = field else {
            return Ok(());
        };
        let term = self.dashboard.attribute(id).map(|a| &a.term);
        term.map_or(Ok(()), |term| self.expression(term).map(|_| ()))
    }

    /// A value of a dimension as people see it: text, and a name for the empty group.
    pub fn shown(&self, field: FieldRef) -> String {
        format!("coalesce({}, {})", self.label(field), self.empty())
    }

    /// The name of the empty group.
    pub(super) fn empty(&self) -> String {
        self.dialect.text(&self.dashboard.words.empty)
    }

    /// Whether a tile is about some rows only.
    pub fn has_condition(query: &Query) -> bool {
        query.filter.is_some() || query.last.is_some()
    }

    /// The condition that a tile puts on its rows, its `where` and its last periods: 1 where a row is kept. It looks at all
    /// rows of the source, so it must be a column of a query over them.
    ///
    /// # Errors
    /// When the dialect can't keep its meaning.
    pub fn kept(&self, query: &Query) -> Result<Option<String>, Unsupported> {
        let mut conditions = Vec::new();
        if let Some(filter) = &query.filter {
            conditions.push(format!("({})", self.expression(filter)?));
        }
        if let Some((window, date)) = query.last {
            self.has(date)?;
            conditions.push(self.last_periods(window, date));
        }
        let kept = format!("case when {} then 1 else 0 end", conditions.join(" and "));
        Ok((!conditions.is_empty()).then_some(kept))
    }

    /// Whether a row falls in the last complete periods, counted back from the newest that holds a row of the source.
    pub(super) fn last_periods(&self, window: Window, date: FieldRef) -> String {
        let (printer, unit) = (self.printer(self), window.grain.unit());
        let (period, newest) = self.newest_period(date, unit);
        let before = printer.shift(&newest, -i64::from(window.count), unit);
        format!("{period} <= {newest} and {period} > {before}")
    }

    /// The start of the period of a row, and of the newest complete one that holds a row of the source.
    pub(super) fn newest_period(&self, date: FieldRef, unit: Unit) -> (String, String) {
        let printer = self.printer(self);
        let period = printer.period_start(&self.field(date), unit);
        let current = printer.period_start(&printer.today(), unit);
        let newest = format!("max(case when {period} < {current} then {period} end) over ()");
        (period, newest)
    }

    /// The steps up to `casus_cells`: a row for each cell of a tile, with its number of `rows`; with `values` also what the
    /// tile computes.
    pub(super) fn cell_steps(
        &self,
        query: &Query,
        values: bool,
    ) -> Result<Vec<String>, Unsupported> {
        if let Some(period) = query.period {
            self.has(period.date)?;
        }
        let mut dimensions = Vec::new();
        for dimension in &query.dimensions {
            self.has(*dimension)?;
            dimensions.push(self.dimension(*dimension));
        }
        let mut computed = Vec::new();
        if values {
            for (at, measure) in query.measures.iter().enumerate() {
                computed.push((self.measure(*measure)?, value(at)));
            }
        }
        let mut steps = vec![self.rows_step(query.source)];
        steps.extend(self.grouped_cells(&Cells {
            name: STEPS,
            rows: "casus_rows",
            period: query.period,
            dimensions: &dimensions,
            kept: self.kept(query)?,
            only: None,
            values: computed,
        }));
        Ok(steps)
    }

    /// A field as a dimension of the rows of its own source.
    pub(super) fn dimension(&self, field: FieldRef) -> Dimension {
        Dimension {
            name: self.field(field),
            ty: self.dashboard.field(field).map(|f| f.ty),
        }
    }

    /// The rows with what they are grouped by and whether they count, and the cells with their number of `rows`.
    pub(super) fn grouped_cells(&self, cells: &Cells<'_>) -> [String; 2] {
        let (name, rows) = (cells.name, cells.rows);
        let mut extra = vec![format!("{rows}.*")];
        let mut columns = Vec::new();
        let mut groups = Vec::new();
        if let Some(period) = cells.period {
            extra.push(format!("{} as {PERIOD}", self.period_start(period)));
            columns.push(PERIOD.to_owned());
            groups.push(PERIOD.to_owned());
        }
        for (at, dimension) in cells.dimensions.iter().enumerate() {
            let label = self.label_of(dimension);
            extra.push(format!("coalesce({label}, {}) as {}", self.empty(), by(at)));
            columns.push(by(at));
            columns.push(format!("{} as {}", self.order_key_of(dimension), key(at)));
            groups.push(by(at));
        }
        extra.extend(cells.kept.iter().map(|k| format!("{k} as \"is kept\"")));
        columns.push("count(*) as \"rows\"".to_owned());
        columns.extend(
            cells
                .values
                .iter()
                .map(|(sql, name)| format!("{sql} as {name}")),
        );
        let mut grouped = format!(
            "{name}_cells as (\n  select {}\n  from {name}_kept",
            columns.join(", ")
        );
        let only = cells.conditions();
        if !only.is_empty() {
            grouped += &format!("\n  where {}", only.join(" and "));
        }
        if !groups.is_empty() {
            grouped += &format!("\n  group by {}", groups.join(", "));
        }
        let kept = format!(
            "{name}_kept as (\n  select {}\n  from {rows}\n)",
            extra.join(", ")
        );
        [kept, grouped + "\n)"]
    }

    /// The first day of the period that a row falls in.
    pub fn period_start(&self, period: Period) -> String {
        self.period_of(&self.field(period.date), period.grain)
    }

    /// The first day of the period that a date (SQL) falls in.
    pub fn period_of(&self, date: &str, grain: Grain) -> String {
        self.printer(self).period_start(date, grain.unit())
    }

    /// What sorts a group by its label, as an aggregate: code points for text, the value itself for others.
    pub fn order_key(&self, field: FieldRef) -> String {
        self.order_key_of(&self.dimension(field))
    }

    fn order_key_of(&self, dimension: &Dimension) -> String {
        let name = &dimension.name;
        match dimension.ty {
            Some(Type::Text) => format!("min({})", self.printer(self).ordered(name)),
            Some(Type::Bool) => format!("max(case when {name} then 1 else 0 end)"),
            _ => format!("min({name})"),
        }
    }

    /// An order-by of the keys of dimensions; text goes by code points.
    pub(super) fn by_key(&self, query: &Query, at: usize) -> String {
        let field = query.dimensions.get(at);
        let ty = field.and_then(|f| self.dashboard.field(*f)).map(|f| f.ty);
        match ty {
            Some(Type::Text) => self.printer(self).ordered(&key(at)),
            _ => key(at),
        }
    }

    /// Every period of the axis for every group, and the cells that there are.
    fn axis_steps(&self, query: &Query, period: Period, from: &str) -> Vec<String> {
        let groups: Vec<String> = (0..query.dimensions.len())
            .flat_map(|at| [by(at), key(at)])
            .collect();
        let (p, unit) = (self.printer(self), period.grain.unit());
        let mut steps = vec![p.periods("casus_periods", PERIOD, unit, "casus_cells")];
        let mut columns = vec![format!("casus_periods.{PERIOD}")];
        let mut source = "casus_periods".to_owned();
        let mut same = vec![format!("cells.{PERIOD} = casus_periods.{PERIOD}")];
        if !groups.is_empty() {
            steps.push(format!(
                "casus_groups as (\n  select distinct {} from casus_cells\n)",
                (0..query.dimensions.len())
                    .map(by)
                    .collect::<Vec<_>>()
                    .join(", ")
            ));
            source += " cross join casus_groups";
            for at in 0..query.dimensions.len() {
                columns.push(format!("casus_groups.{}", by(at)));
                let key = key(at);
                columns.push(format!(
                    "max(cells.{key}) over (partition by casus_groups.{}) as {key}",
                    by(at)
                ));
                same.push(format!("cells.{0} = casus_groups.{0}", by(at)));
            }
        }
        columns.extend((0..query.measures.len()).map(|at| format!("cells.{}", value(at))));
        if self.dashboard.small_numbers.hide_below.is_some() {
            columns.push("cells.\"hidden\"".to_owned());
        }
        steps.push(format!(
            "casus_filled as (\n  select {}\n  from {source}\n  left join {from} as cells on {}\n  where casus_periods.{PERIOD} is not null\n)",
            columns.join(", "),
            same.join(" and ")
        ));
        steps
    }

    /// The empty group last, then groups without a value, then by the measure where the tile says so, then by time, then by
    /// label in code points. A hidden value has no place by its measure.
    fn tile_order(&self, query: &Query) -> Vec<String> {
        let dimensions = 0..query.dimensions.len();
        let empty = self.empty();
        let mut order: Vec<String> = dimensions
            .clone()
            .map(|at| format!("case when {} = {empty} then 1 else 0 end", by(at)))
            .collect();
        if let (false, Some(by)) = (query.measures.is_empty(), query.order) {
            let way = if by == Order::HighestFirst {
                "desc"
            } else {
                "asc"
            };
            order.push(format!("case when {} is null then 1 else 0 end", value(0)));
            order.push(format!("{} {way}", value(0)));
        }
        order.extend(query.period.map(|_| PERIOD.to_owned()));
        order.extend(dimensions.map(|at| self.by_key(query, at)));
        order
    }

    /// Whether a measure counts, so that a period without rows is 0.
    pub fn counts(&self, measure: MeasureId) -> bool {
        let measure = self.dashboard.measure(measure);
        measure.is_some_and(|m| match &m.term.kind {
            // A name for another measure has no value of its own in an empty period.
            TermKind::Measure(_) => false,
            _ => self.counts_rows(&m.term),
        })
    }

    /// The same for a term, which may be a measure's name.
    pub(super) fn counts_rows(&self, term: &Term) -> bool {
        match &term.kind {
            TermKind::Measure(id) => self.counts(*id),
            TermKind::Aggregate { function, .. } => {
                matches!(function, Function::Count | Function::Distinct)
            }
            _ => false,
        }
    }
}

fn top_along_time(span: Span) -> Unsupported {
    let reason: Words = say!(
        en "along a time axis with a split, `top` could mean the first series or the first values; choose the series with `where`, or leave out the split or the time axis",
        nl "langs een tijdas met een uitsplitsing kan `top` de eerste reeksen of de eerste waarden betekenen; kies de reeksen met `waar`, of laat de uitsplitsing of de tijdas weg",
    );
    unsupported(span, reason)
}
