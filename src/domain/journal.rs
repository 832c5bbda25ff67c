//! The days in memory, what could not be read, and how a save can fail.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::calendar::{after, before};
use super::day::{Day, Days, Known};
use super::plain::{one_line, path as shown};

/// Something wrong in a file, where it is, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}:{column}: {}", shown(.file), one_line(.message))]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is expected, in one sentence.
    pub message: String,
}

/// One date in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Read and understood.
    Written(Day),
    /// There is a file, and it could not be read.
    Unreadable(Problem),
}

/// The days that were read so far. A date inside a range that was read and without an entry is
/// blank; outside it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayBook {
    entries: BTreeMap<NaiveDate, Entry>,
    ranges: Vec<(NaiveDate, NaiveDate)>,
}

impl DayBook {
    /// Notes that every file from the first to the last date, both included, was looked at.
    pub fn mark_read(&mut self, first: NaiveDate, last: NaiveDate) {
        if first > last {
            return;
        }
        let touches =
            |range: &(NaiveDate, NaiveDate)| range.0 <= after(last, 1) && range.1 >= before(first, 1);
        let (mut first, mut last) = (first, last);
        for range in self.ranges.iter().filter(|range| touches(range)) {
            first = first.min(range.0);
            last = last.max(range.1);
        }
        self.ranges.retain(|range| range.1 < first || range.0 > last);
        self.ranges.push((first, last));
        self.ranges.sort_unstable();
    }

    /// Whether every date of a range was looked at.
    pub fn has_read(&self, first: NaiveDate, last: NaiveDate) -> bool {
        first > last || self.ranges.iter().any(|range| range.0 <= first && range.1 >= last)
    }

    /// Every stretch of dates that was looked at, first and last included, oldest first.
    pub fn ranges(&self) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
        self.ranges.iter().copied()
    }

    /// The parts of a range that were not looked at yet, oldest first.
    pub fn not_read(&self, first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        let mut parts = Vec::new();
        let mut next = first;
        for (from, to) in self.ranges.iter().filter(|(from, to)| *to >= first && *from <= last) {
            if next < *from {
                parts.push((next, before(*from, 1)));
            }
            next = next.max(after(*to, 1));
        }
        if next <= last {
            parts.push((next, last));
        }
        parts
    }

    /// Puts a date's entry in place of what was there. A day with nothing in it is no entry.
    pub fn put(&mut self, date: NaiveDate, entry: Entry) {
        self.mark_read(date, date);
        match entry {
            Entry::Written(day) if day.is_empty() => {
                self.entries.remove(&date);
            }
            entry => {
                self.entries.insert(date, entry);
            }
        }
    }

    /// Takes over all that another book has read, in place of what is known here.
    pub fn absorb(&mut self, other: Self) {
        for (first, last) in other.ranges {
            self.entries.retain(|date, _| !(first..=last).contains(date));
            self.mark_read(first, last);
        }
        self.entries.extend(other.entries);
    }

    /// Takes over what another book has read of the dates that were not read here yet, or could not
    /// be. A day that is known already stays: it may hold what is not saved yet.
    pub fn fill(&mut self, other: Self) {
        for (date, entry) in other.entries {
            match self.day(date) {
                Known::NotLoaded | Known::Unreadable => {
                    self.entries.insert(date, entry);
                }
                Known::Blank | Known::Written(_) => {}
            }
        }
        for (first, last) in other.ranges {
            self.mark_read(first, last);
        }
    }

    /// The day of a date as a value to change: empty where nothing was written. `None` where its
    /// file could not be read or was not looked at.
    pub fn to_edit(&self, date: NaiveDate) -> Option<Day> {
        match self.day(date) {
            Known::Written(day) => Some(day.clone()),
            Known::Blank => Some(Day::empty(date)),
            Known::Unreadable | Known::NotLoaded => None,
        }
    }

    /// What is wrong with the file of a date.
    pub fn problem(&self, date: NaiveDate) -> Option<&Problem> {
        match self.entries.get(&date)? {
            Entry::Unreadable(problem) => Some(problem),
            Entry::Written(_) => None,
        }
    }

    /// Every problem, oldest date first.
    pub fn problems(&self) -> impl Iterator<Item = (NaiveDate, &Problem)> {
        self.entries.iter().filter_map(|(date, entry)| match entry {
            Entry::Unreadable(problem) => Some((*date, problem)),
            Entry::Written(_) => None,
        })
    }

    /// The first date that has a file, of those read.
    pub fn first_date(&self) -> Option<NaiveDate> {
        self.entries.keys().next().copied()
    }

    /// Every day that was written and read, oldest first.
    pub fn written(&self) -> impl DoubleEndedIterator<Item = &Day> {
        self.entries.values().filter_map(|entry| match entry {
            Entry::Written(day) => Some(day),
            Entry::Unreadable(_) => None,
        })
    }
}

impl Days for DayBook {
    fn day(&self, date: NaiveDate) -> Known<'_> {
        match self.entries.get(&date) {
            Some(Entry::Written(day)) => Known::Written(day),
            Some(Entry::Unreadable(_)) => Known::Unreadable,
            None if self.has_read(date, date) => Known::Blank,
            None => Known::NotLoaded,
        }
    }
}

/// A field that was changed here and, differently, on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConflict {
    /// The field, as in the file: `checkin.pain`.
    pub field: String,
    /// What was entered here, as it would be written; empty where it was cleared.
    pub mine: String,
    /// What stands on disk.
    pub theirs: String,
}

/// Why something was not saved. Nothing on disk has changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaveFailure<T> {
    /// The same field was changed on disk since it was read: the person has to choose.
    #[error("{} was changed elsewhere too", shown(.file))]
    Conflict {
        /// The file.
        file: PathBuf,
        /// The fields, in order.
        fields: Vec<FieldConflict>,
        /// What stands on disk now.
        theirs: Box<T>,
        /// What stands on disk with the changes made here put over it.
        mine: Box<T>,
    },
    /// The file on disk cannot be read, so it is not written.
    #[error("{0}")]
    Unreadable(Problem),
    /// The file or journal is of a newer format, so it is not written.
    #[error("{} was written by a newer weekfive (format {format}); update weekfive to change it", shown(.file))]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its format.
        format: i64,
    },
    /// The system refused.
    #[error("could not {doing} {}: {message}", shown(.path))]
    System {
        /// What was intended: `write`, `create the folder`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said, and what to do about it.
        message: String,
    },
}

impl<T> SaveFailure<T> {
    /// The same failure of something that holds what failed.
    pub fn map<U>(self, hold: impl Fn(T) -> U) -> SaveFailure<U> {
        match self {
            Self::Conflict { file, fields, theirs, mine } => SaveFailure::Conflict {
                file,
                fields,
                theirs: Box::new(hold(*theirs)),
                mine: Box::new(hold(*mine)),
            },
            Self::Unreadable(problem) => SaveFailure::Unreadable(problem),
            Self::Newer { file, format } => SaveFailure::Newer { file, format },
            Self::System { doing, path, message } => SaveFailure::System { doing, path, message },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::score::Score;
    use super::*;
    use crate::kit::{date, rated};

    #[test]
    fn ranges_that_touch_become_one() {
        let mut book = DayBook::default();
        book.mark_read(date("2026-11-01"), date("2026-11-05"));
        book.mark_read(date("2026-11-10"), date("2026-11-12"));
        assert!(!book.has_read(date("2026-11-01"), date("2026-11-12")));
        assert_eq!(book.day(date("2026-11-07")), Known::NotLoaded);
        let parts = book.not_read(date("2026-10-30"), date("2026-11-14"));
        let shown: Vec<String> = parts.iter().map(|(first, last)| format!("{first} {last}")).collect();
        assert_eq!(shown, ["2026-10-30 2026-10-31", "2026-11-06 2026-11-09", "2026-11-13 2026-11-14"]);
        assert!(book.not_read(date("2026-11-02"), date("2026-11-05")).is_empty());
        book.mark_read(date("2026-11-06"), date("2026-11-09"));
        assert!(book.has_read(date("2026-11-01"), date("2026-11-12")));
        assert_eq!(book.day(date("2026-11-07")), Known::Blank);
    }

    #[test]
    fn filling_in_keeps_what_is_known() {
        let pain = |on: &str, pain: i64| Entry::Written(rated(on, pain));
        let mut book = DayBook::default();
        book.mark_read(date("2026-11-01"), date("2026-11-02"));
        book.put(date("2026-11-02"), pain("2026-11-02", 3));
        let mut read = DayBook::default();
        read.mark_read(date("2026-11-01"), date("2026-11-03"));
        for on in ["2026-11-01", "2026-11-02", "2026-11-03"] {
            read.put(date(on), pain(on, 9));
        }
        book.fill(read);
        let rating = |on| book.day(date(on)).written().and_then(|day| day.checkin.pain()).map(Score::get);
        assert_eq!(
            [rating("2026-11-01"), rating("2026-11-02"), rating("2026-11-03")],
            [None, Some(3), Some(9)]
        );
        assert!(book.has_read(date("2026-11-01"), date("2026-11-03")));
    }
}
