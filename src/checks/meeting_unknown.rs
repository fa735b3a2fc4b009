//! M013: the act waits for a meeting that the organisation does not have.

use super::fixes::{filled, nearest_or};
use super::{Action, ActionId, Check, Context, Page, Sink, outside_roles};
use crate::diag::{Code, Diagnostic};
use crate::say;
use crate::syntax::FieldKey;

const CODE: Code = Code("M013");

/// M013. Silent where the organisation's file lists no meetings.
pub(super) struct MeetingUnknown;

impl Check for MeetingUnknown {
    fn pages(&self) -> &'static [Page] {
        &[Page {
            code: CODE,
            en: include_str!("meeting_unknown.md"),
            nl: include_str!("meeting_unknown.nl.md"),
        }]
    }

    fn action(&self, ctx: &Context<'_>, _: ActionId, action: &Action, sink: &mut Sink) {
        let meetings = &ctx.policy.meetings;
        let Some(meeting) = filled(&action.meeting, ctx.case.lang) else {
            return; // M002
        };
        let known = |own: &String| outside_roles::names(meeting, own);
        if meetings.is_empty() || meetings.iter().any(known) {
            return;
        }
        let (written, list) = (&meeting.value, meetings.join(", "));
        let place = ctx.policy.place(FieldKey::Meetings);
        let message = say!(
            en "`{written}` is not one of the organisation's meetings",
            nl "`{written}` is geen overleg van de organisatie"
        );
        let found = Diagnostic::warning(CODE, meeting.span, message);
        let (en, nl) = (place.en, place.nl);
        sink.push(nearest_or(
            found,
            written,
            meetings,
            say!(
                en "ask: in which meeting is it really on the table? {en} lists: {list}",
                nl "vraag terug: in welk overleg komt dit echt op tafel? {nl} noemt: {list}"
            ),
        ));
    }
}
