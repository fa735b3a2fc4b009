//! The report in Power BI's own words: pages, visuals, their places.

use super::names::{FieldNames, Names, grain, hex};
use super::pbir::{
    Annotation, Field, Filter, FilterConfig, Object, Objects, Page, Paragraph, Position,
    Projection, Property, Query, Role, Selector, Sort, SortDefinition, SyncGroup, TextRun,
    TextStyle, Visual, VisualContainer, definition,
};
use super::view::Helpers;
use crate::dashboard::palette::INK;
use crate::dashboard::{
    ActCard, Dashboard, Filter as CaseFilter, Form, GRID_COLUMNS, Grain, Limit, Line, Order,
    Page as CasePage, Place, Tile,
};
use crate::formula::term::{FieldRef, MeasureId};
use std::collections::BTreeMap;

/// Width of a page in pixels.
const WIDTH: u32 = 1280;
/// Height of a row of the grid.
const ROW: u32 = 32;
/// Around the page, and between visuals.
const MARGIN: u32 = 16;
/// Height of the strip of slicers: a heading, a list and room around them.
const STRIP: u32 = 84;
/// Columns of the grid for the words of a card; its status takes the rest.
const CARD_COLUMNS: u32 = 8;

/// Display units: the number itself, not thousands or millions.
const WHOLE_NUMBERS: f64 = 1.0;

/// A page and its visuals.
pub(super) struct Sheet {
    /// `page.json`.
    pub(super) page: Page,
    /// `visual.json` of each visual, in tab order.
    pub(super) visuals: Vec<VisualContainer>,
}

/// Lays out every page.
pub(super) fn sheets(dashboard: &Dashboard, names: &Names, helpers: &Helpers) -> Vec<Sheet> {
    let pages = dashboard.pages.iter();
    pages
        .map(|page| {
            Draw {
                dashboard,
                names,
                helpers,
                page,
                visuals: Vec::new(),
            }
            .sheet()
        })
        .collect()
}

struct Draw<'a> {
    dashboard: &'a Dashboard,
    names: &'a Names,
    helpers: &'a Helpers,
    page: &'a CasePage,
    visuals: Vec<VisualContainer>,
}

/// The parts of a visual that differ from one to the next.
#[derive(Default)]
struct Parts {
    kind: &'static str,
    roles: BTreeMap<&'static str, Role>,
    sort: Option<Sort>,
    objects: Objects,
    title: Option<String>,
    subtitle: Option<String>,
    alt: String,
    sync: Option<SyncGroup>,
    filters: Vec<Filter>,
    annotation: Option<Annotation>,
}

impl Draw<'_> {
    fn sheet(mut self) -> Sheet {
        let strip = if self.dashboard.filters.is_empty() {
            0
        } else {
            STRIP + MARGIN
        };
        // Slicers stand between the cards and the tiles: the act comes first.
        let below_cards = self
            .page
            .cards
            .iter()
            .map(|(_, place)| place.y + place.height)
            .max()
            .unwrap_or_default();
        for (at, place) in &self.page.cards {
            if let Some(card) = self.dashboard.cards.get(*at) {
                self.card(card, *place);
            }
        }
        self.slicers(below_cards);
        for tile in &self.page.tiles {
            self.tile(tile, strip);
        }
        let footer = position(self.page.footer, strip);
        self.footer(footer);
        let page = Page {
            schema: definition("page/2.1.0"),
            name: self.id("page", "", 20),
            display_name: self.page.title.clone(),
            display_option: "FitToWidth",
            width: WIDTH,
            height: footer.y + footer.height + MARGIN,
        };
        Sheet {
            page,
            visuals: self.visuals,
        }
    }

    fn id(&self, kind: &str, name: &str, digits: usize) -> String {
        hex(
            &self.dashboard.name,
            &format!("{}/{kind}/{name}", self.page.id),
            digits,
        )
    }

    /// Adds a visual; the order of adding is the order of tabbing and of reading aloud.
    fn add(&mut self, id: String, at: Position, parts: Parts) {
        let nth = u32::try_from(self.visuals.len() + 1).unwrap_or(u32::MAX) * 1000;
        let query = (!parts.roles.is_empty()).then_some(Query {
            query_state: parts.roles,
            sort_definition: parts.sort.map(|sort| SortDefinition {
                sort: vec![sort],
                is_default_sort: false,
            }),
        });
        let mut container = Objects::new();
        let heading = |text: Option<String>| match text {
            Some(text) => vec![object([
                ("show", Property::yes(true)),
                ("text", Property::text(&text)),
                ("titleWrap", Property::yes(true)),
            ])],
            None => vec![object([("show", Property::yes(false))])],
        };
        container.insert("title", heading(parts.title));
        if parts.subtitle.is_some() {
            container.insert("subTitle", heading(parts.subtitle));
        }
        container.insert(
            "general",
            vec![object([("altText", Property::text(&parts.alt))])],
        );
        self.visuals.push(VisualContainer {
            schema: definition("visualContainer/2.9.0"),
            name: id,
            position: Position {
                z: nth,
                tab_order: nth,
                ..at
            },
            visual: Visual {
                visual_type: parts.kind,
                query,
                objects: parts.objects,
                visual_container_objects: container,
                sync_group: parts.sync,
                drill_filter_other_visuals: true,
            },
            filter_config: (!parts.filters.is_empty()).then_some(FilterConfig {
                filters: parts.filters,
            }),
            annotations: parts.annotation.into_iter().collect(),
        });
    }

    /// The act: its words on the left, its status now on the right.
    fn card(&mut self, card: &ActCard, place: Place) {
        let words = &self.dashboard.words;
        let status = self.helpers.status.get(&card.id);
        let width = if status.is_some() {
            CARD_COLUMNS
        } else {
            GRID_COLUMNS
        };
        let mut paragraphs = vec![Paragraph {
            text_runs: vec![run(
                &card.question,
                Some(TextStyle {
                    font_weight: "bold",
                    font_size: Some("16pt"),
                }),
            )],
        }];
        let then = Line {
            label: words.act.clone(),
            text: card.then.clone(),
        };
        let lines = std::iter::once(&then)
            .chain(&card.lines)
            .filter(|line| !line.text.is_empty());
        paragraphs.extend(lines.map(labelled));
        let parts = Parts {
            alt: format!("{}: {}", words.act, card.question),
            annotation: Some(Annotation {
                name: "casus.action",
                value: card.id.clone(),
            }),
            ..text_box(paragraphs)
        };
        self.add(
            self.id("card", &card.id, 20),
            position(Place { width, ..place }, 0),
            parts,
        );
        if let Some(measure) = status {
            let field = Field::measure(&self.names.measure_table, measure);
            let rest = Place {
                x: place.x + width,
                width: GRID_COLUMNS - width,
                ..place
            };
            let parts = Parts {
                kind: "cardVisual",
                roles: BTreeMap::from([("Data", role([Projection::new(field, &words.status)]))]),
                objects: callout(14.0),
                title: Some(words.status.clone()),
                alt: format!("{}: {}", words.status, card.question),
                ..Parts::default()
            };
            self.add(self.id("status", &card.id, 20), position(rest, 0), parts);
        }
    }

    fn slicers(&mut self, below_cards: u32) {
        let filters = &self.dashboard.filters;
        let y = MARGIN + below_cards * ROW;
        let room = WIDTH - 2 * MARGIN;
        let count = u32::try_from(filters.len()).unwrap_or(1).max(4);
        let width = (room - (count - 1) * MARGIN) / count;
        for (x, filter) in (MARGIN..).step_by((width + MARGIN) as usize).zip(filters) {
            let at = Position {
                x,
                y,
                z: 0,
                width,
                height: STRIP,
                tab_order: 0,
            };
            self.slicer(filter, at);
        }
    }

    fn slicer(&mut self, filter: &CaseFilter, at: Position) {
        let Some(names) = self.names.field(filter.field) else {
            return;
        };
        let (column, mode) = if filter.ty.is_time() {
            (&names.day, "Between")
        } else if filter.ty.is_number() {
            (&names.raw, "Between")
        } else {
            (&names.shown, "Dropdown")
        };
        let field = Field::column(&names.table, column);
        let header = object([
            ("show", Property::yes(true)),
            ("text", Property::text(&filter.label)),
        ]);
        // Of the same name on every page: one choice holds for all.
        let sync = (self.dashboard.pages.len() > 1).then(|| SyncGroup {
            group_name: filter.label.clone(),
            field_changes: true,
            filter_changes: true,
        });
        let parts = Parts {
            kind: "slicer",
            roles: BTreeMap::from([("Values", role([Projection::new(field, &filter.label)]))]),
            objects: Objects::from([
                ("data", vec![object([("mode", Property::text(mode))])]),
                ("header", vec![header]),
            ]),
            alt: filter.label.clone(),
            sync,
            ..Parts::default()
        };
        self.add(self.id("filter", &names.raw, 20), at, parts);
    }

    fn footer(&mut self, at: Position) {
        let paragraphs = self.dashboard.footer.iter().map(labelled).collect();
        let alt = self
            .dashboard
            .footer
            .first()
            .map(|line| format!("{}: {}", line.label, line.text));
        let parts = Parts {
            alt: alt.unwrap_or_default(),
            ..text_box(paragraphs)
        };
        self.add(self.id("footer", "", 20), at, parts);
    }

    fn tile(&mut self, tile: &Tile, strip: u32) {
        let chart = self.chart(tile);
        let parts = Parts {
            title: Some(tile.title.clone()),
            subtitle: tile.read.clone(),
            alt: tile.alt.clone(),
            filters: self.filters(tile),
            annotation: Some(Annotation {
                name: "casus.visual",
                value: tile.id.clone(),
            }),
            ..chart
        };
        self.add(
            self.id("tile", &tile.id, 20),
            position(tile.place, strip),
            parts,
        );
    }

    /// Type, roles, order and formatting of a tile.
    fn chart(&self, tile: &Tile) -> Parts {
        let query = &tile.query;
        let groups = self.groups(tile);
        let measures: Vec<Projection> = query
            .measures
            .iter()
            .filter_map(|id| self.measure(*id))
            .collect();
        let kind = match tile.form {
            Form::Number => "cardVisual",
            Form::Line => "lineChart",
            Form::Bar => "clusteredBarChart",
            Form::StackedBar => "barChart",
            Form::Column => "clusteredColumnChart",
            Form::Area => "areaChart",
            Form::Matrix => "pivotTable",
            Form::Gauge => "gauge",
            Form::Donut => "donutChart",
            Form::Table | Form::List => "tableEx",
            Form::Text | Form::Map | Form::Scatter | Form::Heatmap | Form::Histogram => {
                return text_box(vec![Paragraph {
                    text_runs: vec![run(&tile.alt, None)],
                }]);
            }
        };
        let mut groups = groups.into_iter();
        let roles: Vec<(&str, Vec<Projection>)> = match tile.form {
            Form::Number => vec![("Data", measures)],
            Form::Gauge => vec![("Y", measures)],
            Form::Matrix => vec![
                ("Rows", groups.next().into_iter().collect()),
                ("Columns", groups.collect()),
                ("Values", measures),
            ],
            Form::Table | Form::List => {
                let fields = query.fields.iter().filter_map(|field| self.value(*field));
                vec![("Values", fields.chain(groups).chain(measures).collect())]
            }
            _ => vec![
                ("Category", groups.next().into_iter().collect()),
                ("Series", groups.collect()),
                ("Y", measures),
            ],
        };
        let roles = roles
            .into_iter()
            .filter(|(_, fields)| !fields.is_empty())
            .map(|(name, fields)| (name, role(fields)));
        Parts {
            kind,
            roles: roles.collect(),
            sort: self.sort(tile),
            objects: self.objects(tile),
            ..Parts::default()
        }
    }

    /// The time axis first, then the dimensions.
    fn groups(&self, tile: &Tile) -> Vec<Projection> {
        let lang = self.dashboard.lang;
        let period = tile.query.period.and_then(|period| {
            let column = grain(lang, period.grain);
            Some(Projection::new(
                Field::column(self.names.calendar(period.date)?, column),
                column,
            ))
        });
        let dimensions = tile.query.dimensions.iter().filter_map(|field| {
            let names = self.names.field(*field)?;
            let label = self.dashboard.field(*field)?.label;
            Some(Projection::new(
                Field::column(&names.table, &names.shown),
                label,
            ))
        });
        period.into_iter().chain(dimensions).collect()
    }

    fn value(&self, field: FieldRef) -> Option<Projection> {
        let names = self.names.field(field)?;
        Some(Projection::new(
            Field::column(&names.table, &names.raw),
            self.dashboard.field(field)?.label,
        ))
    }

    fn measure(&self, id: MeasureId) -> Option<Projection> {
        let label = &self.dashboard.measure(id)?.label;
        Some(Projection::new(self.measure_field(id)?, label))
    }

    fn measure_field(&self, id: MeasureId) -> Option<Field> {
        Some(Field::measure(
            &self.names.measure_table,
            &self.names.measure(id)?.shown,
        ))
    }

    /// By the first measure when the author said so, else by time or label.
    fn sort(&self, tile: &Tile) -> Option<Sort> {
        let by_measure = |direction| {
            let field = self.measure_field(*tile.query.measures.first()?)?;
            Some(Sort { field, direction })
        };
        if matches!(tile.form, Form::Number | Form::Gauge | Form::Text) {
            return None;
        }
        match tile.query.order {
            Some(Order::LowestFirst) => by_measure("Ascending"),
            Some(Order::HighestFirst) => by_measure("Descending"),
            None => {
                let field = match (tile.query.period, tile.query.dimensions.first()) {
                    (Some(period), _) => Field::column(
                        self.names.calendar(period.date)?,
                        grain(self.dashboard.lang, period.grain),
                    ),
                    (None, Some(dimension)) => {
                        let FieldNames { table, shown, .. } = self.names.field(*dimension)?;
                        Field::column(table, shown)
                    }
                    (None, None) => return None,
                };
                Some(Sort {
                    field,
                    direction: "Ascending",
                })
            }
        }
    }

    fn objects(&self, tile: &Tile) -> Objects {
        let mut objects = match tile.form {
            Form::Number => callout(28.0),
            Form::Table | Form::List => {
                Objects::from([("total", vec![object([("totals", Property::yes(false))])])])
            }
            Form::Matrix => Objects::from([("subTotals", vec![no_totals()])]),
            Form::Bar | Form::StackedBar | Form::Column | Form::Line | Form::Area => {
                self.axes(tile)
            }
            Form::Gauge => Objects::from([("axis", vec![self.dial(tile)])]),
            _ => Objects::new(),
        };
        let has_axis = matches!(
            tile.form,
            Form::Bar | Form::Column | Form::Line | Form::Area | Form::StackedBar
        );
        if has_axis && !tile.limits.is_empty() {
            let lines = tile.limits.iter().map(|limit| self.limit(tile, limit));
            objects.insert("y1AxisReferenceLine", lines.collect());
        }
        objects
    }

    /// Titles of the axes: the unit beside the values, nothing beside categories that name themselves.
    fn axes(&self, tile: &Tile) -> Objects {
        let measure = tile
            .query
            .measures
            .first()
            .and_then(|id| self.dashboard.measure(*id));
        let unit = measure.and_then(|measure| measure.unit.as_deref().filter(|_| !measure.percent));
        let value = match unit {
            Some(unit) => object([
                ("showAxisTitle", Property::yes(true)),
                ("titleText", Property::text(unit)),
            ]),
            None => object([("showAxisTitle", Property::yes(false))]),
        };
        let category = object([("showAxisTitle", Property::yes(false))]);
        let mut objects =
            Objects::from([("categoryAxis", vec![category]), ("valueAxis", vec![value])]);
        if matches!(tile.form, Form::Bar | Form::Column)
            && tile.query.period.is_none_or(|p| p.grain >= Grain::Month)
        {
            let labels = object([
                ("show", Property::yes(true)),
                ("labelDisplayUnits", Property::number(WHOLE_NUMBERS)),
            ]);
            objects.insert("labels", vec![labels]);
        }
        objects
    }

    /// The scale of a gauge: a share goes from 0 to 1; the limit is its target.
    fn dial(&self, tile: &Tile) -> Object {
        let measure = tile.query.measures.first();
        let measure = measure.and_then(|id| self.dashboard.measure(*id));
        let mut dial = object([("min", Property::number(0.0))]);
        if measure.is_some_and(|measure| measure.percent) {
            dial.properties.insert("max", Property::number(1.0));
        }
        if let Some(limit) = tile.limits.first() {
            let target = Property::number(limit.value);
            dial.properties.insert("target", target);
        }
        dial
    }

    /// A constant line, dashed and named.
    fn limit(&self, tile: &Tile, limit: &Limit) -> Object {
        let line = object([
            ("show", Property::yes(true)),
            ("displayName", Property::text(&limit.label)),
            ("value", Property::number(limit.value)),
            ("lineColor", Property::colour(INK)),
            ("style", Property::text("dashed")),
            ("position", Property::text("front")),
            ("dataLabelShow", Property::yes(true)),
            ("dataLabelText", Property::text("Name")),
            ("dataLabelColor", Property::colour(INK)),
        ]);
        let id = self.id("limit", &format!("{}/{}", tile.id, limit.value), 20);
        Object {
            selector: Some(Selector { id }),
            ..line
        }
    }

    /// The hidden filters that carry `where`, `last`, `top` and the ends of the time axis.
    fn filters(&self, tile: &Tile) -> Vec<Filter> {
        let about = self.helpers.about.get(&tile.id);
        let about = about.map(|column| Field::column(self.names.table(tile.query.source), column));
        let shown = self.helpers.shown.get(&tile.id);
        let shown = shown.map(|measure| Field::measure(&self.names.measure_table, measure));
        let named = |kind: &str, field: Field| {
            Filter::is_one(format!("Filter{}", self.id(kind, &tile.id, 24)), field)
        };
        about
            .map(|field| named("about", field))
            .into_iter()
            .chain(shown.map(|field| named("shown", field)))
            .collect()
    }
}

/// From the grid to pixels; `down` pixels lower.
fn position(place: Place, down: u32) -> Position {
    let column = |x: u32| x * (WIDTH - MARGIN) / GRID_COLUMNS;
    Position {
        x: MARGIN + column(place.x),
        y: MARGIN + place.y * ROW + down,
        z: 0,
        width: column(place.x + place.width) - column(place.x) - MARGIN,
        height: (place.height * ROW).saturating_sub(MARGIN),
        tab_order: 0,
    }
}

fn object<const N: usize>(properties: [(&'static str, Property); N]) -> Object {
    Object {
        properties: BTreeMap::from(properties),
        selector: None,
    }
}

fn role(projections: impl IntoIterator<Item = Projection>) -> Role {
    Role {
        projections: projections.into_iter().collect(),
    }
}

/// The totals that Power BI adds by itself would give hidden cells away.
fn no_totals() -> Object {
    object([
        ("rowSubtotals", Property::yes(false)),
        ("columnSubtotals", Property::yes(false)),
    ])
}

/// One value, large, without its name below: the title says what it is.
fn callout(size: f64) -> Objects {
    let selector = || {
        Some(Selector {
            id: "default".to_owned(),
        })
    };
    let value = object([
        ("fontSize", Property::number(size)),
        ("labelDisplayUnits", Property::number(WHOLE_NUMBERS)),
        ("textWrap", Property::yes(true)),
    ]);
    let label = object([("show", Property::yes(false))]);
    Objects::from([
        (
            "label",
            vec![Object {
                selector: selector(),
                ..label
            }],
        ),
        (
            "value",
            vec![Object {
                selector: selector(),
                ..value
            }],
        ),
    ])
}

fn text_box(paragraphs: Vec<Paragraph>) -> Parts {
    let objects = Objects::from([(
        "general",
        vec![object([("paragraphs", Property::Paragraphs(paragraphs))])],
    )]);
    Parts {
        kind: "textbox",
        objects,
        ..Parts::default()
    }
}

fn labelled(line: &Line) -> Paragraph {
    let bold = TextStyle {
        font_weight: "bold",
        font_size: None,
    };
    Paragraph {
        text_runs: vec![
            run(&format!("{}: ", line.label), Some(bold)),
            run(&line.text, None),
        ],
    }
}

fn run(text: &str, text_style: Option<TextStyle>) -> TextRun {
    TextRun {
        value: text.to_owned(),
        text_style,
    }
}
