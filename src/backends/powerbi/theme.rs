//! The look: the common palette and Power BI's own font.

use super::pbir::{TextClass, Theme};
use crate::dashboard::palette::{INK, PAPER, SERIES};
use std::collections::BTreeMap;

/// The theme's name, which is also its file's.
pub(super) const NAME: &str = "casus.json";

/// The theme of every report.
pub(super) fn theme() -> Theme {
    let text = |font_size, font_face| TextClass {
        font_size,
        font_face,
        color: INK,
    };
    Theme {
        schema: "https://raw.githubusercontent.com/microsoft/powerbi-desktop-samples/main/Report%20Theme%20JSON%20Schema/reportThemeSchema-2.152.json",
        name: NAME,
        data_colors: SERIES.to_vec(),
        background: PAPER,
        foreground: INK,
        table_accent: SERIES[0],
        text_classes: BTreeMap::from([
            ("callout", text(28, "Segoe UI")),
            ("header", text(12, "Segoe UI Semibold")),
            ("label", text(10, "Segoe UI")),
            ("title", text(14, "Segoe UI Semibold")),
        ]),
    }
}
