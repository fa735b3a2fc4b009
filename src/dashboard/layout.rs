//! Tiles on the grid: cards first and full width, then the tiles from left to right, the footer last.
//!
//! A row of the grid is about 32 pixels high on a screen of 1,280 pixels; a backend turns places into its own units.

use super::{Form, GRID_COLUMNS, Page, Place};

const CARD_HEIGHT: u32 = 9;
const FOOTER_HEIGHT: u32 = 5;

/// Gives the cards, tiles and footer of a page their places. `wide` tells per tile whether the author asked for width.
pub(super) fn place(page: &mut Page, wide: &[bool]) {
    let mut y = 0;
    for (_, place) in &mut page.cards {
        *place = full_width(y, CARD_HEIGHT);
        y += CARD_HEIGHT;
    }
    let sizes: Vec<(u32, u32)> = page
        .tiles
        .iter()
        .zip(wide)
        .map(|(tile, wide)| size(tile.form, *wide))
        .collect();
    for row in rows(&sizes) {
        let height = row.clone().map(|at| sizes[at].1).max().unwrap_or_default();
        let used: u32 = row.clone().map(|at| sizes[at].0).sum();
        // The last chart of a row takes what is left of it; a number alone stays small.
        let stretched = row.clone().rev().find(|at| !is_small(page.tiles[*at].form));
        let mut x = 0;
        for at in row {
            let spare = if stretched == Some(at) {
                GRID_COLUMNS - used
            } else {
                0
            };
            let width = sizes[at].0 + spare;
            page.tiles[at].place = Place {
                x,
                y,
                width,
                height,
            };
            x += width;
        }
        y += height;
    }
    page.footer = full_width(y, FOOTER_HEIGHT);
}

fn full_width(y: u32, height: u32) -> Place {
    Place {
        x: 0,
        y,
        width: GRID_COLUMNS,
        height,
    }
}

/// Forms that show one value.
fn is_small(form: Form) -> bool {
    matches!(form, Form::Number | Form::Gauge)
}

/// Width and height of a tile.
fn size(form: Form, wide: bool) -> (u32, u32) {
    let width = match form {
        form if is_small(form) => 3,
        Form::List | Form::Matrix => GRID_COLUMNS,
        _ => 6,
    };
    let height = match form {
        Form::Text => 5,
        form if is_small(form) => 5,
        _ => 12,
    };
    let width = if wide {
        (2 * width).min(GRID_COLUMNS)
    } else {
        width
    };
    (width, height)
}

/// Cuts the tiles into rows that fit the grid.
fn rows(sizes: &[(u32, u32)]) -> Vec<std::ops::Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, (width, _)) in sizes.iter().enumerate() {
        if used + width > GRID_COLUMNS {
            rows.push(start..at);
            (start, used) = (at, 0);
        }
        used += width;
    }
    if start < sizes.len() {
        rows.push(start..sizes.len());
    }
    rows
}
