//! What the figures mean, for somebody who does not know the trial: each figure by the id of its evidence.

use super::Told;
use crate::content::{self, decided, report_difference};
use crate::domain::checklist::{Part, QuestionKind};
use crate::domain::day::Days;
use crate::domain::decision::Decision;
use crate::domain::decision::applicability::{Difference, applicability};
use crate::domain::measure::FunctionMeasure;
use crate::domain::trial::Trial;
use crate::export::blocks::Block;

/// What the first page rests on; the second part names every source.
const SOURCES: [&str; 3] = ["sherman-2014", "cochrane-2024", "dworkin-2008"];
/// What the index adds to it.
const INDEX_SOURCES: [&str; 2] = ["stratford-1999", "young-2009"];

impl<D: Days> Told<'_, D> {
    /// The small print.
    pub(super) fn meaning(&self) -> Vec<Block> {
        let Some((trial, assessment)) = self.trial.zip(self.assessment.as_ref()) else {
            return vec![Block::Small(self.sentence("scores", &[]))];
        };
        let decision = &assessment.decision;
        let mut trial_words = vec![self.sentence("method", &[])];
        trial_words.extend(self.trial_figures(trial));
        trial_words.extend(content::why_better_without().map(str::to_owned));
        trial_words.extend(evidence("sham"));
        trial_words.extend(evidence("adverse-events"));
        let mut own = Vec::new();
        if !self.short.limits().terse {
            if !decision.waits_for_today() {
                own.extend(self.certainty(decision));
            }
            own.extend(decided::luck_in_words(&trial.plan.function));
            own.push(told("diary-rough", &[]));
            if trial.plan.function == FunctionMeasure::Ndi {
                own.extend(["ndi-noise-low", "ndi-noise-high"].into_iter().filter_map(evidence));
            }
        } else {
            self.short.leave_out();
        }
        own.push(told("no-proof", &[]));
        own.extend(decided::late_share(decision));
        own.push(self.sentence("rounding", &[]));
        let index = match trial.plan.function {
            FunctionMeasure::Ndi => &INDEX_SOURCES[..],
            FunctionMeasure::Markers(_) => &[],
        };
        let sources: Vec<String> = SOURCES.iter().chain(index).filter_map(|id| in_short(id)).collect();
        let mut blocks = vec![Block::Small(trial_words.join(" ")), Block::Small(own.join(" "))];
        if !self.short.limits().terse {
            blocks.push(Block::Small(format!("Sources: {}.", sources.join("; "))));
        }
        blocks
    }

    /// The dosing trial's figures under its conditions; otherwise the wait list and what differs.
    fn trial_figures(&self, trial: &Trial) -> Vec<String> {
        let without = content::wait_list();
        let fit: Vec<&str> = content::rules()
            .filter(|question| question.part == Part::Fit && question.kind == QuestionKind::Statement)
            .map(|question| question.id.as_str())
            .collect();
        let differs: Vec<Difference> = applicability(trial, &fit);
        let arm = content::arm(trial.plan.dose).filter(|_| differs.is_empty());
        let of_100 = |id: &str, with: u8, without: u8| {
            told(id, &[("n", &with.to_string()), ("wait", &without.to_string())])
        };
        if let Some((arm, pain)) = arm.and_then(|arm| Some((arm, arm.pain_percent?))) {
            let mut all = vec![of_100("trial-comparison", pain, without.pain_percent)];
            if let (FunctionMeasure::Ndi, Some(ndi)) = (&trial.plan.function, arm.ndi_percent) {
                all.push(of_100("trial-comparison-ndi", ndi, without.ndi_percent));
            }
            return all;
        }
        let differences: Vec<&str> = differs.iter().map(|one| report_difference(one.id())).collect();
        vec![
            told("wait-list", &[("wait", &without.pain_percent.to_string())]),
            self.sentence("trial-differs", &[("differences", &differences.join("; "))]),
        ]
    }

    /// Pairs of days and the interval, where they can be told.
    pub(super) fn certainty(&self, decision: &Decision) -> Vec<String> {
        let mut all = decided::pairs_of_days(decision);
        if let Some(interval) = decision.interval_percent {
            let (low, high) =
                (decided::percent_in_words(interval.low), decided::percent_in_words(interval.high));
            all.push(self.sentence("interval", &[("low", &low), ("high", &high)]));
        }
        all
    }

    /// Every source that the rules and figures rest on.
    pub(super) fn sources(&self) -> Vec<String> {
        let mut all: Vec<&str> = SOURCES.iter().chain(&INDEX_SOURCES).copied().collect();
        all.extend(["cook-2015", "parker-2009", "newcombe-2006", "stone-2003"]);
        all.into_iter().filter_map(cited).collect()
    }
}

fn told(id: &str, values: &[(&str, &str)]) -> String {
    content::sentence(id).map(|sentence| content::fill(&sentence.text, values)).unwrap_or_default()
}

fn evidence(id: &str) -> Option<String> {
    content::figure(id).map(|figure| figure.text.clone())
}

fn cited(id: &str) -> Option<String> {
    let source = content::source(id)?;
    Some(match &source.doi {
        Some(doi) => format!("{} doi {doi}.", source.citation),
        None => source.citation.clone(),
    })
}

/// Who, and where to find it: the second part has the whole of it.
fn in_short(id: &str) -> Option<String> {
    let source = content::source(id)?;
    let (who, rest) = source.citation.split_once(". ").unwrap_or((&source.citation, ""));
    Some(match &source.doi {
        Some(doi) => format!("{who}, doi {doi}"),
        None => {
            let place = rest.rsplit(". ").next().unwrap_or_default().trim_end_matches('.');
            if place.is_empty() { who.trim_end_matches('.').to_owned() } else { format!("{who}, {place}") }
        }
    })
}
