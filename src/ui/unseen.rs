//! Takes what steers, or cannot be seen, off the cells of the screen: a person's own words may hold it,
//! and it would turn the direction of everything that stands beside it.

use ratatui::buffer::Buffer;

use crate::domain::plain::{harmless, is_harmless};

/// Leaves in each cell what can be seen.
pub fn take_off(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        // Nearly every cell is one plain sign: that is seen without looking it up.
        let is_plain = matches!(cell.symbol().as_bytes(), [b' '..=b'~']);
        if !is_plain && !is_harmless(cell.symbol()) {
            let seen = harmless(cell.symbol());
            cell.set_symbol(if seen.trim().is_empty() { " " } else { &seen });
        }
    }
}
