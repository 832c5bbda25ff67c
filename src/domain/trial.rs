//! One trial: its plan, its days and phases, and what is due on a day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{WEEK, after, before, dates};
use super::checkin::Rating;
use super::checklist::{AgeBand, Checklist, GateRefusal, Question, Site};
use super::day::{Days, Known};
use super::measure::{FunctionMeasure, Marker, MarkersError, Ndi};
use super::recorded::RecordedDecision;
use super::score::{Amount, Minutes, OutOfRange, Score};

/// Days in the baseline and in the checkpoint window (domain.md, 1).
pub const WINDOW_DAYS: u64 = 7;
/// Weeks of treatment unless chosen otherwise.
pub const DEFAULT_WEEKS: u8 = 4;
/// A visit qualifies with at least the planned minutes less this many (our convention).
pub const SHORT_BY_MINUTES: u16 = 10;
/// How far ahead a start date may lie, in days: further is taken for a slip.
pub const START_AHEAD_DAYS: u64 = 365;

/// Minutes per visit and visits per week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dose {
    minutes: Minutes,
    per_week: u8,
}

/// What is known of a dose (domain.md, 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoseKind {
    /// Studied and effective: 60 minutes two or three times a week.
    Studied,
    /// Studied and weaker: a comfort dose.
    Comfort,
    /// Not among the doses studied.
    Custom,
}

impl Dose {
    /// The doses of the trial, strongest first.
    pub const STUDIED: [(i64, i64); 5] = [(60, 3), (60, 2), (60, 1), (30, 3), (30, 2)];

    /// Minutes of 1 to 480, visits a week of 1 to 7.
    pub fn new(minutes: i64, per_week: i64) -> Result<Self, OutOfRange> {
        let per_week = u8::try_from(per_week).ok().filter(|n| (1..=7).contains(n)).ok_or(OutOfRange {
            what: "visits a week",
            low: 1,
            high: 7,
            given: per_week.to_string(),
        })?;
        Ok(Self { minutes: Minutes::new(minutes)?, per_week })
    }

    /// Minutes per visit.
    pub fn minutes(self) -> Minutes {
        self.minutes
    }

    /// Visits per week, 1 to 7.
    pub fn per_week(self) -> u8 {
        self.per_week
    }

    /// What is known of this dose.
    pub fn kind(self) -> DoseKind {
        match (self.minutes.get(), self.per_week) {
            (60, 2 | 3) => DoseKind::Studied,
            (60, 1) | (30, 2 | 3) => DoseKind::Comfort,
            _ => DoseKind::Custom,
        }
    }

    /// The fewest minutes with which a visit qualifies.
    pub fn qualifying_minutes(self) -> u16 {
        self.minutes.get().saturating_sub(SHORT_BY_MINUTES)
    }

    /// Weekdays spread evenly, a day between where there is room: Mon Thu; Mon Wed Fri.
    pub fn default_weekdays(self) -> BTreeSet<DayOfWeek> {
        use Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};
        let days: &[Weekday] = match self.per_week {
            1 => &[Mon],
            2 => &[Mon, Thu],
            3 => &[Mon, Wed, Fri],
            4 => &[Mon, Tue, Thu, Fri],
            5 => &[Mon, Tue, Wed, Thu, Fri],
            6 => &[Mon, Tue, Wed, Thu, Fri, Sat],
            _ => &WEEK,
        };
        days.iter().copied().map(DayOfWeek).collect()
    }
}

/// A weekday that sorts from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOfWeek(pub Weekday);

impl PartialOrd for DayOfWeek {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DayOfWeek {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.num_days_from_monday().cmp(&other.0.num_days_from_monday())
    }
}

/// Whether two of the days follow each other, around the week's end too: remarked on, not refused.
pub fn has_adjacent(days: &BTreeSet<DayOfWeek>) -> bool {
    days.len() > 1 && days.iter().any(|day| days.contains(&DayOfWeek(day.0.succ())))
}

impl std::str::FromStr for Dose {
    type Err = String;

    /// Reads `60x2`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("a dose is written like 60x2 (minutes x visits a week), not “{text}”");
        let (minutes, per_week) = text.trim().split_once(['x', 'X', '×']).ok_or_else(wrong)?;
        let number = |part: &str| part.trim().parse::<i64>().map_err(|_| wrong());
        Self::new(number(minutes)?, number(per_week)?).map_err(|error| error.to_string())
    }
}

impl std::fmt::Display for Dose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}x{}", self.minutes, self.per_week)
    }
}

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
    /// Days of treatment: weeks x 7.
    pub fn treatment_days(&self) -> u64 {
        u64::from(self.weeks).saturating_mul(7)
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
        super::calendar::shift(self.start, number.saturating_sub(1))
    }

    /// First and last day of the baseline window (days -6 to 0).
    pub fn baseline_window(&self) -> (NaiveDate, NaiveDate) {
        (before(self.start, WINDOW_DAYS), before(self.start, 1))
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

    /// Planned visits in all: visits a week x weeks.
    pub fn planned_count(&self) -> u32 {
        u32::from(self.dose.per_week()).saturating_mul(u32::from(self.weeks))
    }

    /// The stretch of days within which the weekly measures are wanted once, for a date on which
    /// they are wanted at all: the baseline window, each week of treatment from the weekly day
    /// on, the checkpoint.
    pub fn weekly_period(&self, date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        match self.phase(date) {
            Phase::Before | Phase::After => None,
            Phase::Baseline => Some(self.baseline_window()),
            Phase::Checkpoint => Some(self.checkpoint_window()),
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

/// The name of a trial, fixed at its beginning: start date and site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrialId(String);

impl TrialId {
    /// The name of a trial that starts on a date: `2026-11-02-neck`; `taken` says which are used.
    pub fn name(start: NaiveDate, site: Site, taken: impl Fn(&str) -> bool) -> Self {
        let base = format!("{start}-{}", site.id());
        let mut name = base.clone();
        let mut number = 2_u32;
        while taken(&name) {
            name = format!("{base}-{number}");
            number = number.saturating_add(1);
        }
        Self(name)
    }

    /// Takes a name of letters, digits and hyphens: it is a file's name too.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (!text.is_empty() && text.len() <= 80 && text.chars().all(fits)).then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TrialId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its name and file.
    pub id: TrialId,
    /// The day its checklist was begun: days before that are not asked about.
    pub begun: NaiveDate,
    /// Answers and holds.
    pub checklist: Checklist,
    /// The plan.
    pub plan: Plan,
    /// What the person decided, once they have, with the figures of that day.
    pub decision: Option<RecordedDecision>,
}

impl Trial {
    /// Days without a check-in that can be filled in, oldest first: from the baseline (or the day
    /// the checklist was begun, if later) to yesterday, at most to the end of the late window.
    /// Days whose file cannot be read are not among them.
    pub fn blank_days(&self, days: &impl Days, today: NaiveDate) -> Vec<NaiveDate> {
        let first = self.plan.baseline_window().0.max(self.begun);
        let last = self.plan.checkpoint_window().1.min(before(today, 1));
        dates(first, last)
            .filter(|date| match days.day(*date) {
                Known::Blank => true,
                Known::Written(day) => day.checkin.rating == Rating::Blank,
                Known::Unreadable | Known::NotLoaded => false,
            })
            .collect()
    }
}

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
