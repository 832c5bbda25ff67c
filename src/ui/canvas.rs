//! What a view draws on: the frame with its colours, and with the places where a click means something.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::{Hits, Theme};
use crate::app::Action;

/// A frame, its colours, and what a click on it means.
pub struct Canvas<'c, 'b> {
    frame: &'c mut Frame<'b>,
    /// The roles of its colours.
    pub theme: &'c Theme,
    /// Where a click means what.
    pub hits: &'c mut Hits,
}

impl<'c, 'b> Canvas<'c, 'b> {
    /// A frame to draw on in these colours.
    pub fn new(frame: &'c mut Frame<'b>, theme: &'c Theme, hits: &'c mut Hits) -> Self {
        Self { frame, theme, hits }
    }

    /// Draws something into an area.
    pub fn put(&mut self, widget: impl Widget, area: Rect) {
        self.frame.render_widget(widget, area);
    }

    /// Draws a line into the row of an area, where it has that row.
    pub fn line(&mut self, area: Rect, row: u16, line: Line<'_>) {
        if let Some(place) = super::text::row(area, row) {
            self.put(line, place);
        }
    }

    /// A click into an area stands for an action.
    pub fn click(&mut self, area: Rect, action: Action) {
        self.hits.add(area, action);
    }

    /// The text cursor stands here, so that magnifiers and screen readers follow.
    pub fn cursor(&mut self, place: impl Into<Position>) {
        self.frame.set_cursor_position(place);
    }

    /// The cells themselves.
    pub fn buffer_mut(&mut self) -> &mut Buffer {
        self.frame.buffer_mut()
    }
}
