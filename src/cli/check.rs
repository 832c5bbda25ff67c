//! `weekfive check`: every problem of every file, and of the settings; with `--mend` those that the
//! program itself can put right, each on a yes.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Args;

use super::{Failure, Place, output, question};
use crate::domain::plain::path as shown;
use crate::store::JournalGap;

/// The options of `check`.
#[derive(Debug, Args)]
pub struct Options {
    /// Put right what can be (permissions, a lost journal.toml), each after a question
    #[arg(long)]
    mend: bool,
    /// Put it right without asking
    #[arg(long, requires = "mend")]
    yes: bool,
}

/// Prints each problem as `file:line:column: message`; 0 where there is none, 1 otherwise.
pub fn run(place: &Place, options: &Options) -> Result<ExitCode, Failure> {
    if options.mend {
        mend(place, options.yes)?;
    }
    let mut problems = place.settings.mistakes.clone();
    let is_there = std::fs::symlink_metadata(place.store.root()).is_ok();
    if is_there {
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

/// Puts right what can be, each on a yes. What is left is told by the check that follows.
fn mend(place: &Place, yes: bool) -> Result<(), Failure> {
    let store = &place.store;
    let agreed = |words: &str| -> Result<bool, Failure> {
        if yes {
            return Ok(true);
        }
        if !question::can_be_asked() {
            let words = "nothing was mended: add --yes to mend without being asked";
            return Err(Failure::Usage(words.to_owned()));
        }
        Ok(matches!(question::ask(&format!("{words} (y or n) ")).as_str(), "y" | "yes"))
    };
    if let Some(gap) = store.journal_gap()
        && let Some(id) = &gap.trial
        && agreed(&asked(place, &gap, id.as_str()))?
    {
        store.mend_journal(id)?;
        output::line(&format!("Mended: {id} is the current trial again."));
    }
    if let Some(open) = store.open_to_others()
        && agreed(&match open.paths.as_slice() {
            [only] => format!("{} is not for you alone. Make it so?", shown(only)),
            paths => {
                format!(
                    "{} files and folders of the journal are not for you alone. Make them so?",
                    paths.len()
                )
            }
        })?
    {
        store.make_own(&open)?;
        // Some file systems know no permissions, and say yes to everything.
        let left = store.open_to_others().map_or(0, |left| left.paths.len());
        let done = open.paths.len().saturating_sub(left);
        output::line(&match left {
            0 => "Mended: the journal is for you alone.".to_owned(),
            left => format!(
                "Mended: {done} of {}. The disk of the others keeps no permissions.",
                done.saturating_add(left)
            ),
        });
    }
    Ok(())
}

/// What is wrong with `journal.toml`, and the question whether to put it right.
fn asked(place: &Place, gap: &JournalGap, id: &str) -> String {
    format!("{}: {}. Make {id} the current one again?", shown(&place.store.journal_file()), gap.in_words())
}

/// The same before the screen opens, where somebody is there to answer. After a no it opens as it is,
/// and says what is wrong. Whether it was mended.
///
/// # Errors
/// Where it was to be mended and could not be.
pub fn offer_to_mend_journal(place: &Place) -> Result<bool, Failure> {
    let there = io::stdin().is_terminal() && io::stdout().is_terminal();
    let Some(gap) = there.then(|| place.store.journal_gap()).flatten() else { return Ok(false) };
    let Some(id) = &gap.trial else { return Ok(false) };
    let words = format!("{} (y or n) ", asked(place, &gap, id.as_str()));
    if !matches!(question::ask(&words).as_str(), "y" | "yes") {
        return Ok(false);
    }
    place.store.mend_journal(id)?;
    Ok(true)
}
