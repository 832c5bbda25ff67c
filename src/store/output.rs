//! Whole files that leave the journal: reports and exports, written where the person says.
//!
//! A file is written as a save is: beside its place, made durable, then put there, readable by the
//! person alone. So it is either the old one or the new one, whole. What is no file (a device, a
//! pipe) is written to and stays what it is.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::Store;
use super::disk::{Refusal, Step, parent, plain};
use super::layout::Layout;
use crate::domain::plain::path as shown;

/// Why nothing was written to a place outside the journal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutputFailure {
    /// Something is there already, and nobody said that it may be replaced.
    #[error("{} is there already ({what}), and nothing was written", shown(.path))]
    Exists {
        /// The place.
        path: PathBuf,
        /// What is there: `a file`.
        what: &'static str,
        /// What would happen to it.
        then: &'static str,
    },
    /// The place is one of the journal's own.
    #[error("{} belongs to the journal itself, and nothing was written", shown(.path))]
    Own {
        /// The place.
        path: PathBuf,
    },
    /// The system refused.
    #[error("could not write {}: {message}", shown(.path))]
    System {
        /// The place.
        path: PathBuf,
        /// What the system said, and what to do about it.
        message: String,
    },
}

/// What stands at a place.
enum There {
    Nothing,
    File,
    /// A device, a pipe, a socket.
    Special,
    Folder,
}

impl Store {
    /// Writes whole files outside the journal, each for the person alone. All places are looked at
    /// before the first is written; with `replace` what is there gives way. A folder has to be there.
    ///
    /// # Errors
    /// Where a place is taken, is one of the journal's own, or cannot be written. Files written
    /// before the one that failed stay, each whole.
    pub fn write_out<B: AsRef<[u8]>>(
        &self,
        files: &[(PathBuf, B)],
        replace: bool,
    ) -> Result<(), OutputFailure> {
        let mut targets = Vec::new();
        for (path, _) in files {
            targets.push(self.place_for_output(path, replace)?);
        }
        for ((path, bytes), target) in files.iter().zip(targets) {
            match target {
                Some(target) => {
                    self.disk.put(path, &target, bytes.as_ref()).map_err(|refusal| refused(path, refusal))?;
                }
                None => self.write_to_device(path, bytes.as_ref())?,
            }
        }
        Ok(())
    }

    /// Makes a folder outside the journal, for the person alone; one that is there is left as it is.
    ///
    /// # Errors
    /// Where a file is in its place, it is one of the journal's own, or it cannot be made.
    pub fn make_output_folder(&self, folder: &Path) -> Result<(), OutputFailure> {
        let failed = |error: &io::Error| system(folder, error);
        match fs::metadata(folder) {
            Ok(found) if found.is_dir() => return Ok(()),
            Ok(_) => {
                let message = "a file stands where the folder should be".to_owned();
                return Err(OutputFailure::System { path: folder.to_owned(), message });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(failed(&error)),
        }
        let above = fs::canonicalize(parent(folder)).map_err(|error| failed(&error))?;
        if is_own(&self.layout, &above.join(folder.file_name().unwrap_or_default())) {
            return Err(OutputFailure::Own { path: folder.to_owned() });
        }
        self.disk.create_folder(folder).map_err(|refusal| refused(folder, refusal))
    }

    /// Where a file is to be put; `None` for a device, which is written to as it is.
    fn place_for_output(&self, path: &Path, replace: bool) -> Result<Option<PathBuf>, OutputFailure> {
        let exists = |what, then| OutputFailure::Exists { path: path.to_owned(), what, then };
        let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
        let there = there(path).map_err(|error| system(path, &error))?;
        match there {
            There::Folder => {
                Err(OutputFailure::System { path: path.to_owned(), message: "this is a folder".to_owned() })
            }
            There::Special if replace => {
                let place = fs::canonicalize(path).map_err(|error| system(path, &error))?;
                if is_own(&self.layout, &place) {
                    return Err(OutputFailure::Own { path: path.to_owned() });
                }
                Ok(None)
            }
            There::Special => Err(exists("a device or a pipe", "write to it")),
            There::File if !replace && is_link => Err(exists("a link to a file", "replace that file")),
            There::File if !replace => Err(exists("a file", "replace it")),
            There::File | There::Nothing => {
                let target = self.disk.target(path).map_err(|refusal| refused(path, refusal))?;
                let folder = fs::canonicalize(parent(&target)).map_err(|error| system(path, &error))?;
                if is_own(&self.layout, &folder.join(target.file_name().unwrap_or_default())) {
                    return Err(OutputFailure::Own { path: path.to_owned() });
                }
                Ok(Some(target))
            }
        }
    }

    fn write_to_device(&self, path: &Path, bytes: &[u8]) -> Result<(), OutputFailure> {
        self.disk
            .step(Step::Write, "write", path, || {
                let mut device = open_device(path)?;
                device.write_all(bytes)?;
                device.flush()
            })
            .map_err(|refusal| refused(path, refusal))
    }
}

/// Opens a device or a pipe to write to it. A pipe that nobody reads is refused rather than waited for.
fn open_device(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    {
        use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
        let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or(0);
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags);
        let device = options.open(path).map_err(|error| {
            if error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error()) {
                io::Error::other("nobody reads this pipe")
            } else {
                error
            }
        })?;
        // From here on it is waited for: whoever reads may be slow.
        let flags = fcntl_getfl(&device)?;
        fcntl_setfl(&device, flags.difference(OFlags::NONBLOCK))?;
        Ok(device)
    }
    #[cfg(not(unix))]
    options.open(path)
}

fn there(path: &Path) -> io::Result<There> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Ok(There::Folder),
        Ok(found) if found.is_file() => Ok(There::File),
        Ok(_) => Ok(There::Special),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(There::Nothing),
        Err(error) => Err(error),
    }
}

/// Whether a place is one that only the journal itself writes: its own file, its trials, its days,
/// and everything hidden in its folder.
fn is_own(layout: &Layout, place: &Path) -> bool {
    let Ok(root) = fs::canonicalize(&layout.root) else { return false };
    let Ok(inside) = place.strip_prefix(&root) else { return false };
    let Some(Component::Normal(first)) = inside.components().next() else { return false };
    let first = first.to_string_lossy().to_lowercase();
    first.starts_with('.') || ["journal.toml", "trials", "days", "rescue"].contains(&first.as_str())
}

fn system(path: &Path, error: &io::Error) -> OutputFailure {
    let message = match error.kind() {
        ErrorKind::NotFound => "there is no such folder".to_owned(),
        _ => plain(error),
    };
    OutputFailure::System { path: path.to_owned(), message }
}

fn refused(path: &Path, refusal: Refusal) -> OutputFailure {
    let message = match refusal {
        Refusal::System { message, .. } => message,
        Refusal::Held { .. } => "another weekfive keeps on saving".to_owned(),
        Refusal::Unreadable(problem) => problem.message,
        Refusal::Newer { format, .. } => format!("it is of format {format}"),
    };
    OutputFailure::System { path: path.to_owned(), message }
}
