//! `weekfive hold` in plain mode: after the list, a clearance is recorded or a hold opened.

use chrono::NaiveDate;

use super::super::hold::{Clear, Open, clear, clearances, holds, open, why};
use super::super::holding::Holding;
use super::super::{Failure, Place};
use super::{Lines, Question, Refused, Talk, read, run};
use crate::content::{self, plain};
use crate::domain::checklist::Hold;
use crate::domain::date_words::{self, DateWordsError, shown};
use crate::domain::text::Words;

/// A clearance or a hold on its way.
pub struct Holds {
    place: Place,
    holding: Holding,
    wish: Option<Wish>,
    item: Option<String>,
    on: Option<NaiveDate>,
    by: Option<Words>,
}

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Clear,
    Open,
}

impl Holds {
    fn open_holds(&self) -> Vec<Hold> {
        holds(&self.holding).into_iter().filter(Hold::is_open).collect()
    }
}

impl Talk for Holds {
    fn questions(&self) -> Vec<Question<Self>> {
        let mut all = vec![self.what()];
        match self.wish {
            None => {}
            Some(Wish::Open) => all.push(open_one()),
            Some(Wish::Clear) => {
                all.push(self.which());
                let Some(item) = &self.item else { return all };
                all.push(self.on(item));
                if self.on.is_some() {
                    all.push(self.by());
                }
                if self.by.is_some() {
                    all.push(limits());
                }
            }
        }
        all
    }
}

impl Holds {
    fn what(&self) -> Question<Self> {
        let (prompt, help) = plain::ask("hold-what");
        let has_open = !self.open_holds().is_empty();
        let mut wishes = vec![("put something on hold until a doctor has looked at it", Wish::Open)];
        if has_open {
            wishes.insert(0, ("record a clearance", Wish::Clear));
        }
        let names: Vec<Vec<String>> = wishes
            .iter()
            .map(|(words, wish)| {
                let other = match wish {
                    Wish::Clear => "clear",
                    Wish::Open => "open",
                };
                vec![(*words).to_owned(), other.to_owned()]
            })
            .collect();
        let choices: Vec<String> = wishes.iter().map(|(words, _)| (*words).to_owned()).collect();
        let take = move |talk: &mut Self, answer: &str| {
            talk.wish = wishes.get(read::one_of(answer, &names)?).map(|(_, wish)| *wish);
            let open = talk.open_holds();
            if let ([only], Some(Wish::Clear)) = (open.as_slice(), talk.wish) {
                talk.item = Some(only.item.clone());
            }
            Ok(Vec::new())
        };
        let mut question =
            Question::new("what", prompt, "a number", take).choosing(choices).helped(help).optional();
        question.open = true;
        question
    }

    fn which(&self) -> Question<Self> {
        let open = self.open_holds();
        let labels: Vec<String> = open.iter().map(|hold| content::short_label(&hold.item)).collect();
        let names: Vec<Vec<String>> =
            open.iter().zip(&labels).map(|(hold, label)| vec![hold.item.clone(), label.clone()]).collect();
        let (prompt, help) = plain::ask("hold-which");
        let take = move |talk: &mut Self, answer: &str| {
            let place = read::one_of(answer, &names)?;
            talk.item = open.get(place).map(|hold| hold.item.clone());
            Ok(talk.item.iter().map(|item| format!("{}.", content::short_label(item))).collect())
        };
        Question::new("which", prompt, "a number or a name", take)
            .choosing(labels)
            .helped(help)
            .standing(self.item.as_ref().map(|item| content::short_label(item)))
    }

    fn on(&self, item: &str) -> Question<Self> {
        let (prompt, help) = plain::ask("clearance-on");
        let (item, today) = (item.to_owned(), self.place.today());
        let prompt = prompt.replace("{item}", &content::short_label(&item));
        let take = move |talk: &mut Self, answer: &str| {
            let on = match date_words::read(answer, today, NaiveDate::MIN..=today) {
                Ok(date) | Err(DateWordsError::NotAllowed { date, .. }) => date,
                Err(error) => return Err(error.to_string().into()),
            };
            for list in talk.holding.checklists().filter(|list| list.open_hold_for(&item).is_some()) {
                list.check_clearance(&item, on, today)
                    .map_err(|error| content::clearance_refusal(error, today))?;
            }
            talk.on = Some(on);
            Ok(vec![format!("{}.", shown(on, today))])
        };
        Question::new("on", prompt, "the date, such as yesterday", take)
            .helped(help)
            .standing(self.on.map(|on| shown(on, today)))
    }

    fn by(&self) -> Question<Self> {
        let (prompt, help) = plain::ask("clearance-by");
        let take = |talk: &mut Self, answer: &str| {
            let by = Words::new(answer).map_err(|error| error.to_string())?;
            let line = format!("From {by}.");
            talk.by = Some(by);
            Ok(vec![line])
        };
        Question::new("by", prompt, "a name", take)
            .helped(help)
            .standing(self.by.as_ref().map(Words::to_string))
    }
}

/// Any limits; with this answer the clearance is recorded.
fn limits() -> Question<Holds> {
    let (prompt, help) = plain::ask("clearance-limits");
    let take = |talk: &mut Holds, answer: &str| {
        let is_none = answer == "-" || read::yes_no(answer) == Ok(false);
        let limits = if is_none { None } else { super::start::words_or_none(answer)? };
        let (Some(item), Some(on), Some(by)) = (talk.item.clone(), talk.on, talk.by.clone()) else {
            return Ok(Vec::new());
        };
        let given = Clear { item, date: on.to_string(), by, limits };
        Ok(clear(&talk.place, &mut talk.holding, &given)?)
    };
    Question::new("limits", prompt, "in your words", take)
        .helped(help)
        .offering(Some("none".to_owned()))
        .reopened()
}

impl<T> Question<T> {
    fn reopened(self) -> Self {
        Self { open: true, ..self }
    }
}

/// What a doctor should look at.
fn open_one() -> Question<Holds> {
    let (prompt, help) = plain::ask("hold-why");
    let take = |talk: &mut Holds, answer: &str| {
        let given = Open { why: why(answer)? };
        open(&talk.place, &mut talk.holding, &given).map_err(refused)
    };
    Question::new("why", prompt, "in a line", take).helped(help)
}

fn refused(failure: Failure) -> Refused {
    match failure {
        Failure::Usage(words) => Refused::Not(words),
        failure @ (Failure::Read(_) | Failure::Write(_) | Failure::Terminal(_) | Failure::Mistake { .. }) => {
            Refused::Broken(failure)
        }
    }
}

/// Lists, and asks what is wanted.
///
/// # Errors
/// A file cannot be read or written.
pub fn hold(place: &Place, lines: &mut dyn Lines) -> Result<(), Failure> {
    let holding = Holding::read(place)?;
    let open: Vec<String> = holding.checklists().flat_map(content::open_hold_lines).collect();
    let is_new = |(place, line): &(usize, &String)| !open.iter().take(*place).any(|before| before == *line);
    open.iter().enumerate().filter(is_new).for_each(|(_, line)| lines.say(line));
    let settled = clearances(&holding, content::short_label);
    settled.iter().for_each(|line| lines.say(&format!("Clearance for {line}.")));
    if open.is_empty() {
        lines.say(plain::line(if settled.is_empty() { "nothing-on-hold-ever" } else { "nothing-on-hold" }));
    }
    if holding.checklists().next().is_none() {
        return Ok(());
    }
    let mut talk = Holds { place: place.clone(), holding, wish: None, item: None, on: None, by: None };
    run(lines, &mut talk)?;
    Ok(())
}
