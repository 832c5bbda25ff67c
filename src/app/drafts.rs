//! Forms that were begun and not finished: kept with the trial, or with the checklist on its way to
//! one, and offered when the form is opened again. They count for nothing.

use super::form::Form;
use super::{App, Effect};
use crate::domain::drafts::{Draft, Drafts};
use crate::domain::trial::Setup;

/// Said where a form is left that was filled in and not finished.
pub const KEPT: &str =
    "Nothing is written yet. What you filled in is kept, not finished; it is there when you open this again.";

/// Said where such a form is opened again.
pub const AGAIN: &str = "This is as you left it, and not written yet.";

impl App {
    /// What is unfinished: of the trial, else of the checklist on its way to one.
    fn drafts(&self) -> Option<&Drafts> {
        match (&self.journal.trial, &self.journal.setup) {
            (Some(trial), _) => Some(&trial.checklist.drafts),
            (None, Some(setup)) => Some(&setup.checklist.drafts),
            (None, None) => None,
        }
    }

    /// What was left of a form.
    pub fn draft(&self, form: &str) -> Option<&Draft> {
        self.drafts()?.get(form)
    }

    /// Keeps what a form holds, where the person filled anything in; otherwise forgets what was
    /// kept of it. Not among the changes that can be taken back: nothing came of it.
    pub fn keep_draft(&mut self, name: &str, form: &Form) -> Vec<Effect> {
        self.set_draft(name, if form.is_touched() { form.draft() } else { Draft::new() })
    }

    /// Forgets what was kept of a form: it is finished.
    pub fn forget_draft(&mut self, name: &str) -> Vec<Effect> {
        self.set_draft(name, Draft::new())
    }

    fn set_draft(&mut self, name: &str, draft: Draft) -> Vec<Effect> {
        if self.draft(name).cloned().unwrap_or_default() == draft {
            return Vec::new();
        }
        let mut drafts = self.drafts().cloned().unwrap_or_default();
        drafts.keep(name, draft);
        self.put_drafts(drafts)
    }

    /// What is half written now, to be kept through a change that is taken back or done again: it is
    /// no part of any change.
    pub(in crate::app) fn half_written(&self) -> HalfWritten {
        HalfWritten {
            trial: self.journal.trial.as_ref().map(|trial| trial.checklist.drafts.clone()),
            setup: self.journal.setup.as_ref().map(|setup| setup.checklist.drafts.clone()),
        }
    }

    /// Adds what was half written before a change was taken back or done again.
    pub(in crate::app) fn keep_half_written(&mut self, before: &HalfWritten) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let (Some(mut trial), Some(drafts)) = (self.journal.trial.clone(), &before.trial) {
            let now = trial.checklist.drafts.clone();
            trial.checklist.drafts.add_written(drafts);
            if trial.checklist.drafts != now {
                effects.extend(self.put_trial(trial));
            }
        }
        if let (Some(mut setup), Some(drafts)) = (self.journal.setup.clone(), &before.setup) {
            let now = setup.checklist.drafts.clone();
            setup.checklist.drafts.add_written(drafts);
            if setup.checklist.drafts != now {
                effects.extend(self.put_setup(setup));
            }
        }
        effects
    }

    /// Puts the drafts of the checklist that is gone through in place: of the one on its way to a
    /// trial, else of the trial's.
    pub(in crate::app) fn put_page_drafts(&mut self, drafts: Drafts) -> Vec<Effect> {
        if !self.is_preparing() {
            return self.put_drafts(drafts);
        }
        let known = self.journal.setup.as_ref().map(|setup| &setup.checklist.drafts);
        if known.unwrap_or(&Drafts::default()) == &drafts {
            return Vec::new();
        }
        let mut setup = self.journal.setup.clone().unwrap_or_else(|| Setup::new(self.today));
        setup.checklist.drafts = drafts;
        self.put_setup(setup)
    }

    fn put_drafts(&mut self, drafts: Drafts) -> Vec<Effect> {
        if let Some(mut trial) = self.journal.trial.clone() {
            if trial.checklist.drafts == drafts {
                return Vec::new();
            }
            trial.checklist.drafts = drafts;
            return self.put_trial(trial);
        }
        let mut setup = self.journal.setup.clone().unwrap_or_else(|| Setup::new(self.today));
        setup.checklist.drafts = drafts;
        self.put_setup(setup)
    }
}

/// What was half written at a moment.
pub(in crate::app) struct HalfWritten {
    trial: Option<Drafts>,
    setup: Option<Drafts>,
}
