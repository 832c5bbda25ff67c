//! From a key to what it asks for: where it goes, what a figure key means that is held down, and what
//! is said of a key that means nothing.

use crate::content::notice;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, Form, Global, Page, Today};
use super::dialog::Dialog;
use super::keymap::{Context, shown};
use super::scale_entry::Heard;
use super::{App, Effect, Notice, layouts, questions, tabs, update};

impl App {
    /// Where a key goes, innermost first.
    pub fn contexts(&self) -> Vec<Context> {
        if let Some(dialog) = &self.dialog {
            return vec![dialog.context()];
        }
        let mut contexts = tabs::contexts(self);
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
    pub(in crate::app) fn key_of(&self, asked: Global) -> String {
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

pub(super) fn pressed(app: &mut App, key: KeyEvent) -> Vec<Effect> {
    let steps_back = app.settings.keymap.find(Context::Global, key) == Some(Action::Global(Global::Back));
    if steps_back && app.dialog.is_none() && app.read_notice_on() {
        return Vec::new();
    }
    let was_said = app.notice.clone();
    update::fade(app);
    if let Some(Dialog::Question(_)) = &app.dialog {
        app.rhythm.forget();
        return questions::answer_key(app, key);
    }
    if app.in_burst && is_line_end(key) && app.is_writing() {
        return update::paste(app, "\n");
    }
    let action = app.action_for(key);
    match action {
        Some(action) => match figure(action).or_else(|| yes_or_no(action)) {
            Some(number) => {
                let repeat = key.kind == KeyEventKind::Repeat;
                match app.rhythm.hear(number, repeat, app.now) {
                    Heard::Figure => {
                        let depth = app.history.depth();
                        let effects = update::perform(app, action);
                        app.key_changed = app.history.depth() > depth;
                        effects
                    }
                    heard @ (Heard::Held | Heard::HeldBefore | Heard::Unclear) => held(app, heard, was_said),
                }
            }
            None => {
                app.rhythm.forget();
                update::perform(app, action)
            }
        },
        None => {
            app.rhythm.forget();
            if app.is_writing() {
                if let Some(Dialog::Help(help)) = &mut app.dialog {
                    help.type_key(key);
                    return Vec::new();
                }
                return tabs::type_key(app, key);
            }
            does_nothing(app, key);
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
pub(super) fn figure(action: Action) -> Option<u8> {
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
        Heard::Held => (Vec::new(), "counts-once"),
        Heard::HeldBefore => (tabs::take_back_key(app), "counts-once"),
        Heard::Unclear => (Vec::new(), "too-quickly"),
    };
    if heard == Heard::Held && was_said.is_some() {
        app.notice = was_said;
    } else {
        app.murmur(notice(words, &[]));
    }
    effects
}

/// A key that means nothing where it was pressed says so, rather than nothing.
fn does_nothing(app: &mut App, key: KeyEvent) {
    let Some(name) = key_name(key) else { return };
    let takes_digits = app.contexts().iter().any(|context| app.settings.keymap.takes_digits(*context));
    match key.code {
        KeyCode::Char(letter) if takes_digits && layouts::is_on_digit_row(letter) => {
            app.murmur(notice("digits-need-shift", &[]));
        }
        _ => {
            let words = match app.dialog {
                Some(Dialog::Help(_)) => notice("esc-closes-help", &[]),
                Some(Dialog::Question(_)) | None => {
                    notice("shows-the-keys", &[("key", &app.key_of(Global::Help))])
                }
            };
            app.murmur(format!("{} {words}", notice("does-nothing", &[("key", &name)])));
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
