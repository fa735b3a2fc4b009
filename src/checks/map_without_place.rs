//! V002: a map of something that has no place.

use super::places;
use super::{Check, Context, Drawing, Page};
use crate::diag::{Code, Diagnostic};
use crate::model::{Form, Subject};
use crate::say;

const CODE: Code = Code("V002");

pub(super) struct MapWithoutPlace;

impl Check for MapWithoutPlace {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("map_without_place.md"),
            nl: include_str!("map_without_place.nl.md"),
        }]
    }

    fn drawing(&self, _: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        if drawing.form() != Form::Map {
            return None;
        }
        let dimensions = drawing.sentence.dimensions.iter().map(|d| d.value);
        let subjects = drawing
            .sentence
            .subjects
            .iter()
            .filter_map(|s| match s.value {
                Subject::Field(field) => Some(field),
                Subject::Measure(_) => None,
            });
        let mut fields = dimensions.chain(subjects);
        if fields.any(|field| places::is_place_of(drawing.case, field)) {
            return None;
        }
        let bar = drawing.word(Form::Bar);
        let map = drawing.form_word();
        let message = say!(
            en "a `{map}` needs a place, and nothing here looks like one",
            nl "een `{map}` heeft een plaats nodig, en niets hier lijkt er een"
        );
        let found = Diagnostic::warning(CODE, drawing.split_span(), message).help(say!(
            en "split by a column such as neighbourhood, district, municipality or postcode (its name or label should say so), or compare with a `{bar}`",
            nl "splits uit op een kolom zoals wijk, buurt, gemeente of postcode (naam of label moet dat zeggen), of vergelijk met een `{bar}`"
        ));
        if drawing.sentence.dimensions.is_empty() {
            return Some(found);
        }
        let (title, edits) = drawing.instead(Form::Bar);
        Some(found.unsafe_fix(title, edits))
    }
}
