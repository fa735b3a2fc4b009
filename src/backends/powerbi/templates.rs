//! The text formats: TMDL, M and the README come from templates that loop and print, and decide nothing.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value};
use serde::Serialize;
use std::sync::LazyLock;

const TEMPLATES: &[(&str, &str)] = &[
    ("database.tmdl", include_str!("templates/database.tmdl")),
    ("model.tmdl", include_str!("templates/model.tmdl")),
    (
        "expressions.tmdl",
        include_str!("templates/expressions.tmdl"),
    ),
    (
        "relationships.tmdl",
        include_str!("templates/relationships.tmdl"),
    ),
    ("table.tmdl", include_str!("templates/table.tmdl")),
    ("query.m", include_str!("templates/query.m")),
    ("functions.m", include_str!("templates/functions.m")),
    ("README.en.md", include_str!("templates/README.en.md")),
    ("README.nl.md", include_str!("templates/README.nl.md")),
];

/// All templates, read once.
static ENVIRONMENT: LazyLock<Result<Environment<'static>, Error>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
});

/// Fills in one template; an undefined name is an error.
pub(super) fn render(name: &str, context: Value) -> Result<String, Error> {
    match &*ENVIRONMENT {
        Ok(environment) => environment.get_template(name)?.render(context),
        Err(error) => Err(Error::new(error.kind(), error.to_string())),
    }
}

/// A value of our own, for a template.
pub(super) fn value(value: impl Serialize) -> Value {
    Value::from(Serde(&value))
}
