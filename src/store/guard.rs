//! The one way in: every file that is read is opened here, looked at, and only then read.
//!
//! Whatever a sync program, a script or a slip of the hand has put in the place of a file, reading
//! comes back at once and says what is there:
//!
//! - It is opened with `O_NONBLOCK`, so that a pipe nobody writes to, or a device that waits, does
//!   not hold the program for ever, and with `O_NOCTTY`, so that a terminal is not taken over. Neither
//!   means anything for a regular file.
//! - What was opened is asked what it is, not its name: nothing can be put in its place in between.
//! - Links are followed, on purpose (no `O_NOFOLLOW`): people keep a journal among their dot files or
//!   in a synced folder and link to it. What a link leads to has to be a regular file like any other.
//!   A link that leads nowhere is not a file that is missing: it is named, and nothing is begun in its
//!   place.
//! - One that is larger than anything of its kind can be is refused unread.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::disk::{advice, plain};

/// The most bytes of the settings: 64 KiB. The longest, with a key of one's own for every action, has 8 KB.
pub const MOST_OF_SETTINGS: u64 = 64 * 1024;

/// The most bytes of a day, a trial, a checklist or the journal's own file: 1 MiB.
/// A full day (a check-in, two visits, every text as long as it can be) stays below 300 KB; a day as
/// people write it below 5 KB. A file of this size is still read in a blink, whatever is in it.
pub const MOST_OF_A_RECORD: u64 = 1024 * 1024;

/// The most bytes of any file in a journal, reports included: 16 MiB.
pub const MOST_OF_A_FILE: u64 = 16 * 1024 * 1024;

/// Why something was not read.
#[derive(Debug)]
pub enum Unread {
    /// A link that leads nowhere.
    DanglingLink,
    /// A link that leads back to itself.
    CircularLink,
    /// No regular file: what it is instead.
    NoFile(&'static str),
    /// Larger than such a file can be.
    TooLarge {
        /// How much it may have, in bytes.
        most: u64,
    },
    /// What the system said.
    System(io::Error),
}

impl Unread {
    /// What is wrong, and what to do about it, for the end of a sentence. Nothing of what is in the
    /// file is in it.
    pub fn in_words(&self) -> String {
        let advice = match self {
            Self::DanglingLink => "mend the link or remove it",
            Self::CircularLink => "remove it",
            Self::NoFile(_) | Self::TooLarge { .. } => "move it away",
            Self::System(error) => advice(error.kind()),
        };
        format!("{}; {advice}", self.what())
    }

    /// What is wrong, without what to do about it: with a file that the person has named, that is
    /// theirs to say.
    pub fn what(&self) -> String {
        match self {
            Self::DanglingLink => "this is a link that leads nowhere".to_owned(),
            Self::CircularLink => "this is a link that leads back to itself".to_owned(),
            Self::NoFile(what) => format!("this is {what}, not a file"),
            Self::TooLarge { most } => {
                format!("this is larger than such a file can be ({}), so it was not read", in_bytes(*most))
            }
            Self::System(error) => format!("this cannot be read: {}", plain(error)),
        }
    }
}

fn in_bytes(count: u64) -> String {
    let kilo = count / 1024;
    if kilo < 1024 { format!("{kilo} KB") } else { format!("{} MB", kilo / 1024) }
}

/// A regular file, opened to be read, and how many bytes it has; `None` where there is none.
///
/// # Errors
/// Where something else stands there, or it cannot be opened.
pub fn open(path: &Path) -> Result<Option<(File, u64)>, Unread> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        let flags = i32::try_from(flags.bits()).unwrap_or(0);
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags);
    }
    let file = match options.open(path) {
        Ok(file) => file,
        Err(error) => return not_opened(path, error),
    };
    let found = file.metadata().map_err(Unread::System)?;
    if found.is_file() { Ok(Some((file, found.len()))) } else { Err(Unread::NoFile(kind(&found))) }
}

/// Why it was not opened: the error alone does not say it.
fn not_opened<T>(path: &Path, error: io::Error) -> Result<Option<T>, Unread> {
    let is_link = || fs::symlink_metadata(path).is_ok_and(|found| found.file_type().is_symlink());
    if error.kind() == ErrorKind::NotFound {
        return if is_link() { Err(Unread::DanglingLink) } else { Ok(None) };
    }
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
        return Err(Unread::CircularLink);
    }
    match fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => Err(Unread::NoFile(kind(&found))),
        Ok(_) | Err(_) => Err(Unread::System(error)),
    }
}

/// What stands in the place of a file, in a word.
pub(super) fn kind(found: &fs::Metadata) -> &'static str {
    if found.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = found.file_type();
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    "something else"
}

/// The bytes of a regular file; `None` where there is none. At most `most` bytes are read, whatever
/// its length was said to be.
///
/// # Errors
/// As for [`open`], and where it has more than `most` bytes.
pub fn read(path: &Path, most: u64) -> Result<Option<Vec<u8>>, Unread> {
    let Some((file, length)) = open(path)? else { return Ok(None) };
    if length > most {
        return Err(Unread::TooLarge { most });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1));
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(Unread::System)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
        return Err(Unread::TooLarge { most });
    }
    Ok(Some(bytes))
}

/// Opens what the person has named, to read it through once: a regular file, or what is open already
/// under a name of the system's (`-`, `/dev/stdin`, `/dev/fd/63` of a shell's `<(…)`), pipes included.
/// With it how many bytes it has, 0 where that is not known.
///
/// # Errors
/// As for [`open`]; a pipe or a device under a name of its own is refused, since nobody may ever write
/// to it, or never stop.
pub fn open_named(path: &Path) -> Result<Option<(File, u64)>, Unread> {
    let open_already = ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"];
    let path = if path == Path::new("-") { PathBuf::from("/dev/stdin") } else { path.to_owned() };
    if !path.to_str().is_some_and(|name| open_already.iter().any(|open| name.starts_with(open))) {
        return open(&path);
    }
    match File::open(&path) {
        Ok(file) => {
            let found = file.metadata().map_err(Unread::System)?;
            if found.is_dir() {
                return Err(Unread::NoFile("a folder"));
            }
            Ok(Some((file, if found.is_file() { found.len() } else { 0 })))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Unread::System(error)),
    }
}
