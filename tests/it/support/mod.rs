//! What the journeys share: a journal in a temporary folder, and evenings with it.
//!
//! An evening goes through the program's own loop on real files. Only the terminal and the clock
//! are exchanged: the screen is a buffer, the keys come from a script.

pub mod checklist;
pub mod evening;
pub mod files;
pub mod home;
pub mod picture;
#[cfg(target_os = "linux")]
pub mod pty;
pub mod script;
pub mod window;

pub use evening::{Evening, flat};
pub use home::Home;
