//! `weekfive status`: today in one line, for a person or a shell prompt.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::{Failure, Place, output};
use crate::content;
use crate::domain::adherence::figures;
use crate::domain::checkin::Rating;
use crate::domain::checklist::Checklist;
use crate::domain::date_words::shown;
use crate::domain::day::Days;
use crate::domain::journal::DayBook;
use crate::domain::measure::FunctionMeasure;
use crate::domain::trial::{Phase, Trial};
use crate::domain::visits::visits;
use crate::ui::ascii;

/// The options of `status`.
#[derive(Debug, Args)]
pub struct Options {
    /// As JSON
    #[arg(long, conflicts_with = "check")]
    json: bool,
    /// Print nothing; 0 if today is checked in, 1 if not
    #[arg(long)]
    check: bool,
}

/// Prints the line, the JSON, or nothing.
pub fn run(place: &Place, options: &Options) -> Result<ExitCode, Failure> {
    let today = place.today();
    if options.check {
        let days = place.store.read_days(today, today);
        if let Some(problem) = days.problem(today) {
            return Err(problem.clone().into());
        }
        return Ok(ExitCode::from(u8::from(!is_checked_in(&days, today))));
    }
    let trial = place.trial()?;
    let days = place.recent_days(trial.as_ref());
    if let Some(problem) = days.problem(today) {
        return Err(problem.clone().into());
    }
    if options.json {
        output::line(&as_json(place, trial.as_ref(), &days).to_string());
    } else {
        let line = line(place, trial.as_ref(), &days);
        output::line(&if place.settings.ascii { ascii::plain_text(&line) } else { line });
        for (_, problem) in days.problems() {
            output::complain(&problem.to_string());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A day is checked in once it is rated or skipped.
fn is_checked_in(days: &DayBook, date: chrono::NaiveDate) -> bool {
    days.day(date).written().is_some_and(|day| day.checkin.rating != Rating::Blank)
}

fn line(place: &Place, trial: Option<&Trial>, days: &DayBook) -> String {
    let today = place.today();
    let checkin = days.day(today).written().map(|day| &day.checkin);
    let state = match checkin.map(|checkin| &checkin.rating) {
        Some(Rating::Rated(pain)) => format!("checked in, pain {pain}"),
        Some(Rating::Skipped(_)) => "skipped today".to_owned(),
        Some(Rating::Blank) | None => "not checked in yet".to_owned(),
    };
    let Some(trial) = trial else {
        let prepared = place.store.read_setup().ok().flatten();
        let hold = prepared.and_then(|setup| hold_words(&setup.checklist)).map(|words| format!("{words} · "));
        return format!("{}no trial yet · {state}", hold.unwrap_or_default());
    };
    let plan = &trial.plan;
    let day = match plan.phase(today) {
        Phase::Before => format!("starts {}", shown(plan.start, today)),
        Phase::Baseline => format!("baseline, day 1 is {}", shown(plan.start, today)),
        Phase::Treatment | Phase::Checkpoint => {
            format!("day {} of {}", plan.day_number(today), plan.length())
        }
        Phase::After => format!("{} days done", plan.length()),
    };
    let visits = visits(plan, days, today);
    let adherence = figures(&visits);
    let mut parts = vec![day, state, format!("visits {} of {}", adherence.completed, adherence.planned)];
    if let Some(next) = visits.next() {
        parts.push(format!("next {}", shown(next, today)));
    }
    let blank = trial.blank_days(days, today).len();
    match blank {
        0 => {}
        1 => parts.push("1 blank day".to_owned()),
        count => parts.push(format!("{count} blank days")),
    }
    if let Some(hold) = hold_words(&trial.checklist) {
        parts.insert(0, hold);
    }
    parts.join(" · ")
}

/// What to do about the most pressing open hold; `None` where none is open.
fn hold_words(checklist: &Checklist) -> Option<String> {
    content::open_level(checklist).map(|level| format!("ON HOLD: {}", content::what_to_do(level)))
}

fn as_json(place: &Place, trial: Option<&Trial>, days: &DayBook) -> serde_json::Value {
    let today = place.today();
    let pain = days.day(today).written().and_then(|day| day.checkin.pain()).map(|pain| pain.get());
    let mut value = json!({
        "date": today.to_string(),
        "trial": trial.map(|trial| trial.id.as_str()),
        "day": trial.map(|trial| trial.plan.day_number(today)),
        "of": trial.map(|trial| trial.plan.length()),
        "phase": trial.map_or("none", |trial| trial.plan.phase(today).id()),
        "checked_in": is_checked_in(days, today),
        "pain": pain,
        "hold": trial.is_some_and(|trial| trial.checklist.has_open_hold()),
        "blank_days": trial.map(|trial| blank_days(trial, days, today)).unwrap_or_default(),
        "due": trial.map(|trial| due(trial, days, today)).unwrap_or_default(),
        "visits": null,
    });
    if let (Some(trial), Some(object)) = (trial, value.as_object_mut()) {
        let visits = visits(&trial.plan, days, today);
        let adherence = figures(&visits);
        let next = visits.next().map(|date| date.to_string());
        object.insert(
            "visits".to_owned(),
            json!({ "completed": adherence.completed, "planned": adherence.planned, "next": next }),
        );
    }
    value
}

fn blank_days(trial: &Trial, days: &DayBook, today: chrono::NaiveDate) -> Vec<String> {
    trial.blank_days(days, today).iter().map(ToString::to_string).collect()
}

/// What is due today: the index, or the names of the markers.
fn due(trial: &Trial, days: &DayBook, today: chrono::NaiveDate) -> Vec<String> {
    if !trial.plan.weekly_due(days, today) {
        return Vec::new();
    }
    match &trial.plan.function {
        FunctionMeasure::Ndi => vec!["ndi".to_owned()],
        FunctionMeasure::Markers(markers) => markers
            .iter()
            .filter(|marker| !marker.is_awakenings())
            .map(|marker| marker.name.clone())
            .collect(),
    }
}
