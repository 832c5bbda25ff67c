//! A time of day as people write it: `17:30`, `17.30`, `1730`, `5pm`, `530pm`.

use super::text::plain_digit;
use std::fmt;

use chrono::NaiveTime;

/// Why a text is not a time of day; it is kept for the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeWordsError(pub String);

impl fmt::Display for TimeWordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a time of day; write it like 17:30 or 5:30pm", self.0)
    }
}

impl std::error::Error for TimeWordsError {}

/// Reads a time of day, to the minute: `17:30`, `17.30`, `17h30`, `1730`, `930`, `17`, `5pm`,
/// `5:30 pm`, `530pm`, `noon`, `midnight`.
///
/// # Errors
/// The text, where it is no time of day, in words for the person.
pub fn read(text: &str) -> Result<NaiveTime, TimeWordsError> {
    let wrong = || TimeWordsError(text.trim().to_owned());
    let plain: String =
        text.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).map(plain_sign).collect();
    match plain.as_str() {
        "noon" => return NaiveTime::from_hms_opt(12, 0, 0).ok_or_else(wrong),
        "midnight" => return Ok(NaiveTime::MIN),
        _ => {}
    }
    let (half, figures) = half_of_day(&plain);
    let (hour, minute) = figures_of(figures).ok_or_else(wrong)?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return Err(wrong()),
        Some(Half::Morning) => hour.checked_rem(12).unwrap_or(hour),
        Some(Half::Afternoon) => hour.checked_rem(12).unwrap_or(hour).saturating_add(12),
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(wrong)
}

/// Before or after noon, where a text says so.
enum Half {
    Morning,
    Afternoon,
}

/// Takes `am` or `pm`, also as `a.m.`, off the end.
fn half_of_day(text: &str) -> (Option<Half>, &str) {
    for (end, half) in
        [("a.m.", Half::Morning), ("p.m.", Half::Afternoon), ("am", Half::Morning), ("pm", Half::Afternoon)]
    {
        if let Some(figures) = text.strip_suffix(end) {
            return (Some(half), figures);
        }
    }
    (None, text)
}

/// A full-width digit or colon as the plain one.
fn plain_sign(letter: char) -> char {
    match letter {
        '\u{ff1a}' => ':',
        _ => plain_digit(letter),
    }
}

/// Hour and minute: parted by a sign, or the last two of three or four digits are the minutes.
fn figures_of(text: &str) -> Option<(u32, u32)> {
    let number = |part: &str| {
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse().ok()).flatten()
    };
    let (hour, minute) = match text.split_once([':', '.', 'h']) {
        Some((hour, "")) if text.ends_with('h') => (hour, "00"),
        Some(parts) => parts,
        None if (3..=4).contains(&text.len()) && text.is_ascii() => {
            text.split_at(text.len().saturating_sub(2))
        }
        None => (text, "00"),
    };
    (minute.len() == 2).then(|| Some((number(hour)?, number(minute)?))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        for (text, meant) in [
            ("17:30", "17:30"),
            ("17.30", "17:30"),
            ("17h30", "17:30"),
            ("17h", "17:00"),
            ("1730", "17:30"),
            ("930", "09:30"),
            ("9.05", "09:05"),
            (" 17 ", "17:00"),
            ("9", "09:00"),
            ("0:00", "00:00"),
            ("5pm", "17:00"),
            ("5 PM", "17:00"),
            ("5:30pm", "17:30"),
            ("5.30 p.m.", "17:30"),
            ("530pm", "17:30"),
            ("1130am", "11:30"),
            ("12am", "00:00"),
            ("12pm", "12:00"),
            ("12:15am", "00:15"),
            ("noon", "12:00"),
            ("midnight", "00:00"),
            ("\u{ff11}\u{ff17}\u{ff1a}\u{ff13}\u{ff10}", "17:30"),
        ] {
            assert_eq!(read(text).unwrap().format("%H:%M").to_string(), meant, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_says_what_would_be() {
        for text in [
            "", "25", "24:00", "17:60", "17:3", "17:30:00", "ab12", "+1:30", "13pm", "0am", "pm", "5pmpm",
            "h30", "ß:30",
        ] {
            let error = read(text).unwrap_err();
            assert_eq!(error, TimeWordsError(text.to_owned()));
            assert!(error.to_string().contains("17:30"));
        }
    }
}
