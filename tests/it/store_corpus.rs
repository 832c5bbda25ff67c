//! Files that must load, and files that must fail with the place and the sentence written on top
//! of them. A file's name begins with what it is: `day-`, `trial-`, `setup-`, `journal-`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Home;

fn corpus(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Puts a file where its kind belongs and tells what `check` says of it.
fn problems(file: &Path) -> Vec<String> {
    let home = Home::new();
    let store = home.store();
    let name = file.file_name().unwrap().to_str().unwrap();
    let place = match name.split('-').next().unwrap() {
        "day" => home.day_file("2026-11-22"),
        "trial" => home.root().join("trials/2026-11-02-neck.toml"),
        "setup" => store.setup_file(),
        "journal" => store.journal_file(),
        other => panic!("{other} is no kind of file"),
    };
    home.write(&place, fs::read(file).unwrap());
    if name.starts_with("trial-") {
        home.write(&store.journal_file(), "format = 1\ncurrent = \"2026-11-02-neck\"\n");
    }
    let found = store.check();
    assert!(found.iter().all(|problem| problem.file == place), "{found:?}");
    assert_eq!(fs::read(file).unwrap(), fs::read(&place).unwrap(), "{name} was changed by reading it");
    found.iter().map(|it| format!("{}:{}: {}", it.line, it.column, it.message)).collect()
}

#[test]
fn every_valid_file_loads() {
    let files = corpus("valid");
    assert!(files.len() >= 8);
    for file in files {
        assert_eq!(problems(&file), Vec::<String>::new(), "{}", file.display());
    }
}

#[test]
fn every_invalid_file_fails_where_and_as_it_says() {
    let files = corpus("invalid");
    assert!(files.len() >= 30);
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let wanted: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# expect: ")).collect();
        assert_eq!(problems(&file), wanted, "{}", file.display());
        assert!(!wanted.is_empty(), "{} says nothing", file.display());
    }
}
