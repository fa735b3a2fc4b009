//! `[target.superset]` of `casus.toml`: which database Superset reads.

use crate::diag::Words;
use crate::formula::sql::Dialect;
use crate::say;
use serde::Deserialize;

/// What the engineer may set.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// The SQLAlchemy address of the database that Superset reads, without a password.
    #[serde(default = "default_database")]
    database: String,
    /// The schema that the tables are in; PostgreSQL and DuckDB have `public` and `main` by default.
    schema: Option<String>,
}

/// Where the rows are, as Superset is told.
#[derive(Debug)]
pub(super) struct Target {
    /// The address; a password is masked, Superset asks for it on import.
    pub(super) uri: String,
    /// The name of the connection in Superset.
    pub(super) name: String,
    /// Its SQL.
    pub(super) dialect: Dialect,
    /// The schema; `None` in SQLite.
    pub(super) schema: Option<String>,
}

/// What Superset itself writes where a password was.
const MASK: &str = "XXXXXXXXXX";

fn default_database() -> String {
    "postgresql+psycopg2://casus@localhost:5432/casus".to_owned()
}

impl Target {
    /// Reads the options; null stands for none.
    pub(super) fn read(options: &serde_json::Value) -> Result<Target, Words> {
        let given = if options.is_null() {
            &serde_json::json!({})
        } else {
            options
        };
        let options = Options::deserialize(given).map_err(|e| {
            say!(
                en "[target.superset] in casus.toml: {e}; it may hold `database` and `schema`",
                nl "[target.superset] in casus.toml: {e}; daarin kunnen `database` en `schema` staan",
            )
        })?;
        Target::of(options)
    }

    fn of(options: Options) -> Result<Target, Words> {
        let uri = &options.database;
        let (scheme, rest) = uri.split_once("://").unwrap_or((uri, ""));
        let (dialect, schema) = match scheme.split('+').next() {
            Some("postgresql") => (Dialect::Postgres, Some("public")),
            Some("duckdb") => (Dialect::Duckdb, Some("main")),
            Some("sqlite") => (Dialect::Sqlite, None),
            _ => {
                return Err(say!(
                    en "[target.superset] in casus.toml: casus writes SQL for postgresql://, duckdb:// and sqlite://, not for `{scheme}`",
                    nl "[target.superset] in casus.toml: casus schrijft SQL voor postgresql://, duckdb:// en sqlite://, niet voor `{scheme}`",
                ));
            }
        };
        let (user, place) = match rest.rsplit_once('@') {
            Some((user, place)) => (user.split(':').next(), place),
            None => (None, rest),
        };
        let login = user.map(|user| format!("{user}:{MASK}@"));
        Ok(Target {
            uri: format!("{scheme}://{}{place}", login.unwrap_or_default()),
            name: format!("casus ({place})"),
            dialect,
            schema: options
                .schema
                .or(schema.map(str::to_owned))
                .filter(|_| dialect != Dialect::Sqlite),
        })
    }

    /// Whether Superset asks for a password on import.
    pub(super) fn asks_password(&self) -> bool {
        self.uri.contains(MASK)
    }

    /// The id of the dialect in file names.
    pub(super) fn engine(&self) -> &'static str {
        match self.dialect {
            Dialect::Postgres => "postgresql",
            Dialect::Spark => "spark",
            Dialect::Datafusion => "datafusion",
            Dialect::Duckdb => "duckdb",
            Dialect::Mysql => "mysql",
            Dialect::Sqlite => "sqlite",
            Dialect::SqlServer => "mssql",
        }
    }
}
