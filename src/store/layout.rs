//! Where things are in the data directory, and what a name says.

use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};

use crate::domain::trial::TrialId;

/// The name of the setup file in `trials`, without its ending.
const SETUP: &str = "setup";

/// The paths of one data directory. Nothing here touches the disk.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) root: PathBuf,
}

impl Layout {
    pub(super) fn journal(&self) -> PathBuf {
        self.root.join("journal.toml")
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.root.join(".lock")
    }

    pub(super) fn trials(&self) -> PathBuf {
        self.root.join("trials")
    }

    pub(super) fn trial(&self, id: &TrialId) -> PathBuf {
        self.trials().join(format!("{id}.toml"))
    }

    pub(super) fn setup(&self) -> PathBuf {
        self.trials().join(format!("{SETUP}.toml"))
    }

    pub(super) fn reports(&self) -> PathBuf {
        self.root.join("reports")
    }

    pub(super) fn report(&self, name: &str) -> PathBuf {
        self.reports().join(name)
    }

    pub(super) fn rescue(&self) -> PathBuf {
        self.root.join("rescue")
    }

    pub(super) fn days(&self) -> PathBuf {
        self.root.join("days")
    }

    pub(super) fn year(&self, year: i32) -> PathBuf {
        self.days().join(format!("{year:04}"))
    }

    pub(super) fn day(&self, date: NaiveDate) -> PathBuf {
        self.year(date.year()).join(format!("{date}.toml"))
    }
}

/// What a name in a folder is to us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named<T> {
    Ours(T),
    /// It looks like one of ours, and its name is not right: nobody would ever read it. Endings in
    /// capitals count, and so do names that are no text.
    Stray,
    /// None of our business: hidden, a backup, another ending.
    Other,
}

/// What a sync program or an editor has left beside the files: it holds what was written, and nobody
/// reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leftover {
    /// A second copy, made where two computers changed the same file.
    Conflict,
    /// The file as it was before.
    Backup,
    /// A copy that is not whole.
    Partial,
}

/// Whether a name is one that a sync program or an editor gives: Dropbox, Nextcloud and ownCloud
/// (`… (conflicted copy 2026-11-25 101010).toml`, `…_conflict-20261125-101010.toml`), Syncthing
/// (`….sync-conflict-20261125-101010-ABCDEFG.toml`, `.syncthing.….tmp`), Google Drive (`… (1).toml`), and
/// editors (`….toml~`, `#….toml#`, `….bak`, `….orig`).
pub(super) fn leftover_of(path: &Path) -> Option<Leftover> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let conflicts =
        ["conflicted copy", "conflict copy", "case conflict", "sync-conflict", "_conflict-", "(conflict"];
    let numbered = |name: &str| {
        let number = name.strip_suffix(").toml").and_then(|name| name.rsplit_once(" ("));
        number.is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit()))
    };
    let partial = name.starts_with(".syncthing.") || name.starts_with("~syncthing~");
    if partial || [".part", ".partial", ".crdownload"].iter().any(|end| name.ends_with(end)) {
        Some(Leftover::Partial)
    } else if conflicts.iter().any(|sign| name.contains(sign)) || numbered(&name) {
        Some(Leftover::Conflict)
    } else if name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || [".bak", ".orig", ".old", ".rej"].iter().any(|end| name.ends_with(end))
    {
        Some(Leftover::Backup)
    } else {
        None
    }
}

/// The name without `.toml`; `None` for hidden files and other endings.
fn stem(path: &Path) -> Option<&str> {
    let name = path.file_name()?.to_str()?;
    if name.starts_with('.') { None } else { name.strip_suffix(".toml") }
}

/// What a name is that has not our ending: a stray one where it was meant to have it.
fn stray<T>(path: &Path) -> Named<T> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !name.starts_with('.') && name.ends_with(".toml") { Named::Stray } else { Named::Other }
}

/// The date that a day's file is named after.
pub(super) fn day_of(path: &Path) -> Named<NaiveDate> {
    let Some(stem) = stem(path) else { return stray(path) };
    match stem.parse::<NaiveDate>() {
        Ok(date) if date.to_string() == stem && (0..=9999).contains(&date.year()) => Named::Ours(date),
        Ok(_) | Err(_) => Named::Stray,
    }
}

/// The year that a folder is named after.
pub(super) fn year_of(path: &Path) -> Option<i32> {
    let name = path.file_name()?.to_str()?;
    (name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit())).then(|| name.parse().ok()).flatten()
}

/// The trial that a file is named after. The setup's file is none.
pub(super) fn trial_of(path: &Path) -> Named<TrialId> {
    match stem(path) {
        Some(SETUP) => Named::Other,
        None => stray(path),
        Some(stem) => TrialId::parse(stem).map_or(Named::Stray, Named::Ours),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_not_ours_are_told_from_those_that_went_wrong() {
        let day = |name: &str| day_of(Path::new(name));
        assert_eq!(day("2026-11-22.toml"), Named::Ours("2026-11-22".parse().unwrap()));
        for stray in ["2026-11-31.toml", "2026-1-2.toml", "2026-11-22 (conflict).toml", "notes.toml"] {
            assert_eq!(day(stray), Named::Stray, "{stray}");
        }
        for other in [".2026-11-22.toml.swp", "2026-11-22.toml~", "2026-11-22.toml.set-aside", ".weekfive-x"]
        {
            assert_eq!(day(other), Named::Other, "{other}");
        }
        assert_eq!(year_of(Path::new("days/2026")), Some(2026));
        assert_eq!(year_of(Path::new("days/+026")), None);
        assert_eq!(trial_of(Path::new("setup.toml")), Named::Other);
        assert_eq!(trial_of(Path::new("two words.toml")), Named::Stray);
    }
}
