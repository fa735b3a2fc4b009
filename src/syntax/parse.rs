//! Text → tree, line by line (nom for the heads of blocks).
//!
//! A line is looked at once, with the block above it in mind. Errors go to a list and the line is kept, so one pass
//! reports all of them; where it is plain what was meant, the tree holds what was meant, so that one slip gives one finding.

use super::errors;
use super::keywords::{BlockKind, FieldKey, HeadWord, TableColumn, normal};
use super::tree::{Block, Field, Line, LineKind, Row, Tree, Value};
use crate::diag::{Diagnostic, Lang, Span, Spanned, nearest};
use nom::bytes::complete::{take_till, take_while};
use nom::character::complete::{satisfy, space0, space1};
use nom::combinator::{opt, recognize};
use nom::sequence::delimited;
use nom::{IResult, Parser};
use std::borrow::Cow;

/// Larger files are refused. Spans are 32 bits wide, and no case comes near.
pub(super) const MAX_MEGABYTES: usize = 64;

/// After so many findings the rest is not told: what follows is no case file.
const MAX_FINDINGS: usize = 1_000;

/// Parses a file. Never fails: what can't be placed is reported and passed over.
pub fn parse(text: &str) -> (Tree, Vec<Diagnostic>) {
    let mut parser = Parse::new(text);
    if text.len() > MAX_MEGABYTES << 20 {
        parser.findings.push(errors::too_large(MAX_MEGABYTES));
        return (parser.tree, parser.findings);
    }
    if let Some(at) = text.find('\0') {
        let at = at as u32;
        parser.report(errors::no_text(Span::new(at, at + 1)));
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        parser.line(start, line);
        start += line.len() as u32;
    }
    parser.finish()
}

struct Parse<'t> {
    text: &'t str,
    tree: Tree,
    findings: Vec<Diagnostic>,
    /// Whether the language is known: the first word has been seen.
    begun: bool,
    /// Where the text that a deeper line would continue is, and how deep it is indented.
    open: Option<(Open, u32)>,
}

/// What a deeper line continues.
#[derive(Clone, Copy)]
enum Open {
    /// The text of the last block's head.
    Head,
    /// The last field of the last block.
    Field,
}

/// A line in pieces.
#[derive(Clone, Copy)]
struct Source<'t> {
    /// The text without blanks at both ends.
    text: &'t str,
    /// Where it begins.
    start: u32,
    /// Characters of blank before it.
    indent: u32,
}

impl Source<'_> {
    fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len() as u32)
    }

    /// The place of a part of this line's text.
    fn place(&self, part: &str) -> Span {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize) as u32;
        Span::new(self.start + at, self.start + at + part.len() as u32)
    }
}

impl<'t> Parse<'t> {
    fn new(text: &'t str) -> Parse<'t> {
        let tree = Tree {
            lang: Lang::En,
            lines: Vec::new(),
            blocks: Vec::new(),
        };
        Parse {
            text,
            tree,
            findings: Vec::new(),
            begun: false,
            open: None,
        }
    }

    fn report(&mut self, finding: Diagnostic) {
        match self.findings.len() {
            n if n < MAX_FINDINGS => self.findings.push(finding),
            MAX_FINDINGS => self
                .findings
                .push(errors::too_many(finding.span, MAX_FINDINGS)),
            _ => {}
        }
    }

    fn line(&mut self, start: u32, line: &'t str) {
        let body = line
            .strip_prefix('\u{feff}')
            .filter(|_| start == 0)
            .unwrap_or(line);
        let before = body.len() - body.trim_start().len();
        let text = body.trim();
        let source = Source {
            text,
            start: start + (line.len() - body.len() + before) as u32,
            indent: body[..before].chars().count() as u32,
        };
        let kind = self.place(source);
        self.tree.lines.push(Line {
            span: Span::new(start, start + line.len() as u32),
            text: source.span(),
            kind,
        });
        if let (Some(block), false) = (
            self.tree.blocks.last_mut(),
            matches!(kind, LineKind::Blank | LineKind::Comment),
        ) {
            block.span.end = source.span().end;
        }
    }

    /// Decides what a line is and stores what it holds.
    fn place(&mut self, line: Source<'t>) -> LineKind {
        if line.text.is_empty() {
            return LineKind::Blank;
        }
        if is_comment(line.text) {
            return LineKind::Comment;
        }
        if !self.begun {
            self.begin(line);
        }
        if line.text.starts_with('|') {
            return self.row(line);
        }
        self.field(line)
            .or_else(|| self.tabbed_row(line))
            .or_else(|| self.head(line))
            .or_else(|| self.continuation(line))
            .unwrap_or_else(|| self.unplaced(line))
    }

    /// Fixes the language by the first word of the file.
    fn begin(&mut self, line: Source<'t>) {
        self.begun = true;
        let word = first_word(line.text).to_lowercase();
        let opens = |lang: Lang| {
            [BlockKind::Case, BlockKind::Organisation]
                .iter()
                .any(|kind| kind.word(lang) == word)
        };
        self.tree.lang = match (opens(Lang::En), opens(Lang::Nl)) {
            (_, true) => Lang::Nl,
            (true, _) => Lang::En,
            _ => {
                self.report(errors::no_case(line.span()));
                let dutch = BlockKind::named(&word, Lang::Nl);
                let english = BlockKind::named(&word, Lang::En);
                if dutch.is_some() && english.is_none() {
                    Lang::Nl
                } else {
                    Lang::En
                }
            }
        };
    }

    fn field(&mut self, line: Source<'t>) -> Option<LineKind> {
        let block = self.tree.blocks.last()?;
        let (before, after) = line.text.split_once(':')?;
        let key = block.kind.field_named(&normal(before), self.tree.lang)?;
        Some(self.add_field(line, key, before.trim_end(), after))
    }

    /// Stores a field of the last block.
    fn add_field(
        &mut self,
        line: Source<'t>,
        key: FieldKey,
        written: &str,
        value: &str,
    ) -> LineKind {
        let lang = self.tree.lang;
        let key_span = line.place(written);
        let value = value_of(line, value);
        self.open = Some((Open::Field, line.indent));
        let at = self.tree.blocks.len().saturating_sub(1);
        let Some(block) = self.tree.blocks.last_mut() else {
            return LineKind::Unknown;
        };
        let first = block.field(key).map(|f| f.key_span);
        let repeats = block.kind.repeats(key);
        block.fields.push(Field {
            key,
            key_span,
            value,
        });
        let kind = LineKind::Field(at, block.fields.len() - 1);
        if let (Some(first), false) = (first, repeats) {
            self.report(errors::field_twice(key_span, first, key.word(lang)));
        }
        kind
    }

    fn head(&mut self, line: Source<'t>) -> Option<LineKind> {
        let word = first_word(line.text);
        let kind = BlockKind::named(&word.to_lowercase(), self.tree.lang)?;
        self.allowed(kind).then_some(())?;
        let head = Head::read(line.text, word, kind, self.tree.lang);
        let deeper = self.open.is_some_and(|(_, indent)| line.indent > indent);
        if deeper && !head.is_complete(kind) {
            return None;
        }
        Some(self.add_block(line, kind, head))
    }

    /// Whether such a block can begin here: the organisation only as the first of its file.
    fn allowed(&self, kind: BlockKind) -> bool {
        kind != BlockKind::Organisation || self.tree.blocks.is_empty()
    }

    /// Stores a block, with what is wrong in its head.
    fn add_block(&mut self, line: Source<'t>, kind: BlockKind, head: Head<'t>) -> LineKind {
        let lang = self.tree.lang;
        let keyword = line.place(head.keyword);
        self.report_head(line, kind, &head);
        let first = self.tree.blocks.iter().find(|b| b.kind == kind);
        let once = matches!(kind, BlockKind::Case | BlockKind::Privacy);
        if let (Some(first), true) = (first, once) {
            let finding = errors::block_twice(keyword, first.keyword, kind.word(lang));
            self.report(finding);
        }
        let spanned = |part: &str| Spanned::new(part.to_string(), line.place(part));
        let mut name = head.name.map(spanned);
        if let Some(all) = head.loose_name(line)
            && let Some(mended) = mended_name(all.of(self.text))
        {
            name = Some(Spanned::new(mended, all));
        }
        let text = head.text.map(|text| value_of(line, text));
        self.open = text.is_some().then_some((Open::Head, line.indent));
        self.tree.blocks.push(Block {
            kind,
            keyword,
            head: line.span(),
            name,
            of: head.of.map(spanned),
            label: head.label.map(spanned),
            text,
            fields: Vec::new(),
            rows: Vec::new(),
            span: line.span(),
        });
        LineKind::Head(self.tree.blocks.len() - 1)
    }

    fn report_head(&mut self, line: Source<'t>, kind: BlockKind, head: &Head<'t>) {
        let lang = self.tree.lang;
        let keyword = line.place(head.keyword);
        if let (Some(odd), Some(label)) = (head.odd_label, head.label) {
            self.report(errors::odd_quotes(line.place(odd), label));
        }
        if let (Some(words), Some(word)) = (head.odd_of, kind.head_word()) {
            self.report(errors::odd_head_word(line.place(words), word.word(lang)));
        }
        if let (true, Some(name)) = (head.no_colon, head.name) {
            self.report(errors::missing_colon(line.place(name), name));
        }
        if let Some(label) = head.open_label {
            self.report(errors::open_quote(line.place(label)));
        } else if !head.rest.is_empty() {
            let finding = match head.name {
                Some(name) if head.of.is_none() && head.label.is_none() => {
                    let all = line.place(name).to(line.place(head.rest));
                    let words = head.rest.split([':', '"']).next().unwrap_or_default();
                    let all = Span::new(all.start, line.place(words.trim_end()).end);
                    errors::bad_name(all, mended_name(all.of(self.text)))
                }
                None => {
                    let part = head
                        .rest
                        .split([':', '"'])
                        .next()
                        .unwrap_or_default()
                        .trim_end();
                    errors::bad_name(line.place(part), mended_name(part))
                }
                _ => errors::bad_head_end(line.place(head.rest), kind, lang),
            };
            self.report(finding);
        } else if head.name.is_none() && kind.takes_name() {
            self.report(errors::head_without_name(keyword, kind, lang));
        }
    }

    /// A row that was copied from a spreadsheet: tabs between its cells, none for the empty ones at its end.
    fn tabbed_row(&mut self, line: Source<'t>) -> Option<LineKind> {
        let lang = self.tree.lang;
        let block = self.tree.blocks.last().filter(|b| b.kind.has_table())?;
        let (first, _) = line
            .text
            .split_once('\t')
            .filter(|_| !line.text.contains('|'))?;
        let columns = TableColumn::named(&normal(first), lang).is_some();
        let deeper = self.open.is_some_and(|(_, indent)| line.indent > indent);
        let word = first_word(line.text);
        // A head in the other language is a head, too.
        let head = [lang, lang.other()].into_iter().any(|lang| {
            BlockKind::named(&word.to_lowercase(), lang)
                .is_some_and(|kind| Head::read(line.text, word, kind, lang).is_complete(kind))
        });
        let begins = columns || !(deeper || head);
        (begins || !block.rows.is_empty()).then(|| self.row(line))
    }

    fn row(&mut self, line: Source<'t>) -> LineKind {
        self.open = None;
        let at = self.tree.blocks.len().saturating_sub(1);
        let Some(block) = self.tree.blocks.last_mut().filter(|b| b.kind.has_table()) else {
            self.report(errors::misplaced_row(line.span()));
            return LineKind::Unknown;
        };
        let mut cells = cells(line);
        let columns = block.rows.first().map_or(0, |head| head.cells.len());
        if !line.text.starts_with('|') && cells.len() < columns {
            let end = Spanned::new(String::new(), Span::at(line.span().end));
            cells.resize(columns, end);
        }
        let dashes = |cell: &Spanned<String>| {
            cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':' | ' '))
        };
        if block.rows.len() == 1 && cells.iter().all(dashes) {
            return LineKind::Ruler;
        }
        let head = block.rows.first().map(|r| (r.span, r.cells.len()));
        let count = cells.len();
        block.rows.push(Row {
            span: line.span(),
            cells,
        });
        let kind = LineKind::Row(at, block.rows.len() - 1);
        if let Some((head, columns)) = head
            && columns != count
        {
            self.report(errors::uneven_row(line.span(), count, head, columns));
        }
        kind
    }

    fn continuation(&mut self, line: Source<'t>) -> Option<LineKind> {
        let (open, indent) = self.open.filter(|(_, indent)| line.indent > *indent)?;
        let block = self.tree.blocks.last_mut()?;
        let value = match open {
            Open::Head if looks_like_field(line.text) => return None,
            Open::Head => block.text.as_mut()?,
            Open::Field => &mut block.fields.last_mut()?.value,
        };
        if value.text.is_empty() {
            *value = value_of(line, line.text);
        } else {
            let more = value_of(line, line.text);
            value.text.push(' ');
            value.text.push_str(&more.text);
            value.pieces.extend(more.pieces);
        }
        self.open = Some((open, indent));
        Some(LineKind::Continuation)
    }

    /// Reports a line that is nothing, and keeps what was plainly meant.
    fn unplaced(&mut self, line: Source<'t>) -> LineKind {
        self.unknown_field(line)
            .or_else(|| self.foreign_block(line))
            .or_else(|| self.near_block(line))
            .or_else(|| self.missing_colon(line))
            .or_else(|| self.homeless_field(line))
            .unwrap_or_else(|| {
                let block = self.tree.blocks.last().map(|b| b.kind);
                self.report(errors::unplaced(line.span(), block, self.tree.lang));
                LineKind::Unknown
            })
    }

    /// `word: …` where the word is a field in the other language, or nearly a field.
    fn unknown_field(&mut self, line: Source<'t>) -> Option<LineKind> {
        let lang = self.tree.lang;
        let kind = self.tree.blocks.last()?.kind;
        let (before, after) = line.text.split_once(':')?;
        let written = before.trim_end();
        // A bullet of a list may stand before it.
        let word =
            normal(before.trim_start_matches(['•', '·', '▪', '-', '–', '*', ' ', '\u{a0}', '\t']));
        let span = line.place(written);
        if let Some(key) = kind.field_named(&word, lang.other()) {
            self.report(errors::wrong_language(span, written, key.word(lang), lang));
            return Some(self.add_field(line, key, written, after));
        }
        if BlockKind::named(first_word(&word), lang).is_some() {
            return None;
        }
        let words = kind.fields().iter().map(|f| f.word(lang));
        let near = kind.field_named(&word, lang).map(|key| key.word(lang));
        let near = near.or_else(|| nearest(&word, words));
        let near = near.or_else(|| same_beginning(&word, kind, lang));
        let key = near.and_then(|near| kind.field_named(near, lang))?;
        self.report(errors::unknown_field(
            span,
            written,
            kind,
            Some(key),
            None,
            lang,
        ));
        Some(self.add_field(line, key, written, after))
    }

    /// `word: …` that no slip of the pen explains: perhaps another block's field.
    fn homeless_field(&mut self, line: Source<'t>) -> Option<LineKind> {
        let lang = self.tree.lang;
        let kind = self.tree.blocks.last()?.kind;
        looks_like_field(line.text).then_some(())?;
        let (before, _) = line.text.split_once(':')?;
        let written = before.trim_end();
        let word = normal(before);
        let mut homes = BlockKind::ALL.iter().copied();
        let home = homes.find(|k| k.field_named(&word, lang).is_some());
        let span = line.place(written);
        self.open = None;
        self.report(errors::unknown_field(span, written, kind, None, home, lang));
        Some(LineKind::Unknown)
    }

    /// A head whose keyword is of the other language.
    fn foreign_block(&mut self, line: Source<'t>) -> Option<LineKind> {
        let lang = self.tree.lang;
        let word = first_word(line.text);
        let kind = BlockKind::named(&word.to_lowercase(), lang.other())?;
        self.allowed(kind).then_some(())?;
        // The words inside the head may be of either language; one finding tells it all.
        let other = Head::read(line.text, word, kind, lang.other());
        let own = Head::read(line.text, word, kind, lang);
        let head = if own.rest.len() <= other.rest.len() {
            own
        } else {
            other
        };
        self.report(errors::wrong_language(
            line.place(word),
            word,
            kind.word(lang),
            lang,
        ));
        Some(self.add_block(line, kind, head))
    }

    /// A head whose keyword has a slip of the pen.
    fn near_block(&mut self, line: Source<'t>) -> Option<LineKind> {
        let lang = self.tree.lang;
        let word = first_word(line.text);
        let words = BlockKind::ALL.iter().map(|k| k.word(lang));
        let kind = BlockKind::named(nearest(word, words)?, lang)?;
        self.allowed(kind).then_some(())?;
        let head = Head::read(line.text, word, kind, lang);
        head.is_complete(kind).then_some(())?;
        self.report(errors::near_block(line.place(word), kind, lang));
        Some(self.add_block(line, kind, head))
    }

    /// `who area manager`: a field without its colon.
    fn missing_colon(&mut self, line: Source<'t>) -> Option<LineKind> {
        let lang = self.tree.lang;
        let kind = self.tree.blocks.last()?.kind;
        if let Some(value) = line.text.strip_prefix('=')
            && kind.field_named(FieldKey::Is.word(lang), lang).is_some()
        {
            let (written, _) = line.text.split_at(1);
            self.report(errors::equals_for_is(
                line.place(written),
                FieldKey::Is.word(lang),
            ));
            return Some(self.add_field(line, FieldKey::Is, written, value));
        }
        let lower = line.text.to_lowercase();
        let mut fields = kind.fields().iter().copied();
        let key = fields.find(|f| {
            let rest = lower.strip_prefix(f.word(lang));
            rest.is_some_and(|r| r.is_empty() || r.starts_with(char::is_whitespace))
        })?;
        let word = key.word(lang);
        let (written, value) = line.text.split_at_checked(word.len())?;
        self.report(errors::missing_colon(line.place(written), word));
        Some(self.add_field(line, key, written, value))
    }

    fn finish(mut self) -> (Tree, Vec<Diagnostic>) {
        if !self.begun {
            self.report(errors::no_case(Span::at(0)));
        }
        self.findings.sort_by_key(|f| f.span.start);
        (self.tree, self.findings)
    }
}

impl BlockKind {
    /// Whether the head needs a name.
    pub fn takes_name(self) -> bool {
        !matches!(
            self,
            BlockKind::Parked | BlockKind::Filter | BlockKind::Privacy
        )
    }

    /// The word before a second name in the head, when the block has one.
    pub fn head_word(self) -> Option<HeadWord> {
        match self {
            BlockKind::Action => Some(HeadWord::Answers),
            BlockKind::Attribute => Some(HeadWord::Of),
            _ => None,
        }
    }
}

/// The head of a block in pieces; each a part of the line.
struct Head<'t> {
    keyword: &'t str,
    name: Option<&'t str>,
    of: Option<&'t str>,
    label: Option<&'t str>,
    /// A label whose quote is not closed.
    open_label: Option<&'t str>,
    /// A label between the quotes of a word processor, with those.
    odd_label: Option<&'t str>,
    text: Option<&'t str>,
    /// Whether the text follows the name without a colon.
    no_colon: bool,
    /// The words that stand where the word before a second name should.
    odd_of: Option<&'t str>,
    /// What could not be read.
    rest: &'t str,
}

impl<'t> Head<'t> {
    fn read(line: &'t str, keyword: &'t str, kind: BlockKind, lang: Lang) -> Head<'t> {
        let rest = line[keyword.len()..].trim_start();
        let (rest, name) = match kind {
            BlockKind::Organisation => whole_name(rest),
            _ => optional(rest, name),
        };
        let (rest, of) = match kind.head_word() {
            Some(word) => optional(rest, |t| second_name(t, word.word(lang))),
            None => (rest, None),
        };
        let (rest, odd_of) = match (kind.head_word(), name, of) {
            (Some(_), Some(_), None) => odd_second_name(rest),
            _ => (rest, None),
        };
        let of = odd_of.map_or(of, |(_, of)| Some(of));
        let (after_label, label) = optional(rest, quoted);
        let odd_label = label.filter(|_| !rest.starts_with('"'));
        let odd_label = odd_label.and(Some(rest[..rest.len() - after_label.len()].trim_end()));
        let rest = after_label;
        let (rest, open_label) = match rest.starts_with(OPENING_QUOTES) {
            true => ("", Some(rest)),
            false => (rest, None),
        };
        let (rest, text) = match rest.split_once(':') {
            Some((before, after)) if before.trim().is_empty() => ("", Some(after)),
            // The text is kept although something odd stands before its colon.
            Some((before, after)) => (before.trim_end(), Some(after)),
            None => (rest, None),
        };
        // `question on_time Where are we late?`
        let needs_text = matches!(kind, BlockKind::Question | BlockKind::Visual);
        let no_colon = needs_text
            && (name.is_some() && label.is_none() && open_label.is_none() && text.is_none())
            && rest.split_whitespace().nth(2).is_some();
        let (rest, text) = match no_colon {
            true => ("", Some(rest)),
            false => (rest, text),
        };
        Head {
            keyword,
            name,
            of,
            label,
            open_label,
            odd_label,
            text,
            no_colon,
            odd_of: odd_of.map(|(words, _)| words),
            rest,
        }
    }

    /// The words that stand where one name should, when nothing but such words went wrong.
    fn loose_name(&self, line: Source<'t>) -> Option<Span> {
        let words = self
            .rest
            .split([':', '"'])
            .next()
            .unwrap_or_default()
            .trim_end();
        let loose = !words.is_empty() && self.of.is_none() && self.label.is_none();
        let first = self.name.unwrap_or(words);
        loose.then(|| line.place(first).to(line.place(words)))
    }

    fn is_complete(&self, kind: BlockKind) -> bool {
        let body = match kind {
            BlockKind::Privacy => self.name.is_none() && self.text.is_none(),
            BlockKind::Parked | BlockKind::Filter => self.text.is_some() && self.name.is_none(),
            _ => self.name.is_some(),
        };
        body && self.rest.is_empty()
            && self.open_label.is_none()
            && !self.no_colon
            && self.odd_of.is_none()
    }
}

/// Runs a parser for a part that may be absent, and skips the blanks after it.
fn optional<'t, O>(
    text: &'t str,
    parser: impl Fn(&'t str) -> IResult<&'t str, O>,
) -> (&'t str, Option<O>) {
    match parser(text) {
        Ok((rest, found)) => (rest.trim_start(), Some(found)),
        Err(_) => (text, None),
    }
}

/// A name: a letter, then letters, digits, `_`, `-`.
pub(crate) fn name(text: &str) -> IResult<&str, &str> {
    recognize((
        satisfy(char::is_alphabetic),
        take_while(|c: char| c.is_alphanumeric() || c == '_' || c == '-'),
    ))
    .parse(text)
}

/// The organisation's name: everything up to a quote or colon.
fn whole_name(text: &str) -> (&str, Option<&str>) {
    let end = text.find(['"', ':']).unwrap_or(text.len());
    let name = text[..end].trim_end();
    (&text[end..], Some(name).filter(|n| !n.is_empty()))
}

/// `answers question`.
fn second_name<'t>(text: &'t str, word: &str) -> IResult<&'t str, &'t str> {
    let (rest, (_, _, name)) =
        (nom::bytes::complete::tag_no_case(word), space1, name).parse(text)?;
    Ok((rest, name))
}

/// `for question`: the last of two words is the second name, and the first is not the word that belongs before it.
fn odd_second_name(text: &str) -> (&str, Option<(&str, &str)>) {
    let end = text.find([':', '"']).unwrap_or(text.len());
    let (words, rest) = text.split_at(end);
    let words = words.trim_end();
    let Some((before, last)) = words.split_once(char::is_whitespace) else {
        return (text, None);
    };
    let last = last.trim_start();
    let is_word = before.chars().all(char::is_alphabetic);
    let is_name = name(last).is_ok_and(|(rest, _)| rest.is_empty());
    match is_word && is_name {
        true => (rest, Some((before, last))),
        false => (text, None),
    }
}

/// What may stand before a label: the plain quote, and those that a word processor makes of it.
const OPENING_QUOTES: [char; 5] = ['"', '“', '”', '„', '«'];
const CLOSING_QUOTES: [char; 5] = ['"', '”', '“', '‟', '»'];

/// `"Label"`.
fn quoted(text: &str) -> IResult<&str, &str> {
    let closes = |c: char| match text.starts_with('"') {
        true => c == '"',
        false => CLOSING_QUOTES.contains(&c),
    };
    let label = delimited(
        satisfy(|c| OPENING_QUOTES.contains(&c)),
        take_till(closes),
        satisfy(closes),
    );
    let (rest, (label, _)) = (label, opt(space0)).parse(text)?;
    Ok((rest, label))
}

/// `# ` or a lone `#`.
fn is_comment(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

fn first_word(text: &str) -> &str {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | '"'))
        .unwrap_or(text.len());
    &text[..end]
}

/// The only field of several words that begins with the same word: `done if` → `done when`.
fn same_beginning(written: &str, kind: BlockKind, lang: Lang) -> Option<&'static str> {
    let (begin, _) = written.split_once(' ')?;
    let words = kind.fields().iter().map(|f| f.word(lang));
    let mut same = words.filter(|w| w.split_once(' ').is_some_and(|(first, _)| first == begin));
    same.next().filter(|_| same.next().is_none())
}

/// At most three words of letters before a colon.
fn looks_like_field(text: &str) -> bool {
    let Some((before, _)) = text.split_once(':') else {
        return false;
    };
    let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '_');
    let words = before.split_whitespace().take(4);
    let count = words.clone().count();
    (1..=3).contains(&count) && words.clone().all(letters)
}

/// Joins the words of a name that is none: `on time` → `on_time`.
fn mended_name(written: &str) -> Option<String> {
    let joined = written.split_whitespace().collect::<Vec<_>>().join("_");
    let kept: String = joined
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        .collect();
    let named = kept.trim_start_matches(|c: char| !c.is_alphabetic());
    (!named.is_empty()).then(|| named.to_string())
}

/// A part of the line as a value.
fn value_of(line: Source<'_>, part: &str) -> Value {
    let part = part.trim();
    let span = if part.is_empty() {
        Span::at(line.span().end)
    } else {
        line.place(part)
    };
    if is_plain(part) {
        return Value {
            text: part.to_owned(),
            pieces: vec![span],
        };
    }
    let parts = plain_parts(part);
    Value {
        text: parts.join(" "),
        pieces: parts.iter().map(|part| line.place(part)).collect(),
    }
}

/// Whether a text has no odd blanks, at a glance; letters with accents are looked at more closely.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) || !text.contains(is_odd_blank)
}

/// A text with plain blanks only.
fn plain(text: &str) -> Cow<'_, str> {
    match is_plain(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(plain_parts(text).join(" ")),
    }
}

/// A text cut at its tabs and the blanks that a word processor puts, so that plain blanks may join the parts again.
fn plain_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_odd_blank) {
        let (before, after) = rest.split_at(at);
        parts.push(before.trim_end());
        rest = after.trim_start();
    }
    parts.push(rest);
    parts
}

fn is_odd_blank(c: char) -> bool {
    c != ' ' && c.is_whitespace()
}

/// The cells of a table row, trimmed. `\|` is a bar inside a cell; a row from a spreadsheet has tabs instead.
fn cells(line: Source<'_>) -> Vec<Spanned<String>> {
    let cell = |part: &str| {
        let part = part.trim();
        Spanned::new(plain(part).replace("\\|", "|"), line.place(part))
    };
    if !line.text.starts_with('|') {
        return line.text.split('\t').map(cell).collect();
    }
    let body = line.text.strip_prefix('|').unwrap_or(line.text);
    let closed = body.ends_with('|') && !body.ends_with("\\|");
    let body = if closed {
        &body[..body.len() - 1]
    } else {
        body
    };
    let mut escaped = false;
    let separator = |c: char| {
        let separates = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        separates
    };
    body.split(separator).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(&'static str, u32)> {
        let (tree, findings) = parse(text);
        let end = tree.lines.iter().fold(0, |at, line| {
            assert_eq!(line.span.start, at, "lines leave a gap");
            line.span.end
        });
        assert_eq!(end as usize, text.len(), "lines do not cover the text");
        let index = crate::diag::LineIndex::new(text);
        let line = |f: &Diagnostic| index.line_col(text, f.span.start).line;
        findings.iter().map(|f| (f.code.0, line(f))).collect()
    }

    #[test]
    fn reads_heads_of_every_form() {
        let text = "case a \"A: b\"\nquestion q: why: because\naction x answers q\n  who: me\n\
                    measure m \"M\"\nparked: later\nfilter: a, b\nprivacy\n";
        assert_eq!(codes(text), []);
        let (tree, _) = parse(text);
        let kinds: Vec<_> = tree.blocks.iter().map(|b| b.kind.word(Lang::En)).collect();
        assert_eq!(
            kinds,
            [
                "case", "question", "action", "measure", "parked", "filter", "privacy"
            ]
        );
        assert_eq!(tree.blocks[0].label.as_ref().unwrap().value, "A: b");
        assert_eq!(tree.blocks[1].text.as_ref().unwrap().text, "why: because");
        assert_eq!(tree.blocks[2].of.as_ref().unwrap().value, "q");
        assert_eq!(
            tree.blocks[2].field(FieldKey::Who).unwrap().value.text,
            "me"
        );
    }

    #[test]
    fn deeper_lines_continue() {
        let text = "casus a\nactie x bij q\n  dan: zet\n    de ploeg: in\n  wie: ik\n";
        let (tree, findings) = parse(text);
        assert_eq!(findings, []);
        let then = &tree.blocks[1].fields[0].value;
        assert_eq!(then.text, "zet de ploeg: in");
        assert_eq!(then.locate(4, 12).of(text), "de ploeg");
        assert_eq!(then.locate(0, 3).of(text), "zet");
    }

    #[test]
    fn one_slip_gives_one_finding() {
        assert_eq!(codes("question q: x\n"), [("S006", 1)]);
        assert_eq!(codes(""), [("S006", 1)]);
        assert_eq!(codes("case a\nvraag q: x\n"), [("S003", 2)]);
        assert_eq!(
            codes("case a\nquestion q: x\n  soort: keuze\n"),
            [("S003", 3)]
        );
        assert_eq!(
            codes("case a\nqestion q: x\n  knd: y\n"),
            [("S001", 2), ("S002", 3)]
        );
        assert_eq!(codes("case a\nquestion: x\n"), [("S005", 2)]);
        assert_eq!(codes("case a\nmeasure on time: x\n"), [("S005", 2)]);
        assert_eq!(
            codes("case a\naction x answers q\n  who me\n"),
            [("S004", 3)]
        );
        assert_eq!(codes("case a\n  who: me\n"), [("S002", 2)]);
        assert_eq!(codes("case a\n  cycle: 1\n  cycle: 2\n"), [("S009", 3)]);
        assert_eq!(codes("case a\nprivacy\nprivacy\n"), [("S010", 3)]);
        assert_eq!(codes("case a\n| a |\n"), [("S011", 2)]);
        assert_eq!(codes("case a\nsource s\n| a | b |\n| 1 |\n"), [("S011", 4)]);
        assert_eq!(codes("case a\nmeasure m \"M\n"), [("S022", 2)]);
        assert_eq!(codes("case a\nhello there\n"), [("S001", 2)]);
        assert_eq!(codes("case a\n# \u{0}\n"), [("S016", 2)]);
    }

    #[test]
    fn a_word_processor_and_a_spreadsheet_are_understood() {
        let text = "case a\nmeasure m “M m”\nsource s\nrefreshed:\u{a0}each\u{a0}\u{a0}week\ncolumn\ttype\tlabel\nx\tdate\n";
        assert_eq!(codes(text), [("S005", 2)]);
        let (tree, _) = parse(text);
        assert_eq!(tree.blocks[1].label.as_ref().unwrap().value, "M m");
        let source = &tree.blocks[2];
        let refreshed = &source.fields[0].value;
        assert_eq!(refreshed.text, "each week");
        assert_eq!(refreshed.locate(5, 9).of(text), "week");
        let cells = |row: &Row| {
            row.cells
                .iter()
                .map(|c| c.value.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(cells(&source.rows[0]), ["column", "type", "label"]);
        assert_eq!(cells(&source.rows[1]), ["x", "date", ""]);
        assert_eq!(codes("case a\nsource s\nx | y\tz\n"), [("S001", 3)]);
    }

    #[test]
    fn bars_can_be_escaped() {
        let (tree, _) = parse("case a\nsource s\n| x | a\\|b |\n");
        let cells: Vec<_> = tree.blocks[1].rows[0]
            .cells
            .iter()
            .map(|c| c.value.as_str())
            .collect();
        assert_eq!(cells, ["x", "a|b"]);
    }
}
