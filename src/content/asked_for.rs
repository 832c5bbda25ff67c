//! A sentence that nothing asks for goes out of `assets/`.
//!
//! Lists that are shown as a whole, such as the questions of the checklist, are not looked at here.

use std::fs;
use std::path::Path;

use super::{help, notices, plain, plan, report, to_do, trends, verdicts};

/// Lists of the assets whose entries are asked for one by one, by their ids.
const LISTS: &[(&str, &[&str])] = &[
    (notices::NOTICES, &["notice"]),
    (plain::PLAIN, &["line", "ask"]),
    (trends::TRENDS, &["line"]),
    (to_do::TO_DO, &["line"]),
    (help::HELP, &["advice"]),
    (report::REPORT, &["sentence", "label"]),
    (verdicts::VERDICTS, &["sentence"]),
];

/// The program without its tests.
fn code(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            code(&path, all);
        } else if path.is_file() && !name.ends_with("tests") && name != "asked_for" {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let tests = text.match_indices("\n#[cfg(test)]\n").find(|(place, _)| {
                text[*place..].lines().nth(2).is_some_and(|line| line.contains("mod ") && line.ends_with('{'))
            });
            all.push_str(tests.map_or(text.as_str(), |(place, _)| &text[..place]));
        }
    }
}

fn program() -> String {
    let mut all = String::new();
    code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// The ids of a list, each once.
fn ids<'a>(file: &'a toml::Table, list: &str) -> Vec<&'a str> {
    let all: Vec<&str> =
        file[list].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    for (place, id) in all.iter().enumerate() {
        assert!(!all[..place].contains(id), "{id} is there twice");
    }
    all
}

/// Those of the ids that no string of the program is.
fn unasked<'a>(ids: &[&'a str], program: &str) -> Vec<&'a str> {
    ids.iter().copied().filter(|id| !program.contains(&format!("\"{id}\""))).collect()
}

#[test]
fn every_sentence_is_asked_for_by_its_id() {
    let program = program();
    for (text, lists) in LISTS {
        let file: toml::Table = toml::from_str(text).unwrap();
        for list in *lists {
            assert_eq!(
                unasked(&ids(&file, list), &program),
                Vec::<&str>::new(),
                "{list}: nobody asks for these"
            );
        }
    }
    assert_eq!(unasked(&["nobody-ever-asks-for-this"], &program), ["nobody-ever-asks-for-this"]);
}

#[test]
fn every_sentence_of_the_plan_is_shown_somewhere() {
    let program = program();
    let file: toml::Table = toml::from_str(plan::PLAN).unwrap();
    for name in file.keys() {
        assert!(program.contains(&format!(".{name}")), "{name} is shown nowhere");
    }
}

#[test]
fn every_sentence_that_is_asked_for_is_there() {
    let program = program();
    for (call, (text, list)) in [
        ("notice(\"", (notices::NOTICES, "notice")),
        ("plain::line(\"", (plain::PLAIN, "line")),
        ("plain::ask(\"", (plain::PLAIN, "ask")),
        ("plain::told(\"", (plain::PLAIN, "line")),
        ("trends_line(\"", (trends::TRENDS, "line")),
        ("advice(\"", (help::HELP, "advice")),
        ("report_sentence(\"", (report::REPORT, "sentence")),
        ("report_label(\"", (report::REPORT, "label")),
        ("luck(\"", (verdicts::VERDICTS, "luck")),
    ] {
        let file: toml::Table = toml::from_str(text).unwrap();
        let ids = ids(&file, list);
        for asked in program.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&asked), "{call}{asked}\": there is no such sentence");
        }
    }
}
