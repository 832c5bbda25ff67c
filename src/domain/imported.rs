//! Which values of a check-in came from another program, and whether they may stand as a baseline.

use std::collections::{BTreeMap, BTreeSet};

/// The mark of imported values, field by field. A field is named by its id: `pain`, `ndi`, and
/// `marker:NAME` for a marker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// For each field that was imported, the program it came from: `daylio`, `csv`.
    pub from: BTreeMap<String, String>,
    /// The imported fields of which the person said that they count as a baseline.
    pub baseline: BTreeSet<String>,
}

impl Imported {
    /// Whether nothing was imported.
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// Marks a field.
    pub fn mark(&mut self, field: &str, source: &str, as_baseline: bool) {
        self.from.insert(field.to_owned(), source.to_owned());
        if as_baseline {
            self.baseline.insert(field.to_owned());
        } else {
            self.baseline.remove(field);
        }
    }

    /// Takes the mark off a field: its value is the person's own now.
    pub fn unmark(&mut self, field: &str) {
        self.from.remove(field);
        self.baseline.remove(field);
    }

    /// Whether a field's value may be part of a baseline: it was written here, or the person said
    /// so when it was imported. Another program asked another question, on another scale.
    pub fn counts_as_baseline(&self, field: &str) -> bool {
        !self.from.contains_key(field) || self.baseline.contains(field)
    }
}

/// What a marker is called among the fields.
pub fn marker_field(name: &str) -> String {
    format!("marker:{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_imported_value_is_no_baseline_unless_the_person_says_so() {
        let mut imported = Imported::default();
        assert!(imported.counts_as_baseline("pain"));
        imported.mark("pain", "daylio", false);
        assert!(!imported.counts_as_baseline("pain") && imported.counts_as_baseline("sleep"));
        imported.mark("pain", "daylio", true);
        assert!(imported.counts_as_baseline("pain"));
        imported.mark("pain", "csv", false);
        assert!(!imported.counts_as_baseline("pain"));
        imported.unmark("pain");
        assert!(imported.counts_as_baseline("pain") && imported.is_empty());
    }
}
