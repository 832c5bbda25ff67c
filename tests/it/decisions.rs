//! Case files: a journal in, the whole decision out; and what must hold for every journal.
//!
//! A case gives a trial, its days by number, and every figure of the decision. What a case does
//! not name under `[expect]` must be absent, empty or false; `interval` alone is compared only
//! where it is given, since only even ratings let one work it out with a pencil.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use proptest::prelude::*;
use toml::{Table, Value};
use weekfive::domain::calendar::DayEnd;
use weekfive::domain::change::Change;
use weekfive::domain::checkin::Rating;
use weekfive::domain::checklist::{Clearance, Dated, Hold, QuestionKind, RECENT_MASSAGE, Site};
use weekfive::domain::day::Day;
use weekfive::domain::decision::firmness::{LateEntry, Reason};
use weekfive::domain::decision::needed::needed_to_change;
use weekfive::domain::decision::outcome::{
    FunctionDetail, MarkerResult, MeasureName, NdiBasis, NdiResult, Outcome,
};
use weekfive::domain::decision::window::{Figure, Inputs, MarkerFigures, Source, Window};
use weekfive::domain::decision::{Decision, Rule, Verdict, decide};
use weekfive::domain::event::Event;
use weekfive::domain::journal::{DayBook, Entry};
use weekfive::domain::measure::{Better, ClearChange, FunctionMeasure, Marker, Ndi, NdiTopic};
use weekfive::domain::score::{Amount, Exact, NdiAnswer, Score};
use weekfive::domain::session::{Session, SessionStatus};
use weekfive::domain::trial::{Dose, FollowUp, Plan, Stopped, TrialId};
use weekfive::domain::verdict::adherence_figures::AdherenceFigures;

use crate::support::Diary;
use crate::support::diary::{START, date, kept, marker, words};

/// The number of the day on which the first trial of a follow-up block began.
const FIRST_START: i64 = -60;

/// A time at which what is written three days after its day is late.
const LATE: &str = "21:00:00";

/// A diary, its visits counted, and the day it is looked at.
#[derive(Debug, Clone)]
struct Journal {
    diary: Diary,
    adherence: AdherenceFigures,
    as_of: i64,
}

impl Journal {
    fn day(&mut self, number: i64) -> &mut Day {
        self.diary.day(number)
    }

    fn decide(&self) -> Decision {
        self.diary.decide(&self.adherence, self.as_of)
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
    let site = if markers.is_empty() { Site::Neck } else { Site::LowBack };
    let dose = if about.contains_key("dose") { text(about, "dose") } else { "60x2" };
    let weeks = about.get("weeks").map_or(4, |weeks| u8::try_from(weeks.as_integer().unwrap()).unwrap());
    let diary = Diary::changed(site, &markers, |setup| {
        setup.dose = Some(dose.parse().unwrap());
        setup.weeks = Some(weeks);
    });
    let mut trial = diary.trial;
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
    for item in lines(about, "stopped") {
        let [day, reason] = item.as_slice() else { panic!("{item:?}") };
        let on = trial.plan.date_of(day.parse().unwrap());
        trial.stopped = Some(Stopped { on, reason: reason.parse().unwrap(), text: None });
    }
    if let Some(steps) = about.get("steps") {
        trial.plan.follow_up = Some(FollowUp {
            follows: TrialId::parse("2026-09-01-neck").unwrap(),
            steps: steps.as_str().unwrap().parse().unwrap(),
            baseline_start: trial.plan.date_of(FIRST_START),
        });
        trial.plan.schedule.clear();
    }
    if let Some(answer) = about.get("recent_massage") {
        let dated = Dated { value: answer.as_bool().unwrap(), on: trial.begun };
        trial.checklist.answers.insert(RECENT_MASSAGE.to_owned(), dated);
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
    let [completed, planned, short, missed, extra_used, hurt @ ..] = &counts[..] else {
        panic!("{counts:?}")
    };
    let (completed, planned) = (*completed, *planned);
    let minutes = u32::from(trial.plan.dose.minutes().get());
    let mut journal = Journal {
        as_of: written["as_of"].as_integer().unwrap(),
        adherence: AdherenceFigures {
            planned,
            completed,
            short: *short,
            missed: *missed,
            missed_hurt: hurt.first().copied().unwrap_or(0),
            extra_used: *extra_used,
            minutes: completed * minutes,
            minutes_planned: planned * minutes,
        },
        diary: Diary { trial, ..Diary::neck() },
    };
    let week_five = i64::try_from(journal.diary.trial.plan.treatment_days()).unwrap() + 1;
    let first = if journal.diary.trial.plan.follow_up.is_some() { FIRST_START } else { 1 };
    journal.diary.rate(first - 7, text(written, "baseline"));
    journal.diary.rate(-6, text(written, "own_baseline"));
    journal.diary.rate(1, text(written, "treatment"));
    journal.diary.rate(week_five, text(written, "week_five"));
    journal.diary.rate(week_five + 7, text(written, "late"));
    for item in lines(written, "ndi") {
        let late = item.get(2).map(|_| journal.diary.moment(item[0].parse().unwrap(), LATE));
        let checkin = &mut journal.day(item[0].parse().unwrap()).checkin;
        checkin.ndi = Some(ndi(item[1]));
        checkin.ndi_at = late;
    }
    for item in lines(written, "markers") {
        let late = item.get(3).map(|_| journal.diary.moment(item[0].parse().unwrap(), LATE));
        let checkin = &mut journal.day(item[0].parse().unwrap()).checkin;
        checkin.markers_at = late.or(checkin.markers_at);
        if item[1] == "awakenings" {
            checkin.awakenings = Some(item[2].parse().unwrap());
        } else {
            checkin.markers.insert(item[1].into(), item[2].parse().unwrap());
        }
    }
    for item in lines(written, "imported") {
        let [days, field, said @ ..] = item.as_slice() else { panic!("{item:?}") };
        let (first, last) = days.split_once("to").unwrap_or((days, days));
        for number in first.parse::<i64>().unwrap()..=last.parse().unwrap() {
            journal.day(number).checkin.imported.mark(field, "csv", !said.is_empty());
        }
    }
    for item in lines(written, "changes") {
        let change = Change { kind: item[1].parse().unwrap(), text: words("Something new.") };
        journal.day(item[0].parse().unwrap()).changes.push(change);
    }
    for item in lines(written, "events") {
        let event = Event { kind: item[1].parse().unwrap(), severity: item[2].parse().unwrap(), text: None };
        journal.day(item[0].parse().unwrap()).events.push(event);
    }
    for number in text(written, "medicine").split_whitespace() {
        journal.day(number.parse().unwrap()).checkin.extra_medicine = Some(true);
    }
    for number in text(written, "visits").split_whitespace() {
        journal.day(number.parse().unwrap()).sessions.push(Session::new(SessionStatus::Done));
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
    put("words", Some(decision.words_id().into()).filter(|words: &String| words != decision.verdict.id()));
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
    put(
        "stopped",
        decision.stopped.as_ref().map(|it| format!("day {}, {}", plan.day_number(it.on), it.reason.id())),
    );
    put("block_start", decision.block_start.map(|mean| format!("{} over {} days", mean.value, mean.n)));
    put("follows", decision.follows.as_ref().map(TrialId::to_string));
    let medicine = decision.extra_medicine;
    put(
        "medicine",
        Some(format!("{} and {}", medicine.baseline, medicine.week_five)).filter(|it| it != "0 and 0"),
    );
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
            "events",
            decision
                .events
                .iter()
                .map(|it| format!("{} {} {}", numbered(it.date), it.event.kind, it.event.severity.id()))
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
        ("pain_much_worse", decision.pain.much_worse),
        ("function_much_worse", decision.function.much_worse),
        ("strongest_dose_tried", decision.strongest_dose_tried),
        ("waits_for_today", decision.waits_for_today()),
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
    let room = if result.no_room { ", no room" } else { "" };
    let (before, now) = (side(result.baseline), side(result.week_five));
    let much = if result.much_worse { ", much worse" } else { "" };
    format!("{} {}: {before} to {now}{room}{much}", result.marker.name, result.outcome.id())
}

fn reason_line(plan: &Plan, reason: &Reason) -> String {
    let name = |measure: &MeasureName| match measure {
        MeasureName::Pain => "pain".to_owned(),
        MeasureName::Ndi => "ndi".to_owned(),
        MeasureName::Marker(name) => name.clone(),
    };
    let about = match reason {
        Reason::FewRatedDays { rated, .. } => rated.to_string(),
        Reason::SingleFigure { measure } | Reason::LateCheckpoint { measure } => name(measure),
        Reason::LowBaseline { mean } => mean.to_string(),
        Reason::NdiNoise { gain } => gain.to_string(),
        Reason::OneDayDecides { days } => days
            .iter()
            .map(|day| format!("{} {}", plan.day_number(day.date), day.verdict.id()))
            .collect::<Vec<_>>()
            .join(", "),
        Reason::OtherChanges { count } => count.to_string(),
        Reason::LateEntries(LateEntry::Pain { window, late, rated }) => {
            format!("{} {late} of {rated}", window.id())
        }
        Reason::LateEntries(LateEntry::Ndi) => "ndi".to_owned(),
        Reason::LateEntries(LateEntry::Marker { name }) | Reason::FewMarkerDays { name } => name.clone(),
        Reason::OneUnknown { side } => side.id().to_owned(),
        Reason::ExtraVisitsOnly { extra } => extra.to_string(),
        Reason::WorseBeside { improved, mixed } => {
            format!("{} improved{}", improved.id(), if *mixed { ", mixed" } else { "" })
        }
        Reason::BaselineFalling { last, mean } => format!("{last} of {mean}"),
        Reason::MoreMedicine { baseline, week_five } => format!("{baseline} and {week_five}"),
        Reason::VisitInWindow { days } => {
            days.iter().map(|date| plan.day_number(*date).to_string()).collect::<Vec<_>>().join(", ")
        }
        Reason::NoRoom { measure } => name(measure),
        Reason::Interval(_) | Reason::RecentMassage => return reason.id().to_owned(),
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
        let plan = &journal.diary.trial.plan;
        assert_eq!(decision.day, journal.as_of, "{name}");
        assert_eq!(decision.length, plan.treatment_days() + 7, "{name}");
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
    assert!(files.len() >= 150, "only {} case files were found", files.len());
}

/// Rules are exact. Statistics alone may use it: they are shown beside a verdict and never decide it.
#[test]
fn no_rule_uses_floating_point() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/domain");
    let mut checked = 0;
    for entry in ["decision", "verdict", "trial", "visits", "."] {
        for file in std::fs::read_dir(folder.join(entry)).unwrap().map(|file| file.unwrap().path()) {
            let statistics = file.file_stem().is_some_and(|name| name == "statistics");
            if statistics || file.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            checked += 1;
            let source = std::fs::read_to_string(&file).unwrap();
            for word in ["f32", "f64"] {
                assert!(!source.contains(word), "{} speaks of {word}", file.display());
            }
        }
    }
    assert!(checked > 30, "only {checked} files were looked at");
}

#[test]
fn a_day_that_was_not_looked_at_is_not_missing() {
    let journal = journal_of(&[6; 7], &[4; 7]);
    let mut book = DayBook::default();
    for (date, day) in &journal.diary.days {
        book.put(*date, Entry::Written(day.clone()));
    }
    let as_of = journal.diary.trial.plan.date_of(36);
    let decision = decide(&journal.diary.trial, &book, &journal.adherence, DayEnd::default(), as_of);
    assert_eq!(decision.unreadable_days.treatment, 28);
    assert!(decision.reasons.contains(&Reason::UnreadableDays { window: Window::Treatment, days: 28 }));
}

fn journal_of(baseline: &[i64], week_five: &[i64]) -> Journal {
    let joined = |scores: &[i64]| scores.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
    let diary = Diary::neck().pains(-6, &joined(baseline)).pains(29, &joined(week_five));
    Journal { diary, adherence: kept(8), as_of: 36 }
}

fn needed(journal: &Journal) -> Option<Vec<String>> {
    let plan = &journal.diary.trial.plan;
    let as_of = plan.date_of(journal.as_of);
    let (trial, days) = (&journal.diary.trial, journal.diary.book());
    let inputs = Inputs::read(trial, &days, DayEnd::default(), as_of);
    let found = needed_to_change(trial, &days, &inputs, &journal.adherence, as_of)?;
    let end = |end: Option<Exact>| end.map_or("open".into(), |mean| mean.to_string());
    Some(
        found
            .means
            .iter()
            .map(|mean| {
                format!(
                    "{} over {} days: {} to {}",
                    mean.verdict.id(),
                    found.days.len(),
                    end(mean.low),
                    end(mean.high)
                )
            })
            .collect(),
    )
}

#[test]
fn what_the_remaining_days_would_have_to_be() {
    // Four days of 6 after a baseline of 6: a success is a sum of 29.4 or less over seven days, so
    // 5 over the last three; worse is 56 or more, which three days cannot bring.
    let mut journal = journal_of(&[6; 7], &[6, 6, 6, 6]);
    journal.as_of = 32;
    assert_eq!(needed(&journal), Some(vec!["continue over 3 days: open to 5/3".into()]));
    // The same seen on day 33 before that day is rated: it is one of the three.
    journal.as_of = 33;
    assert_eq!(needed(&journal), Some(vec!["continue over 3 days: open to 5/3".into()]));
    // Four days of 4: continue as it stands; from a sum of 14 over three days no longer, and ten
    // every day is 46, still not worse.
    let mut journal = journal_of(&[6; 7], &[4, 4, 4, 4]);
    journal.as_of = 32;
    assert_eq!(needed(&journal), Some(vec!["adjust over 3 days: 14/3 to open".into()]));
    // One day of 5 after a baseline of 5 is no mean yet: better up to 24.5 in all, worse from 49 on,
    // and neither between.
    let mut journal = journal_of(&[5; 7], &[5]);
    journal.as_of = 29;
    assert_eq!(
        needed(&journal),
        Some(vec![
            "continue over 6 days: open to 19/6".into(),
            "adjust over 6 days: 10/3 to 43/6".into(),
            "review over 6 days: 22/3 to open".into()
        ])
    );
}

#[test]
fn nothing_is_needed_where_no_rating_can_change_the_verdict() {
    // Function carries the verdict, whatever pain does.
    let mut journal = journal_of(&[6; 7], &[6, 6, 6, 6]);
    journal.day(0).checkin.ndi = Some(ndi("20"));
    journal.day(30).checkin.ndi = Some(ndi("10"));
    journal.as_of = 32;
    assert_eq!(needed(&journal), None);
    // Outside week five, and with no day left.
    let mut journal = journal_of(&[6; 7], &[6; 7]);
    for as_of in [28, 35, 36] {
        journal.as_of = as_of;
        assert_eq!(needed(&journal), None, "day {as_of}");
    }
    // A skipped last day is no day left either.
    let mut journal = journal_of(&[6; 7], &[6; 6]);
    journal.diary.rate(35, "s");
    journal.as_of = 35;
    assert_eq!(needed(&journal), None);
}

/// Whole journals: both pain windows with gaps, the week after, the index, visits and the day.
fn journals() -> impl Strategy<Value = Journal> {
    // Any week, or one around a level: means near the ends and near every threshold come up then.
    let week = |pains: std::ops::RangeInclusive<i64>| {
        proptest::collection::vec(proptest::option::weighted(0.8, pains), 7)
    };
    let around = (0_i64..=10).prop_flat_map(move |level| week((level - 1).max(0)..=(level + 1).min(10)));
    let pains = || prop_oneof![week(0..=10), around.clone()];
    let form = || proptest::option::of(0_i64..=50);
    (pains(), pains(), pains(), form(), form(), 0_u32..=8, 29_i64..=45).prop_map(
        |(baseline, week_five, late, before, now, completed, as_of)| {
            let mut journal = journal_of(&[], &[]);
            for (first, pains) in [(-6, baseline), (29, week_five), (36, late)] {
                for (number, pain) in (first..).zip(pains) {
                    if let Some(pain) = pain {
                        journal.day(number).checkin.rating = Rating::Rated(Score::new(pain).unwrap());
                    }
                }
            }
            for (number, total) in [(0, before), (33, now)] {
                journal.day(number).checkin.ndi = total.map(|total| ndi(&total.to_string()));
            }
            journal.adherence.completed = completed;
            journal.as_of = as_of;
            journal
        },
    )
}

fn settings() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() }
}

fn swapped(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Improved => Outcome::Worsened,
        Outcome::Worsened => Outcome::Improved,
        Outcome::Unchanged => Outcome::Unchanged,
        Outcome::Unknown => Outcome::Unknown,
        Outcome::Mixed => Outcome::Mixed,
    }
}

fn on_days(hundredths: i64, source: Source) -> Figure {
    Figure { mean: Exact::new(hundredths, 100), days: 7, source }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn the_order_of_entry_does_not_matter(journal in journals(), order in any::<u64>()) {
        let mut days: Vec<&Day> = journal.diary.days.values().collect();
        fastrand::Rng::with_seed(order).shuffle(&mut days);
        let mut book = DayBook::default();
        book.mark_read(NaiveDate::MIN, NaiveDate::MAX);
        for day in days {
            book.put(day.date, Entry::Written(day.clone()));
        }
        let as_of = journal.diary.trial.plan.date_of(journal.as_of);
        let shuffled = decide(&journal.diary.trial, &book, &journal.adherence, DayEnd::default(), as_of);
        prop_assert_eq!(shuffled, journal.decide());
    }

    #[test]
    fn a_painless_day_never_turns_continue_into_another_verdict(mut journal in journals(), number in 29_i64..=35) {
        let before = journal.decide();
        let checkin = &mut journal.day(number).checkin;
        if checkin.rating != Rating::Blank {
            return Ok(());
        }
        checkin.rating = Rating::Rated(Score::new(0).unwrap());
        if before.verdict == Verdict::Continue {
            prop_assert_eq!(journal.decide().verdict, Verdict::Continue);
        }
    }

    #[test]
    fn a_better_day_is_never_a_worse_outcome(mut journal in journals(), number in 29_i64..=35) {
        let rank = |outcome| match outcome {
            Outcome::Worsened => 0,
            Outcome::Unchanged | Outcome::Unknown | Outcome::Mixed => 1,
            Outcome::Improved => 2,
        };
        let before = journal.decide().pain.outcome;
        let checkin = &mut journal.day(number).checkin;
        let Rating::Rated(pain) = checkin.rating else { return Ok(()) };
        prop_assume!(pain.get() > 0);
        checkin.rating = Rating::Rated(Score::new(i64::from(pain.get()) - 1).unwrap());
        prop_assert!(rank(journal.decide().pain.outcome) >= rank(before));
    }

    #[test]
    fn a_worse_rating_of_week_five_never_brings_a_success(
        mut journal in journals(), numbers in proptest::collection::vec(29_i64..=42, 1..8), to in 1_u8..=10,
    ) {
        let before = journal.decide().verdict;
        for number in numbers {
            let checkin = &mut journal.day(number).checkin;
            if let Rating::Rated(pain) = checkin.rating {
                checkin.rating = Rating::Rated(Score::new(i64::from(pain.get().max(to))).unwrap());
            }
        }
        let failed = matches!(before, Verdict::Review | Verdict::Adjust | Verdict::Inconclusive);
        prop_assert!(!failed || journal.decide().verdict != Verdict::Continue);
    }

    #[test]
    fn a_better_rating_of_week_five_never_ends_a_success(
        mut journal in journals(), numbers in proptest::collection::vec(29_i64..=42, 1..8), to in 0_u8..=9,
    ) {
        let before = journal.decide().verdict;
        for number in numbers {
            let checkin = &mut journal.day(number).checkin;
            if let Rating::Rated(pain) = checkin.rating {
                checkin.rating = Rating::Rated(Score::new(i64::from(pain.get().min(to))).unwrap());
            }
        }
        prop_assert!(before != Verdict::Continue || journal.decide().verdict == Verdict::Continue);
    }

    #[test]
    fn one_more_reason_for_doubt_never_makes_it_sure(
        mut journal in journals(), number in -6_i64..=35, kind in 0_u8..5, markers in any::<bool>(),
    ) {
        if markers {
            journal.diary.trial.plan.function =
                FunctionMeasure::markers(&[marker("walk"), marker("awakenings")]).unwrap();
            for (day, minutes) in [(-2, 20), (-1, 20), (0, 21), (31, 28), (32, 29), (33, 30)] {
                journal.day(day).checkin.markers.insert("walk".into(), Amount::whole(minutes).unwrap());
            }
        }
        // What lies after the day one looks from is no reason yet.
        let number = number.min(journal.as_of);
        let before = journal.decide();
        let late = Some(journal.diary.moment(number, LATE));
        let day = journal.day(number);
        match kind {
            0 => day.changes.push(Change { kind: "work".parse().unwrap(), text: words("New desk.") }),
            1 => day.checkin.at = late,
            2 => {
                day.checkin.ndi_at = late;
                day.checkin.markers_at = late;
            }
            3 if number >= 29 => day.checkin.extra_medicine = Some(true),
            3 => {}
            _ => day.sessions.push(Session::new(SessionStatus::Done)),
        }
        let after = journal.decide();
        prop_assert_eq!(after.verdict, before.verdict);
        prop_assert!(!before.reasons.is_empty() || kind != 0 || !after.reasons.is_empty());
        prop_assert!(before.reasons.is_empty() || !after.reasons.is_empty());
        for id in before.reason_ids() {
            prop_assert!(after.reason_ids().contains(&id), "{} is gone", id);
        }
    }

    #[test]
    fn nothing_after_the_day_one_looks_from_counts(journal in journals(), extra in 0_i64..=10) {
        let before = journal.decide();
        let mut later = journal;
        for number in later.as_of + 1..=50 {
            let day = later.day(number);
            day.checkin.rating = Rating::Rated(Score::new(extra).unwrap());
            day.checkin.ndi = Some(ndi("3"));
        }
        prop_assert_eq!(later.decide(), before);
    }

    #[test]
    fn a_final_decision_stays(mut journal in journals(), pain in 0_i64..=10, total in 0_i64..=50) {
        let before = journal.decide();
        prop_assume!(before.is_final());
        let today = journal.as_of;
        // What can still come: the check-in of a day after the one it became final on.
        for number in today + 1..=60 {
            let day = journal.day(number);
            day.checkin.rating = Rating::Rated(Score::new(pain).unwrap());
            day.checkin.ndi = Some(ndi(&total.to_string()));
        }
        journal.as_of = 60;
        let after = journal.decide();
        prop_assert_eq!((after.verdict, after.mixed), (before.verdict, before.mixed));
        prop_assert_eq!(after.final_since, before.final_since);
    }

    #[test]
    fn the_other_direction_mirrors_the_outcome(
        before in 0_i64..=100_000, now in 0_i64..=100_000, percent in proptest::option::of(0_u8..=100), least in 0_i64..=500,
    ) {
        let mut higher = marker("walk");
        higher.change = ClearChange { percent, at_least: Amount::whole(least).unwrap() };
        let lower = Marker { better: Better::Lower, ..higher.clone() };
        let judge = |marker: &Marker, before, now| {
            let (before, now) = (on_days(before, Source::BaselineWindow), on_days(now, Source::Checkpoint));
            let figures = MarkerFigures { marker, baseline: Some(before), week_five: Some(now), late: false };
            MarkerResult::of(&figures).outcome
        };
        prop_assert_eq!(judge(&higher, before, now), swapped(judge(&lower, before, now)));
        // Turned round on their scale, values of a marker without a percent part say the same.
        let plain = ClearChange { percent: None, ..higher.change };
        let (higher, lower) = (Marker { change: plain, ..higher }, Marker { change: plain, ..lower });
        let top = 100_000;
        prop_assert_eq!(judge(&higher, before, now), judge(&lower, top - before, top - now));
    }

    #[test]
    fn no_journal_makes_it_panic(
        mut journal in journals(), dose in (1_i64..=480, 1_i64..=7), weeks in 1_u8..=12,
        as_of in -400_i64..=400, values in proptest::collection::vec((-10_i64..=100, 0_i64..=1_000_000), 0..12),
        visits in any::<[u32; 8]>(), far in 0_u8..3,
    ) {
        let [planned, completed, short, missed, missed_hurt, extra_used, minutes, minutes_planned] = visits;
        journal.adherence =
            AdherenceFigures { planned, completed, short, missed, missed_hurt, extra_used, minutes, minutes_planned };
        let markers = [marker("walk"), marker("awakenings")];
        let plan = &mut journal.diary.trial.plan;
        plan.dose = Dose::new(dose.0, dose.1).unwrap();
        plan.weeks = weeks;
        plan.function = FunctionMeasure::markers(&markers).unwrap();
        for (number, value) in values {
            journal.day(number).checkin.markers.insert("walk".into(), Amount::whole(value).unwrap());
        }
        journal.diary.trial.plan.start = match far {
            0 => date(START),
            1 => NaiveDate::MIN,
            _ => NaiveDate::MAX,
        };
        journal.as_of = as_of;
        let decision = journal.decide();
        let _ = needed(&journal);
        prop_assert!(decision.rules.iter().filter(|row| row.decides).count() == 1);
        prop_assert_eq!(decision.reasons.is_empty(), decision.firmness.id() == "firm");
        for reason in &decision.reasons {
            prop_assert!(Reason::IDS.contains(&reason.id()));
        }
        let json = weekfive::export::decision_json::decision_json(&journal.diary.trial, &decision, vec![], vec![]);
        prop_assert_eq!(json["verdict"].as_str(), Some(decision.verdict.id()));
    }
}

/// Verdicts that are worded differently.
const VARIANTS: [&str; 11] = [
    "insufficient-data-for-good",
    "continue-mixed",
    "continue-follow-up",
    "review-stopped",
    "review-much-worse",
    "adjust-mixed",
    "adjust-follow-up",
    "adjust-untried",
    "inconclusive-hurt",
    "inconclusive-mixed",
    "today-first",
];

#[test]
fn every_rule_and_reason_has_its_words() {
    for id in Reason::IDS {
        assert!(weekfive::content::reason(id).is_some(), "{id}");
    }
    assert!(weekfive::content::decision_rule("ndi-much-worse").is_some());
    for rule in Rule::ALL {
        assert!(weekfive::content::decision_rule(rule.id()).is_some(), "{}", rule.id());
    }
    for words in Verdict::ALL.iter().map(|verdict| verdict.id()).chain(VARIANTS) {
        assert!(weekfive::content::verdict(words).is_some(), "{words}");
    }
}
