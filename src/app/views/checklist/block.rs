//! Pages of a follow-up block: its steps, and what is new since the trial before.

use chrono::NaiveDate;

use super::fields::{GO_ON, line, number, one, whole};
use super::{PageId, Wrong};
use crate::app::form::Form;
use crate::content::{self, QuestionText};
use crate::domain::drafts::asked_for;
use crate::domain::text::capital;
use crate::domain::trial::{FollowUp, Setup, Steps};

/// The name under which steps of one's own wait to be filled in.
const OWN_STEPS: &str = "own-steps";

/// The steps that are ready made.
fn ready() -> [Steps; 2] {
    [Steps::weekly(), Steps::taper()]
}

/// Whether steps of one's own were chosen and are not filled in yet.
pub(super) fn wants_own_steps(setup: &Setup) -> bool {
    setup.checklist.drafts.get(OWN_STEPS).is_some()
}

/// Whether the steps are none of those ready made, or are to be none of them.
pub(super) fn has_own_steps(setup: &Setup) -> bool {
    let own = |block: &FollowUp| !ready().contains(&block.steps);
    wants_own_steps(setup) || setup.follow_up.as_ref().is_some_and(own)
}

/// Steps in words, as the plan would have them.
fn words(setup: &Setup, steps: Steps) -> String {
    let with = |block: &FollowUp| FollowUp { steps, ..block.clone() };
    let setup = Setup { follow_up: setup.follow_up.as_ref().map(with), ..setup.clone() };
    content::setup_dose_line(&setup).unwrap_or_default()
}

pub(super) fn steps_form(setup: &Setup) -> Form {
    let mut choices: Vec<String> = ready().into_iter().map(|steps| words(setup, steps)).collect();
    let own = has_own_steps(setup).then_some(choices.len());
    let now = setup.follow_up.as_ref().map(|block| &block.steps);
    let chosen = ready().iter().position(|steps| Some(steps) == now);
    choices.push("Steps of your own".to_owned());
    one("steps", choices, own.or(chosen))
}

pub(super) fn accept_steps(setup: &mut Setup, _: &PageId, form: &Form, _: NaiveDate) -> Result<(), Wrong> {
    let is_own = has_own_steps(setup);
    let Some(choice) = form.chosen("steps") else { return Ok(()) };
    match (ready().get(choice), &mut setup.follow_up) {
        (Some(steps), Some(block)) => {
            block.steps = steps.clone();
            setup.checklist.drafts.forget(OWN_STEPS);
        }
        // Nothing is put in its place: the next page asks for it.
        (None, Some(_)) if !is_own => setup.checklist.drafts.keep(OWN_STEPS, asked_for()),
        (None, Some(_)) | (Some(_) | None, None) => {}
    }
    Ok(())
}

/// The fields of own steps: days between visits and how many, twice.
const FIELDS: [(&str, &str); 2] = [("every-1", "visits-1"), ("every-2", "visits-2")];

pub(super) fn own_steps_form(setup: &Setup) -> Form {
    let now = setup.follow_up.as_ref().filter(|_| has_own_steps(setup) && !wants_own_steps(setup));
    let steps = now.map(|block| block.steps.as_slice()).unwrap_or_default();
    let labels = [("Days from visit to visit", "Visits"), ("Then, days between", "Visits after that")];
    let mut fields = Vec::new();
    for (place, ((every, visits), (days, count))) in FIELDS.iter().zip(labels).enumerate() {
        let step = steps.get(place);
        let (apart, many) = step
            .map_or((String::new(), String::new()), |step| (step.every.to_string(), step.visits.to_string()));
        let hint = if place == 0 { "" } else { "may stay empty" };
        let pair = [
            line(every, days, hint, number(1, 28, "days"), &apart),
            line(visits, count, hint, number(1, 84, ""), &many),
        ];
        fields.extend(pair.map(|field| if place == 0 { field.needed() } else { field }));
    }
    Form::new(fields).ending(GO_ON)
}

pub(super) fn accept_own_steps(
    setup: &mut Setup,
    _: &PageId,
    form: &Form,
    _: NaiveDate,
) -> Result<(), Wrong> {
    let mut pairs = Vec::new();
    for (place, (every, visits)) in FIELDS.iter().enumerate() {
        let is_empty = form.text(every).trim().is_empty() && form.text(visits).trim().is_empty();
        if place == 0 || !is_empty {
            pairs.push((whole(form, every, "This is")?, whole(form, visits, "This is")?));
        }
    }
    let steps = Steps::new(&pairs).map_err(|error| ("every-1", capital(&error.to_string())))?;
    if let Some(block) = &mut setup.follow_up {
        block.steps = steps;
    }
    Ok(())
}

/// The questions of a group that are asked.
pub(super) fn questions(group: &str) -> impl Iterator<Item = &'static QuestionText> + use<'_> {
    content::questions().iter().filter(move |text| text.group.as_deref() == Some(group))
}

/// The name under which a group is noted that has something new.
fn opened(group: &str) -> String {
    format!("new-{group}")
}

/// Whether something in a group is new, so that its questions are asked one by one.
pub fn is_opened(setup: &Setup, group: &str) -> bool {
    setup.checklist.drafts.get(&opened(group)).is_some()
}

/// Whether anything is new in a group: `None` while that was not said.
pub fn answer(setup: &Setup, group: &str) -> Option<bool> {
    let is_answered = |text: &QuestionText| setup.checklist.answers.contains_key(&text.rule.id);
    if is_opened(setup, group) { Some(true) } else { questions(group).all(is_answered).then_some(false) }
}

/// Says whether anything is new in a group. With a yes its questions follow; with a no, what was said
/// before the trial before holds on.
pub fn answer_yes(setup: &mut Setup, group: &str, yes: bool, before: Option<&Setup>, today: NaiveDate) {
    let list = &mut setup.checklist;
    if yes {
        for text in questions(group) {
            list.answers.remove(&text.rule.id);
        }
        list.drafts.keep(&opened(group), asked_for());
    } else {
        list.drafts.forget(&opened(group));
        let before = before.map(|setup| &setup.checklist);
        list.nothing_new(questions(group).map(|text| &text.rule), before, today);
    }
}
