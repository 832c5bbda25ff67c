//! The state of the program and what changes it: no files, no clock, no terminal.
//!
//! ```text
//!   Msg ─► update ─┬─ a key ───► keys ──► the tab (tabs.rs) reads Cx, answers Reply ─► reply::apply
//!                  ├─ saved ───► saving ◄────────────────────────── Change ◄──────────────┘
//!                  ├─ an answer ► questions                            │
//!                  └─ the time, the files ► day_turn, watch            ▼
//!                                                                   Effect
//! ```

pub mod action;
pub mod change;
pub mod checkin_fields;
pub mod clash;
pub mod counted;
pub mod cx;
pub mod day_turn;
pub mod dialog;
pub mod drafts;
pub mod effect;
pub mod form;
pub mod history;
pub mod keymap;
mod keys;
pub mod layouts;
pub mod line;
pub mod msg;
pub mod notice;
pub mod paragraph;
mod questions;
pub mod reply;
pub mod rescue;
mod saving;
pub mod scale_entry;
pub mod settings;
pub mod tabs;
mod update;
pub mod views;
pub mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::content::notice;
use crate::domain::calendar::{before, short_date};
use crate::domain::day::Day;
use crate::domain::journal::{DayBook, Problem};
use crate::domain::trial::{Setup, Trial, TrialId};
pub use action::{Action, View};
pub use change::{Change, Record};
use counted::Counted;
use day_turn::DaySeen;
pub use dialog::{Answering, Dialog};
pub use effect::Effect;
pub use history::History;
pub use msg::Msg;
pub use notice::Notice;
pub use saving::queue;
pub use settings::Settings;
pub use update::update;
use watch::Watching;

/// How many days the strip on Today shows.
pub const STRIP_DAYS: u64 = 14;

/// What is known of the journal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    /// The trial that runs, or ran last.
    pub trial: Option<Trial>,
    /// A checklist on its way to a trial: to the first, or to the next beside one that is over.
    pub setup: Option<Setup>,
    /// The days read so far.
    pub days: DayBook,
    /// Names of trials that are taken.
    pub trials: Vec<TrialId>,
    /// Whether every day there is was read.
    pub all_read: bool,
    /// Every trial, once they were asked for.
    pub past: Option<Past>,
    /// What is wrong with the files that are not days: journal, trial, checklist.
    pub problems: Vec<Problem>,
}

impl Journal {
    /// The trials but the one that runs or ran last, in the order of their names, as far as they
    /// were asked for.
    pub fn earlier(&self) -> impl Iterator<Item = &Trial> {
        let current = self.trial.as_ref().map(|trial| &trial.id);
        self.past.iter().flat_map(|past| &past.trials).filter(move |trial| Some(&trial.id) != current)
    }

    /// Whether a trial is being prepared: the first one, or the next beside one that is over.
    pub fn is_preparing(&self) -> bool {
        self.trial.is_none() || self.setup.is_some()
    }

    /// The day from which on every day there is was read, as long as that is not known of each: the days
    /// between and after those that were written are blank then.
    pub(in crate::app) fn blanks_from(&self, today: NaiveDate) -> Option<NaiveDate> {
        let first = self.all_read.then(|| self.days.first_date().unwrap_or(today).min(today))?;
        (!self.days.has_read(first, today)).then_some(first)
    }
}

/// Every trial there is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// Those that could be read, in the order of their names.
    pub trials: Vec<Trial>,
    /// What is wrong with the others.
    pub problems: Vec<Problem>,
}

/// What stands on disk, as far as it differs from the journal in memory.
#[derive(Debug, Clone, Default)]
pub struct OnDisk {
    /// Days that could not be saved, as they stand on disk.
    pub days: BTreeMap<NaiveDate, Day>,
    /// The trial as it stands on disk.
    pub trial: Option<Trial>,
    /// The checklist as it stands on disk.
    pub setup: Option<Setup>,
}

/// Whether what was entered is on disk.
#[derive(Debug, Clone, Default)]
pub struct Saving {
    /// Saves asked for and not answered.
    pub pending: usize,
    /// When the last save was on disk, whole.
    pub last: Option<DateTime<FixedOffset>>,
    /// The last failure, in one sentence, until a save succeeds.
    pub failure: Option<String>,
    /// Whether the saves under way were asked for by the person: a clash is then asked about at
    /// once. Otherwise it is announced, and asked when the person asks.
    pub asked: bool,
    /// The days of which everything that is not saved was put into a rescue copy.
    pub rescued: BTreeSet<NaiveDate>,
    /// How many times a copy outside the journal could not be written.
    pub copies_refused: usize,
    /// Where everything that is not saved stands outside the journal, once it does.
    pub copy: Option<PathBuf>,
}

/// Whether the program is on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Leaving {
    /// No.
    #[default]
    No,
    /// As soon as everything is saved.
    WhenSaved,
    /// After one try to save, whatever comes of it: the system ends the program.
    InAnyCase,
}

/// The state of the whole program.
#[derive(Debug, Clone)]
pub struct App {
    /// The time of the last thing that happened.
    pub now: DateTime<FixedOffset>,
    /// The journal's day that time belongs to.
    pub today: NaiveDate,
    /// What the last frame showed for today.
    pub day_seen: DaySeen,
    /// What is known of the files behind the screen.
    pub watching: Watching,
    /// The size of the screen in cells, columns and rows, as it was last drawn.
    pub size: (u16, u16),
    /// What the person has set.
    pub settings: Settings,
    /// Whether the journal is a sample, and nobody's own.
    pub is_sample: bool,
    /// The journal in memory.
    pub journal: Counted<Journal>,
    /// What stands on disk, where that differs.
    pub on_disk: OnDisk,
    /// Whether what was entered is on disk.
    pub saving: Saving,
    /// Undo and redo.
    pub history: History,
    /// A message to the person.
    pub notice: Option<Notice>,
    /// Whether the program is on its way out.
    pub leaving: Leaving,
    /// The tab that is open.
    pub view: View,
    /// Something that lies over the view and takes the keys.
    pub dialog: Option<Dialog>,
    /// How far the person is with the question that is open, if one is.
    pub answering: Option<Answering>,
    /// Whether the keys that come now were read in one go with line ends between them: while text
    /// is written they are text, as a paste is.
    pub in_burst: bool,
    /// Tells answers of one key from a key held down.
    pub rhythm: scale_entry::Rhythm,
    /// Whether the last such answer changed the journal.
    pub key_changed: bool,
    /// Rescue copies that wait for an answer, by their day; true once one was taken into its day and
    /// ends with the next save of that.
    pub rescued: Counted<BTreeMap<NaiveDate, (Day, bool)>>,
    /// Today.
    pub today_view: views::today::TodayView,
    /// Sessions.
    pub sessions_view: views::sessions::SessionsView,
    /// Trends.
    pub trends_view: views::trends::TrendsView,
    /// Week five.
    pub week_five_view: views::week_five::WeekFiveView,
    /// Plan and checklist.
    pub plan_view: views::plan::PlanView,
}

impl App {
    /// The program as it opens: on Today, or on the checklist where there is no trial.
    pub fn new(settings: Settings, now: DateTime<FixedOffset>, journal: Journal) -> Self {
        let today = settings.day_end.journal_day_at(&now);
        let on_disk =
            OnDisk { days: BTreeMap::new(), trial: journal.trial.clone(), setup: journal.setup.clone() };
        let has_trial = journal.trial.is_some() || !journal.problems.is_empty();
        let view = if has_trial { View::Today } else { View::Plan };
        let mut app = Self {
            now,
            today,
            day_seen: DaySeen::new(today),
            watching: Watching::default(),
            size: (80, 24),
            in_burst: false,
            settings,
            is_sample: false,
            journal: Counted::new(journal),
            on_disk,
            saving: Saving::default(),
            history: History::default(),
            notice: None,
            leaving: Leaving::No,
            view,
            dialog: None,
            answering: None,
            rhythm: scale_entry::Rhythm::default(),
            key_changed: false,
            rescued: Counted::default(),
            today_view: views::today::TodayView::new(today),
            sessions_view: views::sessions::SessionsView::default(),
            trends_view: views::trends::TrendsView::default(),
            week_five_view: views::week_five::WeekFiveView::default(),
            plan_view: views::plan::PlanView::default(),
        };
        // The checklist's words are read only where it is shown: that keeps opening quick.
        if app.is_preparing() {
            tabs::begin_anew(&mut app);
        }
        tabs::refresh(&mut app);
        app
    }

    /// The ranges of days that the first screen needs: the trial's, with the visits to come in it, and the last fortnight. Never
    /// more, so that opening costs the same with ten years behind.
    pub fn first_ranges(trial: Option<&Trial>, today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
        let mut ranges = vec![(before(today, STRIP_DAYS.saturating_sub(1)), today)];
        if let Some(trial) = trial {
            let (first, last) = trial.plan.decision_days();
            if first <= last {
                ranges.push((first, last));
            }
        }
        ranges
    }

    /// Takes in a rescue copy that waits, with its day as it stands on disk, and says that it is there.
    pub fn offer_rescue(&mut self, date: NaiveDate, kept: Result<Day, Problem>, day: DayBook) {
        match kept {
            Ok(kept) => {
                self.journal.days.fill(day);
                self.rescued.insert(date, (kept, false));
                tabs::refresh(self);
                self.warn(notice("rescue-waits", &[("day", &short_date(date))]));
            }
            Err(problem) => {
                let why = problem.to_string();
                self.warn(notice("rescued-unreadable", &[("why", &why), ("day", &short_date(date))]));
            }
        }
    }

    /// Shows an information until the next key.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::new(text, false));
    }

    /// Shows a warning until it is put away.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice::new(text, true));
    }

    /// Shows an information until the next key, unless a warning stands there.
    pub fn murmur(&mut self, text: impl Into<String>) {
        if self.notice.as_ref().is_none_or(|notice| !notice.stays) {
            self.say(text);
        }
    }

    /// Whether anything entered is known not to be on disk.
    pub fn has_unsaved(&self) -> bool {
        !self.on_disk.days.is_empty()
            || self.on_disk.trial != self.journal.trial
            || self.on_disk.setup != self.journal.setup
    }

    /// Whether a trial is being prepared: the first one, or the next beside one that is over.
    pub fn is_preparing(&self) -> bool {
        self.journal.is_preparing()
    }
}
