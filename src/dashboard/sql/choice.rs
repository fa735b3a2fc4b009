//! What readers choose in a filter: the values of a field, and the rows of its table with one of them.
//!
//! A value is text: for a date the first day of its period, else what people read; the empty group has its name.

use super::{OverTable, Queries};
use crate::dashboard::Grain;
use crate::formula::sql::{Surroundings, Unsupported};
use crate::formula::term::{FieldRef, Type};

impl Queries<'_> {
    /// The first and the last day of a date in its table: `first`, `last`.
    ///
    /// # Errors
    /// When the dialect can't compute the field.
    pub fn span_of(&self, date: FieldRef) -> Result<String, Unsupported> {
        self.has(date)?;
        let day = self.printer(self).date_of(&OverTable(self).field(date));
        let table = (self.table)(date.source());
        Ok(self.dialect.requoted(format!(
            "select min({day}) as \"first\", max({day}) as \"last\"\nfrom {table}"
        )))
    }

    /// The values of a field with how many rows have each, in order: `value`, `rows`. A date goes by periods of `grain`.
    ///
    /// # Errors
    /// When the dialect can't compute the field.
    pub fn choices(&self, field: FieldRef, grain: Option<Grain>) -> Result<String, Unsupported> {
        let value = self.choice(field, grain)?;
        let name = OverTable(self).field(field);
        let ty = self.dashboard.field(field).map(|f| f.ty);
        let (key, order) = match ty {
            Some(Type::Text) | None => (name, self.printer(self).ordered("min(\"key\")")),
            Some(Type::Bool) => (
                format!("case when {name} then 0 else 1 end"),
                "min(\"key\")".to_owned(),
            ),
            Some(_) => (name, "min(\"key\")".to_owned()),
        };
        let table = (self.table)(field.source());
        Ok(self.dialect.requoted(format!(
            "select \"value\", count(*) as \"rows\"\nfrom (\n  select {value} as \"value\", {key} as \"key\"\n  from {table}\n) as casus_values\n\
             group by \"value\"\norder by case when \"value\" = {} then 1 else 0 end, {order}",
            self.dialect.text(&self.dashboard.words.empty)
        )))
    }

    /// Whether a row of the table has a value that [`Self::choices`] gave.
    ///
    /// # Errors
    /// As for [`Self::choices`].
    pub fn has_choice(
        &self,
        field: FieldRef,
        grain: Option<Grain>,
        value: &str,
    ) -> Result<String, Unsupported> {
        let choice = self.choice(field, grain)?;
        Ok(format!("{choice} = {}", self.dialect.text(value)))
    }

    /// The value of a row.
    fn choice(&self, field: FieldRef, grain: Option<Grain>) -> Result<String, Unsupported> {
        self.has(field)?;
        let name = OverTable(self).field(field);
        let text = match grain {
            Some(grain) => self.printer(self).iso_text(&self.period_of(&name, grain)),
            None => self.labelled(&name, self.dashboard.field(field).map(|f| f.ty)),
        };
        let empty = self.dialect.text(&self.dashboard.words.empty);
        Ok(format!("coalesce({text}, {empty})"))
    }
}
