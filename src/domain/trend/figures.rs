//! All that a stretch of days shows: the course of each measure that has data, visits, changes and
//! late days. Computed once and drawn many times.

use chrono::NaiveDate;

use super::measure::Measure;
use super::series::{Bin, Point, weeks};
use super::standing::{AfterVisits, Standing, Trends};
use crate::domain::calendar::dates;
use crate::domain::change::Change;
use crate::domain::day::Days;
use crate::domain::event::Event;
use crate::domain::measure::Better;
use crate::domain::score::Exact;
use crate::domain::trial::Plan;
use crate::domain::visits::Visit;
use crate::domain::visits::around::{AroundVisits, around_visits};
use crate::domain::visits::between::visits_between;

/// The least height of a chart without a fixed scale, so that a difference of one stays small.
const LEAST_TOP: i64 = 4;

/// One measure over the days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The measure.
    pub measure: Measure,
    /// Its name in options and JSON.
    pub name: String,
    /// The words for a person.
    pub label: String,
    /// Which way is better.
    pub better: Better,
    /// One point for each day.
    pub points: Vec<Point>,
    /// The same in weeks; those of the trial begin on its own weekday.
    pub weeks: Vec<Bin>,
    /// Where it stands.
    pub standing: Standing,
    /// Days after visits beside other days.
    pub after_visits: Option<AfterVisits>,
    /// The value at the top of a chart; its bottom is 0. Above 0.
    pub top: i64,
}

/// A stretch of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// First date.
    pub first: NaiveDate,
    /// Last date; it may lie in the future.
    pub last: NaiveDate,
    /// The day one looks from.
    pub as_of: NaiveDate,
    /// The measures that have a value on these days, in the order of the screen.
    pub courses: Vec<Course>,
    /// Visits, by date.
    pub visits: Vec<Visit>,
    /// What else changed, by date.
    pub changes: Vec<(NaiveDate, Change)>,
    /// What was unwanted, new or worrying, by date.
    pub events: Vec<(NaiveDate, Event)>,
    /// What the days around visits were like: of the trial's treatment weeks, without one of all days.
    pub around_visits: AroundVisits,
}

impl Figures {
    /// Reads the days from the first to the last date. `plans` are those whose visits are listed.
    pub fn read<D: Days>(trends: &Trends<'_, D>, plans: &[&Plan], first: NaiveDate, last: NaiveDate) -> Self {
        let measures = trends.with_data(first, last);
        let until = last.min(trends.today);
        let written = || dates(first, until).filter_map(|date| trends.days.day(date).written());
        let (from, to) = trends.plan.map_or((first, last), Plan::treatment_window);
        Self {
            first,
            last,
            as_of: trends.today,
            courses: measures.into_iter().map(|measure| Course::read(trends, measure, first, last)).collect(),
            visits: visits_between(plans, trends.days, first, last, trends.today),
            changes: written()
                .flat_map(|day| day.changes.iter().map(|change| (day.date, change.clone())))
                .collect(),
            events: written()
                .flat_map(|day| day.events.iter().map(|event| (day.date, event.clone())))
                .collect(),
            around_visits: around_visits(trends.days, from, to.min(trends.today)),
        }
    }
}

impl Course {
    /// Reads one measure, whether it has data or not.
    pub fn read<D: Days>(
        trends: &Trends<'_, D>,
        measure: Measure,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Self {
        let points = trends.series(measure, first, last);
        let standing = trends.standing(measure);
        let anchor = trends.plan.map_or_else(any_monday, |plan| plan.start);
        Self {
            measure,
            name: measure.name(trends.plan).to_owned(),
            label: measure.label(trends.plan).to_owned(),
            better: measure.better(trends.plan),
            weeks: weeks(&points, anchor),
            after_visits: trends.after_visits(measure, first, last),
            top: top(measure.scale_end(), &points, &standing),
            points,
            standing,
        }
    }
}

/// Weeks without a trial begin on Monday.
fn any_monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default()
}

/// The top of a chart: the scale's own where there is one, else a round number above all there is.
fn top(scale_end: Option<i64>, points: &[Point], standing: &Standing) -> i64 {
    if let Some(end) = scale_end {
        return end;
    }
    let lines = standing.baseline.map(|mean| mean.value).into_iter().chain(standing.success_line);
    let seen = points.iter().filter_map(|point| point.value).chain(lines).max();
    round_above(seen.unwrap_or(Exact::from_integer(0)).ceil().to_integer().max(LEAST_TOP))
}

/// The least of 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 50, … that is not below a number.
fn round_above(number: i64) -> i64 {
    const STEPS: [i64; 8] = [4, 5, 6, 8, 10, 12, 15, 20];
    const TENS: [i64; 7] = [30, 40, 50, 60, 80, 100, 150];
    let mut scale = 1_i64;
    loop {
        let steps = STEPS.iter().chain(&TENS).map(|step| step.saturating_mul(scale));
        if let Some(step) = steps.into_iter().find(|step| *step >= number) {
            return step;
        }
        scale = scale.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::calendar::DayEnd;
    use crate::domain::checkin::{CheckIn, Rating};
    use crate::domain::day::Day;
    use crate::domain::score::{Awakenings, Score};
    use crate::kit::date;

    #[test]
    fn a_chart_ends_at_its_scale_or_at_a_round_number() {
        assert_eq!(
            [0, 4, 7, 21, 99, 151, 200, 1_000_000].map(round_above),
            [4, 4, 8, 30, 100, 200, 200, 1_000_000]
        );
        let mut days = BTreeMap::new();
        let on = date("2026-11-02");
        let checkin = CheckIn {
            rating: Rating::Rated(Score::new(0).unwrap()),
            awakenings: Awakenings::new(7).ok(),
            ..CheckIn::default()
        };
        days.insert(on, Day { checkin, ..Day::empty(on) });
        let trends = Trends { plan: None, days: &days, day_end: DayEnd::default(), today: on };
        let figures = Figures::read(&trends, &[], date("2026-11-01"), on);
        let awakenings = crate::domain::fields::Field::named("awakenings").unwrap();
        let tops: Vec<_> = figures.courses.iter().map(|course| (course.measure, course.top)).collect();
        assert_eq!(tops, [(Measure::Pain, 10), (Measure::Field(awakenings), 8)]);
        let pain: Vec<_> = figures.courses[0].points.iter().map(|point| point.value).collect();
        assert_eq!(pain, [None, Some(Exact::from_integer(0))], "a gap is no zero, a zero no gap");
    }
}
