//! Reading and replacing files whole, each call to the system one step that can fail.
//!
//! What is promised: a file that [`Disk::replace`] has written is on the disk, whole, when it
//! returns, as far as the system's `fsync` says the truth; where it fails, or the power goes, the
//! file is either the old or the new one. What is not promised: that a failure means the old one.
//! When only the last step fails (making the folder remember the new name), the new file may
//! already stand there; the failure is told, and saving again finds nothing left to change. Disks
//! that confirm what they have not written, and file systems whose rename is not atomic (some
//! network shares), keep less than this. Owner and special attributes of a replaced file are not
//! carried over; its permissions become 0600.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::domain::journal::{Problem, SaveFailure};

use super::guard::{self, MOST_OF_A_RECORD, Unread};
use super::reader::line_and_column;

/// What a temporary file's name begins with. The dot hides it from every reader.
pub(super) const TEMPORARY: &str = ".weekfive-";

/// Permissions of a file: the person's own.
pub(super) const FILE_MODE: u32 = 0o600;
/// Permissions of a folder: the person's own.
pub(super) const FOLDER_MODE: u32 = 0o700;

/// One call to the system on the way of a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Looks whether a folder or file is there, or where a link leads.
    Look,
    /// Makes a folder.
    CreateFolder,
    /// Opens and takes the lock.
    Lock,
    /// Reads what stands on disk now.
    Read,
    /// Makes the temporary file.
    CreateTemporary,
    /// Writes the temporary file.
    Write,
    /// Makes the temporary file durable.
    SyncFile,
    /// Puts it in the place of the old one.
    Rename,
    /// Makes the folder's entries durable.
    SyncFolder,
    /// Removes a file.
    Remove,
    /// Makes permissions the person's own.
    Permit,
}

/// Why a file was not written, before it is known what was in it.
#[derive(Debug)]
pub(super) enum Refusal {
    Unreadable(Problem),
    Newer {
        file: PathBuf,
        format: i64,
    },
    System {
        doing: &'static str,
        path: PathBuf,
        message: String,
    },
    /// Another program holds the lock.
    Held {
        path: PathBuf,
    },
}

impl Refusal {
    fn system(doing: &'static str, path: &Path, error: &io::Error) -> Self {
        let message = format!("{}; {}", plain(error), advice(error.kind()));
        Self::System { doing, path: path.to_owned(), message }
    }
}

impl<T> From<Refusal> for SaveFailure<T> {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unreadable(problem) => Self::Unreadable(problem),
            Refusal::Newer { file, format } => Self::Newer { file, format },
            Refusal::System { doing, path, message } => Self::System { doing, path, message },
            Refusal::Held { path } => {
                let message = "another weekfive keeps on saving; close it and try again".to_owned();
                Self::System { doing: "lock", path, message }
            }
        }
    }
}

/// What the system said, without its number.
pub(super) fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or_default().to_lowercase()
}

/// What a person can do about it.
pub(super) fn advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::PermissionDenied => "check that the folder and file belong to you and can be written",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space and try again",
        ErrorKind::ReadOnlyFilesystem => "this disk is read-only; choose another folder with --data-dir",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "a file stands where a folder should be; move it away or choose another folder with --data-dir"
        }
        ErrorKind::IsADirectory => "a folder stands where the file should be; move it away",
        _ => "check the disk and try again",
    }
}

/// The file system, through a seam at which tests let any step fail.
#[derive(Debug, Clone, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub(super) fault: std::sync::Arc<std::sync::Mutex<super::fault::Fault>>,
}

impl Disk {
    /// Does one step, or fails there when a test wants it to.
    pub(super) fn step<T>(
        &self,
        step: Step,
        doing: &'static str,
        path: &Path,
        work: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, Refusal> {
        self.pull(step).and_then(|()| work()).map_err(|error| Refusal::system(doing, path, &error))
    }

    #[cfg(not(test))]
    fn pull(&self, _: Step) -> io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    fn pull(&self, step: Step) -> io::Result<()> {
        self.fault.lock().unwrap().pull(step)
    }

    /// The text of a file; `None` where there is none. Anything else that keeps it from being read
    /// is a problem of that file.
    pub(super) fn read(&self, path: &Path) -> Result<Option<String>, Problem> {
        let problem = |line, column, message| Problem { file: path.to_owned(), line, column, message };
        let Some(bytes) = self.read_bytes(path, MOST_OF_A_RECORD)? else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default()).into_owned();
            let (line, column) = line_and_column(&text, good);
            problem(line, column, "this is not UTF-8 text; save the file as UTF-8 in your editor".to_owned())
        })
    }

    /// The bytes of a file that may have `most` of them; `None` where there is none.
    pub(super) fn read_bytes(&self, path: &Path, most: u64) -> Result<Option<Vec<u8>>, Problem> {
        let read = self.pull(Step::Read).map_err(Unread::System).and_then(|()| guard::read(path, most));
        read.map_err(|unread| Problem {
            file: path.to_owned(),
            line: 1,
            column: 1,
            message: unread.in_words(),
        })
    }

    /// Puts a whole new text in the place of a file, and returns when it is on the disk. A link is
    /// followed: what it leads to is replaced, and the link stays; one that leads nowhere is
    /// refused.
    pub(super) fn replace(&self, path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Refusal> {
        let target = self.target(path)?;
        self.create_folder(parent(&target))?;
        self.put(path, &target, bytes.as_ref())
    }

    /// Puts whole new contents in the place of `target`, in a folder that is there; `path` is what
    /// the person calls it. Returns when it is on the disk.
    pub(super) fn put(&self, path: &Path, target: &Path, bytes: &[u8]) -> Result<(), Refusal> {
        let folder = parent(target);
        let mut temporary = self.step(Step::CreateTemporary, "write", path, || {
            let temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
            own_alone(temporary.as_file(), FILE_MODE)?;
            Ok(temporary)
        })?;
        if let Err(error) = self.pull(Step::Write) {
            let half = bytes.len() / 2;
            let _ = temporary.write_all(bytes.get(..half).unwrap_or_default());
            return Err(Refusal::system("write", path, &error));
        }
        temporary.write_all(bytes).map_err(|error| Refusal::system("write", path, &error))?;
        self.step(Step::SyncFile, "write", path, || temporary.as_file().sync_all())?;
        self.step(Step::Rename, "write", path, || {
            temporary.persist(target).map(drop).map_err(|error| error.error)
        })?;
        self.sync_folder(folder)
    }

    /// Where a file really is: itself, or what a link leads to.
    pub(super) fn target(&self, path: &Path) -> Result<PathBuf, Refusal> {
        self.step(Step::Look, "write", path, || match fs::symlink_metadata(path) {
            Ok(found) if found.file_type().is_symlink() => fs::canonicalize(path)
                .map_err(|error| io::Error::new(error.kind(), "this is a link that leads nowhere")),
            Ok(_) => Ok(path.to_owned()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(path.to_owned()),
            Err(error) => Err(error),
        })
    }

    /// Makes a folder and those above it, for the person alone, and durable.
    pub(super) fn create_folder(&self, folder: &Path) -> Result<(), Refusal> {
        let doing = "create the folder";
        let there = self.step(Step::Look, doing, folder, || match fs::metadata(folder) {
            Ok(found) if found.is_dir() => Ok(true),
            Ok(_) => Err(io::Error::new(ErrorKind::NotADirectory, "a file stands there")),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        })?;
        if there {
            return Ok(());
        }
        let above = folder.parent().filter(|above| !above.as_os_str().is_empty());
        if let Some(above) = above {
            self.create_folder(above)?;
        }
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        self.step(Step::CreateFolder, doing, folder, || match builder.create(folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
            Err(error) => Err(error),
            // An odd umask may have taken away even our own permissions.
            Ok(()) => set_mode(folder, FOLDER_MODE),
        })?;
        self.sync_folder(above.unwrap_or(Path::new(".")))
    }

    /// Makes what a folder lists durable. Not every system can; where it cannot, it is left to it.
    pub(super) fn sync_folder(&self, folder: &Path) -> Result<(), Refusal> {
        self.step(Step::SyncFolder, "write", folder, || {
            if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
        })
    }

    /// Opens the lock's file, making it where needed.
    pub(super) fn open_lock(&self, path: &Path) -> Result<File, Refusal> {
        self.step(Step::Lock, "open", path, || {
            let mut options = File::options();
            options.read(true).append(true).create(true);
            #[cfg(unix)]
            {
                let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
                let flags = i32::try_from(flags.bits()).unwrap_or(0);
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, FILE_MODE);
                std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags);
            }
            let lock = options.open(path)?;
            // An odd umask may have taken away even our own permissions.
            #[cfg(unix)]
            if std::os::unix::fs::PermissionsExt::mode(&lock.metadata()?.permissions()) & FILE_MODE
                != FILE_MODE
            {
                own_alone(&lock, FILE_MODE)?;
            }
            Ok(lock)
        })
    }

    /// Removes a file; one that is not there is removed already.
    pub(super) fn remove(&self, path: &Path) -> Result<(), Refusal> {
        let removed = self.step(Step::Remove, "remove", path, || match fs::remove_file(path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        })?;
        match path.parent() {
            Some(folder) if removed => self.sync_folder(folder),
            Some(_) | None => Ok(()),
        }
    }

    /// Gives a file a name of which nothing else exists yet: the name given, else with -2, -3, …. One
    /// that has such a name already, since only the last step failed before, keeps it.
    pub(super) fn rename_free(&self, path: &Path, wanted: &Path) -> Result<PathBuf, Refusal> {
        let mut free = wanted.to_owned();
        let mut last = None;
        let mut number = 2_u32;
        while fs::symlink_metadata(&free).is_ok() {
            last = Some(free);
            let mut name = wanted.as_os_str().to_owned();
            name.push(format!("-{number}"));
            free = PathBuf::from(name);
            number = number.saturating_add(1);
        }
        let is_gone = fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound);
        let name = match last.filter(|_| is_gone) {
            Some(last) => last,
            None => {
                self.step(Step::Rename, "set aside", path, || fs::rename(path, &free))?;
                free
            }
        };
        if let Some(folder) = name.parent() {
            self.sync_folder(folder)?;
        }
        Ok(name)
    }
}

/// Sets the mode of what is open, where the system knows such a thing.
fn own_alone(file: &File, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(mode))
    }
    #[cfg(not(unix))]
    {
        let _ = (file, mode);
        Ok(())
    }
}

/// Sets the mode of what a name stands for, where the system knows such a thing.
pub(super) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
    }
    #[cfg(not(unix))]
    {
        let _ = (path, mode);
        Ok(())
    }
}

/// The folder a file is in; the current one for a bare name.
pub(super) fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether a link stands there that leads nowhere.
pub(super) fn leads_nowhere(path: &Path) -> bool {
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
    is_link && fs::metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound)
}

/// The problem of a link that leads nowhere.
pub(super) fn dangling(path: &Path) -> Problem {
    Problem { file: path.to_owned(), line: 1, column: 1, message: Unread::DanglingLink.in_words() }
}

/// The paths in a folder, in the order of their names; none where there is no folder.
pub(super) fn list(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let listed = fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()
    });
    match listed {
        Ok(mut paths) => {
            paths.sort();
            Ok(paths)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if leads_nowhere(folder) {
                Err(dangling(folder))
            } else {
                Ok(Vec::new())
            }
        }
        Err(error) => {
            let message = format!("this folder cannot be read: {}; {}", plain(&error), advice(error.kind()));
            Err(Problem { file: folder.to_owned(), line: 1, column: 1, message })
        }
    }
}
