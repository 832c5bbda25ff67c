//! Bearable's table: a rating a row, named by its category and, for a symptom, by its detail.

use chrono::NaiveDate;
use csv::StringRecord;

use super::gather::{Gather, Spot};
use super::mapping::same_name;
use super::moment::{DateFormat, in_english};
use super::table::Layout;
use super::{ImportError, refused, shown};

/// What goes where without being asked for.
pub const OWN: &[(&str, &str)] = &[("notes", "note")];

/// The words of a symptom's strength and their figures.
const STRENGTHS: [(&str, &str); 4] = [("mild", "1"), ("moderate", "2"), ("severe", "3"), ("unbearable", "4")];

/// Bearable's rows.
#[derive(Debug, Default)]
pub struct Bearable {
    /// The places of the columns with dates; newer files have a second one, in figures.
    dates: Vec<usize>,
    time: Option<usize>,
    category: usize,
    rating: Option<usize>,
    detail: Option<usize>,
    notes: Option<(usize, usize)>,
}

impl Layout for Bearable {
    fn header(&mut self, names: &[&str], gather: &mut Gather) -> Result<(), ImportError> {
        let place = |wanted: &str| names.iter().position(|name| same_name(name, wanted));
        self.dates = names
            .iter()
            .enumerate()
            .filter(|(_, name)| name.to_lowercase().starts_with("date"))
            .map(|(place, _)| place)
            .collect();
        let Some(category) = place("category").filter(|_| !self.dates.is_empty()) else {
            return refused("this is no table of Bearable: it has no columns “date” and “category”");
        };
        self.category = category;
        self.time = place("time of day");
        self.rating = place("rating/amount").or_else(|| place("rating"));
        self.detail = place("detail");
        self.notes = match place("notes") {
            Some(place) => Some((place, gather.column("notes")?)),
            None => None,
        };
        Ok(())
    }

    fn row(&mut self, cells: &StringRecord, line: u64, gather: &mut Gather) -> Result<(), ImportError> {
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).unwrap_or_default().trim();
        let Some(date) = gather.row(line, self.date(cells)) else { return Ok(()) };
        let rank = match cell(self.time).to_lowercase().as_str() {
            "pre" => 0_i64,
            "am" => 1,
            "mid" => 2,
            "pm" => 3,
            _ => 4,
        };
        let line_number = i64::try_from(line).unwrap_or(i64::MAX);
        let order = (None, rank.saturating_mul(1_i64 << 40).saturating_add(line_number));
        let spot = Spot { date, order, line };
        let (category, rating) = (cell(Some(self.category)), cell(self.rating));
        if category.eq_ignore_ascii_case("symptom") {
            for part in cell(self.detail).split('|').map(str::trim).filter(|part| !part.is_empty()) {
                let (name, strength) = strength(part);
                let column = gather.column(&format!("{category}: {name}"))?;
                gather.value(column, spot, strength.unwrap_or(rating));
            }
        } else if !category.is_empty() {
            let column = gather.column(category)?;
            gather.value(column, spot, rating);
        }
        if let Some((place, column)) = self.notes {
            gather.value(column, spot, cells.get(place).unwrap_or_default());
        }
        Ok(())
    }
}

impl Bearable {
    fn date(&self, cells: &StringRecord) -> Result<NaiveDate, String> {
        let values = || self.dates.iter().filter_map(|place| cells.get(*place)).map(str::trim);
        let in_figures = || values().find_map(|value| DateFormat::Iso.read(value).ok()).map(|(date, _)| date);
        in_figures().or_else(|| values().find_map(in_english)).ok_or_else(|| {
            let value = values().find(|value| !value.is_empty()).unwrap_or_default();
            format!("{} is not a date of the form 8th Dec 2021 or 2021-12-08", shown(value))
        })
    }
}

/// A symptom's name and the figure of the word in brackets after it.
fn strength(detail: &str) -> (&str, Option<&'static str>) {
    let bracketed = detail.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let Some((name, word)) = bracketed else { return (detail, None) };
    match STRENGTHS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim())) {
        Some((_, figure)) => (name.trim(), Some(figure)),
        None => (detail, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symptom_s_strength_is_read_from_its_brackets() {
        assert_eq!(strength("Neck pain (Moderate)"), ("Neck pain", Some("2")));
        assert_eq!(strength("Pain (left) (Unbearable)"), ("Pain (left)", Some("4")));
        assert_eq!(strength("Pain (left)"), ("Pain (left)", None));
        assert_eq!(strength("Pain"), ("Pain", None));
    }
}
