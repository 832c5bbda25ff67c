//! The rules of the verdict: the table below, one row each, in the order in which they are asked.
//! No floating point takes part.

use crate::domain::trial::StopReason;
use crate::domain::verdict::{Outcome, Verdict};
use crate::words_enum;

words_enum! {
    /// A rule of the verdict: one row of the table. Its long wording is content, under the same id.
    Rule {
        /// Stopped because it hurt or the person was unwell.
        StoppedUnwell = "stopped-unwell", "The trial was stopped because it hurt or you were unwell";
        /// Stopped for another reason.
        Stopped = "stopped", "The trial was stopped early";
        /// Week five has not begun.
        BeforeWeekFive = "not-yet", "Week five has not begun";
        /// Nothing can be compared.
        NothingKnown = "insufficient-data", "Neither pain nor function can be compared";
        /// Pain rose a lot.
        PainMuchWorse = "pain-much-worse", "Pain rose by 3 points or more";
        /// Function fell a lot.
        FunctionMuchWorse = "function-much-worse", "Function became much worse";
        /// Pain success.
        PainImproved = "pain-improved", "Pain fell by 30% or more";
        /// Function success.
        FunctionImproved = "function-improved", "Function improved clearly";
        /// Pain rose.
        PainWorsened = "pain-worsened", "Pain rose by 2 points or more, or to 9 or more";
        /// Function fell.
        FunctionWorsened = "function-worsened", "Function worsened clearly";
        /// The dose was tested and nothing changed.
        UnchangedDoseMet = "adjust", "Neither improved nor worsened, and at least 75% of the visits counted";
        /// The dose was not tested.
        UnchangedDoseNotMet = "inconclusive", "Neither improved nor worsened, and fewer than 75% of the visits counted";
    }
}

/// What the table is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) stopped: Option<StopReason>,
    pub(super) before_week_five: bool,
    pub(super) pain: Outcome,
    pub(super) pain_much_worse: bool,
    pub(super) function: Outcome,
    pub(super) function_much_worse: bool,
    pub(super) dose_met: bool,
}

impl Facts {
    fn either(self, outcome: Outcome) -> bool {
        self.pain == outcome || self.function == outcome
    }

    fn nothing_known(self) -> bool {
        self.pain == Outcome::Unknown && self.function == Outcome::Unknown
    }

    /// Nothing improved or worsened; markers that went both ways count as neither.
    fn nothing_changed(self) -> bool {
        !self.nothing_known() && !self.either(Outcome::Improved) && !self.either(Outcome::Worsened)
    }

    /// One improved beside another that worsened, of pain and function or of two markers.
    pub(super) fn is_mixed(self) -> bool {
        self.either(Outcome::Mixed) || (self.either(Outcome::Improved) && self.either(Outcome::Worsened))
    }

    fn stopped_unwell(self) -> bool {
        self.stopped.is_some_and(StopReason::asks_for_review)
    }
}

/// Whether a rule's condition holds.
type Condition = fn(Facts) -> bool;

/// The verdict: the first row whose condition holds. What was stopped is not measured; much worse
/// comes before any success; a success before what is worse beside it (source article: continue if
/// pain or function improved); worse before what nothing changed for.
#[rustfmt::skip]
const TABLE: [(Rule, Condition, Verdict); 12] = [
    (Rule::StoppedUnwell,       |it| it.stopped_unwell(),                     Verdict::Review),
    (Rule::Stopped,             |it| it.stopped.is_some(),                    Verdict::Stopped),
    (Rule::BeforeWeekFive,      |it| it.before_week_five,                     Verdict::NotYet),
    (Rule::NothingKnown,        |it| it.nothing_known(),                      Verdict::InsufficientData),
    (Rule::PainMuchWorse,       |it| it.pain_much_worse,                      Verdict::Review),
    (Rule::FunctionMuchWorse,   |it| it.function_much_worse,                  Verdict::Review),
    (Rule::PainImproved,        |it| it.pain == Outcome::Improved,            Verdict::Continue),
    (Rule::FunctionImproved,    |it| it.function == Outcome::Improved,        Verdict::Continue),
    (Rule::PainWorsened,        |it| it.pain == Outcome::Worsened,            Verdict::Review),
    (Rule::FunctionWorsened,    |it| it.function == Outcome::Worsened,        Verdict::Review),
    (Rule::UnchangedDoseMet,    |it| it.nothing_changed() && it.dose_met,     Verdict::Adjust),
    (Rule::UnchangedDoseNotMet, |it| it.nothing_changed() && !it.dose_met,    Verdict::Inconclusive),
];

/// One row of the table, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleResult {
    /// The rule.
    pub rule: Rule,
    /// The verdict it leads to.
    pub verdict: Verdict,
    /// Whether its condition holds.
    pub applies: bool,
    /// Whether it is the first that does, and so gave the verdict.
    pub decides: bool,
}

/// Asks every row in order.
pub(super) fn ask(facts: Facts) -> (Verdict, Vec<RuleResult>) {
    let mut verdict = None;
    let rows = TABLE.iter().map(|(rule, holds, leads_to)| {
        let applies = holds(facts);
        let decides = applies && verdict.is_none();
        if decides {
            verdict = Some(*leads_to);
        }
        RuleResult { rule: *rule, verdict: *leads_to, applies, decides }
    });
    let rows = rows.collect();
    // The last two rows leave nothing over; a table that did would not have tested the dose.
    (verdict.unwrap_or(Verdict::Inconclusive), rows)
}

/// The verdict alone.
pub(super) fn verdict_of(facts: Facts) -> Verdict {
    let row = TABLE.iter().find(|(_, holds, _)| holds(facts));
    row.map_or(Verdict::Inconclusive, |(_, _, verdict)| *verdict)
}
