//! The rules of the verdict: the table below, one row each, in the order in which they are asked.
//! No floating point takes part.

use crate::domain::verdict::{Outcome, Verdict};
use crate::words_enum;

words_enum! {
    /// A rule of the verdict: one row of the table. Its long wording is content, under the same id.
    Rule {
        /// Week five has not begun.
        BeforeWeekFive = "not-yet", "Week five has not begun";
        /// Nothing can be compared.
        NothingKnown = "insufficient-data", "Neither pain nor function can be compared";
        /// Pain success.
        PainImproved = "pain-improved", "Pain fell by 30% or more";
        /// Function success.
        FunctionImproved = "function-improved", "Function improved clearly";
        /// Pain rose.
        PainWorsened = "pain-worsened", "Pain rose by 30% or more, and by 2 points or more";
        /// Function fell.
        FunctionWorsened = "function-worsened", "Function worsened clearly";
        /// The dose was tested and nothing changed.
        UnchangedDoseMet = "adjust", "Nothing changed, and at least 75% of the visits took place";
        /// The dose was not tested.
        UnchangedDoseNotMet = "inconclusive", "Nothing changed, and fewer than 75% of the visits took place";
    }
}

/// What the table is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) before_week_five: bool,
    pub(super) pain: Outcome,
    pub(super) function: Outcome,
    pub(super) dose_met: bool,
}

impl Facts {
    pub(super) fn either(self, outcome: Outcome) -> bool {
        self.pain == outcome || self.function == outcome
    }

    fn nothing_known(self) -> bool {
        self.pain == Outcome::Unknown && self.function == Outcome::Unknown
    }

    fn nothing_changed(self) -> bool {
        !self.nothing_known() && !self.either(Outcome::Improved) && !self.either(Outcome::Worsened)
    }
}

/// Whether a rule's condition holds.
type Condition = fn(Facts) -> bool;

/// The verdict: the first row whose condition holds.
#[rustfmt::skip]
const TABLE: [(Rule, Condition, Verdict); 8] = [
    (Rule::BeforeWeekFive,      |it| it.before_week_five,                     Verdict::NotYet),
    (Rule::NothingKnown,        |it| it.nothing_known(),                      Verdict::InsufficientData),
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
