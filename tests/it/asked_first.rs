//! What a command asks about before it writes: a second visit, and a day far from every other.

use predicates::prelude::*;
use predicates::str::contains;

#[cfg(target_os = "linux")]
use crate::support::pty::Tty;
use crate::support::{DAY, Home};

fn visits(home: &Home) -> Vec<(Option<String>, Option<u16>)> {
    let time = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    let of = |visit: &weekfive::domain::session::Session| {
        (visit.time.map(time), visit.minutes().map(|minutes| minutes.get()))
    };
    home.day(DAY).sessions.iter().map(of).collect()
}

fn visit(time: &str, minutes: u16) -> (Option<String>, Option<u16>) {
    (Some(time.to_owned()), Some(minutes))
}

#[test]
fn a_second_visit_is_never_taken_without_a_word() {
    let home = Home::neck();
    let session = |options: &str| home.on(DAY).line(&format!("session {options}"));
    session("--time 17:30 --minutes 60").success().stdout(contains("Visits 1 of 8"));
    let before = home.day_text(DAY);
    for (options, says) in [
        ("--minutes 45", "there is a visit on Thu 12 Nov already (17:30, 60 min)"),
        ("--minutes 45", "if this is another one, add --another and its --time"),
        ("--minutes 45", "if it is the same one, add --same to change it"),
        ("--note left", "--another and its --time"),
        ("--minutes 45 --another", "say with --time when it began"),
        ("--minutes 45 --same --another", "cannot be used with"),
        ("--missed --same", "--same belongs to a visit that took place"),
        ("--date yesterday --same --minutes 45", "no visit that took place is written on Wed 11 Nov yet"),
    ] {
        session(options).code(2).stdout("").stderr(contains(says));
    }
    assert_eq!(home.day_text(DAY), before);
    // The same one, changed.
    session("--same --minutes 50 --pain-after 3").success().stdout(contains("Visits 1 of 8"));
    assert_eq!(visits(&home), [visit("17:30", 50)]);
    // Another one, by its time.
    session("--time 19:00 --minutes 45").success().stdout(contains("That day has 2 visits now."));
    assert_eq!(visits(&home), [visit("17:30", 50), visit("19:00", 45)]);
    session("--same --minutes 55").code(2).stderr(contains("Thu 12 Nov has 2 visits; say with --time"));
    session("--same --time 19:00 --minutes 55").success();
    assert_eq!(visits(&home), [visit("17:30", 50), visit("19:00", 55)]);
    session("--minutes 20").code(2).stderr(contains("(17:30, 50 min, pain after 3; 19:00, 55 min)"));
}

#[test]
fn a_time_beside_a_visit_without_one_tells_nothing_apart() {
    let home = Home::neck();
    let session = |options: &str| home.on(DAY).line(&format!("session {options}"));
    session("--minutes 60").success();
    session("--time 19:00 --minutes 45")
        .code(2)
        .stderr(contains("(60 min); if this is another one, add --another;"));
    session("--time 19:00 --minutes 60 --same").success();
    assert_eq!(visits(&home), [visit("19:00", 60)]);
    session("--time 21:00 --minutes 30 --another").success();
    assert_eq!(visits(&home).len(), 2);
}

#[test]
fn a_visit_planned_there_is_the_one_that_took_place() {
    let home = Home::neck();
    let session = |options: &str| home.on(DAY).line(&format!("session {options}"));
    home.write_day(
        DAY,
        "[[session]]\nstatus = \"done\"\ntime = 10:00:00\nminutes = 60\n[[session]]\nstatus = \"planned\"\ntime = 18:00:00\n",
    );
    session("--time 18:05 --minutes 60").success();
    assert_eq!(visits(&home), [visit("10:00", 60), visit("18:05", 60)]);
}

#[test]
fn a_day_far_from_every_other_has_to_be_meant() {
    let home = Home::neck();
    let shell = home.on(DAY);
    for command in ["log --date 2025-11-19 --pain 4", "session --date 2025-11-19 --minutes 60"] {
        shell.line(command).code(2).stdout("").stderr(contains(
            "--date: Wed 19 Nov 2025 is far from today and from every other day of this journal; if that day is \
             meant, add --yes",
        ));
    }
    assert_eq!(home.day_text("2025-11-19"), "");
    shell
        .line("log --date 2025-11-19 --pain 4 --yes")
        .success()
        .stdout(contains("Saved Wed 19 Nov 2025: pain 4."));
    // Its neighbours are near a day now, and itself is one.
    shell.line("log --date 2025-11-18 --pain 5").success().stdout(contains("Saved Tue 18 Nov 2025"));
    shell.line("log --date 2025-11-19 --sleep 5").success();
    // Near enough, in this year and the last.
    shell.line("log --date 2026-06-01 --pain 4").success().stdout(contains("Saved Mon 1 Jun: pain 4."));
    shell.line("session --date 0001-01-01 --minutes 60").code(2).stderr(contains("add --yes"));
}

#[test]
fn dates_are_read_as_people_write_them_and_shown_back() {
    let home = Home::neck();
    let shell = home.on(DAY);
    for (date, shown) in [
        ("10", "Saved Tue 10 Nov"),
        ("5.11.", "Saved Thu 5 Nov"),
        ("mon", "Saved Mon 9 Nov"),
        ("-3", "Saved Mon 9 Nov"),
        ("30", "Saved Fri 30 Oct"),
    ] {
        shell.line(&format!("log --date {date} --pain 4")).success().stdout(contains(shown));
    }
    for (date, says) in [
        ("3/4", "can be read in two ways"),
        ("soon", "“soon” is not a date; write it like"),
        ("31.11.", "there is no day “31.11.”"),
        ("tomorrow", "Fri 13 Nov has not come yet"),
        ("2027-01-04", "Mon 4 Jan 2027 has not come yet"),
    ] {
        shell.line(&format!("log --date {date} --pain 4")).code(2).stderr(contains(says));
    }
    shell
        .line("session --date 2027-01-04 --minutes 60")
        .code(2)
        .stderr(contains("--date: Mon 4 Jan 2027 is still to come"));
    shell
        .line("session --date thu --move-to fri")
        .success()
        .stdout(contains("Moved the visit of Thu 12 Nov to Fri 13 Nov."));
    shell.line("session --date 2027-01-04 --missed").code(2).stderr(
        contains("no visit is planned on Mon 4 Jan 2027").and(contains("the next one is on Fri 13 Nov")),
    );
}

#[cfg(target_os = "linux")]
#[test]
fn in_a_terminal_it_is_asked_which_visit_it_is() {
    let home = Home::neck();
    home.on(DAY).line("session --time 17:30 --minutes 60").success();
    let asked = |keys: &[(&str, &str)]| {
        let mut tty = Tty::open(&home.root(), &["session", "--minutes", "45"], &[]);
        for (question, answer) in keys {
            tty.sees(question).types(&format!("{answer}\n"));
        }
        tty.ends().success()
    };
    let which = "a another, Enter neither:";
    for nothing in ["", "x", "n"] {
        assert!(!asked(&[(which, nothing)]), "{nothing}");
        assert_eq!(visits(&home), [visit("17:30", 60)]);
    }
    assert!(asked(&[(which, "s")]));
    assert_eq!(visits(&home), [visit("17:30", 45)]);
    home.on(DAY).line("session --same --minutes 60").success();
    assert!(asked(&[(which, "a"), ("When did it begin", "after work"), ("is not a time of day", "19:00")]));
    assert_eq!(visits(&home), [visit("17:30", 60), visit("19:00", 45)]);
}

#[cfg(target_os = "linux")]
#[test]
fn in_a_terminal_a_far_day_is_asked_about() {
    let home = Home::neck();
    for (answer, written) in [("n", ""), ("", ""), ("y", "pain = 4")] {
        let mut tty = Tty::open(&home.root(), &["log", "--date", "2025-11-19", "--pain", "4"], &[]);
        tty.sees("Wed 19 Nov 2025 is far from today")
            .sees("Is that day meant? y or n:")
            .types(&format!("{answer}\n"));
        assert_eq!(tty.ends().success(), !written.is_empty(), "{answer}");
        assert!(home.day_text("2025-11-19").contains(written), "{answer}");
    }
}

#[test]
fn the_screen_says_the_year_of_a_day_that_is_not_of_this_one() {
    let home = Home::with_neck("2026-12-21");
    home.write_day("2026-12-28", "[[session]]\nstatus = \"done\"\ntime = 10:00:00\nminutes = 60\n");
    home.evening("2027-01-04T21:14:00+01:00")
        .sees("Today, Mon 4 Jan")
        .sees_not("Mon 4 Jan 2027")
        .keys("<left> <left> <left> <left>")
        .sees("Thu 31 Dec 2026")
        .keys("<f2> v <up> <up>")
        .sees("Mon 28 Dec 2026")
        .keys("d")
        .sees("Delete what is written about the visit of Mon 28 Dec 2026?")
        .end();
}
