//! Wording of a dashboard, in the file's language: fixed words, numbers, dates, and conditions as people read them.

use super::Vocabulary;
use super::small::fewest;
use crate::diag::Lang;
use crate::formula::ast::Op;
use crate::formula::term::{Term, TermKind};
use crate::model::{Case, Choose, OnDate, Recurrence, SmallNumbers, Trigger, Window};
use crate::syntax::keywords::Answer;
use crate::syntax::values::month_names;
use jiff::civil::Date;

/// The fixed words.
pub(super) fn vocabulary(lang: Lang) -> Vocabulary {
    let word = |en: &str, nl: &str| lang.pick(en, nl).to_string();
    Vocabulary {
        act: word("Act", "Actie"),
        question: word("Question", "Vraag"),
        status: word("Status now", "Stand nu"),
        fires: word("Act now", "Nu doen"),
        quiet: word("No act needed now", "Nu niets te doen"),
        data_until: word("data until", "gegevens tot en met"),
        empty: word("(empty)", "(leeg)"),
        chosen: word("Chosen now", "Nu gekozen"),
        from: word("from", "vanaf"),
        limit: word("limit", "grens"),
        day: word("day", "dag"),
        week: word("week", "week"),
        month: word("month", "maand"),
        quarter: word("quarter", "kwartaal"),
        year: word("year", "jaar"),
        previous_year: word("previous year", "vorig jaar"),
        sources: word("Sources", "Bronnen"),
        no_data: word("No data", "Geen gegevens"),
    }
}

/// A number in the locale, with a percent sign when it is a share; at most six decimals.
pub fn number(value: f64, percent: bool, lang: Lang) -> String {
    let shown = if percent { value * 100.0 } else { value };
    let fixed = format!("{shown:.6}");
    let short = fixed.trim_end_matches('0').trim_end_matches('.');
    let marked = short.replace('.', lang.pick(".", ","));
    if percent { marked + "%" } else { marked }
}

/// A date in words: `1 June 2027`.
pub fn date(date: Date, lang: Lang) -> String {
    format!(
        "{} {}",
        day_of_year(date.month(), date.day(), lang),
        date.year()
    )
}

fn day_of_year(month: i8, day: i8, lang: Lang) -> String {
    let at = usize::from(month.unsigned_abs()).saturating_sub(1);
    let names = month_names(lang);
    format!("{day} {}", names.get(at).copied().unwrap_or_default())
}

/// A trigger as people read it: names become labels.
pub(super) fn trigger(trigger: &Trigger, case: &Case) -> String {
    let mut text = condition(&trigger.condition, case);
    if let Some(per) = &trigger.per {
        let label = case.field_label(per.value).to_lowercase();
        text.push_str(&format!(" per {label}"));
    }
    if let Some(lasting) = &trigger.lasting {
        let word = case.lang.pick("for", "gedurende");
        text.push_str(&format!(" {word} {}", window(lasting.value, case.lang)));
    }
    text
}

/// `4 weeks`.
pub(super) fn window(window: Window, lang: Lang) -> String {
    let unit = window.grain.unit();
    format!(
        "{} {}",
        window.count,
        unit.word(f64::from(window.count), lang)
    )
}

/// `top 10 neighbourhood by open reports`.
pub(super) fn choice(choose: &Choose, case: &Case) -> String {
    let lang = case.lang;
    let order = if choose.top {
        "top"
    } else {
        lang.pick("bottom", "laagste")
    };
    let dimension = case.field_label(choose.dimension.value).to_lowercase();
    let measure = case.measure(choose.measure.value).map_or("", |m| &m.label);
    let by = lang.pick("by", "op");
    format!(
        "{order} {} {dimension} {by} {}",
        choose.count,
        lower_first(measure)
    )
}

/// `every year before 1 September`.
pub(super) fn occasion(on: &OnDate, lang: Lang) -> String {
    match on.when {
        Recurrence::Once(day) => date(day, lang),
        Recurrence::Yearly { month, day } => {
            let day = day_of_year(month, day, lang);
            lang.pick(
                format!("every year before {day}"),
                format!("elk jaar voor {day}"),
            )
        }
    }
}

/// The small-number rule as a sentence for the footer.
pub(super) fn small_numbers(rule: SmallNumbers, lang: Lang) -> Option<String> {
    let fewest = fewest(rule);
    let hide = rule.hide_below.map(|n| {
        lang.pick(
            format!("values over fewer than {n} rows are hidden, and with them other small values from which a total would give them away"),
            format!("waarden over minder dan {n} rijen zijn verborgen, en daarbij andere kleine waarden waarmee ze uit een totaal zouden volgen"),
        )
    });
    let round = rule.round_to.map(|n| {
        lang.pick(
            format!("counts and sums of whole numbers are rounded to a multiple of {n}"),
            format!(
                "aantallen en sommen van gehele getallen zijn afgerond op een veelvoud van {n}"
            ),
        )
    });
    // Said apart where it asks more rows than the rule for any value.
    let share = fewest.filter(|n| rule.hide_below != Some(*n)).map(|n| {
        lang.pick(
            format!("percentages, averages and medians over fewer than {n} rows are hidden"),
            format!(
                "percentages, gemiddelden en medianen over minder dan {n} rijen zijn verborgen"
            ),
        )
    });
    let parts: Vec<String> = hide.into_iter().chain(round).chain(share).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// The first letter in lower case, unless the word goes on in capitals (an abbreviation).
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    let abbreviation = letters.clone().next().is_some_and(char::is_uppercase);
    match first {
        Some(first) if !abbreviation => first.to_lowercase().chain(letters).collect(),
        _ => text.to_string(),
    }
}

/// A condition over measures in labels and local numbers.
fn condition(term: &Term, case: &Case) -> String {
    phrase(term, case, false)
}

/// A term as people read it; `percent` tells that it is compared with a share.
fn phrase(term: &Term, case: &Case, percent: bool) -> String {
    let lang = case.lang;
    match &term.kind {
        TermKind::Number(value) => number(*value, percent, lang),
        TermKind::Text(text) => format!("“{text}”"),
        TermKind::Bool(answer) => {
            let (yes, no) = yes_no(lang);
            if *answer { yes } else { no }.to_owned()
        }
        TermKind::Date(day) => date(*day, lang),
        TermKind::Today => lang.pick("today", "vandaag").to_string(),
        TermKind::Measure(id) => case.measure(*id).map_or(String::new(), |m| m.label.clone()),
        TermKind::Field(field) => case.field_label(*field).to_string(),
        TermKind::Not(x) => format!(
            "{} ({})",
            lang.pick("not", "niet"),
            phrase(x, case, percent)
        ),
        TermKind::Negate(x) => format!("-{}", phrase(x, case, percent)),
        TermKind::Binary(op, a, b) => {
            let percent = percent || is_share(a, case) || is_share(b, case);
            let share = percent && !matches!(op, Op::And | Op::Or);
            let sign = match op {
                Op::And => lang.pick("and", "en"),
                Op::Or => lang.pick("or", "of"),
                Op::LessEqual => "≤",
                Op::GreaterEqual => "≥",
                Op::NotEqual => "≠",
                Op::Multiply => "×",
                Op::Divide => "÷",
                other => other.symbol(),
            };
            format!(
                "{} {sign} {}",
                phrase(a, case, share),
                phrase(b, case, share)
            )
        }
        // Rare in a trigger: the author's own words say it best.
        _ => written(term, case),
    }
}

/// How yes and no are shown.
pub fn yes_no(lang: Lang) -> (&'static str, &'static str) {
    (Answer::Yes.word(lang), Answer::No.word(lang))
}

/// Whether a term is a measure that is shown as a percentage.
fn is_share(term: &Term, case: &Case) -> bool {
    match &term.kind {
        TermKind::Measure(id) => case.measure(*id).is_some_and(|m| m.percent),
        _ => false,
    }
}

/// The function and its measure, for forms that have no sign of their own.
fn written(term: &Term, case: &Case) -> String {
    let lang = case.lang;
    match &term.kind {
        TermKind::Over {
            function, measure, ..
        } => {
            let label = case.measure(*measure).map_or("", |m| &m.label);
            format!("{}({label})", function.name(lang))
        }
        TermKind::Call(function, args) => {
            let args: Vec<String> = args.iter().map(|a| phrase(a, case, false)).collect();
            format!("{}({})", function.name(lang), args.join("; "))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_local() {
        assert_eq!(number(0.85, true, Lang::Nl), "85%");
        assert_eq!(number(0.045, true, Lang::Nl), "4,5%");
        assert_eq!(number(1234.5, false, Lang::En), "1234.5");
        assert_eq!(date(Date::constant(2027, 6, 1), Lang::Nl), "1 juni 2027");
        assert_eq!(lower_first("Op tijd"), "op tijd");
        assert_eq!(lower_first("WOZ-waarde"), "WOZ-waarde");
    }
}
