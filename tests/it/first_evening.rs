//! The first evening: from an empty folder through the checklist to the first check-in; holds and
//! clearances; the plan before and after day 1.

use rstest::rstest;
use weekfive::app::View;
use weekfive::content;
use weekfive::domain::checklist::{QuestionKind, Site};
use weekfive::domain::measure::FunctionMeasure;
use weekfive::domain::safety::Level;
use weekfive::domain::trial::Setup;

use crate::support::Home;
use crate::support::checklist::page;
use crate::support::date;

const FIRST: &str = "2026-11-01T20:30:00+01:00";

/// Somebody with a sore neck and nothing else, or with what is named instead.
fn person(instead: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<String> {
    move |screen| {
        let Some(id) = page(screen) else {
            let hold = screen.contains("On hold: ").then(|| "<enter>".to_owned());
            let done = screen.contains("Begin the trial");
            assert!(hold.is_some() || done, "nobody knows what to press here:\n{screen}");
            return hold;
        };
        // A remark on an answer stands until it is read.
        if screen.contains("Enter goes on.") && screen.contains("Answered on") {
            return Some("<enter>".to_owned());
        }
        if let Some((_, keys)) = instead.iter().find(|(page, _)| *page == id) {
            return Some((*keys).to_owned());
        }
        if let Some(text) = content::question(id) {
            return Some(if text.rule.kind == QuestionKind::Statement { "y" } else { "n" }.to_owned());
        }
        Some(
            match id {
                "site" | "dose" | "clinician" => "1",
                "age" => "2",
                "baseline-pain" => "6",
                _ => "<enter>",
            }
            .to_owned(),
        )
    }
}

/// To the first row of the plan, and begin.
fn begin() -> String {
    format!("{} <enter>", "<up> ".repeat(40))
}

#[test]
fn the_first_evening_leads_from_nothing_to_a_check_in() {
    let home = Home::new();
    let seen = home
        .evening(FIRST)
        .sees("no trial yet")
        .sees("Enter begins")
        .answers(person(&[]))
        .sees("▸ Begin the trial")
        .keys("<enter>")
        .sees("The trial begins on Sun 8 Nov 2026.")
        .sees("baseline, 7 days to go")
        .keys("4 <down> 7 1 q")
        .end();
    assert!(seen.left);
    let trial = home.trial().unwrap();
    assert_eq!((trial.id.as_str(), trial.begun), ("2026-11-08-neck", date("2026-11-01")));
    assert_eq!((trial.plan.start, trial.plan.weeks), (date("2026-11-08"), 4));
    assert_eq!(trial.plan.dose.to_string(), "60x3");
    assert!(trial.checklist.holds.is_empty());
    assert_eq!(home.setup(), None);
    assert_eq!(home.day("2026-11-01").checkin.pain().map(|pain| pain.get()), Some(4));
    assert_eq!(home.store().check(), []);
}

/// Down to a row of the plan, and opens it.
fn onto(row: &'static str) -> impl Fn(&str) -> Option<String> {
    move |screen| {
        let there = screen.contains(row);
        let open = !screen.contains("Holds and clearances");
        if open { None } else { Some(if there { "<enter>" } else { "<down>" }.to_owned()) }
    }
}

#[test]
fn nothing_is_ticked_beforehand() {
    let home = Home::new();
    let untouched = move |screen: &str| {
        let ticked = page(screen).is_some_and(|id| screen.contains('■') && content::question(id).is_none());
        assert!(!ticked, "{screen}");
        person(&[])(screen)
    };
    home.evening(FIRST).answers(untouched).sees("Begin the trial").end();
}

/// Enters keys until so many pages were answered, then leaves.
fn answers_then_leaves(home: &Home, pages: usize) {
    let left = std::cell::Cell::new(pages);
    let some = move |screen: &str| {
        left.set(left.get().checked_sub(1)?);
        person(&[])(screen)
    };
    let seen = home.evening(FIRST).answers(some).keys("<c-c>").end();
    assert!(seen.left, "after {pages} pages:\n{}", seen.screen);
}

#[test]
fn the_checklist_goes_on_after_leaving_at_any_page() {
    let straight = Home::new();
    straight.evening(FIRST).answers(person(&[])).keys("<enter>").end();
    let wanted = straight.trial().unwrap();
    for pages in (0..56).step_by(6) {
        let home = Home::new();
        answers_then_leaves(&home, pages);
        let before = home.setup().map_or(0, |setup| setup.checklist.answers.len());
        let seen = home
            .evening("2026-11-01T21:00:00+01:00")
            .answers(person(&[]))
            .keys(&begin())
            .sees("The trial begins on")
            .end();
        let trial = seen.app.journal.trial.clone().unwrap();
        assert_eq!(trial.checklist, wanted.checklist, "left after {pages} pages");
        assert_eq!(trial.plan.start, wanted.plan.start, "left after {pages} pages");
        assert!(pages < 2 || before > 0, "{pages} pages and nothing kept");
    }
}

#[test]
fn leaving_a_page_keeps_what_was_typed_on_it() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(person(&[]))
        .answers(onto("▌Goals"))
        .sees("This may stay empty")
        .keys("\"walk to the market\" <c-c>")
        .end();
    let goals = |setup: Option<Setup>| setup.unwrap().checklist.goals.map(|goals| goals.to_string());
    assert_eq!(goals(home.setup()).as_deref(), Some("walk to the market"));
    let to_start = |screen: &str| if page(screen) == Some("start") { None } else { person(&[])(screen) };
    let home = Home::new();
    home.evening(FIRST).answers(to_start).keys("\"2026-11-1\" <esc>").sees("kept, not finished").end();
    assert_eq!(home.setup().unwrap().start, None, "a date half typed counts for nothing");
    home.evening(FIRST)
        .sees("When is day 1?")
        .sees("Begun and not finished")
        .keys("\"2\"")
        .sees("2026-11-12  = Thu 12 Nov")
        .keys("<enter>")
        .end();
    assert_eq!(home.setup().unwrap().start, Some(date("2026-11-12")));
    assert!(home.setup().unwrap().checklist.drafts.is_empty());
}

#[test]
fn a_question_waits_for_an_answer() {
    let home = Home::new();
    home.evening(FIRST).keys("<enter> <enter>").sees("Please answer with y for yes or n for no").end();
    assert_eq!(home.setup(), None);
}

#[test]
fn an_answer_can_be_taken_back_by_going_back_and_by_undo() {
    let home = Home::new();
    home.evening(FIRST).keys("<enter> y <left>").sees("Answered on Sun 1 Nov").keys("n").end();
    assert_eq!(home.setup().unwrap().checklist.answered("muscular"), Some(false));
    home.evening(FIRST).keys("y u").sees("Taken back").end();
    assert_eq!(home.setup().unwrap().checklist.answered("three-months"), None);
}

// ---- holds -------------------------------------------------------------------------------------

#[test]
fn a_yes_opens_a_hold_that_a_clearance_closes() {
    let home = Home::new();
    let refused = home
        .evening(FIRST)
        .answers(person(&[("blood-thinners", "y")]))
        .sees("on hold since Sun 1 Nov. No massage before a doctor has looked at it.")
        .keys(&begin())
        .sees("On hold until a clinician has given a clearance: Blood thinners.")
        .end();
    assert!(home.trial().is_none() && refused.app.journal.trial.is_none());
    let from_hold = |wanted: &'static str| {
        home.evening("2026-11-03T20:00:00+01:00").keys(&begin()).sees("On hold: Blood thinners").keys(wanted)
    };
    from_hold("\"soon\" <enter> <enter> <enter>").sees("“soon” is not a date").end();
    from_hold("<c-u> \"2026-11-04\" <enter> \"Dr Ito\" <enter> <enter> <enter>")
        .sees("has not come yet")
        .end();
    from_hold("<up> <up> <c-u> \"2026-07-31\" <enter> <enter> <enter> <enter>")
        .sees("Please ask for it anew")
        .end();
    from_hold("<up> <up> <c-u> \"2026-11-02\" <enter> <c-u> <enter> <enter> <enter>")
        .sees("Say who gave it")
        .end();
    assert!(home.setup().unwrap().checklist.has_open_hold());
    from_hold("<up> <up> <c-u> \"2 nov\" <enter> \"Dr Ito\" <enter> \"light pressure only\" <enter> <enter>")
        .sees("clearance of Mon 2 Nov by Dr Ito; limits: light pressure only")
        .keys(&begin())
        .sees("The trial begins on")
        .end();
    let trial = home.trial().unwrap();
    assert!(!trial.checklist.has_open_hold());
    assert_eq!(trial.checklist.answered("blood-thinners"), Some(true));
}

#[test]
fn the_hold_is_not_opened_by_a_slip_taken_back_the_same_day() {
    let home = Home::new();
    let to_fracture =
        |screen: &str| if page(screen) == Some("recent-fracture") { None } else { person(&[])(screen) };
    home.evening(FIRST).answers(to_fracture).keys("y").sees("On hold: Recent fracture").keys("<esc> n").end();
    assert!(home.setup().unwrap().checklist.holds.is_empty());
}

#[rstest]
#[case("sudden-weakness", Level::EmergencyCall)]
#[case("chest-or-breath", Level::EmergencyCall)]
#[case("bladder-or-bowel", Level::EmergencyDepartment)]
#[case("saddle-numbness", Level::EmergencyDepartment)]
#[case("clumsy-hands", Level::DoctorFirst)]
#[case("blood-thinners", Level::DoctorFirst)]
fn what_to_do_is_said_at_once_and_only_after_a_yes(#[case] item: &'static str, #[case] level: Level) {
    let home = Home::new();
    let to_item = move |screen: &str| if page(screen) == Some(item) { None } else { person(&[])(screen) };
    let words = content::what_to_do(level);
    let text = content::question(item).unwrap();
    let seen =
        home.evening(FIRST).answers(to_item).sees_not(words).sees_not(text.rule.kind.label()).keys("y").end();
    assert!(seen.shows(words), "{}", seen.screen);
    assert!(seen.shows(text.when_yes.as_deref().unwrap()), "{}", seen.screen);
}

#[test]
fn every_hold_keeps_the_trial_from_beginning() {
    for text in content::questions().iter().filter(|text| text.rule.kind.opens_hold()) {
        let mut setup = crate::support::diary::setup(Site::Neck, &[], date("2026-11-08"));
        setup.checklist.answer(&text.rule, true, setup.begun);
        let rules: Vec<_> = content::rules().cloned().collect();
        assert!(setup.begin(&rules, setup.begun, |_| false).is_err(), "{}", text.rule.id);
    }
}

#[test]
fn what_the_therapist_should_know_is_no_hold() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(person(&[("implants", "y")]))
        .sees_not("on hold since")
        .keys("<enter>")
        .sees("The trial begins on")
        .end();
}

#[test]
fn the_checklist_reopens_in_mid_trial_and_a_new_yes_opens_a_hold() {
    let home = Home::with_neck("2026-10-26");
    let seen = home
        .evening("2026-11-12T21:00:00+01:00")
        .keys("<f5> c")
        .sees("Do you have a blood clot")
        .keys("y")
        .sees("On hold: ")
        .keys("<enter> s")
        .sees("Holds and clearances")
        .sees("on hold since Thu 12 Nov")
        .keys("<f1>")
        .sees("No massage before a doctor")
        .end();
    assert!(seen.left || seen.app.view == View::Today);
    let trial = home.trial().unwrap();
    assert_eq!(
        trial.checklist.open_holds().map(|hold| hold.item.as_str()).collect::<Vec<_>>(),
        ["blood-clot"]
    );
    assert_eq!(trial.plan.start, date("2026-10-26"), "the plan stays as it was");
    let cleared = home.evening("2026-11-14T21:00:00+01:00").keys("<f5>");
    let cleared = cleared.answers(|screen| {
        if screen.contains("On hold: ") {
            return None;
        }
        Some(if screen.contains("▌Blood clot") { "<enter>" } else { "<down>" }.to_owned())
    });
    cleared
        .keys("\"2026-11-13\" <enter> \"Dr Ito\" <enter> <enter> <enter>")
        .sees("clearance of Fri 13 Nov by Dr Ito")
        .end();
    assert!(!home.trial().unwrap().checklist.has_open_hold());
}

// ---- other sites, other doses ------------------------------------------------------------------

#[test]
fn the_low_back_takes_two_markers_one_of_them_ones_own() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(person(&[
            ("site", "3"),
            ("markers", "1 6 <enter>"),
            ("marker-details", "\"stairs\" <enter> \"steps\" <enter> 1 \"4\" <enter> <enter>"),
        ]))
        .sees("walk (min, higher is better); stairs (steps, higher is better)")
        .answers(onto("▌Markers before"))
        .keys("\"12,5\" <enter> \"20\" <enter> <enter>")
        .sees("walk 12.5 min; stairs 20 steps")
        .keys(&begin())
        .sees("The trial begins on")
        .end();
    let plan = home.trial().unwrap().plan;
    let FunctionMeasure::Markers(markers) = &plan.function else { panic!("{:?}", plan.function) };
    assert_eq!(markers.each_ref().map(|marker| marker.name.as_str()), ["walk", "stairs"]);
    assert_eq!((markers[1].unit.as_str(), markers[1].change.at_least.to_string()), ("steps", "4".to_owned()));
    assert_eq!(plan.baseline.markers["walk"].to_string(), "12.5");
}

#[test]
fn one_marker_is_too_few_and_three_too_many() {
    let home = Home::new();
    let to_markers = |screen: &str| {
        if page(screen) == Some("markers") { None } else { person(&[("site", "3")])(screen) }
    };
    home.evening(FIRST)
        .answers(to_markers)
        .keys("1 <enter>")
        .sees("Tick exactly two; 1 are ticked now")
        .keys("2 3 <enter>")
        .sees("Tick exactly two; 3 are ticked now")
        .keys("3 <enter>")
        .sees("Begin the trial")
        .end();
}

#[test]
fn who_cannot_attend_is_offered_comfort_doses_only() {
    let home = Home::new();
    let to_dose = |screen: &str| {
        if page(screen) == Some("dose") { None } else { person(&[("attend", "n")])(screen) }
    };
    home.evening(FIRST)
        .answers(to_dose)
        .sees("60 minutes, once a week (comfort dose)")
        .sees_not("60 minutes, twice a week")
        .sees_not("60 minutes, three times a week")
        .keys("1")
        .answers(person(&[]))
        .keys("<enter>")
        .sees("The trial begins on")
        .end();
    assert_eq!(home.trial().unwrap().plan.dose.to_string(), "60x1");
}

#[test]
fn a_dose_of_ones_own_has_to_be_in_range() {
    let home = Home::new();
    let to_dose = |screen: &str| if page(screen) == Some("dose") { None } else { person(&[])(screen) };
    home.evening(FIRST)
        .answers(to_dose)
        .keys("6")
        .sees("Minutes a visit")
        .keys("<c-u> \"0\" <enter>")
        .sees("This is a whole number of 1 to 480, not 0")
        .keys("<c-u> \"x50\" <enter> \"8\" <enter>")
        .sees("This is a whole number of 1 to 7, not 8")
        .keys("\"2\" <enter> <enter>")
        .answers(person(&[]))
        .keys("<enter>")
        .sees("The trial begins on")
        .end();
    assert_eq!(home.trial().unwrap().plan.dose.to_string(), "50x2");
}

#[test]
fn a_start_too_long_ago_is_refused() {
    let home = Home::new();
    let to_start = |screen: &str| if page(screen) == Some("start") { None } else { person(&[])(screen) };
    home.evening(FIRST)
        .answers(to_start)
        .keys("<c-u> \"2026-10-24\" <enter>")
        .sees("The start date 2026-10-24 is more than a week ago; begin on 2026-10-25 or later")
        .keys("<c-u> \"2026-02-30\" <enter>")
        .sees("There is no day “2026-02-30” in the calendar")
        .keys("<c-u> \"2026-10-25\" <enter>")
        .sees("Your baseline week is shorter than seven days")
        .end();
}

// ---- the plan ----------------------------------------------------------------------------------

#[test]
fn the_plan_can_be_changed_until_day_1_and_not_after() {
    let home = Home::with_neck("2026-11-12");
    let weeks = "<f5> <down> <down> <down> <enter>";
    home.evening("2026-11-11T23:00:00+01:00")
        .keys(weeks)
        .sees("Weeks of treatment")
        .keys("<bs> \"6\" <enter>")
        .sees("6 weeks, then the measuring week")
        .end();
    assert_eq!(home.trial().unwrap().plan.weeks, 6);
    home.evening("2026-11-12T04:00:00+01:00")
        .sees("day 1 of 49")
        .keys(weeks)
        .sees("The plan is fixed since day 1")
        .sees_not("Weeks of treatment")
        .end();
    assert_eq!(home.trial().unwrap().plan.weeks, 6);
}

#[test]
fn a_plan_that_day_1_overtakes_while_it_is_edited_says_that_it_is_fixed() {
    let home = Home::with_neck("2026-11-12");
    home.evening("2026-11-12T03:59:00+01:00")
        .keys("<f5> <down> <down> <down> <enter> <bs> \"6\"")
        .at("2026-11-12T04:00:00+01:00")
        .keys("<enter>")
        .sees("The plan is fixed since day 1")
        .end();
    assert_eq!(home.trial().unwrap().plan.weeks, 4);
}

#[test]
fn a_begun_trial_can_be_taken_back() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(person(&[]))
        .keys("<enter>")
        .sees("begins on")
        .keys("u")
        .sees("Taken back")
        .keys("<f5>")
        .sees("▸ Begin the trial")
        .end();
    assert!(home.trial().is_none());
    assert_eq!(home.setup().unwrap().start, Some(date("2026-11-08")));
    assert_eq!(home.store().check(), []);
    home.evening(FIRST).keys(&begin()).sees("The trial begins on").keys("u <c-r>").sees("Done again").end();
    assert!(home.trial().is_some());
    assert_eq!(home.setup(), None);
}

#[test]
fn the_whole_evening_works_on_a_small_screen() {
    for (width, height) in [(80, 24), (60, 20)] {
        let home = Home::new();
        home.evening(FIRST)
            .size(width, height)
            .answers(person(&[]))
            .keys(&begin())
            .sees("The trial begins on")
            .end();
        assert!(home.trial().is_some());
    }
}
