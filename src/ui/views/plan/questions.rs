//! Yes-or-no questions that stand together where there is room, and one to a page where there is not.
//!
//! ```text
//!  ▌ Do you have a blood clot, or had one in the last three months?   □ yes  □ no
//!    For example in a leg vein or in the lung.
//!    Do you have a disorder of blood clotting?                        □ yes  ■ no
//! ```

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::column::{Column, style};
use crate::app::action::{Action, Page as Ask};
use crate::app::views::plan::{Asked, Sheet, Tone};
use crate::ui::{Hits, Theme, text};

/// Cells of the mark before a question.
const MARK: u16 = 2;
/// Cells of the two answers, and of the space before them.
const ANSWERS: u16 = 13;

/// Draws the questions.
pub(super) fn render(frame: &mut Frame, column: &mut Column, sheet: &Sheet, theme: &Theme, hits: &mut Hits) {
    let Some(focus) = sheet.asks.get(sheet.at) else { return };
    if !sheet.question.is_empty() {
        column.add(frame, &sheet.question, theme.text.add_modifier(Modifier::BOLD));
    }
    let fits = |gaps| {
        let help = if gaps { lines(&sheet.help, column.area.width).saturating_add(1) } else { 0 };
        height(sheet, column.area.width, gaps).saturating_add(help) <= column.room()
    };
    let is_large = column.area.width >= 56 && column.is_roomy();
    if sheet.asks.len() > 1 && is_large && fits(false) {
        let gaps = fits(true);
        if gaps && !sheet.help.is_empty() {
            column.add(frame, &sheet.help, theme.faint);
            column.gap();
        }
        for (place, asked) in sheet.asks.iter().enumerate() {
            one_of_many(frame, column, place, asked, place == sheet.at, theme, hits);
            column.skip(u16::from(gaps));
        }
    } else {
        alone(frame, column, focus, &sheet.help, theme, hits);
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

#[allow(clippy::too_many_arguments)]
fn one_of_many(
    frame: &mut Frame,
    column: &mut Column,
    place: usize,
    asked: &Asked,
    focused: bool,
    theme: &Theme,
    hits: &mut Hits,
) {
    let width = column.area.width;
    let question = text::wrap(&asked.question, text_width(width));
    if let Some(row) = column.row() {
        let sign = if focused { "▌" } else { " " };
        frame.render_widget(Line::styled(sign, theme.accent), text::columns(row, 0, 1));
        let answers = text::right(row, ANSWERS.saturating_sub(2));
        both_answers(frame, answers, asked, focused, theme);
        let whole = Rect { height: u16::try_from(question.len()).unwrap_or(1), ..row };
        hits.add(whole, Action::Page(Ask::Focus(place)));
        hits.add(text::columns(answers, 0, 5), Action::Page(Ask::Pick(place, true)));
        hits.add(text::columns(answers, 7, 4), Action::Page(Ask::Pick(place, false)));
    }
    let bold = if focused { theme.text.add_modifier(Modifier::BOLD) } else { theme.text };
    indented(frame, column, question, bold);
    if focused {
        let help = asked.help.as_deref().unwrap_or_default();
        indented(frame, column, text::wrap(help, text_width(width)), theme.faint);
        for note in &asked.notes {
            let words = text::wrap(&note.text, width.saturating_sub(MARK));
            indented(frame, column, words, style(note.tone, theme));
        }
    }
}

fn indented(frame: &mut Frame, column: &mut Column, words: Vec<String>, style: ratatui::style::Style) {
    for line in words.into_iter().filter(|line| !line.is_empty()) {
        if let Some(row) = column.row() {
            frame.render_widget(Line::styled(line, style), text::indent(row, MARK));
        }
        column.skip(1);
    }
}

/// `□ yes  ■ no`, with the cursor of the terminal on the one in focus.
fn both_answers(frame: &mut Frame, area: Rect, asked: &Asked, focused: bool, theme: &Theme) {
    let sign = |on: bool| if on { "■" } else { "□" };
    let part = |answer: bool, words: &str| {
        let on = asked.answer == Some(answer);
        let style = if on { theme.accent } else { theme.text };
        Span::styled(format!("{} {words}", sign(on)), style)
    };
    frame.render_widget(Line::from(vec![part(true, "yes"), Span::raw("  "), part(false, "no")]), area);
    if focused {
        frame.set_cursor_position(Position::new(area.x, area.y));
    }
}

/// One question on a page: what to do about its answer comes before all else where there is little
/// room.
fn alone(frame: &mut Frame, column: &mut Column, asked: &Asked, above: &str, theme: &Theme, hits: &mut Hits) {
    let is_alarm = |tone: Tone| tone == Tone::Alarm;
    column.kept = 1;
    for note in asked.notes.iter().filter(|note| is_alarm(note.tone)) {
        column.note(frame, note, theme);
    }
    // What follows from an answer was not read yet; the question was.
    let is_tight = column.area.height < 12 && asked.notes.iter().any(|note| note.tone != Tone::Faint);
    let bold = theme.text.add_modifier(Modifier::BOLD);
    if is_tight {
        column.add(frame, &text::fit(&asked.question, column.area.width), bold);
    } else {
        column.add(frame, &asked.question, bold);
    }
    for words in [asked.help.as_deref().unwrap_or_default(), above] {
        if !words.is_empty() && !is_tight && (column.is_roomy() || column.fits(words)) {
            column.add(frame, words, theme.faint);
        }
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
        frame.render_widget(line, row);
        frame.set_cursor_position(Position::new(row.x, row.y));
        hits.add(text::columns(row, 0, 7), Action::Page(Ask::Yes));
        hits.add(text::columns(row, 13, 6), Action::Page(Ask::No));
    }
    column.skip(1);
    column.gap();
    for note in asked.notes.iter().filter(|note| !is_alarm(note.tone)) {
        column.note(frame, note, theme);
    }
}
