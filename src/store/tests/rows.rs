//! Rows that another program reorders, replaces, adds or removes: words never land on another row.

use std::collections::BTreeMap;
use std::fs;

use proptest::collection::vec;
use proptest::prelude::*;

use super::merging::{both, conflict};
use super::*;
use crate::domain::checklist::{Clearance, Hold, QuestionKind};
use crate::domain::journal::FieldConflict;

fn visit(time: &str, therapist: &str, minutes: i64) -> Session {
    Session {
        time: Some(format!("{time}:00").parse().unwrap()),
        therapist: Some(words(therapist)),
        ..Done { minutes: Some(Minutes::new(minutes).unwrap()), ..Done::default() }.into()
    }
}

/// The visit with something of it changed that only one that took place has.
fn with(mut visit: Session, change: impl FnOnce(&mut Done)) -> Session {
    change(visit.done_mut().unwrap());
    visit
}

fn noted(note: &str, visit: Session) -> Session {
    Session { note: Some(words(note)), ..visit }
}

fn ben() -> Session {
    visit("10:00", "Ben", 60)
}

fn anna() -> Session {
    visit("17:30", "Anna", 60)
}

fn cleo() -> Session {
    visit("19:00", "Cleo", 45)
}

fn of_visits(sessions: Vec<Session>) -> Day {
    Day { sessions, ..Day::empty(date("2026-11-22")) }
}

/// What comes of a note on the second visit beside what another program did to the visits.
fn note_beside(theirs: Vec<Session>) -> Result<Day, SaveFailure<Day>> {
    let base = of_visits(vec![ben(), anna()]);
    let ours = of_visits(vec![ben(), noted("left side", anna())]);
    both(&base, &of_visits(theirs), &ours)
}

#[test]
fn a_note_lands_on_its_visit_wherever_that_stands_now() {
    let ours = noted("left side", anna());
    let done = |feelings: &str, visit| with(visit, |done| done.feelings = Some(words(feelings)));
    for (case, theirs, wanted) in [
        ("reordered", vec![anna(), ben()], vec![ours.clone(), ben()]),
        ("one in front", vec![cleo(), ben(), anna()], vec![cleo(), ben(), ours.clone()]),
        ("one between", vec![ben(), cleo(), anna()], vec![ben(), cleo(), ours.clone()]),
        ("one behind", vec![ben(), anna(), cleo()], vec![ben(), ours.clone(), cleo()]),
        ("the other removed", vec![anna()], vec![ours.clone()]),
        ("the other replaced", vec![cleo(), anna()], vec![cleo(), ours.clone()]),
        ("the other edited", vec![done("calm", ben()), anna()], vec![done("calm", ben()), ours.clone()]),
        ("edited too", vec![ben(), done("calm", anna())], vec![ben(), done("calm", ours.clone())]),
        (
            "edited and reordered",
            vec![visit("17:30", "Anna", 50), ben()],
            vec![noted("left side", visit("17:30", "Anna", 50)), ben()],
        ),
        (
            "moved to another time",
            vec![visit("18:00", "Anna", 60), ben()],
            vec![noted("left side", visit("18:00", "Anna", 60)), ben()],
        ),
        ("the other twice", vec![ben(), ben(), anna()], vec![ben(), ben(), ours.clone()]),
        ("the same note", vec![ours.clone(), ben()], vec![ours.clone(), ben()]),
    ] {
        assert_eq!(note_beside(theirs).map(|day| day.sessions), Ok(wanted), "{case}");
    }
}

#[test]
fn where_the_visit_is_gone_or_may_be_another_both_stand_and_the_person_is_asked() {
    let ours = noted("left side", anna());
    let shown = "status done, time 17:30:00, minutes 60, therapist Anna, note left side";
    for (case, theirs, there) in [
        ("removed", vec![ben()], ""),
        ("replaced", vec![ben(), cleo()], ""),
        ("replaced at its time", vec![ben(), visit("17:30", "Cleo", 60)], ""),
        ("replaced in front", vec![cleo(), ben()], ""),
        ("all replaced", vec![cleo()], ""),
        ("twice, both changed", vec![ben(), noted("a", anna()), noted("b", anna())], ""),
    ] {
        let (fields, _, mine) = conflict(note_beside(theirs.clone()));
        let asked =
            FieldConflict { field: "session[17:30 Anna]".into(), mine: shown.into(), theirs: there.into() };
        assert_eq!(fields, [asked], "{case}");
        assert!(mine.sessions.contains(&ours), "{case}: ours stands");
        assert!(theirs.iter().all(|row| mine.sessions.contains(row)), "{case}: so do theirs");
        assert_eq!(mine.sessions.len(), theirs.len() + 1, "{case}");
    }
}

#[test]
fn the_same_field_of_a_visit_that_moved_is_asked_about_with_its_name() {
    let (fields, ..) = conflict(note_beside(vec![noted("right side", anna()), ben()]));
    let asked = FieldConflict {
        field: "session[17:30 Anna].note".into(),
        mine: "left side".into(),
        theirs: "right side".into(),
    };
    assert_eq!(fields, [asked]);
}

#[test]
fn two_visits_that_nothing_tells_apart_are_asked_about_only_where_both_sides_changed_one() {
    let plain = Session { time: None, therapist: None, ..ben() };
    let base = of_visits(vec![plain.clone(), plain.clone()]);
    let ours = of_visits(vec![plain.clone(), noted("mine", plain.clone())]);
    let swapped = both(&base, &base, &ours).unwrap();
    assert_eq!(swapped, ours);
    let added = of_visits(vec![cleo(), plain.clone(), plain.clone()]);
    let notes = |day: &Day| day.sessions.iter().filter(|visit| visit.note.is_some()).count();
    let merged = both(&base, &added, &ours).unwrap();
    assert_eq!((merged.sessions.len(), notes(&merged)), (3, 1));
    assert!(merged.sessions.contains(&cleo()));
    let theirs = of_visits(vec![plain.clone(), noted("theirs", plain.clone())]);
    let (fields, _, mine) = conflict(both(&base, &theirs, &ours));
    assert_eq!(fields.len(), 1);
    assert_eq!((mine.sessions.len(), notes(&mine)), (3, 2), "both stand");
}

#[test]
fn a_visit_that_both_sides_logged_is_one_visit_or_asked_about() {
    let empty = of_visits(Vec::new());
    let here = of_visits(vec![noted("mine", anna())]);
    let there = with(anna(), |done| done.pain_after = Some(score(3)));
    let merged = both(&empty, &of_visits(vec![cleo(), there.clone()]), &here).unwrap();
    assert_eq!(merged.sessions, [cleo(), noted("mine", there)]);
    assert_eq!(both(&empty, &here, &here), Ok(here.clone()));
    assert_eq!(both(&empty, &of_visits(vec![ben()]), &here).unwrap().sessions.len(), 2);
    // Nothing tells whether these are one.
    let plain =
        |minutes| of_visits(vec![Session { time: None, therapist: None, ..visit("10:00", "-", minutes) }]);
    let (fields, _, mine) = conflict(both(&empty, &of_visits(vec![ben()]), &plain(60)));
    assert_eq!((fields.len(), mine.sessions.len()), (1, 2));
}

#[test]
fn an_edit_beside_a_removal_and_an_addition_stays_with_its_visit() {
    let base = of_visits(vec![ben(), anna()]);
    let ours = of_visits(vec![noted("left side", anna()), visit("20:00", "Dora", 30)]);
    let theirs = of_visits(vec![cleo(), anna(), ben()]);
    let merged = both(&base, &theirs, &ours).unwrap();
    assert_eq!(merged.sessions, [cleo(), noted("left side", anna()), visit("20:00", "Dora", 30)]);
}

// ---- changes ----------------------------------------------------------------------------------

#[test]
fn changes_are_told_apart_by_their_words() {
    let change = |kind, text: &str| Change { kind, text: words(text) };
    let desk = |kind| change(kind, "New desk.");
    let pillow = || change(ChangeKind::Sleep, "New pillow.");
    let day = |changes: Vec<Change>| Day { changes, ..Day::empty(date("2026-11-22")) };
    let base = day(vec![desk(ChangeKind::Other), pillow()]);
    // Here the kind of the first is mended.
    let ours = day(vec![desk(ChangeKind::Work), pillow()]);
    let walks = || change(ChangeKind::Exercise, "Walks.");
    for (case, theirs, wanted) in [
        ("reordered", vec![pillow(), desk(ChangeKind::Other)], vec![pillow(), desk(ChangeKind::Work)]),
        (
            "one in front",
            vec![walks(), desk(ChangeKind::Other), pillow()],
            vec![walks(), desk(ChangeKind::Work), pillow()],
        ),
        ("the other removed", vec![desk(ChangeKind::Other)], vec![desk(ChangeKind::Work)]),
        ("the other replaced", vec![desk(ChangeKind::Other), walks()], vec![desk(ChangeKind::Work), walks()]),
        (
            "the other twice",
            vec![pillow(), pillow(), desk(ChangeKind::Other)],
            vec![pillow(), pillow(), desk(ChangeKind::Work)],
        ),
    ] {
        assert_eq!(both(&base, &day(theirs), &ours).map(|day| day.changes), Ok(wanted), "{case}");
    }
    for (case, theirs) in [
        ("removed", vec![pillow()]),
        ("replaced", vec![walks(), pillow()]),
        ("reworded", vec![change(ChangeKind::Other, "A new desk."), pillow()]),
    ] {
        let (fields, _, mine) = conflict(both(&base, &day(theirs.clone()), &ours));
        assert_eq!(fields[0].field, "change[New desk.]", "{case}");
        assert!(mine.changes.contains(&desk(ChangeKind::Work)), "{case}");
        assert!(theirs.iter().all(|row| mine.changes.contains(row)), "{case}");
    }
    // Two that are equal: one reworded here, one removed there.
    let twins = day(vec![pillow(), pillow()]);
    let reworded = day(vec![pillow(), change(ChangeKind::Sleep, "Softer pillow.")]);
    match both(&twins, &day(vec![pillow()]), &reworded) {
        Ok(day) => assert!(day.changes.contains(&reworded.changes[1])),
        Err(failure) => assert!(conflict(Err(failure)).2.changes.contains(&reworded.changes[1])),
    }
}

// ---- holds ------------------------------------------------------------------------------------

fn hold(item: &str, opened: &str) -> Hold {
    Hold { item: item.to_owned(), kind: QuestionKind::Clearance, opened: date(opened), clearance: None }
}

fn cleared(by: &str, hold: Hold) -> Hold {
    let clearance = Clearance { on: date("2026-11-20"), by: Some(words(by)), limits: Some(words("no neck")) };
    Hold { clearance: Some(clearance), ..hold }
}

/// Saves a trial whose holds are `theirs`, then ours with the second of two holds cleared.
fn clearance_beside(theirs: Vec<Hold>) -> Result<Vec<Hold>, (Vec<FieldConflict>, Vec<Hold>)> {
    let (_folder, store) = store();
    let with = |holds: Vec<Hold>| {
        let mut trial = trial();
        trial.checklist.holds = holds;
        trial
    };
    let base = with(vec![hold("fever", "2026-11-02"), hold("fracture", "2026-11-09")]);
    let ours = with(vec![hold("fever", "2026-11-02"), cleared("Dr Ito", hold("fracture", "2026-11-09"))]);
    store.save_trial(None, &base).unwrap();
    store.save_trial(Some(&base), &with(theirs.clone())).unwrap();
    match store.save_trial(Some(&base), &ours) {
        Ok(saved) => Ok(saved.checklist.holds),
        Err(SaveFailure::Conflict { fields, mine, theirs: there, .. }) => {
            assert_eq!(there.checklist.holds, theirs);
            Err((fields, mine.checklist.holds))
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_clearance_belongs_to_its_hold_alone() {
    let fever = || hold("fever", "2026-11-02");
    let fracture = || hold("fracture", "2026-11-09");
    let again = || hold("fracture", "2026-11-16");
    let ours = || cleared("Dr Ito", fracture());
    for (case, theirs, wanted) in [
        ("reordered", vec![fracture(), fever()], vec![ours(), fever()]),
        ("one in front", vec![again(), fever(), fracture()], vec![again(), fever(), ours()]),
        ("the other removed", vec![fracture()], vec![ours()]),
        ("the other replaced", vec![again(), fracture()], vec![again(), ours()]),
        (
            "the other edited",
            vec![cleared("Dr Ek", fever()), fracture()],
            vec![cleared("Dr Ek", fever()), ours()],
        ),
        ("twice", vec![fever(), fracture(), again()], vec![fever(), ours(), again()]),
    ] {
        assert_eq!(clearance_beside(theirs), Ok(wanted), "{case}");
    }
    for (case, theirs, field) in [
        ("removed", vec![fever()], "hold[fracture]"),
        ("replaced", vec![fever(), again()], "hold[fracture]"),
        ("cleared by another", vec![cleared("Dr Ek", fracture()), fever()], "hold[fracture].clearance"),
    ] {
        let (fields, mine) = clearance_beside(theirs).unwrap_err();
        assert_eq!(fields.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), [field], "{case}");
        assert!(mine.contains(&ours()), "{case}: {mine:?}");
    }
}

// ---- what stands beside a row -----------------------------------------------------------------

const BY_HAND: &str = r#"date = 2026-11-22

# Ben's, on foot.
[[session]]
status = "done"
time = 10:00:00
therapist = "Ben" # the tall one
minutes = 60
own-key = "ben"

# Anna's, by bus.
[[session]]
status = "done"
time = 17:30:00
therapist = "Anna"
minutes = 60
own-key = "anna"

[session.extra]
bus = 12

# The garden.
[garden]
roses = 3

# Cleo's.
[[session]]
status = "done"
time = 19:00:00
therapist = "Cleo"
minutes = 45 # short
own-key = "cleo"
"#;

/// What the file of [`BY_HAND`] says once its visits are those of `change`.
fn by_hand(change: impl FnOnce(&mut Vec<Session>)) -> String {
    let (_folder, store) = store();
    let day = date("2026-11-22");
    let file = store.day_file(day);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, BY_HAND).unwrap();
    let base = store.read_days(day, day).to_edit(day).unwrap();
    let mut ours = base.clone();
    change(&mut ours.sessions);
    assert_eq!(store.save_day(&base, &ours), Ok(ours));
    fs::read_to_string(&file).unwrap()
}

/// Events with their words, in a day.
fn of_events(events: &[(&str, &str, &str)]) -> Day {
    let event = |(kind, severity, text): &(&str, &str, &str)| crate::domain::event::Event {
        kind: kind.parse().unwrap(),
        severity: severity.parse().unwrap(),
        text: Words::optional(text).unwrap(),
    };
    Day { events: events.iter().map(event).collect(), ..Day::empty(date("2026-11-22")) }
}

#[test]
fn an_event_keeps_its_words_wherever_it_stands_now() {
    let headache = ("headache", "mild", "since noon");
    let bruise = ("bruise", "mild", "left arm");
    let base = of_events(&[bruise, headache]);
    let ours = of_events(&[bruise, ("headache", "severe", "since noon")]);
    let severe = ("headache", "severe", "since noon");
    for (theirs, wanted) in [
        (vec![headache, bruise], vec![severe, bruise]),
        (vec![headache], vec![severe]),
        (vec![("flare", "mild", ""), bruise, headache], vec![("flare", "mild", ""), bruise, severe]),
        (vec![bruise, headache, ("flare", "mild", "")], vec![bruise, severe, ("flare", "mild", "")]),
    ] {
        let merged = both(&base, &of_events(&theirs), &ours).unwrap();
        assert_eq!(merged.events, of_events(&wanted).events, "{theirs:?}");
    }
    // Added on both sides, both stay; how bad it was on both sides, it is asked.
    let merged = both(
        &base,
        &of_events(&[bruise, headache, ("flare", "mild", "")]),
        &of_events(&[bruise, headache, ("collapse", "severe", "")]),
    );
    assert_eq!(merged.unwrap().events.len(), 4);
    let (fields, ..) =
        conflict(both(&base, &of_events(&[bruise, ("headache", "moderate", "since noon")]), &ours));
    assert_eq!(fields.len(), 1, "{fields:?}");
}

#[test]
fn an_event_is_found_where_it_stands_now() {
    use crate::domain::rows::place_now;
    let then = of_events(&[("headache", "mild", "since noon"), ("bruise", "mild", "")]).events;
    let now =
        of_events(&[("flare", "mild", ""), ("bruise", "severe", ""), ("headache", "mild", "since noon")])
            .events;
    assert_eq!([0, 1].map(|place| place_now(&then, place, &now)), [Some(2), Some(1)]);
    let gone = of_events(&[("flare", "mild", "")]).events;
    assert_eq!([0, 1].map(|place| place_now(&then, place, &gone)), [None, None]);
}

#[test]
fn rows_keep_their_comments_and_unknown_keys_when_others_come_and_go() {
    insta::assert_snapshot!("rows_reordered", by_hand(|visits| visits.rotate_right(1)));
    insta::assert_snapshot!(
        "rows_one_in_front",
        by_hand(|visits| visits.insert(0, visit("08:00", "Dora", 30)))
    );
    insta::assert_snapshot!(
        "rows_one_between",
        by_hand(|visits| {
            visits.remove(0);
            visits.insert(1, visit("18:15", "Dora", 30));
            visits[0].note = Some(words("left side"));
        })
    );
    insta::assert_snapshot!(
        "rows_rewritten",
        by_hand(|visits| {
            visits[1] = noted("all another", visit("18:15", "Dora", 30));
        })
    );
}

#[test]
fn rows_on_one_line_keep_what_stands_beside_them_too() {
    let (_folder, store) = store();
    let day = date("2026-11-22");
    let file = store.day_file(day);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let text = "change = [\n  { kind = \"work\", text = \"Desk.\", own = 1 },\n  { kind = \"sleep\", text = \"Pillow.\", own = 2 },\n]\n";
    fs::write(&file, text).unwrap();
    let base = store.read_days(day, day).to_edit(day).unwrap();
    let mut ours = base.clone();
    ours.changes.swap(0, 1);
    ours.changes.insert(1, Change { kind: ChangeKind::Other, text: words("Walks.") });
    assert_eq!(store.save_day(&base, &ours), Ok(ours));
    let text = fs::read_to_string(&file).unwrap();
    let place = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}: {text}"));
    assert!(place("own = 2") < place("Walks.") && place("Walks.") < place("own = 1"), "{text}");
    assert!(place("Pillow.") < place("own = 2") && place("Desk.") < place("own = 1"), "{text}");
}

// ---- any changes on both sides ----------------------------------------------------------------

/// One thing that a side does to its rows; the numbers choose the rows.
#[derive(Debug, Clone)]
enum Deed {
    Swap(usize, usize),
    Remove(usize),
    Edit(usize),
    Retime(usize),
    Insert(usize),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let row = 0..8_usize;
    let deed = prop_oneof![
        (row.clone(), row.clone()).prop_map(|(a, b)| Deed::Swap(a, b)),
        row.clone().prop_map(Deed::Remove),
        row.clone().prop_map(Deed::Edit),
        row.clone().prop_map(Deed::Edit),
        row.clone().prop_map(Deed::Retime),
        row.prop_map(Deed::Insert),
    ];
    vec(deed, 0..5)
}

/// A visit that knows who it is: its therapist is its name, and everything written about it
/// begins with that.
fn person(number: usize) -> Session {
    let hour = 6 + number / 20 * 5 + number % 20;
    visit(&format!("{hour:02}:00"), &format!("p{number}."), 60)
}

fn feelings(visit: &Session) -> Option<&Words> {
    visit.done().and_then(|done| done.feelings.as_ref())
}

/// Does the deeds; `side` names who wrote what.
fn does(rows: &mut Vec<Session>, deeds: &[Deed], side: &str, first_new: usize) {
    for (number, deed) in deeds.iter().enumerate() {
        let count = rows.len();
        match *deed {
            Deed::Insert(at) => rows.insert(at.min(count), person(first_new + number)),
            _ if count == 0 => {}
            Deed::Swap(a, b) => rows.swap(a % count, b % count),
            Deed::Remove(at) => drop(rows.remove(at % count)),
            Deed::Retime(at) => {
                let row = &mut rows[at % count];
                let minute = if side == "here" { 17 } else { 43 };
                row.time = row.time.and_then(|time| chrono::Timelike::with_minute(&time, minute));
            }
            Deed::Edit(at) => {
                let row = &mut rows[at % count];
                let name = row.therapist.clone().unwrap();
                let text = Some(words(&format!("{name} {side} {number}")));
                if side == "here" { row.done_mut().unwrap().feelings = text } else { row.note = text }
            }
        }
    }
}

fn name(visit: &Session) -> String {
    visit.therapist.as_ref().unwrap().to_string()
}

/// Every text of a row belongs to that row.
fn is_whole(visit: &Session) -> bool {
    visit.words().all(|text| text.as_str().split(' ').next() == Some(&name(visit)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_both_sides_do_no_words_are_lost_and_none_land_on_another_row(
        count in 0..5_usize, here in deeds(), there in deeds(),
    ) {
        let base: Vec<Session> = (0..count).map(person).collect();
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        does(&mut ours, &here, "here", 20);
        does(&mut theirs, &there, "there", 40);
        let by_name = |rows: &[Session]| -> BTreeMap<String, Session> {
            rows.iter().map(|row| (name(row), row.clone())).collect()
        };
        let result = both(&of_visits(base.clone()), &of_visits(theirs.clone()), &of_visits(ours.clone()));
        let (base, ours, theirs) = (by_name(&base), by_name(&ours), by_name(&theirs));
        let (rows, asked) = match result {
            Ok(day) => (day.sessions, false),
            Err(SaveFailure::Conflict { mine, .. }) => (mine.sessions, true),
            Err(other) => panic!("{other}"),
        };
        for row in &rows {
            prop_assert!(is_whole(row), "{row:?}");
        }
        let texts: Vec<&Words> = rows.iter().flat_map(Session::words).collect();
        for (who, row) in &ours {
            prop_assert!(feelings(row).is_none_or(|text| texts.contains(&text)), "{who}: {row:?}");
            let gone = !rows.iter().any(|other| name(other) == *who);
            // What was left alone here may be gone there.
            prop_assert!(!gone || base.get(who) == Some(row), "{who} is gone");
        }
        for (who, row) in &theirs {
            // What was removed here by the person's own hand is asked about before it goes.
            let removed = base.contains_key(who) && !ours.contains_key(who);
            let kept = row.note.iter().all(|text| texts.contains(&text));
            prop_assert!(kept || (asked && removed), "{who}: {row:?}");
        }
    }

    #[test]
    fn what_stands_beside_a_row_stays_beside_it(here in deeds(), there in deeds()) {
        let (_folder, store) = store();
        let on = date("2026-11-22");
        let base: Vec<Session> = (0..4).map(person).collect();
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        does(&mut ours, &here, "here", 20);
        does(&mut theirs, &there, "there", 40);
        let file = store.day_file(on);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let text: String = theirs.iter().map(|row| {
            let text = |key: &str, words: Option<&Words>| {
                words.map(|words| format!("{key} = \"{words}\"\n")).unwrap_or_default()
            };
            format!(
                "\n# about {who}\n[[session]]\nown-key = \"{who}\"\nstatus = \"done\"\ntime = {time}\nminutes = 60\n{}{}{}[session.own]\nwho = \"{who}\"\n",
                text("therapist", row.therapist.as_ref()), text("note", row.note.as_ref()),
                text("feelings", feelings(row)),
                who = name(row), time = row.time.unwrap(),
            )
        }).collect();
        fs::write(&file, format!("date = 2026-11-22\n{text}")).unwrap();
        let saved = match store.save_day(&of_visits(base), &of_visits(ours)) {
            Ok(day) => day,
            Err(SaveFailure::Conflict { theirs, mine, .. }) => store.save_day(&theirs, &mine).unwrap(),
            Err(other) => panic!("{other}"),
        };
        let text = fs::read_to_string(&file).unwrap();
        let blocks: Vec<&str> = text.split("[[session]]").collect();
        prop_assert_eq!(blocks.len(), saved.sessions.len() + 1);
        for (number, row) in saved.sessions.iter().enumerate() {
            let who = name(row);
            let (above, block) = (blocks[number], blocks[number + 1]);
            if block.contains("own-key") {
                prop_assert!(block.contains(&format!("own-key = \"{who}\"")), "{who}: {text}");
                prop_assert!(block.contains(&format!("who = \"{who}\"")), "{who}: {text}");
                prop_assert!(above.trim_end().ends_with(&format!("# about {who}")), "{who}: {text}");
            } else {
                prop_assert!(!theirs.iter().any(|there| there == row), "{who} lost its key: {text}");
            }
        }
    }
}
