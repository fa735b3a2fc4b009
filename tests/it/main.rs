//! All integration tests in one binary.

mod cases;
mod chain;
mod cli;
mod examples;
mod files;
mod format;
mod formulas;
mod generate;
mod generated;
mod grammar;
mod manual;
mod manual_pages;
mod no_panic;
mod outlines;
mod pairs;
mod phrases;
mod sql;
mod strictness;
mod tidy;
mod verdicts;
