//! The journal's files as they are, out of a folder whole and back into an empty one.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::Store;
use super::disk::{Refusal, list};
use super::guard::MOST_OF_A_FILE;
use crate::domain::journal::{Problem, SaveFailure};

/// What of the data directory is the journal's; everything else there is somebody else's.
const OWN: [&str; 5] = ["journal.toml", "trials", "days", "rescue", "reports"];

/// Whether a copy leaves a file of those out, on purpose: `rescue/*.toml`. A rescue copy is no part
/// of the journal until the person has said so: the next start asks, and on another computer it
/// would ask about a day that may have gone on since. One that was answered and set aside is copied.
/// `last-mistake.txt` is about the program and holds nothing of the journal, so it is not even among
/// what is the journal's. An older copy with rescue copies in it is still put back whole, and one
/// that waits here is never written over.
fn waits(path: &str) -> bool {
    path.starts_with("rescue/") && path.ends_with(".toml")
}

/// How deep the journal's folders go: `days/2026/2026-11-22.toml`.
const DEEPEST: usize = 3;

/// One of the journal's files, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalFileText {
    /// Its path in the data directory, with `/` between the parts.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a restore did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// Files that were written.
    pub written: usize,
    /// Files that stood there already, just so.
    pub already_there: usize,
}

impl Store {
    /// Every file of the journal, in the order of their paths: also those that cannot be read as a
    /// journal's, for a copy has to be whole. Hidden files are left out, and rescue copies that wait
    /// for an answer.
    ///
    /// # Errors
    /// Where a folder or a file cannot be read, or a file is too large to be a journal's.
    pub fn all_files(&self) -> Result<Vec<JournalFileText>, Problem> {
        let mut files = self.all_and_waiting()?;
        files.retain(|file| !waits(&file.path));
        Ok(files)
    }

    fn all_and_waiting(&self) -> Result<Vec<JournalFileText>, Problem> {
        let mut files = Vec::new();
        for name in OWN {
            self.collect(&self.root().join(name), name, 1, &mut files)?;
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    fn collect(
        &self,
        path: &Path,
        name: &str,
        depth: usize,
        files: &mut Vec<JournalFileText>,
    ) -> Result<(), Problem> {
        let Ok(found) = fs::metadata(path) else { return Ok(()) };
        if found.is_dir() {
            if depth > DEEPEST {
                return Ok(());
            }
            for inner in list(path)? {
                let Some(own) = inner.file_name() else { continue };
                let Some(own) = own.to_str() else {
                    let message = "this name is not UTF-8 text; rename the file".to_owned();
                    return Err(Problem { file: inner, line: 1, column: 1, message });
                };
                if !own.starts_with('.') {
                    self.collect(&inner, &format!("{name}/{own}"), depth.saturating_add(1), files)?;
                }
            }
            return Ok(());
        }
        if !found.is_file() {
            return Ok(());
        }
        if let Some(bytes) = self.disk.read_bytes(path, MOST_OF_A_FILE)? {
            files.push(JournalFileText { path: name.to_owned(), bytes });
        }
        Ok(())
    }

    /// The files here that restoring would not leave as they are, by their paths: those that differ,
    /// and those that the restored journal does not have. None where a restore may go on.
    ///
    /// # Errors
    /// As for [`Store::all_files`], and where a path is none of a journal's: nothing else may be
    /// written by restoring.
    pub fn in_the_way_of(&self, files: &[JournalFileText]) -> Result<Vec<String>, Problem> {
        if let Some(file) = files.iter().find(|file| !is_own_path(&file.path)) {
            let message = "this is no path of a journal's file, so nothing was written".to_owned();
            return Err(Problem { file: PathBuf::from(&file.path), line: 1, column: 1, message });
        }
        let here = self.all_and_waiting()?;
        Ok(here.into_iter().filter(|file| !files.contains(file)).map(|file| file.path).collect())
    }

    /// Puts a journal's files back, byte for byte, into a folder that holds no other journal. Its
    /// own file is the last, so that one that was stopped on the way can be started again.
    ///
    /// # Errors
    /// Where files are in the way, a path is none of a journal's, or a file cannot be written.
    pub fn restore(&self, files: &[JournalFileText]) -> Result<Restored, SaveFailure<()>> {
        let _lock = self.lock()?;
        if let Some(path) = self.in_the_way_of(files).map_err(SaveFailure::Unreadable)?.first() {
            return Err(refusal(&self.root().join(path), "another file stands there").into());
        }
        let mut restored = Restored { written: 0, already_there: 0 };
        let mut places: Vec<(PathBuf, &JournalFileText)> =
            files.iter().map(|file| (self.root().join(&file.path), file)).collect();
        places.sort_by_key(|(_, file)| (file.path == OWN[0], file.path.as_str()));
        for (place, file) in places {
            let there = self.disk.read_bytes(&place, MOST_OF_A_FILE).map_err(SaveFailure::Unreadable)?;
            if there.is_some_and(|bytes| bytes == file.bytes) {
                restored.already_there = restored.already_there.saturating_add(1);
            } else {
                self.disk.replace(&place, &file.bytes)?;
                restored.written = restored.written.saturating_add(1);
            }
        }
        Ok(restored)
    }
}

/// Whether a path is one that a journal's file can have.
fn is_own_path(path: &str) -> bool {
    let parts: Vec<Component<'_>> = Path::new(path).components().collect();
    let names: Vec<&str> = path.split('/').collect();
    let plain = |name: &&str| {
        !name.is_empty()
            && !name.starts_with('.')
            && !name.contains(['\\', ':'])
            && !name.contains(char::is_control)
    };
    let first = names.first().copied().unwrap_or_default();
    names.iter().all(plain)
        && parts.len() == names.len()
        && names.len() <= DEEPEST.saturating_add(1)
        && OWN.contains(&first)
        && (first == OWN[0]) == (names.len() == 1)
}

fn refusal(path: &Path, message: &str) -> Refusal {
    Refusal::System { doing: "restore", path: path.to_owned(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_a_journal_lead_into_it() {
        for good in
            ["journal.toml", "trials/2026-11-02-neck.toml", "days/2026/2026-11-22.toml", "reports/a b.html"]
        {
            assert!(is_own_path(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../journal.toml",
            "days/../../x",
            "days/./x",
            "days//x",
            "days",
            "trials",
            "journal.toml/x",
            "days/.hidden",
            ".lock",
            "notes.txt",
            "days\\x",
            "trials/C:x",
            "days/a\nb",
            "days/1/2/3/4",
        ] {
            assert!(!is_own_path(bad), "{bad}");
        }
    }
}
