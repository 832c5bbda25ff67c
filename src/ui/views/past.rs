//! The trials side by side: this one and those before it.

use ratatui::text::{Line, Span};

use super::week_five::Lines;
use crate::app::cx::Cx;
use crate::app::views::week_five::Column;
use crate::ui::text;

/// The rows, from top to bottom.
const LABELS_IN_ORDER: [&str; 9] =
    ["Day 1", "Where", "Dose", "Pain", "Function", "Visits", "Answer", "You said", "You decided"];
/// Cells of the labels at the left.
const LABELS: u16 = 13;
/// Cells of a trial's column, its gap included.
const COLUMN: u16 = 22;

/// Every trial, the newest first; as many beside each other as fit, the others below.
pub fn lines(page: &mut Lines, cx: &Cx, columns: &[Column]) {
    let theme = page.theme;
    page.text("The trials side by side", 0, theme.accent);
    page.gap();
    if columns.len() < 2 {
        page.text("There is only this one so far.", 0, theme.text);
        page.gap();
    }
    let beside = usize::from(page.width.saturating_sub(LABELS).checked_div(COLUMN).unwrap_or(1).max(1));
    for band in columns.chunks(beside) {
        rows(page, band);
        page.gap();
    }
    for problem in cx.journal.past.iter().flat_map(|past| &past.problems) {
        page.text(&problem.to_string(), 0, theme.caution);
    }
    page.text("The answer is worked out anew; what you decided stays as you wrote it down.", 0, theme.faint);
}

/// One row for each label, as tall as its tallest cell; a measure that one trial has more of than
/// another leaves a gap there.
fn rows(page: &mut Lines, columns: &[Column]) {
    let theme = page.theme;
    let mut labels: Vec<(&'static str, usize)> = Vec::new();
    for label in LABELS_IN_ORDER {
        let most = columns
            .iter()
            .map(|column| column.cells.iter().filter(|(name, _)| *name == label).count())
            .max()
            .unwrap_or(0);
        labels.extend((0..most).map(|number| (label, number)));
    }
    let room = COLUMN.saturating_sub(2);
    for (label, number) in labels {
        let cells: Vec<Vec<String>> = columns
            .iter()
            .map(|column| {
                let cell = column.cells.iter().filter(|(name, _)| *name == label).nth(number);
                cell.map(|(_, lines)| lines.iter().flat_map(|line| text::wrap(line, room)).collect())
                    .unwrap_or_default()
            })
            .collect();
        let tall = cells.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..tall {
            let shown = if row == 0 && number == 0 { label } else { "" };
            let mut spans = vec![Span::styled(text::pad(shown, LABELS), theme.faint)];
            for lines in &cells {
                let cell = lines.get(row).map_or("", String::as_str);
                let style =
                    if label == "Day 1" || label == "Answer" && row == 0 { theme.accent } else { theme.text };
                spans.push(Span::styled(text::pad(cell, COLUMN), style));
            }
            page.lines.push(Line::from(spans));
        }
    }
}
