//! The scale of an axis: from where to where, and where its lines stand.

/// About so many lines on an axis.
const LINES: f64 = 4.0;

/// What a division can be off.
const TINY: f64 = 1e-9;

/// An axis of numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    /// The least value.
    pub(super) low: f64,
    /// The greatest.
    pub(super) high: f64,
    /// The distance between lines.
    pub(super) step: f64,
}

impl Scale {
    /// A scale on which all values fit. One for bars starts at zero, for their length is what is compared; one for lines may
    /// start higher when all values lie close together.
    pub(super) fn of(values: impl Iterator<Item = f64>, from_zero: bool) -> Scale {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|v| v.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        if from_zero || high - low > 0.4 * high.abs() {
            low = low.min(0.0);
            high = high.max(0.0);
        }
        if low == high {
            high = if low == 0.0 { 1.0 } else { low + low.abs() };
        }
        let step = nice((high - low) / LINES);
        Scale {
            low: (low / step + TINY).floor() * step,
            high: (high / step - TINY).ceil() * step,
            step,
        }
    }

    /// Where a value stands, from 0 to 1.
    pub(super) fn at(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// The values that have a line.
    pub(super) fn lines(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round() as u32;
        let values = (0..=count).map(|n| self.low + f64::from(n) * self.step);
        values.collect()
    }

    /// How many decimals tell two lines apart, when their values are multiplied by `factor`.
    pub(super) fn decimals(&self, factor: f64) -> usize {
        let step = self.step * factor;
        (0..6)
            .find(|n| {
                let scaled = step * 10f64.powi(*n);
                (scaled - scaled.round()).abs() < 1e-6
            })
            .unwrap_or(6) as usize
    }
}

/// The nearest of 1, 2, 2.5 and 5 times a power of ten that is not smaller.
fn nice(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let times = [1.0, 2.0, 2.5, 5.0].into_iter();
    let fits = times.map(|t| t * power).find(|s| *s >= step * 0.999_999);
    fits.unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_at_round_numbers() {
        let scale = Scale::of([3.0, 97.0].into_iter(), true);
        assert_eq!(scale.lines(), [0.0, 25.0, 50.0, 75.0, 100.0]);
        let scale = Scale::of([0.72, 0.97].into_iter(), false);
        let shown: Vec<String> = scale.lines().iter().map(|v| format!("{v:.2}")).collect();
        assert_eq!(shown, ["0.70", "0.80", "0.90", "1.00"]);
        assert_eq!(scale.decimals(100.0), 0);
    }

    #[test]
    fn every_input_has_a_scale() {
        for values in [vec![], vec![0.0], vec![5.0], vec![-5.0], vec![f64::NAN]] {
            let scale = Scale::of(values.into_iter(), false);
            assert!(scale.high > scale.low, "{scale:?}");
            assert!(scale.lines().len() < 20);
        }
        let below = Scale::of([-7.0, -2.0].into_iter(), true);
        assert_eq!((below.low, below.high), (-8.0, 0.0));
    }
}
