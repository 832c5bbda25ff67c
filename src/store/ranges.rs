//! Values of markers outside their range: a day's file names only the marker, and its range is that
//! of the trial the day belongs to.

use std::cell::OnceCell;
use std::path::Path;

use chrono::NaiveDate;
use toml::de::DeTable;

use super::Store;
use super::reader::line_and_column;
use crate::domain::day::Day;
use crate::domain::journal::Problem;
use crate::domain::measure::Marker;

/// The markers of a trial, and the days it reads.
type OfTrial = (NaiveDate, NaiveDate, Vec<Marker>);

/// The markers of every trial, read when the first day with a marker asks for them.
pub(super) struct Ranges<'s> {
    store: &'s Store,
    trials: OnceCell<Vec<OfTrial>>,
}

impl<'s> Ranges<'s> {
    pub(super) fn new(store: &'s Store) -> Self {
        Self { store, trials: OnceCell::new() }
    }

    /// What is wrong with the markers of a day, in the order of their names. A trial that cannot be
    /// read says nothing of its days.
    pub(super) fn problems(&self, file: &Path, day: &Day) -> Vec<Problem> {
        if day.checkin.markers.is_empty() {
            return Vec::new();
        }
        let trials = self.trials.get_or_init(|| self.read());
        let of_day = trials.iter().filter(|(first, last, _)| (*first..=*last).contains(&day.date));
        let markers: Vec<&Marker> = of_day.flat_map(|(_, _, markers)| markers).collect();
        let wrong = day.checkin.markers.iter().filter_map(|(name, value)| {
            // A name that two trials have on one day has to fit one of them.
            let mut checks = markers.iter().filter(|marker| marker.name == *name);
            let first = checks.next()?.check(*value).err()?;
            checks.all(|marker| marker.check(*value).is_err()).then(|| (name, first.to_string()))
        });
        let wrong: Vec<(&String, String)> = wrong.collect();
        if wrong.is_empty() {
            return Vec::new();
        }
        let text = self.store.disk.read(file).ok().flatten().unwrap_or_default();
        let note = |(name, message): (&String, String)| {
            let (line, column) = place(&text, name).map_or((1, 1), |at| line_and_column(&text, at));
            Problem { file: file.to_owned(), line, column, message }
        };
        wrong.into_iter().map(note).collect()
    }

    fn read(&self) -> Vec<OfTrial> {
        let trials = self.store.trial_ids().into_iter().filter_map(|id| self.store.read_trial(&id).ok());
        trials
            .map(|trial| {
                let (first, last) = trial.plan.decision_days();
                (first, last, trial.plan.function.as_markers().to_vec())
            })
            .collect()
    }
}

/// Where the value of a marker stands in the text of a day's file, in bytes.
fn place(text: &str, name: &str) -> Option<usize> {
    let (root, _) = DeTable::parse_recoverable(text);
    let checkin = root.get_ref().get("checkin")?.get_ref().as_table()?;
    let markers = checkin.get("markers")?.get_ref().as_table()?;
    markers.get(name).map(|value| value.span().start)
}
