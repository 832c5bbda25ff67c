//! What is scored: the Neck Disability Index and the function markers.

use std::collections::BTreeMap;

use super::imported::marker_field;
use super::score::{Amount, Exact, NdiAnswer, NdiTotal};
use crate::words_enum;

words_enum! {
    /// The ten topics of the Neck Disability Index, by name only: the official form has the wording.
    NdiTopic {
        PainIntensity = "pain-intensity", "Pain intensity";
        PersonalCare = "personal-care", "Personal care";
        Lifting = "lifting", "Lifting";
        Reading = "reading", "Reading";
        Headaches = "headaches", "Headaches";
        Concentration = "concentration", "Concentration";
        Work = "work", "Work";
        Driving = "driving", "Driving";
        Sleeping = "sleeping", "Sleeping";
        Recreation = "recreation", "Recreation";
    }
}

/// How many topics must be answered for a score: three or more missing and it is refused.
pub const NDI_TOPICS_NEEDED: usize = 8;

/// One filled-in Neck Disability Index: by topic, or its total alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ndi {
    /// The topics answered, 0 to 5 each.
    Topics(BTreeMap<NdiTopic, NdiAnswer>),
    /// The total alone, 0 to 50.
    Total(NdiTotal),
}

impl Ndi {
    /// The score of 0 to 50, prorated over the topics answered: sum x 10 / answered. `None` with
    /// three or more topics missing.
    pub fn score(&self) -> Option<Exact> {
        match self {
            Self::Total(total) => Some(total.exact()),
            Self::Topics(answers) => prorated(answers.values().copied()),
        }
    }

    /// How many topics are still missing; none where only the total was given.
    pub fn missing(&self) -> usize {
        match self {
            Self::Total(_) => 0,
            Self::Topics(answers) => NdiTopic::ALL.len().saturating_sub(answers.len()),
        }
    }
}

/// Sum x 10 / answered, or `None` for fewer than eight answers.
pub fn prorated(answers: impl Iterator<Item = NdiAnswer>) -> Option<Exact> {
    let (mut sum, mut answered) = (0_i64, 0_usize);
    for answer in answers {
        sum = sum.saturating_add(i64::from(answer.get()));
        answered = answered.saturating_add(1);
    }
    let count = i64::try_from(answered).ok()?;
    (answered >= NDI_TOPICS_NEEDED).then(|| Exact::new(sum.saturating_mul(10), count))
}

words_enum! {
    /// Which way is better for a measure.
    Better {
        /// More is better.
        Higher = "higher", "higher is better";
        /// Less is better.
        Lower = "lower", "lower is better";
    }
}

/// The change of a marker that counts as clear, set before day 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClearChange {
    /// At least this many percent of the baseline, where a percent is asked for.
    pub percent: Option<u8>,
    /// And at least this much, in the marker's unit.
    pub at_least: Amount,
}

/// A function marker as it was chosen before day 1. A trial's file holds all of it, so that a
/// later version of the catalogue changes no running trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// Which marker of the catalogue, or `custom`.
    pub id: String,
    /// The person's name for it: the key in a day's file and the name in options.
    pub name: String,
    /// The unit, in words.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// What counts as a clear change.
    pub change: ClearChange,
}

/// The marker that takes the check-in's own awakenings instead of a second field.
pub const AWAKENINGS_MARKER: &str = "awakenings";
/// The marker of an activity of one's own, 0 unable to 10 as before.
pub const ACTIVITY_MARKER: &str = "activity";
/// The marker whose definition is the person's own.
pub const CUSTOM_MARKER: &str = "custom";

/// A marker's value outside its range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} must be {low} to {high} {unit}, not {given}")]
pub struct MarkerOutOfRange {
    /// The person's name for the marker.
    name: String,
    unit: String,
    /// The lowest value that is taken.
    low: i64,
    /// The highest value that is taken.
    high: i64,
    given: Amount,
}

/// The lowest and the highest value that a marker takes, by its id; one that is not built in takes what
/// one of one's own takes.
pub fn marker_range(id: &str) -> (i64, i64) {
    let high = match id {
        // Minutes of a day.
        "walk" | "sitting" => 1_440,
        AWAKENINGS_MARKER => 50,
        "head-turn" => 180,
        // The Patient-Specific Functional Scale.
        "activity" => 10,
        _ => 100_000,
    };
    (0, high)
}

impl Marker {
    /// Whether a value is in the marker's range.
    ///
    /// # Errors
    /// In a sentence with the range, where it is not.
    pub fn check(&self, value: Amount) -> Result<(), MarkerOutOfRange> {
        let (low, high) = marker_range(&self.id);
        if (Exact::from_integer(low)..=Exact::from_integer(high)).contains(&value.exact()) {
            return Ok(());
        }
        let (name, unit) = (self.name.clone(), self.unit.clone());
        Err(MarkerOutOfRange { name, unit, low, high, given: value })
    }

    /// Whether its values are the check-in's awakenings.
    pub fn is_awakenings(&self) -> bool {
        self.id == AWAKENINGS_MARKER
    }

    /// The field of a check-in that has its values, as a mark of imported values names it.
    pub fn field(&self) -> String {
        if self.is_awakenings() { AWAKENINGS_MARKER.to_owned() } else { marker_field(&self.name) }
    }

    /// Whether a baseline of `value` leaves it no room to improve: 0 where lower is better.
    pub fn cannot_improve_from(&self, value: Amount) -> bool {
        self.better == Better::Lower && value.exact() == Exact::from_integer(0)
    }
}

/// What is scored beside pain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FunctionMeasure {
    /// The Neck Disability Index, for the neck.
    Ndi,
    /// Two markers, for any other site. Boxed, as they are large beside the other case.
    Markers(Box<[Marker; 2]>),
}

/// Why two markers cannot be taken together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MarkersError {
    /// Not exactly two.
    #[error("this site takes exactly two markers, not {0}")]
    NotTwo(usize),
    /// The same kind twice.
    #[error("the two markers must be of different kinds, and both are “{0}”")]
    SameKind(String),
    /// Two of one's own with one name.
    #[error("the two markers need different names, and both are called “{0}”")]
    SameName(String),
}

impl FunctionMeasure {
    /// Two markers of different kinds and names; two of one's own need only different names.
    pub fn markers(markers: &[Marker]) -> Result<Self, MarkersError> {
        let [first, second] = markers else {
            return Err(MarkersError::NotTwo(markers.len()));
        };
        if first.id == second.id && first.id != CUSTOM_MARKER {
            return Err(MarkersError::SameKind(first.id.clone()));
        }
        if first.name.to_lowercase() == second.name.to_lowercase() {
            return Err(MarkersError::SameName(first.name.clone()));
        }
        Ok(Self::Markers(Box::new([first.clone(), second.clone()])))
    }

    /// The markers; none for the Neck Disability Index.
    pub fn as_markers(&self) -> &[Marker] {
        match self {
            Self::Ndi => &[],
            Self::Markers(markers) => markers.as_slice(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topics(values: &[Option<i64>]) -> Ndi {
        Ndi::Topics(
            NdiTopic::ALL
                .iter()
                .zip(values)
                .filter_map(|(topic, value)| Some((*topic, NdiAnswer::new((*value)?).unwrap())))
                .collect(),
        )
    }

    #[test]
    fn missing_topics_are_prorated_and_three_missing_are_refused() {
        let all = [Some(2); 10];
        assert_eq!(topics(&all).score(), Some(Exact::from_integer(20)));
        let mut some = [Some(3); 10];
        some[0] = None;
        assert_eq!(topics(&some).score(), Some(Exact::from_integer(30)));
        some[1] = None;
        some[2] = Some(1);
        assert_eq!(topics(&some).score(), Some(Exact::new(220, 8)));
        some[3] = None;
        assert_eq!(topics(&some).score(), None);
        assert_eq!(topics(&some).missing(), 3);
    }

    #[test]
    fn two_markers_must_differ() {
        let marker = |id: &str, name: &str| Marker {
            id: id.into(),
            name: name.into(),
            unit: "min".into(),
            better: Better::Higher,
            change: ClearChange { percent: None, at_least: Amount::whole(5).unwrap() },
        };
        assert!(FunctionMeasure::markers(&[marker("walk", "walk"), marker("sitting", "sitting")]).is_ok());
        assert!(FunctionMeasure::markers(&[marker("custom", "a"), marker("custom", "b")]).is_ok());
        for (bad, part) in [
            (vec![marker("walk", "a")], "exactly two"),
            (vec![marker("walk", "a"), marker("walk", "b")], "different kinds"),
            (vec![marker("custom", "a"), marker("custom", "A")], "different names"),
        ] {
            assert!(FunctionMeasure::markers(&bad).unwrap_err().to_string().contains(part));
        }
    }
}
