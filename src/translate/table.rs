//! Tables: the columns of a source, and the rows of an example.

use super::draft::{Draft, Understood, spelled};
use crate::diag::Lang;
use crate::syntax::keywords::{Personal, RuleWord, TableColumn, TypeWord, Use, normal};
use crate::syntax::{Block, BlockKind, FieldKey, Row, Tree, Value, values};
use std::ops::Range;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// Something about the columns of a source.
    About(TableColumn),
    /// Values of a type, in an example.
    Of(TypeWord),
    /// Words of the author.
    Free,
}

/// What a cell turned out to be.
pub(super) enum Cell {
    /// Understood, whether or not anything changes.
    Fine(String),
    /// Not to be read.
    Unread,
    /// To be read as something else in the other language.
    Misread,
}

/// What the columns of a table hold.
pub(super) fn layout(tree: &Tree, block: &Block) -> Vec<Cells> {
    let Some(head) = block.rows.first() else {
        return Vec::new();
    };
    let cells = head.cells.iter();
    let kind = |cell: &crate::diag::Spanned<String>| match block.kind {
        BlockKind::Source => spelled::<TableColumn>(cell, tree.lang).map(Cells::About),
        _ => type_of(tree, cell).map(Cells::Of),
    };
    cells
        .map(|cell| kind(cell).unwrap_or(Cells::Free))
        .collect()
}

/// The declared type of the column or attribute with this name.
fn type_of(tree: &Tree, name: &str) -> Option<TypeWord> {
    let name = normal(name.trim_matches('`'));
    let columns = sources(tree).find_map(|source| {
        let at = |wanted| position(source, wanted, tree.lang);
        let (column, ty) = (at(TableColumn::Column)?, at(TableColumn::Type)?);
        let mut rows = source.rows.iter().skip(1);
        let row = rows.find(|row| row.cells.get(column).is_some_and(|c| normal(c) == name))?;
        spelled(row.cells.get(ty)?, tree.lang)
    });
    columns.or_else(|| {
        let mut attributes = tree
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Attribute);
        let named = |b: &&Block| b.name.as_ref().is_some_and(|n| normal(n) == name);
        let ty = attributes.find(named)?.field(FieldKey::Type)?;
        spelled(&ty.value.text, tree.lang)
    })
}

fn sources(tree: &Tree) -> impl Iterator<Item = &Block> {
    tree.blocks.iter().filter(|b| b.kind == BlockKind::Source)
}

fn position(source: &Block, wanted: TableColumn, lang: Lang) -> Option<usize> {
    let mut cells = source.rows.first()?.cells.iter();
    cells.position(|cell| spelled::<TableColumn>(cell, lang) == Some(wanted))
}

/// Whether some source turns this text into empty; then it stands for itself.
fn is_sentinel(tree: &Tree, text: &str) -> bool {
    let missing = sources(tree).filter_map(|s| s.field(FieldKey::Missing));
    let mut texts = missing.map(|f| &f.value.text);
    texts.any(|all| {
        values::list(all)
            .into_iter()
            .any(|range| &all[range] == text)
    })
}

/// The cell as the other language writes it. `text` is what stands in the file, without the blanks around it.
pub(super) fn cell(tree: &Tree, cells: Cells, row: &Row, value: &Value, to: Lang) -> Cell {
    let mut draft = Draft::new(value, tree.lang, to);
    let whole = draft.whole();
    if whole.is_empty() {
        return Cell::Fine(String::new());
    }
    let understood = match cells {
        Cells::Free => Ok(()),
        Cells::About(column) => match about(tree, column, row, &mut draft) {
            Ok(true) => Ok(()),
            Ok(false) => return Cell::Misread,
            Err(part) => Err(part),
        },
        Cells::Of(_) if is_sentinel(tree, draft.text) => Ok(()),
        Cells::Of(ty) => of_type(ty, &mut draft),
    };
    match understood {
        Ok(()) => Cell::Fine(draft.written()),
        Err(_) => Cell::Unread,
    }
}

/// A value in the data of an example.
fn of_type(ty: TypeWord, draft: &mut Draft<'_>) -> Understood {
    let whole = draft.whole();
    match ty {
        TypeWord::Text => Ok(()),
        TypeWord::Number | TypeWord::WholeNumber => draft.number(whole),
        TypeWord::Date => draft.date(whole),
        TypeWord::Moment => match values::words(draft.text, whole).first() {
            Some(day) => draft.date(day.clone()),
            None => Ok(()),
        },
        TypeWord::YesNo => draft.answer(whole),
    }
}

/// A cell of a source's table. `false` when the other language would read it as something else.
fn about(
    tree: &Tree,
    column: TableColumn,
    row: &Row,
    draft: &mut Draft<'_>,
) -> Result<bool, Range<usize>> {
    let whole = draft.whole();
    match column {
        TableColumn::Type => draft.one_of::<TypeWord>(whole)?,
        TableColumn::PersonalData => draft.one_of::<Personal>(whole)?,
        TableColumn::UsedFor => uses(draft)?,
        TableColumn::Rule => return rules(draft, row_type(tree, row)),
        TableColumn::Column | TableColumn::From | TableColumn::Label => {}
    }
    Ok(true)
}

/// `split, compute and filter`.
fn uses(draft: &mut Draft<'_>) -> Understood {
    let and = draft.from.pick(" and ", " en ");
    for range in values::list(draft.text) {
        let mut start = range.start;
        for (at, found) in draft.part(&range).match_indices(and) {
            let at = range.start + at;
            draft.one_of::<Use>(values::trim(draft.text, start..at))?;
            start = at + found.len();
            draft.put(at..start, draft.to.pick(" and ", " en "));
        }
        draft.one_of::<Use>(values::trim(draft.text, start..range.end))?;
    }
    Ok(())
}

/// The type in the row of a column.
fn row_type(tree: &Tree, row: &Row) -> Option<TypeWord> {
    let source = sources(tree).find(|s| s.rows.iter().any(|r| r.span == row.span))?;
    let at = position(source, TableColumn::Type, tree.lang)?;
    spelled(row.cells.get(at)?, tree.lang)
}

/// `not empty; 0 to 100; one of a; b; c`.
fn rules(draft: &mut Draft<'_>, ty: Option<TypeWord>) -> Result<bool, Range<usize>> {
    let numbers = matches!(ty, Some(TypeWord::Number | TypeWord::WholeNumber));
    let mut listing = false;
    for range in values::parts(draft.text) {
        let value = match one_of(draft, &range) {
            Some(first) => first,
            None if rule(draft, &range) => {
                listing = false;
                continue;
            }
            None if listing && reads_as_rule(draft.part(&range), draft.to) => return Ok(false),
            None if listing => range,
            None => return Err(range),
        };
        listing = true;
        if numbers {
            draft.number(value)?;
        }
    }
    Ok(true)
}

/// `one of a`: the first of the values.
fn one_of(draft: &mut Draft<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    draft.after(range, RuleWord::OneOf)
}

/// Rewords a rule; `false` when it is none.
fn rule(draft: &mut Draft<'_>, range: &Range<usize>) -> bool {
    let alone = [RuleWord::NotEmpty, RuleWord::Unique];
    if alone.into_iter().any(|word| draft.is(range, word)) {
        return true;
    }
    let text = draft.part(range);
    if let Some(at) = text.find('/').filter(|_| text.ends_with('/')) {
        let words = values::trim(draft.text, range.start..range.start + at);
        return draft.is(&words, RuleWord::Matches);
    }
    let to = format!(" {} ", RuleWord::To.word(draft.from));
    let Some(at) = text.to_ascii_lowercase().find(&to) else {
        return false;
    };
    let low = values::trim(draft.text, range.start..range.start + at);
    let word = range.start + at + 1..range.start + at + to.len() - 1;
    let high = values::trim(draft.text, word.end..range.end);
    let is_number = |r: &Range<usize>| values::number(draft.part(r), draft.from).is_ok();
    if !is_number(&low) || !is_number(&high) {
        return false;
    }
    draft.reword(word, RuleWord::To.word(draft.to));
    draft.number(low).and_then(|()| draft.number(high)).is_ok()
}

/// Whether a value among those of `one of` would be a rule in this language.
fn reads_as_rule(text: &str, lang: Lang) -> bool {
    let value = Value {
        text: text.to_owned(),
        pieces: Vec::new(),
    };
    let mut draft = Draft::new(&value, lang, lang);
    let whole = draft.whole();
    one_of(&mut draft, &whole).is_some() || rule(&mut draft, &whole)
}
