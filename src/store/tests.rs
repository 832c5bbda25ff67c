//! The store on real files in a temporary folder.

use std::fs;

use chrono::NaiveDate;

use super::*;
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checkin::Rating;
use crate::domain::score::{Amount, Minutes, Score};
use crate::domain::session::{Session, SessionStatus, Technique};
use crate::domain::text::Words;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn words(text: &str) -> Words {
    Words::new(text).unwrap()
}

fn score(number: i64) -> Score {
    Score::new(number).unwrap()
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("data"));
    (folder, store)
}

/// The day of interface.md.
fn sample() -> Day {
    let mut day = Day::empty(date("2026-11-22"));
    day.checkin.at = Some("2026-11-22T21:14:05+01:00".parse().unwrap());
    day.checkin.rating = Rating::Rated(score(4));
    day.checkin.sleep = Some(score(7));
    day.checkin.note = Some(words("Stiff after the desk."));
    day.checkin.markers.insert("walk".into(), "25.5".parse::<Amount>().unwrap());
    day.sessions.push(Session {
        time: Some("17:30:00".parse().unwrap()),
        minutes: Some(Minutes::new(60).unwrap()),
        techniques: vec![Technique::Swedish, Technique::TriggerPoint],
        ..Session::new(SessionStatus::Done)
    });
    day.changes.push(Change { kind: ChangeKind::Medicine, text: words("Ibuprofen for two days.") });
    day
}

#[test]
fn a_new_day_is_written_in_the_order_of_the_documents() {
    let (_folder, store) = store();
    let day = sample();
    assert_eq!(store.save_day(&Day::empty(day.date), &day), Ok(day.clone()));
    let text = fs::read_to_string(store.day_file(day.date)).unwrap();
    assert_eq!(
        text,
        r#"date = 2026-11-22

[checkin]
at = 2026-11-22T21:14:05+01:00
pain = 4
sleep = 7
note = "Stiff after the desk."

[checkin.markers]
walk = 25.5

[[session]]
status = "done"
time = 17:30:00
minutes = 60
techniques = ["swedish", "trigger-point"]

[[change]]
kind = "medicine"
text = "Ibuprofen for two days."
"#
    );
    assert_eq!(store.read_days(day.date, day.date).written().collect::<Vec<_>>(), [&day]);
    assert_eq!(fs::read_to_string(store.journal_file()).unwrap(), "format = 1\n");
}
