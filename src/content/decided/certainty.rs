//! How sure the figures are, each with the sentence that gives it its meaning.

use super::super::{applicability, arm, differences, wait_list};
use super::figures::percent_in_words;
use super::told;
use crate::domain::bounds::within;
use crate::domain::decision::Decision;
use crate::domain::measure::FunctionMeasure;
use crate::domain::score::whole_percent;
use crate::domain::trial::Plan;

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
/// what differs, and what all this cannot tell.
pub fn certainty(plan: &Plan, decision: &Decision) -> Vec<Certainty> {
    let plain = |text: String| Certainty { text, bars: Vec::new() };
    let mut all = Vec::new();
    if let Some(nap) = decision.nap {
        let share = whole_percent(nap.value);
        all.push(Certainty {
            text: told(
                "nap",
                &[
                    ("n", &share.to_string()),
                    ("low", &of_hundred(nap.low).to_string()),
                    ("high", &of_hundred(nap.high).to_string()),
                ],
            ),
            bars: vec![Bar { label: "your days", of_hundred: u8::try_from(share).unwrap_or(100) }],
        });
    }
    if let Some(interval) = decision.interval_percent {
        let (low, high) = (percent_in_words(interval.low), percent_in_words(interval.high));
        all.push(plain(told("bootstrap", &[("low", &low), ("high", &high)])));
    }
    all.extend(trial_figures(plan));
    let late = late_share(decision);
    all.extend(late.map(plain));
    all.push(plain(format!("{} {}", told("diary-rough", &[]), told("no-proof", &[]))));
    all
}

/// The trial's own figures under its conditions; otherwise the wait list and what differs.
fn trial_figures(plan: &Plan) -> Vec<Certainty> {
    let differs = differences(plan.site, plan.age, plan.dose, plan.weeks);
    let without = wait_list();
    let arm = arm(plan.dose).filter(|_| differs.is_empty());
    let bars = |with: u8, without: u8| {
        vec![Bar { label: "this dose", of_hundred: with }, Bar { label: "no massage", of_hundred: without }]
    };
    if let Some((arm, pain)) = arm.and_then(|arm| Some((arm, arm.pain_percent?))) {
        let mut all = vec![Certainty {
            text: told("trial-comparison", &[("n", &pain.to_string())]),
            bars: bars(pain, without.pain_percent),
        }];
        if let (FunctionMeasure::Ndi, Some(ndi)) = (&plan.function, arm.ndi_percent) {
            all.push(Certainty {
                text: told("trial-comparison-ndi", &[("n", &ndi.to_string())]),
                bars: bars(ndi, without.ndi_percent),
            });
        }
        return all;
    }
    let words = applicability();
    let mut text = format!("{} {}", words.covers, words.differs);
    for difference in differs {
        text.push(' ');
        text.push_str(difference);
    }
    vec![
        Certainty {
            text: told("wait-list", &[]),
            bars: vec![Bar { label: "no massage", of_hundred: without.pain_percent }],
        },
        Certainty { text, bars: Vec::new() },
    ]
}

fn late_share(decision: &Decision) -> Option<String> {
    let used = || decision.ratings.baseline.iter().chain(decision.ratings.week_five());
    let (late, total) = (used().filter(|rating| rating.late).count(), used().count());
    (late > 0).then(|| told("late-share", &[("n", &late.to_string()), ("total", &total.to_string())]))
}

/// A share of 1 as a whole number of a hundred, for a sentence.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn of_hundred(share: f64) -> u8 {
    within((share * 100.0).round(), 0.0, 100.0) as u8
}
