//! What happens outside: keys, mouse, paste, resizing and signals, in one queue.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::event::{self, Event, KeyEvent, MouseEvent};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::{flag, low_level};

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
    stop: Arc<AtomicBool>,
    suspend: Arc<AtomicBool>,
    resumed: Arc<AtomicBool>,
    resized: Arc<AtomicBool>,
}

/// The terminal and the system's signals.
///
/// Waiting is done here and not by crossterm: that would try to read a terminal that has gone away
/// for ever, and would neither notice nor hear the signal that says so.
#[derive(Debug)]
pub struct TerminalEvents {
    seen: Seen,
    bell: UnixStream,
}

/// What waiting ended with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waited {
    /// Nothing happened in that time.
    Nothing,
    /// A key, a signal, or both.
    Something,
    /// The terminal is gone.
    Gone,
}

impl TerminalEvents {
    /// Listens for signals, before the terminal is taken, so that none can end the program without
    /// giving it back. Each notes itself and rings a bell that waiting hears.
    pub fn listen() -> io::Result<Self> {
        let (bell, ring) = UnixStream::pair()?;
        bell.set_nonblocking(true)?;
        ring.set_nonblocking(true)?;
        let seen = Seen::default();
        for (signal, note) in [
            (SIGTERM, &seen.stop),
            (SIGHUP, &seen.stop),
            (SIGINT, &seen.stop),
            (SIGTSTP, &seen.suspend),
            (SIGCONT, &seen.resumed),
            (SIGWINCH, &seen.resized),
        ] {
            flag::register(signal, Arc::clone(note))?;
            low_level::pipe::register(signal, ring.try_clone()?)?;
        }
        Ok(Self { seen, bell })
    }

    /// What a signal asked for, the most pressing first.
    fn signalled(&self) -> Option<Happened> {
        [
            (&self.seen.stop, Happened::Stop),
            (&self.seen.suspend, Happened::Suspend),
            (&self.seen.resumed, Happened::Redraw),
            (&self.seen.resized, Happened::Resize),
        ]
        .into_iter()
        .find_map(|(note, happened)| note.swap(false, Ordering::SeqCst).then_some(happened))
    }

    /// Waits for the terminal or the bell; for ever without a limit.
    fn wait(&mut self, limit: Option<Duration>) -> io::Result<Waited> {
        let terminal = io::stdin();
        let mut both = [PollFd::new(&terminal, PollFlags::IN), PollFd::new(&self.bell, PollFlags::IN)];
        let limit = limit.map(|limit| Timespec {
            tv_sec: i64::try_from(limit.as_secs()).unwrap_or(i64::MAX),
            tv_nsec: limit.subsec_nanos().into(),
        });
        match poll(&mut both, limit.as_ref()) {
            Ok(0) => return Ok(Waited::Nothing),
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(Waited::Something),
            Err(error) => return Err(error.into()),
        }
        let [terminal, bell] = both.map(|one| one.revents());
        if bell.contains(PollFlags::IN) {
            // How often it rang says nothing; the notes say what for.
            let mut rings = [0_u8; 64];
            while matches!(self.bell.read(&mut rings), Ok(count) if count > 0) {}
        }
        let lost = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        Ok(if terminal.intersects(lost) { Waited::Gone } else { Waited::Something })
    }
}

impl Events for TerminalEvents {
    /// Opens the terminal's queue. What came before is in the notes of the signals.
    fn begin(&mut self) -> io::Result<()> {
        event::poll(Duration::ZERO).map(drop)
    }

    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Happened>> {
        loop {
            if let Some(happened) = self.signalled() {
                return Ok(Some(happened));
            }
            if self.wait(Duration::ZERO.into())? == Waited::Gone {
                return Ok(Some(Happened::Stop));
            }
            // Keys that were read together wait in crossterm's own queue.
            if event::poll(Duration::ZERO)? {
                match event::read()? {
                    Event::Key(key) => return Ok(Some(Happened::Key(key))),
                    Event::Mouse(mouse) => return Ok(Some(Happened::Mouse(mouse))),
                    Event::Paste(text) => return Ok(Some(Happened::Paste(text))),
                    Event::Resize(..) | Event::FocusGained => return Ok(Some(Happened::Resize)),
                    Event::FocusLost => continue,
                }
            }
            match self.wait(limit)? {
                Waited::Nothing => return Ok(None),
                Waited::Something => {}
                Waited::Gone => return Ok(Some(Happened::Stop)),
            }
        }
    }
}
