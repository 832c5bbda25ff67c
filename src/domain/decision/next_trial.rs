//! The checklist of the trial that comes next, filled in from the one that is over. Everything
//! that is asked for safety and for the gate is asked anew.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::decide::Decision;
use super::outcome::FunctionDetail;
use super::window::Figure;
use crate::domain::calendar::{DayOfWeek, after, dates};
use crate::domain::checklist::{Checklist, Dated, RECENT_MASSAGE, Site};
use crate::domain::drafts::Drafts;
use crate::domain::score::{Amount, Exact, Score};
use crate::domain::trial::{
    BaselineFigures, DEFAULT_WEEKS, Dose, DoseKind, FollowUp, Plan, STUDIED_WEEKS, Setup, Steps, Trial,
    WINDOW_DAYS,
};
use crate::domain::verdict::{Choice, Verdict};
use crate::words_enum;

/// Minutes of a visit of a follow-up block (Cook et al., Spine J 2015;15:2206-15).
const BLOCK_MINUTES: i64 = 60;

words_enum! {
    /// The one thing that is changed in an adjusted trial.
    Adjustment {
        /// Another dose.
        Dose = "dose", "the dose";
        /// Another technique, with the same dose.
        Technique = "technique", "the technique";
        /// Another place that is treated.
        Site = "site", "the place that is treated";
    }
}

/// A bounded next block after a success: six weekly visits of an hour, judged against the baseline
/// of the first trial. It begins on the next day that would have a visit.
pub fn next_block(trial: &Trial, decision: &Decision, today: NaiveDate) -> Setup {
    let steps = match trial.plan.steps() {
        // What held with weekly visits is spaced out further.
        Some(_) => Steps::taper(),
        None => Steps::weekly(),
    };
    follow_up(trial, decision, today, steps)
}

/// Whether a follow-up block can come after a trial: there is a gain that may hold, or it was such a
/// block itself and other visits may do. Never after something got worse, or with a stopped trial.
pub fn can_be_followed(trial: &Trial, decision: &Decision) -> bool {
    let chosen = trial.decision.as_ref().is_some_and(|recorded| recorded.choice == Choice::NextBlock);
    match decision.verdict {
        Verdict::Continue => true,
        Verdict::Adjust | Verdict::Inconclusive | Verdict::InsufficientData => {
            chosen || trial.plan.follow_up.is_some()
        }
        Verdict::Stopped | Verdict::NotYet | Verdict::Review => false,
    }
}

/// The same dose once more, after a new baseline week; of a follow-up block the same steps.
pub fn rerun(trial: &Trial, decision: &Decision, today: NaiveDate) -> Setup {
    match trial.plan.steps() {
        Some(steps) => follow_up(trial, decision, today, steps.clone()),
        None => again(trial, decision, today),
    }
}

/// What can be changed in an adjusted trial: no other dose where the strongest was tried.
pub fn adjustments(trial: &Trial) -> Vec<Adjustment> {
    let other_dose = !trial.plan.is_strongest_dose();
    Adjustment::ALL.iter().copied().filter(|what| *what != Adjustment::Dose || other_dose).collect()
}

/// The trial once more with one thing changed, after a new baseline week. A changed dose is a studied
/// one that was not tried, for the weeks that were studied; a changed place is left open, and its
/// markers with it.
pub fn adjusted(trial: &Trial, decision: &Decision, today: NaiveDate, what: Adjustment) -> Setup {
    let mut setup = again(trial, decision, today);
    match what {
        Adjustment::Dose => {
            set_dose(&mut setup, other_dose(&trial.plan));
            setup.weeks = Some(DEFAULT_WEEKS);
        }
        Adjustment::Technique => {}
        Adjustment::Site => {
            setup.checklist.site = None;
            setup.markers.clear();
            setup.baseline = BaselineFigures::default();
        }
    }
    setup
}

/// A studied dose that was not tried, never a smaller one: after a shortened one the same for longer.
fn other_dose(plan: &Plan) -> (i64, i64) {
    let dose = plan.dose;
    let is_long_enough = plan.weeks >= STUDIED_WEEKS;
    match (dose.kind(), dose.per_week(), is_long_enough) {
        (DoseKind::Studied, 3, _) | (DoseKind::Studied, 2, true) => (60, 3),
        (DoseKind::Studied | DoseKind::Comfort | DoseKind::Custom, _, _) => (60, 2),
    }
}

fn set_dose(setup: &mut Setup, (minutes, per_week): (i64, i64)) {
    let dose = Dose::new(minutes, per_week).ok();
    if setup.dose.map(Dose::per_week) != dose.map(Dose::per_week) {
        setup.weekdays = None;
    }
    setup.dose = dose;
}

/// A follow-up block of a trial with steps of one's own: its baseline is that of the first of the
/// chain.
pub fn follow_up(trial: &Trial, decision: &Decision, today: NaiveDate, steps: Steps) -> Setup {
    let plan = &trial.plan;
    let first = plan.follow_up.as_ref().map_or(plan.start, |before| before.baseline_start);
    let next_visit = dates(after(today, 1), after(today, WINDOW_DAYS)).find(|date| {
        let held = plan.schedule.last();
        held.is_some_and(|held| held.days.contains(&DayOfWeek(date.weekday())))
    });
    let begun = again(trial, decision, today);
    Setup {
        dose: Dose::new(BLOCK_MINUTES, 1).ok(),
        weeks: None,
        weekdays: None,
        start: Some(next_visit.unwrap_or_else(|| after(today, 1))),
        baseline: plan.baseline.clone(),
        checklist: Checklist { answers: recent_massage(&trial.checklist), ..begun.checklist.clone() },
        follow_up: Some(FollowUp { follows: trial.id.clone(), steps, baseline_start: first }),
        ..begun
    }
}

/// What the first trial of a chain said of massage before it: its baseline still counts.
fn recent_massage(list: &Checklist) -> BTreeMap<String, Dated<bool>> {
    let said = list.answers.get(RECENT_MASSAGE);
    said.map(|answer| (RECENT_MASSAGE.to_owned(), *answer)).into_iter().collect()
}

/// What stays: place, age, goals, markers, and holds that are still open. What was answered with
/// yes or no, and whether a clinician knows, is asked anew.
fn again(trial: &Trial, decision: &Decision, today: NaiveDate) -> Setup {
    let old = trial.as_setup();
    Setup {
        begun: today,
        checklist: Checklist {
            answers: had_massage(decision)
                .then(|| (RECENT_MASSAGE.to_owned(), Dated { value: true, on: today }))
                .into_iter()
                .collect(),
            clinician: None,
            holds: old.checklist.open_holds().cloned().collect(),
            drafts: Drafts::default(),
            ..old.checklist
        },
        follow_up: None,
        weekdays: trial.plan.schedule.last().map(|schedule| schedule.days.clone()),
        start: Some(after(today, WINDOW_DAYS)),
        baseline: if today <= trial.plan.late_window().1 {
            week_five_figures(trial, decision)
        } else {
            BaselineFigures::default()
        },
        ..old
    }
}

/// Whether the trial itself was massage for this pain not long before.
fn had_massage(decision: &Decision) -> bool {
    decision.adherence.completed.saturating_add(decision.adherence.short) > 0
}

/// The figures of week five as single figures, for a baseline week that would have none. Only
/// while they are at most a week old.
fn week_five_figures(trial: &Trial, decision: &Decision) -> BaselineFigures {
    let mut figures = BaselineFigures {
        pain: decision.pain.week_five.and_then(|figure| Score::new(rounded(figure.mean, 1)).ok()),
        ..BaselineFigures::default()
    };
    match &decision.function.detail {
        FunctionDetail::Ndi(result) if trial.plan.site == Site::Neck => {
            figures.ndi = result.week_five.as_ref().map(|figure| figure.ndi.clone());
        }
        FunctionDetail::Ndi(_) => {}
        FunctionDetail::Markers(results) => {
            let value = |figure: Figure| {
                let hundredths = rounded(figure.mean, 100);
                format!("{}.{:02}", hundredths / 100, hundredths % 100).parse::<Amount>().ok()
            };
            figures.markers = results
                .iter()
                .filter_map(|result| Some((result.marker.name.clone(), value(result.week_five?)?)))
                .collect();
        }
    }
    figures
}

fn rounded(figure: Exact, parts: i64) -> i64 {
    (figure * parts).round().to_integer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::DayEnd;
    use crate::domain::decision::decide;
    use crate::domain::journal::DayBook;
    use crate::domain::trial::TrialId;
    use crate::kit::{Diary, date, kept};

    const TODAY: &str = "2026-12-07";

    fn trial(dose: &str, weeks: u8) -> Trial {
        Diary::planned(dose, weeks).trial
    }

    fn decision(trial: &Trial) -> Decision {
        decide(trial, &DayBook::default(), &kept(8), DayEnd::default(), date(TODAY))
    }

    #[test]
    fn no_smaller_dose_is_a_remedy() {
        for (tried, weeks, offered) in [
            ("60x2", 4, Some("60x3")),
            ("60x2", 2, Some("60x2")),
            ("60x3", 4, None),
            ("60x3", 2, Some("60x3")),
            ("75x3", 4, None),
            ("60x1", 4, Some("60x2")),
            ("30x3", 4, Some("60x2")),
        ] {
            let trial = trial(tried, weeks);
            let dose = adjustments(&trial).contains(&Adjustment::Dose).then(|| {
                let setup = adjusted(&trial, &decision(&trial), date(TODAY), Adjustment::Dose);
                assert_eq!(setup.weeks, Some(DEFAULT_WEEKS));
                setup.dose.unwrap().to_string()
            });
            assert_eq!(dose.as_deref(), offered, "{tried} for {weeks} weeks");
        }
    }

    #[test]
    fn a_block_after_a_block_keeps_the_first_baseline_and_spaces_further() {
        let mut first = trial("60x2", 4);
        first.plan.baseline.pain = Score::new(6).ok();
        let setup = next_block(&first, &decision(&first), date(TODAY));
        // Mon and Thu: the day after is Tuesday, so the next visit day is Thursday.
        assert_eq!(setup.start, Some(date("2026-12-10")));
        let plan = setup.plan(first.plan.site, first.plan.age, date(TODAY)).unwrap();
        assert_eq!((plan.length(), plan.planned_count(), plan.weeks), (49, 6, 6));
        assert_eq!(plan.compared_baseline(), first.plan.baseline_window());
        let second = Trial { id: TrialId::parse("2026-12-10-neck").unwrap(), plan, ..first.clone() };
        let next = next_block(&second, &decision(&second), date("2027-02-01"));
        let block = next.follow_up.clone().unwrap();
        assert_eq!((block.follows, block.steps), (second.id.clone(), Steps::taper()));
        assert_eq!((block.baseline_start, next.baseline), (first.plan.start, first.plan.baseline.clone()));
        let again = rerun(&second, &decision(&second), date("2027-02-01")).follow_up.unwrap();
        assert_eq!(again.steps, Steps::weekly());
        assert!(rerun(&first, &decision(&first), date(TODAY)).follow_up.is_none());
    }

    #[test]
    fn a_new_baseline_after_a_course_is_said_to_contain_some_of_it() {
        let trial = trial("60x2", 4);
        let setup = rerun(&trial, &decision(&trial), date(TODAY));
        assert_eq!(
            setup.checklist.answers.get(RECENT_MASSAGE),
            Some(&Dated { value: true, on: date(TODAY) })
        );
        let block = next_block(&trial, &decision(&trial), date(TODAY));
        assert_eq!(block.checklist.recent_massage(), Some(false), "as it was answered");
    }

    #[test]
    fn a_block_asks_only_for_what_may_keep_from_harm() {
        use crate::domain::checklist::{Part, Question, QuestionKind};
        let question = |id: &str, part| Question { id: id.into(), part, kind: QuestionKind::Statement };
        let questions = [question("muscular", Part::Fit), question("fever", Part::Safety)];
        let mut first = trial("60x2", 4);
        first.checklist = Checklist::default();
        first.checklist.site = Some(Dated { value: Site::Neck, on: date(TODAY) });
        let age = crate::domain::checklist::AgeBand::From20To64;
        first.checklist.age = Some(Dated { value: age, on: date(TODAY) });
        let mut block = next_block(&first, &decision(&first), date(TODAY));
        assert!(block.begin(&questions, date(TODAY), |_| false).is_err());
        block.checklist.answer(&questions[1], false, date(TODAY));
        assert!(block.begin(&questions, date(TODAY), |_| false).is_ok());
        let mut again = rerun(&first, &decision(&first), date(TODAY));
        again.checklist.answer(&questions[1], false, date(TODAY));
        assert!(again.begin(&questions, date(TODAY), |_| false).is_err());
    }
}
