//! A question over a view, with its answers.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::app::action::{Action, Ask};
use crate::app::dialog::Question;
use crate::ui::{Hits, Theme, text};

/// Draws the question at the bottom of the view, so that what it is about can still be seen.
pub fn render(
    frame: &mut Frame,
    area: Rect,
    question: &Question,
    today: NaiveDate,
    theme: &Theme,
    hits: &mut Hits,
) {
    let width = area.width.saturating_sub(4);
    let lines: Vec<String> = question.lines(today).iter().flat_map(|line| text::wrap(line, width)).collect();
    let tall = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4).min(area.height);
    let place = text::below(area, area.height.saturating_sub(tall));
    frame.render_widget(Clear, place);
    hits.clear();
    if let Some(row) = text::row(place, 0) {
        frame.render_widget(Line::styled("─".repeat(usize::from(row.width)), theme.caution), row);
    }
    let inside = text::indent(place, 2);
    let answers_at = tall.saturating_sub(2);
    for (number, line) in lines.into_iter().enumerate() {
        let row = u16::try_from(number).unwrap_or(u16::MAX).saturating_add(1);
        if let Some(place) = text::row(inside, row).filter(|_| row < answers_at) {
            let style = if number == 0 { theme.caution } else { theme.text };
            frame.render_widget(Line::styled(line, style), place);
        }
    }
    for (number, (answer, ask)) in question.answers().into_iter().zip([Ask::First, Ask::Second]).enumerate() {
        let row = answers_at.saturating_add(u16::try_from(number).unwrap_or(0));
        if let Some(place) = text::row(inside, row) {
            let key = number.saturating_add(1).to_string();
            frame.render_widget(
                Line::from(vec![
                    Span::styled(key, theme.accent),
                    Span::raw("  "),
                    Span::styled(answer, theme.text),
                ]),
                place,
            );
            hits.add(place, Action::Ask(ask));
        }
    }
}
