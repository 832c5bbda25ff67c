//! Undo and redo of every change to the journal.

use crate::domain::day::Day;
use crate::domain::trial::{Setup, Trial};
use chrono::NaiveDate;

/// One change to the journal, with both sides of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A day.
    Day {
        /// As it was.
        before: Day,
        /// As it is after.
        after: Day,
    },
    /// The trial.
    Trial {
        /// As it was.
        before: Box<Trial>,
        /// As it is after.
        after: Box<Trial>,
    },
    /// The checklist on its way to a trial.
    Setup {
        /// As it was.
        before: Box<Setup>,
        /// As it is after.
        after: Box<Setup>,
    },
    /// A checklist became a trial.
    Begin {
        /// The checklist.
        setup: Box<Setup>,
        /// The trial.
        trial: Box<Trial>,
        /// The trial before it, which was over.
        previous: Option<Box<Trial>>,
    },
    /// The trial after the one that is over: its checklist is begun, changed or put aside, and
    /// what the person decided on the old one with it.
    Next {
        /// The old trial before and after, where it changes.
        trial: Option<Box<(Trial, Trial)>>,
        /// The checklist as it was.
        before: Option<Box<Setup>>,
        /// The checklist as it is after.
        after: Option<Box<Setup>>,
    },
    /// A visit moved from one day to another: both days at once.
    Days(Vec<(Day, Day)>),
    /// Changes that belong together: a visit, and the hold that its discomfort opened.
    Together(Vec<Edit>),
}

impl Edit {
    /// Whether this edit touches a day.
    fn touches(&self, date: NaiveDate) -> bool {
        match self {
            Self::Day { before, .. } => before.date == date,
            Self::Days(days) => days.iter().any(|(before, _)| before.date == date),
            Self::Together(edits) => edits.iter().any(|edit| edit.touches(date)),
            Self::Trial { .. } | Self::Setup { .. } | Self::Begin { .. } | Self::Next { .. } => false,
        }
    }

    /// Whether this edit touches days alone.
    fn is_of_days(&self) -> bool {
        match self {
            Self::Day { .. } | Self::Days(_) => true,
            Self::Together(edits) => edits.iter().all(Self::is_of_days),
            Self::Trial { .. } | Self::Setup { .. } | Self::Begin { .. } | Self::Next { .. } => false,
        }
    }

    /// The day this edit is about: the first it touches.
    pub fn date(&self) -> Option<NaiveDate> {
        match self {
            Self::Day { after, .. } => Some(after.date),
            Self::Days(days) => days.first().map(|(_, after)| after.date),
            Self::Together(edits) => edits.iter().find_map(Self::date),
            Self::Trial { .. } | Self::Setup { .. } | Self::Begin { .. } | Self::Next { .. } => None,
        }
    }
}

/// The changes made since the program was opened.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Edit>,
    undone: Vec<Edit>,
}

impl History {
    /// Notes a change. What was undone before it cannot be done again.
    pub fn push(&mut self, edit: Edit) {
        self.undone.clear();
        self.done.push(edit);
    }

    /// Forgets the last change where it is one of a day alone: it was none of the person's.
    pub fn forget_last_of_day(&mut self, date: NaiveDate) {
        if matches!(self.done.last(), Some(Edit::Day { after, .. }) if after.date == date) {
            self.done.pop();
        }
    }

    /// The last change, to be taken back.
    pub fn undo(&mut self) -> Option<Edit> {
        let edit = self.done.pop()?;
        self.undone.push(edit.clone());
        Some(edit)
    }

    /// The last change taken back, to be done again.
    pub fn redo(&mut self) -> Option<Edit> {
        let edit = self.undone.pop()?;
        self.done.push(edit.clone());
        Some(edit)
    }

    /// Forgets the changes of a day: something else wrote into it, and taking back whole days
    /// would take that back too.
    pub fn forget_day(&mut self, date: NaiveDate) {
        self.done.retain(|edit| !edit.touches(date));
        self.undone.retain(|edit| !edit.touches(date));
    }

    /// Forgets the changes of trial and checklist, for the same reason.
    pub fn forget_trial(&mut self) {
        self.done.retain(Edit::is_of_days);
        self.undone.retain(Edit::is_of_days);
    }

    /// Forgets what was taken back last: it was none of the person's.
    pub fn forget_last_undone(&mut self) {
        self.undone.pop();
    }

    /// How many changes can be taken back.
    pub fn depth(&self) -> usize {
        self.done.len()
    }

    /// Whether there is anything to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is anything to do again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }
}
