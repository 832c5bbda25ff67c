//! Loop Habit Tracker's zip: a folder for each habit with its `Checkmarks.csv`, and the same for all
//! habits at the root. The folder's file is preferred: the root's has been seen to miss marks.

use std::io::{Read, Seek};

use csv::StringRecord;
use zip::ZipArchive;

use super::encoding::Encoding;
use super::gather::{Gather, Spot};
use super::mapping::same_name;
use super::moment::DateFormat;
use super::number::{in_words, thousandths};
use super::table::{Layout, TableOptions, read_table};
use super::{ImportError, refused};

/// The most bytes of one file in the zip, unpacked: a small zip may hold a very large file.
const LARGEST: u64 = 64 * 1024 * 1024;
/// The most files that are looked into.
const MOST_FILES: usize = 5_000;
/// The file with a habit's marks.
const MARKS: &str = "Checkmarks.csv";

/// Reads all habits of a zip.
///
/// # Errors
/// Where the file is no such zip, or something in it is larger than a habit's marks can be.
pub fn read(reader: impl Read + Seek, gather: &mut Gather) -> Result<(), ImportError> {
    let mut zip = ZipArchive::new(reader)
        .map_err(|_| ImportError::Unreadable("this is no zip as Loop Habit Tracker exports it".to_owned()))?;
    let names: Vec<String> =
        zip.file_names().take(MOST_FILES).filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let mut folders: Vec<(String, String)> = names.iter().filter_map(|name| habit(name)).collect();
    folders.sort();
    if folders.is_empty() {
        if names.iter().any(|name| name == MARKS) {
            return one(&mut zip, MARKS, &mut AllHabits::default(), gather);
        }
        return refused(format!("this zip is none of Loop Habit Tracker: there is no {MARKS} in it"));
    }
    for (path, habit) in folders {
        one(&mut zip, &path, &mut OneHabit { habit, column: 0, notes: None, places: (0, 0) }, gather)?;
    }
    Ok(())
}

/// The path of a habit's marks and the habit's name: `001 Walk/Checkmarks.csv` is `Walk`.
fn habit(path: &str) -> Option<(String, String)> {
    let folder = path.strip_suffix(MARKS)?.strip_suffix('/')?;
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let name = match name.split_once(' ') {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        Some(_) | None => name,
    };
    (!name.trim().is_empty()).then(|| (path.to_owned(), name.trim().to_owned()))
}

fn one(
    zip: &mut ZipArchive<impl Read + Seek>,
    path: &str,
    layout: &mut dyn Layout,
    gather: &mut Gather,
) -> Result<(), ImportError> {
    let damaged =
        || ImportError::Unreadable(format!("{path} in the zip cannot be unpacked; export it again"));
    let file = zip.by_name(path).map_err(|_| damaged())?;
    // Unpacked only as far as it may go, whatever the zip says of its size.
    let mut text = Vec::new();
    file.take(LARGEST.saturating_add(1)).read_to_end(&mut text).map_err(|_| damaged())?;
    if u64::try_from(text.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(ImportError::Unreadable(format!(
            "{path} in the zip is larger than {} MB, which no habit's marks are",
            LARGEST / 1024 / 1024
        )));
    }
    gather.part = Some(path.to_owned());
    let options = TableOptions { delimiter: Some(b','), encoding: Encoding::Utf8 };
    let result = read_table(text.as_slice(), options, layout, gather);
    gather.part = None;
    result.map_err(|error| match error {
        ImportError::Unreadable(words) => ImportError::Unreadable(format!("{path} in the zip: {words}")),
        refused @ ImportError::Refused(_) => refused,
    })
}

/// A mark as a value: yes, no, a figure, or nothing. A measured figure is kept times a thousand.
fn mark(text: &str) -> String {
    match text.trim() {
        "YES_MANUAL" | "YES_AUTO" => "yes".to_owned(),
        "NO" => "no".to_owned(),
        "SKIP" | "UNKNOWN" | "" => String::new(),
        other => match thousandths(other) {
            Some(figure) if figure % 1_000 == 0 => in_words(figure / 1_000),
            Some(_) | None => other.to_owned(),
        },
    }
}

/// A habit's own file: `Date,Value,Notes`.
struct OneHabit {
    habit: String,
    column: usize,
    notes: Option<(usize, usize)>,
    places: (usize, usize),
}

impl Layout for OneHabit {
    fn header(&mut self, names: &[&str], gather: &mut Gather) -> Result<(), ImportError> {
        let place = |wanted: &str| names.iter().position(|name| same_name(name, wanted));
        let (Some(date), Some(value)) = (place("Date"), place("Value")) else {
            return refused(format!(
                "the marks of {} have no columns “Date” and “Value”",
                super::shown(&self.habit)
            ));
        };
        self.places = (date, value);
        self.column = gather.column(&self.habit)?;
        if let Some(place) = place("Notes") {
            self.notes = Some((place, gather.column(&format!("{} (notes)", self.habit))?));
        }
        Ok(())
    }

    fn row(&mut self, cells: &StringRecord, line: u64, gather: &mut Gather) -> Result<(), ImportError> {
        let cell = |place: usize| cells.get(place).unwrap_or_default();
        let read = DateFormat::Iso.read(cell(self.places.0)).map(|(date, _)| date);
        let Some(date) = gather.row(line, read) else { return Ok(()) };
        let spot = Spot { date, order: (None, 0), line };
        gather.value(self.column, spot, &mark(cell(self.places.1)));
        if let Some((place, column)) = self.notes {
            gather.value(column, spot, cell(place));
        }
        Ok(())
    }
}

/// The root's file: `Date`, then a column for each habit.
#[derive(Default)]
struct AllHabits {
    columns: Vec<(usize, usize)>,
}

impl Layout for AllHabits {
    fn header(&mut self, names: &[&str], gather: &mut Gather) -> Result<(), ImportError> {
        if !names.first().is_some_and(|name| same_name(name, "Date")) {
            return refused(format!("{MARKS} in the zip does not begin with a column “Date”"));
        }
        // A comma at the end of the line makes a column without a name.
        for (place, name) in names.iter().enumerate().skip(1).filter(|(_, name)| !name.is_empty()) {
            self.columns.push((place, gather.column(name)?));
        }
        Ok(())
    }

    fn row(&mut self, cells: &StringRecord, line: u64, gather: &mut Gather) -> Result<(), ImportError> {
        let read = DateFormat::Iso.read(cells.get(0).unwrap_or_default()).map(|(date, _)| date);
        let Some(date) = gather.row(line, read) else { return Ok(()) };
        for (place, column) in &self.columns {
            gather.value(
                *column,
                Spot { date, order: (None, 0), line },
                &mark(cells.get(*place).unwrap_or_default()),
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_values_and_figures_are_a_thousandth() {
        assert_eq!(
            ["YES_MANUAL", "YES_AUTO", "NO", "SKIP", "UNKNOWN", "10000", "2500", "x"].map(mark),
            ["yes", "yes", "no", "", "", "10", "2.5", "x"]
        );
    }

    #[test]
    fn a_habit_is_named_after_its_folder() {
        assert_eq!(habit("001 Walk far/Checkmarks.csv").unwrap().1, "Walk far");
        assert_eq!(habit("Walk far/Checkmarks.csv").unwrap().1, "Walk far");
        assert_eq!(habit("Checkmarks.csv"), None);
        assert_eq!(habit("001 Walk/Scores.csv"), None);
    }
}
