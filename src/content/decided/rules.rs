//! The rules in the order they were asked, each with the figures it looked at.

use super::super::{Sentence, decision_rule};
use super::figures::{MeasureWords, measures};
use crate::domain::date_words::shown;
use crate::domain::decision::{Decision, Rule, RuleResult, Verdict};
use crate::domain::outcome::{FunctionDetail, Outcome};

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

/// Every rule. `week_five` is the first day of week five.
pub fn rules_in_words(decision: &Decision, week_five: chrono::NaiveDate) -> Vec<RuleWords> {
    let measures = measures(decision);
    decision.rules.iter().map(|row| rule(decision, row, &measures, week_five)).collect()
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
        (rule, _) => (rule.id(), rule.label()),
    };
    let outcomes =
        || format!("pain {}, function {}", decision.pain.outcome.label(), decision.function.outcome.label());
    let visits = &decision.adherence;
    let figures = match row.rule {
        Rule::BeforeWeekFive => {
            format!("today is day {}; week five begins on {}", decision.day, shown(week_five, decision.as_of))
        }
        Rule::NothingKnown => outcomes(),
        Rule::PainImproved | Rule::PainWorsened => {
            measures.first().map(|pain| sides(pain, false)).unwrap_or_default()
        }
        Rule::FunctionImproved | Rule::FunctionWorsened => {
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
        text: text.to_owned(),
        leads_to: row.verdict,
        figures,
        convention: decision_rule(id).is_some_and(Sentence::sets_own_threshold),
    }
}

fn sides(measure: &MeasureWords, named: bool) -> String {
    let name = if named { format!("{} ", measure.name) } else { String::new() };
    match measure.outcome {
        Outcome::Unknown => format!("{name}{}: {}", measure.values, measure.basis),
        Outcome::Improved | Outcome::Unchanged | Outcome::Worsened => {
            format!("{name}{}, {}", measure.values, measure.change)
        }
    }
}
