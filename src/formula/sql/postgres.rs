//! PostgreSQL: text sorts and changes case by collation, and `round` of a double goes to even.

use super::Quirks;
use super::spelling::{Piece, Spelling, call, spelled};
use super::text::Level;

pub(super) struct Postgres;

impl Quirks for Postgres {
    fn spelling(&self, piece: Piece) -> Option<Spelling> {
        Some(match piece {
            Piece::Round => spelled("sign({0}) * floor(abs({0}) + 0.5)", Level::Multiply),
            // The database's own collation may know ASCII only, or Turkish.
            Piece::Lower => call("lower([0] collate \"und-x-icu\")"),
            Piece::Upper => call("upper([0] collate \"und-x-icu\")"),
            _ => return None,
        })
    }

    fn code_points(&self) -> &'static str {
        " collate \"C\""
    }
}
