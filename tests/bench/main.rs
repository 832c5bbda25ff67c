//! How long things take: `cargo bench`. Each stands beside the same of a small journal, so that what grows
//! with the years is seen. The times are of this machine; compare them with those of the commit before.

#[path = "../it/generator.rs"]
#[allow(dead_code)]
mod generator;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use divan::Bencher;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use tempfile::TempDir;
use weekfive::app::action::{Action, Global};
use weekfive::app::{App, Effect, Msg, Settings, View, update};
use weekfive::cli::Place;
use weekfive::domain::day::{Day, Known};
use weekfive::domain::decision::assessment::Assessment;
use weekfive::domain::score::Score;
use weekfive::domain::{checkin::Rating, day::Days};
use weekfive::runtime::World;
use weekfive::runtime::clock::Clock;
use weekfive::runtime::effects::perform;
use weekfive::store::Store;
use weekfive::ui::{Theme, draw};

fn main() {
    divan::main();
}

/// How much is written.
#[derive(Debug, Clone, Copy)]
enum Journal {
    OneMonth,
    TenYears,
}

const JOURNALS: [Journal; 2] = [Journal::OneMonth, Journal::TenYears];

/// The program with its files, as it stands on a screen of 120 x 40.
struct Desk {
    folder: TempDir,
    place: Place,
    terminal: Terminal<TestBackend>,
    theme: Theme,
}

impl Desk {
    fn new(journal: Journal) -> Self {
        let folder = tempfile::tempdir().unwrap();
        match journal {
            Journal::OneMonth => generator::one_month(folder.path()),
            Journal::TenYears => generator::ten_years(folder.path()),
        }
        let settings = Settings::default();
        let clock = Clock::new(settings.day_end, generator::TODAY.parse().ok());
        let theme = Theme::new(&settings);
        let store = Store::new(folder.path().to_owned());
        let place = Place { store, config: folder.path().join("none.toml"), settings, clock };
        Self { folder, place, terminal: Terminal::new(TestBackend::new(120, 40)).unwrap(), theme }
    }

    /// The program as it opens, on a tab.
    fn open(&self, view: View) -> App {
        let mut app = self.place.app();
        self.tell(&mut app, Msg::Size { columns: 120, rows: 40 });
        self.tell(&mut app, Msg::Act(Action::Global(Global::Open(view))));
        app
    }

    /// Takes a message in, with what it asks to be read.
    fn tell(&self, app: &mut App, msg: Msg) {
        let world = World::new(self.place.store.clone(), self.place.clock);
        let mut messages = vec![msg];
        while let Some(msg) = messages.pop() {
            let effects = update(app, msg);
            let reads = effects.into_iter().filter(|effect| matches!(effect, Effect::Read(_)));
            messages.extend(reads.filter_map(|effect| perform(&world, effect)));
        }
    }

    fn draw(&mut self, app: &App) {
        self.terminal.draw(|frame| drop(draw(frame, app, &self.theme))).unwrap();
    }
}

/// From the files to the first frame.
#[divan::bench(args = JOURNALS)]
fn opening(bencher: Bencher, journal: Journal) {
    let mut desk = Desk::new(journal);
    bencher.bench_local(|| {
        let app = desk.place.app();
        desk.draw(&app);
    });
}

/// A key that moves, and the frame after it.
#[divan::bench(args = [View::Today, View::Sessions, View::Trends, View::WeekFive, View::Plan])]
fn key(bencher: Bencher, view: View) {
    let mut desk = Desk::new(Journal::TenYears);
    let mut app = desk.open(view);
    let mut keys = [KeyCode::Down, KeyCode::Up].into_iter().cycle();
    bencher.bench_local(|| {
        let key = KeyEvent::from(keys.next().unwrap_or(KeyCode::Down));
        desk.tell(&mut app, Msg::Key(key));
        desk.draw(&app);
    });
}

/// A step of the cursor in the trends of everything there is.
#[divan::bench(args = JOURNALS)]
fn all_trends(bencher: Bencher, journal: Journal) {
    let mut desk = Desk::new(journal);
    let mut app = desk.open(View::Trends);
    for _ in 0..4 {
        desk.tell(&mut app, Msg::Key(KeyEvent::from(KeyCode::Char('r'))));
    }
    let mut keys = [KeyCode::Left, KeyCode::Left, KeyCode::Right].into_iter().cycle();
    bencher.bench_local(|| {
        let key = KeyEvent::from(keys.next().unwrap_or(KeyCode::Left));
        desk.tell(&mut app, Msg::Key(key));
        desk.draw(&app);
    });
}

/// The answer of week five, reckoned anew.
#[divan::bench]
fn decision(bencher: Bencher) {
    let desk = Desk::new(Journal::TenYears);
    let app = desk.open(View::WeekFive);
    let trial = app.journal.trial.clone().unwrap();
    let after: NaiveDate = trial.plan.date_of(37);
    let day_end = desk.place.settings.day_end;
    bencher.bench_local(|| Assessment::of(&trial, &app.journal.days, day_end, after));
}

/// One more figure on a day, until it is on the disk.
#[divan::bench]
fn save(bencher: Bencher) {
    let desk = Desk::new(Journal::OneMonth);
    let today: NaiveDate = generator::TODAY.parse().unwrap();
    let mut scores = (0..=10).cycle();
    bencher.bench_local(|| {
        let book = desk.place.store.read_days(today, today);
        let before = match book.day(today) {
            Known::Written(day) => day.clone(),
            Known::Blank | Known::Unreadable | Known::NotLoaded => Day::empty(today),
        };
        let mut after = before.clone();
        after.checkin.rating = Rating::Rated(Score::new(scores.next().unwrap_or(0)).unwrap());
        desk.place.store.save_day(&before, &after).unwrap()
    });
}

/// A table of ten years, read through and laid onto the days.
#[divan::bench(sample_count = 10)]
fn import(bencher: Bencher) {
    let desk = Desk::new(Journal::OneMonth);
    let table = table(desk.folder.path());
    bencher.bench_local(|| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_weekfive"));
        program.arg("--data-dir").arg(desk.folder.path()).arg("import").arg("csv").arg(&table);
        program.args(["--map", "pain=pain", "--scale", "pain=0..10", "--dry-run"]);
        program.args(["--today", generator::TODAY]).stdout(Stdio::null());
        assert!(program.status().unwrap().success());
    });
}

fn table(folder: &Path) -> PathBuf {
    let last: NaiveDate = generator::TODAY.parse().unwrap();
    let rows = last.iter_days().rev().take(3_652).enumerate();
    let text: String = rows.map(|(number, date)| format!("{date},{}\n", number % 11)).collect();
    let path = folder.join("table.csv");
    std::fs::write(&path, format!("date,pain\n{text}")).unwrap();
    path
}
