//! `weekfive log` in plain mode: the check-in, one field a line. Every answer is saved at once.

use super::super::holding::Holding;
use super::super::{Failure, Place, log};
use super::trial_plan::{index, index_words};
use super::{Enter, Lines, Question, Refused, Talk, read, run};
use crate::content::{self, plain};
use crate::domain::calendar::long_date;
use crate::domain::checkin::CheckIn;
use crate::domain::day::{Day, days_since_visit};
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::to_do::{ToDo, to_do};
use crate::domain::event::{Event, Severity};
use crate::domain::fields::{Access, Asked, FIELDS, Field, Value};
use crate::domain::journal::DayBook;
use crate::domain::measure::{FunctionMeasure, Marker};
use crate::domain::score::Amount;
use crate::domain::trial::Trial;

/// A check-in on its way.
pub struct CheckingIn {
    place: Place,
    trial: Option<Trial>,
    days: DayBook,
    saved: Day,
    /// Something new or worrying on its way: its kind, and how bad it is.
    event: Option<(&'static content::EventText, Option<Severity>)>,
    has_event: bool,
    /// The hold that the kind of the event opened before how bad it is was said.
    held: Option<String>,
    over: bool,
}

impl CheckingIn {
    /// Opens the hold that a kind of event asks for, before another question: the person may leave
    /// at once. One that was opened here for a kind that was not meant is taken back.
    fn hold_for(&mut self, event: &content::EventText) -> Result<(), Refused> {
        let (today, slip) = (self.place.today(), self.held.take().filter(|item| *item != event.id));
        let mut holding = Holding::read(&self.place)?;
        let is_open = holding.checklists().any(|list| list.open_hold_for(&event.id).is_some());
        holding.change(&self.place, |list| {
            list.holds
                .retain(|hold| slip.as_ref() != Some(&hold.item) || !hold.is_open() || hold.opened != today);
            if let Some(level) = event.level {
                list.open_hold(&event.id, level.hold_kind(), today);
            }
        })?;
        self.held = event.level.filter(|_| !is_open).map(|_| event.id.clone());
        Ok(())
    }

    fn keep(&mut self, ours: &Day) -> Result<(), Refused> {
        self.saved = self.place.store.save_day(&self.saved, ours)?;
        Ok(())
    }

    /// Changes the check-in and saves it.
    fn set(&mut self, change: impl FnOnce(&mut CheckIn)) -> Result<(), Refused> {
        let mut ours = self.saved.clone();
        let before = ours.checkin.clone();
        change(&mut ours.checkin);
        ours.checkin.stamp_measures(&before, self.place.clock.now(), self.place.settings.day_end);
        self.keep(&ours)
    }

    /// A field of the check-in with its own words, and what its ends mean.
    fn field(&self, field: &'static Field) -> Question<Self> {
        let take = move |talk: &mut Self, answer: &str| {
            let value = optional(answer, |text| value(field, text))?;
            let mut checkin = talk.saved.checkin.clone();
            field.write(&mut checkin, value, talk.place.clock.now()).map_err(|error| error.to_string())?;
            talk.set(|now| *now = checkin)?;
            Ok(vec![match (field.access, field.get(&talk.saved.checkin)) {
                (Access::Words(..), Some(_)) => format!("{}: kept.", field.label),
                (Access::Index(get, _), Some(_)) => {
                    get(&talk.saved.checkin).map(index_words).unwrap_or_default()
                }
                (_, value) => left_or(field.label, value),
            }])
        };
        let words = content::field(field.option());
        let is_today = self.saved.date == self.place.today();
        let prompt = words.map_or_else(|| field.label.to_owned(), |words| words.prompt(is_today));
        let ends = words.and_then(|words| Some((words.low.as_ref()?, words.high.as_ref()?)));
        let (prompt, how, help) = match (field.access, ends) {
            (Access::Index(..), _) => {
                let (prompt, help) = plain::ask("index");
                (prompt.to_owned(), "0 to 50, or its ten numbers".to_owned(), help)
            }
            (_, Some((low, high))) => (prompt, format!("0 is {low}, 10 is {high}"), plain::line("a-field")),
            (Access::YesNo(..), None) => (prompt, "yes or no".to_owned(), plain::line("a-field")),
            (Access::Words(..), None) => (prompt, "in your words".to_owned(), plain::line("a-field")),
            (Access::Score(..) | Access::Count(..), None) => {
                (prompt, "a number".to_owned(), plain::line("a-field"))
            }
        };
        let now = field.get(&self.saved.checkin).map(|value| match value {
            Value::Words(words) => words.first_line().to_owned(),
            value => value.to_string(),
        });
        let question = if field.is_words() {
            Question::in_own_words(field.id, prompt, take)
        } else {
            Question::new(field.id, prompt, how, take).optional()
        };
        let question = question.helped(help).standing_of(now);
        if matches!(field.access, Access::Index(..)) {
            question.helped(content::index_form())
        } else {
            question
        }
    }

    /// The index where it is due, or the markers.
    fn measures(&self) -> Vec<Question<Self>> {
        let Some(trial) = &self.trial else { return Vec::new() };
        let weekly = FIELDS.iter().filter(|field| field.asked == Asked::Weekly);
        match &trial.plan.function {
            FunctionMeasure::Ndi => {
                let is_due = trial.weekly_due(&self.place.recent_days(Some(trial)), self.saved.date);
                let asked = weekly.filter(|field| is_due || field.get(&self.saved.checkin).is_some());
                asked.map(|field| self.field(field)).collect()
            }
            FunctionMeasure::Markers(markers) => {
                let own = markers.iter().filter(|marker| !marker.is_awakenings());
                own.map(|marker| self.marker(marker)).collect()
            }
        }
    }

    fn marker(&self, marker: &Marker) -> Question<Self> {
        let chosen = marker.clone();
        let take = move |talk: &mut Self, answer: &str| {
            let value = optional(answer, |text| {
                let value: Amount =
                    text.parse().map_err(|error: crate::domain::score::OutOfRange| error.to_string())?;
                chosen.check(value).map_err(|error| error.to_string())?;
                Ok(value)
            })?;
            let name = chosen.name.clone();
            talk.set(|checkin| {
                match value {
                    Some(value) => checkin.markers.insert(name, value),
                    None => checkin.markers.remove(&name),
                };
            })?;
            Ok(vec![left_or(&chosen.name, value)])
        };
        let prompt = format!("{} ({}, {})", marker.name, marker.unit, marker.better.label());
        Question::new(format!("marker-{}", marker.name), prompt, "a number", take)
            .helped(content::marker_entry(marker))
            .optional()
            .standing_of(self.saved.checkin.markers.get(&marker.name))
    }

    /// Something new or worrying: asked for last, and not at all unless the person says yes.
    fn events(&self) -> Vec<Question<Self>> {
        let (prompt, help) = plain::ask("anything-worrying");
        let take = |talk: &mut Self, answer: &str| {
            talk.has_event = read::yes_no(answer)?;
            talk.event = None;
            Ok(Vec::new())
        };
        let mut all = vec![
            Question::new("anything-worrying", prompt, "yes or no", take)
                .helped(help)
                .offering(Some("no".to_owned())),
        ];
        if !self.has_event {
            return all;
        }
        let (prompt, help) = plain::ask("event-kind");
        let names: Vec<Vec<String>> =
            content::events().iter().map(|event| vec![event.id.clone(), event.label.clone()]).collect();
        let take = move |talk: &mut Self, answer: &str| {
            let Some(event) = content::events().get(read::one_of(answer, &names)?) else {
                return Ok(Vec::new());
            };
            talk.hold_for(event)?;
            talk.event = Some((event, None));
            // What to do comes before another question.
            let level = event.level.map(content::what_to_do);
            Ok([Some(format!("{}.", event.label)), level.map(str::to_owned)].into_iter().flatten().collect())
        };
        let kind = Question::new("event-kind", prompt, "a number or a name", take)
            .choosing(content::events().iter().map(|event| event.label.clone()))
            .helped(help)
            .standing(self.event.map(|(event, _)| event.label.clone()));
        all.push(kind);
        if self.event.is_some() {
            let take = |talk: &mut Self, severity: Severity| talk.write_event(severity);
            let (asked, now) = (plain::ask("event-severity"), self.event.and_then(|(_, severity)| severity));
            all.push(Question::one_of("event-severity", asked, "a number or a word", now, take));
        }
        all
    }

    /// Writes the event down, its hold first, and says what to do.
    fn write_event(&mut self, severity: Severity) -> Result<Vec<String>, Refused> {
        let Some((text, _)) = self.event else { return Ok(Vec::new()) };
        let kind = text.id.parse().map_err(|error: crate::domain::event::NoEventKind| error.to_string())?;
        let mut ours = self.saved.clone();
        let (mut lines, opens) =
            log::write_event(&self.place, &Event { kind, severity, text: None }, &mut ours)?;
        self.keep(&ours)?;
        self.event = Some((text, Some(severity)));
        self.held = None;
        if opens {
            lines.push(plain::line("opens-hold").to_owned());
        }
        self.over = text.level_when(severity == Severity::Severe).is_some_and(|level| level.is_emergency());
        Ok(lines)
    }
}

impl Talk for CheckingIn {
    fn questions(&self) -> Vec<Question<Self>> {
        let fields = &self.place.settings.fields;
        let mut all: Vec<Question<Self>> =
            fields.iter().filter(|field| !field.is_words()).map(|field| self.field(field)).collect();
        if days_since_visit(&self.days, self.saved.date).is_some() {
            let after_visit = FIELDS.iter().filter(|field| field.asked == Asked::AfterVisit);
            all.extend(after_visit.map(|field| self.field(field)));
        }
        all.extend(self.measures());
        all.extend(fields.iter().filter(|field| field.is_words()).map(|field| self.field(field)));
        all.extend(self.events());
        all
    }

    fn is_over(&self) -> bool {
        self.over
    }
}

impl<T> Question<T> {
    /// The same with the answer that stands, shown; it is asked all the same.
    fn standing_of(self, now: Option<impl ToString>) -> Self {
        let question = self.standing(now.map(|now| now.to_string()));
        Self { open: true, enter: Enter::GoesOn, tells_enter: false, ..question }
    }
}

/// Reads a field's value generously.
fn value(field: &Field, text: &str) -> Result<Value, String> {
    match field.access {
        Access::Score(..) => read::score(text).map(Value::Score),
        Access::YesNo(..) => read::yes_no(text).map(Value::YesNo),
        Access::Index(..) => index(text).map(Value::Index),
        Access::Count(..) => {
            field.read(&read::number(text).map_or_else(|| text.to_owned(), |number| number.to_string()))
        }
        Access::Words(..) => field.read(text),
    }
}

/// A field or a marker, and what stands in it now.
fn left_or(label: &str, value: Option<impl ToString>) -> String {
    value.map_or_else(|| format!("{label}: left open."), |value| format!("{label}: {}.", value.to_string()))
}

/// Reads a value; a hyphen takes it away.
fn optional<V>(answer: &str, read: impl Fn(&str) -> Result<V, String>) -> Result<Option<V>, String> {
    if answer == "-" { Ok(None) } else { read(answer).map(Some) }
}

/// What else is worth doing or knowing today: the same list as on Today.
fn to_do_lines(place: &Place, trial: Option<&Trial>) -> Vec<String> {
    let Some(trial) = trial else { return Vec::new() };
    let (days, today) = (place.recent_days(Some(trial)), place.today());
    let decision = Assessment::of(trial, &days, place.settings.day_end, today).decision;
    let list = to_do(trial, &days, place.settings.day_end, today, Some(&decision));
    let others = list.iter().filter(|item| **item != ToDo::Hold);
    others.map(|item| content::to_do_words(item, trial, today)).collect()
}

/// Asks for one field after another.
///
/// # Errors
/// A file cannot be read or written.
pub fn check_in(
    place: &Place,
    trial: Option<&Trial>,
    days: DayBook,
    day: Day,
    lines: &mut dyn Lines,
) -> Result<(), Failure> {
    lines.say(&format!("Check-in for {}.", long_date(day.date)));
    lines.say(plain::line("check-in"));
    let holds = trial.iter().flat_map(|trial| content::open_hold_lines(&trial.checklist));
    // What is worth doing today is confusing beside another day's check-in.
    let to_do = if day.date == place.today() { to_do_lines(place, trial) } else { Vec::new() };
    holds.chain(to_do).for_each(|line| lines.say(&line));
    let mut talk = CheckingIn {
        place: place.clone(),
        trial: trial.cloned(),
        days,
        saved: day,
        event: None,
        has_event: false,
        held: None,
        over: false,
    };
    run(lines, &mut talk)?;
    lines.say(&format!("Saved: {}.", log::summary(&talk.saved)));
    if let Some(trial) = &place.trial()? {
        let known = to_do_lines(place, Some(trial));
        let cautions = super::super::cautions::cautions(place, trial, talk.saved.date);
        cautions.into_iter().filter(|line| !known.contains(line)).for_each(|line| lines.say(&line));
    }
    Ok(())
}
