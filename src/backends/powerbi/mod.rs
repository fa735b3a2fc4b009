//! Power BI.

use super::{Backend, Capabilities, Output};
use crate::dashboard::Dashboard;
use crate::diag::Words;

/// Power BI.
pub struct PowerBi;

impl Backend for PowerBi {
    fn id(&self) -> &'static str {
        "powerbi"
    }

    fn product(&self) -> &'static str {
        "Power BI"
    }

    fn capabilities(&self) -> Capabilities {
        unreachable!()
    }

    fn emit(&self, _: &Dashboard, _: &serde_json::Value) -> Result<Output, Words> {
        Ok(Output::default())
    }
}
