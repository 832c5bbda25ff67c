//! Every visit there is to show, and what is worked out of them for the screen.

use chrono::{Datelike, Months, NaiveDate};

use crate::app::counted::Stand;
use crate::app::cx::Cx;
use crate::content;
use crate::domain::calendar::before;
use crate::domain::checklist::{Checklist, WORSE_HOLD};
use crate::domain::decision::to_do::{ToDo, to_do};
use crate::domain::visits::adherence::{Adherence, figures};
use crate::domain::visits::{Visit, VisitState, Visits, visits_of};

/// Every visit there is to show.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Those of the trial, with what the rules need; `None` without a trial.
    pub of_trial: Option<Visits>,
    /// All of them, with those that were written outside the trial, by date.
    pub all: Vec<Visit>,
}

impl Calendar {
    /// The visits on a date.
    pub fn on(&self, date: NaiveDate) -> impl Iterator<Item = &Visit> {
        self.all.iter().filter(move |visit| visit.date == date)
    }

    /// Where the planned visit of a date was moved to, if it was.
    pub fn moved_to(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.of_trial.as_ref()?.moved_to(date)
    }

    /// The figures of adherence.
    pub fn adherence(&self) -> Option<Adherence> {
        self.of_trial.as_ref().map(figures)
    }

    /// The day of the next visit still to come after a day, else of the first one to come.
    pub fn next_after(&self, date: NaiveDate) -> Option<NaiveDate> {
        let to_come = |visit: &&Visit| visit.state == VisitState::Planned;
        let later = self.all.iter().filter(to_come).find(|visit| visit.date > date);
        later.or(self.all.iter().find(to_come)).map(|visit| visit.date)
    }
}

/// Every visit of the trial, and every other one that was written, as of today. Once a trial was
/// stopped, none is due in it any more, whether it was planned, moved or added.
pub fn calendar(cx: &Cx) -> Calendar {
    let days = &cx.journal.days;
    let trial = cx.journal.trial.as_ref();
    let of_trial = trial.map(|trial| visits_of(trial, days, cx.today));
    let mut all: Vec<Visit> = of_trial.as_ref().map(|visits| visits.list.clone()).unwrap_or_default();
    let stopped_on = trial.and_then(|trial| trial.stopped_by(cx.today)).map(|stopped| stopped.on);
    let mut others = Vec::new();
    for day in days.written() {
        for (index, session) in day.sessions.iter().enumerate() {
            if all.iter().any(|visit| visit.date == day.date && visit.session == Some(index)) {
                continue;
            }
            let visit = Visit::outside_every_plan(session, day.date, index, cx.today);
            let is_open = visit.state == VisitState::Planned || visit.state == VisitState::Unlogged;
            if is_open && stopped_on.is_some_and(|on| day.date >= on) {
                continue;
            }
            others.push(visit);
        }
    }
    all.extend(others);
    all.sort_by_key(|visit| (visit.date, visit.time, visit.session));
    Calendar { of_trial, all }
}

/// The first and the last day that the calendar of a day's month shows.
pub fn shown_days(cx: &Cx, date: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = before(date, u64::from(date.day0()));
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let last = before(next, 1);
    let start = first.week(cx.settings.week_start).first_day();
    (start, last.week(cx.settings.week_start).last_day())
}

/// What the screen shows beyond the state of the view, worked out once after anything that happens.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// How the journal stood that it was worked out of.
    pub(super) stand: Option<Stand>,
    /// The visits.
    pub calendar: Calendar,
    /// How much of the dose was given.
    pub adherence: Option<Adherence>,
    /// What comes before everything else, most pressing first, a sentence each: an open hold with its
    /// level's words, pain getting worse, soreness that lasts, a stop that a clinician should hear of.
    pub warnings: Vec<String>,
    /// Whether pain is getting worse and no hold is open for it yet.
    pub can_hold: bool,
    /// What goes along to a visit: limits that came with a clearance, what the therapist should know.
    pub take_along: Vec<String>,
}

impl Shown {
    /// What is shown as of today.
    pub fn of(cx: &Cx) -> Self {
        let calendar = calendar(cx);
        let adherence = calendar.adherence();
        let list = checklist(cx);
        let cautions = cautions(cx);
        let can_hold = cautions.iter().any(|item| matches!(item, ToDo::GettingWorse(_)))
            && list.is_some_and(|list| list.open_hold_for(WORSE_HOLD).is_none());
        Self {
            stand: Some(cx.stand()),
            calendar,
            adherence,
            warnings: warnings(cx, &cautions),
            can_hold,
            take_along: list.map(content::take_along_lines).unwrap_or_default(),
        }
    }
}

/// The checklist that holds now: the trial's, else that on its way to one.
pub(super) fn checklist<'a>(cx: &Cx<'a>) -> Option<&'a Checklist> {
    let setup = cx.journal.setup.as_ref().map(|setup| &setup.checklist);
    cx.journal.trial.as_ref().map(|trial| &trial.checklist).or(setup)
}

fn cautions(cx: &Cx) -> Vec<ToDo> {
    let Some(trial) = &cx.journal.trial else { return Vec::new() };
    let list = to_do(trial, &cx.journal.days, cx.settings.day_end, cx.today, None);
    list.into_iter().filter(ToDo::is_caution).collect()
}

fn warnings(cx: &Cx, cautions: &[ToDo]) -> Vec<String> {
    let mut lines = checklist(cx).map(content::open_hold_lines).unwrap_or_default();
    if let Some(trial) = &cx.journal.trial {
        let others = cautions.iter().filter(|item| **item != ToDo::Hold);
        lines.extend(others.map(|item| content::to_do_words(item, trial, cx.today)));
    }
    lines
}
