//! Why a command did not do what it was asked, and its exit code.

use std::io;

use crate::domain::journal::{Problem, SaveFailure};
use crate::domain::plain::path as shown;
use crate::runtime::mistake;
use crate::store::OutputFailure;

/// One failed command: a sentence and an exit code.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Bad usage, or refused by a rule: 2.
    #[error("{0}")]
    Usage(String),
    /// Data could not be read: 3.
    #[error("{0}")]
    Read(String),
    /// Data could not be written: 4.
    #[error("{0}")]
    Write(String),
    /// The terminal could not be used: 1.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    /// The program made a mistake of its own: 1 where everything entered is saved, else 4.
    #[error("{}", mistake::sentence(*saved))]
    Mistake {
        /// Whether everything entered is known to be saved.
        saved: bool,
    },
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Read(_) => 3,
            Self::Write(_) => 4,
            Self::Terminal(_) | Self::Mistake { saved: true } => 1,
            Self::Mistake { saved: false } => 4,
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Read(problem.to_string())
    }
}

impl<T> From<SaveFailure<T>> for Failure {
    fn from(failure: SaveFailure<T>) -> Self {
        let words = failure.to_string();
        match failure {
            SaveFailure::Unreadable(_) => Self::Read(words),
            SaveFailure::Conflict { .. } | SaveFailure::Newer { .. } | SaveFailure::System { .. } => {
                Self::Write(words)
            }
        }
    }
}

impl From<OutputFailure> for Failure {
    fn from(failure: OutputFailure) -> Self {
        match failure {
            OutputFailure::Exists { path, what, then } => Self::Usage(format!(
                "-o {}: this is there already ({what}), so nothing was written; name another place, or add \
                 --force to {then}",
                shown(&path)
            )),
            OutputFailure::Own { path } => Self::Usage(format!(
                "-o {}: this place belongs to the journal itself, so nothing was written; name one outside it",
                shown(&path)
            )),
            OutputFailure::System { path, message } => Self::Write(format!(
                "-o {}: could not be written: {message}; name another place with --output",
                shown(&path)
            )),
        }
    }
}
