//! The footer: the keys that would do something now, from the key table.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::App;
use crate::app::action::{Action, Ask as Answer, Form as Ask, Global, Help, Sessions, Today};
use crate::app::form::Form;
use crate::app::keymap::{BINDINGS, Binding, Context, GO, Key, TOGETHER, shown};
use crate::app::tabs;
use crate::ui::{Canvas, Theme, text};

/// Draws as many keys as there is room for. How to move, the next tab, help and the way out always have
/// room; where there is very little, their words go, so that the key that matters most here is seen too.
pub fn render(canvas: &mut Canvas, area: Rect, app: &App) {
    let theme = canvas.theme;
    let mut at = 1_u16;
    for hint in lay_out(&hints(app, theme), area.width.saturating_sub(1)) {
        let wide = hint.cells();
        let place = text::columns(area, at, wide.saturating_sub(GAP));
        let mut line = Line::styled(hint.key, theme.accent);
        if !hint.label.is_empty() {
            line.push_span(Span::styled(format!(" {}", hint.label), theme.text));
        }
        canvas.put(line, place);
        // A click cannot say which digit, nor which way.
        if !hint.moves
            && !matches!(
                hint.action,
                Action::Today(Today::Digit(_))
                    | Action::Sessions(Sessions::Digit(_))
                    | Action::Form(Ask::Digit(_) | Ask::Letter(_))
            )
        {
            canvas.click(place, hint.action);
        }
        at = at.saturating_add(wide);
    }
}

/// Cells between two keys.
const GAP: u16 = 2;

/// How often the words of the keys that stay can be shortened.
const MOST_SILENT: u8 = 3;

/// The hints that have room, in their order: those that stay, and of the others the first ones. The words
/// of those that stay are shortened while the first of the others would have no room.
fn lay_out(hints: &[Hint], width: u16) -> Vec<Hint> {
    let width = width.saturating_add(GAP);
    let cells = |places: &[usize]| -> u16 {
        places.iter().filter_map(|place| hints.get(*place)).map(Hint::cells).fold(0, u16::saturating_add)
    };
    let others: Vec<usize> =
        (0..hints.len()).filter(|place| hints.get(*place).is_some_and(|it| !it.stays())).collect();
    let first = others.get(..1).unwrap_or_default();
    let with_key =
        |key: &str| others.iter().copied().find(|place| hints.get(*place).is_some_and(|it| it.key == key));
    let (enter, back) = (with_key(ENTER), with_key(BACK));
    // Beside Enter, the way back is worth a word of the others.
    let is_enter = enter.is_some() && enter == others.first().copied();
    let with_back: Vec<usize> = first.iter().copied().chain(back.filter(|_| is_enter)).collect();
    // Then the next, such as no beside yes, then Enter and the way back.
    let mut wanted = with_back.clone();
    wanted.extend(others.get(1).copied().into_iter().chain(enter).chain(back));
    let least = [(cells(&with_back), 2), (cells(first), MOST_SILENT)];
    let (mut shown, mut room): (Vec<Option<Hint>>, u16) = (Vec::new(), 0);
    'enough: for (least, most_silent) in least {
        for silence in 0..=most_silent {
            shown = hints.iter().map(|hint| hint.said(silence)).collect();
            let kept = shown.iter().flatten().filter(|hint| hint.stays()).map(Hint::cells);
            room = width.saturating_sub(kept.fold(0, u16::saturating_add));
            if room >= least {
                break 'enough;
            }
        }
    }
    let places = wanted.into_iter().chain(0..shown.len());
    let mut taken = std::collections::BTreeSet::new();
    for (place, hint) in places.filter_map(|place| Some((place, shown.get(place)?.as_ref()?))) {
        let fits = hint.stays() || hint.cells() <= room;
        if fits && taken.insert(place) && !hint.stays() {
            room = room.saturating_sub(hint.cells());
        }
    }
    let is_taken = |(place, hint): (usize, Option<Hint>)| hint.filter(|_| taken.contains(&place));
    shown.into_iter().enumerate().filter_map(is_taken).collect()
}

/// The keys that go on and that step back everywhere, as they are shown.
const ENTER: &str = "Enter";
const BACK: &str = "Esc";

#[derive(Clone)]
struct Hint {
    key: String,
    label: &'static str,
    action: Action,
    /// Whether it is several keys side by side that move.
    moves: bool,
}

impl Hint {
    fn cells(&self) -> u16 {
        let label = if self.label.is_empty() { 0 } else { text::width(self.label).saturating_add(1) };
        text::width(&self.key).saturating_add(label).saturating_add(GAP)
    }

    /// Whether it always has room: how to move, the next tab, help, and the way out.
    fn stays(&self) -> bool {
        self.moves && matches!(self.label, GO | "")
            || matches!(
                self.action,
                Action::Global(Global::Help | Global::Quit | Global::NextView)
                    | Action::Help(Help::Back | Help::Close)
                    | Action::Ask(Answer::Back)
            )
    }

    /// The same with fewer words; nothing where it goes for the sake of the others.
    fn said(&self, silence: u8) -> Option<Self> {
        let mut hint = self.clone();
        if silence >= 1 && hint.moves && hint.label == GO {
            hint.label = "";
        } else if let Action::Global(Global::NextView) = hint.action {
            hint.label = match silence {
                0 => hint.label,
                1 | 2 => "tabs",
                _ => "",
            };
        } else if silence >= 2 && hint.action == Action::Global(Global::Quit) {
            // The help names it.
            return None;
        }
        Some(hint)
    }
}

fn hints(app: &App, theme: &Theme) -> Vec<Hint> {
    let mut hints = Vec::new();
    let contexts = app.contexts();
    for context in contexts.iter().copied() {
        for binding in BINDINGS.iter().filter(|binding| binding.context == context && binding.footer) {
            let mut keys = app.settings.keymap.keys(binding).into_iter();
            let Some(key) = keys.find(|key| means(app, &contexts, key, context)) else { continue };
            let group = TOGETHER.iter().find(|(ids, _)| ids.contains(&binding.id));
            let (key, label) = match group {
                Some((ids, label)) => (side_by_side(app, ids, theme), *label),
                None => (arrow(&key, theme), binding.label),
            };
            let is_new = hints.iter().all(|hint: &Hint| hint.label != label);
            if is_new && does_something(app, binding.action) {
                hints.push(Hint { key, label, action: binding.action, moves: group.is_some() });
            }
        }
    }
    hints
}

/// The first keys of some bindings side by side: `←→↑↓`, or in ASCII their names.
fn side_by_side(app: &App, ids: &[&str], theme: &Theme) -> String {
    let binding = |id: &&str| BINDINGS.iter().find(|binding| binding.id == *id);
    let first = |binding: &Binding| app.settings.keymap.keys(binding).into_iter().next();
    let keys: Vec<String> = ids.iter().filter_map(binding).filter_map(first).collect();
    if theme.ascii && keys == ["left", "right", "up", "down"] {
        return "Arrows".to_owned();
    }
    let keys: Vec<String> = keys.iter().map(|key| arrow(key, theme)).collect();
    let are_signs = keys.iter().all(|key| key.chars().count() == 1);
    keys.join(if are_signs {
        ""
    } else if theme.ascii {
        "/"
    } else {
        " "
    })
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

/// Arrows are shorter as signs, where there is little room; in ASCII their signs would be those of other
/// keys.
fn arrow(key: &str, theme: &Theme) -> String {
    match key {
        key if theme.ascii => shown(key),
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
