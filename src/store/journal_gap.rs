//! `journal.toml` that is missing, empty, or names no trial, beside trials: no trial would be under way
//! any more, though its file is there. It is said, and put right only when the person says so.

use std::fs;
use std::path::PathBuf;

use super::schema::{self, JournalFile, Reading};
use super::{Store, disk};
use crate::domain::journal::{Problem, SaveFailure};
use crate::domain::trial::{Trial, TrialId};

/// What of `journal.toml` is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lack {
    File,
    Text,
    Current,
}

/// A journal whose own file does not say which trial is under way, though there are trials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalGap {
    file: PathBuf,
    lack: Lack,
    /// The trial that began last, of those that can be read: the one to make the current one again.
    pub trial: Option<TrialId>,
}

impl JournalGap {
    /// What is wrong, without what to do about it.
    pub fn in_words(&self) -> &'static str {
        match self.lack {
            Lack::File => "this file is missing, though there are trials here, so none of them is under way",
            Lack::Text => "this file is empty, though there are trials here, so none of them is under way",
            Lack::Current => "this file names no trial, though there are trials here",
        }
    }

    /// The problem, with what to do about it.
    pub fn problem(&self) -> Problem {
        let advice = match &self.trial {
            Some(id) => format!("“weekfive check --mend” makes {id} the current one again"),
            None => "put it back from a backup".to_owned(),
        };
        Problem {
            file: self.file.clone(),
            line: 1,
            column: 1,
            message: format!("{}; {advice}", self.in_words()),
        }
    }

    /// Whether nothing else of the file can be read either.
    pub(super) fn is_whole_file(&self) -> bool {
        match self.lack {
            Lack::File | Lack::Text => true,
            Lack::Current => false,
        }
    }
}

impl Store {
    /// What `journal.toml` lacks, where there are trials. While a checklist is on its way, a trial that
    /// is not the current one may be half begun: beginning it again puts that right.
    pub fn journal_gap(&self) -> Option<JournalGap> {
        let file = self.layout.journal();
        let lack = match self.disk.read(&file) {
            Ok(None) => Lack::File,
            Ok(Some(text)) if schema::is_blank(&text) => Lack::Text,
            Ok(Some(text)) => match schema::read::<JournalFile>(&file, &text, &()) {
                Reading::Good { value, newer: None } if value.current.is_none() => Lack::Current,
                Reading::Good { .. } | Reading::Bad { .. } => return None,
            },
            Err(_) => return None,
        };
        let trials = self.trial_ids();
        let half_begun = || fs::symlink_metadata(self.layout.setup()).is_ok();
        if trials.is_empty() || (lack == Lack::Current && half_begun()) {
            return None;
        }
        let read = trials.iter().filter_map(|id| self.read_trial(id).ok());
        let trial = read.max_by_key(|trial: &Trial| trial.plan.start).map(|trial| trial.id);
        Some(JournalGap { file, lack, trial })
    }

    /// Makes a trial the current one again, where none is. Only when the person says so.
    ///
    /// # Errors
    /// Where there is no such trial, or the file cannot be read or written.
    pub fn mend_journal(&self, id: &TrialId) -> Result<(), SaveFailure<()>> {
        self.read_trial(id).map_err(SaveFailure::Unreadable)?;
        let _lock = self.lock()?;
        Ok(self.set_current(|current| current.or_else(|| Some(id.clone())))?)
    }

    /// A link in the place of a folder of the journal that leads nowhere, such as to a disk that is
    /// not there: what is in it is not missing, it cannot be read.
    pub(super) fn lost_folder(&self, folders: &[PathBuf]) -> Option<Problem> {
        folders.iter().find(|folder| disk::leads_nowhere(folder)).map(|folder| disk::dangling(folder))
    }
}
