//! The files of a project, each in its place.

use super::names::{Names, guid, m_text};
use super::needs::Needs;
use super::options::Options;
use super::pbir::{definition, schema};
use super::templates::{self, value};
use super::view::Model;
use super::{m, pbir, report, theme, view};
use crate::backends::{File, Output};
use crate::dashboard::{Dashboard, Origin};
use minijinja::context;
use serde::Serialize;
use std::collections::BTreeMap;

/// What can go wrong while writing; each is a fault of casus, not of the case.
#[derive(Debug)]
pub(super) enum Fault {
    Template(minijinja::Error),
    Json(serde_json::Error),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Fault::Template(error) => write!(f, "{error:#}"),
            Fault::Json(error) => error.fmt(f),
        }
    }
}

impl From<minijinja::Error> for Fault {
    fn from(error: minijinja::Error) -> Fault {
        Fault::Template(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Fault {
        Fault::Json(error)
    }
}

/// Writes the whole project.
pub(super) fn project(dashboard: &Dashboard, options: &Options) -> Result<Output, Fault> {
    let needs = Needs::of(dashboard);
    let mut names = Names::new(dashboard, &needs.groups);
    let model = view::model(dashboard, needs, &mut names, options)?;
    let mut files = Files {
        dashboard,
        files: Vec::new(),
    };
    files.shortcut()?;
    files.model(&model, options)?;
    files.report(&names, &model)?;
    files.readme(&model, options)?;
    let mut files = files.files;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Output {
        files,
        notices: model.notices,
    })
}

struct Files<'a> {
    dashboard: &'a Dashboard,
    files: Vec<File>,
}

impl Files<'_> {
    fn text(&mut self, path: String, text: String) {
        self.files.push(File {
            path,
            bytes: text.into_bytes(),
        });
    }

    fn json(&mut self, path: String, value: &impl Serialize) -> Result<(), Fault> {
        let text = serde_json::to_string_pretty(value)?;
        self.text(path, text + "\n");
        Ok(())
    }

    /// A path below the report or the model: `Report`, `SemanticModel`.
    fn below(&self, item: &str, path: &str) -> String {
        format!("{}.{item}/{path}", self.dashboard.name)
    }

    fn shortcut(&mut self) -> Result<(), Fault> {
        let name = &self.dashboard.name;
        let shortcut = pbir::Shortcut {
            schema: schema("pbip/pbipProperties/1.0.0"),
            version: "1.0",
            artifacts: vec![pbir::Artifact {
                report: pbir::Path {
                    path: format!("{name}.Report"),
                },
            }],
        };
        self.json(format!("{name}.pbip"), &shortcut)?;
        self.text(
            ".gitignore".to_owned(),
            "**/.pbi/localSettings.json\n**/.pbi/cache.abf\n".to_owned(),
        );
        Ok(())
    }

    fn platform(&mut self, kind: &'static str) -> Result<(), Fault> {
        let platform = pbir::Platform {
            schema: schema("gitIntegration/platformProperties/2.0.0"),
            metadata: pbir::Metadata {
                kind,
                display_name: self.dashboard.title.clone(),
            },
            config: pbir::Config {
                version: "2.0",
                logical_id: guid(&self.dashboard.name, kind),
            },
        };
        self.json(self.below(kind, ".platform"), &platform)
    }

    fn model(&mut self, model: &Model, options: &Options) -> Result<(), Fault> {
        const ITEM: &str = "SemanticModel";
        let dashboard = self.dashboard;
        self.platform(ITEM)?;
        let definition = pbir::ModelDefinition {
            schema: schema("item/semanticModel/definitionProperties/1.0.0"),
            version: "4.2",
            settings: BTreeMap::new(),
        };
        self.json(self.below(ITEM, "definition.pbism"), &definition)?;
        let folder = m::folder_parameter(dashboard);
        let functions = functions(dashboard, &model.functions)?;
        let reads_files = dashboard
            .sources
            .iter()
            .any(|source| matches!(source.origin, Some(Origin::File(_))));
        let parameters = reads_files.then(|| Parameter {
            name: folder,
            description: dashboard.lang.pick(
                "The folder in which the files of the sources lie",
                "De map waarin de bestanden van de bronnen staan",
            ),
            value: m_text(data_folder(options)),
            id: guid(&dashboard.name, "parameter/folder"),
        });
        let tables = model
            .tables
            .iter()
            .filter(|table| table.is_query())
            .map(|table| table.file.as_str());
        let named = parameters
            .iter()
            .map(|parameter| parameter.name)
            .chain(model.functions.iter().copied());
        let queries: Vec<&str> = named.chain(tables).collect();
        let context = context! {
            culture => dashboard.lang.locale(),
            query_order => serde_json::to_string(&queries)?,
            tables => value(model.tables.iter().map(|table| table.reference()).collect::<Vec<_>>()),
            relationships => value(&model.relationships),
            parameters => value(parameters.into_iter().collect::<Vec<_>>()),
            functions => value(&functions),
        };
        // TOM writes no file for what isn't there.
        let written = [
            ("database.tmdl", true),
            ("model.tmdl", true),
            ("expressions.tmdl", reads_files || !functions.is_empty()),
            ("relationships.tmdl", !model.relationships.is_empty()),
        ];
        for (name, _) in written.into_iter().filter(|(_, written)| *written) {
            let text = templates::render(name, context.clone())?;
            self.text(self.below(ITEM, &format!("definition/{name}")), text);
        }
        for table in &model.tables {
            let text = templates::render("table.tmdl", context! { table => value(table) })?;
            self.text(
                self.below(ITEM, &format!("definition/tables/{}.tmdl", table.file)),
                text,
            );
        }
        Ok(())
    }

    fn report(&mut self, names: &Names, model: &Model) -> Result<(), Fault> {
        const ITEM: &str = "Report";
        let dashboard = self.dashboard;
        self.platform(ITEM)?;
        let reference = pbir::ReportDefinition {
            schema: schema("item/report/definitionProperties/2.0.0"),
            version: "4.0",
            dataset_reference: pbir::DatasetReference {
                by_path: pbir::Path {
                    path: format!("../{}.SemanticModel", dashboard.name),
                },
            },
        };
        self.json(self.below(ITEM, "definition.pbir"), &reference)?;
        let version = pbir::Version {
            schema: definition("versionMetadata/1.0.0"),
            version: "2.0.0",
        };
        self.json(self.below(ITEM, "definition/version.json"), &version)?;
        self.json(
            self.below(ITEM, "definition/report.json"),
            &report_settings(dashboard),
        )?;
        let theme_file = format!("StaticResources/RegisteredResources/{}", theme::NAME);
        self.json(self.below(ITEM, &theme_file), &theme::theme())?;
        let sheets = report::sheets(dashboard, names, &model.helpers);
        let order: Vec<String> = sheets.iter().map(|sheet| sheet.page.name.clone()).collect();
        let pages = pbir::Pages {
            schema: definition("pagesMetadata/1.1.0"),
            active_page_name: order.first().cloned().unwrap_or_default(),
            page_order: order,
        };
        self.json(self.below(ITEM, "definition/pages/pages.json"), &pages)?;
        for sheet in &sheets {
            let page = format!("definition/pages/{}", sheet.page.name);
            self.json(self.below(ITEM, &format!("{page}/page.json")), &sheet.page)?;
            for visual in &sheet.visuals {
                self.json(
                    self.below(ITEM, &format!("{page}/visuals/{}/visual.json", visual.name)),
                    visual,
                )?;
            }
        }
        Ok(())
    }

    fn readme(&mut self, model: &Model, options: &Options) -> Result<(), Fault> {
        let dashboard = self.dashboard;
        let lang = dashboard.lang;
        let files = dashboard
            .sources
            .iter()
            .filter_map(|source| match &source.origin {
                Some(Origin::File(path)) => Some(SourceFile {
                    source: &source.label,
                    file: m::file_name(path),
                    path,
                }),
                _ => None,
            });
        let text = templates::render(
            lang.pick("README.en.md", "README.nl.md"),
            context! {
                title => dashboard.title.as_str(),
                name => dashboard.name.as_str(),
                folder => m::folder_parameter(dashboard),
                data_folder => data_folder(options),
                files => value(files.collect::<Vec<_>>()),
                notices => value(model.notices.iter().map(|notice| notice.message.get(lang)).collect::<Vec<_>>()),
                hides => dashboard.small_numbers.hide_below,
                footer => dashboard.footer.iter().map(|l| format!("{}: {}", l.label, l.text)).collect::<Vec<_>>(),
                frozen => dashboard.freeze_today.then(|| dashboard.as_of.to_string()),
            },
        )?;
        self.text("README.md".to_owned(), text);
        Ok(())
    }
}

/// Where the files lie, until somebody says otherwise.
fn data_folder(options: &Options) -> &str {
    options.data_folder.as_deref().unwrap_or("C:\\casus")
}

/// A parameter of the model, as the template prints it.
#[derive(Serialize)]
struct Parameter {
    name: &'static str,
    description: &'static str,
    value: String,
    id: String,
}

/// A file that a source is read from, as the README names it.
#[derive(Serialize)]
struct SourceFile<'a> {
    source: &'a str,
    file: &'a str,
    path: &'a str,
}

/// A shared M function, as the template prints it.
#[derive(Serialize)]
struct Function {
    name: &'static str,
    description: String,
    body: String,
    id: String,
}

fn functions(dashboard: &Dashboard, used: &[&'static str]) -> Result<Vec<Function>, Fault> {
    let lang = dashboard.lang;
    let text = templates::render(
        "functions.m",
        context! {
            no_column => m_text(lang.pick("the data has no column with this name", "de gegevens hebben geen kolom met deze naam")),
            no_date => m_text(lang.pick("this is not a date in the notation of the source", "dit is geen datum in de notatie van de bron")),
            empty => m_text(&dashboard.words.empty),
            no_yes_no => m_text(lang.pick("this is neither yes nor no", "dit is geen ja en geen nee")),
        },
    )?;
    let sections: BTreeMap<&str, &str> = text
        .split("\n=== ")
        .filter_map(|section| section.split_once('\n'))
        .collect();
    let found = used.iter().filter_map(|name| {
        let (description, code) = sections.get(name)?.split_once('\n')?;
        let lines: Vec<String> = code.trim_end().lines().map(str::to_owned).collect();
        Some(Function {
            name,
            description: description.to_owned(),
            body: view::body(&lines, 2),
            id: guid(&dashboard.name, &format!("function/{name}")),
        })
    });
    Ok(found.collect())
}

fn report_settings(dashboard: &Dashboard) -> pbir::Report {
    const RESOURCES: &str = "RegisteredResources";
    pbir::Report {
        schema: definition("report/3.3.0"),
        theme_collection: pbir::ThemeCollection {
            custom_theme: pbir::ThemeReference {
                name: theme::NAME,
                report_version_at_import: pbir::Versions {
                    visual: "2.9.0",
                    report: "3.3.0",
                    page: "2.1.0",
                },
                kind: RESOURCES,
            },
        },
        resource_packages: vec![pbir::ResourcePackage {
            name: RESOURCES,
            kind: RESOURCES,
            items: vec![pbir::ResourceItem {
                name: theme::NAME,
                path: theme::NAME,
                kind: "CustomTheme",
            }],
        }],
        settings: pbir::Settings {
            locale: dashboard.lang.locale(),
            use_stylable_visual_container_header: true,
            export_data_mode: "AllowSummarized",
            default_drill_filter_other_visuals: true,
            use_enhanced_tooltips: true,
        },
        annotations: vec![pbir::Annotation {
            name: "casus.case",
            value: dashboard.name.clone(),
        }],
    }
}
