//! `import csv` on real files: what is asked, what is told, what is written, and what is not.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::support::files::tree;
use crate::support::shell::{printed, refusal, weekfive};
use weekfive::domain::day::Day;
use weekfive::store::Store;

const TODAY: &str = "2026-11-20";

/// A folder for a journal and a table beside it.
struct Desk(TempDir);

impl Desk {
    fn new(table: impl AsRef<[u8]>) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.table(), table).unwrap();
        desk
    }

    fn table(&self) -> PathBuf {
        self.0.path().join("table.csv")
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn import(&self, words: &[&str]) -> Command {
        let mut command = weekfive(&self.data(), TODAY);
        command.args(["import", "csv"]).arg(self.table()).args(words);
        command
    }

    /// What is said instead of an import, without the file's name; nothing is written then.
    fn refused(&self, words: &[&str], code: i32) -> String {
        let before = tree(&self.data());
        let (found, said) = refusal(&mut self.import(words));
        assert_eq!(found, code, "{said}");
        assert_eq!(tree(&self.data()), before);
        said.replace(&format!("weekfive: {}: ", self.table().display()), "")
    }

    fn day(&self, date: &str) -> Day {
        let date = date.parse().unwrap();
        Store::new(self.data()).read_days(date, date).to_edit(date).unwrap()
    }

    fn pain(&self, date: &str) -> Option<u8> {
        self.day(date).checkin.pain().map(|pain| pain.get())
    }
}

const PAIN: &[&str] = &["--map", "pain=pain", "--scale", "pain=0..10"];

fn with(more: &[&'static str]) -> Vec<&'static str> {
    PAIN.iter().chain(more).copied().collect()
}

#[test]
fn a_table_is_shown_first_and_written_after_the_yes() {
    let desk = Desk::new("date,pain,weather\n2026-11-18,6,rain\n2026-11-19,,sun\n2026-11-20,3,sun\n");
    let said = desk.refused(PAIN, 2);
    assert!(said.ends_with("nothing was written: add --yes to write without being asked"), "{said}");
    let shown = printed(desk.import(PAIN).arg("--dry-run"));
    let expected = format!(
        "From {}: 3 rows, Wed 18 Nov 2026 to Fri 20 Nov 2026.\n\n\
         What goes where\n  “pain” as Pain, average: 0..10 laid onto 0..10 (5 becomes 5)\n\
         Not taken: “weather”.\n\n\
         2 days would be written.\n  Wed 18 Nov 2026: Pain, average 6\n  Fri 20 Nov 2026: Pain, average 3\n\n\
         They are marked as imported from csv, and are not used as a baseline (--as-baseline changes \
         that).\nNothing was written.\n",
        desk.table().display()
    );
    assert_eq!(shown, expected);
    assert!(!desk.data().exists());
    let done = printed(desk.import(PAIN).arg("--yes"));
    assert!(done.ends_with("Written: 2 days.\n"), "{done}");
    assert_eq!(
        [desk.pain("2026-11-18"), desk.pain("2026-11-19"), desk.pain("2026-11-20")],
        [Some(6), None, Some(3)]
    );
    let text = fs::read_to_string(Store::new(desk.data()).day_file("2026-11-18".parse().unwrap())).unwrap();
    assert_eq!(text, "date = 2026-11-18\n\n[checkin]\npain = 6\n\n[checkin.imported]\npain = \"csv\"\n");
}

#[test]
fn done_again_it_finds_nothing_to_do_and_stopped_halfway_it_goes_on() {
    let rows: String = (1..=20).map(|day| format!("2026-10-{day:02},{}\n", day % 11)).collect();
    let desk = Desk::new(format!("date,pain\n{rows}"));
    printed(desk.import(PAIN).arg("--yes"));
    let whole = tree(&desk.data());
    let again = printed(desk.import(PAIN).arg("--yes"));
    assert!(again.contains("No day would be written.\n20 days have all of it already.\n"), "{again}");
    assert_eq!(tree(&desk.data()), whole);
    for day in 8..=20 {
        fs::remove_file(Store::new(desk.data()).day_file(format!("2026-10-{day:02}").parse().unwrap()))
            .unwrap();
    }
    let rest = printed(desk.import(PAIN).arg("--yes"));
    assert!(rest.contains("13 days would be written.\n7 days have all of it already.\n"), "{rest}");
    assert_eq!(tree(&desk.data()), whole);
}

#[test]
fn what_is_there_stays_unless_it_may_be_replaced() {
    let desk = Desk::new("date,pain,mood\n2026-11-18,6,8\n2026-11-19,5,8\n");
    weekfive(&desk.data(), "2026-11-18").args(["log", "--pain", "2", "--note", "mine"]).assert().success();
    weekfive(&desk.data(), "2026-11-19").args(["log", "--skip", "ill"]).assert().success();
    let words = &["--map", "pain=pain", "--map", "mood=mood", "--scale", "0..10", "--yes"];
    let shown = printed(&mut desk.import(words));
    assert!(shown.contains("Wed 18 Nov 2026: Mood 8; Pain, average stays 2 (the file has 6)"), "{shown}");
    assert!(
        shown.contains("Thu 19 Nov 2026: Mood 8; Pain, average stays skipped (ill) (the file has 5)"),
        "{shown}"
    );
    let day = desk.day("2026-11-18");
    assert_eq!(day.checkin.note.as_ref().unwrap().as_str(), "mine");
    assert!(day.checkin.at.is_some() && day.checkin.imported.counts_as_baseline("pain"));
    assert!(!day.checkin.imported.counts_as_baseline("mood"));
    let shown = printed(desk.import(words).args(["--overwrite", "--as-baseline"]));
    assert!(shown.contains("Pain, average 6 in place of 2"), "{shown}");
    let day = desk.day("2026-11-18");
    assert_eq!((desk.pain("2026-11-18"), desk.pain("2026-11-19")), (Some(6), Some(5)));
    assert!(day.checkin.at.is_none() && day.checkin.imported.from["pain"] == "csv");
    assert!(day.checkin.imported.counts_as_baseline("pain"));
    assert!(!day.checkin.imported.counts_as_baseline("mood"), "what was there already keeps its mark");
    // A figure of one's own takes the mark off, and only its own.
    let marks = || desk.day("2026-11-18").checkin.imported.from.into_keys().collect::<Vec<_>>();
    assert_eq!(marks(), ["mood", "pain"]);
    weekfive(&desk.data(), "2026-11-18").args(["log", "--note", "more"]).assert().success();
    weekfive(&desk.data(), "2026-11-18").args(["log", "--mood", "4"]).assert().success();
    assert_eq!(marks(), ["pain"]);
    weekfive(&desk.data(), "2026-11-18").args(["log", "--pain", "4"]).assert().success();
    assert!(marks().is_empty());
}

#[test]
fn a_foreign_scale_is_never_taken_for_ours() {
    let desk = Desk::new("date,pain,mood\n2026-11-18,4,good\n2026-11-19,1,bad\n");
    assert_eq!(
        desk.refused(&["--map", "pain=pain", "--yes"], 2),
        "column “pain” has figures from 1 to 4, and pain is 0 to 10; say which scale it has, its ends in the order \
         of 0 and 10: --scale \"pain=LOW..HIGH\""
    );
    assert_eq!(
        desk.refused(&["--map", "mood=mood", "--yes"], 2),
        "column “mood” has words, and mood is 0 to 10; say a figure for each: --scale \"mood=good:?,bad:?\""
    );
    printed(&mut desk.import(&[
        "--map",
        "pain=pain",
        "--scale",
        "pain=0..4",
        "--map",
        "mood=mood",
        "--scale",
        "mood=good:8,bad:2",
        "--yes",
    ]));
    assert_eq!((desk.pain("2026-11-18"), desk.pain("2026-11-19")), (Some(10), Some(3)));
    assert_eq!(desk.day("2026-11-19").checkin.mood.unwrap().get(), 2);
}

#[test]
fn several_entries_on_a_day_need_a_rule() {
    let table = "date,pain,sleep,took,note\n\
                 2026-11-18T08:00,2,3,no,early\n2026-11-18T22:00,4,9,no,late\n2026-11-18T12:00,7,6,yes,noon\n\
                 2026-11-19,5,5,no,once\n2026-11-19,5,5,no,once\n";
    let map = &[
        "--map",
        "pain=pain",
        "--map",
        "sleep=sleep",
        "--map",
        "took=extra-medicine",
        "--map",
        "note=note",
        "--scale",
        "0..10",
        "--yes",
    ];
    let desk = Desk::new(table);
    assert_eq!(
        desk.refused(map, 2),
        "there is 1 day with several different entries, the first is Wed 18 Nov 2026 (“pain” from 2 to 7); \
         say which counts: --several mean, last or worst"
    );
    for (rule, pain, sleep, took) in [("mean", 4, 6, true), ("last", 4, 9, false), ("worst", 7, 3, true)] {
        let desk = Desk::new(table);
        let shown = printed(desk.import(map).args(["--several", rule]));
        assert!(shown.contains("Several different entries on 1 day: "), "{shown}");
        let checkin = desk.day("2026-11-18").checkin;
        let found =
            (checkin.pain().unwrap().get(), checkin.sleep.unwrap().get(), checkin.extra_medicine.unwrap());
        assert_eq!(found, (pain, sleep, took), "{rule}");
        assert_eq!(checkin.note.unwrap().as_str(), "early\nnoon\nlate");
        assert_eq!(desk.day("2026-11-19").checkin.note.unwrap().as_str(), "once");
    }
}

#[test]
fn delimiters_marks_and_line_ends_are_found() {
    for table in [
        "date,pain\n2026-11-18,6\n",
        "date;pain\r\n2026-11-18;6\r\n",
        "\u{feff}date\tpain\r\n2026-11-18\t6",
        "\u{feff}\"date\";\"pain\"\n\"2026-11-18\";\"6,0\"\n",
        "date,pain,note\r2026-11-18,6,x\r",
        "Date , Pain \n\n2026-11-18,6\n\n",
    ] {
        let desk = Desk::new(table);
        printed(desk.import(PAIN).arg("--yes"));
        assert_eq!(desk.pain("2026-11-18"), Some(6), "{table:?}");
    }
    let desk = Desk::new("date,pain\n2026-11-18,6\n");
    assert_eq!(
        desk.refused(&with(&["--delimiter", "semicolon", "--yes"]), 2),
        "with a semicolon between the cells, the first line has one column, “date,pain”; a comma looks right"
    );
}

#[test]
fn quotes_over_lines_are_one_note_and_lines_are_still_counted() {
    let desk = Desk::new(
        "date,pain,note\n2026-11-18,6,\"one\n\"\"two\"\"\n\nthree\"\n2026-11-19,x,\n2026-11-20,4,ok\n",
    );
    let shown = printed(&mut desk.import(&with(&["--map", "note=note", "--yes"])));
    assert!(shown.contains("  line 6: column “pain”: “x” is not a number\n"), "{shown}");
    assert_eq!(desk.day("2026-11-18").checkin.note.unwrap().as_str(), "one\n\"two\"\n\nthree");
    assert_eq!(desk.pain("2026-11-20"), Some(4));
}

#[test]
fn old_letters_are_said_and_taken_when_they_are_named() {
    let desk = Desk::new(b"date,pain,note\n2026-11-18,6,ok\n2026-11-19,4,M\xfcde \x96 sehr\n");
    let words = with(&["--map", "note=note", "--yes"]);
    assert_eq!(
        desk.refused(&words, 3),
        "line 3 is not UTF-8 text; if it comes from an older program, say --encoding windows-1252, and look at the \
         letters it shows"
    );
    for name in ["windows-1252", "latin-1"] {
        printed(desk.import(&words).args(["--encoding", name]));
        assert_eq!(desk.day("2026-11-19").checkin.note.unwrap().as_str(), "Müde – sehr");
    }
}

#[test]
fn what_cannot_be_taken_is_told_with_its_line_and_the_rest_is_taken() {
    let table = "date,pain,took\n2026-11-18,6,yes\n2026-11-31,5,\n22.11.2026,4,\n2026-11-17,12,maybe\n\
                 2026-11-16,five,\n2026-12-24,3,\n2026-11-15,4,yes,much more\n2026-11-14\n,3,\n";
    let desk = Desk::new(table);
    let shown = printed(&mut desk.import(&with(&["--map", "took=extra_medicine", "--yes"])));
    let left: Vec<&str> = shown.lines().filter(|line| line.starts_with("  line ")).collect();
    assert_eq!(
        left,
        [
            "  line 3: “2026-11-31” is not a date of the form 2026-11-22; where the day or the month comes first, say \
             --date-format day-month-year or month-day-year",
            "  line 4: “22.11.2026” is not a date of the form 2026-11-22; where the day or the month comes first, say \
             --date-format day-month-year or month-day-year",
            "  line 5: column “pain”: 12 is outside the scale of 0 to 10 that you gave",
            "  line 5: column “took”: “maybe” is neither yes nor no",
            "  line 6: column “pain”: “five” is not a number",
            "  line 7: 2026-12-24 has not come yet",
            "  line 8: this row has 4 cells, and the first line has 3; perhaps a quotation mark is missing",
            "  line 9: this row has 1 cell, and the first line has 3; perhaps a quotation mark is missing",
            "  line 10: “” is not a date of the form 2026-11-22; where the day or the month comes first, say \
             --date-format day-month-year or month-day-year",
        ]
    );
    assert!(shown.contains("Left out: 9\n"));
    assert_eq!(tree(&desk.data()).len(), 2, "one day and the journal's own file");
}

#[test]
fn a_column_that_is_not_there_is_named_with_the_nearest() {
    let desk = Desk::new("Date,Pain level,Note\n2026-11-18,6,x\n");
    assert_eq!(
        desk.refused(&["--map", "pain lvl=pain", "--scale", "0..10", "--yes"], 2),
        "there is no column “pain lvl”; the nearest is “Pain level”. The columns are “Date”, “Pain level”, “Note”"
    );
    assert_eq!(
        desk.refused(&[], 2),
        "say what goes where, such as --map \"COLUMN=pain\" --scale \"COLUMN=0..10\". The columns are “Date”, \
         “Pain level” (such as 6), “Note” (such as x)"
    );
    let desk = Desk::new("Datum,pain\n2026-11-18,6\n");
    assert_eq!(
        desk.refused(PAIN, 2),
        "no column is called date; say which one has the days, such as --map \"Datum=date\". The columns are \
         “Datum”, “pain”"
    );
    printed(desk.import(PAIN).args(["--map", "Datum=date", "--yes"]));
    let desk = Desk::new("date,pain,pain\n2026-11-18,6,7\n");
    assert_eq!(desk.refused(PAIN, 2), "two columns are called “pain”; give one another name");
}

#[test]
fn the_order_of_day_and_month_is_said_by_the_person() {
    for (order, date) in [("day-month-year", "2026-04-03"), ("month-day-year", "2026-03-04")] {
        let desk = Desk::new("date,pain\n03/04/2026,6\n");
        printed(desk.import(PAIN).args(["--date-format", order, "--yes"]));
        assert_eq!(desk.pain(date), Some(6));
    }
}

#[test]
fn what_is_no_table_is_said() {
    for (bytes, words) in [
        (&b""[..], "there is nothing in it"),
        (b"PK\x03\x04\x14\x00", "this is a spreadsheet or a zip, not a table of text; save it as CSV"),
        (b"\xff\xfed\0a\0t\0e\0", "this is UTF-16 text; save it as “CSV UTF-8”"),
    ] {
        assert_eq!(Desk::new(bytes).refused(PAIN, 3), words);
    }
    let mut open = b"date,pain,note\n2026-11-18,6,\"never closed\n".to_vec();
    open.extend(std::iter::repeat_n(b"2026-11-17,5,x\n", 200_000).flatten());
    assert_eq!(
        Desk::new(open).refused(PAIN, 3),
        "the row that begins in line 2 is longer than a megabyte; a quotation mark there is perhaps never closed"
    );
    let desk = Desk::new("x");
    fs::remove_file(desk.table()).unwrap();
    assert_eq!(desk.refused(PAIN, 3), "there is no such file");
    fs::create_dir(desk.table()).unwrap();
    assert_eq!(desk.refused(PAIN, 3), "this is a folder, not a file");
    let (code, said) = refusal(weekfive(&desk.data(), TODAY).args(["import", "x.csv"]));
    assert!(
        code == 2 && said.contains("say what to import: csv FILE, json FILE, or --from daylio FILE"),
        "{said}"
    );
}

#[test]
fn a_day_that_cannot_be_read_is_left_as_it_is() {
    let desk = Desk::new("date,pain\n2026-11-18,6\n2026-11-19,6\n");
    let file = Store::new(desk.data()).day_file("2026-11-18".parse().unwrap());
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "pain = = 3\n").unwrap();
    let output = desk.import(PAIN).arg("--yes").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("Wed 18 Nov 2026 is left out: ") && said.contains("2026-11-18.toml:1:8"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "pain = = 3\n");
    assert_eq!(desk.pain("2026-11-19"), Some(6));
}

#[test]
fn markers_go_to_those_of_the_trial() {
    let desk = Desk::new("date,walked,woken\n2026-11-18,0:25:30,2\n2026-11-19,12.5,\n");
    let said = desk.refused(&["--map", "walked=marker:walk", "--yes"], 2);
    assert!(said.starts_with("--map walked=marker:walk: there is no field “marker:walk”"), "{said}");
    weekfive(&desk.data(), TODAY)
        .args(["start", "--site", "low-back", "--age", "20-64", "--dose", "60x2", "--start", "2026-11-23"])
        .args([
            "--marker",
            "walk",
            "--marker",
            "awakenings",
            "--fit",
            "--recent-massage",
            "no",
            "--no-conditions",
            "--committed",
            "--fair",
        ])
        .args(["--clinician", "yes"])
        .assert()
        .success();
    printed(&mut desk.import(&["--map", "walked=walk", "--map", "woken=marker:awakenings", "--yes"]));
    let day = desk.day("2026-11-18").checkin;
    assert_eq!((day.markers["walk"].to_string(), day.awakenings.unwrap().get()), ("25.5".to_owned(), 2));
    assert!(!day.imported.counts_as_baseline("marker:walk"));
    assert_eq!(desk.day("2026-11-19").checkin.markers["walk"].to_string(), "12.5");
}

#[test]
fn a_note_that_is_too_long_is_told_and_the_rest_of_its_day_is_taken() {
    let long = "word ".repeat(600);
    let rows: String = (0..5).map(|n| format!("2026-11-18,6,{n} {long}\n")).collect();
    let desk = Desk::new(format!("date,pain,note\n{rows}2026-11-19,5,short\n"));
    let shown = printed(&mut desk.import(&with(&["--map", "note=note", "--yes"])));
    let told = "  Wed 18 Nov 2026: Note: what is written on this day has more than 10000 characters, which are the most \
                that can be kept\n";
    assert!(shown.contains(told), "{shown}");
    assert_eq!((desk.pain("2026-11-18"), desk.day("2026-11-18").checkin.note), (Some(6), None));
    assert_eq!(desk.day("2026-11-19").checkin.note.unwrap().as_str(), "short");
}

#[test]
fn words_of_others_cannot_steer_the_terminal() {
    let desk = Desk::new("date,note\n2026-11-18,\"a\u{1b}[31mb\u{202e}c\"\n");
    let shown = printed(&mut desk.import(&["--map", "note=note", "--yes"]));
    assert!(!shown.contains(['\u{1b}', '\u{202e}']));
    assert_eq!(desk.day("2026-11-18").checkin.note.unwrap().as_str(), "a[31mbc");
}

#[test]
fn a_journal_is_restored_into_an_empty_folder_only() {
    let desk = Desk::new("date,pain\n2026-11-18,6\n2026-11-19,5\n");
    printed(desk.import(PAIN).arg("--yes"));
    let file = desk.0.path().join("all.json");
    weekfive(&desk.data(), TODAY).args(["export", "json", "-o"]).arg(&file).assert().success();
    let into = |data: &str, words: &[&str]| {
        let mut command = weekfive(&desk.0.path().join(data), TODAY);
        command.args(["import", "json"]).arg(&file).args(words);
        command
    };
    assert_eq!(
        refusal(&mut into("new", &[])),
        (2, "weekfive: nothing was written: add --yes to write without being asked".to_owned())
    );
    assert!(printed(&mut into("new", &["--dry-run"])).contains("3 files would be put into"));
    assert!(!desk.0.path().join("new").exists());
    assert!(printed(&mut into("new", &["--yes"])).ends_with("Restored: 3 files.\n"));
    assert!(printed(&mut into("new", &["--yes"])).ends_with("Restored: 0 files; 3 files there already.\n"));
    fs::remove_file(desk.0.path().join("new/journal.toml")).unwrap();
    assert!(printed(&mut into("new", &["--yes"])).ends_with("Restored: 1 file; 2 files there already.\n"));
    weekfive(&desk.0.path().join("other"), TODAY).args(["log", "--pain", "1"]).assert().success();
    let before = tree(&desk.0.path().join("other"));
    let (code, said) = refusal(&mut into("other", &["--yes"]));
    assert_eq!(code, 2);
    assert!(
        said.ends_with(
            "holds another journal, so nothing was written: days/2026/2026-11-20.toml. Restore into an empty folder \
             with --data-dir"
        ),
        "{said}"
    );
    assert_eq!(tree(&desk.0.path().join("other")), before);
    let (code, said) = refusal(into("new2", &["--yes"]).args(["--map", "a=pain"]));
    assert!(code == 2 && said.contains("--map goes with import csv only"), "{said}");
}

#[test]
fn a_path_that_leads_elsewhere_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.json");
    for path in ["../escape.toml", "/tmp/escape.toml", "days/../../escape.toml", "config.toml"] {
        let text = serde_json::json!({
            "kind": "weekfive-journal", "format": 1, "files": [{"path": path, "text": "x"}]
        });
        fs::write(&file, text.to_string()).unwrap();
        let data = folder.path().join("data");
        let (code, said) = refusal(weekfive(&data, TODAY).args(["import", "json"]).arg(&file).arg("--yes"));
        assert_eq!(code, 3, "{said}");
        assert_eq!(
            said,
            format!("weekfive: {path}:1:1: this is no path of a journal's file, so nothing was written")
        );
        assert!(!data.exists());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_the_rule_and_the_yes_are_asked_for() {
    use crate::support::pty::Tty;
    let desk = Desk::new("date,pain\n2026-11-10,2\n2026-11-10,6\n2026-11-11,3\n");
    let table = desk.table();
    let words = ["import", "csv", table.to_str().unwrap(), "--map", "pain=pain", "--scale", "0..10"];
    let mut tty = Tty::open(&desk.data(), &words, &[]);
    tty.sees("Which counts: mean, last or worst?")
        .types("both\r")
        .sees("“both” is not one of mean, last, worst");
    tty.types("mean\r").sees("Write 2 days? (y or n)").types("n\r").sees("Nothing was written.");
    assert!(tty.ends().success());
    assert!(!desk.data().exists());
    let mut tty = Tty::open(&desk.data(), &words, &[]);
    tty.sees("Which counts").types("worst\r").sees("Write 2 days?").types("y\r").sees("Written: 2 days.");
    assert!(tty.ends().success());
    assert_eq!((desk.pain("2026-11-10"), desk.pain("2026-11-11")), (Some(6), Some(3)));
}
