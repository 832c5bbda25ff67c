//! The system's signals: noted when they come, and a way to wait for them beside the terminal. No
//! thread: the system writes the note, and a byte into a pipe.

use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::flag;
use signal_hook::low_level::pipe;

/// What signals came since they were last looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Came {
    /// The program is to end.
    pub stop: bool,
    /// The program is to pause.
    pub suspend: bool,
    /// The program goes on after a pause.
    pub resumed: bool,
    /// The terminal has another size.
    pub resized: bool,
}

/// The notes of the signals, and the pipe that says when to look at them.
#[derive(Debug)]
pub struct Signals {
    stop: Arc<AtomicBool>,
    suspend: Arc<AtomicBool>,
    resumed: Arc<AtomicBool>,
    resized: Arc<AtomicBool>,
    pipe: UnixStream,
}

impl Signals {
    /// Listens from now on: none of these signals ends or pauses the program by itself any more.
    ///
    /// # Errors
    /// Where the system has no room for a pipe, or refuses.
    pub fn listen() -> io::Result<Self> {
        let (pipe, wake) = UnixStream::pair()?;
        pipe.set_nonblocking(true)?;
        let signals = Self {
            stop: Arc::default(),
            suspend: Arc::default(),
            resumed: Arc::default(),
            resized: Arc::default(),
            pipe,
        };
        for (signal, note) in [
            (SIGTERM, &signals.stop),
            (SIGHUP, &signals.stop),
            (SIGINT, &signals.stop),
            (SIGTSTP, &signals.suspend),
            (SIGCONT, &signals.resumed),
            (SIGWINCH, &signals.resized),
        ] {
            // The note first: whoever is woken finds it.
            flag::register(signal, Arc::clone(note))?;
            pipe::register(signal, wake.try_clone()?)?;
        }
        Ok(signals)
    }

    /// What came since the last time. The pipe is emptied first, so that no signal is missed.
    pub fn take(&mut self) -> Came {
        let mut bytes = [0; 256];
        while let Ok(1..) = self.pipe.read(&mut bytes) {}
        let came = |note: &AtomicBool| note.swap(false, Ordering::SeqCst);
        Came {
            // That it is to end stays true.
            stop: self.stop.load(Ordering::SeqCst),
            suspend: came(&self.suspend),
            resumed: came(&self.resumed),
            resized: came(&self.resized),
        }
    }

    /// Whether the program is to end, for one who waits for something else meanwhile. Once it is, it
    /// stays so.
    pub fn stop_note(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }
}

impl AsFd for Signals {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.pipe.as_fd()
    }
}

/// Ctrl-C while another program has the terminal: it is meant for that program, and does not end this
/// one.
#[derive(Debug)]
pub struct Interrupts {
    end_us: Arc<AtomicBool>,
}

impl Interrupts {
    /// From now on an interrupt ends this program as before, unless the terminal is left to another.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn watch() -> io::Result<Self> {
        let end_us = Arc::new(AtomicBool::new(true));
        for signal in [SIGINT, SIGQUIT] {
            flag::register_conditional_default(signal, Arc::clone(&end_us))?;
        }
        Ok(Self { end_us })
    }

    /// Does some work while the interrupts are another program's.
    pub fn left_to<T>(&self, other: impl FnOnce() -> T) -> T {
        self.end_us.store(false, Ordering::SeqCst);
        let done = other();
        self.end_us.store(true, Ordering::SeqCst);
        done
    }
}
