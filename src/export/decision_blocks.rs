//! The decision as parts of a document: for `decide` and for the report.

use super::blocks::Block;
use crate::content::{decided, fill, sentence, verdict};
use crate::domain::assessment::Assessment;
use crate::domain::date_words::shown;
use crate::domain::day::Days;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::trial::Trial;
use crate::domain::window::Window;

fn told(id: &str, values: &[(&str, &str)]) -> Block {
    Block::text(sentence(id).map(|sentence| fill(&sentence.text, values)).unwrap_or_default())
}

/// The verdict in a word or two; an open hold stands above it.
pub fn headline(decision: &Decision) -> String {
    let words =
        if decision.hold() { verdict("open-hold").cloned() } else { decided::verdict_words(decision) };
    words.map_or_else(|| decision.verdict.label().to_owned(), |words| words.headline)
}

/// What could still change it, with the remark that knowing it can colour a rating: only for whom
/// asks. A sentence too where nothing can.
pub fn what_if_blocks(assessment: &Assessment) -> Vec<Block> {
    let needed = assessment.needed.as_ref().map(decided::needed_in_words).unwrap_or_default();
    let mut blocks = vec![Block::heading("What could still change it")];
    if needed.is_empty() {
        blocks.push(told("what-if-nothing", &[]));
    } else {
        blocks.push(Block::List(needed));
        blocks.push(told("what-if", &[]));
    }
    blocks
}

/// The decision with every rule and its inputs.
pub fn decision_blocks(trial: &Trial, days: &impl Days, assessment: &Assessment) -> Vec<Block> {
    let decision = &assessment.decision;
    let mut blocks = top(trial, decision);
    if decision.waits_for_today() {
        blocks.push(Block::heading("What it still needs to be sure"));
        blocks.push(Block::List(needs(trial, days, assessment)));
    } else if decision.verdict == Verdict::NotYet {
        blocks.extend(waiting(trial, days, assessment));
    } else {
        blocks.extend(result(trial, assessment));
    }
    blocks.push(Block::heading("What next"));
    blocks.push(Block::List(decided::next_steps(decision)));
    blocks
}

fn top(trial: &Trial, decision: &Decision) -> Vec<Block> {
    let mut blocks: Vec<Block> = decided::hold_lines(trial, decision).into_iter().map(Block::Alert).collect();
    if let Some(recorded) = &trial.decision {
        blocks.push(Block::text(decided::recorded_in_words(recorded).join("\n")));
    }
    if let Some(words) = decided::verdict_words(decision) {
        let standing = decided::standing(decision).map(|words| format!(" ({words})")).unwrap_or_default();
        blocks.push(Block::text(format!("{}{standing}: {}", words.headline, words.meaning)));
    }
    match decision.final_since {
        Some(since) => blocks.push(told("final", &[("date", &shown(since, decision.as_of))])),
        None if decision.is_preliminary() => blocks.push(told("preliminary", &[])),
        None => {}
    }
    blocks
}

fn waiting(trial: &Trial, days: &impl Days, assessment: &Assessment) -> Vec<Block> {
    let decision = &assessment.decision;
    let mut blocks = Vec::new();
    blocks.extend(decided::countdown(&trial.plan, decision.as_of).map(Block::Paragraph));
    blocks.push(Block::heading("What it still needs to be sure"));
    blocks.push(Block::List(needs(trial, days, assessment)));
    let reasons = decided::reasons_in_words(decision);
    if !reasons.is_empty() {
        blocks.push(Block::heading("What speaks against a sure answer so far"));
        blocks.push(Block::List(reasons));
    }
    blocks.push(Block::heading("The rules to come"));
    let rules = decided::rules_to_come(&trial.plan).into_iter();
    let rule = |rule: crate::content::Sentence| with_convention(rule.text.clone(), rule.sets_own_threshold());
    blocks.push(Block::List(rules.map(rule).collect()));
    blocks
}

/// What a firm answer needs, met or not.
fn needs(trial: &Trial, days: &impl Days, assessment: &Assessment) -> Vec<String> {
    let decision = &assessment.decision;
    decided::still_missing(&trial.plan, days, decision, &assessment.adherence, decision.as_of)
        .into_iter()
        .map(|need| format!("{} {}", if need.met { "✓" } else { "·" }, need.text))
        .collect()
}

fn with_convention(text: String, convention: bool) -> String {
    if convention { format!("{text} (Our own convention.)") } else { text }
}

/// Every rule that was looked at, with its figures, a line each, and whether it holds.
pub(super) fn rule_lines(trial: &Trial, decision: &Decision) -> Vec<(bool, String)> {
    let (week_five, _) = trial.plan.checkpoint_window();
    let rule = |rule: decided::RuleWords| {
        let text = match (rule.applies, rule.decides) {
            (true, true) => {
                format!("{} → {}. This rule decides: {}.", rule.text, rule.leads_to.label(), rule.figures)
            }
            (true, false) => {
                format!("{} → {}. It holds too: {}.", rule.text, rule.leads_to.label(), rule.figures)
            }
            (false, _) => format!("{}: does not hold ({}).", rule.text, rule.figures),
        };
        (rule.applies, with_convention(text, rule.convention))
    };
    decided::rules_in_words(decision, week_five).into_iter().map(rule).collect()
}

fn result(trial: &Trial, assessment: &Assessment) -> Vec<Block> {
    let decision = &assessment.decision;
    let mut blocks = Vec::new();
    blocks.push(Block::heading("Figures"));
    blocks.extend(figures(trial, assessment));
    blocks.push(Block::heading("Why"));
    let signed = |(holds, line)| format!("{} {line}", if holds { "✓" } else { "·" });
    blocks.push(Block::List(rule_lines(trial, decision).into_iter().map(signed).collect()));
    // Of a trial that was stopped there is no answer to be sure of.
    if decision.stopped.is_some() {
        let changes = decided::change_lines(decision);
        if !changes.is_empty() {
            blocks.push(Block::text("What else changed:"));
            blocks.push(Block::List(changes));
        }
        return blocks;
    }
    blocks.push(Block::heading("Sure or not"));
    blocks.push(Block::text(decided::firmness_in_words(decision)));
    let reasons = decided::reasons_in_words(decision);
    if !reasons.is_empty() {
        blocks.push(Block::List(reasons));
    }
    let changes = decided::change_lines(decision);
    if !changes.is_empty() {
        blocks.push(Block::text("What else changed:"));
        blocks.push(Block::List(changes));
    }
    blocks.push(Block::heading("How sure"));
    let certainty = decided::certainty(trial, decision);
    blocks.push(Block::List(certainty.into_iter().map(|one| one.text).collect()));
    blocks.push(told("felt-good", &[]));
    blocks
}

/// The days behind the two means of pain, and how each mean comes about.
pub(super) fn rating_lines(trial: &Trial, decision: &Decision) -> Vec<String> {
    let days = |window: Window, ratings: &[crate::domain::window::DayRating]| {
        let (first, last) = window.of(&trial.plan);
        format!(
            "Pain, {} ({} to {}): {}",
            decided::window_name(decision, window),
            shown(first, decision.as_of),
            shown(last, decision.as_of),
            decided::days_in_words(ratings)
        )
    };
    let ratings = &decision.ratings;
    let mut lines =
        vec![days(Window::Baseline, &ratings.baseline), days(Window::Checkpoint, &ratings.checkpoint)];
    if ratings.uses_late() {
        lines.push(days(Window::Late, &ratings.late));
    }
    lines
}

/// The measures, the days behind pain, the visits.
fn figures(trial: &Trial, assessment: &Assessment) -> Vec<Block> {
    let decision = &assessment.decision;
    let rows = decided::measures(decision)
        .into_iter()
        .map(|it| [it.name, it.values, it.change, it.goal, it.outcome.label().to_owned(), it.basis])
        .collect();
    let mut lines = rating_lines(trial, decision);
    lines.extend(decided::block_start(decision));
    let visits = &decision.adherence;
    let tested = if visits.met() { ", so the dose was tested" } else { "" };
    let met = format!("{}{tested}", crate::content::share_reached(visits.met()));
    lines.push(format!("Visits: {}; {met}", decided::visits_in_words(visits)));
    vec![
        Block::table(
            "What is compared",
            [
                "Measure",
                &format!("Baseline → {}", decided::window_name(decision, Window::Checkpoint)),
                "Change",
                "Asked for",
                "Outcome",
                "From",
            ],
            rows,
        ),
        Block::List(lines),
    ]
}
