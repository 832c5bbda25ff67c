//! Does what the state asks for, and says what came of it.

use super::World;
use crate::app::{Effect, Msg, Past};
use crate::domain::journal::DayBook;
use crate::domain::plain::harmless;
use crate::export::blocks::to_html;
use crate::export::report::{Contents, report};
use crate::store::Store;

/// Performs one effect on the files. Suspending and leaving are the loop's own.
pub fn perform(world: &World, effect: Effect) -> Option<Msg> {
    let World { store, watch, .. } = world;
    match effect {
        Effect::ReadDays(first, last) => {
            watch.note_days(store, first, last);
            Some(Msg::DaysRead(store.read_days(first, last)))
        }
        Effect::LookAgain(shown) => Some(Msg::Found(Box::new(watch.look(store, &shown)))),
        Effect::ReadAllDays => {
            let range = store.first_and_last_day();
            let read = |(first, last)| {
                watch.note_days(store, first, last);
                store.read_days(first, last)
            };
            let days = range.map(read).unwrap_or_default();
            Some(Msg::AllDaysRead(days))
        }
        Effect::ReadTrials => {
            let trials = store.trial_ids();
            watch.note_trials(store, &trials);
            Some(Msg::TrialsRead(trials.iter().filter_map(|id| store.read_trial(id).ok()).collect()))
        }
        Effect::SaveDay { base, ours } => {
            let result = watch.write(store, |store| store.save_day(&base, &ours));
            Some(Msg::DaySaved { base, ours, result })
        }
        Effect::SaveTrial { base, ours } => {
            let result = watch.write(store, |store| store.save_trial(Some(&base), &ours)).map(Box::new);
            Some(Msg::TrialSaved { base, ours, result })
        }
        Effect::SaveSetup { base, ours } => {
            let result = watch.write(store, |store| store.save_setup(base.as_deref(), &ours)).map(Box::new);
            Some(Msg::SetupSaved { base, ours, result })
        }
        Effect::RemoveSetup => Some(Msg::SetupRemoved(watch.write(store, Store::remove_setup))),
        Effect::Begin { setup, trial, previous } => {
            let result = watch.write(store, |store| store.begin(&trial)).map(|()| trial);
            Some(Msg::Begun { setup, previous, result })
        }
        Effect::TakeBack { trial, setup, previous } => {
            // The checklist first: at every moment one of the two is whole on disk.
            let saved = watch.write(store, |store| store.save_setup(None, &setup));
            let saved = saved.map_err(|failure| failure.to_string());
            let result = saved.and_then(|_| {
                let previous = previous.as_ref().map(|previous| &previous.id);
                let removed = watch.write(store, |store| store.remove_trial(&trial.id, previous));
                removed.map_err(|failure| failure.to_string())
            });
            Some(Msg::TakenBack { trial, result })
        }
        Effect::ReadPast => {
            let (past, days) = read_past(store);
            Some(Msg::PastRead(past, days))
        }
        Effect::WriteReport { trial, day_end, as_of } => {
            let (first, last) = trial.plan.decision_days();
            let days = store.read_days(first, last);
            let blocks = report(&trial, &days, day_end, as_of, Contents::default());
            let (name, text) = (format!("{}-{as_of}.html", trial.id), harmless(&to_html(&blocks)));
            let result = watch.write(store, |store| store.write_report(&name, &text));
            Some(Msg::ReportWritten(result.map_err(|failure| failure.to_string())))
        }
        Effect::SetAside { file, date } => {
            let aside = watch.write(store, |store| store.set_aside(&file));
            let result = aside.map(|_| store.read_days(date, date));
            Some(Msg::SetAside(result.map_err(|failure| failure.to_string())))
        }
        Effect::KeepRescue(day) => {
            let result = store.keep_rescue(&day).map_err(|failure| failure.to_string());
            Some(Msg::RescueKept(day.date, result))
        }
        Effect::EndRescue { date, keep } => {
            let ended = watch.write(store, |store| store.end_rescue(date, keep));
            let result = ended.map_err(|failure| failure.to_string());
            Some(Msg::RescueEnded(date, result))
        }
        Effect::Suspend | Effect::Quit => None,
    }
}

/// Every trial but the current one, and the days of their windows.
pub fn read_past(store: &Store) -> (Past, DayBook) {
    let current = store.read_journal().ok().and_then(|journal| journal.current);
    let (mut past, mut days) = (Past::default(), DayBook::default());
    for id in store.trial_ids().into_iter().filter(|id| Some(id) != current.as_ref()) {
        match store.read_trial(&id) {
            Ok(trial) => {
                let (first, last) = trial.plan.decision_days();
                for (first, last) in days.not_read(first, last) {
                    days.absorb(store.read_days(first, last));
                }
                past.trials.push(trial);
            }
            Err(problem) => past.problems.push(problem),
        }
    }
    (past, days)
}
