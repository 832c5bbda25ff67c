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
    use super::*;
    use crate::domain::trial::{StopReason, Stopped};
    use crate::kit::{Diary, done, score};

    fn worse(diary: &Diary, today: i64) -> Option<GettingWorse> {
        getting_worse(&diary.trial, &diary.days, DayEnd::default(), diary.date(today))
    }

    fn found(baseline: &str, treatment: &str, today: i64) -> bool {
        worse(&Diary::neck().pains(-6, baseline).pains(1, treatment), today).is_some()
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
        let diary = Diary::neck().pains(-6, "5 5 5 5 5 5 5").pains(26, "9 9 9 9");
        assert!(worse(&diary, 28).is_some() && worse(&diary, 29).is_none());
        let on = diary.date(28);
        let stop = Stopped { on, reason: StopReason::Hurt, text: None };
        assert_eq!(worse(&diary.with(|trial| *trial = trial.stop(stop).unwrap()), 28), None);
    }

    #[test]
    fn a_single_figure_serves_where_the_baseline_has_none() {
        let diary = Diary::neck().pains(1, "6 6 6");
        assert_eq!(worse(&diary, 3), None);
        let found = worse(&diary.with(|trial| trial.plan.baseline.pain = Some(score(4))), 3).unwrap();
        assert_eq!((found.baseline, found.days.len()), (Exact::from_integer(4), 3));
    }

    #[test]
    fn soreness_is_told_on_the_second_day_after_a_visit_from_3_on() {
        let sore = |ago: i64, soreness: i64| {
            let diary = Diary::neck().visit(1, done(60));
            let diary = diary.on(1 + ago, |day| day.checkin.soreness = Some(score(soreness)));
            lasting_soreness(&diary.days, diary.date(1 + ago)).map(Score::get)
        };
        assert_eq!([sore(2, 3), sore(2, 2), sore(1, 9), sore(3, 9)], [Some(3), None, None, None]);
    }
}
