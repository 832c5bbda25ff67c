//! A day's file that a person writes in an editor of their own: something to begin with where there
//! is none, which goes again where nothing was written.

use std::fs;

use chrono::NaiveDate;

use super::Store;
use super::disk::parent;
use crate::domain::journal::SaveFailure;

impl Store {
    /// Puts a text to begin with in the place of a day that has no file, for the person alone.
    /// Returns whether there was none.
    ///
    /// # Errors
    /// Where the file cannot be read or written.
    pub fn begin_day_file(&self, date: NaiveDate, text: &str) -> Result<bool, SaveFailure<()>> {
        let path = self.layout.day(date);
        let begun = self.locked(|| {
            if self.disk.read(&path).map_err(super::disk::Refusal::Unreadable)?.is_some() {
                return Ok(false);
            }
            self.disk.replace(&path, text).map(|()| true)
        })?;
        Ok(begun)
    }

    /// Removes a day's file in which nothing was written: that is empty, or still what was put there
    /// to begin with. The folder of its year goes too where it is empty. Returns whether it did.
    ///
    /// # Errors
    /// Where the file cannot be read or removed.
    pub fn remove_unwritten_day(&self, date: NaiveDate, begun_with: &str) -> Result<bool, SaveFailure<()>> {
        let path = self.layout.day(date);
        let removed = self.locked(|| {
            let Some(text) = self.disk.read(&path).map_err(super::disk::Refusal::Unreadable)? else {
                return Ok(true);
            };
            if !text.trim().is_empty() && text != begun_with {
                return Ok(false);
            }
            self.disk.remove(&path)?;
            // Only an empty folder can be removed so.
            fs::remove_dir(parent(&path)).ok();
            Ok(true)
        })?;
        Ok(removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_begun_goes_again_only_where_nothing_was_written() {
        let (_folder, store) = crate::kit::store();
        let date: NaiveDate = "2026-11-12".parse().unwrap();
        let file = store.day_file(date);
        assert!(store.begin_day_file(date, "# begin\n").unwrap());
        assert_eq!(fs::read_to_string(&file).unwrap(), "# begin\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(!store.begin_day_file(date, "# other\n").unwrap(), "one that is there stays");
        assert!(store.remove_unwritten_day(date, "# begin\n").unwrap());
        assert!(!file.exists() && !file.parent().unwrap().exists());
        for (text, goes) in [("", true), (" \n", true), ("# mine\n", false), ("[checkin]\npain = 4\n", false)]
        {
            store.begin_day_file(date, "# begin\n").unwrap();
            fs::write(&file, text).unwrap();
            assert_eq!(store.remove_unwritten_day(date, "# begin\n").unwrap(), goes, "{text:?}");
            assert_eq!(file.exists(), !goes);
            fs::remove_file(&file).ok();
        }
        assert!(store.remove_unwritten_day(date, "").unwrap(), "one that is gone is removed already");
    }
}
