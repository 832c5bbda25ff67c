//! From a message to the next state: total and pure. What it asks of the world comes back as
//! effects.

use crossterm::event::KeyEventKind;

use super::action::{Action, Global, Help, View};
use super::dialog::{Dialog, HelpState};
use super::msg::{WasRead, Written};
use super::reply::apply;
use super::saving::{self, leave_or_wait, save_again, saves_to_repeat};
use super::{App, Effect, Leaving, Msg, day_turn, keys, questions, tabs, watch};
use crate::content::notice;

/// Takes in what happened.
pub fn update(app: &mut App, msg: Msg) -> Vec<Effect> {
    let (day, shows_the_same) = (app.today, shows_the_same(app, &msg));
    let msg = day_turn::as_seen(app, msg);
    let effects = take_in(app, msg);
    if let Some(first) = app.journal.blanks_from(app.today) {
        app.journal.days.mark_read(first, app.today);
    }
    questions::note_open(app);
    if !shows_the_same || app.today != day {
        tabs::refresh(app);
    }
    saving::join(app, effects)
}

/// Whether a message changes nothing that a tab works out, unless the day turns: it tells the time, that
/// something is drawn, or a size that was known.
fn shows_the_same(app: &App, msg: &Msg) -> bool {
    match msg {
        Msg::Clock(_) | Msg::Drawing | Msg::Looking | Msg::Drawn(_) => true,
        Msg::Size { columns, rows } => app.size == (*columns, *rows),
        Msg::CameBack
        | Msg::Key(_)
        | Msg::Paste(_)
        | Msg::Burst(_)
        | Msg::Act(_)
        | Msg::Wheel(_)
        | Msg::Read(_)
        | Msg::Saved { .. }
        | Msg::Written(_)
        | Msg::Stop => false,
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
        Msg::Key(key) if key.kind != KeyEventKind::Release => keys::pressed(app, key),
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
                Some(Dialog::Help(help)) => help.drawn(room),
                Some(Dialog::Question(_)) | None => tabs::drawn(app, room),
            }
            Vec::new()
        }
        Msg::Read(read) => was_read(app, read),
        Msg::Saved { base, ours, result } => saving::take_in(app, base, ours, result),
        Msg::Written(written) => was_written(app, written),
        Msg::Stop => {
            app.leaving = Leaving::InAnyCase;
            let (mut effects, _) = tabs::settle(app);
            effects.extend(saves_to_repeat(app, &effects));
            leave_or_wait(app, effects)
        }
    }
}

/// Takes in what was read.
fn was_read(app: &mut App, read: WasRead) -> Vec<Effect> {
    match read {
        WasRead::Days(days) => {
            app.journal.days.fill(days);
            Vec::new()
        }
        WasRead::AllDays(days) => {
            app.journal.days.fill(days);
            app.journal.all_read = true;
            Vec::new()
        }
        WasRead::Trials(past) => {
            app.journal.past = Some(past);
            read_shown(app)
        }
        WasRead::Again(found) => watch::take_in(app, *found),
    }
}

/// Asks for the days on the screen that were not read yet.
fn read_shown(app: &App) -> Vec<Effect> {
    app.cx().unread(tabs::shows(app).days).into_iter().map(Effect::Read).collect()
}

/// Takes in what became of a file beside the journal.
fn was_written(app: &mut App, written: Written) -> Vec<Effect> {
    match written {
        Written::Copy(place, result) => return saving::copied(app, place, result),
        Written::Report(Ok(path)) => {
            app.warn(crate::content::report_written(&path.display().to_string()));
        }
        Written::Report(Err(words)) => app.warn(notice("report-not-written", &[("why", &words)])),
        Written::SetAside(Ok(days)) => {
            app.journal.days.absorb(days);
            app.say(notice("set-aside", &[]));
        }
        Written::SetAside(Err(error)) => app.warn(error),
        Written::Rescue(date, result) => {
            if result.is_ok() {
                app.saving.rescued.insert(date);
            }
        }
        Written::RescueEnded(date, Ok(())) => {
            app.rescued.remove(&date);
        }
        Written::RescueEnded(_, Err(words)) => app.warn(format!("{words}.")),
    }
    Vec::new()
}

/// An information goes with the next key; a warning stays until it is put away.
pub(super) fn fade(app: &mut App) {
    if app.notice.as_ref().is_some_and(|notice| !notice.stays) {
        app.notice = None;
    }
}

/// Does what was asked for.
pub(super) fn perform(app: &mut App, action: Action) -> Vec<Effect> {
    if watch::holds_back(app, action) {
        return Vec::new();
    }
    if keys::figure(action).is_none() {
        app.today_view.settle_figures();
    }
    match action {
        Action::Global(asked) => global(app, asked),
        Action::Ask(asked) => questions::ask(app, asked),
        Action::Help(asked) => {
            let Some(Dialog::Help(help)) = &mut app.dialog else { return Vec::new() };
            let reply = help.act(asked, app.size.1);
            apply(app, reply)
        }
        Action::Today(_)
        | Action::Sessions(_)
        | Action::Trends(_)
        | Action::WeekFive(_)
        | Action::Plan(_)
        | Action::Page(_)
        | Action::Form(_)
        | Action::Text(_) => tabs::act(app, action),
    }
}

/// Puts pasted text where text is written.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    fade(app);
    match &mut app.dialog {
        Some(Dialog::Help(help)) => help.paste(text),
        Some(Dialog::Question(_)) => {}
        None => return tabs::paste(app, text),
    }
    Vec::new()
}

fn wheel(app: &mut App, lines: i16) -> Vec<Effect> {
    let down = lines > 0;
    match &app.dialog {
        Some(Dialog::Help(_)) => perform(app, Action::Help(if down { Help::Down } else { Help::Up })),
        Some(Dialog::Question(_)) => Vec::new(),
        None => {
            app.today_view.settle_figures();
            tabs::wheel(app, down)
        }
    }
}

fn global(app: &mut App, asked: Global) -> Vec<Effect> {
    match asked {
        Global::Quit => {
            let (mut effects, settled) = tabs::settle(app);
            if !settled {
                return effects;
            }
            effects.extend(saves_to_repeat(app, &effects));
            app.leaving = Leaving::WhenSaved;
            leave_or_wait(app, effects)
        }
        Global::Help => {
            app.dialog = Some(Dialog::Help(HelpState::keys(app.view)));
            Vec::new()
        }
        Global::Undo => app.undo(false),
        Global::Redo => app.undo(true),
        Global::Open(view) => open(app, view),
        Global::NextView => open(app, app.view.step(1)),
        Global::PreviousView => open(app, app.view.step(-1)),
        Global::Back => {
            app.notice = None;
            if app.view == View::Today { tabs::go_to_day(app, app.today) } else { Vec::new() }
        }
        Global::SaveAgain => save_again(app),
        Global::Suspend => {
            let (mut effects, _) = tabs::settle(app);
            effects.push(Effect::Suspend);
            effects
        }
    }
}

fn open(app: &mut App, view: View) -> Vec<Effect> {
    let (mut effects, settled) = tabs::settle(app);
    if settled && app.view != view {
        app.view = view;
        effects.extend(tabs::opened(app));
    }
    effects
}
