//! The look: colours that stay apart for colour-blind readers and stand out from white.

use super::pbir::{TextClass, Theme};
use std::collections::BTreeMap;

/// The theme's name, which is also its file's.
pub(super) const NAME: &str = "casus.json";

/// The colour of text and limit lines.
pub(super) const INK: &str = "#1A1A1A";

/// Series, in order: the Okabe-Ito hues, darkened until each has a contrast of 3 to 1 on white.
const SERIES: [&str; 6] = [
    "#0072B2", "#B85000", "#007D5C", "#A4578A", "#8A6A00", "#3D7FA6",
];

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
        background: "#FFFFFF",
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance as WCAG 2 defines it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).map_or(0.0, f64::from) / 255.0;
            if value <= 0.03928 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast_on_white(colour: &str) -> f64 {
        1.05 / (luminance(colour) + 0.05)
    }

    #[test]
    fn series_stand_out_from_white_and_text_is_readable() {
        for colour in SERIES {
            assert!(
                contrast_on_white(colour) >= 3.0,
                "{colour}: {}",
                contrast_on_white(colour)
            );
        }
        assert!(contrast_on_white(INK) >= 7.0);
    }
}
