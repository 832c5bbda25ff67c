//! Visits of any stretch of days: those of the plans that touch it, and whatever else was written.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::list::{Visit, VisitState, visits};
use crate::domain::calendar::dates;
use crate::domain::day::Days;
use crate::domain::trial::{Plan, Trial};

/// The visits from the first to the last date, by the date they are on now: each plan's own where
/// its trial touches the stretch, and visits written outside every plan, which are long enough
/// whatever their minutes. Of days that were not read nothing is listed.
pub fn visits_between(
    plans: &[&Plan],
    days: &impl Days,
    first: NaiveDate,
    last: NaiveDate,
    as_of: NaiveDate,
) -> Vec<Visit> {
    let touches = |plan: &&&Plan| plan.baseline_window().0 <= last && plan.late_window().1 >= first;
    let mut list: Vec<Visit> = Vec::new();
    let mut listed: BTreeSet<(NaiveDate, usize)> = BTreeSet::new();
    for plan in plans.iter().filter(touches) {
        for visit in visits(plan, days, as_of).list {
            let is_new = visit.session.is_none_or(|index| listed.insert((visit.date, index)));
            let is_known = visit.state != VisitState::Unreadable;
            if is_new && is_known && (first..=last).contains(&visit.date) {
                list.push(visit);
            }
        }
    }
    for date in dates(first, last) {
        let Some(day) = days.day(date).written() else { continue };
        for (index, session) in day.sessions.iter().enumerate() {
            if listed.contains(&(date, index)) {
                continue;
            }
            list.push(Visit::outside_every_plan(session, date, index, as_of));
        }
    }
    list.sort_by_key(|visit| (visit.date, visit.session));
    list
}

/// Whether a visit of the plan is off, since the trial that planned it was stopped by then and nothing
/// came of it.
pub fn is_called_off(visit: &Visit, trials: &[&Trial], as_of: NaiveDate) -> bool {
    let is_open = match visit.state {
        VisitState::Planned | VisitState::Unlogged | VisitState::Unreadable => visit.slot.is_some(),
        VisitState::Done | VisitState::Short | VisitState::Missed | VisitState::Cancelled => false,
    };
    let stopped = |trial: &&&Trial| {
        let (first, last) = trial.plan.treatment_window();
        (first..=last).contains(&visit.date)
            && trial.stopped_by(as_of).is_some_and(|stopped| visit.date >= stopped.on)
    };
    is_open && trials.iter().any(|trial| stopped(&trial))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::day::Day;
    use crate::domain::session::{Done, Session};
    use crate::kit::{date, plan};

    #[test]
    fn planned_written_and_unplanned_visits_are_each_listed_once() {
        let plan = plan("60x2", 4);
        let mut days = BTreeMap::new();
        let done = |minutes: i64| -> Session {
            Done { minutes: crate::domain::score::Minutes::new(minutes).ok(), ..Done::default() }.into()
        };
        let mut put = |on: &str, session: Session| {
            days.insert(date(on), Day { sessions: vec![session], ..Day::empty(date(on)) });
        };
        put("2026-09-10", done(30));
        put("2026-11-02", done(45));
        put("2026-11-05", done(60));
        let found = |first: &str, last: &str| -> Vec<(String, VisitState)> {
            visits_between(&[&plan], &days, date(first), date(last), date("2026-11-07"))
                .iter()
                .map(|visit| (visit.date.to_string(), visit.state))
                .collect()
        };
        let expected = [
            ("2026-09-10", VisitState::Done),
            ("2026-11-02", VisitState::Short),
            ("2026-11-05", VisitState::Done),
            ("2026-11-09", VisitState::Planned),
        ];
        let expected = expected.map(|(on, state)| (on.to_owned(), state));
        assert_eq!(found("2026-09-01", "2026-11-11"), expected);
        assert_eq!(found("2026-11-03", "2026-11-08"), expected[2..3]);
    }
}
