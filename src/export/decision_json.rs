//! The decision as JSON, for `decide --json`. Unknown figures are null, never 0.

use serde_json::{Value, json};

use crate::domain::decision::Decision;
use crate::domain::decision::outcome::{FunctionDetail, FunctionResult, MarkerResult, NdiResult, PainResult};
use crate::domain::decision::window::Figure;
use crate::domain::score::Exact;
use crate::domain::text::Words;
use crate::domain::trial::{Overall, Trial, TrialId, Worth};
use crate::domain::verdict::adherence_figures::AdherenceFigures;

/// Decimals of means, scores and shares.
const MEAN_DECIMALS: u32 = 2;
/// Decimals of percents.
const PERCENT_DECIMALS: u32 = 1;

/// The whole decision. Reasons and next steps come in words, from the content.
pub fn decision_json(
    trial: &Trial,
    decision: &Decision,
    reasons: Vec<String>,
    next_steps: Vec<String>,
) -> Value {
    let changes: Vec<Value> = decision
        .changes
        .iter()
        .map(|logged| {
            json!({
                "date": logged.date.to_string(),
                "kind": logged.change.kind.id(),
                "text": logged.change.text.as_str(),
            })
        })
        .collect();
    let events: Vec<Value> = decision
        .events
        .iter()
        .map(|logged| {
            json!({
                "date": logged.date.to_string(),
                "kind": logged.event.kind.id(),
                "severity": logged.event.severity.id(),
                "text": logged.event.text.as_ref().map(Words::as_str),
            })
        })
        .collect();
    json!({
        "trial": trial.id.as_str(),
        "as_of": decision.as_of.to_string(),
        "day": decision.day,
        "final": decision.is_final(),
        "verdict": decision.verdict.id(),
        "mixed": decision.mixed,
        "hold": decision.hold(),
        "firmness": decision.firmness.id(),
        "reasons": reasons,
        "pain": pain(&decision.pain),
        "function": function(&decision.function),
        "adherence": adherence(&decision.adherence),
        "nap": decision.nap.map(|nap| json!({
            "value": mean(nap.value),
            "low": rounded_float(nap.low),
            "high": rounded_float(nap.high),
            "less": nap.less,
            "same": nap.same,
            "more": nap.more,
        })),
        "interval_percent": decision.interval_percent.map(|interval| json!({
            "low": percent(interval.low),
            "high": percent(interval.high),
        })),
        "reason_ids": decision.reason_ids(),
        "extra_medicine": {
            "baseline": decision.extra_medicine.baseline,
            "week_five": decision.extra_medicine.week_five,
        },
        "follows": decision.follows.as_ref().map(TrialId::as_str),
        "stopped": decision.stopped.as_ref().map(|stopped| json!({
            "on": stopped.on.to_string(),
            "reason": stopped.reason.id(),
            "text": stopped.text.as_ref().map(Words::as_str),
        })),
        "events": events,
        "overall": trial.ending.overall.map(Overall::id),
        "worth": trial.ending.worth.map(Worth::id),
        "changes": changes,
        "next_steps": next_steps,
    })
}

fn pain(pain: &PainResult) -> Value {
    let figure = |figure: Figure| json!({ "mean": mean(figure.mean), "days": figure.days });
    json!({
        "outcome": pain.outcome.id(),
        "baseline": pain.baseline.map(figure),
        "week_five": pain.week_five.map(figure),
        "change_percent": pain.change_percent.map(percent),
        "level": pain.level.map(|level| level.id()),
    })
}

fn function(function: &FunctionResult) -> Value {
    let (measure, ndi, markers) = match &function.detail {
        FunctionDetail::Ndi(result) => ("ndi", ndi(result), Vec::new()),
        FunctionDetail::Markers(results) => ("markers", Value::Null, results.iter().map(marker).collect()),
    };
    json!({ "outcome": function.outcome.id(), "measure": measure, "ndi": ndi, "markers": markers })
}

fn ndi(result: &NdiResult) -> Value {
    json!({
        "baseline": result.baseline_score.map(mean),
        "week_five": result.week_five_score.map(mean),
        "change": result.change.map(mean),
    })
}

fn marker(result: &MarkerResult) -> Value {
    json!({
        "name": result.marker.name,
        "outcome": result.outcome.id(),
        "baseline": result.baseline.map(|figure| mean(figure.mean)),
        "week_five": result.week_five.map(|figure| mean(figure.mean)),
    })
}

fn adherence(figures: &AdherenceFigures) -> Value {
    let share = (figures.planned > 0)
        .then(|| Exact::new(i64::from(figures.completed) * 100, i64::from(figures.planned)));
    json!({
        "planned": figures.planned,
        "completed": figures.completed,
        "short": figures.short,
        "missed": figures.missed,
        "missed_hurt": figures.missed_hurt,
        "percent": share.map(percent),
        "met": figures.met(),
        "minutes": figures.minutes,
        "minutes_planned": figures.minutes_planned,
    })
}

fn mean(exact: Exact) -> f64 {
    rounded(exact, MEAN_DECIMALS)
}

fn percent(exact: Exact) -> f64 {
    rounded(exact, PERCENT_DECIMALS)
}

/// Rounded exactly, halves away from zero, before it becomes a floating-point number.
#[allow(clippy::cast_precision_loss)]
fn rounded(exact: Exact, decimals: u32) -> f64 {
    let scale = 10_i64.saturating_pow(decimals);
    (exact * scale).round().to_integer() as f64 / scale as f64
}

fn rounded_float(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_rounded_exactly_and_halves_away_from_zero() {
        assert_eq!(mean(Exact::new(43, 7)), 6.14);
        assert_eq!(mean(Exact::new(1, 200)), 0.01);
        assert_eq!(percent(Exact::new(-4186, 100)), -41.9);
        assert_eq!(percent(Exact::new(-1, 20)), -0.1);
        assert_eq!(percent(Exact::new(7 * 100, 8)), 87.5);
    }
}
