//! The trends as JSON, for `trends --json`. What is not known is null, never 0.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::checkin::DayState;
use crate::domain::measure::Better;
use crate::domain::score::Exact;
use crate::domain::trend::figures::{Course, Figures};
use crate::domain::trend::{Mean, Point};
use crate::domain::visits::around::AroundVisits;

/// Decimals of values and means.
const DECIMALS: u32 = 2;

/// All of a stretch of days up to the day one looks from.
pub fn trends_json(figures: &Figures) -> Value {
    let changes = figures.changes.iter().map(|(date, change)| {
        json!({ "date": date.to_string(), "kind": change.kind.id(), "text": change.text.as_str() })
    });
    let events = figures.events.iter().map(|(date, event)| {
        let text = event.text.as_ref().map(|text| text.as_str());
        json!({ "date": date.to_string(), "kind": event.kind.id(), "severity": event.severity.id(), "text": text })
    });
    let visits = figures.visits.iter().map(|visit| {
        json!({
            "date": visit.date.to_string(),
            "status": visit.state.id(),
            "minutes": visit.minutes.map(|minutes| minutes.get()),
        })
    });
    json!({
        "from": figures.first.to_string(),
        "to": figures.last.to_string(),
        "measures": figures.courses.iter().map(|course| measure(course, figures.as_of)).collect::<Vec<_>>(),
        "visits": visits.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "after_visits": after_visits(&figures.around_visits),
    })
}

/// Mean pain by how long ago the last visit was, with how many days; a description.
fn after_visits(found: &AroundVisits) -> Value {
    let mean = |mean: Option<Mean>| mean.map(|mean| json!({ "mean": number(mean.value), "n": mean.n }));
    json!({
        "from": found.first.to_string(),
        "to": found.last.to_string(),
        "visits": found.visits,
        "days_after": found.following.after.map(mean),
        "other_days": mean(found.following.other),
    })
}

fn measure(course: &Course, as_of: NaiveDate) -> Value {
    let mean = |mean: Option<Mean>| mean.map(|mean| json!({ "mean": number(mean.value), "n": mean.n }));
    let points = course.points.iter().filter(|point| point.date <= as_of);
    json!({
        "name": course.name,
        "better": match course.better {
            Better::Lower => "lower",
            Better::Higher => "higher",
        },
        "values": points.map(value).collect::<Vec<_>>(),
        "baseline": mean(course.standing.baseline),
        "last_7": mean(course.standing.last_seven),
        "success_line": course.standing.success_line.map(number),
    })
}

fn value(point: &Point) -> Value {
    let state = match point.state {
        _ if !point.known => "unreadable",
        DayState::Rated => "rated",
        DayState::Late => "late",
        DayState::Skipped => "skipped",
        DayState::Blank => "blank",
    };
    json!({ "date": point.date.to_string(), "value": point.value.map(number), "state": state })
}

/// Rounded exactly before it becomes a floating-point number; a whole number stays one.
#[allow(clippy::cast_precision_loss)]
fn number(exact: Exact) -> Value {
    let scale = 10_i64.saturating_pow(DECIMALS);
    let rounded = (exact * scale).round() / scale;
    if rounded.is_integer() {
        json!(rounded.to_integer())
    } else {
        json!(*rounded.numer() as f64 / *rounded.denom() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_to_two_decimals_and_whole_ones_stay_whole() {
        assert_eq!(number(Exact::new(43, 7)).to_string(), "6.14");
        assert_eq!(number(Exact::new(8, 2)).to_string(), "4");
        assert_eq!(number(Exact::new(1, 200)).to_string(), "0.01");
    }
}
