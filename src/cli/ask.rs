//! The line-by-line check-in: one question a line, plain text, for a screen reader or one hand.

use std::io::{self, BufRead};

use super::{Failure, Place, log, output};
use crate::content;
use crate::domain::assessment::Assessment;
use crate::domain::calendar::long_date;
use crate::domain::day::{Day, days_since_visit};
use crate::domain::fields::{Access, Asked, FIELDS, Field};
use crate::domain::journal::DayBook;
use crate::domain::measure::FunctionMeasure;
use crate::domain::score::Amount;
use crate::domain::to_do::{ToDo, to_do};
use crate::domain::trial::Trial;

/// One question: what it is about, what it says, and how an answer goes into the day.
struct Question {
    prompt: String,
    now: Option<String>,
    set: Box<Setter>,
}

/// Puts an answer into a day, or says in a sentence why it cannot be kept.
type Setter = dyn Fn(&mut Day, &str) -> Result<(), String>;

/// Asks for one field after another. Every answer is saved before the next question, so that
/// stopping at any moment loses nothing.
pub fn run(place: &Place, trial: Option<&Trial>, days: &DayBook, day: Day) -> Result<(), Failure> {
    output::line(&format!("Check-in for {}.", long_date(day.date)));
    output::line("Enter leaves a line as it is, - clears it, q ends. Every answer is saved at once.");
    for line in trial.iter().flat_map(|trial| content::open_hold_lines(&trial.checklist)) {
        output::line(&line);
    }
    for line in to_do_lines(place, trial) {
        output::line(&line);
    }
    let mut saved = day;
    let mut lines = io::stdin().lock().lines();
    for question in questions(place, trial, days, &saved) {
        loop {
            let now = question.now.as_ref().map(|now| format!(" [{now}]")).unwrap_or_default();
            output::print(&format!("{}{now}: ", question.prompt));
            let Some(line) = lines.next() else {
                output::line("");
                return done(&saved);
            };
            let answer = line.map_err(Failure::Terminal)?;
            let answer = answer.trim();
            if answer == "q" {
                return done(&saved);
            }
            if answer.is_empty() {
                break;
            }
            let mut ours = saved.clone();
            match (question.set)(&mut ours, answer) {
                Ok(()) => {
                    saved = place.store.save_day(&saved, &ours)?;
                    break;
                }
                Err(error) => output::line(&format!("That cannot be kept: {error}.")),
            }
        }
    }
    done(&saved)
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

fn done(day: &Day) -> Result<(), Failure> {
    output::line(&format!("Saved: {}.", log::summary(day)));
    Ok(())
}

fn questions(place: &Place, trial: Option<&Trial>, days: &DayBook, day: &Day) -> Vec<Question> {
    let mut list = Vec::new();
    let is_today = day.date == place.today();
    let ask = |field: &'static Field| asking(place, field, day, is_today);
    let fields = &place.settings.fields;
    list.extend(fields.iter().filter(|field| !field.is_words()).map(|field| ask(field)));
    let of = |asked: Asked| FIELDS.iter().filter(move |field| field.asked == asked);
    if days_since_visit(days, day.date).is_some() {
        list.extend(of(Asked::AfterVisit).map(ask));
    }
    if let Some(trial) = trial {
        match &trial.plan.function {
            FunctionMeasure::Ndi if trial.weekly_due(&place.recent_days(Some(trial)), day.date) => {
                list.extend(of(Asked::Weekly).map(ask));
            }
            FunctionMeasure::Ndi => {}
            FunctionMeasure::Markers(markers) => {
                for marker in markers.iter().filter(|marker| !marker.is_awakenings()) {
                    let (name, chosen) = (marker.name.clone(), marker.clone());
                    list.push(Question {
                        prompt: format!("{} ({}, {})", marker.name, marker.unit, marker.better.label()),
                        now: day.checkin.markers.get(&name).map(Amount::to_string),
                        set: Box::new(move |day, text| {
                            match read::<Amount>(text)? {
                                Some(value) => {
                                    chosen.check(value).map_err(|error| error.to_string())?;
                                    day.checkin.markers.insert(name.clone(), value)
                                }
                                None => day.checkin.markers.remove(&name),
                            };
                            Ok(())
                        }),
                    });
                }
            }
        }
    }
    list.extend(fields.iter().filter(|field| field.is_words()).map(|field| ask(field)));
    list
}

/// The question of one field: its own words, with what its ends mean.
fn asking(place: &Place, field: &'static Field, day: &Day, is_today: bool) -> Question {
    let clock = place.clock;
    let words = content::field(field.option());
    let asked = words.map_or_else(|| field.label.to_owned(), |words| words.prompt(is_today));
    let prompt = match (field.access, words.and_then(content::FieldText::ends)) {
        (Access::YesNo(..), _) => format!("{asked} (y or n)"),
        (Access::Index(..), _) => format!("{}, total of 0 to 50", field.label),
        (_, Some(ends)) => format!("{asked} {ends}"),
        (_, None) => asked,
    };
    Question {
        prompt,
        now: field.get(&day.checkin).map(|value| value.to_string()),
        set: Box::new(move |day, text| {
            let value = if text == "-" { None } else { Some(field.read(text)?) };
            field.write(&mut day.checkin, value, clock.now()).map_err(|error| error.to_string())
        }),
    }
}

/// Reads a value; `-` clears.
fn read<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<Option<T>, String> {
    if text == "-" { Ok(None) } else { text.parse().map(Some).map_err(|error| T::Err::to_string(&error)) }
}
