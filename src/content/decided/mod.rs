//! The decision in words: what the screen, the commands and the report all say of it.

mod certainty;
mod end;
mod figures;
mod page;
mod reasons;
mod recorded;
mod rules;
mod standing;
mod waiting;

pub use certainty::{late_share, luck_in_words, pairs_of_days};
pub use end::{end_in_words, what_it_took};
pub use figures::{
    FigureKind, FigureLine, MeasureWords, block_start, days_in_words, measures, number, percent_in_words,
    visit_details, visit_share, visits_in_words,
};
pub use page::{Item, Mark, Part, Unfolded, page, rating_lines, rule_items};
pub use reasons::reasons_in_words;
pub use recorded::{nothing_to_decide, recorded_in_words};
pub use rules::{RuleWords, rules_in_words};
pub use standing::{
    change_lines, event_lines, firmness_in_words, hold_lines, next_steps, standing, verdict_words,
};
pub use waiting::{Need, countdown, needed_in_words, rules_to_come, still_missing};

use super::{fill, sentence};
use crate::domain::decision::Decision;
use crate::domain::decision::window::Window;
use crate::domain::text::capital;
use crate::domain::trial::{DEFAULT_WEEKS, Plan};

/// A sentence of the catalogue with its marks filled in.
fn told(id: &str, values: &[(&str, &str)]) -> String {
    sentence(id).map(|sentence| fill(&sentence.text, values)).unwrap_or_default()
}

/// What the week of the decision is called: “week five”, or something that is true of other lengths.
fn measuring_week(is_fifth: bool) -> &'static str {
    if is_fifth { "week five" } else { "the measuring week" }
}

/// What the measuring week of a plan is called: “week five”, or “the measuring week” where it is not
/// the fifth.
pub fn week_of_plan(plan: &Plan) -> &'static str {
    measuring_week(plan.follow_up.is_none() && plan.weeks == DEFAULT_WEEKS)
}

/// A text with the name of the measuring week, and whatever else is given, filled in.
fn with_week(text: &str, week: &str, values: &[(&str, &str)]) -> String {
    fill(&fill(text, &[("week", week), ("Week", &capital(week))]), values)
}

/// A text with the name of a plan's measuring week filled in.
pub(super) fn with_plans_week(text: &str, plan: &Plan) -> String {
    with_week(text, week_of_plan(plan), &[])
}

/// The name of the measuring week of a decision.
fn week_of(decision: &Decision) -> &'static str {
    measuring_week(decision.measures_week_five())
}

/// A window as it is named in this trial: “baseline week”, “week five”.
pub fn window_name(decision: &Decision, window: Window) -> &'static str {
    match window {
        Window::Checkpoint => week_of(decision),
        Window::Late => "the week after",
        Window::Baseline | Window::Treatment => window.label(),
    }
}

/// What the decision is headed by: “Week five”; a trial that was stopped need not have one.
pub fn week_title(decision: &Decision) -> String {
    if decision.stopped.is_some() {
        return "This trial".to_owned();
    }
    capital(week_of(decision))
}

/// Which day it is: `Day 12 of 35`, and after the end `2 days after the end`.
pub fn day_in_words(decision: &Decision) -> String {
    let length = i64::try_from(decision.length).unwrap_or(i64::MAX);
    match (decision.day, decision.day.saturating_sub(length)) {
        (..=0, _) => format!("{} before day 1", days(decision.day.unsigned_abs().saturating_add(1))),
        (_, after @ 1..) => format!("{} after the end", capital(&days(after.unsigned_abs()))),
        (day, ..=0) => format!("Day {day} of {length}"),
    }
}

/// A number of days: `1 day`, `3 days`.
fn days(count: impl Into<u64>) -> String {
    match count.into() {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    }
}
