//! `weekfive check`: every problem of every file.

use std::process::ExitCode;

use super::{Failure, Place, output};

/// Prints each problem as `file:line:column: message`; 0 where there is none, 1 otherwise.
pub fn run(place: &Place) -> Result<ExitCode, Failure> {
    if !place.store.root().exists() {
        output::line("Nothing is written yet, so there is nothing wrong.");
        return Ok(ExitCode::SUCCESS);
    }
    let problems = place.store.check();
    for problem in &problems {
        output::line(&problem.to_string());
    }
    if problems.is_empty() {
        output::line("Every file can be read.");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::from(1))
}
