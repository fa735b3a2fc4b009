//! V018: two visuals on one page with the same title.

use super::fixes::add_slot;
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::formula::term::FieldRef;
use crate::model::{Case, Grain, Subject, Visual, VisualId};
use crate::say;
use crate::syntax::FieldKey;
use std::collections::BTreeMap;

const CODE: Code = Code("V018");

pub(super) struct SameTitle;

impl Check for SameTitle {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("same_title.md"),
            nl: include_str!("same_title.nl.md"),
        }]
    }

    fn drawing(&self, ctx: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        let case = drawing.case;
        let twin = ctx.twins.get(&drawing.id)?;
        let twin = case.visuals.get(twin.0)?;
        let name = &twin.name.value;
        let (span, message) = match &drawing.visual.title {
            Some(title) => {
                let message = say!(
                    en "visual `{name}` has this title too, so nobody can say which of the two is meant",
                    nl "beeld `{name}` heeft deze titel ook, dus niemand kan zeggen welk van de twee wordt bedoeld"
                );
                (title.span, message)
            }
            None => {
                let message = say!(
                    en "without a `title` this visual is called the same as `{name}`",
                    nl "zonder `titel` heet dit beeld hetzelfde als `{name}`"
                );
                (drawing.visual.name.span, message)
            }
        };
        let found = Diagnostic::warning(CODE, span, message)
            .related(twin.name.span, say!(en "the other one", nl "het andere"))
            .help(say!(
                en "say in the title what sets it apart: the selection, the group, the question that it answers",
                nl "zeg in de titel wat het onderscheidt: de selectie, de groep, de vraag die het beantwoordt"
            ));
        if drawing.visual.title.is_some() {
            return Some(found);
        }
        let (title, edits) = add_slot(case, FieldKey::Title, drawing.visual.block);
        Some(found.unsafe_fix(title, edits))
    }
}

/// What stands above a visual: the author's words, or what the sentence is named after.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Title {
    Written(String),
    Made(Vec<Subject>, Vec<FieldRef>, Option<Grain>),
}

impl Title {
    fn of(visual: &Visual) -> Option<Title> {
        let sentence = visual.sentence.as_ref()?;
        Some(match &visual.title {
            Some(title) => Title::Written(title.value.to_lowercase()),
            None => Title::Made(
                sentence.subjects.iter().map(|s| s.value).collect(),
                sentence.dimensions.iter().map(|d| d.value).collect(),
                sentence.period.as_ref().map(|p| p.value),
            ),
        })
    }
}

/// Each visual with the title of an earlier one on its page, and that earlier one.
pub(super) fn twins(case: &Case) -> BTreeMap<VisualId, VisualId> {
    let mut twins = BTreeMap::new();
    for page in case.laid_out() {
        let mut titles = BTreeMap::new();
        for id in page.visuals {
            let title = case.visuals.get(id.0).and_then(Title::of);
            let Some(title) = title else { continue };
            let first = *titles.entry(title).or_insert(id);
            if first != id {
                twins.insert(id, first);
            }
        }
    }
    twins
}
