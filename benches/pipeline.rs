//! Benches of the whole way: parse, check and build, of one case and of a thousand.

// A bench may stop when what it measures is not there.
#![allow(clippy::unwrap_used)]

use casus::model::Policy;
use casus::{Clock, analyse, backends, compile, syntax};
use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use rayon::prelude::*;

// The tests use the rest of it.
#[allow(dead_code)]
#[path = "../tests/it/generate.rs"]
mod generate;

const AS_OF: Date = date(2026, 11, 24);
const SIZES: [usize; 2] = [1, 1_000];

fn main() {
    divan::main();
}

/// Text to tree.
#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher<'_, '_>, size: usize) {
    over(bencher, size, |text| {
        black_box(syntax::parse(text));
    });
}

/// Text to findings and verdicts.
#[divan::bench(args = SIZES)]
fn check(bencher: Bencher<'_, '_>, size: usize) {
    over(bencher, size, |text| {
        black_box(analyse(text, &Policy::default(), AS_OF));
    });
}

/// Text to the files of one target, in memory.
#[divan::bench(args = SIZES, consts = [0, 1])]
fn build<const TARGET: usize>(bencher: Bencher<'_, '_>, size: usize) {
    let backend = backends::all()[TARGET];
    let clock = Clock {
        as_of: AS_OF,
        freeze_today: false,
    };
    over(bencher, size, |text| {
        let policy = Policy::default();
        let case = analyse(text, &policy, AS_OF).case.unwrap();
        let options = serde_json::Value::Null;
        black_box(compile(&case, &policy, clock, backend, &options).unwrap());
    });
}

/// Runs `work` over `size` generated cases, on all cores, as the command line does.
fn over(bencher: Bencher<'_, '_>, size: usize, work: impl Fn(&str) + Sync) {
    let cases: Vec<String> = (0..size).map(generate::case).collect();
    bencher
        .counter(divan::counter::ItemsCount::new(size))
        .bench_local(|| cases.par_iter().for_each(|text| work(text)));
}
