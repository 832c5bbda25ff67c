//! One massage visit, planned or done, and what its discomfort means.

use chrono::{NaiveDate, NaiveTime};

use super::rows::{Compared, Row, VISIT};
use super::score::{Amount, Minutes, Score};
use super::text::Words;
use crate::words_enum;

words_enum! {
    /// What became of a visit.
    SessionStatus {
        /// Planned: in a file only where it was moved or added.
        Planned = "planned", "planned";
        Done = "done", "done";
        /// The person did not go.
        Missed = "missed", "missed";
        /// Called off beforehand.
        Cancelled = "cancelled", "cancelled";
    }
}

words_enum! {
    /// A massage technique.
    Technique {
        /// Long light strokes.
        Swedish = "swedish", "Swedish";
        /// Slow and strong, deeper layers.
        DeepTissue = "deep-tissue", "Deep tissue";
        /// Gentle sustained stretch.
        MyofascialRelease = "myofascial-release", "Myofascial release";
        /// Direct pressure on tender knots.
        TriggerPoint = "trigger-point", "Trigger point";
        /// Finger pressure.
        Shiatsu = "shiatsu", "Shiatsu";
        /// Thai massage.
        Thai = "thai", "Thai";
        /// Anything else.
        Other = "other", "Other";
    }
}

words_enum! {
    /// How strong the pressure was.
    Pressure {
        TooLight = "too-light", "too light";
        Right = "right", "right";
        TooStrong = "too-strong", "too strong";
    }
}

words_enum! {
    /// What kind of discomfort the visit brought.
    Discomfort {
        None = "none", "none";
        /// A dull ache that fades: common.
        Dull = "dull", "dull and fading";
        /// A dull ache that does not fade.
        DullLasting = "dull-lasting", "dull and not fading";
        /// Sharp pain.
        Sharp = "sharp", "sharp";
        /// Burning pain.
        Burning = "burning", "burning";
        /// Shooting pain.
        Shooting = "shooting", "shooting";
        /// Numbness or tingling.
        Numbness = "numbness", "numbness or tingling";
        Dizziness = "dizziness", "dizziness";
        /// Weakness in face, arm or leg.
        Weakness = "weakness", "weakness";
        /// Changes of sight or speech.
        SightOrSpeech = "sight-or-speech", "sight or speech changed";
    }
}

/// What a kind of discomfort asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DiscomfortAdvice {
    /// Nothing: none, or dull and fading.
    Common,
    /// Tell the therapist at once and stop that technique.
    StopTechnique,
    /// The same, and no further visit before a clinician has looked at it.
    Hold,
}

impl Discomfort {
    /// What this kind of discomfort asks for.
    pub fn advice(self) -> DiscomfortAdvice {
        match self {
            Self::None | Self::Dull => DiscomfortAdvice::Common,
            Self::DullLasting | Self::Sharp | Self::Burning | Self::Shooting => {
                DiscomfortAdvice::StopTechnique
            }
            Self::Numbness | Self::Dizziness | Self::Weakness | Self::SightOrSpeech => DiscomfortAdvice::Hold,
        }
    }
}

words_enum! {
    /// Who called a visit off.
    CancelledBy {
        /// The person.
        Me = "me", "me";
        /// The therapist or the practice.
        Therapist = "therapist", "the therapist";
    }
}

words_enum! {
    /// Why a visit did not take place.
    MissReason {
        /// It hurt too much.
        Hurt = "hurt", "it hurt too much";
        Unwell = "unwell", "unwell";
        Away = "away", "away";
        /// No time.
        Time = "time", "no time";
        /// Too dear.
        Cost = "cost", "cost";
        /// The therapist or the practice could not.
        Therapist = "therapist", "the therapist could not";
        /// Anything else.
        Other = "other", "another reason";
    }
}

/// The room, as the person found it. `None` is not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setting {
    /// Quiet.
    pub quiet: Option<bool>,
    /// Clean.
    pub clean: Option<bool>,
    /// Private.
    pub private: Option<bool>,
}

/// One visit as written in a day's file: which it is, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Session {
    /// The date of the plan this visit stands for, where it was moved; it keeps its identity.
    /// `None`: the plan's visit of this very day, if there is one, else an extra visit.
    pub planned: Option<NaiveDate>,
    /// When it begins or began, local time.
    pub time: Option<NaiveTime>,
    /// Who gives or gave it.
    pub therapist: Option<Words>,
    /// What it cost, in the person's own currency; one called off late may cost something too.
    pub cost: Option<Amount>,
    /// A note.
    pub note: Option<Words>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a visit, with what can be said of such a one and of no other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fate {
    /// Planned: to come, or gone by with nothing said of it.
    #[default]
    Planned,
    /// It took place.
    Done(Done),
    /// It did not take place.
    Absent(Absence),
}

/// What was so at a visit that took place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Done {
    /// How long it took, in minutes.
    pub minutes: Option<Minutes>,
    /// Techniques used.
    pub techniques: Vec<Technique>,
    /// How the pressure was.
    pub pressure: Option<Pressure>,
    /// Pain before, 0 to 10.
    pub pain_before: Option<Score>,
    /// Pain during, 0 to 10.
    pub pain_during: Option<Score>,
    /// Pain after, 0 to 10.
    pub pain_after: Option<Score>,
    /// Kinds of discomfort.
    pub discomfort: Vec<Discomfort>,
    /// Feelings that came up.
    pub feelings: Option<Words>,
    /// The room.
    pub setting: Setting,
    /// Drank water after.
    pub water: Option<bool>,
    /// Rested after.
    pub rest: Option<bool>,
    /// Logged while a hold was open.
    pub during_hold: bool,
}

/// How a visit did not take place, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// How.
    pub how: Absent,
    /// Why.
    pub reason: Option<MissReason>,
    /// Why, in the person's own words.
    pub why: Option<Words>,
}

/// How a visit did not take place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// The person did not go.
    Missed,
    /// Called off beforehand, and by whom.
    Cancelled(Option<CancelledBy>),
}

impl Absent {
    /// The status as it is written.
    pub fn status(self) -> SessionStatus {
        match self {
            Self::Missed => SessionStatus::Missed,
            Self::Cancelled(_) => SessionStatus::Cancelled,
        }
    }

    /// As something to be written down, without a reason.
    pub fn for_no_reason(self) -> Absence {
        Absence { how: self, reason: None, why: None }
    }
}

impl From<Done> for Session {
    fn from(done: Done) -> Self {
        Self { fate: Fate::Done(done), ..Self::default() }
    }
}

impl Session {
    /// A visit of which nothing is known but its status.
    pub fn new(status: SessionStatus) -> Self {
        let fate = match status {
            SessionStatus::Planned => Fate::Planned,
            SessionStatus::Done => Fate::Done(Done::default()),
            SessionStatus::Missed => Fate::Absent(Absent::Missed.for_no_reason()),
            SessionStatus::Cancelled => Fate::Absent(Absent::Cancelled(None).for_no_reason()),
        };
        Self { fate, ..Self::default() }
    }

    /// What became of it, in a word.
    pub fn status(&self) -> SessionStatus {
        match &self.fate {
            Fate::Planned => SessionStatus::Planned,
            Fate::Done(_) => SessionStatus::Done,
            Fate::Absent(absence) => absence.how.status(),
        }
    }

    /// What was so at it, where it took place.
    pub fn done(&self) -> Option<&Done> {
        match &self.fate {
            Fate::Done(done) => Some(done),
            Fate::Planned | Fate::Absent(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn done_mut(&mut self) -> Option<&mut Done> {
        match &mut self.fate {
            Fate::Done(done) => Some(done),
            Fate::Planned | Fate::Absent(_) => None,
        }
    }

    /// Why it did not take place, where it did not.
    pub fn absence(&self) -> Option<&Absence> {
        match &self.fate {
            Fate::Absent(absence) => Some(absence),
            Fate::Planned | Fate::Done(_) => None,
        }
    }

    /// Whether it is only planned.
    pub fn is_planned(&self) -> bool {
        self.fate == Fate::Planned
    }

    /// How long it took, where it took place and that was written.
    pub fn minutes(&self) -> Option<Minutes> {
        self.done()?.minutes
    }

    /// The kinds of discomfort at it; none where it did not take place.
    pub fn discomfort(&self) -> &[Discomfort] {
        self.done().map(|done| done.discomfort.as_slice()).unwrap_or_default()
    }

    /// The strongest advice that any of its discomforts asks for.
    pub fn advice(&self) -> DiscomfortAdvice {
        self.discomfort().iter().map(|kind| kind.advice()).max().unwrap_or(DiscomfortAdvice::Common)
    }

    /// Everything that was written about it in the person's own words, but for the therapist's name.
    pub fn words(&self) -> impl Iterator<Item = &Words> {
        let feelings = self.done().and_then(|done| done.feelings.as_ref());
        let why = self.absence().and_then(|absence| absence.why.as_ref());
        self.note.iter().chain(feelings).chain(why)
    }
}

impl Row for Session {
    fn likeness(&self, now: &Self) -> u8 {
        VISIT.likeness(|field| match field {
            "planned" => Compared::of(self.planned.as_ref(), now.planned.as_ref()),
            "time" => Compared::of(self.time.as_ref(), now.time.as_ref()),
            "therapist" => Compared::of(self.therapist.as_ref(), now.therapist.as_ref()),
            "minutes" => Compared::of(self.minutes().as_ref(), now.minutes().as_ref()),
            _ => Compared::Absent,
        })
    }
}
