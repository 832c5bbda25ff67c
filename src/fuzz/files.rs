//! Files: the journal's own, the settings, those of other programs, an export that is restored.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use std::path::Path;

use chrono::NaiveDate;

use crate::app::keymap::{BINDINGS, Key};
use crate::domain::calendar::DayEnd;
use crate::domain::day::Day;
use crate::domain::plain::harmless;
use crate::export::document::Document;
use crate::export::journal_json::{journal_json, read_journal_json};
use crate::import::encoding::Encoding;
use crate::import::gather::Gather;
use crate::import::mapping::{Take, Wish, takes};
use crate::import::moment::DateFormat;
use crate::import::preview::preview;
use crate::import::propose::{Rules, Several, propose};
use crate::import::table::{Layout, TableOptions, read_table};
use crate::import::{bearable, daylio, generic, jrnl, loop_habits, track_and_graph};
use crate::runtime::configuration;
use crate::store::fuzz as store;

fn with_text(bytes: &[u8], run: fn(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        run(text);
    }
}

pub(super) fn day(bytes: &[u8]) {
    with_text(bytes, store::day);
}

pub(super) fn trial(bytes: &[u8]) {
    with_text(bytes, store::trial);
}

pub(super) fn setup(bytes: &[u8]) {
    with_text(bytes, store::setup);
}

pub(super) fn journal(bytes: &[u8]) {
    with_text(bytes, store::journal);
}

/// The settings.
pub(super) fn config(bytes: &[u8]) {
    let (settings, set) = configuration::of_bytes(bytes, Path::new("config.toml"));
    let lines = String::from_utf8_lossy(bytes).lines().count() + 1;
    for mistake in &settings.mistakes {
        assert!((1..=lines).contains(&mistake.line) && mistake.column >= 1, "{mistake}");
        assert!(!mistake.message.is_empty());
    }
    assert!(set.len() <= configuration::SETTINGS.len() + 1);
    assert!(settings.fields.first().is_some_and(|field| field.is_pain()), "pain is always the first");
    let mut taken = BTreeSet::new();
    for binding in BINDINGS {
        for key in settings.keymap.keys(binding) {
            assert!(Key::parse(&key).is_some(), "{} has {key}", binding.id);
            assert!(taken.insert((binding.context, key)), "{} shares a key", binding.id);
        }
    }
}

/// A zip with these files, as they are.
pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A file of another program: the first byte says which, the second how it is asked for.
pub(super) fn import(bytes: &[u8]) {
    let [program, how, file @ ..] = bytes else { return };
    let today: NaiveDate = "2026-11-12".parse().unwrap();
    let day_end = DayEnd::default();
    let wish = |column: &str, field: &str| Wish { column: column.to_owned(), field: field.to_owned() };
    let wishes = [
        wish("Date", "date"),
        wish("Pain level", "pain"),
        wish("Sleep", "sleep"),
        wish("Notes", "note"),
        wish("Medicine", "extra_medicine"),
        wish("Tablet", "extra_medicine"),
        wish("Mood", "mood"),
    ];
    // What a column of another program is called says where it goes; one of each figure.
    let wishes = match program % 7 {
        0 | 1 | 2 | 3 | 5 => &wishes[..5],
        _ => &wishes[5..],
    };
    let scale = "0..10".parse().unwrap();
    let own = match program % 7 {
        0 => bearable::OWN,
        1 => daylio::OWN,
        2 => track_and_graph::OWN,
        3 => jrnl::OWN,
        _ => &[],
    };
    let takes = takes(wishes, own, &[scale], &[]).expect("these go together");
    let mut gather = Gather::new(takes, today);
    let table = |layout: &mut dyn Layout, gather: &mut Gather| {
        let encoding = if how & 8 == 0 { Encoding::Utf8 } else { Encoding::Windows1252 };
        let delimiter = [None, None, Some(b';'), Some(b'\t')].get(usize::from(how & 3)).copied().flatten();
        read_table(Cursor::new(file), TableOptions { delimiter, encoding }, layout, gather)
    };
    let read = match program % 7 {
        0 => table(&mut bearable::Bearable::default(), &mut gather),
        1 => table(&mut daylio::Daylio::default(), &mut gather),
        2 => table(&mut track_and_graph::TrackAndGraph::new(day_end), &mut gather),
        3 => jrnl::read(Cursor::new(file), day_end, &mut gather),
        4 => loop_habits::read(Cursor::new(file), &mut gather),
        6 => loop_habits::read(Cursor::new(zip(&[("001 Mood/Checkmarks.csv", file)])), &mut gather),
        _ => {
            let formats = [DateFormat::Iso, DateFormat::DayFirst, DateFormat::MonthFirst];
            let format = formats.get(usize::from(how >> 4) % 3).copied().unwrap_or(DateFormat::Iso);
            table(&mut generic::Generic::new(format), &mut gather)
        }
    };
    let checked = read.and_then(|()| gather.check_columns()).and_then(|()| gather.check_scales());
    if let Err(error) = checked {
        assert!(!error.to_string().is_empty());
        return;
    }
    let several = [Several::Mean, Several::Last, Several::Worst];
    let rules = Rules {
        several: several.get(usize::from(how >> 2) % 3).copied().unwrap_or(Several::Last),
        overwrite: how & 64 != 0,
        as_baseline: how & 128 != 0,
        source: "csv",
    };
    let taken: &[Take] = &gather.takes;
    let mut proposals = Vec::new();
    for (date, tallies) in &gather.days {
        let proposal = propose(&Day::empty(*date), tallies, taken, rules);
        store::can_be_kept(&proposal.ours);
        proposals.push(proposal);
    }
    let said = preview(&gather, &proposals, rules, "file.csv", true);
    assert_eq!(harmless(&said), said);
}

/// An export that is restored.
pub(super) fn restore(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(documents) = read_journal_json(text) else { return };
    let put_out = journal_json(&documents);
    assert_eq!(harmless(&put_out), put_out);
    let again = read_journal_json(&put_out).expect("what is put out can be read");
    let plain = |documents: &[Document]| -> Vec<(String, Vec<u8>)> {
        documents.iter().map(|document| (document.path.clone(), document.bytes.clone())).collect()
    };
    assert_eq!(plain(&again), plain(&documents));
}
