//! All integration tests in one binary.
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
