//! casus: from the record of a workshop to a dashboard that somebody acts on.
//!
//! ```text
//! text ─syntax::parse→ tree ─model::resolve→ Case ─checks::run→ findings
//!                                │
//!                                └─dashboard::lower→ Dashboard ─backends::T.emit→ Output
//! ```
//!
//! Every stage is a pure function that returns its value and its findings; none does I/O. Layers mention only lower
//! ones, in the order of the modules below.

pub mod diag;

pub mod syntax;

pub mod formula;

pub mod format;

pub mod model;

pub mod checks;

pub mod dashboard;

pub mod backends;
