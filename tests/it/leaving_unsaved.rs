//! Leaving while the journal's folder takes nothing: it is asked, and a copy can be put elsewhere.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::Home;
use crate::support::diary::date;
use crate::support::evening::{Evening, Seen};

const EVENING: &str = "2026-11-12T21:14:00+01:00";
const DAY: &str = "2026-11-12";

/// A folder stands where the lock's file is: no save can go through.
fn block(root: &Path) {
    fs::remove_file(root.join(".lock")).ok();
    fs::create_dir_all(root.join(".lock")).unwrap();
}

fn asked(home: &Home, folders: &[&Path]) -> Evening {
    let folders: Vec<PathBuf> = folders.iter().map(|folder| folder.to_path_buf()).collect();
    home.evening(EVENING)
        .settings(|settings| settings.elsewhere = folders)
        .meanwhile(block)
        .keys("4 n \"Zwetschgenkuchen\" <enter> q")
        .sees("Leaving now would lose it.")
}

fn copies(folder: &TempDir) -> Vec<PathBuf> {
    let mut found: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// The copy that a seen evening says it has written, and that it is the person's own.
fn copy(seen: &Seen) -> String {
    assert!(seen.left && seen.app.has_unsaved());
    let place = seen.app.saving.copy.as_ref().unwrap();
    assert_eq!(fs::metadata(place).unwrap().permissions().mode() & 0o777, 0o600);
    fs::read_to_string(place).unwrap()
}

#[test]
fn the_question_names_the_place_and_c_writes_a_copy_there() {
    let (home, folder) = (Home::with_neck("2026-11-02"), tempfile::tempdir().unwrap());
    let seen = asked(&home, &[folder.path()])
        .sees("A copy can be put elsewhere, for you alone to read:")
        .sees("weekfive-not-saved-2026-11-12-2114")
        .sees("write a copy there, then leave")
        .keys("c")
        .end();
    let text = copy(&seen);
    assert_eq!(copies(&folder), [seen.app.saving.copy.clone().unwrap()]);
    assert!(text.starts_with("This was entered in weekfive and could not be saved"), "{text}");
    assert!(text.contains("Thu 12 Nov 2026, 21:14") && text.contains("days/2026/2026-11-12.toml"), "{text}");
    assert!(text.contains("pain = 4") && text.contains("note = \"Zwetschgenkuchen\""), "{text}");
    assert!(home.day(DAY).is_empty(), "the journal itself is as it was");
    fs::remove_dir(home.root().join(".lock")).unwrap();
    // What stands there can be put into the day's file as it is.
    let (_, lines) = text.split_once(".toml\n\n").unwrap();
    home.write_day(DAY, lines);
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "Zwetschgenkuchen");
}

#[test]
fn a_place_that_takes_nothing_is_said_and_the_next_is_offered() {
    let (home, folder) = (Home::with_neck("2026-11-02"), tempfile::tempdir().unwrap());
    let none = folder.path().join("none");
    let seen = asked(&home, &[&none, folder.path()])
        .sees("none/weekfive-not-saved-")
        .keys("c")
        .sees("No copy was written: ")
        .sees("Leaving now would lose it.")
        .sees(folder.path().join("weekfive-not-saved-").to_str().unwrap())
        .keys("c")
        .end();
    assert!(copy(&seen).contains("pain = 4"));
}

#[test]
fn nothing_that_stands_there_is_written_over() {
    let (home, folder) = (Home::with_neck("2026-11-02"), tempfile::tempdir().unwrap());
    for second in 0..60 {
        let name = format!("weekfive-not-saved-2026-11-12-2114{second:02}.txt");
        fs::write(folder.path().join(name), "another").unwrap();
    }
    let seen = asked(&home, &[folder.path()]).keys("c").sees("is there already").keys("<esc>").end();
    assert!(!seen.left && seen.app.saving.copy.is_none());
    assert!(copies(&folder).iter().all(|file| fs::read_to_string(file).unwrap() == "another"));
}

#[test]
fn without_a_place_no_copy_is_offered_and_esc_stays() {
    let home = Home::with_neck("2026-11-02");
    let seen =
        asked(&home, &[]).sees_not("copy").keys("c").sees("Answer the question first").keys("<esc>").end();
    assert!(!seen.left);
    assert_eq!(seen.app.journal.days.to_edit(date(DAY)).unwrap().checkin.pain().unwrap().get(), 4);
}

#[test]
fn a_checklist_that_is_not_saved_is_in_the_copy_too() {
    let (home, folder) = (Home::new(), tempfile::tempdir().unwrap());
    let elsewhere = folder.path().to_owned();
    let seen = home
        .evening(EVENING)
        .settings(move |settings| settings.elsewhere = vec![elsewhere])
        .meanwhile(block)
        .keys("<enter> y <enter> y <enter> q")
        .sees("Leaving now would lose it.")
        .keys("c")
        .end();
    let text = copy(&seen);
    assert!(text.contains("setup.toml") && text.contains("[checklist"), "{text}");
}
