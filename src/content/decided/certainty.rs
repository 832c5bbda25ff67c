//! How sure the figures are, each with the sentence that gives it its meaning.

use super::super::{arm, differences, luck, rules, wait_list};
use super::figures::percent_in_words;
use super::{days, told, week_of};
use crate::domain::bounds::within;
use crate::domain::checklist::{Part, QuestionKind};
use crate::domain::decision::Decision;
use crate::domain::decision::applicability::{Difference, applicability};
use crate::domain::measure::FunctionMeasure;
use crate::domain::score::whole_percent;
use crate::domain::trial::Trial;

/// A number of a hundred, to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it counts, in a word or two.
    pub label: &'static str,
    /// The number, 0 to 100.
    pub of_hundred: u8,
}

/// One sentence, with its numbers to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certainty {
    /// The sentence.
    pub text: String,
    /// Its numbers.
    pub bars: Vec<Bar>,
}

/// The sentences, in order: this journal's own figures, then the trial's where they apply, else
/// what differs, and what all this cannot tell. Pairs of days are never drawn: beside the people of
/// the trial they would look like the same thing.
pub fn certainty(trial: &Trial, decision: &Decision) -> Vec<Certainty> {
    let week = week_of(decision);
    let plain = |text: String| Certainty { text, bars: Vec::new() };
    let mut all = Vec::new();
    if let Some(nap) = decision.nap {
        let values = [
            ("pairs", nap.pairs().to_string()),
            ("less", nap.less.to_string()),
            ("same", nap.same.to_string()),
            ("more", nap.more.to_string()),
            ("n", whole_percent(nap.value).to_string()),
            ("low", of_hundred(nap.low).to_string()),
            ("high", of_hundred(nap.high).to_string()),
            ("week", week.to_owned()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        all.push(plain(told("nap", &values)));
    }
    if let Some(interval) = decision.interval_percent {
        let (low, high) = (percent_in_words(interval.low), percent_in_words(interval.high));
        all.push(plain(told("bootstrap", &[("low", &low), ("high", &high)])));
    }
    let medicine = decision.extra_medicine;
    if medicine.baseline > 0 || medicine.week_five > 0 {
        let (before, now) = (days(medicine.baseline), days(medicine.week_five));
        all.push(plain(told("extra-medicine", &[("before", &before), ("now", &now), ("week", week)])));
    }
    all.extend(trial_figures(trial));
    all.extend(late_share(decision).map(plain));
    let luck = match &trial.plan.function {
        FunctionMeasure::Ndi => luck("no-change-index"),
        FunctionMeasure::Markers(_) => luck("no-change-markers"),
    };
    let luck = luck.map(|luck| {
        let sure = if luck.sure == 0 { "fewer than 1".to_owned() } else { luck.sure.to_string() };
        told("luck", &[("n", &luck.continues.to_string()), ("sure", &sure)])
    });
    all.extend(luck.map(|luck| plain(format!("{} {luck}", told("two-chances", &[])))));
    all.push(plain(format!("{} {}", told("diary-rough", &[]), told("no-proof", &[]))));
    all
}

/// The trial's own figures under its conditions; otherwise the wait list and what differs.
fn trial_figures(trial: &Trial) -> Vec<Certainty> {
    let plan = &trial.plan;
    let without = wait_list();
    let differs = what_differs(trial);
    let arm = arm(plan.dose).filter(|_| differs.is_empty());
    let bars = |with: u8, without: u8| {
        vec![Bar { label: "this dose", of_hundred: with }, Bar { label: "no massage", of_hundred: without }]
    };
    let compared = |id: &str, with: u8, without: u8| Certainty {
        text: told(id, &[("n", &with.to_string()), ("wait", &without.to_string())]),
        bars: bars(with, without),
    };
    if let Some((arm, pain)) = arm.and_then(|arm| Some((arm, arm.pain_percent?))) {
        let mut all = vec![compared("trial-comparison", pain, without.pain_percent)];
        if let (FunctionMeasure::Ndi, Some(ndi)) = (&plan.function, arm.ndi_percent) {
            all.push(compared("trial-comparison-ndi", ndi, without.ndi_percent));
        }
        return all;
    }
    vec![
        Certainty {
            text: told("wait-list", &[("wait", &without.pain_percent.to_string())]),
            bars: vec![Bar { label: "no massage", of_hundred: without.pain_percent }],
        },
        Certainty {
            text: format!("{} {}", told("trial-not-shown", &[]), differs.join(" ")),
            bars: Vec::new(),
        },
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

fn late_share(decision: &Decision) -> Option<String> {
    let now = decision.ratings.week_five();
    let used = || decision.ratings.baseline.iter().chain(&now);
    let (late, total) = (used().filter(|rating| rating.late).count(), used().count());
    (late > 0).then(|| told("late-share", &[("n", &late.to_string()), ("total", &total.to_string())]))
}

/// A share of 1 as a whole number of a hundred, for a sentence.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn of_hundred(share: f64) -> u8 {
    within((share * 100.0).round(), 0.0, 100.0) as u8
}
