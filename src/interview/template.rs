//! The commented template that `casus new` writes where nobody can be asked.

use crate::diag::Lang;

const EN: &str = include_str!("template.en.txt");
const NL: &str = include_str!("template.nl.txt");

/// A case with a line for everything that a first workshop gives, each explained, and `???` where only people know.
pub fn text(lang: Lang, name: Option<&str>) -> String {
    let name = name.unwrap_or(lang.pick("my_case", "mijn_casus"));
    lang.pick(EN, NL).replacen("NAME", name, 1)
}

/// The same, with a `source` block that was made of data in the place of the empty one.
pub fn with_source(lang: Lang, name: Option<&str>, block: &str) -> String {
    let text = text(lang, name);
    let head = lang.pick("source my_source: ???\n", "bron mijn_bron: ???\n");
    let columns = lang.pick("  # Only the columns", "  # Alleen de kolommen");
    let Some((before, rest)) = text.split_once(head) else {
        return text;
    };
    // What only people know comes first, as in the empty block.
    let (asked, rest) = rest.split_once(columns).unwrap_or((rest, ""));
    let after = rest.split_once("\n\n").map_or("", |(_, after)| after);
    let own = lang.pick("source ", "bron ");
    let mut out = before.to_owned();
    for line in block.lines() {
        out.push_str(line);
        out.push('\n');
        if line.starts_with(own) {
            out.push_str(asked);
        }
    }
    out.push('\n');
    out.push_str(after);
    out
}
