//! All integration tests in one binary.
mod format;
mod grammar;
mod phrases;
mod pairs;
