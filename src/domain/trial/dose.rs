//! A dose: minutes a visit and visits a week, and what is known of it.

use std::collections::BTreeSet;

use chrono::Weekday;

use crate::domain::calendar::{DayOfWeek, WEEK};
use crate::domain::score::{Minutes, OutOfRange};

/// A visit qualifies with at least the planned minutes less this many (our convention).
pub const SHORT_BY_MINUTES: u16 = 10;

/// Minutes per visit and visits per week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dose {
    minutes: Minutes,
    per_week: u8,
}

/// What is known of a dose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoseKind {
    /// Studied and effective: 60 minutes two or three times a week.
    Studied,
    /// Studied and weaker: a comfort dose.
    Comfort,
    /// Not among the doses studied.
    Custom,
}

impl Dose {
    /// The doses of the trial, strongest first.
    pub const STUDIED: [(i64, i64); 5] = [(60, 3), (60, 2), (60, 1), (30, 3), (30, 2)];

    /// Minutes of 1 to 480, visits a week of 1 to 7.
    pub fn new(minutes: i64, per_week: i64) -> Result<Self, OutOfRange> {
        let per_week = u8::try_from(per_week).ok().filter(|n| (1..=7).contains(n)).ok_or(OutOfRange {
            what: "visits a week",
            low: 1,
            high: 7,
            given: per_week.to_string(),
        })?;
        Ok(Self { minutes: Minutes::new(minutes)?, per_week })
    }

    /// Minutes per visit.
    pub fn minutes(self) -> Minutes {
        self.minutes
    }

    /// Visits per week, 1 to 7.
    pub fn per_week(self) -> u8 {
        self.per_week
    }

    /// What is known of this dose.
    pub fn kind(self) -> DoseKind {
        match (self.minutes.get(), self.per_week) {
            (60, 2 | 3) => DoseKind::Studied,
            (60, 1) | (30, 2 | 3) => DoseKind::Comfort,
            _ => DoseKind::Custom,
        }
    }

    /// The fewest minutes with which a visit qualifies.
    pub fn qualifying_minutes(self) -> u16 {
        self.minutes.get().saturating_sub(SHORT_BY_MINUTES)
    }

    /// Weekdays spread evenly, a day between where there is room: Mon Thu; Mon Wed Fri.
    pub fn default_weekdays(self) -> BTreeSet<DayOfWeek> {
        use Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};
        let days: &[Weekday] = match self.per_week {
            1 => &[Mon],
            2 => &[Mon, Thu],
            3 => &[Mon, Wed, Fri],
            4 => &[Mon, Tue, Thu, Fri],
            5 => &[Mon, Tue, Wed, Thu, Fri],
            6 => &[Mon, Tue, Wed, Thu, Fri, Sat],
            _ => &WEEK,
        };
        days.iter().copied().map(DayOfWeek).collect()
    }
}

impl std::str::FromStr for Dose {
    type Err = String;

    /// Reads `60x2`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("a dose is written like 60x2 (minutes x visits a week), not “{text}”");
        let (minutes, per_week) = text.trim().split_once(['x', 'X', '×']).ok_or_else(wrong)?;
        let number = |part: &str| part.trim().parse::<i64>().map_err(|_| wrong());
        Self::new(number(minutes)?, number(per_week)?).map_err(|error| error.to_string())
    }
}

impl std::fmt::Display for Dose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}x{}", self.minutes, self.per_week)
    }
}
