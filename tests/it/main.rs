//! All integration tests in one binary.

// Helpers of tests are no production code, but clippy only knows functions under `#[test]`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "data")]
mod backtest;
mod cases;
mod chain;
#[cfg(unix)]
mod ci;
mod cli;
#[cfg(feature = "data")]
mod data;
#[cfg(feature = "data")]
mod engine;
mod examples;
mod files;
mod fixes;
mod format;
mod formulas;
mod generate;
mod generated;
mod grammar;
#[cfg(feature = "data")]
mod infer;
#[cfg(target_os = "linux")]
mod interrupted;
mod interviews;
mod manual;
mod manual_pages;
mod no_panic;
mod outlines;
// The binary of the pairs uses the rest of it.
#[allow(dead_code)]
#[path = "../pairs/rows.rs"]
mod pairs;
mod phrases;
mod privacy;
#[cfg(feature = "data")]
mod quality;
mod reports;
mod sql;
mod strictness;
mod tidy;
mod time;
mod translate;
mod verdicts;
mod visuals;
