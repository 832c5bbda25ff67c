//! The help: the keys of the view one is in, then the pages of the guide.

use crate::app::action::Help as Ask;
use crate::app::dialog::{Dialog, HelpState};
use crate::app::{App, Effect};
use crate::content;

/// Opens the keys of the view.
pub fn open(app: &mut App) {
    app.dialog = Some(Dialog::Help(HelpState { view: app.view, page: 0, scroll: 0 }));
}

/// Opens a page of the guide.
pub fn open_guide(app: &mut App, topic: &str) {
    let place = content::guide().iter().position(|page| page.id == topic).unwrap_or(0);
    app.dialog = Some(Dialog::Help(HelpState { view: app.view, page: place.saturating_add(1), scroll: 0 }));
}

/// Does what was asked for.
pub fn act(app: &mut App, asked: Ask) -> Vec<Effect> {
    let Some(Dialog::Help(help)) = &mut app.dialog else { return Vec::new() };
    let pages = content::guide().len().saturating_add(1);
    let turn = |page: usize| HelpState { view: help.view, page, scroll: 0 };
    match asked {
        Ask::Down => help.scroll = help.scroll.saturating_add(1),
        Ask::Up => help.scroll = help.scroll.saturating_sub(1),
        Ask::PageDown => help.scroll = help.scroll.saturating_add(10),
        Ask::PageUp => help.scroll = help.scroll.saturating_sub(10),
        Ask::NextPage => *help = turn(help.page.saturating_add(1).checked_rem(pages).unwrap_or(0)),
        Ask::PreviousPage => {
            *help = turn(help.page.checked_sub(1).unwrap_or_else(|| pages.saturating_sub(1)));
        }
        Ask::Close => app.dialog = None,
    }
    Vec::new()
}

/// The screen has shown how far the page can be scrolled: further down there is nothing to come
/// back from.
pub fn ends_at(app: &mut App, lines: u16) {
    if let Some(Dialog::Help(help)) = &mut app.dialog {
        help.scroll = help.scroll.min(lines);
    }
}
