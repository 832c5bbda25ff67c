//! What can lie over a view: the help, and questions that wait for an answer.
//!
//! How a question is answered, everywhere: with one of the letters it shows, or with the arrows and
//! Enter; never with a figure, so that ratings typed on do not answer it. Where one of its answers
//! changes nothing, that one stands first and is marked; otherwise none is, and Enter says so. A
//! question that opens while keys may still be under way takes no letter and no Enter until the
//! keyboard was quiet for [`LOOK`]: what was typed before it was seen goes nowhere, and the screen
//! says that.
//!
//! No question opens by itself between two ratings. A clash with what stands on disk is announced
//! in the message line and by “NOT SAVED”; the ratings go on into the fields they are meant for,
//! and are kept with it. It is asked when the person asks (Ctrl-s) or leaves. On a day whose file
//! cannot be read each figure is refused by itself, and Enter asks what to do.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};

use super::action::Ask;
use super::change::Record;
use super::checkin_fields::label_of;
use super::keymap::Context;
use super::rescue;
pub use super::views::help::HelpState;
use crate::content::notice;
use crate::domain::day::Day;
use crate::domain::journal::{FieldConflict, Problem};
use crate::domain::plain::path as shown_path;
use crate::domain::trial::Stopped;
use crate::domain::verdict::recorded::Choice;
use crate::domain::visits::Visit;

/// How long the keyboard has to be quiet before a question that opened over other keys takes an
/// answer from it: longer than between two keys of somebody who types.
pub const LOOK: TimeDelta = TimeDelta::milliseconds(400);

/// What lies over the view.
#[derive(Debug, Clone)]
pub enum Dialog {
    /// The keys of the view, and the guide behind them.
    Help(HelpState),
    /// A question with its answers.
    Question(Question),
}

/// How far the person is with the question that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answering {
    /// The answer marked, by its place.
    pub at: Option<usize>,
    /// Since when no key was typed that could have been meant for something else.
    pub quiet_since: DateTime<FixedOffset>,
    /// Whether the program is left as soon as it is answered.
    pub then_leave: bool,
}

impl Answering {
    /// A question that has just opened.
    pub fn new(question: &Question, now: DateTime<FixedOffset>) -> Self {
        Self { at: question.harmless(), quiet_since: now, then_leave: false }
    }

    /// Whether a letter or Enter now can be meant for this question.
    pub fn was_seen(&self, question: &Question, now: DateTime<FixedOffset>) -> bool {
        let quiet = now.signed_duration_since(self.quiet_since);
        !question.opens_over_keys() || quiet >= LOOK || quiet < TimeDelta::zero()
    }

    /// Marks the answer some steps on, around the end.
    pub fn step(&mut self, question: &Question, steps: isize) {
        let count = question.answers().len();
        let last = count.saturating_sub(1);
        self.at = Some(match (self.at, steps < 0) {
            (None, false) => 0,
            (None, true) => last,
            (Some(at), false) => {
                if at >= last {
                    0
                } else {
                    at.saturating_add(1)
                }
            }
            (Some(at), true) => at.checked_sub(1).unwrap_or(last),
        });
    }
}

/// One answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it asks for; its letter is in the key table.
    pub ask: Ask,
    /// Its words.
    pub words: String,
}

/// A question that waits.
#[derive(Debug, Clone)]
pub enum Question {
    /// The same fields were changed here and on disk.
    Conflict {
        /// The file.
        file: PathBuf,
        /// The fields.
        fields: Vec<FieldConflict>,
        /// What stands on disk.
        theirs: Box<Record>,
        /// That, with what was entered here put over it.
        mine: Box<Record>,
    },
    /// A day's file cannot be read, and the person wants to write to it.
    Unreadable {
        /// What is wrong.
        problem: Problem,
        /// The day.
        date: NaiveDate,
    },
    /// Something is not on disk, and the person wants to leave.
    LeaveUnsaved {
        /// Where a copy of it would be put, outside the journal, if there is such a place.
        copy: Option<PathBuf>,
    },
    /// What was entered on a day when the system ended the program was kept beside it.
    Rescued {
        /// What was kept.
        kept: Box<Day>,
        /// The day as it stands on disk.
        disk: Box<Day>,
    },
    /// A visit is to be deleted.
    DeleteVisit {
        /// The visit.
        visit: Visit,
    },
    /// A visit is to be written down while a hold is open.
    DuringHold {
        /// The day of the visit.
        date: NaiveDate,
        /// Whether it is one more, whatever is planned on that day.
        extra: bool,
    },
    /// The next trial is to be planned.
    NextTrial {
        /// Which kind of it.
        choice: Choice,
    },
    /// The trial is to be stopped.
    StopTrial {
        /// From when on, and why.
        stopped: Stopped,
    },
}

impl Dialog {
    /// Where keys go.
    pub fn context(&self) -> Context {
        match self {
            Self::Help(help) => help.context(),
            Self::Question(_) => Context::Ask,
        }
    }
}

impl Question {
    /// The question in words as it is asked on a day, a line each.
    pub fn lines(&self, today: NaiveDate) -> Vec<String> {
        let day = |date| crate::domain::date_words::shown(date, today);
        match self {
            Self::Conflict { file, fields, .. } => {
                let mut lines = vec![
                    notice("ask-two-places", &[]),
                    notice("ask-other-program", &[("file", &file.display().to_string())]),
                ];
                for field in fields {
                    lines.push(both_sides(field));
                }
                lines
            }
            Self::Unreadable { problem, date } => vec![
                notice("ask-unreadable", &[("day", &day(*date))]),
                problem.to_string(),
                notice("ask-unreadable-what", &[]),
            ],
            Self::Rescued { kept, disk } => {
                let day = crate::domain::calendar::short_date(kept.date);
                let mut lines = vec![notice("ask-rescued", &[("day", &day)])];
                lines.extend(rescue::lines(disk, kept));
                lines.push(notice("ask-rescued-what", &[]));
                lines
            }
            Self::LeaveUnsaved { copy } => {
                let mut lines = vec![notice("ask-not-on-disk", &[]), notice("ask-would-be-lost", &[])];
                if let Some(place) = copy {
                    lines.extend([notice("leave-copy", &[]), shown_path(place)]);
                }
                lines
            }
            Self::DeleteVisit { visit } => vec![
                notice("ask-delete", &[("day", &day(visit.date))]),
                match visit.slot {
                    Some(slot) => notice("ask-delete-planned", &[("day", &day(slot))]),
                    None => notice("ask-delete-back", &[("key", "u")]),
                },
            ],
            Self::DuringHold { .. } => {
                vec![notice("ask-hold", &[]), crate::content::advice("during-hold").to_owned()]
            }
            Self::NextTrial { choice } => vec![
                match choice {
                    Choice::NextBlock => notice("ask-plan-block", &[]),
                    Choice::Adjust | Choice::Rerun | Choice::Clinician | Choice::Stop | Choice::Other => {
                        notice("ask-plan-again", &[])
                    }
                },
                crate::content::told("ask-next-trial"),
            ],
            Self::StopTrial { stopped } => {
                let words = crate::content::plan_words();
                let asked = crate::content::fill(&words.stop_ask, &[("reason", stopped.reason.label())]);
                vec![asked, words.stop_help.clone()]
            }
        }
    }

    /// The answers, in the order shown.
    pub fn answers(&self) -> Vec<Answer> {
        let answer = |ask, id| Answer { ask, words: notice(id, &[]) };
        match self {
            Self::Conflict { .. } => {
                vec![answer(Ask::Here, "keep-here"), answer(Ask::There, "keep-there")]
            }
            Self::Unreadable { .. } => {
                vec![answer(Ask::LeaveIt, "leave-as-it-is"), answer(Ask::SetAside, "set-file-aside")]
            }
            Self::LeaveUnsaved { copy } => {
                let mut answers = vec![answer(Ask::TryAgain, "try-to-save")];
                answers.extend(copy.is_some().then(|| answer(Ask::Copy, "copy-then-leave")));
                answers.push(answer(Ask::WithoutSaving, "leave-without-saving"));
                answers
            }
            Self::Rescued { kept, disk } if rescue::differs(disk, kept) => vec![
                answer(Ask::TakeRescued, "take-all"),
                answer(Ask::FillIn, "take-missing"),
                answer(Ask::KeepDisk, "leave-on-disk"),
            ],
            Self::Rescued { .. } => {
                vec![answer(Ask::TakeRescued, "put-into-day"), answer(Ask::KeepDisk, "leave-on-disk")]
            }
            Self::DeleteVisit { .. } => {
                vec![answer(Ask::No, "no-keep"), answer(Ask::Yes, "yes-delete")]
            }
            Self::NextTrial { .. } => vec![answer(Ask::No, "no-not-now"), answer(Ask::Yes, "yes-plan")],
            Self::DuringHold { .. } => {
                vec![answer(Ask::No, "no-not-now"), answer(Ask::Yes, "yes-during-hold")]
            }
            Self::StopTrial { .. } => {
                vec![answer(Ask::No, "no-go-on"), answer(Ask::Yes, "yes-stop")]
            }
        }
    }

    /// The answer that changes nothing, by its place, where there is one.
    fn harmless(&self) -> Option<usize> {
        match self {
            Self::Unreadable { .. }
            | Self::LeaveUnsaved { .. }
            | Self::DeleteVisit { .. }
            | Self::DuringHold { .. }
            | Self::NextTrial { .. }
            | Self::StopTrial { .. } => Some(0),
            Self::Conflict { .. } | Self::Rescued { .. } => None,
        }
    }

    /// Whether it may open while keys are under way that are meant for something else. The others
    /// open in answer to a key that means just that.
    fn opens_over_keys(&self) -> bool {
        match self {
            Self::Conflict { .. }
            | Self::Unreadable { .. }
            | Self::LeaveUnsaved { .. }
            | Self::Rescued { .. } => true,
            Self::DeleteVisit { .. }
            | Self::DuringHold { .. }
            | Self::NextTrial { .. }
            | Self::StopTrial { .. } => false,
        }
    }
}

/// A field that was changed in two places, with what stands in each.
pub fn both_sides(field: &FieldConflict) -> String {
    format!("{}: here {}, there {}", label_of(&field.field), shown(&field.mine), shown(&field.theirs))
}

fn shown(value: &str) -> String {
    if value.is_empty() { "nothing".to_owned() } else { value.to_owned() }
}
