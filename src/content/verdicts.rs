//! The words of the decision: verdicts, rules, reasons for doubt, and the sentences of figures.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{fill, parse};
use crate::domain::decision::Verdict;

/// The words of a verdict.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictText {
    /// Its fixed name: that of a verdict, or of one that is worded differently, such as
    /// `continue-mixed`, or `open-hold`.
    pub id: String,
    /// A word or two for the top of the screen.
    pub headline: String,
    /// What it means, in a sentence.
    pub meaning: String,
    /// What to do next, a sentence each.
    pub next: Vec<String>,
    /// How many of them, from the first on, are done by the step that Week five marks.
    #[serde(default)]
    pub by_step: usize,
}

/// A rule, a reason or a sentence. It may hold marks such as `{n}`, for [`super::fill`].
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Its fixed name.
    pub id: String,
    /// The sentence.
    pub text: String,
    /// The ids of the sources of its figures.
    #[serde(default)]
    pub cites: Vec<String>,
    /// Whether its threshold is our own convention, which the screen has to say.
    #[serde(default)]
    pub convention: bool,
}

/// How often luck decides, by diaries made up without any change, or with a real one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Luck {
    /// Of 100 diaries, how many come out as continue.
    pub continues: u8,
    /// Of 100 diaries, how many come out as continue and sure.
    pub sure: u8,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LuckEntry {
    id: String,
    r#continue: u8,
    sure: u8,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    verdict: Vec<VerdictText>,
    rule: Vec<Sentence>,
    reason: Vec<Sentence>,
    sentence: Vec<Sentence>,
    luck: Vec<LuckEntry>,
}

pub(super) const VERDICTS: &str = include_str!("../../assets/verdicts.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| parse(VERDICTS));

fn find(sentences: &'static [Sentence], id: &str) -> Option<&'static Sentence> {
    sentences.iter().find(|sentence| sentence.id == id)
}

/// Every verdict.
pub fn verdicts() -> &'static [VerdictText] {
    &CATALOGUE.verdict
}

/// The verdict with an id.
pub fn verdict(id: &str) -> Option<&'static VerdictText> {
    verdicts().iter().find(|verdict| verdict.id == id)
}

impl Sentence {
    /// Whether it sets a threshold of our own: a rule that only says which verdict follows sets
    /// none.
    pub fn sets_own_threshold(&self) -> bool {
        let names_verdict = self.id.parse::<Verdict>().is_ok()
            || ["open-hold", "stopped-unwell", "much-worse"].contains(&self.id.as_str());
        self.convention && !names_verdict
    }
}

/// Every rule in words: the outcomes of the measures, the visits, then the verdicts in the order
/// in which they are tried.
pub fn decision_rules() -> &'static [Sentence] {
    &CATALOGUE.rule
}

/// The rule with an id.
pub fn decision_rule(id: &str) -> Option<&'static Sentence> {
    find(decision_rules(), id)
}

/// Every reason why a decision can be tentative.
pub fn reasons() -> &'static [Sentence] {
    &CATALOGUE.reason
}

/// The reason with an id.
pub fn reason(id: &str) -> Option<&'static Sentence> {
    find(reasons(), id)
}

/// Every sentence around the figures.
pub fn sentences() -> &'static [Sentence] {
    &CATALOGUE.sentence
}

/// The sentence with an id.
pub fn sentence(id: &str) -> Option<&'static Sentence> {
    find(sentences(), id)
}

/// Where the report is, and how to open it here.
pub fn report_written(path: &str) -> String {
    let open = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "start"
    } else {
        "xdg-open"
    };
    fill(&told("report-written"), &[("path", path), ("open", open)])
}

/// The words of a sentence that has nothing to be filled in.
pub fn told(id: &str) -> String {
    sentence(id).map(|sentence| sentence.text.clone()).unwrap_or_default()
}

/// How often luck decides in diaries of a kind: `no-change-index`, `no-change-markers`,
/// `real-change-index`.
pub fn luck(id: &str) -> Option<Luck> {
    let entry = CATALOGUE.luck.iter().find(|entry| entry.id == id)?;
    Some(Luck { continues: entry.r#continue, sure: entry.sure })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(sentences: &[Sentence]) -> Vec<&str> {
        sentences.iter().map(|sentence| sentence.id.as_str()).collect()
    }

    #[test]
    fn the_file_parses_and_every_verdict_has_its_words() {
        toml::from_str::<File>(VERDICTS).unwrap();
        let ids: Vec<_> = verdicts().iter().map(|verdict| verdict.id.as_str()).collect();
        assert_eq!(
            ids.join(" "),
            "stopped not-yet today-first insufficient-data insufficient-data-for-good continue \
             continue-mixed continue-follow-up review review-much-worse review-stopped adjust \
             adjust-untried adjust-mixed adjust-follow-up inconclusive inconclusive-mixed \
             inconclusive-hurt open-hold"
        );
        for verdict in verdicts() {
            assert!((2..=3).contains(&verdict.next.len()), "{}", verdict.id);
            assert!(verdict.headline.chars().count() <= 24, "{}", verdict.id);
        }
    }

    #[test]
    fn every_rule_and_reason_is_there() {
        assert_eq!(
            ids(decision_rules()).join(" "),
            "pain-improved pain-worsened pain-much-worse pain-days pain-level ndi-improved ndi-worsened \
             ndi-much-worse marker-improved marker-worsened function-improved function-worsened \
             function-much-worse function-mixed visit-qualifies adherence-met stopped-unwell stopped \
             not-yet insufficient-data much-worse continue review adjust inconclusive open-hold"
        );
        assert_eq!(
            ids(reasons()).join(" "),
            "few-baseline-days few-week-five-days single-figure late-checkpoint low-baseline ndi-noise \
             one-day-decides other-changes-one other-changes late-entries late-entries-ndi \
             late-entries-marker one-unknown extra-visits-only worse-beside worse-beside-mixed \
             baseline-falling more-medicine visit-in-window recent-massage few-marker-days no-room \
             interval unreadable-days"
        );
        for id in ["nap", "bootstrap", "wait-list", "trial-comparison", "diary-rough", "no-proof"] {
            assert!(sentence(id).is_some(), "{id}");
        }
    }

    #[test]
    fn every_rule_says_where_it_comes_from() {
        for rule in decision_rules() {
            assert_ne!(rule.cites.is_empty(), !rule.convention, "{}", rule.id);
        }
    }
}
