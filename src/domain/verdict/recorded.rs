//! The person's own decision, with the figures it was made on. Written once, never recomputed.

use chrono::NaiveDate;

use super::adherence_figures::AdherenceFigures;
use super::words::{Firmness, Outcome, Relief, Verdict};
use crate::domain::nearest::or_did_you_mean;
use crate::domain::score::Amount;
use crate::domain::text::Words;
use crate::words_enum;

words_enum! {
    /// What the person decided.
    Choice {
        /// Go on with a bounded next block.
        NextBlock = "next-block", "Go on with a next block";
        /// Try again with something changed.
        Adjust = "adjust", "Try again with something changed";
        /// Run the same dose again.
        Rerun = "rerun", "Run the same dose again";
        /// Talk to a clinician first.
        Clinician = "clinician", "Talk to a clinician first";
        /// Stop here.
        Stop = "stop", "Stop here";
        /// None of these: what it is, the person says in words of their own.
        Other = "other", "Something else";
    }
}

impl Choice {
    /// The word of an option: that of a file, but a next block is `continue` as the verdict is.
    pub fn option_word(self) -> &'static str {
        match self {
            Self::NextBlock => Verdict::Continue.id(),
            Self::Adjust | Self::Rerun | Self::Clinician | Self::Stop | Self::Other => self.id(),
        }
    }

    /// Reads the word of an option; the word of a file is understood too.
    ///
    /// # Errors
    /// Where it is neither, in a sentence that names the words of an option.
    pub fn from_option(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let is_meant = |choice: &&Self| choice.option_word() == text || choice.id() == text;
        Self::ALL.iter().find(is_meant).copied().ok_or_else(|| {
            let words = || Self::ALL.iter().map(|choice| choice.option_word());
            let known = words().collect::<Vec<_>>().join(", ");
            format!("“{text}” is not one of {known}{}", or_did_you_mean(text, words()))
        })
    }

    /// Whether this is the step the verdict leads to.
    pub fn agrees_with(self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Continue => self == Self::NextBlock,
            Verdict::Review => self == Self::Clinician,
            Verdict::Adjust => self == Self::Adjust,
            Verdict::Inconclusive | Verdict::InsufficientData => self == Self::Rerun,
            Verdict::Stopped => self == Self::Stop,
            Verdict::NotYet => false,
        }
    }
}

/// A measure's two figures as they were shown, rounded to two decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedMeasure {
    /// `pain`, `ndi`, or the marker's name.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Baseline.
    pub baseline: Option<Amount>,
    /// Week five.
    pub week_five: Option<Amount>,
}

/// The person's own decision and what stood on the screen when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedDecision {
    /// The day it was made.
    pub on: NaiveDate,
    /// What the person decided.
    pub choice: Choice,
    /// Why, in the person's own words.
    pub reason: Option<Words>,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the verdict was final.
    pub is_final: bool,
    /// Whether a hold was open.
    pub hold: bool,
    /// Whether it was mixed.
    pub mixed: bool,
    /// Firm or tentative.
    pub firmness: Firmness,
    /// The names of the reasons why it was tentative.
    pub reasons: Vec<String>,
    /// Pain first, then the index or the markers.
    pub measures: Vec<RecordedMeasure>,
    /// Whole percent that pain moved; negative when it fell.
    pub pain_percent: Option<i64>,
    /// The level of relief.
    pub level: Option<Relief>,
    /// Visits and minutes.
    pub adherence: AdherenceFigures,
    /// Nonoverlap of all pairs, 0 to 1.
    pub nap: Option<Amount>,
}

impl RecordedDecision {
    /// Whether the person decided as the verdict leads.
    pub fn agrees(&self) -> bool {
        !self.hold && self.choice.agrees_with(self.verdict)
    }
}
