//! Trends: each measure over time.

use std::borrow::Cow;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;

use super::time_axis::TimeAxis;
use super::today;
use crate::app::action::{Form as FormAsk, Trends as Ask, View};
use crate::app::effect::Read;
use crate::app::keymap::Context;
use crate::app::{App, Effect};
use crate::domain::calendar::{month_name, shift};
use crate::domain::day::Days;
use crate::domain::trend::{Bin, Measure, Range, Trends, bins};
use crate::domain::trend_figures::{Course, Figures};
use crate::domain::trial::{Plan, Trial, TrialId};

/// Cells at the left of every strip, for scales and labels.
const GUTTER: u16 = 10;
/// Cells at the left of the enlarged chart, for the names of its lines too.
const WIDE_GUTTER: u16 = 14;
/// How many columns a long step takes: a week, where a column is a day.
const LONG_STEP: i64 = 7;

/// What the charts show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Days up to now, in the light of the trial that runs or ran last.
    Range(Range),
    /// An earlier trial.
    Past(TrialId),
}

impl Default for Span {
    fn default() -> Self {
        Self::Range(Range::Trial)
    }
}

/// The state of the view.
#[derive(Debug, Clone, Default)]
pub struct TrendsView {
    /// What is shown.
    pub span: Span,
    /// Whether one measure fills the view.
    pub enlarged: bool,
    /// All that is drawn, computed after the journal or the range changed and kept between keys.
    /// `None` until the days are read.
    pub figures: Option<Figures>,
    cursor: Option<NaiveDate>,
    measure: Option<Measure>,
    of: Option<Of>,
    /// The bins of each measure for columns of so many days, as last drawn.
    binned: (usize, Vec<Vec<Bin>>),
}

/// What figures were computed of: the same again gives the same figures.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Of {
    days: u64,
    plan: Option<Plan>,
    past: Vec<Plan>,
    first: NaiveDate,
    last: NaiveDate,
    as_of: NaiveDate,
}

/// Where keys go, innermost first.
pub fn contexts(_app: &App) -> Vec<Context> {
    vec![Context::Trends]
}

/// Called when the view is opened.
pub fn open(app: &mut App) -> Vec<Effect> {
    let mut effects = vec![Effect::Read(Read::Trials)];
    effects.extend(wanted(app));
    effects
}

/// Every span there is, in the order of the screen.
pub fn spans(app: &App) -> Vec<Span> {
    let has_trial = app.journal.trial.is_some();
    let ranges = Range::ALL.iter().filter(|range| has_trial || **range != Range::Trial);
    let past = earlier(app).into_iter().map(|trial| Span::Past(trial.id.clone()));
    ranges.map(|range| Span::Range(*range)).chain(past).collect()
}

/// The words of a span: `this trial`, `90 days`, `Mar 2025`.
pub fn span_words(app: &App, span: &Span) -> String {
    match span {
        Span::Range(range) => range.label().to_owned(),
        Span::Past(id) => match earlier(app).into_iter().find(|trial| trial.id == *id) {
            Some(trial) => {
                use chrono::Datelike;
                let start = trial.plan.start;
                format!("{} {}", month_name(start.month()), start.year())
            }
            None => id.as_str().to_owned(),
        },
    }
}

/// The plan in whose light the days are shown.
pub fn plan(app: &App) -> Option<&Plan> {
    match &app.trends_view.span {
        Span::Range(_) => app.journal.trial.as_ref().map(|trial| &trial.plan),
        Span::Past(id) => earlier(app).into_iter().find(|trial| trial.id == *id).map(|trial| &trial.plan),
    }
}

/// Whether an earlier trial is shown.
pub fn is_past(app: &App) -> bool {
    match app.trends_view.span {
        Span::Range(_) => false,
        Span::Past(_) => true,
    }
}

/// The plans of all trials, for their visits and phases.
pub fn plans(app: &App) -> Vec<&Plan> {
    app.journal.trial.iter().chain(earlier(app)).map(|trial| &trial.plan).collect()
}

/// First and last date of what is shown, and the day one looks from: an earlier trial is looked at
/// from its own last day.
fn dates(app: &App) -> (NaiveDate, NaiveDate, NaiveDate) {
    let today = app.today;
    match (&app.trends_view.span, plan(app)) {
        (Span::Past(_), Some(plan)) => {
            let (first, last) = (plan.baseline_window().0, plan.checkpoint_window().1);
            (first, last, last.min(today))
        }
        (Span::Past(_), None) => (today, today, today),
        (Span::Range(range), plan) => {
            let (first, last) = range.dates(plan, today, app.journal.days.first_date());
            (first, last, today)
        }
    }
}

/// What has to be read for the span: its days, and the whole trial in whose light they are seen.
fn wanted(app: &App) -> Vec<Effect> {
    if app.trends_view.span == Span::Range(Range::All) && !app.journal.all_read {
        return vec![Effect::Read(Read::AllDays)];
    }
    let days = &app.journal.days;
    let ranges = needed(app).into_iter().flat_map(|(first, last)| days.not_read(first, last));
    ranges.map(|(first, last)| Effect::Read(Read::Days(first, last))).collect()
}

/// The days of the span, and those of the trial in whose light they are seen.
pub(in crate::app) fn needed(app: &App) -> Vec<(NaiveDate, NaiveDate)> {
    let (first, last, _) = dates(app);
    let trial = plan(app).map(Plan::decision_days);
    std::iter::once((first, last)).chain(trial).collect()
}

/// The earlier trials, newest first.
pub fn earlier(app: &App) -> Vec<&Trial> {
    let mut past: Vec<&Trial> = app.journal.earlier().collect();
    past.sort_by_key(|trial| std::cmp::Reverse(trial.plan.start));
    past
}

/// Computes the figures anew where the journal, the range or the day has changed.
pub fn look_again(app: &mut App) {
    if !spans(app).contains(&app.trends_view.span) {
        app.trends_view.span = spans(app).into_iter().next().unwrap_or_default();
    }
    let (first, last, as_of) = dates(app);
    let wants_all = app.trends_view.span == Span::Range(Range::All);
    let unread = wants_all && !app.journal.all_read;
    if unread || needed(app).iter().any(|(first, last)| !app.journal.days.has_read(*first, *last)) {
        app.trends_view.figures = None;
        app.trends_view.of = None;
        return;
    }
    let of = Of {
        days: app.journal.days.version(),
        plan: plan(app).cloned(),
        past: earlier(app).into_iter().map(|trial| trial.plan.clone()).collect(),
        first,
        last,
        as_of,
    };
    if app.trends_view.of.as_ref() != Some(&of) {
        let trends =
            Trends { plan: plan(app), days: &app.journal.days, day_end: app.settings.day_end, today: as_of };
        let figures = Figures::read(&trends, &plans(app), first, last);
        app.trends_view.figures = Some(figures);
        app.trends_view.of = Some(of);
        app.trends_view.binned = (0, Vec::new());
    }
    let Some(figures) = &app.trends_view.figures else { return };
    let per = axis(app, figures, app.size.0).per();
    if app.trends_view.binned.0 != per {
        let bins = figures.courses.iter().map(|course| by_columns(course, per)).collect();
        app.trends_view.binned = (per, bins);
    }
}

/// The days of a measure in columns of `per` days.
pub fn by_columns(course: &Course, per: usize) -> Vec<Bin> {
    // As many columns as the axis has give bins of as many days.
    bins(&course.points, course.points.len().div_ceil(per.max(1)))
}

/// The same, as computed before if the columns are those on the screen.
pub fn binned<'a>(app: &'a App, course: &Course, per: usize) -> Cow<'a, [Bin]> {
    let courses = app.trends_view.figures.iter().flat_map(|figures| &figures.courses);
    let place = courses.into_iter().position(|other| other.measure == course.measure);
    let (known_per, known) = &app.trends_view.binned;
    match place.and_then(|place| known.get(place)).filter(|_| *known_per == per) {
        Some(bins) => Cow::Borrowed(bins),
        None => Cow::Owned(by_columns(course, per)),
    }
}

/// The day at the cursor: where none was chosen, today, or the day of the range nearest to it.
pub fn cursor(app: &App) -> NaiveDate {
    let (first, last, as_of) = dates(app);
    app.trends_view.cursor.unwrap_or(as_of).max(first).min(last)
}

/// The place of the measure in focus.
pub fn focus(app: &App) -> usize {
    let courses =
        app.trends_view.figures.as_ref().map(|figures| figures.courses.as_slice()).unwrap_or_default();
    let place = |measure| courses.iter().position(|course| course.measure == measure);
    app.trends_view.measure.and_then(place).unwrap_or(0)
}

/// The measure in focus.
pub fn focused(app: &App) -> Option<&Course> {
    app.trends_view.figures.as_ref()?.courses.get(focus(app))
}

/// Cells at the left of the charts.
pub fn gutter(app: &App) -> u16 {
    if app.trends_view.enlarged { WIDE_GUTTER } else { GUTTER }
}

/// How wide a chart can be on a screen of a width.
pub fn chart_width(app: &App, width: u16) -> u16 {
    width.saturating_sub(gutter(app))
}

/// The time axis of the figures on a screen of a width.
pub fn axis(app: &App, figures: &Figures, width: u16) -> TimeAxis {
    let boundaries: Vec<NaiveDate> =
        plans(app).into_iter().flat_map(boundaries).map(|(date, _)| date).collect();
    TimeAxis::new(figures.first, figures.last, &boundaries, chart_width(app, width))
}

/// Where the phases of a trial begin, and what begins there.
pub fn boundaries(plan: &Plan) -> [(NaiveDate, &'static str); 4] {
    [
        (plan.baseline_window().0, "baseline"),
        (plan.start, "day 1"),
        (plan.checkpoint_window().0, "week five"),
        (plan.late_window().0, "after"),
    ]
}

/// Does what was asked for.
pub fn act(app: &mut App, asked: Ask) -> Vec<Effect> {
    match asked {
        Ask::Down => focus_on(app, focus(app).saturating_add(1)),
        Ask::Up => focus_on(app, focus(app).saturating_sub(1)),
        Ask::Back => step(app, -1),
        Ask::Forward => step(app, 1),
        Ask::WeekBack => step(app, -LONG_STEP),
        Ask::WeekForward => step(app, LONG_STEP),
        Ask::First => put_cursor(app, NaiveDate::MIN),
        Ask::Last => put_cursor(app, NaiveDate::MAX),
        Ask::GoToday => put_cursor(app, app.today),
        Ask::NextSpan => turn_span(app, 1),
        Ask::PreviousSpan => turn_span(app, -1),
        Ask::Span(place) => match spans(app).get(place) {
            Some(span) => show_span(app, span.clone()),
            None => Vec::new(),
        },
        Ask::Enlarge => {
            app.trends_view.enlarged = !app.trends_view.enlarged && focused(app).is_some();
            Vec::new()
        }
        Ask::Leave => {
            app.notice = None;
            app.trends_view.enlarged = false;
            Vec::new()
        }
        Ask::OpenDay => open_day(app),
        Ask::Focus(place) if place == focus(app) => act(app, Ask::Enlarge),
        Ask::Focus(place) => focus_on(app, place),
        Ask::Day(offset) => put_cursor(app, shift(app.today, offset)),
    }
}

fn focus_on(app: &mut App, place: usize) -> Vec<Effect> {
    let courses =
        app.trends_view.figures.as_ref().map(|figures| figures.courses.as_slice()).unwrap_or_default();
    if let Some(course) = courses.get(place.min(courses.len().saturating_sub(1))) {
        app.trends_view.measure = Some(course.measure);
    }
    Vec::new()
}

fn put_cursor(app: &mut App, date: NaiveDate) -> Vec<Effect> {
    let (first, last, _) = dates(app);
    app.trends_view.cursor = Some(date.max(first).min(last));
    Vec::new()
}

/// Moves the cursor by columns, as many days as one of them stands for.
fn step(app: &mut App, columns: i64) -> Vec<Effect> {
    let per = match &app.trends_view.figures {
        Some(figures) => axis(app, figures, app.size.0).per(),
        None => 1,
    };
    let days = columns.saturating_mul(i64::try_from(per).unwrap_or(1));
    put_cursor(app, shift(cursor(app), days))
}

fn turn_span(app: &mut App, steps: isize) -> Vec<Effect> {
    let spans = spans(app);
    let here = spans.iter().position(|span| *span == app.trends_view.span).unwrap_or(0);
    let count = spans.len().max(1);
    let there = here.saturating_add(count).saturating_add_signed(steps).checked_rem(count).unwrap_or(0);
    match spans.into_iter().nth(there) {
        Some(span) => show_span(app, span),
        None => Vec::new(),
    }
}

fn show_span(app: &mut App, span: Span) -> Vec<Effect> {
    app.trends_view.span = span;
    app.trends_view.cursor = None;
    wanted(app)
}

/// Opens the day at the cursor on Today; of a column of several days the last one written.
fn open_day(app: &mut App) -> Vec<Effect> {
    let cursor = cursor(app);
    let (first, last) = match &app.trends_view.figures {
        Some(figures) => {
            let axis = axis(app, figures, app.size.0);
            axis.column_of(cursor).map_or((cursor, cursor), |column| axis.dates_of(column))
        }
        None => (cursor, cursor),
    };
    if first > app.today {
        app.say("That day is still to come.");
        return Vec::new();
    }
    let last = last.min(app.today);
    let written = crate::domain::calendar::dates(first, last)
        .rev()
        .find(|date| app.journal.days.day(*date).written().is_some());
    app.view = View::Today;
    today::go_to(app, written.unwrap_or(last))
}

/// Does what was asked for in a form of the view.
pub fn form_act(_app: &mut App, _asked: FormAsk) -> Vec<Effect> {
    Vec::new()
}

/// Types a key into a form of the view.
pub fn type_key(_app: &mut App, _key: KeyEvent) {}

/// Puts pasted text into a form of the view.
pub fn paste(_app: &mut App, _text: &str) {}

/// Turns the wheel.
pub fn wheel(app: &mut App, down: bool) -> Vec<Effect> {
    act(app, if down { Ask::Down } else { Ask::Up })
}

/// Keeps what is being typed; false where it cannot be kept and is still open.
pub fn settle(_app: &mut App) -> (Vec<Effect>, bool) {
    (Vec::new(), true)
}
