//! Rescue copies: what was entered on a day and could not be saved when the system ended the
//! program, in `rescue/DATE.toml` beside the days, until the person has said what to do with it.
//!
//! It has the form of a day's file with only what is not on disk. Nothing reads it as a day.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::Store;
use super::disk::{Refusal, list};
use super::layout::{Named, day_of};
use super::merge::merge;
use super::schema::{self, Reading, Record};
use super::tree::Fields;
use super::{document, first};
use crate::domain::day::Day;
use crate::domain::journal::{Problem, SaveFailure};

/// One rescue copy that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescued {
    /// The day it is of.
    pub date: NaiveDate,
    /// What was kept, or why its file cannot be read.
    pub kept: Result<Day, Problem>,
}

impl Store {
    /// The file of a day's rescue copy.
    pub fn rescue_file(&self, date: NaiveDate) -> PathBuf {
        self.layout.rescue().join(format!("{date}.toml"))
    }

    /// Puts what was entered on a day into its rescue copy, over one that waits already. It takes no
    /// lock: the lock may be what kept the day from being saved.
    ///
    /// # Errors
    /// Where it cannot be written, or one that waits already cannot be read.
    pub fn keep_rescue(&self, day: &Day) -> Result<(), SaveFailure<()>> {
        let path = self.rescue_file(day.date);
        let waiting = self.read::<Day>(&path, &day.date).map_err(SaveFailure::Unreadable)?;
        let theirs = waiting.unwrap_or_else(|| Day::empty(day.date)).encode();
        let none = Day::empty(day.date).encode();
        let joined = merge(&none, &day.encode(), &theirs, Day::ALTERNATIVES, Day::ROWS).mine;
        // Each alone is a day that can be written; together they may not be.
        let text = [joined, day.encode()].iter().find_map(|fields| {
            let text = document::update(Day::HEAD, &Fields::default(), fields, Day::ROWS)?;
            match schema::read::<Day>(&path, &text, &day.date) {
                Reading::Good { value, .. } if value.encode() == *fields => Some(text),
                Reading::Good { .. } | Reading::Bad { .. } => None,
            }
        });
        let Some(text) = text else {
            let message = "its layout cannot hold what was entered".to_owned();
            return Err(Refusal::System { doing: "write", path, message }.into());
        };
        Ok(self.disk.replace(&path, &text)?)
    }

    /// Every rescue copy that waits, oldest day first. A folder that is not there, or cannot be
    /// listed, has none.
    pub fn rescued(&self) -> Vec<Rescued> {
        let files = list(&self.layout.rescue()).unwrap_or_default();
        let read = |file: PathBuf| match day_of(&file) {
            Named::Ours(date) => match self.disk.read(&file) {
                Ok(text) => {
                    let kept = match schema::read::<Day>(&file, &text.unwrap_or_default(), &date) {
                        Reading::Good { value, .. } => Ok(value),
                        Reading::Bad { problems, .. } => Err(first(&file, problems)),
                    };
                    Some(Rescued { date, kept })
                }
                Err(problem) => Some(Rescued { date, kept: Err(problem) }),
            },
            Named::Stray | Named::Other => None,
        };
        files.into_iter().filter_map(read).collect()
    }

    /// Removes a rescue copy that was answered for; with `keep` it is set aside instead.
    ///
    /// # Errors
    /// Where it cannot be removed or renamed.
    pub fn end_rescue(&self, date: NaiveDate, keep: bool) -> Result<(), SaveFailure<()>> {
        let file = self.rescue_file(date);
        if keep { self.set_aside(&file).map(drop) } else { Ok(self.disk.remove(&file)?) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::Words;

    use crate::kit::{date, rated, store};

    const DAY: &str = "2026-11-12";

    fn day(pain: Option<i64>, note: &str) -> Day {
        let mut day = pain.map_or_else(|| Day::empty(date(DAY)), |pain| rated(DAY, pain));
        day.checkin.note = Words::optional(note).unwrap();
        day
    }

    #[test]
    fn what_is_kept_comes_back_and_a_second_one_is_joined() {
        let (_folder, store) = store();
        assert!(store.rescued().is_empty());
        store.keep_rescue(&day(Some(3), "")).unwrap();
        store.keep_rescue(&day(None, "half a sent")).unwrap();
        let date = date(DAY);
        assert_eq!(store.rescued(), [Rescued { date, kept: Ok(day(Some(3), "half a sent")) }]);
        assert!(store.check().is_empty(), "it is no day: {:?}", store.check());
        assert_eq!(store.first_and_last_day(), None);
        store.end_rescue(date, false).unwrap();
        assert!(store.rescued().is_empty());
    }

    #[test]
    fn one_that_is_set_aside_keeps_its_words() {
        let (_folder, store) = store();
        store.keep_rescue(&day(Some(3), "")).unwrap();
        let date = date(DAY);
        store.end_rescue(date, true).unwrap();
        assert!(store.rescued().is_empty());
        let aside = store.rescue_file(date).with_extension("toml.set-aside");
        assert!(std::fs::read_to_string(aside).unwrap().contains("pain = 3"));
    }

    #[test]
    fn one_that_cannot_be_read_is_told_and_never_written_over() {
        let (_folder, store) = store();
        let date = date(DAY);
        store.keep_rescue(&day(Some(3), "")).unwrap();
        std::fs::write(store.rescue_file(date), "pain =").unwrap();
        assert!(matches!(&store.rescued()[..], [Rescued { kept: Err(_), .. }]));
        assert!(store.keep_rescue(&day(Some(4), "")).is_err());
        assert_eq!(std::fs::read_to_string(store.rescue_file(date)).unwrap(), "pain =");
    }

    #[cfg(unix)]
    #[test]
    fn it_is_the_persons_own() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, store) = store();
        store.keep_rescue(&day(Some(3), "")).unwrap();
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let file = store.rescue_file(date(DAY));
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700));
    }
}
