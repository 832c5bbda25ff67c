//! The notation of scripts, split at white space:
//!
//! ```text
//!  j  q  ?  7              one key each, as typed
//!  <tab> <enter> <c-s>     named keys and control keys
//!  "some text"             each character typed
//!  paste:"some text"       one paste
//!  click:"some text"       a click on the first place on the screen that shows it
//!  wheel:down wheel:up     the mouse wheel
//!  size:80x24              the terminal has another size
//! ```

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// One step of a script.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Key(KeyEvent),
    Paste(String),
    Click(String),
    Wheel(bool),
    Size(u16, u16),
}

/// Reads a script; a mistake in it fails the test.
pub fn steps(script: &str) -> Vec<Step> {
    let mut list = Vec::new();
    let mut rest = script.trim_start();
    while !rest.is_empty() {
        let (token, after) = token(rest);
        list.extend(step(token));
        rest = after.trim_start();
    }
    list
}

/// The next token: up to white space, or with a quoted end up to its closing quote.
fn token(text: &str) -> (&str, &str) {
    let quoted = ["\"", "paste:\"", "click:\""].iter().find(|start| text.starts_with(**start));
    match quoted.filter(|_| text.len() > 1) {
        Some(start) => {
            let inner = start.len();
            let end = text[inner..].find('"').unwrap_or_else(|| panic!("a quote is open in {text}"));
            text.split_at(inner + end + 1)
        }
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

fn step(token: &str) -> Vec<Step> {
    let inside = |start: &str| token.strip_prefix(start).and_then(|rest| rest.strip_suffix('"'));
    if let Some(text) = inside("paste:\"") {
        return vec![Step::Paste(text.to_owned())];
    }
    if let Some(text) = inside("click:\"") {
        return vec![Step::Click(text.to_owned())];
    }
    if let Some(text) = inside("\"") {
        return text.chars().map(|letter| Step::Key(plain(KeyCode::Char(letter)))).collect();
    }
    if let Some(size) = token.strip_prefix("size:") {
        let (width, height) = size.split_once('x').unwrap();
        return vec![Step::Size(width.parse().unwrap(), height.parse().unwrap())];
    }
    if let Some(way) = token.strip_prefix("wheel:") {
        return vec![Step::Wheel(way == "down")];
    }
    vec![Step::Key(key(token))]
}

fn plain(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}

fn key(token: &str) -> KeyEvent {
    let named =
        token.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|name| !name.is_empty());
    let Some(name) = named else {
        let mut letters = token.chars();
        let letter = letters.next().unwrap();
        assert!(letters.next().is_none(), "{token} is no key; put text in quotes");
        return plain(KeyCode::Char(letter));
    };
    if let Some(letter) = name.strip_prefix("c-") {
        return KeyEvent::new(KeyCode::Char(letter.chars().next().unwrap()), KeyModifiers::CONTROL);
    }
    plain(match name {
        "tab" => KeyCode::Tab,
        "btab" => KeyCode::BackTab,
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "space" => KeyCode::Char(' '),
        "bs" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        other => match other.strip_prefix('f').and_then(|number| number.parse().ok()) {
            Some(number) => KeyCode::F(number),
            None => panic!("<{other}> is no key"),
        },
    })
}

#[test]
fn a_script_reads_as_it_is_written() {
    let read = steps(r#"j <enter> "a b" paste:"x y" click:"To do" size:80x24 <c-s> wheel:down < "#);
    assert_eq!(read.len(), 11);
    assert_eq!(read[3], Step::Key(plain(KeyCode::Char(' '))));
    assert_eq!(read[5], Step::Paste("x y".to_owned()));
    assert_eq!(read[7], Step::Size(80, 24));
    assert_eq!(read[10], Step::Key(plain(KeyCode::Char('<'))));
}
