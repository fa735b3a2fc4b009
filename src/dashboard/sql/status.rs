//! The status of an act: one query, one row.
//!
//! Each query is a chain of named steps: the rows, the rows by period, the judgements, the values for which the act is due.
//! Names with a blank in them can't meet a column of a case.

use super::Queries;
use super::parts::From;
use super::tile::{Dimension, by, value};
use crate::dashboard::{ActCard, Query, Recurrence, Status, Window, yes_no};
use crate::diag::{Span, Words};
use crate::formula::ast::Unit;
use crate::formula::sql::{Printer, Unsupported};
use crate::formula::term::{FieldRef, MeasureId, SourceId, Term, Type};
use crate::say;
use jiff::civil::Date;

/// A step that computes one thing for each value of a field.
pub(super) struct Grouped<'a> {
    /// Its name.
    pub(super) step: &'a str,
    /// What it computes, and how that is called.
    pub(super) what: String,
    /// The field whose values are called `"value"`, as text; empty ones never count. One group without it.
    pub(super) per: Option<FieldRef>,
    /// The step that it reads.
    pub(super) from: &'a str,
    /// Also by period?
    pub(super) periods: Periods,
}

/// Which periods are judged by themselves.
pub(super) enum Periods {
    /// None: all rows together.
    Together,
    /// Those that start after this (SQL).
    After(String),
    /// Each.
    All,
}

/// What the last step says of the values in `casus_due`.
struct Answer<'a> {
    /// The step without whose rows there is nothing to judge.
    judged: Option<&'a str>,
    /// Words before the values when there are some.
    due: &'a str,
    /// Words when there are none.
    quiet: &'a str,
    /// Order of the values, as SQL.
    order: String,
    /// Last day with data where that is too long ago, as SQL.
    until: Option<&'a str>,
}

/// The steps that end in `casus_due`, and what is said of them.
type Chain<'a> = (Vec<String>, Answer<'a>);

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
        self.has_queries(card.span)?;
        if let Status::On { when, next } = status {
            return Ok(Some(self.dialect.requoted(self.on_date(*when, *next))));
        }
        let (steps, answer) = self.chain(status)?;
        let sql = self.answer(&self.printer(self), &steps, &answer);
        Ok(Some(self.dialect.requoted(sql)))
    }

    /// The query for the values for which an act is due, in order: one column, `value`, empty where the act is not judged for
    /// each value by itself. `None` for an act on a date, and when the card has no occasion.
    ///
    /// # Errors
    /// As for [`Self::status`].
    pub fn due(&self, card: &ActCard) -> Result<Option<String>, Unsupported> {
        let Some(status @ (Status::When { .. } | Status::Choose { .. })) = &card.status else {
            return Ok(None);
        };
        self.has_queries(card.span)?;
        let (steps, answer) = self.chain(status)?;
        Ok(Some(self.dialect.requoted(format!(
            "with {}\nselect \"value\"\nfrom casus_due\norder by {}",
            steps.join(",\n"),
            answer.order
        ))))
    }

    fn chain(&self, status: &Status) -> Result<Chain<'_>, Unsupported> {
        match status {
            // An act on a date asks nothing of the rows.
            Status::On { .. } => Ok((Vec::new(), self.verdict("casus_due", String::new(), None))),
            Status::Choose {
                top,
                count,
                dimension,
                measure,
            } => self.chosen((*top, *count), *dimension, *measure),
            Status::When {
                condition,
                per,
                lasting,
                date,
                source,
            } => {
                let span = condition.span;
                let source = source.ok_or_else(|| unsupported(span, several_sources()))?;
                if lasting.is_some() && self.composed_source(condition, *per).is_some() {
                    return Err(unsupported(span, looks_around()));
                }
                match (lasting, date) {
                    (None, _) => self.over_all(condition, *per, source),
                    (Some(window), Some(date)) => {
                        let holds = format!("{} as \"holds\"", self.expression(condition)?);
                        Ok(self.lasting(holds, *per, source, (*window, *date)))
                    }
                    (Some(_), None) => Err(unsupported(span, no_date())),
                }
            }
        }
    }

    /// The first source of a term over measures that can't be computed for groups by a field from the rows of one alone.
    pub(super) fn composed_source(&self, term: &Term, per: Option<FieldRef>) -> Option<SourceId> {
        let source = self.sources_of(term).first().copied()?;
        let elsewhere = per.is_some_and(|field| field.source() != source);
        (elsewhere || self.needs_parts(term, source)).then_some(source)
    }

    /// The groups by a field with a term over measures as they can't be computed from the rows of one source alone, under the
    /// names of [`Self::grouped`]. `None` where they can.
    fn composed_groups(
        &self,
        term: &Term,
        per: Option<FieldRef>,
        step: &str,
        name: &str,
    ) -> Option<Result<Vec<String>, Unsupported>> {
        let source = self.composed_source(term, per)?;
        let query = Query {
            dimensions: per.into_iter().collect(),
            ..Query::of_measures(source, Vec::new())
        };
        let mut steps = match self.composed_steps(&query, &[(term.clone(), From::Here)]) {
            Ok(steps) => steps,
            Err(why) => return Some(Err(why)),
        };
        let groups = match per {
            Some(_) => {
                let group = by(0);
                format!(
                    "{group} as \"value\", {} as \"{name}\"\n  from casus_shown\n  where {group} <> {}",
                    value(0),
                    self.empty()
                )
            }
            None => format!(
                "{} as \"value\", {} as \"{name}\"\n  from casus_shown",
                self.printer(self).no_text(),
                value(0)
            ),
        };
        steps.push(format!("{step} as (\n  select {groups}\n)"));
        Some(Ok(steps))
    }

    /// Due from a date on; every year anew when it recurs.
    fn on_date(&self, when: Recurrence, next: Date) -> String {
        let p = self.printer(self);
        let today = p.today();
        let day = match when {
            Recurrence::Once(_) => p.date(next),
            Recurrence::Yearly { month, day } => {
                let year = p.period_start(&today, Unit::Years);
                let first = p.shift(&year, i64::from(month) - 1, Unit::Months);
                let this_year = p.shift(&first, i64::from(day) - 1, Unit::Days);
                let next_year = p.shift(&this_year, 1, Unit::Years);
                format!("case when {today} <= {this_year} then {this_year} else {next_year} end")
            }
        };
        let words = &self.dashboard.words;
        let due = self.dialect.text(&words.fires);
        let from = self.dialect.text(&format!("{} ", words.from));
        let shown = self.shown_day(&p, "\"day\"");
        format!(
            "with casus_due as (\n  select {day} as \"day\"\n)\nselect\n  \
             case when {today} >= \"day\" then {due} else {from} || {shown} end as status,\n  \
             {today} >= \"day\" as fires,\n  {} as where_,\n  {NO_DATE} as data_until\nfrom casus_due",
            p.no_text()
        )
    }

    /// The first or last values by a measure; those without a value of it never count.
    fn chosen(
        &self,
        (top, count): (bool, u32),
        dimension: FieldRef,
        measure: MeasureId,
    ) -> Result<Chain<'_>, Unsupported> {
        let p = self.printer(self);
        let direction = if top { "desc" } else { "asc" };
        let by_label = p.ordered("\"value\"");
        let term = self.measure_term(measure);
        let composed = term
            .and_then(|term| self.composed_groups(&term, Some(dimension), "casus_ranked", "rank"));
        let mut steps = match composed {
            Some(steps) => steps?,
            None => vec![
                self.rows_step(dimension.source()),
                self.grouped(&Grouped {
                    step: "casus_ranked",
                    what: format!("{} as \"rank\"", self.measure(measure)?),
                    per: Some(dimension),
                    from: "casus_rows",
                    periods: Periods::Together,
                }),
            ],
        };
        steps.extend([
            format!(
                "casus_placed as (\n  select \"value\", row_number() over (order by \"rank\" {direction}, {by_label}) as \"place\"\n  \
                 from casus_ranked\n  where \"rank\" is not null\n)"
            ),
            format!(
                "casus_due as (\n  select \"value\", \"place\" from casus_placed where \"place\" <= {count} order by \"place\"\n)"
            ),
        ]);
        let words = &self.dashboard.words;
        let answer = Answer {
            judged: None,
            due: &words.chosen,
            quiet: &words.no_data,
            order: "\"place\"".to_owned(),
            until: None,
        };
        Ok((steps, answer))
    }

    /// A condition over all data up to now.
    fn over_all(
        &self,
        condition: &Term,
        per: Option<FieldRef>,
        source: SourceId,
    ) -> Result<Chain<'_>, Unsupported> {
        let p = self.printer(self);
        let order = p.ordered("\"value\"");
        let mut steps = match self.composed_groups(condition, per, "casus_judged", "holds") {
            Some(steps) => steps?,
            None => vec![
                self.rows_step(source),
                self.grouped(&Grouped {
                    step: "casus_judged",
                    what: format!("{} as \"holds\"", self.expression(condition)?),
                    per,
                    from: "casus_rows",
                    periods: Periods::Together,
                }),
            ],
        };
        steps.push(format!(
            "casus_due as (\n  select \"value\" from casus_judged where \"holds\" order by {order}\n)"
        ));
        Ok((steps, self.verdict("casus_rows", order, None)))
    }

    /// A condition that held in each of the last complete periods, counted back from the newest that holds a row.
    fn lasting(
        &self,
        holds: String,
        per: Option<FieldRef>,
        source: SourceId,
        (window, date): (Window, FieldRef),
    ) -> Chain<'_> {
        let p = self.printer(self);
        let (unit, count) = (window.grain.unit(), i64::from(window.count));
        let expected = p.shift(&p.period_start(&p.today(), unit), -1, unit);
        let order = p.ordered("\"value\"");
        let judged = Grouped {
            step: "casus_judged",
            what: holds,
            per,
            from: "casus_dated cross join casus_newest",
            periods: Periods::After(p.shift("\"newest period\"", -count, unit)),
        };
        let steps = vec![
            self.rows_step(source),
            self.dated_step(date, unit),
            format!(
                "casus_newest as (\n  select max(\"period start\") as \"newest period\",\n    \
                 case when max(\"period start\") < {expected} then max(\"row day\") end as \"data until\"\n  \
                 from casus_dated\n)"
            ),
            self.grouped(&judged),
            format!(
                "casus_due as (\n  select \"value\" from casus_judged where \"holds\"\n  \
                 group by \"value\" having count(*) = {count} order by {order}\n)"
            ),
        ];
        let until = Some("(select \"data until\" from casus_newest)");
        (steps, self.verdict("casus_dated", order, until))
    }

    /// The rows before the current period, each with its period.
    pub(super) fn dated_step(&self, date: FieldRef, unit: Unit) -> String {
        let (p, date) = (self.printer(self), self.field(date));
        let (start, day) = (p.period_start(&date, unit), p.date_of(&date));
        let current = p.period_start(&p.today(), unit);
        format!(
            "casus_dated as (\n  select casus_rows.*, {start} as \"period start\", {day} as \"row day\"\n  \
             from casus_rows\n  where {date} < {current}\n)"
        )
    }

    pub(super) fn rows_step(&self, source: SourceId) -> String {
        let rows = self.rows(source).sql.replace('\n', "\n  ");
        format!("casus_rows as (\n  {rows}\n)")
    }

    /// Groups under the small-number floor have no outcome.
    pub(super) fn grouped(&self, grouped: &Grouped<'_>) -> String {
        let Grouped {
            step,
            what,
            per,
            from,
            periods,
        } = grouped;
        let value = per.map_or_else(|| self.printer(self).no_text(), |field| self.label(field));
        let mut only = Vec::new();
        let mut groups = Vec::new();
        if let Some(field) = per.map(|field| self.field(field)) {
            only.push(format!("{field} is not null"));
            groups.push(field);
        }
        if let Periods::After(after) = periods {
            only.push(format!("\"period start\" > {after}"));
        }
        if !matches!(periods, Periods::Together) {
            groups.push("\"period start\"".to_owned());
        }
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
    pub(super) fn label(&self, field: FieldRef) -> String {
        self.label_of(&self.dimension(field))
    }

    /// A value of a dimension as people read it.
    pub(super) fn label_of(&self, dimension: &Dimension) -> String {
        self.labelled(&dimension.name, dimension.ty)
    }

    /// The value `name` (SQL) of a type as people read it.
    pub(super) fn labelled(&self, name: &str, ty: Option<Type>) -> String {
        match ty {
            Some(Type::Text) | None => name.to_owned(),
            Some(Type::Bool) => {
                let (yes, no) = yes_no(self.dashboard.lang);
                format!("case when {name} then '{yes}' when not {name} then '{no}' end")
            }
            Some(_) => self.printer(self).text_of(name),
        }
    }

    fn verdict<'a>(&'a self, judged: &'a str, order: String, until: Option<&'a str>) -> Answer<'a> {
        let words = &self.dashboard.words;
        let (judged, due, quiet) = (Some(judged), &*words.fires, &*words.quiet);
        Answer {
            judged,
            due,
            quiet,
            order,
            until,
        }
    }

    /// The steps, and the one row at their end.
    fn answer(&self, p: &Printer<'_>, steps: &[String], answer: &Answer<'_>) -> String {
        let words = &self.dashboard.words;
        let text = |t: &str| self.dialect.text(t);
        let joined = p.joined_by("\"value\"", &answer.order);
        let mut status = String::from("case");
        if let Some(step) = answer.judged {
            let nothing = text(&words.no_data);
            status += &format!("\n    when (select count(*) from {step}) = 0 then {nothing}");
        }
        let (due, quiet) = (text(answer.due), text(answer.quiet));
        status += &format!(
            "\n    when count(*) = 0 then {quiet}\n    else {due} || coalesce(': ' || {joined}, '')\n  end"
        );
        if let Some(until) = answer.until {
            let since = text(&format!("; {} ", words.data_until));
            status += &format!(" || coalesce({since} || {}, '')", self.shown_day(p, until));
        }
        let (steps, until) = (steps.join(",\n"), answer.until.unwrap_or(NO_DATE));
        format!(
            "with {steps}\nselect\n  {status} as status,\n  count(*) > 0 as fires,\n  {joined} as where_,\n  \
             {until} as data_until\nfrom casus_due"
        )
    }

    /// A date (SQL) as people read it in the dashboard's language.
    fn shown_day(&self, p: &Printer<'_>, date: &str) -> String {
        let iso = p.iso_text(date);
        let parts = [(9, 2), (6, 2), (1, 4)]
            .map(|(from, length)| format!("substr({iso}, {from}, {length})"));
        self.dashboard.lang.pick(iso, parts.join(" || '-' || "))
    }
}

const NO_DATE: &str = "cast(null as date)";

pub(super) fn unsupported(span: Span, reason: Words) -> Unsupported {
    Unsupported { span, reason }
}

pub(super) fn several_sources() -> Words {
    say!(
        en "this act looks at rows of two sources, and its status is one query over one; take a measure of one source",
        nl "deze actie kijkt naar rijen uit twee bronnen, en de status is één query over één bron; neem een maat van één bron",
    )
}

fn looks_around() -> Words {
    say!(
        en "its condition looks at other periods or at a second source, and must hold in each of several periods as well; leave out `for`, or give the act a measure of one source",
        nl "de voorwaarde kijkt naar andere periodes of naar een tweede bron, en moet ook nog in elk van meer periodes gelden; laat `gedurende` weg, of neem een maat van één bron",
    )
}

pub(super) fn no_date() -> Words {
    say!(
        en "the measure has no date, so its rows fall in no period; add a date to the measure",
        nl "de maat heeft geen datum, dus de rijen vallen in geen periode; geef de maat een datum",
    )
}
