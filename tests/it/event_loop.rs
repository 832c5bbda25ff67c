//! The loop itself: what is drawn when, what is done in what order, and what a mistake costs.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use weekfive::app::{App, Settings};
use weekfive::cli::Place;
use weekfive::domain::day::Day;
use weekfive::runtime::clock::Clock;
use weekfive::runtime::events::{Events, Happened};
use weekfive::runtime::{Ended, Screen, World, run, run_to_the_end};
use weekfive::store::Store;
use weekfive::ui::{self, Hits, Theme};

use crate::support::evening::text;
use crate::support::{DAY, Home};

/// Events that come in pieces: those of one piece are there at the same time.
struct Pieces(VecDeque<VecDeque<Happened>>);

impl Pieces {
    fn new<const N: usize>(pieces: [Vec<Happened>; N]) -> Self {
        Self(pieces.into_iter().map(VecDeque::from).collect())
    }
}

impl Events for Pieces {
    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Happened>> {
        while self.0.front().is_some_and(VecDeque::is_empty) {
            self.0.pop_front();
            if limit.is_some() {
                return Ok(None);
            }
        }
        match self.0.front_mut() {
            Some(piece) => Ok(piece.pop_front()),
            None => Err(io::Error::other("the end")),
        }
    }

    fn waiting(&mut self) -> io::Result<Option<Happened>> {
        Ok(self.0.front_mut().and_then(VecDeque::pop_front))
    }
}

/// What was drawn, and when to make a mistake.
struct Pictures {
    terminal: Terminal<TestBackend>,
    theme: Theme,
    drawn: Vec<String>,
    mistake_at: Option<&'static str>,
}

impl Pictures {
    fn new(mistake_at: Option<&'static str>) -> Self {
        Self {
            terminal: Terminal::new(TestBackend::new(100, 30)).unwrap(),
            theme: Theme::new(&Settings::default()),
            drawn: Vec::new(),
            mistake_at,
        }
    }
}

impl Screen for Pictures {
    fn draw(&mut self, app: &App) -> io::Result<Hits> {
        let mut hits = Hits::default();
        let frame = self.terminal.draw(|frame| hits = ui::draw(frame, app, &self.theme)).unwrap();
        let picture = text(frame.buffer);
        assert!(!self.mistake_at.is_some_and(|text| picture.contains(text)), "a mistake of our own");
        self.drawn.push(picture);
        Ok(hits)
    }

    fn pause(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn forget(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn keys(text: &str) -> Vec<Happened> {
    text.chars()
        .map(|letter| match letter {
            '\r' => KeyCode::Enter,
            letter => KeyCode::Char(letter),
        })
        .map(|code| Happened::Key(code.into()))
        .collect()
}

fn place(home: &Home) -> (Place, World) {
    let settings = Settings::default();
    let clock = Clock::new(settings.day_end, DAY.parse().ok());
    let store = Store::new(home.root());
    let config = home.root().join("none.toml");
    (Place { store: store.clone(), config, settings, clock }, World::new(store, clock))
}

/// Runs until nothing more happens. What was drawn, and the day as it is on disk.
fn pictures<const N: usize>(pieces: [Vec<Happened>; N]) -> (Vec<String>, Day) {
    let home = Home::neck();
    let (place, world) = place(&home);
    let mut screen = Pictures::new(None);
    let ended = run(&mut place.app(), &mut screen, &mut Pieces::new(pieces), &world, || Ok(()));
    assert!(ended.is_err());
    (screen.drawn, home.day(DAY))
}

#[test]
fn a_burst_of_keys_does_not_cost_a_picture_each() {
    let text: String = (0..2_000).map(|number| format!("{number} ")).take(1_500).collect();
    let (drawn, day) = pictures([keys("n"), keys(&text)]);
    assert_eq!(day.checkin.note.unwrap().as_str(), text.trim_end());
    assert!(drawn.len() < 25, "{} pictures for {} keys", drawn.len(), text.len());
}

#[test]
fn figures_that_come_in_one_piece_are_all_kept() {
    let (drawn, day) = pictures([keys("3175")]);
    let checkin = day.checkin;
    let seen = (checkin.pain(), checkin.worst, checkin.sleep);
    let (single, day) = pictures([keys("3"), keys("1"), keys("7"), keys("5")]);
    let checkin = day.checkin;
    assert_eq!(seen, (checkin.pain(), checkin.worst, checkin.sleep));
    assert!(drawn.len() < single.len());
}

#[test]
fn a_click_means_what_the_last_picture_shows() {
    let (form, _) = pictures([keys("c")]);
    let form = form.last().unwrap();
    let (row, line) = form.lines().enumerate().find(|(_, line)| line.contains("Esc ")).unwrap();
    let column = ui::text::width(&line[..line.find("Esc ").unwrap()]);
    let click = Happened::Mouse(MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column,
        row: u16::try_from(row).unwrap(),
        modifiers: KeyModifiers::NONE,
    });
    let (apart, _) = pictures([keys("c"), vec![click.clone()]]);
    assert_ne!(apart.last(), Some(form), "the click does something");
    let mut piece = keys("c");
    piece.push(click);
    let (together, _) = pictures([piece]);
    assert_eq!(together.last(), apart.last());
}

#[test]
fn what_is_perhaps_a_key_is_shown_and_not_kept() {
    let esc = KeyEvent::from(KeyCode::Esc);
    let before = || vec![Happened::Key(KeyCode::Char('?').into())];
    let (drawn, _) = pictures([before(), vec![Happened::Perhaps(esc)]]);
    let [.., shown, perhaps] = &*drawn else { panic!("{drawn:?}") };
    let help = "field before";
    assert!(shown.contains(help) && !perhaps.contains(help), "{shown}{perhaps}");
    // It was the beginning of another key.
    let (drawn, _) =
        pictures([before(), vec![Happened::Perhaps(esc)], vec![Happened::Key(KeyCode::PageDown.into())]]);
    assert!(drawn.last().unwrap().contains("The guide"), "help is still open");
    // It was Esc.
    let (_, day) = pictures([before(), vec![Happened::Perhaps(esc)], vec![Happened::Key(esc)], keys("4")]);
    assert_eq!(day.checkin.pain().map(|pain| pain.get()), Some(4));
    // What it would do is not done.
    let (_, day) = pictures([keys("nwords"), vec![Happened::Perhaps(esc)], keys(" more")]);
    assert_eq!(day.checkin.note.unwrap().as_str(), "words more");
}

#[test]
fn a_mistake_while_drawing_saves_everything() {
    let home = Home::neck();
    let (place, world) = place(&home);
    let mut screen = Pictures::new(Some("a sentence"));
    let mut events = Pieces::new([keys("4"), keys("na sentence"), keys(" too much")]);
    let mut app = place.app();
    let ended = run_to_the_end(&mut app, &mut screen, &mut events, &world, || Ok(()));
    assert!(matches!(ended, Err(Ended::Mistake { saved: true })), "{ended:?}");
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.pain().map(|pain| pain.get()), Some(4));
    assert_eq!(checkin.note.unwrap().as_str(), "a sentence");
}

#[test]
fn a_mistake_before_a_save_that_fails_does_not_say_saved() {
    let home = Home::neck();
    let (place, world) = place(&home);
    std::fs::remove_file(home.root().join(".lock")).ok();
    std::fs::create_dir(home.root().join(".lock")).unwrap();
    let mut screen = Pictures::new(Some("a sentence"));
    let mut events = Pieces::new([keys("na sentence")]);
    let ended = run_to_the_end(&mut place.app(), &mut screen, &mut events, &world, || Ok(()));
    assert!(matches!(ended, Err(Ended::Mistake { saved: false })), "{ended:?}");
}

#[test]
fn a_mistake_at_any_moment_of_the_start_is_told_too() {
    let home = Home::neck();
    let (place, world) = place(&home);
    let mut screen = Pictures::new(Some("weekfive"));
    let ended = run_to_the_end(&mut place.app(), &mut screen, &mut Pieces::new([]), &world, || Ok(()));
    assert!(matches!(ended, Err(Ended::Mistake { saved: true })), "{ended:?}");
}

/// A terminal that takes no more pictures.
struct Deaf(Pictures, usize);

impl Screen for Deaf {
    fn draw(&mut self, app: &App) -> io::Result<Hits> {
        if self.0.drawn.len() >= self.1 {
            return Err(io::Error::other("deaf"));
        }
        self.0.draw(app)
    }

    fn pause(&mut self) -> io::Result<()> {
        Err(io::Error::other("deaf"))
    }

    fn forget(&mut self) -> io::Result<()> {
        Err(io::Error::other("deaf"))
    }
}

#[test]
fn a_terminal_that_cannot_be_written_to_loses_nothing_wherever_it_is_noticed() {
    for (number, events) in [
        (2, vec![keys("n"), keys("words")]),
        (9, vec![keys("nwords"), vec![Happened::Redraw]]),
        (9, vec![keys("nwords"), vec![Happened::Suspend]]),
        (2, vec![keys("nwords"), vec![Happened::Perhaps(KeyCode::Esc.into())]]),
        // Keys that are there already, behind one whose picture could not be drawn.
        (1, vec![keys("?qnwords")]),
    ] {
        let home = Home::neck();
        let (place, world) = place(&home);
        let mut screen = Deaf(Pictures::new(None), number);
        let mut events = Pieces(events.into_iter().map(VecDeque::from).collect());
        let ended = run(&mut place.app(), &mut screen, &mut events, &world, || Ok(()));
        assert_eq!(ended.unwrap_err().to_string(), "deaf");
        assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "words");
    }
}
