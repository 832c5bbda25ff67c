//! The only place that asks for the time.

use std::time::SystemTime;

use chrono::{DateTime, FixedOffset, Local, NaiveDate, TimeZone, Utc};

use crate::domain::calendar::{DayEnd, after};

/// The time that the system gives to files it writes now, whatever day the journal is looked at
/// from.
pub fn file_time() -> SystemTime {
    SystemTime::now()
}

/// The clock on the wall, or the same clock on another day.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    day_end: DayEnd,
    today: Option<NaiveDate>,
    told: Option<fn() -> DateTime<FixedOffset>>,
}

impl Clock {
    /// The clock on the wall; with a date, the time of day it is now on that journal day.
    pub fn new(day_end: DayEnd, today: Option<NaiveDate>) -> Self {
        Self { day_end, today, told: None }
    }

    /// A clock that is told the time, for tests.
    pub fn told(day_end: DayEnd, time: fn() -> DateTime<FixedOffset>) -> Self {
        Self { day_end, today: None, told: Some(time) }
    }

    /// The time now, with the offset of the place.
    pub fn now(&self) -> DateTime<FixedOffset> {
        if let Some(time) = self.told {
            return time();
        }
        let now = Local::now();
        let Some(today) = self.today else { return now.fixed_offset() };
        // Before the day's end the clock already shows the next date.
        let late = self.day_end.journal_day(now.naive_local()) < now.date_naive();
        let date = if late { after(today, 1) } else { today };
        let local = date.and_time(now.time());
        match Local.from_local_datetime(&local).earliest() {
            Some(moment) => moment.fixed_offset(),
            None => Utc.from_utc_datetime(&local).fixed_offset(),
        }
    }

    /// The journal day of now.
    pub fn today(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| self.day_end.journal_day_at(&self.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_day_is_that_journal_day_at_any_hour() {
        for date in ["2026-03-29", "2026-10-25", "2028-02-29", "2026-12-31"] {
            let date: NaiveDate = date.parse().unwrap();
            let end = DayEnd::default();
            let clock = Clock::new(end, Some(date));
            assert_eq!(clock.today(), date);
            assert_eq!(end.journal_day_at(&clock.now()), date);
        }
    }
}
