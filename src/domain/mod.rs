//! What the program knows: pure types and rules, with no file, clock or terminal in sight.

pub mod adherence;
pub mod adherence_figures;
pub mod assessment;
pub mod calendar;
pub mod change;
pub mod checkin;
pub mod checklist;
pub mod day;
pub mod decision;
pub mod firmness;
pub mod journal;
pub mod measure;
pub mod needed;
pub mod outcome;
pub mod recorded;
pub mod score;
pub mod session;
pub mod statistics;
pub mod text;
pub mod thresholds;
pub mod trend;
pub mod trend_words;
pub mod trial;
pub mod visit_changes;
pub mod visits;
pub mod window;
