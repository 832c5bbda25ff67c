//! A tab that still takes the whole program, until it is moved to [`Tab`](super::tabs::Tab).
//!
//! # How a tab is moved
//!
//! `views/trends.rs` (reading, days to be read, another tab to go to) and `views/week_five.rs` (forms,
//! changes, drafts) are moved; take them as the pattern. Each tab can be moved alone, and so:
//!
//! 1. In its own file every `fn f(app: &App, …)` becomes a method `fn f(&self, cx: &Cx, …)` of its
//!    state; what reads the journal alone takes only `cx`. Every `fn f(app: &mut App, …) -> Vec<Effect>`
//!    becomes `fn f(&mut self, cx: &Cx, …) -> Reply`.
//! 2. What it did to the program it now says in its [`Reply`](super::reply::Reply):
//!
//!    | before | after |
//!    | --- | --- |
//!    | `app.change(vec![…])` | `Reply::step([…])`, `Reply::change(…)` |
//!    | `app.keep_draft`, `forget_draft`, `put_page_drafts` | `Reply::aside(cx.keep_draft(…))` and so on |
//!    | `app.began_from(day)` | `Reply { began_from: Some(day), … }` |
//!    | `app.undo` after a held key, `history.forget_last_of` | `Reply { take_back: true, … }` |
//!    | `app.say`, `warn`, `notice = None` | `.say(…)`, `.warn(…)`, `.put_away()` |
//!    | `app.dialog = Some(Dialog::Question(q))` | `.ask(q)` |
//!    | `Effect::Read`, `Effect::Write` | `Reply::read(…)`, `Reply::write(…)` |
//!    | `app.view = …`, another view's functions | `.go(Go::…)` |
//!
//!    A step begins from the record as it stands after `aside`: take it from `Change::after`, as
//!    `WeekFiveView::record` does. Several replies of one action are joined with `.and(…)`. Where a
//!    function decided by what another one did to `app`, let that one say so in what it returns.
//! 3. `impl Tab for TheView` takes the place of the `BRIDGE` in that file, method for field.
//! 4. Its row in `tabs.rs` becomes `Part::Tab { … }`, as the rows of the moved tabs; a `Go` that leads
//!    to it, in `reply::apply`, calls its method and applies what that answers.
//! 5. What `watch.rs`, `day_turn.rs` and `questions.rs` still do to its state by hand becomes a call of
//!    a method of it with `app.cx()`.
//! 6. Its drawing takes `(&Cx, &TheView)` and works nothing out that belongs to the state: that is
//!    done in `refresh`. The line in `ui::screen` passes them.
//!
//! When the last tab is moved, this file, `Part` and the closures over a bridge in `tabs.rs` go.

use crossterm::event::KeyEvent;

use super::action::{Action, Ask};
use super::change::Change;
use super::dialog::Question;
use super::form::Form;
use super::keymap::Context;
use super::tabs::{InHand, Shows};
use super::{App, Effect};

/// The functions of a tab that is not moved yet, each as the method of the same name of
/// [`Tab`](super::tabs::Tab).
pub struct Bridge {
    pub(super) contexts: fn(&App) -> Vec<Context>,
    pub(super) does_something: fn(&App, Action) -> bool,
    pub(super) act: fn(&mut App, Action) -> Vec<Effect>,
    pub(super) form: fn(&App) -> Option<&Form>,
    pub(super) type_key: fn(&mut App, KeyEvent) -> Vec<Effect>,
    pub(super) paste: fn(&mut App, &str) -> Vec<Effect>,
    pub(super) wheel: fn(&mut App, bool) -> Vec<Effect>,
    pub(super) take_back_key: fn(&mut App) -> Vec<Effect>,
    pub(super) opened: fn(&mut App) -> Vec<Effect>,
    pub(super) settle: fn(&mut App) -> (Vec<Effect>, bool),
    pub(super) show: fn(&mut App, &[Change]) -> Option<String>,
    pub(super) begin_anew: fn(&mut App),
    pub(super) answered: fn(&mut App, &Question, Ask) -> Vec<Effect>,
    pub(super) shows: fn(&App) -> Shows,
    pub(super) in_hand: fn(&App) -> InHand,
}
