//! The options of `weekfive session`, and the visit that they name.

use std::collections::BTreeSet;

use chrono::NaiveTime;
use clap::Args;

use crate::cli::choice::one_of;
use crate::domain::calendar::parse_time;
use crate::domain::score::{Amount, Minutes, Score};
use crate::domain::session::{
    Absence, Absent, CancelledBy, Discomfort, Done, Fate, MissReason, Pressure, Session, Technique,
};
use crate::domain::text::Words;

/// The options of `session`.
#[derive(Debug, Default, PartialEq, Args)]
pub struct Options {
    /// The day: 20, 20 nov, 2026-11-20, mon, yesterday, or -2 for two days ago
    #[arg(long, allow_hyphen_values = true)]
    pub(super) date: Option<String>,
    /// That day is meant, however far it is from every other
    #[arg(long)]
    pub(super) yes: bool,
    /// It is the visit written down already: what is named is changed in it
    #[arg(long, conflicts_with = "another")]
    pub(super) same: bool,
    /// It is one more visit of that day, at its own time
    #[arg(long)]
    pub(super) another: bool,
    /// When it began, such as 17:30
    #[arg(long, value_parser = time)]
    pub(super) time: Option<NaiveTime>,
    /// How long it took, in minutes
    #[arg(long)]
    pub(super) minutes: Option<Minutes>,
    /// A technique (repeatable)
    #[arg(long, value_parser = one_of::<Technique>())]
    pub(super) technique: Vec<Technique>,
    /// Who gave it
    #[arg(long, value_parser = words)]
    pub(super) therapist: Option<Words>,
    /// How the pressure was
    #[arg(long, value_parser = one_of::<Pressure>())]
    pub(super) pressure: Option<Pressure>,
    /// Pain before, 0 to 10
    #[arg(long)]
    pub(super) pain_before: Option<Score>,
    /// Pain during, 0 to 10
    #[arg(long)]
    pub(super) pain_during: Option<Score>,
    /// Pain after, 0 to 10
    #[arg(long)]
    pub(super) pain_after: Option<Score>,
    /// A kind of discomfort (repeatable)
    #[arg(long, value_parser = one_of::<Discomfort>())]
    pub(super) discomfort: Vec<Discomfort>,
    /// What it cost
    #[arg(long)]
    pub(super) cost: Option<Amount>,
    /// A note
    #[arg(long, value_parser = words)]
    pub(super) note: Option<Words>,
    /// Write it down although a hold is open
    #[arg(long)]
    pub(super) during_hold: bool,
    /// The planned visit was missed
    #[arg(long, conflicts_with_all = ["cancelled", "move_to"])]
    pub(super) missed: bool,
    /// The planned visit was cancelled
    #[arg(long, conflicts_with = "move_to")]
    pub(super) cancelled: bool,
    /// Who cancelled it
    #[arg(long, requires = "cancelled", value_parser = one_of::<CancelledBy>())]
    pub(super) by: Option<CancelledBy>,
    /// Why it was missed or cancelled
    #[arg(long, value_parser = one_of::<MissReason>())]
    pub(super) reason: Option<MissReason>,
    /// Why, in your own words
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub(super) why: Option<Words>,
    /// Move the planned visit to that day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(super) move_to: Option<String>,
}

fn words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

fn time(text: &str) -> Result<NaiveTime, String> {
    parse_time(text).ok_or_else(|| format!("“{text}” is not a time of day; write it like 17:30"))
}

impl Options {
    /// The first option given that only a visit missed or cancelled can have.
    pub(super) fn of_a_mark(&self) -> Option<&'static str> {
        let given = [("--reason", self.reason.is_some()), ("--why", self.why.is_some())];
        given.into_iter().find_map(|(name, given)| given.then_some(name))
    }

    /// How the visit did not take place, and why, where that is said.
    pub(super) fn absence(&self) -> Option<Absence> {
        let cancelled = || self.cancelled.then_some(Absent::Cancelled(self.by));
        let how = self.missed.then_some(Absent::Missed).or_else(cancelled)?;
        Some(Absence { how, reason: self.reason, why: self.why.clone() })
    }

    /// The first option given that only a visit done can have.
    pub(super) fn of_a_visit_done(&self) -> Option<&'static str> {
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

    pub(super) fn session(&self) -> Session {
        self.onto(&Session::default())
    }

    /// A visit that took place, with what is named here changed in it; one that is not written yet is
    /// empty.
    pub(in crate::cli) fn onto(&self, old: &Session) -> Session {
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
    pub(in crate::cli) fn said(&self) -> (bool, bool) {
        (self.same, self.another)
    }
}

/// What was named of a list, each once and in the list's own order; nothing where nothing was.
fn several<T: Ord + Copy>(named: &[T]) -> Option<Vec<T>> {
    let each: BTreeSet<T> = named.iter().copied().collect();
    (!each.is_empty()).then(|| each.into_iter().collect())
}
