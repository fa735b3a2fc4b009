//! Terms as DAX, with the meaning of LANGUAGE.md §6.
//!
//! DAX thinks otherwise than SQL about four things, and this printer guards against each:
//!
//! - BLANK is no NULL: `BLANK() = 0`, `BLANK() < 5` and `NOT BLANK()` are true, `BLANK() + 1` is 1. So a [`Value`] carries the
//!   expressions whose blankness makes it empty, and a [`Condition`] is three two-valued predicates: is it true, is it
//!   false, is it known. Nothing is compared or added before `ISBLANK` was asked.
//! - Text is compared without case. So texts are compared by `EXACT`, after the marks by which the import keeps values apart
//!   that differ in case only (see `m.rs`) are taken off.
//! - `/` by zero is an error or infinity: `DIVIDE` gives BLANK.
//! - Aggregates over nothing are BLANK, `COUNTROWS` too: counts end in `+ 0`.

mod patterns;
mod value;

use self::patterns::{AGGREGATES, PATTERNS, PLACES};
pub(super) use self::value::Lines;
use self::value::{Condition, Predicate, Scope, Value, all, any};
use super::names::{Names, dax_column, dax_measure, dax_table, dax_text, grain};
use crate::dashboard::{Dashboard, Grain};
use crate::diag::{Span, Words};
use crate::formula::ast::{Op, Unit};
use crate::formula::functions::Function;
use crate::formula::term::{FieldRef, MeasureId, SourceId, Term, TermKind, Type};
use crate::say;
use jiff::civil::Date;
use std::cell::Cell;

/// The character (zero width) by which the import tells apart texts that differ in case only.
pub(super) const MARK: &str = "UNICHAR(8203)";

/// A part of a formula that DAX can't keep.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unsupported {
    /// The part.
    pub(super) span: Span,
    /// Why, and what then.
    pub(super) reason: Words,
}

type Printed<T> = Result<T, Unsupported>;

/// Prints the terms of one dashboard.
pub(super) struct Printer<'a> {
    dashboard: &'a Dashboard,
    names: &'a Names,
    /// The source whose row is at hand.
    row: Option<SourceId>,
    /// Filter arguments that hold for every measure (the period of a trigger), with a comma in front.
    within: &'a str,
    last: Cell<u32>,
}

impl<'a> Printer<'a> {
    /// A printer for measures.
    pub(super) fn new(dashboard: &'a Dashboard, names: &'a Names) -> Printer<'a> {
        Printer {
            dashboard,
            names,
            row: None,
            within: "",
            last: Cell::new(0),
        }
    }

    /// A printer for conditions over measures within a period.
    pub(super) fn within(self, filters: &'a str) -> Printer<'a> {
        Printer {
            within: filters,
            ..self
        }
    }

    /// A value per row of `source`, for a calculated column.
    pub(super) fn per_row(&self, source: SourceId, term: &Term) -> Printed<Lines> {
        self.at_row(source).whole(term)
    }

    /// Whether a condition per row of `source` is true, as a predicate.
    pub(super) fn holds_per_row(&self, source: SourceId, term: &Term) -> Printed<Lines> {
        self.at_row(source).holds(term, None)
    }

    /// A value over rows, for a measure.
    pub(super) fn whole(&self, term: &Term) -> Printed<Lines> {
        let mut scope = Scope::default();
        let value = self.value(term, &mut scope)?;
        Ok(scope.close(value.or_blank()))
    }

    /// Whether a condition is true, and `also` a predicate; empty is not true.
    pub(super) fn holds(&self, term: &Term, also: Option<String>) -> Printed<Lines> {
        let mut scope = Scope::default();
        let condition = self.condition(term, &mut scope)?;
        let holds = all([condition.yes].into_iter().chain(also.map(Predicate::of)));
        Ok(scope.close(holds.text()))
    }

    /// The current date, or the frozen one.
    pub(super) fn today(&self) -> String {
        if self.dashboard.freeze_today {
            date(self.dashboard.as_of)
        } else {
            "TODAY()".to_owned()
        }
    }

    fn at_row(&self, source: SourceId) -> Printer<'a> {
        Printer {
            dashboard: self.dashboard,
            names: self.names,
            row: Some(source),
            within: self.within,
            last: Cell::new(self.last.get()),
        }
    }

    /// Gives an expression a name, so that it is written once.
    fn bind(&self, scope: &mut Scope, text: String) -> String {
        self.last.set(self.last.get() + 1);
        let name = format!("__v{}", self.last.get());
        scope.vars.push((name.clone(), text));
        name
    }

    fn value(&self, term: &Term, scope: &mut Scope) -> Printed<Value> {
        Ok(match &term.kind {
            TermKind::Number(number) => Value::sure(self::number(*number)),
            TermKind::Text(text) => Value::sure(dax_text(text)),
            TermKind::Date(day) => Value::sure(date(*day)),
            TermKind::Today => Value::sure(self.today()),
            TermKind::Field(field) => self.field(*field, term, scope)?,
            TermKind::ToMoment(inner) => self.value(inner, scope)?,
            TermKind::Negate(inner) => {
                let inner = self.value(inner, scope)?;
                Value::strict(format!("(-{})", inner.text), &[&inner])
            }
            TermKind::Binary(op, a, b) if !op.compares() && !matches!(op, Op::And | Op::Or) => {
                self.arithmetic(*op, a, b, scope)?
            }
            TermKind::Shift(inner, count, unit) => self.shifted(inner, *count, *unit, scope)?,
            TermKind::Call(function, args) if !is_condition(*function) => {
                self.call(*function, args, term, scope)?
            }
            TermKind::Aggregate { .. } => self.aggregate(term, scope)?,
            TermKind::Measure(id) => self.measure(*id, term, scope)?,
            TermKind::Over {
                function,
                measure,
                back,
            } => self.over(*function, *measure, *back, term, scope)?,
            TermKind::Bool(yes) => Value::sure(if *yes { "TRUE()" } else { "FALSE()" }),
            TermKind::Not(_)
            | TermKind::Binary(..)
            | TermKind::In(..)
            | TermKind::IsEmpty(_)
            | TermKind::Call(..) => {
                let c = self.condition(term, scope)?;
                let text = format!("IF({}, TRUE(), IF({}, FALSE()))", c.yes.text(), c.no.text());
                Value::atom(self.bind(scope, text))
            }
        })
    }

    /// A column as it stands, an attribute written out in place.
    fn field(&self, field: FieldRef, term: &Term, scope: &mut Scope) -> Printed<Value> {
        if self.row != Some(field.source()) {
            return Err(unsupported(
                term,
                say!(
                    en "Power BI gets one table per source here, so a formula can't reach into another source",
                    nl "Power BI krijgt hier een tabel per bron; een formule kan niet in een andere bron kijken",
                ),
            ));
        }
        match (field, self.names.field(field)) {
            (FieldRef::Attribute(_, id), _) => match self.dashboard.attribute(id) {
                Some(attribute) => self.value(&attribute.term, scope),
                None => Ok(Value::atom("BLANK()".to_owned())),
            },
            (_, Some(names)) => Ok(Value::atom(dax_column(&names.table, &names.raw))),
            (_, None) => Ok(Value::atom("BLANK()".to_owned())),
        }
    }

    fn arithmetic(&self, op: Op, a: &Term, b: &Term, scope: &mut Scope) -> Printed<Value> {
        let (left, right) = (self.value(a, scope)?, self.value(b, scope)?);
        if op == Op::Divide {
            let text = format!("DIVIDE({}, {})", left.or_blank(), right.or_blank());
            return Ok(Value::atom(self.bind(scope, text)));
        }
        let text = if a.ty.is_time() && b.ty.is_time() {
            between(&right, &left, a.ty == Type::Date && b.ty == Type::Date)
        } else {
            format!("({} {} {})", left.text, op.symbol(), right.text)
        };
        Ok(Value::strict(text, &[&left, &right]))
    }

    fn shifted(&self, inner: &Term, count: i64, unit: Unit, scope: &mut Scope) -> Printed<Value> {
        let from = self.value(inner, scope)?;
        let x = &from.text;
        let months = |each: i64| {
            let moved = format!("EDATE({x}, {})", count * each);
            // EDATE may drop the time of day: the day moves, the time is added again.
            if inner.ty == Type::Moment {
                format!("(EDATE(INT({x}), {}) + ({x} - INT({x})))", count * each)
            } else {
                moved
            }
        };
        let text = match unit {
            Unit::Days => format!("({x} + {count})"),
            Unit::Weeks => format!("({x} + {})", count * 7),
            Unit::Hours => format!("({x} + {count} / 24)"),
            Unit::Months => months(1),
            Unit::Quarters => months(3),
            Unit::Years => months(12),
            Unit::WorkingDays => {
                return Err(unsupported(
                    inner,
                    say!(
                        en "Power BI can't move a date by working days; compare with `working_days` instead",
                        nl "Power BI kan een datum niet een aantal werkdagen verschuiven; vergelijk met `werkdagen`",
                    ),
                ));
            }
        };
        Ok(Value::strict(text, &[&from]))
    }

    fn call(
        &self,
        function: Function,
        args: &[Term],
        term: &Term,
        scope: &mut Scope,
    ) -> Printed<Value> {
        match (function, args) {
            (Function::Today, _) => Ok(Value::sure(self.today())),
            (Function::If, [condition, a, b]) => self.choice(condition, a, b, scope),
            (Function::Coalesce, _) => self.coalesce(args, scope),
            (Function::Days, [a, b]) => {
                let (from, to) = (self.value(a, scope)?, self.value(b, scope)?);
                let whole = a.ty == Type::Date && b.ty == Type::Date;
                Ok(Value::strict(between(&from, &to, whole), &[&from, &to]))
            }
            (Function::Weeks, [a, b]) => {
                let (from, to) = (self.value(a, scope)?, self.value(b, scope)?);
                let whole = a.ty == Type::Date && b.ty == Type::Date;
                Ok(Value::strict(
                    format!("({} / 7)", between(&from, &to, whole)),
                    &[&from, &to],
                ))
            }
            (Function::Months, [a, b]) => self.months(a, b, scope),
            _ => self.by_pattern(function, args, term, scope),
        }
    }

    /// The most months that can be added to the earlier moment without passing the later one; below zero when the first is
    /// the later one.
    fn months(&self, a: &Term, b: &Term, scope: &mut Scope) -> Printed<Value> {
        let (from, to) = (self.value(a, scope)?, self.value(b, scope)?);
        let early = self.bind(scope, format!("MIN({}, {})", from.text, to.text));
        let late = self.bind(scope, format!("MAX({}, {})", from.text, to.text));
        let count = format!("(YEAR({late}) - YEAR({early})) * 12 + MONTH({late}) - MONTH({early})");
        let count = self.bind(scope, count);
        let moved = format!("(EDATE(INT({early}), {count}) + ({early} - INT({early})))");
        let passed = format!("ROUND(({moved} - {late}) * 86400000, 0) > 0");
        let sign = format!("IF({} < {}, -1, 1)", to.text, from.text);
        let text = format!("({sign} * ({count} - IF({passed}, 1, 0)))");
        Ok(Value::strict(text, &[&from, &to]))
    }

    /// A function that is empty when an argument is, by [`PATTERNS`].
    fn by_pattern(
        &self,
        function: Function,
        args: &[Term],
        term: &Term,
        scope: &mut Scope,
    ) -> Printed<Value> {
        let found = PATTERNS
            .iter()
            .find(|(f, arity, _)| *f == function && *arity == args.len());
        let Some((_, _, pattern)) = found else {
            let name = function.name(self.dashboard.lang);
            return Err(unsupported(
                term,
                say!(
                    en "`{name}` can't be kept exactly in Power BI",
                    nl "`{name}` kan in Power BI niet precies hetzelfde blijven",
                ),
            ));
        };
        let mut values = Vec::new();
        for arg in args {
            let value = self.value(arg, scope)?;
            // An argument that a pattern uses twice is written once.
            let twice = pattern
                .matches(PLACES.get(values.len()).copied().unwrap_or_default())
                .count()
                > 1;
            values.push(
                if twice && !value.is_atom() && !matches!(arg.kind, TermKind::Number(_)) {
                    Value::atom(self.bind(scope, value.or_blank()))
                } else {
                    value
                },
            );
        }
        let mut text = (*pattern).to_owned();
        if let (Function::WorkingDays, Some(table)) = (function, self.names.holidays()) {
            // Those up to a date, so that the difference is right in both directions.
            let all = dax_table(table);
            let day = dax_column(table, grain(self.dashboard.lang, Grain::Day));
            let [before, after] =
                PLACES.map(|place| format!("COUNTROWS(FILTER(ALL({all}), {day} <= {place}))"));
            text = format!("({text} - ({after} - {before}))");
        }
        for ((place, value), arg) in PLACES.iter().zip(&values).zip(args) {
            text = text.replace(place, &bare(value, arg));
        }
        Ok(Value::strict(text, &values.iter().collect::<Vec<_>>()))
    }

    fn choice(&self, condition: &Term, a: &Term, b: &Term, scope: &mut Scope) -> Printed<Value> {
        let condition = self.condition(condition, scope)?;
        let (a, b) = (self.value(a, scope)?, self.value(b, scope)?);
        let text = format!(
            "IF({}, {}, {})",
            condition.yes.text(),
            a.or_blank(),
            b.or_blank()
        );
        let sure = a.blanks.is_empty() && b.blanks.is_empty();
        Ok(if sure {
            Value::sure(text)
        } else {
            Value::atom(self.bind(scope, text))
        })
    }

    fn coalesce(&self, args: &[Term], scope: &mut Scope) -> Printed<Value> {
        let values = args
            .iter()
            .map(|arg| self.value(arg, scope))
            .collect::<Printed<Vec<_>>>()?;
        let sure = values.iter().any(|value| value.blanks.is_empty());
        let texts: Vec<String> = values.iter().map(Value::or_blank).collect();
        let text = if texts.len() == 1 {
            texts.concat()
        } else {
            format!("COALESCE({})", texts.join(", "))
        };
        Ok(if sure {
            Value::sure(text)
        } else {
            Value::atom(self.bind(scope, text))
        })
    }

    fn condition(&self, term: &Term, scope: &mut Scope) -> Printed<Condition> {
        Ok(match &term.kind {
            TermKind::Bool(true) => Condition {
                yes: Predicate::Always,
                no: Predicate::Never,
                known: Predicate::Always,
            },
            TermKind::Bool(false) => Condition {
                yes: Predicate::Never,
                no: Predicate::Always,
                known: Predicate::Always,
            },
            TermKind::Not(inner) => self.condition(inner, scope)?.negated(),
            TermKind::Binary(Op::And, a, b) => {
                let (a, b) = (self.condition(a, scope)?, self.condition(b, scope)?);
                let (yes, no) = (all([a.yes, b.yes]), any([a.no, b.no]));
                Condition {
                    known: any([yes.clone(), no.clone()]),
                    yes,
                    no,
                }
            }
            TermKind::Binary(Op::Or, a, b) => {
                let (a, b) = (self.condition(a, scope)?, self.condition(b, scope)?);
                let (yes, no) = (any([a.yes, b.yes]), all([a.no, b.no]));
                Condition {
                    known: any([yes.clone(), no.clone()]),
                    yes,
                    no,
                }
            }
            TermKind::Binary(op, a, b) => self.comparison(*op, a, b, scope)?,
            TermKind::In(x, list) => self.membership(x, list, scope)?,
            TermKind::IsEmpty(x) => {
                let value = self.value(x, scope)?;
                Condition {
                    yes: value.missing(),
                    no: value.known(),
                    known: Predicate::Always,
                }
            }
            TermKind::Call(Function::Contains, args)
            | TermKind::Call(Function::StartsWith, args) => self.text_search(term, args, scope)?,
            TermKind::Call(Function::If, args) if args.len() == 3 => {
                let condition = self.condition(&args[0], scope)?;
                let (a, b) = (
                    self.condition(&args[1], scope)?,
                    self.condition(&args[2], scope)?,
                );
                let pick = |a: &Predicate, b: &Predicate| {
                    Predicate::of(format!(
                        "IF({}, {}, {})",
                        condition.yes.text(),
                        a.text(),
                        b.text()
                    ))
                };
                Condition {
                    yes: pick(&a.yes, &b.yes),
                    no: pick(&a.no, &b.no),
                    known: pick(&a.known, &b.known),
                }
            }
            TermKind::Field(FieldRef::Attribute(source, id)) if self.row == Some(*source) => {
                match self.dashboard.attribute(*id) {
                    Some(attribute) => self.condition(&attribute.term, scope)?,
                    None => Condition {
                        yes: Predicate::Never,
                        no: Predicate::Never,
                        known: Predicate::Never,
                    },
                }
            }
            _ => {
                let value = self.value(term, scope)?;
                // `==` is false for BLANK, where `=` takes it for FALSE.
                let strictly = |truth: &str| Predicate::of(format!("{} == {truth}", value.text));
                Condition {
                    yes: strictly("TRUE()"),
                    no: strictly("FALSE()"),
                    known: value.known(),
                }
            }
        })
    }

    fn comparison(&self, op: Op, a: &Term, b: &Term, scope: &mut Scope) -> Printed<Condition> {
        let equality = matches!(op, Op::Equal | Op::NotEqual);
        if a.ty == Type::Bool && equality {
            let (a, b) = (self.condition(a, scope)?, self.condition(b, scope)?);
            let same = Condition {
                yes: any([
                    all([a.yes.clone(), b.yes.clone()]),
                    all([a.no.clone(), b.no.clone()]),
                ]),
                no: any([all([a.yes, b.no]), all([a.no, b.yes])]),
                known: all([a.known, b.known]),
            };
            return Ok(if op == Op::Equal {
                same
            } else {
                same.negated()
            });
        }
        if a.ty == Type::Text && !equality {
            return Err(unsupported(
                a,
                say!(
                    en "Power BI orders text by its own rules, so `<` and `>` between texts can't be kept",
                    nl "Power BI ordent tekst op zijn eigen manier; `<` en `>` tussen teksten kan niet hetzelfde blijven",
                ),
            ));
        }
        let (left, right) = (self.value(a, scope)?, self.value(b, scope)?);
        let known = all([left.known(), right.known()]);
        let (yes, no) = if a.ty == Type::Text {
            let exact = format!("EXACT({}, {})", bare(&left, a), bare(&right, b));
            let not = format!("NOT {exact}");
            if op == Op::Equal {
                (exact, not)
            } else {
                (not, exact)
            }
        } else {
            let compare = |op: Op| format!("{} {} {}", left.text, op.symbol(), right.text);
            (compare(op), compare(opposite(op)))
        };
        Ok(Condition::known_when(known, yes, no))
    }

    fn membership(&self, x: &Term, list: &[Term], scope: &mut Scope) -> Printed<Condition> {
        let tests = list
            .iter()
            .map(|item| self.comparison(Op::Equal, x, item, scope));
        let tests = tests.collect::<Printed<Vec<_>>>()?;
        let known = tests.iter().map(|test| test.known.clone());
        let known = all(known);
        let yes = any(tests.iter().map(|test| test.yes.clone()));
        let no = all(tests.into_iter().map(|test| test.no));
        Ok(Condition { yes, no, known })
    }

    fn text_search(&self, term: &Term, args: &[Term], scope: &mut Scope) -> Printed<Condition> {
        let [text, part] = args else {
            return Err(unsupported(
                term,
                say!(en "two texts are needed", nl "er zijn twee teksten nodig"),
            ));
        };
        let (within, find) = (self.value(text, scope)?, self.value(part, scope)?);
        let (w, f) = (bare(&within, text), bare(&find, part));
        let starts = matches!(term.kind, TermKind::Call(Function::StartsWith, _));
        // FIND looks at case and accents, and knows no wildcards.
        let yes = if starts {
            format!("EXACT(LEFT({w}, LEN({f})), {f})")
        } else {
            format!("FIND({f}, {w}, 1, 0) > 0")
        };
        let no = format!("NOT ({yes})");
        Ok(Condition::known_when(
            all([within.known(), find.known()]),
            yes,
            no,
        ))
    }

    fn aggregate(&self, term: &Term, scope: &mut Scope) -> Printed<Value> {
        let TermKind::Aggregate {
            function,
            source,
            of,
            percentile,
            filter,
        } = &term.kind
        else {
            return Ok(Value::atom("BLANK()".to_owned()));
        };
        let row = self.at_row(*source);
        let table = dax_table(self.names.table(*source));
        let mut inner = Scope::default();
        let kept = match filter {
            Some(filter) => row.condition(filter, &mut inner)?.yes,
            None => Predicate::Always,
        };
        let of = of.as_deref();
        match function {
            Function::Count => {
                let counted = match of {
                    Some(condition) => row.condition(condition, &mut inner)?.yes,
                    None => Predicate::Always,
                };
                let rows = rows(&table, inner, all([kept, counted]));
                self.last.set(row.last.get());
                Ok(Value::sure(
                    self.bind(scope, format!("COUNTROWS({rows}) + 0")),
                ))
            }
            Function::Percentage => {
                let Some(condition) = of else {
                    return Ok(Value::atom("BLANK()".to_owned()));
                };
                let condition = row.condition(condition, &mut inner)?;
                let vars = inner.vars.clone();
                let known = rows(&table, inner, all([kept.clone(), condition.known]));
                let yes = rows(&table, Scope { vars }, all([kept, condition.yes]));
                self.last.set(row.last.get());
                let known = self.bind(scope, format!("COUNTROWS({known})"));
                let yes = self.bind(scope, format!("COUNTROWS({yes}) + 0"));
                // Without known rows `known` is BLANK, and so is the share.
                let share = self.bind(scope, format!("DIVIDE({yes}, {known})"));
                Ok(Value::atom(share))
            }
            _ => {
                let Some(of) = of else {
                    return Ok(Value::atom("BLANK()".to_owned()));
                };
                if of.ty == Type::Text && *function != Function::Distinct {
                    return Err(unsupported(
                        of,
                        say!(
                            en "Power BI orders text by its own rules, so the first or last text can't be kept",
                            nl "Power BI ordent tekst op zijn eigen manier; de eerste of laatste tekst kan niet hetzelfde blijven",
                        ),
                    ));
                }
                let vars_before = inner.vars.len();
                let value = row.value(of, &mut inner)?;
                let needs_vars = inner.vars.len() > vars_before;
                let each = if needs_vars {
                    Scope {
                        vars: inner.vars.clone(),
                    }
                    .close(value.or_blank())
                    .inline()
                } else {
                    value.text.clone()
                };
                let rows = rows(&table, inner, all([kept, value.known()]));
                self.last.set(row.last.get());
                let pattern = AGGREGATES
                    .iter()
                    .find(|(f, _)| f == function)
                    .map(|(_, pattern)| *pattern);
                let Some(pattern) = pattern else {
                    return Err(unsupported(
                        term,
                        say!(en "this aggregate is unknown", nl "deze samenvatting is onbekend"),
                    ));
                };
                let k = number(percentile.unwrap_or_default() / 100.0);
                let text = pattern
                    .replace("{k}", &k)
                    .replace("{rows}", &rows)
                    .replace("{x}", &each);
                let bound = self.bind(scope, text);
                Ok(if *function == Function::Distinct {
                    Value::sure(bound)
                } else {
                    Value::atom(bound)
                })
            }
        }
    }

    fn measure(&self, id: MeasureId, term: &Term, scope: &mut Scope) -> Printed<Value> {
        let Some(names) = self.names.measure(id) else {
            return Err(unsupported(
                term,
                say!(en "this measure is unknown", nl "deze maat is onbekend"),
            ));
        };
        let reference = dax_measure(&names.exact);
        let text = if self.within.is_empty() {
            reference
        } else {
            format!("CALCULATE({reference}{})", self.within)
        };
        Ok(Value::atom(self.bind(scope, text)))
    }

    fn over(
        &self,
        function: Function,
        id: MeasureId,
        back: Option<(i64, Unit)>,
        term: &Term,
        scope: &mut Scope,
    ) -> Printed<Value> {
        let measure = self
            .names
            .measure(id)
            .map(|names| dax_measure(&names.exact));
        let date = self.dashboard.measure(id).and_then(|measure| measure.date);
        let calendar = date.and_then(|date| self.names.calendar(date));
        let day = calendar.map(|table| {
            dax_column(
                table,
                super::names::grain(self.dashboard.lang, crate::dashboard::Grain::Day),
            )
        });
        match (function, measure, day, back) {
            (Function::Share, Some(measure), ..) => {
                let total = self.bind(scope, format!("CALCULATE({measure}, ALLSELECTED())"));
                Ok(Value::atom(
                    self.bind(scope, format!("DIVIDE({measure}, {total})")),
                ))
            }
            (Function::Running, Some(measure), Some(day), _) => {
                let table = dax_table(calendar.unwrap_or_default());
                let last = self.bind(scope, format!("MAX({day})"));
                Ok(Value::atom(self.bind(
                    scope,
                    format!("CALCULATE({measure}, REMOVEFILTERS({table}), {day} <= {last})"),
                )))
            }
            _ => {
                let name = function.name(self.dashboard.lang);
                Err(unsupported(
                    term,
                    say!(
                        en "`{name}` is not carried to Power BI yet",
                        nl "`{name}` gaat nog niet mee naar Power BI",
                    ),
                ))
            }
        }
    }
}

/// Functions whose value is a condition.
fn is_condition(function: Function) -> bool {
    matches!(function, Function::Contains | Function::StartsWith)
}

/// The rows of a table where `kept` holds.
fn rows(table: &str, scope: Scope, kept: Predicate) -> String {
    match kept {
        Predicate::Always => table.to_owned(),
        kept => format!("FILTER({table}, {})", scope.close(kept.text()).inline()),
    }
}

/// Days from one date or moment to another: whole between dates, else exact to the millisecond.
fn between(from: &Value, to: &Value, whole: bool) -> String {
    let difference = format!("{} - {}", to.text, from.text);
    // A difference of dates is a date in DAX; both forms make it a number.
    if whole {
        format!("INT({difference})")
    } else {
        format!("(ROUND(({difference}) * 86400000, 0) / 86400000)")
    }
}

/// A text without the marks of the import; other values as they are.
fn bare(value: &Value, term: &Term) -> String {
    let is_bare = matches!(
        term.kind,
        TermKind::Text(_) | TermKind::Call(Function::Lower | Function::Upper, _)
    );
    if term.ty == Type::Text && !is_bare {
        format!("SUBSTITUTE({}, {MARK}, \"\")", value.text)
    } else {
        value.text.clone()
    }
}

/// The comparison that is true exactly when `op` is false, between values that are not empty.
fn opposite(op: Op) -> Op {
    match op {
        Op::Equal => Op::NotEqual,
        Op::NotEqual => Op::Equal,
        Op::Less => Op::GreaterEqual,
        Op::LessEqual => Op::Greater,
        Op::Greater => Op::LessEqual,
        Op::GreaterEqual => Op::Less,
        other => other,
    }
}

fn unsupported(term: &Term, reason: Words) -> Unsupported {
    Unsupported {
        span: term.span,
        reason,
    }
}

/// A number as DAX reads it in every culture.
pub(super) fn number(value: f64) -> String {
    if value < 0.0 {
        format!("({value})")
    } else {
        format!("{value}")
    }
}

/// A date.
pub(super) fn date(day: Date) -> String {
    format!("DATE({}, {}, {})", day.year(), day.month(), day.day())
}
