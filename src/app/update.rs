//! From a message to the next state: total and pure. What it asks of the world comes back as
//! effects.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, Ask, Form, Global, Help, Page, Plan, Today, View};
use super::clash::keep_disk_in;
use super::dialog::{Answering, Dialog, Question, Sides, both_sides};
use super::keymap::{Context, shown};
use super::layouts;
use super::rescue;
use super::scale_entry::Heard;
use super::views::{help, plan, sessions, today, trends, week_five};
use super::{App, Effect, Leaving, Msg, Notice, day_turn, watch};
use crate::domain::journal::{Entry, FieldConflict, SaveFailure};

/// Takes in what happened.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let (day, only_time) =
        (app.today, matches!(msg, Msg::Clock(_) | Msg::Drawing | Msg::Looking | Msg::Drawn(_)));
    let msg = day_turn::as_seen(app, msg);
    let effects = take_in(app, msg);
    note_question(app);
    if app.view == View::Trends {
        trends::look_again(app);
    }
    if !only_time || app.today != day {
        week_five::refresh(app);
    }
    join_saves(app, effects)
}

/// Notes since when a question is open, and forgets one that is not.
fn note_question(app: &mut App) {
    match &app.dialog {
        Some(Dialog::Question(question)) if app.answering.is_none() => {
            app.answering = Some(Answering::new(question, app.now));
        }
        Some(Dialog::Question(_)) => {}
        Some(Dialog::Help(_)) | None => app.answering = None,
    }
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
        Msg::Looking => watch::after_drawing(app),
        Msg::CameBack => {
            watch::come_back(app);
            Vec::new()
        }
        Msg::Found(found) => watch::take_in(app, *found),
        Msg::Key(key) if key.kind != KeyEventKind::Release => pressed(app, key),
        Msg::Key(_) => Vec::new(),
        Msg::Paste(text) => paste(app, &text),
        Msg::Burst(is_one) => {
            app.in_burst = is_one;
            Vec::new()
        }
        Msg::Act(action) => {
            fade(app);
            app.rhythm.forget();
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
                    app.saving.rescued.remove(&date);
                    let mut effects = today::rescue_is_in(app, date);
                    effects.extend(saved(app));
                    effects
                }
                Err(failure) => {
                    let latest = app.journal.days.to_edit(date).unwrap_or(ours);
                    let kept = rescue::unsaved(&base, &latest);
                    app.on_disk.days.insert(date, base);
                    let mut effects = Vec::new();
                    if app.leaving == Leaving::InAnyCase && !kept.is_empty() {
                        effects.push(Effect::KeepRescue(Box::new(kept)));
                    }
                    effects.extend(failed(app, failure, |theirs, mine| Sides::Day { theirs, mine }));
                    effects
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
        Msg::RescueKept(date, result) => {
            if result.is_ok() {
                app.saving.rescued.insert(date);
            }
            Vec::new()
        }
        Msg::RescueEnded(date, Ok(())) => {
            app.rescued.remove(&date);
            Vec::new()
        }
        Msg::RescueEnded(_, Err(words)) => {
            app.warn(format!("{words}."));
            Vec::new()
        }
        Msg::SetAside(Err(error)) => {
            app.warn(error);
            Vec::new()
        }
        Msg::Stop => {
            app.leaving = Leaving::InAnyCase;
            let (mut effects, _) = settle(app);
            effects.extend(saves_to_repeat(app, &effects));
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
    if app.saving.pending == 0 {
        app.saving.asked = false;
    }
    leave_or_wait(app, Vec::new())
}

/// A save failed: what was entered stays in memory, the person hears why. A clash with what stands
/// on disk is asked about where the person asked for the save or leaves, and else announced.
fn failed<T>(app: &mut App, failure: SaveFailure<T>, sides: impl FnOnce(T, T) -> Sides) -> Vec<Effect> {
    let words = failure.to_string();
    app.saving.failure = Some(words.clone());
    match failure {
        SaveFailure::Conflict { file, fields, theirs, mine } => {
            if app.saving.asked || app.leaving == Leaving::WhenSaved {
                let sides = Box::new(sides(*theirs, *mine));
                let question = Question::Conflict { file, fields, sides };
                let then_leave = app.leaving == Leaving::WhenSaved;
                app.answering = Some(Answering { then_leave, ..Answering::new(&question, app.now) });
                app.dialog = Some(Dialog::Question(question));
            } else {
                let fields: Vec<String> = fields.iter().map(both_sides).collect();
                app.warn(format!(
                    "Another program changed this too. {}. Nothing is lost: {} asks which to keep.",
                    fields.join("; "),
                    app.key_of(Global::SaveAgain)
                ));
            }
        }
        SaveFailure::Unreadable(_) | SaveFailure::Newer { .. } | SaveFailure::System { .. } => {
            app.warn(format!("Not saved: {words}. What you entered is still here; Ctrl-s tries again."));
        }
    }
    if app.saving.pending == 0 {
        app.saving.asked = false;
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
            (None, View::Today) => today::contexts(self),
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
        self.reached(&self.contexts(), key).map(|(_, action)| action)
    }

    /// The place that a key reaches, and what it asks for there: the innermost place that binds it,
    /// as it is or as what it is meant as on another keyboard. `None` where it is typed as text, or
    /// bound nowhere.
    pub fn reached(&self, contexts: &[Context], key: KeyEvent) -> Option<(Context, Action)> {
        let meant = match key.code {
            KeyCode::Char(letter) => Some(layouts::meant(letter)),
            _ => None,
        };
        let others =
            meant.into_iter().flatten().map(|letter| KeyEvent { code: KeyCode::Char(letter), ..key });
        for candidate in std::iter::once(key).chain(others) {
            for context in contexts {
                if let Some(action) = self.settings.keymap.find(*context, candidate) {
                    return Some((*context, action));
                }
                if context.takes_text() && is_typing(key) {
                    return None;
                }
            }
        }
        None
    }

    /// The key for something that can be asked for everywhere, as shown to a person.
    fn key_of(&self, asked: Global) -> String {
        self.settings.keymap.key_for(Action::Global(asked)).unwrap_or_default()
    }

    /// Whether the keys that come are written as text.
    fn is_writing(&self) -> bool {
        self.contexts().first().is_some_and(|context| context.takes_text())
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
    let was_said = app.notice.clone();
    fade(app);
    if let Some(Dialog::Question(_)) = &app.dialog {
        app.rhythm.forget();
        return answer_key(app, key);
    }
    if app.in_burst && is_line_end(key) && app.is_writing() {
        return paste(app, "\n");
    }
    match app.action_for(key) {
        Some(action) => match figure(action).or_else(|| yes_or_no(action)) {
            Some(number) => {
                let repeat = key.kind == KeyEventKind::Repeat;
                match app.rhythm.hear(number, repeat, app.now) {
                    Heard::Figure => {
                        let depth = app.history.depth();
                        let effects = perform(app, action);
                        app.key_changed = app.history.depth() > depth;
                        effects
                    }
                    heard @ (Heard::Held | Heard::HeldBefore | Heard::Unclear) => held(app, heard, was_said),
                }
            }
            None => {
                app.rhythm.forget();
                perform(app, action)
            }
        },
        None => {
            app.rhythm.forget();
            if app.is_writing() {
                type_key(app, key);
            } else {
                does_nothing(app, key);
            }
            Vec::new()
        }
    }
}

/// Whether a key ends a line or a cell in what another program writes as keys.
fn is_line_end(key: KeyEvent) -> bool {
    match key.code {
        KeyCode::Enter | KeyCode::Tab => true,
        KeyCode::Char('j') => key.modifiers.contains(KeyModifiers::CONTROL),
        _ => false,
    }
}

/// The figure that an action sets, 10 for a ten.
fn figure(action: Action) -> Option<u8> {
    if let Action::Today(Today::Digit(digit)) | Action::Form(Form::Digit(digit)) = action {
        Some(digit)
    } else if let Action::Today(Today::Ten) | Action::Form(Form::Ten) = action {
        Some(10)
    } else {
        None
    }
}

/// A yes or a no, as a number beyond the figures: a key held down gives one of them too.
fn yes_or_no(action: Action) -> Option<u8> {
    if let Action::Page(Page::Yes) | Action::Form(Form::Yes) | Action::Today(Today::Yes) = action {
        Some(11)
    } else if let Action::Page(Page::No) | Action::Form(Form::No) | Action::Today(Today::No) = action {
        Some(12)
    } else {
        None
    }
}

/// A figure key that is no figure of its own: its key is held down, or nobody knows where it was
/// meant to go. What was said before stays to be read.
fn held(app: &mut App, heard: Heard, was_said: Option<Notice>) -> Vec<Effect> {
    let (effects, words) = match heard {
        Heard::Figure => return Vec::new(),
        Heard::Held => (Vec::new(), "The same key at once, or held down, counts once."),
        Heard::HeldBefore => (take_back_key(app), "The same key at once, or held down, counts once."),
        Heard::Unclear => {
            (Vec::new(), "Too quickly to tell the fields apart. Go on from the field that is marked.")
        }
    };
    if heard == Heard::Held && was_said.is_some() {
        app.notice = was_said;
    } else {
        app.murmur(words);
    }
    effects
}

/// Takes back the answer just given: it was the repeat of a key held down.
fn take_back_key(app: &mut App) -> Vec<Effect> {
    let form = match app.view {
        View::Today => return today::take_back_key(app),
        // A page that was answered and turned is in the journal already.
        View::Plan if app.key_changed => {
            let effects = app.undo(false);
            app.history.forget_last_undone();
            app.notice = None;
            return effects;
        }
        View::Sessions => sessions::form_mut(app),
        View::Trends => None,
        View::WeekFive => app.week_five_view.open.as_mut().map(week_five::Open::form_mut),
        View::Plan => app.plan_view.walk.as_mut().and_then(|walk| walk.form.as_mut()),
    };
    if let Some(form) = form {
        form.take_back_key();
    }
    Vec::new()
}

/// A key that means nothing where it was pressed says so, rather than nothing.
fn does_nothing(app: &mut App, key: KeyEvent) {
    let Some(name) = key_name(key) else { return };
    let takes_digits = app.contexts().iter().any(|context| app.settings.keymap.takes_digits(*context));
    match key.code {
        KeyCode::Char(letter) if takes_digits && layouts::is_on_digit_row(letter) => {
            app.murmur("Digits need Shift on this keyboard.");
        }
        _ => {
            let words = match app.dialog {
                Some(Dialog::Help(_)) => "Esc closes the help.".to_owned(),
                Some(Dialog::Question(_)) | None => format!("{} shows the keys.", app.key_of(Global::Help)),
            };
            app.murmur(format!("{name} does nothing here. {words}"));
        }
    }
}

/// A key as a person calls it; nothing for those that are not pressed to ask for something.
fn key_name(key: KeyEvent) -> Option<String> {
    let name = match key.code {
        KeyCode::Char(' ') => "space".to_owned(),
        KeyCode::Char(letter) if !letter.is_control() => letter.to_string(),
        KeyCode::F(number) => format!("f{number}"),
        KeyCode::Enter => "enter".to_owned(),
        KeyCode::Backspace => "backspace".to_owned(),
        KeyCode::Delete => "delete".to_owned(),
        KeyCode::Home => "home".to_owned(),
        KeyCode::End => "end".to_owned(),
        KeyCode::PageUp => "pageup".to_owned(),
        KeyCode::PageDown => "pagedown".to_owned(),
        KeyCode::Left => "left".to_owned(),
        KeyCode::Right => "right".to_owned(),
        KeyCode::Up => "up".to_owned(),
        KeyCode::Down => "down".to_owned(),
        _ => return None,
    };
    let modifier = [(KeyModifiers::CONTROL, "ctrl-"), (KeyModifiers::ALT, "alt-")];
    let modifier = modifier.iter().find(|(modifier, _)| key.modifiers.contains(*modifier));
    Some(shown(&format!("{}{name}", modifier.map_or("", |(_, name)| *name))))
}

/// A key while a question is open: its letters, the arrows, Enter and Esc. Everything else goes
/// nowhere, and is told so; figures too.
fn answer_key(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    let Some(Dialog::Question(question)) = &app.dialog else { return Vec::new() };
    let answering = app.answering.unwrap_or_else(|| Answering::new(question, app.now));
    let answers = question.answers();
    let letters: Vec<String> =
        answers.iter().filter_map(|answer| app.settings.keymap.key_for(Action::Ask(answer.ask))).collect();
    let was_seen = answering.was_seen(question, app.now);
    match app.action_for(key) {
        Some(Action::Ask(asked @ (Ask::Back | Ask::Next | Ask::Previous))) => return ask(app, asked),
        Some(Action::Ask(asked)) if asked == Ask::Accept || answers.iter().any(|one| one.ask == asked) => {
            if was_seen {
                return ask(app, asked);
            }
            app.say("This question opened over what you typed, so that key is not taken. Read it first.");
        }
        Some(_) | None => app.say(format!(
            "Answer the question first: {}, or the arrows and Enter. Esc: not now.",
            letters.join(" or ")
        )),
    }
    app.answering = Some(Answering { quiet_since: app.now, ..answering });
    Vec::new()
}

fn type_key(app: &mut App, key: KeyEvent) {
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
    if figure(action).is_none() {
        app.today_view.entry.settle();
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
            let (mut effects, settled) = settle(app);
            if !settled {
                return effects;
            }
            effects.extend(saves_to_repeat(app, &effects));
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

/// Tries once more to save all that is not on disk, since the person asked for it.
fn save_again(app: &mut App) -> Vec<Effect> {
    let effects = saves_to_repeat(app, &[]);
    if effects.is_empty() {
        app.say("Everything is saved.");
    } else {
        app.saving.asked = true;
        app.notice = None;
    }
    effects
}

/// The saves of all that is known not to be on disk, beside those that are asked for already. Two of
/// one day become one.
fn saves_to_repeat(app: &mut App, asked: &[Effect]) -> Vec<Effect> {
    let mut effects = Vec::new();
    let is_of_days = |effect: &Effect| matches!(effect, Effect::SaveDay { .. });
    let only_days = asked.iter().all(is_of_days);
    for (date, base) in app.on_disk.days.clone() {
        if let Some(ours) = app.journal.days.to_edit(date) {
            effects.push(Effect::SaveDay { base, ours });
        }
    }
    if let (Some(base), Some(ours)) = (app.on_disk.trial.clone(), app.journal.trial.clone())
        && base != ours
        && only_days
    {
        effects.push(Effect::SaveTrial { base: Box::new(base), ours: Box::new(ours) });
    }
    if app.on_disk.setup != app.journal.setup && only_days {
        effects.push(match app.journal.setup.clone() {
            Some(ours) => {
                Effect::SaveSetup { base: app.on_disk.setup.clone().map(Box::new), ours: Box::new(ours) }
            }
            None => Effect::RemoveSetup,
        });
    }
    app.saving.pending = app.saving.pending.saturating_add(effects.len());
    effects
}

/// Moves between the answers of the question that is open, or takes one.
fn ask(app: &mut App, asked: Ask) -> Vec<Effect> {
    let Some(Dialog::Question(question)) = app.dialog.take() else { return Vec::new() };
    let mut answering = app.answering.take().unwrap_or_else(|| Answering::new(&question, app.now));
    let answers = question.answers();
    let taken = match asked {
        Ask::Next | Ask::Previous => {
            answering.step(&question, if asked == Ask::Next { 1 } else { -1 });
            None
        }
        Ask::Accept => {
            let marked = answering.at.and_then(|at| answers.get(at)).map(|answer| answer.ask);
            if marked.is_none() {
                app.say("Choose one first: with its letter, or with the arrows and Enter.");
            }
            marked
        }
        Ask::Back => Some(Ask::Back),
        Ask::Here
        | Ask::There
        | Ask::SetAside
        | Ask::LeaveIt
        | Ask::TryAgain
        | Ask::WithoutSaving
        | Ask::TakeRescued
        | Ask::FillIn
        | Ask::KeepDisk
        | Ask::Yes
        | Ask::No => answers.iter().map(|answer| answer.ask).find(|answer| *answer == asked),
    };
    match taken {
        Some(taken) => take_answer(app, question, taken, answering.then_leave),
        None => {
            app.dialog = Some(Dialog::Question(question));
            app.answering = Some(answering);
            Vec::new()
        }
    }
}

/// Does what was answered. An answer that changes nothing, and none at all, do the same.
fn take_answer(app: &mut App, question: Question, taken: Ask, then_leave: bool) -> Vec<Effect> {
    match question {
        Question::Conflict { sides, fields, .. } => {
            if taken == Ask::Back {
                app.warn(format!("Not saved yet: {} asks again.", app.key_of(Global::SaveAgain)));
                return Vec::new();
            }
            let effects =
                if taken == Ask::Here { keep_mine(app, *sides) } else { keep_theirs(app, *sides, &fields) };
            if then_leave {
                app.leaving = Leaving::WhenSaved;
            }
            leave_or_wait(app, effects)
        }
        Question::Unreadable { problem, date } if taken == Ask::SetAside => {
            vec![Effect::SetAside { file: problem.file, date }]
        }
        Question::LeaveUnsaved if taken == Ask::TryAgain => {
            app.leaving = Leaving::WhenSaved;
            save_again(app)
        }
        Question::LeaveUnsaved if taken == Ask::WithoutSaving => vec![Effect::Quit],
        Question::Rescued { kept, disk } => today::answer_rescue(app, &kept, &disk, taken),
        Question::DeleteVisit { visit } if taken == Ask::Yes => sessions::delete(app, &visit),
        Question::DuringHold { date, extra } if taken == Ask::Yes => {
            sessions::open_form(app, date, extra, true)
        }
        Question::Unreadable { .. }
        | Question::LeaveUnsaved
        | Question::DeleteVisit { .. }
        | Question::DuringHold { .. } => Vec::new(),
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

/// Keeps what is on disk where both sides changed the same; of a day everything else stays as it was
/// entered here.
fn keep_theirs(app: &mut App, sides: Sides, fields: &[FieldConflict]) -> Vec<Effect> {
    app.notice = None;
    let mut effects = Vec::new();
    match sides {
        Sides::Day { theirs, mine } => {
            let day = keep_disk_in(fields, &theirs, &mine);
            app.on_disk.days.remove(&theirs.date);
            app.history.forget_day(theirs.date);
            app.journal.days.put(theirs.date, Entry::Written(day.clone()));
            if day != theirs {
                app.saving.pending = app.saving.pending.saturating_add(1);
                effects.push(Effect::SaveDay { base: theirs, ours: day });
            }
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
    effects
}
