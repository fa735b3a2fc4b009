//! Formula text → [`Expr`]: precedence climbing over the tokens of [`super::lex`], with errors as findings and spans in
//! the file.
//!
//! Nothing here backtracks, so every finding may go to the sink at once. After an error the parser goes on at the next
//! operator, separator or parenthesis; what was skipped becomes [`ExprKind::Error`], about which `check` is silent.

use super::ast::{Expr, ExprKind, Op};
use super::errors::{self, Expected};
use super::functions::Function;
use super::lex::{Kind, Token, token};
use super::words::Word;
use crate::diag::{Diagnostic, Lang, Span};
use crate::syntax::Value;
use crate::syntax::errors::{bad_date, bad_number, wrong_language};
use crate::syntax::values::{self, Unit};
use jiff::civil::Date;
use std::ops::Range;

/// Deeper formulas are refused, so that nothing that walks an [`Expr`] can run out of stack.
pub const DEEPEST: usize = 100;

/// Parses the bytes `range` of a field's text as one expression (a value, a condition, an aggregate). Reports every error; a
/// part that can't be read becomes [`ExprKind::Error`].
pub fn parse(value: &Value, range: Range<usize>, lang: Lang, sink: &mut Vec<Diagnostic>) -> Expr {
    let mut parser = Parser::new(value, range, lang, sink);
    parser.whole(Within::Formula)
}

/// Parses the longest expression at the start of the bytes `range`, and tells where in the field's text the rest begins
/// (the end of `range` when there is none).
///
/// A word that no expression can go on with ends it, such as `per` and `for` in a trigger.
pub fn parse_prefix(
    value: &Value,
    range: Range<usize>,
    lang: Lang,
    sink: &mut Vec<Diagnostic>,
) -> (Expr, usize) {
    let mut parser = Parser::new(value, range, lang, sink);
    parser.sentence = true;
    let expr = parser.whole(Within::Sentence);
    (expr, parser.token.start)
}

/// A part of a formula whose spelling depends on the language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A word with a meaning of its own.
    Word(Word),
    /// The name of a function.
    Function(Function),
    /// A number, with its `%`.
    Number,
    /// A date.
    Date(Date),
    /// The unit of a duration, and how many.
    Unit(f64, Unit),
    /// What stands between two arguments.
    Separator,
    /// A name without backticks.
    Name,
}

/// The parts of a formula whose spelling depends on the language, in order, with their places in the field's text.
pub fn marks(
    value: &Value,
    range: Range<usize>,
    lang: Lang,
    sink: &mut Vec<Diagnostic>,
) -> Vec<(Range<usize>, Mark)> {
    let mut parser = Parser::new(value, range, lang, sink);
    parser.marks = Some(Vec::new());
    parser.whole(Within::Formula);
    let mut marks = parser.marks.unwrap_or_default();
    marks.sort_by_key(|(range, _)| range.start);
    marks
}

/// What stands around an expression, and so what may follow it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Nothing: the formula ends with it.
    Formula,
    /// Words that the caller reads.
    Sentence,
    /// Parentheses.
    Group,
    /// The parentheses of a function.
    Call,
    /// The parentheses after `in`.
    List,
}

/// How tightly operators bind, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Sign,
}

impl Level {
    fn of(op: Op) -> Level {
        match op {
            Op::Or => Level::Or,
            Op::And => Level::And,
            Op::Add | Op::Subtract => Level::Sum,
            Op::Multiply | Op::Divide => Level::Product,
            _ => Level::Compare,
        }
    }

    fn tighter(self) -> Level {
        match self {
            Level::Or => Level::And,
            Level::And => Level::Not,
            Level::Not => Level::Compare,
            Level::Compare => Level::Sum,
            Level::Sum => Level::Product,
            Level::Product | Level::Sign => Level::Sign,
        }
    }
}

/// What stands between or after operands.
#[derive(Clone, Copy)]
enum Infix {
    Binary(Op),
    In,
    NotIn,
    Is,
}

impl Infix {
    fn level(self) -> Level {
        match self {
            Infix::Binary(op) => Level::of(op),
            Infix::In | Infix::NotIn | Infix::Is => Level::Compare,
        }
    }
}

struct Parser<'v, 's> {
    /// The field's text up to the end of the range.
    text: &'v str,
    places: Places<'v>,
    lang: Lang,
    sink: &'s mut Vec<Diagnostic>,
    /// The token to be read next.
    token: Token<'v>,
    /// Where the token before it ended.
    last: usize,
    /// How many expressions are open.
    depth: usize,
    /// How many argument lists are open.
    lists: usize,
    /// The height of the expression that was built last.
    height: usize,
    /// The token at which was last reported: one finding a place is enough.
    reported: Option<usize>,
    /// How much was reported.
    told: usize,
    /// Set when the rest is not to be read: it can't be understood, or enough was reported.
    given_up: bool,
    /// Whether the caller reads on after the expression.
    sentence: bool,
    /// What [`marks`] collects.
    marks: Option<Vec<(Range<usize>, Mark)>>,
}

impl<'v, 's> Parser<'v, 's> {
    fn new(
        value: &'v Value,
        range: Range<usize>,
        lang: Lang,
        sink: &'s mut Vec<Diagnostic>,
    ) -> Parser<'v, 's> {
        let text = value.text.get(..range.end).unwrap_or(&value.text);
        let token = token(text, range.start, lang, false);
        Parser {
            text,
            places: Places::of(value),
            lang,
            sink,
            token,
            last: token.start,
            depth: 0,
            lists: 0,
            height: 0,
            reported: None,
            told: 0,
            given_up: false,
            sentence: false,
            marks: None,
        }
    }

    // --- tokens

    fn after(&self, token: Token<'v>) -> Token<'v> {
        self::token(self.text, token.end(), self.lang, self.lists > 0)
    }

    fn advance(&mut self) -> Token<'v> {
        let read = self.token;
        self.last = read.end();
        self.token = self.after(read);
        read
    }

    fn mark(&mut self, token: Token<'_>, mark: Mark) {
        if let Some(marks) = &mut self.marks {
            marks.push((token.start..token.end(), mark));
        }
    }

    fn at(&self, kind: Kind) -> bool {
        self.token.kind == kind
    }

    fn word(&self, token: Token<'_>) -> Option<(Word, Lang)> {
        match token.kind {
            Kind::Word => Word::read(token.text, self.lang),
            _ => None,
        }
    }

    fn at_word(&self, word: Word) -> bool {
        self.word(self.token)
            .is_some_and(|(found, _)| found == word)
    }

    /// Reads a word that [`Parser::word`] knows; reports it when it is of the other language.
    fn take_word(&mut self) {
        let token = self.advance();
        if let Some((word, lang)) = self.word(token) {
            self.mark(token, Mark::Word(word));
            if lang != self.lang {
                self.wrong_language(token, word.word(self.lang));
            }
        }
    }

    fn wrong_language(&mut self, token: Token<'_>, meant: &str) {
        let found = wrong_language(self.span_of(token), token.text, meant, self.lang);
        self.report(found);
    }

    fn span(&self, range: Range<usize>) -> Span {
        self.places.locate(range)
    }

    fn span_of(&self, token: Token<'_>) -> Span {
        self.span(token.start..token.end())
    }

    // --- findings

    fn report(&mut self, found: Diagnostic) {
        if self.given_up {
            return;
        }
        self.sink.push(found);
        self.told += 1;
        if self.told == errors::MOST_FINDINGS {
            self.stop();
        }
    }

    /// Reports the token that stands where something else was expected.
    fn unexpected(&mut self, expected: Expected) {
        if self.reported == Some(self.token.start) {
            return;
        }
        self.reported = Some(self.token.start);
        let span = match self.token.kind {
            // At the end, mark where the author stopped writing.
            Kind::End => Span::at(self.span(self.last..self.last).end),
            _ => self.span_of(self.token),
        };
        let found = errors::unexpected(span, self.token.text, expected, self.lang);
        self.report(found);
    }

    /// Reports, and leaves the rest of the formula unread.
    fn give_up(&mut self, found: Diagnostic) {
        self.report(found);
        self.stop();
    }

    fn stop(&mut self) {
        self.given_up = true;
        let start = self.text.len();
        self.token = Token {
            kind: Kind::End,
            text: "",
            start,
        };
    }

    // --- expressions

    /// An expression and what may follow it there; anything else is reported and skipped.
    fn whole(&mut self, within: Within) -> Expr {
        let mut expr = self.expression(Level::Or);
        while !self.closes(within) {
            if within == Within::Formula
                && self.at_word(Word::Where)
                && let Some(call) = last_call(&expr)
            {
                self.late_filter(call);
                continue;
            }
            self.unexpected(match within {
                Within::Formula | Within::Sentence => Expected::Operator,
                Within::Group => Expected::Close,
                Within::Call | Within::List => Expected::SeparatorOrClose,
            });
            self.skip();
            self.height += 1;
            expr = self.climb(broken(expr), Level::Or);
        }
        expr
    }

    fn closes(&self, within: Within) -> bool {
        let listed = || matches!(self.token.kind, Kind::Comma | Kind::Semicolon | Kind::Close);
        match (within, self.token.kind) {
            (_, Kind::End) | (Within::Sentence, _) => true,
            (Within::Formula, _) => false,
            (Within::Group, kind) => kind == Kind::Close,
            (Within::Call, _) => listed() || self.at_word(Word::Where),
            (Within::List, _) => listed(),
        }
    }

    /// Skips at least one token, then up to the next operator, separator, closing parenthesis or end; what is between
    /// parentheses as a whole.
    fn skip(&mut self) {
        let mut open = 0usize;
        loop {
            match self.advance().kind {
                Kind::Open => open += 1,
                Kind::Close => open = open.saturating_sub(1),
                Kind::End => return,
                _ => {}
            }
            let stops = matches!(
                self.token.kind,
                Kind::Comma | Kind::Semicolon | Kind::Close | Kind::End
            );
            if open == 0 && (stops || self.infix().is_some()) || self.at(Kind::End) {
                return;
            }
        }
    }

    fn error_from(&self, start: usize) -> Expr {
        self.node(ExprKind::Error(Vec::new()), start)
    }

    /// A node from `start` to the end of what was read.
    fn node(&self, kind: ExprKind, start: usize) -> Expr {
        let end = self.last.max(start);
        Expr {
            kind,
            span: self.span(start..end),
        }
    }

    fn expression(&mut self, least: Level) -> Expr {
        if self.depth >= DEEPEST {
            return self.too_deep();
        }
        self.depth += 1;
        let first = self.prefix();
        let expr = self.climb(first, least);
        self.depth -= 1;
        expr
    }

    fn too_deep(&mut self) -> Expr {
        let start = self.token.start;
        let found = errors::too_deep(self.span_of(self.token), DEEPEST);
        self.give_up(found);
        self.height = 0;
        self.error_from(start)
    }

    /// Goes on from a left side with every operator that binds at least as tightly as `least`.
    fn climb(&mut self, first: Expr, least: Level) -> Expr {
        let mut left = first;
        let mut compared: Option<Range<usize>> = None;
        while let Some(infix) = self.infix() {
            if infix.level() < least {
                break;
            }
            let compares = infix.level() == Level::Compare;
            if compares && let Some(middle) = compared.take() {
                self.chained(middle);
                left = broken(left);
            }
            let height = self.height;
            let right = self.last_operand_after(infix, &mut left);
            compared = compares.then_some(right);
            self.height = self.height.max(height) + 1;
            if self.height > DEEPEST {
                return self.too_deep();
            }
        }
        left
    }

    /// Reads the operator and what follows it, and puts it around `left`. Tells where the right side stands.
    fn last_operand_after(&mut self, infix: Infix, left: &mut Expr) -> Range<usize> {
        let hollow = Expr {
            kind: ExprKind::Error(Vec::new()),
            span: left.span,
        };
        let taken = Box::new(std::mem::replace(left, hollow));
        let begin = taken.span;
        let (kind, right) = match infix {
            Infix::Binary(op) => self.binary(op, taken),
            Infix::Is => self.is_empty(taken),
            Infix::In => self.is_in(taken),
            Infix::NotIn => {
                self.take_word();
                let (kind, right) = self.is_in(taken);
                let span = begin.to(self.span(right.clone()));
                (ExprKind::Not(Box::new(Expr { kind, span })), right)
            }
        };
        let span = begin.to(self.span(right.clone()));
        *left = Expr { kind, span };
        right
    }

    fn binary(&mut self, op: Op, left: Box<Expr>) -> (ExprKind, Range<usize>) {
        let token = self.token;
        match token.kind {
            Kind::Word => self.take_word(),
            _ => {
                self.advance();
            }
        }
        if let Kind::OddOperator(_) = token.kind {
            let meant = errors::operator_word(op, self.lang);
            let found = errors::odd_operator(self.span_of(token), token.text, meant);
            self.report(found);
        }
        let start = self.token.start;
        let right = self.expression(Level::of(op).tighter());
        let end = self.last.max(start);
        (ExprKind::Binary(op, left, Box::new(right)), start..end)
    }

    /// `is empty`, `is not empty`.
    fn is_empty(&mut self, value: Box<Expr>) -> (ExprKind, Range<usize>) {
        let start = self.token.start;
        let is = self.advance();
        let negated = self.at_word(Word::Not);
        if negated {
            self.take_word();
        }
        self.height = 0;
        if self.at_word(Word::Empty) {
            self.take_word();
            return (ExprKind::IsEmpty { value, negated }, start..self.last);
        }
        if !self.begins_value(self.token) {
            self.unexpected(Expected::Empty);
            return (ExprKind::Error(vec![*value]), start..self.last);
        }
        let sign = if negated { "<>" } else { "=" };
        let words = self.span(is.start..self.last);
        self.report(errors::is_without_empty(words, sign, self.lang));
        self.expression(Level::Sum);
        (ExprKind::Error(vec![*value]), start..self.last)
    }

    /// `in (a, b)`.
    fn is_in(&mut self, value: Box<Expr>) -> (ExprKind, Range<usize>) {
        let start = self.token.start;
        self.take_word();
        self.height = 0;
        if !self.at(Kind::Open) {
            self.unexpected(Expected::List);
            self.expression(Level::Sum);
            return (ExprKind::Error(vec![*value]), start..self.last);
        }
        let (list, _) = self.arguments(Within::List);
        if list.is_empty() {
            let found = errors::empty_list(self.span(start..self.last));
            self.report(found);
            return (ExprKind::Error(vec![*value]), start..self.last);
        }
        (ExprKind::In(value, list), start..self.last)
    }

    /// The operator at this place, in signs or words of either language.
    fn infix(&self) -> Option<Infix> {
        match self.token.kind {
            Kind::Operator(op) | Kind::OddOperator(op) => return Some(Infix::Binary(op)),
            _ => {}
        }
        match self.word(self.token)?.0 {
            Word::And => Some(Infix::Binary(Op::And)),
            Word::Or => Some(Infix::Binary(Op::Or)),
            Word::In => Some(Infix::In),
            Word::Is => Some(Infix::Is),
            Word::Not => {
                let next = self.word(self.after(self.token))?.0;
                (next == Word::In).then_some(Infix::NotIn)
            }
            _ => None,
        }
    }

    /// Reports `a < b < c`; `middle` is where `b` stands.
    fn chained(&mut self, middle: Range<usize>) {
        let word = Word::And.word(self.lang);
        let text = self.text.get(middle.clone()).unwrap_or_default();
        let insert = format!(" {word} {text}");
        let after = Span::at(self.span(middle).end);
        let operator = self.span_of(self.token);
        self.report(errors::chained(operator, after, insert));
    }

    // --- operands

    fn prefix(&mut self) -> Expr {
        let start = self.token.start;
        match self.token.kind {
            Kind::Operator(Op::Subtract) => {
                self.advance();
                let inner = self.expression(Level::Sign);
                self.height += 1;
                self.node(ExprKind::Negate(Box::new(inner)), start)
            }
            Kind::Word if self.negates() => {
                self.take_word();
                let inner = self.expression(Level::Not);
                self.height += 1;
                self.node(ExprKind::Not(Box::new(inner)), start)
            }
            _ => {
                self.height = 0;
                self.operand()
            }
        }
    }

    /// Whether this word is `not` before a value, and not a name.
    fn negates(&self) -> bool {
        self.at_word(Word::Not) && self.begins_value(self.after(self.token))
    }

    fn begins_value(&self, token: Token<'v>) -> bool {
        match token.kind {
            Kind::Number | Kind::BadNumber | Kind::Date | Kind::Open => true,
            Kind::Text | Kind::OddText | Kind::Quoted | Kind::Unclosed => true,
            Kind::Word => !matches!(
                self.word(token),
                Some((Word::And | Word::Or | Word::In | Word::Is | Word::Where, _))
            ),
            _ => false,
        }
    }

    fn operand(&mut self) -> Expr {
        let start = self.token.start;
        match self.token.kind {
            Kind::Number => self.number(),
            Kind::BadNumber => self.bad_number(),
            Kind::Date => self.date(),
            Kind::Text => {
                let text = self.advance().text;
                let inner = text.get(1..text.len() - 1).unwrap_or_default();
                self.node(ExprKind::Text(inner.replace("\"\"", "\"")), start)
            }
            Kind::OddText => self.odd_text(),
            Kind::Unclosed => self.unclosed(),
            Kind::Open => self.group(),
            Kind::Word if self.after(self.token).kind == Kind::Open => self.call(),
            Kind::Word | Kind::Quoted if !self.is_tail() => self.name(),
            Kind::Unknown | Kind::Dot => {
                self.unexpected(Expected::Value);
                self.advance();
                match self.begins_value(self.token) {
                    true => self.operand(),
                    false => self.error_from(start),
                }
            }
            _ => {
                self.unexpected(Expected::Value);
                self.error_from(start)
            }
        }
    }

    /// Whether a word where a value belongs is the caller's: `< per category`, `< for 4 weeks`.
    fn is_tail(&self) -> bool {
        let tails = self.lang.pick(["per", "for"], ["per", "gedurende"]);
        let tail = tails.contains(&self.token.text.to_lowercase().as_str());
        self.sentence && tail && self.begins_value(self.after(self.token))
    }

    fn number(&mut self) -> Expr {
        let token = self.advance();
        let Ok(number) = values::number(token.text, self.lang) else {
            return self.error_from(token.start);
        };
        let percent = ["procent", "percent", "pct"].contains(&self.token.text);
        if percent && !number.percent && number.value.is_finite() {
            let word = self.advance();
            let span = self.span(token.start..word.end());
            let written = format!("{} {}", token.text, word.text);
            let meant = format!("{}%", token.text);
            self.report(errors::odd_operator(span, &written, &meant));
            let kind = ExprKind::Number {
                value: number.value / 100.0,
                percent: true,
            };
            return self.node(kind, token.start);
        }
        self.mark(token, Mark::Number);
        let kind = match self.unit(number.value) {
            Some(unit) => ExprKind::Duration {
                count: number.value,
                unit,
            },
            None => ExprKind::Number {
                value: number.value,
                percent: number.percent,
            },
        };
        if !number.value.is_finite() {
            let found = errors::too_large(self.span_of(token));
            self.report(found);
            return self.error_from(token.start);
        }
        self.node(kind, token.start)
    }

    /// Reads the unit after a number, when one stands there.
    fn unit(&mut self, count: f64) -> Option<Unit> {
        let first = self.token;
        let second = self.after(first);
        if first.kind != Kind::Word {
            return None;
        }
        let two = format!("{} {}", first.text, second.text);
        let read = |lang| {
            let long = Unit::named(&two, lang).map(|unit| (unit, 2, lang));
            long.or_else(|| Unit::named(first.text, lang).map(|unit| (unit, 1, lang)))
        };
        let (unit, words, lang) = read(self.lang).or_else(|| read(self.lang.other()))?;
        for _ in 0..words {
            self.advance();
        }
        if let Some(marks) = &mut self.marks {
            marks.push((first.start..self.last, Mark::Unit(count, unit)));
        }
        if lang != self.lang {
            let written = &self.text[first.start..self.last];
            let span = self.span(first.start..self.last);
            let meant = unit.word(2.0, self.lang);
            self.report(wrong_language(span, written, meant, self.lang));
        }
        Some(unit)
    }

    fn bad_number(&mut self) -> Expr {
        let token = self.advance();
        if let Err(error) = values::number(token.text, self.lang) {
            let found = bad_number(self.span_of(token), error, self.lang);
            self.report(found);
        }
        self.unit(2.0);
        self.error_from(token.start)
    }

    fn date(&mut self) -> Expr {
        let token = self.advance();
        match values::date(token.text, self.lang) {
            Ok(date) => {
                self.mark(token, Mark::Date(date));
                self.node(ExprKind::Date(date), token.start)
            }
            Err(error) => {
                let found = bad_date(self.span_of(token), error, self.lang);
                self.report(found);
                self.error_from(token.start)
            }
        }
    }

    fn odd_text(&mut self) -> Expr {
        let token = self.advance();
        let inner = token.text.trim_matches(|c| "'‘’“”„\"".contains(c));
        let found = errors::odd_quotes(self.span_of(token), inner);
        self.report(found);
        self.node(ExprKind::Text(inner.to_owned()), token.start)
    }

    fn unclosed(&mut self) -> Expr {
        let token = self.advance();
        let quote = if token.text.starts_with('`') {
            '`'
        } else {
            '"'
        };
        let found = errors::unclosed_quote(self.span_of(token), quote);
        self.report(found);
        self.error_from(token.start)
    }

    fn group(&mut self) -> Expr {
        let open = self.advance();
        let inner = self.whole(Within::Group);
        self.close(open);
        // The parentheses belong to the place, so that larger places are well-formed.
        Expr {
            span: self.span(open.start..self.last),
            ..inner
        }
    }

    fn close(&mut self, open: Token<'v>) {
        match self.token.kind {
            Kind::Close => {
                self.advance();
            }
            _ => {
                let end = Span::at(self.span(self.last..self.last).end);
                let found = errors::unclosed(self.span_of(open), end);
                self.give_up(found);
            }
        }
    }

    /// A name, `source.name`, `yes` or `no`.
    fn name(&mut self) -> Expr {
        let first = self.advance();
        if first.kind == Kind::Word
            && let Some((word @ (Word::Yes | Word::No), lang)) = self.word(first)
            && lang == self.lang
        {
            self.mark(first, Mark::Word(word));
            return self.node(ExprKind::Bool(word == Word::Yes), first.start);
        }
        if first.kind == Kind::Word {
            self.mark(first, Mark::Name);
        }
        let dotted = self.at(Kind::Dot) && self.token.start == first.end();
        self.read_comparison_words();
        if !dotted && first.kind == Kind::Word && self.at_loose_word() {
            return self.loose_name(first);
        }
        if !dotted {
            let name = bare(first);
            return self.node(ExprKind::Name { source: None, name }, first.start);
        }
        let second = self.after(self.token);
        let named = matches!(second.kind, Kind::Word | Kind::Quoted);
        if !named || second.start != self.token.end() {
            self.unexpected(Expected::Operator);
            self.advance();
            return self.error_from(first.start);
        }
        self.advance();
        let (source, name) = (Some(bare(first)), bare(self.advance()));
        self.node(ExprKind::Name { source, name }, first.start)
    }

    /// Takes `less than` for the sign that it stands for; it is reported where operators are.
    fn read_comparison_words(&mut self) {
        let rest = self.text.get(self.token.start..).unwrap_or_default();
        let words = self.lang.pick(&COMPARISONS_EN[..], &COMPARISONS_NL[..]);
        let stands = |words: &str| {
            let here = rest.get(..words.len());
            let behind = rest.get(words.len()..).unwrap_or_default();
            here.is_some_and(|here| here.eq_ignore_ascii_case(words))
                && behind.starts_with(char::is_whitespace)
        };
        let found = words.iter().find(|(words, _)| stands(words));
        if let Some((words, op)) = found.filter(|_| self.at(Kind::Word)) {
            self.token = Token {
                kind: Kind::OddOperator(*op),
                text: &rest[..words.len()],
                start: self.token.start,
            };
        }
    }

    /// Whether a word stands here that is no operator, no function, and not the caller's.
    fn at_loose_word(&self) -> bool {
        let tails = self.lang.pick(["per", "for"], ["per", "gedurende"]);
        let tail = tails.contains(&self.token.text.to_lowercase().as_str());
        let called = self.after(self.token).kind == Kind::Open;
        self.at(Kind::Word) && self.word(self.token).is_none() && !tail && !called
    }

    /// `on time` for `on_time`: several words where one name can stand.
    fn loose_name(&mut self, first: Token<'_>) -> Expr {
        let mut joined = first.text.to_owned();
        while self.at_loose_word() {
            joined = format!("{joined}_{}", self.advance().text);
        }
        let found = errors::loose_name(self.span(first.start..self.last), &joined, self.lang);
        self.report(found);
        self.error_from(first.start)
    }

    fn call(&mut self) -> Expr {
        let name = self.advance();
        let span = self.span_of(name);
        let function = self.function(name, span);
        let (args, filter) = self.arguments(Within::Call);
        let kind = match function {
            Some(function) => ExprKind::Call {
                function,
                name: span,
                args,
                filter,
            },
            None => ExprKind::Error(Vec::new()),
        };
        self.node(kind, name.start)
    }

    fn function(&mut self, name: Token<'_>, span: Span) -> Option<Function> {
        let own = Function::named(name.text, self.lang);
        let function = own.or_else(|| Function::named(name.text, self.lang.other()));
        if let Some(function) = function {
            self.mark(name, Mark::Function(function));
        }
        match function {
            Some(known) if own.is_none() => self.wrong_language(name, known.name(self.lang)),
            Some(_) => {}
            None => {
                let found = errors::unknown_function(span, name.text, self.lang);
                self.report(found);
            }
        }
        function
    }

    /// What stands between parentheses: arguments, and the condition after `where`.
    fn arguments(&mut self, within: Within) -> (Vec<Expr>, Option<Box<Expr>>) {
        self.lists += 1;
        let open = self.advance();
        let mut list = Arguments::default();
        if !self.at(Kind::Close) {
            self.argument_list(within, &mut list);
        }
        self.lists -= 1;
        self.close(open);
        self.height = list.height + 1;
        self.wrong_separators(&list.wrong);
        (list.args, list.filter)
    }

    fn argument_list(&mut self, within: Within, list: &mut Arguments<'v>) {
        let right = self.lang.pick(Kind::Comma, Kind::Semicolon);
        let mut separator: Option<Token<'v>> = None;
        loop {
            // Where an argument begins, `where` may be a name; after one it can't.
            let filters = within == Within::Call && self.at_word(Word::Where);
            if filters && self.begins_value(self.after(self.token)) {
                if let Some(separator) = separator {
                    let span = self.span_of(separator);
                    self.report(errors::separator_before_where(span, self.lang));
                }
            } else {
                list.wrong.extend(separator.filter(|s| s.kind != right));
                let arg = self.whole(within);
                list.args.push(arg);
                list.height = list.height.max(self.height);
            }
            if within == Within::Call && self.at_word(Word::Where) {
                self.take_word();
                list.filter = Some(Box::new(self.whole(Within::Group)));
                list.height = list.height.max(self.height);
            }
            if !matches!(self.token.kind, Kind::Comma | Kind::Semicolon) {
                return;
            }
            let read = self.advance();
            self.mark(read, Mark::Separator);
            separator = Some(read);
        }
    }

    /// Reports all wrong separators of one list at once.
    fn wrong_separators(&mut self, wrong: &[Token<'v>]) {
        let spans: Vec<Span> = wrong.iter().map(|t| self.span_of(*t)).collect();
        if let Some(first) = spans.first() {
            let found = errors::wrong_separator(*first, &spans, self.lang);
            self.report(found);
        }
    }

    /// `median(x) where y > 0`: reads the condition and reports that it belongs inside.
    fn late_filter(&mut self, call: &Expr) {
        let start = self.token.start;
        self.take_word();
        self.expression(Level::Or);
        let clause = self.span(start..self.last);
        let found = errors::late_filter(clause, call.span);
        self.report(found);
    }
}

/// The parts of a list of arguments.
#[derive(Default)]
struct Arguments<'v> {
    args: Vec<Expr>,
    filter: Option<Box<Expr>>,
    wrong: Vec<Token<'v>>,
    height: usize,
}

/// Comparisons as people say them; the longer before the shorter.
const COMPARISONS_EN: [(&str, Op); 11] = [
    ("less than", Op::Less),
    ("lower than", Op::Less),
    ("fewer than", Op::Less),
    ("more than", Op::Greater),
    ("higher than", Op::Greater),
    ("greater than", Op::Greater),
    ("at least", Op::GreaterEqual),
    ("at most", Op::LessEqual),
    ("below", Op::Less),
    ("under", Op::Less),
    ("above", Op::Greater),
];
const COMPARISONS_NL: [(&str, Op); 11] = [
    ("kleiner dan", Op::Less),
    ("minder dan", Op::Less),
    ("lager dan", Op::Less),
    ("meer dan", Op::Greater),
    ("groter dan", Op::Greater),
    ("hoger dan", Op::Greater),
    ("minstens", Op::GreaterEqual),
    ("minimaal", Op::GreaterEqual),
    ("hoogstens", Op::LessEqual),
    ("onder", Op::Less),
    ("boven", Op::Greater),
];

/// A part that was reported, with what could be read in it.
fn broken(expr: Expr) -> Expr {
    let span = expr.span;
    Expr {
        kind: ExprKind::Error(vec![expr]),
        span,
    }
}

/// The call at the very end, inside which `where` could have stood.
fn last_call(expr: &Expr) -> Option<&Expr> {
    let last = match &expr.kind {
        // The name comes first, unless the call stands between parentheses itself.
        ExprKind::Call {
            filter: None, name, ..
        } if name.start == expr.span.start => {
            return Some(expr);
        }
        ExprKind::Binary(_, _, last) | ExprKind::Negate(last) | ExprKind::Not(last) => last,
        _ => return None,
    };
    // Parentheses in between close first.
    let call = last_call(last)?;
    (call.span.end == expr.span.end).then_some(call)
}

/// A name without its backticks.
fn bare(token: Token<'_>) -> String {
    token.text.trim_matches('`').to_owned()
}

/// Where the bytes of a field's text stand in the file; as [`Value::locate`], but with the pieces indexed, so that a
/// formula of very many lines takes linear time.
struct Places<'v> {
    pieces: &'v [Span],
    /// Where each piece begins in the text.
    starts: Vec<usize>,
}

impl Places<'_> {
    fn of(value: &Value) -> Places<'_> {
        let next = |at: &mut usize, piece: &Span| {
            let start = *at;
            // One blank joins the pieces.
            *at += (piece.end - piece.start) as usize + 1;
            Some(start)
        };
        let starts = value.pieces.iter().scan(0, next).collect();
        Places {
            pieces: &value.pieces,
            starts,
        }
    }

    fn locate(&self, range: Range<usize>) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }

    fn offset(&self, at: usize) -> u32 {
        let index = self
            .starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1);
        match (self.pieces.get(index), self.starts.get(index)) {
            (Some(piece), Some(start)) => piece.end.min(piece.start + (at - start) as u32),
            _ => 0,
        }
    }
}
