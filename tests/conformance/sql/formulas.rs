//! `formulas/TOPIC.tsv`: a line is a language, a formula, the rows that it is asked of and what comes out; see `formulas/README.md`.

use super::{Outcome, asked, lowered, table};
use casus::dashboard::sql::Queries;
use casus::formula::sql::{Dialect, Unsupported};
use casus::formula::term::{AttributeId, MeasureId, SourceId};
use casus::model::Policy;
use casus::syntax;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The columns of every file, with their types in English and Dutch.
const COLUMNS: [(&str, &str, &str); 14] = [
    ("line", "whole number", "geheel getal"),
    ("nr", "whole number", "geheel getal"),
    ("x", "number", "getal"),
    ("y", "number", "getal"),
    ("v", "whole number", "geheel getal"),
    ("w", "whole number", "geheel getal"),
    ("a", "date", "datum"),
    ("b", "date", "datum"),
    ("m", "moment", "moment"),
    ("n", "moment", "moment"),
    ("t", "text", "tekst"),
    ("u", "text", "tekst"),
    ("g", "text", "tekst"),
    ("f", "yes/no", "ja/nee"),
];

/// What the comments at the head of a file say.
struct Head {
    as_of: Date,
    policy: Policy,
}

/// One line of a file.
struct Line<'a> {
    number: usize,
    dutch: bool,
    formula: &'a str,
    by: Option<&'a str>,
    rows: Vec<Vec<Option<String>>>,
    expected: &'a str,
    empty: &'a str,
    notes: &'a str,
}

/// The table of a file with the rows of all its lines, and a query for each line.
pub(crate) fn formulas(path: &Path, dialect: Dialect) -> Outcome<Value> {
    let text = fs::read_to_string(path)?;
    let name = path
        .file_stem()
        .map(|n| n.to_string_lossy().into_owned())
        .ok_or("no name")?;
    let head = Head::read(&text)?;
    let (mut rows, mut queries, mut made, mut wrong) = (vec![], vec![], None, String::new());
    for (at, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let line = Line::read(at + 1, line).and_then(|line| {
            let (query, like) = line.query(&name, &head, dialect)?;
            Ok((line.rows, query, like))
        });
        match line {
            Ok((more, query, like)) => {
                queries.push(query);
                rows.extend(more.iter().map(|row| json!(row)));
                made = Some(like);
            }
            Err(e) => wrong += &format!("\n{name}.tsv, line {}: {e}", at + 1),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let like = made.ok_or("no lines")?;
    let tables = [table(&like, rows)?];
    Ok(
        json!({ "case": format!("formulas/{name}"), "dialect": dialect.product(), "tables": tables, "queries": queries }),
    )
}

impl Head {
    fn read(text: &str) -> Outcome<Head> {
        let said = |what: &str| {
            let mut comments = text.lines().filter_map(|l| l.strip_prefix("# "));
            comments.find_map(|l| l.strip_prefix(what))
        };
        let as_of = said("as of ").ok_or("no line '# as of DATE'")?.parse()?;
        let policy = match said("holidays ") {
            Some(days) => format!("organisation town\n  holidays: {days}\n"),
            None => "organisation town\n".to_owned(),
        };
        let (policy, wrong) = casus::analyse_policy(&syntax::parse(&policy).0);
        if !wrong.is_empty() {
            return Err(format!("{wrong:#?}").into());
        }
        Ok(Head { as_of, policy })
    }
}

impl<'a> Line<'a> {
    fn read(number: usize, line: &'a str) -> Result<Line<'a>, String> {
        let mut cells = line.split('\t');
        let mut next = || cells.next().unwrap_or_default();
        let (lang, formula, rows, expected, empty, notes) =
            (next(), next(), next(), next(), next(), next());
        let (formula, by) = match formula.rsplit_once(" by ") {
            Some((formula, by)) => (formula, Some(by)),
            None => (formula, None),
        };
        Ok(Line {
            number,
            dutch: lang == "nl",
            formula,
            by,
            rows: rows_of(number, rows)?,
            expected,
            empty,
            notes,
        })
    }

    /// The query with what is expected of it, and the source that it reads.
    fn query(
        &self,
        name: &str,
        head: &Head,
        dialect: Dialect,
    ) -> Result<(Value, casus::dashboard::Source), String> {
        let per_row = lowered(&self.case(name, true), &head.policy, head.as_of);
        let (board, per_row) = match per_row {
            Ok(board) => (board, true),
            Err(as_row) => {
                let over_rows = lowered(&self.case(name, false), &head.policy, head.as_of);
                let told = |e| format!("neither per row ({as_row}) nor over rows ({e})");
                (over_rows.map_err(told)?, false)
            }
        };
        let source = board.sources.first().ok_or("no source")?.clone();
        let line = dialect.name("line");
        let table = |_: SourceId| {
            let table = dialect.name(name);
            format!(
                "(select * from {table} where {line} = {}) as l",
                self.number
            )
        };
        let queries = Queries {
            dashboard: &board,
            dialect,
            table: &table,
        };
        let made = match per_row {
            true => self.of_each(&queries),
            false => self.of_all(&queries),
        };
        let what = format!("line {}: {}", self.number, self.formula);
        let expected = self.expected(per_row)?;
        let notes = std::iter::once(self.notes);
        Ok((asked(&what, made, expected, notes, dialect), source))
    }

    fn of_each(&self, queries: &Queries<'_>) -> Result<String, Unsupported> {
        let mut rows = queries.rows(SourceId(0));
        if let Some(at) = rows
            .missing
            .iter()
            .position(|(id, _)| *id == AttributeId(0))
        {
            return Err(rows.missing.swap_remove(at).1);
        }
        let name = |name| queries.dialect.name(name);
        let (nr, answer) = (name("nr"), name("answer"));
        Ok(format!(
            "select {nr}, {answer} from (\n{}\n) as r",
            rows.sql
        ))
    }

    fn of_all(&self, queries: &Queries<'_>) -> Result<String, Unsupported> {
        let answer = queries.measure(MeasureId(0))?;
        let rows = queries.rows(SourceId(0)).sql;
        let by = self.by.map(|by| queries.dialect.name(by));
        Ok(match by {
            None => format!(
                "select null as {}, {answer} as {} from (\n{rows}\n) as r",
                queries.dialect.name("none"),
                queries.dialect.name("answer")
            ),
            Some(by) => format!(
                "select {by}, {answer} as {} from (\n{rows}\n) as r group by {by}",
                queries.dialect.name("answer")
            ),
        })
    }

    /// A small case about the formula.
    fn case(&self, name: &str, per_row: bool) -> String {
        let pick = |en: &'static str, nl: &'static str| if self.dutch { nl } else { en };
        let mut text = format!(
            "{} formulas \"Formulas\"\n{} {name}: {}\n",
            pick("case", "casus"),
            pick("source", "bron"),
            pick("one row a row", "een rij per rij"),
        );
        text += pick(
            "  | column | type | used for | rule |\n",
            "  | kolom | soort | waarvoor | regel |\n",
        );
        for (at, (column, en, nl)) in COLUMNS.iter().enumerate() {
            let full = !self.rows.is_empty() && self.rows.iter().all(|row| row[at].is_some());
            let rule = match full && matches!(*en, "date" | "moment") {
                true => pick("not empty", "niet leeg"),
                false => "",
            };
            let (ty, used) = (pick(en, nl), pick("compute", "rekenen"));
            text += &format!("  | {column} | {ty} | {used} | {rule} |\n");
        }
        text += &match per_row {
            true => format!(
                "{} answer {} {name}\n",
                pick("attribute", "kenmerk"),
                pick("of", "van")
            ),
            false => format!("{} answer\n", pick("measure", "maat")),
        };
        text += &format!("  is: {}\n", self.formula);
        if !self.empty.is_empty() {
            text += &format!("  {}: {}\n", pick("empty", "leeg"), self.empty);
        }
        text
    }

    /// Keys and values: of each row by its number, of each group by its value, or of all rows.
    fn expected(&self, per_row: bool) -> Result<Vec<Value>, String> {
        let parts = self.expected.split(", ");
        if let Some(by) = self.by {
            let pair = |part: &str| {
                let (key, value) = part
                    .split_once(':')
                    .ok_or(format!("no value for {by} {part}"))?;
                let key = if key == "(empty)" { "" } else { key };
                Ok(json!([key, value.trim()]))
            };
            return parts.map(pair).collect();
        }
        if !per_row {
            return Ok(vec![json!(["", self.expected])]);
        }
        match self.rows.len() {
            1 => Ok(vec![json!(["1", self.expected])]),
            rows if rows == self.expected.split(',').count() => {
                let parts = self.expected.split(',').enumerate();
                Ok(parts
                    .map(|(at, v)| json!([(at + 1).to_string(), v.trim()]))
                    .collect())
            }
            rows => Err(format!("{rows} rows and another number of values")),
        }
    }
}

/// `x: 1, 2, ; f: yes, no, yes` as rows; a text with a comma or semicolon stands in quotes.
fn rows_of(number: usize, text: &str) -> Result<Vec<Vec<Option<String>>>, String> {
    if text == "no rows" {
        return Ok(Vec::new());
    }
    let text = if text == "one empty row" { "" } else { text };
    let mut lists: Vec<(usize, Vec<Option<String>>)> = Vec::new();
    for part in split(text, ';') {
        let (name, values) = part
            .split_once(':')
            .ok_or(format!("no column in `{part}`"))?;
        let place = COLUMNS.iter().position(|c| c.0 == name.trim());
        let place = place.ok_or(format!("no column `{name}`"))?;
        let values = split(values, ',').into_iter().map(|v| cell(place, v));
        lists.push((place, values.collect()));
    }
    let length = lists.first().map_or(1, |(_, values)| values.len());
    if lists.iter().any(|(_, values)| values.len() != length) {
        return Err("columns of different lengths".to_owned());
    }
    let row = |at: usize| {
        let mut row = vec![None; COLUMNS.len()];
        row[0] = Some(number.to_string());
        row[1] = Some((at + 1).to_string());
        for (place, values) in &lists {
            row[*place].clone_from(&values[at]);
        }
        row
    };
    Ok((0..length).map(row).collect())
}

fn cell(place: usize, text: &str) -> Option<String> {
    let text = text.trim();
    let inside = text.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
    let text = match (COLUMNS[place].0, text) {
        ("f", "yes" | "ja") => "true",
        ("f", "no" | "nee") => "false",
        _ => inside.unwrap_or(text),
    };
    (!text.is_empty()).then(|| text.to_owned())
}

/// The parts between separators that stand outside quotes; none of an empty text.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut quoted = false;
    let parts = text.split(move |c| {
        quoted ^= c == '"';
        c == separator && !quoted
    });
    parts.filter(|_| !text.is_empty()).collect()
}
