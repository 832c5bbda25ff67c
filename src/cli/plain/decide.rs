//! `weekfive decide` in plain mode: after the answer, what the person decides, and how it was.

use super::super::{Failure, Place};
use super::{Lines, Question, Refused, Talk, read, run};
use crate::content::{decided, plain};
use crate::domain::decision::Decision;
use crate::domain::decision::recording;
use crate::domain::decision::to_do::Answer;
use crate::domain::text::{Words, capital};
use crate::domain::trial::{EndAnswers, GoalStep, Overall, Trial, Worth};
use crate::domain::verdict::recorded::Choice;

/// The trial with what the person decides written down, and what was half written of it on the screen gone.
///
/// # Errors
/// Before there is something to decide on, in a sentence.
pub fn with_decision(
    trial: &Trial,
    decision: &Decision,
    choice: Choice,
    reason: Option<Words>,
) -> Result<Trial, String> {
    let mut ours = recording::record(trial, decision, choice, reason)
        .map_err(|recording::NothingToDecide| decided::nothing_to_decide(&trial.plan))?;
    ours.checklist.drafts.forget("decision");
    Ok(ours)
}

/// What the person says of a trial at its end.
pub struct Deciding {
    place: Place,
    trial: Trial,
    decision: Decision,
    /// A decision may be written down.
    asks_decision: bool,
    wants: bool,
    /// The questions of the end that were open at first.
    asked: Vec<End>,
}

/// A question of the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Overall,
    Goal(u8),
    Worth,
}

impl Deciding {
    fn keep(&mut self, ours: &Trial) -> Result<(), Refused> {
        self.trial = self.place.store.save_trial(Some(&self.trial), ours)?;
        Ok(())
    }

    fn record(&mut self, choice: Choice, reason: Option<Words>) -> Result<Vec<String>, Refused> {
        let ours = with_decision(&self.trial, &self.decision, choice, reason)?;
        self.keep(&ours)?;
        Ok(ours.decision.iter().flat_map(decided::recorded_in_words).collect())
    }

    fn answer(&mut self, answers: &EndAnswers) -> Result<(), Refused> {
        let ours = self.trial.answer_end(answers, self.place.today()).map_err(|error| error.to_string())?;
        self.keep(&ours)
    }

    fn decision_questions(&self) -> Vec<Question<Self>> {
        let (prompt, help) = plain::ask("write-decision");
        let take = |talk: &mut Self, answer: &str| {
            talk.wants = read::yes_no(answer)?;
            Ok(Vec::new())
        };
        let mut first = Question::new("write-decision", prompt, "yes or no", take)
            .helped(help)
            .offering(Some("no".to_owned()));
        first.open = true;
        let mut all = vec![first];
        if !self.wants {
            return all;
        }
        let (prompt, help) = plain::ask("decision");
        let recorded = self.trial.decision.as_ref();
        let take = |talk: &mut Self, answer: &str| {
            let by_word = Choice::from_option(&answer.to_lowercase());
            let choice = by_word.or_else(|_| read::choice::<Choice>(answer))?;
            let reason = talk.trial.decision.as_ref().and_then(|before| before.reason.clone());
            talk.record(choice, reason)
        };
        all.push(
            Question::new("decision", prompt, "a number or a name", take)
                .choosing(read::labels_of::<Choice>())
                .claiming(&["stop"])
                .helped(help)
                .standing(recorded.map(|recorded| recorded.choice.label().to_owned())),
        );
        if let Some(recorded) = recorded {
            let (prompt, help) = plain::ask("decision-why");
            let take = |talk: &mut Self, answer: &str| {
                let reason = super::start::words_or_none(answer)?;
                let Some(choice) = talk.trial.decision.as_ref().map(|before| before.choice) else {
                    return Ok(Vec::new());
                };
                talk.record(choice, reason)?;
                Ok(vec!["Kept.".to_owned()])
            };
            all.push(
                Question::in_own_words("decision-why", prompt, take)
                    .helped(help)
                    .standing(recorded.reason.as_ref().map(|words| words.first_line().to_owned())),
            );
        }
        all
    }

    fn end_question(&self, end: End) -> Option<Question<Self>> {
        let ending = &self.trial.ending;
        Some(match end {
            End::Overall => choice(
                ("overall", "Overall"),
                plain::ask("overall"),
                ending.overall,
                |answers, overall: Overall| answers.overall = Some(overall),
            ),
            End::Worth => {
                choice(("worth", "Worth it"), plain::ask("worth"), ending.worth, |answers, worth: Worth| {
                    answers.worth = Some(worth)
                })
            }
            End::Goal(number) => {
                let lines = self.trial.checklist.goal_lines();
                let goal = lines.get(usize::from(number).checked_sub(1)?)?.trim_end_matches('.');
                let (prompt, help) = plain::ask("goal-reached");
                let said = goal.to_owned();
                let take = move |talk: &mut Self, step: GoalStep| {
                    talk.answer(&EndAnswers { goals: [(number, step)].into(), ..EndAnswers::default() })?;
                    Ok(vec![format!("{}: {}.", capital(&said), step.label())])
                };
                let (id, now) = (format!("goal-{number}"), ending.goals.get(&number).copied());
                Question::one_of(id, (prompt.replace("{goal}", goal), help), "a number or a word", now, take)
                    .optional()
            }
        })
    }
}

/// A question of the end that is one of a closed list, by its name and the name said with its answer.
fn choice<C: crate::domain::choice::Choice>(
    (id, name): (&'static str, &'static str),
    asked: (&'static str, &'static str),
    now: Option<C>,
    set: fn(&mut EndAnswers, C),
) -> Question<Deciding> {
    let take = move |talk: &mut Deciding, value: C| {
        let mut answers = EndAnswers::default();
        set(&mut answers, value);
        talk.answer(&answers)?;
        Ok(vec![format!("{name}: {}.", value.meaning())])
    };
    Question::one_of(id, asked, "a number or words", now, take).optional()
}

impl Talk for Deciding {
    fn questions(&self) -> Vec<Question<Self>> {
        let mut all = if self.asks_decision { self.decision_questions() } else { Vec::new() };
        let mut ends: Vec<_> = self.asked.iter().filter_map(|end| self.end_question(*end)).collect();
        if let Some(first) = ends.first_mut() {
            first.before.insert(0, plain::line("at-the-end").to_owned());
            first.open = true;
        }
        all.append(&mut ends);
        all
    }
}

/// Asks what can be asked; nothing where there is nothing.
///
/// # Errors
/// A file cannot be written.
pub fn decide(place: &Place, trial: Trial, decision: Decision, lines: &mut dyn Lines) -> Result<(), Failure> {
    let asks_decision = match Answer::of(&trial, &decision) {
        Answer::Preliminary | Answer::Final => true,
        Answer::None | Answer::Recorded => false,
    };
    let goals = trial.checklist.goal_lines().len();
    let goals =
        (1..=u8::try_from(goals).unwrap_or(0)).filter(|number| !trial.ending.goals.contains_key(number));
    let mut asked: Vec<End> = trial.ending.overall.is_none().then_some(End::Overall).into_iter().collect();
    asked.extend(goals.map(End::Goal));
    asked.extend(trial.ending.worth.is_none().then_some(End::Worth));
    if place.today() < trial.end_asked_from() {
        asked.clear();
    }
    if !asks_decision && asked.is_empty() {
        return Ok(());
    }
    lines.say(plain::line("words-of-every-question"));
    let mut talk = Deciding { place: place.clone(), trial, decision, asks_decision, wants: false, asked };
    run(lines, &mut talk)?;
    Ok(())
}
