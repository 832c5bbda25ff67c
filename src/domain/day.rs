//! Everything written under one date.

use chrono::NaiveDate;

use super::calendar::{DayEnd, before};
use super::change::Change;
use super::checkin::{CheckIn, DayState, Rating};
use super::event::Event;
use super::session::Session;

/// One date's check-in, visits and changes. A date without a file is an empty day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// The ratings; empty when nothing was written.
    pub checkin: CheckIn,
    /// Visits done, missed, cancelled, moved here or added.
    pub sessions: Vec<Session>,
    /// What else changed.
    pub changes: Vec<Change>,
    /// What was unwanted, new or worrying.
    pub events: Vec<Event>,
}

impl Day {
    /// A date on which nothing was written.
    pub fn empty(date: NaiveDate) -> Self {
        Self {
            date,
            checkin: CheckIn::default(),
            sessions: Vec::new(),
            changes: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.checkin.is_empty()
            && self.sessions.is_empty()
            && self.changes.is_empty()
            && self.events.is_empty()
    }

    /// The state of its check-in.
    pub fn state(&self, day_end: DayEnd) -> DayState {
        self.checkin.state(self.date, day_end)
    }

    /// Whether a visit was done on this day.
    pub fn had_visit(&self) -> bool {
        self.sessions.iter().any(|session| session.done().is_some())
    }
}

/// Where the days come from: memory in the program and in tests, files behind it.
pub trait Days {
    /// What is known of a date. A date without a file is [`Known::Blank`].
    fn day(&self, date: NaiveDate) -> Known<'_>;
}

/// What is known of one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known<'a> {
    /// There is no file: nothing was written.
    Blank,
    /// What was written.
    Written(&'a Day),
    /// There is a file that could not be read: neither missing nor known.
    Unreadable,
    /// The file has not been looked at.
    NotLoaded,
}

impl<'a> Known<'a> {
    /// The day, where it was written and read.
    pub fn written(self) -> Option<&'a Day> {
        match self {
            Self::Written(day) => Some(day),
            Self::Blank | Self::Unreadable | Self::NotLoaded => None,
        }
    }

    /// Whether the date is a blank day: known, and neither rated nor skipped.
    pub fn is_blank_day(self) -> bool {
        match self {
            Self::Blank => true,
            Self::Written(day) => day.checkin.rating == Rating::Blank,
            Self::Unreadable | Self::NotLoaded => false,
        }
    }
}

impl Days for std::collections::BTreeMap<NaiveDate, Day> {
    fn day(&self, date: NaiveDate) -> Known<'_> {
        self.get(&date).map_or(Known::Blank, Known::Written)
    }
}

/// How many days before `date` the last visit was, where it was one or two: the days on which
/// soreness is asked.
pub fn days_since_visit(days: &impl Days, date: NaiveDate) -> Option<u64> {
    (1..=2).find(|ago| days.day(before(date, *ago)).written().is_some_and(Day::had_visit))
}
