//! SQL text that knows how tightly it binds, so that parentheses stand where they are needed and nowhere else.

/// How tightly a text binds, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub(super) enum Level {
    Or,
    And,
    Not,
    /// Comparisons, `in`, `is null`; never chained.
    Compare,
    Add,
    Multiply,
    /// A sign before it, or `collate` after it.
    Sign,
    /// A name, a literal, a call, `case … end`.
    Atom,
}

/// An expression and how tightly it binds.
#[derive(Clone, Debug)]
pub(super) struct Sql {
    text: String,
    level: Level,
}

impl Sql {
    pub(super) fn new(text: impl Into<String>, level: Level) -> Sql {
        Sql {
            text: text.into(),
            level,
        }
    }

    pub(super) fn atom(text: impl Into<String>) -> Sql {
        Sql::new(text, Level::Atom)
    }

    /// `a OPERATOR b`, left-associative.
    pub(super) fn infix(left: &Sql, operator: &str, right: &Sql, level: Level) -> Sql {
        let (a, b) = match level {
            // Both sides of these may bind as loosely as the operator itself: the outcome is the same.
            Level::Or | Level::And => (left.at(level), right.at(level)),
            Level::Add => (left.at(level), right.at(Level::Multiply)),
            Level::Multiply => (left.at(level), right.at(Level::Sign)),
            _ => (left.at(Level::Add), right.at(Level::Add)),
        };
        Sql::new(format!("{a} {operator} {b}"), level)
    }

    /// The text where any expression may stand.
    pub(super) fn bare(&self) -> &str {
        &self.text
    }

    /// The text where something that binds at least as tightly as `level` must stand.
    pub(super) fn at(&self, level: Level) -> String {
        if self.level < level {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }

    /// The text where nothing but an atom may stand.
    pub(super) fn tight(&self) -> String {
        self.at(Level::Atom)
    }
}
