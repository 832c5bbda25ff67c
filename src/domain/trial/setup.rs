//! A checklist and plan on the way to a trial, and the gate between them.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};

use super::dose::Dose;
use super::plan::{BaselineFigures, Plan, Schedule, WINDOW_DAYS};
use super::record::{Trial, TrialId};
use crate::domain::calendar::{DayOfWeek, after, before};
use crate::domain::checklist::{AgeBand, Checklist, GateRefusal, Question, Site};
use crate::domain::measure::{FunctionMeasure, Marker, MarkersError};
use crate::domain::score::OutOfRange;

/// Weeks of treatment unless chosen otherwise.
pub const DEFAULT_WEEKS: u8 = 4;
/// How far ahead a start date may lie, in days: further is taken for a slip.
pub const START_AHEAD_DAYS: u64 = 365;

/// A checklist and plan on the way to a trial; everything may still be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The day it was begun.
    pub begun: NaiveDate,
    /// Answers so far.
    pub checklist: Checklist,
    /// Minutes and visits a week.
    pub dose: Option<Dose>,
    /// Weeks of treatment.
    pub weeks: Option<u8>,
    /// The weekdays of the visits.
    pub weekdays: Option<BTreeSet<DayOfWeek>>,
    /// Day 1.
    pub start: Option<NaiveDate>,
    /// The day of the week for the weekly measures.
    pub weekly_day: Option<Weekday>,
    /// Markers chosen so far.
    pub markers: Vec<Marker>,
    /// Single baseline figures.
    pub baseline: BaselineFigures,
}

/// Why a setup is not a plan yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// No dose.
    #[error("choose a dose, such as 60x2")]
    NoDose,
    /// Weeks out of range.
    #[error("{0}")]
    Weeks(OutOfRange),
    /// Not as many weekdays as visits.
    #[error("the dose {dose} needs {} weekdays, not {given}", .dose.per_week())]
    Weekdays {
        /// The dose.
        dose: Dose,
        /// How many weekdays were given.
        given: usize,
    },
    /// No start date.
    #[error("choose a start date")]
    NoStart,
    /// Before the baseline week could reach.
    #[error(
        "the start date {start} is more than a week ago; begin on {earliest} or later, so that the first days are not lost"
    )]
    StartTooEarly {
        /// The date given.
        start: NaiveDate,
        /// The earliest that would be taken.
        earliest: NaiveDate,
    },
    /// So far ahead that it must be a slip.
    #[error("the start date {start} is more than a year away")]
    StartTooLate {
        /// The date given.
        start: NaiveDate,
    },
    /// Markers that don't fit together.
    #[error(transparent)]
    Markers(#[from] MarkersError),
    /// Markers for a neck.
    #[error("for the neck the Neck Disability Index is used, so no markers are taken")]
    MarkersForNeck,
}

/// Why a trial cannot begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeginError {
    /// The gate holds: unanswered questions, open holds.
    Gate(Vec<GateRefusal>),
    /// The plan is not complete.
    Plan(PlanError),
}

impl Setup {
    /// A checklist begun on a day, with nothing answered.
    pub fn new(begun: NaiveDate) -> Self {
        Self {
            begun,
            checklist: Checklist::default(),
            dose: None,
            weeks: None,
            weekdays: None,
            start: None,
            weekly_day: None,
            markers: Vec::new(),
            baseline: BaselineFigures::default(),
        }
    }

    /// The plan, as far as it can be made on `today`. The weekdays default to an even spread, the
    /// weeks to four, the weekly day to Sunday.
    pub fn plan(&self, site: Site, age: AgeBand, today: NaiveDate) -> Result<Plan, PlanError> {
        let dose = self.dose.ok_or(PlanError::NoDose)?;
        let weeks = self.weeks.unwrap_or(DEFAULT_WEEKS);
        weeks_in_range(i64::from(weeks)).map_err(PlanError::Weeks)?;
        let days = self.weekdays.clone().unwrap_or_else(|| dose.default_weekdays());
        if days.len() != usize::from(dose.per_week()) {
            return Err(PlanError::Weekdays { dose, given: days.len() });
        }
        let start = self.start.ok_or(PlanError::NoStart)?;
        check_start(start, today)?;
        let function = match site {
            Site::Neck if self.markers.is_empty() => FunctionMeasure::Ndi,
            Site::Neck => return Err(PlanError::MarkersForNeck),
            Site::Shoulders | Site::LowBack | Site::Hips | Site::Other => {
                FunctionMeasure::markers(&self.markers)?
            }
        };
        Ok(Plan {
            site,
            age,
            dose,
            weeks,
            start,
            schedule: vec![Schedule { from: start, days }],
            weekly_day: self.weekly_day.unwrap_or(Weekday::Sun),
            function,
            baseline: self.baseline.clone(),
        })
    }

    /// The trial, if the gate opens and the plan is complete.
    pub fn begin<'a>(
        &'a self,
        questions: impl IntoIterator<Item = &'a Question>,
        today: NaiveDate,
        taken: impl Fn(&str) -> bool,
    ) -> Result<Trial, BeginError> {
        let refusals = self.checklist.gate(questions);
        let (Some(site), Some(age), true) = (self.checklist.site, self.checklist.age, refusals.is_empty())
        else {
            return Err(BeginError::Gate(refusals));
        };
        let plan = self.plan(site.value, age.value, today).map_err(BeginError::Plan)?;
        Ok(Trial {
            id: TrialId::name(plan.start, plan.site, taken),
            begun: self.begun,
            checklist: self.checklist.clone(),
            plan,
            decision: None,
        })
    }
}

/// Weeks of treatment of 1 to 12.
pub fn weeks_in_range(weeks: i64) -> Result<u8, OutOfRange> {
    u8::try_from(weeks).ok().filter(|n| (1..=12).contains(n)).ok_or(OutOfRange {
        what: "weeks of treatment",
        low: 1,
        high: 12,
        given: weeks.to_string(),
    })
}

/// A start date may lie a week back at most, so that a trial begun a little late still counts, and
/// a year ahead.
pub fn check_start(start: NaiveDate, today: NaiveDate) -> Result<(), PlanError> {
    let earliest = before(today, WINDOW_DAYS);
    if start < earliest {
        Err(PlanError::StartTooEarly { start, earliest })
    } else if start > after(today, START_AHEAD_DAYS) {
        Err(PlanError::StartTooLate { start })
    } else {
        Ok(())
    }
}

impl Trial {
    /// The trial as a checklist again, for changing its plan before day 1 or its answers later.
    pub fn as_setup(&self) -> Setup {
        let plan = &self.plan;
        Setup {
            begun: self.begun,
            checklist: self.checklist.clone(),
            dose: Some(plan.dose),
            weeks: Some(plan.weeks),
            weekdays: plan.schedule.last().map(|schedule| schedule.days.clone()),
            start: Some(plan.start),
            weekly_day: Some(plan.weekly_day),
            markers: plan.function.as_markers().to_vec(),
            baseline: plan.baseline.clone(),
        }
    }

    /// The trial with the answers of a checklist, and with its plan too until day 1. From then on
    /// the plan stays as it is. Its name never changes.
    pub fn with_setup(&self, setup: &Setup, today: NaiveDate) -> Result<Self, PlanError> {
        let mut trial = Self { checklist: setup.checklist.clone(), ..self.clone() };
        if !self.plan.is_locked(today) {
            let site = setup.checklist.site.map_or(self.plan.site, |site| site.value);
            let age = setup.checklist.age.map_or(self.plan.age, |age| age.value);
            trial.plan = setup.plan(site, age, today)?;
        }
        Ok(trial)
    }
}
