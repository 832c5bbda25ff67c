//! Time as it really goes: nights in which the clock is changed, flights, a calendar day that never was,
//! leap days, the week that lies in two years, the first and the last year that files can have. No day is
//! doubled, none is lost, and Today moves on when nothing is half typed.

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};
use rstest::rstest;
use weekfive::domain::calendar::DayEnd;
use weekfive::domain::score::Score;

use crate::support::Home;
use crate::support::diary::{date, setup, trial};
use crate::support::shell::{printed, weekfive};

fn pain(home: &Home, on: &str) -> Option<u8> {
    home.day(on).checkin.pain().map(Score::get)
}

/// The days on which something stands, with their pain.
fn written(home: &Home) -> Vec<(String, u8)> {
    let book = home.store().read_days(date("0001-01-01"), date("9999-12-31"));
    book.written().filter_map(|day| Some((day.date.to_string(), day.checkin.pain()?.get()))).collect()
}

/// The moments of a night, each with the day it belongs to.
#[rstest]
#[case::an_hour_comes_twice("2026-10-01", &[
    ("2026-10-25T01:30:00+02:00", "2026-10-24"),
    ("2026-10-25T02:30:00+02:00", "2026-10-24"),
    ("2026-10-25T02:30:00+01:00", "2026-10-24"),
    ("2026-10-25T03:58:00+01:00", "2026-10-24"),
    ("2026-10-25T04:00:00+01:00", "2026-10-25"),
])]
#[case::an_hour_is_left_out("2026-03-10", &[
    ("2026-03-29T01:59:00+01:00", "2026-03-28"),
    ("2026-03-29T03:00:00+02:00", "2026-03-28"),
    ("2026-03-29T03:58:00+02:00", "2026-03-28"),
    ("2026-03-29T04:00:00+02:00", "2026-03-29"),
])]
#[case::a_calendar_day_never_was("2011-12-01", &[
    ("2011-12-29T23:59:00-10:00", "2011-12-29"),
    ("2011-12-31T03:59:00+14:00", "2011-12-30"),
    ("2011-12-31T04:00:00+14:00", "2011-12-31"),
])]
#[case::westward_over_the_date_line("2026-11-01", &[
    ("2026-11-13T09:00:00+13:00", "2026-11-13"),
    ("2026-11-12T10:00:00-10:00", "2026-11-12"),
    ("2026-11-13T09:00:00-10:00", "2026-11-13"),
])]
#[case::a_clock_set_back_a_year("2026-11-01", &[
    ("2026-11-12T21:00:00+01:00", "2026-11-12"),
    ("2025-11-12T21:01:00+01:00", "2025-11-12"),
    ("2026-11-12T21:05:00+01:00", "2026-11-12"),
])]
fn the_screen_follows_and_each_figure_goes_to_its_day(
    #[case] start: &str,
    #[case] moments: &[(&str, &str)],
    #[values(false, true)] opened_anew: bool,
) {
    let home = Home::with_neck(start);
    let mut evening = None;
    let mut wanted: Vec<(String, u8)> = Vec::new();
    for (number, (at, day)) in moments.iter().enumerate() {
        let figure = u8::try_from(number).unwrap() + 2;
        wanted.retain(|(known, _)| known != day);
        wanted.push(((*day).to_owned(), figure));
        let open = match evening.take() {
            Some(evening) if !opened_anew => evening,
            Some(before) => {
                let before: crate::support::Evening = before;
                before.end();
                home.evening(at)
            }
            None => home.evening(at),
        };
        // Whoever comes back to the window finds the day that it is.
        let shown = date(day).format("Today, %a %-d %b").to_string();
        evening = Some(open.at(at).comes_back().sees(&shown).keys(&format!("<up> <up> <up> {figure}")));
    }
    evening.unwrap().end();
    wanted.sort();
    assert_eq!(written(&home), wanted);
    assert_eq!(home.store().check(), []);
}

#[test]
fn a_day_end_within_the_hour_that_comes_twice_loses_and_doubles_nothing() {
    let home = Home::with_neck("2026-10-01");
    let end = DayEnd::new("02:30:00".parse().unwrap()).unwrap();
    home.evening("2026-10-25T02:29:00+02:00")
        .settings(|settings| settings.day_end = end)
        .sees("Today, Sat 24 Oct")
        .keys("4")
        .at("2026-10-25T02:31:00+02:00")
        .comes_back()
        .sees("Today, Sun 25 Oct")
        .keys("5")
        .at("2026-10-25T02:01:00+01:00")
        .comes_back()
        .sees("Today, Sat 24 Oct")
        .sees("■ ■ ■ ■ □ □ □ □ □ □  4")
        .at("2026-10-25T02:31:00+01:00")
        .comes_back()
        .sees("Today, Sun 25 Oct")
        .end();
    assert_eq!(written(&home), [("2026-10-24".to_owned(), 4), ("2026-10-25".to_owned(), 5)]);
}

#[test]
fn what_is_half_typed_stays_with_its_day_through_a_change_of_the_clock() {
    let home = Home::with_neck("2026-10-01");
    home.evening("2026-10-25T02:59:00+02:00")
        .keys("n \"between\"")
        .at("2026-10-25T02:00:00+01:00")
        .keys("\" hours\"")
        .at("2026-10-25T04:01:00+01:00")
        .keys("<enter>")
        .end();
    assert_eq!(home.day("2026-10-24").checkin.note.unwrap().as_str(), "between hours");
    assert!(home.day("2026-10-25").is_empty());
}

#[test]
fn the_29th_of_february_is_a_day_of_the_trial_like_any_other() {
    let home = Home::with_neck("2028-02-10");
    home.evening("2028-02-28T21:00:00+01:00")
        .sees("day 19 of 35")
        .keys("4")
        .at("2028-02-29T21:00:00+01:00")
        .comes_back()
        .sees("Today, Tue 29 Feb")
        .sees("day 20 of 35")
        .keys("<up> 5")
        .at("2028-03-01T21:00:00+01:00")
        .comes_back()
        .sees("Today, Wed 1 Mar")
        .sees("day 21 of 35")
        .keys("<up> 6")
        .end();
    let days = ["2028-02-28", "2028-02-29", "2028-03-01"];
    assert_eq!(days.map(|day| pain(&home, day)), [Some(4), Some(5), Some(6)]);
    let data = home.root();
    let said = printed(weekfive(&data, "2028-03-01").args(["log", "--date", "29 feb", "--sleep", "7"]));
    assert!(said.contains("Tue 29 Feb"), "{said}");
}

#[test]
fn the_week_that_lies_in_two_years_is_one_week() {
    let home = Home::with_neck("2026-12-21");
    home.evening("2026-12-31T21:00:00+01:00")
        .keys("4")
        .at("2027-01-01T21:00:00+01:00")
        .comes_back()
        .sees("Today, Fri 1 Jan")
        .keys("<up> 5 <f2>")
        .sees("53")
        .end();
    assert_eq!(written(&home), [("2026-12-31".to_owned(), 4), ("2027-01-01".to_owned(), 5)]);
    let csv = printed(weekfive(&home.root(), "2027-01-03").args(["trends", "--days", "14"]));
    assert!(!csv.is_empty());
}

/// Every command that reads or writes, on a day at the edge of what there is.
#[rstest]
fn every_command_works_on_the_first_and_the_last_day_there_is(
    #[values("0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31", "2028-02-29", "2027-01-01")] today: &str,
    #[values(false, true)] has_trial: bool,
) {
    let home = Home::new();
    if has_trial {
        let begun: NaiveDate = if today < "0002" { date("0001-01-20") } else { date(today) };
        let mut checklist = setup(weekfive::domain::checklist::Site::Neck, &[], begun);
        checklist.begun = date(today);
        home.store().begin(&trial(&checklist)).unwrap();
    }
    for arguments in [
        "log --pain 4 --sleep 6 --note x",
        "log --date yesterday --pain 3 --yes",
        "log --date tomorrow --pain 3 --yes",
        "log --date +400 --pain 3 --yes",
        "log --date -400 --pain 3 --yes",
        "session --minutes 60 --yes",
        "session --date tomorrow --planned --yes",
        "hold",
        "hold open --why rash",
        "status",
        "trends",
        "trends --json",
        "notes",
        "decide",
        "decide --json",
        "report --format html",
        "report --format md",
        "export csv",
        "export json",
        "export fhir",
        "export ics",
        "check",
        "stop --reason other",
        "config",
        "paths",
    ] {
        let output = weekfive(&home.root(), today).args(arguments.split(' ')).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code();
        assert!(
            matches!(code, Some(0..=4)) && !said.contains("mistake of its own"),
            "{arguments}: {code:?} {said}"
        );
        assert!(!said.contains("panicked"), "{arguments}: {said}");
    }
    assert_eq!(home.store().check(), []);
    assert_eq!(pain(&home, today), Some(4));
}

#[rstest]
fn every_tab_opens_on_the_first_and_the_last_day_there_is(
    #[values("0001-01-01", "9999-12-31")] today: &str,
    #[values((100, 30), (40, 12))] size: (u16, u16),
) {
    let home = Home::new();
    let at = format!("{today}T21:00:00+00:00");
    let tabs = "<f1> <left> <left> <right> <right> <right> <f2> <pgup> <pgdn> <up> <down> <f3> <left> <right> <f4> <f5>";
    home.evening(&at)
        .size(size.0, size.1)
        .keys(&format!("<f1> 4 n \"x\" <enter> {tabs} <f1>"))
        .keys("b b c \"x\" <enter> <esc>")
        .end();
    assert_eq!(pain(&home, today), Some(4));
    assert_eq!(home.store().check(), []);
}

/// The same day from places all over the world: the file says the time of each place, and the journal's
/// day is the one that was asked for.
#[rstest]
fn a_flight_between_two_sessions_keeps_one_day(
    #[values("Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "America/New_York", "No/Such_Zone", "")]
    there: &str,
) {
    let home = Home::with_neck("2026-11-02");
    let log = |zone: &str, words: &[&str]| {
        let mut command = weekfive(&home.root(), "2026-11-12");
        printed(command.env("TZ", zone).arg("log").args(words))
    };
    log("Europe/Berlin", &["--pain", "4"]);
    log(there, &["--sleep", "6"]);
    let day = home.day("2026-11-12");
    assert_eq!((pain(&home, "2026-11-12"), day.checkin.sleep.map(Score::get)), (Some(4), Some(6)));
    let at: DateTime<FixedOffset> = day.checkin.at.unwrap();
    assert_eq!(DayEnd::default().journal_day_at(&at), date("2026-11-12"), "{at}");
    assert_eq!(written(&home).len(), 1);
    assert!(Path::new(&home.root()).join("days/2026/2026-11-12.toml").exists());
}
