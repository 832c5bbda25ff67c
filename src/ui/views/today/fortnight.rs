//! The strip of the last fourteen days: pain, sleep, visits.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::Pen;
use crate::app::STRIP_DAYS;
use crate::app::action::{Action, Today as Ask};
use crate::app::views::sessions::Calendar;
use crate::content::notice;
use crate::domain::calendar::{before, dates, weekday_name};
use crate::domain::checkin::DayState;
use crate::domain::date_words::shown;
use crate::domain::day::{Day, Days, Known};
use crate::domain::trial::Phase;
use crate::ui::text;
use crate::ui::widgets::strip;
use crate::ui::widgets::visit_mark::VisitMark;

/// How wide the names of the lines are.
const LABELS: u16 = 8;

/// A sign for each day, with its style.
type Signs = Vec<(String, Style)>;

impl Pen<'_, '_, '_, '_> {
    pub(super) fn fortnight(&mut self, area: Rect) {
        let (theme, today, shown_day) = (self.canvas.theme, self.cx.today, self.view.date);
        let last = if shown_day <= before(today, STRIP_DAYS) { shown_day } else { today };
        let first = before(last, STRIP_DAYS.saturating_sub(1));
        let days: Vec<NaiveDate> = dates(first, last).collect();
        let title = if last == today {
            "Last 14 days".to_owned()
        } else {
            format!("14 days to {}", shown(last, today))
        };
        self.line(area, 0, Line::styled(title, theme.accent));
        let letters = |date: NaiveDate| {
            let letter = weekday_name(date.weekday()).chars().take(1).collect();
            (letter, if date == shown_day { theme.selected } else { theme.faint })
        };
        self.signs(area, 1, "", &days, letters);
        let calendar = &self.view.calendar;
        let signs: [(u16, &str, Signs); 3] = [
            (2, "pain", days.iter().map(|date| self.score_sign(*date, pain)).collect()),
            (3, "sleep", days.iter().map(|date| self.score_sign(*date, sleep)).collect()),
            (4, "visits", days.iter().map(|date| self.visit_sign(calendar, *date)).collect()),
        ];
        for (row, label, signs) in signs {
            let mut signs = signs.into_iter();
            self.signs(area, row, label, &days, |_| signs.next().unwrap_or_default());
        }
        let is_late = |date: &NaiveDate| self.state(*date) == Some(DayState::Late);
        let late: Vec<bool> = days.iter().map(is_late).collect();
        let any_late = late.contains(&true);
        if any_late {
            let mut late = late.into_iter();
            self.signs(area, 5, "late", &days, |_| {
                let sign = if late.next() == Some(true) { "◦" } else { " " };
                (sign.to_owned(), theme.faint)
            });
        }
        let is_empty = !days.iter().any(|date| self.cx.journal.days.day(*date).written().is_some());
        let legend = if is_empty {
            notice("empty-strip", &[])
        } else {
            let late = if any_late { "  ◦ written late" } else { "" };
            format!("{} blank  {} skipped{late}", strip::BLANK, strip::SKIPPED)
        };
        let below = text::below(area, if any_late { 6 } else { 5 });
        let rows = if is_empty { 2 } else { 1 };
        for (row, line) in text::wrap(&legend, area.width).into_iter().take(rows).enumerate() {
            self.line(below, u16::try_from(row).unwrap_or(u16::MAX), Line::styled(line, theme.faint));
        }
    }

    /// A line of the strip: a sign for each day, one or two cells wide, and each a place to click.
    fn signs(
        &mut self,
        area: Rect,
        row: u16,
        label: &str,
        days: &[NaiveDate],
        mut sign: impl FnMut(NaiveDate) -> (String, Style),
    ) {
        let Some(place) = text::row(area, row) else { return };
        let cells = if area.width >= LABELS.saturating_add(28) { 2 } else { 1 };
        let name = text::fit(label, LABELS.saturating_sub(1));
        self.canvas.put(Line::styled(name, self.canvas.theme.faint), place);
        let mut at = LABELS;
        for date in days {
            let cell = text::columns(place, at, cells);
            let (words, style) = sign(*date);
            self.canvas.put(Line::styled(words, style), cell);
            let ago = date.signed_duration_since(self.cx.today).num_days();
            self.canvas.click(cell, Action::Today(Ask::GoDay(ago)));
            at = at.saturating_add(cells);
        }
    }

    fn state(&self, date: NaiveDate) -> Option<DayState> {
        self.cx.journal.days.day(date).written().map(|day| day.state(self.cx.settings.day_end))
    }

    fn score_sign(&self, date: NaiveDate, value: fn(&Day) -> Option<u8>) -> (String, Style) {
        let theme = self.canvas.theme;
        let known = self.cx.journal.days.day(date);
        if known == Known::Unreadable {
            return ("?".to_owned(), theme.caution);
        }
        let Some(day) = known.written() else { return (strip::BLANK.to_owned(), theme.faint) };
        match value(day) {
            Some(score) => (strip::sign(score, theme.ascii).to_owned(), self.phase_style(date)),
            None if day.checkin.skipped().is_some() => (strip::SKIPPED.to_owned(), theme.faint),
            None => (strip::BLANK.to_owned(), theme.faint),
        }
    }

    fn phase_style(&self, date: NaiveDate) -> Style {
        match self.cx.journal.trial.as_ref().map(|trial| trial.plan.phase(date)) {
            Some(Phase::Baseline) => self.canvas.theme.baseline,
            Some(Phase::Checkpoint) => self.canvas.theme.checkpoint,
            Some(Phase::Treatment) => self.canvas.theme.treatment,
            Some(Phase::Before | Phase::After) | None => self.canvas.theme.text,
        }
    }

    /// The mark of the day's visit, as on the calendar.
    fn visit_sign(&self, calendar: &Calendar, date: NaiveDate) -> (String, Style) {
        match VisitMark::of_day(self.cx, calendar, date) {
            Some(mark) => (mark.sign().to_owned(), mark.style(self.canvas.theme)),
            None => (" ".to_owned(), self.canvas.theme.text),
        }
    }
}

fn pain(day: &Day) -> Option<u8> {
    day.checkin.pain().map(|score| score.get())
}

fn sleep(day: &Day) -> Option<u8> {
    day.checkin.sleep.map(|score| score.get())
}
