//! All integration tests in one binary.
mod format;
mod formulas;
mod grammar;
mod pages;
mod phrases;
