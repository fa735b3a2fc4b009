//! Counts and shares in words, in both languages.

use crate::diag::Words;
use crate::say;

/// `13,532` and `13.532`.
pub(super) fn count(n: u64) -> Words {
    let grouped = |mark: char| {
        let digits = n.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(mark);
            }
            out.push(digit);
        }
        out
    };
    Words {
        en: grouped(','),
        nl: grouped('.'),
    }
}

/// `744 (5.5%)`: how many, and which part of the whole.
pub(super) fn share(n: u64, of: u64) -> Words {
    let percent = n as f64 * 100.0 / of.max(1) as f64;
    let percent = if percent > 0.0 && percent < 0.05 {
        "<0.1".to_owned()
    } else {
        format!("{percent:.1}")
    };
    let dutch = percent.replace('.', ",");
    let Words { en, nl } = count(n);
    say!(en "{en} ({percent}%)", nl "{nl} ({dutch}%)")
}

/// `12, 40 and further`: the first lines of several.
pub(super) fn lines(first: &[u64], count: u64) -> Words {
    let list: Vec<String> = first.iter().map(u64::to_string).collect();
    let list = list.join(", ");
    if count > first.len() as u64 {
        say!(en "{list} and further", nl "{list} en verder")
    } else {
        say!(en "{list}", nl "{list}")
    }
}

/// Titles between backticks with commas between them, at most so many.
pub(super) fn titles(all: &[&str]) -> Words {
    const MOST: usize = 8;
    let list: Vec<String> = all.iter().take(MOST).map(|t| format!("`{t}`")).collect();
    let (list, more) = (list.join(", "), all.len().saturating_sub(MOST));
    if more > 0 {
        say!(en "{list} and {more} more", nl "{list} en nog {more}")
    } else {
        say!(en "{list}", nl "{list}")
    }
}

/// Whether a title says that the column holds percentages.
pub(super) fn percent_title(title: &str) -> bool {
    let title = title.to_lowercase();
    title.contains('%') || title.contains("percent") || title.contains("pct")
}
