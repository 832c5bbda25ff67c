//! Copies outside the journal of what could not be saved in it, for the person to read.

use std::path::{Path, PathBuf};

use super::schema::Record;
use super::tree::Fields;
use super::{OutputFailure, Store, document};
use crate::domain::day::Day;
use crate::domain::trial::{Setup, Trial};

impl Store {
    /// A day as a whole file would say it, with where that file is.
    pub fn day_in_words(&self, day: &Day) -> (PathBuf, String) {
        (self.layout.day(day.date), whole(day))
    }

    /// A trial, in the same way.
    pub fn trial_in_words(&self, trial: &Trial) -> (PathBuf, String) {
        (self.layout.trial(&trial.id), whole(trial))
    }

    /// The checklist on its way to a trial, in the same way.
    pub fn setup_in_words(&self, setup: &Setup) -> (PathBuf, String) {
        (self.layout.setup(), whole(setup))
    }

    /// Writes a copy outside the journal, for the person alone, and never over anything.
    ///
    /// # Errors
    /// Where something stands there, it is one of the journal's own places, or it cannot be written.
    pub fn write_copy(&self, place: &Path, text: &str) -> Result<(), OutputFailure> {
        self.write_out(&[(place.to_owned(), text)], false)
    }
}

/// A new file of a record.
fn whole<T: Record>(record: &T) -> String {
    document::update(T::HEAD, &Fields::default(), &record.encode(), T::ROWS).unwrap_or_default()
}
