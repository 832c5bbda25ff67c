//! A chart of days as plain data: what stands where, before anyone draws it. Days are counted from
//! the first day of the chart, 0.

use crate::domain::score::Exact;

/// Panels above each other and rows of signs below, on one axis of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// What it shows, in words: for whom cannot see it, and where it cannot be drawn.
    pub description: String,
    /// How many days the axis has.
    pub days: u32,
    /// Days that are named below.
    pub ticks: Vec<Tick>,
    /// Stretches of days with a name.
    pub spans: Vec<Span>,
    /// The day one looks from, where days to come follow it.
    pub today: Option<u32>,
    /// The measures.
    pub panels: Vec<Panel>,
    /// Rows of signs.
    pub rows: Vec<MarkRow>,
}

/// A day that is named on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// The day.
    pub day: u32,
    /// Its name.
    pub label: String,
}

/// A stretch of days with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub first: u32,
    /// Last day.
    pub last: u32,
    /// Its name.
    pub label: String,
    /// Whether it is one of the two weeks that are compared.
    pub shaded: bool,
}

/// One measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Its name, with its scale and which way is better.
    pub label: String,
    /// The value at the top; the bottom is 0. Above 0.
    pub top: i64,
    /// Days with a value, oldest first. A day without one is a gap.
    pub dots: Vec<Dot>,
    /// Days that were skipped.
    pub skipped: Vec<u32>,
    /// Days that cannot be read.
    pub unreadable: Vec<u32>,
    /// Lines at a value.
    pub levels: Vec<Level>,
}

/// A day's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dot {
    /// The day.
    pub day: u32,
    /// The value.
    pub value: Exact,
    /// Whether it was written late.
    pub late: bool,
}

/// A line at a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// First day.
    pub first: u32,
    /// Last day.
    pub last: u32,
    /// The value.
    pub value: Exact,
    /// What it is, with its figure.
    pub label: String,
    /// How it is drawn.
    pub kind: LevelKind,
}

/// What a line stands for: each is drawn with dashes of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelKind {
    /// The mean of the baseline.
    Baseline,
    /// Where success begins.
    Success,
    /// The mean of the measuring week.
    Measured,
}

/// A row of signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkRow {
    /// What its signs are.
    pub label: String,
    /// The signs and their days.
    pub marks: Vec<(u32, Sign)>,
}

/// A sign below the chart; every one has a shape of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sign {
    /// A visit that took place, long enough.
    Done,
    /// A visit that took place, too short to count.
    Short,
    /// A visit missed or cancelled.
    Missed,
    /// A past visit about which nothing is written.
    NotWritten,
    /// A visit to come.
    Planned,
    /// A visit on a day that cannot be read.
    Unreadable,
    /// The number of a change in its list.
    Number(String),
    /// Something new or worrying.
    Event,
}

impl Sign {
    /// What it means, for the legend; nothing where the row's name says it.
    pub(super) fn meaning(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Short => "too short",
            Self::Missed => "missed or cancelled",
            Self::NotWritten => "nothing written",
            Self::Planned => "planned",
            Self::Unreadable => "not readable",
            Self::Number(_) | Self::Event => "",
        }
    }
}
