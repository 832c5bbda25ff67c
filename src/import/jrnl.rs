//! jrnl's entries (`jrnl --format json`): a title, a text, a date and a time.

use std::io::Read;

use serde::Deserialize;

use super::encoding::unread;
use super::gather::{Gather, Spot};
use super::moment::stamped;
use super::{ImportError, refused};
use crate::domain::calendar::DayEnd;

/// What goes where without being asked for.
pub const OWN: &[(&str, &str)] = &[("text", "note")];

/// The largest file that is read, in bytes: it is read whole.
const LARGEST: u64 = 256 * 1024 * 1024;

#[derive(Deserialize)]
struct File {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    title: String,
    #[serde(default)]
    body: String,
    date: String,
    #[serde(default)]
    time: String,
    #[serde(default)]
    tags: Vec<String>,
}

/// Reads all entries.
///
/// # Errors
/// Where the file is none of jrnl's, or too large.
pub fn read(reader: impl Read, day_end: DayEnd, gather: &mut Gather) -> Result<(), ImportError> {
    let mut bytes = Vec::new();
    reader.take(LARGEST.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unread(&error))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        return refused("this is larger than 256 MB; export the years one by one (jrnl -from … -to …)");
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let file: File = serde_json::from_slice(bytes).map_err(|error| {
        ImportError::Unreadable(format!(
            "this is no export of jrnl (jrnl --format json): line {}, column {}",
            error.line(),
            error.column()
        ))
    })?;
    gather.unit = "entry";
    let columns = (gather.column("text")?, gather.column("title")?, gather.column("body")?);
    for (number, entry) in (1_u64..).zip(&file.entries) {
        let stamp = format!("{} {}", entry.date.trim(), entry.time.trim());
        let read = stamped(&stamp, day_end);
        let time = read.as_ref().ok().and_then(|(_, time)| *time);
        let Some(date) = gather.row(number, read.map(|(date, _)| date)) else { continue };
        let spot = Spot { date, order: (time, i64::try_from(number).unwrap_or(i64::MAX)), line: number };
        let text = [entry.title.trim(), entry.body.trim()].join("\n");
        gather.value(columns.0, spot, &text);
        gather.value(columns.1, spot, &entry.title);
        gather.value(columns.2, spot, &entry.body);
        for tag in &entry.tags {
            let column = gather.column(tag)?;
            gather.value(column, spot, "yes");
        }
    }
    Ok(())
}
