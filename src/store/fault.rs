//! For tests: lets the disk fail at any step.

use std::io;

use super::disk::Step;

/// Which step is to fail, and which were done.
#[derive(Debug, Default)]
pub(super) struct Fault {
    /// Fails the step with this number, counted from 0.
    pub(super) at: Option<usize>,
    /// The steps taken so far, the failed one included.
    pub(super) taken: Vec<Step>,
}

impl Fault {
    pub(super) fn pull(&mut self, step: Step) -> io::Result<()> {
        let number = self.taken.len();
        self.taken.push(step);
        if self.at == Some(number) { Err(io::Error::from(io::ErrorKind::StorageFull)) } else { Ok(()) }
    }
}
