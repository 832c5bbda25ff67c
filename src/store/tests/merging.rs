//! Two copies, or an editor beside one: nobody's words are lost without a question.

use std::fs;
use std::thread;

use proptest::prelude::*;

use super::any;
use super::*;
use crate::domain::journal::FieldConflict;
use crate::domain::measure::{Ndi, NdiTopic};
use crate::domain::score::{NdiAnswer, NdiTotal};
use crate::domain::session::{Absence, Absent, MissReason};

const EMPTY: fn() -> Day = || Day::empty(date("2026-11-22"));

/// Saves `theirs`, then `ours`, both made from `base`; marks of import stay as they are drawn.
pub(super) fn both(base: &Day, theirs: &Day, ours: &Day) -> Result<Day, SaveFailure<Day>> {
    let (_folder, store) = store();
    store.save_imported_day(&EMPTY(), base).unwrap();
    store.save_imported_day(base, theirs).unwrap();
    let result = store.save_imported_day(base, ours);
    let there = store.read_days(base.date, base.date).to_edit(base.date).unwrap();
    match &result {
        Ok(saved) => assert_eq!(&there, saved),
        Err(_) => assert_eq!(&there, theirs),
    }
    result
}

fn with(edit: impl FnOnce(&mut Day)) -> Day {
    let mut day = sample();
    edit(&mut day);
    day
}

pub(super) fn conflict(result: Result<Day, SaveFailure<Day>>) -> (Vec<FieldConflict>, Day, Day) {
    match result {
        Err(SaveFailure::Conflict { fields, theirs, mine, .. }) => (fields, *theirs, *mine),
        other => panic!("{other:?}"),
    }
}

fn field(field: &str, mine: &str, theirs: &str) -> FieldConflict {
    FieldConflict { field: field.into(), mine: mine.into(), theirs: theirs.into() }
}

fn rate(day: &mut Day, pain: i64, at: &str) {
    day.checkin.rating = Rating::Rated(score(pain));
    day.checkin.at = Some(at.parse().unwrap());
}

const EARLY: &str = "2026-11-22T20:00:00+01:00";
const LATE: &str = "2026-11-22T22:00:00+01:00";

#[test]
fn changes_of_different_fields_are_both_kept() {
    let theirs = with(|day| day.checkin.note = Some(words("From the editor.")));
    let ours = with(|day| day.checkin.sleep = Some(score(2)));
    let wanted = with(|day| {
        day.checkin.note = Some(words("From the editor."));
        day.checkin.sleep = Some(score(2));
    });
    assert_eq!(both(&sample(), &theirs, &ours), Ok(wanted));
}

#[test]
fn the_same_change_on_both_sides_is_no_conflict() {
    let theirs = with(|day| rate(day, 2, EARLY));
    let ours = with(|day| rate(day, 2, LATE));
    assert_eq!(both(&sample(), &theirs, &ours), Ok(theirs));
}

#[test]
fn the_same_field_is_asked_about_once_with_both_answers() {
    let theirs = with(|day| rate(day, 2, EARLY));
    let ours = with(|day| {
        rate(day, 9, LATE);
        day.checkin.sleep = Some(score(1));
    });
    let (fields, on_disk, mine) = conflict(both(&sample(), &theirs, &ours));
    assert_eq!(fields, [field("checkin.pain", "9", "2")]);
    assert_eq!((on_disk, mine), (theirs, ours));
}

#[test]
fn a_field_cleared_here_and_changed_there_is_asked_about() {
    let theirs = with(|day| day.checkin.sleep = Some(score(1)));
    let ours = with(|day| day.checkin.sleep = None);
    let (fields, _, mine) = conflict(both(&sample(), &theirs, &ours));
    assert_eq!(fields, [field("checkin.sleep", "", "1")]);
    assert_eq!(mine.checkin.sleep, None);
}

#[test]
fn a_day_is_never_merged_into_one_both_rated_and_skipped() {
    let mut theirs = EMPTY();
    theirs.checkin.rating = Rating::Skipped(words("ill"));
    theirs.checkin.at = Some(EARLY.parse().unwrap());
    let mut ours = EMPTY();
    rate(&mut ours, 4, LATE);
    let (fields, on_disk, mine) = conflict(both(&EMPTY(), &theirs, &ours));
    assert_eq!(fields, [field("checkin.pain", "4", "skipped: ill")]);
    assert_eq!((on_disk, mine), (theirs, ours));
}

#[test]
fn a_total_and_topics_are_never_merged_into_one_index() {
    let topics = Ndi::Topics([(NdiTopic::Work, NdiAnswer::new(2).unwrap())].into_iter().collect());
    let theirs = with(|day| day.checkin.ndi = Some(topics));
    let ours = with(|day| day.checkin.ndi = Some(Ndi::Total(NdiTotal::new(20).unwrap())));
    let (fields, _, mine) = conflict(both(&sample(), &theirs, &ours));
    assert_eq!(fields, [field("checkin.ndi", "total 20", "work 2")]);
    assert_eq!(mine, ours);
}

#[test]
fn what_was_added_on_both_sides_is_kept_from_both() {
    let added = |text: &str| Change { kind: ChangeKind::Other, text: words(text) };
    let theirs = with(|day| day.changes.push(added("theirs")));
    let ours = with(|day| day.changes.push(added("ours")));
    let wanted = with(|day| day.changes.extend([added("theirs"), added("ours")]));
    assert_eq!(both(&sample(), &theirs, &ours), Ok(wanted));
}

#[test]
fn different_fields_of_one_visit_are_both_kept_and_the_same_one_is_asked_about() {
    let minutes = |day: &mut Day, number| first_done(day).minutes = Some(Minutes::new(number).unwrap());
    let theirs = with(|day| minutes(day, 45));
    let ours = with(|day| first_done(day).pain_after = Some(score(3)));
    let merged = both(&sample(), &theirs, &ours).unwrap();
    let done = merged.sessions[0].done().unwrap();
    assert_eq!((done.minutes, done.pain_after), (Minutes::new(45).ok(), Some(score(3))));
    let (fields, ..) = conflict(both(&sample(), &theirs, &with(|day| minutes(day, 50))));
    assert_eq!(fields, [field("session[17:30].minutes", "50", "45")]);
}

#[test]
fn a_visit_removed_here_and_changed_there_is_asked_about_and_one_added_there_is_kept() {
    let removed = with(|day| day.sessions.clear());
    let changed = with(|day| first_done(day).pain_after = Some(score(3)));
    let (fields, _, mine) = conflict(both(&sample(), &changed, &removed));
    assert_eq!(fields.len(), 1);
    assert_eq!(fields[0].field, "session[17:30]");
    assert!(mine.sessions.is_empty());
    let added = with(|day| day.sessions.push(Session::new(SessionStatus::Missed)));
    let merged = both(&sample(), &added, &removed).unwrap();
    assert_eq!(merged.sessions, [Session::new(SessionStatus::Missed)]);
}

#[test]
fn answering_a_question_with_either_side_then_saves() {
    let (_folder, store) = store();
    let theirs = with(|day| rate(day, 2, EARLY));
    store.save_day(&EMPTY(), &sample()).unwrap();
    store.save_day(&sample(), &theirs).unwrap();
    let ours = with(|day| rate(day, 9, LATE));
    let (_, theirs, mine) = conflict(store.save_day(&sample(), &ours));
    assert_eq!(store.save_day(&theirs, &mine), Ok(mine));
}

#[test]
fn a_file_that_is_gone_or_emptied_takes_all_of_ours() {
    let (_folder, store) = store();
    let ours = with(|day| day.checkin.sleep = Some(score(1)));
    for gone in [true, false] {
        store.save_day(&EMPTY(), &sample()).ok();
        let file = store.day_file(ours.date);
        if gone {
            fs::remove_file(&file).unwrap()
        } else {
            fs::write(&file, "").unwrap()
        }
        assert_eq!(store.save_day(&sample(), &ours), Ok(ours.clone()));
    }
}

#[test]
fn nothing_to_save_writes_nothing() {
    let (_folder, store) = store();
    assert_eq!(store.save_day(&EMPTY(), &EMPTY()), Ok(EMPTY()));
    assert!(!store.day_file(EMPTY().date).exists());
    store.save_day(&EMPTY(), &sample()).unwrap();
    let before = fs::metadata(store.day_file(EMPTY().date)).unwrap().modified().unwrap();
    store.save_day(&sample(), &sample()).unwrap();
    assert_eq!(fs::metadata(store.day_file(EMPTY().date)).unwrap().modified().unwrap(), before);
}

#[test]
fn changes_that_do_not_fit_together_are_asked_about() {
    let (_folder, store) = store();
    let mut base = trial();
    base.plan.dose = crate::domain::trial::Dose::new(60, 2).unwrap();
    store.save_trial(None, &base).unwrap();
    let file = store.trial_file(&base.id);
    let three = |trial: &mut Trial| {
        trial.plan.dose = crate::domain::trial::Dose::new(60, 3).unwrap();
        trial.plan.schedule[0].days = trial.plan.dose.default_weekdays();
    };
    let mut theirs = base.clone();
    three(&mut theirs);
    store.save_trial(Some(&base), &theirs).unwrap();
    let before = fs::read_to_string(&file).unwrap();
    let mut ours = base.clone();
    ours.plan.schedule.push(crate::domain::trial::Schedule {
        from: date("2026-11-16"),
        days: base.plan.dose.default_weekdays(),
    });
    match store.save_trial(Some(&base), &ours) {
        Err(SaveFailure::Conflict { fields, mine, .. }) => {
            assert_eq!(fields[0].field, "plan.schedule");
            assert_eq!(*mine, ours);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn two_copies_saving_at_once_lose_nothing() {
    let (_folder, store) = store();
    let names: Vec<String> = (0..4).map(|number| format!("writer-{number}")).collect();
    thread::scope(|scope| {
        for name in &names {
            let store = Store::new(store.root().to_owned());
            scope.spawn(move || {
                let mut base = EMPTY();
                for value in 1..=12 {
                    let mut ours = base.clone();
                    ours.checkin.markers.insert(name.clone(), Amount::whole(value).unwrap());
                    ours.changes
                        .push(Change { kind: ChangeKind::Other, text: words(&format!("{name} {value}")) });
                    base = store.save_day(&base, &ours).unwrap();
                }
            });
        }
    });
    let day = store.read_days(EMPTY().date, EMPTY().date).to_edit(EMPTY().date).unwrap();
    assert_eq!(day.changes.len(), 48);
    assert!(names.iter().all(|name| day.checkin.markers.get(name) == Some(&Amount::whole(12).unwrap())));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_three_versions_merge_or_are_asked_about(
        base in any::day(), ours in any::day(), theirs in any::day(),
    ) {
        match both(&base, &theirs, &ours) {
            Ok(_) => {}
            Err(SaveFailure::Conflict { fields, theirs: there, .. }) => {
                prop_assert!(!fields.is_empty());
                prop_assert_eq!(*there, theirs);
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn changes_of_different_parts_always_merge(base in any::day(), other in any::day()) {
        let theirs = Day {
            sessions: other.sessions.clone(),
            changes: other.changes.clone(),
            events: other.events.clone(),
            ..base.clone()
        };
        let ours = Day { checkin: other.checkin.clone(), ..base.clone() };
        prop_assert_eq!(both(&base, &theirs, &ours), Ok(other));
    }
}

#[test]
fn two_fates_of_one_visit_are_never_mixed() {
    let base = with(|day| day.sessions[0].fate = Fate::Planned);
    let done = sample();
    let why = Some(words("a cold"));
    let absence = Absence { how: Absent::Missed, reason: Some(MissReason::Unwell), why };
    let mut missed = with(|day| day.sessions[0].fate = Fate::Absent(absence.clone()));
    missed.checkin.stress = Some(score(2));
    for (ours, theirs) in [(&missed, &done), (&done, &missed)] {
        let (fields, there, mine) = conflict(both(&base, theirs, ours));
        assert_eq!(fields.len(), 1);
        assert_eq!(fields[0].field, "session[17:30]");
        assert_eq!(there.sessions, theirs.sessions);
        assert_eq!(mine.sessions, ours.sessions);
        assert_eq!(mine.checkin.stress, Some(score(2)), "what else was changed is kept from both sides");
    }
    // The same where each side wrote it anew.
    let none = with(|day| day.sessions.clear());
    let (fields, _, mine) = conflict(both(&none, &done, &missed));
    assert_eq!((fields.len(), mine.sessions), (1, missed.sessions));
}
