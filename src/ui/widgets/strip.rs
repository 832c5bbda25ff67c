//! One sign per day for a value: its height, and as plain digits where only ASCII is drawn.

/// The heights, lowest first. Zero has the lowest, so that it can be seen.
const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const DIGITS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X"];

/// The sign of a day that was skipped.
pub const SKIPPED: &str = "–";
/// The sign of a day without a value.
pub const BLANK: &str = "·";

/// The sign for a score of 0 to 10. In ASCII the digit itself, X for ten.
pub fn sign(score: u8, ascii: bool) -> &'static str {
    if ascii {
        return DIGITS.get(usize::from(score)).copied().unwrap_or("X");
    }
    let height = usize::from(score).saturating_mul(7).saturating_add(5) / 10;
    HEIGHTS.get(height.min(7)).copied().unwrap_or("█")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_visible_and_ten_is_full() {
        assert_eq!((sign(0, false), sign(10, false)), ("▁", "█"));
        assert_eq!((sign(0, true), sign(10, true)), ("0", "X"));
        let heights: Vec<_> =
            (0..=10).map(|score| HEIGHTS.iter().position(|h| *h == sign(score, false))).collect();
        assert!(heights.is_sorted());
    }
}
