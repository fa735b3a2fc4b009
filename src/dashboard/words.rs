//! Fixed wording of a dashboard, in both languages.
