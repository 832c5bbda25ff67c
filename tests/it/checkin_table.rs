//! One row of the table of fields is a field everywhere: on Today, line by line, in `log`, in trends, in
//! the tables, in JSON, in an import.

use weekfive::content;
use weekfive::domain::fields::{Access, Asked, FIELDS, Field, followed};

use crate::support::{DAY, Home};

fn some(field: &Field) -> &'static str {
    match field.access {
        Access::Score(..) | Access::Count(..) | Access::Index(..) => "3",
        Access::YesNo(..) => "yes",
        Access::Words(..) => "stiff",
    }
}

/// Those with an option of their own name; the reason for skipping is `--skip`.
fn with_option() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| field.asked != Asked::Never)
}

fn run(home: &Home, words: &[&str]) -> String {
    home.on(DAY).fine(words)
}

#[test]
fn every_field_of_the_table_is_everywhere() {
    let home = Home::neck();
    for field in with_option() {
        run(&home, &["log", &format!("--{}", field.option()), some(field)]);
    }
    let day = home.day(DAY);
    for field in with_option() {
        let value = field.get(&day.checkin).unwrap_or_else(|| panic!("log does not write {}", field.id));
        assert_eq!(value, field.read(some(field)).unwrap(), "{}", field.id);
    }

    let seen = home.open().size(100, 40).end();
    for field in with_option() {
        assert!(seen.shows(field.short), "{} is not on Today\n{}", field.id, seen.screen);
    }

    let trends = run(&home, &["trends", "--json"]);
    for field in followed() {
        assert!(trends.contains(&format!("\"name\":\"{}\"", field.id)), "{}: {trends}", field.id);
    }

    let folder = home.root().join("out");
    run(&home, &["export", "csv", "-o", folder.to_str().unwrap()]);
    let csv = std::fs::read_to_string(folder.join("days.csv")).unwrap();
    let json = run(&home, &["export", "json"]);
    for field in FIELDS {
        let mut header = csv.lines().next().unwrap().split(',');
        assert!(header.any(|column| column == field.id), "{} is no column", field.id);
    }
    for field in with_option() {
        assert!(json.contains(&format!("\"{}\"", field.id)), "{} is not in the JSON", field.id);
    }

    let given = home.root().join("given.csv");
    std::fs::write(&given, "when,what\n2026-11-03,0\n2026-11-04,10\n").unwrap();
    for field in with_option().filter(|field| field.range().is_some() && field.id != "ndi") {
        let map = format!("what={}", field.id);
        let mut words =
            vec!["import", "csv", given.to_str().unwrap(), "--map", "when=date", "--map", &map, "--dry-run"];
        if let Access::Score(..) = field.access {
            words.extend(["--scale", "what=0..10"]);
        }
        let said = run(&home, &words);
        assert!(!said.is_empty(), "{}", field.id);
    }
}

#[test]
fn every_field_has_its_words_for_today_and_for_a_day_before() {
    for field in with_option() {
        let words = content::field(field.option()).unwrap_or_else(|| panic!("{} has no words", field.id));
        for prompt in [words.prompt(true), words.prompt(false)] {
            assert!(prompt.ends_with('?') && !prompt.contains('{'), "{prompt}");
        }
        assert!(!words.prompt(false).contains("today") && !words.prompt(false).contains("last night"));
        if let Access::Score(..) = field.access {
            assert!(words.ends().is_some(), "{} does not say what its ends mean", field.id);
        }
    }
    let prompts = content::fields().iter().filter(|words| words.id != "marker");
    for words in prompts {
        assert!(Field::named(&words.id).is_some(), "{} is no field", words.id);
    }
}
