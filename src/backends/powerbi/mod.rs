//! Power BI: a project (PBIP) of a report (PBIR) and its semantic model (TMDL), to open in Power BI Desktop.

mod dax;
mod hiding;
mod m;
mod measures;
mod names;
mod needs;
mod options;
mod pbir;
mod project;
mod report;
mod templates;
mod theme;
mod view;

use super::{Backend, Capabilities, Output, Support};
use crate::dashboard::Dashboard;
use crate::diag::Words;
use crate::say;
use options::Options;

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
        use Support::{Approximate, Missing, Native};
        Capabilities {
            number: Native,
            line: Native,
            bar: Native,
            stacked_bar: Native,
            column: Native,
            area: Native,
            table: Native,
            matrix: Native,
            map: Missing,
            scatter: Missing,
            heatmap: Missing,
            histogram: Missing,
            gauge: Native,
            donut: Native,
            list: Approximate {
                en: "rows that are the same in every column shown become one; show the key to keep them apart",
                nl: "rijen die in elke getoonde kolom gelijk zijn worden er een; toon de sleutel om ze uit elkaar te houden",
            },
            text: Native,
            status: Native,
            limit: Native,
            filter: Native,
            top: Native,
            empty_last: Approximate {
                en: "sorted by a measure, the empty group stands where its value puts it; sorted by label it comes last",
                nl: "gesorteerd op een maat staat de lege groep waar haar waarde haar zet; gesorteerd op label komt zij als laatste",
            },
            last: Approximate {
                en: "the period moves with each refresh of the data",
                nl: "de periode schuift bij elke verversing van de gegevens",
            },
            compared: Missing,
            hide_small: Approximate {
                en: "hidden in each visual, with what a total would give away; the rows themselves are in the model, for whoever may build reports on it",
                nl: "verborgen in elk beeld, met wat uit een totaal zou volgen; de rijen zelf staan in het model, voor wie er rapporten op mag bouwen",
            },
            round_small: Native,
            csv: Native,
            parquet: Native,
            excel: Native,
            json: Native,
            files: Missing,
            database: Approximate {
                en: "PostgreSQL and SQL Server, once casus.toml says where they are",
                nl: "PostgreSQL en SQL Server, als casus.toml zegt waar ze staan",
            },
        }
    }

    fn emit(&self, dashboard: &Dashboard, options: &serde_json::Value) -> Result<Output, Words> {
        let options = Options::read(options)?;
        project::project(dashboard, &options).map_err(|error| {
            say!(
                en "the Power BI project could not be written: {error}; please report this",
                nl "het Power BI-project kon niet geschreven worden: {error}; meld dit alstublieft",
            )
        })
    }
}
