//! What each window of a trial holds for the decision, as far as one can see from a given day.

use chrono::NaiveDate;

use crate::domain::calendar::{DayEnd, dates};
use crate::domain::change::Change;
use crate::domain::checkin::DayState;
use crate::domain::day::{Day, Days, Known};
use crate::domain::event::Event;
use crate::domain::mean::Mean;
use crate::domain::measure::{FunctionMeasure, Marker, Ndi};
use crate::domain::score::{Exact, Score};
use crate::domain::thresholds::{DAYS_FOR_MEAN, LATE_ONE_IN};
use crate::domain::trial::{BaselineFigures, Plan, Trial};
use crate::words_enum;

words_enum! {
    /// A stretch of days that the decision reads.
    Window {
        /// The seven days before day 1; of a follow-up block, before day 1 of the first trial.
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
        /// Those and the seven days after, where it has too few.
        LateCheckpoint = "late-checkpoint", "week five and the week after";
    }
}

impl Window {
    /// First and last day, both included.
    pub fn of(self, plan: &Plan) -> (NaiveDate, NaiveDate) {
        match self {
            Self::Baseline => plan.compared_baseline(),
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
    /// Written more than two days after.
    pub late: bool,
    /// Where it comes from.
    pub source: Source,
}

/// One day's value of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayValue {
    /// The value, in the marker's unit.
    pub value: Exact,
    /// Written more than two days after.
    pub late: bool,
}

/// Something that changed, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedChange {
    /// The date.
    pub date: NaiveDate,
    /// What changed.
    pub change: Change,
}

/// Something unwanted, new or worrying, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedEvent {
    /// The date.
    pub date: NaiveDate,
    /// What it was.
    pub event: Event,
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
    pub ndi: Option<NdiFigure>,
    /// For each marker of the plan its values, oldest first.
    pub markers: Vec<Vec<DayValue>>,
    /// Days with extra pain medicine.
    pub medicine_days: u32,
    /// Days with a visit done.
    pub visit_days: Vec<NaiveDate>,
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
            markers: vec![Vec::new(); markers.len()],
            medicine_days: 0,
            visit_days: Vec::new(),
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
        let checkin = &day.checkin;
        // Another program asked another question: its figures are no baseline unless the person said so.
        let counts = |field: &str| match self.window {
            Window::Baseline => checkin.imported.counts_as_baseline(field),
            Window::Treatment | Window::Checkpoint | Window::Late => true,
        };
        let (pain_counts, ndi_counts) = (counts("pain"), counts("ndi"));
        let marker_counts: Vec<bool> = markers.iter().map(|marker| counts(&marker.field())).collect();
        if let Some(pain) = checkin.pain().filter(|_| pain_counts) {
            self.ratings.push(DayRating { date, pain, late: checkin.is_late(date, day_end) });
        }
        if let Some(ndi) = checkin.ndi.as_ref().filter(|ndi| ndi_counts && ndi.score().is_some()) {
            let late = checkin.is_ndi_late(date, day_end);
            let source = self.window.source();
            self.ndi = Some(NdiFigure { ndi: ndi.clone(), date: Some(date), late, source });
        }
        for ((marker, values), counts) in markers.iter().zip(&mut self.markers).zip(marker_counts) {
            // The awakenings marker takes the check-in's own field, and its stamp.
            let (value, late) = if marker.is_awakenings() {
                (checkin.awakenings.map(|times| times.exact()), checkin.is_late(date, day_end))
            } else {
                let value = checkin.markers.get(&marker.name).map(|amount| amount.exact());
                (value, checkin.are_markers_late(date, day_end))
            };
            values.extend(value.filter(|_| counts).map(|value| DayValue { value, late }));
        }
        if checkin.extra_medicine == Some(true) {
            self.medicine_days = self.medicine_days.saturating_add(1);
        }
        if day.had_visit() {
            self.visit_days.push(date);
        }
    }
}

impl Window {
    /// What a figure taken from this window alone is called.
    fn source(self) -> Source {
        match self {
            Self::Baseline => Source::BaselineWindow,
            Self::Treatment | Self::Checkpoint => Source::Checkpoint,
            Self::Late => Source::LateCheckpoint,
        }
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
    /// The baseline: the window's mean where at least 3 of its days are rated, else the single
    /// figure.
    pub fn baseline_figure(&self) -> Option<Figure> {
        mean(&self.baseline, Source::BaselineWindow).or_else(|| {
            self.single.map(|score| Figure { mean: score.exact(), days: 0, source: Source::SingleFigure })
        })
    }

    /// Week five: the mean of the checkpoint where at least 3 of its days are rated, else together
    /// with the week after; unknown where that is still fewer.
    pub fn week_five_figure(&self) -> Option<Figure> {
        let source = if self.uses_late() { Source::LateCheckpoint } else { Source::Checkpoint };
        mean(&self.week_five(), source)
    }

    /// Whether the week after is added, the checkpoint having too few rated days.
    pub fn uses_late(&self) -> bool {
        count(self.checkpoint.len()) < DAYS_FOR_MEAN && !self.late.is_empty()
    }

    /// The days the week-five figure is taken from, oldest first.
    pub fn week_five(&self) -> Vec<DayRating> {
        let late = if self.uses_late() { self.late.as_slice() } else { &[] };
        self.checkpoint.iter().chain(late).copied().collect()
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

/// The mean of rated days; `None` of fewer than three.
fn mean(ratings: &[DayRating], source: Source) -> Option<Figure> {
    mean_of(ratings.iter().map(|rating| rating.pain.exact()), source)
        .filter(|figure| figure.days >= DAYS_FOR_MEAN)
}

fn mean_of(values: impl Iterator<Item = Exact>, source: Source) -> Option<Figure> {
    Mean::of(values).map(|mean| Figure { mean: mean.value, days: mean.n, source })
}

pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// A marker with its two figures and the days behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkerFigures<'a> {
    /// The marker.
    pub marker: &'a Marker,
    /// Its baseline figure.
    pub baseline: Option<Figure>,
    /// Its week-five figure.
    pub week_five: Option<Figure>,
    /// Whether more than a third of the days behind either were written late.
    pub late: bool,
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
    /// Mean pain of a follow-up block's own seven days before day 1, for information.
    pub block_start: Option<Mean>,
    /// Whether the checkpoint's last day is rated or skipped.
    pub last_day_settled: bool,
    /// Whether the day one looks from is still blank.
    pub today_is_blank: bool,
    /// What else changed from the first baseline day to the last of the checkpoint.
    pub changes: Vec<LoggedChange>,
    /// What was unwanted, new or worrying from the first day of the block's own baseline week on.
    pub events: Vec<LoggedEvent>,
}

impl Inputs {
    /// Reads all four windows, and what happened between them.
    pub fn read(trial: &Trial, days: &impl Days, day_end: DayEnd, as_of: NaiveDate) -> Self {
        let plan = &trial.plan;
        let read = |window| WindowFigures::read(plan, window, days, day_end, as_of);
        let (_, last) = plan.checkpoint_window();
        let state = days.day(last).written().map(|day| day.state(day_end));
        let written = |first: NaiveDate, last: NaiveDate| {
            dates(first, last.min(as_of)).filter_map(|date| days.day(date).written())
        };
        let changes = written(plan.compared_baseline().0, last).flat_map(|day| {
            day.changes.iter().map(|change| LoggedChange { date: day.date, change: change.clone() })
        });
        let events = written(plan.baseline_window().0, plan.late_window().1).flat_map(|day| {
            day.events.iter().map(|event| LoggedEvent { date: day.date, event: event.clone() })
        });
        Self {
            baseline: read(Window::Baseline),
            treatment: read(Window::Treatment),
            checkpoint: read(Window::Checkpoint),
            late: read(Window::Late),
            single: plan.baseline.clone(),
            block_start: plan.follow_up.as_ref().and_then(|_| {
                let (first, last) = plan.baseline_window();
                Mean::of(written(first, last).filter_map(|day| Some(day.checkin.pain()?.exact())))
            }),
            last_day_settled: last <= as_of
                && matches!(state, Some(DayState::Rated | DayState::Late | DayState::Skipped)),
            today_is_blank: days.day(as_of).is_blank_day(),
            changes: changes.collect(),
            events: events.collect(),
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
        self.baseline.ndi.clone().or_else(|| {
            let ndi = self.single.ndi.clone().filter(|ndi| ndi.score().is_some())?;
            Some(NdiFigure { ndi, date: None, late: false, source: Source::SingleFigure })
        })
    }

    /// The index of week five: the last of the checkpoint, else of the week after.
    pub fn ndi_week_five(&self) -> Option<NdiFigure> {
        self.checkpoint.ndi.clone().or_else(|| self.late.ndi.clone())
    }

    /// Each marker with its baseline and its week-five figure.
    pub fn markers<'a>(&self, function: &'a FunctionMeasure) -> Vec<MarkerFigures<'a>> {
        let one = |(at, marker): (usize, &'a Marker)| {
            let values = |window: &WindowFigures| window.markers.get(at).cloned().unwrap_or_default();
            let single = || {
                let amount = self.single.markers.get(&marker.name)?;
                Some(Figure { mean: amount.exact(), days: 0, source: Source::SingleFigure })
            };
            let before = values(&self.baseline);
            let (now, source) = match values(&self.checkpoint) {
                now if now.is_empty() => (values(&self.late), Source::LateCheckpoint),
                now => (now, Source::Checkpoint),
            };
            let figure = |values: &[DayValue], source| mean_of(values.iter().map(|day| day.value), source);
            MarkerFigures {
                marker,
                baseline: figure(&before, Source::BaselineWindow).or_else(single),
                week_five: figure(&now, source),
                late: too_many_late(before.iter().map(|day| day.late))
                    || too_many_late(now.iter().map(|day| day.late)),
            }
        };
        function.as_markers().iter().enumerate().map(one).collect()
    }
}

/// Whether more than a third of some entries were written late.
fn too_many_late(late: impl ExactSizeIterator<Item = bool>) -> bool {
    let all = count(late.len());
    let late = count(late.filter(|late| *late).count());
    is_more_than_a_third(late, all)
}

/// Whether more than one in three is late.
pub(super) fn is_more_than_a_third(late: u32, all: u32) -> bool {
    late.saturating_mul(LATE_ONE_IN) > all
}
