//! One evening: the program opens, keys go in, the screen comes out.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use weekfive::app::{App, Settings};
use weekfive::cli::Place;
use weekfive::runtime::clock::Clock;
use weekfive::runtime::events::{Events, Happened};
use weekfive::runtime::{Screen, World, run};
use weekfive::ui::{self, Hits, Theme};

use super::Home;
use super::live::Live;
use super::script::{self, Step};

thread_local! {
    /// What the clock of this test shows.
    static NOW: Cell<Option<DateTime<FixedOffset>>> = const { Cell::new(None) };
}

fn now() -> DateTime<FixedOffset> {
    NOW.get().expect("an evening sets the clock")
}

/// The time between two keys of somebody who knows the way.
const KEY: TimeDelta = TimeDelta::milliseconds(150);

/// The time it takes to look at the screen.
const LOOK: TimeDelta = TimeDelta::milliseconds(500);

/// Time goes by.
fn pass(time: TimeDelta) {
    NOW.set(Some(now() + time));
}

/// What somebody presses on a screen, while there is something to press.
type Person = dyn Fn(&str) -> Option<String> + Send;

/// What happens next in an evening.
pub(super) enum Moment {
    Step(Step),
    AtOnce(Step),
    Wait(TimeDelta),
    Stop,
    Suspend,
    ComesBack,
    At(DateTime<FixedOffset>),
    Do(Box<dyn FnOnce(&Path) + Send>),
    Answer(Box<Person>, usize),
    Sees(String),
    SeesNot(String),
}

/// An evening that is being planned.
pub struct Evening {
    home: Home,
    at: DateTime<FixedOffset>,
    settings: Settings,
    size: (u16, u16),
    plan: VecDeque<Moment>,
    live: Option<Line>,
}

/// Where an evening that is lived key by key is shown, and where its next moments come from.
pub(super) struct Line {
    pub(super) shown: Sender<Shown>,
    pub(super) moments: Receiver<Vec<Moment>>,
}

/// What came of an evening.
pub struct Seen {
    /// The last screen, a line each, without the spaces at the ends of lines.
    pub screen: String,
    /// The last screen with its styles.
    pub buffer: Buffer,
    /// Where a click on it would mean what.
    pub hits: Hits,
    /// The state when the last screen was drawn.
    pub open: App,
    /// The state at the end.
    pub app: App,
    /// Whether the person left, rather than the script ending.
    pub left: bool,
    /// How often the terminal was given back for a pause.
    pub pauses: usize,
}

impl Evening {
    pub fn new(home: Home, at: &str) -> Self {
        Self {
            home,
            at: at.parse().unwrap(),
            settings: Settings::default(),
            size: (100, 30),
            plan: VecDeque::new(),
            live: None,
        }
    }

    /// Lives it key by key: a test looks at the screen and the files between them.
    pub fn live(self) -> Live {
        Live::new(|line| {
            thread::spawn(move || {
                Self { live: Some(line), ..self }.end();
            })
        })
    }

    pub fn size(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self
    }

    pub fn settings(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Presses keys, in the notation of [`script`].
    pub fn keys(mut self, keys: &str) -> Self {
        self.plan.extend(script::steps(keys).into_iter().map(Moment::Step));
        self
    }

    /// Presses keys that arrive all in one go, with no time between them.
    pub fn at_once(mut self, keys: &str) -> Self {
        self.plan.extend(script::steps(keys).into_iter().map(Moment::AtOnce));
        self
    }

    /// Holds a key down for so many milliseconds, on a keyboard that repeats it after half a second
    /// and then every 30 ms.
    pub fn held(mut self, key: &str, milliseconds: i64) -> Self {
        let step = script::steps(key).into_iter().next().unwrap();
        self.plan.push_back(Moment::Step(step.clone()));
        let repeats = (milliseconds - 500).max(-30) / 30 + 1;
        for number in 0..repeats {
            self.plan.push_back(Moment::Wait(TimeDelta::milliseconds(if number == 0 { 500 } else { 30 })));
            self.plan.push_back(Moment::AtOnce(step.clone()));
        }
        self
    }

    /// Presses keys with so many milliseconds between them.
    pub fn every(mut self, milliseconds: i64, keys: &str) -> Self {
        for step in script::steps(keys) {
            self.plan.push_back(Moment::Wait(TimeDelta::milliseconds(milliseconds)));
            self.plan.push_back(Moment::AtOnce(step));
        }
        self
    }

    pub fn paste(mut self, text: String) -> Self {
        self.plan.push_back(Moment::Step(Step::Paste(text)));
        self
    }

    /// The screen has to show this at that moment.
    pub fn sees(mut self, text: &str) -> Self {
        self.plan.push_back(Moment::Sees(text.to_owned()));
        self
    }

    /// The screen may not show this at that moment.
    pub fn sees_not(mut self, text: &str) -> Self {
        self.plan.push_back(Moment::SeesNot(text.to_owned()));
        self
    }

    /// Something else does something to the files.
    pub fn meanwhile(mut self, work: impl FnOnce(&Path) + Send + 'static) -> Self {
        self.plan.push_back(Moment::Do(Box::new(work)));
        self
    }

    /// Presses what a person would on each screen, until there is nothing more to answer.
    pub fn answers(mut self, person: impl Fn(&str) -> Option<String> + Send + 'static) -> Self {
        self.plan.push_back(Moment::Answer(Box::new(person), 0));
        self
    }

    /// The clock moves on.
    pub fn at(mut self, time: &str) -> Self {
        self.plan.push_back(Moment::At(time.parse().unwrap()));
        self
    }

    /// The person comes back to the window.
    pub fn comes_back(mut self) -> Self {
        self.plan.push_back(Moment::ComesBack);
        self
    }

    /// The system ends the program.
    pub fn stop(mut self) -> Self {
        self.plan.push_back(Moment::Stop);
        self
    }

    /// The system pauses the program.
    pub fn suspend(mut self) -> Self {
        self.plan.push_back(Moment::Suspend);
        self
    }

    /// Opens the journal and lives the evening. Where the person did not leave, the terminal goes
    /// away at the end of the script, as when a window is closed.
    pub fn end(self) -> Seen {
        NOW.set(Some(self.at));
        let clock = Clock::told(self.settings.day_end, now);
        let (store, root) = (self.home.store(), self.home.root());
        let place = Place {
            store: store.clone(),
            config: root.join("config.toml"),
            settings: self.settings.clone(),
            clock,
        };
        let shown = Rc::new(RefCell::new(Shown::default()));
        let size = Rc::new(Cell::new(self.size));
        let mut screen = FakeScreen {
            terminal: Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap(),
            theme: Theme::new(&self.settings),
            size: Rc::clone(&size),
            shown: Rc::clone(&shown),
            pauses: 0,
        };
        let mut events = Script { plan: self.plan, root, size, shown: Rc::clone(&shown), live: self.live };
        let mut app = place.app();
        let ended = run(&mut app, &mut screen, &mut events, &World::new(store, clock), || Ok(()));
        assert!(events.plan.is_empty() || ended.is_err(), "the program ended before the script did");
        let Shown { text, buffer, hits, app: open } = shown.take();
        Seen {
            screen: text,
            buffer,
            hits,
            open: open.unwrap(),
            app,
            left: ended.is_ok(),
            pauses: screen.pauses,
        }
    }
}

impl Seen {
    pub fn shows(&self, text: &str) -> bool {
        shows(&self.screen, text)
    }
}

/// Whether a screen shows a text; a text may run over the end of a line.
pub(super) fn shows(screen: &str, text: &str) -> bool {
    screen.contains(text) || flat(screen).contains(&flat(text))
}

/// A text as one line, with single spaces.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A screen as it was drawn.
#[derive(Default, Clone)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) buffer: Buffer,
    hits: Hits,
    app: Option<App>,
}

struct FakeScreen {
    terminal: Terminal<TestBackend>,
    theme: Theme,
    size: Rc<Cell<(u16, u16)>>,
    shown: Rc<RefCell<Shown>>,
    pauses: usize,
}

impl Screen for FakeScreen {
    fn draw(&mut self, app: &App) -> io::Result<Hits> {
        let (width, height) = self.size.get();
        self.terminal.backend_mut().resize(width, height);
        let mut hits = Hits::default();
        let frame =
            self.terminal.draw(|frame| hits = ui::draw(frame, app, &self.theme)).map_err(io::Error::other)?;
        let buffer = frame.buffer.clone();
        *self.shown.borrow_mut() =
            Shown { text: text(&buffer), buffer, hits: hits.clone(), app: Some(app.clone()) };
        Ok(hits)
    }

    fn pause(&mut self) -> io::Result<()> {
        self.pauses += 1;
        Ok(())
    }

    fn forget(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The lines of a screen. The second cell of a wide character is left out.
pub fn text(buffer: &Buffer) -> String {
    let mut lines = Vec::new();
    for row in 0..buffer.area.height {
        let mut line = String::new();
        let mut column = 0;
        while column < buffer.area.width {
            let symbol = buffer[(column, row)].symbol();
            line.push_str(symbol);
            column += ui::text::width(symbol).max(1);
        }
        lines.push(line.trim_end().to_owned());
    }
    lines.join("\n")
}

struct Script {
    plan: VecDeque<Moment>,
    root: PathBuf,
    size: Rc<Cell<(u16, u16)>>,
    shown: Rc<RefCell<Shown>>,
    live: Option<Line>,
}

impl Events for Script {
    /// The next moment. With a limit nothing has happened in time, without waiting for it.
    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Happened>> {
        if limit.is_some() {
            return Ok(None);
        }
        loop {
            let Some(moment) = self.plan.pop_front() else {
                let next = self.live.as_ref().and_then(|line| {
                    line.shown.send(self.shown.borrow().clone()).ok()?;
                    line.moments.recv().ok()
                });
                self.plan.extend(next.ok_or_else(|| io::Error::other("the script is at its end"))?);
                continue;
            };
            match moment {
                Moment::Step(step) => {
                    pass(KEY);
                    return Ok(Some(self.happens(step)));
                }
                Moment::AtOnce(step) => return Ok(Some(self.happens(step))),
                Moment::Wait(time) => pass(time),
                Moment::Stop => return Ok(Some(Happened::Stop)),
                Moment::Suspend => return Ok(Some(Happened::Suspend)),
                Moment::ComesBack => return Ok(Some(Happened::Resize)),
                Moment::At(time) => NOW.set(Some(time)),
                Moment::Do(work) => work(&self.root),
                Moment::Answer(person, count) => {
                    let keys = person(&self.shown.borrow().text);
                    if let Some(keys) = keys {
                        assert!(count < 300, "no end to the answers at:\n{}", self.shown.borrow().text);
                        self.plan.push_front(Moment::Answer(person, count + 1));
                        for step in script::steps(&keys).into_iter().rev() {
                            self.plan.push_front(Moment::Step(step));
                        }
                    }
                }
                Moment::Sees(text) => {
                    pass(LOOK);
                    let screen = &self.shown.borrow().text;
                    assert!(shows(screen, &text), "“{text}” is not on the screen:\n{screen}");
                }
                Moment::SeesNot(text) => {
                    pass(LOOK);
                    let screen = &self.shown.borrow().text;
                    assert!(!shows(screen, &text), "“{text}” is on the screen:\n{screen}");
                }
            }
        }
    }
}

impl Script {
    fn happens(&self, step: Step) -> Happened {
        let mouse = |kind, column, row| {
            Happened::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        };
        match step {
            Step::Key(key) => Happened::Key(key),
            Step::Paste(text) => Happened::Paste(text),
            Step::Click(text) => {
                let (column, row) = self.find(&text);
                mouse(MouseEventKind::Down(MouseButton::Left), column, row)
            }
            Step::Wheel(down) => {
                mouse(if down { MouseEventKind::ScrollDown } else { MouseEventKind::ScrollUp }, 5, 5)
            }
            Step::Size(width, height) => {
                self.size.set((width, height));
                Happened::Resize
            }
        }
    }

    /// Where the screen first shows a text.
    fn find(&self, text: &str) -> (u16, u16) {
        let screen = &self.shown.borrow().text;
        for (row, line) in screen.lines().enumerate() {
            if let Some(at) = line.find(text) {
                return (ui::text::width(&line[..at]), u16::try_from(row).unwrap());
            }
        }
        panic!("“{text}” is not on the screen, so it cannot be clicked:\n{screen}");
    }
}
