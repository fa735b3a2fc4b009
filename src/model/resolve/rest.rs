//! What refers to the rest: parked questions, pages, filters, examples.

use super::fields::part;
use super::{Resolver, label, own_name};
use crate::diag::Spanned;
use crate::formula::FieldInfo;
use crate::formula::term::Type;
use crate::model::errors::{self, Sort};
use crate::model::{
    ActionId, Case, Example, Expectation, MeasureId, Page, Parked, SmallNumbers, VisualId,
};
use crate::syntax::keywords::{ExpectWord, SmallWord, Spelled};
use crate::syntax::{Block, BlockKind, FieldKey, Value, values};
use std::ops::Range;

impl<'t> Resolver<'t> {
    pub(super) fn rest(&mut self, case: &mut Case) {
        case.parked = self
            .blocks(BlockKind::Parked)
            .map(|b| self.parked(b))
            .collect();
        case.pages = self.blocks(BlockKind::Page).map(|b| self.page(b)).collect();
        let filters: Vec<&Block> = self.blocks(BlockKind::Filter).collect();
        for block in filters {
            let Some(value) = &block.text else { continue };
            for name in self.parts(value) {
                let info = self.lookup_field(name.trim_matches('`'), name.span, None);
                case.filters
                    .extend(info.map(|i| Spanned::new(i.field, i.span)));
            }
        }
        case.privacy = self
            .blocks(BlockKind::Privacy)
            .next()
            .map(|b| self.privacy(b));
        case.examples = self
            .blocks(BlockKind::Example)
            .map(|b| self.example(b, case))
            .collect();
    }

    fn parked(&mut self, block: &Block) -> Parked {
        let none = || Spanned::new(String::new(), block.head);
        Parked {
            text: block.text.as_ref().map_or_else(none, Value::spanned),
            reason: self.slot(block, FieldKey::Reason),
            again: self.slot(block, FieldKey::Again),
            block: block.span,
        }
    }

    fn page(&mut self, block: &Block) -> Page {
        let shows = self.list(block, FieldKey::Shows);
        let shows = shows.iter().filter_map(|name| {
            let at = self.lookup(name, name.span, Sort::Visual)?;
            Some(Spanned::new(VisualId(at), name.span))
        });
        let text = block.text.as_ref().map(|t| t.text.clone());
        Page {
            shows: shows.collect(),
            name: own_name(block),
            title: text
                .filter(|t| !t.is_empty())
                .unwrap_or_else(|| label(block)),
        }
    }

    fn example(&mut self, block: &Block, case: &Case) -> Example {
        let mut rows = block.rows.iter().map(|r| r.cells.clone());
        let columns = rows.next().unwrap_or_default();
        let rows: Vec<Vec<Spanned<String>>> = rows.collect();
        for (at, column) in columns.iter().enumerate().filter(|(_, c)| !c.is_empty()) {
            let Some(field) = self.lookup_field(column, column.span, None) else {
                continue;
            };
            for cell in rows.iter().filter_map(|row| row.get(at)) {
                self.example_cell(cell, field.value, case);
            }
        }
        let fields = block.fields.iter().filter(|f| f.key == FieldKey::Expect);
        let written: Vec<&Value> = fields.map(|f| &f.value).collect();
        let mut expects = Vec::new();
        for value in written {
            for range in values::list(&value.text) {
                let span = value.locate(range.start, range.end);
                let expectation = self.expectation(value, range);
                expects.extend(expectation.map(|e| Spanned::new(e, span)));
            }
        }
        Example {
            name: own_name(block),
            columns,
            rows,
            expects,
            block: block.span,
        }
    }

    /// A date or number in an example is written as everywhere, unless the source says how its own are written.
    fn example_cell(&mut self, cell: &Spanned<String>, field: FieldInfo, case: &Case) {
        let Some(source) = case.sources.get(field.field.source().0) else {
            return;
        };
        if cell.is_empty()
            || source
                .missing
                .iter()
                .any(|missing| missing.value == cell.value)
        {
            return;
        }
        match field.ty {
            Type::Date if source.dates.is_none() => {
                if let Err(error) = values::date(cell, self.lang) {
                    let found = crate::syntax::errors::bad_date(cell.span, error, self.lang);
                    self.findings.push(found);
                }
            }
            Type::Number | Type::Whole if source.numbers.is_none() => {
                self.number(cell);
            }
            _ => {}
        }
    }

    /// `measure = value`, `action fires`, `action does not fire`.
    fn expectation(&mut self, value: &Value, range: Range<usize>) -> Option<Expectation> {
        let lang = self.lang;
        let text = part(value, range.clone());
        let place = |from: usize, to: usize| {
            let piece = range.start + from..range.start + to;
            part(value, values::trim(&value.text, piece))
        };
        if let Some(sign) = text.find('=') {
            let measure = self.lookup_measure(&place(0, sign))?;
            let id = MeasureId(measure.value.0);
            let number = place(sign + 1, text.len());
            if ExpectWord::spelled(&number, lang) == Some(ExpectWord::Empty) {
                return Some(Expectation::Value(id, None));
            }
            let number = self.number(&number)?;
            return Some(Expectation::Value(id, Some(number.value)));
        }
        let endings = [(ExpectWord::DoesNotFire, false), (ExpectWord::Fires, true)];
        for (word, fires) in endings {
            let ending = format!(" {}", word.word(lang));
            if text.to_lowercase().ends_with(&ending) {
                // A letter may be longer in lower case.
                let end = text.len().checked_sub(ending.len());
                let Some(end) = end.filter(|end| text.is_char_boundary(*end)) else {
                    continue;
                };
                let name = place(0, end);
                let at = self.lookup(&name, name.span, Sort::Action)?;
                return Some(Expectation::Fires(ActionId(at), fires));
            }
        }
        let examples = lang.pick(
            "`on_time = 50%` or `extra_crew fires`",
            "`op_tijd = 50%` of `extra_ploeg gaat af`",
        );
        self.findings.push(errors::bad_phrase(text.span, examples));
        None
    }
}

/// Reads `hide below N` and `round to N`; `true` when something else stands there.
pub(in crate::model) fn read_small_numbers(
    text: &str,
    lang: crate::diag::Lang,
) -> (SmallNumbers, bool) {
    let mut rule = SmallNumbers::default();
    let joined = text.to_lowercase().replace(lang.pick(" and ", " en "), ",");
    let mut wrong = false;
    for piece in joined
        .split([',', ';'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
    {
        let count = |prefix: &str| piece.strip_prefix(prefix)?.trim().parse::<u32>().ok();
        let hide = count(SmallWord::HideBelow.word(lang));
        let round = count(SmallWord::RoundTo.word(lang)).filter(|n| *n > 0);
        wrong |= hide.is_none() && round.is_none();
        rule.hide_below = rule.hide_below.or(hide);
        rule.round_to = rule.round_to.or(round);
    }
    (rule, wrong)
}
