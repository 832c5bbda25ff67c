//! How sure the figures are, each with the sentence that gives it its meaning.

use super::super::{arm, differences, luck, rules, wait_list, why_better_without};
use super::figures::percent_in_words;
use super::{told, week_of};
use crate::domain::bounds::within;
use crate::domain::checklist::{Part, QuestionKind};
use crate::domain::decision::applicability::{Difference, applicability};
use crate::domain::decision::outcome::Outcome;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::measure::FunctionMeasure;
use crate::domain::score::whole_percent;
use crate::domain::trial::Trial;

/// How sure it is, a sentence each, from this journal's own figures. In short the pairs of days, and that one
/// block proves nothing; in full the ranges, the share written late, luck, and what all this cannot tell.
/// Pairs of days and people of the trial never stand on one scale.
pub(super) fn certainty(trial: &Trial, decision: &Decision, in_full: bool) -> Vec<String> {
    let mut all = Vec::new();
    let pairs: Vec<String> = pairs_of_days(decision);
    all.extend(pairs.into_iter().take(if in_full { usize::MAX } else { 1 }));
    if !in_full {
        all.push(told("no-proof", &[]));
        return vec![all.join(" ")];
    }
    if let Some(interval) = decision.interval_percent {
        let (low, high) = (percent_in_words(interval.low), percent_in_words(interval.high));
        all.push(told("bootstrap", &[("low", &low), ("high", &high)]));
    }
    all.extend(late_share(decision));
    let luck = luck_in_words(&trial.plan.function);
    all.extend(luck.map(|luck| format!("{} {luck}", told("two-chances", &[]))));
    all.push(format!("{} {}", told("diary-rough", &[]), told("no-proof", &[])));
    all
}

/// What happened to people of the trial, beside the person's own figures: with this dose and with no massage
/// where it can be compared, else with no massage alone and what differs. Beside a success also why some get
/// better without massage.
pub(super) fn without_massage(
    trial: &Trial,
    decision: &Decision,
    in_full: bool,
) -> impl Iterator<Item = String> {
    let why: Vec<&str> = match decision.verdict {
        Verdict::Continue => why_better_without().collect(),
        Verdict::Stopped
        | Verdict::NotYet
        | Verdict::InsufficientData
        | Verdict::Review
        | Verdict::Adjust
        | Verdict::Inconclusive => Vec::new(),
    };
    let by_index =
        decision.pain.outcome != Outcome::Improved && decision.function.outcome == Outcome::Improved;
    let (pain, index) = if in_full { (true, true) } else { (!by_index, by_index) };
    let mut lines = trial_figures(trial, pain, index);
    if let (Some(first), false) = (lines.first_mut(), why.is_empty()) {
        first.push(' ');
        first.push_str(&why.join(" "));
    }
    lines.into_iter()
}

/// The trial's own figures under its conditions, of pain and of the index as far as they are asked for;
/// otherwise the wait list and what differs.
fn trial_figures(trial: &Trial, pain: bool, index: bool) -> Vec<String> {
    let plan = &trial.plan;
    let without = wait_list();
    let differs = what_differs(trial);
    let arm = arm(plan.dose).filter(|_| differs.is_empty());
    let compared = |id: &str, with: u8, without: u8| {
        told(id, &[("n", &with.to_string()), ("wait", &without.to_string())])
    };
    if let Some((arm, of_pain)) = arm.and_then(|arm| Some((arm, arm.pain_percent?))) {
        let of_index = arm.ndi_percent.filter(|_| index && plan.function == FunctionMeasure::Ndi);
        let pain =
            (pain || of_index.is_none()).then(|| compared("trial-comparison", of_pain, without.pain_percent));
        let index = of_index.map(|ndi| compared("trial-comparison-ndi", ndi, without.ndi_percent));
        return vec![pain.into_iter().chain(index).collect::<Vec<_>>().join(" ")];
    }
    vec![
        told("wait-list", &[("wait", &without.pain_percent.to_string())]),
        format!("{} {}", told("trial-not-shown", &[]), differs.join(" ")),
    ]
}

/// What differs from the people and doses of the trial, a sentence each.
fn what_differs(trial: &Trial) -> Vec<String> {
    let plan = &trial.plan;
    let mut all: Vec<String> = match plan.follow_up {
        None => {
            differences(plan.site, plan.age, plan.dose, plan.weeks).into_iter().map(str::to_owned).collect()
        }
        // The dose and the weeks of steps are none to compare: that they are steps says it.
        Some(_) => Vec::new(),
    };
    let fit =
        rules().filter(|question| question.part == Part::Fit && question.kind == QuestionKind::Statement);
    let fit: Vec<&str> = fit.map(|question| question.id.as_str()).collect();
    for difference in applicability(trial, &fit) {
        match difference {
            Difference::Fit => all.push(told("differs-fit", &[])),
            Difference::RecentMassage => all.push(told("differs-recent-massage", &[])),
            Difference::FollowUp => all.push(told("differs-follow-up", &[])),
            // These have their words beside the evidence, above.
            Difference::Site | Difference::Age | Difference::Dose | Difference::Weeks => {}
        }
    }
    all
}

/// How many of the ratings were written late, where any was.
pub fn late_share(decision: &Decision) -> Option<String> {
    let now = decision.ratings.week_five();
    let used = || decision.ratings.baseline.iter().chain(&now);
    let (late, total) = (used().filter(|rating| rating.late).count(), used().count());
    (late > 0).then(|| told("late-share", &[("n", &late.to_string()), ("total", &total.to_string())]))
}

/// The pairs of days of pain, baseline against week five: by counts, then as one figure with its
/// interval. None where too few days are rated.
pub fn pairs_of_days(decision: &Decision) -> Vec<String> {
    let Some(nap) = decision.nap else { return Vec::new() };
    let values = [
        ("pairs", nap.pairs().to_string()),
        ("less", nap.less.to_string()),
        ("same", nap.same.to_string()),
        ("more", nap.more.to_string()),
        ("n", whole_percent(nap.value).to_string()),
        ("low", of_hundred(nap.low).to_string()),
        ("high", of_hundred(nap.high).to_string()),
        ("week", week_of(decision).to_owned()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    ["nap", "nap-figure"].map(|id| told(id, &values)).into()
}

/// How often luck alone would say to go on, from our own simulation with such measures.
pub fn luck_in_words(function: &FunctionMeasure) -> Option<String> {
    let luck = match function {
        FunctionMeasure::Ndi => luck("no-change-index"),
        FunctionMeasure::Markers(_) => luck("no-change-markers"),
    }?;
    let sure = if luck.sure == 0 { "fewer than 1".to_owned() } else { luck.sure.to_string() };
    Some(told("luck", &[("n", &luck.continues.to_string()), ("sure", &sure)]))
}

/// A share of 1 as a whole number of a hundred, for a sentence.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn of_hundred(share: f64) -> u8 {
    within((share * 100.0).round(), 0.0, 100.0) as u8
}
