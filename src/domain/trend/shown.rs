//! What a column of a chart has to show: a value, or why there is none.

use chrono::NaiveDate;

use super::series::{Bin, Point, bins};
use crate::domain::checkin::DayState;
use crate::domain::score::Exact;

/// What one column has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A value, or a mean; whether most of it was written late.
    Value(Exact, bool),
    /// No value: a day skipped, or days skipped or blank.
    Skipped,
    /// No value: nothing was written.
    Blank,
    /// No value: it could not be read.
    Unknown,
    /// No value, and none is missing.
    Nothing,
}

impl Shown {
    /// What the days of a bin have to show as of a day.
    pub fn of(bin: &Bin, points: &[Point], as_of: NaiveDate) -> Self {
        if let Some(mean) = bin.mean {
            let late = points.iter().filter(|point| point.value.is_some() && point.state == DayState::Late);
            let late = u32::try_from(late.count()).unwrap_or(u32::MAX);
            return Self::Value(mean.value, late.saturating_mul(2) > mean.n);
        }
        let all = |states: &[DayState]| points.iter().all(|point| states.contains(&point.state));
        let past = points.iter().all(|point| point.date < as_of);
        if bin.unknown > 0 {
            Self::Unknown
        } else if bin.skipped > 0 && all(&[DayState::Skipped, DayState::Blank]) {
            Self::Skipped
        } else if past && all(&[DayState::Blank]) {
            Self::Blank
        } else {
            Self::Nothing
        }
    }

    /// Whether it is a value that was written late, or mostly so.
    pub fn is_late(self) -> bool {
        match self {
            Self::Value(_, late) => late,
            Self::Skipped | Self::Blank | Self::Unknown | Self::Nothing => false,
        }
    }
}

/// What columns of `per` days show of the points of a measure, as of a day.
pub fn columns(points: &[Point], per: usize, as_of: NaiveDate) -> Vec<(Bin, Shown)> {
    // As many columns as the axis has give bins of as many days.
    let bins = bins(points, points.len().div_ceil(per.max(1)));
    let shown = |(bin, points): (Bin, &[Point])| (bin, Shown::of(&bin, points, as_of));
    bins.into_iter().zip(points.chunks(per.max(1))).map(shown).collect()
}
