//! Names and texts between their quotes.

use super::Dialect;

impl Dialect {
    /// A name, quoted.
    pub fn name(self, name: &str) -> String {
        let [open, close] = self.quirks().name_quotes();
        let doubled = name.replace(close, &format!("{close}{close}"));
        format!("{open}{doubled}{close}")
    }

    /// A text literal.
    pub fn text(self, text: &str) -> String {
        if self.quirks().backslash_escapes() {
            let escaped = text.replace('\\', "\\\\").replace('\'', "\\'");
            return format!("'{escaped}'");
        }
        format!("'{}'", text.replace('\'', "''"))
    }

    /// A query whose own names (those with a blank in them, which no case can have) stand in double quotes: with all names
    /// quoted as the dialect does. Texts, and names that are so quoted already, stay as they are.
    pub fn requoted(self, sql: String) -> String {
        let [open, _] = self.quirks().name_quotes();
        if open == '"' {
            return sql;
        }
        let mut out = String::with_capacity(sql.len());
        let mut rest = sql.as_str();
        while let Some(at) = rest.find(['\'', '"', open]) {
            let (before, from) = rest.split_at(at);
            let (token, after) = from.split_at(self.quoted_length(from));
            out.push_str(before);
            match token.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
                Some(name) => out.push_str(&self.name(&name.replace("\"\"", "\""))),
                None => out.push_str(token),
            }
            rest = after;
        }
        out + rest
    }

    /// How many bytes a text that starts with a quote takes up to and including the closing one; all where there is none.
    fn quoted_length(self, text: &str) -> usize {
        let [open, close] = self.quirks().name_quotes();
        let mut chars = text.char_indices().peekable();
        let closing = match chars.next() {
            Some((_, quote)) if quote == open => close,
            Some((_, quote)) => quote,
            None => return 0,
        };
        while let Some((at, c)) = chars.next() {
            if c == '\\' && closing == '\'' && self.quirks().backslash_escapes() {
                chars.next();
            } else if c == closing && chars.next_if(|(_, next)| *next == closing).is_none() {
                return at + c.len_utf8();
            }
        }
        text.len()
    }

    /// Whether a text is one quoted name and nothing else.
    pub(super) fn is_name(self, text: &str) -> bool {
        let [open, _] = self.quirks().name_quotes();
        text.starts_with(['"', open]) && self.quoted_length(text) == text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_alone_are_requoted() {
        let sql = r#"select "by 1", `it's "x"`, '"a" \' "b" \\', "say ""hi""" from "t`u""#;
        let spark = r#"select `by 1`, `it's "x"`, '"a" \' "b" \\', `say "hi"` from `t``u`"#;
        assert_eq!(Dialect::Spark.requoted(sql.to_owned()), spark);
        assert_eq!(Dialect::Duckdb.requoted(sql.to_owned()), sql);
    }

    #[test]
    fn a_quote_that_never_closes_ends_with_the_text() {
        assert_eq!(Dialect::Spark.requoted("'a \\".to_owned()), "'a \\");
        assert_eq!(Dialect::Spark.requoted("\"é".to_owned()), "\"é");
    }

    #[test]
    fn one_name_is_a_name() {
        for (text, is_name) in [
            ("`a``b`", true),
            ("`a` + `b`", false),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(Dialect::Spark.is_name(text), is_name, "{text}");
        }
        assert!(Dialect::Duckdb.is_name("\"a\"\"b\""));
    }
}
