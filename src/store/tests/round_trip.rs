//! Whatever can be known can be written, changed in place, and read again as it was.

use std::path::Path;

use proptest::prelude::*;

use super::super::document;
use super::super::schema::{self, Reading, Record};
use super::super::tree::Fields;
use super::any::{self, DATE};
use crate::domain::day::Day;
use crate::domain::trial::{Setup, Trial, TrialId};

fn config() -> ProptestConfig {
    ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() }
}

fn written<T: Record>(value: &T) -> String {
    document::update(T::HEAD, &Fields::default(), &value.encode(), T::ROWS).unwrap()
}

fn changed<T: Record>(text: &str, from: &T, to: &T) -> String {
    document::update(text, &from.encode(), &to.encode(), T::ROWS).unwrap()
}

fn read<T: Record + std::fmt::Debug>(text: &str, name: &T::Name) -> T {
    match schema::read::<T>(Path::new("file"), text, name) {
        Reading::Good { value, newer: None } => value,
        other => panic!("{other:?}\n{text}"),
    }
}

/// A comment above and beside every line that can have one, and a key nobody knows in every table.
fn annotated(text: &str) -> (String, Vec<String>) {
    let mut kept = Vec::new();
    let mut out = String::from("unknown_first = 1\n");
    // Only lines that begin a key or a heading may be annotated: not the inside of a long text.
    let starts = starts(text);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if starts.contains(&number) {
            let mark = format!("# above {number}.");
            out.push_str(&mark);
            out.push('\n');
            kept.push(mark);
        }
        let ends_here = starts.contains(&(number + 1)) || line.trim().is_empty();
        if starts.contains(&number) && ends_here && !line.trim().is_empty() {
            let mark = format!("# beside {number}.");
            out.push_str(&format!("{}  {mark}\n", line.trim_end_matches('\n')));
            kept.push(mark);
        } else {
            out.push_str(line);
        }
    }
    out.push_str("# at the end.\n");
    kept.push("# at the end.".to_owned());
    (out, kept)
}

/// The lines on which a key or heading begins.
fn starts(text: &str) -> Vec<usize> {
    let document = toml_edit::Document::parse(text.to_owned()).unwrap();
    let mut places = Vec::new();
    walk(document.as_table(), &mut places);
    places.into_iter().map(|at| text[..at].matches('\n').count()).collect()
}

fn walk(table: &toml_edit::Table, places: &mut Vec<usize>) {
    places.extend(table.span().filter(|span| span.start > 0 || span.end > 0).map(|span| span.start));
    for (name, item) in table.iter() {
        match item {
            toml_edit::Item::Table(inner) => walk(inner, places),
            toml_edit::Item::ArrayOfTables(rows) => rows.iter().for_each(|row| walk(row, places)),
            toml_edit::Item::Value(_) => {
                places.extend(table.key(name).and_then(|key| key.span()).map(|span| span.start));
            }
            toml_edit::Item::None => {}
        }
    }
}

fn comments_survive<T: Record + std::fmt::Debug + PartialEq>(from: &T, to: &T, name: &T::Name) {
    let (text, comments) = annotated(&written(from));
    assert_eq!(&read::<T>(&text, name), from);
    assert!(comments.len() > 2, "{text}");
    let after = changed(&text, from, to);
    assert_eq!(&read::<T>(&after, name), to, "{after}");
    for comment in comments {
        assert!(after.contains(&comment), "{comment} is lost\n--- before\n{text}\n--- after\n{after}");
    }
    assert!(after.contains("unknown_first = 1"));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_day_reads_back_as_it_was_written(day in any::day()) {
        prop_assert_eq!(read::<Day>(&written(&day), &DATE), day);
    }

    #[test]
    fn a_trial_reads_back_as_it_was_written(trial in any::trial()) {
        prop_assert_eq!(read::<Trial>(&written(&trial), &trial.id), trial);
    }

    #[test]
    fn a_setup_reads_back_as_it_was_written(setup in any::setup()) {
        prop_assert_eq!(read::<Setup>(&written(&setup), &()), setup);
    }

    #[test]
    fn a_day_changes_into_any_other_and_every_comment_survives(from in any::day(), to in any::day()) {
        comments_survive(&from, &to, &DATE);
    }

    #[test]
    fn a_trial_changes_into_any_other_and_every_comment_survives(from in any::trial(), to in any::trial()) {
        comments_survive(&from, &to, &TrialId::parse("2026-11-02-neck").unwrap());
    }

    #[test]
    fn nothing_changed_is_not_a_byte_changed(day in any::day()) {
        let (text, _) = annotated(&written(&day));
        prop_assert_eq!(changed(&text, &day, &day), text);
    }
}
