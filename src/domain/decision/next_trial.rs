//! The checklist of the trial that comes next, filled in from the one that is over. Everything
//! that is asked for safety and for the gate is asked anew.

use chrono::NaiveDate;

use super::decide::Decision;
use super::outcome::FunctionDetail;
use super::window::Figure;
use crate::domain::calendar::after;
use crate::domain::checklist::{Checklist, Site};
use crate::domain::drafts::Drafts;
use crate::domain::score::{Amount, Exact, Score};
use crate::domain::trial::{BaselineFigures, Dose, DoseKind, Setup, Trial, WINDOW_DAYS};
use crate::words_enum;

/// Weeks of a next block: six weekly visits (Cook et al., Spine J 2015;15:2206-15).
pub const BLOCK_WEEKS: u8 = 6;
/// Minutes and visits a week of a next block (Cook 2015).
const BLOCK_DOSE: (i64, i64) = (60, 1);

words_enum! {
    /// The one thing that is changed in an adjusted trial.
    Adjustment {
        /// Another dose.
        Dose = "dose", "the dose";
        /// Another technique, with the same dose.
        Technique = "technique", "the technique";
        /// Another place that is treated.
        Site = "site", "the place that is treated";
    }
}

/// A bounded next block of six weekly visits of an hour. It begins tomorrow, so that week five is
/// its baseline where it is still fresh.
pub fn next_block(trial: &Trial, decision: &Decision, today: NaiveDate) -> Setup {
    let mut setup = again(trial, decision, today);
    set_dose(&mut setup, BLOCK_DOSE);
    setup.weeks = Some(BLOCK_WEEKS);
    setup.start = Some(after(today, 1));
    setup
}

/// The same dose once more, after a new baseline week.
pub fn rerun(trial: &Trial, decision: &Decision, today: NaiveDate) -> Setup {
    again(trial, decision, today)
}

/// The trial once more with one thing changed, after a new baseline week. A changed dose is the
/// studied one that was not tried; a changed place is left open, and its markers with it.
pub fn adjusted(trial: &Trial, decision: &Decision, today: NaiveDate, what: Adjustment) -> Setup {
    let mut setup = again(trial, decision, today);
    match what {
        Adjustment::Dose => set_dose(&mut setup, other_dose(trial.plan.dose)),
        Adjustment::Technique => {}
        Adjustment::Site => {
            setup.checklist.site = None;
            setup.markers.clear();
            setup.baseline = BaselineFigures::default();
        }
    }
    setup
}

/// A studied dose other than the one that was tried.
fn other_dose(tried: Dose) -> (i64, i64) {
    match (tried.kind(), tried.per_week()) {
        (DoseKind::Studied, 2) => (60, 3),
        (DoseKind::Studied | DoseKind::Comfort | DoseKind::Custom, _) => (60, 2),
    }
}

fn set_dose(setup: &mut Setup, (minutes, per_week): (i64, i64)) {
    let dose = Dose::new(minutes, per_week).ok();
    if setup.dose.map(Dose::per_week) != dose.map(Dose::per_week) {
        setup.weekdays = None;
    }
    setup.dose = dose;
}

/// What stays: place, age, goals, markers, and holds that are still open. What was answered with
/// yes or no, and whether a clinician knows, is asked anew.
fn again(trial: &Trial, decision: &Decision, today: NaiveDate) -> Setup {
    let old = trial.as_setup();
    Setup {
        begun: today,
        checklist: Checklist {
            answers: Default::default(),
            clinician: None,
            holds: old.checklist.open_holds().cloned().collect(),
            drafts: Drafts::default(),
            ..old.checklist
        },
        weekdays: trial.plan.schedule.last().map(|schedule| schedule.days.clone()),
        start: Some(after(today, WINDOW_DAYS)),
        baseline: if today <= trial.plan.late_window().1 {
            week_five_figures(trial, decision)
        } else {
            BaselineFigures::default()
        },
        ..old
    }
}

/// The figures of week five as single figures, for a baseline week that would have none. Only
/// while they are at most a week old.
fn week_five_figures(trial: &Trial, decision: &Decision) -> BaselineFigures {
    let mut figures = BaselineFigures {
        pain: decision.pain.week_five.and_then(|figure| Score::new(rounded(figure.mean, 1)).ok()),
        ..BaselineFigures::default()
    };
    match &decision.function.detail {
        FunctionDetail::Ndi(result) if trial.plan.site == Site::Neck => {
            figures.ndi = result.week_five.as_ref().map(|figure| figure.ndi.clone());
        }
        FunctionDetail::Ndi(_) => {}
        FunctionDetail::Markers(results) => {
            let value = |figure: Figure| {
                let hundredths = rounded(figure.mean, 100);
                format!("{}.{:02}", hundredths / 100, hundredths % 100).parse::<Amount>().ok()
            };
            figures.markers = results
                .iter()
                .filter_map(|result| Some((result.marker.name.clone(), value(result.week_five?)?)))
                .collect();
        }
    }
    figures
}

fn rounded(figure: Exact, parts: i64) -> i64 {
    (figure * parts).round().to_integer()
}
