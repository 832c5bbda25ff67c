//! Days side by side: points, the columns and weeks they are drawn in, and their moving mean.

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::before;
use crate::domain::checkin::DayState;
use crate::domain::mean::Mean;
use crate::domain::score::Exact;
use crate::domain::trial::Plan;
use crate::words_enum;

/// Days in the moving mean unless chosen otherwise: a week, so that no weekday weighs twice.
pub const MOVING_DAYS: usize = 7;

words_enum! {
    /// How far a chart reaches.
    Range {
        /// The whole trial, from its baseline to week five.
        Trial = "trial", "this trial";
        /// The last 14 days.
        Fortnight = "14-days", "14 days";
        /// The last 90 days.
        Quarter = "90-days", "90 days";
        /// The last 365 days.
        Year = "year", "a year";
        /// From the first day written, in this trial or before.
        All = "all", "all";
    }
}

impl Range {
    /// First and last date. Without a plan the trial's range is the last 14 days. `oldest` is the
    /// first day written.
    pub fn dates(
        self,
        plan: Option<&Plan>,
        today: NaiveDate,
        oldest: Option<NaiveDate>,
    ) -> (NaiveDate, NaiveDate) {
        let last_days = |days: u64| (before(today, days.saturating_sub(1)), today);
        match self {
            Self::Trial => plan
                .map_or_else(|| last_days(14), |plan| (plan.baseline_window().0, plan.checkpoint_window().1)),
            Self::Fortnight => last_days(14),
            Self::Quarter => last_days(90),
            Self::Year => last_days(365),
            Self::All => (oldest.unwrap_or(today).min(today), today),
        }
    }
}

/// One day of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The date.
    pub date: NaiveDate,
    /// The value; `None` where it was not written, which is never zero.
    pub value: Option<Exact>,
    /// The state of the day's check-in. Other measures may have a value on a day without rating.
    pub state: DayState,
    /// Whether the day is known: not where its file could not be read or was not looked at.
    pub known: bool,
}

/// Days side by side that are drawn as one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// Its first date.
    pub first: NaiveDate,
    /// Its last date.
    pub last: NaiveDate,
    /// The mean of the days that have a value; `None` where none has: a gap.
    pub mean: Option<Mean>,
    /// How many days it stands for.
    pub days: u32,
    /// How many of them are skipped.
    pub skipped: u32,
    /// How many of them were rated late.
    pub late: u32,
    /// How many of them are not known.
    pub unknown: u32,
}

impl Bin {
    fn of(points: &[Point]) -> Option<Self> {
        let count = |wanted: &dyn Fn(&Point) -> bool| {
            u32::try_from(points.iter().filter(|point| wanted(point)).count()).unwrap_or(u32::MAX)
        };
        Some(Self {
            first: points.first()?.date,
            last: points.last()?.date,
            mean: Mean::of(points.iter().filter_map(|point| point.value)),
            days: count(&|_| true),
            skipped: count(&|point| point.state == DayState::Skipped),
            late: count(&|point| point.state == DayState::Late),
            unknown: count(&|point| !point.known),
        })
    }
}

/// How many days one column stands for: the fewest whole days that let all fit.
pub fn days_per_column(days: usize, columns: usize) -> usize {
    days.div_ceil(columns.max(1)).max(1)
}

/// The points in at most so many columns, each of the same number of days but the last, which may
/// have fewer. No day is lost; nothing is drawn in no column.
pub fn bins(points: &[Point], columns: usize) -> Vec<Bin> {
    if columns == 0 {
        return Vec::new();
    }
    points.chunks(days_per_column(points.len(), columns)).filter_map(Bin::of).collect()
}

/// The points in weeks that begin on the weekday of `anchor`: day 1 for weeks of the trial, any
/// Monday for those of the calendar. The first and the last may have fewer days.
pub fn weeks(points: &[Point], anchor: NaiveDate) -> Vec<Bin> {
    points.chunk_by(|_, next| next.date.weekday() != anchor.weekday()).filter_map(Bin::of).collect()
}

/// For each point the mean of the `width` days up to and with it: nothing where fewer than half of
/// those days have a value (our convention), so that a gap is not bridged by a line.
pub fn moving_mean(points: &[Point], width: usize) -> Vec<Option<Mean>> {
    let width = width.max(1);
    let (mut sum, mut n) = (Exact::from_integer(0), 0_u32);
    let leaving = std::iter::repeat_n(None, width).chain(points.iter().map(Some));
    points
        .iter()
        .zip(leaving)
        .map(|(point, leaves)| {
            if let Some(value) = point.value {
                sum += value;
                n = n.saturating_add(1);
            }
            if let Some(value) = leaves.and_then(|point| point.value) {
                sum -= value;
                n = n.saturating_sub(1);
            }
            let enough = usize::try_from(n).is_ok_and(|n| n > 0 && n.saturating_mul(2) >= width);
            enough.then(|| Mean { value: sum / i64::from(n), n })
        })
        .collect()
}
