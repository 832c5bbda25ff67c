//! Text that is written into the day: the note over several lines; a number, or why a day is skipped, in one.

use crossterm::event::KeyEvent;
use tui_input::Input;

use super::TodayView;
use super::field::{TodayField, marker};
use crate::app::action::Text as Ask;
use crate::app::cx::Cx;
use crate::app::form;
use crate::app::paragraph;
use crate::app::reply::Reply;
use crate::content::notice;
use crate::domain::checkin::Rating;
use crate::domain::fields::Field;
use crate::domain::score::Amount;
use crate::domain::text::{Words, capital};

/// A text that is being edited.
#[derive(Debug, Clone)]
pub struct Editing {
    /// What it is for.
    pub target: EditTarget,
    /// The text and its cursor.
    pub input: Input,
    /// Why it cannot be kept as it is.
    pub error: Option<String>,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditTarget {
    /// The note.
    Note,
    /// Why the day is skipped.
    Skip,
    /// A marker's value.
    Marker(usize),
    /// A count of two digits.
    Count(&'static Field),
}

impl EditTarget {
    /// Whether it goes over several lines.
    pub fn is_paragraph(self) -> bool {
        match self {
            Self::Note => true,
            Self::Skip | Self::Marker(_) | Self::Count(_) => false,
        }
    }

    /// Whether it is written in the place of a field.
    pub fn is_of(self, field: TodayField) -> bool {
        match (self, field) {
            (Self::Note, TodayField::Check(check)) => check.is_words(),
            (Self::Skip, TodayField::Check(check)) => check.is_pain(),
            (Self::Count(wanted), TodayField::Check(check)) => wanted == check,
            (Self::Marker(wanted), TodayField::Marker(place)) => wanted == place,
            (Self::Note | Self::Skip | Self::Count(_) | Self::Marker(_), _) => false,
        }
    }
}

/// From this width on the fortnight stands beside the fields.
pub const TWO_COLUMNS: u16 = 80;

/// How wide the side with the fields is on a screen of a width.
pub fn fields_width(columns: u16) -> u16 {
    match columns {
        96.. => 58,
        TWO_COLUMNS..=95 => 48,
        _ => columns,
    }
}

/// How wide the name of a field is, in a side of a width.
pub fn label_width(side: u16) -> u16 {
    // The narrowest screen still has room for a ten behind the boxes.
    if side < 44 { 16 } else { 18 }
}

/// How wide a text is drawn on a screen of a width, with room for the cursor behind it.
pub fn text_width(columns: u16) -> u16 {
    let side = fields_width(columns);
    side.saturating_sub(label_width(side)).saturating_sub(2)
}

impl Editing {
    /// Puts something else in, as if it had been typed.
    pub(super) fn put(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    pub(super) fn type_key(&mut self, cx: &Cx, key: KeyEvent) {
        let before = self.input.clone();
        paragraph::type_key(&mut self.input, key, text_width(cx.size.0));
        self.keep_within_limit(before);
    }

    /// Puts pasted text in; line breaks stay in a note.
    pub(super) fn paste(&mut self, text: &str) {
        let before = self.input.clone();
        if self.target.is_paragraph() {
            paragraph::insert(&mut self.input, text);
        } else {
            form::insert(&mut self.input, text);
        }
        self.keep_within_limit(before);
    }

    fn keep_within_limit(&mut self, before: Input) {
        match Words::optional(self.input.value()) {
            Ok(_) => self.error = None,
            Err(error) => {
                self.error = Some(notice("too-long", &[("why", &capital(&error.to_string()))]));
                self.input = before;
            }
        }
    }

    /// Moves the cursor a line; false at the first or the last.
    fn step(&mut self, cx: &Cx, down: bool) -> bool {
        let (text, cursor) = (self.input.value().to_owned(), self.input.cursor());
        match paragraph::step(&text, text_width(cx.size.0), cursor, down) {
            Some(to) => {
                self.input = std::mem::take(&mut self.input).with_cursor(to);
                true
            }
            None => false,
        }
    }
}

impl TodayView {
    /// Whether the note is being written.
    pub(super) fn is_noting(&self) -> bool {
        self.editing.as_ref().is_some_and(|editing| editing.target == EditTarget::Note)
    }

    /// Opens a text for writing, with what stands there.
    pub(super) fn edit(&mut self, cx: &Cx, target: EditTarget) -> Reply {
        let Some(day) = self.day(cx) else { return self.refusal(cx) };
        let text = match target {
            EditTarget::Note => day.checkin.note.as_ref().map(Words::to_string),
            EditTarget::Skip => day.checkin.skipped().map(Words::to_string),
            EditTarget::Marker(place) => marker(cx, place)
                .and_then(|marker| day.checkin.markers.get(&marker.name))
                .map(Amount::to_string),
            EditTarget::Count(field) => field.get(&day.checkin).map(|value| value.to_string()),
        };
        let input = Input::new(text.unwrap_or_default());
        self.editing = Some(Editing { target, input, error: None });
        let place = self.fields(cx).iter().position(|field| target.is_of(*field));
        self.focus = place.unwrap_or(self.focus);
        Reply::none()
    }

    /// Does what was asked for while text is written.
    pub(super) fn text_act(&mut self, cx: &Cx, asked: Ask) -> Reply {
        let Some(editing) = &mut self.editing else { return Reply::none() };
        match asked {
            Ask::Down if editing.step(cx, true) => return Reply::none(),
            Ask::Up if editing.step(cx, false) => return Reply::none(),
            // Behind the last line another one begins, unless it is empty itself.
            Ask::Down if !editing.input.value().is_empty() && !editing.input.value().ends_with('\n') => {
                let end = editing.input.value().chars().count();
                editing.input = std::mem::take(&mut editing.input).with_cursor(end);
                editing.paste("\n");
                return Reply::none();
            }
            Ask::Break => {
                editing.paste("\n");
                return Reply::none();
            }
            Ask::Down | Ask::Up | Ask::Accept | Ask::Leave => {}
        }
        let reply = self.finish_text(cx);
        if self.editing.is_none() && matches!(asked, Ask::Accept | Ask::Down) {
            self.move_focus(cx, 1);
        }
        reply
    }

    /// Keeps the text being edited. It stays open, with the reason, where it cannot be kept.
    pub(super) fn finish_text(&mut self, cx: &Cx) -> Reply {
        let Some(editing) = self.editing.clone() else { return Reply::none() };
        match self.keep(cx, &editing) {
            Ok(reply) => {
                self.editing = None;
                reply
            }
            Err(error) => {
                if let Some(editing) = &mut self.editing {
                    editing.error = Some(error);
                }
                Reply::none()
            }
        }
    }

    fn keep(&mut self, cx: &Cx, editing: &Editing) -> Result<Reply, String> {
        let words = Words::optional(editing.input.value()).map_err(|error| error.to_string())?;
        match editing.target {
            EditTarget::Note => Ok(self.change_checkin(cx, |checkin| checkin.note = words)),
            EditTarget::Skip => match words {
                Some(reason) => Ok(self
                    .change_checkin(cx, |checkin| checkin.rate(Rating::Skipped(reason), cx.now))
                    .say(notice("skipped", &[]))),
                None => Ok(self.change_checkin(cx, |checkin| {
                    if checkin.skipped().is_some() {
                        checkin.rate(Rating::Blank, cx.now);
                    }
                })),
            },
            EditTarget::Count(field) => {
                let value = words.map(|words| field.read(words.as_str())).transpose();
                let value = value.map_err(|error| capital(&error))?;
                Ok(self.change_checkin(cx, |checkin| _ = field.write(checkin, value, cx.now)))
            }
            EditTarget::Marker(place) => {
                let Some(chosen) = marker(cx, place).cloned() else { return Ok(Reply::none()) };
                let amount: Option<Amount> = words
                    .map(|words| words.as_str().parse())
                    .transpose()
                    .map_err(|error: crate::domain::score::OutOfRange| capital(&error.to_string()))?;
                if let Some(amount) = amount {
                    chosen.check(amount).map_err(|error| capital(&error.to_string()))?;
                }
                Ok(self.change_checkin(cx, |checkin| match amount {
                    Some(amount) => _ = checkin.markers.insert(chosen.name, amount),
                    None => _ = checkin.markers.remove(&chosen.name),
                }))
            }
        }
    }
}
