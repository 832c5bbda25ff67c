//! The footer: the keys that would do something now, from the key table.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::App;
use crate::app::action::{Action, Ask, Global, Page, Today};
use crate::app::keymap::{BINDINGS, Context, shown};
use crate::app::views::today;
use crate::ui::{Hits, Theme, text};

/// Draws as many keys as there is room for. Help and leaving always have room.
pub fn render(frame: &mut Frame, area: Rect, app: &App, theme: &Theme, hits: &mut Hits) {
    let hints = hints(app);
    let always = |action: &Action| matches!(action, Action::Global(Global::Help | Global::Quit));
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
        hits.add(place, hint.action);
        at = at.saturating_add(wide);
    }
}

struct Hint {
    key: String,
    label: &'static str,
    action: Action,
}

fn hints(app: &App) -> Vec<Hint> {
    let contexts = app.contexts();
    let text_only = contexts.first().is_some_and(|context| context.takes_text());
    let mut hints = Vec::new();
    for context in contexts {
        for binding in BINDINGS.iter().filter(|binding| binding.context == context && binding.footer) {
            let Some(key) =
                app.settings.keymap.keys(binding).into_iter().find(|key| {
                    !text_only || context.takes_text() || key.starts_with("ctrl-") || key.len() > 1
                })
            else {
                continue;
            };
            if does_something(app, context, binding.action) {
                hints.push(Hint { key: arrow(&key), label: binding.label, action: binding.action });
            }
        }
    }
    hints
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
fn does_something(app: &App, context: Context, action: Action) -> bool {
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
        Action::Today(Today::GoToday) => app.today_view.date != app.today,
        Action::Today(Today::GoBlank) => !today::blank_days(app).is_empty(),
        Action::Today(_) => true,
        Action::Page(Page::Back) => context == Context::Page,
        Action::Sessions(_) | Action::Trends(_) | Action::WeekFive(_) => true,
        Action::Page(_) | Action::Plan(_) | Action::Form(_) | Action::Text(_) | Action::Help(_) => true,
        Action::Ask(Ask::First | Ask::Second | Ask::Back) => true,
    }
}
