//! What is worth doing or knowing today, in words: the same for Today, `status` and the plain mode.

use chrono::NaiveDate;
use serde::Deserialize;

use super::entries::Entries;
use super::{advice, decided, fill, open_level, what_to_do};
use crate::domain::date_words::shown;
use crate::domain::decision::to_do::ToDo;
use crate::domain::measure::{FunctionMeasure, Marker};
use crate::domain::score::one_decimal;
use crate::domain::trial::Trial;

/// How many dates of a list are named.
const NAMED_DATES: usize = 3;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineText {
    id: String,
    text: String,
}

pub(super) const TO_DO: &str = include_str!("../../assets/to-do.toml");

static CATALOGUE: Entries<LineText> = Entries::new(TO_DO, "line");

fn told(id: &str, values: &[(&str, &str)]) -> String {
    CATALOGUE.find(id).map_or_else(String::new, |line| fill(&line.text, values))
}

/// One thing of the list in a sentence or two.
pub fn to_do_words(item: &ToDo, trial: &Trial, today: NaiveDate) -> String {
    let plan = &trial.plan;
    match item {
        ToDo::Hold => {
            let level = open_level(&trial.checklist).map_or("", what_to_do);
            told("hold", &[("level", level)])
        }
        ToDo::GettingWorse(worse) => {
            let ratings: Vec<String> = worse.days.iter().map(|day| day.pain.to_string()).collect();
            let values = [("ratings", ratings.join(", ")), ("baseline", one_decimal(worse.baseline))];
            told("getting-worse", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        ToDo::LastingSoreness(_) => advice("soreness-48").to_owned(),
        ToDo::StoppedForReview(reason) => told("stopped-for-review", &[("reason", reason.label())]),
        ToDo::AfterAWhile { last } => {
            let (day, length) = (plan.day_number(today).to_string(), plan.length().to_string());
            match last {
                Some(last) => told(
                    "after-a-while",
                    &[("day", &day), ("length", &length), ("date", &shown(*last, today))],
                ),
                None => told("after-a-while-from-the-start", &[("day", &day), ("length", &length)]),
            }
        }
        ToDo::MeasuringWeek { last } => {
            decided::with_plans_week(&told("measuring-week", &[("date", &shown(*last, today))]), plan)
        }
        ToDo::Answer { is_final: true, .. } => told("answer", &[]),
        ToDo::Answer { is_final: false, last } => told("answer-so-far", &[("date", &shown(*last, today))]),
        ToDo::Weekly => match &plan.function {
            FunctionMeasure::Ndi => told("weekly-index", &[]),
            FunctionMeasure::Markers(markers) => {
                let of_their_own = markers.iter().filter(|marker| !Marker::is_awakenings(marker));
                let names: Vec<&str> = of_their_own.map(|marker| marker.name.as_str()).collect();
                told("weekly-markers", &[("names", &names.join(" and "))])
            }
        },
        ToDo::VisitToday => told("visit-today", &[]),
        ToDo::VisitsGoneBy(gone) => counted("visit-gone-by", "visits-gone-by", gone, today),
        ToDo::Blank(blank) => counted("blank-day", "blank-days", blank, today),
    }
}

/// Dates by name while they are few, the latest first; never a reproach.
fn counted(one: &str, several: &str, dates: &[NaiveDate], today: NaiveDate) -> String {
    let names: Vec<String> = dates.iter().rev().take(NAMED_DATES).map(|date| shown(*date, today)).collect();
    let more = match dates.len().saturating_sub(NAMED_DATES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let id = if dates.len() == 1 { one } else { several };
    told(id, &[("n", &dates.len().to_string()), ("dates", &format!("{}{more}", names.join(", ")))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checklist::QuestionKind;
    use crate::domain::decision::caution::GettingWorse;
    use crate::domain::decision::window::DayRating;
    use crate::domain::score::{Exact, Score};
    use crate::domain::trial::StopReason;
    use crate::kit::{Diary, date};

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        line: Vec<LineText>,
    }

    fn words(item: &ToDo) -> String {
        let held = Diary::neck().hold("chest-pain", QuestionKind::Urgent, 1);
        to_do_words(item, &held.trial, date("2026-11-20"))
    }

    #[test]
    fn the_file_parses_and_every_thing_has_its_words_whole() {
        let file: File = toml::from_str(TO_DO).unwrap();
        assert_eq!(CATALOGUE.all(), file.line.iter().collect::<Vec<_>>());
        let rating = |on: &str| DayRating { date: date(on), pain: Score::new(7).unwrap(), late: false };
        let worse = GettingWorse {
            baseline: Exact::new(36, 7),
            days: vec![rating("2026-11-18"), rating("2026-11-19"), rating("2026-11-20")],
        };
        let days = |count: u32| (1..=count).map(|day| date(&format!("2026-11-{day:02}"))).collect();
        let last = date("2026-11-11");
        for (item, part) in [
            (ToDo::Hold, "Call the emergency number now, also if it has gone again."),
            (
                ToDo::GettingWorse(worse),
                "clinician: pain was 7, 7, 7 on the last three rated days, and 5.1 in",
            ),
            (ToDo::LastingSoreness(Score::new(4).unwrap()), "tell your therapist or doctor"),
            (ToDo::StoppedForReview(StopReason::Hurt), "stopped because it hurt. Talk to a clinician"),
            (
                ToDo::AfterAWhile { last: Some(last) },
                "It is day 19 of 35. Nothing was written since Wed 11 Nov",
            ),
            (ToDo::AfterAWhile { last: None }, "for a week or more"),
            (ToDo::MeasuringWeek { last }, "Week five has begun: how you are on each day until Wed 11 Nov"),
            (ToDo::Answer { is_final: true, last }, "The answer is ready."),
            (ToDo::Answer { is_final: false, last }, "can still change until Wed 11 Nov."),
            (ToDo::Weekly, "The Neck Disability Index is due."),
            (ToDo::VisitToday, "A visit is planned today."),
            (ToDo::VisitsGoneBy(days(1)), "the visit planned for Sun 1 Nov;"),
            (ToDo::VisitsGoneBy(days(2)), "2 planned visits (Mon 2 Nov, Sun 1 Nov);"),
            (ToDo::Blank(days(1)), "1 day without a check-in: Sun 1 Nov."),
            (ToDo::Blank(days(4)), "4 days without a check-in: Wed 4 Nov, Tue 3 Nov, Mon 2 Nov and 1 more."),
        ] {
            let found = words(&item);
            assert!(found.contains(part) && !found.contains('{'), "{found}");
        }
    }
}
