//! Pages for a browser: one HTML file that needs nothing else, for the preview and for reports that are sent to people.
//!
//! A page is a template that extends `shell.html` and fills its blocks: `header` (under the title), `main`, `footer`, `script`.
//! Its context has `title`; the shell adds the language and the style. Text is escaped; [`safe`] marks what is HTML already,
//! such as a [`chart::Chart`]. `parts.html` has macros: `table`, `facts`.

pub mod chart;
pub mod format;
mod scale;
pub mod table;

use crate::dashboard::palette;
use crate::diag::Lang;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value, context};
use serde::Serialize;
use std::fmt::Write;

/// Writes a page, or a part of one: `template` is the text of the template, and `context` what it shows.
///
/// # Errors
/// When the template names something that the context does not have.
pub fn render(lang: Lang, template: &str, context: &impl Serialize) -> Result<String, Error> {
    let mut written = render_each(lang, template, [context])?;
    Ok(written.pop().unwrap_or_default())
}

/// Writes a part once for each context, as [`render`] does.
///
/// # Errors
/// As for [`render`].
pub fn render_each(
    lang: Lang,
    template: &str,
    contexts: impl IntoIterator<Item = impl Serialize>,
) -> Result<Vec<String>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.add_template("shell.html", include_str!("templates/shell.html"))?;
    environment.add_template("parts.html", include_str!("templates/parts.html"))?;
    environment.add_global("lang", lang.code());
    environment.add_global("style", safe(style()));
    environment.add_global("skip", lang.pick("Skip to the content", "Naar de inhoud"));
    let template = environment.template_from_named_str("page.html", template)?;
    let contexts = contexts.into_iter();
    contexts
        .map(|context| {
            let own = value(&context);
            template.render(context! { ..own })
        })
        .collect()
}

/// Text that is HTML already.
pub fn safe(html: String) -> Value {
    Value::from_safe_string(html)
}

/// A value of our own, for a context.
pub fn value(value: &impl Serialize) -> Value {
    Value::from(Serde(value))
}

/// JSON to stand in a `script` element: nothing in it can end the element.
///
/// # Errors
/// When it can't be written as JSON.
pub fn json(value: &impl Serialize) -> serde_json::Result<Value> {
    let text = serde_json::to_string(value)?;
    Ok(safe(text.replace('<', "\\u003c")))
}

/// Text inside HTML or an attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// The style sheet, with the colours of the palette in light and dark.
fn style() -> String {
    let colours = |paper: &str, ink: &str, series: &[&str]| {
        let mut out = format!("--paper:{paper};--ink:{ink};");
        for (at, colour) in series.iter().enumerate() {
            _ = write!(out, "--s{at}:{colour};");
        }
        out
    };
    let light = colours(palette::PAPER, palette::INK, &palette::SERIES);
    let dark = colours(
        palette::DARK_PAPER,
        palette::DARK_INK,
        &palette::DARK_SERIES,
    );
    let mut series = String::new();
    for at in 0..palette::SERIES.len() {
        _ = write!(series, ".s{at}{{fill:var(--s{at});stroke:var(--s{at})}}");
    }
    format!(
        ":root{{color-scheme:light dark;{light}--notice:{};--on-notice:{}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{}{series}",
        palette::NOTICE,
        palette::INK,
        include_str!("templates/style.css"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_html_is_not() {
        let page = render(
            Lang::Nl,
            "{% extends \"shell.html\" %}{% block main %}{{ text }}{{ drawing }}{% endblock %}",
            &context! { title => "A < B", text => "<b>&", drawing => safe("<svg></svg>".to_owned()) },
        )
        .unwrap();
        assert!(page.contains("<html lang=\"nl\">"), "{page}");
        assert!(page.contains("<title>A &lt; B</title>"), "{page}");
        assert!(page.contains("&lt;b&gt;&amp;<svg></svg>"), "{page}");
        assert!(!page.contains("http"), "nothing from elsewhere");
    }

    #[test]
    fn a_template_must_have_what_it_names() {
        assert!(render(Lang::En, "{{ nothing }}", &context! {}).is_err());
    }

    #[test]
    fn json_cannot_end_its_script() {
        let json = json(&["</script>"]).unwrap();
        assert_eq!(json.as_str(), Some("[\"\\u003c/script>\"]"));
    }
}
