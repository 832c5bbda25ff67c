//! Yes-or-no questions that stand together where there is room, and one to a page where there is not.
//!
//! ```text
//!  ▌ Do you have a blood clot, or had one in the last three months?   □ yes  □ no
//!    For example in a leg vein or in the lung.
//!    Do you have a disorder of blood clotting?                        □ yes  ■ no
//! ```

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::column::{Column, style};
use crate::app::action::{Action, Page as Ask};
use crate::app::views::plan::{Asked, Sheet, Tone};
use crate::ui::{Canvas, text};

/// Cells of the mark before a question.
const MARK: u16 = 2;
/// Cells of the two answers, and of the space before them.
const ANSWERS: u16 = 13;

/// Draws the questions.
pub(super) fn render(canvas: &mut Canvas, column: &mut Column, sheet: &Sheet) {
    let theme = canvas.theme;
    let Some(focus) = sheet.asks.get(sheet.at) else { return };
    if !sheet.question.is_empty() {
        column.add(canvas, &sheet.question, theme.text.add_modifier(Modifier::BOLD));
    }
    let fits = |gaps| {
        let help = if gaps { lines(&sheet.help, column.area.width).saturating_add(1) } else { 0 };
        height(sheet, column.area.width, gaps).saturating_add(help) <= column.room()
    };
    let is_large = column.area.width >= 56 && column.is_roomy();
    if sheet.asks.len() > 1 && is_large && fits(false) {
        let gaps = fits(true);
        if gaps && !sheet.help.is_empty() {
            column.add(canvas, &sheet.help, theme.faint);
            column.gap();
        }
        for (place, asked) in sheet.asks.iter().enumerate() {
            one_of_many(canvas, column, place, asked, place == sheet.at);
            column.skip(u16::from(gaps));
        }
    } else {
        alone(canvas, column, focus, &sheet.help);
    }
}

fn lines(words: &str, width: u16) -> usize {
    if words.is_empty() { 0 } else { text::wrap(words, width).len() }
}

fn text_width(width: u16) -> u16 {
    width.saturating_sub(MARK).saturating_sub(ANSWERS)
}

/// How many rows all of them take together: with the longest help, so that the page stays as it is
/// when the focus moves.
fn height(sheet: &Sheet, width: u16, gaps: bool) -> usize {
    let (wide, all) = (text_width(width), &sheet.asks);
    let questions: usize = all.iter().map(|asked| lines(&asked.question, wide)).sum();
    let help = all.iter().filter_map(|asked| asked.help.as_deref()).map(|help| lines(help, wide)).max();
    let said = all.get(sheet.at).map(|asked| notes_height(asked, width.saturating_sub(MARK)));
    let gaps = if gaps { all.len().saturating_sub(1) } else { 0 };
    questions.saturating_add(help.unwrap_or(0)).saturating_add(said.unwrap_or(0)).saturating_add(gaps)
}

fn notes_height(asked: &Asked, width: u16) -> usize {
    asked.notes.iter().map(|note| lines(&note.text, width)).sum()
}

fn one_of_many(canvas: &mut Canvas, column: &mut Column, place: usize, asked: &Asked, focused: bool) {
    let theme = canvas.theme;
    let width = column.area.width;
    let question = text::wrap(&asked.question, text_width(width));
    if let Some(row) = column.row() {
        let sign = if focused { "▌" } else { " " };
        canvas.put(Line::styled(sign, theme.accent), text::columns(row, 0, 1));
        let answers = text::right(row, ANSWERS.saturating_sub(2));
        both_answers(canvas, answers, asked, focused);
        let whole = Rect { height: u16::try_from(question.len()).unwrap_or(1), ..row };
        canvas.click(whole, Action::Page(Ask::Focus(place)));
        canvas.click(text::columns(answers, 0, 5), Action::Page(Ask::Pick(place, true)));
        canvas.click(text::columns(answers, 7, 4), Action::Page(Ask::Pick(place, false)));
    }
    let bold = if focused { theme.text.add_modifier(Modifier::BOLD) } else { theme.text };
    indented(canvas, column, question, bold);
    if focused {
        let help = asked.help.as_deref().unwrap_or_default();
        indented(canvas, column, text::wrap(help, text_width(width)), theme.faint);
        for note in &asked.notes {
            let words = text::wrap(&note.text, width.saturating_sub(MARK));
            indented(canvas, column, words, style(note.tone, theme));
        }
    }
}

fn indented(canvas: &mut Canvas, column: &mut Column, words: Vec<String>, style: ratatui::style::Style) {
    for line in words.into_iter().filter(|line| !line.is_empty()) {
        if let Some(row) = column.row() {
            canvas.put(Line::styled(line, style), text::indent(row, MARK));
        }
        column.skip(1);
    }
}

/// `□ yes  ■ no`, with the cursor of the terminal on the one in focus.
fn both_answers(canvas: &mut Canvas, area: Rect, asked: &Asked, focused: bool) {
    let theme = canvas.theme;
    let sign = |on: bool| if on { "■" } else { "□" };
    let part = |answer: bool, words: &str| {
        let on = asked.answer == Some(answer);
        let style = if on { theme.accent } else { theme.text };
        Span::styled(format!("{} {words}", sign(on)), style)
    };
    canvas.put(Line::from(vec![part(true, "yes"), Span::raw("  "), part(false, "no")]), area);
    if focused {
        canvas.cursor(Position::new(area.x, area.y));
    }
}

/// One question on a page: what to do about its answer comes before all else where there is little
/// room.
fn alone(canvas: &mut Canvas, column: &mut Column, asked: &Asked, above: &str) {
    let theme = canvas.theme;
    let is_alarm = |tone: Tone| tone == Tone::Alarm;
    column.kept = 1;
    for note in asked.notes.iter().filter(|note| is_alarm(note.tone)) {
        column.note(canvas, note);
    }
    // What follows from an answer was not read yet; the question was.
    let is_tight = column.area.height < 12 && asked.notes.iter().any(|note| note.tone != Tone::Faint);
    let bold = theme.text.add_modifier(Modifier::BOLD);
    if is_tight {
        column.add(canvas, &text::fit(&asked.question, column.area.width), bold);
    } else {
        column.add(canvas, &asked.question, bold);
    }
    // The help of the question as far as there is room, and it says where it goes on.
    if let Some(help) = asked.help.as_deref().filter(|_| !is_tight) {
        column.add(canvas, help, theme.faint);
    }
    if !above.is_empty() && !is_tight && (column.is_roomy() || column.fits(above)) {
        column.add(canvas, above, theme.faint);
    }
    column.gap();
    column.kept = 0;
    if let Some(row) = column.row() {
        let sign = |on: bool| if on { "■" } else { "□" };
        let (yes, no) = (asked.answer == Some(true), asked.answer == Some(false));
        let line = Line::from(vec![
            Span::styled("y", theme.accent),
            Span::styled(format!(" {} yes", sign(yes)), theme.text),
            Span::raw("      "),
            Span::styled("n", theme.accent),
            Span::styled(format!(" {} no", sign(no)), theme.text),
        ]);
        canvas.put(line, row);
        canvas.cursor(Position::new(row.x, row.y));
        canvas.click(text::columns(row, 0, 7), Action::Page(Ask::Yes));
        canvas.click(text::columns(row, 13, 6), Action::Page(Ask::No));
    }
    column.skip(1);
    column.gap();
    for note in asked.notes.iter().filter(|note| !is_alarm(note.tone)) {
        column.note(canvas, note);
    }
}
