//! A step that was taken back or done again: its day, its field in focus, and what it was in words.

use super::TodayView;
use super::field::{TodayField, marker};
use crate::app::change::{Change, Record};
use crate::app::checkin_fields::parts;
use crate::app::cx::Cx;
use crate::domain::date_words::shown;
use crate::domain::day::Day;

impl TodayView {
    pub(super) fn show_step(&mut self, cx: &Cx, step: &[Change]) -> Option<String> {
        self.entry.settle();
        let mut days = step.iter().filter_map(|change| match (&change.before, &change.after) {
            (Record::Day(before), Record::Day(after)) => Some((before, after)),
            (Record::Day(_) | Record::Trial(_) | Record::Setup(_) | Record::Standing(_), _) => None,
        });
        let (Some((before, after)), None) = (days.next(), days.next()) else { return None };
        self.date = after.date;
        let list = self.fields(cx);
        let (field, words) = self.changed_field(cx, before, after)?;
        let last = list.len().saturating_sub(1);
        self.focus = list.iter().position(|one| *one == field).unwrap_or(self.focus.min(last));
        let elsewhere = after.date != cx.today || cx.view != crate::app::View::Today;
        Some(if elsewhere { format!("{words}, on {}", shown(after.date, cx.today)) } else { words })
    }

    /// The one field that a change of a day is about, and the change in words; nothing where it is about
    /// several, or about a visit.
    fn changed_field(&self, cx: &Cx, before: &Day, after: &Day) -> Option<(TodayField, String)> {
        let (was, is) = (&before.checkin, &after.checkin);
        let words = |label: &str, value: Option<String>| match value {
            Some(value) => format!("{label} {value}"),
            None => format!("{label} emptied"),
        };
        let mut found = Vec::new();
        for field in parts().filter(|field| !field.is_same(was, is)) {
            // A note may be long; that it is the note says enough.
            let value =
                if field.is_words() { field.get(is).map(|_| "written".to_owned()) } else { field.words(is) };
            found.push((TodayField::Check(field), words(field.short, value)));
        }
        for field in self.fields(cx) {
            if let TodayField::Marker(place) = field
                && let Some(marker) = marker(cx, place)
                && was.markers.get(&marker.name) != is.markers.get(&marker.name)
            {
                let value = is.markers.get(&marker.name).map(ToString::to_string);
                found.push((field, words(&marker.name, value)));
            }
        }
        found.extend(Self::row_field(before, after));
        if before.sessions == after.sessions && found.len() == 1 { found.pop() } else { None }
    }
}
