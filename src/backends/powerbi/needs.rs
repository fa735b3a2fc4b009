//! Which columns of the sources a model needs, and for what: nothing else is loaded.

use super::names;
use crate::dashboard::{Dashboard, Status};
use crate::formula::functions::Function;
use crate::formula::term::{FieldRef, Term, TermKind};
use std::collections::BTreeSet;

/// Which fields the model needs, and for what.
#[derive(Default)]
pub(super) struct Needs {
    /// Values that formulas read.
    pub(super) values: BTreeSet<FieldRef>,
    /// Values that people see as groups, with their order.
    pub(super) groups: BTreeSet<FieldRef>,
    /// Moments that are needed as days.
    pub(super) days: BTreeSet<FieldRef>,
    /// Whether a formula counts working days.
    pub(super) working_days: bool,
}

impl Needs {
    pub(super) fn of(dashboard: &Dashboard) -> Needs {
        let mut needs = Needs::default();
        for measure in &dashboard.measures {
            needs.term(dashboard, &measure.term);
        }
        for status in dashboard
            .cards
            .iter()
            .filter_map(|card| card.status.as_ref())
        {
            match status {
                Status::When {
                    per, date, lasting, ..
                } => {
                    needs.groups.extend(per);
                    needs.days.extend(date.filter(|_| lasting.is_some()));
                }
                Status::Choose { dimension, .. } => {
                    needs.groups.insert(*dimension);
                }
                Status::On { .. } => {}
            }
        }
        for query in dashboard
            .pages
            .iter()
            .flat_map(|page| &page.tiles)
            .map(|tile| &tile.query)
        {
            needs.groups.extend(&query.dimensions);
            needs.values.extend(&query.fields);
            needs.days.extend(query.last.map(|(_, date)| date));
            if let Some(filter) = &query.filter {
                needs.term(dashboard, filter);
            }
        }
        for filter in &dashboard.filters {
            if filter.ty.is_time() {
                needs.days.insert(filter.field);
            } else if !filter.ty.is_number() {
                needs.groups.insert(filter.field);
            } else {
                needs.values.insert(filter.field);
            }
        }
        needs.days.extend(names::calendar_dates(dashboard));
        let named: Vec<FieldRef> = needs.groups.iter().chain(&needs.days).copied().collect();
        needs.values.extend(named);
        for field in needs.values.clone() {
            let FieldRef::Attribute(_, id) = field else {
                continue;
            };
            if let Some(attribute) = dashboard.attribute(id) {
                needs.term(dashboard, &attribute.term);
            }
        }
        needs
    }

    /// Columns that a term reads, also through attributes, which are written out in place.
    fn term(&mut self, dashboard: &Dashboard, term: &Term) {
        let mut terms = vec![term];
        while let Some(next) = terms.pop() {
            next.walk(&mut |t| match t.kind {
                TermKind::Field(field @ FieldRef::Column(..)) => {
                    self.values.insert(field);
                }
                TermKind::Field(FieldRef::Attribute(_, id)) => {
                    terms.extend(dashboard.attribute(id).map(|attribute| &attribute.term));
                }
                TermKind::Call(Function::WorkingDays, _) => self.working_days = true,
                _ => {}
            });
        }
    }
}
