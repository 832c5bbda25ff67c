//! How much of the planned dose was delivered, in plain counts.

use crate::domain::thresholds::are_enough_visits;

/// Visits and minutes of a trial's treatment, as the decision takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AdherenceFigures {
    /// Visits planned: visits a week x weeks.
    pub planned: u32,
    /// Qualifying visits done during treatment, at most as many as were planned.
    pub completed: u32,
    /// Visits done that were too short to qualify.
    pub short: u32,
    /// Planned visits missed, cancelled, or past with nothing logged.
    pub missed: u32,
    /// Qualifying visits outside the weekly plan that were needed to reach `completed`.
    pub extra_used: u32,
    /// Minutes delivered.
    pub minutes: u32,
    /// Minutes planned.
    pub minutes_planned: u32,
}

impl AdherenceFigures {
    /// Whether at least three quarters of the planned visits were completed: 4 x completed >= 3 x
    /// planned (6 of 8 or 9 of 12 in the source articles).
    pub fn met(&self) -> bool {
        are_enough_visits(self.completed, self.planned)
    }

    /// Whether that would hold without the visits outside the weekly plan.
    pub fn met_without_extras(&self) -> bool {
        are_enough_visits(self.completed.saturating_sub(self.extra_used), self.planned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_quarters_is_enough_and_one_visit_less_is_not() {
        for (completed, planned, met) in [(6, 8, true), (5, 8, false), (9, 12, true), (8, 12, false)] {
            let figures = AdherenceFigures { planned, completed, ..AdherenceFigures::default() };
            assert_eq!(figures.met(), met, "{completed} of {planned}");
        }
    }

    #[test]
    fn extra_visits_can_be_taken_off() {
        let figures = AdherenceFigures { planned: 8, completed: 7, extra_used: 1, ..Default::default() };
        assert!(figures.met() && figures.met_without_extras());
        let figures = AdherenceFigures { extra_used: 2, ..figures };
        assert!(figures.met() && !figures.met_without_extras());
    }
}
