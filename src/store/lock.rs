//! One save at a time: a lock on `.lock` in the data directory, held only while saving.
//!
//! It keeps two running copies from writing in each other's way. An editor does not know it; what
//! an editor wrote is found because each save reads the file again. Where the file system has no
//! locks (some network shares) the save goes on without: the time between reading and replacing is
//! then all that two copies could still meet in.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::time::{Duration, Instant};

use super::disk::{Disk, Refusal};
use super::layout::Layout;

/// How long another save is waited for by a command, which has nothing else to do.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
/// How long a screen waits: long enough for a save on a slow disk, short enough not to look broken.
pub(super) const PATIENCE_OF_A_SCREEN: Duration = Duration::from_millis(400);
/// How long is waited once that was in vain, so that keys go on while another program holds on.
pub(super) const PATIENCE_AFTER_THAT: Duration = Duration::from_millis(20);
/// How often it is tried again meanwhile.
const PAUSE: Duration = Duration::from_millis(10);

/// Held until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    /// Whether the file system knows locks, so that nobody else saves meanwhile.
    pub(super) is_real: bool,
}

/// Takes the lock, making the data directory where there is none yet.
pub(super) fn take(disk: &Disk, layout: &Layout, patience: Duration) -> Result<Lock, Refusal> {
    disk.create_folder(&layout.root)?;
    let path = layout.lock();
    let file = disk.open_lock(&path)?;
    let since = Instant::now();
    loop {
        let message = match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file, is_real: true }),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                return Ok(Lock { _file: file, is_real: false });
            }
            Err(TryLockError::WouldBlock) if since.elapsed() < patience => {
                std::thread::sleep(PAUSE);
                continue;
            }
            Err(TryLockError::WouldBlock) => return Err(Refusal::Held { path }),
            Err(TryLockError::Error(error)) => format!("{error}; check the disk and try again"),
        };
        return Err(Refusal::System { doing: "lock", path, message });
    }
}
