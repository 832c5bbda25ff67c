//! The visit that a form holds.

use std::str::FromStr;

use super::{FIRST_PAIN, Wrong, discomforts};
use crate::app::form::Form;
use crate::domain::score::{Minutes, Score};
use crate::domain::session::{Done, Fate, Pressure, Session, Setting, Technique};
use crate::domain::text::{Words, capital};
use crate::domain::time_words;

/// The visit a form holds. What the form does not ask stays as in `old`.
///
/// # Errors
/// The field that cannot be read, with one sentence that says what would be right.
pub fn session_of(form: &Form, old: &Session) -> Result<Session, Wrong> {
    let words =
        |id: &'static str| Words::optional(form.text(id)).map_err(|error| (id, capital(&error.to_string())));
    let score = |id: &str| form.score(id).and_then(|score| Score::new(i64::from(score)).ok());
    let time = match form.text("time").trim() {
        "" => None,
        text => Some(time_words::read(text).map_err(|error| ("time", error.to_string()))?),
    };
    let techniques = form.picked("techniques");
    let done = Done {
        minutes: number::<Minutes>(form, "minutes")?,
        techniques: techniques.iter().filter_map(|place| Technique::ALL.get(*place)).copied().collect(),
        pressure: form.chosen("pressure").and_then(|choice| Pressure::ALL.get(choice)).copied(),
        pain_before: score(FIRST_PAIN),
        pain_during: score("pain-during"),
        pain_after: score("pain-after"),
        discomfort: discomforts(form),
        feelings: words("feelings")?,
        setting: Setting {
            quiet: form.yes_no("quiet"),
            clean: form.yes_no("clean"),
            private: form.yes_no("private"),
        },
        water: form.yes_no("water"),
        rest: form.yes_no("rest"),
        during_hold: old.done().is_some_and(|done| done.during_hold),
    };
    Ok(Session {
        planned: old.planned,
        time,
        therapist: words("therapist")?,
        cost: number(form, "cost")?,
        note: words("note")?,
        fate: Fate::Done(done),
    })
}

fn number<T: FromStr<Err: std::fmt::Display>>(form: &Form, id: &'static str) -> Result<Option<T>, Wrong> {
    match form.text(id).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|error: T::Err| (id, capital(&error.to_string()))),
    }
}
