//! Today: what is new or worrying, what is to do, the note over several lines, coming back.

use rstest::rstest;
use weekfive::domain::event::Severity;
use weekfive::domain::trial::StopReason;

use crate::support::{DAY, Home};

/// A rating for each day of a stretch, a figure a day.
fn rated(home: &Home, first: &str, pains: &str) {
    let first: chrono::NaiveDate = first.parse().unwrap();
    for (day, pain) in first.iter_days().zip(pains.chars()) {
        home.write_day(&day.to_string(), &format!("date = {day}\n[checkin]\npain = {pain}\n"));
    }
}

const TO_THE_END: &str = "<down> <down> <down> <down> <down> <down> <down> <down> <down> <down> <down>";

// ---- something new or worrying -------------------------------------------------------------------

#[test]
fn an_emergency_is_said_whole_before_it_is_written_and_opens_a_hold() {
    let home = Home::neck();
    let seen = home
        .open()
        .keys("!")
        .sees("Something new or worrying")
        .sees("f □ Weakness")
        .keys("f")
        .sees("Call the emergency number now, also if it has gone again.")
        .sees("Weakness of the face, an arm or a leg can be a stroke")
        .keys("2 \"left arm\" <enter> <enter>")
        .sees("Massage is on hold")
        .sees("! Weakness")
        .sees("moderate · left arm")
        .end();
    assert!(seen.shows("• Call the emergency number now, also if"), "{}", seen.screen);
    let event = home.day(DAY).events.remove(0);
    assert_eq!((event.kind.id(), event.severity), ("weakness", Severity::Moderate));
    assert!(home.trial().unwrap().checklist.open_hold_for("weakness").is_some());
}

#[test]
fn an_event_and_its_hold_are_one_step() {
    let home = Home::neck();
    home.open()
        .keys("e g 1 <enter> <enter>")
        .sees("Massage is on hold")
        .sees("has found the cause")
        .keys("u")
        .sees_not("has found the cause")
        .sees_not("! Sight")
        .keys("<c-r>")
        .sees("has found the cause")
        .end();
    assert_eq!(home.day(DAY).events.len(), 1);
    assert!(home.trial().unwrap().checklist.has_open_hold());
}

#[test]
fn an_event_without_a_level_opens_nothing_until_it_is_severe() {
    let home = Home::neck();
    let held = || home.trial().unwrap().checklist.has_open_hold();
    home.open().keys("! c 1 \"gone by noon\" <enter> <enter>").sees("mild · gone by noon").end();
    assert!(!held());
    let to_event = format!("{TO_THE_END} <enter>");
    home.open()
        .keys(&to_event)
        .sees("How bad: 1, 2 or 3?")
        .keys("3")
        .sees("No massage before a doctor")
        .keys("<c-s>")
        .end();
    assert!(held());
    assert_eq!(home.day(DAY).events.len(), 1, "changed, not added");
    home.open()
        .keys(TO_THE_END)
        .sees("No massage before a doctor")
        .keys("-")
        .sees("Headache is gone. u brings it back. The hold that it opened stays.")
        .end();
    assert!(home.day(DAY).events.is_empty());
    assert!(held());
}

#[test]
fn an_event_asks_for_its_kind_and_how_bad_it_was() {
    let home = Home::neck();
    home.open()
        .keys("! <c-s>")
        .sees("Pick what it was")
        .keys("b <c-s>")
        .sees("Pick how bad it was")
        .keys("<esc>")
        .sees("Nothing is written yet")
        .keys("!")
        .sees("Something new or worrying: Bruise")
        .end();
    assert!(home.day(DAY).events.is_empty());
}

#[test]
fn before_any_trial_an_emergency_is_said_and_written_all_the_same() {
    let home = Home::new();
    let seen = home.open().keys("<f1> ! i 3 <enter> <enter>").sees("Call the emergency number now").end();
    assert!(seen.shows("nothing was put on hold"), "{}", seen.screen);
    assert_eq!(home.day(DAY).events.len(), 1);
}

#[rstest]
fn the_words_of_an_emergency_are_whole_in_every_window(
    #[values((100, 30), (80, 24), (60, 20), (40, 12))] size: (u16, u16),
    #[values('f', 'h', 'i')] kind: char,
) {
    let home = Home::neck();
    let keys = format!("! {kind}");
    let (words, held) = ("Call the emergency number now, also if it has gone again.", "Massage is on hold.");
    home.open()
        .size(size.0, size.1)
        .keys(&keys)
        .sees(words)
        .sees(if kind == 'i' { "until help is there." } else { "Every minute can matter." })
        .keys("1 <enter> <enter> 4")
        .end();
    let seen = home.open().size(size.0, size.1).end();
    let flat: String = seen
        .screen
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    for words in [words, held] {
        let wanted: Vec<&str> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        let last = wanted.last().unwrap();
        assert!(flat.contains(last), "{words} in\n{}", seen.screen);
        if size.0 < 80 {
            assert!(flat.contains(&wanted.join(" ")), "{words} in\n{}", seen.screen);
        }
    }
}

// ---- what is to do ---------------------------------------------------------------------------------

#[test]
fn getting_worse_comes_first_and_one_key_makes_it_a_hold() {
    let home = Home::neck();
    rated(&home, "2026-10-26", "5555555");
    rated(&home, "2026-11-02", "5555555578");
    rated(&home, "2026-11-12", "9");
    let seen = home
        .open()
        .sees("• Pause the visits and talk to your")
        .sees("h puts massage on hold")
        .sees("h hold")
        .keys("h")
        .sees("Massage is on hold")
        .end();
    let lines: Vec<&str> = seen.screen.lines().filter(|line| line.contains('•')).collect();
    assert!(lines[0].contains("No massage") && lines[1].contains("Pause the visits"), "{}", seen.screen);
    let trial = home.trial().unwrap();
    assert!(trial.checklist.has_open_hold());
    home.open().keys("h").sees("Massage is on hold").end();
    assert_eq!(home.trial().unwrap().checklist.holds.len(), 1);
    let calm = Home::neck();
    calm.open().keys("h").sees("Pain is not getting worse by what is written here").end();
}

#[test]
fn after_a_week_away_it_says_what_day_it_is_and_offers_the_way_back() {
    let home = Home::neck();
    rated(&home, "2026-10-26", "5555555");
    let offers = || home.open().sees("It is day 11 of 35.").sees_not("without a check-in: ");
    offers()
        .keys("o")
        .sees("1 □ Go on from today")
        .keys("<esc> 4")
        .sees_not("Nothing was written since")
        .end();
    std::fs::remove_file(home.store().day_file(DAY.parse().unwrap())).unwrap();
    offers()
        .keys("o 2")
        .sees("stopping is no failure")
        .keys("3 \"moved house\" <enter> <enter>")
        .sees("The trial is stopped")
        .end();
    let stopped = home.trial().unwrap().stopped.unwrap();
    assert_eq!((stopped.reason, stopped.on.to_string().as_str()), (StopReason::Time, DAY));
    home.open().sees_not("without a check-in").sees_not("is due").end();
}

#[test]
fn starting_again_stops_the_trial_and_plans_the_next_as_one_step() {
    let home = Home::neck();
    let seen = home.open().keys("o 3 6 <enter> <enter>").sees("What keeps you from harm is asked anew").end();
    assert_eq!(seen.app.view, weekfive::app::View::Plan);
    assert!(home.setup().is_some() && home.trial().unwrap().stopped.is_some());
    home.open().keys("o 3 6 <c-s>").end();
}

#[test]
fn starting_again_can_be_taken_back() {
    let home = Home::neck();
    home.open().keys("o 3 6 <c-s> u").sees("Taken back").end();
    assert!(home.setup().is_none() && home.trial().unwrap().stopped.is_none());
}

#[test]
fn blank_days_are_those_of_the_last_week_and_visits_gone_by_are_named() {
    let home = Home::neck();
    rated(&home, "2026-10-26", "55");
    rated(&home, "2026-11-08", "5");
    home.open().sees("6 days without a check-in").sees("Nothing is written of 3 planned visits").end();
}

#[test]
fn an_answer_that_waits_is_said_until_a_decision_is_written_down() {
    let home = Home::neck();
    rated(&home, "2026-10-26", "6666666");
    rated(&home, "2026-11-02", &"5".repeat(28));
    rated(&home, "2026-11-30", "3333333");
    let at = |day: &str| home.evening(&format!("{day}T21:00:00+01:00"));
    at("2026-11-30").sees("Week five has begun").end();
    home.write_day("2026-12-06", "date = 2026-12-06\n[checkin]\npain = 3\n[checkin.ndi]\ntotal = 10\n");
    home.write_day("2026-11-01", "date = 2026-11-01\n[checkin]\npain = 6\n[checkin.ndi]\ntotal = 21\n");
    at("2026-12-07").sees("The answer is ready.").sees("F4 shows it.").end();
    at("2026-12-07").keys("<f4> d 1 <c-s> <f1>").sees_not("The answer is ready").end();
}

// ---- the note --------------------------------------------------------------------------------------

#[test]
fn a_note_goes_over_lines_and_keeps_them() {
    let home = Home::neck();
    home.open()
        .keys("n \"First line.\" <down> \"Second.\"")
        .sees("First line.")
        .keys("<up> <home> \"My \" <down> <end> \" Third\" <enter>")
        .sees("My First line.")
        .sees("Second. Third")
        .end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "My First line.\nSecond. Third");
    home.open().keys("n <down> <down> <down>").sees("▌Note").end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "My First line.\nSecond. Third");
}

#[test]
fn a_long_note_is_read_whole_and_leaves_the_fields_in_sight() {
    let home = Home::neck();
    let note = "word ".repeat(45);
    home.write_day(DAY, &format!("date = {DAY}\n[checkin]\nnote = \"{note}end\"\n"));
    let words = |screen: &str| screen.matches("word").count();
    let seen = home.open().end();
    assert_eq!(words(&seen.screen), 45, "{}", seen.screen);
    for size in [(80, 24), (60, 20), (40, 12)] {
        let seen = home.open().size(size.0, size.1).keys("n").end();
        assert!(seen.screen.contains("word end"), "the cursor's line is in sight\n{}", seen.screen);
    }
}

// ---- past days, and the mouse ------------------------------------------------------------------------

#[test]
fn the_arrows_beside_a_day_can_be_clicked() {
    let home = Home::neck();
    home.open()
        .keys("click:\"‹\"")
        .sees("Yesterday, Wed 11 Nov")
        .keys("click:\"›\"")
        .sees("Today, Thu 12 Nov")
        .end();
}

#[test]
fn the_footer_says_how_to_move_at_every_width() {
    for width in [40, 60, 80, 100] {
        let seen = Home::neck().open().size(width, 20).sees("↑↓").sees("? keys").sees("Tab").end();
        // Where there is very little room, the help names how to leave.
        assert!(width == 40 || seen.shows("↑↓ go") && seen.shows("q leave"), "{width}\n{}", seen.screen);
    }
}
