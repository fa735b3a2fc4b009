//! A `source` block from a file: types, notations, values that mean "empty", a key, likely rules and likely personal data.
//!
//! `read` opens the file and measures it, the modules beside it each draw one kind of conclusion, `block` writes them down as a
//! block in the language asked for, and `remarks` tells what was seen of the quality. What only people know stays open:
//! who owns the data, and what they are used for.

pub(super) mod alike;
mod block;
pub(super) mod empties;
mod names;
mod order;
mod personal;
mod read;
mod remarks;
mod rules;
mod types;
mod words;

use super::cell::Reading;
use super::profile::{ColumnProfile, Profile};
use crate::diag::{Diagnostic, Lang};
use crate::formula::term::Type;
use crate::model::Personal;
use alike::Alike;
use jiff::civil::Date;
use order::Reversed;
use personal::Likely;
use read::Table;
use std::path::Path;
use types::{Doubt, Given, Notations};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The folder of the case.
    pub folder: &'a Path,
    /// The file, seen from there.
    pub file: &'a str,
    /// The sheet of a workbook; the first where nobody says.
    pub sheet: Option<&'a str>,
    /// The language of the case.
    pub lang: Lang,
    /// After this day is the future.
    pub as_of: Date,
}

/// What a file gives.
#[derive(Clone, Debug)]
pub struct Inferred {
    /// The name of the source.
    pub name: String,
    /// The block, whose lines the findings are about.
    pub text: String,
    /// What was seen of the quality, and what was chosen.
    pub findings: Vec<Diagnostic>,
}

/// Makes a `source` block of a file.
///
/// # Errors
/// When the file is not there, is of an unknown kind, or can't be read: a finding that says so.
pub fn infer(wish: &Wish<'_>) -> Result<Inferred, Box<Diagnostic>> {
    let table = Table::open(wish)?;
    let (profile, troubles) = table.profile()?;
    let found = Found::of(&table, profile, wish)?;
    let block = block::write(&table, &found, wish);
    let mut findings = remarks::tell(&table, &found, &block, wish);
    findings.extend(troubles.into_iter().map(|mut trouble| {
        trouble.span = block.file;
        trouble
    }));
    findings.sort_by_key(Diagnostic::order);
    Ok(Inferred {
        name: block.name,
        text: block.text,
        findings,
    })
}

/// All that was concluded.
struct Found {
    profile: Profile,
    columns: Vec<Column>,
    notations: Notations,
    /// The values that mean "empty", as they stand in the data.
    missing: Vec<String>,
    reversed: Vec<Reversed>,
}

/// A column, and what was concluded about it.
struct Column {
    title: String,
    name: String,
    ty: Type,
    doubt: Option<Doubt>,
    /// Cells that are empty, those that say so in a word among them.
    empty: u64,
    /// Whether no value stands there twice, and that is no accident.
    unique: bool,
    /// Whether it tells the rows apart.
    key: bool,
    personal: Option<Likely>,
    left_out: Option<LeftOut>,
    alike: Vec<Alike>,
    rules: String,
}

/// Why a column is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LeftOut {
    /// It is likely about people.
    Personal,
    /// It says the same in each row.
    Constant,
    /// There is nothing in it.
    Empty,
    /// It has no title, or one that an earlier column has, so a case can't name it.
    Nameless,
}

impl Found {
    fn of(table: &Table, profile: Profile, wish: &Wish<'_>) -> Result<Found, Box<Diagnostic>> {
        let given: Vec<Given<'_>> = table
            .header
            .iter()
            .zip(&profile.columns)
            .zip(&table.own_types)
            .map(|((title, profile), own)| Given {
                title,
                profile,
                own: *own,
            })
            .collect();
        let missing = missing(&profile);
        let (notations, types) = types::find(&given, &missing, table.has_semicolons());
        let names = names::names(&table.header, wish.lang);
        let mut columns: Vec<Column> = Vec::new();
        for (((given, typed), name), at) in given.iter().zip(types).zip(names).zip(0..) {
            let nameless =
                given.title.is_empty() || table.header.iter().take(at).any(|t| t == given.title);
            columns.push(Column::of(given, typed, name, nameless, &missing));
        }
        complete_addresses(&mut columns);
        choose_key(&mut columns, &profile);
        for (column, profile) in columns.iter_mut().zip(&profile.columns) {
            column.rules = rules::of(column, profile, &missing, wish.lang);
        }
        let reversed = order::find(table, &dated(&columns, &missing, &notations))?;
        Ok(Found {
            profile,
            columns,
            notations,
            missing,
            reversed,
        })
    }

    /// The columns that are taken, with their profiles.
    fn taken(&self) -> impl Iterator<Item = (&Column, &ColumnProfile)> {
        self.all().filter(|(column, _)| column.left_out.is_none())
    }

    /// All columns, with their profiles.
    fn all(&self) -> impl Iterator<Item = (&Column, &ColumnProfile)> {
        self.columns.iter().zip(&self.profile.columns)
    }

    /// Whether each row is likely about one person.
    fn about_people(&self) -> bool {
        let sure = |c: &Column| {
            c.personal
                .as_ref()
                .is_some_and(|p| p.class >= Personal::Direct && p.row_is_person)
        };
        self.columns.iter().any(sure)
    }
}

impl Column {
    fn of(
        given: &Given<'_>,
        typed: types::Typed,
        name: String,
        nameless: bool,
        missing: &[String],
    ) -> Column {
        let profile = given.profile;
        let personal = personal::of(given.title, typed.ty, profile);
        let marked = empties::count(profile, missing);
        let different = profile
            .values
            .iter()
            .filter(|v| !missing.contains(&v.text))
            .count();
        let constant =
            profile.complete && different == 1 && profile.filled > 1 && profile.empty + marked == 0;
        let left_out = match () {
            () if nameless => Some(LeftOut::Nameless),
            () if profile.filled == marked => Some(LeftOut::Empty),
            () if personal.is_some() => Some(LeftOut::Personal),
            () if constant => Some(LeftOut::Constant),
            () => None,
        };
        let is_text = typed.ty == Type::Text;
        let alike = if is_text && typed.doubt.is_none() {
            alike::find(profile)
        } else {
            Vec::new()
        };
        let apart = matches!(typed.ty, Type::Text | Type::Whole) && profile.reads.longest <= 60;
        Column {
            title: given.title.to_owned(),
            name,
            ty: typed.ty,
            doubt: typed.doubt,
            empty: profile.empty + marked,
            unique: apart && profile.is_key() && marked == 0 && profile.filled > 1,
            key: false,
            personal,
            left_out,
            alike,
            rules: String::new(),
        }
    }
}

/// The values that mean "empty" in some column, and that no column of numbers holds in earnest.
fn missing(profile: &Profile) -> Vec<String> {
    let by_column: Vec<Vec<String>> = profile.columns.iter().map(empties::of).collect();
    let mut missing: Vec<String> = Vec::new();
    for value in by_column.iter().flatten() {
        let is_number = value.bytes().any(|b| b.is_ascii_digit());
        let in_earnest = profile.columns.iter().zip(&by_column).any(|(column, own)| {
            is_number && !own.contains(value) && column.values.iter().any(|v| v.text == *value)
        });
        // A list is cut at commas.
        let fits = !value.contains([',', '"']);
        if fits && !in_earnest && !missing.contains(value) {
            missing.push(value.clone());
        }
    }
    missing
}

/// A postcode with a house number is an address, which points at one household.
fn complete_addresses(columns: &mut [Column]) {
    if columns.iter().any(|c| personal::is_house_number(&c.title)) {
        for column in columns {
            if let Some(likely) = &mut column.personal
                && likely.class == Personal::Indirect
                && likely.is_postcode
            {
                *likely = personal::address();
            }
        }
    }
}

/// The column that tells the rows apart: one whose title says so, else the first that does.
fn choose_key(columns: &mut [Column], profile: &Profile) {
    let says_so = |c: &Column| {
        const KEYS: [&str; 12] = [
            "id",
            "nr",
            "no",
            "nummer",
            "number",
            "code",
            "key",
            "sleutel",
            "uuid",
            "guid",
            "kenmerk",
            "volgnummer",
        ];
        c.name
            .split('_')
            .any(|w| KEYS.contains(&w) || w.ends_with("nummer") || w.ends_with("code"))
    };
    let likely_class = |c: &Column| {
        c.personal
            .as_ref()
            .is_none_or(|p| p.class < Personal::Direct)
    };
    let able = |c: &Column| c.unique && c.left_out.is_none() && likely_class(c);
    let enough = profile.rows >= 2;
    let by_title = columns.iter().position(|c| able(c) && says_so(c));
    let first = || columns.iter().position(|c| able(c) && c.ty == Type::Text);
    let at = by_title.or_else(first).filter(|_| enough);
    for (column, n) in columns.iter_mut().zip(0..) {
        column.key = at == Some(n);
        // Amounts and counts that happen to differ say nothing.
        column.unique &= column.key || column.ty == Type::Text || says_so(column);
    }
}

/// How the columns with dates are read.
fn dated(columns: &[Column], missing: &[String], notations: &Notations) -> Vec<(usize, Reading)> {
    let missing: Vec<&str> = missing.iter().map(String::as_str).collect();
    let dated = columns.iter().zip(0..).filter(|(c, _)| c.ty.is_time());
    dated
        .map(|(column, at)| {
            let mut reading = Reading::new(column.ty, &missing);
            if let Some(dates) = &notations.dates {
                reading.dates = dates.clone();
            }
            (at, reading)
        })
        .collect()
}
