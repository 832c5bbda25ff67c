//! Week five as a person sees and uses it: keys in, screen and files out.

use std::fs;

use chrono::{DateTime, FixedOffset};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use rstest::rstest;
use weekfive::app::action::{Action, Global};
use weekfive::app::{App, Journal, Msg, Settings, View, update};
use weekfive::content;
use weekfive::domain::calendar::{DayEnd, after, shift};
use weekfive::domain::checkin::Rating;
use weekfive::domain::checklist::{AgeBand, Dated, Question, QuestionKind, Site};
use weekfive::domain::journal::DayBook;
use weekfive::domain::recorded::Choice;
use weekfive::domain::trial::TrialId;
use weekfive::runtime::World;
use weekfive::runtime::clock::Clock;
use weekfive::runtime::effects::perform;
use weekfive::ui::{Theme, draw};

use crate::support::diary::{START, marker, numbered};
use crate::support::{Diary, Home, date, flat};

/// What a case is about; everything else is as in the plainest trial.
#[derive(Clone)]
struct Case {
    dose: &'static str,
    site: Site,
    age: AgeBand,
    baseline: &'static str,
    week_five: &'static str,
    /// Index totals, or minutes walked, before and in week five.
    function: (Option<i64>, Option<i64>),
    visits: usize,
    hold: Option<(&'static str, QuestionKind)>,
    today: i64,
}

const PLAIN: Case = Case {
    dose: "60x2",
    site: Site::Neck,
    age: AgeBand::From20To64,
    baseline: "6 6 7 6 6 6 6",
    week_five: "4 4 3 4 3 3 4",
    function: (Some(21), Some(14)),
    visits: 7,
    hold: None,
    today: 36,
};

impl Case {
    fn diary(&self) -> Diary {
        let markers = [marker("walk"), marker("sitting")];
        let markers = if self.site == Site::Neck { &[] } else { &markers[..] };
        let past = question("abuse-history");
        let mut diary = Diary::changed(self.site, markers, |setup| {
            setup.checklist.age = Some(Dated { value: self.age, on: setup.begun });
            setup.checklist.answer(&past, true, setup.begun);
            setup.dose = Some(self.dose.parse().unwrap());
        });
        if let Some((item, kind)) = self.hold {
            diary = diary.hold(item, kind, 21);
        }
        for (number, value) in [(0, self.function.0), (33, self.function.1)] {
            diary = match value {
                Some(total) if self.site == Site::Neck => diary.index(number, total),
                Some(minutes) => diary.amount(number, "walk", minutes).amount(number, "sitting", 20),
                None => diary,
            };
        }
        diary.pains(-6, self.baseline).pains(29, self.week_five).visits(self.visits).until(self.today)
    }

    fn open(&self) -> Screen {
        let mut screen = Screen::new(self.today);
        screen.home = Home::with(&self.diary());
        screen.reopened(self.today)
    }
}

fn question(id: &str) -> Question {
    content::question(id).unwrap().rule.clone()
}

/// A journal on disk and the program on it, without a terminal.
struct Screen {
    home: Home,
    app: App,
    size: (u16, u16),
}

impl Screen {
    fn new(day: i64) -> Self {
        let app = App::new(Settings::default(), at(day), Journal::default());
        Self { home: Home::new(), app, size: (100, 30) }
    }

    /// The program opened again on a day of the first trial, on Week five.
    fn reopened(mut self, day: i64) -> Self {
        let (store, trial) = (self.home.store(), self.home.trial());
        let today = numbered(day);
        let mut days = DayBook::default();
        for (first, last) in App::first_ranges(trial.as_ref(), today) {
            days.absorb(store.read_days(first, last));
        }
        let runs = trial.as_ref().is_some_and(|trial| !trial.is_over(today));
        let setup = if runs { None } else { self.home.setup() };
        let journal = Journal { trial, setup, days, trials: store.trial_ids(), ..Journal::default() };
        self.app = App::new(Settings::default(), at(day), journal);
        self.act(Action::Global(Global::Open(View::WeekFive)));
        self
    }

    fn take_in(&mut self, msg: Msg) {
        let world = World::new(self.home.store(), Clock::new(DayEnd::default(), None));
        for effect in update(&mut self.app, msg) {
            if let Some(msg) = perform(&world, effect) {
                self.take_in(msg);
            }
        }
    }

    fn act(&mut self, action: Action) {
        self.take_in(Msg::Act(action));
    }

    fn press(&mut self, code: KeyCode) {
        // Whoever presses a key has seen a frame.
        self.take_in(Msg::Drawing);
        // A person takes a moment between two keys.
        let now = self.app.now + chrono::TimeDelta::milliseconds(150);
        self.take_in(Msg::Clock(now));
        self.take_in(Msg::Key(KeyEvent::from(code)));
    }

    fn keys(&mut self, text: &str) {
        for letter in text.chars() {
            self.press(KeyCode::Char(letter));
        }
    }

    fn draw(&mut self, theme: &Theme) -> String {
        let (columns, rows) = self.size;
        self.take_in(Msg::Size { columns, rows });
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let mut room = None;
        terminal.draw(|frame| room = draw(frame, &self.app, theme).scroll_room).unwrap();
        if let Some(room) = room {
            self.take_in(Msg::Drawn(room));
        }
        let buffer = terminal.backend().buffer().clone();
        let rows = (0..buffer.area.height).map(|y| {
            let row: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect();
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    fn shown(&mut self) -> String {
        self.draw(&Theme::new(&Settings::default()))
    }

    /// Everything the view holds, line after line, by scrolling through it.
    fn whole(&mut self) -> String {
        let mut all = self.shown();
        for _ in 0..300 {
            let before = self.app.week_five_view.scroll;
            self.take_in(Msg::Wheel(1));
            let seen = self.shown();
            if self.app.week_five_view.scroll == before {
                return all;
            }
            all.push('\n');
            all.push_str(&seen);
        }
        panic!("it never ends:\n{all}");
    }

    fn trial_file(&self, id: &str) -> String {
        self.home.trial_text(id)
    }
}

fn at(day: i64) -> DateTime<FixedOffset> {
    format!("{}T20:00:00+01:00", numbered(day)).parse().unwrap()
}

#[track_caller]
fn has(screen: &str, parts: &[&str]) {
    for part in parts {
        assert!(screen.contains(part), "“{part}” is not on\n{screen}");
    }
}

#[rstest]
#[case::better(PLAIN, "CONTINUE", "b Plan a follow-up block")]
#[case::mixed(Case { function: (Some(21), Some(28)), ..PLAIN }, "CONTINUE, MIXED", "b Plan a follow-up block")]
#[case::pain_worse_function_better(Case { week_five: "9 9 9 9 9 9 8", ..PLAIN }, "CONTINUE, MIXED", "b Plan a follow-up block")]
#[case::review(
    Case { week_five: "9 9 9 9 9 9 9", function: (Some(21), Some(22)), ..PLAIN },
    "STOP AND REVIEW",
    "▸ w Write the report"
)]
#[case::adjust(
    Case { week_five: "6 6 6 6 5 6 6", function: (Some(21), Some(20)), ..PLAIN },
    "ADJUST",
    "c Plan a trial with one thing changed"
)]
#[case::inconclusive(
    Case { week_five: "6 6 6 6 5 6 6", function: (Some(21), Some(20)), visits: 5, ..PLAIN },
    "INCONCLUSIVE",
    "r Plan the trial again with the same dose"
)]
#[case::insufficient(
    Case { baseline: "", week_five: "", function: (None, None), ..PLAIN },
    "NOT ENOUGH DATA",
    "r Plan the trial again, with a full baseline week"
)]
fn every_verdict_has_its_name_its_reasons_and_its_step(
    #[case] case: Case,
    #[case] name: &str,
    #[case] step: &str,
    #[values((100, 30), (80, 24), (60, 20))] size: (u16, u16),
) {
    let mut screen = case.open();
    screen.size = size;
    let top = screen.shown();
    has(&top, &[name]);
    let whole = screen.whole();
    has(&whole, &[step, "─ why ", "─ what next "]);
    assert!(whole.contains("─ how sure ") || whole.contains("─ not sure, for these reasons "), "{whole}");
    assert!(!whole.contains("kept out of the decision"), "{whole}");
    screen.keys("a");
    has(&flat(&screen.whole()), &["kept out of the decision", "One block cannot prove"]);
}

#[test]
fn a_success_shows_its_figures_its_rules_and_how_sure_it_is() {
    let mut screen = PLAIN.open();
    let top = screen.shown();
    has(&top, &["sure · final since Sun 6 Dec", "6.1 → 3.6", "42% less", "✓ at least 30% less"]);
    has(&top, &["21 → 14", "7 better", "7 of 8", "88%", "✓ at least 75%"]);
    let whole = screen.whole();
    has(&whole, &["✓ Pain fell by 30% or more → continue", "from 7 and 7 days"]);
    has(&flat(&whole), &["Of 49 pairs of days, the day of week five hurt less in 49"]);
    has(&flat(&whole), &["63 of 100 people with this dose had at least 30% less pain, and 26 of 100"]);
    has(&flat(&whole), &["Expecting help helps."]);
    assert!(!whole.contains("Neither improved nor worsened") && !whole.contains('■'), "{whole}");
    screen.keys("a");
    let whole = screen.whole();
    has(&whole, &["no: pain improved, function improved; visits 7 of 8", "sum 43 over 7 days"]);
    has(&flat(&whole), &["32 of 100 people with this dose had a Neck Disability Index", "95% interval"]);
    has(&flat(&whole), &["9 of 100 came out as Continue and fewer than 1 of 100"]);
    screen.keys("a");
    assert!(!screen.whole().contains("sum 43"), "it folds away again");
}

/// The answer, what it means, its figures, the rule, how sure, what next: all in one picture.
#[test]
fn a_clear_answer_fits_one_page() {
    let shown = PLAIN.open().shown();
    assert!(!shown.contains("↓ more"), "{shown}");
    let order = [
        "CONTINUE",
        "You improved",
        "6.1 → 3.6",
        "26 of 100",
        "─ why ",
        "─ how sure ",
        "─ what next ",
        "▸ b ",
    ];
    let places: Vec<usize> =
        order.iter().map(|part| shown.find(part).unwrap_or_else(|| panic!("{part}\n{shown}"))).collect();
    assert!(places.is_sorted(), "{places:?}\n{shown}");
}

#[test]
fn the_mark_moves_with_the_arrows_and_enter_does_it_and_something_big_asks_first() {
    let mut screen = PLAIN.open();
    has(&screen.shown(), &["▸ b Plan a follow-up block"]);
    screen.press(KeyCode::Enter);
    has(&screen.shown(), &["Plan a follow-up block?", "not now", "plan it"]);
    assert_eq!((screen.app.view, screen.app.journal.setup.clone()), (View::WeekFive, None));
    screen.press(KeyCode::Enter);
    assert_eq!(screen.app.journal.setup, None, "not now is marked");
    screen.press(KeyCode::Down);
    has(&screen.shown(), &["▸ e Say how it was for you"]);
    screen.press(KeyCode::Right);
    screen.press(KeyCode::Right);
    has(&screen.shown(), &["▸ d Write down what you decide"]);
    screen.press(KeyCode::Up);
    screen.press(KeyCode::Enter);
    assert!(screen.app.notice.as_ref().unwrap().text.contains("report"), "w was marked");
}

/// In a small window the arrows scroll until the steps are in sight; Enter never does what is not seen.
#[test]
fn in_a_small_window_enter_shows_the_steps_before_it_does_one() {
    let mut screen = PLAIN.open();
    screen.size = (60, 20);
    assert!(!screen.shown().contains('▸'));
    screen.press(KeyCode::Enter);
    has(&screen.shown(), &["▸ b Plan a follow-up block"]);
    assert_eq!(screen.app.journal.setup, None);
    screen.press(KeyCode::Down);
    has(&screen.shown(), &["▸ e Say how it was"]);
    screen.press(KeyCode::Up);
    screen.press(KeyCode::Up);
    assert!(screen.app.week_five_view.scroll > 0);
}

fn goals() -> Screen {
    let screen = PLAIN.open();
    let id = TrialId::parse("2026-11-02-neck").unwrap();
    let before = screen.home.store().read_trial(&id).unwrap();
    let mut after = before.clone();
    after.checklist.goals = weekfive::domain::text::Words::new("Walk to the market.\nTurn my head.").ok();
    screen.home.store().save_trial(Some(&before), &after).unwrap();
    screen.reopened(36)
}

#[test]
fn what_is_asked_at_the_end_stands_beside_the_result_and_changes_nothing() {
    let mut screen = goals();
    screen.keys("e");
    has(&screen.shown(), &["never part of it", "Walk to the market.", "very much better"]);
    screen.keys("22");
    screen.press(KeyCode::Enter);
    has(&flat(&screen.shown()), &["What it took: 7 hours in visits, cost not written down."]);
    screen.keys("1");
    screen.press(KeyCode::Enter);
    let shown = screen.shown();
    has(
        &shown,
        &["Overall, you said: much better. Walk to the market: nearer.", "Worth it: yes (7 hours in visits"],
    );
    has(&shown, &["CONTINUE", "e Change what you said of it"]);
    let file = screen.trial_file("2026-11-02-neck");
    has(&file, &["[end]", "overall = \"much-better\"", "worth = \"yes\"", "on = 2026-12-07"]);
    // It can be changed, and taken back.
    screen.keys("e1");
    screen.press(KeyCode::Esc);
    has(&screen.shown(), &["Overall, you said: much better."]);
    screen.keys("u");
    let file = screen.trial_file("2026-11-02-neck");
    assert!(!file.contains("[end]"), "{file}");
    has(&screen.shown(), &["e Say how it was for you"]);
}

#[test]
fn it_is_not_asked_before_week_five_and_is_asked_after_a_stop() {
    let mut screen = Case { today: 19, ..PLAIN }.open();
    screen.keys("e");
    has(&screen.shown(), &["This is asked from Mon 30 Nov 2026 on"]);
    let id = TrialId::parse("2026-11-02-neck").unwrap();
    let before = screen.home.store().read_trial(&id).unwrap();
    let on = shift(date(START), 18);
    let stopped = weekfive::domain::trial::Stopped {
        on,
        reason: weekfive::domain::trial::StopReason::Time,
        text: None,
    };
    screen.home.store().save_trial(Some(&before), &before.stop(stopped).unwrap()).unwrap();
    let mut screen = screen.reopened(20);
    has(&screen.shown(), &["STOPPED", "e Say how it was for you"]);
    screen.keys("e");
    has(&screen.shown(), &["How was it for you?"]);
}

#[test]
fn before_day_1_there_is_a_countdown_and_the_rules_and_nothing_is_missing_yet() {
    let mut screen = Case { today: -2, ..PLAIN }.open();
    let shown = screen.shown();
    has(&shown, &["Day 1 is Mon 2 Nov, in 3 days.", "─ the rules to come "]);
    assert!(!shown.contains("─ to be sure ") && !shown.contains("□"), "{shown}");
}

#[test]
fn much_worse_comes_before_everything_with_the_words_of_its_level() {
    let worse = Case { week_five: "9 9 9 9 10 9 9", function: (Some(21), Some(40)), ..PLAIN };
    let shown = worse.open().shown();
    let first = shown.lines().nth(3).unwrap_or_default();
    assert!(first.contains("No massage before a doctor has looked at it."), "{shown}");
    has(&shown, &["STOP AND REVIEW", "▸ w Write the report"]);
}

#[test]
fn what_could_still_change_it_is_told_on_a_key_with_its_remark() {
    let case = Case { week_five: "5 4 5", function: (Some(21), None), today: 31, ..PLAIN };
    let mut screen = case.open();
    screen.keys("i");
    has(&flat(&screen.whole()), &["would make it", "Knowing this can colour a rating."]);
    screen.keys("i");
    assert!(!screen.whole().contains("would make it"));
    // Today is not rated yet: no answer, and nothing that could change it.
    let mut open = Case { week_five: "5 4", ..case }.open();
    open.keys("i");
    has(&open.shown(), &["TODAY COMES FIRST", "There is no answer yet that could change."]);
}

#[test]
fn the_trials_figures_are_shown_only_under_its_conditions() {
    let other = Case { site: Site::LowBack, age: AgeBand::From65, function: (Some(12), Some(20)), ..PLAIN };
    let whole = other.open().whole();
    assert!(!whole.contains("63 of 100"), "{whole}");
    let words = content::applicability();
    has(&flat(&whole), &[&words.site, &words.from_65, "26 of 100 people who got no massage"]);
    has(&whole, &["walk", "12 → 20 min", "8 more, better"]);
}

#[test]
fn before_week_five_there_is_a_countdown_what_is_missing_and_the_rules() {
    let case = Case { baseline: "6 6 - - 6 - -", function: (Some(21), None), today: 19, ..PLAIN };
    let mut screen = case.open();
    let top = screen.shown();
    has(&top, &["NOT YET", "Week five begins on Mon 30 Nov, in 10 days.", "3 of 7 days rated"]);
    has(
        &top,
        &["✓ Neck Disability Index before the start: known.", "what speaks against a sure answer so far"],
    );
    let whole = screen.whole();
    for rule in content::decided::rules_to_come(&case.diary().trial.plan) {
        has(&flat(&whole), &[&rule.text]);
    }
    assert!(!whole.contains("A marker improved"), "{whole}");
    screen.keys("d");
    has(&screen.shown(), &["nothing to decide on before week five, which begins on Mon 30 Nov"]);
}

#[test]
fn in_week_five_it_can_still_change_and_does_not_say_how() {
    let case = Case { week_five: "5 4 5", function: (Some(21), None), today: 31, ..PLAIN };
    let mut screen = case.open();
    let top = screen.shown();
    has(&top, &["ADJUST", "not sure · can still change"]);
    assert!(!screen.whole().contains("would make it"), "what could change it is told only when asked for");
    has(&top, &["□ Pain in week five: 3 of 7 days rated; 2 more by Sun 6 Dec"]);
    has(&top, &["□ Neck Disability Index in week five: still to be entered, by Sun 6 Dec."]);
    screen.keys("c");
    has(&screen.shown(), &["This trial runs until Sun 6 Dec 2026."]);
}

#[test]
fn an_open_hold_stands_above_and_replaces_the_steps() {
    let case = Case { hold: Some(("fever", QuestionKind::RedFlag)), ..PLAIN };
    let mut screen = case.open();
    let top = screen.shown();
    let (hold, verdict) = (top.find("ON HOLD").unwrap(), top.find("CONTINUE").unwrap());
    assert!(hold < verdict, "{top}");
    has(
        &top,
        &[
            "No massage before a doctor has looked at it.",
            "Have no massage until a clinician has given a clearance.",
        ],
    );
    assert!(!top.contains("Plan a block with fewer visits"), "{top}");
    screen.keys("b");
    has(&screen.shown(), &["A hold is open."]);
    assert_eq!(screen.app.view, View::WeekFive);
}

#[test]
fn without_a_trial_it_says_where_one_begins() {
    let mut screen = Screen::new(1);
    screen.act(Action::Global(Global::Open(View::WeekFive)));
    has(&screen.shown(), &["There is no trial yet.", "Plan (F5) begins one."]);
}

#[test]
fn what_a_person_decides_is_kept_with_its_figures_and_never_worked_out_anew() {
    let mut screen = PLAIN.open();
    screen.keys("d2The cost & the way.");
    screen.press(KeyCode::Enter);
    screen.press(KeyCode::Enter);
    let shown = screen.shown();
    has(
        &shown,
        &["You decided on Mon 7 Dec 2026: try again with something changed.", "Why: The cost & the way."],
    );
    has(&shown, &["▸ c Plan a trial with one thing changed", "d Decide otherwise"]);
    has(&flat(&shown), &["That is another way than the answer leads to."]);
    has(&screen.trial_file("2026-11-02-neck"), &["[decision]", "choice = \"adjust\"", "pain_percent = -42"]);

    // A day written afterwards changes today's figures and not those of that day.
    let date = shift(date(START), 28);
    let before = screen.home.store().read_days(date, date).to_edit(date).unwrap();
    let mut day = before.clone();
    day.checkin.rating = Rating::Rated("10".parse().unwrap());
    screen.home.store().save_day(&before, &day).unwrap();
    let mut screen = screen.reopened(37);
    let shown = screen.shown();
    has(&shown, &["You decided on Mon 7 Dec 2026", "pain 6.1 → 3.6 (42% less)", "6.1 → 4.4", "28% less"]);
}

#[test]
fn a_decision_that_is_none_of_those_named_is_kept_and_leads_to_no_next_trial() {
    let mut screen = PLAIN.open();
    screen.keys("d");
    has(&screen.shown(), &["Something else"]);
    screen.keys("6Swimming first.");
    screen.press(KeyCode::Enter);
    screen.press(KeyCode::Enter);
    let shown = screen.shown();
    has(
        &shown,
        &["You decided on Mon 7 Dec 2026: something else.", "Why: Swimming first.", "d Decide otherwise"],
    );
    assert!(!shown.contains("Plan a follow-up block"), "{shown}");
    has(&screen.trial_file("2026-11-02-neck"), &["choice = \"other\""]);
    let mut screen = screen.reopened(37);
    has(&screen.shown(), &["You decided on Mon 7 Dec 2026: something else."]);
}

#[test]
fn a_decision_can_be_taken_back_and_an_unfinished_one_waits() {
    let mut screen = PLAIN.open();
    screen.keys("d5");
    screen.keys("Enough");
    screen.act(Action::Global(Global::Open(View::Trends)));
    screen.act(Action::Global(Global::Open(View::WeekFive)));
    has(&screen.shown(), &["Enough", "Stop here"]);
    screen.press(KeyCode::Enter);
    screen.press(KeyCode::Enter);
    let decision = screen.app.journal.trial.as_ref().unwrap().decision.clone().unwrap();
    assert_eq!((decision.choice, decision.agrees()), (Choice::Stop, false));
    screen.keys("u");
    assert_eq!(screen.app.journal.trial.as_ref().unwrap().decision, None);
    assert!(!screen.trial_file("2026-11-02-neck").contains("[decision]"));
    assert!(!screen.app.has_unsaved());
}

/// Answers the whole checklist of a next trial, page by page, and stands on the plan after it.
fn walk(screen: &mut Screen) {
    for _ in 0..120 {
        let Some(walk) = screen.app.plan_view.walk.clone() else { return };
        match walk.page {
            weekfive::app::views::checklist::PageId::Question(id) => {
                let yes = question(&id).kind == QuestionKind::Statement;
                screen.keys(if yes { "y" } else { "n" });
            }
            weekfive::app::views::checklist::PageId::Since(_) => screen.keys("n"),
            weekfive::app::views::checklist::PageId::Clinician => screen.keys("1"),
            _ => screen.press(KeyCode::Enter),
        }
    }
    panic!("the checklist never ends");
}

#[test]
fn the_next_block_goes_through_the_gate_and_the_old_trial_stays() {
    let mut screen = PLAIN.open();
    screen.keys("by");
    assert_eq!(screen.app.view, View::Plan);
    has(&screen.shown(), &["The next trial is filled in from this one.", "How often do you go now?"]);
    let setup = screen.app.journal.setup.clone().unwrap();
    let kept: Vec<&str> = setup.checklist.answers.keys().map(String::as_str).collect();
    assert_eq!(kept, ["recent-massage"], "all else is asked anew");
    assert!(setup.checklist.clinician.is_none());
    let follow_up = setup.follow_up.as_ref().unwrap();
    assert_eq!((setup.dose.unwrap().to_string(), follow_up.steps.to_string()), ("60x1".into(), "7x6".into()));
    assert_eq!(follow_up.follows.as_str(), "2026-11-02-neck");
    // It is judged against the baseline of the first trial, single figures included.
    let first = screen.app.journal.trial.as_ref().unwrap();
    assert_eq!((follow_up.baseline_start, &setup.baseline), (first.plan.start, &first.plan.baseline));

    // Nothing begins before every question is answered, and it waits for the next evening.
    screen.keys("s");
    has(&screen.shown(), &["Plan of the follow-up block", "0 of 8 answered"]);
    screen.press(KeyCode::Down);
    screen.app.plan_view.row = 10_000;
    let mut screen = screen.reopened(36);
    has(&screen.shown(), &["▸ o Go on with the plan of the next trial", "You decided on Mon 7 Dec 2026"]);
    screen.press(KeyCode::Enter);
    assert_eq!(screen.app.view, View::Plan);
    walk(&mut screen);
    has(&screen.shown(), &["Begin the trial"]);
    screen.press(KeyCode::Enter);

    let next = screen.app.journal.trial.clone().unwrap();
    assert_eq!(next.id.as_str(), "2026-12-10-neck");
    assert_eq!(next.plan.length(), 49);
    assert_eq!(screen.home.store().read_trial(&next.id).unwrap().plan.follow_up, next.plan.follow_up);
    assert_eq!(screen.app.journal.setup, None);
    assert!(!screen.app.has_unsaved());
    assert_eq!(screen.home.store().read_journal().unwrap().current, Some(next.id.clone()));
    assert_eq!(screen.home.store().read_setup(), Ok(None));
    let old = screen.home.store().read_trial(&TrialId::parse("2026-11-02-neck").unwrap()).unwrap();
    assert_eq!(old.decision.unwrap().choice, Choice::NextBlock);

    // The baseline of the old trial is that of the new one.
    screen.act(Action::Global(Global::Open(View::WeekFive)));
    has(&screen.shown(), &["NOT YET", "Day 1 is Thu 10 Dec, in 3 days."]);
    screen.keys("p");
    let past = screen.shown();
    has(&past, &["Thu 10 Dec 2026", "Mon 2 Nov 2026", "60 min, 7x6", "60x2, 4 weeks", "6.1 → 3.6"]);
    has(&past, &["21 → 14", "Continue", "Go on with a next"]);
    screen.press(KeyCode::Esc);
    has(&screen.shown(), &["NOT YET"]);

    // Taking it back leaves the checklist and the old trial.
    screen.keys("u");
    assert_eq!(screen.app.journal.trial.as_ref().unwrap().id.as_str(), "2026-11-02-neck");
    assert_eq!(screen.home.store().read_journal().unwrap().current.unwrap().as_str(), "2026-11-02-neck");
    assert_eq!(screen.home.store().trial_ids().len(), 1);
    assert!(screen.home.store().read_setup().unwrap().is_some());
}

#[test]
fn the_gate_holds_for_a_next_trial_too() {
    let mut screen = PLAIN.open();
    screen.keys("bys");
    let rows = &screen.app.plan_view.rows;
    screen.app.plan_view.row =
        rows.iter().position(|row| row.does == weekfive::app::views::plan::Does::Begin).unwrap();
    screen.press(KeyCode::Enter);
    has(&screen.shown(), &["The trial cannot begin yet"]);
    assert_eq!(screen.app.journal.trial.as_ref().unwrap().id.as_str(), "2026-11-02-neck");
}

#[test]
fn a_plan_can_be_put_aside_and_brought_back() {
    let case = Case { week_five: "6 6 6 6 5 6 6", function: (Some(21), Some(20)), ..PLAIN };
    let mut screen = case.open();
    screen.keys("c1");
    assert_eq!(screen.app.journal.setup.as_ref().unwrap().dose.unwrap().to_string(), "60x3");
    screen.act(Action::Global(Global::Open(View::WeekFive)));
    screen.keys("x");
    assert_eq!((screen.app.journal.setup.clone(), screen.home.store().read_setup()), (None, Ok(None)));
    assert!(!screen.app.has_unsaved());
    screen.keys("u");
    assert!(screen.home.store().read_setup().unwrap().is_some());
    screen.keys("uu");
    assert_eq!(screen.home.store().read_setup(), Ok(None));
    assert_eq!(screen.app.journal.trial.as_ref().unwrap().decision, None);
}

#[test]
fn a_rerun_keeps_the_dose_and_begins_with_a_new_baseline_week() {
    let case = Case { week_five: "6 6 6 6 5 6 6", function: (Some(21), Some(20)), visits: 3, ..PLAIN };
    let mut screen = case.open();
    screen.keys("ry");
    let setup = screen.app.journal.setup.clone().unwrap();
    assert_eq!((setup.dose.unwrap().to_string(), setup.weeks), ("60x2".to_owned(), Some(4)));
    assert_eq!(setup.start, Some(after(screen.app.today, 7)));
}

#[test]
fn an_open_hold_goes_with_the_person_into_the_next_plan() {
    let mut screen = PLAIN.open();
    let mut trial = screen.app.journal.trial.clone().unwrap();
    trial.checklist.open_hold("fever", QuestionKind::RedFlag, screen.app.today);
    let decision = screen.app.week_five_view.assessed.as_ref().unwrap().decision.clone();
    let setup = weekfive::domain::next_trial::next_block(&trial, &decision, screen.app.today);
    assert!(setup.checklist.has_open_hold());
    screen.keys("by");
    assert!(!screen.app.journal.setup.as_ref().unwrap().checklist.has_open_hold());
}

#[test]
fn the_report_is_written_beside_the_journal_for_the_person_alone() {
    let mut screen = PLAIN.open();
    screen.keys("w");
    let file = screen.home.root().join("reports/2026-11-02-neck-2026-12-07.html");
    let name = "2026-11-02-neck-2026-12-07.html";
    let words = &screen.app.notice.as_ref().unwrap().text;
    assert!(words.contains(name) && words.contains("open"), "{words}");
    let page = fs::read_to_string(&file).unwrap();
    has(&page, &["<!DOCTYPE html>", "42% less", "Pain fell by 30% or more"]);
    assert!(!page.contains("abuse"), "{page}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(screen.home.store().check(), []);
}

#[test]
fn scrolling_stops_at_the_end_and_comes_back_at_once() {
    let mut screen = PLAIN.open();
    screen.size = (60, 20);
    for _ in 0..20 {
        screen.press(KeyCode::PageDown);
        screen.shown();
    }
    let end = screen.shown();
    has(&end, &["Keep your clinician informed", "d Write down what you decide"]);
    assert!(!end.contains("↓ more"), "{end}");
    screen.press(KeyCode::Up);
    assert_ne!(screen.shown(), end);
    for _ in 0..20 {
        screen.take_in(Msg::Wheel(-1));
        screen.press(KeyCode::PageUp);
    }
    has(&screen.shown(), &["CONTINUE", "↓ more"]);
}

#[test]
fn it_says_the_same_without_colour_and_in_ascii() {
    let mut screen = PLAIN.open();
    let colored = screen.shown();
    let plain = screen.draw(&Theme::new(&Settings { color: false, ..Settings::default() }));
    assert_eq!(
        colored.replace("Week five ", ""),
        plain.replace("[Week five]", "").replace("      Plan", "     Plan")
    );
    let ascii = screen.draw(&Theme::new(&Settings { ascii: true, ..Settings::default() }));
    assert!(ascii.is_ascii(), "{ascii}");
    has(&ascii, &["6.1 > 3.6", "+ at least 30% less", "> b Plan a follow-up block"]);
}

#[test]
fn no_size_makes_it_fall() {
    let cases = [
        PLAIN,
        Case { hold: Some(("fever", QuestionKind::RedFlag)), ..PLAIN },
        Case { today: 5, ..PLAIN },
        Case { site: Site::Hips, function: (Some(12), Some(20)), ..PLAIN },
    ];
    for case in cases {
        let mut screen = case.open();
        for keys in ["", "p", "d"] {
            screen.keys(keys);
            for width in [0, 1, 39, 40, 41, 60, 79, 100, 120] {
                for height in [0, 1, 11, 12, 13, 16, 20, 24, 40] {
                    screen.size = (width, height);
                    screen.shown();
                }
            }
            screen.press(KeyCode::Esc);
        }
    }
}
