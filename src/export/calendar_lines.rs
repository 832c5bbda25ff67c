//! Lines of an iCalendar file (RFC 5545): escaped, folded, ended with CR LF.
//!
//! Written here rather than with the crate `icalendar`, which stamps every alarm with the present
//! moment and a random identifier, so that no two exports are alike, and lets a bare carriage
//! return through.

use crate::domain::plain::harmless;

/// The most octets of a line, its end not counted (RFC 5545, 3.1).
const LINE_OCTETS: usize = 75;

/// A calendar file in the making.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Adds a property whose value is already in the form of its type: a date, a number, a word.
    /// `name` may carry parameters: `DTSTART;VALUE=DATE`.
    pub fn value(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// Adds a property of text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.value(name, &escaped(text));
    }

    /// Adds a component with what `fill` puts into it.
    pub fn component(&mut self, name: &str, fill: impl FnOnce(&mut Self)) {
        self.value("BEGIN", name);
        fill(self);
        self.value("END", name);
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.0
    }

    /// Writes one line in pieces that fit; each but the first begins with a space.
    fn fold(&mut self, line: &str) {
        let mut used = 0_usize;
        for letter in line.chars() {
            if used.saturating_add(letter.len_utf8()) > LINE_OCTETS {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used = used.saturating_add(letter.len_utf8());
        }
        self.0.push_str("\r\n");
    }
}

/// Text with what has a meaning in the format escaped (RFC 5545, 3.3.11). Control characters are
/// left out, but for line ends, which are kept.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in harmless(text).chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one(text: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", text);
        lines.finish()
    }

    #[test]
    fn text_is_escaped_and_control_characters_are_left_out() {
        assert_eq!(one("a, b; c\\d\r\ne\nf\u{7}\u{1b}g: h"), "SUMMARY:a\\, b\\; c\\\\d\\ne\\nfg: h\r\n");
    }

    #[test]
    fn a_line_of_75_octets_is_whole_and_one_more_is_folded() {
        assert_eq!(one(&"x".repeat(67)).len(), 77);
        assert_eq!(one(&"x".repeat(68)), format!("SUMMARY:{}\r\n x\r\n", "x".repeat(67)));
    }

    proptest! {
        #[test]
        fn folded_lines_fit_and_unfold_to_the_same_text(text in "[ -~äß漢🙂]{0,300}") {
            let written = one(&text);
            for line in written.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(line.len() <= LINE_OCTETS);
            }
            prop_assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", escaped(&text)));
        }
    }
}
