//! The kinds of events: what each is called, what to do about it, and its words.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{optional_word, parse};
use crate::domain::checklist::Checklist;
use crate::domain::day::Day;
use crate::domain::event::{Event, Severity};
use crate::domain::safety::Level;
use crate::domain::text::Words;

/// A kind of event.
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

/// What an event is called; a kind that the data no longer has by its own name.
pub fn event_label(written: &Event) -> String {
    event(written.kind.id()).map_or_else(|| written.kind.to_string(), |kind| kind.label.clone())
}

/// How bad an event was, and the person's own words of it.
pub fn event_about(written: &Event) -> String {
    match &written.text {
        Some(text) => format!("{} · {text}", written.severity.label()),
        None => written.severity.label().to_owned(),
    }
}

/// An event in a line.
pub fn event_line(written: &Event) -> String {
    format!("{}: {}", event_label(written), event_about(written))
}

/// What to do about an event; `None` where it opens no hold.
pub fn event_level(written: &Event) -> Option<Level> {
    event(written.kind.id())?.level_when(written.severity == Severity::Severe)
}

/// All there is to say of an event at once; empty for a kind that the data no longer has.
pub fn event_words(written: &Event) -> String {
    let is_severe = written.severity == Severity::Severe;
    event(written.kind.id()).map(|kind| kind.words(is_severe)).unwrap_or_default()
}

/// What writing an event down leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventWritten {
    /// The day with the event.
    pub day: Day,
    /// The checklist, with the hold that the event opens; as it was where it opens none.
    pub checklist: Checklist,
    /// What to do about it; `None` where it opens no hold.
    pub level: Option<Level>,
    /// All there is to say at once.
    pub words: String,
}

/// Writes an event down. From `doctor-first` up it opens a hold, as of `today`. One that is written
/// already, word for word, stays one, and opens nothing anew.
pub fn write_event(day: &Day, event: &Event, checklist: &Checklist, today: NaiveDate) -> EventWritten {
    let is_severe = event.severity == Severity::Severe;
    let text = self::event(event.kind.id());
    let level = text.and_then(|text| text.level_when(is_severe));
    let words = text.map(|text| text.words(is_severe)).unwrap_or_default();
    let (mut day, mut checklist) = (day.clone(), checklist.clone());
    if !day.events.contains(event) {
        day.events.push(event.clone());
        if let Some(level) = level {
            checklist.open_hold(event.kind.id(), level.hold_kind(), today);
        }
    }
    EventWritten { day, checklist, level, words }
}

/// Reads an event as an option writes it: `headache:mild`, or `headache:mild:gone by noon`. The error
/// is a sentence that says what would be right.
pub fn parse_event_option(text: &str) -> Result<Event, String> {
    let mut parts = text.splitn(3, ':').map(str::trim);
    let (kind, severity) = (parts.next().unwrap_or_default(), parts.next());
    let known = || events().iter().map(|event| event.id.as_str()).collect::<Vec<_>>().join(", ");
    let Some(text) = event(kind) else {
        return Err(format!("“{kind}” is no kind of event; it is one of {}", known()));
    };
    let Some(severity) = severity.filter(|severity| !severity.is_empty()) else {
        return Err(format!(
            "write an event as KIND:SEVERITY or KIND:SEVERITY:TEXT, where SEVERITY is one of {}, such as {kind}:mild",
            Severity::choices()
        ));
    };
    Ok(Event {
        kind: text.id.parse().map_err(|error: crate::domain::event::NoEventKind| error.to_string())?,
        severity: severity.parse()?,
        text: Words::optional(parts.next().unwrap_or_default()).map_err(|error| error.to_string())?,
    })
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
    fn an_event_opens_the_hold_of_its_level_once() {
        let (on, today) = ("2026-11-18".parse().unwrap(), "2026-11-20".parse().unwrap());
        let write = |option: &str, day: &Day, list: &Checklist| {
            write_event(day, &parse_event_option(option).unwrap(), list, today)
        };
        let (empty, none) = (Day::empty(on), Checklist::default());
        for (option, level, kind) in [
            ("collapse:mild", Some(Level::EmergencyCall), Some("urgent")),
            ("numbness:mild", Some(Level::DoctorFirst), Some("red-flag")),
            ("headache:severe", Some(Level::DoctorFirst), Some("red-flag")),
            ("headache:moderate", None, None),
            ("bruise:severe", None, None),
        ] {
            let written = write(option, &empty, &none);
            assert_eq!(written.level, level, "{option}");
            let hold = written.checklist.open_holds().next();
            assert_eq!(hold.map(|hold| hold.kind.id()), kind, "{option}");
            assert!(
                hold.is_none_or(
                    |hold| hold.opened == today && super::super::hold_level(hold) == level.unwrap()
                )
            );
            assert_eq!(written.day.events.len(), 1);
            let again = write(option, &written.day, &none);
            assert_eq!((again.day, again.checklist), (written.day, none.clone()), "{option}");
        }
    }

    #[test]
    fn an_event_as_an_option_writes_it() {
        let event = parse_event_option("headache:severe:since noon: left side").unwrap();
        assert_eq!((event.kind.id(), event.severity), ("headache", Severity::Severe));
        assert_eq!(event.text.unwrap().as_str(), "since noon: left side");
        assert_eq!(parse_event_option(" flare : mild ").unwrap().text, None);
        for (text, part) in [
            ("", "no kind of event"),
            ("stroke:mild", "one of soreness, bruise"),
            ("headache", "such as headache:mild"),
            ("headache:", "KIND:SEVERITY"),
            ("headache:bad", "mild, moderate, severe"),
        ] {
            let error = parse_event_option(text).unwrap_err();
            assert!(error.contains(part), "{text}: {error}");
        }
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
