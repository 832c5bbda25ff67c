//! Marking a planned visit as missed or cancelled, and moving it.

use chrono::NaiveDate;

use super::{Known, so_far};
use crate::cli::{Failure, Place};
use crate::content;
use crate::domain::date_words::shown;
use crate::domain::session::{Absence, Absent, CancelledBy, MissReason};
use crate::domain::visits::changes::{mark, move_visit};
use crate::domain::visits::refusal::VisitError;
use crate::domain::visits::{Visit, VisitState, Visits};

/// A refusal of the rules, with the option that it is about.
pub(super) fn refused(option: &str, error: &VisitError, today: NaiveDate) -> Failure {
    let words = error.words(today);
    match error {
        VisitError::Unreadable { .. } => Failure::Read(words),
        VisitError::SameTime { .. } => Failure::Usage(format!("--time: {words}")),
        VisitError::StillToCome { .. }
        | VisitError::Occupied { .. }
        | VisitError::SameDay { .. }
        | VisitError::OutsideTreatment { .. }
        | VisitError::Past { .. }
        | VisitError::Logged { .. }
        | VisitError::Marked { .. }
        | VisitError::NotMissedYet { .. }
        | VisitError::Gone { .. }
        | VisitError::Weekdays { .. }
        | VisitError::BySteps
        | VisitError::NoWeekLeft => Failure::Usage(format!("{option}: {words}")),
    }
}

/// The planned visit of a date, or one that was marked; the one that took place only so that the
/// rules can say why it is not changed.
pub(in crate::cli) fn visit_on(visits: &Visits, date: NaiveDate) -> Result<Visit, Failure> {
    let today = visits.as_of;
    let open = |visit: &&Visit| matches!(visit.state, VisitState::Planned | VisitState::Unlogged);
    let found = visits.on(date).find(open).or_else(|| visits.on(date).next());
    found.copied().ok_or_else(|| {
        let moved = visits.moved_to(date).map(|to| format!("; it was moved to {}", shown(to, today)));
        let next = visits.next().map(|next| format!("; the next one is on {}", shown(next, today)));
        Failure::Usage(format!(
            "--date: no visit is planned on {}{}",
            shown(date, today),
            moved.or(next).unwrap_or_default()
        ))
    })
}

pub(in crate::cli) fn mark_as(
    place: &Place,
    known: &Known,
    date: NaiveDate,
    mut absence: Absence,
) -> Result<String, Failure> {
    let visits = known.visits(place)?;
    let before = known.day(date)?;
    let visit = visit_on(&visits, date)?;
    let (reason, word) = (absence.reason, absence.how.status().label());
    // Who called it off is plain from the reason where it is not said.
    if (absence.how, reason) == (Absent::Cancelled(None), Some(MissReason::Therapist)) {
        absence.how = Absent::Cancelled(Some(CancelledBy::Therapist));
    }
    let after = mark(&visits, &visit, &before, Some(absence))
        .map_err(|error| refused(&format!("--{word}"), &error, known.today))?;
    let saved = place.store.save_day(&before, &after)?;
    let so_far = known.trial.as_ref().map(|trial| so_far(place, trial, known, saved)).unwrap_or_default();
    let because = reason.map(|reason| format!(" ({})", reason.label())).unwrap_or_default();
    // What a warning asks for comes before the count of visits.
    let advice = match reason {
        Some(MissReason::Hurt) => format!("{}\n", content::advice("missed-hurt")),
        Some(MissReason::Unwell) => format!("{}\n", content::advice("missed-unwell")),
        Some(
            MissReason::Away
            | MissReason::Time
            | MissReason::Cost
            | MissReason::Therapist
            | MissReason::Other,
        )
        | None => String::new(),
    };
    Ok(format!(
        "Saved {}: the visit is marked as {word}{because}.\n{advice}{so_far}\n",
        shown(date, known.today)
    ))
}

pub(in crate::cli) fn move_to(
    place: &Place,
    known: &Known,
    date: NaiveDate,
    target: NaiveDate,
) -> Result<String, Failure> {
    let visits = known.visits(place)?;
    let from = known.day(date)?;
    let to = known.day(target)?;
    let visit = visit_on(&visits, date)?;
    let (from_after, to_after) =
        move_visit(&visits, &visit, &from, &to).map_err(|error| refused("--move-to", &error, known.today))?;
    // The new day first: whatever happens between the two saves, the visit is not lost.
    place.store.save_day(&to, &to_after)?;
    if from_after != from {
        place.store.save_day(&from, &from_after)?;
    }
    Ok(format!("Moved the visit of {} to {}.\n", shown(date, known.today), shown(target, known.today)))
}
