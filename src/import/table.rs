//! Reads a table of text row by row: the delimiter found or given, quotes over several lines, and
//! no more of it in memory than one row.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use super::encoding::{Encoding, begin, unread};
use super::gather::Gather;
use super::{ImportError, shown};

/// The most bytes that one row may have: a quotation mark that is never closed would make the rest
/// of a file one row.
const LONGEST_ROW: u64 = 1024 * 1024;

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub struct TableOptions {
    /// What stands between two cells; `None`: it is found.
    pub delimiter: Option<u8>,
    /// How its letters are written down.
    pub encoding: Encoding,
}

/// What a program's rows mean.
pub trait Layout {
    /// Takes the row of names.
    ///
    /// # Errors
    /// Where the table is not of this layout, or lacks a column that was asked for.
    fn header(&mut self, names: &[&str], gather: &mut Gather) -> Result<(), ImportError>;

    /// Takes a row; its line is where it begins, from 1.
    ///
    /// # Errors
    /// Where nothing more can be taken.
    fn row(&mut self, cells: &StringRecord, line: u64, gather: &mut Gather) -> Result<(), ImportError>;
}

/// Reads a whole table.
///
/// # Errors
/// Where it cannot be read as text or as a table, and where the layout says so.
pub fn read_table(
    reader: impl Read,
    options: TableOptions,
    layout: &mut dyn Layout,
    gather: &mut Gather,
) -> Result<(), ImportError> {
    let (start, text) = begin(reader, options.encoding)?;
    let delimiter = options.delimiter.unwrap_or_else(|| delimiter(&start));
    let allowed = Rc::new(Cell::new(LONGEST_ROW));
    let text = Guard { inner: text, served: 0, allowed: Rc::clone(&allowed) };
    let mut table =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
    let mut cells = StringRecord::new();
    let mut names: Option<usize> = None;
    loop {
        // The reader takes in blocks: what it holds already may be a little beyond the row.
        allowed.set(table.position().byte().saturating_add(LONGEST_ROW));
        let from = table.position().line();
        let more = table.read_record(&mut cells).map_err(|error| no_table(error, from))?;
        if !more {
            break;
        }
        let line = cells.position().map_or(from, csv::Position::line);
        match names {
            None => {
                let found: Vec<&str> = cells.iter().map(str::trim).collect();
                layout
                    .header(&found, gather)
                    .map_err(|error| with_delimiter(error, &found, delimiter, options))?;
                names = Some(found.len());
            }
            Some(count) => {
                if cells.iter().all(|cell| cell.trim().is_empty()) {
                    continue;
                }
                let further = cells.iter().skip(count).any(|cell| !cell.trim().is_empty());
                if further || cells.len() < count.saturating_sub(1) {
                    gather.rows = gather.rows.saturating_add(1);
                    gather.skip(
                        line,
                        format!(
                            "this row has {}, and the first line has {count}; perhaps a quotation mark is missing",
                            super::preview::counted(cells.len(), "cell")
                        ),
                    );
                    continue;
                }
                layout.row(&cells, line, gather)?;
            }
        }
    }
    Ok(())
}

/// A missing column in a table of one column is most likely another delimiter.
fn with_delimiter(error: ImportError, names: &[&str], delimiter: u8, options: TableOptions) -> ImportError {
    let [only] = names else { return error };
    let other =
        [b',', b';', b'\t'].into_iter().find(|sign| *sign != delimiter && only.contains(char::from(*sign)));
    match (options.delimiter, other) {
        (Some(given), Some(other)) => ImportError::Refused(format!(
            "with {} between the cells, the first line has one column, {}; {} looks right",
            delimiter_name(given),
            shown(only),
            delimiter_name(other)
        )),
        (Some(_) | None, _) => error,
    }
}

/// A delimiter in words.
pub fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b',' => "a comma".to_owned(),
        b';' => "a semicolon".to_owned(),
        b'\t' => "a tab".to_owned(),
        other => format!("“{}”", char::from(other)),
    }
}

/// Reads a delimiter as people name it.
///
/// # Errors
/// In a sentence, for what is none.
pub fn parse_delimiter(text: &str) -> Result<u8, String> {
    match text {
        "comma" => Ok(b','),
        "semicolon" => Ok(b';'),
        "tab" | "\\t" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [sign] if !sign.is_ascii_alphanumeric() && *sign != b'"' && !matches!(sign, b'\n' | b'\r') => {
                Ok(*sign)
            }
            _ => Err(format!("say comma, semicolon or tab, not {}", shown(text))),
        },
    }
}

/// What stands between the cells: the sign that the first line has most often outside quotation
/// marks; a comma where it has none.
fn delimiter(start: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            sign if !quoted => {
                for (delimiter, count) in &mut counts {
                    if *delimiter == *sign {
                        *count = count.saturating_add(1);
                    }
                }
            }
            _ => {}
        }
    }
    // With equal counts the first of the list.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

fn no_table(error: csv::Error, from: u64) -> ImportError {
    let line = error.position().map_or(from, csv::Position::line);
    let words = error.to_string();
    match error.into_kind() {
        ErrorKind::Utf8 { .. } => ImportError::Unreadable(format!(
            "line {line} is not UTF-8 text; if it comes from an older program, say --encoding windows-1252, and \
             look at the letters it shows"
        )),
        ErrorKind::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            ImportError::Unreadable(format!(
                "the row that begins in line {from} is longer than a megabyte; a quotation mark there is perhaps never \
             closed"
            ))
        }
        ErrorKind::Io(error) => unread(&error),
        _ => ImportError::Unreadable(words),
    }
}

/// Lets a reader take no more than one row may have.
struct Guard<R> {
    inner: R,
    served: u64,
    allowed: Rc<Cell<u64>>,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.served > self.allowed.get() {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        let count = self.inner.read(buffer)?;
        self.served = self.served.saturating_add(u64::try_from(count).unwrap_or(0));
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_sign_of_the_first_line() {
        for (text, expected) in [
            ("date,pain\n2026-11-22;5\n", b','),
            ("date;pain;note\n", b';'),
            ("date\tpain\n", b'\t'),
            ("\"a,b,c\";d\n", b';'),
            ("date\n", b','),
            ("a,b;c\n", b','),
        ] {
            assert_eq!(delimiter(text.as_bytes()), expected, "{text}");
        }
        assert_eq!(parse_delimiter("tab"), Ok(b'\t'));
        assert_eq!(parse_delimiter("|"), Ok(b'|'));
        for text in ["", "a", "\"", ",,", "\n"] {
            assert!(parse_delimiter(text).is_err(), "{text}");
        }
    }
}
