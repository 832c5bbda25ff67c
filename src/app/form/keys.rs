//! What keys do to a form: moving, answering, choosing, writing.

use crossterm::event::KeyEvent;

use super::{Form, FormRow, Kind, LIST_FIELDS, Line, Outcome};
use crate::app::action::Form as Ask;
use crate::app::scale_entry::Target;

impl Form {
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
            Ask::Letter(letter) if self.is_lettered() => return self.pick(usize::from(letter)),
            Ask::Letter(_) => {}
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
            Ask::Break => {
                if let Some(Kind::Text(line)) = self.fields.get_mut(self.focus).map(|field| &mut field.kind) {
                    line.break_line();
                }
            }
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
            FormRow::Field(0) if self.needs_nothing && !self.is_touched() => Outcome::Done,
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

    /// Down or up: through the lines of a text, or the choices of a short form, which stand one below the other, then to
    /// the next row.
    fn step(&mut self, down: bool) {
        if let Some(Kind::Text(line)) = self.fields.get_mut(self.focus).map(|field| &mut field.kind)
            && line.step(down)
        {
            return;
        }
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
    pub fn cursor(&self) -> Option<usize> {
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
