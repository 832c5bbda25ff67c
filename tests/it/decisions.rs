//! Case files: a journal in, the whole decision out; and what must hold for every journal.
//!
//! A case gives a trial, its days by number, and every figure of the decision. What a case does
//! not name under `[expect]` must be absent, empty or false; `interval` alone is compared only
//! where it is given, since only even ratings let one work it out with a pencil.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, Weekday};
use proptest::prelude::*;
use toml::{Table, Value};
use weekfive::domain::adherence_figures::AdherenceFigures;
use weekfive::domain::calendar::{DayEnd, after};
use weekfive::domain::change::Change;
use weekfive::domain::checkin::Rating;
use weekfive::domain::checklist::{AgeBand, Checklist, Clearance, Hold, QuestionKind, Site};
use weekfive::domain::day::Day;
use weekfive::domain::decision::{Decision, Verdict, decide};
use weekfive::domain::firmness::Reason;
use weekfive::domain::journal::{DayBook, Entry, Problem};
use weekfive::domain::measure::{Better, ClearChange, FunctionMeasure, Marker, Ndi, NdiTopic};
use weekfive::domain::needed::needed_to_change;
use weekfive::domain::outcome::{FunctionDetail, MarkerResult, MeasureName, NdiBasis, NdiResult, Outcome};
use weekfive::domain::score::{Amount, Exact, NdiAnswer, Score};
use weekfive::domain::text::Words;
use weekfive::domain::trial::{BaselineFigures, DayOfWeek, Dose, Plan, Schedule, Trial, TrialId};
use weekfive::domain::window::{Figure, Source, Window};

const START: &str = "2026-11-02";

fn start() -> NaiveDate {
    START.parse().unwrap()
}

fn words(text: &str) -> Words {
    Words::new(text).unwrap()
}

/// Markers by the names of the built-in ones, with the clear change each has.
fn marker(name: &str) -> Marker {
    let (better, percent, at_least) = match name {
        "walk" | "sitting" => (Better::Higher, Some(30), 5),
        "awakenings" => (Better::Lower, Some(30), 1),
        "head-turn" => (Better::Higher, None, 10),
        "activity" => (Better::Higher, None, 3),
        other => panic!("no marker {other}"),
    };
    Marker {
        id: name.into(),
        name: name.into(),
        unit: "unit".into(),
        better,
        change: ClearChange { percent, at_least: Amount::whole(at_least).unwrap() },
    }
}

fn trial(dose: &str, weeks: u8, function: FunctionMeasure) -> Trial {
    let site = if function == FunctionMeasure::Ndi { Site::Neck } else { Site::LowBack };
    let start = start();
    Trial {
        id: TrialId::name(start, site, |_| false),
        begun: start,
        checklist: Checklist::default(),
        plan: Plan {
            site,
            age: AgeBand::From20To64,
            dose: dose.parse().unwrap(),
            weeks,
            start,
            schedule: vec![Schedule { from: start, days: BTreeSet::from([DayOfWeek(Weekday::Mon)]) }],
            weekly_day: Weekday::Sun,
            function,
            baseline: BaselineFigures::default(),
        },
    }
}

/// A trial and its days, by the day's number.
struct Journal {
    trial: Trial,
    days: BTreeMap<NaiveDate, Day>,
    unreadable: BTreeSet<NaiveDate>,
    adherence: AdherenceFigures,
    as_of: i64,
}

impl Journal {
    fn day(&mut self, number: i64) -> &mut Day {
        let date = self.trial.plan.date_of(number);
        self.days.entry(date).or_insert_with(|| Day::empty(date))
    }

    /// Ratings from a day on: a number (`l` behind it written late, `o` at the last moment that is
    /// not), `-` blank, `s` skipped, `?` unreadable.
    fn pains(&mut self, first: i64, text: &str) {
        for (number, word) in (first..).zip(text.split_whitespace()) {
            let date = self.trial.plan.date_of(number);
            match word {
                "-" => {}
                "s" => self.day(number).checkin.rating = Rating::Skipped(words("ill")),
                "?" => {
                    self.unreadable.insert(date);
                }
                word => {
                    let moment = match word.as_bytes().last().unwrap() {
                        b'l' => Some("04:00:00"),
                        b'o' => Some("03:59:59"),
                        _ => None,
                    };
                    let score = word.trim_end_matches(['l', 'o']).parse().unwrap();
                    let checkin = &mut self.day(number).checkin;
                    checkin.rating = Rating::Rated(score);
                    checkin.at =
                        moment.map(|time| format!("{}T{time}+01:00", after(date, 3)).parse().unwrap());
                }
            }
        }
    }

    fn book(&self) -> DayBook {
        let mut book = DayBook::default();
        book.mark_read(NaiveDate::MIN, NaiveDate::MAX);
        for (date, day) in &self.days {
            book.put(*date, Entry::Written(day.clone()));
        }
        for date in &self.unreadable {
            let problem = Problem { file: "day.toml".into(), line: 1, column: 1, message: "torn".into() };
            book.put(*date, Entry::Unreadable(problem));
        }
        book
    }

    fn decide(&self) -> Decision {
        let as_of = self.trial.plan.date_of(self.as_of);
        decide(&self.trial, &self.book(), &self.adherence, DayEnd::default(), as_of)
    }
}

fn text<'a>(table: &'a Table, key: &str) -> &'a str {
    table.get(key).map_or("", |value| value.as_str().unwrap())
}

fn lines<'a>(table: &'a Table, key: &str) -> Vec<Vec<&'a str>> {
    let items = table.get(key).map(|value| value.as_array().unwrap().as_slice()).unwrap_or_default();
    items.iter().map(|item| item.as_str().unwrap().split_whitespace().collect()).collect()
}

fn ndi(text: &str) -> Ndi {
    if !text.contains(',') {
        return Ndi::Total(text.parse().unwrap());
    }
    let answers = NdiTopic::ALL.iter().zip(text.split(','));
    Ndi::Topics(
        answers
            .filter(|(_, answer)| *answer != "-")
            .map(|(topic, answer)| (*topic, answer.parse::<NdiAnswer>().unwrap()))
            .collect(),
    )
}

fn read(case: &Table) -> Journal {
    let empty = Table::new();
    let about = case.get("trial").map_or(&empty, |table| table.as_table().unwrap());
    let written = case["journal"].as_table().unwrap();
    let markers: Vec<Marker> = text(about, "markers").split_whitespace().map(marker).collect();
    let function =
        if markers.is_empty() { FunctionMeasure::Ndi } else { FunctionMeasure::markers(&markers).unwrap() };
    let dose = if about.contains_key("dose") { text(about, "dose") } else { "60x2" };
    let weeks = about.get("weeks").map_or(4, |weeks| u8::try_from(weeks.as_integer().unwrap()).unwrap());
    let mut trial = trial(dose, weeks, function);
    for item in lines(about, "single") {
        match item.as_slice() {
            ["pain", number] => trial.plan.baseline.pain = Some(number.parse().unwrap()),
            ["ndi", form] => trial.plan.baseline.ndi = Some(ndi(form)),
            [name, number] => {
                trial.plan.baseline.markers.insert((*name).into(), number.parse().unwrap());
            }
            other => panic!("{other:?}"),
        }
    }
    for item in lines(about, "holds") {
        let date = |number: &str| trial.plan.date_of(number.parse().unwrap());
        let [opened, name, rest @ ..] = item.as_slice() else { panic!("{item:?}") };
        trial.checklist.holds.push(Hold {
            item: (*name).into(),
            kind: QuestionKind::Clearance,
            opened: date(opened),
            clearance: rest.get(1).map(|on| Clearance { on: date(on), by: None, limits: None }),
        });
    }
    let counts: Vec<u32> = text(written, "adherence")
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect();
    let [completed, planned, short, missed, extra_used] = counts[..] else { panic!("{counts:?}") };
    let minutes = u32::from(trial.plan.dose.minutes().get());
    let mut journal = Journal {
        as_of: written["as_of"].as_integer().unwrap(),
        days: BTreeMap::new(),
        unreadable: BTreeSet::new(),
        adherence: AdherenceFigures {
            planned,
            completed,
            short,
            missed,
            extra_used,
            minutes: completed * minutes,
            minutes_planned: planned * minutes,
        },
        trial,
    };
    let week_five = i64::from(weeks) * 7 + 1;
    journal.pains(-6, text(written, "baseline"));
    journal.pains(1, text(written, "treatment"));
    journal.pains(week_five, text(written, "week_five"));
    journal.pains(week_five + 7, text(written, "late"));
    for item in lines(written, "ndi") {
        journal.day(item[0].parse().unwrap()).checkin.ndi = Some(ndi(item[1]));
    }
    for item in lines(written, "markers") {
        let checkin = &mut journal.day(item[0].parse().unwrap()).checkin;
        if item[1] == "awakenings" {
            checkin.awakenings = Some(item[2].parse().unwrap());
        } else {
            checkin.markers.insert(item[1].into(), item[2].parse().unwrap());
        }
    }
    for item in lines(written, "changes") {
        let change = Change { kind: item[1].parse().unwrap(), text: words("Something new.") };
        journal.day(item[0].parse().unwrap()).changes.push(change);
    }
    journal
}

/// The whole decision as words and figures, without what is absent, empty or false.
fn render(plan: &Plan, decision: &Decision) -> Table {
    let mut all = Table::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            all.insert(key.into(), Value::String(value));
        }
    };
    let figure =
        |figure: Figure| format!("{} over {} days, {}", figure.mean, figure.days, figure.source.id());
    put("verdict", Some(decision.verdict.id().into()));
    put("rule", decision.deciding_rule().map(|rule| rule.id().into()));
    put("final_since", decision.final_since.map(|date| format!("day {}", plan.day_number(date))));
    put("firmness", Some(decision.firmness.id().into()));
    put("pain", Some(decision.pain.outcome.id().into()));
    put("pain_baseline", decision.pain.baseline.map(figure));
    put("pain_week_five", decision.pain.week_five.map(figure));
    put("pain_change", decision.pain.change.map(|change| change.to_string()));
    put("pain_percent", decision.pain.change_percent.map(|percent| percent.to_string()));
    put("level", decision.pain.level.map(|level| level.id().into()));
    put("function", Some(decision.function.outcome.id().into()));
    put("nap", decision.nap.map(|nap| nap.value.to_string()));
    put("interval", decision.interval_percent.map(|it| format!("{} to {}", it.low, it.high)));
    let it = &decision.adherence;
    let met = if it.met() { "met" } else { "not met" };
    put(
        "adherence",
        Some(format!(
            "{} of {}, short {}, missed {}, extra {}: {met}",
            it.completed, it.planned, it.short, it.missed, it.extra_used
        )),
    );
    let mut markers = Vec::new();
    let mut noise = false;
    match &decision.function.detail {
        FunctionDetail::Ndi(result) => {
            put("ndi", ndi_line(result));
            noise = result.within_noise;
        }
        FunctionDetail::Markers(results) => markers = results.iter().map(marker_line).collect(),
    }
    let unreadable = [
        ("baseline", decision.unreadable_days.baseline),
        ("treatment", decision.unreadable_days.treatment),
        ("checkpoint", decision.unreadable_days.checkpoint),
        ("late", decision.unreadable_days.late),
    ];
    let also = decision.rules.iter().filter(|row| row.applies && !row.decides);
    let numbered = |date: NaiveDate| plan.day_number(date);
    for (key, items) in [
        ("also", also.map(|row| row.rule.id().to_owned()).collect()),
        ("reasons", decision.reasons.iter().map(|reason| reason_line(plan, reason)).collect()),
        ("open_holds", decision.open_holds.clone()),
        ("markers", markers),
        (
            "changes",
            decision
                .changes
                .iter()
                .map(|logged| format!("{} {}", numbered(logged.date), logged.change.kind.id()))
                .collect(),
        ),
        (
            "unreadable",
            unreadable
                .iter()
                .filter(|(_, days)| *days > 0)
                .map(|(name, days)| format!("{name} {days}"))
                .collect(),
        ),
    ] {
        if !items.is_empty() {
            all.insert(key.into(), Value::Array(items.into_iter().map(Value::String).collect()));
        }
    }
    for (key, flag) in [
        ("mixed", decision.mixed),
        ("split", decision.function.split),
        ("ndi_within_noise", noise),
        ("studied_dose_untried", decision.studied_dose_untried),
    ] {
        if flag {
            all.insert(key.into(), Value::Boolean(true));
        }
    }
    all
}

fn ndi_line(result: &NdiResult) -> Option<String> {
    let side = |score: Option<Exact>, source: Option<Source>| {
        score.map_or("none".into(), |score| format!("{score} ({})", source.unwrap().id()))
    };
    let mut line = side(result.baseline_score, result.baseline.as_ref().map(|one| one.source));
    line += " to ";
    line += &side(result.week_five_score, result.week_five.as_ref().map(|one| one.source));
    if let Some(change) = result.change {
        write!(line, ", change {change}").unwrap();
    }
    match result.basis {
        Some(NdiBasis::Totals) => line += ", by totals",
        Some(NdiBasis::SharedTopics(count)) => write!(line, ", by {count} topics").unwrap(),
        Some(NdiBasis::TooFewShared(count)) => write!(line, ", only {count} topics shared").unwrap(),
        None => {}
    }
    (line != "none to none").then_some(line)
}

fn marker_line(result: &MarkerResult) -> String {
    let side = |figure: Option<Figure>| {
        figure.map_or("none".into(), |it| format!("{} ({}, {})", it.mean, it.days, it.source.id()))
    };
    let room = if result.cannot_improve { ", cannot improve" } else { "" };
    let (before, now) = (side(result.baseline), side(result.week_five));
    format!("{} {}: {before} to {now}{room}", result.marker.name, result.outcome.id())
}

fn reason_line(plan: &Plan, reason: &Reason) -> String {
    let name = |measure: &MeasureName| match measure {
        MeasureName::Pain => "pain".to_owned(),
        MeasureName::Ndi => "ndi".to_owned(),
        MeasureName::Marker(name) => name.clone(),
    };
    let about = match reason {
        Reason::FewRatedDays { window, rated } => format!("{} {rated}", window.id()),
        Reason::SingleBaselineFigure { measure } | Reason::LateCheckpoint { measure } => name(measure),
        Reason::LowBaselinePain { mean } => mean.to_string(),
        Reason::SmallNdiGain { gain } => gain.to_string(),
        Reason::OneDayDecides { days } => days
            .iter()
            .map(|day| format!("{} {}", plan.day_number(day.date), day.verdict.id()))
            .collect::<Vec<_>>()
            .join(", "),
        Reason::ChangesLogged { count } => count.to_string(),
        Reason::LateEntries { window, late, rated } => format!("{} {late} of {rated}", window.id()),
        Reason::OneSideUnknown { side } => side.id().to_owned(),
        Reason::ExtraVisits { extra } => extra.to_string(),
        Reason::UnreadableDays { window, days } => format!("{} {days}", window.id()),
    };
    format!("{}: {about}", reason.id())
}

fn case_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/decisions");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_case_comes_out_whole() {
    let files = case_files();
    let mut wrong = String::new();
    for file in &files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let case: Table =
            std::fs::read_to_string(file).unwrap().parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let journal = read(&case);
        let decision = journal.decide();
        let plan = &journal.trial.plan;
        assert_eq!(decision.day, journal.as_of, "{name}");
        assert_eq!(decision.length, u64::from(plan.weeks) * 7 + 7, "{name}");
        let expected = case["expect"].as_table().unwrap();
        let found = render(plan, &decision);
        let keys: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
        for key in keys {
            let (right, was) = (expected.get(key), found.get(key));
            if right != was && (key != "interval" || right.is_some()) {
                let show =
                    |value: Option<&Value>| value.map_or("nothing".into(), |value| format!("{value:?}"));
                writeln!(wrong, "{name}: {key}: expected {}, found {}", show(right), show(was)).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(files.len() >= 60, "only {} case files were found", files.len());
}
