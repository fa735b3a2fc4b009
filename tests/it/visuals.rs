//! What holds for every picture that is built, over all accepted outputs: bars and columns begin at zero.
//!
//! Their length is what readers compare, so an axis that begins higher makes a small difference look large. Without a written
//! beginning both tools let the axis of such charts begin at zero; the tests hold that none is written.

use crate::files::{ending, read};
use serde_json::Value;

#[test]
fn power_bi_bars_begin_at_zero() {
    let mut seen = 0;
    for file in ending("tests/cases", "/visual.json") {
        let visual: Value = serde_json::from_str(&read(&file)).unwrap();
        let kind = visual["visual"]["visualType"].as_str().unwrap_or_default();
        let bars = ["clusteredBarChart", "barChart", "clusteredColumnChart"];
        if !bars.contains(&kind) {
            continue;
        }
        seen += 1;
        let axis = visual["visual"]["objects"]["valueAxis"].to_string();
        for raised in ["\"start\"", "\"axisScale\"", "\"invertAxis\""] {
            assert!(!axis.contains(raised), "{file}: {axis}");
        }
    }
    assert!(seen >= 5, "{seen} charts");
}

#[test]
fn superset_bars_begin_at_zero() {
    let mut seen = 0;
    for file in ending("tests/cases", ".yaml") {
        let text = read(&file);
        let kinds = ["echarts_timeseries_bar", "echarts_area"];
        if !kinds
            .iter()
            .any(|kind| text.contains(&format!("\nviz_type: {kind}\n")))
        {
            continue;
        }
        seen += 1;
        assert!(text.contains("\n  truncateYAxis: false\n"), "{file}");
        assert!(text.contains("\n  y_axis_bounds:\n  - null\n"), "{file}");
        assert!(!text.contains("logAxis: true"), "{file}");
    }
    assert!(seen >= 5, "{seen} charts");
}
