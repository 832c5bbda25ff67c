//! Week five: the decision, what the person makes of it, and the trial that comes next.

use chrono::NaiveDate;

use crate::app::action::{Action, Form as FormAsk, View, WeekFive as Ask};
use crate::app::change::{Change, Record};
use crate::app::cx::Cx;
use crate::app::drafts::{AGAIN, KEPT};
use crate::app::effect::{Read, Write};
use crate::app::form::{Field, Form, Kind, Outcome};
use crate::app::keymap::Context;
use crate::app::reply::{Go, Reply};
use crate::app::tabs::{Shows, Tab};
use crate::content::decided::verdict_words;
use crate::domain::assessment::Assessment;
use crate::domain::calendar::long_date;
use crate::domain::decision::{Decision, Verdict};
use crate::domain::next_trial::{Adjustment, adjusted, adjustments, next_block, rerun};
use crate::domain::recorded::{Choice, RecordedDecision};
use crate::domain::text::Words;
use crate::domain::trial::{Setup, Trial};

/// Lines of a page up or down.
const PAGE_LINES: u16 = 10;

/// What the view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// The decision of the trial.
    #[default]
    Decision,
    /// This trial beside those before it.
    Past,
}

/// A form over the view.
#[derive(Debug, Clone)]
pub enum Open {
    /// What the person decides, and why.
    Decide(Form),
    /// What is changed in the next trial.
    Adjust(Form),
}

impl Open {
    /// The form.
    pub fn form(&self) -> &Form {
        match self {
            Self::Decide(form) | Self::Adjust(form) => form,
        }
    }

    /// The form, to be changed.
    pub fn form_mut(&mut self) -> &mut Form {
        match self {
            Self::Decide(form) | Self::Adjust(form) => form,
        }
    }
}

/// The state of the view.
#[derive(Debug, Clone, Default)]
pub struct WeekFiveView {
    /// What it shows.
    pub page: Page,
    /// Lines scrolled.
    pub scroll: u16,
    /// A form over it.
    pub open: Option<Open>,
    /// The trial as it stands today, worked out once after everything that happens while the view
    /// is open.
    pub assessed: Option<Box<Assessment>>,
}

/// One thing that can be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What does it.
    pub action: Ask,
    /// A few words.
    pub label: &'static str,
    /// Whether it is the one the verdict leads to.
    pub first: bool,
}

/// What can be done next, the step that the verdict leads to first. An open hold leaves only the
/// report and the person's own decision.
pub fn steps(cx: &Cx, assessment: &Assessment) -> Vec<Step> {
    let step = |action, label, first| Step { action, label, first };
    let decision = &assessment.decision;
    let mut steps = Vec::new();
    if cx.journal.trial.is_some() && cx.journal.setup.is_some() {
        steps.push(step(Ask::OpenPlan, "Go on with the plan of the next trial", true));
        steps.push(step(Ask::PutAside, "Put that plan aside", false));
    } else if let Some(choice) = choice_to_act_on(cx, assessment) {
        let leads = decision.verdict;
        match choice {
            Choice::NextBlock => {
                steps.push(step(Ask::NextBlock, "Plan a block with fewer visits, then look again", true))
            }
            Choice::Adjust => steps.push(step(Ask::Adjust, "Plan a trial with one thing changed", true)),
            Choice::Rerun if leads == Verdict::InsufficientData => {
                steps.push(step(Ask::Rerun, "Plan the trial again, with a full baseline week", true));
            }
            Choice::Rerun => steps.push(step(Ask::Rerun, "Plan the trial again with the same dose", true)),
            Choice::Clinician | Choice::Stop => {}
        }
    }
    let report_first = !steps.iter().any(|step| step.first) && decision.verdict == Verdict::Review;
    let report = step(Ask::Report, "Write the report for your clinician", report_first);
    if decision.verdict != Verdict::NotYet {
        let label = match cx.journal.trial.as_ref().and_then(|trial| trial.decision.as_ref()) {
            None => "Write down what you decide",
            Some(_) => "Decide otherwise",
        };
        steps.push(report);
        steps.push(step(Ask::Decide, label, false));
    } else {
        steps.push(report);
    }
    if has_past(cx) {
        steps.push(step(Ask::Past, "Compare with the trials before", false));
    }
    steps
}

/// Whether there are other trials to compare with, as far as is known.
pub fn has_past(cx: &Cx) -> bool {
    match (&cx.journal.past, &cx.journal.trial) {
        (Some(past), _) => cx.journal.earlier().next().is_some() || !past.problems.is_empty(),
        (None, Some(trial)) => cx.journal.trials.iter().any(|id| *id != trial.id),
        (None, None) => !cx.journal.trials.is_empty(),
    }
}

/// The choice whose next trial can be planned now: the person's own where one is recorded, else
/// the one the verdict leads to. None before the trial is over, and none while a hold is open.
fn choice_to_act_on(cx: &Cx, assessment: &Assessment) -> Option<Choice> {
    let trial = cx.journal.trial.as_ref()?;
    if !trial.is_over(cx.today) || assessment.decision.hold() {
        return None;
    }
    let own = trial.decision.as_ref().map(|decision| decision.choice);
    own.or_else(|| Choice::ALL.iter().copied().find(|choice| choice.agrees_with(assessment.decision.verdict)))
}

impl Tab for WeekFiveView {
    fn contexts(&self, _cx: &Cx) -> Vec<Context> {
        vec![self.form().map_or(Context::WeekFive, Form::context)]
    }

    fn does_something(&self, cx: &Cx, action: Action) -> bool {
        let Action::WeekFive(asked) = action else { return true };
        match asked {
            Ask::Down | Ask::Up | Ask::PageDown | Ask::PageUp => cx.journal.trial.is_some(),
            Ask::Back => self.page == Page::Past,
            Ask::Past => self.page == Page::Decision && has_past(cx),
            Ask::NextBlock
            | Ask::Adjust
            | Ask::Rerun
            | Ask::Report
            | Ask::Decide
            | Ask::OpenPlan
            | Ask::PutAside => self
                .assessed
                .as_ref()
                .is_some_and(|assessment| steps(cx, assessment).iter().any(|step| step.action == asked)),
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
            Ask::Down => self.scroll = self.scroll.saturating_add(1),
            Ask::Up => self.scroll = self.scroll.saturating_sub(1),
            Ask::PageDown => self.scroll = self.scroll.saturating_add(PAGE_LINES),
            Ask::PageUp => self.scroll = self.scroll.saturating_sub(PAGE_LINES),
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
            Ask::Adjust => return self.open_adjust(cx),
            Ask::NextBlock => return self.plan(cx, Choice::NextBlock, next_block),
            Ask::Rerun => return self.plan(cx, Choice::Rerun, rerun),
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
        self.act(
            cx,
            match (self.open.is_some(), down) {
                (true, true) => Action::Form(FormAsk::Next),
                (true, false) => Action::Form(FormAsk::Previous),
                (false, true) => Action::WeekFive(Ask::Down),
                (false, false) => Action::WeekFive(Ask::Up),
            },
        )
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
        let assess = |trial| Assessment::of(trial, &cx.journal.days, cx.settings.day_end, cx.today);
        self.assessed = cx.journal.trial.as_ref().map(assess).map(Box::new);
    }

    fn drawn(&mut self, room: u16) {
        self.scroll = self.scroll.min(room);
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

impl WeekFiveView {
    fn show_page(&mut self, page: Page) {
        self.page = page;
        self.scroll = 0;
    }

    /// Why a next trial of a kind cannot be planned now; nothing where it can.
    fn is_closed_to(&self, cx: &Cx, wanted: Choice) -> Option<String> {
        let (assessment, trial) = (self.assessed.as_ref()?, cx.journal.trial.as_ref()?);
        let end = trial.plan.checkpoint_window().1;
        if cx.journal.setup.is_some() {
            Some("The next trial is being planned already; Plan shows it.".to_owned())
        } else if !trial.is_over(cx.today) {
            Some(format!("This trial runs until {}. The next one can be planned after that.", long_date(end)))
        } else if assessment.decision.hold() {
            Some("A hold is open. It comes first; Plan shows what has to be settled.".to_owned())
        } else if choice_to_act_on(cx, assessment) == Some(wanted) {
            None
        } else {
            Some("The verdict leads elsewhere. You can decide otherwise; then this is open.".to_owned())
        }
    }

    fn open_decide(&mut self, cx: &Cx) -> Reply {
        let Some(assessment) = &self.assessed else { return Reply::none() };
        if assessment.decision.verdict == Verdict::NotYet {
            return Reply::none().say("There is nothing to decide on before week five.");
        }
        let old = cx.journal.trial.as_ref().and_then(|trial| trial.decision.as_ref());
        let mut form = decide_form(old);
        let draft = cx.draft(DECISION);
        if let Some(draft) = draft {
            form.restore(draft);
        }
        self.open = Some(Open::Decide(form));
        if draft.is_some() { Reply::none().say(AGAIN) } else { Reply::none() }
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

    /// Keeps a decision on its way as a draft: it is not taken before the person says so.
    fn keep_open(&self, cx: &Cx) -> Reply {
        match &self.open {
            Some(Open::Decide(form)) => Reply::aside(cx.keep_draft(DECISION, form)),
            Some(Open::Adjust(_)) | None => Reply::none(),
        }
    }

    /// Steps back from the form that is open, and keeps what it holds.
    fn leave(&mut self, cx: &Cx) -> Reply {
        let kept = self.keep_open(cx);
        match self.open.take() {
            Some(Open::Decide(form)) if form.is_touched() => kept.say(KEPT),
            Some(Open::Decide(_) | Open::Adjust(_)) | None => kept,
        }
    }

    fn finish(&mut self, cx: &Cx) -> Reply {
        match self.open.clone() {
            Some(Open::Decide(form)) => self.record(cx, &form),
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
                    return reply.say(
                        "The dose stays. Agree on the technique with your therapist; each visit logs it.",
                    );
                }
                reply
            }
            None => Reply::none(),
        }
    }

    /// Records what the person decided, with the figures of today.
    fn record(&mut self, cx: &Cx, form: &Form) -> Reply {
        let Some(choice) = form.chosen("choice").and_then(|choice| Choice::ALL.get(choice)).copied() else {
            return self.refuse("choice", "Nothing is chosen yet: press its number, or the arrows and Space");
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
        // The step begins from the trial without what was half written.
        let before = match forgotten.as_ref().map(|change| &change.after) {
            Some(Record::Trial(trial)) => (**trial).clone(),
            Some(Record::Day(_) | Record::Setup(_) | Record::Standing(_)) | None => trial.clone(),
        };
        let decision = Some(RecordedDecision::new(&assessment.decision, choice, reason));
        let after = Trial { decision, ..before.clone() };
        let reply = Reply::aside(forgotten);
        if after == before {
            return reply;
        }
        self.scroll = 0;
        reply
            .and(Reply::change(Change::trial(before, after)))
            .say("Your decision is written down with the figures of today. u takes it back.")
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
            .say("The next trial is filled in from this one. What keeps you from harm is asked anew.")
    }
}

/// The name under which the person's own decision is kept while it is not written down.
const DECISION: &str = "decision";

fn decide_form(old: Option<&RecordedDecision>) -> Form {
    let chosen = old.and_then(|old| Choice::ALL.iter().position(|choice| *choice == old.choice));
    let labels = Choice::ALL.iter().map(|choice| choice.label().to_owned()).collect();
    let reason = old.and_then(|old| old.reason.as_ref()).map(Words::to_string).unwrap_or_default();
    Form::new(vec![
        Field::new("choice", "You decide", "", Kind::one(labels, chosen)).needed(),
        Field::new("reason", "Why", "a line for you and your clinician; may stay empty", Kind::text(&reason)),
    ])
    .ending("Write your decision down")
}

fn adjust_form(trial: &Trial) -> Form {
    let labels = adjustments(trial).iter().map(|what| what.label().to_owned()).collect();
    Form::new(vec![Field::new("what", "What changes", "", Kind::one(labels, None)).needed()])
}

fn put_aside(cx: &Cx) -> Reply {
    let (Some(_), Some(setup)) = (&cx.journal.trial, &cx.journal.setup) else { return Reply::none() };
    Reply::change(Change::setup(Some(setup.clone()), None))
        .say("The plan of the next trial is put aside. u brings it back.")
}

fn write_report(cx: &Cx) -> Reply {
    let Some(trial) = cx.journal.trial.clone().map(Box::new) else { return Reply::none() };
    Reply::write(Write::Report { trial, day_end: cx.settings.day_end, as_of: cx.today })
}
