//! Tree → text in the canonical layout (`casus fmt`).
//!
//! Works line by line and on broken files: a line is laid out anew only when no word of it would change, and is kept
//! as it was otherwise. What changes is white space, the case of keywords and the pipes of tables.

use crate::diag::{Lang, Span};
use crate::syntax::keywords::{HeadWord, TableColumn, normal};
use crate::syntax::{Block, BlockKind, Field, Line, LineKind, Row, Tree};
use std::borrow::Cow;
use unicode_width::UnicodeWidthStr;

/// Blanks before a field, a table row, and what stands among them.
const FIELD_INDENT: usize = 2;
/// Blanks before a line that continues the text of a head.
const HEAD_CONTINUATION_INDENT: usize = 4;
/// Blanks between the longest field of a block and the values, where the author has not lined them up.
const GAP: usize = 2;
/// The widest such gap that is kept where the author did line the values up.
const WIDEST_GAP: usize = 4;

/// The text in the canonical layout. `tree` must be the tree of `text`.
///
/// Formatting twice gives the same as formatting once. Values are lined up per block: in the column that the author
/// lined them up in, else two blanks after the longest field. Between blocks stands one blank line, but visuals that the
/// author put close together stay together.
pub fn format(text: &str, tree: &Tree) -> String {
    if tree
        .lines
        .last()
        .is_none_or(|last| last.span.end as usize != text.len())
    {
        // A file that is too large to be read has no lines.
        return text.to_owned();
    }
    let mut lines = Printer::new(text, tree).lines();
    separate_blocks(&mut lines, tree);
    if let Some(first) = lines.first_mut() {
        // At the very start this mark would be taken for a byte order mark, and vanish.
        first.blank_before = first.text.starts_with('\u{feff}');
    }
    indent_comments(&mut lines);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in &lines {
        if line.blank_before {
            out.push('\n');
        }
        let indent = if line.text.is_empty() { 0 } else { line.indent };
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str(&line.text);
        out.push('\n');
    }
    out
}

/// A line of the result that is not blank.
struct Laid<'a> {
    kind: LineKind,
    indent: usize,
    text: Cow<'a, str>,
    /// Whether a blank line stands before it.
    blank_before: bool,
}

/// What a deeper line would continue.
#[derive(Default)]
struct Open {
    /// The block it belongs to.
    block: usize,
    /// How deep the author indented it.
    written: usize,
    /// How deep it is indented now.
    indent: usize,
    /// How deep a line that continues it is indented now.
    continued: usize,
}

struct Printer<'a> {
    text: &'a str,
    tree: &'a Tree,
    /// Per block, where its values begin, counted from where its fields begin.
    value_columns: Vec<usize>,
    /// Per block, how wide the columns of its table are.
    table_widths: Vec<Vec<usize>>,
}

impl<'a> Printer<'a> {
    fn new(text: &'a str, tree: &'a Tree) -> Printer<'a> {
        let blocks = tree.blocks.iter();
        Printer {
            text,
            tree,
            value_columns: blocks
                .clone()
                .map(|b| value_column(text, tree.lang, b))
                .collect(),
            table_widths: blocks.map(|b| table_widths(text, tree.lang, b)).collect(),
        }
    }

    /// Every line that is not blank.
    fn lines(&self) -> Vec<Laid<'a>> {
        let mut laid: Vec<Laid<'a>> = Vec::with_capacity(self.tree.lines.len());
        let mut blank_before = false;
        let mut open = Open::default();
        for line in &self.tree.lines {
            if line.kind == LineKind::Blank {
                blank_before = !laid.is_empty();
                continue;
            }
            let indent = self.indent(line, &mut open);
            laid.push(Laid {
                kind: line.kind,
                indent,
                text: self.line(line, open.block),
                blank_before,
            });
            blank_before = false;
        }
        laid
    }

    /// The new indentation of a line. What continues a text stays deeper than that text, and what does not stays so.
    fn indent(&self, line: &Line, open: &mut Open) -> usize {
        let before = Span::new(line.span.start, line.text.start).of(self.text);
        let written = before.chars().filter(|c| c.is_whitespace()).count();
        let unsure = FIELD_INDENT.min(if written <= open.written {
            open.indent
        } else {
            FIELD_INDENT
        });
        match line.kind {
            LineKind::Head(block) => {
                *open = Open {
                    block,
                    written,
                    indent: 0,
                    continued: HEAD_CONTINUATION_INDENT,
                };
                0
            }
            LineKind::Field(block, field) => {
                let indent = if self.is_slip(block, field) {
                    unsure
                } else {
                    FIELD_INDENT
                };
                let continued = indent + self.value_column(block);
                *open = Open {
                    block,
                    written,
                    indent,
                    continued,
                };
                indent
            }
            LineKind::Continuation => open.continued,
            LineKind::Unknown => unsure,
            LineKind::Comment if written == 0 => 0,
            _ => FIELD_INDENT,
        }
    }

    /// Whether a field was only guessed: its colon is missing, or its word is not quite one of the block's.
    fn is_slip(&self, block: usize, field: usize) -> bool {
        let field = self.block(block).and_then(|b| b.fields.get(field));
        field.is_none_or(|f| {
            let known = normal(f.key_span.of(self.text)) == f.key.word(self.tree.lang);
            !known || after_colon(self.text, f).is_none()
        })
    }

    /// The words of a line in their new layout, or as they were where that would change them.
    fn line(&self, line: &Line, block: usize) -> Cow<'a, str> {
        let written = line.text.of(self.text).trim_end();
        let anew = match line.kind {
            LineKind::Head(b) => self.block(b).and_then(|b| self.head(b, line)),
            LineKind::Field(b, f) => self.field(b, f),
            LineKind::Row(b, r) => self.row(b, r),
            LineKind::Ruler => self.table_widths.get(block).and_then(|w| ruler(written, w)),
            _ => None,
        };
        let is_table = matches!(line.kind, LineKind::Row(..) | LineKind::Ruler);
        match anew {
            Some(anew) if is_table && same_words(&anew, written, &['|', '-']) => Cow::Owned(anew),
            Some(anew) if same_words(&anew, written, &[]) => Cow::Owned(anew),
            _ => Cow::Borrowed(written),
        }
    }

    /// `keyword name answers other "Label": text`.
    fn head(&self, block: &Block, line: &Line) -> Option<String> {
        let mut out = block.kind.word(self.tree.lang).to_owned();
        let mut end = block.keyword.end;
        for part in [&block.name, &block.of].into_iter().flatten() {
            let between = Span::new(end, part.span.start).of(self.text).trim();
            let word = HeadWord::named(&normal(between), self.tree.lang);
            let between = word.map_or(between, |w| w.word(self.tree.lang));
            for word in [between, part.span.of(self.text)] {
                if !word.is_empty() {
                    out.push(' ');
                    out.push_str(word);
                }
            }
            end = part.span.end;
        }
        let mut rest = Span::new(end, line.text.end).of(self.text).trim();
        if let Some(label) = label(rest) {
            out.push(' ');
            out.push_str(label);
            rest = rest[label.len()..].trim_start();
        }
        if let Some(text) = rest.strip_prefix(':') {
            out.push_str(": ");
            out.push_str(text.trim_start());
        }
        out.truncate(out.trim_end().len());
        Some(out)
    }

    /// `field:   value`.
    fn field(&self, block: usize, field: usize) -> Option<String> {
        let field = self.block(block)?.fields.get(field)?;
        let value = after_colon(self.text, field)?.trim_start();
        let mut out = key(self.text, self.tree.lang, field).to_owned();
        out.push(':');
        if !value.is_empty() {
            let pad = self.value_column(block).saturating_sub(out.width()).max(1);
            out.extend(std::iter::repeat_n(' ', pad));
            out.push_str(value);
        }
        Some(out)
    }

    fn row(&self, block: usize, row: usize) -> Option<String> {
        let widths = self.table_widths.get(block)?;
        Some(table_row(
            self.text,
            self.tree.lang,
            self.block(block)?,
            row,
            widths,
        ))
    }

    fn block(&self, at: usize) -> Option<&'a Block> {
        self.tree.blocks.get(at)
    }

    fn value_column(&self, block: usize) -> usize {
        self.value_columns.get(block).copied().unwrap_or_default()
    }
}

/// Puts one blank line before each head and the comments that stand on it.
fn separate_blocks(lines: &mut [Laid<'_>], tree: &Tree) {
    let kind_at = |at: usize| tree.blocks.get(at).map(|b: &Block| b.kind);
    for at in 1..lines.len() {
        let LineKind::Head(block) = lines[at].kind else {
            continue;
        };
        let mut first = at;
        while first > 0 && !lines[first].blank_before && lines[first - 1].kind == LineKind::Comment
        {
            first -= 1;
        }
        let among_visuals = kind_at(block) == Some(BlockKind::Visual)
            && block.checked_sub(1).and_then(kind_at) == Some(BlockKind::Visual);
        if first > 0 && !among_visuals {
            lines[first].blank_before = true;
        }
    }
}

/// Indents each comment as what follows it. At the end of the file it stays indented or not, as it was.
fn indent_comments(lines: &mut [Laid<'_>]) {
    let mut following = None;
    for line in lines.iter_mut().rev() {
        match (line.kind, following) {
            (LineKind::Comment, Some(indent)) => line.indent = indent,
            (LineKind::Comment, None) => {}
            _ => following = Some(line.indent),
        }
    }
}

/// How far the values of a block stand from its longest field in the canonical layout; the least is 1.
pub(crate) fn gap(text: &str, lang: Lang, block: &Block) -> usize {
    value_column(text, lang, block) - longest(text, lang, block)
}

/// How much wider each column of a table is than its widest cell in the canonical layout.
pub(crate) fn spare_widths(text: &str, lang: Lang, block: &Block) -> Vec<usize> {
    let widths = table_widths(text, lang, block).into_iter();
    let widest = widest_cells(text, lang, block);
    widths
        .zip(widest)
        .map(|(all, widest)| all.saturating_sub(widest))
        .collect()
}

/// The width of the longest field with its colon.
fn longest(text: &str, lang: Lang, block: &Block) -> usize {
    let keys = block.fields.iter().map(|f| key(text, lang, f).width() + 1);
    keys.max().unwrap_or_default()
}

/// Where the values of a block begin, counted from where its fields begin: where the author lined them up, else
/// [`GAP`] after the longest field.
fn value_column(text: &str, lang: Lang, block: &Block) -> usize {
    let longest = longest(text, lang, block);
    let mut written = block.fields.iter().filter_map(|f| written_column(text, f));
    let lined_up = written
        .next()
        .filter(|first| written.all(|next| next == *first));
    let kept = lined_up.filter(|at| (longest + 1..=longest + WIDEST_GAP).contains(at));
    kept.unwrap_or(longest + GAP)
}

/// Where the author began the value, counted from where the field begins; a tab lines nothing up.
fn written_column(text: &str, field: &Field) -> Option<usize> {
    let after = after_colon(text, field)?;
    let value = after.trim_start();
    let blanks = &after[..after.len() - value.len()];
    let colon = field.key_span.of(text).width() + 1;
    (!value.is_empty() && !blanks.contains('\t')).then(|| colon + blanks.len())
}

/// What stands on the line of a field after its colon; `None` where no colon follows the field.
fn after_colon<'a>(text: &'a str, field: &Field) -> Option<&'a str> {
    let rest = text.get(field.key_span.end as usize..)?;
    let line = rest.split('\n').next()?;
    line.trim_start().strip_prefix(':').map(str::trim_end)
}

/// The words of a field as they should be written; as they are when they are not those of the language.
fn key<'a>(text: &'a str, lang: Lang, field: &Field) -> &'a str {
    let written = field.key_span.of(text);
    let word = field.key.word(lang);
    if normal(written) == word {
        word
    } else {
        written
    }
}

/// The `"Label"` at the front of `rest`, with its quotes.
fn label(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix('"')?;
    Some(&rest[..inside.find('"')? + 2])
}

/// `| cell | cell |`.
fn table_row(text: &str, lang: Lang, block: &Block, row: usize, widths: &[usize]) -> String {
    let mut out = "|".to_owned();
    for (cell, width) in cells(text, lang, block, row).zip(widths) {
        out.push(' ');
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width())));
        out.push_str(" |");
    }
    out
}

/// The widths of a table's columns: as the author lined them up, else as wide as the widest cell.
fn table_widths(text: &str, lang: Lang, block: &Block) -> Vec<usize> {
    let written = written_widths(text, block);
    let widest = widest_cells(text, lang, block);
    let fit = written.len() >= widest.len() && widest.iter().zip(&written).all(|(w, all)| w <= all);
    let mut rows = block.rows.iter().enumerate();
    if fit && rows.all(|(at, row)| table_row(text, lang, block, at, &written) == row.span.of(text))
    {
        return written;
    }
    widest
}

fn widest_cells(text: &str, lang: Lang, block: &Block) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in 0..block.rows.len() {
        for (at, cell) in cells(text, lang, block, row).enumerate() {
            match widths.get_mut(at) {
                Some(width) => *width = cell.width().max(*width),
                None => widths.push(cell.width()),
            }
        }
    }
    widths
}

/// How wide the columns are in the first row of a table, if it is lined up.
fn written_widths(text: &str, block: &Block) -> Vec<usize> {
    let Some(head) = block.rows.first() else {
        return Vec::new();
    };
    let starts = head.cells.iter().map(|c| c.span.start);
    // Between the starts of two cells stands ` | `, and after the last ` |`.
    let ends = starts
        .clone()
        .skip(1)
        .map(|next| (next, 3))
        .chain([(head.span.end, 2)]);
    let columns = starts
        .zip(ends)
        .map(|(start, (end, bar))| (Span::new(start, end), bar));
    columns
        .map(|(column, bar)| column.of(text).width().saturating_sub(bar))
        .collect()
}

/// The cells of a row as they are written, but the names of a source's columns in their canonical spelling.
fn cells<'a>(
    text: &'a str,
    lang: Lang,
    block: &'a Block,
    row: usize,
) -> impl Iterator<Item = &'a str> {
    let is_head = row == 0 && block.kind == BlockKind::Source;
    let cells = block.rows.get(row).into_iter().flat_map(|r: &Row| &r.cells);
    cells.map(move |cell| {
        let written = cell.span.of(text);
        let known = is_head
            .then(|| TableColumn::named(&normal(written), lang))
            .flatten();
        known.map_or(written, |k| k.word(lang))
    })
}

/// A row of dashes as wide as the table; colons at the ends of a cell are kept.
fn ruler(written: &str, widths: &[usize]) -> Option<String> {
    let inside = written.strip_prefix('|')?;
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    let mut out = "|".to_owned();
    for (cell, width) in inside.split('|').zip(widths) {
        let cell = cell.trim();
        let colons = cell.matches(':').count();
        let dashes = "-".repeat((width + 2).saturating_sub(colons).max(1));
        let left = if cell.starts_with(':') { ":" } else { "" };
        let right = if colons > left.len() { ":" } else { "" };
        out.extend([left, &dashes, right, "|"]);
    }
    Some(out)
}

/// Whether two lines hold the same words: all but white space, case, and the characters `but`.
fn same_words(a: &str, b: &str, but: &[char]) -> bool {
    fn words<'s>(s: &'s str, but: &'s [char]) -> impl Iterator<Item = char> + 's {
        let kept = s.chars().filter(|c| !c.is_whitespace() && !but.contains(c));
        kept.flat_map(char::to_lowercase)
    }
    words(a, but).eq(words(b, but))
}
