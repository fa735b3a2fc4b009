//! All integration tests in one binary.
mod format;
mod formulas;
mod grammar;
mod phrases;
mod sql;
