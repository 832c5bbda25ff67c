//! The month with its visits, and what stands beside or below it.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::{Part, detail, figures, put_day, wrapped};
use crate::app::action::{Action, Sessions as Ask};
use crate::content;
use crate::domain::trial::Phase;
use crate::ui::widgets::month_grid::{self, Drawn, Layout};
use crate::ui::widgets::strip;
use crate::ui::widgets::visit_mark::VisitMark;
use crate::ui::{Canvas, text};

/// From this height on, the weeks stand a row apart.
const ROOMY: u16 = 21;
/// Rows that the month keeps where much is said of the day in focus: the weekdays and three weeks.
const LEAST_MONTH: u16 = 4;
/// From this width on, the days stand far apart.
const WIDE: u16 = 96;

/// The month at the left, figures and the day in focus at the right.
pub fn side_by_side(canvas: &mut Canvas, area: Rect, part: &Part) {
    let roomy = area.height >= ROOMY;
    let month = Layout::new(if area.width >= WIDE { 53 } else { 46 }, roomy);
    let left = text::columns(area, 2, month.width());
    let right = text::indent(area, month.width().saturating_add(5));
    let right = text::columns(right, 0, right.width.saturating_sub(1));
    title(canvas, left, part);
    let cursor = part.view.cursor(part.cx);
    let grid = text::below(left, if roomy { 2 } else { 1 });
    month_grid::render(canvas, grid, &drawn_from(part), month);
    let used = month_grid::height(part.cx, cursor, month).saturating_add(u16::from(!roomy));
    legend(canvas, text::below(grid, used), part);

    let mut lines = figures::lines(part, right.width);
    lines.push((String::new(), part.theme.text));
    lines.extend(detail::lines(part, right.width));
    put_day(canvas, right, &lines, part);
}

/// The month above, the day in focus below it, the legend where there is room.
pub fn below_each_other(canvas: &mut Canvas, area: Rect, part: &Part) {
    let theme = part.theme;
    let month = Layout::new(area.width.saturating_sub(3), false);
    let inside = text::columns(area, 2, area.width.saturating_sub(3));
    let named = title(canvas, inside, part);
    let adherence = part.shown.adherence.as_ref();
    if let (Some(row), Some(adherence)) = (text::row(inside, 0), adherence) {
        let words = format!("Visits {} of {}", adherence.completed, adherence.planned);
        let words = if text::width(&words).saturating_add(named) > row.width { String::new() } else { words };
        let place = text::right(row, text::width(&words));
        canvas.put(Line::styled(words, theme.text), place);
    }
    let details = detail::lines(part, inside.width);
    let mut more = details.clone();
    if let Some(adherence) = adherence {
        wrapped(&mut more, &content::needed_visits(adherence), inside.width, theme.faint);
    }
    let cursor = part.view.cursor(part.cx);
    let wanted = month_grid::height(part.cx, cursor, month);
    // What is said of the day in focus stands whole, as long as the month keeps a few weeks.
    let said = u16::try_from(details.len()).unwrap_or(u16::MAX);
    let beside = area.height.saturating_sub(1);
    let least = LEAST_MONTH.min(beside.saturating_sub(3)).max(3);
    let rows = wanted.min(beside.saturating_sub(said).max(least));
    let grid = Rect { height: rows.min(inside.height.saturating_sub(1)), ..text::below(inside, 1) };
    month_grid::render(canvas, grid, &drawn_from(part), month);
    let rest = text::below(inside, grid.height.saturating_add(1));
    let legend_rows = u16::try_from(legend_lines(part, inside.width).len()).unwrap_or(0);
    let detail_rows = u16::try_from(details.len()).unwrap_or(u16::MAX);
    let top = rest.height.saturating_sub(legend_rows).max(detail_rows).min(rest.height);
    let lines = if usize::from(top) >= more.len() { &more } else { &details };
    put_day(canvas, Rect { height: top, ..rest }, lines, part);
    legend(canvas, text::below(rest, top), part);
}

fn drawn_from<'a>(part: &Part<'a>) -> Drawn<'a> {
    Drawn { cx: part.cx, calendar: &part.shown.calendar, cursor: part.view.cursor(part.cx) }
}

/// The month, with what goes back and forth; returns its width.
fn title(canvas: &mut Canvas, area: Rect, part: &Part) -> u16 {
    let Some(row) = text::row(area, 0) else { return 0 };
    let theme = part.theme;
    let name = month_grid::month_title(part.view.cursor(part.cx));
    let wide = text::width(&name);
    let line = Line::from(vec![
        Span::styled("‹ ", theme.accent),
        Span::styled(name, theme.text.add_modifier(Modifier::BOLD)),
        Span::styled(" ›", theme.accent),
    ]);
    canvas.put(line, row);
    canvas.click(text::columns(row, 0, 2), Action::Sessions(Ask::MonthBack));
    canvas.click(text::columns(row, wide.saturating_add(2), 2), Action::Sessions(Ask::MonthForward));
    wide.saturating_add(5)
}

fn legend(canvas: &mut Canvas, area: Rect, part: &Part) {
    for (number, spans) in (0_u16..).zip(legend_lines(part, area.width)) {
        canvas.line(area, number, Line::from(spans));
    }
}

/// What each sign means, as many to a line as fit: of visits, of phases, of check-ins.
fn legend_lines(part: &Part, width: u16) -> Vec<Vec<Span<'static>>> {
    let theme = part.theme;
    let mut entries: Vec<(&'static str, &'static str, Style)> =
        VisitMark::ALL.iter().map(|mark| (mark.sign(), mark.label(), mark.style(theme))).collect();
    if let Some(trial) = &part.cx.journal.trial {
        let shade = |phase| month_grid::phase_shade(Some(phase));
        entries.push((shade(Phase::Baseline), "baseline", theme.baseline));
        let week = content::decided::week_of_plan(&trial.plan);
        entries.push((shade(Phase::Checkpoint), week, theme.checkpoint));
    }
    let check_ins = [
        (month_grid::RATED, "rated", theme.text),
        (month_grid::LATE, "rated late", theme.text),
        (strip::SKIPPED, "skipped", theme.faint),
        (strip::BLANK, "blank", theme.faint),
    ];
    let mut lines = flow(&entries, width, part);
    lines.extend(flow(&check_ins, width, part));
    lines
}

fn flow(entries: &[(&'static str, &'static str, Style)], width: u16, part: &Part) -> Vec<Vec<Span<'static>>> {
    let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
    let mut used = 0_u16;
    for (sign, label, style) in entries {
        let wide = text::width(label).saturating_add(4);
        if used > 0 && used.saturating_add(wide).saturating_sub(2) > width {
            lines.push(Vec::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push(Span::styled(*sign, *style));
            line.push(Span::styled(format!(" {label}  "), part.theme.faint));
        }
        used = used.saturating_add(wide);
    }
    lines
}
