//! What comes in from odd places and goes out to odd places, through the real program: pipes and
//! devices, full disks, permissions, signs that cannot be seen.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::support::date;
use crate::support::pty::Tty;
use crate::support::{DAY, EVENING, Evening, Home};

/// Signs that steer, turn the direction of writing, or take no room.
const UNSEEN: [char; 12] = [
    '\r', '\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{202a}', '\u{2066}', '\u{2069}', '\u{200b}',
    '\u{2060}', '\u{feff}', '\u{0}',
];

/// The program on a journal, called by a shell line in which `$W` is the program.
fn shell(home: &Home, line: &str) -> Output {
    let mut command = Command::new("timeout");
    command.args(["30", "sh", "-c", line]);
    command.env("W", env!("CARGO_BIN_EXE_weekfive")).env("D", home.root());
    command.env("WEEKFIVE_DATA_DIR", home.root()).env("WEEKFIVE_TODAY", DAY);
    command.env("WEEKFIVE_CONFIG", "/dev/null").env("RUST_BACKTRACE", "0").env_remove("NO_COLOR");
    command.stdin(Stdio::null()).output().unwrap()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The exit code and everything said.
fn said(home: &Home, line: &str) -> (i32, String) {
    let output = shell(home, line);
    (output.status.code().unwrap(), words(&output.stdout) + &words(&output.stderr))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Everything in a folder, itself included.
fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all(&path));
        } else {
            found.push(path);
        }
    }
    found
}

// ---- in ----------------------------------------------------------------------------------------

#[test]
fn a_pipe_anywhere_hangs_no_command() {
    for place in
        ["journal.toml", "trials/2026-11-02-neck.toml", "trials/setup.toml", "days/2026/2026-11-12.toml"]
    {
        let home = Home::neck();
        let file = home.root().join(place);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::remove_file(&file).ok();
        pipe(&file);
        for line in ["status", "check", "trends", "decide", "report", "export json", "log --pain 4"] {
            let (code, words) = said(&home, &format!("$W {line}"));
            assert!(code != 124, "{line} hangs on a pipe at {place}");
            let needs = place != "trials/setup.toml" && line != "export json";
            let is_day = place.starts_with("days");
            if (needs && !is_day) || line == "check" || (is_day && line == "log --pain 4") {
                assert!(words.contains("this is a pipe, not a file"), "{line}, {place}: {words}");
            }
        }
        assert!(fs::symlink_metadata(&file).unwrap().file_type().is_fifo(), "{place} stays what it is");
    }
}

#[test]
fn a_pipe_does_not_hang_the_screen() {
    let home = Home::neck();
    fs::create_dir_all(home.root().join("days/2026")).unwrap();
    pipe(&home.root().join("days/2026/2026-11-12.toml"));
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("This day's file cannot be read").types("q");
    assert!(tty.ends().success());
}

#[test]
fn what_is_named_to_be_imported_is_a_file_or_what_is_open_already() {
    let home = Home::neck();
    let table = "date,pain\\n2026-11-10,6\\n";
    for line in [
        format!("printf '{table}' | $W import csv /dev/stdin --map pain=pain --scale pain=0..10 --yes"),
        format!("printf '{table}' | $W import csv - --map pain=pain --scale pain=0..10 --yes"),
    ] {
        let (code, words) = said(&home, &line);
        assert_eq!(code, 0, "{line}: {words}");
        assert_eq!(home.day("2026-11-10").checkin.pain().map(|pain| pain.get()), Some(6), "{line}");
        fs::remove_file(home.store().day_file(date("2026-11-10"))).unwrap();
    }
    pipe(&home.root().join("pipe"));
    let (code, words) = said(&home, "$W import csv $D/pipe --map pain=pain --scale pain=0..10 --yes");
    assert!(code == 3 && words.contains("this is a pipe, not a file"), "{code}: {words}");
    let (code, words) = said(&home, "$W import json /dev/zero --yes");
    assert!(code == 3 && words.contains("this is a device, not a file"), "{code}: {words}");
}

#[test]
fn settings_that_are_a_pipe_or_too_large_are_said_and_keep_nothing_shut() {
    let home = Home::neck();
    let file = home.root().join("config.toml");
    pipe(&file);
    let (code, words) = said(&home, "$W --config $D/config.toml status");
    assert!(code == 0 && words.contains("day 11 of 35") && words.contains("this is a pipe"), "{words}");
    fs::remove_file(&file).unwrap();
    fs::write(&file, "x\n".repeat(10_000_000)).unwrap();
    let (code, words) = said(&home, "$W --config $D/config.toml status");
    assert!(code == 0 && words.contains("day 11 of 35") && words.contains("larger than"), "{words}");
    assert_eq!(said(&home, "$W --config /dev/null status").0, 0);
}

// ---- out ---------------------------------------------------------------------------------------

#[test]
fn an_answer_that_cannot_be_written_is_no_answer() {
    let home = Home::neck();
    for line in [
        "status",
        "status --json",
        "check",
        "trends",
        "decide",
        "report",
        "export json",
        "export csv",
        "export ics",
        "guide",
        "paths",
        "--help",
        "--version",
        "log --pain 4",
    ] {
        let (code, words) = said(&home, &format!("$W {line} > /dev/full"));
        assert_eq!(code, 4, "{line}: {words}");
        assert!(words.contains("standard output could not be written: no space left"), "{line}: {words}");
        assert_eq!(words.lines().count(), 1, "{line}: {words}");
    }
    // A reader that goes away is no failure.
    assert_eq!(said(&home, "$W guide | head -c 1; exit 0").0, 0);
}

#[test]
fn a_pipe_that_nobody_reads_is_not_waited_for_and_one_that_somebody_reads_gets_all() {
    let home = Home::neck();
    let place = home.root().join("out");
    pipe(&place);
    assert_eq!(said(&home, "$W report -o $D/out").0, 2, "not without --force");
    let (code, words) = said(&home, "$W report -o $D/out --force");
    assert!(code == 4 && words.contains("nobody reads this pipe"), "{code}: {words}");
    let (code, words) = said(&home, "cat $D/out & sleep 1; $W report -o $D/out --force; r=$?; wait; exit $r");
    assert!(code == 0 && words.contains("</html>"), "{code}: {words}");
    assert!(fs::symlink_metadata(&place).unwrap().file_type().is_fifo(), "it is still a pipe");
}

#[test]
fn nothing_is_written_into_the_journal_s_own_places_or_through_a_lost_link() {
    let home = Home::neck();
    symlink("/dev/null", home.root().join("trials/x")).unwrap();
    pipe(&home.root().join("trials/pipe"));
    let (code, words) = said(&home, "$W report -o $D/trials/pipe --force");
    assert!(code == 2 && words.contains("belongs to the journal itself"), "{code}: {words}");
    symlink("nowhere", home.root().join("../link")).unwrap();
    for force in ["", "--force"] {
        let (code, words) = said(&home, &format!("$W report -o $D/../link {force}"));
        assert!(code == 4 && words.contains("a link that leads nowhere"), "{code}: {words}");
    }
    assert!(!home.root().join("../nowhere").exists());
}

#[test]
fn files_are_the_persons_own_whatever_the_umask() {
    for umask in ["000", "022", "077", "777", "377"] {
        let home = Home::neck();
        let line = format!(
            "umask {umask}; $W log --pain 4 && $W report -o $D/../report.html && $W export json -o $D/../all.json \
             && $W export csv -o $D/../tables && $W --data-dir $D/../second log --pain 4"
        );
        let (code, words) = said(&home, &line);
        assert_eq!(code, 0, "{umask}: {words}");
        for path in all(home.root().parent().unwrap()).into_iter().skip(1) {
            let wanted = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(mode(&path), wanted, "umask {umask}: {}", path.display());
        }
    }
}

#[test]
fn wider_permissions_are_reported_and_mended_on_a_yes() {
    let home = Home::neck();
    assert_eq!(said(&home, "$W log --pain 4 && $W check").0, 0);
    let day = home.store().day_file(date(DAY));
    let set = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    for wide in [0o604, 0o640, 0o666, 0o777, 0o601] {
        set(&day, wide);
        let (code, words) = said(&home, "$W check");
        assert_eq!(code, 1, "{wide:o} passes in silence");
        assert!(
            words.contains(&format!("2026-11-12.toml:1:1: this is not for you alone (mode {wide:04o});")),
            "{words}"
        );
    }
    assert_eq!(said(&home, "chmod -R 777 $D; $W check").0, 1);
    let words = said(&home, "$W check").1;
    assert!(words.contains("data:1:1: this is not for you alone (mode 0777), as it is for"), "{words}");
    let (code, words) = said(&home, "$W check --mend");
    assert!(code == 2 && words.contains("add --yes"), "{code}: {words}");
    assert_eq!(mode(&day), 0o777, "nothing without a yes");
    let (code, words) = said(&home, "$W check --mend --yes");
    assert_eq!(
        (code, words.as_str()),
        (0, "Mended: the journal is for you alone.\nEvery file can be read.\n")
    );
    assert_eq!((mode(&day), mode(&home.root())), (0o600, 0o700));
}

#[test]
fn a_lost_journal_file_is_told_by_every_command_and_mended_on_a_yes() {
    let home = Home::neck();
    for lose in ["rm $D/journal.toml", ": > $D/journal.toml"] {
        let (code, words) = said(&home, &format!("{lose}; $W check"));
        assert!(code == 1 && words.contains("though there are trials here"), "{code}: {words}");
        for line in ["status", "decide", "report"] {
            let (code, words) = said(&home, &format!("$W {line}"));
            assert!(
                code == 3 && words.contains("“weekfive check --mend” makes 2026-11-02-neck"),
                "{line}: {words}"
            );
        }
        let (code, words) = said(&home, "$W check --mend --yes");
        assert!(
            code == 0 && words.starts_with("Mended: 2026-11-02-neck is the current trial again."),
            "{words}"
        );
        assert!(said(&home, "$W status").1.contains("day 11 of 35"));
    }
}

#[test]
fn the_opening_asks_whether_a_lost_journal_file_is_to_be_mended() {
    for (answer, shown, current) in [("y\r", "Pain, average", true), ("n\r", "this file is missing", false)] {
        let home = Home::neck();
        fs::remove_file(home.store().journal_file()).unwrap();
        let mut tty = Tty::open(&home.root(), &[], &[]);
        tty.sees("Make 2026-11-02-neck the current one again? (y or n)").types(answer).sees(shown).types("q");
        assert!(tty.ends().success());
        assert_eq!(home.store().journal_file().exists(), current);
        assert_eq!(home.store().read_journal().is_ok_and(|journal| journal.current.is_some()), current);
    }
}

// ---- signs that cannot be seen -----------------------------------------------------------------

/// A journal whose every text holds such signs.
fn steered() -> Home {
    let home = Home::neck();
    let steer = "a\\rb\\u001B[31mc\\u202Ed\\u200Be\\u2066f\\u009Bg\\u0007h\\uFEFFi\\u2060j";
    home.write_day(
        DAY,
        &format!(
            "[checkin]\npain = 4\nnote = \"{steer}\"\n\n[[session]]\nstatus = \"done\"\ntherapist = \"{steer}\"\n\
             note = \"{steer}\"\n\n[[change]]\nkind = \"other\"\ntext = \"{steer}\"\n\n[[event]]\nkind = \"headache\"\n\
             severity = \"mild\"\ntext = \"{steer}\"\n"
        ),
    );
    home.write_day("2026-11-11", &format!("[checkin]\nskipped = \"{steer}\"\n"));
    home
}

#[test]
fn nothing_that_steers_leaves_by_any_way() {
    let home = steered();
    let odd = home.root().join("days/2026/2026-11-10\n\u{202e}evil\u{1b}[31m.toml");
    fs::write(odd, "").unwrap();
    for line in [
        "status",
        "trends",
        "trends --json",
        "decide",
        "decide --all",
        "check",
        "report --notes",
        "report --notes --format md",
        "report --notes --format txt",
        "export ics",
        "export csv",
        "export fhir",
        "log --pain 5",
        "status --json",
        "import csv \"$D/no\u{202e}such\r\u{1b}[31m\nfile\"",
    ] {
        let output = shell(&home, &format!("$W {line}"));
        let all = words(&output.stdout) + &words(&output.stderr);
        // A calendar and a table for other programs end their lines as their formats say.
        let all = if line.starts_with("export") { all.replace("\r\n", "\n") } else { all };
        let found: Vec<char> = all.chars().filter(|letter| UNSEEN.contains(letter)).collect();
        assert!(found.is_empty(), "{line}: {found:?} in {all:?}");
    }
    for (line, name) in
        [("report --notes -o $D/../r.html", "r.html"), ("export csv -o $D/../tables", "tables/changes.csv")]
    {
        assert_eq!(said(&home, &format!("$W {line}")).0, 0);
        let text =
            fs::read_to_string(home.root().parent().unwrap().join(name)).unwrap().replace("\r\n", "\n");
        assert!(text.contains("[31mc"), "the words themselves stay: {text}");
        assert!(!text.contains(UNSEEN), "{name}: {text:?}");
    }
    // A file name with a line's end stays one line of `check`.
    let lines = said(&home, "$W check").1;
    assert!(lines.lines().all(|line| line.starts_with('/')), "{lines}");
    assert!(lines.contains("2026-11-10\\n\\u{202e}evil\\u{1b}[31m.toml:1:1:"), "{lines}");
}

#[test]
fn nothing_that_steers_reaches_the_screen() {
    let home = steered();
    let evening = |keys: &str| -> Evening { home.open().keys(keys) };
    for keys in ["", "<enter>", "2", "3", "4", "5", "<left>"] {
        let seen = evening(keys).end();
        let cells: String = seen.buffer.content().iter().map(|cell| cell.symbol()).collect();
        assert!(!cells.contains(UNSEEN), "{keys}: {cells:?}");
    }
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("2").sees("Sessions").types("q");
    assert!(tty.ends().success());
}

// ---- two at once, and a lost folder ------------------------------------------------------------

#[test]
fn a_lock_that_another_program_holds_freezes_no_screen() {
    let home = Home::neck();
    let lock = File::open(home.root().join(".lock")).unwrap();
    lock.lock().unwrap();
    let seen = home
        .evening(EVENING)
        .keys("4 <down> 7")
        .sees("NOT SAVED")
        .sees("another weekfive keeps on saving")
        .meanwhile(move |_| lock.unlock().unwrap())
        .keys("<c-s>")
        .sees("saved 21:14")
        .end();
    assert!(!seen.app.has_unsaved());
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
}

#[test]
fn what_another_program_kept_waiting_is_saved_without_a_key() {
    let home = Home::neck();
    let lock = File::open(home.root().join(".lock")).unwrap();
    lock.lock().unwrap();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("4").sees("NOT SAVED");
    // Forty more keys: before, each stood still for two seconds.
    let since = Instant::now();
    for _ in 0..10 {
        tty.types("5").types("\u{1b}[A").types("4").types("\u{1b}[A");
    }
    let three = |line: &str| line.contains("Worst pain") && line.split_whitespace().any(|word| word == "3");
    tty.types("3").waits("a worst pain of 3", |screen| screen.contents().lines().any(three));
    assert!(since.elapsed() < Duration::from_secs(15), "forty keys cost {:?}", since.elapsed());
    assert!(home.day_text(DAY).is_empty());
    lock.unlock().unwrap();
    tty.saves().types("q");
    assert!(tty.ends().success());
    let checkin = home.day(DAY).checkin;
    assert_eq!(checkin.pain().map(|pain| pain.get()), Some(4));
    assert_eq!(checkin.worst.map(|worst| worst.get()), Some(3));
}

#[test]
fn a_folder_that_is_taken_away_is_not_made_anew_by_anything_the_screen_does() {
    let home = Home::neck();
    home.write_day(DAY, "[checkin]\npain = 11\n");
    home.open()
        .sees("cannot be read")
        .meanwhile(|root| fs::rename(root, root.with_file_name("away")).unwrap())
        .keys("<enter> a")
        .meanwhile(|root| {
            assert!(!root.exists(), "setting a file aside made the folder anew");
            fs::rename(root.with_file_name("away"), root).unwrap();
        })
        .end();
    assert!(home.day_text(DAY).contains("pain = 11"));
}

#[test]
fn a_terminal_that_claims_to_be_endless_does_not_end_the_program() {
    let home = Home::neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").claims(65_535, 65_535).types("4").saves_file(&home.store().day_file(date(DAY)));
    tty.types("q");
    assert!(tty.ends().success());
    assert_eq!(home.day(DAY).checkin.pain().map(|pain| pain.get()), Some(4));
}
