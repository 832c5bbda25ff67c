//! Text on standard output and standard error, never with control codes of a person's own words.

use std::io::{ErrorKind, Write};

use super::Failure;

/// The longest sentence on standard error, in characters: something given by mistake may be long.
const LONGEST_ERROR: usize = 2_000;

/// Prints a text that ends its own lines. A reader that went away is no error.
pub fn print(text: &str) {
    let mut output = std::io::stdout().lock();
    output.write_all(plain(text).as_bytes()).and_then(|()| output.flush()).ok();
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
    let one_line = plain(text).replace(['\n', '\r'], " ");
    let mut shown: String = one_line.chars().take(LONGEST_ERROR).collect();
    if shown.len() < one_line.len() {
        shown.push('…');
    }
    writeln!(std::io::stderr().lock(), "weekfive: {shown}").ok();
}

/// The text without control characters other than the ends of lines and tabs.
pub fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t')).collect()
}

/// Prints one line.
pub fn line(text: &str) {
    print(&format!("{text}\n"));
}
