//! What `casus.toml` may say under `[target.powerbi]`.

use super::names::m_text;
use crate::diag::Words;
use crate::say;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The options; all may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    /// The folder where the source files lie on the machine that opens the project.
    pub(super) data_folder: Option<String>,
    /// Databases by the name that the case gives them.
    #[serde(default)]
    pub(super) connections: BTreeMap<String, Connection>,
}

/// Where a database is. There is no place for a password: Power BI asks for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Connection {
    kind: Kind,
    server: String,
    database: String,
    #[serde(default)]
    schema: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Postgresql,
    Sqlserver,
}

impl Options {
    /// Reads the table `[target.powerbi]`, or null.
    pub(super) fn read(value: &serde_json::Value) -> Result<Options, Words> {
        if value.is_null() {
            return Ok(Options::default());
        }
        Options::deserialize(value).map_err(|error| {
            say!(
                en "`[target.powerbi]` in casus.toml can't be read: {error}; it may hold `data-folder` and `connections`",
                nl "`[target.powerbi]` in casus.toml is niet te lezen: {error}; er mogen `data-folder` en `connections` staan",
            )
        })
    }
}

impl Connection {
    /// A table, `schema.name` or a name in the default schema.
    pub(super) fn table(&self, table: &str) -> String {
        let (default, open) = match self.kind {
            Kind::Postgresql => ("public", self.open()),
            Kind::Sqlserver => ("dbo", self.open()),
        };
        let default = self.schema.as_deref().unwrap_or(default);
        let (schema, item) = table.split_once('.').unwrap_or((default, table));
        format!(
            "{open}{{[Schema = {}, Item = {}]}}[Data]",
            m_text(schema),
            m_text(item)
        )
    }

    /// The result of a query.
    pub(super) fn query(&self, query: &str) -> String {
        format!(
            "Value.NativeQuery({}, {}, null, [EnableFolding = true])",
            self.open(),
            m_text(query)
        )
    }

    fn open(&self) -> String {
        let function = match self.kind {
            Kind::Postgresql => "PostgreSQL.Database",
            Kind::Sqlserver => "Sql.Database",
        };
        format!(
            "{function}({}, {})",
            m_text(&self.server),
            m_text(&self.database)
        )
    }
}
