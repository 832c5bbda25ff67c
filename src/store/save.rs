//! A save: lock, read what stands on disk now, merge, write, and only then say that it is saved.

use std::borrow::Cow;
use std::path::Path;
use std::sync::atomic::Ordering;

use super::disk::Refusal;
use super::guard::MOST_OF_A_RECORD;
use super::lock::{self, Lock};
use super::merge::{Merged, changed, merge};
use super::schema::{self, JournalFile, Reading, Record};
use super::sweep::sweep;
use super::tree::Fields;
use super::{Store, document, first};
use crate::domain::journal::{FieldConflict, SaveFailure};
use crate::domain::trial::TrialId;

impl Store {
    /// Keeps every other copy from saving until it is dropped.
    pub(super) fn lock(&self) -> Result<Lock, Refusal> {
        let patience = match self.kept_waiting.load(Ordering::Relaxed) {
            true => self.patience.min(lock::PATIENCE_AFTER_THAT),
            false => self.patience,
        };
        let taken = lock::take(&self.disk, &self.layout, patience);
        self.kept_waiting.store(matches!(taken, Err(Refusal::Held { .. })), Ordering::Relaxed);
        let lock = taken?;
        if lock.is_real && !self.swept.swap(true, Ordering::Relaxed) {
            sweep(&self.layout);
        }
        Ok(lock)
    }

    /// Does some writing while no other copy does, in a journal of our format.
    pub(super) fn locked<T>(&self, work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
        let _lock = self.lock()?;
        self.ensure_journal()?;
        work()
    }

    pub(super) fn save<T: Record>(
        &self,
        path: &Path,
        name: &T::Name,
        base: Option<&T>,
        ours: &T,
    ) -> Result<T, SaveFailure<T>> {
        let _lock = self.lock()?;
        self.ensure_journal()?;
        self.save_locked(path, name, base, ours)
    }

    /// The journal's own file, made with the first save. One of a newer format, or one that cannot
    /// be read and so may be of any, keeps everything from being written.
    pub(super) fn ensure_journal(&self) -> Result<(), Refusal> {
        let path = self.layout.journal();
        match self.disk.read(&path).map_err(Refusal::Unreadable)? {
            // Beside trials it is not new, it is lost: that is for the person to mend.
            None if !self.trial_ids().is_empty() => Ok(()),
            None => self.disk.replace(&path, JournalFile::HEAD),
            Some(text) => self.ensure_format::<JournalFile>(&path, &text, &()),
        }
    }

    /// Names our format in a file before anything is written in it, so that an older program sees that
    /// there is something it cannot know.
    pub(super) fn ensure_format<T: Record>(
        &self,
        path: &Path,
        text: &str,
        name: &T::Name,
    ) -> Result<(), Refusal> {
        writable::<T>(path, text, name)?;
        match schema::brought_up::<T>(text) {
            Cow::Borrowed(_) => Ok(()),
            Cow::Owned(text) => self.disk.replace(path, &text),
        }
    }

    /// Changes which trial is the current one.
    pub(super) fn set_current(
        &self,
        change: impl FnOnce(Option<TrialId>) -> Option<TrialId>,
    ) -> Result<(), Refusal> {
        let path = self.layout.journal();
        let text = self.disk.read(&path).map_err(Refusal::Unreadable)?.unwrap_or_default();
        let old = writable::<JournalFile>(&path, &text, &())?;
        let new = JournalFile { current: change(old.current.clone()) };
        if new == old {
            return Ok(());
        }
        let (text, from) = start::<JournalFile>(&text, &old.encode());
        let text = document::update(&text, &from, &new.encode(), JournalFile::ROWS)
            .ok_or_else(|| unfit(&path, None))?;
        self.disk.replace(&path, &text)
    }

    /// Refuses a file that is about to be removed if nobody could have read it.
    pub(super) fn refuse_unreadable<T: Record>(&self, path: &Path, name: &T::Name) -> Result<(), Refusal> {
        match self.disk.read(path).map_err(Refusal::Unreadable)? {
            None => Ok(()),
            Some(text) if schema::is_blank(&text) => Ok(()),
            Some(text) => writable::<T>(path, &text, name).map(drop),
        }
    }

    pub(super) fn save_locked<T: Record>(
        &self,
        path: &Path,
        name: &T::Name,
        base: Option<&T>,
        ours: &T,
    ) -> Result<T, SaveFailure<T>> {
        let text = self.disk.read(path).map_err(SaveFailure::Unreadable)?.unwrap_or_default();
        // A file that is gone or emptied says nothing, so nothing of ours is taken back for it.
        let blank = schema::is_blank(&text);
        let theirs = if blank { T::blank(name) } else { Some(writable::<T>(path, &text, name)?) };
        let theirs_tree = theirs.as_ref().map(T::encode).unwrap_or_default();
        let base_tree = match base {
            Some(base) if !blank => base.encode(),
            Some(_) | None => T::blank(name).map(|it| it.encode()).unwrap_or_default(),
        };
        let ours_tree = ours.encode();
        let Merged { both, mine, conflicts } =
            merge(&base_tree, &ours_tree, &theirs_tree, T::ALTERNATIVES, T::ROWS);
        let (text, from) = start::<T>(&schema::brought_up::<T>(&text), &theirs_tree);
        let changed_to = |to: &Fields, text: &str, from: &Fields| -> Result<(String, T), Refusal> {
            let text = document::update(text, from, to, T::ROWS).ok_or_else(|| unfit(path, None))?;
            if u64::try_from(text.len()).unwrap_or(u64::MAX) > MOST_OF_A_RECORD {
                return Err(unfit(path, Some("it would be larger than such a file can be".to_owned())));
            }
            match schema::read::<T>(path, &text, name) {
                Reading::Good { value, .. } => Ok((text, value)),
                Reading::Bad { problems, .. } => Err(unfit(path, Some(first(path, problems).message))),
            }
        };
        let result = |to: &Fields| -> Result<(String, T), Refusal> {
            let (mut text, mut value) = changed_to(to, &text, &from)?;
            // What did not go with the old status of a visit may go with its new one: it gives way to
            // what was said now.
            if value.encode() != *to {
                (text, value) = changed_to(to, &text, &value.encode())?;
            }
            if value.encode() == *to { Ok((text, value)) } else { Err(unfit(path, None)) }
        };
        if let (false, Some(theirs)) = (conflicts.is_empty(), &theirs) {
            return Err(conflict(path, conflicts, theirs.clone(), result(&mine).map(|it| it.1), ours));
        }
        if let Some(theirs) = &theirs
            && both == theirs_tree
        {
            return Ok(theirs.clone());
        }
        match (result(&both), theirs) {
            (Ok((text, value)), _) => {
                self.disk.replace(path, &text)?;
                Ok(value)
            }
            // Two changes that are each right and do not fit together.
            (Err(_), Some(theirs)) if theirs_tree != base_tree => {
                let fields = changed(&base_tree, &ours_tree, &theirs_tree);
                Err(conflict(path, fields, theirs, Ok(ours.clone()), ours))
            }
            (Err(refusal), _) => Err(refusal.into()),
        }
    }
}

fn conflict<T: Clone>(
    path: &Path,
    fields: Vec<FieldConflict>,
    theirs: T,
    mine: Result<T, Refusal>,
    ours: &T,
) -> SaveFailure<T> {
    SaveFailure::Conflict {
        file: path.to_owned(),
        fields,
        theirs: Box::new(theirs),
        mine: Box::new(mine.unwrap_or_else(|_| ours.clone())),
    }
}

/// The text and what stands in it; for one without text, what a new file begins with.
fn start<T: Record>(text: &str, theirs: &Fields) -> (String, Fields) {
    if schema::is_blank(text) {
        (T::HEAD.to_owned(), Fields::default())
    } else {
        (text.to_owned(), theirs.clone())
    }
}

/// What stands in a file that may be written: one that can be read, of our format.
fn writable<T: Record>(path: &Path, text: &str, name: &T::Name) -> Result<T, Refusal> {
    let newer = |format: i64| Refusal::Newer { file: path.to_owned(), format };
    match schema::read::<T>(path, text, name) {
        Reading::Good { newer: Some(format), .. } | Reading::Bad { newer: Some(format), .. } => {
            Err(newer(format))
        }
        Reading::Good { value, newer: None } => Ok(value),
        Reading::Bad { problems, newer: None } => Err(Refusal::Unreadable(first(path, problems))),
    }
}

/// The changed text would not read back as what was meant, so it is not written.
fn unfit(path: &Path, why: Option<String>) -> Refusal {
    let why = why.unwrap_or_else(|| "its layout cannot hold the change".to_owned());
    Refusal::System {
        doing: "write",
        path: path.to_owned(),
        message: format!("{why}; run “weekfive check”, or set this file aside"),
    }
}
