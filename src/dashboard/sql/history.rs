//! The past of an act: how it was judged at the end of each complete period, all of it in one query.
//!
//! The steps are those of its status. A condition that lasts is judged over the rows of each period; what is judged over all
//! data up to now is judged over all rows up to the end of each month.

use super::Queries;
use super::status::{Grouped, Periods, no_date, several_sources, unsupported};
use crate::dashboard::{ActCard, Status};
use crate::diag::Words;
use crate::formula::ast::Unit;
use crate::formula::sql::Unsupported;
use crate::formula::term::{FieldRef, MeasureId, SourceId};
use crate::say;

impl Queries<'_> {
    /// The query for how an act was judged in each complete period: `value`, `period start`, `holds` (whether the condition
    /// held, or whether the value was chosen), and in each row the `first period` and the `newest period` with rows. One row
    /// without a period when nothing was judged. Groups under the small-number floor have no row. `None` for an act on a date,
    /// and when the card has no occasion.
    ///
    /// # Errors
    /// As for [`Self::status`], and when the rows have no date.
    pub fn history(&self, card: &ActCard) -> Result<Option<String>, Unsupported> {
        let Some((status, grain)) = card.status.as_ref().and_then(|s| Some((s, s.grain()?))) else {
            return Ok(None);
        };
        self.has_queries(card.span)?;
        let unit = grain.unit();
        let steps = match status {
            Status::On { .. } => return Ok(None),
            Status::Choose {
                top,
                count,
                dimension,
                measure,
            } => {
                let term = self.measure_term(*measure);
                if term.is_some_and(|t| self.composed_source(&t, Some(*dimension)).is_some()) {
                    return Err(unsupported(card.span, no_past()));
                }
                let facts = self.dashboard.measure(*measure);
                let date = facts.and_then(|m| m.date);
                let date = date.ok_or_else(|| unsupported(card.span, no_date()))?;
                let mut steps = self.grown(dimension.source(), date, unit);
                steps.extend(self.chosen_by_period(*top, *count, *dimension, *measure)?);
                steps
            }
            Status::When {
                condition,
                per,
                lasting,
                date,
                source,
            } => {
                let span = condition.span;
                if self.composed_source(condition, *per).is_some() {
                    return Err(unsupported(span, no_past()));
                }
                let source = source.ok_or_else(|| unsupported(span, several_sources()))?;
                let date = date.ok_or_else(|| unsupported(span, no_date()))?;
                let (mut steps, from) = match lasting {
                    Some(_) => (self.dated(source, date, unit), "casus_dated"),
                    None => (self.grown(source, date, unit), "casus_grown"),
                };
                steps.push(self.grouped(&Grouped {
                    step: "casus_judged",
                    what: format!(
                        "\"period start\", {} as \"holds\"",
                        self.expression(condition)?
                    ),
                    per: *per,
                    from,
                    periods: Periods::All,
                }));
                steps
            }
        };
        Ok(Some(self.dialect.requoted(format!(
            "with {},\ncasus_span as (\n  select min(\"period start\") as \"first period\", \
             max(\"period start\") as \"newest period\"\n  from casus_dated\n)\n\
             select \"value\", \"period start\", \"holds\", \"first period\", \"newest period\"\n\
             from casus_span left join casus_judged on 1 = 1",
            steps.join(",\n")
        ))))
    }

    /// The rows of the complete periods, each with its own.
    fn dated(&self, source: SourceId, date: FieldRef, unit: Unit) -> Vec<String> {
        vec![self.rows_step(source), self.dated_step(date, unit)]
    }

    /// The same, and for each period with rows all rows up to its end.
    fn grown(&self, source: SourceId, date: FieldRef, unit: Unit) -> Vec<String> {
        let end = self.printer(self).shift("\"period start\"", 1, unit);
        let date_of_row = self.field(date);
        let mut steps = self.dated(source, date, unit);
        steps.push(
            "casus_periods as (\n  select distinct \"period start\" from casus_dated\n)".to_owned(),
        );
        steps.push(format!(
            "casus_grown as (\n  select casus_rows.*, \"period start\"\n  \
             from casus_rows join casus_periods on {date_of_row} < {end}\n)"
        ));
        steps
    }

    /// The first or last values by a measure, period by period.
    fn chosen_by_period(
        &self,
        top: bool,
        count: u32,
        dimension: FieldRef,
        measure: MeasureId,
    ) -> Result<[String; 3], Unsupported> {
        let direction = if top { "desc" } else { "asc" };
        let by_label = self.printer(self).ordered("\"value\"");
        let ranked = Grouped {
            step: "casus_ranked",
            what: format!("\"period start\", {} as \"rank\"", self.measure(measure)?),
            per: Some(dimension),
            from: "casus_grown",
            periods: Periods::All,
        };
        let placed = format!(
            "casus_placed as (\n  select \"value\", \"period start\", row_number() over \
             (partition by \"period start\" order by \"rank\" {direction}, {by_label}) as \"place\"\n  \
             from casus_ranked\n  where \"rank\" is not null\n)"
        );
        let judged = format!(
            "casus_judged as (\n  select \"value\", \"period start\", \"place\" <= {count} as \"holds\" from casus_placed\n)"
        );
        Ok([self.grouped(&ranked), placed, judged])
    }
}

fn no_past() -> Words {
    say!(
        en "it looks at other periods or at a second source, and its past is judged over the rows of one; give the act a measure of rows of one source",
        nl "dit kijkt naar andere perioden of naar een tweede bron, en het verleden gaat over de rijen van één bron; neem een maat over rijen van één bron",
    )
}
