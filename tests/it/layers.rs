//! The layers of the house: who may import whom, and what is nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and what of ours it may import.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &["domain"]),
    ("content", &["content", "domain"]),
    ("store", &["store", "domain"]),
    ("export", &["export", "domain", "content"]),
    ("import", &["import", "domain", "content"]),
    ("app", &["app", "domain", "content"]),
    ("ui", &["ui", "app", "domain", "content"]),
    ("runtime", &["runtime", "ui", "app", "export", "store", "content", "domain"]),
    ("cli", &["cli", "runtime", "ui", "app", "import", "export", "store", "content", "domain"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut list = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().unwrap() != "tests" && path != root().join("fuzz") {
            list.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !is_for_tests(&path) {
            list.push(path);
        }
    }
    list.sort();
    list
}

/// Files that are compiled for the tests alone: their module is declared so.
fn is_for_tests(file: &Path) -> bool {
    let name = file.file_stem().unwrap().to_str().unwrap();
    let parent = fs::read_to_string(file.with_file_name("mod.rs")).unwrap_or_default();
    parent.contains(&format!("#[cfg(test)]\nmod {name};"))
        || parent.contains(&format!("#[cfg(any(test, fuzzing))]\npub(crate) mod {name};"))
}

/// The code of a file: without comments, and without the tests at its end.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = Vec::new();
    let mut test_next = false;
    let mut skipped_to = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if let Some(end) = skipped_to {
            if indent == end && line.ends_with(['}', ',']) {
                skipped_to = None;
            }
            continue;
        }
        if indent > 0 && line.trim() == "#[cfg(test)]" {
            skipped_to = Some(indent);
            continue;
        }
        let module = line.starts_with("mod ") || line.starts_with("pub(crate) mod ");
        if test_next && module && line.ends_with('{') {
            break;
        }
        test_next = line.trim() == "#[cfg(test)]";
        lines.push(if line.trim_start().starts_with("//") { "" } else { line });
    }
    lines.join("\n")
}

/// Every `crate::name` of a text, written out or in a group.
fn imports(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let mut word = String::new();
                for letter in group.chars() {
                    match letter {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' => {}
                        _ if depth > 0 => continue,
                        letter if letter.is_alphanumeric() || letter == '_' => {
                            word.push(letter);
                            continue;
                        }
                        _ => {}
                    }
                    if !word.is_empty() {
                        names.push(std::mem::take(&mut word));
                    }
                }
                names.extend((!word.is_empty()).then_some(word));
            }
            None => {
                let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
                names.push(rest[..end].to_owned());
            }
        }
    }
    names
}

#[test]
fn imports_go_up_the_list_only() {
    let known: Vec<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    let mut count = 0;
    for (layer, allowed) in LAYERS {
        for file in files(&root().join(layer)) {
            for name in imports(&code(&file)) {
                if name == "words_enum" {
                    continue;
                }
                count += 1;
                assert!(known.contains(&name.as_str()), "{}: crate::{name} is no layer", file.display());
                assert!(
                    allowed.contains(&name.as_str()),
                    "{}: {layer} may not import {name}",
                    file.display()
                );
            }
        }
    }
    assert!(count > 200, "only {count} imports were seen");
    // What holds the parsers to their word is above them all, and no part of the program.
    let folders = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap().path());
    let layers = folders.filter(|folder| folder.is_dir() && !folder.ends_with("fuzz")).count();
    assert_eq!(layers, LAYERS.len(), "a folder of src is no layer");
}

/// The files of `domain` by module path, each with the modules it names.
fn domain_imports() -> BTreeMap<String, BTreeSet<String>> {
    let top = root().join("domain");
    let name = |path: &Path| {
        let inside = path.strip_prefix(&top).unwrap().with_extension("");
        let parts: Vec<&str> = inside.iter().map(|part| part.to_str().unwrap()).collect();
        parts.join("::").trim_end_matches("mod").trim_end_matches("::").to_owned()
    };
    let modules: BTreeMap<String, PathBuf> =
        files(&top).into_iter().map(|path| (name(&path), path)).collect();
    let imports = |own: &str, path: &Path| {
        let code = code(path);
        let mut found = BTreeSet::new();
        let here: Vec<&str> = own.split("::").filter(|part| !part.is_empty()).collect();
        for start in ["crate::domain::", "super::", "self::"] {
            for (at, _) in code.match_indices(start) {
                let is_whole = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
                if !is_whole {
                    continue;
                }
                let mut base: Vec<&str> = Vec::new();
                let mut rest = &code[at + start.len()..];
                if start == "super::" {
                    base = here[..here.len().saturating_sub(1)].to_vec();
                    while let Some(further) = rest.strip_prefix("super::") {
                        base.pop();
                        rest = further;
                    }
                } else if start == "self::" {
                    base = here.clone();
                }
                let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(0);
                base.extend(rest[..end].split("::").filter(|part| !part.is_empty()));
                let target = (1..=base.len()).rev().map(|length| base[..length].join("::"));
                found.extend(target.into_iter().find(|name| modules.contains_key(name)));
            }
        }
        found.remove(own);
        found
    };
    modules.iter().map(|(own, path)| (own.clone(), imports(own, path))).collect()
}

#[test]
fn no_two_files_of_domain_need_each_other() {
    let mut left = domain_imports();
    assert!(left.len() > 30 && left.values().map(BTreeSet::len).sum::<usize>() > 80, "{left:?}");
    loop {
        let free: Vec<String> = left
            .iter()
            .filter(|(_, needs)| needs.iter().all(|name| !left.contains_key(name)))
            .map(|(name, _)| name.clone())
            .collect();
        if free.is_empty() {
            break;
        }
        left.retain(|name, _| !free.contains(name));
    }
    assert!(left.is_empty(), "these files of domain go in a circle, or lead into one: {:?}", left.keys());
}

#[test]
fn the_test_sees_every_way_to_import() {
    let text =
        "use crate::app::App;\nuse crate::{store::{Store, x}, ui,\n  cli};\nfn f() { crate::domain::x() }";
    assert_eq!(imports(text), ["app", "store", "ui", "cli", "domain"]);
}

#[test]
fn layers_are_not_left_through_the_back_door() {
    for (layer, _) in LAYERS {
        let top = root().join(layer).join("mod.rs");
        let outside = code(&top).lines().any(|line| line.trim_start().starts_with("use super::"));
        assert!(!outside, "{} imports from the crate's root", top.display());
    }
}

#[test]
fn nothing_can_panic_on_purpose() {
    for file in files(&root()) {
        let code = code(&file);
        for word in [".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "dbg!(", "unsafe "] {
            let found = code.lines().position(|line| line.contains(word));
            assert_eq!(found, None, "{} has {word}", file.display());
        }
    }
}

#[test]
fn the_time_is_asked_in_one_place() {
    for file in files(&root()) {
        let code = code(&file);
        let asks = ["Local::now", "Utc::now", "SystemTime::now"].iter().any(|word| code.contains(word));
        assert_eq!(asks, file.ends_with("runtime/clock.rs"), "{}", file.display());
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for file in files(&root()) {
        assert!(fs::read_to_string(&file).unwrap().starts_with("//! "), "{}", file.display());
    }
}

#[test]
fn every_test_file_is_in_the_binary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = fs::read_to_string(folder.join("main.rs")).unwrap();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if name != "main" && name != "snapshots" {
            assert!(main.contains(&format!("mod {name};")), "{name} is never run");
        }
    }
}

#[test]
fn nothing_goes_over_the_network() {
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    let lock = fs::read_to_string(lock).unwrap();
    for name in ["reqwest", "hyper", "tokio", "ureq", "curl", "native-tls", "rustls", "async-std", "socket2"]
    {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} is in Cargo.lock");
    }
}

#[test]
fn the_environment_is_asked_in_one_place() {
    for file in files(&root()) {
        let code = code(&file);
        let asks = ["env::var", "env::vars"].iter().any(|word| code.contains(word));
        assert_eq!(asks, file.ends_with("runtime/environment.rs"), "{}", file.display());
    }
}
