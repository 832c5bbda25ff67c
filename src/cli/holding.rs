//! All that can be on hold: the current trial, and the checklist on its way to the next one.

use super::{Failure, Place};
use crate::domain::checklist::Checklist;
use crate::domain::trial::{Setup, Trial};

/// The records of a journal that have holds.
#[derive(Debug)]
pub struct Holding {
    trial: Option<Trial>,
    setup: Option<Setup>,
}

impl Holding {
    /// Reads both.
    ///
    /// # Errors
    /// A file of either cannot be read.
    pub fn read(place: &Place) -> Result<Self, Failure> {
        Ok(Self { trial: place.trial()?, setup: place.store.read_setup()? })
    }

    /// The checklists, that of the trial first.
    pub fn checklists(&self) -> impl Iterator<Item = &Checklist> {
        let trial = self.trial.as_ref().map(|trial| &trial.checklist);
        trial.into_iter().chain(self.setup.as_ref().map(|setup| &setup.checklist))
    }

    /// Changes each checklist and saves those that are another one then. What is settled or opened in
    /// one is so in the other: both are about the same body.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn change(&mut self, place: &Place, change: impl Fn(&mut Checklist)) -> Result<(), Failure> {
        if let Some(trial) = &mut self.trial {
            let mut ours = trial.clone();
            change(&mut ours.checklist);
            if ours != *trial {
                *trial = place.store.save_trial(Some(trial), &ours)?;
            }
        }
        if let Some(setup) = &mut self.setup {
            let mut ours = setup.clone();
            change(&mut ours.checklist);
            if ours != *setup {
                *setup = place.store.save_setup(Some(setup), &ours)?;
            }
        }
        Ok(())
    }
}
