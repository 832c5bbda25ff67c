//! Text over several lines: where its lines break in a width, and where the cursor is among them.
//!
//! The lines drawn and the lines that the arrows move by are the same.

use std::ops::Range;

use crossterm::event::{Event, KeyCode, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;
use unicode_width::UnicodeWidthChar;

/// The lines of a text in a width, each as a range of its characters. A line breaks where one was typed,
/// and at the last space that fits; a long word is broken. An empty text is one empty line.
pub fn lines(text: &str, cells: u16) -> Vec<Range<usize>> {
    let room = usize::from(cells.max(2));
    let letters: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let (mut start, mut used, mut space) = (0, 0_usize, None);
    for (place, letter) in letters.iter().copied().enumerate() {
        if letter == '\n' {
            lines.push(start..place);
            (start, used, space) = (place.saturating_add(1), 0, None);
            continue;
        }
        let wide = letter.width().unwrap_or(0);
        if used.saturating_add(wide) > room && letter != ' ' {
            // A line ends behind its last space; where it has none, the word is broken.
            let end = space.map_or(place, |space: usize| space.saturating_add(1));
            lines.push(start..end);
            start = end;
            used = letters.get(start..place).unwrap_or_default().iter().filter_map(|c| c.width()).sum();
            space = None;
        }
        if letter == ' ' {
            space = Some(place);
        }
        used = used.saturating_add(wide);
    }
    lines.push(start..letters.len());
    lines
}

/// The characters of a line, without the spaces at its end.
pub fn line_text(text: &str, line: &Range<usize>) -> String {
    let letters = text.chars().skip(line.start).take(line.len());
    letters.collect::<String>().trim_end().to_owned()
}

/// Which line the cursor is on, and how many characters into it.
pub fn place(lines: &[Range<usize>], cursor: usize) -> (usize, usize) {
    let line = lines.iter().rposition(|line| line.start <= cursor).unwrap_or(0);
    (line, lines.get(line).map_or(0, |line| cursor.saturating_sub(line.start)))
}

/// The cursor a line up or down; `None` at the first or the last.
pub fn step(text: &str, cells: u16, cursor: usize, down: bool) -> Option<usize> {
    let lines = lines(text, cells);
    let (line, column) = place(&lines, cursor);
    let next = if down { line.checked_add(1) } else { line.checked_sub(1) };
    let next_line = lines.get(next?)?;
    // Behind the last character of a line that goes on is the start of the next one.
    let goes_on = lines.get(next?.saturating_add(1)).is_some_and(|after| after.start == next_line.end);
    let last = next_line.end.saturating_sub(usize::from(goes_on));
    Some(next_line.start.saturating_add(column).min(last.max(next_line.start)))
}

/// Types a key into a text; Home and End go to the ends of the line.
pub fn type_key(input: &mut Input, key: KeyEvent, cells: u16) {
    let lines = lines(input.value(), cells);
    let (line, _) = place(&lines, input.cursor());
    let to = match (key.code, lines.get(line)) {
        (KeyCode::Home, Some(line)) => line.start,
        (KeyCode::End, Some(here)) => {
            let goes_on = lines.get(line.saturating_add(1)).is_some_and(|after| after.start == here.end);
            here.end.saturating_sub(usize::from(goes_on))
        }
        _ => {
            input.handle_event(&Event::Key(key));
            return;
        }
    };
    *input = std::mem::take(input).with_cursor(to);
}

/// Puts text in at the cursor: line breaks are kept, a tab becomes a space, other control characters are
/// left out.
pub fn insert(input: &mut Input, text: &str) {
    let tidy: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\r' => '\n',
            '\t' => ' ',
            c => c,
        })
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    let cursor = input.cursor();
    let before: String = input.value().chars().take(cursor).collect();
    let after: String = input.value().chars().skip(cursor).collect();
    let at = cursor.saturating_add(tidy.chars().count());
    *input = Input::new(format!("{before}{tidy}{after}")).with_cursor(at);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, cells: u16) -> Vec<String> {
        lines(text, cells).iter().map(|line| line_text(text, line)).collect()
    }

    #[test]
    fn lines_break_where_it_was_typed_and_at_spaces() {
        assert_eq!(shown("", 10), [""]);
        assert_eq!(shown("one two three", 7), ["one two", "three"]);
        assert_eq!(shown("one\n\ntwo", 7), ["one", "", "two"]);
        assert_eq!(shown("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(shown("世界世界", 5), ["世界", "世界"]);
        assert_eq!(shown("ends\n", 9), ["ends", ""]);
    }

    #[test]
    fn every_character_belongs_to_one_line_at_every_width() {
        let text = "Stiff after  the desk.\nThen a long walk: fine 世界 x";
        for cells in 0..40 {
            let lines = lines(text, cells);
            for cursor in 0..=text.chars().count() {
                let (line, column) = place(&lines, cursor);
                assert_eq!(lines[line].start + column, cursor, "{cells}");
            }
        }
    }

    #[test]
    fn the_arrows_go_by_the_lines_that_are_seen() {
        let text = "one two three\nfour";
        assert_eq!(step(text, 7, 2, true), Some(10));
        assert_eq!(step(text, 7, 10, true), Some(16));
        assert_eq!(step(text, 7, 16, true), None);
        assert_eq!(step(text, 7, 18, false), Some(12));
        assert_eq!(step(text, 7, 3, false), None);
        // There and back again, wherever there is another line.
        for cells in 2..20 {
            for cursor in 0..=text.chars().count() {
                if let Some(down) = step(text, cells, cursor, true) {
                    let lines = lines(text, cells);
                    assert_eq!(place(&lines, down).0, place(&lines, cursor).0 + 1, "{cells} {cursor}");
                }
            }
        }
    }
}
