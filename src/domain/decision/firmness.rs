//! How sure a result is, and every reason why it is not.

use chrono::NaiveDate;

use super::outcome::{FunctionDetail, FunctionResult, MarkerResult, MeasureName, PainResult, sources};
use super::statistics::PercentInterval;
use super::window::{Inputs, PainRatings, Source, Window, WindowFigures, count, is_more_than_a_third};
use crate::domain::lines;
use crate::domain::mean::Mean;
use crate::domain::score::{Exact, whole_percent};
use crate::domain::thresholds::{
    DAYS_FOR_FIRM, LAST_BASELINE_DAYS, LOW_BASELINE_PAIN, MARKER_DAYS_FOR_FIRM, MORE_MEDICINE_DAYS,
    PAIN_SUCCESS,
};
use crate::domain::verdict::AdherenceFigures;
pub use crate::domain::verdict::Firmness;
use crate::domain::verdict::{Outcome, Verdict};
use crate::words_enum;

words_enum! {
    /// One of the two sides a verdict rests on.
    Side {
        Pain = "pain", "pain";
        Function = "function", "function";
    }
}

/// A rated day without which the verdict would be another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PivotalDay {
    /// The date.
    pub date: NaiveDate,
    /// The verdict without its rating.
    pub verdict: Verdict,
}

/// What was entered late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LateEntry {
    /// More than a third of the pain ratings of a window.
    Pain {
        /// The window; of week five the days its figure is taken from.
        window: Window,
        /// Late ratings.
        late: u32,
        /// Rated days in all.
        rated: u32,
    },
    /// The index of either side, where it improved or worsened.
    Ndi,
    /// A marker that improved or worsened, on more than a third of a window's days.
    Marker {
        /// Its name.
        name: String,
    },
}

/// Why a result is not sure, with the figures behind it. Its words are content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Fewer than five rated days in a window.
    FewRatedDays {
        /// The window; of week five the days its figure is taken from.
        window: Window,
        /// Rated days in it.
        rated: u32,
    },
    /// A single figure stands in for the baseline week.
    SingleFigure {
        /// The measure.
        measure: MeasureName,
    },
    /// The week after is taken in for week five.
    LateCheckpoint {
        /// The measure.
        measure: MeasureName,
    },
    /// Baseline pain under 4, with pain the only success.
    LowBaseline {
        /// The baseline mean.
        mean: Exact,
    },
    /// An index gain under 10, with the index the only success.
    NdiNoise {
        /// The gain in points.
        gain: Exact,
    },
    /// Leaving out any one of these days' pain ratings would change the verdict.
    OneDayDecides {
        /// The days, oldest first.
        days: Vec<PivotalDay>,
    },
    /// Something else changed; the decision lists what.
    OtherChanges {
        /// How many changes.
        count: u32,
    },
    /// Too much was entered late.
    LateEntries(LateEntry),
    /// Only one of pain and function is known.
    OneUnknown {
        /// The one that is not.
        side: Side,
    },
    /// The dose was reached only by visits outside the plan.
    ExtraVisitsOnly {
        /// How many of them were needed.
        extra: u32,
    },
    /// A success with the other measure worsened, or mixed.
    WorseBeside {
        /// The one that improved.
        improved: Side,
        /// Whether the other is mixed, not worsened.
        mixed: bool,
    },
    /// Pain fell already before the start.
    BaselineFalling {
        /// The mean of the last three rated baseline days.
        last: Exact,
        /// The baseline mean.
        mean: Exact,
    },
    /// A success with more days of extra medicine in week five than before.
    MoreMedicine {
        /// Days in the baseline week.
        baseline: u32,
        /// Days in week five.
        week_five: u32,
    },
    /// A visit done in one of the two weeks that are compared.
    VisitInWindow {
        /// The days, oldest first.
        days: Vec<NaiveDate>,
    },
    /// Massage for this pain in the three months before.
    RecentMassage,
    /// Function is the only success, by a marker with fewer than three days in a window.
    FewMarkerDays {
        /// Its name.
        name: String,
    },
    /// A measure did not change that had no room to improve.
    NoRoom {
        /// The measure.
        measure: MeasureName,
    },
    /// The interval of pain's change holds both 30% less and not.
    Interval(PercentInterval),
    /// Days of a window could not be read: they are neither missing nor known.
    UnreadableDays {
        /// The window.
        window: Window,
        /// How many days.
        days: u32,
    },
}

impl Reason {
    /// Its fixed name.
    pub fn id(&self) -> &'static str {
        match self {
            Self::FewRatedDays { window: Window::Baseline, .. } => "few-baseline-days",
            Self::FewRatedDays { window: Window::Treatment | Window::Checkpoint | Window::Late, .. } => {
                "few-week-five-days"
            }
            Self::SingleFigure { .. } => "single-figure",
            Self::LateCheckpoint { .. } => "late-checkpoint",
            Self::LowBaseline { .. } => "low-baseline",
            Self::NdiNoise { .. } => "ndi-noise",
            Self::OneDayDecides { .. } => "one-day-decides",
            Self::OtherChanges { .. } => "other-changes",
            Self::LateEntries(_) => "late-entries",
            Self::OneUnknown { .. } => "one-unknown",
            Self::ExtraVisitsOnly { .. } => "extra-visits-only",
            Self::WorseBeside { .. } => "worse-beside",
            Self::BaselineFalling { .. } => "baseline-falling",
            Self::MoreMedicine { .. } => "more-medicine",
            Self::VisitInWindow { .. } => "visit-in-window",
            Self::RecentMassage => "recent-massage",
            Self::FewMarkerDays { .. } => "few-marker-days",
            Self::NoRoom { .. } => "no-room",
            Self::Interval(_) => "interval",
            Self::UnreadableDays { .. } => "unreadable-days",
        }
    }

    /// Every name, in the order reasons are given.
    pub const IDS: [&'static str; 20] = [
        "few-baseline-days",
        "few-week-five-days",
        "single-figure",
        "late-checkpoint",
        "low-baseline",
        "ndi-noise",
        "one-day-decides",
        "other-changes",
        "late-entries",
        "one-unknown",
        "extra-visits-only",
        "worse-beside",
        "baseline-falling",
        "more-medicine",
        "visit-in-window",
        "recent-massage",
        "few-marker-days",
        "no-room",
        "interval",
        "unreadable-days",
    ];
}

/// What is looked at for doubt.
pub(super) struct Considered<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) ratings: &'a PainRatings,
    pub(super) pain: &'a PainResult,
    pub(super) function: &'a FunctionResult,
    pub(super) adherence: &'a AdherenceFigures,
    pub(super) recent_massage: bool,
    pub(super) pivotal: Vec<PivotalDay>,
    pub(super) interval: Option<PercentInterval>,
}

/// Every reason why the result is not sure, in their order; none when it is. A window that has not
/// begun gives no reason yet.
pub(super) fn reasons(mut of: Considered<'_>) -> Vec<Reason> {
    let mut found = few_days(&of);
    found.extend(stand_ins(&of));
    found.extend(weak_success(&of));
    let pivotal = std::mem::take(&mut of.pivotal);
    found.extend((!pivotal.is_empty()).then_some(Reason::OneDayDecides { days: pivotal }));
    let changes = count(of.inputs.changes.len());
    found.extend((changes > 0).then_some(Reason::OtherChanges { count: changes }));
    found.extend(late_entries(&of).into_iter().map(Reason::LateEntries));
    found.extend(one_unknown(&of));
    let extra_only = of.adherence.met() && !of.adherence.met_without_extras();
    found.extend(extra_only.then_some(Reason::ExtraVisitsOnly { extra: of.adherence.extra_used }));
    found.extend(worse_beside(&of));
    found.extend(baseline_falling(&of));
    found.extend(more_medicine(&of));
    let days: Vec<NaiveDate> =
        of.inputs.baseline.visit_days.iter().chain(&of.inputs.checkpoint.visit_days).copied().collect();
    found.extend((!days.is_empty()).then_some(Reason::VisitInWindow { days }));
    found.extend(of.recent_massage.then_some(Reason::RecentMassage));
    found.extend(few_marker_days(&of));
    found.extend(no_room(&of));
    found.extend(interval(&of));
    found.extend(unreadable(&of));
    found
}

impl Considered<'_> {
    fn only_pain(&self) -> bool {
        self.pain.outcome == Outcome::Improved && self.function.outcome != Outcome::Improved
    }

    fn only_function(&self) -> bool {
        self.function.outcome == Outcome::Improved && self.pain.outcome != Outcome::Improved
    }

    fn is_success(&self) -> bool {
        self.pain.outcome == Outcome::Improved || self.function.outcome == Outcome::Improved
    }

    fn week_five_begun(&self) -> bool {
        self.inputs.checkpoint.begun_days > 0
    }

    fn markers(&self) -> &[MarkerResult] {
        match &self.function.detail {
            FunctionDetail::Ndi(_) => &[],
            FunctionDetail::Markers(markers) => markers,
        }
    }

    /// The ratings each pain figure is taken from, as far as their window has begun.
    fn rated(&self) -> Vec<(Window, u32, u32)> {
        let late =
            |ratings: &[super::window::DayRating]| count(ratings.iter().filter(|rating| rating.late).count());
        let now = self.ratings.week_five();
        let mut rated = Vec::new();
        if self.inputs.baseline.begun_days > 0 {
            let before = &self.ratings.baseline;
            rated.push((Window::Baseline, late(before), count(before.len())));
        }
        if self.week_five_begun() {
            rated.push((Window::Checkpoint, late(&now), count(now.len())));
        }
        rated
    }
}

/// Fewer than five rated days on a side (our convention).
fn few_days(of: &Considered<'_>) -> Vec<Reason> {
    let few = of.rated().into_iter().filter(|(_, _, rated)| *rated < DAYS_FOR_FIRM);
    few.map(|(window, _, rated)| Reason::FewRatedDays { window, rated }).collect()
}

/// Figures that stand in for those of a week.
fn stand_ins(of: &Considered<'_>) -> Vec<Reason> {
    let sources = sources(of.pain, of.function);
    let single = sources.iter().filter(|one| one.baseline == Some(Source::SingleFigure));
    let late =
        sources.iter().filter(|one| one.baseline.is_some() && one.week_five == Some(Source::LateCheckpoint));
    single
        .map(|one| Reason::SingleFigure { measure: one.measure.clone() })
        .chain(late.map(|one| Reason::LateCheckpoint { measure: one.measure.clone() }))
        .collect()
}

/// A success that stands on one measure alone and is a small one: baseline pain under 4 (our
/// convention), or an index that noise alone can move (Young 2009).
fn weak_success(of: &Considered<'_>) -> Option<Reason> {
    if of.only_pain() {
        let mean = of.pain.baseline?.mean;
        return (mean < LOW_BASELINE_PAIN).then_some(Reason::LowBaseline { mean });
    }
    match &of.function.detail {
        FunctionDetail::Ndi(ndi) if of.only_function() && ndi.within_noise => {
            Some(Reason::NdiNoise { gain: -ndi.change? })
        }
        FunctionDetail::Ndi(_) | FunctionDetail::Markers(_) => None,
    }
}

/// More than a third of a window's pain ratings entered late, or a measure of function that moved
/// by figures entered late (our convention; Stone et al., Control Clin Trials 2003;24:182-199).
fn late_entries(of: &Considered<'_>) -> Vec<LateEntry> {
    let too_late = |(_, late, rated): &(Window, u32, u32)| is_more_than_a_third(*late, *rated);
    let mut found: Vec<LateEntry> = of
        .rated()
        .into_iter()
        .filter(too_late)
        .map(|(window, late, rated)| LateEntry::Pain { window, late, rated })
        .collect();
    let moved = |outcome| matches!(outcome, Outcome::Improved | Outcome::Worsened);
    match &of.function.detail {
        FunctionDetail::Ndi(ndi) => {
            let late = [&ndi.baseline, &ndi.week_five].into_iter().flatten().any(|figure| figure.late);
            found.extend((late && moved(ndi.outcome)).then_some(LateEntry::Ndi));
        }
        FunctionDetail::Markers(markers) => found.extend(
            markers
                .iter()
                .filter(|result| result.late && moved(result.outcome))
                .map(|result| LateEntry::Marker { name: result.marker.name.clone() }),
        ),
    }
    found
}

fn one_unknown(of: &Considered<'_>) -> Option<Reason> {
    let known = (of.pain.outcome != Outcome::Unknown, of.function.outcome != Outcome::Unknown);
    match known {
        _ if !of.week_five_begun() => None,
        (false, true) => Some(Reason::OneUnknown { side: Side::Pain }),
        (true, false) => Some(Reason::OneUnknown { side: Side::Function }),
        (true, true) | (false, false) => None,
    }
}

fn worse_beside(of: &Considered<'_>) -> Option<Reason> {
    let (improved, other) = if of.only_pain() {
        (Side::Pain, of.function.outcome)
    } else if of.only_function() {
        (Side::Function, of.pain.outcome)
    } else {
        return None;
    };
    match other {
        Outcome::Worsened => Some(Reason::WorseBeside { improved, mixed: false }),
        Outcome::Mixed => Some(Reason::WorseBeside { improved, mixed: true }),
        Outcome::Improved | Outcome::Unchanged | Outcome::Unknown => None,
    }
}

/// Pain improved, and the last three of five or more rated baseline days are at the success line
/// already: what fell before the start would have gone on falling (our convention).
fn baseline_falling(of: &Considered<'_>) -> Option<Reason> {
    let days = &of.ratings.baseline;
    let mean = of.pain.baseline.filter(|figure| figure.source == Source::BaselineWindow)?.mean;
    let last = days.iter().rev().take(LAST_BASELINE_DAYS).map(|rating| rating.pain.exact());
    let last = Mean::of(last)?.value;
    let falls = of.pain.outcome == Outcome::Improved
        && count(days.len()) >= DAYS_FOR_FIRM
        && lines::pain_success(mean).is_some_and(|line| last <= line);
    falls.then_some(Reason::BaselineFalling { last, mean })
}

/// A success beside at least two more days of extra medicine than before (our convention).
fn more_medicine(of: &Considered<'_>) -> Option<Reason> {
    let (baseline, week_five) = (of.inputs.baseline.medicine_days, of.inputs.checkpoint.medicine_days);
    let more = week_five >= baseline.saturating_add(MORE_MEDICINE_DAYS);
    (of.is_success() && more).then_some(Reason::MoreMedicine { baseline, week_five })
}

/// Function alone improved, by a marker with fewer than three days in a window (our convention).
fn few_marker_days(of: &Considered<'_>) -> Vec<Reason> {
    let is_few = |result: &&MarkerResult| {
        let days = [result.baseline, result.week_five].map(|figure| figure.map_or(0, |figure| figure.days));
        result.outcome == Outcome::Improved && days.iter().any(|days| *days < MARKER_DAYS_FOR_FIRM)
    };
    let few = of.markers().iter().filter(|_| of.only_function()).filter(is_few);
    few.map(|result| Reason::FewMarkerDays { name: result.marker.name.clone() }).collect()
}

/// Measures that did not change and could not have improved.
fn no_room(of: &Considered<'_>) -> Vec<Reason> {
    let mut found = Vec::new();
    if of.pain.outcome == Outcome::Unchanged && of.pain.no_room {
        found.push(MeasureName::Pain);
    }
    match &of.function.detail {
        FunctionDetail::Ndi(ndi) => {
            found.extend((ndi.outcome == Outcome::Unchanged && ndi.no_room).then_some(MeasureName::Ndi));
        }
        FunctionDetail::Markers(markers) => found.extend(
            markers
                .iter()
                .filter(|result| result.outcome == Outcome::Unchanged && result.no_room)
                .map(|result| MeasureName::Marker(result.marker.name.clone())),
        ),
    }
    found.into_iter().map(|measure| Reason::NoRoom { measure }).collect()
}

/// The interval reaches from one side of 30% less to the other, and function does not carry the
/// answer.
fn interval(of: &Considered<'_>) -> Option<Reason> {
    let line = Exact::from_integer(-whole_percent(PAIN_SUCCESS));
    let interval = of.interval.filter(|it| it.low <= line && line <= it.high)?;
    (of.function.outcome != Outcome::Improved).then_some(Reason::Interval(interval))
}

fn unreadable(of: &Considered<'_>) -> Vec<Reason> {
    let inputs = of.inputs;
    let late_matters = of.ratings.uses_late()
        || sources(of.pain, of.function)
            .iter()
            .any(|one| one.baseline.is_some() && one.week_five != Some(Source::Checkpoint));
    let windows: [(bool, &WindowFigures); 4] = [
        (true, &inputs.baseline),
        (true, &inputs.treatment),
        (true, &inputs.checkpoint),
        (late_matters, &inputs.late),
    ];
    windows
        .into_iter()
        .filter(|(counts, window)| *counts && window.unreadable_days > 0)
        .map(|(_, window)| Reason::UnreadableDays { window: window.window, days: window.unreadable_days })
        .collect()
}
