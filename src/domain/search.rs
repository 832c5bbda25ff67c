//! Looking for words in what a person wrote, without regard to capitals and accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text as it is compared: small letters without accents, one space for any white space. Letters
/// that are no accented form of another to the tables of Unicode, but to a person who has not got
/// them on the keyboard, stand as what is typed for them.
pub fn folded(text: &str) -> String {
    // Through the capitals: ß and ss become one, and both forms of the Greek s.
    let small = text.to_uppercase().to_lowercase();
    let mut plain = String::with_capacity(small.len());
    for letter in small.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ł' => plain.push('l'),
            'ø' => plain.push('o'),
            'đ' | 'ð' => plain.push('d'),
            'ħ' => plain.push('h'),
            'ı' => plain.push('i'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            'ς' => plain.push('σ'),
            '’' | '‘' => plain.push('\''),
            letter => plain.push(letter),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether every one of some words is in a text; with no words it is.
pub fn has_all(text: &str, words: &[String]) -> bool {
    let text = folded(text);
    words.iter().map(|word| folded(word)).all(|word| text.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_accents_and_line_breaks_make_no_difference() {
        for (text, word) in [
            ("Very stiff after the desk.", "STIFF"),
            ("Müde nach der Straße", "mude"),
            ("Müde nach der Straße", "STRASSE"),
            ("Głowa boli", "glowa"),
            ("Après la séance", "seance"),
            ("cafe\u{301}", "café"),
            ("ΠΟΝΟΣ", "πονος"),
            ("half a line\n  and more", "line and"),
            ("don’t know", "don't"),
            ("首が痛い", "痛い"),
        ] {
            assert!(has_all(text, &[word.to_owned()]), "{word} in {text}");
        }
        assert!(!has_all("stiff", &["stiff".to_owned(), "desk".to_owned()]), "every word has to be there");
        assert!(has_all("stiff", &[]));
    }
}
