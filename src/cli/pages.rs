//! The manual: the pages of every layer, in one list.

use crate::checks;
use crate::diag::Page;

/// Every page, in the order of the codes.
pub fn all() -> Vec<Page> {
    let checks = checks::all().iter().flat_map(|c| c.pages());
    let waivers = checks::waivers::PAGES.iter();
    let strictness = checks::strictness::PAGES.iter();
    let own = super::trouble::PAGES.iter();
    let syntax = crate::syntax::errors::PAGES.iter();
    let formula = crate::formula::errors::PAGES.iter();
    let model = crate::model::errors::PAGES.iter();
    let dashboard = crate::dashboard::PAGES.iter();
    let translate = crate::translate::PAGES.iter();
    let backends = crate::backends::PAGES.iter();
    let data = crate::data::PAGES.iter();
    let mut pages: Vec<_> = checks
        .chain(waivers)
        .chain(strictness)
        .chain(syntax)
        .chain(formula)
        .chain(model)
        .chain(own)
        .chain(dashboard)
        .chain(translate)
        .chain(backends)
        .chain(data)
        .copied()
        .collect();
    pages.sort_by_key(|p| p.code);
    pages
}
