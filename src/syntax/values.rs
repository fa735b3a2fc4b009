//! Small values inside a field: numbers, dates, durations, lists.
