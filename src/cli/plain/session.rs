//! `weekfive session` in plain mode: which visit, what became of it, a few questions, and the rest
//! only where wanted. Every answer is written down at once.

mod took_place;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::session::{self as visits, Known};
use super::super::{Failure, Place};
use super::{Ended, Lines, Question, Refused, Talk, read, run};
use crate::content::{self, plain};
use crate::domain::date_words::{DateWordsError, is_far, read as read_date, shown};
use crate::domain::journal::Entry;
use crate::domain::session::{
    Absence, Absent, CancelledBy, DiscomfortAdvice, Done, MissReason, Session, SessionStatus,
};
use crate::domain::text::Words;
use crate::domain::visits::changes::{asks_for_hold, log_visit};
use crate::domain::visits::refusal::VisitError;
use crate::domain::visits::{VisitState, visits_of};

/// What became of a visit, as it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Became {
    Done,
    Missed,
    Cancelled,
    Moved,
}

impl Became {
    const ALL: [Self; 4] = [Self::Done, Self::Missed, Self::Cancelled, Self::Moved];

    fn words(self) -> &'static str {
        match self {
            Self::Done => "it took place",
            Self::Missed => "missed",
            Self::Cancelled => "cancelled",
            Self::Moved => "to be moved to another day",
        }
    }

    fn names(self) -> Vec<String> {
        let others: &[&str] = match self {
            Self::Done => &["done", "took place", "yes", "y"],
            Self::Missed => &["missed", "no", "n"],
            Self::Cancelled => &["canceled", "called off"],
            Self::Moved => &["move", "moved"],
        };
        [self.words()].iter().chain(others).map(|name| (*name).to_owned()).collect()
    }
}

/// A visit on its way.
pub struct Visiting {
    place: Place,
    known: Known,
    date: Option<NaiveDate>,
    fate: Option<Became>,
    /// It is written down although a hold is open.
    during_hold: bool,
    /// Which visit of the day it is, once that is said or plain.
    is_chosen: bool,
    at: Option<usize>,
    session: Session,
    by: Option<CancelledBy>,
    reason: Option<MissReason>,
    wants_more: bool,
    over: bool,
    /// What was said of a visit that did not take place: each line once.
    told: BTreeSet<String>,
}

impl Visiting {
    fn new(place: &Place) -> Result<Self, Failure> {
        Ok(Self {
            place: place.clone(),
            known: Known::read(place)?,
            date: None,
            fate: None,
            during_hold: false,
            is_chosen: false,
            at: None,
            session: Session::new(SessionStatus::Done),
            by: None,
            reason: None,
            wants_more: false,
            over: false,
            told: BTreeSet::new(),
        })
    }

    fn is_on_hold(&self) -> bool {
        self.known.trial.as_ref().is_some_and(|trial| trial.checklist.has_open_hold())
    }

    /// The day that Enter takes: today where a visit is planned, else one that went by, else today.
    fn offered_day(&self) -> (NaiveDate, Option<&'static str>) {
        let today = self.known.today;
        let Some(trial) = &self.known.trial else { return (today, None) };
        let visits = visits_of(trial, &self.known.days, today);
        if visits.on(today).any(|visit| visit.state == VisitState::Planned) {
            return (today, Some("planned-today"));
        }
        let gone = visits.unlogged().filter(|visit| visit.state == VisitState::Unlogged).last();
        gone.map_or((today, None), |visit| (visit.date, Some("gone-by")))
    }

    /// Visits that took place on the day, by their place in it.
    fn done_there(&self) -> Vec<(usize, Session)> {
        let day = self.date.and_then(|date| self.known.days.to_edit(date));
        let all = day.into_iter().flat_map(|day| day.sessions.into_iter().enumerate());
        all.filter(|(_, visit)| visit.done().is_some()).collect()
    }

    /// Whether the day has a visit that is only planned: it is the one that took place.
    fn is_planned_there(&self) -> bool {
        let day = self.date.and_then(|date| self.known.days.to_edit(date));
        day.is_some_and(|day| day.sessions.iter().any(Session::is_planned))
    }

    /// Whether all that the day has is a visit that took place: it is most likely to be changed.
    fn is_only_written_there(&self) -> bool {
        !self.done_there().is_empty() && !self.is_planned_there()
    }

    /// Changes the visit and writes it down, its hold first.
    fn write(&mut self, change: impl FnOnce(&mut Session)) -> Result<(), Refused> {
        let Some(date) = self.date else { return Ok(()) };
        let mut session = self.session.clone();
        change(&mut session);
        if let Some(done) = session.done_mut() {
            done.during_hold |= self.during_hold;
        }
        let before = self.known.day(date)?;
        let planned = before.sessions.iter().position(Session::is_planned);
        let after = log_visit(&before, self.at, session.clone(), self.known.today)
            .map_err(|error| error.words(self.known.today))?;
        if asks_for_hold(&before, &after) && visits::open_hold(&self.place, &self.known, &session)? {
            self.known.trial = self.place.trial()?;
        }
        let saved = self.place.store.save_day(&before, &after)?;
        let at = self.at.or(planned).unwrap_or(before.sessions.len());
        self.session = saved.sessions.get(at).cloned().unwrap_or(session);
        self.at = Some(at);
        self.known.days.put(date, Entry::Written(saved));
        Ok(())
    }

    /// The same for what only a visit that took place has.
    fn write_done(&mut self, change: impl FnOnce(&mut Done)) -> Result<(), Refused> {
        self.write(|visit| {
            if let Some(done) = visit.done_mut() {
                change(done);
            }
        })
    }

    /// What was so at the visit, as far as it is written.
    fn done(&self) -> Done {
        self.session.done().cloned().unwrap_or_default()
    }

    /// Marks the planned visit, and says what came of it.
    fn mark(&mut self, why: Option<Words>) -> Result<Vec<String>, Refused> {
        let Some(date) = self.date else { return Ok(Vec::new()) };
        let is_missed = self.fate == Some(Became::Missed);
        let how = if is_missed { Absent::Missed } else { Absent::Cancelled(self.by) };
        let absence = Absence { how, reason: self.reason, why };
        let text = visits::mark_as(&self.place, &self.known, date, absence).map_err(without_option)?;
        self.known.days.absorb(self.place.store.read_days(date, date));
        let lines = text.lines().map(str::to_owned);
        Ok(lines.filter(|line| self.told.insert(line.clone())).collect())
    }
}

/// A refusal without the name of the option that it is about: nobody typed one.
fn without_option(failure: Failure) -> Refused {
    match failure {
        Failure::Usage(words) => {
            let plain = words
                .strip_prefix("--")
                .and_then(|rest| rest.split_once(": "))
                .map(|(_, rest)| rest.to_owned());
            Refused::Not(plain.unwrap_or(words))
        }
        failure @ (Failure::Read(_) | Failure::Write(_) | Failure::Terminal(_) | Failure::Mistake { .. }) => {
            Refused::Broken(failure)
        }
    }
}

impl Talk for Visiting {
    fn questions(&self) -> Vec<Question<Self>> {
        let mut all = vec![self.which_day()];
        let Some(date) = self.date else { return all };
        // Without a trial nothing is planned that could have been missed or moved.
        if self.known.trial.is_some() {
            all.push(self.what_became(date));
        }
        match self.fate {
            None => {}
            Some(Became::Missed | Became::Cancelled) => all.extend(self.why_not()),
            Some(Became::Moved) => all.push(to_which_day(date)),
            Some(Became::Done) => all.extend(self.took_place()),
        }
        all
    }

    fn is_over(&self) -> bool {
        self.over
    }
}

impl Visiting {
    fn which_day(&self) -> Question<Self> {
        let today = self.known.today;
        let (offered, why) = self.offered_day();
        let (prompt, help) = plain::ask("which-day");
        let take = |talk: &mut Self, answer: &str| {
            let today = talk.known.today;
            let date = day_of_a_visit(answer, today)?;
            let has_year = answer.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
            if is_far(date, today, []) && !has_year {
                return Err(format!(
                    "{} is far from today; type it with its year, if it is meant",
                    shown(date, today)
                )
                .into());
            }
            if !talk.known.days.has_read(date, date) {
                talk.known.days.absorb(talk.place.store.read_days(date, date));
            }
            talk.known.day(date)?;
            if talk.date != Some(date) {
                (talk.fate, talk.at, talk.is_chosen) = (None, None, false);
                talk.session = Session::new(SessionStatus::Done);
            }
            talk.date = Some(date);
            talk.fate = talk.fate.or(talk.known.trial.is_none().then_some(Became::Done));
            Ok(vec![format!("{}.", talk.day_words(date))])
        };
        let before = why.map(|id| plain::told(id, &[("date", &shown(offered, today))]));
        let now = self.date.map(|date| shown(date, today));
        Question::new("which-day", prompt, "a date, such as yesterday or mon", take)
            .helped(help)
            .after(before)
            .standing(now)
            .offering(Some(if offered == today { "today".to_owned() } else { shown(offered, today) }))
    }

    /// The day, and what is planned or written there.
    fn day_words(&self, date: NaiveDate) -> String {
        let day = shown(date, self.known.today);
        let done = self.done_there();
        let trial = self.known.trial.as_ref();
        let planned = trial.map(|trial| visits_of(trial, &self.known.days, self.known.today));
        let is_planned = planned.is_some_and(|visits| {
            visits.on(date).any(|visit| matches!(visit.state, VisitState::Planned | VisitState::Unlogged))
        });
        match (done.first(), is_planned) {
            (Some((_, visit)), _) => format!("{day}. Written there: {}", visits::summary(visit)),
            (None, true) => format!("{day}, a visit is planned"),
            (None, false) => format!("{day}, no visit is planned"),
        }
    }

    fn what_became(&self, date: NaiveDate) -> Question<Self> {
        let is_to_come = date > self.known.today;
        let fates: Vec<Became> = Became::ALL
            .into_iter()
            .filter(|fate| !is_to_come || matches!(fate, Became::Cancelled | Became::Moved))
            .collect();
        let named =
            |fates: &[Became]| -> Vec<Vec<String>> { fates.iter().map(|fate| fate.names()).collect() };
        let (names, all_names) = (named(&fates), named(&Became::ALL));
        let choices: Vec<String> = fates.iter().map(|fate| fate.words().to_owned()).collect();
        let (prompt, help) = plain::ask("what-became");
        let take = move |talk: &mut Self, answer: &str| {
            let place = read::one_of(answer, &names).map_err(|words| {
                let is_known = read::number(answer).is_none() && read::one_of(answer, &all_names).is_ok();
                if is_known { plain::line("still-to-come").to_owned() } else { words }
            })?;
            let Some(fate) = fates.get(place).copied() else { return Ok(Vec::new()) };
            if fate != Became::Done {
                let visits = talk.known.visits(&talk.place)?;
                let visit = visits::visit_on(&visits, date).map_err(without_option)?;
                if matches!(visit.state, VisitState::Done | VisitState::Short) {
                    return Err(VisitError::Logged { date }.words(talk.known.today).into());
                }
            }
            talk.fate = Some(fate);
            match fate {
                Became::Done => Ok(vec!["It took place.".to_owned()]),
                Became::Missed | Became::Cancelled => talk.mark(None),
                Became::Moved => Ok(vec!["To another day.".to_owned()]),
            }
        };
        Question::new("what-became", prompt, "a number or a word", take)
            .choosing(choices)
            .helped(help)
            .standing(self.fate.map(|fate| fate.words().to_owned()))
            .offering(self.is_only_written_there().then(|| Became::Done.words().to_owned()))
    }

    /// Why a visit did not take place.
    fn why_not(&self) -> Vec<Question<Self>> {
        let mut all = Vec::new();
        if self.fate == Some(Became::Cancelled) {
            let take = |talk: &mut Self, by: CancelledBy| {
                talk.by = Some(by);
                talk.mark(None)?;
                Ok(vec![format!("By {}.", by.label())])
            };
            all.push(
                Question::one_of(
                    "cancelled-by",
                    plain::ask("cancelled-by"),
                    "a number or a word",
                    self.by,
                    take,
                )
                .optional(),
            );
        }
        let take = |talk: &mut Self, reason: MissReason| {
            if (talk.by, reason) == (Some(CancelledBy::Me), MissReason::Therapist) {
                return Err("it was you who cancelled it, so the therapist was not the reason"
                    .to_owned()
                    .into());
            }
            talk.reason = Some(reason);
            talk.mark(None)
        };
        all.push(
            Question::one_of("why-not", plain::ask("why-not"), "a number or a word", self.reason, take)
                .optional(),
        );
        let (prompt, help) = plain::ask("why-words");
        let take = |talk: &mut Self, answer: &str| {
            let why = Words::new(answer).map_err(|error| error.to_string())?;
            talk.mark(Some(why))?;
            Ok(vec!["Kept.".to_owned()])
        };
        all.push(Question::in_own_words("why-words", prompt, take).helped(help));
        all
    }
}

/// The day that is meant: one of the last weeks where there is such a day, since most visits are
/// written down afterwards, else the nearest.
fn day_of_a_visit(answer: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    const WEEKS: u64 = 42;
    match read_date(answer, today, crate::domain::calendar::before(today, WEEKS)..=today) {
        Ok(date) => Ok(date),
        Err(DateWordsError::NotAllowed { .. }) => {
            read_date(answer, today, NaiveDate::MIN..=NaiveDate::MAX).map_err(|error| error.to_string())
        }
        Err(error) => Err(error.to_string()),
    }
}

fn to_which_day(date: NaiveDate) -> Question<Visiting> {
    let (prompt, help) = plain::ask("to-which-day");
    let take = move |talk: &mut Visiting, answer: &str| {
        let today = talk.known.today;
        let target = match read_date(answer, today, today..=NaiveDate::MAX) {
            Ok(date) | Err(DateWordsError::NotAllowed { date, .. }) => date,
            Err(error) => return Err(error.to_string().into()),
        };
        if !talk.known.days.has_read(target, target) {
            talk.known.days.absorb(talk.place.store.read_days(target, target));
        }
        let text = visits::move_to(&talk.place, &talk.known, date, target).map_err(without_option)?;
        talk.over = true;
        Ok(text.lines().map(str::to_owned).collect())
    };
    Question::new("to-which-day", prompt, "a date", take).helped(help)
}

/// Asks about a visit.
///
/// # Errors
/// A file cannot be read or written.
pub fn session(place: &Place, lines: &mut dyn Lines) -> Result<(), Failure> {
    let mut talk = Visiting::new(place)?;
    if let Some(trial) = &talk.known.trial {
        let first = content::open_hold_lines(&trial.checklist).into_iter().chain(talk.known.warned.clone());
        first.chain(content::limit_lines(&trial.checklist)).for_each(|line| lines.say(&line));
    }
    lines.say(plain::line("words-of-every-question"));
    let ended = run(lines, &mut talk)?;
    let date = talk.date.unwrap_or(talk.known.today);
    if talk.at.is_none() {
        if ended == Ended::Stopped
            && talk.fate.is_none_or(|fate| matches!(fate, Became::Done | Became::Moved))
        {
            lines.say(plain::line("nothing-written"));
        }
        return Ok(());
    }
    let saved = talk.known.day(date)?;
    lines.say(&format!("Saved {}: {}.", shown(date, talk.known.today), visits::summary(&talk.session)));
    // How many visits are left is nothing to say while massage is on hold.
    if let Some(trial) = talk.known.trial.as_ref().filter(|_| !talk.is_on_hold()) {
        lines.say(&visits::so_far(place, trial, &talk.known, saved));
    }
    // Nothing cheerful stands beside a warning.
    let is_calm = !talk.is_on_hold() && talk.known.warned.is_empty();
    if talk.session.advice() == DiscomfortAdvice::Common && is_calm {
        lines.say(content::advice("water-and-rest"));
    }
    Ok(())
}
