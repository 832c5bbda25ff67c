//! The sample journal of `weekfive demo`: one fictional trial, dated from any start.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::{optional_word, parse, rules, word};
use crate::domain::calendar::{after, before, shift};
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checkin::CheckIn;
use crate::domain::checklist::{AgeBand, ClinicianInformed, Dated, Factor, QuestionKind, Site};
use crate::domain::day::Day;
use crate::domain::decision::Decision;
use crate::domain::decision::next_trial::next_block;
use crate::domain::event::{Event, EventKind, Severity};
use crate::domain::fields::{Field, Value};
use crate::domain::measure::{Ndi, NdiTopic};
use crate::domain::score::{Amount, Minutes, NdiAnswer, NdiTotal, Score};
use crate::domain::session::{Discomfort, Done, Fate, Pressure, Session, SessionStatus, Setting, Technique};
use crate::domain::text::Words;
use crate::domain::trial::{DayOfWeek, Dose, Setup, Trial, WINDOW_DAYS};

/// Who gives the visits of the sample.
const THERAPIST: &str = "A.";
/// The plan of the sample: minutes and visits a week, the second visit three days after the first.
const DOSE: (i64, i64) = (60, 2);
const DAYS_TO_SECOND_VISIT: u64 = 3;

/// A trial and its days, as if a person had kept them.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The trial, with a complete checklist.
    pub trial: Trial,
    /// What was written up to a date, oldest first.
    pub days: Vec<Day>,
}

/// The sample journal of a trial that starts on `start`, as it stood at the end of `through`:
/// later days are left out, and so is what was only written later. `None` only where the asset
/// could not be read, which a test rules out.
pub fn sample(start: NaiveDate, through: NaiveDate) -> Option<Sample> {
    let file = &*SAMPLE;
    let days = file.day.iter().filter(|entry| date(start, entry.written.unwrap_or(entry.day)) <= through);
    Some(Sample { trial: trial(file, start)?, days: days.map(|entry| entry.day(start)).collect() })
}

/// The follow-up block after a sample whose answer is written down, as it stood at the end of `through`:
/// begun on that evening, six weekly visits. `None` as for [`sample`].
pub fn sample_follow_up(first: &Trial, decided: &Decision, through: NaiveDate) -> Option<Sample> {
    let begun = decided.as_of;
    let mut setup = next_block(first, decided, begun);
    for rule in rules().filter(|rule| rule.kind != QuestionKind::Statement) {
        setup.checklist.answer(rule, SAMPLE.trial.yes.contains(&rule.id), begun);
    }
    let trial = setup.begin(rules(), begun, |_| false).ok()?;
    let start = trial.plan.start;
    let days = SAMPLE.follow_up.iter().filter(|entry| date(start, entry.day) <= through);
    Some(Sample { days: days.map(|entry| entry.day(start)).collect(), trial })
}

fn date(start: NaiveDate, day: i64) -> NaiveDate {
    shift(start, day.saturating_sub(1))
}

fn trial(file: &File, start: NaiveDate) -> Option<Trial> {
    let begun = before(start, WINDOW_DAYS);
    let mut setup = Setup::new(begun);
    for rule in rules() {
        let yes = rule.kind == QuestionKind::Statement || file.trial.yes.contains(&rule.id);
        setup.checklist.answer(rule, yes, begun);
    }
    let checklist = &mut setup.checklist;
    checklist.site = Some(Dated { value: Site::Neck, on: begun });
    checklist.age = Some(Dated { value: AgeBand::From20To64, on: begun });
    checklist.clinician = Some(Dated { value: ClinicianInformed::Yes, on: begun });
    checklist.goals = Some(file.trial.goals.as_ref()?.0.clone());
    for factor in Factor::ALL {
        if let Some(text) = file.trial.factors.get(factor.id()) {
            checklist.factors.insert(*factor, text.0.clone());
        }
    }
    let visits = [start, after(start, DAYS_TO_SECOND_VISIT)];
    setup.dose = Dose::new(DOSE.0, DOSE.1).ok();
    setup.weekdays = Some(visits.iter().map(|visit| DayOfWeek(visit.weekday())).collect::<BTreeSet<_>>());
    setup.start = Some(start);
    setup.weekly_day = Some(start.weekday().pred());
    setup.baseline.pain = value(&file.trial.baseline_pain);
    setup.begin(rules(), begun, |_| false).ok()
}

/// A value of the domain in the asset: a whole number or words, read through its own check.
#[derive(Debug, Clone)]
struct Checked<T>(T);

macro_rules! checked {
    ($($name:ident),+) => {$(
        impl<'de> Deserialize<'de> for Checked<$name> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let given = i64::deserialize(deserializer)?;
                $name::new(given).map(Checked).map_err(Error::custom)
            }
        }
    )+};
}

checked!(Score, Minutes, NdiAnswer, NdiTotal);

impl<'de> Deserialize<'de> for Checked<Words> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Words::new(&String::deserialize(deserializer)?).map(Checked).map_err(Error::custom)
    }
}

impl<'de> Deserialize<'de> for Checked<Technique> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer).map(Checked)
    }
}

impl<'de> Deserialize<'de> for Checked<Discomfort> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer).map(Checked)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    trial: TrialEntry,
    day: Vec<DayEntry>,
    /// Days of the follow-up block, 1 its start.
    follow_up: Vec<DayEntry>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrialEntry {
    goals: Option<Checked<Words>>,
    yes: Vec<String>,
    baseline_pain: Option<Checked<Score>>,
    factors: BTreeMap<String, Checked<Words>>,
}

/// A field of the check-in, by its id.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct FieldKey(&'static Field);

impl<'de> Deserialize<'de> for FieldKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
        Field::named(&id).map(Self).ok_or_else(|| Error::custom(format!("{id} is no field of a check-in")))
    }
}

/// What a field holds, as the file has it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Given {
    Number(i64),
    Flag(bool),
    Text(String),
}

impl Given {
    fn read(&self, field: &Field) -> Result<Value, String> {
        match self {
            Self::Number(number) => field.number(*number),
            Self::Flag(yes) => field.read(if *yes { "yes" } else { "no" }),
            Self::Text(text) => field.read(text),
        }
    }
}

#[derive(Deserialize)]
struct DayEntry {
    day: i64,
    written: Option<i64>,
    ndi: Option<[Checked<NdiAnswer>; 10]>,
    ndi_total: Option<Checked<NdiTotal>>,
    #[serde(default)]
    session: Vec<SessionEntry>,
    #[serde(default)]
    change: Vec<ChangeEntry>,
    #[serde(default)]
    event: Vec<EventEntry>,
    #[serde(flatten)]
    fields: BTreeMap<FieldKey, Given>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SessionEntry {
    #[serde(deserialize_with = "word")]
    status: SessionStatus,
    planned: Option<i64>,
    #[serde(default, deserialize_with = "clock_time")]
    time: Option<NaiveTime>,
    minutes: Option<Checked<Minutes>>,
    #[serde(default)]
    techniques: Vec<Checked<Technique>>,
    #[serde(default, deserialize_with = "optional_word")]
    pressure: Option<Pressure>,
    pain_before: Option<Checked<Score>>,
    pain_during: Option<Checked<Score>>,
    pain_after: Option<Checked<Score>>,
    #[serde(default)]
    discomfort: Vec<Checked<Discomfort>>,
    feelings: Option<Checked<Words>>,
    quiet: Option<bool>,
    clean: Option<bool>,
    private: Option<bool>,
    water: Option<bool>,
    rest: Option<bool>,
    #[serde(default, deserialize_with = "optional_word")]
    cost: Option<Amount>,
    note: Option<Checked<Words>>,
    why: Option<Checked<Words>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeEntry {
    #[serde(deserialize_with = "word")]
    kind: ChangeKind,
    text: Checked<Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventEntry {
    #[serde(deserialize_with = "word")]
    kind: EventKind,
    #[serde(deserialize_with = "word")]
    severity: Severity,
    text: Checked<Words>,
}

fn clock_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveTime>, D::Error> {
    let text = String::deserialize(deserializer)?;
    NaiveTime::parse_from_str(&text, "%H:%M").map(Some).map_err(Error::custom)
}

pub(super) const SAMPLE_ASSET: &str = include_str!("../../assets/sample.toml");

static SAMPLE: LazyLock<File> = LazyLock::new(|| parse(SAMPLE_ASSET));

fn value<T: Clone>(checked: &Option<Checked<T>>) -> Option<T> {
    checked.as_ref().map(|checked| checked.0.clone())
}

fn values<T: Clone>(checked: &[Checked<T>]) -> Vec<T> {
    checked.iter().map(|checked| checked.0.clone()).collect()
}

impl DayEntry {
    fn day(&self, start: NaiveDate) -> Day {
        Day {
            date: date(start, self.day),
            checkin: self.checkin(start),
            sessions: self.session.iter().map(|entry| entry.session(start)).collect(),
            changes: self.change.iter().map(ChangeEntry::change).collect(),
            events: self.event.iter().map(EventEntry::event).collect(),
        }
    }

    fn checkin(&self, start: NaiveDate) -> CheckIn {
        let topics = self.ndi.as_ref().map(|answers| {
            let answers = NdiTopic::ALL.iter().zip(answers).map(|(topic, answer)| (*topic, answer.0));
            Ndi::Topics(answers.collect())
        });
        let mut checkin = CheckIn {
            at: self.evening(start),
            ndi: topics.or_else(|| value(&self.ndi_total).map(Ndi::Total)),
            ..CheckIn::default()
        };
        for (FieldKey(field), given) in &self.fields {
            if let Ok(value) = given.read(field) {
                _ = field.set(&mut checkin, value);
            }
        }
        checkin
    }

    /// Some minutes past nine on the evening it was written, a few minutes different each day.
    fn evening(&self, start: NaiveDate) -> Option<chrono::DateTime<chrono::FixedOffset>> {
        let minute = u32::try_from(self.day.saturating_mul(7).rem_euclid(60)).ok()?;
        let written = date(start, self.written.unwrap_or(self.day));
        Some(written.and_hms_opt(21, minute, 0)?.and_utc().fixed_offset())
    }
}

impl SessionEntry {
    fn session(&self, start: NaiveDate) -> Session {
        let mut session = Session {
            planned: self.planned.map(|day| date(start, day)),
            time: self.time,
            cost: self.cost,
            note: value(&self.note),
            ..Session::new(self.status)
        };
        match &mut session.fate {
            Fate::Planned => {}
            Fate::Done(done) => {
                *done = self.done();
                session.therapist = Words::new(THERAPIST).ok();
            }
            Fate::Absent(absence) => absence.why = value(&self.why),
        }
        session
    }

    fn done(&self) -> Done {
        Done {
            minutes: value(&self.minutes),
            techniques: values(&self.techniques),
            pressure: self.pressure,
            pain_before: value(&self.pain_before),
            pain_during: value(&self.pain_during),
            pain_after: value(&self.pain_after),
            discomfort: values(&self.discomfort),
            feelings: value(&self.feelings),
            setting: Setting { quiet: self.quiet, clean: self.clean, private: self.private },
            water: self.water,
            rest: self.rest,
            during_hold: false,
        }
    }
}

impl ChangeEntry {
    fn change(&self) -> Change {
        Change { kind: self.kind, text: self.text.0.clone() }
    }
}

impl EventEntry {
    fn event(&self) -> Event {
        Event { kind: self.kind.clone(), severity: self.severity, text: Some(self.text.0.clone()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::DayEnd;
    use crate::domain::checkin::DayState;
    use crate::domain::day::days_since_visit;
    use crate::domain::score::Exact;

    fn start() -> NaiveDate {
        "2026-11-02".parse().unwrap()
    }

    fn whole() -> (Trial, BTreeMap<NaiveDate, Day>) {
        let Sample { trial, days } = sample(start(), NaiveDate::MAX).unwrap();
        let count = days.len();
        let days: BTreeMap<_, _> = days.into_iter().map(|day| (day.date, day)).collect();
        assert_eq!(days.len(), count, "one entry a day");
        (trial, days)
    }

    fn mean(days: &BTreeMap<NaiveDate, Day>, window: (NaiveDate, NaiveDate)) -> Exact {
        let pains: Vec<_> =
            days.range(window.0..=window.1).filter_map(|(_, day)| day.checkin.pain()).collect();
        pains.iter().map(|pain| pain.exact()).sum::<Exact>() / i64::try_from(pains.len()).unwrap()
    }

    #[test]
    fn the_asset_parses_and_every_day_has_one_state() {
        let file: File = toml::from_str(SAMPLE_ASSET).unwrap();
        assert!(file.day.iter().map(|entry| entry.day).is_sorted());
        for entry in &file.day {
            let has = |id: &str| entry.fields.keys().any(|key| key.0.id == id);
            assert!(has("pain") != has("skipped"), "day {}", entry.day);
            for (FieldKey(field), given) in &entry.fields {
                given.read(field).unwrap();
            }
            assert!(entry.ndi.is_none() || entry.ndi_total.is_none(), "day {}", entry.day);
            assert!((-6..=35).contains(&entry.day));
        }
        assert!(file.follow_up.iter().map(|entry| entry.day).eq(1..=24), "a block without gaps");
        for id in &file.trial.yes {
            assert_eq!(super::super::question(id).unwrap().rule.kind, QuestionKind::Tell, "{id}");
        }
        assert!(file.trial.factors.keys().all(|id| id.parse::<Factor>().is_ok()));
    }

    #[test]
    fn the_trial_is_complete_on_any_start_date() {
        for offset in 0..7 {
            let start = after(start(), offset);
            let trial = sample(start, NaiveDate::MAX).unwrap().trial;
            assert_eq!(trial.plan.start, start);
            assert!(trial.checklist.gate(rules()).is_empty());
            assert!(trial.checklist.answers.values().all(|answer| answer.on == trial.begun));
            assert_eq!((trial.plan.dose.to_string().as_str(), trial.plan.planned_count()), ("60x2", 8));
            assert!(trial.checklist.goals.is_some() && trial.plan.baseline.pain.is_some());
        }
    }

    #[test]
    fn pain_and_disability_have_clearly_fallen_by_week_five() {
        let (trial, days) = whole();
        let plan = &trial.plan;
        assert_eq!(mean(&days, plan.baseline_window()), Exact::new(43, 7));
        assert_eq!(mean(&days, plan.checkpoint_window()), Exact::new(25, 7));
        let ndi: Vec<_> = days
            .values()
            .filter_map(|day| {
                Some((plan.day_number(day.date), day.checkin.ndi.as_ref()?.score()?.to_integer()))
            })
            .collect();
        assert_eq!(ndi, [(0, 21), (7, 20), (14, 19), (21, 18), (28, 16), (35, 14)]);
        let totals = days.values().filter(|day| matches!(day.checkin.ndi, Some(Ndi::Total(_)))).count();
        assert_eq!(totals, 1);
    }

    #[test]
    fn it_shows_gaps_a_late_day_a_skip_a_flare_and_changes() {
        let (trial, days) = whole();
        let number = |date| trial.plan.day_number(date);
        let in_state = |state| -> Vec<i64> {
            let states = days.values().filter(|day| day.state(DayEnd::default()) == state);
            states.map(|day| number(day.date)).collect()
        };
        assert_eq!(in_state(DayState::Late), [9]);
        assert_eq!(in_state(DayState::Skipped), [20]);
        let blank = trial.blank_days(&days, date(start(), 36));
        assert_eq!(blank.into_iter().map(number).collect::<Vec<_>>(), [6, 13, 24]);
        assert!(days[&date(start(), 16)].checkin.pain().unwrap().get() >= 8);
        let kinds: Vec<_> = days.values().flat_map(|day| &day.changes).map(|change| change.kind).collect();
        assert_eq!(kinds, [ChangeKind::Work, ChangeKind::Medicine]);
        let notes: Vec<_> = days.values().filter_map(|day| day.checkin.note.as_ref()).collect();
        assert!(notes.len() >= 15 && notes.iter().any(|note| note.as_str().contains('\n')));
    }

    #[test]
    fn it_shows_a_short_a_moved_and_a_missed_visit_and_meets_adherence_exactly() {
        let (trial, days) = whole();
        let plan = &trial.plan;
        let visits: Vec<_> = days
            .values()
            .flat_map(|day| day.sessions.iter().map(|session| (plan.day_number(day.date), session)))
            .collect();
        let of = |wanted: fn(&Session) -> bool| -> Vec<i64> {
            visits.iter().filter(|(_, session)| wanted(session)).map(|(day, _)| *day).collect()
        };
        assert_eq!(of(|_| true), [1, 4, 8, 11, 15, 18, 23, 25]);
        assert_eq!(of(|session| session.absence().is_some_and(|absence| absence.why.is_some())), [18]);
        assert_eq!(of(|session| session.planned.is_some()), [23]);
        assert_eq!(of(|session| session.minutes().is_some_and(|minutes| minutes.get() < 50)), [11]);
        let qualifying = |session: &Session| session.minutes().is_some_and(|minutes| minutes.get() >= 50);
        assert_eq!(of(qualifying).len(), 6);
        for (day, session) in &visits {
            let planned = session.planned.unwrap_or(date(start(), *day));
            assert!(plan.schedule[0].days.contains(&DayOfWeek(planned.weekday())), "day {day}");
        }
    }

    #[test]
    fn soreness_is_given_only_where_it_is_asked() {
        let (trial, days) = whole();
        let mut given = 0;
        for day in days.values().filter(|day| day.checkin.soreness.is_some()) {
            assert!(days_since_visit(&days, day.date).is_some(), "day {}", trial.plan.day_number(day.date));
            given += 1;
        }
        assert!(given >= 8, "{given}");
    }

    #[test]
    fn nothing_is_shown_before_it_was_written() {
        let through = |day| sample(start(), date(start(), day)).unwrap().days;
        assert!(through(-7).is_empty());
        assert_eq!(through(0).len(), 7);
        let has_late = |day| through(day).iter().any(|entry| entry.date == date(start(), 9));
        assert!(!has_late(12) && has_late(13));
        assert!(through(20).iter().all(|day| day.date <= date(start(), 20)));
        assert_eq!(through(35).len(), through(400).len());
    }

    #[test]
    fn entries_are_written_in_the_evening_of_their_day_but_for_the_late_one() {
        let (trial, days) = whole();
        for day in days.values() {
            let at = day.checkin.at.unwrap();
            assert_eq!((at.format("%H").to_string().as_str(), at.offset().local_minus_utc()), ("21", 0));
            assert!(at.date_naive() == day.date || trial.plan.day_number(day.date) == 9);
        }
    }
}
