//! Any day, any setup, any trial: what the property tests draw from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone, Weekday};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::domain::calendar::WEEK;
use crate::domain::change::{Change, ChangeKind};
use crate::domain::checkin::{CheckIn, Rating};
use crate::domain::checklist::{
    AgeBand, Checklist, Clearance, ClinicianInformed, Dated, Factor, Hold, QuestionKind, Site,
};
use crate::domain::day::Day;
use crate::domain::decision::Verdict;
use crate::domain::decision::firmness::{Firmness, Reason};
use crate::domain::decision::outcome::{Outcome, Relief};
use crate::domain::event::{Event, Severity};
use crate::domain::fields::{Access, FIELDS, Value};
use crate::domain::imported::Imported;
use crate::domain::measure::{Better, CUSTOM_MARKER, ClearChange, FunctionMeasure, Marker, Ndi, NdiTopic};
use crate::domain::score::{Amount, Awakenings, Minutes, NdiAnswer, NdiTotal, Score};
use crate::domain::session::{
    Absence, Absent, CancelledBy, Discomfort, Done, Fate, MissReason, Pressure, Session, Setting, Technique,
};
use crate::domain::text::Words;
use crate::domain::trial::{
    BaselineFigures, DayOfWeek, Dose, Ending, FollowUp, GoalStep, Overall, Plan, Schedule, Setup, Steps,
    StopReason, Stopped, Trial, TrialId, Worth,
};
use crate::domain::verdict::adherence_figures::AdherenceFigures;
use crate::domain::verdict::recorded::{Choice, RecordedDecision, RecordedMeasure};

/// The date of every day drawn.
pub(super) const DATE: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();

fn date() -> impl Strategy<Value = NaiveDate> {
    (1..=3_652_059_i32).prop_map(|number| NaiveDate::from_num_days_from_ce_opt(number).unwrap())
}

fn time() -> impl Strategy<Value = NaiveTime> {
    (0..86_400_u32, prop_oneof![Just(0), 0..1_000_000_000_u32])
        .prop_map(|(second, nano)| NaiveTime::from_num_seconds_from_midnight_opt(second, nano).unwrap())
}

fn moment() -> impl Strategy<Value = DateTime<FixedOffset>> {
    (0..4_000_000_000_i64, -14 * 60..=14 * 60_i32).prop_map(|(second, minutes)| {
        FixedOffset::east_opt(minutes * 60).unwrap().timestamp_opt(second, 0).unwrap()
    })
}

fn words() -> impl Strategy<Value = Words> {
    prop_oneof!["[a-z ]{1,12}x", any::<String>(), "[\"'\\\\#\r\n\t=\\[\\]界é👩‍🦽 \u{7f}\u{0}]{1,20}x",]
        .prop_filter_map("text", |text| Words::new(&text).ok())
}

fn score() -> impl Strategy<Value = Score> {
    (0..=10_i64).prop_map(|number| Score::new(number).unwrap())
}

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![0..=100_000_000_i64, 0..1_000_i64]
        .prop_map(|hundredths| format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().unwrap())
}

/// An amount that any marker takes: a baseline figure may bear the name of one.
fn small_amount() -> impl Strategy<Value = Amount> {
    (0..=1_000_i64)
        .prop_map(|hundredths| format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().unwrap())
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z-]{1,8}", any::<String>(), Just("total".to_owned()), Just("a.b \"c\"".to_owned())]
}

fn ndi() -> impl Strategy<Value = Ndi> {
    let answer = (0..=5_i64).prop_map(|number| NdiAnswer::new(number).unwrap());
    prop_oneof![
        (0..=50_i64).prop_map(|number| Ndi::Total(NdiTotal::new(number).unwrap())),
        btree_map(one_of(NdiTopic::ALL), answer, 1..=10).prop_map(Ndi::Topics),
    ]
}

fn imported() -> impl Strategy<Value = Imported> {
    vec(
        (
            select(&["pain", "mood", "ndi", "marker:walk a"][..]),
            select(&["csv", "daylio"][..]),
            any::<bool>(),
        ),
        0..3,
    )
    .prop_map(|marks| {
        let mut imported = Imported::default();
        for (field, source, as_baseline) in marks {
            imported.mark(field, source, as_baseline);
        }
        imported
    })
}

fn checkin() -> impl Strategy<Value = CheckIn> {
    let rating =
        prop_oneof![Just(Rating::Blank), score().prop_map(Rating::Rated), words().prop_map(Rating::Skipped),];
    // The rating and the index are made by themselves.
    let values: Vec<_> = FIELDS
        .iter()
        .map(|field| match field.access {
            _ if matches!(field.id, "pain" | "skipped" | "ndi") => Just(None).boxed(),
            Access::Score(..) => option::of(score().prop_map(Value::Score)).boxed(),
            Access::Count(..) => {
                option::of((0..=99_i64).prop_map(|n| Value::Count(Awakenings::new(n).unwrap()))).boxed()
            }
            Access::YesNo(..) => option::of(any::<bool>().prop_map(Value::YesNo)).boxed(),
            Access::Words(..) => option::of(words().prop_map(Value::Words)).boxed(),
            Access::Index(..) => Just(None).boxed(),
        })
        .collect();
    let rest = (
        option::of(moment()),
        btree_map(name(), amount(), 0..3),
        option::of(ndi()),
        imported(),
        (option::of(moment()), option::of(moment())),
    );
    (rating, values, rest).prop_map(|(rating, values, (at, markers, ndi, imported, (markers_at, ndi_at)))| {
        // A stamp goes with what it stamps; a marker of its name takes its place.
        let markers_at = markers_at.filter(|_| !markers.is_empty() && !markers.contains_key("at"));
        let ndi_at = ndi_at.filter(|_| ndi.is_some());
        let mut checkin =
            CheckIn { at, rating, markers, markers_at, ndi, imported, ndi_at, ..CheckIn::default() };
        for (field, value) in FIELDS.iter().zip(values) {
            if let Some(value) = value {
                field.set(&mut checkin, value).unwrap();
            }
        }
        checkin
    })
}

fn done() -> impl Strategy<Value = Done> {
    let flags = || option::of(any::<bool>());
    let minutes = (1..=480_i64).prop_map(|number| Minutes::new(number).unwrap());
    let what = (option::of(minutes), vec(one_of(Technique::ALL), 0..3), option::of(one_of(Pressure::ALL)));
    let felt = (
        option::of(score()),
        option::of(score()),
        option::of(score()),
        vec(one_of(Discomfort::ALL), 0..3),
        option::of(words()),
    );
    let around = (flags(), flags(), flags(), flags(), flags(), any::<bool>());
    (what, felt, around).prop_map(
        |(
            (minutes, techniques, pressure),
            (pain_before, pain_during, pain_after, discomfort, feelings),
            (quiet, clean, private, water, rest, during_hold),
        )| Done {
            minutes,
            techniques,
            pressure,
            pain_before,
            pain_during,
            pain_after,
            discomfort,
            feelings,
            setting: Setting { quiet, clean, private },
            water,
            rest,
            during_hold,
        },
    )
}

fn absence() -> impl Strategy<Value = Absence> {
    let cancelled = option::of(one_of(CancelledBy::ALL)).prop_map(Absent::Cancelled);
    let how = prop_oneof![Just(Absent::Missed), cancelled];
    (how, option::of(one_of(MissReason::ALL)), option::of(words())).prop_map(|(how, reason, why)| Absence {
        how,
        reason,
        why,
    })
}

fn session() -> impl Strategy<Value = Session> {
    let fate =
        prop_oneof![Just(Fate::Planned), done().prop_map(Fate::Done), absence().prop_map(Fate::Absent)];
    let of_any = (
        option::of(date()),
        option::of(time()),
        option::of(words()),
        option::of(amount()),
        option::of(words()),
    );
    (of_any, fate).prop_map(|((planned, time, therapist, cost, note), fate)| Session {
        planned,
        time,
        therapist,
        cost,
        note,
        fate,
    })
}

/// Any day that can be, of the one date.
pub(super) fn day() -> impl Strategy<Value = Day> {
    let change = (one_of(ChangeKind::ALL), words()).prop_map(|(kind, text)| Change { kind, text });
    let kind = "[a-z][a-z0-9-]{0,12}".prop_map(|kind| kind.parse().unwrap());
    let event = (kind, one_of(Severity::ALL), option::of(words())).prop_map(|(kind, severity, text)| Event {
        kind,
        severity,
        text,
    });
    (checkin(), vec(session(), 0..3), vec(change, 0..3), vec(event, 0..3)).prop_map(
        |(checkin, sessions, changes, events)| Day { date: DATE, checkin, sessions, changes, events },
    )
}

fn dated<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Dated<T>> {
    (value, date()).prop_map(|(value, on)| Dated { value, on })
}

fn hold() -> impl Strategy<Value = Hold> {
    let clearance = (date(), option::of(words()), option::of(words()))
        .prop_map(|(on, by, limits)| Clearance { on, by, limits });
    (name(), one_of(QuestionKind::ALL), date(), option::of(clearance))
        .prop_map(|(item, kind, opened, clearance)| Hold { item, kind, opened, clearance })
}

fn checklist() -> impl Strategy<Value = Checklist> {
    (
        btree_map(name(), dated(any::<bool>()), 0..4),
        option::of(dated(one_of(Site::ALL))),
        option::of(dated(one_of(AgeBand::ALL))),
        option::of(dated(one_of(ClinicianInformed::ALL))),
        option::of(words()),
        option::of(words()),
        btree_map(one_of(Factor::ALL), words(), 0..3),
        vec(hold(), 0..3),
        btree_map(name(), btree_map(name(), any::<String>(), 0..3), 0..3),
    )
        .prop_map(|(answers, site, age, clinician, goals, tried, factors, holds, drafts)| Checklist {
            answers,
            site,
            age,
            clinician,
            goals,
            tried,
            factors,
            holds,
            drafts: drafts.into_iter().collect(),
        })
}

fn marker() -> impl Strategy<Value = Marker> {
    let change =
        (option::of(any::<u8>()), amount()).prop_map(|(percent, at_least)| ClearChange { percent, at_least });
    (name(), any::<String>(), one_of(Better::ALL), change).prop_map(|(name, unit, better, change)| Marker {
        id: CUSTOM_MARKER.to_owned(),
        name,
        unit,
        better,
        change,
    })
}

fn baseline() -> impl Strategy<Value = BaselineFigures> {
    (option::of(score()), option::of(ndi()), btree_map(name(), small_amount(), 0..3)).prop_map(
        |(pain, ndi, markers): (_, _, BTreeMap<String, Amount>)| BaselineFigures { pain, ndi, markers },
    )
}

fn dose() -> impl Strategy<Value = Dose> {
    (1..=480_i64, 1..=7_i64).prop_map(|(minutes, visits)| Dose::new(minutes, visits).unwrap())
}

fn weekday() -> impl Strategy<Value = Weekday> {
    select(&WEEK[..])
}

fn weekdays(count: usize) -> impl Strategy<Value = BTreeSet<DayOfWeek>> {
    subsequence(&WEEK[..], count).prop_map(|days| days.into_iter().map(DayOfWeek).collect())
}

fn plan() -> impl Strategy<Value = Plan> {
    let schedules = |dose: Dose| {
        let one =
            (date(), weekdays(usize::from(dose.per_week()))).prop_map(|(from, days)| Schedule { from, days });
        (Just(dose), vec(one, 1..3))
    };
    let function = (one_of(Site::ALL), marker(), marker()).prop_filter_map(
        "markers of different names",
        |(site, one, other)| match site {
            Site::Neck => Some((site, FunctionMeasure::Ndi)),
            Site::Shoulders | Site::LowBack | Site::Hips | Site::Other => {
                Some((site, FunctionMeasure::markers(&[one, other]).ok()?))
            }
        },
    );
    (
        dose().prop_flat_map(schedules),
        function,
        one_of(AgeBand::ALL),
        1..=12_u8,
        date(),
        weekday(),
        baseline(),
        option::weighted(0.3, follow_up()),
    )
        .prop_map(
            |((dose, schedule), (site, function), age, weeks, start, weekly_day, baseline, follow_up)| Plan {
                site,
                age,
                dose,
                weeks,
                start,
                schedule: if follow_up.is_some() { Vec::new() } else { schedule },
                weekly_day,
                function,
                baseline,
                follow_up,
            },
        )
}

fn follow_up() -> impl Strategy<Value = FollowUp> {
    let steps = vec((1..=14_i64, 1..=3_i64), 1..3).prop_filter_map("short", |pairs| Steps::new(&pairs).ok());
    (steps, date()).prop_map(|(steps, baseline_start)| FollowUp {
        follows: TrialId::parse("2026-11-02-neck").unwrap(),
        steps,
        baseline_start,
    })
}

fn stopped() -> impl Strategy<Value = Stopped> {
    (date(), one_of(StopReason::ALL), option::of(words())).prop_map(|(on, reason, text)| Stopped {
        on,
        reason,
        text,
    })
}

fn ending() -> impl Strategy<Value = Ending> {
    (
        option::of(date()),
        option::of(one_of(Overall::ALL)),
        option::of(one_of(Worth::ALL)),
        btree_map(1..=3_u8, one_of(GoalStep::ALL), 0..3),
    )
        .prop_map(|(on, overall, worth, goals)| Ending { on, overall, worth, goals })
}

fn visits() -> impl Strategy<Value = AdherenceFigures> {
    (any::<[u32; 4]>(), any::<[u32; 4]>()).prop_map(|(counts, more)| AdherenceFigures {
        planned: counts[0],
        completed: counts[1],
        short: counts[2],
        missed: counts[3],
        extra_used: more[0],
        minutes: more[1],
        minutes_planned: more[2],
        missed_hurt: more[3],
    })
}

fn decision() -> impl Strategy<Value = RecordedDecision> {
    let measure = (name(), one_of(Outcome::ALL), option::of(amount()), option::of(amount())).prop_map(
        |(name, outcome, baseline, week_five)| RecordedMeasure { name, outcome, baseline, week_five },
    );
    (
        (date(), one_of(Choice::ALL), option::of(words()), one_of(Verdict::ALL), one_of(Firmness::ALL)),
        any::<[bool; 3]>(),
        subsequence(Reason::IDS.to_vec(), 0..4),
        vec(measure, 0..3),
        (option::of(-100..=6_900_i64), option::of(one_of(Relief::ALL)), option::of(amount())),
        visits(),
    )
        .prop_map(
            |(
                (on, choice, reason, verdict, firmness),
                [is_final, hold, mixed],
                reasons,
                measures,
                (pain_percent, level, nap),
                adherence,
            )| RecordedDecision {
                on,
                choice,
                reason,
                verdict,
                is_final,
                hold,
                mixed,
                firmness,
                reasons: reasons.into_iter().map(str::to_owned).collect(),
                measures,
                pain_percent,
                level,
                adherence,
                nap,
            },
        )
}

/// Any trial that can be.
pub(super) fn trial() -> impl Strategy<Value = Trial> {
    (date(), checklist(), plan(), option::of(stopped()), ending(), option::of(decision())).prop_map(
        |(begun, checklist, plan, stopped, ending, decision)| {
            let id = TrialId::parse("2026-11-02-neck").unwrap();
            Trial { id, begun, checklist, plan, stopped, ending, decision }
        },
    )
}

/// Any setup that can be.
pub(super) fn setup() -> impl Strategy<Value = Setup> {
    (
        (date(), checklist(), option::of(dose()), option::of(1..=12_u8)),
        option::of((0..=7_usize).prop_flat_map(weekdays)),
        option::of(date()),
        option::of(weekday()),
        vec(marker(), 0..3),
        baseline(),
        option::weighted(0.3, follow_up()),
    )
        .prop_map(
            |((begun, checklist, dose, weeks), weekdays, start, weekly_day, markers, baseline, follow_up)| {
                Setup {
                    begun,
                    checklist,
                    dose,
                    weeks,
                    weekdays,
                    start,
                    weekly_day,
                    markers,
                    baseline,
                    follow_up,
                }
            },
        )
}
