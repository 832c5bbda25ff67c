//! How a trial ended, in its file: stopped early, and what the person says of it.

use super::super::reader::{Given, Reader, Section, one_word};
use super::super::tree::Fields;
use crate::domain::score::OutOfRange;
use crate::domain::trial::{Ending, GoalStep, Overall, StopReason, Stopped, Worth};

/// The goals there can be.
const GOALS: (u8, u8) = (1, 3);

pub(super) fn decode_stopped(reader: &mut Reader, section: Section<'_>) -> Option<Stopped> {
    // Without any of these, what stands under the heading is a remark of one that was taken back.
    if !["on", "reason", "text"].iter().any(|key| section.has(key)) {
        return None;
    }
    let why = format!("a stopped trial needs its reason: one of {}", StopReason::choices());
    let on =
        reader.need(section, "on", "a stopped trial needs its day, such as on = 2026-11-20", Given::date);
    let reason = reader.need(section, "reason", &why, |given| given.word(&StopReason::choices()));
    let text = reader.words(section, "text");
    Some(Stopped { on: on?, reason: reason?, text })
}

pub(super) fn encode_stopped(stopped: &Stopped) -> Fields {
    let mut fields = Fields::default();
    fields.put("on", stopped.on);
    fields.put("reason", stopped.reason.id());
    fields.maybe("text", stopped.text.as_ref());
    fields
}

pub(super) fn decode_ending(reader: &mut Reader, section: Section<'_>) -> Ending {
    let mut ending = Ending {
        on: reader.take(section, "on", Given::date),
        overall: reader.take(section, "overall", |given| given.word(&Overall::choices())),
        worth: reader.take(section, "worth", |given| given.word(&Worth::choices())),
        ..Ending::default()
    };
    if let Some(goals) = reader.section(section, "end.goals") {
        for key in goals.keys() {
            let number = key.parse::<u8>().ok().filter(|number| (GOALS.0..=GOALS.1).contains(number));
            match number {
                None => reader.note(goals.place(key), goal_number(key)),
                Some(number) => ending.goals.extend(
                    reader
                        .take(goals, key, |given| given.word(&GoalStep::choices()))
                        .map(|step: GoalStep| (number, step)),
                ),
            }
        }
    }
    ending
}

fn goal_number(key: &str) -> String {
    let (low, high) = (i64::from(GOALS.0), i64::from(GOALS.1));
    OutOfRange {
        what: "the number of a goal",
        low,
        high,
        given: one_word(key).map_or_else(|| "the words that stand here".to_owned(), |key| format!("“{key}”")),
    }
    .to_string()
}

pub(super) fn encode_ending(ending: &Ending) -> Fields {
    let mut fields = Fields::default();
    fields.maybe("on", ending.on);
    fields.maybe("overall", ending.overall.map(Overall::id));
    fields.maybe("worth", ending.worth.map(Worth::id));
    let mut goals = Fields::default();
    for (number, step) in &ending.goals {
        goals.put(&number.to_string(), step.id());
    }
    fields.table("goals", goals);
    fields
}
