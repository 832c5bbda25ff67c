//! What can lie over a view: the help, and questions that wait for an answer.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::action::View;
use super::keymap::Context;
use crate::domain::day::Day;
use crate::domain::journal::{FieldConflict, Problem};
use crate::domain::trial::{Setup, Trial};
use crate::domain::visits::Visit;

/// What lies over the view.
#[derive(Debug, Clone)]
pub enum Dialog {
    /// The keys of the view, and the guide behind them.
    Help(HelpState),
    /// A question with two answers.
    Question(Question),
}

/// Which page of the help is open, and how far it is scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HelpState {
    /// The view whose keys are shown.
    pub view: View,
    /// 0: the keys; from 1: the pages of the guide.
    pub page: usize,
    /// Lines scrolled.
    pub scroll: u16,
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
        /// Both sides.
        sides: Box<Sides>,
    },
    /// A day's file cannot be read, and the person wants to write to it.
    Unreadable {
        /// What is wrong.
        problem: Problem,
        /// The day.
        date: NaiveDate,
    },
    /// Something is not on disk, and the person wants to leave.
    LeaveUnsaved,
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
}

/// Both sides of a conflict.
#[derive(Debug, Clone)]
pub enum Sides {
    /// Of a day.
    Day {
        /// What stands on disk.
        theirs: Day,
        /// That, with what was entered here put over it.
        mine: Day,
    },
    /// Of a trial.
    Trial {
        /// What stands on disk.
        theirs: Trial,
        /// That, with what was entered here put over it.
        mine: Trial,
    },
    /// Of a checklist.
    Setup {
        /// What stands on disk.
        theirs: Setup,
        /// That, with what was entered here put over it.
        mine: Setup,
    },
}

impl Dialog {
    /// Where keys go.
    pub fn context(&self) -> Context {
        match self {
            Self::Help(_) => Context::Help,
            Self::Question(_) => Context::Ask,
        }
    }
}

impl Question {
    /// The question in words as it is asked on a day, a line each.
    pub fn lines(&self, today: NaiveDate) -> Vec<String> {
        match self {
            Self::Conflict { file, fields, .. } => {
                let mut lines = vec![
                    "This was changed in two places at once.".to_owned(),
                    format!("{} was also changed by another program.", file.display()),
                ];
                for field in fields {
                    lines.push(format!(
                        "{}: here {}, there {}",
                        field.field,
                        shown(&field.mine),
                        shown(&field.theirs)
                    ));
                }
                lines
            }
            Self::Unreadable { problem, date } => vec![
                format!("The file of {} cannot be read.", crate::domain::date_words::shown(*date, today)),
                problem.to_string(),
                "It stays exactly as it is until it is mended. You can mend it in any editor, or set it aside: \
                 it then keeps its words under another name, and the day starts empty."
                    .to_owned(),
            ],
            Self::LeaveUnsaved => vec![
                "Some of what you entered is not on disk.".to_owned(),
                "Leaving now would lose it.".to_owned(),
            ],
            Self::DeleteVisit { visit } => vec![
                format!(
                    "Delete what is written about the visit of {}?",
                    crate::domain::date_words::shown(visit.date, today)
                ),
                match visit.slot {
                    Some(slot) => format!(
                        "It is then planned again for {}. u brings everything back.",
                        crate::domain::date_words::shown(slot, today)
                    ),
                    None => "u brings it back.".to_owned(),
                },
            ],
            Self::DuringHold { .. } => vec![
                "A hold is open.".to_owned(),
                crate::content::advice("during-hold").to_owned(),
            ],
        }
    }

    /// The two answers.
    pub fn answers(&self) -> [&'static str; 2] {
        match self {
            Self::Conflict { .. } => ["keep what I entered here", "keep what is there"],
            Self::Unreadable { .. } => ["set the file aside and start the day anew", "leave it as it is"],
            Self::LeaveUnsaved => ["try to save again", "leave without saving"],
            Self::DeleteVisit { .. } => ["delete it", "keep it"],
            Self::DuringHold { .. } => ["write the visit down, marked as during a hold", "not now"],
        }
    }
}

fn shown(value: &str) -> String {
    if value.is_empty() { "nothing".to_owned() } else { value.to_owned() }
}
