//! What is to do, each thing in as many lines as it needs; a list that is cut says so.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::Pen;
use crate::app::action::{Action, Today as Ask};
use crate::app::views::today::TodayView;
use crate::ui::{Theme, text};

/// A line of the list.
pub(super) struct ToDoLine {
    words: String,
    /// The place of the thing it is about.
    item: usize,
    /// Whether that comes before everything that is merely to be done.
    pub(super) is_caution: bool,
}

/// The list in lines of a width.
pub(super) fn lines(view: &TodayView, width: u16) -> Vec<ToDoLine> {
    let mut lines = Vec::new();
    for (place, (item, words)) in view.to_do.items.iter().enumerate() {
        for (number, line) in text::wrap(words, width.saturating_sub(3)).into_iter().enumerate() {
            let sign = if number == 0 { "• " } else { "  " };
            let words = format!("{sign}{line}");
            lines.push(ToDoLine { words, item: place, is_caution: item.is_caution() });
        }
    }
    lines
}

/// The whole list, to be read by itself.
pub fn to_do_lines(view: &TodayView, width: u16, theme: &Theme) -> Vec<(String, Style)> {
    let style = |line: &ToDoLine| if line.is_caution { theme.alarm } else { theme.text };
    let list = lines(view, width).into_iter().map(|line| (line.words.clone(), style(&line)));
    list.collect()
}

/// Words that go on elsewhere, with the key that leads there.
fn goes_on(words: &str, key: &str, width: u16) -> String {
    let more = format!("{words} … {key}");
    if text::width(&more) <= width {
        return more;
    }
    let room = width.saturating_sub(text::width(key)).saturating_sub(1);
    format!("{} {key}", text::fit(&format!("{words}…"), room))
}

impl Pen<'_, '_, '_, '_> {
    pub(super) fn put_to_do(&mut self, area: Rect, lines: Vec<ToDoLine>) {
        let key = self.cx.key_for(Action::Today(Ask::WholeList));
        let room = usize::from(area.height);
        let is_cut = lines.len() > room;
        let last = room.saturating_sub(1);
        // What has no room is counted, unless words of a warning would have to go for that.
        let ends_in_caution = lines.get(last).is_some_and(|line| line.is_caution);
        // Behind a warning that is whole, the rest is counted on its own last line.
        let next_item = lines.get(room).map(|line| line.item);
        let is_whole = lines.get(last).map(|line| line.item) != next_item;
        let from = if ends_in_caution && is_whole { room } else { last };
        let hidden = lines.iter().skip(from).map(|line| line.item);
        let mut hidden: Vec<usize> = hidden.collect();
        hidden.dedup();
        for (number, line) in lines.into_iter().take(room).enumerate() {
            let Some(row) = text::row(area, u16::try_from(number).unwrap_or(u16::MAX)) else { return };
            let Some((item, _)) = self.view.to_do.items.get(line.item) else { return };
            let words = match is_cut && number == last {
                true if ends_in_caution && is_whole => {
                    let more = format!("{}  … {} more: {key}", line.words, hidden.len());
                    if text::width(&more) <= row.width { more } else { goes_on(&line.words, &key, row.width) }
                }
                true if ends_in_caution || room == 1 => goes_on(&line.words, &key, row.width),
                true => format!("  … {} more: {key}", hidden.len()),
                false => line.words,
            };
            let style = if item.is_caution() { self.canvas.theme.alarm } else { self.canvas.theme.text };
            self.canvas.put(Line::styled(words, style), row);
            let is_more = is_cut && number == last && !ends_in_caution && room > 1;
            let of_item: Action = item.action(self.cx.today);
            self.canvas.click(row, if is_more { Action::Today(Ask::WholeList) } else { of_item });
        }
    }
}
