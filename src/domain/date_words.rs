//! A date as people write it: in words, in numbers, and always shown back with its weekday.

use super::text::plain_digit;
use std::fmt;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{after, before, long_date, parse_weekday, shift, short_date, weekday_name};

/// A day further than this from today and from every other day, in days, is asked about before it
/// is taken: the year is soon mistyped.
pub const FAR_DAYS: i64 = 180;

/// How far the nearest day that fits is looked for, in days: a little over the eight years that can
/// lie between two 29ths of February.
const SEARCH_DAYS: u64 = 3000;

/// Why a text is not a date, or not one that is allowed here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateWordsError {
    /// Nothing was written.
    Empty,
    /// The text says no date; it is kept for the message.
    NotADate(String),
    /// The calendar has no such day: 31 November, 29 February of a common year.
    NoSuchDay(String),
    /// Two numbers of which either could be the month: `3/4`.
    DayOrMonth(String),
    /// The day is a different weekday than the one written beside it.
    OtherWeekday {
        /// The day that was written.
        date: NaiveDate,
        /// The weekday that was written beside it.
        written: Weekday,
    },
    /// A date that is not allowed here.
    NotAllowed {
        /// The date that was written.
        date: NaiveDate,
        /// The first date that is allowed.
        first: NaiveDate,
        /// The last date that is allowed.
        last: NaiveDate,
        /// The day it was read on: it decides which years have to be said.
        today: NaiveDate,
    },
}

impl fmt::Display for DateWordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "write a date, like 20 nov, today or 2026-11-20"),
            Self::NotADate(text) => {
                write!(f, "“{text}” is not a date; write it like 20 nov, today or 2026-11-20")
            }
            Self::NoSuchDay(text) => write!(f, "there is no day “{text}” in the calendar"),
            Self::DayOrMonth(text) => {
                write!(f, "“{text}” can be read in two ways; write the month as a word, like 20 nov")
            }
            Self::OtherWeekday { date, written } => {
                write!(
                    f,
                    "{} is not a {}; leave the weekday out, or mend the day",
                    long_date(*date),
                    weekday_name(*written)
                )
            }
            Self::NotAllowed { date, first, last, today } => {
                let day = |date: NaiveDate| shown(date, *today);
                let date = day(*date);
                match (*first > NaiveDate::MIN, *last < NaiveDate::MAX) {
                    (true, true) if first == last => {
                        write!(f, "{date} cannot be taken here; only {} can", day(*first))
                    }
                    (true, true) => {
                        write!(f, "{date} cannot be taken here; from {} to {} can", day(*first), day(*last))
                    }
                    (true, false) => {
                        write!(f, "{date} is too early here; the first day that can be is {}", day(*first))
                    }
                    (false, true) => {
                        write!(f, "{date} is too late here; the last day that can be is {}", day(*last))
                    }
                    (false, false) => write!(f, "{date} cannot be taken here"),
                }
            }
        }
    }
}

impl std::error::Error for DateWordsError {}

/// A date with its weekday, and with its year whenever that is not this one: `Fri 20 Nov`,
/// `Wed 19 Nov 2025`.
pub fn shown(date: NaiveDate, today: NaiveDate) -> String {
    if date.year() == today.year() { short_date(date) } else { long_date(date) }
}

/// Whether a date lies so far from today and from every other day that it has to be asked about.
pub fn is_far(date: NaiveDate, today: NaiveDate, others: impl IntoIterator<Item = NaiveDate>) -> bool {
    let far = |other: NaiveDate| date.signed_duration_since(other).num_days().abs() > FAR_DAYS;
    far(today) && others.into_iter().all(far)
}

/// Reads a date: `2026-11-20`, `20`, `20 nov`, `20.11.`, `nov 20 2026`, `Fri 20 Nov`, `today`,
/// `yesterday`, `tomorrow`, `-2` (days ago), `+2`, `mon`. Where the month, the year or the week is
/// left out, it is the nearest such day to today that is allowed; of two equally near ones the
/// earlier.
///
/// # Errors
/// Why the text is no date, or a date that is not allowed, in words for the person.
pub fn read(
    text: &str,
    today: NaiveDate,
    allowed: RangeInclusive<NaiveDate>,
) -> Result<NaiveDate, DateWordsError> {
    let written = text.trim();
    if written.is_empty() {
        return Err(DateWordsError::Empty);
    }
    let not_a_date = || DateWordsError::NotADate(written.to_owned());
    let plain: String = written.to_lowercase().chars().map(plain_sign).collect();
    let date = match days_from_today(&plain) {
        Some(days) => shift(today, days),
        None => {
            let parts = Parts::read(&plain).map_err(|fault| match fault {
                Fault::NotADate => not_a_date(),
                Fault::DayOrMonth => DateWordsError::DayOrMonth(written.to_owned()),
            })?;
            let date = parts
                .nearest(today, &allowed)
                .ok_or_else(|| DateWordsError::NoSuchDay(written.to_owned()))?;
            if let Some(written) = parts.weekday.filter(|weekday| date.weekday() != *weekday) {
                return Err(DateWordsError::OtherWeekday { date, written });
            }
            date
        }
    };
    if allowed.contains(&date) {
        return Ok(date);
    }
    Err(DateWordsError::NotAllowed { date, first: *allowed.start(), last: *allowed.end(), today })
}

/// A full-width digit as the plain one it stands for, and a minus sign as a hyphen.
fn plain_sign(letter: char) -> char {
    match letter {
        '\u{2212}' | '\u{2013}' | '\u{ff0d}' | '\u{2010}' | '\u{2011}' => '-',
        _ => plain_digit(letter),
    }
}

/// Days from today that the text names: `today`, `yesterday`, `-2`, `+3`.
fn days_from_today(text: &str) -> Option<i64> {
    match text {
        "today" | "tonight" => return Some(0),
        "yesterday" => return Some(-1),
        "tomorrow" => return Some(1),
        _ => {}
    }
    let (back, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+')?),
    };
    let days: i64 = number(digits.trim_start(), 4)?.into();
    Some(if back { days.saturating_neg() } else { days })
}

/// A whole number of at most so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let fits = (1..=digits).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

enum Fault {
    NotADate,
    DayOrMonth,
}

/// What a text says of a date; what it leaves out is `None`.
#[derive(Debug, Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    weekday: Option<Weekday>,
}

impl Parts {
    /// Takes the text apart. Numbers before a word or a point are days, after one months:
    /// `20.11.`; four digits are a year.
    fn read(text: &str) -> Result<Self, Fault> {
        if text.starts_with(['-', '/', '+', ',']) || text.contains("--") {
            return Err(Fault::NotADate);
        }
        let mut parts = Self::default();
        let mut numbers = Vec::new();
        for word in text.split([' ', '\t', ',', '.', '/', '-']).filter(|word| !word.is_empty()) {
            if let Some(weekday) = parse_weekday(word) {
                parts.weekday.replace(weekday).map_or(Ok(()), |_| Err(Fault::NotADate))?;
            } else if let Some(month) = month_of(word) {
                parts.month.replace(month).map_or(Ok(()), |_| Err(Fault::NotADate))?;
            } else {
                let digits = ordinal(word);
                numbers.push((digits.len(), number(digits, 4).ok_or(Fault::NotADate)?));
            }
        }
        let mut numbers = numbers.into_iter().peekable();
        let year_first = numbers.peek().is_some_and(|(digits, _)| *digits == 4);
        if year_first {
            parts.year = numbers.next().and_then(|(_, year)| i32::try_from(year).ok());
        }
        let rest: Vec<(usize, u32)> = numbers.collect();
        match (year_first, parts.month.is_some(), rest.as_slice()) {
            // 2026-11-20; a year alone, or with a month alone, is no day.
            (true, false, [(_, month), (_, day)]) => {
                parts.month = Some(*month);
                parts.day = Some(*day);
            }
            (true, true, [(_, day)]) | (false, _, [(_, day)]) => parts.day = Some(*day),
            (false, true, [(_, day), (digits, year)]) => {
                parts.day = Some(*day);
                parts.year = Some(whole_year(*digits, *year).ok_or(Fault::NotADate)?);
            }
            (false, false, [(_, first), (_, second), later @ ..]) => {
                let (day, month) = day_and_month(text, *first, *second)?;
                parts.day = Some(day);
                parts.month = Some(month);
                match later {
                    [] => {}
                    [(digits, year)] => {
                        parts.year = Some(whole_year(*digits, *year).ok_or(Fault::NotADate)?);
                    }
                    [_, _, ..] => return Err(Fault::NotADate),
                }
            }
            (false, false, []) if parts.weekday.is_some() => {}
            _ => return Err(Fault::NotADate),
        }
        Ok(parts)
    }

    fn fits(&self, date: NaiveDate, with_weekday: bool) -> bool {
        self.year.is_none_or(|year| date.year() == year)
            && self.month.is_none_or(|month| date.month() == month)
            && self.day.is_none_or(|day| date.day() == day)
            && (!with_weekday || self.weekday.is_none_or(|weekday| date.weekday() == weekday))
    }

    /// The day meant: the one that is allowed and nearest to today; where none that is allowed
    /// fits, the nearest of all, so that it can be named. `None` where the calendar has no such day.
    fn nearest(&self, today: NaiveDate, allowed: &RangeInclusive<NaiveDate>) -> Option<NaiveDate> {
        if let (Some(year), Some(month), Some(day)) = (self.year, self.month, self.day) {
            return NaiveDate::from_ymd_opt(year, month, day);
        }
        let inside = |date: &NaiveDate| allowed.contains(date);
        let near = today.max(*allowed.start()).min(*allowed.end());
        let around = |centre: NaiveDate| {
            (0..=SEARCH_DAYS).flat_map(move |days| [before(centre, days), after(centre, days)])
        };
        around(near)
            .filter(inside)
            .find(|date| self.fits(*date, true))
            .or_else(|| around(near).filter(inside).find(|date| self.fits(*date, self.day.is_none())))
            .or_else(|| around(today).find(|date| self.fits(*date, self.day.is_none())))
    }
}

/// The digits of `20th`, `1st`, `2nd`, `3rd`; any other word as it is.
fn ordinal(word: &str) -> &str {
    ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word)
}

/// A year of four digits, or of two in this century.
fn whole_year(digits: usize, year: u32) -> Option<i32> {
    match digits {
        4 => i32::try_from(year).ok(),
        2 => i32::try_from(year).ok().map(|year| year.saturating_add(2000)),
        _ => None,
    }
}

/// Which of two numbers is the day. With points or spaces the day comes first; with a slash or a
/// hyphen customs differ, so that only what can be read in one way is taken.
fn day_and_month(text: &str, first: u32, second: u32) -> Result<(u32, u32), Fault> {
    if !text.contains(['/', '-']) || first > 12 || first == second {
        return Ok((first, second));
    }
    if second > 12 { Ok((second, first)) } else { Err(Fault::DayOrMonth) }
}

/// The month of a word: at least three letters of its English name.
fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let place = (word.len() >= 3).then(|| MONTHS.iter().position(|name| name.starts_with(word))).flatten()?;
    u32::try_from(place).ok()?.checked_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::date;

    /// Wednesday 25 November 2026.
    const TODAY: &str = "2026-11-25";

    fn anything() -> RangeInclusive<NaiveDate> {
        NaiveDate::MIN..=NaiveDate::MAX
    }

    fn read_on(today: &str, text: &str) -> Result<NaiveDate, DateWordsError> {
        read(text, date(today), anything())
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, meant) in [
            ("2026-11-20", "2026-11-20"),
            (" 2026-11-20 ", "2026-11-20"),
            ("2026-1-5", "2026-01-05"),
            ("2026/11/20", "2026-11-20"),
            ("2026.11.20", "2026-11-20"),
            ("2025-11-19", "2025-11-19"),
            ("20", "2026-11-20"),
            ("20.", "2026-11-20"),
            ("20th", "2026-11-20"),
            ("1", "2026-12-01"),
            ("31", "2026-10-31"),
            ("25", "2026-11-25"),
            ("20 nov", "2026-11-20"),
            ("20 Nov.", "2026-11-20"),
            ("20 november", "2026-11-20"),
            ("nov 20", "2026-11-20"),
            ("November 20, 2026", "2026-11-20"),
            ("20 nov 2026", "2026-11-20"),
            ("20 nov 26", "2026-11-20"),
            ("2026 nov 20", "2026-11-20"),
            ("3 jan", "2027-01-03"),
            ("20.11.", "2026-11-20"),
            ("20.11", "2026-11-20"),
            ("5.1.", "2027-01-05"),
            ("20.11.2026", "2026-11-20"),
            ("20.11.26", "2026-11-20"),
            ("20. 11. 2026", "2026-11-20"),
            ("20/11", "2026-11-20"),
            ("11/20", "2026-11-20"),
            ("11/20/2026", "2026-11-20"),
            ("12/12", "2026-12-12"),
            ("20-11", "2026-11-20"),
            ("today", "2026-11-25"),
            ("Yesterday", "2026-11-24"),
            ("tomorrow", "2026-11-26"),
            ("-2", "2026-11-23"),
            ("\u{2212}2", "2026-11-23"),
            ("-0", "2026-11-25"),
            ("+3", "2026-11-28"),
            ("mon", "2026-11-23"),
            ("Monday", "2026-11-23"),
            ("wed", "2026-11-25"),
            ("sat", "2026-11-28"),
            ("Fri 20 Nov", "2026-11-20"),
            ("Fri 20 Nov 2026", "2026-11-20"),
            ("fri 20", "2026-11-20"),
            ("\u{ff12}\u{ff10}", "2026-11-20"),
        ] {
            assert_eq!(read_on(TODAY, text), Ok(date(meant)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_says_so() {
        use DateWordsError::{DayOrMonth, Empty, NoSuchDay, NotADate};
        let not = |text: &str| NotADate(text.to_owned());
        let none = |text: &str| NoSuchDay(text.to_owned());
        for (text, error) in [
            ("", Empty),
            ("  ", Empty),
            ("soon", not("soon")),
            ("2026", not("2026")),
            ("2026-11", not("2026-11")),
            ("2026-11-", not("2026-11-")),
            ("2026-11-092026-11-16", not("2026-11-092026-11-16")),
            ("nov", not("nov")),
            ("nov 2026", not("nov 2026")),
            ("mon tue", not("mon tue")),
            ("jan feb 3", not("jan feb 3")),
            ("1 2 3 4", not("1 2 3 4")),
            ("20 nov 126", not("20 nov 126")),
            ("20261120", not("20261120")),
            ("--2", not("--2")),
            ("-", not("-")),
            ("-99999", not("-99999")),
            ("…", not("…")),
            ("0", none("0")),
            ("32", none("32")),
            ("31 nov", none("31 nov")),
            ("30.2.", none("30.2.")),
            ("20.13.", none("20.13.")),
            ("2026-13-01", none("2026-13-01")),
            ("2027-02-29", none("2027-02-29")),
            ("3/4", DayOrMonth("3/4".to_owned())),
            ("3-4", DayOrMonth("3-4".to_owned())),
        ] {
            assert_eq!(read_on(TODAY, text), Err(error), "{text}");
        }
    }

    #[test]
    fn the_29th_of_february_and_the_ends_of_years_are_the_nearest() {
        for (today, text, meant) in [
            ("2026-11-25", "29 feb", "2028-02-29"),
            ("2024-03-01", "29 feb", "2024-02-29"),
            ("2027-03-01", "29", "2027-03-29"),
            ("2027-02-10", "29", "2027-01-29"),
            ("2028-02-20", "29", "2028-02-29"),
            ("1898-06-01", "29.2.", "1896-02-29"),
            ("2026-12-31", "1", "2027-01-01"),
            ("2026-12-31", "2 jan", "2027-01-02"),
            ("2027-01-01", "31", "2026-12-31"),
            ("2027-01-01", "yesterday", "2026-12-31"),
            ("2027-01-01", "-2", "2026-12-30"),
            ("2027-01-02", "thu", "2026-12-31"),
            ("2027-01-02", "31 dec", "2026-12-31"),
            ("2028-03-01", "-1", "2028-02-29"),
            // Fifteen days either way: the earlier.
            ("2026-09-16", "1", "2026-09-01"),
        ] {
            assert_eq!(read_on(today, text), Ok(date(meant)), "{today} {text}");
        }
    }

    #[test]
    fn what_is_left_out_is_the_nearest_that_is_allowed() {
        let today = date(TODAY);
        let past = || NaiveDate::MIN..=today;
        let to_come = || today..=NaiveDate::MAX;
        for (text, allowed, meant) in [
            ("1", past(), "2026-11-01"),
            ("1", to_come(), "2026-12-01"),
            ("20", to_come(), "2026-12-20"),
            ("mon", past(), "2026-11-23"),
            ("mon", to_come(), "2026-11-30"),
            ("wed", to_come(), "2026-11-25"),
            ("3 jan", past(), "2026-01-03"),
            ("20 nov", to_come(), "2027-11-20"),
            ("fri", date("2020-03-01")..=date("2020-03-31"), "2020-03-27"),
            // With a weekday beside it the year is the nearest in which it is that weekday.
            ("sat 20 nov", to_come(), "2027-11-20"),
        ] {
            assert_eq!(read(text, today, allowed), Ok(date(meant)), "{text}");
        }
    }

    #[test]
    fn what_is_not_allowed_is_named_with_what_is() {
        let today = date(TODAY);
        for (text, allowed, words) in [
            (
                "tomorrow",
                NaiveDate::MIN..=today,
                "Thu 26 Nov is too late here; the last day that can be is Wed 25 Nov",
            ),
            (
                "2025-11-20",
                today..=NaiveDate::MAX,
                "Thu 20 Nov 2025 is too early here; the first day that can be is Wed 25 Nov",
            ),
            (
                "2 dec",
                date("2026-11-01")..=date("2026-11-30"),
                "Wed 2 Dec cannot be taken here; from Sun 1 Nov to Mon 30 Nov can",
            ),
            ("mon", today..=today, "Mon 23 Nov cannot be taken here; only Wed 25 Nov can"),
            (
                "thu 20 nov 2026",
                anything(),
                "Fri 20 Nov 2026 is not a Thu; leave the weekday out, or mend the day",
            ),
        ] {
            assert_eq!(read(text, today, allowed).unwrap_err().to_string(), words);
        }
        assert!(read("20", today, today..=NaiveDate::MIN).is_err(), "an empty range allows nothing");
    }

    #[test]
    fn the_year_is_said_whenever_it_is_not_this_one() {
        assert_eq!(shown(date("2026-01-02"), date(TODAY)), "Fri 2 Jan");
        assert_eq!(shown(date("2025-11-19"), date(TODAY)), "Wed 19 Nov 2025");
    }

    #[test]
    fn every_date_that_is_shown_can_be_typed_again() {
        let today = date(TODAY);
        for days in -400..400 {
            let day = shift(today, days);
            assert_eq!(read(&shown(day, today), today, anything()), Ok(day), "{day}");
            assert_eq!(read(&day.to_string(), today, anything()), Ok(day));
        }
    }

    #[test]
    fn a_day_far_from_every_other_is_told_apart_from_one_that_is_near() {
        let today = date(TODAY);
        assert!(is_far(date("2025-11-19"), today, []));
        assert!(is_far(date("2027-11-25"), today, [date("2026-11-02")]));
        assert!(!is_far(date("2026-05-29"), today, []), "exactly the bound");
        assert!(is_far(date("2026-05-28"), today, []));
        assert!(!is_far(date("2025-11-19"), today, [date("2025-11-30")]), "its neighbours are written");
        assert!(!is_far(date("2027-01-02"), date("2026-12-31"), []), "another year, but near");
    }

    #[test]
    fn no_text_makes_it_fail() {
        for text in [
            "999999999999999999999",
            "9999-12-31",
            "0000-01-01",
            "-9999",
            "+9999",
            "ß",
            "a\u{301}",
            "20st nd",
        ] {
            for today in [NaiveDate::MIN, date(TODAY), NaiveDate::MAX] {
                let _ = read(text, today, anything()).map_err(|error| error.to_string());
                let _ = read(text, today, today..=today).map_err(|error| error.to_string());
            }
        }
    }
}
