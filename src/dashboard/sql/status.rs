//! The status of an act: one query, one row.
//!
//! Each query is a chain of named steps: the rows, the rows by period, the judgements, the values for which the act is due.
//! Names with a blank in them can't meet a column of a case.

use super::{OverRows, Queries};
use crate::dashboard::{ActCard, Grain, Recurrence, Status, Window};
use crate::diag::{Span, Words};
use crate::formula::ast::Unit;
use crate::formula::sql::{Printer, Unsupported};
use crate::formula::term::{FieldRef, MeasureId, SourceId, Term, Type};
use crate::say;
use jiff::civil::Date;

/// What is judged, and for which values.
struct Trigger<'a> {
    condition: &'a Term,
    per: Option<FieldRef>,
    source: SourceId,
}

/// The first or last values of a field.
struct Choice {
    top: bool,
    count: u32,
    dimension: FieldRef,
    measure: MeasureId,
}

/// What the last step prints, as SQL.
struct Answer {
    /// True when there is nothing to judge.
    no_data: String,
    /// Before the values when there are some.
    due: String,
    /// When there are none.
    quiet: String,
    /// Order of the values.
    order: String,
    /// Last day with data, where that is too long ago.
    until: String,
}

impl Queries<'_> {
    /// The query that tells whether an act is due, in exactly one row: `status` (what people read), `fires`, `where_` (the
    /// values for which it is due, joined), `data_until` (the last day with data, where the newest complete period has
    /// none). `None` when the card has no occasion.
    ///
    /// # Errors
    /// When the dialect can't keep the meaning of the condition.
    pub fn status(&self, card: &ActCard) -> Result<Option<String>, Unsupported> {
        let Some(status) = &card.status else {
            return Ok(None);
        };
        let sql = match status {
            Status::On { when, next } => Ok(self.on_date(*when, *next)),
            Status::Choose {
                top,
                count,
                dimension,
                measure,
            } => {
                let (top, count, dimension, measure) = (*top, *count, *dimension, *measure);
                self.chosen(
                    &Choice {
                        top,
                        count,
                        dimension,
                        measure,
                    },
                    card.span,
                )
            }
            Status::When {
                condition,
                per,
                lasting,
                date,
                source,
            } => {
                let source =
                    source.ok_or_else(|| unsupported(condition.span, several_sources()))?;
                let trigger = Trigger {
                    condition,
                    per: *per,
                    source,
                };
                match (lasting, date) {
                    (Some(window), Some(date)) => self.lasting(&trigger, *window, *date),
                    (Some(_), None) => Err(unsupported(condition.span, no_date())),
                    (None, _) => self.over_all(&trigger),
                }
            }
        };
        sql.map(Some)
    }

    /// Due from a date on; every year anew when it recurs.
    fn on_date(&self, when: Recurrence, next: Date) -> String {
        let around = OverRows(self);
        let p = self.printer(&around);
        let today = p.today();
        let day = match when {
            Recurrence::Once(_) => p.date(next),
            Recurrence::Yearly { month, day } => {
                let first = p.shift(
                    &p.period_start(&today, Unit::Years),
                    i64::from(month) - 1,
                    Unit::Months,
                );
                let this_year = p.shift(&first, i64::from(day) - 1, Unit::Days);
                let next_year = p.shift(&this_year, 1, Unit::Years);
                format!("case when {today} <= {this_year} then {this_year} else {next_year} end")
            }
        };
        let words = &self.dashboard.words;
        let (due, from) = (
            self.dialect.text(&words.fires),
            self.dialect.text(&format!("{} ", words.from)),
        );
        let (shown, none) = (self.shown(&p, "\"day\""), no_date_value());
        format!(
            "with casus_due as (\n  select {day} as \"day\"\n)\nselect\n  \
             case when {today} >= \"day\" then {due} else {from} || {shown} end as status,\n  \
             {today} >= \"day\" as fires,\n  cast(null as varchar) as where_,\n  {none} as data_until\nfrom casus_due"
        )
    }

    /// The chosen values; those without a value of the measure never count.
    fn chosen(&self, choice: &Choice, span: Span) -> Result<String, Unsupported> {
        let source = choice.dimension.source();
        let measure = self.dashboard.measure(choice.measure);
        if measure.is_some_and(|m| m.source != Some(source)) {
            return Err(unsupported(span, several_sources()));
        }
        let around = OverRows(self);
        let p = self.printer(&around);
        let measure = self.measure(choice.measure)?;
        let direction = if choice.top { "desc" } else { "asc" };
        let by_label = p.ordered("\"value\"");
        let count = choice.count;
        let steps = [
            self.rows_step(source),
            self.grouped(
                "casus_ranked",
                &format!("{measure} as \"rank\""),
                Some(choice.dimension),
                "casus_rows",
                &[],
                &[],
            ),
            format!(
                "casus_placed as (\n  select \"value\", row_number() over (order by \"rank\" {direction}, {by_label}) as \"place\"\n  \
                 from casus_ranked\n  where \"rank\" is not null\n)"
            ),
            format!(
                "casus_due as (\n  select \"value\", \"place\" from casus_placed where \"place\" <= {count} order by \"place\"\n)"
            ),
        ];
        let words = &self.dashboard.words;
        let answer = Answer {
            no_data: empty("casus_rows"),
            due: words.chosen.clone(),
            quiet: words.no_data.clone(),
            order: "\"place\"".to_owned(),
            until: no_date_value(),
        };
        Ok(self.answer(&p, &steps, &answer))
    }

    /// A condition over all data up to now.
    fn over_all(&self, trigger: &Trigger<'_>) -> Result<String, Unsupported> {
        let around = OverRows(self);
        let p = self.printer(&around);
        let condition = self.expression(trigger.condition)?;
        let holds = format!("{condition} as \"holds\"");
        let order = p.ordered("\"value\"");
        let steps = [
            self.rows_step(trigger.source),
            self.grouped("casus_judged", &holds, trigger.per, "casus_rows", &[], &[]),
            format!(
                "casus_due as (\n  select \"value\" from casus_judged where \"holds\" order by {order}\n)"
            ),
        ];
        let answer = self.verdict(empty("casus_rows"), order, no_date_value());
        Ok(self.answer(&p, &steps, &answer))
    }

    /// A condition that held in each of the last complete periods, counted back from the newest that holds a row.
    fn lasting(
        &self,
        trigger: &Trigger<'_>,
        window: Window,
        date: FieldRef,
    ) -> Result<String, Unsupported> {
        let around = OverRows(self);
        let p = self.printer(&around);
        let condition = self.expression(trigger.condition)?;
        let (unit, count) = (unit(window.grain), i64::from(window.count));
        let date = self.field(date);
        let current = p.period_start(&p.today(), unit);
        let (start, day) = (p.period_start(&date, unit), p.date_of(&date));
        let expected = p.shift(&current, -1, unit);
        let before = p.shift("\"newest period\"", -count, unit);
        let order = p.ordered("\"value\"");
        let steps = [
            self.rows_step(trigger.source),
            format!(
                "casus_dated as (\n  select casus_rows.*, {start} as \"period start\", {day} as \"row day\"\n  \
                 from casus_rows\n  where {date} < {current}\n)"
            ),
            format!(
                "casus_newest as (\n  select max(\"period start\") as \"newest period\",\n    \
                 case when max(\"period start\") < {expected} then max(\"row day\") end as \"data until\"\n  \
                 from casus_dated\n)"
            ),
            self.grouped(
                "casus_judged",
                &format!("{condition} as \"holds\""),
                trigger.per,
                "casus_dated cross join casus_newest",
                &[format!("\"period start\" > {before}")],
                &["\"period start\"".to_owned()],
            ),
            format!(
                "casus_due as (\n  select \"value\" from casus_judged where \"holds\"\n  \
                 group by \"value\" having count(*) = {count} order by {order}\n)"
            ),
        ];
        let until = "(select \"data until\" from casus_newest)".to_owned();
        let answer = self.verdict(empty("casus_dated"), order, until);
        Ok(self.answer(&p, &steps, &answer))
    }

    fn rows_step(&self, source: SourceId) -> String {
        let rows = self.rows(source).sql.replace('\n', "\n  ");
        format!("casus_rows as (\n  {rows}\n)")
    }

    /// A step that computes `what` for each value of `per` (called `"value"`, as text) and each of `also`; groups under the
    /// small-number floor have no outcome.
    fn grouped(
        &self,
        step: &str,
        what: &str,
        per: Option<FieldRef>,
        from: &str,
        only: &[String],
        also: &[String],
    ) -> String {
        let value = per.map_or_else(
            || "cast(null as varchar)".to_owned(),
            |field| self.label(field),
        );
        let field = per.map(|field| self.field(field));
        let only: Vec<String> = field
            .iter()
            .map(|f| format!("{f} is not null"))
            .chain(only.iter().cloned())
            .collect();
        let groups: Vec<String> = field.into_iter().chain(also.iter().cloned()).collect();
        let mut sql = format!("{step} as (\n  select {value} as \"value\", {what}\n  from {from}");
        if !only.is_empty() {
            sql += &format!("\n  where {}", only.join(" and "));
        }
        if !groups.is_empty() {
            sql += &format!("\n  group by {}", groups.join(", "));
        }
        if let Some(floor) = self.dashboard.small_numbers.hide_below {
            sql += &format!("\n  having count(*) >= {floor}");
        }
        sql + "\n)"
    }

    /// A value of a field as people read it.
    fn label(&self, field: FieldRef) -> String {
        let name = self.field(field);
        match self.dashboard.field(field).map(|f| f.ty) {
            Some(Type::Text) | None => name,
            Some(Type::Bool) => {
                let words = say!(en "yes", nl "ja");
                let no = say!(en "no", nl "nee");
                let (yes, no) = (words.get(self.dashboard.lang), no.get(self.dashboard.lang));
                format!("case when {name} then '{yes}' when not {name} then '{no}' end")
            }
            Some(_) => self.printer(&OverRows(self)).text_of(&name),
        }
    }

    fn verdict(&self, no_data: String, order: String, until: String) -> Answer {
        let words = &self.dashboard.words;
        Answer {
            no_data,
            due: words.fires.clone(),
            quiet: words.quiet.clone(),
            order,
            until,
        }
    }

    /// The steps, and the one row at their end.
    fn answer(&self, p: &Printer<'_>, steps: &[String], answer: &Answer) -> String {
        let text = |t: &str| self.dialect.text(t);
        let joined = p.joined_by("\"value\"", &answer.order);
        let Answer { no_data, until, .. } = answer;
        let (due, quiet) = (text(&answer.due), text(&answer.quiet));
        let nothing = text(&self.dashboard.words.no_data);
        let steps = steps.join(",\n");
        let stale = self.stale(p, until);
        format!(
            "with {steps}\nselect\n  case\n    when {no_data} then {nothing}\n    when count(*) = 0 then {quiet}\n    \
             else {due} || coalesce(': ' || {joined}, '')\n  end{stale} as status,\n  count(*) > 0 as fires,\n  \
             {joined} as where_,\n  {until} as data_until\nfrom casus_due"
        )
    }

    /// `; data until DATE`, where the data stop too early.
    fn stale(&self, p: &Printer<'_>, until: &str) -> String {
        if until == no_date_value() {
            return String::new();
        }
        let words = self
            .dialect
            .text(&format!("; {} ", self.dashboard.words.data_until));
        format!(" || coalesce({words} || {}, '')", self.shown(p, until))
    }

    /// A date (SQL) as people read it in the dashboard's language.
    fn shown(&self, p: &Printer<'_>, date: &str) -> String {
        let iso = p.iso_text(date);
        let parts = [(9, 2), (6, 2), (1, 4)]
            .map(|(from, length)| format!("substr({iso}, {from}, {length})"));
        self.dashboard.lang.pick(iso, parts.join(" || '-' || "))
    }
}

fn no_date_value() -> String {
    "cast(null as date)".to_owned()
}

fn empty(step: &str) -> String {
    format!("(select count(*) from {step}) = 0")
}

fn unit(grain: Grain) -> Unit {
    match grain {
        Grain::Day => Unit::Days,
        Grain::Week => Unit::Weeks,
        Grain::Month => Unit::Months,
        Grain::Quarter => Unit::Quarters,
        Grain::Year => Unit::Years,
    }
}

fn unsupported(span: Span, reason: Words) -> Unsupported {
    Unsupported { span, reason }
}

fn several_sources() -> Words {
    say!(
        en "this act looks at rows of two sources, and its status is one query over one; take a measure of one source",
        nl "deze actie kijkt naar rijen uit twee bronnen, en de status is één query over één bron; neem een maat van één bron",
    )
}

fn no_date() -> Words {
    say!(
        en "the measure has no date, so its rows fall in no period; add a date to the measure",
        nl "de maat heeft geen datum, dus de rijen vallen in geen periode; geef de maat een datum",
    )
}
