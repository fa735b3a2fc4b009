//! The dashboard in Superset's words: datasets, charts, a position for each, filters.

use super::bundle::{self, Bundle, Chart, VERSION};
use super::charts;
use super::datasets::{self, Sql};
use super::names;
use super::options::Target;
use super::status;
use crate::dashboard::sql::Queries;
use crate::dashboard::{ActCard, Dashboard as Board, Filter, Form, Line, Page, Place, Tile};
use crate::diag::{Code, Diagnostic, Span, Words};
use crate::formula::sql::Unsupported;
use crate::formula::term::{MeasureId, SourceId};
use crate::say;
use serde_json::{Map, Value, json};

/// What Superset, or the database behind it, can't carry.
const NOT_CARRIED: Code = Code("T003");

/// A row of our grid is 32 pixels high; Superset counts in 8.
const ROW_UNITS: u32 = 4;

/// The bundle, and what it can't carry.
pub(super) fn bundle(board: &Board, target: &Target) -> (Bundle, Vec<Diagnostic>) {
    let table = |id| datasets::table(board, target, id);
    let queries = Queries {
        dashboard: board,
        dialect: target.dialect,
        table: &table,
    };
    let mut view = View::new(Sql {
        board,
        target,
        queries: &queries,
    });
    view.add_datasets();
    view.add_cards();
    view.add_tiles();
    view.doubt_filters();
    let dashboard = view.dashboard();
    let database = bundle::Database {
        database_name: target.name.clone(),
        sqlalchemy_uri: target.uri.clone(),
        uuid: view.database_uuid.clone(),
        extra: json!({}),
        version: VERSION,
    };
    let View {
        datasets,
        charts,
        notices,
        ..
    } = view;
    (
        Bundle {
            name: names::plain(&board.name),
            database,
            datasets,
            charts,
            dashboard,
        },
        notices,
    )
}

struct View<'a> {
    sql: Sql<'a>,
    board: &'a Board,
    database_uuid: String,
    datasets: Vec<(String, bundle::Dataset)>,
    charts: Vec<(String, Chart)>,
    notices: Vec<Diagnostic>,
}

impl<'a> View<'a> {
    fn new(sql: Sql<'a>) -> View<'a> {
        View {
            board: sql.board,
            database_uuid: names::uuid(&["database", &sql.target.uri]),
            sql,
            datasets: Vec::new(),
            charts: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn add_datasets(&mut self) {
        for id in (0..self.board.sources.len()).map(SourceId) {
            self.datasets
                .extend(self.sql.dataset(id, &self.database_uuid));
            for (attribute, reason) in self.sql.queries.rows(id).missing {
                let span = self
                    .board
                    .attribute(attribute)
                    .map_or(reason.span, |a| a.span);
                self.notices.push(lost(span, reason));
            }
        }
        for (at, measure) in self.board.measures.iter().enumerate() {
            if let Err(reason) = self.sql.queries.measure(MeasureId(at)) {
                self.notices.push(lost(measure.span, reason));
            }
        }
    }

    fn add_cards(&mut self) {
        for card in &self.board.cards {
            match status::dataset(&self.sql, card, &self.database_uuid) {
                Ok(None) => {}
                Err(reason) => self.notices.push(lost(card.span, reason)),
                Ok(Some(dataset)) => {
                    self.datasets.push(dataset);
                    self.charts
                        .push((names::status(&card.id), charts::status(&self.sql, card)));
                }
            }
        }
    }

    fn add_tiles(&mut self) {
        for tile in self.board.pages.iter().flat_map(|p| &p.tiles) {
            if tile.form == Form::Histogram && self.board.small_numbers.hide_below.is_some() {
                self.notices.push(would_show_small(tile));
                continue;
            }
            match (self.sql.draws(tile), charts::tile(&self.sql, tile)) {
                (Ok(()), Some(chart)) => self.charts.push((names::plain(&tile.id), chart)),
                (Err(reason), _) => self.notices.push(left_out(tile, &reason)),
                // A form that Superset can't show: the capabilities tell.
                (Ok(()), None) => {}
            }
        }
    }

    /// Superset's choice of a period is one for all dates of a chart: a second one would only repeat the first.
    fn doubt_filters(&mut self) {
        for filter in self.board.filters.iter().filter(|f| f.ty.is_time()) {
            if !self.is_period(filter) {
                let label = &filter.label;
                let message = say!(
                    en "Superset has one choice of period for a source: the filter on \"{label}\" is left out",
                    nl "Superset kent per bron één keuze van een periode: het filter op \"{label}\" valt weg",
                );
                self.notices
                    .push(Diagnostic::warning(NOT_CARRIED, filter.span, message));
            }
        }
    }

    /// Whether a filter is the choice of period of its source: the first of the filters on a date.
    fn is_period(&self, filter: &Filter) -> bool {
        let source = filter.field.source();
        let first = self
            .board
            .filters
            .iter()
            .find(|f| f.ty.is_time() && f.field.source() == source);
        first.is_some_and(|f| f.field == filter.field)
    }

    /// The number of a chart inside the dashboard: its place in the bundle, from 1. Superset gives it its own on import.
    fn number(&self, uuid: &str) -> Option<usize> {
        self.charts
            .iter()
            .position(|(_, c)| c.uuid == uuid)
            .map(|at| at + 1)
    }

    fn dashboard(&self) -> bundle::Dashboard {
        let board = self.board;
        bundle::Dashboard {
            dashboard_title: board.title.clone(),
            description: board.organisation.clone().unwrap_or_default(),
            css: css(&self.board.words.status),
            slug: names::plain(&board.name),
            published: true,
            position: self.position(),
            metadata: self.metadata(),
            uuid: names::uuid(&[&board.name, "dashboard"]),
            version: VERSION,
        }
    }

    fn metadata(&self) -> Value {
        let filters: Vec<Value> = self
            .board
            .filters
            .iter()
            .filter_map(|f| self.filter(f))
            .collect();
        json!({
            "native_filter_configuration": filters,
            "filter_bar_orientation": "HORIZONTAL",
            "cross_filters_enabled": false,
            "refresh_frequency": 0,
            "timed_refresh_immune_slices": [],
            "expanded_slices": {},
            "color_scheme": charts::SERIES_SCHEME,
            "label_colors": charts::colours(&self.sql),
        })
    }

    /// A filter for the charts over its own source: a status is judged over all rows, whatever a reader chooses.
    fn filter(&self, filter: &Filter) -> Option<Value> {
        let (field, source) = (self.board.field(filter.field)?, filter.field.source());
        self.sql.queries.has(filter.field).ok()?;
        let own = datasets::dataset_uuid(self.board, source);
        let others = self
            .charts
            .iter()
            .zip(1..)
            .filter(|((_, c), _)| c.dataset_uuid != own);
        let excluded: Vec<usize> = others.map(|(_, number)| number).collect();
        let (kind, target) = match filter.ty {
            ty if datasets::by_value(ty) => (
                "filter_select",
                json!({ "datasetUuid": own, "column": { "name": names::shown(field.name) } }),
            ),
            ty if ty.is_time() && self.is_period(filter) => ("filter_time", json!({})),
            ty if ty.is_time() => return None,
            _ => (
                "filter_range",
                json!({ "datasetUuid": own, "column": { "name": field.name } }),
            ),
        };
        Some(json!({
            "id": format!("NATIVE_FILTER-{}", names::uuid(&[&self.board.name, "filter", &own, field.name])),
            "name": filter.label, "type": "NATIVE_FILTER", "filterType": kind, "targets": [target],
            "controlValues": {
                "multiSelect": true, "enableEmptyFilter": false, "defaultToFirstItem": false, "inverseSelection": false,
                "searchAllOptions": false, "sortAscending": true,
            },
            "defaultDataMask": { "extraFormData": {}, "filterState": {}, "ownState": {} },
            "cascadeParentIds": [],
            "scope": { "rootPath": ["ROOT_ID"], "excluded": excluded },
        }))
    }

    fn position(&self) -> Value {
        let mut grid = Grid::default();
        grid.put(
            "HEADER_ID",
            "HEADER",
            &[],
            json!({ "text": self.board.title }),
        );
        let tabs = self.board.pages.len() > 1;
        let root = if tabs { "TABS-pages" } else { "GRID_ID" };
        grid.put("ROOT_ID", "ROOT", &[], Value::Null);
        grid.put("GRID_ID", "GRID", &["ROOT_ID"], Value::Null);
        if tabs {
            grid.put(root, "TABS", &["ROOT_ID"], json!({}));
        }
        grid.adopt("ROOT_ID", root);
        for page in &self.board.pages {
            if tabs {
                let tab = format!("TAB-{}", names::plain(&page.id));
                grid.put(
                    &tab,
                    "TAB",
                    &["ROOT_ID", root],
                    json!({ "text": page.title }),
                );
                grid.adopt(root, &tab);
                self.page(&mut grid, page, &["ROOT_ID", root, &tab]);
            } else {
                self.page(&mut grid, page, &["ROOT_ID", root]);
            }
        }
        grid.finish()
    }

    fn page(&self, grid: &mut Grid, page: &Page, parents: &[&str]) {
        let mut boxes: Vec<(Place, Item)> = Vec::new();
        for (at, place) in &page.cards {
            boxes.extend(
                self.board
                    .cards
                    .get(*at)
                    .map(|card| (*place, self.card(card))),
            );
        }
        for tile in &page.tiles {
            boxes.extend(self.tile(tile).map(|item| (tile.place, item)));
        }
        boxes.push((page.footer, Item::Text(footer(&self.board.footer))));
        boxes.sort_by_key(|(place, _)| (place.y, place.x));
        for (at, row) in boxes.chunk_by(|(a, _), (b, _)| a.y == b.y).enumerate() {
            let id = format!("ROW-{}-{at}", names::plain(&page.id));
            grid.row(&id, parents, row);
        }
    }

    fn card(&self, card: &ActCard) -> Item {
        let uuid = charts::status_uuid(&self.sql, card);
        let status = self.number(&uuid).map(|number| Shown {
            number,
            uuid,
            title: charts::status_title(&self.sql, card),
            shown: self.board.words.status.clone(),
        });
        Item::Card {
            text: card_text(self.board, card),
            status,
        }
    }

    fn tile(&self, tile: &Tile) -> Option<Item> {
        let uuid = charts::tile_uuid(&self.sql, tile);
        let number = self.number(&uuid)?;
        let read = tile
            .read
            .as_ref()
            .map(|read| format!("{}: {read}", tile.title));
        let title = tile.title.clone();
        let shown = read.unwrap_or_else(|| title.clone());
        Some(Item::Chart(Shown {
            number,
            uuid,
            title,
            shown,
        }))
    }
}

fn lost(span: Span, reason: Unsupported) -> Diagnostic {
    let notice = Diagnostic::warning(NOT_CARRIED, reason.span, reason.reason);
    if span == reason.span {
        notice
    } else {
        notice.related(span, say!(en "needed here", nl "hier nodig"))
    }
}

fn left_out(tile: &Tile, reason: &Unsupported) -> Diagnostic {
    let title = &tile.title;
    let message: Words = say!(
        en "\"{title}\" is left out of the Superset dashboard: its database can't compute it",
        nl "\"{title}\" valt weg uit het Superset-dashboard: de database erachter kan het niet uitrekenen",
    );
    Diagnostic::warning(NOT_CARRIED, tile.span, message).related(reason.span, reason.reason.clone())
}

fn would_show_small(tile: &Tile) -> Diagnostic {
    let title = &tile.title;
    let message = say!(
        en "\"{title}\" is left out of the Superset dashboard: Superset makes the classes of a histogram itself and can't hide small ones",
        nl "\"{title}\" valt weg uit het Superset-dashboard: Superset maakt de klassen van een histogram zelf en kan kleine niet verbergen",
    );
    let notice = Diagnostic::warning(NOT_CARRIED, tile.span, message);
    notice.help(say!(
        en "split a measure by an attribute made with bin(), as a column",
        nl "splits een maat uit naar een kenmerk met klasse(), als kolom",
    ))
}

/// Makes the status of an act a line of text to be read, rather than a table. Where a server forbids it, the table remains.
fn css(status: &str) -> String {
    let chart = format!(
        "[data-test-chart-name^=\"{}: \"]",
        status.replace(['"', '\\'], "")
    );
    format!(
        "{chart} th {{ visibility: hidden; }}\n{chart} td {{ font-size: 18px; white-space: normal; }}\n"
    )
}

/// Text as Markdown shows it literally.
fn literal(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            "\\`*_[]<>#|~"
                .contains(c)
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect()
}

/// What must be on the page before any chart: the question, what is done, and the rest of the act.
fn card_text(board: &Board, card: &ActCard) -> String {
    let mut text = format!("#### {}\n\n", literal(&card.question));
    if !card.then.is_empty() {
        text.push_str(&format!(
            "**{}: {}**\n\n",
            literal(&board.words.act),
            literal(&card.then)
        ));
    }
    text.push_str("| | |\n|---|---|\n");
    let rows = card.lines.iter().map(|l| {
        format!(
            "| {}&nbsp;&nbsp; | {} |\n",
            literal(&l.label),
            literal(&l.text)
        )
    });
    text.extend(rows);
    text
}

fn footer(lines: &[Line]) -> String {
    let lines: Vec<String> = lines
        .iter()
        .map(|l| format!("**{}**: {}", literal(&l.label), literal(&l.text)))
        .collect();
    lines.join("  \n")
}

/// A chart on the page.
struct Shown {
    number: usize,
    uuid: String,
    title: String,
    /// What stands above it.
    shown: String,
}

/// What stands in a place.
enum Item {
    Text(String),
    Chart(Shown),
    /// An act, with its status to the right.
    Card {
        text: String,
        status: Option<Shown>,
    },
}

impl Item {
    /// The height in Superset's units: that of the place, or more where a text needs it.
    fn height(&self, place: Place) -> u32 {
        let needed = match self {
            Item::Chart(_) => 0,
            Item::Text(text) | Item::Card { text, .. } => text_height(text),
        };
        needed.max(place.height * ROW_UNITS)
    }
}

/// About how high a text is: lines of 26 pixels, of which long ones take several.
fn text_height(text: &str) -> u32 {
    let lines = text.lines().filter(|l| !l.is_empty());
    let rows: usize = lines.map(|l| l.chars().count().div_ceil(120)).sum();
    6 + 3 * u32::try_from(rows).unwrap_or_default()
}

/// Superset's map of components, by id.
#[derive(Default)]
struct Grid {
    parts: Map<String, Value>,
}

impl Grid {
    fn put(&mut self, id: &str, kind: &str, parents: &[&str], meta: Value) {
        let mut part = json!({ "id": id, "type": kind, "children": [], "parents": parents });
        if !meta.is_null() {
            part["meta"] = meta;
        }
        self.parts.insert(id.to_owned(), part);
    }

    fn adopt(&mut self, parent: &str, child: &str) {
        let children = self
            .parts
            .get_mut(parent)
            .and_then(|p| p["children"].as_array_mut());
        children.into_iter().for_each(|c| c.push(json!(child)));
    }

    fn row(&mut self, id: &str, parents: &[&str], boxes: &[(Place, Item)]) {
        self.put(
            id,
            "ROW",
            parents,
            json!({ "background": "BACKGROUND_TRANSPARENT" }),
        );
        self.adopt(parents[parents.len() - 1], id);
        let within: Vec<&str> = parents.iter().copied().chain([id]).collect();
        let height = boxes
            .iter()
            .map(|(place, item)| item.height(*place))
            .max()
            .unwrap_or_default();
        for (place, item) in boxes {
            self.item(&within, place.width, height, item);
        }
    }

    fn item(&mut self, parents: &[&str], width: u32, height: u32, item: &Item) {
        match item {
            Item::Text(code) => self.text(parents, width, height, code),
            Item::Chart(chart) => self.chart(parents, width, height, chart),
            Item::Card { text, status: None } => self.text(parents, width, height, text),
            Item::Card {
                text,
                status: Some(status),
            } => {
                let beside = width / 3;
                self.text(parents, width - beside, height, text);
                self.chart(parents, beside, height, status);
            }
        }
    }

    fn text(&mut self, parents: &[&str], width: u32, height: u32, code: &str) {
        let id = format!("MARKDOWN-{}", self.parts.len());
        self.put(
            &id,
            "MARKDOWN",
            parents,
            json!({ "code": code, "width": width, "height": height }),
        );
        self.adopt(parents[parents.len() - 1], &id);
    }

    fn chart(&mut self, parents: &[&str], width: u32, height: u32, chart: &Shown) {
        let Shown {
            number,
            uuid,
            title,
            shown,
        } = chart;
        let id = format!("CHART-{number}");
        let meta = json!({
            "chartId": number, "uuid": uuid, "sliceName": title, "sliceNameOverride": shown, "width": width, "height": height,
        });
        self.put(&id, "CHART", parents, meta);
        self.adopt(parents[parents.len() - 1], &id);
    }

    fn finish(mut self) -> Value {
        self.parts
            .insert("DASHBOARD_VERSION_KEY".to_owned(), json!("v2"));
        Value::Object(self.parts)
    }
}
