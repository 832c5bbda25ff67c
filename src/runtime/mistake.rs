//! A mistake of the program's own, a panic: where it happened is kept in a file, and nothing of the
//! journal with it. The message of a panic is not kept: it may hold a piece of what was written.

use std::backtrace::Backtrace;
use std::fs::{DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use rustix::fs::OFlags;

use super::terminal;

/// The name of the file in the data directory. There is one: the last mistake.
pub const FILE: &str = "last-mistake.txt";

/// Where the details go.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();
/// Whether the first mistake of this run has been seen; what follows from it is not kept.
static SEEN: AtomicBool = AtomicBool::new(false);
/// Whether the details are in their file.
static KEPT: AtomicBool = AtomicBool::new(false);

/// From now on a panic gives the terminal back, prints nothing, and writes its details into this
/// folder. The first folder named stays.
pub fn listen(folder: &Path) {
    if FOLDER.set(folder.to_owned()).is_err() {
        return;
    }
    std::panic::set_hook(Box::new(|info| {
        terminal::give_back();
        if SEEN.swap(true, Ordering::SeqCst) {
            return;
        }
        let text = details(info.location(), &Backtrace::force_capture());
        if let Some(folder) = FOLDER.get() {
            KEPT.store(keep(folder, &text).is_ok(), Ordering::SeqCst);
        }
    }));
}

/// What is kept: the version, the place, and the functions that led there.
fn details(place: Option<&Location<'_>>, trace: &Backtrace) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let system = (std::env::consts::OS, std::env::consts::ARCH);
    let place = place.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    format!(
        "weekfive {version} on {} {} stopped by a mistake of its own.\n\
         Nothing of the journal is in this file; it can be shown to whoever mends the program.\n\n\
         at {place}\n\n{trace}",
        system.0, system.1
    )
}

/// Writes the file, for the person alone. Not through the store: that may be what failed.
fn keep(folder: &Path, text: &str) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let path = folder.join(FILE);
    // A pipe in its place is not waited for.
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).map_err(std::io::Error::other)?;
    let mut options = File::options();
    options.write(true).create(true).truncate(true).mode(0o600).custom_flags(flags);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// What the person reads: one sentence, true in each case.
pub fn sentence(saved: bool) -> String {
    let saved =
        if saved { "everything you entered is saved" } else { "what you entered last may not be saved" };
    let details = match FOLDER.get().filter(|_| KEPT.load(Ordering::SeqCst)) {
        Some(folder) => format!(
            "where it happened is written, with nothing of your journal, in {}",
            crate::domain::plain::path(&folder.join(FILE))
        ),
        None => "where it happened could not be written down".to_owned(),
    };
    format!("this program stopped because of a mistake of its own; {saved}; {details}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_saved_only_where_it_is() {
        assert!(sentence(true).contains("everything you entered is saved"));
        assert!(sentence(false).contains("may not be saved"));
        for text in [sentence(true), sentence(false)] {
            assert!(text.contains("could not be written down"), "there is no file here: {text}");
            assert!(!text.contains(". "), "one sentence: {text}");
        }
    }

    #[test]
    fn the_file_is_for_the_person_alone_and_holds_the_last_mistake_only() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("not").join("there");
        keep(&data, "a longer text").unwrap();
        let text = details(Some(Location::caller()), &Backtrace::force_capture());
        keep(&data, &text).unwrap();
        let read = std::fs::read_to_string(data.join(FILE)).unwrap();
        assert_eq!(read, text);
        assert!(text.contains(file!()) && text.contains(env!("CARGO_PKG_VERSION")), "{text}");
    }
}
