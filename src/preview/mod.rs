//! The preview: the dashboard that the BI tools get, as one page with the real figures.
//!
//! `figure` makes of a tile and its figures what is shown, `choices` finds what readers can choose in the filters, and here is
//! the page: first as data ([`Preview`]), then as HTML ([`Preview::html`]).

mod choices;
mod figure;

pub use choices::Choice;
pub use figure::{Figure, Number};

use crate::dashboard::{ActCard, Dashboard, Line};
use crate::data::{self, ActionFigures, Engine, VisualFigures};
use crate::diag::{Diagnostic, Lang};
use crate::formula::term::SourceId;
use crate::model::Case;
use crate::page::{self, format};
use crate::say;
use choices::{Chosen, View, choices, on_source, views};
use minijinja::{Error, context};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A page with a dashboard.
#[derive(Clone, Debug, Serialize)]
pub struct Preview {
    /// The language of the page.
    #[serde(skip)]
    pub lang: Lang,
    /// The title.
    pub title: String,
    /// The organisation, when named.
    pub organisation: Option<String>,
    /// The day that it is about, in words.
    pub as_of: String,
    /// Whether there are figures.
    pub has_data: bool,
    /// The act cards.
    pub cards: Vec<Card>,
    /// The filters.
    pub filters: Vec<Choice>,
    /// The pages.
    pub pages: Vec<Page>,
    /// For each choice in the filters that the page has (`0,3`: all values of the first, the third of the second) the figure of
    /// each tile, by its position.
    #[serde(skip)]
    pub views: BTreeMap<String, Vec<usize>>,
    /// The foot of the page.
    #[serde(serialize_with = "lines")]
    pub footer: Vec<Line>,
}

/// An act.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// Its name, stable.
    pub id: String,
    /// The question that it answers.
    pub question: String,
    /// What is done.
    pub then: String,
    /// Who, when, and the rest.
    #[serde(serialize_with = "lines")]
    pub lines: Vec<Line>,
    /// How it stands.
    pub status: Status,
}

/// How an act stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
    /// Whether it is due; `None` when that is not known.
    pub due: Option<bool>,
    /// What people read.
    pub text: String,
    /// Since when, in words.
    pub since: Option<String>,
}

/// A page of the dashboard.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Its name, stable.
    pub id: String,
    /// The title.
    pub title: String,
    /// Its cards: positions in [`Preview::cards`].
    pub cards: Vec<usize>,
    /// Its tiles.
    pub tiles: Vec<Tile>,
}

/// A tile.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// Its name, stable.
    pub id: String,
    /// The title.
    pub title: String,
    /// How to read it.
    pub read: Option<String>,
    /// First column on the grid, from 0.
    pub column: u32,
    /// Columns on the grid.
    pub width: u32,
    /// What it shows: first without a choice, then whatever another choice gives.
    #[serde(skip)]
    pub figures: Vec<Figure>,
}

fn lines<S: serde::Serializer>(lines: &[Line], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(
        lines
            .iter()
            .map(|l| BTreeMap::from([("label", l.label.as_str()), ("text", l.text.as_str())])),
    )
}

/// Makes the preview of a case; without an engine it has no figures. The findings tell what could not be computed.
pub fn preview(
    case: &Case,
    dashboard: &Dashboard,
    engine: Option<&dyn Engine>,
) -> (Preview, Vec<Diagnostic>) {
    let (figures, mut findings) = match engine {
        Some(engine) => data::figures(dashboard, engine),
        None => (data::Figures::default(), Vec::new()),
    };
    let (filters, more) = match engine {
        Some(engine) => choices(dashboard, engine),
        None => (Vec::new(), Vec::new()),
    };
    findings.extend(more);
    let shown = shown_views(dashboard, engine, &filters, figures.visuals);
    let cards = dashboard.cards.iter().map(|card| {
        let action = figures.actions.iter().find(|a| a.name == card.id);
        self::card(dashboard, card, action)
    });
    let preview = Preview {
        lang: dashboard.lang,
        title: dashboard.title.clone(),
        organisation: dashboard.organisation.clone(),
        as_of: format::day(dashboard.as_of, dashboard.lang),
        has_data: engine.is_some(),
        cards: cards.collect(),
        filters,
        pages: shown.pages,
        views: shown.views,
        footer: footer(case, dashboard),
    };
    (preview, findings)
}

/// The tiles with all their figures.
struct Shown {
    pages: Vec<Page>,
    views: BTreeMap<String, Vec<usize>>,
}

fn shown_views(
    dashboard: &Dashboard,
    engine: Option<&dyn Engine>,
    filters: &[Choice],
    all: Vec<VisualFigures>,
) -> Shown {
    let tiles: Vec<&crate::dashboard::Tile> =
        dashboard.pages.iter().flat_map(|p| &p.tiles).collect();
    let mut figures: Vec<Vec<Figure>> = vec![Vec::new(); tiles.len()];
    let mut views_: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let sources: BTreeSet<SourceId> = tiles.iter().map(|t| t.query.source).collect();
    let none: View = vec![0; filters.len()];
    let mut computed: BTreeMap<(SourceId, View), Vec<VisualFigures>> = BTreeMap::new();
    for source in &sources {
        computed.insert((*source, none.clone()), all.clone());
    }
    for view in views(filters) {
        let mut of_view = Vec::new();
        for (tile, figures) in tiles.iter().zip(&mut figures) {
            let source = tile.query.source;
            let own = on_source(&view, filters, dashboard, source);
            let visuals = computed
                .entry((source, own))
                .or_insert_with_key(|(_, own)| {
                    let chosen = engine.and_then(|e| Chosen::of(own, filters, dashboard, e));
                    let visuals = chosen.map(|c| data::visuals(dashboard, &c, source));
                    visuals.unwrap_or_default()
                });
            let visual = visuals.iter().find(|v| v.name == tile.id);
            let figure = figure::figure(dashboard, tile, visual, engine.is_some());
            let at = figures.iter().position(|f| *f == figure);
            of_view.push(at.unwrap_or_else(|| {
                figures.push(figure);
                figures.len() - 1
            }));
        }
        let key: Vec<String> = view.iter().map(usize::to_string).collect();
        views_.insert(key.join(","), of_view);
    }
    let mut figures = figures.into_iter();
    let pages = dashboard.pages.iter().map(|page| Page {
        id: page.id.clone(),
        title: page.title.clone(),
        cards: page.cards.iter().map(|(card, _)| *card).collect(),
        tiles: page
            .tiles
            .iter()
            .map(|tile| Tile {
                id: tile.id.clone(),
                title: tile.title.clone(),
                read: tile.read.clone(),
                column: tile.place.x,
                width: tile.place.width,
                figures: figures.next().unwrap_or_default(),
            })
            .collect(),
    });
    Shown {
        pages: pages.collect(),
        views: views_,
    }
}

fn card(dashboard: &Dashboard, card: &ActCard, action: Option<&ActionFigures>) -> Card {
    let lang = dashboard.lang;
    let status = match action {
        Some(action) => Status {
            due: Some(action.fires),
            text: action.status.clone(),
            since: action.since.map(|day| format::day(day, lang)),
        },
        None => Status {
            due: None,
            text: dashboard.words.no_data.clone(),
            since: None,
        },
    };
    Card {
        id: card.id.clone(),
        question: card.question.clone(),
        then: card.then.clone(),
        lines: card.lines.clone(),
        status,
    }
}

/// The dashboard's own lines, and what the case says about privacy.
fn footer(case: &Case, dashboard: &Dashboard) -> Vec<Line> {
    let lang = dashboard.lang;
    let mut lines = dashboard.footer.clone();
    let mut line = |en: &str, nl: &str, text: Option<String>| {
        let label = lang.pick(en, nl).to_owned();
        lines.extend(text.map(|text| Line { label, text }));
    };
    let privacy = case.privacy.as_ref();
    let slot = |slot: &crate::model::Slot| slot.as_ref().map(|s| s.value.clone());
    line(
        "Personal data",
        "Persoonsgegevens",
        privacy.and_then(|p| slot(&p.personal_data)),
    );
    line("Public", "Openbaar", privacy.and_then(|p| slot(&p.public)));
    let day = format::day(dashboard.as_of, lang);
    line("As of", "Peildatum", Some(day));
    lines
}

impl Preview {
    /// The page. `number` is for a server: by it the page asks whether there is a newer one.
    ///
    /// # Errors
    /// When a template and what it shows don't fit, which is a fault of casus.
    pub fn html(&self, number: Option<u64>) -> Result<String, Error> {
        let lang = self.lang;
        let words = page::value(&Vocabulary::of(lang));
        let tiles = || self.pages.iter().flat_map(|p| &p.tiles);
        let figures = tiles().flat_map(|tile| &tile.figures);
        let figures = figures.map(|f| {
            let chart = f.chart.as_ref().map(|c| page::safe(c.html()));
            let open = f.chart.is_none() && f.number.is_none();
            context! { figure => page::value(f), chart, words => words.clone(), open }
        });
        let drawn = page::render_each(lang, include_str!("templates/figure.html"), figures)?;
        let mut drawn = drawn.into_iter().map(page::safe);
        let drawn: Vec<Vec<_>> = tiles()
            .map(|tile| drawn.by_ref().take(tile.figures.len()).collect())
            .collect();
        let views = page::json(&self.views)
            .map_err(|e| Error::new(minijinja::ErrorKind::BadSerialization, e.to_string()))?;
        page::render(
            lang,
            include_str!("templates/preview.html"),
            &context! {
                title => self.title.clone(),
                preview => page::value(self),
                drawn,
                views,
                words,
                number,
                style_of_preview => page::safe(include_str!("templates/preview.css").to_owned()),
                script => page::safe(include_str!("templates/preview.js").to_owned()),
                script_live => page::safe(include_str!("templates/live.js").to_owned()),
            },
        )
    }
}

/// Fixed words of the page.
#[derive(Clone, Copy, Debug, Serialize)]
struct Vocabulary {
    acts: &'static str,
    status: &'static str,
    since: &'static str,
    question: &'static str,
    pages: &'static str,
    filters: &'static str,
    all: &'static str,
    filters_note: &'static str,
    not_there: &'static str,
    chosen: &'static str,
    no_choice: &'static str,
    clear: &'static str,
    table: &'static str,
    as_of: &'static str,
    preview: &'static str,
    no_data: &'static str,
    about: &'static str,
    script_needed: &'static str,
    limit: &'static str,
}

impl Vocabulary {
    fn of(lang: Lang) -> Vocabulary {
        Vocabulary {
            acts: lang.pick("Acts", "Acties"),
            status: lang.pick("Status now", "Stand nu"),
            since: lang.pick("since", "sinds"),
            question: lang.pick("Question", "Vraag"),
            pages: lang.pick("Pages", "Pagina's"),
            filters: lang.pick("Filters", "Filters"),
            all: lang.pick("all", "alles"),
            filters_note: lang.pick(
                "The filters work on the charts and tables. Whether an act is due follows from all rows.",
                "De filters werken op de grafieken en tabellen. Of een actie nodig is, volgt uit alle rijen.",
            ),
            not_there: lang.pick(
                "This combination is not on this page. Choose fewer filters at once.",
                "Deze combinatie staat niet op deze pagina. Kies minder filters tegelijk.",
            ),
            chosen: lang.pick("Figures for", "Cijfers voor"),
            no_choice: lang.pick("Figures over all rows", "Cijfers over alle rijen"),
            clear: lang.pick("Clear filters", "Wis filters"),
            table: lang.pick("Figures as a table", "Cijfers als tabel"),
            as_of: lang.pick("as of", "peildatum"),
            preview: lang.pick("Preview", "Voorbeeldweergave"),
            no_data: lang.pick(
                "There are no data yet. This page shows how the dashboard will look; figures appear as soon as the source has its file.",
                "Er zijn nog geen gegevens. Deze pagina laat zien hoe het dashboard eruit komt te zien; de cijfers verschijnen zodra de bron haar bestand heeft.",
            ),
            about: lang.pick("About this dashboard", "Over dit dashboard"),
            script_needed: lang.pick(
                "The filters need JavaScript; without it this page shows the figures over all rows.",
                "De filters hebben JavaScript nodig; zonder toont deze pagina de cijfers over alle rijen.",
            ),
            limit: lang.pick("limit", "grens"),
        }
    }
}

/// Shown by a server instead of the page while the case can't be shown; `number` as for [`Preview::html`].
///
/// # Errors
/// As for [`Preview::html`].
pub fn trouble(lang: Lang, title: &str, report: &str, number: u64) -> Result<String, Error> {
    let head = say!(
        en "This case can't be shown yet",
        nl "Deze casus kan nog niet worden getoond",
    );
    let help = say!(
        en "The page comes back by itself as soon as the file is saved without errors.",
        nl "De pagina komt vanzelf terug zodra het bestand zonder fouten is bewaard.",
    );
    page::render(
        lang,
        include_str!("templates/trouble.html"),
        &context! {
            title,
            report,
            head => head.get(lang),
            help => help.get(lang),
            number,
            script_live => page::safe(include_str!("templates/live.js").to_owned()),
        },
    )
}
