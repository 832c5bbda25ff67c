//! Before the verdict: how long to wait, what a firm one still needs, which rules will apply, and
//! what the rest of week five would have to be.

use chrono::NaiveDate;

use super::super::{Sentence, decision_rules};
use super::standing::headline_of;
use super::{told, week_of_plan, with_week};
use crate::domain::calendar::{dates, short_date};
use crate::domain::date_words::shown;
use crate::domain::day::Days;
use crate::domain::decision::Decision;
use crate::domain::decision::needed::{NeededMean, NeededToChange};
use crate::domain::decision::outcome::FunctionDetail;
use crate::domain::measure::FunctionMeasure;
use crate::domain::score::{Exact, one_decimal};
use crate::domain::text::capital;
use crate::domain::thresholds::DAYS_FOR_FIRM;
use crate::domain::trial::Plan;
use crate::domain::visits::adherence::{Adherence, Reach};

/// One thing a firm decision needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// Whether it is there.
    pub met: bool,
    /// What it is, and how far it has come.
    pub text: String,
}

/// How long it is until the measuring week begins; nothing once it has.
pub fn countdown(plan: &Plan, as_of: NaiveDate) -> Option<String> {
    let (first, _) = plan.checkpoint_window();
    match first.signed_duration_since(as_of).num_days() {
        ..=0 => None,
        1 => Some(told("countdown-tomorrow", &[("Week", &capital(week_of_plan(plan)))])),
        days => Some(told(
            "countdown",
            &[
                ("Week", &capital(week_of_plan(plan))),
                ("date", &shown(first, as_of)),
                ("n", &days.to_string()),
            ],
        )),
    }
}

/// How long it is until day 1; nothing once it has come.
pub fn start_countdown(plan: &Plan, as_of: NaiveDate) -> Option<String> {
    let date = shown(plan.start, as_of);
    match plan.start.signed_duration_since(as_of).num_days() {
        ..=0 => None,
        1 => Some(told("day-1-tomorrow", &[])),
        days => Some(told("day-1", &[("date", &date), ("n", &days.to_string())])),
    }
}

/// What a firm decision needs, in the order of the trial, met or not.
pub fn still_missing(
    plan: &Plan,
    days: &impl Days,
    decision: &Decision,
    adherence: &Adherence,
    as_of: NaiveDate,
) -> Vec<Need> {
    let (_, base_last) = plan.compared_baseline();
    let week = week_of_plan(plan);
    let (first, last) = plan.checkpoint_window();
    let rated = |from: NaiveDate, to: NaiveDate| {
        let pain =
            |date: &NaiveDate| days.day(*date).written().is_some_and(|day| day.checkin.pain().is_some());
        u32::try_from(dates(from, to.min(as_of)).filter(pain).count()).unwrap_or(0)
    };
    // Imported ratings may be no baseline: those that the decision compares with are counted.
    let counted = u32::try_from(decision.ratings.baseline.len()).unwrap_or(u32::MAX);
    let mut needs = vec![pain_need("the baseline week", counted, as_of, base_last)];
    needs.extend(baselines(decision, as_of < plan.start));
    needs.push(visits_need(adherence));
    if as_of >= first {
        needs.push(pain_need(week, rated(first, last), as_of, last));
        needs.extend(week_five_values(decision, week, as_of, last));
    } else {
        needs.push(Need {
            met: false,
            text: format!(
                "{}, {} to {}: pain on at least {DAYS_FOR_FIRM} of its 7 days, and {}.",
                capital(week),
                shown(first, as_of),
                shown(last, as_of),
                function_name(&plan.function)
            ),
        });
    }
    needs
}

fn function_name(function: &FunctionMeasure) -> String {
    match function {
        FunctionMeasure::Ndi => "the Neck Disability Index once".to_owned(),
        FunctionMeasure::Markers(markers) => {
            let [one, other] = markers.as_ref();
            format!("“{}” and “{}” at least once", one.name, other.name)
        }
    }
}

fn pain_need(window: &str, rated: u32, as_of: NaiveDate, last: NaiveDate) -> Need {
    let enough = rated >= DAYS_FOR_FIRM;
    let more = DAYS_FOR_FIRM.saturating_sub(rated);
    let rest = match (enough, as_of <= last) {
        (true, _) => String::new(),
        (false, true) => format!("; {more} more by {} would be enough to be sure", shown(last, as_of)),
        (false, false) => format!("; {DAYS_FOR_FIRM} would be enough to be sure"),
    };
    Need { met: enough, text: format!("Pain in {window}: {rated} of 7 days rated{rest}.") }
}

/// The baseline figures of function.
fn baselines(decision: &Decision, can_come: bool) -> Vec<Need> {
    let need = |name: &str, known: bool| {
        let rest = match (known, can_come) {
            (true, _) => "known",
            (false, true) => "not known yet; enter it on Today before day 1",
            (false, false) => "not known, so it cannot be compared",
        };
        Need { met: known, text: format!("{name} before the start: {rest}.") }
    };
    match &decision.function.detail {
        FunctionDetail::Ndi(ndi) => vec![need("Neck Disability Index", ndi.baseline_score.is_some())],
        FunctionDetail::Markers(markers) => {
            markers.iter().map(|result| need(&result.marker.name, result.baseline.is_some())).collect()
        }
    }
}

/// The values of function in week five.
fn week_five_values(decision: &Decision, week: &str, as_of: NaiveDate, last: NaiveDate) -> Vec<Need> {
    let need = |name: &str, known: bool| {
        let rest = match (known, as_of <= last) {
            (true, _) => "known".to_owned(),
            (false, true) => format!("still to be entered, by {}", shown(last, as_of)),
            (false, false) if as_of <= decision.last_late_day => {
                format!("not entered; it still counts until {}", shown(decision.last_late_day, as_of))
            }
            (false, false) => "not entered, so it cannot be compared".to_owned(),
        };
        Need { met: known, text: format!("{name} in {week}: {rest}.") }
    };
    match &decision.function.detail {
        FunctionDetail::Ndi(ndi) => vec![need("Neck Disability Index", ndi.week_five_score.is_some())],
        FunctionDetail::Markers(markers) => {
            markers.iter().map(|result| need(&result.marker.name, result.week_five.is_some())).collect()
        }
    }
}

fn visits_need(adherence: &Adherence) -> Need {
    let met = match adherence.reach {
        Reach::Met => true,
        Reach::ByPlan { .. } | Reach::ByLogging { .. } | Reach::ByExtra { .. } | Reach::Out => false,
    };
    let text = format!(
        "Visits: {} of {}. {}",
        adherence.completed,
        adherence.planned,
        crate::content::reach_words(adherence)
    );
    Need { met, text }
}

/// The rules that will be applied to a plan, in the order in which they are asked.
pub fn rules_to_come(plan: &Plan) -> Vec<Sentence> {
    let index_only = ["ndi-improved", "ndi-worsened", "ndi-much-worse"];
    let markers_only = [
        "marker-improved",
        "marker-worsened",
        "function-improved",
        "function-worsened",
        "function-much-worse",
        "function-mixed",
    ];
    let left_out: &[&str] = match &plan.function {
        FunctionMeasure::Ndi => &markers_only,
        FunctionMeasure::Markers(_) => &index_only,
    };
    decision_rules()
        .iter()
        .filter(|rule| rule.id != "not-yet" && !left_out.contains(&rule.id.as_str()))
        .map(|rule| Sentence { text: with_week(&rule.text, week_of_plan(plan), &[]), ..rule.clone() })
        .collect()
}

/// What the remaining days would have to be, a sentence for each other verdict. Rounded so
/// that what is said holds: a highest mean down, a lowest one up.
pub fn needed_in_words(needed: &NeededToChange) -> Vec<String> {
    let (Some(first), Some(last)) = (needed.days.first(), needed.days.last()) else { return Vec::new() };
    let count = needed.days.len();
    let span = match count {
        1 => format!("a rating on {}", short_date(*first)),
        _ => format!("a mean over the last {count} days ({} to {})", short_date(*first), short_date(*last)),
    };
    needed
        .means
        .iter()
        .filter_map(|mean| {
            let name = headline_of(mean.verdict);
            Some(format!("{} of {} would make it “{name}”.", capital(&span), range(mean, count)?))
        })
        .collect()
}

fn range(mean: &NeededMean, count: usize) -> Option<String> {
    let ten = |figure: Exact| figure * 10;
    let low = mean.low.map(|low| ten(low).ceil() / 10);
    let high = mean.high.map(|high| ten(high).floor() / 10);
    let shown =
        |figure: Exact| if count == 1 { figure.to_integer().to_string() } else { one_decimal(figure) };
    match (low, high) {
        (Some(low), Some(high)) if low > high => {
            // Only one sum lies between: no mean of one decimal does.
            let sum = mean.low? * i64::try_from(count).ok()?;
            Some(format!("{sum} points in all"))
        }
        (Some(low), Some(high)) if low == high => Some(shown(low)),
        (Some(low), Some(high)) => Some(format!("{} to {}", shown(low), shown(high))),
        (Some(low), None) => Some(format!("{} or more", shown(low))),
        (None, Some(high)) => Some(format!("{} or less", shown(high))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::Verdict;

    fn needed(days: usize, low: Option<(i64, i64)>, high: Option<(i64, i64)>) -> Vec<String> {
        let exact = |(numerator, denominator)| Exact::new(numerator, denominator);
        let first: NaiveDate = "2026-12-04".parse().unwrap();
        needed_in_words(&NeededToChange {
            days: first.iter_days().take(days).collect(),
            verdict: Verdict::Adjust,
            means: vec![NeededMean {
                verdict: Verdict::Continue,
                low: low.map(exact),
                high: high.map(exact),
            }],
        })
    }

    #[test]
    fn a_high_is_rounded_down_and_a_low_up() {
        let span = "A mean over the last 3 days (Fri 4 Dec to Sun 6 Dec) of";
        assert_eq!(needed(3, None, Some((13, 3))), [format!("{span} 4.3 or less would make it “Continue”.")]);
        assert_eq!(needed(3, Some((13, 3)), None), [format!("{span} 4.4 or more would make it “Continue”.")]);
        assert_eq!(
            needed(3, Some((13, 3)), Some((17, 3))),
            [format!("{span} 4.4 to 5.6 would make it “Continue”.")]
        );
        assert_eq!(
            needed(3, Some((13, 3)), Some((13, 3))),
            [format!("{span} 13 points in all would make it “Continue”.")]
        );
        assert_eq!(
            needed(1, None, Some((4, 1))),
            ["A rating on Fri 4 Dec of 4 or less would make it “Continue”."]
        );
    }
}
