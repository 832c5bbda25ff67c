//! Forms: a few fields filled in with few keys. Pages of the checklist, a change, a visit.

use crate::domain::bounds::within;
use std::collections::BTreeSet;

use crossterm::event::{Event, KeyEvent};
use tui_input::Input;
use tui_input::backend::crossterm::EventHandler;

use super::action::Form as Ask;
use super::keymap::Context;
use super::scale_entry::{ScaleEntry, Target};

/// What a field takes.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A whole number of 0 to `high` (10 or 5), set by a digit.
    Score {
        /// The number, if one was given.
        value: Option<u8>,
        /// The highest number.
        high: u8,
    },
    /// Yes or no, or neither yet.
    YesNo(Option<bool>),
    /// One of several.
    One {
        /// The choices.
        choices: Vec<String>,
        /// The one taken.
        chosen: Option<usize>,
        /// The one in focus.
        at: usize,
    },
    /// Any of several.
    Many {
        /// The choices.
        choices: Vec<String>,
        /// Those taken.
        chosen: BTreeSet<usize>,
        /// The one in focus.
        at: usize,
    },
    /// A line of text, a number or a date: read when the form is done.
    Text(Input),
}

impl Kind {
    /// A choice of one.
    pub fn one(choices: Vec<String>, chosen: Option<usize>) -> Self {
        Self::One { choices, chosen, at: chosen.unwrap_or(0) }
    }

    /// A choice of any.
    pub fn many(choices: Vec<String>, chosen: BTreeSet<usize>) -> Self {
        Self::Many { choices, at: chosen.first().copied().unwrap_or(0), chosen }
    }

    /// A line of text with the cursor at its end.
    pub fn text(value: &str) -> Self {
        Self::Text(Input::new(value.to_owned()))
    }

    /// A score of 0 to 10.
    pub fn score(value: Option<u8>) -> Self {
        Self::Score { value, high: 10 }
    }
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name for the owner of the form.
    pub id: &'static str,
    /// Its label.
    pub label: String,
    /// What to enter, in a few words: shown while it is in focus.
    pub hint: String,
    /// What it takes.
    pub kind: Kind,
    /// What is wrong with it, after a try to finish.
    pub error: Option<String>,
}

impl Field {
    /// A field without an error.
    pub fn new(id: &'static str, label: impl Into<String>, hint: impl Into<String>, kind: Kind) -> Self {
        Self { id, label: label.into(), hint: hint.into(), kind, error: None }
    }
}

/// A form.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The fields, from top to bottom.
    pub fields: Vec<Field>,
    /// The field in focus, by its place.
    pub focus: usize,
    /// How figures and other answers of one key go into its fields.
    pub entry: ScaleEntry<usize, Kind>,
}

/// What a key did to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing the owner has to act on.
    Stay,
    /// The last field was answered with one key.
    Answered,
    /// The person is done.
    Done,
    /// The person steps back.
    Left,
}

impl Form {
    /// A form with its first field in focus.
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields, focus: 0, entry: ScaleEntry::default() }
    }

    /// The field in focus.
    pub fn current(&self) -> Option<&Field> {
        self.fields.get(self.focus)
    }

    /// The field of a name.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The text of a field; empty where it takes none.
    pub fn text(&self, id: &str) -> &str {
        match self.field(id).map(|field| &field.kind) {
            Some(Kind::Text(input)) => input.value(),
            Some(Kind::Score { .. } | Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. }) | None => "",
        }
    }

    /// The number of a field.
    pub fn score(&self, id: &str) -> Option<u8> {
        match self.field(id).map(|field| &field.kind) {
            Some(Kind::Score { value, .. }) => *value,
            Some(Kind::Text(_) | Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. }) | None => None,
        }
    }

    /// The yes or no of a field.
    pub fn yes_no(&self, id: &str) -> Option<bool> {
        match self.field(id).map(|field| &field.kind) {
            Some(Kind::YesNo(value)) => *value,
            Some(Kind::Text(_) | Kind::Score { .. } | Kind::One { .. } | Kind::Many { .. }) | None => None,
        }
    }

    /// The choice of a field, by its place.
    pub fn chosen(&self, id: &str) -> Option<usize> {
        match self.field(id).map(|field| &field.kind) {
            Some(Kind::One { chosen, .. }) => *chosen,
            Some(Kind::Text(_) | Kind::Score { .. } | Kind::YesNo(_) | Kind::Many { .. }) | None => None,
        }
    }

    /// The choices of a field, by their places.
    pub fn picked(&self, id: &str) -> BTreeSet<usize> {
        match self.field(id).map(|field| &field.kind) {
            Some(Kind::Many { chosen, .. }) => chosen.clone(),
            Some(Kind::Text(_) | Kind::Score { .. } | Kind::YesNo(_) | Kind::One { .. }) | None => {
                BTreeSet::new()
            }
        }
    }

    /// Says what is wrong with a field and puts it in focus.
    pub fn refuse(&mut self, id: &str, error: impl Into<String>) {
        if let Some(place) = self.fields.iter().position(|field| field.id == id) {
            self.focus = place;
            if let Some(field) = self.fields.get_mut(place) {
                field.error = Some(error.into());
            }
        }
    }

    /// Where keys go in this form.
    pub fn context(&self) -> Context {
        match self.current().map(|field| &field.kind) {
            Some(Kind::Text(_)) => Context::FormText,
            Some(Kind::Score { .. } | Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. }) | None => {
                Context::Form
            }
        }
    }

    /// Types a key into the text in focus.
    pub fn type_key(&mut self, key: KeyEvent) {
        if let Some(input) = self.input() {
            input.handle_event(&Event::Key(key));
        }
    }

    /// Puts pasted text into the text in focus.
    pub fn paste(&mut self, text: &str) {
        if let Some(input) = self.input() {
            insert(input, text);
        }
    }

    fn input(&mut self) -> Option<&mut Input> {
        let field = self.fields.get_mut(self.focus)?;
        field.error = None;
        match &mut field.kind {
            Kind::Text(input) => Some(input),
            Kind::Score { .. } | Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. } => None,
        }
    }

    fn last(&self) -> usize {
        self.fields.len().saturating_sub(1)
    }

    fn go_on(&mut self, at_end: Outcome) -> Outcome {
        if self.focus >= self.last() {
            at_end
        } else {
            self.focus = self.focus.saturating_add(1);
            Outcome::Stay
        }
    }

    /// Does what was asked for.
    pub fn handle(&mut self, asked: Ask) -> Outcome {
        if !matches!(asked, Ask::Digit(_) | Ask::Ten | Ask::Yes | Ask::No) {
            self.entry.settle();
        }
        match asked {
            Ask::Digit(digit) => self.digit(digit),
            Ask::Ten => self.digit(10),
            Ask::Yes => self.answer(true),
            Ask::No => self.answer(false),
            Ask::Clear => {
                self.clear();
                Outcome::Stay
            }
            Ask::Toggle => {
                self.toggle();
                Outcome::Stay
            }
            Ask::Right => {
                self.turn(1);
                Outcome::Stay
            }
            Ask::Left => {
                self.turn(-1);
                Outcome::Stay
            }
            Ask::Next => self.move_down(),
            Ask::Previous => self.move_up(),
            Ask::Accept => {
                self.take_focused();
                self.go_on(Outcome::Done)
            }
            Ask::Save => Outcome::Done,
            Ask::Leave => Outcome::Left,
            Ask::Focus(place) => {
                self.focus = place.min(self.last());
                Outcome::Stay
            }
            Ask::Pick(place, choice) => {
                self.focus = place.min(self.last());
                self.pick(choice)
            }
        }
    }

    /// Down: within the choices of the last choice field first, so that a page with one question
    /// can be answered with the arrows alone.
    fn move_down(&mut self) -> Outcome {
        if self.fields.len() == 1 {
            self.turn(1);
            Outcome::Stay
        } else {
            self.go_on(Outcome::Stay)
        }
    }

    fn move_up(&mut self) -> Outcome {
        if self.fields.len() == 1 {
            self.turn(-1);
        } else {
            self.focus = self.focus.saturating_sub(1);
        }
        Outcome::Stay
    }

    fn digit(&mut self, digit: u8) -> Outcome {
        let focus = self.focus;
        let waits = matches!(self.fields.get(focus).map(|field| &field.kind),
            Some(Kind::Score { value: Some(1), .. }) if self.entry.waits_in(focus));
        let target = if waits { self.entry.target(focus, digit) } else { Target::Here };
        let digit = if target == Target::Ten { 10 } else { digit };
        if target == Target::Next && focus < self.last() {
            self.focus = focus.saturating_add(1);
        }
        let place = self.focus;
        let Some(field) = self.fields.get_mut(place) else { return Outcome::Stay };
        let former = field.kind.clone();
        if !matches!(former, Kind::Score { .. }) {
            self.entry.set(focus, place, digit, false, former.clone());
        }
        match &mut field.kind {
            Kind::Score { value, high } => {
                if digit > *high {
                    field.error = Some(format!("0 to {high}"));
                    self.entry.settle();
                    return Outcome::Stay;
                }
                *value = Some(digit);
                field.error = None;
                if self.entry.set(focus, place, digit, *high >= 10, former) {
                    return Outcome::Stay;
                }
                self.go_on(Outcome::Answered)
            }
            Kind::YesNo(_) => match digit {
                0 => self.answer(false),
                1 => self.answer(true),
                _ => Outcome::Stay,
            },
            Kind::One { .. } | Kind::Many { .. } => match digit.checked_sub(1) {
                Some(choice) => self.pick(usize::from(choice)),
                None => Outcome::Stay,
            },
            Kind::Text(_) => Outcome::Stay,
        }
    }

    /// Takes the answer just given back: it was the repeat of a key held down.
    pub fn take_back_key(&mut self) {
        let Some(set) = self.entry.take_back() else { return };
        if let Some(field) = self.fields.get_mut(set.field) {
            field.kind = set.former;
        }
        self.focus = set.focus.min(self.last());
    }

    fn answer(&mut self, yes: bool) -> Outcome {
        let focus = self.focus;
        match self.fields.get_mut(focus).map(|field| &mut field.kind) {
            Some(Kind::YesNo(value)) => {
                self.entry.set(focus, focus, u8::from(yes), false, Kind::YesNo(*value));
                *value = Some(yes);
                self.go_on(Outcome::Answered)
            }
            Some(Kind::Score { .. } | Kind::One { .. } | Kind::Many { .. } | Kind::Text(_)) | None => {
                Outcome::Stay
            }
        }
    }

    fn pick(&mut self, choice: usize) -> Outcome {
        let Some(field) = self.fields.get_mut(self.focus) else { return Outcome::Stay };
        field.error = None;
        match &mut field.kind {
            Kind::One { choices, chosen, at } if choice < choices.len() => {
                *chosen = Some(choice);
                *at = choice;
                self.go_on(Outcome::Answered)
            }
            Kind::Many { choices, chosen, at } if choice < choices.len() => {
                if !chosen.remove(&choice) {
                    chosen.insert(choice);
                }
                *at = choice;
                Outcome::Stay
            }
            Kind::YesNo(_) => self.answer(choice == 0),
            Kind::Score { .. } => {
                // A click says which box, so nothing waits for a second figure.
                let outcome = u8::try_from(choice).map_or(Outcome::Stay, |digit| self.digit(digit));
                let waits = self.entry.waits_in(self.focus);
                self.entry.settle();
                if waits { self.go_on(Outcome::Answered) } else { outcome }
            }
            Kind::One { .. } | Kind::Many { .. } | Kind::Text(_) => Outcome::Stay,
        }
    }

    fn toggle(&mut self) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        match &mut field.kind {
            Kind::YesNo(value) => *value = Some(!value.unwrap_or(false)),
            Kind::One { chosen, at, .. } => *chosen = Some(*at),
            Kind::Many { at, .. } => {
                let at = *at;
                self.pick(at);
            }
            Kind::Score { .. } | Kind::Text(_) => {}
        }
    }

    /// Enter on a choice takes the one in focus where none was taken yet.
    fn take_focused(&mut self) {
        if let Some(Kind::One { chosen: chosen @ None, at, .. }) =
            self.fields.get_mut(self.focus).map(|field| &mut field.kind)
        {
            *chosen = Some(*at);
        }
    }

    fn clear(&mut self) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        field.error = None;
        match &mut field.kind {
            Kind::Score { value, .. } => *value = None,
            Kind::YesNo(value) => *value = None,
            Kind::One { chosen, .. } => *chosen = None,
            Kind::Many { chosen, .. } => chosen.clear(),
            Kind::Text(input) => input.reset(),
        }
    }

    fn turn(&mut self, steps: isize) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        match &mut field.kind {
            Kind::One { choices, at, chosen } => {
                *at = at.saturating_add_signed(steps).min(choices.len().saturating_sub(1));
                *chosen = Some(*at);
            }
            Kind::Many { choices, at, .. } => {
                *at = at.saturating_add_signed(steps).min(choices.len().saturating_sub(1));
            }
            Kind::Score { value, high } => {
                let number = match value {
                    Some(number) => i16::from(*number).saturating_add(if steps > 0 { 1 } else { -1 }),
                    None => 0,
                };
                *value = u8::try_from(within(number, 0, i16::from(*high))).ok();
            }
            Kind::YesNo(value) => *value = Some(steps < 0),
            Kind::Text(_) => {}
        }
    }
}

/// Puts text into a line at the cursor; line breaks and tabs become spaces, other control
/// characters are left out.
pub fn insert(input: &mut Input, text: &str) {
    let tidy: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| if c == '\n' || c == '\r' || c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    let cursor = input.cursor();
    let before: String = input.value().chars().take(cursor).collect();
    let after: String = input.value().chars().skip(cursor).collect();
    let at = cursor.saturating_add(tidy.chars().count());
    *input = Input::new(format!("{before}{tidy}{after}")).with_cursor(at);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form::new(vec![
            Field::new("pain", "Pain", "", Kind::score(None)),
            Field::new("kind", "Kind", "", Kind::one(vec!["a".into(), "b".into()], None)),
            Field::new("text", "Text", "", Kind::text("")),
        ])
    }

    #[test]
    fn digits_move_on_and_the_last_field_ends_the_form() {
        let mut form = form();
        assert_eq!(form.handle(Ask::Digit(7)), Outcome::Stay);
        assert_eq!(form.handle(Ask::Digit(2)), Outcome::Stay);
        assert_eq!((form.score("pain"), form.chosen("kind"), form.focus), (Some(7), Some(1), 2));
        form.paste("two\nlines\u{1b}[31m");
        assert_eq!(form.text("text"), "two lines[31m");
        assert_eq!(form.handle(Ask::Accept), Outcome::Done);
    }

    #[test]
    fn nothing_out_of_range_gets_in() {
        let mut form = form();
        form.handle(Ask::Pick(1, 9));
        assert_eq!(form.chosen("kind"), None);
        form.handle(Ask::Focus(99));
        assert_eq!(form.focus, 2);
        let mut topics = Form::new(vec![Field::new("t", "T", "", Kind::Score { value: None, high: 5 })]);
        topics.handle(Ask::Digit(6));
        assert_eq!(topics.score("t"), None);
        assert!(Form::default().handle(Ask::Digit(1)) == Outcome::Stay);
    }

    #[test]
    fn pasting_goes_in_at_the_cursor_between_wide_characters() {
        let mut input = Input::new("界界".to_owned()).with_cursor(1);
        insert(&mut input, "é👩‍🚀");
        assert_eq!(input.value(), "界é👩‍🚀界");
    }
}
