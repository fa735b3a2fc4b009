//! What casus has to say to an author: one type for every finding, data only.
//!
//! Stages return findings beside their value; `report` draws them. Nothing here prints.

mod lang;
mod page;
mod span;
mod suggest;

pub use lang::{Lang, Words};
pub use page::Page;
pub use span::{LineCol, LineIndex, Span, Spanned};
pub use suggest::nearest;

/// A stable code such as `N002`; the letter names the family (see `casus codes`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// How grave a finding is. Errors stop `build` and give exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; never stops anything.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Severity {
    /// The word in the machine formats.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A second place that explains a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// Where.
    pub span: Span,
    /// What this place has to do with it.
    pub message: Words,
}

/// A change to the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What to replace; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// A way out that casus can carry out itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What the fix does, in the imperative.
    pub title: Words,
    /// Whether it keeps what the author meant; a scaffold to fill in is not safe.
    pub safe: bool,
    /// The edits, in order of place, not overlapping.
    pub edits: Vec<Edit>,
}

/// One finding. Built with [`Diagnostic::error`] and friends, which insist on a code, a place and a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Its code.
    pub code: Code,
    /// How grave.
    pub severity: Severity,
    /// The place it is about.
    pub span: Span,
    /// What is wrong: one sentence without a full stop.
    pub message: Words,
    /// Words beside the marked place (what this part is); often absent.
    pub label: Option<Words>,
    /// What to do, or the question to ask back in the room.
    pub help: Vec<Words>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Changes that mend it, best first.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A finding of the given severity.
    pub fn new(code: Code, severity: Severity, span: Span, message: Words) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            span,
            message,
            label: None,
            help: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// A finding that must be mended.
    pub fn error(code: Code, span: Span, message: Words) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, span, message)
    }

    /// A finding that should be mended.
    pub fn warning(code: Code, span: Span, message: Words) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, span, message)
    }

    /// A finding that is good to know.
    pub fn info(code: Code, span: Span, message: Words) -> Diagnostic {
        Diagnostic::new(code, Severity::Info, span, message)
    }

    /// The order in which findings are told: by place, the gravest first.
    pub fn order(&self) -> impl Ord + use<> {
        (self.span, std::cmp::Reverse(self.severity), self.code)
    }

    /// Adds words beside the marked place.
    pub fn label(mut self, label: Words) -> Diagnostic {
        self.label = Some(label);
        self
    }

    /// Adds advice.
    pub fn help(mut self, help: Words) -> Diagnostic {
        self.help.push(help);
        self
    }

    /// Adds another place.
    pub fn related(mut self, span: Span, message: Words) -> Diagnostic {
        self.related.push(Related { span, message });
        self
    }

    /// Adds a fix that keeps the author's meaning.
    pub fn fix(self, title: Words, edits: Vec<Edit>) -> Diagnostic {
        self.with_fix(title, true, edits)
    }

    /// Adds a fix that the author must read and complete.
    pub fn unsafe_fix(self, title: Words, edits: Vec<Edit>) -> Diagnostic {
        self.with_fix(title, false, edits)
    }

    /// Adds a fix that replaces the marked place.
    pub fn replace(self, title: Words, text: impl Into<String>) -> Diagnostic {
        let edit = Edit {
            span: self.span,
            text: text.into(),
        };
        self.fix(title, vec![edit])
    }

    fn with_fix(mut self, title: Words, safe: bool, edits: Vec<Edit>) -> Diagnostic {
        self.fixes.push(Fix { title, safe, edits });
        self
    }
}
