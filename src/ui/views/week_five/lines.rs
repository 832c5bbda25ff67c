//! Lines of a page that scrolls.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::ui::widgets::more;
use crate::ui::{Canvas, Theme, text};

/// Lines of the page, from top to bottom.
pub struct Lines<'t> {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// How wide they may be.
    pub width: u16,
    /// The roles.
    pub theme: &'t Theme,
}

impl<'t> Lines<'t> {
    /// A page without lines.
    pub fn new(width: u16, theme: &'t Theme) -> Self {
        Self { lines: Vec::new(), width, theme }
    }

    /// A line of nothing.
    pub fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// Text, wrapped, behind an indent.
    pub fn text(&mut self, words: &str, indent: u16, style: Style) {
        for line in text::wrap(words, self.width.saturating_sub(indent)) {
            self.lines.push(Line::from(vec![
                Span::raw(" ".repeat(usize::from(indent))),
                Span::styled(line, style),
            ]));
        }
    }

    /// Text behind a sign, wrapped beside it.
    pub fn marked(&mut self, sign: &'static str, sign_style: Style, words: &str, style: Style) {
        for (number, line) in text::wrap(words, self.width.saturating_sub(2)).into_iter().enumerate() {
            let sign = if number == 0 { sign } else { " " };
            self.lines.push(Line::from(vec![
                Span::styled(sign, sign_style),
                Span::raw(" "),
                Span::styled(line, style),
            ]));
        }
    }

    /// The heading of a section.
    pub fn heading(&mut self, name: &str) {
        self.lines.push(section_line(name, self.width, self.theme));
    }
}

/// The line of a heading.
pub fn section_line(name: &str, width: u16, theme: &Theme) -> Line<'static> {
    if name.is_empty() {
        return Line::styled("─".repeat(usize::from(width)), theme.faint);
    }
    let rest = width.saturating_sub(text::width(name)).saturating_sub(3);
    Line::from(vec![
        Span::styled("─ ", theme.faint),
        Span::styled(name.to_owned(), theme.accent),
        Span::styled(format!(" {}", "─".repeat(usize::from(rest))), theme.faint),
    ])
}

/// The column of the mark that the arrows move, where it stands on a line.
fn marked_at(line: &Line) -> Option<u16> {
    let place = line.spans.iter().position(|span| span.content.starts_with('▸'))?;
    Some(line.spans.iter().take(place).map(|span| text::width(&span.content)).fold(0, u16::saturating_add))
}

/// Draws what can be seen of the lines; false where more lies below. Where it does not all fit, the
/// last row says so with the key that turns the page, unless something below does.
pub fn scrolled(canvas: &mut Canvas, area: Rect, scroll: u16, page: Lines, more_key: Option<&str>) -> bool {
    let count = u16::try_from(page.lines.len()).unwrap_or(u16::MAX);
    let overflows = count > area.height;
    let room = area.height.saturating_sub(u16::from(overflows && more_key.is_some()));
    let most = count.saturating_sub(room);
    canvas.hits.scroll_room = Some(most);
    let scroll = scroll.min(most);
    for (number, line) in page.lines.into_iter().skip(usize::from(scroll)).take(usize::from(room)).enumerate()
    {
        if let Some(row) = text::row(area, u16::try_from(number).unwrap_or(u16::MAX)) {
            if let Some(column) = marked_at(&line) {
                canvas.cursor(Position::new(row.x.saturating_add(column), row.y));
            }
            canvas.put(line, row);
        }
    }
    if let Some(key) = more_key.filter(|_| overflows) {
        let key = if scroll < most { key } else { "" };
        let seen = more::words(scroll > 0, scroll < most, key, page.theme);
        canvas.line(area, room, Line::styled(seen, page.theme.accent));
    }
    scroll >= most
}
