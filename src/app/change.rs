//! The only way to alter the journal: a record, as it was and as it is to be.
//!
//! Whoever changes something says both sides. Taking back, doing again, saving, taking in what a
//! save merged, and forgetting what is no longer true all follow from that, in `app/saving.rs`, for
//! every kind of record at once.

use chrono::NaiveDate;

use crate::domain::day::Day;
use crate::domain::trial::{Setup, Trial};

/// A part of the journal that is written as one.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// A day.
    Day(Day),
    /// The trial that runs, or ran last.
    Trial(Box<Trial>),
    /// The checklist on its way to a trial; `None` where there is none.
    Setup(Option<Box<Setup>>),
    /// Trial and checklist at once: the pair in which a checklist becomes a trial.
    Standing(Box<Standing>),
}

/// A trial, and a checklist on its way to one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standing {
    /// The trial that runs, or ran last.
    pub trial: Option<Trial>,
    /// The checklist on its way to the next.
    pub setup: Option<Setup>,
}

/// Which part of the journal a record is. Trial and checklist count as one: what becomes untrue of
/// the one does so of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A day.
    Day(NaiveDate),
    /// The trial and the checklist.
    Plan,
}

impl Record {
    /// A checklist.
    pub fn setup(setup: Setup) -> Self {
        Self::Setup(Some(Box::new(setup)))
    }

    /// A trial.
    pub fn trial(trial: Trial) -> Self {
        Self::Trial(Box::new(trial))
    }

    /// Which part of the journal it is.
    pub fn key(&self) -> Key {
        match self {
            Self::Day(day) => Key::Day(day.date),
            Self::Trial(_) | Self::Setup(_) | Self::Standing(_) => Key::Plan,
        }
    }

    /// Whether both are the same file at two moments, so that saving the later is saving both.
    pub fn is_of_same_file(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Day(one), Self::Day(other)) => one.date == other.date,
            (Self::Trial(one), Self::Trial(other)) => one.id == other.id,
            (Self::Setup(_), Self::Setup(_)) => true,
            (Self::Day(_) | Self::Trial(_) | Self::Setup(_) | Self::Standing(_), _) => false,
        }
    }
}

/// One record, before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// As it was.
    pub before: Record,
    /// As it is after.
    pub after: Record,
}

impl Change {
    /// A change of a day.
    pub fn day(before: Day, after: Day) -> Self {
        Self { before: Record::Day(before), after: Record::Day(after) }
    }

    /// A change of the trial.
    pub fn trial(before: Trial, after: Trial) -> Self {
        Self { before: Record::trial(before), after: Record::trial(after) }
    }

    /// A change of the checklist on its way to a trial; `None` where there is none.
    pub fn setup(before: Option<Setup>, after: Option<Setup>) -> Self {
        let record = |setup: Option<Setup>| Record::Setup(setup.map(Box::new));
        Self { before: record(before), after: record(after) }
    }

    /// A change of trial and checklist at once.
    pub fn standing(before: Standing, after: Standing) -> Self {
        Self { before: Record::Standing(Box::new(before)), after: Record::Standing(Box::new(after)) }
    }

    /// The same change the other way round.
    pub fn reversed(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }

    /// Which part of the journal it is about.
    pub fn key(&self) -> Key {
        self.after.key()
    }

    /// Whether anything is different after it.
    pub fn changes_something(&self) -> bool {
        self.before != self.after
    }
}

/// The day that a step is about: the first it touches.
pub fn day_of(step: &[Change]) -> Option<NaiveDate> {
    step.iter().find_map(|change| match change.key() {
        Key::Day(date) => Some(date),
        Key::Plan => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_turned_round_twice_is_the_same_and_keeps_its_key() {
        let day = |text: &str| Day::empty(text.parse().unwrap());
        let changes = [
            Change::day(day("2026-11-12"), day("2026-11-12")),
            Change::setup(None, Some(Setup::new("2026-11-12".parse().unwrap()))),
            Change::standing(
                Standing { trial: None, setup: Some(Setup::new("2026-11-12".parse().unwrap())) },
                Standing::default(),
            ),
        ];
        for change in changes {
            assert_eq!(change.reversed().reversed(), change);
            assert_eq!(change.reversed().key(), change.key());
            assert_eq!(change.reversed().before, change.after);
        }
    }

    #[test]
    fn only_two_moments_of_one_file_are_saved_as_one() {
        let day = |text: &str| Record::Day(Day::empty(text.parse().unwrap()));
        let none = Record::Setup(None);
        let pair = Record::Standing(Box::default());
        assert!(day("2026-11-12").is_of_same_file(&day("2026-11-12")));
        assert!(!day("2026-11-12").is_of_same_file(&day("2026-11-13")));
        assert!(none.is_of_same_file(&Record::setup(Setup::new("2026-11-12".parse().unwrap()))));
        assert!(!pair.is_of_same_file(&pair.clone()) && !none.is_of_same_file(&pair));
    }
}
