//! The `source` block as text, with comments where a choice was made that somebody should look at.

use super::read::Table;
use super::types::Doubt;
use super::words::{count, titles};
use super::{Column, Found, LeftOut, Wish, names};
use crate::data::files::Kind;
use crate::data::notation::NumberNotation;
use crate::diag::{Lang, Span, Words};
use crate::model::Personal;
use crate::say;
use crate::syntax::BlockKind;
use crate::syntax::FieldKey;
use crate::syntax::keywords::{TableColumn, Use};
use unicode_width::UnicodeWidthStr;

/// The block, and where in it findings point.
pub(super) struct Block {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) head: Span,
    pub(super) file: Span,
    /// Places of fields; the head where the block has no such field.
    pub(super) sheet: Span,
    pub(super) dates: Span,
    pub(super) numbers: Span,
    pub(super) missing: Span,
    /// A place for each column: its row, also when that is a comment; else the head.
    pub(super) rows: Vec<Span>,
}

struct Writer {
    lang: Lang,
    text: String,
}

impl Writer {
    /// A line, and where it stands without the blanks before it.
    fn line(&mut self, indent: usize, line: &str) -> Span {
        self.text.extend(std::iter::repeat_n(' ', indent));
        let start = self.text.len() as u32;
        self.text.push_str(line);
        let end = self.text.len() as u32;
        self.text.push('\n');
        Span::new(start, end)
    }

    fn comment(&mut self, indent: usize, words: &Words) {
        let line = format!("# {}", words.get(self.lang));
        self.line(indent, &line);
    }
}

/// Writes the block.
pub(super) fn write(table: &Table, found: &Found, wish: &Wish<'_>) -> Block {
    let lang = wish.lang;
    let mut out = Writer {
        lang,
        text: String::new(),
    };
    let name = source_name(table, lang);
    out.comment(0, &origin(table, found));
    let head = out.line(0, &format!("{} {name}", BlockKind::Source.word(lang)));
    let mut block = Block {
        name,
        text: String::new(),
        head,
        file: head,
        sheet: head,
        dates: head,
        numbers: head,
        missing: head,
        rows: vec![head; found.columns.len()],
    };
    out.comment(
        2,
        &say!(
            en "No file can tell: who answers for the data (owner), how often they are refreshed, what people distrust (quality)",
            nl "Geen bestand vertelt: wie voor de gegevens instaat (eigenaar), hoe vaak ze ververst worden en wat mensen er niet aan vertrouwen (kwaliteit)",
        ),
    );
    fields(&mut out, &mut block, table, found, wish);
    choices(&mut out, found);
    rows(&mut out, &mut block, found);
    block.text = out.text;
    block
}

/// A name from that of the file, and of the sheet where there are several.
fn source_name(table: &Table, lang: Lang) -> String {
    let file = table
        .place
        .file
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default();
    let stem = file.split('.').next().unwrap_or_default();
    let sheet = table.sheet.as_deref().unwrap_or_default();
    names::name(&format!("{stem} {sheet}"), lang.pick("source", "bron"))
}

/// What the file is.
fn origin(table: &Table, found: &Found) -> Words {
    let (rows, columns) = (count(found.profile.rows), found.columns.len());
    let (en, nl) = match (table.kind, table.separator()) {
        (_, Some(';')) => ("text with semicolons", "tekst met puntkomma's"),
        (_, Some(',')) => ("text with commas", "tekst met komma's"),
        (_, Some('\t')) => ("text with tabs", "tekst met tabs"),
        (_, Some(_)) => ("text with bars", "tekst met streepjes"),
        (Kind::Excel, _) => ("a workbook", "een werkmap"),
        (Kind::Json, _) => ("JSON", "JSON"),
        _ => ("Parquet", "Parquet"),
    };
    let (r_en, r_nl) = (rows.en, rows.nl);
    say!(
        en "Read from {en}: {r_en} rows, {columns} columns. Keep the columns that an act needs, and leave out the others",
        nl "Gelezen uit {nl}: {r_nl} rijen, {columns} kolommen. Houd de kolommen die een actie nodig heeft, en laat de rest weg",
    )
}

fn fields(out: &mut Writer, block: &mut Block, table: &Table, found: &Found, wish: &Wish<'_>) {
    let lang = wish.lang;
    let mut fields: Vec<(FieldKey, String, Vec<Words>)> =
        vec![(FieldKey::File, wish.file.to_owned(), Vec::new())];
    if let Some(sheet) = &table.sheet {
        let others: Vec<&str> = table.other_sheets.iter().map(String::as_str).collect();
        let Words { en, nl } = titles(&others);
        let remark = say!(en "The workbook also has {en}", nl "De werkmap heeft ook {nl}");
        let remarks = if others.is_empty() {
            Vec::new()
        } else {
            vec![remark]
        };
        fields.push((FieldKey::Sheet, sheet.clone(), remarks));
    }
    fields.extend(notations(found, table.has_semicolons()));
    if !found.missing.is_empty() {
        fields.push((FieldKey::Missing, found.missing.join(", "), Vec::new()));
    }
    let not_taken: Vec<&str> = found
        .columns
        .iter()
        .filter(|c| c.left_out.is_some() && !c.title.is_empty())
        .map(|c| c.title.as_str())
        .collect();
    if !not_taken.is_empty() {
        fields.push((FieldKey::NotTaken, not_taken.join(", "), Vec::new()));
    }
    let widest = fields
        .iter()
        .map(|(key, ..)| key.word(lang).width())
        .max()
        .unwrap_or(0);
    for (key, value, remarks) in fields {
        for remark in remarks {
            out.comment(2, &remark);
        }
        let word = format!("{}:", key.word(lang));
        let pad = widest + 3 - word.width();
        let span = out.line(2, &format!("{word}{}{value}", " ".repeat(pad)));
        match key {
            FieldKey::File => block.file = span,
            FieldKey::Sheet => block.sheet = span,
            FieldKey::Dates => block.dates = span,
            FieldKey::Numbers => block.numbers = span,
            FieldKey::Missing => block.missing = span,
            _ => {}
        }
    }
}

/// How dates and numbers are written: both, unless the file writes both as ISO does and is no Dutch spreadsheet.
fn notations(found: &Found, semicolons: bool) -> Vec<(FieldKey, String, Vec<Words>)> {
    let notations = &found.notations;
    let iso_dates = notations
        .dates
        .as_ref()
        .is_none_or(|_| notations.dates_text.starts_with("yyyy-mm-dd"));
    let plain = notations
        .numbers
        .is_none_or(|n| n == NumberNotation::plain());
    let sure = notations.other_numbers.is_none();
    if iso_dates && plain && sure && !semicolons {
        return Vec::new();
    }
    let mut fields = Vec::new();
    if notations.dates.is_some() {
        let other = notations.other_dates.as_ref().map(|other| {
            let other = other.date_text();
            say!(en "It can also be read as {other}: ask the owner which it is", nl "Het is ook te lezen als {other}: vraag de eigenaar wat het is")
        });
        fields.push((
            FieldKey::Dates,
            notations.dates_text.clone(),
            other.into_iter().collect(),
        ));
    }
    if let Some(numbers) = notations.numbers {
        let other = notations.other_numbers.map(|other| {
            let other = other.text();
            say!(en "They can also be read as {other}: ask the owner which it is", nl "Ze zijn ook te lezen als {other}: vraag de eigenaar wat het is")
        });
        fields.push((
            FieldKey::Numbers,
            numbers.text(),
            other.into_iter().collect(),
        ));
    }
    fields
}

/// Comments before the table: what was chosen for a column that could be something else.
fn choices(out: &mut Writer, found: &Found) {
    for (column, _) in found.taken() {
        let name = &column.name;
        let words = match &column.doubt {
            None => continue,
            Some(Doubt::OtherDates(notation)) => say!(
                en "`{name}` is text: it holds dates as {notation}, and a source has one notation",
                nl "`{name}` is tekst: er staan datums in als {notation}, en een bron heeft één notatie",
            ),
            Some(Doubt::SomeDates(notation, n)) => {
                let Words { en, nl } = count(*n);
                say!(
                    en "`{name}` is text: it holds dates as {notation}, but {en} cells are none",
                    nl "`{name}` is tekst: er staan datums in als {notation}, maar {nl} cellen zijn dat niet",
                )
            }
            Some(Doubt::OtherNumbers(notation)) => say!(
                en "`{name}` is text: it holds numbers as {notation}, and a source has one notation",
                nl "`{name}` is tekst: er staan getallen in als {notation}, en een bron heeft één notatie",
            ),
            Some(Doubt::SomeNumbers(n)) => {
                let Words { en, nl } = count(*n);
                say!(
                    en "`{name}` is text: it holds numbers, but {en} cells are none",
                    nl "`{name}` is tekst: er staan getallen in, maar {nl} cellen zijn dat niet",
                )
            }
            Some(Doubt::SpoiltCodes) => say!(
                en "`{name}` holds codes that became decimals (.0) on the way; zeros in front are gone",
                nl "`{name}` bevat codes die onderweg decimalen zijn geworden (.0); nullen vooraan zijn weg",
            ),
        };
        out.comment(2, &words);
    }
    let key = found.columns.iter().any(|c| c.key);
    if !key && found.profile.rows > 1 {
        out.comment(
            2,
            &say!(en "No column tells the rows apart: ask what one row is", nl "Geen kolom is in elke rij anders: vraag wat één rij is"),
        );
    }
}

fn rows(out: &mut Writer, block: &mut Block, found: &Found) {
    let lang = out.lang;
    let has_from = found.columns.iter().any(|c| c.name != c.title);
    let has_rule = found.columns.iter().any(|c| !c.rules.is_empty());
    let has_key = found.columns.iter().any(|c| c.key);
    let heads = [
        (TableColumn::Column, true),
        (TableColumn::Type, true),
        (TableColumn::From, has_from),
        (TableColumn::PersonalData, true),
        (TableColumn::UsedFor, has_key),
        (TableColumn::Rule, has_rule),
    ];
    let pseudonyms = found.about_people();
    let heads: Vec<TableColumn> = heads
        .into_iter()
        .filter(|(_, shown)| *shown)
        .map(|(h, _)| h)
        .collect();
    let cells = |column: &Column| -> Vec<String> {
        heads
            .iter()
            .map(|h| cell(column, *h, pseudonyms, lang))
            .collect()
    };
    let title: Vec<String> = heads.iter().map(|h| h.word(lang).to_owned()).collect();
    let taken = found.columns.iter().filter(|c| c.left_out.is_none());
    let mut widths: Vec<usize> = title.iter().map(|t| t.width()).collect();
    for column in taken {
        for (width, cell) in widths.iter_mut().zip(cells(column)) {
            *width = (*width).max(cell.width());
        }
    }
    out.line(2, &row(&title, &widths));
    for (column, place) in found.columns.iter().zip(&mut block.rows) {
        if column.left_out.is_none() {
            *place = out.line(2, &row(&cells(column), &widths));
        }
    }
    for why in [LeftOut::Personal, LeftOut::Constant, LeftOut::Empty] {
        let mut told = false;
        for (column, place) in found.columns.iter().zip(&mut block.rows) {
            if column.left_out != Some(why) {
                continue;
            }
            if !told {
                reason(out, why, pseudonyms);
                told = true;
            }
            let line = format!("# {}", row(&cells(column), &widths));
            *place = out.line(2, line.trim_end());
        }
    }
}

/// Why the rows below it are comments.
fn reason(out: &mut Writer, why: LeftOut, about_people: bool) {
    let words = match why {
        LeftOut::Personal if about_people => say!(
            en "Left out, for they point at people. Each row is about somebody, so the other columns are about them too. Take one only for an act",
            nl "Weggelaten, want ze wijzen mensen aan. Elke rij gaat over iemand, dus de andere kolommen ook. Neem er alleen een voor een actie",
        ),
        LeftOut::Personal => say!(
            en "Left out, for they may point at people. Take one only for an act; about things or organisations, the class is `no`",
            nl "Weggelaten, want ze kunnen mensen aanwijzen. Neem er alleen een voor een actie; gaat het om zaken of organisaties, dan is de klasse `nee`",
        ),
        LeftOut::Constant => {
            say!(en "Left out, for they say the same in each row", nl "Weggelaten, want ze zeggen in elke rij hetzelfde")
        }
        _ => {
            say!(en "Left out, for there is nothing in them", nl "Weggelaten, want er staat niets in")
        }
    };
    out.comment(2, &words);
}

fn row(cells: &[String], widths: &[usize]) -> String {
    let mut line = String::from("|");
    for (cell, width) in cells.iter().zip(widths) {
        let pad = width.saturating_sub(cell.width());
        line.push_str(&format!(" {cell}{} |", " ".repeat(pad)));
    }
    line
}

fn cell(column: &Column, head: TableColumn, about_people: bool, lang: Lang) -> String {
    match head {
        TableColumn::Column => column.name.clone(),
        TableColumn::Type => column.ty.word().word(lang).to_owned(),
        TableColumn::From if column.name == column.title => String::new(),
        TableColumn::From => column.title.replace('|', "\\|"),
        TableColumn::PersonalData => {
            let class = match &column.personal {
                Some(likely) => likely.class,
                None if column.key && about_people => Personal::Pseudonym,
                None => Personal::No,
            };
            class.word(lang).to_owned()
        }
        TableColumn::UsedFor if column.key => Use::Key.word(lang).to_owned(),
        TableColumn::Rule => column.rules.replace('|', "\\|"),
        _ => String::new(),
    }
}
