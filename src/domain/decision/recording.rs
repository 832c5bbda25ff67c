//! Writing down what the person decided, with the figures of that day.

use super::decide::Decision;
use super::outcome::FunctionDetail;
use crate::domain::score::{Amount, Exact};
use crate::domain::text::Words;
use crate::domain::trial::Trial;
use crate::domain::verdict::{Choice, RecordedDecision, RecordedMeasure, Verdict};

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
}

/// Before the measuring week of a trial that was not stopped there is nothing to decide on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NothingToDecide;

/// The trial with the person's own decision, on the figures of a decision as it stands; one that was written
/// down before gives way to it.
///
/// # Errors
/// Before there is something to decide on.
pub fn record(
    trial: &Trial,
    decision: &Decision,
    choice: Choice,
    reason: Option<Words>,
) -> Result<Trial, NothingToDecide> {
    if decision.verdict == Verdict::NotYet {
        return Err(NothingToDecide);
    }
    let recorded = RecordedDecision::new(decision, choice, reason);
    Ok(Trial { decision: Some(recorded), ..trial.clone() })
}

/// An exact figure as an amount of two decimals. Every mean and score is one.
fn rounded(exact: Exact) -> Option<Amount> {
    let hundredths = (exact * 100).round().to_integer();
    format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().ok()
}
