//! All integration tests in one binary.

mod cases;
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
mod pages;
mod pairs;
mod phrases;
mod tidy;
