//! `weekfive session`: a visit from one shell line: logged, marked as missed or cancelled, or moved.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};
use clap::Args;

use super::cautions::cautions;
use super::choice::one_of;
use super::which_day::{be_sure, day_around};
use super::{Failure, Place, output, plain, question, second_visit};
use crate::content;
use crate::domain::calendar::parse_time;
use crate::domain::checklist::{QuestionKind, VISIT_HOLD};
use crate::domain::date_words::shown;
use crate::domain::day::Day;
use crate::domain::journal::DayBook;
use crate::domain::safety::{Level, level_of_all};
use crate::domain::score::{Amount, Minutes, Score};
use crate::domain::session::{
    Absence, Absent, CancelledBy, Discomfort, DiscomfortAdvice, Done, Fate, MissReason, Pressure, Session,
    Technique,
};
use crate::domain::text::Words;
use crate::domain::trial::Trial;
use crate::domain::visits::adherence::figures;
use crate::domain::visits::changes::{asks_for_hold, log_visit, mark, move_visit};
use crate::domain::visits::refusal::VisitError;
use crate::domain::visits::{Visit, VisitState, Visits, visits_of};
use crate::ui::ascii;

/// The options of `session`.
#[derive(Debug, Default, PartialEq, Args)]
pub struct Options {
    /// The day: 20, 20 nov, 2026-11-20, mon, yesterday, or -2 for two days ago
    #[arg(long, allow_hyphen_values = true)]
    date: Option<String>,
    /// That day is meant, however far it is from every other
    #[arg(long)]
    yes: bool,
    /// It is the visit written down already: what is named is changed in it
    #[arg(long, conflicts_with = "another")]
    same: bool,
    /// It is one more visit of that day, at its own time
    #[arg(long)]
    another: bool,
    /// When it began, such as 17:30
    #[arg(long, value_parser = time)]
    time: Option<NaiveTime>,
    /// How long it took, in minutes
    #[arg(long)]
    minutes: Option<Minutes>,
    /// A technique (repeatable)
    #[arg(long, value_parser = one_of::<Technique>())]
    technique: Vec<Technique>,
    /// Who gave it
    #[arg(long, value_parser = words)]
    therapist: Option<Words>,
    /// How the pressure was
    #[arg(long, value_parser = one_of::<Pressure>())]
    pressure: Option<Pressure>,
    /// Pain before, 0 to 10
    #[arg(long)]
    pain_before: Option<Score>,
    /// Pain during, 0 to 10
    #[arg(long)]
    pain_during: Option<Score>,
    /// Pain after, 0 to 10
    #[arg(long)]
    pain_after: Option<Score>,
    /// A kind of discomfort (repeatable)
    #[arg(long, value_parser = one_of::<Discomfort>())]
    discomfort: Vec<Discomfort>,
    /// What it cost
    #[arg(long)]
    cost: Option<Amount>,
    /// A note
    #[arg(long, value_parser = words)]
    note: Option<Words>,
    /// Write it down although a hold is open
    #[arg(long)]
    during_hold: bool,
    /// The planned visit was missed
    #[arg(long, conflicts_with_all = ["cancelled", "move_to"])]
    missed: bool,
    /// The planned visit was cancelled
    #[arg(long, conflicts_with = "move_to")]
    cancelled: bool,
    /// Who cancelled it
    #[arg(long, requires = "cancelled", value_parser = one_of::<CancelledBy>())]
    by: Option<CancelledBy>,
    /// Why it was missed or cancelled
    #[arg(long, value_parser = one_of::<MissReason>())]
    reason: Option<MissReason>,
    /// Why, in your own words
    #[arg(long, value_name = "TEXT", value_parser = words)]
    why: Option<Words>,
    /// Move the planned visit to that day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    move_to: Option<String>,
}

fn words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

fn time(text: &str) -> Result<NaiveTime, String> {
    parse_time(text).ok_or_else(|| format!("“{text}” is not a time of day; write it like 17:30"))
}

/// What is known before anything is changed.
pub(super) struct Known {
    pub(super) trial: Option<Trial>,
    pub(super) days: DayBook,
    pub(super) today: NaiveDate,
    /// Warnings, which nothing cheerful goes with.
    pub(super) warned: Vec<String>,
}

impl Known {
    /// Reads the trial and the days around today.
    ///
    /// # Errors
    /// The trial cannot be read.
    pub(super) fn read(place: &Place) -> Result<Self, Failure> {
        let (trial, today) = (place.trial()?, place.today());
        let warned = trial.iter().flat_map(|trial| cautions(place, trial, today)).collect();
        Ok(Self { days: place.recent_days(trial.as_ref()), trial, today, warned })
    }

    /// The day of a date, to be changed.
    pub(super) fn day(&self, date: NaiveDate) -> Result<Day, Failure> {
        self.days.to_edit(date).ok_or_else(|| match self.days.problem(date) {
            Some(problem) => problem.clone().into(),
            None => Failure::Read(format!("the day {date} was not read")),
        })
    }

    /// The trial's visits; without a trial none can be planned.
    pub(super) fn visits(&self, place: &Place) -> Result<Visits, Failure> {
        let trial = place.running_trial()?;
        Ok(visits_of(&trial, &self.days, self.today))
    }
}

/// Does what the options say. What to do about an open hold, or about what was felt, is said before
/// anything is refused.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let done = write(place, options);
    if done.is_err() {
        for words in content::felt_words(&options.discomfort) {
            output::complain(words);
        }
    }
    done
}

fn write(place: &Place, options: &Options) -> Result<(), Failure> {
    if *options == Options::default() && question::can_be_asked() {
        return plain::session::session(place, &mut plain::lines::Terminal::new(place));
    }
    let mut known = Known::read(place)?;
    let today = known.today;
    let holds = known.trial.iter().flat_map(|trial| content::open_hold_lines(&trial.checklist));
    for line in holds.chain(known.warned.clone()) {
        output::complain(&line);
    }
    let absence = options.absence();
    let is_mark = absence.is_some();
    // A visit that took place is not to come; one that is marked or moved may be.
    let latest = if is_mark || options.move_to.is_some() { NaiveDate::MAX } else { today };
    let named = |text: &str| day_around("--date", text, today, NaiveDate::MIN..=latest);
    let date = options.date.as_deref().map_or(Ok(today), named)?;
    let to_come = |text: &str| day_around("--move-to", text, today, today..=NaiveDate::MAX);
    let target = options.move_to.as_deref().map(to_come).transpose()?;
    if let Some(option) = options.of_a_mark().filter(|_| !is_mark) {
        return Err(Failure::Usage(format!("{option} goes with --missed or --cancelled")));
    }
    if (options.by, options.reason) == (Some(CancelledBy::Me), Some(MissReason::Therapist)) {
        return Err(Failure::Usage(
            "--by me does not go with --reason therapist, which says that the therapist could not".to_owned(),
        ));
    }
    if let Some(option) = options.of_a_visit_done().filter(|_| is_mark || target.is_some()) {
        return Err(Failure::Usage(format!(
            "{option} belongs to a visit that took place; leave it out, or leave out --missed, --cancelled and --move-to"
        )));
    }
    if date <= today {
        be_sure(place, known.trial.as_ref(), date, options.yes)?;
    }
    for date in [Some(date), target].into_iter().flatten() {
        if !known.days.has_read(date, date) {
            known.days.absorb(place.store.read_days(date, date));
        }
    }
    let text = match (target, absence) {
        (Some(target), _) => move_to(place, &known, date, target)?,
        (None, Some(absence)) => mark_as(place, &known, date, absence)?,
        (None, None) => log(place, &known, date, options)?,
    };
    output::print(&if place.settings.ascii { ascii::plain_text(&text) } else { text });
    Ok(())
}

impl Options {
    /// The first option given that only a visit missed or cancelled can have.
    fn of_a_mark(&self) -> Option<&'static str> {
        let given = [("--reason", self.reason.is_some()), ("--why", self.why.is_some())];
        given.into_iter().find_map(|(name, given)| given.then_some(name))
    }

    /// How the visit did not take place, and why, where that is said.
    fn absence(&self) -> Option<Absence> {
        let cancelled = || self.cancelled.then_some(Absent::Cancelled(self.by));
        let how = self.missed.then_some(Absent::Missed).or_else(cancelled)?;
        Some(Absence { how, reason: self.reason, why: self.why.clone() })
    }

    /// The first option given that only a visit done can have.
    fn of_a_visit_done(&self) -> Option<&'static str> {
        [
            ("--time", self.time.is_some()),
            ("--minutes", self.minutes.is_some()),
            ("--technique", !self.technique.is_empty()),
            ("--therapist", self.therapist.is_some()),
            ("--pressure", self.pressure.is_some()),
            ("--pain-before", self.pain_before.is_some()),
            ("--pain-during", self.pain_during.is_some()),
            ("--pain-after", self.pain_after.is_some()),
            ("--discomfort", !self.discomfort.is_empty()),
            ("--cost", self.cost.is_some()),
            ("--note", self.note.is_some()),
            ("--during-hold", self.during_hold),
            ("--same", self.same),
            ("--another", self.another),
        ]
        .into_iter()
        .find_map(|(name, given)| given.then_some(name))
    }

    fn session(&self) -> Session {
        self.onto(&Session::default())
    }

    /// A visit that took place, with what is named here changed in it; one that is not written yet is
    /// empty.
    pub(super) fn onto(&self, old: &Session) -> Session {
        let done = old.done().cloned().unwrap_or_default();
        let fate = Fate::Done(Done {
            minutes: self.minutes.or(done.minutes),
            techniques: several(&self.technique).unwrap_or(done.techniques),
            pressure: self.pressure.or(done.pressure),
            pain_before: self.pain_before.or(done.pain_before),
            pain_during: self.pain_during.or(done.pain_during),
            pain_after: self.pain_after.or(done.pain_after),
            discomfort: several(&self.discomfort).unwrap_or(done.discomfort),
            ..done
        });
        Session {
            planned: old.planned,
            time: self.time.or(old.time),
            therapist: self.therapist.clone().or_else(|| old.therapist.clone()),
            cost: self.cost.or(old.cost),
            note: self.note.clone().or_else(|| old.note.clone()),
            fate,
        }
    }

    /// What the person said about a day that has a visit already.
    pub(super) fn said(&self) -> (bool, bool) {
        (self.same, self.another)
    }
}

/// What was named of a list, each once and in the list's own order; nothing where nothing was.
fn several<T: Ord + Copy>(named: &[T]) -> Option<Vec<T>> {
    let each: BTreeSet<T> = named.iter().copied().collect();
    (!each.is_empty()).then(|| each.into_iter().collect())
}

/// A refusal of the rules, with the option that it is about.
fn refused(option: &str, error: &VisitError, today: NaiveDate) -> Failure {
    let words = error.words(today);
    match error {
        VisitError::Unreadable { .. } => Failure::Read(words),
        VisitError::SameTime { .. } => Failure::Usage(format!("--time: {words}")),
        VisitError::StillToCome { .. }
        | VisitError::Occupied { .. }
        | VisitError::SameDay { .. }
        | VisitError::OutsideTreatment { .. }
        | VisitError::Past { .. }
        | VisitError::Logged { .. }
        | VisitError::Marked { .. }
        | VisitError::NotMissedYet { .. }
        | VisitError::Gone { .. }
        | VisitError::Weekdays { .. }
        | VisitError::BySteps
        | VisitError::NoWeekLeft => Failure::Usage(format!("{option}: {words}")),
    }
}

// ---- a visit that took place ------------------------------------------------------------------

fn log(place: &Place, known: &Known, date: NaiveDate, options: &Options) -> Result<String, Failure> {
    let before = known.day(date)?;
    if options.of_a_visit_done().is_none() {
        return Err(Failure::Usage(
            "nothing to write: name at least one thing, such as --minutes 60".to_owned(),
        ));
    }
    if options.discomfort.len() > 1 && options.discomfort.contains(&Discomfort::None) {
        return Err(Failure::Usage(
            "--discomfort: none does not go with another kind; leave one of them out".to_owned(),
        ));
    }
    let session = options.session();
    let already = |mut other: Session| {
        other.planned = None;
        other.done_mut().into_iter().for_each(|done| done.during_hold = false);
        other == session
    };
    if before.sessions.iter().cloned().any(already) {
        return Err(Failure::Usage(format!(
            "this visit of {} is written down already; a second one that day needs its own --time",
            shown(date, known.today)
        )));
    }
    // A second visit of a day counts like any other, so it is never taken without a word.
    let (place_there, mut session) = second_visit::which(options, &before, session, known.today)?;
    let refused = |error: VisitError| refused("--date", &error, known.today);
    // What the rules refuse is refused before anyone is asked about a hold.
    log_visit(&before, place_there, session.clone(), known.today).map_err(refused)?;
    let on_hold = known.trial.as_ref().is_some_and(|trial| trial.checklist.has_open_hold());
    if place_there.is_none() {
        if on_hold && !options.during_hold {
            ask_once_more()?;
        }
        if let Some(done) = session.done_mut() {
            done.during_hold = on_hold;
        }
    }
    let after = log_visit(&before, place_there, session.clone(), known.today).map_err(refused)?;

    let mut text = String::new();
    let mut say = |words: &str| {
        text.push_str(words);
        text.push('\n');
    };
    // The hold first: should the second save fail, the person is held all the same.
    let opened = asks_for_hold(&before, &after) && open_hold(place, known, &session)?;
    let saved = place.store.save_day(&before, &after)?;
    let done = saved.sessions.iter().filter(|visit| visit.done().is_some()).count();
    // What to do comes before all else.
    for words in content::felt_words(session.discomfort()) {
        say(words);
    }
    say(&format!("Saved {}: {}.", shown(date, known.today), summary(&session)));
    if done > 1 {
        say(&format!("That day has {done} visits now."));
    }
    if let Some(trial) = &known.trial {
        say(&so_far(place, trial, known, saved));
    }
    if opened {
        say(content::advice("opens-hold"));
    } else if on_hold {
        say(content::advice("during-hold"));
    }
    if session.advice() == DiscomfortAdvice::Common && !on_hold && known.warned.is_empty() {
        say(content::advice("water-and-rest"));
    }
    Ok(text)
}

/// While a hold is open a visit is written down only after asking once more.
fn ask_once_more() -> Result<(), Failure> {
    let words = content::advice("during-hold");
    if !question::can_be_asked() {
        return Err(Failure::Usage(format!("{words} To write it down, add --during-hold.")));
    }
    match question::ask(&format!("{words}\nWrite it down? y or n: ")).as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(question::nothing_written()),
    }
}

/// Opens the hold that a visit's discomfort asks for; false where it is open already, or there is
/// no trial.
pub(super) fn open_hold(place: &Place, known: &Known, session: &Session) -> Result<bool, Failure> {
    let Some(trial) = &known.trial else { return Ok(false) };
    let mut held = trial.clone();
    let level = level_of_all(session.discomfort().iter().copied());
    let kind = level.map_or(QuestionKind::RedFlag, Level::hold_kind);
    held.checklist.open_hold(VISIT_HOLD, kind, known.today);
    if held == *trial {
        return Ok(false);
    }
    place.store.save_trial(Some(trial), &held)?;
    Ok(true)
}

/// A visit in a few words.
pub(super) fn summary(session: &Session) -> String {
    let mut parts = vec!["visit".to_owned()];
    parts.extend(session.time.map(|time| time.format("%H:%M").to_string()));
    if let Some(done) = session.done() {
        parts.extend(done.minutes.map(|minutes| format!("{minutes} min")));
        parts.extend(done.techniques.iter().map(|technique| technique.label().to_owned()));
        let pains = [("before", done.pain_before), ("during", done.pain_during), ("after", done.pain_after)];
        parts.extend(pains.iter().filter_map(|(when, pain)| pain.map(|pain| format!("pain {when} {pain}"))));
    }
    parts.join(", ")
}

/// How far the visits have come with the saved day.
pub(super) fn so_far(place: &Place, trial: &Trial, known: &Known, saved: Day) -> String {
    let date = saved.date;
    let mut days = known.days.clone();
    days.put(date, crate::domain::journal::Entry::Written(saved));
    let visits = visits_of(trial, &days, place.today());
    let adherence = figures(&visits);
    let short = match visits.on(date).find(|visit| visit.state == VisitState::Short) {
        Some(Visit { minutes: None, .. }) => " Without its minutes it counts as short; add --minutes.",
        Some(_) => " It was short, so it does not count as completed.",
        None => "",
    };
    let counted = format!("Visits {} of {}.{short}", adherence.completed, adherence.planned);
    // How many more are needed is nothing to say of a trial that was stopped.
    match trial.stopped_by(place.today()) {
        Some(stopped) => format!("{counted} The trial was stopped on {}.", shown(stopped.on, place.today())),
        None => format!("{counted} {}", content::reach_words(&adherence)),
    }
}

// ---- marking and moving -----------------------------------------------------------------------

/// The planned visit of a date, or one that was marked; the one that took place only so that the
/// rules can say why it is not changed.
pub(super) fn visit_on(visits: &Visits, date: NaiveDate) -> Result<Visit, Failure> {
    let today = visits.as_of;
    let open = |visit: &&Visit| matches!(visit.state, VisitState::Planned | VisitState::Unlogged);
    let found = visits.on(date).find(open).or_else(|| visits.on(date).next());
    found.copied().ok_or_else(|| {
        let moved = visits.moved_to(date).map(|to| format!("; it was moved to {}", shown(to, today)));
        let next = visits.next().map(|next| format!("; the next one is on {}", shown(next, today)));
        Failure::Usage(format!(
            "--date: no visit is planned on {}{}",
            shown(date, today),
            moved.or(next).unwrap_or_default()
        ))
    })
}

pub(super) fn mark_as(
    place: &Place,
    known: &Known,
    date: NaiveDate,
    mut absence: Absence,
) -> Result<String, Failure> {
    let visits = known.visits(place)?;
    let before = known.day(date)?;
    let visit = visit_on(&visits, date)?;
    let (reason, word) = (absence.reason, absence.how.status().label());
    // Who called it off is plain from the reason where it is not said.
    if (absence.how, reason) == (Absent::Cancelled(None), Some(MissReason::Therapist)) {
        absence.how = Absent::Cancelled(Some(CancelledBy::Therapist));
    }
    let after = mark(&visits, &visit, &before, Some(absence))
        .map_err(|error| refused(&format!("--{word}"), &error, known.today))?;
    let saved = place.store.save_day(&before, &after)?;
    let so_far = known.trial.as_ref().map(|trial| so_far(place, trial, known, saved)).unwrap_or_default();
    let because = reason.map(|reason| format!(" ({})", reason.label())).unwrap_or_default();
    // What a warning asks for comes before the count of visits.
    let advice = match reason {
        Some(MissReason::Hurt) => format!("{}\n", content::advice("missed-hurt")),
        Some(MissReason::Unwell) => format!("{}\n", content::advice("missed-unwell")),
        Some(
            MissReason::Away
            | MissReason::Time
            | MissReason::Cost
            | MissReason::Therapist
            | MissReason::Other,
        )
        | None => String::new(),
    };
    Ok(format!(
        "Saved {}: the visit is marked as {word}{because}.\n{advice}{so_far}\n",
        shown(date, known.today)
    ))
}

pub(super) fn move_to(
    place: &Place,
    known: &Known,
    date: NaiveDate,
    target: NaiveDate,
) -> Result<String, Failure> {
    let visits = known.visits(place)?;
    let from = known.day(date)?;
    let to = known.day(target)?;
    let visit = visit_on(&visits, date)?;
    let (from_after, to_after) =
        move_visit(&visits, &visit, &from, &to).map_err(|error| refused("--move-to", &error, known.today))?;
    // The new day first: whatever happens between the two saves, the visit is not lost.
    place.store.save_day(&to, &to_after)?;
    if from_after != from {
        place.store.save_day(&from, &from_after)?;
    }
    Ok(format!("Moved the visit of {} to {}.\n", shown(date, known.today), shown(target, known.today)))
}
