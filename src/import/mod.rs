//! What other programs have written, read into days: a table by the person's own mapping, and the
//! files of the programs that are known.
//!
//! ```text
//!   file ─► encoding ─► table ─► layout ─► Gather ─► propose ─► what would be written, day by day
//!           (bytes to    (rows,   (which cell is    (against the day that is there:
//!            text)        lines)   what, of a day)   kept, replaced, already so)
//! ```
//!
//! Nothing is guessed that could be wrong without being seen: not the scale of a rating, not the
//! order of day and month, not which of a day's entries counts. What cannot be taken is told with
//! its line. Nothing is written here.

pub mod bearable;
pub mod daylio;
pub mod encoding;
pub mod gather;
pub mod generic;
pub mod jrnl;
pub mod loop_habits;
pub mod mapping;
pub mod moment;
pub mod number;
pub mod preview;
pub mod propose;
pub mod scale;
pub mod table;
pub mod track_and_graph;

/// Why a file is not imported. Nothing was written then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Something about what was asked has to be said first, or differently.
    #[error("{0}")]
    Refused(String),
    /// The file cannot be read as what it is said to be.
    #[error("{0}")]
    Unreadable(String),
}

/// Shorthand for a refusal.
pub(crate) fn refused<T>(words: impl Into<String>) -> Result<T, ImportError> {
    Err(ImportError::Refused(words.into()))
}

/// A value as it stands in a file, short enough for a sentence.
pub(crate) fn shown(text: &str) -> String {
    let plain = crate::domain::plain::harmless(text).replace(['\n', '\t'], " ");
    let mut start: String = plain.trim().chars().take(40).collect();
    if start.len() < plain.trim().len() {
        start.push('…');
    }
    format!("“{start}”")
}
