//! The interview of `casus new`: a line in, text out. It asks what LANGUAGE.md needs, in the words of a workshop, and lets the real
//! checks judge each answer at once.
//!
//! Pure: who calls reads the lines, shows the text and keeps [`Interview::case_text`] safe. `steps` holds the questions, `read`
//! understands what people type, `draft` makes a case of it, `judge` asks the checks.

mod answer;
mod draft;
mod judge;
mod read;
mod steps;
pub mod template;

use crate::diag::{Lang, Words};
use crate::model::Policy;
use crate::report::bold;
use crate::say;
use draft::{Draft, Gaps, Parked};
use jiff::civil::Date;
use judge::Judge;
use read::Command;
use std::fmt::Write;
use steps::Step;

pub use read::name as name_of;

/// How many questions there are.
const CHAPTERS: u8 = 7;

/// Lines are not longer than this.
const WIDTH: usize = 78;

/// An interview that is going on.
pub struct Interview<'a> {
    lang: Lang,
    today: Date,
    policy: &'a Policy,
    /// The name of the case; made from the title where the user gave none.
    name: Option<String>,
    now: State,
    /// What was before each answer, with that answer.
    before: Vec<(State, String)>,
    /// An answer about which there is something to say.
    doubted: Option<Doubted>,
    /// What was answered here before the user went back.
    earlier: Option<String>,
}

/// Where the interview is.
#[derive(Clone)]
struct State {
    draft: Draft,
    step: Step,
}

/// An answer that can be kept or bettered.
struct Doubted {
    draft: Draft,
    answer: String,
}

/// What an answer comes to.
enum Heard {
    /// It can be written down.
    Taken(Box<Draft>),
    /// It can be written down, and there is something to tell about it.
    Told(Box<Draft>, Words),
    /// It can't be understood: what to type instead.
    Again(Words),
}

impl<'a> Interview<'a> {
    /// An interview about a case of this name.
    pub fn new(lang: Lang, name: Option<String>, policy: &'a Policy, today: Date) -> Interview<'a> {
        let state = State {
            draft: Draft::default(),
            step: Step::Title,
        };
        Interview {
            lang,
            today,
            policy,
            name,
            now: state,
            before: Vec::new(),
            doubted: None,
            earlier: None,
        }
    }

    /// The first words, with the first question.
    pub fn opening(&self) -> String {
        let hello = say!(
            en "Seven questions about each question of the workshop. Type an answer and press Enter.\n  ?     explains, with examples\n  back  goes to the question before\n  skip  leaves it open: `casus check` will ask for it\n  park  keeps the workshop's question for later\n  stop  ends; what was answered is kept",
            nl "Zeven vragen over elke vraag van de werksessie. Typ een antwoord en druk op Enter.\n  ?          geeft uitleg, met voorbeelden\n  terug      gaat naar de vraag ervoor\n  overslaan  laat het open: `casus check` vraagt er dan naar\n  parkeer    bewaart de vraag van de werksessie voor later\n  stop       houdt op; wat is ingevuld blijft bewaard"
        );
        self.said(&hello) + &self.asked(None)
    }

    /// Takes a line; what there is to say comes back, with the next question.
    pub fn hear(&mut self, line: &str) -> String {
        let line = read::clean(line);
        if self.is_over() {
            return String::new();
        }
        match read::command(&line) {
            Some(Command::Help) => self.help(),
            Some(Command::Back) => self.back(),
            Some(Command::Skip) => self.skip(),
            Some(Command::Park(reason)) => self.park(reason),
            Some(Command::Stop) => {
                self.now.step = Step::Over;
                self.closing()
            }
            None if line.is_empty() => self.enter(),
            None => self.answer(line),
        }
    }

    /// Whether there is nothing more to ask.
    pub fn is_over(&self) -> bool {
        self.now.step == Step::Over
    }

    /// The name of the case, once it is known.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Gives the case another name.
    pub fn rename(&mut self, name: String) {
        self.name = Some(name);
    }

    /// The case so far; `None` while nothing was answered.
    pub fn case_text(&self) -> Option<String> {
        let name = self.name.as_deref()?;
        // Also an answer that may still be bettered is not to be lost.
        let doubted = self.doubted.as_ref().map(|doubted| &doubted.draft);
        let draft = doubted.unwrap_or(&self.now.draft);
        let is_empty =
            draft.title.is_none() && draft.questions.is_empty() && draft.parked.is_empty();
        (!is_empty).then(|| draft.text(name, self.today, self.lang, Gaps::Open))
    }

    /// The last words: what the case is worth now.
    pub fn closing(&self) -> String {
        match self.case_text() {
            Some(text) => self.judge().closing(&text),
            None => self.said(&say!(
                en "Nothing was answered, so nothing was written.",
                nl "Er is niets ingevuld, dus is er niets geschreven."
            )),
        }
    }

    fn judge(&self) -> Judge<'_> {
        Judge {
            lang: self.lang,
            today: self.today,
            policy: self.policy,
            name: self.name.as_deref().unwrap_or("casus"),
        }
    }

    /// Enter alone: keeps the answer that was doubted, or the one from before.
    fn enter(&mut self) -> String {
        if let Some(doubted) = self.doubted.take() {
            return self.go_on(doubted.draft, doubted.answer);
        }
        match self.earlier.take() {
            Some(answer) => self.answer(answer),
            None => self.said(&say!(
                en "Type an answer, or `skip` to leave it open; `?` explains.",
                nl "Typ een antwoord, of `overslaan` om het open te laten; `?` geeft uitleg."
            )),
        }
    }

    fn answer(&mut self, line: String) -> String {
        self.doubted = None;
        let step = self.now.step;
        if step == Step::Another && line.ends_with('?') {
            // Who types the next question has said yes.
            let draft = self.now.draft.clone();
            self.move_to(draft, Step::Question, String::new());
            return self.answer(line);
        }
        let may_be_none = matches!(step, Step::Each | Step::Lasting | Step::Duty);
        if may_be_none && read::yes_or_no(&line) == Some(false) {
            return self.skip();
        }
        if step == Step::Title && self.name.is_none() {
            self.name = read::short_name(&line);
        }
        let (draft, told) = match answer::read(&self.now, &line, &self.judge()) {
            Heard::Again(words) => return self.said(&words),
            Heard::Taken(draft) => (*draft, None),
            Heard::Told(draft, words) => (*draft, Some(words)),
        };
        let judge = self.judge();
        let (findings, draft) = judge.answer(step, draft);
        let told = told.map_or_else(String::new, |words| self.said(&words));
        if findings.is_empty() {
            return told + &self.go_on(draft, line);
        }
        let text = told + &judge.told(&findings, step);
        self.doubted = Some(Doubted {
            draft,
            answer: line,
        });
        text
    }

    /// To the next question, with what is in the draft now.
    fn go_on(&mut self, draft: Draft, answer: String) -> String {
        let mut step = self.now.step.next(&draft);
        if self.now.step == Step::Another && read::yes_or_no(&answer) == Some(true) {
            step = Step::Question;
        }
        if matches!(self.now.step, Step::Empty(_)) && !answer.is_empty() {
            // There may be another date that is empty.
            step = self.now.step;
        }
        let verdict = match step {
            Step::Another if self.now.step != Step::Reason => self.judge().verdict(&draft),
            _ => String::new(),
        };
        let occasion = match (self.now.step.chapter(), step.chapter()) {
            (Some((4, _)), Some((5, _))) => draft.occasion(self.lang),
            _ => None,
        };
        let occasion = occasion.map_or_else(String::new, |line| wrapped(&format!("  → {line}")));
        occasion + &verdict + &self.move_to(draft, step, answer)
    }

    fn move_to(&mut self, draft: Draft, step: Step, answer: String) -> String {
        let step = self.judge().first_that_matters(step, &draft);
        let before = std::mem::replace(&mut self.now, State { draft, step });
        let last = before.step;
        self.before.push((before, answer));
        (self.doubted, self.earlier) = (None, None);
        match step {
            Step::Over => self.closing(),
            _ => self.asked(Some(last)),
        }
    }

    fn help(&self) -> String {
        let step = self.now.step;
        let help = self.said(&step.help());
        let roles = self.policy.roles.join(", ");
        if step != Step::Who || roles.is_empty() {
            return help;
        }
        help + &self.said(&say!(
            en "The roles of the organisation: {roles}",
            nl "De rollen van de organisatie: {roles}"
        ))
    }

    fn back(&mut self) -> String {
        let Some((state, answer)) = self.before.pop() else {
            return self
                .said(&say!(en "This is the first question.", nl "Dit is de eerste vraag."));
        };
        self.now = state;
        self.doubted = None;
        let text = self.asked(None);
        self.earlier = (!answer.is_empty()).then_some(answer);
        let Some(answer) = &self.earlier else {
            return text;
        };
        text + &self.said(&say!(
            en "You said: {answer}\nEnter keeps it; or type another answer.",
            nl "U zei: {answer}\nEnter houdt het zo; of typ een ander antwoord."
        ))
    }

    fn skip(&mut self) -> String {
        let mut draft = self.now.draft.clone();
        let is_first = draft.questions.is_empty() && draft.parked.is_empty();
        match self.now.step {
            Step::Question if is_first => {
                return self.said(&say!(
                    en "Without a question there is nothing to judge. Type one, or `stop`.",
                    nl "Zonder vraag valt er niets te beoordelen. Typ er een, of `stop`."
                ));
            }
            Step::Question => {
                let step = Step::Another.next(&draft);
                return self.move_to(draft, step, String::new());
            }
            Step::Title if self.name.is_none() => {
                self.name = Some(self.lang.pick("workshop", "werksessie").to_owned());
            }
            Step::Personal => draft.weighed = false,
            _ => {}
        }
        self.go_on(draft, String::new())
    }

    /// Keeps the question at hand for later, with everything that was said about it.
    fn park(&mut self, reason: Option<String>) -> String {
        let doubted = self.doubted.as_ref().map(|doubted| &doubted.draft);
        let mut draft = doubted.unwrap_or(&self.now.draft).clone();
        let asked = match self.now.step {
            Step::Question if doubted.is_none() => None,
            step if step.is_about_a_question() => draft.questions.pop(),
            _ => None,
        };
        let Some(asked) = asked else {
            return self.said(&say!(
                en "There is no question at hand to park. First type the question, then `park`.",
                nl "Er is nu geen vraag om te parkeren. Typ eerst de vraag, en dan `parkeer`."
            ));
        };
        // What it was judged for each of is a column of its own only.
        let each = |name: &str| {
            let mut occasions = draft.questions.iter().map(|q| &q.occasion);
            occasions.any(|o| o.each.as_deref() == Some(name))
        };
        draft.columns = draft
            .columns
            .iter()
            .filter(|c| each(&c.name))
            .cloned()
            .collect();
        let step = match &reason {
            Some(_) => Step::Reason.next(&draft),
            None => Step::Reason,
        };
        let said = reason.clone().unwrap_or_default();
        draft.parked.push(Parked {
            notes: asked.notes(&draft.measures, self.lang),
            text: asked.text,
            reason,
        });
        let told = self.said(&say!(
            en "Parked: the question is kept, with what was said about it.",
            nl "Geparkeerd: de vraag blijft bewaard, met wat erover is gezegd."
        ));
        told + &self.move_to(draft, step, said)
    }

    /// The question at hand, under its heading where a new one begins.
    fn asked(&self, last: Option<Step>) -> String {
        let mut text = String::new();
        let chapter = self.now.step.chapter();
        let same = last.is_some_and(|last| last.chapter() == chapter);
        let is_numbered = chapter.is_some();
        if let Some((number, title)) = chapter.filter(|_| !same) {
            let title = title.get(self.lang);
            let heading =
                say!(en "{number} of {CHAPTERS} · {title}", nl "{number} van {CHAPTERS} · {title}");
            _ = writeln!(text, "\n{}", bold(heading.get(self.lang)));
        } else if !is_numbered {
            text.push('\n');
        }
        let State { draft, step } = &self.now;
        let column = match step {
            Step::Empty(at) => self.judge().unsaid(draft, *at),
            _ => None,
        };
        text + &self.said(&step.prompt(draft, &column.unwrap_or_default()))
    }

    fn said(&self, words: &Words) -> String {
        wrapped(words.get(self.lang))
    }
}

/// Text in lines that fit; what continues a line is indented as far as that line.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if unicode_width::UnicodeWidthStr::width(line) <= WIDTH {
            // Columns that are lined up stay so.
            out.push_str(line);
            out.push('\n');
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let mut width = 0;
        for word in line.split_whitespace() {
            let length = unicode_width::UnicodeWidthStr::width(word);
            if width > 0 && width + 1 + length > WIDTH {
                out.push('\n');
                width = 0;
            }
            if width == 0 {
                out.push_str(indent);
                width = indent.len();
            } else {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += length;
        }
        out.push('\n');
    }
    out
}
