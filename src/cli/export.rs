//! `weekfive export`: the journal in a form that other programs read.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use chrono::{NaiveTime, Utc};
use clap::{Args, ValueEnum};

use super::{Failure, Place, output};
use crate::domain::calendar::parse_time;
use crate::domain::date_words::shown;
use crate::domain::journal::DayBook;
use crate::domain::measure::Marker;
use crate::domain::plain::path as shown_path;
use crate::domain::visits::visits;
use crate::export::calendar_file::{Usual, calendar_file};
use crate::export::csv::{DAYS_FILE, ROW_TABLES, days_csv, rows_csv};
use crate::export::document::Document;
use crate::export::fhir::{Source, fhir_bundle};
use crate::export::journal_json::journal_json;

/// The options of `export`.
#[derive(Debug, Args)]
pub struct Options {
    /// What to write
    #[arg(value_enum)]
    format: Format,
    /// The file to write (csv: the folder); without it, or with -, standard output (csv: the days)
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace what is there already
    #[arg(long, requires = "output")]
    force: bool,
    /// ics: a daily check-in with an alarm at this time
    #[arg(long, value_name = "HH:MM", value_parser = time)]
    remind: Option<NaiveTime>,
    /// csv: for Excel, which takes a file for UTF-8 only with a mark at its beginning
    #[arg(long)]
    excel: bool,
}

/// What other programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Days, visits, changes and events as tables
    Csv,
    /// Everything; “import json” restores it
    Json,
    /// What is still to come, for a calendar
    Ics,
    /// The ratings for a clinic's record: FHIR R4, without notes
    Fhir,
}

fn time(text: &str) -> Result<NaiveTime, String> {
    parse_time(text).ok_or_else(|| format!("“{text}” is not a time of day; write it like 21:00"))
}

impl Options {
    /// Options that belong to one format are refused with another, not passed over.
    fn check(&self) -> Result<(), Failure> {
        for (given, name, format) in
            [(self.remind.is_some(), "--remind", Format::Ics), (self.excel, "--excel", Format::Csv)]
        {
            if given && self.format != format {
                let format = if format == Format::Ics { "ics" } else { "csv" };
                return Err(Failure::Usage(format!("{name} goes with export {format} only")));
            }
        }
        Ok(())
    }
}

/// Writes what was asked for.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    options.check()?;
    let to = options.output.as_deref().filter(|path| *path != Path::new("-"));
    let text = match options.format {
        Format::Csv => return tables(place, options, to),
        Format::Json => {
            let text = journal_json(&documents(place)?);
            for copy in place.store.rescued() {
                output::complain(&format!(
                    "left out: {} waits for your answer; start weekfive to give it",
                    shown_path(&place.store.rescue_file(copy.date))
                ));
            }
            text
        }
        Format::Ics => calendar(place, options.remind)?,
        Format::Fhir => observations(place)?,
    };
    match to {
        None => output::deliver(&text),
        Some(path) => {
            place.store.write_out(&[(path.to_owned(), text)], options.force)?;
            output::line(&format!("Written: {}", shown_path(path)));
            Ok(())
        }
    }
}

/// Every file of the journal.
fn documents(place: &Place) -> Result<Vec<Document>, Failure> {
    let files = place.store.all_files()?;
    if files.is_empty() {
        return Err(Failure::Usage(format!(
            "there is nothing to export: {} holds no journal yet",
            shown_path(place.store.root())
        )));
    }
    Ok(files.into_iter().map(|file| Document::new(file.path, file.bytes)).collect())
}

/// Every day there is. What cannot be read is told.
fn all_days(place: &Place) -> DayBook {
    let range = place.store.first_and_last_day();
    let days = range.map(|(first, last)| place.store.read_days(first, last)).unwrap_or_default();
    for (_, problem) in days.problems() {
        output::complain(&format!("left out: {problem}"));
    }
    days
}

fn tables(place: &Place, options: &Options, to: Option<&Path>) -> Result<(), Failure> {
    let documents = documents(place)?;
    let days = all_days(place);
    let mark = if options.excel { "\u{feff}" } else { "" };
    let table = |text: String| format!("{mark}{text}");
    let days = table(days_csv(&days.written().collect::<Vec<_>>(), place.settings.day_end));
    let Some(folder) = to else {
        if std::io::stderr().is_terminal() {
            output::complain("these are the days; -o FOLDER writes visits, changes and events beside them");
        }
        return output::deliver(&days);
    };
    let mut files = vec![(folder.join(DAYS_FILE), days)];
    files.extend(ROW_TABLES.iter().map(|rows| (folder.join(rows.file), table(rows_csv(rows, &documents)))));
    place.store.make_output_folder(folder)?;
    place.store.write_out(&files, options.force)?;
    for (path, _) in &files {
        output::line(&format!("Written: {}", shown_path(path)));
    }
    Ok(())
}

fn observations(place: &Place) -> Result<String, Failure> {
    documents(place)?;
    let days = all_days(place);
    let trials = place.store.trial_ids();
    let markers: Vec<Marker> = trials
        .iter()
        .filter_map(|id| place.store.read_trial(id).ok())
        .flat_map(|trial| trial.plan.function.as_markers().to_vec())
        .collect();
    let name = trials.first().map_or("no-trial", |id| id.as_str());
    let source = Source { name, markers: &markers, exported: place.clock.now() };
    Ok(fhir_bundle(days.written(), source))
}

fn calendar(place: &Place, remind: Option<NaiveTime>) -> Result<String, Failure> {
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
    let stamp = place.clock.now().with_timezone(&Utc);
    calendar_file(&trial, &visits, usual, remind, stamp).ok_or_else(|| {
        Failure::Usage(format!("nothing of the trial {} is still to come, so nothing was written", trial.id))
    })
}

/// When the last visit with a time began: the next ones are likely to begin then too.
fn usual_time(days: &DayBook) -> Option<NaiveTime> {
    let mut sessions = days.written().rev().flat_map(|day| day.sessions.iter().rev());
    sessions.find_map(|session| session.time.filter(|_| session.done().is_some()))
}
