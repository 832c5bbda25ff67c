//! What people type: dates, times of day, and the values of options.

use chrono::NaiveDate;

use crate::content;
use crate::domain::plain::one_line;
use crate::domain::text::Words;
use crate::domain::{date_words, time_words};
use crate::import::number::{duration_in_minutes, in_words, thousandths};

/// A date in words, as of several days.
pub(super) fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for today in ["2026-11-12", "2024-02-29", "0001-01-01", "9999-12-31"] {
        let today: NaiveDate = today.parse().unwrap();
        let any = NaiveDate::MIN..=NaiveDate::MAX;
        match date_words::read(text, today, any.clone()) {
            Ok(date) => {
                // Beyond the years that files can have nothing is shown again.
                if !(1..=9999).contains(&chrono::Datelike::year(&date)) {
                    continue;
                }
                let shown = date_words::shown(date, today);
                assert_eq!(date_words::read(&shown, today, any.clone()), Ok(date), "{shown}");
                assert_eq!(date_words::read(&date.to_string(), today, any), Ok(date));
                if let Ok(again) = date_words::read(text, today, date..=date) {
                    assert_eq!(again, date);
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
        let near = (today - chrono::Days::new(3).min(chrono::Days::new(0)))..=today;
        if let Ok(date) = date_words::read(text, today, near.clone()) {
            assert!(near.contains(&date), "{date}");
        }
    }
}

/// A time of day.
pub(super) fn times(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(time) = time_words::read(text) {
        assert_eq!(time_words::read(&time.format("%H:%M").to_string()), Ok(time));
    }
}

/// The values of options: events, markers, words, numbers.
pub(super) fn options(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for said in [
        content::parse_event_option(text).map(drop).err().map(|error| error.to_string()),
        content::parse_marker_option(text).map(drop).err().map(|error| error.to_string()),
        Words::new(text).map(drop).err().map(|error| error.to_string()),
    ]
    .into_iter()
    .flatten()
    {
        assert!(!said.is_empty() && said.len() < 2_000 + 4 * text.len(), "{said}");
    }
    if let Ok(words) = Words::new(text) {
        assert_eq!(Words::new(words.as_str()).as_ref(), Ok(&words), "what is kept is kept again");
        assert_eq!(one_line(&one_line(words.as_str())), one_line(words.as_str()));
    }
    if let Some(number) = thousandths(text) {
        assert_eq!(thousandths(&in_words(number)), Some(number), "{}", in_words(number));
    }
    duration_in_minutes(text);
}
