//! `weekfive stop`: ends the trial on this day, with its reason. It is never called a failure.

use clap::Args;

use super::choice::one_of;
use super::{Failure, Place, output, plain, question};
use crate::content::{self, decided};
use crate::domain::date_words::shown;
use crate::domain::decision::assessment::Assessment;
use crate::domain::text::Words;
use crate::domain::trial::{StopReason, Stopped, Trial};

/// The options of `stop`.
#[derive(Debug, Args)]
pub struct Options {
    /// Why
    #[arg(long, value_parser = one_of::<StopReason>())]
    reason: Option<StopReason>,
    /// Why, in your own words
    #[arg(long, value_name = "TEXT", value_parser = words)]
    why: Option<Words>,
}

impl Options {
    /// A stop for a reason, in words too where there are any.
    pub(super) fn because(reason: StopReason, why: Option<Words>) -> Self {
        Self { reason: Some(reason), why }
    }
}

fn words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

/// Stops the trial, or asks why first.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    if options.reason.is_none() && options.why.is_none() && question::can_be_asked() {
        return plain::stop::stop(place, &mut plain::lines::Terminal::new(place));
    }
    match stop(place, options) {
        Ok(lines) => {
            lines.iter().for_each(|line| output::line(line));
            Ok(())
        }
        Err(failure) => {
            // What to do about a hold comes before why nothing was stopped.
            let trial = place.trial().ok().flatten();
            for line in trial.iter().flat_map(|trial| content::open_hold_lines(&trial.checklist)) {
                output::complain(&line);
            }
            Err(failure)
        }
    }
}

/// The trial that can be stopped.
///
/// # Errors
/// Where there is none, or it has ended.
pub(super) fn to_stop(place: &Place) -> Result<Trial, Failure> {
    let Some(trial) = place.trial()? else {
        return Err(Failure::Usage("there is no trial yet, so there is nothing to stop".to_owned()));
    };
    let stopped = Stopped { on: place.today(), reason: StopReason::Other, text: None };
    trial.stop(stopped).map_err(|error| Failure::Usage(error.to_string()))?;
    Ok(trial)
}

/// Stops the trial, and says so.
///
/// # Errors
/// Where it cannot be stopped, no reason is given, or a file cannot be written.
pub(super) fn stop(place: &Place, options: &Options) -> Result<Vec<String>, Failure> {
    let trial = to_stop(place)?;
    let Some(reason) = options.reason else {
        let known: Vec<&str> = StopReason::ALL.iter().map(|reason| reason.id()).collect();
        return Err(Failure::Usage(format!("--reason: say why with one of {}", known.join(", "))));
    };
    let stopped = Stopped { on: place.today(), reason, text: options.why.clone() };
    let ours = trial.stop(stopped).map_err(|error| Failure::Usage(error.to_string()))?;
    let saved = place.store.save_trial(Some(&trial), &ours)?;
    Ok(said(place, &saved))
}

/// What is said of a stopped trial: that it is stopped, what it means, what to do, and that nothing
/// more is due.
fn said(place: &Place, trial: &Trial) -> Vec<String> {
    let today = place.today();
    let days = place.recent_days(Some(trial));
    let decision = Assessment::of(trial, &days, place.settings.day_end, today).decision;
    let words = decided::verdict_words(&decision);
    let stopped = trial.stopped.iter();
    let mut lines: Vec<String> = stopped
        .map(|stopped| format!("Stopped on {}: {}.", shown(stopped.on, today), stopped.reason.label()))
        .collect();
    lines.extend(content::open_hold_lines(&trial.checklist));
    lines.extend(words.iter().map(|words| words.meaning.clone()));
    lines.extend(words.into_iter().flat_map(|words| words.next));
    lines.push(content::advice("after-a-stop").to_owned());
    lines
}
