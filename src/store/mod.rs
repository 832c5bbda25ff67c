//! The files of a journal to the domain and back. Knows the data directory and nothing else; does
//! nothing until it is asked.

mod by_hand;
mod check;
mod copy;
mod disk;
mod document;
#[cfg(test)]
mod fault;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
pub mod guard;
mod journal_gap;
mod layout;
mod lock;
mod merge;
mod output;
mod permissions;
mod ranges;
mod reader;
mod rescue;
mod restore;
mod save;
mod schema;
mod stamps;
mod sweep;
#[cfg(test)]
mod tests;
mod tree;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::dates;
use crate::domain::day::Day;
use crate::domain::fields::unmark_changed;
use crate::domain::journal::{DayBook, Entry, Problem, SaveFailure};
use crate::domain::trial::{Setup, Trial, TrialId};

pub use journal_gap::JournalGap;
pub use output::OutputFailure;
pub use permissions::OpenToOthers;
pub use rescue::Rescued;
pub use restore::{JournalFileText, Restored};

use disk::{Disk, list};
use layout::{Layout, Named, day_of, trial_of, year_of};
use ranges::Ranges;
pub(crate) use reader::line_and_column;
pub(crate) use schema::unparsed;
use schema::{JournalFile, Reading, Record};
pub use stamps::{Stamp, Watched};

/// From how many days on the folders are listed instead of trying every date's file.
const MANY_DAYS: i64 = 400;

/// What `journal.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journal {
    /// The trial that is under way, if there is one.
    pub current: Option<TrialId>,
    /// The format of a journal that a newer version has written: it is read as far as this version
    /// understands it, and never written.
    pub newer: Option<i64>,
}

/// A journal's files.
#[derive(Debug, Clone)]
pub struct Store {
    layout: Layout,
    disk: Disk,
    /// How long another save is waited for.
    patience: Duration,
    /// Whether the last save found the lock held until its patience ended.
    kept_waiting: Arc<AtomicBool>,
    /// Whether what saves have given up was cleared away in this run.
    swept: Arc<AtomicBool>,
}

impl Store {
    /// The store of a data directory. Touches nothing on disk.
    pub fn new(root: PathBuf) -> Self {
        Self {
            layout: Layout { root },
            disk: Disk::default(),
            patience: lock::PATIENCE,
            kept_waiting: Arc::default(),
            swept: Arc::default(),
        }
    }

    /// The same for a screen, which may not stand still for long: another save is waited for half a
    /// second once, and after that, for as long as it holds on, only for a moment.
    pub fn for_a_screen(self) -> Self {
        Self { patience: lock::PATIENCE_OF_A_SCREEN, ..self }
    }

    /// Whether the last save was kept waiting by another program that holds the lock.
    pub fn is_kept_waiting(&self) -> bool {
        self.kept_waiting.load(Ordering::Relaxed)
    }

    /// Whether the data directory is there.
    pub fn is_there(&self) -> bool {
        self.root().is_dir()
    }

    /// The data directory.
    pub fn root(&self) -> &Path {
        &self.layout.root
    }

    /// `journal.toml`.
    pub fn journal_file(&self) -> PathBuf {
        self.layout.journal()
    }

    /// The file of a date.
    pub fn day_file(&self, date: NaiveDate) -> PathBuf {
        self.layout.day(date)
    }

    /// The file of a trial.
    pub fn trial_file(&self, id: &TrialId) -> PathBuf {
        self.layout.trial(id)
    }

    /// The file of the checklist that is on its way to a trial.
    pub fn setup_file(&self) -> PathBuf {
        self.layout.setup()
    }

    /// What the journal's own file says; without one, nothing.
    ///
    /// # Errors
    /// Where the file is there and cannot be read.
    pub fn read_journal(&self) -> Result<Journal, Problem> {
        let path = self.layout.journal();
        let text = self.disk.read(&path)?;
        let Some(text) = text.filter(|text| !schema::is_blank(text)) else {
            if let Some(problem) = self.lost_folder(&[self.root().to_owned(), self.layout.trials()]) {
                return Err(problem);
            }
            return match self.journal_gap().filter(JournalGap::is_whole_file) {
                Some(gap) => Err(gap.problem()),
                None => Ok(Journal { current: None, newer: None }),
            };
        };
        match schema::read::<JournalFile>(&path, &text, &()) {
            Reading::Good { value, newer } => Ok(Journal { current: value.current, newer }),
            Reading::Bad { problems, .. } => Err(first(&path, problems)),
        }
    }

    /// A trial.
    ///
    /// # Errors
    /// Where there is no such file, or it cannot be read.
    pub fn read_trial(&self, id: &TrialId) -> Result<Trial, Problem> {
        let path = self.layout.trial(id);
        self.read(&path, id)?.ok_or_else(|| missing(&path))
    }

    /// The names of all trials, in order. A folder that cannot be listed has none; `check` says why.
    pub fn trial_ids(&self) -> Vec<TrialId> {
        let ours = |path: PathBuf| match trial_of(&path) {
            Named::Ours(id) => Some(id),
            Named::Stray | Named::Other => None,
        };
        list(&self.layout.trials()).unwrap_or_default().into_iter().filter_map(ours).collect()
    }

    /// The checklist on its way to a trial, if one was begun.
    ///
    /// # Errors
    /// Where its file cannot be read.
    pub fn read_setup(&self) -> Result<Option<Setup>, Problem> {
        self.read(&self.layout.setup(), &())
    }

    /// The days from the first to the last date, both included. Only their files are read: one by
    /// one, or, for a long stretch, those that the folders of its years list.
    pub fn read_days(&self, first: NaiveDate, last: NaiveDate) -> DayBook {
        let mut book = DayBook::default();
        if let Some(problem) = self.lost_folder(&self.folders_of(first, last)) {
            return unreadable(first, last, &problem);
        }
        let ranges = Ranges::new(self);
        if last.signed_duration_since(first).num_days() < MANY_DAYS {
            book.mark_read(first, last);
            for date in dates(first, last) {
                self.read_day(&mut book, date, &ranges);
            }
            return book;
        }
        let years = match list(&self.layout.days()) {
            Ok(years) => years,
            Err(problem) => {
                book.put(last, Entry::Unreadable(problem));
                return book;
            }
        };
        book.mark_read(first, last);
        for folder in years {
            let Some(year) = year_of(&folder).filter(|year| (first.year()..=last.year()).contains(year))
            else {
                continue;
            };
            match list(&folder) {
                Ok(files) => {
                    for file in files {
                        if let Named::Ours(date) = day_of(&file)
                            && date.year() == year
                            && (first..=last).contains(&date)
                        {
                            self.read_day(&mut book, date, &ranges);
                        }
                    }
                }
                Err(problem) => {
                    let start = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(first).max(first);
                    let end = NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(last).min(last);
                    for date in dates(start, end) {
                        book.put(date, Entry::Unreadable(problem.clone()));
                    }
                }
            }
        }
        book
    }

    /// The folders in which days of a stretch are, the outer ones first; of a long stretch the outer
    /// ones only, since the inner ones are listed.
    fn folders_of(&self, first: NaiveDate, last: NaiveDate) -> Vec<PathBuf> {
        let mut folders = vec![self.root().to_owned(), self.layout.days()];
        if last.signed_duration_since(first).num_days() < MANY_DAYS {
            folders.extend((first.year()..=last.year()).map(|year| self.layout.year(year)));
        }
        folders
    }

    fn read_day(&self, book: &mut DayBook, date: NaiveDate, ranges: &Ranges<'_>) {
        let path = self.layout.day(date);
        match self.read(&path, &date) {
            Ok(None) => {}
            Ok(Some(day)) => match ranges.problems(&path, &day).into_iter().next() {
                Some(problem) => book.put(date, Entry::Unreadable(problem)),
                None => book.put(date, Entry::Written(day)),
            },
            Err(problem) => book.put(date, Entry::Unreadable(problem)),
        }
    }

    /// The first and the last date that have a file, from the names alone: only the folders of the
    /// first and the last year are looked into.
    pub fn first_and_last_day(&self) -> Option<(NaiveDate, NaiveDate)> {
        let folders = list(&self.layout.days()).unwrap_or_default();
        let years: Vec<(i32, PathBuf)> =
            folders.into_iter().filter_map(|folder| Some((year_of(&folder)?, folder))).collect();
        let days = |(year, folder): &(i32, PathBuf)| {
            let files = list(folder).unwrap_or_default().into_iter();
            let dates = files.filter_map(|file| match day_of(&file) {
                Named::Ours(date) => Some(date),
                Named::Stray | Named::Other => None,
            });
            let year = *year;
            dates.filter(move |date| date.year() == year).collect::<Vec<_>>()
        };
        let first = years.iter().find_map(|year| days(year).into_iter().min())?;
        let last = years.iter().rev().find_map(|year| days(year).into_iter().max())?;
        Some((first, last))
    }

    /// Saves what was changed in a day: `base` is the day as it was read, `ours` as it is to be.
    /// What was changed on disk meanwhile is kept. Returns the day that now stands on disk.
    ///
    /// # Errors
    /// Where the same field was changed on disk, or the file cannot be read or written.
    pub fn save_day(&self, base: &Day, ours: &Day) -> Result<Day, SaveFailure<Day>> {
        let mut ours = ours.clone();
        unmark_changed(&base.checkin, &mut ours.checkin);
        self.save(&self.layout.day(ours.date), &ours.date, Some(base), &ours)
    }

    /// Saves a day with values from another program, which keep the marks they are given. In all
    /// else as [`Store::save_day`], where a value that is changed loses its mark.
    ///
    /// # Errors
    /// As for [`Store::save_day`].
    pub fn save_imported_day(&self, base: &Day, ours: &Day) -> Result<Day, SaveFailure<Day>> {
        self.save(&self.layout.day(ours.date), &ours.date, Some(base), ours)
    }

    /// Saves what was changed in a trial; without a `base` it is a new one.
    ///
    /// # Errors
    /// As for [`Store::save_day`].
    pub fn save_trial(&self, base: Option<&Trial>, ours: &Trial) -> Result<Trial, SaveFailure<Trial>> {
        self.save(&self.layout.trial(&ours.id), &ours.id, base, ours)
    }

    /// Saves what was changed in the checklist on its way to a trial; without a `base` it is new.
    ///
    /// # Errors
    /// As for [`Store::save_day`].
    pub fn save_setup(&self, base: Option<&Setup>, ours: &Setup) -> Result<Setup, SaveFailure<Setup>> {
        self.save(&self.layout.setup(), &(), base, ours)
    }

    /// Removes the checklist on its way to a trial. One that is not there is removed already.
    ///
    /// # Errors
    /// Where its file cannot be read, or not be removed.
    pub fn remove_setup(&self) -> Result<(), SaveFailure<Setup>> {
        self.locked(|| {
            self.refuse_unreadable::<Setup>(&self.layout.setup(), &())?;
            self.disk.remove(&self.layout.setup())
        })
        .map_err(SaveFailure::from)
    }

    /// Begins a trial: writes its file, makes it the current one, removes the setup. Each step
    /// leaves a journal that opens, and after a failure it can be done again.
    ///
    /// # Errors
    /// Where a different trial of this name is on disk, or a file cannot be read or written.
    pub fn begin(&self, trial: &Trial) -> Result<(), SaveFailure<Trial>> {
        let _lock = self.lock()?;
        self.refuse_unreadable::<Setup>(&self.layout.setup(), &())?;
        self.ensure_journal()?;
        self.save_locked(&self.layout.trial(&trial.id), &trial.id, None, trial)?;
        self.set_current(|_| Some(trial.id.clone()))?;
        self.disk.remove(&self.layout.setup())?;
        Ok(())
    }

    /// Takes a beginning back: if it was the current one, `previous` is that again, and its file is
    /// removed.
    ///
    /// # Errors
    /// Where its file cannot be read, or not be removed.
    pub fn remove_trial(&self, id: &TrialId, previous: Option<&TrialId>) -> Result<(), SaveFailure<Trial>> {
        self.locked(|| {
            self.refuse_unreadable::<Trial>(&self.layout.trial(id), id)?;
            self.set_current(
                |current| {
                    if current.as_ref() == Some(id) { previous.cloned() } else { current }
                },
            )?;
            self.disk.remove(&self.layout.trial(id))
        })
        .map_err(SaveFailure::from)
    }

    /// Writes a report into the journal's own folder, readable by the person alone, in the place of
    /// one of the same name. Returns where it is.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write_report(&self, name: &str, text: &str) -> Result<PathBuf, SaveFailure<()>> {
        let path = self.layout.report(name);
        self.locked(|| self.disk.replace(&path, text))?;
        Ok(path)
    }

    /// Renames a file that cannot be read to `NAME.set-aside`, so that a new one can be begun.
    /// Only when the person says so. Returns where it is now.
    ///
    /// # Errors
    /// Where the file is not of this journal, or cannot be renamed.
    pub fn set_aside(&self, file: &Path) -> Result<PathBuf, SaveFailure<()>> {
        let inside = file
            .strip_prefix(self.root())
            .is_ok_and(|path| path.components().all(|part| matches!(part, std::path::Component::Normal(_))));
        if !inside {
            return Err(SaveFailure::System {
                doing: "set aside",
                path: file.to_owned(),
                message: "this file is not in the journal's folder; move it away yourself".to_owned(),
            });
        }
        let _lock = self.lock()?;
        let mut wanted = file.as_os_str().to_owned();
        wanted.push(".set-aside");
        Ok(self.disk.rename_free(file, Path::new(&wanted))?)
    }

    /// Every problem of every file in the data directory, in the order of the files. Files under
    /// names that nobody would read are problems too.
    pub fn check(&self) -> Vec<Problem> {
        check::check(self)
    }

    fn read<T: Record>(&self, path: &Path, name: &T::Name) -> Result<Option<T>, Problem> {
        let Some(text) = self.disk.read(path)? else { return Ok(None) };
        if schema::is_blank(&text) {
            return Ok(T::blank(name));
        }
        match schema::read(path, &text, name) {
            Reading::Good { value, .. } => Ok(Some(value)),
            Reading::Bad { problems, .. } => Err(first(path, problems)),
        }
    }
}

/// Days that cannot be read, all for the same reason; of a long stretch only those at its end, so that
/// it is told and no more.
fn unreadable(first: NaiveDate, last: NaiveDate, problem: &Problem) -> DayBook {
    let mut book = DayBook::default();
    if last.signed_duration_since(first).num_days() < MANY_DAYS {
        for date in dates(first, last) {
            book.put(date, Entry::Unreadable(problem.clone()));
        }
    } else {
        book.put(last, Entry::Unreadable(problem.clone()));
    }
    book
}

/// The first of a file's problems.
fn first(path: &Path, problems: Vec<Problem>) -> Problem {
    problems.into_iter().next().unwrap_or_else(|| missing(path))
}

fn missing(path: &Path) -> Problem {
    let message = "this file is missing or empty; put it back from a backup".to_owned();
    Problem { file: path.to_owned(), line: 1, column: 1, message }
}
