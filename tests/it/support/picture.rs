//! A screen with its styles as text, so that a snapshot sees a colour too.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::style::Style;

/// The rows, then a letter for the style of each cell, then what the letters mean. A cell without a style is
/// a point, and so is the rest of a row.
pub fn picture(buffer: &Buffer) -> String {
    let mut styles: Vec<Style> = Vec::new();
    let mut letters = String::new();
    for row in 0..buffer.area.height {
        let mut line = String::new();
        for column in 0..buffer.area.width {
            let cell = &buffer[(column, row)];
            // Of a blank only what is drawn behind it can be seen.
            let bare = cell.symbol() == " " && cell.style().add_modifier.is_empty();
            let style = cell.style();
            line.push(if bare || style == ratatui::buffer::Cell::default().style() {
                '.'
            } else {
                let place = styles.iter().position(|known| *known == style).unwrap_or_else(|| {
                    styles.push(style);
                    styles.len() - 1
                });
                char::from(b'a' + u8::try_from(place).unwrap())
            });
        }
        writeln!(letters, "{}", line.trim_end_matches('.')).unwrap();
    }
    let mut keys = String::new();
    for (place, style) in styles.iter().enumerate() {
        let letter = char::from(b'a' + u8::try_from(place).unwrap());
        writeln!(keys, "{letter}: {:?} {:?}", style.fg, style.add_modifier).unwrap();
    }
    format!("{}\n--- styles\n{letters}--- what they are\n{keys}", super::evening::text(buffer))
}
