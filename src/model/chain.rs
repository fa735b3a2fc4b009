//! Who serves whom: column → attribute → measure → visual → action → question (LANGUAGE.md §1).
