//! The rules. A check knows rules, not tools.
//!
//! A check is a trio of files that share a stem: `NAME.rs` (logic with both wordings), `NAME.md` and `NAME.nl.md` (manual
//! pages that are also its tests), and one line in [`all`].
//!
//! A manual page opens with `# CODE Title`, has the headings *What*, *Why*, *Example*, *Instead* (Dutch: *Wat*, *Waarom*,
//! *Voorbeeld*, *Liever*), and fenced `case` blocks. A block that does not begin with `case` or `casus` gets such a line
//! in front. Under a line, a comment such as `#      ^^^^^ N002` demands a finding with that code at exactly those columns.
//! All findings with the page's own code must be marked; other codes are free. A block without marks must give no finding
//! of the page's code. Both pages have the same number of blocks, with the same codes in the same order.

mod alt_missing;
mod attribute_unused;
mod basis_unclear;
mod class_heavier;
mod column_unused;
mod date_passed;
mod date_unseen;
mod dpia_needed;
mod dpia_old;
pub mod due;
mod empty_unsaid;
mod example_missing;
mod fixes;
mod gaps;
mod gate;
mod hedged_term;
mod hollow_trigger;
mod keeper_missing;
mod kind_differs;
mod left_out_end;
mod line_without_time;
mod look_back;
mod measure_unused;
mod national_number_shown;
mod no_act;
mod no_action;
mod no_occasion;
mod nobody;
mod norm_unsourced;
mod outside_roles;
mod person_named;
mod persons;
mod privacy_bare;
mod privacy_contradicts;
mod public_ground;
mod purpose_incompatible;
mod question_missing;
mod register_missing;
mod review_due;
mod security_level;
mod slots_missing;
mod source_unkept;
pub mod strictness;
mod title_personal;
mod trigger_unseen;
mod unit_unsaid;
mod used_for_differs;
mod verdict;
mod visual_idle;
pub mod waivers;

pub use strictness::Rule;
pub use verdict::{QuestionVerdict, Verdict, verdicts};

pub use crate::diag::Page;
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::chain::Chain;
use crate::model::{
    Action, ActionId, Case, Measure, Policy, Question, QuestionId, Source, Visual, VisualId,
};
use jiff::civil::Date;

/// What a check may look at.
pub struct Context<'a> {
    /// The case.
    pub case: &'a Case,
    /// What the organisation laid down; the default where there is no such file.
    pub policy: &'a Policy,
    /// The day on which is judged.
    pub as_of: Date,
    /// Who serves whom.
    pub chain: Chain,
}

impl<'a> Context<'a> {
    /// Everything that checks look at.
    pub fn new(case: &'a Case, policy: &'a Policy, as_of: Date) -> Context<'a> {
        let chain = Chain::of(case);
        Context {
            case,
            policy,
            as_of,
            chain,
        }
    }

    /// How grave a breach of the rule is in the case's cycle.
    pub fn severity(&self, rule: Rule) -> Severity {
        rule.row().severity(self.case.cycle())
    }
}

/// Where findings go.
pub type Sink = Vec<Diagnostic>;

/// A rule. Override the narrowest hook that will do.
#[allow(unused_variables)]
pub trait Check: Sync {
    /// The page of the manual for each code that this check can report.
    fn pages(&self) -> &'static [Page];

    /// Looks at the whole case.
    fn case(&self, ctx: &Context<'_>, sink: &mut Sink) {}

    /// Looks at a question.
    fn question(&self, ctx: &Context<'_>, id: QuestionId, question: &Question, sink: &mut Sink) {}

    /// Looks at an action.
    fn action(&self, ctx: &Context<'_>, id: ActionId, action: &Action, sink: &mut Sink) {}

    /// Looks at a source.
    fn source(&self, ctx: &Context<'_>, source: &Source, sink: &mut Sink) {}

    /// Looks at a measure.
    fn measure(&self, ctx: &Context<'_>, measure: &Measure, sink: &mut Sink) {}

    /// Looks at a visual.
    fn visual(&self, ctx: &Context<'_>, id: VisualId, visual: &Visual, sink: &mut Sink) {}
}

/// Every check, in the order of the families N, R, F, V, P, M, T.
pub fn all() -> &'static [&'static dyn Check] {
    &[
        &no_action::NoAction,
        &no_act::NoAct,
        &no_occasion::NoOccasion,
        &nobody::Nobody,
        &outside_roles::OutsideRoles,
        &hollow_trigger::HollowTrigger,
        &hedged_term::HedgedTerm,
        &question_missing::QuestionMissing,
        &visual_idle::VisualIdle,
        &measure_unused::MeasureUnused,
        &attribute_unused::AttributeUnused,
        &column_unused::ColumnUnused,
        &used_for_differs::UsedForDiffers,
        &trigger_unseen::TriggerUnseen,
        &date_unseen::DateUnseen,
        &empty_unsaid::EmptyUnsaid,
        &left_out_end::LeftOutEnd,
        &line_without_time::LineWithoutTime,
        &alt_missing::AltMissing,
        &persons::Persons,
        &class_heavier::ClassHeavier,
        &privacy_bare::PrivacyBare,
        &register_missing::RegisterMissing,
        &title_personal::TitlePersonal,
        &basis_unclear::BasisUnclear,
        &purpose_incompatible::PurposeIncompatible,
        &dpia_needed::DpiaNeeded,
        &privacy_contradicts::PrivacyContradicts,
        &security_level::SecurityLevel,
        &public_ground::PublicGround,
        &person_named::PersonNamed,
        &national_number_shown::NationalNumberShown,
        &keeper_missing::KeeperMissing,
        &slots_missing::SlotsMissing,
        &kind_differs::KindDiffers,
        &norm_unsourced::NormUnsourced,
        &unit_unsaid::UnitUnsaid,
        &example_missing::ExampleMissing,
        &source_unkept::SourceUnkept,
        &review_due::ReviewDue,
        &date_passed::DatePassed,
        &dpia_old::DpiaOld,
    ]
}

/// Runs every check.
pub fn run(ctx: &Context<'_>) -> Vec<Diagnostic> {
    let mut sink = Sink::new();
    for check in all() {
        check.case(ctx, &mut sink);
        for (i, question) in ctx.case.questions.iter().enumerate() {
            check.question(ctx, QuestionId(i), question, &mut sink);
        }
        for (i, action) in ctx.case.actions.iter().enumerate() {
            check.action(ctx, ActionId(i), action, &mut sink);
        }
        for source in &ctx.case.sources {
            check.source(ctx, source, &mut sink);
        }
        for measure in &ctx.case.measures {
            check.measure(ctx, measure, &mut sink);
        }
        for (i, visual) in ctx.case.visuals.iter().enumerate() {
            check.visual(ctx, VisualId(i), visual, &mut sink);
        }
    }
    sink
}
