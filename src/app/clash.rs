//! A clash over some fields of a day: what stands on disk is kept in those, and everything else as
//! it was entered here. Pure.

use crate::app::checkin_fields::{marker_at, part_at};
use crate::domain::day::Day;
use crate::domain::journal::FieldConflict;

/// The day with `theirs` in the fields of the clash and `mine` in all others. A field that nobody
/// here knows leaves the whole day as it is on disk.
pub fn keep_disk_in(fields: &[FieldConflict], theirs: &Day, mine: &Day) -> Day {
    let mut day = mine.clone();
    for path in fields.iter().map(|field| field.field.as_str()) {
        if let Some(part) = part_at(path) {
            part.take(&mut day.checkin, &theirs.checkin);
        } else if let Some(name) = marker_at(path) {
            match theirs.checkin.markers.get(name) {
                Some(amount) => day.checkin.markers.insert(name.to_owned(), *amount),
                None => day.checkin.markers.remove(name),
            };
        } else if path.starts_with("session") {
            day.sessions.clone_from(&theirs.sessions);
        } else if path.starts_with("change") {
            day.changes.clone_from(&theirs.changes);
        } else if path.starts_with("event") {
            day.events.clone_from(&theirs.events);
        } else {
            return theirs.clone();
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::score::Amount;
    use crate::kit::{rated, score};

    fn day(pain: i64, worst: Option<i64>, walk: Option<i64>) -> Day {
        let mut day = rated("2026-11-12", pain);
        day.checkin.worst = worst.map(score);
        day.checkin.markers.extend(walk.map(|walk| ("walk".to_owned(), Amount::whole(walk).unwrap())));
        day
    }

    #[test]
    fn only_the_fields_of_the_clash_are_taken_from_disk() {
        let at =
            |path: &str| FieldConflict { field: path.to_owned(), mine: String::new(), theirs: String::new() };
        let (theirs, mine) = (day(9, None, None), day(3, Some(1), Some(25)));
        assert_eq!(keep_disk_in(&[at("checkin.pain")], &theirs, &mine), day(9, Some(1), Some(25)));
        assert_eq!(keep_disk_in(&[at("checkin.markers.walk")], &theirs, &mine), day(3, Some(1), None));
        assert_eq!(keep_disk_in(&[at("nobody.knows")], &theirs, &mine), theirs);
    }
}
