//! `session`, `export ics` and `guide` on real files.

use assert_cmd::assert::Assert;
use predicates::prelude::*;
use predicates::str::{contains, starts_with};

use crate::support::Home;

fn session(home: &Home, today: &str, options: &str) -> Assert {
    home.on(today).line(&format!("session {options}"))
}

#[test]
fn every_option_of_a_visit_is_written() {
    let home = Home::neck();
    session(
        &home,
        "2026-11-02",
        "--time 17:30 --minutes 60 --technique swedish --technique trigger-point --therapist Anna \
         --pressure right --pain-before 6 --pain-during 5 --pain-after 4 --discomfort dull --cost 62.50 --note left",
    )
    .success()
    .stdout(contains("Saved Mon 2 Nov: visit, 17:30, 60 min").and(contains("Visits 1 of 8")))
    .stdout(contains("A dull ache that fades is common").and(contains("Drink some water")));
    let file = home.day_text("2026-11-02");
    for line in [
        "status = \"done\"",
        "time = 17:30:00",
        "minutes = 60",
        "techniques = [\"swedish\", \"trigger-point\"]",
        "therapist = \"Anna\"",
        "pressure = \"right\"",
        "pain_before = 6",
        "pain_during = 5",
        "pain_after = 4",
        "discomfort = [\"dull\"]",
        "note = \"left\"",
    ] {
        assert!(file.contains(line), "{line}\n{file}");
    }
    assert!(file.contains("cost = 62.5"), "{file}");
}

#[test]
fn what_the_rules_refuse_is_refused_with_2_and_nothing_is_written() {
    let home = Home::neck();
    session(&home, "2026-11-05", "--date 2026-11-02 --time 17:30 --minutes 60").success();
    let before = home.day_text("2026-11-02");
    for (options, says) in [
        ("--date 2026-11-02 --time 18:00 --minutes 30", "--time: there is already a visit at 17:30"),
        ("--date 2026-11-02 --time 17:30 --minutes 60", "written down already"),
        ("--date 2026-11-09 --minutes 60", "--date: Mon 9 Nov is still to come"),
        ("--minutes 0", "1 to 480"),
        ("--minutes 600", "1 to 480"),
        ("--time 25:00", "17:30"),
        ("--pain-before 11", "0 to 10"),
        ("--technique hammer", "swedish"),
        ("--discomfort none --discomfort sharp", "--discomfort"),
        ("--move-to 2026-11-09", "--move-to: Mon 9 Nov already has a visit"),
        ("--move-to 2026-11-03", "--move-to: Tue 3 Nov is past"),
        ("--date 2026-11-02 --move-to 2026-11-06", "logged as done"),
        ("--date 2026-11-02 --missed", "logged as done"),
        ("--date 2026-11-09 --missed", "still to come"),
        ("--date 2026-11-04 --missed", "no visit is planned on Wed 4 Nov"),
        ("--missed --minutes 60", "--minutes belongs to a visit that took place"),
        ("--missed --cancelled", "cannot be used with"),
        ("--why flu", "--missed or --cancelled"),
        ("", "nothing to write"),
    ] {
        session(&home, "2026-11-05", options).code(2).stderr(contains(says));
    }
    assert_eq!(home.day_text("2026-11-02"), before);
    assert_eq!(std::fs::read_dir(home.root().join("days/2026")).unwrap().count(), 1);
}

#[test]
fn planned_visits_are_marked_and_moved() {
    let home = Home::neck();
    session(&home, "2026-11-05", "--missed --why flu").success().stdout(contains("marked as missed"));
    assert!(home.day_text("2026-11-05").contains("status = \"missed\"\nwhy = \"flu\""));
    session(&home, "2026-11-05", "--date 2026-11-09 --cancelled --by therapist --why leave").success();
    assert!(home.day_text("2026-11-09").contains("by = \"therapist\""));
    session(&home, "2026-11-05", "--date 2026-11-12 --move-to 2026-11-13").success();
    assert!(home.day_text("2026-11-13").contains("planned = 2026-11-12"));
    home.on("2026-11-10").command().arg("status").assert().stdout(contains("next Fri 13 Nov"));
    session(&home, "2026-11-13", "--minutes 60").success();
    assert!(home.day_text("2026-11-13").contains("status = \"done\"\nplanned = 2026-11-12"));
}

#[test]
fn a_red_flag_opens_a_hold_and_the_next_visit_is_asked_for_once_more() {
    let home = Home::neck();
    let trial = || home.trial_text("2026-11-02-neck");
    session(&home, "2026-11-02", "--minutes 60 --discomfort sharp")
        .success()
        .stdout(contains("and leave it out"));
    assert!(!trial().contains("[[hold]]"));
    session(&home, "2026-11-03", "--minutes 45 --discomfort numbness")
        .success()
        .stdout(
            contains("No massage before a doctor has looked at it")
                .and(contains("Massage is on hold from now on")),
        )
        .stdout(contains("It was short").and(contains("water").not()));
    assert!(trial().contains("item = \"visit\"\nkind = \"red-flag\"\nopened = 2026-11-03"));
    session(&home, "2026-11-05", "--minutes 60").code(2).stderr(
        starts_with("weekfive: No massage before a doctor has looked at it.").and(contains("--during-hold")),
    );
    for refused in
        ["--missed --minutes 60", "--minutes 60 --date 2026-13-01", "--during-hold --date 2026-11-30"]
    {
        session(&home, "2026-11-05", refused)
            .code(2)
            .stderr(starts_with("weekfive: No massage before a doctor has looked at it."));
    }
    assert_eq!(home.day_text("2026-11-05"), "");
    session(&home, "2026-11-05", "--minutes 60 --during-hold").success();
    assert!(home.day_text("2026-11-05").contains("during_hold = true"));
}

#[test]
fn a_day_that_cannot_be_read_is_left_as_it_is() {
    let home = Home::neck();
    std::fs::create_dir_all(home.root().join("days/2026")).unwrap();
    let file = home.root().join("days/2026/2026-11-05.toml");
    std::fs::write(&file, "date = 2026-11-05\n[checkin]\npain = 99\n").unwrap();
    for options in
        ["--minutes 60", "--missed", "--move-to 2026-11-06", "--date 2026-11-09 --move-to 2026-11-05"]
    {
        session(&home, "2026-11-05", options).code(3).stderr(contains("2026-11-05.toml:3:8"));
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "date = 2026-11-05\n[checkin]\npain = 99\n");
}

#[test]
fn without_a_trial_a_visit_can_be_logged_and_none_moved() {
    let home = Home::new();
    session(&home, "2026-11-05", "--minutes 60").success();
    session(&home, "2026-11-05", "--move-to 2026-11-06").code(2).stderr(contains("no trial yet"));
}

#[test]
fn the_calendar_file_has_every_visit_to_come_and_week_five() {
    let home = Home::neck();
    let path = home.root().join("trial.ics");
    home.on("2026-11-05")
        .command()
        .args(["export", "ics", "-o"])
        .arg(&path)
        .assert()
        .success()
        .stdout(contains("trial.ics"));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 8);
    let printed = home.on("2026-11-05").command().args(["export", "ics"]).output().unwrap().stdout;
    assert_eq!(String::from_utf8(printed).unwrap().matches("BEGIN:VEVENT").count(), 8);
    home.on("2026-11-05")
        .command()
        .args(["export", "ics", "-o", "/nowhere/at/all.ics"])
        .assert()
        .code(4)
        .stderr(contains("-o /nowhere/at/all.ics"));
}

#[test]
fn the_guide_is_printed_and_an_unknown_page_names_those_there_are() {
    let home = Home::new();
    let guide = |topic: &[&str]| home.on("2026-11-05").command().arg("guide").args(topic).assert();
    guide(&["techniques"]).success().stdout(contains("Swedish").and(contains("\u{1b}").not()));
    guide(&[]).success().stdout(contains("during-and-after").and(contains("Swedish").not()));
    guide(&["all"]).success().stdout(contains("Feelings").and(contains("Swedish")));
    guide(&["nonsense"]).code(2).stderr(contains("techniques").and(contains("during-and-after")));
    let text = String::from_utf8(guide(&["all"]).get_output().stdout.clone()).unwrap();
    assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80));
}
