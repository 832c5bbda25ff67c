//! A line of a form that is typed into: what it takes, what was offered in it, and what it reads as.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use crate::app::paragraph;
use crate::domain::date_words::{self, DateWordsError};
use crate::domain::text::{capital, plain_digit};
use crate::domain::time_words;

/// What a line takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Takes {
    /// The person's own words. They are never replaced by a key, only written on.
    Words,
    /// The same, where more than a line may come together: Down begins a new line behind what was just
    /// written.
    Paragraph,
    /// A few words that may be offered beforehand: a name, a unit.
    Name,
    /// A whole number.
    Whole {
        /// The lowest number.
        low: u32,
        /// The highest number.
        high: u32,
        /// What is counted: `min`, `weeks`.
        unit: String,
    },
    /// A number that may have decimals.
    Decimal {
        /// What is measured.
        unit: String,
    },
    /// A date, in words or numbers.
    Date {
        /// The day it is read on.
        today: NaiveDate,
        /// The dates that can be.
        allowed: RangeInclusive<NaiveDate>,
    },
    /// A time of day.
    Time,
}

impl Takes {
    /// What stands beside the line at all times: the unit and the range; nothing for words.
    pub fn beside(&self) -> Option<String> {
        match self {
            Self::Whole { low, high, unit } if unit.is_empty() => Some(format!("({low} to {high})")),
            Self::Whole { low, high, unit } => Some(format!("{unit} ({low} to {high})")),
            Self::Decimal { unit } => (!unit.is_empty()).then(|| unit.clone()),
            Self::Words | Self::Paragraph | Self::Name | Self::Date { .. } | Self::Time => None,
        }
    }

    /// Whether it takes the person's own words, over as many lines as they need.
    pub fn is_words(&self) -> bool {
        matches!(self, Self::Words | Self::Paragraph)
    }

    /// Why a text cannot be typed here; `None` where it can.
    fn refuses(&self, text: &str) -> Option<String> {
        let digit = |letter: char| letter.is_ascii_digit();
        match self {
            Self::Whole { low, high, .. } => {
                (!text.chars().all(digit)).then(|| format!("Only digits go here: {low} to {high}"))
            }
            Self::Decimal { .. } => {
                (!text.chars().all(|letter| digit(letter) || letter == '.' || letter == ','))
                    .then(|| "Only a number goes here, like 12 or 12.5".to_owned())
            }
            Self::Words | Self::Paragraph | Self::Name | Self::Date { .. } | Self::Time => None,
        }
    }
}

/// A line and its cursor.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it takes.
    pub takes: Takes,
    input: Input,
    /// Whether what stands in it was offered and is replaced by the first character.
    selected: bool,
    /// Whether the last key wrote something.
    written: bool,
}

impl Line {
    /// A line with something in it. What is offered is selected; one's own words are not.
    pub fn new(value: &str, takes: Takes) -> Self {
        let selected = !value.is_empty() && !takes.is_words();
        Self { takes, input: Input::new(value.to_owned()), selected, written: false }
    }

    /// What stands in it.
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// The text with its cursor.
    pub fn input(&self) -> &Input {
        &self.input
    }

    /// Whether the first character replaces what stands in it.
    pub fn is_selected(&self) -> bool {
        self.selected
    }

    /// Puts something else in, as if it had been typed.
    pub fn put(&mut self, value: &str) {
        self.input = Input::new(value.to_owned());
        self.selected = false;
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.put("");
    }

    /// What the text is read as, where that says more than the text: a date with its weekday, a
    /// time of day.
    pub fn read_back(&self) -> Option<String> {
        let text = self.value();
        if text.trim().is_empty() {
            return None;
        }
        match &self.takes {
            Takes::Date { today, allowed } => {
                let date = date_words::read(text, *today, allowed.clone()).ok()?;
                let shown = date_words::shown(date, *today);
                (shown != text.trim()).then_some(shown)
            }
            Takes::Time => {
                let time = time_words::read(text).ok()?.format("%H:%M").to_string();
                (time != text.trim()).then_some(time)
            }
            Takes::Words | Takes::Paragraph | Takes::Name | Takes::Whole { .. } | Takes::Decimal { .. } => {
                None
            }
        }
    }

    /// What is wrong with the text as it stands; nothing where it is empty. Whether a date can be is
    /// for the owner of the form to say.
    pub fn fault(&self) -> Option<String> {
        let text = self.value().trim();
        if text.is_empty() {
            return None;
        }
        match &self.takes {
            Takes::Whole { low, high, .. } => {
                let fits = text.parse().is_ok_and(|number: u32| (*low..=*high).contains(&number));
                (!fits).then(|| format!("This is a whole number of {low} to {high}, not {text}"))
            }
            Takes::Date { today, allowed } => match date_words::read(text, *today, allowed.clone()) {
                Ok(_) | Err(DateWordsError::NotAllowed { .. }) => None,
                Err(error) => Some(capital(&error.to_string())),
            },
            Takes::Time => time_words::read(text).err().map(|error| error.to_string()),
            Takes::Words | Takes::Paragraph | Takes::Name | Takes::Decimal { .. } => None,
        }
    }

    /// Selects what stands in a number that was refused, so that the next digit replaces it.
    pub fn select_refused(&mut self) {
        self.selected = matches!(self.takes, Takes::Whole { .. }) && !self.value().is_empty();
    }

    /// Types a key.
    ///
    /// # Errors
    /// Why the key writes nothing here, in one sentence.
    pub fn type_key(&mut self, key: KeyEvent) -> Result<(), String> {
        let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match key.code {
            KeyCode::Home | KeyCode::End if self.takes.is_words() => {
                paragraph::type_key(&mut self.input, key, u16::MAX);
            }
            KeyCode::Char(letter) if plain => {
                self.written = true;
                let letter = plain_digit(letter);
                if let Some(why) = self.takes.refuses(letter.encode_utf8(&mut [0; 4])) {
                    return Err(why);
                }
                if std::mem::take(&mut self.selected) {
                    self.input.reset();
                }
                self.input.handle_event(&Event::Key(KeyEvent { code: KeyCode::Char(letter), ..key }));
            }
            KeyCode::Backspace | KeyCode::Delete if plain && self.selected => self.clear(),
            _ => {
                self.selected = false;
                self.input.handle_event(&Event::Key(key));
            }
        }
        Ok(())
    }

    /// Puts pasted text in at the cursor, or in place of what is selected.
    ///
    /// # Errors
    /// Why it cannot go in, in one sentence.
    pub fn paste(&mut self, text: &str) -> Result<(), String> {
        let text: String = match &self.takes {
            Takes::Whole { .. } | Takes::Decimal { .. } => text.trim().chars().map(plain_digit).collect(),
            Takes::Words | Takes::Paragraph | Takes::Name | Takes::Date { .. } | Takes::Time => {
                text.to_owned()
            }
        };
        if let Some(why) = self.takes.refuses(&text) {
            return Err(why);
        }
        if std::mem::take(&mut self.selected) {
            self.input.reset();
        }
        if self.takes.is_words() {
            paragraph::insert(&mut self.input, &text);
        } else {
            super::form::insert(&mut self.input, &text);
        }
        self.written = true;
        Ok(())
    }

    /// Breaks the line at the cursor, where it takes words.
    pub fn break_line(&mut self) {
        if self.takes.is_words() {
            paragraph::insert(&mut self.input, "\n");
            self.written = true;
        }
    }

    /// A line down or up within words that have several. Behind what was just written in a paragraph, down
    /// begins a new line; from an empty last one it goes on. False where it leads out of the text.
    pub fn step(&mut self, down: bool) -> bool {
        if !self.takes.is_words() {
            return false;
        }
        let (text, cursor) = (self.value().to_owned(), self.input.cursor());
        if let Some(cursor) = paragraph::step(&text, u16::MAX, cursor, down) {
            self.input = std::mem::take(&mut self.input).with_cursor(cursor);
            return true;
        }
        let is_at_end = cursor >= text.chars().count();
        let is_new_line = text.ends_with('\n');
        if down && self.written && is_at_end && self.takes == Takes::Paragraph && !text.trim().is_empty() {
            if !is_new_line {
                self.break_line();
                return true;
            }
            self.input = Input::new(text.trim_end_matches('\n').to_owned());
        }
        self.written = false;
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    fn typed(line: &mut Line, text: &str) -> Result<(), String> {
        text.chars().try_for_each(|letter| line.type_key(key(KeyCode::Char(letter))))
    }

    fn whole() -> Takes {
        Takes::Whole { low: 1, high: 480, unit: "min".to_owned() }
    }

    fn date() -> Takes {
        Takes::Date { today: "2026-11-25".parse().unwrap(), allowed: NaiveDate::MIN..=NaiveDate::MAX }
    }

    #[test]
    fn the_first_character_replaces_what_was_offered() {
        for (offered, takes, text) in [
            ("2026-11-09", date(), "2026-11-16"),
            ("60", whole(), "45"),
            ("activity", Takes::Name, "cook dinner"),
            ("17:30", Takes::Time, "9"),
            ("5", Takes::Decimal { unit: String::new() }, "12,5"),
        ] {
            let mut line = Line::new(offered, takes);
            assert!(line.is_selected());
            typed(&mut line, text).unwrap();
            assert_eq!(line.value(), text);
            let mut pasted = Line::new(offered, line.takes.clone());
            pasted.paste(text).unwrap();
            assert_eq!(pasted.value(), text);
        }
    }

    #[test]
    fn an_arrow_keeps_what_was_offered_for_editing() {
        for (code, edited) in
            [(KeyCode::End, "605"), (KeyCode::Right, "605"), (KeyCode::Home, "560"), (KeyCode::Left, "650")]
        {
            let mut line = Line::new("60", whole());
            line.type_key(key(code)).unwrap();
            assert!(!line.is_selected() && line.value() == "60");
            typed(&mut line, "5").unwrap();
            assert_eq!(line.value(), edited, "{code:?}");
        }
        let mut line = Line::new("60", whole());
        line.type_key(key(KeyCode::Backspace)).unwrap();
        assert_eq!(line.value(), "");
    }

    #[test]
    fn own_words_are_written_on_and_never_replaced_by_a_key() {
        let mut line = Line::new("walk to the market", Takes::Words);
        typed(&mut line, "s").unwrap();
        assert_eq!(line.value(), "walk to the markets");
    }

    #[test]
    fn a_number_takes_digits_only_and_says_so() {
        let mut line = Line::new("60", whole());
        assert_eq!(typed(&mut line, "x"), Err("Only digits go here: 1 to 480".to_owned()));
        assert!(line.value() == "60" && line.is_selected(), "nothing is lost by a refused key");
        assert!(line.paste("60 min").is_err());
        assert_eq!(line.value(), "60");
        line.paste(" 45\n").unwrap();
        assert_eq!(line.value(), "45");
        let mut line = Line::new("", whole());
        typed(&mut line, "\u{ff14}\u{ff15}").unwrap();
        assert_eq!(line.value(), "45");
        let mut amount = Line::new("", Takes::Decimal { unit: "km".to_owned() });
        typed(&mut amount, "1.5").unwrap();
        assert!(typed(&mut amount, "k").is_err());
        assert_eq!(amount.value(), "1.5");
    }

    #[test]
    fn a_date_and_a_time_are_shown_back() {
        for (text, takes, back) in [
            ("2026-11-20", date(), Some("Fri 20 Nov")),
            ("20", date(), Some("Fri 20 Nov")),
            ("2025-11-19", date(), Some("Wed 19 Nov 2025")),
            ("2026-11-", date(), None),
            ("", date(), None),
            ("5pm", Takes::Time, Some("17:00")),
            ("17:30", Takes::Time, None),
            ("60", whole(), None),
        ] {
            assert_eq!(Line::new(text, takes).read_back().as_deref(), back, "{text}");
        }
    }
}
