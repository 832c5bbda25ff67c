//! Files and folders of the journal that others on this computer can look into: said by `check`, and
//! made the person's own when the person says so.

use std::fs;
use std::path::{Path, PathBuf};

use super::Store;
use super::disk::{FILE_MODE, FOLDER_MODE, Step, list, set_mode};
use super::layout::year_of;
use crate::domain::journal::{Problem, SaveFailure};

/// What others can look into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenToOthers {
    /// The files and folders, each folder before what is in it; never empty.
    pub paths: Vec<PathBuf>,
    mode: u32,
}

impl OpenToOthers {
    /// The one problem of them all: which is the first, and how many there are.
    pub fn problem(&self) -> Problem {
        let what = match self.paths.len().saturating_sub(1) {
            0 => String::new(),
            1 => ", as it is for one more file or folder of the journal".to_owned(),
            more => format!(", as it is for {more} more files and folders of the journal"),
        };
        let message = format!(
            "this is not for you alone (mode {:04o}){what}; “weekfive check --mend” puts that right",
            self.mode
        );
        Problem { file: self.paths.first().cloned().unwrap_or_default(), line: 1, column: 1, message }
    }
}

/// The permissions that the person's own things have none of.
const OTHERS: u32 = 0o077;

impl Store {
    /// What of the journal others can look into; `None` where there is nothing.
    pub fn open_to_others(&self) -> Option<OpenToOthers> {
        let mut found = Vec::new();
        let layout = &self.layout;
        note_it(self.root(), &mut found);
        for name in ["journal.toml", ".lock", "last-mistake.txt"] {
            note_it(&layout.root.join(name), &mut found);
        }
        for folder in [layout.trials(), layout.rescue(), layout.reports(), layout.days()] {
            note(&folder, &mut found);
            for path in list(&folder).unwrap_or_default() {
                note(&path, &mut found);
                if folder == layout.days() && year_of(&path).is_some() {
                    for day in list(&path).unwrap_or_default() {
                        note(&day, &mut found);
                    }
                }
            }
        }
        let mode = found.first().map(|(_, mode)| *mode)?;
        Some(OpenToOthers { paths: found.into_iter().map(|(path, _)| path).collect(), mode })
    }

    /// Makes files and folders the person's own.
    ///
    /// # Errors
    /// Where one of them cannot be changed; those before it are.
    pub fn make_own(&self, open: &OpenToOthers) -> Result<(), SaveFailure<()>> {
        for path in &open.paths {
            self.disk.step(Step::Permit, "change the permissions of", path, || {
                set_mode(path, if fs::metadata(path)?.is_dir() { FOLDER_MODE } else { FILE_MODE })
            })?;
        }
        Ok(())
    }
}

/// Notes a file or a folder of the journal. What is hidden belongs to an editor or a sync program.
fn note(path: &Path, found: &mut Vec<(PathBuf, u32)>) {
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    if !is_hidden {
        note_it(path, found);
    }
}

/// Notes a file or a folder that others can get at. Devices and pipes are named for what they are.
fn note_it(path: &Path, found: &mut Vec<(PathBuf, u32)>) {
    #[cfg(unix)]
    if let Ok(there) = fs::metadata(path) {
        let mode = std::os::unix::fs::PermissionsExt::mode(&there.permissions()) & 0o7777;
        if (there.is_file() || there.is_dir()) && mode & OTHERS != 0 {
            found.push((path.to_owned(), mode));
        }
    }
    #[cfg(not(unix))]
    let _ = (path, found, OTHERS);
}
