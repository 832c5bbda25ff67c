//! The fields of a check-in that hold one value each: telling what changed, in words, and putting
//! single fields back. Markers, visits and changes are lists, and not among them.

use crate::app::settings::FieldName;
use crate::app::views::today::TodayField;
use crate::domain::checkin::{CheckIn, Rating};
use crate::domain::measure::Ndi;
use crate::domain::score::one_decimal;

/// One field.
pub struct Part {
    /// Where it stands on Today.
    pub field: TodayField,
    /// Its name for people.
    pub label: &'static str,
    /// Whether two check-ins hold the same in it.
    pub same: fn(&CheckIn, &CheckIn) -> bool,
    /// Takes it over from another check-in.
    pub take: fn(&mut CheckIn, &CheckIn),
    /// What it holds, in words.
    pub words: fn(&CheckIn) -> Option<String>,
}

macro_rules! part {
    ($field:expr, $label:expr, $name:ident, $words:expr) => {
        Part {
            field: $field,
            label: $label,
            same: |one, other| one.$name == other.$name,
            take: |to, from| to.$name.clone_from(&from.$name),
            words: |checkin| checkin.$name.as_ref().map($words),
        }
    };
}

/// Every field, in the order of Today. The rating goes with the moment it was written.
pub const PARTS: &[Part] = &[
    Part {
        field: TodayField::Named(FieldName::Pain),
        label: "Pain",
        same: |one, other| one.rating == other.rating,
        take: |to, from| {
            to.rating.clone_from(&from.rating);
            to.at = from.at;
        },
        words: |checkin| match &checkin.rating {
            Rating::Blank => None,
            Rating::Rated(score) => Some(score.to_string()),
            Rating::Skipped(reason) => Some(format!("skipped: {reason}")),
        },
    },
    part!(TodayField::Named(FieldName::Worst), "Worst pain", worst, ToString::to_string),
    part!(TodayField::Named(FieldName::Sleep), "Sleep", sleep, ToString::to_string),
    part!(TodayField::Named(FieldName::Awakenings), "Awakenings", awakenings, ToString::to_string),
    part!(TodayField::Named(FieldName::Stress), "Stress", stress, ToString::to_string),
    part!(TodayField::Named(FieldName::Mood), "Mood", mood, ToString::to_string),
    part!(TodayField::Named(FieldName::Clarity), "Clarity", clarity, ToString::to_string),
    part!(TodayField::Named(FieldName::ExtraMedicine), "Extra medicine", extra_medicine, |yes| {
        if *yes { "yes" } else { "no" }.to_owned()
    }),
    part!(TodayField::Soreness, "Soreness", soreness, ToString::to_string),
    part!(TodayField::Ndi, "Neck Disability Index", ndi, index_words),
    part!(TodayField::Named(FieldName::Note), "Note", note, ToString::to_string),
];

/// An index in a few words.
pub fn index_words(index: &Ndi) -> String {
    match (index.score(), index) {
        (Some(score), Ndi::Topics(_)) => format!("{} of 50", one_decimal(score)),
        (Some(_), Ndi::Total(total)) => format!("{total} of 50"),
        (None, _) => format!("{} topics missing", index.missing()),
    }
}

/// The field at a place of Today; `None` for the lists.
pub fn part(field: TodayField) -> Option<&'static Part> {
    PARTS.iter().find(|part| part.field == field)
}

/// The field that a path of a day's file is about: `checkin.sleep`, `checkin.ndi.work`.
pub fn part_at(path: &str) -> Option<&'static Part> {
    let name = path.strip_prefix("checkin.")?;
    match name.replace('_', "-").parse::<FieldName>() {
        Ok(name) => part(TodayField::Named(name)),
        Err(_) if name == "soreness" => part(TodayField::Soreness),
        Err(_) if name == "ndi" || name.starts_with("ndi.") => part(TodayField::Ndi),
        Err(_) => None,
    }
}

/// The marker whose value a path of a day's file is about.
pub fn marker_at(path: &str) -> Option<&str> {
    path.strip_prefix("checkin.markers.")
}

/// The name for people of a field of a day's file: `Sleep` for `checkin.sleep`.
pub fn label_of(path: &str) -> String {
    match (part_at(path), marker_at(path)) {
        (Some(part), _) => part.label.to_owned(),
        (None, Some(marker)) => marker.to_owned(),
        (None, None) => path.to_owned(),
    }
}
