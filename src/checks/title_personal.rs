//! P006: a column whose title says that it holds personal data, while its author says nothing, or `no`.

use super::gate::columns;
use super::{Check, Context, Page, Sink};
use crate::diag::{Code, Diagnostic, Lang, Words};
use crate::formula::term::Type;
use crate::model::{Column, Personal, Rule};
use crate::phrases::{self, Class, Hit, Weight};
use crate::say;

const CODE: Code = Code("P006");

/// P006. What the author declared decides; only a national number that is called something else is doubted.
pub(super) struct TitlePersonal;

impl Check for TitlePersonal {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("title_personal.md"),
            nl: include_str!("title_personal.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let found = columns(ctx.case).filter_map(|(_, column)| doubted(column, ctx.case.lang));
        sink.extend(found);
    }
}

/// What the title of a column says: its own, else the one in the data.
pub(super) fn sounds_like(column: &Column, lang: Lang) -> Option<Hit> {
    let own = phrases::title(&column.name, lang);
    own.or_else(|| phrases::title(&column.from, lang))
}

fn doubted(column: &Column, lang: Lang) -> Option<Diagnostic> {
    let hit = sounds_like(column, lang)?;
    let declared = column.personal.as_ref();
    let class = declared.map(|p| p.value);
    let doubtful = match class {
        None => true,
        Some(Personal::No) => hit.phrase.weight == Weight::Hard,
        // A pseudonym may well be made from the number.
        Some(Personal::NationalNumber | Personal::Pseudonym) => false,
        Some(_) => hit.phrase.class == Class::National,
    };
    let listed = column
        .rules
        .iter()
        .any(|r| matches!(r.value, Rule::OneOf(_)));
    let holds = match (hit.phrase.class, column.ty.value) {
        (_, Type::Bool) => false,
        (Class::Prose, ty) => ty == Type::Text && !listed,
        // Whoever can list the names beforehand lists schools, not people.
        (Class::Direct, _) => !listed,
        _ => true,
    };
    if !doubtful || !holds {
        return None;
    }
    let place = declared.map_or(column.name.span, |p| p.span);
    let found = Diagnostic::warning(CODE, place, message(column, &hit));
    let ask = hit.phrase.ask_back;
    let found = found.help(say!(en "ask: {ask}", nl "vraag terug: {ask}"));
    let meant = suggested(hit.phrase.class);
    let (en, nl) = (meant.word(Lang::En), meant.word(Lang::Nl));
    let found = found.help(say!(
        en "leave the column out, or write its class under `personal data`, such as `{en}`",
        nl "laat de kolom weg, of schrijf haar klasse onder `persoonsgegeven`, zoals `{nl}`"
    ));
    Some(match declared {
        Some(_) => {
            let edit = crate::diag::Edit {
                span: place,
                text: meant.word(lang).to_owned(),
            };
            found.unsafe_fix(say!(en "write `{en}`", nl "schrijf `{nl}`"), vec![edit])
        }
        None => found,
    })
}

fn message(column: &Column, hit: &Hit) -> Words {
    let (name, kind) = (&column.name.value, hit.phrase.name);
    match (hit.phrase.class, &column.personal) {
        (Class::Prose, None) => say!(
            en "column `{name}` looks like free text, in which people are often named, and has no class",
            nl "kolom `{name}` lijkt vrije tekst, waarin vaak mensen genoemd worden, en heeft geen klasse"
        ),
        (Class::Prose, Some(_)) => say!(
            en "column `{name}` looks like free text, in which people are often named",
            nl "kolom `{name}` lijkt vrije tekst, waarin vaak mensen genoemd worden"
        ),
        (_, None) => say!(
            en "column `{name}` looks like personal data ({kind}), and has no class",
            nl "kolom `{name}` lijkt een persoonsgegeven ({kind}), en heeft geen klasse"
        ),
        (_, Some(_)) => say!(
            en "column `{name}` looks like personal data ({kind})",
            nl "kolom `{name}` lijkt een persoonsgegeven ({kind})"
        ),
    }
}

fn suggested(class: Class) -> Personal {
    match class {
        Class::National => Personal::NationalNumber,
        Class::Special => Personal::Special,
        Class::Prose => Personal::Indirect,
        _ => Personal::Direct,
    }
}
