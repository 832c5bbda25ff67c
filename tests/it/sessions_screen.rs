//! Sessions as a person uses it: keys in, screen out.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, Weekday};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use weekfive::app::effect::Read;
use weekfive::app::msg::WasRead;
use weekfive::app::views::sessions::Open;
use weekfive::app::{App, Effect, Journal, Msg, Settings, View, update};
use weekfive::domain::calendar::dates;
use weekfive::domain::checkin::Rating;
use weekfive::domain::checklist::{Clearance, VISIT_HOLD};
use weekfive::domain::day::Day;
use weekfive::domain::journal::{DayBook, Entry, Problem};
use weekfive::domain::score::{Minutes, Score};
use weekfive::domain::session::{CancelledBy, Discomfort, MissReason, Session, SessionStatus, Technique};
use weekfive::domain::text::Words;
use weekfive::domain::trial::{DayOfWeek, FollowUp, Steps, StopReason, Stopped, TrialId};
use weekfive::domain::visits::{VisitState, visits};
use weekfive::ui::{Theme, draw};

use crate::support::date;
use crate::support::diary::{done, neck};

/// 60x2 on Mon and Thu from Mon 2 Nov; today is Mon 16 Nov, day 15.
const TODAY: &str = "2026-11-16";

fn first_visit() -> Session {
    Session {
        time: Some("17:30:00".parse().unwrap()),
        techniques: vec![Technique::Swedish, Technique::TriggerPoint],
        therapist: Some(Words::new("Anna").unwrap()),
        ..done(60)
    }
}

/// The program with a journal in memory; saves succeed, and what they were is kept.
struct Screen {
    app: App,
    saved: Vec<Effect>,
}

impl Screen {
    fn new(days: &[(&str, Vec<Session>)]) -> Self {
        let mut book = DayBook::default();
        book.mark_read(date("2026-10-01"), date("2027-01-31"));
        for (on, sessions) in days {
            let day = Day { sessions: sessions.clone(), ..Day::empty(date(on)) };
            book.put(date(on), Entry::Written(day));
        }
        let journal = Journal { trial: Some(neck()), days: book, ..Journal::default() };
        let now: DateTime<FixedOffset> = format!("{TODAY}T19:00:00+01:00").parse().unwrap();
        let mut screen = Self { app: App::new(Settings::default(), now, journal), saved: Vec::new() };
        screen.press("f2");
        screen
    }

    fn unreadable(mut self, on: &str) -> Self {
        let problem = Problem { file: "x.toml".into(), line: 3, column: 8, message: "a score".into() };
        self.app.journal.days.put(date(on), Entry::Unreadable(problem));
        self.press("t");
        self
    }

    fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.app, msg) {
            self.saved.push(effect.clone());
            match effect {
                Effect::Save { base, ours } => {
                    self.tell(Msg::Saved { base, ours: ours.clone(), result: Ok(ours) });
                }
                Effect::Read(Read::Days(first, last)) => {
                    let mut book = DayBook::default();
                    book.mark_read(first, last);
                    self.tell(Msg::Read(WasRead::Days(book)));
                }
                _ => {}
            }
        }
    }

    /// Presses keys, and counts them.
    fn press(&mut self, keys: &str) -> usize {
        for key in keys.split_whitespace() {
            // A person takes a moment between two keys.
            let now = self.app.now + chrono::TimeDelta::milliseconds(150);
            self.tell(Msg::Clock(now));
            let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
            let event = match key {
                "enter" => plain(KeyCode::Enter),
                "esc" => plain(KeyCode::Esc),
                "left" => plain(KeyCode::Left),
                "right" => plain(KeyCode::Right),
                "up" => plain(KeyCode::Up),
                "down" => plain(KeyCode::Down),
                "pgdn" => plain(KeyCode::PageDown),
                "bs" => plain(KeyCode::Backspace),
                "f1" => plain(KeyCode::F(1)),
                "f2" => plain(KeyCode::F(2)),
                "f5" => plain(KeyCode::F(5)),
                "ctrl-s" => KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL),
                "ctrl-r" => KeyEvent::new(KeyCode::Char('r'), KeyModifiers::CONTROL),
                key => plain(KeyCode::Char(key.chars().next().unwrap())),
            };
            self.tell(Msg::Key(event));
        }
        keys.split_whitespace().count()
    }

    fn type_text(&mut self, text: &str) {
        self.tell(Msg::Paste(text.to_owned()));
    }

    fn go(&mut self, on: &str) {
        let away = date(on).signed_duration_since(self.app.today).num_days();
        let key = if away < 0 { "left" } else { "right" };
        for _ in 0..away.unsigned_abs() {
            self.press(key);
        }
    }

    fn text(&self, width: u16, height: u16) -> String {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let theme = Theme::new(&self.app.settings);
        terminal.draw(|frame| drop(draw(frame, &self.app, &theme))).unwrap();
        let buffer = terminal.backend().buffer();
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..height).map(|y| row(y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    fn sees(&self, words: &str) {
        let text = self.text(100, 30);
        assert!(text.contains(words), "no “{words}” in\n{text}");
    }

    fn sessions(&self, on: &str) -> Vec<Session> {
        self.app.journal.days.to_edit(date(on)).unwrap().sessions
    }

    fn state(&self, on: &str) -> Option<VisitState> {
        let plan = &self.app.journal.trial.as_ref().unwrap().plan;
        let visits = visits(plan, &self.app.journal.days, self.app.today);
        visits.on(date(on)).next().map(|visit| visit.state)
    }

    fn saves(&self) -> usize {
        self.saved.iter().filter(|effect| matches!(effect, Effect::Save { .. })).count()
    }
}

fn with_first() -> Screen {
    Screen::new(&[("2026-11-02", vec![first_visit()])])
}

#[test]
fn a_routine_visit_takes_eight_keys_from_the_calendar_with_enter_alone() {
    let mut screen = with_first();
    let keys = screen.press("enter 1 6 5 4 1 enter enter");
    assert!(keys <= 8);
    let [visit] = screen.sessions(TODAY).try_into().unwrap();
    let score = |number| Some(Score::new(number).unwrap());
    assert_eq!(
        visit,
        Session {
            pain_before: score(6),
            pain_during: score(5),
            pain_after: score(4),
            discomfort: vec![Discomfort::None],
            ..first_visit()
        }
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
    screen.press("enter");
    screen.sees("17:30 · 60 min · Swedish, Trigger point · Anna");
    screen.press("2");
    screen.type_text("50");
    screen.press("ctrl-s");
    assert_eq!(screen.sessions(TODAY), vec![done(50)]);
}

#[test]
fn without_an_earlier_visit_the_plans_minutes_are_offered() {
    let mut screen = Screen::new(&[]);
    screen.press("enter");
    screen.sees("As planned?");
    screen.press("y ctrl-s");
    assert_eq!(screen.sessions(TODAY), vec![done(60)]);
}

#[test]
fn stepping_back_writes_no_visit_and_keeps_what_was_filled_in() {
    let mut screen = with_first();
    for only_defaults in ["enter esc", "enter enter esc", "enter 1 esc", "enter enter enter down up left esc"]
    {
        screen.press(only_defaults);
        assert_eq!((screen.sessions(TODAY).len(), screen.saves()), (0, 0), "{only_defaults}");
        assert!(screen.app.sessions_view.open.is_none());
    }
    screen.press("enter 1 6 esc");
    assert_eq!(screen.sessions(TODAY).len(), 0, "nothing is written that was not confirmed");
    screen.sees("Nothing is written yet");
    screen.press("enter");
    screen.sees("not written yet");
    screen.sees("▌Pain during");
    screen.press("5 4 1 enter enter");
    let [visit] = screen.sessions(TODAY).try_into().unwrap();
    assert_eq!((visit.minutes.map(Minutes::get), visit.pain_before.map(Score::get)), (Some(60), Some(6)));
    assert!(screen.app.journal.trial.as_ref().unwrap().checklist.drafts.is_empty());
    let saves = screen.saves();
    screen.press("esc enter esc enter ctrl-s");
    assert_eq!(screen.saves(), saves, "looking at a visit writes nothing");
    screen.press("u");
    assert_eq!(screen.sessions(TODAY).len(), 0);
}

#[test]
fn a_sharp_pain_changes_the_screen_at_once_and_opens_no_hold() {
    let mut screen = with_first();
    screen.press("enter 1 6 5 4");
    assert!(!screen.text(100, 30).contains("NOT THIS TECHNIQUE"));
    screen.press("4");
    screen.sees("NOT THIS TECHNIQUE AGAIN");
    screen.sees("is a sign to stop that technique");
    screen.press("4");
    assert!(!screen.text(100, 30).contains("NOT THIS TECHNIQUE"), "a slip can be taken back");
    screen.press("4 ctrl-s");
    assert!(!screen.app.journal.trial.as_ref().unwrap().checklist.has_open_hold());
}

#[test]
fn numbness_opens_a_hold_with_the_visit_and_undo_takes_both_back() {
    let (call, doctor) = ("Call the emergency number now", "No massage before a doctor has looked at it");
    for (kind, words, id) in
        [("7", doctor, "red-flag"), ("8", doctor, "red-flag"), ("9", call, "urgent"), ("x", call, "urgent")]
    {
        let mut screen = with_first();
        screen.press("enter 1 6 5 4");
        screen.press(kind);
        for (width, height) in [(100, 30), (80, 24), (60, 20)] {
            assert!(screen.text(width, height).contains(words), "{}", screen.text(width, height));
        }
        screen.press("ctrl-s");
        let hold = |screen: &Screen| {
            let trial = screen.app.journal.trial.as_ref().unwrap();
            trial.checklist.open_hold_for(VISIT_HOLD).cloned()
        };
        assert_eq!(hold(&screen).unwrap().kind.id(), id);
        assert_eq!(screen.saves(), 2, "the day and the trial are saved");
        screen.sees(words);
        screen.sees("Massage is on hold from now on");
        assert!(!screen.text(100, 30).contains("water"), "nothing cheerful beside a warning");
        screen.press("esc u");
        assert!(hold(&screen).is_none() && screen.sessions(TODAY).is_empty());
        screen.press("ctrl-r");
        assert!(hold(&screen).is_some() && screen.sessions(TODAY).len() == 1);
    }
}

#[test]
fn changing_the_note_of_a_settled_visit_opens_no_second_hold() {
    let numb = Session { discomfort: vec![Discomfort::Numbness], ..done(60) };
    let mut screen = Screen::new(&[(TODAY, vec![numb])]);
    screen.press("enter right 5 ctrl-s");
    assert_eq!(screen.saves(), 0, "605 minutes are refused");
    screen.press("bs ctrl-s");
    screen.press("enter right bs 5 ctrl-s");
    assert!(!screen.app.journal.trial.as_ref().unwrap().checklist.has_open_hold());
}

#[test]
fn while_a_hold_is_open_a_visit_is_asked_for_once_more_and_marked() {
    let mut screen = with_first();
    let trial = screen.app.journal.trial.as_mut().unwrap();
    trial.checklist.open_hold(
        "fever",
        weekfive::domain::checklist::QuestionKind::RedFlag,
        date("2026-11-10"),
    );
    screen.press("enter");
    screen.sees("A hold is open");
    screen.press("2");
    assert!(screen.app.dialog.is_some(), "a figure answers nothing");
    screen.press("n");
    assert!(screen.app.sessions_view.open.is_none());
    screen.press("enter y");
    screen.sees("Written down while a hold is open.");
    screen.press("1 6 ctrl-s");
    assert!(screen.sessions(TODAY)[0].during_hold);
    screen.press("esc enter");
    assert!(screen.app.dialog.is_none(), "what is written can be opened without being asked");
}

#[test]
fn minutes_out_of_range_and_a_time_taken_are_refused_with_the_form_open() {
    for minutes in ["0", "600"] {
        let mut screen = with_first();
        screen.press("enter 2");
        screen.type_text(minutes);
        screen.press("ctrl-s");
        screen.sees("1 to 480");
        assert_eq!(screen.saves(), 0);
        screen.press("f1 f2");
        assert!(screen.app.sessions_view.open.is_some(), "nothing typed is lost by changing the view");
    }
    let mut screen = with_first();
    screen.go("2026-11-02");
    screen.press("a 1 ctrl-s");
    screen.sees("There is already a visit at 17:30 on Mon 2 Nov");
    assert_eq!(screen.sessions("2026-11-02").len(), 1);
}

#[test]
fn a_visit_to_come_is_not_logged_and_a_free_day_to_come_has_none() {
    let mut screen = with_first();
    screen.go("2026-11-19");
    screen.press("enter");
    screen.sees("The visit planned for Thu 19 Nov");
    screen.press("esc right enter");
    screen.sees("No visit is planned on this day");
    assert!(screen.app.sessions_view.open.is_none());
}

#[test]
fn a_visit_is_moved_with_the_arrows_and_undone() {
    let mut screen = with_first();
    screen.go("2026-11-19");
    screen.press("m right");
    screen.sees("Move the visit of Thu 19 Nov to: Fri 20 Nov");
    screen.press("enter");
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
    screen.press("m 1 9 enter");
    screen.sees("Thu 19 Nov already has a visit; choose another day");
    screen.press("bs bs 9 9 enter");
    screen.sees("There is no day “99” in the calendar");
    screen.press("bs bs");
    for (typed, says) in [
        ("2026-11-03", "Tue 3 Nov is past"),
        ("2026-12-20", "outside the treatment weeks"),
        ("2026-11-16", "on Mon 16 Nov already"),
    ] {
        screen.press("right left");
        screen.type_text(typed);
        screen.press("enter enter");
        screen.sees(says);
    }
    assert_eq!(screen.saves(), 0);
    screen.press("right left 1 7 enter");
    assert_eq!(screen.state("2026-11-17"), Some(VisitState::Planned));
    assert_eq!(screen.state(TODAY), None);
}

#[test]
fn escape_leaves_a_visit_where_it_is() {
    let mut screen = with_first();
    screen.press("m right right esc");
    assert_eq!((screen.saves(), screen.state(TODAY)), (0, Some(VisitState::Planned)));
}

#[test]
fn a_visit_is_marked_with_a_reason_and_the_mark_taken_back() {
    let mut screen = with_first();
    screen.go("2026-11-12");
    screen.sees("nothing written");
    screen.press("x 1 2");
    screen.sees("Wait with the next visit until you are well");
    screen.type_text("flu");
    screen.press("enter enter");
    screen.sees("Noted. Wait with the next visit");
    screen.sees("unwell · flu");
    screen.sees("[12]✕");
    screen.sees("flu");
    assert_eq!(screen.state("2026-11-12"), Some(VisitState::Missed));
    screen.press("esc x 3 6 enter enter");
    let session = screen.sessions("2026-11-12").remove(0);
    assert_eq!((session.status, session.by), (SessionStatus::Cancelled, Some(CancelledBy::Therapist)));
    assert_eq!(session.why.unwrap().as_str(), "flu");
    assert_eq!(session.reason, Some(MissReason::Therapist));
    screen.press("x 4 enter enter enter");
    assert_eq!(screen.state("2026-11-12"), Some(VisitState::Unlogged));
}

#[test]
fn a_visit_to_come_can_be_cancelled_and_not_missed() {
    let mut screen = with_first();
    screen.go("2026-11-19");
    screen.press("x");
    assert!(!screen.text(100, 30).contains("I did not go"), "it cannot have been missed yet");
    screen.press("1 3 enter enter");
    assert_eq!(screen.state("2026-11-19"), Some(VisitState::Cancelled));
}

#[test]
fn a_visit_is_added_outside_the_plan() {
    let mut screen = with_first();
    screen.go("2026-11-21");
    screen.press("a");
    screen.type_text("9.30");
    screen.press("enter");
    screen.sees("◇ 09:30 · planned · extra");
    screen.go("2026-11-05");
    screen.press("t");
    screen.go("2026-11-19");
    screen.press("a");
    screen.sees("Thu 19 Nov already has a visit");
    screen.press("esc t");
    screen.go("2026-11-14");
    screen.press("a 1 ctrl-s");
    screen.sees("◆ 17:30 · 60 min · done · extra");
    screen.sees("1 extra");
}

#[test]
fn deleting_asks_once_and_undo_brings_the_visit_back() {
    let mut screen = with_first();
    screen.go("2026-11-02");
    screen.press("d");
    screen.sees("Delete what is written about the visit of Mon 2 Nov?");
    screen.press("esc");
    assert_eq!(screen.sessions("2026-11-02").len(), 1);
    screen.press("d y");
    assert_eq!(screen.state("2026-11-02"), Some(VisitState::Unlogged));
    screen.press("u");
    assert_eq!(screen.sessions("2026-11-02"), vec![first_visit()]);
}

#[test]
fn an_unreadable_day_is_a_question_mark_and_nothing_is_written_to_it() {
    let mut screen = with_first().unreadable(TODAY).unreadable("2026-11-18");
    screen.sees("[16]?");
    screen.sees("cannot be read");
    screen.sees("line 3, column 8");
    for key in ["enter", "a", "m", "x", "d"] {
        screen.press(key);
        assert!(screen.app.dialog.is_some(), "{key}");
        screen.press("esc");
    }
    screen.go("2026-11-19");
    screen.press("m 1 8 enter");
    screen.sees("The file of Wed 18 Nov could not be read");
    assert_eq!(screen.saves(), 0);
}

fn every_mark() -> Screen {
    let planned =
        |slot: Option<&str>| Session { planned: slot.map(date), ..Session::new(SessionStatus::Planned) };
    Screen::new(&[
        ("2026-11-02", vec![first_visit()]),
        ("2026-11-05", vec![done(45)]),
        ("2026-11-07", vec![done(60)]),
        ("2026-11-09", vec![Session::new(SessionStatus::Missed)]),
        ("2026-11-20", vec![planned(Some("2026-11-19"))]),
        ("2026-11-21", vec![planned(None)]),
        ("2026-11-23", vec![Session::new(SessionStatus::Cancelled)]),
    ])
    .unreadable("2026-11-17")
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
    for (width, height) in [(100, 30), (80, 24), (60, 20), (44, 16)] {
        for (color, ascii) in [(true, false), (false, false), (false, true)] {
            let mut screen = every_mark();
            screen.app.settings.color = color;
            screen.app.settings.ascii = ascii;
            let text = screen.text(width, height);
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
    let text = every_mark().text(100, 30);
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
    let mut screen = with_first();
    let text = screen.text(100, 30);
    assert!(text.contains("wk   Mon") && text.contains("45    2 ●"), "{text}");
    screen.app.settings.week_start = Weekday::Sun;
    let text = screen.text(100, 30);
    assert!(text.contains("wk   Sun"), "{text}");
    assert!(text.contains("45  ░ 1  ·   2 ●"), "{text}");
    screen.press("] ]");
    screen.sees("January 2027");
    screen.sees("53   27");
}

#[test]
fn one_gets_around_by_day_week_month_today_and_next_visit() {
    let mut screen = with_first();
    screen.press("down");
    screen.sees("[23]");
    screen.press("up left");
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
    let mut screen = every_mark();
    screen.press("v");
    screen.sees("Thu 5 Nov");
    screen.sees("short");
    screen.sees("planned, moved");
    screen.sees("nothing written");
    screen.press("up up");
    screen.sees("▌✕ Mon 9 Nov");
    screen.press("enter");
    screen.sees("A visit on Mon 9 Nov");
}

#[test]
fn two_visits_of_a_day_are_told_apart() {
    let at = |time: &str, minutes| Session { time: Some(time.parse().unwrap()), ..done(minutes) };
    let mut screen = Screen::new(&[(TODAY, vec![at("09:00:00", 60), at("17:00:00", 30)])]);
    screen.sees("▸ ● 09:00");
    screen.press(" ");
    screen.tell(Msg::Key(KeyEvent::new(KeyCode::Char(' '), KeyModifiers::NONE)));
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
    screen.press("f1 left s");
    assert_eq!(screen.app.view, View::Sessions);
    screen.sees("A visit on Sun 15 Nov");
    screen.press("esc f1");
    screen.sees("s visit");
    let strip = screen.text(100, 30).lines().find(|line| line.contains("visits ")).unwrap().to_owned();
    assert!(strip.contains("!") && strip.contains("○"), "{strip}");
}

#[test]
fn other_weekdays_change_only_the_weeks_to_come() {
    let mut screen = with_first();
    screen.press("f5");
    let row = screen.app.plan_view.rows.iter().position(|row| row.label == "Visits on").unwrap();
    screen.tell(Msg::Act(weekfive::app::Action::Plan(weekfive::app::action::Plan::Focus(row))));
    screen.sees("hold from the next week");
    screen.press("1 2 4 5 enter");
    let schedule = &screen.app.journal.trial.as_ref().unwrap().plan.schedule;
    assert_eq!(schedule.len(), 2);
    assert_eq!(schedule[1].from, date("2026-11-23"));
    assert_eq!(schedule[1].days, BTreeSet::from([DayOfWeek(Weekday::Tue), DayOfWeek(Weekday::Fri)]));
    screen.sees("Mon Thu; from Mon 23 Nov Tue Fri");
    assert_eq!(screen.state("2026-11-19"), Some(VisitState::Planned));
    assert_eq!(screen.state("2026-11-24"), Some(VisitState::Planned));
    assert_eq!(screen.state("2026-11-26"), None);
    screen.press("u");
    assert_eq!(screen.app.journal.trial.as_ref().unwrap().plan.schedule.len(), 1);
}

#[test]
fn the_guide_is_at_hand_in_the_form() {
    let mut screen = with_first();
    screen.press("enter g");
    screen.sees("Swedish");
    screen.press("esc");
    screen.sees("A visit on Mon 16 Nov");
}

#[test]
fn no_size_and_no_state_breaks_the_drawing() {
    for keys in
        ["", "v", "enter", "enter enter 6 5 4 7", "m 1", "x", "d", "down a", "enter enter 6 5 4 7 ctrl-s"]
    {
        let mut screen = every_mark();
        screen.press(keys);
        for width in [0, 1, 39, 40, 44, 60, 76, 80, 96, 120] {
            for height in [0, 1, 11, 12, 13, 16, 20, 24, 30, 40] {
                screen.text(width, height);
            }
        }
    }
    let mut screen = Screen::new(&[]);
    screen.app.journal.trial = None;
    screen.press("x m n");
    screen.sees("No trial has begun");
    for day in dates(date("2026-11-01"), date("2026-11-16")) {
        screen.app.journal.days.put(day, Entry::Written(Day { sessions: vec![done(60)], ..Day::empty(day) }));
    }
    screen.text(100, 30);
}

#[test]
fn the_time_of_a_visit_to_come_is_set_changed_and_taken_away() {
    let mut screen = with_first();
    screen.go("2026-11-19");
    screen.press("enter");
    screen.type_text("5pm");
    screen.press("enter");
    screen.sees("The visit of Thu 19 Nov is planned at 17:00.");
    screen.sees("○ 17:00 · planned");
    let [visit] = screen.sessions("2026-11-19").try_into().unwrap();
    assert_eq!((visit.status, visit.planned), (SessionStatus::Planned, None));
    screen.press("enter");
    screen.type_text("25:00");
    screen.press("enter");
    screen.sees("17:30");
    assert_eq!(screen.saves(), 1, "what is no time is refused");
    screen.press("bs bs bs bs bs enter");
    assert_eq!(screen.sessions("2026-11-19"), [], "a visit of which nothing is known needs no mention");
    screen.press("u");
    screen.sees("○ 17:00 · planned");
}

fn worse(mut screen: Screen) -> Screen {
    let rated = |screen: &mut Screen, on: &str, pain: i64| {
        let mut day = screen.app.journal.days.to_edit(date(on)).unwrap();
        day.checkin.rating = Rating::Rated(Score::new(pain).unwrap());
        screen.app.journal.days.put(date(on), Entry::Written(day));
    };
    for on in ["2026-10-29", "2026-10-30", "2026-10-31", "2026-11-01"] {
        rated(&mut screen, on, 5);
    }
    for on in ["2026-11-13", "2026-11-14", "2026-11-15"] {
        rated(&mut screen, on, 8);
    }
    screen.press("t");
    screen
}

#[test]
fn pain_getting_worse_stands_first_and_one_key_makes_it_a_hold() {
    let mut screen = worse(with_first());
    for (width, height) in [(100, 30), (80, 24), (60, 20)] {
        let text = screen.text(width, height);
        let first = text.lines().nth(3).unwrap();
        assert!(first.contains("Pause the visits and talk to your clinician"), "{text}");
    }
    screen.sees("h put on hold");
    screen.press("h");
    screen.sees("On hold since Mon 16 Nov 2026: Pain is getting worse.");
    assert!(!screen.text(100, 30).contains("put on hold"), "it is");
    assert!(screen.app.journal.trial.as_ref().unwrap().checklist.has_open_hold());
    screen.press("u");
    assert!(!screen.app.journal.trial.as_ref().unwrap().checklist.has_open_hold());
}

#[test]
fn in_a_small_window_a_warning_is_read_to_its_end_before_anything_else() {
    let mut screen = worse(with_first());
    screen.tell(Msg::Size { columns: 40, rows: 12 });
    let read = |screen: &mut Screen| {
        let mut seen = String::new();
        for _ in 0..12 {
            if screen.app.sessions_view.reading.is_none() {
                break;
            }
            let mut terminal = Terminal::new(TestBackend::new(40, 12)).unwrap();
            let theme = Theme::new(&screen.app.settings);
            let mut room = None;
            terminal.draw(|frame| room = draw(frame, &screen.app, &theme).scroll_room).unwrap();
            screen.tell(Msg::Drawn(room.unwrap()));
            let text = screen.text(40, 12);
            let rows: Vec<&str> = text.lines().skip(3).take(6).collect();
            seen.push_str(&rows.join(" "));
            seen.push(' ');
            screen.press("enter");
        }
        assert!(screen.app.sessions_view.reading.is_none(), "it ends");
        seen.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let seen = read(&mut screen);
    assert!(
        seen.contains("Pause the visits and talk to your") && seen.contains("in the baseline week"),
        "{seen}"
    );
    let text = screen.text(40, 12);
    assert!(text.contains("November 2026") && text.contains("Pause the visits"), "{text}");
    screen.press("w");
    assert!(screen.app.sessions_view.reading.is_some(), "it can be read again");
    screen.press("esc esc esc enter 1 6 5 4 9");
    let seen = read(&mut screen);
    assert!(seen.contains("Call the emergency number now, also if it has gone again."), "{seen}");
    assert!(matches!(screen.app.sessions_view.open, Some(Open::Log(_))), "and then on in the form");
}

#[test]
fn in_a_stopped_trial_no_visit_is_due_or_listed_as_due() {
    let planned = Session::new(SessionStatus::Planned);
    let moved = Session { planned: Some(date("2026-11-19")), ..planned.clone() };
    let mut screen = Screen::new(&[
        ("2026-11-02", vec![first_visit()]),
        ("2026-11-18", vec![moved]),
        ("2026-11-21", vec![planned]),
    ]);
    let stopped = Stopped { on: date(TODAY), reason: StopReason::Time, text: None };
    screen.app.journal.trial.as_mut().unwrap().stopped = Some(stopped);
    screen.press("t");
    screen.sees("This trial is stopped; no visit is due");
    screen.press("n");
    screen.sees("No visit is still to come.");
    screen.press("v");
    let list = screen.text(100, 30);
    assert!(!list.contains('○') && !list.contains('◇'), "{list}");
    assert!(list.contains("● Mon 2 Nov"), "{list}");
    screen.press("v t right a");
    screen.sees("no more visits are planned in it");
}

#[test]
fn what_goes_along_to_a_visit_stands_beside_the_next_one_and_in_its_form() {
    let mut screen = with_first();
    let list = &mut screen.app.journal.trial.as_mut().unwrap().checklist;
    let ask = |item: &str| weekfive::content::question(item).unwrap().rule.clone();
    let on = date("2026-10-26");
    for item in ["diabetes-or-reduced-feeling", "abuse-history", "blood-thinners"] {
        list.answer(&ask(item), true, on);
    }
    let words = |text: &str| Some(Words::new(text).unwrap());
    let limits = words("light pressure only");
    list.clear("blood-thinners", Clearance { on, by: words("Dr Lind"), limits });
    screen.press("t");
    for (width, height) in [(100, 30), (80, 24), (60, 20)] {
        let text = screen.text(width, height).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("light pressure") && text.contains("Tell your therapist: diabetes"), "{text}");
        assert!(!text.contains("stir"), "what is the person's own to share is not shown");
    }
    screen.press("left");
    screen.sees("Next visit: Mon 16 Nov.");
    screen.sees("light pressure only");
    screen.press("t enter");
    screen.sees("light pressure only");
    screen.sees("Tell your therapist: diabetes");
}

#[test]
fn a_visit_that_hurt_too_much_says_at_once_what_to_do() {
    let mut screen = with_first();
    screen.go("2026-11-12");
    screen.press("x 1 1");
    screen.sees("tell your therapist before the next visit");
    screen.press("enter enter");
    screen.sees("Noted. It hurt too much: tell your therapist");
    screen.sees("it hurt too much");
    let [visit] = screen.sessions("2026-11-12").try_into().unwrap();
    assert_eq!((visit.status, visit.reason), (SessionStatus::Missed, Some(MissReason::Hurt)));
}

#[test]
fn the_list_has_headings_and_a_cursor_always_and_a_click_goes_to_its_row() {
    let mut screen = every_mark();
    screen.go("2026-12-30");
    screen.press("v");
    for (width, height) in [(100, 30), (80, 24), (60, 20), (40, 12)] {
        let text = screen.text(width, height);
        assert!(text.contains("Date") && text.contains("Time"), "{text}");
        assert_eq!(text.matches('▌').count(), 1, "{text}");
    }
    let click = |screen: &mut Screen, words: &str| {
        let mut terminal = Terminal::new(TestBackend::new(100, 30)).unwrap();
        let theme = Theme::new(&screen.app.settings);
        let mut hits = None;
        terminal.draw(|frame| hits = Some(draw(frame, &screen.app, &theme))).unwrap();
        let text = screen.text(100, 30);
        let row = text.lines().position(|line| line.contains(words)).unwrap();
        let line = text.lines().nth(row).unwrap();
        let column = line.chars().count() - line[line.find(words).unwrap()..].chars().count();
        let at = |number: usize| u16::try_from(number).unwrap();
        let action = hits.unwrap().at(at(column), at(row)).expect("a click does something");
        screen.tell(Msg::Act(action));
    };
    click(&mut screen, "Mon 9 Nov");
    screen.sees("▌✕ Mon 9 Nov");
    click(&mut screen, "Mon 9 Nov");
    screen.sees("A visit on Mon 9 Nov");
    screen.press("esc v");
    click(&mut screen, "20 ○");
    screen.sees("[20]○");
    click(&mut screen, "‹ November");
    screen.sees("October 2026");
}

#[test]
fn sessions_looks_as_it_did() {
    let sizes = [(100, 30), (80, 24), (60, 20), (40, 12)];
    for (name, keys) in [
        ("calendar", ""),
        ("list", "v"),
        ("visit", "enter"),
        ("visit_numb", "enter 1 6 5 4 7"),
        ("did_not_happen", "x 1 1"),
        ("moving", "m right"),
    ] {
        for (width, height) in sizes {
            let mut screen = every_mark();
            screen.tell(Msg::Size { columns: width, rows: height });
            screen.press(keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), screen.text(width, height));
        }
    }
}

#[test]
fn a_follow_up_block_has_its_visits_by_steps_on_the_calendar() {
    let mut screen = with_first();
    let plan = &mut screen.app.journal.trial.as_mut().unwrap().plan;
    plan.follow_up = Some(FollowUp {
        follows: TrialId::parse("2026-08-01-neck").unwrap(),
        baseline_start: date("2026-08-01"),
        steps: Steps::new(&[(7, 4)]).unwrap(),
    });
    screen.press("t n");
    screen.sees("of 4 planned");
    let to_come: Vec<_> =
        ["2026-11-16", "2026-11-19", "2026-11-23"].into_iter().filter_map(|on| screen.state(on)).collect();
    assert_eq!(to_come, [VisitState::Planned, VisitState::Planned]);
}
