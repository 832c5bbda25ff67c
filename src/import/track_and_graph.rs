//! Track & Graph's table: a point a row, named by its feature and stamped with its moment.

use csv::StringRecord;

use super::gather::{Gather, Spot};
use super::mapping::same_name;
use super::moment::stamped;
use super::table::Layout;
use super::{ImportError, refused};
use crate::domain::calendar::DayEnd;

/// What goes where without being asked for.
pub const OWN: &[(&str, &str)] = &[("(notes)", "note")];

/// Track & Graph's rows.
#[derive(Debug)]
pub struct TrackAndGraph {
    day_end: DayEnd,
    note: Option<(usize, usize)>,
}

impl TrackAndGraph {
    /// With the hour at which the journal's day ends.
    pub fn new(day_end: DayEnd) -> Self {
        Self { day_end, note: None }
    }
}

impl Layout for TrackAndGraph {
    fn header(&mut self, names: &[&str], gather: &mut Gather) -> Result<(), ImportError> {
        match names {
            [name, stamp, value, ..]
                if same_name(name, "FeatureName")
                    && same_name(stamp, "Timestamp")
                    && same_name(value, "Value") => {}
            _ => {
                return refused(
                    "this is no table of Track & Graph: its first columns are not “FeatureName”, “Timestamp” and \
                     “Value”",
                );
            }
        }
        if let Some(place) = names.iter().position(|name| same_name(name, "Note")) {
            self.note = Some((place, gather.column("(notes)")?));
        }
        Ok(())
    }

    fn row(&mut self, cells: &StringRecord, line: u64, gather: &mut Gather) -> Result<(), ImportError> {
        let cell = |place: usize| cells.get(place).unwrap_or_default().trim();
        let read = stamped(cell(1), self.day_end);
        let time = read.as_ref().ok().and_then(|(_, time)| *time);
        let Some(date) = gather.row(line, read.map(|(date, _)| date)) else { return Ok(()) };
        // After midnight is later than the evening before it.
        let late = time.is_some_and(|time| time < self.day_end.time());
        let order = i64::try_from(line).unwrap_or(i64::MAX);
        let spot = if late {
            Spot {
                date,
                order: (chrono::NaiveTime::from_hms_nano_opt(23, 59, 59, 1_999_999_999), order),
                line,
            }
        } else {
            Spot { date, order: (time, order), line }
        };
        let column = gather.column(cell(0))?;
        gather.value(column, spot, value(cell(2)));
        if let Some((place, column)) = self.note {
            gather.value(column, spot, cells.get(place).unwrap_or_default());
        }
        Ok(())
    }
}

/// The figure of a value; older files put its label after it: `1.0:Label`. A duration stays whole.
fn value(text: &str) -> &str {
    match text.split_once(':') {
        Some((figure, label)) if !label.starts_with(|c: char| c.is_ascii_digit()) => figure,
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_taken_off_and_a_duration_is_left() {
        assert_eq!(
            [value("1.0:Bad"), value("0:25:00"), value("3"), value("2.0:")],
            ["1.0", "0:25:00", "3", "2.0"]
        );
    }
}
