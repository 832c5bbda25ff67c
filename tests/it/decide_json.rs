//! The JSON of a decision: the keys and figures other programs rely on.

use serde_json::json;
use weekfive::domain::change::{Change, ChangeKind};
use weekfive::domain::decision::Verdict;
use weekfive::domain::verdict::adherence_figures::AdherenceFigures;
use weekfive::domain::verdict::recorded::{Choice, RecordedDecision};
use weekfive::export::decision_json::decision_json;

use crate::support::Diary;
use crate::support::diary::words;

/// Pain and the index fall, and a medicine changes on the way.
fn helped() -> Diary {
    let diary =
        Diary::neck().pains(-6, "6 6 6 6 6 6 7").pains(29, "4 4 4 4 3 3 3").index(0, 21).index(35, 14);
    diary.on(9, |day| {
        day.changes.push(Change { kind: ChangeKind::Medicine, text: words("Ibuprofen.") });
    })
}

const VISITS: AdherenceFigures = AdherenceFigures {
    planned: 8,
    completed: 7,
    short: 1,
    missed: 0,
    missed_hurt: 0,
    extra_used: 0,
    minutes: 450,
    minutes_planned: 480,
};

#[test]
fn a_decision_in_json_has_every_key_and_figure() {
    let diary = helped();
    let decision = diary.decide(&VISITS, 36);
    let mut found = decision_json(&diary.trial, &decision, vec!["A change.".into()], vec!["Go on.".into()]);
    // Rough by nature, and checked against published figures elsewhere.
    let nap = found["nap"].take();
    let interval = found["interval_percent"].take();
    assert_eq!(
        found,
        json!({
            "trial": "2026-11-02-neck", "as_of": "2026-12-07", "day": 36, "final": true,
            "verdict": "continue", "mixed": false, "hold": false,
            "firmness": "tentative", "reasons": ["A change."],
            "pain": {
                "outcome": "improved", "baseline": {"mean": 6.14, "days": 7},
                "week_five": {"mean": 3.57, "days": 7}, "change_percent": -41.9, "level": "moderate",
            },
            "function": {
                "outcome": "improved", "measure": "ndi",
                "ndi": {"baseline": 21.0, "week_five": 14.0, "change": -7.0}, "markers": [],
            },
            "adherence": {
                "planned": 8, "completed": 7, "short": 1, "missed": 0, "missed_hurt": 0, "percent": 87.5,
                "met": true,
                "minutes": 450, "minutes_planned": 480,
            },
            "nap": null, "interval_percent": null, "reason_ids": ["other-changes"],
            "extra_medicine": {"baseline": 0, "week_five": 0}, "follows": null, "stopped": null,
            "events": [], "overall": null, "worth": null,
            "changes": [{"date": "2026-11-10", "kind": "medicine", "text": "Ibuprofen."}],
            "next_steps": ["Go on."],
        })
    );
    assert_eq!((&nap["value"], &nap["high"]), (&json!(1.0), &json!(1.0)));
    assert_eq!((&nap["less"], &nap["same"], &nap["more"]), (&json!(49), &json!(0), &json!(0)));
    assert!(nap["low"].as_f64().unwrap() > 0.5);
    let end = |key: &str| interval[key].as_f64().unwrap();
    assert!(end("low") <= -41.9 && -41.9 <= end("high") && end("high") < 0.0, "{interval}");
}

#[test]
fn what_is_unknown_is_null() {
    let diary = Diary::neck();
    let decision = diary.decide(&VISITS, 36);
    let found = decision_json(&diary.trial, &decision, vec![], vec![]);
    assert_eq!(found["verdict"], "insufficient-data");
    for path in [
        "/pain/baseline",
        "/pain/week_five",
        "/pain/change_percent",
        "/pain/level",
        "/function/ndi/baseline",
        "/function/ndi/change",
        "/nap",
        "/interval_percent",
    ] {
        assert!(found.pointer(path).unwrap().is_null(), "{path}");
    }
}

#[test]
fn a_recorded_decision_keeps_the_figures_it_was_made_on() {
    let decision = helped().decide(&VISITS, 36);
    let recorded = RecordedDecision::new(&decision, Choice::Stop, Some(words("Too far to travel.")));
    assert_eq!((recorded.verdict, recorded.pain_percent), (Verdict::Continue, Some(-42)));
    assert!(!recorded.agrees());
    assert!(RecordedDecision::new(&decision, Choice::NextBlock, None).agrees());
    let shown: Vec<String> = recorded
        .measures
        .iter()
        .map(|it| format!("{} {} {}", it.name, it.baseline.unwrap(), it.week_five.unwrap()))
        .collect();
    assert_eq!(shown, ["pain 6.14 3.57", "ndi 21 14"]);
    assert_eq!(recorded.reasons, ["other-changes"]);
}
