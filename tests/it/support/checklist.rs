//! Which page of the checklist a screen shows, and somebody who answers them.

use weekfive::content;
use weekfive::domain::checklist::QuestionKind;

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

/// Somebody with a sore neck and nothing else, up to a page.
pub fn until(wanted: &'static str) -> impl Fn(&str) -> Option<String> {
    move |screen| {
        let id = page(screen).filter(|id| *id != wanted)?;
        let keys = match content::question(id) {
            Some(text) if text.rule.kind == QuestionKind::Statement => "y",
            Some(_) => "n",
            None => match id {
                "site" | "dose" | "clinician" => "1",
                "age" => "2",
                "since" => "n",
                _ => "<enter>",
            },
        };
        Some(keys.to_owned())
    }
}
