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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file of the program, as text.
    fn sources(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, all);
            } else {
                all.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn the_file_parses_and_every_sentence_is_asked_for_by_its_one_id() {
        let file: File = toml::from_str(NOTICES).unwrap();
        let mut all = String::new();
        sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let mut seen = std::collections::BTreeSet::new();
        for notice in &file.notice {
            assert!(seen.insert(notice.id.clone()), "{} is there twice", notice.id);
            assert!(all.contains(&format!("\"{}\"", notice.id)), "nobody asks for {}", notice.id);
        }
        for asked in all.split("notice(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(seen.contains(asked), "there is no sentence {asked}");
        }
    }
}
