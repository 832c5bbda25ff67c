//! What happens outside: keys, mouse, paste, resizing and signals, in one queue. One wait on the
//! terminal and on the signals; nothing runs while nothing happens.
//!
//! - Everything that stands in the terminal is read before a signal is obeyed: what was typed before
//!   the program is asked to end is not lost.
//! - A terminal that is gone (no bytes, an error, hung up) is the end: what came before it is told
//!   first, then `next` fails for ever.
//! - A clock runs only while something has begun and waits for its rest, as [`super::decoder`] says. Esc
//!   is shown at once all the same: [`Happened::Perhaps`].

use std::collections::VecDeque;
use std::io;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::decoder::{Decoder, Rest};
use super::signals::{Came, Signals};

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Happened {
    /// A key.
    Key(KeyEvent),
    /// Perhaps a key, perhaps the beginning of another: to be shown, and not to be kept. What it was
    /// comes next.
    Perhaps(KeyEvent),
    /// Whether the keys that follow came in one piece with ends of lines among them, as text does
    /// that is pasted into a terminal which does not say so. Told when it changes.
    Burst(bool),
    /// The mouse.
    Mouse(MouseEvent),
    /// A paste.
    Paste(String),
    /// The person came back to this window.
    Focus,
    /// The terminal said what its background is, since it was asked.
    Background {
        /// Red, 0 to 255.
        red: u8,
        /// Green.
        green: u8,
        /// Blue.
        blue: u8,
    },
    /// The terminal has another size.
    Resize,
    /// The terminal has to be drawn anew.
    Redraw,
    /// The system asks the program to pause.
    Suspend,
    /// The system asks the program to end.
    Stop,
}

/// Where events come from: the terminal, or a script in a test.
pub trait Events {
    /// The next event. With a limit, `None` when nothing happened in that time; without one it
    /// waits for as long as it takes, and nothing runs meanwhile.
    ///
    /// # Errors
    /// The terminal is gone.
    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Happened>>;

    /// The next event where one is there already.
    ///
    /// # Errors
    /// The terminal is gone.
    fn waiting(&mut self) -> io::Result<Option<Happened>> {
        Ok(None)
    }
}

/// Bytes read at once.
const READ_BYTES: usize = 1 << 16;

/// So many events are told before more are read, so that a flood of keys is shown in between.
const MOST_WAITING: usize = 4_096;

/// So many bytes are read before anything else is looked at: much more than a terminal holds.
const MOST_AT_ONCE: usize = 1 << 20;

/// When Esc is shown, though its rest may still come: longer than the parts of a sequence usually lie
/// apart, shorter than one notices.
const SHOW_ESCAPE: Duration = Duration::from_millis(40);

/// A burst goes on with what comes so soon after it; nobody types so fast.
const SAME_BURST: Duration = Duration::from_millis(100);

/// How it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    /// More may come.
    Open,
    /// Nothing more is read: the terminal is gone, or the program is to end.
    Over,
}

/// What a wait has ended with.
#[derive(Debug, Clone, Copy)]
struct Ready {
    /// The terminal has something to read, be it its end.
    terminal: bool,
    /// A signal came.
    signals: bool,
}

/// The terminal and the system's signals.
#[derive(Debug)]
pub struct TerminalEvents<T> {
    terminal: T,
    signals: Signals,
    decoder: Decoder,
    queue: VecDeque<Happened>,
    buffer: Vec<u8>,
    course: Course,
    /// When the last bytes came.
    last: Instant,
    /// Whether an Esc that waits for its rest is on the screen.
    shown: bool,
    /// Whether what stood in the terminal was read to its end.
    all_read: bool,
    burst: bool,
}

impl TerminalEvents<io::Stdin> {
    /// Listens for signals, before the terminal is taken, so that none can end the program without
    /// giving it back. The terminal is the standard input.
    ///
    /// # Errors
    /// As for [`Signals::listen`].
    pub fn listen() -> io::Result<Self> {
        Ok(Self::new(io::stdin(), Signals::listen()?))
    }
}

impl<T: AsFd> TerminalEvents<T> {
    /// What comes from this terminal and these signals.
    pub fn new(terminal: T, signals: Signals) -> Self {
        Self {
            terminal,
            signals,
            decoder: Decoder::default(),
            queue: VecDeque::new(),
            buffer: vec![0; READ_BYTES],
            course: Course::Open,
            last: Instant::now(),
            shown: false,
            all_read: true,
            burst: false,
        }
    }

    /// The note that the program is to end.
    pub fn stop_note(&self) -> Arc<AtomicBool> {
        self.signals.stop_note()
    }

    /// Waits until something happens, at most until a moment, and takes all of it in.
    fn fill(&mut self, until: Option<Instant>) -> io::Result<()> {
        let due = [until, self.rest_is_due()].into_iter().flatten().min();
        let ready = self.wait(due)?;
        let came = if ready.signals { self.signals.take() } else { Came::default() };
        if ready.terminal || came.stop || came.suspend {
            self.read(ready.terminal, came.stop)?;
        }
        if self.course == Course::Over || came.stop || came.suspend {
            self.give_up();
        } else {
            self.look_at_the_rest();
        }
        if came.stop {
            self.course = Course::Over;
            self.queue.push_back(Happened::Stop);
            return Ok(());
        }
        for (came, happened) in [
            (came.suspend, Happened::Suspend),
            (came.resumed, Happened::Redraw),
            (came.resized, Happened::Resize),
        ] {
            if came {
                self.queue.push_back(happened);
                self.shown = false;
            }
        }
        Ok(())
    }

    /// When something has to be done though nothing comes.
    fn rest_is_due(&self) -> Option<Instant> {
        let rest = self.decoder.waits_for()?;
        let patience = if rest == Rest::OfEscape && !self.shown { SHOW_ESCAPE } else { rest.patience() };
        self.last.checked_add(patience)
    }

    /// Waits for the terminal or a signal.
    fn wait(&self, until: Option<Instant>) -> io::Result<Ready> {
        let limit = until.map(|until| until.saturating_duration_since(Instant::now()));
        let limit = limit.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
        let mut both =
            [PollFd::new(&self.terminal, PollFlags::IN), PollFd::new(&self.signals, PollFlags::IN)];
        let interrupted = match poll(&mut both, limit.as_ref()) {
            Ok(_) => false,
            // A signal: its note is looked at now.
            Err(Errno::INTR) => true,
            Err(error) => return Err(error.into()),
        };
        let [terminal, signals] = &both;
        Ok(Ready {
            terminal: !terminal.revents().is_empty(),
            signals: interrupted || !signals.revents().is_empty(),
        })
    }

    /// Whether the terminal has something to read now.
    fn is_readable(&self) -> io::Result<bool> {
        Ok(self.wait(Some(Instant::now()))?.terminal)
    }

    /// Reads what is there: all of it, or so much that the rest can wait until that is taken in.
    /// `readable` where it is known already that something is.
    fn read(&mut self, mut readable: bool, stops: bool) -> io::Result<()> {
        let mut total = 0_usize;
        let (before, now) = (self.queue.len(), Instant::now());
        let mut all = false;
        while self.course == Course::Open
            && total < MOST_AT_ONCE
            && (stops || self.queue.len() < MOST_WAITING)
        {
            if !std::mem::take(&mut readable) && !self.is_readable()? {
                all = true;
                break;
            }
            match rustix::io::read(&self.terminal, self.buffer.as_mut_slice()) {
                Ok(count @ 1..) => {
                    total = total.saturating_add(count);
                    let queue = &mut self.queue;
                    let bytes = self.buffer.get(..count).unwrap_or_default();
                    self.decoder.take(bytes, &mut |happened| queue.push_back(happened));
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Ok(0) | Err(_) => self.course = Course::Over,
            }
        }
        if total > 0 {
            self.note_burst(before, now.saturating_duration_since(self.last));
            self.last = Instant::now();
            self.shown = false;
        }
        if all {
            self.decoder.alone();
        }
        self.all_read = all;
        Ok(())
    }

    /// Says before the keys that were just read whether they came as text does.
    fn note_burst(&mut self, before: usize, since: Duration) {
        let goes_on = self.burst && (since < SAME_BURST || !self.all_read);
        let burst = goes_on || is_burst(self.queue.iter().skip(before));
        if burst != self.burst {
            self.burst = burst;
            self.queue.insert(before, Happened::Burst(burst));
        }
    }

    /// What has begun is shown, or given up, when it has waited for long enough.
    fn look_at_the_rest(&mut self) {
        let Some(due) = self.rest_is_due().filter(|due| *due <= Instant::now()) else { return };
        match self.decoder.waits_for() {
            Some(Rest::OfEscape) if !self.shown => {
                self.shown = true;
                self.queue.push_back(Happened::Perhaps(KeyCode::Esc.into()));
            }
            Some(rest) if self.last.checked_add(rest.patience()).is_some_and(|end| end <= due) => {
                self.give_up();
            }
            Some(_) | None => {}
        }
    }

    fn give_up(&mut self) {
        let queue = &mut self.queue;
        self.decoder.give_up(&mut |happened| queue.push_back(happened));
        self.shown = false;
    }

    fn pop(&mut self) -> io::Result<Option<Happened>> {
        match self.queue.pop_front() {
            None if self.course == Course::Over => {
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the terminal is gone"))
            }
            happened => Ok(happened),
        }
    }
}

impl<T: AsFd> Events for TerminalEvents<T> {
    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Happened>> {
        let until = limit.and_then(|limit| Instant::now().checked_add(limit));
        loop {
            if let Some(happened) = self.pop()? {
                return Ok(Some(happened));
            }
            self.fill(until)?;
            if self.queue.is_empty() && until.is_some_and(|until| until <= Instant::now()) {
                return self.pop();
            }
        }
    }

    fn waiting(&mut self) -> io::Result<Option<Happened>> {
        if self.queue.is_empty() && self.course == Course::Open {
            self.fill(Some(Instant::now()))?;
        }
        self.pop()
    }
}

/// Whether an error says that the terminal is gone, from reading or from writing, so that nobody is
/// there to be told.
pub fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::TimedOut)
        || error.raw_os_error().is_some_and(|code| code == Errno::IO.raw_os_error())
}

/// Whether events look like lines of text: an end of a line with more keys behind it, and no key that
/// only a keyboard has.
fn is_burst<'h>(events: impl Iterator<Item = &'h Happened>) -> bool {
    let (mut line_ended, mut goes_on) = (false, false);
    for happened in events {
        let Happened::Key(key) = happened else { return false };
        goes_on |= line_ended;
        match key.code {
            KeyCode::Enter => line_ended = true,
            KeyCode::Char('j') if key.modifiers == KeyModifiers::CONTROL => line_ended = true,
            KeyCode::Char(_) | KeyCode::Tab => {}
            _ => return false,
        }
    }
    goes_on
}
