//! What tells that a file was changed, without reading it.

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, SystemTime};

use chrono::NaiveDate;

use super::Store;
use crate::domain::trial::TrialId;

/// How old the last change of a file has to be before its times are trusted to tell the next one:
/// file systems count in steps of up to two seconds, and within one step a second change of the
/// same length would not show.
const SETTLED: Duration = Duration::from_secs(3);

/// A file of the journal that can be looked at again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Watched {
    /// `journal.toml`.
    Journal,
    /// The checklist on its way to a trial.
    Setup,
    /// A trial.
    Trial(TrialId),
    /// A day.
    Day(NaiveDate),
    /// The folder of a year's days. Its stamp tells that a file came, went or was replaced, not that
    /// one was written in place.
    Year(i32),
}

/// How a file stands, without a look into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// There is no file.
    Absent,
    /// There is one.
    There(Marks),
    /// The system does not say, so only reading can tell.
    Unknown,
}

/// What changes with a file, whether it is written in place, replaced by another one, or put back
/// with its old time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    modified: SystemTime,
    /// When its entry on the disk last changed: seconds and nanoseconds. No program can set it.
    changed: (i64, i64),
    length: u64,
    /// Which file it is: device and number.
    identity: (u64, u64),
}

impl Stamp {
    fn of(path: &Path) -> Self {
        match fs::metadata(path) {
            Ok(found) => Marks::of(&found).map_or(Self::Unknown, Self::There),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::Absent,
            Err(_) => Self::Unknown,
        }
    }

    /// Whether every later change will show in another stamp, as seen at a time of the system's
    /// clock.
    pub fn is_settled(self, now: SystemTime) -> bool {
        match self {
            Self::Absent => true,
            Self::There(marks) => {
                let age = |time: SystemTime| now.duration_since(time).unwrap_or_default();
                age(marks.modified) >= SETTLED && marks.entry_changed().is_none_or(|at| age(at) >= SETTLED)
            }
            Self::Unknown => false,
        }
    }
}

impl Marks {
    #[cfg(unix)]
    fn of(found: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self {
            modified: found.modified().ok()?,
            changed: (found.ctime(), found.ctime_nsec()),
            length: found.len(),
            identity: (found.dev(), found.ino()),
        })
    }

    #[cfg(not(unix))]
    fn of(found: &Metadata) -> Option<Self> {
        Some(Self {
            modified: found.modified().ok()?,
            changed: (0, 0),
            length: found.len(),
            identity: (0, 0),
        })
    }

    fn entry_changed(self) -> Option<SystemTime> {
        let (seconds, nanoseconds) = self.changed;
        let since = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(nanoseconds).ok()?);
        SystemTime::UNIX_EPOCH.checked_add(since)
    }
}

impl Store {
    /// How a file stands now.
    pub fn stamp(&self, file: &Watched) -> Stamp {
        Stamp::of(&match file {
            Watched::Journal => self.layout.journal(),
            Watched::Setup => self.layout.setup(),
            Watched::Trial(id) => self.layout.trial(id),
            Watched::Day(date) => self.layout.day(*date),
            Watched::Year(year) => self.layout.year(*year),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LATER: Duration = Duration::from_secs(10);

    /// A day's file, and how it stands.
    fn file() -> (tempfile::TempDir, Store, std::path::PathBuf, Watched) {
        let (folder, store) = crate::kit::store();
        let date: NaiveDate = "2026-11-12".parse().unwrap();
        let path = store.day_file(date);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "pain = 4").unwrap();
        (folder, store, path, Watched::Day(date))
    }

    #[test]
    fn a_file_that_is_not_touched_keeps_its_stamp() {
        let (_folder, store, path, day) = file();
        let before = store.stamp(&day);
        fs::read(&path).unwrap();
        assert_eq!(store.stamp(&day), before);
        assert!(matches!(before, Stamp::There(_)));
    }

    fn with_old_time(path: &Path) {
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    }

    fn replace(path: &Path, prepare: fn(&Path)) {
        let other = path.with_extension("new");
        fs::write(&other, "pain = 9").unwrap();
        prepare(&other);
        fs::rename(other, path).unwrap();
    }

    #[rstest::rstest]
    #[case::another_length(|path: &Path| fs::write(path, "pain = 10").unwrap())]
    #[case::put_in_its_place(|path: &Path| replace(path, |_| ()))]
    #[case::with_its_time_put_back(|path: &Path| replace(path, with_old_time))]
    #[case::removed(|path: &Path| fs::remove_file(path).unwrap())]
    fn every_way_to_change_a_file_changes_its_stamp(#[case] change: fn(&Path)) {
        let (_folder, store, path, day) = file();
        with_old_time(&path);
        let before = store.stamp(&day);
        change(&path);
        assert_ne!(store.stamp(&day), before);
    }

    #[test]
    fn a_stamp_is_trusted_once_its_file_is_left_alone() {
        let (_folder, store, path, day) = file();
        let now = SystemTime::now();
        let stamp = store.stamp(&day);
        assert!(!stamp.is_settled(now), "the same second could bring another change");
        assert!(!stamp.is_settled(now - LATER), "nor while the clock is behind");
        assert!(stamp.is_settled(now + LATER));
        fs::File::options().write(true).open(&path).unwrap().set_modified(now - LATER).unwrap();
        assert_eq!(store.stamp(&day).is_settled(now), cfg!(not(unix)), "an old time alone proves nothing");
        fs::remove_file(&path).unwrap();
        assert_eq!(store.stamp(&day), Stamp::Absent);
        assert!(Stamp::Absent.is_settled(now) && !Stamp::Unknown.is_settled(now + LATER));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stands_for_what_it_leads_to() {
        let (folder, store, path, day) = file();
        let elsewhere = folder.path().join("elsewhere.toml");
        fs::rename(&path, &elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
        let before = store.stamp(&day);
        fs::write(&elsewhere, "pain = 10").unwrap();
        assert_ne!(store.stamp(&day), before);
    }
}
