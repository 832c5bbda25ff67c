//! The commands, as a shell calls them: what they print, what they write, how they end.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::Home;
use crate::support::shell::{Shell, begin, done};

const TODAY: &str = "2026-11-12";

/// A home with nothing in it.
fn empty() -> Shell {
    Home::new().on(TODAY)
}

/// With a trial for the neck that began on 2 November.
fn with_neck() -> Shell {
    Home::begun("2026-11-01", "neck", &[]).on(TODAY)
}

/// With one for the hips, and two markers.
fn with_markers() -> Shell {
    Home::begun("2026-11-01", "hips", &["--marker", "walk:to the market", "--marker", "awakenings"]).on(TODAY)
}

/// Everything that a trial for the neck needs.
fn neck() -> Vec<&'static str> {
    begin("neck", &[])
}

/// The same without one option and its value, where it has one.
fn without(option: &str) -> Vec<&'static str> {
    let mut rest = neck();
    let at = rest.iter().position(|part| *part == option).unwrap();
    let has_value = rest.get(at + 1).is_some_and(|next| !next.starts_with("--"));
    rest.drain(at..=at + usize::from(has_value));
    rest
}

// ---- start -------------------------------------------------------------------------------------

#[test]
fn start_begins_a_trial_a_week_ahead() {
    let shell = empty();
    assert_eq!(shell.fine(&neck()), "The trial 2026-11-19-neck begins on Thu 19 Nov 2026.\n");
    let text = fs::read_to_string(shell.root().join("trials/2026-11-19-neck.toml")).unwrap();
    assert!(text.contains("start = 2026-11-19"), "{text}");
    assert_eq!(shell.fine(&["check"]), "Every file can be read.\n");
}

#[test]
fn start_takes_every_option() {
    let shell = empty();
    let options = [
        "start",
        "--site",
        "low-back",
        "--age",
        "65-plus",
        "--dose",
        "45x3",
        "--weeks",
        "6",
        "--start",
        "2026-11-16",
        "--days",
        "tue,thu,sat",
        "--weekly-day",
        "wed",
        "--marker",
        "walk",
        "--marker",
        "custom:stairs:higher:4:steps",
        "--fit",
        "--recent-massage",
        "no",
        "--no-conditions",
        "--condition",
        "implants",
        "--cleared",
        "blood-thinners=2026-11-01:Dr Ito:light pressure: no heat",
        "--tried",
        "heat",
        "--committed",
        "--fair",
        "--clinician",
        "will-do",
        "--baseline-pain",
        "6",
    ];
    let out = shell.fine(&options);
    assert!(out.starts_with("The trial 2026-11-16-low-back begins on Mon 16 Nov 2026.\n"), "{out}");
    assert!(out.lines().count() > 1, "what differs from the studied trial is named: {out}");
    let text = fs::read_to_string(shell.root().join("trials/2026-11-16-low-back.toml")).unwrap();
    for part in [
        "weeks = 6",
        "dose = \"45x3\"",
        "stairs",
        "steps",
        "blood-thinners",
        "2026-11-01",
        "pain = 6",
        "by = \"Dr Ito\"",
        "limits = \"light pressure: no heat\"",
        "tried = \"heat\"",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[rstest]
#[case("--fit", "Fit (muscular, three-months, complement)")]
#[case("--recent-massage", "Fit (recent-massage)")]
#[case("--site", "Fit (site)")]
#[case("--age", "Fit (age)")]
#[case("--no-conditions", "Safety (blood-clot, recent-heart-attack, ")]
#[case("--committed", "Commitment (attend)")]
#[case("--fair", "Fair comparison (same-tracking, ")]
#[case("--clinician", "Fair comparison (clinician)")]
#[case("--dose", "choose a dose")]
fn start_says_which_part_refuses(#[case] option: &str, #[case] part: &str) {
    let shell = empty();
    let said = shell.refused(2, &without(option));
    assert!(said.contains(part), "{said}");
    assert!(!shell.root().exists(), "nothing is written");
}

#[rstest]
#[case::hold(&["--condition", "blood-thinners"], "On hold until a clinician has given a clearance: Blood thinners")]
#[case::red_flag(&["--condition", "saddle-numbness"], "On hold until a clinician has given a clearance")]
#[case::item(&["--condition", "hiccups"], "there is no safety item “hiccups”; it is one of blood-clot")]
#[case::clearance_to_come(&["--cleared", "blood-thinners=2026-11-13"], "has not come yet")]
#[case::clearance_too_old(&["--cleared", "blood-thinners=2026-08-11"], "only one from Wed 12 Aug on counts")]
#[case::massage(&["--recent-massage", "perhaps"], "say yes or no")]
#[case::clearance_words(&["--cleared", "blood-thinners"], "ITEM=DATE")]
#[case::clearance_date(&["--cleared", "blood-thinners=2026-02-30"], "no day “2026-02-30” in the calendar")]
#[case::dose_of_none(&["--dose", "0x2"], "must be 1 to 480, not 0")]
#[case::dose_eight(&["--dose", "60x8"], "1 to 7")]
#[case::dose_words(&["--dose", "often"], "60x2")]
#[case::weeks(&["--weeks", "0"], "1 to 12")]
#[case::many_weeks(&["--weeks", "13"], "1 to 12")]
#[case::past(&["--start", "2026-11-04"], "more than a week ago; begin on 2026-11-05 or later")]
#[case::future(&["--start", "2028-11-04"], "more than a year away")]
#[case::no_date(&["--start", "2026-02-30"], "--start: there is no day “2026-02-30” in the calendar")]
#[case::days(&["--days", "mon"], "needs 2 weekdays, not 1")]
#[case::day_words(&["--days", "mon,someday"], "“someday” is not a weekday")]
#[case::weekly_day(&["--weekly-day", "payday"], "“payday” is not a weekday")]
#[case::site(&["--site", "head"], "neck, shoulders, low-back, hips, other")]
#[case::age(&["--age", "old"], "under-20, 20-64, 65-plus")]
#[case::clinician(&["--clinician", "maybe"], "yes, no, will-do")]
#[case::baseline(&["--baseline-pain", "11"], "must be 0 to 10, not 11")]
#[case::ndi(&["--baseline-ndi", "51"], "must be 0 to 50, not 51")]
#[case::one_marker_for_a_neck(&["--marker", "walk"], "exactly two markers")]
fn start_refuses_in_one_sentence(#[case] more: &[&str], #[case] part: &str) {
    let shell = empty();
    let options = if neck().contains(&more[0]) { without(more[0]) } else { neck() };
    let said = shell.refused(2, &[&options[..], more].concat());
    assert!(said.contains(part), "{said}");
    assert!(!shell.root().exists(), "nothing is written");
}

#[rstest]
#[case(&[], "two")]
#[case(&["walk"], "two")]
#[case(&["walk", "walk"], "different kinds")]
#[case(&["walk", "sitting", "activity"], "two")]
#[case(&["walk", "nonsense"], "nonsense")]
#[case(&["walk", "custom:x"], "custom:")]
#[case(&["walk:a", "sitting:a"], "a")]
fn start_takes_exactly_two_markers_elsewhere(#[case] markers: &[&str], #[case] part: &str) {
    let shell = empty();
    let mut options = begin("hips", &[]);
    for marker in markers {
        options.extend(["--marker", marker]);
    }
    let said = shell.refused(2, &options);
    assert!(said.contains(part), "{said}");
}

#[test]
fn start_waits_for_the_end_of_the_trial_that_runs() {
    let shell = with_neck();
    let shell = shell.on("2026-12-06");
    assert!(shell.refused(2, &neck()).contains("runs until Sun 6 Dec 2026"));
    let shell = shell.on("2026-12-07");
    assert!(shell.fine(&neck()).contains("2026-12-14-neck"));
}

/// What to do about a warning sign is said first, whatever else a command is refused for.
#[rstest]
#[case::gate(&["--condition", "chest-or-breath"], "Call the emergency number now, also if it has gone again.")]
#[case::item(&["--condition", "saddle-numbness", "--condition", "hiccups"], "Go to a hospital's emergency department now")]
#[case::plan(&["--condition", "fever", "--days", "mon"], "No massage before a doctor has looked at it.")]
#[case::not_readable(&["--condition", "chest-or-breath", "--weeks", "many"], "Call the emergency number now")]
#[case::joined(&["--condition=saddle-numbness", "--weeks", "many"], "Go to a hospital's emergency department now")]
#[case::other_first(&["--condition", "fever", "--condition", "sudden-weakness"], "Call the emergency number now")]
fn start_says_what_to_do_before_it_refuses(#[case] more: &[&str], #[case] words: &str) {
    let shell = empty();
    let said = shell.refused(2, &[&neck()[..], more].concat());
    assert!(said.starts_with(&format!("weekfive: {words}")), "{said}");
}

#[test]
fn an_item_with_its_clearance_brings_no_warning() {
    let shell = empty();
    shell.fine(
        &[&neck()[..], &["--condition", "blood-thinners", "--cleared", "blood-thinners=2026-11-01"]].concat(),
    );
}

// ---- log ---------------------------------------------------------------------------------------

#[test]
fn log_takes_every_option_and_changes_only_what_is_named() {
    let shell = with_neck();
    let said = shell.fine(&[
        "log",
        "--pain",
        "4",
        "--worst",
        "6",
        "--sleep",
        "7",
        "--awakenings",
        "1",
        "--stress",
        "5",
        "--mood",
        "6",
        "--clarity",
        "8",
        "--soreness",
        "2",
        "--extra-medicine",
        "--ndi-sections",
        "2,1,-,0,3,1,2,2,1,0",
        "--note",
        "Stiff after the desk.",
        "--change",
        "medicine:Ibuprofen for two days.",
        "--change",
        "sleep:new pillow",
    ]);
    assert!(said.starts_with("Saved Thu 12 Nov: pain 4, worst pain 6, sleep 7,"), "{said}");
    let text = shell.day_text(TODAY);
    for line in [
        "pain = 4",
        "worst = 6",
        "sleep = 7",
        "awakenings = 1",
        "stress = 5",
        "mood = 6",
        "clarity = 8",
        "soreness = 2",
        "extra_medicine = true",
        "note = \"Stiff after the desk.\"",
        "pain-intensity = 2",
        "kind = \"medicine\"",
        "text = \"new pillow\"",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    assert!(!text.contains("lifting"), "{text}");
    shell.fine(&["log", "--sleep", "3", "--extra-medicine", "no"]);
    let changed =
        text.replace("sleep = 7", "sleep = 3").replace("extra_medicine = true", "extra_medicine = false");
    assert_eq!(shell.day_text(TODAY), changed);
}

#[rstest]
#[case("yesterday", "2026-11-11")]
#[case("-2", "2026-11-10")]
#[case("2026-11-05", "2026-11-05")]
#[case("today", TODAY)]
fn log_writes_into_the_day_that_is_named(#[case] date: &str, #[case] file: &str) {
    let shell = with_neck();
    shell.fine(&["log", "--date", date, "--pain", "3"]);
    assert!(shell.day_text(file).contains("pain = 3"));
    let written = fs::read_dir(shell.day_file(file).parent().unwrap()).unwrap().count();
    assert_eq!(written, 1);
}

#[test]
fn log_needs_no_trial() {
    let shell = empty();
    assert_eq!(shell.fine(&["log", "--pain", "3"]), "Saved Thu 12 Nov: pain 3.\n");
}

#[test]
fn log_skips_and_rates_again() {
    let shell = with_neck();
    shell.fine(&["log", "--skip", "away"]);
    assert!(shell.day_text(TODAY).contains("skipped = \"away\"") && !shell.day_text(TODAY).contains("pain"));
    shell.fine(&["log", "--pain", "2"]);
    assert!(!shell.day_text(TODAY).contains("skipped") && shell.day_text(TODAY).contains("pain = 2"));
}

#[test]
fn log_takes_markers_by_their_names() {
    let shell = with_markers();
    shell.fine(&["log", "--marker", "to the market=25,5", "--marker", "awakenings=2"]);
    let text = shell.day_text(TODAY);
    assert!(text.contains("\"to the market\" = 25.5") && text.contains("awakenings = 2"), "{text}");
    assert!(shell.refused(2, &["log", "--marker", "awakenings=1.5"]).contains("whole number of 0 to 99"));
    let said = shell.refused(2, &["log", "--marker", "walk=3"]);
    assert!(said.contains("no such marker; it has to the market and awakenings"), "{said}");
    assert_eq!(shell.day_text(TODAY), text);
}

#[rstest]
#[case(&["--pain", "11"], "--pain <N>: a score must be 0 to 10, not 11")]
#[case(&["--pain", "-1"], "-1")]
#[case(&["--pain", "4.5"], "a score must be 0 to 10")]
#[case(&["--awakenings", "100"], "0 to 99")]
#[case(&["--date", "2026-02-30", "--pain", "4"], "--date: there is no day “2026-02-30” in the calendar")]
#[case(&["--date", "2026-11-13", "--pain", "4"], "Fri 13 Nov has not come yet")]
#[case(&["--date", "soon", "--pain", "4"], "“soon” is not a date")]
#[case(&["--pain", "4", "--skip", "ill"], "cannot be used with")]
#[case(&["--skip", " "], "there is no text here")]
#[case(&["--ndi", "51"], "0 to 50")]
#[case(&["--ndi-sections", "1,2,3"], "10 topics in a row")]
#[case(&["--ndi-sections", "1,2,3,4,5,6,1,1,1,1"], "0 to 5, not 6")]
#[case(&["--ndi-sections", "-,-,-,-,-,-,-,-,-,-"], "none of the ten topics")]
#[case(&["--ndi", "20", "--ndi-sections", "1,2,3,4,5,5,1,1,1,1"], "cannot be used with")]
#[case(&["--marker", "walk"], "NAME=VALUE")]
#[case(&["--marker", "walk=3"], "this trial has none")]
#[case(&["--change", "Ibuprofen"], "KIND:TEXT")]
#[case(&["--change", "weather:rain"], "weather")]
#[case(&["--change", "medicine:"], "there is no text here")]
#[case(&["--extra-medicine", "perhaps"], "yes or no")]
#[case(&[], "name at least one thing, such as --pain 4")]
#[case(&["--date", "yesterday"], "name at least one thing")]
fn log_refuses_in_one_sentence(#[case] options: &[&str], #[case] part: &str) {
    let shell = with_neck();
    let said = shell.refused(2, &[&["log"], options].concat());
    assert!(said.contains(part), "{said}");
    assert!(!shell.root().join("days").exists(), "nothing is written");
}

#[test]
fn log_refuses_a_note_of_100_kb_and_keeps_the_old_one() {
    let shell = with_neck();
    shell.fine(&["log", "--note", "stiff"]);
    let before = shell.day_text(TODAY);
    let said = shell.refused(2, &["log", "--note", &"x".repeat(100_000)]);
    assert!(said.contains("100000 characters; at most 10000 can be kept") && said.len() < 200, "{said}");
    assert_eq!(shell.day_text(TODAY), before);
}

#[test]
fn control_codes_are_kept_in_the_file_and_never_printed() {
    let shell = with_neck();
    shell.fine(&["log", "--skip", "\u{1b}[31mill"]);
    assert!(shell.day_text(TODAY).contains("[31mill"));
    shell.refused(2, &["log", "--pain", "\u{1b}[31m4"]);
    shell.refused(2, &["\u{1b}[31m"]);
}

#[test]
fn log_says_how_many_topics_are_missing() {
    let shell = with_neck();
    let said = shell.fine(&["log", "--ndi-sections", "1,2,-,-,-,1,2,2,1,0"]);
    assert!(said.contains("3 topics of the index are missing"), "{said}");
}

#[test]
fn log_reminds_of_an_open_hold() {
    let shell = with_neck();
    let file = shell.root().join("trials/2026-11-02-neck.toml");
    let held = "\n[[hold]]\nitem = \"fever\"\nkind = \"red-flag\"\nopened = 2026-11-10\n";
    fs::write(&file, fs::read_to_string(&file).unwrap() + held).unwrap();
    assert!(shell.fine(&["log", "--pain", "4"]).contains(
        "No massage before a doctor has looked at it.\nOn hold since Tue 10 Nov 2026: Newly ill, with fever."
    ));
    assert!(shell.fine(&["status"]).starts_with("ON HOLD: No massage before a doctor has looked at it. · "));
    assert_eq!(json_of(&shell)["hold"], json!(true));
}

#[test]
fn a_day_that_cannot_be_read_is_never_written() {
    let shell = with_neck();
    let broken = "date = 2026-11-12\n[checkin]\npain = eleven\n";
    shell.write(&shell.day_file(TODAY), broken.as_bytes());
    let said = shell.refused(3, &["log", "--pain", "4"]);
    assert!(said.contains("2026-11-12.toml:3:"), "{said}");
    assert_eq!(shell.day_text(TODAY), broken);
    assert!(shell.refused(3, &["status", "--check"]).contains("2026-11-12.toml:3:"));
    assert!(shell.refused(3, &["status"]).contains("2026-11-12.toml:3:"));
}

// ---- status ------------------------------------------------------------------------------------

fn json_of(shell: &Shell) -> Value {
    serde_json::from_str(&shell.fine(&["status", "--json"])).unwrap()
}

#[test]
fn status_is_one_line() {
    let shell = empty();
    assert_eq!(shell.fine(&["status"]), "no trial yet · not checked in yet\n");
    let shell = with_neck();
    let line = shell.fine(&["status"]);
    let to_do = "nothing written for a week or more · The Neck Disability Index is due · 3 visits with nothing written";
    let day = "day 11 of 35 · not checked in yet · visits 0 of 8 · next Thu 12 Nov";
    assert_eq!(line, format!("{day} · {to_do}\n"));
    shell.fine(&["log", "--pain", "4"]);
    assert!(shell.fine(&["status"]).ends_with("3 visits with nothing written · 7 blank days\n"));
    assert!(shell.fine(&["status"]).contains("checked in, pain 4"));
    assert!(shell.fine(&["--ascii", "status"]).is_ascii());
    shell.fine(&["log", "--skip", "ill"]);
    assert!(shell.fine(&["status"]).contains("skipped today"));
    let shell = shell.on("2026-11-01");
    assert!(shell.fine(&["status"]).starts_with("baseline, day 1 is Mon 2 Nov"));
    let shell = shell.on("2027-01-01");
    let done = shell.fine(&["status"]);
    assert!(
        done.starts_with("The answer is ready. Write down what you decide, whichever way · 35 days done")
    );
}

#[test]
fn status_json_has_the_fields_that_others_rely_on() {
    let shell = empty();
    assert_eq!(
        json_of(&shell),
        json!({"date": TODAY, "trial": null, "day": null, "of": null, "phase": "none", "checked_in": false,
               "pain": null, "hold": false, "blank_days": [], "due": [], "caution": [], "answer": "none", "visits": null})
    );
    let shell = with_neck();
    for day in 1..=9 {
        shell.fine(&["log", "--date", &format!("2026-11-0{day}"), "--pain", "5"]);
    }
    shell.fine(&["log", "--pain", "0"]);
    assert_eq!(
        json_of(&shell),
        json!({"date": TODAY, "trial": "2026-11-02-neck", "day": 11, "of": 35, "phase": "treatment",
               "checked_in": true, "pain": 0, "hold": false, "blank_days": ["2026-11-10", "2026-11-11"],
               "due": ["ndi"], "caution": [], "answer": "none", "visits": {"completed": 0, "planned": 8, "next": TODAY}})
    );
    for (today, phase) in [
        ("2026-10-20", "none"),
        ("2026-10-26", "baseline"),
        ("2026-11-30", "checkpoint"),
        ("2026-12-07", "after"),
    ] {
        let shell = shell.on(today);
        assert_eq!(json_of(&shell)["phase"], phase, "{today}");
    }
    let markers = with_markers();
    assert_eq!(json_of(&markers)["due"], json!(["to the market"]));
}

#[test]
fn status_check_says_nothing_and_answers_with_its_code() {
    let shell = empty();
    let check = |shell: &Shell| {
        let done = shell.run(&["status", "--check"]);
        assert_eq!((done.out.as_str(), done.err.as_str()), ("", ""));
        done.code
    };
    assert_eq!(check(&shell), 1);
    shell.fine(&["log", "--sleep", "4"]);
    assert_eq!(check(&shell), 1, "a night alone is no check-in");
    shell.fine(&["log", "--pain", "0"]);
    assert_eq!(check(&shell), 0);
    shell.fine(&["log", "--skip", "ill"]);
    assert_eq!(check(&shell), 0);
}

// ---- check, paths and the files ----------------------------------------------------------------

#[test]
fn check_is_clean_or_names_every_problem() {
    let shell = empty();
    let nothing = shell.fine(&["check"]);
    assert!(nothing.contains("Nothing is written yet"), "{nothing}");
    let shell = with_neck();
    assert_eq!(shell.fine(&["check"]), "Every file can be read.\n");
    shell.write(&shell.day_file("2026-11-03"), b"");
    shell.write(&shell.day_file("2026-11-04"), b"date = \"2026-11-04\"\n[checkin]\npain = 4\n");
    assert_eq!(shell.fine(&["check"]), "Every file can be read.\n");
    shell.write(&shell.day_file("2026-11-05"), b"[checkin]\npain = 11\nworst = \"x\"\n");
    shell.write(&shell.day_file("2026-11-06"), b"[checkin]\nnote = \"\xff\"\n");
    shell.write(&shell.day_file("2026-11-07"), b"format = 9\n");
    shell.write(&shell.root().join("days/2026/notes.toml"), b"");
    let done = shell.run(&["check"]);
    let wanted = [
        ("2026-11-05.toml:2:8: ", "pain must be 0 to 10, not 11"),
        ("2026-11-05.toml:3:9: ", "worst is a whole number"),
        ("2026-11-06.toml:2:9: ", "not UTF-8"),
        ("2026-11-07.toml:1:1: ", "newer weekfive"),
        ("notes.toml:1:1: ", "named after its date"),
    ];
    let lines: Vec<&str> = done.out.lines().collect();
    assert_eq!((done.code, lines.len(), done.err.as_str()), (1, wanted.len(), ""), "{}", done.out);
    for (line, (place, words)) in lines.iter().zip(wanted) {
        assert!(line.contains(place) && line.contains(words), "{line}");
    }
}

#[test]
fn a_journal_of_a_newer_format_is_read_and_not_written() {
    let shell = with_neck();
    let journal = shell.root().join("journal.toml");
    fs::write(&journal, fs::read_to_string(&journal).unwrap().replace("format = 1", "format = 2")).unwrap();
    assert!(shell.fine(&["status"]).starts_with("day 11 of 35"));
    assert!(shell.refused(4, &["log", "--pain", "4"]).contains("newer weekfive (format 2); update weekfive"));
    assert!(!shell.day_file(TODAY).exists());
    assert_eq!(shell.run(&["check"]).code, 1);
}

#[rstest]
#[case::not_utf8(b"format = 1\n# \xff\n", "UTF-8")]
#[case::typo(b"format = \n", "journal.toml:1:")]
fn a_journal_that_cannot_be_read_stops_every_command(#[case] bytes: &[u8], #[case] part: &str) {
    let shell = with_neck();
    shell.write(&shell.root().join("journal.toml"), bytes);
    for command in [&["status"][..], &["log", "--pain", "4"], &neck()] {
        assert!(shell.refused(3, command).contains(part));
    }
    assert_eq!(fs::read(shell.root().join("journal.toml")).unwrap(), bytes);
}

#[test]
fn paths_says_where_things_are() {
    let shell = empty();
    let out = shell.fine(&["paths"]);
    let data = shell.root();
    assert!(out.contains(data.to_str().unwrap()) && out.contains("config.toml"), "{out}");
    let named = shell.fine(&["paths", "--data-dir", "/somewhere", "--config", "/else/c.toml"]);
    assert_eq!(named, "data    /somewhere\nconfig  /else/c.toml\n");
    let plain = done(shell.command().env_remove("WEEKFIVE_DATA_DIR").arg("paths")).out;
    assert!(plain.contains("share/weekfive"), "{plain}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let shell = empty();
    shell.write(&shell.root(), b"a file");
    let said = shell.refused(3, &neck());
    assert!(said.contains("data") && said.contains("a file stands where a folder should be"), "{said}");
    let shell = empty();
    let said = shell.refused(4, &["log", "--pain", "4", "--data-dir", "/proc/weekfive"]);
    assert!(said.contains("/proc/weekfive"), "{said}");
    assert_eq!(shell.run(&["status", "--data-dir", "/nowhere/at/all"]).code, 0);
}

#[cfg(unix)]
#[test]
fn folders_and_files_are_the_persons_own() {
    use std::os::unix::fs::PermissionsExt;
    let shell = with_neck();
    shell.fine(&["log", "--pain", "4"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for folder in ["", "days", "days/2026", "trials"] {
        assert_eq!(mode(&shell.root().join(folder)), 0o700, "{folder}");
    }
    for file in ["journal.toml", ".lock", "trials/2026-11-02-neck.toml", "days/2026/2026-11-12.toml"] {
        assert_eq!(mode(&shell.root().join(file)), 0o600, "{file}");
    }
}

// ---- options for all ---------------------------------------------------------------------------

#[test]
fn today_governs_every_date_by_option_and_by_environment() {
    let shell = with_neck();
    shell.fine(&["log", "--pain", "4", "--today", "2026-11-09"]);
    let text = shell.day_text("2026-11-09");
    assert!(text.contains("at = 2026-11-09T") || text.contains("at = 2026-11-10T0"), "{text}");
    assert!(shell.fine(&["status", "--today", "2026-11-09"]).contains("day 8 of 35 · checked in"));
    assert!(shell.fine(&["--today", "2026-11-10", "status"]).contains("day 9 of 35 · not checked in"));
    assert!(shell.refused(2, &["status", "--today", "tomorrow"]).contains("“tomorrow” is not a date"));
}

#[rstest]
#[case("theme = \"pink\"\n", "config.toml:1:9: ")]
#[case("\nday_end = 13:00:00\n", "config.toml:2:11: ")]
#[case("[keys]\n\"today.note\" = \"c\"\n", "cannot mean both")]
#[case("colour = 1\n", "config.toml:1:1: ")]
#[case("fields = [\"pian\"]\n", "pian")]
fn a_configuration_that_cannot_be_understood_is_told_and_keeps_nothing_shut(
    #[case] text: &str,
    #[case] part: &str,
) {
    let shell = empty();
    let file = shell.path().join("config.toml");
    fs::write(&file, text).unwrap();
    let config = ["--config", file.to_str().unwrap()];
    let done = shell.run(&[&["status"], &config[..]].concat());
    assert_eq!((done.code, done.out.as_str()), (0, "no trial yet · not checked in yet\n"));
    assert!(done.err.contains(part) && done.err.ends_with("all others count.\n"), "{}", done.err);
    assert_eq!(done.err.lines().count(), 1, "{}", done.err);
    assert_eq!(shell.run(&[&["log", "--pain", "4"], &config[..]].concat()).code, 0);
    assert!(shell.day_text(TODAY).contains("pain = 4"));
    let check = shell.run(&[&["check"], &config[..]].concat());
    assert_eq!((check.code, check.err.as_str()), (1, ""));
    assert!(check.out.contains(part), "{}", check.out);
    fs::write(&file, b"# \xff\nday_end = 00:00:00\n").unwrap();
    let done = shell.run(&[&["log", "--pain", "5"], &config[..]].concat());
    assert!(done.code == 0 && done.err.contains("config.toml:1:3: this is not UTF-8"), "{}", done.err);
    assert!(shell.day_text(TODAY).contains("at = 2026-11-12T"), "the rest of the file counts");
}

#[test]
fn a_folder_or_a_locked_file_in_the_place_of_the_configuration_is_told_too() {
    let shell = empty();
    let folder = shell.path().to_str().unwrap();
    let done = shell.run(&["status", "--config", folder]);
    assert!(done.code == 0 && done.err.contains(":1:1: this is a folder"), "{}", done.err);
    let done = shell.run(&["check", "--config", folder]);
    assert!(done.code == 1 && done.out.contains("this is a folder"), "{}", done.out);
}

#[test]
fn the_configured_end_of_the_day_counts() {
    let shell = empty();
    let file = shell.path().join("config.toml");
    fs::write(&file, "day_end = 00:00:00\nfields = [\"sleep\"]\n").unwrap();
    shell.fine(&["log", "--pain", "4", "--config", file.to_str().unwrap()]);
    assert!(shell.day_text(TODAY).contains("at = 2026-11-12T"));
}

#[test]
fn the_screen_needs_a_terminal() {
    let shell = empty();
    for command in [&[][..], &["demo"], &["demo", "--stage", "decided"]] {
        assert!(shell.refused(2, command).contains("needs a terminal"), "{command:?}");
    }
    assert!(!shell.root().exists());
    assert!(
        shell.refused(2, &["demo", "--stage", "never"]).contains("baseline, treatment, checkpoint, decided")
    );
    let full = shell.path().to_str().unwrap().to_owned();
    fs::write(shell.path().join("x"), "").unwrap();
    assert!(shell.refused(2, &["demo", "--keep", &full]).contains("is not empty"));
}

#[test]
fn help_and_version_are_answers_and_unknown_words_are_not() {
    let shell = empty();
    assert!(shell.fine(&["--help"]).contains("log"));
    assert!(shell.fine(&["log", "-h"]).contains("--ndi-sections"));
    assert_eq!(shell.fine(&["-V"]), format!("weekfive {}\n", env!("CARGO_PKG_VERSION")));
    for (wrong, help) in [
        (&["frobnicate"][..], "see weekfive --help"),
        (&["log", "--nonsense"], "see weekfive log --help"),
        (&["status", "--json", "--check"], "see weekfive status --help"),
        (&["paths", "x"], "see weekfive paths --help"),
    ] {
        assert!(shell.refused(2, wrong).ends_with(help));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let shell = with_neck();
    let line = format!(
        "{} status --json | true; {} --help | head -1",
        env!("CARGO_BIN_EXE_weekfive"),
        env!("CARGO_BIN_EXE_weekfive")
    );
    let mut command = Command::new("sh");
    command.args(["-c", &line]).env("WEEKFIVE_DATA_DIR", shell.root());
    assert_eq!(done(&mut command).err, "");
}
