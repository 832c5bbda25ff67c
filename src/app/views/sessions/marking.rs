//! What became of a visit that did not take place: by whom, and why.

use super::calendar::calendar;
use super::{Open, SessionsView, day_to_change, refused};
use crate::app::change::Change;
use crate::app::cx::Cx;
use crate::app::drafts::AGAIN;
use crate::app::form::{Field, Form, Kind};
use crate::app::reply::Reply;
use crate::content::{self, notice};
use crate::domain::session::{Absence, Absent, CancelledBy, MissReason, Session};
use crate::domain::text::{Words, capital};
use crate::domain::visits::Visit;
use crate::domain::visits::changes::mark;
use crate::domain::visits::refusal::VisitError;

const FATE: &str = "fate";
const REASON: &str = "reason";
const WHY: &str = "why";

/// What can have become of a visit that did not take place; `None`: it is planned again.
type Choice = Option<Absent>;

const BY_ME: Absent = Absent::Cancelled(Some(CancelledBy::Me));
const BY_THERAPIST: Absent = Absent::Cancelled(Some(CancelledBy::Therapist));

fn label(choice: Choice) -> &'static str {
    match choice {
        Some(Absent::Missed) => "I did not go",
        Some(Absent::Cancelled(Some(CancelledBy::Me) | None)) => "I cancelled it",
        Some(Absent::Cancelled(Some(CancelledBy::Therapist))) => "the therapist cancelled it",
        None => "it is planned again",
    }
}

/// What became of a visit that did not take place, on its way.
#[derive(Debug, Clone)]
pub struct Marking {
    /// The visit.
    pub visit: Visit,
    /// The form.
    pub form: Form,
    choices: Vec<Choice>,
}

impl Marking {
    /// The name under which the form is kept while it is not finished.
    pub(super) fn draft_name(&self) -> String {
        draft_name(self.visit.date)
    }

    fn choice(&self) -> Option<Choice> {
        self.choices.get(self.form.chosen(FATE)?).copied()
    }

    fn reason(&self) -> Option<MissReason> {
        MissReason::ALL.get(self.form.chosen(REASON)?).copied()
    }

    /// What the reason chosen asks for, at once; nothing for most of them.
    pub fn advice(&self) -> Option<&'static str> {
        self.reason().and_then(content::missed_words)
    }
}

pub(super) fn draft_name(date: chrono::NaiveDate) -> String {
    format!("mark-{date}")
}

impl SessionsView {
    pub(super) fn start_mark(&mut self, cx: &Cx) -> Reply {
        let Some(visit) = self.chosen(cx) else {
            return Reply::none().say(notice("no-visit-here", &[]));
        };
        let date = visit.date;
        if visit.state.took_place() {
            return refused(cx, &VisitError::Logged { date });
        }
        if calendar(cx).of_trial.is_none() {
            return Reply::none().say(notice("marked-within-a-trial", &[]));
        }
        let day = match day_to_change(cx, date) {
            Ok(day) => day,
            Err(reply) => return *reply,
        };
        let old = visit.session.and_then(|index| day.sessions.get(index)).and_then(Session::absence);
        // A visit still to come can be called off, and has not been missed yet.
        let mut choices = vec![Some(BY_ME), Some(BY_THERAPIST)];
        if date <= cx.today {
            choices.insert(0, Some(Absent::Missed));
        }
        if old.is_some() {
            choices.push(None);
        }
        let labels = choices.iter().map(|choice| label(*choice).to_owned()).collect();
        let marked = |old: &Absence| choices.iter().position(|it| label(*it) == label(Some(old.how)));
        let chosen = old.and_then(marked);
        let reasons = MissReason::ALL.iter().map(|reason| capital(reason.label())).collect();
        let reason = old.and_then(|old| old.reason);
        let reason = reason.and_then(|reason| MissReason::ALL.iter().position(|each| *each == reason));
        let why = old.and_then(|old| old.why.as_ref()).map(Words::to_string).unwrap_or_default();
        let form = Form::new(vec![
            Field::new(FATE, "What happened?", "", Kind::one(labels, chosen)).needed(),
            Field::new(REASON, "Why?", "", Kind::one(reasons, reason)),
            Field::new(WHY, "In your words", "may stay empty", Kind::text(&why)),
        ])
        .ending("Write it down");
        let mut marking = Marking { visit, form, choices };
        let draft = cx.draft(&marking.draft_name());
        if let Some(draft) = draft {
            marking.form.restore(draft);
        }
        self.open = Some(Open::Mark(Box::new(marking)));
        if draft.is_some() { Reply::none().say(notice(AGAIN, &[])) } else { Reply::none() }
    }

    pub(super) fn finish_mark(&mut self, cx: &Cx) -> Reply {
        let Some(Open::Mark(marking)) = self.open.clone() else { return Reply::none() };
        let before = match day_to_change(cx, marking.visit.date) {
            Ok(day) => day,
            Err(reply) => return *reply,
        };
        let why = match Words::optional(marking.form.text(WHY)) {
            Ok(why) => why,
            Err(error) => return self.refuse((WHY, capital(&error.to_string()))),
        };
        let reason = marking.reason();
        let Some(choice) = marking.choice() else {
            let words = "Nothing is chosen yet: press its number, or the arrows and Space";
            return self.refuse((FATE, words.to_owned()));
        };
        let wanted = choice.map(|how| Absence { how, reason, why });
        let Some(visits) = calendar(cx).of_trial else { return Reply::none() };
        match mark(&visits, &marking.visit, &before, wanted) {
            Err(error) => self.refuse((FATE, capital(&error.words(cx.today)))),
            Ok(after) => {
                self.open = None;
                let reply = Reply::aside(cx.forget_draft(&marking.draft_name()));
                if after == before {
                    return reply;
                }
                let reply = reply.and(Reply::change(Change::day(before, after)));
                match marking.advice().filter(|_| choice.is_some()) {
                    Some(advice) => reply.warn(format!("{} {advice}", notice("noted-down", &[]))),
                    None => reply.say(notice("noted", &[])),
                }
            }
        }
    }
}
