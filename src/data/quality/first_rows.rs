//! `casus_first_rows(row)`: the first few row numbers of a group, as the text `3,7,12`.

use datafusion::arrow::array::{ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::{Accumulator, AggregateUDF, Volatility, create_udaf};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Row numbers that a finding names.
pub(super) const NAMED: usize = 10;

/// The name of the function in SQL.
pub(super) const NAME: &str = "casus_first_rows";

/// The function.
pub(super) fn first_rows() -> AggregateUDF {
    create_udaf(
        NAME,
        vec![DataType::Int64],
        Arc::new(DataType::Utf8),
        Volatility::Immutable,
        Arc::new(|_| Ok(Box::new(First::default()))),
        Arc::new(vec![DataType::Utf8]),
    )
}

/// The row numbers that the function gave.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    text.split(',').filter_map(|n| n.parse().ok()).collect()
}

/// The smallest row numbers so far.
#[derive(Debug, Default)]
struct First(BTreeSet<u64>);

impl First {
    fn add(&mut self, row: u64) {
        if self.0.len() < NAMED || self.0.last().is_some_and(|last| row < *last) {
            self.0.insert(row);
            if self.0.len() > NAMED {
                self.0.pop_last();
            }
        }
    }

    fn text(&self) -> ScalarValue {
        let rows: Vec<String> = self.0.iter().map(u64::to_string).collect();
        ScalarValue::Utf8(Some(rows.join(",")))
    }
}

impl Accumulator for First {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        if let [rows] = values {
            for row in rows.as_primitive::<Int64Type>().iter().flatten() {
                self.add(row.unsigned_abs());
            }
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(self.text())
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.0.len() * size_of::<u64>()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.text()])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        if let [texts] = states {
            for text in texts.as_string::<i32>().iter().flatten() {
                numbers(text).into_iter().for_each(|row| self.add(row));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ten_in_whatever_order_they_come() {
        let mut first = First::default();
        (1..=20).rev().for_each(|row| first.add(row * 3));
        let ScalarValue::Utf8(Some(text)) = first.text() else {
            return assert_eq!(first.text(), ScalarValue::Null);
        };
        assert_eq!(text, "3,6,9,12,15,18,21,24,27,30");
        assert_eq!(numbers(&text).len(), NAMED);
        assert_eq!(numbers(""), Vec::<u64>::new());
    }
}
