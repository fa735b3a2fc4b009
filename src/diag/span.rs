//! Places in a text: byte ranges, and the lines and columns that people see.

/// A range of bytes in one file; always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    pub fn new(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    /// The empty range at `at`: a place to insert.
    pub fn at(at: u32) -> Span {
        Span { start: at, end: at }
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The text at this place; empty when the place is not in `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// A value and where its author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Where the lines of a text begin; built once a file.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

/// A line and a column, both counted from 1; columns in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCol {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl LineIndex {
    /// Indexes `text`. Lines end with `\n`.
    pub fn new(text: &str) -> LineIndex {
        let ends = text.bytes().zip(1u32..).filter(|(b, _)| *b == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(_, next)| next));
        LineIndex {
            starts: starts.collect(),
        }
    }

    /// The line and column of a byte offset in the `text` that was indexed.
    pub fn line_col(&self, text: &str, offset: u32) -> LineCol {
        let line = self.starts.partition_point(|s| *s <= offset).max(1) - 1;
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = Span::new(start, offset).of(text);
        LineCol {
            line: line as u32 + 1,
            column: before.chars().count() as u32 + 1,
        }
    }
}
