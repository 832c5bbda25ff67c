//! One calendar day's ratings, in exactly one of three states: rated, skipped or blank.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, Timelike};

use super::calendar::DayEnd;
use super::imported::Imported;
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
    /// When the markers were written, where that was on another journal day than the rating.
    pub markers_at: Option<DateTime<FixedOffset>>,
    /// The Neck Disability Index, where it was filled in.
    pub ndi: Option<Ndi>,
    /// When the index was written, where that was on another journal day than the rating.
    pub ndi_at: Option<DateTime<FixedOffset>>,
    /// Which of these came from another program.
    pub imported: Imported,
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

/// Whether something of `date` was written more than two journal days after it. What bears no
/// moment, as in a file written by hand, is not counted as late.
fn is_late(at: Option<&DateTime<FixedOffset>>, date: NaiveDate, day_end: DayEnd) -> bool {
    at.is_some_and(|at| day_end.journal_day_at(at).signed_duration_since(date).num_days() > LATE_AFTER_DAYS)
}

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
        let stamps =
            Self { at: None, markers_at: None, ndi_at: None, imported: Imported::default(), ..self.clone() };
        stamps == Self::default()
    }

    /// Whether the rating was written more than two journal days after `date`.
    pub fn is_late(&self, date: NaiveDate, day_end: DayEnd) -> bool {
        is_late(self.at.as_ref(), date, day_end)
    }

    /// Whether the index was written more than two journal days after `date`.
    pub fn is_ndi_late(&self, date: NaiveDate, day_end: DayEnd) -> bool {
        is_late(self.ndi_at.as_ref().or(self.at.as_ref()), date, day_end)
    }

    /// Whether the markers were written more than two journal days after `date`.
    pub fn are_markers_late(&self, date: NaiveDate, day_end: DayEnd) -> bool {
        is_late(self.markers_at.as_ref().or(self.at.as_ref()), date, day_end)
    }

    /// Stamps an index and markers that differ from those of `before` with the moment they were
    /// written, where that is another journal day than the rating's; elsewhere the rating's own
    /// stamp says it.
    pub fn stamp_measures(&mut self, before: &Self, now: DateTime<FixedOffset>, day_end: DayEnd) {
        let day = |at: &DateTime<FixedOffset>| day_end.journal_day_at(at);
        let own = (self.at.as_ref().map(day) != Some(day(&now))).then_some(now);
        if self.ndi != before.ndi {
            self.ndi_at = own.filter(|_| self.ndi.is_some());
        }
        if self.markers != before.markers {
            self.markers_at = own.filter(|_| !self.markers.is_empty());
        }
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
    /// one. A new one is the person's own, whatever stood there.
    pub fn rate(&mut self, rating: Rating, now: DateTime<FixedOffset>) {
        if self.rating != rating {
            self.imported.unmark("pain");
            self.imported.unmark("skipped");
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
    fn a_new_rating_of_ones_own_is_no_longer_marked_as_imported() {
        let mut checkin = written("2026-11-10T21:00:00+01:00");
        checkin.imported.mark("pain", "daylio", false);
        checkin.imported.mark("mood", "daylio", false);
        checkin.rate(Rating::Rated(Score::new(5).unwrap()), "2026-11-10T22:00:00+01:00".parse().unwrap());
        assert!(checkin.imported.counts_as_baseline("pain"));
        assert!(!checkin.imported.counts_as_baseline("mood"));
    }

    #[test]
    fn an_index_written_on_another_day_than_the_rating_has_a_stamp_of_its_own() {
        let date: NaiveDate = "2026-11-10".parse().unwrap();
        let evening = written("2026-11-10T21:00:00+01:00");
        let index = |total| Some(Ndi::Total(crate::domain::score::NdiTotal::new(total).unwrap()));
        let mut same = CheckIn { ndi: index(20), ..evening.clone() };
        same.stamp_measures(&evening, "2026-11-11T00:30:00+01:00".parse().unwrap(), DayEnd::default());
        assert_eq!((same.ndi_at, same.is_ndi_late(date, DayEnd::default())), (None, false));
        let mut later = CheckIn { ndi: index(20), ..evening.clone() };
        let now = "2026-11-13T21:00:00+01:00".parse().unwrap();
        later.stamp_measures(&evening, now, DayEnd::default());
        assert_eq!(later.ndi_at, Some(now));
        assert!(later.is_ndi_late(date, DayEnd::default()) && !later.is_late(date, DayEnd::default()));
        assert!(!later.are_markers_late(date, DayEnd::default()));
        let with_index = later.clone();
        later.ndi = None;
        later.stamp_measures(&with_index, now, DayEnd::default());
        assert_eq!(later, evening);
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
