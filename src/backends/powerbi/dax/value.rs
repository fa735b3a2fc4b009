//! Values, conditions and the variables in front of them: what the printer builds expressions from.

/// An expression that stands by itself: an atom, a call, or in parentheses.
pub(super) struct Value {
    pub(super) text: String,
    /// It is empty exactly when one of these is blank; `text` means nothing then.
    pub(super) blanks: Vec<String>,
}

impl Value {
    /// A value that is never empty.
    pub(super) fn sure(text: impl Into<String>) -> Value {
        Value {
            text: text.into(),
            blanks: Vec::new(),
        }
    }

    /// A value that is BLANK itself when it is empty.
    pub(super) fn atom(text: String) -> Value {
        Value {
            blanks: vec![text.clone()],
            text,
        }
    }

    /// A value that is empty when one of its parts is.
    pub(super) fn strict(text: String, parts: &[&Value]) -> Value {
        let mut blanks: Vec<String> = Vec::new();
        for blank in parts.iter().flat_map(|part| &part.blanks) {
            if !blanks.contains(blank) {
                blanks.push(blank.clone());
            }
        }
        Value { text, blanks }
    }

    pub(super) fn is_atom(&self) -> bool {
        self.blanks.first() == Some(&self.text)
    }

    /// True when the value is not empty.
    pub(super) fn known(&self) -> Predicate {
        all(self
            .blanks
            .iter()
            .map(|b| Predicate::of(format!("NOT ISBLANK({b})"))))
    }

    /// True when the value is empty.
    pub(super) fn missing(&self) -> Predicate {
        any(self
            .blanks
            .iter()
            .map(|b| Predicate::of(format!("ISBLANK({b})"))))
    }

    /// The value as one expression that is BLANK when it is empty.
    pub(super) fn or_blank(&self) -> String {
        if self.blanks.is_empty() || self.is_atom() {
            return self.text.clone();
        }
        format!("IF({}, BLANK(), {})", self.missing().text(), self.text)
    }
}

/// A DAX condition that is true or false, never blank.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Predicate {
    Always,
    Never,
    /// One test.
    When(String),
    /// Tests that must all hold.
    All(Vec<String>),
    /// Tests of which one must hold.
    Any(Vec<String>),
}

impl Predicate {
    pub(super) fn of(text: String) -> Predicate {
        Predicate::When(text)
    }

    /// As an argument.
    pub(super) fn text(&self) -> String {
        match self {
            Predicate::Always => "TRUE()".to_owned(),
            Predicate::Never => "FALSE()".to_owned(),
            Predicate::When(text) => text.clone(),
            Predicate::All(tests) => tests.join(" && "),
            Predicate::Any(tests) => tests.join(" || "),
        }
    }

    /// As a part of a longer condition.
    pub(super) fn part(&self) -> String {
        match self {
            Predicate::All(_) | Predicate::Any(_) => format!("({})", self.text()),
            _ => self.text(),
        }
    }
}

pub(super) fn all(parts: impl IntoIterator<Item = Predicate>) -> Predicate {
    let mut tests = Vec::new();
    for part in parts {
        match part {
            Predicate::Always => {}
            Predicate::Never => return Predicate::Never,
            Predicate::All(inner) => inner.into_iter().for_each(|test| add(&mut tests, test)),
            other => add(&mut tests, other.part()),
        }
    }
    match tests.len() {
        0 => Predicate::Always,
        1 => Predicate::When(tests.concat()),
        _ => Predicate::All(tests),
    }
}

pub(super) fn any(parts: impl IntoIterator<Item = Predicate>) -> Predicate {
    let mut tests = Vec::new();
    for part in parts {
        match part {
            Predicate::Never => {}
            Predicate::Always => return Predicate::Always,
            Predicate::Any(inner) => inner.into_iter().for_each(|test| add(&mut tests, test)),
            other => add(&mut tests, other.part()),
        }
    }
    match tests.len() {
        0 => Predicate::Never,
        1 => Predicate::When(tests.concat()),
        _ => Predicate::Any(tests),
    }
}

/// Adds a test that isn't there yet.
pub(super) fn add(tests: &mut Vec<String>, test: String) {
    if !tests.contains(&test) {
        tests.push(test);
    }
}

/// A condition with SQL's three values.
pub(super) struct Condition {
    pub(super) yes: Predicate,
    pub(super) no: Predicate,
    pub(super) known: Predicate,
}

impl Condition {
    /// A condition that holds when `yes` does, among the rows where it is known.
    pub(super) fn known_when(known: Predicate, yes: String, no: String) -> Condition {
        Condition {
            yes: all([known.clone(), Predicate::of(yes)]),
            no: all([known.clone(), Predicate::of(no)]),
            known,
        }
    }

    pub(super) fn negated(self) -> Condition {
        Condition {
            yes: self.no,
            no: self.yes,
            known: self.known,
        }
    }
}

/// The variables in front of an expression.
#[derive(Default)]
pub(super) struct Scope {
    pub(super) vars: Vec<(String, String)>,
}

impl Scope {
    /// `VAR … RETURN body`; a body that only names the last variable takes its place.
    pub(super) fn close(mut self, body: String) -> Lines {
        let body = match self.vars.last() {
            Some((name, _)) if *name == body => self.vars.pop().map_or(body, |(_, text)| text),
            _ => body,
        };
        Lines {
            vars: self.vars,
            body,
        }
    }
}

/// An expression with the variables in front of it.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::backends::powerbi) struct Lines {
    vars: Vec<(String, String)>,
    body: String,
}

impl Lines {
    /// The whole on one line, to stand as an argument.
    pub(in crate::backends::powerbi) fn inline(&self) -> String {
        let vars: String = self
            .vars
            .iter()
            .map(|(name, text)| format!("VAR {name} = {text} "))
            .collect();
        if vars.is_empty() {
            self.body.clone()
        } else {
            format!("{vars}RETURN {}", self.body)
        }
    }

    /// The whole behind other variables, on one line.
    pub(in crate::backends::powerbi) fn after_variables(&self) -> String {
        if self.vars.is_empty() {
            format!("RETURN {}", self.body)
        } else {
            self.inline()
        }
    }

    /// A line for each variable and one for the result.
    pub(in crate::backends::powerbi) fn lines(&self) -> Vec<String> {
        if self.vars.is_empty() {
            return vec![self.body.clone()];
        }
        let vars = self
            .vars
            .iter()
            .map(|(name, text)| format!("VAR {name} = {text}"));
        vars.chain(["RETURN".to_owned(), format!("    {}", self.body)])
            .collect()
    }
}
