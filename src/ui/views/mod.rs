//! One file for each view, with the names of `app/views`.

pub mod help;
pub mod past;
pub mod plan;
pub mod question;
pub mod sessions;
pub mod today;
pub mod trends;
pub mod trends_readout;
mod trends_visits;
pub mod week_five;
