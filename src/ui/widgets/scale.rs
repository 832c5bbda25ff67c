//! A row of boxes for a score: `■ ■ ■ □ □   3`.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Action;
use crate::ui::{Canvas, text};

/// Draws boxes for 1 to `high`, filled up to the value; a click on one sets that value.
pub fn render(
    canvas: &mut Canvas,
    area: Rect,
    value: Option<u8>,
    high: u8,
    action: impl Fn(u8) -> Option<Action>,
) {
    let theme = canvas.theme;
    let filled = value.unwrap_or(0);
    let style = if value.is_some() { theme.accent } else { theme.faint };
    let mut spans = Vec::new();
    for step in 1..=high {
        let on = step <= filled;
        let sign = if on { "■ " } else { "□ " };
        spans.push(Span::styled(sign, if on { style } else { theme.faint }));
        let from = u16::from(step.saturating_sub(1)).saturating_mul(2);
        if let Some(action) = action(step) {
            canvas.click(text::columns(area, from, 2), action);
        }
    }
    canvas.put(Line::from(spans), area);
}

/// How wide the boxes are.
pub fn width(high: u8) -> u16 {
    u16::from(high).saturating_mul(2)
}
