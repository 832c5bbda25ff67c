//! The help: the keys of the view one is in, then the pages of the guide.

use crate::app::View;
use crate::app::action::Help as Ask;
use crate::app::reply::{Go, Reply};
use crate::content;

/// Lines of a page up or down.
const PAGE_LINES: u16 = 10;

/// Which page of the help is open, and how far it is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HelpState {
    /// The view whose keys are shown.
    pub view: View,
    /// 0: the keys; from 1: the pages of the guide.
    pub page: usize,
    /// Lines scrolled.
    pub scroll: u16,
}

impl HelpState {
    /// The keys of a view.
    pub fn keys(view: View) -> Self {
        Self { view, page: 0, scroll: 0 }
    }

    /// A page of the guide, by its name.
    pub fn guide(view: View, topic: &str) -> Self {
        let place = content::guide().iter().position(|page| page.id == topic).unwrap_or(0);
        Self { page: place.saturating_add(1), ..Self::keys(view) }
    }

    /// Does what was asked for.
    pub fn act(&mut self, asked: Ask) -> Reply {
        let pages = content::guide().len().saturating_add(1);
        let turn = |page: usize| Self { page, ..Self::keys(self.view) };
        match asked {
            Ask::Down => self.scroll = self.scroll.saturating_add(1),
            Ask::Up => self.scroll = self.scroll.saturating_sub(1),
            Ask::PageDown => self.scroll = self.scroll.saturating_add(PAGE_LINES),
            Ask::PageUp => self.scroll = self.scroll.saturating_sub(PAGE_LINES),
            Ask::NextPage => *self = turn(self.page.saturating_add(1).checked_rem(pages).unwrap_or(0)),
            Ask::PreviousPage => {
                *self = turn(self.page.checked_sub(1).unwrap_or_else(|| pages.saturating_sub(1)));
            }
            Ask::Close => return Reply::none().go(Go::OutOfHelp),
        }
        Reply::none()
    }

    /// The help was drawn, and so many lines of it can be scrolled.
    pub fn drawn(&mut self, room: u16) {
        self.scroll = self.scroll.min(room);
    }
}
