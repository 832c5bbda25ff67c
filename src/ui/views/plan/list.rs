//! The plan on one page: a row for everything that was answered, and the rows that do something.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::action::{Action, Plan as Ask};
use crate::app::views::plan::{PlanView, Row, RowKind};
use crate::domain::bounds::within;
use crate::ui::widgets::more;
use crate::ui::{Canvas, Theme, text};

/// Draws the rows around the one in focus.
pub(super) fn render(canvas: &mut Canvas, area: Rect, view: &PlanView) {
    let theme = canvas.theme;
    let area = text::columns(area, 2, area.width.saturating_sub(3));
    let list = List { area, labels: within(area.width / 3, 17, 24) };
    let tall = |row: &Row| list.height(row);
    let spare = view.rows.iter().map(tall).fold(0, u16::saturating_add);
    let apart = |place: usize, row: &Row| place > 0 && row.kind == RowKind::Heading;
    let headings = view.rows.iter().enumerate().filter(|(place, row)| apart(*place, row)).count();
    let is_airy = usize::from(spare).saturating_add(headings) <= usize::from(area.height);
    let above = |place: usize, row: &Row| u16::from(is_airy && apart(place, row));
    let with_space = |(place, row): (usize, &Row)| tall(row).saturating_add(above(place, row));
    let heights: Vec<u16> = view.rows.iter().enumerate().map(with_space).collect();
    let all = heights.iter().copied().fold(0, u16::saturating_add);
    let until = |count: usize| heights.iter().take(count).copied().fold(0, u16::saturating_add);
    let goes_on = all > area.height;
    // The last row says that the list goes on, and covers nothing.
    let room = area.height.saturating_sub(u16::from(goes_on));
    let scroll = until(view.row.saturating_add(1)).saturating_sub(room).min(until(view.row));
    let mut top: u16 = 0;
    for (place, (row, tall)) in view.rows.iter().zip(&heights).enumerate() {
        let space = above(place, row);
        let first = top.saturating_add(space);
        // Of a row that begins above the edge, the lines that are still to be seen.
        let cut = scroll.saturating_sub(first);
        let at = first.saturating_sub(scroll);
        let left = tall.saturating_sub(space).saturating_sub(cut);
        if left > 0 && at < room {
            let inside = text::rows(area, at, room.saturating_sub(at).min(left));
            list.draw(canvas, inside, row, usize::from(cut), place == view.row);
            if row.can_focus() {
                canvas.click(inside, Action::Plan(Ask::Focus(place)));
            }
        }
        top = top.saturating_add(*tall);
    }
    if let Some(row) = text::row(area, room).filter(|_| goes_on) {
        let below = all.saturating_sub(scroll) > room;
        let words = more::words(scroll > 0, below, "", theme);
        let place = text::right(row, text::width(&words).saturating_add(1));
        canvas.put(Line::styled(words, theme.faint), place);
    }
}

/// Where the rows stand.
struct List {
    area: Rect,
    /// Cells of a label.
    labels: u16,
}

impl List {
    /// Where the value of a row begins: where labels do for a remark in little room, and below a label that
    /// has no room beside it.
    fn indent(&self, row: &Row) -> u16 {
        let is_remark = row.kind == RowKind::Remark && self.area.width < 60;
        if is_remark || self.is_stacked(row) { 3 } else { self.labels }
    }

    /// Whether the value stands below the label: where that is too long, and where a heading's value would
    /// run over many short lines.
    fn is_stacked(&self, row: &Row) -> bool {
        let is_long = text::width(&row.label).saturating_add(3) > self.labels;
        !row.value.is_empty()
            && (is_long
                || row.kind == RowKind::Heading && self.area.width < 60 && text::width(&row.value) > 30)
    }

    fn lines(&self, row: &Row) -> Vec<String> {
        let width = self.area.width.saturating_sub(self.indent(row));
        if row.value.is_empty() { Vec::new() } else { text::wrap(&row.value, width) }
    }

    fn height(&self, row: &Row) -> u16 {
        let own = u16::from(self.is_stacked(row));
        u16::try_from(self.lines(row).len().max(1)).unwrap_or(u16::MAX).saturating_add(own)
    }

    /// Draws a row without its first lines, where those lie above the edge.
    fn draw(&self, canvas: &mut Canvas, area: Rect, row: &Row, cut: usize, focused: bool) {
        let theme = canvas.theme;
        let Some(first) = text::row(area, 0) else { return };
        let (label, value) = styles(row.kind, theme);
        let is_stacked = self.is_stacked(row);
        let wide = if row.value.is_empty() || is_stacked { area.width } else { self.labels };
        let is_button = row.kind == RowKind::Button;
        let sign = match (focused, is_button) {
            (true, true) => "▸ ",
            (true, false) => "▌",
            (false, true) => "  ",
            (false, false) => " ",
        };
        let style = match (focused, is_button) {
            (true, true) => theme.selected,
            (true, false) => theme.accent,
            (false, _) => label,
        };
        let room = wide.saturating_sub(text::width(sign)).saturating_sub(1);
        let name = Line::from(vec![
            Span::styled(sign, theme.accent),
            Span::styled(text::fit(&row.label, room), style),
        ]);
        if cut == 0 {
            canvas.put(name, text::columns(first, 0, wide));
        }
        if focused {
            canvas.cursor(Position::new(first.x, first.y));
        }
        let label_row = is_stacked.then(String::new);
        for (number, line) in label_row.into_iter().chain(self.lines(row)).skip(cut).enumerate() {
            let Some(place) = text::row(area, u16::try_from(number).unwrap_or(u16::MAX)) else { break };
            canvas.put(Line::styled(line, value), text::indent(place, self.indent(row)));
        }
    }
}

/// How the label and the value of a row are drawn.
fn styles(kind: RowKind, theme: &Theme) -> (Style, Style) {
    match kind {
        RowKind::Heading => (theme.accent, theme.faint),
        RowKind::Answer => (theme.text, theme.text),
        RowKind::Open => (theme.text, theme.caution),
        RowKind::Remark => (theme.faint, theme.faint),
        RowKind::Hold => (theme.alarm, theme.alarm),
        RowKind::Button => (theme.accent, theme.faint),
    }
}
