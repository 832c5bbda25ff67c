//! Where plain mode speaks and listens: the terminal, or a list of lines in a test.

use std::io::{self, BufRead};

use super::super::{Failure, Place, output};
use crate::domain::bounds::within;
use crate::ui::ascii;

/// The widest lines that are easy to read.
const WIDEST: usize = 100;

/// Lines out, lines in.
pub trait Lines {
    /// Says a line.
    fn say(&mut self, line: &str);

    /// Asks, and gives back the line that was typed; `None` at the end of the input.
    ///
    /// # Errors
    /// The terminal cannot be read.
    fn ask(&mut self, prompt: &str) -> Result<Option<String>, Failure>;
}

/// A text as it is read aloud: signs that only an eye takes in become words.
fn spoken(text: &str) -> String {
    text.replace(" → ", " to ").replace(" · ", ", ")
}

/// The terminal.
#[derive(Debug)]
pub struct Terminal {
    is_ascii: bool,
}

impl Terminal {
    /// The terminal, with the signs that the settings allow.
    pub fn new(place: &Place) -> Self {
        Self { is_ascii: place.settings.ascii }
    }

    /// Says a longer text, its lines broken between words: the terminal would break them within one.
    pub fn tell(&self, text: &str) {
        let width = output::columns().map_or(WIDEST, |columns| within(columns, 20, WIDEST));
        textwrap::wrap(&self.words(text), width).iter().for_each(|line| output::line(line));
    }

    fn words(&self, text: &str) -> String {
        let text = spoken(text);
        if self.is_ascii { ascii::plain_text(&text) } else { text }
    }
}

impl Lines for Terminal {
    fn say(&mut self, line: &str) {
        output::line(&self.words(line));
    }

    fn ask(&mut self, prompt: &str) -> Result<Option<String>, Failure> {
        output::print(&self.words(prompt));
        let mut line = Vec::new();
        io::stdin().lock().read_until(b'\n', &mut line).map_err(Failure::Terminal)?;
        if !line.ends_with(b"\n") {
            output::line("");
        }
        Ok((!line.is_empty()).then(|| String::from_utf8_lossy(&line).into_owned()))
    }
}

/// Lines of a test: answers given beforehand, and all that was said, as it would stand on a terminal.
#[cfg(test)]
#[derive(Debug, Default)]
pub struct Script {
    answers: std::collections::VecDeque<String>,
    /// All that was said and typed.
    pub transcript: String,
}

#[cfg(test)]
impl Script {
    /// Answers, a line each.
    pub fn new(answers: &[&str]) -> Self {
        Self { answers: answers.iter().map(|line| (*line).to_owned()).collect(), transcript: String::new() }
    }

    /// How many answers nobody asked for.
    pub fn left(&self) -> usize {
        self.answers.len()
    }
}

#[cfg(test)]
impl Lines for Script {
    fn say(&mut self, line: &str) {
        self.transcript.push_str(&spoken(line));
        self.transcript.push('\n');
    }

    fn ask(&mut self, prompt: &str) -> Result<Option<String>, Failure> {
        let answer = self.answers.pop_front();
        self.transcript.push_str(&spoken(prompt));
        self.transcript.push_str(answer.as_deref().unwrap_or_default());
        self.transcript.push('\n');
        Ok(answer)
    }
}
