//! P003: a column holds heavier personal data than the privacy block says.

use super::gate::held;
use super::{Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Edit, Lang, Span};
use crate::model::Personal;
use crate::say;

const CODE: Code = Code("P003");

/// More columns than this are not pointed at one by one.
const MOST_PLACES: usize = 4;

/// P003. Silent where the block doesn't say which data there are.
pub(super) struct ClassHeavier;

impl Check for ClassHeavier {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("class_heavier.md"),
            nl: include_str!("class_heavier.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let Some(facts) = ctx.case.privacy.as_ref().map(|p| &p.facts) else {
            return;
        };
        let named = facts.classes.iter().map(|c| c.value).max();
        let places = facts.classes.iter().map(|c| c.span);
        let Some(place) = places.reduce(Span::to).or(facts.none) else {
            return;
        };
        let most = named.unwrap_or(Personal::No);
        let heavier: Vec<_> = held(ctx.case).filter(|h| h.class.value > most).collect();
        let Some(worst) = heavier.iter().map(|h| h.class.value).max() else {
            return;
        };
        let (en, nl) = (worst.word(Lang::En), worst.word(Lang::Nl));
        let severity = ctx.severity(Rule::Classes);
        let message = say!(
            en "there is heavier personal data than this: a column is `{en}`",
            nl "er zijn zwaardere persoonsgegevens dan dit: een kolom is `{nl}`"
        );
        let found = Diagnostic::new(CODE, severity, place, message).help(say!(
            en "name `{en}` here, or leave the column out where no act needs it",
            nl "noem hier `{nl}`, of laat de kolom weg als geen handeling haar nodig heeft"
        ));
        let found = heavier.iter().take(MOST_PLACES).fold(found, |found, held| {
            let name = &held.column.name.value;
            let class = held.class.value;
            let (en, nl) = (class.word(Lang::En), class.word(Lang::Nl));
            found.related(
                held.class.span,
                say!(en "column `{name}` is `{en}`", nl "kolom `{name}` is `{nl}`"),
            )
        });
        let word = worst.word(ctx.case.lang);
        let edit = match (facts.none, facts.classes.last()) {
            (None, Some(last)) => Edit {
                span: Span::at(last.span.end),
                text: format!(", {word}"),
            },
            _ => Edit {
                span: place,
                text: word.to_owned(),
            },
        };
        let title = say!(en "name `{en}`", nl "noem `{nl}`");
        sink.push(found.unsafe_fix(title, vec![edit]));
    }
}
