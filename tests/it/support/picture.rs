//! A screen with its styles as text, so that a snapshot sees another role too.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use weekfive::app::Settings;
use weekfive::ui::Theme;

/// The roles that are drawn, with a letter each. Of roles that look the same the first is named.
pub fn roles(theme: &Theme) -> [(char, &'static str, Style); 9] {
    [
        ('f', "faint", theme.faint),
        ('a', "accent", theme.accent),
        ('g', "good", theme.good),
        ('c', "caution", theme.caution),
        ('w', "alarm", theme.alarm),
        ('s', "selected", theme.selected),
        ('b', "baseline", theme.baseline),
        ('k', "checkpoint", theme.checkpoint),
        ('t', "text", theme.text),
    ]
}

/// The rows, then a letter for the role of each cell, then what the letters mean: a capital is the role in
/// bold, a digit anything else. Ordinary text is a point, and so is the rest of a row.
pub fn picture(buffer: &Buffer) -> String {
    let theme = Theme::new(&Settings::default());
    let mut meanings = BTreeMap::new();
    let mut letters = String::new();
    for row in 0..buffer.area.height {
        let line: String = (0..buffer.area.width)
            .map(|column| letter(&buffer[(column, row)], &theme, &mut meanings))
            .collect();
        writeln!(letters, "{}", line.trim_end_matches('.')).unwrap();
    }
    let meanings: String = meanings.iter().map(|(letter, words)| format!("{letter} {words}\n")).collect();
    format!("{}\n--- roles\n{letters}--- their letters\n{meanings}", super::evening::text(buffer))
}

/// The letter of a cell's role, whose meaning is noted.
fn letter(cell: &Cell, theme: &Theme, meanings: &mut BTreeMap<char, String>) -> char {
    let (fg, bg, modifier) = look(cell.style());
    // Of a blank only what is drawn behind it can be seen.
    let bare = cell.symbol() == " " && modifier.is_empty() && bg == Color::Reset;
    if bare || (fg, bg, modifier) == look(Style::new()) {
        return '.';
    }
    let roles = roles(theme);
    let (letter, words) = match roles.iter().find(|role| look(role.2) == (fg, bg, modifier)) {
        Some((letter, name, _)) => (*letter, (*name).to_owned()),
        None => other(&roles, (fg, bg, modifier), meanings),
    };
    meanings.insert(letter, words);
    letter
}

/// The letter and the words of what is not just as a role has it: its capital where it is bold, a digit
/// where it is turned round or anything else.
fn other(
    roles: &[(char, &'static str, Style)],
    (fg, bg, modifier): (Color, Color, Modifier),
    meanings: &BTreeMap<char, String>,
) -> (char, String) {
    let role = roles.iter().find(|role| (role.2.fg.unwrap_or_default(), Color::Reset) == (fg, bg));
    let name = role.map_or_else(|| format!("{fg:?} on {bg:?}"), |role| role.1.to_owned());
    let words = format!("{name}, {modifier:?}").to_lowercase();
    let known = meanings.iter().find(|(_, known)| **known == words).map(|(letter, _)| *letter);
    let digits = meanings.keys().filter(|letter| letter.is_ascii_digit()).count();
    let letter = match role {
        Some((letter, ..)) if modifier == Modifier::BOLD => letter.to_ascii_uppercase(),
        Some(_) | None => char::from_digit(u32::try_from(digits).unwrap(), 10).unwrap(),
    };
    (known.unwrap_or(letter), words)
}

/// What can be seen of a style.
fn look(style: Style) -> (Color, Color, Modifier) {
    (style.fg.unwrap_or_default(), style.bg.unwrap_or_default(), style.add_modifier)
}
