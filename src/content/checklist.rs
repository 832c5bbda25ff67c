//! The checklist's questions and the words of its pages.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{parse, word};
use crate::domain::checklist::{Part, Question, QuestionKind};

/// A yes-or-no question: what the rules know of it, and its words.
#[derive(Debug, Clone)]
pub struct QuestionText {
    /// Its id, part and kind.
    pub rule: Question,
    /// The question, in one sentence.
    pub question: String,
    /// What is meant, in one or two sentences.
    pub help: Option<String>,
    /// What a yes means for the person, where it needs saying: always where it opens a hold.
    pub when_yes: Option<String>,
    /// What a no means, for a statement.
    pub when_no: Option<String>,
    /// A label of a few words, for lists of holds.
    pub short: String,
}

/// The words of another page of the checklist.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageText {
    /// Its fixed name: `site`, `age`, `clinician`, `goals`, a factor's id, `clearance`, `dose`,
    /// `weeks`, `weekdays`, `start`, `weekly-day`, `markers`, `baseline-pain`, `baseline-ndi`,
    /// `baseline-markers` or `summary`.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The question, in one sentence.
    pub question: String,
    /// One to three short sentences of explanation.
    pub help: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    question: Vec<Entry>,
    #[serde(default)]
    page: Vec<PageText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    #[serde(deserialize_with = "word")]
    part: Part,
    #[serde(deserialize_with = "word")]
    kind: QuestionKind,
    question: String,
    help: Option<String>,
    when_yes: Option<String>,
    when_no: Option<String>,
    short: String,
}

impl QuestionText {
    /// What an answer means for the person, where that needs saying.
    pub fn remark(&self, yes: bool) -> Option<&str> {
        if yes { self.when_yes.as_deref() } else { self.when_no.as_deref() }
    }
}

impl From<Entry> for QuestionText {
    fn from(entry: Entry) -> Self {
        let Entry { id, part, kind, question, help, when_yes, when_no, short } = entry;
        Self { rule: Question { id, part, kind }, question, help, when_yes, when_no, short }
    }
}

struct Catalogue {
    questions: Vec<QuestionText>,
    pages: Vec<PageText>,
}

pub(super) const CHECKLIST: &str = include_str!("../../assets/checklist.toml");
pub(super) const SAFETY: &str = include_str!("../../assets/safety.toml");

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let (own, safety): (File, File) = (parse(CHECKLIST), parse(SAFETY));
    let mut questions: Vec<QuestionText> =
        own.question.into_iter().chain(safety.question).map(QuestionText::from).collect();
    questions.sort_by_key(|text| text.rule.part);
    Catalogue { questions, pages: own.page }
});

/// Every yes-or-no question in the order asked: fit, safety (clearance, red flags, what to tell),
/// commitment, fair comparison.
pub fn questions() -> &'static [QuestionText] {
    &CATALOGUE.questions
}

/// The question with an id.
pub fn question(id: &str) -> Option<&'static QuestionText> {
    questions().iter().find(|text| text.rule.id == id)
}

/// What the gate needs of every question, in the order asked. Of any lifetime, so that it goes
/// with a checklist that lives shorter than the program.
pub fn rules<'a>() -> impl Iterator<Item = &'a Question> {
    questions().iter().map(|text| &text.rule)
}

/// The checklist's pages that are no yes-or-no question.
pub fn pages() -> &'static [PageText] {
    &CATALOGUE.pages
}

/// The page with an id.
pub fn page(id: &str) -> Option<&'static PageText> {
    pages().iter().find(|page| page.id == id)
}

/// A few words for the item of a hold.
pub fn short_label(item: &str) -> String {
    match question(item) {
        Some(text) => text.short.clone(),
        None if item == crate::domain::checklist::VISIT_HOLD => "what you felt during a visit".to_owned(),
        None => item.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::Factor;

    fn ids(kind: QuestionKind) -> Vec<&'static str> {
        rules().filter(|rule| rule.kind == kind).map(|rule| rule.id.as_str()).collect()
    }

    #[test]
    fn both_files_parse() {
        for asset in [CHECKLIST, SAFETY] {
            toml::from_str::<File>(asset).unwrap();
        }
    }

    #[test]
    fn every_item_of_the_checklist_is_there_with_what_a_yes_leads_to() {
        assert_eq!(
            ids(QuestionKind::Statement),
            [
                "muscular",
                "three-months",
                "complement",
                "attend",
                "same-tracking",
                "same-schedule",
                "same-checkpoint",
                "no-other-change"
            ]
        );
        assert_eq!(
            ids(QuestionKind::Clearance),
            [
                "recent-fracture",
                "blood-clot",
                "recent-heart-attack",
                "bleeding-disorder",
                "clotting-disorder",
                "blood-thinners",
                "severe-osteoporosis",
                "recent-burn",
                "pregnancy",
                "cancer",
                "recent-surgery",
                "low-platelets",
                "heart-or-kidney-failure"
            ]
        );
        assert_eq!(
            ids(QuestionKind::RedFlag),
            [
                "numbness-or-weakness",
                "balance-speech-swallowing-vision",
                "fever",
                "weight-loss",
                "worsening-pain",
                "after-fall-or-crash"
            ]
        );
        assert_eq!(ids(QuestionKind::Urgent), ["sudden-weakness", "bladder-or-bowel", "saddle-numbness"]);
        assert_eq!(
            ids(QuestionKind::Tell),
            [
                "diabetes-or-reduced-feeling",
                "fragile-skin",
                "varicose-veins",
                "implants",
                "new-scars",
                "open-skin",
                "medicines",
                "abuse-history"
            ]
        );
    }

    #[test]
    fn questions_come_part_by_part_and_clearance_before_red_flags_before_what_to_tell() {
        let order: Vec<_> = rules()
            .map(|rule| {
                let kind = match rule.kind {
                    QuestionKind::Statement => 0,
                    QuestionKind::Clearance => 1,
                    QuestionKind::RedFlag | QuestionKind::Urgent => 2,
                    QuestionKind::Tell => 3,
                };
                (rule.part, kind)
            })
            .collect();
        assert!(order.is_sorted(), "{order:?}");
        assert!(rules().all(|rule| (rule.part == Part::Safety) == (rule.kind != QuestionKind::Statement)));
    }

    #[test]
    fn every_answer_that_needs_words_has_them() {
        for text in questions() {
            let id = &text.rule.id;
            let yes = text.when_yes.as_deref().unwrap_or("");
            match text.rule.kind {
                QuestionKind::Statement => assert!(text.when_no.is_some(), "{id}"),
                QuestionKind::Clearance => assert!(yes.contains("fine for you"), "{id}: {yes}"),
                QuestionKind::RedFlag => assert!(yes.contains("before any massage"), "{id}: {yes}"),
                QuestionKind::Urgent => assert!(yes.contains("urgent care now"), "{id}: {yes}"),
                QuestionKind::Tell => assert!(yes.contains("your therapist"), "{id}: {yes}"),
            }
        }
    }

    #[test]
    fn every_page_is_there() {
        let factors = Factor::ALL.iter().map(|factor| factor.id());
        let others = "welcome own-dose marker-details site age clinician goals clearance dose weeks weekdays start weekly-day markers \
                      baseline-pain baseline-ndi baseline-markers summary";
        let wanted: Vec<_> = others.split_whitespace().chain(factors).collect();
        for id in &wanted {
            assert!(page(id).is_some(), "{id}");
        }
        assert_eq!(pages().len(), wanted.len());
    }
}
