//! A question in the terminal, answered with a line.

use std::io::{self, IsTerminal};

use super::{Failure, output};

/// Whether somebody is there to answer.
pub fn can_be_asked() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks, and gives back the answer in small letters; nothing where none came.
pub fn ask(words: &str) -> String {
    output::print(words);
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).ok();
    if !answer.ends_with('\n') {
        output::line("");
    }
    answer.trim().to_lowercase()
}

/// What is said where the answer was no, or none.
pub fn nothing_written() -> Failure {
    Failure::Usage("nothing was written".to_owned())
}
