//! The rules in the order they were asked, each with the figures it looked at.

use super::super::{Sentence, decision_rule};
use super::figures::{MeasureWords, measures};
use super::week_of;
use crate::domain::date_words::shown;
use crate::domain::decision::outcome::{FunctionDetail, Outcome};
use crate::domain::decision::{Decision, Rule, RuleResult, Verdict};
use crate::domain::text::capital;

/// One rule, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleWords {
    /// Whether its condition holds.
    pub applies: bool,
    /// Whether it is the first that does, and so gave the verdict.
    pub decides: bool,
    /// What it asks.
    pub text: String,
    /// The verdict it leads to.
    pub leads_to: Verdict,
    /// The figures it looked at.
    pub figures: String,
    /// Whether its threshold is our own convention.
    pub convention: bool,
}

/// The rules that were looked at. `week_five` is the first day of week five. Of a stopped trial the
/// one that says so; that a trial was not stopped, or that week five has begun, is not worth a line.
pub fn rules_in_words(decision: &Decision, week_five: chrono::NaiveDate) -> Vec<RuleWords> {
    let measures = measures(decision);
    let is_worth_a_line = |row: &&RuleResult| match row.rule {
        Rule::Stopped | Rule::StoppedUnwell | Rule::BeforeWeekFive => row.decides,
        Rule::NothingKnown
        | Rule::PainMuchWorse
        | Rule::FunctionMuchWorse
        | Rule::PainImproved
        | Rule::FunctionImproved
        | Rule::PainWorsened
        | Rule::FunctionWorsened
        | Rule::UnchangedDoseMet
        | Rule::UnchangedDoseNotMet => decision.stopped.is_none(),
    };
    decision
        .rules
        .iter()
        .filter(is_worth_a_line)
        .map(|row| rule(decision, row, &measures, week_five))
        .collect()
}

fn rule(
    decision: &Decision,
    row: &RuleResult,
    measures: &[MeasureWords],
    week_five: chrono::NaiveDate,
) -> RuleWords {
    let by_index = match &decision.function.detail {
        FunctionDetail::Ndi(_) => true,
        FunctionDetail::Markers(_) => false,
    };
    let (id, text) = match (row.rule, by_index) {
        (Rule::FunctionImproved, true) => {
            ("ndi-improved", "The Neck Disability Index fell by 5 points or more")
        }
        (Rule::FunctionWorsened, true) => {
            ("ndi-worsened", "The Neck Disability Index rose by 5 points or more")
        }
        (Rule::FunctionMuchWorse, true) => {
            ("ndi-much-worse", "The Neck Disability Index rose by 10 points or more")
        }
        (rule, _) => (rule.id(), rule.label()),
    };
    let week = week_of(decision);
    let text = if row.rule == Rule::BeforeWeekFive {
        format!("{} has not begun", capital(week))
    } else {
        text.to_owned()
    };
    let outcomes =
        || format!("pain {}, function {}", decision.pain.outcome.label(), decision.function.outcome.label());
    let visits = &decision.adherence;
    let figures = match row.rule {
        Rule::BeforeWeekFive => {
            format!("today is day {}; {week} begins on {}", decision.day, shown(week_five, decision.as_of))
        }
        Rule::Stopped | Rule::StoppedUnwell => match &decision.stopped {
            Some(stopped) => format!("{}: {}", shown(stopped.on, decision.as_of), stopped.reason.label()),
            None => "it was not stopped".to_owned(),
        },
        Rule::NothingKnown => outcomes(),
        Rule::PainImproved | Rule::PainWorsened | Rule::PainMuchWorse => {
            measures.first().map(|pain| sides(pain, false)).unwrap_or_default()
        }
        Rule::FunctionImproved | Rule::FunctionWorsened | Rule::FunctionMuchWorse => {
            let all: Vec<String> = measures.iter().skip(1).map(|measure| sides(measure, !by_index)).collect();
            all.join("; ")
        }
        Rule::UnchangedDoseMet | Rule::UnchangedDoseNotMet => {
            format!("{}; visits {} of {}", outcomes(), visits.completed, visits.planned)
        }
    };
    RuleWords {
        applies: row.applies,
        decides: row.decides,
        text,
        leads_to: row.verdict,
        figures,
        convention: decision_rule(id).is_some_and(Sentence::sets_own_threshold),
    }
}

fn sides(measure: &MeasureWords, named: bool) -> String {
    let name = if named { format!("{} ", measure.name) } else { String::new() };
    match measure.outcome {
        Outcome::Unknown => format!("{name}{}: {}", measure.values, measure.basis),
        Outcome::Improved | Outcome::Unchanged | Outcome::Worsened | Outcome::Mixed => {
            format!("{name}{}, {}", measure.values, measure.change)
        }
    }
}
