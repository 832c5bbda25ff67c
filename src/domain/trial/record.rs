//! One trial: its name, its checklist, its plan, and what the person decided.

use chrono::NaiveDate;

use super::ending::{EndAnswers, EndError, Ending, StopError, Stopped};
use super::id::TrialId;
use super::plan::Plan;
use crate::domain::calendar::{before, dates};
use crate::domain::checklist::Checklist;
use crate::domain::day::Days;
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
        self.plan.is_over(today) || self.stopped_by(today).is_some()
    }

    /// That it was stopped by a day, and why.
    pub fn stopped_by(&self, today: NaiveDate) -> Option<&Stopped> {
        self.stopped.as_ref().filter(|stopped| stopped.on <= today)
    }

    /// The trial stopped on a day.
    ///
    /// # Errors
    /// Where it was stopped before, or is over by that day.
    pub fn stop(&self, stopped: Stopped) -> Result<Self, StopError> {
        if let Some(before) = &self.stopped {
            return Err(StopError::Already { on: before.on });
        }
        if self.plan.is_over(stopped.on) {
            return Err(StopError::Over { on: self.plan.checkpoint_window().1 });
        }
        Ok(Self { stopped: Some(stopped), ..self.clone() })
    }

    /// The first day on which the questions of the end are asked: that of the measuring week, or the
    /// day it was stopped on.
    pub fn end_asked_from(&self) -> NaiveDate {
        let (week_five, _) = self.plan.checkpoint_window();
        self.stopped.as_ref().map_or(week_five, |stopped| stopped.on.min(week_five))
    }

    /// The trial with what the person says of it at the end.
    ///
    /// # Errors
    /// Before it is asked, and for a goal that was not written down.
    pub fn answer_end(&self, answers: &EndAnswers, today: NaiveDate) -> Result<Self, EndError> {
        let from = self.end_asked_from();
        if today < from {
            return Err(EndError::NotYet { from });
        }
        let written = self.checklist.goal_lines().len();
        let is_written = |number: u8| (1..=written).contains(&usize::from(number));
        if let Some(number) = answers.goals.keys().copied().find(|number| !is_written(*number)) {
            return Err(EndError::NoGoal { number, written });
        }
        let mut trial = self.clone();
        let ending = &mut trial.ending;
        ending.overall = answers.overall.or(ending.overall);
        ending.worth = answers.worth.or(ending.worth);
        ending.goals.extend(answers.goals.iter().map(|(number, step)| (*number, *step)));
        ending.on = if *ending == self.ending && ending.on.is_some() { ending.on } else { Some(today) };
        Ok(trial)
    }

    /// The trial with what the person says of it at the end in place of all that they said before: what is
    /// left empty is taken back.
    ///
    /// # Errors
    /// As for [`Trial::answer_end`].
    pub fn rewrite_end(&self, answers: &EndAnswers, today: NaiveDate) -> Result<Self, EndError> {
        let anew = Self { ending: Ending::default(), ..self.clone() }.answer_end(answers, today)?;
        let said = |ending: &Ending| (ending.overall, ending.worth, ending.goals.clone());
        let ending = match (answers.is_empty(), said(&anew.ending) == said(&self.ending)) {
            (true, _) => Ending::default(),
            (false, true) => self.ending.clone(),
            (false, false) => anew.ending,
        };
        Ok(Self { ending, ..self.clone() })
    }

    /// Whether the weekly measures are due on a date: never once the trial was stopped.
    pub fn weekly_due(&self, days: &impl Days, date: NaiveDate) -> bool {
        self.stopped_by(date).is_none() && self.plan.weekly_due(days, date)
    }

    /// Days without a check-in that can be filled in, oldest first: from the baseline (or the day
    /// the checklist was begun, if later) to yesterday, at most to the end of the checkpoint or the
    /// day it was stopped on.
    /// Days whose file cannot be read are not among them.
    pub fn blank_days(&self, days: &impl Days, today: NaiveDate) -> Vec<NaiveDate> {
        let first = self.plan.baseline_window().0.max(self.begun);
        let end = self.plan.checkpoint_window().1.min(before(today, 1));
        let last = self.stopped.as_ref().map_or(end, |stopped| end.min(stopped.on));
        dates(first, last).filter(|date| days.day(*date).is_blank_day()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::day::Day;
    use crate::domain::trial::StopReason;
    use crate::kit::{date, neck as trial};

    #[test]
    fn a_stopped_trial_is_over_from_that_day_on_and_one_that_is_over_cannot_be_stopped() {
        let stop = |on: &str| Stopped { on: date(on), reason: StopReason::Time, text: None };
        let stopped = trial().stop(stop("2026-11-20")).unwrap();
        assert!(!stopped.is_over(date("2026-11-19")) && stopped.is_over(date("2026-11-20")));
        let already = StopError::Already { on: date("2026-11-20") };
        assert_eq!(stopped.stop(stop("2026-11-25")), Err(already));
        assert_eq!(stopped.stop(stop("2026-11-10")), Err(already));
        assert_eq!(trial().stop(stop("2026-12-07")), Err(StopError::Over { on: date("2026-12-06") }));
        assert!(trial().stop(stop("2026-12-06")).unwrap().stopped.is_some());
    }

    #[test]
    fn nothing_is_due_after_a_stop() {
        let days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
        let on = date("2026-11-15");
        assert!(trial().weekly_due(&days, on));
        let stopped = trial().stop(Stopped { on, reason: StopReason::Time, text: None }).unwrap();
        assert!(!stopped.weekly_due(&days, on) && !stopped.weekly_due(&days, date("2026-12-02")));
        assert_eq!(stopped.blank_days(&days, date("2026-12-01")).last(), Some(&on));
    }

    #[test]
    fn what_is_asked_at_the_end_waits_for_week_five_or_a_stop_and_keeps_what_was_said() {
        use crate::domain::text::Words;
        use crate::domain::trial::{GoalStep, Overall, Worth};
        let mut trial = trial();
        trial.checklist.goals = Words::new("Walk to the market.\n\nTurn my head.").ok();
        let said = EndAnswers { overall: Some(Overall::MuchBetter), ..EndAnswers::default() };
        let from = date("2026-11-30");
        assert_eq!(trial.answer_end(&said, date("2026-11-29")), Err(EndError::NotYet { from }));
        let once = trial.answer_end(&said, from).unwrap();
        let goals = BTreeMap::from([(2, GoalStep::Reached)]);
        let more = EndAnswers { worth: Some(Worth::Yes), goals, ..EndAnswers::default() };
        let twice = once.answer_end(&more, date("2026-12-01")).unwrap().ending;
        assert_eq!((twice.overall, twice.worth), (Some(Overall::MuchBetter), Some(Worth::Yes)));
        assert_eq!((twice.on, twice.goals.len()), (Some(date("2026-12-01")), 1));
        let third = EndAnswers { goals: BTreeMap::from([(3, GoalStep::Nearer)]), ..EndAnswers::default() };
        assert_eq!(once.answer_end(&third, from), Err(EndError::NoGoal { number: 3, written: 2 }));
        let on = date("2026-11-10");
        let stopped = trial.stop(Stopped { on, reason: StopReason::Hurt, text: None }).unwrap();
        assert!(stopped.answer_end(&said, on).is_ok());
        // Written anew, what is left empty is taken back, and the same again is no change.
        let anew = once
            .answer_end(&more, date("2026-12-01"))
            .unwrap()
            .rewrite_end(&said, date("2026-12-03"))
            .unwrap();
        assert_eq!(anew.ending, Ending { on: Some(date("2026-12-03")), ..once.ending.clone() });
        assert_eq!(once.rewrite_end(&said, date("2026-12-05")).unwrap(), once);
        assert!(once.rewrite_end(&EndAnswers::default(), date("2026-12-05")).unwrap().ending.is_empty());
    }
}
