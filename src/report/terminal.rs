//! The format for people: the author's own line, what is wrong with it, what to do; then the verdicts and a summary.
//!
//! Text comes out with colours; the stream it is written to strips them where nobody would see them.

use super::{FileReport, Summary, bold};
use crate::checks::{QuestionVerdict, Verdict};
use crate::diag::{Diagnostic, Fix, Lang, LineIndex, Severity, Span, Words};
use crate::say;
use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet,
    normalize_untrusted_str,
};
use std::fmt::Write;

/// Nobody mends more findings than this in one go; the machine formats list them all.
const SHOWN_PER_FILE: usize = 100;

/// A second place further away than this many bytes is shown by itself.
const NEARBY: u32 = 2_000;

/// The findings of a file and the verdict on each of its questions.
pub fn file(report: &FileReport, lang: Lang) -> String {
    let mut out = String::new();
    let (shown, hidden) = gravest(&report.findings, |f| f.severity);
    if !shown.is_empty() {
        let sheet = Sheet::new(report);
        for finding in shown {
            out.push_str(&self::finding(&sheet, finding, lang));
            out.push_str("\n\n");
        }
    }
    if hidden > 0 {
        let path = &report.path;
        let rest = say!(
            en "… and {hidden} more findings in {path}; mend these first, or list all with `--format json`",
            nl "… en nog {hidden} bevindingen in {path}; verhelp deze eerst, of toon alles met `--format json`",
        );
        _ = writeln!(out, "{}\n", rest.get(lang));
    }
    out.push_str(&verdicts(report, lang));
    out
}

/// What to show of all, in order, and how many are left out: the least grave.
fn gravest<T, G: Ord>(all: &[T], grave: impl Fn(&T) -> G) -> (Vec<&T>, usize) {
    let mut shown: Vec<_> = all.iter().enumerate().collect();
    let hidden = shown.len().saturating_sub(SHOWN_PER_FILE);
    if hidden > 0 {
        shown.sort_by_key(|(_, one)| std::cmp::Reverse(grave(one)));
        shown.truncate(SHOWN_PER_FILE);
        shown.sort_by_key(|(at, _)| *at);
    }
    (shown.into_iter().map(|(_, one)| one).collect(), hidden)
}

/// One finding.
fn finding(sheet: &Sheet<'_>, finding: &Diagnostic, lang: Lang) -> String {
    let title = level(finding.severity, lang)
        .primary_title(finding.message.get(lang))
        .id(finding.code.0);
    let mut main = title.elements(places(sheet, finding, lang));
    for help in &finding.help {
        let word = lang.pick("help", "hulp");
        main = main.element(Level::HELP.with_name(word).message(said(help, lang)));
    }
    let fixes = finding.fixes.iter();
    let groups: Vec<_> = std::iter::once(main)
        .chain(fixes.map(|f| suggestion(sheet, f, lang)))
        .collect();
    Renderer::styled().render(&groups)
}

/// The marked place and the places that explain it. A finding about a whole file has only a path.
fn places<'a>(sheet: &Sheet<'a>, finding: &'a Diagnostic, lang: Lang) -> Vec<Element<'a>> {
    if sheet.text.is_empty() {
        return vec![Origin::path(sheet.path).into()];
    }
    let (near, far): (Vec<_>, Vec<_>) = finding.related.iter().partition(|r| {
        let gap = r.span.start.abs_diff(finding.span.start);
        gap <= NEARBY
    });
    let whole = near.iter().fold(finding.span, |all, r| all.to(r.span));
    let window = sheet.window(whole);
    let label = finding.label.as_ref().map(|l| l.get(lang));
    let main = AnnotationKind::Primary
        .span(window.place(finding.span))
        .label(label);
    let near = near
        .into_iter()
        .map(|r| context(&window, r.span, r.message.get(lang)));
    let main = window.snippet().annotation(main).annotations(near);
    let far = far.into_iter().map(|r| {
        let window = sheet.window(r.span);
        let mark = context(&window, r.span, r.message.get(lang));
        window.snippet().annotation(mark).into()
    });
    std::iter::once(main.into()).chain(far).collect()
}

fn context<'a>(window: &Window<'_>, span: Span, label: &'a str) -> Annotation<'a> {
    AnnotationKind::Context
        .span(window.place(span))
        .label(label)
}

/// A fix as a change to the author's text.
fn suggestion<'a>(sheet: &Sheet<'a>, fix: &'a Fix, lang: Lang) -> Group<'a> {
    let word = if fix.safe {
        lang.pick("fix", "herstel")
    } else {
        lang.pick("suggestion", "voorstel")
    };
    let title = Level::HELP
        .with_name(word)
        .secondary_title(said(&fix.title, lang));
    let spans = fix.edits.iter().map(|e| e.span);
    let Some(whole) = spans.reduce(Span::to) else {
        return Group::with_title(title);
    };
    let window = sheet.window(whole);
    let patches = fix
        .edits
        .iter()
        .map(|e| Patch::new(window.place(e.span), e.text.as_str()));
    let patches: Vec<_> = patches.collect();
    title.element(window.snippet().patches(patches))
}

/// Words that may quote an author, made harmless for a terminal.
fn said(words: &Words, lang: Lang) -> String {
    normalize_untrusted_str(words.get(lang))
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(lang.pick("error", "fout")),
        Severity::Warning => Level::WARNING.with_name(lang.pick("warning", "waarschuwing")),
        Severity::Info => Level::INFO.with_name("info"),
    }
}

/// The text that findings point into.
struct Sheet<'a> {
    path: &'a str,
    text: &'a str,
    index: LineIndex,
}

impl<'a> Sheet<'a> {
    fn new(report: &'a FileReport) -> Sheet<'a> {
        Sheet {
            path: &report.path,
            text: &report.text,
            index: LineIndex::new(&report.text),
        }
    }

    /// The whole lines around a place.
    fn window(&self, around: Span) -> Window<'a> {
        let at = |offset: u32| self.text.floor_char_boundary(offset as usize);
        let (first, last) = (at(around.start), at(around.end));
        let before = self.text.get(..first).and_then(|b| b.rfind('\n'));
        let after = self.text.get(last..).and_then(|a| a.find('\n'));
        let start = before.map_or(0, |n| n + 1);
        let end = after.map_or(self.text.len(), |n| last + n + 1);
        Window {
            path: self.path,
            text: self.text.get(start..end).unwrap_or_default(),
            start,
            line: self.index.line_col(self.text, start as u32).line as usize,
        }
    }
}

/// Some whole lines of the text, so that drawing a finding costs as much as its lines and not as the whole file.
struct Window<'a> {
    path: &'a str,
    text: &'a str,
    /// Offset of `text` in the file.
    start: usize,
    /// Number of its first line.
    line: usize,
}

impl<'a> Window<'a> {
    /// Where a place of the file stands in this window.
    fn place(&self, span: Span) -> std::ops::Range<usize> {
        let at = |offset: u32| {
            let offset = (offset as usize).saturating_sub(self.start);
            self.text.floor_char_boundary(offset)
        };
        let start = at(span.start);
        start..at(span.end).max(start)
    }

    fn snippet<T: Clone>(&self) -> Snippet<'a, T> {
        Snippet::source(self.text)
            .line_start(self.line)
            .path(self.path)
    }
}

const DIM: Style = Style::new().effects(Effects::DIMMED);
const GREEN: Style = AnsiColor::BrightGreen.on_default().effects(Effects::BOLD);
const YELLOW: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
const RED: Style = AnsiColor::BrightRed.on_default().effects(Effects::BOLD);

/// The verdict on each question, in plain words.
fn verdicts(report: &FileReport, lang: Lang) -> String {
    let mut out = String::new();
    let Some(case) = report.case.as_ref().filter(|c| !c.verdicts.is_empty()) else {
        return out;
    };
    _ = writeln!(out, "{} {DIM}{}{DIM:#}", bold(&case.name), report.path);
    out.push_str(&verdict_lines(&case.verdicts, lang));
    out.push('\n');
    out
}

/// A line for each verdict.
pub fn verdict_lines(verdicts: &[QuestionVerdict], lang: Lang) -> String {
    let mut out = String::new();
    let (shown, hidden) = gravest(verdicts, |v| v.verdict);
    let names = shown.iter().map(|v| v.question.chars().count());
    let width = names.max().unwrap_or_default();
    for verdict in shown {
        _ = writeln!(out, "{}", verdict_line(verdict, width, lang));
    }
    if hidden > 0 {
        let rest = say!(en "… and {hidden} more questions", nl "… en nog {hidden} vragen");
        _ = writeln!(out, "  {}", rest.get(lang));
    }
    out
}

fn verdict_line(verdict: &QuestionVerdict, width: usize, lang: Lang) -> String {
    let (style, mark, name, meaning) = verdict_words(verdict.verdict);
    let codes: Vec<_> = verdict.codes.iter().map(|c| c.0).collect();
    let codes = match codes.as_slice() {
        [] => String::new(),
        codes => format!(" ({})", codes.join(", ")),
    };
    let question = &verdict.question.value;
    let name = name.get(lang);
    let meaning = meaning.get(lang);
    format!("  {style}{mark}{style:#} {question:width$}  {style}{name}{style:#}: {meaning}{codes}")
}

/// Colour, mark, name and meaning of a verdict.
pub(super) fn verdict_words(verdict: Verdict) -> (Style, char, Words, Words) {
    match verdict {
        Verdict::Accepted => (
            GREEN,
            '✓',
            say!(en "accepted", nl "geaccepteerd"),
            say!(en "somebody acts on the answer", nl "iemand doet iets met het antwoord"),
        ),
        Verdict::Weak => (
            YELLOW,
            '~',
            say!(en "weak", nl "zwak"),
            say!(
                en "there is an act, but it is not worked out yet",
                nl "er is een actie, maar die is nog niet uitgewerkt",
            ),
        ),
        Verdict::NiceToKnow => (
            RED,
            '✗',
            say!(en "nice to know", nl "leuk om te weten"),
            say!(
                en "refused, because nobody acts differently on the answer",
                nl "geweigerd, want niemand doet iets anders door het antwoord",
            ),
        ),
        Verdict::NotAllowed => (
            RED,
            '✗',
            say!(en "not allowed", nl "niet toegestaan"),
            say!(
                en "refused, because the act judges or exposes persons",
                nl "geweigerd, want de actie beoordeelt personen of stelt hen bloot",
            ),
        ),
    }
}

/// The last line: how many findings there are, and where to read more.
pub fn summary(files: &[FileReport], lang: Lang) -> String {
    let counts = Summary::of(files);
    let style = match counts {
        Summary { errors: 1.., .. } => RED,
        Summary { warnings: 1.., .. } => YELLOW,
        _ => GREEN,
    };
    let found = [
        plural(
            counts.errors,
            lang.pick(["error", "errors"], ["fout", "fouten"]),
        ),
        plural(
            counts.warnings,
            lang.pick(["warning", "warnings"], ["waarschuwing", "waarschuwingen"]),
        ),
        plural(counts.infos, ["info", "info"]),
    ];
    let found: Vec<_> = found.into_iter().flatten().collect();
    let found = match found.as_slice() {
        [] => lang
            .pick("nothing to remark", "niets op te merken")
            .to_owned(),
        found => found.join(", "),
    };
    let files_word = lang.pick(["file", "files"], ["bestand", "bestanden"]);
    let where_ = plural(counts.files, files_word).unwrap_or_default();
    let mut out = format!("{style}{found}{style:#} in {where_}");
    if let Some(code) = gravest_code(files) {
        let more = lang.pick("tells more", "vertelt meer");
        let explain = bold(&format!("casus explain {code}"));
        _ = write!(out, "; {explain} {more}");
    }
    out.push('\n');
    out
}

/// `3 files`; nothing for none.
fn plural(count: usize, [one, many]: [&str; 2]) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    }
}

/// The code of the first of the gravest findings.
fn gravest_code(files: &[FileReport]) -> Option<&'static str> {
    let findings = files.iter().flat_map(|f| &f.findings);
    let first = findings.rev().max_by_key(|f| f.severity)?;
    Some(first.code.0)
}
