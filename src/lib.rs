//! casus: from the record of a workshop to a dashboard that somebody acts on.
