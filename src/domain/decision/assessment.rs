//! Everything that is said of a trial on one day: the decision, the visits behind it, and what
//! could still change it.

use chrono::NaiveDate;

use super::decide::{Decision, decide_on};
use super::needed::{NeededToChange, needed_to_change};
use super::window::Inputs;
use crate::domain::calendar::DayEnd;
use crate::domain::day::Days;
use crate::domain::trial::Trial;
use crate::domain::verdict::AdherenceFigures;
use crate::domain::visits::adherence::{Adherence, figures};
use crate::domain::visits::visits_of;

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
        let adherence = figures(&visits_of(trial, days, as_of));
        let inputs = Inputs::read(trial, days, day_end, as_of);
        let counts = AdherenceFigures::from(&adherence);
        Self {
            decision: decide_on(trial, &inputs, &counts, as_of),
            needed: needed_to_change(trial, days, &inputs, &counts, as_of),
            adherence,
        }
    }
}
