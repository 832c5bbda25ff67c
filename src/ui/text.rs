//! Text on cells: widths, cutting and wrapping, for wide characters too.

use ratatui::layout::Rect;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many cells a text takes.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// The text cut to a width, with an ellipsis where something was cut off.
pub fn fit(text: &str, cells: u16) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let room = usize::from(cells.saturating_sub(1));
    let mut cut = String::new();
    let mut used = 0_usize;
    for letter in text.chars() {
        let next = used.saturating_add(letter.width().unwrap_or(0));
        if next > room {
            break;
        }
        used = next;
        cut.push(letter);
    }
    if cells > 0 {
        cut.push('…');
    }
    cut
}

/// The text filled up with spaces, or cut, to exactly a width.
pub fn pad(text: &str, cells: u16) -> String {
    let text = fit(text, cells);
    let missing = cells.saturating_sub(width(&text));
    format!("{text}{}", " ".repeat(usize::from(missing)))
}

/// The text in lines of a width; long words are broken.
pub fn wrap(text: &str, cells: u16) -> Vec<String> {
    textwrap::wrap(text, usize::from(cells.max(1))).into_iter().map(|line| line.into_owned()).collect()
}

/// Row `row` of an area, where it has that many.
pub fn row(area: Rect, row: u16) -> Option<Rect> {
    (row < area.height).then(|| Rect { y: area.y.saturating_add(row), height: 1, ..area })
}

/// Some rows of an area, from one on; as many as it has.
pub fn rows(area: Rect, from: u16, count: u16) -> Rect {
    let rest = below(area, from);
    Rect { height: count.min(rest.height), ..rest }
}

/// The right end of an area, `cells` wide.
pub fn right(area: Rect, cells: u16) -> Rect {
    let cells = cells.min(area.width);
    Rect { x: area.right().saturating_sub(cells), width: cells, ..area }
}

/// A cut of an area: from a column on, `cells` wide at most.
pub fn columns(area: Rect, from: u16, cells: u16) -> Rect {
    let from = from.min(area.width);
    let x = area.x.saturating_add(from);
    Rect { x, width: cells.min(area.width.saturating_sub(from)), ..area }
}

/// The area without its first rows.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y.saturating_add(rows), height: area.height.saturating_sub(rows), ..area }
}

/// The area without a margin at its left.
pub fn indent(area: Rect, cells: u16) -> Rect {
    columns(area, cells, area.width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_counts_cells_and_never_splits_a_wide_character() {
        assert_eq!(fit("hello", 5), "hello");
        assert_eq!(fit("hello", 4), "hel…");
        assert_eq!(fit("世界世界", 5), "世界…");
        assert_eq!(fit("世界", 2), "…");
        assert_eq!(fit("x", 0), "");
        assert_eq!(pad("世", 4), "世  ");
    }

    #[test]
    fn long_words_are_broken() {
        assert_eq!(wrap(&"x".repeat(12), 5).len(), 3);
    }
}
