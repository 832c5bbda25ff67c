//! The one table of a check-in's fields: id, kind, range, label, and how to get and set each.
//!
//! The ids are the keys of a day's file. Markers are no rows: their names are the trial's.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use chrono::{DateTime, FixedOffset};

use super::checkin::{CheckIn, Rating};
use super::measure::{Better, Ndi};
use super::score::{Awakenings, NdiTotal, OutOfRange, Score, one_decimal};
use super::text::Words;

/// The most that is entered of a count: the range of the marker that takes it. Files of the first release may
/// hold up to 99, and are read as they are.
pub const MOST_COUNTED: i64 = 50;

/// A count as far as it is entered.
///
/// # Errors
/// Where it is more than that.
pub fn counted(count: Awakenings) -> Result<Awakenings, OutOfRange> {
    if i64::from(count.get()) > MOST_COUNTED {
        let out = Awakenings::out_of_range(count.to_string());
        return Err(OutOfRange { high: MOST_COUNTED, ..out });
    }
    Ok(count)
}

/// What a field holds, and how it is reached.
#[derive(Debug, Clone, Copy)]
pub enum Access {
    /// A rating of 0 to 10.
    Score(fn(&CheckIn) -> Option<Score>, fn(&mut CheckIn, Option<Score>)),
    /// A count, entered from 0 to 50.
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
    /// A count, entered from 0 to 50.
    Count(Awakenings),
    /// Yes or no.
    YesNo(bool),
    /// The person's own words.
    Words(Words),
    /// The Neck Disability Index.
    Index(Ndi),
}

/// When a field is asked for on Today and line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Every day, unless the configuration leaves it out.
    Daily,
    /// On the two days after a visit.
    AfterVisit,
    /// Where the weekly measures are due.
    Weekly,
    /// By itself never: it is the answer in another one's place.
    Never,
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Score(score) => write!(f, "{score}"),
            Self::Count(count) => write!(f, "{count}"),
            Self::YesNo(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Words(words) => write!(f, "{words}"),
            Self::Index(index) => f.write_str(&index_words(index)),
        }
    }
}

/// An index in a few words.
pub fn index_words(index: &Ndi) -> String {
    match (index.score(), index) {
        (Some(score), Ndi::Topics(_)) => format!("{} of 50", one_decimal(score)),
        (Some(_), Ndi::Total(total)) => format!("{total} of 50"),
        (None, _) => format!("{} topics missing", index.missing()),
    }
}

/// One field of a check-in. Two are the same where their ids are.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its key in a day's file.
    pub id: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// The same where there is little room.
    pub short: &'static str,
    /// When it is asked for.
    pub asked: Asked,
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
pub static FIELDS: &[Field] = &[
    Field {
        id: "pain",
        label: "Pain, average",
        short: "Pain",
        asked: Asked::Daily,
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
        short: "Skipped",
        asked: Asked::Never,
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
        short: "Worst pain",
        asked: Asked::Daily,
        better: Some(Better::Lower),
        access: Access::Score(|checkin| checkin.worst, |checkin, score| checkin.worst = score),
    },
    Field {
        id: "sleep",
        label: "Sleep",
        short: "Sleep",
        asked: Asked::Daily,
        better: Some(Better::Higher),
        access: Access::Score(|checkin| checkin.sleep, |checkin, score| checkin.sleep = score),
    },
    Field {
        id: "awakenings",
        label: "Awakenings",
        short: "Awakenings",
        asked: Asked::Daily,
        better: Some(Better::Lower),
        access: Access::Count(|checkin| checkin.awakenings, |checkin, count| checkin.awakenings = count),
    },
    Field {
        id: "stress",
        label: "Stress",
        short: "Stress",
        asked: Asked::Daily,
        better: Some(Better::Lower),
        access: Access::Score(|checkin| checkin.stress, |checkin, score| checkin.stress = score),
    },
    Field {
        id: "mood",
        label: "Mood",
        short: "Mood",
        asked: Asked::Daily,
        better: Some(Better::Higher),
        access: Access::Score(|checkin| checkin.mood, |checkin, score| checkin.mood = score),
    },
    Field {
        id: "clarity",
        label: "Mental clarity",
        short: "Mental clarity",
        asked: Asked::Daily,
        better: Some(Better::Higher),
        access: Access::Score(|checkin| checkin.clarity, |checkin, score| checkin.clarity = score),
    },
    Field {
        id: "soreness",
        label: "Soreness",
        short: "Soreness",
        asked: Asked::AfterVisit,
        better: Some(Better::Lower),
        access: Access::Score(|checkin| checkin.soreness, |checkin, score| checkin.soreness = score),
    },
    Field {
        id: "extra_medicine",
        label: "Extra medicine",
        short: "Extra medicine",
        asked: Asked::Daily,
        better: None,
        access: Access::YesNo(
            |checkin| checkin.extra_medicine,
            |checkin, taken| checkin.extra_medicine = taken,
        ),
    },
    Field {
        id: "note",
        label: "Note",
        short: "Note",
        asked: Asked::Daily,
        better: None,
        access: Access::Words(|checkin| checkin.note.as_ref(), |checkin, note| checkin.note = note),
    },
    Field {
        id: "ndi",
        label: "Neck Disability Index",
        short: "Neck Disability",
        asked: Asked::Weekly,
        better: Some(Better::Lower),
        access: Access::Index(|checkin| checkin.ndi.as_ref(), |checkin, ndi| checkin.ndi = ndi),
    },
];

/// Each field's id with hyphens.
static OPTIONS: LazyLock<BTreeMap<&'static str, String>> =
    LazyLock::new(|| FIELDS.iter().map(|field| (field.id, field.id.replace('_', "-"))).collect());

impl PartialEq for Field {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Field {}

impl PartialOrd for Field {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Field {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(other.id)
    }
}

impl Hash for Field {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// The fields that are asked for every day, in the order in which they are.
pub fn daily() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| field.asked == Asked::Daily)
}

/// The fields that are followed from day to day beside pain and the function measures: the numbers that
/// have a better and a worse.
pub fn followed() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| {
        let is_number = matches!(field.access, Access::Score(..) | Access::Count(..));
        is_number && field.better.is_some() && !field.is_pain()
    })
}

impl Field {
    /// The field with an id; a hyphen may stand for the underscore, as in options.
    pub fn named(id: &str) -> Option<&'static Self> {
        let id = id.replace('-', "_");
        FIELDS.iter().find(|field| field.id == id)
    }

    /// Pain on average: what every trial scores.
    pub fn pain() -> Option<&'static Self> {
        Self::named("pain")
    }

    /// Whether it is pain on average.
    pub fn is_pain(&self) -> bool {
        self.id == "pain"
    }

    /// Whether it holds the person's own words.
    pub fn is_words(&self) -> bool {
        matches!(self.access, Access::Words(..))
    }

    /// Its id as options and the configuration write it: `extra-medicine`.
    pub fn option(&self) -> &'static str {
        OPTIONS.get(self.id).map_or(self.id, String::as_str)
    }

    /// The lowest and highest whole number it holds; `None` for what is no number.
    pub fn range(&self) -> Option<(i64, i64)> {
        match self.access {
            Access::Score(..) => Some((Score::LOW, Score::HIGH)),
            Access::Count(..) => Some((Awakenings::LOW, MOST_COUNTED)),
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

    /// Writes a value, or takes it away: a new rating or skip is stamped with the moment it was written.
    ///
    /// # Errors
    /// Where the value is of another kind than the field holds.
    pub fn write(
        &self,
        checkin: &mut CheckIn,
        value: Option<Value>,
        now: DateTime<FixedOffset>,
    ) -> Result<(), WrongKind> {
        let mut after = checkin.clone();
        match value {
            Some(value) => self.set(&mut after, value)?,
            None => self.clear(&mut after),
        }
        let rating = std::mem::replace(&mut after.rating, checkin.rating.clone());
        after.rate(rating, now);
        *checkin = after;
        Ok(())
    }

    /// Whether two check-ins hold the same in it. Pain and the reason for skipping are one rating.
    pub fn is_same(&self, one: &CheckIn, other: &CheckIn) -> bool {
        if self.is_pain() { one.rating == other.rating } else { self.get(one) == self.get(other) }
    }

    /// Takes it over from another check-in, a rating with the moment it was written.
    pub fn take(&self, to: &mut CheckIn, from: &CheckIn) {
        if self.is_pain() {
            to.rating.clone_from(&from.rating);
            to.at = from.at;
        } else {
            match self.get(from) {
                Some(value) => _ = self.set(to, value),
                None => self.clear(to),
            }
        }
    }

    /// What it holds, in words; a skipped day says so in the place of pain.
    pub fn words(&self, checkin: &CheckIn) -> Option<String> {
        match (&checkin.rating, self.is_pain()) {
            (Rating::Skipped(reason), true) => Some(format!("skipped: {reason}")),
            _ => self.get(checkin).map(|value| value.to_string()),
        }
    }

    /// Reads a value as a person writes it: a number, `y` or `n`, words.
    ///
    /// # Errors
    /// In a sentence, what would be right.
    pub fn read(&self, text: &str) -> Result<Value, String> {
        let text = text.trim();
        match self.access {
            Access::Score(..) => text.parse().map(Value::Score).map_err(|error| format!("{error}")),
            Access::Count(..) => {
                text.parse().and_then(counted).map(Value::Count).map_err(|error| error.to_string())
            }
            Access::Index(..) => text
                .parse()
                .map(|total| Value::Index(Ndi::Total(total)))
                .map_err(|error: OutOfRange| error.to_string()),
            Access::YesNo(..) => match text {
                "y" | "yes" | "true" | "1" => Ok(Value::YesNo(true)),
                "n" | "no" | "false" | "0" => Ok(Value::YesNo(false)),
                other => Err(format!("say yes or no, not “{other}”")),
            },
            Access::Words(..) => Words::new(text).map(Value::Words).map_err(|error| error.to_string()),
        }
    }

    /// One more than what it holds, at most its highest; its lowest where it is empty. `None` for what is
    /// not counted up.
    pub fn one_more(&self, checkin: &CheckIn) -> Option<Value> {
        let number = match (self.access, self.get(checkin)) {
            (Access::Score(..) | Access::Count(..), None) => self.range()?.0,
            (_, Some(Value::Score(score))) => i64::from(score.get()).saturating_add(1),
            (_, Some(Value::Count(count))) => i64::from(count.get()).saturating_add(1),
            (Access::Index(..) | Access::YesNo(..) | Access::Words(..), _)
            | (_, Some(Value::YesNo(_) | Value::Words(_) | Value::Index(_))) => return None,
        };
        self.number(number).ok().or_else(|| self.get(checkin))
    }

    /// A value for a whole number in its range.
    ///
    /// # Errors
    /// In a sentence, where the number is out of range or the field holds no number.
    pub fn number(&self, number: i64) -> Result<Value, String> {
        match self.access {
            Access::Score(..) => Score::new(number).map(Value::Score),
            Access::Count(..) => Awakenings::new(number).and_then(counted).map(Value::Count),
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
