//! What a case becomes on the way: its tree, and the dashboard before any tool. One snapshot for each example.
//!
//! `INSTA_UPDATE=always cargo test outlines` accepts what is printed now; read the difference before you commit it.

use casus::dashboard::{Dashboard, Line, Place, Status, Tile, lower};
use casus::model::{Policy, resolve};
use casus::syntax::{LineKind, Tree, parse};
use casus::{Clock, dashboard};
use jiff::civil::date;
use std::fmt::Write;

#[test]
fn every_example() {
    insta::glob!("../../examples", "*/*.case", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let (tree, _) = parse(&text);
        let (Some(case), _) = resolve(&tree) else {
            return; // the file of an organisation
        };
        let clock = Clock {
            as_of: date(2026, 11, 24),
            freeze_today: false,
        };
        let (dashboard, _) = lower(&case, &Policy::default(), clock).unwrap();
        insta::assert_snapshot!("tree", outline_of_tree(&tree, &text));
        insta::assert_snapshot!("dashboard", outline_of_dashboard(&dashboard));
    });
}

/// A line for each line of the file: what it is, and how it begins.
fn outline_of_tree(tree: &Tree, text: &str) -> String {
    let mut out = String::new();
    for line in &tree.lines {
        let kind = match line.kind {
            LineKind::Head(block) => format!("head {:?}", tree.blocks[block].kind),
            LineKind::Field(block, field) => {
                format!("  {:?}", tree.blocks[block].fields[field].key)
            }
            LineKind::Row(_, 0) => "  columns".to_owned(),
            LineKind::Row(..) => "  row".to_owned(),
            LineKind::Blank => continue,
            other => format!("  {other:?}").to_lowercase(),
        };
        let start: String = line.text.of(text).chars().take(60).collect();
        _ = writeln!(out, "{kind:20} {start}");
    }
    out
}

fn outline_of_dashboard(dashboard: &Dashboard) -> String {
    let mut out = format!("{}\n", dashboard.title);
    for card in &dashboard.cards {
        _ = writeln!(out, "\ncard {}: {}", card.id, card.question);
        _ = writeln!(out, "  {}", card.then);
        lines(&mut out, &card.lines);
        _ = writeln!(out, "  status: {}", status(card.status.as_ref()));
    }
    for page in &dashboard.pages {
        _ = writeln!(out, "\npage {}: {}", page.id, page.title);
        for (card, at) in &page.cards {
            _ = writeln!(out, "  {} card {}", place(*at), dashboard.cards[*card].id);
        }
        page.tiles.iter().for_each(|t| tile(&mut out, dashboard, t));
        _ = writeln!(out, "  {} footer", place(page.footer));
    }
    out.push('\n');
    let filters = dashboard
        .filters
        .iter()
        .map(|f| format!("{} ({:?})", f.label, f.ty));
    _ = writeln!(out, "filters: {}", filters.collect::<Vec<_>>().join(", "));
    lines(&mut out, &dashboard.footer);
    out
}

fn lines(out: &mut String, lines: &[Line]) {
    for line in lines {
        _ = writeln!(out, "  {}: {}", line.label, line.text);
    }
}

fn tile(out: &mut String, dashboard: &Dashboard, tile: &Tile) {
    _ = writeln!(
        out,
        "  {} {:?} {}: {}",
        place(tile.place),
        tile.form,
        tile.id,
        tile.title
    );
    let query = &tile.query;
    let measures = query
        .measures
        .iter()
        .map(|m| dashboard.measures[m.0].label.clone());
    let label = |field| {
        dashboard
            .field(field)
            .map(|f| f.label.to_owned())
            .unwrap_or_default()
    };
    let dimensions = query.dimensions.iter().map(|d| label(*d));
    let period = query
        .period
        .map(|p| format!("{:?} of {}", p.grain, label(p.date)));
    let asked: Vec<String> = measures.chain(dimensions).chain(period).collect();
    _ = writeln!(out, "    asks {}", asked.join(" / "));
    if query.order.is_some() || query.top.is_some() {
        _ = writeln!(out, "    order {:?}, top {:?}", query.order, query.top);
    }
    for limit in &tile.limits {
        _ = writeln!(out, "    {}", limit.label);
    }
}

fn place(place: Place) -> String {
    format!("[{},{} {}x{}]", place.x, place.y, place.width, place.height)
}

fn status(status: Option<&dashboard::Status>) -> String {
    match status {
        None => "none".to_owned(),
        Some(Status::When { per, lasting, .. }) => {
            let each = if per.is_some() {
                "each value"
            } else {
                "all rows"
            };
            match lasting {
                Some(window) => format!(
                    "condition over {each}, {} × {:?}",
                    window.count, window.grain
                ),
                None => format!("condition over {each}, all data"),
            }
        }
        Some(Status::Choose { top, count, .. }) => {
            format!("{} {count}", if *top { "top" } else { "bottom" })
        }
        Some(Status::On { next, .. }) => format!("from {next}"),
    }
}
