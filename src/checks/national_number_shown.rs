//! P016: a national number, such as the Dutch BSN, that readers get to see.

use super::gate::columns;
use super::title_personal::sounds_like;
use super::{Check, Context, Page, Rule, Sink};
use crate::diag::{Code, Diagnostic, Span};
use crate::formula::term::{FieldRef, TermKind};
use crate::model::chain::Purpose;
use crate::model::{Column, Personal};
use crate::phrases::Class;
use crate::say;

const CODE: Code = Code("P016");

/// P016. One finding a column.
pub(super) struct NationalNumberShown;

impl Check for NationalNumberShown {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("national_number_shown.md"),
            nl: include_str!("national_number_shown.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        for (field, column) in columns(ctx.case).filter(|(_, c)| is_national(ctx, c)) {
            let mut places = shown(ctx, field).into_iter();
            let Some(first) = places.next() else {
                continue;
            };
            let name = &column.name.value;
            let message = say!(
                en "this shows `{name}`, a national number, and no dashboard may",
                nl "dit toont `{name}`, een nationaal nummer, en dat mag geen dashboard"
            );
            let severity = ctx.severity(Rule::NationalNumber);
            let class = column
                .personal
                .as_ref()
                .map_or(column.name.span, |p| p.span);
            let found = Diagnostic::new(CODE, severity, first, message)
                .related(class, say!(en "the number", nl "het nummer"))
                .help(say!(
                    en "show the number of the case instead, and leave this column out where you can",
                    nl "toon het zaaknummer, en laat deze kolom weg als het kan"
                ));
            sink.push(places.fold(found, |found, place| {
                found.related(place, say!(en "and here", nl "en hier"))
            }));
        }
    }
}

/// Whether it is declared so, or is titled so and declared to be nothing.
fn is_national(ctx: &Context<'_>, column: &Column) -> bool {
    match column.personal.as_ref().map(|p| p.value) {
        Some(Personal::NationalNumber) => true,
        None | Some(Personal::No) => {
            let hit = sounds_like(column, ctx.case.lang);
            hit.is_some_and(|hit| hit.phrase.class == Class::National)
        }
        Some(_) => false,
    }
}

/// Where readers see a field, itself or in an attribute.
fn shown(ctx: &Context<'_>, field: FieldRef) -> Vec<Span> {
    let attributes = ctx.case.attributes.iter().enumerate();
    let built_on = attributes.filter_map(|(at, attribute)| {
        let mut names_it = false;
        let term = attribute.term.as_ref()?;
        term.walk(&mut |t| names_it |= matches!(t.kind, TermKind::Field(f) if f == field));
        let id = crate::formula::term::AttributeId(at);
        names_it.then_some(FieldRef::Attribute(attribute.source?, id))
    });
    // A yes or no, or a length, tells nobody's number.
    let built_on = built_on.filter(|f| {
        let attribute = ctx.case.attribute(*f);
        attribute.is_some_and(|a| a.ty == crate::formula::term::Type::Text)
    });
    let fields = std::iter::once(field).chain(built_on);
    let uses = fields.flat_map(|field| ctx.chain.uses(field));
    let seen = |purpose| matches!(purpose, Purpose::Split | Purpose::Show | Purpose::Filter);
    let mut places: Vec<_> = uses.filter(|u| seen(u.purpose)).map(|u| u.span).collect();
    places.sort();
    places.dedup();
    places
}
