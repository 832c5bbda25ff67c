//! What stands in each kind of file: to the domain and back.

mod day;
mod ending;
mod plan;
mod recorded;
mod steps;
mod trial;

use std::path::Path;

use toml::de::DeTable;

pub(super) use self::steps::{Step, brought_up};
use super::reader::{Given, Reader, Section};
use super::tree::Fields;
use crate::domain::journal::Problem;
use crate::domain::rows::RowKind;
use crate::domain::score::Score;
use crate::domain::trial::TrialId;

/// The format that this version reads and writes, in `journal.toml` and wherever a file says
/// `format`. With another format comes a [`Step`] for each kind of file that it changes.
pub(super) const FORMAT: i64 = 1;

/// A kind of file.
pub(super) trait Record: Sized + Clone {
    /// What the file's name says about it.
    type Name: Clone;

    /// The format that is written.
    const FORMAT: i64 = FORMAT;

    /// The way there from older formats, oldest first.
    const STEPS: &'static [Step] = &[];

    /// What a new file begins with.
    const HEAD: &'static str;

    /// Groups of keys of one table of which only one may be given: they are merged as one.
    /// Everything in a table named here with `*` is an alternative to the key beside it.
    const ALTERNATIVES: &'static [Alternative];

    /// What tells the rows under each heading apart. Rows of any other heading are the same only
    /// where they are equal.
    const ROWS: &'static [(&'static str, RowKind)];

    /// Takes the values; what is wrong is noted with the reader, and then the result is of no use.
    fn decode(reader: &mut Reader, root: Section<'_>, name: &Self::Name) -> Option<Self>;

    /// The values in the order in which a new file is written.
    fn encode(&self) -> Fields;

    /// What a file that is not there, or has nothing in it, stands for.
    fn blank(name: &Self::Name) -> Option<Self>;
}

/// Keys of a table that exclude each other.
#[derive(Debug)]
pub(super) enum Alternative {
    /// In this table, only one of these may be given; the last key goes along with them and is
    /// never asked about.
    Keys { table: &'static str, one_of: [&'static str; 2], along: &'static str },
    /// In this table, either this key alone or any of the others.
    Alone { table: &'static str, key: &'static str },
    /// In this table, this key goes along with the others and is never asked about.
    Along { table: &'static str, key: &'static str },
    /// This table is one statement: where both sides wrote a new one, the two are never mixed.
    Whole { table: &'static str },
}

/// A file as it was read.
#[derive(Debug)]
pub(super) enum Reading<T> {
    /// Read and understood. `newer` is the format where that is later than ours.
    Good { value: T, newer: Option<i64> },
    /// Something is wrong; never empty.
    Bad { problems: Vec<Problem>, newer: Option<i64> },
}

/// Reads the text of a file.
pub(super) fn read<T: Record>(file: &Path, text: &str, name: &T::Name) -> Reading<T> {
    let bad = |problems, newer| Reading::Bad { problems, newer };
    if is_blank(text)
        && let Some(value) = T::blank(name)
    {
        return Reading::Good { value, newer: None };
    }
    let text = &*brought_up::<T>(text);
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::default();
    if !errors.is_empty() {
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            reader.note(at, unparsed(error.message(), text.get(at..).unwrap_or("")));
        }
        // What follows on the same line follows from the first.
        return bad(reader.problems(file, text, true), None);
    }
    let root = Section::new(root.get_ref(), 0);
    let format = reader.take(root, "format", read_format);
    let newer = format.filter(|format| *format > T::FORMAT);
    let value = T::decode(&mut reader, root, name);
    let mut problems = reader.problems(file, text, false);
    match (value, problems.first_mut(), newer) {
        (Some(value), None, newer) => Reading::Good { value, newer },
        (_, Some(first), Some(format)) => {
            first.message =
                format!("this was written by a newer weekfive (format {format}); update weekfive to read it");
            problems.truncate(1);
            bad(problems, newer)
        }
        (_, Some(_), None) => bad(problems, None),
        (None, None, newer) => {
            let message = "this file lacks what it needs; run “weekfive check”".to_owned();
            bad(vec![Problem { file: file.to_owned(), line: 1, column: 1, message }], newer)
        }
    }
}

/// Whether there is nothing in a text: what an interrupted editor leaves behind.
pub(super) fn is_blank(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

/// What the parser says, in a sentence for someone who does not know TOML; `rest` begins where it
/// stopped.
pub(crate) fn unparsed(message: &str, rest: &str) -> String {
    let line = rest.lines().next().unwrap_or("").trim();
    let ends_here = line.is_empty() || line.starts_with('#');
    let sentence = match message.split(',').next().unwrap_or("") {
        "string values must be quoted" if ends_here => "a value is missing after the =",
        "string values must be quoted" => {
            "this is no number, date, true or false; text goes in quotation marks"
        }
        "key with no value" => "a key is followed by = and its value",
        "duplicate key" => "this key is here twice; keep one of them",
        "invalid basic string" | "invalid literal string" if ends_here => {
            "the closing quotation mark is missing"
        }
        _ => return format!("this cannot be read: {message}"),
    };
    sentence.to_owned()
}

fn read_format(given: Given<'_>) -> Result<i64, String> {
    use crate::domain::score::OutOfRange;
    let out = |number: i64| OutOfRange { what: "format", low: 1, high: i64::MAX, given: number.to_string() };
    given
        .whole(1, i64::MAX, |number| if number >= 1 { Ok(number) } else { Err(out(number)) })
        .map_err(|_| format!("format is a whole number; this weekfive writes format = {FORMAT}"))
}

fn score(given: Given<'_>) -> Result<Score, String> {
    given.whole(Score::LOW, Score::HIGH, Score::new)
}

/// `journal.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JournalFile {
    pub(super) current: Option<TrialId>,
}

impl Record for JournalFile {
    type Name = ();
    const HEAD: &'static str = "format = 1\n";
    const ALTERNATIVES: &'static [Alternative] = &[];
    const ROWS: &'static [(&'static str, RowKind)] = &[];

    fn decode(reader: &mut Reader, root: Section<'_>, (): &()) -> Option<Self> {
        let current = reader.take(root, "current", |given| {
            let text = given.text()?;
            if text.is_empty() {
                return Ok(None);
            }
            TrialId::parse(&text).map(Some).ok_or_else(|| {
                "current is the name of a file in trials, without .toml, such as \"2026-11-02-neck\""
                    .to_owned()
            })
        });
        Some(Self { current: current.flatten() })
    }

    fn encode(&self) -> Fields {
        let mut fields = Fields::default();
        fields.maybe("current", self.current.as_ref().map(TrialId::as_str));
        fields
    }

    fn blank((): &()) -> Option<Self> {
        Some(Self { current: None })
    }
}
