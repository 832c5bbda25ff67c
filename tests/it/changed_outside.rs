//! Another program changes the files while the screen is open: the screen shows it with the next
//! key, and never a verdict made of figures that are no longer true.

use std::fs;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use crossterm::event::{KeyCode, KeyEvent};
use rstest::rstest;
use weekfive::app::effect::{Read, Write};
use weekfive::app::msg::WasRead;
use weekfive::app::watch::Found;
use weekfive::app::{Effect, Msg, update};
use weekfive::domain::checklist::QuestionKind;
use weekfive::domain::journal::Entry;
use weekfive::domain::score::{Awakenings, Score};
use weekfive::store::Store;

use crate::support::date;
use crate::support::home::write_day;
use crate::support::shell::{printed, weekfive};
use crate::support::{DAY, EVENING, Evening, Home};

/// A moment later: no key within it, as a person writes in another window.
const LATER: &str = "2026-11-12T21:15:00+01:00";

fn pain(on: &str, score: u8) -> String {
    format!("date = {on}\n\n[checkin]\npain = {score}\n")
}

/// The evening of a day that says pain 4 and is saved, up to the moment in which something else
/// writes into the files.
fn open(home: &Home) -> Evening {
    home.write_day(DAY, &pain(DAY, 4));
    home.open().sees("average").keys("<down>").at(LATER)
}

// ---- a day -------------------------------------------------------------------------------------

fn in_place(root: &Path) {
    write_day(root, DAY, &pain(DAY, 9));
}

fn in_its_place(root: &Path) {
    let file = Store::new(root.to_owned()).day_file(date(DAY));
    let new = file.with_extension("toml.new");
    fs::write(&new, pain(DAY, 9)).unwrap();
    fs::rename(new, file).unwrap();
}

fn by_the_command(root: &Path) {
    printed(weekfive(root, DAY).args(["log", "--pain", "9"]));
}

#[rstest]
#[case::an_editor_in_place(in_place)]
#[case::a_sync_program_by_renaming(in_its_place)]
#[case::the_log_command(by_the_command)]
fn a_day_changed_outside_is_shown_with_the_next_key(#[case] change: fn(&Path)) {
    let home = Home::neck();
    let seen = open(&home)
        .meanwhile(change)
        .keys("<down>")
        .sees("Thu 12 Nov was changed by another program; the new figures are shown.")
        .keys("<down>")
        .sees_not("changed by another program")
        .end();
    assert!(!seen.app.has_unsaved());
    let shown = seen.app.journal.days.to_edit(date(DAY)).unwrap();
    assert_eq!(shown.checkin.pain().map(Score::get), Some(9));
    assert_eq!(home.day(DAY).checkin.pain().map(Score::get), Some(9), "nothing was written over it");
}

#[test]
fn coming_back_to_the_window_is_enough() {
    let home = Home::neck();
    home.write_day(DAY, &pain(DAY, 4));
    home.open()
        .keys("<down>")
        .meanwhile(in_place)
        .comes_back()
        .sees("Thu 12 Nov was changed by another program")
        .end();
}

#[test]
fn coming_back_from_a_pause_too() {
    let home = Home::neck();
    open(&home).meanwhile(in_place).suspend().sees("Thu 12 Nov was changed by another program").end();
}

#[test]
fn what_was_saved_here_is_no_news() {
    let home = Home::neck();
    open(&home)
        .keys("7 n \"stiff\" <enter>")
        .at("2026-11-12T21:16:00+01:00")
        .keys("<down> <f2>")
        .sees_not("another program")
        .at("2026-11-12T21:17:00+01:00")
        .keys("<f3> <f4> <f5> <f1>")
        .sees_not("another program")
        .end();
}

#[test]
fn a_trial_begun_and_taken_back_here_is_no_news_either() {
    let home = Home::new();
    let setup =
        crate::support::diary::setup(weekfive::domain::checklist::Site::Neck, &[], date("2026-11-14"));
    home.store().save_setup(None, &setup).unwrap();
    home.open()
        .keys("<enter>")
        .sees("The trial begins on")
        .at(LATER)
        .keys("<f1> <down>")
        .sees_not("another program")
        .keys("u")
        .at("2026-11-12T21:16:00+01:00")
        .keys("<down>")
        .sees_not("another program")
        .sees("no trial yet")
        .end();
}

#[test]
fn an_earlier_trial_on_trends_is_read_again_when_its_file_changes() {
    let home = Home::neck();
    let setup =
        crate::support::diary::setup(weekfive::domain::checklist::Site::Neck, &[], date("2026-01-05"));
    let earlier = crate::support::diary::trial(&setup);
    home.store().save_trial(None, &earlier).unwrap();
    let seen = home
        .evening(EVENING)
        .keys("<f3>")
        .sees("Jan 2026")
        .at(LATER)
        .meanwhile(move |root| {
            let file = Store::new(root.to_owned()).trial_file(&earlier.id);
            let text = fs::read_to_string(&file).unwrap().replace("2026-01-05", "2026-03-02");
            fs::write(file, text).unwrap();
        })
        .keys("<right>")
        .end();
    assert!(seen.shows("Mar 2026"), "{}", seen.screen);
}

#[test]
fn the_clock_set_back_does_not_keep_it_from_looking() {
    let home = Home::neck();
    open(&home)
        .at("2026-11-12T20:00:00+01:00")
        .meanwhile(in_place)
        .keys("<down>")
        .sees("Thu 12 Nov was changed by another program")
        .end();
}

#[test]
fn a_day_removed_outside_is_an_empty_day() {
    let home = Home::neck();
    let seen = open(&home)
        .meanwhile(|root| fs::remove_file(Store::new(root.to_owned()).day_file(date(DAY))).unwrap())
        .keys("<down>")
        .sees("Thu 12 Nov was changed by another program")
        .end();
    assert!(seen.app.journal.days.to_edit(date(DAY)).unwrap().is_empty());
    assert!(!home.store().day_file(date(DAY)).exists(), "it is not brought back");
}

#[test]
fn a_day_that_became_unreadable_says_so_and_opens_again_when_it_is_mended() {
    let home = Home::neck();
    let broken = "date = 2026-11-12\n[checkin]\npain = 11\n";
    open(&home)
        .meanwhile(move |root| write_day(root, DAY, broken))
        .keys("<down>")
        .sees("cannot be read as it is now")
        .sees("pain must be 0 to 10, not 11")
        .meanwhile(in_place)
        .at("2026-11-12T21:16:00+01:00")
        .keys("<down>")
        .sees("Thu 12 Nov was changed by another program")
        .sees_not("pain must be 0 to 10")
        .end();
}

#[test]
fn another_day_of_the_trial_counts_too() {
    let home = Home::neck();
    open(&home)
        .meanwhile(|root| {
            write_day(root, "2026-11-04", &pain("2026-11-04", 5));
            write_day(root, "2026-11-05", &pain("2026-11-05", 5));
        })
        .keys("<down>")
        .sees("2 days were changed by another program")
        .end();
}

#[test]
fn taking_back_never_takes_away_what_was_written_outside() {
    let home = Home::neck();
    open(&home)
        .keys("<up> 6")
        .meanwhile(in_place)
        .at("2026-11-12T21:16:00+01:00")
        .keys("<down>")
        .sees("was changed by another program")
        .keys("u u")
        .end();
    assert_eq!(home.day(DAY).checkin.pain().map(Score::get), Some(9));
}

#[test]
fn the_focus_stays_on_its_field_when_fields_come_above_it() {
    let home = Home::neck();
    home.write_day(DAY, "date = 2026-11-12\n\n[checkin]\npain = 4\nnote = \"stiff\"\n");
    let seen = home
        .evening(EVENING)
        .keys(&"<down> ".repeat(12))
        .at(LATER)
        .meanwhile(|root| {
            let visit = "date = 2026-11-11\n\n[[session]]\nstatus = \"done\"\nminutes = 60\n";
            write_day(root, "2026-11-11", visit);
        })
        .keys("n")
        .keys("<esc>")
        .sees("Soreness")
        .end();
    let view = &seen.open.today_view;
    let note = weekfive::domain::fields::Field::named("note").unwrap();
    let field = view.focused(&seen.open.cx());
    assert_eq!(field, Some(weekfive::app::views::today::TodayField::Check(note)));
}

// ---- what the person has in hand ---------------------------------------------------------------

#[test]
fn a_half_written_note_stays_and_both_are_kept() {
    let home = Home::neck();
    open(&home)
        .keys("n \"half a\"")
        .meanwhile(in_place)
        .at("2026-11-12T21:16:00+01:00")
        .keys("\" sentence\"")
        .sees("half a sentence")
        .keys("<enter>")
        .sees("saved 21:16")
        .end();
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.note.unwrap().as_str(), "half a sentence");
    assert_eq!(home.day(DAY).checkin.pain().map(Score::get), Some(9));
}

#[test]
fn a_note_written_on_both_sides_is_asked_about() {
    let home = Home::neck();
    open(&home)
        .keys("n \"mine\"")
        .meanwhile(|root| write_day(root, DAY, &format!("{}note = \"theirs\"\n", pain(DAY, 4))))
        .at("2026-11-12T21:16:00+01:00")
        .keys("<enter>")
        .sees("NOT SAVED")
        .keys("<c-s>")
        .sees("here mine, there theirs")
        .end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "theirs");
}

#[test]
fn a_figure_on_another_field_keeps_both() {
    let home = Home::neck();
    let seen = open(&home).keys("<down>").meanwhile(in_place).keys("7").sees("saved 21:15").end();
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.pain().map(Score::get), Some(9));
    assert_eq!(checkin.sleep.map(Score::get), Some(7));
    let shown = seen.app.journal.days.to_edit(date(DAY)).unwrap();
    assert_eq!(shown, home.day(DAY), "the screen shows both");
}

#[test]
fn a_figure_on_the_same_field_is_asked_about_and_overwrites_nothing() {
    let home = Home::neck();
    open(&home)
        .keys("<up>")
        .meanwhile(in_place)
        .keys("7")
        .sees("NOT SAVED")
        .keys("<c-s>")
        .sees("here 7, there 9")
        .end();
    assert_eq!(home.day(DAY).checkin.pain().map(Score::get), Some(9));
}

#[test]
fn a_form_on_a_visit_keeps_its_day_until_it_is_closed() {
    let home = Home::neck();
    let visit = "\n[[session]]\nstatus = \"done\"\ntime = 17:30:00\nminutes = 60\n";
    home.write_day("2026-11-05", &format!("date = 2026-11-05\n{visit}"));
    let seen = home
        .evening(EVENING)
        .keys("<f2>")
        .keys("<left> <left> <left> <left> <left> <left> <left> <enter>")
        .at(LATER)
        .meanwhile(move |root| {
            write_day(root, "2026-11-05", &format!("date = 2026-11-05\n\n[checkin]\npain = 5\n{visit}"));
        })
        .keys("<down>")
        .sees_not("another program")
        .keys("<esc> <f1>")
        .end();
    let shown = seen.app.journal.days.to_edit(date("2026-11-05")).unwrap();
    assert_eq!(shown.checkin.pain().map(Score::get), Some(5));
}

// ---- the trial ---------------------------------------------------------------------------------

/// Another program opens a hold in the trial that is under way.
fn open_a_hold(root: &Path) {
    let store = Store::new(root.to_owned());
    let before = store.read_trial(&store.read_journal().unwrap().current.unwrap()).unwrap();
    let mut after = before.clone();
    after.checklist.open_hold("fracture", QuestionKind::Clearance, date(DAY));
    assert_ne!(before, after);
    store.save_trial(Some(&before), &after).unwrap();
}

#[test]
fn a_hold_opened_beside_is_shown_with_the_next_key() {
    let home = Home::neck();
    open(&home)
        .sees_not("hold")
        .meanwhile(open_a_hold)
        .keys("<down>")
        .sees("The trial was changed by another program; it is shown as it is now.")
        .sees("Massage is on hold.")
        .end();
}

#[test]
fn a_trial_that_cannot_be_read_any_more_says_so_and_stays_on_the_screen() {
    let home = Home::neck();
    let trial = home.store().trial_file(&home.trial().unwrap().id);
    let good = fs::read_to_string(&trial).unwrap();
    let (file, bad) = (trial.clone(), format!("{good}\n= oops\n"));
    let seen = open(&home)
        .meanwhile(move |_| fs::write(file, bad).unwrap())
        .keys("<down>")
        .sees("Until it is mended, what you see of the trial is what was read before.")
        .sees("day 11 of 35")
        .meanwhile(move |_| fs::write(trial, good).unwrap())
        .at("2026-11-12T21:16:00+01:00")
        .keys("<down>")
        .end();
    assert!(seen.app.journal.problems.is_empty() && seen.app.journal.trial.is_some());
}

#[test]
fn a_trial_that_could_not_be_read_at_first_is_shown_once_it_is_mended() {
    let home = Home::neck();
    let trial = home.store().trial_file(&home.trial().unwrap().id);
    let good = fs::read_to_string(&trial).unwrap();
    fs::write(&trial, format!("{good}\n= oops\n")).unwrap();
    home.open()
        .sees("It is left as it is; mend it in any editor")
        .sees("no trial yet")
        .meanwhile(move |_| fs::write(trial, good).unwrap())
        .at(LATER)
        .keys("<down>")
        .sees("The trial can be read again")
        .sees("day 11 of 35")
        .end();
}

#[test]
fn a_trial_begun_in_a_shell_is_taken_over() {
    let home = Home::neck();
    let other = crate::support::diary::setup(
        weekfive::domain::checklist::Site::LowBack,
        &["walk", "sitting"].map(|id| weekfive::content::parse_marker_option(id).unwrap()),
        date("2026-11-10"),
    );
    let trial = crate::support::diary::trial(&other);
    open(&home)
        .sees("neck")
        .meanwhile(move |root| Store::new(root.to_owned()).begin(&trial).unwrap())
        .keys("<down>")
        .sees("Another trial was begun by another program; it is shown now.")
        .sees("low back")
        .sees("day 3 of 35")
        .end();
}

#[test]
fn the_first_trial_begun_in_a_shell_is_taken_over_too() {
    let home = Home::new();
    let trial = crate::support::diary::trial(&crate::support::diary::setup(
        weekfive::domain::checklist::Site::Neck,
        &[],
        date("2026-11-10"),
    ));
    home.open()
        .sees("no trial yet")
        .at(LATER)
        .meanwhile(move |root| Store::new(root.to_owned()).begin(&trial).unwrap())
        .keys("<f1>")
        .sees("A trial was begun by another program; it is shown now.")
        .sees("day 3 of 35")
        .end();
}

// ---- a verdict ---------------------------------------------------------------------------------

const AFTERWARDS: &str = "2026-12-07T21:14:00+01:00";
const AFTERWARDS_LATER: &str = "2026-12-07T21:15:00+01:00";

/// A whole trial that went well.
fn whole() -> Home {
    let home = Home::neck();
    let write = |on: &str, pain: u8, ndi: Option<u8>| {
        let ndi = ndi.map(|total| format!("[checkin.ndi]\ntotal = {total}\n")).unwrap_or_default();
        home.write_day(on, &format!("date = {on}\n\n[checkin]\npain = {pain}\n{ndi}"));
    };
    for (on, ndi) in ["2026-10-26", "2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30", "2026-10-31"]
        .iter()
        .map(|on| (*on, None))
        .chain([("2026-11-01", Some(21))])
    {
        write(on, 6, ndi);
    }
    for on in WEEK_FIVE {
        write(on, 3, (on == WEEK_FIVE[6]).then_some(14));
    }
    for on in ["11-02", "11-05", "11-09", "11-12", "11-16", "11-19", "11-23", "11-26"]
        .map(|on| format!("2026-{on}"))
    {
        home.write_day(&on, &format!("date = {on}\n\n[[session]]\nstatus = \"done\"\nminutes = 60\n"));
    }
    home
}

const WEEK_FIVE: [&str; 7] =
    ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05", "2026-12-06"];

/// Week five rated ten, every day.
fn all_ten(root: &Path) {
    for on in WEEK_FIVE {
        write_day(root, on, &pain(on, 10));
    }
}

#[test]
fn week_five_shows_the_new_verdict_before_anything_is_done_with_it() {
    let home = whole();
    home.evening(AFTERWARDS)
        .keys("<f4>")
        .sees("CONTINUE")
        .at(AFTERWARDS_LATER)
        .meanwhile(all_ten)
        .keys("<down>")
        .sees_not("CONTINUE")
        .sees("STOP AND REVIEW")
        .sees("7 days were changed by another program; the new figures are shown.")
        .end();
}

#[test]
fn going_to_week_five_or_trends_never_shows_old_figures() {
    let home = whole();
    home.evening(AFTERWARDS).keys("<down>").meanwhile(all_ten).keys("<f4>").sees("STOP AND REVIEW").end();
    let home = whole();
    let seen = home.evening(AFTERWARDS).keys("<down>").meanwhile(all_ten).keys("<f3>").end();
    assert!(seen.shows("changed by another program"), "{}", seen.screen);
    assert!(!seen.shows("3.0 lower, better"), "{}", seen.screen);
}

#[test]
fn a_decision_is_not_written_down_on_figures_that_nobody_has_seen() {
    let home = whole();
    home.evening(AFTERWARDS)
        .keys("<f4>")
        .sees("CONTINUE")
        .keys("d")
        .sees("You decide")
        .keys("1 \"went well\"")
        .at(AFTERWARDS_LATER)
        .meanwhile(all_ten)
        .keys("<c-s>")
        .sees("Your last key did nothing yet: look first at what stands here now.")
        .sees("The answer is now: Stop and review.")
        .sees("went well")
        .keys("<esc>")
        .sees("STOP AND REVIEW")
        .end();
    assert_eq!(home.trial().unwrap().decision, None);
}

/// Keys that come in one go are taken in one after the other before anything is drawn.
#[test]
fn nor_by_the_rest_of_the_keys_that_came_in_one_go() {
    let home = whole();
    let mut app = home.evening(AFTERWARDS).keys("<f4>").end().open;
    let key = |letter| Msg::Key(KeyEvent::from(KeyCode::Char(letter)));
    let writes =
        |effects: &[Effect]| effects.iter().any(|it| matches!(it, Effect::Write(Write::Report { .. })));
    let later: DateTime<FixedOffset> = AFTERWARDS_LATER.parse().unwrap();
    let looks = update(&mut app, Msg::Clock(later));
    assert!(matches!(looks.as_slice(), [Effect::Read(Read::Again(_))]), "{looks:?}");
    all_ten(&home.root());
    let day = date(WEEK_FIVE[0]);
    let days = vec![(day, Entry::Written(home.day(WEEK_FIVE[0])))];
    update(&mut app, Msg::Read(WasRead::Again(Box::new(Found { days, ..Found::default() }))));
    for _ in 0..3 {
        update(&mut app, Msg::Clock(later));
        assert!(!writes(&update(&mut app, key('w'))));
    }
    update(&mut app, Msg::Drawing);
    assert!(writes(&update(&mut app, key('w'))), "what was drawn is what it goes by");
}

#[test]
fn a_report_is_not_written_on_them_either_and_the_second_time_it_is() {
    let home = whole();
    let reports = home.root().join("reports");
    let there = reports.clone();
    home.evening(AFTERWARDS)
        .keys("<f4>")
        .at(AFTERWARDS_LATER)
        .meanwhile(all_ten)
        .keys("w")
        .sees("Your last key did nothing yet")
        .meanwhile(move |_| assert!(!there.exists()))
        .keys("w")
        .sees("The report is written")
        .end();
    assert_eq!(fs::read_dir(reports).unwrap().count(), 1);
}

#[test]
fn trends_draw_what_stands_on_disk_now() {
    let home = whole();
    let seen = home
        .evening(AFTERWARDS)
        .keys("<f3>")
        .sees("3.0 lower, better")
        .at(AFTERWARDS_LATER)
        .meanwhile(all_ten)
        .keys("<right>")
        .sees_not("3.0 lower, better")
        .end();
    assert!(seen.shows("changed by another program"), "{}", seen.screen);
}

// ---- the folder --------------------------------------------------------------------------------

#[rstest]
#[case::removed(false)]
#[case::emptied(true)]
fn a_folder_that_vanishes_is_not_replaced_by_an_empty_journal(#[case] emptied: bool) {
    let home = Home::neck();
    let away = home.root().with_file_name("away");
    let (there, back) = (away.clone(), away);
    open(&home)
        .meanwhile(move |root| {
            fs::rename(root, there).unwrap();
            if emptied {
                fs::create_dir(root).unwrap();
            }
        })
        .keys("<down>")
        .sees("The journal's folder is gone or empty")
        .sees("day 11 of 35")
        .keys("<up> <up> 7")
        .sees("NOT SAVED")
        .meanwhile(move |root| {
            assert_eq!(root.exists(), emptied);
            assert!(!root.join("journal.toml").exists(), "no new journal was begun");
            if emptied {
                fs::remove_dir(root).unwrap();
            }
            fs::rename(back, root).unwrap();
        })
        .at("2026-11-12T21:16:00+01:00")
        .keys("<c-s>")
        .sees("saved 21:16")
        .sees("The journal's folder is back.")
        .end();
    assert_eq!(home.day(DAY).checkin.pain().map(Score::get), Some(7));
    assert_eq!(home.day(DAY).checkin.awakenings.map(Awakenings::get), None);
}
