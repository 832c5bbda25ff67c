//! The forms over Week five: what the person decides, what is changed in the next trial, and how it was.

use crate::app::form::{Field, Form, Kind};
use crate::domain::decision::next_trial::adjustments;
use crate::domain::text::Words;
use crate::domain::trial::{EndAnswers, GoalStep, Overall, Trial, Worth};
use crate::domain::verdict::recorded::{Choice, RecordedDecision};

/// A form over the view.
#[derive(Debug, Clone)]
pub enum Open {
    /// What the person decides, and why.
    Decide(Form),
    /// What is changed in the next trial.
    Adjust(Form),
    /// What the person says of the trial at its end.
    End(Form),
}

impl Open {
    /// The form.
    pub fn form(&self) -> &Form {
        match self {
            Self::Decide(form) | Self::Adjust(form) | Self::End(form) => form,
        }
    }

    /// The form, to be changed.
    pub fn form_mut(&mut self) -> &mut Form {
        match self {
            Self::Decide(form) | Self::Adjust(form) | Self::End(form) => form,
        }
    }

    /// The name under which it is kept while it is not finished; `None` for one that is not kept.
    pub(super) fn draft_name(&self) -> Option<&'static str> {
        match self {
            Self::Decide(_) => Some(DECISION),
            Self::End(_) => Some(END),
            Self::Adjust(_) => None,
        }
    }
}

/// The name under which the person's own decision is kept while it is not written down.
pub(super) const DECISION: &str = "decision";
/// The same of what they say of the trial.
pub(super) const END: &str = "end";

/// The fields of the goals, by their number from 1.
const GOALS: [&str; 3] = ["goal-1", "goal-2", "goal-3"];

pub(super) fn decide_form(old: Option<&RecordedDecision>) -> Form {
    let chosen = old.and_then(|old| Choice::ALL.iter().position(|choice| *choice == old.choice));
    let labels = Choice::ALL.iter().map(|choice| choice.label().to_owned()).collect();
    let reason = old.and_then(|old| old.reason.as_ref()).map(Words::to_string).unwrap_or_default();
    Form::new(vec![
        Field::new("choice", "You decide", "", Kind::one(labels, chosen)).needed(),
        Field::new("reason", "Why", "a line for you and your clinician; may stay empty", Kind::text(&reason)),
    ])
    .ending("Write your decision down")
}

pub(super) fn adjust_form(trial: &Trial) -> Form {
    let labels = adjustments(trial).iter().map(|what| what.label().to_owned()).collect();
    Form::new(vec![Field::new("what", "What changes", "", Kind::one(labels, None)).needed()])
}

/// The questions of the end, with what was said before. All may stay empty.
pub(super) fn end_form(trial: &Trial) -> Form {
    let ending = &trial.ending;
    let choices = |labels: Vec<&'static str>, chosen: Option<usize>| {
        Kind::one(labels.into_iter().map(str::to_owned).collect(), chosen)
    };
    let overall = choices(
        Overall::ALL.iter().map(|step| step.label()).collect(),
        ending.overall.and_then(|said| Overall::ALL.iter().position(|step| *step == said)),
    );
    let mut fields = vec![Field::new("overall", "Overall", "since day 1", overall)];
    for ((id, goal), number) in GOALS.iter().zip(trial.checklist.goal_lines()).zip(1_u8..) {
        let said = ending.goals.get(&number);
        let steps = choices(
            GoalStep::ALL.iter().map(|step| step.label()).collect(),
            said.and_then(|said| GoalStep::ALL.iter().position(|step| step == said)),
        );
        fields.push(Field::new(id, goal, goal, steps));
    }
    let worth = choices(
        Worth::ALL.iter().map(|step| step.label()).collect(),
        ending.worth.and_then(|said| Worth::ALL.iter().position(|step| *step == said)),
    );
    fields.push(Field::new("worth", "Was it worth it", "the time, effort and money", worth));
    Form::new(fields).ending("Keep these answers")
}

/// What a form of the end says.
pub(super) fn end_answers(form: &Form) -> EndAnswers {
    let goal = |(id, number): (&&str, u8)| Some((number, *GoalStep::ALL.get(form.chosen(id)?)?));
    EndAnswers {
        overall: form.chosen("overall").and_then(|place| Overall::ALL.get(place)).copied(),
        worth: form.chosen("worth").and_then(|place| Worth::ALL.get(place)).copied(),
        goals: GOALS.iter().zip(1..).filter_map(goal).collect(),
    }
}
