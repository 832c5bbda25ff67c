//! What opens over the calendar: the form of a visit, of one that did not take place, of the time of
//! one to come; and the line while a visit is moved.

use ratatui::layout::Rect;

use super::{Lines, Part, put, wrapped};
use crate::app::form::Form;
use crate::app::views::sessions::{Log, Marking, Moving, Timing};
use crate::content;
use crate::domain::date_words::shown;
use crate::domain::session::DiscomfortAdvice;
use crate::ui::widgets::form;
use crate::ui::{Canvas, text};

/// The widest a form is.
const WIDEST: u16 = 94;
/// Rows that a form keeps below its heading.
const FORM_ROWS: u16 = 4;

/// A heading, as many lines of it as leave room, and the form below.
fn render(canvas: &mut Canvas, area: Rect, lines: Lines, form: &Form) {
    let inside = text::columns(area, 2, WIDEST.min(area.width.saturating_sub(3)));
    let room = usize::from(area.height.saturating_sub(FORM_ROWS).max(1));
    let used = put(canvas, inside, lines.get(..room).unwrap_or(&lines));
    let tall = form::height(form, inside.width);
    let gap = u16::from(tall.saturating_add(used) < inside.height);
    form::render(canvas, text::below(inside, used.saturating_add(gap)), form);
}

fn width(area: Rect) -> u16 {
    WIDEST.min(area.width.saturating_sub(3))
}

/// The form of a visit. What goes along to it stands above it.
pub fn log(canvas: &mut Canvas, area: Rect, part: &Part, log: &Log) {
    let theme = part.theme;
    let title = if log.is_written() { "Visit of" } else { "A visit on" };
    let mut lines = vec![(format!("{title} {}", shown(log.date, part.cx.today)), theme.accent)];
    if log.advice() == Some(DiscomfortAdvice::StopTechnique) {
        lines.insert(0, ("NOT THIS TECHNIQUE AGAIN".to_owned(), theme.alarm));
    }
    for words in &part.shown.take_along {
        wrapped(&mut lines, words, width(area), theme.caution);
    }
    if log.during_hold || log.old.done().is_some_and(|done| done.during_hold) {
        lines.push(("Written down while a hold is open.".to_owned(), theme.caution));
    }
    render(canvas, area, lines, &log.form);
}

/// The form of a visit that did not take place.
pub fn mark(canvas: &mut Canvas, area: Rect, part: &Part, marking: &Marking) {
    let theme = part.theme;
    let title = format!("The visit of {} did not take place", shown(marking.visit.date, part.cx.today));
    let mut lines = vec![(title, theme.accent)];
    wrapped(&mut lines, content::advice("did-not-take-place"), width(area), theme.faint);
    render(canvas, area, lines, &marking.form);
}

/// The form of the time of a visit to come.
pub fn time(canvas: &mut Canvas, area: Rect, part: &Part, timing: &Timing) {
    let theme = part.theme;
    let on = shown(timing.date, part.cx.today);
    let mut lines = Lines::new();
    if timing.visit.is_some() {
        lines.push((format!("The visit planned for {on}"), theme.accent));
    } else {
        lines.push((format!("A visit outside the weekly plan, {on}"), theme.accent));
        wrapped(&mut lines, content::advice("extra-visit"), width(area), theme.faint);
    }
    render(canvas, area, lines, &timing.form);
}

/// Where a visit goes.
pub fn moving(part: &Part, moving: &Moving, width: u16) -> Lines {
    let (theme, today) = (part.theme, part.cx.today);
    let to =
        if moving.typed.is_empty() { shown(moving.target, today) } else { format!("{}▌", moving.typed) };
    let mut lines = Lines::new();
    let words = format!("Move the visit of {} to: {to}", shown(moving.visit.date, today));
    wrapped(&mut lines, &words, width, theme.accent);
    match &moving.error {
        Some(error) => wrapped(&mut lines, error, width, theme.caution),
        None => wrapped(&mut lines, content::advice("move-visit"), width, theme.faint),
    }
    lines
}
