//! A trial: the dose, the plan, the way from a checklist to it, and the whole as one record.

mod dose;
mod plan;
mod record;
mod setup;

pub use self::dose::{Dose, DoseKind, SHORT_BY_MINUTES};
pub use self::plan::{BaselineFigures, Phase, Plan, Schedule, WINDOW_DAYS};
pub use self::record::{Trial, TrialId};
pub use self::setup::{
    BeginError, DEFAULT_WEEKS, PlanError, START_AHEAD_DAYS, Setup, check_start, weeks_in_range,
};
pub use super::calendar::{DayOfWeek, has_adjacent};
