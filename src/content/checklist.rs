//! The checklist's questions and the words of its pages.

use std::sync::LazyLock;

use serde::Deserialize;

use super::safety::{Class, Safety};
use super::{optional_word, parse, word};
use crate::domain::checklist::{Part, Question, QuestionKind};
use crate::domain::safety::Level;

/// A yes-or-no question: what the rules know of it, and its words.
#[derive(Debug, Clone)]
pub struct QuestionText {
    /// Its id, part and kind.
    pub rule: Question,
    /// The question, in one sentence.
    pub question: String,
    /// What is meant, in one or two sentences.
    pub help: Option<String>,
    /// What a yes means for the person, where it needs saying: always where it opens a hold. What
    /// to do about it stands in the words of its level.
    pub when_yes: Option<String>,
    /// What a no means, for a statement.
    pub when_no: Option<String>,
    /// A label of a few words, for lists of holds.
    pub short: String,
    /// The id of its group, where several can stand on a page: every safety item has one.
    pub group: Option<String>,
    /// What to do about a yes, where it opens a hold.
    pub level: Option<Level>,
    /// The id of what it is taken from: every safety item has one.
    pub source: Option<String>,
    /// Whether it is no longer asked, and only kept so that old journals can be read.
    pub retired: bool,
}

/// The words of another page of the checklist.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageText {
    /// Its fixed name: `site`, `age`, `clinician`, `goals`, `tried`, a factor's id, `clearance`,
    /// `dose`, `weeks`, `steps`, `weekdays`, `start`, `weekly-day`, `markers`, `baseline-pain`, `baseline-ndi`,
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
        Self {
            rule: Question { id, part, kind },
            question,
            help,
            when_yes,
            when_no,
            short,
            group: None,
            level: None,
            source: None,
            retired: false,
        }
    }
}

/// A question on safety, as its asset has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Item {
    id: String,
    group: String,
    class: Class,
    #[serde(default, deserialize_with = "optional_word")]
    level: Option<Level>,
    source: String,
    #[serde(default)]
    retired: bool,
    question: String,
    help: Option<String>,
    when_yes: String,
    short: String,
}

impl From<Item> for QuestionText {
    fn from(item: Item) -> Self {
        let Item { id, group, class, level, source, retired, question, help, when_yes, short } = item;
        Self {
            rule: Question { id, part: Part::Safety, kind: class.kind(level) },
            question,
            help,
            when_yes: Some(when_yes),
            when_no: None,
            short,
            group: Some(group),
            level,
            source: Some(source),
            retired,
        }
    }
}

struct Catalogue {
    asked: Vec<QuestionText>,
    retired: Vec<QuestionText>,
    pages: Vec<PageText>,
}

pub(super) const CHECKLIST: &str = include_str!("../../assets/checklist.toml");

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let (own, safety): (File, Safety) = (parse(CHECKLIST), parse(super::safety::SAFETY));
    let (retired, items): (Vec<_>, Vec<_>) =
        safety.question.into_iter().map(QuestionText::from).partition(|text| text.retired);
    let mut asked: Vec<QuestionText> =
        own.question.into_iter().map(QuestionText::from).chain(items).collect();
    asked.sort_by_key(|text| text.rule.part);
    Catalogue { asked, retired, pages: own.page }
});

/// Every yes-or-no question in the order asked: fit, safety (clearance, red flags, what to tell),
/// commitment, fair comparison.
pub fn questions() -> &'static [QuestionText] {
    &CATALOGUE.asked
}

/// Every question that a journal may hold an answer to: those asked, and those no longer asked.
pub fn all_questions() -> impl Iterator<Item = &'static QuestionText> {
    CATALOGUE.asked.iter().chain(&CATALOGUE.retired)
}

/// The question with an id, also one that is no longer asked.
pub fn question(id: &str) -> Option<&'static QuestionText> {
    all_questions().find(|text| text.rule.id == id)
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
    if let Some(text) = question(item) {
        text.short.clone()
    } else if let Some(event) = super::events::event(item) {
        event.label.clone()
    } else if item == crate::domain::checklist::VISIT_HOLD {
        "What you felt during a visit".to_owned()
    } else if item == crate::domain::checklist::WORSE_HOLD {
        "Pain is getting worse".to_owned()
    } else {
        item.to_owned()
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
        toml::from_str::<File>(CHECKLIST).unwrap();
        toml::from_str::<Safety>(super::super::safety::SAFETY).unwrap();
    }

    #[test]
    fn every_item_of_the_checklist_is_there_with_what_a_yes_leads_to() {
        assert_eq!(
            ids(QuestionKind::Statement).join(" "),
            "muscular three-months complement attend same-tracking same-schedule same-checkpoint no-other-change"
        );
        assert_eq!(ids(QuestionKind::Remark).join(" "), "recent-massage");
        assert_eq!(
            ids(QuestionKind::Clearance).join(" "),
            "blood-clot recent-heart-attack bleeding-disorder clotting-disorder blood-thinners low-platelets \
             heart-or-kidney-failure recent-fracture severe-osteoporosis recent-burn recent-surgery \
             spine-surgery inflammatory-arthritis pregnancy cancer steroids-or-weak-defences"
        );
        assert_eq!(
            ids(QuestionKind::RedFlag).join(" "),
            "numbness-or-weakness clumsy-hands balance-or-walking vision-speech-swallowing dizzy-or-faint \
             new-headache fever weight-loss worsening-pain after-fall-or-crash stiff-both-arms swollen-calf"
        );
        assert_eq!(
            ids(QuestionKind::Urgent).join(" "),
            "sudden-weakness sudden-headache chest-or-breath saddle-numbness bladder-or-bowel genital-feeling \
             both-legs dark-urine"
        );
        assert_eq!(
            ids(QuestionKind::Tell).join(" "),
            "diabetes-or-reduced-feeling fragile-skin varicose-veins implants new-scars open-skin medicines \
             abuse-history"
        );
    }

    /// Files of the first release name these; each has to be found for ever.
    #[test]
    fn every_item_that_was_ever_asked_is_still_known() {
        let first_release = "recent-fracture blood-clot recent-heart-attack bleeding-disorder clotting-disorder \
                             blood-thinners severe-osteoporosis recent-burn pregnancy cancer recent-surgery \
                             low-platelets heart-or-kidney-failure numbness-or-weakness sudden-weakness \
                             balance-speech-swallowing-vision fever weight-loss bladder-or-bowel \
                             saddle-numbness worsening-pain after-fall-or-crash diabetes-or-reduced-feeling \
                             fragile-skin varicose-veins implants new-scars open-skin medicines abuse-history \
                             muscular three-months complement attend same-tracking same-schedule \
                             same-checkpoint no-other-change";
        for id in first_release.split_whitespace() {
            assert_ne!(short_label(id), id, "{id}");
        }
        assert!(questions().iter().all(|text| !text.retired));
        assert!(question("balance-speech-swallowing-vision").unwrap().retired);
    }

    #[test]
    fn questions_come_part_by_part_and_clearance_before_red_flags_before_what_to_tell() {
        let order: Vec<_> = rules()
            .map(|rule| {
                let kind = match rule.kind {
                    QuestionKind::Statement | QuestionKind::Remark => 0,
                    QuestionKind::Clearance => 1,
                    QuestionKind::RedFlag | QuestionKind::Urgent => 2,
                    QuestionKind::Tell => 3,
                };
                (rule.part, kind)
            })
            .collect();
        assert!(order.is_sorted(), "{order:?}");
        assert!(rules().all(|rule| (rule.part == Part::Safety)
            == (!matches!(rule.kind, QuestionKind::Statement | QuestionKind::Remark))));
    }

    #[test]
    fn every_answer_that_needs_words_has_them() {
        for text in questions() {
            let id = &text.rule.id;
            let yes = text.when_yes.as_deref().unwrap_or("");
            match text.rule.kind {
                QuestionKind::Statement => assert!(text.when_no.is_some(), "{id}"),
                QuestionKind::Remark | QuestionKind::RedFlag | QuestionKind::Urgent => {
                    assert!(!yes.is_empty(), "{id}");
                }
                QuestionKind::Clearance => {
                    assert!(
                        yes.contains("massage") && yes.contains("fine for you") || yes.contains("is fine"),
                        "{id}: {yes}"
                    );
                }
                QuestionKind::Tell => assert!(yes.contains("your therapist"), "{id}: {yes}"),
            }
        }
    }

    /// What is old, or known to a doctor, is no warning sign.
    #[test]
    fn every_warning_sign_is_asked_as_new_and_not_yet_looked_at() {
        for text in questions() {
            if matches!(text.rule.kind, QuestionKind::RedFlag | QuestionKind::Urgent) {
                let asked = format!("{} {}", text.question, text.help.as_deref().unwrap_or(""));
                let unseen = ["looked at", "no doctor has"].iter().any(|words| asked.contains(words));
                assert!(unseen || text.rule.id == "dark-urine", "{}: {asked}", text.rule.id);
            }
        }
    }

    #[test]
    fn every_page_is_there() {
        let factors = Factor::ALL.iter().map(|factor| factor.id());
        let others = "welcome about-you steps own-steps block-start since own-dose marker-details site age clinician goals tried clearance dose weeks weekdays start weekly-day markers \
                      baseline-pain baseline-ndi baseline-markers summary";
        let wanted: Vec<_> = others.split_whitespace().chain(factors).collect();
        for id in &wanted {
            assert!(page(id).is_some(), "{id}");
        }
        assert_eq!(pages().len(), wanted.len());
    }
}
