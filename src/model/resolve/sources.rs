//! Sources: where the rows come from, and the table of columns.

use super::fields::part;
use super::names::column_info;
use super::{Resolver, label, own_name, readable};
use crate::diag::{Span, Spanned};
use crate::formula::term::{SourceId, Type};
use crate::model::errors::{self, Sort};
use crate::model::{Case, Column, Link, Origin, Personal, Rule, Source};
use crate::syntax::keywords::{RuleWord, TableColumn, TypeWord, Use};
use crate::syntax::values::{self, parts};
use crate::syntax::{Block, BlockKind, FieldKey, Row, Value};

impl<'t> Resolver<'t> {
    pub(super) fn sources(&mut self, case: &mut Case) {
        let blocks: Vec<&Block> = self.blocks(BlockKind::Source).collect();
        for (at, block) in blocks.iter().enumerate() {
            let source = self.source(block, SourceId(at));
            case.sources.push(source);
        }
        for (at, block) in blocks.iter().enumerate() {
            let links = self.links(block, SourceId(at));
            if let Some(source) = case.sources.get_mut(at) {
                source.links = links;
            }
        }
    }

    fn source(&mut self, block: &Block, id: SourceId) -> Source {
        use FieldKey as F;
        Source {
            name: own_name(block),
            label: label(block),
            text: block
                .text
                .as_ref()
                .map(Value::spanned)
                .filter(|t| !t.is_empty()),
            owner: self.slot(block, F::Owner),
            origin: self.origin(block),
            connection: self.slot(block, F::Connection),
            refreshed: self.slot(block, F::Refreshed),
            links: Vec::new(),
            missing: self.list(block, F::Missing),
            dates: self.slot(block, F::Dates),
            numbers: self.slot(block, F::Numbers),
            sheet: self.slot(block, F::Sheet),
            not_taken: self.slot(block, F::NotTaken),
            quality: self.slot(block, F::Quality),
            columns: self.columns(block, id),
            head: block.head,
            block: block.span,
        }
    }

    fn origin(&mut self, block: &Block) -> Option<Spanned<Origin>> {
        let ways = [FieldKey::File, FieldKey::Table, FieldKey::Query];
        let written: Vec<Spanned<Origin>> = ways
            .into_iter()
            .filter_map(|key| {
                let slot = self.slot(block, key)?;
                let origin = match key {
                    FieldKey::File => Origin::File(slot.value),
                    FieldKey::Table => Origin::Table(slot.value),
                    _ => Origin::Query(slot.value),
                };
                Some(Spanned::new(origin, slot.span))
            })
            .collect();
        if let [_, second, ..] = written.as_slice() {
            let example = "file, table, query";
            self.findings
                .push(errors::bad_phrase(second.span, example).help(crate::say!(
                    en "a source comes from one place: a file, a table or a query",
                    nl "een bron komt van één plek: een bestand, een tabel of een query",
                )));
        }
        written.into_iter().next()
    }

    fn columns(&mut self, block: &Block, id: SourceId) -> Vec<Column> {
        let Some((head, rows)) = block.rows.split_first() else {
            return Vec::new();
        };
        let layout: Vec<Option<TableColumn>> = head
            .cells
            .iter()
            .map(|cell| self.one_of(cell).map(|w| w.value))
            .collect();
        for needed in [TableColumn::Column, TableColumn::Type] {
            // A head cell that could not be read was reported; it may well be the one that is missed.
            if !layout.contains(&Some(needed)) && !layout.contains(&None) {
                let word = needed.word(self.lang);
                self.findings.push(errors::table_without(head.span, word));
            }
        }
        let mut columns = Vec::new();
        for row in rows {
            let before = self.findings.len();
            if let Some(column) = self.column(row, &layout, id, &columns) {
                columns.push(column);
            }
            if row.cells.len() != head.cells.len() {
                // The row was reported: its cells may stand in the wrong place.
                self.findings.truncate(before);
            }
        }
        columns
    }

    fn column(
        &mut self,
        row: &Row,
        layout: &[Option<TableColumn>],
        id: SourceId,
        before: &[Column],
    ) -> Option<Column> {
        let cell = |wanted: TableColumn| -> Option<&Spanned<String>> {
            let at = layout.iter().position(|c| *c == Some(wanted))?;
            row.cells.get(at).filter(|c| !c.is_empty())
        };
        let Some(name) = cell(TableColumn::Column).filter(|n| is_name(n)) else {
            let wrong = cell(TableColumn::Column).map_or(row.span, |c| c.span);
            if layout.contains(&Some(TableColumn::Column)) {
                self.findings.push(errors::bad_column_name(wrong));
            }
            return None;
        };
        let ty = match cell(TableColumn::Type) {
            Some(cell) => self
                .one_of(cell)
                .map(|w| Spanned::new(type_of(w.value), w.span)),
            None if layout.contains(&Some(TableColumn::Type)) => {
                let (part, example) = self.lang.pick(("type", "text"), ("de soort", "tekst"));
                let word = TableColumn::Column.word(self.lang);
                self.findings
                    .push(errors::missing_part(row.span, word, part, example));
                None
            }
            None => None,
        };
        let column = Column {
            ty: ty.unwrap_or_else(|| Spanned::new(Type::Text, name.span)),
            personal: cell(TableColumn::PersonalData).and_then(|c| self.one_of::<Personal>(c)),
            used_for: cell(TableColumn::UsedFor)
                .map(|c| self.uses(c))
                .unwrap_or_default(),
            rules: cell(TableColumn::Rule)
                .map(|c| self.rules(c))
                .unwrap_or_default(),
            label: cell(TableColumn::Label).map_or_else(|| readable(name), |l| l.value.clone()),
            from: cell(TableColumn::From).unwrap_or(name).value.clone(),
            name: name.clone(),
            row: row.span,
        };
        let info = column_info(id, before.len(), column.ty.value, column.may_be_empty());
        if !self.names.add_field(name, info) {
            let same = before
                .iter()
                .find(|c| c.name.to_lowercase() == name.to_lowercase());
            let first = same.map_or(name.span, |c| c.name.span);
            self.findings
                .push(errors::double_name(name.span, first, name, Sort::Field));
            return None;
        }
        Some(column)
    }

    /// `split and filter`.
    fn uses(&mut self, cell: &Spanned<String>) -> Vec<Spanned<Use>> {
        let and = self.lang.pick(" and ", " en ");
        let words = pieces(cell, |c| c.replace(and, ","));
        words.iter().filter_map(|word| self.one_of(word)).collect()
    }

    /// `not empty; 0 to 100`.
    fn rules(&mut self, cell: &Spanned<String>) -> Vec<Spanned<Rule>> {
        let value = Value {
            text: cell.value.clone(),
            pieces: vec![cell.span],
        };
        let mut rules: Vec<Spanned<Rule>> = Vec::new();
        for range in parts(&value.text) {
            let text = part(&value, range);
            match self.rule(&text) {
                Some(rule) => rules.push(Spanned::new(rule, text.span)),
                // `one of a; b; c` goes on after its semicolons.
                None => match rules.last_mut() {
                    Some(Spanned {
                        value: Rule::OneOf(list),
                        ..
                    }) => list.push(text.value),
                    _ => {
                        let examples = self.lang.pick(
                            "`not empty`, `unique`, `0 to 100`, `one of a; b; c`, `matches /…/`",
                            "`niet leeg`, `uniek`, `0 tot 100`, `een van a; b; c`, `past op /…/`",
                        );
                        self.findings.push(errors::bad_phrase(text.span, examples));
                    }
                },
            }
        }
        rules
    }

    fn rule(&mut self, text: &Spanned<String>) -> Option<Rule> {
        let lang = self.lang;
        let lower = text.to_lowercase();
        if lower == RuleWord::NotEmpty.word(lang) {
            return Some(Rule::NotEmpty);
        }
        if lower == RuleWord::Unique.word(lang) {
            return Some(Rule::Unique);
        }
        let one_of = format!("{} ", RuleWord::OneOf.word(lang));
        if lower.starts_with(&one_of) {
            let first = text.get(one_of.len()..)?;
            return Some(Rule::OneOf(vec![first.trim().to_string()]));
        }
        if let Some(at) = lower
            .find('/')
            .filter(|_| lower.starts_with(RuleWord::Matches.word(lang)))
        {
            let pattern = text.get(at + 1..)?.strip_suffix('/')?;
            return Some(Rule::Matches(pattern.to_string()));
        }
        let (low, high) = lower.split_once(&format!(" {} ", RuleWord::To.word(lang)))?;
        let number = |t: &str| values::number(t, lang).ok().map(|n| n.value);
        Some(Rule::Range(number(low)?, number(high)?))
    }

    /// `link: neighbourhood -> residents.neighbourhood`.
    fn links(&mut self, block: &Block, id: SourceId) -> Vec<Link> {
        let fields = block.fields.iter().filter(|f| f.key == FieldKey::Link);
        let fields: Vec<&Value> = fields
            .map(|f| &f.value)
            .filter(|v| !v.text.is_empty())
            .collect();
        fields
            .into_iter()
            .filter_map(|value| self.link(value, id))
            .collect()
    }

    fn link(&mut self, value: &Value, id: SourceId) -> Option<Link> {
        let text = &value.text;
        let arrow = text
            .find("->")
            .map(|at| (at, 2))
            .or_else(|| text.find('→').map(|at| (at, 3)));
        let dot = arrow.and_then(|(at, len)| Some(at + len + text.get(at + len..)?.find('.')?));
        let (Some((at, len)), Some(dot)) = (arrow, dot) else {
            let example = self
                .lang
                .pick("`street -> streets.name`", "`straat -> straten.naam`");
            self.findings
                .push(errors::bad_phrase(value.span(), example));
            return None;
        };
        let piece = |range| part(value, values::trim(text, range));
        let (from, source, to) = (
            piece(0..at),
            piece(at + len..dot),
            piece(dot + 1..text.len()),
        );
        let other = self
            .lookup(&source, source.span, Sort::Source)
            .map(SourceId)?;
        let from = self.lookup_field(&from, from.span, Some(id))?;
        let to = self.lookup_field(&to, to.span, Some(other))?;
        Some(Link {
            from: from.field,
            to: to.field,
            span: value.span(),
        })
    }
}

/// Whether a text is one name.
fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// The type that a word stands for.
pub(super) fn type_of(word: TypeWord) -> Type {
    match word {
        TypeWord::Text => Type::Text,
        TypeWord::Number => Type::Number,
        TypeWord::WholeNumber => Type::Whole,
        TypeWord::Date => Type::Date,
        TypeWord::Moment => Type::Moment,
        TypeWord::YesNo => Type::Bool,
    }
}

/// The comma-separated pieces of a cell after `join` made its other separators commas.
fn pieces(cell: &Spanned<String>, join: impl Fn(&str) -> String) -> Vec<Spanned<String>> {
    let words = join(cell);
    let words = words.split(',').map(str::trim).filter(|w| !w.is_empty());
    let place = |word: &str| {
        let at = cell.find(word).unwrap_or_default() as u32 + cell.span.start;
        Span::new(at, at + word.len() as u32)
    };
    words
        .map(|word| Spanned::new(word.to_string(), place(word)))
        .collect()
}
