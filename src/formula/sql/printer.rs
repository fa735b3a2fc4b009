//! Terms → SQL expressions, by the meaning of LANGUAGE.md §6.

use super::spelling::{Filling, Grain, Piece, Step};
use super::text::{Level, Sql};
use super::{Dialect, Quirks};
use crate::diag::{Span, Words};
use crate::formula::ast::{Op, Unit};
use crate::formula::functions::Function;
use crate::formula::term::{FieldRef, MeasureId, SourceId, Term, TermKind, Type};
use crate::say;
use jiff::civil::Date;

/// What the printer must know of the query around a term.
pub trait Surroundings {
    /// How a column or attribute is written where the term stands (already quoted).
    fn field(&self, field: FieldRef) -> String;
    /// The term of a measure, to be written out in place.
    fn measure(&self, measure: MeasureId) -> Option<&Term>;
}

/// Why a term can't be written in a dialect.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsupported {
    /// The part that can't.
    pub span: Span,
    /// Why, and what then.
    pub reason: Words,
}

/// Writes terms in one dialect.
pub struct Printer<'a> {
    /// The dialect.
    pub dialect: Dialect,
    /// What `today()` is; the database's current date when `None`.
    pub today: Option<Date>,
    /// What `working_days` leaves out: days from Monday to Friday, in order.
    pub holidays: &'a [Date],
    /// The query around the term.
    pub around: &'a dyn Surroundings,
}

type Printed = Result<Sql, Unsupported>;

impl Printer<'_> {
    /// A term as an expression: per row, or over rows when it aggregates. Booleans print as conditions.
    ///
    /// # Errors
    /// When the dialect can't keep its meaning, or when one query can't: rows of several sources, other periods.
    pub fn expression(&self, term: &Term) -> Result<String, Unsupported> {
        self.one_source(term, &mut None)?;
        Ok(self.term(term)?.bare().to_owned())
    }

    /// The first day (a date) of the period that the date or moment `value` (SQL) falls in. `unit` is days, weeks, months,
    /// quarters or years; anything shorter counts as days.
    pub fn period_start(&self, value: &str, unit: Unit) -> String {
        let piece = match unit {
            Unit::Hours | Unit::WorkingDays | Unit::Days => Piece::AsDate,
            Unit::Weeks => Piece::Start(Grain::Week),
            Unit::Months => Piece::Start(Grain::Month),
            Unit::Quarters => Piece::Start(Grain::Quarter),
            Unit::Years => Piece::Start(Grain::Year),
        };
        self.infallible(piece, &[value], 0)
    }

    /// The date `value` (SQL) moved by `count` units: days, weeks, months, quarters or years; anything shorter counts as
    /// days. Months clamp to the month's end.
    pub fn shift(&self, value: &str, count: i64, unit: Unit) -> String {
        if count == 0 {
            return value.to_owned();
        }
        let (count, step) = Step::of(count, unit).unwrap_or((count, Step::Days));
        let step = match step {
            Step::Months => Step::Months,
            Step::Days | Step::Hours => Step::Days,
        };
        self.infallible(Piece::MoveDate(step), &[value], count)
    }

    /// The step `name` of a query, with a row for each period from the lowest to the highest `start` (a quoted name) of the
    /// step `from`. The `with` before it says `recursive` where [`Dialect::recurses`].
    pub fn periods(&self, name: &str, start: &str, unit: Unit, from: &str) -> String {
        let (count, step) = Step::of(1, unit).unwrap_or((1, Step::Days));
        if let Some(series) = self.quirks().series(step) {
            let all = series.fill(Filling {
                args: &["\"first\"", "\"last\""].map(Sql::atom),
                step: count,
                ..Filling::default()
            });
            return format!(
                "{name} as (\n  select {} as {start}\n  \
                 from (select min({start}) as \"first\", max({start}) as \"last\" from {from}) as ends\n)",
                all.bare()
            );
        }
        let next = self.shift(start, 1, unit);
        format!(
            "{name}({start}, \"until\") as (\n  select min({start}), max({start}) from {from}\n  union all\n  \
             select {next}, \"until\" from {name} where {start} < \"until\"\n)"
        )
    }

    /// The current date, or the frozen one.
    pub fn today(&self) -> String {
        match self.today {
            Some(date) => self.quirks().date(date),
            None => self.infallible(Piece::Today, &[], 0),
        }
    }

    /// The values of `value` (SQL, text) in one group, joined by `, ` in the order of `by`.
    ///
    /// SQLite joins in the order in which it reads the rows: there the group must come from a subquery `order by` the same.
    pub fn joined_by(&self, value: &str, by: &str) -> String {
        self.infallible(Piece::Joined, &[value, by], 0)
    }

    /// The text `value` (SQL) as it stands in an `order by` or a comparison that goes by code points.
    pub fn ordered(&self, value: &str) -> String {
        format!("{value}{}", self.quirks().code_points())
    }

    /// A date or moment `value` (SQL) as its date.
    pub fn date_of(&self, value: &str) -> String {
        self.infallible(Piece::AsDate, &[value], 0)
    }

    /// The number of the ISO week of the date `value` (SQL).
    pub fn week_of(&self, value: &str) -> String {
        self.infallible(Piece::Week, &[value], 0)
    }

    /// Any `value` (SQL) as text.
    pub fn text_of(&self, value: &str) -> String {
        self.infallible(Piece::AsText, &[value], 0)
    }

    /// A text that is empty.
    pub fn no_text(&self) -> String {
        self.infallible(Piece::NoText, &[], 0)
    }

    /// The date `value` (SQL) as the text `2027-06-01`.
    pub fn iso_text(&self, value: &str) -> String {
        self.infallible(Piece::IsoText, &[value], 0)
    }

    /// The number `value` (SQL) rounded to a multiple of `step`, halves away from zero.
    pub fn rounded_to(&self, value: &str, step: u32) -> String {
        let quotient = self.infallible(Piece::Divide, &[value, &step.to_string()], 0);
        let rounded = self.infallible(Piece::Round, &[&quotient], 0);
        format!("({rounded}) * {step}")
    }

    /// A date literal.
    pub fn date(&self, date: Date) -> String {
        self.quirks().date(date)
    }

    fn quirks(&self) -> &'static dyn Quirks {
        self.dialect.quirks()
    }

    /// Fills a piece that every dialect has.
    fn infallible(&self, piece: Piece, args: &[&str], step: i64) -> String {
        let args: Vec<Sql> = args.iter().map(|a| self.of_unknown(a)).collect();
        let spelling = self.dialect.spelling(piece);
        let filling = Filling {
            args: &args,
            step,
            ..Filling::default()
        };
        spelling
            .map(|s| s.fill(filling).bare().to_owned())
            .unwrap_or_default()
    }

    /// SQL whose origin is unknown: only a quoted name is surely tight.
    fn of_unknown(&self, text: &str) -> Sql {
        let is_name = self.dialect.is_name(text);
        Sql::new(text, if is_name { Level::Atom } else { Level::Or })
    }

    fn piece(&self, piece: Piece, args: &[Sql], span: Span) -> Printed {
        self.fill(
            piece,
            Filling {
                args,
                ..Filling::default()
            },
            span,
        )
    }

    fn fill(&self, piece: Piece, filling: Filling<'_>, span: Span) -> Printed {
        let spelling = self
            .dialect
            .spelling(piece)
            .map_err(|reason| Unsupported { span, reason })?;
        Ok(spelling.fill(filling))
    }

    /// Demands that all rows under a term are of one source: one query reads one.
    fn one_source(&self, term: &Term, seen: &mut Option<SourceId>) -> Result<(), Unsupported> {
        let mut outcome = Ok(());
        term.walk(&mut |part| {
            if outcome.is_err() {
                return;
            }
            match &part.kind {
                TermKind::Aggregate { source, .. } if *seen.get_or_insert(*source) != *source => {
                    outcome = Err(several_sources(part.span));
                }
                TermKind::Measure(id) => {
                    outcome = match self.around.measure(*id) {
                        Some(measure) => self.one_source(measure, seen),
                        None => Ok(()),
                    };
                }
                _ => {}
            }
        });
        outcome
    }

    /// A term as a value.
    fn term(&self, term: &Term) -> Printed {
        let sql = self.written(term)?;
        if self.quirks().has_booleans() || !is_condition(term) {
            return Ok(sql);
        }
        let (yes, no) = (sql.bare(), sql.tight());
        Ok(Sql::atom(format!(
            "cast(case when {yes} then 1 when not {no} then 0 end as bit)"
        )))
    }

    /// A yes or no as a condition.
    fn condition(&self, term: &Term) -> Printed {
        let sql = self.written(term)?;
        if self.quirks().has_booleans() || is_condition(term) {
            return Ok(sql);
        }
        Ok(Sql::infix(&sql, "=", &Sql::atom("1"), Level::Compare))
    }

    /// A term as it comes: a value, but what compares, looks into texts or goes by and, or, not is a condition.
    fn written(&self, term: &Term) -> Printed {
        let span = term.span;
        match &term.kind {
            TermKind::Number(n) => Ok(self.number(*n)),
            TermKind::Text(text) => Ok(Sql::atom(self.dialect.text(text))),
            TermKind::Bool(value) => Ok(Sql::atom(match (self.quirks().has_booleans(), value) {
                (true, true) => "true",
                (true, false) => "false",
                (false, true) => "1",
                (false, false) => "0",
            })),
            TermKind::Date(date) => Ok(Sql::atom(self.quirks().date(*date))),
            TermKind::Today => Ok(Sql::atom(self.today())),
            TermKind::Field(field) => Ok(Sql::atom(self.around.field(*field))),
            TermKind::ToMoment(x) => self.piece(Piece::AsMoment, &[self.term(x)?], span),
            TermKind::Negate(x) => Ok(Sql::new(format!("-{}", self.term(x)?.tight()), Level::Sign)),
            TermKind::Not(x) => self.not(x),
            TermKind::Binary(op, a, b) => self.binary(*op, a, b, span),
            TermKind::In(x, list) => self.is_in(x, list),
            TermKind::IsEmpty(x) => Ok(Sql::new(
                format!("{} is null", self.term(x)?.tight()),
                Level::Compare,
            )),
            TermKind::Shift(x, count, unit) => self.shifted(x, *count, *unit, span),
            TermKind::Call(function, args) => self.call(*function, args, span),
            TermKind::Aggregate {
                function,
                of,
                percentile,
                filter,
                ..
            } => self.aggregate(
                *function,
                of.as_deref(),
                *percentile,
                filter.as_deref(),
                span,
            ),
            TermKind::Measure(id) => match self.around.measure(*id) {
                Some(measure) => self.term(measure),
                None => Err(unknown_measure(span)),
            },
            TermKind::Over { function, .. } => Err(other_periods(*function, span)),
        }
    }

    /// A number where arithmetic may follow.
    fn number(&self, n: f64) -> Sql {
        let digits = n.abs().to_string();
        let text = if n.fract() == 0.0 {
            digits
        } else {
            self.quirks().fraction(&digits)
        };
        signed(n, text)
    }

    /// A term beside a comparison, where a number needs no type and a text is compared exactly.
    fn compared(&self, term: &Term) -> Printed {
        match term.kind {
            TermKind::Number(n) => Ok(signed(n, n.abs().to_string())),
            _ if term.ty == Type::Text => self.exact(self.term(term)?, term.span),
            _ => self.term(term),
        }
    }

    fn exact(&self, text: Sql, span: Span) -> Printed {
        let exact = self.piece(Piece::Exact, std::slice::from_ref(&text), span)?;
        // The level of what is left as it is.
        Ok(if exact.bare() == text.bare() {
            text
        } else {
            exact
        })
    }

    fn not(&self, x: &Term) -> Printed {
        match &x.kind {
            TermKind::IsEmpty(inner) => Ok(Sql::new(
                format!("{} is not null", self.term(inner)?.tight()),
                Level::Compare,
            )),
            _ => Ok(Sql::new(
                format!("not {}", self.condition(x)?.tight()),
                Level::Not,
            )),
        }
    }

    fn binary(&self, op: Op, a: &Term, b: &Term, span: Span) -> Printed {
        if op.compares() {
            return self.comparison(op, a, b);
        }
        if let Op::Or | Op::And = op {
            let level = if op == Op::Or { Level::Or } else { Level::And };
            let (left, right) = (self.condition(a)?, self.condition(b)?);
            return Ok(Sql::infix(&left, op.symbol(), &right, level));
        }
        let (left, right) = (self.term(a)?, self.term(b)?);
        let level = match op {
            Op::Divide => return self.divide(left, &right, b, span),
            Op::Multiply => Level::Multiply,
            _ => Level::Add,
        };
        Ok(Sql::infix(&left, op.symbol(), &right, level))
    }

    fn comparison(&self, op: Op, a: &Term, b: &Term) -> Printed {
        let (left, right) = (self.compared(a)?, self.compared(b)?);
        Ok(Sql::infix(&left, op.symbol(), &right, Level::Compare))
    }

    /// Division in doubles; by zero it is empty.
    fn divide(&self, left: Sql, right: &Sql, divisor: &Term, span: Span) -> Printed {
        let never_zero = matches!(divisor.kind, TermKind::Number(n) if n != 0.0);
        let right = if never_zero {
            right.clone()
        } else {
            Sql::atom(format!("nullif({}, 0)", right.bare()))
        };
        self.piece(Piece::Divide, &[left, right], span)
    }

    fn is_in(&self, x: &Term, list: &[Term]) -> Printed {
        let mut values = Vec::new();
        for value in list {
            values.push(self.compared(value)?.bare().to_owned());
        }
        let x = self.compared(x)?.tight();
        Ok(Sql::new(
            format!("{x} in ({})", values.join(", ")),
            Level::Compare,
        ))
    }

    fn shifted(&self, x: &Term, count: i64, unit: Unit, span: Span) -> Printed {
        let (count, step) = Step::of(count, unit).ok_or_else(|| shift_by_working_days(span))?;
        let mut value = self.term(x)?;
        let mut dated = x.ty == Type::Date;
        if dated && step == Step::Hours {
            value = self.piece(Piece::AsMoment, &[value], span)?;
            dated = false;
        }
        let piece = if dated {
            Piece::MoveDate(step)
        } else {
            Piece::MoveMoment(step)
        };
        self.fill(
            piece,
            Filling {
                args: &[value],
                step: count,
                ..Filling::default()
            },
            span,
        )
    }

    fn call(&self, function: Function, args: &[Term], span: Span) -> Printed {
        let mut sql = Vec::new();
        for (at, arg) in args.iter().enumerate() {
            sql.push(match (function, at) {
                (Function::If, 0) => self.condition(arg)?,
                (Function::Contains | Function::StartsWith, _) => self.compared(arg)?,
                _ => self.term(arg)?,
            });
        }
        let piece = match function {
            Function::Days | Function::Weeks => return self.days(function, args, &sql, span),
            Function::WorkingDays => return self.working_days(args, sql, span),
            Function::Round => return self.round(args, sql, span),
            Function::Bin => return self.bin(args, &sql, span),
            Function::Minimum => return self.extreme(Piece::Least, args, sql, span),
            Function::Maximum => return self.extreme(Piece::Greatest, args, sql, span),
            Function::Coalesce => return Ok(Sql::atom(format!("coalesce({})", listed(&sql)))),
            Function::If => return choice(&sql, span),
            Function::Today => return Ok(Sql::atom(self.today())),
            Function::Months => Piece::Months,
            Function::Year => Piece::Year,
            Function::Quarter => Piece::Quarter,
            Function::Month => Piece::Month,
            Function::Week => Piece::Week,
            Function::Weekday => Piece::Weekday,
            Function::Abs => Piece::Abs,
            Function::Lower => Piece::Lower,
            Function::Upper => Piece::Upper,
            Function::Contains => Piece::Contains,
            Function::StartsWith => Piece::StartsWith,
            _ => return Err(not_per_row(function, span)),
        };
        self.piece(piece, &sql, span)
    }

    /// `days` and `weeks`: whole between two dates, with a fraction between moments.
    fn days(&self, function: Function, args: &[Term], sql: &[Sql], span: Span) -> Printed {
        let dates = args.iter().all(|a| a.ty == Type::Date);
        let piece = if dates {
            Piece::DaysOfDates
        } else {
            Piece::DaysOfMoments
        };
        let days = self.piece(piece, sql, span)?;
        match function {
            Function::Weeks => self.piece(Piece::Divide, &[days, Sql::atom("7")], span),
            _ => Ok(days),
        }
    }

    fn working_days(&self, args: &[Term], mut sql: Vec<Sql>, span: Span) -> Printed {
        for (value, arg) in sql.iter_mut().zip(args) {
            if arg.ty == Type::Moment {
                *value = self.piece(Piece::AsDate, std::slice::from_ref(value), span)?;
            }
        }
        let days = self.piece(Piece::WorkingDays, &sql, span)?;
        if self.holidays.is_empty() {
            return Ok(days);
        }
        // Those up to a date, so that the difference is right in both directions.
        let list = Sql::atom(self.quirks().days(self.holidays));
        let mut passed = Vec::new();
        for date in sql {
            passed.push(match self.quirks().listed_up_to(&date, self.holidays) {
                Some(counted) => counted,
                None => self.piece(Piece::ListedUpTo, &[date, list.clone()], span)?,
            });
        }
        let [before, after] = passed.as_slice() else {
            return Ok(days);
        };
        let free = Sql::infix(after, "-", before, Level::Add);
        Ok(Sql::infix(&days, "-", &free, Level::Add))
    }

    /// Rounds by scaling doubles, which every database does alike, where their own `round` differ.
    fn round(&self, args: &[Term], mut sql: Vec<Sql>, span: Span) -> Printed {
        let places = match args.get(1).map(|a| &a.kind) {
            None => 0.0,
            Some(TermKind::Number(n)) if n.fract() == 0.0 && (0.0..=15.0).contains(n) => *n,
            Some(_) => return Err(odd_places(span)),
        };
        sql.truncate(1);
        if places == 0.0 {
            return self.piece(Piece::Round, &sql, span);
        }
        let scale = Sql::atom(10_f64.powf(places).to_string());
        let scaled = sql
            .iter()
            .map(|s| Sql::infix(s, "*", &scale, Level::Multiply));
        let rounded = self.piece(Piece::Round, &scaled.collect::<Vec<_>>(), span)?;
        self.piece(Piece::Divide, &[rounded, scale], span)
    }

    fn bin(&self, args: &[Term], sql: &[Sql], span: Span) -> Printed {
        let ([value, width], [_, divisor]) = (sql, args) else {
            return Err(not_per_row(Function::Bin, span));
        };
        let quotient = self.divide(value.clone(), width, divisor, span)?;
        let floor = self.piece(Piece::Floor, &[quotient], span)?;
        Ok(Sql::infix(&floor, "*", width, Level::Multiply))
    }

    /// `minimum` and `maximum` of two: empty when either is.
    fn extreme(&self, piece: Piece, args: &[Term], sql: Vec<Sql>, span: Span) -> Printed {
        let guards: Vec<String> = std::iter::zip(args, &sql)
            .filter(|(arg, _)| !is_literal(arg))
            .map(|(_, sql)| format!("{} is not null", sql.tight()))
            .collect();
        let extreme = self.piece(piece, &sql, span)?;
        if guards.is_empty() || !self.quirks().least_skips_null() {
            return Ok(extreme);
        }
        let guard = guards.join(" and ");
        Ok(Sql::atom(format!(
            "case when {guard} then {} end",
            extreme.bare()
        )))
    }

    fn aggregate(
        &self,
        function: Function,
        of: Option<&Term>,
        percentile: Option<f64>,
        filter: Option<&Term>,
        span: Span,
    ) -> Printed {
        let of_sql = of.map(|t| match function {
            Function::Count => self.condition(t),
            Function::Distinct => self.compared(t),
            _ => self.term(t),
        });
        let mut only = filter.map(|t| self.condition(t)).transpose()?;
        let mut args: Vec<Sql> = of_sql.transpose()?.into_iter().collect();
        let piece = match function {
            Function::Count => {
                only = both(args.pop(), only);
                Piece::Count
            }
            Function::Distinct => Piece::Distinct,
            Function::Sum => Piece::Sum,
            Function::Average => Piece::Average,
            Function::Median => Piece::Median,
            Function::Percentile => Piece::Percentile,
            Function::Minimum => Piece::Lowest,
            Function::Maximum => Piece::Highest,
            Function::Percentage => Piece::Percentage,
            _ => return Err(not_per_row(function, span)),
        };
        if let (false, Some(condition)) = (self.quirks().filters_aggregates(), &only) {
            let of = args.first().map_or("1", Sql::bare);
            let kept = format!("case when {} then {of} end", condition.bare());
            if piece == Piece::Count {
                return Ok(Sql::atom(format!("count({kept})")));
            }
            args = vec![Sql::atom(kept)];
            only = None;
        }
        args.extend(percentile.map(|p| Sql::atom((p / 100.0).to_string())));
        let filter = only.map(|c| format!(" filter (where {})", c.bare()));
        let filter = filter.as_deref().unwrap_or_default();
        self.fill(
            piece,
            Filling {
                args: &args,
                filter,
                step: 0,
            },
            span,
        )
    }
}

fn signed(n: f64, text: String) -> Sql {
    if n < 0.0 {
        Sql::new(format!("-{text}"), Level::Sign)
    } else {
        Sql::atom(text)
    }
}

fn listed(sql: &[Sql]) -> String {
    let texts: Vec<&str> = sql.iter().map(Sql::bare).collect();
    texts.join(", ")
}

fn choice(sql: &[Sql], span: Span) -> Printed {
    let [condition, yes, no] = sql else {
        return Err(not_per_row(Function::If, span));
    };
    let (condition, yes, no) = (condition.bare(), yes.bare(), no.bare());
    Ok(Sql::atom(format!(
        "case when {condition} then {yes} else {no} end"
    )))
}

fn both(a: Option<Sql>, b: Option<Sql>) -> Option<Sql> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Sql::infix(&a, "and", &b, Level::And)),
        (a, b) => a.or(b),
    }
}

/// Whether a term is a condition rather than a value, where these differ.
fn is_condition(term: &Term) -> bool {
    use Function::{Contains, StartsWith};
    match &term.kind {
        TermKind::Not(_) | TermKind::In(..) | TermKind::IsEmpty(_) => true,
        TermKind::Binary(op, ..) => op.compares() || matches!(op, Op::And | Op::Or),
        TermKind::Call(function, _) => matches!(function, Contains | StartsWith),
        _ => false,
    }
}

fn is_literal(term: &Term) -> bool {
    use TermKind::{Bool, Date, Number, Text, Today};
    matches!(term.kind, Number(_) | Text(_) | Bool(_) | Date(_) | Today)
}

fn several_sources(span: Span) -> Unsupported {
    let reason = say!(
        en "this takes rows of two sources, and one query reads one; show a measure of each source beside the other",
        nl "dit neemt rijen uit twee bronnen, en één query leest er één; toon van elke bron een maat naast de andere",
    );
    Unsupported { span, reason }
}

fn unknown_measure(span: Span) -> Unsupported {
    let reason = say!(
        en "the formula of this measure is not understood, so it can't be written out",
        nl "de formule van deze maat is niet begrepen en kan dus niet worden uitgeschreven",
    );
    Unsupported { span, reason }
}

fn other_periods(function: Function, span: Span) -> Unsupported {
    let (en, nl) = (function.facts().en, function.facts().nl);
    let reason = say!(
        en "'{en}' looks at other rows than those of its own group, which a single expression can't; show the measure itself over time",
        nl "'{nl}' kijkt naar andere rijen dan die van de eigen groep, en dat kan niet in één uitdrukking; toon de maat zelf over de tijd",
    );
    Unsupported { span, reason }
}

fn shift_by_working_days(span: Span) -> Unsupported {
    let reason = say!(
        en "a date can't be moved by working days in SQL; compare 'working_days(a, b)' with the number instead",
        nl "in SQL kan een datum niet met werkdagen worden verschoven; vergelijk 'werkdagen(a; b)' met het aantal",
    );
    Unsupported { span, reason }
}

fn odd_places(span: Span) -> Unsupported {
    let reason = say!(
        en "the number of decimals of 'round' must be a whole number up to 15, written out",
        nl "het aantal decimalen van 'afronden' moet een uitgeschreven geheel getal tot en met 15 zijn",
    );
    Unsupported { span, reason }
}

fn not_per_row(function: Function, span: Span) -> Unsupported {
    let (en, nl) = (function.facts().en, function.facts().nl);
    let reason = say!(
        en "'{en}' can't be used in this place",
        nl "'{nl}' kan niet op deze plaats worden gebruikt",
    );
    Unsupported { span, reason }
}
