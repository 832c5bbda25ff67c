//! Sessions: the calendar and the list of visits, and what opens over them. Each of those has a file:
//!
//! ```text
//! calendar   every visit, and what is worked out for the screen
//! walking    getting around by days, weeks, months and visits
//! visit      the form of a visit that took place        visit_form   its fields
//! marking    a visit that did not take place
//! moving     a visit on its way to another day
//! planning   adding one, setting its time, deleting
//! holding    what puts massage on hold
//! reading    a warning on a page of its own, in small windows
//! ```

mod calendar;
mod holding;
mod marking;
mod moving;
mod planning;
mod reading;
mod visit;
mod walking;

use chrono::NaiveDate;

use crate::app::action::{Action, Ask as Answer, Form as FormAsk, Sessions as Ask, View};
use crate::app::change::{Change, day_of};
use crate::app::cx::{Cx, cx};
use crate::app::dialog::Question;
use crate::app::drafts::KEPT;
use crate::app::form::{Form, Outcome};
use crate::app::keymap::Context;
use crate::app::reply::{Go, Reply, apply};
use crate::app::tabs::{InHand, Shows, Tab};
use crate::app::views::help::Whole;
use crate::app::views::visit_form::Wrong;
use crate::app::{App, Effect};
use crate::content::notice;
use crate::domain::calendar::shift;
use crate::domain::day::Day;
use crate::domain::text::capital;
use crate::domain::visits::refusal::VisitError;
use crate::domain::visits::{Visit, VisitState};

pub use calendar::{Calendar, Shown, calendar, shown_days};
pub use marking::Marking;
pub use moving::Moving;
pub use planning::Timing;
pub use reading::{KEPT as KEPT_ROWS, Reading};
pub use visit::{Log, unfinished};

/// What is open over the calendar.
#[derive(Debug, Clone)]
pub enum Open {
    /// The form of a visit that took place.
    Log(Box<Log>),
    /// A visit on its way to another day; the calendar stays.
    Move(Moving),
    /// Why a visit did not take place.
    Mark(Box<Marking>),
    /// The time of a visit to come.
    Time(Box<Timing>),
}

impl Open {
    fn form(&self) -> Option<&Form> {
        match self {
            Self::Log(log) => Some(&log.form),
            Self::Mark(marking) => Some(&marking.form),
            Self::Time(timing) => Some(&timing.form),
            Self::Move(_) => None,
        }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        match self {
            Self::Log(log) => Some(&mut log.form),
            Self::Mark(marking) => Some(&mut marking.form),
            Self::Time(timing) => Some(&mut timing.form),
            Self::Move(_) => None,
        }
    }
}

/// The state of the view.
#[derive(Debug, Clone, Default)]
pub struct SessionsView {
    /// The day in focus; `None` is today.
    pub day: Option<NaiveDate>,
    /// Which visit of that day is in focus, where it has several.
    pub chosen: usize,
    /// The list of visits instead of the calendar.
    pub list: bool,
    /// What is open over the calendar.
    pub open: Option<Open>,
    /// What the screen shows of the journal, worked out once after anything that happens.
    pub shown: Option<Box<Shown>>,
    /// A warning on a page of its own.
    pub reading: Option<Reading>,
    /// The warnings that had a page of their own already.
    read: Vec<String>,
}

impl Tab for SessionsView {
    fn contexts(&self, _cx: &Cx) -> Vec<Context> {
        if self.reading.is_some() {
            return vec![Context::Warning];
        }
        match &self.open {
            Some(Open::Log(log)) => vec![log.form.context(), Context::Visit],
            Some(Open::Mark(marking)) => vec![marking.form.context()],
            Some(Open::Time(timing)) => vec![timing.form.context()],
            Some(Open::Move(_)) => vec![Context::SessionsMove],
            None => vec![Context::Sessions],
        }
    }

    fn does_something(&self, cx: &Cx, action: Action) -> bool {
        let Action::Sessions(asked) = action else { return true };
        let visit = || self.chosen(cx);
        match asked {
            Ask::Move => visit().is_some_and(|visit| can_move(&visit)),
            Ask::Mark => visit().is_some_and(|visit| can_mark(&visit)),
            Ask::Delete => visit().is_some_and(|visit| visit.session.is_some()),
            Ask::GoToday => self.cursor(cx) != cx.today,
            Ask::Open => self.cursor(cx) <= cx.today || visit().is_some(),
            Ask::OtherVisit => self.calendar(cx).on(self.cursor(cx)).count() > 1,
            Ask::NextVisit => {
                self.calendar(cx).next_after(self.cursor(cx)).is_some_and(|date| date != self.cursor(cx))
            }
            Ask::Hold => self.shown.as_ref().is_some_and(|shown| shown.can_hold),
            Ask::Warning => self.reading.is_some() || !self.warnings().is_empty(),
            Ask::Down
            | Ask::Up
            | Ask::Left
            | Ask::Right
            | Ask::MonthBack
            | Ask::MonthForward
            | Ask::Add
            | Ask::List
            | Ask::WholeDay
            | Ask::Guide
            | Ask::GoDay(_)
            | Ask::GoVisit(_)
            | Ask::Digit(_)
            | Ask::Dash
            | Ask::RubOut
            | Ask::Accept
            | Ask::Leave
            | Ask::ReadOn
            | Ask::ReadDown
            | Ask::ReadUp => true,
        }
    }

    fn act(&mut self, cx: &Cx, action: Action) -> Reply {
        if let Action::Form(asked) = action {
            return self.form_act(cx, asked);
        }
        let Action::Sessions(asked) = action else { return Reply::none() };
        match asked {
            Ask::Down => self.step(cx, 7),
            Ask::Up => self.step(cx, -7),
            Ask::Left => self.step(cx, -1),
            Ask::Right => self.step(cx, 1),
            Ask::MonthBack => self.month(cx, true),
            Ask::MonthForward => self.month(cx, false),
            Ask::GoToday => self.go_to(cx, cx.today),
            Ask::NextVisit => match self.calendar(cx).next_after(self.cursor(cx)) {
                Some(date) => self.go_to(cx, date),
                None => Reply::none().say(notice("no-visit-to-come", &[])),
            },
            Ask::OtherVisit => {
                self.other_visit(cx);
                Reply::none()
            }
            Ask::GoDay(offset) => {
                let date = shift(cx.today, offset);
                if date == self.cursor(cx) && self.open.is_none() {
                    return self.open_visit(cx);
                }
                self.go_to(cx, date)
            }
            Ask::GoVisit(place) => {
                let all = calendar(cx);
                if place == self.list_place(cx, &all) && self.open.is_none() {
                    return self.open_visit(cx);
                }
                self.focus_visit(&all, place);
                self.read_shown(cx)
            }
            Ask::Open => self.open_visit(cx),
            Ask::Move => self.start_move(cx),
            Ask::Mark => self.start_mark(cx),
            Ask::Add => self.start_add(cx),
            Ask::Delete => self.ask_delete(cx),
            Ask::Hold => self.open_worse_hold(cx),
            Ask::List => {
                self.list = !self.list;
                if self.list {
                    self.focus_in_list(cx);
                }
                self.read_shown(cx)
            }
            Ask::WholeDay => Reply::none().go(Go::Whole(Whole::Day)),
            Ask::Guide => {
                let in_form = matches!(self.open, Some(Open::Log(_)));
                let topic = if in_form { "techniques" } else { "during-and-after" };
                Reply::none().go(Go::Guide(topic))
            }
            Ask::Digit(digit) => {
                self.type_date(|typed| typed.push_str(&digit.to_string()));
                Reply::none()
            }
            Ask::Dash => {
                self.type_date(|typed| typed.push('-'));
                Reply::none()
            }
            Ask::RubOut => {
                self.type_date(|typed| {
                    typed.pop();
                });
                Reply::none()
            }
            Ask::Accept => self.finish_move(cx),
            Ask::Leave => {
                self.open = None;
                self.read_shown(cx)
            }
            Ask::Warning => {
                self.read_again();
                Reply::none()
            }
            Ask::ReadOn => {
                self.read_on();
                Reply::none()
            }
            Ask::ReadDown => {
                self.scroll_reading(1);
                Reply::none()
            }
            Ask::ReadUp => {
                self.scroll_reading(-1);
                Reply::none()
            }
        }
    }

    fn form(&self) -> Option<&Form> {
        if self.reading.is_some() { None } else { self.open.as_ref()?.form() }
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        if self.reading.is_some() { None } else { self.open.as_mut()?.form_mut() }
    }

    /// Puts pasted text into a form, or into the date that a visit is moved to.
    fn paste(&mut self, _cx: &Cx, text: &str) -> Reply {
        let of_a_date = |letter: &char| letter.is_ascii_digit() || *letter == '-';
        if let Some(form) = self.form_mut() {
            form.paste(text);
        } else if self.reading.is_none() {
            self.type_date(|typed| typed.extend(text.chars().filter(of_a_date)));
        }
        Reply::none()
    }

    fn wheel(&mut self, cx: &Cx, down: bool) -> Reply {
        if self.reading.is_some() {
            self.scroll_reading(if down { 1 } else { -1 });
            return Reply::none();
        }
        if self.form().is_some() {
            return self.form_act(cx, if down { FormAsk::Next } else { FormAsk::Previous });
        }
        self.step(cx, if down { 7 } else { -7 })
    }

    fn opened(&mut self, cx: &Cx) -> Reply {
        self.read_shown(cx)
    }

    fn settle(&mut self, cx: &Cx) -> (Reply, bool) {
        (self.keep_open(cx), true)
    }

    fn refresh(&mut self, cx: &Cx) {
        if !self.is_true(cx) {
            self.shown = Some(Box::new(Shown::of(cx)));
        }
        self.show_new_warning(cx);
    }

    fn drawn(&mut self, room: u16) {
        if let Some(reading) = &mut self.reading {
            reading.room = room;
            reading.scroll = reading.scroll.min(room);
        }
    }

    /// Shows the day that an undone or redone step is about.
    fn show(&mut self, cx: &Cx, step: &[Change]) -> Option<String> {
        if !matches!(self.open, Some(Open::Log(_))) {
            self.open = None;
        }
        if let Some(date) = day_of(step).filter(|_| cx.view == View::Sessions) {
            self.day = Some(date);
            self.chosen = 0;
        }
        None
    }

    fn answered(&mut self, cx: &Cx, question: &Question, taken: Answer) -> Reply {
        if taken != Answer::Yes {
            return Reply::none();
        }
        if let Question::DeleteVisit { visit } = question {
            self.delete(cx, visit)
        } else if let Question::DuringHold { date, extra } = question {
            self.open_form(cx, *date, *extra, true)
        } else {
            Reply::none()
        }
    }

    fn shows(&self, cx: &Cx) -> Shows {
        let days = if self.list {
            cx.journal.days.ranges().collect()
        } else {
            vec![shown_days(cx, self.cursor(cx))]
        };
        Shows { days, trials: Vec::new() }
    }

    fn in_hand(&self, _cx: &Cx) -> InHand {
        let days = match &self.open {
            Some(Open::Log(log)) => vec![log.date],
            Some(Open::Move(moving)) => vec![moving.visit.date, moving.target],
            Some(Open::Mark(marking)) => vec![marking.visit.date],
            Some(Open::Time(timing)) => vec![timing.date],
            None => Vec::new(),
        };
        InHand { days: days.into_iter().collect(), plan: false }
    }
}

impl SessionsView {
    /// The day turned: the cursor stays on the day that was seen last.
    pub(in crate::app) fn day_turned(&mut self, was: NaiveDate) {
        self.day.get_or_insert(was);
    }

    /// Nothing was done since the day turned: the cursor goes along to the new day.
    pub(in crate::app) fn follow_day(&mut self, was: NaiveDate) {
        if self.day == Some(was) {
            self.day = None;
        }
    }

    /// Does what was asked for in a form of the view.
    fn form_act(&mut self, cx: &Cx, asked: FormAsk) -> Reply {
        let outcome = match &mut self.open {
            Some(Open::Log(_)) => return self.log_act(cx, asked),
            Some(Open::Mark(marking)) => marking.form.handle(asked),
            Some(Open::Time(timing)) => timing.form.handle(asked),
            Some(Open::Move(_)) | None => return Reply::none(),
        };
        match outcome {
            Outcome::Stay | Outcome::Answered => Reply::none(),
            Outcome::Left => self.leave(cx),
            Outcome::Done if matches!(self.open, Some(Open::Mark(_))) => self.finish_mark(cx),
            Outcome::Done => self.finish_time(cx),
        }
    }

    /// Steps back from the form that is open. Nothing is written; what was filled in is kept as a
    /// draft, and said to be unfinished.
    fn leave(&mut self, cx: &Cx) -> Reply {
        let kept = self.keep_open(cx);
        let is_touched = self.form().is_some_and(Form::is_touched);
        let can_keep = !matches!(self.open, Some(Open::Time(_)));
        self.open = None;
        kept.say(notice(if is_touched && can_keep { KEPT } else { "nothing-changed" }, &[]))
    }

    /// Keeps what the form that is open holds, so that nothing is lost wherever the person goes.
    fn keep_open(&self, cx: &Cx) -> Reply {
        match &self.open {
            Some(Open::Log(log)) => Reply::aside(cx.keep_draft(&log.draft_name(), &log.form)),
            Some(Open::Mark(marking)) => Reply::aside(cx.keep_draft(&marking.draft_name(), &marking.form)),
            Some(Open::Time(_) | Open::Move(_)) | None => Reply::none(),
        }
    }

    fn refuse(&mut self, (field, error): Wrong) -> Reply {
        if let Some(form) = self.open.as_mut().and_then(Open::form_mut) {
            form.refuse(field, error);
        }
        Reply::none()
    }
}

/// From another tab: the form of a day's visit.
pub(in crate::app) fn log_on(app: &mut App, date: NaiveDate) -> Vec<Effect> {
    app.view = View::Sessions;
    let cx = cx!(app);
    let reply = app.sessions_view.log_on(&cx, date);
    apply(app, reply)
}

fn can_move(visit: &Visit) -> bool {
    match visit.state {
        VisitState::Planned | VisitState::Unlogged => true,
        VisitState::Done
        | VisitState::Short
        | VisitState::Missed
        | VisitState::Cancelled
        | VisitState::Unreadable => false,
    }
}

fn can_mark(visit: &Visit) -> bool {
    match visit.state {
        VisitState::Planned | VisitState::Unlogged | VisitState::Missed | VisitState::Cancelled => true,
        VisitState::Done | VisitState::Short | VisitState::Unreadable => false,
    }
}

/// The day of a date, to be changed; where its file cannot be read, the question what to do.
fn day_to_change(cx: &Cx, date: NaiveDate) -> Result<Day, Box<Reply>> {
    cx.journal.days.to_edit(date).ok_or_else(|| {
        Box::new(match cx.journal.days.problem(date).cloned() {
            Some(problem) => Reply::none().ask(Question::Unreadable { problem, date }),
            None => Reply::none(),
        })
    })
}

fn refused(cx: &Cx, error: &VisitError) -> Reply {
    Reply::none().warn(format!("{}.", capital(&error.words(cx.today))))
}
