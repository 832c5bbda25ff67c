//! The person's own decision, as it was written down.

use super::super::verdict;
use super::figures::number;
use crate::domain::calendar::long_date;
use crate::domain::text::lower;
use crate::domain::trial::Plan;
use crate::domain::verdict::recorded::{RecordedDecision, RecordedMeasure};

/// What was decided, when, why, and on which figures: a sentence each.
pub fn recorded_in_words(decision: &RecordedDecision) -> Vec<String> {
    let agrees = if decision.agrees() { "decided-as-led" } else { "decided-otherwise" };
    let mut lines = vec![format!(
        "You decided on {}: {}. {}",
        long_date(decision.on),
        lower(decision.choice.label()),
        super::told(agrees, &[])
    )];
    if let Some(reason) = &decision.reason {
        lines.push(format!("Why: {}", reason.first_line()));
    }
    let name = verdict(decision.verdict.id())
        .map_or_else(|| decision.verdict.label().to_owned(), |words| words.headline.clone());
    let standing = if decision.is_final { "final" } else { "could still change" };
    let hold = if decision.hold { ", a hold was open" } else { "" };
    let mixed = if decision.mixed { ", mixed" } else { "" };
    let mut figures: Vec<String> = decision.measures.iter().map(measure).collect();
    if let (Some(percent), Some(pain)) = (decision.pain_percent, figures.first_mut()) {
        let way = if percent < 0 { "less" } else { "more" };
        pain.push_str(&format!(" ({}% {way})", percent.unsigned_abs()));
    }
    figures.push(format!("visits {} of {}", decision.adherence.completed, decision.adherence.planned));
    lines.push(format!(
        "The figures of that day: “{name}”, {standing}, {}{mixed}{hold}; {}.",
        decision.firmness.label(),
        figures.join(", ")
    ));
    lines
}

/// That there is nothing to decide on yet, and from when on there is.
pub fn nothing_to_decide(plan: &Plan) -> String {
    let (first, _) = plan.checkpoint_window();
    super::told("nothing-to-decide", &[("week", super::week_of_plan(plan)), ("date", &long_date(first))])
}

fn measure(measure: &RecordedMeasure) -> String {
    let side = |amount: Option<crate::domain::score::Amount>| {
        amount.map_or_else(|| "not known".to_owned(), |amount| number(amount.exact()))
    };
    let name = if measure.name == "ndi" { "Neck Disability Index" } else { measure.name.as_str() };
    format!("{name} {} → {}", side(measure.baseline), side(measure.week_five))
}
