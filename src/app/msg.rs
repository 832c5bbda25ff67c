//! What happened: the only way into the state.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};
use crossterm::event::KeyEvent;

use super::Past;
use super::action::Action;
use super::watch::Found;
use crate::domain::day::Day;
use crate::domain::journal::{DayBook, SaveFailure};
use crate::domain::trial::{Setup, Trial};

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
    /// The files behind the screen were looked at.
    Found(Box<Found>),
    /// Days were read.
    DaysRead(DayBook),
    /// Every day there is was read.
    AllDaysRead(DayBook),
    /// Every trial that can be read was read.
    TrialsRead(Vec<Trial>),
    /// A day was saved, or not.
    DaySaved {
        /// What was known to stand on disk before.
        base: Day,
        /// What was to be saved.
        ours: Day,
        /// What stands there now, or why not.
        result: Result<Day, SaveFailure<Day>>,
    },
    /// A trial was saved, or not.
    TrialSaved {
        /// What was known to stand on disk before.
        base: Box<Trial>,
        /// What was to be saved.
        ours: Box<Trial>,
        /// What stands there now, or why not.
        result: Result<Box<Trial>, SaveFailure<Trial>>,
    },
    /// The checklist on its way was saved, or not.
    SetupSaved {
        /// What was known to stand on disk before.
        base: Option<Box<Setup>>,
        /// What was to be saved.
        ours: Box<Setup>,
        /// What stands there now, or why not.
        result: Result<Box<Setup>, SaveFailure<Setup>>,
    },
    /// The checklist on its way was removed, or not.
    SetupRemoved(Result<(), SaveFailure<Setup>>),
    /// A trial was begun on disk, or not.
    Begun {
        /// The checklist it came from.
        setup: Box<Setup>,
        /// The trial before it.
        previous: Option<Box<Trial>>,
        /// The trial, or why not.
        result: Result<Box<Trial>, SaveFailure<Trial>>,
    },
    /// A beginning was taken back on disk, or not.
    TakenBack {
        /// The trial that was to be taken back.
        trial: Box<Trial>,
        /// Nothing, or why not.
        result: Result<(), String>,
    },
    /// Every other trial was read, and the days of their windows.
    PastRead(Past, DayBook),
    /// A report was written, or not.
    ReportWritten(Result<PathBuf, String>),
    /// What a day would have lost was put into its rescue copy, or not.
    RescueKept(NaiveDate, Result<(), String>),
    /// A rescue copy that was answered for was removed or set aside, or not.
    RescueEnded(NaiveDate, Result<(), String>),
    /// An unreadable file was set aside and its day read again, or not.
    SetAside(Result<DayBook, String>),
    /// The system asks the program to end.
    Stop,
}
