//! What can be done next on Week five, the step that the answer leads to first.

use chrono::NaiveDate;

use crate::app::action::WeekFive as Ask;
use crate::app::cx::Cx;
use crate::domain::decision::Verdict;
use crate::domain::decision::assessment::Assessment;
use crate::domain::trial::Trial;
use crate::domain::verdict::recorded::Choice;

/// One thing that can be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What does it.
    pub action: Ask,
    /// A few words.
    pub label: &'static str,
    /// Whether it is the one the answer leads to.
    pub first: bool,
}

/// What can be done next, the step that the answer leads to first. An open hold leaves only the report, what
/// the person says of the trial, and their own decision.
pub fn steps(cx: &Cx, assessment: &Assessment) -> Vec<Step> {
    let step = |action, label, first| Step { action, label, first };
    let decision = &assessment.decision;
    let Some(trial) = &cx.journal.trial else { return Vec::new() };
    let mut steps = Vec::new();
    if cx.journal.setup.is_some() {
        steps.push(step(Ask::OpenPlan, "Go on with the plan of the next trial", true));
    } else if let Some(choice) = choice_to_act_on(cx, assessment) {
        let again = match decision.verdict {
            Verdict::InsufficientData => "Plan the trial again, with a full baseline week",
            Verdict::Stopped
            | Verdict::NotYet
            | Verdict::Continue
            | Verdict::Review
            | Verdict::Adjust
            | Verdict::Inconclusive => "Plan the trial again with the same dose",
        };
        steps.extend(match choice {
            Choice::NextBlock => {
                Some(step(Ask::NextBlock, "Plan a follow-up block: does it hold with fewer visits?", true))
            }
            Choice::Adjust => Some(step(Ask::Adjust, "Plan a trial with one thing changed", true)),
            Choice::Rerun => Some(step(Ask::Rerun, again, true)),
            Choice::Clinician | Choice::Stop | Choice::Other => None,
        });
    }
    let is_asked = end_is_asked(trial, cx.today);
    if is_asked && trial.ending.is_empty() {
        steps.push(step(Ask::End, "Say how it was for you", false));
    }
    let leads = steps.iter().any(|step| step.first);
    let report_first = !leads && (decision.hold() || decision.verdict == Verdict::Review);
    let report = step(Ask::Report, "Write the report", report_first);
    if report_first {
        steps.insert(0, report);
    } else {
        steps.push(report);
    }
    if decision.verdict != Verdict::NotYet {
        let label = if trial.decision.is_none() { "Write down what you decide" } else { "Decide otherwise" };
        steps.push(step(Ask::Decide, label, false));
    }
    if is_asked && !trial.ending.is_empty() {
        steps.push(step(Ask::End, "Change what you said of it", false));
    }
    if has_past(cx) {
        steps.push(step(Ask::Past, "Trials before", false));
    }
    if cx.journal.setup.is_some() {
        steps.push(step(Ask::PutAside, "Put the next plan aside", false));
    }
    steps
}

/// Whether the questions of the end are asked by a day.
pub fn end_is_asked(trial: &Trial, today: NaiveDate) -> bool {
    today >= trial.end_asked_from()
}

/// Whether there are other trials to compare with, as far as is known.
pub fn has_past(cx: &Cx) -> bool {
    match (&cx.journal.past, &cx.journal.trial) {
        (Some(past), _) => cx.journal.earlier().next().is_some() || !past.problems.is_empty(),
        (None, Some(trial)) => cx.journal.trials.iter().any(|id| *id != trial.id),
        (None, None) => !cx.journal.trials.is_empty(),
    }
}

/// The choice whose next trial can be planned now: the person's own where one is recorded, else
/// the one the verdict leads to. None before the trial is over, and none while a hold is open.
pub fn choice_to_act_on(cx: &Cx, assessment: &Assessment) -> Option<Choice> {
    let trial = cx.journal.trial.as_ref()?;
    if !trial.is_over(cx.today) || assessment.decision.hold() {
        return None;
    }
    let own = trial.decision.as_ref().map(|decision| decision.choice);
    own.or_else(|| Choice::ALL.iter().copied().find(|choice| choice.agrees_with(assessment.decision.verdict)))
}
