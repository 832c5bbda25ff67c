//! The vocabulary of a decision, and what is kept of one: words without a rule in sight, so that a
//! trial can hold what was decided without knowing how.

pub mod adherence_figures;
pub mod recorded;
mod words;

pub use self::adherence_figures::AdherenceFigures;
pub use self::recorded::{Choice, RecordedDecision, RecordedMeasure};
pub use self::words::{Firmness, Outcome, Relief, Verdict};
