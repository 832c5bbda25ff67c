//! One file for each view, with the names of `app/views`.

pub mod help;
pub mod plan;
pub mod question;
pub mod today;
