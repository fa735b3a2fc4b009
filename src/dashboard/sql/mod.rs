//! The queries that every target which speaks SQL needs: the rows of a source, its measures, a tile, the status of an act.
//!
//! Everything is made from a [`Dashboard`] and in one [`Dialect`]; how the tables are called is the target's business.

mod choice;
mod composed;
mod hiding;
mod history;
mod parts;
mod status;
mod tile;

pub use hiding::one_axis;

use super::{Column, Dashboard, Origin, Source};
use crate::diag::Span;
use crate::formula::sql::{Dialect, Printer, Surroundings, Unsupported};
use crate::formula::term::{AttributeId, FieldRef, MeasureId, SourceId, Term, TermKind, Type};
use crate::say;

/// Makes the queries of one dashboard.
pub struct Queries<'a> {
    /// The dashboard.
    pub dashboard: &'a Dashboard,
    /// The database.
    pub dialect: Dialect,
    /// How the table of a source is written, quoted and with its schema. Columns of a file that was loaded are named as in
    /// the case; those of a table or query of a connection (which may stand here as a subquery) as in the data.
    pub table: &'a dyn Fn(SourceId) -> String,
}

/// The rows of a source.
#[derive(Clone, Debug)]
pub struct Rows {
    /// All columns, then all attributes that the dialect can compute, each under its name in the case.
    pub sql: String,
    /// The attributes that it can't, and why.
    pub missing: Vec<(AttributeId, Unsupported)>,
}

impl Queries<'_> {
    /// The rows of a source with all columns and attributes; the table that every other query reads.
    pub fn rows(&self, source: SourceId) -> Rows {
        let found = self.dashboard.source(source);
        let columns = found
            .iter()
            .flat_map(|s| s.columns.iter().map(|c| self.column(s, c)));
        let mut fields: Vec<String> = columns.collect();
        let mut missing = Vec::new();
        let all = self.dashboard.attributes.iter().enumerate();
        for (at, attribute) in all.filter(|(_, a)| a.source == source) {
            match self.attribute(AttributeId(at)) {
                Ok(sql) => fields.push(format!("{sql} as {}", self.dialect.name(&attribute.name))),
                Err(why) => missing.push((AttributeId(at), why)),
            }
        }
        let (fields, table) = (fields.join(",\n  "), (self.table)(source));
        let sql = format!("select\n  {fields}\nfrom {table}");
        Rows { sql, missing }
    }

    /// A column as it is read from the table.
    fn column(&self, source: &Source, column: &Column) -> String {
        let name = self.dialect.name(&column.name);
        match stored(self.dialect, source, column) {
            value if value == name => name,
            value => format!("{value} as {name}"),
        }
    }

    /// A measure as an aggregate over [`Self::rows`], hidden and rounded by the small-number rule.
    ///
    /// # Errors
    /// When the dialect can't keep its meaning, or can't compute an attribute that it uses.
    pub fn measure(&self, measure: MeasureId) -> Result<String, Unsupported> {
        let measure = self.dashboard.measure(measure);
        measure.map_or_else(|| Ok("null".to_owned()), |m| self.guarded(&m.term))
    }

    /// The same for a term over the rows of one source.
    fn guarded(&self, term: &Term) -> Result<String, Unsupported> {
        let (value, rule) = (self.expression(term)?, self.dashboard.small_numbers);
        let rounded = match rule.round_to {
            Some(step) if term.ty == Type::Whole => self.printer(self).rounded_to(&value, step),
            _ => value,
        };
        let enough = self.enough(term)?;
        Ok(match enough.is_empty() {
            true => rounded,
            false => format!("case when {} then {rounded} end", enough.join(" and ")),
        })
    }

    /// What must hold before a value is shown: enough rows, and enough behind each of its parts.
    fn enough(&self, term: &Term) -> Result<Vec<String>, Unsupported> {
        let floor = self.dashboard.small_numbers.hide_below;
        let mut enough: Vec<String> = floor.iter().map(|n| format!("count(*) >= {n}")).collect();
        if let Some(fewest) = self.dashboard.fewest() {
            for base in self.dashboard.bases_of(term) {
                enough.push(format!("{} >= {fewest}", self.expression(&base)?));
            }
        }
        Ok(enough)
    }

    /// A term over [`Self::rows`]: a filter per row, or a condition over measures.
    ///
    /// # Errors
    /// As for [`Self::measure`].
    pub fn expression(&self, term: &Term) -> Result<String, Unsupported> {
        self.computable(term)?;
        self.printer(self).expression(term)
    }

    /// Demands that casus writes whole queries for the database.
    fn has_queries(&self, span: Span) -> Result<(), Unsupported> {
        if self.dialect.has_queries() {
            return Ok(());
        }
        let product = self.dialect.product();
        let reason = say!(
            en "casus writes single formulas for {product}, no whole tiles and statuses; read its table from a file, or copy it to PostgreSQL",
            nl "casus schrijft losse formules voor {product}, geen hele beelden en statussen; lees de tabel uit een bestand, of kopieer die naar PostgreSQL",
        );
        Err(Unsupported { span, reason })
    }

    /// A printer with this dialect and the dashboard's `today()`.
    pub fn printer<'p>(&'p self, around: &'p dyn Surroundings) -> Printer<'p> {
        let today = self.dashboard.freeze_today.then_some(self.dashboard.as_of);
        Printer {
            dialect: self.dialect,
            today,
            holidays: &self.dashboard.holidays,
            around,
        }
    }

    /// A column or attribute of [`Self::rows`], quoted.
    pub fn field(&self, field: FieldRef) -> String {
        let name = self.dashboard.field(field).map_or("", |f| f.name);
        self.dialect.name(name)
    }

    /// An attribute over the columns of its table, with the attributes that it uses written out in it.
    fn attribute(&self, id: AttributeId) -> Result<String, Unsupported> {
        let Some(attribute) = self.dashboard.attribute(id) else {
            return Ok("null".to_owned());
        };
        self.computable(&attribute.term)?;
        self.printer(&OverTable(self)).expression(&attribute.term)
    }

    /// Demands that the dialect can compute every attribute under a term.
    fn computable(&self, term: &Term) -> Result<(), Unsupported> {
        let mut used = Vec::new();
        term.walk(&mut |part| used.push(&part.kind));
        for kind in used {
            match kind {
                TermKind::Field(FieldRef::Attribute(_, id)) => {
                    self.attribute(*id)?;
                }
                TermKind::Measure(id) => {
                    let measure = self.dashboard.measure(*id);
                    measure.map_or(Ok(()), |m| self.computable(&m.term))?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// A column of the table, made empty where the language says that it is. A file has been through that when it was loaded.
fn stored(dialect: Dialect, source: &Source, column: &Column) -> String {
    if matches!(source.origin, None | Some(Origin::File(_))) {
        return dialect.name(&column.name);
    }
    let name = dialect.name(&column.from);
    let value = match column.ty {
        Type::Text => format!("nullif(trim({name}), '')"),
        _ => name,
    };
    let missing = source.missing.iter();
    let missing: Vec<String> = missing
        .filter_map(|m| sentinel(dialect, m, column.ty))
        .collect();
    match missing.as_slice() {
        [] => value,
        some => format!(
            "case when {value} in ({}) then null else {value} end",
            some.join(", ")
        ),
    }
}

/// A value that means "empty", when a column of this type can hold it.
fn sentinel(dialect: Dialect, missing: &str, ty: Type) -> Option<String> {
    match ty {
        Type::Text => Some(dialect.text(missing)),
        Type::Number | Type::Whole => missing.parse::<f64>().ok().map(|n| n.to_string()),
        Type::Date | Type::Moment | Type::Bool => None,
    }
}

/// Terms stand in a query over [`Queries::rows`], where attributes are columns.
impl Surroundings for Queries<'_> {
    fn field(&self, field: FieldRef) -> String {
        Queries::field(self, field)
    }

    fn measure(&self, measure: MeasureId) -> Option<&Term> {
        self.dashboard.measure(measure).map(|m| &m.term)
    }
}

/// Terms stand in a query over the loaded table, where attributes have to be written out.
struct OverTable<'a>(&'a Queries<'a>);

impl Surroundings for OverTable<'_> {
    fn field(&self, field: FieldRef) -> String {
        match field {
            FieldRef::Column(source, column) => {
                let source = self.0.dashboard.source(source);
                let column = source.and_then(|s| s.columns.get(column.0).map(|c| (s, c)));
                column
                    .map(|(s, c)| stored(self.0.dialect, s, c))
                    .unwrap_or_default()
            }
            // An attribute that can't be computed never gets here: `computable` came first.
            FieldRef::Attribute(_, id) => {
                format!("({})", self.0.attribute(id).unwrap_or_default())
            }
        }
    }

    fn measure(&self, measure: MeasureId) -> Option<&Term> {
        self.0.dashboard.measure(measure).map(|m| &m.term)
    }
}
