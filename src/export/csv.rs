//! Tables for a spreadsheet: days, visits, changes and events, a file each (RFC 4180, UTF-8).
//!
//! Dates are ISO, what is missing is an empty cell and never a zero, and numbers are numbers. A cell
//! of words that a spreadsheet would take for a formula begins with an apostrophe.

use std::collections::BTreeSet;

use super::document::{self, Document};
use crate::domain::calendar::DayEnd;
use crate::domain::checkin::DayState;
use crate::domain::day::Day;
use crate::domain::fields::{FIELDS, Value};
use crate::domain::imported::marker_field;
use crate::domain::measure::{Ndi, NdiTopic};
use crate::domain::plain::harmless;
use crate::domain::score::{Amount, Exact};

/// Rows that stand under `[[key]]` in the days' files, as a table of their own.
#[derive(Debug, Clone, Copy)]
pub struct RowTable {
    /// The file's name.
    pub file: &'static str,
    /// The key in the days' files.
    key: &'static str,
    /// The columns that are always there, in order; what else the files hold comes after them.
    columns: &'static [&'static str],
}

/// The file with the check-ins.
pub const DAYS_FILE: &str = "days.csv";

/// The tables beside the days.
pub const ROW_TABLES: &[RowTable] = &[
    RowTable {
        file: "visits.csv",
        key: "session",
        columns: &[
            "status",
            "planned",
            "time",
            "minutes",
            "techniques",
            "therapist",
            "pressure",
            "pain_before",
            "pain_during",
            "pain_after",
            "discomfort",
            "feelings",
            "setting.quiet",
            "setting.clean",
            "setting.private",
            "water",
            "rest",
            "cost",
            "note",
            "by",
            "reason",
            "why",
            "during_hold",
        ],
    },
    RowTable { file: "changes.csv", key: "change", columns: &["kind", "text"] },
    RowTable { file: "events.csv", key: "event", columns: &["kind", "severity", "text"] },
];

enum Cell {
    Missing,
    /// A number, a date, a word of ours.
    Plain(String),
    /// What a person wrote.
    Words(String),
}

impl Cell {
    fn written(self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Plain(text) => text,
            Self::Words(text) => guarded(&text),
        }
    }
}

/// Words as a spreadsheet cannot take them for a formula: an apostrophe goes before one that begins
/// with a sign of calculation, also in its wide form, or with white space that hides one.
fn guarded(text: &str) -> String {
    let text = harmless(text);
    let risky = |letter: char| {
        matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    };
    if text.chars().next().is_some_and(risky) { format!("'{text}") } else { text }
}

/// `days.csv`: a row for each date that has something written, oldest first.
pub fn days_csv(days: &[&Day], day_end: DayEnd) -> String {
    let markers: BTreeSet<&str> =
        days.iter().flat_map(|day| day.checkin.markers.keys().map(String::as_str)).collect();
    let mut header: Vec<String> = ["date", "state", "at"].map(str::to_owned).to_vec();
    header.extend(FIELDS.iter().map(|field| field.id.to_owned()));
    header.extend(NdiTopic::ALL.iter().map(|topic| format!("ndi.{}", topic.id())));
    header.extend(markers.iter().map(|name| marker_field(name)));
    header.push("imported".to_owned());
    let rows = days.iter().map(|day| {
        let checkin = &day.checkin;
        let mut row =
            vec![Cell::Plain(day.date.to_string()), Cell::Plain(state(day.state(day_end)).to_owned())];
        row.push(checkin.at.map_or(Cell::Missing, |at| Cell::Plain(at.to_rfc3339())));
        row.extend(FIELDS.iter().map(|field| field.get(checkin).map_or(Cell::Missing, |value| cell(&value))));
        row.extend(NdiTopic::ALL.iter().map(|topic| match &checkin.ndi {
            Some(Ndi::Topics(answers)) => {
                answers.get(topic).map_or(Cell::Missing, |answer| Cell::Plain(answer.to_string()))
            }
            Some(Ndi::Total(_)) | None => Cell::Missing,
        }));
        let amount = |name: &&str| checkin.markers.get(*name).map(Amount::to_string);
        row.extend(markers.iter().map(|name| amount(name).map_or(Cell::Missing, Cell::Plain)));
        let imported: Vec<String> =
            checkin.imported.from.iter().map(|(field, source)| format!("{field}: {source}")).collect();
        row.push(if imported.is_empty() { Cell::Missing } else { Cell::Words(imported.join("; ")) });
        row
    });
    table(&header, rows)
}

fn state(state: DayState) -> &'static str {
    match state {
        DayState::Rated => "rated",
        DayState::Late => "late",
        DayState::Skipped => "skipped",
        DayState::Blank => "blank",
    }
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Score(score) => Cell::Plain(score.to_string()),
        Value::Count(count) => Cell::Plain(count.to_string()),
        Value::YesNo(yes) => Cell::Plain(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Words(words) => Cell::Words(words.to_string()),
        Value::Index(ndi) => ndi.score().map_or(Cell::Missing, |score| Cell::Plain(two_decimals(score))),
    }
}

/// A figure that is not negative, to two decimals at most, halves rounded up: `27.5`, `26.67`.
pub(super) fn two_decimals(figure: Exact) -> String {
    let (numerator, denominator) = (i128::from(*figure.numer()), i128::from(*figure.denom()).max(1));
    let hundredths = numerator
        .saturating_mul(200)
        .saturating_add(denominator)
        .checked_div(denominator.saturating_mul(2))
        .unwrap_or_default();
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A table of the rows under one key of the days' files. What this version does not know is in it
/// too, in columns after the known ones.
pub fn rows_csv(table_of: &RowTable, documents: &[Document]) -> String {
    let mut rows: Vec<(&str, Vec<(String, Cell)>)> = Vec::new();
    for document in documents {
        let (Some(date), Some(content)) = (document.day(), &document.content) else { continue };
        let Some(toml::Value::Array(items)) = content.get(table_of.key) else { continue };
        for item in items {
            if let toml::Value::Table(row) = item {
                let mut cells = Vec::new();
                flat("", row, &mut cells);
                rows.push((date, cells));
            }
        }
    }
    let known: BTreeSet<&str> = table_of.columns.iter().copied().collect();
    let found: BTreeSet<&str> =
        rows.iter().flat_map(|(_, cells)| cells.iter().map(|(column, _)| column.as_str())).collect();
    let further: Vec<String> = found.difference(&known).map(|column| (*column).to_owned()).collect();
    let columns: Vec<String> =
        table_of.columns.iter().map(|column| (*column).to_owned()).chain(further).collect();
    let header: Vec<String> =
        std::iter::once("date".to_owned()).chain(columns.iter().map(|c| guarded(c))).collect();
    let rows: Vec<Vec<Cell>> = rows
        .into_iter()
        .map(|(date, mut cells)| {
            let mut row = vec![Cell::Plain(date.to_owned())];
            for column in &columns {
                let at = cells.iter().position(|(name, _)| name == column);
                row.push(at.map_or(Cell::Missing, |at| cells.swap_remove(at).1));
            }
            row
        })
        .collect();
    table(&header, rows.into_iter())
}

/// The values of a row, those of a table inside it under `outer.inner`.
fn flat(prefix: &str, row: &toml::Table, cells: &mut Vec<(String, Cell)>) {
    for (key, value) in row {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(inner) => flat(&name, inner, cells),
            toml::Value::Array(items) => {
                let words: Vec<String> = items.iter().map(|item| plain_value(item).written()).collect();
                cells.push((name, Cell::Words(words.join("; "))));
            }
            value => cells.push((name, plain_value(value))),
        }
    }
}

fn plain_value(value: &toml::Value) -> Cell {
    match value {
        toml::Value::String(text) => Cell::Words(text.clone()),
        toml::Value::Integer(number) => Cell::Plain(number.to_string()),
        toml::Value::Float(number) => Cell::Plain(number.to_string()),
        toml::Value::Boolean(flag) => Cell::Plain(if *flag { "yes" } else { "no" }.to_owned()),
        toml::Value::Datetime(moment) => Cell::Plain(moment.to_string()),
        toml::Value::Array(_) | toml::Value::Table(_) => Cell::Words(document::value(value).to_string()),
    }
}

fn table(header: &[String], rows: impl Iterator<Item = Vec<Cell>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory does not fail.
    writer.write_record(header).ok();
    for row in rows {
        writer.write_record(row.into_iter().map(Cell::written)).ok();
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::text::Words;
    use crate::kit::rated;

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn day(note: &str) -> Day {
        let mut day = rated("2026-11-22", 0);
        day.checkin.note = Words::optional(note).unwrap();
        day.checkin.markers.insert("walk, slow".into(), "2.5".parse().unwrap());
        day
    }

    fn value(rows: &[Vec<String>], column: &str) -> String {
        let at = rows[0].iter().position(|name| name == column).unwrap();
        rows[1][at].clone()
    }

    #[test]
    fn a_day_is_a_row_and_what_is_missing_is_empty() {
        let day = day("one\n\"two\", three");
        let text = days_csv(&[&day], DayEnd::default());
        assert!(text.contains("\r\n"));
        let rows = read(&text);
        for (column, expected) in [
            ("date", "2026-11-22"),
            ("state", "rated"),
            ("pain", "0"),
            ("worst", ""),
            ("ndi", ""),
            ("note", "one\n\"two\", three"),
            ("marker:walk, slow", "2.5"),
            ("imported", ""),
        ] {
            assert_eq!(value(&rows, column), expected, "{column}");
        }
        for field in FIELDS {
            assert!(rows[0].contains(&field.id.to_owned()), "{} is no column", field.id);
        }
    }

    #[test]
    fn an_index_has_its_topics_and_its_score() {
        let mut day = day("");
        let answer = |number| crate::domain::score::NdiAnswer::new(number).unwrap();
        let nine = NdiTopic::ALL.iter().take(9).zip([3, 3, 3, 3, 3, 3, 3, 2, 1]);
        day.checkin.ndi = Some(Ndi::Topics(nine.map(|(topic, number)| (*topic, answer(number))).collect()));
        let rows = read(&days_csv(&[&day], DayEnd::default()));
        assert_eq!(value(&rows, "ndi"), "26.67");
        assert_eq!(value(&rows, "ndi.pain-intensity"), "3");
        assert_eq!(value(&rows, "ndi.recreation"), "");
    }

    #[test]
    fn words_that_calculate_are_guarded_and_numbers_are_not() {
        for word in ["=1+1", "+1", "-2", "@cmd", "＝1"] {
            let rows = read(&days_csv(&[&day(word)], DayEnd::default()));
            assert_eq!(value(&rows, "note"), format!("'{word}"));
        }
        assert_eq!(guarded("\t=1"), "'\t=1");
        assert_eq!(guarded("a \u{202e}b\u{1b}[0m"), "a b[0m");
    }

    #[test]
    fn rows_carry_what_is_new_in_the_files() {
        let text = "[[session]]\nstatus = \"done\"\ntechniques = [\"swedish\", \"thai\"]\ncost = -12.5\nsetting = { quiet = true }\n\
                    shoes = \"=none\"\n[[event]]\nkind = \"headache\"\nseverity = \"mild\"\n";
        let documents = [Document::new("days/2026/2026-11-22.toml".into(), text.into())];
        let rows = read(&rows_csv(&ROW_TABLES[0], &documents));
        for (column, expected) in [
            ("date", "2026-11-22"),
            ("techniques", "swedish; thai"),
            ("cost", "-12.5"),
            ("setting.quiet", "yes"),
            ("setting.clean", ""),
            ("shoes", "'=none"),
        ] {
            assert_eq!(value(&rows, column), expected, "{column}");
        }
        assert_eq!(
            rows_csv(&ROW_TABLES[2], &documents),
            "date,kind,severity,text\r\n2026-11-22,headache,mild,\r\n"
        );
        assert_eq!(rows_csv(&ROW_TABLES[1], &documents), "date,kind,text\r\n");
    }

    proptest! {
        #[test]
        fn any_note_is_one_cell_that_does_not_calculate(note in any::<String>()) {
            prop_assume!(Words::new(&note).is_ok());
            let rows = read(&days_csv(&[&day(&note)], DayEnd::default()));
            prop_assert_eq!(rows.len(), 2);
            prop_assert_eq!(rows[0].len(), rows[1].len());
            prop_assert!(!value(&rows, "note").starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
