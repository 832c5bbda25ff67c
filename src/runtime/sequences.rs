//! What a whole escape sequence of the terminal stands for. Only what is known to be a key, a click,
//! the focus or a colour that was asked for means anything; everything else is an answer of the
//! terminal's own, and means nothing.
//!
//! Sources: XTerm Control Sequences (invisible-island.net), ECMA-48, the keyboard protocols of
//! fixterms (leonerd.org.uk) and kitty (sw.kovidgoyal.net), and what rxvt and the Linux console send.

use crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyEventState, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::events::Happened;

/// The numbers of a sequence: parts between `;`, each with its own parts between `:`.
struct Numbers<'t>(&'t str);

impl Numbers<'_> {
    /// One number; `None` where it is left out or is no number.
    fn get(&self, part: usize, inner: usize) -> Option<u32> {
        self.0.split(';').nth(part)?.split(':').nth(inner)?.parse().ok()
    }

    fn count(&self) -> usize {
        self.0.split(';').count()
    }

    /// The modifiers, and whether the key goes down, is held or comes up, as the part says.
    fn pressed(&self, part: usize, code: KeyCode) -> KeyEvent {
        let mask = self.get(part, 0).unwrap_or(1).saturating_sub(1);
        let kind = match self.get(part, 1) {
            Some(2) => KeyEventKind::Repeat,
            Some(3) => KeyEventKind::Release,
            Some(_) | None => KeyEventKind::Press,
        };
        let state = chosen(
            mask,
            &[(64, KeyEventState::CAPS_LOCK), (128, KeyEventState::NUM_LOCK)],
            KeyEventState::NONE,
        );
        KeyEvent::new_with_kind_and_state(code, modifiers(mask), kind, state)
    }
}

/// The sum of what a mask names.
fn chosen<T: Copy + std::ops::BitOr<Output = T>>(mask: u32, list: &[(u32, T)], none: T) -> T {
    list.iter().filter(|(bit, _)| mask & bit != 0).fold(none, |sum, (_, value)| sum | *value)
}

/// The modifiers of a mask, as xterm and kitty count them.
fn modifiers(mask: u32) -> KeyModifiers {
    let list = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    chosen(mask, &list, KeyModifiers::NONE)
}

/// The key of a letter or a control code typed by itself.
pub(super) fn plain(letter: char) -> Option<KeyEvent> {
    let control = |base: u8, first: u8, code: u8| {
        let letter = char::from(base.saturating_add(code.saturating_sub(first)));
        Some(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL))
    };
    match letter {
        '\r' => Some(KeyCode::Enter.into()),
        '\t' => Some(KeyCode::Tab.into()),
        '\u{7f}' => Some(KeyCode::Backspace.into()),
        '\u{1b}' => Some(KeyCode::Esc.into()),
        '\0' => Some(KeyEvent::new(KeyCode::Char(' '), KeyModifiers::CONTROL)),
        '\u{1}'..='\u{1a}' => control(b'a', 1, u8::try_from(letter).ok()?),
        '\u{1c}'..='\u{1f}' => control(b'4', 0x1c, u8::try_from(letter).ok()?),
        letter if letter.is_control() => None,
        letter => Some(written(letter, KeyModifiers::NONE)),
    }
}

/// A letter; a capital is said to be typed with Shift.
fn written(letter: char, modifiers: KeyModifiers) -> KeyEvent {
    let shift = if letter.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(letter), modifiers | shift)
}

/// What stands behind `ESC O`: the keys of the number pad, and the first function keys.
pub(super) fn single_shift(held: &[u8], last: u8) -> Option<Happened> {
    let numbers = Numbers(std::str::from_utf8(held).ok()?);
    // Some write the modifiers as the only number, some behind a 1.
    let part = numbers.count().saturating_sub(1);
    let code = match last {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b'X' => KeyCode::Char('='),
        b'R' => KeyCode::F(3),
        b'j'..=b'o' => KeyCode::Char(char::from(last.saturating_sub(b'j').saturating_add(b'*'))),
        b'p'..=b'y' => KeyCode::Char(char::from(last.saturating_sub(b'p').saturating_add(b'0'))),
        b'a'..=b'd' => {
            let code = arrow(last.to_ascii_uppercase())?;
            return Some(Happened::Key(KeyEvent::new(code, KeyModifiers::CONTROL)));
        }
        last => arrow(last)?,
    };
    Some(Happened::Key(numbers.pressed(part, code)))
}

/// The keys that are named by the last letter alone.
fn arrow(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'E' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

/// The keys that are named by a number before `~`.
fn numbered(number: u32) -> Option<KeyCode> {
    let function = |less: u32| u8::try_from(number.saturating_sub(less)).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(15),
        31..=34 => function(17),
        _ => None,
    }
}

/// What `ESC [ held last` stands for.
pub(super) fn control_sequence(held: &[u8], last: u8) -> Option<Happened> {
    let text = std::str::from_utf8(held).ok()?;
    if let Some(click) = text.strip_prefix('<') {
        return match last {
            b'M' | b'm' => mouse(&Numbers(click), 0, last == b'm'),
            _ => None,
        };
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b';' || byte == b':') {
        return None;
    }
    let numbers = Numbers(text);
    let key = match last {
        b'I' if text.is_empty() => return Some(Happened::Focus),
        b'M' if numbers.count() == 3 => return mouse(&numbers, 32, false),
        b'Z' if numbers.count() <= 2 => {
            let key = numbers.pressed(1, KeyCode::BackTab);
            KeyEvent { modifiers: key.modifiers | KeyModifiers::SHIFT, ..key }
        }
        b'~' if numbers.get(0, 0) == Some(27) => {
            keyboard(numbers.get(2, 0)?, None, numbers.pressed(1, KeyCode::Null))?
        }
        b'~' if numbers.count() <= 2 => numbers.pressed(1, numbered(numbers.get(0, 0)?)?),
        // As rxvt says Shift, Ctrl and both.
        b'$' | b'^' | b'@' if numbers.count() == 1 => {
            let modifiers = match last {
                b'$' => KeyModifiers::SHIFT,
                b'^' => KeyModifiers::CONTROL,
                _ => KeyModifiers::SHIFT | KeyModifiers::CONTROL,
            };
            KeyEvent::new(numbered(numbers.get(0, 0)?)?, modifiers)
        }
        b'a'..=b'd' if text.is_empty() => {
            KeyEvent::new(arrow(last.to_ascii_uppercase())?, KeyModifiers::SHIFT)
        }
        b'u' if numbers.count() <= 3 => {
            keyboard(numbers.get(0, 0)?, numbers.get(0, 1), numbers.pressed(1, KeyCode::Null))?
        }
        // With numbers it is the answer to where the cursor is.
        b'R' if text.is_empty() => KeyCode::F(3).into(),
        last => match (numbers.count(), numbers.get(0, 0)) {
            (1, None | Some(1)) => arrow(last)?.into(),
            (1, Some(_)) => numbers.pressed(0, arrow(last)?),
            (2, None | Some(1)) => numbers.pressed(1, arrow(last)?),
            _ => return None,
        },
    };
    Some(Happened::Key(key))
}

/// A key as the newer keyboards say it: its code, what it is with Shift, and the rest in `event`.
fn keyboard(code: u32, shifted: Option<u32>, event: KeyEvent) -> Option<KeyEvent> {
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let (code, state) = match code {
        27 => (KeyCode::Esc, KeyEventState::NONE),
        13 => (KeyCode::Enter, KeyEventState::NONE),
        9 if shift => (KeyCode::BackTab, KeyEventState::NONE),
        9 => (KeyCode::Tab, KeyEventState::NONE),
        8 | 127 => (KeyCode::Backspace, KeyEventState::NONE),
        57_376..=57_398 => {
            let number = code.saturating_sub(57_376).saturating_add(13);
            (KeyCode::F(u8::try_from(number).ok()?), KeyEventState::NONE)
        }
        57_399..=57_427 => (number_pad(code)?, KeyEventState::KEYPAD),
        // Keys that write nothing: locks, modifiers, media.
        57_344..=63_743 => return None,
        code => {
            let plain = char::from_u32(code).filter(|letter| !letter.is_control())?;
            let letter = match shifted.and_then(char::from_u32).filter(|letter| !letter.is_control()) {
                Some(shifted) if shift => shifted,
                Some(_) | None if shift => capital(plain),
                Some(_) | None => plain,
            };
            (KeyCode::Char(letter), KeyEventState::NONE)
        }
    };
    Some(KeyEvent { code, state: event.state | state, ..event })
}

/// The capital of a letter that has exactly one.
fn capital(letter: char) -> char {
    let mut capitals = letter.to_uppercase();
    match (capitals.next(), capitals.next()) {
        (Some(capital), None) => capital,
        _ => letter,
    }
}

/// The keys of the number pad, in the order of kitty's codes from 57399 on.
fn number_pad(code: u32) -> Option<KeyCode> {
    const SIGNS: &[u8] = b"0123456789./*-+\r=,";
    const OTHERS: [KeyCode; 11] = [
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Insert,
        KeyCode::Delete,
        KeyCode::KeypadBegin,
    ];
    let at = usize::try_from(code.checked_sub(57_399)?).ok()?;
    match SIGNS.get(at) {
        Some(b'\r') => Some(KeyCode::Enter),
        Some(sign) => Some(KeyCode::Char(char::from(*sign))),
        None => OTHERS.get(at.checked_sub(SIGNS.len())?).copied(),
    }
}

/// A click, a turn of the wheel or a movement. `base` is what some terminals add to the first number.
fn mouse(numbers: &Numbers<'_>, base: u32, up: bool) -> Option<Happened> {
    let place = |part| u16::try_from(numbers.get(part, 0)?).ok()?.checked_sub(1);
    clicked(numbers.get(0, 0)?.checked_sub(base)?, place(1)?, place(2)?, up)
}

/// The three bytes behind `ESC [ M`: the oldest way to say it, each 32 too large.
pub(super) fn old_mouse(bytes: &[u8]) -> Option<Happened> {
    let &[what, column, row] = bytes else { return None };
    let place = |byte: u8| u16::from(byte).checked_sub(33);
    clicked(u32::from(what.checked_sub(32)?), place(column)?, place(row)?, false)
}

fn clicked(what: u32, column: u16, row: u16, up: bool) -> Option<Happened> {
    let moving = what & 32 != 0;
    let button = match what & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match ((what & 0b1100_0000) >> 6, button) {
        (0, Some(button)) if moving => MouseEventKind::Drag(button),
        (0, Some(button)) if up => MouseEventKind::Up(button),
        (0, Some(button)) => MouseEventKind::Down(button),
        (_, _) if moving => MouseEventKind::Moved,
        (0, None) => MouseEventKind::Up(MouseButton::Left),
        // The wheel is said once, when it turns.
        (1, _) if up => return None,
        (1, Some(MouseButton::Left)) => MouseEventKind::ScrollUp,
        (1, Some(MouseButton::Middle)) => MouseEventKind::ScrollDown,
        (1, Some(MouseButton::Right)) => MouseEventKind::ScrollLeft,
        (1, None) => MouseEventKind::ScrollRight,
        _ => return None,
    };
    let list = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let modifiers = chosen(what, &list, KeyModifiers::NONE);
    Some(Happened::Mouse(MouseEvent { kind, column, row, modifiers }))
}

/// What the terminal answers about its background: `11;rgb:RRRR/GGGG/BBBB`, with 1 to 4 digits each.
pub(super) fn command(held: &[u8]) -> Option<Happened> {
    let colour = std::str::from_utf8(held).ok()?.strip_prefix("11;")?;
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let most = match part.len() {
            1 => 0xf,
            2 => 0xff,
            3 => 0xfff,
            4 => 0xffff,
            _ => return None,
        };
        let value = u32::from_str_radix(part, 16).ok()?;
        u8::try_from(value.saturating_mul(255).checked_div(most)?).ok()
    });
    let mut next = || parts.next().flatten();
    Some(Happened::Background { red: next()?, green: next()?, blue: next()? })
}
