//! A question over a view, with its answers.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::app::App;
use crate::app::action::Action;
use crate::app::dialog::Question;
use crate::ui::{Canvas, text};

/// Draws the question at the bottom of the view, so that what it is about can still be seen. The
/// answers are always seen whole; where there is little room, the words before them are cut.
pub fn render(canvas: &mut Canvas, area: Rect, app: &App, question: &Question) {
    let theme = canvas.theme;
    let width = area.width.saturating_sub(4);
    let lines: Vec<String> =
        question.lines(app.today).iter().flat_map(|line| text::wrap(line, width)).collect();
    let answers = question.answers();
    let count = u16::try_from(answers.len()).unwrap_or(u16::MAX);
    let tall = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(count).saturating_add(2);
    let tall = tall.min(area.height);
    let place = text::below(area, area.height.saturating_sub(tall));
    canvas.put(Clear, place);
    canvas.hits.clear();
    if let Some(row) = text::row(place, 0) {
        canvas.put(Line::styled("─".repeat(usize::from(row.width)), theme.caution), row);
    }
    let inside = text::indent(place, 2);
    let answers_at = tall.saturating_sub(count);
    let is_cut = lines.len() > usize::from(answers_at.saturating_sub(1));
    for (number, line) in lines.into_iter().enumerate() {
        let row = u16::try_from(number).unwrap_or(u16::MAX).saturating_add(1);
        if let Some(place) = text::row(inside, row).filter(|_| row < answers_at) {
            let style = if number == 0 { theme.caution } else { theme.text };
            let last = is_cut && row.saturating_add(1) == answers_at;
            let line = if last { text::fit(&format!("{line} …"), place.width) } else { line };
            canvas.put(Line::styled(line, style), place);
        }
    }
    let marked = app.answering.and_then(|answering| answering.at);
    for (number, answer) in answers.into_iter().enumerate() {
        let row = answers_at.saturating_add(u16::try_from(number).unwrap_or(0));
        if let Some(place) = text::row(inside, row) {
            let is_marked = marked == Some(number);
            let key = app.settings.keymap.key_for(Action::Ask(answer.ask)).unwrap_or_default();
            let line = Line::from(vec![
                Span::styled(if is_marked { "▸ " } else { "  " }, theme.accent),
                Span::styled(text::pad(&key, 2), theme.accent),
                Span::raw(" "),
                Span::styled(answer.words, if is_marked { theme.accent } else { theme.text }),
            ]);
            canvas.put(line, place);
            canvas.click(place, Action::Ask(answer.ask));
            if is_marked {
                canvas.cursor(Position::new(place.x, place.y));
            }
        }
    }
}
