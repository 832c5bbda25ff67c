//! How the verdict stands: its words, whether it can still change, on hold, what next.

use super::super::{VerdictText, verdict};
use super::reasons::function_name;
use super::{told, week_of, with_week};
use crate::domain::calendar::long_date;
use crate::domain::date_words::shown;
use crate::domain::decision::firmness::Firmness;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::trial::Trial;

/// The words of the verdict. While a hold is open its sentence takes the place of the verdict's, and
/// its steps those of the verdict; an answer that waits for today's rating says that.
pub fn verdict_words(decision: &Decision) -> Option<VerdictText> {
    let id = if decision.waits_for_today() { "today-first" } else { decision.words_id() };
    let words = filled(decision, verdict(id)?);
    let headline =
        if has_two_faces(decision) { format!("{}, mixed", words.headline) } else { words.headline };
    Some(match verdict("open-hold").filter(|_| decision.hold()) {
        Some(hold) => {
            let (meaning, next) = (hold.meaning.clone(), hold.next.clone());
            VerdictText { id: words.id, headline, meaning, next, by_step: 0 }
        }
        None => VerdictText { headline, ..words },
    })
}

/// Whether the headline says that one thing improved beside another that worsened.
fn has_two_faces(decision: &Decision) -> bool {
    let is_shown = match decision.verdict {
        Verdict::Continue | Verdict::Adjust | Verdict::Inconclusive => !decision.waits_for_today(),
        Verdict::Stopped | Verdict::NotYet | Verdict::InsufficientData | Verdict::Review => false,
    };
    decision.mixed && is_shown
}

fn filled(decision: &Decision, words: &VerdictText) -> VerdictText {
    let stopped = decision.stopped.as_ref();
    let date = stopped.map(|stopped| long_date(stopped.on)).unwrap_or_default();
    let visits = &decision.adherence;
    let last = shown(decision.last_late_day, decision.as_of);
    let values = [
        ("date", date.as_str()),
        ("reason", stopped.map_or("", |stopped| stopped.reason.label())),
        ("last", &last),
        ("function", function_name(decision)),
        (
            "visits",
            if visits.took_place_but_short() {
                "too many visits were too short"
            } else {
                "too few visits took place"
            },
        ),
        (
            "what",
            if decision.strongest_dose_tried {
                "the technique, or the place that is treated"
            } else {
                "the dose, the technique, or the place that is treated"
            },
        ),
    ];
    let fill = |text: &String| with_week(text, week_of(decision), &values);
    VerdictText {
        id: words.id.clone(),
        headline: words.headline.clone(),
        meaning: fill(&words.meaning),
        next: words.next.iter().map(fill).collect(),
        by_step: words.by_step,
    }
}

/// The name of a verdict as a headline says it.
pub(super) fn headline_of(of: Verdict) -> String {
    verdict(of.id()).map_or_else(|| of.label().to_owned(), |words| words.headline.clone())
}

/// What to do next, a sentence each: an open hold replaces the verdict's own steps.
pub fn next_steps(decision: &Decision) -> Vec<String> {
    verdict_words(decision).map(|words| words.next).unwrap_or_default()
}

/// `sure · final since Mon 7 Dec`, `not sure · can still change`; nothing where there is no answer
/// to be sure of.
pub fn standing(decision: &Decision) -> Option<String> {
    if decision.waits_for_today() {
        return None;
    }
    let firmness = match decision.verdict {
        Verdict::NotYet => return None,
        Verdict::Stopped | Verdict::InsufficientData => None,
        Verdict::Review if decision.stopped.is_some() => None,
        Verdict::Continue | Verdict::Review | Verdict::Adjust | Verdict::Inconclusive => {
            Some(decision.firmness.label())
        }
    };
    let change = match decision.final_since {
        Some(since) => format!("final since {}", shown(since, decision.as_of)),
        None => "can still change".to_owned(),
    };
    Some(firmness.map_or(change.clone(), |firmness| format!("{firmness} · {change}")))
}

/// Sure or not, in a sentence.
pub fn firmness_in_words(decision: &Decision) -> String {
    match decision.firmness {
        Firmness::Firm => told("firm", &[]),
        Firmness::Tentative => told("tentative", &[]),
    }
}

/// What else changed meanwhile, a line each.
pub fn change_lines(decision: &Decision) -> Vec<String> {
    let line = |logged: &crate::domain::decision::window::LoggedChange| {
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

/// What was unwanted, new or worrying, a line each. `name` gives the words for a kind.
pub fn event_lines(decision: &Decision, name: impl Fn(&str) -> String) -> Vec<String> {
    let line = |logged: &crate::domain::decision::window::LoggedEvent| {
        let event = &logged.event;
        let text = event.text.as_ref().map(|text| format!(", {}", text.first_line())).unwrap_or_default();
        format!(
            "{}: {}, {}{text}",
            shown(logged.date, decision.as_of),
            name(event.kind.id()),
            event.severity.label()
        )
    };
    decision.events.iter().map(line).collect()
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
