//! What a view may read. Never the whole state: a view cannot change what is not its own, and says in
//! its reply what it wants done.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::action::{Action, View};
use super::effect::Read;
use super::{Journal, Settings};
use crate::domain::day::Day;

/// All that a view may read beside its own state.
#[derive(Debug, Clone, Copy)]
pub struct Cx<'a> {
    /// The journal in memory.
    pub journal: &'a Journal,
    /// What the person has set.
    pub settings: &'a Settings,
    /// Rescue copies that wait, by their day; true once one was taken into its day.
    pub rescued: &'a BTreeMap<NaiveDate, (Day, bool)>,
    /// How often journal and rescue copies may have been changed.
    pub(in crate::app) changes: (u64, u64),
    /// The journal's day.
    pub today: NaiveDate,
    /// The time of the last thing that happened.
    pub now: DateTime<FixedOffset>,
    /// The size of the screen in cells, columns and rows, as it was last drawn.
    pub size: (u16, u16),
    /// The tab that is open.
    pub view: View,
    /// Whether keys come in one go, as text does that is pasted.
    pub in_burst: bool,
    /// Whether the last answer of one key changed the journal.
    pub key_changed: bool,
}

impl<'a> Cx<'a> {
    /// Whether a trial is being prepared: the first one, or the next beside one that is over.
    pub fn is_preparing(&self) -> bool {
        self.journal.is_preparing()
    }

    /// What of some days has still to be read.
    pub fn unread(&self, days: impl IntoIterator<Item = (NaiveDate, NaiveDate)>) -> Vec<Read> {
        let parts = days.into_iter().flat_map(|(first, last)| self.journal.days.not_read(first, last));
        parts.map(|(first, last)| Read::Days(first, last)).collect()
    }

    /// The key for an action, as shown to a person; nothing where it has none.
    pub fn key_for(&self, action: Action) -> String {
        self.settings.keymap.key_for(action).unwrap_or_default()
    }
}

/// The [`Cx`] of an [`App`](super::App), field by field, so that a view of it can be changed beside.
macro_rules! cx {
    ($app:expr) => {
        $crate::app::cx::Cx {
            journal: &$app.journal,
            settings: &$app.settings,
            rescued: &$app.rescued,
            changes: ($app.journal.changes(), $app.rescued.changes()),
            today: $app.today,
            now: $app.now,
            size: $app.size,
            view: $app.view,
            in_burst: $app.in_burst,
            key_changed: $app.key_changed,
        }
    };
}
pub(in crate::app) use cx;

impl super::App {
    /// What a view may read.
    pub fn cx(&self) -> Cx<'_> {
        cx!(self)
    }
}
