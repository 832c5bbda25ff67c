//! What was found in studies, each figure with its source, and whom it applies to.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{fill, parse, word};
use crate::domain::checklist::{AgeBand, Checklist, RECENT_MASSAGE, Site};
use crate::domain::trial::{DEFAULT_WEEKS, Dose, DoseKind, Plan, Setup, Step, Steps};

/// A publication.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its fixed name: `sherman-2014`.
    pub id: String,
    /// Authors, title, journal, year.
    pub citation: String,
    /// Its digital object identifier, where it has one.
    pub doi: Option<String>,
}

/// What the dosing trial found at one dose. A figure that is not known to us is `None`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// Minutes and visits a week.
    #[serde(deserialize_with = "word")]
    pub dose: Dose,
    /// Of 100 people, how many had at least 30% less pain.
    pub pain_percent: Option<u8>,
    /// Of 100 people, how many had a Neck Disability Index better by at least 5 points.
    pub ndi_percent: Option<u8>,
    /// Mean pain against the wait list, in points of 0 to 10, as published: `-2.07`.
    pub pain_difference: Option<String>,
    /// Adjusted relative chance of the pain success, as published: `2.73`.
    pub pain_chance: Option<String>,
    /// Adjusted relative chance of the Neck Disability Index success, as published: `4.98`.
    pub ndi_chance: Option<String>,
    /// The id of the source.
    pub source: String,
}

/// What happened to people who got no massage.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitList {
    /// Of 100 people, how many had at least 30% less pain all the same.
    pub pain_percent: u8,
    /// Of 100 people, how many had a Neck Disability Index better by at least 5 points.
    pub ndi_percent: u8,
    /// The id of the source.
    pub source: String,
}

/// Any other figure, in a sentence that gives it its meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its fixed name: `adverse-events`.
    pub id: String,
    /// The figure alone, as published; `none` where none was found.
    pub value: String,
    /// The sentence.
    pub text: String,
    /// The id of the source.
    pub source: String,
}

/// The words for a dose that can be planned.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoseText {
    /// `60x2`, or `custom`.
    pub id: String,
    /// Its name in a list.
    pub label: String,
    /// What is known of it, in a sentence.
    pub text: String,
}

/// To whom the trial's figures apply, and what is said where something differs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicability {
    /// Who took part, in a sentence.
    pub covers: String,
    /// What introduces the differences.
    pub differs: String,
    /// Another site than the neck.
    pub site: String,
    /// Younger than those who took part.
    pub under_20: String,
    /// Older than those who took part.
    pub from_65: String,
    /// A dose that was tested and found weaker.
    pub comfort: String,
    /// A dose that was not tested.
    pub custom: String,
    /// Longer than four weeks.
    pub weeks: String,
    /// Shorter than four weeks.
    pub shorter: String,
    /// A statement about fit that does not hold.
    pub fit: String,
    /// Massage in the three months before.
    pub recent_massage: String,
}

/// Why some people get better without massage, in one sentence.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Without {
    #[serde(rename = "id")]
    _id: String,
    text: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: Vec<Source>,
    arm: Vec<Arm>,
    wait_list: WaitList,
    figure: Vec<Figure>,
    without: Vec<Without>,
    dose: Vec<DoseText>,
    applicability: Applicability,
}

pub(super) const EVIDENCE: &str = include_str!("../../assets/evidence.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| {
    let mut file: File = parse(EVIDENCE);
    let none = file.wait_list.pain_percent.to_string();
    for dose in &mut file.dose {
        let arm = file.arm.iter().find(|arm| arm.dose.to_string() == dose.id);
        let pain = arm.and_then(|arm| arm.pain_percent).map(|percent| percent.to_string());
        dose.text = fill(&dose.text, &[("pain", pain.as_deref().unwrap_or("")), ("none", &none)]);
    }
    file
});

/// Every source.
pub fn sources() -> &'static [Source] {
    &CATALOGUE.source
}

/// The source with an id.
pub fn source(id: &str) -> Option<&'static Source> {
    sources().iter().find(|source| source.id == id)
}

/// The doses of the trial, strongest first.
pub fn arms() -> &'static [Arm] {
    &CATALOGUE.arm
}

/// What the trial found at a dose; `None` for a dose it did not test.
pub fn arm(dose: Dose) -> Option<&'static Arm> {
    arms().iter().find(|arm| arm.dose == dose)
}

/// The people who got no massage: shown beside every success.
pub fn wait_list() -> &'static WaitList {
    &CATALOGUE.wait_list
}

/// Why some people get better without massage, a sentence each: beside every success.
pub fn why_better_without() -> impl Iterator<Item = &'static str> {
    CATALOGUE.without.iter().map(|reason| reason.text.as_str())
}

/// Every other figure.
pub fn figures() -> &'static [Figure] {
    &CATALOGUE.figure
}

/// The figure with an id.
pub fn figure(id: &str) -> Option<&'static Figure> {
    figures().iter().find(|figure| figure.id == id)
}

/// The words for every dose that is offered, strongest first and one's own last.
pub fn doses() -> &'static [DoseText] {
    &CATALOGUE.dose
}

/// The words for a dose: its own, or those for a dose that was not tested.
pub fn dose_text(dose: Dose) -> Option<&'static DoseText> {
    let (id, all) = (dose.to_string(), doses());
    all.iter().find(|text| text.id == id).or_else(|| all.iter().find(|text| text.id == "custom"))
}

/// A dose in one line: the words of a dose that is offered, else its own figures.
pub fn dose_line(dose: Dose) -> String {
    match dose.kind() {
        DoseKind::Custom => {
            format!("{} minutes, {} a week (a dose of your own)", dose.minutes(), dose.per_week())
        }
        DoseKind::Studied | DoseKind::Comfort => {
            dose_text(dose).map_or_else(|| dose.to_string(), |text| text.label.clone())
        }
    }
}

/// The visits of a plan in one line: its dose, or the steps of a follow-up block, which is never
/// called by the name of a dose.
pub fn plan_line(plan: &Plan) -> String {
    plan.steps().map_or_else(|| dose_line(plan.dose), |steps| steps_line(plan.dose, steps))
}

/// The visits chosen so far, in one line.
pub fn setup_dose_line(setup: &Setup) -> Option<String> {
    let dose = setup.dose?;
    Some(setup.follow_up.as_ref().map_or_else(|| dose_line(dose), |block| steps_line(dose, &block.steps)))
}

/// Steps in words: `60 minutes, every 5 days 4 times, then every 14 days 3 times`.
fn steps_line(dose: Dose, steps: &Steps) -> String {
    let step = |step: &Step| {
        let every =
            if step.every == 1 { "every day".to_owned() } else { format!("every {} days", step.every) };
        match step.visits {
            1 => format!("{every} once"),
            visits => format!("{every} {visits} times"),
        }
    };
    let words: Vec<String> = steps.as_slice().iter().map(step).collect();
    format!("{} minutes, {}", dose.minutes(), words.join(", then "))
}

/// To whom the trial's figures apply.
pub fn applicability() -> &'static Applicability {
    &CATALOGUE.applicability
}

/// What differs from the people and doses of the trial, a sentence each; none where its figures
/// apply as they are.
pub fn differences(site: Site, age: AgeBand, dose: Dose, weeks: u8) -> Vec<&'static str> {
    let words = applicability();
    let site = match site {
        Site::Neck => None,
        Site::Shoulders | Site::LowBack | Site::Hips | Site::Other => Some(&words.site),
    };
    let age = match age {
        AgeBand::Under20 => Some(&words.under_20),
        AgeBand::From20To64 => None,
        AgeBand::From65 => Some(&words.from_65),
    };
    let dose = match dose.kind() {
        DoseKind::Studied => None,
        DoseKind::Comfort => Some(&words.comfort),
        DoseKind::Custom => Some(&words.custom),
    };
    let weeks = match weeks.cmp(&DEFAULT_WEEKS) {
        std::cmp::Ordering::Less => Some(&words.shorter),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(&words.weeks),
    };
    [site, age, dose, weeks].into_iter().flatten().map(String::as_str).collect()
}

/// What differs from the people of the trial by the answers of the checklist, a sentence each.
pub fn answer_differences(checklist: &Checklist) -> Vec<&'static str> {
    let words = applicability();
    let fits = ["muscular", "three-months", "complement"];
    let misfit = fits.iter().any(|item| checklist.answered(item) == Some(false));
    let recent = checklist.answered(RECENT_MASSAGE) == Some(true);
    let said = [misfit.then_some(&words.fit), recent.then_some(&words.recent_massage)];
    said.into_iter().flatten().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_told_as_they_follow_each_other() {
        let dose: Dose = "60x1".parse().unwrap();
        assert_eq!(
            steps_line(dose, &Steps::taper()),
            "60 minutes, every 5 days 4 times, then every 14 days 3 times"
        );
        assert_eq!(steps_line(dose, &"1x1".parse().unwrap()), "60 minutes, every day once");
    }

    fn dose(text: &str) -> Dose {
        text.parse().unwrap()
    }

    #[test]
    fn the_file_parses() {
        toml::from_str::<File>(EVIDENCE).unwrap();
    }

    #[test]
    fn the_arms_and_the_wait_list_are_those_of_the_studies() {
        let published: Vec<_> = arms()
            .iter()
            .map(|arm| {
                let differs = arm.pain_difference.as_deref();
                let chance = (arm.pain_chance.as_deref(), arm.ndi_chance.as_deref());
                (arm.dose.to_string(), arm.pain_percent, arm.ndi_percent, differs, chance)
            })
            .collect();
        let none = |dose: &str| (dose.to_owned(), None, None, None, (None, None));
        assert_eq!(
            published,
            [
                ("60x3".into(), Some(76), Some(47), Some("-2.07"), (Some("2.73"), Some("4.98"))),
                ("60x2".into(), Some(63), Some(32), Some("-1.56"), (Some("2.30"), Some("3.41"))),
                none("60x1"),
                none("30x3"),
                none("30x2"),
            ]
        );
        assert_eq!((wait_list().pain_percent, wait_list().ndi_percent), (26, 9));
        assert!(arm(dose("45x2")).is_none());
        for (minutes, per_week) in Dose::STUDIED {
            assert!(arm(Dose::new(minutes, per_week).unwrap()).is_some());
        }
    }

    #[test]
    fn the_other_figures_are_those_of_the_studies() {
        for (id, value) in [
            ("participants", "228"),
            ("doses-tested", "5"),
            ("thirty-minutes", "none"),
            ("adverse-events", "5%"),
            ("follow-up-function-12", "1.56"),
            ("follow-up-function-26", "none"),
            ("follow-up-pain-12", "1.25"),
            ("first-doses-12", "none"),
            ("sham", "none"),
            ("other-sites-sham", "-0.44"),
            ("other-sites-active", "-0.26"),
            ("other-sites-anxiety", "-0.57"),
            ("other-sites-quality-of-life", "0.14"),
            ("relief-minimal", "10%"),
            ("relief-moderate", "30%"),
            ("relief-substantial", "50%"),
            ("ndi-success", "5"),
            ("ndi-noise-low", "4.7"),
            ("ndi-noise-high", "10.2"),
            ("activity-change", "3"),
            ("paper-diaries", "11%"),
        ] {
            let found = figure(id).unwrap_or_else(|| panic!("{id}"));
            assert_eq!(found.value, value, "{id}");
            let said = value.trim_start_matches('-');
            assert!(value == "none" || found.text.contains(said), "{id}: {}", found.text);
        }
    }

    #[test]
    fn every_dose_has_words_and_those_found_weaker_are_called_comfort_doses() {
        for text in ["60x3", "60x2", "60x1", "30x3", "30x2"] {
            let words = dose_text(dose(text)).unwrap();
            assert_eq!(words.id, text);
            assert_eq!(
                words.label.contains("comfort dose"),
                dose(text).kind() == DoseKind::Comfort,
                "{text}"
            );
        }
        assert_eq!(dose_text(dose("45x2")).unwrap().id, "custom");
    }

    #[test]
    fn the_words_of_a_dose_have_its_own_figures() {
        for arm in arms() {
            let text = &dose_text(arm.dose).unwrap().text;
            assert!(!text.contains('{'), "{text}");
            if let Some(percent) = arm.pain_percent {
                let none = wait_list().pain_percent;
                assert!(
                    text.contains(&format!("{percent} of 100")) && text.contains(&format!("{none} of 100"))
                );
            }
        }
    }

    #[test]
    fn the_answers_say_what_differs_too() {
        let mut list = Checklist::default();
        let on = "2026-11-01".parse().unwrap();
        assert!(answer_differences(&list).is_empty(), "unanswered is no difference");
        for (item, yes) in [("muscular", true), ("three-months", false), (RECENT_MASSAGE, true)] {
            list.answer(&super::super::question(item).unwrap().rule, yes, on);
        }
        assert_eq!(answer_differences(&list), [&applicability().fit, &applicability().recent_massage]);
    }

    #[test]
    fn what_differs_from_the_trial_is_named_one_by_one() {
        let none = differences(Site::Neck, AgeBand::From20To64, dose("60x2"), 4);
        assert!(none.is_empty());
        let all = differences(Site::Hips, AgeBand::From65, dose("45x2"), 6);
        let words = applicability();
        assert_eq!(all, [&words.site, &words.from_65, &words.custom, &words.weeks]);
        assert_eq!(differences(Site::Neck, AgeBand::From20To64, dose("60x2"), 2), [&words.shorter]);
        let some = differences(Site::Neck, AgeBand::Under20, dose("30x3"), 4);
        assert_eq!(some, [&words.under_20, &words.comfort]);
    }
}
