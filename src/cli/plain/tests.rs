//! Plain mode with lines in and lines out: the engine, the answers it reads, and a whole trial.

use std::path::PathBuf;

use tempfile::TempDir;

use super::lines::Script;
use super::*;
use crate::app::Settings;
use crate::cli::Place;
use crate::domain::day::Day;
use crate::domain::trial::Trial;
use crate::runtime::clock::Clock;
use crate::store::Store;

/// A journal's folder.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn place(&self, today: &str) -> Place {
        let settings = Settings::default();
        let clock = Clock::new(settings.day_end, Some(today.parse().unwrap()));
        Place { store: Store::new(self.0.path().join("data")), config: PathBuf::new(), settings, clock }
    }

    fn trial(&self, today: &str) -> Trial {
        self.place(today).trial().unwrap().unwrap()
    }

    fn day(&self, on: &str) -> Day {
        let date = on.parse().unwrap();
        self.place(on).store.read_days(date, date).to_edit(date).unwrap()
    }

    fn start(&self, today: &str, answers: &[&str]) -> String {
        told(answers, |lines| super::start::start(&self.place(today), lines))
    }

    fn session(&self, today: &str, answers: &[&str]) -> String {
        told(answers, |lines| super::session::session(&self.place(today), lines))
    }

    fn log(&self, today: &str, answers: &[&str]) -> String {
        let place = self.place(today);
        let trial = place.trial().unwrap();
        let date = place.today();
        let days = place.store.read_days(crate::domain::calendar::before(date, 2), date);
        let day = days.to_edit(date).unwrap();
        told(answers, |lines| super::log::check_in(&place, trial.as_ref(), days, day, lines))
    }

    fn decide(&self, today: &str, answers: &[&str]) -> String {
        let place = self.place(today);
        let trial = place.trial().unwrap().unwrap();
        let days = place.recent_days(Some(&trial));
        let decision = crate::domain::decision::assessment::Assessment::of(
            &trial,
            &days,
            place.settings.day_end,
            place.today(),
        )
        .decision;
        told(answers, |lines| super::decide::decide(&place, trial, decision, lines))
    }
}

/// The transcript of a conversation; every answer was asked for.
fn told(answers: &[&str], talk: impl FnOnce(&mut dyn Lines) -> Result<(), Failure>) -> String {
    let mut script = Script::new(answers);
    if let Err(failure) = talk(&mut script) {
        script.transcript.push_str(&format!("weekfive: {failure}\n"));
    }
    assert_eq!(script.left(), 0, "{}", script.transcript);
    script.transcript
}

/// No line draws anything, and every prompt ends in one colon.
fn is_plain(transcript: &str) {
    for line in transcript.lines() {
        let drawn = line.chars().find(|c| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1b}' | '·' | '\t'));
        assert_eq!(drawn, None, "{line}");
        assert!(!line.contains("::") && !line.contains("?:") && !line.contains("  "), "{line}");
    }
}

// ---- the engine -------------------------------------------------------------------------------

/// Two needed answers, one optional between them, and one that depends on the first.
#[derive(Default)]
struct Toy {
    name: Option<String>,
    note: Option<String>,
    old: Option<bool>,
    age: Option<i64>,
}

impl Talk for Toy {
    fn questions(&self) -> Vec<Question<Self>> {
        let mut all = vec![
            Question::new("name", "What is it called?", "a name", |toy: &mut Self, answer: &str| {
                toy.name = Some(answer.to_owned());
                Ok(vec![format!("{answer}.")])
            })
            .helped("Any name.")
            .standing(self.name.clone()),
            Question::new("note", "A note?", "in your words", |toy: &mut Self, answer: &str| {
                toy.note = Some(answer.to_owned());
                Ok(Vec::new())
            })
            .optional()
            .standing(self.note.clone()),
            Question::new("old", "Is it old?", "yes or no", |toy: &mut Self, answer: &str| {
                toy.old = Some(read::yes_no(answer)?);
                Ok(Vec::new())
            })
            .standing(self.old.map(|yes| read::said(yes).to_owned())),
        ];
        if self.old == Some(true) {
            all.push(
                Question::new("age", "How old?", "years", |toy: &mut Self, answer: &str| {
                    toy.age = Some(read::number(answer).ok_or_else(|| format!("“{answer}” is no number"))?);
                    Ok(Vec::new())
                })
                .standing(self.age.map(|age| age.to_string()))
                .offering(Some("7".to_owned())),
            );
        }
        all
    }
}

fn toy(toy: &mut Toy, answers: &[&str]) -> (Ended, String) {
    let mut script = Script::new(answers);
    let ended = run(&mut script, toy).unwrap();
    assert_eq!(script.left(), 0, "{}", script.transcript);
    (ended, script.transcript)
}

#[test]
fn questions_are_asked_read_back_refused_and_gone_back_to() {
    let mut state = Toy::default();
    let answers = ["?", "Cart", "", "perhaps", "y", "back", "back", "red", "x", ""];
    let (ended, transcript) = toy(&mut state, &answers);
    assert_eq!(ended, Ended::Done);
    insta::assert_snapshot!("engine", transcript);
    assert_eq!((state.old, state.age), (Some(true), Some(7)));
}

#[test]
fn it_stops_at_a_word_at_the_end_of_input_and_at_two_empty_lines_and_goes_on_there() {
    for answers in [&["Cart", "stop"][..], &["Cart", "QUIT"], &["Cart"], &["Cart", "", "", ""]] {
        let mut state = Toy::default();
        assert_eq!(toy(&mut state, answers).0, Ended::Stopped, "{answers:?}");
        let (ended, transcript) = toy(&mut state, &["", "no"]);
        assert_eq!(ended, Ended::Done);
        // An optional question that was not answered stands right before the open one.
        assert!(transcript.starts_with("A note? In your words, or Enter to go on: "), "{transcript}");
    }
}

#[test]
fn answers_are_read_generously_and_refused_in_a_sentence() {
    for (text, wanted) in [("Y", true), ("yes.", true), ("Nope", false), ("none", false)] {
        assert_eq!(read::yes_no(text), Ok(wanted), "{text}");
    }
    assert!(read::yes_no("perhaps").is_err());
    for (text, wanted) in [("4", 4), ("four", 4), ("4/10", 4), ("4 of 10", 4), ("x", 10), ("Ten", 10)] {
        assert_eq!(read::score(text).map(|score| score.get()), Ok(wanted), "{text}");
    }
    assert!(read::score("11").is_err() && read::score("bad").is_err() && read::score("-1").is_err());
    for (text, wanted) in [
        ("60", Some(60)),
        ("60 min", Some(60)),
        ("90 minutes", Some(90)),
        ("an hour", Some(60)),
        ("1 hour", Some(60)),
        ("1.5 h", Some(90)),
        ("half an hour", Some(30)),
        ("long", None),
        ("1.5", None),
    ] {
        assert_eq!(read::minutes(text), wanted, "{text}");
    }
    let names: Vec<Vec<String>> =
        [&["none"][..], &["dull", "dull and fading"], &["numbness", "numbness or tingling"]]
            .iter()
            .map(|names| names.iter().map(|name| (*name).to_owned()).collect())
            .collect();
    for (text, wanted) in [("2", 1), ("dull and fading", 1), ("numb", 2), ("NONE", 0), ("three", 2)] {
        assert_eq!(read::one_of(text, &names), Ok(wanted), "{text}");
    }
    for text in ["0", "4", "n", "zzz", ""] {
        assert!(read::one_of(text, &names).is_err(), "{text}");
    }
    for (text, wanted) in [
        ("2, 3", vec![1, 2]),
        ("2 3", vec![1, 2]),
        ("numbness and dull", vec![1, 2]),
        ("numbness or tingling", vec![2]),
        ("3,3", vec![2]),
    ] {
        assert_eq!(read::several(text, &names), Ok(wanted), "{text}");
    }
}

// ---- a whole trial ----------------------------------------------------------------------------

/// Every answer of a first trial for the neck, with blood thinners that a doctor has seen.
fn beginning() -> Vec<&'static str> {
    // Fit.
    let mut answers = vec!["y", "y", "y", "n", "neck", "45", "stretching"];
    for text in content_of_safety() {
        if text == "blood-thinners" {
            answers.extend(["y", "2 nov", "Dr Ito", "light pressure only"]);
        } else {
            answers.push("n");
        }
    }
    // Visits, fair comparison, clinician, two goals, nothing about the days.
    answers.extend(["y", "y", "y", "y", "y", "yes", "walk to the market", "sleep through", "", "no"]);
    // Dose, weeks, days, day 1, weekly day, index, its baseline figures.
    answers.extend(["60x2", "", "mon and thu", "9 nov", "", "", "6", "20"]);
    answers.push("yes");
    answers
}

fn content_of_safety() -> impl Iterator<Item = &'static str> {
    let asked = crate::content::questions().iter();
    asked.filter(|text| text.group.is_some()).map(|text| text.rule.id.as_str())
}

#[test]
fn a_trial_begins_line_by_line() {
    let home = Home::new();
    let transcript = home.start("2026-11-02", &beginning());
    is_plain(&transcript);
    insta::assert_snapshot!(transcript);
    let trial = home.trial("2026-11-02");
    assert_eq!(trial.plan.visits_in_short(), "60x2");
    assert_eq!(trial.checklist.goal_lines(), ["walk to the market", "sleep through"]);
    assert!(!trial.checklist.has_open_hold());
    assert_eq!(trial.checklist.holds.len(), 1);
}

#[test]
fn a_whole_trial_is_kept_line_by_line() {
    let home = Home::new();
    let mut all = home.start("2026-11-02", &beginning());
    // The baseline week, four weeks of visits, and week five.
    for date in crate::domain::calendar::dates("2026-11-02".parse().unwrap(), "2026-12-13".parse().unwrap()) {
        let today = date.to_string();
        let number = home.trial(&today).plan.day_number(date);
        let pain = if number < 1 {
            "6"
        } else if number < 29 {
            "5"
        } else {
            "3"
        };
        all.push_str(&home.log(&today, &[pain, "stop"]));
    }
    for date in home.visit_days() {
        all.push_str(&home.session(&date, &["", "1", "", "6", "4", "none", "no"]));
    }
    let trial = home.trial("2026-12-07");
    assert_eq!(home.day("2026-11-09").sessions.len(), 1);
    assert_eq!(home.day("2026-11-12").sessions[0].minutes().unwrap().get(), 60);
    // Something happens in week two, and a doctor looks at it.
    assert!(!trial.checklist.has_open_hold());
    let decided =
        home.decide("2026-12-14", &["y", "1", "it helped", "much better", "reached", "nearer", "yes"]);
    is_plain(&decided);
    let trial = home.trial("2026-12-14");
    assert_eq!(trial.decision.as_ref().unwrap().choice, crate::domain::verdict::recorded::Choice::NextBlock);
    assert_eq!(trial.ending.goals.len(), 2);
    assert!(trial.ending.overall.is_some() && trial.ending.worth.is_some());
    // And then: fewer visits.
    let mut answers = vec!["1", "", ""];
    answers.extend(std::iter::repeat_n("n", crate::content::groups().len()));
    answers.push("yes");
    let block = home.start("2026-12-14", &answers);
    is_plain(&block);
    let next = home.trial("2026-12-14");
    assert!(next.plan.follow_up.is_some(), "{block}");
    assert_eq!(next.checklist.answered("blood-thinners"), Some(true));
    assert_eq!(crate::content::limit_lines(&next.checklist).len(), 1, "the limits go with it");
    assert!(!next.checklist.has_open_hold());
    all.push_str(&decided);
    all.push_str(&block);
    is_plain(&all);
    insta::assert_snapshot!(format!("{decided}\n----\n{block}"));
}

impl Home {
    /// The days on which a visit is planned.
    fn visit_days(&self) -> Vec<String> {
        let place = self.place("2026-11-09");
        let trial = place.trial().unwrap().unwrap();
        let visits =
            crate::domain::visits::visits_of(&trial, &place.recent_days(Some(&trial)), place.today());
        visits.list.iter().map(|visit| visit.date.to_string()).collect()
    }
}

#[test]
fn an_evening_and_a_visit_read_as_they_are_spoken() {
    let home = Home::new();
    home.start("2026-11-02", &beginning());
    let evening = home.log("2026-11-12", &["11", "four", "", "7", "1", "back", "2", "stop"]);
    is_plain(&evening);
    insta::assert_snapshot!("evening", evening);
    assert_eq!(home.day("2026-11-12").checkin.awakenings.unwrap().get(), 2);
    let visit =
        home.session("2026-11-12", &["", "done", "1 hour", "6", "4/10", "numbness", "y", "5pm", "stop"]);
    is_plain(&visit);
    insta::assert_snapshot!("visit_with_a_red_flag", visit);
    assert!(home.trial("2026-11-12").checklist.has_open_hold());
    // While it is open the next one is asked about once more.
    let next = home.session("2026-11-16", &["", "1", "n"]);
    assert!(
        next.starts_with(crate::content::what_to_do(crate::domain::safety::Level::DoctorFirst)),
        "{next}"
    );
    assert!(next.contains("Write a visit down all the same?"), "{next}");
    assert!(home.day("2026-11-16").sessions.is_empty());
}

#[test]
fn an_emergency_is_said_whole_and_nothing_follows_it() {
    let home = Home::new();
    home.start("2026-11-02", &beginning());
    let words = crate::content::what_to_do(crate::domain::safety::Level::EmergencyCall);
    let visit = home.session("2026-11-12", &["today", "done", "60", "6", "4", "weakness"]);
    let after = visit.split(words).nth(1).unwrap();
    assert!(!after.contains('?') && !after.contains("water"), "{visit}");
    assert!(home.day("2026-11-12").sessions.len() == 1, "{visit}");
    let hold = &home.trial("2026-11-12").checklist.holds;
    assert_eq!(hold.last().unwrap().kind, crate::domain::checklist::QuestionKind::Urgent);

    let home = Home::new();
    let answers: Vec<&str> = beginning().into_iter().take(7).chain(std::iter::repeat_n("n", 4)).collect();
    home.start("2026-11-02", &answers);
    // Up to the sudden signs.
    let before = content_of_safety().position(|id| id == "chest-or-breath").unwrap();
    let mut rest: Vec<&str> = std::iter::repeat_n("n", before - 4).collect();
    rest.push("yes");
    let transcript = home.start("2026-11-02", &rest);
    assert!(transcript.starts_with("This goes on where you left it."), "{transcript}");
    let after = transcript.split(words).nth(1).unwrap();
    assert!(!after.contains('?'), "{transcript}");
    // Taken back on the same day, as a slip.
    let again = home.start("2026-11-02", &["back", "n", "stop"]);
    assert!(again.starts_with(words), "{again}");
    let setup = home.place("2026-11-02").store.read_setup().unwrap().unwrap();
    assert!(!setup.checklist.has_open_hold());
}

#[test]
fn a_clearance_that_comes_later_is_asked_for_when_it_goes_on() {
    let home = Home::new();
    let mut answers = beginning();
    let at = answers.iter().position(|answer| *answer == "2 nov").unwrap();
    answers.splice(at..at + 3, [""]);
    answers.pop();
    let transcript = home.start("2026-11-02", &answers);
    assert!(transcript.contains("Every question is answered, and massage is on hold."), "{transcript}");
    let (old, new) = ("1 may", "yesterday");
    let transcript = home.start("2026-11-04", &[old, new, "Dr Ito", "none", "stop"]);
    assert!(transcript.contains("is too old"), "{transcript}");
    assert!(transcript.contains("Recorded for Blood thinners: Tue 3 Nov 2026, from Dr Ito."), "{transcript}");
    let transcript = home.start("2026-11-04", &["yes"]);
    assert!(transcript.contains("The trial 2026-11-09-neck begins on Mon 9 Nov 2026."), "{transcript}");
}

#[test]
fn something_new_or_worrying_is_answered_before_the_next_question() {
    use crate::domain::safety::Level;
    let home = Home::new();
    home.start("2026-11-02", &beginning());
    let quick = |kind: &str| -> Vec<String> {
        // Every field is left; then something worrying.
        let fields = home.place("2026-11-10").settings.fields.len();
        std::iter::repeat_n(String::new(), fields).chain(["y".to_owned(), kind.to_owned()]).collect()
    };
    let log = |answers: Vec<String>, more: &[&str]| {
        let all: Vec<&str> = answers.iter().map(String::as_str).chain(more.iter().copied()).collect();
        home.log("2026-11-10", &all)
    };
    let is_held = || home.trial("2026-11-10").checklist.has_open_hold();
    // A slip is taken back by choosing another.
    let slip = log(quick("dizziness"), &["back", "bruise", "mild"]);
    assert!(slip.contains(crate::content::what_to_do(Level::DoctorFirst)), "{slip}");
    assert!(!is_held(), "{slip}");
    assert_eq!(home.day("2026-11-10").events.len(), 1);
    // The person may leave at once: the hold stands.
    let left = log(quick("chest-pain"), &[]);
    assert!(left.contains(crate::content::what_to_do(Level::EmergencyCall)), "{left}");
    assert!(is_held());
    assert_eq!(home.day("2026-11-10").events.len(), 1);
    let whole = log(quick("chest pain"), &["severe"]);
    is_plain(&whole);
    let after = whole.rsplit(crate::content::what_to_do(Level::EmergencyCall)).next().unwrap();
    assert!(!after.contains('?'), "{whole}");
    assert_eq!(home.day("2026-11-10").events.len(), 2);
}

#[test]
fn a_hold_is_listed_settled_and_opened() {
    let home = Home::new();
    home.start("2026-11-02", &beginning());
    home.session("2026-11-12", &["", "1", "", "", "", "7", "no"]);
    let hold =
        |today: &str, answers: &[&str]| told(answers, |lines| super::hold::hold(&home.place(today), lines));
    let transcript = hold("2026-11-13", &["1", "11 nov", "today", "Dr Ito", ""]);
    assert!(transcript.contains("is too old") && transcript.contains("From Dr Ito."), "{transcript}");
    insta::assert_snapshot!("hold", transcript);
    assert!(!home.trial("2026-11-13").checklist.has_open_hold());
    let transcript = hold("2026-11-14", &["put", "a new rash"]);
    assert!(transcript.contains("On hold since Sat 14 Nov 2026: a new rash."), "{transcript}");
    assert!(home.trial("2026-11-14").checklist.has_open_hold());
    assert!(
        hold("2026-11-14", &[""]).ends_with("What would you like to do? A number, or Enter to go on: \n")
    );
}

#[test]
fn a_stop_is_asked_about_and_said_first() {
    let home = Home::new();
    let stop = |answers: &[&str]| told(answers, |lines| super::stop::stop(&home.place("2026-11-12"), lines));
    assert!(stop(&[]).contains("there is no trial yet"));
    home.start("2026-11-02", &beginning());
    for answers in [&["hurt", "", "no"][..], &["1", "stop"], &["1"]] {
        assert!(stop(answers).contains("The trial goes on; nothing was changed."), "{answers:?}");
        assert_eq!(home.trial("2026-11-12").stopped, None);
    }
    let transcript = stop(&["hurt", "worse after each visit", "yes"]);
    is_plain(&transcript);
    let after = transcript.split("Yes or no: yes\n").nth(1).unwrap();
    assert!(after.starts_with("Stopped on Thu 12 Nov: it hurt.\n"), "{transcript}");
    let stopped = home.trial("2026-11-12").stopped.unwrap();
    assert_eq!(stopped.text.unwrap().as_str(), "worse after each visit");
    assert!(stop(&[]).contains("this trial was stopped already"));
}

#[test]
fn a_visit_is_missed_cancelled_moved_changed_and_added() {
    let home = Home::new();
    home.start("2026-11-02", &beginning());
    let missed = home.session("2026-11-12", &["mon", "missed", "hurt", "sore for days"]);
    assert!(missed.contains(crate::content::advice("missed-hurt")), "{missed}");
    let session = home.day("2026-11-09").sessions[0].clone();
    assert_eq!(session.words().next().unwrap().as_str(), "sore for days");
    let moved = home.session("2026-11-12", &["", "4", "tomorrow"]);
    assert!(moved.contains("Moved the visit of Thu 12 Nov to Fri 13 Nov."), "{moved}");
    let cancelled = home.session("2026-11-12", &["16 nov", "1", "therapist", "", ""]);
    assert!(cancelled.contains("1 cancelled\n2 to be moved to another day"), "{cancelled}");
    assert_eq!(home.day("2026-11-16").sessions[0].status(), crate::domain::session::SessionStatus::Cancelled);
    home.session("2026-11-19", &["", "1", "45", "5", "3", "none", "no"]);
    let changed = home.session("2026-11-19", &["today", "1", "1", "60", "", "", "", "no"]);
    assert!(
        changed.contains("Thu 19 Nov. Written there: visit, 45 min, pain before 5, pain after 3.\n"),
        "{changed}"
    );
    let day = home.day("2026-11-19");
    assert_eq!((day.sessions.len(), day.sessions[0].minutes().unwrap().get()), (1, 60));
    let another = home.session("2026-11-19", &["today", "1", "another one", "9:00", "30", "stop"]);
    assert_eq!(home.day("2026-11-19").sessions.len(), 2, "{another}");
    // What the rules refuse is said, and the same question comes again.
    let refused = home.session("2026-11-20", &["today", "missed", "stop"]);
    assert!(refused.contains("No visit is planned on Fri 20 Nov"), "{refused}");
    assert!(refused.ends_with("Nothing was written.\n"), "{refused}");
    // One that took place is not moved, and nobody is asked to which day.
    let refused = home.session("2026-11-20", &["yesterday", "moved", "missed", "stop"]);
    assert_eq!(refused.matches("is logged as done").count(), 2, "{refused}");
    assert!(!refused.contains("To which day"), "{refused}");
    // One that is still to come cannot have been missed.
    let refused = home.session("2026-11-20", &["23 nov", "missed", "3", "stop"]);
    assert!(refused.contains("It is still to come: it can be cancelled or moved"), "{refused}");
    assert!(refused.contains("There is no number 3 here; type 1 or 2, or a name."), "{refused}");
}

#[test]
fn without_a_trial_a_visit_is_written_down_and_nobody_is_asked_whether_it_was_missed() {
    let home = Home::new();
    let transcript = home.session("2026-11-09", &["", "60", "6", "4", "none", "no"]);
    is_plain(&transcript);
    assert!(!transcript.contains("What became of it?"), "{transcript}");
    assert_eq!(home.day("2026-11-09").sessions.len(), 1);
}

#[test]
fn no_is_never_taken_for_words_and_nothing_is_said_twice() {
    let home = Home::new();
    let mut answers = beginning();
    let goals = answers.iter().position(|answer| *answer == "sleep through").unwrap();
    answers.splice(goals..goals + 2, ["yes", "no"]);
    let transcript = home.start("2026-11-02", &answers);
    assert!(transcript.contains(plain::line("in-your-words")), "{transcript}");
    assert_eq!(home.trial("2026-11-02").checklist.goal_lines(), ["walk to the market"]);
    let missed = home.session("2026-11-09", &["", "missed", "hurt", "none"]);
    assert_eq!(missed.matches("Visits 0 of 8.").count(), 1, "{missed}");
    assert!(home.day("2026-11-09").sessions[0].absence().unwrap().why.is_none());
    let note = home.log("2026-11-09", &["4", "", "", "", "", "", "", "", "no", "no"]);
    assert_eq!(home.day("2026-11-09").checkin.note, None, "{note}");
}

#[test]
fn another_days_check_in_says_nothing_of_what_is_to_do_today() {
    let home = Home::new();
    home.start("2026-11-02", &beginning());
    let (place, date) = (home.place("2026-11-09"), "2026-11-08".parse().unwrap());
    let days = place.store.read_days(crate::domain::calendar::before(date, 2), date);
    let day = days.to_edit(date).unwrap();
    let trial = place.trial().unwrap();
    let transcript = told(&["stop"], |lines| super::log::check_in(&place, trial.as_ref(), days, day, lines));
    assert!(!transcript.contains("visit is planned today") && !transcript.contains("is due"), "{transcript}");
    assert!(home.log("2026-11-09", &["stop"]).contains("visit is planned today"));
}

#[test]
fn markers_a_dose_of_ones_own_and_low_back_are_asked_for() {
    let home = Home::new();
    let mut answers = beginning();
    answers[4] = "back";
    let plan = answers.iter().position(|answer| *answer == "60x2").unwrap();
    answers.truncate(plan);
    answers.extend(["6", "45x2", "", "", "", "sun", "3"]);
    answers.extend(["walk", "custom", "carry shopping", "bags", "more", "2", "20", "1"]);
    answers.push("yes");
    let transcript = home.start("2026-11-02", &answers);
    is_plain(&transcript);
    assert!(transcript.contains("This can hardly get better"), "{transcript}");
    let trial = home.trial("2026-11-02");
    let markers = trial.plan.function.as_markers();
    assert_eq!(markers[1].name, "carry shopping");
    assert_eq!((trial.plan.visits_in_short(), trial.plan.baseline.markers.len()), ("45x2".to_owned(), 2));
}

#[test]
fn the_screen_and_the_lines_continue_each_other() {
    let home = Home::new();
    home.start("2026-11-02", &["y", "y", "stop"]);
    let place = home.place("2026-11-02");
    let setup = place.store.read_setup().unwrap().unwrap();
    let page = crate::app::views::checklist::resume_at(&setup);
    assert_eq!(page, Some(crate::app::views::checklist::PageId::Question("complement".to_owned())));
    let mut ours = setup.clone();
    ours.checklist.answer(&crate::content::question("complement").unwrap().rule, false, place.today());
    place.store.save_setup(Some(&setup), &ours).unwrap();
    let transcript = home.start("2026-11-03", &["stop"]);
    assert!(transcript.contains("Have you had massage for this pain"), "{transcript}");
}

/// The conversations that the README shows, each as a person has it.
fn shown_in_the_readme() -> [(&'static str, String); 3] {
    let home = Home::new();
    let beginning_words = home.start(
        "2026-11-02",
        &[
            "y",
            "y",
            "yes",
            "no",
            "neck",
            "45",
            "",
            "n",
            "n",
            "n",
            "n",
            "y",
            "2 nov",
            "Dr Ito",
            "light pressure",
            "stop",
        ],
    );
    let home = Home::new();
    home.start("2026-11-02", &beginning());
    let evening = home.log("2026-11-03", &["four", "6", "?", "", "1", "", "back", "2", "stop"]);
    let visit = home.session("2026-11-09", &["", "it took place", "1 hour", "6", "4", "dizziness", "no"]);
    [("beginning", beginning_words), ("evening", evening), ("visit", visit)]
}

#[test]
fn the_readme_shows_real_conversations() {
    let readme = include_str!("../../../README.md");
    for (name, words) in shown_in_the_readme() {
        is_plain(&words);
        // A line without an answer ends in a space, which the README leaves out.
        let words: String = words.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        let block = format!("```text\n{words}```");
        assert!(readme.contains(&block), "{name}; README.md should have:\n{block}");
    }
}
