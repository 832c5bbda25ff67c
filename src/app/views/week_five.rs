//! Week five: the decision, what the person makes of it, and the trial that comes next.

use crossterm::event::KeyEvent;

use crate::app::action::{Form as FormAsk, View, WeekFive as Ask};
use crate::app::change::Change;
use crate::app::drafts::{AGAIN, KEPT};
use crate::app::effect::{Read, Write};
use crate::app::form::{Field, Form, Kind, Outcome};
use crate::app::keymap::Context;
use crate::app::{App, Effect};
use crate::domain::assessment::Assessment;
use crate::domain::calendar::long_date;
use crate::domain::decision::Verdict;
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

/// Works the trial out anew while the view is open.
pub fn refresh(app: &mut App) {
    let trial = app.journal.trial.as_ref().filter(|_| app.view == View::WeekFive);
    let assess = |trial| Assessment::of(trial, &app.journal.days, app.settings.day_end, app.today);
    app.week_five_view.assessed = trial.map(assess).map(Box::new);
}

/// The trial as it stands today; nothing without a trial.
pub fn assessment(app: &App) -> Option<&Assessment> {
    app.week_five_view.assessed.as_deref()
}

/// What can be done next, the step that the verdict leads to first. An open hold leaves only the
/// report and the person's own decision.
pub fn steps(app: &App, assessment: &Assessment) -> Vec<Step> {
    let step = |action, label, first| Step { action, label, first };
    let decision = &assessment.decision;
    let mut steps = Vec::new();
    if app.journal.trial.is_some() && app.journal.setup.is_some() {
        steps.push(step(Ask::OpenPlan, "Go on with the plan of the next trial", true));
        steps.push(step(Ask::PutAside, "Put that plan aside", false));
    } else if let Some(choice) = choice_to_act_on(app, assessment) {
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
        let label = match app.journal.trial.as_ref().and_then(|trial| trial.decision.as_ref()) {
            None => "Write down what you decide",
            Some(_) => "Decide otherwise",
        };
        steps.push(report);
        steps.push(step(Ask::Decide, label, false));
    } else {
        steps.push(report);
    }
    if has_past(app) {
        steps.push(step(Ask::Past, "Compare with the trials before", false));
    }
    steps
}

/// Whether there are other trials to compare with, as far as is known.
pub fn has_past(app: &App) -> bool {
    match (&app.journal.past, &app.journal.trial) {
        (Some(past), _) => app.journal.earlier().next().is_some() || !past.problems.is_empty(),
        (None, Some(trial)) => app.journal.trials.iter().any(|id| *id != trial.id),
        (None, None) => !app.journal.trials.is_empty(),
    }
}

/// The choice whose next trial can be planned now: the person's own where one is recorded, else
/// the one the verdict leads to. None before the trial is over, and none while a hold is open.
fn choice_to_act_on(app: &App, assessment: &Assessment) -> Option<Choice> {
    let trial = app.journal.trial.as_ref()?;
    if !trial.is_over(app.today) || assessment.decision.hold() {
        return None;
    }
    let own = trial.decision.as_ref().map(|decision| decision.choice);
    own.or_else(|| Choice::ALL.iter().copied().find(|choice| choice.agrees_with(assessment.decision.verdict)))
}

/// Where keys go, innermost first.
pub fn contexts(app: &App) -> Vec<Context> {
    match &app.week_five_view.open {
        Some(open) => vec![open.form().context()],
        None => vec![Context::WeekFive],
    }
}

/// Called when the view is opened: on the decision, from its top. A form that was left open waits.
pub fn open(app: &mut App) -> Vec<Effect> {
    app.week_five_view.page = Page::Decision;
    app.week_five_view.scroll = 0;
    Vec::new()
}

/// Whether a key of the view would do something now.
pub fn does_something(app: &App, asked: Ask) -> bool {
    match asked {
        Ask::Down | Ask::Up | Ask::PageDown | Ask::PageUp => app.journal.trial.is_some(),
        Ask::Back => app.week_five_view.page == Page::Past,
        Ask::Past => app.week_five_view.page == Page::Decision && has_past(app),
        Ask::NextBlock
        | Ask::Adjust
        | Ask::Rerun
        | Ask::Report
        | Ask::Decide
        | Ask::OpenPlan
        | Ask::PutAside => assessment(app)
            .is_some_and(|assessment| steps(app, assessment).iter().any(|step| step.action == asked)),
    }
}

/// Does what was asked for.
pub fn act(app: &mut App, asked: Ask) -> Vec<Effect> {
    let view = &mut app.week_five_view;
    match asked {
        Ask::Down => view.scroll = view.scroll.saturating_add(1),
        Ask::Up => view.scroll = view.scroll.saturating_sub(1),
        Ask::PageDown => view.scroll = view.scroll.saturating_add(PAGE_LINES),
        Ask::PageUp => view.scroll = view.scroll.saturating_sub(PAGE_LINES),
        Ask::Back => {
            if view.page == Page::Past {
                view.page = Page::Decision;
                view.scroll = 0;
            } else {
                app.notice = None;
            }
        }
        Ask::Past => {
            view.page = Page::Past;
            view.scroll = 0;
            if app.journal.past.is_none() {
                return vec![Effect::Read(Read::Trials)];
            }
        }
        Ask::Report => return write_report(app),
        Ask::Decide => open_decide(app),
        Ask::Adjust => {
            if is_open_to(app, Choice::Adjust)
                && let Some(trial) = &app.journal.trial
            {
                app.week_five_view.open = Some(Open::Adjust(adjust_form(trial)));
            }
        }
        Ask::NextBlock => return plan(app, Choice::NextBlock, next_block),
        Ask::Rerun => return plan(app, Choice::Rerun, rerun),
        Ask::OpenPlan => {
            if app.is_preparing() {
                app.view = View::Plan;
                super::plan::enter(app);
            }
        }
        Ask::PutAside => return put_aside(app),
    }
    Vec::new()
}

/// Whether a next trial of a kind can be planned now; otherwise says why not.
fn is_open_to(app: &mut App, wanted: Choice) -> bool {
    let Some(assessment) = assessment(app) else { return false };
    let Some(trial) = &app.journal.trial else { return false };
    let end = trial.plan.checkpoint_window().1;
    let words = if app.journal.setup.is_some() {
        "The next trial is being planned already; Plan shows it.".to_owned()
    } else if !trial.is_over(app.today) {
        format!("This trial runs until {}. The next one can be planned after that.", long_date(end))
    } else if assessment.decision.hold() {
        "A hold is open. It comes first; Plan shows what has to be settled.".to_owned()
    } else if choice_to_act_on(app, assessment) == Some(wanted) {
        return true;
    } else {
        "The verdict leads elsewhere. You can decide otherwise; then this is open.".to_owned()
    };
    app.say(words);
    false
}

fn open_decide(app: &mut App) {
    let Some(assessment) = assessment(app) else { return };
    if assessment.decision.verdict == Verdict::NotYet {
        app.say("There is nothing to decide on before week five.");
        return;
    }
    let old = app.journal.trial.as_ref().and_then(|trial| trial.decision.as_ref());
    let chosen = old.and_then(|old| Choice::ALL.iter().position(|choice| *choice == old.choice));
    let labels = Choice::ALL.iter().map(|choice| choice.label().to_owned()).collect();
    let reason = old.and_then(|old| old.reason.as_ref()).map(Words::to_string).unwrap_or_default();
    let mut form = Form::new(vec![
        Field::new("choice", "You decide", "", Kind::one(labels, chosen)).needed(),
        Field::new("reason", "Why", "a line for you and your clinician; may stay empty", Kind::text(&reason)),
    ])
    .ending("Write your decision down");
    if let Some(draft) = app.draft(DECISION).cloned() {
        form.restore(&draft);
        app.say(AGAIN);
    }
    app.week_five_view.open = Some(Open::Decide(form));
}

/// The name under which the person's own decision is kept while it is not written down.
const DECISION: &str = "decision";

/// Keeps a decision on its way as a draft: it is not taken before the person says so.
fn keep_open(app: &mut App) -> Vec<Effect> {
    match app.week_five_view.open.clone() {
        Some(Open::Decide(form)) => app.keep_draft(DECISION, &form),
        Some(Open::Adjust(_)) | None => Vec::new(),
    }
}

fn adjust_form(trial: &Trial) -> Form {
    let labels = adjustments(trial).iter().map(|what| what.label().to_owned()).collect();
    Form::new(vec![Field::new("what", "What changes", "", Kind::one(labels, None)).needed()])
}

/// Does what was asked for in a form of the view.
pub fn form_act(app: &mut App, asked: FormAsk) -> Vec<Effect> {
    let Some(open) = &mut app.week_five_view.open else { return Vec::new() };
    match open.form_mut().handle(asked) {
        Outcome::Stay => Vec::new(),
        Outcome::Left => {
            let effects = keep_open(app);
            if app.draft(DECISION).is_some() && matches!(app.week_five_view.open, Some(Open::Decide(_))) {
                app.say(KEPT);
            }
            app.week_five_view.open = None;
            effects
        }
        Outcome::Answered | Outcome::Done => finish(app),
    }
}

fn finish(app: &mut App) -> Vec<Effect> {
    match app.week_five_view.open.clone() {
        Some(Open::Decide(form)) => record(app, &form),
        Some(Open::Adjust(form)) => {
            let what = form
                .chosen("what")
                .and_then(|choice| adjustments(app.journal.trial.as_ref()?).get(choice).copied());
            app.week_five_view.open = None;
            let Some(what) = what else { return Vec::new() };
            let effects =
                plan(app, Choice::Adjust, |trial, decision, today| adjusted(trial, decision, today, what));
            if what == Adjustment::Technique {
                app.say("The dose stays. Agree on the technique with your therapist; each visit logs it.");
            }
            effects
        }
        None => Vec::new(),
    }
}

/// Records what the person decided, with the figures of today.
fn record(app: &mut App, form: &Form) -> Vec<Effect> {
    let Some(choice) = form.chosen("choice").and_then(|choice| Choice::ALL.get(choice)).copied() else {
        refuse(app, "choice", "Nothing is chosen yet: press its number, or the arrows and Space".to_owned());
        return Vec::new();
    };
    let reason = match Words::optional(form.text("reason")) {
        Ok(reason) => reason,
        Err(error) => {
            refuse(app, "reason", error.to_string());
            return Vec::new();
        }
    };
    app.week_five_view.open = None;
    let (Some(assessment), Some(before)) = (assessment(app).cloned(), app.journal.trial.clone()) else {
        return Vec::new();
    };
    let mut effects = app.forget_draft(DECISION);
    let before = app.journal.trial.clone().unwrap_or(before);
    let mut after = before.clone();
    after.decision = Some(RecordedDecision::new(&assessment.decision, choice, reason));
    if after == before {
        return effects;
    }
    app.week_five_view.scroll = 0;
    effects.extend(app.change(vec![Change::trial(before, after)]));
    app.say("Your decision is written down with the figures of today. u takes it back.");
    effects
}

fn refuse(app: &mut App, field: &'static str, error: String) {
    if let Some(open) = &mut app.week_five_view.open {
        open.form_mut().refuse(field, error);
    }
}

/// Begins the checklist of the next trial, filled in from this one, and goes to it. A decision
/// that was not written down yet is, with the figures of today.
fn plan(
    app: &mut App,
    choice: Choice,
    fill: impl FnOnce(
        &crate::domain::trial::Trial,
        &crate::domain::decision::Decision,
        chrono::NaiveDate,
    ) -> Setup,
) -> Vec<Effect> {
    if !is_open_to(app, choice) {
        return Vec::new();
    }
    let (Some(assessment), Some(before)) = (assessment(app).cloned(), app.journal.trial.clone()) else {
        return Vec::new();
    };
    let setup = fill(&before, &assessment.decision, app.today);
    let trial = before.decision.is_none().then(|| {
        let decision = Some(RecordedDecision::new(&assessment.decision, choice, None));
        let after = crate::domain::trial::Trial { decision, ..before.clone() };
        Change::trial(before, after)
    });
    let effects = app.change(trial.into_iter().chain([Change::setup(None, Some(setup))]).collect());
    app.view = View::Plan;
    super::plan::open(app);
    app.say("The next trial is filled in from this one. What keeps you from harm is asked anew.");
    effects
}

fn put_aside(app: &mut App) -> Vec<Effect> {
    let (Some(_), Some(setup)) = (&app.journal.trial, app.journal.setup.clone()) else { return Vec::new() };
    let effects = app.change(vec![Change::setup(Some(setup), None)]);
    super::plan::open(app);
    app.say("The plan of the next trial is put aside. u brings it back.");
    effects
}

fn write_report(app: &mut App) -> Vec<Effect> {
    let Some(trial) = app.journal.trial.clone().map(Box::new) else { return Vec::new() };
    vec![Effect::Write(Write::Report { trial, day_end: app.settings.day_end, as_of: app.today })]
}

/// Types a key into a form of the view.
pub fn type_key(app: &mut App, key: KeyEvent) {
    if let Some(open) = &mut app.week_five_view.open {
        open.form_mut().type_key(key);
    }
}

/// Puts pasted text into a form of the view.
pub fn paste(app: &mut App, text: &str) {
    if let Some(open) = &mut app.week_five_view.open {
        open.form_mut().paste(text);
    }
}

/// Turns the wheel.
pub fn wheel(app: &mut App, down: bool) -> Vec<Effect> {
    if app.week_five_view.open.is_some() {
        return form_act(app, if down { FormAsk::Next } else { FormAsk::Previous });
    }
    act(app, if down { Ask::Down } else { Ask::Up })
}

/// Keeps what is being typed: a decision on its way is not taken before the person says so, and
/// waits until the view is opened again.
pub fn settle(app: &mut App) -> (Vec<Effect>, bool) {
    (keep_open(app), true)
}
