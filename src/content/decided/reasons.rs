//! Every reason for doubt, in words.

use super::figures::{number, percent_in_words};
use super::standing::headline_of;
use super::{days, week_of, with_week};
use crate::content::reason;
use crate::domain::date_words::shown;
use crate::domain::decision::Decision;
use crate::domain::decision::firmness::{LateEntry, Reason, Side};
use crate::domain::decision::outcome::{FunctionDetail, MeasureName};
use crate::domain::decision::window::Window;
use crate::domain::score::one_decimal;
use crate::domain::text::capital;

/// Days of the measuring week, and with the week after it.
const CHECKPOINT_DAYS: [u32; 2] = [7, 14];

/// Every reason why the decision is not sure, a sentence each.
pub fn reasons_in_words(decision: &Decision) -> Vec<String> {
    decision.reasons.iter().flat_map(|one| reason_in_words(decision, one)).collect()
}

fn reason_in_words(decision: &Decision, one: &Reason) -> Vec<String> {
    let week = week_of(decision);
    let told = |id: &str, values: &[(&str, &str)]| {
        reason(id).map(|text| with_week(&text.text, week, values)).unwrap_or_default()
    };
    let say = |values: &[(&str, &str)]| told(one.id(), values);
    let sentence = match one {
        Reason::FewRatedDays { rated, .. } => {
            let [short, long] = CHECKPOINT_DAYS;
            let all = if decision.ratings.uses_late() { long } else { short };
            say(&[("n", &rated.to_string()), ("all", &all.to_string())])
        }
        Reason::SingleFigure { measure } | Reason::LateCheckpoint { measure } => {
            say(&[("measure", &measure_name(measure))])
        }
        Reason::LowBaseline { mean } => say(&[("mean", &one_decimal(*mean))]),
        Reason::NdiNoise { gain } => {
            let points = number(*gain);
            let noun = if points == "1" { "point" } else { "points" };
            say(&[("points", &format!("{points} {noun}"))])
        }
        Reason::OneDayDecides { days } => {
            let line = |day: &crate::domain::decision::firmness::PivotalDay| {
                say(&[("date", &shown(day.date, decision.as_of)), ("verdict", &headline_of(day.verdict))])
            };
            return days.iter().map(line).collect();
        }
        Reason::OtherChanges { count: 1 } => {
            let first = decision.changes.first();
            let date = first.map(|logged| shown(logged.date, decision.as_of)).unwrap_or_default();
            let kind = first.map_or("", |logged| logged.change.kind.label()).to_lowercase();
            told("other-changes-one", &[("date", &date), ("kind", &kind)])
        }
        Reason::OtherChanges { count } => say(&[("n", &count.to_string())]),
        Reason::LateEntries(LateEntry::Pain { window, late, rated }) => {
            let values = [("n", late.to_string()), ("total", rated.to_string())];
            let window = window_name(*window, week);
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let values: Vec<(&str, &str)> = values.into_iter().chain([("window", window)]).collect();
            say(&values)
        }
        Reason::LateEntries(LateEntry::Ndi) => told("late-entries-ndi", &[]),
        Reason::LateEntries(LateEntry::Marker { name }) => told("late-entries-marker", &[("name", name)]),
        Reason::OneUnknown { side } => {
            let (unknown, known) = sides(*side);
            say(&[("Measure", &capital(unknown)), ("other", known)])
        }
        Reason::WorseBeside { mixed: true, .. } => told("worse-beside-mixed", &[]),
        Reason::WorseBeside { improved, mixed: false } => {
            let (improved, other) = sides(*improved);
            say(&[("Measure", &capital(improved)), ("other", other)])
        }
        Reason::BaselineFalling { last, mean } => {
            say(&[("last", &one_decimal(*last)), ("mean", &one_decimal(*mean))])
        }
        Reason::MoreMedicine { baseline, week_five } => {
            say(&[("before", &days(*baseline)), ("now", &days(*week_five))])
        }
        Reason::VisitInWindow { days } => {
            let dates: Vec<String> = days.iter().map(|date| shown(*date, decision.as_of)).collect();
            say(&[("dates", &dates.join(", "))])
        }
        Reason::FewMarkerDays { name } => say(&[("name", name)]),
        Reason::NoRoom { measure } => say(&[("Measure", &capital(&measure_name(measure)))]),
        Reason::Interval(interval) => {
            let (low, high) = (percent_in_words(interval.low), percent_in_words(interval.high));
            say(&[("low", &low), ("high", &high)])
        }
        Reason::UnreadableDays { window, days } => say(&[
            ("window", window_name(*window, week).trim_start_matches("the ")),
            ("n", &days.to_string()),
        ]),
        Reason::ExtraVisitsOnly { .. } | Reason::RecentMassage => say(&[]),
    };
    vec![sentence]
}

/// The names of a side and of the other one.
fn sides(side: Side) -> (&'static str, &'static str) {
    match side {
        Side::Pain => ("pain", "function"),
        Side::Function => ("function", "pain"),
    }
}

fn window_name(window: Window, week: &'static str) -> &'static str {
    match window {
        Window::Baseline => "the baseline week",
        Window::Treatment => "the treatment weeks",
        Window::Checkpoint => week,
        Window::Late => "the week after",
    }
}

fn measure_name(measure: &MeasureName) -> String {
    match measure {
        MeasureName::Pain => "pain".to_owned(),
        MeasureName::Ndi => "the Neck Disability Index".to_owned(),
        MeasureName::Marker(name) => format!("“{name}”"),
    }
}

/// What function is measured by, for a sentence.
pub(super) fn function_name(decision: &Decision) -> &'static str {
    match &decision.function.detail {
        FunctionDetail::Ndi(_) => "the Neck Disability Index",
        FunctionDetail::Markers(_) => "your two markers",
    }
}

#[cfg(test)]
mod tests {
    use super::super::measuring_week;
    use super::*;

    #[test]
    fn a_window_is_named_by_its_trial() {
        assert_eq!(window_name(Window::Checkpoint, measuring_week(true)), "week five");
        assert_eq!(window_name(Window::Checkpoint, measuring_week(false)), "the measuring week");
    }
}
