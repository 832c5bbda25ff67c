//! Text on standard output and standard error: fit to show, and never lost without a word.

use std::io::{ErrorKind, IsTerminal, Write};
use std::sync::Mutex;

use super::Failure;
use crate::domain::plain::{harmless, one_line};

/// The longest sentence on standard error, in characters: something given by mistake may be long.
const LONGEST_ERROR: usize = 2_000;

/// Why standard output could not take all that was printed, for the end of the command.
static LOST: Mutex<Option<String>> = Mutex::new(None);

/// How many columns the terminal has, if there is one and it knows.
pub fn columns() -> Option<usize> {
    let terminal = std::io::stdout().is_terminal().then(crossterm::terminal::size).and_then(Result::ok);
    terminal.map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
}

/// Prints a text that ends its own lines. A reader that went away is no error; what else keeps it from
/// being written is told by [`all_was_printed`] at the end.
pub fn print(text: &str) {
    if let Err(Failure::Write(words)) = deliver(&harmless(text))
        && let Ok(mut lost) = LOST.lock()
    {
        lost.get_or_insert(words);
    }
}

/// Whether standard output took all that was printed: a disk that was full is a failure too.
///
/// # Errors
/// Where it did not.
pub fn all_was_printed() -> Result<(), Failure> {
    match LOST.lock().ok().and_then(|mut lost| lost.take()) {
        Some(words) => Err(Failure::Write(words)),
        None => Ok(()),
    }
}

/// Prints what a file would hold, to the last byte. A reader that went away is no error; a full disk
/// is.
///
/// # Errors
/// Where standard output cannot take all of it.
pub fn deliver(text: &str) -> Result<(), Failure> {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let words = error.to_string();
            let words = words.split(" (os error").next().unwrap_or_default().to_lowercase();
            Err(Failure::Write(format!("standard output could not be written: {words}")))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says on standard error, in one line, what went wrong.
pub fn complain(text: &str) {
    let one_line = one_line(text);
    let mut shown: String = one_line.chars().take(LONGEST_ERROR).collect();
    if shown.len() < one_line.len() {
        shown.push('…');
    }
    writeln!(std::io::stderr().lock(), "weekfive: {shown}").ok();
}

/// Prints one line.
pub fn line(text: &str) {
    print(&format!("{text}\n"));
}
