//! Any table with a column of dates: which column goes where is the person's own mapping.

use csv::StringRecord;

use super::gather::{Gather, Spot};
use super::mapping::{Target, same_name};
use super::moment::DateFormat;
use super::table::Layout;
use super::{ImportError, refused, shown};
use crate::domain::nearest::nearest;

/// A table with a row for an entry.
#[derive(Debug)]
pub struct Generic {
    format: DateFormat,
    date: usize,
    /// The place of each column that is taken from, and its number.
    columns: Vec<(usize, usize)>,
}

impl Generic {
    /// With dates in that order.
    pub fn new(format: DateFormat) -> Self {
        Self { format, date: 0, columns: Vec::new() }
    }
}

impl Layout for Generic {
    fn header(&mut self, names: &[&str], gather: &mut Gather) -> Result<(), ImportError> {
        let mapped = gather.takes.iter().find(|take| matches!(take.target, Target::Date));
        let wanted = mapped.map_or("date", |take| take.column.as_str()).to_owned();
        for (place, name) in names.iter().enumerate() {
            let name = if name.is_empty() {
                format!("column {}", place.saturating_add(1))
            } else {
                (*name).to_owned()
            };
            let column = gather.column(&name)?;
            let is_date = same_name(&name, &wanted);
            if (gather.is_taken(column) || is_date)
                && names.iter().filter(|other| same_name(other, &name)).count() > 1
            {
                return refused(format!("two columns are called {}; give one another name", shown(&name)));
            }
            self.columns.push((place, column));
        }
        gather.check_columns()?;
        match names.iter().position(|name| same_name(name, &wanted)) {
            Some(date) => self.date = date,
            None => {
                let like = nearest("date", names.iter().copied());
                let like = like.map(|like| format!(", such as --map \"{like}=date\"")).unwrap_or_default();
                let all: Vec<String> = names.iter().take(30).map(|name| shown(name)).collect();
                return refused(format!(
                    "no column is called date; say which one has the days{like}. The columns are {}",
                    all.join(", ")
                ));
            }
        }
        Ok(())
    }

    fn row(&mut self, cells: &StringRecord, line: u64, gather: &mut Gather) -> Result<(), ImportError> {
        let read = self.format.read(cells.get(self.date).unwrap_or_default());
        let time = read.as_ref().ok().and_then(|(_, time)| *time);
        let Some(date) = gather.row(line, read.map(|(date, _)| date)) else { return Ok(()) };
        let order = (time, i64::try_from(line).unwrap_or(i64::MAX));
        for (place, column) in self.columns.iter().filter(|(place, _)| *place != self.date) {
            if let Some(cell) = cells.get(*place) {
                gather.value(*column, Spot { date, order, line }, cell);
            }
        }
        Ok(())
    }
}
