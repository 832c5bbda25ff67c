//! `weekfive check`: every problem of every file, and of the settings.

use std::process::ExitCode;

use super::{Failure, Place, output};

/// Prints each problem as `file:line:column: message`; 0 where there is none, 1 otherwise.
pub fn run(place: &Place) -> Result<ExitCode, Failure> {
    let mut problems = place.settings.mistakes.clone();
    if place.store.root().exists() {
        problems.extend(place.store.check());
    } else if problems.is_empty() {
        output::line("Nothing is written yet, so there is nothing wrong.");
        return Ok(ExitCode::SUCCESS);
    }
    for problem in &problems {
        output::line(&problem.to_string());
    }
    if problems.is_empty() {
        output::line("Every file can be read.");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(1))
}
