//! All integration tests in one binary.

mod examples;
mod files;
mod format;
mod formulas;
mod generate;
mod grammar;
mod manual;
mod no_panic;
mod phrases;
mod tidy;
