//! The store on real files in a temporary folder.

mod any;
mod beginning;
#[cfg(unix)]
mod damage;
#[cfg(unix)]
mod every_fault;
#[cfg(unix)]
mod failing;
mod keeping;
mod merging;
#[cfg(unix)]
mod output;
mod reading;
mod round_trip;
mod rows;
mod steps;

use std::fs;

use chrono::NaiveDate;

use super::*;
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checkin::Rating;
use crate::domain::score::{Amount, Minutes};
use crate::domain::session::{Done, Fate, Session, SessionStatus, Technique};
use crate::domain::text::Words;
use crate::kit::{date, score, store, words};

/// Makes files that a test has written the person's own, as those of the store are.
fn own(store: &Store) {
    if let Some(open) = store.open_to_others() {
        store.make_own(&open).unwrap();
    }
}

/// The steps of a save that were taken since faults were last set.
#[cfg(unix)]
fn taken(store: &Store) -> Vec<disk::Step> {
    store.disk.fault.lock().unwrap().taken.clone()
}

/// From now on the disk fails at that step, or at none.
#[cfg(unix)]
fn fail_at(store: &Store, at: Option<usize>) {
    *store.disk.fault.lock().unwrap() = fault::Fault { at, ..fault::Fault::default() };
}

/// What was so at the first visit of a day, to be changed.
fn first_done(day: &mut Day) -> &mut Done {
    day.sessions[0].done_mut().unwrap()
}

/// A day with something of each kind.
fn sample() -> Day {
    let mut day = Day::empty(date("2026-11-22"));
    day.checkin.at = Some("2026-11-22T21:14:05+01:00".parse().unwrap());
    day.checkin.rating = Rating::Rated(score(4));
    day.checkin.sleep = Some(score(7));
    day.checkin.note = Some(words("Stiff after the desk."));
    day.checkin.markers.insert("walk".into(), "25.5".parse::<Amount>().unwrap());
    day.sessions.push(Session {
        time: Some("17:30:00".parse().unwrap()),
        fate: Fate::Done(Done {
            minutes: Some(Minutes::new(60).unwrap()),
            techniques: vec![Technique::Swedish, Technique::TriggerPoint],
            ..Done::default()
        }),
        ..Session::default()
    });
    day.changes.push(Change { kind: ChangeKind::Medicine, text: words("Ibuprofen for two days.") });
    day
}

#[test]
fn a_new_day_is_written_in_its_order() {
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

/// A trial with something in every part of its file.
fn trial() -> Trial {
    use crate::domain::calendar::parse_weekday;
    use crate::domain::checklist::{
        AgeBand, Checklist, Clearance, ClinicianInformed, Dated, Factor, Hold, QuestionKind, Site,
    };
    use crate::domain::measure::{FunctionMeasure, Ndi};
    use crate::domain::score::NdiTotal;
    use crate::domain::trial::{BaselineFigures, Dose, Plan, Schedule};

    let on = date("2026-10-25");
    let dose = Dose::new(60, 2).unwrap();
    let checklist = Checklist {
        answers: [
            ("muscular".to_owned(), Dated { value: true, on }),
            ("recent-fracture".to_owned(), Dated { value: true, on }),
            ("fever".to_owned(), Dated { value: false, on }),
        ]
        .into_iter()
        .collect(),
        site: Some(Dated { value: Site::Neck, on }),
        age: Some(Dated { value: AgeBand::From20To64, on }),
        clinician: Some(Dated { value: ClinicianInformed::WillDo, on }),
        goals: Some(words("Walk to the market.\nTurn my head when parking.")),
        tried: Some(words("Heat, and stretching.")),
        factors: [(Factor::Pressure, words("light"))].into_iter().collect(),
        drafts: Default::default(),
        holds: vec![Hold {
            item: "recent-fracture".to_owned(),
            kind: QuestionKind::Clearance,
            opened: on,
            clearance: Some(Clearance {
                on: date("2026-10-28"),
                by: Some(words("Dr Ito")),
                limits: Some(words("not on the left wrist")),
            }),
        }],
    };
    let plan = Plan {
        site: Site::Neck,
        age: AgeBand::From20To64,
        dose,
        weeks: 4,
        start: date("2026-11-02"),
        schedule: vec![Schedule { from: date("2026-11-02"), days: dose.default_weekdays() }],
        weekly_day: parse_weekday("sun").unwrap(),
        function: FunctionMeasure::Ndi,
        baseline: BaselineFigures {
            pain: Some(score(6)),
            ndi: Some(Ndi::Total(NdiTotal::new(21).unwrap())),
            markers: Default::default(),
        },
        follow_up: None,
    };
    Trial {
        id: TrialId::parse("2026-11-02-neck").unwrap(),
        begun: on,
        checklist,
        plan,
        stopped: None,
        ending: Default::default(),
        decision: None,
    }
}
