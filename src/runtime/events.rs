//! What happens outside: keys, mouse, paste, resizing and signals, in one queue.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event::{self, Event, KeyEvent, MouseEvent};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::raise;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Happened {
    /// A key.
    Key(KeyEvent),
    /// The mouse.
    Mouse(MouseEvent),
    /// A paste.
    Paste(String),
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
    /// Gets ready, after the first screen was drawn.
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// The next event. With a limit, `None` when nothing happened in that time; without one it
    /// waits for as long as it takes, and nothing runs meanwhile.
    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Happened>>;
}

/// What signals were seen.
#[derive(Debug, Default)]
struct Seen {
    stop: AtomicBool,
    suspend: AtomicBool,
    resumed: AtomicBool,
}

/// The terminal and the system's signals.
#[derive(Debug)]
pub struct TerminalEvents {
    seen: Arc<Seen>,
}

impl TerminalEvents {
    /// Listens for signals, before the terminal is taken, so that none can end the program without
    /// giving it back. A thread sleeps until one comes, notes it, and wakes the terminal's queue by
    /// the one signal that it answers to: a change of size.
    pub fn listen() -> io::Result<Self> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
        let events = Self { seen: Arc::default() };
        let seen = Arc::clone(&events.seen);
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in signals.forever() {
                let flag = match signal {
                    SIGTSTP => &seen.suspend,
                    SIGCONT => &seen.resumed,
                    _ => &seen.stop,
                };
                flag.store(true, Ordering::SeqCst);
                if raise(SIGWINCH).is_err() {
                    return;
                }
            }
        })?;
        Ok(events)
    }
}

impl Events for TerminalEvents {
    /// Opens the terminal's queue. What came before is in the notes of the signals.
    fn begin(&mut self) -> io::Result<()> {
        event::poll(Duration::ZERO).map(drop)
    }

    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Happened>> {
        loop {
            for (flag, happened) in [
                (&self.seen.stop, Happened::Stop),
                (&self.seen.suspend, Happened::Suspend),
                (&self.seen.resumed, Happened::Redraw),
            ] {
                if flag.swap(false, Ordering::SeqCst) {
                    return Ok(Some(happened));
                }
            }
            if let Some(limit) = limit
                && !event::poll(limit)?
            {
                return Ok(None);
            }
            let signalled = |seen: &Seen| {
                [&seen.stop, &seen.suspend, &seen.resumed].iter().any(|flag| flag.load(Ordering::SeqCst))
            };
            match event::read()? {
                Event::Key(key) => return Ok(Some(Happened::Key(key))),
                Event::Mouse(mouse) => return Ok(Some(Happened::Mouse(mouse))),
                Event::Paste(text) => return Ok(Some(Happened::Paste(text))),
                Event::Resize(..) if signalled(&self.seen) => {}
                Event::Resize(..) | Event::FocusGained => return Ok(Some(Happened::Resize)),
                Event::FocusLost => {}
            }
        }
    }
}
