//! Week five: the decision, what the person makes of it, and the trial that comes next.

mod forms;
mod past;
mod steps;

use chrono::NaiveDate;

pub use self::forms::Open;
use self::forms::{DECISION, END, adjust_form, decide_form, end_answers, end_form};
pub use self::past::{Column, Past};
pub use self::steps::Step;
use self::steps::choice_to_act_on;
use crate::app::action::{Action, Ask as Answered, Form as FormAsk, View, WeekFive as Ask};
use crate::app::change::{Change, Record};
use crate::app::counted::Stand;
use crate::app::cx::Cx;
use crate::app::dialog::Question;
use crate::app::drafts::{AGAIN, KEPT};
use crate::app::effect::{Read, Write};
use crate::app::form::{Form, Outcome};
use crate::app::keymap::Context;
use crate::app::reply::{Go, Reply};
use crate::app::tabs::{Shows, Tab};
use crate::content::decided::{Part, Unfolded, nothing_to_decide, page, verdict_words};
use crate::content::{self, notice};
use crate::domain::calendar::long_date;
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::next_trial::{Adjustment, adjusted, adjustments, next_block, rerun};
use crate::domain::decision::recording;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::text::{Words, capital};
use crate::domain::trial::{Setup, Trial};
use crate::domain::verdict::recorded::{Choice, RecordedDecision};

/// Rows around the view: header, tabs, rules and footer.
const AROUND: u16 = 5;
/// From how many rows of the screen on the steps keep their own place below.
const ROWS_FOR_STEPS: u16 = 22;

/// What the view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// The decision of the trial.
    #[default]
    Decision,
    /// This trial beside those before it.
    Past,
}

/// The state of the view. All that is drawn is worked out after something has changed, and stays as it is for
/// keys that change none of it.
#[derive(Debug, Clone, Default)]
pub struct WeekFiveView {
    /// What it shows.
    pub page: Page,
    /// Lines scrolled.
    pub scroll: u16,
    /// A form over it.
    pub open: Option<Open>,
    /// What of the page is unfolded.
    pub unfolded: Unfolded,
    /// The trial as it stands today.
    pub assessed: Option<Box<Assessment>>,
    /// The page of its decision.
    pub parts: Vec<Part>,
    /// What can be done next.
    pub steps: Vec<Step>,
    /// The trials side by side, while they are shown.
    pub past: Past,
    /// The step that the person moved to.
    chosen: Option<Ask>,
    /// How many lines can be scrolled, as last drawn.
    room: u16,
    of: Option<Of>,
}

/// What the page was worked out of: the same again gives the same page.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Of {
    stand: Stand,
    unfolded: Unfolded,
}

impl Tab for WeekFiveView {
    fn contexts(&self, _cx: &Cx) -> Vec<Context> {
        vec![self.form().map_or(Context::WeekFive, Form::context)]
    }

    fn does_something(&self, cx: &Cx, action: Action) -> bool {
        let Action::WeekFive(asked) = action else { return true };
        let on_decision = self.page == Page::Decision;
        match asked {
            Ask::Down | Ask::Up | Ask::PageDown | Ask::PageUp => cx.journal.trial.is_some(),
            Ask::Back => self.page == Page::Past,
            Ask::Take => on_decision && !self.steps.is_empty(),
            Ask::AllRules => on_decision && self.shows_answer(),
            Ask::WhatIf => on_decision && self.shows_answer() && self.can_still_change(),
            Ask::NextBlock
            | Ask::Adjust
            | Ask::Rerun
            | Ask::Report
            | Ask::Decide
            | Ask::End
            | Ask::Past
            | Ask::OpenPlan
            | Ask::PutAside => on_decision && self.steps.iter().any(|step| step.action == asked),
        }
    }

    fn act(&mut self, cx: &Cx, action: Action) -> Reply {
        if let Action::Form(asked) = action {
            let Some(form) = self.form_mut() else { return Reply::none() };
            return match form.handle(asked) {
                Outcome::Stay => Reply::none(),
                Outcome::Left => self.leave(cx),
                Outcome::Answered | Outcome::Done => self.finish(cx),
            };
        }
        let Action::WeekFive(asked) = action else { return Reply::none() };
        match asked {
            Ask::Down => self.step(cx, true),
            Ask::Up => self.step(cx, false),
            Ask::PageDown => self.scroll = self.scroll.saturating_add(page_lines(cx)),
            Ask::PageUp => self.scroll = self.scroll.saturating_sub(page_lines(cx)),
            Ask::Take => return self.take(cx),
            Ask::AllRules if self.shows_answer() => self.unfolded.all = !self.unfolded.all,
            Ask::AllRules => return Reply::none().say(content::told("rules-later")),
            Ask::WhatIf if !self.shows_answer() => return Reply::none().say(content::told("what-if-later")),
            Ask::WhatIf => {
                self.unfolded.what_if = !self.unfolded.what_if;
                // It stands further down, before what comes next.
                self.scroll = if self.unfolded.what_if { u16::MAX } else { 0 };
            }
            Ask::Back if self.page == Page::Past => self.show_page(Page::Decision),
            Ask::Back => return Reply::none().put_away(),
            Ask::Past => {
                self.show_page(Page::Past);
                return if cx.journal.past.is_none() {
                    Reply::read([Read::Trials])
                } else {
                    Reply::read(cx.unread(self.shows(cx).days))
                };
            }
            Ask::Report => return write_report(cx),
            Ask::Decide => return self.open_decide(cx),
            Ask::End => return self.open_end(cx),
            Ask::Adjust => return self.open_adjust(cx),
            Ask::NextBlock => return self.ask_first(cx, Choice::NextBlock),
            Ask::Rerun => return self.ask_first(cx, Choice::Rerun),
            Ask::OpenPlan if cx.is_preparing() => return Reply::none().go(Go::Tab(View::Plan)),
            Ask::OpenPlan => {}
            Ask::PutAside => return put_aside(cx),
        }
        Reply::none()
    }

    fn form(&self) -> Option<&Form> {
        self.open.as_ref().map(Open::form)
    }

    fn form_mut(&mut self) -> Option<&mut Form> {
        self.open.as_mut().map(Open::form_mut)
    }

    fn wheel(&mut self, cx: &Cx, down: bool) -> Reply {
        if self.open.is_some() {
            return self.act(cx, Action::Form(if down { FormAsk::Next } else { FormAsk::Previous }));
        }
        self.scroll_line(down);
        Reply::none()
    }

    /// On the decision, from its top. A form that was left open waits.
    fn opened(&mut self, _cx: &Cx) -> Reply {
        self.show_page(Page::Decision);
        Reply::none()
    }

    /// A decision on its way is not taken before the person says so, and waits until the view is
    /// opened again.
    fn settle(&mut self, cx: &Cx) -> (Reply, bool) {
        (self.keep_open(cx), true)
    }

    fn refresh(&mut self, cx: &Cx) {
        self.work_out(cx);
        if self.page == Page::Past {
            self.past.refresh(cx);
        }
    }

    fn drawn(&mut self, room: u16) {
        self.room = room;
        self.scroll = self.scroll.min(room);
    }

    fn answered(&mut self, cx: &Cx, question: &Question, taken: Answered) -> Reply {
        match question {
            Question::NextTrial { choice: Choice::NextBlock } if taken == Answered::Yes => {
                self.plan(cx, Choice::NextBlock, next_block)
            }
            Question::NextTrial { choice: Choice::Rerun } if taken == Answered::Yes => {
                self.plan(cx, Choice::Rerun, rerun)
            }
            Question::NextTrial { .. }
            | Question::StopTrial { .. }
            | Question::Conflict { .. }
            | Question::Unreadable { .. }
            | Question::LeaveUnsaved { .. }
            | Question::Rescued { .. }
            | Question::DeleteVisit { .. }
            | Question::DuringHold { .. } => Reply::none(),
        }
    }

    fn shows(&self, cx: &Cx) -> Shows {
        let mut shows = Shows::default();
        for trial in cx.journal.earlier().filter(|_| self.page == Page::Past) {
            shows.days.push((trial.plan.baseline_window().0, trial.plan.late_window().1));
            shows.trials.push(trial.id.clone());
        }
        shows
    }

    fn stands_on_figures(&self) -> bool {
        true
    }

    /// Shows the verdict from its top; where a form covers it, the words say what it is now.
    fn changed_outside(&mut self, cx: &Cx) -> Option<String> {
        self.scroll = 0;
        self.open.as_ref()?;
        self.refresh(cx);
        let words = verdict_words(&self.assessed.as_ref()?.decision)?;
        Some(format!("The answer is now: {}. {}", words.headline, words.meaning))
    }
}

/// Lines of a page up or down: what is seen, less two to find one's place again.
fn page_lines(cx: &Cx) -> u16 {
    let seen = cx.size.1.saturating_sub(AROUND).saturating_sub(if steps_stand_below(cx) { 5 } else { 1 });
    seen.saturating_sub(2).max(2)
}

/// Whether the steps keep their own place below, rather than scrolling with the page.
pub fn steps_stand_below(cx: &Cx) -> bool {
    cx.size.1 >= ROWS_FOR_STEPS
}

/// The page and the step that is marked.
impl WeekFiveView {
    fn show_page(&mut self, page: Page) {
        self.page = page;
        self.scroll = 0;
    }

    /// Works out the page anew where something has changed that it says.
    fn work_out(&mut self, cx: &Cx) {
        let Some(trial) = &cx.journal.trial else {
            (self.assessed, self.parts, self.steps, self.of) = (None, Vec::new(), Vec::new(), None);
            return;
        };
        let days = &cx.journal.days;
        let known = self.of.filter(|of| of.stand == cx.stand());
        if known.is_none() {
            let found = Assessment::of(trial, days, cx.settings.day_end, cx.today);
            self.assessed = Some(Box::new(found));
        }
        let is_drawn = known.is_some_and(|of| of.unfolded == self.unfolded);
        let Some(assessment) = &self.assessed else { return };
        if !is_drawn {
            self.parts = page(trial, days, cx.settings.day_end, assessment, self.unfolded);
            self.of = Some(Of { stand: cx.stand(), unfolded: self.unfolded });
        }
        self.steps = steps::steps(cx, assessment);
    }

    fn scroll_line(&mut self, down: bool) {
        self.scroll =
            if down { self.scroll.saturating_add(1).min(self.room) } else { self.scroll.saturating_sub(1) };
    }

    /// Whether an answer is on the page.
    fn shows_answer(&self) -> bool {
        self.assessed.as_ref().is_some_and(|found| {
            found.decision.verdict != Verdict::NotYet && !found.decision.waits_for_today()
        })
    }

    fn can_still_change(&self) -> bool {
        self.assessed.as_ref().is_some_and(|found| found.decision.is_preliminary())
    }

    /// The place of the step that is marked: where the person moved, else the one that the answer leads to.
    pub fn at(&self) -> usize {
        let place = |action: Ask| self.steps.iter().position(|step| step.action == action);
        let first = || self.steps.iter().position(|step| step.first);
        self.chosen.and_then(place).or_else(first).unwrap_or(0)
    }

    /// Moves the mark; where the steps are not in sight, or the mark is at an end, the page.
    fn step(&mut self, cx: &Cx, down: bool) {
        if self.page == Page::Past {
            return self.scroll_line(down);
        }
        let in_sight = steps_stand_below(cx) || self.scroll >= self.room;
        let at = self.at();
        let there = if down { at.checked_add(1) } else { at.checked_sub(1) };
        match there.and_then(|there| self.steps.get(there)) {
            Some(step) if in_sight => self.chosen = Some(step.action),
            Some(_) | None => self.scroll_line(down),
        }
    }

    /// Does the step that is marked; where it is not in sight, shows it first.
    fn take(&mut self, cx: &Cx) -> Reply {
        if !steps_stand_below(cx) && self.scroll < self.room {
            self.scroll = self.room;
            return Reply::none();
        }
        match self.steps.get(self.at()) {
            Some(step) => self.act(cx, Action::WeekFive(step.action)),
            None => Reply::none(),
        }
    }
}

/// What the steps do.
impl WeekFiveView {
    /// Why a next trial of a kind cannot be planned now; nothing where it can.
    fn is_closed_to(&self, cx: &Cx, wanted: Choice) -> Option<String> {
        let (assessment, trial) = (self.assessed.as_ref()?, cx.journal.trial.as_ref()?);
        let end = trial.plan.checkpoint_window().1;
        if cx.journal.setup.is_some() {
            Some(notice("next-planned", &[]))
        } else if !trial.is_over(cx.today) {
            Some(notice("runs-until", &[("date", &long_date(end))]))
        } else if assessment.decision.hold() {
            Some(notice("hold-comes-first", &[]))
        } else if choice_to_act_on(cx, assessment) == Some(wanted) {
            None
        } else {
            Some(notice("verdict-leads-elsewhere", &[]))
        }
    }

    /// Asks before a next trial is planned, where it can be.
    fn ask_first(&self, cx: &Cx, choice: Choice) -> Reply {
        match self.is_closed_to(cx, choice) {
            Some(why) => Reply::none().say(why),
            None => Reply::none().ask(Question::NextTrial { choice }),
        }
    }

    /// Opens the questions of the end.
    fn open_end(&mut self, cx: &Cx) -> Reply {
        let Some(trial) = &cx.journal.trial else { return Reply::none() };
        if !steps::end_is_asked(trial, cx.today) {
            let from = long_date(trial.end_asked_from());
            return Reply::none().say(notice("asked-from", &[("date", &from)]));
        }
        let mut form = end_form(trial);
        let draft = cx.draft(END);
        if let Some(draft) = draft {
            form.restore(draft);
        }
        self.open = Some(Open::End(form));
        if draft.is_some() { Reply::none().say(notice(AGAIN, &[])) } else { Reply::none() }
    }

    /// Writes down what the person says of the trial.
    fn say_end(&mut self, cx: &Cx, form: &Form) -> Reply {
        self.open = None;
        let Some(trial) = &cx.journal.trial else { return Reply::none() };
        let forgotten = cx.forget_draft(END);
        let before = without_draft(trial, forgotten.as_ref());
        let after = match before.rewrite_end(&end_answers(form), cx.today) {
            Ok(after) => after,
            Err(error) => return Reply::aside(forgotten).say(format!("{}.", capital(&error.to_string()))),
        };
        let reply = Reply::aside(forgotten);
        if after == before {
            return reply;
        }
        self.scroll = 0;
        reply.and(Reply::change(Change::trial(before, after))).say(notice("end-written", &[]))
    }

    fn open_decide(&mut self, cx: &Cx) -> Reply {
        let Some(assessment) = &self.assessed else { return Reply::none() };
        let Some(trial) = &cx.journal.trial else { return Reply::none() };
        if assessment.decision.verdict == Verdict::NotYet {
            return Reply::none().say(nothing_to_decide(&trial.plan));
        }
        let mut form = decide_form(trial.decision.as_ref());
        let draft = cx.draft(DECISION);
        if let Some(draft) = draft {
            form.restore(draft);
        }
        self.open = Some(Open::Decide(form));
        if draft.is_some() { Reply::none().say(notice(AGAIN, &[])) } else { Reply::none() }
    }

    fn open_adjust(&mut self, cx: &Cx) -> Reply {
        let (Some(_), Some(trial)) = (&self.assessed, &cx.journal.trial) else { return Reply::none() };
        match self.is_closed_to(cx, Choice::Adjust) {
            Some(why) => Reply::none().say(why),
            None => {
                self.open = Some(Open::Adjust(adjust_form(trial)));
                Reply::none()
            }
        }
    }

    /// Keeps what is half answered as a draft: it is not taken before the person says so.
    fn keep_open(&self, cx: &Cx) -> Reply {
        let kept = self.open.as_ref().and_then(|open| Some((open.draft_name()?, open.form())));
        kept.map_or_else(Reply::none, |(name, form)| Reply::aside(cx.keep_draft(name, form)))
    }

    /// Steps back from the form that is open, and keeps what it holds.
    fn leave(&mut self, cx: &Cx) -> Reply {
        let kept = self.keep_open(cx);
        match self.open.take() {
            Some(Open::Decide(form) | Open::End(form)) if form.is_touched() => kept.say(notice(KEPT, &[])),
            Some(Open::Decide(_) | Open::Adjust(_) | Open::End(_)) | None => kept,
        }
    }

    fn finish(&mut self, cx: &Cx) -> Reply {
        match self.open.clone() {
            Some(Open::Decide(form)) => self.record(cx, &form),
            Some(Open::End(form)) => self.say_end(cx, &form),
            Some(Open::Adjust(form)) => {
                let what = form
                    .chosen("what")
                    .and_then(|choice| adjustments(cx.journal.trial.as_ref()?).get(choice).copied());
                self.open = None;
                let Some(what) = what else { return Reply::none() };
                let reply = self.plan(cx, Choice::Adjust, |trial, decision, today| {
                    adjusted(trial, decision, today, what)
                });
                if what == Adjustment::Technique && reply.go.is_some() {
                    return reply.say(notice("dose-stays", &[]));
                }
                reply
            }
            None => Reply::none(),
        }
    }

    /// Records what the person decided, with the figures of today.
    fn record(&mut self, cx: &Cx, form: &Form) -> Reply {
        let Some(choice) = form.chosen("choice").and_then(|choice| Choice::ALL.get(choice)).copied() else {
            return self.refuse("choice", crate::app::form::NOTHING_CHOSEN);
        };
        let reason = match Words::optional(form.text("reason")) {
            Ok(reason) => reason,
            Err(error) => return self.refuse("reason", &error.to_string()),
        };
        self.open = None;
        let (Some(assessment), Some(trial)) = (&self.assessed, &cx.journal.trial) else {
            return Reply::none();
        };
        let forgotten = cx.forget_draft(DECISION);
        let before = without_draft(trial, forgotten.as_ref());
        let reply = Reply::aside(forgotten);
        let Ok(after) = recording::record(&before, &assessment.decision, choice, reason) else {
            // What there was to decide on is gone: a stop was taken back while the form was open.
            return reply.say(nothing_to_decide(&before.plan));
        };
        if after == before {
            return reply;
        }
        self.scroll = 0;
        reply.and(Reply::change(Change::trial(before, after))).say(notice("decision-written", &[]))
    }

    fn refuse(&mut self, field: &'static str, error: &str) -> Reply {
        if let Some(form) = self.form_mut() {
            form.refuse(field, error);
        }
        Reply::none()
    }

    /// Begins the checklist of the next trial, filled in from this one, and goes to it. A decision
    /// that was not written down yet is, with the figures of today.
    fn plan(
        &self,
        cx: &Cx,
        choice: Choice,
        fill: impl FnOnce(&Trial, &Decision, NaiveDate) -> Setup,
    ) -> Reply {
        let (Some(assessment), Some(before)) = (&self.assessed, &cx.journal.trial) else {
            return Reply::none();
        };
        if let Some(why) = self.is_closed_to(cx, choice) {
            return Reply::none().say(why);
        }
        let setup = fill(before, &assessment.decision, cx.today);
        let decided = before.decision.is_none().then(|| {
            let decision = Some(RecordedDecision::new(&assessment.decision, choice, None));
            Change::trial(before.clone(), Trial { decision, ..before.clone() })
        });
        Reply::step(decided.into_iter().chain([Change::setup(None, Some(setup))]))
            .go(Go::Tab(View::Plan))
            .say(notice("next-filled-in", &[]))
    }
}

/// The trial without what was half written: a step begins from it.
fn without_draft(trial: &Trial, forgotten: Option<&Change>) -> Trial {
    match forgotten.map(|change| &change.after) {
        Some(Record::Trial(trial)) => (**trial).clone(),
        Some(Record::Day(_) | Record::Setup(_) | Record::Standing(_)) | None => trial.clone(),
    }
}

fn put_aside(cx: &Cx) -> Reply {
    let (Some(_), Some(setup)) = (&cx.journal.trial, &cx.journal.setup) else { return Reply::none() };
    Reply::change(Change::setup(Some(setup.clone()), None)).say(notice("next-put-aside", &[]))
}

fn write_report(cx: &Cx) -> Reply {
    let Some(trial) = cx.journal.trial.clone().map(Box::new) else { return Reply::none() };
    Reply::write(Write::Report { trial, day_end: cx.settings.day_end, as_of: cx.today })
}
