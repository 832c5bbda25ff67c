//! Dates and times of day as other programs write them. What could be read two ways is not guessed.

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike};

use super::shown;
use crate::domain::calendar::DayEnd;
use crate::words_enum;

words_enum! {
    /// The order of a date's parts.
    DateFormat {
        /// 2026-11-22.
        Iso = "year-month-day", "year-month-day";
        /// 22.11.2026, 22/11/2026.
        DayFirst = "day-month-year", "day-month-year";
        /// 11/22/2026.
        MonthFirst = "month-day-year", "month-day-year";
    }
}

/// The earliest date that is taken for one: before it a file says something else.
const EARLIEST_YEAR: i32 = 1900;

impl DateFormat {
    /// The date at the beginning of a value, and the time of day after it where there is one.
    ///
    /// # Errors
    /// In a sentence, where the value has no date in this order.
    pub fn read(self, value: &str) -> Result<(NaiveDate, Option<NaiveTime>), String> {
        let value = value.trim();
        let end = value.find(['T', ' ']).unwrap_or(value.len());
        let (date, rest) = value.split_at_checked(end).unwrap_or((value, ""));
        let time = time_of_day(rest.trim_start_matches(['T', ' ']));
        let parts: Vec<&str> = date.split(['-', '.', '/']).collect();
        let figure = |part: &str, digits: std::ops::RangeInclusive<usize>| -> Option<u32> {
            let good = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            good.then(|| part.parse().ok()).flatten()
        };
        let read = match (self, parts.as_slice()) {
            (Self::Iso, [year, month, day]) => Some((year, month, day)),
            (Self::DayFirst, [day, month, year]) => Some((year, month, day)),
            (Self::MonthFirst, [month, day, year]) => Some((year, month, day)),
            (Self::Iso | Self::DayFirst | Self::MonthFirst, _) => None,
        }
        .and_then(|(year, month, day)| {
            let year = i32::try_from(figure(year, 4..=4)?).ok()?;
            NaiveDate::from_ymd_opt(year, figure(month, 1..=2)?, figure(day, 1..=2)?)
        });
        match read {
            Some(date) => plausible(date).map(|date| (date, time)),
            None => Err(self.not_read(value)),
        }
    }

    fn not_read(self, value: &str) -> String {
        let value = shown(value);
        match self {
            Self::Iso => format!(
                "{value} is not a date of the form 2026-11-22; where the day or the month comes first, say \
                 --date-format {} or {}",
                Self::DayFirst.id(),
                Self::MonthFirst.id()
            ),
            Self::DayFirst => format!("{value} is not a date of the form 22.11.2026"),
            Self::MonthFirst => format!("{value} is not a date of the form 11/22/2026"),
        }
    }
}

fn plausible(date: NaiveDate) -> Result<NaiveDate, String> {
    use chrono::Datelike;
    if (EARLIEST_YEAR..=9999).contains(&date.year()) {
        Ok(date)
    } else {
        Err(format!("{date} is before {EARLIEST_YEAR}, which can hardly be meant"))
    }
}

/// A time of day: `22:00`, `22:00:05`, `10:00 pm`. What follows seconds is left to itself.
pub fn time_of_day(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    let (clock, half) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(clock), _) => (clock.trim(), Some(12)),
        (None, Some(clock)) => (clock.trim(), Some(0)),
        (None, None) => (text.as_str(), None),
    };
    let clock: String = clock.chars().take_while(|c| c.is_ascii_digit() || *c == ':').collect();
    let mut parts = clock.split(':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next().filter(|part| part.len() == 2)?.parse().ok()?;
    let second: u32 = parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => (hour % 12).saturating_add(half),
        Some(_) => return None,
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// The journal day of a moment that a program stamped itself, on the wall clock of its place, and
/// the time of day. Midnight to the second is a date without a time.
///
/// # Errors
/// In a sentence, where the value is no such moment.
pub fn stamped(value: &str, day_end: DayEnd) -> Result<(NaiveDate, Option<NaiveTime>), String> {
    let local =
        DateTime::parse_from_rfc3339(value.trim()).map(|moment| moment.naive_local()).ok().or_else(|| {
            let (date, time) = DateFormat::Iso.read(value).ok()?;
            Some(date.and_time(time?))
        });
    match local {
        Some(local) if local.num_seconds_from_midnight() > 0 => {
            Ok((plausible(day_end.journal_day(local))?, Some(local.time())))
        }
        Some(local) => Ok((plausible(local.date())?, None)),
        None => DateFormat::Iso.read(value),
    }
}

/// A date in English words: `8th Dec 2021`.
pub fn in_english(value: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = value.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let month = month.get(..3)?.to_lowercase();
    let number =
        (1..=12).find(|number| crate::domain::calendar::month_name(*number).to_lowercase() == month)?;
    let date =
        NaiveDate::from_ymd_opt(year.parse().ok().filter(|_| year.len() == 4)?, number, day.parse().ok()?)?;
    plausible(date).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kit::date;

    #[test]
    fn dates_are_read_in_the_order_that_was_said() {
        let time = NaiveTime::from_hms_opt(20, 5, 0);
        for (format, text, expected) in [
            (DateFormat::Iso, "2026-11-22", ("2026-11-22", None)),
            (DateFormat::Iso, " 2026-11-22T20:05:00.000+01:00", ("2026-11-22", time)),
            (DateFormat::Iso, "2026/11/22 20:05", ("2026-11-22", time)),
            (DateFormat::DayFirst, "3.4.2026", ("2026-04-03", None)),
            (DateFormat::DayFirst, "03/04/2026 8:05 pm", ("2026-04-03", time)),
            (DateFormat::MonthFirst, "03/04/2026", ("2026-03-04", None)),
        ] {
            assert_eq!(format.read(text), Ok((date(expected.0), expected.1)), "{text}");
        }
    }

    #[test]
    fn what_could_be_two_dates_is_asked_about() {
        assert_eq!(
            DateFormat::Iso.read("03/04/2026").unwrap_err(),
            "“03/04/2026” is not a date of the form 2026-11-22; where the day or the month comes first, say \
             --date-format day-month-year or month-day-year"
        );
        assert!(DateFormat::DayFirst.read("11/22/2026").is_err());
        assert!(DateFormat::DayFirst.read("22.11.26").is_err());
        assert!(DateFormat::Iso.read("0026-11-22").unwrap_err().contains("before 1900"));
        for text in ["", "2026-02-30", "2026-11", "x", "2026-11-22-1", "T", "+026-11-22"] {
            assert!(DateFormat::Iso.read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_of_day_are_read_in_both_clocks() {
        for (text, expected) in [
            ("10:00 pm", Some((22, 0))),
            ("12:30 AM", Some((0, 30))),
            ("12:00 pm", Some((12, 0))),
            ("22:15", Some((22, 15))),
            ("13:00 pm", None),
            ("25:00", None),
            ("abends", None),
            ("", None),
        ] {
            let expected = expected.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
            assert_eq!(time_of_day(text), expected, "{text}");
        }
    }

    #[test]
    fn a_stamp_after_midnight_belongs_to_the_day_before() {
        let day = |text| stamped(text, DayEnd::default()).unwrap().0;
        assert_eq!(day("2026-11-22T23:30:00-11:00"), date("2026-11-22"));
        assert_eq!(day("2026-11-23T00:30:00+01:00"), date("2026-11-22"));
        assert_eq!(day("2026-11-23 01:30"), date("2026-11-22"));
        assert_eq!(day("2026-11-23T00:00:00Z"), date("2026-11-23"));
        assert_eq!(day("2026-11-23"), date("2026-11-23"));
        assert!(stamped("yesterday", DayEnd::default()).is_err());
    }

    #[test]
    fn english_dates_are_read() {
        assert_eq!(in_english("8th Dec 2021"), Some(date("2021-12-08")));
        assert_eq!(in_english("1st September, 2022"), Some(date("2022-09-01")));
        for text in ["", "8th Dez 2021", "Dec 2021", "31st Feb 2021", "8th Dec 21", "8 Δεκ 2021"] {
            assert_eq!(in_english(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_refused(text in any::<String>()) {
            for format in DateFormat::ALL {
                let _ = format.read(&text);
            }
            let _ = (time_of_day(&text), stamped(&text, DayEnd::default()), in_english(&text));
        }
    }
}
