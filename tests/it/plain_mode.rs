//! Plain mode in a real pseudo-terminal: asked without options, stopped by Ctrl-C and taken up again.

use weekfive::content;
use weekfive::domain::checklist::Site;
use weekfive::domain::session::SessionStatus;

use crate::support::pty::Tty;
use crate::support::shell::refusal;
use crate::support::{DAY, Diary, Home};

/// Nothing that only an eye takes in, and no code that steers a terminal.
fn is_plain(tty: &Tty) {
    assert!(!tty.bytes().contains(&0x1b), "no control codes");
}

#[test]
fn start_asks_is_stopped_by_ctrl_c_and_goes_on_where_it_was() {
    let home = Home::new();
    let mut tty = Tty::open(&home.root(), &["start"], &[]);
    tty.sees("Part 1 of 5").sees("linked to movement? Yes or no: ").types("perhaps\r");
    tty.sees("“perhaps” is neither yes nor no").types("Yes\r");
    tty.sees("three months or more? Yes or no: ").types("\u{3}");
    assert!(!tty.ends().success());
    is_plain(&tty);
    assert_eq!(home.setup().unwrap().checklist.answered("muscular"), Some(true));
    let mut tty = Tty::open(&home.root(), &["start"], &[]);
    tty.sees("This goes on where you left it.").sees("three months or more? Yes or no: ").types("n\r");
    tty.sees("Three months or more: no.").sees("not to replace it? Yes or no: ").types("stop\r");
    tty.sees("Your answers are kept");
    assert!(tty.ends().success());
    assert_eq!(home.setup().unwrap().checklist.answered("three-months"), Some(false));
    // The screen goes on from there too.
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Is massage meant to add to the care you have").types("q");
    tty.ends();
}

#[test]
fn a_visit_with_an_emergency_says_what_to_do_and_asks_nothing_more() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &["session"], &[]);
    tty.sees("Enter for today: ").types("\r").sees("What became of it? A number or a word: ").types("1\r");
    tty.sees("Enter for 60: ").types("\r").sees("before the visit?").types("6\r").sees("after the visit?");
    assert_eq!(home.day(DAY).sessions[0].status(), SessionStatus::Done, "written before the next question");
    tty.types("4\r").sees(" sight or speech changed").types("weakness\r");
    tty.sees("Call the emergency number now, also if it has gone again.")
        .sees("Saved Thu 12 Nov: visit, 60 min");
    assert!(tty.ends().success());
    is_plain(&tty);
    let said = String::from_utf8_lossy(&tty.bytes()).into_owned();
    let after = said.split("Call the emergency number now").nth(1).unwrap();
    assert!(!after.contains('?') && !after.contains("water"), "{after}");
    assert!(home.trial().unwrap().checklist.has_open_hold());
    // Then the hold is settled, and the trial stopped.
    let mut tty = Tty::open(&home.root(), &["hold"], &[("WEEKFIVE_TODAY", "2026-11-13")]);
    tty.sees("1 record a clearance").types("1\r").sees("is fine for you?").types("today\r");
    tty.sees("Fri 13 Nov.").sees("Who said so?").types("Dr Ito\r").sees("limits?").types("\r");
    tty.sees("Nothing else is on hold.");
    assert!(tty.ends().success());
    assert!(!home.trial().unwrap().checklist.has_open_hold());
    let mut tty = Tty::open(&home.root(), &["stop"], &[("WEEKFIVE_TODAY", "2026-11-13")]);
    tty.sees("Why do you stop?")
        .types("unwell\r")
        .sees("more to say")
        .types("\r")
        .sees("Stop the trial on Fri 13 Nov");
    tty.types("y\r").sees("Stopped on Fri 13 Nov: you were unwell.");
    assert!(tty.ends().success());
    assert!(home.trial().unwrap().stopped.is_some());
}

#[test]
fn decide_asks_on_a_terminal_only() {
    let diary = Diary::neck().pains(-6, "7 7 7 7 7 7 7").pains(1, &"3 ".repeat(35));
    let home = Home::with(&diary);
    let today = "2026-12-14";
    let words = home.on(today).fine(&["decide"]);
    assert!(!words.contains("Do you want to write down"), "{words}");
    let mut tty = Tty::open(&home.root(), &["decide"], &[("WEEKFIVE_TODAY", today)]);
    tty.sees("Do you want to write down what you decide? Yes or no, Enter for no: ").types("yes\r");
    tty.sees("5 Stop here").types("stop\r").sees("You decided on Mon 14 Dec 2026: stop here.");
    tty.sees("Why do you decide so?").types("enough for now\r").sees("compared with day 1?").types("\u{4}");
    assert!(tty.ends().success());
    let decision = home.trial().unwrap().decision.unwrap();
    assert_eq!(decision.reason.unwrap().as_str(), "enough for now");
    // What was answered is not asked again.
    let mut tty = Tty::open(&home.root(), &["decide"], &[("WEEKFIVE_TODAY", today)]);
    tty.sees("compared with day 1?")
        .types("2\r")
        .sees("worth the time")
        .types("partly\r")
        .sees("Worth it: partly.");
    assert!(tty.ends().success());
    let said = String::from_utf8_lossy(&tty.bytes()).into_owned();
    assert!(!said.contains("Do you want to write down"), "{said}");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let home = Home::neck();
    for (arguments, words) in [
        (&["session"][..], "name at least one thing"),
        (&["stop"], "--reason: say why with one of hurt, unwell, time, cost, better, other"),
        (&["log"], "name at least one thing"),
        (&["start"], "a new one can begin after that"),
    ] {
        let (code, said) = refusal(home.on(DAY).command().args(arguments));
        assert_eq!(code, 2, "{said}");
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(home.trial().unwrap().plan.site, Site::Neck);
    assert_eq!(content::questions().len(), home.trial().unwrap().checklist.answers.len());
}

#[test]
fn a_stop_is_said_first_also_while_a_hold_is_open_and_a_misspelt_hold_is_named_once() {
    let home = Home::neck();
    home.on(DAY).fine(&["session", "--minutes", "60", "--discomfort", "weakness"]);
    let (_, said) =
        refusal(home.on(DAY).command().args(["hold", "clear", "vist", "--date", DAY, "--by", "Ito"]));
    assert!(said.ends_with("there is no hold “vist”; did you mean “visit”?"), "{said}");
    let said = home.on(DAY).fine(&["stop", "--reason", "hurt"]);
    assert!(said.starts_with("Stopped on Thu 12 Nov: it hurt.\n"), "{said}");
    assert!(said.contains(content::what_to_do(weekfive::domain::safety::Level::EmergencyCall)), "{said}");
}
