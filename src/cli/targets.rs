//! `casus targets`: what each target can show.

use super::{Exit, Session, args, out};
use crate::backends::{self, Feature, Support};
use crate::diag::Lang;
use crate::report::bold;
use clap::Command;
use std::fmt::Write;
use std::io;

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    args::new("targets", lang).about(lang.pick(
        "Shows what each target can show",
        "Toont wat elk doel kan tonen",
    ))
}

/// Prints the matrix.
pub(super) fn run(session: &Session) -> io::Result<Exit> {
    out(&terminal(&Matrix::new(session.lang())))?;
    Ok(Exit::Good)
}

/// Features against targets, with a note wherever a target only comes near.
struct Matrix {
    /// The targets, as `powerbi (Power BI)`.
    heads: Vec<String>,
    /// A feature and a cell per target.
    rows: Vec<(String, Vec<String>)>,
    /// `Power BI, a limit line: how`.
    notes: Vec<String>,
}

impl Matrix {
    fn new(lang: Lang) -> Matrix {
        let all = backends::all();
        let mut notes = Vec::new();
        let rows = Feature::all().map(|feature| {
            let name = feature.words().get(lang).to_owned();
            let cells = all
                .iter()
                .map(|backend| match backend.capabilities().of(feature) {
                    Support::Native => lang.pick("yes", "ja").to_owned(),
                    Support::Missing => lang.pick("no", "nee").to_owned(),
                    Support::Approximate { en, nl } => {
                        let how = lang.pick(en, nl);
                        notes.push(format!("{}, {name}: {how}", backend.product()));
                        format!("{} [{}]", lang.pick("nearly", "bijna"), notes.len())
                    }
                });
            let cells = cells.collect();
            (name, cells)
        });
        let rows = rows.collect();
        let heads = all.iter().map(|b| format!("{} ({})", b.id(), b.product()));
        Matrix {
            heads: heads.collect(),
            rows,
            notes,
        }
    }
}

fn terminal(matrix: &Matrix) -> String {
    let names = matrix.rows.iter().map(|(name, _)| name.chars().count());
    let first = names.max().unwrap_or_default();
    let widths: Vec<_> = matrix.heads.iter().map(|h| h.chars().count()).collect();
    let line = |name: &str, cells: &[String]| {
        let cells = cells.iter().zip(&widths);
        let cells: Vec<_> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        format!("{name:first$}  {}", cells.join("  "))
            .trim_end()
            .to_owned()
    };
    let mut text = bold(&line("", &matrix.heads)) + "\n";
    for (name, cells) in &matrix.rows {
        _ = writeln!(text, "{}", line(name, cells));
    }
    for (note, number) in matrix.notes.iter().zip(1..) {
        let gap = if number == 1 { "\n" } else { "" };
        _ = writeln!(text, "{gap}[{number}] {note}");
    }
    text
}

/// The matrix as a page of the documentation.
pub fn markdown(lang: Lang) -> String {
    let matrix = Matrix::new(lang);
    let title = lang.pick("What each target can show", "Wat elk doel kan tonen");
    let made = lang.pick(
        "Generated from the capabilities of the backends; `UPDATE=1 cargo test` renews it.",
        "Gemaakt uit wat de backends kunnen; `UPDATE=1 cargo test` vernieuwt haar.",
    );
    let feature = lang.pick("feature", "onderdeel");
    let mut text = format!("# {title}\n\n{made}\n\n| {feature} |");
    for head in &matrix.heads {
        _ = write!(text, " {head} |");
    }
    _ = writeln!(text, "\n|{}", "---|".repeat(matrix.heads.len() + 1));
    for (name, cells) in &matrix.rows {
        _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    }
    for (note, number) in matrix.notes.iter().zip(1..) {
        _ = write!(text, "\n{number}. {note}");
    }
    text.trim_end().to_owned() + "\n"
}
