//! The one table of a check-in's fields: id, kind, range, label, and how to get and set each.
//!
//! The ids are the keys of a day's file. Markers are no rows: their names are the trial's.

use super::checkin::{CheckIn, Rating};
use super::measure::{Better, Ndi};
use super::score::{Awakenings, NdiTotal, Score};
use super::text::Words;

/// What a field holds, and how it is reached.
#[derive(Debug, Clone, Copy)]
pub enum Access {
    /// A rating of 0 to 10.
    Score(fn(&CheckIn) -> Option<Score>, fn(&mut CheckIn, Option<Score>)),
    /// A count, 0 to 99.
    Count(fn(&CheckIn) -> Option<Awakenings>, fn(&mut CheckIn, Option<Awakenings>)),
    /// Yes or no.
    YesNo(fn(&CheckIn) -> Option<bool>, fn(&mut CheckIn, Option<bool>)),
    /// The person's own words.
    Words(fn(&CheckIn) -> Option<&Words>, fn(&mut CheckIn, Option<Words>)),
    /// The Neck Disability Index, 0 to 50.
    Index(fn(&CheckIn) -> Option<&Ndi>, fn(&mut CheckIn, Option<Ndi>)),
}

/// A field's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A rating of 0 to 10.
    Score(Score),
    /// A count, 0 to 99.
    Count(Awakenings),
    /// Yes or no.
    YesNo(bool),
    /// The person's own words.
    Words(Words),
    /// The Neck Disability Index.
    Index(Ndi),
}

/// One field of a check-in.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its key in a day's file.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Which way is better; `None` where that cannot be said.
    pub better: Option<Better>,
    /// What it holds.
    pub access: Access,
}

/// A value of another kind was given than the field holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} does not hold a value of this kind")]
pub struct WrongKind {
    /// The field's id.
    pub field: &'static str,
}

/// Every field, in the order of a day's file. Pain and the reason for skipping a day exclude each
/// other: setting one clears the other.
pub const FIELDS: &[Field] = &[
    Field {
        id: "pain",
        label: "Pain, average",
        better: Some(Better::Lower),
        access: Access::Score(CheckIn::pain, |checkin, pain| match pain {
            Some(pain) => checkin.rating = Rating::Rated(pain),
            None if checkin.pain().is_some() => checkin.rating = Rating::Blank,
            None => {}
        }),
    },
    Field {
        id: "skipped",
        label: "Skipped, because",
        better: None,
        access: Access::Words(CheckIn::skipped, |checkin, reason| match reason {
            Some(reason) => checkin.rating = Rating::Skipped(reason),
            None if checkin.skipped().is_some() => checkin.rating = Rating::Blank,
            None => {}
        }),
    },
    Field {
        id: "worst",
        label: "Worst pain",
        better: Some(Better::Lower),
        access: Access::Score(|checkin| checkin.worst, |checkin, score| checkin.worst = score),
    },
    Field {
        id: "sleep",
        label: "Sleep",
        better: Some(Better::Higher),
        access: Access::Score(|checkin| checkin.sleep, |checkin, score| checkin.sleep = score),
    },
    Field {
        id: "awakenings",
        label: "Awakenings",
        better: Some(Better::Lower),
        access: Access::Count(|checkin| checkin.awakenings, |checkin, count| checkin.awakenings = count),
    },
    Field {
        id: "stress",
        label: "Stress",
        better: Some(Better::Lower),
        access: Access::Score(|checkin| checkin.stress, |checkin, score| checkin.stress = score),
    },
    Field {
        id: "mood",
        label: "Mood",
        better: Some(Better::Higher),
        access: Access::Score(|checkin| checkin.mood, |checkin, score| checkin.mood = score),
    },
    Field {
        id: "clarity",
        label: "Mental clarity",
        better: Some(Better::Higher),
        access: Access::Score(|checkin| checkin.clarity, |checkin, score| checkin.clarity = score),
    },
    Field {
        id: "soreness",
        label: "Soreness",
        better: Some(Better::Lower),
        access: Access::Score(|checkin| checkin.soreness, |checkin, score| checkin.soreness = score),
    },
    Field {
        id: "extra_medicine",
        label: "Extra medicine",
        better: None,
        access: Access::YesNo(
            |checkin| checkin.extra_medicine,
            |checkin, taken| checkin.extra_medicine = taken,
        ),
    },
    Field {
        id: "note",
        label: "Note",
        better: None,
        access: Access::Words(|checkin| checkin.note.as_ref(), |checkin, note| checkin.note = note),
    },
    Field {
        id: "ndi",
        label: "Neck Disability Index",
        better: Some(Better::Lower),
        access: Access::Index(|checkin| checkin.ndi.as_ref(), |checkin, ndi| checkin.ndi = ndi),
    },
];

impl Field {
    /// The field with an id; a hyphen may stand for the underscore, as in options.
    pub fn named(id: &str) -> Option<&'static Self> {
        let id = id.replace('-', "_");
        FIELDS.iter().find(|field| field.id == id)
    }

    /// The lowest and highest whole number it holds; `None` for what is no number.
    pub fn range(&self) -> Option<(i64, i64)> {
        match self.access {
            Access::Score(..) => Some((Score::LOW, Score::HIGH)),
            Access::Count(..) => Some((Awakenings::LOW, Awakenings::HIGH)),
            Access::Index(..) => Some((NdiTotal::LOW, NdiTotal::HIGH)),
            Access::YesNo(..) | Access::Words(..) => None,
        }
    }

    /// Its value, where there is one.
    pub fn get(&self, checkin: &CheckIn) -> Option<Value> {
        match self.access {
            Access::Score(get, _) => get(checkin).map(Value::Score),
            Access::Count(get, _) => get(checkin).map(Value::Count),
            Access::YesNo(get, _) => get(checkin).map(Value::YesNo),
            Access::Words(get, _) => get(checkin).cloned().map(Value::Words),
            Access::Index(get, _) => get(checkin).cloned().map(Value::Index),
        }
    }

    /// Puts a value in its place. The moment of writing is the caller's to stamp.
    ///
    /// # Errors
    /// Where the value is of another kind than the field holds.
    pub fn set(&self, checkin: &mut CheckIn, value: Value) -> Result<(), WrongKind> {
        match (self.access, value) {
            (Access::Score(_, set), Value::Score(score)) => set(checkin, Some(score)),
            (Access::Count(_, set), Value::Count(count)) => set(checkin, Some(count)),
            (Access::YesNo(_, set), Value::YesNo(yes)) => set(checkin, Some(yes)),
            (Access::Words(_, set), Value::Words(words)) => set(checkin, Some(words)),
            (Access::Index(_, set), Value::Index(ndi)) => set(checkin, Some(ndi)),
            (
                Access::Score(..)
                | Access::Count(..)
                | Access::YesNo(..)
                | Access::Words(..)
                | Access::Index(..),
                _,
            ) => return Err(WrongKind { field: self.id }),
        }
        Ok(())
    }

    /// Takes its value away.
    pub fn clear(&self, checkin: &mut CheckIn) {
        match self.access {
            Access::Score(_, set) => set(checkin, None),
            Access::Count(_, set) => set(checkin, None),
            Access::YesNo(_, set) => set(checkin, None),
            Access::Words(_, set) => set(checkin, None),
            Access::Index(_, set) => set(checkin, None),
        }
    }

    /// A value for a whole number in its range.
    ///
    /// # Errors
    /// In a sentence, where the number is out of range or the field holds no number.
    pub fn number(&self, number: i64) -> Result<Value, String> {
        match self.access {
            Access::Score(..) => Score::new(number).map(Value::Score),
            Access::Count(..) => Awakenings::new(number).map(Value::Count),
            Access::Index(..) => NdiTotal::new(number).map(|total| Value::Index(Ndi::Total(total))),
            Access::YesNo(..) | Access::Words(..) => return Err(format!("{} holds no number", self.id)),
        }
        .map_err(|error| error.to_string())
    }
}

/// Takes the mark of another program off every field whose value is another one than in `base`
/// under the same mark: somebody has changed it since, so it is the person's own now.
pub fn unmark_changed(base: &CheckIn, ours: &mut CheckIn) {
    let value = |checkin: &CheckIn, id: &str| match id.strip_prefix("marker:") {
        Some(marker) => (None, checkin.markers.get(marker).copied()),
        None => (Field::named(id).and_then(|field| field.get(checkin)), None),
    };
    let changed: Vec<String> = ours
        .imported
        .from
        .iter()
        .filter(|(id, source)| {
            base.imported.from.get(*id) == Some(*source) && value(base, id) != value(ours, id)
        })
        .map(|(id, _)| id.clone())
        .collect();
    for id in changed {
        ours.imported.unmark(&id);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn some(field: &Field) -> Value {
        match field.access {
            Access::Score(..) | Access::Count(..) | Access::Index(..) => field.number(3).unwrap(),
            Access::YesNo(..) => Value::YesNo(true),
            Access::Words(..) => Value::Words(Words::new("away").unwrap()),
        }
    }

    #[test]
    fn each_field_gets_what_was_set_and_touches_no_other() {
        for field in FIELDS {
            let mut checkin = CheckIn::default();
            field.set(&mut checkin, some(field)).unwrap();
            for other in FIELDS {
                let expected = (other.id == field.id).then(|| some(field));
                assert_eq!(other.get(&checkin), expected, "{} after {}", other.id, field.id);
            }
            field.clear(&mut checkin);
            assert_eq!(checkin, CheckIn::default(), "{}", field.id);
        }
    }

    #[test]
    fn a_value_that_was_changed_is_no_longer_marked_whatever_its_kind() {
        let mut base = CheckIn::default();
        for field in FIELDS.iter().filter(|field| field.id != "skipped") {
            field.set(&mut base, some(field)).unwrap();
            base.imported.mark(field.id, "csv", false);
        }
        base.markers.insert("walk".into(), "3".parse().unwrap());
        base.imported.mark("marker:walk", "csv", false);
        let mut same = base.clone();
        unmark_changed(&base, &mut same);
        assert_eq!(same, base);
        for field in FIELDS.iter().filter(|field| field.id != "skipped") {
            let mut ours = base.clone();
            field.clear(&mut ours);
            unmark_changed(&base, &mut ours);
            let gone: Vec<_> =
                base.imported.from.keys().filter(|id| !ours.imported.from.contains_key(*id)).collect();
            assert_eq!(gone, [field.id]);
        }
        let mut ours = base.clone();
        ours.markers.insert("walk".into(), "4".parse().unwrap());
        unmark_changed(&base, &mut ours);
        assert!(!ours.imported.from.contains_key("marker:walk"));
    }

    #[test]
    fn ids_are_unique_and_a_hyphen_is_understood() {
        let ids: BTreeSet<_> = FIELDS.iter().map(|field| field.id).collect();
        assert_eq!(ids.len(), FIELDS.len());
        assert_eq!(Field::named("extra-medicine").unwrap().id, "extra_medicine");
        assert!(Field::named("pane").is_none());
    }

    #[test]
    fn a_number_out_of_range_and_a_value_of_another_kind_are_refused() {
        let pain = Field::named("pain").unwrap();
        assert_eq!(pain.number(11).unwrap_err(), "a score must be 0 to 10, not 11");
        assert!(Field::named("note").unwrap().number(1).is_err());
        assert!(pain.set(&mut CheckIn::default(), Value::YesNo(true)).is_err());
    }
}
