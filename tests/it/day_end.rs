//! The journal's day ends while the screen is open: the day on the screen is the day written to,
//! until the person has seen that another one has begun.

use chrono::{DateTime, FixedOffset};
use crossterm::event::{KeyCode, KeyEvent};
use rstest::rstest;
use weekfive::app::{App, Msg, update};
use weekfive::domain::score::Score;

use crate::support::date;
use crate::support::{DAY, Evening, Home};

const NEXT: &str = "2026-11-13";
const BEFORE: &str = "2026-11-13T03:59:00+01:00";
const AFTER: &str = "2026-11-13T04:00:00+01:00";

fn open(home: &Home) -> Evening {
    home.evening(BEFORE).sees("Today, Thu 12 Nov")
}

const WENT: &str = "It is Fri 13 Nov now. You are still on Thu 12 Nov, and what you entered went there; u takes it back. \
                    Esc goes to Fri 13 Nov.";
const STILL: &str = "It is Fri 13 Nov now. You are still on Thu 12 Nov, and what you enter goes there. Esc goes to Fri 13 Nov.";

#[test]
fn a_figure_goes_to_the_day_it_was_typed_under_and_the_words_say_so() {
    let home = Home::neck();
    open(&home)
        .at(AFTER)
        .keys("9")
        .sees("Yesterday, Thu 12 Nov")
        .sees(WENT)
        .keys("8 <down>")
        .sees(STILL)
        .keys("<esc>")
        .sees("Today, Fri 13 Nov")
        .sees_not("You are still on")
        .keys("3")
        .end();
    assert_eq!(home.pain(DAY), Some(9));
    assert_eq!(home.day(DAY).checkin.worst.map(Score::get), Some(8));
    assert_eq!(home.pain(NEXT), Some(3));
}

#[rstest]
#[case::the_next_evening("2026-11-13T21:00:00+01:00", "2026-11-13", "Fri 13 Nov")]
#[case::two_days_later("2026-11-15T09:00:00+01:00", "2026-11-15", "Sun 15 Nov")]
fn left_open_over_night_a_figure_never_goes_where_nobody_looks(
    #[case] at: &str,
    #[case] day: &str,
    #[case] name: &str,
) {
    let home = Home::neck();
    open(&home).at(at).keys("9").sees(&format!("It is {name} now")).sees("You are still on Thu 12 Nov").end();
    assert_eq!((home.pain(DAY), home.pain(day)), (Some(9), None));
}

#[test]
fn one_step_forward_goes_to_the_new_day() {
    let home = Home::neck();
    open(&home)
        .at(AFTER)
        .keys("<right>")
        .sees("Today, Fri 13 Nov")
        .sees_not("You are still on")
        .keys("6")
        .end();
    assert_eq!((home.pain(DAY), home.pain(NEXT)), (None, Some(6)));
}

#[test]
fn whoever_comes_back_to_the_window_finds_the_new_day() {
    let home = Home::neck();
    open(&home)
        .keys("4")
        .at("2026-11-13T20:30:00+01:00")
        .comes_back()
        .sees("Today, Fri 13 Nov")
        .sees("A new day has begun: this is Fri 13 Nov.")
        .keys("6")
        .sees_not("A new day has begun")
        .end();
    assert_eq!((home.pain(DAY), home.pain(NEXT)), (Some(4), Some(6)));
}

#[test]
fn an_older_day_stays_open_when_the_day_ends() {
    let home = Home::neck();
    open(&home)
        .keys("<left>")
        .sees("Yesterday, Wed 11 Nov")
        .at(AFTER)
        .keys("5")
        .sees("Wed 11 Nov")
        .sees("It is Fri 13 Nov now.")
        .end();
    assert_eq!(home.pain("2026-11-11"), Some(5));
}

#[test]
fn a_note_over_the_days_end_says_where_it_belongs() {
    let home = Home::neck();
    open(&home)
        .keys("n \"long\"")
        .at(AFTER)
        .keys("\" night\"")
        .sees("What you are writing belongs to Thu 12 Nov")
        .keys("<enter>")
        .sees(STILL)
        .end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "long night");
    assert!(home.day(NEXT).is_empty());
}

#[test]
fn what_the_key_itself_says_is_not_lost_beside_it() {
    let home = Home::neck();
    open(&home)
        .keys("4")
        .at(AFTER)
        .keys("u")
        .sees("Taken back")
        .sees("You are still on Thu 12 Nov")
        .keys("<down>")
        .sees_not("Taken back")
        .sees(STILL)
        .end();
}

#[test]
fn the_words_do_not_follow_to_another_tab_and_stand_there_on_return() {
    let home = Home::neck();
    open(&home)
        .at(AFTER)
        .keys("9")
        .sees(WENT)
        .keys("<f2>")
        .sees_not("You are still on")
        .keys("<f1>")
        .sees(STILL)
        .end();
}

#[test]
fn sessions_keeps_its_cursor_where_it_was_seen() {
    let home = Home::neck();
    let seen = open(&home).keys("<f2>").at(AFTER).keys("<enter>").sees("Thu 12 Nov").keys("<esc>").end();
    assert_eq!(seen.open.sessions_view.day, Some(date(DAY)));
}

#[test]
fn a_click_means_the_day_it_was_drawn_as() {
    let home = Home::neck();
    let seen = open(&home).keys("<f2>").at(AFTER).keys("click:\"10\"").end();
    assert_eq!(seen.open.sessions_view.day, Some(date("2026-11-10")));
}

#[test]
fn a_day_that_turns_under_week_five_is_seen_before_a_report_is_written() {
    let home = Home::neck();
    open(&home)
        .keys("<f4>")
        .at(AFTER)
        .keys("w")
        .sees("It is Fri 13 Nov now.")
        .sees("Your last key did nothing yet")
        .keys("w")
        .sees("The report is written")
        .end();
    let written = std::fs::read_dir(home.root().join("reports")).unwrap().next().unwrap().unwrap();
    assert!(written.file_name().to_str().unwrap().contains("2026-11-13"));
}

#[test]
fn today_is_on_the_new_day_after_it_ended_on_another_tab() {
    let home = Home::neck();
    open(&home)
        .keys("<f3>")
        .at(AFTER)
        .keys("<left>")
        .sees("It is Fri 13 Nov now.")
        .keys("<f1>")
        .sees("Today, Fri 13 Nov")
        .sees_not("You are still on")
        .end();
}

#[rstest]
#[case::set_back("2026-11-12T22:00:00+01:00")]
#[case::another_zone("2026-11-12T23:10:00-05:00")]
fn a_clock_that_goes_back_writes_to_the_day_on_the_screen_too(#[case] back: &str) {
    let home = Home::neck();
    home.evening("2026-11-13T04:10:00+01:00")
        .sees("Today, Fri 13 Nov")
        .at(back)
        .keys("6")
        .sees("It is Thu 12 Nov now. You are still on Fri 13 Nov")
        .keys("<esc>")
        .sees("Today, Thu 12 Nov")
        .at("2026-11-13T04:20:00+01:00")
        .comes_back()
        .sees("Today, Fri 13 Nov")
        .end();
    assert_eq!((home.pain(DAY), home.pain(NEXT)), (None, Some(6)));
}

#[test]
fn a_clock_that_comes_and_goes_leaves_nothing_behind() {
    let home = Home::neck();
    open(&home)
        .at(AFTER)
        .keys("<down>")
        .sees("You are still on")
        .at(BEFORE)
        .keys("<up>")
        .sees("Today, Thu 12 Nov")
        .sees_not("You are still on")
        .end();
}

// ---- keys that come in one go, before anything is drawn ----------------------------------------

/// The state at a minute to four, and what it asks for while keys come in one go after that.
fn in_one_go(home: &Home, before: Option<Msg>, keys: &str) -> App {
    let mut app = open(home).keys("<down> <up>").end().open;
    let now: DateTime<FixedOffset> = AFTER.parse().unwrap();
    for msg in before.into_iter().chain(keys.chars().map(|key| Msg::Key(KeyEvent::from(KeyCode::Char(key)))))
    {
        update(&mut app, Msg::Clock(now));
        update(&mut app, msg);
    }
    update(&mut app, Msg::Drawing);
    app
}

#[rstest]
#[case::keys_alone(None)]
#[case::behind_the_window_coming_back(Some(Msg::CameBack))]
fn keys_in_one_go_all_go_to_the_day_they_were_typed_under(#[case] before: Option<Msg>) {
    let home = Home::neck();
    let app = in_one_go(&home, before, "327");
    let day = app.journal.days.to_edit(date(DAY)).unwrap();
    assert_eq!(day.checkin.pain().map(Score::get), Some(3));
    assert_eq!(day.checkin.sleep.map(Score::get), Some(7));
    assert!(app.journal.days.to_edit(date(NEXT)).unwrap().is_empty());
    assert_eq!(app.notice.unwrap().text, WENT);
    assert_eq!(app.today_view.date, date(DAY));
}
