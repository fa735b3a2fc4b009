//! `casus_percentile(x, fraction)`: the exact percentile, which the engine's own function rounds to a millionth between two
//! values.

use datafusion::arrow::array::{Array, ArrayRef, AsArray, Float64Array};
use datafusion::arrow::datatypes::{DataType, Field, Float64Type};
use datafusion::common::ScalarValue;
use datafusion::common::utils::SingleRowListArrayBuilder;
use datafusion::error::Result;
use datafusion::logical_expr::{Accumulator, AggregateUDF, Volatility, create_udaf};
use std::sync::Arc;

/// The function.
pub(super) fn percentile() -> AggregateUDF {
    let list = DataType::List(Arc::new(Field::new_list_field(DataType::Float64, true)));
    create_udaf(
        "casus_percentile",
        vec![DataType::Float64, DataType::Float64],
        Arc::new(DataType::Float64),
        Volatility::Immutable,
        Arc::new(|_| Ok(Box::new(Values::default()))),
        Arc::new(vec![list, DataType::Float64]),
    )
}

/// All values of a group, and the fraction that is asked.
#[derive(Debug, Default)]
struct Values {
    all: Vec<f64>,
    fraction: Option<f64>,
}

impl Values {
    fn add(&mut self, values: &dyn Array, fractions: &dyn Array) {
        let values = values.as_primitive::<Float64Type>();
        match values.null_count() {
            0 => self.all.extend_from_slice(values.values()),
            _ => self.all.extend(values.iter().flatten()),
        }
        let fractions = fractions.as_primitive::<Float64Type>();
        self.fraction = self.fraction.or_else(|| fractions.iter().flatten().next());
    }

    /// The value at the fraction, between two values in proportion to its place.
    fn at_fraction(&mut self) -> Option<f64> {
        let last = self.all.len().checked_sub(1)?;
        let place = (self.fraction? * last as f64).clamp(0.0, last as f64);
        let below = place.floor();
        let halves = self
            .all
            .select_nth_unstable_by(below as usize, f64::total_cmp);
        let (_, low, above) = halves;
        let next = above.iter().copied().min_by(f64::total_cmp);
        let high = next.unwrap_or(*low);
        Some(*low + (high - *low) * (place - below))
    }
}

impl Accumulator for Values {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        if let [values, fractions] = values {
            self.add(values, fractions);
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(ScalarValue::Float64(self.at_fraction()))
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.all.capacity() * size_of::<f64>()
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let all: ArrayRef = Arc::new(Float64Array::from(std::mem::take(&mut self.all)));
        Ok(vec![
            SingleRowListArrayBuilder::new(all).build_list_scalar(),
            ScalarValue::Float64(self.fraction),
        ])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        if let [lists, fractions] = states {
            for list in lists.as_list::<i32>().iter().flatten() {
                self.add(&list, fractions);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_values_in_proportion() {
        let at = |fraction, all: &[f64]| {
            let all = all.to_vec();
            let fraction = Some(fraction);
            Values { all, fraction }.at_fraction()
        };
        assert_eq!(at(0.5, &[1.0, 1262.0]), Some(631.5));
        assert_eq!(at(0.25, &[4.0, 1.0, 2.0]), Some(1.5));
        assert_eq!(at(1.0, &[1.0, 2.0]), Some(2.0));
        assert_eq!(at(0.9, &[]), None);
    }
}
