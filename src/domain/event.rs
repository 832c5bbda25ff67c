//! Something unwanted felt during or after a visit, or anything new or worrying.

use super::rows::{Compared, EVENT, Row};
use super::text::Words;
use crate::words_enum;

words_enum! {
    /// How bad an event was.
    Severity {
        /// Noticed, and no more.
        Mild = "mild", "mild";
        /// In the way.
        Moderate = "moderate", "moderate";
        /// Hard to bear.
        Severe = "severe", "severe";
    }
}

/// Which kind of event: its fixed name. Kinds are data, each with its level of what to do; a name
/// that the data no longer has is still kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKind(String);

impl EventKind {
    /// The most letters of a name.
    pub const LIMIT: usize = 40;

    /// The name.
    pub fn id(&self) -> &str {
        &self.0
    }
}

/// A name that cannot be one of an event's kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no kind of event; it is written in small letters, such as headache")]
pub struct NoEventKind(String);

impl std::str::FromStr for EventKind {
    type Err = NoEventKind;

    /// Takes small letters, digits and hyphens, at most 40 of them, a letter first.
    fn from_str(text: &str) -> Result<Self, NoEventKind> {
        let text = text.trim();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
        if begins && text.len() <= Self::LIMIT && text.chars().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NoEventKind(text.to_owned()))
        }
    }
}

impl std::fmt::Display for EventKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One event, written on the day it was felt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it was.
    pub kind: EventKind,
    /// How bad it was.
    pub severity: Severity,
    /// A line in the person's own words.
    pub text: Option<Words>,
}

impl Row for Event {
    fn likeness(&self, now: &Self) -> u8 {
        EVENT.likeness(|field| match field {
            "kind" => Compared::of(Some(&self.kind), Some(&now.kind)),
            "text" => Compared::of(self.text.as_ref(), now.text.as_ref()),
            _ => Compared::Absent,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_a_short_name_and_nothing_else() {
        assert_eq!("sight-or-speech".parse::<EventKind>().unwrap().id(), "sight-or-speech");
        let long = "x".repeat(41);
        for text in ["", "-x", "Headache", "head ache", "3", long.as_str()] {
            assert!(text.parse::<EventKind>().is_err(), "{text}");
        }
    }
}
