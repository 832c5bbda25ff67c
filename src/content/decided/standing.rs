//! How the verdict stands: preliminary or final, firm or tentative and why, on hold, what next.

use super::super::{VerdictText, fill, reason, verdict};
use super::figures::number;
use super::told;
use crate::domain::date_words::shown;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::firmness::{Firmness, Reason, Side};
use crate::domain::outcome::MeasureName;
use crate::domain::score::one_decimal;
use crate::domain::trial::Trial;

/// The words of the verdict itself, whatever stands above it.
pub fn verdict_words(decision: &Decision) -> Option<&'static VerdictText> {
    verdict(decision.words_id())
}

/// What to do next, a sentence each: an open hold replaces the verdict's own steps.
pub fn next_steps(decision: &Decision) -> Vec<String> {
    let id = if decision.hold() { "open-hold" } else { decision.words_id() };
    verdict(id).map(|words| words.next.clone()).unwrap_or_default()
}

/// `firm · final since Mon 7 Dec`; nothing before week five.
pub fn standing(decision: &Decision) -> Option<String> {
    if decision.verdict == Verdict::NotYet {
        return None;
    }
    let firmness = decision.firmness.label();
    Some(match decision.final_since {
        Some(since) => format!("{firmness} · final since {}", shown(since, decision.as_of)),
        None => format!("{firmness} · preliminary"),
    })
}

/// Firm or tentative, in a sentence.
pub fn firmness_in_words(decision: &Decision) -> String {
    match decision.firmness {
        Firmness::Firm => told("firm", &[]),
        Firmness::Tentative => told("tentative", &[]),
    }
}

/// Every reason why it is tentative, a sentence each.
pub fn reasons_in_words(decision: &Decision) -> Vec<String> {
    decision.reasons.iter().flat_map(|one| reason_in_words(decision, one)).collect()
}

fn reason_in_words(decision: &Decision, one: &Reason) -> Vec<String> {
    let say =
        |values: &[(&str, &str)]| reason(one.id()).map(|text| fill(&text.text, values)).unwrap_or_default();
    match one {
        Reason::FewRatedDays { rated, .. } => vec![say(&[("n", &rated.to_string())])],
        Reason::SingleBaselineFigure { measure } | Reason::LateCheckpoint { measure } => {
            vec![say(&[("measure", &measure_name(measure))])]
        }
        Reason::LowBaselinePain { mean } => vec![say(&[("mean", &one_decimal(*mean))])],
        Reason::SmallNdiGain { gain } => {
            let points = number(*gain);
            let noun = if points == "1" { "point" } else { "points" };
            vec![say(&[("points", &format!("{points} {noun}"))])]
        }
        Reason::OneDayDecides { days } => days
            .iter()
            .map(|day| say(&[("date", &shown(day.date, decision.as_of)), ("verdict", day.verdict.label())]))
            .collect(),
        Reason::ChangesLogged { count } => {
            let first = decision.changes.first();
            let date = first.map(|logged| shown(logged.date, decision.as_of)).unwrap_or_default();
            let kind = first.map_or("", |logged| logged.change.kind.label()).to_lowercase();
            vec![say(&[("n", &count.to_string()), ("date", &date), ("kind", &kind)])]
        }
        Reason::LateEntries { late, rated, .. } => {
            vec![say(&[("n", &late.to_string()), ("total", &rated.to_string())])]
        }
        Reason::OneSideUnknown { side: Side::Pain | Side::Function } | Reason::ExtraVisits { .. } => {
            vec![say(&[])]
        }
        Reason::UnreadableDays { window, days } => {
            vec![say(&[("window", window.label()), ("n", &days.to_string())])]
        }
    }
}

fn measure_name(measure: &MeasureName) -> String {
    match measure {
        MeasureName::Pain => "pain".to_owned(),
        MeasureName::Ndi => "the Neck Disability Index".to_owned(),
        MeasureName::Marker(name) => format!("“{name}”"),
    }
}

/// What else changed from day 1 to the end of week five, a line each.
pub fn change_lines(decision: &Decision) -> Vec<String> {
    let line = |logged: &crate::domain::window::LoggedChange| {
        let change = &logged.change;
        format!(
            "{}: {}, {}",
            shown(logged.date, decision.as_of),
            change.kind.label().to_lowercase(),
            change.text.first_line()
        )
    };
    decision.changes.iter().map(line).collect()
}

/// The open holds: what to do, whole, then why, a line each.
pub fn hold_lines(trial: &Trial, decision: &Decision) -> Vec<String> {
    let open = trial.checklist.holds.iter().filter(|hold| decision.open_holds.contains(&hold.item));
    let open = open
        .filter(|hold| hold.opened <= decision.as_of)
        .filter(|hold| hold.clearance.as_ref().is_none_or(|given| given.on > decision.as_of));
    let mut lines = super::super::hold_lines(open);
    lines.dedup();
    lines
}
