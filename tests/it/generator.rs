//! A journal of ten years, written straight into files, to measure with: one day in nine is blank,
//! one in twenty-three skipped, and a trial runs at its end.
//!
//! `WEEKFIVE_GENERATE=DIR cargo test --test it generate_ten_years -- --ignored` writes it into
//! `DIR/ten-years`, and one month of it into `DIR/one-month`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use chrono::{Datelike, Days, NaiveDate};

/// The last day written, and the day to look from: day 19 of the trial.
pub const TODAY: &str = "2026-11-20";

/// Writes ten years of days up to [`TODAY`], two trials of years ago, and one that runs.
pub fn ten_years(dir: &Path) {
    let today: NaiveDate = TODAY.parse().unwrap();
    let first = today.checked_sub_days(Days::new(3652)).unwrap();
    days(dir, first, today);
    let trials = dir.join("trials");
    fs::create_dir_all(&trials).unwrap();
    let running = include_str!("../data/valid/trial-2026-11-02-neck.toml");
    for start in ["2019-03-04", "2023-09-04", "2026-11-02"] {
        let start: NaiveDate = start.parse().unwrap();
        let begun = start.checked_sub_days(Days::new(8)).unwrap();
        let text =
            running.replace("2026-11-02", &start.to_string()).replace("2026-10-25", &begun.to_string());
        let text = text.replace("2026-10-28", &begun.to_string());
        fs::write(trials.join(format!("{start}-neck.toml")), text).unwrap();
    }
    fs::write(dir.join("journal.toml"), "format = 1\ncurrent = \"2026-11-02-neck\"\n").unwrap();
}

/// Writes one month of days up to [`TODAY`] and the trial that runs, to compare with.
pub fn one_month(dir: &Path) {
    let today: NaiveDate = TODAY.parse().unwrap();
    days(dir, today.checked_sub_days(Days::new(30)).unwrap(), today);
    let trials = dir.join("trials");
    fs::create_dir_all(&trials).unwrap();
    let running = include_str!("../data/valid/trial-2026-11-02-neck.toml");
    fs::write(trials.join("2026-11-02-neck.toml"), running).unwrap();
    fs::write(dir.join("journal.toml"), "format = 1\ncurrent = \"2026-11-02-neck\"\n").unwrap();
}

/// Writes the days from the first to the last date.
fn days(dir: &Path, first: NaiveDate, last: NaiveDate) {
    for (number, date) in first.iter_days().take_while(|date| *date <= last).enumerate() {
        if number % 9 == 4 {
            continue;
        }
        let folder = dir.join("days").join(date.year().to_string());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{date}.toml")), day(number, date)).unwrap();
    }
}

/// One day. Values go round in cycles of lengths without a common factor, so that no two weeks are
/// alike and nothing is left to chance.
fn day(number: usize, date: NaiveDate) -> String {
    let late = if number % 17 == 3 { 4 } else { 0 };
    let at = date.checked_add_days(Days::new(late)).unwrap();
    let mut text = format!("date = {date}\n\n[checkin]\nat = {at}T21:14:05+01:00\n");
    if number % 23 == 7 {
        text.push_str("skipped = \"away\"\n");
        return text;
    }
    let value = |length: usize, most: usize| (number * 7 % length) * most / (length - 1);
    writeln!(text, "pain = {}", value(11, 8)).unwrap();
    writeln!(text, "worst = {}", value(13, 10)).unwrap();
    writeln!(text, "sleep = {}", value(19, 10)).unwrap();
    writeln!(text, "awakenings = {}", value(5, 4)).unwrap();
    writeln!(text, "stress = {}", value(29, 10)).unwrap();
    writeln!(text, "mood = {}", value(31, 10)).unwrap();
    writeln!(text, "clarity = {}", value(37, 10)).unwrap();
    writeln!(text, "note = \"Day {number} of the years.\"").unwrap();
    if number % 7 == 6 {
        writeln!(text, "\n[checkin.ndi]\ntotal = {}", value(41, 30)).unwrap();
    }
    if matches!(date.weekday(), chrono::Weekday::Mon | chrono::Weekday::Thu) && !number.is_multiple_of(5) {
        let minutes = if number % 8 == 1 { 40 } else { 60 };
        write!(text, "\n[[session]]\nstatus = \"done\"\nminutes = {minutes}\n").unwrap();
    }
    if number.is_multiple_of(61) {
        text.push_str("\n[[change]]\nkind = \"work\"\ntext = \"Another chair.\"\n");
    }
    text
}

#[test]
#[ignore = "writes a journal for measurements where WEEKFIVE_GENERATE says"]
fn generate_ten_years() {
    let dir = std::env::var_os("WEEKFIVE_GENERATE").expect("set WEEKFIVE_GENERATE to a folder");
    ten_years(&Path::new(&dir).join("ten-years"));
    one_month(&Path::new(&dir).join("one-month"));
}
