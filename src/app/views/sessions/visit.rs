//! The form of a visit that took place: opened, filled in, kept while it is not finished, written down.

use chrono::NaiveDate;

use super::calendar::checklist;
use super::holding::{said_after, with_hold};
use super::{Open, SessionsView, day_to_change, refused};
use crate::app::action::Form as FormAsk;
use crate::app::change::Change;
use crate::app::cx::Cx;
use crate::app::dialog::Question;
use crate::app::drafts::AGAIN;
use crate::app::form::{Form, Outcome};
use crate::app::reply::Reply;
use crate::app::views::visit_form::{self, Offer};
use crate::content::{self, notice};
use crate::domain::day::Day;
use crate::domain::rows::place_now;
use crate::domain::session::{DiscomfortAdvice, Done, Session, SessionStatus};
use crate::domain::text::capital;
use crate::domain::visits::VisitState;
use crate::domain::visits::changes::log_visit;
use crate::domain::visits::refusal::VisitError;

/// A visit's form that is open.
#[derive(Debug, Clone)]
pub struct Log {
    /// The day of the visit.
    pub date: NaiveDate,
    /// Where it is written in that day, if it is.
    pub index: Option<usize>,
    /// What was written about it before.
    pub old: Session,
    /// Every visit of that day when the form was opened: among them it is found again, wherever it
    /// stands when the form is kept.
    pub then: Vec<Session>,
    /// What can be taken over with one key.
    pub offer: Option<Offer>,
    /// The form.
    pub form: Form,
    /// Whether it is written down while a hold is open.
    pub during_hold: bool,
    /// Whether it is one more on its day.
    pub extra: bool,
}

impl Log {
    /// The name under which the form is kept while it is not finished.
    pub(super) fn draft_name(&self) -> String {
        let done = self.is_written();
        match self.old.time.filter(|_| done) {
            Some(time) => format!("visit-{}-{}", self.date, time.format("%H%M")),
            None if done => format!("visit-{}-written", self.date),
            None if self.extra => format!("visit-{}-more", self.date),
            None => planned_draft(self.date),
        }
    }

    /// Whether it was written down before.
    pub fn is_written(&self) -> bool {
        self.old.done().is_some()
    }

    /// What the discomfort that is ticked asks for. A visit that is only looked at again has been
    /// told.
    pub fn advice(&self) -> Option<DiscomfortAdvice> {
        let asked = visit_form::advice(&self.form)?;
        (!self.is_written() || asked > self.old.advice()).then_some(asked)
    }

    /// What has to be read before anything else, a sentence each, most pressing first.
    pub fn warnings(&self) -> Vec<String> {
        let felt =
            || content::felt_words(&visit_form::discomforts(&self.form)).into_iter().map(str::to_owned);
        match self.advice() {
            None | Some(DiscomfortAdvice::Common) => Vec::new(),
            Some(DiscomfortAdvice::StopTechnique) => felt().collect(),
            Some(DiscomfortAdvice::Hold) => {
                felt().chain([content::advice("will-open-hold").to_owned()]).collect()
            }
        }
    }

    /// Does what was asked for in the form. What was so last time is taken over only where that was
    /// chosen.
    fn act(&mut self, asked: FormAsk) -> Outcome {
        let focus = self.form.focus;
        let on_offer = self.form.current().is_some_and(|field| field.id == visit_form::SAME);
        let asked = match asked {
            FormAsk::Yes if on_offer => FormAsk::Pick(focus, 0),
            FormAsk::No if on_offer => FormAsk::Pick(focus, 1),
            asked => asked,
        };
        let ticked = visit_form::discomfort_ticked(&self.form);
        let taken = self.form.chosen(visit_form::SAME);
        let outcome = self.form.handle(asked);
        visit_form::settle_discomfort(&mut self.form, &ticked);
        if let (Some(0), Some(offer)) = (self.form.chosen(visit_form::SAME), &self.offer)
            && taken != Some(0)
        {
            visit_form::take_offer(&mut self.form, offer);
        }
        outcome
    }
}

/// The name under which the form of a day's visit is kept while it is not finished.
fn planned_draft(date: NaiveDate) -> String {
    format!("visit-{date}")
}

/// What is said of a day on which something is begun and not written.
pub fn unfinished(cx: &Cx, date: NaiveDate) -> Vec<String> {
    let has = |name: String| cx.draft(&name).is_some();
    let changed = cx.journal.days.to_edit(date).into_iter().flat_map(|day| day.sessions).any(|session| {
        let name = match session.time {
            Some(time) => format!("visit-{date}-{}", time.format("%H%M")),
            None => format!("visit-{date}-written"),
        };
        session.done().is_some() && has(name)
    });
    [
        (has(planned_draft(date)), "visit-begun"),
        (changed, "visit-change-begun"),
        (has(format!("visit-{date}-more")), "one-more-begun"),
        (has(super::marking::draft_name(date)), "mark-begun"),
    ]
    .into_iter()
    .filter(|(is_so, _)| *is_so)
    .map(|(_, id)| notice(id, &[]))
    .collect()
}

/// What the last visit before or on a day was like, or at least how long the plan says.
fn offer(cx: &Cx, date: NaiveDate, planned: &Session) -> Option<Offer> {
    let days = cx.journal.days.written().rev().filter(|day| day.date <= date);
    let mut visits = days.flat_map(|day| day.sessions.iter().rev());
    let last = visits.find_map(|session| Some((session, session.done()?)));
    let minutes = || cx.journal.trial.as_ref().map(|trial| trial.plan.dose.minutes());
    let done = Done {
        minutes: last.and_then(|(_, done)| done.minutes).or_else(minutes),
        techniques: last.map(|(_, done)| done.techniques.clone()).unwrap_or_default(),
        ..Done::default()
    };
    let session = Session {
        time: planned.time.or(last.and_then(|(session, _)| session.time)),
        therapist: last.and_then(|(session, _)| session.therapist.clone()),
        ..done.into()
    };
    (session != Session::new(SessionStatus::Done)).then_some(Offer { last_time: last.is_some(), session })
}

/// Whether a visit is another one than those written for its day.
enum Which {
    /// It is, or there is no other.
    Another,
    /// The person has to say.
    Asked,
    /// It is the one written at this place.
    Same(usize),
}

impl SessionsView {
    /// From Today: the form of that day's visit.
    pub(in crate::app) fn log_on(&mut self, cx: &Cx, date: NaiveDate) -> Reply {
        let reply = self.go_to(cx, date);
        reply.and(self.open_visit(cx))
    }

    /// Opens what there is to fill in on the day in focus: the form of its visit, or, of one that is
    /// still to come, its time.
    pub(super) fn open_visit(&mut self, cx: &Cx) -> Reply {
        let date = self.cursor(cx);
        match self.chosen(cx) {
            Some(visit) if visit.state == VisitState::Planned && date > cx.today => {
                self.start_time(cx, visit)
            }
            None if date > cx.today => Reply::none().say(notice("none-planned", &[])),
            Some(_) | None => self.ask_or_open_form(cx, date, false),
        }
    }

    /// Opens the form, but while a hold is open only after asking once more. What is written already
    /// can be looked at without being asked.
    pub(super) fn ask_or_open_form(&mut self, cx: &Cx, date: NaiveDate, extra: bool) -> Reply {
        let on_hold = checklist(cx).is_some_and(|list| list.has_open_hold());
        let written = !extra && self.chosen(cx).is_some_and(|visit| visit.state.took_place());
        if on_hold && !written && cx.journal.days.to_edit(date).is_some() {
            return Reply::none().ask(Question::DuringHold { date, extra });
        }
        self.open_form(cx, date, extra, false)
    }

    /// Opens the form of the visit in focus, or, with `extra`, of one more on that day.
    pub(super) fn open_form(&mut self, cx: &Cx, date: NaiveDate, extra: bool, during_hold: bool) -> Reply {
        let day = match day_to_change(cx, date) {
            Ok(day) => day,
            Err(reply) => return *reply,
        };
        let visit = self.chosen(cx).filter(|visit| !extra && visit.date == date);
        self.open_session(cx, &day, visit.and_then(|visit| visit.session), extra, during_hold)
    }

    /// Opens the form of a visit by its place in its day, as it was left where it was not finished.
    fn open_session(
        &mut self,
        cx: &Cx,
        day: &Day,
        index: Option<usize>,
        extra: bool,
        during_hold: bool,
    ) -> Reply {
        let date = day.date;
        let old = index.and_then(|index| day.sessions.get(index)).cloned();
        let old = old.unwrap_or_default();
        let offer = old.done().is_none().then(|| offer(cx, date, &old)).flatten();
        let form = visit_form::form(&old, offer.as_ref());
        let mut log = Log { date, index, old, then: day.sessions.clone(), offer, form, during_hold, extra };
        let draft = cx.draft(&log.draft_name());
        if let Some(draft) = draft {
            log.form.restore(draft);
        }
        self.open = Some(Open::Log(Box::new(log)));
        if draft.is_some() { Reply::none().say(notice(AGAIN, &[])) } else { Reply::none() }
    }

    pub(super) fn log_act(&mut self, cx: &Cx, asked: FormAsk) -> Reply {
        let Some(Open::Log(log)) = &mut self.open else { return Reply::none() };
        match log.act(asked) {
            Outcome::Stay | Outcome::Answered => Reply::none(),
            Outcome::Done => self.finish_log(cx),
            Outcome::Left => self.leave(cx),
        }
    }

    /// Writes the visit of the form down.
    fn finish_log(&mut self, cx: &Cx) -> Reply {
        let Some(Open::Log(log)) = self.open.clone() else { return Reply::none() };
        let mut session = match visit_form::session_of(&log.form, &log.old) {
            Ok(session) => session,
            Err(wrong) => return self.refuse(wrong),
        };
        if session == log.old {
            self.open = None;
            return Reply::aside(cx.forget_draft(&log.draft_name()));
        }
        let before = match day_to_change(cx, log.date) {
            Ok(day) => day,
            Err(reply) => return *reply,
        };
        let index = log.index.and_then(|place| place_now(&log.then, place, &before.sessions));
        if log.index.is_some() && index.is_none() {
            return self.gone();
        }
        match self.which_visit(&log, &before, index, &session) {
            Which::Another => {}
            Which::Asked => return Reply::none(),
            Which::Same(place) => return self.go_on_with(cx, &log, &before, place),
        }
        if let Some(done) = session.done_mut() {
            done.during_hold |= log.during_hold;
        }
        match log_visit(&before, index, session.clone(), cx.today) {
            Err(error @ VisitError::SameTime { .. }) => {
                self.refuse(("time", capital(&error.words(cx.today))))
            }
            Err(error) => refused(cx, &error),
            Ok(after) => {
                self.open = None;
                let reply = write_down(cx, &log, before.clone(), after, &session);
                Reply { began_from: base_of(&log, before, index), ..reply }
            }
        }
    }

    /// The visit of the form was removed or replaced elsewhere: the words stay in the form, and are
    /// never written onto another visit. Kept once more, they are a visit of their own.
    fn gone(&mut self) -> Reply {
        let Some(Open::Log(log)) = &mut self.open else { return Reply::none() };
        log.index = None;
        log.old = Session::default();
        Reply::none().warn(notice("visit-gone", &[]))
    }

    /// A second visit that took place on a day raises the figures, so it is never taken without a
    /// word: where the two cannot be told apart by their times, the person says whether it is the
    /// same.
    fn which_visit(&mut self, log: &Log, day: &Day, index: Option<usize>, session: &Session) -> Which {
        if log.is_written() {
            return Which::Another;
        }
        let mut others = day.sessions.iter().enumerate().filter(|(place, other)| {
            Some(*place) != index
                && other.done().is_some()
                && (other.time.is_none() || session.time.is_none())
        });
        let Some((place, other)) = others.next() else { return Which::Another };
        match log.form.chosen(visit_form::SECOND) {
            Some(0) => Which::Another,
            Some(_) => Which::Same(place),
            None => {
                if let Some(Open::Log(log)) = &mut self.open {
                    visit_form::ask_second(&mut log.form, other);
                }
                Which::Asked
            }
        }
    }

    /// Goes on in the form of the visit that is written already, with what was filled in here.
    fn go_on_with(&mut self, cx: &Cx, log: &Log, day: &Day, place: usize) -> Reply {
        let opened = self.open_session(cx, day, Some(place), false, log.during_hold);
        if let Some(Open::Log(open)) = &mut self.open {
            open.form.restore(&log.form.draft());
        }
        Reply::aside(cx.forget_draft(&log.draft_name())).and(opened).say(notice("visit-written-before", &[]))
    }
}

/// The day as it was when the form began, where its visit was changed elsewhere since: saving compares
/// with that, so that neither side's words are lost.
fn base_of(log: &Log, now: Day, index: Option<usize>) -> Option<Day> {
    let mut base = now;
    let row = base.sessions.get_mut(index?)?;
    if *row == log.old {
        return None;
    }
    row.clone_from(&log.old);
    Some(base)
}

fn write_down(cx: &Cx, log: &Log, before: Day, after: Day, session: &Session) -> Reply {
    let forgotten = cx.forget_draft(&log.draft_name());
    let hold = with_hold(cx, forgotten.as_ref(), &before, &after, session);
    let on_hold = hold.is_some();
    let mut said = said_after(cx, session);
    let done = |day: &Day| day.sessions.iter().filter(|each| each.done().is_some()).count();
    if done(&after) > 1 && done(&after) > done(&before) {
        said = format!("{} {said}", notice("visit-number", &[("n", &done(&after).to_string())]));
    }
    let reply =
        Reply::aside(forgotten).and(Reply::step([Change::day(before, after)].into_iter().chain(hold)));
    if on_hold {
        // What to do stands at the top from now on, whole.
        reply.warn(content::advice("opens-hold"))
    } else if session.advice() == DiscomfortAdvice::Common {
        reply.say(said)
    } else {
        reply.warn(said)
    }
}
