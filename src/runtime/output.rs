//! Writing to the terminal, without waiting for ever on one that takes nothing any more.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::io::Errno;

/// How often it is looked whether the program is to end, while the terminal takes nothing.
const LOOK: Duration = Duration::from_millis(50);

/// How often in a row, once the program is to end: then the terminal is given up.
const LOOKS: u32 = 6;

/// The terminal to write to.
#[derive(Debug)]
pub(super) struct Output {
    terminal: File,
    stop: Arc<AtomicBool>,
}

impl Output {
    /// The terminal on standard output. It is waited for until it takes what is written, or until the
    /// note says that the program is to end.
    ///
    /// # Errors
    /// Where standard output is closed.
    pub(super) fn open(stop: Arc<AtomicBool>) -> io::Result<Self> {
        // Opened anew, since a terminal that shall not be waited for is said so to all who share it.
        // Where that cannot be, it is shared, and waited for.
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        let own = i32::try_from(flags.bits())
            .map_err(io::Error::other)
            .and_then(|flags| File::options().write(true).custom_flags(flags).open("/proc/self/fd/1"));
        let terminal = match own {
            Ok(file) => file,
            Err(_) => File::from(io::stdout().as_fd().try_clone_to_owned()?),
        };
        Ok(Self { terminal, stop })
    }

    /// Waits until the terminal takes something, for a moment at most. Whether it does.
    fn takes(&self) -> io::Result<bool> {
        let limit = Timespec::try_from(LOOK).map_err(io::Error::other)?;
        match poll(&mut [PollFd::new(&self.terminal, PollFlags::OUT)], Some(&limit)) {
            Ok(count) => Ok(count > 0),
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut looks = 0_u32;
        loop {
            match rustix::io::write(&self.terminal, bytes) {
                Ok(count) => return Ok(count),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => {
                    if !self.takes()? && self.stop.load(Ordering::SeqCst) {
                        looks = looks.saturating_add(1);
                    }
                    if looks >= LOOKS {
                        return Err(io::Error::new(io::ErrorKind::TimedOut, "it takes nothing any more"));
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
