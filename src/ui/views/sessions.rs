//! Sessions: the calendar of visits.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::App;
use crate::ui::{Hits, Theme};

/// Draws the view.
pub fn render(_frame: &mut Frame, _area: Rect, _app: &App, _theme: &Theme, _hits: &mut Hits) {}
