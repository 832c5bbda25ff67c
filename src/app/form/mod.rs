//! Forms: a few fields filled in with few keys. Pages of the checklist, a change, a visit.
//!
//! One way everywhere: moving never answers. Arrows and Tab move the focus and, within choices, the
//! cursor; a digit, Space, y or n answer; Enter goes on, and stays where an answer is needed and
//! none is given. A form of several fields ends in a row that finishes it, and Enter alone leads
//! there; fields that are rarely needed can be folded away in front of it.

mod field;
mod keys;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use tui_input::Input;

use super::keymap::Context;
pub use super::line::{Line, Takes};
use super::scale_entry::ScaleEntry;
use crate::domain::drafts::Draft;
pub use field::{Field, Kind, NOTHING_CHOSEN};

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
    /// Whether Enter finishes it while nothing in it was answered.
    needs_nothing: bool,
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
            needs_nothing: false,
            fold: None,
            offered: made.clone(),
            made,
        }
    }

    /// The form with a last row that finishes it, and says what that does.
    pub fn ending(self, words: impl Into<String>) -> Self {
        Self { done: Some(words.into()), ..self }
    }

    /// The form as one that may stay as it is: Enter finishes it at once while nothing in it was
    /// answered and nothing was looked at.
    pub fn with_nothing_needed(self) -> Self {
        Self { needs_nothing: true, ..self }
    }

    /// The answers of its fields as text, in their order: forms of the same are compared by them.
    pub fn answers(&self) -> Vec<String> {
        self.fields.iter().map(|field| field.kind.answer()).collect()
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
            Kind::Text(line) => !line.takes.is_words() && !self.is_as_offered(field),
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
            Some(Kind::Score { .. }) => true,
            Some(Kind::One { .. } | Kind::Many { .. }) => !self.is_lettered(),
            Some(Kind::YesNo(_) | Kind::Text(_)) | None => false,
        }
    }

    /// Whether the row in focus has so many choices that letters pick them.
    pub fn is_lettered(&self) -> bool {
        match self.current().map(|field| &field.kind) {
            Some(Kind::One { choices, .. } | Kind::Many { choices, .. }) => is_lettered(choices.len()),
            Some(Kind::Score { .. } | Kind::YesNo(_) | Kind::Text(_)) | None => false,
        }
    }

    /// Whether the row in focus asks for a yes or a no.
    pub fn takes_yes_no(&self) -> bool {
        match self.current().map(|field| &field.kind) {
            Some(Kind::YesNo(_)) => true,
            Some(Kind::Score { .. } | Kind::One { .. } | Kind::Many { .. } | Kind::Text(_)) | None => false,
        }
    }
}

/// More choices than this are picked by letters: each still takes one key. The tenth answers to x, as ten
/// does everywhere.
const MOST_DIGITS: usize = 10;

/// Whether so many choices are picked by letters.
pub fn is_lettered(count: usize) -> bool {
    count > MOST_DIGITS
}

/// The key that picks a choice of so many, by its place.
pub fn choice_key(count: usize, choice: usize) -> String {
    match u32::try_from(choice).ok().filter(|_| is_lettered(count)) {
        Some(place) => {
            let letter = char::from_u32(u32::from('a').saturating_add(place));
            letter.map(String::from).unwrap_or_default()
        }
        None if choice.saturating_add(1) == MOST_DIGITS => "x".to_owned(),
        None => choice.saturating_add(1).to_string(),
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
