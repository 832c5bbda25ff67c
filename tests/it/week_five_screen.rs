//! Week five as a person sees and uses it: keys in, screen and files out.

use std::fs;
use std::ops::{Deref, DerefMut};

use rstest::rstest;
use weekfive::app::Settings;
use weekfive::content;
use weekfive::domain::checklist::{AgeBand, Dated, Question, QuestionKind, Site};
use weekfive::domain::decision::next_trial::next_block;
use weekfive::domain::trial::TrialId;
use weekfive::domain::verdict::recorded::Choice;

use crate::support::checklist::until;
use crate::support::diary::{kept, marker, numbered, words};
use crate::support::{Diary, Home, Live, flat};

/// The trial's name.
const ID: &str = "2026-11-02-neck";

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
        Screen::at(Home::with(&self.diary()), self.today)
    }
}

fn question(id: &str) -> Question {
    content::question(id).unwrap().rule.clone()
}

/// Week five on an evening, and the files behind it.
struct Screen {
    live: Live,
    home: Home,
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
    /// On a day of the first trial.
    fn at(home: Home, day: i64) -> Self {
        Self::with(home, day, |_| {})
    }

    fn with(home: Home, day: i64, settings: impl FnOnce(&mut Settings)) -> Self {
        let at = format!("{}T20:00:00+01:00", numbered(day));
        Self { live: home.evening(&at).settings(settings).keys("<f4>").live(), home }
    }

    /// In a window of this size from the beginning.
    fn small(home: Home, day: i64, (width, height): (u16, u16)) -> Self {
        let at = format!("{}T20:00:00+01:00", numbered(day));
        Self { live: home.evening(&at).size(width, height).keys("<f4>").live(), home }
    }

    /// The program is left, and opened again on a day.
    fn reopened(self, day: i64) -> Self {
        let Self { live, home } = self;
        drop(live);
        Self::at(home, day)
    }

    /// Types letters.
    fn keys(&mut self, letters: &str) {
        self.press(&format!("\"{letters}\""));
    }

    fn shown(&self) -> String {
        self.screen().to_owned()
    }

    fn trial_file(&self) -> String {
        self.home.trial_text(ID)
    }
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
    screen.resize(size.0, size.1);
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
    screen.press("<enter>");
    has(&screen.shown(), &["Plan a follow-up block?", "not now", "plan it"]);
    has(&screen.shown(), &["CONTINUE"]);
    assert_eq!(screen.home.setup(), None);
    screen.press("<enter>");
    assert_eq!(screen.home.setup(), None, "not now is marked");
    screen.press("<down>");
    has(&screen.shown(), &["▸ e Say how it was for you"]);
    screen.press("<right>");
    screen.press("<right>");
    has(&screen.shown(), &["▸ d Write down what you decide"]);
    screen.press("<up>");
    screen.press("<enter>");
    has(&screen.shown(), &["The report is written"]);
    assert!(screen.home.root().join("reports").exists(), "w was marked");
}

/// In a small window the arrows scroll until the steps are in sight; Enter never does what is not seen.
#[test]
fn in_a_small_window_enter_shows_the_steps_before_it_does_one() {
    let mut screen = Screen::small(Home::with(&PLAIN.diary()), PLAIN.today, (60, 20));
    assert!(!screen.shown().contains('▸'));
    screen.press("<enter>");
    has(&screen.shown(), &["▸ b Plan a follow-up block"]);
    assert_eq!(screen.home.setup(), None);
    screen.press("<down>");
    has(&screen.shown(), &["▸ e Say how it was"]);
    screen.press("<up>");
    screen.press("<up>");
    has(&screen.shown(), &["↑"]);
}

fn goals() -> Screen {
    let goals = Some(words("Walk to the market.\nTurn my head."));
    Screen::at(Home::with(&PLAIN.diary().with(|trial| trial.checklist.goals = goals)), 36)
}

#[test]
fn what_is_asked_at_the_end_stands_beside_the_result_and_changes_nothing() {
    let mut screen = goals();
    screen.keys("e");
    has(&screen.shown(), &["never part of it", "Walk to the market.", "very much better"]);
    screen.keys("22");
    screen.press("<enter>");
    has(&flat(&screen.shown()), &["What it took: 7 hours in visits, cost not written down."]);
    screen.keys("1");
    screen.press("<enter>");
    let shown = screen.shown();
    has(
        &shown,
        &["Overall, you said: much better. Walk to the market: nearer.", "Worth it: yes (7 hours in visits"],
    );
    has(&shown, &["CONTINUE", "e Change what you said of it"]);
    let file = screen.trial_file();
    has(&file, &["[end]", "overall = \"much-better\"", "worth = \"yes\"", "on = 2026-12-07"]);
    // It can be changed, and taken back.
    screen.keys("e1");
    screen.press("<esc>");
    has(&screen.shown(), &["Overall, you said: much better."]);
    screen.keys("u");
    let file = screen.trial_file();
    assert!(!file.contains("[end]"), "{file}");
    has(&screen.shown(), &["e Say how it was for you"]);
}

#[test]
fn it_is_not_asked_before_week_five_and_is_asked_after_a_stop() {
    let mut screen = Case { today: 19, ..PLAIN }.open();
    screen.keys("e");
    has(&screen.shown(), &["This is asked from Mon 30 Nov 2026 on"]);
    let Screen { live, home } = screen;
    drop(live);
    home.on(&numbered(19).to_string()).fine(&["stop", "--reason", "time"]);
    let mut screen = Screen::at(home, 20);
    has(&screen.shown(), &["STOPPED", "e Say how it was for you"]);
    screen.keys("e");
    has(&screen.shown(), &["How was it for you?"]);
}

#[test]
fn before_day_1_there_is_a_countdown_and_the_rules_and_nothing_is_missing_yet() {
    let screen = Case { today: -2, ..PLAIN }.open();
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
    has(&screen.shown(), &["CONTINUE"]);
}

#[test]
fn without_a_trial_it_says_where_one_begins() {
    let screen = Screen::at(Home::new(), 1);
    has(&screen.shown(), &["There is no trial yet.", "Plan (F5) begins one."]);
}

#[test]
fn what_a_person_decides_is_kept_with_its_figures_and_never_worked_out_anew() {
    let mut screen = PLAIN.open();
    screen.keys("d2The cost & the way.");
    screen.press("<enter>");
    screen.press("<enter>");
    let shown = screen.shown();
    has(
        &shown,
        &["You decided on Mon 7 Dec 2026: try again with something changed.", "Why: The cost & the way."],
    );
    has(&shown, &["▸ c Plan a trial with one thing changed", "d Decide otherwise"]);
    has(&flat(&shown), &["That is another way than the answer leads to."]);
    has(&screen.trial_file(), &["[decision]", "choice = \"adjust\"", "pain_percent = -42"]);

    // A day written afterwards changes today's figures and not those of that day.
    let day_29 = numbered(29).to_string();
    screen.home.on(&numbered(37).to_string()).fine(&["log", "--date", &day_29, "--pain", "10"]);
    let screen = screen.reopened(37);
    let shown = screen.shown();
    has(&shown, &["You decided on Mon 7 Dec 2026", "pain 6.1 → 3.6 (42% less)", "6.1 → 4.4", "28% less"]);
}

#[test]
fn a_decision_that_is_none_of_those_named_is_kept_and_leads_to_no_next_trial() {
    let mut screen = PLAIN.open();
    screen.keys("d");
    has(&screen.shown(), &["Something else"]);
    screen.keys("6Swimming first.");
    screen.press("<enter>");
    screen.press("<enter>");
    let shown = screen.shown();
    has(
        &shown,
        &["You decided on Mon 7 Dec 2026: something else.", "Why: Swimming first.", "d Decide otherwise"],
    );
    assert!(!shown.contains("Plan a follow-up block"), "{shown}");
    has(&screen.trial_file(), &["choice = \"other\""]);
    let screen = screen.reopened(37);
    has(&screen.shown(), &["You decided on Mon 7 Dec 2026: something else."]);
}

#[test]
fn a_decision_can_be_taken_back_and_an_unfinished_one_waits() {
    let mut screen = PLAIN.open();
    screen.keys("d5");
    screen.keys("Enough");
    screen.press("<f3>");
    screen.press("<f4>");
    has(&screen.shown(), &["Enough", "Stop here"]);
    screen.press("<enter>");
    screen.press("<enter>");
    let decision = screen.home.trial().unwrap().decision.unwrap();
    assert_eq!((decision.choice, decision.agrees()), (Choice::Stop, false));
    screen.keys("u");
    assert_eq!(screen.home.trial().unwrap().decision, None);
    assert!(!screen.trial_file().contains("[decision]"));
}

#[test]
fn the_next_block_goes_through_the_gate_and_the_old_trial_stays() {
    let mut screen = PLAIN.open();
    screen.keys("by");
    has(&screen.shown(), &["The next trial is filled in from this one.", "How often do you go now?"]);
    let setup = screen.home.setup().unwrap();
    let kept: Vec<&str> = setup.checklist.answers.keys().map(String::as_str).collect();
    assert_eq!(kept, ["recent-massage"], "all else is asked anew");
    assert!(setup.checklist.clinician.is_none());
    let follow_up = setup.follow_up.as_ref().unwrap();
    assert_eq!((setup.dose.unwrap().to_string(), follow_up.steps.to_string()), ("60x1".into(), "7x6".into()));
    assert_eq!(follow_up.follows.as_str(), "2026-11-02-neck");
    // It is judged against the baseline of the first trial, single figures included.
    let first = screen.home.trial().unwrap();
    assert_eq!((follow_up.baseline_start, &setup.baseline), (first.plan.start, &first.plan.baseline));

    // Nothing begins before every question is answered, and it waits for the next evening.
    screen.keys("s");
    has(&screen.shown(), &["Plan of the follow-up block", "0 of 8 answered"]);
    screen.press("<down>");
    let mut screen = screen.reopened(36);
    has(&screen.shown(), &["▸ o Go on with the plan of the next trial", "You decided on Mon 7 Dec 2026"]);
    screen.press("<enter>");
    screen.answers(until(""));
    has(&screen.shown(), &["Begin the trial"]);
    screen.press("<enter>");

    let next = screen.home.trial().unwrap();
    assert_eq!(next.id.as_str(), "2026-12-10-neck");
    assert_eq!(next.plan.length(), 49);
    assert_eq!(screen.home.store().read_trial(&next.id).unwrap().plan.follow_up, next.plan.follow_up);
    assert_eq!(screen.home.setup(), None);
    assert_eq!(screen.home.store().read_journal().unwrap().current, Some(next.id.clone()));
    assert_eq!(screen.home.store().read_setup(), Ok(None));
    let old = screen.home.store().read_trial(&TrialId::parse("2026-11-02-neck").unwrap()).unwrap();
    assert_eq!(old.decision.unwrap().choice, Choice::NextBlock);

    // The baseline of the old trial is that of the new one.
    screen.press("<f4>");
    has(&screen.shown(), &["NOT YET", "Day 1 is Thu 10 Dec, in 3 days."]);
    screen.keys("p");
    let past = screen.shown();
    has(&past, &["Thu 10 Dec 2026", "Mon 2 Nov 2026", "60 minutes, every 7", "60x2, 4 weeks", "6.1 → 3.6"]);
    has(&past, &["21 → 14", "Continue", "Go on with a next"]);
    screen.press("<esc>");
    has(&screen.shown(), &["NOT YET"]);

    // Taking it back leaves the checklist and the old trial.
    screen.keys("u");
    assert_eq!(screen.home.trial().unwrap().id.as_str(), "2026-11-02-neck");
    assert_eq!(screen.home.store().read_journal().unwrap().current.unwrap().as_str(), "2026-11-02-neck");
    assert_eq!(screen.home.store().trial_ids().len(), 1);
    assert!(screen.home.store().read_setup().unwrap().is_some());
}

#[test]
fn the_gate_holds_for_a_next_trial_too() {
    let mut screen = PLAIN.open();
    screen.keys("bys");
    screen.until("<down>", "▸ Begin the trial");
    screen.press("<enter>");
    has(&screen.shown(), &["The trial cannot begin yet"]);
    assert_eq!(screen.home.trial().unwrap().id.as_str(), "2026-11-02-neck");
}

#[test]
fn a_plan_can_be_put_aside_and_brought_back() {
    let case = Case { week_five: "6 6 6 6 5 6 6", function: (Some(21), Some(20)), ..PLAIN };
    let mut screen = case.open();
    screen.keys("c1");
    assert_eq!(screen.home.setup().unwrap().dose.unwrap().to_string(), "60x3");
    screen.press("<f4>");
    screen.keys("x");
    assert_eq!(screen.home.store().read_setup(), Ok(None));
    screen.keys("u");
    assert!(screen.home.store().read_setup().unwrap().is_some());
    screen.keys("uu");
    assert_eq!(screen.home.store().read_setup(), Ok(None));
    assert_eq!(screen.home.trial().unwrap().decision, None);
}

#[test]
fn a_rerun_keeps_the_dose_and_begins_with_a_new_baseline_week() {
    let case = Case { week_five: "6 6 6 6 5 6 6", function: (Some(21), Some(20)), visits: 3, ..PLAIN };
    let mut screen = case.open();
    screen.keys("ry");
    let setup = screen.home.setup().unwrap();
    assert_eq!((setup.dose.unwrap().to_string(), setup.weeks), ("60x2".to_owned(), Some(4)));
    assert_eq!(setup.start, Some(numbered(36 + 7)));
}

#[test]
fn an_open_hold_goes_with_the_person_into_the_next_plan() {
    let diary = PLAIN.diary();
    let decision = diary.decide(&kept(7), 36);
    let next = |diary: &Diary| next_block(&diary.trial, &decision, numbered(36)).checklist;
    assert!(!next(&diary).has_open_hold());
    assert!(next(&diary.hold("fever", QuestionKind::RedFlag, 36)).has_open_hold());
}

#[test]
fn the_report_is_written_beside_the_journal_for_the_person_alone() {
    let mut screen = PLAIN.open();
    screen.keys("w");
    let file = screen.home.root().join("reports/2026-11-02-neck-2026-12-07.html");
    let name = "2026-11-02-neck-2026-12-07.html";
    has(&flat(&screen.shown()), &[name, "opens it"]);
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
    screen.resize(60, 20);
    screen.press(&"<pgdn> ".repeat(20));
    let end = screen.shown();
    has(&end, &["Keep your clinician informed", "d Write down what you decide"]);
    assert!(!end.contains("↓ more"), "{end}");
    screen.press("<up>");
    assert_ne!(screen.shown(), end);
    screen.press(&"wheel:up <pgup> ".repeat(20));
    has(&screen.shown(), &["CONTINUE", "↓ more"]);
}

#[test]
fn it_says_the_same_without_colour_and_in_ascii() {
    let with = |change: fn(&mut Settings)| {
        let screen = Screen::with(Home::with(&PLAIN.diary()), PLAIN.today, change);
        screen.shown()
    };
    let colored = with(|_| {});
    let plain = with(|settings| settings.color = false);
    assert_eq!(
        colored.replace("Week five ", ""),
        plain.replace("[Week five]", "").replace("      Plan", "     Plan")
    );
    let ascii = with(|settings| settings.ascii = true);
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
                    screen.resize(width, height);
                    assert!(screen.screen().lines().count() <= usize::from(height), "{width}x{height}");
                }
            }
            screen.press("<esc>");
        }
    }
}
