//! The words of plain mode, from `assets/plain.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::parse;

/// A sentence.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    text: String,
}

/// A question that only plain mode has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    id: String,
    prompt: String,
    help: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    line: Vec<Line>,
    ask: Vec<Ask>,
}

pub(super) const PLAIN: &str = include_str!("../../assets/plain.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| parse(PLAIN));

/// The sentence with an id; empty for any other.
pub fn line(id: &str) -> &'static str {
    CATALOGUE.line.iter().find(|line| line.id == id).map_or("", |line| line.text.as_str())
}

/// The sentence with an id, with values in the place of its marks.
pub fn told(id: &str, values: &[(&str, &str)]) -> String {
    super::fill(line(id), values)
}

/// The question with an id and its help; empty for any other.
pub fn ask(id: &str) -> (&'static str, &'static str) {
    CATALOGUE
        .ask
        .iter()
        .find(|ask| ask.id == id)
        .map_or(("", ""), |ask| (ask.prompt.as_str(), ask.help.as_str()))
}
