//! What holds for every text in `assets/`: its length, its end, its words, its sources.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{
    checklist, events, evidence, guide, help, markers, notices, plain, plan, report, safety, sample, to_do,
    trends, verdicts,
};

const ASSETS: [(&str, &str); 14] = [
    ("checklist", checklist::CHECKLIST),
    ("safety", safety::SAFETY),
    ("events", events::EVENTS),
    ("markers", markers::MARKERS),
    ("evidence", evidence::EVIDENCE),
    ("help", help::HELP),
    ("notices", notices::NOTICES),
    ("plain", plain::PLAIN),
    ("plan", plan::PLAN),
    ("to-do", to_do::TO_DO),
    ("trends", trends::TRENDS),
    ("verdicts", verdicts::VERDICTS),
    ("report", report::REPORT),
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
    let pages = guide::guide().iter().map(|page| (page.id.to_owned(), page.body.clone()));
    let assets = texts().into_iter().map(|text| (text.place, text.text));
    for (place, text) in assets.chain(pages) {
        let found = text.split(|c: char| !c.is_alphabetic()).find(|word| banned(word));
        assert_eq!(found, None, "{place}: {text}");
    }
}

/// Words and phrases that misled, with what is said instead, so that no text brings them back. One word
/// stands for one thing: visit, clinician, clearance, measuring week (week five), mental clarity.
const MISLEADING: [(&str, &str); 37] = [
    ("urgent care", "what to do, by its level"),
    ("emergency services", "the emergency number"),
    ("cleared", "a clearance was given"),
    ("checkpoint", "the measuring week, week five"),
    ("session", "visit"),
    ("medical team", "clinician"),
    ("physical therap", "physiotherapy, physiotherapist"),
    ("tentative", "not sure"),
    ("preliminary", "can still change"),
    ("five weeks to", "weeks: a trial can have another length"),
    ("most was found", "the highest rates"),
    ("less was found", "found weaker"),
    ("had the visits", "the dose was tested"),
    ("more than muscle", "relaxes"),
    ("middling", "those in the middle"),
    ("follows your blood", "the doctor who treats it"),
    ("doctor's word", "ask whether massage is fine for you"),
    ("water in the lungs", "fluid in the lungs"),
    ("cutting fewer", "giving up fewer activities"),
    ("as the other helps", "only your doctor changes your medicine"),
    ("strains you", "stress"),
    ("works on muscle", "is mostly tried for muscular pain"),
    ("before pain", "it is in no source"),
    ("no one becomes dependent", "people typically do not"),
    ("massage has fewer side effects", "often has fewer"),
    ("no single cause", "no specific cause found"),
    ("no better than no massage", "not clearly better"),
    ("intervals are rough", "what a range means"),
    ("these figures", "whose figures"),
    ("feel unwell", "newly ill"),
    ("phone's compass", "a protractor or an inclinometer app"),
    ("can do more?", "which two things you measure"),
    ("your own journal can show", "eight visits cannot"),
    ("complete disability", "0 to 50 in all"),
    ("wait list beside", "people without any massage"),
    ("no day still to come", "what still counts, and until when"),
    ("the days you remember", "which days still count"),
];

/// The sample's words are a person's own.
fn is_of_a_person(place: &str) -> bool {
    place.starts_with("sample")
}

fn own_texts() -> impl Iterator<Item = (String, String)> {
    let pages = guide::guide().iter().map(|page| (page.id.to_owned(), page.body.clone()));
    let ids = ["id", "group", "class", "level", "source", "part", "kind", "doi", "citation", "cites"];
    let assets = texts().into_iter().filter(move |text| !ids.contains(&text.key.as_str()));
    assets.filter(|text| !is_of_a_person(&text.place)).map(|text| (text.place, text.text)).chain(pages)
}

#[test]
fn no_text_says_again_what_misled() {
    for (place, text) in own_texts() {
        let text = text.to_lowercase();
        for (phrase, instead) in MISLEADING {
            assert!(!text.contains(phrase), "{place}: “{phrase}”; say: {instead}\n{text}");
        }
        let clarity = text.replace("mental clarity", "");
        assert!(!clarity.contains("clarity"), "{place}: mental clarity is one thing: {text}");
    }
}

/// The sentences among a source file's strings, up to its tests: what has a space in it.
fn sentences_of(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
        // A quotation mark as a letter, or behind a backslash, opens nothing.
        let line = line.replace("'\"'", "").replace("\\\"", "");
        found.extend(line.split('"').skip(1).step_by(2).map(str::to_lowercase));
    }
    // A command to be typed is no sentence: its words are fixed.
    found.retain(|text| text.contains(' ') && !text.starts_with("weekfive "));
    found
}

/// What code says for itself says it no worse than the assets do.
#[test]
fn no_sentence_of_the_code_says_again_what_misled() {
    // Names of keys, of a tab and of what empties a field.
    let is_a_name = |phrase: &str| ["session", "cleared", "tentative", "preliminary"].contains(&phrase);
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.ends_with("wording.rs") || path.components().any(|part| part.as_os_str() == "tests") {
                continue;
            }
            // A line for the shell is typed as it stands.
            let is_typed = |text: &String| text.starts_with("weekfive ");
            let said = sentences_of(&std::fs::read_to_string(&path).unwrap());
            for text in said.into_iter().filter(|text| !is_typed(text)) {
                count += 1;
                for (phrase, instead) in MISLEADING.iter().filter(|(phrase, _)| !is_a_name(phrase)) {
                    assert!(!text.contains(phrase), "{}: “{phrase}”; say: {instead}\n{text}", path.display());
                }
            }
        }
    }
    assert!(count > 800, "only {count} sentences were found");
}

#[test]
fn a_sentence_is_found_in_code_and_a_remark_is_not() {
    let source = "// \"urgent care\" here\nlet x = ('\"', \"go to urgent \\\"care\\\" now\", \"key\");\n";
    assert_eq!(sentences_of(source), ["go to urgent care now"]);
    assert!(sentences_of("#[cfg(test)]\nlet x = \"a b\";").is_empty());
}

/// For readers whose first language is another, and who are tired.
#[test]
fn sentences_are_short() {
    for (place, text) in own_texts() {
        let text = text.lines().filter(|line| !line.starts_with("Source")).collect::<Vec<_>>().join("\n");
        for sentence in text.split(['.', '?', '!', ':', ';', '\n']) {
            let words = sentence.split_whitespace().count();
            assert!(words <= 30, "{place}: {words} words: {sentence}");
        }
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
