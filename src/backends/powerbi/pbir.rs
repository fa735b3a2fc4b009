//! The JSON of a report (PBIR), as serde types: only what casus writes.
//!
//! The versions are the newest that Microsoft publishes; Desktop itself writes newer ones whose schemas can't be had.

use super::names::pbir_text;
use serde::Serialize;
use std::collections::BTreeMap;

/// The address of a published schema below `fabric/`.
pub(super) fn schema(path: &str) -> String {
    format!("https://developer.microsoft.com/json-schemas/fabric/{path}/schema.json")
}

/// The address of a schema of the report's definition.
pub(super) fn definition(path: &str) -> String {
    schema(&format!("item/report/definition/{path}"))
}

/// A literal of the semantic query language: its suffix tells the type.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Literal {
    #[serde(rename = "Literal")]
    literal: LiteralValue,
}

#[derive(Clone, Debug, Serialize)]
struct LiteralValue {
    #[serde(rename = "Value")]
    value: String,
}

impl Literal {
    fn of(value: String) -> Literal {
        Literal {
            literal: LiteralValue { value },
        }
    }

    /// A number; without its suffix Desktop would read 0.
    pub(super) fn number(value: f64) -> Literal {
        Literal::of(format!("{value}D"))
    }

    /// A whole number.
    pub(super) fn whole(value: u32) -> Literal {
        Literal::of(format!("{value}L"))
    }
}

/// The value of a formatting property.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Property {
    /// A constant.
    Constant {
        /// The constant.
        expr: Literal,
    },
    /// A colour.
    Colour {
        /// Its only form here.
        solid: Solid,
    },
    /// The text of a text box.
    Paragraphs(Vec<Paragraph>),
}

/// One colour.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Solid {
    color: Box<Property>,
}

impl Property {
    pub(super) fn yes(value: bool) -> Property {
        Property::Constant {
            expr: Literal::of(value.to_string()),
        }
    }

    pub(super) fn text(value: &str) -> Property {
        Property::Constant {
            expr: Literal::of(pbir_text(value)),
        }
    }

    pub(super) fn number(value: f64) -> Property {
        Property::Constant {
            expr: Literal::number(value),
        }
    }

    pub(super) fn colour(value: &str) -> Property {
        Property::Colour {
            solid: Solid {
                color: Box::new(Property::text(value)),
            },
        }
    }
}

/// A paragraph of a text box.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Paragraph {
    pub(super) text_runs: Vec<TextRun>,
}

/// A stretch of text in one style.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextRun {
    pub(super) value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text_style: Option<TextStyle>,
}

/// How text looks.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextStyle {
    pub(super) font_weight: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) font_size: Option<&'static str>,
}

/// A formatting object: its properties, and of which part of the visual.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Object {
    pub(super) properties: BTreeMap<&'static str, Property>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) selector: Option<Selector>,
}

/// Which part.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Selector {
    pub(super) id: String,
}

/// Formatting objects by name.
pub(super) type Objects = BTreeMap<&'static str, Vec<Object>>;

/// A column or measure.
#[derive(Clone, Debug, Serialize)]
pub(super) enum Field {
    /// A column.
    Column(Reference),
    /// A measure, in its home table.
    Measure(Reference),
}

/// Table and name.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Reference {
    expression: Source,
    property: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Source {
    source_ref: SourceRef,
}

/// By name in a visual, by alias in a filter.
#[derive(Clone, Debug, Serialize)]
enum SourceRef {
    Entity(String),
    Source(String),
}

impl Field {
    pub(super) fn column(table: &str, name: &str) -> Field {
        Field::Column(Reference::new(table, name))
    }

    pub(super) fn measure(table: &str, name: &str) -> Field {
        Field::Measure(Reference::new(table, name))
    }

    fn reference(&self) -> &Reference {
        match self {
            Field::Column(reference) | Field::Measure(reference) => reference,
        }
    }

    fn entity(&self) -> String {
        match &self.reference().expression.source_ref {
            SourceRef::Entity(name) | SourceRef::Source(name) => name.clone(),
        }
    }

    /// The same field, its table by alias.
    fn aliased(&self, alias: &str) -> Field {
        let source_ref = SourceRef::Source(alias.to_owned());
        let reference = Reference {
            expression: Source { source_ref },
            property: self.reference().property.clone(),
        };
        match self {
            Field::Column(_) => Field::Column(reference),
            Field::Measure(_) => Field::Measure(reference),
        }
    }
}

impl Reference {
    fn new(table: &str, name: &str) -> Reference {
        let source_ref = SourceRef::Entity(table.to_owned());
        Reference {
            expression: Source { source_ref },
            property: name.to_owned(),
        }
    }
}

/// A field in a role of a visual.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Projection {
    field: Field,
    query_ref: String,
    native_query_ref: String,
    display_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
}

impl Projection {
    /// A field under the name that people see; groups of an axis are `active`.
    pub(super) fn new(field: Field, display_name: &str) -> Projection {
        let name = field.reference().property.clone();
        let active = matches!(field, Field::Column(_)).then_some(true);
        Projection {
            query_ref: format!("{}.{name}", field.entity()),
            native_query_ref: name,
            display_name: display_name.to_owned(),
            active,
            field,
        }
    }
}

/// The fields of a role.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Role {
    pub(super) projections: Vec<Projection>,
}

/// What a visual asks.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Query {
    pub(super) query_state: BTreeMap<&'static str, Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sort_definition: Option<SortDefinition>,
}

/// The order of its rows.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SortDefinition {
    pub(super) sort: Vec<Sort>,
    pub(super) is_default_sort: bool,
}

/// By what, in which direction.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Sort {
    pub(super) field: Field,
    pub(super) direction: &'static str,
}

/// A visual.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Visual {
    pub(super) visual_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) query: Option<Query>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) objects: Objects,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) visual_container_objects: Objects,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sync_group: Option<SyncGroup>,
    pub(super) drill_filter_other_visuals: bool,
}

/// Slicers with one group filter alike on every page.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SyncGroup {
    pub(super) group_name: String,
    pub(super) field_changes: bool,
    pub(super) filter_changes: bool,
}

/// `visual.json`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VisualContainer {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) position: Position,
    pub(super) visual: Visual,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) filter_config: Option<FilterConfig>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) annotations: Vec<Annotation>,
}

/// A place on the page, in pixels.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Position {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) z: u32,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) tab_order: u32,
}

/// A name and a text that tools keep.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Annotation {
    pub(super) name: &'static str,
    pub(super) value: String,
}

/// The filters of a visual.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FilterConfig {
    pub(super) filters: Vec<Filter>,
}

/// A filter: a field equals 1. Readers don't see it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Filter {
    name: String,
    field: Field,
    #[serde(rename = "type")]
    kind: &'static str,
    filter: FilterBody,
    how_created: &'static str,
    is_hidden_in_view_mode: bool,
    is_locked_in_view_mode: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct FilterBody {
    version: u32,
    from: Vec<From>,
    #[serde(rename = "Where")]
    conditions: Vec<Where>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct From {
    name: &'static str,
    entity: String,
    #[serde(rename = "Type")]
    kind: u32,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Where {
    condition: Condition,
}

#[derive(Clone, Debug, Serialize)]
enum Condition {
    Comparison(Comparison),
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Comparison {
    /// 0: equal.
    comparison_kind: u32,
    left: Field,
    right: Literal,
}

impl Filter {
    /// Only where `field` is 1.
    pub(super) fn is_one(name: String, field: Field) -> Filter {
        let comparison = Comparison {
            comparison_kind: 0,
            left: field.aliased("t"),
            right: Literal::whole(1),
        };
        let from = From {
            name: "t",
            entity: field.entity(),
            kind: 0,
        };
        Filter {
            name,
            kind: "Advanced",
            filter: FilterBody {
                version: 2,
                from: vec![from],
                conditions: vec![Where {
                    condition: Condition::Comparison(comparison),
                }],
            },
            field,
            how_created: "User",
            is_hidden_in_view_mode: true,
            is_locked_in_view_mode: true,
        }
    }
}

/// `page.json`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Page {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) display_name: String,
    pub(super) display_option: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// `pages.json`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pages {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) page_order: Vec<String>,
    pub(super) active_page_name: String,
}

/// `version.json`, `definition.pbism` without settings.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Version {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) version: &'static str,
}

/// `definition.pbism`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ModelDefinition {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) version: &'static str,
    pub(super) settings: BTreeMap<&'static str, bool>,
}

/// `definition.pbir`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReportDefinition {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) version: &'static str,
    pub(super) dataset_reference: DatasetReference,
}

/// The model of a report.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DatasetReference {
    pub(super) by_path: Path,
}

/// A path relative to the file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Path {
    pub(super) path: String,
}

/// `*.pbip`: the report only; the report names its model.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shortcut {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) version: &'static str,
    pub(super) artifacts: Vec<Artifact>,
}

/// What a shortcut opens.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Artifact {
    pub(super) report: Path,
}

/// `.platform`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Platform {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) metadata: Metadata,
    pub(super) config: Config,
}

/// What the service shows.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metadata {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) display_name: String,
}

/// The item's own id.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Config {
    pub(super) version: &'static str,
    pub(super) logical_id: String,
}

/// `report.json`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    pub(super) theme_collection: ThemeCollection,
    pub(super) resource_packages: Vec<ResourcePackage>,
    pub(super) settings: Settings,
    pub(super) annotations: Vec<Annotation>,
}

/// Only our own theme; Desktop puts its default below it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ThemeCollection {
    pub(super) custom_theme: ThemeReference,
}

/// A theme that lies in the report.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ThemeReference {
    pub(super) name: &'static str,
    pub(super) report_version_at_import: Versions,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

/// The versions for which a theme was made.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Versions {
    pub(super) visual: &'static str,
    pub(super) report: &'static str,
    pub(super) page: &'static str,
}

/// Files of the report.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ResourcePackage {
    pub(super) name: &'static str,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) items: Vec<ResourceItem>,
}

/// A file of the report.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ResourceItem {
    pub(super) name: &'static str,
    pub(super) path: &'static str,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

/// How the report behaves.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Settings {
    pub(super) locale: &'static str,
    pub(super) use_stylable_visual_container_header: bool,
    pub(super) export_data_mode: &'static str,
    pub(super) default_drill_filter_other_visuals: bool,
    pub(super) use_enhanced_tooltips: bool,
}

/// A theme.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Theme {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) name: &'static str,
    pub(super) data_colors: Vec<&'static str>,
    pub(super) background: &'static str,
    pub(super) foreground: &'static str,
    pub(super) table_accent: &'static str,
    pub(super) text_classes: BTreeMap<&'static str, TextClass>,
}

/// A text style of a theme.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextClass {
    pub(super) font_size: u32,
    pub(super) font_face: &'static str,
    pub(super) color: &'static str,
}
