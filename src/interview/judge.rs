//! What the checks say of an answer: the case so far is read and judged, and only what stands in the answer's own lines is told.

use super::draft::{Draft, Gaps};
use super::steps::Step;
use super::wrapped;
use crate::checks::Verdict;
use crate::diag::{Code, Diagnostic, Lang, Severity, Span};
use crate::formula::term::FieldRef;
use crate::model::{Case, Policy};
use crate::report::terminal;
use crate::syntax::values::BLANK;
use crate::syntax::{Block, BlockKind, FieldKey, Tree};
use crate::{Analysis, say};
use jiff::civil::Date;

/// A name that nothing has.
const UNKNOWN_NAME: Code = Code("R001");

/// Whom to ask about an answer.
pub(super) struct Judge<'a> {
    pub(super) lang: Lang,
    pub(super) today: Date,
    pub(super) policy: &'a Policy,
    /// The name of the case.
    pub(super) name: &'a str,
}

impl Judge<'_> {
    fn analyse(&self, draft: &Draft, gaps: Gaps) -> (String, Analysis) {
        let text = draft.text(self.name, self.today, self.lang, gaps);
        let analysis = crate::analyse(&text, self.policy, self.today);
        (text, analysis)
    }

    /// The findings in the lines of an answer, and the draft to keep when the answer stays as it is: a formula that can't be
    /// computed stays in words.
    pub(super) fn answer(&self, step: Step, draft: Draft) -> (Vec<Diagnostic>, Draft) {
        let findings = self.findings(step, &draft);
        let mut kept = draft;
        let Step::Formula(at) = step else {
            return (findings, kept);
        };
        let is_broken = findings.iter().any(|f| f.severity == Severity::Error);
        // What is compared with a percentage is shown as one.
        let is_share = !is_broken && kept.is_share(at) && self.lacks_unit(&kept, at);
        if let Some(number) = kept.measures.get_mut(at) {
            if is_broken {
                number.words = number.formula.take();
            }
            if is_share {
                number.unit = Some("%".to_owned());
            }
        }
        (findings, kept)
    }

    fn findings(&self, step: Step, draft: &Draft) -> Vec<Diagnostic> {
        let gaps = match step {
            Step::Then => Gaps::Filled,
            _ => Gaps::Open,
        };
        let (_, analysis) = self.analyse(draft, gaps);
        let places = places(step, draft, &analysis.tree, self.lang);
        let concerns = |found: &Diagnostic| {
            let inside =
                |place: &Span| place.start <= found.span.start && found.span.end <= place.end;
            let here = places.iter().any(inside) && !asked_later(step, found.code);
            let of_persons =
                step == Step::Personal && Verdict::of(found.code) == Some(Verdict::NotAllowed);
            (here || of_persons) && found.severity > Severity::Info
        };
        analysis.findings.into_iter().filter(concerns).collect()
    }

    /// A name in the occasion that nothing has yet.
    pub(super) fn unknown_in_occasion(&self, draft: &Draft) -> Option<String> {
        let text = draft.text(self.name, self.today, self.lang, Gaps::Open);
        let findings = self.findings(Step::Occasion, draft);
        let unknown = findings.iter().find(|f| f.code == UNKNOWN_NAME)?;
        Some(unknown.span.of(&text).trim_matches('`').to_owned())
    }

    /// Whether the occasion can be computed.
    pub(super) fn understands_occasion(&self, draft: &Draft) -> bool {
        let findings = self.findings(Step::Occasion, draft);
        !findings
            .iter()
            .any(|f| f.code.0.starts_with(['F', 'S', 'R']))
    }

    /// The question itself, or the first after it that something depends on: nobody is asked for the unit of a percentage.
    pub(super) fn first_that_matters(&self, mut step: Step, draft: &Draft) -> Step {
        let idle = |step| match step {
            Step::Empty(at) => self.unsaid(draft, at).is_none(),
            Step::Unit(at) => !self.lacks_unit(draft, at),
            _ => false,
        };
        while idle(step) {
            step = step.next(draft);
        }
        step
    }

    /// A date in the number's formula that may be empty, and of which nothing is said.
    pub(super) fn unsaid(&self, draft: &Draft, at: usize) -> Option<String> {
        let (_, analysis) = self.analyse(draft, Gaps::Open);
        let case = analysis.case?;
        let name = &draft.measures.get(at)?.name;
        let measure = case.measures.iter().find(|m| m.name.value == *name)?;
        let unsaid = measure.emptiness.unsaid.first()?;
        column_name(&case, unsaid.value)
    }

    fn lacks_unit(&self, draft: &Draft, at: usize) -> bool {
        let (_, analysis) = self.analyse(draft, Gaps::Open);
        let Some(number) = draft.measures.get(at) else {
            return false;
        };
        let block = find(&analysis.tree, BlockKind::Measure, &number.name);
        let Some(place) = block.and_then(|b| b.name.as_ref()).map(|n| n.span) else {
            return false;
        };
        analysis
            .findings
            .iter()
            .any(|f| f.code == Code("M004") && f.span == place)
    }

    /// The findings in plain words, and what the user can do.
    pub(super) fn told(&self, findings: &[Diagnostic], step: Step) -> String {
        let lang = self.lang;
        let mut text = String::new();
        let mut said = Vec::new();
        for found in findings {
            // Two visuals with one fault are one answer to better.
            if said.contains(&&found.message) {
                continue;
            }
            said.push(&found.message);
            let mark = if found.severity == Severity::Error {
                '✗'
            } else {
                '!'
            };
            let line = format!("  {mark} {} ({})", found.message.get(lang), found.code);
            text += &wrapped(&line);
            for help in &found.help {
                for line in help.get(lang).lines() {
                    text += &wrapped(&format!("    {line}"));
                }
            }
        }
        let refused = findings
            .iter()
            .any(|f| Verdict::of(f.code) > Some(Verdict::Weak));
        let options = match () {
            () if refused && step.is_about_a_question() => say!(
                en "Type a better answer, or `park` the question. Enter keeps it as it is.",
                nl "Typ een beter antwoord, of `parkeer` de vraag. Enter houdt het zoals het is."
            ),
            () if matches!(step, Step::Formula(_)) => say!(
                en "Type another formula. Enter keeps this one; what can't be computed stays as a comment.",
                nl "Typ een andere formule. Enter houdt deze; wat niet te berekenen is blijft als commentaar staan."
            ),
            () => say!(
                en "Type a better answer. Enter keeps it as it is.",
                nl "Typ een beter antwoord. Enter houdt het zoals het is."
            ),
        };
        text + &wrapped(options.get(lang))
    }

    /// The verdict on the question at hand.
    pub(super) fn verdict(&self, draft: &Draft) -> String {
        let (_, analysis) = self.analyse(draft, Gaps::Open);
        let Some(name) = draft.questions.last().map(|q| &q.name) else {
            return String::new();
        };
        let mut verdicts = analysis.verdicts;
        verdicts.retain(|v| v.question.value == *name);
        format!("\n{}", terminal::verdict_lines(&verdicts, self.lang))
    }

    /// What the case is worth, and what is still open in it.
    pub(super) fn closing(&self, text: &str) -> String {
        let analysis = crate::analyse(text, self.policy, self.today);
        let open = text.lines().filter(|line| line.ends_with(BLANK)).count();
        let grave = analysis
            .findings
            .iter()
            .filter(|f| f.severity > Severity::Info)
            .count();
        let words = match (open, grave) {
            (0, 0) => say!(en "Nothing is open.", nl "Er staat niets meer open."),
            (0, _) => say!(
                en "Everything was answered; `casus check` still has something to ask.",
                nl "Alles is ingevuld; `casus check` heeft nog iets te vragen."
            ),
            (1, _) => say!(
                en "One line still says {BLANK}; `casus check` tells what to ask.",
                nl "Eén regel zegt nog {BLANK}; `casus check` zegt wat u kunt vragen."
            ),
            _ => say!(
                en "{open} lines still say {BLANK}; `casus check` tells what to ask.",
                nl "{open} regels zeggen nog {BLANK}; `casus check` zegt wat u kunt vragen."
            ),
        };
        let verdicts = terminal::verdict_lines(&analysis.verdicts, self.lang);
        let gap = if verdicts.is_empty() { "" } else { "\n" };
        format!("\n{verdicts}{gap}{}", wrapped(words.get(self.lang)))
    }
}

/// Whether a finding is about what is asked in a later step.
fn asked_later(step: Step, code: Code) -> bool {
    match step {
        // What a column is for shows when the numbers are computed, and its class is asked next.
        Step::Columns => code.0.starts_with(['R', 'P']) && code != Code("R002"),
        // What is shown follows once the number has a name.
        Step::Occasion | Step::Day => code == Code("R017"),
        // What an empty date means is asked next.
        Step::Formula(_) => code == Code("F050"),
        _ => false,
    }
}

/// Where an answer stands in the case.
fn places(step: Step, draft: &Draft, tree: &Tree, lang: Lang) -> Vec<Span> {
    let asked = draft.questions.last();
    let name = asked.map(|a| a.name.clone()).unwrap_or_default();
    let action = asked.map(|a| a.action(lang)).unwrap_or_default();
    let number = |at: usize| draft.measures.get(at).map_or("", |n| n.name.as_str());
    let field = |kind, name: &str, keys: &[FieldKey]| {
        let fields = keys
            .iter()
            .filter_map(|key| find(tree, kind, name)?.field(*key));
        fields.map(|f| f.value.span()).collect()
    };
    let act = |keys: &[FieldKey]| field(BlockKind::Action, &action, keys);
    let fact = |key| {
        first(tree, BlockKind::Case)
            .and_then(|b| b.field(key))
            .map(|f| f.value.span())
    };
    let private = |key| {
        first(tree, BlockKind::Privacy)
            .and_then(|b| b.field(key))
            .map(|f| f.value.span())
    };
    let occasion = [FieldKey::When, FieldKey::Choose, FieldKey::OnDate];
    match step {
        Step::Title | Step::Reason | Step::Another | Step::Over => Vec::new(),
        Step::Question => find(tree, BlockKind::Question, &name)
            .map(|b| b.head)
            .into_iter()
            .collect(),
        Step::Then => act(&[FieldKey::Then]),
        Step::Who => act(&[FieldKey::Who]),
        Step::Occasion
        | Step::Number
        | Step::Limit
        | Step::Each
        | Step::Lasting
        | Step::Choice
        | Step::Day => {
            // What is still to be asked says ??? and is no fault yet.
            let places: Vec<Span> = act(&occasion);
            let blank = asked.is_none_or(|a| !a.occasion.is_complete());
            if blank { Vec::new() } else { places }
        }
        Step::Duty => act(&[FieldKey::Duty]),
        Step::Otherwise => act(&[FieldKey::Otherwise]),
        Step::Within => act(&[FieldKey::Within]),
        Step::Meeting => act(&[FieldKey::Meeting]),
        Step::Source => first(tree, BlockKind::Source)
            .map(|b| b.head)
            .into_iter()
            .collect(),
        Step::Columns | Step::Personal => {
            let block = first(tree, BlockKind::Source);
            block
                .into_iter()
                .flat_map(|b| &b.rows)
                .map(|row| row.span)
                .collect()
        }
        Step::Basis => private(FieldKey::LegalBasis).into_iter().collect(),
        Step::Purpose => private(FieldKey::Purpose).into_iter().collect(),
        Step::Formula(at) => field(BlockKind::Measure, number(at), &[FieldKey::Is]),
        Step::Dated(at) => field(BlockKind::Measure, number(at), &[FieldKey::Date]),
        Step::Empty(at) => field(BlockKind::Measure, number(at), &[FieldKey::Empty]),
        Step::Unit(at) => field(BlockKind::Measure, number(at), &[FieldKey::Unit]),
        Step::Maintainer => fact(FieldKey::Maintainer).into_iter().collect(),
        Step::Review => fact(FieldKey::ReviewBefore).into_iter().collect(),
    }
}

fn find<'t>(tree: &'t Tree, kind: BlockKind, name: &str) -> Option<&'t Block> {
    let mut blocks = tree.blocks.iter().filter(|b| b.kind == kind);
    blocks.find(|b| b.name.as_ref().is_some_and(|n| n.value == name))
}

fn first(tree: &Tree, kind: BlockKind) -> Option<&Block> {
    tree.blocks.iter().find(|b| b.kind == kind)
}

/// The name of a column; attributes are none of the interview's.
fn column_name(case: &Case, field: FieldRef) -> Option<String> {
    case.column(field).map(|c| c.name.value.clone())
}
