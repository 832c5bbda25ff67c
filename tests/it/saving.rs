//! Saving and not saving: two copies, a disk that fails, files that cannot be read, the system
//! that ends the program.

use std::fs;
use std::path::Path;

use crate::support::date;
use crate::support::home::{elsewhere, write_day};
use crate::support::{DAY, Home};

/// A folder stands where the lock's file is: no save can go through.
fn block(root: &Path) {
    fs::remove_file(root.join(".lock")).ok();
    fs::create_dir_all(root.join(".lock")).unwrap();
}

fn unblock(root: &Path) {
    fs::remove_dir(root.join(".lock")).unwrap();
}

// ---- two copies --------------------------------------------------------------------------------

#[test]
fn different_fields_changed_in_two_places_are_both_kept() {
    let home = Home::neck();
    home.open()
        .keys("4")
        .meanwhile(elsewhere(DAY, "pain = 4\nmood = 3\n"))
        .at_once("<down> 7")
        .sees("This day was changed elsewhere too; both are kept.")
        .sees("saved 21:14")
        .end();
    let text = home.day_text(DAY);
    assert!(text.contains("# by hand") && text.contains("mood = 3") && text.contains("sleep = 7"), "{text}");
}

#[test]
fn the_same_field_changed_in_two_places_is_asked_about() {
    let conflict = |home: &Home| {
        home.open()
            .keys("4")
            .meanwhile(elsewhere(DAY, "pain = 4\nsleep = 9\n"))
            .at_once("<down> 7")
            .sees("Another program changed this too. Sleep: here 7, there 9.")
            .sees("Ctrl-s asks which to keep")
            .sees("NOT SAVED")
            .keys("<c-s>")
            .sees("This was changed in two places at once")
            .sees("Sleep: here 7, there 9")
    };
    let home = Home::neck();
    conflict(&home).keys("h").sees("saved 21:14").end();
    assert_eq!(home.day(DAY).checkin.sleep.map(|score| score.get()), Some(7));
    let home = Home::neck();
    conflict(&home).keys("t").sees_not("NOT SAVED").end();
    assert_eq!(home.day(DAY).checkin.sleep.map(|score| score.get()), Some(9));
    let home = Home::neck();
    let seen = conflict(&home)
        .keys("<esc>")
        .sees("NOT SAVED")
        .sees("Ctrl-s asks again")
        .keys("<c-s>")
        .sees("here 7, there 9")
        .keys("<esc> q")
        .sees("here 7, there 9")
        .keys("h")
        .end();
    assert!(seen.left, "answered on the way out, it leaves");
    assert_eq!(home.day(DAY).checkin.sleep.map(|score| score.get()), Some(7));
}

#[test]
fn a_conflict_is_answered_with_the_mouse_too() {
    let home = Home::neck();
    home.open()
        .meanwhile(elsewhere(DAY, "pain = 9\n"))
        .keys("4 <c-s> click:\"keep what is there\"")
        .sees_not("NOT SAVED")
        .end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(9));
}

#[test]
fn undo_never_takes_back_what_was_written_elsewhere() {
    let home = Home::neck();
    home.open().keys("4").meanwhile(elsewhere(DAY, "pain = 4\nmood = 3\n")).keys("<down> 7 u u u").end();
    assert_eq!(home.day(DAY).checkin.mood.map(|score| score.get()), Some(3));
}

#[test]
fn the_checklist_merges_what_two_copies_answered() {
    let home = Home::new();
    let first = home.open().keys("<enter> y");
    let other = home.root();
    first
        .meanwhile(move |root| {
            assert_eq!(root, other);
            let store = weekfive::store::Store::new(other);
            let base = store.read_setup().unwrap().unwrap();
            let mut ours = base.clone();
            let rule = &weekfive::content::question("fever").unwrap().rule;
            ours.checklist.answer(rule, false, date(DAY));
            store.save_setup(Some(&base), &ours).unwrap();
        })
        .keys("y")
        .end();
    let list = home.setup().unwrap().checklist;
    assert_eq!(list.answered("fever"), Some(false));
    assert_eq!(list.answered("three-months"), Some(true));
}

// ---- a disk that fails -------------------------------------------------------------------------

#[test]
fn a_save_that_fails_is_shown_and_tried_again() {
    let home = Home::neck();
    let seen = home
        .open()
        .meanwhile(block)
        .keys("4")
        .sees("NOT SAVED")
        .sees("Not saved: could not open")
        .sees("What you entered is still here; Ctrl-s tries again")
        .keys("<down> 7")
        .sees("NOT SAVED")
        .keys("<c-s>")
        .sees("NOT SAVED")
        .meanwhile(unblock)
        .keys("<c-s>")
        .sees("saved 21:14")
        .sees_not("Not saved")
        .keys("q")
        .end();
    assert!(seen.left);
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.pain().map(|pain| pain.get()), Some(4));
    assert_eq!(checkin.sleep.map(|score| score.get()), Some(7));
}

#[test]
fn the_next_save_that_goes_through_brings_the_failed_one_along() {
    let home = Home::neck();
    home.open().meanwhile(block).keys("4").meanwhile(unblock).keys("<down> 7").sees("saved 21:14").end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
}

#[test]
fn what_is_not_saved_outlives_the_days_end() {
    let home = Home::neck();
    home.open()
        .keys("7")
        .meanwhile(block)
        .keys("<up> 4")
        .at("2026-11-13T04:00:00+01:00")
        .keys("<right>")
        .sees("Today, Fri 13 Nov")
        .sees("yesterday 4")
        .meanwhile(unblock)
        .keys("<c-s>")
        .sees("saved 04:00")
        .end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
}

#[test]
fn leaving_with_something_unsaved_asks_first() {
    let home = Home::neck();
    let asked = || {
        home.open()
            .meanwhile(block)
            .keys("4 q")
            .sees("Leaving now would lose it")
            .sees("leave without saving")
    };
    let seen = asked().keys("<esc>").sees("NOT SAVED").meanwhile(unblock).end();
    assert!(!seen.left);
    fs::remove_file(home.store().day_file(date(DAY))).ok();
    let seen = asked().keys("s").sees("Leaving now would lose it").meanwhile(unblock).keys("s").end();
    assert!(seen.left && !seen.app.has_unsaved());
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
    fs::remove_file(home.store().day_file(date(DAY))).unwrap();
    let seen = asked().keys("w").end();
    unblock(&home.root());
    assert!(seen.left && seen.app.has_unsaved());
    assert!(home.day(DAY).is_empty());
}

#[test]
fn leaving_while_the_save_fails_asks_too() {
    let home = Home::neck();
    let seen = home
        .open()
        .keys("n \"stiff\"")
        .meanwhile(block)
        .keys("<c-c>")
        .sees("Leaving now would lose it")
        .end();
    assert!(!seen.left);
}

#[test]
fn a_file_where_a_folder_should_be_is_named() {
    let home = Home::neck();
    home.open()
        .meanwhile(|root| fs::write(root.join("days"), "oops").unwrap())
        .keys("4")
        .sees("NOT SAVED")
        .sees("a file stands where a folder should be")
        .meanwhile(|root| fs::remove_file(root.join("days")).unwrap())
        .keys("<c-s>")
        .sees("saved 21:14")
        .end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
}

#[test]
fn a_trial_that_could_not_begin_begins_at_the_second_try() {
    let home = Home::new();
    let setup =
        crate::support::diary::setup(weekfive::domain::checklist::Site::Neck, &[], date("2026-11-14"));
    home.store().save_setup(None, &setup).unwrap();
    let begin = format!("{} <enter>", "<up> ".repeat(40));
    home.open()
        .meanwhile(block)
        .keys(&begin)
        .sees("Not begun: could not open")
        .sees_not("The trial begins on")
        .sees_not("NOT SAVED")
        .meanwhile(unblock)
        .keys(&begin)
        .sees("The trial begins on")
        .sees("saved 21:14")
        .end();
    assert!(home.trial().is_some());
}

#[test]
fn a_newer_journal_is_read_and_never_written() {
    let home = Home::neck();
    let journal = home.store().journal_file();
    let newer = fs::read_to_string(&journal).unwrap().replace("format = 1", "format = 2");
    fs::write(&journal, &newer).unwrap();
    home.open()
        .sees("day 11 of 35")
        .keys("4")
        .sees("NOT SAVED")
        .sees("written by a newer weekfive (format 2); update weekfive to change it")
        .keys("q")
        .sees("Leaving now would lose it")
        .keys("w")
        .end();
    assert_eq!(fs::read_to_string(&journal).unwrap(), newer);
    assert!(!home.store().day_file(date(DAY)).exists());
}

// ---- what cannot be read -----------------------------------------------------------------------

const BROKEN: &str = "date = 2026-11-12\n\n[checkin]\npain = 11 # typo\nnote = \"precious\"\n";

#[test]
fn an_unreadable_day_is_shown_and_never_overwritten() {
    let home = Home::neck();
    home.write_day(DAY, BROKEN);
    let seen = home
        .open()
        .sees("This day's file cannot be read, so it is left exactly")
        .sees("2026-11-12.toml:4:8:")
        .sees("pain must be 0 to 10, not 11")
        .keys("4")
        .sees("Nothing was written: this day's file cannot be read.")
        .keys("<enter>")
        .sees("The file of Thu 12 Nov cannot be read.")
        .keys("<enter> 2 x - + <enter> <esc> k <esc> c <esc> n <esc> <esc> q")
        .end();
    assert!(seen.left);
    assert_eq!(home.day_text(DAY), BROKEN);
}

#[test]
fn an_unreadable_day_is_set_aside_when_the_person_says_so() {
    let home = Home::neck();
    home.write_day(DAY, BROKEN);
    home.open()
        .keys("<enter>")
        .sees("set the file aside and start the day anew")
        .keys("a")
        .sees("The file was set aside under another name. The day is open again.")
        .keys("4")
        .sees("saved 21:14")
        .end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
    let aside = home.store().day_file(date(DAY)).with_extension("toml.set-aside");
    assert_eq!(fs::read_to_string(aside).unwrap(), BROKEN);
}

#[test]
fn a_day_that_becomes_unreadable_while_it_is_open_is_not_overwritten() {
    let home = Home::neck();
    let seen = home
        .open()
        .keys("4")
        .meanwhile(|root| write_day(root, DAY, BROKEN))
        .at_once("<down> 7")
        .sees("NOT SAVED")
        .sees("pain must be 0 to 10, not 11")
        .meanwhile(|root| write_day(root, DAY, &BROKEN.replace("11 #", "4 #")))
        .keys("<c-s>")
        .sees("saved 21:14")
        .end();
    assert!(!seen.app.has_unsaved());
    let text = home.day_text(DAY);
    assert!(text.contains("precious") && text.contains("# typo") && text.contains("sleep = 7"), "{text}");
}

#[test]
fn other_days_still_load_beside_an_unreadable_one() {
    let home = Home::neck();
    home.write_day("2026-11-10", "pain =");
    home.write_day("2026-11-11", "date = 2026-11-11\n[checkin]\npain = 6\n");
    home.open()
        .sees("yesterday 6")
        .sees("The file of Tue 10 Nov cannot be read")
        .keys("4")
        .sees("saved 21:14")
        .end();
}

#[test]
fn an_unreadable_trial_or_checklist_or_journal_is_told_and_left_alone() {
    let home = Home::neck();
    let trial = home.store().trial_file(&home.trial().unwrap().id);
    for file in [trial, home.store().journal_file()] {
        let good = fs::read_to_string(&file).unwrap();
        let bad = format!("{good}\n= oops\n");
        fs::write(&file, &bad).unwrap();
        home.open()
            .sees("It is left as it is; mend it in any editor")
            .keys("4 <tab> <tab> y n <tab> u")
            .end();
        assert_eq!(fs::read_to_string(&file).unwrap(), bad);
        fs::write(&file, &good).unwrap();
    }
    let home = Home::new();
    let file = home.store().setup_file();
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "= oops\n").unwrap();
    let plan = home.open().sees("It is left as it is").keys("<f5> <enter> y");
    plan.sees("NOT SAVED").keys("n q").sees("Leaving now would lose it").keys("w").end();
    assert_eq!(fs::read_to_string(&file).unwrap(), "= oops\n");
}

#[test]
fn a_mistake_in_the_settings_is_told_when_the_screen_opens_and_keeps_nothing_shut() {
    let home = Home::neck();
    let config = home.root().join("config.toml");
    fs::write(&config, "theme = \"drak\"\nweek_start = \"sunday\"\ncolour = 1\n").unwrap();
    let settings = weekfive::runtime::configuration::read(&config);
    home.open()
        .settings(|own| *own = settings)
        .sees("config.toml:1:9: “drak” is no theme; did you mean “dark”?")
        .sees("There is one more mistake; weekfive check shows both.")
        .keys("<esc>")
        .sees_not("drak")
        .keys("4")
        .sees("saved 21:14")
        .end();
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
}

// ---- the system --------------------------------------------------------------------------------

#[test]
fn a_signal_keeps_a_note_that_is_being_typed() {
    let home = Home::neck();
    let seen = home.open().keys("n \"half a sent\"").stop().end();
    assert!(seen.left);
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "half a sent");
}

#[test]
fn a_terminal_that_goes_away_keeps_it_too() {
    let home = Home::neck();
    let seen = home.open().keys("n \"half a sent\"").end();
    assert!(!seen.left);
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "half a sent");
}

#[test]
fn a_signal_keeps_what_a_form_holds_and_writes_none_of_it_down() {
    let home = Home::neck();
    home.open().keys("c 1 \"Ibuprofen\"").stop().end();
    home.open().keys("! b 2 \"arm\"").stop().end();
    let index = "<down> ".repeat(8);
    home.open().keys(&index).keys("2 1 3 2").stop().end();
    assert!(home.day(DAY).is_empty(), "nothing that was not confirmed");
    home.open().keys("c").sees("Ibuprofen").sees("This is as you left it").keys("<c-s>").end();
    home.open().keys("!").sees("arm").keys("<c-s>").end();
    home.open().keys(&index).keys("<enter>").sees("4 of 10 topics answered").keys("<c-s>").end();
    let day = home.day(DAY);
    assert_eq!((day.changes.len(), day.events.len()), (1, 1));
    assert_eq!(day.checkin.ndi.unwrap().missing(), 6);
    home.open().keys("c").sees_not("Ibuprofen").sees_not("as you left it").end();
}

#[test]
fn a_signal_while_a_question_is_open_saves_and_ends() {
    let home = Home::neck();
    let seen = home.open().keys("4").meanwhile(elsewhere(DAY, "pain = 9\n")).at_once("<up> 5").stop().end();
    assert!(seen.left && seen.app.has_unsaved(), "the command then says that it is not saved");
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(9), "nothing was overwritten");
}

#[test]
fn a_pause_keeps_the_note_and_comes_back_on_the_same_screen() {
    let home = Home::neck();
    let seen = home.open().keys("n \"stiff\"").suspend().sees("stiff").keys("<c-z>").sees("stiff").end();
    assert_eq!(seen.pauses, 2);
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "stiff");
}

#[cfg(unix)]
#[test]
fn folders_and_files_are_the_persons_own() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.open().keys("<enter> y <c-c>").end();
    home.open().keys("<f1> 4 q").end();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let mut folders = vec![home.root()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            seen += 1;
            if path.is_dir() {
                folders.push(path)
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display())
            }
        }
    }
    assert!(seen >= 5);
}
