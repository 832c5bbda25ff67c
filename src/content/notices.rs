//! What the screen says in its message line and beside the fields of Today.

use serde::Deserialize;

use super::entries::Entries;
use super::fill;

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    id: String,
    /// A sentence or two.
    #[serde(default)]
    text: String,
    /// A heading.
    #[serde(default)]
    title: String,
    /// What is asked.
    #[serde(default)]
    question: String,
    /// An answer to choose.
    #[serde(default)]
    label: String,
}

pub(super) const NOTICES: &str = include_str!("../../assets/notices.toml");

static CATALOGUE: Entries<Notice> = Entries::new(NOTICES, "notice");

/// The words with an id, their marks filled in. Empty for an id that there is not; a test holds that every
/// id asked for is there, and every one there is asked for.
pub fn notice(id: &str, values: &[(&str, &str)]) -> String {
    CATALOGUE.find(id).map_or_else(String::new, |notice| {
        let kinds = [&notice.text, &notice.title, &notice.question, &notice.label];
        fill(kinds.into_iter().find(|words| !words.is_empty()).map_or("", String::as_str), values)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        notice: Vec<Notice>,
    }

    #[test]
    fn each_sentence_by_itself_is_what_the_whole_file_says() {
        let file: File = toml::from_str(NOTICES).unwrap();
        assert_eq!(CATALOGUE.all(), file.notice.iter().collect::<Vec<_>>());
    }
}
