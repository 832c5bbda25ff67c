//! `weekfive status`: today in one line, for a person or a shell prompt.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args;
use serde_json::json;

use super::{Failure, Place, output};
use crate::content;
use crate::domain::checkin::Rating;
use crate::domain::checklist::Checklist;
use crate::domain::date_words::shown;
use crate::domain::day::Days;
use crate::domain::decision::Decision;
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::to_do::{Answer, ToDo, to_do};
use crate::domain::journal::DayBook;
use crate::domain::measure::FunctionMeasure;
use crate::domain::trial::{Phase, Trial};
use crate::domain::visits::adherence::figures;
use crate::domain::visits::visits_of;
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
fn is_checked_in(days: &DayBook, date: NaiveDate) -> bool {
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
    let stands = Stands::of(place, trial, days);
    let visits = visits_of(trial, days, today);
    let adherence = figures(&visits);
    let mut parts: Vec<String> = stands.list.iter().filter_map(|item| stands.first_words(item)).collect();
    parts.extend([stands.day(), state, format!("visits {} of {}", adherence.completed, adherence.planned)]);
    if let Some(next) = visits.next() {
        parts.push(format!("next {}", shown(next, today)));
    }
    parts.extend(stands.list.iter().filter_map(|item| stands.last_words(item)));
    parts.join(" · ")
}

/// A trial as it stands today.
struct Stands<'a> {
    trial: &'a Trial,
    today: NaiveDate,
    decision: Decision,
    list: Vec<ToDo>,
}

impl<'a> Stands<'a> {
    fn of(place: &Place, trial: &'a Trial, days: &DayBook) -> Self {
        let (today, day_end) = (place.today(), place.settings.day_end);
        let decision = Assessment::of(trial, days, day_end, today).decision;
        let list = to_do(trial, days, day_end, today, Some(&decision));
        Self { trial, today, decision, list }
    }

    /// Which day it is.
    fn day(&self) -> String {
        let (plan, today) = (&self.trial.plan, self.today);
        if let Some(stopped) = self.trial.stopped_by(today) {
            return format!("stopped {}", shown(stopped.on, today));
        }
        match plan.phase(today) {
            Phase::Before => format!("starts {}", shown(plan.start, today)),
            Phase::Baseline => format!("baseline, day 1 is {}", shown(plan.start, today)),
            Phase::Treatment | Phase::Checkpoint => {
                format!("day {} of {}", plan.day_number(today), plan.length())
            }
            Phase::After => format!("{} days done", plan.length()),
        }
    }

    /// What comes before everything else: warnings, and a waiting answer.
    fn first_words(&self, item: &ToDo) -> Option<String> {
        let words = || content::to_do_words(item, self.trial, self.today).trim_end_matches('.').to_owned();
        match item {
            ToDo::Hold => hold_words(&self.trial.checklist),
            ToDo::GettingWorse(_)
            | ToDo::LastingSoreness(_)
            | ToDo::StoppedForReview(_)
            | ToDo::Answer { .. } => Some(words()),
            ToDo::AfterAWhile { .. }
            | ToDo::MeasuringWeek { .. }
            | ToDo::Weekly
            | ToDo::VisitToday
            | ToDo::VisitsGoneBy(_)
            | ToDo::Blank(_) => None,
        }
    }

    /// What is merely to be done, in a few words.
    fn last_words(&self, item: &ToDo) -> Option<String> {
        let count = |dates: &[NaiveDate], one: &str, many: &str| match dates.len() {
            1 => format!("1 {one}"),
            count => format!("{count} {many}"),
        };
        match item {
            ToDo::Weekly => {
                Some(content::to_do_words(item, self.trial, self.today).trim_end_matches('.').to_owned())
            }
            ToDo::VisitsGoneBy(gone) => {
                Some(count(gone, "visit with nothing written", "visits with nothing written"))
            }
            ToDo::Blank(blank) => Some(count(blank, "blank day", "blank days")),
            ToDo::AfterAWhile { last: Some(last) } => {
                Some(format!("nothing written since {}", shown(*last, self.today)))
            }
            ToDo::AfterAWhile { last: None } => Some("nothing written for a week or more".to_owned()),
            ToDo::Hold
            | ToDo::GettingWorse(_)
            | ToDo::LastingSoreness(_)
            | ToDo::StoppedForReview(_)
            | ToDo::MeasuringWeek { .. }
            | ToDo::Answer { .. }
            | ToDo::VisitToday => None,
        }
    }

    /// The names of what should be told before anything is done.
    fn caution(&self) -> Vec<&'static str> {
        self.list.iter().filter_map(ToDo::caution_id).collect()
    }

    /// What is due today: the index, or the names of the markers.
    fn due(&self) -> Vec<String> {
        if !self.list.contains(&ToDo::Weekly) {
            return Vec::new();
        }
        match &self.trial.plan.function {
            FunctionMeasure::Ndi => vec!["ndi".to_owned()],
            FunctionMeasure::Markers(markers) => {
                let own = markers.iter().filter(|marker| !marker.is_awakenings());
                own.map(|marker| marker.name.clone()).collect()
            }
        }
    }
}

/// What to do about the most pressing open hold; `None` where none is open.
fn hold_words(checklist: &Checklist) -> Option<String> {
    content::open_level(checklist).map(|level| format!("ON HOLD: {}", content::what_to_do(level)))
}

fn as_json(place: &Place, trial: Option<&Trial>, days: &DayBook) -> serde_json::Value {
    let today = place.today();
    let pain = days.day(today).written().and_then(|day| day.checkin.pain()).map(|pain| pain.get());
    let stands = trial.map(|trial| Stands::of(place, trial, days));
    let phase = |trial: &Trial| match trial.stopped_by(today) {
        Some(_) => Phase::After.id(),
        None => trial.plan.phase(today).id(),
    };
    let hold = match trial {
        Some(trial) => trial.checklist.has_open_hold(),
        None => {
            let setup = place.store.read_setup().ok().flatten();
            setup.is_some_and(|setup| setup.checklist.has_open_hold())
        }
    };
    let answer = stands.as_ref().map_or(Answer::None, |stands| Answer::of(stands.trial, &stands.decision));
    let mut value = json!({
        "date": today.to_string(),
        "trial": trial.map(|trial| trial.id.as_str()),
        "day": trial.map(|trial| trial.plan.day_number(today)),
        "of": trial.map(|trial| trial.plan.length()),
        "phase": trial.map_or("none", phase),
        "checked_in": is_checked_in(days, today),
        "pain": pain,
        "hold": hold,
        "blank_days": trial.map(|trial| blank_days(trial, days, today)).unwrap_or_default(),
        "due": stands.as_ref().map(Stands::due).unwrap_or_default(),
        "caution": stands.as_ref().map(Stands::caution).unwrap_or_default(),
        "answer": answer.id(),
        "visits": null,
    });
    if let (Some(trial), Some(object)) = (trial, value.as_object_mut()) {
        let visits = visits_of(trial, days, today);
        let adherence = figures(&visits);
        let next = visits.next().map(|date| date.to_string());
        object.insert(
            "visits".to_owned(),
            json!({ "completed": adherence.completed, "planned": adherence.planned, "next": next }),
        );
    }
    value
}

fn blank_days(trial: &Trial, days: &DayBook, today: NaiveDate) -> Vec<String> {
    trial.blank_days(days, today).iter().map(ToString::to_string).collect()
}
