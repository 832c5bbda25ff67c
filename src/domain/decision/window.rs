//! What each window of a trial holds for the decision, as far as one can see from a given day.

use chrono::NaiveDate;

use crate::domain::calendar::{DayEnd, dates};
use crate::domain::change::Change;
use crate::domain::checkin::{CheckIn, DayState};
use crate::domain::day::{Day, Days, Known};
use crate::domain::measure::{FunctionMeasure, Marker, Ndi};
use crate::domain::score::{Exact, Score};
use crate::domain::trial::{BaselineFigures, Plan, Trial};
use crate::words_enum;

words_enum! {
    /// A stretch of days that the decision reads.
    Window {
        /// The seven days before day 1.
        Baseline = "baseline", "baseline week";
        /// Day 1 to the last day of treatment.
        Treatment = "treatment", "treatment";
        /// The seven days after treatment.
        Checkpoint = "checkpoint", "week five";
        /// The seven days after the checkpoint.
        Late = "late-checkpoint", "week after week five";
    }
}

words_enum! {
    /// Where a figure comes from.
    Source {
        /// The days of the baseline window.
        BaselineWindow = "baseline-window", "baseline week";
        /// The one figure entered on the checklist.
        SingleFigure = "single-figure", "single figure on the checklist";
        /// The days of the checkpoint window.
        Checkpoint = "checkpoint", "week five";
        /// The seven days after it.
        LateCheckpoint = "late-checkpoint", "week after week five";
    }
}

impl Window {
    /// First and last day, both included.
    pub fn of(self, plan: &Plan) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Baseline => plan.baseline_window(),
            Self::Treatment => plan.treatment_window(),
            Self::Checkpoint => plan.checkpoint_window(),
            Self::Late => plan.late_window(),
        }
    }
}

/// A mean and what it was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The mean, exact, in the measure's unit.
    pub mean: Exact,
    /// How many days it was taken from; 0 for a single figure.
    pub days: u32,
    /// Where it comes from.
    pub source: Source,
}

/// One day's pain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRating {
    /// The date.
    pub date: NaiveDate,
    /// Pain on average that day.
    pub pain: Score,
    /// Written more than two days after.
    pub late: bool,
}

/// A filled-in index and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NdiFigure {
    /// The form.
    pub ndi: Ndi,
    /// The day it was filled in; `None` for the single figure.
    pub date: Option<NaiveDate>,
    /// Where it comes from.
    pub source: Source,
}

/// Something that changed, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedChange {
    /// The date.
    pub date: NaiveDate,
    /// What changed.
    pub change: Change,
}

/// One window, up to the day one looks from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowFigures {
    /// Which window.
    pub window: Window,
    /// Its days so far, the last being at most the day one looks from; 0 where it has not begun.
    pub begun_days: u32,
    /// The rated days, oldest first.
    pub ratings: Vec<DayRating>,
    /// The last index with a score.
    pub ndi: Option<(NaiveDate, Ndi)>,
    /// For each marker of the plan, sum of its values and number of days that have it.
    pub markers: Vec<(Exact, u32)>,
    /// What changed.
    pub changes: Vec<LoggedChange>,
    /// Days whose file could not be read: neither missing nor known.
    pub unreadable_days: u32,
}

impl WindowFigures {
    /// Reads a window. Nothing dated after `as_of` is looked at.
    pub fn read(plan: &Plan, window: Window, days: &impl Days, day_end: DayEnd, as_of: NaiveDate) -> Self {
        let markers = plan.function.as_markers();
        let mut figures = Self {
            window,
            begun_days: 0,
            ratings: Vec::new(),
            ndi: None,
            markers: vec![(Exact::from_integer(0), 0); markers.len()],
            changes: Vec::new(),
            unreadable_days: 0,
        };
        let (first, last) = window.of(plan);
        for date in dates(first, last.min(as_of)) {
            figures.begun_days = figures.begun_days.saturating_add(1);
            match days.day(date) {
                Known::Written(day) => figures.add(date, day, markers, day_end),
                Known::Unreadable | Known::NotLoaded => {
                    figures.unreadable_days = figures.unreadable_days.saturating_add(1);
                }
                Known::Blank => {}
            }
        }
        figures
    }

    fn add(&mut self, date: NaiveDate, day: &Day, markers: &[Marker], day_end: DayEnd) {
        if let Some(pain) = day.checkin.pain() {
            self.ratings.push(DayRating { date, pain, late: day.checkin.is_late(date, day_end) });
        }
        if let Some(ndi) = day.checkin.ndi.as_ref().filter(|ndi| ndi.score().is_some()) {
            self.ndi = Some((date, ndi.clone()));
        }
        for (marker, (sum, count)) in markers.iter().zip(&mut self.markers) {
            if let Some(value) = marker_value(marker, &day.checkin) {
                *sum += value;
                *count = count.saturating_add(1);
            }
        }
        self.changes.extend(day.changes.iter().map(|change| LoggedChange { date, change: change.clone() }));
    }

    /// How many days were rated.
    pub fn rated_days(&self) -> u32 {
        count(self.ratings.len())
    }

    /// How many ratings were written late.
    pub fn late_ratings(&self) -> u32 {
        count(self.ratings.iter().filter(|rating| rating.late).count())
    }
}

/// A day's value of a marker; the awakenings marker takes the check-in's own field.
fn marker_value(marker: &Marker, checkin: &CheckIn) -> Option<Exact> {
    if marker.is_awakenings() {
        checkin.awakenings.map(|times| times.exact())
    } else {
        checkin.markers.get(&marker.name).map(|amount| amount.exact())
    }
}

/// The ratings pain is judged by, each window on its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PainRatings {
    /// Days of the baseline window.
    pub baseline: Vec<DayRating>,
    /// The figure entered on the checklist.
    pub single: Option<Score>,
    /// Days of the checkpoint window.
    pub checkpoint: Vec<DayRating>,
    /// Days of the week after it.
    pub late: Vec<DayRating>,
}

impl PainRatings {
    /// The baseline: the window's mean, else the single figure.
    pub fn baseline_figure(&self) -> Option<Figure> {
        mean(&self.baseline, Source::BaselineWindow).or_else(|| {
            self.single.map(|score| Figure { mean: score.exact(), days: 0, source: Source::SingleFigure })
        })
    }

    /// Week five: the checkpoint's mean, else that of the week after.
    pub fn week_five_figure(&self) -> Option<Figure> {
        mean(&self.checkpoint, Source::Checkpoint).or_else(|| mean(&self.late, Source::LateCheckpoint))
    }

    /// The days the week-five figure is taken from.
    pub fn week_five(&self) -> &[DayRating] {
        if self.checkpoint.is_empty() { &self.late } else { &self.checkpoint }
    }

    /// The same without one day's rating.
    pub fn without(&self, date: NaiveDate) -> Self {
        let mut rest = self.clone();
        for ratings in [&mut rest.baseline, &mut rest.checkpoint, &mut rest.late] {
            ratings.retain(|rating| rating.date != date);
        }
        rest
    }
}

fn mean(ratings: &[DayRating], source: Source) -> Option<Figure> {
    let sum: i64 = ratings.iter().map(|rating| i64::from(rating.pain.get())).sum();
    mean_of(Exact::from_integer(sum), count(ratings.len()), source)
}

fn mean_of(sum: Exact, days: u32, source: Source) -> Option<Figure> {
    (days > 0).then(|| Figure { mean: sum / i64::from(days), days, source })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Everything the decision reads from the days and the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// The seven days before day 1.
    pub baseline: WindowFigures,
    /// Day 1 to the last day of treatment.
    pub treatment: WindowFigures,
    /// Week five.
    pub checkpoint: WindowFigures,
    /// The week after.
    pub late: WindowFigures,
    /// The single figures of the checklist.
    pub single: BaselineFigures,
    /// Whether the checkpoint's last day is rated or skipped.
    pub last_day_settled: bool,
}

impl Inputs {
    /// Reads all four windows.
    pub fn read(trial: &Trial, days: &impl Days, day_end: DayEnd, as_of: NaiveDate) -> Self {
        let plan = &trial.plan;
        let read = |window| WindowFigures::read(plan, window, days, day_end, as_of);
        let (_, last) = plan.checkpoint_window();
        let state = days.day(last).written().map(|day| day.state(day_end));
        Self {
            baseline: read(Window::Baseline),
            treatment: read(Window::Treatment),
            checkpoint: read(Window::Checkpoint),
            late: read(Window::Late),
            single: plan.baseline.clone(),
            last_day_settled: last <= as_of
                && matches!(state, Some(DayState::Rated | DayState::Late | DayState::Skipped)),
        }
    }

    /// The ratings pain is judged by.
    pub fn pain(&self) -> PainRatings {
        PainRatings {
            baseline: self.baseline.ratings.clone(),
            single: self.single.pain,
            checkpoint: self.checkpoint.ratings.clone(),
            late: self.late.ratings.clone(),
        }
    }

    /// The baseline index: the last of the window, else the single one. One without a score, three
    /// topics or more missing, is none.
    pub fn ndi_baseline(&self) -> Option<NdiFigure> {
        ndi_of(&self.baseline, Source::BaselineWindow).or_else(|| {
            let ndi = self.single.ndi.clone().filter(|ndi| ndi.score().is_some())?;
            Some(NdiFigure { ndi, date: None, source: Source::SingleFigure })
        })
    }

    /// The index of week five: the last of the checkpoint, else of the week after.
    pub fn ndi_week_five(&self) -> Option<NdiFigure> {
        ndi_of(&self.checkpoint, Source::Checkpoint).or_else(|| ndi_of(&self.late, Source::LateCheckpoint))
    }

    /// Each marker with its baseline and its week-five figure.
    pub fn markers<'a>(
        &self,
        function: &'a FunctionMeasure,
    ) -> Vec<(&'a Marker, Option<Figure>, Option<Figure>)> {
        let figure = |window: &WindowFigures, at: usize, source| {
            window.markers.get(at).and_then(|(sum, days)| mean_of(*sum, *days, source))
        };
        let one = |(at, marker): (usize, &'a Marker)| {
            let single = || {
                let amount = self.single.markers.get(&marker.name)?;
                Some(Figure { mean: amount.exact(), days: 0, source: Source::SingleFigure })
            };
            let baseline = figure(&self.baseline, at, Source::BaselineWindow).or_else(single);
            let week_five = figure(&self.checkpoint, at, Source::Checkpoint)
                .or_else(|| figure(&self.late, at, Source::LateCheckpoint));
            (marker, baseline, week_five)
        };
        function.as_markers().iter().enumerate().map(one).collect()
    }
}

fn ndi_of(window: &WindowFigures, source: Source) -> Option<NdiFigure> {
    window.ndi.clone().map(|(date, ndi)| NdiFigure { ndi, date: Some(date), source })
}
