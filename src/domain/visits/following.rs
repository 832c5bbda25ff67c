//! What follows a visit: a description, never part of the decision. Days after visits differ for other
//! reasons too.

use chrono::NaiveDate;

use crate::domain::calendar::{before, dates};
use crate::domain::day::{Day, Days};
use crate::domain::mean::Mean;
use crate::domain::score::Exact;

/// The last day after a visit that is told of.
pub const FOLLOWED_DAYS: u64 = 3;

/// Mean pain by how long ago the last visit was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// Of the day of a visit, and of the first, second and third day after the last one; `None` where no
    /// such day is rated.
    pub after: [Option<Mean>; 4],
    /// Of the other days: no visit on the day or on the three before it.
    pub other: Option<Mean>,
}

/// Pain on the rated days from the first to the last date, by the last visit that took place. A day
/// counts once: after two visits, by the nearer one.
pub fn following(days: &impl Days, first: NaiveDate, last: NaiveDate) -> Following {
    let mut after: [Vec<Exact>; 4] = Default::default();
    let mut other = Vec::new();
    for date in dates(first, last) {
        let Some(pain) = days.day(date).written().and_then(|day| day.checkin.pain()) else { continue };
        let visited = |ago: &u64| days.day(before(date, *ago)).written().is_some_and(Day::had_visit);
        let ago = (0..=FOLLOWED_DAYS).find(visited).and_then(|ago| usize::try_from(ago).ok());
        match ago.and_then(|ago| after.get_mut(ago)) {
            Some(list) => list.push(pain.exact()),
            None => other.push(pain.exact()),
        }
    }
    Following { after: after.map(Mean::of), other: Mean::of(other) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::checkin::{CheckIn, Rating};
    use crate::domain::session::{Session, SessionStatus};
    use crate::kit::date;

    #[test]
    fn a_day_counts_once_by_the_nearer_visit() {
        let mut days = BTreeMap::new();
        for (on, pain) in dates(date("2026-11-02"), date("2026-11-10")).zip([9, 5, 4, 3, 2, 5, 6, 7, 1]) {
            let rating = Rating::Rated(pain.to_string().parse().unwrap());
            days.insert(on, Day { checkin: CheckIn { rating, ..CheckIn::default() }, ..Day::empty(on) });
        }
        // Visits on the second and the fourth day, one missed on the seventh.
        for (on, status) in [
            ("2026-11-03", SessionStatus::Done),
            ("2026-11-05", SessionStatus::Done),
            ("2026-11-08", SessionStatus::Missed),
        ] {
            days.get_mut(&date(on)).unwrap().sessions = vec![Session::new(status)];
        }
        days.remove(&date("2026-11-07"));
        let found = following(&days, date("2026-11-02"), date("2026-11-10"));
        let mean = |sum: i64, n: u32| Some(Mean { value: Exact::new(sum, i64::from(n)), n });
        assert_eq!(found.after, [mean(8, 2), mean(6, 2), None, mean(6, 1)]);
        assert_eq!(found.other, mean(17, 3));
        let nothing = following(&BTreeMap::new(), date("2026-11-02"), date("2026-11-03"));
        assert_eq!(nothing, Following { after: [None; 4], other: None });
    }
}
