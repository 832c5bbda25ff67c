//! The integration tests, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod answers;
mod around_the_journal;
mod asked_first;
mod careful;
mod changed_outside;
mod check_in;
mod checkin_table;
mod commands;
mod day_end;
mod decide_command;
mod decide_json;
mod decisions;
mod event_loop;
mod every_size;
mod export_command;
mod first_evening;
mod generator;
mod golden;
mod help_screen;
mod import_command;
mod import_programs;
mod key_entry;
mod key_table;
mod kills;
mod layers;
mod leaving_unsaved;
mod luck;
mod pictures;
mod plain_mode;
mod plan_screen;
mod pseudo_terminal;
mod questions;
mod random_evenings;
mod readme_pictures;
mod real_disks;
mod report_command;
mod rows_on_screen;
mod saving;
mod screens;
mod session_command;
mod sessions_screen;
mod small_windows;
mod stop_and_hold;
mod store_corpus;
mod support;
mod text_cursor;
mod time_travel;
mod today_list;
mod trends_command;
mod trends_screen;
mod two_at_once;
mod week_five_screen;
