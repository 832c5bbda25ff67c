//! Forms that were begun and not finished: kept with the trial, or with the checklist on its way to
//! one, and offered when the form is opened again. They count for nothing.

use super::change::Change;
use super::cx::Cx;
use super::form::Form;
use super::{App, Effect};
use crate::domain::drafts::{Draft, Drafts};
use crate::domain::trial::Setup;

/// The sentence said where a form is left that was filled in and not finished.
pub const KEPT: &str = "draft-kept";

/// The one said where such a form is opened again.
pub const AGAIN: &str = "draft-again";

impl<'a> Cx<'a> {
    /// What is unfinished: of the trial, else of the checklist on its way to one.
    fn drafts(&self) -> Option<&'a Drafts> {
        match (&self.journal.trial, &self.journal.setup) {
            (Some(trial), _) => Some(&trial.checklist.drafts),
            (None, Some(setup)) => Some(&setup.checklist.drafts),
            (None, None) => None,
        }
    }

    /// What was left of a form.
    pub fn draft(&self, form: &str) -> Option<&'a Draft> {
        self.drafts()?.get(form)
    }

    /// Keeps what a form holds, where the person filled anything in; otherwise forgets what was
    /// kept of it. Not among the changes that can be taken back: nothing came of it. `None` where
    /// that is so already.
    pub fn keep_draft(&self, name: &str, form: &Form) -> Option<Change> {
        self.set_draft(name, if form.is_touched() { form.draft() } else { Draft::new() })
    }

    /// Forgets what was kept of a form: it is finished.
    pub fn forget_draft(&self, name: &str) -> Option<Change> {
        self.set_draft(name, Draft::new())
    }

    fn set_draft(&self, name: &str, draft: Draft) -> Option<Change> {
        if self.draft(name).cloned().unwrap_or_default() == draft {
            return None;
        }
        let mut drafts = self.drafts().cloned().unwrap_or_default();
        drafts.keep(name, draft);
        match &self.journal.trial {
            Some(trial) => {
                let mut after = trial.clone();
                after.checklist.drafts = drafts;
                Some(Change::trial(trial.clone(), after))
            }
            None => Some(self.setup_with(drafts)),
        }
    }

    /// Puts the drafts of the checklist that is gone through in place: of the one on its way to a
    /// trial, else of the trial's. `None` where they are there already.
    pub fn put_page_drafts(&self, drafts: Drafts) -> Option<Change> {
        match &self.journal.trial {
            Some(trial) if !self.is_preparing() => {
                let mut after = trial.clone();
                after.checklist.drafts = drafts;
                (after != *trial).then(|| Change::trial(trial.clone(), after))
            }
            Some(_) | None => {
                let known = self.journal.setup.as_ref().map(|setup| &setup.checklist.drafts);
                (known.unwrap_or(&Drafts::default()) != &drafts).then(|| self.setup_with(drafts))
            }
        }
    }

    fn setup_with(&self, drafts: Drafts) -> Change {
        let before = self.journal.setup.clone();
        let mut setup = before.clone().unwrap_or_else(|| Setup::new(self.today));
        setup.checklist.drafts = drafts;
        Change::setup(before, Some(setup))
    }
}

impl App {
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
}

/// What was half written at a moment.
pub(in crate::app) struct HalfWritten {
    trial: Option<Drafts>,
    setup: Option<Drafts>,
}
