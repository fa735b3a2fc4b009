//! The files of Superset's import format, version 1.0.0, and the ZIP around them.
//!
//! Superset refuses unknown keys and keeps what an earlier import said where a key is absent: whatever a rebuild may
//! change is always written.

use super::super::File;
use serde::Serialize;
use serde_json::Value;
use std::io::Write;

/// The version of the format, in every file.
pub(super) const VERSION: &str = "1.0.0";

/// `metadata.yaml`. Without `type`, so that the same ZIP passes the endpoints for assets and for dashboards.
#[derive(Serialize)]
pub(super) struct Metadata {
    pub(super) version: &'static str,
}

/// `databases/*.yaml`.
#[derive(Serialize)]
pub(super) struct Database {
    pub(super) database_name: String,
    pub(super) sqlalchemy_uri: String,
    pub(super) uuid: String,
    /// Optional by the schema, needed by the importer.
    pub(super) extra: Value,
    pub(super) version: &'static str,
}

/// `datasets/*/*.yaml`: a virtual dataset.
#[derive(Serialize)]
pub(super) struct Dataset {
    pub(super) table_name: String,
    pub(super) main_dttm_col: Option<String>,
    pub(super) description: String,
    pub(super) schema: Option<String>,
    pub(super) sql: String,
    pub(super) columns: Vec<Column>,
    pub(super) metrics: Vec<Metric>,
    pub(super) uuid: String,
    pub(super) database_uuid: String,
    pub(super) version: &'static str,
}

/// A column of a dataset. Superset looks up nothing on import.
#[derive(Serialize)]
pub(super) struct Column {
    pub(super) column_name: String,
    pub(super) verbose_name: String,
    pub(super) is_dttm: bool,
    pub(super) r#type: &'static str,
    pub(super) groupby: bool,
    pub(super) filterable: bool,
}

/// A saved metric.
#[derive(Serialize)]
pub(super) struct Metric {
    pub(super) metric_name: String,
    pub(super) verbose_name: String,
    pub(super) expression: String,
    pub(super) description: String,
    pub(super) d3format: Option<String>,
}

/// `charts/*.yaml`.
#[derive(Serialize)]
pub(super) struct Chart {
    pub(super) slice_name: String,
    /// Superset 6.1 reads it aloud in place of the picture (`aria-label`).
    pub(super) description: String,
    pub(super) viz_type: &'static str,
    pub(super) params: Value,
    /// JSON in a string: what the page itself would ask.
    pub(super) query_context: String,
    pub(super) uuid: String,
    pub(super) dataset_uuid: String,
    pub(super) version: &'static str,
}

/// `dashboards/*.yaml`.
#[derive(Serialize)]
pub(super) struct Dashboard {
    pub(super) dashboard_title: String,
    pub(super) description: String,
    pub(super) css: String,
    pub(super) slug: String,
    pub(super) published: bool,
    pub(super) position: Value,
    pub(super) metadata: Value,
    pub(super) uuid: String,
    pub(super) version: &'static str,
}

/// The whole bundle; the first of each pair is the file's stem.
pub(super) struct Bundle {
    pub(super) name: String,
    pub(super) database: Database,
    pub(super) datasets: Vec<(String, Dataset)>,
    pub(super) charts: Vec<(String, Chart)>,
    pub(super) dashboard: Dashboard,
}

impl Bundle {
    /// The files of the folder, and the ZIP that holds the same files.
    pub(super) fn files(&self) -> Vec<File> {
        let name = &self.name;
        let mut files = vec![
            yaml("metadata".to_owned(), &Metadata { version: VERSION }),
            yaml(format!("databases/{name}"), &self.database),
            yaml(format!("dashboards/{name}"), &self.dashboard),
        ];
        files.extend(
            self.datasets
                .iter()
                .map(|(stem, d)| yaml(format!("datasets/{name}/{stem}"), d)),
        );
        files.extend(
            self.charts
                .iter()
                .map(|(stem, c)| yaml(format!("charts/{stem}"), c)),
        );
        for file in &mut files {
            file.path = format!("{name}/{}", file.path);
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let zip = zip(&files);
        files.push(File {
            path: format!("{name}.zip"),
            bytes: zip,
        });
        files
    }
}

fn yaml(stem: String, content: &impl Serialize) -> File {
    // Serialising plain structs and JSON to a string has no way to fail.
    let text = serde_saphyr::to_string(content).unwrap_or_default();
    File {
        path: format!("{stem}.yaml"),
        bytes: text.into_bytes(),
    }
}

/// Packs files with a fixed time, in the order given: equal files make equal bytes.
fn zip(files: &[File]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for file in files {
        // Writing to memory fails only beyond 4 GiB, which no dashboard is.
        let _ = archive
            .start_file(&file.path, options)
            .map(|()| archive.write_all(&file.bytes));
    }
    archive
        .finish()
        .map(std::io::Cursor::into_inner)
        .unwrap_or_default()
}
