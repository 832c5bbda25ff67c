//! The decision of week five: one pure function from a trial and its days to a verdict, with
//! everything that led to it.

use chrono::NaiveDate;

use super::firmness::{Considered, Firmness, PivotalDay, Reason, reasons};
use super::outcome::{FunctionResult, MarkerResult, PainResult, Sources, sources};
use super::rules::{Facts, Rule, RuleResult, ask};
use super::statistics::{Nap, PercentInterval, percent_interval};
use super::window::{DayRating, Inputs, LoggedChange, PainRatings, Source, Window};
use crate::domain::calendar::{DayEnd, after};
use crate::domain::day::Days;
use crate::domain::measure::FunctionMeasure;
use crate::domain::score::Score;
use crate::domain::trial::{Dose, DoseKind, Plan, Trial, TrialId};
use crate::domain::verdict::AdherenceFigures;
use crate::domain::verdict::{Outcome, Verdict};

/// Days that could not be read, by window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UnreadableDays {
    /// In the baseline window.
    pub baseline: u32,
    /// In treatment.
    pub treatment: u32,
    /// In the checkpoint.
    pub checkpoint: u32,
    /// In the week after.
    pub late: u32,
}

/// The decision, and everything that led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// The trial.
    pub trial: TrialId,
    /// The day one looks from; nothing dated later was looked at.
    pub as_of: NaiveDate,
    /// Its number: 1 on the start date.
    pub day: i64,
    /// Days of the whole trial, 35 with four weeks.
    pub length: u64,
    /// The dose.
    pub dose: Dose,
    /// The verdict. From the checkpoint's first day until it is final, it is preliminary.
    pub verdict: Verdict,
    /// The rules, in the order they were asked.
    pub rules: Vec<RuleResult>,
    /// The day since which no check-in to come can change it; `None` while one can.
    pub final_since: Option<NaiveDate>,
    /// A success on one side with the other worsened, or one marker better and one worse.
    pub mixed: bool,
    /// What holds are open: while there are any, they replace the verdict's next steps.
    pub open_holds: Vec<String>,
    /// Nothing changed with a comfort dose: the studied dose has not been tried.
    pub studied_dose_untried: bool,
    /// Firm or tentative.
    pub firmness: Firmness,
    /// Every reason why it is tentative; none when it is firm.
    pub reasons: Vec<Reason>,
    /// Pain.
    pub pain: PainResult,
    /// The ratings the pain figures are taken from, and those of every window.
    pub ratings: PainRatings,
    /// Function.
    pub function: FunctionResult,
    /// Visits and minutes.
    pub adherence: AdherenceFigures,
    /// Nonoverlap of all pairs, where both sides have rated days.
    pub nap: Option<Nap>,
    /// A 90% interval for the percent change of pain.
    pub interval_percent: Option<PercentInterval>,
    /// What else changed from day 1 to the end of the checkpoint.
    pub changes: Vec<LoggedChange>,
    /// Days that could not be read.
    pub unreadable_days: UnreadableDays,
}

impl Decision {
    /// Whether no check-in to come can change it.
    pub fn is_final(&self) -> bool {
        self.final_since.is_some()
    }

    /// Whether there is a verdict that may still change.
    pub fn is_preliminary(&self) -> bool {
        self.verdict != Verdict::NotYet && !self.is_final()
    }

    /// Whether a safety matter stands above the verdict.
    pub fn hold(&self) -> bool {
        !self.open_holds.is_empty()
    }

    /// The name under which the verdict's words are found: its own, or that of the two that are
    /// worded differently, a success with the other side worse and a comfort dose without effect.
    pub fn words_id(&self) -> &'static str {
        let worse = self.pain.outcome == Outcome::Worsened || self.function.outcome == Outcome::Worsened;
        match self.verdict {
            Verdict::Continue if worse => "continue-mixed",
            Verdict::Adjust if self.studied_dose_untried => "adjust-comfort",
            verdict => verdict.id(),
        }
    }

    /// The rule that gave the verdict.
    pub fn deciding_rule(&self) -> Option<Rule> {
        self.rules.iter().find(|row| row.decides).map(|row| row.rule)
    }
}

/// Decides a trial from what is dated up to `as_of`. Total and pure: the same trial, days and
/// figures always give the same decision.
pub fn decide(
    trial: &Trial,
    days: &impl Days,
    adherence: &AdherenceFigures,
    day_end: DayEnd,
    as_of: NaiveDate,
) -> Decision {
    decide_on(trial, &Inputs::read(trial, days, day_end, as_of), adherence, as_of)
}

/// The same from inputs that were read already.
pub(super) fn decide_on(
    trial: &Trial,
    inputs: &Inputs,
    adherence: &AdherenceFigures,
    as_of: NaiveDate,
) -> Decision {
    let plan = &trial.plan;
    let judged = Judged::new(plan, inputs, adherence, as_of);
    let (verdict, rules) = ask(judged.facts);
    let changes: Vec<LoggedChange> =
        inputs.treatment.changes.iter().chain(&inputs.checkpoint.changes).cloned().collect();
    let reasons = reasons(Considered {
        inputs,
        pain: &judged.pain,
        function: &judged.function,
        adherence,
        changes: u32::try_from(changes.len()).unwrap_or(u32::MAX),
        pivotal: judged.pivotal_days(verdict),
    });
    let (nap, interval_percent) = certainty(plan, &judged, as_of);
    let settled = all_from_checkpoint(&sources(&judged.pain, &judged.function));
    let facts = judged.facts;
    Decision {
        trial: trial.id.clone(),
        as_of,
        day: plan.day_number(as_of),
        length: plan.length(),
        dose: plan.dose,
        verdict,
        rules,
        final_since: final_since(plan, settled, inputs.last_day_settled).filter(|since| as_of >= *since),
        mixed: judged.function.split || (facts.either(Outcome::Improved) && facts.either(Outcome::Worsened)),
        open_holds: open_holds(trial, as_of),
        studied_dose_untried: verdict == Verdict::Adjust && plan.dose.kind() == DoseKind::Comfort,
        firmness: if reasons.is_empty() { Firmness::Firm } else { Firmness::Tentative },
        reasons,
        pain: judged.pain,
        ratings: judged.ratings,
        function: judged.function,
        adherence: *adherence,
        nap,
        interval_percent,
        changes,
        unreadable_days: UnreadableDays {
            baseline: inputs.baseline.unreadable_days,
            treatment: inputs.treatment.unreadable_days,
            checkpoint: inputs.checkpoint.unreadable_days,
            late: inputs.late.unreadable_days,
        },
    }
}

/// The outcomes of one reading of the days.
pub(super) struct Judged {
    facts: Facts,
    pub(super) ratings: PainRatings,
    pain: PainResult,
    function: FunctionResult,
}

impl Judged {
    pub(super) fn new(plan: &Plan, inputs: &Inputs, adherence: &AdherenceFigures, as_of: NaiveDate) -> Self {
        let ratings = inputs.pain();
        let pain = PainResult::of(&ratings);
        let function = match &plan.function {
            FunctionMeasure::Ndi => FunctionResult::by_ndi(inputs),
            markers @ FunctionMeasure::Markers(_) => FunctionResult::by_markers(
                inputs
                    .markers(markers)
                    .into_iter()
                    .map(|(marker, baseline, week_five)| MarkerResult::of(marker, baseline, week_five))
                    .collect(),
            ),
        };
        let (week_five, _) = plan.checkpoint_window();
        let facts = Facts {
            before_week_five: as_of < week_five,
            pain: pain.outcome,
            function: function.outcome,
            dose_met: adherence.met(),
        };
        Self { facts, ratings, pain, function }
    }

    /// The verdict with other pain ratings and everything else as it is.
    pub(super) fn verdict_with(&self, ratings: &PainRatings) -> Verdict {
        ask(Facts { pain: PainResult::of(ratings).outcome, ..self.facts }).0
    }

    /// The verdict.
    pub(super) fn verdict(&self) -> Verdict {
        ask(self.facts).0
    }

    /// The rated days, of those the pain figures are taken from, without which the verdict would
    /// be another.
    fn pivotal_days(&self, verdict: Verdict) -> Vec<PivotalDay> {
        let used = self.ratings.baseline.iter().chain(self.ratings.week_five());
        used.map(|rating| PivotalDay {
            date: rating.date,
            verdict: self.verdict_with(&self.ratings.without(rating.date)),
        })
        .filter(|day| day.verdict != verdict)
        .collect()
    }
}

/// NAP and the interval of the percent change, where both sides have rated days.
fn certainty(plan: &Plan, judged: &Judged, as_of: NaiveDate) -> (Option<Nap>, Option<PercentInterval>) {
    let late = judged.pain.week_five.is_some_and(|figure| figure.source == Source::LateCheckpoint);
    let (baseline, week_five) = (&judged.ratings.baseline, judged.ratings.week_five());
    let pains = |ratings: &[DayRating]| ratings.iter().map(|rating| rating.pain).collect::<Vec<_>>();
    let places = |window: Window, ratings: &[DayRating]| {
        let (first, last) = window.of(plan);
        crate::domain::calendar::dates(first, last.min(as_of))
            .map(|date| ratings.iter().find(|rating| rating.date == date).map(|rating| rating.pain))
            .collect::<Vec<Option<Score>>>()
    };
    (
        Nap::decrease(&pains(baseline), &pains(week_five)),
        percent_interval(
            &places(Window::Baseline, baseline),
            &places(if late { Window::Late } else { Window::Checkpoint }, week_five),
        ),
    )
}

/// Whether every measure that has a baseline has its value from the checkpoint window.
fn all_from_checkpoint(sources: &[Sources]) -> bool {
    sources.iter().all(|one| one.baseline.is_none() || one.week_five == Some(Source::Checkpoint))
}

/// The first day on which no check-in to come can change the verdict: the one after the
/// checkpoint, or the checkpoint's last once that is rated or skipped; where a measure still waits
/// for a value, the one after the late window.
fn final_since(plan: &Plan, settled: bool, last_day_settled: bool) -> Option<NaiveDate> {
    let (_, last) = plan.checkpoint_window();
    let (_, latest) = plan.late_window();
    Some(match (settled, last_day_settled) {
        (true, true) => last,
        (true, false) => after(last, 1),
        (false, true | false) => after(latest, 1),
    })
}

/// What holds are open on a day: opened by then, and no clearance dated by then.
fn open_holds(trial: &Trial, as_of: NaiveDate) -> Vec<String> {
    let cleared = |on: NaiveDate| on <= as_of;
    trial
        .checklist
        .holds
        .iter()
        .filter(|hold| hold.opened <= as_of && !hold.clearance.as_ref().is_some_and(|it| cleared(it.on)))
        .map(|hold| hold.item.clone())
        .collect()
}
