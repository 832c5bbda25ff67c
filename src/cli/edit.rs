//! `weekfive edit`: a day's file in the person's own editor, checked afterwards.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use clap::Args;

use super::log::summary;
use super::which_day::be_sure;
use super::{Failure, Place, output, question};
use crate::content::day_template;
use crate::domain::date_words::{DateWordsError, read, shown};
use crate::domain::day::Days;
use crate::domain::journal::Problem;
use crate::runtime::environment::variable;
use crate::runtime::signals::Interrupts;

/// The editor where none is named: it shows its own keys on the screen.
const USUAL_EDITOR: &str = "nano";

/// An editor that ends sooner has not been typed into: it may have gone on in a window of its own.
const AT_ONCE: Duration = Duration::from_secs(1);

/// What is said then.
const STILL_OPEN: &str = " Is your editor still open? Then name it with its option to wait, such as \
                          EDITOR=\"code --wait\".";

/// The options of `edit`.
#[derive(Debug, Args)]
pub struct Options {
    /// The day: 20, 20 nov, 2026-11-20, mon, yesterday, or -2 for two days ago; without it today
    #[arg(allow_hyphen_values = true)]
    date: Vec<String>,
    /// That day is meant, however far it is from every other
    #[arg(long)]
    yes: bool,
}

/// Opens the file, and again for as long as it has a mistake and the person wants to mend it.
pub fn run(place: &Place, options: &Options) -> Result<(), Failure> {
    let today = place.today();
    let date = day(place, &options.date.join(" "))?;
    be_sure(place, place.trial().ok().flatten().as_ref(), date, options.yes)?;
    let editor = Editor::find()?;
    let interrupts = Interrupts::watch()?;
    let file = place.store.day_file(date);
    let template = day_template(date);
    place.store.begin_day_file(date, &template)?;
    loop {
        let since = Instant::now();
        let opened = interrupts.left_to(|| editor.open(&file));
        if place.store.remove_unwritten_day(date, &template)? {
            if let Some(how) = opened? {
                return Err(Failure::Usage(format!("{how}; nothing was written")));
            }
            let hint = if since.elapsed() < AT_ONCE { STILL_OPEN } else { "" };
            output::line(&format!("{}: nothing was written.{hint}", shown(date, today)));
            return Ok(());
        }
        if let Some(how) = opened? {
            output::complain(&how);
        }
        let problems = problems(place, date);
        let Some(first) = problems.first() else {
            let days = place.store.read_days(date, date);
            let holds = days.day(date).written().map(summary).unwrap_or_default();
            output::line(&format!("{}: {holds}.", shown(date, today)));
            return Ok(());
        };
        for problem in &problems {
            output::complain(&problem.to_string());
        }
        let again = question::can_be_asked()
            && matches!(question::ask("Open it again? y or n: ").as_str(), "y" | "yes" | "");
        if !again {
            return Err(Failure::Read(format!(
                "{}: the file stays as you left it, and its day cannot be read until line {} is mended",
                shown(date, today),
                first.line
            )));
        }
    }
}

/// The day that is meant: today or before, or one to come that has a file already, as of a visit
/// that was moved there.
fn day(place: &Place, text: &str) -> Result<NaiveDate, Failure> {
    let today = place.today();
    if text.trim().is_empty() {
        return Ok(today);
    }
    match read(text, today, NaiveDate::MIN..=today) {
        Ok(date) => Ok(date),
        Err(DateWordsError::NotAllowed { date, .. }) if place.store.day_file(date).exists() => Ok(date),
        Err(DateWordsError::NotAllowed { date, .. }) => Err(Failure::Usage(format!(
            "{} has not come yet; a day can be written once it is there",
            shown(date, today)
        ))),
        Err(error) => Err(Failure::Usage(error.to_string())),
    }
}

/// What is wrong with the day's file: all of it where the whole journal can be looked through.
fn problems(place: &Place, date: NaiveDate) -> Vec<Problem> {
    let days = place.store.read_days(date, date);
    let Some(first) = days.problem(date) else { return Vec::new() };
    let file = place.store.day_file(date);
    let all: Vec<Problem> = place.store.check().into_iter().filter(|problem| problem.file == file).collect();
    if all.is_empty() { vec![first.clone()] } else { all }
}

/// A program and what it is given before the file.
#[derive(Debug, PartialEq, Eq)]
struct Editor {
    program: OsString,
    arguments: Vec<OsString>,
    /// Where it was named.
    named: &'static str,
}

impl Editor {
    /// The editor of `$VISUAL`, or else of `$EDITOR`, or else the usual one.
    fn find() -> Result<Self, Failure> {
        let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| Some((name, variable(name)?)));
        match named {
            Some((name, words)) => Self::read(name, &words),
            None => Ok(Self { program: USUAL_EDITOR.into(), arguments: Vec::new(), named: "" }),
        }
    }

    /// Takes the words apart as a shell does: `code --wait`, `"/opt/my editor/bin" -n`.
    fn read(named: &'static str, words: &OsString) -> Result<Self, Failure> {
        let text = words.to_string_lossy();
        let refuse = || {
            Failure::Usage(format!(
                "{named}: “{text}” cannot be read as a command; look at its quotation marks"
            ))
        };
        let mut words = shlex::split(&text).ok_or_else(refuse)?.into_iter().map(OsString::from);
        let program = words.next().ok_or_else(refuse)?;
        Ok(Self { program, arguments: words.collect(), named })
    }

    /// Opens a file, and waits until the editor ends. Returns how it ended where that was not well.
    fn open(&self, file: &Path) -> Result<Option<String>, Failure> {
        let program = self.program.to_string_lossy();
        let name = if self.named.is_empty() {
            format!("no editor is named in VISUAL or EDITOR, and {program}")
        } else {
            format!("{}: {program}", self.named)
        };
        match Command::new(&self.program).args(&self.arguments).arg(file).status() {
            Ok(status) if status.success() => Ok(None),
            Ok(status) => Ok(Some(match status.code() {
                Some(code) => format!("{name} ended with {code}"),
                None => format!("{name} was ended by the system"),
            })),
            Err(error) => {
                let words = error.to_string();
                let words = words.split(" (os error").next().unwrap_or_default().to_lowercase();
                Err(Failure::Usage(format!(
                    "{name} cannot be started: {words}; name another, such as EDITOR=nano weekfive edit"
                )))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_has_arguments_and_quotation_marks() {
        let read = |text: &str| Editor::read("EDITOR", &text.into()).map_err(|error| error.to_string());
        let editor = |program: &str, arguments: &[&str]| {
            let arguments = arguments.iter().map(OsString::from).collect();
            Ok(Editor { program: program.into(), arguments, named: "EDITOR" })
        };
        assert_eq!(read("vi"), editor("vi", &[]));
        assert_eq!(read("code --wait -n"), editor("code", &["--wait", "-n"]));
        assert_eq!(read("'/opt/my editor/ed' \"-c\" 'a b'"), editor("/opt/my editor/ed", &["-c", "a b"]));
        for wrong in ["'vi", "  "] {
            assert!(read(wrong).unwrap_err().starts_with("EDITOR: “"), "{wrong}");
        }
    }
}
