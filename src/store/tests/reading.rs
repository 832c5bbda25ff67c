//! What is read, and what is told of files that cannot be.

use std::fs;
use std::time::Instant;

use super::*;
use crate::domain::calendar::after;
use crate::domain::day::{Days, Known};

fn put(store: &Store, date: NaiveDate, bytes: impl AsRef<[u8]>) {
    let file = store.day_file(date);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_store_touches_nothing_until_it_is_asked() {
    let (_folder, store) = store();
    assert_eq!(store.read_journal(), Ok(Journal { current: None, newer: None }));
    assert_eq!(store.read_setup(), Ok(None));
    assert_eq!(store.trial_ids(), []);
    assert_eq!(store.first_and_last_day(), None);
    assert_eq!(store.read_days(date("2026-11-01"), date("2026-11-30")).written().count(), 0);
    assert!(!store.root().exists());
    assert!(store.check()[0].message.contains("no such folder"));
}

#[test]
fn an_unreadable_day_is_neither_missing_nor_in_the_way_and_is_never_written() {
    let (_folder, store) = store();
    let typo = date("2026-11-22");
    put(&store, typo, "date = 2026-11-22\n[checkin]\npain = 4four\n");
    put(&store, date("2026-11-23"), "[checkin]\npain = 5\n");
    for (first, last) in [("2026-11-20", "2026-11-25"), ("2020-01-01", "2030-01-01")] {
        let book = store.read_days(date(first), date(last));
        assert_eq!(book.day(typo), Known::Unreadable);
        assert_eq!(book.day(date("2026-11-21")), Known::Blank);
        assert!(book.day(date("2026-11-23")).written().is_some());
        assert!(book.has_read(date(first), date(last)));
        assert_eq!(book.problem(typo).map(|problem| problem.line), Some(3));
    }
    let before = fs::read(store.day_file(typo)).unwrap();
    let day = sample();
    assert!(matches!(store.save_day(&Day::empty(typo), &day), Err(SaveFailure::Unreadable(_))));
    assert_eq!(fs::read(store.day_file(typo)).unwrap(), before);
}

#[test]
fn setting_an_unreadable_file_aside_keeps_it_and_makes_room() {
    let (folder, store) = store();
    let day = sample();
    let empty = Day::empty(day.date);
    for (number, name) in [(1, "2026-11-22.toml.set-aside"), (2, "2026-11-22.toml.set-aside-2")] {
        put(&store, day.date, format!("broken [{number}"));
        let aside = store.set_aside(&store.day_file(day.date)).unwrap();
        assert_eq!(aside, store.day_file(day.date).with_file_name(name));
        assert_eq!(fs::read_to_string(&aside).unwrap(), format!("broken [{number}"));
        assert_eq!(store.save_day(&empty, &day), Ok(day.clone()));
    }
    own(&store);
    assert_eq!(store.check(), []);
    let other = folder.path().join("other.toml");
    fs::write(&other, "").unwrap();
    assert!(store.set_aside(&other).is_err());
    assert!(store.set_aside(&store.root().join("days/../../other.toml")).is_err());
    assert!(other.exists());
}

#[test]
fn a_file_that_is_not_text_is_told_with_its_place() {
    let (_folder, store) = store();
    let day = date("2026-11-22");
    put(&store, day, b"date = 2026-11-22\n[checkin]\nnote = \"caf\xe9\"\n");
    let problem = store.read_days(day, day).problem(day).unwrap().clone();
    assert_eq!((problem.line, problem.column), (3, 12));
    assert!(problem.message.contains("not UTF-8"), "{problem}");
}

#[test]
fn columns_are_counted_in_characters() {
    let (_folder, store) = store();
    let day = date("2026-11-22");
    put(&store, day, "\u{feff}checkin = { note = \"界é👩‍🦽\", pain = 11 }\n");
    let problem = store.read_days(day, day).problem(day).unwrap().clone();
    assert_eq!((problem.line, problem.column), (1, 36));
}

#[test]
fn check_tells_all_problems_of_all_files_and_names_nobody_would_read() {
    let (_folder, store) = store();
    store.begin(&trial()).unwrap();
    put(&store, date("2026-11-22"), "[checkin]\npain = 11\nworst = -1\n[[session]]\nminutes = 0\n");
    fs::write(store.root().join("days/2026/2026-11-31.toml"), "").unwrap();
    fs::write(store.root().join("days/2026/2025-11-30.toml"), "").unwrap();
    fs::write(store.root().join("days/2026-11-30.toml"), "").unwrap();
    fs::write(store.root().join("trials/my trial.toml"), "").unwrap();
    fs::write(store.root().join("README.md"), "mine").unwrap();
    fs::remove_file(store.trial_file(&trial().id)).unwrap();
    own(&store);
    let shown: Vec<String> = store
        .check()
        .iter()
        .map(|problem| problem.to_string().replace(&format!("{}/", store.root().display()), ""))
        .collect();
    assert_eq!(
        shown,
        [
            "journal.toml:2:1: there is no file trials/2026-11-02-neck.toml; put it back from a backup or change current",
            "trials/my trial.toml:1:1: this trial is not read: its name may have letters, digits, hyphens and underscores only",
            "days/2026/2025-11-30.toml:1:1: this day is not read: it belongs in the folder days/2025",
            "days/2026/2026-11-22.toml:2:8: pain must be 0 to 10, not 11",
            "days/2026/2026-11-22.toml:3:9: worst must be 0 to 10, not -1",
            "days/2026/2026-11-22.toml:4:1: a session needs its status: one of planned, done, missed, cancelled",
            "days/2026/2026-11-22.toml:5:11: minutes must be 1 to 480, not 0",
            "days/2026/2026-11-31.toml:1:1: this file is not read: a day's file is named after its date, such as 2026-11-22.toml",
            "days/2026-11-30.toml:1:1: this file is not read: a day belongs in the folder of its year",
        ]
    );
}

#[test]
fn the_first_and_last_day_come_from_names_alone() {
    let (_folder, store) = store();
    for (day, text) in [("2024-02-29", "broken ["), ("2026-11-22", ""), ("2025-06-01", "")] {
        put(&store, date(day), text);
    }
    fs::create_dir_all(store.root().join("days/2019")).unwrap();
    fs::write(store.root().join("days/2024/2019-01-01.toml"), "").unwrap();
    assert_eq!(store.first_and_last_day(), Some((date("2024-02-29"), date("2026-11-22"))));
}

#[test]
fn a_long_stretch_reads_what_single_days_read_and_no_further() {
    let (_folder, store) = store();
    let first = date("2024-12-30");
    for number in 0..600 {
        put(&store, after(first, number * 2), format!("[checkin]\npain = {}\n", number % 11));
    }
    let (from, to) = (date("2025-01-15"), date("2027-03-01"));
    let long = store.read_days(from, to);
    let mut short = DayBook::default();
    for start in (0..=776).step_by(100) {
        let begin = after(from, start);
        short.absorb(store.read_days(begin, after(begin, 99).min(to)));
    }
    assert_eq!(long, short);
    assert!(long.written().count() > 350);
    assert_eq!(long.day(date("2024-12-30")), Known::NotLoaded);
    let all = store.read_days(NaiveDate::MIN, NaiveDate::MAX);
    assert_eq!(all.written().count(), 600);
}

/// A guard against walking folders or parsing twice, not a measurement: a hundred times what it
/// takes.
#[test]
fn two_months_of_days_are_read_quickly() {
    let (_folder, store) = store();
    let first = date("2026-10-01");
    let day = sample();
    store.save_day(&Day::empty(day.date), &day).unwrap();
    let text = fs::read_to_string(store.day_file(day.date)).unwrap();
    for number in 0..60 {
        let date = after(first, number);
        put(&store, date, text.replace("2026-11-22", &date.to_string()));
    }
    let start = Instant::now();
    assert_eq!(store.read_days(first, after(first, 59)).written().count(), 60);
    let took = start.elapsed();
    println!("60 days: {took:?}");
    assert!(took.as_millis() < 500, "{took:?}");
}

#[test]
fn what_is_said_of_a_mistake_is_one_line_whatever_stands_in_the_file() {
    let (_folder, store) = store();
    let day = date("2026-11-22");
    let file = store.day_file(day);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "[checkin.markers]\nwalk = 1_000y\0\u{1b}\u{202e}0\n").unwrap();
    let book = store.read_days(day, day);
    let problem = book.problem(day).unwrap();
    assert_eq!(crate::domain::plain::one_line(&problem.message), problem.message);
}
