//! What was answered so far, and the case that it makes.

use super::read::{self, written};
use crate::diag::Lang;
use crate::syntax::keywords::{Better, Kind, Order, Personal, Stage, TableColumn, TypeWord, Use};
use crate::syntax::values::BLANK;
use crate::syntax::{self, BlockKind, FieldKey};
use crate::{format, model};
use jiff::civil::Date;
use std::fmt::Write;

/// Names longer than this make formulas hard to read.
const LONG_NAME: usize = 24;

/// What somebody said; `None` where it is still open.
pub(super) type Answer = Option<String>;

/// Everything that was answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) title: Answer,
    /// The questions that are worked out; the last is the one at hand.
    pub(super) questions: Vec<Asked>,
    pub(super) parked: Vec<Parked>,
    /// Every number that somebody named.
    pub(super) measures: Vec<Number>,
    pub(super) source: Answer,
    pub(super) columns: Vec<Column>,
    /// Whether somebody said what is personal in the columns.
    pub(super) weighed: bool,
    pub(super) legal_basis: Answer,
    pub(super) purpose: Answer,
    pub(super) maintainer: Answer,
    pub(super) review: Answer,
}

/// A question and the act that follows.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) then: Answer,
    pub(super) who: Answer,
    pub(super) occasion: Occasion,
    pub(super) within: Answer,
    pub(super) meeting: Answer,
    pub(super) duty: Answer,
    pub(super) otherwise: Answer,
}

/// What sets an act off.
#[derive(Clone, Debug, Default)]
pub(super) struct Occasion {
    pub(super) way: Way,
    /// What was said about it in words that can't be computed.
    pub(super) words: Vec<String>,
    /// A limit that was written out as a formula, or a date.
    pub(super) whole: Answer,
    /// The number that is looked at: a position in [`Draft::measures`]. Several when a formula was written out.
    pub(super) numbers: Vec<usize>,
    /// `< 85%`.
    pub(super) limit: Answer,
    /// The column that each is judged by, or that is chosen from.
    pub(super) each: Answer,
    /// `4 weeks`.
    pub(super) lasting: Answer,
    /// `top 10`.
    pub(super) how_many: Answer,
}

/// The three ways in which an act is set off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// Not said yet.
    #[default]
    Open,
    /// A number passes a limit.
    Limit,
    /// The highest or lowest are chosen.
    Choice,
    /// A date comes.
    Day,
}

/// A question kept for later.
#[derive(Clone, Debug, Default)]
pub(super) struct Parked {
    pub(super) text: String,
    pub(super) reason: Answer,
    /// What was answered before it was parked, as comments.
    pub(super) notes: Vec<String>,
}

/// A number that somebody looks at.
#[derive(Clone, Debug, Default)]
pub(super) struct Number {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) formula: Answer,
    /// How it is computed in words that are no formula.
    pub(super) words: Answer,
    pub(super) date: Answer,
    /// What its empty dates mean, each a clause.
    pub(super) empty: Vec<String>,
    pub(super) unit: Answer,
}

/// A column of the source.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    /// Its name in the data, when that differs.
    pub(super) from: Answer,
    pub(super) ty: TypeWord,
    pub(super) personal: Option<Personal>,
    /// Whether somebody said that it always has a value.
    pub(super) never_empty: bool,
}

impl Occasion {
    /// Whether enough was said to compute it.
    pub(super) fn is_complete(&self) -> bool {
        match self.way {
            Way::Open => false,
            Way::Limit => self.whole.is_some() || self.limit.is_some(),
            Way::Choice => self.how_many.is_some() && !self.numbers.is_empty(),
            Way::Day => self.whole.is_some(),
        }
    }

    /// The field and, when enough was said, what stands in it.
    fn line(&self, numbers: &[Number], lang: Lang) -> (FieldKey, Answer) {
        let first = self.numbers.first().and_then(|at| numbers.get(*at));
        let first = first.map(|number| number.name.as_str());
        let each = self.each.as_deref();
        match self.way {
            Way::Open => (FieldKey::When, None),
            Way::Limit if self.whole.is_some() => (FieldKey::When, self.whole.clone()),
            Way::Limit => {
                let limited = || {
                    let mut line = format!("{} {}", first?, self.limit.as_ref()?);
                    if let Some(each) = each {
                        _ = write!(line, " per {each}");
                    }
                    if let Some(lasting) = &self.lasting {
                        _ = write!(line, " {} {lasting}", lang.pick("for", "gedurende"));
                    }
                    Some(line)
                };
                (FieldKey::When, limited())
            }
            Way::Choice => {
                let by = lang.pick("by", "op");
                let chosen = || {
                    Some(format!(
                        "{} {} {by} {}",
                        self.how_many.as_ref()?,
                        each?,
                        first?
                    ))
                };
                (FieldKey::Choose, chosen())
            }
            Way::Day => (FieldKey::OnDate, self.whole.clone()),
        }
    }

    /// What was said, where it is not enough to compute anything.
    fn left_over(&self, numbers: &[Number]) -> Answer {
        if self.is_complete() || self.way == Way::Day {
            return None;
        }
        let first = self.numbers.first().and_then(|at| numbers.get(*at));
        let parts = [
            self.how_many.as_deref(),
            self.each.as_deref(),
            first.map(|n| n.label.as_str()),
        ];
        let said: Vec<_> = parts.into_iter().flatten().collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    /// Whether somebody acts when this number is low; `None` when nobody waits for it.
    fn is_low(&self, number: &Number, numbers: &[Number]) -> Option<bool> {
        if let Some(limit) = &self.limit {
            let first = self.numbers.first().and_then(|at| numbers.get(*at));
            return first
                .filter(|first| first.name == number.name)
                .map(|_| read::is_lower(limit));
        }
        let whole = self.whole.as_ref().filter(|_| self.way == Way::Limit)?;
        let whole = whole.to_lowercase();
        let (_, rest) = whole.split_once(number.name.as_str())?;
        match rest.trim_start().chars().next() {
            Some('<') => Some(true),
            Some('>') => Some(false),
            _ => None,
        }
    }

    /// Whether the numbers are used: by what sets the act off, or by what is shown when the day comes.
    fn uses_numbers(&self) -> bool {
        self.way == Way::Day || self.is_complete()
    }
}

impl Asked {
    /// What kind of question it is, as follows from what sets the act off.
    fn kind(&self) -> Kind {
        match self.occasion.way {
            Way::Open | Way::Limit => Kind::Steering,
            Way::Choice => Kind::Selection,
            Way::Day if self.duty.is_some() => Kind::Accountability,
            Way::Day => Kind::Exploration,
        }
    }

    /// The name of its action.
    pub(super) fn action(&self, lang: Lang) -> String {
        format!("{}_{}", self.name, lang.pick("act", "aanpak"))
    }

    /// What was answered, each as a line.
    pub(super) fn notes(&self, numbers: &[Number], lang: Lang) -> Vec<String> {
        let mut notes = Vec::new();
        let mut note = |key: FieldKey, answer: &Answer| {
            notes.extend(
                answer
                    .as_ref()
                    .map(|text| format!("{}: {text}", key.word(lang))),
            );
        };
        note(FieldKey::Then, &self.then);
        note(FieldKey::Who, &self.who);
        for words in &self.occasion.words {
            note(FieldKey::When, &Some(words.clone()));
        }
        note(FieldKey::When, &self.occasion.left_over(numbers));
        let (key, line) = self.occasion.line(numbers, lang);
        note(key, &line);
        note(FieldKey::Within, &self.within);
        note(FieldKey::Meeting, &self.meeting);
        notes
    }
}

/// What may stand in a case only to judge another answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gaps {
    /// What is open is open.
    Open,
    /// Who acts and how soon is taken as said, so that the act is judged by its own words.
    Filled,
}

impl Draft {
    /// The position of a number with this name in words; a new one when nobody named it before.
    pub(super) fn number(&mut self, words: &str) -> Option<usize> {
        let name = read::name(words)?;
        let name = match name.len() {
            // A name of the language stays as it is, for a formula says it.
            _ if read::is_name(words) => words.to_lowercase(),
            0..=LONG_NAME => name,
            _ => read::short_name(words)?,
        };
        let label = model::readable(words);
        let same = |n: &Number| n.label.to_lowercase() == label.to_lowercase();
        Some(self.measures.iter().position(same).unwrap_or_else(|| {
            let name = free(name, |name| self.measures.iter().any(|n| n.name == name));
            self.measures.push(Number {
                name,
                label,
                ..Number::default()
            });
            self.measures.len() - 1
        }))
    }

    /// The name of the column that these words stand for; a new column when there is none. What it is called in the data is not
    /// known yet.
    pub(super) fn column(&mut self, words: &str, ty: TypeWord) -> Option<String> {
        let name = read::name(words)?;
        if !self.columns.iter().any(|c| c.name == name) {
            self.columns.push(Column {
                name: name.clone(),
                from: None,
                ty,
                personal: None,
                never_empty: false,
            });
        }
        Some(name)
    }

    /// What sets the act at hand off, as it stands in the case; `None` while it is open.
    pub(super) fn occasion(&self, lang: Lang) -> Answer {
        let (key, line) = self.questions.last()?.occasion.line(&self.measures, lang);
        Some(format!("{}: {}", key.word(lang), line?))
    }

    /// The numbers that some act needs.
    pub(super) fn needed(&self) -> Vec<usize> {
        let used = self.questions.iter().map(|q| &q.occasion);
        let used = used.filter(|o| o.uses_numbers());
        let mut used: Vec<_> = used.flat_map(|o| o.numbers.iter().copied()).collect();
        used.sort_unstable();
        used.dedup();
        used
    }

    /// Whether some column holds personal data.
    pub(super) fn is_personal(&self) -> bool {
        self.columns
            .iter()
            .any(|c| c.personal.is_some_and(|p| p > Personal::No))
    }

    /// The dates among the columns.
    pub(super) fn dates(&self) -> Vec<&str> {
        let columns = self.columns.iter();
        let dated = columns.filter(|c| matches!(c.ty, TypeWord::Date | TypeWord::Moment));
        dated.map(|c| c.name.as_str()).collect()
    }

    /// Whether it is compared with a percentage.
    pub(super) fn is_share(&self, number: usize) -> bool {
        let mut occasions = self.questions.iter().map(|q| &q.occasion);
        let percent = |limit: &String| limit.ends_with('%');
        occasions.any(|o| o.numbers == [number] && o.limit.as_ref().is_some_and(percent))
    }

    /// The columns that hold numbers.
    pub(super) fn amounts(&self) -> Vec<&str> {
        let columns = self.columns.iter();
        let amounts = columns.filter(|c| matches!(c.ty, TypeWord::Number | TypeWord::WholeNumber));
        amounts.map(|c| c.name.as_str()).collect()
    }

    /// Whether the number's rows have to be put in periods.
    pub(super) fn is_over_time(&self, number: usize) -> bool {
        let mut occasions = self.questions.iter().map(|q| &q.occasion);
        occasions.any(|o| o.numbers.contains(&number) && o.lasting.is_some())
    }

    /// The case, in the canonical layout.
    pub(super) fn text(&self, name: &str, today: Date, lang: Lang, gaps: Gaps) -> String {
        let mut page = Page {
            text: String::new(),
            lang,
        };
        self.head(&mut page, name, today);
        let mut visuals = Vec::new();
        for asked in &self.questions {
            self.question(&mut page, asked, gaps);
            self.visuals(asked, lang, &mut visuals);
        }
        for parked in &self.parked {
            page.head(BlockKind::Parked, &format!(": {}", parked.text));
            for note in &parked.notes {
                page.note(note);
            }
            page.field(FieldKey::Reason, &parked.reason);
        }
        self.data(&mut page);
        for (name, sentence, action, alt) in visuals {
            page.head(BlockKind::Visual, &format!(" {name}: {sentence}"));
            page.field(FieldKey::Serves, &Some(action));
            page.field(FieldKey::Alt, &Some(alt));
        }
        self.privacy(&mut page);
        let (tree, _) = syntax::parse(&page.text);
        format::format(&page.text, &tree)
    }

    fn head(&self, page: &mut Page, name: &str, today: Date) {
        let lang = page.lang;
        let title = self.title.clone().unwrap_or_else(|| model::readable(name));
        page.head(
            BlockKind::Case,
            &format!(" {name} \"{}\"", title.replace('"', "'")),
        );
        page.field(FieldKey::Cycle, &Some("1".to_owned()));
        page.field(
            FieldKey::Stage,
            &Some(Stage::Workshop.word(lang).to_owned()),
        );
        page.field(FieldKey::Workshop, &Some(written(today, lang)));
        page.field(FieldKey::Maintainer, &self.maintainer);
        page.field(FieldKey::ReviewBefore, &self.review);
    }

    fn question(&self, page: &mut Page, asked: &Asked, gaps: Gaps) {
        let lang = page.lang;
        let stand_in = |answer: &Answer, en: &str, nl: &str| match gaps {
            Gaps::Open => answer.clone(),
            Gaps::Filled => Some(lang.pick(en, nl).to_owned()),
        };
        page.head(
            BlockKind::Question,
            &format!(" {}: {}", asked.name, asked.text),
        );
        page.field(FieldKey::Kind, &Some(asked.kind().word(lang).to_owned()));
        let answers = lang.pick("answers", "bij");
        page.head(
            BlockKind::Action,
            &format!(" {} {answers} {}", asked.action(lang), asked.name),
        );
        for words in &asked.occasion.words {
            page.words(words);
        }
        if let Some(words) = asked.occasion.left_over(&self.measures) {
            page.words(&words);
        }
        let (key, line) = asked.occasion.line(&self.measures, lang);
        page.field(key, &line);
        page.field(FieldKey::Then, &asked.then);
        page.field(FieldKey::Who, &stand_in(&asked.who, "planner", "planner"));
        if asked.occasion.way != Way::Day {
            page.field(
                FieldKey::Within,
                &stand_in(&asked.within, "1 week", "1 week"),
            );
        }
        page.field(FieldKey::Meeting, &asked.meeting);
        match asked.kind() {
            Kind::Accountability => page.field(FieldKey::Duty, &asked.duty),
            Kind::Exploration => page.field(FieldKey::Otherwise, &asked.otherwise),
            Kind::Steering | Kind::Selection => {}
        }
    }

    /// The source with its columns, and the numbers.
    fn data(&self, page: &mut Page) {
        let lang = page.lang;
        let needed = self.needed();
        if self.source.is_some() || !self.columns.is_empty() || !needed.is_empty() {
            let text = self.source.as_deref();
            let name = text.and_then(|text| match read::file(text) {
                Some(file) => read::file_name(file),
                None => read::short_name(text),
            });
            let name = name.unwrap_or_else(|| lang.pick("data", "gegevens").to_owned());
            page.head(
                BlockKind::Source,
                &format!(" {name}: {}", text.unwrap_or(BLANK)),
            );
            if let Some(file) = text.and_then(read::file) {
                page.field(FieldKey::File, &Some(file.to_owned()));
            }
            self.table(page);
        }
        for number in needed.iter().filter_map(|at| self.measures.get(*at)) {
            page.head(
                BlockKind::Measure,
                &format!(" {} \"{}\"", number.name, number.label.replace('"', "'")),
            );
            if let Some(words) = &number.words {
                page.words(words);
            }
            page.field(FieldKey::Is, &number.formula);
            if number.date.is_some() {
                page.field(FieldKey::Date, &number.date);
            }
            if !number.empty.is_empty() {
                page.field(FieldKey::Empty, &Some(number.empty.join("; ")));
            }
            if number.unit.is_some() {
                page.field(FieldKey::Unit, &number.unit);
            }
            if let Some(better) = self.better(number) {
                page.field(FieldKey::Better, &Some(better.word(lang).to_owned()));
            }
        }
    }

    /// Which way is better: away from the side on which somebody acts.
    fn better(&self, number: &Number) -> Option<Better> {
        let occasions = self.questions.iter().map(|q| &q.occasion);
        let mut sides = occasions.filter_map(|o| o.is_low(number, &self.measures));
        let low = sides.next()?;
        let agree = sides.all(|side| side == low);
        agree.then_some(if low { Better::Higher } else { Better::Lower })
    }

    fn table(&self, page: &mut Page) {
        let lang = page.lang;
        if self.columns.is_empty() {
            return;
        }
        let renamed = self.columns.iter().any(|c| c.from.is_some());
        let ruled = self.columns.iter().any(|c| c.never_empty);
        let heads = TableColumn::ALL.iter().filter(|head| match head {
            TableColumn::Rule => ruled,
            TableColumn::Label => false,
            TableColumn::From => renamed,
            _ => true,
        });
        let heads: Vec<_> = heads.copied().collect();
        page.row(heads.iter().map(|head| head.word(lang).to_owned()));
        for column in &self.columns {
            page.row(heads.iter().map(|head| {
                match head {
                    TableColumn::Column => column.name.clone(),
                    TableColumn::Type => column.ty.word(lang).to_owned(),
                    TableColumn::From => column.from.clone().unwrap_or_default(),
                    TableColumn::PersonalData => {
                        column.personal.map_or("", |p| p.word(lang)).to_owned()
                    }
                    TableColumn::UsedFor => self
                        .used_for(column)
                        .map_or("", |u| u.word(lang))
                        .to_owned(),
                    TableColumn::Rule if column.never_empty => {
                        lang.pick("not empty", "niet leeg").to_owned()
                    }
                    TableColumn::Rule | TableColumn::Label => String::new(),
                }
            }));
        }
    }

    fn used_for(&self, column: &Column) -> Option<Use> {
        let mut occasions = self.questions.iter().map(|q| &q.occasion);
        if occasions.any(|o| o.each.as_ref() == Some(&column.name)) {
            return Some(Use::Split);
        }
        let needed = self.needed();
        let mut numbers = needed.iter().filter_map(|at| self.measures.get(*at));
        let computes = |number: &Number| {
            let formula = number.formula.as_deref().unwrap_or_default().to_lowercase();
            let mut words = formula.split(|c: char| !c.is_alphanumeric() && c != '_');
            words.any(|word| word == column.name) || number.date.as_ref() == Some(&column.name)
        };
        numbers.any(computes).then_some(Use::Compute)
    }

    /// What somebody has to see to act: name, sentence, the action it serves, and what a screen reader says.
    fn visuals(&self, asked: &Asked, lang: Lang, all: &mut Vec<(String, String, String, String)>) {
        let occasion = &asked.occasion;
        if !occasion.uses_numbers() {
            return;
        }
        let (of, by) = lang.pick(("of", "by"), ("van", "per"));
        let each = occasion.each.as_ref();
        let limit = occasion.limit.as_deref();
        let drawn = limit.and_then(|l| l.split_once(' '));
        let drawn = drawn
            .map(|(_, number)| format!(", {} {number}", lang.pick("limit", "grens")))
            .unwrap_or_default();
        let mut add = |name: String, sentence: String, alt: String| {
            let name = free(name, |name| all.iter().any(|(taken, ..)| taken == name));
            all.push((name, sentence, asked.action(lang), alt));
        };
        for number in occasion
            .numbers
            .iter()
            .filter_map(|at| self.measures.get(*at))
        {
            let (name, label) = (&number.name, &number.label);
            let Some(each) = each else {
                let words = lang.pick("number", "getal");
                add(
                    format!("{name}_{}", lang.pick("now", "nu")),
                    format!("{words} {of} {name}"),
                    label.clone(),
                );
                over_time(&mut add, occasion, (name, label), &drawn, lang);
                continue;
            };
            let most = occasion.how_many.as_deref().map(|h| h.starts_with("top"));
            let low = occasion.is_low(number, &self.measures);
            let order = match most.or(low.map(|low| !low)) {
                Some(true) => Order::HighestFirst,
                _ => Order::LowestFirst,
            };
            let order = order.word(lang);
            let top = occasion.how_many.as_deref().and_then(|h| h.split_once(' '));
            let top = top
                .map(|(_, count)| format!(", top {count}"))
                .unwrap_or_default();
            let sentence = format!(
                "{} {of} {name} {by} {each}, {order}{top}{drawn}",
                lang.pick("bar", "staaf")
            );
            let shown = model::readable(each).to_lowercase();
            let alt = lang.pick(
                format!("Bars: {label} by {shown}, {order}"),
                format!("Staven: {label} per {shown}, {order}"),
            );
            add(format!("{name}_{by}_{each}"), sentence, alt);
            over_time(&mut add, occasion, (name, label), &drawn, lang);
        }
    }

    fn privacy(&self, page: &mut Page) {
        let lang = page.lang;
        if self.columns.is_empty() {
            return;
        }
        page.head(BlockKind::Privacy, "");
        let mut classes: Vec<Personal> = self.columns.iter().filter_map(|c| c.personal).collect();
        classes.retain(|class| *class > Personal::No);
        classes.sort_unstable();
        classes.dedup();
        let words: Vec<_> = classes.iter().map(|class| class.word(lang)).collect();
        let said = match (self.weighed, words.is_empty()) {
            (false, _) => None,
            (true, true) => Some(lang.pick("none", "geen").to_owned()),
            (true, false) => Some(words.join(", ")),
        };
        page.field(FieldKey::PersonalData, &said);
        if !classes.is_empty() {
            page.field(FieldKey::LegalBasis, &self.legal_basis);
            page.field(FieldKey::Purpose, &self.purpose);
        }
    }
}

/// The name itself, or with a number behind it while it is taken.
pub(super) fn free(name: String, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|n| format!("{name}_{n}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or(name)
}

/// The line over the periods that a limit must hold for.
fn over_time(
    add: &mut impl FnMut(String, String, String),
    occasion: &Occasion,
    (name, label): (&str, &str),
    drawn: &str,
    lang: Lang,
) {
    let Some(grain) = occasion
        .lasting
        .as_deref()
        .and_then(|l| read::grain(l, lang))
    else {
        return;
    };
    let by = occasion
        .each
        .as_ref()
        .map(|each| format!(" {} {each}", lang.pick("by", "per")));
    let by = by.unwrap_or_default();
    let form = lang.pick("line of", "lijn van");
    let alt = lang.pick(
        format!("Line: {label} per {grain}"),
        format!("Lijn: {label} per {grain}"),
    );
    add(
        format!("{name}_per_{grain}"),
        format!("{form} {name}{by} per {grain}{drawn}"),
        alt,
    );
}

/// The text while it is written.
struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn head(&mut self, kind: BlockKind, rest: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        _ = writeln!(self.text, "{gap}{}{rest}", kind.word(self.lang));
    }

    fn field(&mut self, key: FieldKey, answer: &Answer) {
        let text = answer.as_deref().unwrap_or(BLANK);
        _ = writeln!(self.text, "  {}: {text}", key.word(self.lang));
    }

    /// What somebody said and the language can't carry.
    fn words(&mut self, words: &str) {
        let said = self.lang.pick("in words", "in woorden");
        self.note(&format!("{said}: {words}"));
    }

    fn note(&mut self, words: &str) {
        _ = writeln!(self.text, "  # {words}");
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let cells: Vec<_> = cells.map(|cell| cell.replace('|', "/")).collect();
        _ = writeln!(self.text, "  | {} |", cells.join(" | "));
    }
}
