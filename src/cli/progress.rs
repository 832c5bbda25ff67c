//! How far a long file is: one line on standard error, on a terminal only.

use std::io::{self, IsTerminal, Read, Write};

/// From how many bytes on reading is told.
const LONG: u64 = 4 * 1024 * 1024;
/// From how many days on writing is told.
const MANY: u64 = 100;

/// A line that counts up in place.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    all: u64,
    told: Option<u64>,
}

impl Progress {
    fn new(what: &'static str, all: u64, from: u64) -> Self {
        let shown = all >= from && io::stderr().is_terminal();
        Self { what, all, told: shown.then_some(0) }
    }

    /// A reader that tells how far it is.
    pub fn reading(inner: impl Read, size: u64) -> impl Read {
        Reading { inner, done: 0, progress: Self::new("Reading", size, LONG) }
    }

    /// Days on their way to the disk.
    pub fn writing(days: usize) -> Self {
        Self::new("Writing", u64::try_from(days).unwrap_or(0), MANY)
    }

    /// So much is done.
    pub fn step(&mut self, done: impl TryInto<u64>) {
        let Some(told) = self.told else { return };
        let done: u64 = done.try_into().unwrap_or(0);
        let percent = done.saturating_mul(100) / self.all.max(1);
        if percent > told {
            self.told = Some(percent);
            write!(io::stderr().lock(), "\r{} … {}%", self.what, percent.min(100)).ok();
        }
    }

    /// Takes the line away.
    pub fn end(&mut self) {
        if self.told.take().is_some_and(|told| told > 0) {
            write!(io::stderr().lock(), "\r{:30}\r", "").ok();
        }
    }
}

struct Reading<R> {
    inner: R,
    done: u64,
    progress: Progress,
}

impl<R: Read> Read for Reading<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.done = self.done.saturating_add(u64::try_from(count).unwrap_or(0));
        self.progress.step(self.done);
        Ok(count)
    }
}

impl<R> Drop for Reading<R> {
    fn drop(&mut self) {
        self.progress.end();
    }
}
