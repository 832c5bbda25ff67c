//! Coming back after a week or more: going on, stopping here, starting again.

use super::{Open, TodayView, undo_key};
use crate::app::action::View;
use crate::app::change::Change;
use crate::app::cx::Cx;
use crate::app::form::{Field, Form, Kind};
use crate::app::reply::{Go, Reply};
use crate::content::{self, notice};
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::next_trial::rerun;
use crate::domain::text::{Words, capital};
use crate::domain::trial::{StopReason, Stopped};
use crate::words_enum;

words_enum! {
    /// What somebody who comes back can do.
    Choice {
        /// Go on from today.
        GoOn = "go-on", "Go on from today";
        /// Stop the trial.
        Stop = "stop", "Stop the trial here";
        /// Stop it, and plan it again.
        Again = "again", "Start again with a new baseline week";
    }
}

/// A trial on its way to being stopped.
#[derive(Debug, Clone)]
pub struct Stopping {
    /// Whether it is planned again at once.
    pub again: bool,
    /// Why it is stopped.
    pub form: Form,
}

impl TodayView {
    /// Offers what can be done after a while without a check-in.
    pub(super) fn open_back(&mut self) -> Reply {
        if self.to_do.is_after_a_while() {
            let choices = Choice::ALL.iter().map(|choice| choice.label().to_owned()).collect();
            self.open =
                Some(Open::Back(Form::new(vec![Field::new("choice", "", "", Kind::one(choices, None))])));
        }
        Reply::none()
    }

    pub(super) fn finish_back(&mut self, cx: &Cx, form: &Form) -> Reply {
        let choice = form.chosen("choice").and_then(|choice| Choice::ALL.get(choice)).copied();
        let again = match choice {
            None => {
                if let Some(open) = &mut self.open {
                    open.form_mut().refuse("choice", notice("pick-way", &[]));
                }
                return Reply::none();
            }
            Some(Choice::GoOn) => {
                self.open = None;
                return self.go_to(cx, cx.today);
            }
            Some(Choice::Stop) => false,
            Some(Choice::Again) => true,
        };
        let reasons = StopReason::ALL.iter().map(|reason| capital(reason.label())).collect();
        let form = Form::new(vec![
            Field::new("reason", "Why?", "", Kind::one(reasons, None)).needed(),
            Field::new("text", "In your own words", "may stay empty", Kind::text("")),
        ])
        .ending(choice.map_or("", Choice::label));
        self.open = Some(Open::Stop(Stopping { again, form }));
        Reply::none()
    }

    /// Stops the trial, and plans it again where that was chosen: one step.
    pub(super) fn finish_stop(&mut self, cx: &Cx, stopping: &Stopping) -> Reply {
        let reason = stopping.form.chosen("reason").and_then(|choice| StopReason::ALL.get(choice)).copied();
        let text = Words::optional(stopping.form.text("text"));
        let Some(before) = cx.journal.trial.clone() else { return Reply::none() };
        let (Some(reason), Ok(text)) = (reason, text) else {
            if let Some(open) = &mut self.open {
                open.form_mut().refuse("reason", notice("pick-reason", &[]));
            }
            return Reply::none();
        };
        self.open = None;
        let stopped = match before.stop(Stopped { on: cx.today, reason, text }) {
            Ok(stopped) => stopped,
            Err(error) => return Reply::none().say(capital(&format!("{error}."))),
        };
        let again = (stopping.again && cx.journal.setup.is_none()).then(|| {
            let days = &cx.journal.days;
            let decision = Assessment::of(&stopped, days, cx.settings.day_end, cx.today).decision;
            Change::setup(None, Some(rerun(&stopped, &decision, cx.today)))
        });
        let reply = Reply::step([Change::trial(before, stopped)].into_iter().chain(again));
        if stopping.again {
            reply.go(Go::Tab(View::Plan)).say(notice("begun-again", &[]))
        } else {
            let words =
                [notice("stopped", &[("undo", &undo_key(cx))]), content::advice("after-a-stop").to_owned()];
            reply.warn(words.join(" "))
        }
    }
}
