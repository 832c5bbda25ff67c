//! The disk may fail at any step: a file is then the old or the new one, whole, and nothing is
//! called saved that may not be.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::super::disk::Step;
use super::*;

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn later() -> Day {
    let mut day = sample();
    day.checkin.sleep = Some(score(1));
    day.checkin.note = Some(words(&"long ".repeat(1000)));
    day
}

#[test]
fn a_failure_at_any_step_of_a_save_leaves_the_old_or_the_new_file() {
    let (old, new) = (sample(), later());
    let steps = {
        let (_folder, store) = store();
        store.save_day(&Day::empty(old.date), &old).unwrap();
        fail_at(&store, None);
        store.save_day(&old, &new).unwrap();
        taken(&store)
    };
    for step in [
        Step::Lock,
        Step::Read,
        Step::CreateTemporary,
        Step::Write,
        Step::SyncFile,
        Step::Rename,
        Step::SyncFolder,
    ] {
        assert!(steps.contains(&step), "{step:?} is not among {steps:?}");
    }
    for at in 0..steps.len() {
        let (_folder, store) = store();
        store.save_day(&Day::empty(old.date), &old).unwrap();
        let file = store.day_file(old.date);
        let before = fs::read_to_string(&file).unwrap();
        fail_at(&store, Some(at));
        let failure = store.save_day(&old, &new).unwrap_err();
        let text = failure.to_string();
        assert!(text.contains("space") && text.contains(store.root().to_str().unwrap()), "{text}");
        fail_at(&store, None);
        let day = store.read_days(old.date, old.date).to_edit(old.date).unwrap();
        let renamed = steps[..at].contains(&Step::Rename);
        if renamed {
            assert_eq!(day, new, "step {at}");
        } else {
            assert_eq!(fs::read_to_string(&file).unwrap(), before, "step {at}");
        }
        assert_eq!(store.save_day(&old, &new), Ok(new.clone()), "saving again after step {at}");
        assert_eq!(store.read_days(old.date, old.date).written().collect::<Vec<_>>(), [&new]);
    }
}

#[test]
fn a_failure_at_any_step_of_the_first_save_leaves_a_journal_that_opens() {
    let new = sample();
    let empty = Day::empty(new.date);
    let steps = {
        let (_folder, store) = store();
        fail_at(&store, None);
        store.save_day(&empty, &new).unwrap();
        taken(&store)
    };
    assert!(steps.contains(&Step::CreateFolder));
    for at in 0..steps.len() {
        let (_folder, store) = store();
        fail_at(&store, Some(at));
        store.save_day(&empty, &new).unwrap_err();
        fail_at(&store, None);
        let day = store.read_days(new.date, new.date).to_edit(new.date).unwrap();
        assert!(day == empty || day == new, "step {at}");
        assert!(store.read_journal().is_ok());
        assert_eq!(store.save_day(&empty, &new), Ok(new.clone()), "step {at}");
    }
}

#[test]
fn a_failure_at_any_step_of_beginning_leaves_a_journal_that_opens_and_it_can_be_done_again() {
    let trial = trial();
    let prepared = || {
        let (folder, store) = store();
        let setup = Setup { checklist: trial.checklist.clone(), ..Setup::new(trial.begun) };
        store.save_setup(None, &setup).unwrap();
        (folder, store)
    };
    let steps = {
        let (_folder, store) = prepared();
        fail_at(&store, None);
        store.begin(&trial).unwrap();
        taken(&store)
    };
    for at in 0..steps.len() {
        let (_folder, store) = prepared();
        fail_at(&store, Some(at));
        store.begin(&trial).unwrap_err();
        fail_at(&store, None);
        match store.read_journal().unwrap().current {
            Some(id) => assert_eq!(store.read_trial(&id).as_ref(), Ok(&trial)),
            None => assert!(store.read_setup().unwrap().is_some()),
        }
        assert_eq!(store.begin(&trial), Ok(()), "step {at}");
        assert_eq!(store.read_trial(&trial.id).as_ref(), Ok(&trial));
        assert_eq!(store.read_setup(), Ok(None));
    }
}

#[test]
fn folders_and_files_are_for_the_person_alone() {
    let (_folder, store) = store();
    let day = sample();
    store.save_day(&Day::empty(day.date), &day).unwrap();
    let file = store.day_file(day.date);
    for folder in [store.root(), &store.root().join("days"), file.parent().unwrap()] {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
    }
    for file in [&file, &store.journal_file(), &store.root().join(".lock")] {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
}

#[test]
fn a_save_leaves_nothing_else_behind_and_leftovers_are_not_read() {
    let (_folder, store) = store();
    let day = sample();
    store.save_day(&Day::empty(day.date), &day).unwrap();
    let folder = store.day_file(day.date).parent().unwrap().to_owned();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    // An editor's older copy (`~`) is named by `check`: see the tests of damage.
    for name in [".weekfive-a1b2c3", ".2026-11-24.toml.swp", "2026-11-25.toml.set-aside"] {
        fs::write(folder.join(name), "garbage [").unwrap();
    }
    let book = store.read_days(date("2025-01-01"), date("2027-12-31"));
    assert_eq!(book.written().count(), 1);
    assert_eq!(book.problems().count(), 0);
    own(&store);
    assert_eq!(store.check(), []);
    assert_eq!(store.first_and_last_day(), Some((day.date, day.date)));
}

#[test]
fn a_link_stays_a_link_and_what_it_leads_to_is_replaced() {
    let (folder, store) = store();
    let (old, new) = (sample(), later());
    store.save_day(&Day::empty(old.date), &old).unwrap();
    let file = store.day_file(old.date);
    let elsewhere = folder.path().join("elsewhere.toml");
    fs::rename(&file, &elsewhere).unwrap();
    symlink(&elsewhere, &file).unwrap();
    assert_eq!(store.save_day(&old, &new), Ok(new.clone()));
    assert!(fs::symlink_metadata(&file).unwrap().file_type().is_symlink());
    assert!(fs::read_to_string(&elsewhere).unwrap().contains("sleep = 1"));
    fs::remove_file(&elsewhere).unwrap();
    let failure = store.save_day(&old, &new).unwrap_err().to_string();
    assert!(failure.contains("a link that leads nowhere"), "{failure}");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_told_in_words() {
    let (folder, _) = store();
    let root = folder.path().join("file");
    fs::write(&root, "").unwrap();
    let store = Store::new(root.clone());
    let day = sample();
    let failure = store.save_day(&Day::empty(day.date), &day).unwrap_err().to_string();
    assert!(failure.contains("a file stands") && failure.contains(root.to_str().unwrap()), "{failure}");
    assert!(store.read_journal().is_err());
    assert_eq!(store.read_days(day.date, day.date).to_edit(day.date), None);
}

#[test]
fn a_lock_that_is_not_given_back_is_told() {
    let (_folder, store) = store();
    let day = sample();
    store.save_day(&Day::empty(day.date), &day).unwrap();
    let lock = fs::File::open(store.root().join(".lock")).unwrap();
    lock.lock().unwrap();
    let short = std::time::Duration::from_millis(50);
    let failure: SaveFailure<Day> =
        lock::take(&store.disk, &store.layout, short).map(drop).unwrap_err().into();
    assert!(failure.to_string().contains("another weekfive"), "{failure}");
    lock.unlock().unwrap();
    assert_eq!(store.save_day(&day, &later()), Ok(later()));
}
