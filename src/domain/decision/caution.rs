//! What is said at once, before any decision: pain getting worse, soreness that does not fade.

use chrono::NaiveDate;

use super::window::{DayRating, PainRatings, Window, WindowFigures};
use crate::domain::calendar::{DayEnd, before};
use crate::domain::day::{Day, Days};
use crate::domain::score::{Exact, Score};
use crate::domain::thresholds::{
    HIGH_BASELINE_PAIN, LASTING_SORENESS, PAIN_NEAR_TOP, PAIN_WORSE, WORSENING_DAYS,
};
use crate::domain::trial::{Phase, Trial};

/// Ratings in a row lie within so many days, so that two before a long silence and one after it are
/// no row (our convention).
const ROW_WITHIN_DAYS: i64 = 7;

/// Three rated days in a row clearly above the baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GettingWorse {
    /// The baseline mean.
    pub baseline: Exact,
    /// The days, oldest first.
    pub days: Vec<DayRating>,
}

/// Whether pain is getting worse during treatment: three rated days in a row, each at least 2 points
/// above the baseline mean (or each 9 or more where that mean is 7 or more), the last of them today
/// or yesterday (our convention). Days without a rating between them do not break a row; a stopped
/// trial is over.
pub fn getting_worse(
    trial: &Trial,
    days: &impl Days,
    day_end: DayEnd,
    today: NaiveDate,
) -> Option<GettingWorse> {
    let plan = &trial.plan;
    if plan.phase(today) != Phase::Treatment || trial.is_over(today) {
        return None;
    }
    let read = |window| WindowFigures::read(plan, window, days, day_end, today).ratings;
    let baseline = PainRatings {
        baseline: read(Window::Baseline),
        single: plan.baseline.pain,
        ..PainRatings::default()
    };
    let baseline = baseline.baseline_figure()?.mean;
    let rated = read(Window::Treatment);
    let row = rated.get(rated.len().checked_sub(WORSENING_DAYS)?..)?;
    let (first, last) = (row.first()?.date, row.last()?.date);
    let is_fresh = last >= before(today, 1);
    let is_row = last.signed_duration_since(first).num_days() < ROW_WITHIN_DAYS;
    let is_worse = |rating: &DayRating| {
        let pain = rating.pain.exact();
        pain >= baseline + PAIN_WORSE || (baseline >= HIGH_BASELINE_PAIN && pain >= PAIN_NEAR_TOP)
    };
    (is_fresh && is_row && row.iter().all(is_worse)).then(|| GettingWorse { baseline, days: row.to_vec() })
}

/// The soreness of a day where it has lasted too long: 3 or more on the second day after a visit
/// (our convention; it usually starts within 12 hours and is gone by 36). It is told until the next
/// day.
pub fn lasting_soreness(days: &impl Days, date: NaiveDate) -> Option<Score> {
    let soreness = days.day(date).written()?.checkin.soreness?;
    let visited = days.day(before(date, 2)).written().is_some_and(Day::had_visit);
    (visited && i64::from(soreness.get()) >= LASTING_SORENESS).then_some(soreness)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::calendar::after;
    use crate::domain::checkin::Rating;
    use crate::domain::checklist::Checklist;
    use crate::domain::session::{Session, SessionStatus};
    use crate::domain::trial::{Ending, StopReason, Stopped, TrialId};
    use crate::domain::visits::samples::{date, plan};

    type Journal = BTreeMap<NaiveDate, Day>;

    fn trial() -> Trial {
        let plan = plan("60x2", 4);
        Trial {
            id: TrialId::parse("2026-11-02-neck").unwrap(),
            begun: plan.start,
            checklist: Checklist::default(),
            plan,
            stopped: None,
            ending: Ending::default(),
            decision: None,
        }
    }

    /// Ratings from a day of the trial on, `-` where there is none.
    fn rated(days: &mut Journal, first: i64, text: &str) {
        for (number, word) in (first..).zip(text.split_whitespace()) {
            let on = trial().plan.date_of(number);
            if let Ok(pain) = word.parse() {
                days.entry(on).or_insert_with(|| Day::empty(on)).checkin.rating = Rating::Rated(pain);
            }
        }
    }

    fn found(baseline: &str, treatment: &str, today: i64) -> bool {
        let mut days = Journal::new();
        rated(&mut days, -6, baseline);
        rated(&mut days, 1, treatment);
        getting_worse(&trial(), &days, DayEnd::default(), trial().plan.date_of(today)).is_some()
    }

    #[test]
    fn three_days_in_a_row_two_points_up_are_told_today_and_tomorrow() {
        let week = "5 5 5 5 5 5 5";
        for (treatment, today, worse) in [
            ("5 7 7 7", 4, true),
            ("5 7 7 7", 5, true),
            ("5 7 7 7", 6, false),
            ("5 7 7 6", 4, false),
            ("5 7 7", 3, false),
            ("7 7 - 7", 4, true),
            ("7 7 6 7", 4, false),
            ("7 7 - - - - - 7", 8, false),
            ("7 - - - - 7 7", 7, true),
            ("5 7 7 7 5", 5, false),
        ] {
            assert_eq!(found(week, treatment, today), worse, "{treatment} on day {today}");
        }
        let eights = "8 8 8 8 8 8 8";
        assert!(found(eights, "9 9 9", 3) && !found(eights, "9 8 9", 3));
        assert!(found("7 7 7 7 7 7 7", "9 9 9", 3));
        assert!(!found("6 7 7 7 7 7 7", "8 8 8", 3) && found("6 7 7 7 7 7 7", "9 9 9", 3));
        assert!(!found("- - - - 5 5 -", "9 9 9", 3), "two days are no baseline");
    }

    #[test]
    fn only_during_treatment_and_only_while_the_trial_runs() {
        let mut days = Journal::new();
        rated(&mut days, -6, "5 5 5 5 5 5 5");
        rated(&mut days, 26, "9 9 9 9");
        let told = |trial: &Trial, day| {
            getting_worse(trial, &days, DayEnd::default(), trial.plan.date_of(day)).is_some()
        };
        assert!(told(&trial(), 28) && !told(&trial(), 29));
        let on = trial().plan.date_of(28);
        let stopped = trial().stop(Stopped { on, reason: StopReason::Hurt, text: None }).unwrap();
        assert!(!told(&stopped, 28));
    }

    #[test]
    fn a_single_figure_serves_where_the_baseline_has_none() {
        let mut with_figure = trial();
        with_figure.plan.baseline.pain = Score::new(4).ok();
        let mut days = Journal::new();
        rated(&mut days, 1, "6 6 6");
        let today = with_figure.plan.date_of(3);
        let worse = getting_worse(&with_figure, &days, DayEnd::default(), today).unwrap();
        assert_eq!((worse.baseline, worse.days.len()), (Exact::from_integer(4), 3));
        assert_eq!(getting_worse(&trial(), &days, DayEnd::default(), today), None);
    }

    #[test]
    fn soreness_is_told_on_the_second_day_after_a_visit_from_3_on() {
        let visit = date("2026-11-02");
        let sore = |ago: u64, score: i64| {
            let mut days = Journal::new();
            days.insert(
                visit,
                Day { sessions: vec![Session::new(SessionStatus::Done)], ..Day::empty(visit) },
            );
            let on = after(visit, ago);
            let mut day = Day::empty(on);
            day.checkin.soreness = Score::new(score).ok();
            days.insert(on, day);
            lasting_soreness(&days, on).map(Score::get)
        };
        assert_eq!([sore(2, 3), sore(2, 2), sore(1, 9), sore(3, 9)], [Some(3), None, None, None]);
    }
}
