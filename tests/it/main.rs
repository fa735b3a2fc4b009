//! All integration tests in one binary.

mod examples;
mod files;
mod format;
mod formulas;
mod generate;
mod grammar;
mod manual;
mod no_panic;
mod cases;
mod cli;
mod files;
mod format;
mod formulas;
mod generated;
mod grammar;
mod manual_pages;
mod pairs;
mod phrases;
mod sql;
mod tidy;
