//! How well data must be secured: the levels of the BIO, the government's baseline for information security.

use crate::diag::Lang;
use crate::syntax::keywords::words;

words! {
    /// A basic security level (*basisbeveiligingsniveau*), light to heavy.
    Bbn {
        One: "BBN1" / "BBN1",
        Two: "BBN2" / "BBN2",
        TwoPlus: "BBN2+" / "BBN2+",
        Three: "BBN3" / "BBN3",
    }
}

impl Bbn {
    /// The level at the front of a text: `BBN2`, `bbn 2+, by the board`. What stands behind a comma is free.
    pub fn read(text: &str) -> Option<Bbn> {
        let level = text.split([',', ';']).next().unwrap_or_default();
        let level: String = level.split_whitespace().collect();
        Bbn::named(&level.to_uppercase(), Lang::En)
    }
}

#[cfg(test)]
mod tests {
    use super::Bbn;

    #[test]
    fn levels_are_read_and_ordered() {
        assert_eq!(Bbn::read("bbn 2+, by the board"), Some(Bbn::TwoPlus));
        assert_eq!(Bbn::read("BBN1"), Some(Bbn::One));
        assert_eq!(Bbn::read("BBN4"), None);
        assert_eq!(Bbn::read("high"), None);
        assert!(Bbn::Two < Bbn::TwoPlus && Bbn::TwoPlus < Bbn::Three);
    }
}
