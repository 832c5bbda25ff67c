//! The decision in words: what the screen, the commands and the report all say of it.

mod certainty;
mod figures;
mod recorded;
mod rules;
mod standing;
mod waiting;

pub use certainty::{Bar, Certainty, certainty};
pub use figures::{
    MeasureWords, days_in_words, measures, number, percent_in_words, visit_details, visit_share,
    visits_in_words,
};
pub use recorded::recorded_in_words;
pub use rules::{RuleWords, rules_in_words};
pub use standing::{
    change_lines, firmness_in_words, hold_lines, next_steps, reasons_in_words, standing, verdict_words,
};
pub use waiting::{Need, countdown, needed_in_words, rules_to_come, still_missing};

use super::{fill, sentence};

/// A sentence of the catalogue with its marks filled in.
fn told(id: &str, values: &[(&str, &str)]) -> String {
    sentence(id).map(|sentence| fill(&sentence.text, values)).unwrap_or_default()
}
