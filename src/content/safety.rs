//! What to do about a safety matter: the words of each level, and where each item is taken from.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::checklist::{Item, question};
use super::events::event;
use super::{parse, word};
use crate::domain::calendar::long_date;
use crate::domain::checklist::{Checklist, ClearanceError, Hold, QuestionKind};
use crate::domain::date_words::shown;
use crate::domain::safety::Level;

/// What kind of item it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Class {
    /// A clinician has to give a clearance first.
    Clearance,
    /// A doctor has to look at it before any massage.
    RedFlag,
    /// The therapist should know.
    Tell,
}

impl Class {
    /// What a yes leads to.
    pub(super) fn kind(self, level: Option<Level>) -> QuestionKind {
        match self {
            Self::Clearance => QuestionKind::Clearance,
            Self::RedFlag => level.map_or(QuestionKind::RedFlag, Level::hold_kind),
            Self::Tell => QuestionKind::Tell,
        }
    }
}

/// The words of a level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelText {
    /// The level.
    #[serde(deserialize_with = "word")]
    pub id: Level,
    /// What to do, in a few words.
    pub title: String,
    /// What to do, whole.
    pub text: String,
    /// What belongs to it.
    pub signs: String,
}

/// Items that can stand together on a page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its fixed name.
    pub id: String,
    /// Its heading: what it is about, never how bad it is.
    pub title: String,
}

/// What an item is taken from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ItemSource {
    id: String,
    words: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Safety {
    level: Vec<LevelText>,
    source: Vec<ItemSource>,
    group: Vec<Group>,
    pub(super) question: Vec<Item>,
}

pub(super) const SAFETY: &str = include_str!("../../assets/safety.toml");

static CATALOGUE: LazyLock<Safety> = LazyLock::new(|| parse(SAFETY));

/// The words of every level, most pressing first.
pub fn levels() -> &'static [LevelText] {
    &CATALOGUE.level
}

/// The words of a level.
pub fn level(level: Level) -> Option<&'static LevelText> {
    levels().iter().find(|text| text.id == level)
}

/// What to do at a level, whole: the sentence that is shown wherever an item of it is met.
pub fn what_to_do(of: Level) -> &'static str {
    level(of).map_or("", |text| text.text.as_str())
}

/// Every group, in the order asked.
pub fn groups() -> &'static [Group] {
    &CATALOGUE.group
}

/// What an item is taken from, in words that go on a sentence; `None` for an unknown item.
pub fn item_source(item: &str) -> Option<&'static str> {
    let id = question(item)?.source.as_deref()?;
    CATALOGUE.source.iter().find(|source| source.id == id).map(|source| source.words.as_str())
}

/// What to do about a hold: the level of its item or of its kind of event. A hold that a visit
/// opened keeps in its kind whether it is an emergency.
pub fn hold_level(hold: &Hold) -> Level {
    let by_kind = match hold.kind {
        QuestionKind::Urgent => Level::EmergencyCall,
        QuestionKind::Statement
        | QuestionKind::Remark
        | QuestionKind::Clearance
        | QuestionKind::RedFlag
        | QuestionKind::Tell => Level::DoctorFirst,
    };
    let by_item = question(&hold.item).and_then(|text| text.level);
    by_item.or_else(|| event(&hold.item).and_then(|event| event.level)).unwrap_or(by_kind)
}

/// The most pressing level of the open holds; `None` where none is open.
pub fn open_level(checklist: &Checklist) -> Option<Level> {
    checklist.open_holds().map(hold_level).min()
}

/// The open holds of a checklist in sentences, as [`hold_lines`] has them.
pub fn open_hold_lines(checklist: &Checklist) -> Vec<String> {
    hold_lines(checklist.open_holds())
}

/// Holds in sentences, most pressing first: what to do, whole, then why. Each level's words come
/// once.
pub fn hold_lines<'a>(holds: impl Iterator<Item = &'a Hold>) -> Vec<String> {
    let mut holds: Vec<(Level, &Hold)> = holds.map(|hold| (hold_level(hold), hold)).collect();
    holds.sort_by_key(|(level, _)| *level);
    let mut lines = Vec::new();
    let mut last = None;
    for (level, hold) in holds {
        if last != Some(level) {
            lines.push(what_to_do(level).to_owned());
            last = Some(level);
        }
        let label = super::short_label(&hold.item);
        lines.push(format!("On hold since {}: {label}.", long_date(hold.opened)));
    }
    lines
}

/// The limits that came with the clearances, a sentence each: for wherever a visit is planned or
/// written down.
pub fn limit_lines(checklist: &Checklist) -> Vec<String> {
    let closed = checklist.holds.iter().filter_map(|hold| Some((hold, hold.clearance.as_ref()?)));
    let limited = closed.filter_map(|(hold, given)| Some((hold, given, given.limits.as_ref()?)));
    limited
        .map(|(hold, given, limits)| {
            let by = given.by.as_ref().map(|by| format!(" from {by}")).unwrap_or_default();
            format!("Limits{by} ({}): {limits}", super::short_label(&hold.item))
        })
        .collect()
}

/// What goes along to a visit, a sentence each: the limits that came with the clearances, and what the
/// therapist should know. What is the person's own to share or to keep is not named.
pub fn take_along_lines(checklist: &Checklist) -> Vec<String> {
    let mut lines = limit_lines(checklist);
    let told = super::questions().iter().filter(|text| {
        text.rule.kind == QuestionKind::Tell
            && text.rule.id != OWN_TO_SHARE
            && checklist.answered(&text.rule.id) == Some(true)
    });
    let told: Vec<String> = told.map(|text| lower_first(&text.short)).collect();
    if !told.is_empty() {
        lines.push(super::fill(super::advice("tell-therapist"), &[("items", &told.join(", "))]));
    }
    lines
}

/// The item of which a yes is nobody's but the person's own.
const OWN_TO_SHARE: &str = "abuse-history";

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Why something cannot be settled by a clearance, in a sentence.
pub fn clearance_refusal(error: ClearanceError, today: NaiveDate) -> String {
    match error {
        ClearanceError::TooOld { on, from } => format!(
            "A clearance of {} is too old; only one from {} on counts. Please ask for it anew.",
            shown(on, today),
            shown(from, today)
        ),
        ClearanceError::NotYet { on } => {
            format!("{} has not come yet; a clearance is recorded once it is given.", shown(on, today))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::checklist::all_questions;
    use super::*;
    use crate::domain::checklist::{Part, VISIT_HOLD};

    #[test]
    fn every_level_has_its_words() {
        assert_eq!(levels().iter().map(|text| text.id).collect::<Vec<_>>(), Level::ALL);
        let does = |level, words: &str| assert!(what_to_do(level).contains(words), "{words}");
        does(Level::EmergencyCall, "emergency number now, also if it has gone again");
        does(
            Level::EmergencyDepartment,
            "hospital's emergency department now, not to a clinic for minor injuries",
        );
        does(Level::DoctorFirst, "No massage before a doctor has looked at it");
        let signs = &level(Level::EmergencyCall).unwrap().signs;
        for sign in "weakness numbness drooping speaking seeing swallowing walking balance headache \
                     Collapse consciousness Chest Breathlessness"
            .split_whitespace()
        {
            assert!(signs.contains(sign), "{sign}");
        }
    }

    #[test]
    fn every_item_has_a_group_and_a_source_and_a_level_where_it_opens_a_hold() {
        let (mut groups_used, mut sources_used) = (BTreeSet::new(), BTreeSet::new());
        for text in all_questions().filter(|text| text.rule.part == Part::Safety) {
            let id = &text.rule.id;
            assert_eq!(text.level.is_some(), text.rule.kind.opens_hold(), "{id}");
            assert!(item_source(id).is_some(), "{id}");
            let group = text.group.as_deref().unwrap();
            assert!(groups().iter().any(|known| known.id == group), "{id}: {group}");
            groups_used.insert(group);
            sources_used.insert(text.source.as_deref().unwrap());
        }
        assert_eq!(groups_used.len(), groups().len());
        assert_eq!(sources_used.len(), CATALOGUE.source.len());
    }

    /// A page of a group would jump back and forth otherwise.
    #[test]
    fn the_items_of_a_group_follow_each_other() {
        let asked: Vec<&str> =
            super::super::questions().iter().filter_map(|text| text.group.as_deref()).collect();
        let mut runs = asked;
        runs.dedup();
        assert_eq!(runs, groups().iter().map(|group| group.id.as_str()).collect::<Vec<_>>());
    }

    #[test]
    fn every_item_has_the_level_that_was_decided() {
        let of = |level| {
            let items = super::super::questions().iter().filter(|text| text.level == Some(level));
            items.map(|text| text.rule.id.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of(Level::EmergencyCall), "sudden-weakness sudden-headache chest-or-breath");
        assert_eq!(
            of(Level::EmergencyDepartment),
            "saddle-numbness bladder-or-bowel genital-feeling both-legs dark-urine"
        );
    }

    #[test]
    fn open_holds_say_what_to_do_once_and_most_pressing_first() {
        let mut list = Checklist::default();
        let on = "2026-11-20".parse().unwrap();
        for item in ["blood-thinners", "fever", "saddle-numbness"] {
            list.answer(&question(item).unwrap().rule, true, on);
        }
        list.open_hold(VISIT_HOLD, QuestionKind::Urgent, on);
        let lines = open_hold_lines(&list);
        assert_eq!(open_level(&list), Some(Level::EmergencyCall));
        assert_eq!(lines.len(), 7, "{lines:#?}");
        assert_eq!(lines[0], what_to_do(Level::EmergencyCall));
        assert!(lines[1].contains("What you felt during a visit"), "{}", lines[1]);
        assert_eq!(lines[2], what_to_do(Level::EmergencyDepartment));
        assert_eq!(lines[4], what_to_do(Level::DoctorFirst));
        assert_eq!(lines[5], "On hold since Fri 20 Nov 2026: Blood thinners.");
    }
}
