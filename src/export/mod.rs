//! What leaves the program as text for other programs and for clinicians.

pub mod decision_json;
