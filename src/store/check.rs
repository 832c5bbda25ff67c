//! Looks at every file of the data directory and tells all that is wrong.

use std::path::Path;

use chrono::Datelike;

use super::Store;
use super::disk::list;
use super::layout::{Named, day_of, trial_of, year_of};
use super::ranges::Ranges;
use super::schema::{self, JournalFile, Reading, Record};
use crate::domain::day::Day;
use crate::domain::journal::Problem;
use crate::domain::trial::{Setup, Trial};

/// Every problem, in the order of the files.
pub(super) fn check(store: &Store) -> Vec<Problem> {
    let mut checker = Checker { store, ranges: Ranges::new(store), problems: Vec::new() };
    checker.root();
    checker.problems
}

struct Checker<'s> {
    store: &'s Store,
    ranges: Ranges<'s>,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn root(&mut self) {
        let layout = &self.store.layout;
        if !layout.root.exists() {
            self.note(&layout.root, "there is no such folder; begin a journal, or check --data-dir");
            return;
        }
        if let Some(problem) = list(&layout.root).err() {
            self.problems.push(problem);
            return;
        }
        let journal: Option<JournalFile> = self.file(&layout.journal(), &());
        if let Some(id) = journal.and_then(|journal| journal.current)
            && !layout.trial(&id).exists()
        {
            self.missing_trial(id.as_str());
        }
        for path in self.listed(&layout.trials()) {
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
            } else if let Named::Ours(_) | Named::Stray = day_of(&folder) {
                self.note(&folder, "this file is not read: a day belongs in the folder of its year");
            }
        }
    }

    fn year(&mut self, folder: &Path, year: i32) {
        for path in self.listed(folder) {
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
