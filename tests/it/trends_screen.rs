//! Trends on the screen: keys in, screen out.

use ratatui::style::Color;
use weekfive::app::effect::Read;
use weekfive::app::msg::WasRead;
use weekfive::app::{App, Effect, Journal, Msg, Settings, update};
use weekfive::domain::checkin::Rating;
use weekfive::domain::day::Day;
use weekfive::domain::journal::DayBook;

use crate::generator;
use crate::support::diary::{rated, words};
use crate::support::{Home, Live, date, script};

/// Trends on an evening.
fn open(home: &Home, today: &str, settings: impl FnOnce(&mut Settings)) -> Live {
    home.evening(&format!("{today}T20:00:00+01:00")).settings(settings).keys("<f3>").live()
}

/// The sample journal, on a day of its trial.
fn sample(day: i64) -> Live {
    open(&Home::sample(day, "2026-11-20"), "2026-11-20", |_| {})
}

/// A journal without a trial, with these days.
fn without_trial(days: &[Day], today: &str) -> Live {
    open(&Home::with_days(days), today, |_| {})
}

/// The journal of ten years.
fn ten_years() -> Home {
    let home = Home::new();
    generator::ten_years(&home.root());
    home.make_own();
    home
}

fn plain(ascii: bool) -> impl FnOnce(&mut Settings) {
    move |settings| (settings.ascii, settings.color) = (ascii, false)
}

#[test]
fn the_trial_shows_lines_boundaries_marks_and_better_in_words() {
    let program = sample(19);
    program.sees("one column is one day");
    assert!(
        program
            .line("▌Pain")
            .contains("baseline 6.1 (7) · now 6.0 (6) · 0.1 lower, better · goal 4.3, 1.7 to go")
    );
    program.sees("└ day 1");
    program.sees("└ week five");
    assert!(program.line("  weeks").contains("5.8 (6)"), "week means with their days");
    let visits = program.line("  visits");
    for sign in ["●", "◐", "✕", "○"] {
        assert!(visits.contains(sign), "{sign} in {visits}");
    }
    assert_eq!(program.line("  changes").matches('Δ').count(), 2);
    program.sees("Fri 20 Nov 2026 · day 19 · pain 5 · worst pain 6");
}

#[test]
fn the_cursor_reads_out_a_day_and_opens_it_on_today() {
    let mut program = sample(19);
    program.press("h <left> h");
    program.sees("Tue 17 Nov 2026 · day 16 · pain 8");
    program.sees("▲ 17 Nov");
    program.press("l");
    program.sees("Wed 18 Nov 2026 · day 17");
    program.press("<home>");
    program.sees("Mon 26 Oct 2026 · baseline");
    program.press("l l o");
    program.sees("Pain, average");
    program.sees("Wed 28 Oct");
    program.press("<f3>");
    program.sees("Wed 28 Oct 2026 · baseline");
}

#[test]
fn a_day_to_come_is_read_out_as_such_and_not_opened() {
    let mut program = sample(19);
    program.press("l");
    program.sees("still to come");
    program.press("o");
    program.sees("one column is one day");
}

#[test]
fn a_measure_is_chosen_enlarged_and_left_again() {
    let mut program = sample(19);
    program.press("<down>");
    assert!(program.screen().contains("▌Worst pain"));
    program.press("<up> <enter>");
    program.sees("goal 4.3 ━");
    program.sees("baseline 6.1 ");
    program.sees("├─baseline──┤");
    program.sees("├─week five─┤");
    program.sees("line: mean of the last 7 days");
    program.sees("a description, not a cause");
    let braille = |screen: &str| screen.chars().any(|sign| ('\u{2801}'..='\u{28ff}').contains(&sign));
    assert!(braille(program.screen()));
    program.press("<esc>");
    assert!(!braille(program.screen()));
    program.sees("one column is one day");
}

#[test]
fn zero_blank_skipped_and_missing_days_are_four_different_things() {
    let mut skipped = Day::empty(date("2026-11-17"));
    skipped.checkin.rating = Rating::Skipped(words("ill"));
    let days = vec![rated("2026-11-14", 10), rated("2026-11-15", 0), skipped, rated("2026-11-18", 5)];
    let mut program = without_trial(&days, "2026-11-19");
    let bottom = program.line(" 0 ");
    let strip: String = bottom.chars().skip(10).collect();
    // Each day has three cells and a gap: the 6th to the 19th.
    let signs: Vec<char> = strip.chars().step_by(4).take(14).collect();
    assert_eq!(signs, ['·', '·', '·', '·', '·', '·', '·', '·', '█', '▁', '·', '–', '█', '┆']);
    program.press("h h");
    program.sees("skipped: ill");
    program.press("h");
    program.sees("no check-in");
    program.press("h");
    program.sees("Sun 15 Nov 2026 · pain 0");
}

#[test]
fn two_days_none_and_no_trial_are_met_kindly() {
    let program = without_trial(&[rated("2026-11-19", 4), rated("2026-11-20", 3)], "2026-11-20");
    program.sees("14 days");
    assert!(program.line("▌Pain").contains("no baseline · now 3.5 (2)"));
    let mut program = without_trial(&[], "2026-11-20");
    program.sees("Nothing is written on these days yet");
    program.press("<enter> <down> <up> h l r r r r r");
    program.sees("Nothing is written on these days yet");
}

#[test]
fn a_click_puts_the_cursor_on_a_day_and_a_range_opens() {
    let mut program = sample(19);
    program.press("click:\"█ █\"");
    program.sees("Mon 26 Oct 2026 · baseline");
    program.press("click:\"90 days\"");
    program.sees("one column is one day");
    assert!(
        program.line(" 0 ").contains(&"·".repeat(60)),
        "the days before the baseline: {}",
        program.screen()
    );
    program.press("wheel:down");
    program.sees("▌Worst pain");
}

#[test]
fn what_changes_in_the_journal_changes_on_the_screen() {
    let mut program = sample(19);
    program.sees("day 19 · pain 5");
    program.press("<f1> 0 <f3>");
    program.sees("day 19 · pain 0");
    program.press("<f1> u <f3>");
    program.sees("day 19 · pain 5");
}

#[test]
fn ten_years_are_binned_and_said_to_be() {
    let mut program = open(&ten_years(), generator::TODAY, |_| {});
    program.press("r r r r");
    program.sees("one column is 41 days, their mean");
    program.sees("2018");
    program.press("h");
    program.sees("41 days · pain");
    program.press("h h h <down> <enter> <esc> R r <f5> <f3>");
    program.press("r");
    program.sees("week five");
    let past = program.line("Sep 2023");
    assert!(past.contains("one column is one day"), "{past}");
    program.sees("Sun 8 Oct 2023 · day 35, week five");
}

#[test]
fn ten_years_are_asked_for_once() {
    let now = format!("{}T20:00:00+01:00", generator::TODAY).parse().unwrap();
    let mut app = App::new(Settings::default(), now, Journal::default());
    let mut asked = 0;
    let mut tell = |msg: Msg| {
        let effects = update(&mut app, msg);
        if effects.contains(&Effect::Read(Read::AllDays)) {
            asked += 1;
            update(&mut app, Msg::Read(WasRead::AllDays(DayBook::default())));
        }
    };
    tell(Msg::Size { columns: 100, rows: 30 });
    for step in script::steps("<f3> r r r r h h h <down> <enter> <esc> R r <f5> <f3> r") {
        let script::Step::Key(key) = step else { panic!("only keys") };
        tell(Msg::Key(key));
    }
    assert_eq!(asked, 1, "the files are not read again");
}

#[test]
fn a_column_of_many_days_steps_as_a_whole() {
    let mut program = open(&ten_years(), generator::TODAY, |_| {});
    program.press("r r r r h");
    let first = program.line("41 days · pain");
    program.press("h");
    let second = program.line("41 days · pain");
    assert_ne!(first, second);
    program.press("l");
    assert_eq!(program.line("41 days · pain"), first);
}

#[test]
fn nothing_panics_at_any_size() {
    let today = "2026-11-20";
    let mut years = open(&ten_years(), generator::TODAY, |_| {});
    years.press("r r r r");
    let mut programs = vec![
        sample(19),
        open(&Home::sample(36, today), today, plain(true)),
        open(&Home::sample(1, today), today, plain(false)),
        without_trial(&[rated(today, 3)], today),
        without_trial(&[], today),
        years,
    ];
    for program in &mut programs {
        for enlarged in [false, true] {
            if enlarged {
                program.press("<enter>");
            }
            for columns in (0..=120).step_by(20).chain([41, 59, 76, 101, 200]) {
                for rows in (0..=40).step_by(8).chain([12, 13, 17, 50]) {
                    program.press(&format!("size:{columns}x{rows} h"));
                    assert!(program.screen().lines().count() <= rows, "{columns}x{rows}");
                }
            }
        }
    }
}

#[test]
fn every_measure_can_be_reached_at_every_usual_size() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 20), (200, 50)] {
        let mut program = sample(19);
        program.resize(columns, rows);
        let names = [
            "Pain",
            "Worst pain",
            "Neck Disab",
            "Sleep",
            "Awakenings",
            "Stress",
            "Mood",
            "Mental clar",
            "Soreness",
        ];
        for name in names {
            program.sees(&format!("▌{name}"));
            program.press("<down>");
        }
    }
}

#[test]
fn ascii_and_no_colour_lose_no_sign() {
    let mut program = open(&Home::sample(19, "2026-11-20"), "2026-11-20", plain(true));
    for keys in ["", "<enter>"] {
        program.press(keys);
        let buffer = program.buffer().clone();
        assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()), "{}", program.screen());
        let colours = buffer.content.iter().filter(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
        assert_eq!(colours.count(), 0);
        for sign in ["O", "c", "x", "o"] {
            assert!(program.line("  visits").contains(sign));
        }
    }
    program.press("<esc>");
    program.sees("a digit a day, X: ten, or the top");
    assert!(
        program.line("0 to 10").chars().filter(char::is_ascii_digit).count() > 20,
        "{}",
        program.screen()
    );
    program.sees("[this trial]");
    assert!(program.line("   late").contains('\''), "a day written late has its mark");
}
