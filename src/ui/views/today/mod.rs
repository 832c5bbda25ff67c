//! Today: the fields of one day at the left, the last fortnight and what is to do at the right;
//! below each other where the screen is narrow.

mod fields;
mod forms;
mod fortnight;
mod to_do;

pub use to_do::to_do_lines;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::action::{Action, Today as Ask};
use crate::app::cx::Cx;
use crate::app::views::today::{TWO_COLUMNS, TodayView, fields_width};
use crate::content::notice;
use crate::domain::calendar::before;
use crate::domain::date_words::shown;
use crate::domain::day::{Day, Days, Known};
use crate::domain::trial::Phase;
use crate::ui::{Canvas, text};

/// Rows of the strip, with its title and legend.
const STRIP_ROWS: u16 = 7;

/// What is drawn with, and where.
pub(super) struct Pen<'f, 'c, 'b, 'a> {
    canvas: &'f mut Canvas<'c, 'b>,
    cx: &'a Cx<'a>,
    view: &'a TodayView,
}

/// Draws Today.
pub fn render(canvas: &mut Canvas, area: Rect, cx: &Cx, view: &TodayView) {
    let mut pen = Pen { canvas, cx, view };
    match &view.open {
        Some(open) => forms::draw(&mut pen, area, open),
        None => pen.day_page(area),
    }
}

impl Pen<'_, '_, '_, '_> {
    fn line(&mut self, area: Rect, row: u16, line: Line<'_>) {
        self.canvas.line(area, row, line);
    }

    fn day_page(&mut self, area: Rect) {
        if area.width >= TWO_COLUMNS {
            let left = fields_width(area.width);
            self.left_side(text::columns(area, 0, left));
            self.right_side(text::indent(area, left.saturating_add(1)));
        } else {
            self.one_column(area);
        }
    }

    /// Fields, strip and what is to do below each other. The words of a warning are the last to be
    /// shortened: the strip goes first, then the fields scroll.
    fn one_column(&mut self, area: Rect) {
        let width = area.width.saturating_sub(2);
        let lines = to_do::lines(self.view, width);
        let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
        let cautions = count(lines.iter().filter(|line| line.is_caution).count());
        let usual = if area.height >= 14 { 4 } else { 2 };
        let most = area.height.saturating_sub(2);
        let to_do_rows = count(lines.len()).min(usual.max(cautions)).min(most);
        let left = area.height.saturating_sub(to_do_rows);
        let strip_rows = if left >= 16 { STRIP_ROWS.saturating_sub(1) } else { 0 };
        let strip_top = left.saturating_sub(strip_rows);
        self.left_side(text::rows(area, 0, strip_top));
        if strip_rows > 0 {
            self.fortnight(text::indent(text::rows(area, strip_top, strip_rows), 2));
        }
        self.put_to_do(text::indent(text::rows(area, left, to_do_rows), 2), lines);
    }

    /// The strip over what is to do; where that has a warning and no room, only what is to do.
    fn right_side(&mut self, area: Rect) {
        let lines = to_do::lines(self.view, area.width);
        let last_caution =
            lines.iter().rposition(|line| line.is_caution).map_or(0, |last| last.saturating_add(1));
        let below = STRIP_ROWS.saturating_add(2);
        let fits = usize::from(area.height.saturating_sub(below)) >= last_caution;
        let mut top = 0;
        if fits {
            self.fortnight(area);
            top = STRIP_ROWS.saturating_add(1);
        }
        let (words, style) = if lines.is_empty() {
            ("Nothing else to do", self.canvas.theme.faint)
        } else {
            ("To do", self.canvas.theme.accent)
        };
        self.line(area, top, Line::styled(words, style));
        self.put_to_do(text::below(area, top.saturating_add(1)), lines);
    }

    fn left_side(&mut self, area: Rect) {
        let Some(title) = text::row(area, 0) else { return };
        self.day_title(title);
        let roomy = area.height >= 17;
        let body = text::below(area, if roomy { 2 } else { 1 });
        match self.cx.journal.days.day(self.view.date) {
            Known::Unreadable => self.unreadable(body),
            Known::NotLoaded => {
                self.canvas.put(Line::styled("  reading this day…", self.canvas.theme.faint), body);
            }
            Known::Blank => self.fields(body, &Day::empty(self.view.date)),
            Known::Written(day) => self.fields(body, day),
        }
    }

    fn day_title(&mut self, area: Rect) {
        let (date, today, theme) = (self.view.date, self.cx.today, self.canvas.theme);
        let name = if date == today {
            "Today, "
        } else if date == before(today, 1) {
            "Yesterday, "
        } else {
            ""
        };
        let day = format!("{name}{}", shown(date, today));
        let next = text::width(&day).saturating_add(4);
        let mut spans = vec![
            Span::styled("  ‹ ", theme.accent),
            Span::styled(day, theme.accent),
            Span::styled(" › ", if date < today { theme.accent } else { theme.faint }),
        ];
        if let Some(trial) = &self.cx.journal.trial {
            let number = trial.plan.day_number(date);
            let words = match trial.plan.phase(date) {
                Phase::Before | Phase::After => String::new(),
                Phase::Baseline => "  baseline".to_owned(),
                Phase::Treatment => format!("  day {number}"),
                Phase::Checkpoint => format!("  day {number}, week to measure"),
            };
            spans.push(Span::styled(words, theme.faint));
        }
        self.canvas.click(text::columns(area, 0, 4), Action::Today(Ask::DayBack));
        self.canvas.click(text::columns(area, next, 3), Action::Today(Ask::DayForward));
        self.canvas.put(Line::from(spans), area);
    }

    fn unreadable(&mut self, area: Rect) {
        let problem = self.cx.journal.days.problem(self.view.date).map(ToString::to_string);
        let words =
            [notice("unreadable-about", &[]), problem.unwrap_or_default(), notice("unreadable-do", &[])];
        let area = text::indent(area, 2);
        let lines = words.iter().flat_map(|line| text::wrap(line, area.width.saturating_sub(2)));
        for (row, line) in lines.enumerate() {
            self.line(
                area,
                u16::try_from(row).unwrap_or(u16::MAX),
                Line::styled(line, self.canvas.theme.caution),
            );
        }
    }
}
