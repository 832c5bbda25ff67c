//! What was entered on a day and could not be saved when the system ended the program: what of it
//! is kept, and how it comes back into the day. Pure; `store::rescue` has the file.
//!
//! A rescue copy is a day with only what was entered and is not on disk. It changes nothing by
//! itself: the next start says that it is there, and the person answers what to take.

use crate::app::checkin_fields::parts;
use crate::content::{self, notice};
use crate::domain::day::Day;

/// What of `ours` was entered since `base` was read. What was cleared is not in it: there is
/// nothing to keep of that.
pub fn unsaved(base: &Day, ours: &Day) -> Day {
    let mut kept = Day::empty(ours.date);
    for part in parts() {
        if !part.is_same(&base.checkin, &ours.checkin) && part.words(&ours.checkin).is_some() {
            part.take(&mut kept.checkin, &ours.checkin);
        }
    }
    for (name, amount) in &ours.checkin.markers {
        if base.checkin.markers.get(name) != Some(amount) {
            kept.checkin.markers.insert(name.clone(), *amount);
        }
    }
    kept.sessions.extend(ours.sessions.iter().filter(|row| !base.sessions.contains(row)).cloned());
    kept.changes.extend(ours.changes.iter().filter(|row| !base.changes.contains(row)).cloned());
    kept.events.extend(ours.events.iter().filter(|row| !base.events.contains(row)).cloned());
    kept
}

/// The day on disk with what was rescued put into it: where the disk has nothing, and with `over`
/// also where it has something else. A visit or a change that is not there yet is added; in doubt
/// both stand.
pub fn put_back(disk: &Day, rescued: &Day, over: bool) -> Day {
    let mut day = disk.clone();
    for part in parts() {
        let is_free = over || part.words(&disk.checkin).is_none();
        if is_free && part.words(&rescued.checkin).is_some() {
            part.take(&mut day.checkin, &rescued.checkin);
        }
    }
    for (name, amount) in &rescued.checkin.markers {
        if over || !disk.checkin.markers.contains_key(name) {
            day.checkin.markers.insert(name.clone(), *amount);
        }
    }
    day.sessions.extend(rescued.sessions.iter().filter(|row| !disk.sessions.contains(row)).cloned());
    day.changes.extend(rescued.changes.iter().filter(|row| !disk.changes.contains(row)).cloned());
    day.events.extend(rescued.events.iter().filter(|row| !disk.events.contains(row)).cloned());
    day
}

/// Everything rescued in words, a line each, with what the disk has in its place.
pub fn lines(disk: &Day, rescued: &Day) -> Vec<String> {
    let line = |label: &str, mine: String, there: Option<String>| match there {
        Some(there) if there == mine => format!("{label}: {mine}, on disk too"),
        Some(there) => format!("{label}: rescued {mine}, on disk {there}"),
        None => format!("{label}: {mine}, not on disk"),
    };
    let mut lines = Vec::new();
    for part in parts() {
        if let Some(mine) = part.words(&rescued.checkin) {
            lines.push(line(part.short, mine, part.words(&disk.checkin)));
        }
    }
    for (name, amount) in &rescued.checkin.markers {
        let there = disk.checkin.markers.get(name).map(ToString::to_string);
        lines.push(line(name, amount.to_string(), there));
    }
    for change in &rescued.changes {
        lines.push(format!("{}: {}", change.kind.label(), change.text));
    }
    for event in &rescued.events {
        lines.push(content::event_line(event));
    }
    if !rescued.sessions.is_empty() {
        lines.push(notice("rescued-visit", &[("tab", "Sessions")]));
    }
    lines
}

/// Whether the disk has something else where something was rescued.
pub fn differs(disk: &Day, rescued: &Day) -> bool {
    put_back(disk, rescued, true) != put_back(disk, rescued, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::{Change, ChangeKind};
    use crate::domain::text::Words;
    use crate::kit::{date, rated, score};

    const DAY: &str = "2026-11-12";

    fn day(pain: Option<i64>, sleep: Option<i64>, note: &str) -> Day {
        let mut day = pain.map_or_else(|| Day::empty(date(DAY)), |pain| rated(DAY, pain));
        day.checkin.sleep = sleep.map(score);
        day.checkin.note = Words::optional(note).unwrap();
        day
    }

    #[test]
    fn only_what_was_entered_is_kept() {
        let mut ours = day(Some(3), Some(7), "half a sent");
        ours.changes.push(Change { kind: ChangeKind::Work, text: Words::new("new desk").unwrap() });
        let kept = unsaved(&day(Some(3), Some(5), ""), &ours);
        assert_eq!(kept.checkin, day(None, Some(7), "half a sent").checkin);
        assert_eq!(kept.changes, ours.changes);
        assert!(unsaved(&ours, &day(None, None, "")).is_empty(), "what was cleared cannot be lost");
    }

    #[test]
    fn what_comes_back_fills_in_or_goes_over_and_the_rest_stands() {
        let disk = day(Some(9), None, "by hand");
        let rescued = day(Some(3), Some(7), "");
        assert_eq!(put_back(&disk, &rescued, false), day(Some(9), Some(7), "by hand"));
        assert_eq!(put_back(&disk, &rescued, true), day(Some(3), Some(7), "by hand"));
        assert!(differs(&disk, &rescued) && !differs(&disk, &day(None, Some(7), "by hand")));
        assert_eq!(lines(&disk, &rescued), ["Pain: rescued 3, on disk 9", "Sleep: 7, not on disk"]);
    }

    #[test]
    fn a_row_that_is_there_already_does_not_come_twice() {
        let mut disk = day(None, None, "");
        disk.changes.push(Change { kind: ChangeKind::Work, text: Words::new("new desk").unwrap() });
        assert_eq!(put_back(&disk, &disk.clone(), true), disk);
    }
}
