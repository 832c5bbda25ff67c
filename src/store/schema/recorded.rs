//! The person's own decision in a trial's file, with the figures it was made on.

use super::super::reader::{Given, Reader, Section};
use super::super::tree::Fields;
use crate::domain::decision::Verdict;
use crate::domain::decision::firmness::Firmness;
use crate::domain::decision::outcome::{Outcome, Relief};
use crate::domain::score::OutOfRange;
use crate::domain::verdict::adherence_figures::AdherenceFigures;
use crate::domain::verdict::recorded::{Choice, RecordedDecision, RecordedMeasure};

/// The percents that can be recorded: from all of the pain gone to far more than ten from one.
const PERCENTS: (i64, i64) = (-100, 100_000);

/// The keys of which one at least says that there is a decision. Without any, what stands under
/// the heading is a remark left behind by one that was taken back.
const KEYS: [&str; 5] = ["on", "choice", "reason", "verdict", "firmness"];

pub(super) fn decode_recorded(reader: &mut Reader, section: Section<'_>) -> Option<RecordedDecision> {
    if !KEYS.iter().any(|key| section.has(key)) {
        return None;
    }
    let why = |key: &str, example: &str| format!("a decision needs {key}, such as {key} = {example}");
    let on = reader.need(section, "on", &why("on", "2026-12-07"), Given::date);
    let choice = reader
        .need(section, "choice", &why("choice", "\"next-block\""), |given| given.word(&Choice::choices()));
    let verdict = reader
        .need(section, "verdict", &why("verdict", "\"continue\""), |given| given.word(&Verdict::choices()));
    let firmness = reader
        .need(section, "firmness", &why("firmness", "\"firm\""), |given| given.word(&Firmness::choices()));
    let visits = reader.section(section, "decision.visits").map(|section| decode_visits(reader, section));
    let measures = reader
        .rows(section, "decision.measure")
        .into_iter()
        .filter_map(|row| decode_measure(reader, row))
        .collect();
    Some(RecordedDecision {
        reason: reader.words(section, "reason"),
        is_final: reader.take(section, "final", Given::flag).unwrap_or(false),
        hold: reader.take(section, "hold", Given::flag).unwrap_or(false),
        mixed: reader.take(section, "mixed", Given::flag).unwrap_or(false),
        reasons: reader.list(section, "reasons", Given::text),
        pain_percent: reader.take(section, "pain_percent", percent),
        level: reader.take(section, "level", |given| given.word(&Relief::choices())),
        nap: reader.take(section, "nap", Given::amount),
        adherence: visits.unwrap_or_default(),
        measures,
        on: on?,
        choice: choice?,
        verdict: verdict?,
        firmness: firmness?,
    })
}

pub(super) fn encode_recorded(decision: &RecordedDecision) -> Fields {
    let mut fields = Fields::default();
    fields.put("on", decision.on);
    fields.put("choice", decision.choice.id());
    fields.maybe("reason", decision.reason.as_ref());
    fields.put("verdict", decision.verdict.id());
    fields.put("final", decision.is_final);
    fields.put("hold", decision.hold);
    fields.put("mixed", decision.mixed);
    fields.put("firmness", decision.firmness.id());
    fields.list("reasons", decision.reasons.iter().map(String::as_str));
    fields.maybe("pain_percent", decision.pain_percent);
    fields.maybe("level", decision.level.map(Relief::id));
    fields.maybe("nap", decision.nap);
    fields.table("visits", encode_visits(&decision.adherence));
    fields.rows("measure", decision.measures.iter().map(encode_measure).collect());
    fields
}

fn percent(given: Given<'_>) -> Result<i64, String> {
    let (low, high) = PERCENTS;
    given.whole(low, high, |number| {
        let out = || OutOfRange { what: "percent", low, high, given: number.to_string() };
        Some(number).filter(|number| (low..=high).contains(number)).ok_or_else(out)
    })
}

fn decode_measure(reader: &mut Reader, row: Section<'_>) -> Option<RecordedMeasure> {
    let why = format!("a measure needs its outcome: one of {}", Outcome::choices());
    let name = reader.need(row, "name", "a measure needs its name", Given::text);
    let outcome = reader.need(row, "outcome", &why, |given| given.word(&Outcome::choices()));
    let baseline = reader.take(row, "baseline", Given::amount);
    let week_five = reader.take(row, "week_five", Given::amount);
    Some(RecordedMeasure { name: name?, outcome: outcome?, baseline, week_five })
}

fn encode_measure(measure: &RecordedMeasure) -> Fields {
    let mut fields = Fields::default();
    fields.put("name", measure.name.as_str());
    fields.put("outcome", measure.outcome.id());
    fields.maybe("baseline", measure.baseline);
    fields.maybe("week_five", measure.week_five);
    fields
}

fn decode_visits(reader: &mut Reader, section: Section<'_>) -> AdherenceFigures {
    let mut count = |key: &str| {
        let high = i64::from(u32::MAX);
        let out = |number: i64| OutOfRange { what: "a count", low: 0, high, given: number.to_string() };
        let read =
            |given: Given<'_>| given.whole(0, high, |number| u32::try_from(number).map_err(|_| out(number)));
        reader.take(section, key, read).unwrap_or(0)
    };
    AdherenceFigures {
        planned: count("planned"),
        completed: count("completed"),
        short: count("short"),
        missed: count("missed"),
        missed_hurt: count("missed_hurt"),
        extra_used: count("extra_used"),
        minutes: count("minutes"),
        minutes_planned: count("minutes_planned"),
    }
}

fn encode_visits(figures: &AdherenceFigures) -> Fields {
    let mut fields = Fields::default();
    for (key, count) in [
        ("planned", figures.planned),
        ("completed", figures.completed),
        ("short", figures.short),
        ("missed", figures.missed),
        ("missed_hurt", figures.missed_hurt),
        ("extra_used", figures.extra_used),
        ("minutes", figures.minutes),
        ("minutes_planned", figures.minutes_planned),
    ] {
        fields.put(key, i64::from(count));
    }
    fields
}
