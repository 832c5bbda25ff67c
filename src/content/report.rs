//! The words of the report: about the person, for somebody else.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse;

/// A sentence with its fixed name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    id: String,
    text: String,
}

/// A few words with their fixed name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Piece {
    id: String,
    words: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    result: Vec<Text>,
    stop: Vec<Piece>,
    differs: Vec<Piece>,
    label: Vec<Piece>,
    sentence: Vec<Text>,
}

pub(super) const REPORT: &str = include_str!("../../assets/report.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| parse(REPORT));

fn text(all: &'static [Text], id: &str) -> &'static str {
    all.iter().find(|one| one.id == id).map_or("", |one| one.text.as_str())
}

fn piece(all: &'static [Piece], id: &str) -> &'static str {
    all.iter().find(|one| one.id == id).map_or("", |one| one.words.as_str())
}

/// What became of the trial, by the id of the verdict's words.
pub fn report_result(id: &str) -> &'static str {
    text(&CATALOGUE.result, id)
}

/// Why a trial was stopped, in words that follow “because”.
pub fn report_stop(id: &str) -> &'static str {
    piece(&CATALOGUE.stop, id)
}

/// What differs from the people of the dosing trial, in a few words.
pub fn report_difference(id: &str) -> &'static str {
    piece(&CATALOGUE.differs, id)
}

/// A heading, a caption or a name.
pub fn report_label(id: &str) -> &'static str {
    piece(&CATALOGUE.label, id)
}

/// A sentence of the report.
pub fn report_sentence(id: &str) -> &'static str {
    text(&CATALOGUE.sentence, id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::applicability::Difference;
    use crate::domain::trial::StopReason;

    #[test]
    fn every_verdict_every_reason_and_every_difference_has_its_words() {
        toml::from_str::<File>(REPORT).unwrap();
        let results: Vec<&str> = CATALOGUE.result.iter().map(|result| result.id.as_str()).collect();
        let verdicts: Vec<&str> = super::super::verdicts().iter().map(|words| words.id.as_str()).collect();
        assert_eq!(results, verdicts);
        let stops: Vec<&str> = CATALOGUE.stop.iter().map(|stop| stop.id.as_str()).collect();
        assert_eq!(stops, StopReason::ALL.iter().map(|reason| reason.id()).collect::<Vec<_>>());
        let differs: Vec<&str> = CATALOGUE.differs.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(differs, Difference::ALL.iter().map(|one| one.id()).collect::<Vec<_>>());
    }

    /// The person is not spoken to in a paper about them.
    #[test]
    fn nobody_is_told_what_they_did() {
        for text in CATALOGUE.result.iter() {
            let words = text.text.to_lowercase();
            assert!(!words.split(|c: char| !c.is_alphabetic()).any(|word| word == "you" || word == "your"));
        }
    }
}
