//! `weekfive export`: the journal in a form that other programs read.

use std::path::PathBuf;

use chrono::Utc;
use clap::{Args, ValueEnum};

use super::{Failure, Place, output};
use crate::domain::date_words::shown;
use crate::domain::journal::DayBook;
use crate::domain::session::SessionStatus;
use crate::domain::visits::visits;
use crate::export::calendar_file::{Usual, calendar_file};

/// The options of `export`.
#[derive(Debug, Args)]
pub struct Options {
    /// What to write
    #[arg(value_enum)]
    format: Format,
    /// The file to write; without it, standard output
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
}

/// What other programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Planned visits and week five, for a calendar
    Ics,
}

/// Writes what was asked for.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let text = match options.format {
        Format::Ics => calendar(place)?,
    };
    match &options.output {
        None => output::print(&text),
        Some(path) => {
            std::fs::write(path, text).map_err(|error| {
                Failure::Write(format!("-o {}: could not be written: {error}", path.display()))
            })?;
            output::line(&format!("Written: {}", path.display()));
        }
    }
    Ok(())
}

fn calendar(place: &Place) -> Result<String, Failure> {
    let trial = place.running_trial()?;
    let days = place.recent_days(Some(&trial));
    let visits = visits(&trial.plan, &days, place.today());
    for (date, problem) in days.problems() {
        output::complain(&format!(
            "the visit of {} is as the plan says: {problem}",
            shown(date, place.today())
        ));
    }
    let usual = Usual { time: usual_time(&days), place: None };
    Ok(calendar_file(&trial, &visits, usual, place.clock.now().with_timezone(&Utc)))
}

/// When the last visit with a time began: the next ones are likely to begin then too.
fn usual_time(days: &DayBook) -> Option<chrono::NaiveTime> {
    let mut sessions = days.written().rev().flat_map(|day| day.sessions.iter().rev());
    sessions.find_map(|session| session.time.filter(|_| session.status == SessionStatus::Done))
}
