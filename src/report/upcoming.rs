//! What falls due over all cases, as a table and for machines.

use super::bold;
use crate::checks::due::{self, Due, What};
use crate::diag::Lang;
use crate::model::Case;
use crate::page::format::NOTHING;
use jiff::civil::Date;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// Version of the format for machines; a change that readers can trip over raises it.
const VERSION: u32 = 1;

/// The days from which and up to which is looked.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// The day on which is judged. What fell due before it and was not mended is listed too.
    pub as_of: Date,
    /// The last day.
    pub until: Date,
}

/// Something that falls due in a case.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    path: &'a str,
    case: &'a Case,
    due: Due,
}

/// What falls due in the cases, each with the path of its file: by day, then by case.
pub fn list<'a>(
    cases: impl IntoIterator<Item = (&'a str, &'a Case)>,
    stretch: Stretch,
) -> Vec<Item<'a>> {
    let items = cases.into_iter().flat_map(|(path, case)| {
        let due = due::of(case, stretch.as_of).into_iter();
        due.map(move |due| Item { path, case, due })
    });
    let mut items: Vec<_> = items.filter(|i| i.due.date <= stretch.until).collect();
    items.sort_by_key(|i| (i.due.date, i.case.name.to_lowercase(), i.path));
    items
}

impl Item<'_> {
    /// The action that is due, when it is one.
    fn action(&self) -> Option<&str> {
        match self.due.what {
            What::Action { id, .. } => Some(&self.case.actions.get(id.0)?.name.value),
            What::Review | What::Dpia => None,
        }
    }

    fn who(&self) -> Option<&str> {
        let maintainer = self.case.facts.maintainer.as_ref();
        maintainer.map(|who| who.value.as_str())
    }

    fn row(&self, as_of: Date, lang: Lang) -> [String; 4] {
        let what = match self.due.what {
            What::Review => lang.pick("review", "herziening").to_owned(),
            What::Dpia => "DPIA".to_owned(),
            What::Action { .. } => {
                let name = self.action().unwrap_or_default();
                format!("{} {name}", lang.pick("action", "actie"))
            }
        };
        let passed = match self.due.date < as_of {
            true => lang.pick(" (passed)", " (voorbij)"),
            false => "",
        };
        [
            self.due.date.to_string(),
            self.case.name.value.clone(),
            what + passed,
            self.who().unwrap_or(NOTHING).to_owned(),
        ]
    }
}

/// The list for people, under a head.
pub fn table(items: &[Item<'_>], stretch: Stretch, lang: Lang) -> String {
    let until = stretch.until;
    if items.is_empty() {
        return lang.pick(
            format!("Nothing falls due up to {until}.\n"),
            format!("Er is niets te doen tot en met {until}.\n"),
        );
    }
    let head = lang.pick(
        ["date", "case", "what", "maintainer"],
        ["datum", "casus", "wat", "beheerder"],
    );
    let rows = items.iter().map(|item| item.row(stretch.as_of, lang));
    let rows: Vec<_> = std::iter::once(head.map(str::to_owned))
        .chain(rows)
        .collect();
    let widths = [0, 1, 2, 3].map(|column| {
        let cells = rows.iter().map(|row| row[column].width());
        cells.max().unwrap_or_default()
    });
    let lines = rows.iter().enumerate().map(|(at, row)| {
        let cells = row.iter().zip(widths).map(|(cell, width)| {
            let gap = width.saturating_sub(cell.width());
            format!("{cell}{}", " ".repeat(gap))
        });
        let line = cells.collect::<Vec<_>>().join("  ");
        let line = line.trim_end();
        match at {
            0 => bold(line) + "\n",
            _ => format!("{line}\n"),
        }
    });
    lines.collect()
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    as_of: String,
    until: String,
    upcoming: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    date: String,
    passed: bool,
    path: &'a str,
    case: &'a str,
    what: &'static str,
    action: Option<&'a str>,
    maintainer: Option<&'a str>,
}

/// The list for machines.
pub fn json(items: &[Item<'_>], stretch: Stretch) -> String {
    let rows = items.iter().map(|item| Row {
        date: item.due.date.to_string(),
        passed: item.due.date < stretch.as_of,
        path: item.path,
        case: &item.case.name.value,
        what: match item.due.what {
            What::Review => "review",
            What::Action { .. } => "action",
            What::Dpia => "dpia",
        },
        action: item.action(),
        maintainer: item.who(),
    });
    let report = Report {
        version: VERSION,
        as_of: stretch.as_of.to_string(),
        until: stretch.until.to_string(),
        upcoming: rows.collect(),
    };
    // Strings and booleans only: this can't fail.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
