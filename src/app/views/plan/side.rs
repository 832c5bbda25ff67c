//! Two forms beside the checklist: stopping the trial, and something new that puts massage on hold.

use super::PlanView;
use crate::app::change::{Change, Record};
use crate::app::cx::Cx;
use crate::app::dialog::Question;
use crate::app::drafts::KEPT;
use crate::app::form::{Field, Form, Kind};
use crate::app::reply::Reply;
use crate::content::{self, fill, notice, plan_words};
use crate::domain::checklist::{Checklist, QuestionKind};
use crate::domain::text::{Words, capital};
use crate::domain::trial::{Setup, StopReason, Stopped, Trial};

/// The most characters of what a hold of one's own is about, as `weekfive hold open` takes them.
const WHY_LIMIT: usize = 120;

/// Which of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Stop,
    PutOnHold,
}

/// A form that is open beside the checklist.
#[derive(Debug, Clone)]
pub struct Side {
    what: What,
    /// The form.
    pub form: Form,
}

/// The words above such a form.
#[derive(Debug, Clone, Copy)]
pub struct SideWords {
    /// The heading.
    pub title: &'static str,
    /// The question.
    pub question: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Whether the last of these is a warning.
    pub warns: bool,
}

impl Side {
    /// The form that stops the trial.
    pub(super) fn stop() -> Self {
        let reasons = StopReason::ALL.iter().map(|reason| capital(reason.label())).collect();
        let fields = vec![
            Field::new("reason", "Reason", "", Kind::one(reasons, None)).needed(),
            Field::new("why", "In your words", "may stay empty", Kind::text("")),
        ];
        Self { what: What::Stop, form: Form::new(fields).ending(&plan_words().stop_done) }
    }

    /// The form that puts massage on hold.
    pub(super) fn put_on_hold() -> Self {
        let field = Field::new("why", "What is new", "", Kind::text("")).needed();
        let form = Form::new(vec![field]).ending(&plan_words().new_done);
        Self { what: What::PutOnHold, form }
    }

    /// The name under which it is kept while it is not finished.
    fn draft_name(&self) -> &'static str {
        match self.what {
            What::Stop => "stop",
            What::PutOnHold => "new-hold",
        }
    }

    /// What stands above it.
    pub fn words(&self) -> SideWords {
        let words = plan_words();
        match self.what {
            What::Stop => SideWords {
                title: &words.stop_title,
                question: &words.stop_question,
                help: &words.stop_help,
                warns: false,
            },
            What::PutOnHold => SideWords {
                title: &words.new_title,
                question: &words.new_question,
                help: &words.new_help,
                warns: true,
            },
        }
    }
}

impl PlanView {
    pub(super) fn open_side(&mut self, cx: &Cx, mut side: Side) -> Reply {
        let draft = cx.draft(side.draft_name());
        if let Some(draft) = draft {
            side.form.restore(draft);
        }
        self.side = Some(side);
        if draft.is_some() {
            Reply::none().say(notice(crate::app::drafts::AGAIN, &[]))
        } else {
            Reply::none()
        }
    }

    /// Keeps what such a form holds: it does nothing before the person says so.
    pub(super) fn keep_side(&self, cx: &Cx) -> Reply {
        let kept = self.side.as_ref().and_then(|side| cx.keep_draft(side.draft_name(), &side.form));
        Reply::aside(kept)
    }

    pub(super) fn leave_side(&mut self, cx: &Cx) -> Reply {
        let reply = self.keep_side(cx);
        let touched = self.side.take().is_some_and(|side| side.form.is_touched());
        if touched { reply.say(notice(KEPT, &[])) } else { reply }
    }

    pub(super) fn finish_side(&mut self, cx: &Cx) -> Reply {
        match self.side.as_ref().map(|side| side.what) {
            Some(What::Stop) => self.ask_to_stop(cx),
            Some(What::PutOnHold) => self.put_on_hold(cx),
            None => Reply::none(),
        }
    }

    fn refuse(&mut self, field: &'static str, error: impl Into<String>) -> Reply {
        if let Some(side) = &mut self.side {
            side.form.refuse(field, error);
        }
        Reply::none()
    }

    /// The form is filled in: asks once more before anything ends.
    fn ask_to_stop(&mut self, cx: &Cx) -> Reply {
        let Some(form) = self.side.as_ref().map(|side| &side.form) else { return Reply::none() };
        let Some(reason) = form.chosen("reason").and_then(|choice| StopReason::ALL.get(choice)).copied()
        else {
            return self.refuse("reason", crate::app::form::NOTHING_CHOSEN);
        };
        match Words::optional(form.text("why")) {
            Ok(text) => {
                Reply::none().ask(Question::StopTrial { stopped: Stopped { on: cx.today, reason, text } })
            }
            Err(error) => self.refuse("why", capital(&error.to_string())),
        }
    }

    /// Stops the trial; the plan then says what that means and what to do.
    pub(super) fn stop(&mut self, cx: &Cx, stopped: &Stopped) -> Reply {
        let Some(trial) = &cx.journal.trial else { return Reply::none() };
        let forgotten = cx.forget_draft("stop");
        let before = trial_after(forgotten.as_ref(), trial);
        match before.stop(stopped.clone()) {
            Ok(after) => {
                self.side = None;
                // The row that says so, and what to do, comes first.
                self.row = 0;
                let step = Reply::change(Change::trial(before, after));
                Reply::aside(forgotten).and(step).say(&plan_words().after_stop)
            }
            Err(error) => Reply::none().warn(fill(&plan_words().not_stopped, &[("why", &error.to_string())])),
        }
    }

    /// Puts massage on hold: in the trial, and in the checklist on its way to the next one.
    fn put_on_hold(&mut self, cx: &Cx) -> Reply {
        let Some(form) = self.side.as_ref().map(|side| &side.form) else { return Reply::none() };
        let item = form.text("why").split_whitespace().collect::<Vec<_>>().join(" ");
        if item.is_empty() {
            return self.refuse("why", &plan_words().new_is_empty);
        }
        if item.chars().count() > WHY_LIMIT {
            let limit = WHY_LIMIT.to_string();
            return self.refuse("why", fill(&plan_words().new_too_long, &[("limit", &limit)]));
        }
        let open = |list: &mut Checklist| list.open_hold(&item, QuestionKind::RedFlag, cx.today);
        let forgotten = cx.forget_draft("new-hold");
        let mut step = Vec::new();
        if let Some(trial) = &cx.journal.trial {
            let before = trial_after(forgotten.as_ref(), trial);
            let mut after = before.clone();
            open(&mut after.checklist);
            step.push(Change::trial(before, after));
        }
        if let Some(setup) = setup_after(cx, forgotten.as_ref()) {
            let mut after = setup.clone();
            open(&mut after.checklist);
            step.push(Change::setup(Some(setup), Some(after)));
        }
        self.side = None;
        let level = content::what_to_do(crate::domain::safety::Level::DoctorFirst);
        Reply::aside(forgotten).and(Reply::step(step)).warn(format!("{level} {}", plan_words().opened))
    }
}

/// The trial as it stands after something was put aside in it.
fn trial_after(aside: Option<&Change>, trial: &Trial) -> Trial {
    match aside.map(|change| &change.after) {
        Some(Record::Trial(after)) => (**after).clone(),
        Some(Record::Day(_) | Record::Setup(_) | Record::Standing(_)) | None => trial.clone(),
    }
}

/// The checklist on its way, as it stands after something was put aside in it.
fn setup_after(cx: &Cx, aside: Option<&Change>) -> Option<Setup> {
    match aside.map(|change| &change.after) {
        Some(Record::Setup(Some(after))) => Some((**after).clone()),
        Some(Record::Day(_) | Record::Trial(_) | Record::Setup(None) | Record::Standing(_)) | None => {
            cx.journal.setup.clone()
        }
    }
}
