//! `weekfive trends` as a person or a program runs it.

use assert_cmd::Command;
use predicates::str::contains;
use serde_json::Value;

use crate::generator;

fn weekfive(dir: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weekfive"));
    command.env("HOME", dir).env_remove("WEEKFIVE_DATA_DIR");
    command.args(["--today", generator::TODAY, "--data-dir"]).arg(dir).arg("trends");
    command
}

fn output(command: &mut Command) -> String {
    let output = command.assert().success().get_output().clone();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn plain_text_has_words_a_strip_and_the_marks_and_fits_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    generator::one_month(folder.path());
    let text = output(&mut weekfive(folder.path()));
    assert!(text.starts_with("Mon 26 Oct to Fri 20 Nov 2026 · one column is one day\n"), "{text}");
    assert!(text.contains("Pain: baseline"), "{text}");
    assert!(text.contains("goal"), "{text}");
    assert!(text.contains("└ day 1"), "{text}");
    assert!(
        text.lines().filter(|line| !line.contains(": ")).all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'));
    let plain = output(weekfive(folder.path()).arg("--ascii"));
    assert!(plain.is_ascii(), "{plain}");
    assert!(plain.contains("a digit a column, X: ten"));
    let strip = plain.lines().skip_while(|line| !line.starts_with("Pain:")).nth(1).unwrap();
    assert!(strip.contains("0 to 10") && strip.chars().filter(char::is_ascii_digit).count() > 15, "{strip}");
}

#[test]
fn one_measure_lists_its_days_and_gaps_are_no_zeros() {
    let folder = tempfile::tempdir().unwrap();
    generator::one_month(folder.path());
    let text = output(weekfive(folder.path()).args(["--measure", "pain", "--days", "30"]));
    assert!(!text.contains("Worst pain"));
    let days: Vec<&str> = text.lines().filter(|line| line.starts_with("2026-")).collect();
    assert_eq!(days.len(), 30);
    assert!(days.iter().any(|day| day.ends_with("-  blank")), "{days:?}");
    assert!(days.iter().any(|day| day.ends_with("  0")), "{days:?}");
}

#[test]
fn json_has_the_fields_that_were_promised() {
    let folder = tempfile::tempdir().unwrap();
    generator::one_month(folder.path());
    let json: Value = serde_json::from_str(&output(weekfive(folder.path()).arg("--json"))).unwrap();
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
    let ten: Value = serde_json::from_str(&output(weekfive(folder.path()).args([
        "--json",
        "--days",
        "3",
        "--measure",
        "mood",
    ])))
    .unwrap();
    assert_eq!(ten["measures"].as_array().unwrap().len(), 1);
    assert_eq!(ten["measures"][0]["values"].as_array().unwrap().len(), 3);
}

#[test]
fn no_data_is_met_kindly_and_wrong_options_say_what_would_be_right() {
    let folder = tempfile::tempdir().unwrap();
    let text = output(&mut weekfive(folder.path()));
    assert!(text.contains("Nothing is written on these days yet"));
    let json: Value = serde_json::from_str(&output(weekfive(folder.path()).arg("--json"))).unwrap();
    assert_eq!(json["measures"], Value::Array(Vec::new()));
    weekfive(folder.path())
        .args(["--measure", "joy"])
        .assert()
        .code(2)
        .stderr(contains("“joy” is not one of pain, worst"));
    weekfive(folder.path()).args(["--days", "0"]).assert().code(2).stderr(contains("from 1 to"));
}
