//! What a person can set in `config.toml` and on the command line.

use std::path::PathBuf;

use chrono::Weekday;

use super::keymap::Keymap;
use crate::domain::calendar::DayEnd;
use crate::domain::fields::{Field, daily};
use crate::domain::journal::Problem;
use crate::words_enum;

words_enum! {
    /// The colours.
    Palette {
        /// Chosen for the terminal's background, as far as it says which that is.
        Auto = "auto", "for the background of the terminal";
        /// The terminal's own sixteen colours.
        Terminal = "terminal", "the terminal's own colours";
        /// For a dark background.
        Dark = "dark", "dark background";
        /// For a light background.
        Light = "light", "light background";
        /// Told apart with any kind of colour vision.
        ColourBlind = "colour-blind", "colours that stay apart for colour-blind eyes";
        /// The terminal's own letters only, bold or turned round where it matters.
        HighContrast = "high-contrast", "nothing paler than the text itself";
    }
}

/// All settings, with their defaults.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The colours.
    pub palette: Palette,
    /// Whether colours are shown at all.
    pub color: bool,
    /// Whether only ASCII characters are drawn.
    pub ascii: bool,
    /// Whether clicks and the wheel are asked for; otherwise the terminal keeps them.
    pub mouse: bool,
    /// The first day of a week on the calendar: Monday or Sunday.
    pub week_start: Weekday,
    /// When the journal's day ends.
    pub day_end: DayEnd,
    /// The fields of Today, in order. Pain is always the first.
    pub fields: Vec<&'static Field>,
    /// The keys.
    pub keymap: Keymap,
    /// What in `config.toml` could not be understood, in the order of the file; there the default
    /// stands.
    pub mistakes: Vec<Problem>,
    /// Folders outside the journal in which a copy can be put of what the journal's own folder does
    /// not take, the first to be tried first.
    pub elsewhere: Vec<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            palette: Palette::Auto,
            color: true,
            ascii: false,
            mouse: true,
            week_start: Weekday::Mon,
            day_end: DayEnd::default(),
            fields: daily().collect(),
            keymap: Keymap::default(),
            mistakes: Vec::new(),
            elsewhere: Vec::new(),
        }
    }
}
