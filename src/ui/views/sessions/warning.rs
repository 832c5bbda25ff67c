//! What has to be read before anything else: above the rest while it fits there whole, else on a page
//! of its own that scrolls.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::{Lines, put, wrapped};
use crate::app::action::{Action, Sessions as Ask};
use crate::app::views::sessions::{KEPT_ROWS, Reading};
use crate::ui::widgets::more;
use crate::ui::{Canvas, Theme, text};

fn lines(words: &[String], width: u16, theme: &Theme) -> Lines {
    let mut lines = Lines::new();
    for words in words {
        wrapped(&mut lines, words, width, theme.alarm);
    }
    lines
}

/// Draws the sentences at the top, and returns what is left below them. Where they were read on a page
/// of their own, their beginning stands here.
pub fn above(canvas: &mut Canvas, area: Rect, words: &[String], key: &str) -> Rect {
    let theme = canvas.theme;
    let inside = text::columns(area, 2, area.width.saturating_sub(4));
    let mut lines = lines(words, inside.width, theme);
    let tall = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let room = area.height.saturating_sub(KEPT_ROWS).max(area.height / 4).max(1).min(area.height);
    if tall > room {
        lines.truncate(usize::from(room));
        if let Some((last, _)) = lines.last_mut() {
            // Its last cells say that it goes on, and where.
            let room = inside.width.saturating_sub(text::width(key)).saturating_sub(1);
            *last = format!("{} {key}", text::fit(&format!("{last} …"), room));
        }
    }
    let used = put(canvas, inside, &lines);
    canvas.click(text::rows(inside, 0, used), Action::Sessions(Ask::Warning));
    let gap = u16::from(used > 0 && area.height.saturating_sub(used) > 16);
    text::below(area, used.saturating_add(gap))
}

/// Draws the page, and says how far it can be scrolled.
pub fn page(canvas: &mut Canvas, area: Rect, reading: &Reading) {
    let theme = canvas.theme;
    let inside = text::columns(area, 2, area.width.saturating_sub(4));
    let lines = lines(&reading.words, inside.width, theme);
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let room = inside.height.saturating_sub(1);
    let most = count.saturating_sub(room);
    canvas.hits.scroll_room = Some(most);
    let scroll = reading.scroll.min(most);
    let shown = lines.get(usize::from(scroll)..).unwrap_or_default();
    put(canvas, text::rows(inside, 0, room), shown.get(..usize::from(room)).unwrap_or(shown));
    if let Some(row) = text::row(inside, room) {
        let words = if scroll < most {
            more::words(false, true, "Enter reads on", theme)
        } else {
            "Enter goes on".to_owned()
        };
        canvas.put(Line::styled(words, theme.accent), row);
        canvas.click(row, Action::Sessions(Ask::ReadOn));
    }
}
