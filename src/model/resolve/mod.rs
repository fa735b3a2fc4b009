//! Tree → case: binds names and reads values. One pass per kind of block, in the order in which they need each other:
//! sources, attributes, measures, questions, actions, visuals, and what refers to those.

mod actions;
mod fields;
pub(super) use fields::part;
mod formulas;
mod law;
mod names;
mod privacy;
pub(super) use privacy::{read_level, unknown_level};
mod rest;
pub(super) use rest::read_small_numbers;
mod sentence;
mod sources;

use super::{Case, Facts, Question, Trigger};
use crate::diag::{Diagnostic, Lang, Span, Spanned};
use crate::syntax::keywords::Kind;
use crate::syntax::{Block, BlockKind, FieldKey, Tree, Value};
use names::Names;

/// Resolves a parsed file. `None` when the file holds no case: it is empty, or it is an organisation's.
pub fn resolve(tree: &Tree) -> (Option<Case>, Vec<Diagnostic>) {
    let first = tree.blocks.first();
    let Some(first) = first.filter(|b| b.kind != BlockKind::Organisation) else {
        return (None, Vec::new());
    };
    let mut resolver = Resolver::of(tree);
    let case = resolver.case(first);
    let mut findings = resolver.findings;
    findings.sort_by_key(|f| f.span.start);
    (Some(case), findings)
}

/// Reads a trigger that stands outside the file, such as `on_time < 90% per category`, with the names of the file. The
/// findings, and the places in the trigger, are those of `written`.
pub fn trigger(tree: &Tree, written: &str) -> (Option<Trigger>, Vec<Diagnostic>) {
    let Some(first) = tree.blocks.first() else {
        return (None, Vec::new());
    };
    let mut resolver = Resolver::of(tree);
    let case = resolver.case(first);
    resolver.findings.clear();
    let value = Value {
        text: written.to_owned(),
        pieces: vec![Span::new(0, written.len() as u32)],
    };
    let trigger = resolver.trigger(&value, &case);
    (trigger, resolver.findings)
}

/// The work in progress: what is known by name, and what is wrong.
struct Resolver<'t> {
    tree: &'t Tree,
    lang: Lang,
    names: Names,
    findings: Vec<Diagnostic>,
}

impl<'t> Resolver<'t> {
    fn of(tree: &'t Tree) -> Resolver<'t> {
        Resolver {
            tree,
            lang: tree.lang,
            names: Names::default(),
            findings: Vec::new(),
        }
    }

    fn case(&mut self, first: &'t Block) -> Case {
        // A file that begins with something else is reported; what it holds is still worth judging.
        let head = Some(first).filter(|b| b.kind == BlockKind::Case);
        let name = head.and_then(|b| b.name.clone());
        let name = name.unwrap_or_else(|| Spanned::new(String::new(), first.keyword));
        let title = head.and_then(|b| {
            let label = b.label.as_ref().map(|l| l.value.clone());
            label.or_else(|| b.text.as_ref().map(|t| t.text.clone()))
        });
        let mut case = Case {
            lang: self.lang,
            title: title.unwrap_or_else(|| readable(&name)),
            name,
            head: first.head,
            facts: head.map(|b| self.facts(b)).unwrap_or_default(),
            questions: Vec::new(),
            actions: Vec::new(),
            parked: Vec::new(),
            sources: Vec::new(),
            attributes: Vec::new(),
            measures: Vec::new(),
            visuals: Vec::new(),
            pages: Vec::new(),
            filters: Vec::new(),
            privacy: None,
            examples: Vec::new(),
        };
        self.register();
        self.sources(&mut case);
        self.attributes(&mut case);
        self.measures(&mut case);
        case.questions = self
            .blocks(BlockKind::Question)
            .map(|b| self.question(b))
            .collect();
        self.actions(&mut case);
        self.visuals(&mut case);
        self.rest(&mut case);
        case
    }

    /// The blocks of one kind. Borrows the tree only, so that the resolver stays free.
    fn blocks(&self, kind: BlockKind) -> impl Iterator<Item = &'t Block> + use<'t> {
        self.tree.blocks.iter().filter(move |b| b.kind == kind)
    }

    fn facts(&mut self, block: &Block) -> Facts {
        use FieldKey as F;
        Facts {
            domain: self.slot(block, F::Domain),
            organisation: self.slot(block, F::Organisation),
            cycle: self.whole(block, F::Cycle),
            stage: self.word(block, F::Stage),
            workshop: self.date(block, F::Workshop),
            present: self.slot(block, F::Present),
            problem_owner: self.slot(block, F::ProblemOwner),
            sponsor: self.slot(block, F::Sponsor),
            maintainer: self.slot(block, F::Maintainer),
            deputy: self.slot(block, F::Deputy),
            review_before: self
                .filled(block, F::ReviewBefore)
                .and_then(|_| self.date(block, F::ReviewBefore)),
            review_written: self.slot(block, F::ReviewBefore),
            retire_if: self.slot(block, F::RetireIf),
            audience: self.slot(block, F::Audience),
            tooling: self.list(block, F::Tooling),
            may_inspire: self.yes_or_no(block, F::MayInspire),
            knowledge: self.slot(block, F::Knowledge),
        }
    }

    fn question(&mut self, block: &Block) -> Question {
        let text = match &block.text {
            Some(text) if !text.text.is_empty() => text.spanned(),
            _ => {
                let (part, example) = self.lang.pick(
                    ("text", "question name: What do we want to know?"),
                    ("de tekst", "vraag naam: Wat willen we weten?"),
                );
                self.missing(block, part, example);
                Spanned::new(String::new(), block.head)
            }
        };
        let kind = self.word(block, FieldKey::Kind);
        Question {
            name: own_name(block),
            text,
            kind: kind.unwrap_or_else(|| Spanned::new(Kind::Steering, block.head)),
            kind_written: self.slot(block, FieldKey::Kind),
            decision: self.slot(block, FieldKey::Decision),
            asked_by: self.slot(block, FieldKey::AskedBy),
            now: self.slot(block, FieldKey::Now),
            actions: Vec::new(),
            head: block.head,
            block: block.span,
        }
    }
}

/// The name of a block; empty (and reported) when it has none.
fn own_name(block: &Block) -> Spanned<String> {
    let none = || Spanned::new(String::new(), block.keyword);
    block.name.clone().unwrap_or_else(none)
}

/// A name as people see it when there is no label: blanks for `_` and `-`, capitalised.
pub fn readable(name: &str) -> String {
    let spaced = name.replace(['_', '-'], " ");
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => spaced,
    }
}

/// The label of a block, or its readable name.
fn label(block: &Block) -> String {
    let written = block.label.as_ref().map(|l| l.value.clone());
    written.unwrap_or_else(|| readable(&own_name(block)))
}
