//! The plan on one page, row by row: what there is to do first, the plan, what is on hold, the
//! checklist, and the end.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::PlanView;
use super::sheet::{minutes, seconds};
use super::walk::before;
use crate::app::cx::Cx;
use crate::app::views::checklist::{self, PageId, Route, Stage};
use crate::content::{self, decided, fill, plan_words, short_label};
use crate::domain::calendar::{long_date, weekday_name};
use crate::domain::checklist::{Factor, Hold, Part, QuestionKind, Site};
use crate::domain::date_words::shown;
use crate::domain::day::Days;
use crate::domain::decision::assessment::Assessment;
use crate::domain::lines::{marker_has_no_room, ndi_has_no_room, pain_can_hardly_improve};
use crate::domain::measure::{FunctionMeasure, Marker};
use crate::domain::score::{Exact, one_decimal};
use crate::domain::trial::{DEFAULT_WEEKS, DayOfWeek, Dose, Setup, Trial, has_adjacent};

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
    /// Something to do, such as to begin.
    Button,
}

/// What Enter does on a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Does {
    /// Nothing: the focus passes it over.
    Nothing,
    /// Opens a page.
    Open(PageId),
    /// Goes along pages.
    Walk(Route),
    /// Begins the trial.
    Begin,
    /// Opens the form that stops the trial.
    Stop,
    /// Opens the form that puts massage on hold.
    PutOnHold,
    /// Goes to the answer on Week five.
    ShowAnswer,
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
    /// What Enter does.
    pub does: Does,
}

impl Row {
    fn new(kind: RowKind, label: &str, value: impl Into<String>, does: Does) -> Self {
        Self { kind, label: label.to_owned(), value: value.into(), does }
    }

    fn heading(label: &str, value: &str) -> Self {
        Self::new(RowKind::Heading, label, value, Does::Nothing)
    }

    fn remark(text: impl Into<String>) -> Self {
        Self::new(RowKind::Remark, "", text, Does::Nothing)
    }

    /// An answer and the page that changes it; open where there is none.
    fn answer(label: &str, value: Option<String>, page: PageId) -> Self {
        let kind = if value.is_some() { RowKind::Answer } else { RowKind::Open };
        let value = value.unwrap_or_else(|| plan_words().not_answered.clone());
        Self::new(kind, label, value, Does::Open(page))
    }

    /// Whether the focus can rest on it.
    pub fn can_focus(&self) -> bool {
        self.does != Does::Nothing
    }

    /// The same, where its page was begun and is not finished.
    fn with_draft(mut self, setup: &Setup) -> Self {
        if let Does::Open(page) = &self.does
            && checklist::draft(setup, page).is_some()
        {
            self.value = match self.kind {
                RowKind::Open => plan_words().row_begun.clone(),
                RowKind::Heading | RowKind::Answer | RowKind::Remark | RowKind::Hold | RowKind::Button => {
                    fill(&plan_words().row_change_begun, &[("value", &self.value)])
                }
            };
        }
        self
    }
}

impl PlanView {
    pub(super) fn plan_rows(&self, cx: &Cx) -> Vec<Row> {
        let setup = self.subject(cx);
        let mut rows = Vec::new();
        first_rows(&setup, cx, &mut rows);
        heading_rows(&setup, cx, &mut rows);
        if setup.follow_up.is_some() {
            block_rows(&setup, cx, &mut rows);
        } else {
            schedule_rows(&setup, cx, &mut rows);
        }
        measure_rows(&setup, cx, &mut rows);
        hold_rows(&setup, cx, &mut rows);
        answer_rows(&setup, cx, &mut rows);
        stop_row(cx, &mut rows);
        rows.into_iter().map(|row| row.with_draft(&setup)).collect()
    }
}

/// What comes first while a trial is being prepared.
fn first_rows(setup: &Setup, cx: &Cx, rows: &mut Vec<Row>) {
    let words = plan_words();
    if !cx.is_preparing() {
        return stopped_row(cx, rows);
    }
    let is_open = |page: &PageId| {
        !matches!(page, PageId::Clearance(_) | PageId::Welcome) && !checklist::is_answered(setup, page)
    };
    let open: Vec<PageId> = Route::Asked.pages(setup).into_iter().filter(is_open).collect();
    if !open.is_empty() {
        let time = minutes(open.iter().map(seconds).sum());
        let value = fill(&words.go_on_count, &[("count", &open.len().to_string()), ("minutes", &time)]);
        rows.push(Row::new(RowKind::Button, &words.go_on, value, Does::Walk(Route::Asked)));
    }
    let value = if open.is_empty() { words.begin_first.clone() } else { String::new() };
    rows.push(Row::new(RowKind::Button, &words.begin, value, Does::Begin));
}

/// That the trial was stopped, with what that means and what to do.
fn stopped_row(cx: &Cx, rows: &mut Vec<Row>) {
    let words = plan_words();
    let trial = cx.journal.trial.as_ref();
    let Some((trial, stopped)) = trial.and_then(|trial| Some((trial, trial.stopped_by(cx.today)?))) else {
        return;
    };
    let decision = Assessment::of(trial, &cx.journal.days, cx.settings.day_end, cx.today).decision;
    let said = decided::verdict_words(&decision);
    let on = shown(stopped.on, cx.today);
    let values = [("date", on.as_str()), ("reason", stopped.reason.label())];
    let mut value = vec![fill(&words.stopped_row, &values)];
    value.extend(said.into_iter().flat_map(|words| words.next));
    rows.push(Row::new(RowKind::Open, &words.stopped_label, value.join(" "), Does::ShowAnswer));
}

fn heading_rows(setup: &Setup, cx: &Cx, rows: &mut Vec<Row>) {
    let words = plan_words();
    let over = cx.journal.trial.as_ref().filter(|_| cx.journal.setup.is_some());
    let heading = match (&setup.follow_up, over) {
        (Some(_), _) => &words.block_heading,
        (None, Some(_)) => &words.next_heading,
        (None, None) => &words.plan_heading,
    };
    rows.push(Row::heading(heading, standing(cx)));
    if let Some(trial) = over {
        rows.push(Row::remark(fill(&words.next_beside, &[("trial", trial.id.as_str())])));
    }
}

fn place_rows(setup: &Setup, rows: &mut Vec<Row>) {
    let list = &setup.checklist;
    rows.push(Row::answer("Site", list.site.map(|site| site.value.label().to_owned()), PageId::Site));
    rows.push(Row::answer("Age", list.age.map(|age| age.value.label().to_owned()), PageId::Age));
}

fn schedule_rows(setup: &Setup, cx: &Cx, rows: &mut Vec<Row>) {
    let list = &setup.checklist;
    place_rows(setup, rows);
    rows.push(Row::answer("Dose", content::setup_dose_line(setup), PageId::Dose));
    let weeks = setup.weeks.unwrap_or(DEFAULT_WEEKS);
    rows.push(Row::answer("Weeks", Some(weeks_words(weeks)), PageId::Weeks));
    let days = setup.weekdays.clone().or_else(|| setup.dose.map(Dose::default_weekdays));
    rows.push(Row::answer("Visits on", visit_days(setup, cx, days.as_ref()), PageId::Weekdays));
    if days.as_ref().is_some_and(has_adjacent) {
        rows.push(Row::remark(&plan_words().adjacent_days));
    }
    rows.push(Row::answer("Day 1", setup.start.map(long_date), PageId::Start));
    let weekly = setup.weekly_day.unwrap_or(chrono::Weekday::Sun);
    rows.push(Row::answer("Weekly day", Some(weekday_name(weekly).to_owned()), PageId::WeeklyDay));
    if let (Some(site), Some(age), Some(dose)) = (list.site, list.age, setup.dose) {
        let differs = content::differences(site.value, age.value, dose, weeks);
        rows.extend(differs.into_iter().map(Row::remark));
    }
}

/// The weeks of treatment, and the week to measure after them.
pub(super) fn weeks_words(weeks: u8) -> String {
    let plural = if weeks == 1 { "week" } else { "weeks" };
    format!("{weeks} {plural}, then the measuring week")
}

fn visit_days(setup: &Setup, cx: &Cx, days: Option<&BTreeSet<DayOfWeek>>) -> Option<String> {
    let trial = cx.journal.trial.as_ref().filter(|_| cx.journal.setup.is_none());
    let schedules = trial.map(|trial| trial.plan.schedule.as_slice()).unwrap_or_default();
    let changed = setup.weekdays.as_ref() != schedules.last().map(|schedule| &schedule.days);
    match schedules {
        [first, later @ ..] if !later.is_empty() && !changed => {
            let later = later.iter().map(|schedule| {
                format!("from {} {}", shown(schedule.from, cx.today), weekday_names(&schedule.days))
            });
            let all: Vec<String> = std::iter::once(weekday_names(&first.days)).chain(later).collect();
            Some(all.join("; "))
        }
        [] | [_, ..] => days.map(weekday_names),
    }
}

/// Weekdays in a row: `Mon Thu`.
pub(super) fn weekday_names(days: &BTreeSet<DayOfWeek>) -> String {
    days.iter().map(|day| weekday_name(day.0)).collect::<Vec<_>>().join(" ")
}

/// A follow-up block: steps in place of dose, weeks and weekdays.
fn block_rows(setup: &Setup, cx: &Cx, rows: &mut Vec<Row>) {
    rows.push(Row::answer("Visits", content::setup_dose_line(setup), PageId::Steps));
    if let Some(page) = checklist::pages(setup).into_iter().find(|page| *page == PageId::OwnSteps) {
        let open = (!checklist::is_answered(setup, &page)).then_some(());
        let value =
            if open.is_some() { None } else { setup.follow_up.as_ref().map(|block| block.steps.to_string()) };
        rows.push(Row::answer("Your own steps", value, page));
    }
    rows.push(Row::answer("Day 1", setup.start.map(long_date), PageId::Start));
    let weekly = setup.weekly_day.unwrap_or(chrono::Weekday::Sun);
    rows.push(Row::answer("Weekly day", Some(weekday_name(weekly).to_owned()), PageId::WeeklyDay));
    if let Some(block) = &setup.follow_up {
        let date = long_date(block.baseline_start);
        rows.push(Row::remark(fill(&plan_words().compared_with, &[("date", &date)])));
    }
    if before(cx, setup).is_none() && setup.checklist.site.is_none() {
        place_rows(setup, rows);
    }
}

fn measure_rows(setup: &Setup, cx: &Cx, rows: &mut Vec<Row>) {
    let words = plan_words();
    let (base, neck) = (&setup.baseline, setup.checklist.site.map(|site| site.value) == Some(Site::Neck));
    let by_index = neck && setup.markers.is_empty() && checklist::undescribed_marker(setup).is_none();
    let names = |marker: &Marker| format!("{} ({}, {})", marker.name, marker.unit, marker.better.label());
    let function = FunctionMeasure::markers(&setup.markers).ok();
    let listed =
        |function: FunctionMeasure| function.as_markers().iter().map(names).collect::<Vec<_>>().join("; ");
    let is_block = setup.follow_up.is_some();
    let row = match (by_index, checklist::undescribed_marker(setup)) {
        (true, _) => Row::answer("Measures", Some("pain, Neck Disability Index".to_owned()), PageId::Markers),
        (false, Some(page)) => Row::new(RowKind::Open, "Measures", &words.own_marker_open, Does::Open(page)),
        (false, None) => Row::answer(
            "Measures",
            function.map(|function| format!("pain; {}", listed(function))),
            PageId::Markers,
        ),
    };
    rows.push(if is_block { Row { does: Does::Nothing, ..row } } else { row });
    if is_block {
        return;
    }
    let if_none = |figure: String| fill(&words.figure_if_none, &[("figure", &figure)]);
    let or_week =
        |figure: Option<String>| Some(figure.map_or_else(|| words.from_baseline_week.clone(), if_none));
    rows.push(Row::answer(
        "Pain before",
        or_week(base.pain.map(|pain| pain.to_string())),
        PageId::BaselinePain,
    ));
    let said_early = !cx.plan_is_locked();
    let pain = base.pain.map(|pain| pain.exact()).or_else(|| rated_mean(setup, cx));
    if said_early && pain.is_some_and(pain_can_hardly_improve) {
        rows.push(Row::remark(&words.low_pain));
    }
    if by_index {
        let index = base.ndi.as_ref().map(|ndi| match ndi.score() {
            Some(score) => if_none(one_decimal(score)),
            None => checklist::incomplete_index(ndi.missing()),
        });
        let value = index.or_else(|| Some(words.from_baseline_week.clone()));
        rows.push(Row::answer("Index before", value, PageId::BaselineIndex));
        let low = base.ndi.as_ref().and_then(|ndi| ndi.score()).is_some_and(ndi_has_no_room);
        if said_early && low {
            rows.push(Row::remark(&words.low_index));
        }
        return;
    }
    let figures: Vec<String> = setup
        .markers
        .iter()
        .filter_map(|marker| {
            Some(format!("{} {} {}", marker.name, base.markers.get(&marker.name)?, marker.unit))
        })
        .collect();
    if setup.markers.len() == 2 {
        let value = (!figures.is_empty()).then(|| figures.join("; "));
        rows.push(Row::answer("Markers before", or_week(value), PageId::BaselineMarkers));
    }
    for marker in setup.markers.iter().filter(|_| said_early) {
        let low =
            base.markers.get(&marker.name).is_some_and(|value| marker_has_no_room(marker, value.exact()));
        if low {
            rows.push(Row::remark(fill(&words.low_marker, &[("marker", &marker.name)])));
        }
    }
}

/// The mean of the baseline week so far, of three rated days or more.
fn rated_mean(setup: &Setup, cx: &Cx) -> Option<Exact> {
    use crate::domain::calendar::{after, dates};
    use crate::domain::trial::WINDOW_DAYS;
    let start = setup.start?;
    let first = crate::domain::calendar::before(start, WINDOW_DAYS);
    let last = after(first, WINDOW_DAYS.saturating_sub(1)).min(cx.today);
    let pain = |date: NaiveDate| Some(i64::from(cx.journal.days.day(date).written()?.checkin.pain()?.get()));
    let rated: Vec<i64> = dates(first, last).filter_map(pain).collect();
    let count = i64::try_from(rated.len()).ok().filter(|count| *count >= 3)?;
    Some(Exact::new(rated.iter().sum(), count))
}

/// Whether the plan can still be changed.
fn standing(cx: &Cx) -> &'static str {
    let Some(trial) = cx.journal.trial.as_ref().filter(|_| !cx.is_preparing()) else { return "" };
    let words = plan_words();
    match (cx.plan_is_locked(), trial.plan.follow_up.is_some() || trial.is_over(cx.today)) {
        (true, true) => &words.fixed,
        (true, false) => &words.fixed_row,
        (false, _) => &words.open_until,
    }
}

fn hold_rows(setup: &Setup, cx: &Cx, rows: &mut Vec<Row>) {
    let words = plan_words();
    let mut holds: Vec<&Hold> = setup.checklist.holds.iter().collect();
    holds.sort_by_key(|hold| (!hold.is_open(), content::hold_level(hold)));
    let none = if holds.is_empty() { words.no_holds.as_str() } else { "" };
    rows.push(Row::heading(&words.holds_heading, none));
    for hold in holds {
        let kind = if hold.is_open() { RowKind::Hold } else { RowKind::Answer };
        let page = PageId::Clearance(hold.item.clone());
        rows.push(Row::new(kind, &short_label(&hold.item), hold_words(hold, cx.today), Does::Open(page)));
    }
    let runs = cx.journal.trial.as_ref().is_some_and(|trial| !trial.is_over(cx.today));
    if runs || cx.journal.setup.is_some() {
        let value = &words.something_new_value;
        rows.push(Row::new(RowKind::Answer, &words.something_new, value, Does::PutOnHold));
    }
}

/// Where a hold stands, in a few words.
fn hold_words(hold: &Hold, today: NaiveDate) -> String {
    let words = plan_words();
    match &hold.clearance {
        None => {
            let level = content::what_to_do(content::hold_level(hold));
            fill(&words.hold_since, &[("date", &shown(hold.opened, today)), ("level", level)])
        }
        Some(clearance) => {
            let by = clearance.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            let limits =
                clearance.limits.as_ref().map(|limits| format!("; limits: {limits}")).unwrap_or_default();
            let on = shown(clearance.on, today);
            fill(&words.clearance_of, &[("date", &on), ("by", &by), ("limits", &limits)])
        }
    }
}

fn answer_rows(setup: &Setup, cx: &Cx, rows: &mut Vec<Row>) {
    let list = &setup.checklist;
    rows.push(Row::heading(&plan_words().checklist_heading, ""));
    for part in Part::ALL {
        part_rows(setup, cx, *part, rows);
    }
    let clinician = list.clinician.map(|known| known.value.label().to_owned());
    if setup.follow_up.is_none() || clinician.is_some() {
        rows.push(Row::answer("Clinician knows", clinician, PageId::Clinician));
    }
    extra_rows(setup, cx, rows);
}

/// How much of a part is answered, and what there is to say of its answers.
fn part_rows(setup: &Setup, _: &Cx, part: Part, rows: &mut Vec<Row>) {
    let words = plan_words();
    let list = &setup.checklist;
    let pages: Vec<PageId> = checklist::pages(setup)
        .into_iter()
        .filter(|page| page.asks_yes_or_no() && page.stage() == Stage::Of(part))
        .collect();
    if pages.is_empty() {
        return;
    }
    let answered = pages.iter().filter(|page| checklist::is_answered(setup, page)).count();
    let kind = if answered < pages.len() { RowKind::Open } else { RowKind::Answer };
    let values = [("answered", answered.to_string()), ("all", pages.len().to_string())];
    let value = fill(&words.answered_of, &values.each_ref().map(|(name, value)| (*name, value.as_str())));
    rows.push(Row::new(kind, part.label(), value, Does::Walk(Route::Of(part))));
    for text in content::questions().iter().filter(|text| text.rule.part == part) {
        let remark = match (list.answered(&text.rule.id), text.rule.kind) {
            (Some(true), QuestionKind::Tell) => Some(fill(&words.tell_therapist, &[("item", &text.short)])),
            (Some(true), QuestionKind::Remark) => text.when_yes.clone(),
            (Some(false), QuestionKind::Statement) => text.when_no.clone(),
            (Some(_) | None, _) => None,
        };
        rows.extend(remark.map(Row::remark));
    }
}

/// What may stay empty.
fn extra_rows(setup: &Setup, cx: &Cx, rows: &mut Vec<Row>) {
    let words = plan_words();
    let list = &setup.checklist;
    if cx.is_preparing() && setup.follow_up.is_none() {
        rows.push(Row::new(
            RowKind::Answer,
            &words.extras_row,
            &words.extras_empty,
            Does::Walk(Route::Extras),
        ));
    }
    let goals = list.goal_lines().join("; ");
    let or_empty = |value: String, empty: &str| Some(if value.is_empty() { empty.to_owned() } else { value });
    rows.push(Row::answer("Goals", or_empty(goals, &words.goals_empty), PageId::Goals));
    if setup.follow_up.is_some() {
        return;
    }
    let tried = list.tried.as_ref().map(ToString::to_string).unwrap_or_default();
    rows.push(Row::answer("Tried so far", or_empty(tried, &words.tried_empty), PageId::Tried));
    let written: Vec<String> = Factor::ALL
        .iter()
        .filter(|factor| list.factors.contains_key(factor))
        .map(|factor| factor.label().to_lowercase())
        .collect();
    let value = if written.is_empty() {
        words.about_empty.clone()
    } else {
        let (count, all) = (written.len().to_string(), Factor::ALL.len().to_string());
        fill(&words.about_some, &[("count", &count), ("all", &all), ("names", &written.join(", "))])
    };
    rows.push(Row::answer("About you", Some(value), PageId::AboutYou));
}

/// The end of a trial that runs.
fn stop_row(cx: &Cx, rows: &mut Vec<Row>) {
    let runs = |trial: &&Trial| !cx.is_preparing() && trial.stopped.is_none() && !trial.is_over(cx.today);
    if cx.journal.trial.as_ref().filter(runs).is_some() {
        let words = plan_words();
        rows.push(Row::new(RowKind::Button, &words.stop_row, &words.stop_value, Does::Stop));
    }
}
