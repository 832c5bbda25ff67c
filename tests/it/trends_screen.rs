//! Trends on the screen: keys in, screen out.

use chrono::{DateTime, FixedOffset};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Color;
use weekfive::app::action::Global;
use weekfive::app::effect::Read;
use weekfive::app::msg::WasRead;
use weekfive::app::{Action, App, Effect, Journal, Msg, Settings, View, update};
use weekfive::content::sample;
use weekfive::domain::calendar::DayEnd;
use weekfive::domain::checkin::Rating;
use weekfive::domain::day::Day;
use weekfive::domain::journal::{DayBook, Entry};
use weekfive::domain::score::Score;
use weekfive::domain::text::Words;
use weekfive::runtime::World;
use weekfive::runtime::clock::Clock;
use weekfive::runtime::effects::perform;
use weekfive::store::Store;
use weekfive::ui::{self, Hits, Theme};

use crate::generator;
use crate::support::date;
use crate::support::diary::rated;

/// A program on Trends, with the files behind it if there are any.
struct Program {
    app: App,
    store: Option<Store>,
    size: (u16, u16),
    asked: Vec<Effect>,
}

impl Program {
    fn new(journal: Journal, store: Option<Store>, today: &str, settings: Settings) -> Self {
        let now: DateTime<FixedOffset> = format!("{today}T20:00:00+01:00").parse().unwrap();
        let app = App::new(settings, now, journal);
        let mut program = Self { app, store, size: (100, 30), asked: Vec::new() };
        program.tell(Msg::Size { columns: 100, rows: 30 });
        program.tell(Msg::Act(Action::Global(Global::Open(View::Trends))));
        program
    }

    /// The sample journal, on a day of its trial.
    fn sample(day: u64, settings: Settings) -> Self {
        let today = date("2026-11-20");
        let start = today.checked_sub_days(chrono::Days::new(day - 1)).unwrap();
        let sample = sample(start, today).unwrap();
        let mut days = DayBook::default();
        days.mark_read(date("2026-01-01"), date("2027-06-01"));
        for day in &sample.days {
            days.put(day.date, Entry::Written(day.clone()));
        }
        let journal = Journal { trial: Some(sample.trial), days, ..Journal::default() };
        Self::new(journal, None, "2026-11-20", settings)
    }

    /// A journal without a trial, with these days.
    fn days(days: Vec<Day>, today: &str, settings: Settings) -> Self {
        let mut book = DayBook::default();
        book.mark_read(date("2020-01-01"), date("2027-06-01"));
        for day in days {
            book.put(day.date, Entry::Written(day));
        }
        Self::new(Journal { days: book, ..Journal::default() }, None, today, settings)
    }

    /// The journal of ten years.
    fn ten_years(dir: &std::path::Path) -> Self {
        generator::ten_years(dir);
        let store = Store::new(dir.to_owned());
        let id = store.read_journal().unwrap().current.unwrap();
        let trial = store.read_trial(&id).unwrap();
        let journal = Journal { trial: Some(trial), ..Journal::default() };
        Self::new(journal, Some(store), generator::TODAY, Settings::default())
    }

    /// Tells the program something, and does what it asks for.
    fn tell(&mut self, msg: Msg) {
        let effects = update(&mut self.app, msg);
        self.asked.extend(effects.iter().cloned());
        for effect in effects {
            let answer = match (&self.store, effect) {
                (Some(store), effect) => {
                    perform(&World::new(store.clone(), Clock::new(DayEnd::default(), None)), effect)
                }
                (None, Effect::Read(Read::AllDays)) => Some(Msg::Read(WasRead::AllDays(DayBook::default()))),
                (None, _) => None,
            };
            if let Some(answer) = answer {
                self.tell(answer);
            }
        }
    }

    fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let code = match key {
                "left" => KeyCode::Left,
                "right" => KeyCode::Right,
                "up" => KeyCode::Up,
                "down" => KeyCode::Down,
                "enter" => KeyCode::Enter,
                "esc" => KeyCode::Esc,
                "home" => KeyCode::Home,
                letter => KeyCode::Char(letter.chars().next().unwrap()),
            };
            self.tell(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        }
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.tell(Msg::Size { columns, rows });
    }

    fn draw(&self) -> (Buffer, Hits) {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let theme = Theme::new(&self.app.settings);
        let mut hits = Hits::default();
        terminal.draw(|frame| hits = ui::draw(frame, &self.app, &theme)).unwrap();
        (terminal.backend().buffer().clone(), hits)
    }

    fn screen(&self) -> String {
        lines(&self.draw().0).join("\n")
    }

    /// The line that has these words.
    fn line(&self, words: &str) -> String {
        let screen = self.screen();
        screen
            .lines()
            .find(|line| line.contains(words))
            .unwrap_or_else(|| panic!("no “{words}” in\n{screen}"))
            .to_owned()
    }

    fn shows(&self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "no “{words}” in\n{screen}");
    }
}

fn lines(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width).max(1);
    buffer.content.chunks(width).map(|row| row.iter().map(|cell| cell.symbol()).collect()).collect()
}

fn settings(ascii: bool, color: bool) -> Settings {
    Settings { ascii, color, ..Settings::default() }
}

#[test]
fn the_trial_shows_lines_boundaries_marks_and_better_in_words() {
    let program = Program::sample(19, Settings::default());
    program.shows("one column is one day");
    assert!(
        program
            .line("▌Pain")
            .contains("baseline 6.1 (7) · now 6.0 (6) · 0.1 lower, better · goal 4.3, 1.7 to go")
    );
    program.shows("└ day 1");
    program.shows("└ week five");
    assert!(program.line("  weeks").contains("5.8 (6)"), "week means with their days");
    let visits = program.line("  visits");
    for sign in ["●", "◐", "✕", "○"] {
        assert!(visits.contains(sign), "{sign} in {visits}");
    }
    assert_eq!(program.line("  changes").matches('Δ').count(), 2);
    program.shows("Fri 20 Nov 2026 · day 19 · pain 5 · worst pain 6");
}

#[test]
fn the_cursor_reads_out_a_day_and_opens_it_on_today() {
    let mut program = Program::sample(19, Settings::default());
    program.press("h left h");
    program.shows("Tue 17 Nov 2026 · day 16 · pain 8");
    program.shows("▲ 17 Nov");
    program.press("l");
    program.shows("Wed 18 Nov 2026 · day 17");
    program.press("home");
    program.shows("Mon 26 Oct 2026 · baseline");
    program.press("l l o");
    assert_eq!(program.app.view, View::Today);
    assert_eq!(program.app.today_view.date, date("2026-10-28"));
    program.tell(Msg::Act(Action::Global(Global::Open(View::Trends))));
    program.shows("Wed 28 Oct 2026 · baseline");
}

#[test]
fn a_day_to_come_is_read_out_as_such_and_not_opened() {
    let mut program = Program::sample(19, Settings::default());
    program.press("l");
    program.shows("still to come");
    program.press("o");
    assert_eq!(program.app.view, View::Trends);
}

#[test]
fn a_measure_is_chosen_enlarged_and_left_again() {
    let mut program = Program::sample(19, Settings::default());
    program.press("down");
    assert!(program.screen().contains("▌Worst pain"));
    program.press("up enter");
    program.shows("goal 4.3 ━");
    program.shows("baseline 6.1 ");
    program.shows("├─baseline──┤");
    program.shows("├─week five─┤");
    program.shows("line: mean of the last 7 days");
    program.shows("a description, not a cause");
    let braille = |screen: &str| screen.chars().any(|sign| ('\u{2801}'..='\u{28ff}').contains(&sign));
    assert!(braille(&program.screen()));
    program.press("esc");
    assert!(!braille(&program.screen()));
    assert_eq!(program.app.view, View::Trends);
}

#[test]
fn zero_blank_skipped_and_missing_days_are_four_different_things() {
    let mut skipped = Day::empty(date("2026-11-17"));
    skipped.checkin.rating = Rating::Skipped(Words::new("ill").unwrap());
    let days = vec![rated("2026-11-14", 10), rated("2026-11-15", 0), skipped, rated("2026-11-18", 5)];
    let mut program = Program::days(days, "2026-11-19", Settings::default());
    let bottom = program.line(" 0 ");
    let strip: String = bottom.chars().skip(10).collect();
    // Each day has three cells and a gap: the 6th to the 19th.
    let signs: Vec<char> = strip.chars().step_by(4).take(14).collect();
    assert_eq!(signs, ['·', '·', '·', '·', '·', '·', '·', '·', '█', '▁', '·', '–', '█', '┆']);
    program.press("h h");
    program.shows("skipped: ill");
    program.press("h");
    program.shows("no check-in");
    program.press("h");
    program.shows("Sun 15 Nov 2026 · pain 0");
}

#[test]
fn two_days_none_and_no_trial_are_met_kindly() {
    let program = Program::days(
        vec![rated("2026-11-19", 4), rated("2026-11-20", 3)],
        "2026-11-20",
        Settings::default(),
    );
    program.shows("14 days");
    assert!(program.line("▌Pain").contains("no baseline · now 3.5 (2)"));
    let mut program = Program::days(Vec::new(), "2026-11-20", Settings::default());
    program.shows("Nothing is written on these days yet");
    program.press("enter down up h l r r r r r");
    program.shows("Nothing is written on these days yet");
}

#[test]
fn a_click_puts_the_cursor_on_a_day_and_a_range_opens() {
    let mut program = Program::sample(19, Settings::default());
    let (buffer, hits) = program.draw();
    let rows = lines(&buffer);
    let row = rows.iter().position(|line| line.contains(" 0 █")).unwrap();
    let action = hits.at(12, u16::try_from(row).unwrap()).unwrap();
    program.tell(Msg::Act(action));
    program.shows("Tue 27 Oct 2026");
    let column = rows[3].find("90 days").unwrap();
    let action = hits.at(u16::try_from(column).unwrap(), 3).unwrap();
    program.tell(Msg::Act(action));
    program.shows("one column is one day");
    assert!(program.line("90 days").contains("90 days"));
    program.tell(Msg::Wheel(1));
    program.shows("▌Worst pain");
}

#[test]
fn what_changes_in_the_journal_changes_on_the_screen() {
    let mut program = Program::sample(19, Settings::default());
    let today = program.app.today;
    let before = program.app.journal.days.to_edit(today).unwrap();
    let mut after = before.clone();
    after.checkin.rating = Rating::Rated(Score::new(0).unwrap());
    program.app.change(vec![weekfive::app::Change::day(before, after)]);
    program.tell(Msg::Wheel(-1));
    program.shows("day 19 · pain 0");
    program.press("u 3");
    program.tell(Msg::Act(Action::Global(Global::Open(View::Trends))));
    program.shows("day 19 · pain 5");
}

#[test]
fn ten_years_are_read_once_binned_and_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::ten_years(folder.path());
    program.press("r r r r");
    program.shows("one column is 41 days, their mean");
    program.shows("2018");
    program.press("h");
    program.shows("41 days · pain");
    let all = |program: &Program| {
        program.asked.iter().filter(|effect| **effect == Effect::Read(Read::AllDays)).count()
    };
    assert_eq!(all(&program), 1);
    program.press("h h h down enter esc R r");
    program.tell(Msg::Act(Action::Global(Global::Open(View::Plan))));
    program.tell(Msg::Act(Action::Global(Global::Open(View::Trends))));
    assert_eq!(all(&program), 1, "the files are not read again");
    program.press("r");
    program.shows("week five");
    let past = program.line("Sep 2023");
    assert!(past.contains("one column is one day"), "{past}");
    program.shows("Sun 8 Oct 2023 · day 35, week five");
}

#[test]
fn a_column_of_many_days_steps_as_a_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::ten_years(folder.path());
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
    let folder = tempfile::tempdir().unwrap();
    let mut years = Program::ten_years(folder.path());
    years.press("r r r r");
    let mut programs = vec![
        Program::sample(19, Settings::default()),
        Program::sample(36, settings(true, false)),
        Program::sample(1, settings(false, false)),
        Program::days(vec![rated("2026-11-20", 3)], "2026-11-20", Settings::default()),
        Program::days(Vec::new(), "2026-11-20", Settings::default()),
        years,
    ];
    for program in &mut programs {
        for enlarged in [false, true] {
            if enlarged {
                program.press("enter");
            }
            for columns in (0..=120).step_by(20).chain([41, 59, 76, 101, 200]) {
                for rows in (0..=40).step_by(8).chain([12, 13, 17, 50]) {
                    program.resize(columns, rows);
                    program.draw();
                    program.press("h");
                }
            }
        }
    }
}

#[test]
fn every_measure_can_be_reached_at_every_usual_size() {
    for (columns, rows) in [(100, 30), (80, 24), (60, 20), (200, 50)] {
        let mut program = Program::sample(19, Settings::default());
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
            assert!(
                program.screen().contains(&format!("▌{name}")),
                "{name} at {columns}x{rows}\n{}",
                program.screen()
            );
            program.press("down");
        }
    }
}

#[test]
fn ascii_and_no_colour_lose_no_sign() {
    let mut program = Program::sample(19, settings(true, false));
    for keys in ["", "enter"] {
        program.press(keys);
        let (buffer, _) = program.draw();
        assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()), "{}", program.screen());
        let colours = buffer.content.iter().filter(|cell| cell.fg != Color::Reset || cell.bg != Color::Reset);
        assert_eq!(colours.count(), 0);
        for sign in ["O", "c", "x", "o"] {
            assert!(program.line("  visits").contains(sign));
        }
    }
    program.press("esc");
    program.shows("a digit a day, X: ten, or the top");
    assert!(
        program.line("0 to 10").chars().filter(char::is_ascii_digit).count() > 20,
        "{}",
        program.screen()
    );
    program.shows("[this trial]");
    assert!(program.line("   late").contains('\''), "a day written late has its mark");
}
