//! `weekfive session`: a visit from one shell line: logged, marked as missed or cancelled, or moved.

mod marking;
mod options;
mod told;

use chrono::NaiveDate;

use self::marking::refused;
pub(super) use self::marking::{mark_as, move_to, visit_on};
pub use self::options::Options;
pub(super) use self::told::{so_far, summary};
use super::cautions::cautions;
use super::which_day::{be_sure, day_around};
use super::{Failure, Place, output, plain, question, second_visit};
use crate::content;
use crate::domain::checklist::{QuestionKind, VISIT_HOLD};
use crate::domain::date_words::shown;
use crate::domain::day::Day;
use crate::domain::journal::DayBook;
use crate::domain::safety::{Level, level_of_all};
use crate::domain::session::{CancelledBy, Discomfort, DiscomfortAdvice, MissReason, Session};
use crate::domain::trial::Trial;
use crate::domain::visits::changes::{asks_for_hold, log_visit};
use crate::domain::visits::refusal::VisitError;
use crate::domain::visits::{Visits, visits_of};
use crate::ui::ascii;

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
