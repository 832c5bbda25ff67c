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

/// What has room before everything else, first of all the keys and leaving, then how to move and the next
/// tab.
fn rank(action: Action) -> Option<usize> {
    const FIRST: [Action; 5] = [
        Action::Global(Global::Help),
        Action::Global(Global::Quit),
        Action::Today(Today::NextField),
        Action::Global(Global::NextView),
        Action::Today(Today::DayBack),
    ];
    FIRST.iter().position(|first| *first == action)
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
    let mut room = area.width.saturating_add(1);
    let mut by_rank: Vec<(usize, u16, Action)> =
        hints.iter().filter_map(|hint| Some((rank(hint.action)?, cells(hint), hint.action))).collect();
    by_rank.sort_by_key(|(rank, _, _)| *rank);
    let mut kept: Vec<Action> = Vec::new();
    for (_, wide, action) in by_rank {
        if let Some(rest) = room.checked_sub(wide) {
            room = rest;
            kept.push(action);
        }
    }
    let mut at = 1_u16;
    for hint in hints {
        let wide = cells(&hint);
        if !kept.contains(&hint.action) {
            if rank(hint.action).is_some() || wide > room {
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
