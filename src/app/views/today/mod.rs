//! Today: the check-in of one day, field by field.
//!
//! One file a job: which fields there are (`field`), figures into them (`figures`), text (`writing`), rows
//! that are added to a day (`rows`), the index, coming back after a while, what is worth doing (`to_do`),
//! and showing what was taken back (`showing`).

mod coming_back;
mod field;
mod figures;
mod index;
mod rows;
mod showing;
pub mod to_do;
mod writing;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;

pub use coming_back::{Choice, Stopping};
pub use field::{TodayField, Value, day_before, label, marker, value, written_later};
pub use index::{TOTAL, ndi_form, ndi_of};
pub use rows::{RowForm, event_chosen};
pub use to_do::Item;
pub use writing::{EditTarget, Editing, TWO_COLUMNS, fields_width, label_width, text_width};

use crate::app::STRIP_DAYS;
use crate::app::action::{Action, Ask as Answer, Form as FormAsk, Global, Today as Ask};
use crate::app::change::Change as Altered;
use crate::app::counted::Stand;
use crate::app::cx::Cx;
use crate::app::dialog::Question;
use crate::app::form::{Form, Outcome};
use crate::app::keymap::Context;
use crate::app::reply::{Go, Reply};
use crate::app::scale_entry::ScaleEntry;
use crate::app::tabs::{InHand, Shows, Tab};
use crate::app::views::help::Whole;
use crate::app::views::sessions::{self, Calendar};
use crate::content::notice;
use crate::domain::calendar::{after, before, shift};
use crate::domain::change::Change;
use crate::domain::checkin::CheckIn;
use crate::domain::day::Day;
use crate::domain::event::Event;
use crate::domain::fields::Access;

/// A form that lies over the fields.
#[derive(Debug, Clone)]
pub enum Open {
    /// A change.
    Change(RowForm<Change>),
    /// Something new or worrying.
    Event(RowForm<Event>),
    /// The ten topics of the index, and its total.
    Index(Form),
    /// What to do after a while without a check-in.
    Back(Form),
    /// Why the trial is stopped.
    Stop(Stopping),
}

impl Open {
    /// The form.
    pub fn form(&self) -> &Form {
        match self {
            Self::Change(RowForm { form, .. }) | Self::Event(RowForm { form, .. }) => form,
            Self::Index(form) | Self::Back(form) | Self::Stop(Stopping { form, .. }) => form,
        }
    }

    fn form_mut(&mut self) -> &mut Form {
        match self {
            Self::Change(RowForm { form, .. }) | Self::Event(RowForm { form, .. }) => form,
            Self::Index(form) | Self::Back(form) | Self::Stop(Stopping { form, .. }) => form,
        }
    }
}

/// The state of Today.
#[derive(Debug, Clone)]
pub struct TodayView {
    /// The day shown.
    pub date: NaiveDate,
    /// The field in focus, by its place.
    pub focus: usize,
    /// A text being edited.
    pub editing: Option<Editing>,
    /// A form over the fields.
    pub open: Option<Open>,
    /// What is worth doing or knowing, most pressing first.
    pub to_do: to_do::List,
    /// Every visit there is, for the strip.
    pub calendar: Calendar,
    /// How the journal stood that these were worked out of.
    of: Option<Stand>,
    /// How figures go into the fields; what is kept for each is the check-in before it, and whether
    /// it changed anything.
    entry: ScaleEntry<(NaiveDate, TodayField), (CheckIn, bool)>,
    /// The day shown as the answer on its way leaves it; nothing between two answers.
    pending: Option<Day>,
}

impl TodayView {
    /// Today, on its first field.
    pub fn new(date: NaiveDate) -> Self {
        Self {
            date,
            focus: 0,
            editing: None,
            open: None,
            to_do: to_do::List::default(),
            calendar: Calendar::default(),
            of: None,
            entry: ScaleEntry::default(),
            pending: None,
        }
    }

    /// Whether a text or a form is open.
    pub fn is_busy(&self) -> bool {
        self.editing.is_some() || self.open.is_some()
    }

    /// No 1 waits for its 0 any more: something else was done.
    pub(in crate::app) fn settle_figures(&mut self) {
        self.entry.settle();
    }

    /// The day shown, as it is to be edited; `None` where its file cannot be read or was not read yet.
    fn day(&self, cx: &Cx) -> Option<Day> {
        let pending = self.pending.as_ref().filter(|day| day.date == self.date);
        pending.cloned().or_else(|| cx.journal.days.to_edit(self.date))
    }

    /// What is said where the day cannot be written to.
    fn refusal(&self, cx: &Cx) -> Reply {
        match cx.journal.days.problem(self.date) {
            Some(_) => Reply::none().say(notice("unreadable-day", &[])),
            None => Reply::none(),
        }
    }

    /// Changes the day shown; nothing is written where nothing changed. One whose file cannot be read is
    /// never written to: that is said, for each thing that was meant to go into it.
    fn change_day(&mut self, cx: &Cx, change: impl FnOnce(&mut Day)) -> Reply {
        let Some(before) = self.day(cx) else { return self.refusal(cx) };
        let mut after = before.clone();
        change(&mut after);
        after.checkin.stamp_measures(&before.checkin, cx.now, cx.settings.day_end);
        if after == before {
            return Reply::none();
        }
        self.pending = Some(after.clone());
        Reply::change(Altered::day(before, after))
    }

    fn change_checkin(&mut self, cx: &Cx, change: impl FnOnce(&mut CheckIn)) -> Reply {
        self.change_day(cx, |day| change(&mut day.checkin))
    }

    fn move_focus(&mut self, cx: &Cx, steps: isize) {
        let last = self.fields(cx).len().saturating_sub(1);
        self.focus = self.focus.saturating_add_signed(steps).min(last);
    }

    /// Shows a day, and asks for it and the days around it where they were not read yet.
    pub fn go_to(&mut self, cx: &Cx, date: NaiveDate) -> Reply {
        let date = date.min(cx.today);
        if date != self.date {
            self.date = date;
            self.focus = 0;
        }
        Reply::read(cx.unread([self.days_shown()]))
    }

    /// The days of the strip that ends with the day shown.
    fn days_shown(&self) -> (NaiveDate, NaiveDate) {
        (before(self.date, STRIP_DAYS.saturating_sub(1)), self.date)
    }

    fn go_blank(&mut self, cx: &Cx) -> Reply {
        let blank = blank_days(cx);
        match blank.iter().rev().find(|date| **date < self.date).or(blank.last()) {
            Some(date) => self.go_to(cx, *date),
            None => Reply::none().say(notice("no-blank-day", &[])),
        }
    }

    /// Keeps the focus on its field, whatever fields come or go above it while `change` is done.
    pub(in crate::app) fn put_focus(&mut self, cx: &Cx, field: Option<TodayField>) {
        let fields = self.fields(cx);
        if let Some(place) = field.and_then(|field| fields.iter().position(|it| *it == field)) {
            self.focus = place;
        }
    }

    fn do_today(&mut self, cx: &Cx, asked: Ask) -> Reply {
        match asked {
            Ask::Digit(digit) => self.figure_pressed(cx, digit),
            Ask::Ten => self.figure_pressed(cx, 10),
            Ask::Yes => self.answer(cx, true),
            Ask::No => self.answer(cx, false),
            Ask::Rescued => self.ask_rescue(cx),
            Ask::More => self.one_more(cx),
            Ask::Clear => self.clear(cx),
            Ask::Open => self.open_field(cx, false),
            Ask::Toggle => self.open_field(cx, true),
            Ask::NextField => {
                self.move_focus(cx, 1);
                Reply::none()
            }
            Ask::PreviousField => {
                self.move_focus(cx, -1);
                Reply::none()
            }
            Ask::DayBack => self.go_to(cx, before(self.date, 1)),
            Ask::DayForward if self.date >= cx.today => Reply::none().say(notice("tomorrow", &[])),
            Ask::DayForward => self.go_to(cx, after(self.date, 1)),
            Ask::GoToday => self.go_to(cx, cx.today),
            Ask::GoBlank => self.go_blank(cx),
            Ask::GoDay(offset) => self.go_to(cx, shift(cx.today, offset.min(0))),
            Ask::Note => self.edit(cx, EditTarget::Note),
            Ask::WholeList => Reply::none().go(Go::Whole(Whole::ToDo)),
            Ask::Skip => self.edit(cx, EditTarget::Skip),
            Ask::Change => self.open_change(cx, None),
            Ask::Event => self.open_event(cx, None),
            Ask::Hold => to_do::hold_for_getting_worse(cx, &self.to_do),
            Ask::ComeBack => self.open_back(),
            Ask::Session => Reply::none().go(Go::Visit(self.date)),
            Ask::Focus(place) => {
                self.focus = place.min(self.fields(cx).len().saturating_sub(1));
                match self.focused(cx) {
                    Some(field) if field.opens_by_click() => self.open_field(cx, false),
                    Some(_) | None => Reply::none(),
                }
            }
            Ask::Set(place, number) => {
                self.focus = place.min(self.fields(cx).len().saturating_sub(1));
                let reply = self.figure_pressed(cx, number);
                // A click says which box, so nothing waits for a second figure.
                if self.waits_in_focus(cx) {
                    self.move_focus(cx, 1);
                }
                self.entry.settle();
                reply
            }
        }
    }

    /// Enter: opens what is written in more than one key, and goes on elsewhere. It answers nothing.
    /// Space changes a yes or no that is marked already.
    fn open_field(&mut self, cx: &Cx, toggle: bool) -> Reply {
        if let Some(problem) = cx.journal.days.problem(self.date).cloned() {
            return Reply::none().ask(Question::Unreadable { problem, date: self.date });
        }
        match self.focused(cx) {
            Some(TodayField::Check(field)) => match field.access {
                Access::Words(..) => self.edit(cx, EditTarget::Note),
                Access::YesNo(get, set) if toggle => match self.day(cx).and_then(|day| get(&day.checkin)) {
                    Some(marked) => self.change_checkin(cx, |checkin| set(checkin, Some(!marked))),
                    None => Reply::none().say(notice("yes-or-no", &[])),
                },
                Access::Count(..) => self.edit(cx, EditTarget::Count(field)),
                Access::Index(..) => self.open_index(cx),
                Access::Score(..) | Access::YesNo(..) => {
                    self.move_focus(cx, 1);
                    Reply::none()
                }
            },
            Some(TodayField::Marker(place)) => self.edit(cx, EditTarget::Marker(place)),
            Some(TodayField::Event(place)) => self.open_event(cx, Some(place)),
            Some(TodayField::Change(place)) => self.open_change(cx, Some(place)),
            None => Reply::none(),
        }
    }

    /// Asks what to do with the oldest rescue copy that waits, on its day.
    fn ask_rescue(&mut self, cx: &Cx) -> Reply {
        let waiting = cx.rescued.values().find(|(_, taken)| !taken).map(|(kept, _)| kept.clone());
        let Some(kept) = waiting else { return Reply::none().say(notice("nothing-rescued", &[])) };
        let reply = self.go_to(cx, kept.date);
        match cx.journal.days.to_edit(kept.date) {
            Some(disk) => {
                let question = Question::Rescued { kept: Box::new(kept), disk: Box::new(disk) };
                reply.put_away().ask(question)
            }
            None => reply.say(notice("rescue-unreadable", &[])),
        }
    }

    /// Does what was asked for in the form that is open.
    fn form_act(&mut self, cx: &Cx, asked: FormAsk) -> Reply {
        let Some(open) = &mut self.open else { return Reply::none() };
        let outcome = open.form_mut().handle(asked);
        match outcome {
            // Where there is only one question, its answer is all there is to say.
            Outcome::Answered if matches!(open, Open::Back(_)) => self.finish_form(cx),
            Outcome::Stay | Outcome::Answered => Reply::none(),
            Outcome::Done => self.finish_form(cx),
            Outcome::Left => self.leave_form(cx),
        }
    }

    /// The form is finished: keeps what it holds, or says what is missing.
    fn finish_form(&mut self, cx: &Cx) -> Reply {
        match self.open.clone() {
            Some(Open::Change(row)) => self.finish_change(cx, &row),
            Some(Open::Event(row)) => self.finish_event(cx, &row),
            Some(Open::Index(form)) => self.finish_index(cx, &form),
            Some(Open::Back(form)) => self.finish_back(cx, &form),
            Some(Open::Stop(stopping)) => self.finish_stop(cx, &stopping),
            None => Reply::none(),
        }
    }

    /// The person steps back from the form: what is whole is kept, what is not stays as a draft.
    fn leave_form(&mut self, cx: &Cx) -> Reply {
        match self.open.clone() {
            Some(Open::Change(row)) => self.leave_change(cx, &row),
            Some(Open::Event(row)) => self.leave_event(cx, &row),
            Some(Open::Index(form)) => self.leave_index(cx, &form),
            Some(Open::Back(_) | Open::Stop(_)) | None => {
                self.open = None;
                Reply::none()
            }
        }
    }

    /// Keeps whatever is being typed. False where it cannot be kept and is still open.
    fn keep_typed(&mut self, cx: &Cx) -> (Reply, bool) {
        let reply = self.finish_text(cx);
        if self.editing.is_some() {
            return (reply, false);
        }
        let reply = if self.open.is_some() { reply.and(self.leave_form(cx)) } else { reply };
        (reply, self.open.is_none())
    }
}

/// Days that can still be filled in, oldest first.
pub fn blank_days(cx: &Cx) -> Vec<NaiveDate> {
    cx.journal.trial.as_ref().map(|trial| trial.blank_days(&cx.journal.days, cx.today)).unwrap_or_default()
}

impl Tab for TodayView {
    fn contexts(&self, cx: &Cx) -> Vec<Context> {
        match (&self.editing, &self.open) {
            (Some(editing), _) if editing.target.is_paragraph() => vec![Context::Paragraph, Context::Text],
            (Some(_), _) => vec![Context::Text],
            (None, Some(open)) if open.form().is_lettered() => {
                vec![Context::LongList, open.form().context()]
            }
            (None, Some(open)) => vec![open.form().context()],
            (None, None) => match self.focused(cx) {
                Some(field) if field.is_yes_no() => vec![Context::TodayYesNo, Context::Today],
                Some(field) if self.waits_for_ten(cx, field) => vec![Context::TodayOne, Context::Today],
                Some(_) | None => vec![Context::Today],
            },
        }
    }

    fn does_something(&self, cx: &Cx, action: Action) -> bool {
        let Action::Today(asked) = action else { return true };
        match asked {
            Ask::GoToday => self.date != cx.today,
            Ask::GoBlank => !blank_days(cx).is_empty(),
            Ask::Digit(_) => self.takes_digit(cx),
            Ask::Ten => self.takes_ten(cx) && !self.waits_in_focus(cx),
            Ask::Rescued => cx.rescued.values().any(|(_, taken)| !taken),
            Ask::Hold => self.to_do.is_getting_worse(),
            Ask::ComeBack => self.to_do.is_after_a_while(),
            Ask::More
            | Ask::Clear
            | Ask::Open
            | Ask::Toggle
            | Ask::NextField
            | Ask::PreviousField
            | Ask::DayBack
            | Ask::DayForward
            | Ask::Note
            | Ask::Change
            | Ask::Event
            | Ask::WholeList
            | Ask::Skip
            | Ask::Yes
            | Ask::No
            | Ask::Session
            | Ask::Focus(_)
            | Ask::Set(..)
            | Ask::GoDay(_) => true,
        }
    }

    fn act(&mut self, cx: &Cx, action: Action) -> Reply {
        let reply = if let Action::Form(asked) = action {
            self.form_act(cx, asked)
        } else if let Action::Text(asked) = action {
            self.text_act(cx, asked)
        } else if let Action::Today(asked) = action {
            // A click while a text or a form is open keeps that first.
            let (reply, settled) = self.keep_typed(cx);
            if settled { reply.and(self.do_today(cx, asked)) } else { reply }
        } else {
            Reply::none()
        };
        self.pending = None;
        reply
    }

    fn form(&self) -> Option<&Form> {
        self.open.as_ref().map(Open::form)
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        self.open.as_mut().map(Open::form_mut)
    }

    fn type_key(&mut self, cx: &Cx, key: KeyEvent) -> Reply {
        match &mut self.editing {
            Some(editing) => editing.type_key(cx, key),
            None => {
                if let Some(form) = self.form_mut() {
                    form.type_key(key);
                }
            }
        }
        Reply::none()
    }

    /// Pasted text goes where text is being typed; on Today itself it opens the note.
    fn paste(&mut self, cx: &Cx, text: &str) -> Reply {
        let reply = if self.is_busy() { Reply::none() } else { self.edit(cx, EditTarget::Note) };
        match &mut self.editing {
            Some(editing) => editing.paste(text),
            None => {
                if let Some(form) = self.form_mut() {
                    form.paste(text);
                }
            }
        }
        reply
    }

    fn wheel(&mut self, cx: &Cx, down: bool) -> Reply {
        if self.is_busy() {
            return self.form_act(cx, if down { FormAsk::Next } else { FormAsk::Previous });
        }
        self.move_focus(cx, if down { 1 } else { -1 });
        Reply::none()
    }

    /// Takes the figure just set back: it was the repeat of a key held down. Nothing of it stays in the
    /// history.
    fn take_back_key(&mut self, cx: &Cx) -> Reply {
        if let Some(form) = self.form_mut() {
            form.take_back_key();
            return Reply::none();
        }
        let Some(set) = self.entry.take_back() else { return Reply::none() };
        let ((_, focus), (_, changed)) = (set.focus, set.former);
        self.put_focus(cx, Some(focus));
        Reply { take_back: changed, ..Reply::none() }
    }

    fn settle(&mut self, cx: &Cx) -> (Reply, bool) {
        let kept = self.keep_typed(cx);
        self.pending = None;
        kept
    }

    fn refresh(&mut self, cx: &Cx) {
        if self.of.replace(cx.stand()) != Some(cx.stand()) {
            self.to_do.refresh(cx);
            self.calendar = sessions::calendar(cx);
        }
    }

    fn show(&mut self, cx: &Cx, step: &[Altered]) -> Option<String> {
        self.show_step(cx, step)
    }

    fn answered(&mut self, _cx: &Cx, _question: &Question, _taken: Answer) -> Reply {
        Reply::none()
    }

    fn shows(&self, _cx: &Cx) -> Shows {
        Shows { days: vec![self.days_shown()], trials: Vec::new() }
    }

    fn in_hand(&self, _cx: &Cx) -> InHand {
        InHand { days: self.is_busy().then_some(self.date).into_iter().collect(), plan: false }
    }
}

/// The key that takes the last change back, as shown to a person.
fn undo_key(cx: &Cx) -> String {
    cx.key_for(Action::Global(Global::Undo))
}
