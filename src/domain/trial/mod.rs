//! A trial: the dose, the plan, the way from a checklist to it, and the whole as one record.

mod dose;
mod ending;
mod follow_up;
mod id;
mod plan;
mod record;
mod setup;

pub use self::dose::{Dose, DoseKind};
pub use self::ending::{
    EndAnswers, EndError, Ending, GoalStep, Overall, StopError, StopReason, Stopped, Worth,
};
pub use self::follow_up::{FollowUp, STEPS_DAYS, Step, Steps, StepsError};
pub use self::id::TrialId;
pub use self::plan::{BaselineFigures, Phase, Plan, STUDIED_WEEKS, Schedule, WINDOW_DAYS};
pub use self::record::Trial;
pub use self::setup::{
    BeginError, DEFAULT_WEEKS, PlanError, START_AHEAD_DAYS, Setup, check_start, weeks_in_range,
};
pub use super::calendar::{DayOfWeek, has_adjacent};
