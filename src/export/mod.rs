//! What leaves the program as text, for other programs and for clinicians.

pub mod blocks;
pub mod calendar_file;
pub mod calendar_lines;
pub mod csv;
pub mod decision_blocks;
pub mod decision_json;
pub mod document;
pub mod fhir;
pub mod journal_json;
pub mod report;
pub mod trends_json;
