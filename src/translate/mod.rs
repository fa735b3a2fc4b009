//! The same case in the other language: keywords, words that are values, numbers, dates, formulas and sentences; names and
//! free text stay (`casus translate`).
//!
//! Works on the tree, so that comments, order and layout stay, and what is there and back again is what `fmt` makes of it.
//! A value that can't be read stays as it was written, and is told.

mod draft;
mod errors;
mod fields;
mod occasion;
mod organisation;
mod sentence;
mod table;

pub use errors::PAGES;

use crate::checks::waivers;
use crate::diag::{Diagnostic, Edit, Lang, Span};
use crate::syntax::keywords::{HeadWord, cased};
use crate::syntax::{Block, Field, LineKind, Tree, Value};
use crate::{fix, format, phrases, syntax};
use draft::{Draft, Understood, spelled};
use table::{Cell, Cells};
use unicode_width::UnicodeWidthStr;

/// So many times lines are joined before the rest is left as it is; each time mends all that are in sight.
const MOST_ROUNDS: usize = 20;

/// A file in the other language.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The new text, in the canonical layout.
    pub text: String,
    /// The language that the file had.
    pub from: Lang,
    /// What could not be read, and so stayed as it was.
    pub findings: Vec<Diagnostic>,
}

/// Translates a case or an organisation's file. A file that is in the language already is only laid out.
pub fn translate(text: &str, to: Lang) -> Translation {
    let (tree, findings) = syntax::parse(text);
    let from = tree.lang;
    if from == to {
        let text = format::format(text, &tree);
        return Translation {
            text,
            from,
            findings,
        };
    }
    let mut work = Work {
        text,
        tree: &tree,
        to,
        edits: Vec::new(),
        findings,
    };
    tree.blocks.iter().for_each(|block| work.block(block));
    work.comments();
    work.edits.sort_by_key(|edit| edit.span);
    work.join_lines();
    let new = fix::apply(text, &work.edits);
    let mut findings = work.findings;
    findings.sort_by_key(|found| found.span.start);
    Translation {
        text: format::format(&new, &syntax::parse(&new).0),
        from,
        findings,
    }
}

struct Work<'t> {
    text: &'t str,
    tree: &'t Tree,
    to: Lang,
    edits: Vec<Edit>,
    findings: Vec<Diagnostic>,
}

impl<'t> Work<'t> {
    fn from(&self) -> Lang {
        self.tree.lang
    }

    fn put(&mut self, span: Span, text: impl Into<String>) {
        let text = text.into();
        if span.of(self.text) != text {
            self.edits.push(Edit { span, text });
        }
    }

    fn block(&mut self, block: &'t Block) {
        let keyword = block.keyword.of(self.text);
        self.put(block.keyword, cased(keyword, block.kind.word(self.to)));
        if let (Some(name), Some(of)) = (&block.name, &block.of) {
            self.head_word(Span::new(name.span.end, of.span.start));
        }
        if let Some(text) = &block.text {
            self.value(text, |draft| fields::head(draft, block.kind));
        }
        let gap = format::gap(self.text, self.from(), block);
        let keys = block.fields.iter().map(|f| f.key.word(self.to).width() + 1);
        let column = keys.max().unwrap_or_default() + gap;
        for field in &block.fields {
            self.key(field, column);
            self.value(&field.value, |draft| fields::field(draft, field.key));
        }
        self.table(block);
    }

    /// `answers`, `of`.
    fn head_word(&mut self, between: Span) {
        let written = between.of(self.text);
        let Some(word) = spelled::<HeadWord>(written, self.from()) else {
            return;
        };
        let start = between.start + (written.len() - written.trim_start().len()) as u32;
        let span = Span::new(start, start + written.trim().len() as u32);
        self.put(span, cased(written, word.word(self.to)));
    }

    /// The field's word, and the blanks that line its value up as it was.
    fn key(&mut self, field: &Field, column: usize) {
        let mut key = format!("{}:", field.key.word(self.to));
        let rest = self.text.get(field.key_span.end as usize..);
        let line = rest.and_then(|t| t.split('\n').next()).unwrap_or_default();
        let start = field.value.span().start;
        let same_line = start as usize <= field.key_span.end as usize + line.len();
        let end = if same_line && !field.value.text.is_empty() {
            let pad = column.saturating_sub(key.width()).max(1);
            key.extend(std::iter::repeat_n(' ', pad));
            start
        } else {
            let colon = line.find(':').map_or(0, |at| at + 1);
            field.key_span.end + colon as u32
        };
        self.put(Span::new(field.key_span.start, end), key);
    }

    fn value(&mut self, value: &Value, read: impl FnOnce(&mut Draft<'_>) -> Understood) {
        if value.text.is_empty() {
            return;
        }
        let mut draft = Draft::new(value, self.from(), self.to);
        match read(&mut draft) {
            Ok(()) => self.edits.extend(draft.edits()),
            // What is still to be filled in is no fault.
            Err(_) if phrases::is_blank(&value.text, self.from()) => {}
            Err(part) => {
                let span = value.locate(part.start, part.end);
                self.findings.push(errors::kept(span));
            }
        }
    }

    /// The rows, each column as much wider than its widest cell as it was.
    fn table(&mut self, block: &'t Block) {
        let layout = table::layout(self.tree, block);
        let mut rows = Vec::new();
        for (at, row) in block.rows.iter().enumerate() {
            let mut cells = Vec::new();
            for (column, cell) in row.cells.iter().enumerate() {
                let written = cell.span.of(self.text);
                let kind = layout.get(column).copied().unwrap_or(Cells::Free);
                let new = match (at, kind) {
                    (0, Cells::About(column)) => cased(written, column.word(self.to)),
                    (0, _) => written.to_owned(),
                    _ => self.cell(kind, row, cell.span),
                };
                cells.push(new);
            }
            rows.push((row.span, cells));
        }
        let mut widths = format::spare_widths(self.text, self.from(), block);
        for (column, spare) in widths.iter_mut().enumerate() {
            let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
            *spare += cells.map(|cell| cell.width()).max().unwrap_or_default();
        }
        for (span, cells) in rows {
            let mut row = "|".to_owned();
            for (cell, width) in cells.iter().zip(&widths) {
                let pad = width.saturating_sub(cell.width());
                row += &format!(" {cell}{:pad$} |", "");
            }
            self.put(span, row);
        }
    }

    fn cell(&mut self, kind: Cells, row: &syntax::Row, span: Span) -> String {
        let written = span.of(self.text).to_owned();
        let value = Value {
            text: written.clone(),
            pieces: vec![span],
        };
        match table::cell(self.tree, kind, row, &value, self.to) {
            Cell::Fine(new) => return new,
            Cell::Unread if phrases::is_blank(&written, self.from()) => {}
            Cell::Unread => self.findings.push(errors::kept(span)),
            Cell::Misread => self.findings.push(errors::misread(span, self.to)),
        }
        written
    }

    /// Waivers; what people say to each other stays.
    fn comments(&mut self) {
        let comments = self
            .tree
            .lines
            .iter()
            .filter(|l| l.kind == LineKind::Comment);
        for line in comments {
            let written = line.text.of(self.text);
            if let Some(new) = waivers::translated(written, self.from(), self.to) {
                self.put(line.text, new);
            }
        }
    }

    /// Joins a line that continues a text to the line above it where the other language would take it for a field or a
    /// head.
    fn join_lines(&mut self) {
        for _ in 0..MOST_ROUNDS {
            let joins = self.misread_lines();
            if joins.is_empty() {
                return;
            }
            self.edits.extend(joins);
            self.edits.sort_by_key(|edit| edit.span);
        }
    }

    /// What joins the first such line of each text to the one above it.
    fn misread_lines(&self) -> Vec<Edit> {
        let new = fix::apply(self.text, &self.edits);
        let lines = syntax::parse(&new).0.lines;
        let mut found = lines.iter().filter(|l| l.kind != LineKind::Blank);
        let mut joins = Vec::new();
        let (mut above, mut told) = (0, false);
        let written = self.tree.lines.iter();
        for line in written.filter(|line| line.kind != LineKind::Blank) {
            let start = line.text.start;
            let at = self.edits.partition_point(|e| e.span.end < start);
            let is_joined = self.edits.get(at).is_some_and(|e| e.span.start < start);
            let continues = line.kind == LineKind::Continuation;
            told &= continues;
            let mut reads_on = || {
                found
                    .next()
                    .is_none_or(|l| l.kind == LineKind::Continuation)
            };
            if !is_joined && !reads_on() && continues && !told {
                told = true;
                joins.push(Edit {
                    span: Span::new(above, start),
                    text: " ".to_owned(),
                });
            }
            above = line.text.end;
        }
        joins
    }
}
