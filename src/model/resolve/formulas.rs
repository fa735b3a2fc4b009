//! Attributes and measures: their formulas are checked in the order in which they need each other, so that each finds the
//! types of those it uses; circles are reported and cut.

use super::fields::part;
use super::names::attribute_info;
use super::sources::type_of;
use super::{Resolver, label, own_name};
use crate::diag::{Span, Spanned};
use crate::formula::ast::{Expr, ExprKind, Op};
use crate::formula::functions::Function;
use crate::formula::term::{AttributeId, FieldRef, MeasureId, SourceId, Term, TermKind, Type};
use crate::formula::{self, Checked, EmptyRule, Facts, Scope, Treatment};
use crate::model::errors::{self, Sort};
use crate::model::{Attribute, Case, Emptiness, Measure, Norm};
use crate::syntax::keywords::{EmptyWord, NormWord, TypeWord};
use crate::syntax::{Block, BlockKind, FieldKey, Value, values};
use std::ops::Range;

/// Measures on measures on measures: no tool's formula survives more.
const MOST_LEVELS: usize = 32;

/// A formula block before its formula is checked.
struct Draft<'t> {
    block: &'t Block,
    expr: Option<Expr>,
    source: Option<SourceId>,
}

impl<'t> Resolver<'t> {
    pub(super) fn attributes(&mut self, case: &mut Case) {
        let blocks: Vec<&'t Block> = self.blocks(BlockKind::Attribute).collect();
        let mut drafts = Vec::new();
        for (at, block) in blocks.into_iter().enumerate() {
            let draft = self.attribute_draft(at, block);
            case.attributes.push(self.bare_attribute(&draft));
            drafts.push(draft);
        }
        let needs = |expr: &Expr, names: &super::names::Names, source| {
            let mut needed = Vec::new();
            named(expr, Reach::Rows, &mut |name| {
                if let Some(FieldRef::Attribute(_, id)) = names.field(name, source).map(|i| i.field)
                {
                    needed.push(id.0);
                }
            });
            needed
        };
        let edges: Vec<Vec<usize>> = drafts
            .iter()
            .map(|d| {
                d.expr
                    .as_ref()
                    .map(|e| needs(e, &self.names, d.source))
                    .unwrap_or_default()
            })
            .collect();
        let order = self.order(&edges, |at| case.attributes[at].name.clone());
        for at in order {
            self.check_attribute(&drafts[at], AttributeId(at), &mut case.attributes[at]);
        }
    }

    fn attribute_draft(&mut self, at: usize, block: &'t Block) -> Draft<'t> {
        let source = match &block.of {
            Some(of) => self.lookup(of, of.span, Sort::Source).map(SourceId),
            None => {
                let (part, example) = self.lang.pick(
                    ("source", "attribute duration of reports"),
                    ("de bron", "kenmerk duur van meldingen"),
                );
                if block.name.is_some() {
                    self.missing(block, part, example);
                }
                None
            }
        };
        if let (Some(name), Some(source)) = (&block.name, source) {
            let info = attribute_info(source, at, Type::Text);
            if !self.names.add_field(name, info) {
                let first = self.tree.blocks.iter().find(|b| {
                    b.kind == BlockKind::Attribute
                        && b.name
                            .as_ref()
                            .is_some_and(|n| n.to_lowercase() == name.to_lowercase())
                });
                let first = first.map_or(name.span, |b| b.anchor());
                self.findings
                    .push(errors::double_name(name.span, first, name, Sort::Field));
            }
        }
        let expr = self.formula(block);
        Draft {
            block,
            expr,
            source,
        }
    }

    fn bare_attribute(&mut self, draft: &Draft<'t>) -> Attribute {
        Attribute {
            name: own_name(draft.block),
            label: label(draft.block),
            source: draft.source,
            term: None,
            ty: Type::Text,
            formula: self.filled(draft.block, FieldKey::Is).cloned(),
            emptiness: Emptiness::default(),
            block: draft.block.span,
        }
    }

    fn check_attribute(&mut self, draft: &Draft<'t>, id: AttributeId, attribute: &mut Attribute) {
        let declared = self
            .word::<TypeWord>(draft.block, FieldKey::Type)
            .map(|w| type_of(w.value));
        let empties = self.empties(draft.block, draft.source);
        let checked = self.check(draft, &empties, formula::check_row);
        attribute.ty = match (&checked.term, declared) {
            (_, Some(ty)) => ty,
            (Some(term), None) => term.ty,
            (None, None) => attribute.ty,
        };
        attribute.emptiness = self.emptiness(draft.block, &checked);
        attribute.term = checked.term;
        if let Some(source) = draft.source {
            let field = FieldRef::Attribute(source, id);
            let facts = checked.facts.or(declared.map(Facts::of_column));
            let known = facts.map(|facts| (field, facts));
            self.names.attribute_facts.extend(known);
            self.names.retype(
                &attribute.name,
                field,
                attribute.ty,
                !attribute.ty.is_time(),
            );
        }
    }

    pub(super) fn measures(&mut self, case: &mut Case) {
        let blocks: Vec<&'t Block> = self.blocks(BlockKind::Measure).collect();
        let mut drafts: Vec<Draft<'t>> = Vec::new();
        for block in blocks {
            let measure = self.bare_measure(block);
            let expr = self.formula(block);
            let only = (case.sources.len() == 1).then_some(SourceId(0));
            let source = measure.date.as_ref().map(|d| d.source()).or(only);
            case.measures.push(measure);
            drafts.push(Draft {
                block,
                expr,
                source,
            });
        }
        let mut edges = Vec::new();
        for draft in &drafts {
            let mut needed = Vec::new();
            if let Some(expr) = &draft.expr {
                named(expr, Reach::Measures, &mut |name| {
                    needed.extend(self.names.measures.get(name))
                });
            }
            edges.push(needed);
        }
        let order = self.order(&edges, |at| case.measures[at].name.clone());
        for at in order {
            self.check_measure(&drafts[at], MeasureId(at), case);
        }
    }

    fn bare_measure(&mut self, block: &Block) -> Measure {
        let date = self.slot(block, FieldKey::Date);
        Measure {
            name: own_name(block),
            label: label(block),
            term: None,
            formula: self.filled(block, FieldKey::Is).cloned(),
            source: None,
            date: date.and_then(|d| self.lookup_date(&d, d.span, None)),
            percent: false,
            unit: self.slot(block, FieldKey::Unit),
            norm: self.norm(block),
            better: self.word(block, FieldKey::Better),
            format: self.slot(block, FieldKey::Format),
            emptiness: Emptiness::default(),
            block: block.span,
        }
    }

    fn check_measure(&mut self, draft: &Draft<'t>, id: MeasureId, case: &mut Case) {
        let empties = self.empties(draft.block, draft.source);
        let checked = self.check(draft, &empties, formula::check_measure);
        let source = checked.term.as_ref().and_then(|t| source_of(t, case));
        let percent = checked.term.as_ref().is_some_and(|t| is_percent(t, case));
        let emptiness = self.emptiness(draft.block, &checked);
        let known = checked.facts.map(|facts| (id, facts));
        self.names.measure_facts.extend(known);
        let date = source.and_then(|source| only_date(case, source));
        let Some(measure) = case.measures.get_mut(id.0) else {
            return;
        };
        measure.source = source;
        measure.percent = percent || measure.unit.as_ref().is_some_and(|u| u.value == "%");
        measure.emptiness = emptiness;
        measure.term = checked.term;
        if measure.date.is_none() && self.value(draft.block, FieldKey::Date).is_none() {
            measure.date = date.map(|d| Spanned::new(d, measure.name.span));
        }
    }

    /// The formula of `is`, parsed; reported when absent.
    fn formula(&mut self, block: &Block) -> Option<Expr> {
        let Some(value) = self.filled(block, FieldKey::Is) else {
            let (part, example) = match block.kind {
                BlockKind::Attribute => self.lang.pick(
                    ("formula", "is: days(reported, closed)"),
                    ("de formule", "is: dagen(gemeld; afgehandeld)"),
                ),
                _ => self.lang.pick(
                    ("formula", "is: percentage(closed <= due)"),
                    ("de formule", "is: percentage(afgehandeld <= uiterlijk)"),
                ),
            };
            self.missing(block, part, example);
            return None;
        };
        let range = 0..value.text.len();
        Some(formula::parse(value, range, self.lang, &mut self.findings))
    }

    fn check(
        &mut self,
        draft: &Draft<'t>,
        empties: &[EmptyRule],
        check: fn(&Expr, &Scope<'_>, &mut Vec<crate::diag::Diagnostic>) -> Checked,
    ) -> Checked {
        let Some(expr) = &draft.expr else {
            return Checked::default();
        };
        let scope = Scope {
            names: &self.names,
            lang: self.lang,
            source: draft.source,
            empties,
        };
        check(expr, &scope, &mut self.findings)
    }

    fn emptiness(&self, block: &Block, checked: &Checked) -> Emptiness {
        Emptiness {
            written: self.value(block, FieldKey::Empty).map(Value::span),
            unsaid: checked.unsaid.clone(),
            left_out_ends: checked.left_out_ends.clone(),
        }
    }

    /// `closed counts as today; due left out`.
    fn empties(&mut self, block: &Block, source: Option<SourceId>) -> Vec<EmptyRule> {
        let Some(value) = self.value(block, FieldKey::Empty) else {
            return Vec::new();
        };
        let ranges = values::parts(&value.text);
        let parts = ranges.into_iter().map(|r| part(value, r));
        parts
            .filter_map(|text| self.empty_rule(&text, source))
            .collect()
    }

    fn empty_rule(
        &mut self,
        text: &Spanned<String>,
        source: Option<SourceId>,
    ) -> Option<EmptyRule> {
        let lang = self.lang;
        let lower = text.to_lowercase();
        let left_out = EmptyWord::LeftOut.word(lang);
        let counts_as = EmptyWord::CountsAs.word(lang);
        let (name_end, treatment) = if lower.ends_with(left_out) {
            (lower.len() - left_out.len(), Some(Treatment::LeftOut))
        } else if let Some(at) = lower.find(counts_as) {
            (
                at,
                self.counts_as(lower.get(at + counts_as.len()..)?.trim()),
            )
        } else {
            (0, None)
        };
        let Some(treatment) = treatment else {
            let examples = lang.pick(
                "`closed counts as today` or `due left out`",
                "`afgehandeld telt als vandaag` of `uiterlijk telt niet mee`",
            );
            self.findings.push(errors::bad_phrase(text.span, examples));
            return None;
        };
        let name = text
            .get(..name_end)
            .unwrap_or_default()
            .trim()
            .trim_matches('`');
        let span = Span::new(text.span.start, text.span.start + name.len() as u32);
        let field = match name {
            "" => None,
            name => {
                let info = self.lookup_field(name, span, source)?;
                Some(Spanned::new(info.field, span))
            }
        };
        Some(EmptyRule {
            field,
            treatment,
            span: text.span,
        })
    }

    fn counts_as(&self, text: &str) -> Option<Treatment> {
        if text == EmptyWord::Today.word(self.lang) {
            return Some(Treatment::Today);
        }
        values::date(text, self.lang).ok().map(Treatment::On)
    }

    /// `85%, from: council decision`.
    fn norm(&mut self, block: &Block) -> Option<Norm> {
        let value = self.value(block, FieldKey::Norm)?;
        let ranges = values::list(&value.text);
        let (first, rest) = ranges.split_first()?;
        if let Some(norm) = self.norm_without_comma(value, first) {
            return Some(norm);
        }
        let number = self.number(&part(value, first.clone()))?;
        let from = rest
            .first()
            .map(|start| part(value, start.start..value.text.len()));
        let mark = NormWord::From.word(self.lang);
        let from = from.map(|from| {
            let marked = from.to_lowercase().starts_with(mark);
            let skip = if marked { mark.len() } else { 0 };
            let kept = from
                .get(skip..)
                .unwrap_or_default()
                .trim_start()
                .to_string();
            Spanned::new(kept, from.span)
        });
        Some(Norm {
            value: number,
            from,
        })
    }

    /// `85% of the council`, where a comma should follow the number; reported, and read as it was meant.
    fn norm_without_comma(&mut self, value: &Value, first: &Range<usize>) -> Option<Norm> {
        let text = part(value, first.clone());
        let (number, _) = text.split_once(char::is_whitespace)?;
        let end = first.start + number.len();
        let words = part(value, values::trim(&value.text, end..first.end));
        if words.value == "%" || values::number(&text, self.lang).is_ok() {
            return None;
        }
        let read = values::number(number, self.lang).ok()?;
        let behind = value.locate(end, first.end);
        self.findings
            .push(errors::norm_without_comma(behind, words.span, self.lang));
        Some(Norm {
            value: Spanned::new(read.value, value.locate(first.start, end)),
            from: Some(words),
        })
    }

    /// The positions in an order in which each comes after those it needs. Those in a circle, and those on top of too
    /// many others, are left out and reported.
    fn order(
        &mut self,
        edges: &[Vec<usize>],
        name: impl Fn(usize) -> Spanned<String>,
    ) -> Vec<usize> {
        let mut waiting: Vec<usize> = edges.iter().map(Vec::len).collect();
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
        for (at, needed) in edges.iter().enumerate() {
            needed.iter().for_each(|n| users[*n].push(at));
        }
        let mut order: Vec<usize> = (0..edges.len()).filter(|at| waiting[*at] == 0).collect();
        let mut level = vec![0; edges.len()];
        let mut next = 0;
        while let Some(at) = order.get(next).copied() {
            next += 1;
            for user in &users[at] {
                level[*user] = level[*user].max(level[at] + 1);
                waiting[*user] -= 1;
                if waiting[*user] == 0 {
                    order.push(*user);
                }
            }
        }
        let too_deep = |at: &usize| level[*at] == MOST_LEVELS + 1;
        for at in order.iter().filter(|at| too_deep(at)) {
            self.findings
                .push(errors::too_deep(name(*at).span, MOST_LEVELS));
        }
        order.retain(|at| level[*at] <= MOST_LEVELS);
        self.report_cycles(edges, &waiting, name);
        order
    }

    /// Follows what is left waiting until it comes round.
    fn report_cycles(
        &mut self,
        edges: &[Vec<usize>],
        waiting: &[usize],
        name: impl Fn(usize) -> Spanned<String>,
    ) {
        let mut seen = vec![false; edges.len()];
        for start in (0..edges.len()).filter(|at| waiting[*at] > 0) {
            let mut path: Vec<usize> = Vec::new();
            let mut at = start;
            while !seen[at] {
                seen[at] = true;
                path.push(at);
                match edges[at].iter().find(|n| waiting[**n] > 0) {
                    Some(next) => at = *next,
                    None => break,
                }
            }
            let Some(from) = path
                .iter()
                .position(|p| *p == at)
                .filter(|_| waiting[at] > 0)
            else {
                continue;
            };
            let round: Vec<Spanned<String>> = path[from..].iter().map(|at| name(*at)).collect();
            let Some(first) = round.first() else { continue };
            let closes = edges[at].iter().any(|n| path[from..].contains(n)) || round.len() > 1;
            if closes {
                let names: Vec<&str> = round.iter().chain([first]).map(|n| n.as_str()).collect();
                let others: Vec<Span> = round.iter().skip(1).map(|n| n.span).collect();
                self.findings
                    .push(errors::cycle(first.span, &names.join(" → "), &others));
            }
        }
    }
}

/// How far [`named`] goes.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// Everywhere.
    Rows,
    /// Not into functions over rows, where a name is a column's, whatever measures are called.
    Measures,
}

/// Calls `visit` on every name in a formula.
fn named(expr: &Expr, reach: Reach, visit: &mut dyn FnMut(&str)) {
    match &expr.kind {
        ExprKind::Name { name, .. } => visit(name),
        ExprKind::Call { function, args, .. }
            if reach == Reach::Measures && function.is_over_rows(args.len()) => {}
        ExprKind::Call { args, filter, .. } => {
            args.iter().for_each(|a| named(a, reach, visit));
            filter.iter().for_each(|f| named(f, reach, visit));
        }
        ExprKind::Negate(x) | ExprKind::Not(x) => named(x, reach, visit),
        ExprKind::IsEmpty { value, .. } => named(value, reach, visit),
        ExprKind::Binary(_, a, b) => {
            named(a, reach, visit);
            named(b, reach, visit);
        }
        ExprKind::In(x, list) => {
            named(x, reach, visit);
            list.iter().for_each(|e| named(e, reach, visit));
        }
        ExprKind::Error(parts) => parts.iter().for_each(|e| named(e, reach, visit)),
        ExprKind::Number { .. }
        | ExprKind::Text(_)
        | ExprKind::Bool(_)
        | ExprKind::Date(_)
        | ExprKind::Duration { .. } => {}
    }
}

/// The one source whose rows a term counts; `None` when there are several or none.
pub(super) fn source_of(term: &Term, case: &Case) -> Option<SourceId> {
    let mut sources: Vec<Option<SourceId>> = Vec::new();
    term.walk(&mut |t| match &t.kind {
        TermKind::Aggregate { source, .. } => sources.push(Some(*source)),
        TermKind::Measure(id) | TermKind::Over { measure: id, .. } => {
            sources.push(case.measure(*id).and_then(|m| m.source));
        }
        _ => {}
    });
    let first = sources.first().copied().flatten()?;
    sources.iter().all(|s| *s == Some(first)).then_some(first)
}

/// Whether a measure is a share.
fn is_percent(term: &Term, case: &Case) -> bool {
    match &term.kind {
        TermKind::Aggregate { function, .. } => *function == Function::Percentage,
        TermKind::Over {
            function, measure, ..
        } => {
            matches!(function, Function::Share | Function::Change)
                || case.measure(*measure).is_some_and(|m| m.percent)
        }
        TermKind::Measure(id) => case.measure(*id).is_some_and(|m| m.percent),
        TermKind::Negate(x) => is_percent(x, case),
        TermKind::Binary(Op::Add | Op::Subtract, a, b) => {
            is_percent(a, case) && is_percent(b, case)
        }
        _ => false,
    }
}

/// The only date or moment column of a source.
fn only_date(case: &Case, source: SourceId) -> Option<FieldRef> {
    let columns = &case.sources.get(source.0)?.columns;
    let mut dates = columns.iter().enumerate().filter(|(_, c)| c.ty.is_time());
    let (at, _) = dates.next()?;
    let only = dates.next().is_none();
    only.then_some(FieldRef::Column(source, crate::formula::term::ColumnId(at)))
}
