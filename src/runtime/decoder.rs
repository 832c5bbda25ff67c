//! The bytes of a terminal to what they mean: a state machine without a terminal and without a clock.
//!
//! Bytes may come split anywhere. What makes a key is told at once; what has only begun is held until
//! its rest comes. Whoever reads the terminal says when nothing more came along ([`Decoder::alone`]),
//! and when the rest has been waited for long enough ([`Decoder::give_up`]); [`Decoder::waits_for`]
//! says how long that is.
//!
//! | begun | its rest is waited for | when it does not come |
//! | --- | --- | --- |
//! | `ESC` | half a second | it was the key Esc |
//! | `ESC` and one of `[ O ] P X ^ _` | half a second | Alt and that letter where they came together, else Esc and the letter |
//! | more of a sequence, or of a letter | a second | nothing was meant |
//! | an answer of the terminal (OSC, DCS, APC, PM, SOS) | a second | nothing was meant |
//! | a paste | three seconds | what has come is the paste |
//!
//! An `ESC` that came by itself, with a letter long after it, is the key Esc and then that letter. In
//! one piece `ESC` and a letter are Alt and the letter: a terminal writes a key in one go.
//!
//! An answer of the terminal is swallowed whole, however long. It ends with its own end (`ESC \`, for
//! OSC also BEL), with a new `ESC`, with CAN or SUB (Ctrl-x, Ctrl-z), after [`LONGEST_ANSWER`] bytes,
//! or with a second of silence: a beginning that was none never swallows for ever.

use std::time::Duration;

use crossterm::event::{KeyEvent, KeyModifiers};

use super::events::Happened;
use super::sequences;

/// The most bytes of one answer: after that it is not believed to be one.
pub const LONGEST_ANSWER: usize = 1 << 20;

/// The most bytes of a sequence that are kept; one with more means nothing.
const LONGEST_SEQUENCE: usize = 64;

const ESCAPE: u8 = 0x1b;
const BELL: u8 = 0x07;
const CANCEL: u8 = 0x18;
const SUBSTITUTE: u8 = 0x1a;
const PASTE_END: &[u8] = b"\x1b[201~";

/// What has begun and has no end yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Of what may be the key Esc.
    OfEscape,
    /// Of what may be two keys.
    OfBeginning,
    /// Of a sequence, a letter or an answer.
    OfSequence,
    /// Of a paste.
    OfPaste,
}

impl Rest {
    /// How long it is waited for, from the last byte on.
    pub fn patience(self) -> Duration {
        match self {
            Self::OfEscape | Self::OfBeginning => Duration::from_millis(500),
            Self::OfSequence => Duration::from_secs(1),
            Self::OfPaste => Duration::from_secs(3),
        }
    }
}

/// Where in the bytes it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between keys.
    Plain,
    /// Within a letter of so many bytes.
    Letter { bytes: usize, alt: bool },
    /// Behind `ESC`; whether nothing came along with it.
    Escape { alone: bool },
    /// Behind `ESC O`.
    SingleShift { together: bool },
    /// Behind `ESC [`.
    Sequence { together: bool },
    /// Behind `ESC [ [`: a function key of the Linux console.
    Console,
    /// Behind `ESC [ M`: three bytes of a click.
    OldMouse,
    /// Within an answer that begins with that letter.
    Answer { by: u8, together: bool, length: usize },
    /// Behind an `ESC` within an answer: its end, or the beginning of something else.
    AnswerEnd { by: u8, alone: bool },
    /// Within a paste.
    Paste,
}

/// The state between reads.
#[derive(Debug)]
pub struct Decoder {
    state: State,
    held: Vec<u8>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self { state: State::Plain, held: Vec::new() }
    }
}

impl Decoder {
    /// Takes bytes in, and tells what they mean as far as that is sure.
    pub fn take(&mut self, bytes: &[u8], tell: &mut impl FnMut(Happened)) {
        let mut rest = bytes;
        while let Some((&byte, after)) = rest.split_first() {
            rest = if self.state == State::Paste {
                self.paste(rest, tell)
            } else {
                self.byte(byte, tell);
                after
            };
        }
    }

    /// Nothing more came along with what was taken.
    pub fn alone(&mut self) {
        if let State::Escape { alone } | State::AnswerEnd { alone, .. } = &mut self.state {
            *alone = true;
        }
    }

    /// What has begun and has no end yet.
    pub fn waits_for(&self) -> Option<Rest> {
        match self.state {
            State::Plain => None,
            State::Escape { .. } => Some(Rest::OfEscape),
            State::SingleShift { .. } | State::Sequence { .. } | State::Answer { .. }
                if self.has_only_begun() =>
            {
                Some(Rest::OfBeginning)
            }
            State::Letter { .. }
            | State::SingleShift { .. }
            | State::Sequence { .. }
            | State::Console
            | State::OldMouse
            | State::Answer { .. }
            | State::AnswerEnd { .. } => Some(Rest::OfSequence),
            State::Paste => Some(Rest::OfPaste),
        }
    }

    /// The rest did not come: tells what was meant without it.
    pub fn give_up(&mut self, tell: &mut impl FnMut(Happened)) {
        let begun = self.has_only_begun();
        let state = std::mem::replace(&mut self.state, State::Plain);
        match state {
            State::Escape { .. } => tell_key(sequences::plain('\u{1b}'), tell),
            State::SingleShift { together } if begun => two_keys(b'O', together, tell),
            State::Sequence { together } if begun => two_keys(b'[', together, tell),
            State::Answer { by, together, .. } if begun => two_keys(by, together, tell),
            State::Paste => self.tell_paste(tell),
            State::Plain
            | State::Letter { .. }
            | State::SingleShift { .. }
            | State::Sequence { .. }
            | State::Console
            | State::OldMouse
            | State::Answer { .. }
            | State::AnswerEnd { .. } => {}
        }
        self.held.clear();
    }

    /// Whether nothing stands behind the letter that follows `ESC`.
    fn has_only_begun(&self) -> bool {
        match self.state {
            State::Answer { length, .. } => length == 0,
            State::SingleShift { .. } | State::Sequence { .. } => self.held.is_empty(),
            State::Plain
            | State::Letter { .. }
            | State::Escape { .. }
            | State::Console
            | State::OldMouse
            | State::AnswerEnd { .. }
            | State::Paste => false,
        }
    }

    fn begin(&mut self, state: State) {
        self.held.clear();
        self.state = state;
    }

    /// Holds a byte of a sequence. One that is too long is remembered as such.
    fn hold(&mut self, byte: u8) {
        if self.held.len() <= LONGEST_SEQUENCE {
            self.held.push(byte);
        }
    }

    fn byte(&mut self, byte: u8, tell: &mut impl FnMut(Happened)) {
        match self.state {
            State::Plain => self.plain(byte, false, tell),
            State::Letter { bytes, alt } => self.letter(byte, bytes, alt, tell),
            State::Escape { alone } => self.escape(byte, alone, tell),
            State::SingleShift { .. } => match byte {
                b'0'..=b'9' | b';' => self.hold(byte),
                b'@'..=b'~' => self.finish(byte, sequences::single_shift, tell),
                _ => self.break_off(byte, tell),
            },
            State::Sequence { together } => self.sequence(byte, together, tell),
            State::Console => {
                let key = match byte {
                    b'A'..=b'E' => sequences::control_sequence(
                        &[b'1', byte.saturating_sub(b'A').saturating_add(b'1')],
                        b'~',
                    ),
                    _ => None,
                };
                self.begin(State::Plain);
                key.into_iter().for_each(tell);
            }
            State::OldMouse => {
                self.hold(byte);
                if self.held.len() >= 3 {
                    let click = sequences::old_mouse(&self.held);
                    self.begin(State::Plain);
                    click.into_iter().for_each(tell);
                }
            }
            State::Answer { by, together, length } => self.answer(byte, by, together, length, tell),
            State::AnswerEnd { by, .. } if byte == b'\\' => self.answered(by, tell),
            State::AnswerEnd { alone, .. } => {
                self.begin(State::Escape { alone });
                self.byte(byte, tell);
            }
            State::Paste => {}
        }
    }

    /// A byte that begins something; with Alt where `ESC` came along with it.
    fn plain(&mut self, byte: u8, alt: bool, tell: &mut impl FnMut(Happened)) {
        let bytes = match byte {
            ESCAPE => return self.begin(State::Escape { alone: false }),
            0x00..=0x7f => {
                let key = sequences::plain(char::from(byte));
                self.begin(State::Plain);
                return tell_key(with_alt(key, alt), tell);
            }
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            // No letter begins so.
            0x80..=0xc1 | 0xf5..=0xff => return self.begin(State::Plain),
        };
        self.begin(State::Letter { bytes, alt });
        self.held.push(byte);
    }

    fn letter(&mut self, byte: u8, bytes: usize, alt: bool, tell: &mut impl FnMut(Happened)) {
        if !matches!(byte, 0x80..=0xbf) {
            self.begin(State::Plain);
            return self.byte(byte, tell);
        }
        self.held.push(byte);
        if self.held.len() < bytes {
            return;
        }
        let letter = std::str::from_utf8(&self.held).ok().and_then(|text| text.chars().next());
        self.begin(State::Plain);
        tell_key(with_alt(letter.and_then(sequences::plain), alt), tell);
    }

    fn escape(&mut self, byte: u8, alone: bool, tell: &mut impl FnMut(Happened)) {
        let together = !alone;
        match byte {
            ESCAPE => {
                tell_key(sequences::plain('\u{1b}'), tell);
                self.begin(State::Escape { alone: false });
            }
            b'[' => self.begin(State::Sequence { together }),
            b'O' => self.begin(State::SingleShift { together }),
            b']' | b'P' | b'X' | b'^' | b'_' => self.begin(State::Answer { by: byte, together, length: 0 }),
            byte if together => self.plain(byte, true, tell),
            byte => {
                tell_key(sequences::plain('\u{1b}'), tell);
                self.plain(byte, false, tell);
            }
        }
    }

    fn sequence(&mut self, byte: u8, together: bool, tell: &mut impl FnMut(Happened)) {
        match byte {
            b'[' if self.held.is_empty() && together => self.begin(State::Console),
            // The Linux console is never far away: these are keys.
            b'[' if self.held.is_empty() => {
                self.break_off(byte, tell);
            }
            b'M' if self.held.is_empty() => self.begin(State::OldMouse),
            b'~' if self.held == b"200" => self.begin(State::Paste),
            // rxvt's way to say Shift: only behind one number, where no answer has it.
            b'$' if !self.held.is_empty() && self.held.iter().all(u8::is_ascii_digit) => {
                self.finish(byte, sequences::control_sequence, tell);
            }
            b' '..=b'?' => self.hold(byte),
            b'@'..=b'~' => self.finish(byte, sequences::control_sequence, tell),
            _ => self.break_off(byte, tell),
        }
    }

    /// The last byte of a sequence came.
    fn finish(
        &mut self,
        last: u8,
        meaning: impl Fn(&[u8], u8) -> Option<Happened>,
        tell: &mut impl FnMut(Happened),
    ) {
        let whole = self.held.len() <= LONGEST_SEQUENCE;
        let happened = if whole { meaning(&self.held, last) } else { None };
        self.begin(State::Plain);
        happened.into_iter().for_each(tell);
    }

    /// A byte came that cannot stand in this sequence: it begins something of its own.
    fn break_off(&mut self, byte: u8, tell: &mut impl FnMut(Happened)) {
        self.give_up(tell);
        if !matches!(byte, CANCEL | SUBSTITUTE) {
            self.plain(byte, false, tell);
        }
    }

    fn answer(&mut self, byte: u8, by: u8, together: bool, length: usize, tell: &mut impl FnMut(Happened)) {
        match byte {
            ESCAPE => self.state = State::AnswerEnd { by, alone: false },
            BELL if by == b']' => self.answered(by, tell),
            CANCEL | SUBSTITUTE => self.begin(State::Plain),
            _ if length >= LONGEST_ANSWER => self.begin(State::Plain),
            byte => {
                self.hold(byte);
                self.state = State::Answer { by, together, length: length.saturating_add(1) };
            }
        }
    }

    /// An answer is whole.
    fn answered(&mut self, by: u8, tell: &mut impl FnMut(Happened)) {
        let happened = if by == b']' { sequences::command(&self.held) } else { None };
        self.begin(State::Plain);
        happened.into_iter().for_each(tell);
    }

    /// Takes the bytes of a paste in up to its end, and returns those after it. Every byte is looked
    /// at once, however long the paste is.
    fn paste<'b>(&mut self, bytes: &'b [u8], tell: &mut impl FnMut(Happened)) -> &'b [u8] {
        let last = PASTE_END.last().copied().unwrap_or_default();
        let end = bytes.iter().position(|byte| *byte == last);
        let (ours, after) = bytes.split_at(end.map_or(bytes.len(), |end| end.saturating_add(1)));
        self.held.extend_from_slice(ours);
        if self.held.ends_with(PASTE_END) {
            self.held.truncate(self.held.len().saturating_sub(PASTE_END.len()));
            self.tell_paste(tell);
            self.begin(State::Plain);
        }
        after
    }

    fn tell_paste(&mut self, tell: &mut impl FnMut(Happened)) {
        let text = match String::from_utf8(std::mem::take(&mut self.held)) {
            Ok(text) => text,
            Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
        };
        tell(Happened::Paste(text));
    }
}

fn tell_key(key: Option<KeyEvent>, tell: &mut impl FnMut(Happened)) {
    key.map(Happened::Key).into_iter().for_each(tell);
}

fn with_alt(key: Option<KeyEvent>, alt: bool) -> Option<KeyEvent> {
    let more = if alt { KeyModifiers::ALT } else { KeyModifiers::NONE };
    key.map(|key| KeyEvent { modifiers: key.modifiers | more, ..key })
}

/// `ESC` and a letter with nothing behind them.
fn two_keys(letter: u8, together: bool, tell: &mut impl FnMut(Happened)) {
    if !together {
        tell_key(sequences::plain('\u{1b}'), tell);
    }
    tell_key(with_alt(sequences::plain(char::from(letter)), together), tell);
}
