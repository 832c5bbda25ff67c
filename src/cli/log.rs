//! `weekfive log`: a day's check-in from one shell line, or asked line by line.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

use chrono::NaiveDate;
use clap::Args;

use super::cautions::cautions;
use super::checkin_options::CheckinOptions;
use super::choice::one_of;
use super::holding::Holding;
use super::which_day::{be_sure, day_until_today};
use super::{Failure, Place, output, plain};
use crate::content;
use crate::domain::calendar::before;
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checkin::Rating;
use crate::domain::checklist::Checklist;
use crate::domain::date_words::shown;
use crate::domain::day::Day;
use crate::domain::event::{Event, Severity};
use crate::domain::fields::{FIELDS, Value, index_words};
use crate::domain::measure::{Ndi, NdiTopic};
use crate::domain::nearest::nearest;
use crate::domain::safety::Level;
use crate::domain::score::{Amount, Awakenings, NdiAnswer};
use crate::domain::text::Words;
use crate::domain::trial::{EndAnswers, EndError, GoalStep, Overall, Trial, Worth};

/// The options of `log`.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// The day: 20, 20 nov, 2026-11-20, mon, yesterday, or -2 for two days ago
    #[arg(long, allow_hyphen_values = true)]
    date: Option<String>,
    /// That day is meant, however far it is from every other
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    fields: CheckinOptions,
    /// Its ten topics in order, 0 to 5, - for a missing one
    #[arg(long, value_parser = sections, allow_hyphen_values = true, value_name = "1,2,-,…")]
    ndi_sections: Option<Sections>,
    /// A marker's value (repeatable)
    #[arg(long, value_name = "NAME=VALUE", value_parser = marker)]
    marker: Vec<(String, Amount)>,
    /// Something that changed (repeatable)
    #[arg(long, value_name = "KIND:TEXT", value_parser = change)]
    change: Vec<Change>,
    /// Something new or worrying (repeatable): soreness, bruise, headache, dizziness, numbness, weakness,
    /// sight-or-speech, chest-pain, collapse, flare, faintness, other
    #[arg(long, value_name = "KIND:mild|moderate|severe[:TEXT]", value_parser = content::parse_event_option)]
    event: Vec<Event>,
    /// From week five on, or after a stop: how you are over all since day 1
    #[arg(long, value_name = "STEP", value_parser = one_of::<Overall>())]
    overall: Option<Overall>,
    /// At the end: what became of a goal (repeatable)
    #[arg(long, value_name = "N=reached|nearer|no-change|further", value_parser = goal)]
    goal: Vec<(u8, GoalStep)>,
    /// At the end: whether it was worth the time, effort and money
    #[arg(long, value_name = "yes|partly|no", value_parser = one_of::<Worth>())]
    worth: Option<Worth>,
    /// No rating this day, with a word why
    #[arg(long, value_name = "REASON", value_parser = words)]
    skip: Option<Words>,
}

/// The answered topics, as one value of an option.
type Sections = std::sync::Arc<BTreeMap<NdiTopic, NdiAnswer>>;

fn words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

fn sections(text: &str) -> Result<Sections, String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.len() != NdiTopic::ALL.len() {
        return Err(format!(
            "the index has 10 topics in a row, such as 1,2,-,0,3,1,2,2,1,0, not {}",
            parts.len()
        ));
    }
    let mut answers = BTreeMap::new();
    for (topic, part) in NdiTopic::ALL.iter().zip(parts) {
        if part != "-" {
            let answer: NdiAnswer = part.parse().map_err(|error| format!("{}: {error}", topic.label()))?;
            answers.insert(*topic, answer);
        }
    }
    if answers.is_empty() {
        return Err("none of the ten topics has a number".to_owned());
    }
    Ok(answers.into())
}

fn marker(text: &str) -> Result<(String, Amount), String> {
    let (name, value) = text
        .rsplit_once('=')
        .ok_or_else(|| format!("write a marker as NAME=VALUE, such as walk=25, not “{text}”"))?;
    Ok((name.trim().to_owned(), value.parse().map_err(|error| format!("{}: {error}", name.trim()))?))
}

fn goal(text: &str) -> Result<(u8, GoalStep), String> {
    let parts = text.split_once('=').and_then(|(number, step)| Some((number.trim().parse().ok()?, step)));
    let (number, step) =
        parts.ok_or_else(|| format!("write a goal as N=STEP, such as 1=nearer, not “{text}”"))?;
    Ok((number, step.parse()?))
}

fn change(text: &str) -> Result<Change, String> {
    let (kind, words) = text.split_once(':').ok_or_else(|| {
        format!("write a change as KIND:TEXT, where KIND is one of {}", ChangeKind::choices())
    })?;
    let text = Words::new(words).map_err(|error| error.to_string())?;
    Ok(Change { kind: kind.parse()?, text })
}

/// What to do about an event that an option names, where the option itself cannot be read.
pub(super) fn warn_of_event(option: &str) {
    let mut parts = option.splitn(3, ':').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let is_severe = parts.next() == Some(Severity::Severe.id());
    let known = || content::events().iter().map(|event| event.id.as_str());
    match nearest(kind, known()).and_then(content::event) {
        Some(event) if event.level_when(is_severe).is_some() => output::complain(&event.words(is_severe)),
        Some(_) => {}
        // What it is cannot be told, so what must not wait is named.
        None => {
            if let Some(level) = content::level(Level::EmergencyCall) {
                output::complain(&format!("If it is one of these: {} {}", level.signs, level.text));
            }
        }
    }
}

impl Options {
    /// Whether nothing of a day is named.
    fn names_nothing_of_a_day(&self) -> bool {
        self.fields.given.is_empty()
            && self.ndi_sections.is_none()
            && self.marker.is_empty()
            && self.change.is_empty()
            && self.event.is_empty()
            && self.skip.is_none()
    }

    fn at_the_end(&self) -> EndAnswers {
        let goals = self.goal.iter().copied().collect();
        EndAnswers { overall: self.overall, worth: self.worth, goals }
    }
}

/// Writes what was named, or asks. What to do about something new or worrying is said first, also
/// where what was named is refused.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let done = write(place, options);
    if done.is_err() {
        for event in &options.event {
            warn_of_event(&format!("{}:{}", event.kind, event.severity.id()));
        }
    }
    done
}

fn write(place: &Place, options: &Options) -> Result<(), Failure> {
    let today = place.today();
    let date = options.date.as_deref().map_or(Ok(today), |text| day_until_today("--date", text, today))?;
    let trial = place.trial()?;
    let days = place.store.read_days(before(date, 2), date);
    let Some(base) = days.to_edit(date) else {
        let problem = days.problem(date).map(ToString::to_string).unwrap_or_default();
        return Err(Failure::Read(problem));
    };
    let end = options.at_the_end();
    if options.names_nothing_of_a_day() && end.is_empty() {
        if !io::stdin().is_terminal() {
            return Err(Failure::Usage(
                "nothing to write: name at least one thing, such as --pain 4".to_owned(),
            ));
        }
        be_sure(place, trial.as_ref(), date, options.yes)?;
        let mut lines = plain::lines::Terminal::new(place);
        return plain::log::check_in(place, trial.as_ref(), days, base, &mut lines);
    }
    if !options.names_nothing_of_a_day() {
        be_sure(place, trial.as_ref(), date, options.yes)?;
    }
    // What the rules refuse is refused before anything is written.
    let mut ours = base.clone();
    apply(&mut ours, options, trial.as_ref(), place)?;
    let ended = ended(trial.as_ref(), &end, today)?;
    let said = write_events(place, options, &mut ours)?;
    if !options.names_nothing_of_a_day() {
        let saved = place.store.save_day(&base, &ours)?;
        output::line(&format!("Saved {}: {}.", shown(date, today), summary(&saved)));
        let index = saved.checkin.ndi.as_ref().filter(|ndi| ndi.score().is_none());
        if let Some(missing) = index.map(Ndi::missing) {
            output::line(&format!(
                "{missing} topics of the index are missing; a score needs at least 8 of 10 answers."
            ));
        }
    }
    if let Some(words) = ended {
        save_end(place, &end)?;
        output::line(&words);
    }
    let Some(trial) = place.trial()? else { return Ok(()) };
    let holds = content::open_hold_lines(&trial.checklist).into_iter();
    for line in holds.chain(cautions(place, &trial, date)).filter(|line| !said.contains(line)) {
        output::line(&line);
    }
    Ok(())
}

/// Writes events into a day, and opens their holds first: should the day not be saved, the person is
/// held all the same. What to do is said at once; given back is all that was said.
fn write_events(place: &Place, options: &Options, day: &mut Day) -> Result<Vec<String>, Failure> {
    let mut said = Vec::new();
    if options.event.is_empty() {
        return Ok(said);
    }
    let mut events = options.event.clone();
    events.sort_by_key(|event| {
        let level = content::event(event.kind.id())
            .and_then(|text| text.level_when(event.severity == Severity::Severe));
        level.map_or(usize::MAX, |level| Level::ALL.iter().position(|one| *one == level).unwrap_or(0))
    });
    let mut opens = false;
    for event in &events {
        let (lines, opened) = write_event(place, event, day)?;
        lines.iter().for_each(|line| output::line(line));
        let is_severe = event.severity == Severity::Severe;
        let level = content::event(event.kind.id()).and_then(|text| text.level_when(is_severe));
        said.extend(level.map(|level| content::what_to_do(level).to_owned()));
        opens |= opened;
    }
    if opens {
        output::line(content::advice("opens-hold"));
        said.push(content::advice("opens-hold").to_owned());
    }
    Ok(said)
}

/// Writes one event into a day that is not saved yet, and opens its hold. Gives back what to do, and
/// whether there is a hold now.
pub(super) fn write_event(
    place: &Place,
    event: &Event,
    day: &mut Day,
) -> Result<(Vec<String>, bool), Failure> {
    let today = place.today();
    let mut holding = Holding::read(place)?;
    let written = content::write_event(day, event, &Checklist::default(), today);
    let before = day.clone();
    holding.change(place, |list| {
        *list = content::write_event(&before, event, list, today).checklist;
    })?;
    let opens = written.checklist.has_open_hold() && holding.checklists().next().is_some();
    *day = written.day;
    Ok((vec![written.words], opens))
}

/// What is said of the answers of the end; nothing where none was given.
///
/// # Errors
/// Where they are not asked yet, or there is no such goal.
fn ended(trial: Option<&Trial>, end: &EndAnswers, today: NaiveDate) -> Result<Option<String>, Failure> {
    if end.is_empty() {
        return Ok(None);
    }
    let Some(trial) = trial else {
        return Err(Failure::Usage("there is no trial yet, so there is no end to speak of".to_owned()));
    };
    trial.answer_end(end, today).map_err(|error| {
        let option = match error {
            EndError::NoGoal { .. } => "--goal",
            EndError::NotYet { .. } if end.overall.is_some() => "--overall",
            EndError::NotYet { .. } if end.worth.is_some() => "--worth",
            EndError::NotYet { .. } => "--goal",
        };
        Failure::Usage(format!("{option}: {error}"))
    })?;
    let goals = trial.checklist.goal_lines();
    let goal = |number: u8| goals.get(usize::from(number).saturating_sub(1)).copied().unwrap_or_default();
    let goal = |number: u8| goal(number).trim_end_matches('.');
    let mut parts = Vec::new();
    parts.extend(end.overall.map(|overall| format!("over all, {}", overall.label())));
    parts.extend(end.goals.iter().map(|(number, step)| format!("{}: {}", goal(*number), step.label())));
    parts.extend(end.worth.map(|worth| format!("worth it: {}", worth.label())));
    Ok(Some(format!(
        "Saved for the end of the trial: {}. It is shown beside the answer, and is no part of it.",
        parts.join("; ")
    )))
}

/// Writes the answers of the end into the trial as it stands now, with any hold that was opened.
fn save_end(place: &Place, end: &EndAnswers) -> Result<(), Failure> {
    let trial = place.running_trial()?;
    let ours = trial.answer_end(end, place.today()).map_err(|error| Failure::Usage(error.to_string()))?;
    place.store.save_trial(Some(&trial), &ours)?;
    Ok(())
}

fn apply(day: &mut Day, options: &Options, trial: Option<&Trial>, place: &Place) -> Result<(), Failure> {
    let now = place.clock.now();
    let before = day.checkin.clone();
    let checkin = &mut day.checkin;
    for (field, value) in &options.fields.given {
        field.write(checkin, Some(value.clone()), now).map_err(|error| Failure::Usage(error.to_string()))?;
    }
    if let Some(reason) = &options.skip {
        checkin.rate(Rating::Skipped(reason.clone()), now);
    }
    if let Some(topics) = &options.ndi_sections {
        checkin.ndi = Some(Ndi::Topics((**topics).clone()));
    }
    let markers = trial.map(|trial| trial.plan.function.as_markers()).unwrap_or_default();
    for (name, value) in &options.marker {
        let Some(marker) = markers.iter().find(|marker| marker.name == *name) else {
            let names: Vec<&str> = markers.iter().map(|marker| marker.name.as_str()).collect();
            let known = if names.is_empty() {
                "this trial has none".to_owned()
            } else {
                format!("it has {}", names.join(" and "))
            };
            return Err(Failure::Usage(format!("--marker {name}: the trial has no such marker; {known}")));
        };
        if marker.is_awakenings() {
            let count = value.as_whole().and_then(|count| Awakenings::new(count).ok());
            checkin.awakenings = Some(count.ok_or_else(|| {
                Failure::Usage(format!(
                    "--marker {name}: awakenings are a whole number of 0 to 99, not {value}"
                ))
            })?);
        } else {
            marker.check(*value).map_err(|error| Failure::Usage(format!("--marker {name}: {error}")))?;
            checkin.markers.insert(name.clone(), *value);
        }
    }
    checkin.stamp_measures(&before, now, place.settings.day_end);
    day.changes.extend(options.change.iter().cloned());
    Ok(())
}

/// What a day holds, in a few words.
pub fn summary(day: &Day) -> String {
    let checkin = &day.checkin;
    let mut parts = Vec::new();
    match &checkin.rating {
        Rating::Rated(pain) => parts.push(format!("pain {pain}")),
        Rating::Skipped(reason) => parts.push(format!("skipped ({reason})")),
        Rating::Blank => parts.push("no pain rating yet".to_owned()),
    }
    for field in FIELDS.iter().filter(|field| !matches!(field.id, "pain" | "skipped")) {
        match field.get(checkin) {
            Some(Value::Words(_)) => parts.push(format!("a {}", field.label.to_lowercase())),
            Some(Value::Index(index)) => parts.push(format!("{} {}", field.label, index_words(&index))),
            Some(value @ (Value::Score(_) | Value::Count(_) | Value::YesNo(_))) => {
                parts.push(format!("{} {value}", field.short.to_lowercase()));
            }
            None => {}
        }
    }
    parts.extend(checkin.markers.iter().map(|(name, value)| format!("{name} {value}")));
    match day.changes.len() {
        0 => {}
        1 => parts.push("a change".to_owned()),
        count => parts.push(format!("{count} changes")),
    }
    match day.events.len() {
        0 => {}
        1 => parts.push("an event".to_owned()),
        count => parts.push(format!("{count} events")),
    }
    parts.join(", ")
}
