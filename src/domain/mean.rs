//! A mean of so many days: one kind for windows, trends and charts.

use super::score::Exact;

/// A mean of so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mean {
    /// The exact mean.
    pub value: Exact,
    /// Of how many days, 1 or more.
    pub n: u32,
}

impl Mean {
    /// The mean of values; `None` of none.
    pub fn of(values: impl IntoIterator<Item = Exact>) -> Option<Self> {
        let (mut sum, mut n) = (Exact::from_integer(0), 0_u32);
        for value in values {
            sum += value;
            n = n.saturating_add(1);
        }
        (n > 0).then(|| Self { value: sum / i64::from(n), n })
    }
}
