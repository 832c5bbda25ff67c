//! Forms: a few fields filled in with few keys. Pages of the checklist, a change, a visit.
//!
//! One way everywhere: moving never answers. Arrows and Tab move the focus and, within choices, the
//! cursor; a digit, Space, y or n answer; Enter goes on, and stays where an answer is needed and
//! none is given. A form of several fields ends in a row that finishes it, and Enter alone leads
//! there; fields that are rarely needed can be folded away in front of it.

use std::collections::{BTreeMap, BTreeSet};

use crossterm::event::KeyEvent;
use tui_input::Input;

use super::action::Form as Ask;
use super::keymap::Context;
pub use super::line::{Line, Takes};
use super::scale_entry::{ScaleEntry, Target};
use crate::domain::drafts::Draft;

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
        /// Where the cursor is.
        at: usize,
    },
    /// Any of several.
    Many {
        /// The choices.
        choices: Vec<String>,
        /// Those taken.
        chosen: BTreeSet<usize>,
        /// Where the cursor is.
        at: usize,
    },
    /// A line that is typed into: words, a number or a date, read when the form is done.
    Text(Line),
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

    /// The person's own words, with the cursor at their end.
    pub fn text(value: &str) -> Self {
        Self::line(value, Takes::Words)
    }

    /// A line of something else. What stands in it is offered: the first character replaces it.
    pub fn line(value: &str, takes: Takes) -> Self {
        Self::Text(Line::new(value, takes))
    }

    /// A score of 0 to 10.
    pub fn score(value: Option<u8>) -> Self {
        Self::Score { value, high: 10 }
    }

    /// The answer as text; empty while there is none. Choices are named by their words.
    fn answer(&self) -> String {
        let words = |choices: &[String], place: usize| choices.get(place).cloned().unwrap_or_default();
        match self {
            Self::Score { value, .. } => value.map(|value| value.to_string()).unwrap_or_default(),
            Self::YesNo(value) => value.map(|yes| if yes { "yes" } else { "no" }).unwrap_or("").to_owned(),
            Self::One { choices, chosen, .. } => {
                chosen.map(|place| words(choices, place)).unwrap_or_default()
            }
            Self::Many { choices, chosen, .. } => {
                let all: Vec<String> = chosen.iter().map(|place| words(choices, *place)).collect();
                all.join("\n")
            }
            Self::Text(line) => line.value().to_owned(),
        }
    }

    /// Takes an answer back from its text. What does not fit leaves nothing answered.
    fn put_answer(&mut self, text: &str) {
        match self {
            Self::Score { value, high } => *value = text.parse().ok().filter(|number| *number <= *high),
            Self::YesNo(value) => {
                *value = match text {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                }
            }
            Self::One { choices, chosen, at } => {
                *chosen = choices.iter().position(|choice| choice == text);
                *at = chosen.unwrap_or(0);
            }
            Self::Many { choices, chosen, at } => {
                let places = choices.iter().enumerate();
                *chosen = places
                    .filter(|(_, choice)| text.lines().any(|line| line == *choice))
                    .map(|(place, _)| place)
                    .collect();
                *at = chosen.first().copied().unwrap_or(0);
            }
            Self::Text(line) => line.put(text),
        }
    }

    /// What is said where an answer is needed and there is none.
    fn needs(&self) -> String {
        match self {
            Self::Score { high, .. } => format!("A number of 0 to {high} is needed here"),
            Self::YesNo(_) => "Answer with y for yes or n for no".to_owned(),
            Self::One { .. } => "Nothing is chosen yet: press its number, or the arrows and Space".to_owned(),
            Self::Many { .. } => {
                "Nothing is ticked yet: press its number, or the arrows and Space".to_owned()
            }
            Self::Text(_) => "This has to be filled in".to_owned(),
        }
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
    /// What is wrong with it, or asked about it.
    pub error: Option<String>,
    /// Whether Enter stays here until it is answered.
    needed: bool,
    /// The answer that was asked about once: given again, it is meant.
    asked: Option<String>,
}

impl Field {
    /// A field without an error.
    pub fn new(id: &'static str, label: impl Into<String>, hint: impl Into<String>, kind: Kind) -> Self {
        Self { id, label: label.into(), hint: hint.into(), kind, error: None, needed: false, asked: None }
    }

    /// The field as one that has to be answered: Enter stays on it until then.
    pub fn needed(self) -> Self {
        Self { needed: true, ..self }
    }
}

/// A row of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormRow {
    /// A field, by its place.
    Field(usize),
    /// Unfolds the fields that are rarely needed.
    More,
    /// Finishes the form.
    Done,
}

/// The fields that are folded away until they are asked for.
#[derive(Debug, Clone)]
struct Fold {
    /// The place of the first of them; they go on to the last field.
    from: usize,
    /// What they are about, in a few words.
    label: String,
}

/// A form.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The fields, from top to bottom.
    pub fields: Vec<Field>,
    /// What is in focus: a field by its place, or one of the rows behind the fields.
    pub focus: usize,
    /// How figures and other answers of one key go into its fields.
    pub entry: ScaleEntry<usize, Kind>,
    /// What the last row says, which finishes the form.
    done: Option<String>,
    fold: Option<Fold>,
    /// The answers as the form was made.
    made: BTreeMap<&'static str, String>,
    /// The answers that are not the person's own: as it was made, and what was taken over since.
    offered: BTreeMap<&'static str, String>,
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
        let made: BTreeMap<_, _> = fields.iter().map(|field| (field.id, field.kind.answer())).collect();
        Self {
            fields,
            focus: 0,
            entry: ScaleEntry::default(),
            done: None,
            fold: None,
            offered: made.clone(),
            made,
        }
    }

    /// The form with a last row that finishes it, and says what that does.
    pub fn ending(self, words: impl Into<String>) -> Self {
        Self { done: Some(words.into()), ..self }
    }

    /// The form with its fields from one on folded away, unless one of them is answered.
    pub fn folded(mut self, from: &str, label: impl Into<String>) -> Self {
        let place = self.fields.iter().position(|field| field.id == from);
        let Some(from) = place else { return self };
        let empty = self.fields.iter().skip(from).all(|field| field.kind.answer().is_empty());
        self.fold = empty.then(|| Fold { from, label: label.into() });
        self
    }

    /// Adds a field that is asked only now, in front of what is folded away.
    pub fn add(&mut self, field: Field) {
        let place = self.fold.as_ref().map_or(self.fields.len(), |fold| fold.from);
        self.fields.insert(place.min(self.fields.len()), field);
        if let Some(fold) = &mut self.fold {
            fold.from = fold.from.saturating_add(1);
        }
    }

    /// Takes what stands in a field for offered: it is not the person's own.
    pub fn offer(&mut self, id: &str) {
        if let Some(field) = self.fields.iter().find(|field| field.id == id) {
            self.offered.insert(field.id, field.kind.answer());
        }
    }

    fn is_as_offered(&self, field: &Field) -> bool {
        let offered = self.offered.get(field.id).map_or("", String::as_str);
        offered == field.kind.answer()
    }

    /// Whether the person answered anything here.
    pub fn is_touched(&self) -> bool {
        !self.fields.iter().all(|field| self.is_as_offered(field))
    }

    /// Whether something typed waits to be confirmed: a number, a date or a name may be half typed.
    /// A choice made and one's own words are whole at any moment.
    pub fn has_loose_end(&self) -> bool {
        self.fields.iter().any(|field| match &field.kind {
            Kind::Text(line) => line.takes != Takes::Words && !self.is_as_offered(field),
            Kind::Score { .. } | Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. } => false,
        })
    }

    /// What the form holds beyond what it was made with, to be kept while it is not finished.
    pub fn draft(&self) -> Draft {
        let made = |field: &Field| self.made.get(field.id).map_or("", String::as_str);
        let changed = |field: &&Field| made(field) != field.kind.answer();
        self.fields.iter().filter(changed).map(|field| (field.id.to_owned(), field.kind.answer())).collect()
    }

    /// Puts a draft back in, and the focus where the person was: on what may be half typed, else after
    /// the last answer. It stays the person's own, not offered.
    pub fn restore(&mut self, draft: &Draft) {
        for (place, field) in self.fields.iter_mut().enumerate() {
            if let Some(text) = draft.get(field.id) {
                field.kind.put_answer(text);
                self.focus = match &field.kind {
                    Kind::Text(_) => place,
                    Kind::Score { .. } | Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. } => {
                        place.saturating_add(1)
                    }
                };
            }
        }
        if self.done.is_none() {
            self.focus = self.focus.min(self.fields.len().saturating_sub(1));
        }
        let own_in_fold = self.fold.as_ref().is_some_and(|fold| {
            self.fields.iter().skip(fold.from).any(|field| !field.kind.answer().is_empty())
        });
        if own_in_fold {
            self.fold = None;
        }
    }

    /// The rows that are to be seen, from top to bottom.
    pub fn rows(&self) -> Vec<FormRow> {
        let shown = self.fold.as_ref().map_or(self.fields.len(), |fold| fold.from);
        let mut rows: Vec<FormRow> = (0..shown).map(FormRow::Field).collect();
        rows.extend(self.fold.as_ref().map(|_| FormRow::More));
        rows.extend(self.done.as_ref().map(|_| FormRow::Done));
        rows
    }

    /// The row in focus.
    pub fn row(&self) -> FormRow {
        match self.focus.checked_sub(self.fields.len()) {
            None => FormRow::Field(self.focus),
            Some(0) if self.done.is_some() => FormRow::Done,
            Some(0 | 1) if self.fold.is_some() => FormRow::More,
            Some(_) => FormRow::Field(self.fields.len().saturating_sub(1)),
        }
    }

    fn go_to(&mut self, row: FormRow) {
        self.focus = match row {
            FormRow::Field(place) => place,
            FormRow::Done => self.fields.len(),
            FormRow::More => self.fields.len().saturating_add(1),
        };
    }

    /// What the row that finishes the form says; `None` where a form of one field has no such row.
    pub fn done_words(&self) -> Option<&str> {
        self.done.as_deref()
    }

    /// What the fields folded away are about.
    pub fn more_words(&self) -> Option<&str> {
        self.fold.as_ref().map(|fold| fold.label.as_str())
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
            Some(Kind::Text(line)) => line.value(),
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

    /// Says what is wrong with a field and puts it in focus, unfolded where it was folded away.
    pub fn refuse(&mut self, id: &str, error: impl Into<String>) {
        if let Some(place) = self.fields.iter().position(|field| field.id == id) {
            if self.fold.as_ref().is_some_and(|fold| fold.from <= place) {
                self.fold = None;
            }
            self.focus = place;
            if let Some(field) = self.fields.get_mut(place) {
                field.error = Some(error.into());
            }
        }
    }

    /// Asks once about an answer that may be a slip, and puts its field in focus. True where the
    /// same answer was asked about before: the person means it.
    pub fn is_meant(&mut self, id: &str, question: impl Into<String>) -> bool {
        let Some(field) = self.fields.iter_mut().find(|field| field.id == id) else { return true };
        let answer = field.kind.answer();
        if field.asked.as_ref() == Some(&answer) {
            return true;
        }
        field.asked = Some(answer);
        self.refuse(id, question);
        false
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

    /// Whether the row in focus has something to choose or unfold with Space.
    pub fn can_toggle(&self) -> bool {
        match self.current().map(|field| &field.kind) {
            Some(Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. }) => true,
            Some(Kind::Score { .. } | Kind::Text(_)) => false,
            None => self.row() == FormRow::More,
        }
    }

    /// Whether the row in focus takes a digit.
    pub fn takes_digit(&self) -> bool {
        match self.current().map(|field| &field.kind) {
            Some(Kind::Score { .. } | Kind::One { .. } | Kind::Many { .. }) => true,
            Some(Kind::YesNo(_) | Kind::Text(_)) | None => false,
        }
    }

    /// Whether the row in focus asks for a yes or a no.
    pub fn takes_yes_no(&self) -> bool {
        match self.current().map(|field| &field.kind) {
            Some(Kind::YesNo(_)) => true,
            Some(Kind::Score { .. } | Kind::One { .. } | Kind::Many { .. } | Kind::Text(_)) | None => false,
        }
    }

    /// Types a key into the line in focus.
    pub fn type_key(&mut self, key: KeyEvent) {
        self.write(|line| line.type_key(key));
    }

    /// Puts pasted text into the line in focus.
    pub fn paste(&mut self, text: &str) {
        self.write(|line| line.paste(text));
    }

    fn write(&mut self, change: impl FnOnce(&mut Line) -> Result<(), String>) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        field.error = match &mut field.kind {
            Kind::Text(line) => change(line).err(),
            Kind::Score { .. } | Kind::YesNo(_) | Kind::One { .. } | Kind::Many { .. } => None,
        };
    }

    /// The row after or before the one in focus; none at the ends.
    fn neighbour(&self, down: bool) -> Option<FormRow> {
        let rows = self.rows();
        let here = rows.iter().position(|row| *row == self.row())?;
        let place = if down { here.checked_add(1) } else { here.checked_sub(1) };
        rows.get(place?).copied()
    }

    /// On to the next row; past what is folded away, which is only opened on purpose.
    fn go_on(&mut self, at_end: Outcome) -> Outcome {
        match self.neighbour(true) {
            Some(FormRow::More) if self.done.is_some() => self.go_to(FormRow::Done),
            Some(row) => self.go_to(row),
            None => return at_end,
        }
        Outcome::Stay
    }

    /// Does what was asked for.
    pub fn handle(&mut self, asked: Ask) -> Outcome {
        if !matches!(asked, Ask::Digit(_) | Ask::Ten | Ask::Yes | Ask::No) {
            self.entry.settle();
        }
        match asked {
            Ask::Digit(digit) => return self.digit(digit),
            Ask::Ten => return self.digit(10),
            Ask::Yes => return self.answer(true),
            Ask::No => return self.answer(false),
            Ask::Accept => return self.accept(),
            Ask::Save => return Outcome::Done,
            Ask::Leave => return Outcome::Left,
            Ask::Pick(place, choice) => {
                self.focus = place.min(self.fields.len().saturating_sub(1));
                return self.pick(choice);
            }
            Ask::Clear => self.clear(),
            Ask::Toggle => self.toggle(),
            Ask::Right => self.turn(1),
            Ask::Left => self.turn(-1),
            Ask::Down => self.step(true),
            Ask::Up => self.step(false),
            Ask::Next => self.move_to_neighbour(true),
            Ask::Previous => self.move_to_neighbour(false),
            Ask::Focus(place) => self.focus = place.min(self.fields.len().saturating_sub(1)),
            Ask::Unfold => self.unfold(),
        }
        Outcome::Stay
    }

    /// Enter: on to the next row, but not past a question that needs an answer and has none.
    fn accept(&mut self) -> Outcome {
        match self.row() {
            FormRow::Done => Outcome::Done,
            FormRow::More => {
                self.unfold();
                Outcome::Stay
            }
            FormRow::Field(place) => {
                let Some(field) = self.fields.get_mut(place) else { return Outcome::Done };
                if field.needed && field.kind.answer().trim().is_empty() {
                    field.error = Some(field.kind.needs());
                    return Outcome::Stay;
                }
                if let Kind::Text(line) = &mut field.kind
                    && let Some(fault) = line.fault()
                {
                    line.select_refused();
                    field.error = Some(fault);
                    return Outcome::Stay;
                }
                self.go_on(Outcome::Done)
            }
        }
    }

    /// Opens what is folded away, with its first field in focus.
    fn unfold(&mut self) {
        if let Some(fold) = self.fold.take() {
            self.focus = fold.from.min(self.fields.len().saturating_sub(1));
        }
    }

    /// Down or up: through the choices of a short form, which stand one below the other, then to
    /// the next row.
    fn step(&mut self, down: bool) {
        let lists_choices = self.fields.len() <= LIST_FIELDS;
        let before = self.cursor();
        if lists_choices {
            self.turn(if down { 1 } else { -1 });
        }
        if self.cursor() == before {
            self.move_to_neighbour(down);
        }
    }

    /// Where the cursor within the choices in focus is.
    fn cursor(&self) -> Option<usize> {
        match self.current().map(|field| &field.kind) {
            Some(Kind::One { at, .. } | Kind::Many { at, .. }) => Some(*at),
            Some(Kind::Score { .. } | Kind::YesNo(_) | Kind::Text(_)) | None => None,
        }
    }

    /// To the next row or the one before; where there is only one, through its choices.
    fn move_to_neighbour(&mut self, down: bool) {
        match self.neighbour(down) {
            Some(row) => self.go_to(row),
            None if self.rows().len() == 1 => self.turn(if down { 1 } else { -1 }),
            None => {}
        }
    }

    fn digit(&mut self, digit: u8) -> Outcome {
        let focus = self.focus;
        let waits = matches!(self.fields.get(focus).map(|field| &field.kind),
            Some(Kind::Score { value: Some(1), .. }) if self.entry.waits_in(focus));
        let target = if waits { self.entry.target(focus, digit) } else { Target::Here };
        let digit = if target == Target::Ten { 10 } else { digit };
        if let (Target::Next, Some(FormRow::Field(next))) = (target, self.neighbour(true)) {
            self.focus = next;
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
            Kind::YesNo(_) => {
                field.error = Some(field.kind.needs());
                Outcome::Stay
            }
            Kind::One { choices, .. } | Kind::Many { choices, .. } => {
                let choice = usize::from(digit).checked_sub(1).filter(|choice| *choice < choices.len());
                match choice {
                    Some(choice) => self.pick(choice),
                    None => {
                        field.error = Some(format!("The numbers here are 1 to {}", choices.len()));
                        Outcome::Stay
                    }
                }
            }
            Kind::Text(_) => Outcome::Stay,
        }
    }

    /// Takes the answer just given back: it was the repeat of a key held down.
    pub fn take_back_key(&mut self) {
        let Some(set) = self.entry.take_back() else { return };
        if let Some(field) = self.fields.get_mut(set.field) {
            field.kind = set.former;
        }
        self.focus = set.focus.min(self.fields.len());
    }

    fn answer(&mut self, yes: bool) -> Outcome {
        let focus = self.focus;
        let Some(field) = self.fields.get_mut(focus) else { return Outcome::Stay };
        match &mut field.kind {
            Kind::YesNo(value) => {
                self.entry.set(focus, focus, u8::from(yes), false, Kind::YesNo(*value));
                *value = Some(yes);
                field.error = None;
                self.go_on(Outcome::Answered)
            }
            Kind::Score { .. } | Kind::One { .. } | Kind::Many { .. } | Kind::Text(_) => Outcome::Stay,
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

    /// Space: marks the choice at the cursor, without going on.
    fn toggle(&mut self) {
        if self.row() == FormRow::More {
            return self.unfold();
        }
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        field.error = None;
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

    fn clear(&mut self) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        field.error = None;
        match &mut field.kind {
            Kind::Score { value, .. } => *value = None,
            Kind::YesNo(value) => *value = None,
            Kind::One { chosen, .. } => *chosen = None,
            Kind::Many { chosen, .. } => chosen.clear(),
            Kind::Text(line) => line.clear(),
        }
    }

    /// Moves the cursor within choices. Nothing else has one, and nothing is answered.
    fn turn(&mut self, steps: isize) {
        match self.fields.get_mut(self.focus).map(|field| &mut field.kind) {
            Some(Kind::One { choices, at, .. } | Kind::Many { choices, at, .. }) => {
                *at = at.saturating_add_signed(steps).min(choices.len().saturating_sub(1));
            }
            Some(Kind::Score { .. } | Kind::YesNo(_) | Kind::Text(_)) | None => {}
        }
    }
}

/// A form of more fields than this has its choices side by side, to keep it in sight.
pub const LIST_FIELDS: usize = 8;

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
    use proptest::prelude::*;

    use super::*;

    fn choices() -> Vec<String> {
        ["a", "b", "c"].map(str::to_owned).to_vec()
    }

    fn form() -> Form {
        Form::new(vec![
            Field::new("pain", "Pain", "", Kind::score(None)),
            Field::new("kind", "Kind", "", Kind::one(choices(), None)),
            Field::new("text", "Text", "", Kind::text("")),
        ])
    }

    /// A field of every kind, without an answer and with one.
    fn kinds() -> Vec<Kind> {
        let whole = || Takes::Whole { low: 1, high: 480, unit: "min".to_owned() };
        vec![
            Kind::score(None),
            Kind::score(Some(4)),
            Kind::YesNo(None),
            Kind::YesNo(Some(true)),
            Kind::one(choices(), None),
            Kind::one(choices(), Some(1)),
            Kind::many(choices(), BTreeSet::new()),
            Kind::many(choices(), BTreeSet::from([0, 2])),
            Kind::text(""),
            Kind::text("own words"),
            Kind::line("60", whole()),
            Kind::line("17:30", Takes::Time),
        ]
    }

    fn answers(form: &Form) -> Vec<String> {
        form.fields.iter().map(|field| field.kind.answer()).collect()
    }

    const MOVES: [Ask; 11] = [
        Ask::Next,
        Ask::Previous,
        Ask::Down,
        Ask::Up,
        Ask::Left,
        Ask::Right,
        Ask::Unfold,
        Ask::Focus(0),
        Ask::Focus(2),
        Ask::Focus(99),
        Ask::Leave,
    ];

    #[test]
    fn on_every_kind_of_field_only_an_answer_answers() {
        for kind in kinds() {
            let before = kind.answer();
            let pressed = |asked| {
                let mut form = Form::new(vec![Field::new("only", "", "", kind.clone()).needed()]);
                let outcome = form.handle(asked);
                (form.fields[0].kind.answer(), outcome, form.fields[0].error.is_some())
            };
            for asked in MOVES {
                assert_eq!(pressed(asked).0, before, "{kind:?} {asked:?}");
            }
            let (after, outcome, complains) = pressed(Ask::Accept);
            assert_eq!(after, before, "Enter takes nothing: {kind:?}");
            let answered = !before.is_empty();
            assert_eq!((outcome == Outcome::Done, complains), (answered, !answered), "{kind:?}");
            for (asked, expected) in [
                (
                    Ask::Digit(1),
                    match &kind {
                        Kind::Score { .. } => Some("1"),
                        Kind::One { .. } => Some("a"),
                        Kind::Many { chosen, .. } => Some(if chosen.contains(&0) { "c" } else { "a" }),
                        Kind::YesNo(_) | Kind::Text(_) => None,
                    },
                ),
                (Ask::Digit(0), matches!(kind, Kind::Score { .. }).then_some("0")),
                (Ask::Digit(9), matches!(kind, Kind::Score { .. }).then_some("9")),
                (Ask::Ten, matches!(kind, Kind::Score { .. }).then_some("10")),
                (Ask::Yes, matches!(kind, Kind::YesNo(_)).then_some("yes")),
                (Ask::No, matches!(kind, Kind::YesNo(_)).then_some("no")),
                (Ask::Clear, Some("")),
            ] {
                let expected = expected.unwrap_or(&before);
                assert_eq!(pressed(asked).0, expected, "{kind:?} {asked:?}");
            }
            let space = pressed(Ask::Toggle).0;
            match kind {
                Kind::One { at, .. } => assert_eq!(space, choices()[at]),
                Kind::Many { .. } | Kind::YesNo(_) => assert_ne!(space, before),
                Kind::Score { .. } | Kind::Text(_) => assert_eq!(space, before),
            }
        }
    }

    proptest! {
        #[test]
        fn no_sequence_of_moves_ever_changes_an_answer(
            moves in proptest::collection::vec(proptest::sample::select(&MOVES[..]), 0..60),
            places in proptest::collection::vec(0..12_usize, 1..12),
            fold in 0..12_usize,
        ) {
            const IDS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];
            let fields = places.iter().zip(IDS).map(|(place, id)| {
                Field::new(id, "", "", kinds()[*place].clone())
            });
            let mut form = Form::new(fields.collect()).ending("Done").folded(IDS[fold], "more");
            let before = answers(&form);
            for asked in moves {
                form.handle(asked);
                prop_assert!(form.rows().contains(&form.row()) || form.more_words().is_some());
            }
            prop_assert_eq!(answers(&form), before);
            prop_assert!(!form.is_touched() && form.draft().is_empty());
        }

        #[test]
        fn a_draft_comes_back_as_it_was(
            keys in proptest::collection::vec((0..12_usize, 0..10_u8), 0..40),
        ) {
            const IDS: [&str; 12] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"];
            let new = || {
                let fields = kinds().into_iter().zip(IDS).map(|(kind, id)| Field::new(id, "", "", kind));
                Form::new(fields.collect()).ending("Done")
            };
            let mut form = new();
            for (place, digit) in keys {
                form.handle(Ask::Focus(place));
                match digit {
                    0 => { form.handle(Ask::Yes); }
                    9 => { form.handle(Ask::Clear); }
                    _ if form.context() == Context::FormText => form.paste("7"),
                    _ => { form.handle(Ask::Digit(digit)); }
                }
            }
            let mut again = new();
            again.restore(&form.draft());
            prop_assert_eq!(answers(&again), answers(&form));
            prop_assert_eq!(again.is_touched(), form.is_touched());
        }
    }

    #[test]
    fn digits_move_on_and_the_last_row_ends_the_form() {
        let mut form = form().ending("Done");
        assert_eq!(form.handle(Ask::Digit(7)), Outcome::Stay);
        assert_eq!(form.handle(Ask::Digit(2)), Outcome::Stay);
        assert_eq!((form.score("pain"), form.chosen("kind"), form.focus), (Some(7), Some(1), 2));
        form.paste("two\nlines\u{1b}[31m");
        assert_eq!(form.text("text"), "two lines[31m");
        assert_eq!(form.handle(Ask::Accept), Outcome::Stay);
        assert_eq!(form.row(), FormRow::Done);
        assert_eq!(form.handle(Ask::Accept), Outcome::Done);
    }

    #[test]
    fn enter_alone_leads_from_field_to_field_to_the_last_row_past_what_is_folded() {
        let mut form = form().folded("text", "a few words").ending("Done");
        assert_eq!(form.rows(), [FormRow::Field(0), FormRow::Field(1), FormRow::More, FormRow::Done]);
        form.handle(Ask::Accept);
        form.handle(Ask::Accept);
        assert_eq!(form.row(), FormRow::Done);
        form.handle(Ask::Up);
        assert_eq!(form.row(), FormRow::More);
        form.handle(Ask::Accept);
        assert_eq!((form.row(), form.more_words()), (FormRow::Field(2), None));
    }

    #[test]
    fn what_is_answered_is_never_folded_away() {
        let mut full = form();
        full.handle(Ask::Focus(2));
        full.paste("kept");
        assert!(full.clone().folded("text", "").more_words().is_none());
        let mut again = form().folded("text", "");
        again.restore(&full.draft());
        assert!(again.more_words().is_none());
        let mut refused = form().folded("text", "");
        refused.refuse("text", "no");
        assert_eq!(refused.row(), FormRow::Field(2));
    }

    #[test]
    fn a_doubtful_answer_is_asked_about_once_and_each_other_one_again() {
        let mut form = form();
        form.handle(Ask::Focus(2));
        form.paste("2025");
        assert!(!form.is_meant("text", "really?"));
        assert_eq!(form.fields[2].error.as_deref(), Some("really?"));
        assert!(form.is_meant("text", "really?"));
        form.paste("1");
        assert!(!form.is_meant("text", "really?"));
    }

    #[test]
    fn what_was_taken_over_is_offered_and_not_the_persons_own() {
        let mut form = form();
        form.handle(Ask::Digit(7));
        assert!(form.is_touched());
        form.offer("pain");
        assert!(!form.is_touched());
        assert_eq!(form.draft()["pain"], "7", "but it is kept beside what is");
    }

    #[test]
    fn only_what_can_be_half_typed_is_a_loose_end() {
        for (kind, loose) in [
            (Kind::text(""), false),
            (Kind::line("", Takes::Time), true),
            (Kind::line("", Takes::Name), true),
        ] {
            let mut form = Form::new(vec![Field::new("only", "", "", kind)]);
            form.paste("1");
            assert_eq!(form.has_loose_end(), loose);
        }
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
