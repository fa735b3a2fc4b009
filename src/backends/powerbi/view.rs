//! The semantic model in Power BI's own words: tables, columns, measures, relationships. All decisions are made here; the
//! templates only print.

use super::dax::{Printer, Unsupported};
use super::m;
use super::measures::{Context, period_start};
use super::names::{self, FieldNames, Names, dax_column, dax_text, grain, guid, tmdl};
use super::needs::Needs;
use super::options::Options;
use crate::backends::SOURCE;
use crate::dashboard::{Dashboard, Grain, Measure as CaseMeasure, Tile, yes_no};
use crate::diag::{Code, Diagnostic, Span, Words};
use crate::formula::term::{ColumnId, FieldRef, MeasureId, SourceId, Type};
use crate::say;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Something that Power BI can't carry.
pub(super) const NOT_CARRIED: Code = Code("T003");

/// The model, ready to print.
pub(super) struct Model {
    /// All tables.
    pub(super) tables: Vec<Table>,
    /// From days in the sources to calendars.
    pub(super) relationships: Vec<Relationship>,
    /// Shared M functions that the queries call.
    pub(super) functions: Vec<&'static str>,
    /// Names that only this model has, for the report.
    pub(super) helpers: Helpers,
    /// What could not be carried.
    pub(super) notices: Vec<Diagnostic>,
}

/// Measures and columns that the report refers to beside those of the case.
#[derive(Default)]
pub(super) struct Helpers {
    /// The status measure of a card, by its id.
    pub(super) status: BTreeMap<String, String>,
    /// The measure that is 1 where a tile shows its row.
    pub(super) shown: BTreeMap<String, String>,
    /// The column that is 1 for the rows that a tile is about.
    pub(super) about: BTreeMap<String, String>,
    /// Measures that could not be printed.
    pub(super) missing: BTreeSet<MeasureId>,
}

/// A table.
#[derive(Serialize)]
pub(super) struct Table {
    #[serde(skip)]
    pub(super) file: String,
    name: String,
    id: String,
    description: Vec<String>,
    calendar: bool,
    measures: Vec<Measure>,
    columns: Vec<Column>,
    partition: Partition,
}

impl Table {
    /// Whether Power Query loads it.
    pub(super) fn is_query(&self) -> bool {
        self.partition.kind == "m"
    }

    /// The table's name as TMDL writes it.
    pub(super) fn reference(&self) -> &str {
        &self.name
    }
}

#[derive(Serialize)]
struct Measure {
    name: String,
    id: String,
    description: Vec<String>,
    body: String,
    format: Option<String>,
    hidden: bool,
}

#[derive(Default, Serialize)]
struct Column {
    name: String,
    id: String,
    description: Vec<String>,
    /// The DAX of a calculated column.
    body: Option<String>,
    data_type: &'static str,
    format: Option<&'static str>,
    hidden: bool,
    key: bool,
    /// Named by the expression of a calculated table.
    inferred: bool,
    source: Option<String>,
    sort_by: Option<String>,
    /// Whether it holds dates without a time.
    date: bool,
}

#[derive(Serialize)]
struct Partition {
    kind: &'static str,
    body: String,
}

/// A relationship, many to one.
#[derive(Serialize)]
pub(super) struct Relationship {
    id: String,
    from: String,
    to: String,
}

/// Lines behind a `=`: one stands beside it, more stand below it, `depth` tabs deep.
pub(super) fn body(lines: &[String], depth: usize) -> String {
    match lines {
        [line] => format!(" {line}"),
        lines => lines
            .iter()
            .map(|line| format!("\n{}{line}", "\t".repeat(depth)))
            .collect(),
    }
}

/// Builds the model.
pub(super) fn model(
    dashboard: &Dashboard,
    needs: Needs,
    names: &mut Names,
    options: &Options,
) -> Result<Model, minijinja::Error> {
    let helpers = helper_names(dashboard, names);
    let mut build = Build {
        dashboard,
        names,
        needs,
        helpers,
        notices: Vec::new(),
    };
    let mut tables = build.calendars();
    tables.extend(build.holidays());
    tables.push(build.measure_table());
    let mut queries = Vec::new();
    for at in 0..dashboard.sources.len() {
        let (table, query) = build.source_table(SourceId(at), options)?;
        tables.push(table);
        queries.push(query);
    }
    tables.sort_by(|a, b| a.file.cmp(&b.file));
    let relationships = build.relationships();
    let Build {
        helpers, notices, ..
    } = build;
    Ok(Model {
        tables,
        relationships,
        functions: m::functions_used(&queries),
        helpers,
        notices,
    })
}

/// Names for what every card and tile may need; those that stay unused are dropped later.
fn helper_names(dashboard: &Dashboard, names: &mut Names) -> Helpers {
    let mut helpers = Helpers::default();
    let status = dashboard.lang.pick("Status", "Stand");
    for card in dashboard.cards.iter().filter(|card| card.status.is_some()) {
        let name = names.helper(&format!("{status} {}", card.id));
        helpers.status.insert(card.id.clone(), name);
    }
    let shown = dashboard.lang.pick("Shown in", "Getoond in");
    for tile in dashboard.pages.iter().flat_map(|page| &page.tiles) {
        helpers.shown.insert(
            tile.id.clone(),
            names.helper(&format!("{shown} {}", tile.id)),
        );
    }
    helpers
}

struct Build<'a> {
    dashboard: &'a Dashboard,
    names: &'a Names,
    needs: Needs,
    helpers: Helpers,
    notices: Vec<Diagnostic>,
}

impl Build<'_> {
    fn id(&self, path: &str) -> String {
        guid(&self.dashboard.name, path)
    }

    fn notice(&mut self, span: Span, reason: Words) {
        self.notices
            .push(Diagnostic::warning(NOT_CARRIED, span, reason));
    }

    fn refused(&mut self, what: &Words, why: Unsupported) {
        let reason = Words {
            en: format!("{}: {}", what.en, why.reason.en),
            nl: format!("{}: {}", what.nl, why.reason.nl),
        };
        self.notice(why.span, reason);
    }

    fn measure_table(&mut self) -> Table {
        let lang = self.dashboard.lang;
        let name = self.names.measure_table.clone();
        let mut measures = Vec::new();
        let dashboard = self.dashboard;
        for (at, measure) in dashboard.measures.iter().enumerate() {
            measures.extend(self.case_measure(MeasureId(at), measure));
        }
        for card in &dashboard.cards {
            measures.extend(self.status_measure(card));
        }
        for tile in dashboard.pages.iter().flat_map(|page| &page.tiles) {
            measures.extend(self.shown_measure(tile));
        }
        let column = Column {
            name: names::NO_COLUMN.to_owned(),
            id: self.id("measures/column"),
            data_type: "string",
            hidden: true,
            source: Some(names::NO_COLUMN.to_owned()),
            ..Column::default()
        };
        Table {
            file: name.clone(),
            name: tmdl(&name),
            id: self.id("measures"),
            description: vec![
                lang.pick("The measures of the case", "De maten van de casus")
                    .to_owned(),
            ],
            calendar: false,
            measures,
            columns: vec![column],
            partition: Partition {
                kind: "m",
                body: format!(" #table(type table [{} = text], {{}})", names::NO_COLUMN),
            },
        }
    }

    /// The measure as visuals show it, and its exact form where small numbers are protected.
    fn case_measure(&mut self, id: MeasureId, measure: &CaseMeasure) -> Vec<Measure> {
        let Some(named) = self.names.measure(id).cloned() else {
            return Vec::new();
        };
        let printed = Printer::new(self.dashboard, self.names).whole(&measure.term);
        let lines = match printed {
            Ok(lines) => lines.lines(),
            Err(why) => {
                let name = &measure.name;
                self.refused(&say!(en "measure `{name}` stays empty in Power BI", nl "maat `{name}` blijft leeg in Power BI"), why);
                self.helpers.missing.insert(id);
                vec!["BLANK()".to_owned()]
            }
        };
        let path = format!("measure/{}", measure.name);
        let format = Some(number_format(measure));
        let description = one_line(&measure.description);
        if named.exact == named.shown {
            return vec![self.measure_of(&named.shown, &path, &lines, description, format, false)];
        }
        let context = Context {
            dashboard: self.dashboard,
            names: self.names,
        };
        let protected = context.protected(id, measure);
        vec![
            self.measure_of(
                &named.shown,
                &path,
                &protected,
                description.clone(),
                format.clone(),
                false,
            ),
            self.measure_of(
                &named.exact,
                &format!("{path}/exact"),
                &lines,
                description,
                format,
                true,
            ),
        ]
    }

    fn measure_of(
        &self,
        name: &str,
        path: &str,
        lines: &[String],
        description: Vec<String>,
        format: Option<String>,
        hidden: bool,
    ) -> Measure {
        Measure {
            name: tmdl(name),
            id: self.id(path),
            description,
            body: body(lines, 3),
            format,
            hidden,
        }
    }

    fn status_measure(&mut self, card: &crate::dashboard::ActCard) -> Option<Measure> {
        let status = card.status.as_ref()?;
        let name = self.helpers.status.get(&card.id)?.clone();
        let context = Context {
            dashboard: self.dashboard,
            names: self.names,
        };
        match context.status(status) {
            Ok(lines) => {
                let path = format!("status/{}", card.id);
                Some(self.measure_of(&name, &path, &lines, one_line(&card.question), None, false))
            }
            Err(why) => {
                let act = &card.id;
                self.refused(&say!(en "the status of `{act}` is not shown", nl "de stand van `{act}` staat er niet bij"), why);
                self.helpers.status.remove(&card.id);
                None
            }
        }
    }

    fn shown_measure(&mut self, tile: &Tile) -> Option<Measure> {
        let context = Context {
            dashboard: self.dashboard,
            names: self.names,
        };
        match context.shown_rows(tile) {
            Ok(Some(lines)) => {
                if context.shares_of_fewer(tile) {
                    self.notice(tile.span, say!(
                        en "Power BI takes a share of the rows that the visual shows, so the rows that it leaves out don't count in the total",
                        nl "Power BI neemt een aandeel van de rijen die het beeld toont; wat het weglaat telt niet mee in het totaal",
                    ));
                }
                let name = self.helpers.shown.get(&tile.id)?.clone();
                Some(self.measure_of(
                    &name,
                    &format!("shown/{}", tile.id),
                    &lines,
                    Vec::new(),
                    Some("0".to_owned()),
                    true,
                ))
            }
            Ok(None) => {
                self.helpers.shown.remove(&tile.id);
                None
            }
            Err(reason) => {
                self.helpers.shown.remove(&tile.id);
                self.notice(tile.span, reason);
                None
            }
        }
    }

    fn source_table(
        &mut self,
        id: SourceId,
        options: &Options,
    ) -> Result<(Table, m::Query), minijinja::Error> {
        let fields = names::fields_of(self.dashboard, id);
        let used: Vec<FieldRef> = fields
            .into_iter()
            .filter(|field| self.needs.values.contains(field))
            .collect();
        let mut columns = Vec::new();
        for field in &used {
            columns.extend(self.field_columns(*field));
        }
        let tiles = self.dashboard.pages.iter().flat_map(|page| &page.tiles);
        for tile in tiles.filter(|tile| tile.query.source == id) {
            columns.extend(self.about_column(tile));
        }
        let query = m::query(
            self.dashboard,
            self.names,
            options,
            id,
            &self.needs.values,
            &self.needs.groups,
        )?;
        let source = self.dashboard.source(id);
        if let (Some(reason), Some(source)) = (query.notice.clone(), source) {
            self.notices
                .push(Diagnostic::info(SOURCE, source.span, reason));
        }
        let name = self.names.table(id).to_owned();
        let table = Table {
            file: name.clone(),
            name: tmdl(&name),
            id: self.id(&format!("source/{name}")),
            description: source
                .map(|source| one_line(&source.label))
                .unwrap_or_default(),
            calendar: false,
            measures: Vec::new(),
            columns,
            partition: Partition {
                kind: "m",
                body: body(&query.lines, 4),
            },
        };
        Ok((table, query))
    }

    /// The columns of one field: its value; where it groups, what people see and its order; where it dates, its day.
    fn field_columns(&mut self, field: FieldRef) -> Vec<Column> {
        let (Some(names), Some(facts)) = (
            self.names.field(field).cloned(),
            self.dashboard.field(field),
        ) else {
            return Vec::new();
        };
        let ty = facts.ty;
        let grouped = self.needs.groups.contains(&field);
        let dated = self.needs.days.contains(&field);
        let path = format!("column/{}/{}", names.table, names.raw);
        let mut raw = Column {
            hidden: grouped || dated && ty == Type::Moment,
            ..self.column(&names.raw, &path, ty)
        };
        match field {
            FieldRef::Column(..) => {
                raw.source = Some(names.raw.clone());
                raw.description = self.origin(field);
                raw.date = ty == Type::Date;
            }
            FieldRef::Attribute(source, id) => {
                let term = self
                    .dashboard
                    .attribute(id)
                    .map(|attribute| &attribute.term);
                let printed =
                    term.map(|term| Printer::new(self.dashboard, self.names).per_row(source, term));
                let lines = match printed {
                    Some(Ok(lines)) => lines.lines(),
                    Some(Err(why)) => {
                        let name = facts.name;
                        self.refused(&say!(en "attribute `{name}` stays empty in Power BI", nl "kenmerk `{name}` blijft leeg in Power BI"), why);
                        vec!["BLANK()".to_owned()]
                    }
                    None => vec!["BLANK()".to_owned()],
                };
                raw.body = Some(body(&lines, 3));
            }
        }
        let mut columns = vec![raw];
        if grouped {
            columns.extend(self.group_columns(field, &names, ty, &path));
        }
        if dated && ty == Type::Moment {
            columns.push(self.day_column(&names, &path));
        }
        columns
    }

    /// Which column of the data a column comes from.
    fn origin(&self, field: FieldRef) -> Vec<String> {
        let FieldRef::Column(source, ColumnId(at)) = field else {
            return Vec::new();
        };
        let column = self
            .dashboard
            .source(source)
            .and_then(|source| source.columns.get(at));
        let from = column.map(|column| &column.from);
        let words = self.dashboard.lang.pick("in the data:", "in de gegevens:");
        from.map(|from| one_line(&format!("{words} {from}")))
            .unwrap_or_default()
    }

    /// What people see of a field, with the empty group named, and the order that puts that group last.
    fn group_columns(
        &self,
        field: FieldRef,
        names: &FieldNames,
        ty: Type,
        path: &str,
    ) -> Vec<Column> {
        let raw = dax_column(&names.table, &names.raw);
        let empty = dax_text(&self.dashboard.words.empty);
        let lang = self.dashboard.lang;
        let label = match ty {
            Type::Text => raw.clone(),
            Type::Whole => format!("FORMAT({raw}, \"0\")"),
            Type::Number => format!("FORMAT({raw}, \"General Number\", \"{}\")", lang.locale()),
            Type::Date => format!("FORMAT({raw}, \"yyyy-mm-dd\")"),
            Type::Moment => format!("FORMAT({raw}, \"yyyy-mm-dd hh:nn\")"),
            Type::Bool => {
                let (yes, no) = yes_no(lang);
                format!("IF({raw}, {}, {})", dax_text(yes), dax_text(no))
            }
        };
        let shown = Column {
            body: Some(format!(" IF(ISBLANK({raw}), {empty}, {label})")),
            sort_by: Some(tmdl(&names.order)),
            ..self.column(&names.shown, &format!("{path}/shown"), Type::Text)
        };
        let (order_type, order_body) = match (ty, field) {
            // The import gives columns of text their order by code points.
            (Type::Text, FieldRef::Column(..)) => (Type::Whole, None),
            (Type::Text, FieldRef::Attribute(..)) => {
                let all = format!("ALL({raw})");
                let before = format!("FILTER({all}, NOT ISBLANK({raw}) && {raw} < __here)");
                let lines = [
                    format!("VAR __here = {raw}"),
                    "RETURN".to_owned(),
                    format!("    IF(ISBLANK(__here), COUNTROWS({all}), COUNTROWS({before}) + 0)"),
                ];
                (Type::Whole, Some(body(&lines, 3)))
            }
            (Type::Bool, _) => {
                let (yes, no) = lang.pick((1, 0), (0, 1));
                (
                    Type::Whole,
                    Some(format!(" IF(ISBLANK({raw}), 2, IF({raw}, {yes}, {no}))")),
                )
            }
            _ => (
                Type::Number,
                Some(format!(" IF(ISBLANK({raw}), POWER(10, 300), {raw} * 1.0)")),
            ),
        };
        let source = order_body.is_none().then(|| names.order.clone());
        let order = Column {
            hidden: true,
            source,
            body: order_body,
            ..self.column(&names.order, &format!("{path}/order"), order_type)
        };
        vec![order, shown]
    }

    fn day_column(&self, names: &FieldNames, path: &str) -> Column {
        let raw = dax_column(&names.table, &names.raw);
        let day = format!("DATE(YEAR({raw}), MONTH({raw}), DAY({raw}))");
        Column {
            body: Some(format!(" IF(ISBLANK({raw}), BLANK(), {day})")),
            ..self.column(&names.day, &format!("{path}/day"), Type::Date)
        }
    }

    /// A column of this type; whether it is calculated, hidden or sorted is up to the caller.
    fn column(&self, name: &str, path: &str, ty: Type) -> Column {
        let (data_type, format) = match ty {
            Type::Text => ("string", None),
            Type::Number => ("double", None),
            Type::Whole => ("int64", Some("0")),
            Type::Date => ("dateTime", Some("Short Date")),
            Type::Moment => ("dateTime", Some("General Date")),
            Type::Bool => ("boolean", None),
        };
        Column {
            name: tmdl(name),
            id: self.id(path),
            data_type,
            format,
            ..Column::default()
        }
    }

    fn about_column(&mut self, tile: &Tile) -> Option<Column> {
        let context = Context {
            dashboard: self.dashboard,
            names: self.names,
        };
        let lines = match context.tile_rows(tile) {
            Ok(lines) => lines?,
            Err(why) => {
                let name = &tile.id;
                self.refused(&say!(en "visual `{name}` shows all rows", nl "beeld `{name}` toont alle rijen"), why);
                return None;
            }
        };
        let name = format!(
            "{} {}",
            self.dashboard.lang.pick("Rows of", "Rijen van"),
            tile.id
        );
        self.helpers.about.insert(tile.id.clone(), name.clone());
        Some(Column {
            hidden: true,
            body: Some(body(&lines, 3)),
            ..self.column(&name, &format!("about/{}", tile.id), Type::Whole)
        })
    }

    fn calendars(&self) -> Vec<Table> {
        let lang = self.dashboard.lang;
        let calendars = self.calendar_dates();
        let tables = calendars.iter().map(|(date, name)| {
            let day = self
                .names
                .field(*date)
                .map(|f| dax_column(&f.table, &f.day))
                .unwrap_or_default();
            let edge = |aggregate: &str, end: &str| {
                format!("DATE(YEAR(COALESCE({aggregate}({day}), TODAY())), {end})")
            };
            let span = format!(
                " CALENDAR({}, {})",
                edge("MIN", "1, 1"),
                edge("MAX", "12, 31")
            );
            let path = format!("calendar/{name}");
            let base = grain(lang, Grain::Day);
            let mut columns = vec![Column {
                key: true,
                inferred: true,
                source: Some("[Date]".to_owned()),
                ..self.column(base, &format!("{path}/day"), Type::Date)
            }];
            columns.extend(
                [Grain::Week, Grain::Month, Grain::Quarter, Grain::Year]
                    .map(|g| self.period_column(name, g)),
            );
            Table {
                file: name.clone(),
                name: tmdl(name),
                id: self.id(&path),
                description: vec![
                    lang.pick("Days and their periods", "Dagen en hun perioden")
                        .to_owned(),
                ],
                calendar: true,
                measures: Vec::new(),
                columns,
                partition: Partition {
                    kind: "calculated",
                    body: span,
                },
            }
        });
        tables.collect()
    }

    /// The days that `working_days` leaves out, a line for each year, where a formula needs them.
    fn holidays(&self) -> Option<Table> {
        let lang = self.dashboard.lang;
        let name = self.names.holidays().filter(|_| self.needs.working_days)?;
        let base = grain(lang, Grain::Day);
        let days = &self.dashboard.holidays;
        let years = days.chunk_by(|a, b| a.year() == b.year()).map(|year| {
            let days: Vec<String> = year.iter().map(|d| format!("{{\"{d}\"}}")).collect();
            days.join(", ")
        });
        let years: Vec<String> = years.collect();
        let (last, before) = years.split_last()?;
        let mut lines = vec![format!("DATATABLE({}, DATETIME, {{", dax_text(base))];
        lines.extend(before.iter().map(|year| format!("\t{year},")));
        lines.extend([format!("\t{last}"), "})".to_owned()]);
        let path = "holidays";
        let column = Column {
            key: true,
            inferred: true,
            source: Some(format!("[{base}]")),
            ..self.column(base, &format!("{path}/day"), Type::Date)
        };
        Some(Table {
            file: name.to_owned(),
            name: tmdl(name),
            id: self.id(path),
            description: vec![
                lang.pick(
                    "Holidays from Monday to Friday, as the organisation lists them",
                    "Feestdagen van maandag tot en met vrijdag, zoals de organisatie ze noemt",
                )
                .to_owned(),
            ],
            calendar: false,
            measures: Vec::new(),
            columns: vec![column],
            partition: Partition {
                kind: "calculated",
                body: body(&lines, 4),
            },
        })
    }

    fn period_column(&self, calendar: &str, period: Grain) -> Column {
        let lang = self.dashboard.lang;
        let name = grain(lang, period);
        let day = dax_column(calendar, grain(lang, Grain::Day));
        let path = format!("calendar/{calendar}/{name}");
        let (ty, expression, format) = match period {
            Grain::Quarter => (
                Type::Text,
                format!("YEAR({day}) & \"-Q\" & QUARTER({day})"),
                None,
            ),
            Grain::Year => (Type::Whole, format!("YEAR({day})"), Some("0")),
            Grain::Month => (Type::Date, period_start(&day, period), Some("mmm yyyy")),
            Grain::Week | Grain::Day => (
                Type::Date,
                period_start(&day, period),
                Some(lang.pick("d mmm yyyy", "dd-mm-yyyy")),
            ),
        };
        Column {
            body: Some(format!(" {expression}")),
            format,
            ..self.column(name, &path, ty)
        }
    }

    fn calendar_dates(&self) -> Vec<(FieldRef, String)> {
        let dates = self.names.calendar_dates();
        dates
            .filter_map(|date| Some((date, self.names.calendar(date)?.to_owned())))
            .collect()
    }

    fn relationships(&self) -> Vec<Relationship> {
        let base = grain(self.dashboard.lang, Grain::Day);
        let all = self
            .calendar_dates()
            .into_iter()
            .filter_map(|(date, calendar)| {
                let field = self.names.field(date)?;
                Some(Relationship {
                    id: self.id(&format!("relationship/{calendar}")),
                    from: format!("{}.{}", tmdl(&field.table), tmdl(&field.day)),
                    to: format!("{}.{}", tmdl(&calendar), tmdl(base)),
                })
            });
        all.collect()
    }
}

/// A text on the line of a description.
fn one_line(text: &str) -> Vec<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        Vec::new()
    } else {
        vec![line]
    }
}

/// The format string of a measure: the author's own, else by what it is.
fn number_format(measure: &CaseMeasure) -> String {
    let own = measure
        .format
        .as_deref()
        .map(|format| format.replace(',', "."));
    let own = own.filter(|format| {
        !format.is_empty() && format.chars().all(|c| matches!(c, '0' | '#' | '.' | '%'))
    });
    match own {
        Some(format) if measure.percent && !format.ends_with('%') => format!("{format}%"),
        Some(format) => format,
        None if measure.percent => "0.0%".to_owned(),
        None if measure.whole => "#,0".to_owned(),
        None => "#,0.0".to_owned(),
    }
}
