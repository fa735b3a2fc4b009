//! Functions as data: how each is written in DAX. One that isn't here can't be kept, and the printer says so.

use crate::formula::functions::Function;

/// Places of arguments in a pattern.
pub(super) const PLACES: [&str; 2] = ["{0}", "{1}"];

/// Functions per row that are empty when an argument is: function, number of arguments, DAX.
pub(super) const PATTERNS: &[(Function, usize, &str)] = &[
    (Function::Year, 1, "YEAR({0})"),
    (Function::Quarter, 1, "QUARTER({0})"),
    (Function::Month, 1, "MONTH({0})"),
    // 21: ISO 8601.
    (Function::Week, 1, "WEEKNUM({0}, 21)"),
    (Function::Weekday, 1, "WEEKDAY({0}, 2)"),
    // Rounds half away from zero.
    (Function::Round, 1, "ROUND({0}, 0)"),
    (Function::Round, 2, "ROUND({0}, {1})"),
    (Function::Abs, 1, "ABS({0})"),
    (Function::Minimum, 2, "MIN({0}, {1})"),
    (Function::Maximum, 2, "MAX({0}, {1})"),
    // Five for each week between the Mondays, and the working days of the broken weeks.
    (
        Function::WorkingDays,
        2,
        "(INT((INT({1}) - WEEKDAY({1}, 2) - INT({0}) + WEEKDAY({0}, 2)) / 7) * 5 + MIN(WEEKDAY({1}, 2), 5) - MIN(WEEKDAY({0}, 2), 5))",
    ),
    (Function::Lower, 1, "LOWER({0})"),
    (Function::Upper, 1, "UPPER({0})"),
    // INT rounds down, also below zero.
    (Function::Bin, 2, "(INT(DIVIDE({0}, {1})) * {1})"),
];

/// Aggregates that skip empty values; over nothing they are BLANK.
pub(super) const AGGREGATES: &[(Function, &str)] = &[
    (Function::Sum, "SUMX({rows}, {x})"),
    (Function::Average, "AVERAGEX({rows}, {x})"),
    (Function::Median, "MEDIANX({rows}, {x})"),
    (Function::Minimum, "MINX({rows}, {x})"),
    (Function::Maximum, "MAXX({rows}, {x})"),
    // `.INC` interpolates linearly between the nearest ranks.
    (Function::Percentile, "PERCENTILEX.INC({rows}, {x}, {k})"),
    (
        Function::Distinct,
        "COUNTROWS(DISTINCT(SELECTCOLUMNS({rows}, \"x\", {x}))) + 0",
    ),
];
