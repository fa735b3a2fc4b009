//! Where an organisation is stricter than the table, and what is wrong with what it says about that.

use super::{LOOSENED, Rule, word};
use crate::diag::{Diagnostic, Lang, Severity, Words, nearest};
use crate::model::errors::BROKEN_STRICTNESS;
use crate::model::{Policy, Tightening};
use crate::say;
use crate::syntax::FieldKey;

/// What is wrong with an organisation's `strictness`: a rule that is none, or one that would be looser.
pub fn judge(policy: &Policy) -> Vec<Diagnostic> {
    let all = policy.strictness.iter();
    all.filter_map(|asked| match rule(asked) {
        None => Some(unknown_rule(asked)),
        Some(rule) => loosens(rule, asked).then(|| loosened(rule, asked)),
    })
    .collect()
}

/// At least how grave an organisation wants breaches of a rule to be; `None` where it says nothing.
fn asked(policy: &Policy, rule: Rule, cycle: u32) -> Option<Severity> {
    let asked = policy.strictness.iter();
    let asked = asked.filter(|t| t.from <= cycle && self::rule(t) == Some(rule));
    asked.map(|t| t.severity).max()
}

/// How grave a breach is in a cycle, by the table or, where that is graver, by the organisation.
pub fn severity(policy: &Policy, rule: Rule, cycle: u32) -> Severity {
    let table = rule.row().severity(cycle);
    asked(policy, rule, cycle).map_or(table, |own| own.max(table))
}

/// Who makes breaches of a rule graver than the table has them; `None` where nobody does.
pub fn reason(policy: &Policy, rule: Rule, cycle: u32) -> Option<Words> {
    let Words { en, nl } = policy.place(FieldKey::Strictness);
    let graver = asked(policy, rule, cycle) > Some(rule.row().severity(cycle));
    graver.then(|| {
        say!(
            en "the organisation is stricter here than casus by itself ({en})",
            nl "de organisatie is hier strenger dan casus zelf ({nl})"
        )
    })
}

/// Says of findings with a code that belongs to one rule who made them graver; where rules share a code, `gaps` does.
pub(in crate::checks) fn give_reasons(policy: &Policy, cycle: u32, findings: &mut [Diagnostic]) {
    if policy.strictness.is_empty() {
        return;
    }
    for finding in findings {
        let rules = Rule::ALL.iter().copied();
        let mut rules = rules.filter(|r| r.row().codes().any(|code| code == finding.code));
        let reason = match (rules.next(), rules.next()) {
            (Some(rule), None) => reason(policy, rule, cycle),
            _ => None,
        };
        let new = reason.filter(|reason| !finding.help.contains(reason));
        finding.help.extend(new);
    }
}

/// The rule that a line of `strictness` is about.
fn rule(asked: &Tightening) -> Option<Rule> {
    let mut all = Rule::ALL.iter().copied();
    all.find(|rule| rule.row().word(asked.lang) == asked.rule.value)
}

/// Whether it is lighter than the table somewhere, and heavier nowhere: then it can only be meant to loosen.
fn loosens(rule: Rule, asked: &Tightening) -> bool {
    let cycles = asked.from..=asked.from.max(3);
    let here = |cycle| rule.row().severity(cycle);
    let mut lighter = cycles.clone().map(|cycle| asked.severity < here(cycle));
    let mut heavier = cycles.clone().map(|cycle| asked.severity > here(cycle));
    lighter.any(|it_is| it_is) && !heavier.any(|it_is| it_is)
}

fn unknown_rule(asked: &Tightening) -> Diagnostic {
    let words = || Rule::ALL.iter().map(|rule| rule.row().word(asked.lang));
    let written = &asked.rule.value;
    let message = say!(
        en "`{written}` is nothing that casus asks",
        nl "`{written}` is niets dat casus vraagt"
    );
    let found = Diagnostic::error(BROKEN_STRICTNESS, asked.rule.span, message).help(say!(
        en "the words for it stand in the manual, in the table “What each cycle asks”, such as `sponsor` and `maintainer`",
        nl "de woorden ervoor staan in het handboek, in de tabel “Wat elke cyclus vraagt”, zoals `sponsor` en `beheerder`"
    ));
    match nearest(written, words()) {
        Some(near) => found.replace(say!(en "write `{near}`", nl "schrijf `{near}`"), near),
        None => found,
    }
}

fn loosened(rule: Rule, asked: &Tightening) -> Diagnostic {
    let row = rule.row();
    let name = row.word(asked.lang);
    let message = if row.law {
        say!(
            en "`{name}` is law, so an organisation can't make it lighter",
            nl "`{name}` is wet, dus een organisatie kan het niet lichter maken"
        )
    } else {
        say!(
            en "an organisation may be stricter, not looser, and `{name}` is as grave as this or graver already",
            nl "een organisatie mag strenger zijn, niet soepeler, en `{name}` weegt al even zwaar als dit of zwaarder"
        )
    };
    let steps = [1, 2, 3].map(|cycle| row.severity(cycle));
    let steps = |lang| steps.map(|severity| word(severity, lang)).join(", ");
    let (en, nl) = (steps(Lang::En), steps(Lang::Nl));
    let found = Diagnostic::error(LOOSENED, asked.span, message).help(say!(
        en "without this line it is, in cycle 1, 2 and 3: {en}; ask for more, or take the line out",
        nl "zonder deze regel is het, in cyclus 1, 2 en 3: {nl}; vraag meer, of haal de regel weg"
    ));
    if row.law {
        return found;
    }
    found.help(say!(
        en "a case that can't keep to it yet may say so itself, for a time, with a reason and a role: `# allow …`",
        nl "een casus die er nog niet aan toe is, mag dat zelf zeggen, voor een tijd, met reden en rol: `# sta … toe`"
    ))
}
