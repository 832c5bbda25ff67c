//! What stands at the cursor, in one sentence: a day, or the days of a column.

use chrono::NaiveDate;

use crate::app::cx::Cx;
use crate::app::views::time_axis::{TimeAxis, days_between};
use crate::app::views::trends::{self, TrendsView};
use crate::content;
use crate::domain::calendar::{dates, long_date, short_date};
use crate::domain::checkin::DayState;
use crate::domain::day::{Day, Days, Known};
use crate::domain::event::Event;
use crate::domain::score::{Exact, one_decimal};
use crate::domain::trend::Mean;
use crate::domain::trend::figures::{Course, Figures};
use crate::domain::trial::{Phase, Plan};
use crate::domain::visits::Visit;

/// The parts of the sentence, the most important first.
pub fn parts(cx: &Cx, view: &TrendsView, figures: &Figures, axis: &TimeAxis) -> Vec<String> {
    let cursor = view.cursor(cx);
    let Some(column) = axis.column_of(cursor) else { return Vec::new() };
    let (first, last) = axis.dates_of(column);
    if first == last { day_parts(cx, figures, first) } else { column_parts(figures, first, last) }
}

/// The value of a measure at the cursor: `5`, `4.3`; nothing where there is none.
pub fn value_at(course: &Course, axis: &TimeAxis, cursor: NaiveDate) -> Option<String> {
    let (first, last) = axis.dates_of(axis.column_of(cursor)?);
    Some(figure(mean_of(course, first, last)?.value))
}

/// A figure without a needless decimal.
pub fn figure(value: Exact) -> String {
    if value.is_integer() { value.to_integer().to_string() } else { one_decimal(value) }
}

fn mean_of(course: &Course, first: NaiveDate, last: NaiveDate) -> Option<Mean> {
    let begin = course.points.first()?.date;
    let end = days_between(begin, last).saturating_add(1).min(course.points.len());
    let points = course.points.get(days_between(begin, first)..end)?;
    Mean::of(points.iter().filter_map(|point| point.value))
}

fn day_parts(cx: &Cx, figures: &Figures, date: NaiveDate) -> Vec<String> {
    let mut parts = vec![long_date(date)];
    parts.extend(trends::plans(cx).into_iter().find_map(|plan| day_of_trial(plan, date)));
    let known = cx.journal.days.day(date);
    match known {
        _ if date > figures.as_of => parts.push("still to come".to_owned()),
        Known::Unreadable => parts.push("its file cannot be read".to_owned()),
        Known::NotLoaded => parts.push("not read".to_owned()),
        Known::Blank => parts.push("no check-in".to_owned()),
        Known::Written(day) => parts.extend(written_parts(cx, figures, day)),
    }
    parts.extend(figures.visits.iter().filter(|visit| visit.date == date).map(visit_words));
    for (_, change) in figures.changes.iter().filter(|(on, _)| *on == date) {
        parts.push(format!("Δ {}: {}", change.kind.label().to_lowercase(), change.text.first_line()));
    }
    for (_, event) in figures.events.iter().filter(|(on, _)| *on == date) {
        parts.push(format!("! {}", event_words(event)));
    }
    if let Some(note) =
        known.written().and_then(|day| day.checkin.note.as_ref()).filter(|_| date <= figures.as_of)
    {
        parts.push(format!("“{}”", note.first_line()));
    }
    parts
}

fn day_of_trial(plan: &Plan, date: NaiveDate) -> Option<String> {
    match plan.phase(date) {
        Phase::Before | Phase::After => None,
        Phase::Baseline => Some("baseline".to_owned()),
        Phase::Treatment => Some(format!("day {}", plan.day_number(date))),
        Phase::Checkpoint => {
            Some(format!("day {}, {}", plan.day_number(date), content::decided::week_of_plan(plan)))
        }
    }
}

fn written_parts(cx: &Cx, figures: &Figures, day: &Day) -> Vec<String> {
    let mut parts = Vec::new();
    match day.state(cx.settings.day_end) {
        DayState::Skipped => {
            let why = day.checkin.skipped().map(|why| why.first_line()).unwrap_or_default();
            parts.push(format!("skipped: {why}"));
        }
        DayState::Blank => parts.push("no check-in".to_owned()),
        DayState::Rated | DayState::Late => {}
    }
    for course in &figures.courses {
        if let Some(mean) = mean_of(course, day.date, day.date) {
            parts.push(format!("{} {}", lower(&course.label), figure(mean.value)));
        }
    }
    if day.state(cx.settings.day_end) == DayState::Late {
        parts.push("written late".to_owned());
    }
    parts
}

/// An event in few words: `headache (mild): gone by noon`.
pub fn event_words(event: &Event) -> String {
    let kind = content::event(event.kind.id()).map_or(event.kind.id(), |text| text.label.as_str());
    let text = event.text.as_ref().map(|text| format!(": {}", text.first_line())).unwrap_or_default();
    format!("{} ({}){text}", kind.to_lowercase(), event.severity.label())
}

/// A label within a sentence; a name in capitals stays as it is.
fn lower(label: &str) -> String {
    match label {
        "Neck Disability Index" => label.to_owned(),
        label => label.to_lowercase(),
    }
}

/// A visit in few words: `visit 45 min (short)`, `visit planned`.
fn visit_words(visit: &Visit) -> String {
    match (visit.state.took_place(), visit.minutes) {
        (true, Some(minutes)) if visit.state == crate::domain::visits::VisitState::Short => {
            format!("visit {minutes} min (short)")
        }
        (true, Some(minutes)) => format!("visit {minutes} min"),
        (true, None) => "visit, minutes not written".to_owned(),
        (false, _) => format!("visit {}", visit.state.label()),
    }
}

fn column_parts(figures: &Figures, first: NaiveDate, last: NaiveDate) -> Vec<String> {
    let days = dates(first, last).count();
    let mut parts = vec![format!("{} to {}, {days} days", short_date(first), long_date(last))];
    for course in &figures.courses {
        if let Some(mean) = mean_of(course, first, last) {
            parts.push(format!("{} {} ({})", lower(&course.label), figure(mean.value), mean.n));
        }
    }
    if parts.len() == 1 {
        let words = if first > figures.as_of { "still to come" } else { "nothing written" };
        parts.push(words.to_owned());
    }
    let within = |date: NaiveDate| (first..=last).contains(&date);
    let done = figures.visits.iter().filter(|visit| within(visit.date) && visit.state.took_place()).count();
    let changes = figures.changes.iter().filter(|(date, _)| within(*date)).count();
    parts.extend((done > 0).then(|| counted(done, "visit")));
    let events = figures.events.iter().filter(|(date, _)| within(*date)).count();
    parts.extend((changes > 0).then(|| counted(changes, "change")));
    parts.extend((events > 0).then(|| counted(events, "event")));
    parts
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
