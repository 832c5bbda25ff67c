//! The person's own decision, with the figures it was made on. Written once, never recomputed.

use chrono::NaiveDate;

use super::adherence_figures::AdherenceFigures;
use super::decision::{Decision, Verdict};
use super::firmness::Firmness;
use super::outcome::{FunctionDetail, Outcome, Relief};
use super::score::{Amount, Exact};
use super::text::Words;
use crate::words_enum;

words_enum! {
    /// What the person decided.
    Choice {
        /// Go on with a bounded next block.
        NextBlock = "next-block", "Go on with a next block";
        /// Try again with something changed.
        Adjust = "adjust", "Try again with something changed";
        /// Run the same dose again.
        Rerun = "rerun", "Run the same dose again";
        /// Talk to a clinician first.
        Clinician = "clinician", "Talk to a clinician first";
        /// Stop here.
        Stop = "stop", "Stop here";
    }
}

impl Choice {
    /// Whether this is the step the verdict leads to.
    pub fn agrees_with(self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Continue => self == Self::NextBlock,
            Verdict::Review => self == Self::Clinician,
            Verdict::Adjust => self == Self::Adjust,
            Verdict::Inconclusive | Verdict::InsufficientData => self == Self::Rerun,
            Verdict::NotYet => false,
        }
    }
}

/// A measure's two figures as they were shown, rounded to two decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedMeasure {
    /// `pain`, `ndi`, or the marker's name.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Baseline.
    pub baseline: Option<Amount>,
    /// Week five.
    pub week_five: Option<Amount>,
}

/// The person's own decision and what stood on the screen when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedDecision {
    /// The day it was made.
    pub on: NaiveDate,
    /// What the person decided.
    pub choice: Choice,
    /// Why, in the person's own words.
    pub reason: Option<Words>,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the verdict was final.
    pub is_final: bool,
    /// Whether a hold was open.
    pub hold: bool,
    /// Whether it was mixed.
    pub mixed: bool,
    /// Firm or tentative.
    pub firmness: Firmness,
    /// The names of the reasons why it was tentative.
    pub reasons: Vec<String>,
    /// Pain first, then the index or the markers.
    pub measures: Vec<RecordedMeasure>,
    /// Whole percent that pain moved; negative when it fell.
    pub pain_percent: Option<i64>,
    /// The level of relief.
    pub level: Option<Relief>,
    /// Visits and minutes.
    pub adherence: AdherenceFigures,
    /// Nonoverlap of all pairs, 0 to 1.
    pub nap: Option<Amount>,
}

impl RecordedDecision {
    /// Records what the person decided on a decision as it stands.
    pub fn new(decision: &Decision, choice: Choice, reason: Option<Words>) -> Self {
        let pain = &decision.pain;
        let mut measures = vec![RecordedMeasure {
            name: "pain".to_owned(),
            outcome: pain.outcome,
            baseline: pain.baseline.and_then(|figure| rounded(figure.mean)),
            week_five: pain.week_five.and_then(|figure| rounded(figure.mean)),
        }];
        match &decision.function.detail {
            FunctionDetail::Ndi(ndi) => measures.push(RecordedMeasure {
                name: "ndi".to_owned(),
                outcome: ndi.outcome,
                baseline: ndi.baseline_score.and_then(rounded),
                week_five: ndi.week_five_score.and_then(rounded),
            }),
            FunctionDetail::Markers(markers) => {
                measures.extend(markers.iter().map(|result| RecordedMeasure {
                    name: result.marker.name.clone(),
                    outcome: result.outcome,
                    baseline: result.baseline.and_then(|figure| rounded(figure.mean)),
                    week_five: result.week_five.and_then(|figure| rounded(figure.mean)),
                }));
            }
        }
        Self {
            on: decision.as_of,
            choice,
            reason,
            verdict: decision.verdict,
            is_final: decision.is_final(),
            hold: decision.hold(),
            mixed: decision.mixed,
            firmness: decision.firmness,
            reasons: decision.reasons.iter().map(|reason| reason.id().to_owned()).collect(),
            measures,
            pain_percent: pain.change_percent.map(|percent| percent.round().to_integer()),
            level: pain.level,
            adherence: decision.adherence,
            nap: decision.nap.and_then(|nap| rounded(nap.value)),
        }
    }

    /// Whether the person decided as the verdict leads.
    pub fn agrees(&self) -> bool {
        !self.hold && self.choice.agrees_with(self.verdict)
    }
}

/// An exact figure as an amount of two decimals. Every mean and score is one.
fn rounded(exact: Exact) -> Option<Amount> {
    let hundredths = (exact * 100).round().to_integer();
    format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().ok()
}
