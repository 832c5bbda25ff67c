//! Single keys on Today: figures, keys held down, tens, other keyboards, text that comes in one go.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rstest::rstest;
use weekfive::app::{Msg, update};

use crate::support::{DAY, Home};

// ---- figures -----------------------------------------------------------------------------------

#[rstest]
#[case::five_keys("4 <down> 7 1 q", "4 - 7 1 - - -")]
#[case::a_run("4 3 1 7", "4 3 1 7 - - -")]
#[case::one_and_none("<down> <down> 1 <down> 0", "- - 1 0 - - -")]
#[case::one_and_none_with_enter("<down> <down> 1 <enter> 0", "- - 1 0 - - -")]
#[case::one_and_none_with_tab("<down> <down> 1 <tab> 0", "- - 1 0 - - -")]
#[case::ten("1 0 6", "10 6 - - - - -")]
#[case::ten_at_once("x 6", "10 6 - - - - -")]
#[case::ten_times_awake("<down> <down> <down> 1 0 4", "- - - 10 4 - -")]
#[case::the_same_twice("6 6", "6 6 - - - - -")]
#[case::a_one_made_two("1 + <down> 4", "2 4 - - - - -")]
#[case::a_one_cleared("1 - 0", "0 - - - - - -")]
fn figures_go_where_they_are_meant(#[case] keys: &str, #[case] wanted: &str) {
    let home = Home::neck();
    home.open().keys(keys).end();
    assert_eq!(home.figures(DAY), wanted, "{keys}");
}

#[test]
fn a_one_that_waits_is_seen_to_wait() {
    let home = Home::neck();
    home.open()
        .keys("1")
        .sees("1  · 0 makes ten")
        .sees("▌Pain, average")
        .sees("0 makes it ten  Tab it is 1, go on")
        .keys("0")
        .sees("▌Worst pain")
        .sees_not("makes it ten")
        .sees_not("makes ten")
        .end();
    home.open().keys("1 <f2> <f1>").sees_not("makes it ten").end();
}

#[test]
fn a_count_of_two_digits_is_typed_after_enter() {
    let home = Home::neck();
    home.open()
        .keys("<down> <down> <down> <enter> \"12\"")
        .sees("A number, then Enter")
        .keys("<enter> 3")
        .end();
    assert_eq!(home.figures(DAY), "- - - 12 3 - -");
    home.open().keys("<down> <down> <down> <enter> \"x\" <enter>").sees("must be 0 to").end();
    assert_eq!(home.figures(DAY), "- - - 12 3 - -");
}

#[test]
fn a_key_held_down_fills_one_field() {
    for (key, milliseconds) in [("5", 600), ("5", 5_000), ("x", 600), ("7", 1_200)] {
        let home = Home::neck();
        let seen = home.open().held(key, milliseconds).sees("counts once").keys("3").end();
        let first = if key == "x" { "10" } else { key };
        assert_eq!(home.figures(DAY), format!("{first} 3 - - - - -"), "{key} for {milliseconds} ms");
        assert!(!seen.app.has_unsaved());
    }
    let home = Home::neck();
    home.open().held("1", 700).sees("0 makes ten").keys("0 4").end();
    assert_eq!(home.figures(DAY), "10 4 - - - - -");
}

#[test]
fn a_quick_hand_fills_a_field_with_each_press() {
    let home = Home::neck();
    home.open().every(100, "6 6 7 7 3").end();
    assert_eq!(home.figures(DAY), "6 6 7 7 3 - -");
}

#[test]
fn topics_of_the_index_are_set_by_presses_and_not_by_a_key_held_down() {
    let home = Home::neck();
    home.open().keys(&"<down> ".repeat(8)).held("2", 800).keys("3 1 0 1 <c-s>").end();
    let Some(weekfive::domain::measure::Ndi::Topics(topics)) = home.day(DAY).checkin.ndi else {
        panic!("no topics");
    };
    let given: Vec<u8> = topics.values().map(|answer| answer.get()).collect();
    assert_eq!(given, [2, 3, 1, 0, 1], "a topic goes to 5, so a 1 waits for nothing");
}

#[test]
fn a_score_in_a_form_waits_for_its_zero_too() {
    let home = Home::neck();
    home.write_day(DAY, "date = 2026-11-12\n[[session]]\nstatus = \"done\"\ntime = 17:30:00\nminutes = 60\n");
    let pain = |keys: &str| {
        home.open().keys("<f2> <enter>").sees("Pain before").keys(keys).keys("<c-s>").sees("saved").end();
        let visit = home.day(DAY).sessions.remove(0);
        let done = visit.done().unwrap();
        [done.pain_before, done.pain_during, done.pain_after].map(|score| score.map(|score| score.get()))
    };
    let down = down_to_pain(&home);
    assert_eq!(pain(&format!("{down} 1 0 4")), [Some(10), Some(4), None]);
    assert_eq!(pain(&format!("{down} 1 <down> 0 3")), [Some(1), Some(0), Some(3)]);
    assert_eq!(pain(&format!("{down} 1 7 1 <tab>")), [Some(1), Some(7), Some(1)]);
}

#[test]
fn a_held_y_or_n_answers_one_question_of_the_checklist() {
    let home = Home::new();
    let answers = |home: &Home| home.setup().map_or(0, |setup| setup.checklist.answers.len());
    home.open().keys("<enter>").held("y", 900).sees("counts once").end();
    assert_eq!(answers(&home), 1, "the questions after it are still open");
    home.open().keys("y").held("n", 900).keys("u").end();
    assert_eq!(answers(&home), 2);
    let home = Home::new();
    home.open().keys("<enter>").every(120, "y y").end();
    assert_eq!(answers(&home), 2, "pressed one after the other they are answers");
}

#[test]
fn a_held_figure_ticks_nothing_in_the_list_after_it() {
    let home = Home::neck();
    let down = down_to_pain(&home);
    let seen = home.open().keys("<f2> <enter>").keys(&down).keys("4 5").held("3", 900).end().open;
    let Some(weekfive::app::views::sessions::Open::Log(log)) = seen.sessions_view.open else {
        panic!("no form")
    };
    assert_eq!(log.form.score("pain-after"), Some(3));
    assert!(log.form.fields.iter().all(|field| log.form.picked(field.id).is_empty()));
}

/// The keys from the first field of a visit's form to its first pain.
fn down_to_pain(home: &Home) -> String {
    let form = home.open().keys("<f2> <enter>").end().open.sessions_view;
    let Some(weekfive::app::views::sessions::Open::Log(log)) = form.open else { panic!("no form") };
    let wanted = log.form.fields.iter().position(|field| field.id == "pain-before").unwrap();
    let (key, steps) = if wanted >= log.form.focus {
        ("<down> ", wanted - log.form.focus)
    } else {
        ("<up> ", log.form.focus - wanted)
    };
    key.repeat(steps)
}

#[test]
fn a_held_key_leaves_what_stood_in_the_next_field_and_nothing_in_the_history() {
    let home = Home::neck();
    home.write_day(DAY, "date = 2026-11-12\n[checkin]\nworst = 8\n");
    home.open().held("5", 600).keys("u").sees("Taken back: Pain 5").end();
    assert_eq!(home.figures(DAY), "- 8 - - - - -");
}

#[test]
fn what_the_terminal_calls_a_repeat_is_one() {
    let home = Home::neck();
    let mut app = home.open().keys("<down> <up>").end().app;
    let mut now = app.now;
    for (key, kind, later) in [
        ('6', KeyEventKind::Press, 400),
        ('6', KeyEventKind::Repeat, 500),
        ('6', KeyEventKind::Repeat, 300),
        ('6', KeyEventKind::Release, 300),
        ('6', KeyEventKind::Press, 300),
    ] {
        now += chrono::TimeDelta::milliseconds(later);
        update(&mut app, Msg::Clock(now));
        update(&mut app, Msg::Key(KeyEvent::new_with_kind(KeyCode::Char(key), KeyModifiers::NONE, kind)));
    }
    let checkin = app.journal.days.to_edit(DAY.parse().unwrap()).unwrap().checkin;
    assert_eq!(checkin.pain().map(|pain| pain.get()), Some(6));
    assert_eq!(checkin.worst.map(|worst| worst.get()), Some(6));
    assert_eq!(checkin.sleep, None);
}

#[test]
fn keys_in_one_go_are_figures_and_the_same_ones_count_once() {
    let home = Home::neck();
    home.open().at_once("4 3 7 2").end();
    assert_eq!(home.figures(DAY), "4 3 7 2 - - -");
    let home = Home::neck();
    home.open().at_once("6 6 7 3").sees("Too quickly to tell").end();
    assert_eq!(home.figures(DAY), "6 - - - - - -", "nobody knows where the 7 was meant to go");
}

#[test]
fn a_click_on_a_box_is_that_figure_and_waits_for_nothing() {
    let home = Home::neck();
    let seen = home.open().keys("click:\"□ □ □\"").sees("▌Worst pain").keys("0").end();
    assert_eq!(home.figures(DAY), "1 0 - - - - -");
    assert!(!seen.shows("makes it ten"));
}

#[test]
fn undo_and_redo_put_the_focus_on_what_changed_and_name_it() {
    let home = Home::neck();
    home.open()
        .keys("7 u")
        .sees("Taken back: Pain 7. Ctrl-r does it again.")
        .sees("▌Pain, average")
        .keys("4")
        .end();
    assert_eq!(home.figures(DAY), "4 - - - - - -", "the next figure goes into the same field");
    let home = Home::neck();
    home.open()
        .keys("7 8 <down> 2 u u")
        .sees("Taken back: Worst pain 8")
        .keys("<c-r>")
        .sees("Done again: Worst pain 8.")
        .keys("9")
        .end();
    assert_eq!(home.figures(DAY), "7 9 - - - - -");
    home.open().keys("n \"stiff\" <enter> <up> u").sees("Taken back: Note written").sees("▌Note").end();
    home.open().keys("<left> 3 <right> u").sees("Taken back: Pain 3, on Wed 11 Nov").end();
}

#[test]
fn a_worst_under_the_average_is_remarked_and_kept() {
    let home = Home::neck();
    home.open()
        .keys("6 4")
        .sees("4  under average?")
        .sees("The worst pain is under the average.")
        .keys("<up> 8")
        .sees_not("under the average")
        .end();
    assert_eq!(home.figures(DAY), "6 8 - - - - -");
}

#[test]
fn clearing_says_so_and_can_be_taken_back() {
    let home = Home::neck();
    home.open()
        .keys("4 5 7 <up> -")
        .sees("Sleep is empty now. u takes it back.")
        .keys("u")
        .sees("Taken back: Sleep emptied")
        .end();
    assert_eq!(home.figures(DAY), "4 5 7 - - - -");
    home.open().keys("<down> <down> <down> -").sees("Awakenings is empty.").end();
}

// ---- the note ----------------------------------------------------------------------------------

#[test]
fn a_figure_never_lands_in_a_note_that_is_not_open() {
    let home = Home::neck();
    let seen = home
        .open()
        .keys("n \"abc\" <enter> 3")
        .sees("Enter opens this for writing.")
        .sees_not("0-9 set")
        .keys("x 5")
        .end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "abc");
    assert!(seen.app.today_view.editing.is_none());
}

/// Keys as the program gets them from one read.
fn burst(home: &Home, before: &str, text: &str, with_line_ends: bool) -> weekfive::app::App {
    let mut app = home.open().keys(before).end().open;
    update(&mut app, Msg::Burst(with_line_ends));
    for letter in text.chars() {
        let code = if letter == '\n' { KeyCode::Enter } else { KeyCode::Char(letter) };
        update(&mut app, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }
    update(&mut app, Msg::Burst(false));
    app
}

#[test]
fn text_that_comes_in_one_go_with_line_ends_is_text() {
    let home = Home::neck();
    let app = burst(&home, "n", "Slept badly\nk ill\nq\n", true);
    let editing = app.today_view.editing.unwrap();
    assert_eq!(editing.input.value().trim_end(), "Slept badly\nk ill\nq");
    assert_eq!(app.leaving, weekfive::app::Leaving::No);
    assert!(app.journal.days.to_edit(DAY.parse().unwrap()).unwrap().checkin.skipped().is_none());
}

#[test]
fn a_note_whose_very_last_key_is_enter_is_kept() {
    let home = Home::neck();
    let app = burst(&home, "n", "abc\n", false);
    assert!(app.today_view.editing.is_none());
    let note = app.journal.days.to_edit(DAY.parse().unwrap()).unwrap().checkin.note;
    assert_eq!(note.unwrap().as_str(), "abc");
}

// ---- other keyboards ---------------------------------------------------------------------------

#[rstest]
#[case::caps_lock("X 4 T Q", "10 4 - - - - -")]
#[case::cyrillic("4 г 5 й", "5 - - - - - -")]
#[case::cyrillic_capitals("Ч 5 Й", "10 5 - - - - -")]
#[case::greek("χ 4 θ", "10 - - - - - -")]
#[case::full_width("４ ３ １ ０", "4 3 10 - - - -")]
#[case::arabic_indic("٤ ٣ ٧", "4 3 7 - - - -")]
#[case::persian("۴ ۳", "4 3 - - - - -")]
#[case::devanagari("४ ३", "4 3 - - - - -")]
#[case::full_width_minus("4 <up> －", "- - - - - - -")]
fn the_same_key_means_the_same_on_every_keyboard(#[case] keys: &str, #[case] wanted: &str) {
    let home = Home::neck();
    home.open().keys(keys).end();
    assert_eq!(home.figures(DAY), wanted, "{keys}");
}

#[test]
fn a_letter_of_any_keyboard_is_itself_while_text_is_written() {
    let home = Home::neck();
    home.open().keys("т \"Болит шея ４٣ XQ\" <enter>").end();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "Болит шея ４٣ XQ");
}

#[test]
fn caps_lock_and_cyrillic_leave_the_program() {
    for key in ["Q", "й", "Й"] {
        assert!(Home::neck().open().keys(key).end().left, "{key}");
    }
}

#[test]
fn a_key_that_means_nothing_says_so() {
    let home = Home::neck();
    home.open()
        .keys("z")
        .sees("z does nothing here. ? shows the keys.")
        .keys("<down>")
        .sees_not("z does")
        .end();
    home.open().keys("漢").sees("漢 does nothing here.").end();
    home.open().keys("<f9>").sees("F9 does nothing here.").end();
    home.open().keys("<home>").sees("Home does nothing here.").end();
    for key in ["é", "è", "ç", "à", "&", "\"", "'", "š"] {
        home.open().keys(key).sees("Digits need Shift on this keyboard.").end();
    }
    home.open().keys("<f5> é").sees("é does nothing here.").end();
    assert!(home.day(DAY).is_empty());
}

#[test]
fn a_key_that_means_nothing_never_hides_a_warning() {
    let home = Home::neck();
    home.open()
        .meanwhile(|root| {
            crate::support::home::write_day(root, DAY, "date = 2026-11-12\n[checkin]\npain = 9\n");
        })
        .keys("4 z")
        .sees("Another program changed this too")
        .end();
}

// ---- past days ---------------------------------------------------------------------------------

#[test]
fn a_past_day_is_asked_as_that_day() {
    let home = Home::neck();
    home.write_day("2026-11-10", "date = 2026-11-10\n[checkin]\npain = 6\n");
    home.open()
        .keys("<left>")
        .sees("How much did it hurt that day, on average?")
        .sees("day before: 6")
        .keys("<down> <down>")
        .sees("How well did you sleep the night before?")
        .sees_not("yesterday 6")
        .end();
}
