//! Says that a page or a list goes on, which way, and with which key it is read on.

use crate::ui::Theme;

/// In signs, or in ASCII in words: an arrow there would be the sign of another key.
pub fn words(above: bool, below: bool, key: &str, theme: &Theme) -> String {
    let more = match (above, below, theme.ascii) {
        (false, false, _) => return String::new(),
        (true, true, false) => "↑ ↓ more",
        (true, false, false) => "↑ more",
        (false, true, false) => "↓ more",
        (true, true, true) => "more above and below",
        (true, false, true) => "more above",
        (false, true, true) => "more below",
    };
    if key.is_empty() { more.to_owned() } else { format!("{more}: {key}") }
}

/// How many more there are each way.
pub fn counted(above: usize, below: usize, theme: &Theme) -> String {
    let side = |count: usize, sign: &str, word: &str| match (count, theme.ascii) {
        (0, _) => None,
        (count, false) => Some(format!("{sign} {count} more")),
        (count, true) => Some(format!("{count} more {word}")),
    };
    let sides = [side(above, "↑", "above"), side(below, "↓", "below")];
    sides.into_iter().flatten().collect::<Vec<_>>().join("   ")
}
