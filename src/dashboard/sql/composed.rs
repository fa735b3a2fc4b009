//! A tile whose cells need more than their own rows: other periods, the whole of the tile, rows of a second source.
//!
//! Each source is a [`Side`] with cells of its own, hidden by its own rows, so that bringing sides together never multiplies
//! rows. Beside them stand the same cells before the tile's last periods, the sums up to a period, and those of all rows. All
//! come together along one axis in `casus_parts`, a column for each part of a measure; `casus_shown` computes with these.
//!
//! Nothing is shown that the small-number rule hides somewhere else in the tile: a value of another cell is empty where that
//! cell is hidden. Where a step looks before the tile's last periods, these cells are a tile of their own, hidden by
//! their own total. A sum up to a period would give a hidden cell away as a difference; so it stops at the first hidden cell of its
//! series, and comes back after the last one only along time alone, where what is hidden is large enough together.

use super::Queries;
use super::hiding::Axes;
use super::parts::{From, Part, Parts, column};
use super::status::unsupported;
use super::tile::{Cells, Dimension, PERIOD, STEPS, by, key, value};
use crate::dashboard::links::{Way, way};
use crate::dashboard::{Grain, Period, Query};
use crate::diag::Span;
use crate::formula::ast::Unit;
use crate::formula::sql::{Surroundings, Unsupported};
use crate::formula::term::{FieldRef, MeasureId, SourceId, Term, TermKind, Type};
use crate::model::chain::measures_in;
use crate::say;
use std::cell::Cell;
use std::collections::BTreeSet;

/// One source in a tile.
struct Side {
    source: SourceId,
    /// What the names of its steps begin with.
    name: String,
    /// The time axis by a date of its own; `None` also where it has none, and then it is the same in each period.
    period: Option<Period>,
    dimensions: Vec<Dimension>,
    /// The steps that end in its rows, and the name of the last.
    rows: Vec<String>,
    rows_step: String,
    /// The tile's condition on its rows (SQL).
    filter: Option<String>,
    /// The condition of the tile's last periods (SQL).
    last: Option<String>,
}

impl Side {
    fn step(&self, step: &str) -> String {
        format!("{}_{step}", self.name)
    }

    /// Its cells in the tile.
    fn cells(&self, values: Vec<(String, String)>) -> Cells<'_> {
        Cells {
            name: &self.name,
            rows: &self.rows_step,
            period: self.period,
            dimensions: &self.dimensions,
            kept: Side::kept(&[&self.filter, &self.last]),
            only: None,
            values,
        }
    }

    /// Along what its cells are split.
    fn axes<'n>(&self, name: &'n str, timed: bool) -> Axes<'n> {
        Axes {
            name,
            period: timed && self.period.is_some(),
            dimensions: self.dimensions.len(),
        }
    }

    /// 1 for rows on which all conditions hold.
    fn kept(conditions: &[&Option<String>]) -> Option<String> {
        let conditions: Vec<&str> = conditions.iter().filter_map(|c| c.as_deref()).collect();
        (!conditions.is_empty())
            .then(|| format!("case when {} then 1 else 0 end", conditions.join(" and ")))
    }
}

/// A tile on its way.
struct Composing<'a> {
    queries: &'a Queries<'a>,
    query: &'a Query,
    parts: &'a Parts,
    floor: Option<u32>,
    steps: Vec<String>,
    /// What is joined to the axis.
    joins: Vec<String>,
    /// The columns of the parts, in their order.
    columns: Vec<String>,
    /// Conditions of which one must hold where a cell may be seen at all.
    seen: Vec<String>,
}

impl Queries<'_> {
    /// A tile that is composed.
    pub(super) fn composed(&self, query: &Query) -> Result<String, Unsupported> {
        let asked = self.asked(query);
        let steps = self.composed_steps(query, &asked)?;
        Ok(self.ordered(query, &steps, asked.len()))
    }

    /// The steps up to `casus_shown`, which has a value for each term over measures.
    pub(super) fn composed_steps(
        &self,
        query: &Query,
        asked: &[(Term, From)],
    ) -> Result<Vec<String>, Unsupported> {
        let parts = self.parts(query, asked)?;
        let sides = self.sides(query, &parts, span_of(asked))?;
        let mut composing = Composing {
            queries: self,
            query,
            parts: &parts,
            floor: self.dashboard.small_numbers.hide_below,
            steps: Vec::new(),
            joins: Vec::new(),
            columns: vec![String::new(); parts.list.len()],
            seen: Vec::new(),
        };
        for side in &sides {
            composing.cells(side)?;
        }
        composing.axis(&sides);
        for side in &sides {
            composing.bring(side)?;
        }
        composing.end(&sides)?;
        Ok(composing.steps)
    }

    /// The source whose rows alone give a measure; `None` where it takes more than these.
    pub fn rows_of(&self, id: MeasureId) -> Option<SourceId> {
        let measure = self.dashboard.measure(id)?;
        let source = self.sources_of(&measure.term).first().copied();
        source.filter(|source| !self.needs_parts(&measure.term, *source))
    }

    /// A measure over everything, as `value 1` of one row.
    ///
    /// # Errors
    /// As for [`Self::tile`].
    pub fn total(&self, id: MeasureId) -> Result<String, Unsupported> {
        if let Some(source) = self.rows_of(id) {
            let (value, rows) = (self.measure(id)?, self.rows(source).sql);
            return Ok(format!(
                "select {value} as \"value 1\"\nfrom (\n{rows}\n) as casus_rows"
            ));
        }
        let source = self
            .dashboard
            .measure(id)
            .and_then(|m| self.sources_of(&m.term).first().copied());
        self.composed(&Query::of_measures(source.unwrap_or(SourceId(0)), vec![id]))
    }

    /// The cells of the tile's own source, for counting what is hidden.
    pub(super) fn composed_cells(&self, query: &Query) -> Result<Vec<String>, Unsupported> {
        let asked = self.asked(query);
        let sides = self.sides(query, &self.parts(query, &asked)?, span_of(&asked))?;
        let mut steps = Vec::new();
        if let Some(side) = sides.first() {
            steps.extend(side.rows.iter().cloned());
            steps.extend(self.grouped_cells(&side.cells(Vec::new())));
        }
        Ok(steps)
    }

    /// The sources of a tile, its own first.
    fn sides(&self, query: &Query, parts: &Parts, span: Span) -> Result<Vec<Side>, Unsupported> {
        let mut sources: Vec<SourceId> = parts.list.iter().map(|p| p.source).collect();
        if sources.is_empty() || sources.contains(&query.source) {
            sources.insert(0, query.source);
        }
        // An act is judged for each value that there is, also where nothing is counted.
        if parts.values.iter().any(|value| value.ty == Type::Bool) {
            sources.extend(query.dimensions.iter().map(|d| d.source()));
        }
        let mut seen = BTreeSet::new();
        sources.retain(|s| seen.insert(*s));
        let places = sources.into_iter().enumerate();
        places
            .map(|(at, s)| self.side(query, s, at, span))
            .collect()
    }

    fn side(
        &self,
        query: &Query,
        source: SourceId,
        at: usize,
        span: Span,
    ) -> Result<Side, Unsupported> {
        let name = match at {
            0 => STEPS.to_owned(),
            _ => format!("{STEPS}_{}", at + 1),
        };
        let mut side = Side {
            source,
            period: None,
            dimensions: Vec::new(),
            rows: Vec::new(),
            rows_step: format!("{name}_rows"),
            filter: None,
            last: None,
            name,
        };
        let mut looked_up = Vec::new();
        for (at, field) in query.dimensions.iter().enumerate() {
            match way(&self.dashboard.sources, *field, source) {
                Some(Way::Own(own)) => {
                    self.has(own)?;
                    side.dimensions.push(self.dimension(own));
                }
                Some(Way::Through { key, to }) => {
                    self.has(key)?;
                    side.dimensions.push(Dimension {
                        name: format!("\"looked up {}\"", at + 1),
                        ty: self.dashboard.field(*field).map(|f| f.ty),
                    });
                    looked_up.push((at, *field, key, to));
                }
                None => return Err(not_linked(span)),
            }
        }
        side.rows = self.side_rows(&side, &looked_up)?;
        if let Some(period) = query.period {
            let date = self.date_of(query, source, (period.date, span))?;
            side.period = date.map(|date| Period { date, ..period });
        }
        if let Some((window, date)) = query.last {
            let date = self.date_of(query, source, (date, span))?;
            side.last = date.map(|date| self.last_periods(window, date));
        }
        if let Some(filter) = &query.filter {
            side.filter = Some(format!("({})", self.filter_of(filter, source)?));
        }
        Ok(side)
    }

    /// The steps that end in the rows of a side: those of its source, with what it looks up in others.
    fn side_rows(
        &self,
        side: &Side,
        looked_up: &[(usize, FieldRef, FieldRef, FieldRef)],
    ) -> Result<Vec<String>, Unsupported> {
        let rows = self.rows(side.source).sql.replace('\n', "\n  ");
        let name = &side.rows_step;
        if looked_up.is_empty() {
            return Ok(vec![format!("{name} as (\n  {rows}\n)")]);
        }
        let mut steps = Vec::new();
        let mut columns = vec!["own.*".to_owned()];
        let mut joined = String::new();
        for (at, field, key, to) in looked_up {
            self.has(*field)?;
            self.has(*to)?;
            let step = side.step(&format!("linked_{}", at + 1));
            let theirs = self.rows(field.source()).sql.replace('\n', "\n    ");
            let (key, to) = (self.field(*key), self.field(*to));
            // One value for each key, whatever stands there: a link never multiplies rows.
            steps.push(format!(
                "{step} as (\n  select {to} as \"link key\", {} as \"link value\"\n  from (\n    {theirs}\n  ) as linked\n  group by {to}\n)",
                self.any_of(*field)
            ));
            columns.push(format!("{step}.\"link value\" as \"looked up {}\"", at + 1));
            joined += &format!("\n  left join {step} on own.{key} = {step}.\"link key\"");
        }
        steps.push(format!(
            "{name} as (\n  select {}\n  from (\n    {}\n  ) as own{joined}\n)",
            columns.join(", "),
            rows.replace('\n', "\n  ")
        ));
        Ok(steps)
    }

    /// A value of a field in a group, the lowest; the one that there is, where a link is many to one.
    fn any_of(&self, field: FieldRef) -> String {
        let dimension = self.dimension(field);
        let name = &dimension.name;
        match dimension.ty {
            Some(Type::Bool) => format!(
                "case min(case when {name} then 1 when not {name} then 0 end) when 1 then true when 0 then false end"
            ),
            Some(Type::Text) => format!("min({})", self.printer(self).ordered(name)),
            _ => format!("min({name})"),
        }
    }

    /// The date by which rows of a source fall in the periods of an axis: the axis's own, or another one as
    /// [`Self::dated_by`] says. `None` where the source has no date.
    fn date_of(
        &self,
        query: &Query,
        source: SourceId,
        (axis, span): (FieldRef, Span),
    ) -> Result<Option<FieldRef>, Unsupported> {
        let own = match way(&self.dashboard.sources, axis, source) {
            Some(Way::Own(own)) => Some(own),
            _ => None,
        };
        self.dated_by(query, source, own, span)
    }

    /// The date that is said, or the one that a measure of the tile says, or the only one that there is.
    fn dated_by(
        &self,
        query: &Query,
        source: SourceId,
        said: Option<FieldRef>,
        span: Span,
    ) -> Result<Option<FieldRef>, Unsupported> {
        let date = match said.or_else(|| self.date_said(query, source)) {
            Some(date) => Some(date),
            None => self.only_date(source, span)?,
        };
        date.map_or(Ok(()), |date| self.has(date))?;
        Ok(date)
    }

    /// The first date that measures of a tile, then measures in these, say for a source.
    fn date_said(&self, query: &Query, source: SourceId) -> Option<FieldRef> {
        let mut waiting = query.measures.clone();
        let mut at = 0;
        while let Some(measure) = waiting.get(at).and_then(|id| self.dashboard.measure(*id)) {
            if let Some(date) = measure.date.filter(|d| d.source() == source) {
                return Some(date);
            }
            waiting.extend(measures_in(&measure.term).into_iter().map(|m| m.value));
            at += 1;
        }
        None
    }

    /// The only date or moment column of a source.
    fn only_date(&self, source: SourceId, span: Span) -> Result<Option<FieldRef>, Unsupported> {
        let columns = self.dashboard.source(source).into_iter();
        let columns = columns.flat_map(|s| &s.columns).enumerate();
        let mut dates = columns.filter(|(_, c)| c.ty.is_time()).map(|(at, _)| at);
        match (dates.next(), dates.next()) {
            (Some(_), Some(_)) => Err(which_date(span)),
            (date, _) => {
                Ok(date.map(|at| FieldRef::Column(source, crate::formula::term::ColumnId(at))))
            }
        }
    }

    /// The condition of a tile on the rows of a source, over the fields that are linked to those it names.
    fn filter_of(&self, filter: &Term, source: SourceId) -> Result<String, Unsupported> {
        let linked = Linked {
            queries: self,
            source,
            lost: Cell::new(false),
        };
        let sql = self.printer(&linked).expression(filter)?;
        match linked.lost.get() {
            true => Err(other_condition(filter.span)),
            false => self.computable(filter).map(|()| sql),
        }
    }

    /// The first day of the period that is the same so much earlier. In years a week keeps its number; the 53rd, where there
    /// is none, is the 52nd.
    fn earlier(&self, start: &str, grain: Grain, (count, unit): (i64, Unit)) -> String {
        let p = self.printer(self);
        let back = |date: &str| p.period_start(&p.shift(date, -count, unit), grain.unit());
        let months = months_in(unit).map(|m| m * count);
        match (grain, months) {
            (Grain::Week, Some(months)) => {
                // A week belongs to the month and the year of its Thursday.
                let near = back(&p.shift(start, 3, Unit::Days));
                if months % 12 != 0 {
                    return near;
                }
                let (next, last) = (
                    p.shift(&near, 7, Unit::Days),
                    p.shift(&near, -7, Unit::Days),
                );
                let week = p.week_of(start);
                let number = |date: &str| p.week_of(date);
                format!(
                    "case when {0} = {week} then {near} when {1} = {week} then {next} when {2} = {week} or {0} <> 52 then {last} else {near} end",
                    number(&near),
                    number(&next),
                    number(&last)
                )
            }
            (Grain::Day, _) | (Grain::Week, None) => p.shift(start, -count, unit),
            _ => back(start),
        }
    }
}

impl<'a> Composing<'a> {
    /// The parts of a side with their places.
    fn parts_of(&self, side: &Side) -> Vec<(usize, &'a Part)> {
        let all = self.parts.list.iter().enumerate();
        all.filter(|(_, p)| p.source == side.source).collect()
    }

    /// Whether a part is read from the cells of the tile: here, or earlier on its time axis.
    fn is_cell(&self, side: &Side, part: &Part) -> bool {
        match part.from {
            From::Here => true,
            // Also of a source without a date, which is the same in each period.
            From::Back(..) => self.query.period.is_some(),
            From::Running => side.period.is_none(),
            From::YearBefore | From::Newest(_) | From::Whole => false,
        }
    }

    /// Where in the cells the value of a part stands: under the first part with the same term.
    fn place(&self, side: &Side, part: &Part) -> usize {
        let same = |p: &Part| self.is_cell(side, p) && p.term.kind == part.term.kind;
        self.parts.list.iter().position(same).unwrap_or_default()
    }

    /// What the cells of a side compute.
    fn values(&self, side: &Side) -> Result<Vec<(String, String)>, Unsupported> {
        let mut values = Vec::new();
        for (at, part) in self.parts_of(side) {
            if self.is_cell(side, part) && self.place(side, part) == at {
                values.push((self.queries.guarded(&part.term)?, column(at)));
            }
        }
        Ok(values)
    }

    /// Adds the steps of cells and of what is hidden in them; the last one's name.
    fn hidden(&mut self, cells: &Cells<'_>, axes: &Axes<'_>) -> String {
        self.steps.extend(self.queries.grouped_cells(cells));
        if let Some(floor) = self.floor {
            self.steps.extend(axes.hidden_steps(self.queries, floor));
        }
        self.last_of(axes, cells.name)
    }

    /// The steps of a side up to its cells, also those before the tile's last periods.
    fn cells(&mut self, side: &Side) -> Result<(), Unsupported> {
        self.steps.extend(side.rows.iter().cloned());
        let values = self.values(side)?;
        self.hidden(&side.cells(values.clone()), &side.axes(&side.name, true));
        if !self.looks_before(side) {
            return Ok(());
        }
        let name = side.step("before");
        let cells = Cells {
            name: &name,
            kept: Side::kept(&[&side.filter]),
            only: Some(format!(
                "{PERIOD} < (select min({PERIOD}) from {})",
                side.step("cells")
            )),
            ..side.cells(values)
        };
        self.hidden(&cells, &side.axes(&name, true));
        Ok(())
    }

    /// Whether a part of a side needs what comes before the tile's last periods.
    fn looks_before(&self, side: &Side) -> bool {
        let before = |p: &Part| matches!(p.from, From::Back(..) | From::Running);
        side.period.is_some()
            && side.last.is_some()
            && self.parts_of(side).iter().any(|(_, p)| before(p))
    }

    /// The last step of a side's cells, and of those before them.
    fn last_step(&self, side: &Side, name: &str) -> String {
        self.last_of(&side.axes(name, true), name)
    }

    fn last_of(&self, axes: &Axes<'_>, name: &str) -> String {
        let hidden = axes.last_step().filter(|_| self.floor.is_some());
        hidden.unwrap_or_else(|| format!("{name}_cells"))
    }

    /// The names of what the tile is split by.
    fn groups(&self) -> Vec<String> {
        (0..self.query.dimensions.len()).map(by).collect()
    }

    /// The step with a row for each cell of the tile.
    fn axis(&mut self, sides: &[Side]) {
        let groups = self.groups();
        let cells = sides.iter().map(|s| s.step("cells"));
        let all: Vec<String> = cells
            .map(|c| format!("select {} from {c}", groups.join(", ")))
            .collect();
        let distinct = match all.as_slice() {
            [one] => one.replacen("select", "select distinct", 1),
            _ => all.join("\n  union "),
        };
        let Some(period) = self.query.period else {
            if !groups.is_empty() {
                self.steps.push(format!("casus_axis as (\n  {distinct}\n)"));
            }
            return;
        };
        let dated = sides.iter().filter(|s| s.period.is_some());
        let dated: Vec<String> = dated
            .map(|s| format!("select {PERIOD} from {}", s.step("cells")))
            .collect();
        let from = format!("(\n    {}\n  ) as dated", dated.join("\n    union all "));
        let (p, unit) = (self.queries.printer(self.queries), period.grain.unit());
        self.steps
            .push(p.periods("casus_periods", PERIOD, unit, &from));
        let mut columns = vec![format!("casus_periods.{PERIOD}")];
        let mut from = "casus_periods".to_owned();
        if !groups.is_empty() {
            self.steps
                .push(format!("casus_groups as (\n  {distinct}\n)"));
            from += " cross join casus_groups";
            columns.extend(groups.iter().map(|g| format!("casus_groups.{g}")));
        }
        for (at, back) in self.looks_back().into_iter().enumerate() {
            let start = format!("casus_periods.{PERIOD}");
            let earlier = self.queries.earlier(&start, period.grain, back);
            columns.push(format!("{earlier} as \"earlier {}\"", at + 1));
        }
        self.steps.push(format!(
            "casus_axis as (\n  select {}\n  from {from}\n  where casus_periods.{PERIOD} is not null\n)",
            columns.join(", ")
        ));
    }

    /// How far the parts look back along the time axis.
    fn looks_back(&self) -> Vec<(i64, Unit)> {
        let mut all: Vec<(i64, Unit)> = Vec::new();
        for part in &self.parts.list {
            if let From::Back(count, unit) = part.from
                && !all.contains(&(count, unit))
            {
                all.push((count, unit));
            }
        }
        all
    }

    /// Joins a step to the axis under a name: by its period, when it has one, and by what it is split by.
    fn join(&mut self, step: &str, name: &str, period: Option<&str>) {
        let period = period.map(|start| format!("{name}.{PERIOD} = casus_axis.{start}"));
        let groups = self.groups().into_iter();
        let groups = groups.map(|g| format!("{name}.{g} = casus_axis.{g}"));
        let same: Vec<String> = period.into_iter().chain(groups).collect();
        self.joins.push(match same.is_empty() {
            true => format!("cross join {step} as {name}"),
            false => format!("left join {step} as {name} on {}", same.join(" and ")),
        });
    }

    fn set(&mut self, at: usize, sql: String) {
        if let Some(place) = self.columns.get_mut(at) {
            *place = sql;
        }
    }

    /// A part in joined cells: empty where its cell is hidden; no rows count as 0 where a reader may know that there are none.
    fn shown(&self, part: &Part, name: &str, at: usize, axes: &Axes<'_>) -> String {
        let value = format!("{name}.{}", column(at));
        match self.floor {
            Some(_) if axes.any() => format!("case when {name}.\"hidden\" = 0 then {value} end"),
            None if self.queries.counts_rows(&part.term) => format!("coalesce({value}, 0)"),
            _ => value,
        }
    }

    /// Joins what a side has to the axis.
    fn bring(&mut self, side: &Side) -> Result<(), Unsupported> {
        let name = format!("{}_side", side.name);
        let step = self.last_step(side, &side.name);
        let axes = side.axes(&side.name, true);
        let period = side.period.map(|_| PERIOD);
        self.join(&step, &name, period);
        if self.floor.is_some() && axes.any() {
            self.seen
                .push(format!("coalesce({name}.\"hidden\", 1) = 0"));
        }
        let timed = self.query.period.is_some();
        let mut wholes = Vec::new();
        let mut known = false;
        for (at, part) in self.parts_of(side) {
            match part.from {
                From::Back(count, unit) if side.period.is_some() => {
                    let grain = self.query.period.map_or(Grain::Day, |p| p.grain);
                    if !fits(grain, (count, unit)) {
                        return Err(too_short(part.term.span));
                    }
                    if !std::mem::replace(&mut known, true) {
                        self.known_step(side, &step);
                    }
                    self.earlier_cell(side, at, part, (count, unit));
                }
                From::Running if side.period.is_some() => self.running(side, at, part)?,
                From::Whole => {
                    wholes.push((self.queries.guarded(&part.term)?, column(at)));
                    self.set(at, format!("{}.{}", side.step("whole"), column(at)));
                }
                From::Back(..) | From::Newest(_) | From::YearBefore if !timed => {
                    self.other_periods(side, at, part)?;
                }
                // A source without a date is the same in each period.
                _ => {
                    let place = self.place(side, part);
                    let sql = self.shown(part, &name, place, &axes);
                    self.set(at, sql);
                }
            }
        }
        if !wholes.is_empty() {
            self.whole_step(side, wholes);
        }
        Ok(())
    }

    /// The cells of a side, those of the tile and those before them.
    fn known_step(&mut self, side: &Side, step: &str) {
        let mut columns = vec![PERIOD.to_owned()];
        columns.extend(self.groups());
        for (at, part) in self.parts_of(side) {
            if self.is_cell(side, part) && self.place(side, part) == at {
                columns.push(column(at));
            }
        }
        if self.floor.is_some() {
            columns.push("\"hidden\"".to_owned());
        }
        let columns = columns.join(", ");
        let mut all = format!("select {columns} from {step}");
        if self.looks_before(side) {
            let before = self.last_step(side, &side.step("before"));
            all += &format!("\n  union all select {columns} from {before}");
        }
        let name = side.step("known");
        self.steps.push(format!("{name} as (\n  {all}\n)"));
    }

    /// The value of an earlier cell.
    fn earlier_cell(&mut self, side: &Side, at: usize, part: &Part, back: (i64, Unit)) {
        let looks = self.looks_back();
        let number = looks.iter().position(|b| *b == back).unwrap_or_default() + 1;
        let start = format!("\"earlier {number}\"");
        let (known, name) = (
            side.step("known"),
            format!("{}_earlier_{number}", side.name),
        );
        if !self
            .joins
            .iter()
            .any(|j| j.contains(&format!(" as {name} ")))
        {
            self.join(&known, &name, Some(&start));
        }
        let axes = side.axes(&side.name, true);
        let value = self.shown(part, &name, self.place(side, part), &axes);
        let sql = match self.floor {
            None if self.queries.counts_rows(&part.term) => format!(
                "case when casus_axis.{start} >= (select min({PERIOD}) from {known}) then {value} end"
            ),
            _ => value,
        };
        self.set(at, sql);
    }

    /// The value over all rows up to a period.
    fn running(&mut self, side: &Side, at: usize, part: &Part) -> Result<(), Unsupported> {
        let before = self.looks_before(side);
        let rows = side.step(if before { "before_kept" } else { "kept" });
        let cells = Cells {
            kept: Side::kept(&[&side.filter, if before { &None } else { &side.last }]),
            ..side.cells(Vec::new())
        };
        let groups = self.groups();
        let upto = format!("{PERIOD} <= \"up to\"");
        let mut only = vec![upto];
        let mut columns = vec![format!("{PERIOD} as \"up to\"")];
        let mut names = vec!["\"up to\"".to_owned()];
        for (at, group) in groups.iter().enumerate() {
            let name = format!("\"in {}\"", at + 1);
            columns.push(format!("{group} as {name}"));
            only.push(format!("{group} = {name}"));
            names.push(name);
        }
        let kept = cells.conditions().join(" and ");
        let step = side.step(&format!("running_{}", at + 1));
        let names = names.join(", ");
        self.steps.push(format!(
            "{step} as (\n  select {names}, {} as {}\n  from (select {} from casus_axis) as axis\n  join {rows} on {}\n  where {kept}\n  group by {names}\n)",
            self.queries.guarded(&part.term)?,
            column(at),
            columns.join(", "),
            only.join(" and ")
        ));
        let mut same = vec![format!("{step}.\"up to\" = casus_axis.{PERIOD}")];
        for (at, group) in groups.iter().enumerate() {
            same.push(format!("{step}.\"in {}\" = casus_axis.{group}", at + 1));
        }
        self.joins
            .push(format!("left join {step} on {}", same.join(" and ")));
        let value = format!("{step}.{}", column(at));
        let sql = match self.floor {
            Some(_) => format!("case when {} then {value} end", self.may_sum(side, before)),
            None if self.queries.counts_rows(&part.term) => format!("coalesce({value}, 0)"),
            None => value,
        };
        self.set(at, sql);
        Ok(())
    }

    /// Whether a sum up to a period gives no hidden cell away.
    fn may_sum(&self, side: &Side, before: bool) -> String {
        let name = format!("{}_side", side.name);
        let groups: Vec<String> = self
            .groups()
            .iter()
            .map(|g| format!("casus_axis.{g}"))
            .collect();
        let series = match groups.is_empty() {
            true => String::new(),
            false => format!("partition by {} ", groups.join(", ")),
        };
        // Who can't tell a hidden cell from one that isn't there must not learn it here.
        let hidden = format!("coalesce({name}.\"hidden\", 1)");
        let passed = format!("sum({hidden}) over ({series}order by casus_axis.{PERIOD})");
        let none = format!("max(coalesce({name}.\"hidden\", 0)) over () = 0");
        let may = format!("{none} or {passed} = 0");
        if before {
            let step = self.last_step(side, &side.step("before"));
            return format!("coalesce((select max(\"hidden\") from {step}), 0) = 0 and ({may})");
        }
        match groups.is_empty() {
            true => format!("{may} or {passed} = sum({hidden}) over ()"),
            false => may,
        }
    }

    /// The values over all rows of the tile.
    fn whole_step(&mut self, side: &Side, wholes: Vec<(String, String)>) {
        let values: Vec<String> = wholes
            .iter()
            .map(|(sql, name)| format!("{sql} as {name}"))
            .collect();
        let step = side.step("whole");
        let only = side.cells(Vec::new()).conditions();
        let only = match only.is_empty() {
            true => String::new(),
            false => format!("\n  where {}", only.join(" and ")),
        };
        self.steps.push(format!(
            "{step} as (\n  select {}\n  from {}{only}\n)",
            values.join(", "),
            side.step("kept")
        ));
        self.joins.push(format!("cross join {step}"));
    }

    /// Without a time axis: the rows of one period, in groups that are hidden by their own total.
    fn other_periods(&mut self, side: &Side, at: usize, part: &Part) -> Result<(), Unsupported> {
        let name = side.step(&format!("at_{}", at + 1));
        let kept = self.in_periods(side, part)?;
        let cells = Cells {
            name: &name,
            kept: Side::kept(&[&side.filter, &Some(kept)]),
            values: vec![(self.queries.guarded(&part.term)?, column(at))],
            ..side.cells(Vec::new())
        };
        let axes = side.axes(&name, false);
        let step = self.hidden(&cells, &axes);
        let joined = format!("{name}_side");
        self.join(&step, &joined, None);
        let sql = self.shown(part, &joined, at, &axes);
        self.set(at, sql);
        Ok(())
    }

    /// Whether a row falls in the periods of a part.
    fn in_periods(&self, side: &Side, part: &Part) -> Result<String, Unsupported> {
        let q = self.queries;
        if let (From::YearBefore, Some((window, date))) = (part.from, self.query.last) {
            let date = q.date_of(self.query, side.source, (date, part.term.span))?;
            let date = date.ok_or_else(|| no_date(part.term.span))?;
            let unit = window.grain.unit();
            let (period, newest) = q.newest_period(date, unit);
            let year = |start: &str| q.earlier(start, window.grain, (1, Unit::Years));
            let before = q.printer(q).shift(&newest, -i64::from(window.count), unit);
            return Ok(format!(
                "{period} <= {} and {period} > {}",
                year(&newest),
                year(&before)
            ));
        }
        let said = match part.term.kind {
            TermKind::Measure(id) => q.dashboard.measure(id).and_then(|m| m.date),
            _ => None,
        };
        let said = said.filter(|d| d.source() == side.source);
        let date = q.dated_by(self.query, side.source, said, part.term.span)?;
        let date = date.ok_or_else(|| no_date(part.term.span))?;
        let (count, unit) = match part.from {
            From::Back(count, unit) => (count, unit),
            From::Newest(unit) => (0, unit),
            _ => (0, Unit::Days),
        };
        let (period, newest) = q.newest_period(date, unit);
        let wanted = match count {
            0 => newest,
            _ => q.earlier(
                &newest,
                Grain::of(unit).unwrap_or(Grain::Day),
                (count, unit),
            ),
        };
        Ok(format!("{period} = {wanted}"))
    }

    /// The cells with all their parts, and what is shown of them.
    fn end(&mut self, sides: &[Side]) -> Result<(), Unsupported> {
        let (timed, groups) = (self.query.period.is_some(), self.groups());
        let mut columns = Vec::new();
        if timed {
            columns.push(format!("casus_axis.{PERIOD}"));
        }
        for (at, group) in groups.iter().enumerate() {
            columns.push(format!("casus_axis.{group}"));
            let keys: Vec<String> = sides
                .iter()
                .map(|s| format!("{}_side.{}", s.name, key(at)))
                .collect();
            let one = match keys.as_slice() {
                [one] => one.clone(),
                _ => format!("coalesce({})", keys.join(", ")),
            };
            columns.push(match timed {
                true => format!(
                    "max({one}) over (partition by casus_axis.{group}) as {}",
                    key(at)
                ),
                false => format!("{one} as {}", key(at)),
            });
        }
        for (at, sql) in self.columns.iter().enumerate() {
            columns.push(format!("{sql} as {}", column(at)));
        }
        // Where cells cross, nobody may see which are hidden and which were never there.
        let crossed = self.floor.is_some() && groups.len() > 1 && !timed;
        let only = match crossed {
            true => format!("\n  where {}", self.seen.join(" or ")),
            false => String::new(),
        };
        let mut joins = std::mem::take(&mut self.joins);
        let mut from = "casus_axis".to_owned();
        if groups.is_empty() && !timed {
            // Each is one row; the first needs nothing to be joined to.
            let first = joins.remove(0);
            from = first.replacen("cross join ", "", 1);
        }
        let joined: String = joins.iter().map(|j| format!("\n  {j}")).collect();
        self.steps.push(format!(
            "casus_parts as (\n  select {}\n  from {from}{joined}{only}\n)",
            columns.join(", ")
        ));
        let mut shown = Vec::new();
        if timed {
            shown.push(PERIOD.to_owned());
        }
        shown.extend((0..groups.len()).flat_map(|at| [by(at), key(at)]));
        for (at, term) in self.parts.values.iter().enumerate() {
            shown.push(format!(
                "{} as {}",
                self.queries.over_parts(term)?,
                value(at)
            ));
        }
        self.steps.push(format!(
            "casus_shown as (\n  select {}\n  from casus_parts\n)",
            shown.join(", ")
        ));
        Ok(())
    }
}

/// A condition on the rows of a linked source.
struct Linked<'a> {
    queries: &'a Queries<'a>,
    source: SourceId,
    /// Whether it names a field that its rows don't have.
    lost: Cell<bool>,
}

impl Surroundings for Linked<'_> {
    fn field(&self, field: FieldRef) -> String {
        match way(&self.queries.dashboard.sources, field, self.source) {
            Some(Way::Own(own)) => self.queries.field(own),
            Some(Way::Through { .. }) | None => {
                self.lost.set(true);
                String::new()
            }
        }
    }

    fn measure(&self, measure: MeasureId) -> Option<&Term> {
        self.queries.dashboard.measure(measure).map(|m| &m.term)
    }
}

/// Where what is asked stands in the case.
fn span_of(asked: &[(Term, From)]) -> Span {
    asked.first().map_or(Span::default(), |(term, _)| term.span)
}

/// A unit as so many calendar months.
fn months_in(unit: Unit) -> Option<i64> {
    match unit {
        Unit::Months => Some(1),
        Unit::Quarters => Some(3),
        Unit::Years => Some(12),
        Unit::Hours | Unit::WorkingDays | Unit::Days | Unit::Weeks => None,
    }
}

/// Whether a step goes from one period of an axis to another, not to somewhere inside one.
fn fits(grain: Grain, (count, unit): (i64, Unit)) -> bool {
    match (grain, months_in(grain.unit()), months_in(unit)) {
        (Grain::Day, ..) | (Grain::Week, _, Some(_)) => true,
        (Grain::Week, ..) => unit == Unit::Weeks || count % 7 == 0,
        (_, Some(each), Some(months)) => (months * count) % each == 0,
        _ => false,
    }
}

fn too_short(span: Span) -> Unsupported {
    unsupported(
        span,
        say!(
            en "the step back is shorter than a period of the time axis; take a step of whole periods, or a finer time axis",
            nl "de stap terug is korter dan een periode van de tijdas; neem een stap van hele periodes, of een fijnere tijdas",
        ),
    )
}

fn no_date(span: Span) -> Unsupported {
    unsupported(
        span,
        say!(
            en "its rows have no date, so they fall in no period; give the measure a date",
            nl "de rijen hebben geen datum en vallen dus in geen periode; geef de maat een datum",
        ),
    )
}

fn which_date(span: Span) -> Unsupported {
    unsupported(
        span,
        say!(
            en "one of its sources has several dates, and nothing says which puts a row in a period; give a measure of that source a `date`",
            nl "een van de bronnen heeft meer datums, en niets zegt welke een rij in een periode zet; geef een maat van die bron een `datum`",
        ),
    )
}

fn not_linked(span: Span) -> Unsupported {
    unsupported(
        span,
        say!(
            en "it is split by a field that one of its sources does not have and is not linked to; write a `link` in that source",
            nl "de uitsplitsing is een veld dat een van de bronnen niet heeft en waaraan geen koppeling is; schrijf bij die bron een `koppeling`",
        ),
    )
}

fn other_condition(span: Span) -> Unsupported {
    unsupported(
        span,
        say!(
            en "the condition is about a field of one source only, so it can't choose rows of the other; put it in the measure itself, behind `where`",
            nl "de voorwaarde gaat over een veld van maar één bron en kan dus geen rijen van de andere kiezen; zet haar in de maat zelf, achter `waar`",
        ),
    )
}
