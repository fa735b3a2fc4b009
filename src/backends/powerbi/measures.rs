//! Measures that the case doesn't write but the dashboard needs: the status of an act, which rows a tile shows, and the
//! protection of small numbers.

use super::dax::{self, Printer, Unsupported};
use super::hiding;
use super::names::{FieldNames, Names, dax_column, dax_measure, dax_table, dax_text, grain};
use crate::dashboard::{Dashboard, Grain, Measure, Order, Recurrence, Status, Tile, Window};
use crate::diag::Words;
use crate::formula::functions::Function;
use crate::formula::term::{FieldRef, MeasureId, SourceId, Term, TermKind};
use crate::say;
use std::collections::BTreeSet;

/// What the printing of a measure needs.
pub(super) struct Context<'a> {
    /// The dashboard.
    pub(super) dashboard: &'a Dashboard,
    /// Its names.
    pub(super) names: &'a Names,
}

impl Context<'_> {
    fn printer(&self) -> Printer<'_> {
        Printer::new(self.dashboard, self.names)
    }

    /// The status of an act as a text; filters of the page never change it.
    pub(super) fn status(&self, status: &Status) -> Result<Vec<String>, Unsupported> {
        let lines = match status {
            Status::When {
                condition,
                per,
                lasting,
                date,
                source,
            } => self.when(condition, *per, *lasting, *date, *source)?,
            Status::Choose {
                top,
                count,
                dimension,
                measure,
            } => self.choose(*top, *count, *dimension, *measure),
            Status::On { when, next } => self.on(*when, *next),
        };
        let mut whole = vec!["CALCULATE(".to_owned()];
        whole.extend(lines.iter().map(|line| format!("    {line}")));
        if let Some(last) = whole.last_mut() {
            last.push(',');
        }
        whole.extend(["    REMOVEFILTERS()".to_owned(), ")".to_owned()]);
        Ok(whole)
    }

    fn when(
        &self,
        condition: &Term,
        per: Option<FieldRef>,
        lasting: Option<Window>,
        date: Option<FieldRef>,
        source: Option<SourceId>,
    ) -> Result<Vec<String>, Unsupported> {
        let words = &self.dashboard.words;
        let mut lines = Vec::new();
        let dated = date.and_then(|date| self.names.field(date));
        let day = dated.map(|f| dax_column(&f.table, &f.day));
        let held = match (lasting, dated, &day) {
            (Some(window), Some(dated), Some(day)) => {
                lines.extend(self.newest_period(window.grain, &dax_table(&dated.table), day));
                self.held_throughout(condition, window, day, source)?
            }
            _ => self
                .printer()
                .holds(condition, self.enough(source, ""))?
                .inline(),
        };
        let per = per.and_then(|field| self.names.field(field));
        match per {
            Some(field) => {
                lines.push(format!("VAR __values = {}", values(field)));
                lines.push(format!("VAR __hits = FILTER(__values, {held})"));
            }
            None => lines.push(format!("VAR __hit = {held}")),
        }
        let fires = match per {
            Some(field) => format!(
                "{} & {}",
                dax_text(&format!("{}: ", words.fires)),
                joined("__hits", field)
            ),
            None => dax_text(&words.fires),
        };
        let quiet = match per {
            Some(_) => "ISEMPTY(__hits)",
            None => "NOT __hit",
        };
        let no_data = match (&day, source) {
            (Some(_), _) if lasting.is_some() => "ISBLANK(__lastday)".to_owned(),
            (_, Some(source)) => format!("ISEMPTY({})", dax_table(self.names.table(source))),
            _ => "FALSE()".to_owned(),
        };
        let until = if lasting.is_some() && day.is_some() {
            " & __until"
        } else {
            ""
        };
        if !until.is_empty() {
            lines.push(format!(
                "VAR __until = IF(__newest < __expected, {} & {})",
                dax_text(&format!("; {} ", words.data_until)),
                self.shown_date("__lastday"),
            ));
        }
        lines.extend([
            "RETURN".to_owned(),
            format!(
                "    SWITCH(TRUE(), {no_data}, {}, {quiet}, {}{until}, {fires}{until})",
                dax_text(&words.no_data),
                dax_text(&words.quiet)
            ),
        ]);
        Ok(lines)
    }

    /// Variables: `edge` the start of the running period, `lastday` the last day with a row before it, `newest` the start of
    /// that day's period, `expected` the start of the newest complete period.
    fn newest_period(&self, grain: Grain, table: &str, day: &str) -> Vec<String> {
        vec![
            format!("VAR __today = {}", self.printer().today()),
            format!("VAR __edge = {}", period_start("__today", grain)),
            // No CALCULATE: in a calculated column it would see its own row only.
            format!("VAR __lastday = MAXX(FILTER({table}, {day} < __edge), {day})"),
            format!("VAR __newest = {}", period_start("__lastday", grain)),
            format!("VAR __expected = {}", period_shift("__edge", "- 1", grain)),
        ]
    }

    /// A predicate: the condition held in each of the last periods.
    fn held_throughout(
        &self,
        condition: &Term,
        window: Window,
        day: &str,
        source: Option<SourceId>,
    ) -> Result<String, Unsupported> {
        let filters = format!(", {day} >= __start, {day} < __finish");
        let held = Printer::new(self.dashboard, self.names)
            .within(&filters)
            .holds(condition, self.enough(source, &filters))?;
        let count = window.count;
        Ok(format!(
            "COUNTROWS(FILTER(GENERATESERIES(0, {}), VAR __start = {} VAR __finish = {} {})) = {count}",
            count.saturating_sub(1),
            period_shift("__newest", "- [Value]", window.grain),
            period_shift("__start", "+ 1", window.grain),
            held.after_variables(),
        ))
    }

    /// A test that a group has so many rows that it may be spoken of; `within` are filter arguments.
    fn enough(&self, source: Option<SourceId>, within: &str) -> Option<String> {
        let floor = self.dashboard.small_numbers.hide_below?;
        let table = dax_table(self.names.table(source?));
        Some(format!("CALCULATE(COUNTROWS({table}){within}) >= {floor}"))
    }

    fn choose(
        &self,
        top: bool,
        count: u32,
        dimension: FieldRef,
        measure: MeasureId,
    ) -> Vec<String> {
        let words = &self.dashboard.words;
        let (Some(field), Some(measure)) =
            (self.names.field(dimension), self.names.measure(measure))
        else {
            return vec![dax_text(&words.no_data)];
        };
        let measure = dax_measure(&measure.exact);
        let direction = if top { "DESC" } else { "ASC" };
        let order = dax_column(&field.table, &field.order);
        let enough = self.enough(Some(dimension.source()), "");
        let enough = enough.map(|test| format!(" && {test}")).unwrap_or_default();
        vec![
            format!(
                "VAR __values = ADDCOLUMNS({}, \"@value\", {measure})",
                values(field)
            ),
            format!("VAR __candidates = FILTER(__values, NOT ISBLANK([@value]){enough})"),
            format!(
                "VAR __chosen = TOPN({count}, __candidates, [@value], {direction}, {order}, ASC)"
            ),
            "RETURN".to_owned(),
            format!(
                "    IF(ISEMPTY(__chosen), {}, {} & CONCATENATEX(__chosen, {}, \", \", [@value], {direction}, {order}, ASC))",
                dax_text(&words.no_data),
                dax_text(&format!("{}: ", words.chosen)),
                dax_column(&field.table, &field.shown),
            ),
        ]
    }

    fn on(&self, when: Recurrence, next: jiff::civil::Date) -> Vec<String> {
        let words = &self.dashboard.words;
        let today = self.printer().today();
        let mut lines = vec![format!("VAR __today = {today}")];
        match when {
            Recurrence::Once(_) => lines.push(format!("VAR __next = {}", dax::date(next))),
            Recurrence::Yearly { month, day } => {
                lines.push(format!(
                    "VAR __thisyear = DATE(YEAR(__today), {month}, {day})"
                ));
                lines.push(format!("VAR __next = IF(__thisyear < __today, DATE(YEAR(__today) + 1, {month}, {day}), __thisyear)"));
            }
        }
        let from = dax_text(&format!("{} ", words.from));
        lines.extend([
            "RETURN".to_owned(),
            format!(
                "    IF(__today >= __next, {}, {from} & {})",
                dax_text(&words.fires),
                self.shown_date("__next")
            ),
        ]);
        lines
    }

    /// A date as readers write it.
    fn shown_date(&self, date: &str) -> String {
        let format = self.dashboard.lang.pick("yyyy-mm-dd", "dd-mm-yyyy");
        format!(
            "FORMAT({date}, \"{format}\", \"{}\")",
            self.dashboard.lang.locale()
        )
    }

    /// 1 for the rows that a tile shows, 0 for the others; `None` when it shows all.
    pub(super) fn shown_rows(&self, tile: &Tile) -> Result<Option<Vec<String>>, Words> {
        let mut lines = Vec::new();
        let mut tests = Vec::new();
        if let Some(period) = tile.query.period {
            let calendar = self.names.calendar(period.date).unwrap_or_default();
            let day = self
                .names
                .field(period.date)
                .map(|f| dax_column(&f.table, &f.day))
                .unwrap_or_default();
            let date = dax_column(calendar, grain(self.dashboard.lang, Grain::Day));
            lines.push(format!(
                "VAR __firstday = CALCULATE(MIN({day}), ALLSELECTED())"
            ));
            lines.push(format!(
                "VAR __lastday = CALCULATE(MAX({day}), ALLSELECTED())"
            ));
            tests.push(format!("NOT ISBLANK(MAX({date}))"));
            tests.push(format!("MAX({date}) >= __firstday"));
            tests.push(format!("MIN({date}) <= __lastday"));
        }
        if let Some(count) = tile.query.top {
            let (vars, test) = self.top(tile, count)?;
            lines.extend(vars);
            tests.push(test);
        }
        if let Some((vars, test)) = hiding::shown(self, tile) {
            lines.extend(vars);
            tests.push(test);
        }
        if tests.is_empty() {
            return Ok(None);
        }
        lines.extend([
            "RETURN".to_owned(),
            format!("    IF({}, 1, 0)", tests.join(" && ")),
        ]);
        Ok(Some(lines))
    }

    /// Fewer than `count` values come before this one; the empty group is no candidate.
    fn top(&self, tile: &Tile, count: u32) -> Result<(Vec<String>, String), Words> {
        let query = &tile.query;
        let one = match query.dimensions.as_slice() {
            [dimension] if query.period.is_none() => self.names.field(*dimension),
            _ => None,
        };
        let Some(field) = one else {
            return Err(say!(
                en "`top` goes to Power BI with one dimension and no time axis; here all rows are shown",
                nl "`top` gaat naar Power BI met één dimensie en zonder tijdas; hier staan alle rijen",
            ));
        };
        let measure = query
            .measures
            .first()
            .and_then(|id| self.names.measure(*id));
        let Some(measure) = measure.map(|names| dax_measure(&names.shown)) else {
            return Err(say!(en "`top` needs a measure", nl "`top` heeft een maat nodig"));
        };
        let better = if query.order == Some(Order::LowestFirst) {
            "<"
        } else {
            ">"
        };
        let order = dax_column(&field.table, &field.order);
        let vars = vec![
            format!("VAR __here = {measure}"),
            format!("VAR __place = MIN({order})"),
            format!(
                "VAR __values = ADDCOLUMNS({}, \"@value\", {measure})",
                selected(field)
            ),
            "VAR __rivals = FILTER(__values, NOT ISBLANK([@value]))".to_owned(),
            format!(
                "VAR __ahead = COUNTROWS(FILTER(__rivals, [@value] {better} __here || [@value] = __here && {order} < __place)) + 0"
            ),
        ];
        let raw = dax_column(&field.table, &field.raw);
        let filled = format!("NOT ISEMPTY(FILTER(VALUES({raw}), NOT ISBLANK({raw})))");
        Ok((
            vars,
            format!("NOT ISBLANK(__here) && {filled} && __ahead < {count}"),
        ))
    }

    /// Whether a tile shows a share, and leaves rows out that should count in its total.
    pub(super) fn shares_of_fewer(&self, tile: &Tile) -> bool {
        let shares = |id: &MeasureId| {
            let mut found = false;
            if let Some(measure) = self.dashboard.measure(*id) {
                measure.term.walk(&mut |t| {
                    found |= matches!(
                        t.kind,
                        TermKind::Over {
                            function: Function::Share,
                            ..
                        }
                    );
                });
            }
            found
        };
        let leaves_out = tile.query.top.is_some() || hiding::shown(self, tile).is_some();
        leaves_out && tile.query.measures.iter().any(shares)
    }

    /// A measure as visuals show it, where small numbers are protected: hidden over few rows, counts rounded.
    pub(super) fn protected(&self, id: MeasureId, measure: &Measure) -> Vec<String> {
        let rule = self.dashboard.small_numbers;
        let exact = self
            .names
            .measure(id)
            .map(|names| dax_measure(&names.exact))
            .unwrap_or_default();
        let shown = match rule.round_to {
            Some(step) if measure.whole && step > 1 => {
                format!("IF(NOT ISBLANK({exact}), ROUND({exact} / {step}, 0) * {step})")
            }
            _ => exact,
        };
        let mut enough: Vec<String> = Vec::new();
        if let Some(floor) = rule.hide_below {
            let tables = self.tables_of(&measure.term);
            enough.extend(
                tables
                    .iter()
                    .map(|table| format!("COUNTROWS({table}) >= {floor}")),
            );
        }
        if let Some(fewest) = self.dashboard.fewest() {
            for base in self.dashboard.bases(id) {
                // What can't be counted stays hidden.
                let count = self.printer().whole(&base).map(|lines| lines.inline());
                enough.push(count.map_or_else(
                    |_| "FALSE()".to_owned(),
                    |count| format!("({count}) >= {fewest}"),
                ));
            }
        }
        match enough.is_empty() {
            true => vec![shown],
            false => vec![format!("IF({}, {shown})", enough.join(" && "))],
        }
    }

    /// The tables whose rows are behind a term, through the measures that it names.
    fn tables_of(&self, term: &Term) -> BTreeSet<String> {
        let mut tables = BTreeSet::new();
        let of = |id| self.dashboard.measure(id).map(|m| &m.term);
        term.walk_through(&of, &mut |t| {
            if let TermKind::Aggregate { source, .. } = t.kind {
                tables.insert(dax_table(self.names.table(source)));
            }
        });
        tables
    }

    /// A column that is 1 for the rows that a tile is about, 0 for the others; `None` when it is about all.
    pub(super) fn tile_rows(&self, tile: &Tile) -> Result<Option<Vec<String>>, Unsupported> {
        let mut lines = Vec::new();
        let mut tests = Vec::new();
        if let Some(filter) = &tile.query.filter {
            lines.push(format!(
                "VAR __where = {}",
                self.printer()
                    .holds_per_row(tile.query.source, filter)?
                    .inline()
            ));
            tests.push("__where".to_owned());
        }
        let dated = tile
            .query
            .last
            .and_then(|(window, date)| Some((window, self.names.field(date)?)));
        if let Some((window, field)) = dated {
            let day = dax_column(&field.table, &field.day);
            lines.extend(self.newest_period(window.grain, &dax_table(&field.table), &day));
            let back = format!("- {}", window.count.saturating_sub(1));
            lines.push(format!(
                "VAR __start = {}",
                period_shift("__newest", &back, window.grain)
            ));
            lines.push(format!(
                "VAR __finish = {}",
                period_shift("__newest", "+ 1", window.grain)
            ));
            tests.push(format!("{day} >= __start && {day} < __finish"));
        }
        if tests.is_empty() {
            return Ok(None);
        }
        lines.extend([
            "RETURN".to_owned(),
            format!("    IF({}, 1, 0)", tests.join(" && ")),
        ]);
        Ok(Some(lines))
    }
}

/// The values of a field that are not empty, with their order, whatever the page filters.
fn values(field: &FieldNames) -> String {
    pairs(field, &dax_table(&field.table))
}

/// The values of a field that are not empty, with their order, under the filters of the page.
fn selected(field: &FieldNames) -> String {
    pairs(field, &format!("ALLSELECTED({})", dax_table(&field.table)))
}

/// All three columns, so that the row at hand replaces whatever a visual filters on any of them.
fn pairs(field: &FieldNames, rows: &str) -> String {
    let column = |name: &str| dax_column(&field.table, name);
    let (raw, shown, order) = (
        column(&field.raw),
        column(&field.shown),
        column(&field.order),
    );
    format!("FILTER(SUMMARIZE({rows}, {raw}, {shown}, {order}), NOT ISBLANK({raw}))")
}

/// The values of a table variable as one text, by label.
fn joined(table: &str, field: &FieldNames) -> String {
    let order = dax_column(&field.table, &field.order);
    format!(
        "CONCATENATEX({table}, {}, \", \", {order}, ASC)",
        dax_column(&field.table, &field.shown)
    )
}

/// The first day of the period that a day falls in.
pub(super) fn period_start(day: &str, grain: Grain) -> String {
    match grain {
        Grain::Day => day.to_owned(),
        Grain::Week => format!("{day} - WEEKDAY({day}, 2) + 1"),
        Grain::Month => format!("DATE(YEAR({day}), MONTH({day}), 1)"),
        Grain::Quarter => format!("DATE(YEAR({day}), 3 * QUARTER({day}) - 2, 1)"),
        Grain::Year => format!("DATE(YEAR({day}), 1, 1)"),
    }
}

/// The start of a period, `by` (such as `- 1` or `+ [Value]`) periods on.
fn period_shift(start: &str, by: &str, grain: Grain) -> String {
    let (sign, count) = by.split_at(1);
    let times = |each: &str| match count.trim() {
        "1" => each.to_owned(),
        count => format!("{each} * {count}"),
    };
    match grain {
        Grain::Day => format!("{start} {sign} {}", count.trim()),
        Grain::Week => format!("{start} {sign} {}", times("7")),
        Grain::Month => format!("EDATE({start}, {sign}{})", count.trim()),
        Grain::Quarter => format!("EDATE({start}, {sign}{})", times("3")),
        Grain::Year => format!("EDATE({start}, {sign}{})", times("12")),
    }
}
