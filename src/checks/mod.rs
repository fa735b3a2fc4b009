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
mod domain_unknown;
mod dpia_needed;
mod dpia_old;
mod drawing;
pub mod due;
mod empty_unsaid;
mod example_missing;
mod fixes;
mod gaps;
mod gate;
mod gauge_without_limit;
mod hedged_term;
mod hollow_trigger;
mod keeper_missing;
mod kind_differs;
mod left_out_end;
mod limit_out_of_range;
mod line_without_time;
mod list_of_measures;
mod look_back;
mod map_without_place;
mod measure_unused;
mod meeting_unknown;
mod more_than_fits;
mod national_number_shown;
mod no_act;
mod no_action;
mod no_occasion;
mod nobody;
mod norm_unsourced;
mod number_needed;
mod outside_roles;
mod page_too_full;
mod parts_dont_add_up;
mod person_named;
mod persons;
mod places;
mod privacy_bare;
mod privacy_contradicts;
mod public_ground;
mod purpose_incompatible;
mod question_missing;
mod range;
mod register_missing;
mod review_due;
mod same_title;
mod security_level;
mod security_low;
mod slots_missing;
mod small_numbers_loose;
mod source_unkept;
mod split_missing;
pub mod strictness;
mod thin_percentage;
mod time_reordered;
mod title_personal;
mod too_many_bars;
mod too_many_colours;
mod too_many_slices;
mod trigger_unseen;
mod unit_unsaid;
mod units_mixed;
mod used_for_differs;
mod verdict;
mod visual_idle;
pub mod waivers;
mod window_unfit;

pub use drawing::Drawing;
pub use strictness::Rule;
pub use verdict::{QuestionVerdict, Verdict, verdicts};

pub use crate::diag::Page;
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::chain::Chain;
use crate::model::{
    Action, ActionId, Case, Measure, Policy, Question, QuestionId, Source, Visual, VisualId,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

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
    /// Visuals with the title of an earlier one on their page, and that one.
    pub twins: BTreeMap<VisualId, VisualId>,
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
            twins: same_title::twins(case),
        }
    }

    /// How grave a breach of the rule is in the case's cycle, or graver where the organisation says so.
    pub fn severity(&self, rule: Rule) -> Severity {
        strictness::severity(self.policy, rule, self.case.cycle())
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

    /// Looks at what a visual draws. A visual gets one message: the first in the order of [`all`], where the gravest stand
    /// first.
    fn drawing(&self, ctx: &Context<'_>, drawing: &Drawing<'_>) -> Option<Diagnostic> {
        None
    }
}

/// Every check, in the order of the families N, R, F, V, P, M, T. What a visual draws is judged gravest first: what can't be
/// drawn so, what misleads, what can't be read.
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
        &map_without_place::MapWithoutPlace,
        &list_of_measures::ListOfMeasures,
        &number_needed::NumberNeeded,
        &split_missing::SplitMissing,
        &more_than_fits::MoreThanFits,
        &gauge_without_limit::GaugeWithoutLimit,
        &parts_dont_add_up::PartsDontAddUp,
        &limit_out_of_range::LimitOutOfRange,
        &units_mixed::UnitsMixed,
        &time_reordered::TimeReordered,
        &window_unfit::WindowUnfit,
        &too_many_slices::TooManySlices,
        &too_many_bars::TooManyBars,
        &too_many_colours::TooManyColours,
        &thin_percentage::ThinPercentage,
        &same_title::SameTitle,
        &page_too_full::PageTooFull,
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
        &meeting_unknown::MeetingUnknown,
        &small_numbers_loose::SmallNumbersLoose,
        &security_low::SecurityLow,
        &domain_unknown::DomainUnknown,
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
    for (i, visual) in ctx.case.visuals.iter().enumerate() {
        if let Some(drawing) = Drawing::of(ctx.case, VisualId(i), visual) {
            sink.extend(all().iter().find_map(|check| check.drawing(ctx, &drawing)));
        }
    }
    strictness::give_reasons(ctx.policy, ctx.case.cycle(), &mut sink);
    sink
}
