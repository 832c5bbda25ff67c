//! `weekfive report`: a summary of the trial for a clinician.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Failure, Place, output};
use crate::domain::plain::{harmless, path as shown};
use crate::export::blocks::{to_html, to_markdown, to_text};
use crate::export::report::{Contents, report};
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
    /// Plain text
    Txt,
}

/// Writes the report. Days that cannot be read are named on standard error.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let trial = place.running_trial()?;
    let days = place.recent_days(Some(&trial));
    for (_, problem) in days.problems() {
        output::complain(&problem.to_string());
    }
    let contents = Contents { notes: options.notes, all_answers: options.all_answers };
    let blocks = report(&trial, &days, place.settings.day_end, place.today(), contents);
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
        }
    }
    Ok(())
}
