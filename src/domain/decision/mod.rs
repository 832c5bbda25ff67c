//! The decision of week five: from a trial and its days to a verdict, with all that led to it.

pub mod applicability;
pub mod assessment;
pub mod caution;
mod decide;
pub mod firmness;
pub mod needed;
pub mod next_trial;
pub mod outcome;
pub mod recording;
mod rules;
pub mod statistics;
pub mod to_do;
pub mod window;

pub use self::decide::{Decision, MedicineDays, UnreadableDays, decide};
pub use self::rules::{Rule, RuleResult};
pub use super::verdict::Verdict;
