//! How a trial ended: stopped early and why, and what the person says of it at the end.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::calendar::long_date;
use crate::domain::text::Words;
use crate::words_enum;

words_enum! {
    /// Why a trial was stopped before its end. It is never called a failure.
    StopReason {
        /// The visits hurt, or pain rose.
        Hurt = "hurt", "it hurt";
        /// The person became unwell.
        Unwell = "unwell", "you were unwell";
        /// No time.
        Time = "time", "there was no time for it";
        /// Too dear.
        Cost = "cost", "it cost too much";
        /// The pain is better already.
        Better = "better", "you were better already";
        /// Anything else.
        Other = "other", "another reason";
    }
}

impl StopReason {
    /// Whether a clinician should look at it before anything else.
    pub fn asks_for_review(self) -> bool {
        match self {
            Self::Hurt | Self::Unwell => true,
            Self::Time | Self::Cost | Self::Better | Self::Other => false,
        }
    }
}

/// A trial stopped early: it ends on that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// The day it was stopped on.
    pub on: NaiveDate,
    /// Why.
    pub reason: StopReason,
    /// Why, in the person's own words.
    pub text: Option<Words>,
}

/// Why a trial is not stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StopError {
    /// It was stopped before.
    #[error("this trial was stopped already, on {}", long_date(*.on))]
    Already {
        /// The day it was stopped on.
        on: NaiveDate,
    },
    /// It has come to its end.
    #[error("this trial ended on {}, so there is nothing left to stop", long_date(*.on))]
    Over {
        /// Its last day.
        on: NaiveDate,
    },
}

/// Why an answer of the end is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EndError {
    /// It is asked later.
    #[error("this is asked from {} on, or once the trial is stopped", long_date(*.from))]
    NotYet {
        /// The first day on which it is asked.
        from: NaiveDate,
    },
    /// No such goal was written down.
    #[error("there is no goal {number}; {}", goals_in_words(*.written))]
    NoGoal {
        /// The number that was given.
        number: u8,
        /// How many goals were written down.
        written: usize,
    },
}

fn goals_in_words(written: usize) -> String {
    match written {
        0 => "no goal was written down before the start".to_owned(),
        1 => "one goal was written down, number 1".to_owned(),
        count => format!("{count} goals were written down, 1 to {count}"),
    }
}

words_enum! {
    /// Overall change since day 1, in the seven steps of a patient's global impression of change.
    Overall {
        VeryMuchBetter = "very-much-better", "very much better";
        MuchBetter = "much-better", "much better";
        LittleBetter = "little-better", "a little better";
        NoChange = "no-change", "no change";
        LittleWorse = "little-worse", "a little worse";
        MuchWorse = "much-worse", "much worse";
        VeryMuchWorse = "very-much-worse", "very much worse";
    }
}

words_enum! {
    /// Whether it was worth the time, effort and money.
    Worth {
        Yes = "yes", "yes";
        Partly = "partly", "partly";
        No = "no", "no";
    }
}

words_enum! {
    /// What became of a goal of the person's own.
    GoalStep {
        Reached = "reached", "reached";
        /// Nearer than before.
        Nearer = "nearer", "nearer";
        NoChange = "no-change", "no change";
        /// Further away.
        Further = "further", "further away";
    }
}

/// What the person says of the trial, asked once from week five on. It is shown beside the
/// decision and is never part of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ending {
    /// The day it was answered.
    pub on: Option<NaiveDate>,
    /// Overall change since day 1.
    pub overall: Option<Overall>,
    /// Whether it was worth it.
    pub worth: Option<Worth>,
    /// What became of each goal, by its number from 1.
    pub goals: BTreeMap<u8, GoalStep>,
}

/// Answers of the end that were given at one time; what is not said stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EndAnswers {
    /// Overall change since day 1.
    pub overall: Option<Overall>,
    /// Whether it was worth it.
    pub worth: Option<Worth>,
    /// What became of goals, by their number from 1.
    pub goals: BTreeMap<u8, GoalStep>,
}

impl EndAnswers {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.overall.is_none() && self.worth.is_none() && self.goals.is_empty()
    }
}

impl Ending {
    /// Whether nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.overall.is_none() && self.worth.is_none() && self.goals.is_empty()
    }
}
