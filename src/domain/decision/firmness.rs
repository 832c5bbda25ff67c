//! How firm a result is, and every reason why it is only tentative.

use chrono::NaiveDate;

use super::outcome::{FunctionDetail, FunctionResult, MeasureName, PainResult, sources};
use super::window::{Inputs, Source, Window, WindowFigures};
use crate::domain::score::Exact;
use crate::domain::thresholds::{DAYS_FOR_FIRM, LATE_ONE_IN, LOW_BASELINE_PAIN};
use crate::domain::verdict::AdherenceFigures;
pub use crate::domain::verdict::Firmness;
use crate::domain::verdict::{Outcome, Verdict};
use crate::words_enum;

words_enum! {
    /// One of the two sides a verdict rests on.
    Side {
        /// Pain.
        Pain = "pain", "pain";
        /// Function.
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

/// Why a result is tentative, with the figures behind it. Its words are content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Fewer than five rated days in a window.
    FewRatedDays {
        /// The window.
        window: Window,
        /// Rated days in it.
        rated: u32,
    },
    /// A single figure stands in for the baseline week.
    SingleBaselineFigure {
        /// The measure.
        measure: MeasureName,
    },
    /// The week after stands in for week five.
    LateCheckpoint {
        /// The measure.
        measure: MeasureName,
    },
    /// Baseline pain under 4, with pain the only success.
    LowBaselinePain {
        /// The baseline mean.
        mean: Exact,
    },
    /// An index gain under 10, with the index the only success.
    SmallNdiGain {
        /// The gain in points.
        gain: Exact,
    },
    /// Leaving out any one of these days' pain ratings would change the verdict.
    OneDayDecides {
        /// The days, oldest first.
        days: Vec<PivotalDay>,
    },
    /// Something else changed during the trial; the decision lists what.
    ChangesLogged {
        /// How many changes.
        count: u32,
    },
    /// More than a third of a window's pain ratings were entered late.
    LateEntries {
        /// The window.
        window: Window,
        /// Late ratings.
        late: u32,
        /// Rated days in all.
        rated: u32,
    },
    /// Only one of pain and function is known.
    OneSideUnknown {
        /// The one that is not.
        side: Side,
    },
    /// The dose was reached only by visits outside the weekly plan.
    ExtraVisits {
        /// How many of them were needed.
        extra: u32,
    },
    /// Days of a window could not be read: they are neither missing nor known.
    UnreadableDays {
        /// The window.
        window: Window,
        /// How many days.
        days: u32,
    },
}

impl Reason {
    /// Its fixed name, under which its words are found.
    pub fn id(&self) -> &'static str {
        match self {
            Self::FewRatedDays { window, .. } => match window {
                Window::Baseline => "few-baseline-days",
                Window::Treatment | Window::Checkpoint => "few-week-five-days",
                Window::Late => "few-days-after-week-five",
            },
            Self::SingleBaselineFigure { .. } => "single-baseline",
            Self::LateCheckpoint { .. } => "late-checkpoint",
            Self::LowBaselinePain { .. } => "low-baseline-pain",
            Self::SmallNdiGain { .. } => "ndi-within-noise",
            Self::OneDayDecides { .. } => "one-day-decides",
            Self::ChangesLogged { count: 1 } => "change",
            Self::ChangesLogged { .. } => "changes",
            Self::LateEntries { window, .. } => match window {
                Window::Baseline => "late-baseline-entries",
                Window::Treatment | Window::Checkpoint => "late-week-five-entries",
                Window::Late => "late-entries-after-week-five",
            },
            Self::OneSideUnknown { side: Side::Pain } => "pain-unknown",
            Self::OneSideUnknown { side: Side::Function } => "function-unknown",
            Self::ExtraVisits { .. } => "adherence-by-extra-visits",
            Self::UnreadableDays { .. } => "unreadable-days",
        }
    }

    /// Every name, in the order reasons are given.
    pub const IDS: [&'static str; 17] = [
        "few-baseline-days",
        "few-week-five-days",
        "few-days-after-week-five",
        "single-baseline",
        "late-checkpoint",
        "low-baseline-pain",
        "ndi-within-noise",
        "one-day-decides",
        "change",
        "changes",
        "late-baseline-entries",
        "late-week-five-entries",
        "late-entries-after-week-five",
        "pain-unknown",
        "function-unknown",
        "adherence-by-extra-visits",
        "unreadable-days",
    ];
}

/// What firmness is judged on.
pub(super) struct Considered<'a> {
    pub(super) inputs: &'a Inputs,
    pub(super) pain: &'a PainResult,
    pub(super) function: &'a FunctionResult,
    pub(super) adherence: &'a AdherenceFigures,
    pub(super) changes: u32,
    pub(super) pivotal: Vec<PivotalDay>,
}

/// Every reason why the result is tentative; none when it is firm. A window that has not begun
/// gives no reason yet.
pub(super) fn reasons(of: Considered<'_>) -> Vec<Reason> {
    let Considered { inputs, pain, function, adherence, changes, pivotal } = of;
    let sources = sources(pain, function);
    let pain_is_late = pain.week_five.is_some_and(|figure| figure.source == Source::LateCheckpoint);
    let week_five_begun = inputs.checkpoint.begun_days > 0;

    let mut found = Vec::new();
    let rated_windows: Vec<&WindowFigures> =
        [(true, &inputs.baseline), (true, &inputs.checkpoint), (pain_is_late, &inputs.late)]
            .into_iter()
            .filter_map(|(counts, window)| (counts && window.begun_days > 0).then_some(window))
            .collect();
    found.extend(
        rated_windows
            .iter()
            .filter(|window| window.rated_days() < DAYS_FOR_FIRM)
            .map(|window| Reason::FewRatedDays { window: window.window, rated: window.rated_days() }),
    );
    found.extend(
        sources
            .iter()
            .filter(|one| one.baseline == Some(Source::SingleFigure))
            .map(|one| Reason::SingleBaselineFigure { measure: one.measure.clone() }),
    );
    found.extend(
        sources
            .iter()
            .filter(|one| one.baseline.is_some() && one.week_five == Some(Source::LateCheckpoint))
            .map(|one| Reason::LateCheckpoint { measure: one.measure.clone() }),
    );
    found.extend(weak_success(pain, function));
    if !pivotal.is_empty() {
        found.push(Reason::OneDayDecides { days: pivotal });
    }
    if changes > 0 {
        found.push(Reason::ChangesLogged { count: changes });
    }
    found.extend(rated_windows.iter().filter_map(|window| {
        let (late, rated) = (window.late_ratings(), window.rated_days());
        (late.saturating_mul(LATE_ONE_IN) > rated).then_some(Reason::LateEntries {
            window: window.window,
            late,
            rated,
        })
    }));
    if week_five_begun {
        match (pain.outcome == Outcome::Unknown, function.outcome == Outcome::Unknown) {
            (true, false) => found.push(Reason::OneSideUnknown { side: Side::Pain }),
            (false, true) => found.push(Reason::OneSideUnknown { side: Side::Function }),
            (true, true) | (false, false) => {}
        }
    }
    if adherence.met() && !adherence.met_without_extras() {
        found.push(Reason::ExtraVisits { extra: adherence.extra_used });
    }
    let late_matters =
        sources.iter().any(|one| one.baseline.is_some() && one.week_five != Some(Source::Checkpoint));
    found.extend(
        [
            (true, &inputs.baseline),
            (true, &inputs.treatment),
            (true, &inputs.checkpoint),
            (late_matters, &inputs.late),
        ]
        .into_iter()
        .filter(|(counts, window)| *counts && window.unreadable_days > 0)
        .map(|(_, window)| Reason::UnreadableDays { window: window.window, days: window.unreadable_days }),
    );
    found
}

/// A success that stands on one measure alone and is a small one.
fn weak_success(pain: &PainResult, function: &FunctionResult) -> Option<Reason> {
    let only_pain = pain.outcome == Outcome::Improved && function.outcome != Outcome::Improved;
    let only_function = function.outcome == Outcome::Improved && pain.outcome != Outcome::Improved;
    if only_pain {
        let mean = pain.baseline?.mean;
        return (mean < LOW_BASELINE_PAIN).then_some(Reason::LowBaselinePain { mean });
    }
    match &function.detail {
        FunctionDetail::Ndi(ndi) if only_function && ndi.within_noise => {
            Some(Reason::SmallNdiGain { gain: -ndi.change? })
        }
        FunctionDetail::Ndi(_) | FunctionDetail::Markers(_) => None,
    }
}
