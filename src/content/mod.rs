//! Words and figures for people: `assets/` compiled in and parsed once, when first asked for.
//!
//! An asset that did not parse would leave its catalogue empty; a test proves that every one does.

#[cfg(test)]
mod asked_for;
mod checklist;
mod day_template;
pub mod decided;
mod entries;
mod events;
mod evidence;
mod guide;
mod help;
mod markers;
mod notices;
pub mod plain;
mod plan;
mod report;
mod safety;
mod sample;
mod to_do;
mod trends;
mod verdicts;
mod visit_words;
#[cfg(test)]
mod wording;

pub use checklist::{
    PageText, QuestionText, all_questions, page, pages, question, questions, rules, short_label,
};
pub use day_template::day_template;
pub use events::{
    EventText, EventWritten, event, event_about, event_label, event_level, event_line, event_words, events,
    parse_event_option, write_event,
};
pub use evidence::{
    Applicability, Arm, DoseText, Figure, Source, WaitList, answer_differences, applicability, arm, arms,
    differences, dose_line, dose_text, doses, figure, figures, plan_line, setup_dose_line, source, sources,
    wait_list, why_better_without,
};
pub use guide::{GuidePage, guide, guide_page};
pub use help::{FieldText, advice, felt_words, field, fields, missed_words};
pub use markers::{
    MarkerText, index_band, index_bands, index_ends, index_form, marker, marker_entry, marker_name, markers,
    parse_marker_option,
};
pub use notices::notice;
pub use plan::{PlanWords, plan_words};
pub use report::{report_difference, report_label, report_result, report_sentence, report_stop};
pub use safety::{
    Group, LevelText, clearance_refusal, groups, hold_level, hold_lines, item_source, level, levels,
    limit_lines, open_hold_lines, open_level, take_along_lines, what_to_do,
};
pub use sample::{Sample, sample, sample_follow_up};
pub use to_do::to_do_words;
pub use trends::{FigureRow, FollowsPage, Rows, follows_page, follows_rows, trends_line, what_now_means};
pub use verdicts::{
    Luck, Sentence, VerdictText, decision_rule, decision_rules, luck, reason, reasons, report_written,
    sentence, sentences, told, verdict, verdicts,
};
pub use visit_words::{SHARE, needed_visits, reach_words, share_reached};

use std::fmt::Display;
use std::str::FromStr;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};

/// An asset's catalogue; empty where the asset does not parse.
fn parse<T: DeserializeOwned + Default>(asset: &str) -> T {
    toml::from_str(asset).unwrap_or_default()
}

/// Reads one of the domain's words, as `words_enum!` and the scores spell them.
fn word<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    String::deserialize(deserializer)?.parse().map_err(Error::custom)
}

/// Reads a word that may be left out.
fn optional_word<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    word(deserializer).map(Some)
}

/// Puts values in the place of a text's `{name}` marks. A mark without a value stays as it is.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}
