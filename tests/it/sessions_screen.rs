//! Sessions as a person uses it: keys in, screen out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

use chrono::Weekday;
use weekfive::app::Settings;
use weekfive::domain::checklist::{Clearance, QuestionKind, Site, VISIT_HOLD};
use weekfive::domain::day::Day;
use weekfive::domain::score::{Minutes, Score};
use weekfive::domain::session::{
    Absent, CancelledBy, Discomfort, Done, MissReason, Session, SessionStatus, Technique,
};
use weekfive::domain::text::Words;
use weekfive::domain::trial::{DayOfWeek, FollowUp, Steps, StopReason, Stopped, TrialId};
use weekfive::domain::visits::{VisitState, visits};

use crate::support::diary::done;
use crate::support::files::tree;
use crate::support::{Diary, Home, Live, date, flat};

/// 60x2 on Mon and Thu from Mon 2 Nov; today is Mon 16 Nov, day 15.
const TODAY: &str = "2026-11-16";
/// The evening of that day.
pub const EVENING: &str = "2026-11-16T19:00:00+01:00";

/// The visit with something of it changed that only one that took place has.
fn with(mut visit: Session, change: impl FnOnce(&mut Done)) -> Session {
    change(visit.done_mut().unwrap());
    visit
}

fn first_visit() -> Session {
    Session {
        time: Some("17:30:00".parse().unwrap()),
        therapist: Some(Words::new("Anna").unwrap()),
        ..with(done(60), |done| done.techniques = vec![Technique::Swedish, Technique::TriggerPoint])
    }
}

/// Sessions, and the files behind it.
struct Screen {
    live: Live,
    home: Home,
    /// The files as they were when it was opened.
    before: BTreeMap<PathBuf, Vec<u8>>,
}

impl Deref for Screen {
    type Target = Live;

    fn deref(&self) -> &Live {
        &self.live
    }
}

impl DerefMut for Screen {
    fn deref_mut(&mut self) -> &mut Live {
        &mut self.live
    }
}

impl Screen {
    fn new(days: &[(&str, Vec<Session>)]) -> Self {
        Self::of(diary(days))
    }

    fn of(diary: Diary) -> Self {
        Self::at(Home::with(&diary), |_| {})
    }

    fn at(home: Home, settings: impl FnOnce(&mut Settings)) -> Self {
        let before = tree(&home.root());
        let live = home.evening(EVENING).settings(settings).keys("<f2>").live();
        Self { live, home, before }
    }

    /// In a window of this size from the beginning.
    fn small(diary: &Diary, width: u16, height: u16) -> Self {
        let home = Home::with(diary);
        let before = tree(&home.root());
        let live = home.evening(EVENING).size(width, height).keys("<f2>").live();
        Self { live, home, before }
    }

    fn go(&mut self, on: &str) {
        let away = date(on).signed_duration_since(date(TODAY)).num_days();
        let key = if away < 0 { "<left> " } else { "<right> " };
        self.press(&key.repeat(usize::try_from(away.unsigned_abs()).unwrap()));
    }

    fn sessions(&self, on: &str) -> Vec<Session> {
        self.home.day(on).sessions
    }

    fn state(&self, on: &str) -> Option<VisitState> {
        let plan = self.home.trial().unwrap().plan;
        let (first, last) = plan.decision_days();
        let visits = visits(&plan, &self.home.store().read_days(first, last), date(TODAY));
        visits.on(date(on)).next().map(|visit| visit.state)
    }

    fn has_hold(&self) -> bool {
        self.home.trial().unwrap().checklist.has_open_hold()
    }

    /// Whether a visit's form is open.
    fn is_form(&self) -> bool {
        self.shows("A visit on")
    }

    /// Nothing was written since it was opened.
    #[track_caller]
    fn wrote_nothing(&self) {
        assert_eq!(tree(&self.home.root()), self.before, "{}", self.screen());
    }
}

fn diary(days: &[(&str, Vec<Session>)]) -> Diary {
    let mut diary = Diary::neck();
    for (on, sessions) in days {
        let day = Day { sessions: sessions.clone(), ..Day::empty(date(on)) };
        diary.days.insert(day.date, day);
    }
    diary
}

/// The first visit has taken place.
fn first() -> Diary {
    diary(&[("2026-11-02", vec![first_visit()])])
}

fn with_first() -> Screen {
    Screen::of(first())
}

#[test]
fn a_routine_visit_takes_eight_keys_from_the_calendar_with_enter_alone() {
    let mut screen = with_first();
    let keys = screen.press("<enter> 1 6 5 4 1 <enter> <enter>");
    assert!(keys <= 8);
    let [visit] = screen.sessions(TODAY).try_into().unwrap();
    let score = |number| Some(Score::new(number).unwrap());
    assert_eq!(
        visit,
        with(first_visit(), |done| {
            (done.pain_before, done.pain_during, done.pain_after) = (score(6), score(5), score(4));
            done.discomfort = vec![Discomfort::None];
        })
    );
    screen.sees("Drink some water");
    screen.sees("Visits   2 of 8 planned");
    screen.sees("[16]●");
    screen.press("g");
    screen.sees("During and after a visit");
}

#[test]
fn last_times_values_are_offered_and_never_taken_without_a_key() {
    let mut screen = with_first();
    screen.press("<enter>");
    screen.sees("17:30 · 60 min · Swedish, Trigger point · Anna");
    screen.press("2");
    screen.paste("50");
    screen.press("<c-s>");
    assert_eq!(screen.sessions(TODAY), vec![done(50)]);
}

#[test]
fn without_an_earlier_visit_the_plans_minutes_are_offered() {
    let mut screen = Screen::new(&[]);
    screen.press("<enter>");
    screen.sees("As planned?");
    screen.press("y <c-s>");
    assert_eq!(screen.sessions(TODAY), vec![done(60)]);
}

#[test]
fn stepping_back_writes_no_visit_and_keeps_what_was_filled_in() {
    let mut screen = with_first();
    for only_defaults in [
        "<enter> <esc>",
        "<enter> <enter> <esc>",
        "<enter> 1 <esc>",
        "<enter> <enter> <enter> <down> <up> <left> <esc>",
    ] {
        screen.press(only_defaults);
        screen.wrote_nothing();
        assert!(!screen.is_form(), "{only_defaults}");
    }
    screen.press("<enter> 1 6 <esc>");
    assert_eq!(screen.sessions(TODAY).len(), 0, "nothing is written that was not confirmed");
    screen.sees("Nothing is written yet");
    screen.press("<enter>");
    screen.sees("not written yet");
    screen.sees("▌Pain during");
    screen.press("5 4 1 <enter> <enter>");
    let [visit] = screen.sessions(TODAY).try_into().unwrap();
    let done = visit.done().unwrap();
    assert_eq!((done.minutes.map(Minutes::get), done.pain_before.map(Score::get)), (Some(60), Some(6)));
    assert!(screen.home.trial().unwrap().checklist.drafts.is_empty());
    let before = tree(&screen.home.root());
    screen.press("<esc> <enter> <esc> <enter> <c-s>");
    assert_eq!(tree(&screen.home.root()), before, "looking at a visit writes nothing");
    screen.press("u");
    assert_eq!(screen.sessions(TODAY).len(), 0);
}

#[test]
fn a_sharp_pain_changes_the_screen_at_once_and_opens_no_hold() {
    let mut screen = with_first();
    screen.press("<enter> 1 6 5 4");
    assert!(!screen.shows("NOT THIS TECHNIQUE"));
    screen.press("4");
    screen.sees("NOT THIS TECHNIQUE AGAIN");
    screen.sees("is a sign to stop that technique");
    screen.press("4");
    assert!(!screen.shows("NOT THIS TECHNIQUE"), "a slip can be taken back");
    screen.press("4 <c-s>");
    assert!(!screen.has_hold());
}

#[test]
fn numbness_opens_a_hold_with_the_visit_and_undo_takes_both_back() {
    let (call, doctor) = ("Call the emergency number now", "No massage before a doctor has looked at it");
    for (kind, words, id) in
        [("7", doctor, "red-flag"), ("8", doctor, "red-flag"), ("9", call, "urgent"), ("x", call, "urgent")]
    {
        let mut screen = with_first();
        screen.press("<enter> 1 6 5 4");
        screen.press(kind);
        for (width, height) in [(100, 30), (80, 24), (60, 20)] {
            let text = screen.at(width, height);
            assert!(text.contains(words), "{text}");
        }
        screen.press("<c-s>");
        let hold = |screen: &Screen| {
            let trial = screen.home.trial().unwrap();
            trial.checklist.open_hold_for(VISIT_HOLD).cloned()
        };
        assert_eq!(hold(&screen).unwrap().kind.id(), id);
        assert_eq!(screen.sessions(TODAY).len(), 1, "the day is saved with the trial");
        screen.sees(words);
        screen.sees("Massage is on hold from now on");
        assert!(!screen.shows("water"), "nothing cheerful beside a warning");
        screen.press("<esc> u");
        assert!(hold(&screen).is_none() && screen.sessions(TODAY).is_empty());
        screen.press("<c-r>");
        assert!(hold(&screen).is_some() && screen.sessions(TODAY).len() == 1);
    }
}

#[test]
fn changing_the_note_of_a_settled_visit_opens_no_second_hold() {
    let numb = with(done(60), |done| done.discomfort = vec![Discomfort::Numbness]);
    let mut screen = Screen::new(&[(TODAY, vec![numb])]);
    screen.press("<enter> <right> 5 <c-s>");
    screen.sees("1 to 480");
    screen.wrote_nothing();
    screen.press("<bs> <c-s>");
    screen.press("<enter> <right> <bs> 5 <c-s>");
    assert!(!screen.has_hold());
}

#[test]
fn while_a_hold_is_open_a_visit_is_asked_for_once_more_and_marked() {
    let mut screen = Screen::of(first().hold("fever", QuestionKind::RedFlag, 9));
    screen.press("<enter>");
    screen.sees("A hold is open");
    screen.press("2");
    screen.sees("A hold is open");
    screen.press("n");
    screen.sees_not("A hold is open");
    assert!(!screen.is_form());
    screen.press("<enter> y");
    screen.sees("Written down while a hold is open.");
    screen.press("1 6 <c-s>");
    assert!(screen.sessions(TODAY)[0].done().unwrap().during_hold);
    screen.press("<esc> <enter>");
    screen.sees_not("A hold is open");
    screen.sees("Visit of Mon 16 Nov");
}

#[test]
fn minutes_out_of_range_and_a_time_taken_are_refused_with_the_form_open() {
    for minutes in ["0", "600"] {
        let mut screen = with_first();
        screen.press("<enter> 2");
        screen.paste(minutes);
        screen.press("<c-s>");
        screen.sees("1 to 480");
        assert!(screen.sessions(TODAY).is_empty());
        screen.press("<f1> <f2>");
        assert!(screen.is_form(), "nothing typed is lost by changing the view");
        screen.sees(minutes);
    }
    let mut screen = with_first();
    screen.go("2026-11-02");
    screen.press("a 1 <c-s>");
    screen.sees("There is already a visit at 17:30 on Mon 2 Nov");
    assert_eq!(screen.sessions("2026-11-02").len(), 1);
}

#[test]
fn a_visit_to_come_is_not_logged_and_a_free_day_to_come_has_none() {
    let mut screen = with_first();
    screen.go("2026-11-19");
    screen.press("<enter>");
    screen.sees("The visit planned for Thu 19 Nov");
    screen.press("<esc> <right> <enter>");
    screen.sees("No visit is planned on this day");
    assert!(!screen.is_form());
}

#[test]
fn a_visit_is_moved_with_the_arrows_and_undone() {
    let mut screen = with_first();
    screen.go("2026-11-19");
    screen.press("m <right>");
    screen.sees("Move the visit of Thu 19 Nov to: Fri 20 Nov");
    screen.press("<enter>");
    screen.sees("Moved from Thu 19 Nov to Fri 20 Nov");
    screen.sees("19 →");
    screen.sees("[20]○");
    assert_eq!(screen.sessions("2026-11-20")[0].planned, Some(date("2026-11-19")));
    screen.press("u");
    assert_eq!(screen.state("2026-11-19"), Some(VisitState::Planned));
    assert_eq!(screen.state("2026-11-20"), None);
}

#[test]
fn a_visit_is_moved_to_a_date_typed_and_an_occupied_or_wrong_one_is_refused() {
    let mut screen = with_first();
    screen.press("m 1 9 <enter>");
    screen.sees("Thu 19 Nov already has a visit; choose another day");
    screen.press("<bs> <bs> 9 9 <enter>");
    screen.sees("There is no day “99” in the calendar");
    screen.press("<bs> <bs>");
    for (typed, says) in [
        ("2026-11-03", "Tue 3 Nov is past"),
        ("2026-12-20", "outside the treatment weeks"),
        ("2026-11-16", "on Mon 16 Nov already"),
    ] {
        screen.press("<right> <left>");
        screen.paste(typed);
        screen.press("<enter> <enter>");
        screen.sees(says);
    }
    screen.wrote_nothing();
    screen.press("<right> <left> 1 7 <enter>");
    assert_eq!(screen.state("2026-11-17"), Some(VisitState::Planned));
    assert_eq!(screen.state(TODAY), None);
}

#[test]
fn escape_leaves_a_visit_where_it_is() {
    let mut screen = with_first();
    screen.press("m <right> <right> <esc>");
    screen.wrote_nothing();
    assert_eq!(screen.state(TODAY), Some(VisitState::Planned));
}

#[test]
fn a_visit_is_marked_with_a_reason_and_the_mark_taken_back() {
    let mut screen = with_first();
    screen.go("2026-11-12");
    screen.sees("nothing written");
    screen.press("x 1 2");
    screen.sees("Wait with the next visit until you are well");
    screen.paste("flu");
    screen.press("<enter> <enter>");
    screen.sees("Noted. Wait with the next visit");
    screen.sees("unwell · flu");
    screen.sees("[12]✕");
    screen.sees("flu");
    assert_eq!(screen.state("2026-11-12"), Some(VisitState::Missed));
    screen.press("<esc> x 3 6 <enter> <enter>");
    let session = screen.sessions("2026-11-12").remove(0);
    let absence = session.absence().unwrap();
    assert_eq!(absence.how, Absent::Cancelled(Some(CancelledBy::Therapist)));
    assert_eq!(absence.why.as_ref().unwrap().as_str(), "flu");
    assert_eq!(absence.reason, Some(MissReason::Therapist));
    screen.press("x 4 <enter> <enter> <enter>");
    assert_eq!(screen.state("2026-11-12"), Some(VisitState::Unlogged));
}

#[test]
fn a_visit_to_come_can_be_cancelled_and_not_missed() {
    let mut screen = with_first();
    screen.go("2026-11-19");
    screen.press("x");
    assert!(!screen.shows("I did not go"), "it cannot have been missed yet");
    screen.press("1 3 <enter> <enter>");
    assert_eq!(screen.state("2026-11-19"), Some(VisitState::Cancelled));
}

#[test]
fn a_visit_is_added_outside_the_plan() {
    let mut screen = with_first();
    screen.go("2026-11-21");
    screen.press("a");
    screen.paste("9.30");
    screen.press("<enter>");
    screen.sees("◇ 09:30 · planned · extra");
    screen.go("2026-11-05");
    screen.press("t");
    screen.go("2026-11-19");
    screen.press("a");
    screen.sees("Thu 19 Nov already has a visit");
    screen.press("<esc> t");
    screen.go("2026-11-14");
    screen.press("a 1 <c-s>");
    screen.sees("◆ 17:30 · 60 min · done · extra");
    screen.sees("1 extra");
}

#[test]
fn deleting_asks_once_and_undo_brings_the_visit_back() {
    let mut screen = with_first();
    screen.go("2026-11-02");
    screen.press("d");
    screen.sees("Delete what is written about the visit of Mon 2 Nov?");
    screen.press("<esc>");
    assert_eq!(screen.sessions("2026-11-02").len(), 1);
    screen.press("d y");
    assert_eq!(screen.state("2026-11-02"), Some(VisitState::Unlogged));
    screen.press("u");
    assert_eq!(screen.sessions("2026-11-02"), vec![first_visit()]);
}

#[test]
fn an_unreadable_day_is_a_question_mark_and_nothing_is_written_to_it() {
    let home = Home::with(&first());
    for on in [TODAY, "2026-11-18"] {
        home.write_day(on, &torn(on));
    }
    let mut screen = Screen::at(home, |_| {});
    screen.sees("[16]?");
    screen.sees("cannot be read");
    screen.sees("line 3, column 8");
    for key in ["<enter>", "a", "m", "x", "d"] {
        screen.press(key);
        screen.sees("set the file aside and start the day anew");
        screen.press("<esc>");
    }
    screen.go("2026-11-19");
    screen.press("m 1 8 <enter>");
    screen.sees("The file of Wed 18 Nov could not be read");
    screen.wrote_nothing();
}

/// A day's file with a figure that cannot be.
fn torn(on: &str) -> String {
    format!("date = {on}\n[checkin]\npain = 11\n")
}

/// Sessions with every mark there is.
pub fn every_mark() -> Home {
    let planned =
        |slot: Option<&str>| Session { planned: slot.map(date), ..Session::new(SessionStatus::Planned) };
    let home = Home::with(&diary(&[
        ("2026-11-02", vec![first_visit()]),
        ("2026-11-05", vec![done(45)]),
        ("2026-11-07", vec![done(60)]),
        ("2026-11-09", vec![Session::new(SessionStatus::Missed)]),
        ("2026-11-20", vec![planned(Some("2026-11-19"))]),
        ("2026-11-21", vec![planned(None)]),
        ("2026-11-23", vec![Session::new(SessionStatus::Cancelled)]),
    ]));
    home.write_day("2026-11-17", &torn("2026-11-17"));
    home
}

#[test]
fn every_mark_shows_at_every_size_without_colour_and_in_ascii() {
    let marks = [
        ("2", "●", "O"),
        ("5", "◐", "c"),
        ("7", "◆", "E"),
        ("9", "✕", "x"),
        ("12", "!", "!"),
        ("17", "?", "?"),
        ("19", "→", ">"),
        ("20", "○", "o"),
        ("21", "◇", "e"),
        ("23", "⊘", "/"),
    ];
    for (color, ascii) in [(true, false), (false, false), (false, true)] {
        let mut screen =
            Screen::at(every_mark(), |settings| (settings.color, settings.ascii) = (color, ascii));
        for (width, height) in [(100, 30), (80, 24), (60, 20), (44, 16)] {
            let text = screen.at(width, height);
            for (day, sign, plain) in marks {
                let wanted = format!("{day:>2} {}", if ascii { plain } else { sign });
                assert!(text.contains(&wanted), "{wanted} at {width}x{height}\n{text}");
            }
            assert!(text.contains("[16]"), "{text}");
            let own = |c: char| !c.is_ascii();
            assert!(!ascii || !text.contains(own), "{text}");
        }
    }
}

#[test]
fn the_legend_names_every_mark_and_the_phases_are_named() {
    let screen = Screen::at(every_mark(), |_| {});
    let text = screen.screen();
    for word in [
        "planned",
        "done",
        "short",
        "missed",
        "cancelled",
        "moved away",
        "extra",
        "nothing written",
        "not readable",
        "rated late",
        "skipped",
        "blank",
        "baseline",
        "week five",
    ] {
        assert!(text.contains(word), "{word}\n{text}");
    }
}

#[test]
fn weeks_begin_as_configured_and_bear_their_iso_number() {
    let screen = with_first();
    let text = screen.screen();
    assert!(text.contains("wk   Mon") && text.contains("45    2 ●"), "{text}");
    let mut screen = Screen::at(Home::with(&first()), |settings| settings.week_start = Weekday::Sun);
    let text = screen.screen();
    assert!(text.contains("wk   Sun"), "{text}");
    assert!(text.contains("45  ░ 1  ·   2 ●"), "{text}");
    screen.press("] ]");
    screen.sees("January 2027");
    screen.sees("53   27");
}

#[test]
fn one_gets_around_by_day_week_month_today_and_next_visit() {
    let mut screen = with_first();
    screen.press("<down>");
    screen.sees("[23]");
    screen.press("<up> <left>");
    screen.sees("[15]");
    screen.press("n");
    screen.sees("[16]");
    screen.press("n");
    screen.sees("[19]");
    screen.press("]");
    screen.sees("December 2026");
    screen.press("[ [");
    screen.sees("October 2026");
    screen.press("t");
    screen.sees("Today, Mon 16 Nov · day 15");
}

#[test]
fn the_list_reads_the_same_visits() {
    let mut screen = Screen::at(every_mark(), |_| {});
    screen.press("v");
    screen.sees("Thu 5 Nov");
    screen.sees("short");
    screen.sees("planned, moved");
    screen.sees("nothing written");
    screen.press("<up> <up>");
    screen.sees("▌✕ Mon 9 Nov");
    screen.press("<enter>");
    screen.sees("A visit on Mon 9 Nov");
}

#[test]
fn two_visits_of_a_day_are_told_apart() {
    let at = |time: &str, minutes| Session { time: Some(time.parse().unwrap()), ..done(minutes) };
    let mut screen = Screen::new(&[(TODAY, vec![at("09:00:00", 60), at("17:00:00", 30)])]);
    screen.sees("▸ ● 09:00");
    screen.press("<space>");
    screen.sees("▸ ◐ 17:00");
    screen.press("d y");
    assert_eq!(screen.sessions(TODAY), vec![at("09:00:00", 60)]);
}

#[test]
fn cost_is_summed_and_adherence_said_in_words() {
    let cost = |text: &str| Session { cost: Some(text.parse().unwrap()), ..done(60) };
    let screen = Screen::new(&[("2026-11-02", vec![cost("62.50")]), ("2026-11-05", vec![cost("60")])]);
    screen.sees("Cost     122.50 for 2 visits");
    screen.sees("75% is 6 visits. 4 more visits reach 75%");
    screen.sees("Minutes  120 of 240 so far");
}

#[test]
fn from_today_one_key_opens_that_days_visit() {
    let mut screen = with_first();
    screen.press("<f1> <left> s");
    screen.sees("A visit on Sun 15 Nov");
    screen.press("<esc> <f1>");
    screen.sees("s visit");
    let strip = screen.line("visits ");
    assert!(strip.contains("!") && strip.contains("○"), "{strip}");
}

#[test]
fn other_weekdays_change_only_the_weeks_to_come() {
    let mut screen = with_first();
    screen.press("<f5>");
    screen.until("<down>", "▌Visits on");
    screen.press("<enter>");
    screen.sees("hold from the next week");
    screen.press("1 2 4 5 <enter>");
    let schedule = screen.home.trial().unwrap().plan.schedule;
    assert_eq!(schedule.len(), 2);
    assert_eq!(schedule[1].from, date("2026-11-23"));
    assert_eq!(schedule[1].days, BTreeSet::from([DayOfWeek(Weekday::Tue), DayOfWeek(Weekday::Fri)]));
    screen.sees("Mon Thu; from Mon 23 Nov Tue Fri");
    assert_eq!(screen.state("2026-11-19"), Some(VisitState::Planned));
    assert_eq!(screen.state("2026-11-24"), Some(VisitState::Planned));
    assert_eq!(screen.state("2026-11-26"), None);
    screen.press("u");
    assert_eq!(screen.home.trial().unwrap().plan.schedule.len(), 1);
}

#[test]
fn the_guide_is_at_hand_in_the_form() {
    let mut screen = with_first();
    screen.press("<enter> g");
    screen.sees("Swedish");
    screen.press("<esc>");
    screen.sees("A visit on Mon 16 Nov");
}

#[test]
fn no_size_and_no_state_breaks_the_drawing() {
    for keys in [
        "",
        "v",
        "<enter>",
        "<enter> <enter> 6 5 4 7",
        "m 1",
        "x",
        "d",
        "<down> a",
        "<enter> <enter> 6 5 4 7 <c-s>",
    ] {
        let mut screen = Screen::at(every_mark(), |_| {});
        screen.press(keys);
        for width in [0, 1, 39, 40, 44, 60, 76, 80, 96, 120] {
            for height in [0, 1, 11, 12, 13, 16, 20, 24, 30, 40] {
                screen.resize(width, height);
                assert!(screen.screen().lines().count() <= usize::from(height), "{width}x{height}");
            }
        }
    }
}

#[test]
fn without_a_trial_it_says_so_and_a_visit_can_be_written_down() {
    let mut screen = Screen::at(Home::new(), |_| {});
    screen.sees("No trial has begun");
    screen.press("x m n");
    screen.sees("No trial has begun");
    screen.press("<esc> <enter> <c-s>");
    assert_eq!(screen.sessions(TODAY).len(), 1);
    screen.sees("No trial has begun");
}

#[test]
fn the_time_of_a_visit_to_come_is_set_changed_and_taken_away() {
    let mut screen = with_first();
    screen.go("2026-11-19");
    screen.press("<enter>");
    screen.paste("5pm");
    screen.press("<enter>");
    screen.sees("The visit of Thu 19 Nov is planned at 17:00.");
    screen.sees("○ 17:00 · planned");
    let [visit] = screen.sessions("2026-11-19").try_into().unwrap();
    assert_eq!((visit.status(), visit.planned), (SessionStatus::Planned, None));
    screen.press("<enter>");
    screen.paste("25:00");
    screen.press("<enter>");
    screen.sees("17:30");
    assert_eq!(screen.sessions("2026-11-19"), [visit], "what is no time is refused");
    screen.press("<bs> <bs> <bs> <bs> <bs> <enter>");
    assert_eq!(screen.sessions("2026-11-19"), [], "a visit of which nothing is known needs no mention");
    screen.press("u");
    screen.sees("○ 17:00 · planned");
}

/// Pain gets worse before the day.
fn worse() -> Diary {
    first().pains(-3, "5 5 5 5").pains(12, "8 8 8")
}

#[test]
fn pain_getting_worse_stands_first_and_one_key_makes_it_a_hold() {
    let mut screen = Screen::of(worse());
    for (width, height) in [(100, 30), (80, 24), (60, 20)] {
        let text = screen.at(width, height);
        let first = text.lines().nth(3).unwrap();
        assert!(first.contains("Pause the visits and talk to your clinician"), "{text}");
    }
    screen.sees("h put on hold");
    screen.press("h");
    screen.sees("On hold since Mon 16 Nov 2026: Pain is getting worse.");
    assert!(!screen.shows("put on hold"), "it is");
    assert!(screen.has_hold());
    screen.press("u");
    assert!(!screen.has_hold());
}

#[test]
fn in_a_small_window_a_warning_is_read_to_its_end_before_anything_else() {
    let mut screen = Screen::small(&worse(), 40, 12);
    let is_page = |screen: &Screen| screen.shows("Enter reads on") || screen.shows("Enter goes on");
    let read = |screen: &mut Screen| {
        let mut seen = String::new();
        for _ in 0..12 {
            if !is_page(screen) {
                break;
            }
            let rows: Vec<&str> = screen.screen().lines().skip(3).take(6).collect();
            seen.push_str(&rows.join(" "));
            seen.push(' ');
            screen.press("<enter>");
        }
        assert!(!is_page(screen), "it ends");
        flat(&seen)
    };
    let seen = read(&mut screen);
    assert!(
        seen.contains("Pause the visits and talk to your") && seen.contains("in the baseline week"),
        "{seen}"
    );
    let text = screen.screen();
    assert!(text.contains("November 2026") && text.contains("Pause the visits"), "{text}");
    screen.press("w");
    assert!(is_page(&screen), "it can be read again");
    screen.press("<esc> <esc> <esc> <enter> 1 6 5 4 9");
    let seen = read(&mut screen);
    assert!(seen.contains("Call the emergency number now, also if it has gone again."), "{seen}");
    screen.press("<esc>");
    screen.sees("Nothing is written yet");
}

#[test]
fn in_a_stopped_trial_no_visit_is_due_or_listed_as_due() {
    let planned = Session::new(SessionStatus::Planned);
    let moved = Session { planned: Some(date("2026-11-19")), ..planned.clone() };
    let diary = diary(&[
        ("2026-11-02", vec![first_visit()]),
        ("2026-11-18", vec![moved]),
        ("2026-11-21", vec![planned]),
    ]);
    let stopped = Stopped { on: date(TODAY), reason: StopReason::Time, text: None };
    let mut screen = Screen::of(diary.with(|trial| trial.stopped = Some(stopped)));
    screen.sees("This trial is stopped; no visit is due");
    screen.press("n");
    screen.sees("No visit is still to come.");
    screen.press("v");
    let list = screen.screen();
    assert!(!list.contains('○') && !list.contains('◇'), "{list}");
    assert!(list.contains("● Mon 2 Nov"), "{list}");
    screen.press("v t <right> a");
    screen.sees("no more visits are planned in it");
}

#[test]
fn what_goes_along_to_a_visit_stands_beside_the_next_one_and_in_its_form() {
    let mut diary = first();
    let list = &mut diary.trial.checklist;
    let ask = |item: &str| weekfive::content::question(item).unwrap().rule.clone();
    let on = date("2026-10-26");
    for item in ["diabetes-or-reduced-feeling", "abuse-history", "blood-thinners"] {
        list.answer(&ask(item), true, on);
    }
    let words = |text: &str| Some(Words::new(text).unwrap());
    let limits = words("light pressure only");
    list.clear("blood-thinners", Clearance { on, by: words("Dr Lind"), limits });
    let mut screen = Screen::of(diary);
    for (width, height) in [(100, 30), (80, 24), (60, 20)] {
        let text = flat(&screen.at(width, height));
        assert!(text.contains("light pressure") && text.contains("Tell your therapist: diabetes"), "{text}");
        assert!(!text.contains("stir"), "what is the person's own to share is not shown");
    }
    screen.press("<left>");
    screen.sees("Next visit: Mon 16 Nov.");
    screen.sees("light pressure only");
    screen.press("t <enter>");
    screen.sees("light pressure only");
    screen.sees("Tell your therapist: diabetes");
}

#[test]
fn a_visit_that_hurt_too_much_says_at_once_what_to_do() {
    let mut screen = with_first();
    screen.go("2026-11-12");
    screen.press("x 1 1");
    screen.sees("tell your therapist before the next visit");
    screen.press("<enter> <enter>");
    screen.sees("Noted. It hurt too much: tell your therapist");
    screen.sees("it hurt too much");
    let [visit] = screen.sessions("2026-11-12").try_into().unwrap();
    let absence = visit.absence().unwrap();
    assert_eq!((absence.how, absence.reason), (Absent::Missed, Some(MissReason::Hurt)));
}

#[test]
fn the_list_has_headings_and_a_cursor_always_and_a_click_goes_to_its_row() {
    let mut screen = Screen::at(every_mark(), |_| {});
    screen.go("2026-12-30");
    screen.press("v");
    for (width, height) in [(100, 30), (80, 24), (60, 20), (40, 12)] {
        let text = screen.at(width, height);
        assert!(text.contains("Date") && text.contains("Time"), "{text}");
        assert_eq!(text.matches('▌').count(), 1, "{text}");
    }
    screen.press("click:\"Mon 9 Nov\"");
    screen.sees("▌✕ Mon 9 Nov");
    screen.press("click:\"Mon 9 Nov\"");
    screen.sees("A visit on Mon 9 Nov");
    screen.press("<esc> v click:\"20 ○\"");
    screen.sees("[20]○");
    screen.press("click:\"‹ November\"");
    screen.sees("October 2026");
}

#[test]
fn a_follow_up_block_has_its_visits_by_steps_on_the_calendar() {
    let follow_up = FollowUp {
        follows: TrialId::parse("2026-08-01-neck").unwrap(),
        baseline_start: date("2026-08-01"),
        steps: Steps::new(&[(7, 4)]).unwrap(),
    };
    let diary = Diary::changed(Site::Neck, &[], |setup| {
        setup.dose = Some("60x1".parse().unwrap());
        setup.follow_up = Some(follow_up);
    });
    let mut screen = Screen::of(diary.visit(1, first_visit()));
    screen.press("n");
    screen.sees("of 4 planned");
    let to_come: Vec<_> =
        ["2026-11-16", "2026-11-19", "2026-11-23"].into_iter().filter_map(|on| screen.state(on)).collect();
    assert_eq!(to_come, [VisitState::Planned, VisitState::Planned]);
}
