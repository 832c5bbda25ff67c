//! Plan: the checklist page by page, then the plan on one page.

use std::collections::BTreeSet;

use crate::app::action::{Action, Form as FormAsk, Page as PageAsk, Plan as Ask};
use crate::app::bridge::Bridge;
use crate::app::change::{Change, Standing};
use crate::app::dialog::{Dialog, HelpState};
use crate::app::effect::Read;
use crate::app::form::{Form, Outcome};
use crate::app::keymap::Context;
use crate::app::tabs::{InHand, Shows};
use crate::app::views::checklist::{self, PageId};
use crate::app::{App, Effect};
use crate::content;
use crate::domain::calendar::{long_date, weekday_name};
use crate::domain::checklist::{GateRefusal, Hold, Part, QuestionKind};
use crate::domain::date_words::shown;
use crate::domain::measure::{FunctionMeasure, Ndi};
use crate::domain::score::one_decimal;
use crate::domain::trial::{BeginError, DEFAULT_WEEKS, DayOfWeek, Setup, Trial, has_adjacent};
use crate::domain::visit_changes::change_weekdays;

/// A page that is open.
#[derive(Debug, Clone)]
pub struct Walk {
    /// Which page.
    pub page: PageId,
    /// Its form, where it has one.
    pub form: Option<Form>,
    /// Answers that the trial could not take over yet, as they leave its plan incomplete.
    pub draft: Option<Setup>,
    /// Whether it was opened for this page alone.
    pub single: bool,
}

/// The state of Plan.
#[derive(Debug, Clone, Default)]
pub struct PlanView {
    /// The row in focus on the plan.
    pub row: usize,
    /// A page of the checklist, instead of the plan.
    pub walk: Option<Walk>,
}

impl PlanView {
    /// Where keys go, innermost first.
    pub fn contexts(&self) -> Vec<Context> {
        match &self.walk {
            None => vec![Context::Plan],
            Some(Walk { form: Some(form), .. }) => vec![form.context(), Context::Page],
            Some(Walk { page: PageId::Question(_), .. }) => vec![Context::Question, Context::Page],
            Some(_) => vec![Context::Page],
        }
    }
}

/// What a row of the plan says beyond its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A heading.
    Heading,
    /// An answer.
    Answer,
    /// Still unanswered.
    Open,
    /// A remark under an answer.
    Remark,
    /// An open hold.
    Hold,
    /// Begin the trial.
    Begin,
}

/// A row of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
    /// The page that changes it.
    pub page: Option<PageId>,
}

impl Row {
    /// Whether the focus can rest on it.
    pub fn can_focus(&self) -> bool {
        self.page.is_some() || self.kind == RowKind::Begin
    }
}

/// Said where the plan cannot be changed any more.
const FIXED: &str = "The plan is fixed since day 1, so that the comparison stays fair.";

/// The setup that pages work on: what is not taken over yet, else the checklist on its way, else
/// the trial's.
pub fn subject(app: &App) -> Setup {
    if let Some(draft) = app.plan_view.walk.as_ref().and_then(|walk| walk.draft.clone()) {
        return draft;
    }
    match (&app.journal.setup, &app.journal.trial) {
        (Some(setup), _) => setup.clone(),
        (None, Some(trial)) => trial.as_setup(),
        (None, None) => Setup::new(app.today),
    }
}

/// Whether the plan is fixed.
pub fn is_locked(app: &App) -> bool {
    !app.is_preparing() && app.journal.trial.as_ref().is_some_and(|trial| trial.plan.is_locked(app.today))
}

/// Called when the view is opened: puts the focus on a row that can have it.
fn enter(app: &mut App) {
    let focused = rows(app).get(app.plan_view.row).is_some_and(Row::can_focus);
    if !focused {
        app.plan_view.row = first_row(app);
    }
}

/// Puts Plan on the page it belongs on: the first unanswered one while a trial is being prepared.
fn open(app: &mut App) {
    app.plan_view.walk = None;
    app.plan_view.row = first_row(app);
    if !app.is_preparing() {
        return;
    }
    let setup = subject(app);
    let page = if app.journal.setup.is_none() { Some(PageId::Welcome) } else { checklist::resume_at(&setup) };
    if let Some(page) = page {
        show_page(app, page, false);
    }
}

fn first_row(app: &App) -> usize {
    rows(app).iter().position(Row::can_focus).unwrap_or(0)
}

fn show_page(app: &mut App, page: PageId, single: bool) {
    let draft = app.plan_view.walk.as_mut().and_then(|walk| walk.draft.take());
    let setup = draft.clone().unwrap_or_else(|| subject(app));
    let mut form = checklist::form(&setup, &page, app.today);
    if let (Some(form), Some(draft)) = (&mut form, checklist::draft(&setup, &page)) {
        form.restore(draft);
    }
    app.plan_view.walk = Some(Walk { page, form, draft, single });
}

/// Does what was asked for on the plan.
fn act(app: &mut App, asked: Ask) -> Vec<Effect> {
    match asked {
        Ask::Down => {
            step_row(app, true);
            Vec::new()
        }
        Ask::Up => {
            step_row(app, false);
            Vec::new()
        }
        Ask::Open => open_row(app),
        Ask::Focus(place) => {
            app.plan_view.row = place.min(rows(app).len().saturating_sub(1));
            open_row(app)
        }
        Ask::Review => {
            let locked = is_locked(app);
            let setup = subject(app);
            let first = checklist::pages(&setup).into_iter().find(|page| !locked || page.stays_open());
            if let Some(page) = first
                .filter(|page| locked || *page != PageId::Welcome)
                .or_else(|| checklist::pages(&setup).into_iter().nth(1))
            {
                show_page(app, page, false);
            }
            Vec::new()
        }
    }
}

fn step_row(app: &mut App, down: bool) {
    let rows = rows(app);
    let here = app.plan_view.row;
    let mut places = rows.iter().enumerate().filter(|(_, row)| row.can_focus()).map(|(place, _)| place);
    let next = if down { places.find(|place| *place > here) } else { places.rfind(|place| *place < here) };
    app.plan_view.row = next.unwrap_or(here);
}

fn open_row(app: &mut App) -> Vec<Effect> {
    let Some(row) = rows(app).into_iter().nth(app.plan_view.row) else { return Vec::new() };
    if row.kind == RowKind::Begin {
        return begin(app);
    }
    let Some(page) = row.page else { return Vec::new() };
    if is_locked(app) && !page.stays_open() && page != PageId::Weekdays {
        app.say(FIXED);
        return Vec::new();
    }
    show_page(app, page, true);
    Vec::new()
}

/// Does what was asked for on a page.
fn page_act(app: &mut App, asked: PageAsk) -> Vec<Effect> {
    let Some(walk) = app.plan_view.walk.clone() else { return Vec::new() };
    match (asked, &walk.page) {
        (PageAsk::Yes, PageId::Question(id)) => answer(app, id, true),
        (PageAsk::No, PageId::Question(id)) => answer(app, id, false),
        (PageAsk::Yes | PageAsk::No, _) => Vec::new(),
        (PageAsk::Next, PageId::Question(id)) if subject(app).checklist.answered(id).is_none() => {
            app.say("Please answer with y for yes or n for no.");
            Vec::new()
        }
        (PageAsk::Guide, _) => {
            app.dialog = Some(Dialog::Help(HelpState::guide(app.view, "what-to-expect")));
            Vec::new()
        }
        (PageAsk::Next, _) => finish_page(app, true),
        (PageAsk::Back, _) => back(app),
        (PageAsk::Summary, _) => {
            let effects = leave_page(app);
            if app.plan_view.walk.as_ref().is_none_or(|walk| walk.draft.is_none()) {
                app.plan_view.walk = None;
                app.plan_view.row = first_row(app);
            }
            effects
        }
    }
}

/// Does what was asked for in the form of a page.
fn form_act(app: &mut App, asked: FormAsk) -> Vec<Effect> {
    let Some(form) = app.plan_view.walk.as_mut().and_then(|walk| walk.form.as_mut()) else {
        return Vec::new();
    };
    match form.handle(asked) {
        Outcome::Stay => Vec::new(),
        Outcome::Answered | Outcome::Done => finish_page(app, true),
        Outcome::Left => back(app),
    }
}

fn answer(app: &mut App, id: &str, yes: bool) -> Vec<Effect> {
    let Some(text) = content::question(id) else { return Vec::new() };
    let mut setup = subject(app);
    setup.checklist.answer(&text.rule, yes, app.today);
    // What was chosen and cannot be any more is asked again.
    if setup.dose.is_some_and(|dose| !checklist::may_choose(&setup, dose)) {
        setup.dose = None;
    }
    let effects = store(app, setup);
    // A remark stands on this page until it was read; Enter goes on.
    if text.remark(yes).is_none() || text.rule.kind.opens_hold() {
        go_on(app);
    }
    effects
}

/// Takes over the answers of a page's form, and goes to the next page if asked.
fn finish_page(app: &mut App, go_on_after: bool) -> Vec<Effect> {
    let Some(walk) = app.plan_view.walk.clone() else { return Vec::new() };
    let before = subject(app);
    let mut effects = Vec::new();
    if let Some(form) = &walk.form {
        match checklist::accept(&before, &walk.page, form, app.today) {
            Ok(after) => {
                if let Some((field, question)) = doubt(&walk.page, form, &after, app)
                    && let Some(form) = app.plan_view.walk.as_mut().and_then(|walk| walk.form.as_mut())
                    && !form.is_meant(field, question)
                {
                    return Vec::new();
                }
                if after != before {
                    effects = store(app, after);
                }
            }
            Err((field, error)) => {
                if let Some(form) = app.plan_view.walk.as_mut().and_then(|walk| walk.form.as_mut()) {
                    form.refuse(field, error);
                }
                return Vec::new();
            }
        }
    }
    if go_on_after {
        go_on(app);
    }
    effects
}

/// What has to be read before an answer is taken: a date far away, an index that is no score.
fn doubt(page: &PageId, form: &Form, after: &Setup, app: &App) -> Option<(&'static str, String)> {
    let index = after.baseline.ndi.as_ref().filter(|_| *page == PageId::BaselineIndex);
    if let Some(missing) = index.filter(|ndi| ndi.score().is_none()).map(Ndi::missing) {
        let words = format!("{} Go on once more to leave it so.", incomplete_index(missing));
        return Some((super::today::TOTAL, words));
    }
    checklist::far_date(page, form, app.today)
}

/// Keeps what a page's form holds when the person goes elsewhere. Choices made and words written are
/// taken over; a number, a date or a name may be half typed, and is kept as a draft that counts for
/// nothing, as is all that is not complete.
fn leave_page(app: &mut App) -> Vec<Effect> {
    let Some(walk) = app.plan_view.walk.clone() else { return Vec::new() };
    let Some(form) = &walk.form else { return Vec::new() };
    let before = subject(app);
    if form.is_touched()
        && !form.has_loose_end()
        && let Ok(after) = checklist::accept(&before, &walk.page, form, app.today)
    {
        return if after == before { Vec::new() } else { store(app, after) };
    }
    if is_locked(app) && !walk.page.stays_open() {
        return Vec::new();
    }
    let drafts = checklist::with_draft(&before, &walk.page, form);
    if let Some(draft) = app.plan_view.walk.as_mut().and_then(|walk| walk.draft.as_mut()) {
        draft.checklist.drafts.clone_from(&drafts);
    }
    if form.is_touched() {
        app.say(crate::app::drafts::KEPT);
    }
    app.put_page_drafts(drafts)
}

/// Writes a setup where it belongs. A trial takes it over as soon as its plan is complete; until
/// then it waits as a draft, and the page that mends it is next.
fn store(app: &mut App, setup: Setup) -> Vec<Effect> {
    let Some(trial) = app.journal.trial.clone().filter(|_| !app.is_preparing()) else {
        let before = app.journal.setup.clone().unwrap_or_else(|| Setup::new(app.today));
        return app.change(vec![Change::setup(Some(before), Some(setup))]);
    };
    // Day 1 may have begun while the page was open.
    if is_locked(app)
        && app
            .plan_view
            .walk
            .as_ref()
            .is_some_and(|walk| !walk.page.stays_open() && walk.page != PageId::Weekdays)
    {
        app.say(FIXED);
        return Vec::new();
    }
    match trial.with_setup(&setup, app.today) {
        Ok(after) => {
            let after = with_other_weekdays(app, after, &setup);
            if let Some(walk) = &mut app.plan_view.walk {
                walk.draft = None;
            }
            if after == trial {
                return Vec::new();
            }
            app.change(vec![Change::trial(trial, after)])
        }
        Err(error) => {
            app.warn(format!("Not changed yet: {error}."));
            if let Some(walk) = &mut app.plan_view.walk {
                walk.draft = Some(setup);
                walk.single = false;
            }
            Vec::new()
        }
    }
}

/// Once the plan is fixed, other weekdays change only the weeks to come.
fn with_other_weekdays(app: &mut App, trial: Trial, setup: &Setup) -> Trial {
    let now = trial.plan.schedule.last().map(|schedule| &schedule.days);
    let Some(days) = setup.weekdays.as_ref().filter(|days| is_locked(app) && Some(*days) != now) else {
        return trial;
    };
    match change_weekdays(&trial.plan, days, app.today) {
        Ok(plan) => {
            if let Some(schedule) = plan.schedule.last() {
                app.say(format!(
                    "From {} visits are on {}. The weeks before stay as they were.",
                    shown(schedule.from, app.today),
                    weekday_names(days)
                ));
            }
            Trial { plan, ..trial }
        }
        Err(error) => {
            app.warn(format!("Not changed: {error}."));
            trial
        }
    }
}

/// Weekdays in a row: `Mon Thu`.
fn weekday_names(days: &BTreeSet<DayOfWeek>) -> String {
    days.iter().map(|day| weekday_name(day.0)).collect::<Vec<_>>().join(" ")
}

/// The page after this one; back to the plan after the last, or where one page was opened alone.
fn go_on(app: &mut App) {
    let Some(walk) = app.plan_view.walk.clone() else { return };
    let setup = subject(app);
    if let (Some(draft), Some(trial)) = (&walk.draft, &app.journal.trial)
        && let Err(error) = trial.with_setup(draft, app.today)
    {
        let mends = checklist::page_for(draft, &error);
        if mends != walk.page {
            show_page(app, mends, false);
            return;
        }
    }
    let locked = is_locked(app);
    let pages = checklist::pages(&setup);
    let here = pages.iter().position(|page| *page == walk.page);
    let next = here.and_then(|here| {
        pages.get(here.saturating_add(1)..)?.iter().find(|page| !locked || page.stays_open()).cloned()
    });
    let follows = matches!(next, Some(PageId::Clearance(_) | PageId::OwnDose | PageId::MarkerDetails(_)));
    match next {
        Some(page) if !walk.single || follows => show_page(app, page, walk.single),
        Some(_) | None => {
            app.plan_view.walk = None;
            app.plan_view.row = if walk.single {
                app.plan_view.row
            } else {
                rows(app).iter().position(|row| row.kind == RowKind::Begin).unwrap_or_else(|| first_row(app))
            };
        }
    }
}

/// The page before this one; what its form holds is kept.
fn back(app: &mut App) -> Vec<Effect> {
    let effects = leave_page(app);
    let Some(walk) = app.plan_view.walk.clone() else { return effects };
    let locked = is_locked(app);
    let pages = checklist::pages(&subject(app));
    let here = pages.iter().position(|page| *page == walk.page).unwrap_or(0);
    let previous =
        pages.get(..here).and_then(|pages| pages.iter().rfind(|page| !locked || page.stays_open()));
    match previous {
        Some(page) if !walk.single => show_page(app, page.clone(), false),
        Some(_) | None if app.journal.trial.is_some() || app.journal.setup.is_some() && walk.single => {
            if walk.draft.is_some() {
                app.say("The plan stays as it was.");
            }
            app.plan_view.walk = None;
        }
        Some(_) | None => {}
    }
    effects
}

fn begin(app: &mut App) -> Vec<Effect> {
    let Some(setup) = app.journal.setup.clone() else { return Vec::new() };
    let rules: Vec<_> = content::rules().cloned().collect();
    let known = app.journal.trials.iter().chain(app.journal.trial.as_ref().map(|trial| &trial.id));
    let trials: Vec<_> = known.cloned().collect();
    let taken = |name: &str| trials.iter().any(|id| id.as_str() == name);
    let begun = setup.clone();
    match begun.begin(&rules, app.today, taken) {
        Ok(trial) => {
            let start = trial.plan.start;
            let before = Standing { trial: app.journal.trial.clone(), setup: Some(setup) };
            let unread = App::first_ranges(Some(&trial), app.today);
            let after = Standing { trial: Some(trial), setup: None };
            let mut effects = app.change(vec![Change::standing(before, after)]);
            effects.extend(
                unread
                    .into_iter()
                    .flat_map(|(first, last)| app.journal.days.not_read(first, last))
                    .map(|(first, last)| Effect::Read(Read::Days(first, last))),
            );
            app.plan_view.row = first_row(app);
            app.say(format!("The trial begins on {}. Tab brings you to Today.", long_date(start)));
            effects
        }
        Err(BeginError::Plan(error)) => {
            app.warn(format!("Not begun: {error}."));
            show_page(app, checklist::page_for(&setup, &error), false);
            Vec::new()
        }
        Err(BeginError::Gate(refusals)) => {
            app.warn(gate_words(&refusals));
            match refusals.first() {
                Some(GateRefusal::Unanswered { item, .. }) => show_page(app, page_of_item(item), false),
                Some(GateRefusal::HoldOpen { item }) => show_page(app, PageId::Clearance(item.clone()), true),
                None => {}
            }
            Vec::new()
        }
    }
}

fn page_of_item(item: &str) -> PageId {
    match item {
        "site" => PageId::Site,
        "age" => PageId::Age,
        "clinician" => PageId::Clinician,
        item => PageId::Question(item.to_owned()),
    }
}

/// What the gate refuses, in one or two sentences.
pub fn gate_words(refusals: &[GateRefusal]) -> String {
    let mut unanswered: Vec<(Part, Vec<&str>)> = Vec::new();
    let mut holds = Vec::new();
    for refusal in refusals {
        match refusal {
            GateRefusal::Unanswered { part, item } => {
                match unanswered.iter_mut().find(|(other, _)| other == part) {
                    Some((_, items)) => items.push(item),
                    None => unanswered.push((*part, vec![item])),
                }
            }
            GateRefusal::HoldOpen { item } => holds.push(short_label(item)),
        }
    }
    let mut words = String::new();
    if !unanswered.is_empty() {
        let parts: Vec<String> = unanswered
            .iter()
            .map(|(part, items)| {
                let shown: Vec<&str> = items.iter().take(4).copied().collect();
                let more = if items.len() > shown.len() { ", …" } else { "" };
                format!("{} ({}{more})", part.label(), shown.join(", "))
            })
            .collect();
        words.push_str(&format!("The trial cannot begin yet: not answered in {}.", parts.join("; ")));
    }
    if !holds.is_empty() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&format!("On hold until a clinician has given a clearance: {}.", holds.join(", ")));
    }
    words
}

/// A few words for the item of a hold.
pub fn short_label(item: &str) -> String {
    content::short_label(item)
}

// ---- the plan on one page ---------------------------------------------------------------------

/// The rows of the plan.
pub fn rows(app: &App) -> Vec<Row> {
    let setup = subject(app);
    let mut rows = Vec::new();
    plan_rows(&setup, app, &mut rows);
    hold_rows(&setup, app.today, &mut rows);
    answer_rows(&setup, &mut rows);
    for row in &mut rows {
        if row.page.as_ref().is_some_and(|page| checklist::draft(&setup, page).is_some()) {
            row.value = match row.kind {
                RowKind::Open => "begun, not finished".to_owned(),
                _ => format!("{}; a change is begun, not finished", row.value),
            };
        }
    }
    if app.is_preparing() {
        rows.push(Row {
            kind: RowKind::Begin,
            label: "Begin the trial".to_owned(),
            value: String::new(),
            page: None,
        });
    }
    rows
}

fn heading(label: &str) -> Row {
    Row { kind: RowKind::Heading, label: label.to_owned(), value: String::new(), page: None }
}

fn answer_row(label: &str, value: Option<String>, page: PageId) -> Row {
    let kind = if value.is_some() { RowKind::Answer } else { RowKind::Open };
    Row {
        kind,
        label: label.to_owned(),
        value: value.unwrap_or_else(|| "not answered yet".to_owned()),
        page: Some(page),
    }
}

fn remark(text: impl Into<String>) -> Row {
    Row { kind: RowKind::Remark, label: String::new(), value: text.into(), page: None }
}

fn plan_rows(setup: &Setup, app: &App, rows: &mut Vec<Row>) {
    let list = &setup.checklist;
    let next = app.journal.trial.as_ref().filter(|_| app.journal.setup.is_some());
    rows.push(heading(if next.is_some() { "Plan of the next trial" } else { "Plan" }));
    if let Some(trial) = next {
        rows.push(remark(format!(
            "The trial {} is over and stays as it is. Week five puts this plan aside.",
            trial.id
        )));
    }
    rows.push(answer_row("Site", list.site.map(|site| site.value.label().to_owned()), PageId::Site));
    rows.push(answer_row("Age", list.age.map(|age| age.value.label().to_owned()), PageId::Age));
    rows.push(answer_row("Dose", content::setup_dose_line(setup), PageId::Dose));
    let weeks = setup.weeks.unwrap_or(DEFAULT_WEEKS);
    rows.push(answer_row("Weeks", Some(format!("{weeks}, then a week to measure")), PageId::Weeks));
    let days =
        setup.weekdays.clone().or_else(|| setup.dose.map(crate::domain::trial::Dose::default_weekdays));
    let schedules =
        app.journal.trial.as_ref().map(|trial| trial.plan.schedule.as_slice()).unwrap_or_default();
    let names = match schedules {
        [first, later @ ..] if !later.is_empty() => {
            let later = later.iter().map(|schedule| {
                format!("from {} {}", shown(schedule.from, app.today), weekday_names(&schedule.days))
            });
            let all: Vec<String> = std::iter::once(weekday_names(&first.days)).chain(later).collect();
            Some(all.join("; "))
        }
        [] | [_] | [_, ..] => days.as_ref().map(weekday_names),
    };
    rows.push(answer_row("Visits on", names, PageId::Weekdays));
    if days.as_ref().is_some_and(has_adjacent) {
        rows.push(remark("Two visits follow each other; a day between gives soreness time to fade."));
    }
    rows.push(answer_row("Day 1", setup.start.map(long_date), PageId::Start));
    let weekly = setup.weekly_day.unwrap_or(chrono::Weekday::Sun);
    rows.push(answer_row("Weekly day", Some(weekday_name(weekly).to_owned()), PageId::WeeklyDay));
    measure_rows(setup, rows);
    if let (Some(site), Some(age), Some(dose)) = (list.site, list.age, setup.dose) {
        for difference in content::differences(site.value, age.value, dose, weeks) {
            rows.push(remark(difference));
        }
    }
    if is_locked(app) {
        rows.push(remark(
            "Fixed since day 1, so that the comparison stays fair. Only the weekdays of the weeks to come can change.",
        ));
    }
}

/// What an index with too few answers is worth.
pub fn incomplete_index(missing: usize) -> String {
    format!("{missing} topics are missing; a score needs at least 8 of the 10 answers.")
}

fn measure_rows(setup: &Setup, rows: &mut Vec<Row>) {
    let base = &setup.baseline;
    let neck = setup.checklist.site.map(|site| site.value) == Some(crate::domain::checklist::Site::Neck);
    let not_given = || "from the baseline week".to_owned();
    let pain = base.pain.map_or_else(not_given, |pain| format!("{pain} if the baseline week has none"));
    if neck {
        rows.push(Row {
            kind: RowKind::Answer,
            label: "Measures".to_owned(),
            value: "pain, Neck Disability Index".to_owned(),
            page: None,
        });
        rows.push(answer_row("Pain before", Some(pain), PageId::BaselinePain));
        let index = base.ndi.as_ref().map_or_else(not_given, |ndi| match ndi.score() {
            Some(score) => format!("{} if the baseline week has none", one_decimal(score)),
            None => incomplete_index(ndi.missing()),
        });
        rows.push(answer_row("Index before", Some(index), PageId::BaselineIndex));
        return;
    }
    let function = FunctionMeasure::markers(&setup.markers).ok();
    let names = |marker: &crate::domain::measure::Marker| {
        format!("{} ({}, {})", marker.name, marker.unit, marker.better.label())
    };
    let value =
        function.map(|function| function.as_markers().iter().map(names).collect::<Vec<_>>().join("; "));
    rows.push(match checklist::undescribed_marker(setup) {
        Some(page) => Row {
            kind: RowKind::Open,
            label: "Markers".to_owned(),
            value: "one of your own is not described yet".to_owned(),
            page: Some(page),
        },
        None => answer_row("Markers", value, PageId::Markers),
    });
    rows.push(answer_row("Pain before", Some(pain), PageId::BaselinePain));
    for marker in &setup.markers {
        let Some(value) = base.markers.get(&marker.name) else { continue };
        let text = format!("{value} {}", marker.unit);
        rows.push(answer_row(&format!("{} before", marker.name), Some(text), PageId::BaselineMarkers));
        if marker.cannot_improve_from(*value) {
            rows.push(remark(
                "It starts at 0 and lower is better, so it cannot improve. Another marker would tell more.",
            ));
        }
    }
    if setup.markers.len() == 2 && base.markers.is_empty() {
        rows.push(answer_row("Markers before", Some(not_given()), PageId::BaselineMarkers));
    }
}

fn hold_rows(setup: &Setup, today: chrono::NaiveDate, rows: &mut Vec<Row>) {
    if setup.checklist.holds.is_empty() {
        return;
    }
    rows.push(heading("Holds and clearances"));
    for hold in &setup.checklist.holds {
        let kind = if hold.is_open() { RowKind::Hold } else { RowKind::Answer };
        rows.push(Row {
            kind,
            label: short_label(&hold.item),
            value: hold_words(hold, today),
            page: Some(PageId::Clearance(hold.item.clone())),
        });
    }
}

/// Where a hold stands, in a few words.
pub fn hold_words(hold: &Hold, today: chrono::NaiveDate) -> String {
    match &hold.clearance {
        None => {
            let level = content::what_to_do(content::hold_level(hold));
            format!("on hold since {}. {level}", shown(hold.opened, today))
        }
        Some(clearance) => {
            let by = clearance.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let limits =
                clearance.limits.as_ref().map(|limits| format!("; limits: {limits}")).unwrap_or_default();
            format!("clearance of {}{by}{limits}", shown(clearance.on, today))
        }
    }
}

fn answer_rows(setup: &Setup, rows: &mut Vec<Row>) {
    let list = &setup.checklist;
    rows.push(heading("Checklist"));
    for part in Part::ALL {
        let questions: Vec<_> = content::questions().iter().filter(|text| text.rule.part == *part).collect();
        let open = questions.iter().find(|text| !list.answers.contains_key(&text.rule.id));
        let answered = questions.iter().filter(|text| list.answers.contains_key(&text.rule.id)).count();
        let page = open.or(questions.first()).map(|text| PageId::Question(text.rule.id.clone()));
        let kind = if open.is_some() { RowKind::Open } else { RowKind::Answer };
        let value = format!("{answered} of {} answered", questions.len());
        rows.push(Row { kind, label: part.label().to_owned(), value, page });
        for text in questions {
            let remark_text = match (list.answered(&text.rule.id), text.rule.kind) {
                (Some(true), QuestionKind::Tell) => Some(format!("Tell your therapist: {}.", text.short)),
                (Some(true), QuestionKind::Remark) => text.when_yes.clone(),
                (Some(false), QuestionKind::Statement) => text.when_no.clone(),
                (Some(_) | None, _) => None,
            };
            rows.extend(remark_text.map(remark));
        }
    }
    let clinician = list.clinician.map(|known| known.value.label().to_owned());
    rows.push(answer_row("Clinician knows", clinician, PageId::Clinician));
    let goals =
        list.goals.as_ref().map_or_else(|| "none written".to_owned(), |goals| goals.first_line().to_owned());
    rows.push(answer_row("Goals", Some(goals), PageId::Goals));
    for factor in crate::domain::checklist::Factor::ALL {
        let text = list.factors.get(factor).map_or("none written", |text| text.first_line());
        rows.push(answer_row(factor.label(), Some(text.to_owned()), PageId::Factor(*factor)));
    }
}

/// What Plan does, until it is moved to `Tab`.
pub const BRIDGE: Bridge = Bridge {
    contexts: |app| app.plan_view.contexts(),
    does_something: |app, action| match action {
        Action::Page(PageAsk::Back) => {
            app.plan_view.walk.as_ref().is_some_and(|walk| walk.page != PageId::Welcome)
        }
        Action::Page(_)
        | Action::Plan(_)
        | Action::Form(_)
        | Action::Text(_)
        | Action::Today(_)
        | Action::Sessions(_)
        | Action::Trends(_)
        | Action::WeekFive(_)
        | Action::Global(_)
        | Action::Ask(_)
        | Action::Help(_) => true,
    },
    act: |app, action| {
        if let Action::Plan(asked) = action {
            act(app, asked)
        } else if let Action::Page(asked) = action {
            page_act(app, asked)
        } else if let Action::Form(asked) = action {
            form_act(app, asked)
        } else {
            Vec::new()
        }
    },
    form: |app| app.plan_view.walk.as_ref()?.form.as_ref(),
    type_key: |app, key| {
        if let Some(form) = form_mut(app) {
            form.type_key(key);
        }
        Vec::new()
    },
    paste: |app, text| {
        if let Some(form) = form_mut(app) {
            form.paste(text);
        }
        Vec::new()
    },
    wheel: |app, down| {
        if app.plan_view.walk.is_none() {
            step_row(app, down);
        }
        Vec::new()
    },
    take_back_key: |app| {
        // A page that was answered and turned is in the journal already.
        if app.key_changed {
            let effects = app.take_back();
            app.notice = None;
            return effects;
        }
        if let Some(form) = form_mut(app) {
            form.take_back_key();
        }
        Vec::new()
    },
    opened: |app| {
        enter(app);
        Vec::new()
    },
    settle: |app| (leave_page(app), true),
    show: |app, _| {
        open(app);
        None
    },
    begin_anew: open,
    answered: |_, _, _| Vec::new(),
    shows: |_| Shows::default(),
    in_hand: |app| InHand {
        plan: app.plan_view.walk.as_ref().is_some_and(|walk| walk.form.is_some() || walk.draft.is_some()),
        ..InHand::default()
    },
};

fn form_mut(app: &mut App) -> Option<&mut Form> {
    app.plan_view.walk.as_mut()?.form.as_mut()
}
