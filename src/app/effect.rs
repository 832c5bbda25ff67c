//! What the program asks of the world. The runtime performs it and answers with a message.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::watch::Shown;
use crate::domain::calendar::DayEnd;
use crate::domain::day::Day;
use crate::domain::trial::{Setup, Trial};

/// One thing asked of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read these days, first and last included.
    ReadDays(NaiveDate, NaiveDate),
    /// Read every day there is.
    ReadAllDays,
    /// Read every trial.
    ReadTrials,
    /// Look at the files behind the screen, and read again those that were changed.
    LookAgain(Box<Shown>),
    /// Save a day, given what was known to stand on disk.
    SaveDay {
        /// What was known to stand on disk.
        base: Day,
        /// What is to stand there.
        ours: Day,
    },
    /// Save the trial.
    SaveTrial {
        /// What was known to stand on disk.
        base: Box<Trial>,
        /// What is to stand there.
        ours: Box<Trial>,
    },
    /// Save the checklist on its way to a trial.
    SaveSetup {
        /// What was known to stand on disk.
        base: Option<Box<Setup>>,
        /// What is to stand there.
        ours: Box<Setup>,
    },
    /// Make the checklist a trial.
    Begin {
        /// The checklist.
        setup: Box<Setup>,
        /// The trial it becomes.
        trial: Box<Trial>,
        /// The trial before it, which was over.
        previous: Option<Box<Trial>>,
    },
    /// Remove the checklist on its way to a trial: the person put it aside.
    RemoveSetup,
    /// Take a beginning back: the trial becomes the checklist it came from.
    TakeBack {
        /// The trial.
        trial: Box<Trial>,
        /// The checklist it came from.
        setup: Box<Setup>,
        /// The trial that is the current one again.
        previous: Option<Box<Trial>>,
    },
    /// Read every other trial, and the days of their windows.
    ReadPast,
    /// Write a report for a clinician.
    WriteReport {
        /// The trial.
        trial: Box<Trial>,
        /// When the journal's day ends.
        day_end: DayEnd,
        /// The day it is written.
        as_of: NaiveDate,
    },
    /// Rename an unreadable file, since the person said so, and read its day again.
    SetAside {
        /// The file.
        file: PathBuf,
        /// The day it is of.
        date: NaiveDate,
    },
    /// Keep what was entered on a day and is not saved, since the system ends the program.
    KeepRescue(Box<Day>),
    /// Remove the rescue copy of a day, or set it aside where `keep` is true: it was answered for.
    EndRescue {
        /// The day.
        date: NaiveDate,
        /// Whether its words stay, under another name.
        keep: bool,
    },
    /// Give the terminal back until the program is resumed.
    Suspend,
    /// End the program.
    Quit,
}

impl Effect {
    /// Whether it only reads what the next screen shows, and so is done before that is drawn.
    pub fn is_read(&self) -> bool {
        match self {
            Self::ReadDays(..)
            | Self::ReadAllDays
            | Self::ReadTrials
            | Self::ReadPast
            | Self::LookAgain(_) => true,
            Self::SaveDay { .. }
            | Self::SaveTrial { .. }
            | Self::SaveSetup { .. }
            | Self::RemoveSetup
            | Self::WriteReport { .. }
            | Self::Begin { .. }
            | Self::TakeBack { .. }
            | Self::SetAside { .. }
            | Self::KeepRescue(_)
            | Self::EndRescue { .. }
            | Self::Suspend
            | Self::Quit => false,
        }
    }
}
