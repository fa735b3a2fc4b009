//! The commented template that `casus new` writes where nobody can be asked.

use crate::diag::Lang;

const EN: &str = include_str!("template.en.txt");
const NL: &str = include_str!("template.nl.txt");

/// A case with a line for everything that a first workshop gives, each explained, and `???` where only people know.
pub fn text(lang: Lang, name: Option<&str>) -> String {
    let name = name.unwrap_or(lang.pick("my_case", "mijn_casus"));
    lang.pick(EN, NL).replacen("NAME", name, 1)
}
