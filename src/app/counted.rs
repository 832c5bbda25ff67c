//! A value that counts its changes, so that what was worked out of it is worked out anew only then.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDate;

use super::cx::Cx;

/// A value with a count that goes up whenever somebody may have changed it. Nobody has to think of it:
/// whoever takes the value to change it is counted.
#[derive(Debug, Clone, Default)]
pub struct Counted<T> {
    value: T,
    changes: u64,
}

impl<T> Counted<T> {
    /// A value that was not changed yet.
    pub fn new(value: T) -> Self {
        Self { value, changes: 0 }
    }

    /// How often it may have been changed.
    pub fn changes(&self) -> u64 {
        self.changes
    }
}

impl<T> Deref for Counted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Counted<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.changes = self.changes.wrapping_add(1);
        &mut self.value
    }
}

/// How journal, rescue copies and day stood when something was worked out of them: while they stand the
/// same, the same would come of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    journal: u64,
    rescued: u64,
    today: NaiveDate,
}

impl Cx<'_> {
    /// How things stand now.
    pub fn stand(&self) -> Stand {
        let (journal, rescued) = self.changes;
        Stand { journal, rescued, today: self.today }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_takes_it_to_change_it_is_counted_and_whoever_reads_it_is_not() {
        let mut list = Counted::new(vec![1]);
        assert_eq!((list.len(), list.changes()), (1, 0));
        list.push(2);
        assert_eq!((list.as_slice(), list.changes()), ([1, 2].as_slice(), 1));
        *list = Vec::new();
        assert_eq!(list.changes(), 2);
        assert_eq!(list.clone().changes(), 2, "a copy stands as the value does");
    }
}
