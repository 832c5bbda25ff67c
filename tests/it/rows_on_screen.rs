//! A form is open while another program sorts, replaces or removes the rows of its day.

use std::path::Path;

use weekfive::app::{Effect, Msg, Record, Settings, update};
use weekfive::cli::Place;
use weekfive::domain::day::Day;
use weekfive::domain::journal::Entry;
use weekfive::domain::session::Session;
use weekfive::runtime::clock::Clock;
use weekfive::store::Store;

use crate::support::date;
use crate::support::home::write_day;
use crate::support::{Evening, Home, script};

const DAY: &str = "2026-11-19";
const BEN: &str = "[[session]]\nstatus = \"done\"\ntime = 10:00:00\ntherapist = \"Ben\"\nminutes = 60\n";
const ANNA: &str = "[[session]]\nstatus = \"done\"\ntime = 17:30:00\ntherapist = \"Anna\"\nminutes = 60\n";
const CLEO: &str = "[[session]]\nstatus = \"done\"\ntime = 19:00:00\ntherapist = \"Cleo\"\nminutes = 45\n";

fn day(visits: &[&str]) -> String {
    format!("date = {DAY}\n\n{}", visits.join("\n"))
}

fn home() -> Home {
    let home = Home::neck();
    home.write_day(DAY, &day(&[BEN, ANNA]));
    home
}

/// To the note of the second visit of the day, the last field behind "more", and some words of one.
fn to_the_note() -> String {
    let down = "<down> ".repeat(30);
    format!("<f2> <space> <enter> {down}<up> <enter> {down}<up> \"left side\"")
}

fn evening(home: &Home) -> Evening {
    home.evening("2026-11-19T21:14:00+01:00").keys(&to_the_note())
}

fn note_of(day: &Day, therapist: &str) -> Option<String> {
    let of = |visit: &&Session| visit.therapist.as_ref().is_some_and(|name| name.as_str() == therapist);
    day.sessions.iter().find(of).and_then(|visit| visit.note.as_ref()).map(ToString::to_string)
}

#[test]
fn a_note_lands_on_the_visit_it_was_written_about() {
    for (case, visits) in [
        ("reordered", vec![ANNA, BEN]),
        ("one in front", vec![CLEO, BEN, ANNA]),
        ("the other removed", vec![ANNA]),
        ("the other replaced", vec![CLEO, ANNA]),
        ("the other twice", vec![BEN, BEN, ANNA]),
    ] {
        let home = home();
        let text = day(&visits);
        evening(&home)
            .meanwhile(move |root: &Path| write_day(root, DAY, &text))
            .keys("<c-s>")
            .sees("saved 21:14")
            .end();
        let saved = home.day(DAY);
        assert_eq!(saved.sessions.len(), visits.len(), "{case}");
        assert_eq!(note_of(&saved, "Anna").as_deref(), Some("left side"), "{case}");
        assert_eq!(saved.sessions.iter().filter(|visit| visit.note.is_some()).count(), 1, "{case}");
    }
}

#[test]
fn where_the_visit_is_gone_the_person_is_asked_and_nothing_is_overwritten() {
    for (case, visits) in [
        ("removed", vec![BEN]),
        ("replaced", vec![BEN, CLEO]),
        ("replaced at its time", vec![BEN, &ANNA.replace("Anna", "Cleo")]),
    ] {
        let home = home();
        let text = day(&visits);
        evening(&home)
            .meanwhile({
                let text = text.clone();
                move |root: &Path| write_day(root, DAY, &text)
            })
            .keys("<c-s>")
            .sees("session[17:30 Anna]")
            .end();
        assert_eq!(home.day_text(DAY), text, "{case}");
    }
}

/// The program with the form open and some words in it, and the day then changed in memory, as
/// when it was read again.
fn with_day_read_again(home: &Home, visits: &[&str]) -> (weekfive::app::App, Day) {
    let now = || "2026-11-19T21:14:00+01:00".parse().unwrap();
    let settings = Settings::default();
    let clock = Clock::told(settings.day_end, now);
    let store = Store::new(home.root());
    let mut app = Place { store, config: home.root().join("config.toml"), settings, clock }.app();
    for step in script::steps(&to_the_note()) {
        if let script::Step::Key(key) = step {
            update(&mut app, Msg::Key(key));
        }
    }
    home.write_day(DAY, &day(visits));
    let read = home.day(DAY);
    app.journal.days.put(date(DAY), Entry::Written(read.clone()));
    (app, read)
}

fn keep(app: &mut weekfive::app::App) -> Vec<Effect> {
    let step = script::steps("<c-s>").remove(0);
    let script::Step::Key(key) = step else { panic!("a key") };
    update(app, Msg::Key(key))
}

#[test]
fn a_form_finds_its_visit_in_a_day_that_was_read_again() {
    let home = home();
    let more = ANNA.replace("minutes = 60", "minutes = 60\npain_after = 3");
    let (mut app, _) = with_day_read_again(&home, &[CLEO, &more, BEN]);
    let effects = keep(&mut app);
    let [Effect::Save { base: Record::Day(base), ours: Record::Day(ours) }] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    let saved = home.store().save_day(base, ours).unwrap();
    assert_eq!(note_of(&saved, "Anna").as_deref(), Some("left side"));
    let pain = saved.sessions[1].done().and_then(|done| done.pain_after);
    assert_eq!(pain.map(|pain| pain.get()), Some(3), "what was added there stays");
    assert_eq!(saved.sessions.len(), 3);
}

#[test]
fn a_form_whose_visit_is_gone_keeps_the_words_and_says_so() {
    let home = home();
    let (mut app, read) = with_day_read_again(&home, &[CLEO]);
    assert!(keep(&mut app).is_empty(), "nothing is written onto another visit");
    assert!(app.notice.as_ref().unwrap().text.contains("no longer among them"), "{:?}", app.notice);
    assert!(app.sessions_view.open.is_some(), "the words are still there");
    let effects = keep(&mut app);
    let [Effect::Save { ours: Record::Day(ours), .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(ours.sessions[..1], read.sessions, "the other visit is as it was");
    assert_eq!(note_of(ours, "Anna").as_deref(), Some("left side"));
}

#[test]
fn a_form_whose_visit_is_gone_is_kept_when_the_system_ends_the_program() {
    let home = home();
    let (mut app, _) = with_day_read_again(&home, &[CLEO]);
    let effects = update(&mut app, Msg::Stop);
    assert!(!effects.iter().any(Effect::saves_day), "nobody confirmed it");
    let trial = effects.iter().find_map(|effect| match effect {
        Effect::Save { ours: Record::Trial(ours), .. } => Some(ours),
        _ => None,
    });
    let drafts: Vec<_> = trial.unwrap().checklist.drafts.iter().collect();
    assert!(drafts[0].1.values().any(|words| words == "left side"), "{drafts:?}");
}

#[test]
fn a_change_is_mended_where_it_stands_now() {
    let home = Home::neck();
    let change = |kind: &str, text: &str| format!("[[change]]\nkind = \"{kind}\"\ntext = \"{text}\"\n");
    let (desk, pillow, walks) =
        (change("work", "New desk."), change("sleep", "New pillow."), change("exercise", "Walks."));
    home.write_day(DAY, &day(&[&desk, &pillow]));
    let text = day(&[&walks, &pillow, &desk]);
    home.evening("2026-11-19T21:14:00+01:00")
        .keys(&format!("{}<enter>", "<down> ".repeat(11)))
        .sees("New pillow.")
        .meanwhile(move |root: &Path| write_day(root, DAY, &text))
        .keys("\" Softer.\" <c-s>")
        .sees("saved 21:14")
        .end();
    let texts: Vec<String> = home.day(DAY).changes.iter().map(|change| change.text.to_string()).collect();
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert!(texts[0] == "Walks." && texts[1].contains("Softer.") && texts[2] == "New desk.", "{texts:?}");
}
