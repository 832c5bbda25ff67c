//! Which page of the checklist a screen shows.

use weekfive::content;

use super::flat;

/// The question in focus by its fixed name, `since` for what is new in a group, or the name of a
/// page's words. Of questions that stand together it is the marked one.
pub fn page(screen: &str) -> Option<&'static str> {
    let plain = ["□ yes  □ no", "■ yes  □ no", "□ yes  ■ no"]
        .iter()
        .fold(screen.to_owned(), |screen, answers| screen.replace(answers, ""));
    let marked = plain.split_once("▌ ").map(|(_, rest)| flat(rest)).unwrap_or_default();
    let plain = flat(&plain);
    if plain.contains("is anything new or different?") {
        return Some("since");
    }
    let questions = content::questions();
    let question = questions
        .iter()
        .find(|text| marked.starts_with(&text.question))
        .or_else(|| questions.iter().find(|text| plain.contains(&text.question)));
    let other = || {
        let mut pages = content::pages().iter().filter(|page| page.id != "summary");
        pages.find(|page| plain.contains(&page.question))
    };
    question.map(|text| text.rule.id.as_str()).or_else(|| other().map(|page| page.id.as_str()))
}
