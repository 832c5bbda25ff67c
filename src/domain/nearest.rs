//! The right word nearest to one that was misspelt: for commands, options, values, settings, columns.

use strsim::osa_distance;

/// The fewest letters that two words have to begin with for one to stand for the other.
const BEGINNING: usize = 3;

/// The nearest of the known words, where one is near enough to be meant: a letter in three may be
/// wrong, missing, too many, or in the other's place; or one word alone
/// begins as it does. Capitals, and hyphens for underscores or spaces, make no difference.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let plain = |word: &str| word.trim().to_lowercase().replace(['_', ' '], "-");
    let word = plain(word);
    let letters = word.chars().count();
    if letters == 0 {
        return None;
    }
    let known: Vec<(&str, String)> = known.into_iter().map(|known| (known, plain(known))).collect();
    let distance = |(_, known): &&(&str, String)| osa_distance(&word, known);
    let best = known.iter().min_by_key(distance)?;
    if distance(&best) <= letters.max(3) / 3 {
        return Some(best.0);
    }
    let beginning: String = word.chars().take(BEGINNING).collect();
    let mut alike = known.iter().filter(|(_, known)| letters >= BEGINNING && known.starts_with(&beginning));
    match (alike.next(), alike.next()) {
        (Some((only, _)), None) => Some(only),
        (Some(_) | None, _) => None,
    }
}

/// The nearest of the known words as a question, or else what `or` says of all of them.
pub fn meant<'k>(
    word: &str,
    known: impl IntoIterator<Item = &'k str>,
    or: impl FnOnce(&str) -> String,
) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    nearest(word, known.iter().copied()).map_or_else(|| or(&known.join(", ")), did_you_mean)
}

/// The question whether a word was meant.
pub fn did_you_mean(word: &str) -> String {
    format!("did you mean “{word}”?")
}

/// The end of a sentence that has named every right word already: the question whether one of them
/// was meant, or nothing.
pub fn or_did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map(|known| format!("; {}", did_you_mean(known))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_offered_only_where_it_is_near() {
        let words = ["terminal", "dark", "light", "colour-blind", "day_end", "Pain level", "completions"];
        for (word, wanted) in [
            ("drak", Some("dark")),
            ("DARK", Some("dark")),
            ("ligth", Some("light")),
            ("colorblind", Some("colour-blind")),
            ("day-end", Some("day_end")),
            ("pain lvl", Some("Pain level")),
            ("comp", Some("completions")),
            ("light-mode", Some("light")),
            ("pink", None),
            ("co", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, words), wanted, "{word}");
        }
        assert_eq!(nearest("dark", []), None);
        assert_eq!(nearest("view", ["view.today", "view.plan"]), None, "the beginning of two");
    }

    #[test]
    fn the_question_stands_instead_of_the_list_or_behind_it() {
        let list = |word: &str| meant(word, ["neck", "hips"], |all| format!("it is one of {all}"));
        assert_eq!(list("nekc"), "did you mean “neck”?");
        assert_eq!(list("zzz"), "it is one of neck, hips");
        assert_eq!(or_did_you_mean("hip", ["neck", "hips"]), "; did you mean “hips”?");
        assert_eq!(or_did_you_mean("zzz", ["neck", "hips"]), "");
    }
}
