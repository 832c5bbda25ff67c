//! Text from outside made fit to show: nothing in it steers a terminal, a printer or the direction of
//! what stands beside it, and nothing in it is there without being seen.
//!
//! Used once, at the edge of each way out: what a command prints, what a failure says, the report, the
//! calendar, the tables, and each cell of the screen.

use std::path::Path;

/// The text without control characters (line ends and tabs stay, every line end as `\n`), without the
/// characters that turn the direction of writing around what follows, and without those that take no
/// room. Joiners stay, which letters and signs are made of (U+200C, U+200D), and the marks of direction
/// that people type (U+200E, U+200F, U+061C): they turn nothing but their own place.
pub fn harmless(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut after_return = false;
    for letter in text.chars() {
        match letter {
            '\n' if after_return => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\t' => kept.push('\t'),
            letter if letter.is_control() || is_unseen(letter) => {}
            letter => kept.push(letter),
        }
        after_return = letter == '\r';
    }
    kept
}

/// Whether nothing would be left out of a piece of one line.
pub fn is_harmless(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
        || !text.chars().any(|letter| letter.is_control() || is_unseen(letter))
}

/// Whether a character turns the direction of writing, or takes no room and means nothing.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}

/// A JSON document that says the same and harms no screen: what [`harmless`] would leave out can only
/// stand in its strings, and is written there by its number.
pub fn json(document: &str) -> String {
    let mut text = String::with_capacity(document.len());
    for letter in document.chars() {
        if is_unseen(letter) || (letter.is_control() && !matches!(letter, '\n' | '\t')) {
            text.push_str(&format!("\\u{:04x}", u32::from(letter)));
        } else {
            text.push(letter);
        }
    }
    text
}

/// The same in one line: each end of a line, and each tab, is a space.
pub fn one_line(text: &str) -> String {
    harmless(text).replace(['\n', '\t'], " ")
}

/// The name of a file or folder as it can be shown: what would be left out or broken by [`one_line`] is
/// written out, so that two names that differ also look different. Bytes that are no text are `�`.
pub fn path(path: &Path) -> String {
    let mut shown = String::new();
    for letter in path.to_string_lossy().chars() {
        let stays = !letter.is_control() && !is_unseen(letter) && !matches!(letter, '\u{2028}' | '\u{2029}');
        if stays { shown.push(letter) } else { shown.extend(letter.escape_default()) }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_left_out_and_what_is_read_stays() {
        assert_eq!(harmless("a\u{1b}[31mb\u{0}\r\nc\rd\te"), "a[31mb\nc\nd\te");
        assert_eq!(harmless("a\r\r\nb\u{2028}c"), "a\n\nb\nc");
        assert_eq!(harmless("\u{feff}ab\u{202e}cd\u{2066}e\u{2069}\u{9b}f\u{200b}g\u{2060}"), "abcdefg");
        let read = "שלום, naïve 漢字 👩‍🦽 می‌خواهم";
        assert_eq!(harmless(read), read);
        assert_eq!(one_line("a\rb\tc\r\nd"), "a b c d");
    }

    #[test]
    fn a_json_document_keeps_what_cannot_be_seen_and_shows_it() {
        let value = serde_json::json!({ "note": "a\u{202e}b\u{200b}\u{7f}\u{9b}\u{1b} é\n漢" });
        let text = json(&format!("{value:#}\n"));
        assert!(is_harmless(&text.replace(['\n', 'é', '漢'], "")), "{text}");
        assert!(text.contains("a\\u202eb\\u200b\\u007f\\u009b"), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }

    #[test]
    fn a_name_is_shown_in_one_line_and_no_two_look_the_same() {
        assert_eq!(path(Path::new("/d/a\nb\r\u{202e}c\u{1b}.toml")), "/d/a\\nb\\r\\u{202e}c\\u{1b}.toml");
        assert_eq!(path(Path::new("/home/ü 漢/journal.toml")), "/home/ü 漢/journal.toml");
    }
}
