//! How rows of one source have a value that stands in another: the links of the case, many rows to one.

use super::Source;
use crate::formula::term::{FieldRef, SourceId};

/// Where a source has the value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In a field of its own.
    Own(FieldRef),
    /// In the row of the other source where `to` is what `key` is here.
    Through {
        /// A field of this source.
        key: FieldRef,
        /// The field of the other source that it links to.
        to: FieldRef,
    },
}

/// How rows of `source` have a value of `field`; `None` when nothing links them. `from` of a link to `to` is many to one, so
/// the other way round only the linked field itself is shared.
pub fn way(sources: &[Source], field: FieldRef, source: SourceId) -> Option<Way> {
    if field.source() == source {
        return Some(Way::Own(field));
    }
    let links = |id: SourceId| {
        let found = sources.get(id.0);
        found.into_iter().flat_map(|s| s.links.iter().copied())
    };
    let theirs: Vec<(FieldRef, FieldRef)> = links(field.source())
        .filter(|(from, _)| *from == field)
        .collect();
    for (from, to) in links(source) {
        // It links to the field, or both link to the same field of a third.
        if to == field || theirs.iter().any(|(_, other)| *other == to) {
            return Some(Way::Own(from));
        }
    }
    if let Some((_, to)) = theirs.iter().find(|(_, to)| to.source() == source) {
        return Some(Way::Own(*to));
    }
    let through = links(source).find(|(_, to)| to.source() == field.source());
    through.map(|(key, to)| Way::Through { key, to })
}
