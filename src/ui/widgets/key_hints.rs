//! The footer: the keys that would do something now, from the key table.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::App;
use crate::app::action::{Action, Form as Ask, Global, Sessions, Today};
use crate::app::form::Form;
use crate::app::keymap::{BINDINGS, Binding, Context, GO, Key, TOGETHER, shown};
use crate::app::tabs;
use crate::ui::{Hits, Theme, text};

/// Draws as many keys as there is room for. How to move, the next tab, help and leaving always have
/// room.
pub fn render(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    let hints = hints(app);
    let is = |hint: &Hint, action| hint.action == Action::Global(action);
    let always = |hint: &Hint| {
        hint.label == GO || is(hint, Global::Help) || is(hint, Global::Quit) || is(hint, Global::NextView)
    };
    let cells =
        |hint: &Hint| text::width(&hint.key).saturating_add(text::width(hint.label)).saturating_add(3);
    let kept: u16 = hints.iter().filter(|hint| always(hint)).map(cells).fold(0, u16::saturating_add);
    let mut room = area.width.saturating_sub(1).saturating_sub(kept);
    let mut at = 1_u16;
    for hint in hints {
        let wide = cells(&hint);
        if !always(&hint) {
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
        // A click cannot say which digit, nor which way.
        if !hint.moves
            && !matches!(
                hint.action,
                Action::Today(Today::Digit(_))
                    | Action::Sessions(Sessions::Digit(_))
                    | Action::Form(Ask::Digit(_) | Ask::Letter(_))
            )
        {
            hits.add(place, hint.action);
        }
        at = at.saturating_add(wide);
    }
}

struct Hint {
    key: String,
    label: &'static str,
    action: Action,
    /// Whether it is several keys side by side that move.
    moves: bool,
}

fn hints(app: &App) -> Vec<Hint> {
    let mut hints = Vec::new();
    let contexts = app.contexts();
    for context in contexts.iter().copied() {
        for binding in BINDINGS.iter().filter(|binding| binding.context == context && binding.footer) {
            let mut keys = app.settings.keymap.keys(binding).into_iter();
            let Some(key) = keys.find(|key| means(app, &contexts, key, context)) else { continue };
            let group = TOGETHER.iter().find(|(ids, _)| ids.contains(&binding.id));
            let (key, label) = match group {
                Some((ids, label)) => (side_by_side(app, ids), *label),
                None => (arrow(&key), binding.label),
            };
            let is_new = hints.iter().all(|hint: &Hint| hint.label != label);
            if is_new && does_something(app, binding.action) {
                hints.push(Hint { key, label, action: binding.action, moves: group.is_some() });
            }
        }
    }
    hints
}

/// The first keys of some bindings side by side: `←→↑↓`.
fn side_by_side(app: &App, ids: &[&str]) -> String {
    let binding = |id: &&str| BINDINGS.iter().find(|binding| binding.id == *id);
    let first = |binding: &Binding| app.settings.keymap.keys(binding).into_iter().next();
    let keys: Vec<String> = ids.iter().filter_map(binding).filter_map(first).map(|key| arrow(&key)).collect();
    let are_signs = keys.iter().all(|key| key.chars().count() == 1);
    keys.join(if are_signs { "" } else { " " })
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
