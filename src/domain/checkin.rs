//! One calendar day's ratings, in exactly one of three states: rated, skipped or blank.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};

use super::calendar::DayEnd;
use super::measure::Ndi;
use super::score::{Amount, Awakenings, Score};
use super::text::Words;

/// Whether the day was rated, and how. Never two at once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Rating {
    /// Nothing written yet, or only side figures: a missing day, never zero.
    #[default]
    Blank,
    /// Pain on average over the day.
    Rated(Score),
    /// The person could not, with a word why.
    Skipped(Words),
}

/// What was written for one day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckIn {
    /// When the rating or the skip was written, on the wall clock of that place. `None` in a
    /// hand-written file, which is not counted as late.
    pub at: Option<DateTime<FixedOffset>>,
    /// Pain on average, or the reason for no rating.
    pub rating: Rating,
    /// Worst pain of the day, 0 to 10.
    pub worst: Option<Score>,
    /// Sleep quality, 0 bad to 10 good.
    pub sleep: Option<Score>,
    /// Awakenings due to pain.
    pub awakenings: Option<Awakenings>,
    /// Stress, 0 to 10.
    pub stress: Option<Score>,
    /// Mood, 0 low to 10 good.
    pub mood: Option<Score>,
    /// Mental clarity, 0 foggy to 10 clear.
    pub clarity: Option<Score>,
    /// Soreness, asked on the two days after a visit.
    pub soreness: Option<Score>,
    /// Took extra pain medicine.
    pub extra_medicine: Option<bool>,
    /// A note.
    pub note: Option<Words>,
    /// The function markers' values by name.
    pub markers: BTreeMap<String, Amount>,
    /// The Neck Disability Index, where it was filled in.
    pub ndi: Option<Ndi>,
}

/// The state of a day as views and exports show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayState {
    /// Rated, within two days.
    Rated,
    /// Rated, more than two days after.
    Late,
    /// Skipped with a reason.
    Skipped,
    /// No rating.
    Blank,
}

/// How many days after a day a rating may be written before it is called late.
pub const LATE_AFTER_DAYS: i64 = 2;

impl CheckIn {
    /// Average pain, where the day was rated.
    pub fn pain(&self) -> Option<Score> {
        match &self.rating {
            Rating::Rated(score) => Some(*score),
            Rating::Skipped(_) | Rating::Blank => None,
        }
    }

    /// Why the day was skipped.
    pub fn skipped(&self) -> Option<&Words> {
        match &self.rating {
            Rating::Skipped(reason) => Some(reason),
            Rating::Rated(_) | Rating::Blank => None,
        }
    }

    /// Whether nothing at all was written.
    pub fn is_empty(&self) -> bool {
        Self { at: None, ..self.clone() } == Self::default()
    }

    /// Whether the rating was written more than two journal days after `date`.
    pub fn is_late(&self, date: NaiveDate, day_end: DayEnd) -> bool {
        self.at.as_ref().is_some_and(|at| {
            day_end.journal_day_at(at).signed_duration_since(date).num_days() > LATE_AFTER_DAYS
        })
    }

    /// The state of this check-in as the one of `date`.
    pub fn state(&self, date: NaiveDate, day_end: DayEnd) -> DayState {
        match &self.rating {
            Rating::Blank => DayState::Blank,
            Rating::Skipped(_) => DayState::Skipped,
            Rating::Rated(_) if self.is_late(date, day_end) => DayState::Late,
            Rating::Rated(_) => DayState::Rated,
        }
    }

    /// Sets the rating, and stamps it with the moment it was written, to the second, when it is a new
    /// one.
    pub fn rate(&mut self, rating: Rating, now: DateTime<FixedOffset>) {
        if self.rating != rating {
            self.at = (rating != Rating::Blank).then(|| now.with_nanosecond(0).unwrap_or(now));
            self.rating = rating;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(at: &str) -> CheckIn {
        CheckIn {
            at: Some(at.parse().unwrap()),
            rating: Rating::Rated(Score::new(4).unwrap()),
            ..CheckIn::default()
        }
    }

    #[test]
    fn late_begins_more_than_two_journal_days_after() {
        let date: NaiveDate = "2026-11-10".parse().unwrap();
        let state = |at| written(at).state(date, DayEnd::default());
        assert_eq!(state("2026-11-12T23:59:00+01:00"), DayState::Rated);
        assert_eq!(state("2026-11-13T03:59:00+01:00"), DayState::Rated);
        assert_eq!(state("2026-11-13T04:00:00+01:00"), DayState::Late);
        let by_hand = CheckIn { at: None, ..written("2026-11-30T00:00:00Z") };
        assert_eq!(by_hand.state(date, DayEnd::default()), DayState::Rated);
    }

    #[test]
    fn rating_a_skipped_day_leaves_it_rated_and_nothing_else() {
        let now = "2026-11-10T21:00:00+01:00".parse().unwrap();
        let mut checkin = CheckIn::default();
        checkin.rate(Rating::Skipped(Words::new("ill").unwrap()), now);
        checkin.rate(Rating::Rated(Score::new(3).unwrap()), now);
        assert_eq!((checkin.pain().map(Score::get), checkin.skipped()), (Some(3), None));
        checkin.rate(Rating::Blank, now);
        assert!(checkin.is_empty() && checkin.at.is_none());
    }
}
