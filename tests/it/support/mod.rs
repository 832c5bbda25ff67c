//! What the tests of the whole program share: trials and days by their facts ([`diary`]), a home with a journal
//! on disk ([`home`]), commands ([`shell`]), evenings at the screen ([`evening`]) and terminals ([`pty`]).
//!
//! An evening goes through the program's own loop on real files. Only the terminal and the clock
//! are exchanged: the screen is a buffer, the keys come from a script.

pub mod checklist;
pub mod diary;
pub mod evening;
pub mod files;
pub mod home;
pub mod live;
pub mod picture;
#[cfg(target_os = "linux")]
pub mod pty;
pub mod script;
pub mod shell;
pub mod svg;
pub mod window;

pub use diary::{Diary, date};
pub use evening::{Evening, flat};
pub use home::Home;
pub use live::Live;

/// Day 11 of a trial that began on Mon 2 Nov 2026.
pub const DAY: &str = "2026-11-12";
/// An evening of that day.
pub const EVENING: &str = "2026-11-12T21:14:00+01:00";
