//! Answers that nobody gave: what a form, a page or a visit must never take, through the real loop.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

use rstest::rstest;
use weekfive::content;
use weekfive::domain::checklist::QuestionKind;
use weekfive::domain::session::SessionStatus;

use crate::support::Home;
use crate::support::checklist::page;
use crate::support::date;

const FIRST: &str = "2026-11-01T20:30:00+01:00";

/// Whether somebody nothing speaks against says yes to a question of a kind.
fn said_yes(kind: QuestionKind) -> bool {
    kind == QuestionKind::Statement
}

/// Answers the checklist as somebody with a sore back would, up to a page.
fn until(wanted: &'static str) -> impl Fn(&str) -> Option<String> {
    move |screen| {
        let id = page(screen).unwrap_or_else(|| panic!("no page:\n{screen}"));
        if id == wanted {
            return None;
        }
        if let Some(text) = content::question(id) {
            return Some(if said_yes(text.rule.kind) { "y" } else { "n" }.to_owned());
        }
        let keys = match id {
            "site" => "3",
            "age" | "dose" => "2",
            "clinician" => "1",
            "markers" => "1 4 <enter>",
            _ => "<enter>",
        };
        Some(keys.to_owned())
    }
}

/// Answers the checklist, then opens a row of the plan, up to a page.
fn by_row(row: &'static str, wanted: &'static str) -> impl Fn(&str) -> Option<String> {
    move |screen| {
        if !screen.contains("Begin the trial") {
            return if page(screen) == Some(wanted) { None } else { until("")(screen) };
        }
        Some(if screen.contains(&format!("▌{row}")) { "<enter>" } else { "<down>" }.to_owned())
    }
}

#[rstest]
#[case("site")]
#[case("age")]
#[case("clinician")]
#[case("dose")]
fn on_a_choice_page_moving_and_enter_take_nothing(
    #[case] id: &'static str,
    #[values((80, 24), (60, 20))] size: (u16, u16),
) {
    for keys in ["<tab> <tab>", "<down> <right> <up> <left> <down>", "<enter>", "<down> <enter> <enter>"] {
        let home = Home::new();
        home.evening(FIRST)
            .size(size.0, size.1)
            .answers(until(id))
            .keys(keys)
            .sees_not("■")
            .keys("<c-c>")
            .end();
        let setup = home.setup().unwrap();
        let list = &setup.checklist;
        let taken = match id {
            "site" => list.site.is_some(),
            "age" => list.age.is_some(),
            "clinician" => list.clinician.is_some(),
            _ => setup.dose.is_some(),
        };
        assert!(!taken, "{keys} on {id}: {setup:?}");
    }
    let home = Home::new();
    home.evening(FIRST)
        .size(size.0, size.1)
        .answers(until(id))
        .keys("<enter>")
        .sees("Nothing is chosen yet: press its number, or the arrows and Space")
        .keys("<down> <space>")
        .sees("▸2 ■")
        .keys("<enter>")
        .sees_not("Nothing is chosen yet")
        .end();
}

#[test]
fn what_is_typed_over_a_prefilled_value_replaces_it() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(by_row("Weeks", "weeks"))
        .keys("\"x\"")
        .sees("Only digits go here: 1 to 12")
        .keys("\"6\" <enter>")
        .answers(by_row("Day 1", "start"))
        .sees("Sun 8 Nov")
        .keys("\"2026-11-16\"")
        .sees("2026-11-16  = Mon 16 Nov")
        .keys("<enter>")
        .end();
    let setup = home.setup().unwrap();
    assert_eq!((setup.weeks, setup.start), (Some(6), Some(date("2026-11-16"))));
    let home = Home::new();
    home.evening(FIRST).answers(until("start")).keys("\"16.11.\" <enter>").end();
    assert_eq!(home.setup().unwrap().start, Some(date("2026-11-16")));
}

#[test]
fn a_prefilled_value_shows_that_it_is_selected_without_colour_and_in_ascii() {
    let plain = Home::new();
    plain
        .evening(FIRST)
        .settings(|settings| settings.color = false)
        .answers(by_row("Weeks", "weeks"))
        .sees("[4]")
        .keys("<end>")
        .sees_not("[4]")
        .end();
}

#[test]
fn a_start_far_away_is_asked_about_once() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until("start"))
        .keys("\"2027-10-20\" <enter>")
        .sees("Wed 20 Oct 2027 is far from today")
        .keys("<enter>")
        .end();
    assert_eq!(home.setup().unwrap().start, Some(date("2027-10-20")));
}

#[test]
fn a_marker_page_left_by_quitting_invents_no_marker_and_no_trial_begins_with_it() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until("markers"))
        .keys("1 6 <enter>")
        .sees("▌Name")
        .keys("\"sta\" <c-c>")
        .end();
    let setup = home.setup().unwrap();
    assert_eq!(setup.markers.iter().map(|marker| marker.name.as_str()).collect::<Vec<_>>(), ["walk"]);
    home.evening(FIRST)
        .sees("What exactly will you measure?")
        .sees("Begun and not finished")
        .keys("\"irs\" <enter>")
        .sees("▌Unit")
        .keys("<enter>")
        .sees("This has to be filled in")
        .keys("\"steps\" <enter> 1 \"4\" <enter> <enter>")
        .sees("Begin the trial")
        .keys("<c-c>")
        .end();
    let markers = home.setup().unwrap().markers;
    assert_eq!(markers.iter().map(|marker| marker.name.as_str()).collect::<Vec<_>>(), ["walk", "stairs"]);
    assert_eq!(home.store().check(), []);
}

#[test]
fn a_trial_does_not_begin_while_a_marker_is_not_described() {
    let home = Home::new();
    home.evening(FIRST).answers(until("markers")).keys("1 6 <enter>").sees("▌Name").keys("<c-c>").end();
    let begin = "<f5> <esc> s <down> <enter>";
    let seen = home.evening(FIRST).keys(begin).sees("Not begun").sees("What exactly will you measure?").end();
    assert!(seen.app.journal.trial.is_none() && home.trial().is_none());
}

#[test]
fn a_dose_of_ones_own_is_none_until_it_is_filled_in() {
    let home = Home::new();
    home.evening(FIRST).answers(until("dose")).keys("6").sees("Minutes a visit").keys("<c-c>").end();
    assert_eq!(home.setup().unwrap().dose, None);
    home.evening(FIRST)
        .sees("Minutes a visit")
        .keys("\"5\" <esc>")
        .sees("kept, not finished")
        .keys("<c-c>")
        .end();
    assert_eq!(home.setup().unwrap().dose, None);
    home.evening(FIRST)
        .sees("Begun and not finished")
        .keys("<esc> <enter>")
        .sees("Begun and not finished")
        .keys("\"0\" <enter> \"2\" <enter> <enter>")
        .end();
    assert_eq!(home.setup().unwrap().dose.unwrap().to_string(), "50x2");
}

#[test]
fn a_clearance_half_filled_in_is_kept_and_clears_nothing() {
    let home = Home::with_neck("2026-10-26");
    let at = "2026-11-12T21:00:00+01:00";
    home.evening(at)
        .keys("<f5> c <enter> y")
        .sees("On hold: ")
        .keys("\"10 nov\" <enter> \"Dr I\" <esc>")
        .sees("kept, not finished")
        .keys("q")
        .end();
    let trial = home.trial().unwrap();
    assert!(trial.checklist.has_open_hold() && !trial.checklist.drafts.is_empty());
    home.evening(at)
        .keys("<f5>")
        .sees("begun, not finished")
        .keys("c <enter> <enter>")
        .sees("On hold: ")
        .sees("Dr I")
        .keys("\"to\" <enter> <enter> <enter>")
        .keys("q")
        .end();
    let trial = home.trial().unwrap();
    assert!(!trial.checklist.has_open_hold() && trial.checklist.drafts.is_empty());
}

#[test]
fn a_remark_stands_on_its_page_until_it_is_read_and_what_follows_is_said() {
    let home = Home::new();
    home.evening(FIRST)
        .answers(until("attend"))
        .keys("n")
        .sees("Can you attend")
        .sees("You could choose a comfort dose")
        .sees("The two studied doses are not offered then.")
        .keys("<enter>")
        .answers(until("dose"))
        .sees("The two studied doses are not offered, since")
        .sees_not("twice a week (studied")
        .end();
}

#[test]
fn an_index_that_is_no_score_says_so_on_its_page() {
    let home = Home::new();
    let neck = |screen: &str| match page(screen) {
        Some("site") => Some("1".to_owned()),
        _ => by_row("Index before", "baseline-ndi")(screen),
    };
    home.evening(FIRST)
        .answers(neck)
        .keys("1 2 3 <c-s>")
        .sees("7 topics are missing; a score needs at least 8 of the 10 answers.")
        .sees("Neck Disability Index now?")
        .keys("<c-s>")
        .sees("▌Index before")
        .end();
}

/// From launch to a begun trial, answering every page with as few keys as it takes.
#[test]
fn launch_to_begun_takes_at_most_60_keys() {
    let home = Home::new();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let quick = move |screen: &str| {
        if screen.contains("Begin the trial") {
            return None;
        }
        let keys = match page(screen) {
            Some("site") => "1".to_owned(),
            _ => until("")(screen)?,
        };
        counted.fetch_add(keys.split_whitespace().count(), Relaxed);
        Some(keys)
    };
    home.evening(FIRST)
        .answers(quick)
        .keys("<enter>")
        .sees("The trial begins on")
        .sees("Pain, average")
        .end();
    assert_eq!(count.load(Relaxed) + 1, 60);
    assert!(home.trial().is_some());
}

// ---- visits ------------------------------------------------------------------------------------

const VISIT_DAY: &str = "2026-11-12T21:00:00+01:00";

#[rstest]
#[case("<enter> <enter> <esc>")]
#[case("<enter> <enter> <enter> <enter> <esc>")]
#[case("<enter> <tab> <down> <right> <left> <up> <esc>")]
#[case("<enter> 1 <esc>")]
#[case("<enter> <enter> <enter> <c-c>")]
fn looking_into_a_visits_form_writes_nothing(
    #[case] keys: &str,
    #[values((80, 24), (60, 20))] size: (u16, u16),
) {
    let home = Home::with_neck("2026-10-26");
    home.evening(VISIT_DAY).size(size.0, size.1).keys("<f2>").keys(keys).end();
    assert_eq!(home.day("2026-11-12").sessions, []);
    assert!(home.trial().unwrap().checklist.drafts.is_empty());
}

#[rstest]
#[case("<esc> q")]
#[case("<c-c>")]
#[case("<f1> q")]
fn a_visit_half_filled_in_is_offered_again_and_written_only_when_confirmed(#[case] leaving: &str) {
    let home = Home::with_neck("2026-10-26");
    home.evening(VISIT_DAY).keys("<f2> <enter> 1 7 6").keys(leaving).end();
    assert_eq!(home.day("2026-11-12").sessions, []);
    home.evening(VISIT_DAY)
        .keys("<f2>")
        .sees("begun, not written")
        .keys("<enter>")
        .sees("not written yet")
        .keys("4 1 <enter> <enter>")
        .sees("Written down.")
        .end();
    let [visit] = home.day("2026-11-12").sessions.try_into().unwrap();
    let done = visit.done().unwrap();
    let pains = [done.pain_before, done.pain_during, done.pain_after].map(|pain| pain.unwrap().get());
    assert_eq!(pains, [7, 6, 4]);
    assert!(home.trial().unwrap().checklist.drafts.is_empty());
}

#[test]
fn minutes_typed_over_those_offered_replace_them() {
    let home = Home::with_neck("2026-10-26");
    home.evening(VISIT_DAY)
        .keys("<f2> <enter> 1 <up> <up> <up> <up>")
        .keys("\"45\" <enter> <c-s>")
        .sees("Written down.")
        .end();
    let [visit] = home.day("2026-11-12").sessions.try_into().unwrap();
    assert_eq!(visit.minutes().unwrap().get(), 45);
}

#[rstest]
#[case("17:30")]
#[case("17.30")]
#[case("530pm")]
#[case("5:30 pm")]
fn a_time_is_taken_as_people_write_it(#[case] time: &str) {
    let home = Home::with_neck("2026-10-26");
    home.evening(VISIT_DAY)
        .keys("<f2> <enter> 1 <up>")
        .keys(&format!("\"{time}\" <c-s>"))
        .sees("Written down.")
        .end();
    let [visit] = home.day("2026-11-12").sessions.try_into().unwrap();
    assert_eq!(visit.time.unwrap().to_string(), "17:30:00");
}

#[test]
fn a_second_visit_of_a_day_is_never_taken_without_a_word() {
    let home = Home::with_neck("2026-10-26");
    home.evening(VISIT_DAY).keys("<f2> <enter> 1 6 5 4 1 <enter> <enter>").end();
    let visits = || home.day("2026-11-12").sessions.len();
    assert_eq!(visits(), 1);
    home.evening(VISIT_DAY)
        .keys("<f2> a 1 <c-s>")
        .sees("This day has a visit already (60 min). Is this another one, which counts too, or the same?")
        .keys("<c-s>")
        .sees("This day has a visit already")
        .end();
    assert_eq!(visits(), 1);
    home.evening(VISIT_DAY)
        .keys("<f2> a 1 8 <c-s> 2 <enter>")
        .sees("This is the visit written before, with what you filled in now.")
        .keys("<c-s>")
        .end();
    assert_eq!(visits(), 1, "the same one is changed, not counted twice");
    let pain = home.day("2026-11-12").sessions[0].done().unwrap().pain_before;
    assert_eq!(pain.unwrap().get(), 8);
    home.evening(VISIT_DAY).keys("<f2> a 1 <c-s> 1 <enter>").sees("This is visit 2 of this day.").end();
    assert_eq!(visits(), 2);
}

#[test]
fn a_mark_and_a_decision_are_written_only_by_their_last_row() {
    let home = Home::with_neck("2026-10-26");
    home.evening(VISIT_DAY).keys("<f2> x 1 2 \"flu\" <esc>").sees("Nothing is written yet").keys("q").end();
    assert_eq!(home.day("2026-11-12").sessions, []);
    home.evening(VISIT_DAY).keys("<f2> x").sees("flu").keys("<enter> <enter>").sees("Noted.").end();
    assert_eq!(home.day("2026-11-12").sessions[0].status(), SessionStatus::Missed);
}

#[test]
fn no_digit_changes_the_view() {
    let home = Home::with_neck("2026-10-26");
    for tab in ["<f2>", "<f3>", "<f4>", "<f5>"] {
        for digit in 0..10 {
            let seen = home.evening(VISIT_DAY).keys(tab).keys(&digit.to_string()).end();
            let alone = home.evening(VISIT_DAY).keys(tab).end();
            assert_eq!(seen.app.view, alone.app.view, "{tab} {digit}");
        }
    }
}
