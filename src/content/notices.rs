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
}

pub(super) const NOTICES: &str = include_str!("../../assets/notices.toml");

static CATALOGUE: Entries<Notice> = Entries::new(NOTICES, "notice");

/// The words with an id, their marks filled in. Empty for an id that there is not; a test holds that every
/// id asked for is there, and every one there is asked for.
pub fn notice(id: &str, values: &[(&str, &str)]) -> String {
    CATALOGUE.find(id).map_or_else(String::new, |notice| {
        fill(if notice.text.is_empty() { &notice.title } else { &notice.text }, values)
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
        assert_eq!(CATALOGUE.all(), file.notice.iter().collect::<Vec<_>>());
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
