//! A month of days: the visit and the check-in of each, the phases of the trial, today and the
//! day in focus.
//!
//! ```text
//!   wk  Mon    Tue    Wed    …        one day: [12]◐•
//!   46   9 ●•  10 •   11 •             │ │  ││└ the check-in of the day
//!                                      │ │  │└ its visit
//!   47  16 ✕•  17 •   18 •             │ └ the day; in brackets the one in focus, shaded by phase
//! ```

use chrono::{Datelike, Month, NaiveDate, Weekday};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::strip;
use super::visit_mark::VisitMark;
use crate::app::action::{Action, Sessions as Ask};
use crate::app::cx::Cx;
use crate::app::views::sessions::{self, Calendar};
use crate::domain::calendar::{dates, weekday_name};
use crate::domain::checkin::DayState;
use crate::domain::day::{Days, Known};
use crate::domain::trial::Phase;
use crate::ui::{Canvas, Theme, text};

/// The sign of a day rated in time.
pub const RATED: &str = "•";
/// The sign of a day rated more than two days after: hollow.
pub const LATE: &str = "◦";

/// How a month is laid out in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Cells a day takes: 7 with room between, 6 without, 5 without the check-in.
    pub cell: u16,
    /// Cells before the first day, for the number of the week.
    pub margin: u16,
    /// Rows a week takes: two where they stand a row apart.
    pub rows: u16,
}

impl Layout {
    /// The widest layout for an area; `roomy` leaves a row between the weeks.
    pub fn new(width: u16, roomy: bool) -> Self {
        let rows = if roomy { 2 } else { 1 };
        match width {
            53.. => Self { cell: 7, margin: 4, rows },
            46..=52 => Self { cell: 6, margin: 4, rows },
            42..=45 => Self { cell: 6, margin: 0, rows },
            _ => Self { cell: 5, margin: 0, rows },
        }
    }

    /// How wide the month is.
    pub fn width(self) -> u16 {
        self.cell.saturating_mul(7).saturating_add(self.margin)
    }
}

/// What a month is drawn from.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    /// What may be read.
    pub cx: &'a Cx<'a>,
    /// The visits.
    pub calendar: &'a Calendar,
    /// The day in focus.
    pub cursor: NaiveDate,
}

/// The name of a date's month with its year: `November 2026`.
pub fn month_title(date: NaiveDate) -> String {
    let name = u8::try_from(date.month()).ok().and_then(|number| Month::try_from(number).ok());
    format!("{} {}", name.map_or("", |month| month.name()), date.year())
}

/// How many rows the days of a month take.
pub fn height(cx: &Cx, date: NaiveDate, layout: Layout) -> u16 {
    let weeks = u16::try_from(weeks(cx, date).len()).unwrap_or(u16::MAX);
    weeks.saturating_mul(layout.rows).saturating_add(1)
}

/// The weeks of a date's month, each with its seven days.
fn weeks(cx: &Cx, date: NaiveDate) -> Vec<Vec<NaiveDate>> {
    let (first, last) = sessions::shown_days(cx, date);
    let days: Vec<NaiveDate> = dates(first, last).collect();
    days.chunks(7).map(<[NaiveDate]>::to_vec).collect()
}

/// Draws the weekdays and the weeks. Where they do not all fit, the week of the day in focus is
/// among those shown.
pub fn render(canvas: &mut Canvas, area: Rect, month: &Drawn, layout: Layout) {
    let theme = canvas.theme;
    let Drawn { cx, cursor, .. } = *month;
    let weeks = weeks(cx, cursor);
    header(canvas, area, &weeks, layout);
    let body = text::below(area, 1);
    let fitting = usize::from(body.height.checked_div(layout.rows).unwrap_or(0));
    let here = weeks.iter().position(|week| week.contains(&cursor)).unwrap_or(0);
    let skipped = here.saturating_add(1).saturating_sub(fitting.max(1)).min(weeks.len());
    for (place, week) in weeks.iter().skip(skipped).enumerate() {
        let top = u16::try_from(place).unwrap_or(u16::MAX).saturating_mul(layout.rows);
        let Some(row) = text::row(body, top) else { return };
        week_number(canvas, row, week, layout);
        for (column, date) in (0_u16..).zip(week) {
            let at = layout.margin.saturating_add(column.saturating_mul(layout.cell));
            let cell = text::columns(row, at, layout.cell);
            canvas.put(day(month, *date, layout, theme), cell);
            if *date == cursor {
                canvas.cursor(Position::new(cell.x.saturating_add(1), cell.y));
            }
            let away = date.signed_duration_since(cx.today).num_days();
            canvas.click(cell, Action::Sessions(Ask::GoDay(away)));
        }
    }
}

fn header(canvas: &mut Canvas, area: Rect, weeks: &[Vec<NaiveDate>], layout: Layout) {
    let theme = canvas.theme;
    let Some(row) = text::row(area, 0) else { return };
    if layout.margin > 0 {
        canvas.put(Line::styled("wk", theme.faint), text::columns(row, 0, layout.margin));
    }
    for (column, date) in (0_u16..).zip(weeks.first().map(Vec::as_slice).unwrap_or_default()) {
        let at = layout.margin.saturating_add(column.saturating_mul(layout.cell)).saturating_add(1);
        let name = weekday_name(date.weekday());
        canvas.put(Line::styled(name, theme.faint), text::columns(row, at, 3));
    }
}

/// The ISO number of the week that the row's Monday begins.
fn week_number(canvas: &mut Canvas, row: Rect, week: &[NaiveDate], layout: Layout) {
    let theme = canvas.theme;
    let monday = week.iter().find(|date| date.weekday() == Weekday::Mon);
    if let Some(monday) = monday.filter(|_| layout.margin > 0) {
        let number = format!("{:>2}", monday.iso_week().week());
        canvas.put(Line::styled(number, theme.faint), text::columns(row, 0, layout.margin));
    }
}

fn phase(cx: &Cx, date: NaiveDate) -> Option<Phase> {
    cx.journal.trial.as_ref().map(|trial| trial.plan.phase(date))
}

/// The colour of a phase.
pub fn phase_style(phase: Option<Phase>, theme: &Theme) -> Style {
    match phase {
        Some(Phase::Baseline) => theme.baseline,
        Some(Phase::Treatment) => theme.treatment,
        Some(Phase::Checkpoint) => theme.checkpoint,
        Some(Phase::Before | Phase::After) | None => theme.faint,
    }
}

/// The shade of a phase before its days; treatment, the ground of it all, has none.
pub fn phase_shade(phase: Option<Phase>) -> &'static str {
    match phase {
        Some(Phase::Baseline) => "░",
        Some(Phase::Checkpoint) => "▒",
        Some(Phase::Treatment | Phase::Before | Phase::After) | None => " ",
    }
}

fn day(month: &Drawn, date: NaiveDate, layout: Layout, theme: &Theme) -> Line<'static> {
    let Drawn { cx, calendar, cursor } = *month;
    let phase = phase(cx, date);
    let own = phase_style(phase, theme);
    let other_month = date.month() != cursor.month();
    let (left, right, style) = if date == cursor {
        ("[", "]", theme.selected)
    } else if date == cx.today {
        ("‹", "›", theme.accent.add_modifier(Modifier::BOLD))
    } else {
        (phase_shade(phase), " ", if other_month { theme.faint } else { own })
    };
    let number = format!("{:>2}", date.day());
    let edge = if date == cursor || date == cx.today { style } else { own };
    let mut spans = vec![Span::styled(left, edge), Span::styled(number, style), Span::styled(right, edge)];
    spans.push(match VisitMark::of_day(cx, calendar, date) {
        Some(mark) => Span::styled(mark.sign(), mark.style(theme)),
        None => Span::raw(" "),
    });
    if layout.cell > 5 {
        let (sign, style) = check_in(cx, date, theme);
        spans.push(Span::styled(sign, style));
    }
    Line::from(spans)
}

/// The sign of a day's check-in: none for days to come and days that nobody asks about.
fn check_in(cx: &Cx, date: NaiveDate, theme: &Theme) -> (&'static str, Style) {
    let state = match cx.journal.days.day(date) {
        Known::Written(day) => day.state(cx.settings.day_end),
        Known::Blank => DayState::Blank,
        Known::Unreadable | Known::NotLoaded => return (" ", theme.faint),
    };
    match state {
        DayState::Rated => (RATED, theme.text),
        DayState::Late => (LATE, theme.text),
        DayState::Skipped => (strip::SKIPPED, theme.faint),
        DayState::Blank if date < cx.today && is_asked_about(cx, date) => (strip::BLANK, theme.faint),
        DayState::Blank => (" ", theme.faint),
    }
}

/// Whether a check-in is wanted on a day: within the trial.
fn is_asked_about(cx: &Cx, date: NaiveDate) -> bool {
    match phase(cx, date) {
        Some(Phase::Baseline | Phase::Treatment | Phase::Checkpoint) => true,
        Some(Phase::Before | Phase::After) | None => false,
    }
}
