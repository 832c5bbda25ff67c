//! What the screen says in its message line and beside the fields of Today.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{fill, parse};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    id: String,
    /// A sentence or two.
    #[serde(default)]
    text: String,
    /// A heading.
    #[serde(default)]
    title: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    notice: Vec<Notice>,
}

pub(super) const NOTICES: &str = include_str!("../../assets/notices.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| parse(NOTICES));

/// The words with an id, their marks filled in. Empty for an id that there is not; a test holds that every
/// id asked for is there, and every one there is asked for.
pub fn notice(id: &str, values: &[(&str, &str)]) -> String {
    let found = CATALOGUE.notice.iter().find(|notice| notice.id == id);
    found.map_or_else(String::new, |notice| {
        fill(if notice.text.is_empty() { &notice.title } else { &notice.text }, values)
    })
}
