//! The integration tests, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod check_in;
mod commands;
mod decide_command;
mod decide_json;
mod decisions;
mod first_evening;
mod generator;
mod key_table;
mod layers;
mod luck;
mod pseudo_terminal;
mod saving;
mod screens;
mod session_command;
mod sessions_screen;
mod store_corpus;
mod support;
mod trends_command;
mod trends_screen;
mod week_five_screen;
