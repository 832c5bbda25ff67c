//! The visits of a trial: each with its fate, changing them, and how much of the dose they gave.

pub mod adherence;
pub mod around;
pub mod between;
pub mod changes;
pub mod following;
mod list;
pub mod refusal;
pub mod weekdays;

pub use self::list::{Visit, VisitState, Visits, holds_from, planned_dates, state_of, visits, visits_of};
