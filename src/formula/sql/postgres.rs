//! PostgreSQL: text sorts and changes case by collation, `round` of a double goes to even, `date_trunc` of a date depends
//! on the time zone.

use super::Quirks;
use super::spelling::{Grain, Piece, Spelling, call, spelled};
use super::text::Level;

pub(super) struct Postgres;

impl Quirks for Postgres {
    fn spelling(&self, piece: Piece) -> Option<Spelling> {
        Some(match piece {
            Piece::Round => spelled("sign({0}) * floor(abs({0}) + 0.5)", Level::Multiply),
            Piece::Start(Grain::Week) => {
                call("cast(date_trunc('week', cast({0} as timestamp)) as date)")
            }
            Piece::Start(Grain::Month) => {
                call("cast(date_trunc('month', cast({0} as timestamp)) as date)")
            }
            Piece::Start(Grain::Quarter) => {
                call("cast(date_trunc('quarter', cast({0} as timestamp)) as date)")
            }
            Piece::Start(Grain::Year) => {
                call("cast(date_trunc('year', cast({0} as timestamp)) as date)")
            }
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
