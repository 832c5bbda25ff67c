//! The chart of the report: pain and function by day, with the weeks that are compared, visits, other
//! changes and events on the same days.

use chrono::{Datelike, NaiveDate};

use super::{Told, count};
use crate::content::decided;
use crate::domain::calendar::{dates, month_name};
use crate::domain::checkin::DayState;
use crate::domain::day::Days;
use crate::domain::measure::Better;
use crate::domain::score::one_decimal;
use crate::domain::text::capital;
use crate::domain::trend::figures::Course;
use crate::domain::trend::{Measure, Point, Trends};
use crate::domain::trial::Plan;
use crate::domain::visits::{Visit, VisitState};
use crate::export::blocks::{Chart, Dot, Level, LevelKind, MarkRow, Panel, Sign, Span, Tick};

/// Days from one named day of the axis to the next.
const TICK_DAYS: usize = 7;

impl<D: Days> Told<'_, D> {
    /// First and last date of the chart: the trial's own weeks, up to its end where it was stopped.
    fn chart_range(&self) -> (NaiveDate, NaiveDate) {
        let Some((trial, assessment)) = self.trial.zip(self.assessment.as_ref()) else { return self.range };
        let plan = &trial.plan;
        let first = plan.baseline_window().0;
        let end = match &assessment.decision.stopped {
            Some(stopped) => stopped.on.max(first),
            None if assessment.decision.ratings.uses_late() => plan.late_window().1,
            None => plan.checkpoint_window().1,
        };
        (first, end)
    }

    pub(super) fn chart(&self) -> Chart {
        let (first, last) = self.chart_range();
        let on = |date: NaiveDate| place(first, date);
        let shown = |date: &NaiveDate| (first..=last).contains(date);
        let trends = Trends { plan: self.plan(), days: self.days, day_end: self.day_end, today: self.as_of };
        let mut measures = vec![Measure::Pain];
        measures.extend(Measure::all(self.plan()).into_iter().filter(|measure| match measure {
            Measure::Ndi | Measure::Marker(_) => true,
            Measure::Pain | Measure::Field(_) => false,
        }));
        let courses: Vec<Course> =
            measures.into_iter().map(|measure| Course::read(&trends, measure, first, last)).collect();
        let visits: Vec<&Visit> = self.visits.iter().filter(|visit| shown(&visit.date)).collect();
        let changes = self.changes().zip(1_usize..).filter(|((date, _), _)| shown(date));
        let changes: Vec<(NaiveDate, usize)> = changes.map(|((date, _), number)| (date, number)).collect();
        let events: Vec<NaiveDate> = self.events().map(|(date, _)| date).filter(|date| shown(date)).collect();
        let row = |label: &str, marks: Vec<(u32, Sign)>| MarkRow { label: label.to_owned(), marks };
        let mut rows = vec![row("visits", visits.iter().map(|it| (on(it.date), sign(it.state))).collect())];
        rows.push(row(
            "changes",
            numbers(&changes).into_iter().map(|(date, sign)| (on(date), sign)).collect(),
        ));
        rows.push(row("events", events.iter().map(|date| (on(*date), Sign::Event)).collect()));
        rows.retain(|row| !row.marks.is_empty());
        let days = on(last).saturating_add(1);
        Chart {
            title: format!("Pain by day, {} to {}", self.date(first), self.date(last)),
            description: self.description(&courses, (visits.len(), changes.len(), events.len())),
            days,
            ticks: dates(first, last)
                .step_by(TICK_DAYS)
                .map(|date| Tick {
                    day: on(date),
                    label: format!("{} {}", date.day(), month_name(date.month())),
                })
                .collect(),
            spans: self.plan().map(|plan| self.spans(plan, first, last)).unwrap_or_default(),
            today: (self.as_of < last && self.as_of >= first).then(|| on(self.as_of)),
            panels: courses.iter().map(|course| self.panel(course, first, last)).collect(),
            rows,
        }
    }

    fn spans(&self, plan: &Plan, first: NaiveDate, last: NaiveDate) -> Vec<Span> {
        let week = self.week_name();
        let windows = [
            (plan.baseline_window(), "baseline week", plan.follow_up.is_none()),
            (plan.treatment_window(), "treatment", false),
            (plan.checkpoint_window(), week, true),
            (plan.late_window(), "week after", true),
        ];
        let windows = windows.into_iter().filter(|((begin, _), ..)| *begin <= last);
        windows
            .map(|((begin, end), label, shaded)| Span {
                first: place(first, begin),
                last: place(first, end.min(last)),
                label: if plan.follow_up.is_some() && label == "baseline week" {
                    "week before".to_owned()
                } else {
                    label.to_owned()
                },
                shaded,
            })
            .collect()
    }

    fn panel(&self, course: &Course, first: NaiveDate, last: NaiveDate) -> Panel {
        let on = |date: NaiveDate| place(first, date);
        let way = match course.better {
            Better::Lower => "lower is better",
            Better::Higher => "higher is better",
        };
        let is_pain = course.measure == Measure::Pain;
        let days = |wanted: &dyn Fn(&Point) -> bool| {
            course.points.iter().filter(|point| wanted(point)).map(|point| on(point.date)).collect()
        };
        Panel {
            label: format!("{} (0 to {}; {way})", self.short.line(&course.label, 40), course.top),
            top: course.top,
            dots: course
                .points
                .iter()
                .filter_map(|point| {
                    let late = self.is_late(course.measure, point);
                    Some(Dot { day: on(point.date), value: point.value?, late })
                })
                .collect(),
            skipped: days(&|point| is_pain && point.state == DayState::Skipped),
            unreadable: days(&|point| is_pain && !point.known),
            levels: self.levels(course, first, last),
        }
    }

    /// Whether a value was written late; an index and markers can have a moment of their own.
    fn is_late(&self, measure: Measure, point: &Point) -> bool {
        let Some(day) = self.days.day(point.date).written() else { return false };
        match measure {
            Measure::Ndi => day.checkin.is_ndi_late(point.date, self.day_end),
            Measure::Marker(_) => day.checkin.are_markers_late(point.date, self.day_end),
            Measure::Pain | Measure::Field(_) => point.state == DayState::Late,
        }
    }

    fn levels(&self, course: &Course, first: NaiveDate, last: NaiveDate) -> Vec<Level> {
        let all = (0, place(first, last));
        let is_pain = course.measure == Measure::Pain;
        let figure = |value| if is_pain { one_decimal(value) } else { decided::number(value) };
        let side = match course.better {
            Better::Lower => "lower",
            Better::Higher => "higher",
        };
        let level =
            |(first, last): (u32, u32), value, label: String, kind| Level { first, last, value, label, kind };
        let mut levels = Vec::new();
        levels.extend(course.standing.baseline.map(|mean| {
            level(all, mean.value, format!("baseline {}", figure(mean.value)), LevelKind::Baseline)
        }));
        levels.extend(
            course.standing.success_line.map(|line| {
                level(all, line, format!("success {} or {side}", figure(line)), LevelKind::Success)
            }),
        );
        let decision = self.assessment.as_ref().map(|assessment| &assessment.decision);
        let decision = decision.filter(|decision| is_pain && !decision.waits_for_today());
        if let Some((plan, now)) = self.plan().zip(decision.and_then(|decision| decision.pain.week_five)) {
            let (begin, end) = plan.checkpoint_window();
            let week = (place(first, begin), place(first, end.min(last)));
            let label = format!("{} {}", self.week_name(), figure(now.mean));
            levels.push(level(week, now.mean, label, LevelKind::Measured));
        }
        levels
    }

    /// What the chart shows, in words.
    fn description(&self, courses: &[Course], (visits, changes, events): (usize, usize, usize)) -> String {
        let (first, last) = self.chart_range();
        let Some(pain) = courses.first() else { return String::new() };
        let past = || pain.points.iter().filter(|point| point.date <= self.as_of);
        let number = |wanted: &dyn Fn(&Point) -> bool| past().filter(|point| wanted(point)).count();
        let unreadable = number(&|point| !point.known);
        let rated = number(&|point| point.value.is_some());
        let mut parts = vec![self.sentence(
            "chart-pain",
            &[
                ("first", &self.date(first)),
                ("last", &self.date(last.min(self.as_of).max(first))),
                ("rated", &capital(&count(rated, "day", "days"))),
                ("late", &number(&|point| point.state == DayState::Late).to_string()),
                ("skipped", &number(&|point| point.state == DayState::Skipped).to_string()),
                ("blank", &number(&|point| point.known && point.state == DayState::Blank).to_string()),
            ],
        )];
        if unreadable > 0 {
            parts.push(self.sentence("chart-unreadable", &[("n", &unreadable.to_string())]));
        }
        if let Some((mean, line)) = pain.standing.baseline.zip(pain.standing.success_line) {
            let values = [("mean", &*one_decimal(mean.value)), ("line", &one_decimal(line))];
            parts.push(self.sentence("chart-lines", &values));
        }
        if let Some(plan) = self.plan().filter(|plan| plan.checkpoint_window().0 <= last) {
            let dates = |(first, last): (NaiveDate, NaiveDate)| {
                format!("{} to {}", self.date(first), self.date(last))
            };
            let (baseline, measured) = (dates(plan.baseline_window()), dates(plan.checkpoint_window()));
            parts.push(self.sentence("chart-windows", &[("baseline", &baseline), ("measured", &measured)]));
        }
        let values = [("visits", visits), ("changes", changes), ("events", events)];
        let values = values.map(|(name, number)| (name, number.to_string()));
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        parts.push(self.sentence("chart-marks", &values));
        parts.push(self.sentence("chart-weeks", &[]));
        parts.join(" ")
    }
}

/// A date's place on an axis that begins with another.
fn place(first: NaiveDate, date: NaiveDate) -> u32 {
    u32::try_from(date.signed_duration_since(first).num_days()).unwrap_or(0)
}

fn sign(state: VisitState) -> Sign {
    match state {
        VisitState::Done => Sign::Done,
        VisitState::Short => Sign::Short,
        VisitState::Missed | VisitState::Cancelled => Sign::Missed,
        VisitState::Unlogged => Sign::NotWritten,
        VisitState::Planned => Sign::Planned,
        VisitState::Unreadable => Sign::Unreadable,
    }
}

/// One sign a day: the numbers of its changes.
fn numbers(changes: &[(NaiveDate, usize)]) -> Vec<(NaiveDate, Sign)> {
    changes
        .chunk_by(|one, other| one.0 == other.0)
        .filter_map(|day| {
            let ((date, first), (_, last)) = (day.first()?, day.last()?);
            let words = if first == last { first.to_string() } else { format!("{first}-{last}") };
            Some((*date, Sign::Number(words)))
        })
        .collect()
}
