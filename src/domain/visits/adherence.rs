//! How much of the planned dose was given, in exact figures.

use chrono::NaiveDate;

use super::list::{Visit, VisitState, Visits};
use crate::domain::calendar::dates;
use crate::domain::score::Exact;
use crate::domain::session::MissReason;
use crate::domain::thresholds::{are_enough_visits, visits_needed};
use crate::domain::verdict::AdherenceFigures;

/// Whether three quarters of the planned visits were done, or still can be (met when
/// 4 x completed >= 3 x planned).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// They were.
    Met,
    /// The planned visits to come are enough.
    ByPlan {
        /// How many more are needed, 1 or more.
        more: u32,
    },
    /// They are enough only with past visits about which nothing is known yet.
    ByLogging {
        /// How many of those must have taken place, 1 or more.
        more: u32,
    },
    /// They are enough only with visits outside the plan, of which one a day is thought possible.
    ByExtra {
        /// How many extra visits, 1 or more.
        more: u32,
        /// The last day on which one counts.
        by: NaiveDate,
    },
    /// There are not enough days left.
    Out,
}

/// The figures of adherence. All counts are visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adherence {
    /// Visits a week x weeks.
    pub planned: u32,
    /// Qualifying visits done in the treatment weeks, at most `planned`. An extra one makes up for
    /// a missed one.
    pub completed: u32,
    /// Done in the treatment weeks, but not qualifying.
    pub short: u32,
    /// Of the short ones, those without their minutes written.
    pub without_minutes: u32,
    /// Planned visits marked missed or cancelled, or past with nothing logged, that no qualifying
    /// extra visit made up for.
    pub missed: u32,
    /// Of the missed ones, those that were missed because it hurt too much.
    pub missed_hurt: u32,
    /// Planned visits marked as cancelled, made up for or not.
    pub cancelled: u32,
    /// Past planned visits about which nothing is written, made up for or not: they may have taken
    /// place.
    pub unlogged: u32,
    /// Planned visits on days whose file was not read. They are not among the missed.
    pub unreadable: u32,
    /// Visits of the plan done outside the treatment weeks, which do not count as completed.
    pub outside: u32,
    /// Visits done in the treatment weeks outside the plan, whether they qualify or not.
    pub extra: u32,
    /// Of the completed ones, those that only an extra visit made up.
    pub extra_used: u32,
    /// Visits of the treatment weeks still to come, extra ones included.
    pub to_come: u32,
    /// Minutes of the visits done in the treatment weeks.
    pub minutes: u32,
    /// Minutes a visit x `planned`.
    pub minutes_planned: u32,
    /// Minutes a visit x the planned visits whose turn has come: past ones and what is settled
    /// today, without those on days that were not read.
    pub minutes_due: u32,
    /// Completed visits that make three quarters.
    pub needed: u32,
    /// Whether three quarters were done or still can be.
    pub reach: Reach,
    /// What the visits cost together, where any cost is written; a visit that was called off may
    /// have cost something too.
    pub cost: Option<Exact>,
    /// How many visits have their cost written.
    pub with_cost: u32,
}

impl Adherence {
    /// Whether three quarters of the planned visits were done.
    pub fn met(&self) -> bool {
        are_enough_visits(self.completed, self.planned)
    }

    /// Completed of planned, 0 to 1; `None` where nothing was planned.
    pub fn share(&self) -> Option<Exact> {
        (self.planned > 0).then(|| Exact::new(i64::from(self.completed), i64::from(self.planned)))
    }
}

impl From<&Adherence> for AdherenceFigures {
    fn from(adherence: &Adherence) -> Self {
        Self {
            planned: adherence.planned,
            completed: adherence.completed,
            short: adherence.short,
            missed: adherence.missed,
            missed_hurt: adherence.missed_hurt,
            extra_used: adherence.extra_used,
            minutes: adherence.minutes,
            minutes_planned: adherence.minutes_planned,
        }
    }
}

/// The figures of the visits of a trial.
pub fn figures(visits: &Visits) -> Adherence {
    let number = |wanted: &dyn Fn(&Visit) -> bool| {
        u32::try_from(visits.list.iter().filter(|visit| wanted(visit)).count()).unwrap_or(u32::MAX)
    };
    let counting = |state: VisitState| number(&|visit: &Visit| visit.in_treatment && visit.state == state);
    let of_plan = |state: VisitState| number(&|visit: &Visit| !visit.is_extra() && visit.state == state);

    let planned = visits.planned;
    let completed = counting(VisitState::Done).min(planned);
    let done_as_planned =
        number(&|visit| visit.in_treatment && !visit.is_extra() && visit.state == VisitState::Done);
    let extra_done =
        number(&|visit| visit.in_treatment && visit.is_extra() && visit.state == VisitState::Done);
    let cancelled = of_plan(VisitState::Cancelled);
    let unlogged = of_plan(VisitState::Unlogged);
    let missed = of_plan(VisitState::Missed)
        .saturating_add(cancelled)
        .saturating_add(unlogged)
        .saturating_sub(extra_done);
    let unreadable = of_plan(VisitState::Unreadable);
    let to_come = counting(VisitState::Planned);
    let needed = visits_needed(planned);
    let each = u32::from(visits.dose.minutes().get());
    let costs = visits.list.iter().filter_map(|visit| Some(visit.cost?.exact()));

    Adherence {
        planned,
        completed,
        short: counting(VisitState::Short),
        without_minutes: number(&|visit| {
            visit.in_treatment && visit.state == VisitState::Short && visit.minutes.is_none()
        }),
        missed,
        missed_hurt: number(&|visit| !visit.is_extra() && visit.reason == Some(MissReason::Hurt)).min(missed),
        cancelled,
        unlogged,
        unreadable,
        outside: number(&|visit| !visit.in_treatment && visit.state.took_place()),
        extra: number(&|visit| visit.in_treatment && visit.is_extra() && visit.state.took_place()),
        extra_used: completed.saturating_sub(done_as_planned),
        to_come,
        minutes: visits
            .list
            .iter()
            .filter(|visit| visit.in_treatment)
            .filter_map(|visit| Some(u32::from(visit.minutes?.get())))
            .fold(0, u32::saturating_add),
        minutes_planned: each.saturating_mul(planned),
        minutes_due: each.saturating_mul(number(&|visit| is_due(visit, visits.as_of)).min(planned)),
        needed,
        reach: reach(visits, needed.saturating_sub(completed), to_come, unlogged.saturating_add(unreadable)),
        with_cost: u32::try_from(costs.clone().count()).unwrap_or(u32::MAX),
        cost: costs.reduce(|sum, cost| sum + cost),
    }
}

/// Whether the turn of a planned visit has come.
fn is_due(visit: &Visit, as_of: NaiveDate) -> bool {
    let has_come = match visit.state {
        VisitState::Planned | VisitState::Unreadable => false,
        VisitState::Done
        | VisitState::Short
        | VisitState::Missed
        | VisitState::Cancelled
        | VisitState::Unlogged => visit.date <= as_of,
    };
    has_come && !visit.is_extra()
}

/// How `more` completed visits can still come about: by the plan, by past visits about which
/// nothing is known yet (`open`), by extra visits on the free days left.
fn reach(visits: &Visits, more: u32, to_come: u32, open: u32) -> Reach {
    let (first, last) = visits.treatment;
    let beyond_plan = more.saturating_sub(to_come);
    let beyond_known = beyond_plan.saturating_sub(open);
    let is_free = |date: &NaiveDate| {
        !visits.on(*date).any(|visit| visit.state == VisitState::Planned || visit.state.took_place())
    };
    let free_days = dates(visits.as_of.max(first), last).filter(is_free).count();
    if more == 0 {
        Reach::Met
    } else if beyond_plan == 0 {
        Reach::ByPlan { more }
    } else if beyond_known == 0 {
        Reach::ByLogging { more: beyond_plan }
    } else if usize::try_from(beyond_known).is_ok_and(|extra| extra <= free_days) {
        Reach::ByExtra { more: beyond_known, by: last }
    } else {
        Reach::Out
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::domain::calendar::{after, before};
    use crate::domain::day::Day;
    use crate::domain::score::{Amount, Minutes};
    use crate::domain::session::{Session, SessionStatus};
    use crate::domain::trial::Plan;
    use crate::domain::visits::visits;
    use crate::kit::{date, plan};

    type Journal = BTreeMap<NaiveDate, Day>;

    fn add(days: &mut Journal, on: NaiveDate, session: Session) {
        days.entry(on).or_insert_with(|| Day::empty(on)).sessions.push(session);
    }

    fn lasting(status: SessionStatus, minutes: i64) -> Session {
        let mut session = Session::new(status);
        if let Some(done) = session.done_mut() {
            done.minutes = Minutes::new(minutes).ok();
        }
        session
    }

    /// The days of November with a visit done of so many minutes.
    fn done(visits: &[(u64, i64)]) -> Journal {
        let mut days = Journal::new();
        for (day, minutes) in visits {
            add(&mut days, after(date("2026-10-31"), *day), lasting(SessionStatus::Done, *minutes));
        }
        days
    }

    fn on(plan: &Plan, days: &Journal, as_of: &str) -> Adherence {
        figures(&visits(plan, days, date(as_of)))
    }

    #[test]
    fn a_month_with_a_short_a_missed_and_an_open_visit() {
        let mut days = done(&[(2, 60), (5, 60), (9, 60), (12, 45), (19, 60)]);
        add(&mut days, date("2026-11-16"), Session::new(SessionStatus::Missed));
        let found = on(&plan("60x2", 4), &days, "2026-11-23");
        assert_eq!((found.planned, found.completed, found.short, found.missed), (8, 4, 1, 1));
        assert_eq!((found.minutes, found.minutes_due, found.minutes_planned), (285, 360, 480));
        assert_eq!((found.needed, found.completed, found.to_come), (6, 4, 2));
        assert_eq!(found.reach, Reach::ByPlan { more: 2 });
        assert_eq!(found.share(), Some(Exact::new(1, 2)));
    }

    #[test]
    fn three_quarters_are_met_exactly_at_three_quarters() {
        let plan = plan("60x2", 4);
        let six = [(2, 60), (5, 50), (9, 60), (12, 60), (16, 60), (19, 60)];
        assert!(on(&plan, &done(&six), "2026-11-30").met());
        let five = on(&plan, &done(&six[..5]), "2026-11-30");
        assert_eq!((five.met(), five.missed, five.unlogged), (false, 3, 3));
        let short = [(2, 60), (5, 49), (9, 60), (12, 60), (16, 60), (19, 60)];
        assert!(!on(&plan, &done(&short), "2026-11-30").met());
        for (dose, weeks, needed) in [("60x3", 4, 9), ("60x1", 1, 1), ("60x1", 5, 4), ("60x7", 12, 63)] {
            let plan = crate::kit::plan(dose, weeks);
            assert_eq!(on(&plan, &Journal::new(), "2026-11-01").needed, needed, "{dose} {weeks}");
        }
    }

    #[test]
    fn an_extra_visit_makes_up_for_a_missed_one_and_is_said_to() {
        let days = done(&[(2, 60), (5, 60), (9, 60), (12, 60), (16, 60), (20, 60)]);
        let found = on(&plan("60x2", 4), &days, "2026-11-30");
        assert_eq!((found.completed, found.extra, found.extra_used, found.missed), (6, 1, 1, 2));
        assert!(found.met());
        let more = done(&[(2, 60), (5, 60), (9, 60), (12, 60), (16, 60), (19, 60), (20, 60)]);
        let found = on(&plan("60x2", 4), &more, "2026-11-30");
        assert_eq!((found.completed, found.extra_used), (7, 1));
    }

    #[test]
    fn visits_outside_the_treatment_weeks_do_not_count() {
        let plan = plan("60x1", 1);
        let mut days = Journal::new();
        let late = Session { planned: Some(date("2026-11-02")), ..lasting(SessionStatus::Done, 60) };
        add(&mut days, date("2026-11-09"), late);
        add(&mut days, date("2026-11-01"), lasting(SessionStatus::Done, 60));
        let found = on(&plan, &days, "2026-11-20");
        assert_eq!((found.completed, found.outside, found.missed, found.minutes), (0, 1, 0, 0));
    }

    #[test]
    fn the_way_to_three_quarters_goes_by_plan_by_logging_by_extra_visits() {
        let plan = plan("60x2", 4);
        let five = done(&[(2, 60), (5, 60), (9, 60), (12, 60), (16, 60)]);
        let two = done(&[(2, 60), (5, 60)]);
        for (days, as_of, reach) in [
            (&five, "2026-11-23", Reach::ByPlan { more: 1 }),
            (&five, "2026-11-27", Reach::ByLogging { more: 1 }),
            (&two, "2026-11-24", Reach::ByLogging { more: 3 }),
        ] {
            assert_eq!(on(&plan, days, as_of).reach, reach);
        }
        let mut missed = five.clone();
        for day in ["2026-11-19", "2026-11-23", "2026-11-26"] {
            add(&mut missed, date(day), Session::new(SessionStatus::Missed));
        }
        let by_extra = Reach::ByExtra { more: 1, by: date("2026-11-29") };
        assert_eq!(on(&plan, &missed, "2026-11-26").reach, by_extra);
        assert_eq!(on(&plan, &missed, "2026-11-29").reach, by_extra);
        assert_eq!(on(&plan, &missed, "2026-11-30").reach, Reach::Out);
    }

    #[test]
    fn costs_are_added_exactly_and_absent_where_none_is_written() {
        let plan = plan("60x2", 4);
        assert_eq!(on(&plan, &done(&[(2, 60)]), "2026-11-30").cost, None);
        let mut days = Journal::new();
        for day in ["2026-11-02", "2026-11-05", "2026-11-09"] {
            let cost = Some("0.10".parse::<Amount>().unwrap());
            add(&mut days, date(day), Session { cost, ..lasting(SessionStatus::Done, 60) });
        }
        let found = on(&plan, &days, "2026-11-30");
        assert_eq!((found.cost, found.with_cost), (Some(Exact::new(3, 10)), 3));
    }

    /// Visits as a person may log them: on which day of the trial, what became of it, how long,
    /// and for which day of the plan.
    fn logged() -> impl Strategy<Value = Vec<(NaiveDate, Session)>> {
        let one = (0_u64..40, 0_usize..4, 1_i64..120, prop::option::of(0_u64..30));
        let start = before(date("2026-11-02"), 4);
        prop::collection::vec(one, 0..25).prop_map(move |visits| {
            let session = |(day, status, minutes, planned): (u64, usize, i64, Option<u64>)| {
                let status = SessionStatus::ALL[status];
                let planned = planned.map(|day| after(date("2026-11-02"), day));
                (after(start, day), Session { planned, ..lasting(status, minutes) })
            };
            visits.into_iter().map(session).collect()
        })
    }

    fn journal(visits: &[(NaiveDate, Session)]) -> Journal {
        let mut days = Journal::new();
        for (on, session) in visits {
            add(&mut days, *on, session.clone());
        }
        days
    }

    fn any_plan() -> impl Strategy<Value = Plan> {
        let dose = prop::sample::select(vec!["60x1", "60x2", "60x3", "30x3", "45x5"]);
        (dose, 1_u8..=4).prop_map(|(dose, weeks)| plan(dose, weeks))
    }

    proptest! {
        #[test]
        fn no_more_than_all_is_completed(plan in any_plan(), logged in logged(), day in 0_u64..45) {
            let found = figures(&visits(&plan, &journal(&logged), after(plan.start, day)));
            prop_assert!(found.completed <= found.planned);
            prop_assert!(found.extra_used <= found.completed && found.extra_used <= found.extra);
            prop_assert_eq!(found.met(), found.reach == Reach::Met);
            prop_assert_eq!(found.met(), found.completed >= found.needed);
            prop_assert!(found.missed <= found.planned && found.missed_hurt <= found.missed);
            prop_assert!(found.minutes_due <= found.minutes_planned);
        }

        #[test]
        fn every_planned_date_has_one_visit(plan in any_plan(), logged in logged(), day in 0_u64..45) {
            let found = visits(&plan, &journal(&logged), after(plan.start, day));
            let mut slots: Vec<_> = found.list.iter().filter_map(|visit| visit.slot).collect();
            slots.sort();
            prop_assert_eq!(slots, crate::domain::visits::planned_dates(&plan));
            let mut places: Vec<_> = found.list.iter().filter_map(|v| Some((v.date, v.session?))).collect();
            let written = places.len();
            places.sort();
            places.dedup();
            prop_assert_eq!(places.len(), written);
        }

        #[test]
        fn one_more_qualifying_visit_never_lowers_what_is_completed(
            plan in any_plan(), logged in logged(), day in 0_u64..28, as_of in 0_u64..45
        ) {
            let mut days = journal(&logged);
            let as_of = after(plan.start, as_of);
            let before = figures(&visits(&plan, &days, as_of));
            add(&mut days, after(plan.start, day), lasting(SessionStatus::Done, 60));
            let found = figures(&visits(&plan, &days, as_of));
            prop_assert!(found.completed >= before.completed);
            prop_assert!(found.minutes >= before.minutes);
        }

        #[test]
        fn the_order_of_logging_changes_no_figure(
            (logged, shuffled) in logged().prop_flat_map(|visits| (Just(visits.clone()), Just(visits).prop_shuffle())),
            plan in any_plan(), as_of in 0_u64..45
        ) {
            let as_of = after(plan.start, as_of);
            let found = figures(&visits(&plan, &journal(&logged), as_of));
            prop_assert_eq!(found, figures(&visits(&plan, &journal(&shuffled), as_of)));
        }
    }
}
