//! What is asked of a visit that took place: a few questions, and the rest where wanted.

use std::collections::BTreeSet;

use super::super::{Enter, Question, read};
use super::Visiting;
use super::visits;
use crate::content::{self, plain};
use crate::domain::calendar::parse_time;
use crate::domain::date_words::shown;
use crate::domain::score::{Amount, Minutes, Score};
use crate::domain::session::{Discomfort, Done, Pressure, Session, Technique};
use crate::domain::text::Words;

impl Visiting {
    /// What is asked of a visit that took place: a few questions, and the rest where wanted.
    pub(super) fn took_place(&self) -> Vec<Question<Self>> {
        let mut all = Vec::new();
        if self.is_on_hold() && self.at.is_none() && !self.during_hold {
            let take = |talk: &mut Self, answer: &str| {
                talk.during_hold = read::yes_no(answer)?;
                talk.over = !talk.during_hold;
                Ok(if talk.over { vec![plain::line("nothing-written").to_owned()] } else { Vec::new() })
            };
            let (prompt, help) = plain::ask("during-hold");
            all.push(
                Question::new("during-hold", prompt, "yes or no", take)
                    .helped(help)
                    .after([content::advice("during-hold").to_owned()]),
            );
            return all;
        }
        let there = self.done_there();
        if self.is_only_written_there() && !self.is_chosen && self.at.is_none() {
            all.push(which_visit(&there));
            return all;
        }
        let is_another = self.is_chosen && self.at.is_none();
        if is_another {
            all.push(self.time(Enter::Needed));
            if self.session.time.is_none() {
                return all;
            }
        }
        all.push(self.minutes());
        let done = self.done();
        all.push(self.score("pain-before", done.pain_before, |done, pain| done.pain_before = pain));
        all.push(self.score("pain-after", done.pain_after, |done, pain| done.pain_after = pain));
        all.push(self.discomfort());
        let (prompt, help) = plain::ask("more");
        let take = |talk: &mut Self, answer: &str| {
            talk.wants_more = read::yes_no(answer)?;
            Ok(Vec::new())
        };
        all.push(
            Question::new("more", prompt, "yes or no", take).helped(help).offering(Some("no".to_owned())),
        );
        if self.wants_more {
            all.extend(self.rest(is_another));
        }
        // What stands there already is asked too: it may be what has to be changed.
        all.iter_mut().for_each(|question| question.open = true);
        all
    }

    fn minutes(&self) -> Question<Self> {
        let planned = self.known.trial.as_ref().map(|trial| trial.plan.dose.minutes().to_string());
        let (prompt, help) = plain::ask("minutes");
        let take = |talk: &mut Self, answer: &str| {
            let minutes =
                read::minutes(answer).ok_or_else(|| format!("minutes are a whole number, not “{answer}”"))?;
            let minutes = Minutes::new(minutes).map_err(|error| error.to_string())?;
            talk.write_done(|done| done.minutes = Some(minutes))?;
            let day = talk.date.map(|date| shown(date, talk.known.today)).unwrap_or_default();
            let unit = if minutes.get() == 1 { "minute" } else { "minutes" };
            Ok(vec![format!("{day}, {minutes} {unit}.")])
        };
        Question::new("minutes", prompt, "a number", take)
            .helped(help)
            .standing(self.session.minutes().map(|minutes| minutes.to_string()))
            .offering(planned)
    }

    fn score(
        &self,
        id: &'static str,
        now: Option<Score>,
        set: fn(&mut Done, Option<Score>),
    ) -> Question<Self> {
        let (prompt, help) = plain::ask(id);
        let take = move |talk: &mut Self, answer: &str| {
            let score = if answer == "-" { None } else { Some(read::score(answer)?) };
            talk.write_done(|done| set(done, score))?;
            Ok(vec![score.map_or_else(|| "Left open.".to_owned(), |score| format!("{score} of 10."))])
        };
        Question::new(id, prompt, "0 to 10", take)
            .helped(help)
            .standing(now.map(|score| score.to_string()))
            .optional()
    }

    fn discomfort(&self) -> Question<Self> {
        let (prompt, help) = plain::ask("discomfort");
        let take = |talk: &mut Self, answer: &str| {
            let names = read::names_of::<Discomfort>();
            let answer = if read::yes_no(answer) == Ok(false) { "none" } else { answer };
            let places = read::several(answer, &names)?;
            let felt: Vec<Discomfort> =
                places.iter().filter_map(|place| Discomfort::ALL.get(*place)).copied().collect();
            if felt.len() > 1 && felt.contains(&Discomfort::None) {
                return Err("none does not go with another; leave one of them out".to_owned().into());
            }
            let was_held = talk.is_on_hold();
            talk.write_done(|done| done.discomfort.clone_from(&felt))?;
            let labels: Vec<&str> = felt.iter().map(|kind| kind.label()).collect();
            let mut lines: Vec<String> = content::felt_words(&felt).into_iter().map(str::to_owned).collect();
            lines.insert(0, format!("Felt: {}.", labels.join(", ")));
            if talk.is_on_hold() && !was_held {
                lines.push(plain::line("opens-hold").to_owned());
            }
            let is_emergency =
                crate::domain::safety::level_of_all(felt).is_some_and(|level| level.is_emergency());
            talk.over = is_emergency;
            Ok(lines)
        };
        let now: Vec<&str> = self.session.discomfort().iter().map(|kind| kind.label()).collect();
        Question::new("discomfort", prompt, "numbers or words, with commas between", take)
            .choosing(read::labels_of::<Discomfort>())
            .helped(help)
            .standing((!now.is_empty()).then(|| now.join(", ")))
            .optional()
    }

    fn time(&self, enter: Enter) -> Question<Self> {
        let (prompt, help) = plain::ask("time");
        let take = |talk: &mut Self, answer: &str| {
            let time = parse_time(answer)
                .ok_or_else(|| format!("“{answer}” is not a time of day; type it like 17:30 or 5pm"))?;
            if talk.at.is_some() || !talk.is_chosen {
                talk.write(|visit| visit.time = Some(time))?;
            } else {
                // Another visit of that day is written with its minutes.
                talk.session.time = Some(time);
            }
            Ok(vec![format!("{}.", time.format("%H:%M"))])
        };
        let mut question = Question::new("time", prompt, "such as 17:30 or 5pm", take).helped(help);
        (question.open, question.enter) = (enter == Enter::Needed, enter);
        question.standing(self.session.time.map(|time| time.format("%H:%M").to_string()))
    }

    /// Everything else that can be written of a visit; all of it may be left out.
    fn rest(&self, is_another: bool) -> Vec<Question<Self>> {
        let (visit, done) = (&self.session, self.done());
        let mut all = Vec::new();
        if !is_another {
            all.push(self.time(Enter::GoesOn));
        }
        all.push(self.score("pain-during", done.pain_during, |done, pain| done.pain_during = pain));
        let (prompt, help) = plain::ask("techniques");
        let now: Vec<&str> = done.techniques.iter().map(|technique| technique.label()).collect();
        let take = |talk: &mut Self, answer: &str| {
            let places = read::several(answer, &read::names_of::<Technique>())?;
            let techniques: BTreeSet<Technique> =
                places.iter().filter_map(|place| Technique::ALL.get(*place)).copied().collect();
            let labels: Vec<&str> = techniques.iter().map(|technique| technique.label()).collect();
            let line = format!("{}.", labels.join(", "));
            talk.write_done(|done| done.techniques = techniques.into_iter().collect())?;
            Ok(vec![line])
        };
        all.push(
            Question::new("techniques", prompt, "numbers or names, with commas between", take)
                .choosing(read::labels_of::<Technique>())
                .helped(help)
                .standing((!now.is_empty()).then(|| now.join(", ")))
                .optional(),
        );
        let take = |talk: &mut Self, pressure: Pressure| {
            talk.write_done(|done| done.pressure = Some(pressure))?;
            Ok(vec![format!("Pressure {}.", pressure.label())])
        };
        all.push(
            Question::one_of("pressure", plain::ask("pressure"), "a number or a word", done.pressure, take)
                .optional(),
        );
        all.push(words("therapist", visit.therapist.as_ref(), |visit, words| visit.therapist = words));
        all.push(words("feelings", done.feelings.as_ref(), |visit, words| {
            visit.done_mut().into_iter().for_each(|done| done.feelings.clone_from(&words));
        }));
        all.push(yes_no("quiet", done.setting.quiet, |done, yes| done.setting.quiet = yes));
        all.push(yes_no("clean", done.setting.clean, |done, yes| done.setting.clean = yes));
        all.push(yes_no("private", done.setting.private, |done, yes| done.setting.private = yes));
        all.push(yes_no("water", done.water, |done, yes| done.water = yes));
        all.push(yes_no("rest", done.rest, |done, yes| done.rest = yes));
        let (prompt, help) = plain::ask("cost");
        let take = |talk: &mut Self, answer: &str| {
            let cost: Amount =
                answer.parse().map_err(|error: crate::domain::score::OutOfRange| error.to_string())?;
            talk.write(|visit| visit.cost = Some(cost))?;
            Ok(vec![format!("Cost {cost}.")])
        };
        all.push(
            Question::new("cost", prompt, "a number", take)
                .helped(help)
                .standing(visit.cost.map(|cost| cost.to_string()))
                .optional(),
        );
        all.push(words("note", visit.note.as_ref(), |visit, words| visit.note = words));
        all
    }
}

/// One of the visits that are written there, or another one.
fn which_visit(there: &[(usize, Session)]) -> Question<Visiting> {
    let mut choices: Vec<String> = there
        .iter()
        .map(|(_, visit)| format!("the one that is written there: {}", visits::summary(visit)))
        .collect();
    choices.push("another one, which counts too".to_owned());
    let mut names: Vec<Vec<String>> = choices.iter().map(|words| vec![words.clone()]).collect();
    if let Some(last) = names.last_mut() {
        last.push("another one".to_owned());
    }
    if let ([_], Some(first)) = (there, names.first_mut()) {
        first.push("same".to_owned());
        first.push("the same".to_owned());
    }
    let there = there.to_vec();
    let (prompt, help) = plain::ask("which-visit");
    let take = move |talk: &mut Visiting, answer: &str| {
        let place = read::one_of(answer, &names)?;
        talk.is_chosen = true;
        Ok(vec![match there.get(place) {
            Some((at, visit)) => {
                (talk.at, talk.session) = (Some(*at), visit.clone());
                format!("That one: {}.", visits::summary(visit))
            }
            None => "Another one.".to_owned(),
        }])
    };
    Question::new("which-visit", prompt, "a number", take).choosing(choices).helped(help)
}

fn words(id: &'static str, now: Option<&Words>, set: fn(&mut Session, Option<Words>)) -> Question<Visiting> {
    let (prompt, help) = plain::ask(id);
    let take = move |talk: &mut Visiting, answer: &str| {
        let words = super::super::start::words_or_none(answer)?;
        talk.write(|visit| set(visit, words))?;
        Ok(vec!["Kept.".to_owned()])
    };
    Question::in_own_words(id, prompt, take)
        .helped(help)
        .standing(now.map(|words| words.first_line().to_owned()))
}

fn yes_no(id: &'static str, now: Option<bool>, set: fn(&mut Done, Option<bool>)) -> Question<Visiting> {
    let (prompt, help) = plain::ask(id);
    let take = move |talk: &mut Visiting, answer: &str| {
        let yes = read::yes_no(answer)?;
        talk.write_done(|done| set(done, Some(yes)))?;
        Ok(vec![format!("{}.", crate::domain::text::capital(read::said(yes)))])
    };
    Question::new(id, prompt, "yes or no", take)
        .helped(help)
        .standing(now.map(|yes| read::said(yes).to_owned()))
        .optional()
}
