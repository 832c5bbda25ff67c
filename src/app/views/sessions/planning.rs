//! A visit that is still to come: one more is added, or its time is set; and deleting what is
//! written about one.

use chrono::{NaiveDate, NaiveTime};

use super::calendar::calendar;
use super::{Open, SessionsView, day_to_change, refused};
use crate::app::change::Change;
use crate::app::cx::Cx;
use crate::app::dialog::Question;
use crate::app::form::{Field, Form, Kind, Takes};
use crate::app::reply::Reply;
use crate::content::notice;
use crate::domain::date_words::shown;
use crate::domain::time_words;
use crate::domain::visits::changes::{add_visit, delete_visit, set_time};
use crate::domain::visits::{Visit, VisitState};

const TIME: &str = "time";

/// The time of a visit to come.
#[derive(Debug, Clone)]
pub struct Timing {
    /// Its day.
    pub date: NaiveDate,
    /// The visit; `None` where it is added outside the plan.
    pub visit: Option<Visit>,
    /// The form.
    pub form: Form,
}

impl Timing {
    fn new(date: NaiveDate, visit: Option<Visit>) -> Self {
        let time = visit.and_then(|visit| visit.time);
        let text = time.map(|time| time.format("%H:%M").to_string()).unwrap_or_default();
        let hint = "like 17:30 or 5pm; empty while not known";
        let form = Form::new(vec![Field::new(TIME, "At what time?", hint, Kind::line(&text, Takes::Time))]);
        Self { date, visit, form }
    }

    fn time(&self) -> Result<Option<NaiveTime>, String> {
        match self.form.text(TIME).trim() {
            "" => Ok(None),
            text => time_words::read(text).map(Some).map_err(|error| error.to_string()),
        }
    }
}

impl SessionsView {
    pub(super) fn start_add(&mut self, cx: &Cx) -> Reply {
        let date = self.cursor(cx);
        if date <= cx.today {
            return self.ask_or_open_form(cx, date, true);
        }
        let day = match day_to_change(cx, date) {
            Ok(day) => day,
            Err(reply) => return *reply,
        };
        let Some(visits) = calendar(cx).of_trial else {
            return Reply::none().say(notice("planned-within-a-trial", &[]));
        };
        if cx.journal.trial.as_ref().is_some_and(|trial| trial.stopped_by(cx.today).is_some()) {
            return Reply::none().say(notice("no-more-visits", &[]));
        }
        if let Err(error) = add_visit(&visits, &day, None) {
            return refused(cx, &error);
        }
        self.open = Some(Open::Time(Box::new(Timing::new(date, None))));
        Reply::none()
    }

    /// The time of a visit that is still to come.
    pub(super) fn start_time(&mut self, cx: &Cx, visit: Visit) -> Reply {
        if let Err(reply) = day_to_change(cx, visit.date) {
            return *reply;
        }
        self.open = Some(Open::Time(Box::new(Timing::new(visit.date, Some(visit)))));
        Reply::none()
    }

    pub(super) fn finish_time(&mut self, cx: &Cx) -> Reply {
        let Some(Open::Time(timing)) = self.open.clone() else { return Reply::none() };
        let date = timing.date;
        let time = match timing.time() {
            Ok(time) => time,
            Err(error) => return self.refuse((TIME, error)),
        };
        let before = match day_to_change(cx, date) {
            Ok(day) => day,
            Err(reply) => return *reply,
        };
        let Some(visits) = calendar(cx).of_trial else { return Reply::none() };
        self.open = None;
        let on = shown(date, cx.today);
        let (changed, words) = match &timing.visit {
            Some(visit) => {
                let at =
                    time.map_or("without a time".to_owned(), |time| format!("at {}", time.format("%H:%M")));
                (set_time(visit, &before, time), format!("The visit of {on} is planned {at}."))
            }
            None => (
                add_visit(&visits, &before, time),
                format!("A visit outside the weekly plan is added on {on}."),
            ),
        };
        match changed {
            Err(error) => refused(cx, &error),
            Ok(after) if after == before => Reply::none(),
            Ok(after) => Reply::change(Change::day(before, after)).say(words),
        }
    }

    pub(super) fn ask_delete(&self, cx: &Cx) -> Reply {
        match self.chosen(cx) {
            Some(visit) if visit.session.is_some() => Reply::none().ask(Question::DeleteVisit { visit }),
            Some(visit) if visit.state == VisitState::Unreadable => {
                day_to_change(cx, visit.date).map_or_else(|reply| *reply, |_| Reply::none())
            }
            Some(_) => Reply::none().say(notice("only-in-the-plan", &[])),
            None => Reply::none().say(notice("no-visit-here", &[])),
        }
    }

    /// Deletes what is written about a visit.
    pub(super) fn delete(&mut self, cx: &Cx, visit: &Visit) -> Reply {
        let before = match day_to_change(cx, visit.date) {
            Ok(day) => day,
            Err(reply) => return *reply,
        };
        match delete_visit(visit, &before) {
            Err(error) => refused(cx, &error),
            Ok(after) => {
                self.chosen = 0;
                Reply::change(Change::day(before, after)).say(notice("visit-deleted", &[]))
            }
        }
    }
}
