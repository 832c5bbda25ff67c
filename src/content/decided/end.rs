//! What the person says of the trial at its end: shown beside the result, never part of it.

use super::figures::number;
use super::told;
use crate::domain::trial::Trial;
use crate::domain::visits::adherence::Adherence;

/// The overall change and each goal, then whether it was worth it beside hours and cost; none where nothing
/// was answered.
pub fn end_in_words(trial: &Trial, visits: &Adherence) -> Vec<String> {
    let ending = &trial.ending;
    let mut said: Vec<String> =
        ending.overall.iter().map(|overall| told("end-overall", &[("overall", overall.label())])).collect();
    let goals = trial.checklist.goal_lines();
    said.extend(ending.goals.iter().filter_map(|(number, step)| {
        let goal = goals.get(usize::from(*number).checked_sub(1)?)?;
        Some(format!("{}: {}.", goal.trim_end_matches('.'), step.label()))
    }));
    let mut lines = Vec::new();
    if !said.is_empty() {
        lines.push(said.join(" "));
    }
    if let Some(worth) = ending.worth {
        let spent = spent_in_words(visits);
        lines.push(told("end-worth", &[("worth", worth.label()), ("spent", &spent)]));
    }
    lines
}

/// The time and money that the visits took: `7 hours in visits, 320 spent`.
fn spent_in_words(visits: &Adherence) -> String {
    let time = format!("{} in visits", hours(visits.minutes));
    match visits.cost {
        None => format!("{time}, cost not written down"),
        Some(cost) if visits.with_cost < visits.completed.saturating_add(visits.short) => {
            format!("{time}, {} spent as far as it was written down", number(cost))
        }
        Some(cost) => format!("{time}, {} spent", number(cost)),
    }
}

fn hours(minutes: u32) -> String {
    let plural = |count: u32, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    match (minutes / 60, minutes % 60) {
        (0, minutes) => plural(minutes, "minute"),
        (hours, 0) => plural(hours, "hour"),
        (hours, minutes) => format!("{} {}", plural(hours, "hour"), plural(minutes, "minute")),
    }
}

/// What the visits took, as a sentence beside the question whether it was worth it.
pub fn what_it_took(visits: &Adherence) -> String {
    told("end-spent", &[("spent", &spent_in_words(visits))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_hours_and_minutes() {
        assert_eq!(
            [0, 1, 60, 405, 480].map(hours),
            ["0 minutes", "1 minute", "1 hour", "6 hours 45 minutes", "8 hours"]
        );
    }
}
