//! The checklist's yes-or-no questions in plain mode, one a line, and the clearance that a yes asks for.

use super::start::Beginning;
use super::{Enter, Question, read};
use crate::content::{self, QuestionText, plain};
use crate::domain::calendar::long_date;
use crate::domain::checklist::{Checklist, Clearance, Hold, Part};
use crate::domain::date_words;
use crate::domain::drafts::Draft;
use crate::domain::text::Words;
use chrono::NaiveDate;

/// A yes-or-no question of the checklist. What to do about a yes is said at once, whole; an emergency
/// ends the conversation.
pub fn question(text: &'static QuestionText, list: &Checklist) -> Question<Beginning> {
    let take = move |talk: &mut Beginning, answer: &str| {
        let yes = read::yes_no(answer)?;
        let mut setup = talk.setup.clone();
        setup.checklist.answer(&text.rule, yes, talk.today);
        talk.keep(setup)?;
        let mut lines = vec![format!("{}: {}.", text.short, read::said(yes))];
        let level = text.level.filter(|_| yes);
        lines.extend(level.map(|level| content::what_to_do(level).to_owned()));
        lines.extend(text.remark(yes).map(str::to_owned));
        if level.is_some_and(|level| level.is_emergency()) {
            lines.push(plain::line("start-later").to_owned());
            talk.over = true;
        }
        Ok(lines)
    };
    let now = list.answered(&text.rule.id).map(|yes| read::said(yes).to_owned());
    Question::new(text.rule.id.clone(), text.question.clone(), "yes or no", take)
        .helped(text.help.clone().unwrap_or_default())
        .standing(now)
}

/// The questions of a group of the safety part, with its name said before the first.
pub fn group(
    group: &content::Group,
    number: usize,
    list: &Checklist,
    today: NaiveDate,
) -> Vec<Question<Beginning>> {
    let items =
        || content::questions().iter().filter(|text| text.group.as_deref() == Some(group.id.as_str()));
    let heading = plain::told(
        "group",
        &[
            ("number", &number.to_string()),
            ("count", &content::groups().len().to_string()),
            ("title", &group.title),
            ("questions", &items().count().to_string()),
        ],
    );
    let mut questions = Vec::new();
    for (place, text) in items().enumerate() {
        questions.push(question(text, list).after((place == 0).then(|| heading.clone())));
        questions.extend(clearance(&text.rule.id, list, today));
    }
    questions
}

/// The fields of a clearance, as the screen's form has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    On,
    By,
    Limits,
}

impl Asked {
    fn field(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::By => "by",
            Self::Limits => "limits",
        }
    }
}

/// What is asked of a hold: the day of its clearance, who gave it, and any limits.
pub fn clearance(item: &str, list: &Checklist, today: NaiveDate) -> Vec<Question<Beginning>> {
    let Some(hold) = list.holds.iter().rev().find(|hold| hold.item == item) else { return Vec::new() };
    let known = known(hold, list, item);
    let now = |part: Asked| known.get(part.field()).filter(|text| !text.is_empty()).cloned();
    let ask = |part: Asked, how: &str| {
        let (name, (prompt, help)) = (item.to_owned(), plain::ask(&format!("clearance-{}", part.field())));
        let prompt = prompt.replace("{item}", &content::short_label(item));
        let take = move |talk: &mut Beginning, answer: &str| put(talk, &name, part, answer);
        Question::new(format!("{item}-{}", part.field()), prompt, how, take)
            .helped(help)
            .standing(now(part))
            .optional()
    };
    // What is on hold since an earlier day may have its clearance by now, and so may the last thing
    // that keeps the trial from beginning.
    let is_answered =
        content::rules().all(|rule| rule.part != Part::Safety || list.answers.contains_key(&rule.id));
    let is_waiting = hold.is_open() && (hold.opened < today || is_answered);
    let mut on = ask(Asked::On, "the date, such as yesterday");
    on.open = is_waiting;
    let mut questions = vec![on];
    if now(Asked::On).is_some() {
        let mut by = ask(Asked::By, "a name");
        if now(Asked::By).is_none() {
            (by.enter, by.open) = (Enter::Needed, true);
        }
        questions.push(by);
    }
    if now(Asked::By).is_some() {
        let mut limits = ask(Asked::Limits, "in your words, or none");
        if hold.is_open() {
            (limits.enter, limits.open) = (Enter::Gives("none".to_owned()), true);
        }
        questions.push(limits);
    }
    questions
}

/// What is known of a clearance: as it is recorded, or as far as it was typed.
fn known(hold: &Hold, list: &Checklist, item: &str) -> Draft {
    let mut known = Draft::new();
    if let Some(given) = &hold.clearance {
        known.insert("on".to_owned(), long_date(given.on));
        let words = [("by", given.by.as_ref()), ("limits", given.limits.as_ref())];
        known.extend(
            words.iter().filter_map(|(name, words)| Some(((*name).to_owned(), words.as_ref()?.to_string()))),
        );
    }
    known.extend(list.drafts.get(&draft_name(item)).cloned().unwrap_or_default());
    known
}

fn draft_name(item: &str) -> String {
    format!("clearance-{item}")
}

fn put(talk: &mut Beginning, item: &str, part: Asked, answer: &str) -> Result<Vec<String>, super::Refused> {
    let mut setup = talk.setup.clone();
    let list = &mut setup.checklist;
    let Some(hold) = list.holds.iter().rev().find(|hold| hold.item == item).cloned() else {
        return Ok(Vec::new());
    };
    let mut known = known(&hold, list, item);
    let read_day = |text: &str| date_words::read(text, talk.today, NaiveDate::MIN..=talk.today);
    match part {
        Asked::On => {
            let on = match read_day(answer) {
                Ok(date) | Err(date_words::DateWordsError::NotAllowed { date, .. }) => date,
                Err(error) => {
                    return match read::yes_no(answer) {
                        Ok(false) => Ok(vec![plain::line("no-clearance-yet").to_owned()]),
                        Ok(true) | Err(_) => Err(error.to_string().into()),
                    };
                }
            };
            list.check_clearance(item, on, talk.today)
                .map_err(|error| content::clearance_refusal(error, talk.today))?;
            known.insert("on".to_owned(), long_date(on));
        }
        Asked::By => {
            let by = Words::new(answer).map_err(|error| error.to_string())?;
            known.insert("by".to_owned(), by.to_string());
        }
        Asked::Limits => {
            let words = read::yes_no(answer) == Ok(false) || answer == "-";
            known.insert("limits".to_owned(), if words { String::new() } else { answer.to_owned() });
        }
    }
    let text = |name: &str| known.get(name).map(String::as_str).unwrap_or_default();
    let is_whole = part == Asked::Limits || !hold.is_open();
    let on = read_day(text("on")).ok();
    let by = Words::optional(text("by")).map_err(|error| error.to_string())?;
    let mut lines = Vec::new();
    match (on, by) {
        (Some(on), Some(by)) if is_whole => {
            let limits = Words::optional(text("limits")).map_err(|error| error.to_string())?;
            let clearance = Clearance { on, by: Some(by), limits };
            let words = super::super::hold::clearance_words(&clearance);
            if !list.clear(item, clearance.clone())
                && let Some(hold) = list.holds.iter_mut().rev().find(|hold| hold.item == item)
            {
                hold.clearance = Some(clearance);
            }
            list.drafts.forget(&draft_name(item));
            lines.push(format!("Recorded for {}: {words}.", content::short_label(item)));
        }
        (on, by) => {
            lines.extend(on.filter(|_| part == Asked::On).map(|on| format!("{}.", long_date(on))));
            lines.extend(by.filter(|_| part == Asked::By).map(|by| format!("From {by}.")));
            list.drafts.keep(&draft_name(item), known);
        }
    }
    talk.keep(setup)?;
    Ok(lines)
}
