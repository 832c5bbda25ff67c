//! Trends: each measure over time.

use chrono::NaiveDate;

use super::time_axis::TimeAxis;
use crate::app::action::{Action, Trends as Ask};
use crate::app::counted::Stand;
use crate::app::cx::Cx;
use crate::app::effect::Read;
use crate::app::keymap::Context;
use crate::app::reply::{Go, Reply};
use crate::app::tabs::{Shows, Tab};
use crate::content::{self, FollowsPage, follows_page, notice};
use crate::domain::calendar::{month_name, shift};
use crate::domain::day::Days;
use crate::domain::trend::figures::{Course, Figures};
use crate::domain::trend::{Bin, Measure, Range, Shown, Trends, columns};
use crate::domain::trial::{Plan, Trial, TrialId};

/// Cells at the left of every strip, for scales and labels.
const GUTTER: u16 = 10;
/// Cells at the left of the enlarged chart, for the names of its lines too.
const WIDE_GUTTER: u16 = 14;
/// Rows that never show lines of what follows a visit: those around the view, the ranges, and what says that
/// more follows; and one that is seen again.
const OTHER_ROWS: u16 = 8;
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
    /// Whether what follows a visit is shown in place of the charts.
    pub on_visits: bool,
    /// What follows a visit, in words.
    pub follows: FollowsPage,
    /// Lines of it that are scrolled.
    pub scroll: u16,
    /// How many can be.
    room: u16,
    /// All that is drawn, computed after the journal or the range changed and kept between keys.
    /// `None` until the days are read.
    pub figures: Option<Figures>,
    cursor: Option<NaiveDate>,
    measure: Option<Measure>,
    of: Option<Of>,
    /// What the columns of each measure show, for columns of so many days.
    columns: (usize, Vec<Vec<(Bin, Shown)>>),
}

/// What figures were computed of: the same again gives the same figures.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Of {
    stand: Stand,
    span: Span,
    first: NaiveDate,
    last: NaiveDate,
    as_of: NaiveDate,
}

impl Tab for TrendsView {
    fn contexts(&self, _cx: &Cx) -> Vec<Context> {
        vec![Context::Trends]
    }

    fn does_something(&self, _cx: &Cx, action: Action) -> bool {
        let Action::Trends(asked) = action else { return true };
        if self.on_visits {
            return match asked {
                Ask::Down => self.room > 0,
                Ask::Up | Ask::WeekBack | Ask::WeekForward | Ask::Leave => true,
                Ask::NextSpan | Ask::PreviousSpan | Ask::Span(_) => true,
                Ask::Follows
                | Ask::Back
                | Ask::Forward
                | Ask::First
                | Ask::Last
                | Ask::GoToday
                | Ask::Enlarge
                | Ask::OpenDay
                | Ask::Focus(_)
                | Ask::Day(_) => false,
            };
        }
        match self.enlarged {
            true => asked != Ask::Enlarge,
            false => asked != Ask::Leave,
        }
    }

    fn act(&mut self, cx: &Cx, action: Action) -> Reply {
        let Action::Trends(asked) = action else { return Reply::none() };
        match asked {
            Ask::Follows => self.turn(!self.on_visits),
            Ask::Leave if self.on_visits => self.turn(false),
            Ask::Down | Ask::Up | Ask::WeekBack | Ask::WeekForward if self.on_visits => {
                let lines = if matches!(asked, Ask::Down | Ask::Up) {
                    1
                } else {
                    cx.size.1.saturating_sub(OTHER_ROWS).max(1)
                };
                let down = matches!(asked, Ask::Down | Ask::WeekForward);
                let there =
                    if down { self.scroll.saturating_add(lines) } else { self.scroll.saturating_sub(lines) };
                self.scroll = there.min(self.room);
            }
            Ask::Down => self.focus_on(self.focus().saturating_add(1)),
            Ask::Up => self.focus_on(self.focus().saturating_sub(1)),
            Ask::Back => self.step(cx, -1),
            Ask::Forward => self.step(cx, 1),
            Ask::WeekBack => self.step(cx, -LONG_STEP),
            Ask::WeekForward => self.step(cx, LONG_STEP),
            Ask::First => self.put_cursor(cx, NaiveDate::MIN),
            Ask::Last => self.put_cursor(cx, NaiveDate::MAX),
            Ask::GoToday => self.put_cursor(cx, cx.today),
            Ask::Day(offset) => self.put_cursor(cx, shift(cx.today, offset)),
            Ask::NextSpan => return self.turn_span(cx, 1),
            Ask::PreviousSpan => return self.turn_span(cx, -1),
            Ask::Span(place) => {
                return self
                    .spans(cx)
                    .into_iter()
                    .nth(place)
                    .map_or_else(Reply::none, |it| self.show_span(cx, it));
            }
            Ask::Focus(place) if place != self.focus() => self.focus_on(place),
            Ask::Focus(_) | Ask::Enlarge => self.enlarged = !self.enlarged && self.focused().is_some(),
            Ask::Leave => {
                self.enlarged = false;
                return Reply::none().put_away();
            }
            Ask::OpenDay => return self.open_day(cx),
        }
        Reply::none()
    }

    fn wheel(&mut self, cx: &Cx, down: bool) -> Reply {
        self.act(cx, Action::Trends(if down { Ask::Down } else { Ask::Up }))
    }

    fn opened(&mut self, cx: &Cx) -> Reply {
        Reply::read([Read::Trials]).and(self.read_missing(cx))
    }

    fn refresh(&mut self, cx: &Cx) {
        let spans = self.spans(cx);
        if !spans.contains(&self.span) {
            self.span = spans.into_iter().next().unwrap_or_default();
        }
        if self.waits_for_all(cx) || !cx.unread(self.needed(cx)).is_empty() {
            self.figures = None;
            self.of = None;
            return;
        }
        self.work_out(cx);
        let Some(figures) = &self.figures else { return };
        let per = self.axis(cx, figures, cx.size.0).per();
        if self.columns.0 != per {
            let of = |course: &Course| columns(&course.points, per, figures.as_of);
            self.columns = (per, figures.courses.iter().map(of).collect());
        }
    }

    fn drawn(&mut self, room: u16) {
        self.room = room;
        self.scroll = self.scroll.min(room);
    }

    fn shows(&self, cx: &Cx) -> Shows {
        Shows { days: self.needed(cx), trials: cx.journal.earlier().map(|trial| trial.id.clone()).collect() }
    }
}

/// What is shown, and of which days.
impl TrendsView {
    /// Every span there is, in the order of the screen.
    pub fn spans(&self, cx: &Cx) -> Vec<Span> {
        let has_trial = cx.journal.trial.is_some();
        let ranges = Range::ALL.iter().filter(|range| has_trial || **range != Range::Trial);
        let past = earlier(cx).into_iter().map(|trial| Span::Past(trial.id.clone()));
        ranges.map(|range| Span::Range(*range)).chain(past).collect()
    }

    /// The words of a span: `this trial`, `90 days`, `Mar 2025`.
    pub fn span_words(&self, cx: &Cx, span: &Span) -> String {
        match span {
            Span::Range(range) => range.label().to_owned(),
            Span::Past(id) => match cx.journal.earlier().find(|trial| trial.id == *id) {
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
    pub fn plan<'a>(&self, cx: &Cx<'a>) -> Option<&'a Plan> {
        match &self.span {
            Span::Range(_) => cx.journal.trial.as_ref().map(|trial| &trial.plan),
            Span::Past(id) => cx.journal.earlier().find(|trial| trial.id == *id).map(|trial| &trial.plan),
        }
    }

    /// Whether an earlier trial is shown.
    pub fn is_past(&self) -> bool {
        match self.span {
            Span::Range(_) => false,
            Span::Past(_) => true,
        }
    }

    /// First and last date of what is shown, and the day one looks from: an earlier trial is looked
    /// at from its own last day.
    fn dates(&self, cx: &Cx) -> (NaiveDate, NaiveDate, NaiveDate) {
        let today = cx.today;
        match (&self.span, self.plan(cx)) {
            (Span::Past(_), Some(plan)) => {
                let (first, last) = (plan.baseline_window().0, plan.checkpoint_window().1);
                (first, last, last.min(today))
            }
            (Span::Past(_), None) => (today, today, today),
            (Span::Range(range), plan) => {
                let (first, last) = range.dates(plan, today, cx.journal.days.first_date());
                (first, last, today)
            }
        }
    }

    /// The days of the span, and those of the trial in whose light they are seen.
    fn needed(&self, cx: &Cx) -> Vec<(NaiveDate, NaiveDate)> {
        let (first, last, _) = self.dates(cx);
        let trial = self.plan(cx).map(Plan::decision_days);
        std::iter::once((first, last)).chain(trial).collect()
    }

    fn waits_for_all(&self, cx: &Cx) -> bool {
        self.span == Span::Range(Range::All) && !cx.journal.all_read
    }

    fn read_missing(&self, cx: &Cx) -> Reply {
        Reply::read(if self.waits_for_all(cx) { vec![Read::AllDays] } else { cx.unread(self.needed(cx)) })
    }

    fn turn_span(&mut self, cx: &Cx, steps: isize) -> Reply {
        let spans = self.spans(cx);
        let here = spans.iter().position(|span| *span == self.span).unwrap_or(0);
        let count = spans.len().max(1);
        let there = here.saturating_add(count).saturating_add_signed(steps).checked_rem(count).unwrap_or(0);
        spans.into_iter().nth(there).map_or_else(Reply::none, |span| self.show_span(cx, span))
    }

    fn show_span(&mut self, cx: &Cx, span: Span) -> Reply {
        self.span = span;
        self.cursor = None;
        self.read_missing(cx)
    }

    /// Computes the figures anew where the journal, the range or the day has changed.
    fn work_out(&mut self, cx: &Cx) {
        let (first, last, as_of) = self.dates(cx);
        let of = Of { stand: cx.stand(), span: self.span.clone(), first, last, as_of };
        if self.of.as_ref() == Some(&of) {
            return;
        }
        let trends = Trends {
            plan: self.plan(cx),
            days: &cx.journal.days,
            day_end: cx.settings.day_end,
            today: as_of,
        };
        self.figures = Some(Figures::read(&trends, &plans(cx), first, last));
        self.of = Some(of);
        self.follows = self.figures.as_ref().map(|it| follows_page(&it.around_visits)).unwrap_or_default();
        self.columns = (0, Vec::new());
    }

    /// What the columns of a measure show; empty before they are worked out.
    pub fn columns(&self, course: &Course) -> &[(Bin, Shown)] {
        let place = self.courses().iter().position(|other| other.measure == course.measure);
        place.and_then(|place| self.columns.1.get(place)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Turns to what follows a visit, or back to the charts.
    fn turn(&mut self, to_visits: bool) {
        self.on_visits = to_visits;
        self.scroll = 0;
    }
}

/// The cursor and the measure in focus.
impl TrendsView {
    fn courses(&self) -> &[Course] {
        self.figures.as_ref().map(|figures| figures.courses.as_slice()).unwrap_or_default()
    }

    /// The day at the cursor: where none was chosen, today, or the day of the range nearest to it.
    pub fn cursor(&self, cx: &Cx) -> NaiveDate {
        let (first, last, as_of) = self.dates(cx);
        self.cursor.unwrap_or(as_of).max(first).min(last)
    }

    /// The place of the measure in focus.
    pub fn focus(&self) -> usize {
        let place = |measure| self.courses().iter().position(|course| course.measure == measure);
        self.measure.and_then(place).unwrap_or(0)
    }

    /// The measure in focus.
    pub fn focused(&self) -> Option<&Course> {
        self.courses().get(self.focus())
    }

    fn focus_on(&mut self, place: usize) {
        let last = self.courses().len().saturating_sub(1);
        if let Some(measure) = self.courses().get(place.min(last)).map(|course| course.measure) {
            self.measure = Some(measure);
        }
    }

    fn put_cursor(&mut self, cx: &Cx, date: NaiveDate) {
        let (first, last, _) = self.dates(cx);
        self.cursor = Some(date.max(first).min(last));
    }

    /// Moves the cursor by columns, as many days as one of them stands for.
    fn step(&mut self, cx: &Cx, columns: i64) {
        let per = self.figures.as_ref().map_or(1, |figures| self.axis(cx, figures, cx.size.0).per());
        let days = columns.saturating_mul(i64::try_from(per).unwrap_or(1));
        self.put_cursor(cx, shift(self.cursor(cx), days));
    }

    /// Opens the day at the cursor on Today; of a column of several days the last one written.
    fn open_day(&self, cx: &Cx) -> Reply {
        let cursor = self.cursor(cx);
        let axis = self.figures.as_ref().map(|figures| self.axis(cx, figures, cx.size.0));
        let column = axis.and_then(|axis| Some(axis.dates_of(axis.column_of(cursor)?)));
        let (first, last) = column.unwrap_or((cursor, cursor));
        if first > cx.today {
            return Reply::none().say(notice("still-to-come", &[]));
        }
        let last = last.min(cx.today);
        let written = crate::domain::calendar::dates(first, last)
            .rev()
            .find(|date| cx.journal.days.day(*date).written().is_some());
        Reply::none().go(Go::Day(written.unwrap_or(last)))
    }
}

/// The room there is.
impl TrendsView {
    /// Cells at the left of the charts.
    pub fn gutter(&self) -> u16 {
        if self.enlarged { WIDE_GUTTER } else { GUTTER }
    }

    /// How wide a chart can be on a screen of a width.
    pub fn chart_width(&self, width: u16) -> u16 {
        width.saturating_sub(self.gutter())
    }

    /// The time axis of the figures on a screen of a width.
    pub fn axis(&self, cx: &Cx, figures: &Figures, width: u16) -> TimeAxis {
        let boundaries: Vec<NaiveDate> =
            plans(cx).into_iter().flat_map(boundaries).map(|(date, _)| date).collect();
        TimeAxis::new(figures.first, figures.last, &boundaries, self.chart_width(width))
    }
}

/// The earlier trials, newest first.
fn earlier<'a>(cx: &Cx<'a>) -> Vec<&'a Trial> {
    let mut past: Vec<&Trial> = cx.journal.earlier().collect();
    past.sort_by_key(|trial| std::cmp::Reverse(trial.plan.start));
    past
}

/// The plans of all trials, for their visits and phases.
pub fn plans<'a>(cx: &Cx<'a>) -> Vec<&'a Plan> {
    cx.journal.trial.iter().chain(earlier(cx)).map(|trial| &trial.plan).collect()
}

/// Where the phases of a trial begin, and what begins there.
pub fn boundaries(plan: &Plan) -> [(NaiveDate, &'static str); 4] {
    [
        (plan.baseline_window().0, "baseline"),
        (plan.start, "day 1"),
        (plan.checkpoint_window().0, content::decided::week_of_plan(plan).trim_start_matches("the ")),
        (plan.late_window().0, "after"),
    ]
}
