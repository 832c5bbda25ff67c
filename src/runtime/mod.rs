//! The loop: wait for something to happen, take it in, draw, then do what was asked. Nothing runs
//! between events.

mod bounded;
pub mod clock;
pub mod configuration;
pub mod decoder;
#[cfg(test)]
mod decoder_tests;
pub mod effects;
pub mod environment;
pub mod events;
#[cfg(test)]
mod events_tests;
pub mod mistake;
mod output;
mod sequences;
pub mod signals;
pub mod terminal;
pub mod watch;

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};

use crate::app::action::{Action, Global};
use crate::app::watch::{has_news, shown};
use crate::app::{App, Effect, Leaving, Msg, queue, update};
use crate::store::Store;
use crate::ui::Hits;
use crate::ui::theme::Ground;
use clock::Clock;
use events::{Events, Happened};
use watch::Watch;

/// How long the screen waits for the next key before it shows that a save is done: long enough
/// not to flicker between keys that come quickly.
const SETTLE: Duration = Duration::from_millis(40);

/// How long it is waited before a save that another program has kept waiting is tried again. It is the
/// only thing that is done without an event, and only while words are not saved.
const TRY_AGAIN: Duration = Duration::from_secs(2);

/// How often that is done until something happens: for a minute.
const MOST_TRIES: u32 = 30;

/// So many events that wait are taken in before the screen is drawn: a burst of keys does not cost a
/// picture each.
const MOST_TOGETHER: usize = 512;

/// So many events are still taken in after the terminal's end: more than ever wait in one.
const MOST_AFTER_THE_END: usize = 100_000;

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
    /// The terminal may have another size than at the last frame.
    fn may_have_another_size(&mut self) {}
    /// The terminal has said what its letters stand on.
    fn on_ground(&mut self, _ground: Ground) {}
}

/// The files and the clock.
#[derive(Debug, Clone)]
pub struct World {
    /// The journal's files.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// How the files stood when they were read.
    pub watch: Watch,
}

impl World {
    /// A world in which nothing was read yet.
    pub fn new(store: Store, clock: Clock) -> Self {
        Self { store: store.for_a_screen(), clock, watch: Watch::default() }
    }
}

/// Why the loop ended though nobody left.
#[derive(Debug)]
pub enum Ended {
    /// The terminal is gone.
    Terminal(io::Error),
    /// A mistake of the program's own, kept by [`mistake`].
    Mistake {
        /// Whether everything entered is on disk.
        saved: bool,
    },
}

/// As [`run`]; and a mistake of the program's own does not lose what was entered: it is saved all the
/// same, as far as that can be.
///
/// # Errors
/// The terminal is gone, or the program made a mistake.
pub fn run_to_the_end(
    app: &mut App,
    screen: &mut impl Screen,
    events: &mut impl Events,
    world: &World,
    then: impl FnOnce() -> io::Result<()>,
) -> Result<(), Ended> {
    let mut work = Work::default();
    let mut turn = Turn { app, world, work: &mut work };
    // What is left half done is looked at with care below.
    match catch_unwind(AssertUnwindSafe(|| turn.run(screen, events, then))) {
        Ok(ended) => ended.map_err(Ended::Terminal),
        Err(_) => Err(Ended::Mistake { saved: turn.rescue() }),
    }
}

/// Runs until the person leaves or the system asks for it. Everything entered has then been saved,
/// or the failure was shown. `then` is done once, after the first screen is drawn.
///
/// # Errors
/// The terminal is gone. What was entered has been saved, as far as that can be.
pub fn run(
    app: &mut App,
    screen: &mut impl Screen,
    events: &mut impl Events,
    world: &World,
    then: impl FnOnce() -> io::Result<()>,
) -> io::Result<()> {
    Turn { app, world, work: &mut Work::default() }.run(screen, events, then)
}

/// What is to be done, and whether something is being taken in at this moment.
#[derive(Debug, Default)]
struct Work {
    waiting: VecDeque<Effect>,
    taking_in: bool,
}

/// The state, the world, and what one asked of the other.
struct Turn<'a> {
    app: &'a mut App,
    world: &'a World,
    work: &'a mut Work,
}

impl Turn<'_> {
    fn run(
        &mut self,
        screen: &mut impl Screen,
        events: &mut impl Events,
        then: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        match self.turn_after_turn(screen, events, then) {
            Ok(()) => Ok(()),
            Err(error) => {
                self.save(events);
                Err(error)
            }
        }
    }

    fn turn_after_turn(
        &mut self,
        screen: &mut impl Screen,
        events: &mut impl Events,
        then: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let mut hits = screen.draw(self.app)?;
        self.world.watch.note(&self.world.store, &shown(self.app));
        then()?;
        // A click that came behind keys: what it means stands on a screen that is not yet drawn.
        let mut held: Option<MouseEvent> = None;
        let mut tries = 0_u32;
        loop {
            let saving = !self.work.waiting.is_empty();
            if self.do_all(screen)? {
                return Ok(());
            }
            let again = !saving && tries < MOST_TRIES && self.waits_for_another_program();
            let limit = if saving { Some(SETTLE) } else { again.then_some(TRY_AGAIN) };
            let next = match held.take() {
                Some(click) => Some(Happened::Mouse(click)),
                None => events.next(limit)?,
            };
            if next.is_some() {
                tries = 0;
            } else if again {
                tries = tries.saturating_add(1);
                self.take_in(Msg::Act(Action::Global(Global::SaveAgain)));
                continue;
            }
            let mut perhaps = None;
            if let Some(happened) = next {
                (held, perhaps) = self.together(happened, screen, events, &hits)?;
            }
            if self.app.leaving == Leaving::InAnyCase || self.has_asked_to_quit() {
                continue;
            }
            if let Some(key) = perhaps {
                self.preview(key, screen)?;
                continue;
            }
            hits = self.frame(screen)?;
            if let Some(room) = hits.scroll_room {
                self.take_in(Msg::Drawn(room));
            }
        }
    }

    /// Whether something is not saved only because another program holds the lock, and nobody is asked
    /// anything: then it is tried again without a key.
    fn waits_for_another_program(&self) -> bool {
        self.world.store.is_kept_waiting() && self.app.has_unsaved() && self.app.dialog.is_none()
    }

    /// Draws what is known, so that a key shows at once, then looks at the files behind it and draws
    /// anew where they say something else.
    fn frame(&mut self, screen: &mut impl Screen) -> io::Result<Hits> {
        self.take_in(Msg::Drawing);
        let hits = screen.draw(self.app)?;
        self.take_in(Msg::Looking);
        if !has_news(self.app) {
            return Ok(hits);
        }
        self.take_in(Msg::Drawing);
        screen.draw(self.app)
    }

    /// Takes in what happened, and with it the events that are there already, one by one and in
    /// order, as far as nobody has to see the screen in between. Returns a click that is not yet
    /// taken in, and a key that is to be shown and not kept.
    fn together(
        &mut self,
        first: Happened,
        screen: &mut impl Screen,
        events: &mut impl Events,
        hits: &Hits,
    ) -> io::Result<(Option<MouseEvent>, Option<KeyEvent>)> {
        let place = (self.app.view, self.app.dialog.is_some());
        let mut next = Some(first);
        for number in 0..MOST_TOGETHER {
            let Some(happened) = next.take() else { break };
            match happened {
                Happened::Mouse(click) if number > 0 => return Ok((Some(click), None)),
                Happened::Perhaps(key) => return Ok((None, Some(key))),
                happened => self.happened(happened, screen, hits)?,
            }
            let is_seen_first = self.app.leaving != Leaving::No
                || place != (self.app.view, self.app.dialog.is_some())
                || hits.scroll_room.is_some()
                || !self.work.waiting.iter().all(Effect::saves_day);
            // A terminal that is gone is told once more when it is waited for.
            next = if is_seen_first || number.saturating_add(1) >= MOST_TOGETHER {
                None
            } else {
                events.waiting().unwrap_or_default()
            };
        }
        Ok((None, None))
    }

    fn happened(&mut self, happened: Happened, screen: &mut impl Screen, hits: &Hits) -> io::Result<()> {
        self.take_in(Msg::Clock(self.world.clock.now()));
        let (columns, rows) = hits.size;
        self.take_in(Msg::Size { columns, rows });
        if let Happened::Resize | Happened::Redraw | Happened::Focus = happened {
            screen.may_have_another_size();
        }
        if let Happened::Redraw = happened {
            screen.forget()?;
        }
        if let Happened::Background { red, green, blue } = happened {
            screen.on_ground(Ground::of(red, green, blue));
        }
        if let Some(msg) = message(happened, hits) {
            self.take_in(msg);
        }
        Ok(())
    }

    /// Shows what a key would do, and does it not. The time is not told: it would have the files looked
    /// at for a copy that is thrown away.
    fn preview(&mut self, key: KeyEvent, screen: &mut impl Screen) -> io::Result<()> {
        let mut app = self.app.clone();
        let mut work = Work::default();
        let mut turn = Turn { app: &mut app, world: self.world, work: &mut work };
        turn.take_in(Msg::Key(key));
        screen.draw(&app).map(drop)
    }

    /// Does what was asked. Whether the program is to end.
    fn do_all(&mut self, screen: &mut impl Screen) -> io::Result<bool> {
        while let Some(effect) = self.work.waiting.front().cloned() {
            match effect {
                Effect::Quit => return Ok(true),
                Effect::Suspend => {
                    self.work.waiting.pop_front();
                    screen.pause()?;
                    self.take_in(Msg::Clock(self.world.clock.now()));
                }
                effect => self.perform(effect),
            }
        }
        Ok(false)
    }

    /// Does the first of what was asked. It stands there until it is done.
    fn perform(&mut self, effect: Effect) {
        let answer = effects::perform(self.world, effect);
        self.work.waiting.pop_front();
        if let Some(msg) = answer {
            // A save takes its time, and a question may come of it: it opens now.
            self.take_in(Msg::Clock(self.world.clock.now()));
            self.take_in(msg);
        }
    }

    fn has_asked_to_quit(&self) -> bool {
        matches!(self.work.waiting.front(), Some(Effect::Quit))
    }

    /// The terminal is gone: takes in what was typed before, keeps what is being typed, and saves all
    /// that was entered. Nothing is drawn any more, so that clicks have no meaning.
    fn save(&mut self, events: &mut impl Events) {
        for _ in 0..MOST_AFTER_THE_END {
            self.save_all();
            if self.app.leaving != Leaving::No {
                break;
            }
            match events.waiting() {
                Ok(Some(Happened::Mouse(_))) => {}
                Ok(Some(happened)) => {
                    if let Some(msg) = message(happened, &Hits::default()) {
                        self.take_in(msg);
                    }
                }
                Ok(None) | Err(_) => break,
            }
        }
        self.take_in(Msg::Stop);
        self.save_all();
    }

    fn save_all(&mut self) {
        while let Some(effect) = self.work.waiting.front().cloned() {
            self.perform(effect);
        }
    }

    /// After a mistake: saves what was entered, step by step, since the next mistake may be near.
    /// Whether all of it is known to be on disk.
    fn rescue(&mut self) -> bool {
        // What was asked of the world while a message was taken in went down with it.
        let mut whole = !self.work.taking_in;
        whole &= catch_unwind(AssertUnwindSafe(|| self.take_in(Msg::Stop))).is_ok();
        while let Some(effect) = self.work.waiting.front().cloned() {
            let left = self.work.waiting.len();
            if catch_unwind(AssertUnwindSafe(|| self.perform(effect))).is_err() {
                whole = false;
                if self.work.waiting.len() >= left {
                    self.work.waiting.pop_front();
                }
            }
        }
        whole && !self.app.has_unsaved()
    }

    /// Takes a message in. What has to be read is read at once, so that it is there when the screen
    /// is drawn; everything else waits until after that.
    fn take_in(&mut self, msg: Msg) {
        self.work.taking_in = true;
        for effect in update(self.app, msg) {
            if !matches!(effect, Effect::Read(_)) {
                queue(self.app, &mut self.work.waiting, effect);
            } else if let Some(msg) = effects::perform(self.world, effect) {
                self.take_in(msg);
                self.work.taking_in = true;
            }
        }
        self.work.taking_in = false;
    }
}

fn message(happened: Happened, hits: &Hits) -> Option<Msg> {
    match happened {
        Happened::Key(key) => Some(Msg::Key(key)),
        Happened::Burst(burst) => Some(Msg::Burst(burst)),
        Happened::Paste(text) => Some(Msg::Paste(text)),
        Happened::Mouse(mouse) => clicked(mouse, hits),
        Happened::Stop => Some(Msg::Stop),
        Happened::Suspend => Some(Msg::Act(crate::app::Action::Global(crate::app::action::Global::Suspend))),
        Happened::Focus | Happened::Resize | Happened::Redraw => Some(Msg::CameBack),
        Happened::Perhaps(_) | Happened::Background { .. } => None,
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
