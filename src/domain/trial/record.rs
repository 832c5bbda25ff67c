//! One trial: its name, its checklist, its plan, and what the person decided.

use chrono::NaiveDate;

use super::plan::Plan;
use crate::domain::calendar::{before, dates};
use crate::domain::checklist::{Checklist, Site};
use crate::domain::day::Days;
use crate::domain::verdict::RecordedDecision;

/// The name of a trial, fixed at its beginning: start date and site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrialId(String);

impl TrialId {
    /// The name of a trial that starts on a date: `2026-11-02-neck`; `taken` says which are used.
    pub fn name(start: NaiveDate, site: Site, taken: impl Fn(&str) -> bool) -> Self {
        let base = format!("{start}-{}", site.id());
        let mut name = base.clone();
        let mut number = 2_u32;
        while taken(&name) {
            name = format!("{base}-{number}");
            number = number.saturating_add(1);
        }
        Self(name)
    }

    /// Takes a name of letters, digits and hyphens: it is a file's name too.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (!text.is_empty() && text.len() <= 80 && text.chars().all(fits)).then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TrialId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Its name and file.
    pub id: TrialId,
    /// The day its checklist was begun: days before that are not asked about.
    pub begun: NaiveDate,
    /// Answers and holds.
    pub checklist: Checklist,
    /// The plan.
    pub plan: Plan,
    /// What the person decided, once they have, with the figures of that day.
    pub decision: Option<RecordedDecision>,
}

impl Trial {
    /// Days without a check-in that can be filled in, oldest first: from the baseline (or the day
    /// the checklist was begun, if later) to yesterday, at most to the end of the checkpoint.
    /// Days whose file cannot be read are not among them.
    pub fn blank_days(&self, days: &impl Days, today: NaiveDate) -> Vec<NaiveDate> {
        let first = self.plan.baseline_window().0.max(self.begun);
        let last = self.plan.checkpoint_window().1.min(before(today, 1));
        dates(first, last).filter(|date| days.day(*date).is_blank_day()).collect()
    }
}
