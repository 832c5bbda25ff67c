//! Plain ASCII in place of our own signs. What a person wrote stays as it is.

use ratatui::buffer::Buffer;

/// The ASCII stand-in of each sign that the program draws. Marks that mean different things stay
/// different.
const STAND_INS: &[(&str, &str)] = &[
    ("■", "#"),
    ("□", "."),
    ("▌", ">"),
    ("▸", ">"),
    ("─", "-"),
    ("━", "="),
    ("╺", ">"),
    ("│", "|"),
    ("└", "`"),
    ("·", "."),
    ("•", "*"),
    ("●", "O"),
    ("○", "o"),
    ("◐", "c"),
    ("✕", "x"),
    ("⊘", "/"),
    ("◆", "E"),
    ("◇", "e"),
    ("▒", "%"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("▲", "^"),
    ("Δ", "A"),
    ("├", "|"),
    ("┤", "|"),
    ("═", "="),
    ("◦", "'"),
    ("✓", "+"),
    ("‹", "<"),
    ("›", ">"),
    ("…", "~"),
    ("“", "\""),
    ("”", "\""),
    ("’", "'"),
    ("‘", "'"),
    ("–", "-"),
    ("—", "-"),
    ("×", "x"),
    ("≥", ">"),
    ("≤", "<"),
    ("█", "#"),
    ("▓", "#"),
    ("░", ":"),
    ("▁", "_"),
    ("▂", "."),
    ("▃", "-"),
    ("▄", ":"),
    ("▅", "="),
    ("▆", "+"),
    ("▇", "*"),
    ("┌", "+"),
    ("┐", "+"),
    ("┘", "+"),
    ("╭", "+"),
    ("╮", "+"),
    ("╰", "+"),
    ("╯", "+"),
    ("┆", ":"),
    ("┄", "-"),
];

/// Puts the stand-ins into every cell.
pub fn plain_cells(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if cell.symbol().is_ascii() {
            continue;
        }
        if let Some((_, plain)) = STAND_INS.iter().find(|(sign, _)| *sign == cell.symbol()) {
            cell.set_symbol(plain);
        }
    }
}

/// Puts the stand-ins into a text. An ellipsis becomes three dots here, where there is room.
pub fn plain_text(text: &str) -> String {
    let text = text.replace('…', "...");
    STAND_INS.iter().fold(text, |text, (sign, plain)| text.replace(sign, plain))
}
