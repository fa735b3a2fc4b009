//! Superset: an import bundle (folder and ZIP), scripts that load the rows, and the commands to run.

mod bundle;
mod charts;
mod datasets;
mod load;
mod names;
mod options;
mod status;
mod view;

use super::{Backend, Capabilities, Output, Support};
use crate::dashboard::Dashboard;
use crate::diag::Words;
use options::Target;

/// Superset 6.1.
pub struct Superset;

impl Backend for Superset {
    fn id(&self) -> &'static str {
        "superset"
    }

    fn product(&self) -> &'static str {
        "Superset"
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
            heatmap: Native,
            histogram: Approximate {
                en: "ten classes of equal width; left out where small numbers must be hidden",
                nl: "tien klassen van gelijke breedte; valt weg waar kleine aantallen verborgen moeten worden",
            },
            gauge: Missing,
            donut: Native,
            list: Native,
            text: Missing,
            status: Native,
            limit: Native,
            filter: Native,
            top: Native,
            empty_last: Native,
            last: Native,
            compared: Missing,
            hide_small: Approximate {
                en: "hidden with what a total would give away; along two dimensions, a reader's choice in a filter is guarded line by line only, and the order of bars tells where a hidden value belongs",
                nl: "verborgen met wat uit een totaal zou volgen; bij twee dimensies is een keuze in een filter alleen regel voor regel beschermd, en de volgorde van staven zegt waar een verborgen waarde hoort",
            },
            round_small: Approximate {
                en: "counts and sums of whole numbers are rounded, other measures are not",
                nl: "aantallen en sommen van gehele getallen worden afgerond, andere maten niet",
            },
            csv: Native,
            parquet: Approximate {
                en: "DuckDB reads it; for PostgreSQL and SQLite the script needs Python's duckdb package",
                nl: "DuckDB leest het; voor PostgreSQL en SQLite heeft het script het Python-pakket duckdb nodig",
            },
            excel: Missing,
            json: Missing,
            files: Missing,
            database: Native,
        }
    }

    fn emit(&self, dashboard: &Dashboard, options: &serde_json::Value) -> Result<Output, Words> {
        let target = Target::read(options)?;
        let (bundle, notices) = view::bundle(dashboard, &target);
        let mut files = bundle.files();
        files.extend(load::files(dashboard, &target, &bundle.name));
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Output { files, notices })
    }
}
