//! The manual pages of the codes for data. `casus explain` has them in every build.

use crate::diag::Page;
use crate::page;

/// The manual pages of this layer's codes.
pub const PAGES: &[Page] = &[
    page!("D001"),
    page!("D002"),
    page!("D003"),
    page!("D004"),
    page!("D005"),
    page!("D006"),
    page!("D007"),
    page!("D008"),
    page!("D009"),
    page!("D010"),
    page!("D090"),
    page!("D091"),
    page!("D092"),
    page!("D093"),
    page!("D094"),
    page!("D095"),
    page!("D096"),
];
