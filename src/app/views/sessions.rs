//! Sessions: the calendar of visits.

use chrono::{Datelike, Months, NaiveDate};

use crate::app::action::{Action, Ask as Answer, Form as FormAsk, Sessions as Ask, View};
use crate::app::bridge::Bridge;
use crate::app::change::{Change, day_of};
use crate::app::cx::Cx;
use crate::app::dialog::{Dialog, HelpState, Question};
use crate::app::drafts::{AGAIN, KEPT};
use crate::app::effect::Read;
use crate::app::form::{Field, Form, Kind, Outcome, Takes};
use crate::app::keymap::Context;
use crate::app::tabs::{InHand, Shows};
use crate::app::views::visit_form::{self, Offer, Wrong};
use crate::app::{App, Effect};
use crate::content;
use crate::domain::adherence::{Adherence, figures};
use crate::domain::calendar::{before, shift};
use crate::domain::checklist::{QuestionKind, VISIT_HOLD};
use crate::domain::date_words::{self, shown};
use crate::domain::day::Day;
use crate::domain::rows::place_now;
use crate::domain::safety::{Level, level_of_all};
use crate::domain::score::Minutes;
use crate::domain::session::{CancelledBy, DiscomfortAdvice, Session, SessionStatus};
use crate::domain::text::{Words, capital};
use crate::domain::time_words;
use crate::domain::visit_changes::{
    Mark, VisitError, add_visit, asks_for_hold, delete_visit, log_visit, mark, move_visit,
};
use crate::domain::visits::{Visit, VisitState, Visits, state_of, visits_of};

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
    fn draft_name(&self) -> String {
        let done = self.old.status == SessionStatus::Done;
        match self.old.time.filter(|_| done) {
            Some(time) => format!("visit-{}-{}", self.date, time.format("%H%M")),
            None if done => format!("visit-{}-written", self.date),
            None if self.extra => format!("visit-{}-more", self.date),
            None => planned_draft(self.date),
        }
    }
}

/// The name under which the form of a day's visit is kept while it is not finished.
fn planned_draft(date: NaiveDate) -> String {
    format!("visit-{date}")
}

/// What is said of a day on which something is begun and not written.
pub fn unfinished(app: &App, date: NaiveDate) -> Vec<&'static str> {
    let has = |name: String| app.draft(&name).is_some();
    let changed = app.journal.days.to_edit(date).into_iter().flat_map(|day| day.sessions).any(|session| {
        let name = match session.time {
            Some(time) => format!("visit-{date}-{}", time.format("%H%M")),
            None => format!("visit-{date}-written"),
        };
        session.status == SessionStatus::Done && has(name)
    });
    [
        (has(planned_draft(date)), "A visit is begun, not written: Enter goes on with it."),
        (changed, "A change to the visit is begun, not written: Enter goes on with it."),
        (has(format!("visit-{date}-more")), "One more visit is begun, not written: a goes on with it."),
        (has(format!("mark-{date}")), "What became of the visit is begun, not written: x goes on."),
    ]
    .into_iter()
    .filter_map(|(is_so, words)| is_so.then_some(words))
    .collect()
}

fn mark_draft(visit: &Visit) -> String {
    format!("mark-{}", visit.date)
}

/// A visit on its way to another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// The visit.
    pub visit: Visit,
    /// The day it would go to.
    pub target: NaiveDate,
    /// What was typed of a date.
    pub typed: String,
    /// Why it cannot go there.
    pub error: Option<String>,
}

/// What is open over the calendar.
#[derive(Debug, Clone)]
pub enum Open {
    /// The form of a visit that took place.
    Log(Box<Log>),
    /// A visit on its way to another day; the calendar stays.
    Move(Moving),
    /// Why a visit did not take place.
    Mark(Visit, Form),
    /// The time of a visit added on a day.
    Add(NaiveDate, Form),
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
}

/// Every visit there is to show.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Those of the trial, with what the rules need; `None` without a trial.
    pub of_trial: Option<Visits>,
    /// All of them, with those that were written outside the trial, by date.
    pub all: Vec<Visit>,
}

impl Calendar {
    /// The visits on a date.
    pub fn on(&self, date: NaiveDate) -> impl Iterator<Item = &Visit> {
        self.all.iter().filter(move |visit| visit.date == date)
    }

    /// Where the planned visit of a date was moved to, if it was.
    pub fn moved_to(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.of_trial.as_ref()?.moved_to(date)
    }

    /// The figures of adherence.
    pub fn adherence(&self) -> Option<Adherence> {
        self.of_trial.as_ref().map(figures)
    }
}

/// Every visit of the trial, and every other one that was written, as of today.
pub fn calendar(cx: &Cx) -> Calendar {
    let days = &cx.journal.days;
    let of_trial = cx.journal.trial.as_ref().map(|trial| visits_of(trial, days, cx.today));
    let mut all: Vec<Visit> = of_trial.as_ref().map(|visits| visits.list.clone()).unwrap_or_default();
    let mut others = Vec::new();
    for day in days.written() {
        for (index, session) in day.sessions.iter().enumerate() {
            if !all.iter().any(|visit| visit.date == day.date && visit.session == Some(index)) {
                let state = state_of(session, day.date, None, cx.today);
                others.push(Visit {
                    slot: None,
                    date: day.date,
                    state,
                    session: Some(index),
                    in_treatment: false,
                    time: session.time,
                    minutes: session.minutes.filter(|_| state.took_place()),
                    cost: session.cost,
                    reason: session.reason,
                });
            }
        }
    }
    all.extend(others);
    all.sort_by_key(|visit| (visit.date, visit.time, visit.session));
    Calendar { of_trial, all }
}

/// The day in focus; while a visit is moved, the day it would go to.
pub fn cursor(app: &App) -> NaiveDate {
    match &app.sessions_view.open {
        Some(Open::Move(moving)) => moving.target,
        Some(Open::Log(_) | Open::Mark(..) | Open::Add(..)) | None => {
            app.sessions_view.day.unwrap_or(app.today)
        }
    }
}

/// The visit in focus.
pub fn chosen(app: &App) -> Option<Visit> {
    let calendar = calendar(&app.cx());
    let on_day: Vec<&Visit> = calendar.on(app.sessions_view.day.unwrap_or(app.today)).collect();
    on_day.get(app.sessions_view.chosen.min(on_day.len().saturating_sub(1))).map(|visit| **visit)
}

/// The first and the last day that the calendar of a day's month shows.
pub fn shown_days(cx: &Cx, date: NaiveDate) -> (NaiveDate, NaiveDate) {
    let first = before(date, u64::from(date.day0()));
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    let last = before(next, 1);
    let start = first.week(cx.settings.week_start).first_day();
    (start, last.week(cx.settings.week_start).last_day())
}

/// Where keys go, innermost first.
fn contexts(app: &App) -> Vec<Context> {
    match &app.sessions_view.open {
        Some(Open::Log(log)) => vec![log.form.context(), Context::Visit],
        Some(Open::Mark(_, form) | Open::Add(_, form)) => vec![form.context()],
        Some(Open::Move(_)) => vec![Context::SessionsMove],
        None => vec![Context::Sessions],
    }
}

/// Whether a key of the calendar would do something now.
fn does_something(app: &App, asked: Ask) -> bool {
    let visit = || chosen(app);
    match asked {
        Ask::Move => visit().is_some_and(|visit| can_move(&visit)),
        Ask::Mark => visit().is_some_and(|visit| !visit.state.took_place()),
        Ask::Delete => visit().is_some_and(|visit| visit.session.is_some()),
        Ask::GoToday => cursor(app) != app.today,
        Ask::Open => cursor(app) <= app.today,
        Ask::OtherVisit => calendar(&app.cx()).on(cursor(app)).count() > 1,
        Ask::NextVisit => next_visit(app).is_some_and(|date| date != cursor(app)),
        Ask::Down
        | Ask::Up
        | Ask::Left
        | Ask::Right
        | Ask::MonthBack
        | Ask::MonthForward
        | Ask::Add
        | Ask::List
        | Ask::Guide
        | Ask::GoDay(_)
        | Ask::Digit(_)
        | Ask::Dash
        | Ask::RubOut
        | Ask::Accept
        | Ask::Leave => true,
    }
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

fn next_visit(app: &App) -> Option<NaiveDate> {
    let calendar = calendar(&app.cx());
    let to_come = |visit: &&Visit| visit.state == VisitState::Planned;
    let after_here = calendar.all.iter().filter(to_come).find(|visit| visit.date > cursor(app));
    after_here.or(calendar.all.iter().find(to_come)).map(|visit| visit.date)
}

/// Asks for the days of the month shown where they were not read yet.
fn read_shown(app: &App) -> Vec<Effect> {
    let (first, last) = shown_days(&app.cx(), cursor(app));
    if app.journal.days.has_read(first, last) {
        Vec::new()
    } else {
        vec![Effect::Read(Read::Days(first, last))]
    }
}

/// Does what was asked for.
fn act(app: &mut App, asked: Ask) -> Vec<Effect> {
    match asked {
        Ask::Down => step(app, 7),
        Ask::Up => step(app, -7),
        Ask::Left => step(app, -1),
        Ask::Right => step(app, 1),
        Ask::MonthBack => {
            let here = cursor(app);
            go_to(app, here.checked_sub_months(Months::new(1)).unwrap_or(here))
        }
        Ask::MonthForward => {
            let here = cursor(app);
            go_to(app, here.checked_add_months(Months::new(1)).unwrap_or(here))
        }
        Ask::GoToday => go_to(app, app.today),
        Ask::NextVisit => match next_visit(app) {
            Some(date) => go_to(app, date),
            None => {
                app.say("No visit is still to come.");
                Vec::new()
            }
        },
        Ask::OtherVisit => {
            let count = calendar(&app.cx()).on(cursor(app)).count().max(1);
            let next = app.sessions_view.chosen.min(count.saturating_sub(1)).saturating_add(1);
            app.sessions_view.chosen = next.checked_rem(count).unwrap_or(0);
            Vec::new()
        }
        Ask::GoDay(offset) => {
            let date = shift(app.today, offset);
            if date == cursor(app) && app.sessions_view.open.is_none() {
                return act(app, Ask::Open);
            }
            go_to(app, date)
        }
        Ask::Open => open_visit(app),
        Ask::Move => start_move(app),
        Ask::Mark => start_mark(app),
        Ask::Add => start_add(app),
        Ask::Delete => ask_delete(app),
        Ask::List => {
            app.sessions_view.list = !app.sessions_view.list;
            Vec::new()
        }
        Ask::Guide => {
            let in_form = matches!(app.sessions_view.open, Some(Open::Log(_)));
            let topic = if in_form { "techniques" } else { "during-and-after" };
            app.dialog = Some(Dialog::Help(HelpState::guide(app.view, topic)));
            Vec::new()
        }
        Ask::Digit(digit) => {
            type_date(app, |typed| typed.push_str(&digit.to_string()));
            Vec::new()
        }
        Ask::Dash => {
            type_date(app, |typed| typed.push('-'));
            Vec::new()
        }
        Ask::RubOut => {
            type_date(app, |typed| {
                typed.pop();
            });
            Vec::new()
        }
        Ask::Accept => finish_move(app),
        Ask::Leave => {
            app.sessions_view.open = None;
            read_shown(app)
        }
    }
}

/// A step by days; in the list from visit to visit.
fn step(app: &mut App, days: i64) -> Vec<Effect> {
    if app.sessions_view.list && app.sessions_view.open.is_none() {
        step_in_list(app, days > 0);
        return read_shown(app);
    }
    let date = shift(cursor(app), days);
    go_to(app, date)
}

/// The place in the list of the visit in focus, or of the first one after the day in focus.
pub fn list_place(app: &App, calendar: &Calendar) -> usize {
    let date = cursor(app);
    let first = calendar.all.iter().position(|visit| visit.date >= date);
    let on_day = calendar.on(date).count();
    match first {
        Some(first) => first.saturating_add(app.sessions_view.chosen.min(on_day.saturating_sub(1))),
        None => calendar.all.len().saturating_sub(1),
    }
}

fn step_in_list(app: &mut App, down: bool) {
    let calendar = calendar(&app.cx());
    let here = list_place(app, &calendar);
    let on_visit = calendar.all.get(here).is_some_and(|visit| visit.date == cursor(app));
    let place = match (down, on_visit) {
        (true, true) => here.saturating_add(1).min(calendar.all.len().saturating_sub(1)),
        (true, false) => here,
        (false, _) => here.saturating_sub(1),
    };
    if let Some(visit) = calendar.all.get(place) {
        let earlier = calendar.all.get(..place).unwrap_or_default();
        app.sessions_view.chosen = earlier.iter().filter(|other| other.date == visit.date).count();
        app.sessions_view.day = Some(visit.date);
    }
}

fn go_to(app: &mut App, date: NaiveDate) -> Vec<Effect> {
    if let Some(Open::Move(moving)) = &mut app.sessions_view.open {
        moving.target = date;
        moving.typed.clear();
        moving.error = None;
    } else {
        app.sessions_view.day = Some(date);
        app.sessions_view.chosen = 0;
    }
    read_shown(app)
}

/// Shows the day that an undone or redone step is about.
fn show_step(app: &mut App, step: &[Change]) {
    if !matches!(app.sessions_view.open, Some(Open::Log(_))) {
        app.sessions_view.open = None;
    }
    if let Some(date) = day_of(step).filter(|_| app.view == View::Sessions) {
        app.sessions_view.day = Some(date);
        app.sessions_view.chosen = 0;
    }
}

/// The day of a date, to be changed; where its file cannot be read, the question what to do.
fn day_to_change(app: &mut App, date: NaiveDate) -> Option<Day> {
    let day = app.journal.days.to_edit(date);
    if day.is_none()
        && let Some(problem) = app.journal.days.problem(date).cloned()
    {
        app.dialog = Some(Dialog::Question(Question::Unreadable { problem, date }));
    }
    day
}

fn refused(app: &mut App, error: &VisitError) -> Vec<Effect> {
    app.warn(format!("{}.", capital(&error.words(app.today))));
    Vec::new()
}

// ---- a visit that took place ------------------------------------------------------------------

/// From Today: the form of that day's visit.
pub fn log_on(app: &mut App, date: NaiveDate) -> Vec<Effect> {
    app.view = View::Sessions;
    let mut effects = go_to(app, date);
    effects.extend(open_visit(app));
    effects
}

fn open_visit(app: &mut App) -> Vec<Effect> {
    let date = cursor(app);
    match chosen(app) {
        Some(visit) if visit.state == VisitState::Planned && date > app.today => {
            let words = VisitError::StillToCome { date }.words(app.today);
            app.say(format!("{}. m moves it, x cancels it.", capital(&words)));
            Vec::new()
        }
        None if date > app.today => {
            app.say("No visit is planned on this day. a adds one.");
            Vec::new()
        }
        Some(_) | None => ask_or_open_form(app, date, false),
    }
}

/// Opens the form, but while a hold is open only after asking once more. What is written already
/// can be looked at without being asked.
fn ask_or_open_form(app: &mut App, date: NaiveDate, extra: bool) -> Vec<Effect> {
    let on_hold = app.journal.trial.as_ref().is_some_and(|trial| trial.checklist.has_open_hold());
    let written = !extra && chosen(app).is_some_and(|visit| visit.state.took_place());
    if on_hold && !written && day_to_change(app, date).is_some() {
        app.dialog = Some(Dialog::Question(Question::DuringHold { date, extra }));
        return Vec::new();
    }
    open_form(app, date, extra, false)
}

/// Opens the form of the visit in focus, or, with `extra`, of one more on that day.
fn open_form(app: &mut App, date: NaiveDate, extra: bool, during_hold: bool) -> Vec<Effect> {
    let Some(day) = day_to_change(app, date) else { return Vec::new() };
    let visit = chosen(app).filter(|visit| !extra && visit.date == date);
    open_session(app, &day, visit.and_then(|visit| visit.session), extra, during_hold);
    Vec::new()
}

/// Opens the form of a visit by its place in its day, as it was left where it was not finished.
fn open_session(app: &mut App, day: &Day, index: Option<usize>, extra: bool, during_hold: bool) {
    let date = day.date;
    let old = index.and_then(|index| day.sessions.get(index)).cloned();
    let old = old.unwrap_or_else(|| Session::new(SessionStatus::Planned));
    let offer = (old.status != SessionStatus::Done).then(|| offer(app, date, &old)).flatten();
    let form = visit_form::form(&old, offer.as_ref());
    let mut log = Log { date, index, old, then: day.sessions.clone(), offer, form, during_hold, extra };
    if let Some(draft) = app.draft(&log.draft_name()).cloned() {
        log.form.restore(&draft);
        app.say(AGAIN);
    }
    app.sessions_view.open = Some(Open::Log(Box::new(log)));
}

/// What the last visit before or on a day was like, or at least how long the plan says.
fn offer(app: &App, date: NaiveDate, planned: &Session) -> Option<Offer> {
    let days = app.journal.days.written().rev().filter(|day| day.date <= date);
    let mut done = days
        .flat_map(|day| day.sessions.iter().rev().filter(|session| session.status == SessionStatus::Done));
    let minutes: Option<Minutes> = app.journal.trial.as_ref().map(|trial| trial.plan.dose.minutes());
    let last = done.next();
    let empty = Session::new(SessionStatus::Planned);
    let like = last.unwrap_or(&empty);
    let session = Session {
        time: planned.time.or(like.time),
        minutes: like.minutes.or(minutes),
        techniques: like.techniques.clone(),
        therapist: like.therapist.clone(),
        ..empty.clone()
    };
    (session != empty).then_some(Offer { last_time: last.is_some(), session })
}

/// Does what was asked for in a form of the view.
fn form_act(app: &mut App, asked: FormAsk) -> Vec<Effect> {
    match &mut app.sessions_view.open {
        Some(Open::Log(log)) => {
            let outcome = log_act(log, asked);
            match outcome {
                Outcome::Stay | Outcome::Answered => Vec::new(),
                Outcome::Done => finish_log(app),
                Outcome::Left => leave(app),
            }
        }
        Some(Open::Mark(_, form)) => match form.handle(asked) {
            Outcome::Stay | Outcome::Answered => Vec::new(),
            Outcome::Done => finish_mark(app),
            Outcome::Left => leave(app),
        },
        Some(Open::Add(_, form)) => match form.handle(asked) {
            Outcome::Stay | Outcome::Answered => Vec::new(),
            Outcome::Done => finish_add(app),
            Outcome::Left => leave(app),
        },
        Some(Open::Move(_)) | None => Vec::new(),
    }
}

/// Does what was asked for in the form of a visit. What was so last time is taken over only where
/// that was chosen.
fn log_act(log: &mut Log, asked: FormAsk) -> Outcome {
    let focus = log.form.focus;
    let on_offer = log.form.current().is_some_and(|field| field.id == visit_form::SAME);
    let asked = match asked {
        FormAsk::Yes if on_offer => FormAsk::Pick(focus, 0),
        FormAsk::No if on_offer => FormAsk::Pick(focus, 1),
        asked => asked,
    };
    let ticked = visit_form::discomfort_ticked(&log.form);
    let taken = log.form.chosen(visit_form::SAME);
    let outcome = log.form.handle(asked);
    visit_form::settle_discomfort(&mut log.form, &ticked);
    if let (Some(0), Some(offer)) = (log.form.chosen(visit_form::SAME), &log.offer)
        && taken != Some(0)
    {
        visit_form::take_offer(&mut log.form, offer);
    }
    outcome
}

/// Steps back from the form that is open. Nothing is written; what was filled in is kept as a draft,
/// and said to be unfinished.
fn leave(app: &mut App) -> Vec<Effect> {
    let effects = keep_open(app);
    let is_kept = form_mut(app).is_some_and(|form| form.is_touched());
    let can_keep = !matches!(app.sessions_view.open, Some(Open::Add(..)));
    app.sessions_view.open = None;
    app.say(if is_kept && can_keep { KEPT } else { "Nothing was changed." });
    effects
}

/// Keeps what the form that is open holds, so that nothing is lost wherever the person goes.
fn keep_open(app: &mut App) -> Vec<Effect> {
    match app.sessions_view.open.clone() {
        Some(Open::Log(log)) => app.keep_draft(&log.draft_name(), &log.form),
        Some(Open::Mark(visit, form)) => app.keep_draft(&mark_draft(&visit), &form),
        Some(Open::Add(..) | Open::Move(_)) | None => Vec::new(),
    }
}

/// Writes the visit of the form down.
fn finish_log(app: &mut App) -> Vec<Effect> {
    let Some(Open::Log(log)) = app.sessions_view.open.clone() else { return Vec::new() };
    let untouched = visit_form::session_of(&visit_form::form(&log.old, None), &log.old);
    let session = match visit_form::session_of(&log.form, &log.old) {
        Ok(session) => session,
        Err(wrong) => return refuse(app, wrong),
    };
    if Ok(&session) == untouched.as_ref() && log.old.status == SessionStatus::Done {
        app.sessions_view.open = None;
        return app.forget_draft(&log.draft_name());
    }
    let Some(before) = day_to_change(app, log.date) else { return Vec::new() };
    let index = log.index.and_then(|place| place_now(&log.then, place, &before.sessions));
    if log.index.is_some() && index.is_none() {
        return gone(app);
    }
    match which_visit(app, &log, &before, index, &session) {
        Which::Another => {}
        Which::Asked => return Vec::new(),
        Which::Same(place) => return go_on_with(app, &log, &before, place),
    }
    let session = Session { during_hold: session.during_hold || log.during_hold, ..session };
    match log_visit(&before, index, session.clone(), app.today) {
        Err(error @ VisitError::SameTime { .. }) => {
            let words = capital(&error.words(app.today));
            refuse(app, ("time", words))
        }
        Err(error) => refused(app, &error),
        Ok(after) => {
            app.sessions_view.open = None;
            if let Some(row) = index.and_then(|index| before.sessions.get(index))
                && *row != log.old
            {
                // It was changed elsewhere while the form was open: saving compares with what the
                // form began from, so that neither side's words are lost.
                let mut base = before.clone();
                if let Some(row) = index.and_then(|index| base.sessions.get_mut(index)) {
                    *row = log.old.clone();
                }
                app.began_from(base);
            }
            let mut effects = app.forget_draft(&log.draft_name());
            effects.extend(write_log(app, before, after, &session));
            effects
        }
    }
}

/// The visit of the form was removed or replaced elsewhere: the words stay in the form, and are
/// never written onto another visit. Kept once more, they are a visit of their own.
fn gone(app: &mut App) -> Vec<Effect> {
    let Some(Open::Log(log)) = &mut app.sessions_view.open else { return Vec::new() };
    log.index = None;
    log.old = Session::new(SessionStatus::Planned);
    app.warn(
        "Another program changed the visits of this day, and this one is no longer among them. What you wrote \
         is still here; Ctrl-s writes it down as one more visit.",
    );
    Vec::new()
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

/// A second visit that took place on a day raises the figures, so it is never taken without a word:
/// where the two cannot be told apart by their times, the person says whether it is the same.
fn which_visit(app: &mut App, log: &Log, day: &Day, index: Option<usize>, session: &Session) -> Which {
    if log.old.status == SessionStatus::Done {
        return Which::Another;
    }
    let mut others = day.sessions.iter().enumerate().filter(|(place, other)| {
        Some(*place) != index
            && other.status == SessionStatus::Done
            && (other.time.is_none() || session.time.is_none())
    });
    let Some((place, other)) = others.next() else { return Which::Another };
    match log.form.chosen(visit_form::SECOND) {
        Some(0) => Which::Another,
        Some(_) => Which::Same(place),
        None => {
            if let Some(Open::Log(log)) = &mut app.sessions_view.open {
                visit_form::ask_second(&mut log.form, other);
            }
            Which::Asked
        }
    }
}

/// Goes on in the form of the visit that is written already, with what was filled in here.
fn go_on_with(app: &mut App, log: &Log, day: &Day, place: usize) -> Vec<Effect> {
    let effects = app.forget_draft(&log.draft_name());
    open_session(app, day, Some(place), false, log.during_hold);
    if let Some(Open::Log(open)) = &mut app.sessions_view.open {
        open.form.restore(&log.form.draft());
    }
    app.say("This is the visit written before, with what you filled in now. Nothing is changed yet.");
    effects
}

fn refuse(app: &mut App, (field, error): Wrong) -> Vec<Effect> {
    if let Some(Open::Log(log)) = &mut app.sessions_view.open {
        log.form.refuse(field, error);
    }
    Vec::new()
}

fn write_log(app: &mut App, before: Day, after: Day, session: &Session) -> Vec<Effect> {
    let hold = asks_for_hold(&before, &after).then(|| open_hold(app, session)).flatten();
    let on_hold = hold.is_some();
    let mut said = said_after(app, session);
    let done = |day: &Day| day.sessions.iter().filter(|each| each.status == SessionStatus::Done).count();
    if done(&after) > 1 && done(&after) > done(&before) {
        said = format!("This is visit {} of this day. {said}", done(&after));
    }
    let effects = app.change([Change::day(before, after)].into_iter().chain(hold).collect());
    if on_hold {
        let felt = content::felt_words(&session.discomfort).join(" ");
        app.warn(format!("{felt} {}", content::advice("opens-hold")));
    } else if session.advice() == DiscomfortAdvice::Common {
        app.say(said);
    } else {
        app.warn(said);
    }
    effects
}

/// The hold that a visit's discomfort opens, in the trial or in the checklist on its way to one.
/// `None` where such a hold is open already.
fn open_hold(app: &App, session: &Session) -> Option<Change> {
    let level = level_of_all(session.discomfort.iter().copied());
    let kind = level.map_or(QuestionKind::RedFlag, Level::hold_kind);
    if let Some(trial) = &app.journal.trial {
        let mut after = trial.clone();
        after.checklist.open_hold(VISIT_HOLD, kind, app.today);
        return (after != *trial).then(|| Change::trial(trial.clone(), after));
    }
    let setup = app.journal.setup.as_ref()?;
    let mut after = setup.clone();
    after.checklist.open_hold(VISIT_HOLD, kind, app.today);
    (after != *setup).then(|| Change::setup(Some(setup.clone()), Some(after)))
}

/// What is said once a visit is written down: what its discomfort asks for, whether it is too
/// short to count, and, beside no warning, the reminder of water and rest.
fn said_after(app: &App, session: &Session) -> String {
    let mut words = vec!["Written down.".to_owned()];
    words.extend(content::felt_words(&session.discomfort).into_iter().map(str::to_owned));
    let dose = app.journal.trial.as_ref().map(|trial| trial.plan.dose);
    if session.minutes.is_none() && dose.is_some() {
        words.push("Without its minutes it counts as short.".to_owned());
    }
    if session.advice() == DiscomfortAdvice::Common {
        words.push(content::advice("water-and-rest").to_owned());
    }
    words.push("g tells more.".to_owned());
    words.join(" ")
}

// ---- moving -----------------------------------------------------------------------------------

fn start_move(app: &mut App) -> Vec<Effect> {
    let Some(visit) = chosen(app) else {
        app.say("There is no visit on this day to move.");
        return Vec::new();
    };
    if !can_move(&visit) {
        let date = visit.date;
        return match visit.state {
            VisitState::Unreadable => {
                day_to_change(app, date);
                Vec::new()
            }
            VisitState::Missed | VisitState::Cancelled => {
                refused(app, &VisitError::Marked { date, state: visit.state })
            }
            VisitState::Planned | VisitState::Unlogged | VisitState::Done | VisitState::Short => {
                refused(app, &VisitError::Logged { date })
            }
        };
    }
    if calendar(&app.cx()).of_trial.is_none() {
        app.say("Visits are moved within a trial, and none has begun.");
        return Vec::new();
    }
    let target = visit.date.max(app.today);
    app.sessions_view.open = Some(Open::Move(Moving { visit, target, typed: String::new(), error: None }));
    read_shown(app)
}

fn type_date(app: &mut App, change: impl FnOnce(&mut String)) {
    if let Some(Open::Move(moving)) = &mut app.sessions_view.open {
        change(&mut moving.typed);
        moving.typed.truncate(10);
        moving.error = None;
    }
}

fn finish_move(app: &mut App) -> Vec<Effect> {
    let Some(Open::Move(moving)) = app.sessions_view.open.clone() else { return Vec::new() };
    let mut target = moving.target;
    if !moving.typed.is_empty() {
        let (_, last) = calendar(&app.cx()).of_trial.map_or((app.today, NaiveDate::MAX), |all| all.treatment);
        match date_words::read(&moving.typed, app.today, app.today..=last.max(app.today)) {
            Ok(date) | Err(date_words::DateWordsError::NotAllowed { date, .. }) => {
                target = date;
                let (first, last) = shown_days(&app.cx(), date);
                if !app.journal.days.has_read(first, last) {
                    // First the days, then the answer: the person sees the day and confirms it.
                    return go_to(app, date);
                }
            }
            Err(error) => return cannot_move(app, capital(&error.to_string())),
        }
    }
    let Some(visits) = calendar(&app.cx()).of_trial else { return Vec::new() };
    let date = moving.visit.date;
    let day = |date| app.journal.days.to_edit(date).ok_or(VisitError::Unreadable { date });
    let moved = day(date).and_then(|from| {
        let to = day(target)?;
        let (from_after, to_after) = move_visit(&visits, &moving.visit, &from, &to)?;
        // The new day first: whatever happens between the two saves, the visit is not lost.
        Ok([(to, to_after), (from, from_after)])
    });
    match moved {
        Err(error) => {
            let words = capital(&error.words(app.today));
            cannot_move(app, words)
        }
        Ok(days) => {
            let changes = days.into_iter().map(|(before, after)| Change::day(before, after));
            let changed = changes.filter(Change::changes_something).collect();
            app.sessions_view.open = None;
            let mut effects = app.change(changed);
            effects.extend(go_to(app, target));
            app.say(format!(
                "Moved from {} to {}. u brings it back.",
                shown(date, app.today),
                shown(target, app.today)
            ));
            effects
        }
    }
}

fn cannot_move(app: &mut App, why: String) -> Vec<Effect> {
    if let Some(Open::Move(moving)) = &mut app.sessions_view.open {
        moving.error = Some(why);
    }
    Vec::new()
}

// ---- marking, adding, deleting ----------------------------------------------------------------

/// What became of a visit that did not take place, in the order of the choices.
const FATES: [&str; 4] =
    ["I missed it", "I cancelled it", "the therapist cancelled it", "it is planned again"];

fn start_mark(app: &mut App) -> Vec<Effect> {
    let Some(visit) = chosen(app) else {
        app.say("There is no visit on this day.");
        return Vec::new();
    };
    let date = visit.date;
    if visit.state.took_place() {
        return refused(app, &VisitError::Logged { date });
    }
    if calendar(&app.cx()).of_trial.is_none() {
        app.say("Visits are marked within a trial, and none has begun.");
        return Vec::new();
    }
    let Some(day) = day_to_change(app, date) else { return Vec::new() };
    let old = visit.session.and_then(|index| day.sessions.get(index));
    let marked = match old.map(|old| (old.status, old.by)) {
        Some((SessionStatus::Missed, _)) => Some(0),
        Some((SessionStatus::Cancelled, Some(CancelledBy::Therapist))) => Some(2),
        Some((SessionStatus::Cancelled, Some(CancelledBy::Me) | None)) => Some(1),
        Some((SessionStatus::Planned | SessionStatus::Done, _)) | None => None,
    };
    let choices = FATES.iter().take(if marked.is_some() { 4 } else { 3 }).map(|fate| (*fate).to_owned());
    let why = old.and_then(|old| old.why.as_ref()).map(Words::to_string).unwrap_or_default();
    let mut form = Form::new(vec![
        Field::new("fate", "What happened?", "", Kind::one(choices.collect(), marked)).needed(),
        Field::new("why", "Why", "a word is enough; empty is fine", Kind::text(&why)),
    ])
    .ending("Write it down");
    if let Some(draft) = app.draft(&mark_draft(&visit)).cloned() {
        form.restore(&draft);
        app.say(AGAIN);
    }
    app.sessions_view.open = Some(Open::Mark(visit, form));
    Vec::new()
}

fn finish_mark(app: &mut App) -> Vec<Effect> {
    let Some(Open::Mark(visit, form)) = app.sessions_view.open.clone() else { return Vec::new() };
    let Some(before) = day_to_change(app, visit.date) else { return Vec::new() };
    let why = Words::optional(form.text("why")).map_err(|error| ("why", capital(&error.to_string())));
    let marked = why.and_then(|why| {
        let wanted = match form.chosen("fate") {
            Some(0) => Mark::Missed { reason: visit.reason, why },
            Some(1) => Mark::Cancelled { by: Some(CancelledBy::Me), reason: visit.reason, why },
            Some(2) => Mark::Cancelled { by: Some(CancelledBy::Therapist), reason: visit.reason, why },
            Some(_) => Mark::Planned,
            None => {
                return Err((
                    "fate",
                    "Nothing is chosen yet: press its number, or the arrows and Space".to_owned(),
                ));
            }
        };
        let visits = calendar(&app.cx()).of_trial.ok_or(("fate", "No trial has begun".to_owned()))?;
        mark(&visits, &visit, &before, wanted).map_err(|error| ("fate", capital(&error.words(app.today))))
    });
    match marked {
        Err((field, error)) => {
            if let Some(Open::Mark(_, form)) = &mut app.sessions_view.open {
                form.refuse(field, error);
            }
            Vec::new()
        }
        Ok(after) => {
            app.sessions_view.open = None;
            let mut effects = app.forget_draft(&mark_draft(&visit));
            if after != before {
                app.say("Noted. u takes it back.");
                effects.extend(app.change(vec![Change::day(before, after)]));
            }
            effects
        }
    }
}

fn start_add(app: &mut App) -> Vec<Effect> {
    let date = cursor(app);
    if date <= app.today {
        return ask_or_open_form(app, date, true);
    }
    if day_to_change(app, date).is_none() {
        return Vec::new();
    }
    let Some(visits) = calendar(&app.cx()).of_trial else {
        app.say("Visits are planned within a trial, and none has begun.");
        return Vec::new();
    };
    if let Some(Err(error)) = app.journal.days.to_edit(date).map(|day| add_visit(&visits, &day, None)) {
        return refused(app, &error);
    }
    app.sessions_view.open = Some(Open::Add(
        date,
        Form::new(vec![Field::new(
            "time",
            "At what time?",
            "like 17:30 or 5pm; empty while not known",
            Kind::line("", Takes::Time),
        )]),
    ));
    Vec::new()
}

fn finish_add(app: &mut App) -> Vec<Effect> {
    let Some(Open::Add(date, form)) = app.sessions_view.open.clone() else { return Vec::new() };
    let text = form.text("time").trim();
    let time = match text {
        "" => None,
        text => match time_words::read(text) {
            Ok(time) => Some(time),
            Err(error) => {
                if let Some(Open::Add(_, form)) = &mut app.sessions_view.open {
                    form.refuse("time", error.to_string());
                }
                return Vec::new();
            }
        },
    };
    let (Some(before), Some(visits)) = (day_to_change(app, date), calendar(&app.cx()).of_trial) else {
        return Vec::new();
    };
    app.sessions_view.open = None;
    match add_visit(&visits, &before, time) {
        Err(error) => refused(app, &error),
        Ok(after) => {
            app.say(format!("A visit outside the weekly plan is added on {}.", shown(date, app.today)));
            app.change(vec![Change::day(before, after)])
        }
    }
}

fn ask_delete(app: &mut App) -> Vec<Effect> {
    match chosen(app) {
        Some(visit) if visit.session.is_some() => {
            app.dialog = Some(Dialog::Question(Question::DeleteVisit { visit }));
        }
        Some(visit) if visit.state == VisitState::Unreadable => {
            day_to_change(app, visit.date);
        }
        Some(_) => app.say("This visit is only in the plan; x cancels it, m moves it."),
        None => app.say("There is no visit on this day."),
    }
    Vec::new()
}

/// Deletes what is written about a visit.
fn delete(app: &mut App, visit: &Visit) -> Vec<Effect> {
    let Some(before) = day_to_change(app, visit.date) else { return Vec::new() };
    match delete_visit(visit, &before) {
        Err(error) => refused(app, &error),
        Ok(after) => {
            app.sessions_view.chosen = 0;
            app.say("Deleted. u brings it back.");
            app.change(vec![Change::day(before, after)])
        }
    }
}

// ---- typing, turning, settling ----------------------------------------------------------------

/// The form that is open, to be changed.
fn form_mut(app: &mut App) -> Option<&mut Form> {
    match &mut app.sessions_view.open {
        Some(Open::Log(log)) => Some(&mut log.form),
        Some(Open::Mark(_, form) | Open::Add(_, form)) => Some(form),
        Some(Open::Move(_)) | None => None,
    }
}

/// Puts pasted text into a form of the view, or into the date that a visit is moved to.
fn paste(app: &mut App, text: &str) {
    if let Some(form) = form_mut(app) {
        form.paste(text);
        return;
    }
    type_date(app, |typed| typed.extend(text.chars().filter(|c| c.is_ascii_digit() || *c == '-')));
}

/// Turns the wheel.
fn wheel(app: &mut App, down: bool) -> Vec<Effect> {
    if form_mut(app).is_some() {
        return form_act(app, if down { FormAsk::Next } else { FormAsk::Previous });
    }
    act(app, if down { Ask::Down } else { Ask::Up })
}

// ---- the bridge -------------------------------------------------------------------------------

/// What Sessions does, until it is moved to `Tab`.
pub const BRIDGE: Bridge = Bridge {
    contexts,
    does_something: |app, action| match action {
        Action::Sessions(asked) => does_something(app, asked),
        Action::Form(_)
        | Action::Text(_)
        | Action::Today(_)
        | Action::Trends(_)
        | Action::WeekFive(_)
        | Action::Plan(_)
        | Action::Page(_)
        | Action::Global(_)
        | Action::Ask(_)
        | Action::Help(_) => true,
    },
    act: |app, action| {
        if let Action::Sessions(asked) = action {
            act(app, asked)
        } else if let Action::Form(asked) = action {
            form_act(app, asked)
        } else {
            Vec::new()
        }
    },
    form: |app| match &app.sessions_view.open {
        Some(Open::Log(log)) => Some(&log.form),
        Some(Open::Mark(_, form) | Open::Add(_, form)) => Some(form),
        Some(Open::Move(_)) | None => None,
    },
    type_key: |app, key| {
        if let Some(form) = form_mut(app) {
            form.type_key(key);
        }
        Vec::new()
    },
    paste: |app, text| {
        paste(app, text);
        Vec::new()
    },
    wheel,
    take_back_key: |app| {
        if let Some(form) = form_mut(app) {
            form.take_back_key();
        }
        Vec::new()
    },
    opened: |app| read_shown(app),
    settle: |app| (keep_open(app), true),
    show: |app, step| {
        show_step(app, step);
        None
    },
    begin_anew: |_| {},
    answered: |app, question, taken| {
        if taken != Answer::Yes {
            return Vec::new();
        }
        if let Question::DeleteVisit { visit } = question {
            delete(app, visit)
        } else if let Question::DuringHold { date, extra } = question {
            open_form(app, *date, *extra, true)
        } else {
            Vec::new()
        }
    },
    shows: |app| {
        let days = if app.sessions_view.list {
            app.journal.days.ranges().collect()
        } else {
            vec![shown_days(&app.cx(), cursor(app))]
        };
        Shows { days, trials: Vec::new() }
    },
    in_hand: |app| {
        let days = match &app.sessions_view.open {
            Some(Open::Log(log)) => vec![log.date],
            Some(Open::Move(moving)) => vec![moving.visit.date, moving.target],
            Some(Open::Mark(visit, _)) => vec![visit.date],
            Some(Open::Add(date, _)) => vec![*date],
            None => Vec::new(),
        };
        InHand { days: days.into_iter().collect(), plan: false }
    },
};
