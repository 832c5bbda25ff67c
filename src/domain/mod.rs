//! What the program knows: pure types and rules, with no file, clock or terminal in sight.

pub mod adherence;
pub mod calendar;
pub mod change;
pub mod checkin;
pub mod checklist;
pub mod day;
pub mod journal;
pub mod measure;
pub mod score;
pub mod session;
pub mod text;
pub mod trend;
pub mod trend_words;
pub mod trial;
pub mod visit_changes;
pub mod visits;
