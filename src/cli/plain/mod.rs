//! Plain mode: one question a line, for a screen reader or one hand. Each command gives a list of
//! questions as data, and one loop asks them.

pub mod decide;
pub mod hold;
pub mod lines;
pub mod log;
pub mod markers;
pub mod read;
pub mod safety;
pub mod session;
pub mod start;
pub mod stop;
#[cfg(test)]
mod tests;
pub mod trial_plan;

use super::Failure;
use crate::content::plain;
use crate::domain::choice::Choice;
use crate::domain::journal::SaveFailure;
use crate::domain::text::capital;
pub use lines::Lines;

/// Why an answer was not taken.
#[derive(Debug)]
pub enum Refused {
    /// It says in a sentence what would be right; the same question is asked again.
    Not(String),
    /// A file cannot be read or written: the conversation ends.
    Broken(Failure),
}

impl From<String> for Refused {
    fn from(words: String) -> Self {
        Self::Not(words)
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

impl<T> From<SaveFailure<T>> for Refused {
    fn from(failure: SaveFailure<T>) -> Self {
        Self::Broken(failure.into())
    }
}

/// Takes an answer into what is being filled in, keeps it, and says what was understood.
pub type Take<T> = Box<dyn Fn(&mut T, &str) -> Result<Vec<String>, Refused>>;

/// What Enter alone does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enter {
    /// Nothing: an answer is needed. Twice in a row it stops.
    Needed,
    /// It goes on, and whatever stands there stays.
    GoesOn,
    /// It gives this answer, which the prompt names.
    Gives(String),
}

pub struct Question<T> {
    /// Its name, by which it is found again in the next list.
    pub id: String,
    /// Said before it, once.
    pub before: Vec<String>,
    /// The question in words.
    pub prompt: String,
    /// What can be chosen, a line each, said before it.
    pub choices: Vec<String>,
    /// How it is answered, in a few words: `yes or no`.
    pub how: String,
    /// What is said to a question mark.
    pub help: Vec<String>,
    /// The answer that stands.
    pub now: Option<String>,
    /// What Enter alone does.
    pub enter: Enter,
    /// Whether the prompt says what Enter does, where nothing stands: else it was said beforehand.
    pub tells_enter: bool,
    /// Whether something is still to be answered here, so that a conversation taken up again begins
    /// with it.
    pub open: bool,
    /// Words that are an answer here, and would else be `stop` or `back`.
    pub claims: &'static [&'static str],
    /// Whether any words of the person's own are an answer: then “no” is none, as Enter is, and a mere
    /// “yes” says that there is something, and not yet what.
    pub takes_own_words: bool,
    /// Takes the answer.
    pub take: Take<T>,
}

impl<T> Question<T> {
    /// A question that needs an answer and has none.
    pub fn new(
        id: impl Into<String>,
        prompt: impl Into<String>,
        how: impl Into<String>,
        take: impl Fn(&mut T, &str) -> Result<Vec<String>, Refused> + 'static,
    ) -> Self {
        Self {
            id: id.into(),
            before: Vec::new(),
            prompt: prompt.into(),
            choices: Vec::new(),
            how: how.into(),
            help: Vec::new(),
            now: None,
            enter: Enter::Needed,
            tells_enter: true,
            open: true,
            claims: &[],
            takes_own_words: false,
            take: Box::new(take),
        }
    }

    /// A question that is answered by one of a closed list, with its help and the answer that stands.
    pub fn one_of<C: Choice>(
        id: impl Into<String>,
        (prompt, help): (impl Into<String>, &str),
        how: &str,
        now: Option<C>,
        take: impl Fn(&mut T, C) -> Result<Vec<String>, Refused> + 'static,
    ) -> Self {
        Self::new(id, prompt, how, move |talk, answer| take(talk, read::choice(answer)?))
            .choosing(read::labels_of::<C>())
            .helped(help)
            .standing(now.map(|now| now.meaning().to_owned()))
    }

    /// A question that is answered in words of one's own, or left out.
    pub fn in_own_words(
        id: impl Into<String>,
        prompt: impl Into<String>,
        take: impl Fn(&mut T, &str) -> Result<Vec<String>, Refused> + 'static,
    ) -> Self {
        let question = Self::new(id, prompt, "in your words", take).optional();
        Self { takes_own_words: true, ..question }
    }

    /// The same with its help.
    pub fn helped(mut self, help: impl Into<String>) -> Self {
        let help = help.into();
        self.help.extend((!help.is_empty()).then_some(help));
        self
    }

    /// The same with lines said before it.
    pub fn after(mut self, before: impl IntoIterator<Item = String>) -> Self {
        self.before.extend(before);
        self
    }

    /// The same with its choices, numbered from 1.
    pub fn choosing(mut self, choices: impl IntoIterator<Item = String>) -> Self {
        let numbered =
            choices.into_iter().zip(1..).map(|(words, number): (String, u32)| format!("{number} {words}"));
        self.choices = numbered.collect();
        self
    }

    /// The same with the answer that stands, where there is one: Enter keeps it.
    pub fn standing(mut self, now: Option<String>) -> Self {
        if now.is_some() {
            (self.now, self.enter, self.open) = (now, Enter::GoesOn, false);
        }
        self
    }

    /// The same, as one that may be left out.
    pub fn optional(mut self) -> Self {
        (self.enter, self.open) = (Enter::GoesOn, false);
        self
    }

    /// The same with an answer that Enter gives, where none stands yet.
    pub fn offering(mut self, answer: Option<String>) -> Self {
        if let (None, Some(answer)) = (&self.now, answer) {
            (self.enter, self.open) = (Enter::Gives(answer), false);
        }
        self
    }

    /// The same, where these words are answers.
    pub fn claiming(mut self, words: &'static [&'static str]) -> Self {
        self.claims = words;
        self
    }

    /// The line that asks: it ends in one colon and a space.
    fn asks(&self) -> String {
        let enter = match (&self.now, &self.enter) {
            (Some(now), _) => Some(format!("now {now}")),
            (None, Enter::Gives(answer)) => Some(format!("Enter for {answer}")),
            (None, Enter::GoesOn) if self.tells_enter => Some("or Enter to go on".to_owned()),
            (None, Enter::GoesOn | Enter::Needed) => None,
        };
        let how = [Some(self.how.clone()), enter].into_iter().flatten().filter(|words| !words.is_empty());
        let how = how.collect::<Vec<_>>().join(", ");
        let how = if self.prompt.ends_with(['?', '.']) { capital(&how) } else { how };
        format!("{} {how}", self.prompt).trim().trim_end_matches(':').to_owned() + ": "
    }
}

/// Something that is filled in by questions, which may depend on what was answered.
pub trait Talk: Sized {
    /// Every question as things stand, in order.
    fn questions(&self) -> Vec<Question<Self>>;

    /// Whether nothing more is asked, whatever is left: something else comes first.
    fn is_over(&self) -> bool {
        false
    }
}

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every question was asked.
    Done,
    /// The person stopped, or the input ended.
    Stopped,
    /// Something else comes first; it was said.
    Over,
}

/// What a line is, where it is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Stop,
    Back,
    Help,
}

fn word<T>(question: &Question<T>, answer: &str) -> Option<Word> {
    let answer = answer.to_lowercase();
    if question.claims.contains(&answer.as_str()) {
        return None;
    }
    match answer.as_str() {
        "stop" | "quit" | "exit" | "q" => Some(Word::Stop),
        "back" | "b" | "<" => Some(Word::Back),
        "?" | "help" => Some(Word::Help),
        _ => None,
    }
}

/// Where a conversation begins: at the first question that is open, or at one that may be left out
/// and stands right before it.
fn first_open<T>(questions: &[Question<T>]) -> usize {
    let first = questions.iter().position(|question| question.open).unwrap_or(questions.len());
    let before = questions.iter().take(first).rev();
    let passed = before.take_while(|question| question.now.is_none() && question.enter != Enter::Needed);
    first.saturating_sub(passed.count())
}

/// The next question that has no answer yet, or is asked all the same.
fn next_open<T>(questions: &[Question<T>], from: usize) -> usize {
    let mut later = questions.iter().enumerate().skip(from);
    later
        .find(|(_, question)| question.open || question.now.is_none())
        .map_or(questions.len(), |(place, _)| place)
}

/// Asks until every question was asked, or the person stops. What was answered is kept by then.
///
/// # Errors
/// A file cannot be read or written.
pub fn run<T: Talk>(lines: &mut dyn Lines, talk: &mut T) -> Result<Ended, Failure> {
    let mut at = first_open(&talk.questions());
    let mut shown = String::new();
    let mut is_empty_once = false;
    loop {
        if talk.is_over() {
            return Ok(Ended::Over);
        }
        let questions = talk.questions();
        let Some(question) = questions.get(at) else { return Ok(Ended::Done) };
        if shown != question.id {
            question.before.iter().chain(&question.choices).for_each(|line| lines.say(line));
            shown.clone_from(&question.id);
        }
        let Some(typed) = lines.ask(&question.asks())? else { return Ok(Ended::Stopped) };
        let typed = typed.trim();
        let answer = match (&question.enter, typed) {
            (Enter::Needed, "") if is_empty_once => return Ok(Ended::Stopped),
            (Enter::Needed, "") => {
                lines.say(plain::line("needs-an-answer"));
                is_empty_once = true;
                continue;
            }
            (Enter::Gives(answer), "") if question.now.is_none() => answer.clone(),
            (Enter::GoesOn | Enter::Gives(_), "") => {
                at = next_open(&questions, at.saturating_add(1));
                continue;
            }
            (_, typed) => typed.to_owned(),
        };
        is_empty_once = false;
        if question.takes_own_words {
            match read::yes_no(&answer) {
                Ok(false) => {
                    at = next_open(&questions, at.saturating_add(1));
                    continue;
                }
                Ok(true) => {
                    lines.say(plain::line("in-your-words"));
                    continue;
                }
                Err(_) => {}
            }
        }
        match word(question, &answer) {
            Some(Word::Stop) => return Ok(Ended::Stopped),
            Some(Word::Back) if at == 0 => lines.say(plain::line("first-question")),
            Some(Word::Back) => {
                at = at.saturating_sub(1);
                shown.clear();
            }
            Some(Word::Help) => {
                question.help.iter().chain(&question.choices).for_each(|line| lines.say(line));
                lines.say(plain::line("words-of-every-question"));
            }
            None => match (question.take)(talk, &answer) {
                Ok(said) => {
                    said.iter().for_each(|line| lines.say(line));
                    // What was answered may have brought or taken questions before this one.
                    let now = talk.questions();
                    let place = now.iter().position(|other| other.id == question.id);
                    at = next_open(&now, place.map_or(at, |place| place.saturating_add(1)));
                }
                Err(Refused::Not(words)) => lines.say(&sentence(&words)),
                Err(Refused::Broken(failure)) => return Err(failure),
            },
        }
    }
}

/// Words as a sentence.
fn sentence(words: &str) -> String {
    let words = capital(words);
    if words.ends_with(['.', '?', '!']) { words } else { format!("{words}.") }
}
