//! Any text goes the whole way, parse → resolve → check → lower → emit, without a panic; and its layout is stable.
//!
//!     cargo +nightly fuzz run whole_way fuzz/corpus/whole_way examples

#![no_main]

use casus::format::format;
use casus::model::Policy;
use casus::{Clock, analyse, backends, compile, syntax};
use jiff::civil::date;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let policy = Policy::default();
    let as_of = date(2026, 11, 24);
    let analysis = analyse(text, &policy, as_of);
    let laid_out = format(text, &analysis.tree);
    assert_eq!(format(&laid_out, &syntax::parse(&laid_out).0), laid_out);
    if let Some(case) = &analysis.case {
        for backend in backends::all() {
            let clock = Clock {
                as_of,
                freeze_today: true,
            };
            let _ = compile(case, &policy, clock, *backend, &serde_json::Value::Null);
        }
    }
});
