//! Fields as the pages of the checklist use them.

use crate::app::form::{Field, Form, Kind, Takes};
use crate::domain::text::{Words, capital};

use super::Wrong;

/// What the last row of a page of several fields says.
pub(super) const GO_ON: &str = "Go on";

/// One choice that fills the page.
pub(super) fn one(id: &'static str, choices: Vec<String>, chosen: Option<usize>) -> Form {
    Form::new(vec![Field::new(id, "", "", Kind::one(choices, chosen)).needed()])
}

/// A line of something else than words.
pub(super) fn line(id: &'static str, label: &str, hint: &str, takes: Takes, text: &str) -> Field {
    Field::new(id, label, hint, Kind::line(text, takes))
}

/// The person's own words.
pub(super) fn words(id: &'static str, label: &str, hint: &str, text: &str) -> Field {
    Field::new(id, label, hint, Kind::text(text))
}

/// A whole number with its range.
pub(super) fn number(low: u32, high: u32, unit: &str) -> Takes {
    Takes::Whole { low, high, unit: unit.to_owned() }
}

/// The words of a field; nothing where it is empty.
pub(super) fn own_words(form: &Form, id: &'static str) -> Result<Option<Words>, Wrong> {
    Words::optional(form.text(id)).map_err(|error| (id, capital(&error.to_string())))
}

/// The whole number of a field.
pub(super) fn whole(form: &Form, id: &'static str, what: &str) -> Result<i64, Wrong> {
    let text = form.text(id).trim();
    text.parse().map_err(|_| (id, format!("{what} a whole number, not “{text}”")))
}

/// Words that may be missing, as they stand in a field.
pub(super) fn text(words: Option<&Words>) -> &str {
    words.map_or("", Words::as_str)
}

pub(super) fn labels<T>(all: &[T], label: impl Fn(&T) -> &'static str) -> Vec<String> {
    all.iter().map(|value| label(value).to_owned()).collect()
}

pub(super) fn position<T: PartialEq>(all: &[T], value: Option<T>) -> Option<usize> {
    value.and_then(|value| all.iter().position(|each| *each == value))
}
