//! A field of a form, and what it takes.

use std::collections::BTreeSet;

use super::{Line, Takes};

/// Said where one of several is needed and none is chosen.
pub const NOTHING_CHOSEN: &str = "Nothing is chosen yet: press its number, or the arrows and Space";

/// What a field takes.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A whole number of 0 to `high` (10 or 5), set by a digit.
    Score {
        /// The number, if one was given.
        value: Option<u8>,
        /// The highest number.
        high: u8,
    },
    /// Yes or no, or neither yet.
    YesNo(Option<bool>),
    /// One of several.
    One {
        /// The choices.
        choices: Vec<String>,
        /// The one taken.
        chosen: Option<usize>,
        /// Where the cursor is.
        at: usize,
    },
    /// Any of several.
    Many {
        /// The choices.
        choices: Vec<String>,
        /// Those taken.
        chosen: BTreeSet<usize>,
        /// Where the cursor is.
        at: usize,
    },
    /// A line that is typed into: words, a number or a date, read when the form is done.
    Text(Line),
}

impl Kind {
    /// A choice of one.
    pub fn one(choices: Vec<String>, chosen: Option<usize>) -> Self {
        Self::One { choices, chosen, at: chosen.unwrap_or(0) }
    }

    /// A choice of any.
    pub fn many(choices: Vec<String>, chosen: BTreeSet<usize>) -> Self {
        Self::Many { choices, at: chosen.first().copied().unwrap_or(0), chosen }
    }

    /// The person's own words, with the cursor at their end.
    pub fn text(value: &str) -> Self {
        Self::line(value, Takes::Words)
    }

    /// The person's own words over several lines, with the cursor at their end.
    pub fn paragraph(value: &str) -> Self {
        Self::line(value, Takes::Paragraph)
    }

    /// A line of something else. What stands in it is offered: the first character replaces it.
    pub fn line(value: &str, takes: Takes) -> Self {
        Self::Text(Line::new(value, takes))
    }

    /// A score of 0 to 10.
    pub fn score(value: Option<u8>) -> Self {
        Self::Score { value, high: 10 }
    }

    /// The answer as text; empty while there is none. Choices are named by their words.
    pub(super) fn answer(&self) -> String {
        let words = |choices: &[String], place: usize| choices.get(place).cloned().unwrap_or_default();
        match self {
            Self::Score { value, .. } => value.map(|value| value.to_string()).unwrap_or_default(),
            Self::YesNo(value) => value.map(|yes| if yes { "yes" } else { "no" }).unwrap_or("").to_owned(),
            Self::One { choices, chosen, .. } => {
                chosen.map(|place| words(choices, place)).unwrap_or_default()
            }
            Self::Many { choices, chosen, .. } => {
                let all: Vec<String> = chosen.iter().map(|place| words(choices, *place)).collect();
                all.join("\n")
            }
            Self::Text(line) => line.value().to_owned(),
        }
    }

    /// Takes an answer back from its text. What does not fit leaves nothing answered.
    pub(super) fn put_answer(&mut self, text: &str) {
        match self {
            Self::Score { value, high } => *value = text.parse().ok().filter(|number| *number <= *high),
            Self::YesNo(value) => {
                *value = match text {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                }
            }
            Self::One { choices, chosen, at } => {
                *chosen = choices.iter().position(|choice| choice == text);
                *at = chosen.unwrap_or(0);
            }
            Self::Many { choices, chosen, at } => {
                let places = choices.iter().enumerate();
                *chosen = places
                    .filter(|(_, choice)| text.lines().any(|line| line == *choice))
                    .map(|(place, _)| place)
                    .collect();
                *at = chosen.first().copied().unwrap_or(0);
            }
            Self::Text(line) => line.put(text),
        }
    }

    /// What is said where an answer is needed and there is none.
    pub(super) fn needs(&self) -> String {
        match self {
            Self::Score { high, .. } => format!("A number of 0 to {high} is needed here"),
            Self::YesNo(_) => "Answer with y for yes or n for no".to_owned(),
            Self::One { .. } => NOTHING_CHOSEN.to_owned(),
            Self::Many { .. } => {
                "Nothing is ticked yet: press its number, or the arrows and Space".to_owned()
            }
            Self::Text(_) => "This has to be filled in".to_owned(),
        }
    }
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name for the owner of the form.
    pub id: &'static str,
    /// Its label.
    pub label: String,
    /// What to enter, in a few words: shown while it is in focus.
    pub hint: String,
    /// What it takes.
    pub kind: Kind,
    /// What is wrong with it, or asked about it.
    pub error: Option<String>,
    /// Whether Enter stays here until it is answered.
    pub(super) needed: bool,
    /// The answer that was asked about once: given again, it is meant.
    pub(super) asked: Option<String>,
}

impl Field {
    /// A field without an error.
    pub fn new(id: &'static str, label: impl Into<String>, hint: impl Into<String>, kind: Kind) -> Self {
        Self { id, label: label.into(), hint: hint.into(), kind, error: None, needed: false, asked: None }
    }

    /// The field with its words over several lines.
    pub fn over_lines(mut self) -> Self {
        if let Kind::Text(line) = &mut self.kind {
            line.takes = Takes::Paragraph;
        }
        self
    }

    /// The field as one that has to be answered: Enter stays on it until then.
    pub fn needed(self) -> Self {
        Self { needed: true, ..self }
    }
}
