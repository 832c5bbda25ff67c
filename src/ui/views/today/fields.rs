//! The fields of a day, a row each; the person's own words over as many as they need.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Pen;
use crate::app::action::{Action, Today as Ask};
use crate::app::paragraph;
use crate::app::views::today::{
    self, EditTarget, Editing, TodayField, Value, day_before, label, label_width, marker, text_width, value,
    written_later,
};
use crate::content::{self, notice};
use crate::domain::bounds::within;
use crate::domain::checkin::Rating;
use crate::domain::day::{Day, days_since_visit};
use crate::domain::fields::{Access, Asked};
use crate::ui::text;
use crate::ui::widgets::{form, scale};

/// From this width on, arrows beside the fields tell that there are more.
const ARROWS: u16 = 44;

/// A row that is drawn: which field, and which of its lines.
#[derive(Clone, Copy)]
struct Row {
    place: usize,
    line: usize,
}

impl<'a> Pen<'_, '_, '_, 'a> {
    pub(super) fn fields(&mut self, area: Rect, day: &Day) {
        let list = self.view.fields(self.cx);
        let focus = self.view.focus.min(list.len().saturating_sub(1));
        let explained = list.get(focus).map(|field| self.explain(area.width, day, *field));
        let explained = explained.unwrap_or_default();
        // Advice has to be seen whole; the fields scroll.
        let most = (area.height / 2).max(1);
        let explain_rows = within(u16::try_from(explained.len()).unwrap_or(u16::MAX), 1, most);
        let room = usize::from(area.height.saturating_sub(explain_rows).max(1));
        let heights: Vec<usize> = list.iter().map(|field| self.height(day, *field)).collect();
        let shown = shown_heights(&heights, focus, room);
        let height = |place: usize| shown.get(place).copied().unwrap_or(1);
        let rows: Vec<Row> = (0..list.len())
            .flat_map(|place| (0..height(place)).map(move |line| Row { place, line }))
            .collect();
        let first = first_row(&rows, focus, self.cursor_line(), room);
        for (number, row) in rows.iter().skip(first).take(room).enumerate() {
            let Some(line) = text::row(area, u16::try_from(number).unwrap_or(u16::MAX)) else { break };
            let Some(field) = list.get(row.place) else { break };
            let last = row.line.saturating_add(1) == height(row.place);
            let is_cut = last && height(row.place) < heights.get(row.place).copied().unwrap_or(1);
            self.field_row(line, day, *field, *row, row.place == focus, is_cut);
            let above = number == 0 && first > 0;
            let below = number.saturating_add(1) == room
                && first.saturating_add(number).saturating_add(1) < rows.len();
            if (above || below) && area.width >= ARROWS {
                let sign = if above { "↑" } else { "↓" };
                self.canvas.put(Line::styled(sign, self.canvas.theme.faint), text::right(line, 2));
            }
        }
        let drawn = u16::try_from(rows.len().saturating_sub(first).min(room)).unwrap_or(u16::MAX);
        let gap = u16::from(area.height > drawn.saturating_add(explain_rows));
        let below = text::indent(text::below(area, drawn.saturating_add(gap)), 2);
        for (row, (line, style)) in explained.into_iter().enumerate() {
            self.line(below, u16::try_from(row).unwrap_or(u16::MAX), Line::styled(line, style));
        }
    }

    /// The line of the cursor in a text that is written over several.
    fn cursor_line(&self) -> Option<usize> {
        let editing = self.view.editing.as_ref().filter(|editing| editing.target.is_paragraph())?;
        let lines = paragraph::lines(editing.input.value(), text_width(self.cx.size.0));
        Some(paragraph::place(&lines, editing.input.cursor()).0)
    }

    /// The person's own words in a field, as they stand or as they are being written.
    fn own_words(&self, day: &Day, field: TodayField) -> Option<String> {
        let is_own = match field {
            TodayField::Check(check) => check.is_words(),
            TodayField::Marker(_) => false,
            TodayField::Event(_) | TodayField::Change(_) => true,
        };
        let editing = self.editing_of(field).map(|editing| editing.input.value().to_owned());
        is_own.then(|| editing.unwrap_or_else(|| value(self.cx, day, field).in_words()))
    }

    /// How many rows a field takes where it is shown whole.
    fn height(&self, day: &Day, field: TodayField) -> usize {
        self.own_words(day, field)
            .map_or(1, |words| paragraph::lines(&words, text_width(self.cx.size.0)).len().max(1))
    }

    fn field_row(&mut self, area: Rect, day: &Day, field: TodayField, row: Row, focused: bool, is_cut: bool) {
        let (cx, theme) = (self.cx, self.canvas.theme);
        let labels = label_width(area.width);
        self.canvas.click(area, Action::Today(Ask::Focus(row.place)));
        if row.line == 0 {
            let sign = if focused { " ▌" } else { "  " };
            let style = if focused { theme.accent } else { theme.text };
            let name = text::fit(&label(cx, day, field), labels.saturating_sub(3));
            let name = Line::from(vec![Span::styled(sign, theme.accent), Span::styled(name, style)]);
            self.canvas.put(name, text::columns(area, 0, labels));
        }
        let area = text::indent(area, labels);
        if let Some(words) = self.own_words(day, field) {
            return self.words_row(area, &words, field, row, is_cut);
        }
        if let Some(editing) = self.editing_of(field) {
            form::line_editor(self.canvas, area, &editing.input);
            return;
        }
        let is_pain = matches!(field, TodayField::Check(check) if check.is_pain());
        if let (Rating::Skipped(reason), true) = (&day.checkin.rating, is_pain) {
            let words = text::fit(&format!("skipped: {}", reason.first_line()), area.width);
            self.canvas.put(Line::styled(words, theme.text), area);
            return self.cursor(area, focused);
        }
        let held = value(cx, day, field);
        match &held {
            Value::Scale(score) => {
                let place = row.place;
                scale::render(self.canvas, area, *score, 10, |step| {
                    Some(Action::Today(Ask::Set(place, step)))
                });
                let after = text::indent(area, scale::width(10).saturating_add(1));
                let aside = self.aside(day, field, &held, after.width.saturating_sub(3));
                let number = Span::styled(text::pad(&held.in_words(), 3), theme.text);
                self.canvas.put(Line::from(vec![number, aside]), after);
            }
            Value::Words(_) => {
                let words = text::fit(&held.in_words(), area.width.saturating_sub(1));
                let room = area.width.saturating_sub(text::width(&words)).saturating_sub(1);
                let aside = self.aside(day, field, &held, room);
                let words = Span::styled(format!("{words} "), theme.text);
                self.canvas.put(Line::from(vec![words, aside]), area);
            }
        }
        self.cursor(area, focused);
    }

    /// The text cursor stands on the field in focus, so that magnifiers and screen readers follow.
    fn cursor(&mut self, area: Rect, focused: bool) {
        if focused && self.view.editing.is_none() {
            self.canvas.cursor(Position::new(area.x, area.y));
        }
    }

    /// A line of the person's own words, with the cursor where it is being written.
    fn words_row(&mut self, area: Rect, words: &str, field: TodayField, row: Row, is_cut: bool) {
        let lines = paragraph::lines(words, text_width(self.cx.size.0));
        let Some(line) = lines.get(row.line) else { return };
        let shown = paragraph::line_text(words, line);
        let shown =
            if is_cut { format!("{} …", text::fit(&shown, area.width.saturating_sub(3))) } else { shown };
        self.canvas.put(Line::styled(text::fit(&shown, area.width), self.canvas.theme.text), area);
        match self.editing_of(field) {
            Some(editing) => {
                let (at, column) = paragraph::place(&lines, editing.input.cursor());
                if at == row.line {
                    let before: String = words.chars().skip(line.start).take(column).collect();
                    let column = text::width(&before).min(area.width.saturating_sub(1));
                    self.canvas.cursor(Position::new(area.x.saturating_add(column), area.y));
                }
            }
            None => self.cursor(area, row.line == 0 && self.view.focused(self.cx) == Some(field)),
        }
    }

    fn editing_of(&self, field: TodayField) -> Option<&'a Editing> {
        self.view.editing.as_ref().filter(|editing| editing.target.is_of(field))
    }

    /// What stands beside a value: that a 1 waits, that the worst is under the average, the visit that
    /// soreness is about; faintly the day before's value where this one is empty.
    fn aside(&self, day: &Day, field: TodayField, held: &Value, room: u16) -> Span<'static> {
        let theme = self.canvas.theme;
        let is_today = day.date == self.cx.today;
        let is = |id: &str| matches!(field, TodayField::Check(check) if check.id == id);
        if self.view.waits_for_ten(self.cx, field) {
            return Span::styled(fitting(&["· 0 makes ten", "· 0: ten"], room), theme.accent);
        }
        if is("worst") && worst_is_under_average(day) {
            return Span::styled(fitting(&["under average?", "low?"], room), theme.caution);
        }
        let after_visit = matches!(field, TodayField::Check(check) if check.asked == Asked::AfterVisit);
        let due = matches!(field, TodayField::Check(check) if check.asked == Asked::Weekly);
        let words = if due && held.is_empty() {
            ["due, Enter opens it".to_owned(), "due".to_owned()]
        } else if after_visit {
            match (days_since_visit(&self.cx.journal.days, day.date), is_today) {
                (Some(1), true) => ["visit yesterday".to_owned(), "1 day".to_owned()],
                (Some(1), false) => ["visit the day before".to_owned(), "1 day".to_owned()],
                (Some(_), true) => ["visit 2 days ago".to_owned(), "2 days".to_owned()],
                (Some(_), false) => ["visit 2 days before".to_owned(), "2 days".to_owned()],
                (None, _) => [String::new(), String::new()],
            }
        } else if let (true, Some(earlier)) = (held.is_empty(), day_before(self.cx, day, field)) {
            let earlier = earlier.in_words();
            let (was, short) =
                if is_today { ("yesterday", "was") } else { ("the day before:", "day before:") };
            [format!("{was} {earlier}"), format!("{short} {earlier}")]
        } else {
            [String::new(), String::new()]
        };
        Span::styled(fitting(&words.each_ref().map(String::as_str), room), theme.faint)
    }

    /// What the field in focus asks, and what its ends mean.
    fn explain(&self, width: u16, day: &Day, field: TodayField) -> Vec<(String, Style)> {
        let theme = self.canvas.theme;
        let mut lines: Vec<(String, Style)> = Vec::new();
        let mut add = |line: String, style: Style| {
            lines.extend(text::wrap(&line, width.saturating_sub(3)).into_iter().map(|line| (line, style)));
        };
        match self.view.editing.as_ref() {
            Some(Editing { error: Some(error), .. }) => add(error.clone(), theme.caution),
            Some(Editing { target: EditTarget::Count(_), .. }) => add(notice("how-many", &[]), theme.text),
            Some(Editing { target: EditTarget::Skip, .. }) => add(notice("why-skipped", &[]), theme.text),
            Some(Editing { target: EditTarget::Note, .. }) => add(notice("writing", &[]), theme.faint),
            Some(Editing { target: EditTarget::Marker(place), .. }) => {
                if let Some(marker) = marker(self.cx, *place) {
                    add(content::marker_entry(marker), theme.faint);
                }
            }
            None => self.asked(day, field, &mut add),
        }
        lines
    }

    fn asked(&self, day: &Day, field: TodayField, add: &mut impl FnMut(String, Style)) {
        let (theme, is_today) = (self.canvas.theme, day.date == self.cx.today);
        if worst_is_under_average(day) {
            add(notice("worst-under-average", &[]), theme.caution);
        }
        if self.view.waits_for_ten(self.cx, field) {
            add(notice("ten-waits", &[]), theme.accent);
        }
        match field {
            TodayField::Check(check) => {
                if let Some(words) = content::field(check.option()) {
                    add(words.prompt(is_today), theme.text);
                    if let Some(ends) = words.ends() {
                        add(ends, theme.faint);
                    }
                }
                match check.access {
                    Access::YesNo(..) => add(notice("yes-no-keys", &[]), theme.faint),
                    Access::Count(..) => add(notice("more-than-nine", &[]), theme.faint),
                    Access::Score(..) | Access::Words(..) | Access::Index(..) => {}
                }
            }
            TodayField::Marker(place) => {
                if let Some(words) = content::field("marker") {
                    add(words.prompt(is_today), theme.text);
                }
                if let Some(marker) = today::marker(self.cx, place) {
                    add(content::marker_entry(marker), theme.faint);
                }
            }
            TodayField::Event(place) => {
                if let Some(event) = day.events.get(place) {
                    let style =
                        if content::event_level(event).is_some() { theme.alarm } else { theme.caution };
                    add(content::event_words(event), style);
                }
                add(notice("row-keys", &[]), theme.faint);
            }
            TodayField::Change(_) => add(notice("row-keys", &[]), theme.faint),
        }
        if let Some(late) = written_later(self.cx, day) {
            add(late, theme.faint);
        }
    }
}

/// How many rows each field gets: the one in focus all of its own, every other one, and what is left goes
/// to those that have more to say.
fn shown_heights(heights: &[usize], focus: usize, room: usize) -> Vec<usize> {
    let mut shown: Vec<usize> = heights
        .iter()
        .enumerate()
        .map(|(place, whole)| if place == focus { *whole } else { (*whole).min(1) })
        .collect();
    let mut left = room.saturating_sub(shown.iter().sum());
    for (shown, whole) in shown.iter_mut().zip(heights) {
        let more = whole.saturating_sub(*shown).min(left);
        *shown = shown.saturating_add(more);
        left = left.saturating_sub(more);
    }
    shown
}

/// The first row that is drawn, so that the field in focus is in sight: whole where there is room, else
/// with the line of the cursor.
fn first_row(rows: &[Row], focus: usize, cursor: Option<usize>, room: usize) -> usize {
    let at = |line: usize| rows.iter().position(|row| row.place == focus && row.line == line);
    let start = at(0).unwrap_or(0);
    let end = rows.iter().rposition(|row| row.place == focus).unwrap_or(start);
    let whole = end.saturating_sub(start).saturating_add(1) <= room;
    let last = if whole { end } else { cursor.and_then(at).unwrap_or(start) };
    let first = last.saturating_add(1).saturating_sub(room);
    if whole || cursor.is_some() { first } else { start }
}

/// The first of some words that fits whole: half a word would say nothing.
fn fitting(words: &[&str], room: u16) -> String {
    let fits = words.iter().find(|words| text::width(words) <= room);
    fits.map_or_else(String::new, |words| (*words).to_owned())
}

/// Whether the worst pain of a day is lower than its average: one of the two is a slip.
fn worst_is_under_average(day: &Day) -> bool {
    matches!((day.checkin.worst, day.checkin.pain()), (Some(worst), Some(pain)) if worst < pain)
}
