//! The day a command is about: read as people write dates, and asked about where it is far from
//! every other day, since a year is soon mistyped.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::{Failure, Place, question};
use crate::domain::calendar::{after, before};
use crate::domain::date_words::{DateWordsError, FAR_DAYS, is_far, read, shown};
use crate::domain::trial::Trial;

/// Reads a day that can be written: today or before.
///
/// # Errors
/// One sentence with the option's name.
pub fn day_until_today(option: &str, text: &str, today: NaiveDate) -> Result<NaiveDate, Failure> {
    read(text, today, NaiveDate::MIN..=today).map_err(|error| match error {
        DateWordsError::NotAllowed { date, .. } => Failure::Usage(format!(
            "{option}: {} has not come yet; a day can be written once it is there",
            shown(date, today)
        )),
        error => Failure::Usage(format!("{option}: {error}")),
    })
}

/// Reads a day. What is left out is the nearest in `around`; a whole date may be outside of it, for
/// the rules to say why not.
///
/// # Errors
/// One sentence with the option's name.
pub fn day_around(
    option: &str,
    text: &str,
    today: NaiveDate,
    around: RangeInclusive<NaiveDate>,
) -> Result<NaiveDate, Failure> {
    match read(text, today, around) {
        Ok(date) | Err(DateWordsError::NotAllowed { date, .. }) => Ok(date),
        Err(error) => Err(Failure::Usage(format!("{option}: {error}"))),
    }
}

/// Asks once more about a day that is far from today, from the trial and from every day that is
/// written; without a terminal `--yes` has to say so.
///
/// # Errors
/// Where it is not meant, or nobody can be asked.
pub fn be_sure(place: &Place, trial: Option<&Trial>, date: NaiveDate, yes: bool) -> Result<(), Failure> {
    let today = place.today();
    let of_trial = trial.map(|trial| [trial.plan.start, trial.plan.late_window().1]);
    if yes || !is_far(date, today, of_trial.into_iter().flatten()) {
        return Ok(());
    }
    let reach = FAR_DAYS.unsigned_abs();
    let near = place.store.read_days(before(date, reach), after(date, reach));
    if near.written().next().is_some() || near.problems().next().is_some() {
        return Ok(());
    }
    let far = format!("{} is far from today and from every other day of this journal", shown(date, today));
    if !question::can_be_asked() {
        return Err(Failure::Usage(format!("--date: {far}; if that day is meant, add --yes")));
    }
    match question::ask(&format!("{far}.\nIs that day meant? y or n: ")).as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(question::nothing_written()),
    }
}
