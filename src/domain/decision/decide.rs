//! The decision of week five: one pure function from a trial and its days to a verdict, with
//! everything that led to it.

use chrono::NaiveDate;

use super::firmness::{Considered, Firmness, PivotalDay, Reason, reasons};
use super::outcome::{FunctionResult, MarkerResult, PainResult, Sources, sources};
use super::rules::{Facts, Rule, RuleResult, ask, verdict_of};
use super::statistics::{Nap, PercentInterval, percent_interval};
use super::window::{DayRating, Inputs, LoggedChange, LoggedEvent, PainRatings, Source, Window};
use crate::domain::calendar::{DayEnd, after, dates};
use crate::domain::day::Days;
use crate::domain::mean::Mean;
use crate::domain::measure::FunctionMeasure;
use crate::domain::score::Score;
use crate::domain::trial::{Dose, Plan, STUDIED_WEEKS, Stopped, Trial, TrialId, WINDOW_DAYS};
use crate::domain::verdict::{AdherenceFigures, Verdict};

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
    /// The trial that this one follows up, where it is a follow-up block.
    pub follows: Option<TrialId>,
    /// The verdict. From the checkpoint's first day until it is final, it is preliminary.
    pub verdict: Verdict,
    /// The rules, in the order they were asked.
    pub rules: Vec<RuleResult>,
    /// That the trial was stopped by then.
    pub stopped: Option<Stopped>,
    /// The day since which no check-in to come can change it; `None` while one can.
    pub final_since: Option<NaiveDate>,
    /// The last day on which a figure that is still missing can be entered.
    pub last_late_day: NaiveDate,
    /// Whether the day one looks from is neither rated nor skipped, and its rating would count: a
    /// preliminary verdict waits until it is, so as not to colour it.
    pub today_is_open: bool,
    /// A success on one side with the other worsened, or one marker better and one worse.
    pub mixed: bool,
    /// What holds are open: while there are any, they replace the verdict's next steps.
    pub open_holds: Vec<String>,
    /// Nothing changed with less than the doses that were found effective: those have not been tried.
    pub studied_dose_untried: bool,
    /// Whether it was the strongest dose that was studied, or more: no other is a remedy.
    pub strongest_dose_tried: bool,
    /// Firm or tentative.
    pub firmness: Firmness,
    /// Every reason why it is tentative; none when it is firm.
    pub reasons: Vec<Reason>,
    /// Pain.
    pub pain: PainResult,
    /// The ratings the pain figures are taken from, and those of every window.
    pub ratings: PainRatings,
    /// Mean pain at the start of a follow-up block itself, for information: it is judged against the
    /// baseline of the first trial.
    pub block_start: Option<Mean>,
    /// Function.
    pub function: FunctionResult,
    /// Visits and minutes.
    pub adherence: AdherenceFigures,
    /// Nonoverlap of all pairs, where both sides have five rated days.
    pub nap: Option<Nap>,
    /// A 90% interval for the percent change of pain, where both sides have five rated days and it
    /// has any width.
    pub interval_percent: Option<PercentInterval>,
    /// Days with extra pain medicine in the baseline week and in week five.
    pub extra_medicine: MedicineDays,
    /// What else changed from the first baseline day to the end of the checkpoint.
    pub changes: Vec<LoggedChange>,
    /// What was unwanted, new or worrying.
    pub events: Vec<LoggedEvent>,
    /// Days that could not be read.
    pub unreadable_days: UnreadableDays,
}

/// Days with extra pain medicine in the two weeks that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MedicineDays {
    /// In the baseline week.
    pub baseline: u32,
    /// In week five.
    pub week_five: u32,
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

    /// Whether it should not be shown yet: it may still change, and today, which would count, is not
    /// rated or skipped. A warning waits for nothing.
    pub fn waits_for_today(&self) -> bool {
        self.is_preliminary() && self.today_is_open && self.verdict != Verdict::Review
    }

    /// Whether a safety matter stands above the verdict.
    pub fn hold(&self) -> bool {
        !self.open_holds.is_empty()
    }

    /// Whether its measuring week is the fifth: a first course of four weeks.
    pub fn measures_week_five(&self) -> bool {
        self.follows.is_none()
            && self.length == u64::from(STUDIED_WEEKS).saturating_mul(7).saturating_add(WINDOW_DAYS)
    }

    /// Whether pain or function became much worse.
    pub fn much_worse(&self) -> bool {
        self.pain.much_worse || self.function.much_worse
    }

    /// The name under which the verdict's words are found: its own, or that of one that is worded
    /// differently.
    pub fn words_id(&self) -> &'static str {
        let follows = self.follows.is_some();
        match self.verdict {
            Verdict::InsufficientData if self.is_final() => "insufficient-data-for-good",
            Verdict::Continue if self.mixed => "continue-mixed",
            Verdict::Continue if follows => "continue-follow-up",
            Verdict::Review if self.stopped.is_some() => "review-stopped",
            Verdict::Review if self.much_worse() => "review-much-worse",
            Verdict::Adjust if self.mixed => "adjust-mixed",
            Verdict::Adjust if follows => "adjust-follow-up",
            Verdict::Adjust if self.studied_dose_untried => "adjust-untried",
            Verdict::Inconclusive if self.adherence.mostly_hurt() => "inconclusive-hurt",
            Verdict::Inconclusive if self.mixed => "inconclusive-mixed",
            verdict => verdict.id(),
        }
    }

    /// The rule that gave the verdict.
    pub fn deciding_rule(&self) -> Option<Rule> {
        self.rules.iter().find(|row| row.decides).map(|row| row.rule)
    }

    /// The names of the reasons, each once, in their order.
    pub fn reason_ids(&self) -> Vec<&'static str> {
        let mut ids: Vec<&str> = self.reasons.iter().map(Reason::id).collect();
        ids.dedup();
        ids
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
    let stopped = trial.stopped.as_ref().filter(|stopped| stopped.on <= as_of);
    let judged = Judged::new(trial, inputs, adherence, as_of);
    let (verdict, rules) = ask(judged.facts);
    let (nap, interval_percent) = certainty(plan, &judged, as_of);
    let reasons = reasons(Considered {
        inputs,
        ratings: &judged.ratings,
        pain: &judged.pain,
        function: &judged.function,
        adherence,
        recent_massage: trial.checklist.recent_massage() == Some(true),
        pivotal: judged.pivotal_days(verdict),
        interval: interval_percent,
    });
    let settled = all_from_checkpoint(&sources(&judged.pain, &judged.function));
    let final_since = match stopped {
        Some(stopped) => stopped.on,
        None => final_since(plan, settled, inputs.last_day_settled),
    };
    Decision {
        trial: trial.id.clone(),
        as_of,
        day: plan.day_number(as_of),
        length: plan.length(),
        dose: plan.dose,
        follows: plan.follow_up.as_ref().map(|follow_up| follow_up.follows.clone()),
        verdict,
        rules,
        stopped: stopped.cloned(),
        final_since: Some(final_since).filter(|since| as_of >= *since),
        last_late_day: plan.late_window().1,
        today_is_open: inputs.today_is_blank && rating_counts(plan, &judged.pain, as_of),
        mixed: judged.facts.is_mixed(),
        open_holds: open_holds(trial, as_of),
        strongest_dose_tried: plan.is_strongest_dose(),
        studied_dose_untried: verdict == Verdict::Adjust && plan.leaves_studied_dose_untried(),
        firmness: if reasons.is_empty() { Firmness::Firm } else { Firmness::Tentative },
        reasons,
        pain: judged.pain,
        ratings: judged.ratings,
        block_start: inputs.block_start,
        function: judged.function,
        adherence: *adherence,
        nap,
        interval_percent,
        extra_medicine: MedicineDays {
            baseline: inputs.baseline.medicine_days,
            week_five: inputs.checkpoint.medicine_days,
        },
        changes: inputs.changes.clone(),
        events: inputs.events.clone(),
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
    pub(super) fn new(
        trial: &Trial,
        inputs: &Inputs,
        adherence: &AdherenceFigures,
        as_of: NaiveDate,
    ) -> Self {
        let plan = &trial.plan;
        let ratings = inputs.pain();
        let pain = PainResult::of(&ratings);
        let function = match &plan.function {
            FunctionMeasure::Ndi => FunctionResult::by_ndi(inputs),
            markers @ FunctionMeasure::Markers(_) => {
                FunctionResult::by_markers(inputs.markers(markers).iter().map(MarkerResult::of).collect())
            }
        };
        let (week_five, _) = plan.checkpoint_window();
        let stopped = trial.stopped.as_ref().filter(|stopped| stopped.on <= as_of);
        let facts = Facts {
            stopped: stopped.map(|stopped| stopped.reason),
            before_week_five: as_of < week_five,
            pain: pain.outcome,
            pain_much_worse: pain.much_worse,
            function: function.outcome,
            function_much_worse: function.much_worse,
            dose_met: adherence.met(),
        };
        Self { facts, ratings, pain, function }
    }

    /// The verdict with other pain ratings and everything else as it is.
    pub(super) fn verdict_with(&self, ratings: &PainRatings) -> Verdict {
        let pain = PainResult::of(ratings);
        verdict_of(Facts { pain: pain.outcome, pain_much_worse: pain.much_worse, ..self.facts })
    }

    pub(super) fn verdict(&self) -> Verdict {
        verdict_of(self.facts)
    }

    /// The rated days, of those the pain figures are taken from, without which the verdict would
    /// be another.
    fn pivotal_days(&self, verdict: Verdict) -> Vec<PivotalDay> {
        let used = self.ratings.baseline.iter().copied().chain(self.ratings.week_five());
        used.map(|rating| PivotalDay {
            date: rating.date,
            verdict: self.verdict_with(&self.ratings.without(rating.date)),
        })
        .filter(|day| day.verdict != verdict)
        .collect()
    }
}

/// NAP and the interval of the percent change, where both sides have five rated days.
fn certainty(plan: &Plan, judged: &Judged, as_of: NaiveDate) -> (Option<Nap>, Option<PercentInterval>) {
    let (baseline, week_five) = (&judged.ratings.baseline, judged.ratings.week_five());
    let pains = |ratings: &[DayRating]| ratings.iter().map(|rating| rating.pain).collect::<Vec<_>>();
    let places = |first: NaiveDate, last: NaiveDate, ratings: &[DayRating]| {
        dates(first, last.min(as_of))
            .map(|date| ratings.iter().find(|rating| rating.date == date).map(|rating| rating.pain))
            .collect::<Vec<Option<Score>>>()
    };
    let (before_first, before_last) = Window::Baseline.of(plan);
    let (first, last) = Window::Checkpoint.of(plan);
    let last = if judged.ratings.uses_late() { Window::Late.of(plan).1 } else { last };
    (
        Nap::decrease(&pains(baseline), &pains(&week_five)),
        percent_interval(&places(before_first, before_last, baseline), &places(first, last, &week_five)),
    )
}

/// Whether a rating of this day can count: in week five, or after it while pain waits for one.
fn rating_counts(plan: &Plan, pain: &PainResult, as_of: NaiveDate) -> bool {
    let (first, last) = plan.checkpoint_window();
    let settled = pain.week_five.is_some_and(|figure| figure.source == Source::Checkpoint);
    (first..=last).contains(&as_of) || (as_of > last && as_of <= plan.late_window().1 && !settled)
}

/// Whether every measure that has a baseline has its value from the checkpoint window.
fn all_from_checkpoint(sources: &[Sources]) -> bool {
    sources.iter().all(|one| one.baseline.is_none() || one.week_five == Some(Source::Checkpoint))
}

/// The first day on which no check-in to come can change the verdict: the one after the
/// checkpoint, or the checkpoint's last once that is rated or skipped; where a measure still waits
/// for a value, the one after the late window.
fn final_since(plan: &Plan, settled: bool, last_day_settled: bool) -> NaiveDate {
    let (_, last) = plan.checkpoint_window();
    let (_, latest) = plan.late_window();
    match (settled, last_day_settled) {
        (true, true) => last,
        (true, false) => after(last, 1),
        (false, true | false) => after(latest, 1),
    }
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
