//! The loop: wait for something to happen, take it in, draw, then do what was asked. Nothing runs
//! between events.

pub mod clock;
pub mod configuration;
pub mod effects;
pub mod events;
pub mod terminal;

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use crate::app::{App, Effect, Leaving, Msg, update};
use crate::store::Store;
use crate::ui::Hits;
use clock::Clock;
use events::{Events, Happened};

/// How long the screen waits for the next key before it shows that a save is done: long enough
/// not to flicker between keys that come quickly.
const SETTLE: Duration = Duration::from_millis(40);

/// Lines a turn of the wheel moves.
const WHEEL_LINES: i16 = 1;

/// Where the state is shown.
pub trait Screen {
    /// Draws the state, and says where a click means what.
    fn draw(&mut self, app: &App) -> io::Result<Hits>;
    /// Gives the terminal back until the program is resumed.
    fn pause(&mut self) -> io::Result<()>;
    /// Draws everything anew next time, after something else wrote on the terminal.
    fn forget(&mut self) -> io::Result<()>;
}

/// The files and the clock.
#[derive(Debug, Clone)]
pub struct World {
    /// The journal's files.
    pub store: Store,
    /// The time.
    pub clock: Clock,
}

/// Runs until the person leaves or the system asks for it. Everything entered has then been saved,
/// or the failure was shown. `then` is done once, after the first screen is drawn.
pub fn run(
    app: &mut App,
    screen: &mut impl Screen,
    events: &mut impl Events,
    world: &World,
    then: impl FnOnce() -> io::Result<()>,
) -> io::Result<()> {
    let mut waiting = VecDeque::new();
    screen.draw(app)?;
    events.begin()?;
    // The window may have got another size before anyone listened.
    let mut hits = screen.draw(app)?;
    then()?;
    loop {
        let saving = !waiting.is_empty();
        while let Some(effect) = waiting.pop_front() {
            match effect {
                Effect::Quit => return Ok(()),
                Effect::Suspend => {
                    screen.pause()?;
                    take_in(app, world, Msg::Clock(world.clock.now()), &mut waiting);
                }
                effect => {
                    if let Some(msg) = effects::perform(&world.store, effect) {
                        // A save takes its time, and a question may come of it: it opens now.
                        take_in(app, world, Msg::Clock(world.clock.now()), &mut waiting);
                        take_in(app, world, msg, &mut waiting);
                    }
                }
            }
        }
        let happened = match events.next(saving.then_some(SETTLE)) {
            Ok(happened) => happened,
            Err(error) => return save_and_end(app, world, waiting, error),
        };
        if let Some(happened) = happened {
            take_in(app, world, Msg::Clock(world.clock.now()), &mut waiting);
            let (columns, rows) = hits.size;
            take_in(app, world, Msg::Size { columns, rows }, &mut waiting);
            if let Happened::Redraw = happened {
                screen.forget()?;
            }
            if let Some(msg) = message(happened, &hits) {
                take_in(app, world, msg, &mut waiting);
            }
        }
        if app.leaving == Leaving::InAnyCase || matches!(waiting.front(), Some(Effect::Quit)) {
            continue;
        }
        match screen.draw(app) {
            Ok(drawn) => hits = drawn,
            Err(error) => return save_and_end(app, world, waiting, error),
        }
        if let Some(room) = hits.scroll_room {
            take_in(app, world, Msg::Drawn(room), &mut waiting);
        }
    }
}

/// The terminal is gone: saves what was entered, then ends with the reason.
fn save_and_end(
    app: &mut App,
    world: &World,
    mut waiting: VecDeque<Effect>,
    error: io::Error,
) -> io::Result<()> {
    take_in(app, world, Msg::Stop, &mut waiting);
    while let Some(effect) = waiting.pop_front() {
        if let Some(msg) = effects::perform(&world.store, effect) {
            take_in(app, world, msg, &mut waiting);
        }
    }
    Err(error)
}

/// Takes a message in. What has to be read is read at once, so that it is there when the screen is
/// drawn; everything else waits until after that.
fn take_in(app: &mut App, world: &World, msg: Msg, waiting: &mut VecDeque<Effect>) {
    for effect in update(app, msg) {
        if !effect.is_read() {
            waiting.push_back(effect);
        } else if let Some(msg) = effects::perform(&world.store, effect) {
            take_in(app, world, msg, waiting);
        }
    }
}

fn message(happened: Happened, hits: &Hits) -> Option<Msg> {
    match happened {
        Happened::Key(key) => Some(Msg::Key(key)),
        Happened::Paste(text) => Some(Msg::Paste(text)),
        Happened::Mouse(mouse) => clicked(mouse, hits),
        Happened::Stop => Some(Msg::Stop),
        Happened::Suspend => Some(Msg::Act(crate::app::Action::Global(crate::app::action::Global::Suspend))),
        Happened::Resize | Happened::Redraw => None,
    }
}

fn clicked(mouse: MouseEvent, hits: &Hits) -> Option<Msg> {
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => hits.at(mouse.column, mouse.row).map(Msg::Act),
        MouseEventKind::ScrollDown => Some(Msg::Wheel(WHEEL_LINES)),
        MouseEventKind::ScrollUp => Some(Msg::Wheel(-WHEEL_LINES)),
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => None,
    }
}
