//! The integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod decide_json;
mod decisions;
mod session_command;
mod sessions_screen;
mod store_corpus;
