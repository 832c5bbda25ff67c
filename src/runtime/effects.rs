//! Does what the state asks for, and says what came of it.

use chrono::{DateTime, FixedOffset};

use super::World;
use crate::app::change::{Record, Standing};
use crate::app::effect::{Read, Write};
use crate::app::msg::{WasRead, Written};
use crate::app::{Effect, Msg, Past};
use crate::content::notice;
use crate::domain::calendar::long_date;
use crate::domain::journal::SaveFailure;
use crate::domain::plain::{harmless, path};
use crate::export::blocks::to_html;
use crate::export::report::{Contents, report};
use crate::store::Store;

/// Performs one effect on the files. Suspending and leaving are the loop's own.
pub fn perform(world: &World, effect: Effect) -> Option<Msg> {
    let World { store, watch, .. } = world;
    match effect {
        Effect::Read(wanted) => Some(Msg::Read(read(world, wanted))),
        Effect::Save { base, ours } => {
            let result = watch.write(store, |store| save(store, &base, &ours));
            Some(Msg::Saved { base, ours, result })
        }
        Effect::Write(wanted) => Some(Msg::Written(write(world, wanted))),
        Effect::Suspend | Effect::Quit => None,
    }
}

fn read(World { store, watch, .. }: &World, wanted: Read) -> WasRead {
    let days = |first, last| {
        watch.note_days(store, first, last);
        store.read_days(first, last)
    };
    match wanted {
        Read::Days(first, last) => WasRead::Days(days(first, last)),
        Read::AllDays => {
            let range = store.first_and_last_day();
            WasRead::AllDays(range.map(|(first, last)| days(first, last)).unwrap_or_default())
        }
        Read::Trials => {
            watch.note_trials(store, &store.trial_ids());
            WasRead::Trials(read_trials(store))
        }
        Read::Again(shown) => WasRead::Again(Box::new(watch.look(store, &shown))),
    }
}

/// Every trial there is. What is wrong with the current one is told elsewhere.
fn read_trials(store: &Store) -> Past {
    let current = store.read_journal().ok().and_then(|journal| journal.current);
    let mut past = Past::default();
    for id in store.trial_ids() {
        match store.read_trial(&id) {
            Ok(trial) => past.trials.push(trial),
            Err(problem) => past.problems.extend((Some(&id) != current.as_ref()).then_some(problem)),
        }
    }
    past
}

fn save(store: &Store, base: &Record, ours: &Record) -> Result<Record, SaveFailure<Record>> {
    match (base, ours) {
        (Record::Day(base), Record::Day(ours)) => {
            store.save_day(base, ours).map(Record::Day).map_err(|failure| failure.map(Record::Day))
        }
        (Record::Trial(base), Record::Trial(ours)) => store
            .save_trial(Some(base), ours)
            .map(Record::trial)
            .map_err(|failure| failure.map(Record::trial)),
        (Record::Setup(base), Record::Setup(Some(ours))) => store
            .save_setup(base.as_deref(), ours)
            .map(Record::setup)
            .map_err(|failure| failure.map(Record::setup)),
        (Record::Setup(_), Record::Setup(None)) => {
            store.remove_setup().map(|()| Record::Setup(None)).map_err(|failure| failure.map(Record::setup))
        }
        (Record::Standing(base), Record::Standing(ours)) => {
            save_standing(store, base, ours).map(|()| Record::Standing(ours.clone()))
        }
        (Record::Day(_) | Record::Trial(_) | Record::Setup(_) | Record::Standing(_), _) => {
            // Both sides of a change are the same record; nothing is said to be saved that is not.
            let message = "the two sides of the change are not of one record".to_owned();
            Err(SaveFailure::System { doing: "write", path: store.root().to_owned(), message })
        }
    }
}

/// A checklist becomes a trial, or a trial the checklist again that it came from.
fn save_standing(store: &Store, base: &Standing, ours: &Standing) -> Result<(), SaveFailure<Record>> {
    let Some(setup) = &ours.setup else {
        let begun = ours.trial.as_ref().map_or(Ok(()), |trial| store.begin(trial));
        return begun.map_err(|failure| failure.map(Record::trial));
    };
    // The checklist first: at every moment one of the two is whole on disk.
    store.save_setup(None, setup).map_err(|failure| failure.map(Record::setup))?;
    let previous = ours.trial.as_ref().map(|trial| &trial.id);
    let removed = base.trial.as_ref().map_or(Ok(()), |trial| store.remove_trial(&trial.id, previous));
    removed.map_err(|failure| failure.map(Record::trial))
}

/// What is not saved, for the person to read: what it is, and each part as its file would say it.
fn copy(store: &Store, records: &[Record], at: DateTime<FixedOffset>) -> String {
    let when = format!("{}, {}", long_date(at.date_naive()), at.format("%H:%M"));
    let mut text = notice("copy-begins", &[("when", &when), ("folder", &path(store.root()))]);
    text = format!("{text}\n{}\n", notice("copy-back", &[]));
    for record in records {
        let (file, words) = match record {
            Record::Day(day) => store.day_in_words(day),
            Record::Trial(trial) => store.trial_in_words(trial),
            Record::Setup(Some(setup)) => store.setup_in_words(setup),
            Record::Setup(None) | Record::Standing(_) => continue,
        };
        text = format!("{text}\n---- {}\n\n{words}", path(&file));
    }
    text
}

fn write(World { store, watch, .. }: &World, wanted: Write) -> Written {
    match wanted {
        Write::Report { trial, day_end, as_of } => {
            let (first, last) = trial.plan.decision_days();
            let days = store.read_days(first, last);
            let blocks = report(&trial, &days, day_end, as_of, Contents::default());
            let (name, text) = (format!("{}-{as_of}.html", trial.id), harmless(&to_html(&blocks)));
            let result = watch.write(store, |store| store.write_report(&name, &text));
            Written::Report(result.map_err(|failure| failure.to_string()))
        }
        Write::SetAside { file, date } => {
            let aside = watch.write(store, |store| store.set_aside(&file));
            let result = aside.map(|_| store.read_days(date, date));
            Written::SetAside(result.map_err(|failure| failure.to_string()))
        }
        Write::Rescue(day) => {
            let result = store.keep_rescue(&day).map_err(|failure| failure.to_string());
            Written::Rescue(day.date, result)
        }
        Write::Copy { place, records, at } => {
            let result = store.write_copy(&place, &copy(store, &records, at));
            Written::Copy(place, result.map_err(|failure| failure.to_string()))
        }
        Write::EndRescue { date, keep } => {
            let ended = watch.write(store, |store| store.end_rescue(date, keep));
            let result = ended.map_err(|failure| failure.to_string());
            Written::RescueEnded(date, result)
        }
    }
}
