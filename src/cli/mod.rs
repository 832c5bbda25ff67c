//! The commands: each works on the same files as the screen, through the same code.

mod cautions;
mod check;
mod checkin_options;
mod choice;
mod completions;
mod config;
mod decide;
mod demo;
mod edit;
mod export;
mod failure;
mod guide;
mod help;
mod hold;
mod holding;
mod import;
mod log;
mod man;
mod notes;
mod open;
mod origin;
mod output;
mod paths;
mod plain;
mod progress;
mod question;
mod report;
mod second_visit;
mod session;
mod start;
mod status;
mod stop;
mod trends;
mod usage;
mod which_day;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::app::{App, Journal, Settings};
use crate::content;
use crate::domain::journal::DayBook;
use crate::domain::session::Discomfort;
use crate::domain::trial::Trial;
use crate::runtime::clock::Clock;
use crate::runtime::environment::{text, variable};
use crate::runtime::watch::read_journal;
use crate::runtime::{configuration, mistake};
use crate::store::Store;
use crate::ui::surroundings::Surroundings;
pub use failure::Failure;
use origin::{Origin, Origins};

/// A journal for a trial of massage. Without a command it opens on the screen.
#[derive(Debug, Parser)]
#[command(name = "weekfive", version, color = clap::ColorChoice::Never, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: GlobalOptions,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(next_help_heading = "For every command")]
struct GlobalOptions {
    /// The folder with the journal's files (or WEEKFIVE_DATA_DIR)
    #[arg(long, global = true, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    data_dir: Option<PathBuf>,
    /// The configuration file (or WEEKFIVE_CONFIG)
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Look at the journal, and write to it, as of that day (or WEEKFIVE_TODAY)
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = date)]
    today: Option<NaiveDate>,
    /// Without colours (as with NO_COLOR)
    #[arg(long, global = true)]
    no_color: bool,
    /// With plain ASCII signs only
    #[arg(long, global = true)]
    ascii: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open a sample journal that is removed at the end
    Demo(demo::Options),
    /// Begin a trial without the screen; without options it asks line by line
    Start(start::Options),
    /// Add to a day's check-in, or change it; without options it asks line by line
    Log(log::Options),
    /// Log a visit, mark a planned one as missed or cancelled, or move it; without options it asks
    Session(session::Options),
    /// List what puts massage on hold, record a clearance, or open a hold
    Hold(hold::Options),
    /// Stop the trial on this day; without options it asks why
    Stop(stop::Options),
    /// One line about today
    Status(status::Options),
    /// The course of each measure, as plain text
    Trends(trends::Options),
    /// Your notes, changes, events and visit notes, newest last; with words, those that have them
    Notes(notes::Options),
    /// Open a day's file in your editor, and check it afterwards
    Edit(edit::Options),
    /// The week-five decision, with every rule and its inputs
    Decide(decide::Options),
    /// A summary of the trial for a clinician
    Report(report::Options),
    /// Read every file and print each problem
    Check(check::Options),
    /// Write the journal in a form that other programs read
    Export(export::Options),
    /// Read what other programs have written, or restore a journal
    Import(import::Options),
    /// The pages of the guide, and each of them as plain text
    Guide(guide::Options),
    /// Print where the files are
    Paths,
    /// Print the settings in force, and where each comes from
    Config(config::Options),
    /// Print what lets a shell complete commands and options
    Completions(completions::Options),
    /// Write the manual pages into a folder, or print the first one
    Man(man::Options),
}

/// Reads a date, with a sentence that says how one is written.
fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| format!("“{text}” is not a date of the calendar; write it like 2026-11-22"))
}

/// Where a command works: files, settings and clock.
#[derive(Debug, Clone)]
pub struct Place {
    /// The journal's files.
    pub store: Store,
    /// The configuration file.
    pub config: PathBuf,
    /// What the person has set.
    pub settings: Settings,
    /// The time.
    pub clock: Clock,
}

impl Place {
    /// The journal day of now.
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// The current trial.
    ///
    /// # Errors
    /// The journal's or the trial's file cannot be read.
    pub fn trial(&self) -> Result<Option<Trial>, Failure> {
        let journal = self.store.read_journal()?;
        Ok(journal.current.map(|id| self.store.read_trial(&id)).transpose()?)
    }

    /// The current trial, or a sentence that says how to begin one.
    ///
    /// # Errors
    /// As for [`Self::trial`], and where there is none.
    pub fn running_trial(&self) -> Result<Trial, Failure> {
        self.trial()?.ok_or_else(|| {
            Failure::Usage("there is no trial yet; begin one with weekfive or weekfive start".to_owned())
        })
    }

    /// The days that today's views need.
    pub fn recent_days(&self, trial: Option<&Trial>) -> DayBook {
        let mut days = DayBook::default();
        for (first, last) in App::first_ranges(trial, self.today()) {
            for (first, last) in days.not_read(first, last) {
                days.absorb(self.store.read_days(first, last));
            }
        }
        days
    }

    /// The journal as the screen opens it. What cannot be read is told, and the rest still loads.
    pub fn journal(&self) -> Journal {
        let mut journal = read_journal(&self.store, self.today());
        journal.days = self.recent_days(journal.trial.as_ref());
        journal
    }

    /// The program as it opens on this journal, with what is wrong with its files told.
    pub fn app(&self) -> App {
        let mut app = App::new(self.settings.clone(), self.clock.now(), self.journal());
        for problem in app.journal.problems.clone() {
            app.warn(format!("{problem}. It is left as it is; mend it in any editor, and it is shown here."));
        }
        tell_mistakes(&mut app);
        for rescued in self.store.rescued() {
            app.offer_rescue(rescued.date, rescued.kept, self.store.read_days(rescued.date, rescued.date));
        }
        app
    }
}

/// Says what in `config.toml` could not be understood, after anything that is already said.
pub(in crate::cli) fn tell_mistakes(app: &mut App) {
    if let Some(words) = configuration::told(&app.settings) {
        let before = app.notice.take().map(|notice| format!("{} ", notice.text)).unwrap_or_default();
        app.warn(format!("{before}{words}"));
    }
}

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    let parsed = match for_the_screen(std::env::args_os()) {
        Some(global) => Ok(Cli { global, command: None }),
        None => command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches)),
    };
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            if error.use_stderr() {
                warn_of_what_was_named();
            }
            return usage(&error);
        }
    };
    // A mistake of our own is one sentence too. Nothing is looked at that it left half done.
    let ended = catch_unwind(AssertUnwindSafe(|| run(cli)));
    finish(ended.unwrap_or(Err(Failure::Mistake { saved: false })))
}

/// The options where nothing but these is given, so that the screen opens without all the commands with
/// their options being made first.
fn for_the_screen(arguments: impl Iterator<Item = OsString>) -> Option<GlobalOptions> {
    let bare = clap::Command::new("weekfive").disable_help_flag(true);
    let matches = GlobalOptions::augment_args(bare).try_get_matches_from(arguments).ok()?;
    GlobalOptions::from_arg_matches(&matches).ok()
}

/// Says what failed, and gives the exit code. An answer that could not be printed is none.
fn finish(done: Result<ExitCode, Failure>) -> ExitCode {
    match done.and_then(|code| output::all_was_printed().map(|()| code)) {
        Ok(code) => code,
        Err(failure) => {
            output::complain(&failure.to_string());
            ExitCode::from(failure.code())
        }
    }
}

/// What to do about a warning sign that the arguments name comes first, also where another of them
/// cannot be read.
fn warn_of_what_was_named() {
    let arguments = arguments();
    let after = |option: &str| -> Vec<&str> {
        let next = arguments.iter().zip(arguments.iter().skip(1));
        let apart = next.filter(|(name, _)| *name == option).map(|(_, value)| value.as_str());
        let joined = arguments.iter().filter_map(|word| word.strip_prefix(option)?.strip_prefix('='));
        apart.chain(joined).collect()
    };
    start::warn_of(after("--condition").into_iter());
    let felt: Vec<Discomfort> = after("--discomfort").iter().filter_map(|kind| kind.parse().ok()).collect();
    for words in content::felt_words(&felt) {
        output::complain(words);
    }
    for event in after("--event") {
        log::warn_of_event(event);
    }
}

/// Help and version go to standard output; a wrong option is one sentence on standard error.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        output::print(&error.to_string());
        return finish(Ok(ExitCode::SUCCESS));
    }
    output::complain(&usage::sentence(error, &command(), &arguments()));
    ExitCode::from(2)
}

fn arguments() -> Vec<String> {
    std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect()
}

fn run(cli: Cli) -> Result<ExitCode, Failure> {
    let (place, origins) = place(&cli.global)?;
    mistake::listen(place.store.root());
    match cli.command {
        // The screen says it when it opens, `check` lists every mistake, and what a shell reads at its
        // start has nothing to do with it.
        None | Some(Command::Demo(_) | Command::Check(_) | Command::Completions(_) | Command::Man(_)) => {}
        Some(_) => {
            if let Some(words) = configuration::told(&place.settings) {
                output::complain(&words);
            }
        }
    }
    let done = |()| ExitCode::SUCCESS;
    match cli.command {
        None => open::run(&place).map(done),
        Some(Command::Demo(options)) => demo::run(&place, &options).map(done),
        Some(Command::Start(options)) => start::run(&place, &options).map(done),
        Some(Command::Log(options)) => log::run(&place, &options).map(done),
        Some(Command::Hold(options)) => hold::run(&place, &options).map(done),
        Some(Command::Stop(options)) => stop::run(&place, &options).map(done),
        Some(Command::Status(options)) => status::run(&place, &options),
        Some(Command::Trends(options)) => trends::run(&place, &options).map(done),
        Some(Command::Decide(options)) => decide::run(&place, &options).map(done),
        Some(Command::Report(options)) => report::run(&place, &options).map(done),
        Some(Command::Check(options)) => check::run(&place, &options),
        Some(Command::Session(options)) => session::run(&place, &options).map(done),
        Some(Command::Export(options)) => export::run(&place, &options).map(done),
        Some(Command::Import(options)) => import::run(&place, &options).map(done),
        Some(Command::Guide(options)) => guide::run(&place, &options).map(done),
        Some(Command::Paths) => paths::run(&place).map(done),
        Some(Command::Notes(options)) => notes::run(&place, &options).map(done),
        Some(Command::Edit(options)) => edit::run(&place, &options).map(done),
        Some(Command::Config(options)) => config::run(&place, &origins, options).map(done),
        Some(Command::Completions(options)) => completions::run(options).map(done),
        Some(Command::Man(options)) => man::run(&place, &options).map(done),
    }
}

/// The folders of the system, unless others were named.
fn place(global: &GlobalOptions) -> Result<(Place, Origins), Failure> {
    let system = directories::ProjectDirs::from("", "", "weekfive");
    let unknown = |what: &str| Failure::Usage(format!("no home folder is known; name {what}"));
    let (root, data) = match named_path(global.data_dir.as_ref(), "--data-dir", "WEEKFIVE_DATA_DIR") {
        Some(named) => named,
        None => {
            let root = system.as_ref().map(|dirs| dirs.data_dir().to_owned());
            (root.ok_or_else(|| unknown("--data-dir"))?, Origin::Default)
        }
    };
    let (config, config_origin) = match named_path(global.config.as_ref(), "--config", "WEEKFIVE_CONFIG") {
        Some(named) => named,
        None => {
            let file = system.as_ref().map(|dirs| dirs.config_dir().join("config.toml"));
            (file.ok_or_else(|| unknown("--config"))?, Origin::Default)
        }
    };
    let (today, today_origin) = named_day(global.today)?;
    let mut settings = configuration::read(&config);
    let surroundings = Surroundings::read(text);
    let no_color = if global.no_color {
        Some(Origin::Option("--no-color"))
    } else {
        variable("NO_COLOR").map(|_| Origin::Variable("NO_COLOR"))
    };
    settings.color = no_color.is_none();
    let ascii = if global.ascii {
        Some(Origin::Option("--ascii"))
    } else {
        (!settings.ascii && !surroundings.has_letters).then_some(Origin::Terminal)
    };
    settings.ascii |= ascii.is_some();
    let clock = Clock::new(settings.day_end, today);
    let origins = Origins {
        data,
        config: config_origin,
        today: today_origin,
        color: no_color.unwrap_or(Origin::Default),
        ascii,
    };
    Ok((Place { store: Store::new(root), config, settings, clock }, origins))
}

/// A path that was named in an option, or else in the environment.
fn named_path(
    given: Option<&PathBuf>,
    option: &'static str,
    name: &'static str,
) -> Option<(PathBuf, Origin)> {
    let given = given.map(|path| (path.clone(), Origin::Option(option)));
    given.or_else(|| variable(name).map(|path| (path.into(), Origin::Variable(name))))
}

/// The day that counts as today, where one was named.
fn named_day(given: Option<NaiveDate>) -> Result<(Option<NaiveDate>, Origin), Failure> {
    const NAME: &str = "WEEKFIVE_TODAY";
    match (given, variable(NAME)) {
        (Some(day), _) => Ok((Some(day), Origin::Option("--today"))),
        (None, Some(text)) => {
            let day =
                date(&text.to_string_lossy()).map_err(|error| Failure::Usage(format!("{NAME}: {error}")))?;
            Ok((Some(day), Origin::Variable(NAME)))
        }
        (None, None) => Ok((None, Origin::Default)),
    }
}

/// The whole command tree, with what its help says besides: for parsing, completions and the manual
/// pages.
pub fn command() -> clap::Command {
    help::dressed(Cli::command())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_full(words: &[&str]) -> Result<Cli, clap::Error> {
        command().try_get_matches_from(words).and_then(|matches| Cli::from_arg_matches(&matches))
    }

    #[rstest::rstest]
    #[case::nothing("")]
    #[case::a_folder("--data-dir demo")]
    #[case::joined("--data-dir=x --config=y")]
    #[case::all("--ascii --no-color --today 2026-11-02 --config c.toml --data-dir d")]
    fn what_only_opens_the_screen_is_understood_as_it_is_with_the_commands(#[case] line: &str) {
        let words: Vec<&str> = std::iter::once("weekfive").chain(line.split_whitespace()).collect();
        let found = for_the_screen(words.iter().map(OsString::from)).unwrap();
        let in_full = in_full(&words).unwrap();
        assert!(in_full.command.is_none());
        assert_eq!(found, in_full.global);
    }

    #[rstest::rstest]
    #[case::a_command("status")]
    #[case::behind_an_option("--ascii status")]
    #[case::a_slip("statsu")]
    #[case::an_option_of_a_command("--pain 4")]
    #[case::help("--help")]
    #[case::help_in_short("-h")]
    #[case::version("-V")]
    #[case::no_date("--today soon")]
    #[case::twice("--ascii --ascii")]
    #[case::no_value("--config")]
    fn everything_else_is_left_to_the_commands(#[case] line: &str) {
        let words: Vec<&str> = std::iter::once("weekfive").chain(line.split_whitespace()).collect();
        assert_eq!(for_the_screen(words.iter().map(OsString::from)), None);
    }
}
