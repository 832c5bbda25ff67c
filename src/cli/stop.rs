//! `weekfive stop`: ends the trial on this day, with its reason. It is never called a failure.

use clap::Args;

use super::choice::one_of;
use super::{Failure, Place, output};
use crate::content::{self, decided};
use crate::domain::assessment::Assessment;
use crate::domain::text::Words;
use crate::domain::trial::{StopReason, Stopped, Trial};

/// The options of `stop`.
#[derive(Debug, Args)]
pub struct Options {
    /// Why
    #[arg(long, value_parser = one_of::<StopReason>())]
    reason: StopReason,
    /// Why, in your own words
    #[arg(long, value_name = "TEXT", value_parser = words)]
    why: Option<Words>,
}

fn words(text: &str) -> Result<Words, String> {
    Words::new(text).map_err(|error| error.to_string())
}

/// Stops the trial.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let today = place.today();
    let Some(trial) = place.trial()? else {
        return Err(Failure::Usage("there is no trial yet, so there is nothing to stop".to_owned()));
    };
    for line in content::open_hold_lines(&trial.checklist) {
        output::complain(&line);
    }
    let stopped = Stopped { on: today, reason: options.reason, text: options.why.clone() };
    let ours = trial.stop(stopped).map_err(|error| Failure::Usage(error.to_string()))?;
    let saved = place.store.save_trial(Some(&trial), &ours)?;
    for line in said(place, &saved) {
        output::line(&line);
    }
    Ok(())
}

/// What is said of a stopped trial: what it means, what to do, and that nothing more is due.
fn said(place: &Place, trial: &Trial) -> Vec<String> {
    let days = place.recent_days(Some(trial));
    let decision = Assessment::of(trial, &days, place.settings.day_end, place.today()).decision;
    let words = decided::verdict_words(&decision);
    let mut lines: Vec<String> = words.iter().map(|words| words.meaning.clone()).collect();
    lines.extend(words.into_iter().flat_map(|words| words.next));
    lines.push(content::advice("after-a-stop").to_owned());
    lines
}
