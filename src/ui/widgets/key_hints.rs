//! The footer: the keys that would do something now, from the key table.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::App;
use crate::app::action::{Action, Form as Ask, Global, Today};
use crate::app::form::Form;
use crate::app::keymap::{BINDINGS, Context, Key, shown};
use crate::app::tabs;
use crate::ui::{Hits, Theme, text};

/// What always has room: how to move, the next tab, the keys and leaving.
fn always(action: &Action) -> bool {
    matches!(action, Action::Global(Global::Help | Global::Quit | Global::NextView))
        || pair(*action).is_some()
}

/// The other way of a movement that the footer names in one with it, and what both are called.
fn pair(action: Action) -> Option<(Action, &'static str)> {
    const PAIRS: [(Today, Today, &str); 2] =
        [(Today::NextField, Today::PreviousField, "field"), (Today::DayBack, Today::DayForward, "day")];
    let of_today = PAIRS.iter().find(|(one, _, _)| action == Action::Today(*one));
    of_today.map(|(_, other, label)| (Action::Today(*other), *label))
}

/// Draws as many keys as there is room for. How to move, help and leaving always have room.
pub fn render(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    let hints = hints(app);
    let cells =
        |hint: &Hint| text::width(&hint.key).saturating_add(text::width(hint.label)).saturating_add(3);
    let kept: u16 = hints.iter().filter(|hint| always(&hint.action)).map(cells).fold(0, u16::saturating_add);
    let mut room = area.width.saturating_sub(1).saturating_sub(kept);
    let mut at = 1_u16;
    for hint in hints {
        let wide = cells(&hint);
        if !always(&hint.action) {
            if wide > room {
                continue;
            }
            room = room.saturating_sub(wide);
        }
        let place = text::columns(area, at, wide.saturating_sub(2));
        let line = Line::from(vec![
            Span::styled(hint.key, theme.accent),
            Span::raw(" "),
            Span::styled(hint.label, theme.text),
        ]);
        frame.render_widget(line, place);
        // A click cannot say which digit.
        if !matches!(
            hint.action,
            Action::Today(Today::Digit(_)) | Action::Form(Ask::Digit(_) | Ask::Letter(_))
        ) {
            hits.add(place, hint.action);
        }
        at = at.saturating_add(wide);
    }
}

struct Hint {
    key: String,
    label: &'static str,
    action: Action,
}

fn hints(app: &App) -> Vec<Hint> {
    let mut hints = Vec::new();
    let contexts = app.contexts();
    for context in contexts.iter().copied() {
        for binding in BINDINGS.iter().filter(|binding| binding.context == context && binding.footer) {
            let mut keys = app.settings.keymap.keys(binding).into_iter();
            let Some(key) = keys.find(|key| means(app, &contexts, key, context)) else { continue };
            let is_new = hints.iter().all(|hint: &Hint| hint.label != binding.label);
            if is_new && does_something(app, binding.action) {
                let is_arrow = arrow(&key) != shown(&key);
                let (key, label) = match pair(binding.action).filter(|_| is_arrow) {
                    Some((other, label)) => (both(app, arrow(&key), other), label),
                    None => (arrow(&key), binding.label),
                };
                hints.push(Hint { key, label, action: binding.action });
            }
        }
    }
    hints
}

/// Whether a key reaches this place, and is not taken or typed further in.
fn means(app: &App, contexts: &[Context], key: &str, context: Context) -> bool {
    let pressed = match Key::parse(key) {
        Some(Key::Digits) => KeyEvent::from(KeyCode::Char('0')),
        Some(Key::Letters) => KeyEvent::from(KeyCode::Char('a')),
        Some(Key::One(code, modifiers)) => KeyEvent::new(code, modifiers),
        None => return false,
    };
    app.reached(contexts, pressed).is_some_and(|(at, _)| at == context)
}

/// The keys of a movement and of its other way, in one.
fn both(app: &App, key: String, other: Action) -> String {
    let found = BINDINGS.iter().find(|binding| binding.action == other);
    let back = found.and_then(|binding| app.settings.keymap.keys(binding).into_iter().next());
    match back.map(|back| arrow(&back)) {
        Some(back) if ["→", "↓"].contains(&key.as_str()) => format!("{back}{key}"),
        Some(back) => format!("{key}{back}"),
        None => key,
    }
}

/// Arrows are shorter as signs, where there is little room.
fn arrow(key: &str) -> String {
    match key {
        "left" => "←".to_owned(),
        "right" => "→".to_owned(),
        "up" => "↑".to_owned(),
        "down" => "↓".to_owned(),
        key => shown(key),
    }
}

/// Whether a key would do something now, so that the footer names no dead keys.
fn does_something(app: &App, action: Action) -> bool {
    match action {
        Action::Global(Global::Undo) => app.history.can_undo(),
        Action::Global(Global::Redo) => app.history.can_redo(),
        Action::Global(Global::SaveAgain) => app.has_unsaved(),
        Action::Global(
            Global::Quit
            | Global::Help
            | Global::Open(_)
            | Global::NextView
            | Global::PreviousView
            | Global::Back
            | Global::Suspend,
        ) => true,
        Action::Form(Ask::Toggle) => tabs::form(app).is_some_and(Form::can_toggle),
        Action::Form(Ask::Digit(_)) => tabs::form(app).is_some_and(Form::takes_digit),
        Action::Form(Ask::Letter(_)) => tabs::form(app).is_some_and(Form::is_lettered),
        Action::Form(Ask::Unfold) => tabs::form(app).is_some_and(|form| form.more_words().is_some()),
        Action::Form(Ask::Yes | Ask::No) => tabs::form(app).is_some_and(Form::takes_yes_no),
        Action::Today(_)
        | Action::Sessions(_)
        | Action::Trends(_)
        | Action::WeekFive(_)
        | Action::Plan(_)
        | Action::Page(_) => tabs::does_something(app, action),
        Action::Form(_) | Action::Text(_) | Action::Help(_) | Action::Ask(_) => true,
    }
}
