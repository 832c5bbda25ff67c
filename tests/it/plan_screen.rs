//! Plan through the real loop: questions that stand together, what may stay empty, goals, room to
//! improve, stopping, something new, and the short way in to a follow-up block.

use rstest::rstest;
use weekfive::app::View;
use weekfive::content;
use weekfive::domain::calendar::DayEnd;
use weekfive::domain::checklist::Site;
use weekfive::domain::decision::assessment::Assessment;
use weekfive::domain::decision::next_trial::next_block;
use weekfive::domain::safety::Level;
use weekfive::domain::trial::{StopReason, Trial};

use crate::support::checklist::until;
use crate::support::diary::{date, setup, trial};
use crate::support::{Home, flat};

const FIRST: &str = "2026-11-01T20:30:00+01:00";
const DAY_11: &str = "2026-11-12T21:00:00+01:00";

/// Down to a row of the plan, and opens it.
fn onto(row: &'static str) -> impl Fn(&str) -> Option<String> {
    let opened = std::cell::Cell::new(false);
    move |screen| {
        if opened.get() {
            return None;
        }
        opened.set(screen.contains(&format!("▌{row}")) || screen.contains(&format!("▸ {row}")));
        Some(if opened.get() { "<enter>" } else { "<down>" }.to_owned())
    }
}

// ---- questions that stand together -------------------------------------------------------------

#[test]
fn a_group_stands_together_where_there_is_room_and_one_to_a_page_where_there_is_not() {
    let home = Home::new();
    for (size, both) in [((100, 30), true), ((80, 24), true), ((60, 20), false), ((40, 12), false)] {
        let seen = home.evening(FIRST).size(size.0, size.1).answers(until("blood-clot")).end();
        assert!(seen.shows("Do you have a blood clot"), "{}", seen.screen);
        assert_eq!(seen.shows("blood platelets are very low"), both, "{}", seen.screen);
        assert!(seen.shows("yes") && seen.shows("no"), "{}", seen.screen);
    }
}

#[test]
fn what_lies_ahead_is_told_in_parts_and_minutes_and_never_as_a_number_of_pages() {
    let home = Home::new();
    home.evening(FIRST)
        .sees("It takes about 10 minutes, in 5 parts.")
        .answers(until("blood-clot"))
        .sees("part 2 of 5, safety; about 9 minutes left")
        .sees_not("of 69")
        .answers(until("dose"))
        .sees("part 5 of 5, the plan; about a minute left")
        .end();
}

#[test]
fn in_a_group_arrows_move_and_answer_nothing_and_what_was_passed_over_comes_before_the_next_group() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until("blood-clot"))
        .keys("<down> <down> <up>")
        .sees("▌ Have you had a heart attack")
        .keys("n n n n n n")
        .sees("▌ Do you have a blood clot")
        .keys("<pgdn>")
        .sees("Bones and healing")
        .keys("<pgup>")
        .sees("▌ Do you have a blood clot")
        .keys("n")
        .sees("Bones and healing")
        .end();
    let list = home.setup().unwrap().checklist;
    assert_eq!(list.answered("blood-clot"), Some(false));
}

#[test]
fn a_question_of_a_group_is_answered_with_the_mouse() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until("blood-clot"))
        .keys("click:\"Do you take a medicine\"")
        .sees("▌ Do you take a medicine")
        .keys("click:\"□ no\"")
        .sees("▌ Have you had a heart attack")
        .end();
    assert_eq!(home.setup().unwrap().checklist.answered("blood-clot"), Some(false));
}

#[rstest]
#[case((100, 30))]
#[case((60, 20))]
#[case((40, 12))]
fn after_a_yes_its_class_and_the_words_of_its_level_come_whole(#[case] size: (u16, u16)) {
    for (item, level) in [
        ("bladder-or-bowel", Level::EmergencyDepartment),
        ("sudden-headache", Level::EmergencyCall),
        ("recent-burn", Level::DoctorFirst),
    ] {
        let home = Home::new();
        let text = content::question(item).unwrap();
        let words = content::what_to_do(level);
        let seen = home
            .evening(FIRST)
            .size(size.0, size.1)
            .answers(until(item))
            .sees_not(words)
            .keys("y")
            .sees(words)
            .sees(if size.1 > 12 { text.rule.kind.label() } else { "On hold: " })
            // Back on the question, the same is said again.
            .keys("<esc>")
            .end();
        assert!(seen.shows(words), "{item}\n{}", seen.screen);
    }
}

// ---- what may stay empty -----------------------------------------------------------------------

#[test]
fn what_may_stay_empty_says_so_takes_one_enter_a_page_and_can_be_taken_up_later() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until(""))
        .sees("▸ Begin the trial")
        .answers(onto("More about you"))
        .sees("how much did it hurt on average?")
        .sees("This may stay empty: Enter goes on without")
        .keys("<enter>")
        .sees("What is your Neck Disability Index now?")
        .keys("<enter>")
        .sees("What would you like to be able to do again?")
        .keys("<enter>")
        .sees("What have you tried for this pain so far?")
        .keys("<enter>")
        .sees("What should shape the plan?")
        .sees("For example diabetes, arthritis or fibromyalgia")
        .keys("<enter>")
        .sees("▸ Begin the trial")
        .keys("<enter>")
        .sees("The trial begins on")
        .end();
    let trial = home.trial().unwrap();
    assert_eq!((trial.checklist.goals, trial.plan.baseline.pain), (None, None));
    home.evening("2026-11-12T21:00:00+01:00")
        .keys("<f5>")
        .answers(onto("Tried so far"))
        .keys("\"stretching\" <enter>")
        .sees("stretching")
        .answers(onto("About you"))
        .keys("<down> <down>")
        .sees("Stronger is not better")
        .keys("\"light\" <c-s>")
        .sees("1 of 5 written: pressure you like")
        .end();
    let list = home.trial().unwrap().checklist;
    assert_eq!(list.tried.unwrap().as_str(), "stretching");
    assert_eq!(list.factors.len(), 1);
}

#[test]
fn goals_are_up_to_three_lines_and_those_of_an_earlier_release_are_kept() {
    let home = Home::neck();
    home.evening(DAY_11)
        .keys("<f5>")
        .answers(onto("Goals"))
        .keys("\"walk to the market\" <enter> \"turn my head\" <enter> <enter> <enter>")
        .sees("walk to the market; turn my head")
        .end();
    let goals = |home: &Home| home.trial().unwrap().checklist.goals.unwrap().to_string();
    assert_eq!(goals(&home), "walk to the market\nturn my head");
    let file = home.root().join("trials/2026-11-02-neck.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let old = text.replace("walk to the market\nturn my head", "one\ntwo\nthree\nfour");
    assert_ne!(old, text, "{text}");
    std::fs::write(&file, old).unwrap();
    home.evening(DAY_11).keys("<f5>").answers(onto("Goals")).sees("three; four").keys("<esc>").end();
    assert_eq!(goals(&home), "one\ntwo\nthree\nfour", "looking changes nothing");
}

#[test]
fn a_baseline_week_cut_short_asks_for_the_figures_and_little_room_is_said_before_the_start() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until("start"))
        .keys("\"3 nov\" <enter>")
        .sees("Your baseline week is shorter than seven days")
        .keys("3")
        .sees("This can hardly improve: under 4 there is little to lose.")
        .keys("<enter>")
        .sees("What is your Neck Disability Index now?")
        .keys(&format!("{} \"4\" <c-s>", "<down> ".repeat(10)))
        .sees("This can hardly improve: under 5")
        .keys("<c-s>")
        .sees("▸ Begin the trial")
        .sees("This can hardly improve: under 4 there is little to lose.")
        .end();
    assert_eq!(home.setup().unwrap().baseline.pain.map(|pain| pain.get()), Some(3));
}

#[test]
fn a_neck_without_the_form_takes_two_markers_and_goes_back_to_the_index_with_none() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until(""))
        .answers(onto("Measures"))
        .sees("Without its form, tick two markers instead")
        .keys("1 2 <enter>")
        .sees("pain; walk (min, higher is better)")
        .end();
    assert_eq!(home.setup().unwrap().markers.len(), 2);
    home.evening(FIRST).answers(onto("Measures")).keys("1 2 <enter>").sees("Neck Disability Index").end();
    assert!(home.setup().unwrap().markers.is_empty());
}

// ---- stopping, and something new ---------------------------------------------------------------

#[rstest]
#[case((100, 30))]
#[case((40, 12))]
fn stopping_asks_why_says_what_it_does_and_asks_once_more(#[case] size: (u16, u16)) {
    let home = Home::neck();
    let evening = || home.evening(DAY_11).size(size.0, size.1).keys("<f5>").answers(onto("Stop the trial"));
    evening()
        .sees("Why do you stop?")
        .keys("<down> <down> <down>")
        .sees("▸4 □")
        .keys("<enter>")
        .sees("Nothing is chosen yet")
        .keys("q")
        .end();
    evening().keys("1 \"too sore\" <enter> <enter>").sees("since it hurt?").keys("n").keys("<esc>").end();
    assert_eq!(home.trial().unwrap().stopped, None);
    evening()
        .sees("not written yet")
        .keys("<enter> <enter> y")
        .sees("u takes it back")
        .sees("▌Stopped")
        // In the smallest window the rest stands on Week five, one Enter away.
        .sees(if size.1 > 12 {
            "Have no more massage until you have talked about it."
        } else {
            "it hurt. Write the report"
        })
        .keys("<enter>")
        .sees("STOP AND REVIEW")
        .end();
    let trial = home.trial().unwrap();
    let stopped = trial.stopped.unwrap();
    assert_eq!((stopped.reason, stopped.on), (StopReason::Hurt, date("2026-11-12")));
    assert_eq!(stopped.text.unwrap().as_str(), "too sore");
    assert!(trial.checklist.drafts.is_empty());
}

#[test]
fn a_stop_is_taken_back_with_one_key() {
    let home = Home::neck();
    home.evening(DAY_11)
        .keys("<f5>")
        .answers(onto("Stop the trial"))
        .keys("3 <enter> <enter> y")
        .sees("Nothing more is due in this trial.")
        .keys("u")
        .sees("Taken back")
        .sees_not("▌Stopped")
        .end();
    assert_eq!(home.trial().unwrap().stopped, None);
}

#[test]
fn something_new_puts_massage_on_hold_and_is_settled_by_a_clearance_that_is_not_too_old() {
    let home = Home::neck();
    home.evening(DAY_11)
        .keys("<f5>")
        .answers(onto("Something new"))
        .sees("call the emergency number now")
        .keys("<enter>")
        .sees("This has to be filled in")
        .keys("\"tingling in the left hand\" <enter> <enter>")
        .sees("No massage before a doctor has looked at it.")
        .keys("<esc>")
        .sees("on hold since Thu 12 Nov")
        .end();
    assert!(home.trial().unwrap().checklist.open_hold_for("tingling in the left hand").is_some());
    home.evening("2026-11-14T21:00:00+01:00")
        .keys("<f5>")
        .answers(onto("tingling in the"))
        .keys("\"11 nov\" <enter> \"Dr Ito\" <enter> <enter> <enter>")
        .sees("Please ask for it anew")
        .keys("<c-u> \"13 nov\" <enter> <enter> \"light pressure\" <enter> <enter>")
        .sees("clearance of Fri 13 Nov by Dr Ito; limits: light pressure")
        .end();
    assert!(!home.trial().unwrap().checklist.has_open_hold());
}

#[test]
fn a_key_writes_the_report_and_says_where_it_is() {
    let home = Home::neck();
    home.evening(DAY_11).keys("<f5> w").sees("The report is written").end();
    home.evening(DAY_11).keys("<f5>").sees("w report").end();
    Home::new().evening(FIRST).keys("s").sees_not("w report").end();
}

#[test]
fn a_step_taken_back_shows_its_page_and_says_which() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until("dose"))
        .keys("2 <esc> u")
        .sees("Taken back: the dose.")
        .sees("How long is a visit, and how often do you go each week?")
        .end();
    assert_eq!(home.setup().unwrap().dose, None);
}

// ---- a follow-up block -------------------------------------------------------------------------

/// A trial that helped, over since Sunday 6 December, and the block after it on its way.
fn followed(begun: &str, with_burn: bool) -> Home {
    let home = Home::new();
    let mut first = setup(Site::Neck, &[], date("2026-11-02"));
    if with_burn {
        let burn = &content::question("recent-burn").unwrap().rule;
        first.checklist.answer(burn, true, first.begun);
        let clearance = weekfive::domain::checklist::Clearance {
            on: first.begun,
            by: weekfive::domain::text::Words::new("Dr Ito").ok(),
            limits: weekfive::domain::text::Words::new("light pressure only").ok(),
        };
        first.checklist.clear("recent-burn", clearance);
    }
    let first: Trial = trial(&first);
    home.store().begin(&first).unwrap();
    let today = date(begun);
    let days = home.store().read_days(date("2026-10-26"), today);
    let decision = Assessment::of(&first, &days, DayEnd::default(), today).decision;
    home.store().save_setup(None, &next_block(&first, &decision, today)).unwrap();
    home
}

const AFTER: &str = "2026-12-08T21:00:00+01:00";

#[test]
fn a_follow_up_block_has_a_short_way_in_and_begins_on_the_next_visit_day() {
    let home = followed("2026-12-08", false);
    home.evening(AFTER)
        .keys("<f5>")
        .sees("How often do you go now?")
        .sees("60 minutes, every 7 days 6 times")
        .sees_not("Welcome")
        .keys("2")
        .sees("When is the first visit?")
        .sees("Thu 10 Dec")
        .keys("<enter>")
        .sees("Since Mon 19 Oct 2026, is anything new or different?")
        .sees("▌ Blood and heart")
        .keys("n n n n n n n n")
        .sees("▸ Begin the trial")
        .sees("Plan of the follow-up block")
        .keys("<enter>")
        .sees("The trial begins on Thu 10 Dec 2026")
        .end();
    let trial = home.trial().unwrap();
    let block = trial.plan.follow_up.unwrap();
    assert_eq!((block.steps.to_string(), trial.plan.start), ("5x4,14x3".to_owned(), date("2026-12-10")));
    assert_eq!(trial.checklist.answered("fever"), Some(false));
}

#[test]
fn a_yes_opens_the_groups_questions_and_a_no_keeps_clearances_and_limits() {
    let home = followed("2026-12-08", true);
    let seen = home
        .evening(AFTER)
        .keys("<f5> 1 <enter>")
        .keys("n n n y")
        .sees("Sudden signs")
        .sees("▌ Has your face, an arm or a leg suddenly become weak")
        .keys("n n n")
        .sees("▌ Back, bladder and legs")
        .keys("n n n n")
        .sees("▸ Begin the trial")
        .sees("light pressure only")
        .keys("<enter>")
        .sees("The trial begins on")
        .end();
    assert_eq!(seen.app.view, View::Today);
    let list = home.trial().unwrap().checklist;
    assert_eq!((list.answered("recent-burn"), list.has_open_hold()), (Some(true), false));
    assert_eq!(content::limit_lines(&list).len(), 1);
}

#[test]
fn a_new_red_flag_keeps_the_block_from_beginning() {
    let home = followed("2026-12-08", false);
    home.evening(AFTER)
        .keys("<f5> 1 <enter>")
        .keys("n n n y y")
        .sees(content::what_to_do(Level::EmergencyCall))
        .keys("<enter> n n n n n n")
        .sees("Begin the trial")
        .keys("<enter>")
        .sees("On hold until a clinician has given a clearance")
        .end();
    assert_eq!(home.trial().unwrap().id.as_str(), "2026-11-02-neck");
}

#[test]
fn steps_of_ones_own_are_none_until_they_are_filled_in() {
    let home = followed("2026-12-08", false);
    home.evening(AFTER).keys("<f5> 3").sees("Days from visit to visit").keys("s <c-c>").end();
    home.evening(AFTER)
        .keys("<f5>")
        .sees("Days from visit to visit")
        .keys("\"10\" <enter> \"0\" <enter>")
        .keys("<c-s>")
        .sees("A step is every 1 to 28 days")
        .keys("<esc> <enter> <down> <up>")
        .end();
    let home = followed("2026-12-08", false);
    home.evening(AFTER)
        .keys("<f5> 3 \"10\" <enter> \"4\" <enter> <enter> <enter> <enter>")
        .sees("When is the first visit?")
        .end();
    assert_eq!(home.setup().unwrap().follow_up.unwrap().steps.to_string(), "10x4");
}

#[test]
fn nothing_begins_while_a_group_was_not_asked_about() {
    let home = followed("2026-12-08", false);
    let seen = home.evening(AFTER).keys("<f5> 1 <enter> n n s <down> <enter>").end();
    assert!(seen.shows("The trial cannot begin yet: not answered in Safety"), "{}", seen.screen);
    assert!(seen.shows("▌ Other health"), "{}", flat(&seen.screen));
}
