//! One trial: its name, its checklist, its plan, and what the person decided.

use chrono::NaiveDate;

use super::ending::{Ending, Stopped};
use super::id::TrialId;
use super::plan::Plan;
use crate::domain::calendar::{before, dates};
use crate::domain::checklist::Checklist;
use crate::domain::day::{Day, Days};
use crate::domain::verdict::RecordedDecision;

/// One trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its name and file.
    pub id: TrialId,
    /// The day its checklist was begun: days before that are not asked about.
    pub begun: NaiveDate,
    /// Answers and holds.
    pub checklist: Checklist,
    /// The plan.
    pub plan: Plan,
    /// That it was stopped early, and why.
    pub stopped: Option<Stopped>,
    /// What the person says of it at the end.
    pub ending: Ending,
    /// What the person decided, once they have, with the figures of that day.
    pub decision: Option<RecordedDecision>,
}

impl Trial {
    /// Whether it lies behind a day, week five included, or was stopped by then: another may begin.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.plan.is_over(today) || self.stopped.as_ref().is_some_and(|stopped| stopped.on <= today)
    }

    /// The trial stopped on a day. One that is over already stays as it is.
    pub fn stop(&self, stopped: Stopped) -> Self {
        if self.is_over(stopped.on) {
            return self.clone();
        }
        Self { stopped: Some(stopped), ..self.clone() }
    }

    /// Whether a single baseline figure can still be entered: up to the first visit, not later.
    pub fn takes_baseline_figure(&self, days: &impl Days, today: NaiveDate) -> bool {
        let visited = |date: NaiveDate| days.day(date).written().is_some_and(Day::had_visit);
        self.plan.follow_up.is_none() && !dates(self.plan.start, today).any(visited)
    }

    /// Days without a check-in that can be filled in, oldest first: from the baseline (or the day
    /// the checklist was begun, if later) to yesterday, at most to the end of the checkpoint.
    /// Days whose file cannot be read are not among them.
    pub fn blank_days(&self, days: &impl Days, today: NaiveDate) -> Vec<NaiveDate> {
        let first = self.plan.baseline_window().0.max(self.begun);
        let last = self.plan.checkpoint_window().1.min(before(today, 1));
        dates(first, last).filter(|date| days.day(*date).is_blank_day()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::session::{Session, SessionStatus};
    use crate::domain::trial::StopReason;
    use crate::domain::visits::samples::{date, plan};

    fn trial() -> Trial {
        let plan = plan("60x2", 4);
        let id = TrialId::name(plan.start, plan.site, |_| false);
        let (begun, checklist) = (plan.start, Checklist::default());
        Trial { id, begun, checklist, plan, stopped: None, ending: Ending::default(), decision: None }
    }

    #[test]
    fn a_stopped_trial_is_over_from_that_day_on_and_one_that_is_over_cannot_be_stopped() {
        let stop = |on: &str| Stopped { on: date(on), reason: StopReason::Time, text: None };
        let stopped = trial().stop(stop("2026-11-20"));
        assert!(!stopped.is_over(date("2026-11-19")) && stopped.is_over(date("2026-11-20")));
        assert_eq!(stopped.stop(stop("2026-11-25")), stopped);
        assert_eq!(trial().stop(stop("2026-12-07")), trial());
        assert!(trial().stop(stop("2026-12-06")).stopped.is_some());
    }

    #[test]
    fn a_single_baseline_figure_can_be_entered_up_to_the_first_visit() {
        let mut days = BTreeMap::new();
        assert!(trial().takes_baseline_figure(&days, date("2026-11-04")));
        let on = date("2026-11-05");
        days.insert(on, Day { sessions: vec![Session::new(SessionStatus::Done)], ..Day::empty(on) });
        assert!(trial().takes_baseline_figure(&days, date("2026-11-04")));
        assert!(!trial().takes_baseline_figure(&days, on));
    }
}
