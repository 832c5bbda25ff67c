//! Days side by side on a screen: how many days a column stands for, how wide it is, where it is.

use chrono::NaiveDate;

use crate::domain::bounds::within;
use crate::domain::calendar::{after, before};
use crate::domain::trend::days_per_column;

/// The widest a column gets, in cells: wider would tear a short range apart.
const WIDEST: u16 = 4;

/// One time axis that several charts share. Columns have the same number of days, but the last,
/// which may have fewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeAxis {
    first: NaiveDate,
    last: NaiveDate,
    per: usize,
    count: usize,
    cells: u16,
    breaks: Vec<usize>,
}

impl TimeAxis {
    /// Lays the days from the first to the last date into a width in cells. Before each of the
    /// boundaries a line is drawn, where it falls between two columns and there is room.
    pub fn new(first: NaiveDate, last: NaiveDate, boundaries: &[NaiveDate], width: u16) -> Self {
        let days = days_between(first, last).saturating_add(1);
        let per = days_per_column(days, usize::from(width));
        let count = days.div_ceil(per);
        let mut breaks: Vec<usize> = boundaries
            .iter()
            .filter(|date| **date > first && **date <= last)
            .map(|date| days_between(first, *date))
            .filter(|offset| offset.is_multiple_of(per))
            .map(|offset| offset / per)
            .collect();
        breaks.sort_unstable();
        breaks.dedup();
        let columns = u16::try_from(count).unwrap_or(u16::MAX).max(1);
        let cells = within(width / columns, 1, WIDEST);
        if cells == 1 && count.saturating_add(breaks.len()) > usize::from(width) {
            breaks.clear();
        }
        Self { first, last, per, count, cells, breaks }
    }

    /// The first date.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last date.
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// How many days a column stands for, 1 or more.
    pub fn per(&self) -> usize {
        self.per
    }

    /// How many columns there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many cells of a column are drawn full: all, or all but the gap after it.
    pub fn bar(&self) -> u16 {
        if self.cells > 1 { self.cells.saturating_sub(1) } else { 1 }
    }

    /// The gap after a column's bar, in cells: 0 or 1.
    pub fn gap(&self) -> u16 {
        self.cells.saturating_sub(self.bar())
    }

    /// The column of a date; none where it is off the axis.
    pub fn column_of(&self, date: NaiveDate) -> Option<usize> {
        (self.first..=self.last).contains(&date).then(|| days_between(self.first, date) / self.per)
    }

    /// The first and the last date of a column.
    pub fn dates_of(&self, column: usize) -> (NaiveDate, NaiveDate) {
        let days = |columns: usize| u64::try_from(columns.saturating_mul(self.per)).unwrap_or(u64::MAX);
        let first = after(self.first, days(column));
        let last = before(after(self.first, days(column.saturating_add(1))), 1);
        (first.min(self.last), last.min(self.last))
    }

    /// How many cells before the first one of a column.
    pub fn x_of(&self, column: usize) -> u16 {
        let lines =
            if self.cells == 1 { self.breaks.iter().filter(|place| **place <= column).count() } else { 0 };
        let cells = column.saturating_mul(usize::from(self.cells)).saturating_add(lines);
        u16::try_from(cells).unwrap_or(u16::MAX)
    }

    /// Where the line before a column is drawn, for those that have one.
    pub fn lines(&self) -> impl Iterator<Item = u16> + '_ {
        self.breaks.iter().map(|column| self.x_of(*column).saturating_sub(1))
    }

    /// All cells that are used.
    pub fn width(&self) -> u16 {
        self.x_of(self.count.saturating_sub(1)).saturating_add(self.cells)
    }
}

/// Days from one date to another; 0 where they are the wrong way round.
pub fn days_between(first: NaiveDate, last: NaiveDate) -> usize {
    usize::try_from(last.signed_duration_since(first).num_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kit::date;

    #[test]
    fn a_trial_has_its_boundaries_in_gaps_or_in_columns_of_their_own() {
        let boundaries = [date("2026-11-02"), date("2026-11-30")];
        let axis = |width| TimeAxis::new(date("2026-10-26"), date("2026-12-06"), &boundaries, width);
        let roomy = axis(90);
        assert_eq!((roomy.per(), roomy.bar(), roomy.width()), (1, 1, 84));
        assert_eq!(roomy.lines().collect::<Vec<_>>(), [13, 69]);
        let narrow = axis(50);
        assert_eq!((narrow.per(), narrow.bar(), narrow.width()), (1, 1, 44));
        assert_eq!(narrow.lines().collect::<Vec<_>>(), [7, 36]);
        assert_eq!((narrow.x_of(6), narrow.x_of(7)), (6, 8));
        assert_eq!(axis(43).lines().count(), 0);
        assert_eq!((axis(30).per(), axis(30).lines().count()), (2, 0), "day 1 is inside a column");
    }

    proptest! {
        #[test]
        fn every_day_is_in_one_column_and_every_column_on_the_screen(
            days in 0_u64..5_000, width in 0_u16..220, boundary in 0_u64..5_000,
        ) {
            let first = date("2020-01-15");
            let last = after(first, days);
            let axis = TimeAxis::new(first, last, &[after(first, boundary)], width);
            let mut next = first;
            for column in 0..axis.count() {
                let (from, to) = axis.dates_of(column);
                prop_assert_eq!(from, next);
                prop_assert_eq!((axis.column_of(from), axis.column_of(to)), (Some(column), Some(column)));
                next = after(to, 1);
            }
            prop_assert_eq!(next, after(last, 1));
            prop_assert!(axis.width() <= width.max(1));
            let free = axis.lines().all(|line| (0..axis.count()).all(|column| {
                let x = axis.x_of(column);
                !(x..x.saturating_add(axis.bar())).contains(&line)
            }));
            prop_assert!(free);
        }
    }
}
