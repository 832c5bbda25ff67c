//! Looks at the files behind the screen: only those that are not as they stood when they were read
//! are read again.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::SystemTime;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::clock::file_time;
use crate::app::Journal;
use crate::app::watch::{Found, Shown};
use crate::domain::calendar::dates;
use crate::domain::day::{Day, Days, Known};
use crate::domain::journal::{DayBook, Entry, SaveFailure};
use crate::domain::trial::TrialId;
use crate::store::{Stamp, Store, Watched};

/// How the files stood when they were read.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    stamps: RefCell<BTreeMap<Watched, Stamp>>,
    /// How the folder of a day without a file stood when that was seen.
    absent: RefCell<BTreeMap<NaiveDate, Stamp>>,
    /// Whether the journal's own file was ever there.
    was_there: Cell<bool>,
    folder_was_there: Cell<bool>,
}

impl Watch {
    /// Notes how the files of a screen stand that were read a moment ago.
    pub fn note(&self, store: &Store, shown: &Shown) {
        for file in files(shown) {
            self.note_file(store, file, file_time());
        }
        for (first, last) in &shown.days {
            self.note_days(store, *first, *last);
        }
        self.note_journal(store);
    }

    /// Notes how the files of days stand that are about to be read. What is known of one already
    /// stays: the day in memory is older than this reading.
    pub fn note_days(&self, store: &Store, first: NaiveDate, last: NaiveDate) {
        let now = file_time();
        for date in dates(first, last) {
            self.note_file(store, Watched::Day(date), now);
        }
    }

    /// Notes how the files of trials stand that are about to be read.
    pub fn note_trials(&self, store: &Store, trials: &[TrialId]) {
        let now = file_time();
        for id in trials {
            self.note_file(store, Watched::Trial(id.clone()), now);
        }
    }

    /// A file that was written so lately that it may have been read before is left to the next look.
    fn note_file(&self, store: &Store, file: Watched, now: SystemTime) {
        self.stamps.borrow_mut().entry(file).or_insert_with_key(|file| trusted(store.stamp(file), now));
    }

    fn note_journal(&self, store: &Store) {
        if store.stamp(&Watched::Journal) != Stamp::Absent {
            self.was_there.set(true);
        }
        if store.is_there() {
            self.folder_was_there.set(true);
        }
    }

    /// Whether the journal was there and is not any more. A folder that is emptied is a folder that
    /// is gone: that is what a disk that was taken out leaves behind.
    pub fn is_gone(&self, store: &Store) -> bool {
        (self.was_there.get() && store.stamp(&Watched::Journal) == Stamp::Absent)
            || (self.folder_was_there.get() && !store.is_there())
    }

    /// Does some writing, unless the journal is gone: no new and empty one is put in its place.
    ///
    /// # Errors
    /// As the writing itself, and where the journal is gone.
    pub fn write<T, U>(
        &self,
        store: &Store,
        work: impl FnOnce(&Store) -> Result<T, SaveFailure<U>>,
    ) -> Result<T, SaveFailure<U>> {
        if self.is_gone(store) {
            return Err(SaveFailure::System {
                doing: "write",
                path: store.root().to_owned(),
                message: "the journal's folder is gone or empty; put it back, then try again".to_owned(),
            });
        }
        let done = work(store);
        self.note_journal(store);
        done
    }

    /// Looks at the files of a screen, and reads those again that were changed.
    pub fn look(&self, store: &Store, shown: &Shown) -> Found {
        let now = file_time();
        let found = self.look_at(store, shown, now);
        let took = file_time().duration_since(now).unwrap_or_default();
        Found { took: TimeDelta::from_std(took).unwrap_or_default(), ..found }
    }

    fn look_at(&self, store: &Store, shown: &Shown, now: SystemTime) -> Found {
        if self.is_gone(store) {
            return Found { gone: true, ..Found::default() };
        }
        self.note_journal(store);
        let mut found = Found::default();
        if shown.with_trial && shown.has_problems {
            found.journal = Some(Box::new(read_journal(store, shown.today)));
        }
        for file in files(shown) {
            let is_new = self.is_new(store, file.clone(), now);
            match file {
                Watched::Trial(id) if is_new && shown.trial.as_ref() != Some(&id) => found.others = true,
                Watched::Journal | Watched::Setup | Watched::Trial(_) if is_new => {
                    found.journal.get_or_insert_with(|| Box::new(read_journal(store, shown.today)));
                }
                Watched::Journal
                | Watched::Setup
                | Watched::Trial(_)
                | Watched::Day(_)
                | Watched::Year(_) => {}
            }
        }
        let mut years = BTreeMap::new();
        for (first, last) in &shown.days {
            for date in dates(*first, *last).filter(|date| !shown.in_hand.contains(date)) {
                let year = date.year();
                let folder =
                    *years.entry(year).or_insert_with(|| trusted(store.stamp(&Watched::Year(year)), now));
                if self.is_still_absent(date, folder) {
                    continue;
                }
                if self.is_new(store, Watched::Day(date), now) {
                    found.days.push((date, entry(&store.read_days(date, date), date)));
                }
                self.note_absent(date, folder);
            }
        }
        found
    }

    /// Whether a day had no file when its folder stood as it stands now: it cannot have one since, and
    /// the days to come need no look of their own.
    fn is_still_absent(&self, date: NaiveDate, folder: Stamp) -> bool {
        folder != Stamp::Unknown && self.absent.borrow().get(&date) == Some(&folder)
    }

    /// Notes how the folder stood of a day that has no file.
    fn note_absent(&self, date: NaiveDate, folder: Stamp) {
        let has_none = self.stamps.borrow().get(&Watched::Day(date)) == Some(&Stamp::Absent);
        let mut absent = self.absent.borrow_mut();
        if has_none {
            absent.insert(date, folder);
        } else {
            absent.remove(&date);
        }
    }

    /// Whether a file may have changed since its stamp was noted; notes the new one. The stamp is
    /// taken before the file is read, so that a change in between shows at the next look.
    fn is_new(&self, store: &Store, file: Watched, now: SystemTime) -> bool {
        let stamp = store.stamp(&file);
        let noted = self.stamps.borrow_mut().insert(file, trusted(stamp, now));
        stamp == Stamp::Unknown || noted != Some(stamp)
    }
}

/// The stamp, where it will tell every later change.
fn trusted(stamp: Stamp, now: SystemTime) -> Stamp {
    if stamp.is_settled(now) { stamp } else { Stamp::Unknown }
}

/// The files of a screen that are not days.
fn files(shown: &Shown) -> Vec<Watched> {
    let mut files: Vec<Watched> = Vec::new();
    if shown.with_trial {
        files.extend([Watched::Journal, Watched::Setup]);
        files.extend(shown.trial.iter().cloned().map(Watched::Trial));
    }
    files.extend(shown.others.iter().cloned().map(Watched::Trial));
    files
}

fn entry(read: &DayBook, date: NaiveDate) -> Entry {
    match (read.day(date), read.problem(date)) {
        (_, Some(problem)) => Entry::Unreadable(problem.clone()),
        (Known::Written(day), None) => Entry::Written(day.clone()),
        (Known::Blank | Known::Unreadable | Known::NotLoaded, None) => Entry::Written(Day::empty(date)),
    }
}

/// The journal as its files say, without days, as of a day. What cannot be read is told, and the
/// rest is still read. The checklist on its way is read where no trial runs.
pub fn read_journal(store: &Store, today: NaiveDate) -> Journal {
    let mut journal = Journal::default();
    match store.read_journal() {
        Ok(read) => match read.current.map(|id| store.read_trial(&id)).transpose() {
            Ok(trial) => journal.trial = trial,
            Err(problem) => journal.problems.push(problem),
        },
        Err(problem) => journal.problems.push(problem),
    }
    let runs = journal.trial.as_ref().is_some_and(|trial| !trial.is_over(today));
    journal.trials = store.trial_ids();
    if !runs && journal.problems.is_empty() {
        match store.read_setup() {
            Ok(setup) => journal.setup = setup,
            Err(problem) => journal.problems.push(problem),
        }
    }
    journal
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::time::Duration;

    use super::*;
    use crate::kit::{date, store};

    const DAY: &str = "2026-11-12";

    fn shown() -> Shown {
        Shown {
            today: date(DAY),
            trial: None,
            with_trial: true,
            has_problems: false,
            others: Vec::new(),
            days: vec![(date("2026-11-01"), date(DAY))],
            in_hand: BTreeSet::new(),
        }
    }

    fn journal() -> (tempfile::TempDir, Store) {
        let (folder, store) = store();
        let mut day = Day::empty(date(DAY));
        day.checkin.awakenings = crate::domain::score::Awakenings::new(1).ok();
        store.save_day(&Day::empty(date(DAY)), &day).unwrap();
        (folder, store)
    }

    #[test]
    fn a_file_that_was_left_alone_is_read_once_more_and_then_never() {
        let (_folder, store) = journal();
        let watch = Watch::default();
        watch.note(&store, &shown());
        let soon = file_time();
        let later = soon + Duration::from_secs(60);
        let days = |now| watch.look_at(&store, &shown(), now).days.len();
        assert_eq!(days(soon), 1, "written in this second: it may be written again in it");
        assert_eq!(days(later), 1);
        assert_eq!(days(later), 0);
        assert!(watch.look_at(&store, &shown(), later).journal.is_none());
        fs::write(store.day_file(date(DAY)), "date = 2026-11-12\n[checkin]\npain = 9\n").unwrap();
        let found = watch.look_at(&store, &shown(), later).days;
        assert!(matches!(found.as_slice(), [(_, Entry::Written(day))] if day.checkin.pain().is_some()));
        fs::remove_file(store.day_file(date(DAY))).unwrap();
        let found = watch.look_at(&store, &shown(), later).days;
        assert!(matches!(found.as_slice(), [(_, Entry::Written(day))] if day.is_empty()));
        assert_eq!(days(later), 0);
    }

    #[test]
    fn a_day_in_hand_is_looked_at_when_it_is_let_go() {
        let (_folder, store) = journal();
        let watch = Watch::default();
        let later = file_time() + Duration::from_secs(60);
        watch.look_at(&store, &shown(), later);
        fs::write(store.day_file(date(DAY)), "date = 2026-11-12\n[checkin]\npain = 9\n").unwrap();
        let held = Shown { in_hand: BTreeSet::from([date(DAY)]), ..shown() };
        assert_eq!(watch.look_at(&store, &held, later).days, []);
        assert_eq!(watch.look_at(&store, &shown(), later).days.len(), 1);
    }

    #[test]
    fn a_day_that_comes_while_others_are_shown_is_seen_when_it_is_shown_again() {
        let (_folder, store) = journal();
        let watch = Watch::default();
        let later = file_time() + Duration::from_secs(60);
        let of = |text: &str, now| {
            let shown = Shown { days: vec![(date(text), date(text))], ..shown() };
            watch.look_at(&store, &shown, now).days.len()
        };
        // The first look at a day reads it, as nothing is known of it.
        assert_eq!((of("2026-11-03", later), of("2026-11-04", later)), (1, 1));
        assert_eq!((of("2026-11-03", later), of("2026-11-04", later)), (0, 0));
        fs::write(store.day_file(date("2026-11-04")), "date = 2026-11-04\n[checkin]\npain = 9\n").unwrap();
        let later = later + Duration::from_secs(60);
        assert_eq!(of("2026-11-03", later), 0, "the folder changed for another day");
        assert_eq!(of("2026-11-04", later), 1);
        watch.look_at(&store, &shown(), later);
        let held = Shown { in_hand: BTreeSet::from([date("2026-11-05")]), ..shown() };
        fs::write(store.day_file(date("2026-11-05")), "date = 2026-11-05\n[checkin]\npain = 9\n").unwrap();
        let found = |shown: &Shown| watch.look_at(&store, shown, later).days;
        assert_eq!(found(&held), []);
        assert_eq!(found(&shown()).iter().map(|(day, _)| *day).collect::<Vec<_>>(), [date("2026-11-05")]);
    }

    #[test]
    fn a_journal_that_was_never_there_is_not_gone_and_one_that_was_is() {
        let (folder, store) = journal();
        let watch = Watch::default();
        let nothing = Store::new(folder.path().join("nothing"));
        assert!(!watch.look(&nothing, &shown()).gone);
        assert!(watch.write(&nothing, |_| Ok::<_, SaveFailure<()>>(())).is_ok());
        assert!(!watch.look(&store, &shown()).gone);
        fs::rename(store.root(), folder.path().join("away")).unwrap();
        let found = watch.look(&store, &shown());
        assert!(found.gone && found.days.is_empty() && found.journal.is_none());
        assert!(watch.write(&store, |_| Ok::<_, SaveFailure<()>>(())).is_err());
        assert!(!store.root().exists());
        fs::rename(folder.path().join("away"), store.root()).unwrap();
        assert!(!watch.look(&store, &shown()).gone);
    }
}
