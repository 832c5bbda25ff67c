//! Answers of one key: figures, one more, yes and no, clearing.

use super::field::{TodayField, marker};
use super::writing::EditTarget;
use super::{TodayView, undo_key};
use crate::app::action::Form as FormAsk;
use crate::app::cx::Cx;
use crate::app::reply::Reply;
use crate::app::scale_entry::Target;
use crate::content::notice;
use crate::domain::checkin::{CheckIn, Rating};
use crate::domain::fields::{Access, Field, Value};
use crate::domain::text::capital;

/// Writes a value of the kind that the field holds.
fn write(checkin: &mut CheckIn, field: &Field, value: Option<Value>, cx: &Cx) {
    // Only a value of another kind is refused, and then nothing is written.
    _ = field.write(checkin, value, cx.now);
}

impl TodayView {
    /// Whether a field holds a 1 that a 0 would make ten.
    pub fn waits_for_ten(&self, cx: &Cx, field: TodayField) -> bool {
        let day = self.day(cx);
        self.entry.waits_in((self.date, field))
            && match field {
                TodayField::Check(check) => {
                    let value = day.and_then(|day| check.get(&day.checkin));
                    match value {
                        Some(Value::Score(score)) => score.get() == 1,
                        Some(Value::Count(count)) => count.get() == 1,
                        Some(Value::YesNo(_) | Value::Words(_) | Value::Index(_)) | None => false,
                    }
                }
                TodayField::Marker(_) | TodayField::Event(_) | TodayField::Change(_) => false,
            }
    }

    /// Whether the field in focus holds a 1 that a 0 would make ten.
    pub fn waits_in_focus(&self, cx: &Cx) -> bool {
        self.focused(cx).is_some_and(|field| self.waits_for_ten(cx, field))
    }

    /// Whether a figure means something to the field in focus.
    pub(super) fn takes_digit(&self, cx: &Cx) -> bool {
        let is_readable = cx.journal.days.problem(self.date).is_none();
        is_readable
            && match self.focused(cx) {
                Some(TodayField::Check(field)) => {
                    !matches!(field.access, Access::YesNo(..) | Access::Words(..))
                }
                Some(TodayField::Marker(_)) => true,
                Some(TodayField::Event(_) | TodayField::Change(_)) | None => false,
            }
    }

    /// Whether ten means something to the field in focus: to a score and to a count.
    pub(super) fn takes_ten(&self, cx: &Cx) -> bool {
        self.takes_digit(cx) && self.focused(cx).is_some_and(TodayField::is_of_figures)
    }

    /// A figure for the field in focus, or for the one after it where a 1 waits.
    pub(super) fn figure_pressed(&mut self, cx: &Cx, figure: u8) -> Reply {
        let date = self.date;
        let Some(focus) = self.focused(cx) else { return Reply::none() };
        let target = if self.waits_for_ten(cx, focus) {
            self.entry.target((date, focus), figure)
        } else {
            Target::Here
        };
        let figure = match target {
            Target::Here => figure,
            Target::Ten => 10,
            Target::Next => {
                self.move_focus(cx, 1);
                figure
            }
        };
        let Some(field) = self.focused(cx) else { return Reply::none() };
        let check = match field {
            TodayField::Check(check) if field.is_of_figures() => check,
            TodayField::Check(_) | TodayField::Marker(_) | TodayField::Event(_) | TodayField::Change(_) => {
                self.entry.settle();
                return self.figure_elsewhere(cx, field, figure);
            }
        };
        let Some(former) = self.day(cx).map(|day| day.checkin) else { return self.refusal(cx) };
        let value = check.number(i64::from(figure)).ok();
        let reply = self.change_checkin(cx, |checkin| write(checkin, check, value, cx));
        let changed = !reply.step.is_empty();
        let waits = self.entry.set((date, focus), (date, field), figure, true, (former, changed));
        if !waits {
            self.move_focus(cx, 1);
        }
        reply
    }

    /// A figure in a field that takes no score: it begins a marker's value or the index, and says
    /// elsewhere how the field is answered. It never begins a text.
    fn figure_elsewhere(&mut self, cx: &Cx, field: TodayField, figure: u8) -> Reply {
        match field {
            TodayField::Marker(place) => {
                let reply = self.edit(cx, EditTarget::Marker(place));
                if let Some(editing) = &mut self.editing {
                    editing.put(&figure.to_string());
                }
                reply
            }
            TodayField::Check(check) => match check.access {
                Access::Index(..) if figure < 10 => {
                    let reply = self.open_index(cx);
                    reply.and(self.form_act(cx, FormAsk::Digit(figure)))
                }
                Access::YesNo(..) => Reply::none().say(notice("yes-or-no", &[])),
                Access::Words(..) => Reply::none().say(notice("opens-for-writing", &[])),
                Access::Index(..) | Access::Score(..) | Access::Count(..) => Reply::none(),
            },
            TodayField::Event(_) | TodayField::Change(_) => {
                Reply::none().say(notice("opens-for-writing", &[]))
            }
        }
    }

    /// Answers the yes or no in focus and goes on.
    pub(super) fn answer(&mut self, cx: &Cx, yes: bool) -> Reply {
        let Some(TodayField::Check(field)) = self.focused(cx) else { return Reply::none() };
        let Access::YesNo(_, set) = field.access else { return Reply::none() };
        if self.day(cx).is_none() {
            return self.refusal(cx);
        }
        let reply = self.change_checkin(cx, |checkin| set(checkin, Some(yes)));
        self.move_focus(cx, 1);
        reply
    }

    /// One more in the field in focus, at most its highest.
    pub(super) fn one_more(&mut self, cx: &Cx) -> Reply {
        let Some(TodayField::Check(field)) = self.focused(cx) else { return Reply::none() };
        self.change_checkin(cx, |checkin| {
            if let Some(value) = field.one_more(checkin) {
                write(checkin, field, Some(value), cx);
            }
        })
    }

    /// Empties the field in focus. It can be taken back, and says so: a finger slips, and on some
    /// keyboards the hyphen lies where a digit is meant.
    pub(super) fn clear(&mut self, cx: &Cx) -> Reply {
        let Some(field) = self.focused(cx) else { return Reply::none() };
        let Some(day) = self.day(cx) else { return self.refusal(cx) };
        let (label, is_empty) = match field {
            TodayField::Event(place) => return self.remove_event(cx, place),
            TodayField::Change(place) => return self.remove_change(cx, place),
            TodayField::Check(check) => (check.short.to_owned(), check.words(&day.checkin).is_none()),
            TodayField::Marker(place) => {
                let name = marker(cx, place).map(|marker| marker.name.clone()).unwrap_or_default();
                let is_empty = !day.checkin.markers.contains_key(&name);
                (name, is_empty)
            }
        };
        if is_empty {
            return Reply::none().say(notice("is-empty", &[("field", &label)]));
        }
        let reply = self.change_checkin(cx, |checkin| match field {
            TodayField::Check(check) if check.is_pain() => checkin.rate(Rating::Blank, cx.now),
            TodayField::Check(check) => write(checkin, check, None, cx),
            TodayField::Marker(_) => _ = checkin.markers.remove(&label),
            TodayField::Event(_) | TodayField::Change(_) => {}
        });
        if reply.step.is_empty() {
            return reply;
        }
        reply.say(notice("emptied", &[("field", &capital(&label)), ("undo", &undo_key(cx))]))
    }
}
