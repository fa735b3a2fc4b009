//! Which function which database keeps, as a page of the manual.

use super::Dialect;
use super::spelling::Piece;
use crate::diag::{Lang, Words};
use crate::formula::functions::{FUNCTIONS, Function, Level};
use std::fmt::Write as _;

impl Dialect {
    /// Why a function can't be had with the meaning of the language; `None` when it can.
    pub fn lacks(self, function: Function) -> Option<Words> {
        let piece = match function {
            Function::Median => Piece::Median,
            Function::Percentile => Piece::Percentile,
            Function::Lower => Piece::Lower,
            Function::Upper => Piece::Upper,
            // No database lacks any other.
            _ => return None,
        };
        self.quirks().lacks(piece)
    }
}

/// The functions per row and over rows, and the databases that keep their meaning; then why one doesn't.
pub fn markdown(lang: Lang) -> String {
    let mut text = lang.pick(INTRO_EN, INTRO_NL).to_owned();
    let products = Dialect::ALL.map(Dialect::product).join(" | ");
    _ = writeln!(
        text,
        "| | {products} |\n|---|{}",
        "---|".repeat(Dialect::ALL.len())
    );
    for facts in FUNCTIONS.iter().filter(|f| f.level != Level::Measures) {
        let cells = Dialect::ALL.map(|dialect| match dialect.lacks(facts.function) {
            None => lang.pick("yes", "ja"),
            Some(_) => lang.pick("no", "nee"),
        });
        _ = writeln!(
            text,
            "| `{}` | {} |",
            facts.function.name(lang),
            cells.join(" | ")
        );
    }
    let mut reasons: Vec<String> = Vec::new();
    for facts in FUNCTIONS {
        let why = Dialect::ALL
            .into_iter()
            .filter_map(|d| d.lacks(facts.function));
        for reason in why.map(|words| lang.pick(words.en, words.nl)) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    _ = writeln!(text, "\n{}\n", lang.pick(REASONS_EN, REASONS_NL));
    for reason in reasons {
        _ = writeln!(text, "- {reason}.");
    }
    text
}

const INTRO_EN: &str = "\
# Which database keeps which function

Generated from the code; `UPDATE=1 cargo test` renews it.

A formula gives the same number in every database. Where one can't keep the meaning of a function, casus says so at your own line, and
writes nothing that comes close instead. DataFusion is the engine inside casus, which reads files. Spark stands for Sail and Databricks
too, MySQL for MariaDB.

Hundreds of formulas with their outcomes are put to DataFusion, DuckDB, PostgreSQL, SQLite and Sail, and each must give the same. The
formulas for MySQL and SQL Server are written by the same rules and read back by two other parsers, but no server of these has
answered them yet; casus writes no whole tiles and statuses for them.

";

const INTRO_NL: &str = "\
# Welke database welke functie kent

Gemaakt uit de code; `UPDATE=1 cargo test` vernieuwt deze pagina.

Een formule geeft in elke database hetzelfde getal. Kan een database de betekenis van een functie niet houden, dan zegt casus dat bij uw
eigen regel en schrijft het niets dat er alleen op lijkt. DataFusion is de rekenmachine in casus zelf, die bestanden leest. Spark staat
ook voor Sail en Databricks, MySQL ook voor MariaDB.

Honderden formules met hun uitkomst gaan naar DataFusion, DuckDB, PostgreSQL, SQLite en Sail, en elk moet hetzelfde antwoorden. De
formules voor MySQL en SQL Server volgen dezelfde regels en twee andere programma's lezen ze terug, maar een server heeft ze nog niet
beantwoord; hele beelden en statussen schrijft casus daarvoor niet.

";

const REASONS_EN: &str = "Why not:";
const REASONS_NL: &str = "Waarom niet:";
