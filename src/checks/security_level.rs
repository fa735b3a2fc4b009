//! P013: no level of protection for personal data, or one that is too low for them.

use super::fixes::{add_slot, filled};
use super::{Check, Context, Page, Sink, gate};
use crate::diag::{Code, Diagnostic, Lang, Severity};
use crate::model::{Level, Personal};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("P013");

/// P013. The levels are those of the Dutch government, so British cases are not asked for one.
pub(super) struct SecurityLevel;

impl Check for SecurityLevel {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("security_level.md"),
            nl: include_str!("security_level.nl.md"),
        }]
    }

    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {
        let Some(privacy) = gate::block(ctx) else {
            return;
        };
        let Some(class) = gate::heaviest(ctx.case).filter(|c| c.value > Personal::Indirect) else {
            return;
        };
        if let Some(level) = &privacy.facts.security {
            if level.value > Level::Bbn1 {
                return;
            }
            let severity = match class.value >= Personal::Sensitive {
                true => Severity::Error,
                false => Severity::Warning,
            };
            let (en, nl) = (class.value.word(Lang::En), class.value.word(Lang::Nl));
            let message = say!(
                en "BBN1 is too low for data of class `{en}`",
                nl "BBN1 is te laag voor gegevens van klasse `{nl}`"
            );
            let found = Diagnostic::new(CODE, severity, level.span, message)
                .related(class.span, say!(en "these data", nl "deze gegevens"))
                .help(say!(
                    en "BBN2 is the starting point for what is confidential; ask the security officer whether it should be BBN2+",
                    nl "BBN2 is het uitgangspunt voor wat vertrouwelijk is; vraag de CISO of het BBN2+ moet zijn"
                ));
            sink.push(found);
            return;
        }
        let by_policy = ctx.policy.security.is_some_and(|l| l > Level::Bbn1);
        if by_policy || privacy.facts.british || names_a_level(privacy.security.as_deref()) {
            return;
        }
        let written = filled(&privacy.security, ctx.case.lang);
        let place = written.map_or_else(|| gate::place(privacy), |line| line.span);
        let message = say!(
            en "no level of protection is named for this personal data",
            nl "er staat geen beveiligingsniveau bij deze persoonsgegevens"
        );
        let found = Diagnostic::info(CODE, place, message).help(say!(
            en "write the level of the BIO first (BBN1, BBN2, BBN2+ or BBN3), then who may see the dashboard, such as `security: BBN2, team leaders only`",
            nl "schrijf eerst het niveau van de BIO (BBN1, BBN2, BBN2+ of BBN3), en dan wie het dashboard mag zien, zoals `beveiliging: BBN2, alleen teamleiders`"
        ));
        sink.push(match privacy.security {
            Some(_) => found,
            None => {
                let (title, edits) = add_slot(ctx.case, FieldKey::Security, privacy.head);
                found.unsafe_fix(title, edits)
            }
        });
    }
}

/// Whether a level stands there that could not be read, which is reported where it stands.
fn names_a_level(line: Option<&String>) -> bool {
    line.is_some_and(|line| line.to_lowercase().contains("bbn"))
}
