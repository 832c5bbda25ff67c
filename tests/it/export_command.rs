//! `export` on real files: what is written, where it is refused, and the way back.

use std::fs;
use std::path::Path;

use crate::support::Home;
use crate::support::files::tree;
use crate::support::shell::{printed, refusal, weekfive};
use weekfive::domain::calendar::before;

const TODAY: &str = "2026-11-20";

/// The sample's journal, `day` days into its trial.
fn sample(day: i64) -> Home {
    Home::sample(day, TODAY)
}

/// A journal with what only a person writes: comments, unknown keys, files that cannot be read.
fn by_hand() -> Home {
    let home = Home::new();
    let write = |path: &str, bytes: &[u8]| home.write(&home.root().join(path), bytes);
    write("journal.toml", b"format = 1 # mine\n\n[other]\nkey = 1\n");
    write(
        "days/2026/2026-11-18.toml",
        "\u{feff}# Wednesday\r\ndate = 2026-11-18\r\n[checkin]\r\npain   = 4   # bad\r\nbrand_new = { a = 1979-05-27 }\r\n"
            .as_bytes(),
    );
    write("days/2026/2026-11-19.toml", b"[checkin]\npain = = 4\n");
    write("days/2026/2026-11-17.toml", &[0xff, 0xfe, 0x00]);
    write("days/2026/2026-11-16.toml.set-aside", b"old words");
    write("trials/setup.toml", b"begun = 2026-11-01\n");
    write("reports/a report.html", b"<p>\n");
    home
}

fn restore(from: &Path, into: &Path) -> String {
    printed(weekfive(into, TODAY).args(["import", "json"]).arg(from).arg("--yes"))
}

#[test]
fn json_gives_equal_files_for_every_stage_of_the_sample_and_for_what_only_a_person_writes() {
    let journals: Vec<Home> = [-1, 1, 19, 32, 37, 44].map(sample).into_iter().chain([by_hand()]).collect();
    for journal in journals {
        let other = tempfile::tempdir().unwrap();
        let file = other.path().join("all.json");
        let target = other.path().join("restored");
        weekfive(&journal.root(), TODAY).args(["export", "json", "-o"]).arg(&file).assert().success();
        restore(&file, &target);
        assert_eq!(tree(&target), tree(&journal.root()));
        let again = printed(weekfive(&target, TODAY).args(["export", "json"]));
        assert_eq!(again, fs::read_to_string(&file).unwrap());
    }
}

#[test]
fn json_carries_every_file_of_the_store_s_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let journal = Home::new();
    let mut date = "2026-11-20".parse().unwrap();
    for folder in ["valid", "invalid", "store"] {
        for entry in fs::read_dir(corpus.join(folder)).unwrap() {
            let place = journal.store().day_file(date);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::copy(entry.unwrap().path(), place).unwrap();
            date = before(date, 1);
        }
    }
    let other = tempfile::tempdir().unwrap();
    let file = other.path().join("all.json");
    weekfive(&journal.root(), TODAY).args(["export", "json", "-o"]).arg(&file).assert().success();
    restore(&file, &other.path().join("restored"));
    let restored = tree(&other.path().join("restored"));
    assert!(restored.len() > 40);
    assert_eq!(restored, tree(&journal.root()));
}

#[test]
fn json_leaves_out_what_waits_for_an_answer_and_says_so_and_never_writes_over_it() {
    let journal = by_hand();
    let rescue = journal.root().join("rescue");
    fs::create_dir(&rescue).unwrap();
    fs::write(rescue.join("2026-11-15.toml.set-aside"), "old words").unwrap();
    fs::write(journal.root().join("last-mistake.txt"), "at a place").unwrap();
    let other = tempfile::tempdir().unwrap();
    let file = other.path().join("all.json");
    let export = |more: &[&str]| {
        let mut command = weekfive(&journal.root(), TODAY);
        command.args(["export", "json", "-o"]).arg(&file).args(more).assert().success()
    };
    let silent = export(&[]);
    assert_eq!(String::from_utf8_lossy(&silent.get_output().stderr), "");
    let before = fs::read_to_string(&file).unwrap();
    assert!(before.contains("rescue/2026-11-15.toml.set-aside") && !before.contains("last-mistake"));

    let waiting = rescue.join("2026-11-19.toml");
    fs::write(&waiting, "[checkin]\npain = 4\n").unwrap();
    let told = export(&["--force"]);
    assert_eq!(
        String::from_utf8_lossy(&told.get_output().stderr),
        format!(
            "weekfive: left out: {} waits for your answer; start weekfive to give it\n",
            waiting.display()
        )
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    let mut import = weekfive(&journal.root(), TODAY);
    let (_, words) = refusal(import.args(["import", "json"]).arg(&file).arg("--yes"));
    assert!(words.contains("rescue/2026-11-19.toml"), "{words}");
    assert_eq!(fs::read_to_string(&waiting).unwrap(), "[checkin]\npain = 4\n");
}

#[test]
fn csv_writes_four_tables_into_a_folder_and_the_days_alone_without_one() {
    let journal = sample(32);
    let other = tempfile::tempdir().unwrap();
    let folder = other.path().join("tables");
    weekfive(&journal.root(), TODAY).args(["export", "csv", "-o"]).arg(&folder).assert().success();
    let names: Vec<_> = tree(&folder).into_keys().map(|path| path.display().to_string()).collect();
    assert_eq!(names, ["changes.csv", "days.csv", "events.csv", "visits.csv"]);
    let days = fs::read_to_string(folder.join("days.csv")).unwrap();
    assert!(days.starts_with("date,state,at,pain,skipped,worst,sleep,"), "{days}");
    for words in [&["export", "csv"][..], &["export", "csv", "-o", "-"]] {
        assert_eq!(printed(weekfive(&journal.root(), TODAY).args(words)), days);
    }
    let marked = printed(weekfive(&journal.root(), TODAY).args(["export", "csv", "--excel"]));
    assert_eq!(marked, format!("\u{feff}{days}"));
    let visits = fs::read_to_string(folder.join("visits.csv")).unwrap();
    assert!(visits.lines().count() > 5 && visits.starts_with("date,status,planned,time,minutes,"));
    assert!(fs::read_to_string(folder.join("changes.csv")).unwrap().lines().count() > 1);
}

#[test]
fn fhir_is_a_bundle_without_a_note_and_without_a_missing_day() {
    let journal = sample(32);
    let text = printed(weekfive(&journal.root(), TODAY).args(["export", "fhir"]));
    let bundle: serde_json::Value = serde_json::from_str(&text).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    let pain: Vec<&str> = entries
        .iter()
        .map(|entry| &entry["resource"])
        .filter(|resource| resource["code"]["coding"][0]["code"] == "72514-3")
        .map(|resource| resource["effectiveDateTime"].as_str().unwrap())
        .collect();
    let store = journal.store();
    let (first, last) = store.first_and_last_day().unwrap();
    let days = store.read_days(first, last);
    let rated: Vec<String> =
        days.written().filter(|day| day.checkin.pain().is_some()).map(|day| day.date.to_string()).collect();
    assert_eq!(pain, rated);
    for note in days.written().filter_map(|day| day.checkin.note.as_ref()) {
        assert!(!text.contains(note.as_str()));
    }
}

#[cfg(unix)]
#[test]
fn what_is_there_is_kept_and_what_is_written_is_for_the_person_alone() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let journal = sample(19);
    let other = tempfile::tempdir().unwrap();
    let file = other.path().join("all.json");
    let write = |words: &[&str], to: &Path| {
        let mut command = weekfive(&journal.root(), TODAY);
        command.args(words).arg("-o").arg(to);
        command
    };
    write(&["export", "json"], &file).assert().success();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

    fs::write(&file, "old").unwrap();
    for words in [&["export", "json"][..], &["export", "fhir"], &["report"]] {
        let there = format!(
            "weekfive: -o {}: this is there already (a file), so nothing was written; name another place, or \
             add --force to replace it",
            file.display()
        );
        assert_eq!(refusal(&mut write(words, &file)), (2, there));
    }
    let link = other.path().join("link");
    symlink(&file, &link).unwrap();
    assert!(refusal(&mut write(&["export", "json"], &link)).1.contains("(a link to a file)"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    write(&["export", "json", "--force"], &link).assert().success();
    assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert!(fs::read_to_string(&file).unwrap().starts_with('{'));

    let null = Path::new("/dev/null");
    assert!(refusal(&mut write(&["report"], null)).1.contains("(a device or a pipe)"));
    write(&["report", "--force"], null).assert().success();
    assert!(fs::metadata(null).unwrap().file_type().is_char_device());

    let folder = other.path().join("tables");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("visits.csv"), "old").unwrap();
    let (code, words) = refusal(&mut write(&["export", "csv"], &folder));
    assert!(code == 2 && words.contains("visits.csv"), "{words}");
    assert_eq!(tree(&folder).len(), 1, "nothing was half written");
    write(&["export", "csv", "--force"], &folder).assert().success();
    assert_eq!(tree(&folder).len(), 4);
}

#[cfg(unix)]
#[test]
fn the_journal_s_own_files_are_never_written_over() {
    use std::os::unix::fs::symlink;
    let journal = sample(19);
    let before = tree(&journal.root());
    let link = tempfile::tempdir().unwrap();
    symlink(journal.root().join("journal.toml"), link.path().join("link")).unwrap();
    for to in [
        journal.root().join("journal.toml"),
        journal.root().join("days/2026/new.json"),
        journal.root().join("trials/../journal.toml"),
        journal.root().join(".lock"),
        link.path().join("link"),
    ] {
        let mut command = weekfive(&journal.root(), TODAY);
        let (code, words) = refusal(command.args(["export", "json", "--force", "-o"]).arg(&to));
        assert!(code == 2 && words.contains("belongs to the journal itself"), "{}: {words}", to.display());
    }
    let mut command = weekfive(&journal.root(), TODAY);
    let (code, _) =
        refusal(command.args(["export", "csv", "--force", "-o"]).arg(journal.root().join("days/x")));
    assert_eq!(code, 2);
    assert_eq!(tree(&journal.root()), before);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_said_with_its_own_exit_code() {
    let journal = sample(19);
    let full = |words: &[&str]| {
        refusal(weekfive(&journal.root(), TODAY).args(words).args(["-o", "/dev/full", "--force"]))
    };
    for words in [&["export", "json"][..], &["export", "fhir"], &["export", "ics"], &["report"]] {
        let (code, said) = full(words);
        assert_eq!(
            (code, said.as_str()),
            (
                4,
                "weekfive: -o /dev/full: could not be written: no space left on device; free some space and try \
                 again; name another place with --output"
            ),
            "{words:?}"
        );
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_weekfive"));
        command.env("WEEKFIVE_DATA_DIR", journal.root()).env("WEEKFIVE_TODAY", TODAY).args(words);
        command.stdout(fs::File::options().write(true).open("/dev/full").unwrap());
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{words:?}");
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "weekfive: standard output could not be written: no space left on device\n"
        );
    }
    let (code, words) =
        refusal(weekfive(&journal.root(), TODAY).args(["export", "json", "-o", "/no/such/x.json"]));
    assert_eq!(
        (code, words.as_str()),
        (
            4,
            "weekfive: -o /no/such/x.json: could not be written: there is no such folder; name another place with \
             --output"
        )
    );
}

#[test]
fn an_option_of_another_format_and_an_empty_folder_are_said() {
    let journal = sample(19);
    let said = |words: &[&str]| refusal(weekfive(&journal.root(), TODAY).args(words)).1;
    assert_eq!(
        said(&["export", "json", "--remind", "21:00"]),
        "weekfive: --remind goes with export ics only"
    );
    for text in ["25:00", "9pmpm", "evening"] {
        assert!(said(&["export", "ics", "--remind", text]).contains("write it like 21:00"), "{text}");
    }
    let empty = tempfile::tempdir().unwrap();
    for format in ["csv", "json", "fhir"] {
        let (code, words) = refusal(weekfive(empty.path(), TODAY).args(["export", format]));
        assert!(code == 2 && words.contains("there is nothing to export"), "{words}");
    }
    assert!(tree(empty.path()).is_empty());
}

#[test]
fn the_calendar_reminds_daily_on_request_and_ends_with_the_trial() {
    let journal = sample(19);
    let remind = |time| printed(weekfive(&journal.root(), TODAY).args(["export", "ics", "--remind", time]));
    let file = remind("21:00");
    let alarms = |file: &str| file.matches("T210000").count();
    assert!(alarms(&file) > 0 && alarms(&file) == alarms(&remind("9pm")));
    assert!(file.contains("RRULE:FREQ=DAILY;UNTIL=") && file.contains("check-in@weekfive"));
    assert!(!printed(weekfive(&journal.root(), TODAY).args(["export", "ics"])).contains("RRULE"));
    let over = refusal(weekfive(&journal.root(), "2027-03-01").args(["export", "ics"]));
    assert!(over.0 == 2 && over.1.contains("is still to come, so nothing was written"), "{over:?}");
}

/// The words of a shell line: divided by spaces, quotation marks taken off, up to a comment.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted => break,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_line_for_the_shell_in_the_readme_is_one_that_is_understood() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines: Vec<&str> = blocks.flat_map(str::lines).filter(|line| line.starts_with("weekfive ")).collect();
    assert!(lines.len() > 20);
    for line in lines {
        if let Err(error) = weekfive::cli::command().try_get_matches_from(shell_words(line)) {
            assert!(!error.use_stderr(), "{line}: {error}");
        }
    }
}
