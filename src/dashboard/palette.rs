//! Colours: one palette for every target, and no target has another where it lets casus choose.
//!
//! The tests below hold what makes it fit to use: each colour stands out from the paper, and any two of them stay apart for
//! readers with and without colour blindness. A colour is never the only thing that tells two parts apart: targets draw a
//! legend, and limits are dashed and named as well.

/// Behind everything.
pub const PAPER: &str = "#FFFFFF";

/// Text and limit lines.
pub const INK: &str = "#1A1A1A";

/// Behind the status of an act that is due, under text in ink.
pub const NOTICE: &str = "#E69F00";

/// Measures and series, in order of use: the first ones are furthest apart.
pub const SERIES: [&str; 8] = [
    "#0072B2", "#B38700", "#772D3A", "#4B3563", "#E03370", "#79641C", "#050DCE", "#2094FF",
];

/// The same where a reader's screen is dark: paper, ink, and series in an order of their own.
pub const DARK_PAPER: &str = "#1B2127";

/// Text and limit lines on dark paper.
pub const DARK_INK: &str = "#F0F2F4";

/// Measures and series on dark paper, in order of use.
pub const DARK_SERIES: [&str; 8] = [
    "#56B4F0", "#E15000", "#FFE1AA", "#AA8C8C", "#506EE1", "#FFAA00", "#6E6E8C", "#E1E1FF",
];

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// How readers see: not colour-blind, without red, without green, without blue cones. The matrices work on linear RGB and are
    /// those of Machado, Oliveira and Fernandes, *A Physiologically-based Model for Simulation of Color Vision Deficiency* (IEEE
    /// TVCG 15, 2009), at full severity.
    const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
        (
            "normal",
            [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        ),
        (
            "protanopia",
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        ),
    ];

    /// Two colours at this distance (CIEDE2000) are told apart at a glance; a difference of about 2 can just be seen.
    const APART: f64 = 14.0;

    fn linear(colour: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| {
            let value = u8::from_str_radix(&colour[at..at + 2], 16).unwrap();
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Contrast as WCAG 2.2 defines it.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour| {
            let [r, g, b] = linear(colour);
            0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
        };
        let (one, other) = (luminance(one), luminance(other));
        one.max(other) / one.min(other)
    }

    fn times(matrix: &[[f64; 3]; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
        matrix.map(|[a, b, c]| a * x + b * y + c * z)
    }

    /// CIELAB under D65.
    fn lab(rgb: [f64; 3]) -> [f64; 3] {
        let to_xyz = [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ];
        let [x, y, z] = times(&to_xyz, rgb);
        let f = |t: f64| {
            if t > 216.0 / 24389.0 {
                t.cbrt()
            } else {
                (24389.0 / 27.0 * t + 16.0) / 116.0
            }
        };
        let (x, y, z) = (f(x / 0.95047), f(y), f(z / 1.08883));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// CIEDE2000, as Sharma, Wu and Dalal write it out (*The CIEDE2000 Color-Difference Formula*, Color Research and Application
    /// 30, 2005).
    fn difference([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
        let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25f64.powi(7))).sqrt();
        let mean = f64::midpoint(a1.hypot(b1), a2.hypot(b2));
        let g = 0.5 * (1.0 - seventh(mean));
        let (a1, a2) = ((1.0 + g) * a1, (1.0 + g) * a2);
        let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
        let hue = |a: f64, b: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
        let (h1, h2) = (hue(a1, b1), hue(a2, b2));
        let grey = c1 * c2 == 0.0;
        let turn = match h2 - h1 {
            _ if grey => 0.0,
            turn if turn > 180.0 => turn - 360.0,
            turn if turn < -180.0 => turn + 360.0,
            turn => turn,
        };
        let dl = l2 - l1;
        let dc = c2 - c1;
        let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
        let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
        let h = match h1 + h2 {
            sum if grey => sum,
            sum if (h1 - h2).abs() <= 180.0 => sum / 2.0,
            sum if sum < 360.0 => (sum + 360.0) / 2.0,
            sum => (sum - 360.0) / 2.0,
        };
        let cos = |degrees: f64| degrees.to_radians().cos();
        let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0)
            - 0.20 * cos(4.0 * h - 63.0);
        let off = (l - 50.0).powi(2);
        let (sl, sc, sh) = (
            1.0 + 0.015 * off / (20.0 + off).sqrt(),
            1.0 + 0.045 * c,
            1.0 + 0.015 * c * t,
        );
        let around = 60.0 * (-((h - 275.0) / 25.0).powi(2)).exp();
        let rt = -2.0 * seventh(c) * around.to_radians().sin();
        let (dl, dc, dh) = (dl / sl, dc / sc, dh / sh);
        (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
    }

    /// The two colours that come closest in any sight, and how close.
    pub(crate) fn closest(colours: &[&str]) -> (f64, String) {
        let mut least = (f64::INFINITY, String::new());
        for (name, sight) in &SIGHTS {
            let seen = |colour| lab(times(sight, linear(colour)).map(|v| v.clamp(0.0, 1.0)));
            for (at, one) in colours.iter().enumerate() {
                for other in &colours[at + 1..] {
                    let apart = difference(seen(one), seen(other));
                    if apart < least.0 {
                        least = (apart, format!("{one} and {other}, {name}"));
                    }
                }
            }
        }
        least
    }

    #[test]
    fn the_difference_is_that_of_the_published_pairs() {
        let pairs = [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], 4.3065),
            (
                [2.0776, 0.0795, -1.1350],
                [0.9033, -0.0636, -0.5514],
                0.9082,
            ),
        ];
        for (one, other, wanted) in pairs {
            let found = difference(one, other);
            assert!((found - wanted).abs() < 1e-4, "{one:?} {other:?}: {found}");
        }
    }

    #[test]
    fn series_stay_apart_for_every_reader() {
        for series in [&SERIES, &DARK_SERIES] {
            let (apart, which) = closest(series);
            assert!(apart >= APART, "{which}: {apart}");
        }
        // What the measure is there for: the hues of Okabe and Ito, darkened by hand, do not.
        let by_hand = [
            "#0072B2", "#B85000", "#007D5C", "#A4578A", "#8A6A00", "#3D7FA6",
        ];
        assert!(closest(&by_hand).0 < 4.0);
    }

    /// WCAG 2.2, criterion 1.4.11 for parts of a picture and 1.4.3 for text.
    #[test]
    fn series_stand_out_and_text_is_readable() {
        for (series, paper) in [(SERIES, PAPER), (DARK_SERIES, DARK_PAPER)] {
            for colour in series {
                let found = contrast(colour, paper);
                assert!(found >= 3.0, "{colour}: {found}");
            }
        }
        assert!(contrast(DARK_INK, DARK_PAPER) >= 7.0);
        assert!(contrast(INK, PAPER) >= 7.0);
        assert!(contrast(INK, NOTICE) >= 4.5);
    }
}
