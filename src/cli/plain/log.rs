//! `weekfive log` in plain mode: the check-in, one field a line. Every answer is saved at once.

use super::super::holding::Holding;
use super::super::{Failure, Place, log};
use super::trial_plan::{index, index_words};
use super::{Enter, Lines, Question, Refused, Talk, read, run};
use crate::app::settings::FieldName;
use crate::content::{self, plain};
use crate::domain::assessment::Assessment;
use crate::domain::calendar::long_date;
use crate::domain::checkin::{CheckIn, Rating};
use crate::domain::day::{Day, days_since_visit};
use crate::domain::event::{Event, Severity};
use crate::domain::journal::DayBook;
use crate::domain::measure::{FunctionMeasure, Marker, Ndi};
use crate::domain::score::{Amount, Awakenings, Score, one_decimal};
use crate::domain::text::Words;
use crate::domain::to_do::{ToDo, to_do};
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

    fn field(&self, name: FieldName) -> Question<Self> {
        let checkin = &self.saved.checkin;
        match name {
            FieldName::Pain => {
                let take = |talk: &mut Self, answer: &str| {
                    let rating = optional(answer, read::score)?.map_or(Rating::Blank, Rating::Rated);
                    let now = talk.place.clock.now();
                    talk.set(|checkin| checkin.rate(rating, now))?;
                    Ok(read_back("pain", talk.saved.checkin.pain()))
                };
                said("pain", take).standing_of(checkin.pain())
            }
            FieldName::Worst => self.score("worst", checkin.worst, |checkin, value| checkin.worst = value),
            FieldName::Sleep => self.score("sleep", checkin.sleep, |checkin, value| checkin.sleep = value),
            FieldName::Stress => {
                self.score("stress", checkin.stress, |checkin, value| checkin.stress = value)
            }
            FieldName::Mood => self.score("mood", checkin.mood, |checkin, value| checkin.mood = value),
            FieldName::Clarity => {
                self.score("clarity", checkin.clarity, |checkin, value| checkin.clarity = value)
            }
            FieldName::Awakenings => {
                let take = |talk: &mut Self, answer: &str| {
                    let count = optional(answer, |text| {
                        let number =
                            read::number(text).map_or_else(|| text.to_owned(), |number| number.to_string());
                        number.parse::<Awakenings>().map_err(|error| error.to_string())
                    })?;
                    talk.set(|checkin| checkin.awakenings = count)?;
                    Ok(read_back("awakenings", count))
                };
                said("awakenings", take).standing_of(checkin.awakenings)
            }
            FieldName::ExtraMedicine => {
                let take = |talk: &mut Self, answer: &str| {
                    let yes = optional(answer, read::yes_no)?;
                    talk.set(|checkin| checkin.extra_medicine = yes)?;
                    Ok(read_back("extra-medicine", yes.map(read::said)))
                };
                said("extra-medicine", take).standing_of(checkin.extra_medicine.map(read::said))
            }
            FieldName::Note => {
                let take = |talk: &mut Self, answer: &str| {
                    let words = super::start::words_or_none(answer)?;
                    let is_kept = words.is_some();
                    talk.set(|checkin| checkin.note = words)?;
                    Ok(read_back("note", is_kept.then_some("kept")))
                };
                said("note", take).standing_of(checkin.note.as_ref().map(Words::first_line))
            }
        }
    }

    fn score(
        &self,
        id: &'static str,
        now: Option<Score>,
        set: fn(&mut CheckIn, Option<Score>),
    ) -> Question<Self> {
        let take = move |talk: &mut Self, answer: &str| {
            let score = optional(answer, read::score)?;
            talk.set(|checkin| set(checkin, score))?;
            Ok(read_back(id, score))
        };
        said(id, take).standing_of(now)
    }

    /// The index where it is due, or the markers.
    fn measures(&self) -> Vec<Question<Self>> {
        let Some(trial) = &self.trial else { return Vec::new() };
        let checkin = &self.saved.checkin;
        match &trial.plan.function {
            FunctionMeasure::Ndi
                if trial.weekly_due(&self.place.recent_days(Some(trial)), self.saved.date)
                    || checkin.ndi.is_some() =>
            {
                let (prompt, help) = plain::ask("index");
                let take = |talk: &mut Self, answer: &str| {
                    let ndi = optional(answer, index)?;
                    let words = ndi.as_ref().map(index_words);
                    talk.set(|checkin| checkin.ndi = ndi)?;
                    Ok(words.into_iter().collect())
                };
                let now = checkin.ndi.as_ref().and_then(Ndi::score).map(one_decimal);
                vec![
                    Question::new("ndi", prompt, "0 to 50, or its ten numbers", take)
                        .helped(help)
                        .helped(content::index_form())
                        .optional()
                        .standing_of(now),
                ]
            }
            FunctionMeasure::Ndi => Vec::new(),
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
            let (prompt, help) = plain::ask("event-severity");
            let take = |talk: &mut Self, answer: &str| {
                let severity: Severity = read::choice(answer)?;
                talk.write_event(severity)
            };
            all.push(
                Question::new("event-severity", prompt, "a number or a word", take)
                    .choosing(read::labels_of::<Severity>())
                    .helped(help)
                    .standing(
                        self.event
                            .and_then(|(_, severity)| severity)
                            .map(|severity| severity.label().to_owned()),
                    ),
            );
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
        let mut all: Vec<Question<Self>> = Vec::new();
        let fields = &self.place.settings.fields;
        all.extend(fields.iter().filter(|name| **name != FieldName::Note).map(|name| self.field(*name)));
        if days_since_visit(&self.days, self.saved.date).is_some() {
            all.push(
                self.score("soreness", self.saved.checkin.soreness, |checkin, value| {
                    checkin.soreness = value
                }),
            );
        }
        all.extend(self.measures());
        if fields.contains(&FieldName::Note) {
            all.push(self.field(FieldName::Note));
        }
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

/// A field of the check-in with its own words, and what its ends mean.
fn said(
    id: &'static str,
    take: impl Fn(&mut CheckingIn, &str) -> Result<Vec<String>, Refused> + 'static,
) -> Question<CheckingIn> {
    let Some(words) = content::field(id) else { return Question::new(id, id, "", take) };
    let how = match (&words.low, &words.high, id) {
        (Some(low), Some(high), _) => format!("0 is {low}, 10 is {high}"),
        (_, _, "extra-medicine") => "yes or no".to_owned(),
        (_, _, "awakenings") => "a number".to_owned(),
        (_, _, _) => "in your words".to_owned(),
    };
    Question::new(id, words.prompt.clone(), how, take).helped(plain::line("a-field")).optional()
}

/// A field and what stands in it now.
fn read_back(id: &str, value: Option<impl ToString>) -> Vec<String> {
    let label = content::field(id).map_or(id, |words| words.label.as_str());
    vec![left_or(label, value)]
}

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
    holds.chain(to_do_lines(place, trial)).for_each(|line| lines.say(&line));
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
