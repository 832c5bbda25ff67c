//! The rows under charts that share a time axis: dates, phases, visits, changes, late days.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::visit_mark::VisitMark;
use crate::app::views::time_axis::{TimeAxis, days_between};
use crate::app::views::trends::boundaries;
use crate::domain::calendar::{dates, month_name};
use crate::domain::trial::Plan;
use crate::domain::visits::{Visit, VisitState};
use crate::ui::{Theme, text};

/// The sign of a change.
pub const CHANGE: &str = "Δ";
/// The sign of something unwanted, new or worrying.
pub const EVENT: &str = "!";
/// The sign of a day that was written late.
pub const LATE: &str = "◦";
/// The sign at the cursor's date.
const CURSOR: &str = "▲";
/// Up to how many days each week has its date.
const WEEKS_NAMED: usize = 130;
/// Up to how many days each month has its name.
const MONTHS_NAMED: usize = 1_000;
/// From how many days a column on visits are counted: a column has more than one or two then.
pub const DAYS_COUNTED: usize = 7;

/// Something written at a cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// How many cells before it.
    pub x: u16,
    /// What is written.
    pub words: String,
    /// In which style.
    pub style: Style,
}

/// Which visit a column of several shows: one that took place before one that did not.
fn rank(state: VisitState) -> u8 {
    match state {
        VisitState::Done => 0,
        VisitState::Short => 1,
        VisitState::Missed => 2,
        VisitState::Cancelled => 3,
        VisitState::Unlogged => 4,
        VisitState::Unreadable => 5,
        VisitState::Planned => 6,
    }
}

/// Draws the labels of a row.
pub fn render(buffer: &mut Buffer, area: Rect, labels: &[Label]) {
    for label in labels {
        let place = text::columns(area, label.x, area.width);
        if place.width > 0 && place.height > 0 {
            buffer.set_stringn(place.x, place.y, &label.words, usize::from(place.width), label.style);
        }
    }
}

/// Adds a label where it touches no other one and ends within the width.
fn add(labels: &mut Vec<Label>, label: Label, width: u16) {
    let end = |label: &Label| label.x.saturating_add(text::width(&label.words));
    let free = labels.iter().all(|other| end(&label) < other.x || end(other) < label.x);
    if free && end(&label) <= width {
        labels.push(label);
    }
}

/// The dates: that of the cursor first, then weeks, months or years, as far as there is room.
pub fn ticks(axis: &TimeAxis, cursor: NaiveDate, width: u16, theme: &Theme) -> Vec<Label> {
    let mut labels = Vec::new();
    if let Some(column) = axis.column_of(cursor) {
        let (first, _) = axis.dates_of(column);
        let date = format!("{} {}", first.day(), month_name(first.month()));
        let x = axis.x_of(column);
        let right = format!("{CURSOR} {date}");
        let wide = text::width(&right);
        let label = if x.saturating_add(wide) <= width {
            Label { x, words: right, style: theme.accent }
        } else {
            let x = x.saturating_sub(wide.saturating_sub(1));
            Label { x, words: format!("{date} {CURSOR}"), style: theme.accent }
        };
        labels.push(label);
    }
    let days = days_between(axis.first(), axis.last());
    let candidates: Vec<(NaiveDate, String)> = if days <= WEEKS_NAMED {
        let date_words = |date: NaiveDate| format!("{} {}", date.day(), month_name(date.month()));
        dates(axis.first(), axis.last()).step_by(7).map(|date| (date, date_words(date))).collect()
    } else {
        let months = if days <= MONTHS_NAMED { 1..=12 } else { 1..=1 };
        let years = axis.first().year()..=axis.last().year();
        let firsts = years.flat_map(|year| months.clone().map(move |month| (year, month)));
        let words = |year: i32, month: u32| match month {
            1 => year.to_string(),
            month => month_name(month).to_owned(),
        };
        firsts
            .filter_map(|(year, month)| Some((NaiveDate::from_ymd_opt(year, month, 1)?, words(year, month))))
            .collect()
    };
    for (date, words) in candidates {
        if let Some(column) = axis.column_of(date) {
            add(&mut labels, Label { x: axis.x_of(column), words, style: theme.faint }, width);
        }
    }
    labels
}

/// What begins where: of each trial, as far as there is room; day 1 before everything else.
pub fn phases(axis: &TimeAxis, plans: &[&Plan], width: u16, theme: &Theme) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut all: Vec<(usize, NaiveDate, &str)> = Vec::new();
    for plan in plans {
        let order = [2, 0, 1, 3];
        all.extend(
            boundaries(plan).into_iter().zip(order).map(|((date, words), order)| (order, date, words)),
        );
    }
    all.sort_unstable();
    for (order, date, words) in all {
        let Some(column) = axis.column_of(date) else { continue };
        let style = match order {
            2 => theme.baseline,
            1 => theme.checkpoint,
            _ => theme.faint,
        };
        let x = axis.x_of(column);
        let x = if axis.lines().any(|line| line.saturating_add(1) == x) { x.saturating_sub(1) } else { x };
        add(&mut labels, Label { x, words: format!("└ {words}"), style }, width);
    }
    labels
}

/// One sign in each of the columns that these dates fall into: the first one given.
pub fn signs<'a>(
    axis: &TimeAxis,
    signs: impl Iterator<Item = (NaiveDate, &'a str)>,
    style: Style,
) -> Vec<Label> {
    styled_signs(axis, signs.map(|(date, sign)| (date, sign, style)))
}

/// The visits: in each column one that took place before one that did not.
pub fn visits(axis: &TimeAxis, visits: &[Visit], theme: &Theme) -> Vec<Label> {
    let mut visits: Vec<&Visit> = visits.iter().collect();
    visits.sort_by_key(|visit| rank(visit.state));
    let marks = visits.into_iter().map(|visit| (visit.date, VisitMark::of(visit)));
    styled_signs(axis, marks.map(|(date, mark)| (date, mark.sign(), mark.style(theme))))
}

/// What the signs of these visits mean, each once.
pub fn visit_legend(visits: &[Visit]) -> Vec<String> {
    let drawn = |mark: &VisitMark| visits.iter().any(|visit| VisitMark::of(visit) == *mark);
    VisitMark::ALL
        .iter()
        .filter(|mark| drawn(mark))
        .map(|mark| format!("{} {}", mark.sign(), mark.label()))
        .collect()
}

fn styled_signs<'a>(axis: &TimeAxis, signs: impl Iterator<Item = (NaiveDate, &'a str, Style)>) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (date, sign, style) in signs {
        let Some(column) = axis.column_of(date) else { continue };
        let x = axis.x_of(column);
        if labels.iter().all(|label| label.x != x) {
            labels.push(Label { x, words: sign.to_owned(), style });
        }
    }
    labels
}

/// How many dates fall into each column: `1` to `9`, and `+` for more.
pub fn counts(axis: &TimeAxis, dates: impl Iterator<Item = NaiveDate>, style: Style) -> Vec<Label> {
    let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
    for column in dates.filter_map(|date| axis.column_of(date)) {
        let count = counts.entry(column).or_default();
        *count = count.saturating_add(1);
    }
    let words = |count: u32| if count > 9 { "+".to_owned() } else { count.to_string() };
    counts
        .into_iter()
        .map(|(column, count)| Label { x: axis.x_of(column), words: words(count), style })
        .collect()
}
