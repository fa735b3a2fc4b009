//! What the past of an act tells its author, both wordings side by side (codes D090 to D094).

use super::{FEWEST, Past, Track};
use crate::dashboard::{ActCard, Dashboard, Status};
use crate::diag::{Code, Diagnostic, Lang, Span};
use crate::say;

/// What there is to say about the past of an act.
pub(super) fn of_past(
    dashboard: &Dashboard,
    card: &ActCard,
    past: Option<&Past>,
) -> Vec<Diagnostic> {
    let span = place(card);
    let Some(past) = past else {
        return vec![no_period(card, span)];
    };
    if past.starts.len() < past.lasting as usize {
        return vec![too_short(card, span, past)];
    }
    let mut findings = Vec::new();
    if !past.chosen {
        let whole = past.summary(&past.whole);
        if whole.judged >= FEWEST && whole.due == 0 {
            findings.push(never(card, span, past));
        } else if whole.judged >= FEWEST && is_always_due(past) {
            findings.push(always(card, span, past));
        }
    }
    if let Some(Status::When { condition, .. }) = &card.status
        && dashboard.uses_today(condition)
    {
        findings.push(today(dashboard, card, span));
    }
    findings
}

/// The condition; where the author wrote none, the act.
fn place(card: &ActCard) -> Span {
    match &card.status {
        Some(Status::When { condition, .. }) => condition.span,
        _ => card.span,
    }
}

/// Whether each value with an outcome is due whenever it has one.
fn is_always_due(past: &Past) -> bool {
    let always = |track: &Track| {
        let summary = past.summary(track);
        summary.due == summary.judged
    };
    match past.values.as_slice() {
        [] => always(&past.whole),
        values => values.iter().all(|(_, track)| always(track)),
    }
}

/// `104 weeks (2014-W01 to 2015-W52)`, of those that have an outcome.
fn judged(past: &Past, lang: Lang) -> String {
    let count = past.summary(&past.whole).judged;
    let unit = past.grain.unit().word(count as f64, lang);
    let period = |start: Option<&jiff::civil::Date>| start.map(|s| past.period(*s));
    let first = past.starts.get(past.lasting.saturating_sub(1) as usize);
    let (first, last) = (period(first), period(past.starts.last()));
    let to = lang.pick("to", "tot en met");
    format!(
        "{count} {unit} ({} {to} {})",
        first.unwrap_or_default(),
        last.unwrap_or_default()
    )
}

fn never(card: &ActCard, span: Span, past: &Past) -> Diagnostic {
    let (name, en, nl) = (&card.id, judged(past, Lang::En), judged(past, Lang::Nl));
    let message = say!(
        en "`{name}` would not once have been due in {en}",
        nl "`{name}` was in {nl} niet één keer nodig geweest",
    );
    Diagnostic::warning(Code("D090"), span, message)
        .help(say!(
            en "an act that is never due promises what never comes: at which value does somebody really act? `casus data backtest --when '…'` compares another limit",
            nl "een actie die nooit nodig is, belooft iets wat nooit komt: bij welke waarde doet iemand echt iets? `casus data backtest --when '…'` vergelijkt een andere grens",
        ))
        .help(say!(
            en "is it meant for something rare? Then say in `read` of its visual that it has not happened yet",
            nl "is ze bedoeld voor iets zeldzaams? Zeg dan in `lezen` van het beeld dat het nog niet is voorgekomen",
        ))
}

fn always(card: &ActCard, span: Span, past: &Past) -> Diagnostic {
    let (name, en, nl) = (&card.id, judged(past, Lang::En), judged(past, Lang::Nl));
    let message = say!(
        en "`{name}` would have been due all the time: in each of {en}",
        nl "`{name}` was altijd nodig geweest: in elk van {nl}",
    );
    Diagnostic::warning(Code("D091"), span, message).help(say!(
        en "an act that is always due is no choice but daily work: at which value would nobody act? `casus data backtest --when '…'` compares another limit",
        nl "een actie die altijd nodig is, is geen keuze maar dagelijks werk: bij welke waarde doet niemand iets? `casus data backtest --when '…'` vergelijkt een andere grens",
    ))
}

fn no_period(card: &ActCard, span: Span) -> Diagnostic {
    let name = &card.id;
    let message = say!(
        en "there is no past to tell of `{name}`: no period with rows is complete",
        nl "over `{name}` is nog niets te vertellen: geen enkele periode met rijen is om",
    );
    Diagnostic::info(Code("D092"), span, message).help(say!(
        en "look again when there is more data; `--as-of` says up to which day periods are complete",
        nl "kijk opnieuw als er meer gegevens zijn; `--as-of` zegt tot welke dag perioden om zijn",
    ))
}

fn too_short(card: &ActCard, span: Span, past: &Past) -> Diagnostic {
    let (name, there, wanted) = (&card.id, past.starts.len(), past.lasting);
    let unit = |lang| past.grain.unit().word(f64::from(wanted), lang);
    let (en, nl) = (unit(Lang::En), unit(Lang::Nl));
    let message = say!(
        en "the data is too short for `{name}`: it waits for {wanted} {en} in a row, and there are {there}",
        nl "de gegevens zijn te kort voor `{name}`: ze wacht op {wanted} {nl} achter elkaar, en er zijn er {there}",
    );
    Diagnostic::info(Code("D092"), span, message).help(say!(
        en "ask the owner of the source for older data",
        nl "vraag de eigenaar van de bron om oudere gegevens",
    ))
}

fn today(dashboard: &Dashboard, card: &ActCard, span: Span) -> Diagnostic {
    let (name, day) = (&card.id, dashboard.as_of);
    let message = say!(
        en "what `{name}` waits for depends on today, and its past takes {day} for that in every period",
        nl "waar `{name}` op wacht hangt af van vandaag, en in elke periode is daarvoor {day} genomen",
    );
    Diagnostic::info(Code("D093"), span, message).help(say!(
        en "what is still open counts longer in early periods than it did then; read early periods with care, or count from dates that are known by then",
        nl "wat nog open staat telt in vroege perioden langer mee dan toen; lees die met zorg, of reken met datums die dan al bekend zijn",
    ))
}

/// The other trigger belongs to no act that is told.
pub fn no_act(span: Span) -> Diagnostic {
    let message = say!(
        en "no act waits for a measure that this condition names",
        nl "geen enkele actie wacht op een maat uit deze voorwaarde",
    );
    Diagnostic::error(Code("D094"), span, message).help(say!(
        en "say with `--action NAME` which act it is for, or name a measure of its `when`",
        nl "zeg met `--action NAAM` voor welke actie ze is, of noem een maat uit haar `zodra`",
    ))
}

/// There is no act of that name.
pub fn unknown_act(written: &str, names: &[&str]) -> Diagnostic {
    let list = names.join(", ");
    let message = say!(
        en "there is no act `{written}`",
        nl "er is geen actie `{written}`",
    );
    let span = Span::new(0, written.len() as u32);
    Diagnostic::error(Code("D094"), span, message).help(say!(
        en "the acts of the case: {list}",
        nl "de acties van de casus: {list}",
    ))
}
