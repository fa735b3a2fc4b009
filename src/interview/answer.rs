//! Answers put in the draft, each by the step that asked for it.

use super::draft::{Asked, Draft, Occasion, Way, free};
use super::judge::Judge;
use super::steps::Step;
use super::{Heard, State, read};
use crate::diag::Lang;
use crate::say;
use crate::syntax::keywords::{Personal, TypeWord};

/// More names in one formula are no trigger.
const MOST_NAMES: usize = 10;

/// What `line` comes to as the answer to the step at hand.
pub(super) fn read(state: &State, line: &str, judge: &Judge<'_>) -> Heard {
    let lang = judge.lang;
    let mut draft = state.draft.clone();
    let said = Some(line.to_owned());
    match state.step {
        Step::Title => draft.title = said,
        Step::Question => return question(draft, line),
        Step::Then => set(&mut draft, |asked| asked.then = said),
        Step::Who => set(&mut draft, |asked| asked.who = said),
        Step::Occasion => return occasion(draft, line, judge),
        Step::Number => return number(draft, line),
        Step::Limit => return limit(draft, line, lang),
        Step::Each => return each(draft, line, lang),
        Step::Lasting => return lasting(draft, line, lang),
        Step::Choice => return choice(draft, line, lang),
        Step::Day => return day(draft, line, lang),
        Step::Duty => set(&mut draft, |asked| asked.duty = said),
        Step::Otherwise => set(&mut draft, |asked| asked.otherwise = said),
        Step::Within => set(&mut draft, |asked| asked.within = said),
        Step::Meeting => set(&mut draft, |asked| asked.meeting = said),
        Step::Reason => {
            if let Some(parked) = draft.parked.last_mut() {
                parked.reason = said;
            }
        }
        Step::Another => {
            if read::yes_or_no(line).is_none() {
                return Heard::Again(say!(en "Type yes or no.", nl "Typ ja of nee."));
            }
        }
        Step::Source => draft.source = said,
        Step::Columns => return columns(draft, line),
        Step::Personal => return personal(draft, line),
        Step::Basis => draft.legal_basis = said,
        Step::Purpose => draft.purpose = said,
        Step::Formula(at) => return formula(draft, at, line),
        Step::Dated(at) => return dated(draft, at, line),
        Step::Empty(at) => return empty(draft, at, line, judge),
        Step::Unit(at) => {
            if let Some(number) = draft.measures.get_mut(at) {
                number.unit = said;
            }
        }
        Step::Maintainer => draft.maintainer = said,
        Step::Review => match read::date(line, lang) {
            Some(date) => draft.review = Some(date),
            None => return no_date(judge),
        },
        Step::Over => {}
    }
    Heard::Taken(draft.into())
}

fn set(draft: &mut Draft, put: impl FnOnce(&mut Asked)) {
    if let Some(asked) = draft.questions.last_mut() {
        put(asked);
    }
}

fn question(mut draft: Draft, line: &str) -> Heard {
    let Some(wanted) = read::short_name(line) else {
        return Heard::Again(say!(
            en "A question is a sentence in words.",
            nl "Een vraag is een zin in woorden."
        ));
    };
    let name = free(wanted, |name| {
        draft.questions.iter().any(|q| q.name == name)
    });
    draft.questions.push(Asked {
        name,
        text: line.to_owned(),
        ..Asked::default()
    });
    Heard::Taken(draft.into())
}

/// 1, 2, 3; or the whole line as it stands in a case; or words, which are kept.
fn occasion(draft: Draft, line: &str, judge: &Judge<'_>) -> Heard {
    let lang = judge.lang;
    let way = |way| {
        let mut draft = draft.clone();
        set(&mut draft, |asked| asked.occasion.way = way);
        Heard::Taken(draft.into())
    };
    match line.to_lowercase().trim_end_matches('.') {
        "1" | "limit" | "grens" => return way(Way::Limit),
        "2" | "choice" | "keuze" => return way(Way::Choice),
        "3" | "date" | "datum" => return way(Way::Day),
        _ => {}
    }
    if let Some(day) = read::day(line, lang) {
        return with(draft, |_, occasion| {
            occasion.way = Way::Day;
            occasion.whole = Some(day);
        });
    }
    if read::choice(line, lang).is_some_and(|choice| choice.is_said()) {
        return choice(draft, line, lang);
    }
    let (condition, each, lasting) = read::trigger(line, lang);
    let compared = read::comparison(condition, lang);
    let compared = compared.map(|(name, limit)| (name.to_owned(), limit));
    if let Some((name, limit)) = compared.or_else(|| read::said_comparison(condition, lang)) {
        return with(draft, |draft, occasion| {
            occasion.way = Way::Limit;
            occasion.numbers = draft.number(&name).into_iter().collect();
            occasion.limit = Some(limit);
            occasion.each = each.and_then(|each| draft.column(each, TypeWord::Text));
            occasion.lasting = lasting;
        });
    }
    if let Some(draft) = written_out(&draft, line, judge) {
        return Heard::Taken(draft.into());
    }
    let mut draft = draft;
    set(&mut draft, |asked| {
        asked.occasion.way = Way::Limit;
        asked.occasion.words.push(line.to_owned());
    });
    Heard::Told(
        draft.into(),
        say!(
            en "These words are kept as a comment. A dashboard needs a number and a limit: let us make them.",
            nl "Deze woorden blijven als commentaar staan. Een dashboard heeft een getal en een grens nodig: die maken we nu."
        ),
    )
}

/// A condition over several numbers, when it can be computed once those numbers exist.
fn written_out(draft: &Draft, line: &str, judge: &Judge<'_>) -> Option<Draft> {
    if !line.contains(['<', '>', '=']) {
        return None;
    }
    let mut draft = draft.clone();
    let (_, each, lasting) = read::trigger(line, judge.lang);
    let each = each.and_then(|each| draft.column(each, TypeWord::Text));
    set(&mut draft, |asked| {
        asked.occasion = Occasion {
            way: Way::Limit,
            whole: Some(line.to_owned()),
            each,
            lasting,
            ..Occasion::default()
        };
    });
    for _ in 0..MOST_NAMES {
        let Some(unknown) = judge.unknown_in_occasion(&draft) else {
            break;
        };
        let number = draft.number(&unknown)?;
        set(&mut draft, |asked| asked.occasion.numbers.push(number));
    }
    judge.understands_occasion(&draft).then_some(draft)
}

/// Changes the occasion at hand.
fn with(mut draft: Draft, change: impl FnOnce(&mut Draft, &mut Occasion)) -> Heard {
    let mut occasion = draft
        .questions
        .last()
        .map(|a| a.occasion.clone())
        .unwrap_or_default();
    change(&mut draft, &mut occasion);
    set(&mut draft, |asked| asked.occasion = occasion);
    Heard::Taken(draft.into())
}

fn number(mut draft: Draft, line: &str) -> Heard {
    match draft.number(line) {
        Some(at) => with(draft, |_, occasion| occasion.numbers = vec![at]),
        None => Heard::Again(say!(
            en "Give it a name in words; how it is computed comes later.",
            nl "Geef het een naam in woorden; hoe het berekend wordt komt later."
        )),
    }
}

fn limit(draft: Draft, line: &str, lang: Lang) -> Heard {
    let (condition, each, lasting) = read::trigger(line, lang);
    let read = read::limit(condition, lang);
    let read = read.or_else(|| read::comparison(condition, lang).map(|(_, limit)| limit));
    match read {
        Some(limit) => with(draft, |draft, occasion| {
            occasion.limit = Some(limit);
            occasion.each = each.and_then(|each| draft.column(each, TypeWord::Text));
            occasion.lasting = lasting;
        }),
        None if read::number(condition, lang).is_some() => Heard::Again(say!(
            en "Below it or above it? Type: below {condition}, or: more than {condition}",
            nl "Eronder of erboven? Typ: onder {condition}, of: meer dan {condition}"
        )),
        None => Heard::Again(say!(
            en "That is no limit with a number in it. Type it like: below 85%, more than 10, at least 3",
            nl "Dat is geen grens met een getal erin. Typ het als: onder 85%, meer dan 10, minstens 3"
        )),
    }
}

fn each(draft: Draft, line: &str, lang: Lang) -> Heard {
    let lower = line.to_lowercase();
    let bare = ["per ", "each ", "for each ", "elke ", "elk ", "voor elke "];
    let bare = bare
        .iter()
        .find_map(|word| lower.strip_prefix(word))
        .map_or(line, |rest| &line[line.len() - rest.len()..]);
    if read::is_grain(bare, lang) {
        return Heard::Again(say!(
            en "That is a period; how long it must last is the next question. Name what is compared, such as area, or skip.",
            nl "Dat is een periode; hoe lang het moet duren is de volgende vraag. Noem wat er vergeleken wordt, zoals wijk, of sla over."
        ));
    }
    if read::name(bare).is_none() {
        return Heard::Again(
            say!(en "Name one thing, such as area, or skip.", nl "Noem één ding, zoals wijk, of sla over."),
        );
    }
    with(draft, |draft, occasion| {
        occasion.each = draft.column(bare, TypeWord::Text);
    })
}

fn lasting(draft: Draft, line: &str, lang: Lang) -> Heard {
    let lower = line.to_lowercase();
    let bare = lower
        .strip_prefix(lang.pick("for ", "gedurende "))
        .unwrap_or(&lower);
    match read::period(bare, lang) {
        Some(period) => with(draft, |_, occasion| occasion.lasting = Some(period)),
        None => Heard::Again(say!(
            en "A limit holds for whole days, weeks, months, quarters or years. Type it like: 4 weeks",
            nl "Een grens geldt hele dagen, weken, maanden, kwartalen of jaren. Typ het als: 4 weken"
        )),
    }
}

fn choice(draft: Draft, line: &str, lang: Lang) -> Heard {
    match read::choice(line, lang) {
        Some(choice) => with(draft, |draft, occasion| {
            occasion.way = Way::Choice;
            occasion.how_many = Some(choice.how_many);
            occasion.each = draft.column(&choice.of, TypeWord::Text);
            occasion.numbers = choice
                .by
                .and_then(|by| draft.number(&by))
                .into_iter()
                .collect();
        }),
        None => Heard::Again(say!(
            en "Say how many, and of what. Type it like: top 10 street, or: bottom 3 school",
            nl "Zeg hoeveel, en waarvan. Typ het als: top 10 straat, of: laagste 3 school"
        )),
    }
}

fn day(draft: Draft, line: &str, lang: Lang) -> Heard {
    match read::day(line, lang) {
        Some(day) => with(draft, |_, occasion| occasion.whole = Some(day)),
        None => Heard::Again(say!(
            en "That is no day. Type it like: 2027-06-01, or: every year before 1 September",
            nl "Dat is geen dag. Typ het als: 01-06-2027, of: elk jaar voor 1 september"
        )),
    }
}

fn no_date(judge: &Judge<'_>) -> Heard {
    let in_a_year = judge.today.saturating_add(jiff::Span::new().years(1));
    let example = read::written(in_a_year, judge.lang);
    Heard::Again(say!(
        en "That is no date. Type it like: {example}",
        nl "Dat is geen datum. Typ het als: {example}"
    ))
}

/// Columns, each with its type in parentheses; those that are there already may get one so.
fn columns(mut draft: Draft, line: &str) -> Heard {
    for named in read::columns(line) {
        let words = &named.words;
        let ty = match &named.remark {
            None => read::likely_type(words),
            Some(remark) => match either(remark, TypeWord::named) {
                Some(ty) => ty,
                None => return unknown_type(words, remark),
            },
        };
        let Some(name) = draft.column(words, ty) else {
            return Heard::Again(say!(
                en "`{words}` is no name for a column: a name begins with a letter.",
                nl "`{words}` is geen naam voor een kolom: een naam begint met een letter."
            ));
        };
        let mut columns = draft.columns.iter_mut();
        let Some(column) = columns.find(|c| c.name == name) else {
            continue;
        };
        if named.remark.is_some() {
            column.ty = ty;
        }
        if name != *words {
            column.from = Some(words.clone());
        }
    }
    Heard::Taken(draft.into())
}

fn unknown_type(column: &str, remark: &str) -> Heard {
    let of = |lang| {
        TypeWord::ALL
            .iter()
            .map(|t| t.word(lang))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (en, nl) = (of(Lang::En), of(Lang::Nl));
    Heard::Again(say!(
        en "`{remark}` is no type; for {column} choose one of: {en}",
        nl "`{remark}` is geen soort; kies voor {column} uit: {nl}"
    ))
}

/// A word in either language: in the room both are spoken.
fn either<T>(word: &str, named: fn(&str, Lang) -> Option<T>) -> Option<T> {
    named(word, Lang::En).or_else(|| named(word, Lang::Nl))
}

fn personal(mut draft: Draft, line: &str) -> Heard {
    for column in &mut draft.columns {
        column.personal = Some(Personal::No);
    }
    draft.weighed = true;
    if read::yes_or_no(line) == Some(false) {
        return Heard::Taken(draft.into());
    }
    let of = |lang| {
        Personal::ALL
            .iter()
            .skip(1)
            .map(|p| p.word(lang))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (en, nl) = (of(Lang::En), of(Lang::Nl));
    for named in read::columns(line) {
        let words = &named.words;
        let name = read::name(words);
        let Some(column) = draft
            .columns
            .iter_mut()
            .find(|c| Some(&c.name) == name.as_ref())
        else {
            return Heard::Again(say!(
                en "There is no column `{words}`. Name columns from the list, or type: none",
                nl "Er is geen kolom `{words}`. Noem kolommen uit de lijst, of typ: geen"
            ));
        };
        let class = named
            .remark
            .as_deref()
            .and_then(|remark| either(remark, Personal::named));
        let Some(class) = class else {
            let name = &column.name;
            return Heard::Again(say!(
                en "How personal is {name}? Type {name} (CLASS), with one of: {en}",
                nl "Hoe persoonlijk is {name}? Typ {name} (KLASSE), met een van: {nl}"
            ));
        };
        column.personal = Some(class);
    }
    Heard::Taken(draft.into())
}

/// A formula, or words that somebody else can make one of.
fn formula(mut draft: Draft, at: usize, line: &str) -> Heard {
    let Some(number) = draft.measures.get_mut(at) else {
        return Heard::Taken(draft.into());
    };
    (number.formula, number.words) = (None, None);
    if line.contains(['(', '*', '/', '+', '<', '>', '=']) {
        number.formula = Some(line.to_owned());
        return Heard::Taken(draft.into());
    }
    number.words = Some(line.to_owned());
    Heard::Told(
        draft.into(),
        say!(
            en "These words are kept as a comment, for who knows the data and can make a formula of them.",
            nl "Deze woorden blijven als commentaar staan, voor wie de gegevens kent en er een formule van kan maken."
        ),
    )
}

fn dated(mut draft: Draft, at: usize, line: &str) -> Heard {
    let dates = draft.dates();
    let wanted = read::name(line);
    let Some(date) = dates.iter().find(|d| Some(**d) == wanted.as_deref()) else {
        let dates = dates.join(", ");
        return Heard::Again(say!(en "Choose one of: {dates}", nl "Kies uit: {dates}"));
    };
    let date = Some((*date).to_owned());
    if let Some(number) = draft.measures.get_mut(at) {
        number.date = date;
    }
    Heard::Taken(draft.into())
}

fn empty(mut draft: Draft, at: usize, line: &str, judge: &Judge<'_>) -> Heard {
    let Some(column) = judge.unsaid(&draft, at) else {
        return Heard::Taken(draft.into());
    };
    let clause = match (line, judge.lang) {
        ("1", Lang::En) => format!("{column} counts as today"),
        ("1", Lang::Nl) => format!("{column} telt als vandaag"),
        ("2", Lang::En) => format!("{column} left out"),
        ("2", Lang::Nl) => format!("{column} telt niet mee"),
        ("3", _) => {
            let mut columns = draft.columns.iter_mut();
            if let Some(column) = columns.find(|c| c.name == column) {
                column.never_empty = true;
            }
            return Heard::Taken(draft.into());
        }
        _ => return Heard::Again(say!(en "Type 1, 2 or 3.", nl "Typ 1, 2 of 3.")),
    };
    if let Some(number) = draft.measures.get_mut(at) {
        number.empty.push(clause);
    }
    Heard::Taken(draft.into())
}
