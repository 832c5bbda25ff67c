//! A page of the checklist: how far along, what it asks, its form; and the forms beside it.
//!
//! ```text
//!  Title  ━━━━━━─────────  part 2 of 5, safety; 6 minutes left
//!
//!  What to do, whole, where a hold is open
//!  The question
//!  what is meant
//!
//!  the form
//!
//!  a word about the choice in focus
//! ```

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::column::Column;
use super::questions;
use crate::app::form::Form;
use crate::app::views::plan::{Sheet, Side};
use crate::content;
use crate::ui::widgets::form;
use crate::ui::{Canvas, text};

/// Draws a page.
pub(super) fn render(canvas: &mut Canvas, area: Rect, sheet: &Sheet, open: Option<&Form>) {
    let theme = canvas.theme;
    let mut column = Column::new(area);
    heading(canvas, &mut column, sheet);
    if !sheet.asks.is_empty() {
        return questions::render(canvas, &mut column, sheet);
    }
    let half = if sheet.alarm.is_some() && !column.is_roomy() { 2 } else { (column.area.height / 2).max(2) };
    let foot = sheet.foot.as_ref().map_or(1, |words| text::wrap(words, column.area.width).len());
    let foot = u16::try_from(foot).unwrap_or(1);
    column.kept = open.map_or(foot, |open| form::height(open, column.area.width).min(half));
    if let Some(words) = &sheet.alarm {
        column.add(canvas, words, theme.alarm.add_modifier(Modifier::BOLD));
    }
    if !sheet.question.is_empty() {
        column.add(canvas, &sheet.question, theme.text.add_modifier(Modifier::BOLD));
    }
    // What the choice in focus means says more than what is said of all.
    if !sheet.help.is_empty() && (column.is_roomy() || !sheet.help_can_go) {
        let style = if open.is_some() { theme.faint } else { theme.text };
        column.add(canvas, &sheet.help, style);
    }
    if column.is_roomy() && !sheet.notes.is_empty() && !sheet.question.is_empty() {
        column.gap();
    }
    for note in &sheet.notes {
        column.note(canvas, note);
    }
    column.gap();
    if let Some(open) = open {
        draw_form(canvas, &mut column, open);
    }
    column.kept = 0;
    if let Some(words) = sheet.beside.as_ref().filter(|words| column.fits(words)) {
        column.add(canvas, words, theme.faint);
    }
    if let Some(words) = &sheet.foot {
        column.add(canvas, words, theme.accent);
    }
}

fn draw_form(canvas: &mut Canvas, column: &mut Column, open: &Form) {
    column.kept = 0;
    let rest = column.rest();
    form::render(canvas, rest, open);
    column.skip(form::height(open, rest.width));
    column.gap();
}

/// The title, and how far along the way it lies, as much of it as there is room for.
fn heading(canvas: &mut Canvas, column: &mut Column, sheet: &Sheet) {
    let theme = canvas.theme;
    let Some(row) = column.row() else { return };
    let title = text::fit(&sheet.title, row.width);
    let room = row.width.saturating_sub(text::width(&title)).saturating_sub(2);
    let short = sheet.progress.split(';').next().unwrap_or_default();
    let said = [sheet.progress.as_str(), short].into_iter().find(|words| text::width(words) <= room);
    let said = said.unwrap_or_default();
    let bar = room.saturating_sub(text::width(said)).saturating_sub(2).min(30);
    let bar = if sheet.progress.is_empty() || bar < 8 { 0 } else { bar };
    let filled = usize::from(bar).saturating_mul(usize::from(sheet.share)) / 1_000;
    let rest = usize::from(bar).saturating_sub(filled);
    let apart = if bar > 0 { "  " } else { "" };
    let line = Line::from(vec![
        Span::styled(format!("{title}  "), theme.accent),
        Span::styled("━".repeat(filled), theme.accent),
        Span::styled("─".repeat(rest), theme.faint),
        Span::styled(format!("{apart}{said}"), theme.faint),
    ]);
    canvas.put(line, row);
    column.skip(1);
    column.gap();
}

/// Draws a form beside the checklist.
pub(super) fn side(canvas: &mut Canvas, area: Rect, side: &Side) {
    let theme = canvas.theme;
    let words = side.words();
    let mut column = Column::new(area);
    if let Some(row) = column.row() {
        canvas.put(Line::styled(words.title, theme.accent), row);
    }
    column.skip(1);
    column.gap();
    let half = match (column.is_roomy(), words.warns) {
        (true, _) => column.area.height / 2,
        (false, true) => 2,
        // What it does is said again before it is done.
        (false, false) => column.area.height.saturating_sub(2).max(2),
    };
    column.kept = form::height(&side.form, column.area.width).min(half);
    let bold = theme.text.add_modifier(Modifier::BOLD);
    // A warning comes first, and whole.
    if words.warns {
        column.add(canvas, words.help, theme.caution);
        column.gap();
        column.add(canvas, words.question, bold);
    } else {
        column.add(canvas, words.question, bold);
        column.add(canvas, words.help, theme.text);
        column.gap();
    }
    draw_form(canvas, &mut column, &side.form);
    let levels = content::levels().iter().filter(|level| words.warns && level.id.is_emergency());
    for level in levels {
        if column.fits(&format!("{} {}", level.text, level.signs)) {
            column.add(canvas, &level.text, theme.text);
            column.add(canvas, &level.signs, theme.faint);
            column.gap();
        }
    }
}
