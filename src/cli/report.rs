//! `weekfive report`: one page on the trial for a clinician.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Failure, Place, output};
use crate::domain::calendar::before;
use crate::domain::plain::{harmless, path as shown};
use crate::export::blocks::{Block, to_html, to_markdown, to_text};
use crate::export::report::{Contents, DAYS_ALONE, report, report_on_days};
use crate::ui::ascii;

/// The options of `report`.
#[derive(Debug, Args)]
pub struct Options {
    /// The form of the text
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file where it is there already
    #[arg(long, requires = "output")]
    force: bool,
    /// With a second part: every rule, every visit and every day
    #[arg(long)]
    all: bool,
    /// With the notes on days and visits
    #[arg(long)]
    notes: bool,
    /// With every answer of the checklist, what is in your past included
    #[arg(long)]
    all_answers: bool,
}

/// The form of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One page for a browser or a printer
    Html,
    /// Markdown
    Md,
    /// Plain text, for reading aloud
    Txt,
}

/// Writes the report: on the trial, or on the days alone where there is none. Days that cannot be read
/// are named on standard error.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let contents = Contents { all: options.all, notes: options.notes, all_answers: options.all_answers };
    let blocks = blocks(place, contents)?;
    let text = match options.format {
        Format::Html => to_html(&blocks),
        Format::Md => to_markdown(&blocks),
        Format::Txt if place.settings.ascii => ascii::plain_text(&to_text(&blocks)),
        Format::Txt => to_text(&blocks),
    };
    let text = harmless(&text);
    match &options.output {
        None => output::deliver(&text)?,
        Some(file) => {
            place.store.write_out(&[(file.clone(), text)], options.force)?;
            output::line(&format!("The report is in {}.", shown(file)));
            if options.format == Format::Html {
                output::line("Open it in any web browser; there it can be printed, on one page.");
            }
        }
    }
    Ok(())
}

fn blocks(place: &Place, contents: Contents) -> Result<Vec<Block>, Failure> {
    let today = place.today();
    let day_end = place.settings.day_end;
    if let Some(trial) = place.trial()? {
        let days = place.recent_days(Some(&trial));
        for (_, problem) in days.problems() {
            output::complain(&problem.to_string());
        }
        return Ok(report(&trial, &days, day_end, today, contents));
    }
    let setup = place.store.read_setup()?;
    let days = place.store.read_days(before(today, DAYS_ALONE), today);
    for (_, problem) in days.problems() {
        output::complain(&problem.to_string());
    }
    let first = place.store.first_and_last_day().map(|(first, _)| first);
    let checklist = setup.as_ref().map(|setup| &setup.checklist);
    Ok(report_on_days(checklist, &days, first, day_end, today, contents))
}
