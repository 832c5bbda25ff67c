//! Trends: each measure over time.

use crossterm::event::KeyEvent;

use crate::app::action::{Form as FormAsk, Trends as Ask};
use crate::app::keymap::Context;
use crate::app::{App, Effect};

/// The state of the view.
#[derive(Debug, Clone, Default)]
pub struct TrendsView {}

/// Where keys go, innermost first.
pub fn contexts(_app: &App) -> Vec<Context> {
    vec![Context::Trends]
}

/// Called when the view is opened.
pub fn open(_app: &mut App) -> Vec<Effect> {
    Vec::new()
}

/// Does what was asked for.
pub fn act(_app: &mut App, asked: Ask) -> Vec<Effect> {
    match asked {
        Ask::Down | Ask::Up => Vec::new(),
    }
}

/// Does what was asked for in a form of the view.
pub fn form_act(_app: &mut App, _asked: FormAsk) -> Vec<Effect> {
    Vec::new()
}

/// Types a key into a form of the view.
pub fn type_key(_app: &mut App, _key: KeyEvent) {}

/// Puts pasted text into a form of the view.
pub fn paste(_app: &mut App, _text: &str) {}

/// Turns the wheel.
pub fn wheel(app: &mut App, down: bool) -> Vec<Effect> {
    act(app, if down { Ask::Down } else { Ask::Up })
}

/// Keeps what is being typed; false where it cannot be kept and is still open.
pub fn settle(_app: &mut App) -> (Vec<Effect>, bool) {
    (Vec::new(), true)
}
