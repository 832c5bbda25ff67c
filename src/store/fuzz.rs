//! What has to hold for every text that is read as one of the journal's files: see [`crate::fuzz`].

use std::fmt::Debug;
use std::path::Path;

use chrono::NaiveDate;

use super::document;
use super::schema::{self, JournalFile, Reading, Record};
use super::tree::Fields;
use crate::domain::checkin::Rating;
use crate::domain::day::Day;
use crate::domain::plain::one_line;
use crate::domain::score::Score;
use crate::domain::text::Words;
use crate::domain::trial::{Setup, Trial, TrialId};

/// A day's file, under the name of the date that stands in it.
pub(crate) fn day(text: &str) {
    let date = text.split("date =").nth(1).and_then(|rest| rest.trim_start().get(..10)?.parse().ok());
    let date: NaiveDate = date.unwrap_or_else(|| "2026-11-22".parse().unwrap());
    let Some(day) = read_and_write::<Day>(text, &date) else { return };
    // What a person changes stands there, and nothing else does.
    let mut changed: Day = day.clone();
    changed.checkin.rating = Rating::Rated(Score::new(7).unwrap());
    changed.checkin.sleep = if day.checkin.sleep.is_some() { None } else { Score::new(0).ok() };
    changed.checkin.note = Words::new("a note\nof two lines").ok();
    changed.events.clear();
    if let Some(text) = document::update(text, &day.encode(), &changed.encode(), Day::ROWS) {
        assert_eq!(read::<Day>(&text, &date).as_ref(), Some(&changed), "changed in\n{text}");
    }
}

/// A trial's file.
pub(crate) fn trial(text: &str) {
    read_and_write::<Trial>(text, &TrialId::parse("2026-11-02-neck").unwrap());
}

/// The checklist, with its drafts.
pub(crate) fn setup(text: &str) {
    read_and_write::<Setup>(text, &());
}

/// The journal's own file.
pub(crate) fn journal(text: &str) {
    read_and_write::<JournalFile>(text, &());
}

/// Written as a new file and read again it is the same; where nothing is changed, the text stays.
fn read_and_write<T: Record + PartialEq + Debug>(text: &str, name: &T::Name) -> Option<T> {
    let value = read::<T>(text, name)?;
    let fields = value.encode();
    let new = document::update(T::HEAD, &Fields::default(), &fields, T::ROWS).expect("a new file holds all");
    assert_eq!(read::<T>(&new, name).as_ref(), Some(&value), "written as\n{new}");
    // A date that only the name of the file says is written down with the next save.
    let document: Option<toml_edit::DocumentMut> = text.trim_start_matches('\u{feff}').parse().ok();
    let says_all = document.is_some_and(|document| fields.keys().all(|key| document.contains_key(key)));
    if let Some(same) = document::update(text, &fields, &fields, T::ROWS).filter(|_| says_all) {
        // Where lines end in two ways they end in one afterwards, and the last one ends too.
        let tidy = |text: &str| text.replace("\r\n", "\n").trim_end_matches('\n').to_owned();
        assert_eq!(tidy(&same), tidy(text), "nothing was changed");
    }
    Some(value)
}

fn read<T: Record>(text: &str, name: &T::Name) -> Option<T> {
    match schema::read::<T>(Path::new("a.toml"), text, name) {
        Reading::Good { value, .. } => Some(value),
        Reading::Bad { problems, .. } => {
            assert!(!problems.is_empty());
            for problem in problems {
                assert!((1..=text.lines().count().max(1) + 1).contains(&problem.line), "{problem}");
                assert!(problem.column >= 1, "{problem}");
                assert_eq!(one_line(&problem.message), problem.message, "one line, and nothing unseen");
            }
            None
        }
    }
}

/// Whether a day can be written and read again as the same.
pub(crate) fn can_be_kept(day: &Day) {
    let text =
        document::update(Day::HEAD, &Fields::default(), &day.encode(), Day::ROWS).expect("it is written");
    assert_eq!(read::<Day>(&text, &day.date).as_ref(), Some(day), "written as\n{text}");
}
