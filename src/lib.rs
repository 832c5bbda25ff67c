//! weekfive: a terminal journal for a trial of massage.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod app;
pub mod cli;
pub mod content;
pub mod domain;
pub mod export;
pub mod runtime;
pub mod store;
pub mod ui;
