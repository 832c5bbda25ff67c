//! Days: where a journal's day ends, how dates are shown, and how weekdays are written.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Weekday};

/// The hour at which a journal's day ends unless configured: 04:00 local time.
pub const DAY_END_HOUR: u32 = 4;

/// The local time of day at which the journal's day gives way to the next, in whole minutes
/// from 00:00 to 12:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayEnd(u32);

impl Default for DayEnd {
    fn default() -> Self {
        Self(DAY_END_HOUR.saturating_mul(60))
    }
}

impl DayEnd {
    /// Takes a time of day up to noon; later than that `None`.
    pub fn new(time: NaiveTime) -> Option<Self> {
        let minutes = time.hour().saturating_mul(60).saturating_add(time.minute());
        (minutes <= 12 * 60).then_some(Self(minutes))
    }

    /// The journal day that a local wall-clock moment belongs to. Only the wall clock counts, so
    /// the two 02:30s of an autumn night fall on the same day, and a skipped hour moves nothing.
    pub fn journal_day(self, local: NaiveDateTime) -> NaiveDate {
        let minutes = local.hour().saturating_mul(60).saturating_add(local.minute());
        if minutes < self.0 { before(local.date(), 1) } else { local.date() }
    }

    /// The journal day of a moment, on the wall clock of the place where it was written.
    pub fn journal_day_at<Tz: TimeZone>(self, moment: &DateTime<Tz>) -> NaiveDate {
        self.journal_day(moment.naive_local())
    }

    /// The time of day, for showing.
    pub fn time(self) -> NaiveTime {
        NaiveTime::from_hms_opt(self.0 / 60, self.0 % 60, 0).unwrap_or_default()
    }
}

/// The date `days` later, or the last date there is.
pub fn after(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// The date `days` earlier, or the first date there is.
pub fn before(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

/// The date `days` away, forward or back.
pub fn shift(date: NaiveDate, days: i64) -> NaiveDate {
    if days < 0 { before(date, days.unsigned_abs()) } else { after(date, days.unsigned_abs()) }
}

/// Every date from the first to the last, both included; none when they are the wrong way round.
pub fn dates(first: NaiveDate, last: NaiveDate) -> impl DoubleEndedIterator<Item = NaiveDate> + Clone {
    let count = u64::try_from(last.signed_duration_since(first).num_days().saturating_add(1)).unwrap_or(0);
    (0..count).map(move |offset| after(first, offset))
}

/// A date the way every screen shows it: `Sun 22 Nov`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{} {} {}", weekday_name(date.weekday()), date.day(), month_name(date.month()))
}

/// A date with its year: `Sun 22 Nov 2026`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {:04}", short_date(date), date.year())
}

/// Three letters for a weekday: `Mon`.
pub fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    }
}

/// Three letters for a month of 1 to 12: `Nov`; nothing for any other number.
pub fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(month).ok().and_then(|n| NAMES.get(n.wrapping_sub(1))).copied().unwrap_or("")
}

/// Reads a time of day as [`super::time_words::read`] does; `None` where it is none.
pub fn parse_time(text: &str) -> Option<NaiveTime> {
    super::time_words::read(text).ok()
}

/// The weekdays from Monday to Sunday.
pub const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// The word for a weekday in files and options: `mon`.
pub fn weekday_id(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

/// Reads a weekday: `mon`, `Mon`, `monday`.
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    let text = text.trim().to_lowercase();
    (text.len() >= 3).then(|| text.parse().ok()).flatten()
}

/// A weekday that sorts from Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayOfWeek(pub Weekday);

impl PartialOrd for DayOfWeek {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DayOfWeek {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.num_days_from_monday().cmp(&other.0.num_days_from_monday())
    }
}

/// Whether two of the days follow each other, around the week's end too: remarked on, not refused.
pub fn has_adjacent(days: &BTreeSet<DayOfWeek>) -> bool {
    days.len() > 1 && days.iter().any(|day| days.contains(&DayOfWeek(day.0.succ())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::date;
    use chrono::FixedOffset;

    #[test]
    fn half_past_midnight_belongs_to_the_day_before() {
        let end = DayEnd::default();
        for (moment, day) in [
            ("2026-11-23T00:30:00", "2026-11-22"),
            ("2026-11-23T03:59:59", "2026-11-22"),
            ("2026-11-23T04:00:00", "2026-11-23"),
            ("2026-01-01T00:10:00", "2025-12-31"),
            ("2028-03-01T01:00:00", "2028-02-29"),
            ("2027-03-01T01:00:00", "2027-02-28"),
        ] {
            assert_eq!(end.journal_day(moment.parse().unwrap()), date(day), "{moment}");
        }
    }

    #[test]
    fn the_wall_clock_of_the_place_decides_in_any_zone_and_on_both_clock_changes() {
        let end = DayEnd::default();
        for (moment, day) in [
            ("2026-10-25T02:30:00+02:00", "2026-10-24"),
            ("2026-10-25T02:30:00+01:00", "2026-10-24"),
            ("2026-10-25T04:00:00+01:00", "2026-10-25"),
            ("2026-03-29T03:30:00+02:00", "2026-03-28"),
            ("2026-11-22T23:30:00-11:00", "2026-11-22"),
            ("2026-11-22T03:30:00+14:00", "2026-11-21"),
        ] {
            let moment: DateTime<FixedOffset> = moment.parse().unwrap();
            assert_eq!(end.journal_day_at(&moment), date(day), "{moment}");
        }
    }

    #[test]
    fn a_configured_day_end_moves_the_border() {
        let midnight = DayEnd::new("00:00".parse().unwrap_or_default()).unwrap();
        assert_eq!(midnight.journal_day("2026-11-23T00:00:00".parse().unwrap()), date("2026-11-23"));
        assert_eq!(DayEnd::new(NaiveTime::from_hms_opt(12, 1, 0).unwrap()), None);
    }

    #[test]
    fn dates_run_across_leap_days_and_years() {
        assert_eq!(dates(date("2028-02-27"), date("2028-03-01")).count(), 4);
        assert_eq!(dates(date("2026-12-28"), date("2027-01-03")).count(), 7);
        assert_eq!(dates(date("2026-12-28"), date("2026-12-27")).count(), 0);
        assert_eq!(shift(date("2028-03-01"), -1), date("2028-02-29"));
        assert_eq!(short_date(date("2026-11-22")), "Sun 22 Nov");
    }

    #[test]
    fn weekdays_are_read_in_any_case() {
        assert_eq!(parse_weekday("Monday"), Some(Weekday::Mon));
        assert_eq!(parse_weekday("thu"), Some(Weekday::Thu));
        assert_eq!(parse_weekday("th"), None);
        assert_eq!(parse_weekday("noday"), None);
    }
}
