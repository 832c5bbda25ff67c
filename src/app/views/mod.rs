//! The state of each view and what its actions do.

pub mod checklist;
pub mod help;
pub mod plan;
pub mod sessions;
pub mod time_axis;
pub mod today;
pub mod trends;
pub mod visit_form;
pub mod week_five;
