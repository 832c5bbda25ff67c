//! The files of each known program, made after what is known of their form (none is anybody's), and
//! any bytes at all.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::support::shell::{printed, refusal, weekfive};
use weekfive::domain::calendar::DayEnd;
use weekfive::domain::checkin::CheckIn;
use weekfive::import::encoding::Encoding;
use weekfive::import::gather::Gather;
use weekfive::import::mapping::{ScaleWish, Wish, takes};
use weekfive::import::moment::DateFormat;
use weekfive::import::table::{Layout, TableOptions, read_table};
use weekfive::import::{bearable, daylio, generic, jrnl, loop_habits, track_and_graph};
use weekfive::store::Store;

const TODAY: &str = "2026-11-20";

struct Desk(TempDir, PathBuf);

impl Desk {
    fn new(bytes: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("export");
        fs::write(&file, bytes).unwrap();
        Self(folder, file)
    }

    fn import(&self, program: &str, words: &[&str]) -> String {
        let mut command = weekfive(&self.0.path().join("data"), TODAY);
        printed(command.args(["import", "--from", program]).arg(&self.1).args(words).arg("--yes"))
    }

    fn refused(&self, program: &str, words: &[&str]) -> String {
        let mut command = weekfive(&self.0.path().join("data"), TODAY);
        let (code, said) =
            refusal(command.args(["import", "--from", program]).arg(&self.1).args(words).arg("--yes"));
        assert!(code == 2 || code == 3, "{said}");
        said.replace(&format!("weekfive: {}: ", self.1.display()), "")
    }

    fn day(&self, date: &str) -> CheckIn {
        let date = date.parse().unwrap();
        let store = Store::new(self.0.path().join("data"));
        store.read_days(date, date).to_edit(date).unwrap().checkin
    }

    fn note(&self, date: &str) -> Option<String> {
        self.day(date).note.map(|note| note.to_string())
    }
}

#[test]
fn daylio_gives_notes_by_itself_and_moods_by_the_person_s_words() {
    let old = "full_date,date,weekday,time,mood,activities,note_title,note\n\
               2026-11-19,19 November,Thursday,10:00 pm,meh,walk | work,,\"<p>late &amp; tired</p>\"\n\
               2026-11-19,19 November,Thursday,7:30 am,rad,walk,Morning,\"two\nlines\"\n\
               2026-11-18,18 November,Wednesday,21:00,bad,,,\n";
    let new = "\u{feff}full_date,date,weekday,time,mood,activities,scales,note_title,note\n\
               2026-11-19,19 November,Thursday,22:00,meh,walk | work,,,\"late & tired\"\n\
               2026-11-19,19 November,Thursday,07:30,rad,walk,,Morning,\"two\nlines\"\n\
               2026-11-18,18 November,Wednesday,21:00,bad,,,,\n";
    let oldest = "year,date,weekday,time,mood,activities,note\n2016,19 November,Saturday,22:00,meh,,x\n";
    for table in [old, new] {
        let desk = Desk::new(table);
        let shown = desk.import("daylio", &[]);
        assert!(shown.contains("Not taken: “mood”, “activities”, “walk”, “work”."), "{shown}");
        assert_eq!(desk.note("2026-11-19").unwrap(), "Morning\ntwo\nlines\nlate & tired");
        assert_eq!(desk.note("2026-11-18"), None);
        let words = ["--map", "mood=mood", "--scale", "mood=rad:10,good:8,meh:5,bad:3,awful:1"];
        assert!(desk.refused("daylio", &words).ends_with("say which counts: --several mean, last or worst"));
        desk.import("daylio", &[&words[..], &["--several", "last", "--map", "work=extra_medicine"]].concat());
        let day = desk.day("2026-11-19");
        assert_eq!(
            (day.mood.unwrap().get(), day.extra_medicine),
            (5, Some(true)),
            "the newest is the first row"
        );
        assert_eq!(desk.day("2026-11-18").extra_medicine, None, "what was not done is not a no");
        assert_eq!(day.imported.from["mood"], "daylio");
    }
    assert_eq!(
        Desk::new(oldest).refused("daylio", &[]),
        "this is no table of Daylio: it has no column “full_date”"
    );
}

#[test]
fn bearable_names_a_rating_by_its_category_and_a_symptom_by_its_detail() {
    let old = "date,weekday,time of day,category,rating/amount,detail,notes\n\
               \"8th Dec 2021\",Wednesday,pre,Symptom,2,Neck pain (Moderate),\n\
               \"8th Dec 2021\",Wednesday,pm,Symptom,3,Neck pain (Severe) | Headache (Mild),\n\
               \"8th Dec 2021\",Wednesday,am,Mood,4,,fine\n\
               \"9th Dec 2021\",Thursday,am,Sleep quality,3,,\n";
    let new = "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n\
               \"8th Dec 2021\",2021-12-08,Wednesday,pre,Symptom,2,Neck pain (Moderate),\n\
               \"8th Dec 2021\",2021-12-08,Wednesday,pm,Symptom,3,Neck pain (Severe) | Headache (Mild),\n\
               \"8th Dec 2021\",2021-12-08,Wednesday,am,Mood,4,,fine\n\
               \"9th Dec 2021\",2021-12-09,Thursday,am,Sleep quality,3,,\n";
    for table in [old, new] {
        let desk = Desk::new(table);
        let words = [
            "--map",
            "Symptom: Neck pain=pain",
            "--scale",
            "Symptom: Neck pain=0..4",
            "--map",
            "Mood=mood",
            "--scale",
            "Mood=1..5",
            "--several",
            "worst",
        ];
        let shown = desk.import("bearable", &words);
        assert!(shown.contains("Not taken: “Symptom: Headache”, “Sleep quality”."), "{shown}");
        let day = desk.day("2021-12-08");
        assert_eq!((day.pain().unwrap().get(), day.mood.unwrap().get()), (8, 8));
        assert_eq!(day.note.unwrap().as_str(), "fine");
        let desk = Desk::new(table);
        desk.import("bearable", &[&words[..9], &["last"]].concat());
        assert_eq!(desk.day("2021-12-08").pain().unwrap().get(), 8);
    }
    assert!(Desk::new("a,b\n1,2\n").refused("bearable", &[]).starts_with("this is no table of Bearable"));
}

#[test]
fn track_and_graph_stamps_its_points() {
    let new = "FeatureName,Timestamp,Value,Label,Note\n\
               Pain,2026-11-19T21:00:00.000+01:00,3.0,,ok\n\
               Pain,2026-11-19T09:00:00.000+01:00,5.0,,\n\
               Pain,2026-11-19T00:30:00.000+01:00,9.0,,\n\
               Walk,2026-11-19T10:00:00+01:00,0:25:00,,\n";
    let old = "FeatureName,Timestamp,Value\nPain,2026-11-19T21:00:00+01:00,3.0:Some\n";
    let words = ["--map", "Pain=pain", "--scale", "Pain=0..10", "--several", "last"];
    let desk = Desk::new(new);
    desk.import("track-and-graph", &words);
    assert_eq!(desk.day("2026-11-19").pain().unwrap().get(), 3);
    assert_eq!(
        desk.day("2026-11-18").pain().unwrap().get(),
        9,
        "half past midnight belongs to the day before"
    );
    assert_eq!(desk.note("2026-11-19").unwrap(), "ok");
    let desk = Desk::new(old);
    desk.import("track-and-graph", &words);
    assert_eq!(desk.day("2026-11-19").pain().unwrap().get(), 3);
    assert!(
        Desk::new("a,b\n1,2\n")
            .refused("track-and-graph", &[])
            .starts_with("this is no table of Track & Graph")
    );
}

/// A zip with these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn loop_s_folders_are_preferred_to_its_root() {
    let files: &[(&str, &[u8])] = &[
        ("Habits.csv", b"Position,Name,Type,Question\n1,Tablet,YES_NO,\n2,Mood,NUMERICAL,\n"),
        ("Checkmarks.csv", b"Date,Tablet,Mood,\n2026-11-19,UNKNOWN,4000,\n2026-11-18,NO,2000,\n"),
        (
            "001 Tablet/Checkmarks.csv",
            b"Date,Value,Notes\n2026-11-19,YES_MANUAL,\"hurt, much\"\n2026-11-18,NO,\n2026-11-17,SKIP,\n",
        ),
        ("001 Tablet/Scores.csv", b"Date,Score\n2026-11-19,0.5\n"),
        ("002 Mood/Checkmarks.csv", b"Date,Value,Notes\n2026-11-19,4000,\n2026-11-18,2000,\n"),
    ];
    let words = ["--map", "Tablet=extra_medicine", "--map", "Mood=mood", "--scale", "Mood=1..5"];
    let desk = Desk::new(zip(files));
    let shown = desk.import("loop", &words);
    assert!(shown.contains("Not taken: “Tablet (notes)”."), "{shown}");
    let day = desk.day("2026-11-19");
    assert_eq!((day.extra_medicine, day.mood.unwrap().get()), (Some(true), 8));
    assert_eq!(desk.day("2026-11-18").extra_medicine, Some(false));
    assert!(desk.day("2026-11-17").is_empty());
    let desk = Desk::new(zip(&files[..2]));
    desk.import("loop", &words);
    assert_eq!(
        (desk.day("2026-11-19").extra_medicine, desk.day("2026-11-18").extra_medicine),
        (None, Some(false))
    );
    assert_eq!(
        Desk::new("no zip").refused("loop", &words),
        "this is no zip as Loop Habit Tracker exports it"
    );
    assert!(
        Desk::new(zip(&[("x.txt", b"x")]))
            .refused("loop", &words)
            .contains("there is no Checkmarks.csv in it")
    );
    let bomb = zip(&[("001 Tablet/Checkmarks.csv", &vec![b' '; 80 * 1024 * 1024])]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(
        Desk::new(bomb).refused("loop", &words),
        "001 Tablet/Checkmarks.csv in the zip is larger than 64 MB, which no habit's marks are"
    );
}

#[test]
fn jrnl_s_entries_become_notes() {
    let file = r#"{"tags": {"@pain": 1}, "entries": [
        {"title": "Second.", "body": "With\nlines", "date": "2026-11-19", "time": "20:00", "tags": ["@pain"], "starred": false},
        {"title": "First.", "body": "", "date": "2026-11-19", "time": "09:00", "tags": [], "starred": true},
        {"title": "After midnight.", "body": "", "date": "2026-11-19", "time": "00:30", "tags": []},
        {"title": "Never.", "body": "", "date": "2026-13-19", "time": "09:00", "tags": []}]}"#;
    let desk = Desk::new(file);
    let shown = desk.import("jrnl", &["--map", "@pain=extra_medicine"]);
    assert_eq!(desk.note("2026-11-19").unwrap(), "First.\nSecond.\nWith\nlines");
    assert_eq!(desk.note("2026-11-18").unwrap(), "After midnight.");
    assert_eq!(desk.day("2026-11-19").extra_medicine, Some(true));
    assert!(shown.contains("  entry 4: “2026-13-19 09:00” is not a date"), "{shown}");
    assert!(Desk::new("{\"a\":\n 1}").refused("jrnl", &[]).starts_with("this is no export of jrnl"));
}

fn today() -> NaiveDate {
    TODAY.parse().unwrap()
}

fn gather() -> Gather {
    let wishes: Vec<Wish> =
        ["pain=pain", "mood=mood", "note=note", "took=extra_medicine", "woken=awakenings"]
            .iter()
            .map(|wish| wish.parse().unwrap())
            .collect();
    let scale: ScaleWish = "1..5".parse().unwrap();
    Gather::new(takes(&wishes, &[], &[scale], &[]).unwrap(), today())
}

fn read_all(bytes: &[u8]) {
    let layouts: [fn() -> Box<dyn Layout>; 4] = [
        || Box::new(generic::Generic::new(DateFormat::Iso)),
        || Box::new(daylio::Daylio::default()),
        || Box::new(bearable::Bearable::default()),
        || Box::new(track_and_graph::TrackAndGraph::new(DayEnd::default())),
    ];
    for layout in layouts {
        for encoding in Encoding::ALL {
            let options = TableOptions { delimiter: None, encoding: *encoding };
            let _ = read_table(bytes, options, layout().as_mut(), &mut gather());
        }
    }
    let _ = jrnl::read(bytes, DayEnd::default(), &mut gather());
    let _ = loop_habits::read(std::io::Cursor::new(bytes), &mut gather());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }

    #[test]
    fn anything_that_looks_like_a_table_is_read_or_refused(
        head in prop_oneof![
            Just("date,pain,mood,note,took,woken"),
            Just("full_date,date,weekday,time,mood,activities,note_title,note"),
            Just("date,weekday,time of day,category,rating/amount,detail,notes"),
            Just("FeatureName,Timestamp,Value,Label,Note"),
        ],
        rows in proptest::collection::vec(
            proptest::collection::vec(
                prop_oneof![
                    Just("2026-11-18".to_owned()), Just("8th Dec 2021".to_owned()), Just("Symptom".to_owned()),
                    Just("Neck (Mild) | (".to_owned()), Just("pain".to_owned()), Just("0:25:00".to_owned()),
                    "[0-9.,:-]{0,12}", "[\"\n\r;,\t]{0,3}", any::<String>(),
                ],
                0..9,
            ),
            0..12,
        ),
    ) {
        let rows: Vec<String> = rows.into_iter().map(|cells| cells.join(",")).collect();
        read_all(format!("{head}\n{}\n", rows.join("\n")).as_bytes());
    }

    #[test]
    fn a_table_of_ratings_is_taken_exactly(ratings in proptest::collection::vec(0_i64..=10, 1..60)) {
        let first: NaiveDate = "2026-09-01".parse().unwrap();
        let days = ratings.iter().enumerate().map(|(n, rating)| (first + chrono::Days::new(n as u64), rating));
        let rows: String = days.map(|(date, rating)| format!("{date},{rating}\n")).collect();
        let wish = [Wish { column: "p".into(), field: "pain".into() }];
        let scale: ScaleWish = "0..10".parse().unwrap();
        let mut gather = Gather::new(takes(&wish, &[], &[scale], &[]).unwrap(), today());
        let options = TableOptions { delimiter: None, encoding: Encoding::Utf8 };
        let text = format!("date,p\n{rows}");
        read_table(text.as_bytes(), options, &mut generic::Generic::new(DateFormat::Iso), &mut gather).unwrap();
        prop_assert_eq!((gather.days.len(), gather.skipped_count), (ratings.len(), 0));
    }
}
