//! The line-by-line check-in: one question a line, plain text, for a screen reader or one hand.

use std::io::{self, BufRead};

use super::{Failure, Place, log, output};
use crate::app::settings::FieldName;
use crate::content;
use crate::domain::assessment::Assessment;
use crate::domain::calendar::long_date;
use crate::domain::checkin::Rating;
use crate::domain::day::{Day, days_since_visit};
use crate::domain::journal::DayBook;
use crate::domain::measure::{FunctionMeasure, Ndi};
use crate::domain::score::{Amount, Awakenings, NdiTotal, Score};
use crate::domain::text::Words;
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
    for name in &place.settings.fields {
        if *name != FieldName::Note {
            list.push(named(place, *name, day));
        }
    }
    if days_since_visit(days, day.date).is_some() {
        list.push(score("soreness", day.checkin.soreness, |day, value| day.checkin.soreness = value));
    }
    if let Some(trial) = trial {
        match &trial.plan.function {
            FunctionMeasure::Ndi if trial.weekly_due(&place.recent_days(Some(trial)), day.date) => {
                list.push(Question {
                    prompt: "Neck Disability Index, total of 0 to 50".to_owned(),
                    now: day.checkin.ndi.as_ref().and_then(Ndi::score).map(crate::domain::score::one_decimal),
                    set: Box::new(|day, text| {
                        day.checkin.ndi = read::<NdiTotal>(text)?.map(Ndi::Total);
                        Ok(())
                    }),
                });
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
    if place.settings.fields.contains(&FieldName::Note) {
        list.push(named(place, FieldName::Note, day));
    }
    list
}

fn named(place: &Place, name: FieldName, day: &Day) -> Question {
    let checkin = &day.checkin;
    let clock = place.clock;
    match name {
        FieldName::Pain => Question {
            prompt: prompt("pain"),
            now: checkin.pain().map(|pain| pain.to_string()),
            set: Box::new(move |day, text| {
                let rating = read::<Score>(text)?.map_or(Rating::Blank, Rating::Rated);
                day.checkin.rate(rating, clock.now());
                Ok(())
            }),
        },
        FieldName::Worst => score("worst", checkin.worst, |day, value| day.checkin.worst = value),
        FieldName::Sleep => score("sleep", checkin.sleep, |day, value| day.checkin.sleep = value),
        FieldName::Stress => score("stress", checkin.stress, |day, value| day.checkin.stress = value),
        FieldName::Mood => score("mood", checkin.mood, |day, value| day.checkin.mood = value),
        FieldName::Clarity => score("clarity", checkin.clarity, |day, value| day.checkin.clarity = value),
        FieldName::Awakenings => Question {
            prompt: prompt("awakenings"),
            now: checkin.awakenings.map(|count| count.to_string()),
            set: Box::new(|day, text| {
                day.checkin.awakenings = read::<Awakenings>(text)?;
                Ok(())
            }),
        },
        FieldName::ExtraMedicine => Question {
            prompt: format!("{} (y or n)", prompt("extra-medicine")),
            now: checkin.extra_medicine.map(|yes| if yes { "yes" } else { "no" }.to_owned()),
            set: Box::new(|day, text| {
                day.checkin.extra_medicine = match text {
                    "y" | "yes" => Some(true),
                    "n" | "no" => Some(false),
                    "-" => None,
                    other => return Err(format!("answer y or n, not “{other}”")),
                };
                Ok(())
            }),
        },
        FieldName::Note => Question {
            prompt: prompt("note"),
            now: checkin.note.as_ref().map(Words::to_string),
            set: Box::new(|day, text| {
                let words = if text == "-" {
                    None
                } else {
                    Words::optional(text).map_err(|error| error.to_string())?
                };
                day.checkin.note = words;
                Ok(())
            }),
        },
    }
}

fn score(id: &str, now: Option<Score>, set: fn(&mut Day, Option<Score>)) -> Question {
    Question {
        prompt: prompt(id),
        now: now.map(|score| score.to_string()),
        set: Box::new(move |day, text| {
            set(day, read::<Score>(text)?);
            Ok(())
        }),
    }
}

/// The field's own words, with what its ends mean.
fn prompt(id: &str) -> String {
    let Some(words) = content::field(id) else { return id.to_owned() };
    match (&words.low, &words.high) {
        (Some(low), Some(high)) => format!("{} 0 is {low}, 10 is {high}", words.prompt),
        (Some(_) | None, _) => words.prompt.clone(),
    }
}

/// Reads a value; `-` clears.
fn read<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<Option<T>, String> {
    if text == "-" { Ok(None) } else { text.parse().map(Some).map_err(|error| T::Err::to_string(&error)) }
}
