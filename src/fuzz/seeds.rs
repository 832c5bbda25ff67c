//! What the parsers are tried on first: files as they are written, and a few that are wrong.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use super::files::zip;
use crate::export::document::Document;
use crate::export::journal_json::journal_json;

/// The files of the tests whose names begin so, right ones and wrong ones.
fn kept(kind: &str) -> Vec<Vec<u8>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut found: Vec<_> = ["valid", "invalid", "store"]
        .iter()
        .flat_map(|folder| fs::read_dir(data.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with(kind) || (kind == "day" && path.parent().unwrap().ends_with("store"))
        })
        .collect();
    found.sort();
    found.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

pub(super) fn days() -> Vec<Vec<u8>> {
    let mut days = kept("day");
    days.push(b"date = 2026-11-22\n[imported]\nsleep = \"daylio\"\n[checkin]\nsleep = 4\n".to_vec());
    days
}

pub(super) fn trials() -> Vec<Vec<u8>> {
    kept("trial")
}

/// Trials say what a checklist says too.
pub(super) fn setups() -> Vec<Vec<u8>> {
    let mut setups = kept("setup");
    setups.extend(kept("trial"));
    setups.push(
        b"format = 1\nbegun = 2026-11-01\n\n[checklist]\nsite = { answer = \"neck\", on = 2026-11-01 }\n\n\
          [checklist.draft.start]\ndate = \"tomor\"\nnote = \"half\\nwritten\"\n\n[checklist.draft.block]\nx = \"\"\n"
            .to_vec(),
    );
    setups
}

pub(super) fn journals() -> Vec<Vec<u8>> {
    let mut journals = kept("journal");
    journals.push(b"format = 2\ncurrent = \"2026-11-02-neck\"\nmore = [1]\n".to_vec());
    journals
}

pub(super) fn configs() -> Vec<Vec<u8>> {
    let all = crate::runtime::configuration::commented();
    let set = all.replace("# ", "").replace('#', "");
    let wrong =
        "theme = 3\nday_end = \"25:00\"\nnone = 1\n[keys]\n\"today.note\" = [\"é\", \"ctrl-q\"]\nx = 1\n";
    let keys = "[keys]\n\"global.quit\" = [\"Q\"]\n\"today.digit\" = \"0-9\"\n\"ask.yes\" = [\"n\"]\n";
    let fields =
        "fields = [\"sleep\", \"pain\", \"pain\", \"nothing\"]\nweek_start = \"sunday\"\ncolor = false\n";
    [&all, &set, wrong, keys, fields, "", "= \n= \n\u{feff}"].map(|text| text.as_bytes().to_vec()).into()
}

/// Each with the bytes in front that say which program it is of, and how it is asked for.
pub(super) fn imports() -> Vec<Vec<u8>> {
    let daylio = "full_date,date,weekday,time,mood,activities,note_title,note\n\
                  2026-11-09,9 November,Monday,10:00 pm,meh,walk | work,,\"<p>late &amp; tired</p>\"\n\
                  2026-11-09,9 November,Monday,7:30 am,rad,walk,Morning,\"two\nlines\"\n";
    let bearable = "date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n\
                    \"8th Dec 2021\",2021-12-08,Wednesday,pre,Symptom,2,Neck pain (Moderate),\n\
                    \"8th Dec 2021\",2021-12-08,Wednesday,am,Mood,4,,fine\n";
    let track = "FeatureName,Timestamp,Value,Label,Note\n\
                 Pain level,2026-11-09T21:00:00.000+01:00,3.0,,ok\nPain level,2026-11-09T00:30:00.000+01:00,9.0,,\n\
                 Sleep,2026-11-09T10:00:00+01:00,0:25:00,,\n";
    let jrnl = "{\"tags\": {}, \"entries\": [{\"title\": \"A day\", \"body\": \"with\\nwords\", \
                \"date\": \"2026-11-09\", \"time\": \"21:14\", \"tags\": [\"@neck\"], \"starred\": false}]}";
    let table = "Date;Pain level;Sleep;Notes;Medicine\n2026-11-09;4;7,5;\"a \"\"quoted\"\" note\";yes\n\
                 09.11.2026;11;;;no\n11/09/2026;3;2;x;1\n";
    let marks = "Date,Value,Notes\n2026-11-09,YES_MANUAL,\"hurt, much\"\n2026-11-08,NO,\n2026-11-07,SKIP,\n";
    let habits: Vec<u8> = zip(&[("001 Tablet/Checkmarks.csv", marks.as_bytes())]);
    let begun = |first: u8, how: u8, file: &[u8]| [&[first, how][..], file].concat();
    let mut all = vec![
        begun(0, 0, bearable.as_bytes()),
        begun(1, 0, daylio.as_bytes()),
        begun(2, 4, track.as_bytes()),
        begun(3, 0, jrnl.as_bytes()),
        begun(4, 0, &habits),
        begun(6, 0, marks.as_bytes()),
    ];
    for how in [0, 2, 8, 16, 32, 64 + 4, 128 + 8] {
        all.push(begun(5, how, table.as_bytes()));
    }
    let mut latin = Cursor::new(Vec::new());
    latin.write_all(b"Date,Pain level,Notes\n2026-11-09,4,caf\xe9 \x80\n").unwrap();
    all.push(begun(5, 8, latin.get_ref()));
    all
}

pub(super) fn restores() -> Vec<Vec<u8>> {
    let document = |path: &str, text: &[u8]| Document::new(path.to_owned(), text.to_vec());
    let day = kept("day").into_iter().next().unwrap_or_default();
    let whole = journal_json(&[
        document("days/2026/2026-11-22.toml", &day),
        document("journal.toml", b"format = 1\n"),
        document("reports/a.html", b"\xff\xfe<p>"),
    ]);
    vec![whole.into_bytes(), journal_json(&[document("journal.toml", b"")]).into_bytes()]
}

pub(super) fn terminal() -> Vec<Vec<u8>> {
    let all: &[&[u8]] = &[
        b"4q?A \r\t\x7f\x01\n\x08\x1a\x1c\0",
        "é界👍É".as_bytes(),
        b"\x1b[A\x1b[B\x1b[1;5C\x1bOA\x1bOP\x1b[15~\x1b[3~\x1b[[A\x1b[2$",
        b"\x1b[200~pasted\nwords\x1b[201~4",
        b"\x1b[<0;12;5M\x1b[<0;12;5m\x1b[M !!\x1b[<64;1;1M\x1b[I\x1b[O",
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\\x1b]11;#fff\x07\x1bP>|term\x1b\\\x1b[?62;c",
        b"\x1b[97;5u\x1b[27;6;65~\x1b[57417u\x1b[97;1:3u",
        b"\x1b\x1b[A\x1bq\x1b\x1b\xe7\x95\x1b[\x18\x1b]\x1a\xff",
    ];
    all.iter().flat_map(|bytes| [0_u8, 3, 200].map(|split| [&[split][..], bytes].concat())).collect()
}

fn texts(all: &[&str]) -> Vec<Vec<u8>> {
    all.iter().map(|text| text.as_bytes().to_vec()).collect()
}

pub(super) fn dates() -> Vec<Vec<u8>> {
    texts(&[
        "2026-11-20",
        "20",
        "20 nov",
        "20.11.",
        "nov 20 2026",
        "Fri 20 Nov",
        "today",
        "yesterday",
        "tomorrow",
        "-2",
        "+2",
        "mon",
        "29 feb",
        "3/4",
        "20.11.26",
        "１２ ＮＯＶ",
        "9999-12-31",
        "0001-01-01",
        "Sunday",
        "31 nov",
        "the 3rd of march, 2027",
    ])
}

pub(super) fn times() -> Vec<Vec<u8>> {
    texts(&[
        "17:30", "17.30", "17h30", "1730", "930", "17", "5pm", "5:30 pm", "530pm", "noon", "midnight",
        "24:00",
    ])
}

pub(super) fn options() -> Vec<Vec<u8>> {
    texts(&[
        "headache:mild:gone by noon",
        "chest-pain:severe",
        "walk:minutes:up",
        "walk",
        "sitting:0:100:higher",
        "2,5",
        "1.234,5",
        "1,234.5",
        "0:25:00",
        "-3",
        "½",
        "words\nof two lines\t",
        "\u{202e}x\u{200b}",
    ])
}
