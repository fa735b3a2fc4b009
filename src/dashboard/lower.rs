//! Case → dashboard.

use super::{
    ActCard, Attribute, Column, Dashboard, Filter, Limit, Line, Measure, Page, Period, Place,
    Query, Source, Status, Tile, layout, links, words,
};
use crate::diag::{Code, Diagnostic, Lang};
use crate::formula::term::{FieldRef, MeasureId, SourceId, TermKind, Type};
use crate::model::chain::measures_in;
use crate::model::{
    self, Action, ActionId, Case, LaidOut, Occasion, Policy, QuestionId, Sentence, Subject,
    Trigger, Visual,
};
use crate::{manual_page, say};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A visual or status over several sources, which no target can show yet.
pub const SEVERAL_SOURCES: Code = Code("T010");

/// The manual pages of this layer's codes.
pub const PAGES: &[crate::diag::Page] = &[manual_page!("T010")];

/// The day of a build.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The day on which is judged and built.
    pub as_of: Date,
    /// Whether `today()` is written as that day instead of the tool's current date.
    pub freeze_today: bool,
}

/// Lowers a case for the targets. `None` when a formula of it could not be understood, which is reported where it was read.
/// The findings tell what no target can show.
pub fn lower(case: &Case, policy: &Policy, clock: Clock) -> Option<(Dashboard, Vec<Diagnostic>)> {
    lowered(case, policy, clock, false)
}

/// The same for figures: what needs rows of several sources stays in where links bring these together, which no target does.
pub fn lower_for_figures(
    case: &Case,
    policy: &Policy,
    clock: Clock,
) -> Option<(Dashboard, Vec<Diagnostic>)> {
    lowered(case, policy, clock, true)
}

fn lowered(
    case: &Case,
    policy: &Policy,
    clock: Clock,
    links: bool,
) -> Option<(Dashboard, Vec<Diagnostic>)> {
    let sources: Vec<Source> = case.sources.iter().map(source).collect();
    let mut lower = Lower {
        case,
        clock,
        sources: links.then(|| sources.clone()),
        notices: Vec::new(),
    };
    let attributes = case
        .attributes
        .iter()
        .map(attribute)
        .collect::<Option<_>>()?;
    let measures = case
        .measures
        .iter()
        .map(|m| lower.measure(m))
        .collect::<Option<_>>()?;
    let (cards, actions) = lower.cards();
    let pages = lower.pages(&actions);
    let small = case.privacy.as_ref().and_then(|p| p.small_numbers.as_ref());
    let small = policy.small_numbers_with(small.map(|s| s.value));
    let filters = case.filters.iter().map(|f| lower.filter(f)).collect();
    let dashboard = Dashboard {
        lang: case.lang,
        name: case.name.value.clone(),
        title: case.title.clone(),
        organisation: case.facts.organisation.as_ref().map(|o| o.value.clone()),
        as_of: clock.as_of,
        freeze_today: clock.freeze_today,
        cards,
        pages,
        filters,
        sources,
        attributes,
        measures,
        holidays: policy.holidays.on_working_days(),
        small_numbers: small,
        footer: footer(case, small),
        words: words::vocabulary(case.lang),
    };
    Some((dashboard, lower.notices))
}

/// A card like that of an action, on another trigger. `None` when no target can show it, which the findings tell, at the places of
/// that trigger.
pub fn on_trigger(
    case: &Case,
    clock: Clock,
    card: &ActCard,
    trigger: &Trigger,
) -> (Option<ActCard>, Vec<Diagnostic>) {
    let mut lower = Lower {
        case,
        clock,
        sources: None,
        notices: Vec::new(),
    };
    let card = lower.condition(trigger).map(|status| ActCard {
        lines: vec![Line {
            label: case.lang.pick("When", "Zodra").to_owned(),
            text: words::trigger(trigger, case),
        }],
        status: Some(status),
        span: trigger.text.span,
        ..card.clone()
    });
    (card, lower.notices)
}

struct Lower<'c> {
    case: &'c Case,
    clock: Clock,
    /// The sources, where their links may be used.
    sources: Option<Vec<Source>>,
    notices: Vec<Diagnostic>,
}

impl Lower<'_> {
    fn measure(&self, measure: &model::Measure) -> Option<Measure> {
        let term = measure.term.clone()?;
        let formula = measure
            .formula
            .as_ref()
            .map(|f| f.text.as_str())
            .unwrap_or_default();
        let norm = measure.norm.as_ref().and_then(|n| n.from.as_ref());
        let description = match norm {
            Some(from) => format!("{formula} · norm: {}", from.value),
            None => formula.to_string(),
        };
        Some(Measure {
            name: measure.name.value.clone(),
            label: measure.label.clone(),
            whole: term.ty == Type::Whole,
            source: measure.source,
            date: measure.date.as_ref().map(|d| d.value),
            percent: measure.percent,
            unit: measure.unit.as_ref().map(|u| u.value.clone()),
            format: measure.format.as_ref().map(|f| f.value.clone()),
            description,
            span: measure.formula.as_ref().map_or(measure.block, |f| f.span()),
            term,
        })
    }

    /// The cards in the order of the questions, and the action that each is for.
    fn cards(&mut self) -> (Vec<ActCard>, Vec<ActionId>) {
        let case = self.case;
        let all = case.actions.iter().enumerate();
        let mut actions: Vec<(ActionId, &Action)> = all
            .filter(|(_, action)| action.question.is_some())
            .map(|(at, action)| (ActionId(at), action))
            .collect();
        actions.sort_by_key(|(_, action)| action.question);
        let cards = actions
            .iter()
            .map(|(_, action)| self.card(action))
            .collect();
        (cards, actions.iter().map(|(id, _)| *id).collect())
    }

    fn card(&mut self, action: &Action) -> ActCard {
        let case = self.case;
        let question = action.question.and_then(|q| case.questions.get(q.0));
        ActCard {
            id: action.name.value.clone(),
            question: question.map(|q| q.text.value.clone()).unwrap_or_default(),
            then: action
                .then
                .as_ref()
                .map(|t| t.value.clone())
                .unwrap_or_default(),
            lines: card_lines(action, case),
            status: action.occasion.as_ref().and_then(|o| self.status(o)),
            span: action.name.span,
        }
    }

    fn status(&mut self, occasion: &Occasion) -> Option<Status> {
        match occasion {
            Occasion::When(trigger) => self.condition(trigger),
            Occasion::Choose(choose) => {
                let named = [choose.measure.value];
                let per = [choose.dimension.value];
                self.one_source(&named, &per, choose.text.span)?;
                Some(Status::Choose {
                    top: choose.top,
                    count: choose.count,
                    dimension: choose.dimension.value,
                    measure: choose.measure.value,
                })
            }
            Occasion::On(on) => Some(Status::On {
                when: on.when,
                next: on.when.next(self.clock.as_of),
            }),
            Occasion::Broken(_) => None,
        }
    }

    fn condition(&mut self, trigger: &Trigger) -> Option<Status> {
        let measures = measures_in(&trigger.condition).into_iter();
        let measures: Vec<MeasureId> = measures.map(|m| m.value).collect();
        let first = self.case.measure(*measures.first()?)?;
        let per = trigger.per.as_ref().map(|p| p.value);
        let named: Vec<FieldRef> = per.into_iter().collect();
        let source = self.one_source(&measures, &named, trigger.text.span)?;
        Some(Status::When {
            condition: trigger.condition.clone(),
            per,
            lasting: trigger.lasting.as_ref().map(|w| w.value),
            date: first.date.as_ref().map(|d| d.value),
            source: Some(source),
        })
    }

    /// The source whose rows measures are over and that fields are of; else the first of several that links bring together.
    /// `None` with a finding where they can't be.
    fn one_source(
        &mut self,
        measures: &[MeasureId],
        fields: &[FieldRef],
        span: crate::diag::Span,
    ) -> Option<SourceId> {
        let mut sources = Vec::new();
        for id in measures {
            self.sources_of(*id, &mut sources);
        }
        let fields_of = fields.iter().map(|f| f.source());
        let same = |source: &SourceId| {
            sources.iter().all(|s| s == source) && fields_of.clone().all(|s| s == *source)
        };
        let first = sources.first().copied().or(fields_of.clone().next());
        let first = first.unwrap_or(SourceId(0));
        // A measure without rows is of no source.
        let every = measures
            .iter()
            .all(|id| self.case.measure(*id).is_some_and(|m| m.source.is_some()));
        if same(&first) && (every || self.sources.is_some()) {
            return Some(first);
        }
        let Some(known) = self.sources.as_ref().filter(|_| !sources.is_empty()) else {
            self.several_sources(span);
            return None;
        };
        let linked = |field: &FieldRef| {
            let mut each = sources.iter();
            each.all(|source| links::way(known, *field, *source).is_some())
        };
        if !fields.iter().all(linked) {
            self.not_linked(span);
            return None;
        }
        Some(first)
    }

    /// The sources whose rows a measure is over, in the order in which it names them.
    fn sources_of(&self, id: MeasureId, sources: &mut Vec<SourceId>) {
        let measure = self.case.measure(id);
        if let Some(term) = measure.and_then(|m| m.term.as_ref()) {
            let of = |id| self.case.measure(id).and_then(|m| m.term.as_ref());
            term.walk_through(&of, &mut |t| {
                if let TermKind::Aggregate { source, .. } = t.kind
                    && !sources.contains(&source)
                {
                    sources.push(source);
                }
            });
        }
    }

    fn not_linked(&mut self, span: crate::diag::Span) {
        let notice = Diagnostic::warning(
            SEVERAL_SOURCES,
            span,
            say!(
                en "this needs rows of several sources at once, and no link says how they share what it is split by",
                nl "dit heeft rijen van meer bronnen tegelijk nodig, en geen koppeling zegt hoe ze de uitsplitsing delen",
            ),
        )
        .help(say!(
            en "write a `link` in the source with many rows, such as `link: district -> residents.district`, and split by the linked field",
            nl "schrijf een `koppeling` in de bron met veel rijen, zoals `koppeling: wijk -> inwoners.wijk`, en splits uit naar het gekoppelde veld",
        ));
        self.notices.push(notice);
    }

    fn several_sources(&mut self, span: crate::diag::Span) {
        let notice = Diagnostic::warning(
            SEVERAL_SOURCES,
            span,
            say!(
                en "this needs rows of several sources at once, which no target can show yet",
                nl "dit heeft rijen van meer bronnen tegelijk nodig; dat kan nog geen enkel doel tonen",
            ),
        )
        .help(say!(
            en "use measures and columns of one source, or join the sources before casus reads them",
            nl "gebruik maten en kolommen van één bron, of koppel de bronnen voordat casus ze leest",
        ));
        self.notices.push(notice);
    }

    fn pages(&mut self, actions: &[ActionId]) -> Vec<Page> {
        let pages = self.case.laid_out();
        let cards = self.cards_on(&pages, actions);
        let pages = pages.into_iter().zip(cards);
        pages.map(|(page, cards)| self.page(page, cards)).collect()
    }

    /// The cards of each page, in order: those of its question, or of the acts that its visuals serve and that no earlier page
    /// has. Those of no page come on the first.
    fn cards_on(&self, pages: &[LaidOut], actions: &[ActionId]) -> Vec<Vec<usize>> {
        let case = self.case;
        let at: BTreeMap<ActionId, usize> = actions.iter().copied().zip(0..).collect();
        let mut of_question: BTreeMap<QuestionId, Vec<usize>> = BTreeMap::new();
        for (id, card) in &at {
            let question = case.actions.get(id.0).and_then(|a| a.question);
            let cards = question.map(|q| of_question.entry(q).or_default());
            cards.into_iter().for_each(|cards| cards.push(*card));
        }
        let mut placed: BTreeSet<usize> = BTreeSet::new();
        let mut all = Vec::new();
        for page in pages {
            let on_page: BTreeSet<usize> = match page.question {
                Some(question) => of_question
                    .remove(&question)
                    .into_iter()
                    .flatten()
                    .collect(),
                None => {
                    let visuals = page.visuals.iter().filter_map(|v| case.visuals.get(v.0));
                    let served = visuals.flat_map(|v| &v.serves);
                    served.filter_map(|a| at.get(&a.value).copied()).collect()
                }
            };
            let cards: Vec<usize> = on_page.difference(&placed).copied().collect();
            placed.extend(&cards);
            all.push(cards);
        }
        if let Some(first) = all.first_mut() {
            first.extend((0..actions.len()).filter(|card| !placed.contains(card)));
        }
        all
    }

    fn page(&mut self, laid_out: LaidOut, cards: Vec<usize>) -> Page {
        let case = self.case;
        let visuals = laid_out
            .visuals
            .iter()
            .filter_map(|v| case.visuals.get(v.0));
        let lowered: Vec<(Tile, bool)> = visuals.filter_map(|v| self.tile(v)).collect();
        let wide: Vec<bool> = lowered.iter().map(|(_, wide)| *wide).collect();
        let mut page = Page {
            id: laid_out.id,
            title: laid_out.title,
            cards: cards.into_iter().map(|c| (c, NOWHERE)).collect(),
            tiles: lowered.into_iter().map(|(tile, _)| tile).collect(),
            footer: NOWHERE,
        };
        layout::place(&mut page, &wide);
        page
    }

    fn tile(&mut self, visual: &Visual) -> Option<(Tile, bool)> {
        let case = self.case;
        let sentence = visual.sentence.as_ref()?;
        let query = self.query(sentence, visual)?;
        let title = visual.title.as_ref().map(|t| t.value.clone());
        let title = title.unwrap_or_else(|| sentence_title(sentence, case));
        let alt = visual.alt.as_ref().map(|a| a.value.clone());
        let alt = alt.unwrap_or_else(|| {
            format!(
                "{}: {title}",
                model::readable(sentence.form.word(case.lang))
            )
        });
        let serves = visual
            .serves
            .iter()
            .filter_map(|a| case.actions.get(a.value.0));
        let tile = Tile {
            id: visual.name.value.clone(),
            title,
            read: visual.read.as_ref().map(|r| r.value.clone()),
            alt,
            form: sentence.form.value,
            limits: self.limits(sentence, visual),
            serves: serves.map(|a| a.name.value.clone()).collect(),
            query,
            place: NOWHERE,
            span: visual.text.span,
        };
        Some((tile, sentence.wide))
    }

    fn query(&mut self, sentence: &Sentence, visual: &Visual) -> Option<Query> {
        let mut measures: Vec<MeasureId> = Vec::new();
        let mut fields: Vec<FieldRef> = Vec::new();
        for subject in &sentence.subjects {
            match subject.value {
                Subject::Measure(id) => measures.push(id),
                Subject::Field(field) => fields.push(field),
            }
        }
        let dimensions: Vec<FieldRef> = sentence.dimensions.iter().map(|d| d.value).collect();
        let axis = sentence.date.filter(|_| self.sources.is_none());
        // Where links are used, each source falls in periods by a date of its own.
        let named: Vec<FieldRef> = fields
            .iter()
            .chain(&dimensions)
            .copied()
            .chain(axis)
            .collect();
        let source = self.one_source(&measures, &named, visual.text.span)?;
        let period = sentence.period.as_ref().zip(sentence.date);
        Some(Query {
            source,
            measures,
            fields,
            dimensions,
            period: period.map(|(grain, date)| Period {
                grain: grain.value,
                date,
            }),
            order: sentence.order.as_ref().map(|o| o.value).or_else(|| {
                // `top N` alone means the highest N.
                let top_alone = sentence.top.is_some() && sentence.order.is_none();
                top_alone.then_some(model::Order::HighestFirst)
            }),
            top: sentence.top.as_ref().map(|t| t.value),
            last: sentence.last.as_ref().map(|l| l.value).zip(sentence.date),
            compared: sentence.compared.is_some(),
            filter: sentence.filter.clone(),
        })
    }

    /// The written limit, else that of a trigger whose dimension and grain are the visual's own.
    fn limits(&self, sentence: &Sentence, visual: &Visual) -> Vec<Limit> {
        let case = self.case;
        let Some(Subject::Measure(shown)) = sentence.subjects.first().map(|s| s.value) else {
            return Vec::new();
        };
        let values = case.limits(visual, sentence);
        let percent = case.measure(shown).is_some_and(|m| m.percent);
        let word = case.lang.pick("limit", "grens");
        let mut limits: Vec<Limit> = Vec::new();
        for value in values {
            let label = format!("{word} {}", words::number(value, percent, case.lang));
            let limit = Limit { value, label };
            if !limits.contains(&limit) {
                limits.push(limit);
            }
        }
        limits
    }

    fn filter(&self, field: &crate::diag::Spanned<FieldRef>) -> Filter {
        let case = self.case;
        let column = case.column(field.value).map(|c| c.ty.value);
        let attribute = case.attribute(field.value).map(|a| a.ty);
        Filter {
            field: field.value,
            label: case.field_label(field.value).to_string(),
            ty: column.or(attribute).unwrap_or(Type::Text),
            span: field.span,
        }
    }
}

/// Before the layout has given a place.
const NOWHERE: Place = Place {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
};

fn attribute(attribute: &model::Attribute) -> Option<Attribute> {
    Some(Attribute {
        name: attribute.name.value.clone(),
        label: attribute.label.clone(),
        source: attribute.source?,
        ty: attribute.ty,
        term: attribute.term.clone()?,
        span: attribute
            .formula
            .as_ref()
            .map_or(attribute.block, |f| f.span()),
    })
}

fn source(source: &model::Source) -> Source {
    let text = |slot: &model::Slot| slot.as_ref().map(|s| s.value.clone());
    let columns = source.columns.iter().map(|c| Column {
        name: c.name.value.clone(),
        label: c.label.clone(),
        from: c.from.clone(),
        ty: c.ty.value,
        may_be_empty: c.may_be_empty(),
        values: c.one_of().unwrap_or_default().to_vec(),
    });
    Source {
        name: source.name.value.clone(),
        label: text(&source.text).unwrap_or_else(|| source.label.clone()),
        origin: source.origin.as_ref().map(|o| o.value.clone()),
        connection: text(&source.connection),
        missing: source.missing.iter().map(|m| m.value.clone()).collect(),
        dates: text(&source.dates),
        numbers: text(&source.numbers),
        sheet: text(&source.sheet),
        links: source.links.iter().map(|l| (l.from, l.to)).collect(),
        columns: columns.collect(),
        span: source.head,
    }
}

/// The slots of an act, those that are filled in.
fn card_lines(action: &Action, case: &Case) -> Vec<Line> {
    let lang = case.lang;
    let line = |en: &str, nl: &str, text: Option<String>| {
        let label = lang.pick(en, nl).to_string();
        text.map(|text| Line { label, text })
    };
    let slot = |slot: &model::Slot| slot.as_ref().map(|s| s.value.clone());
    let occasion = match &action.occasion {
        Some(Occasion::When(trigger)) => line("When", "Zodra", Some(words::trigger(trigger, case))),
        Some(Occasion::Choose(choose)) => line("Choose", "Kies", Some(words::choice(choose, case))),
        Some(Occasion::On(on)) => line("On", "Op", Some(words::occasion(on, lang))),
        Some(Occasion::Broken(_)) | None => None,
    };
    let done = action.done_when.as_ref().map(|t| words::trigger(t, case));
    let lines = [
        occasion,
        line("Who", "Wie", slot(&action.who)),
        line("Within", "Binnen", slot(&action.within)),
        line("Meeting", "In overleg", slot(&action.meeting)),
        line("Mandate", "Mandaat", slot(&action.mandate)),
        line("Duty", "Plicht", slot(&action.duty)),
        line("Done when", "Klaar als", done),
        line("Otherwise", "Anders", slot(&action.otherwise)),
    ];
    lines.into_iter().flatten().collect()
}

/// Maintainer, review date, sources, small numbers.
fn footer(case: &Case, small: model::SmallNumbers) -> Vec<Line> {
    let lang = case.lang;
    let line = |en: &str, nl: &str, text: Option<String>| {
        let label = lang.pick(en, nl).to_string();
        text.filter(|t| !t.is_empty())
            .map(|text| Line { label, text })
    };
    let slot = |slot: &model::Slot| slot.as_ref().map(|s| s.value.clone());
    let review = case
        .facts
        .review_before
        .as_ref()
        .map(|d| words::date(d.value, lang));
    let sources: Vec<String> = case.sources.iter().map(|s| source_line(s, lang)).collect();
    let lines = [
        line("Maintainer", "Beheerder", slot(&case.facts.maintainer)),
        line("Deputy", "Vervanger", slot(&case.facts.deputy)),
        line("Review before", "Herzien voor", review),
        line("Sources", "Bronnen", Some(sources.join("; "))),
        line(
            "Small numbers",
            "Kleine aantallen",
            words::small_numbers(small, lang),
        ),
    ];
    lines.into_iter().flatten().collect()
}

/// `report system (owner: team lead; refreshed: nightly; quality: …)`.
fn source_line(source: &model::Source, lang: Lang) -> String {
    let name = source.text.as_ref().map_or(&source.label, |t| &t.value);
    let fact = |en: &str, nl: &str, slot: &model::Slot| {
        slot.as_ref()
            .map(|s| format!("{}: {}", lang.pick(en, nl), s.value))
    };
    let facts = [
        fact("owner", "eigenaar", &source.owner),
        fact("refreshed", "ververst", &source.refreshed),
        fact("quality", "kwaliteit", &source.quality),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    match facts.is_empty() {
        true => name.clone(),
        false => format!("{name} ({})", facts.join("; ")),
    }
}

/// `On time by category per week`.
fn sentence_title(sentence: &Sentence, case: &Case) -> String {
    let lang = case.lang;
    let label = |subject: Subject| match subject {
        Subject::Measure(id) => case.measure(id).map_or("", |m| &m.label),
        Subject::Field(field) => case.field_label(field),
    };
    let and = lang.pick(" and ", " en ");
    let mut subjects = sentence.subjects.iter().map(|s| label(s.value));
    let mut title = subjects.next().unwrap_or_default().to_string();
    for subject in subjects {
        title.push_str(and);
        title.push_str(&words::lower_first(subject));
    }
    let dimensions: Vec<String> = sentence
        .dimensions
        .iter()
        .map(|d| words::lower_first(case.field_label(d.value)))
        .collect();
    if !dimensions.is_empty() {
        title.push_str(lang.pick(" by ", " per "));
        title.push_str(&dimensions.join(and));
    }
    if let Some(grain) = &sentence.period {
        title.push_str(&format!(" per {}", grain.value.word(lang)));
    }
    title
}
