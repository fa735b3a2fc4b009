//! Superset.

use super::{Backend, Capabilities, Output};
use crate::dashboard::Dashboard;
use crate::diag::Words;

/// Superset.
pub struct Superset;

impl Backend for Superset {
    fn id(&self) -> &'static str {
        "superset"
    }

    fn product(&self) -> &'static str {
        "Superset"
    }

    fn capabilities(&self) -> Capabilities {
        unreachable!()
    }

    fn emit(&self, _: &Dashboard, _: &serde_json::Value) -> Result<Output, Words> {
        Ok(Output::default())
    }
}
