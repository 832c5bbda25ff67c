//! What a visit was followed by, all of it: a description, never part of the decision.

use chrono::NaiveDate;

use super::following::{Following, following};
use crate::domain::calendar::{after, dates};
use crate::domain::day::Days;
use crate::domain::mean::Mean;
use crate::domain::score::Score;
use crate::domain::session::{Done, Pressure, Technique};

/// The fewest visits of a kind from which it is told (our convention).
pub const FEWEST_OF_A_KIND: usize = 3;

/// Pain before, during and after one visit that took place; at least one of them is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitPain {
    /// The day of the visit.
    pub date: NaiveDate,
    /// Before.
    pub before: Option<Score>,
    /// During.
    pub during: Option<Score>,
    /// After.
    pub after: Option<Score>,
}

/// Visits of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind<K> {
    /// The kind.
    pub kind: K,
    /// How many visits of it took place.
    pub visits: usize,
    /// Mean pain before the visit.
    pub before: Option<Mean>,
    /// Mean pain after the visit.
    pub after: Option<Mean>,
    /// Mean pain of the first day after it.
    pub next_day: Option<Mean>,
}

/// Everything that is told of the days around visits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AroundVisits {
    /// First day looked at.
    pub first: NaiveDate,
    /// Last day looked at.
    pub last: NaiveDate,
    /// How many visits took place.
    pub visits: usize,
    /// Mean pain by how long ago the last visit was.
    pub following: Following,
    /// Pain at each visit, oldest first.
    pub pain: Vec<VisitPain>,
    /// By technique; a visit with two of them is in both.
    pub techniques: Vec<Kind<Technique>>,
    /// By pressure.
    pub pressures: Vec<Kind<Pressure>>,
}

/// Looks at the days from the first to the last date.
pub fn around_visits(days: &impl Days, first: NaiveDate, last: NaiveDate) -> AroundVisits {
    let mut done: Vec<(NaiveDate, &Done)> = Vec::new();
    for date in dates(first, last) {
        let sessions = days.day(date).written().map(|day| day.sessions.as_slice()).unwrap_or_default();
        done.extend(sessions.iter().filter_map(|it| Some((date, it.done()?))));
    }
    let pain = done.iter().map(|(date, visit)| VisitPain {
        date: *date,
        before: visit.pain_before,
        during: visit.pain_during,
        after: visit.pain_after,
    });
    let is_written = |it: &VisitPain| it.before.is_some() || it.during.is_some() || it.after.is_some();
    let techniques = Technique::ALL.iter().filter_map(|kind| {
        of_kind(*kind, done.iter().filter(|(_, visit)| visit.techniques.contains(kind)), days, last)
    });
    let pressures = Pressure::ALL.iter().filter_map(|kind| {
        of_kind(*kind, done.iter().filter(|(_, visit)| visit.pressure == Some(*kind)), days, last)
    });
    AroundVisits {
        first,
        last,
        visits: done.len(),
        following: following(days, first, last),
        pain: pain.filter(is_written).collect(),
        techniques: techniques.collect(),
        pressures: pressures.collect(),
    }
}

/// Visits of a kind, where there are enough of them.
fn of_kind<'a, K>(
    kind: K,
    visits: impl Iterator<Item = &'a (NaiveDate, &'a Done)>,
    days: &impl Days,
    last: NaiveDate,
) -> Option<Kind<K>> {
    let visits: Vec<_> = visits.collect();
    if visits.len() < FEWEST_OF_A_KIND {
        return None;
    }
    let mean = |of: fn(&Done) -> Option<Score>| {
        Mean::of(visits.iter().filter_map(|(_, visit)| of(visit)).map(Score::exact))
    };
    let next_day = |date: NaiveDate| {
        let next = after(date, 1);
        days.day(next).written().filter(|_| next <= last).and_then(|day| day.checkin.pain())
    };
    Some(Kind {
        kind,
        visits: visits.len(),
        before: mean(|visit| visit.pain_before),
        after: mean(|visit| visit.pain_after),
        next_day: Mean::of(visits.iter().filter_map(|(date, _)| next_day(*date)).map(Score::exact)),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::checkin::{CheckIn, Rating};
    use crate::domain::day::Day;
    use crate::domain::score::Exact;
    use crate::domain::session::{Session, SessionStatus};
    use crate::kit::date;

    fn score(number: i64) -> Option<Score> {
        Some(Score::new(number).unwrap())
    }

    fn visit(technique: Technique, before: Option<Score>, after: Option<Score>) -> Session {
        Done { techniques: vec![technique], pain_before: before, pain_after: after, ..Done::default() }.into()
    }

    fn journal(visits: Vec<(&str, Session)>, ratings: &[(&str, i64)]) -> BTreeMap<NaiveDate, Day> {
        let mut days = BTreeMap::new();
        for (on, visit) in visits {
            let day = days.entry(date(on)).or_insert_with(|| Day::empty(date(on)));
            day.sessions.push(visit);
        }
        for (on, pain) in ratings {
            let checkin = CheckIn { rating: Rating::Rated(Score::new(*pain).unwrap()), ..CheckIn::default() };
            days.entry(date(on)).or_insert_with(|| Day::empty(date(on))).checkin = checkin;
        }
        days
    }

    /// What is told of a technique with so many visits of 6 before and 4 after, a day after each rated 5.
    #[test]
    fn a_kind_is_told_from_three_visits_on() {
        for (count, told) in [(2_usize, false), (3, true)] {
            let on = ["2026-11-02", "2026-11-05", "2026-11-09"];
            let visits = on.iter().take(count).map(|on| (*on, visit(Technique::Shiatsu, score(6), score(4))));
            let days = journal(visits.collect(), &[("2026-11-03", 5), ("2026-11-06", 5), ("2026-11-10", 2)]);
            let found = around_visits(&days, date("2026-11-02"), date("2026-11-09"));
            assert_eq!((found.visits, found.pain.len()), (count, count));
            assert_eq!(found.techniques.len(), usize::from(told), "{count}");
            assert!(found.pressures.is_empty(), "nothing is said of pressure");
            if let Some(kind) = found.techniques.first() {
                let mean = |value: i64, n: u32| Some(Mean { value: Exact::from_integer(value), n });
                assert_eq!((kind.kind, kind.visits), (Technique::Shiatsu, 3));
                assert_eq!((kind.before, kind.after), (mean(6, 3), mean(4, 3)));
                assert_eq!(kind.next_day, mean(5, 2), "a day after the last one looked at is not");
            }
        }
    }

    #[test]
    fn visits_that_did_not_take_place_and_visits_without_ratings_tell_no_pain() {
        let missed = Session::new(SessionStatus::Missed);
        let bare = Session::new(SessionStatus::Done);
        let half = Done { pain_during: score(0), ..Done::default() }.into();
        let days = journal(vec![("2026-11-02", missed), ("2026-11-03", bare), ("2026-11-04", half)], &[]);
        let found = around_visits(&days, date("2026-11-01"), date("2026-11-05"));
        assert_eq!(found.visits, 2);
        let only = VisitPain { date: date("2026-11-04"), before: None, during: score(0), after: None };
        assert_eq!(found.pain, [only]);
    }

    #[test]
    fn each_kind_of_pressure_is_told_by_itself() {
        let with = |pressure| Done { pressure: Some(pressure), ..Done::default() }.into();
        let on = ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"];
        let strong =
            [false, true, true, true].map(|it| if it { Pressure::TooStrong } else { Pressure::Right });
        let visits = on.iter().zip(strong).map(|(on, pressure)| (*on, with(pressure))).collect();
        let found = around_visits(&journal(visits, &[]), date("2026-11-01"), date("2026-11-09"));
        let told: Vec<_> =
            found.pressures.iter().map(|kind| (kind.kind, kind.visits, kind.next_day)).collect();
        assert_eq!(told, [(Pressure::TooStrong, 3, None)]);
    }
}
