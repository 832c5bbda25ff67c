//! Questions that open while somebody types: answered by their own letters, never by a figure; and
//! what is rescued where one stands open when the system ends the program.

use std::fs;
use std::path::Path;

use crate::support::date;
use crate::support::home::elsewhere;
use crate::support::{DAY, Home};

const BROKEN: &str = "date = 2026-11-12\n\n[checkin]\npain = 11 # typo\nnote = \"precious\"\n";

/// The first four figures of the day on disk.
fn figures(home: &Home) -> [Option<u8>; 4] {
    let checkin = home.day(DAY).checkin;
    let get = |score: weekfive::domain::score::Score| score.get();
    [
        checkin.pain().map(get),
        checkin.worst.map(get),
        checkin.sleep.map(get),
        checkin.awakenings.map(|count| count.get()),
    ]
}

// ---- a clash -----------------------------------------------------------------------------------

#[test]
fn ratings_typed_on_over_a_clash_go_where_they_were_meant() {
    for at_once in [true, false] {
        let home = Home::neck();
        let evening = home.open().meanwhile(elsewhere(DAY, "pain = 9\n"));
        let evening = if at_once { evening.at_once("3 1 7") } else { evening.keys("3 1 7") };
        let seen = evening
            .sees("NOT SAVED")
            .sees("Another program changed this too. Pain: here 3, there 9.")
            .keys("<c-s>")
            .sees("Pain: here 3, there 9")
            .keys("h q")
            .end();
        assert!(seen.left);
        assert_eq!(figures(&home), [Some(3), Some(1), Some(7), None]);
        let home = Home::neck();
        home.open()
            .meanwhile(elsewhere(DAY, "pain = 9\n"))
            .keys("3 1 7 <c-s>")
            .sees("there 9")
            .keys("t")
            .sees_not("NOT SAVED")
            .end();
        assert_eq!(figures(&home), [Some(9), Some(1), Some(7), None], "the rest is as it was entered");
    }
}

#[test]
fn a_figure_answers_no_question_and_says_what_does() {
    let home = Home::neck();
    home.open()
        .meanwhile(elsewhere(DAY, "pain = 9\n"))
        .keys("3 <c-s>")
        .sees("keep what I entered here")
        .keys("1 2 7")
        .sees("Answer the question first: h or t, or the arrows and Enter.")
        .sees("keep what I entered here")
        .end();
    assert_eq!(figures(&home), [Some(9), None, None, None]);
}

#[test]
fn arrows_and_enter_answer_and_enter_alone_does_not() {
    let asked = |home: &Home| {
        home.open().meanwhile(elsewhere(DAY, "pain = 9\n")).keys("3 <c-s>").sees("keep what I entered here")
    };
    let home = Home::neck();
    asked(&home).keys("<enter>").sees("Choose one first").sees("NOT SAVED").end();
    let home = Home::neck();
    asked(&home).keys("<down> <down>").sees("▸ t").keys("<enter>").sees_not("NOT SAVED").end();
    assert_eq!(figures(&home)[0], Some(9));
    let home = Home::neck();
    asked(&home).keys("<down>").sees("▸ h").keys("<enter>").sees("saved").end();
    assert_eq!(figures(&home)[0], Some(3));
}

#[test]
fn a_letter_typed_before_the_question_was_seen_does_not_answer_it() {
    let home = Home::neck();
    home.open()
        .meanwhile(elsewhere(DAY, "pain = 9\n"))
        .keys("3")
        .at_once("<c-s> h <enter> t")
        .sees("opened over what you typed")
        .sees("keep what I entered here")
        .sees("NOT SAVED")
        .keys("t")
        .sees_not("NOT SAVED")
        .end();
    assert_eq!(figures(&home)[0], Some(9));
}

#[test]
fn leaving_with_a_clash_asks_for_it_and_then_leaves() {
    for (letter, pain) in [("h", 3), ("t", 9)] {
        let home = Home::neck();
        let seen = home
            .open()
            .meanwhile(elsewhere(DAY, "pain = 9\n"))
            .keys("3 q")
            .sees("Pain: here 3, there 9")
            .keys(letter)
            .end();
        assert!(seen.left);
        assert_eq!(figures(&home)[0], Some(pain));
    }
    let home = Home::neck();
    let seen = home
        .open()
        .meanwhile(elsewhere(DAY, "pain = 9\n"))
        .keys("3 q <esc>")
        .sees("Not saved yet: Ctrl-s asks again.")
        .end();
    assert!(!seen.left);
}

// ---- an unreadable day -------------------------------------------------------------------------

#[test]
fn figures_on_an_unreadable_day_are_refused_one_by_one() {
    for at_once in [true, false] {
        let home = Home::neck();
        home.write_day(DAY, BROKEN);
        let keys = "6 7 1 6 5 6 6";
        let evening = if at_once { home.open().at_once(keys) } else { home.open().keys(keys) };
        let seen = evening.sees("Nothing was written: this day's file cannot be read.").keys("q").end();
        assert!(seen.left);
        assert_eq!(home.day_text(DAY), BROKEN);
        assert_eq!(fs::read_dir(home.store().day_file(date(DAY)).parent().unwrap()).unwrap().count(), 1);
    }
}

#[test]
fn a_whole_note_typed_on_an_unreadable_day_sets_nothing_aside() {
    let home = Home::neck();
    home.write_day(DAY, BROKEN);
    home.open().at_once("n \"a bad night\" <enter> \"a\" <enter>").end();
    assert_eq!(home.day_text(DAY), BROKEN);
}

// ---- what is rescued ---------------------------------------------------------------------------

/// An evening that the system ends while a clash stands and a note is half written.
fn ended(home: &Home) {
    let seen =
        home.open().meanwhile(elsewhere(DAY, "pain = 9\n")).keys("3 <down> 7 n \"half a sent\"").stop().end();
    assert!(seen.left && seen.app.has_unsaved());
    assert_eq!(figures(home), [Some(9), None, None, None], "nothing was overwritten");
}

#[test]
fn words_half_written_over_a_clash_are_kept_and_offered() {
    let home = Home::neck();
    ended(&home);
    home.make_own();
    assert!(home.store().check().is_empty(), "{:?}", home.store().check());
    let seen = home
        .evening("2026-11-13T21:00:00+01:00")
        .sees("What could not be saved on Thu 12 Nov was kept.")
        .sees("• Not saved on Thu 12 Nov, but kept: r")
        .sees("r what was rescued")
        .keys("r")
        .sees("Pain: rescued 3, on disk 9")
        .sees("Sleep: 7, not on disk")
        .sees("Note: half a sent, not on disk")
        .keys("f")
        .sees("saved 21:00")
        .sees("half a sent")
        .keys("q")
        .end();
    assert!(seen.left && seen.app.rescued.is_empty());
    assert_eq!(figures(&home), [Some(9), None, Some(7), None], "only what was missing");
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "half a sent");
    home.open().sees_not("was kept").end();
}

#[test]
fn all_that_was_rescued_can_be_taken_and_taken_back() {
    let home = Home::neck();
    ended(&home);
    home.open().keys("r").sees("on disk 9").keys("r").sees("saved").end();
    assert_eq!(figures(&home), [Some(3), None, Some(7), None]);
    assert!(!home.store().rescue_file(date(DAY)).exists());
    let home = Home::neck();
    ended(&home);
    home.open().keys("r").sees("on disk 9").keys("r").sees("saved").keys("u").end();
    assert_eq!(figures(&home), [Some(9), None, None, None]);
}

#[test]
fn what_was_rescued_waits_until_it_is_answered() {
    let home = Home::neck();
    ended(&home);
    let seen =
        home.open().keys("r").sees("on disk 9").keys("<esc>").sees("waits; r on Today asks").keys("q").end();
    assert!(seen.left);
    home.open().keys("r").sees("on disk 9").keys("d").sees("The day stays as it is.").keys("q").end();
    assert_eq!(figures(&home), [Some(9), None, None, None]);
    assert!(!home.store().rescue_file(date(DAY)).exists());
    let aside = home.store().rescue_file(date(DAY)).with_extension("toml.set-aside");
    assert!(fs::read_to_string(aside).unwrap().contains("half a sent"), "the words stay");
    home.open().sees_not("was kept").keys("r").sees("Nothing waits to be rescued.").end();
}

#[test]
fn a_failed_save_that_was_there_before_the_end_is_rescued_too() {
    let home = Home::neck();
    let seen = home.open().meanwhile(elsewhere(DAY, "pain = 9\n")).keys("3").sees("NOT SAVED").stop().end();
    assert!(seen.left);
    home.open().keys("r").sees("Pain: rescued 3, on disk 9").end();
    let home = Home::neck();
    let seen = home.open().meanwhile(elsewhere(DAY, "pain = 9\n")).keys("3").sees("NOT SAVED").end();
    assert!(!seen.left, "the terminal went away");
    home.open().keys("r").sees("Pain: rescued 3, on disk 9").end();
}

#[test]
fn leaving_without_saving_rescues_nothing() {
    let home = Home::neck();
    let block = |root: &Path| {
        fs::remove_file(root.join(".lock")).ok();
        fs::create_dir_all(root.join(".lock")).unwrap();
    };
    let seen = home.open().meanwhile(block).keys("4 q").sees("Leaving now would lose it").keys("w").end();
    assert!(seen.left);
    assert!(home.store().rescued().is_empty(), "the person said so");
}

// ---- in a real terminal ------------------------------------------------------------------------

#[cfg(target_os = "linux")]
mod real {
    use super::*;
    use crate::support::pty::Tty;

    #[test]
    fn figures_in_one_go_on_an_unreadable_day_change_nothing() {
        let home = Home::neck();
        home.write_day(DAY, BROKEN);
        let mut tty = Tty::open(&home.root(), &[], &[]);
        tty.sees("cannot be read").types("6716566").sees("Nothing was written");
        assert!(tty.types("q").ends().success());
        assert_eq!(home.day_text(DAY), BROKEN);
        assert_eq!(fs::read_dir(home.store().day_file(date(DAY)).parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_clash_and_a_signal_lose_nothing() {
        let home = Home::neck();
        let mut tty = Tty::open(&home.root(), &[], &[]);
        tty.sees("Pain, average");
        elsewhere(DAY, "pain = 9\n")(&home.root());
        tty.types("317")
            .sees("Pain: here 3, there 9")
            .types("nhalf a sent")
            .sees("half a sent")
            .signal("TERM");
        assert!(!tty.ends().success(), "the shell hears that something is not in its file");
        assert_eq!(figures(&home), [Some(9), None, None, None]);
        let kept = home.store().rescued().remove(0).kept.unwrap().checkin;
        assert_eq!(kept.worst.map(|worst| worst.get()), Some(1));
        assert_eq!(kept.sleep.map(|sleep| sleep.get()), Some(7));
        let mut tty = Tty::open(&home.root(), &[], &[]);
        tty.sees("What could not be saved on Thu 12 Nov was kept.").types("r");
        tty.sees("Pain: rescued 3, on disk 9").sees("Note: half a sent, not on disk");
    }
}
