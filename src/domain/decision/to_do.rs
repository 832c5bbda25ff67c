//! What is worth doing or knowing today, most pressing first: one list for Today, `status` and the
//! plain mode.

use chrono::NaiveDate;

use super::caution::{GettingWorse, getting_worse, lasting_soreness};
use super::decide::Decision;
use crate::domain::calendar::{DayEnd, before, dates};
use crate::domain::day::Days;
use crate::domain::score::Score;
use crate::domain::trial::{Phase, StopReason, Trial};
use crate::domain::verdict::Verdict;
use crate::domain::visits::{VisitState, visits_of};
use crate::words_enum;

/// After so many days without a check-in the way back is offered, and no older blank day is named
/// (our convention).
const WEEK: u64 = 7;

words_enum! {
    /// How far the answer of a trial is.
    Answer {
        /// There is none yet.
        None = "none", "no answer yet";
        /// It can still change.
        Preliminary = "preliminary", "can still change";
        /// No check-in to come can change it.
        Final = "final", "final";
        /// The person has written down what they decide.
        Recorded = "recorded", "decided";
    }
}

impl Answer {
    /// How far the answer of a trial is.
    pub fn of(trial: &Trial, decision: &Decision) -> Self {
        if trial.decision.is_some() {
            Self::Recorded
        } else if decision.verdict == Verdict::NotYet {
            Self::None
        } else if decision.is_final() {
            Self::Final
        } else {
            Self::Preliminary
        }
    }
}

/// One thing worth doing or knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToDo {
    /// A hold is open: its level's words come whole.
    Hold,
    /// Pain is getting worse.
    GettingWorse(GettingWorse),
    /// Soreness that has not faded by the second day after a visit.
    LastingSoreness(Score),
    /// A trial stopped for a reason that a clinician should hear.
    StoppedForReview(StopReason),
    /// A week or more went by without a check-in: go on, stop here, or start again.
    AfterAWhile {
        /// The last day that was rated or skipped, where there is one in this trial.
        last: Option<NaiveDate>,
    },
    /// The measuring week has begun.
    MeasuringWeek {
        /// Its last day.
        last: NaiveDate,
    },
    /// There is an answer, and no decision is written down.
    Answer {
        /// Whether it can still change.
        is_final: bool,
        /// The last day that can change it.
        last: NaiveDate,
    },
    /// The weekly measures are due.
    Weekly,
    /// A visit is planned today, and nothing is written of it.
    VisitToday,
    /// Planned visits that went by with nothing written, oldest first.
    VisitsGoneBy(Vec<NaiveDate>),
    /// Days of the last week without a check-in, oldest first.
    Blank(Vec<NaiveDate>),
}

impl ToDo {
    /// Whether it comes before everything that is merely to be done.
    pub fn is_caution(&self) -> bool {
        match self {
            Self::Hold | Self::GettingWorse(_) | Self::LastingSoreness(_) | Self::StoppedForReview(_) => true,
            Self::AfterAWhile { .. }
            | Self::MeasuringWeek { .. }
            | Self::Answer { .. }
            | Self::Weekly
            | Self::VisitToday
            | Self::VisitsGoneBy(_)
            | Self::Blank(_) => false,
        }
    }

    /// The name of a caution that the ratings themselves brought, as `status --json` has it.
    pub fn caution_id(&self) -> Option<&'static str> {
        match self {
            Self::GettingWorse(_) => Some("getting-worse"),
            Self::LastingSoreness(_) => Some("sore-48-hours"),
            Self::Hold
            | Self::StoppedForReview(_)
            | Self::AfterAWhile { .. }
            | Self::MeasuringWeek { .. }
            | Self::Answer { .. }
            | Self::Weekly
            | Self::VisitToday
            | Self::VisitsGoneBy(_)
            | Self::Blank(_) => None,
        }
    }
}

/// What is worth doing or knowing of a trial today, most pressing first. `decision` is the trial's of
/// today; it need not be reckoned before the measuring week.
pub fn to_do(
    trial: &Trial,
    days: &impl Days,
    day_end: DayEnd,
    today: NaiveDate,
    decision: Option<&Decision>,
) -> Vec<ToDo> {
    let plan = &trial.plan;
    let mut list = Vec::new();
    if trial.checklist.has_open_hold() {
        list.push(ToDo::Hold);
    }
    list.extend(getting_worse(trial, days, day_end, today).map(ToDo::GettingWorse));
    list.extend(lasting_soreness(days, today).map(ToDo::LastingSoreness));
    let is_decided = trial.decision.is_some();
    if let Some(stopped) = trial.stopped_by(today) {
        if stopped.reason.asks_for_review() && !is_decided {
            list.push(ToDo::StoppedForReview(stopped.reason));
        }
        return list;
    }
    let away = after_a_while(trial, days, today);
    let is_away = away.is_some();
    list.extend(away);
    list.extend(answer(trial, decision, today));
    // Once nothing can change the answer, no figure is asked for.
    let is_settled = decision.is_some_and(Decision::is_final);
    if trial.weekly_due(days, today) && !is_settled {
        list.push(ToDo::Weekly);
    }
    let visits = visits_of(trial, days, today);
    // Nothing invites to a visit beside a warning.
    let is_warned = list.iter().any(ToDo::is_caution);
    if visits.next() == Some(today) && !is_warned {
        list.push(ToDo::VisitToday);
    }
    if !is_decided && today <= plan.late_window().1 {
        let gone: Vec<NaiveDate> = visits
            .unlogged()
            .filter(|visit| visit.state == VisitState::Unlogged)
            .map(|visit| visit.date)
            .collect();
        if !gone.is_empty() {
            list.push(ToDo::VisitsGoneBy(gone));
        }
    }
    let recent = before(today, WEEK);
    let blank: Vec<NaiveDate> =
        trial.blank_days(days, today).into_iter().filter(|date| *date >= recent).collect();
    if !blank.is_empty() && !is_away {
        list.push(ToDo::Blank(blank));
    }
    list
}

/// The way back after a week or more without a check-in, in a trial that runs.
fn after_a_while(trial: &Trial, days: &impl Days, today: NaiveDate) -> Option<ToDo> {
    let plan = &trial.plan;
    match plan.phase(today) {
        Phase::Treatment | Phase::Checkpoint => {}
        Phase::Before | Phase::Baseline | Phase::After => return None,
    }
    let first = plan.baseline_window().0.max(trial.begun);
    let since = before(today, WEEK);
    let is_blank = |date: NaiveDate| days.day(date).is_blank_day();
    (since >= first && dates(since, today).all(is_blank)).then(|| ToDo::AfterAWhile {
        last: dates(first, since).rev().find(|date| {
            let day = days.day(*date).written();
            day.is_some_and(|day| day.checkin.pain().is_some() || day.checkin.skipped().is_some())
        }),
    })
}

/// That the measuring week has begun, or that there is an answer.
fn answer(trial: &Trial, decision: Option<&Decision>, today: NaiveDate) -> Option<ToDo> {
    let plan = &trial.plan;
    let (first, last) = plan.checkpoint_window();
    if today < first {
        return None;
    }
    match decision.map(|decision| Answer::of(trial, decision)) {
        Some(Answer::Recorded) => None,
        Some(Answer::Final) => Some(ToDo::Answer { is_final: true, last }),
        Some(Answer::Preliminary) if today > last => {
            Some(ToDo::Answer { is_final: false, last: plan.late_window().1 })
        }
        Some(Answer::None | Answer::Preliminary) | None => {
            (today <= last && trial.decision.is_none()).then_some(ToDo::MeasuringWeek { last })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::QuestionKind;
    use crate::domain::trial::Stopped;
    use crate::kit::{Diary, done, kept, score};

    /// Ratings from day -6 on, `-` where there is none; every visit gone by is logged.
    fn journal(pains: &str) -> Diary {
        let last = i64::try_from(pains.split_whitespace().count()).unwrap() - 7;
        Diary::neck().pains(-6, pains).visits(8).until(last)
    }

    fn names(diary: &Diary, day: i64) -> String {
        let (trial, today) = (&diary.trial, diary.date(day));
        let decision = diary.decide(&kept(8), day);
        let list = to_do(trial, &diary.days, DayEnd::default(), today, Some(&decision));
        let name = |item: &ToDo| match item {
            ToDo::Hold => "hold".to_owned(),
            ToDo::GettingWorse(_) => "worse".to_owned(),
            ToDo::LastingSoreness(_) => "sore".to_owned(),
            ToDo::StoppedForReview(reason) => format!("stopped-{}", reason.id()),
            ToDo::AfterAWhile { last } => {
                format!("away-{}", last.map_or(0, |date| trial.plan.day_number(date)))
            }
            ToDo::MeasuringWeek { .. } => "week-five".to_owned(),
            ToDo::Answer { is_final, .. } => format!("answer-{is_final}"),
            ToDo::Weekly => "weekly".to_owned(),
            ToDo::VisitToday => "visit".to_owned(),
            ToDo::VisitsGoneBy(gone) => format!("gone-{}", gone.len()),
            ToDo::Blank(blank) => format!("blank-{}", blank.len()),
        };
        list.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    const BASELINE: &str = "5 5 5 5 5 5 5";

    #[test]
    fn what_is_most_pressing_comes_first() {
        // Sun 8 Nov is day 7, the weekly day; visits are on Mon and Thu.
        let diary = journal(&format!("{BASELINE} 5 - 5 7 7 7"))
            .on(4, |day| day.sessions.clear())
            .visit(5, done(60))
            .on(7, |day| day.checkin.soreness = Some(score(4)));
        assert_eq!(names(&diary, 7), "worse sore weekly gone-1 blank-1");
        assert_eq!(names(&diary, 6), "worse gone-1 blank-1");
        let held = diary.hold("fever", QuestionKind::RedFlag, 1);
        assert_eq!(names(&held, 7), "hold worse sore weekly gone-1 blank-1");
    }

    #[test]
    fn a_visit_today_is_named_but_not_beside_a_warning() {
        let diary = journal(&format!("{BASELINE} 5 5 5"));
        assert_eq!(names(&diary, 4), "visit");
        assert_eq!(names(&diary.hold("fever", QuestionKind::RedFlag, 1), 4), "hold");
    }

    #[test]
    fn after_a_week_away_no_old_blank_day_is_listed() {
        let diary = journal(&format!("{BASELINE} 5 5"));
        assert_eq!(names(&diary, 9), "weekly gone-2 blank-6");
        assert!(names(&diary, 10).starts_with("away-2 "), "{}", names(&diary, 10));
        assert!(!names(&diary, 20).contains("blank"));
        assert!(names(&diary, 20).starts_with("away-2 "));
        assert!(names(&Diary::neck(), 8).starts_with("away-0 "));
        assert!(!names(&Diary::neck(), 0).contains("away"));
    }

    #[test]
    fn week_five_then_its_answer_until_a_decision_is_written_down() {
        let four_weeks = "5 ".repeat(28);
        let diary = journal(&format!("{BASELINE} {four_weeks} 3 3 3 3 3 3 3 3"));
        assert_eq!(names(&diary, 28), "weekly");
        assert_eq!(names(&diary, 29), "week-five weekly");
        assert_eq!(names(&diary, 36), "answer-true");
        let few = journal(&format!("{BASELINE} {four_weeks} 3 3 - - - - - -"));
        assert_eq!(names(&few, 36), "answer-false weekly blank-5");
        assert_eq!(names(&few, 45), "answer-true");
    }

    #[test]
    fn a_stopped_trial_asks_for_nothing_but_what_keeps_from_harm() {
        let stopped = |reason: StopReason| {
            let diary = journal(&format!("{BASELINE} 5"));
            let stop = Stopped { on: diary.date(10), reason, text: None };
            names(&diary.with(|trial| *trial = trial.stop(stop).unwrap()), 12)
        };
        assert_eq!(stopped(StopReason::Hurt), "stopped-hurt");
        assert_eq!(stopped(StopReason::Time), "");
    }
}
