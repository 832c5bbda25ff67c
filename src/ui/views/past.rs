//! The trials side by side: this one and those before it.

use ratatui::text::{Line, Span};

use super::week_five::Lines;
use crate::app::cx::Cx;
use crate::content::decided;
use crate::domain::assessment::Assessment;
use crate::domain::calendar::long_date;
use crate::domain::date_words::shown;
use crate::domain::trial::Trial;
use crate::ui::text;

/// Cells of the labels at the left.
const LABELS: u16 = 13;
/// Cells of a trial's column, its gap included.
const COLUMN: u16 = 22;

/// One trial in words: what stands in each row.
struct Column {
    cells: Vec<(&'static str, Vec<String>)>,
}

/// Every trial, the newest first; as many beside each other as fit, the others below.
pub fn lines(page: &mut Lines, cx: &Cx) {
    let theme = page.theme;
    page.text("The trials side by side", 0, theme.accent);
    page.gap();
    let mut trials: Vec<&Trial> = cx.journal.earlier().chain(&cx.journal.trial).collect();
    trials.sort_by_key(|trial| std::cmp::Reverse(trial.plan.start));
    trials.dedup_by_key(|trial| &trial.id);
    if trials.len() < 2 {
        page.text("There is only this one so far.", 0, theme.text);
        page.gap();
    }
    let beside = usize::from(page.width.saturating_sub(LABELS).checked_div(COLUMN).unwrap_or(1).max(1));
    for band in trials.chunks(beside) {
        let columns: Vec<Column> = band.iter().map(|trial| column(trial, cx)).collect();
        rows(page, &columns);
        page.gap();
    }
    for problem in cx.journal.past.iter().flat_map(|past| &past.problems) {
        page.text(&problem.to_string(), 0, theme.caution);
    }
    page.text("The verdict is worked out anew; what you decided stays as you wrote it down.", 0, theme.faint);
}

fn column(trial: &Trial, cx: &Cx) -> Column {
    let plan = &trial.plan;
    let assessment = Assessment::of(trial, &cx.journal.days, cx.settings.day_end, cx.today);
    let decision = &assessment.decision;
    let mut cells = vec![
        ("Day 1", vec![long_date(plan.start)]),
        ("Where", vec![plan.site.label().to_owned()]),
        ("Dose", vec![plan.dose_and_length()]),
    ];
    for (place, measure) in decided::measures(decision).into_iter().enumerate() {
        let label = if place == 0 { "Pain" } else { "Function" };
        let name = (place > 0).then_some(measure.name);
        cells.push((label, name.into_iter().chain([measure.values, measure.change]).collect()));
    }
    let visits = &decision.adherence;
    cells.push(("Visits", vec![format!("{} of {}", visits.completed, visits.planned)]));
    let verdict = decided::verdict_words(decision)
        .map_or_else(|| decision.verdict.label().to_owned(), |words| words.headline);
    let standing = decided::standing(decision);
    cells.push(("Verdict", [verdict.to_owned()].into_iter().chain(standing).collect()));
    let decided = match &trial.decision {
        None => vec!["nothing written down".to_owned()],
        Some(recorded) => vec![
            format!("{} ({})", recorded.choice.label(), shown(recorded.on, cx.today)),
            recorded.reason.as_ref().map(|reason| reason.first_line().to_owned()).unwrap_or_default(),
        ],
    };
    cells.push(("You decided", decided));
    Column { cells }
}

/// One row for each label, as tall as its tallest cell; a measure that one trial has more of than
/// another leaves a gap there.
fn rows(page: &mut Lines, columns: &[Column]) {
    let theme = page.theme;
    let mut labels: Vec<(&'static str, usize)> = Vec::new();
    for label in ["Day 1", "Where", "Dose", "Pain", "Function", "Visits", "Verdict", "You decided"] {
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
                let style = if label == "Day 1" || label == "Verdict" && row == 0 {
                    theme.accent
                } else {
                    theme.text
                };
                spans.push(Span::styled(text::pad(cell, COLUMN), style));
            }
            page.lines.push(Line::from(spans));
        }
    }
}
