//! A window onto the program, through its own loop, that asks moment by moment what happens next: for
//! tests in which that is not written down beforehand.

use std::cell::{Cell, RefCell};
use std::io;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, TimeDelta};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use weekfive::app::{App, Settings};
use weekfive::cli::Place;
use weekfive::runtime::clock::Clock;
use weekfive::runtime::events::{Events, Happened};
use weekfive::runtime::{Screen, World, run};
use weekfive::store::Store;
use weekfive::ui::{self, Hits, Theme};

thread_local! {
    /// What the clock of this thread's window shows.
    static NOW: Cell<Option<DateTime<FixedOffset>>> = const { Cell::new(None) };
}

fn now() -> DateTime<FixedOffset> {
    NOW.get().expect("a window sets the clock")
}

/// One thing that happens.
#[derive(Debug, Clone, PartialEq)]
pub enum Moment {
    /// Something comes from the terminal.
    Happens(Happened),
    /// The terminal has another size.
    Size(u16, u16),
    /// Time goes by, or back.
    Passes(TimeDelta),
}

/// What can be seen at a moment, when all that was asked of the files is done.
pub struct Sight {
    /// The state when the last screen was drawn.
    pub app: App,
    /// Where a click on it would mean what.
    pub hits: Hits,
}

/// A window that is to be opened.
pub struct Window<'w> {
    store: Store,
    settings: Settings,
    size: (u16, u16),
    /// The state that opens, where it is not read from the files.
    meanwhile: Box<dyn FnMut(&App) + 'w>,
}

impl<'w> Window<'w> {
    /// A window onto a journal's folder.
    pub fn new(root: &Path) -> Self {
        Self {
            store: Store::new(root.to_owned()),
            settings: Settings::default(),
            size: (100, 30),
            meanwhile: Box::new(|_| ()),
        }
    }

    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// Something else does something whenever a screen was drawn: before what the last key asked for
    /// is saved.
    pub fn meanwhile(mut self, work: impl FnMut(&App) + 'w) -> Self {
        self.meanwhile = Box::new(work);
        self
    }

    /// Opens it at a moment, and goes on until `next` has nothing more, when the terminal goes away, or
    /// the person leaves. Returns the state at the end, and whether the person left.
    pub fn open(
        mut self,
        at: DateTime<FixedOffset>,
        next: &mut dyn FnMut(&Sight) -> Option<Moment>,
    ) -> (App, bool) {
        NOW.set(Some(at));
        let clock = Clock::told(self.settings.day_end, now);
        let place = Place {
            store: self.store.clone(),
            config: self.store.root().join("config.toml"),
            settings: self.settings.clone(),
            clock,
        };
        let mut app = place.app();
        let sight = Rc::new(RefCell::new(Sight { app: app.clone(), hits: Hits::default() }));
        let size = Rc::new(Cell::new(self.size));
        let mut screen = Pane {
            terminal: Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap(),
            theme: Theme::new(&self.settings),
            size: Rc::clone(&size),
            sight: Rc::clone(&sight),
            meanwhile: &mut self.meanwhile,
        };
        let mut events = Moments { next, size, sight };
        let ended =
            run(&mut app, &mut screen, &mut events, &World::new(self.store.clone(), clock), || Ok(()));
        (app, ended.is_ok())
    }
}

struct Pane<'p, 'w> {
    terminal: Terminal<TestBackend>,
    theme: Theme,
    size: Rc<Cell<(u16, u16)>>,
    sight: Rc<RefCell<Sight>>,
    meanwhile: &'p mut Box<dyn FnMut(&App) + 'w>,
}

impl Screen for Pane<'_, '_> {
    fn draw(&mut self, app: &App) -> io::Result<Hits> {
        let (columns, rows) = self.size.get();
        self.terminal.backend_mut().resize(columns, rows);
        let mut hits = Hits::default();
        self.terminal.draw(|frame| hits = ui::draw(frame, app, &self.theme)).map_err(io::Error::other)?;
        *self.sight.borrow_mut() = Sight { app: app.clone(), hits: hits.clone() };
        (self.meanwhile)(app);
        Ok(hits)
    }

    fn pause(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn forget(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Moments<'m> {
    next: &'m mut dyn FnMut(&Sight) -> Option<Moment>,
    size: Rc<Cell<(u16, u16)>>,
    sight: Rc<RefCell<Sight>>,
}

impl Events for Moments<'_> {
    /// The next moment. With a limit nothing has happened in time, without waiting for it.
    fn next(&mut self, limit: Option<Duration>) -> io::Result<Option<Happened>> {
        if limit.is_some() {
            return Ok(None);
        }
        loop {
            match (self.next)(&self.sight.borrow()) {
                Some(Moment::Happens(happened)) => return Ok(Some(happened)),
                Some(Moment::Size(columns, rows)) => {
                    self.size.set((columns, rows));
                    return Ok(Some(Happened::Resize));
                }
                Some(Moment::Passes(time)) => NOW.set(now().checked_add_signed(time)),
                None => return Err(io::Error::other("nothing more happens")),
            }
        }
    }
}
