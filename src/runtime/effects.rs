//! Does what the state asks for, and says what came of it.

use crate::app::{Effect, Msg};
use crate::store::Store;

/// Performs one effect on the files. Suspending and leaving are the loop's own.
pub fn perform(store: &Store, effect: Effect) -> Option<Msg> {
    match effect {
        Effect::ReadDays(first, last) => Some(Msg::DaysRead(store.read_days(first, last))),
        Effect::ReadAllDays => {
            let range = store.first_and_last_day();
            let days = range.map(|(first, last)| store.read_days(first, last)).unwrap_or_default();
            Some(Msg::AllDaysRead(days))
        }
        Effect::ReadTrials => {
            let trials = store.trial_ids();
            Some(Msg::TrialsRead(trials.iter().filter_map(|id| store.read_trial(id).ok()).collect()))
        }
        Effect::SaveDay { base, ours } => {
            let result = store.save_day(&base, &ours);
            Some(Msg::DaySaved { base, ours, result })
        }
        Effect::SaveTrial { base, ours } => {
            let result = store.save_trial(Some(&base), &ours).map(Box::new);
            Some(Msg::TrialSaved { base, ours, result })
        }
        Effect::SaveSetup { base, ours } => {
            let result = store.save_setup(base.as_deref(), &ours).map(Box::new);
            Some(Msg::SetupSaved { base, ours, result })
        }
        Effect::Begin { setup, trial } => {
            let result = store.begin(&trial).map(|()| trial);
            Some(Msg::Begun { setup, result })
        }
        Effect::TakeBack { trial, setup } => {
            // The checklist first: at every moment one of the two is whole on disk.
            let saved = store.save_setup(None, &setup).map_err(|failure| failure.to_string());
            let result =
                saved.and_then(|_| store.remove_trial(&trial.id).map_err(|failure| failure.to_string()));
            Some(Msg::TakenBack { trial, result })
        }
        Effect::SetAside { file, date } => {
            let result = store.set_aside(&file).map(|_| store.read_days(date, date));
            Some(Msg::SetAside(result.map_err(|failure| failure.to_string())))
        }
        Effect::Suspend | Effect::Quit => None,
    }
}
