//! The help over a view: its keys from the key table, then the pages of the guide.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Clear;

use crate::app::action::View;
use crate::app::cx::Cx;
use crate::app::dialog::HelpState;
use crate::app::keymap::{Context, rows_of};
use crate::app::tabs::row;
use crate::content;
use crate::ui::{Hits, Theme, text};

/// Draws the help.
pub fn render(frame: &mut Frame, area: Rect, cx: &Cx, help: HelpState, theme: &Theme, hits: &mut Hits) {
    frame.render_widget(Clear, area);
    hits.clear();
    let inside = text::columns(area, 2, 84.min(area.width.saturating_sub(4)));
    let pages = content::guide();
    let count = pages.len().saturating_add(1);
    let number = help.page.saturating_add(1);
    let lines = match help.page.checked_sub(1).and_then(|place| pages.get(place)) {
        Some(page) => guide_lines(page.title, &page.body, inside.width, theme),
        None => key_lines(cx, help.view, inside.width, theme),
    };
    let room = inside.height.saturating_sub(1);
    let most = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_sub(room);
    let scroll = help.scroll.min(most);
    hits.scroll_room = Some(most);
    for (row, (line, style)) in
        lines.into_iter().skip(usize::from(scroll)).take(usize::from(room)).enumerate()
    {
        if let Some(place) = text::row(inside, u16::try_from(row).unwrap_or(u16::MAX)) {
            frame.render_widget(Line::styled(line, style), place);
        }
    }
    if let Some(last) = text::row(inside, room) {
        let more = if scroll < most { "↓ more · " } else { "" };
        let words = format!("{more}page {number} of {count}: keys, then the guide");
        frame.render_widget(Line::styled(words, theme.faint), last);
    }
}

fn key_lines(cx: &Cx, view: View, width: u16, theme: &Theme) -> Vec<(String, Style)> {
    let mut lines = Vec::new();
    for context in row(view).help.iter().copied().chain([Context::Global]) {
        lines.push((context.label().to_owned(), theme.accent));
        for (keys, label) in rows_of(context, &cx.settings.keymap) {
            lines.push((format!("  {} {label}", text::pad(&keys, (width / 2).min(26))), theme.text));
        }
        lines.push((String::new(), theme.text));
    }
    lines
}

fn guide_lines(title: &str, body: &str, width: u16, theme: &Theme) -> Vec<(String, Style)> {
    let mut lines = vec![(title.to_owned(), theme.accent), (String::new(), theme.text)];
    for paragraph in body.lines() {
        if paragraph.trim().is_empty() {
            lines.push((String::new(), theme.text));
        } else {
            lines.extend(text::wrap(paragraph, width).into_iter().map(|line| (line, theme.text)));
        }
    }
    lines
}
