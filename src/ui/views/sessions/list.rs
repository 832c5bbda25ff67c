//! Every visit in a line under headings, for those who prefer reading.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{Part, detail, figures, put, put_day};
use crate::app::action::{Action, Sessions as Ask};
use crate::content;
use crate::domain::date_words::shown;
use crate::domain::session::Session;
use crate::domain::visits::Visit;
use crate::ui::widgets::more;
use crate::ui::widgets::visit_mark::VisitMark;
use crate::ui::{Canvas, text};

/// From this width on, figures and the visit in focus stand beside the list.
const BESIDE: u16 = 90;
/// From this width on, there is room for the minutes.
const WITH_MINUTES: u16 = 50;

/// How wide the columns are.
#[derive(Clone, Copy)]
struct Columns {
    date: u16,
    time: u16,
    minutes: u16,
    state: u16,
}

impl Columns {
    fn new(width: u16, date: u16) -> Self {
        Self { date, time: 7, minutes: if width < WITH_MINUTES { 0 } else { 9 }, state: 18 }
    }

    fn minutes(self, words: &str) -> String {
        if self.minutes == 0 { String::new() } else { text::pad(words, self.minutes) }
    }
}

/// Draws the list, with the figures and the visit in focus beside it or below.
pub fn render(canvas: &mut Canvas, area: Rect, part: &Part) {
    let area = text::columns(area, 2, area.width.saturating_sub(3));
    let wide = area.width >= BESIDE;
    let list = if wide {
        let right = text::right(area, 30);
        let mut lines = figures::lines(part, right.width);
        lines.push((String::new(), part.theme.text));
        lines.extend(detail::lines(part, right.width));
        put_day(canvas, right, &lines, part);
        text::columns(area, 0, area.width.saturating_sub(32))
    } else {
        let details = detail::lines(part, area.width);
        let below = u16::try_from(details.len()).unwrap_or(0).min(area.height / 3);
        let upper = area.height.saturating_sub(below);
        put_day(canvas, text::below(area, upper), &details, part);
        text::rows(area, 0, upper)
    };
    let all = &part.shown.calendar.all;
    if all.is_empty() {
        put(canvas, list, &[(content::advice("no-visits-yet").to_owned(), part.theme.faint)]);
        return;
    }
    // A year is said where it is not this one, and then there is room for it.
    let widest = all.iter().map(|visit| text::width(&shown(visit.date, part.cx.today))).max();
    let columns = Columns::new(list.width, widest.unwrap_or(0).max(10).saturating_add(2));
    if let Some(row) = text::row(list, 0) {
        headings(canvas, row, columns, part);
    }
    let rows = text::below(list, 1);
    let here = part.view.list_place(part.cx, &part.shown.calendar);
    let overflows = all.len() > usize::from(rows.height);
    let room = rows.height.saturating_sub(u16::from(overflows && rows.height > 2));
    let skipped = here.saturating_add(1).saturating_sub(usize::from(room));
    for (row, (place, visit)) in (0..room).zip(all.iter().enumerate().skip(skipped)) {
        let Some(line) = text::row(rows, row) else { return };
        render_row(canvas, line, visit, (place == here, columns), part);
        canvas.click(line, Action::Sessions(Ask::GoVisit(place)));
    }
    if let Some(row) = text::row(rows, room).filter(|_| overflows) {
        let after = all.len().saturating_sub(skipped).saturating_sub(usize::from(room));
        let words = format!("  {}", more::counted(skipped, after, part.theme));
        canvas.put(Line::styled(words, part.theme.faint), row);
    }
}

fn headings(canvas: &mut Canvas, row: Rect, columns: Columns, part: &Part) {
    let words = format!(
        "   {}{}{}{}{}",
        text::pad("Date", columns.date),
        text::pad("Time", columns.time),
        columns.minutes("Minutes"),
        text::pad("What became of it", columns.state),
        "Pain"
    );
    let fitting = if text::width(&words) > row.width { words.trim_end_matches("Pain") } else { &words };
    canvas.put(Line::styled(fitting.to_owned(), part.theme.faint), row);
}

fn render_row(
    canvas: &mut Canvas,
    row: Rect,
    visit: &Visit,
    (focused, columns): (bool, Columns),
    part: &Part,
) {
    let theme = part.theme;
    let mark = VisitMark::of(visit);
    let done = visit.session(&part.cx.journal.days).and_then(Session::done);
    let style = if focused { theme.accent } else { theme.text };
    let time = visit.time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
    let minutes = visit.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    let pain = done.and_then(|done| {
        let (before, after) = (done.pain_before?, done.pain_after?);
        Some(format!("{before} → {after}"))
    });
    let pointer = if focused { "▌" } else { " " };
    let mut state = visit.state.label().to_owned();
    for (is_so, words) in [(visit.is_extra(), ", extra"), (visit.is_moved(), ", moved")] {
        state.push_str(if is_so { words } else { "" });
    }
    let line = Line::from(vec![
        Span::styled(pointer, theme.accent),
        Span::styled(format!("{} ", mark.sign()), mark.style(theme)),
        Span::styled(text::pad(&shown(visit.date, part.cx.today), columns.date), style),
        Span::styled(text::pad(&time, columns.time), style),
        Span::styled(columns.minutes(&minutes), style),
        Span::styled(text::pad(&state, columns.state), style),
        Span::styled(pain.unwrap_or_default(), theme.faint),
    ]);
    canvas.put(line, row);
    if focused {
        canvas.cursor(Position::new(row.x, row.y));
    }
}
