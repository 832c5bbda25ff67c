//! For tests: lets the disk fail at any step.

use std::io;

use super::disk::Step;

/// Which step is to fail, and which were done.
#[derive(Debug, Default)]
pub(super) struct Fault {
    /// Fails the step with this number, counted from 0.
    pub(super) at: Option<usize>,
    /// Fails every step after that one too, as a disk does that has gone away.
    pub(super) and_after: bool,
    /// The number of the system's error; without one there is no space.
    pub(super) error: Option<i32>,
    /// The steps taken so far, the failed one included.
    pub(super) taken: Vec<Step>,
}

impl Fault {
    pub(super) fn pull(&mut self, step: Step) -> io::Result<()> {
        let number = self.taken.len();
        self.taken.push(step);
        let fails = self.at.is_some_and(|at| number == at || (self.and_after && number > at));
        match (fails, self.error) {
            (false, _) => Ok(()),
            (true, None) => Err(io::Error::from(io::ErrorKind::StorageFull)),
            (true, Some(number)) => Err(io::Error::from_raw_os_error(number)),
        }
    }
}
