//! The plan of a trial: its dose, its windows and phases, and what is due on a day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use super::dose::{Dose, DoseKind};
use super::follow_up::{FollowUp, Steps};
use crate::domain::calendar::{DayOfWeek, after, before, dates};
use crate::domain::checklist::{AgeBand, Site};
use crate::domain::day::Days;
use crate::domain::measure::{FunctionMeasure, Marker, Ndi};
use crate::domain::score::{Amount, Score};

/// Days in the baseline and in the checkpoint window.
pub const WINDOW_DAYS: u64 = 7;
/// Weeks of treatment that were studied (Sherman et al., Ann Fam Med 2014;12:112-120).
pub const STUDIED_WEEKS: u8 = 4;
/// The strongest dose that was studied: minutes a visit and visits a week (Sherman 2014).
const STRONGEST_DOSE: (u16, u8) = (60, 3);

/// The weekdays of the visits from a date on. Editing them in mid-trial adds one of these, so
/// that what is past keeps its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The first date it holds for.
    pub from: NaiveDate,
    /// The days of the week, as many as the dose has visits.
    pub days: BTreeSet<DayOfWeek>,
}

/// Figures entered once on the checklist, used where the baseline window has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BaselineFigures {
    /// Average pain of the last week.
    pub pain: Option<Score>,
    /// Neck Disability Index.
    pub ndi: Option<Ndi>,
    /// Markers by name.
    pub markers: BTreeMap<String, Amount>,
}

/// The plan of a trial: fixed from day 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Where the pain is.
    pub site: Site,
    /// Age band.
    pub age: AgeBand,
    /// Minutes and visits a week.
    pub dose: Dose,
    /// Weeks of treatment, 1 to 12.
    pub weeks: u8,
    /// Day 1.
    pub start: NaiveDate,
    /// The weekdays of the visits; the first entry holds from day 1.
    pub schedule: Vec<Schedule>,
    /// The day of the week for the weekly measures.
    pub weekly_day: Weekday,
    /// What is scored beside pain.
    pub function: FunctionMeasure,
    /// Single figures for a baseline week that has none.
    pub baseline: BaselineFigures,
    /// What makes it a follow-up block; its steps then take the place of dose and weeks, and it has
    /// no weekdays.
    pub follow_up: Option<FollowUp>,
}

/// A stretch of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Before the baseline window.
    Before,
    /// The seven days before day 1.
    Baseline,
    /// Day 1 to the last of the treatment weeks.
    Treatment,
    /// The seven days after: week five.
    Checkpoint,
    /// Later.
    After,
}

impl Phase {
    /// The word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Before => "none",
            Self::Baseline => "baseline",
            Self::Treatment => "treatment",
            Self::Checkpoint => "checkpoint",
            Self::After => "after",
        }
    }
}

impl Plan {
    /// The steps of a follow-up block.
    pub fn steps(&self) -> Option<&Steps> {
        self.follow_up.as_ref().map(|follow_up| &follow_up.steps)
    }

    /// The dose as it is written: `60x2`, of a follow-up block `60 min, 7x6`.
    pub fn visits_in_short(&self) -> String {
        match self.steps() {
            Some(steps) => format!("{} min, {steps}", self.dose.minutes()),
            None => self.dose.to_string(),
        }
    }

    /// The dose and for how long: `60x2, 4 weeks`, of a follow-up block its steps.
    pub fn dose_and_length(&self) -> String {
        match (self.steps(), self.weeks) {
            (Some(_), _) => self.visits_in_short(),
            (None, 1) => format!("{}, 1 week", self.dose),
            (None, weeks) => format!("{}, {weeks} weeks", self.dose),
        }
    }

    /// Days of treatment: weeks x 7, or those of a follow-up block's steps.
    pub fn treatment_days(&self) -> u64 {
        self.steps().map_or_else(|| u64::from(self.weeks).saturating_mul(7), Steps::days)
    }

    /// Days of the whole trial, the checkpoint included: 35 with four weeks.
    pub fn length(&self) -> u64 {
        self.treatment_days().saturating_add(WINDOW_DAYS)
    }

    /// The number of a date: 1 on the start date, 0 and less in the baseline.
    pub fn day_number(&self, date: NaiveDate) -> i64 {
        date.signed_duration_since(self.start).num_days().saturating_add(1)
    }

    /// The date of day `number`.
    pub fn date_of(&self, number: i64) -> NaiveDate {
        crate::domain::calendar::shift(self.start, number.saturating_sub(1))
    }

    /// First and last day of the baseline window (days -6 to 0).
    pub fn baseline_window(&self) -> (NaiveDate, NaiveDate) {
        (before(self.start, WINDOW_DAYS), before(self.start, 1))
    }

    /// First and last day of the baseline that the decision compares with: its own, or that of the
    /// first trial of a follow-up block's chain.
    pub fn compared_baseline(&self) -> (NaiveDate, NaiveDate) {
        let start = self.follow_up.as_ref().map_or(self.start, |follow_up| follow_up.baseline_start);
        (before(start, WINDOW_DAYS), before(start, 1))
    }

    /// First and last day that can matter to the decision: from the baseline it compares with to the
    /// week after the checkpoint.
    pub fn decision_days(&self) -> (NaiveDate, NaiveDate) {
        (self.compared_baseline().0.min(self.baseline_window().0), self.late_window().1)
    }

    /// First and last day of treatment.
    pub fn treatment_window(&self) -> (NaiveDate, NaiveDate) {
        (self.start, after(self.start, self.treatment_days().saturating_sub(1)))
    }

    /// First and last day of the checkpoint (days 29 to 35 with four weeks).
    pub fn checkpoint_window(&self) -> (NaiveDate, NaiveDate) {
        let first = after(self.start, self.treatment_days());
        (first, after(first, WINDOW_DAYS.saturating_sub(1)))
    }

    /// First and last of the seven days after the checkpoint, which serve where it has no figure.
    pub fn late_window(&self) -> (NaiveDate, NaiveDate) {
        let first = after(self.start, self.length());
        (first, after(first, WINDOW_DAYS.saturating_sub(1)))
    }

    /// The phase a date lies in.
    pub fn phase(&self, date: NaiveDate) -> Phase {
        let (baseline, _) = self.baseline_window();
        let (checkpoint, end) = self.checkpoint_window();
        if date < baseline {
            Phase::Before
        } else if date < self.start {
            Phase::Baseline
        } else if date < checkpoint {
            Phase::Treatment
        } else if date <= end {
            Phase::Checkpoint
        } else {
            Phase::After
        }
    }

    /// Whether the whole trial, week five included, lies behind a date: another may begin then.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        today > self.checkpoint_window().1
    }

    /// Whether the plan is fixed as of a date: from day 1 on.
    pub fn is_locked(&self, today: NaiveDate) -> bool {
        today >= self.start
    }

    /// Whether this is less than the doses that were found effective: a comfort or custom dose, or
    /// fewer weeks than were studied. A follow-up block asks another question.
    pub fn leaves_studied_dose_untried(&self) -> bool {
        let is_studied = self.dose.kind() == DoseKind::Studied && self.weeks >= STUDIED_WEEKS;
        self.follow_up.is_none() && !is_studied && !self.is_strongest_dose()
    }

    /// Whether this is the strongest dose that was studied, 60 minutes three times a week for four
    /// weeks, or more of either: then no other dose is a remedy.
    pub fn is_strongest_dose(&self) -> bool {
        let (minutes, per_week) = STRONGEST_DOSE;
        let is_enough = self.dose.minutes().get() >= minutes && self.dose.per_week() >= per_week;
        self.follow_up.is_none() && self.weeks >= STUDIED_WEEKS && is_enough
    }

    /// Planned visits in all: visits a week x weeks, or those of a follow-up block's steps.
    pub fn planned_count(&self) -> u32 {
        if let Some(steps) = self.steps() {
            return steps.visits();
        }
        u32::from(self.dose.per_week()).saturating_mul(u32::from(self.weeks))
    }

    /// The stretch of days within which the weekly measures are wanted once, for a date on which
    /// they are wanted at all: the baseline window, each week of treatment from the weekly day
    /// on, the checkpoint with the week after it, which serves where the checkpoint has none.
    pub fn weekly_period(&self, date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        match self.phase(date) {
            Phase::Before => None,
            Phase::Baseline => Some(self.baseline_window()),
            Phase::Checkpoint | Phase::After => {
                let (first, last) = (self.checkpoint_window().0, self.late_window().1);
                (date <= last).then_some((first, last))
            }
            Phase::Treatment => {
                let since = date.weekday().days_since(self.weekly_day);
                let first = before(date, u64::from(since));
                let (start, end) = self.treatment_window();
                (first >= start).then(|| (first, after(first, 6).min(end)))
            }
        }
    }

    /// Whether the weekly measures are due on a date: wanted, and not given yet in their stretch.
    pub fn weekly_due(&self, days: &impl Days, date: NaiveDate) -> bool {
        self.has_weekly_measure()
            && self.weekly_period(date).is_some_and(|(first, last)| {
                !dates(first, last.min(date)).any(|day| self.weekly_given(days, day))
            })
    }

    /// Whether anything is asked weekly: not where awakenings are taken from the check-in alone.
    fn has_weekly_measure(&self) -> bool {
        match &self.function {
            FunctionMeasure::Ndi => true,
            FunctionMeasure::Markers(markers) => !markers.iter().all(Marker::is_awakenings),
        }
    }

    /// Whether a day has the weekly measures: the index, or every marker with a field of its own.
    fn weekly_given(&self, days: &impl Days, date: NaiveDate) -> bool {
        let Some(day) = days.day(date).written() else { return false };
        match &self.function {
            FunctionMeasure::Ndi => day.checkin.ndi.as_ref().is_some_and(|ndi| ndi.score().is_some()),
            FunctionMeasure::Markers(markers) => markers
                .iter()
                .filter(|marker| !marker.is_awakenings())
                .all(|marker| day.checkin.markers.contains_key(&marker.name)),
        }
    }
}
