//! Sessions: what has to be read first, the month or the list of visits, how much of the dose was
//! given, and the day in focus. Each part has a file: `warning`, `month`, `list`, `figures`, `detail`,
//! and `forms` for what opens over them.
//!
//! ```text
//!  a hold, or pain getting worse, whole
//!  November 2026                       Visits  5 of 8          wide: side by side
//!   wk  Mon    Tue    …                75% is 6 visits
//!   46   9 ●•  10 •
//!                                      Thu 12 Nov · day 11     narrow: below each other
//!  legend                              what is known of it
//! ```

mod detail;
mod figures;
mod forms;
mod list;
mod month;
mod warning;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::app::action::{Action, Sessions as Ask};
use crate::app::cx::Cx;
use crate::app::views::sessions::{Open, SessionsView, Shown};
use crate::ui::{Canvas, Theme, text};

/// From this width on, the day in focus stands beside the month.
const TWO_COLUMNS: u16 = 76;

/// Lines with their styles, from top to bottom.
type Lines = Vec<(String, Style)>;

/// What every part of the view is drawn from.
struct Part<'a> {
    cx: &'a Cx<'a>,
    view: &'a SessionsView,
    shown: &'a Shown,
    theme: &'a Theme,
}

/// Draws the view.
pub fn render(canvas: &mut Canvas, area: Rect, cx: &Cx, view: &SessionsView) {
    let theme = canvas.theme;
    let Some(shown) = &view.shown else { return };
    let part = Part { cx, view, shown, theme };
    if let Some(reading) = &view.reading {
        return warning::page(canvas, area, reading);
    }
    let key = cx.key_for(Action::Sessions(Ask::Warning));
    let rest = warning::above(canvas, area, &view.warnings(), &key);
    match &view.open {
        Some(Open::Log(log)) => forms::log(canvas, rest, &part, log),
        Some(Open::Mark(marking)) => forms::mark(canvas, rest, &part, marking),
        Some(Open::Time(timing)) => forms::time(canvas, rest, &part, timing),
        Some(Open::Move(moving)) => {
            let prompt = forms::moving(&part, moving, area.width.saturating_sub(4));
            let height = u16::try_from(prompt.len()).unwrap_or(0).min(rest.height.saturating_sub(3));
            let upper = rest.height.saturating_sub(height);
            put_or_more(canvas, text::indent(text::below(rest, upper), 2), &prompt);
            calendar_page(canvas, text::rows(rest, 0, upper), &part);
        }
        None if view.list => list::render(canvas, rest, &part),
        None => calendar_page(canvas, rest, &part),
    }
}

fn calendar_page(canvas: &mut Canvas, area: Rect, part: &Part) {
    if area.width >= TWO_COLUMNS {
        month::side_by_side(canvas, area, part);
    } else {
        month::below_each_other(canvas, area, part);
    }
}

/// Lines from the top of an area; how many rows they take.
fn put(canvas: &mut Canvas, area: Rect, lines: &[(String, Style)]) -> u16 {
    for (number, (line, style)) in (0_u16..).zip(lines) {
        if let Some(row) = text::row(area, number) {
            canvas.put(Line::styled(text::fit(line, row.width), *style), row);
        }
    }
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}

/// All that is known of the day in focus, the figures after it.
pub fn day_lines(cx: &Cx, view: &SessionsView, width: u16, theme: &Theme) -> Lines {
    let Some(shown) = &view.shown else { return Lines::new() };
    let part = Part { cx, view, shown, theme };
    let mut lines = detail::lines(&part, width);
    lines.push((String::new(), theme.text));
    lines.extend(figures::lines(&part, width));
    lines
}

/// What is known of the day in focus as far as it fits; the last row says that there is more, and the key
/// that shows it whole.
fn put_day(canvas: &mut Canvas, area: Rect, lines: &[(String, Style)], part: &Part) {
    put(canvas, area, lines);
    if lines.len() > usize::from(area.height)
        && let Some(row) = text::row(area, area.height.saturating_sub(1))
    {
        let words = format!("… and more: {}", part.cx.key_for(Action::Sessions(Ask::WholeDay)));
        canvas.put(Line::styled(text::pad(&words, row.width), part.theme.accent), row);
        canvas.click(row, Action::Sessions(Ask::WholeDay));
    }
}

/// Lines as far as they fit; the last row says that there is more.
fn put_or_more(canvas: &mut Canvas, area: Rect, lines: &[(String, Style)]) {
    let theme = canvas.theme;
    put(canvas, area, lines);
    if lines.len() > usize::from(area.height)
        && let Some(row) = text::row(area, area.height.saturating_sub(1))
    {
        canvas.put(Line::styled(text::pad("… and more", row.width), theme.faint), row);
    }
}

fn wrapped(lines: &mut Lines, words: &str, width: u16, style: Style) {
    lines.extend(text::wrap(words, width.max(1)).into_iter().map(|line| (line, style)));
}
