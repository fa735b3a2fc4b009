//! Tables: what stands in a chart, for those who don't see it and for those who want the numbers. And facts, in short lists.

use serde::Serialize;

/// A table for the macro `table` of `parts.html`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// What it is about.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, with a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// What people see.
    pub label: String,
    /// What it is.
    pub kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// What the row is about: the cell is a header.
    Head,
    /// Text.
    Text,
    /// Numbers, which line up on the right.
    Number,
}

/// One of the lines of the macro `facts` of `parts.html`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is about.
    pub label: String,
    /// What there is to say.
    pub text: String,
}
