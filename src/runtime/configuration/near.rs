//! The right word nearest to one that was misspelt.

use strsim::osa_distance;

use crate::app::keymap::Key;

/// Names of keys that are words.
const KEYS: [&str; 15] = [
    "left",
    "right",
    "up",
    "down",
    "enter",
    "esc",
    "tab",
    "backtab",
    "space",
    "backspace",
    "delete",
    "home",
    "end",
    "pageup",
    "pagedown",
];

/// The nearest of the known words, where one is near enough to be meant: a letter in three may be
/// wrong, missing, too many, or in the other's place.
pub(super) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.trim().to_lowercase();
    let distance = |known: &str| osa_distance(&word, known);
    let best = known.into_iter().min_by_key(|known| distance(known))?;
    (distance(best) <= word.chars().count().max(3) / 3).then_some(best)
}

/// The nearest of the known words as a question, or else what `or` says of all of them.
pub(super) fn meant<'k>(
    word: &str,
    known: impl IntoIterator<Item = &'k str>,
    or: impl FnOnce(&str) -> String,
) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    nearest(word, known.iter().copied()).map_or_else(|| or(&known.join(", ")), did_you_mean)
}

pub(super) fn did_you_mean(word: &str) -> String {
    format!("did you mean “{word}”?")
}

/// The key that a misspelt one may mean: written with a plus or in capitals, or nearly right.
pub(super) fn key(word: &str) -> Option<String> {
    let plain = word.trim().to_lowercase().replace([' ', '+'], "-");
    if Key::parse(&plain).is_some() {
        return Some(plain);
    }
    nearest(&plain, KEYS).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_offered_only_where_it_is_near() {
        let themes = ["terminal", "dark", "light", "colour-blind"];
        for (word, wanted) in [
            ("drak", Some("dark")),
            ("DARK", Some("dark")),
            ("ligth", Some("light")),
            ("colorblind", Some("colour-blind")),
            ("pink", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, themes), wanted, "{word}");
        }
        assert_eq!(nearest("dark", []), None);
        assert_eq!(key("Ctrl+R").as_deref(), Some("ctrl-r"));
        assert_eq!(key("page-up").as_deref(), Some("pageup"));
        assert_eq!(key("hyper-c"), None);
    }
}
