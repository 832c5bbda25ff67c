//! `weekfive notes`: what was written in words, with its day, newest last.

use chrono::NaiveDate;
use clap::Args;

use super::{Failure, Place, output};
use crate::content;
use crate::domain::bounds::within;
use crate::domain::calendar::long_date;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::plain::harmless;
use crate::domain::search::has_all;
use crate::domain::session::Session;
use crate::ui::{ascii, text};

/// The options of `notes`.
#[derive(Debug, Args)]
pub struct Options {
    /// Only what has this word in it; of several, all. Capitals and accents make no difference
    word: Vec<String>,
}

/// The columns before a text: the date with its weekday, and what it is.
const BEFORE: usize = 26;

/// The widest lines that are easy to read.
const WIDEST: usize = 100;

/// One text of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    date: NaiveDate,
    kind: &'static str,
    text: String,
}

/// Prints them. A day that cannot be read is told on standard error.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let range = place.store.first_and_last_day();
    let days = range.map(|(first, last)| place.store.read_days(first, last)).unwrap_or_default();
    let all: Vec<Entry> = days.written().flat_map(entries).collect();
    let found: Vec<&Entry> = all.iter().filter(|entry| is_found(entry, &options.word)).collect();
    let words = if found.is_empty() {
        nothing(&options.word, all.is_empty())
    } else {
        let width = width();
        found.iter().map(|entry| laid_out(entry, width)).collect()
    };
    output::print(&if place.settings.ascii { ascii::plain_text(&words) } else { words });
    for (_, problem) in days.problems() {
        output::complain(&format!("left out: {problem}"));
    }
    Ok(())
}

/// Everything a person wrote on a day, in the order of its file.
fn entries(day: &Day) -> Vec<Entry> {
    let entry = |kind, text: String| Entry { date: day.date, kind, text: harmless(&text) };
    let checkin = &day.checkin;
    let mut entries = Vec::new();
    entries.extend(checkin.skipped().map(|reason| entry("skipped", reason.to_string())));
    entries.extend(checkin.note.iter().map(|note| entry("note", note.to_string())));
    entries.extend(day.sessions.iter().flat_map(of_visit).map(|text| entry("visit", text)));
    entries.extend(
        day.changes.iter().map(|change| {
            entry("change", format!("{}: {}", change.kind.label().to_lowercase(), change.text))
        }),
    );
    entries.extend(day.events.iter().map(|event| entry("event", of_event(event))));
    entries
}

/// What was written about a visit.
fn of_visit(session: &Session) -> Vec<String> {
    let time = session.time.map(|time| time.format("%H:%M: ").to_string()).unwrap_or_default();
    session.words().map(|words| format!("{time}{words}")).collect()
}

fn of_event(event: &Event) -> String {
    let kind =
        content::event(event.kind.id()).map_or_else(|| event.kind.to_string(), |text| text.label.clone());
    let text = event.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
    format!("{}, {}{text}", kind.to_lowercase(), event.severity.label())
}

fn is_found(entry: &Entry, words: &[String]) -> bool {
    has_all(&format!("{} {}", entry.kind, entry.text), words)
}

/// Why there is nothing to show.
fn nothing(words: &[String], none_at_all: bool) -> String {
    if none_at_all {
        return "There are no notes, changes or events yet. Write one on the screen (n, c), or with weekfive \
                log --note.\n"
            .to_owned();
    }
    let words: Vec<String> = words.iter().map(|word| format!("“{}”", harmless(word))).collect();
    format!("No note, change or event has {} in it.\n", words.join(" and "))
}

/// The width of the terminal; without one, lines are as long as they were written.
fn width() -> Option<usize> {
    output::columns().map(|columns| within(columns, 40, WIDEST))
}

/// One entry: its day and kind, then its lines, each under the first.
fn laid_out(entry: &Entry, width: Option<usize>) -> String {
    let before = format!("{}  {}", long_date(entry.date), entry.kind);
    let missing = BEFORE.saturating_sub(usize::from(text::width(&before)));
    let mut shown = format!("{before}{}", " ".repeat(missing));
    let room = width.map(|width| width.saturating_sub(BEFORE).max(20));
    let lines = entry.text.lines().flat_map(|line| match room {
        Some(room) => textwrap::wrap(line, room).into_iter().map(|line| line.into_owned()).collect(),
        None => vec![line.to_owned()],
    });
    for (number, line) in lines.enumerate() {
        if number > 0 {
            shown.push('\n');
            shown.push_str(&" ".repeat(BEFORE));
        }
        shown.push_str(&line);
    }
    format!("{}\n", shown.lines().map(str::trim_end).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_stays_in_its_column_and_its_line_breaks_stay() {
        let entry = Entry {
            date: "2026-11-13".parse().unwrap(),
            kind: "note",
            text: "stiff after the long drive home\n\nbetter later".to_owned(),
        };
        assert_eq!(
            laid_out(&entry, Some(46)),
            "Fri 13 Nov 2026  note     stiff after the long\n\
             \x20                         drive home\n\n\
             \x20                         better later\n"
        );
        assert_eq!(laid_out(&entry, None).lines().count(), 3);
    }
}
