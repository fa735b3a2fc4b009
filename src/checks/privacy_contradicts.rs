//! P011 and P012: two places that can't both be true, and persons in a public dashboard.

use super::gate::{columns, heaviest};
use super::{Check, Context, Page, Rule, Sink, look_back};
use crate::diag::{Code, Diagnostic, Span, Words};
use crate::formula::term::FieldRef;
use crate::model::{Case, Form, Level, Personal, Privacy, Retention, Subject, average_days};
use crate::say;

const CONTRADICTS: Code = Code("P011");
const PUBLIC: Code = Code("P012");

/// P011 and P012. That a column is heavier than `personal data` says is P003; a DPIA said not to be needed is P010.
pub(super) struct PrivacyContradicts;

impl Check for PrivacyContradicts {
    fn pages(&self) -> &'static [Page] {
        &[
            Page {
                code: CONTRADICTS,
                en: include_str!("privacy_contradicts.md"),
                nl: include_str!("privacy_contradicts.nl.md"),
            },
            Page {
                code: PUBLIC,
                en: include_str!("public_persons.md"),
                nl: include_str!("public_persons.nl.md"),
            },
        ]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let Some(privacy) = &ctx.case.privacy else {
            return;
        };
        sink.extend(none_and_a_class(privacy));
        sink.extend(public(privacy));
        sink.extend(kept_too_short(ctx.case, privacy));
        persons_in_public(ctx, privacy, sink);
    }
}

/// A contradiction: what the first place says, and the other.
fn contradiction(place: Span, message: Words, other: (Span, Words), help: Words) -> Diagnostic {
    Diagnostic::error(CONTRADICTS, place, message)
        .related(other.0, other.1)
        .help(help)
}

fn none_and_a_class(privacy: &Privacy) -> Option<Diagnostic> {
    let none = privacy.facts.none?;
    let class = privacy.facts.classes.first()?;
    Some(contradiction(
        none,
        say!(en "there is no personal data, and there is", nl "er zijn geen persoonsgegevens, en ze zijn er wel"),
        (
            class.span,
            say!(en "this is a class of personal data", nl "dit is een klasse van persoonsgegevens"),
        ),
        say!(en "keep one of the two", nl "houd een van de twee"),
    ))
}

/// `public` against its own ground, against `row access` and against `security`; the first that is found.
fn public(privacy: &Privacy) -> Option<Diagnostic> {
    let facts = &privacy.facts;
    let public = facts.public.as_ref()?;
    if !public.value {
        let licence = facts.licence?;
        return Some(contradiction(
            public.span,
            say!(en "this is not public, and has a licence", nl "dit is niet openbaar, en heeft een licentie"),
            (
                licence,
                say!(en "a licence is for what is public", nl "een licentie is voor wat openbaar is"),
            ),
            say!(en "write `yes`, or the ground for not publishing", nl "schrijf `ja`, of de grond om niet openbaar te maken"),
        ));
    }
    if let Some(ground) = facts.woo.first() {
        let protects = ground.value.meaning();
        let (en, nl) = (protects.en, protects.nl);
        return Some(contradiction(
            public.span,
            say!(en "this is public, on a ground for not publishing", nl "dit is openbaar, op een grond om niet openbaar te maken"),
            (
                ground.span,
                say!(en "this ground of the Woo protects {en}", nl "deze grond van de Woo beschermt {nl}"),
            ),
            say!(en "write `no` before the ground, or a licence behind `yes`", nl "schrijf `nee` voor de grond, of een licentie achter `ja`"),
        ));
    }
    if let Some(access) = &privacy.row_access {
        return Some(contradiction(
            public.span,
            say!(en "everybody may see this dashboard, and not everybody may see each row", nl "iedereen mag dit dashboard zien, en niet iedereen mag elke rij zien"),
            (
                access.span,
                say!(en "the limit on who sees which rows", nl "de beperking op wie welke rijen ziet"),
            ),
            say!(en "write `public: no` with its ground, or leave `row access` out", nl "schrijf `openbaar: nee` met de grond, of laat `rijtoegang` weg"),
        ));
    }
    let level = facts.security.as_ref().filter(|l| l.value > Level::Bbn2)?;
    let word = level.value.word();
    Some(contradiction(
        public.span,
        say!(en "this is public, and protected at {word}", nl "dit is openbaar, en beveiligd op {word}"),
        (
            level.span,
            say!(en "{word} is for what few may see", nl "{word} is voor wat maar weinigen mogen zien"),
        ),
        say!(en "write `public: no` with its ground, or a lower level", nl "schrijf `openbaar: nee` met de grond, of een lager niveau"),
    ))
}

/// The longest look back at a source with personal data, against the time that its rows are kept.
fn kept_too_short(case: &Case, privacy: &Privacy) -> Option<Diagnostic> {
    let retention = privacy.facts.retention.as_ref()?;
    let Retention::For(count, unit) = retention.value else {
        return None;
    };
    let kept = average_days(count, unit)?;
    heaviest(case)?;
    let (place, days) = look_back::furthest(case)?;
    if days <= kept {
        return None;
    }
    Some(contradiction(
        retention.span,
        say!(en "the data are thrown away before this case is done with them", nl "de gegevens worden weggegooid voordat deze casus ermee klaar is"),
        (
            place,
            say!(en "this looks further back than they are kept", nl "dit kijkt verder terug dan ze worden bewaard"),
        ),
        say!(en "look back less far, or write the longer term that the purpose needs", nl "kijk minder ver terug, of schrijf de langere termijn die het doel nodig heeft"),
    ))
}

/// Rows about persons that everybody can read: in a list, a scatter, or a filter that offers each of them.
fn persons_in_public(ctx: &Context<'_>, privacy: &Privacy, sink: &mut Sink) {
    let Some(public) = privacy.facts.public.as_ref().filter(|p| p.value) else {
        return;
    };
    let case = ctx.case;
    let points_at = |field: FieldRef| {
        let column = columns(case).find(|(known, _)| *known == field)?.1;
        let class = column.personal.as_ref()?;
        (class.value > Personal::Indirect).then_some((column, class))
    };
    for visual in &case.visuals {
        let Some(sentence) = &visual.sentence else {
            continue;
        };
        let by_row = matches!(sentence.form.value, Form::List | Form::Scatter);
        let fields = sentence.subjects.iter().filter_map(|s| match s.value {
            Subject::Field(field) => Some((field, s.span)),
            Subject::Measure(_) => None,
        });
        let dimensions = sentence.dimensions.iter().map(|d| (d.value, d.span));
        let mut shown = fields.chain(dimensions).filter(|_| by_row);
        let found = shown.find_map(|(field, span)| Some((points_at(field)?, span)));
        if let Some(((column, class), span)) = found {
            let name = &column.name.value;
            let message = say!(
                en "everybody may see this dashboard, and this shows `{name}` row by row",
                nl "iedereen mag dit dashboard zien, en dit toont `{name}` rij voor rij"
            );
            sink.push(exposed(ctx, span, message, (public.span, class.span)));
        }
    }
    for filter in &case.filters {
        if let Some((column, class)) = points_at(filter.value) {
            let name = &column.name.value;
            let message = say!(
                en "everybody may see this dashboard, and this filter lists each `{name}`",
                nl "iedereen mag dit dashboard zien, en dit filter noemt elke `{name}`"
            );
            sink.push(exposed(
                ctx,
                filter.span,
                message,
                (public.span, class.span),
            ));
        }
    }
}

fn exposed(
    ctx: &Context<'_>,
    place: Span,
    message: Words,
    (public, class): (Span, Span),
) -> Diagnostic {
    Diagnostic::new(PUBLIC, ctx.severity(Rule::PublicPersons), place, message)
        .related(
            public,
            say!(en "the dashboard is public", nl "het dashboard is openbaar"),
        )
        .related(
            class,
            say!(en "these are personal data", nl "dit zijn persoonsgegevens"),
        )
        .help(say!(
            en "show groups instead of rows, or write `public: no` with its ground",
            nl "toon groepen in plaats van rijen, of schrijf `openbaar: nee` met de grond"
        ))
}
