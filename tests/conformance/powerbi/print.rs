//! Writes the Power BI project of each folder of `../sql/cases`, for `figures.py`: `powerbi_cases OUT`.
//!
//! Beside each project stands `names.json`: what its attributes and measures are called in the model.

use casus::backends;
use casus::dashboard::{self, Clock, Dashboard, Form, Origin, Place, Query, Tile};
use casus::diag::Span;
use casus::formula::term::{AttributeId, FieldRef, SourceId};
use casus::model::{self, Policy};
use casus::syntax;
use jiff::civil::date;
use serde_json::json;
use std::error::Error;
use std::fs;
use std::path::Path;

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let out = std::env::args().nth(1).ok_or("powerbi_cases OUT")?;
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/sql/cases");
    for folder in fs::read_dir(cases)? {
        let folder = folder?.path();
        let name = folder.file_name().ok_or("no name")?;
        write(&folder, &Path::new(&out).join(name))?;
    }
    Ok(())
}

fn write(folder: &Path, out: &Path) -> Outcome<()> {
    let (tree, _) = syntax::parse(&fs::read_to_string(folder.join("input.case"))?);
    let policy = match fs::read_to_string(folder.join("organisation.case")) {
        Ok(text) => casus::analyse_policy(&syntax::parse(&text).0).0,
        Err(_) => Policy::default(),
    };
    let (case, _) = model::resolve(&tree);
    // `today()` stays the current date: `figures.py` decides which day that is.
    let clock = Clock {
        as_of: date(2016, 1, 20),
        freeze_today: false,
    };
    let case = case.ok_or("no case")?;
    let (mut board, _) = dashboard::lower(&case, &policy, clock).ok_or("not understood")?;
    show_everything(&mut board);
    for source in &mut board.sources {
        source.origin = Some(Origin::File("data.csv".to_owned()));
    }
    let backend = backends::named("powerbi").ok_or("no such target")?;
    let output = backend
        .emit(&board, &serde_json::Value::Null)
        .map_err(|words| words.en)?;
    for file in &output.files {
        let path = out.join(&file.path);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        fs::write(path, &file.bytes)?;
    }
    let attributes = board.attributes.iter().map(|a| json!([a.name, a.label]));
    let measures = board.measures.iter().map(|m| json!([m.name, m.label]));
    let notices = output.notices.iter().map(|n| n.message.en.clone());
    let columns = board.sources.iter().flat_map(|s| &s.columns);
    let columns = columns.map(|c| json!([c.from, c.name]));
    let names = json!({
        "columns": columns.collect::<Vec<_>>(),
        "attributes": attributes.collect::<Vec<_>>(),
        "measures": measures.collect::<Vec<_>>(),
        "notices": notices.collect::<Vec<_>>(),
    });
    fs::write(out.join("names.json"), serde_json::to_vec_pretty(&names)?)?;
    Ok(())
}

/// A list of every column and attribute, so that the model has them all.
fn show_everything(board: &mut Dashboard) {
    let source = SourceId(0);
    let columns = board.sources.first().map_or(0, |s| s.columns.len());
    let columns =
        (0..columns).map(|at| FieldRef::Column(source, casus::formula::term::ColumnId(at)));
    let attributes =
        (0..board.attributes.len()).map(|at| FieldRef::Attribute(source, AttributeId(at)));
    let place = Place {
        x: 0,
        y: 0,
        width: 12,
        height: 12,
    };
    let tile = Tile {
        id: "everything".to_owned(),
        title: "Everything".to_owned(),
        read: None,
        alt: "Everything".to_owned(),
        form: Form::List,
        query: Query {
            source,
            measures: Vec::new(),
            fields: columns.chain(attributes).collect(),
            dimensions: Vec::new(),
            period: None,
            order: None,
            top: None,
            last: None,
            compared: false,
            filter: None,
        },
        limits: Vec::new(),
        serves: Vec::new(),
        place,
        span: Span::default(),
    };
    if let Some(page) = board.pages.first_mut() {
        page.tiles.push(tile);
    }
}
