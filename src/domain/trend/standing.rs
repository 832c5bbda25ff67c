//! Where each measure stands against the person's own baseline.

use chrono::NaiveDate;

use super::measure::Measure;
use super::series::Point;
use crate::domain::calendar::{DayEnd, before, dates};
use crate::domain::checkin::DayState;
use crate::domain::day::{Day, Days, Known};
use crate::domain::mean::Mean;
use crate::domain::measure::Better;
use crate::domain::score::{Exact, in_tenths};
use crate::domain::trial::Plan;

/// Days in "the last seven days".
pub const LAST_DAYS: u64 = 7;

/// Which way a measure went, in terms of what is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The better way.
    Better,
    /// No change, to one decimal.
    Same,
    /// The worse way.
    Worse,
}

impl Direction {
    /// The word for a person, and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Same => "same",
            Self::Worse => "worse",
        }
    }
}

/// Where one measure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Which way is better.
    pub better: Better,
    /// The mean of the baseline week, of the Neck Disability Index its last value there.
    pub baseline: Option<Mean>,
    /// Whether `baseline` is the single figure from the checklist: the week itself has none.
    pub from_checklist: bool,
    /// Whether treatment has begun: before that there is nothing to compare with the baseline.
    pub begun: bool,
    /// The mean of the last seven days, today included, and from day 1 on without the baseline's
    /// days; of the Neck Disability Index its last value there.
    pub last_seven: Option<Mean>,
    /// Where success begins, for the measures that the decision looks at.
    pub success_line: Option<Exact>,
}

impl Standing {
    /// Last seven days less baseline; negative where it fell. `None` before treatment has begun.
    pub fn change(&self) -> Option<Exact> {
        let change = self.last_seven?.value - self.baseline?.value;
        self.begun.then_some(change)
    }

    /// Which way it went. A change that one decimal does not show is none.
    pub fn direction(&self) -> Option<Direction> {
        let tenths = in_tenths(self.change()?);
        Some(match (tenths.signum(), self.better) {
            (0, _) => Direction::Same,
            (-1, Better::Lower) | (1, Better::Higher) => Direction::Better,
            (_, Better::Lower | Better::Higher) => Direction::Worse,
        })
    }

    /// How far the last seven days are from where success begins: 0 or less where they are there.
    /// `None` before treatment has begun.
    pub fn to_success(&self) -> Option<Exact> {
        let (now, line) = (self.last_seven.filter(|_| self.begun)?.value, self.success_line?);
        Some(match self.better {
            Better::Lower => now - line,
            Better::Higher => line - now,
        })
    }
}

/// Days after visits beside other days: a description, not a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterVisits {
    /// The mean of the days that follow a day with a visit done.
    pub after: Mean,
    /// The mean of all other days.
    pub other: Mean,
}

/// A journal as one looks at it for its trends.
#[derive(Debug)]
pub struct Trends<'a, D> {
    /// The plan of the trial looked at, if there is one.
    pub plan: Option<&'a Plan>,
    /// The days.
    pub days: &'a D,
    /// Where the journal's day ends.
    pub day_end: DayEnd,
    /// The day one looks from: what is dated later does not count.
    pub today: NaiveDate,
}

impl<D: Days> Trends<'_, D> {
    /// A measure on each date from the first to the last. Dates after today are blank.
    pub fn series(&self, measure: Measure, first: NaiveDate, last: NaiveDate) -> Vec<Point> {
        dates(first, last).map(|date| self.point(measure, date)).collect()
    }

    fn point(&self, measure: Measure, date: NaiveDate) -> Point {
        let blank = Point { date, value: None, state: DayState::Blank, known: true };
        match self.days.day(date) {
            _ if date > self.today => blank,
            Known::Blank => blank,
            Known::Unreadable | Known::NotLoaded => Point { known: false, ..blank },
            Known::Written(day) => {
                Point { value: measure.value(self.plan, day), state: day.state(self.day_end), ..blank }
            }
        }
    }

    /// The measures with at least one value from the first to the last date, in the order of the
    /// screen.
    pub fn with_data(&self, first: NaiveDate, last: NaiveDate) -> Vec<Measure> {
        let has_value =
            |measure: &Measure| dates(first, last).any(|date| self.point(*measure, date).value.is_some());
        Measure::all(self.plan).into_iter().filter(has_value).collect()
    }

    /// Where a measure stands today.
    pub fn standing(&self, measure: Measure) -> Standing {
        let begun = self.plan.filter(|plan| plan.start <= self.today);
        let first = before(self.today, LAST_DAYS.saturating_sub(1));
        let first = begun.map_or(first, |plan| first.max(plan.start));
        let written = self.plan.and_then(|plan| {
            let (first, last) = plan.compared_baseline();
            let counts = |point: &Point| {
                let day = self.days.day(point.date).written();
                day.is_none_or(|day| measure.counts_as_baseline(plan, day))
            };
            let points = self.series(measure, first, last).into_iter().filter(counts);
            mean_of(measure, points.filter_map(|point| point.value))
        });
        let figure = self.plan.and_then(|plan| measure.baseline_figure(plan));
        let baseline = written.or(figure.map(|value| Mean { value, n: 1 }));
        Standing {
            better: measure.better(self.plan),
            baseline,
            from_checklist: written.is_none() && baseline.is_some(),
            begun: begun.is_some(),
            last_seven: self.mean(measure, first, self.today),
            success_line: baseline.and_then(|mean| measure.success_line(self.plan, mean.value)),
        }
    }

    /// The mean of a measure over a window; of the Neck Disability Index its last value there, as
    /// the decision takes it.
    fn mean(&self, measure: Measure, first: NaiveDate, last: NaiveDate) -> Option<Mean> {
        mean_of(measure, self.series(measure, first, last).into_iter().filter_map(|point| point.value))
    }

    /// A measure on the days after visits beside all other days; `None` where either has no value.
    pub fn after_visits(&self, measure: Measure, first: NaiveDate, last: NaiveDate) -> Option<AfterVisits> {
        let follows_visit =
            |point: &Point| self.days.day(before(point.date, 1)).written().is_some_and(Day::had_visit);
        let (after, other): (Vec<_>, Vec<_>) =
            self.series(measure, first, last).into_iter().partition(follows_visit);
        let mean = |points: Vec<Point>| Mean::of(points.into_iter().filter_map(|point| point.value));
        Some(AfterVisits { after: mean(after)?, other: mean(other)? })
    }
}

/// The mean of values, oldest first; of the Neck Disability Index the last of them, as the decision
/// takes it.
fn mean_of(measure: Measure, mut values: impl DoubleEndedIterator<Item = Exact>) -> Option<Mean> {
    match measure {
        Measure::Ndi => values.next_back().map(|value| Mean { value, n: 1 }),
        Measure::Pain | Measure::Marker(_) | Measure::Field(_) => Mean::of(values),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{Datelike, Weekday};
    use proptest::prelude::*;

    use super::super::series::{Range, bins, days_per_column, moving_mean, weeks};
    use super::*;
    use crate::domain::calendar::after;
    use crate::domain::checkin::{CheckIn, Rating};
    use crate::domain::journal::DayBook;
    use crate::domain::measure::{AWAKENINGS_MARKER, FunctionMeasure, Marker, Ndi};
    use crate::domain::score::{NdiTotal, Score};
    use crate::domain::session::{Session, SessionStatus};
    use crate::domain::text::Words;
    use crate::kit::{date, marker, plan};

    type Journal = BTreeMap<NaiveDate, Day>;

    fn looked_at<'a>(plan: Option<&'a Plan>, days: &'a Journal, today: &str) -> Trends<'a, Journal> {
        Trends { plan, days, day_end: DayEnd::default(), today: date(today) }
    }

    fn write(days: &mut Journal, on: NaiveDate, checkin: CheckIn) {
        days.insert(on, Day { checkin, ..Day::empty(on) });
    }

    fn field(id: &str) -> Measure {
        Measure::Field(crate::domain::fields::Field::named(id).unwrap())
    }

    fn rated(pain: i64) -> CheckIn {
        CheckIn { rating: Rating::Rated(Score::new(pain).unwrap()), ..CheckIn::default() }
    }

    fn exact(numerator: i64, denominator: i64) -> Exact {
        Exact::new(numerator, denominator)
    }

    fn plan_with_markers() -> Plan {
        let own = |id: &str| Marker { name: format!("my {id}"), ..marker(id) };
        let markers = [own("walk"), own(AWAKENINGS_MARKER)];
        Plan { function: FunctionMeasure::markers(&markers).unwrap(), ..plan("60x2", 4) }
    }

    /// Pain 7 in the baseline but 6 on its last day, and 4 from day 1 on, up to a date.
    fn falling(until: &str) -> Journal {
        let mut days = Journal::new();
        for on in dates(date("2026-10-26"), date(until)) {
            let pain = if on < date("2026-11-01") {
                7
            } else if on < date("2026-11-02") {
                6
            } else {
                4
            };
            write(&mut days, on, rated(pain));
        }
        days
    }

    #[test]
    fn a_series_tells_values_gaps_skipped_and_unknown_days_apart() {
        let mut days = Journal::new();
        write(&mut days, date("2026-11-02"), rated(0));
        let skipped = Rating::Skipped(Words::new("ill").unwrap());
        write(&mut days, date("2026-11-03"), CheckIn { rating: skipped, ..CheckIn::default() });
        write(&mut days, date("2026-11-05"), rated(3));
        let series = looked_at(None, &days, "2026-11-04").series(
            Measure::Pain,
            date("2026-11-02"),
            date("2026-11-05"),
        );
        let told: Vec<_> = series.iter().map(|point| (point.value, point.state)).collect();
        assert_eq!(
            told,
            [
                (Some(exact(0, 1)), DayState::Rated),
                (None, DayState::Skipped),
                (None, DayState::Blank),
                (None, DayState::Blank)
            ]
        );
        let book = DayBook::default();
        let trends =
            Trends { plan: None, days: &book, day_end: DayEnd::default(), today: date("2026-11-04") };
        assert!(!trends.series(Measure::Pain, date("2026-11-02"), date("2026-11-02"))[0].known);
    }

    #[test]
    fn the_measures_are_the_plans_own_and_awakenings_are_listed_once() {
        assert!(Measure::all(Some(&plan("60x2", 4))).contains(&Measure::Ndi));
        let plan = plan_with_markers();
        let all = Measure::all(Some(&plan));
        assert_eq!(all.len(), 9);
        assert!(!all.contains(&field("awakenings")) && !all.contains(&Measure::Ndi));
        assert_eq!(Measure::named("My Walk", Some(&plan)), Some(Measure::Marker(0)));
        assert_eq!(Measure::named("ndi", Some(&plan)), None);
        assert_eq!(Measure::named("worst", None), Some(field("worst")));
        for measure in all {
            assert_eq!(Measure::named(measure.name(Some(&plan)), Some(&plan)), Some(measure));
        }
    }

    #[test]
    fn every_measure_reads_its_own_field() {
        let plan = plan_with_markers();
        let mut checkin = CheckIn {
            markers: BTreeMap::from([("my walk".to_owned(), "12.5".parse().unwrap())]),
            ndi: Some(Ndi::Total(NdiTotal::new(30).unwrap())),
            ..rated(1)
        };
        let mut wanted = vec![
            (Measure::Pain, exact(1, 1)),
            (Measure::Ndi, exact(30, 1)),
            (Measure::Marker(0), exact(25, 2)),
            (Measure::Marker(1), exact(4, 1)),
        ];
        for (field, number) in crate::domain::fields::followed().zip([2, 3, 4].into_iter().chain(5..)) {
            field.set(&mut checkin, field.number(number).unwrap()).unwrap();
            wanted.push((Measure::Field(field), exact(number, 1)));
        }
        let day = Day { checkin, ..Day::empty(date("2026-11-02")) };
        for (measure, value) in wanted {
            assert_eq!(measure.value(Some(&plan), &day), Some(value), "{measure:?}");
            assert_eq!(measure.value(Some(&plan), &Day::empty(day.date)), None, "{measure:?}");
        }
        assert_eq!(Measure::Marker(2).value(Some(&plan), &day), None);
    }

    #[test]
    fn where_a_measure_stands_is_exact() {
        let (plan, days) = (plan("60x2", 4), falling("2026-11-20"));
        let found = looked_at(Some(&plan), &days, "2026-11-20").standing(Measure::Pain);
        assert_eq!(found.baseline, Some(Mean { value: exact(48, 7), n: 7 }));
        assert_eq!(found.last_seven, Some(Mean { value: exact(4, 1), n: 7 }));
        assert_eq!(found.change(), Some(exact(-20, 7)));
        assert_eq!(found.direction(), Some(Direction::Better));
        assert_eq!(found.success_line, Some(exact(48, 10)));
        assert_eq!(found.to_success(), Some(exact(-4, 5)));
    }

    #[test]
    fn imported_figures_are_no_baseline_unless_the_person_said_so() {
        let plan = plan("60x2", 4);
        let baseline = |mark: Option<bool>| {
            let mut days = Journal::new();
            for (number, pain) in [(-2, 8), (-1, 8), (0, 5)] {
                let mut checkin = rated(pain);
                if let (Some(as_baseline), 8) = (mark, pain) {
                    checkin.imported.mark("pain", "csv", as_baseline);
                }
                write(&mut days, plan.date_of(number), checkin);
            }
            looked_at(Some(&plan), &days, "2026-11-02").standing(Measure::Pain).baseline
        };
        assert_eq!(baseline(None), Some(Mean { value: exact(7, 1), n: 3 }));
        assert_eq!(baseline(Some(true)), baseline(None));
        assert_eq!(baseline(Some(false)), Some(Mean { value: exact(5, 1), n: 1 }));
    }

    #[test]
    fn the_baselines_own_days_are_not_compared_with_it() {
        let (plan, days) = (plan("60x2", 4), falling("2026-11-20"));
        let on_day_two = looked_at(Some(&plan), &days, "2026-11-03").standing(Measure::Pain);
        assert_eq!(on_day_two.last_seven, Some(Mean { value: exact(4, 1), n: 2 }));
        let before = looked_at(Some(&plan), &days, "2026-10-31").standing(Measure::Pain);
        assert_eq!((before.change(), before.direction(), before.to_success()), (None, None, None));
        assert_eq!(before.last_seven.map(|mean| mean.n), Some(6));
    }

    #[test]
    fn a_single_figure_serves_where_the_baseline_week_has_none_and_is_said_to() {
        let mut plan = plan("60x2", 4);
        plan.baseline.pain = Some(Score::new(6).unwrap());
        let days = Journal::new();
        let found = looked_at(Some(&plan), &days, "2026-11-20").standing(Measure::Pain);
        assert_eq!(found.baseline, Some(Mean { value: exact(6, 1), n: 1 }));
        assert!(found.from_checklist);
        assert_eq!((found.last_seven, found.change()), (None, None));
        let written = falling("2026-11-20");
        assert!(!looked_at(Some(&plan), &written, "2026-11-20").standing(Measure::Pain).from_checklist);
    }

    #[test]
    fn the_index_is_taken_at_its_last_value() {
        let plan = plan("60x2", 4);
        let mut days = Journal::new();
        for (on, total) in [("2026-10-27", 30), ("2026-11-01", 20), ("2026-11-15", 16)] {
            let ndi = Some(Ndi::Total(NdiTotal::new(total).unwrap()));
            write(&mut days, date(on), CheckIn { ndi, ..CheckIn::default() });
        }
        let found = looked_at(Some(&plan), &days, "2026-11-20").standing(Measure::Ndi);
        assert_eq!(found.baseline, Some(Mean { value: exact(20, 1), n: 1 }));
        assert_eq!((found.success_line, found.to_success()), (Some(exact(15, 1)), Some(exact(1, 1))));
        assert_eq!(Measure::Ndi.success_line(Some(&plan), exact(4, 1)), None);
    }

    #[test]
    fn a_marker_succeeds_at_its_clear_change() {
        let plan = plan_with_markers();
        let line = |index, baseline| Measure::Marker(index).success_line(Some(&plan), baseline);
        assert_eq!(line(0, exact(10, 1)), Some(exact(15, 1)));
        assert_eq!(line(0, exact(100, 1)), Some(exact(130, 1)));
        assert_eq!(line(0, exact(0, 1)), Some(exact(5, 1)));
        assert_eq!(line(1, exact(4, 1)), Some(exact(28, 10)));
        assert_eq!(line(1, exact(2, 1)), Some(exact(1, 1)));
        assert_eq!(line(1, exact(0, 1)), None);
        assert_eq!(Measure::Pain.success_line(Some(&plan), exact(0, 1)), None);
        assert_eq!(field("sleep").success_line(Some(&plan), exact(5, 1)), None);
    }

    #[test]
    fn better_is_lower_or_higher_as_the_measure_has_it() {
        let standing = |better, now| Standing {
            better,
            baseline: Some(Mean { value: exact(5, 1), n: 7 }),
            from_checklist: false,
            begun: true,
            last_seven: Some(Mean { value: now, n: 7 }),
            success_line: None,
        };
        for (better, now, direction) in [
            (Better::Lower, exact(4, 1), Direction::Better),
            (Better::Lower, exact(6, 1), Direction::Worse),
            (Better::Higher, exact(6, 1), Direction::Better),
            (Better::Higher, exact(4, 1), Direction::Worse),
            (Better::Higher, exact(126, 25), Direction::Same),
            (Better::Lower, exact(101, 20), Direction::Worse),
        ] {
            assert_eq!(standing(better, now).direction(), Some(direction), "{better:?} {now}");
        }
    }

    #[test]
    fn days_after_visits_are_set_beside_all_others() {
        let mut days = falling("2026-11-08");
        let visit = days.get_mut(&date("2026-11-02")).unwrap();
        visit.sessions.push(Session::new(SessionStatus::Done));
        write(&mut days, date("2026-11-03"), rated(1));
        let trends = looked_at(None, &days, "2026-11-08");
        let found = trends.after_visits(Measure::Pain, date("2026-11-02"), date("2026-11-05")).unwrap();
        assert_eq!(found.after, Mean { value: exact(1, 1), n: 1 });
        assert_eq!(found.other, Mean { value: exact(4, 1), n: 3 });
        assert_eq!(trends.after_visits(field("sleep"), date("2026-11-02"), date("2026-11-05")), None);
        assert_eq!(trends.after_visits(Measure::Pain, date("2026-11-04"), date("2026-11-05")), None);
    }

    #[test]
    fn ranges_end_today_and_the_trials_is_the_whole_trial() {
        let plan = plan("60x2", 4);
        let (today, oldest) = (date("2026-11-20"), Some(date("2020-01-01")));
        let days = |range: Range, plan: Option<&Plan>| {
            let (first, last) = range.dates(plan, today, oldest);
            (dates(first, last).count(), last)
        };
        assert_eq!(days(Range::Trial, Some(&plan)), (42, date("2026-12-06")));
        assert_eq!(days(Range::Trial, None), (14, today));
        assert_eq!(days(Range::Quarter, Some(&plan)), (90, today));
        assert_eq!(days(Range::Year, None), (365, today));
        assert_eq!(days(Range::All, None), (2516, today));
        assert_eq!(Range::All.dates(None, today, None), (today, today));
    }

    #[test]
    fn weeks_begin_on_the_anchors_weekday() {
        let days = falling("2026-11-20");
        let trends = looked_at(None, &days, "2026-11-20");
        let points = trends.series(Measure::Pain, date("2026-10-30"), date("2026-11-17"));
        let found = weeks(&points, date("2026-11-02"));
        let told: Vec<_> = found.iter().map(|week| (week.first.weekday(), week.days)).collect();
        assert_eq!(told, [(Weekday::Fri, 3), (Weekday::Mon, 7), (Weekday::Mon, 7), (Weekday::Mon, 2)]);
        assert_eq!(found[0].mean, Some(Mean { value: exact(20, 3), n: 3 }));
    }

    #[test]
    fn a_moving_mean_needs_half_its_days() {
        let mut days = Journal::new();
        for (day, pain) in [(1, 2), (2, 4), (3, 6), (4, 8), (8, 1)] {
            write(&mut days, after(date("2026-10-31"), day), rated(pain));
        }
        let trends = looked_at(None, &days, "2026-11-20");
        let points = trends.series(Measure::Pain, date("2026-11-01"), date("2026-11-10"));
        let told: Vec<_> = moving_mean(&points, 7).into_iter().map(|mean| mean.map(|m| m.value)).collect();
        let five = Some(exact(5, 1));
        assert_eq!(told, [None, None, None, five, five, five, five, Some(exact(19, 4)), None, None]);
        assert_eq!(moving_mean(&points, 0).len(), points.len());
        assert!(moving_mean(&[], 7).is_empty());
    }

    #[test]
    fn only_measures_with_data_are_shown() {
        let days = falling("2026-11-20");
        let trends = looked_at(None, &days, "2026-11-20");
        assert_eq!(trends.with_data(date("2026-11-01"), date("2026-11-20")), [Measure::Pain]);
        assert_eq!(trends.with_data(date("2026-11-21"), date("2026-11-30")), []);
    }

    /// Days with values, zeros among them, and gaps.
    fn points() -> impl Strategy<Value = Vec<Point>> {
        let value = prop::option::of(prop_oneof![
            (0_i64..=10).prop_map(|score| exact(score, 1)),
            (0_i64..=450).prop_map(|sum| exact(sum, 9)),
            (0_i64..=100_000).prop_map(|hundredths| exact(hundredths, 100)),
        ]);
        prop::collection::vec(value, 0..400).prop_map(|values| {
            let point = |(date, value): (NaiveDate, Option<Exact>)| Point {
                date,
                value,
                state: if value.is_some() { DayState::Rated } else { DayState::Blank },
                known: true,
            };
            let first = date("2026-02-20");
            dates(first, after(first, 1000)).zip(values).map(point).collect()
        })
    }

    proptest! {
        #[test]
        fn binning_loses_no_day(points in points(), columns in 1_usize..200) {
            let found = bins(&points, columns);
            prop_assert!(found.len() <= columns);
            let covered: Vec<_> = found.iter().flat_map(|bin| dates(bin.first, bin.last)).collect();
            let all: Vec<_> = points.iter().map(|point| point.date).collect();
            prop_assert_eq!(covered, all);
            let each = days_per_column(points.len(), columns);
            let (last, full) = found.split_last().map_or((0, &[][..]), |(last, full)| (last.days, full));
            prop_assert!(full.iter().all(|bin| usize::try_from(bin.days).unwrap() == each));
            prop_assert!(usize::try_from(last).unwrap() <= each);
        }

        #[test]
        fn a_bin_is_the_exact_mean_of_its_days_and_a_gap_where_none_has_a_value(
            points in points(), columns in 1_usize..200
        ) {
            for bin in bins(&points, columns) {
                let inside = |point: &&Point| (bin.first..=bin.last).contains(&point.date);
                let values: Vec<Exact> = points.iter().filter(inside).filter_map(|point| point.value).collect();
                match bin.mean {
                    None => prop_assert!(values.is_empty()),
                    Some(mean) => {
                        prop_assert_eq!(usize::try_from(mean.n).unwrap(), values.len());
                        prop_assert!(mean.n > 0);
                        prop_assert_eq!(mean.value * i64::from(mean.n), values.iter().sum::<Exact>());
                    }
                }
            }
        }

        #[test]
        fn weeks_lose_no_day(points in points(), anchor in 0_u64..7) {
            let found = weeks(&points, after(date("2026-11-02"), anchor));
            let covered: Vec<_> = found.iter().flat_map(|week| dates(week.first, week.last)).collect();
            prop_assert_eq!(covered, points.iter().map(|point| point.date).collect::<Vec<_>>());
            prop_assert!(found.iter().all(|week| week.days <= 7));
        }
    }
}
