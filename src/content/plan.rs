//! The sentences of Plan and of the checklist's pages that are no question's and no page's own.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse;

/// Each sentence by its name. A mark such as `{date}` is filled in where it is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct PlanWords {
    pub stage_plan: String,
    pub stage_extras: String,
    pub ahead_of_all: String,
    pub left: String,
    pub may_stay_empty: String,
    pub welcome_begins: String,
    pub answered_on: String,
    pub answer_first: String,
    pub taken_from: String,
    pub begun_not_finished: String,
    pub row_begun: String,
    pub row_change_begun: String,
    pub not_answered: String,
    pub class_after_yes: String,
    pub since_question: String,
    pub since_which: String,
    pub since_yes: String,
    pub hold_open_help: String,
    pub hold_closed_help: String,
    pub clearance_needs_date: String,
    pub clearance_needs_name: String,
    pub not_offered: String,
    pub far_date: String,
    pub once_more: String,
    pub low_pain: String,
    pub low_index: String,
    pub low_marker: String,
    pub incomplete_index: String,
    pub index_or_markers: String,
    pub start_presets: String,
    pub cut_short: String,
    pub adjacent_days: String,
    pub fixed: String,
    pub fixed_row: String,
    pub open_until: String,
    pub fixed_weekdays: String,
    pub weekdays_changed: String,
    pub stays_as_it_was: String,
    pub plan_heading: String,
    pub next_heading: String,
    pub block_heading: String,
    pub next_beside: String,
    pub go_on: String,
    pub go_on_count: String,
    pub begin: String,
    pub begin_first: String,
    pub begun: String,
    pub not_begun: String,
    pub not_changed: String,
    pub gate_unanswered: String,
    pub gate_holds: String,
    pub compared_with: String,
    pub from_baseline_week: String,
    pub figure_if_none: String,
    pub own_marker_open: String,
    pub holds_heading: String,
    pub no_holds: String,
    pub hold_since: String,
    pub clearance_of: String,
    pub something_new: String,
    pub something_new_value: String,
    pub checklist_heading: String,
    pub answered_of: String,
    pub tell_therapist: String,
    pub extras_row: String,
    pub extras_empty: String,
    pub goals_empty: String,
    pub tried_empty: String,
    pub about_empty: String,
    pub about_some: String,
    pub stop_row: String,
    pub stop_value: String,
    pub stop_title: String,
    pub stop_question: String,
    pub stop_help: String,
    pub stop_done: String,
    pub stop_ask: String,
    pub stopped_label: String,
    pub stopped_row: String,
    pub after_stop: String,
    pub not_stopped: String,
    pub new_title: String,
    pub new_question: String,
    pub new_help: String,
    pub new_done: String,
    pub new_is_empty: String,
    pub new_too_long: String,
    pub opened: String,
}

pub(super) const PLAN: &str = include_str!("../../assets/plan.toml");

static WORDS: LazyLock<PlanWords> = LazyLock::new(|| parse(PLAN));

/// The sentences of Plan.
pub fn plan_words() -> &'static PlanWords {
    &WORDS
}
