//! Manual pages on a terminal: headings bold, code indented, paragraphs within a readable width.

use super::bold;
use annotate_snippets::renderer::AnsiColor;
use unicode_width::UnicodeWidthStr;

/// Columns of a line of text.
const WIDTH: usize = 80;

/// Draws a page that is written in the part of Markdown that our pages use: headings, paragraphs, lists, fenced code.
pub fn render(markdown: &str) -> String {
    let mut out = String::new();
    let mut text = Paragraph::default();
    let mut in_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            in_code = !in_code;
            text.flush(&mut out);
        } else if in_code {
            let code = AnsiColor::Cyan.on_default();
            out.push_str(format!("    {code}{line}{code:#}").trim_end());
            out.push('\n');
        } else if let Some(heading) = line.strip_prefix('#') {
            text.flush(&mut out);
            out.push_str(&bold(heading.trim_start_matches('#').trim()));
            out.push('\n');
        } else if line.is_empty() {
            text.flush(&mut out);
            out.push('\n');
        } else {
            if line.starts_with("- ") {
                text.flush(&mut out);
            }
            text.words
                .extend(line.split_whitespace().map(str::to_owned));
        }
    }
    text.flush(&mut out);
    out
}

/// The words of a paragraph or of an item of a list.
#[derive(Default)]
struct Paragraph {
    words: Vec<String>,
}

impl Paragraph {
    /// Writes the words, wrapped; an item's later lines stand under its text.
    fn flush(&mut self, out: &mut String) {
        let hang = if self.words.first().is_some_and(|w| w == "-") {
            "  "
        } else {
            ""
        };
        let mut column = 0;
        for word in self.words.drain(..) {
            if column > 0 && column + 1 + word.width() > WIDTH {
                out.push('\n');
                out.push_str(hang);
                column = hang.len();
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            column += word.width();
            out.push_str(&word);
        }
        if column > 0 {
            out.push('\n');
        }
    }
}
