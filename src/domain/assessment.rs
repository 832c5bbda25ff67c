//! Everything that is said of a trial on one day: the decision, the visits behind it, and what
//! could still change it.

use chrono::NaiveDate;

use super::adherence::{Adherence, figures};
use super::adherence_figures::AdherenceFigures;
use super::calendar::DayEnd;
use super::day::Days;
use super::decision::{Decision, decide};
use super::needed::{NeededToChange, needed_to_change};
use super::trial::Trial;
use super::visits::visits;

/// A trial as it stands on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The decision.
    pub decision: Decision,
    /// The visits in all their counts.
    pub adherence: Adherence,
    /// What the rest of week five would have to be for another verdict, where it can be.
    pub needed: Option<NeededToChange>,
}

impl Assessment {
    /// Looks at a trial from a day; nothing dated later is looked at.
    pub fn of(trial: &Trial, days: &impl Days, day_end: DayEnd, as_of: NaiveDate) -> Self {
        let adherence = figures(&visits(&trial.plan, days, as_of));
        let counts = AdherenceFigures::from(&adherence);
        Self {
            decision: decide(trial, days, &counts, day_end, as_of),
            needed: needed_to_change(trial, days, &counts, day_end, as_of),
            adherence,
        }
    }
}
