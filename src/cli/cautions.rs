//! What is said beside whatever a command did: what comes before all that is merely to be done.

use chrono::NaiveDate;

use super::Place;
use crate::content;
use crate::domain::decision::caution::lasting_soreness;
use crate::domain::decision::to_do::{ToDo, to_do};
use crate::domain::trial::Trial;

/// Warnings beside open holds, most pressing first: pain getting worse, soreness that has not faded by
/// today or by the day that was written, a trial stopped for a reason that a clinician should hear.
pub fn cautions(place: &Place, trial: &Trial, date: NaiveDate) -> Vec<String> {
    let today = place.today();
    let mut days = place.recent_days(Some(trial));
    let written = (crate::domain::calendar::before(date, 2), date);
    if !days.has_read(written.0, written.1) {
        days.absorb(place.store.read_days(written.0, written.1));
    }
    let mut list = to_do(trial, &days, place.settings.day_end, today, None);
    if date != today {
        list.extend(lasting_soreness(&days, date).map(ToDo::LastingSoreness));
    }
    let of_caution = list.iter().filter(|item| item.is_caution() && **item != ToDo::Hold);
    let mut lines: Vec<String> = of_caution.map(|item| content::to_do_words(item, trial, today)).collect();
    lines.dedup();
    lines
}
