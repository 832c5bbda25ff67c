//! Something else that changed during the trial and could explain a difference.

use super::rows::{CHANGE, Compared, Row};
use super::text::Words;
use crate::words_enum;

words_enum! {
    /// What kind of thing changed.
    ChangeKind {
        /// A medicine started, stopped or changed.
        Medicine = "medicine", "Medicine";
        /// Exercise or movement.
        Exercise = "exercise", "Exercise";
        /// Another treatment.
        Therapy = "therapy", "Other therapy";
        /// Work, desk, posture.
        Work = "work", "Work or posture";
        /// Sleep: bed, times, nights.
        Sleep = "sleep", "Sleep";
        /// Illness or injury.
        Illness = "illness", "Injury or illness";
        /// Anything else.
        Other = "other", "Something else";
    }
}

/// One change, written on the day it happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind of thing changed.
    pub kind: ChangeKind,
    /// A line in the person's own words.
    pub text: Words,
}

impl Row for Change {
    fn likeness(&self, now: &Self) -> u8 {
        CHANGE.likeness(|field| match field {
            "text" => Compared::of(Some(&self.text), Some(&now.text)),
            _ => Compared::Absent,
        })
    }
}
