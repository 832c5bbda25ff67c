//! Why a visit was not changed, in one sentence.

use chrono::{NaiveDate, NaiveTime};

use super::list::VisitState;
use crate::domain::calendar::short_date;
use crate::domain::date_words::shown;

/// Why a visit was not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VisitError {
    /// Logging a visit that is still to come.
    #[error("{} is still to come; a visit is logged on its day or later", short_date(*.date))]
    StillToCome {
        /// The date given.
        date: NaiveDate,
    },
    /// Two visits at one time.
    #[error("there is already a visit at {} on {}", .time.format("%H:%M"), short_date(*.date))]
    SameTime {
        /// The date.
        date: NaiveDate,
        /// When the other visit began.
        time: NaiveTime,
    },
    /// The day has a visit already.
    #[error("{} already has a visit; choose another day", short_date(*.date))]
    Occupied {
        /// The date wanted.
        date: NaiveDate,
    },
    /// It is on that day now.
    #[error("the visit is on {} already", short_date(*.date))]
    SameDay {
        /// The date wanted.
        date: NaiveDate,
    },
    /// A date where a visit would not count.
    #[error(
        "{} is outside the treatment weeks, {} to {}, where visits count",
        short_date(*.date), short_date(*.first), short_date(*.last)
    )]
    OutsideTreatment {
        /// The date wanted.
        date: NaiveDate,
        /// The first day of treatment.
        first: NaiveDate,
        /// The last day of treatment.
        last: NaiveDate,
    },
    /// Planning a visit for a day that is past.
    #[error("{} is past; a visit that took place then can be logged on that day", short_date(*.date))]
    Past {
        /// The date wanted.
        date: NaiveDate,
    },
    /// A visit that took place is neither moved nor marked.
    #[error("the visit of {} is logged as done; change or delete it instead", short_date(*.date))]
    Logged {
        /// Its date.
        date: NaiveDate,
    },
    /// A visit marked as missed or cancelled is not moved.
    #[error("the visit of {} is marked as {}; take that back before you move it", short_date(*.date), .state.label())]
    Marked {
        /// Its date.
        date: NaiveDate,
        /// Missed or cancelled.
        state: VisitState,
    },
    /// A visit that is still to come cannot have been missed.
    #[error("the visit of {} is still to come; cancel it or move it", short_date(*.date))]
    NotMissedYet {
        /// Its date.
        date: NaiveDate,
    },
    /// The day given is not the day of the visit, or the visit is no longer in it.
    #[error("the visit of {} is no longer there; look at the day again", short_date(*.date))]
    Gone {
        /// The date of the visit.
        date: NaiveDate,
    },
    /// The file of the visit's day was not read.
    #[error("the file of {} could not be read, so nothing in it is changed; mend it first", short_date(*.date))]
    Unreadable {
        /// The date.
        date: NaiveDate,
    },
    /// Not as many weekdays as visits a week.
    #[error("the plan has {needed} visits a week, and {given} weekdays were given")]
    Weekdays {
        /// Visits a week.
        needed: u8,
        /// How many weekdays were given.
        given: usize,
    },
    /// A follow-up block has steps, and no weekdays.
    #[error("the visits of this block go by days, not by weekdays; single visits can still be moved")]
    BySteps,
    /// The last week of treatment has begun.
    #[error("no week of treatment is left to change; single visits can still be moved")]
    NoWeekLeft,
}

impl VisitError {
    /// The sentence as it is said on a day: with the year of every date that is not of this one.
    pub fn words(&self, today: NaiveDate) -> String {
        let dates = match self {
            Self::StillToCome { date }
            | Self::SameTime { date, .. }
            | Self::Occupied { date }
            | Self::SameDay { date }
            | Self::Past { date }
            | Self::Logged { date }
            | Self::Marked { date, .. }
            | Self::NotMissedYet { date }
            | Self::Gone { date }
            | Self::Unreadable { date } => vec![*date],
            Self::OutsideTreatment { date, first, last } => vec![*date, *first, *last],
            Self::Weekdays { .. } | Self::BySteps | Self::NoWeekLeft => Vec::new(),
        };
        dates
            .iter()
            .fold(self.to_string(), |words, date| words.replacen(&short_date(*date), &shown(*date, today), 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::date;

    #[test]
    fn the_year_of_a_date_is_said_where_it_is_not_this_one() {
        let date = date("2027-01-04");
        let error = VisitError::StillToCome { date };
        let rest = "is still to come; a visit is logged on its day or later";
        assert_eq!(error.words("2026-12-30".parse().unwrap()), format!("Mon 4 Jan 2027 {rest}"));
        assert_eq!(error.words("2027-01-02".parse().unwrap()), format!("Mon 4 Jan {rest}"));
        let (first, last) = ("2026-12-07".parse().unwrap(), "2027-01-03".parse().unwrap());
        let words = VisitError::OutsideTreatment { date, first, last }.words(first);
        assert!(
            words.starts_with("Mon 4 Jan 2027 is outside the treatment weeks, Mon 7 Dec to Sun 3 Jan 2027,"),
            "{words}"
        );
    }

    #[test]
    fn errors_are_one_clear_sentence() {
        let day = |text| date(text);
        for (error, sentence) in [
            (
                VisitError::OutsideTreatment {
                    date: day("2026-11-30"),
                    first: day("2026-11-02"),
                    last: day("2026-11-29"),
                },
                "Mon 30 Nov is outside the treatment weeks, Mon 2 Nov to Sun 29 Nov, where visits count",
            ),
            (
                VisitError::SameTime { date: day("2026-11-10"), time: "17:30:00".parse().unwrap() },
                "there is already a visit at 17:30 on Tue 10 Nov",
            ),
            (
                VisitError::Marked { date: day("2026-11-05"), state: VisitState::Cancelled },
                "the visit of Thu 5 Nov is marked as cancelled; take that back before you move it",
            ),
        ] {
            assert_eq!(error.to_string(), sentence);
        }
    }
}
