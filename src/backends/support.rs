//! What targets can carry, held against what a dashboard asks: one check for all targets, before anything is written.

use super::{Backend, Capabilities, Support, all, named};
use crate::dashboard::{Dashboard, Form, Origin, Tile};
use crate::diag::Page;
use crate::diag::{Code, Diagnostic, Lang, Span, Spanned, Words, nearest};
use crate::formula::term::FieldRef;
use crate::model::Policy;
use crate::syntax::FieldKey;
use crate::{manual_page, say};
use std::collections::BTreeMap;

/// No target is called so.
const UNKNOWN: Code = Code("T001");
/// A target shows it nearly as meant.
const APPROXIMATE: Code = Code("T002");
/// A target can't show it.
const MISSING: Code = Code("T003");
/// A target can't load the data by itself: never an error, for the bundle's README tells how it gets there.
pub const SOURCE: Code = Code("T004");
/// No target is left to build for.
const NO_TARGET: Code = Code("T005");
/// The case names a target that the organisation does not allow.
const OUTSIDE: Code = Code("T006");
/// Built, because the command line asks for it, for a target that the organisation does not allow.
const ASKED_OUTSIDE: Code = Code("T007");

/// The manual pages of these codes.
pub const PAGES: &[Page] = &[
    manual_page!("T001"),
    manual_page!("T002"),
    manual_page!("T003"),
    manual_page!("T004"),
    manual_page!("T005"),
    manual_page!("T006"),
    manual_page!("T007"),
];

/// A feature of dashboards that a target has or lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Feature {
    Form(Form),
    Status,
    Limit,
    Filter,
    Top,
    EmptyLast,
    Last,
    Compared,
    HideSmall,
    RoundSmall,
    Csv,
    Parquet,
    Excel,
    Json,
    Files,
    Database,
}

impl Feature {
    /// Every feature, in the order of the matrix.
    pub fn all() -> impl Iterator<Item = Feature> {
        let forms = Form::ALL.iter().map(|form| Feature::Form(*form));
        forms.chain([
            Feature::Status,
            Feature::Limit,
            Feature::Filter,
            Feature::Top,
            Feature::EmptyLast,
            Feature::Last,
            Feature::Compared,
            Feature::HideSmall,
            Feature::RoundSmall,
            Feature::Csv,
            Feature::Parquet,
            Feature::Excel,
            Feature::Json,
            Feature::Files,
            Feature::Database,
        ])
    }

    /// What it is called.
    pub fn words(self) -> Words {
        match self {
            Feature::Form(form) => {
                let (en, nl) = (form.word(Lang::En), form.word(Lang::Nl));
                say!(en "`{en}`", nl "`{nl}`")
            }
            Feature::Status => say!(en "the status of an act", nl "de stand van een actie"),
            Feature::Limit => say!(en "a limit line", nl "een grenslijn"),
            Feature::Filter => say!(en "filters", nl "filters"),
            Feature::Top => say!(en "`top N`", nl "`top N`"),
            Feature::EmptyLast => say!(en "the empty group last", nl "de lege groep als laatste"),
            Feature::Last => say!(en "`last N` periods", nl "`laatste N` perioden"),
            Feature::Compared => say!(
                en "`compared with previous year`",
                nl "`vergeleken met vorig jaar`",
            ),
            Feature::HideSmall => say!(en "hiding small numbers", nl "kleine aantallen verbergen"),
            Feature::RoundSmall => {
                say!(en "rounding small numbers", nl "kleine aantallen afronden")
            }
            Feature::Csv => say!(en "a CSV file", nl "een CSV-bestand"),
            Feature::Parquet => say!(en "a Parquet file", nl "een Parquet-bestand"),
            Feature::Excel => say!(en "an Excel workbook", nl "een Excel-werkmap"),
            Feature::Json => say!(en "a JSON file", nl "een JSON-bestand"),
            Feature::Files => say!(
                en "several files as one table",
                nl "meer bestanden als één tabel",
            ),
            Feature::Database => say!(en "a table or query", nl "een tabel of query"),
        }
    }

    /// Whether it is a way to get the data rather than something that is shown.
    fn is_source(self) -> bool {
        matches!(
            self,
            Feature::Csv
                | Feature::Parquet
                | Feature::Excel
                | Feature::Json
                | Feature::Files
                | Feature::Database
        )
    }
}

impl Capabilities {
    /// How well the tool carries a feature.
    pub fn of(&self, feature: Feature) -> Support {
        let Capabilities {
            number,
            line,
            bar,
            stacked_bar,
            column,
            area,
            table,
            matrix,
            map,
            scatter,
            heatmap,
            histogram,
            gauge,
            donut,
            list,
            text,
            status,
            limit,
            filter,
            top,
            empty_last,
            last,
            compared,
            hide_small,
            round_small,
            csv,
            parquet,
            excel,
            json,
            files,
            database,
        } = *self;
        match feature {
            Feature::Form(form) => match form {
                Form::Number => number,
                Form::Line => line,
                Form::Bar => bar,
                Form::StackedBar => stacked_bar,
                Form::Column => column,
                Form::Area => area,
                Form::Table => table,
                Form::Matrix => matrix,
                Form::Map => map,
                Form::Scatter => scatter,
                Form::Heatmap => heatmap,
                Form::Histogram => histogram,
                Form::Gauge => gauge,
                Form::Donut => donut,
                Form::List => list,
                Form::Text => text,
            },
            Feature::Status => status,
            Feature::Limit => limit,
            Feature::Filter => filter,
            Feature::Top => top,
            Feature::EmptyLast => empty_last,
            Feature::Last => last,
            Feature::Compared => compared,
            Feature::HideSmall => hide_small,
            Feature::RoundSmall => round_small,
            Feature::Csv => csv,
            Feature::Parquet => parquet,
            Feature::Excel => excel,
            Feature::Json => json,
            Feature::Files => files,
            Feature::Database => database,
        }
    }
}

/// What the target can't carry of this dashboard, or only nearly: a finding per feature, at the author's own lines.
/// `small_numbers` is where the author wrote the small-number rule.
pub fn shortcomings(
    backend: &dyn Backend,
    dashboard: &Dashboard,
    small_numbers: Span,
) -> Vec<Diagnostic> {
    let capabilities = backend.capabilities();
    let used = used(dashboard, small_numbers).into_iter();
    used.filter_map(|(feature, places)| {
        shortcoming(
            backend.product(),
            feature,
            capabilities.of(feature),
            &places,
        )
    })
    .collect()
}

fn shortcoming(
    product: &str,
    feature: Feature,
    support: Support,
    places: &[Span],
) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let Words { en, nl } = feature.words();
    let found = match support {
        Support::Native => return None,
        Support::Approximate { en: how_en, nl: how_nl } => Diagnostic::info(
            if feature.is_source() { SOURCE } else { APPROXIMATE },
            *first,
            say!(
                en "{product} approximates {en}: {how_en}",
                nl "{product} benadert {nl}: {how_nl}",
            ),
        ),
        Support::Missing if feature.is_source() => Diagnostic::info(
            SOURCE,
            *first,
            say!(en "{product} can't load {en} by itself", nl "{product} kan {nl} niet zelf inlezen"),
        )
        .help(say!(
            en "the README in the bundle tells how the data gets there",
            nl "de README in de bundel zegt hoe de gegevens er komen",
        )),
        Support::Missing => Diagnostic::warning(
            MISSING,
            *first,
            say!(en "{product} can't show {en}", nl "{product} kan {nl} niet tonen"),
        )
        .help(say!(
            en "write it in another way, or build for another target; `casus targets` shows what each can",
            nl "schrijf het anders, of bouw voor een ander doel; `casus targets` toont wat elk kan",
        )),
    };
    Some(others.iter().fold(found, |found, place| {
        found.related(*place, say!(en "here, too", nl "hier ook"))
    }))
}

/// The features that a dashboard uses, each with the author's places, in order.
fn used(dashboard: &Dashboard, small_numbers: Span) -> BTreeMap<Feature, Vec<Span>> {
    let mut used: BTreeMap<Feature, Vec<Span>> = BTreeMap::new();
    let mut note = |feature, place| used.entry(feature).or_default().push(place);
    for card in dashboard.cards.iter().filter(|c| c.status.is_some()) {
        note(Feature::Status, card.span);
    }
    for tile in dashboard.pages.iter().flat_map(|p| &p.tiles) {
        for feature in of_tile(dashboard, tile) {
            note(feature, tile.span);
        }
    }
    for filter in &dashboard.filters {
        note(Feature::Filter, filter.span);
    }
    for source in &dashboard.sources {
        if let Some(origin) = &source.origin {
            note(of_origin(origin), source.span);
        }
    }
    if dashboard.small_numbers.hide_below.is_some() {
        note(Feature::HideSmall, small_numbers);
    }
    if dashboard.small_numbers.round_to.is_some() {
        note(Feature::RoundSmall, small_numbers);
    }
    used
}

fn of_tile(dashboard: &Dashboard, tile: &Tile) -> impl Iterator<Item = Feature> {
    let query = &tile.query;
    let may_be_empty = |field: &FieldRef| match *field {
        FieldRef::Column(source, column) => {
            let columns = dashboard.source(source).map(|s| &s.columns);
            columns
                .and_then(|c| c.get(column.0))
                .is_some_and(|c| c.may_be_empty)
        }
        FieldRef::Attribute(..) => true,
    };
    let features = [
        (Feature::Form(tile.form), true),
        (Feature::Limit, !tile.limits.is_empty()),
        (Feature::Top, query.top.is_some()),
        (
            Feature::EmptyLast,
            query.dimensions.iter().any(may_be_empty),
        ),
        (Feature::Last, query.last.is_some()),
        (Feature::Compared, query.compared),
    ];
    let used = features.into_iter().filter(|(_, used)| *used);
    used.map(|(feature, _)| feature)
}

/// By the ending of the file's name; text that says nothing else is taken for CSV.
fn of_origin(origin: &Origin) -> Feature {
    let Origin::File(path) = origin else {
        return Feature::Database;
    };
    if origin.names_several() {
        return Feature::Files;
    }
    let ending = path.rsplit_once('.').map(|(_, e)| e.to_lowercase());
    match ending.as_deref() {
        Some("parquet") => Feature::Parquet,
        Some("xlsx" | "xls" | "xlsm" | "xlsb" | "ods") => Feature::Excel,
        Some("json" | "ndjson" | "jsonl") => Feature::Json,
        _ => Feature::Csv,
    }
}

/// The names in `tooling` that no target has.
pub fn unknown_tooling(tooling: &[Spanned<String>]) -> Vec<Diagnostic> {
    let unknown = tooling.iter().filter(|name| named(name).is_none());
    unknown
        .map(|name| unknown_target(name, name.span))
        .collect()
}

/// Whether the organisation allows a target; it does where it lists none.
pub fn allowed(backend: &dyn Backend, policy: &Policy) -> bool {
    let mut tooling = policy.tooling.iter();
    let is_it = |name: &Spanned<String>| named(name).is_some_and(|b| b.id() == backend.id());
    policy.tooling.is_empty() || tooling.any(is_it)
}

/// The names in a case's `tooling` that the organisation does not allow.
pub fn tooling_outside(tooling: &[Spanned<String>], policy: &Policy) -> Vec<Diagnostic> {
    let (place, list) = (policy.place(FieldKey::Tooling), listed(policy));
    let outside = tooling.iter().filter(|name| {
        let target = named(name);
        target.is_some_and(|backend| !allowed(backend, policy))
    });
    let found = outside.map(|name| {
        let (written, en, nl) = (&name.value, &place.en, &place.nl);
        Diagnostic::warning(
            OUTSIDE,
            name.span,
            say!(
                en "the organisation does not allow `{written}` ({en}), so it is not built for",
                nl "de organisatie staat `{written}` niet toe ({nl}), dus daarvoor wordt niet gebouwd",
            ),
        )
        .help(say!(
            en "take it out; allowed is: {list}",
            nl "haal het weg; wel toegestaan is: {list}",
        ))
    });
    found.collect()
}

/// A target that the organisation does not allow, built because the command line asks for it; `place` as for [`no_target`].
pub fn asked_outside(backend: &dyn Backend, policy: &Policy, place: Span) -> Diagnostic {
    let (product, list) = (backend.product(), listed(policy));
    let Words { en, nl } = policy.place(FieldKey::Tooling);
    Diagnostic::warning(
        ASKED_OUTSIDE,
        place,
        say!(
            en "this is built for {product} because `--target` asks for it; the organisation does not allow it ({en})",
            nl "dit wordt voor {product} gebouwd omdat `--target` erom vraagt; de organisatie staat het niet toe ({nl})",
        ),
    )
    .help(say!(
        en "don't put it where people work with it; allowed is: {list}",
        nl "zet het niet waar mensen ermee werken; wel toegestaan is: {list}",
    ))
}

fn listed(policy: &Policy) -> String {
    let names: Vec<_> = policy.tooling.iter().map(|t| t.value.as_str()).collect();
    names.join(", ")
}

/// Nothing to build for: `place` is the case's `tooling`, else its name.
pub fn no_target(place: Span) -> Diagnostic {
    let known: Vec<_> = all().iter().map(|b| b.id()).collect();
    let list = known.join(", ");
    Diagnostic::error(
        NO_TARGET,
        place,
        say!(en "there is no target to build this case for", nl "er is geen doel om deze casus voor te bouwen"),
    )
    .help(say!(
        en "name one with `tooling:` in the case or with `--target`: {list}",
        nl "noem er een met `tooling:` in de casus of met `--target`: {list}",
    ))
}

fn unknown_target(name: &str, place: Span) -> Diagnostic {
    let known: Vec<_> = all().iter().map(|b| b.product()).collect();
    let list = known.join(", ");
    let found = Diagnostic::warning(
        UNKNOWN,
        place,
        say!(en "casus can't build for `{name}`", nl "casus kan niet bouwen voor `{name}`"),
    )
    .help(say!(en "it can build for: {list}", nl "wel voor: {list}"));
    match nearest(name, known) {
        None => found,
        Some(near) => found
            .help(say!(en "did you mean `{near}`?", nl "bedoelt u `{near}`?"))
            .replace(say!(en "write `{near}`", nl "schrijf `{near}`"), near),
    }
}
