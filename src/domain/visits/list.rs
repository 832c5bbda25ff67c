//! Every visit of a trial with its fate: the planned ones derived from the plan, matched with what
//! was written.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::domain::calendar::{after, dates};
use crate::domain::day::{Days, Known};
use crate::domain::score::{Amount, Minutes};
use crate::domain::session::{
    Absence, Absent, DiscomfortAdvice, Done, Fate, MissReason, Session, SessionStatus,
};
use crate::domain::trial::{DayOfWeek, Dose, Plan, Schedule, Trial};
use crate::words_enum;

words_enum! {
    /// What became of a visit, as of a date.
    VisitState {
        /// Still to come, or today and not logged yet.
        Planned = "planned", "planned";
        /// Done, and long enough to qualify.
        Done = "done", "done";
        /// Done, but too short to qualify, or without its minutes written.
        Short = "short", "short";
        /// Marked as missed.
        Missed = "missed", "missed";
        /// Marked as cancelled.
        Cancelled = "cancelled", "cancelled";
        /// Past, with nothing logged: the calendar asks about it.
        Unlogged = "unlogged", "nothing written";
        /// Its day's file was not read, so nothing can be said of it: it is not missed.
        Unreadable = "unreadable", "not readable";
    }
}

impl VisitState {
    /// Whether the visit took place, for however long.
    pub fn took_place(self) -> bool {
        match self {
            Self::Done | Self::Short => true,
            Self::Planned | Self::Missed | Self::Cancelled | Self::Unlogged | Self::Unreadable => false,
        }
    }

    /// Whether the visit was marked as one that did not take place.
    pub fn is_marked(self) -> bool {
        match self {
            Self::Missed | Self::Cancelled => true,
            Self::Planned | Self::Done | Self::Short | Self::Unlogged | Self::Unreadable => false,
        }
    }
}

/// One visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// Its date in the plan, which is its identity. `None`: outside the plan, an extra visit.
    pub slot: Option<NaiveDate>,
    /// The date it is on now.
    pub date: NaiveDate,
    /// What became of it.
    pub state: VisitState,
    /// Where it is written: the index among the sessions of `date`. `None`: only in the plan.
    pub session: Option<usize>,
    /// Whether `date` lies in the treatment weeks: elsewhere a visit does not count.
    pub in_treatment: bool,
    /// When it begins or began, local time, where that was written.
    pub time: Option<NaiveTime>,
    /// How long it took, where it took place and that was written.
    pub minutes: Option<Minutes>,
    /// What it cost, where that was written.
    pub cost: Option<Amount>,
    /// Why it was missed or cancelled, where that was said.
    pub reason: Option<MissReason>,
}

impl Visit {
    /// A written visit that no plan has, the `index`th of its day. It is long enough whatever its
    /// minutes.
    pub fn outside_every_plan(session: &Session, date: NaiveDate, index: usize, as_of: NaiveDate) -> Self {
        Self::written(Written { date, index, session }, None, None, as_of)
    }

    /// A written visit of a plan, or of none, that stands for a date of it, or for none.
    fn written(
        Written { date, index, session }: Written<'_>,
        plan: Option<&Plan>,
        slot: Option<NaiveDate>,
        as_of: NaiveDate,
    ) -> Self {
        let state = state_of(session, date, plan.map(|plan| plan.dose), as_of);
        let treatment = plan.map(Plan::treatment_window);
        Self {
            slot,
            date,
            state,
            session: Some(index),
            in_treatment: treatment.is_some_and(|(first, last)| (first..=last).contains(&date)),
            time: session.time,
            minutes: session.minutes().filter(|_| state.took_place()),
            cost: session.cost,
            reason: session.absence().filter(|_| state.is_marked()).and_then(|absence| absence.reason),
        }
    }

    /// Whether it is on another day than the plan's.
    pub fn is_moved(&self) -> bool {
        self.slot.is_some_and(|slot| slot != self.date)
    }

    /// Whether it is outside the plan.
    pub fn is_extra(&self) -> bool {
        self.slot.is_none()
    }

    /// What was written about it.
    pub fn session<'a>(&self, days: &'a impl Days) -> Option<&'a Session> {
        days.day(self.date).written()?.sessions.get(self.session?)
    }
}

/// The visits of one trial as of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visits {
    /// The day one looks from: nothing that is dated later has happened.
    pub as_of: NaiveDate,
    /// The planned dose.
    pub dose: Dose,
    /// Planned visits in all: visits a week x weeks.
    pub planned: u32,
    /// First and last day of treatment.
    pub treatment: (NaiveDate, NaiveDate),
    /// Every visit, by the date it is on now.
    pub list: Vec<Visit>,
    /// Days of the treatment weeks up to `as_of` whose file was not read.
    pub unreadable_days: Vec<NaiveDate>,
}

impl Visits {
    /// The visits that are on a date now.
    pub fn on(&self, date: NaiveDate) -> impl Iterator<Item = &Visit> {
        self.list.iter().filter(move |visit| visit.date == date)
    }

    /// Where the planned visit of a date was moved to, if it was.
    pub fn moved_to(&self, slot: NaiveDate) -> Option<NaiveDate> {
        self.list.iter().find(|visit| visit.slot == Some(slot) && visit.is_moved()).map(|visit| visit.date)
    }

    /// The date of the next visit still to come; today's counts until it is logged.
    pub fn next(&self) -> Option<NaiveDate> {
        self.list.iter().find(|visit| visit.state == VisitState::Planned).map(|visit| visit.date)
    }

    /// Past visits about which nothing is written.
    pub fn unlogged(&self) -> impl Iterator<Item = &Visit> {
        self.list.iter().filter(|visit| visit.state == VisitState::Unlogged)
    }
}

/// The dates of the plan's visits, oldest first: each treatment day whose weekday is in the schedule
/// that holds on it, or those of a follow-up block's steps.
pub fn planned_dates(plan: &Plan) -> Vec<NaiveDate> {
    if let Some(steps) = plan.steps() {
        return steps.offsets().into_iter().map(|offset| after(plan.start, offset)).collect();
    }
    let (first, last) = plan.treatment_window();
    let is_planned = |date: &NaiveDate| {
        schedule_on(plan, *date).is_some_and(|held| held.days.contains(&DayOfWeek(date.weekday())))
    };
    dates(first, last).filter(is_planned).collect()
}

/// The schedule that holds on a date. The first holds from day 1, whatever date it bears.
fn schedule_on(plan: &Plan, date: NaiveDate) -> Option<&Schedule> {
    let begun = plan.schedule.iter().filter(|schedule| schedule.from <= date);
    begun.max_by_key(|schedule| schedule.from).or(plan.schedule.first())
}

/// What a written visit of `date` is as of another date, under a dose. Without a dose every visit
/// done is long enough. What is dated later than `as_of` has not happened, so that a journal can be
/// looked at as of an earlier day; only a cancellation holds beforehand.
pub fn state_of(session: &Session, date: NaiveDate, dose: Option<Dose>, as_of: NaiveDate) -> VisitState {
    match &session.fate {
        Fate::Absent(Absence { how: Absent::Cancelled(_), .. }) => VisitState::Cancelled,
        Fate::Done(_) | Fate::Absent(_) | Fate::Planned if date > as_of => VisitState::Planned,
        Fate::Done(done) if qualifies(done, dose) => VisitState::Done,
        Fate::Done(_) => VisitState::Short,
        Fate::Absent(_) => VisitState::Missed,
        Fate::Planned if date == as_of => VisitState::Planned,
        Fate::Planned => VisitState::Unlogged,
    }
}

/// Whether a visit done is long enough to count. One without its minutes written cannot be said to be.
fn qualifies(done: &Done, dose: Option<Dose>) -> bool {
    dose.is_none_or(|dose| done.minutes.is_some_and(|minutes| dose.is_qualified_by(minutes)))
}

/// Whether a visit's discomfort asks for a hold: no further visit before a clinician has looked at
/// it.
pub fn holds_from(session: &Session) -> bool {
    session.advice() == DiscomfortAdvice::Hold
}

/// A visit as it was found in the days.
#[derive(Debug, Clone, Copy)]
struct Written<'a> {
    date: NaiveDate,
    index: usize,
    session: &'a Session,
}

impl Written<'_> {
    /// Who comes first where two stand for one visit of the plan: the one that took place, the
    /// earlier, the longer. The order in which they were logged decides only between equals.
    fn order(&self) -> impl Ord + use<> {
        let rank = match self.session.status() {
            SessionStatus::Done => 0,
            SessionStatus::Missed => 1,
            SessionStatus::Cancelled => 2,
            SessionStatus::Planned => 3,
        };
        (rank, self.date, self.session.time, Reverse(self.session.minutes()), self.index)
    }
}

/// The visits of a plan as of a date.
///
/// A written visit that names the plan's date it stands for takes that place. One that names none,
/// or a date that the plan no longer has, takes the place of its own date if that is free. What is
/// left is extra, as is a second one for the same place. Days are looked at from the baseline to
/// the week after the checkpoint; a visit outside the treatment weeks is listed only where it
/// stands for one of the plan.
pub fn visits(plan: &Plan, days: &impl Days, as_of: NaiveDate) -> Visits {
    let slots: BTreeSet<NaiveDate> = planned_dates(plan).into_iter().collect();
    let (taken, extra) = match_with_plan(&slots, written_visits(plan, days));
    let treatment = plan.treatment_window();
    let from_file = |slot: Option<NaiveDate>, written| Visit::written(written, Some(plan), slot, as_of);
    let from_plan = |slot: NaiveDate| {
        let state = match days.day(slot) {
            Known::Unreadable | Known::NotLoaded => VisitState::Unreadable,
            Known::Blank | Known::Written(_) if slot < as_of => VisitState::Unlogged,
            Known::Blank | Known::Written(_) => VisitState::Planned,
        };
        Visit {
            slot: Some(slot),
            date: slot,
            state,
            session: None,
            in_treatment: true,
            time: None,
            minutes: None,
            cost: None,
            reason: None,
        }
    };

    let planned = slots.iter().map(|slot| match taken.get(slot) {
        Some(written) => from_file(Some(*slot), *written),
        None => from_plan(*slot),
    });
    let extra = extra.into_iter().map(|written| from_file(None, written));
    let mut list: Vec<Visit> = planned.chain(extra.filter(|visit| visit.in_treatment)).collect();
    list.sort_by_key(|visit| (visit.date, visit.session, visit.slot));
    Visits {
        as_of,
        dose: plan.dose,
        planned: plan.planned_count(),
        treatment,
        list,
        unreadable_days: dates(treatment.0, treatment.1.min(as_of))
            .filter(|date| matches!(days.day(*date), Known::Unreadable | Known::NotLoaded))
            .collect(),
    }
}

/// The visits of a trial as of a date: those of its plan. From the day it was stopped on none is due
/// any more, and of later ones only those are listed that took place all the same.
pub fn visits_of(trial: &Trial, days: &impl Days, as_of: NaiveDate) -> Visits {
    let mut all = visits(&trial.plan, days, as_of);
    if let Some(stopped) = trial.stopped_by(as_of) {
        let is_listed = |visit: &Visit| match visit.state {
            VisitState::Done | VisitState::Short => true,
            VisitState::Missed | VisitState::Cancelled => visit.date <= stopped.on,
            VisitState::Planned | VisitState::Unlogged | VisitState::Unreadable => visit.date < stopped.on,
        };
        all.list.retain(is_listed);
    }
    all
}

/// Every visit written from the baseline to the week after the checkpoint.
fn written_visits<'a>(plan: &Plan, days: &'a impl Days) -> Vec<Written<'a>> {
    dates(plan.baseline_window().0, plan.late_window().1)
        .filter_map(|date| Some((date, days.day(date).written()?)))
        .flat_map(|(date, day)| {
            day.sessions.iter().enumerate().map(move |(index, session)| Written { date, index, session })
        })
        .collect()
}

/// Which written visit stands for which date of the plan, and those that stand for none.
fn match_with_plan<'a>(
    slots: &BTreeSet<NaiveDate>,
    mut written: Vec<Written<'a>>,
) -> (BTreeMap<NaiveDate, Written<'a>>, Vec<Written<'a>>) {
    written.sort_by_cached_key(Written::order);
    let named = |visit: &Written<'_>| visit.session.planned.filter(|slot| slots.contains(slot));
    let (naming, other): (Vec<_>, Vec<_>) = written.into_iter().partition(|visit| named(visit).is_some());
    let mut taken = BTreeMap::new();
    let mut extra = Vec::new();
    for visit in naming.into_iter().chain(other) {
        let slot = named(&visit).unwrap_or(visit.date);
        if slots.contains(&slot) && !taken.contains_key(&slot) {
            taken.insert(slot, visit);
        } else {
            extra.push(visit);
        }
    }
    (taken, extra)
}

#[cfg(test)]
mod stopped_tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::day::Day;
    use crate::domain::trial::{StopReason, Stopped};
    use crate::domain::visits::adherence::figures;
    use crate::kit::{date, neck};

    #[test]
    fn after_a_stop_no_visit_is_due_missed_or_to_come() {
        let trial = neck();
        let mut days = BTreeMap::new();
        let mut put = |on: &str, status: SessionStatus| {
            days.insert(date(on), Day { sessions: vec![Session::new(status)], ..Day::empty(date(on)) });
        };
        put("2026-11-09", SessionStatus::Missed);
        put("2026-11-12", SessionStatus::Missed);
        put("2026-11-16", SessionStatus::Cancelled);
        put("2026-11-19", SessionStatus::Done);
        let on = date("2026-11-12");
        let stopped = trial.stop(Stopped { on, reason: StopReason::Hurt, text: None }).unwrap();
        let told = |trial: &Trial, as_of: &str| {
            let visits = visits_of(trial, &days, date(as_of));
            let listed: Vec<String> = visits
                .list
                .iter()
                .map(|visit| format!("{} {}", visit.date.format("%d"), visit.state.id()))
                .collect();
            (listed.join(" "), figures(&visits).missed, visits.next().is_some())
        };
        let (listed, missed, next) = told(&stopped, "2026-11-30");
        assert_eq!(listed, "02 unlogged 05 unlogged 09 missed 12 missed 19 short");
        assert_eq!((missed, next), (4, false));
        // Seen from before the stop, and of a trial that runs, all stays.
        assert!(told(&stopped, "2026-11-11").2 && told(&trial, "2026-11-12").2);
        assert_eq!(told(&trial, "2026-11-30").1, 7);
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::domain::calendar::after;
    use crate::domain::day::Day;
    use crate::domain::journal::{DayBook, Entry, Problem};
    use crate::kit::{date, plan};

    fn book(plan: &Plan) -> DayBook {
        let mut book = DayBook::default();
        book.mark_read(plan.baseline_window().0, plan.late_window().1);
        book
    }

    fn write(book: &mut DayBook, on: &str, sessions: Vec<Session>) {
        book.put(date(on), Entry::Written(Day { sessions, ..Day::empty(date(on)) }));
    }

    fn session(status: SessionStatus, planned: Option<&str>) -> Session {
        let mut session = Session { planned: planned.map(date), ..Session::new(status) };
        session.done_mut().into_iter().for_each(|done| done.minutes = Minutes::new(60).ok());
        session
    }

    fn told(visits: &Visits) -> Vec<String> {
        let line = |visit: &Visit| {
            let slot = visit.slot.map_or("extra".to_owned(), |slot| slot.format("%d").to_string());
            format!("{} {} {}", visit.date.format("%d"), visit.state.id(), slot)
        };
        visits.list.iter().map(line).collect()
    }

    #[test]
    fn planned_dates_follow_the_weekdays_through_the_weeks() {
        let days: Vec<String> = planned_dates(&plan("60x2", 2)).iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2026-11-02", "2026-11-05", "2026-11-09", "2026-11-12"]);
        for weeks in 1..=12 {
            for dose in ["60x1", "60x2", "60x3", "30x7"] {
                let mut plan = plan(dose, weeks);
                for start in 0..7 {
                    plan.start = after(date("2026-11-02"), start);
                    assert_eq!(planned_dates(&plan).len(), usize::try_from(plan.planned_count()).unwrap());
                }
            }
        }
    }

    #[test]
    fn a_new_schedule_holds_from_its_date_on() {
        let mut plan = plan("60x2", 2);
        let days = BTreeSet::from([DayOfWeek(Weekday::Tue), DayOfWeek(Weekday::Sat)]);
        plan.schedule.push(Schedule { from: date("2026-11-05"), days });
        let days: Vec<String> = planned_dates(&plan).iter().map(|d| d.format("%d").to_string()).collect();
        assert_eq!(days, ["02", "07", "10", "14"]);
    }

    #[test]
    fn each_visit_has_its_fate() {
        let plan = plan("60x2", 2);
        let mut days = book(&plan);
        write(&mut days, "2026-11-02", vec![session(SessionStatus::Done, None)]);
        write(&mut days, "2026-11-04", vec![session(SessionStatus::Done, None)]);
        write(&mut days, "2026-11-10", vec![session(SessionStatus::Planned, Some("2026-11-09"))]);
        let visits = visits(&plan, &days, date("2026-11-10"));
        assert_eq!(
            told(&visits),
            ["02 done 02", "04 done extra", "05 unlogged 05", "10 planned 09", "12 planned 12"]
        );
        assert_eq!(visits.next(), Some(date("2026-11-10")));
        assert_eq!(visits.moved_to(date("2026-11-09")), Some(date("2026-11-10")));
        assert_eq!(visits.moved_to(date("2026-11-12")), None);
        assert_eq!(visits.unlogged().count(), 1);
    }

    #[test]
    fn of_two_for_one_place_the_one_that_took_place_has_it() {
        let plan = plan("60x1", 1);
        let mut days = book(&plan);
        for order in
            [[SessionStatus::Missed, SessionStatus::Done], [SessionStatus::Done, SessionStatus::Missed]]
        {
            write(&mut days, "2026-11-02", order.map(|status| session(status, None)).to_vec());
            let mut told = told(&visits(&plan, &days, date("2026-11-10")));
            told.sort();
            assert_eq!(told, ["02 done 02", "02 missed extra"]);
        }
        write(&mut days, "2026-11-03", vec![session(SessionStatus::Planned, Some("2026-11-02"))]);
        write(&mut days, "2026-11-02", vec![session(SessionStatus::Done, None)]);
        assert_eq!(told(&visits(&plan, &days, date("2026-11-03"))), ["02 done extra", "03 planned 02"]);
    }

    #[test]
    fn a_visit_for_a_date_the_plan_no_longer_has_stands_for_its_own_day() {
        let plan = plan("60x1", 1);
        let mut days = book(&plan);
        write(&mut days, "2026-11-02", vec![session(SessionStatus::Done, Some("2026-11-06"))]);
        assert_eq!(told(&visits(&plan, &days, date("2026-11-10"))), ["02 done 02"]);
    }

    #[test]
    fn what_cannot_be_read_is_not_missed() {
        let plan = plan("60x2", 1);
        let mut days = book(&plan);
        let problem = Problem { file: "x".into(), line: 1, column: 1, message: "a date".into() };
        days.put(date("2026-11-05"), Entry::Unreadable(problem));
        let visits = visits(&plan, &days, date("2026-11-08"));
        assert_eq!(told(&visits), ["02 unlogged 02", "05 unreadable 05"]);
        assert_eq!(visits.unreadable_days, [date("2026-11-05")]);
        let not_read = super::visits(&plan, &DayBook::default(), date("2026-11-08"));
        assert_eq!(told(&not_read), ["02 unreadable 02", "05 unreadable 05"]);
    }

    #[test]
    fn nothing_dated_later_has_happened_but_a_cancellation_holds() {
        let plan = plan("60x2", 1);
        let mut days = book(&plan);
        write(&mut days, "2026-11-02", vec![session(SessionStatus::Done, None)]);
        write(&mut days, "2026-11-05", vec![session(SessionStatus::Cancelled, None)]);
        assert_eq!(told(&visits(&plan, &days, date("2026-11-01"))), ["02 planned 02", "05 cancelled 05"]);
    }

    #[test]
    fn a_visit_without_its_minutes_does_not_qualify() {
        let dose = Some(plan("60x2", 1).dose);
        let on = date("2026-11-02");
        let lasting = |minutes: Option<i64>| {
            let minutes = minutes.map(|number| Minutes::new(number).unwrap());
            state_of(&Done { minutes, ..Done::default() }.into(), on, dose, on)
        };
        assert_eq!(lasting(Some(50)), VisitState::Done);
        assert_eq!(lasting(Some(49)), VisitState::Short);
        assert_eq!(lasting(None), VisitState::Short);
        for (dose, enough) in [("60x2", 50), ("30x2", 25), ("45x2", 38), ("10x1", 9), ("1x1", 1)] {
            let dose: Dose = dose.parse().unwrap();
            let qualifies = |minutes| Minutes::new(minutes).is_ok_and(|it| dose.is_qualified_by(it));
            assert!(qualifies(enough) && !qualifies(enough - 1), "{dose}");
        }
    }
}
