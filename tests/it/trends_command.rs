//! `weekfive trends` as a person or a program runs it.

use assert_cmd::Command;
use predicates::str::contains;
use serde_json::Value;

use crate::generator;
use crate::support::Home;
use crate::support::shell::printed;

fn trends(home: &Home) -> Command {
    let mut command = home.on(generator::TODAY).command();
    command.arg("trends");
    command
}

/// A home with one month of days.
fn one_month() -> Home {
    let home = Home::new();
    generator::one_month(&home.root());
    home
}

#[test]
fn plain_text_has_words_a_strip_and_the_marks_and_fits_a_terminal() {
    let home = one_month();
    let text = printed(&mut trends(&home));
    assert!(text.starts_with("Mon 26 Oct to Fri 20 Nov 2026 · one column is one day\n"), "{text}");
    assert!(text.contains("Pain: baseline"), "{text}");
    assert!(text.contains("goal"), "{text}");
    assert!(text.contains("└ day 1"), "{text}");
    assert!(
        text.lines().filter(|line| !line.contains(": ")).all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'));
    let plain = printed(trends(&home).arg("--ascii"));
    assert!(plain.is_ascii(), "{plain}");
    assert!(plain.contains("a digit a column, X: ten"));
    let strip = plain.lines().skip_while(|line| !line.starts_with("Pain:")).nth(1).unwrap();
    assert!(strip.contains("0 to 10") && strip.chars().filter(char::is_ascii_digit).count() > 15, "{strip}");
}

#[test]
fn one_measure_lists_its_days_and_gaps_are_no_zeros() {
    let home = one_month();
    let text = printed(trends(&home).args(["--measure", "pain", "--days", "30"]));
    assert!(!text.contains("Worst pain"));
    let days: Vec<&str> = text.lines().filter(|line| line.starts_with("2026-")).collect();
    assert_eq!(days.len(), 30);
    assert!(days.iter().any(|day| day.ends_with("-  blank")), "{days:?}");
    assert!(days.iter().any(|day| day.ends_with("  0")), "{days:?}");
}

#[test]
fn json_has_the_fields_that_were_promised() {
    let home = one_month();
    let json: Value = serde_json::from_str(&printed(trends(&home).arg("--json"))).unwrap();
    assert_eq!((&json["from"], &json["to"]), (&"2026-10-26".into(), &"2026-11-20".into()));
    let pain = &json["measures"][0];
    assert_eq!((&pain["name"], &pain["better"]), (&"pain".into(), &"lower".into()));
    let values = pain["values"].as_array().unwrap();
    assert_eq!(values.len(), 26);
    for value in values {
        let state = value["state"].as_str().unwrap();
        assert_eq!(value["value"].is_null(), matches!(state, "blank" | "skipped"), "{value}");
    }
    for state in ["rated", "late", "skipped", "blank"] {
        assert!(values.iter().any(|value| value["state"] == state), "{state}");
    }
    assert!(pain["baseline"]["mean"].is_number() && pain["last_7"]["n"].is_number());
    assert!(pain["success_line"].is_number());
    let visit = &json["visits"][0];
    assert!(visit["date"].is_string() && visit["status"].is_string());
    assert!(json["changes"].is_array());
    let ten: Value =
        serde_json::from_str(&printed(trends(&home).args(["--json", "--days", "3", "--measure", "mood"])))
            .unwrap();
    assert_eq!(ten["measures"].as_array().unwrap().len(), 1);
    assert_eq!(ten["measures"][0]["values"].as_array().unwrap().len(), 3);
}

#[test]
fn no_data_is_met_kindly_and_wrong_options_say_what_would_be_right() {
    let home = Home::new();
    let text = printed(&mut trends(&home));
    assert!(text.contains("Nothing is written on these days yet"));
    let json: Value = serde_json::from_str(&printed(trends(&home).arg("--json"))).unwrap();
    assert_eq!(json["measures"], Value::Array(Vec::new()));
    trends(&home)
        .args(["--measure", "joy"])
        .assert()
        .code(2)
        .stderr(contains("“joy” is not one of pain, worst"));
    trends(&home).args(["--days", "0"]).assert().code(2).stderr(contains("from 1 to"));
}
