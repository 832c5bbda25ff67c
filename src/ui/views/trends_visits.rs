//! What follows a visit, as a page of Trends: figures with their names, and a bar where there is a scale.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::week_five::Lines;
use super::week_five::lines::scrolled;
use crate::app::action::{Action, Trends as Ask};
use crate::app::cx::Cx;
use crate::app::views::trends::TrendsView;
use crate::content::FigureRow;
use crate::ui::{Canvas, text};

/// The widest column that is easy to read.
const WIDEST: u16 = 96;
/// Boxes of a bar: one for each point of the scale.
const BOXES: usize = 10;

/// Draws the page.
pub fn render(canvas: &mut Canvas, area: Rect, cx: &Cx, view: &TrendsView) {
    let theme = canvas.theme;
    let inside = text::columns(area, 2, WIDEST.min(area.width.saturating_sub(3)));
    let page = &view.follows;
    let mut lines = Lines::new(inside.width, theme);
    lines.text(&page.title, 0, theme.accent);
    if !page.intro.is_empty() {
        lines.text(&page.intro, 0, theme.faint);
    }
    for table in &page.tables {
        lines.gap();
        lines.text(&table.heading, 0, theme.text);
        let wide = table.rows.iter().map(|row| text::width(&row.name)).max().unwrap_or(0);
        table.rows.iter().for_each(|row| figure(&mut lines, row, wide));
    }
    for note in &page.notes {
        lines.gap();
        lines.text(note, 0, theme.text);
    }
    let key = cx.key_for(Action::Trends(Ask::WeekForward));
    scrolled(canvas, inside, view.scroll, lines, Some(&key));
}

fn figure(lines: &mut Lines, row: &FigureRow, wide: u16) {
    let theme = lines.theme;
    let mut spans =
        vec![Span::raw("  "), Span::styled(text::pad(&row.name, wide), theme.faint), Span::raw("  ")];
    if let Some(value) = row.value {
        let filled = usize::try_from(value.round().to_integer()).unwrap_or(0).min(BOXES);
        spans.push(Span::styled("■".repeat(filled), theme.accent));
        spans.push(Span::styled("□".repeat(BOXES.saturating_sub(filled)), theme.faint));
        spans.push(Span::raw("  "));
    }
    let used: u16 = spans.iter().map(|span| text::width(&span.content)).fold(0, u16::saturating_add);
    if used.saturating_add(text::width(&row.words)) <= lines.width {
        spans.push(Span::styled(row.words.clone(), theme.text));
        lines.lines.push(Line::from(spans));
    } else {
        lines.lines.push(Line::from(spans));
        lines.text(&row.words, 4, theme.text);
    }
}
