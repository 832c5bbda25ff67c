//! Older formats, by a kind of file made up for it: its first format says `score` in hundredths, its second
//! `pain` in hundredths, its third `pain`.

use std::path::PathBuf;

use toml_edit::{DocumentMut, Item, Value};

use super::super::reader::{Reader, Section};
use super::super::schema::{self, Alternative, Reading, Record, Step};
use super::super::tree::Fields;
use super::*;
use crate::domain::rows::RowKind;
use crate::domain::score::Score;

#[derive(Debug, Clone, PartialEq)]
struct Made {
    pain: Option<i64>,
}

fn rename(document: &mut DocumentMut) {
    let decor = document.key("score").map(|key| key.leaf_decor().clone());
    if let (Some(score), Some(decor)) = (document.remove("score"), decor) {
        document.insert("pain", score);
        *document.key_mut("pain").unwrap().leaf_decor_mut() = decor;
    }
}

fn whole(document: &mut DocumentMut) {
    if let Some(Item::Value(pain)) = document.get_mut("pain") {
        let decor = pain.decor().clone();
        *pain = Value::from(pain.as_integer().unwrap() / 100);
        *pain.decor_mut() = decor;
    }
}

impl Record for Made {
    type Name = ();
    const FORMAT: i64 = 3;
    const STEPS: &'static [Step] = &[Step { from: 1, apply: rename }, Step { from: 2, apply: whole }];
    const HEAD: &'static str = "format = 3\n";
    const ALTERNATIVES: &'static [Alternative] = &[];
    const ROWS: &'static [(&'static str, RowKind)] = &[];

    fn decode(reader: &mut Reader, root: Section<'_>, (): &()) -> Option<Self> {
        let read = |number: i64| Score::new(number).map(|_| number);
        Some(Self { pain: reader.take(root, "pain", |given| given.whole(Score::LOW, Score::HIGH, read)) })
    }

    fn encode(&self) -> Fields {
        let mut fields = Fields::default();
        fields.maybe("pain", self.pain);
        fields
    }

    fn blank((): &()) -> Option<Self> {
        Some(Self { pain: None })
    }
}

/// A store and a file of that kind.
fn made(text: &str) -> (tempfile::TempDir, Store, PathBuf) {
    let (folder, store) = store();
    let file = store.root().join("made.toml");
    fs::create_dir_all(store.root()).unwrap();
    fs::write(&file, text).unwrap();
    (folder, store, file)
}

fn read(store: &Store, file: &Path) -> Option<i64> {
    store.read::<Made>(file, &()).unwrap().unwrap().pain
}

const FIRST: &str = "# mine\nformat = 1 # old\nelse = true\nscore = 400 # bad\n";

#[test]
fn an_older_file_is_read_as_ours_and_stays_as_it_is() {
    for (text, pain) in [
        (FIRST, Some(4)),
        ("score = 700\n", Some(7)),
        ("\u{feff}format = 2\r\npain = 300\r\n", Some(3)),
        ("format = 3\npain = 5\n", Some(5)),
        ("format = 1\n", None),
        ("", None),
    ] {
        let (_folder, store, file) = made(text);
        assert_eq!(read(&store, &file), pain, "{text}");
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[test]
fn it_is_written_as_ours_when_it_is_saved_and_all_else_in_it_is_kept() {
    let (_folder, store, file) = made(FIRST);
    let save = |base: i64, ours: i64| {
        let made = |pain| Made { pain: Some(pain) };
        store.save(&file, &(), Some(&made(base)), &made(ours)).unwrap();
        fs::read_to_string(&file).unwrap()
    };
    assert_eq!(save(4, 4), FIRST, "nothing was changed");
    assert_eq!(save(4, 6), "# mine\nformat = 3 # old\nelse = true\npain = 6 # bad\n");
    let (_folder, store, file) = made("\u{feff}score = 700\r\n# mine\r\n");
    store.save(&file, &(), Some(&Made { pain: Some(7) }), &Made { pain: Some(8) }).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "\u{feff}pain = 8\r\nformat = 3\r\n# mine\r\n");
}

#[test]
fn a_newer_file_is_refused_and_so_is_one_that_is_wrong_in_its_own_format() {
    let (_folder, store, file) = made("format = 4\npain = 5\n");
    let (base, ours) = (Made { pain: Some(5) }, Made { pain: Some(6) });
    let refused = store.save(&file, &(), Some(&base), &ours);
    assert!(matches!(refused, Err(SaveFailure::Newer { format: 4, .. })), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "format = 4\npain = 5\n");
    let (_folder, store, file) = made("format = 1\n\nscore = 4000\n");
    let Reading::<Made>::Bad { problems, .. } = schema::read(&file, &fs::read_to_string(&file).unwrap(), &())
    else {
        panic!("it was read");
    };
    assert_eq!((problems[0].line, problems.len()), (3, 1), "{problems:?}");
    assert!(store.save(&file, &(), Some(&base), &ours).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "format = 1\n\nscore = 4000\n");
}

#[test]
fn the_format_is_named_before_the_first_thing_is_written_in_it() {
    let (_folder, store, file) = made(FIRST);
    store.ensure_format::<Made>(&file, FIRST, &()).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(text, "# mine\nformat = 3 # old\nelse = true\npain = 4 # bad\n");
    store.ensure_format::<Made>(&file, &text, &()).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}
