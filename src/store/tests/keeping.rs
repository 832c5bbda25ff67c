//! A save leaves the rest of a file as the person wrote it: the texts before and after are files
//! in `tests/data/store`, to be read.

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::domain::measure::{Ndi, NdiTopic};
use crate::domain::score::NdiAnswer;

const DATE: &str = "2026-11-22";

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/store").join(name)
}

fn edited(name: &str, edit: impl FnOnce(&mut Day)) {
    let (_folder, store) = store();
    let file = store.day_file(date(DATE));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::copy(golden(&format!("{name}.before.toml")), &file).unwrap();
    let base = store.read_days(date(DATE), date(DATE)).to_edit(date(DATE)).unwrap();
    let mut ours = base.clone();
    edit(&mut ours);
    assert_eq!(store.save_day(&base, &ours).unwrap(), ours);
    let after = fs::read_to_string(&file).unwrap();
    let wanted = golden(&format!("{name}.after.toml"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&wanted, &after).unwrap();
    }
    assert_eq!(after, fs::read_to_string(&wanted).unwrap(), "{name}");
}

fn pain(day: &mut Day, number: i64) {
    day.checkin.rating = Rating::Rated(score(number));
}

#[test]
fn a_changed_value_keeps_its_comment_and_its_neighbours() {
    edited("changed", |day| {
        pain(day, 3);
        day.checkin.note = Some(words("New.\nTwo lines."));
        first_done(day).minutes = Some(Minutes::new(45).unwrap());
        first_done(day).setting.private = Some(false);
    });
}

#[test]
fn a_new_value_takes_its_place_in_the_order() {
    edited("added", |day| {
        pain(day, 4);
        day.checkin.awakenings = Some(crate::domain::score::Awakenings::new(1).unwrap());
    });
}

#[test]
fn new_tables_take_their_place_and_comments_stay_with_what_they_belong_to() {
    edited("tables", |day| {
        pain(day, 4);
        day.checkin.ndi =
            Some(Ndi::Topics([(NdiTopic::Work, NdiAnswer::new(2).unwrap())].into_iter().collect()));
        day.sessions.push(Session::new(SessionStatus::Missed));
        day.changes.push(Change { kind: ChangeKind::Work, text: words("New desk.") });
    });
}

#[test]
fn a_new_row_lands_below_the_comments_at_the_end() {
    edited("trailing", |day| {
        day.changes.push(Change { kind: ChangeKind::Sleep, text: words("New pillow.") });
    });
}

#[test]
fn what_is_cleared_leaves_its_comments_and_unknown_keys() {
    edited("cleared", |day| *day = Day::empty(day.date));
}

#[test]
fn what_does_not_go_with_a_status_is_not_read_and_stays() {
    edited("beside-a-status", |day| {
        assert_eq!(day.sessions[0].minutes(), None, "it was cancelled");
        assert_eq!(day.sessions[1].absence(), None, "it took place");
        day.sessions[0].note = Some(words("She rang in the morning."));
        day.sessions[1].done_mut().unwrap().minutes = Some(Minutes::new(45).unwrap());
    });
}

#[test]
fn what_did_not_go_with_the_old_status_gives_way_to_what_is_said_under_the_new_one() {
    edited("another-status", |day| {
        let done = Done { pain_after: Some(score(3)), ..Done::default() };
        day.sessions[0] = Session { fate: Fate::Done(done), ..day.sessions[0].clone() };
    });
}

#[test]
fn removing_the_first_of_two_rows_leaves_the_second_alone() {
    edited("removed", |day| {
        day.sessions.remove(0);
    });
}

#[test]
fn other_ways_to_write_the_same_are_kept() {
    edited("dotted", |day| {
        day.checkin.sleep = Some(score(6));
        day.checkin.markers.insert("sitting".into(), Amount::whole(20).unwrap());
        first_done(day).minutes = Some(Minutes::new(50).unwrap());
        day.sessions.push(Session::new(SessionStatus::Planned));
    });
}

#[test]
fn lines_that_end_the_other_way_and_a_mark_at_the_start_are_kept() {
    let (_folder, store) = store();
    let file = store.day_file(date(DATE));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "\u{feff}date = \"2026-11-22\" # quoted\r\n\r\n[checkin]\r\npain = 4\r\n").unwrap();
    let base = store.read_days(date(DATE), date(DATE)).to_edit(date(DATE)).unwrap();
    let mut ours = base.clone();
    ours.checkin.sleep = Some(score(7));
    store.save_day(&base, &ours).unwrap();
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "\u{feff}date = \"2026-11-22\" # quoted\r\n\r\n[checkin]\r\npain = 4\r\nsleep = 7\r\n"
    );
}

#[test]
fn an_empty_file_is_a_day_with_nothing_in_it_that_takes_what_is_saved() {
    for empty in ["", "\n", "\u{feff}", "# only a word\n"] {
        let (_folder, store) = store();
        let day = sample();
        let file = store.day_file(day.date);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, empty).unwrap();
        let base = store.read_days(day.date, day.date).to_edit(day.date).unwrap();
        assert_eq!(base, Day::empty(day.date));
        assert_eq!(store.save_day(&base, &day), Ok(day.clone()));
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.contains("date = 2026-11-22") && text.contains(empty.trim_matches(&['\u{feff}', '\n'][..])),
            "{text}"
        );
    }
}

#[test]
fn a_note_of_two_lines_is_kept_in_a_file_with_the_line_ends_of_windows() {
    let (_folder, store) = store();
    let day = sample().date;
    let file = store.day_file(day);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, format!("date = {day}\r\n[checkin]\r\npain = 4\r\n")).unwrap();
    let read = || store.read_days(day, day).to_edit(day).unwrap();
    let (base, mut ours) = (read(), read());
    ours.checkin.note = Some(words("a note\nof two lines"));
    assert_eq!(store.save_day(&base, &ours), Ok(ours.clone()));
    assert_eq!(read(), ours);
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    assert_eq!(words("of\r\nWindows"), words("of\nWindows"));
    assert_eq!(words("\ra\r\r\nb\rc").as_str(), "a\n\nb\nc", "none is left that would be read otherwise");
}
