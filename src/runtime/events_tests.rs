//! The queue of events, on a pair of sockets in place of a terminal.

use std::io::Write;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyModifiers};
use signal_hook::consts::{SIGCONT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::low_level::raise;

use super::events::{Events, Happened, TerminalEvents};
use super::signals::Signals;

/// A keyboard, and what comes of it. Signals are the whole process's: one test at a time, where they
/// share one.
fn terminal() -> (Keyboard, TerminalEvents<UnixStream>) {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let (line, terminal) = UnixStream::pair().unwrap();
    terminal.set_nonblocking(true).unwrap();
    (Keyboard { line, _turn: turn }, TerminalEvents::new(terminal, Signals::listen().unwrap()))
}

struct Keyboard {
    line: UnixStream,
    _turn: MutexGuard<'static, ()>,
}

impl Keyboard {
    fn types(&mut self, bytes: &[u8]) {
        self.line.write_all(bytes).unwrap();
    }
}

fn key(code: KeyCode) -> Happened {
    Happened::Key(code.into())
}

fn letter(letter: char) -> Happened {
    key(KeyCode::Char(letter))
}

const PERHAPS: Happened =
    Happened::Perhaps(crossterm::event::KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE));

#[test]
fn nothing_is_told_while_nothing_happens() {
    let (_keyboard, mut events) = terminal();
    assert_eq!(events.waiting().unwrap(), None);
    let start = Instant::now();
    assert_eq!(events.next(Some(Duration::from_millis(20))).unwrap(), None);
    assert!(start.elapsed() >= Duration::from_millis(20));
}

#[test]
fn esc_is_shown_soon_and_kept_when_no_rest_came() {
    let (mut keyboard, mut events) = terminal();
    keyboard.types(b"\x1b");
    assert_eq!(events.next(None).unwrap(), Some(PERHAPS));
    assert_eq!(events.next(None).unwrap(), Some(key(KeyCode::Esc)));
    assert_eq!(events.waiting().unwrap(), None);
}

#[test]
fn esc_whose_rest_comes_late_was_never_esc() {
    let (mut keyboard, mut events) = terminal();
    for (first, rest, whole) in [
        (&b"\x1b"[..], &b"[5~"[..], KeyCode::PageUp),
        (b"\x1b", b"OP", KeyCode::F(1)),
        (b"\x1b", b"[A", KeyCode::Up),
    ] {
        keyboard.types(first);
        assert_eq!(events.next(None).unwrap(), Some(PERHAPS));
        keyboard.types(rest);
        assert_eq!(events.next(None).unwrap(), Some(key(whole)));
    }
}

#[test]
fn esc_and_a_key_are_two_and_alt_is_one() {
    let (mut keyboard, mut events) = terminal();
    keyboard.types(b"\x1b");
    assert_eq!(events.next(None).unwrap(), Some(PERHAPS));
    keyboard.types(b"4");
    assert_eq!(events.next(None).unwrap(), Some(key(KeyCode::Esc)));
    assert_eq!(events.next(None).unwrap(), Some(letter('4')));
    keyboard.types(b"\x1b4");
    let Some(Happened::Key(alt)) = events.next(None).unwrap() else { panic!("no key") };
    assert_eq!((alt.code, alt.modifiers), (KeyCode::Char('4'), KeyModifiers::ALT));
}

#[test]
fn esc_is_shown_again_after_a_change_of_size() {
    let (mut keyboard, mut events) = terminal();
    keyboard.types(b"\x1b");
    assert_eq!(events.next(None).unwrap(), Some(PERHAPS));
    raise(SIGWINCH).unwrap();
    assert_eq!(events.next(None).unwrap(), Some(Happened::Resize));
    assert_eq!(events.next(None).unwrap(), Some(PERHAPS));
    keyboard.types(b"[5~");
    assert_eq!(events.next(None).unwrap(), Some(key(KeyCode::PageUp)));
}

#[test]
fn what_was_typed_before_the_end_comes_before_it() {
    let (mut keyboard, mut events) = terminal();
    keyboard.types(b"4\x1b");
    raise(SIGTERM).unwrap();
    assert_eq!(events.next(None).unwrap(), Some(letter('4')));
    assert_eq!(events.next(None).unwrap(), Some(key(KeyCode::Esc)));
    assert_eq!(events.next(None).unwrap(), Some(Happened::Stop));
    assert!(events.next(None).is_err(), "nothing comes after the end");
}

#[test]
fn a_terminal_that_is_gone_tells_what_came_and_then_fails_for_ever() {
    let (mut keyboard, mut events) = terminal();
    keyboard.types(b"4\x1b[200~half a pas");
    keyboard.line.shutdown(Shutdown::Both).unwrap();
    assert_eq!(events.next(None).unwrap(), Some(letter('4')));
    assert_eq!(events.next(None).unwrap(), Some(Happened::Paste("half a pas".to_owned())));
    for _ in 0..3 {
        assert!(events.next(Some(Duration::from_secs(60))).is_err());
        assert!(events.waiting().is_err());
    }
}

#[test]
fn a_pause_comes_after_the_keys_before_it_and_going_on_after_that() {
    let (mut keyboard, mut events) = terminal();
    keyboard.types(b"4");
    for signal in [SIGCONT, SIGTSTP, SIGWINCH] {
        raise(signal).unwrap();
    }
    let seen: Vec<_> = (0..4).map(|_| events.next(None).unwrap().unwrap()).collect();
    assert_eq!(seen, [letter('4'), Happened::Suspend, Happened::Redraw, Happened::Resize]);
}

#[test]
fn lines_that_come_in_one_piece_are_told_from_keys() {
    for (bytes, burst) in [
        (&b"one\rtwo"[..], true),
        (b"one\ntwo\n", true),
        (b"\tone\r\r", true),
        (b"4", false),
        (b"317", false),
        (b"\r", false),
        (b"nabc\r", false),
        (b"one\rtwo\x1b[B", false),
        (b"one\rtwo\x7f", false),
    ] {
        let (mut keyboard, mut events) = terminal();
        keyboard.types(bytes);
        let first = events.next(None).unwrap();
        assert_eq!(first == Some(Happened::Burst(true)), burst, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_burst_is_over_with_the_next_key_of_a_person() {
    let (mut keyboard, mut events) = terminal();
    keyboard.types(b"a\rb");
    assert_eq!(events.next(None).unwrap(), Some(Happened::Burst(true)));
    for expected in [letter('a'), key(KeyCode::Enter), letter('b')] {
        assert_eq!(events.next(None).unwrap(), Some(expected));
    }
    assert_eq!(events.next(Some(Duration::from_millis(150))).unwrap(), None);
    keyboard.types(b"\r");
    assert_eq!(events.next(None).unwrap(), Some(Happened::Burst(false)));
    assert_eq!(events.next(None).unwrap(), Some(key(KeyCode::Enter)));
}

#[test]
fn a_flood_of_keys_comes_whole_and_in_order() {
    let (keyboard, mut events) = terminal();
    let mut line = keyboard.line.try_clone().unwrap();
    let text: String = ('a'..='z').cycle().take(50_000).collect();
    let written = text.clone();
    let writer = std::thread::spawn(move || line.write_all(written.as_bytes()));
    let mut seen = String::new();
    while seen.len() < text.len() {
        match events.next(None).unwrap() {
            Some(Happened::Key(key)) => seen.extend(key.code.as_char()),
            other => panic!("{other:?}"),
        }
    }
    assert!(seen == text, "in order");
    writer.join().unwrap().unwrap();
}
