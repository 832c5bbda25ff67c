//! The fields of a check-in as a day's file names them, for telling a clash and putting single fields
//! back. Markers, visits, changes and events are lists, and not among them.

use crate::domain::fields::{FIELDS, Field};

/// Every field that stands for itself: pain and the reason for skipping a day are one rating.
pub fn parts() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| field.id != "skipped")
}

/// The field that a path of a day's file is about: `checkin.sleep`, `checkin.ndi.work`.
pub fn part_at(path: &str) -> Option<&'static Field> {
    let name = path.strip_prefix("checkin.")?.split('.').next()?;
    if name == "skipped" { Field::pain() } else { Field::named(name) }
}

/// The marker whose value a path of a day's file is about.
pub fn marker_at(path: &str) -> Option<&str> {
    path.strip_prefix("checkin.markers.")
}

/// The name for people of a field of a day's file: `Sleep` for `checkin.sleep`.
pub fn label_of(path: &str) -> String {
    match (part_at(path), marker_at(path)) {
        (Some(field), _) => field.short.to_owned(),
        (None, Some(marker)) => marker.to_owned(),
        (None, None) => path.to_owned(),
    }
}
