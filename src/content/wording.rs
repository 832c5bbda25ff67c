//! What holds for every text in `assets/`: its length, its end, its words, its sources.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{checklist, events, evidence, guide, help, markers, safety, sample, verdicts};

const ASSETS: [(&str, &str); 8] = [
    ("checklist", checklist::CHECKLIST),
    ("safety", safety::SAFETY),
    ("events", events::EVENTS),
    ("markers", markers::MARKERS),
    ("evidence", evidence::EVIDENCE),
    ("help", help::HELP),
    ("verdicts", verdicts::VERDICTS),
    ("sample", sample::SAMPLE_ASSET),
];

/// One string of an asset: where it stands, its key, and itself.
struct Text {
    place: String,
    key: String,
    text: String,
}

fn collect(place: &str, key: &str, value: &Value, texts: &mut Vec<Text>) {
    match value {
        Value::String(text) => {
            texts.push(Text { place: place.into(), key: key.into(), text: text.clone() });
        }
        Value::Array(values) => values.iter().for_each(|value| collect(place, key, value, texts)),
        Value::Table(table) => {
            let id = table.get("id").and_then(Value::as_str).unwrap_or("");
            for (key, value) in table {
                collect(&format!("{place} {id}"), key, value, texts);
            }
        }
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

fn texts() -> Vec<Text> {
    let mut texts = Vec::new();
    for (name, asset) in ASSETS {
        let table: Table = toml::from_str(asset).unwrap();
        collect(name, "", &Value::Table(table), &mut texts);
    }
    assert!(texts.len() > 500, "{}", texts.len());
    texts
}

/// The most characters of a text, by its key.
fn limit(key: &str) -> Option<usize> {
    match key {
        "question" | "prompt" => Some(140),
        "help" | "when_yes" | "when_no" | "text" | "meaning" | "how" | "next" => Some(240),
        "signs" => Some(320),
        "short" | "headline" | "low" | "high" => Some(32),
        "title" => Some(40),
        "label" => Some(48),
        _ => None,
    }
}

#[test]
fn every_text_fits_its_place() {
    for Text { place, key, text } in texts() {
        if place.starts_with("sample") {
            continue;
        }
        let length = text.chars().count();
        assert!(length > 0 && limit(&key).is_none_or(|limit| length <= limit), "{place} {key}: {length}");
        assert!(text == text.trim() && !text.contains('\n') && !text.contains("  "), "{place} {key}: {text}");
    }
}

#[test]
fn sentences_end_as_sentences_and_questions_as_questions() {
    for Text { place, key, text } in texts() {
        if place.starts_with("sample") {
            continue;
        }
        let ends: &[char] = match key.as_str() {
            "question" | "prompt" => &['?'],
            "help" | "when_yes" | "when_no" | "meaning" | "how" | "next" | "covers" | "site" | "citation"
            | "signs" => &['.'],
            "text" | "differs" => &['.', ':'],
            "short" | "title" | "label" | "headline" | "low" | "high" => {
                assert!(!text.ends_with('.'), "{place} {key}: {text}");
                continue;
            }
            _ => continue,
        };
        assert!(text.ends_with(ends), "{place} {key}: {text}");
        assert!(
            text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '{'),
            "{place}: {text}"
        );
    }
}

#[test]
fn no_text_promises_or_scolds() {
    let banned = |word: &str| {
        let word = word.to_lowercase();
        matches!(word.as_str(), "safe" | "safely" | "safer" | "cleared" | "failed")
            || ["guarantee", "cure", "streak"].iter().any(|stem| word.starts_with(stem))
    };
    let pages = guide::guide().iter().map(|page| (page.id.to_owned(), page.body.to_owned()));
    let assets = texts().into_iter().map(|text| (text.place, text.text));
    for (place, text) in assets.chain(pages) {
        let found = text.split(|c: char| !c.is_alphabetic()).find(|word| banned(word));
        assert_eq!(found, None, "{place}: {text}");
    }
}

#[test]
fn ids_are_unique_and_in_kebab_case() {
    for (name, asset) in ASSETS {
        let table: Table = toml::from_str(asset).unwrap();
        for (array, value) in &table {
            let mut seen = BTreeSet::new();
            for entry in value.as_array().into_iter().flatten() {
                let Some(id) = entry.get("id").and_then(Value::as_str) else { continue };
                assert!(seen.insert(id.to_owned()), "{name}: {array} {id} twice");
                let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                assert!(id.chars().all(kebab) && !id.starts_with('-'), "{name}: {id}");
            }
        }
    }
    let mut seen = BTreeSet::new();
    assert!(checklist::rules().all(|rule| seen.insert(rule.id.as_str())));
}

#[test]
fn every_source_that_is_cited_exists_and_is_cited_somewhere() {
    let mut cited: Vec<&str> = Vec::new();
    cited.extend(markers::markers().iter().filter_map(|marker| marker.cites.as_deref()));
    for sentence in verdicts::decision_rules().iter().chain(verdicts::sentences()).chain(verdicts::reasons())
    {
        cited.extend(sentence.cites.iter().map(String::as_str));
    }
    cited.extend(evidence::arms().iter().map(|arm| arm.source.as_str()));
    cited.extend(evidence::figures().iter().map(|figure| figure.source.as_str()));
    cited.push(&evidence::wait_list().source);
    for id in &cited {
        assert!(evidence::source(id).is_some(), "{id}");
    }
    for source in evidence::sources() {
        assert!(cited.contains(&source.id.as_str()), "{} is cited nowhere", source.id);
    }
}

#[test]
fn a_mark_is_filled_and_one_without_a_value_stays() {
    assert_eq!(super::fill("{n} of {total}, {n}", &[("n", "3")]), "3 of {total}, 3");
}
