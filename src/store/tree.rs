//! The plain form of a file between the domain and TOML: what is compared, merged and written.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Timelike};
use toml_edit::{Date, Datetime, Offset, Time};

use crate::domain::rows::{Compared, RowKind};
use crate::domain::score::Amount;
use crate::domain::text::Words;

/// One value. Two of these are equal when they mean the same, however they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Whole(i64),
    Amount(Amount),
    Text(String),
    Flag(bool),
    Moment(Datetime),
    List(Vec<String>),
}

/// What stands under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Value(Value),
    /// A small table on one line: `{ quiet = true }`.
    Inline(Fields),
    /// A table under a heading of its own.
    Table(Fields),
    /// Tables under `[[…]]`.
    Rows(Vec<Fields>),
}

/// Keys and what stands under them, in the order in which a new file is written.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(String, Node)>);

/// The order of the keys says nothing.
impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(key, node)| other.get(key) == Some(node))
    }
}

impl Eq for Fields {}

impl Fields {
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    pub(super) fn set(&mut self, key: &str, node: Node) {
        match self.0.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = node,
            None => self.0.push((key.to_owned(), node)),
        }
    }

    pub(super) fn set_or_remove(&mut self, key: &str, node: Option<Node>) {
        match node {
            Some(node) => self.set(key, node),
            None => self.0.retain(|(name, _)| name != key),
        }
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(name, node)| (name.as_str(), node))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|(name, _)| keep(name));
    }

    /// Adds a value.
    pub(super) fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.push((key.to_owned(), Node::Value(value.into())));
    }

    /// Adds a value that may be absent: missing is no key, never zero.
    pub(super) fn maybe(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Adds a list of words, unless it is empty.
    pub(super) fn list<'w>(&mut self, key: &str, words: impl IntoIterator<Item = &'w str>) {
        let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        if !words.is_empty() {
            self.put(key, Value::List(words));
        }
    }

    /// Adds a table, unless it is empty.
    pub(super) fn table(&mut self, key: &str, fields: Self) {
        if !fields.is_empty() {
            self.0.push((key.to_owned(), Node::Table(fields)));
        }
    }

    /// Adds a table on one line, unless it is empty.
    pub(super) fn inline(&mut self, key: &str, fields: Self) {
        if !fields.is_empty() {
            self.0.push((key.to_owned(), Node::Inline(fields)));
        }
    }

    /// Adds tables under `[[key]]`, unless there are none.
    pub(super) fn rows(&mut self, key: &str, rows: Vec<Self>) {
        if !rows.is_empty() {
            self.0.push((key.to_owned(), Node::Rows(rows)));
        }
    }
}

/// How surely a row is the same as one before; rows of a kind that nothing is known of are the same
/// only where they are equal.
pub(super) fn likeness(kind: Option<&RowKind>, was: &Fields, is: &Fields) -> u8 {
    kind.map_or(0, |kind| kind.likeness(|field| Compared::of(was.get(field), is.get(field))))
}

/// Whether a row at the place of one before is another one all the same.
pub(super) fn is_another(kind: Option<&RowKind>, was: &Fields, is: &Fields) -> bool {
    kind.is_some_and(|kind| kind.is_another(|field| Compared::of(was.get(field), is.get(field))))
}

/// Whether two rows say differently which fields they have.
pub(super) fn is_of_another_sort(kind: Option<&RowKind>, a: &Fields, b: &Fields) -> bool {
    kind.and_then(|kind| kind.sort).is_some_and(|field| a.get(field) != b.get(field))
}

/// The kind of the rows under a heading, given in full.
pub(super) fn kind_of(rows: &'static [(&'static str, RowKind)], heading: &str) -> Option<&'static RowKind> {
    rows.iter().find(|(name, _)| *name == heading).map(|(_, kind)| kind)
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Whole(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Amount> for Value {
    fn from(amount: Amount) -> Self {
        Self::Amount(amount)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&Words> for Value {
    fn from(words: &Words) -> Self {
        Self::Text(words.as_str().to_owned())
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Moment(Datetime { date: Some(toml_date(date)), time: None, offset: None })
    }
}

impl From<NaiveTime> for Value {
    fn from(time: NaiveTime) -> Self {
        Self::Moment(Datetime { date: None, time: Some(toml_time(time)), offset: None })
    }
}

impl From<DateTime<FixedOffset>> for Value {
    /// Offsets are whole minutes in TOML; the seconds that a few historical zones had are dropped.
    fn from(moment: DateTime<FixedOffset>) -> Self {
        let minutes = moment.offset().local_minus_utc() / 60;
        let zone = FixedOffset::east_opt(minutes.saturating_mul(60)).unwrap_or(*moment.offset());
        let local = moment.with_timezone(&zone).naive_local();
        Self::Moment(Datetime {
            date: Some(toml_date(local.date())),
            time: Some(toml_time(local.time())),
            offset: Some(Offset::Custom { minutes: i16::try_from(minutes).unwrap_or(0) }),
        })
    }
}

/// A date for TOML. Its years end with 9999; no file has a later one.
fn toml_date(date: NaiveDate) -> Date {
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    Date {
        year: u16::try_from(date.year()).unwrap_or(u16::MAX),
        month: small(date.month()),
        day: small(date.day()),
    }
}

/// A time for TOML. A leap second is written as the second before it.
fn toml_time(time: NaiveTime) -> Time {
    let small = |number: u32| u8::try_from(number).unwrap_or(0);
    let nanosecond = time.nanosecond().min(999_999_999);
    Time {
        hour: small(time.hour()),
        minute: small(time.minute()),
        second: Some(small(time.second())),
        nanosecond: (nanosecond > 0).then_some(nanosecond),
    }
}
