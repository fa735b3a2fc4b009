//! Text → lossless tree of lines, blocks and fields, and every error on the way.
//!
//! This layer knows lines and words, not meaning: which word is a keyword, where a field ends, what a date looks
//! like. It never fails: a line that it can't place is kept, reported and passed over.

pub mod errors;
pub mod keywords;
mod parse;
mod tree;
pub mod values;

pub use keywords::{BlockKind, FieldKey};
pub use parse::parse;
pub use tree::{Block, Field, Line, LineKind, Row, Tree, Value};
