//! What the program asks of the world. The runtime performs it and answers with a message.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::change::Record;
use super::watch::Shown;
use crate::domain::calendar::DayEnd;
use crate::domain::day::Day;
use crate::domain::trial::Trial;

/// One thing asked of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read what the next screen shows, before it is drawn.
    Read(Read),
    /// Save a record of the journal.
    Save {
        /// What was known to stand on disk.
        base: Record,
        /// What is to stand there.
        ours: Record,
    },
    /// Write a file beside the journal.
    Write(Write),
    /// Give the terminal back until the program is resumed.
    Suspend,
    /// End the program.
    Quit,
}

/// Something to be read.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// These days, first and last included.
    Days(NaiveDate, NaiveDate),
    /// Every day there is.
    AllDays,
    /// Every trial.
    Trials,
    /// The files behind the screen, those of them that were changed.
    Again(Box<Shown>),
}

/// A file beside the journal.
#[derive(Debug, Clone, PartialEq)]
pub enum Write {
    /// A report for a clinician.
    Report {
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
    Rescue(Box<Day>),
    /// Write what is not saved into a file outside the journal, since the person said so.
    Copy {
        /// The file. Nothing stands there.
        place: PathBuf,
        /// What is not saved, as it is in memory.
        records: Vec<Record>,
        /// When it is written.
        at: DateTime<FixedOffset>,
    },
    /// Remove the rescue copy of a day, or set it aside where `keep` is true: it was answered for.
    EndRescue {
        /// The day.
        date: NaiveDate,
        /// Whether its words stay, under another name.
        keep: bool,
    },
}

impl Effect {
    /// Whether it saves a day.
    pub fn saves_day(&self) -> bool {
        matches!(self, Self::Save { ours: Record::Day(_), .. })
    }
}
