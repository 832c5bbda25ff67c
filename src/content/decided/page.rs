//! The decision as one page: its parts in the order of importance. The screen draws them, `decide`
//! prints them; a sentence stands once.

use chrono::NaiveDate;

use super::super::{Sentence, event, to_do_words, what_to_do};
use super::certainty::{self, certainty};
use super::figures::{FigureLine, block_start, days_in_words, figure_lines};
use super::rules::{RuleWords, rules_in_words};
use super::waiting::{Need, countdown, needed_in_words, rules_to_come, start_countdown, still_missing};
use super::{
    change_lines, end_in_words, event_lines, firmness_in_words, hold_lines, next_steps, reasons_in_words,
    recorded_in_words, standing, told, verdict_words, window_name,
};
use crate::domain::calendar::DayEnd;
use crate::domain::date_words::shown;
use crate::domain::day::Days;
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::to_do::to_do;
use crate::domain::decision::window::{DayRating, Window};
use crate::domain::decision::{Decision, Verdict};
use crate::domain::safety::Level;
use crate::domain::trial::Trial;
use crate::domain::verdict::recorded::RecordedDecision;

/// What of the page is unfolded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unfolded {
    /// Every rule with its inputs, the days behind the figures, and all that is said of how sure they are.
    pub all: bool,
    /// What could still change the answer, which can colour a rating.
    pub what_if: bool,
}

/// One part of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// What comes before everything else: its name, where it has one, and what to do.
    Alert {
        /// A word or two.
        name: Option<String>,
        /// What to do, a sentence or two each.
        lines: Vec<String>,
    },
    /// What the person decided, a sentence each.
    Recorded(Vec<String>),
    /// The answer.
    Answer {
        /// The verdict.
        verdict: Verdict,
        /// Its name.
        name: String,
        /// Sure or not, final or not; `None` where there is no answer yet.
        standing: Option<String>,
        /// What it means.
        meaning: String,
    },
    /// The figures, a line each, in columns.
    Figures(Vec<FigureLine>),
    /// The heading of what follows.
    Heading(&'static str),
    /// A sentence to be seen.
    Strong(String),
    /// A sentence.
    Text(String),
    /// A sentence for whoever wants to know more.
    Small(String),
    /// Lines with a mark each.
    List(Vec<Item>),
}

/// What stands before a line of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A point.
    Point,
    /// A reason for doubt.
    Doubt,
    /// It holds, or is there.
    Yes,
    /// It does not hold.
    No,
    /// It is still missing.
    Missing,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What stands before it.
    pub mark: Mark,
    /// What it says.
    pub text: String,
    /// The figures behind it, or a remark; empty where there are none.
    pub beside: String,
    /// Whether it stands out: the rule that decided.
    pub stands_out: bool,
    /// Whether it says what the step does that the screen marks.
    pub by_step: bool,
}

impl Item {
    fn new(mark: Mark, text: impl Into<String>) -> Self {
        Self { mark, text: text.into(), beside: String::new(), stands_out: false, by_step: false }
    }
}

fn list(mark: Mark, lines: Vec<String>) -> Option<Part> {
    let items: Vec<Item> = lines.into_iter().map(|line| Item::new(mark, line)).collect();
    (!items.is_empty()).then_some(Part::List(items))
}

/// The page of a trial as it stands on a day.
pub fn page(
    trial: &Trial,
    days: &impl Days,
    day_end: DayEnd,
    assessment: &Assessment,
    unfolded: Unfolded,
) -> Vec<Part> {
    let decision = &assessment.decision;
    let mut parts = alerts(trial, days, day_end, decision);
    parts.extend(answer(decision));
    parts.extend(trial.decision.as_ref().map(|recorded| {
        let stays = RecordedDecision::new(decision, recorded.choice, None).measures == recorded.measures;
        let lines = recorded_in_words(recorded);
        // The figures of that day are told where today's are others.
        let told = if stays && !unfolded.all { lines.len().saturating_sub(1) } else { lines.len() };
        Part::Recorded(lines.into_iter().take(told).collect())
    }));
    if decision.waits_for_today() {
        parts.extend(needs(trial, days, assessment));
    } else if decision.verdict == Verdict::NotYet {
        parts.extend(waiting(trial, days, assessment));
    } else {
        parts.extend(result(trial, days, assessment, unfolded));
    }
    if unfolded.what_if {
        parts.extend(what_if(assessment));
    }
    // What to do while a hold is open stands with it, above everything.
    if !decision.hold() {
        let words = verdict_words(decision);
        let (next, by_step) = words.map(|words| (words.next, words.by_step)).unwrap_or_default();
        let item = |(place, line)| Item { by_step: place < by_step, ..Item::new(Mark::Point, line) };
        parts.push(Part::Heading("What next"));
        parts.push(Part::List(next.into_iter().enumerate().map(item).collect()));
    }
    parts
}

/// An open hold, what is getting worse, what became much worse.
fn alerts(trial: &Trial, days: &impl Days, day_end: DayEnd, decision: &Decision) -> Vec<Part> {
    let mut parts = Vec::new();
    if decision.hold() {
        let name = super::super::verdict("open-hold").map(|words| words.headline.clone());
        let lines = hold_lines(trial, decision).into_iter().chain(next_steps(decision)).collect();
        parts.push(Part::Alert { name, lines });
    }
    let as_of = decision.as_of;
    let cautions = to_do(trial, days, day_end, as_of, Some(decision)).into_iter();
    let cautions = cautions.filter(|item| item.caution_id().is_some());
    let cautions = cautions.map(|item| to_do_words(&item, trial, as_of));
    parts.extend(cautions.map(|words| Part::Alert { name: None, lines: vec![words] }));
    let is_shown = decision.verdict == Verdict::Review && !decision.waits_for_today();
    if is_shown && decision.stopped.is_none() && decision.much_worse() && !decision.hold() {
        parts.push(Part::Alert { name: None, lines: vec![what_to_do(Level::DoctorFirst).to_owned()] });
    }
    parts
}

fn answer(decision: &Decision) -> Option<Part> {
    let words = verdict_words(decision)?;
    Some(Part::Answer {
        verdict: decision.verdict,
        name: words.headline,
        standing: standing(decision),
        meaning: words.meaning,
    })
}

// ---- before there is an answer ----------------------------------------------------------------

/// What is still missing for a sure answer.
fn needs(trial: &Trial, days: &impl Days, assessment: &Assessment) -> Vec<Part> {
    let decision = &assessment.decision;
    let item = |need: Need| Item::new(if need.met { Mark::Yes } else { Mark::Missing }, need.text);
    let all = still_missing(&trial.plan, days, decision, &assessment.adherence, decision.as_of);
    vec![Part::Heading("To be sure"), Part::List(all.into_iter().map(item).collect())]
}

/// How long it is, from day 1 on what is still missing, and the rules that will be applied.
fn waiting(trial: &Trial, days: &impl Days, assessment: &Assessment) -> Vec<Part> {
    let decision = &assessment.decision;
    let plan = &trial.plan;
    let mut parts: Vec<Part> = start_countdown(plan, decision.as_of)
        .into_iter()
        .chain(countdown(plan, decision.as_of))
        .map(Part::Strong)
        .collect();
    if decision.as_of >= plan.start {
        parts.extend(needs(trial, days, assessment));
        if let Some(reasons) = list(Mark::Doubt, reasons_in_words(decision)) {
            parts.extend([Part::Heading("What speaks against a sure answer so far"), reasons]);
        }
    }
    let rule = |rule: Sentence| Item {
        beside: convention(rule.sets_own_threshold()),
        ..Item::new(Mark::Point, rule.text)
    };
    parts.push(Part::Heading("The rules to come"));
    parts.push(Part::List(rules_to_come(plan).into_iter().map(rule).collect()));
    parts
}

fn convention(is_own: bool) -> String {
    if is_own { format!("({})", told("own-convention", &[])) } else { String::new() }
}

// ---- the answer -------------------------------------------------------------------------------

fn result(trial: &Trial, days: &impl Days, assessment: &Assessment, unfolded: Unfolded) -> Vec<Part> {
    let decision = &assessment.decision;
    let was_stopped = decision.stopped.is_some();
    let mut parts = vec![Part::Figures(figure_lines(decision))];
    parts.extend(block_start(decision).map(Part::Small));
    if unfolded.all {
        parts.extend(list(Mark::Point, rating_lines(trial, decision)));
    }
    if !was_stopped {
        parts.extend(certainty::without_massage(trial, decision, unfolded.all).map(Part::Text));
    }
    parts.extend(end_in_words(trial, &assessment.adherence).into_iter().map(Part::Strong));
    if decision.is_preliminary() {
        parts.extend(needs(trial, days, assessment));
    }
    parts.push(Part::Heading("Why"));
    let rules = rule_items(trial, decision).into_iter();
    parts.push(Part::List(rules.filter(|rule| unfolded.all || rule.stands_out).collect()));
    let changes = change_lines(decision);
    // Of a trial that was stopped there is no answer to be sure of.
    if was_stopped {
        parts.extend(what_else(changes));
        parts.extend(what_was_felt(decision));
        return parts;
    }
    let certainty = certainty(trial, decision, unfolded.all);
    match list(Mark::Doubt, reasons_in_words(decision)) {
        None if !unfolded.all => {
            let words = format!("{} {}", firmness_in_words(decision), certainty.join(" "));
            parts.extend([Part::Heading("How sure"), Part::Text(words)]);
            return parts;
        }
        None => parts.extend([Part::Heading("How sure"), Part::Text(firmness_in_words(decision))]),
        Some(reasons) => parts.extend([Part::Heading("Not sure, for these reasons"), reasons]),
    }
    if unfolded.all {
        parts.extend(what_else(changes));
        parts.extend(what_was_felt(decision));
    }
    parts.extend(certainty.into_iter().map(Part::Text));
    if unfolded.all {
        parts.push(Part::Small(told("felt-good", &[])));
    }
    parts
}

fn what_else(changes: Vec<String>) -> Vec<Part> {
    list(Mark::Point, changes)
        .map(|lines| vec![Part::Text(told("what-else", &[])), lines])
        .unwrap_or_default()
}

fn what_was_felt(decision: &Decision) -> Vec<Part> {
    let name = |id: &str| event(id).map_or_else(|| id.to_owned(), |text| text.label.clone());
    list(Mark::Point, event_lines(decision, name))
        .map(|lines| vec![Part::Text(told("what-was-felt", &[])), lines])
        .unwrap_or_default()
}

/// Every rule that was looked at, with its figures.
pub fn rule_items(trial: &Trial, decision: &Decision) -> Vec<Item> {
    let (week_five, _) = trial.plan.checkpoint_window();
    rules_in_words(decision, week_five).into_iter().map(rule_item).collect()
}

fn rule_item(rule: RuleWords) -> Item {
    let convention = convention(rule.convention);
    let text = match (rule.applies, convention.is_empty()) {
        (true, true) => format!("{} → {}", rule.text, rule.leads_to.label()),
        (true, false) => format!("{} → {} {convention}", rule.text, rule.leads_to.label()),
        (false, _) => rule.text,
    };
    let beside = if rule.applies { rule.figures } else { format!("no: {}", rule.figures) };
    let mark = if rule.applies { Mark::Yes } else { Mark::No };
    Item { mark, text, beside, stands_out: rule.decides, by_step: false }
}

/// The days behind the two means of pain, and how each mean comes about.
pub fn rating_lines(trial: &Trial, decision: &Decision) -> Vec<String> {
    let day = |date: NaiveDate| shown(date, decision.as_of);
    let line = |window: Window, ratings: &[DayRating]| {
        let (first, last) = window.of(&trial.plan);
        let name = window_name(decision, window);
        format!("Pain, {name} ({} to {}): {}", day(first), day(last), days_in_words(ratings))
    };
    let ratings = &decision.ratings;
    let mut lines =
        vec![line(Window::Baseline, &ratings.baseline), line(Window::Checkpoint, &ratings.checkpoint)];
    if ratings.uses_late() {
        lines.push(line(Window::Late, &ratings.late));
    }
    lines
}

/// What could still change it, with the remark that knowing it can colour a rating: only for whom asks. A
/// sentence too where nothing can.
fn what_if(assessment: &Assessment) -> Vec<Part> {
    let needed = assessment.needed.as_ref().map(needed_in_words).unwrap_or_default();
    let mut parts = vec![Part::Heading("What could still change it")];
    match list(Mark::Point, needed) {
        None => parts.push(Part::Text(told("what-if-nothing", &[]))),
        Some(lines) => parts.extend([lines, Part::Text(told("what-if", &[]))]),
    }
    parts
}
