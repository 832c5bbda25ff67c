//! How much of the dose was given.

use super::{Lines, Part, wrapped};
use crate::content;
use crate::domain::score::Exact;
use crate::domain::visits::adherence::Adherence;

/// The figures, from the visits to what they cost.
pub fn lines(part: &Part, width: u16) -> Lines {
    let theme = part.theme;
    let mut lines = Lines::new();
    let Some(adherence) = &part.shown.adherence else {
        wrapped(&mut lines, content::advice("no-visits-planned"), width, theme.faint);
        return lines;
    };
    let boxes = boxes(adherence, width);
    lines.push((
        format!("Visits   {} of {} planned  {boxes}", adherence.completed, adherence.planned),
        theme.text,
    ));
    let is_stopped =
        part.cx.journal.trial.as_ref().is_some_and(|trial| trial.stopped_by(part.cx.today).is_some());
    if is_stopped {
        wrapped(&mut lines, "This trial is stopped; no visit is due any more.", width, theme.text);
    } else {
        let style = if adherence.met() { theme.good } else { theme.text };
        wrapped(&mut lines, &content::needed_visits(adherence), width, style);
    }
    let not_counted = not_counted(adherence);
    if !not_counted.is_empty() {
        wrapped(&mut lines, &not_counted.join(", "), width, theme.faint);
    }
    let of = if adherence.minutes_due > 0 { format!(" of {}", adherence.minutes_due) } else { String::new() };
    lines.push((format!("Minutes  {}{of} so far", adherence.minutes), theme.text));
    if let Some(cost) = adherence.cost {
        let visits = if adherence.with_cost == 1 { "visit" } else { "visits" };
        lines.push((format!("Cost     {} for {} {visits}", money(cost), adherence.with_cost), theme.faint));
    }
    lines
}

/// A sum of money: whole where it is, else with its two decimals.
fn money(sum: Exact) -> String {
    let hundredths = (sum * 100).to_integer();
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        part => format!("{}.{part:02}", hundredths / 100),
    }
}

/// A box for each planned visit, filled for the completed ones, where there is room.
fn boxes(adherence: &Adherence, width: u16) -> String {
    let planned = usize::try_from(adherence.planned).unwrap_or(usize::MAX);
    if planned > usize::from(width.saturating_sub(25)) {
        return String::new();
    }
    let done = usize::try_from(adherence.completed).unwrap_or(0).min(planned);
    format!("{}{}", "■".repeat(done), "□".repeat(planned.saturating_sub(done)))
}

/// What is not among the completed visits, and what is beside the plan.
fn not_counted(adherence: &Adherence) -> Vec<String> {
    let marked = adherence.missed.saturating_sub(adherence.cancelled).saturating_sub(adherence.unlogged);
    [
        (adherence.short, "short"),
        (marked, "missed"),
        (adherence.cancelled, "cancelled"),
        (adherence.unlogged, "with nothing written"),
        (adherence.unreadable, "not readable"),
        (adherence.outside, "outside the weeks of treatment"),
        (adherence.extra, "extra"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect()
}
