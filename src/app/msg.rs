//! What happened: the only way into the state.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use crossterm::event::KeyEvent;

use super::Past;
use super::action::Action;
use super::change::Record;
use super::watch::Found;
use crate::domain::journal::{DayBook, SaveFailure};

/// Something that happened outside.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The time, told before everything else that happens.
    Clock(DateTime<FixedOffset>),
    /// A key was pressed.
    Key(KeyEvent),
    /// Whether the keys that follow came in one piece with ends of lines among them, as text does that
    /// is pasted where the terminal does not say so.
    Burst(bool),
    /// Text was pasted.
    Paste(String),
    /// Something was clicked that stands for an action.
    Act(Action),
    /// The wheel was turned: lines down, or up where negative.
    Wheel(i16),
    /// What is on the screen has another size, in cells.
    Size {
        /// Its width.
        columns: u16,
        /// Its height.
        rows: u16,
    },
    /// The screen is about to be drawn, after all that happened since it was drawn last.
    Drawing,
    /// The screen was drawn: what stands in the files behind it may be looked at.
    Looking,
    /// The view was drawn, and this is how many lines it can be scrolled.
    Drawn(u16),
    /// The person may have been elsewhere: the window is in front again, or has another size.
    CameBack,
    /// Something was read.
    Read(WasRead),
    /// A record of the journal was saved, or not.
    Saved {
        /// What was known to stand on disk before.
        base: Record,
        /// What was to be saved.
        ours: Record,
        /// What stands there now, or why not.
        result: Result<Record, SaveFailure<Record>>,
    },
    /// A file beside the journal was written, or not.
    Written(Written),
    /// The system asks the program to end.
    Stop,
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub enum WasRead {
    /// Days.
    Days(DayBook),
    /// Every day there is.
    AllDays(DayBook),
    /// Every trial.
    Trials(Past),
    /// The files behind the screen, as far as they were changed.
    Again(Box<Found>),
}

/// What became of a file beside the journal.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// A report: where it is, or why there is none.
    Report(Result<PathBuf, String>),
    /// An unreadable file was set aside and its day read again, or not.
    SetAside(Result<DayBook, String>),
    /// What a day would have lost was put into its rescue copy, or not.
    Rescue(NaiveDate, Result<(), String>),
    /// A copy was written outside the journal, or not.
    Copy(PathBuf, Result<(), String>),
    /// A rescue copy that was answered for was removed or set aside, or not.
    RescueEnded(NaiveDate, Result<(), String>),
}
