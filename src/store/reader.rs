//! Takes values out of a parsed file, and notes everything wrong with them and where.

use std::path::Path;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

use crate::domain::journal::Problem;
use crate::domain::plain::one_line;
use crate::domain::score::{Amount, OutOfRange};
use crate::domain::text::Words;

/// So many problems of one file are told. Whoever mends them sees the next ones.
const MOST_PROBLEMS: usize = 100;

/// So many rows may stand under one heading. Nobody has a thousand visits or events in a day, nor a
/// thousand holds or weekdays in a trial; and each row is compared with the others when it is saved.
pub(super) const MOST_ROWS: usize = 1_000;

/// Something wrong at a place in the text, counted in bytes.
#[derive(Debug)]
struct Finding {
    at: usize,
    message: String,
}

/// Notes what is wrong while a file is read, so that all of it can be shown at once.
#[derive(Debug, Default)]
pub(super) struct Reader {
    findings: Vec<Finding>,
}

/// A table of the file and where it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'t> {
    table: &'t DeTable<'t>,
    at: usize,
}

/// A value, and the key it stands under.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'t> {
    key: &'t str,
    value: &'t DeValue<'t>,
}

impl<'t> Section<'t> {
    pub(super) fn new(table: &'t DeTable<'t>, at: usize) -> Self {
        Self { table, at }
    }

    pub(super) fn has(self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether a date or a time stands under a key.
    pub(super) fn is_moment(self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_datetime())
    }

    /// The keys, in alphabetical order.
    pub(super) fn keys(self) -> impl Iterator<Item = &'t str> {
        self.table.keys().map(|key| key.get_ref().as_ref())
    }

    /// The table under a key, without a word about anything else that may stand there.
    pub(super) fn table_under(self, key: &str) -> Option<Self> {
        let value = self.table.get(key)?;
        value.get_ref().as_table().map(|table| Section { table, at: value.span().start })
    }

    /// Where a key's value stands; the section itself where the key is absent.
    pub(super) fn place(self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }
}

impl Reader {
    /// Notes that something is wrong.
    pub(super) fn note(&mut self, at: usize, message: impl Into<String>) {
        self.findings.push(Finding { at, message: message.into() });
    }

    /// How much was noted so far.
    pub(super) fn count(&self) -> usize {
        self.findings.len()
    }

    /// What was noted, in the order of the file: of the same line only the first where the rest
    /// follows from it, and [`MOST_PROBLEMS`] at most. Each step is done once for the whole file, so
    /// that a file of nothing but mistakes costs no more than one of text.
    pub(super) fn problems(mut self, file: &Path, text: &str, first_of_a_line: bool) -> Vec<Problem> {
        self.findings.sort_by_key(|finding| finding.at);
        let lines: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
        let line = |at: usize| lines.partition_point(|end| *end < at);
        if first_of_a_line {
            self.findings.dedup_by_key(|finding| line(finding.at));
        }
        let more = self.findings.len().saturating_sub(MOST_PROBLEMS);
        self.findings.truncate(MOST_PROBLEMS);
        let mut problems: Vec<Problem> = self
            .findings
            .into_iter()
            .map(|finding| {
                let (line, column) = line_and_column(text, finding.at);
                // It may have a piece of the file in it.
                let message = one_line(&finding.message);
                Problem { file: file.to_owned(), line, column, message }
            })
            .collect();
        if let (Some(last), true) = (problems.last_mut(), more > 0) {
            last.message = format!("{}; and {more} more in this file", last.message);
        }
        problems
    }

    /// The value under a key, where there is one and it is right.
    pub(super) fn take<'t, T>(
        &mut self,
        section: Section<'t>,
        key: &str,
        read: impl FnOnce(Given<'t>) -> Result<T, String>,
    ) -> Option<T> {
        let (name, value) = section.table.get_key_value(key)?;
        let given = Given { key: name.get_ref().as_ref(), value: value.get_ref() };
        read(given).map_err(|message| self.note(value.span().start, message)).ok()
    }

    /// The value under a key that has to be there; `why` says so.
    pub(super) fn need<'t, T>(
        &mut self,
        section: Section<'t>,
        key: &str,
        why: &str,
        read: impl FnOnce(Given<'t>) -> Result<T, String>,
    ) -> Option<T> {
        if !section.has(key) {
            self.note(section.at, why);
        }
        self.take(section, key, read)
    }

    /// Text that may be empty, which is the same as absent.
    pub(super) fn words(&mut self, section: Section<'_>, key: &str) -> Option<Words> {
        self.take(section, key, Given::words).flatten()
    }

    /// The table under a heading, given in full: `checkin.ndi` in the section of `checkin`.
    pub(super) fn section<'t>(&mut self, section: Section<'t>, heading: &str) -> Option<Section<'t>> {
        let value = section.table.get(last_part(heading))?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Section { table, at: value.span().start }),
            DeValue::Array(_)
            | DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_) => {
                self.note(
                    value.span().start,
                    format!("write [{heading}] on a line of its own, and what belongs to it below"),
                );
                None
            }
        }
    }

    /// The tables under a heading, given in full, with double brackets.
    pub(super) fn rows<'t>(&mut self, section: Section<'t>, heading: &str) -> Vec<Section<'t>> {
        let key = last_part(heading);
        let Some(value) = section.table.get(key) else { return Vec::new() };
        let message = || format!("each {key} begins with a line [[{heading}]], with double brackets");
        let DeValue::Array(array) = value.get_ref() else {
            self.note(value.span().start, message());
            return Vec::new();
        };
        if array.len() > MOST_ROWS {
            let count = array.len();
            self.note(
                value.span().start,
                format!(
                    "there are {count} of [[{heading}]] here; {MOST_ROWS} at most can be kept in one file"
                ),
            );
            return Vec::new();
        }
        let mut rows = Vec::new();
        for item in array.iter() {
            match item.get_ref() {
                DeValue::Table(table) => rows.push(Section { table, at: item.span().start }),
                DeValue::Array(_)
                | DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_) => self.note(item.span().start, message()),
            }
        }
        rows
    }

    /// A list, each of whose items is read on its own.
    pub(super) fn list<'t, T>(
        &mut self,
        section: Section<'t>,
        key: &'t str,
        read: impl Fn(Given<'t>) -> Result<T, String>,
    ) -> Vec<T> {
        let Some(value) = section.table.get(key) else { return Vec::new() };
        let DeValue::Array(array) = value.get_ref() else {
            self.note(
                value.span().start,
                format!("{key} is a list in brackets, such as {key} = [\"…\", \"…\"]"),
            );
            return Vec::new();
        };
        if array.len() > MOST_ROWS {
            let count = array.len();
            self.note(
                value.span().start,
                format!("{key} has {count} entries; {MOST_ROWS} at most can be kept"),
            );
            return Vec::new();
        }
        let mut items = Vec::new();
        for item in array.iter() {
            match read(Given { key, value: item.get_ref() }) {
                Ok(item) => items.push(item),
                Err(message) => self.note(item.span().start, message),
            }
        }
        items
    }
}

/// A text that is one short word, such as a key or a choice that was mistyped.
pub(super) fn one_word(text: &str) -> Option<&str> {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ':' | '+');
    (!text.is_empty() && text.chars().count() <= 20 && text.chars().all(plain)).then_some(text)
}

fn last_part(heading: &str) -> &str {
    heading.rsplit('.').next().unwrap_or(heading)
}

impl Given<'_> {
    /// What was written, for the end of a sentence. A single word is repeated, for it is most likely a
    /// slip of the fingers; more than that may be a piece of the diary, which belongs in no message.
    fn shown(&self) -> String {
        match self.value {
            DeValue::String(text) => match one_word(text) {
                Some(word) => format!("the text “{word}”"),
                None => "the text that stands here".to_owned(),
            },
            DeValue::Integer(number) => number.to_string().chars().take(30).collect(),
            DeValue::Float(number) => number.to_string().chars().take(30).collect(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        }
    }

    /// A whole number in range.
    pub(super) fn whole<T>(
        self,
        low: i64,
        high: i64,
        make: impl FnOnce(i64) -> Result<T, OutOfRange>,
    ) -> Result<T, String> {
        let DeValue::Integer(number) = self.value else {
            return Err(format!("{} is a whole number from {low} to {high}, not {}", self.key, self.shown()));
        };
        i64::from_str_radix(number.as_str(), number.radix())
            .ok()
            .and_then(|number| make(number).ok())
            .ok_or_else(|| format!("{} must be {low} to {high}, not {}", self.key, self.shown()))
    }

    /// A number with at most two decimals, taken digit by digit and never through floating point.
    pub(super) fn amount(self) -> Result<Amount, String> {
        let text = match self.value {
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::String(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => String::new(),
        };
        text.trim_start_matches('+').parse().map_err(|_| {
            format!(
                "{} is a number from 0 to {} with two decimals at most, not {}",
                self.key,
                Amount::HIGH,
                self.shown()
            )
        })
    }

    fn as_text(&self) -> Result<&str, String> {
        match self.value {
            DeValue::String(text) => Ok(text.as_ref()),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                Err(format!("{} is text in quotation marks, not {}", self.key, self.shown()))
            }
        }
    }

    /// Text of a bounded length; none where it is empty.
    pub(super) fn words(self) -> Result<Option<Words>, String> {
        Words::optional(self.as_text()?).map_err(|error| format!("{}: {error}", self.key))
    }

    /// Text that may not be empty.
    pub(super) fn needed_words(self) -> Result<Words, String> {
        self.words()?.ok_or_else(|| format!("{} needs some text", self.key))
    }

    /// Short text as it stands: a name, a unit.
    pub(super) fn text(self) -> Result<String, String> {
        self.as_text().map(str::to_owned)
    }

    /// One of a fixed set of words.
    pub(super) fn word<T: FromStr>(self, choices: &str) -> Result<T, String> {
        match self.value {
            DeValue::String(text) => text.parse().ok(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        }
        .ok_or_else(|| format!("{} is one of {choices}, not {}", self.key, self.shown()))
    }

    /// Yes or no.
    pub(super) fn flag(self) -> Result<bool, String> {
        self.value.as_bool().ok_or_else(|| {
            format!("{} is true or false, without quotation marks, not {}", self.key, self.shown())
        })
    }

    /// A date, bare or in quotation marks.
    pub(super) fn date(self) -> Result<NaiveDate, String> {
        match self.value {
            DeValue::Datetime(Datetime { date: Some(date), time: None, offset: None }) => {
                NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
            }
            DeValue::String(text) => text.trim().parse().ok(),
            DeValue::Datetime(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        }
        .ok_or_else(|| format!("{} is a date such as 2026-11-22, not {}", self.key, self.shown()))
    }

    /// A time of day, bare or in quotation marks.
    pub(super) fn time(self) -> Result<NaiveTime, String> {
        match self.value {
            DeValue::Datetime(Datetime { date: None, time: Some(time), offset: None }) => chrono_time(*time),
            DeValue::String(text) => text.trim().parse().ok(),
            DeValue::Datetime(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        }
        .ok_or_else(|| format!("{} is a time of day such as 17:30:00, not {}", self.key, self.shown()))
    }

    /// A moment. Without an offset it is taken for what the wall clock said, which is all that
    /// counts for lateness.
    pub(super) fn moment(self) -> Result<DateTime<FixedOffset>, String> {
        match self.value {
            DeValue::Datetime(moment) => chrono_moment(moment),
            DeValue::String(text) => DateTime::parse_from_rfc3339(text.trim()).ok(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        }
        .ok_or_else(|| {
            format!("{} is a moment such as 2026-11-22T21:14:05+01:00, not {}", self.key, self.shown())
        })
    }
}

fn chrono_time(time: toml::value::Time) -> Option<NaiveTime> {
    NaiveTime::from_hms_nano_opt(
        u32::from(time.hour),
        u32::from(time.minute),
        u32::from(time.second.unwrap_or(0)),
        time.nanosecond.unwrap_or(0),
    )
}

fn chrono_moment(moment: &Datetime) -> Option<DateTime<FixedOffset>> {
    let date = moment.date?;
    let date = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
    let local = NaiveDateTime::new(date, chrono_time(moment.time?)?);
    let minutes = match moment.offset {
        Some(Offset::Custom { minutes }) => i32::from(minutes),
        Some(Offset::Z) | None => 0,
    };
    let zone = FixedOffset::east_opt(minutes.saturating_mul(60))?;
    local.and_local_timezone(zone).single()
}

/// Line and column, from 1, in characters, of a place counted in bytes.
pub(crate) fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count().saturating_add(1);
    let start = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
    let column = before.get(start..).unwrap_or("").trim_start_matches('\u{feff}').chars().count();
    (line, column.saturating_add(1))
}
