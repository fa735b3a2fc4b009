//! What is known by name. Names are compared without case; each kind of thing has its own name space, attributes share
//! that of their source's columns.

use super::Resolver;
use crate::diag::{Span, Spanned, nearest};
use crate::formula::term::{AttributeId, ColumnId, FieldRef, MeasureId, SourceId, Type};
use crate::formula::{self, Facts, FieldInfo};
use crate::model::errors::{self, Sort};
use crate::syntax::{Block, BlockKind};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

/// Positions by name.
#[derive(Default)]
pub(super) struct Table {
    by_key: HashMap<String, usize>,
    spellings: Vec<String>,
}

impl Table {
    /// Adds a name; the position of the first when it is there already.
    fn add(&mut self, name: &str, at: usize) -> Option<usize> {
        match self.by_key.entry(name.to_lowercase()) {
            std::collections::hash_map::Entry::Occupied(first) => Some(*first.get()),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(at);
                self.spellings.push(name.to_string());
                None
            }
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<usize> {
        self.by_key.get(&name.to_lowercase()).copied()
    }
}

/// So many wrong names get a "did you mean"; in a file with more, something else is the matter.
const MOST_SUGGESTIONS: u32 = 200;

/// Every name of the file.
#[derive(Default)]
pub(super) struct Names {
    pub(super) questions: Table,
    pub(super) actions: Table,
    pub(super) sources: Table,
    pub(super) measures: Table,
    pub(super) visuals: Table,
    /// All fields of one name, in the order of their sources.
    fields: HashMap<String, Vec<FieldInfo>>,
    own_fields: HashMap<(SourceId, String), FieldInfo>,
    field_spellings: Vec<String>,
    /// What is known by now of the attributes and measures whose formulas were understood.
    pub(super) attribute_facts: BTreeMap<FieldRef, Facts>,
    pub(super) measure_facts: BTreeMap<MeasureId, Facts>,
    suggested: Cell<u32>,
}

impl Names {
    /// Adds a column or attribute. `false` when its source has one of that name already.
    pub(super) fn add_field(&mut self, name: &str, info: FieldInfo) -> bool {
        let key = name.to_lowercase();
        let own = (info.field.source(), key.clone());
        if self.own_fields.contains_key(&own) {
            return false;
        }
        self.own_fields.insert(own, info);
        self.fields.entry(key).or_default().push(info);
        self.field_spellings.push(name.to_string());
        true
    }

    /// Tells the type of an attribute once its formula is known.
    pub(super) fn retype(&mut self, name: &str, field: FieldRef, ty: Type, may_be_empty: bool) {
        let key = name.to_lowercase();
        let all = self.fields.get_mut(&key).into_iter().flatten();
        let own = self.own_fields.get_mut(&(field.source(), key));
        for info in all.chain(own).filter(|f| f.field == field) {
            info.ty = ty;
            info.may_be_empty = may_be_empty;
        }
    }

    /// The field with this name, preferably of `source`.
    pub(super) fn field(&self, name: &str, source: Option<SourceId>) -> Option<FieldInfo> {
        let key = name.to_lowercase();
        let first = self.fields.get(&key).and_then(|all| all.first());
        let own = source.and_then(|source| self.own_fields.get(&(source, key)));
        own.or(first).copied()
    }

    /// The nearest of some names, as long as suggestions are worth their time.
    fn near<'n>(&self, name: &str, names: &'n [String]) -> Option<&'n str> {
        self.may_suggest()
            .then(|| nearest(name, names.iter().map(String::as_str)))?
    }

    fn may_suggest(&self) -> bool {
        self.suggested.set(self.suggested.get().saturating_add(1));
        self.suggested.get() <= MOST_SUGGESTIONS
    }
}

impl formula::Names for Names {
    fn fields(&self, source: Option<&str>, name: &str) -> Vec<FieldInfo> {
        let key = name.to_lowercase();
        match source {
            None => {
                let all = self.fields.get(&key).into_iter().flatten();
                all.take(2).copied().collect()
            }
            Some(source) => {
                let source = self.sources.get(source).map(SourceId);
                let own = source.and_then(|s| self.own_fields.get(&(s, key)));
                own.into_iter().copied().collect()
            }
        }
    }

    fn own_field(&self, source: SourceId, name: &str) -> Option<FieldInfo> {
        let key = (source, name.to_lowercase());
        self.own_fields.get(&key).copied()
    }

    fn measure(&self, name: &str) -> Option<MeasureId> {
        self.measures.get(name).map(MeasureId)
    }

    fn source(&self, name: &str) -> Option<SourceId> {
        self.sources.get(name).map(SourceId)
    }

    fn candidates(&self) -> Vec<String> {
        if !self.may_suggest() {
            return Vec::new();
        }
        let fields = self.field_spellings.iter();
        fields.chain(&self.measures.spellings).cloned().collect()
    }

    fn field_facts(&self, field: FieldRef) -> Option<Facts> {
        match field {
            // The type of a column is told with its name.
            FieldRef::Column(..) => Some(Facts::of_column(Type::Text)),
            FieldRef::Attribute(..) => self.attribute_facts.get(&field).copied(),
        }
    }

    fn measure_facts(&self, measure: MeasureId) -> Option<Facts> {
        self.measure_facts.get(&measure).copied()
    }
}

impl<'t> Resolver<'t> {
    /// Registers the names of all blocks, so that order in the file does not matter.
    pub(super) fn register(&mut self) {
        let kinds = [
            (BlockKind::Question, Sort::Question),
            (BlockKind::Action, Sort::Action),
            (BlockKind::Source, Sort::Source),
            (BlockKind::Measure, Sort::Measure),
            (BlockKind::Visual, Sort::Visual),
        ];
        for (kind, sort) in kinds {
            let blocks: Vec<&Block> = self.blocks(kind).collect();
            for (at, block) in blocks.iter().enumerate() {
                let Some(name) = &block.name else { continue };
                if let Some(first) = self.table(sort).add(name, at) {
                    let first = blocks.get(first).map_or(name.span, |b| b.anchor());
                    self.findings
                        .push(errors::double_name(name.span, first, name, sort));
                }
            }
        }
    }

    fn table(&mut self, sort: Sort) -> &mut Table {
        match sort {
            Sort::Question => &mut self.names.questions,
            Sort::Action => &mut self.names.actions,
            Sort::Source => &mut self.names.sources,
            Sort::Visual => &mut self.names.visuals,
            Sort::Measure | Sort::Field => &mut self.names.measures,
        }
    }

    /// The position of a name, or a finding.
    pub(super) fn lookup(&mut self, name: &str, span: Span, sort: Sort) -> Option<usize> {
        if let Some(at) = self.table(sort).get(name) {
            return Some(at);
        }
        self.report_unknown(name, span, sort, None);
        None
    }

    /// Reports a name that nothing has. What was probably meant: the nearest name, else `only`.
    pub(super) fn report_unknown(
        &mut self,
        name: &str,
        span: Span,
        sort: Sort,
        only: Option<&str>,
    ) -> Option<String> {
        let spellings = std::mem::take(&mut self.table(sort).spellings);
        let near = self.names.near(name, &spellings).or(only);
        self.findings
            .push(errors::unknown_name(span, name, sort, near));
        let near = near.map(str::to_owned);
        self.table(sort).spellings = spellings;
        near
    }

    /// The column or attribute of a name, preferably of `source`, or a finding.
    pub(super) fn lookup_field(
        &mut self,
        name: &str,
        span: Span,
        source: Option<SourceId>,
    ) -> Option<Spanned<FieldInfo>> {
        if let Some(info) = self.names.field(name, source) {
            return Some(Spanned::new(info, span));
        }
        let finding = if self.names.measures.get(name).is_some() {
            errors::measure_for_field(span, name)
        } else {
            let near = self.names.near(name, &self.names.field_spellings);
            errors::unknown_name(span, name, Sort::Field, near)
        };
        self.findings.push(finding);
        None
    }

    /// A date column or attribute of a name, or a finding.
    pub(super) fn lookup_date(
        &mut self,
        name: &str,
        span: Span,
        source: Option<SourceId>,
    ) -> Option<Spanned<FieldRef>> {
        let found = self.lookup_field(name, span, source)?;
        if !found.ty.is_time() {
            self.findings.push(errors::not_a_date(span, name));
            return None;
        }
        Some(Spanned::new(found.field, span))
    }
}

/// A column of a source as the formulas see it.
pub(super) fn column_info(source: SourceId, at: usize, ty: Type, may_be_empty: bool) -> FieldInfo {
    FieldInfo {
        field: FieldRef::Column(source, ColumnId(at)),
        ty,
        may_be_empty,
    }
}

/// An attribute before its formula is known.
pub(super) fn attribute_info(source: SourceId, at: usize, ty: Type) -> FieldInfo {
    FieldInfo {
        field: FieldRef::Attribute(source, AttributeId(at)),
        ty,
        may_be_empty: true,
    }
}
