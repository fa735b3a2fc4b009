//! The tree: lines that cover every byte of the text, and the blocks that they form.

use super::keywords::{BlockKind, FieldKey};
use crate::diag::{Lang, Span, Spanned};

/// A parsed file. `lines` cover the text without gaps (each includes its line end), so nothing is lost.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The language, from the first word; English when the first word is neither.
    pub lang: Lang,
    /// Every line, in order.
    pub lines: Vec<Line>,
    /// Every block, in order. The first is the case or organisation itself, when there is one.
    pub blocks: Vec<Block>,
}

/// One line of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The whole line with its line end.
    pub span: Span,
    /// The line without blanks at both ends, line end and byte order mark.
    pub text: Span,
    /// What it is.
    pub kind: LineKind,
}

/// What a line is; numbers are positions in the lists of [`Tree`] and [`Block`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing but blanks.
    Blank,
    /// A comment.
    Comment,
    /// The head of block `.0`.
    Head(usize),
    /// Field `.1` of block `.0`.
    Field(usize, usize),
    /// Continues the text of the field or head above it.
    Continuation,
    /// Table row `.1` of block `.0`; row 0 names the columns.
    Row(usize, usize),
    /// The row of dashes under a table's head.
    Ruler,
    /// Could not be placed; reported.
    Unknown,
}

/// A block: its head, its fields and its table.
#[derive(Clone, Debug)]
pub struct Block {
    /// Which block.
    pub kind: BlockKind,
    /// The keyword in the head.
    pub keyword: Span,
    /// The head, from the keyword to the end of its text.
    pub head: Span,
    /// The name; for `filter` and `parked` there is none.
    pub name: Option<Spanned<String>>,
    /// The other name in the head: the question of an action, the source of an attribute.
    pub of: Option<Spanned<String>>,
    /// The label in quotes.
    pub label: Option<Spanned<String>>,
    /// The text after the colon.
    pub text: Option<Value>,
    /// The fields, in order; a field that occurs twice is reported and both are kept.
    pub fields: Vec<Field>,
    /// The table's rows; the first names the columns.
    pub rows: Vec<Row>,
    /// From the keyword to the end of the last line that belongs to it.
    pub span: Span,
}

impl Block {
    /// The first field with this key.
    pub fn field(&self, key: FieldKey) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }

    /// The name, or the keyword where the name is absent: the place to report about the block.
    pub fn anchor(&self) -> Span {
        self.name.as_ref().map_or(self.keyword, |n| n.span)
    }
}

/// A field of a block.
#[derive(Clone, Debug)]
pub struct Field {
    /// Which field.
    pub key: FieldKey,
    /// The words before the colon.
    pub key_span: Span,
    /// The text after it; may be empty.
    pub value: Value,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row, without blanks at both ends.
    pub span: Span,
    /// The cells, trimmed.
    pub cells: Vec<Spanned<String>>,
}

/// Text that may run over several lines: the pieces, joined by one blank.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Value {
    /// The joined text.
    pub text: String,
    /// Where each piece stands in the file. Never empty; an empty value has one empty piece.
    pub pieces: Vec<Span>,
}

impl Value {
    /// The whole, from the first piece to the last.
    pub fn span(&self) -> Span {
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => first.to(*last),
            _ => Span::default(),
        }
    }

    /// Where the bytes `start..end` of `text` stand in the file.
    pub fn locate(&self, start: usize, end: usize) -> Span {
        let start = self.offset(start, false);
        let end = self.offset(end, true).max(start);
        Span::new(start, end)
    }

    /// The value as text with its place.
    pub fn spanned(&self) -> Spanned<String> {
        Spanned::new(self.text.clone(), self.span())
    }

    /// The file offset of offset `at` of the joined text. At the seam of two pieces an end belongs to the first.
    fn offset(&self, mut at: usize, is_end: bool) -> u32 {
        let mut last = 0;
        for piece in &self.pieces {
            let len = (piece.end - piece.start) as usize;
            if at < len || (is_end && at == len) {
                return piece.start + at as u32;
            }
            last = piece.end;
            at = at.saturating_sub(len + 1);
        }
        last
    }
}
