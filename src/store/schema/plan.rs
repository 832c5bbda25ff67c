//! The plan in a trial's file, and what there is of one in the setup's.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Weekday;

use super::super::reader::{Given, Reader, Section};
use super::super::tree::Fields;
use super::day::{decode_ndi, encode_ndi};
use super::score;
use crate::domain::calendar::{parse_weekday, weekday_id};
use crate::domain::checklist::{AgeBand, Site};
use crate::domain::measure::{Better, ClearChange, FunctionMeasure, Marker};
use crate::domain::score::OutOfRange;
use crate::domain::trial::{
    BaselineFigures, DayOfWeek, Dose, FollowUp, Plan, Schedule, Setup, Steps, TrialId, weeks_in_range,
};

const WEEKDAYS: &str = "mon, tue, wed, thu, fri, sat, sun";

pub(super) fn decode_plan(reader: &mut Reader, section: Section<'_>) -> Option<Plan> {
    let why = |key: &str, example: &str| format!("a plan needs {key}, such as {key} = {example}");
    let site = reader.need(section, "site", &why("site", "\"neck\""), |it| it.word(&Site::choices()));
    let age = reader.need(section, "age", &why("age", "\"20-64\""), |it| it.word(&AgeBand::choices()));
    let dose = reader.need(section, "dose", &why("dose", "\"60x2\""), dose);
    let weeks = reader.need(section, "weeks", &why("weeks", "4"), weeks);
    let start = reader.need(section, "start", &why("start", "2026-11-02"), Given::date);
    let weekly_day = reader.need(section, "weekly_day", &why("weekly_day", "\"sun\""), weekday);
    let noted = reader.count();
    let follow_up = decode_follow_up(reader, section);
    let is_follow_up = follow_up.is_some() || reader.count() > noted;
    let schedule = if is_follow_up { Some(Vec::new()) } else { decode_schedules(reader, section, dose) };
    let function = decode_function(reader, section, site);
    let markers = function.as_ref().map(FunctionMeasure::as_markers).unwrap_or_default();
    let baseline = decode_baseline(reader, section, markers);
    Some(Plan {
        baseline,
        site: site?,
        age: age?,
        dose: dose?,
        weeks: weeks?,
        start: start?,
        schedule: schedule?,
        weekly_day: weekly_day?,
        function: function?,
        follow_up,
    })
}

pub(super) fn encode_plan(plan: &Plan) -> Fields {
    let mut fields = Fields::default();
    fields.put("site", plan.site.id());
    fields.put("age", plan.age.id());
    fields.put("dose", plan.dose.to_string().as_str());
    fields.put("weeks", i64::from(plan.weeks));
    fields.put("start", plan.start);
    fields.put("weekly_day", weekday_id(plan.weekly_day));
    encode_follow_up(&mut fields, plan.follow_up.as_ref());
    fields.table("baseline", encode_baseline(&plan.baseline));
    let schedules = plan.schedule.iter().map(|schedule| {
        let mut row = Fields::default();
        row.put("from", schedule.from);
        row.list("days", weekday_ids(&schedule.days));
        row
    });
    fields.rows("schedule", schedules.collect());
    fields.rows("marker", plan.function.as_markers().iter().map(encode_marker).collect());
    fields
}

/// What has been chosen so far.
pub(super) fn decode_sketch(reader: &mut Reader, section: Section<'_>, setup: Setup) -> Setup {
    let markers = decode_markers(reader, section);
    Setup {
        dose: reader.take(section, "dose", dose),
        weeks: reader.take(section, "weeks", weeks),
        weekdays: section.has("days").then(|| decode_weekdays(reader, section)),
        start: reader.take(section, "start", Given::date),
        weekly_day: reader.take(section, "weekly_day", weekday),
        baseline: decode_baseline(reader, section, &markers),
        markers,
        follow_up: decode_follow_up(reader, section),
        ..setup
    }
}

pub(super) fn encode_sketch(setup: &Setup) -> Fields {
    let mut fields = Fields::default();
    fields.maybe("dose", setup.dose.map(|dose| dose.to_string()).as_deref());
    fields.maybe("weeks", setup.weeks.map(i64::from));
    if let Some(days) = &setup.weekdays {
        fields.put(
            "days",
            super::super::tree::Value::List(weekday_ids(days).into_iter().map(str::to_owned).collect()),
        );
    }
    fields.maybe("start", setup.start);
    fields.maybe("weekly_day", setup.weekly_day.map(weekday_id));
    encode_follow_up(&mut fields, setup.follow_up.as_ref());
    fields.table("baseline", encode_baseline(&setup.baseline));
    fields.rows("marker", setup.markers.iter().map(encode_marker).collect());
    fields
}

/// What makes a plan a follow-up block. Where the first baseline is not said, the date in the name of
/// the trial before is taken.
fn decode_follow_up(reader: &mut Reader, section: Section<'_>) -> Option<FollowUp> {
    if !section.has("follows") && !section.has("steps") {
        return None;
    }
    let trial = |given: Given<'_>| {
        let text = given.text()?;
        TrialId::parse(&text).ok_or_else(|| {
            "follows is the name of a file in trials, without .toml, such as \"2026-11-02-neck\"".to_owned()
        })
    };
    let why = "a follow-up block needs the trial it follows, such as follows = \"2026-11-02-neck\"";
    let follows = reader.need(section, "follows", why, trial);
    if !section.has("steps") {
        let why = "a follow-up block needs its steps, such as steps = [{ every = 7, visits = 6 }]";
        reader.note(section.place("follows"), why);
    }
    let whole = |given: Given<'_>| given.whole(1, i64::from(u8::MAX), Ok::<i64, OutOfRange>);
    let noted = reader.count();
    let mut pairs = Vec::new();
    for row in reader.rows(section, "plan.steps") {
        let why = "a step needs every and visits, such as { every = 7, visits = 6 }";
        let every = reader.need(row, "every", why, whole);
        let visits = reader.need(row, "visits", why, whole);
        pairs.extend(every.zip(visits));
    }
    let steps = (reader.count() == noted && section.has("steps"))
        .then(|| Steps::new(&pairs).map_err(|error| reader.note(section.place("steps"), error.to_string())))
        .and_then(Result::ok);
    let named = follows.as_ref().and_then(|id| id.as_str().get(..10)?.parse().ok());
    let baseline_start = match reader.take(section, "baseline_start", Given::date).or(named) {
        Some(date) => Some(date),
        None => {
            let why = "a follow-up block needs day 1 of its first trial, such as baseline_start = 2026-11-02";
            reader.note(section.place("follows"), why);
            None
        }
    };
    Some(FollowUp { follows: follows?, steps: steps?, baseline_start: baseline_start? })
}

fn encode_follow_up(fields: &mut Fields, follow_up: Option<&FollowUp>) {
    let Some(follow_up) = follow_up else { return };
    fields.put("follows", follow_up.follows.as_str());
    fields.put("baseline_start", follow_up.baseline_start);
    let rows = follow_up.steps.as_slice().iter().map(|step| {
        let mut row = Fields::default();
        row.put("every", i64::from(step.every));
        row.put("visits", i64::from(step.visits));
        row
    });
    fields.rows("steps", rows.collect());
}

fn dose(given: Given<'_>) -> Result<Dose, String> {
    given.text()?.parse()
}

fn weeks(given: Given<'_>) -> Result<u8, String> {
    given.whole(1, 12, weeks_in_range)
}

fn weekday(given: Given<'_>) -> Result<Weekday, String> {
    given.word::<DayWord>(WEEKDAYS).map(|day| day.0)
}

struct DayWord(Weekday);

impl std::str::FromStr for DayWord {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        parse_weekday(text).map(Self).ok_or(())
    }
}

fn decode_weekdays(reader: &mut Reader, section: Section<'_>) -> BTreeSet<DayOfWeek> {
    reader.list(section, "days", weekday).into_iter().map(DayOfWeek).collect()
}

fn weekday_ids(days: &BTreeSet<DayOfWeek>) -> Vec<&'static str> {
    days.iter().map(|day| weekday_id(day.0)).collect()
}

fn decode_schedules(reader: &mut Reader, section: Section<'_>, dose: Option<Dose>) -> Option<Vec<Schedule>> {
    let mut schedules = Vec::new();
    let rows = reader.rows(section, "plan.schedule");
    if rows.is_empty() {
        reader.note(
            section.place("schedule"),
            "a plan needs its weekdays: [[plan.schedule]] with from and days",
        );
    }
    for row in rows {
        let from = reader.need(row, "from", "a schedule needs the date it holds from", Given::date);
        let noted = reader.count();
        let days = decode_weekdays(reader, row);
        if let Some(dose) = dose
            && reader.count() == noted
            && days.len() != usize::from(dose.per_week())
        {
            let needed = dose.per_week();
            reader.note(
                row.place("days"),
                format!("the dose {dose} needs {needed} weekdays, not {}", days.len()),
            );
        }
        schedules.push(Schedule { from: from?, days });
    }
    (!schedules.is_empty()).then_some(schedules)
}

fn decode_function(reader: &mut Reader, section: Section<'_>, site: Option<Site>) -> Option<FunctionMeasure> {
    let noted = reader.count();
    let markers = decode_markers(reader, section);
    if reader.count() > noted {
        return None;
    }
    if markers.is_empty() && site == Some(Site::Neck) {
        return Some(FunctionMeasure::Ndi);
    }
    FunctionMeasure::markers(&markers)
        .map_err(|error| reader.note(section.place("marker"), error.to_string()))
        .ok()
}

fn decode_markers(reader: &mut Reader, section: Section<'_>) -> Vec<Marker> {
    reader.rows(section, "plan.marker").into_iter().filter_map(|row| decode_marker(reader, row)).collect()
}

fn decode_marker(reader: &mut Reader, row: Section<'_>) -> Option<Marker> {
    let percent = |given: Given<'_>| {
        let out = |number: i64| OutOfRange { what: "percent", low: 0, high: 255, given: number.to_string() };
        given.whole(0, 255, |number| u8::try_from(number).map_err(|_| out(number)))
    };
    let id = reader.need(row, "id", "a marker needs its id, such as id = \"walk\"", Given::text);
    let name = reader.need(row, "name", "a marker needs a name", Given::text);
    let unit = reader.take(row, "unit", Given::text).unwrap_or_default();
    let why = format!("a marker needs better: one of {}", Better::choices());
    let better = reader.need(row, "better", &why, |given| given.word(&Better::choices()));
    let percent = reader.take(row, "percent", percent);
    let why = "a marker needs at_least, the change that counts as clear";
    let at_least = reader.need(row, "at_least", why, Given::amount);
    Some(Marker {
        id: id?,
        name: name?,
        unit,
        better: better?,
        change: ClearChange { percent, at_least: at_least? },
    })
}

fn encode_marker(marker: &Marker) -> Fields {
    let mut fields = Fields::default();
    fields.put("id", marker.id.as_str());
    fields.put("name", marker.name.as_str());
    fields.put("unit", marker.unit.as_str());
    fields.put("better", marker.better.id());
    fields.maybe("percent", marker.change.percent.map(i64::from));
    fields.put("at_least", marker.change.at_least);
    fields
}

fn decode_baseline(reader: &mut Reader, section: Section<'_>, chosen: &[Marker]) -> BaselineFigures {
    let Some(section) = reader.section(section, "plan.baseline") else { return BaselineFigures::default() };
    let mut markers = BTreeMap::new();
    if let Some(table) = reader.section(section, "plan.baseline.markers") {
        for name in table.keys() {
            if let Some(amount) = reader.take(table, name, Given::amount) {
                let marker = chosen.iter().find(|marker| marker.name == name);
                if let Some(Err(error)) = marker.map(|marker| marker.check(amount)) {
                    reader.note(table.place(name), error.to_string());
                }
                markers.insert(name.to_owned(), amount);
            }
        }
    }
    BaselineFigures {
        pain: reader.take(section, "pain", score),
        ndi: reader.section(section, "plan.baseline.ndi").and_then(|table| decode_ndi(reader, table)),
        markers,
    }
}

fn encode_baseline(baseline: &BaselineFigures) -> Fields {
    let mut fields = Fields::default();
    fields.maybe("pain", baseline.pain.map(|pain| i64::from(pain.get())));
    fields.table("ndi", baseline.ndi.as_ref().map(encode_ndi).unwrap_or_default());
    let mut markers = Fields::default();
    for (name, amount) in &baseline.markers {
        markers.put(name, *amount);
    }
    fields.table("markers", markers);
    fields
}
