//! The tabs: what each of them can do, and the one table that says which there are.
//!
//! A tab is a value with its own state. It reads a [`Cx`] and answers with a [`Reply`]; it never sees
//! the program around it. A new one is a variant of [`View`], a row of [`row`], a field of
//! [`App`], and a line in `ui::screen` that draws it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;

use super::action::{Action, Ask};
use super::change::Change;
use super::cx::{Cx, cx};
use super::dialog::Question;
use super::form::Form;
use super::keymap::Context;
use super::reply::{Reply, apply};
use super::{App, Effect, View};
use crate::domain::trial::TrialId;

/// What a tab does.
pub trait Tab {
    /// Where keys go, innermost first.
    fn contexts(&self, cx: &Cx) -> Vec<Context>;

    /// Whether a key would do something now, so that the footer names no dead keys.
    fn does_something(&self, _cx: &Cx, _action: Action) -> bool {
        true
    }

    /// Does what was asked for: its own actions, and those of the form that is open on it.
    fn act(&mut self, cx: &Cx, action: Action) -> Reply;

    /// The form that keys go to, where one is open.
    fn form(&self) -> Option<&Form> {
        None
    }

    /// The same, to be changed.
    fn form_mut(&mut self) -> Option<&mut Form> {
        None
    }

    /// Types a key.
    fn type_key(&mut self, _cx: &Cx, key: KeyEvent) -> Reply {
        if let Some(form) = self.form_mut() {
            form.type_key(key);
        }
        Reply::none()
    }

    /// Puts pasted text in.
    fn paste(&mut self, _cx: &Cx, text: &str) -> Reply {
        if let Some(form) = self.form_mut() {
            form.paste(text);
        }
        Reply::none()
    }

    /// Turns the wheel.
    fn wheel(&mut self, cx: &Cx, down: bool) -> Reply;

    /// The last answer of one key was the repeat of a key held down: it is taken back.
    fn take_back_key(&mut self, _cx: &Cx) -> Reply {
        if let Some(form) = self.form_mut() {
            form.take_back_key();
        }
        Reply::none()
    }

    /// The tab was opened.
    fn opened(&mut self, _cx: &Cx) -> Reply {
        Reply::none()
    }

    /// Keeps what is being typed, before the tab is left or the program ends; false where it cannot
    /// be kept and is still open.
    fn settle(&mut self, _cx: &Cx) -> (Reply, bool) {
        (Reply::none(), true)
    }

    /// Works out anew what is drawn, after anything happened while the tab is open.
    fn refresh(&mut self, _cx: &Cx) {}

    /// A step was taken back or done again: shows where, and says in words what it was.
    fn show(&mut self, _cx: &Cx, _step: &[Change]) -> Option<String> {
        None
    }

    /// Trial or checklist are others than before: stands where it now belongs.
    fn begin_anew(&mut self, _cx: &Cx) {}

    /// A question that the tab asked was answered.
    fn answered(&mut self, _cx: &Cx, _question: &Question, _taken: Ask) -> Reply {
        Reply::none()
    }

    /// The tab was drawn, and so many lines of it can be scrolled.
    fn drawn(&mut self, _room: u16) {}

    /// What of the files it shows, beyond the trial and the last fortnight.
    fn shows(&self, _cx: &Cx) -> Shows {
        Shows::default()
    }

    /// What the person has in hand here, and no look at the files changes.
    fn in_hand(&self, _cx: &Cx) -> InHand {
        InHand::default()
    }

    /// Whether a key here can write down what the figures on the screen say: they are then looked at
    /// again before a key is taken.
    fn stands_on_figures(&self) -> bool {
        false
    }

    /// Another program changed what is shown: says what has to be known of it.
    fn changed_outside(&mut self, _cx: &Cx) -> Option<String> {
        None
    }
}

/// What a tab shows of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shows {
    /// Days, first and last included.
    pub days: Vec<(NaiveDate, NaiveDate)>,
    /// Earlier trials.
    pub trials: Vec<TrialId>,
}

/// What a person has in hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InHand {
    /// Days that something is open on.
    pub days: BTreeSet<NaiveDate>,
    /// Whether it is the trial or the checklist.
    pub plan: bool,
}

/// A row of the table of tabs.
pub struct Row {
    /// The name on the tab.
    pub name: &'static str,
    /// The keys that the help shows for it, beside those that mean the same everywhere.
    pub help: &'static [Context],
    /// What it does.
    part: Part,
}

/// How a tab is reached: to be looked at, and to be changed with what it may read beside.
struct Part {
    look: fn(&App) -> &dyn Tab,
    act: for<'a> fn(&'a mut App) -> (&'a mut dyn Tab, Cx<'a>),
}

/// A tab of the program, to be changed, with what it may read beside.
macro_rules! tab {
    ($app:ident.$view:ident) => {{
        let cx = cx!($app);
        (&mut $app.$view, cx)
    }};
}

/// The table of tabs.
pub fn row(view: View) -> Row {
    match view {
        View::Today => Row {
            name: "Today",
            help: &[
                Context::Today,
                Context::TodayOne,
                Context::TodayYesNo,
                Context::Paragraph,
                Context::Text,
            ],
            part: Part { look: |app| &app.today_view, act: |app| tab!(app.today_view) },
        },
        View::Sessions => Row {
            name: "Sessions",
            help: &[
                Context::Sessions,
                Context::SessionsMove,
                Context::Visit,
                Context::Form,
                Context::Warning,
            ],
            part: Part { look: |app| &app.sessions_view, act: |app| tab!(app.sessions_view) },
        },
        View::Trends => Row {
            name: "Trends",
            help: &[Context::Trends],
            part: Part { look: |app| &app.trends_view, act: |app| tab!(app.trends_view) },
        },
        View::WeekFive => Row {
            name: "Week five",
            help: &[Context::WeekFive, Context::Form],
            part: Part { look: |app| &app.week_five_view, act: |app| tab!(app.week_five_view) },
        },
        View::Plan => Row {
            name: "Plan",
            help: &[Context::Plan, Context::Question, Context::Page, Context::Form],
            part: Part { look: |app| &app.plan_view, act: |app| tab!(app.plan_view) },
        },
    }
}

impl Row {
    fn look<T>(&self, app: &App, ask: impl FnOnce(&dyn Tab, &Cx) -> T) -> T {
        ask((self.part.look)(app), &app.cx())
    }

    fn ask<T>(&self, app: &mut App, ask: impl FnOnce(&mut dyn Tab, &Cx) -> T) -> T {
        let (tab, cx) = (self.part.act)(app);
        ask(tab, &cx)
    }

    fn reply(&self, app: &mut App, ask: impl FnOnce(&mut dyn Tab, &Cx) -> Reply) -> Vec<Effect> {
        let reply = self.ask(app, ask);
        apply(app, reply)
    }
}

/// The tab that an action is one of; the open one where it is of a form.
fn owner(app: &App, action: Action) -> View {
    match action {
        Action::Today(_) | Action::Text(_) => View::Today,
        Action::Sessions(_) => View::Sessions,
        Action::Trends(_) => View::Trends,
        Action::WeekFive(_) => View::WeekFive,
        Action::Plan(_) | Action::Page(_) => View::Plan,
        Action::Form(_) | Action::Global(_) | Action::Ask(_) | Action::Help(_) => app.view,
    }
}

/// Where keys go on the open tab, innermost first.
pub fn contexts(app: &App) -> Vec<Context> {
    row(app.view).look(app, |tab, cx| tab.contexts(cx))
}

/// Whether a key of a tab would do something now.
pub fn does_something(app: &App, action: Action) -> bool {
    row(owner(app, action)).look(app, |tab, cx| tab.does_something(cx, action))
}

/// The form that keys go to on the open tab.
pub fn form(app: &App) -> Option<&Form> {
    (row(app.view).part.look)(app).form()
}

/// Does what was asked of a tab.
pub(super) fn act(app: &mut App, action: Action) -> Vec<Effect> {
    row(owner(app, action)).reply(app, |tab, cx| tab.act(cx, action))
}

/// Types a key on the open tab.
pub(super) fn type_key(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    row(app.view).reply(app, |tab, cx| tab.type_key(cx, key))
}

/// Puts pasted text in on the open tab.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    row(app.view).reply(app, |tab, cx| tab.paste(cx, text))
}

/// Turns the wheel on the open tab.
pub(super) fn wheel(app: &mut App, down: bool) -> Vec<Effect> {
    row(app.view).reply(app, |tab, cx| tab.wheel(cx, down))
}

/// Takes the last answer of one key back on the open tab.
pub(super) fn take_back_key(app: &mut App) -> Vec<Effect> {
    row(app.view).reply(app, |tab, cx| tab.take_back_key(cx))
}

/// The open tab was opened.
pub(super) fn opened(app: &mut App) -> Vec<Effect> {
    row(app.view).reply(app, |tab, cx| tab.opened(cx))
}

/// Keeps what is being typed on a tab; false where it cannot be kept and is still open.
fn settle_one(app: &mut App, view: View) -> (Vec<Effect>, bool) {
    let (reply, settled) = row(view).ask(app, |tab, cx| tab.settle(cx));
    (apply(app, reply), settled)
}

/// Keeps whatever is being typed on any tab; false where something cannot be kept and is still open.
pub(super) fn settle(app: &mut App) -> (Vec<Effect>, bool) {
    let mut effects = Vec::new();
    let mut all_kept = true;
    for view in View::ALL {
        let (more, kept) = settle_one(app, view);
        effects.extend(more);
        all_kept &= kept;
    }
    (effects, all_kept)
}

/// Works out anew what the open tab draws.
pub(super) fn refresh(app: &mut App) {
    row(app.view).ask(app, |tab, cx| tab.refresh(cx));
}

/// Shows a day on Today.
pub(super) fn go_to_day(app: &mut App, date: NaiveDate) -> Vec<Effect> {
    let reply = app.today_view.go_to(&cx!(app), date);
    apply(app, reply)
}

/// Shows a step that was taken back or done again on every tab, and says in words what it was.
pub(super) fn show(app: &mut App, step: &[Change]) -> Option<String> {
    let mut words = None;
    for view in View::ALL {
        let said = row(view).ask(app, |tab, cx| tab.show(cx, step));
        words = words.or(said);
    }
    words
}

/// Trial or checklist are others than before.
pub(super) fn begin_anew(app: &mut App) {
    for view in View::ALL {
        row(view).ask(app, |tab, cx| tab.begin_anew(cx));
    }
}

/// A question that the open tab asked was answered.
pub(super) fn answered(app: &mut App, question: &Question, taken: Ask) -> Vec<Effect> {
    row(app.view).reply(app, |tab, cx| tab.answered(cx, question, taken))
}

/// The open tab was drawn, and so many lines of it can be scrolled.
pub(super) fn drawn(app: &mut App, room: u16) {
    row(app.view).ask(app, |tab, _| tab.drawn(room));
}

/// What of the files the open tab shows.
pub(super) fn shows(app: &App) -> Shows {
    row(app.view).look(app, |tab, cx| tab.shows(cx))
}

/// What the person has in hand on any tab.
pub(super) fn in_hand(app: &App) -> InHand {
    let mut all = InHand::default();
    for view in View::ALL {
        let one = row(view).look(app, |tab, cx| tab.in_hand(cx));
        all.days.extend(one.days);
        all.plan |= one.plan;
    }
    all
}

/// Whether a key on the open tab can write down what the figures on the screen say.
pub(super) fn stands_on_figures(app: &App) -> bool {
    row(app.view).look(app, |tab, _| tab.stands_on_figures())
}

/// Another program changed what the open tab shows: what has to be known of it.
pub(super) fn changed_outside(app: &mut App) -> Option<String> {
    row(app.view).ask(app, |tab, cx| tab.changed_outside(cx))
}
