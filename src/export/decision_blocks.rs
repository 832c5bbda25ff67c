//! The decision as parts of a document: the page that the screen draws, for `decide` and for the report.

use super::blocks::Block;
use crate::content::decided::{self, FigureKind, FigureLine, Item, Mark, Part};
use crate::content::verdict;
use crate::domain::decision::Decision;
use crate::domain::decision::window::Window;
use crate::domain::trial::Trial;

/// The verdict in a word or two; an open hold stands above it.
pub fn headline(decision: &Decision) -> String {
    let words =
        if decision.hold() { verdict("open-hold").cloned() } else { decided::verdict_words(decision) };
    words.map_or_else(|| decision.verdict.label().to_owned(), |words| words.headline)
}

/// The page as blocks.
pub fn decision_blocks(page: Vec<Part>, decision: &Decision) -> Vec<Block> {
    page.into_iter().flat_map(|part| blocks(part, decision)).collect()
}

fn blocks(part: Part, decision: &Decision) -> Vec<Block> {
    match part {
        Part::Alert { name, lines } => name.into_iter().chain(lines).map(Block::Alert).collect(),
        Part::Recorded(lines) => vec![Block::text(lines.join("\n"))],
        Part::Answer { name, standing, meaning, verdict: _ } => {
            let standing = standing.map(|words| format!(" ({words})")).unwrap_or_default();
            vec![Block::text(format!("{name}{standing}: {meaning}"))]
        }
        Part::Figures(lines) => figures(lines, decision),
        Part::Heading(words) => vec![Block::heading(words)],
        Part::Strong(words) | Part::Text(words) | Part::Small(words) => vec![Block::text(words)],
        Part::List(items) => vec![Block::List(items.into_iter().map(line).collect())],
    }
}

/// Every rule that was looked at, with its figures, a line each.
pub(super) fn rule_lines(trial: &Trial, decision: &Decision) -> Vec<String> {
    decided::rule_items(trial, decision).into_iter().map(line).collect()
}

/// A line of a list, with a mark in front where it can be one way or another.
fn line(item: Item) -> String {
    let mark = match item.mark {
        Mark::Point | Mark::Doubt => "",
        Mark::Yes => "✓ ",
        Mark::No | Mark::Missing => "· ",
    };
    let text = format!("{mark}{}", item.text);
    match item.beside.as_str() {
        "" => text,
        beside if item.text.ends_with('.') => format!("{text} {beside}"),
        beside if item.stands_out => format!("{text}. This rule decides: {beside}."),
        beside => format!("{text}: {beside}."),
    }
}

/// The figures, a sentence a line, so that they read well aloud.
fn figures(lines: Vec<FigureLine>, decision: &Decision) -> Vec<Block> {
    let week = decided::window_name(decision, Window::Checkpoint);
    let sentence = |it: FigureLine| {
        let name = match it.kind {
            FigureKind::Measure | FigureKind::Medicine => format!("{}, baseline to {week}", it.name),
            FigureKind::Visits => it.name,
        };
        let goal = match (it.kind, it.outcome) {
            (FigureKind::Measure, Some(outcome)) => format!("{}: {}", it.goal, outcome.label()),
            (FigureKind::Measure | FigureKind::Visits | FigureKind::Medicine, _) => it.goal,
        };
        let parts = [it.values, it.change, goal, it.basis].into_iter().filter(|part| !part.is_empty());
        format!("{name}: {}.", parts.collect::<Vec<_>>().join("; "))
    };
    vec![Block::List(lines.into_iter().map(sentence).collect())]
}
