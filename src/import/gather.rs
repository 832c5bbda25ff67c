//! Takes a file's values in, one at a time, and keeps for each day only what is needed of them: so
//! a file may be large, and has been read through once.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveTime};

use super::mapping::{Take, Target, same_name};
use super::number::{duration_in_minutes, in_words, thousandths};
use super::{ImportError, refused, shown};
use crate::domain::fields::Access;
use crate::domain::nearest::nearest;
use crate::domain::plain::harmless;
use crate::domain::text::Words;

/// The most columns that are taken for columns.
const MOST_COLUMNS: usize = 2_000;
/// How many rows that are left out are kept with their lines; further ones are counted.
const MOST_SKIPPED: usize = 1_000;
/// How many values of a column are shown.
const EXAMPLES: usize = 5;

/// When a value was entered: first by the time of day, then by its place in the file.
pub type Order = (Option<NaiveTime>, i64);

/// The day and the place a value belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// Its day.
    pub date: NaiveDate,
    /// Its place among the day's values.
    pub order: Order,
    /// Its line in the file, from 1.
    pub line: u64,
}

/// A column as it was found.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// How many values it has.
    pub count: u64,
    /// Some different values.
    pub examples: Vec<String>,
    /// The lowest and highest figure, in thousandths, where it has some.
    pub figures: Option<(i64, i64)>,
    takes: Vec<usize>,
}

/// What a day has from one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tally {
    /// Figures, in thousandths.
    Figures {
        /// How many.
        count: i64,
        /// Their sum.
        sum: i128,
        /// The lowest.
        low: i64,
        /// The highest.
        high: i64,
        /// The last entered, and when.
        last: (Order, i64),
    },
    /// Yes or no.
    YesNo {
        /// Whether one said yes.
        any: bool,
        /// Whether one said no.
        any_no: bool,
        /// The last entered, and when.
        last: (Order, bool),
    },
    /// Words.
    Words {
        /// Each with when it was entered; none where they are too long for a note.
        entries: Vec<(Order, String)>,
        /// Their length in characters.
        length: usize,
    },
}

impl Tally {
    /// Whether the day's entries say different things, so that a rule has to choose.
    pub fn differs(&self) -> bool {
        match self {
            Self::Figures { low, high, .. } => low != high,
            Self::YesNo { any, any_no, .. } => *any && *any_no,
            Self::Words { .. } => false,
        }
    }

    /// The lowest and the highest figure, in thousandths.
    pub fn ends(&self) -> Option<(i64, i64)> {
        match self {
            Self::Figures { low, high, .. } => Some((*low, *high)),
            Self::YesNo { .. } | Self::Words { .. } => None,
        }
    }
}

/// What was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Where: `line 12`.
    pub place: String,
    /// Why, in a sentence.
    pub why: String,
}

/// Everything a file gave.
#[derive(Debug)]
pub struct Gather {
    /// What is taken.
    pub takes: Vec<Take>,
    /// The columns that were found, in their order.
    pub columns: Vec<Column>,
    /// For each day, what it has for each of `takes`.
    pub days: BTreeMap<NaiveDate, BTreeMap<usize, Tally>>,
    /// What was left out, the first of it with its lines.
    pub skipped: Vec<Skipped>,
    /// How much was left out in all.
    pub skipped_count: u64,
    /// How many rows or entries were read.
    pub rows: u64,
    /// What a place in the file is called: `line`, `entry`.
    pub unit: &'static str,
    /// The file inside the file, where there are several.
    pub part: Option<String>,
    by_name: HashMap<String, usize>,
    today: NaiveDate,
}

impl Gather {
    /// Begins. Days after `today` are left out.
    pub fn new(takes: Vec<Take>, today: NaiveDate) -> Self {
        Self {
            takes,
            columns: Vec::new(),
            days: BTreeMap::new(),
            skipped: Vec::new(),
            skipped_count: 0,
            rows: 0,
            unit: "line",
            part: None,
            by_name: HashMap::new(),
            today,
        }
    }

    /// The number of a column; one that was not seen yet is added.
    ///
    /// # Errors
    /// Where a file has more names of columns than anybody's table has.
    pub fn column(&mut self, name: &str) -> Result<usize, ImportError> {
        if let Some(known) = self.by_name.get(name) {
            return Ok(*known);
        }
        if self.columns.len() >= MOST_COLUMNS {
            return Err(ImportError::Unreadable(format!(
                "this has more than {MOST_COLUMNS} columns; it is no table of days"
            )));
        }
        let takes = (0..).zip(&self.takes).filter(|(_, take)| same_name(&take.column, name));
        let takes = takes.map(|(number, _)| number).collect();
        let number = self.columns.len();
        let name = name.trim().to_owned();
        self.columns.push(Column {
            name: name.clone(),
            count: 0,
            examples: Vec::new(),
            figures: None,
            takes,
        });
        self.by_name.insert(name, number);
        Ok(number)
    }

    /// Whether something is taken from a column.
    pub fn is_taken(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|column| !column.takes.is_empty())
    }

    /// Leaves something out, and says why.
    pub fn skip(&mut self, line: u64, why: impl Into<String>) {
        self.skipped_count = self.skipped_count.saturating_add(1);
        if self.skipped.len() < MOST_SKIPPED {
            let part = self.part.as_ref().map(|part| format!("{part}, ")).unwrap_or_default();
            self.skipped.push(Skipped { place: format!("{part}{} {line}", self.unit), why: why.into() });
        }
    }

    /// Counts a row, and tells whether its day may be written at all.
    pub fn row(&mut self, line: u64, date: Result<NaiveDate, String>) -> Option<NaiveDate> {
        self.rows = self.rows.saturating_add(1);
        match date {
            Ok(date) if date > self.today => {
                self.skip(line, format!("{date} has not come yet"));
                None
            }
            Ok(date) => Some(date),
            Err(why) => {
                self.skip(line, why);
                None
            }
        }
    }

    /// Takes a value in. Nothing in a cell is a missing value, never a zero.
    pub fn value(&mut self, column: usize, spot: Spot, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let Some(found) = self.columns.get_mut(column) else { return };
        found.count = found.count.saturating_add(1);
        if found.examples.len() < EXAMPLES && !found.examples.iter().any(|known| known == value) {
            found.examples.push(value.chars().take(60).collect());
        }
        if let Some(figure) = thousandths(value) {
            let (low, high) = found.figures.unwrap_or((figure, figure));
            found.figures = Some((low.min(figure), high.max(figure)));
        }
        let takes = std::mem::take(&mut found.takes);
        for number in takes.iter().copied() {
            if let Some(take) = self.takes.get(number)
                && let Err(why) = taken(take, value).map(|one| self.add(number, spot, one))
            {
                let column = self.columns.get(column).map(|column| shown(&column.name)).unwrap_or_default();
                self.skip(spot.line, format!("column {column}: {why}"));
            }
        }
        if let Some(found) = self.columns.get_mut(column) {
            found.takes = takes;
        }
    }

    fn add(&mut self, take: usize, spot: Spot, one: Option<One>) {
        let Some(one) = one else { return };
        let day = self.days.entry(spot.date).or_default();
        match (day.get_mut(&take), one) {
            (None, one) => {
                day.insert(take, one.alone(spot.order));
            }
            (Some(Tally::Figures { count, sum, low, high, last }), One::Figure(figure)) => {
                *count = count.saturating_add(1);
                *sum = sum.saturating_add(i128::from(figure));
                *low = figure.min(*low);
                *high = figure.max(*high);
                if spot.order >= last.0 {
                    *last = (spot.order, figure);
                }
            }
            (Some(Tally::YesNo { any, any_no, last }), One::YesNo(yes)) => {
                *any |= yes;
                *any_no |= !yes;
                if spot.order >= last.0 {
                    *last = (spot.order, yes);
                }
            }
            (Some(Tally::Words { entries, length }), One::Words(text)) => {
                if *length > Words::LIMIT || entries.iter().any(|(_, known)| *known == text) {
                    return;
                }
                *length = length.saturating_add(text.chars().count()).saturating_add(1);
                // What is too long for a note is not kept in memory either; that it was is.
                if *length > Words::LIMIT {
                    *entries = Vec::new();
                } else {
                    entries.push((spot.order, text));
                }
            }
            // A column always gives the same kind.
            (Some(Tally::Figures { .. } | Tally::YesNo { .. } | Tally::Words { .. }), _) => {}
        }
    }

    /// Says of a column that was asked for and is not there which one is nearest.
    ///
    /// # Errors
    /// Where one is not there.
    pub fn check_columns(&self) -> Result<(), ImportError> {
        let asked = self.takes.iter().filter(|take| take.asked);
        for take in asked {
            if self.columns.iter().any(|column| same_name(&column.name, &take.column)) {
                continue;
            }
            let names = || self.columns.iter().map(|column| column.name.as_str());
            let like = nearest(&take.column, names()).map(|like| format!("; the nearest is {}", shown(like)));
            let all: Vec<String> = names().take(30).map(shown).collect();
            let more = if names().count() > 30 { " and more" } else { "" };
            return refused(format!(
                "there is no column {}{}. The columns are {}{more}",
                shown(&take.column),
                like.unwrap_or_default(),
                all.join(", ")
            ));
        }
        Ok(())
    }

    /// Asks for the scale of every rating that has none.
    ///
    /// # Errors
    /// Where one has none.
    pub fn check_scales(&self) -> Result<(), ImportError> {
        for column in &self.columns {
            for take in column.takes.iter().filter_map(|number| self.takes.get(*number)) {
                let Some((low, high)) = take.target.scale_range().filter(|_| take.scale.is_none()) else {
                    continue;
                };
                if column.count == 0 {
                    continue;
                }
                let name = &column.name;
                let target = take.target.id();
                return refused(match column.figures {
                    Some((least, most)) => format!(
                        "column {} has figures from {} to {}, and {target} is {low} to {high}; say which scale it \
                         has, its ends in the order of {low} and {high}: --scale \"{name}=LOW..HIGH\"",
                        shown(name),
                        in_words(least),
                        in_words(most)
                    ),
                    None => {
                        let words: Vec<String> =
                            column.examples.iter().map(|word| format!("{word}:?")).collect();
                        format!(
                            "column {} has words, and {target} is {low} to {high}; say a figure for each: --scale \
                             \"{name}={}\"",
                            shown(name),
                            words.join(",")
                        )
                    }
                });
            }
        }
        Ok(())
    }

    /// The columns from which nothing is taken.
    pub fn not_taken(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| {
            column.count > 0
                && column.takes.iter().all(|number| {
                    self.takes.get(*number).is_none_or(|take| matches!(take.target, Target::Nowhere))
                })
        })
    }
}

/// One value.
enum One {
    Figure(i64),
    YesNo(bool),
    Words(String),
}

impl One {
    fn alone(self, order: Order) -> Tally {
        match self {
            Self::Figure(figure) => Tally::Figures {
                count: 1,
                sum: i128::from(figure),
                low: figure,
                high: figure,
                last: (order, figure),
            },
            Self::YesNo(yes) => Tally::YesNo { any: yes, any_no: !yes, last: (order, yes) },
            Self::Words(text) => Tally::Words { length: text.chars().count(), entries: vec![(order, text)] },
        }
    }
}

/// What a value is to its field; `None` where nothing of it is taken.
fn taken(take: &Take, value: &str) -> Result<Option<One>, String> {
    if take.target.scale_range().is_some() {
        // What its figures mean is asked for once all of them were seen.
        let Some(scale) = &take.scale else { return Ok(None) };
        return scale.read(value).map(|figure| Some(One::Figure(figure)));
    }
    match &take.target {
        Target::Date | Target::Nowhere => Ok(None),
        Target::Marker(_) => amount(take, value).map(|figure| Some(One::Figure(figure))),
        Target::Field(field) => match field.access {
            Access::Score(..) | Access::Count(..) | Access::Index(..) => {
                let figure = amount(take, value)?;
                if figure % 1_000 != 0 {
                    return Err(format!("{} is no whole number", shown(value)));
                }
                Ok(Some(One::Figure(figure)))
            }
            Access::YesNo(..) => yes_no(value).map(|yes| Some(One::YesNo(yes))),
            Access::Words(..) => {
                let text = harmless(value).trim().to_owned();
                Ok((!text.is_empty()).then_some(One::Words(text)))
            }
        },
    }
}

fn amount(take: &Take, value: &str) -> Result<i64, String> {
    let figure = thousandths(value)
        .or_else(|| duration_in_minutes(value))
        .ok_or_else(|| format!("{} is not a number", shown(value)))?;
    let (low, high) = take.target.amount_range();
    if (low.saturating_mul(1_000)..=high.saturating_mul(1_000)).contains(&figure) {
        Ok(figure)
    } else {
        Err(format!("{} is {low} to {high}, not {}", take.target.id(), in_words(figure)))
    }
}

fn yes_no(value: &str) -> Result<bool, String> {
    match value.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "1.0" | "x" | "✓" => Ok(true),
        "no" | "n" | "false" | "0" | "0.0" => Ok(false),
        _ => Err(format!("{} is neither yes nor no", shown(value))),
    }
}
