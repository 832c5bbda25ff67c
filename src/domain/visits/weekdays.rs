//! Other weekdays for the visits of a plan, from next week on.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::refusal::VisitError;
use crate::domain::calendar::after;
use crate::domain::trial::{DayOfWeek, Plan, Schedule};

/// Other weekdays from the next week of the trial on, counted from day 1: so every week keeps its
/// number of visits, and the current one and all before it keep their plan.
pub fn change_weekdays(
    plan: &Plan,
    weekdays: &BTreeSet<DayOfWeek>,
    today: NaiveDate,
) -> Result<Plan, VisitError> {
    if plan.follow_up.is_some() {
        return Err(VisitError::BySteps);
    }
    let needed = plan.dose.per_week();
    if weekdays.len() != usize::from(needed) {
        return Err(VisitError::Weekdays { needed, given: weekdays.len() });
    }
    let days_begun = u64::try_from(plan.day_number(today)).unwrap_or(0);
    let from = after(plan.start, days_begun.div_ceil(7).saturating_mul(7));
    if from > plan.treatment_window().1 {
        return Err(VisitError::NoWeekLeft);
    }
    let mut changed = plan.clone();
    changed.schedule.retain(|schedule| schedule.from < from);
    changed.schedule.push(Schedule { from, days: weekdays.clone() });
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::visits::planned_dates;
    use crate::kit::{date, plan};

    #[test]
    fn other_weekdays_change_only_weeks_to_come_and_keep_the_number_of_visits() {
        let plan = plan("60x2", 4);
        let days: BTreeSet<DayOfWeek> = Plan { schedule: vec![], ..plan.clone() }.dose.default_weekdays();
        let tue_fri: BTreeSet<DayOfWeek> = days.iter().map(|day| DayOfWeek(day.0.succ())).collect();
        for (today, first_changed) in [
            ("2026-10-20", Some("2026-11-02")),
            ("2026-11-01", Some("2026-11-02")),
            ("2026-11-02", Some("2026-11-09")),
            ("2026-11-08", Some("2026-11-09")),
            ("2026-11-09", Some("2026-11-16")),
            ("2026-11-22", Some("2026-11-23")),
            ("2026-11-23", None),
        ] {
            let changed = change_weekdays(&plan, &tue_fri, date(today));
            let Some(first) = first_changed.map(date) else {
                assert_eq!(changed, Err(VisitError::NoWeekLeft));
                continue;
            };
            let (old, new) = (planned_dates(&plan), planned_dates(&changed.unwrap()));
            assert_eq!(new.len(), old.len());
            let past = |dates: &[NaiveDate]| dates.iter().copied().filter(|d| *d < first).collect::<Vec<_>>();
            assert_eq!(past(&old), past(&new), "{today}");
            assert!(new.iter().filter(|date| **date >= first).all(|date| !old.contains(date)));
        }
        let twice = change_weekdays(&plan, &tue_fri, date("2026-11-03")).unwrap();
        let back = change_weekdays(&twice, &days, date("2026-11-03")).unwrap();
        assert_eq!((back.schedule.len(), planned_dates(&back)), (2, planned_dates(&plan)));
        let one = BTreeSet::from([DayOfWeek(chrono::Weekday::Mon)]);
        let error = change_weekdays(&plan, &one, date("2026-11-03")).unwrap_err();
        assert_eq!(error, VisitError::Weekdays { needed: 2, given: 1 });
    }
}
