//! Looks at every file of the data directory and tells all that is wrong.

use std::path::Path;

use chrono::Datelike;

use super::Store;
use super::disk::{dangling, leads_nowhere, list};
use super::layout::{Leftover, Named, day_of, leftover_of, trial_of, year_of};
use super::ranges::Ranges;
use super::schema::{self, JournalFile, Reading, Record};
use crate::domain::day::Day;
use crate::domain::journal::Problem;
use crate::domain::plain::one_line;
use crate::domain::trial::{Setup, Trial};

/// Every problem, in the order of the files.
pub(super) fn check(store: &Store) -> Vec<Problem> {
    let mut checker = Checker { store, ranges: Ranges::new(store), problems: Vec::new() };
    checker.root();
    checker.problems
}

/// Whether a name is hidden.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

struct Checker<'s> {
    store: &'s Store,
    ranges: Ranges<'s>,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn root(&mut self) {
        let layout = &self.store.layout;
        if leads_nowhere(&layout.root) {
            self.problems.push(dangling(&layout.root));
            return;
        }
        if !layout.root.exists() {
            self.note(&layout.root, "there is no such folder; begin a journal, or check --data-dir");
            return;
        }
        let entries = match list(&layout.root) {
            Ok(entries) => entries,
            Err(problem) => {
                self.problems.push(problem);
                return;
            }
        };
        self.problems.extend(self.store.open_to_others().map(|open| open.problem()));
        self.problems.extend(self.store.journal_gap().map(|gap| gap.problem()));
        let journal: Option<JournalFile> = self.file(&layout.journal(), &());
        if let Some(id) = journal.and_then(|journal| journal.current)
            && !layout.trial(&id).exists()
        {
            self.missing_trial(id.as_str());
        }
        for path in entries {
            self.beside(&path);
        }
        for path in self.listed(&layout.trials()) {
            if self.is_odd(&path) {
                continue;
            }
            match trial_of(&path) {
                Named::Ours(id) => {
                    self.file::<Trial>(&path, &id);
                }
                Named::Stray => self.note(
                    &path,
                    "this trial is not read: its name may have letters, digits, hyphens and underscores only",
                ),
                Named::Other => {}
            }
        }
        if !matches!(self.store.read_setup(), Ok(None)) {
            self.file::<Setup>(&layout.setup(), &());
        }
        for folder in self.listed(&layout.days()) {
            if let Some(year) = year_of(&folder) {
                self.year(&folder, year);
            } else if self.is_odd(&folder) {
            } else if let Named::Ours(_) | Named::Stray = day_of(&folder) {
                self.note(&folder, "this file is not read: a day belongs in the folder of its year");
            } else if folder.is_dir() && !is_hidden(&folder) {
                self.note(
                    &folder,
                    "this folder is not read: days are in folders of their years, such as 2026",
                );
            }
        }
        for path in self.listed(&layout.rescue()) {
            if let (false, Named::Ours(date)) = (self.is_odd(&path), day_of(&path)) {
                self.file::<Day>(&path, &date);
            }
        }
    }

    /// Something in the data directory itself, beside the journal's own file and its folders. Only what
    /// looks like a part of a journal is named: people keep other things here too.
    fn beside(&mut self, path: &Path) {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let other_journal =
            name.starts_with("journal") && name != "journal.toml" && !name.contains("set-aside");
        if self.is_odd(path) {
        } else if other_journal {
            self.note(path, "this is not read: the journal's own file is journal.toml");
        } else if let Named::Ours(date) = day_of(path) {
            let year = date.year();
            self.note(path, &format!("this day is not read: it belongs in the folder days/{year}"));
        }
    }

    /// Names what nobody reads because of its name: copies of sync programs and editors, and names that
    /// cannot be typed. Whether it was one.
    fn is_odd(&mut self, path: &Path) -> bool {
        let Some(name) = path.file_name() else { return false };
        let message = if let Some(leftover) = leftover_of(path) {
            match leftover {
                Leftover::Conflict => {
                    "this copy is not read: a sync program left it where two computers changed one file; \
                     take from it what you need, then remove it"
                }
                Leftover::Backup => {
                    "this older copy is not read: an editor left it; remove it when you no longer need it"
                }
                Leftover::Partial => "this is not read: a sync program has not finished it; let it go on",
            }
        } else if name.to_str().is_none() {
            "this is not read: its name is not UTF-8 text; rename it"
        } else if name.to_str().is_some_and(|name| one_line(name) != name) {
            "this is not read: its name has a sign in it that cannot be seen; rename it"
        } else {
            return false;
        };
        self.note(path, message);
        true
    }

    fn year(&mut self, folder: &Path, year: i32) {
        for path in self.listed(folder) {
            if self.is_odd(&path) {
                continue;
            }
            match day_of(&path) {
                Named::Ours(date) if date.year() == year => {
                    if let Some(day) = self.file::<Day>(&path, &date) {
                        let wrong = self.ranges.problems(&path, &day);
                        self.problems.extend(wrong);
                    }
                }
                Named::Ours(date) => {
                    let year = date.year();
                    self.note(&path, &format!("this day is not read: it belongs in the folder days/{year}"));
                }
                Named::Stray => self.note(
                    &path,
                    "this file is not read: a day's file is named after its date, such as 2026-11-22.toml",
                ),
                Named::Other => {}
            }
        }
    }

    /// Reads one file; one that is not there is no problem.
    fn file<T: Record>(&mut self, path: &Path, name: &T::Name) -> Option<T> {
        let text = match self.store.disk.read(path) {
            Ok(text) => text?,
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        };
        match schema::read::<T>(path, &text, name) {
            Reading::Good { value, newer } => {
                if let Some(format) = newer {
                    let message = format!(
                        "this was written by a newer weekfive (format {format}); update weekfive to change it"
                    );
                    self.note(path, &message);
                }
                Some(value)
            }
            Reading::Bad { problems, .. } => {
                self.problems.extend(problems);
                None
            }
        }
    }

    fn listed(&mut self, folder: &Path) -> Vec<std::path::PathBuf> {
        list(folder).unwrap_or_else(|problem| {
            self.problems.push(problem);
            Vec::new()
        })
    }

    fn note(&mut self, file: &Path, message: &str) {
        let problem = Problem { file: file.to_owned(), line: 1, column: 1, message: message.to_owned() };
        self.problems.push(problem);
    }

    fn missing_trial(&mut self, id: &str) {
        let file = self.store.layout.journal();
        let text = self.store.disk.read(&file).ok().flatten().unwrap_or_default();
        let line = text.lines().position(|line| line.trim_start().starts_with("current")).unwrap_or(0);
        self.problems.push(Problem {
            file,
            line: line.saturating_add(1),
            column: 1,
            message: format!(
                "there is no file trials/{id}.toml; put it back from a backup or change current"
            ),
        });
    }
}
