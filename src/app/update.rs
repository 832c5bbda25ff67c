//! From a message to the next state: total and pure. What it asks of the world comes back as
//! effects.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, Ask, Form, Global, Help, Plan, Today, View};
use super::dialog::{Dialog, Question, Sides};
use super::keymap::Context;
use super::views::{help, plan, sessions, today, trends, week_five};
use super::{App, Effect, Leaving, Msg, day_turn, watch};
use crate::domain::journal::{Entry, SaveFailure};

/// Takes in what happened.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let (day, only_time) = (app.today, matches!(msg, Msg::Clock(_) | Msg::Drawing | Msg::Drawn(_)));
    let msg = day_turn::as_seen(app, msg);
    let effects = take_in(app, msg);
    if app.view == View::Trends {
        trends::look_again(app);
    }
    if !only_time || app.today != day {
        week_five::refresh(app);
    }
    join_saves(app, effects)
}

/// Two saves of one day become one, so that the second never builds on a first that failed.
fn join_saves(app: &mut App, effects: Vec<Effect>) -> Vec<Effect> {
    let mut joined: Vec<Effect> = Vec::with_capacity(effects.len());
    for effect in effects {
        if let Effect::SaveDay { ours, .. } = &effect {
            let same_day = joined.iter_mut().find_map(|other| match other {
                Effect::SaveDay { ours: waiting, .. } if waiting.date == ours.date => Some(waiting),
                _ => None,
            });
            if let Some(waiting) = same_day {
                *waiting = ours.clone();
                answered(app);
                continue;
            }
        }
        joined.push(effect);
    }
    joined
}

/// Puts an effect behind those that wait. A save of the day that the last of them saves becomes one
/// with it, so that keys that come faster than a disk writes cost one save.
pub fn queue(app: &mut App, waiting: &mut VecDeque<Effect>, effect: Effect) {
    if let (Some(Effect::SaveDay { ours: last, .. }), Effect::SaveDay { ours, .. }) =
        (waiting.back_mut(), &effect)
        && last.date == ours.date
    {
        last.clone_from(ours);
        answered(app);
    } else {
        waiting.push_back(effect);
    }
}

fn take_in(app: &mut App, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Clock(now) => {
            let day = app.today;
            let mut effects = day_turn::clock(app, now);
            let turned = app.today != day;
            effects.extend(watch::before_acting(app, turned));
            effects
        }
        Msg::Drawing => {
            let mut effects = day_turn::before_drawing(app);
            effects.extend(watch::before_drawing(app));
            effects
        }
        Msg::CameBack => {
            watch::come_back(app);
            Vec::new()
        }
        Msg::Found(found) => watch::take_in(app, *found),
        Msg::Key(key) if key.kind != KeyEventKind::Release => pressed(app, key),
        Msg::Key(_) => Vec::new(),
        Msg::Burst(burst) => {
            app.in_burst = burst;
            Vec::new()
        }
        Msg::Paste(text) => paste(app, &text),
        Msg::Act(action) => {
            fade(app);
            perform(app, action)
        }
        Msg::Wheel(lines) => wheel(app, lines),
        Msg::Size { columns, rows } => {
            app.size = (columns, rows);
            Vec::new()
        }
        Msg::Drawn(room) => {
            match &mut app.dialog {
                Some(Dialog::Help(help)) => help.scroll = help.scroll.min(room),
                Some(Dialog::Question(_)) | None => {
                    app.week_five_view.scroll = app.week_five_view.scroll.min(room);
                }
            }
            Vec::new()
        }
        Msg::DaysRead(days) => {
            app.journal.days.fill(days);
            Vec::new()
        }
        Msg::AllDaysRead(days) => {
            app.journal.days.fill(days);
            trends::all_days_read(app);
            Vec::new()
        }
        Msg::TrialsRead(trials) => {
            trends::trials_read(app, trials);
            Vec::new()
        }
        Msg::DaySaved { base, ours, result } => {
            let date = base.date;
            answered(app);
            match result {
                Ok(day) => {
                    app.on_disk.days.remove(&date);
                    if day != ours {
                        app.history.forget_day(date);
                        app.say("This day was changed elsewhere too; both are kept.");
                        if app.journal.days.to_edit(date).as_ref() == Some(&ours) {
                            app.journal.days.put(date, Entry::Written(day));
                        }
                    }
                    saved(app)
                }
                Err(failure) => {
                    app.on_disk.days.insert(date, base);
                    failed(app, failure, |theirs, mine| Sides::Day { theirs, mine })
                }
            }
        }
        Msg::TrialSaved { base, ours, result } => {
            answered(app);
            match result {
                Ok(trial) => {
                    app.on_disk.trial = Some((*trial).clone());
                    if trial != ours {
                        app.history.forget_trial();
                        app.say("The trial was changed elsewhere too; both are kept.");
                        if app.journal.trial.as_ref() == Some(&*ours) {
                            app.journal.trial = Some(*trial);
                        }
                    }
                    saved(app)
                }
                Err(failure) => {
                    app.on_disk.trial = Some(*base);
                    failed(app, failure, |theirs, mine| Sides::Trial { theirs, mine })
                }
            }
        }
        Msg::SetupSaved { base, ours, result } => {
            answered(app);
            match result {
                Ok(setup) => {
                    app.on_disk.setup = Some((*setup).clone());
                    if setup != ours && app.journal.setup.as_ref() == Some(&*ours) {
                        app.history.forget_trial();
                        app.journal.setup = Some(*setup);
                    }
                    saved(app)
                }
                Err(failure) => {
                    app.on_disk.setup = base.map(|base| *base);
                    failed(app, failure, |theirs, mine| Sides::Setup { theirs, mine })
                }
            }
        }
        Msg::SetupRemoved(result) => {
            answered(app);
            match result {
                Ok(()) => {
                    app.on_disk.setup = None;
                    saved(app)
                }
                Err(failure) => failed(app, failure, |theirs, mine| Sides::Setup { theirs, mine }),
            }
        }
        Msg::Begun { setup, previous, result } => {
            answered(app);
            match result {
                Ok(trial) => {
                    app.hold_in_memory(Some(*trial), None);
                    saved(app)
                }
                Err(failure) => {
                    app.hold_in_memory(previous.map(|previous| *previous), Some(*setup));
                    app.history.forget_trial();
                    plan::open(app);
                    // The checklist is on disk as before: nothing waits to be saved.
                    app.warn(format!("Not begun: {failure}. Everything you answered is kept; begin again."));
                    leave_or_wait(app, Vec::new())
                }
            }
        }
        Msg::TakenBack { trial, result } => {
            answered(app);
            match result {
                Ok(()) => saved(app),
                Err(words) => {
                    app.hold_in_memory(Some(*trial), None);
                    app.history.forget_trial();
                    app.warn(format!("Not taken back: {words}."));
                    Vec::new()
                }
            }
        }
        Msg::PastRead(past, days) => {
            app.journal.days.fill(days);
            app.journal.past = Some(past);
            Vec::new()
        }
        Msg::ReportWritten(Ok(path)) => {
            app.warn(format!("The report is written: {}", path.display()));
            Vec::new()
        }
        Msg::ReportWritten(Err(words)) => {
            app.warn(format!("The report is not written: {words}."));
            Vec::new()
        }
        Msg::SetAside(Ok(days)) => {
            app.journal.days.absorb(days);
            app.say("The file was set aside under another name. The day is open again.");
            Vec::new()
        }
        Msg::SetAside(Err(error)) => {
            app.warn(error);
            Vec::new()
        }
        Msg::Stop => {
            app.leaving = Leaving::InAnyCase;
            let (effects, _) = settle(app);
            leave_or_wait(app, effects)
        }
    }
}

fn answered(app: &mut App) {
    app.saving.pending = app.saving.pending.saturating_sub(1);
}

/// A save is on disk, whole.
fn saved(app: &mut App) -> Vec<Effect> {
    app.saving.last = Some(app.now);
    if !app.has_unsaved() {
        app.saving.failure = None;
    }
    leave_or_wait(app, Vec::new())
}

/// A save failed: what was entered stays in memory, the person hears why.
fn failed<T>(app: &mut App, failure: SaveFailure<T>, sides: impl FnOnce(T, T) -> Sides) -> Vec<Effect> {
    let words = failure.to_string();
    app.saving.failure = Some(words.clone());
    match failure {
        SaveFailure::Conflict { file, fields, theirs, mine } => {
            let sides = Box::new(sides(*theirs, *mine));
            app.dialog = Some(Dialog::Question(Question::Conflict { file, fields, sides }));
        }
        SaveFailure::Unreadable(_) | SaveFailure::Newer { .. } | SaveFailure::System { .. } => {
            app.warn(format!("Not saved: {words}. What you entered is still here; Ctrl-s tries again."));
        }
    }
    match app.leaving {
        Leaving::No => Vec::new(),
        Leaving::WhenSaved => {
            app.leaving = Leaving::No;
            if app.dialog.is_none() {
                app.dialog = Some(Dialog::Question(Question::LeaveUnsaved));
            }
            Vec::new()
        }
        Leaving::InAnyCase => leave_or_wait(app, Vec::new()),
    }
}

/// Ends the program once nothing is under way any more.
fn leave_or_wait(app: &mut App, mut effects: Vec<Effect>) -> Vec<Effect> {
    let quiet = app.saving.pending == 0;
    match app.leaving {
        Leaving::WhenSaved if quiet && !app.has_unsaved() => effects.push(Effect::Quit),
        Leaving::InAnyCase if quiet => effects.push(Effect::Quit),
        Leaving::No | Leaving::WhenSaved | Leaving::InAnyCase => {}
    }
    effects
}

/// An information goes with the next key; a warning stays until it is put away.
fn fade(app: &mut App) {
    if app.notice.as_ref().is_some_and(|notice| !notice.stays) {
        app.notice = None;
    }
}

impl App {
    /// Where a key goes, innermost first.
    pub fn contexts(&self) -> Vec<Context> {
        let mut contexts = match (&self.dialog, self.view) {
            (Some(dialog), _) => return vec![dialog.context()],
            (None, View::Today) => vec![self.today_view.context()],
            (None, View::Plan) => self.plan_view.contexts(),
            (None, View::Sessions) => sessions::contexts(self),
            (None, View::Trends) => trends::contexts(self),
            (None, View::WeekFive) => week_five::contexts(self),
        };
        contexts.push(Context::Global);
        contexts
    }

    /// What a key would ask for now.
    pub fn action_for(&self, key: KeyEvent) -> Option<Action> {
        self.settings.keymap.find(self.context_of(key)?, key)
    }

    /// The place that a key reaches: the innermost one that binds it. `None` where it is typed as
    /// text, or bound nowhere.
    pub fn context_of(&self, key: KeyEvent) -> Option<Context> {
        for context in self.contexts() {
            if self.settings.keymap.find(context, key).is_some() {
                return Some(context);
            }
            if context.takes_text() && is_typing(key) {
                return None;
            }
        }
        None
    }
}

/// Whether a key writes or moves within text.
fn is_typing(key: KeyEvent) -> bool {
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    match key.code {
        KeyCode::Char(_) => plain,
        KeyCode::Backspace
        | KeyCode::Delete
        | KeyCode::Left
        | KeyCode::Right
        | KeyCode::Home
        | KeyCode::End => true,
        _ => false,
    }
}

fn pressed(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    fade(app);
    match app.action_for(key) {
        Some(action) => perform(app, action),
        None => {
            type_key(app, key);
            Vec::new()
        }
    }
}

fn type_key(app: &mut App, key: KeyEvent) {
    if app.dialog.is_some() {
        return;
    }
    match app.view {
        View::Today => today::type_key(app, key),
        View::Sessions => sessions::type_key(app, key),
        View::Trends => trends::type_key(app, key),
        View::WeekFive => week_five::type_key(app, key),
        View::Plan => plan::type_key(app, key),
    }
}

fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    fade(app);
    if app.dialog.is_some() {
        return Vec::new();
    }
    match app.view {
        View::Today => return today::paste(app, text),
        View::Sessions => sessions::paste(app, text),
        View::Trends => trends::paste(app, text),
        View::WeekFive => week_five::paste(app, text),
        View::Plan => plan::paste(app, text),
    }
    Vec::new()
}

fn wheel(app: &mut App, lines: i16) -> Vec<Effect> {
    let down = lines > 0;
    let action = match (&app.dialog, app.view) {
        (Some(Dialog::Help(_)), _) => Action::Help(if down { Help::Down } else { Help::Up }),
        (Some(Dialog::Question(_)), _) => return Vec::new(),
        (None, View::Today) if app.today_view.open.is_none() && app.today_view.editing.is_none() => {
            Action::Today(if down { Today::NextField } else { Today::PreviousField })
        }
        (None, View::Today) => Action::Form(if down { Form::Next } else { Form::Previous }),
        (None, View::Plan) if app.plan_view.walk.is_none() => {
            Action::Plan(if down { Plan::Down } else { Plan::Up })
        }
        (None, View::Sessions) => return sessions::wheel(app, down),
        (None, View::Trends) => return trends::wheel(app, down),
        (None, View::WeekFive) => return week_five::wheel(app, down),
        (None, View::Plan) => return Vec::new(),
    };
    perform(app, action)
}

fn perform(app: &mut App, action: Action) -> Vec<Effect> {
    if watch::holds_back(app, action) {
        return Vec::new();
    }
    match action {
        Action::Global(asked) => global(app, asked),
        Action::Today(asked) => {
            let (mut effects, settled) = settle_other(app, View::Today);
            if settled {
                effects.extend(today::act(app, asked));
            }
            effects
        }
        Action::Sessions(asked) => sessions::act(app, asked),
        Action::Trends(asked) => trends::act(app, asked),
        Action::WeekFive(asked) => week_five::act(app, asked),
        Action::Plan(asked) => plan::act(app, asked),
        Action::Page(asked) => plan::page_act(app, asked),
        Action::Form(asked) => match app.view {
            View::Today => today::form_act(app, asked),
            View::Plan => plan::form_act(app, asked),
            View::Sessions => sessions::form_act(app, asked),
            View::Trends => trends::form_act(app, asked),
            View::WeekFive => week_five::form_act(app, asked),
        },
        Action::Text(asked) => today::text_act(app, asked),
        Action::Ask(asked) => ask(app, asked),
        Action::Help(asked) => help::act(app, asked),
    }
}

/// A click on Today while a line or a form is open keeps that first.
fn settle_other(app: &mut App, view: View) -> (Vec<Effect>, bool) {
    if app.view == view { today::settle(app) } else { (Vec::new(), true) }
}

/// Keeps whatever is being typed in any view.
fn settle(app: &mut App) -> (Vec<Effect>, bool) {
    let mut effects = Vec::new();
    let mut all_kept = true;
    for settle in [today::settle, sessions::settle, trends::settle, week_five::settle, plan::settle] {
        let (more, kept) = settle(app);
        effects.extend(more);
        all_kept &= kept;
    }
    (effects, all_kept)
}

fn global(app: &mut App, asked: Global) -> Vec<Effect> {
    match asked {
        Global::Quit => {
            let (effects, settled) = settle(app);
            if !settled {
                return effects;
            }
            if effects.is_empty() && app.saving.pending == 0 && app.has_unsaved() {
                app.dialog = Some(Dialog::Question(Question::LeaveUnsaved));
                return effects;
            }
            app.leaving = Leaving::WhenSaved;
            leave_or_wait(app, effects)
        }
        Global::Help => {
            help::open(app);
            Vec::new()
        }
        Global::Undo => app.undo(false),
        Global::Redo => app.undo(true),
        Global::Open(view) => open(app, view),
        Global::NextView => open(app, app.view.step(1)),
        Global::PreviousView => open(app, app.view.step(-1)),
        Global::Back => {
            app.notice = None;
            if app.view == View::Today { today::go_to(app, app.today) } else { Vec::new() }
        }
        Global::SaveAgain => save_again(app),
        Global::Suspend => {
            let (mut effects, _) = settle(app);
            effects.push(Effect::Suspend);
            effects
        }
    }
}

fn open(app: &mut App, view: View) -> Vec<Effect> {
    let (mut effects, settled) = settle(app);
    if settled && app.view != view {
        app.view = view;
        effects.extend(match view {
            View::Today => Vec::new(),
            View::Plan => {
                plan::enter(app);
                Vec::new()
            }
            View::Sessions => sessions::open(app),
            View::Trends => trends::open(app),
            View::WeekFive => week_five::open(app),
        });
    }
    effects
}

/// Tries once more to save all that is not on disk.
fn save_again(app: &mut App) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (date, base) in app.on_disk.days.clone() {
        if let Some(ours) = app.journal.days.to_edit(date) {
            effects.push(Effect::SaveDay { base, ours });
        }
    }
    if let (Some(base), Some(ours)) = (app.on_disk.trial.clone(), app.journal.trial.clone())
        && base != ours
    {
        effects.push(Effect::SaveTrial { base: Box::new(base), ours: Box::new(ours) });
    }
    if app.on_disk.setup != app.journal.setup {
        effects.push(match app.journal.setup.clone() {
            Some(ours) => {
                Effect::SaveSetup { base: app.on_disk.setup.clone().map(Box::new), ours: Box::new(ours) }
            }
            None => Effect::RemoveSetup,
        });
    }
    app.saving.pending = app.saving.pending.saturating_add(effects.len());
    if effects.is_empty() {
        app.say("Everything is saved.");
    } else {
        app.notice = None;
    }
    effects
}

fn ask(app: &mut App, asked: Ask) -> Vec<Effect> {
    let Some(Dialog::Question(question)) = app.dialog.take() else { return Vec::new() };
    match (asked, question) {
        (Ask::Back, Question::Conflict { .. }) => {
            app.warn("Not saved yet: Ctrl-s asks again.");
            Vec::new()
        }
        (
            Ask::Back,
            Question::Unreadable { .. }
            | Question::LeaveUnsaved
            | Question::DeleteVisit { .. }
            | Question::DuringHold { .. },
        )
        | (
            Ask::Second,
            Question::Unreadable { .. } | Question::DeleteVisit { .. } | Question::DuringHold { .. },
        ) => Vec::new(),
        (Ask::First, Question::DeleteVisit { visit }) => sessions::delete(app, &visit),
        (Ask::First, Question::DuringHold { date, extra }) => sessions::open_form(app, date, extra, true),
        (Ask::First, Question::Conflict { sides, .. }) => keep_mine(app, *sides),
        (Ask::Second, Question::Conflict { sides, .. }) => keep_theirs(app, *sides),
        (Ask::First, Question::Unreadable { problem, date }) => {
            vec![Effect::SetAside { file: problem.file, date }]
        }
        (Ask::First, Question::LeaveUnsaved) => {
            app.leaving = Leaving::WhenSaved;
            save_again(app)
        }
        (Ask::Second, Question::LeaveUnsaved) => vec![Effect::Quit],
    }
}

fn keep_mine(app: &mut App, sides: Sides) -> Vec<Effect> {
    app.saving.pending = app.saving.pending.saturating_add(1);
    app.notice = None;
    match sides {
        Sides::Day { theirs, mine } => {
            app.journal.days.put(mine.date, Entry::Written(mine.clone()));
            app.history.forget_day(mine.date);
            vec![Effect::SaveDay { base: theirs, ours: mine }]
        }
        Sides::Trial { theirs, mine } => {
            app.journal.trial = Some(mine.clone());
            app.history.forget_trial();
            vec![Effect::SaveTrial { base: Box::new(theirs), ours: Box::new(mine) }]
        }
        Sides::Setup { theirs, mine } => {
            app.journal.setup = Some(mine.clone());
            app.history.forget_trial();
            vec![Effect::SaveSetup { base: Some(Box::new(theirs)), ours: Box::new(mine) }]
        }
    }
}

fn keep_theirs(app: &mut App, sides: Sides) -> Vec<Effect> {
    app.notice = None;
    match sides {
        Sides::Day { theirs, .. } => {
            app.on_disk.days.remove(&theirs.date);
            app.history.forget_day(theirs.date);
            app.journal.days.put(theirs.date, Entry::Written(theirs));
        }
        Sides::Trial { theirs, .. } => {
            app.history.forget_trial();
            app.on_disk.trial = Some(theirs.clone());
            app.journal.trial = Some(theirs);
        }
        Sides::Setup { theirs, .. } => {
            app.history.forget_trial();
            app.on_disk.setup = Some(theirs.clone());
            app.journal.setup = Some(theirs);
        }
    }
    if !app.has_unsaved() {
        app.saving.failure = None;
    }
    plan::open(app);
    Vec::new()
}
