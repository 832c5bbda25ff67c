//! Changing visits: log, mark, move, add, delete. Each takes days as they are and gives them back
//! changed, or says in one sentence why not.

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::list::{Visit, VisitState, Visits, holds_from};
use super::refusal::VisitError;
use crate::domain::day::Day;
use crate::domain::session::{Absence, Absent, Fate, Session, SessionStatus};

/// Logs a visit that took place: in place of the session at `replacing`, or of the day's first one
/// that was only planned, or as one more. Which visit of the plan it stands for stays as it was,
/// unless `visit` names one. Refuses a day after `today`, and a visit at the time of another.
pub fn log_visit(
    day: &Day,
    replacing: Option<usize>,
    visit: Session,
    today: NaiveDate,
) -> Result<Day, VisitError> {
    let date = day.date;
    if date > today {
        return Err(VisitError::StillToCome { date });
    }
    let same_visit = |other: &Session| visit.planned.is_none() || visit.planned == other.planned;
    let planned = |other: &Session| other.is_planned() && same_visit(other);
    let replacing = replacing.or_else(|| day.sessions.iter().position(planned));
    let clash = day.sessions.iter().enumerate().find(|(index, other)| {
        Some(*index) != replacing && other.done().is_some() && at_one_time(other, &visit)
    });
    if let Some(time) = clash.and_then(|(_, other)| other.time) {
        return Err(VisitError::SameTime { date, time });
    }
    let mut changed = day.clone();
    match replacing {
        None => changed.sessions.push(visit),
        Some(index) => {
            let before = changed.sessions.get_mut(index).ok_or(VisitError::Gone { date })?;
            *before = Session { planned: visit.planned.or(before.planned), ..visit };
        }
    }
    Ok(changed)
}

/// Whether a change to a day brought a visit whose discomfort asks for a hold. A visit
/// that asked for one before, and was settled since, does not ask again when its note is changed.
pub fn asks_for_hold(before: &Day, after: &Day) -> bool {
    let asking = |day: &Day| day.sessions.iter().filter(|session| holds_from(session)).count();
    asking(after) > asking(before)
}

/// Whether two visits of one day overlap. One without its minutes takes one minute;
/// one without its time overlaps nothing.
fn at_one_time(a: &Session, b: &Session) -> bool {
    let span = |session: &Session| {
        let time = session.time?;
        let start = time.hour().saturating_mul(60).saturating_add(time.minute());
        let minutes = session.minutes().map_or(1, |minutes| u32::from(minutes.get()));
        Some((start, start.saturating_add(minutes)))
    };
    match (span(a), span(b)) {
        (Some(a), Some(b)) => a.0 < b.1 && b.0 < a.1,
        (None, _) | (_, None) => false,
    }
}

/// Marks a visit as missed or cancelled, or, with `None`, takes such a mark back. `day` is the day it
/// is on now. Refuses a visit that took place, and missing one that is still to come.
pub fn mark(visits: &Visits, visit: &Visit, day: &Day, absence: Option<Absence>) -> Result<Day, VisitError> {
    let date = visit.date;
    check_day(visit, day)?;
    match visit.state {
        VisitState::Done | VisitState::Short => return Err(VisitError::Logged { date }),
        VisitState::Unreadable => return Err(VisitError::Unreadable { date }),
        VisitState::Planned | VisitState::Missed | VisitState::Cancelled | VisitState::Unlogged => {}
    }
    if date > visits.as_of && absence.as_ref().is_some_and(|absence| absence.how == Absent::Missed) {
        return Err(VisitError::NotMissedYet { date });
    }
    let mut changed = day.clone();
    let written = take(&mut changed, visit)?;
    put(&mut changed, visit, Session { fate: absence.map_or(Fate::Planned, Fate::Absent), ..written });
    Ok(changed)
}

/// Moves a planned visit, or a past one with nothing logged, to another day; it keeps its identity.
/// `from` is the day it is on now, `to` the day wanted. Refuses a visit that took place or is
/// marked, a day before `visits.as_of` or outside the treatment weeks, and a day that has a visit.
pub fn move_visit(visits: &Visits, visit: &Visit, from: &Day, to: &Day) -> Result<(Day, Day), VisitError> {
    check_day(visit, from)?;
    let date = visit.date;
    match visit.state {
        VisitState::Planned | VisitState::Unlogged => {}
        VisitState::Done | VisitState::Short => return Err(VisitError::Logged { date }),
        VisitState::Missed | VisitState::Cancelled => {
            return Err(VisitError::Marked { date, state: visit.state });
        }
        VisitState::Unreadable => return Err(VisitError::Unreadable { date }),
    }
    if to.date == date {
        return Err(VisitError::SameDay { date });
    }
    check_free(visits, to)?;
    let (mut from, mut to) = (from.clone(), to.clone());
    let written = take(&mut from, visit)?;
    let moved = Visit { date: to.date, session: None, ..*visit };
    put(&mut to, &moved, written);
    Ok((from, to))
}

/// Adds a visit outside the plan to a day. Refuses the same days as [`move_visit`].
pub fn add_visit(visits: &Visits, day: &Day, time: Option<NaiveTime>) -> Result<Day, VisitError> {
    check_free(visits, day)?;
    let mut changed = day.clone();
    changed.sessions.push(Session { time, ..Session::default() });
    Ok(changed)
}

/// Sets the time of a visit that is still to come, or takes it away. Refuses one that took place or is
/// marked.
pub fn set_time(visit: &Visit, day: &Day, time: Option<NaiveTime>) -> Result<Day, VisitError> {
    let date = visit.date;
    check_day(visit, day)?;
    match visit.state {
        VisitState::Planned | VisitState::Unlogged => {}
        VisitState::Done | VisitState::Short => return Err(VisitError::Logged { date }),
        VisitState::Missed | VisitState::Cancelled => {
            return Err(VisitError::Marked { date, state: visit.state });
        }
        VisitState::Unreadable => return Err(VisitError::Unreadable { date }),
    }
    let mut changed = day.clone();
    let written = take(&mut changed, visit)?;
    put(&mut changed, visit, Session { time, ..written });
    Ok(changed)
}

/// Deletes what was written about a visit. A visit of the plan is then planned again, on its own
/// date of the plan.
pub fn delete_visit(visit: &Visit, day: &Day) -> Result<Day, VisitError> {
    check_day(visit, day)?;
    let mut changed = day.clone();
    take(&mut changed, visit)?;
    Ok(changed)
}

/// Whether the day is the visit's own.
fn check_day(visit: &Visit, day: &Day) -> Result<(), VisitError> {
    if visit.date == day.date { Ok(()) } else { Err(VisitError::Gone { date: visit.date }) }
}

/// Whether a visit can be planned for a day: not past, in the treatment weeks, and without a visit
/// other than ones called off or missed.
fn check_free(visits: &Visits, day: &Day) -> Result<(), VisitError> {
    let date = day.date;
    let (first, last) = visits.treatment;
    let takes_room = |visit: &Visit| match visit.state {
        VisitState::Planned
        | VisitState::Done
        | VisitState::Short
        | VisitState::Unlogged
        | VisitState::Unreadable => true,
        VisitState::Missed | VisitState::Cancelled => false,
    };
    if date < first || date > last {
        Err(VisitError::OutsideTreatment { date, first, last })
    } else if date < visits.as_of {
        Err(VisitError::Past { date })
    } else if visits.on(date).any(takes_room) {
        Err(VisitError::Occupied { date })
    } else {
        Ok(())
    }
}

/// Takes what is written about a visit out of its day; a visit that is only in the plan has
/// nothing written.
fn take(day: &mut Day, visit: &Visit) -> Result<Session, VisitError> {
    let Some(index) = visit.session else { return Ok(Session::default()) };
    let gone = VisitError::Gone { date: day.date };
    // Rows may have been put in, taken out or sorted since the visit was looked at.
    let is_at = |index: usize| day.sessions.get(index).is_some_and(|row| is_written(visit, row));
    let mut others = (0..day.sessions.len()).filter(|index| is_at(*index));
    let found = if is_at(index) { index } else { others.next().ok_or(gone.clone())? };
    if found != index && others.next().is_some() {
        return Err(gone);
    }
    Ok(day.sessions.remove(found))
}

/// Whether what is written is what a visit says of itself.
fn is_written(visit: &Visit, row: &Session) -> bool {
    let fits = match visit.state {
        VisitState::Planned | VisitState::Unlogged => row.is_planned(),
        VisitState::Done | VisitState::Short => row.done().is_some_and(|done| done.minutes == visit.minutes),
        VisitState::Missed => row.status() == SessionStatus::Missed,
        VisitState::Cancelled => row.status() == SessionStatus::Cancelled,
        VisitState::Unreadable => false,
    };
    fits && row.time == visit.time && row.cost == visit.cost
}

/// Writes a visit into its day, at its old place. One on its own date of the plan needs no mention
/// of it, and no mention at all where nothing more is known than that it is planned.
fn put(day: &mut Day, visit: &Visit, session: Session) {
    let planned = visit.slot.filter(|slot| *slot != visit.date);
    let session = Session { planned, ..session };
    let says_nothing = visit.slot == Some(visit.date) && session == Session::default();
    if !says_nothing {
        let index = visit.session.unwrap_or(usize::MAX).min(day.sessions.len());
        day.sessions.insert(index, session);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::score::Minutes;
    use crate::domain::session::{CancelledBy, Discomfort, Done, MissReason};
    use crate::domain::text::Words;
    use crate::domain::trial::Plan;
    use crate::domain::visits::{holds_from, visits};
    use crate::kit::{date, plan};

    /// 60x2 on Mon and Thu from Mon 2 Nov, looked at on Tue 10 Nov.
    const TODAY: &str = "2026-11-10";
    const MISSED: Option<Absence> = Some(Absence { how: Absent::Missed, reason: None, why: None });

    struct Journal {
        plan: Plan,
        days: BTreeMap<NaiveDate, Day>,
    }

    impl Journal {
        fn new() -> Self {
            Self { plan: plan("60x2", 4), days: BTreeMap::new() }
        }

        fn day(&self, on: &str) -> Day {
            self.days.get(&date(on)).cloned().unwrap_or_else(|| Day::empty(date(on)))
        }

        fn save(&mut self, day: Day) {
            self.days.insert(day.date, day);
        }

        fn visits(&self) -> Visits {
            visits(&self.plan, &self.days, date(TODAY))
        }

        fn visit(&self, on: &str) -> Visit {
            *self.visits().on(date(on)).next().unwrap()
        }

        fn log(&mut self, on: &str, done: Session) {
            let changed = log_visit(&self.day(on), None, done, date(TODAY)).unwrap();
            self.save(changed);
        }

        fn mark(&mut self, on: &str, absence: Option<Absence>) -> Result<(), VisitError> {
            let changed = super::mark(&self.visits(), &self.visit(on), &self.day(on), absence)?;
            self.save(changed);
            Ok(())
        }

        fn move_to(&mut self, from: &str, to: &str) -> Result<(), VisitError> {
            let changed = move_visit(&self.visits(), &self.visit(from), &self.day(from), &self.day(to))?;
            self.save(changed.0);
            self.save(changed.1);
            Ok(())
        }

        fn states(&self) -> Vec<(Option<NaiveDate>, NaiveDate, VisitState)> {
            self.visits().list.iter().map(|visit| (visit.slot, visit.date, visit.state)).collect()
        }
    }

    fn done(minutes: i64) -> Session {
        Done { minutes: Minutes::new(minutes).ok(), ..Done::default() }.into()
    }

    fn at(time: &str, minutes: i64) -> Session {
        Session { time: Some(time.parse().unwrap()), ..done(minutes) }
    }

    #[test]
    fn a_moved_visit_keeps_its_identity_and_is_logged_where_it_is() {
        let mut journal = Journal::new();
        journal.move_to("2026-11-09", "2026-11-10").unwrap();
        assert_eq!(journal.visits().moved_to(date("2026-11-09")), Some(date("2026-11-10")));
        assert_eq!(journal.visits().on(date("2026-11-09")).count(), 0);
        journal.log("2026-11-10", done(60));
        let visit = journal.visit("2026-11-10");
        assert_eq!((visit.slot, visit.state), (Some(date("2026-11-09")), VisitState::Done));
    }

    #[test]
    fn moving_there_and_back_leaves_nothing_behind() {
        let mut journal = Journal::new();
        let before = journal.states();
        journal.move_to("2026-11-12", "2026-11-14").unwrap();
        journal.move_to("2026-11-14", "2026-11-17").unwrap();
        assert_ne!(journal.states(), before);
        journal.move_to("2026-11-17", "2026-11-12").unwrap();
        assert_eq!(journal.states(), before);
        assert!(journal.days.values().all(Day::is_empty));
    }

    #[test]
    fn a_visit_is_taken_by_what_it_is_wherever_it_stands_now() {
        let mut journal = Journal::new();
        journal.log("2026-11-09", at("10:00", 60));
        journal.log("2026-11-09", at("17:30", 45));
        let visit = *journal
            .visits()
            .on(date("2026-11-09"))
            .find(|visit| visit.minutes == Minutes::new(45).ok())
            .unwrap();
        let mut day = journal.day("2026-11-09");
        day.sessions.reverse();
        day.sessions.push(at("19:00", 30));
        let left = delete_visit(&visit, &day).unwrap();
        assert_eq!(left.sessions, [at("10:00", 60), at("19:00", 30)]);
        assert_eq!(delete_visit(&visit, &left), Err(VisitError::Gone { date: left.date }));
        let twice = Day { sessions: vec![at("10:00", 60), at("17:30", 45), at("17:30", 45)], ..left };
        let front = Visit { session: Some(0), ..visit };
        assert!(delete_visit(&front, &twice).is_err(), "which of the two is not known");
    }

    #[test]
    fn what_was_written_moves_along() {
        let mut journal = Journal::new();
        let changed = add_visit(&journal.visits(), &journal.day("2026-11-13"), Some(NaiveTime::MIN)).unwrap();
        journal.save(changed);
        journal.move_to("2026-11-13", "2026-11-14").unwrap();
        let visit = journal.visit("2026-11-14");
        assert!(visit.is_extra() && !visit.is_moved());
        assert_eq!(visit.session(&journal.days).unwrap().time, Some(NaiveTime::MIN));
    }

    #[test]
    fn a_visit_is_moved_only_where_it_can_be_and_counts() {
        let mut journal = Journal::new();
        journal.log("2026-11-02", done(60));
        journal.mark("2026-11-05", MISSED).unwrap();
        let on = |text| date(text);
        for (from, to, error) in [
            ("2026-11-12", "2026-11-16", VisitError::Occupied { date: on("2026-11-16") }),
            ("2026-11-12", "2026-11-12", VisitError::SameDay { date: on("2026-11-12") }),
            ("2026-11-12", "2026-11-08", VisitError::Past { date: on("2026-11-08") }),
            (
                "2026-11-12",
                "2026-11-30",
                VisitError::OutsideTreatment {
                    date: on("2026-11-30"),
                    first: on("2026-11-02"),
                    last: on("2026-11-29"),
                },
            ),
            ("2026-11-02", "2026-11-13", VisitError::Logged { date: on("2026-11-02") }),
            (
                "2026-11-05",
                "2026-11-13",
                VisitError::Marked { date: on("2026-11-05"), state: VisitState::Missed },
            ),
        ] {
            assert_eq!(journal.move_to(from, to), Err(error), "{from} to {to}");
        }
        let other_day = journal.day("2026-11-13");
        let gone = move_visit(&journal.visits(), &journal.visit("2026-11-12"), &other_day, &other_day);
        assert_eq!(gone, Err(VisitError::Gone { date: on("2026-11-12") }));
    }

    #[test]
    fn two_visits_at_one_time_and_visits_to_come_are_refused() {
        let mut journal = Journal::new();
        journal.log("2026-11-09", at("17:30:00", 60));
        let day = journal.day("2026-11-09");
        let log = |done| log_visit(&day, None, done, date(TODAY));
        let clash = VisitError::SameTime { date: day.date, time: "17:30:00".parse().unwrap() };
        for overlapping in [at("17:30:00", 60), at("18:29:00", 30), at("16:31:00", 60)] {
            assert_eq!(log(overlapping), Err(clash.clone()));
        }
        for apart in [at("18:30:00", 60), at("16:30:00", 60), done(60)] {
            assert_eq!(log(apart).unwrap().sessions.len(), 2);
        }
        assert_eq!(log_visit(&day, Some(0), at("17:30:00", 45), date(TODAY)).unwrap().sessions.len(), 1);
        assert_eq!(log_visit(&day, Some(1), done(45), date(TODAY)), Err(VisitError::Gone { date: day.date }));
        let to_come = log_visit(&journal.day("2026-11-11"), None, done(60), date(TODAY));
        assert_eq!(to_come, Err(VisitError::StillToCome { date: date("2026-11-11") }));
    }

    #[test]
    fn logging_for_a_missed_date_leaves_the_days_own_planned_visit() {
        let mut journal = Journal::new();
        journal.move_to("2026-11-12", "2026-11-10").unwrap();
        journal.log("2026-11-10", Session { planned: Some(date("2026-11-09")), ..done(60) });
        let slots: Vec<_> = journal.visits().on(date("2026-11-10")).map(|v| (v.slot, v.state)).collect();
        assert_eq!(
            slots,
            [(Some(date("2026-11-12")), VisitState::Planned), (Some(date("2026-11-09")), VisitState::Done)]
        );
    }

    #[test]
    fn a_mark_is_set_changed_and_taken_back() {
        let mut journal = Journal::new();
        let before = journal.states();
        let why = Words::optional("ill").unwrap();
        journal
            .mark("2026-11-09", Some(Absence { how: Absent::Missed, reason: None, why: why.clone() }))
            .unwrap();
        assert_eq!(journal.visit("2026-11-09").state, VisitState::Missed);
        journal
            .mark(
                "2026-11-09",
                Some(Absence {
                    how: Absent::Cancelled(Some(CancelledBy::Therapist)),
                    reason: Some(MissReason::Therapist),
                    why,
                }),
            )
            .unwrap();
        let day = journal.day("2026-11-09");
        let how = day.sessions[0].absence().map(|absence| absence.how);
        assert_eq!((day.sessions.len(), how), (1, Some(Absent::Cancelled(Some(CancelledBy::Therapist)))));
        journal.mark("2026-11-09", None).unwrap();
        assert_eq!(journal.states(), before);
        let early = journal.mark("2026-11-12", MISSED);
        assert_eq!(early, Err(VisitError::NotMissedYet { date: date("2026-11-12") }));
        journal.mark("2026-11-12", Some(Absent::Cancelled(None).for_no_reason())).unwrap();
        assert_eq!(journal.visit("2026-11-12").state, VisitState::Cancelled);
        assert_eq!(journal.visit("2026-11-12").reason, None);
        journal.log("2026-11-09", done(60));
        let logged = journal.mark("2026-11-09", MISSED);
        assert_eq!(logged, Err(VisitError::Logged { date: date("2026-11-09") }));
    }

    #[test]
    fn a_time_is_set_only_for_a_visit_that_is_still_open_and_leaves_no_empty_row() {
        let mut journal = Journal::new();
        let time = Some("17:30:00".parse().unwrap());
        let set = |journal: &Journal, on: &str, time| set_time(&journal.visit(on), &journal.day(on), time);
        let day = set(&journal, "2026-11-12", time).unwrap();
        assert_eq!((day.sessions.len(), day.sessions[0].time), (1, time));
        journal.save(day);
        assert_eq!(journal.visit("2026-11-12").time, time);
        assert_eq!(journal.visit("2026-11-12").slot, Some(date("2026-11-12")));
        assert!(set(&journal, "2026-11-12", None).unwrap().sessions.is_empty());
        journal.log("2026-11-02", done(60));
        assert!(matches!(set(&journal, "2026-11-02", time), Err(VisitError::Logged { .. })));
        journal.mark("2026-11-09", MISSED).unwrap();
        assert!(matches!(set(&journal, "2026-11-09", time), Err(VisitError::Marked { .. })));
    }

    #[test]
    fn a_moved_visit_that_is_marked_stays_moved() {
        let mut journal = Journal::new();
        journal.move_to("2026-11-09", "2026-11-10").unwrap();
        journal.mark("2026-11-10", MISSED).unwrap();
        journal.mark("2026-11-10", None).unwrap();
        let visit = journal.visit("2026-11-10");
        assert_eq!((visit.slot, visit.state), (Some(date("2026-11-09")), VisitState::Planned));
    }

    #[test]
    fn a_deleted_visit_is_planned_again() {
        let mut journal = Journal::new();
        let before = journal.states();
        journal.log("2026-11-09", done(60));
        let changed = delete_visit(&journal.visit("2026-11-09"), &journal.day("2026-11-09")).unwrap();
        journal.save(changed);
        assert_eq!(journal.states(), before);
    }

    #[test]
    fn numbness_asks_for_a_hold_and_a_sharp_pain_does_not() {
        let with = |kind| Done { discomfort: vec![Discomfort::Dull, kind], ..Done::default() }.into();
        assert!(holds_from(&with(Discomfort::Numbness)));
        assert!(!holds_from(&with(Discomfort::Sharp)));
    }
}
