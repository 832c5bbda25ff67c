//! `weekfive demo`: a sample journal, in a folder that is removed at the end.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{Failure, Place, open, tell_mistakes};
use crate::app::{App, Journal};
use crate::content::{Sample, sample, sample_follow_up};
use crate::domain::calendar::shift;
use crate::domain::day::Day;
use crate::domain::decision::Decision;
use crate::domain::decision::assessment::Assessment;
use crate::domain::journal::{DayBook, Entry};
use crate::domain::text::Words;
use crate::domain::verdict::recorded::{Choice, RecordedDecision};
use crate::store::Store;

/// The options of `demo`.
#[derive(Debug, Args)]
pub struct Options {
    /// Keep the sample in a folder (which must be empty or not exist)
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// How far the sample's trial has come
    #[arg(long, value_enum, default_value_t = Stage::Treatment)]
    stage: Stage,
}

/// How far a sample's trial has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// Two days before day 1
    Baseline,
    /// Day 19
    Treatment,
    /// Day 32
    Checkpoint,
    /// Day 37, with a decision written down the day before
    Decided,
    /// Day 24 of the follow-up block after it
    FollowUp,
}

/// The day of the sample's first trial on which its answer is written down, and the one on which the
/// block after it begins.
const DECIDED: i64 = 36;
const BLOCK_BEGINS: i64 = 39;

impl Stage {
    /// The day of the trial that today is.
    fn day(self) -> i64 {
        match self {
            Self::Baseline => -1,
            Self::Treatment => 19,
            Self::Checkpoint => 32,
            Self::Decided => 37,
            Self::FollowUp => BLOCK_BEGINS.saturating_add(23),
        }
    }
}

/// Opens the sample. Its files are written after the first screen is shown.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let today = place.today();
    let start = shift(today, 1_i64.saturating_sub(options.stage.day()));
    let mut sample = sample(start, today)
        .ok_or_else(|| Failure::Read("the sample journal cannot be read; please report this".to_owned()))?;
    let mut samples = Vec::new();
    match options.stage {
        Stage::Baseline | Stage::Treatment | Stage::Checkpoint => samples.push(sample),
        Stage::Decided | Stage::FollowUp => {
            let decided = decide(place, &mut sample, shift(start, DECIDED.saturating_sub(1)));
            let block = (options.stage == Stage::FollowUp)
                .then(|| sample_follow_up(&sample.trial, &decided, today))
                .flatten();
            samples.push(sample);
            samples.extend(block);
        }
    }
    let (root, _removed_at_the_end) = folder(options)?;
    let store = Store::new(root);
    let mut app = App::new(place.settings.clone(), place.clock.now(), in_memory(&samples, today));
    app.is_sample = true;
    tell_mistakes(&mut app);
    let place = Place {
        store: store.clone(),
        config: place.config.clone(),
        settings: place.settings.clone(),
        clock: place.clock,
    };
    open::show(&place, app, || write(&store, &samples))
}

/// Writes down what the person of the sample decided on a day, and returns the answer of that day.
fn decide(place: &Place, sample: &mut Sample, on: NaiveDate) -> Decision {
    let days: BTreeMap<NaiveDate, Day> = sample.days.iter().map(|day| (day.date, day.clone())).collect();
    let decision = Assessment::of(&sample.trial, &days, place.settings.day_end, on).decision;
    let reason = Words::new("I sleep through most nights now.").ok();
    sample.trial.decision = Some(RecordedDecision::new(&decision, Choice::NextBlock, reason));
    decision
}

/// The folder of the sample, and what removes it when it goes out of scope.
fn folder(options: &Options) -> Result<(PathBuf, Option<tempfile::TempDir>), Failure> {
    match &options.keep {
        Some(keep) => {
            let is_free = std::fs::read_dir(keep).map_or(true, |mut entries| entries.next().is_none());
            if !is_free {
                return Err(Failure::Usage(format!(
                    "--keep {} is not empty; name an empty folder, so that nothing is overwritten",
                    crate::domain::plain::path(keep)
                )));
            }
            Ok((keep.clone(), None))
        }
        None => {
            let folder = tempfile::Builder::new()
                .prefix("weekfive-demo-")
                .tempdir()
                .map_err(|error| Failure::Write(format!("could not create a temporary folder: {error}")))?;
            Ok((folder.path().to_owned(), Some(folder)))
        }
    }
}

/// The sample as the screen would read it: its last trial is the current one.
fn in_memory(samples: &[Sample], today: NaiveDate) -> Journal {
    let trial = samples.last().map(|sample| sample.trial.clone());
    let mut days = DayBook::default();
    for (first, last) in App::first_ranges(trial.as_ref(), today) {
        days.mark_read(first, last);
    }
    for day in samples.iter().flat_map(|sample| &sample.days) {
        days.put(day.date, Entry::Written(day.clone()));
    }
    let trials = samples.iter().map(|sample| sample.trial.id.clone()).collect();
    Journal { trial, days, trials, ..Journal::default() }
}

fn write(store: &Store, samples: &[Sample]) -> io::Result<()> {
    for sample in samples {
        store.begin(&sample.trial).map_err(io::Error::other)?;
        for day in &sample.days {
            store.save_day(&Day::empty(day.date), day).map_err(io::Error::other)?;
        }
    }
    Ok(())
}
