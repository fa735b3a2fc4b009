//! What a tile has to know of its cells before its measures can be computed: values of other cells, or of other sources.
//!
//! A measure that looks at other periods, at the whole of its tile, or at rows of two sources is taken apart: each [`Part`] is
//! one column, and what is left of the measure is a term over those columns.

use super::Queries;
use super::status::unsupported;
use crate::dashboard::Query;
use crate::diag::{Span, Words};
use crate::formula::ast::{Op, Unit};
use crate::formula::functions::Function;
use crate::formula::sql::{Surroundings, Unsupported};
use crate::formula::term::{ColumnId, FieldRef, MeasureId, SourceId, Term, TermKind, Type};
use crate::say;
use std::collections::BTreeSet;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum From {
    /// The rows of the cell itself.
    Here,
    /// The cell so much earlier; without a time axis so many of the unit before the newest complete one.
    Back(i64, Unit),
    /// Without a time axis: the newest complete period of the unit.
    Newest(Unit),
    /// Without a time axis: the tile's last periods, a year earlier.
    YearBefore,
    /// The rows of the cell's series, up to and including its period.
    Running,
    /// All rows of the tile.
    Whole,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) from: From,
    /// Over the rows of one source.
    pub(super) term: Term,
    pub(super) source: SourceId,
}

/// The parts of a tile's measures.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub(super) list: Vec<Part>,
    /// For each value that the tile shows, a term over the parts.
    pub(super) values: Vec<Term>,
}

/// The source of terms that stand for parts: none that a case has.
const PARTS: SourceId = SourceId(usize::MAX);

/// The column of a part.
pub(super) fn column(at: usize) -> String {
    format!("\"part {}\"", at + 1)
}

impl Queries<'_> {
    /// Whether a tile can't be computed cell by cell from the rows of one source.
    pub(super) fn is_composed(&self, query: &Query) -> bool {
        let elsewhere = |id: &MeasureId| {
            let measure = self.dashboard.measure(*id);
            measure.is_some_and(|m| self.needs_parts(&m.term, query.source))
        };
        let dates = query.period.map(|p| p.date).into_iter();
        let mut dates = dates.chain(query.last.map(|(_, date)| date));
        query.compared
            || dates.any(|d| d.source() != query.source)
            || query.dimensions.iter().any(|d| d.source() != query.source)
            || query.measures.iter().any(elsewhere)
    }

    /// Whether a term over measures can't be computed from the rows of one source alone.
    pub(super) fn needs_parts(&self, term: &Term, source: SourceId) -> bool {
        self.looks_around(term) || self.sources_of(term).iter().any(|s| *s != source)
    }

    /// Whether a term, or a measure in it, looks at other cells than its own.
    fn looks_around(&self, term: &Term) -> bool {
        let mut found = false;
        self.through(term, &mut |part| {
            found |= matches!(part.kind, TermKind::Over { .. });
        });
        found
    }

    /// The sources whose rows a term is over.
    pub(super) fn sources_of(&self, term: &Term) -> BTreeSet<SourceId> {
        let mut sources = BTreeSet::new();
        self.through(term, &mut |part| {
            if let TermKind::Aggregate { source, .. } = part.kind {
                sources.insert(source);
            }
        });
        sources
    }

    /// Calls `visit` on a term and all in it, also in the measures that it names.
    fn through<'t>(&'t self, term: &'t Term, visit: &mut dyn FnMut(&'t Term)) {
        let of = |id| self.dashboard.measure(id).map(|m| &m.term);
        term.walk_through(&of, visit);
    }

    /// What a tile shows: its measures, then these of the previous year where it is compared.
    pub(super) fn asked(&self, query: &Query) -> Vec<(Term, From)> {
        let before = match query.period {
            Some(_) => From::Back(1, Unit::Years),
            None => From::YearBefore,
        };
        let years = [From::Here, before];
        let years = years.into_iter().take(1 + usize::from(query.compared));
        let measures = query
            .measures
            .iter()
            .filter_map(|id| self.measure_term(*id));
        let measures: Vec<Term> = measures.collect();
        let each = |from| measures.iter().cloned().map(move |m| (m, from));
        years.flat_map(each).collect()
    }

    /// Takes terms over measures apart.
    pub(super) fn parts(
        &self,
        query: &Query,
        asked: &[(Term, From)],
    ) -> Result<Parts, Unsupported> {
        let mut taking = Taking {
            queries: self,
            timed: query.period.is_some(),
            parts: Vec::new(),
        };
        let values: Result<Vec<Term>, _> = asked
            .iter()
            .map(|(term, from)| taking.take(term, *from))
            .collect();
        Ok(Parts {
            values: values?,
            list: taking.parts,
        })
    }

    /// A measure as a term.
    pub(super) fn measure_term(&self, id: MeasureId) -> Option<Term> {
        let measure = self.dashboard.measure(id)?;
        Some(Term {
            kind: TermKind::Measure(id),
            ty: measure.term.ty,
            span: measure.span,
        })
    }

    /// A term over parts as SQL.
    pub(super) fn over_parts(&self, term: &Term) -> Result<String, Unsupported> {
        self.printer(&OverParts).expression(term)
    }
}

struct OverParts;

impl Surroundings for OverParts {
    fn field(&self, field: FieldRef) -> String {
        match field {
            FieldRef::Column(_, ColumnId(at)) => column(at),
            FieldRef::Attribute(..) => "null".to_owned(),
        }
    }

    fn measure(&self, _: MeasureId) -> Option<&Term> {
        None
    }
}

struct Taking<'a> {
    queries: &'a Queries<'a>,
    timed: bool,
    parts: Vec<Part>,
}

impl Taking<'_> {
    /// A term whose rows are somewhere, over parts.
    fn take(&mut self, term: &Term, from: From) -> Result<Term, Unsupported> {
        let (sources, around) = (
            self.queries.sources_of(term),
            self.queries.looks_around(term),
        );
        let mut sources = sources.into_iter();
        match (sources.next(), sources.next()) {
            (None, _) if !around => return Ok(term.clone()),
            (Some(source), None) if !around && !compares(term) => {
                return Ok(self.part(term, source, from));
            }
            _ => {}
        }
        let over = |kind| Term {
            kind,
            ty: term.ty,
            span: term.span,
        };
        Ok(match &term.kind {
            TermKind::Measure(id) => match self.queries.dashboard.measure(*id) {
                Some(measure) => self.take(&measure.term, from)?,
                None => term.clone(),
            },
            TermKind::Over {
                function,
                measure,
                back,
            } => {
                if from != From::Here {
                    return Err(nested(*function, term.span));
                }
                self.over(term, *function, *measure, *back)?
            }
            TermKind::ToMoment(x) => over(TermKind::ToMoment(self.boxed(x, from)?)),
            TermKind::Negate(x) => over(TermKind::Negate(self.boxed(x, from)?)),
            TermKind::Not(x) => over(TermKind::Not(self.boxed(x, from)?)),
            TermKind::IsEmpty(x) => over(TermKind::IsEmpty(self.boxed(x, from)?)),
            TermKind::Shift(x, count, unit) => {
                over(TermKind::Shift(self.boxed(x, from)?, *count, *unit))
            }
            TermKind::Binary(op, a, b) => over(TermKind::Binary(
                *op,
                self.boxed(a, from)?,
                self.boxed(b, from)?,
            )),
            TermKind::In(x, list) => {
                over(TermKind::In(self.boxed(x, from)?, self.each(list, from)?))
            }
            TermKind::Call(function, args) => {
                over(TermKind::Call(*function, self.each(args, from)?))
            }
            // Whatever has no terms inside has one source or none.
            _ => term.clone(),
        })
    }

    fn boxed(&mut self, term: &Term, from: From) -> Result<Box<Term>, Unsupported> {
        self.take(term, from).map(Box::new)
    }

    fn each(&mut self, terms: &[Term], from: From) -> Result<Vec<Term>, Unsupported> {
        terms.iter().map(|t| self.take(t, from)).collect()
    }

    /// `previous`, `change`, `running` and `share`.
    fn over(
        &mut self,
        term: &Term,
        function: Function,
        id: MeasureId,
        back: Option<(i64, Unit)>,
    ) -> Result<Term, Unsupported> {
        let Some(of) = self.queries.measure_term(id) else {
            return Ok(term.clone());
        };
        let of = Term {
            span: term.span,
            ..of
        };
        let (count, unit) = back.unwrap_or((0, Unit::Days));
        let earlier = From::Back(count, unit);
        let now = if self.timed {
            From::Here
        } else {
            From::Newest(unit)
        };
        let ratio = |op, a, b| Term {
            kind: TermKind::Binary(op, Box::new(a), Box::new(b)),
            ty: Type::Number,
            span: term.span,
        };
        // Over all periods together, "up to now" is everything.
        let so_far = if self.timed {
            From::Running
        } else {
            From::Here
        };
        let mut take = |from| self.take(&of, from);
        Ok(match function {
            Function::Previous => take(earlier)?,
            Function::Change => {
                let (now, before) = (take(now)?, take(earlier)?);
                let more = ratio(Op::Subtract, now, before.clone());
                ratio(Op::Divide, more, before)
            }
            Function::Share => ratio(Op::Divide, take(From::Here)?, take(From::Whole)?),
            _ => take(so_far)?,
        })
    }

    /// The term that stands for a part.
    fn part(&mut self, term: &Term, source: SourceId, from: From) -> Term {
        let same = |p: &Part| p.from == from && p.term.kind == term.kind;
        let at = self.parts.iter().position(same).unwrap_or_else(|| {
            self.parts.push(Part {
                from,
                term: term.clone(),
                source,
            });
            self.parts.len() - 1
        });
        Term {
            kind: TermKind::Field(FieldRef::Column(PARTS, ColumnId(at))),
            ty: term.ty,
            span: term.span,
        }
    }
}

/// Whether a term is a condition on what it holds. Where a side has no rows its count is 0, so the condition has an answer there
/// too: it is computed over the parts, not in the side.
fn compares(term: &Term) -> bool {
    term.ty == Type::Bool && !matches!(term.kind, TermKind::Measure(_) | TermKind::Aggregate { .. })
}

fn nested(function: Function, span: Span) -> Unsupported {
    let (en, nl) = (function.facts().en, function.facts().nl);
    let reason: Words = say!(
        en "'{en}' stands in a measure that looks at other periods itself; take it of a measure of rows only",
        nl "'{nl}' staat in een maat die zelf al naar andere periodes kijkt; neem er een maat voor die alleen rijen telt",
    );
    unsupported(span, reason)
}
