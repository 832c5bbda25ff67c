//! From the setup to a trial and back; journals of a newer format.

use std::fs;

use super::*;

#[test]
fn beginning_makes_the_trial_current_and_removes_the_setup_and_can_be_taken_back() {
    let (_folder, store) = store();
    let trial = trial();
    let setup = Setup { checklist: trial.checklist.clone(), ..Setup::new(trial.begun) };
    assert_eq!(store.save_setup(None, &setup), Ok(setup.clone()));
    assert_eq!(store.read_setup(), Ok(Some(setup.clone())));
    assert_eq!(store.begin(&trial), Ok(()));
    assert_eq!(
        fs::read_to_string(store.journal_file()).unwrap(),
        "format = 1\ncurrent = \"2026-11-02-neck\"\n"
    );
    assert_eq!(store.read_journal().unwrap().current, Some(trial.id.clone()));
    assert_eq!(store.read_setup(), Ok(None));
    assert_eq!(store.trial_ids(), std::slice::from_ref(&trial.id));
    assert_eq!(store.check(), []);
    assert_eq!(store.remove_trial(&trial.id, None), Ok(()));
    assert_eq!(store.read_journal().unwrap().current, None);
    assert!(store.read_trial(&trial.id).unwrap_err().message.contains("missing"));
    assert_eq!(store.save_setup(None, &setup), Ok(setup));
    assert_eq!(store.remove_setup(), Ok(()));
    assert_eq!(store.remove_setup(), Ok(()));
}

#[test]
fn a_trials_file_can_be_read_by_a_person() {
    let (_folder, store) = store();
    let trial = trial();
    store.begin(&trial).unwrap();
    let wanted = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/valid/trial-2026-11-02-neck.toml");
    let text = fs::read_to_string(store.trial_file(&trial.id)).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(wanted, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(wanted).unwrap());
}

#[test]
fn another_trial_of_the_same_name_is_not_written_over() {
    let (_folder, store) = store();
    let mut one = trial();
    store.begin(&one).unwrap();
    one.plan.weeks = 6;
    assert!(matches!(store.begin(&one), Err(SaveFailure::Conflict { .. })));
}

#[test]
fn an_unreadable_setup_is_neither_removed_nor_begun_from() {
    let (_folder, store) = store();
    fs::create_dir_all(store.root().join("trials")).unwrap();
    fs::write(store.setup_file(), "begun = tomorrow").unwrap();
    assert!(matches!(store.remove_setup(), Err(SaveFailure::Unreadable(_))));
    assert!(matches!(store.begin(&trial()), Err(SaveFailure::Unreadable(_))));
    assert_eq!(fs::read_to_string(store.setup_file()).unwrap(), "begun = tomorrow");
    assert_eq!(store.trial_ids(), []);
}

#[test]
fn nothing_is_written_into_a_journal_of_a_newer_format() {
    let (_folder, store) = store();
    let (day, trial) = (sample(), trial());
    store.begin(&trial).unwrap();
    store.save_day(&Day::empty(day.date), &day).unwrap();
    fs::write(store.journal_file(), "format = 2\ncurrent = \"2026-11-02-neck\"\nfuture = true\n").unwrap();
    assert_eq!(store.read_journal().unwrap().newer, Some(2));
    let mut ours = day.clone();
    ours.checkin.sleep = Some(score(1));
    let before = fs::read_to_string(store.day_file(day.date)).unwrap();
    assert!(matches!(store.save_day(&day, &ours), Err(SaveFailure::Newer { format: 2, .. })));
    assert!(matches!(store.save_setup(None, &Setup::new(day.date)), Err(SaveFailure::Newer { .. })));
    assert!(matches!(store.remove_setup(), Err(SaveFailure::Newer { .. })));
    assert!(matches!(store.begin(&trial), Err(SaveFailure::Newer { .. })));
    assert!(matches!(store.remove_trial(&trial.id, None), Err(SaveFailure::Newer { .. })));
    let mut later = trial.clone();
    later.plan.weeks = 6;
    assert!(matches!(store.save_trial(Some(&trial), &later), Err(SaveFailure::Newer { .. })));
    assert_eq!(fs::read_to_string(store.day_file(day.date)).unwrap(), before);
    assert_eq!(store.check().len(), 1);
}

#[test]
fn a_file_of_a_newer_format_is_read_as_far_as_it_is_understood_and_never_written() {
    let (_folder, store) = store();
    let day = sample();
    let file = store.day_file(day.date);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let text = "format = 3\ndate = 2026-11-22\n[checkin]\npain = 4\n";
    fs::write(&file, text).unwrap();
    let base = store.read_days(day.date, day.date).to_edit(day.date).unwrap();
    assert_eq!(base.checkin.pain(), Some(score(4)));
    assert!(matches!(store.save_day(&base, &day), Err(SaveFailure::Newer { format: 3, .. })));
    fs::write(&file, "format = 3\n[checkin]\npain = \"four\"\n").unwrap();
    let problem = store.read_days(day.date, day.date).problem(day.date).unwrap().clone();
    assert!(problem.message.contains("newer weekfive (format 3)"), "{problem}");
    assert!(matches!(store.save_day(&base, &day), Err(SaveFailure::Newer { .. })));
}

#[test]
fn an_unreadable_journal_keeps_everything_from_being_written() {
    let (_folder, store) = store();
    fs::create_dir_all(store.root()).unwrap();
    fs::write(store.journal_file(), "format = one\n").unwrap();
    let day = sample();
    assert!(matches!(store.save_day(&Day::empty(day.date), &day), Err(SaveFailure::Unreadable(_))));
    assert!(!store.day_file(day.date).exists());
}
