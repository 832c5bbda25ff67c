//! The kinds of events: what each is called, what to do about it, and its words.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{optional_word, parse};
use crate::domain::safety::Level;

/// A kind of event (domain.md, 4).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventText {
    /// Its fixed name, as files and options have it.
    pub id: String,
    /// What is shown to a person.
    pub label: String,
    /// What to do about it; `None` where it opens no hold.
    #[serde(default, deserialize_with = "optional_word")]
    pub level: Option<Level>,
    /// What to do about it where it is severe, if that is something else.
    #[serde(default, deserialize_with = "optional_word")]
    pub when_severe: Option<Level>,
    /// What else there is to say, besides the words of its level.
    pub text: String,
}

impl EventText {
    /// What to do about an event of this kind.
    pub fn level_when(&self, severe: bool) -> Option<Level> {
        self.when_severe.filter(|_| severe).or(self.level)
    }

    /// All there is to say at once: what to do, whole, then the rest.
    pub fn words(&self, severe: bool) -> String {
        match self.level_when(severe) {
            Some(level) => format!("{} {}", super::what_to_do(level), self.text),
            None => self.text.clone(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    event: Vec<EventText>,
}

pub(super) const EVENTS: &str = include_str!("../../assets/events.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| parse(EVENTS));

/// Every kind, in the order in which it is offered.
pub fn events() -> &'static [EventText] {
    &CATALOGUE.event
}

/// The kind with an id.
pub fn event(id: &str) -> Option<&'static EventText> {
    events().iter().find(|event| event.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_parses_and_every_kind_has_its_level() {
        toml::from_str::<File>(EVENTS).unwrap();
        let of = |level: Option<Level>| {
            let ids = events().iter().filter(|event| event.level == level).map(|event| event.id.as_str());
            ids.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of(Some(Level::EmergencyCall)), "weakness sight-or-speech chest-pain collapse");
        assert_eq!(of(Some(Level::DoctorFirst)), "dizziness numbness faintness");
        assert_eq!(of(None), "soreness bruise headache flare other");
        let severe = events().iter().filter(|event| event.level_when(true) != event.level);
        assert_eq!(severe.map(|event| event.id.as_str()).collect::<Vec<_>>(), ["headache", "other"]);
    }

    #[test]
    fn the_level_comes_first() {
        assert!(event("collapse").unwrap().words(false).starts_with("Call the emergency number now"));
        assert!(event("headache").unwrap().words(true).starts_with("No massage before a doctor"));
        assert!(event("headache").unwrap().words(false).starts_with("Unlike any before"));
    }

    /// A hold is named after what opened it.
    #[test]
    fn no_kind_has_the_name_of_a_question() {
        for event in events() {
            assert!(super::super::question(&event.id).is_none(), "{}", event.id);
        }
    }
}
