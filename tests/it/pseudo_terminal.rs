//! The program in a real pseudo-terminal: what it takes it gives back, whatever ends it.
#![cfg(target_os = "linux")]

use rstest::rstest;

use crate::support::Home;
use crate::support::pty::Tty;

const DAY: &str = "2026-11-12";

fn neck() -> Home {
    Home::with_neck("2026-11-02")
}

fn pain(home: &Home) -> Option<u8> {
    home.day(DAY).checkin.pain().map(|pain| pain.get())
}

#[test]
fn a_digit_is_saved_and_q_gives_the_terminal_back() {
    let home = neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").is_taken().types("4").saves();
    assert_eq!(pain(&home), Some(4), "it says saved only when it is");
    assert!(tty.types("q").ends().success());
    tty.is_given_back();
}

#[test]
fn keys_typed_ahead_are_not_lost() {
    let home = neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.types("4\u{1b}[B71q");
    assert!(tty.ends().success());
    let checkin = home.day(DAY).checkin;
    assert_eq!((pain(&home), checkin.sleep.map(|score| score.get())), (Some(4), Some(7)));
    assert_eq!(checkin.awakenings.map(|count| count.get()), Some(1));
}

#[rstest]
#[case("TERM")]
#[case("HUP")]
#[case("INT")]
fn a_signal_keeps_the_note_and_gives_the_terminal_back(#[case] signal: &str) {
    let home = neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("nhalf a sent").sees("half a sent").signal(signal);
    assert!(tty.ends().success());
    tty.is_given_back();
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "half a sent");
}

#[test]
#[ignore = "crossterm reads a lost terminal for ever; see the closing note"]
fn a_terminal_that_goes_away_ends_the_program_and_keeps_the_note() {
    let home = neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("nhalf a sent").sees("half a sent");
    assert!(tty.vanishes().ends().success());
    assert_eq!(home.day(DAY).checkin.note.unwrap().as_str(), "half a sent");
}

#[test]
fn ctrl_z_pauses_and_cont_comes_back() {
    let home = neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").types("4").saves().types("\u{1a}").waits_for_pause().is_given_back();
    tty.signal("CONT").is_taken().sees("Pain, average").types("5").types("q");
    assert!(tty.ends().success());
    tty.is_given_back();
    assert_eq!(home.day(DAY).checkin.worst.map(|score| score.get()), Some(5));
}

#[test]
fn the_systems_own_pause_works_too() {
    let home = neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").signal("TSTP").waits_for_pause().is_given_back();
    assert!(tty.signal("CONT").is_taken().types("q").ends().success());
}

#[test]
fn a_tiny_window_says_so_and_a_larger_one_shows_the_journal_again() {
    let home = neck();
    let mut tty = Tty::open(&home.root(), &[], &[]);
    tty.sees("Pain, average").resizes(30, 8).sees("a little small").resizes(1, 1).resizes(0, 0);
    tty.resizes(80, 24).sees("Pain, average").sees("Week five   Plan").types("4").saves().types("q");
    assert!(tty.ends().success());
    tty.is_given_back();
    assert_eq!(pain(&home), Some(4));
}

/// The colours among the styles that were written.
fn colours(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let styles = text.split("\u{1b}[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    let is_colour = |style: &String| {
        style
            .split(';')
            .filter_map(|part| part.parse::<u8>().ok())
            .any(|number| matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107))
    };
    styles.filter(is_colour).collect()
}

#[test]
fn no_color_leaves_every_colour_out() {
    let home = neck();
    let evening = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut tty = Tty::open(&home.root(), arguments, environment);
        tty.sees("Pain, average").types("4\t").sees("Sessions").types("\t\t\t").sees("Weekly day");
        tty.types("?").sees("A yes-or-no question").types("qq");
        assert!(tty.ends().success());
        tty.is_given_back();
        colours(&tty.bytes())
    };
    assert!(!evening(&[], &[]).is_empty());
    assert_eq!(evening(&[], &[("NO_COLOR", "1")]), Vec::<String>::new());
    assert_eq!(evening(&["--no-color"], &[]), Vec::<String>::new());
}

#[test]
fn log_asks_line_by_line_and_saves_each_answer() {
    let home = neck();
    let mut tty = Tty::open(&home.root(), &["log"], &[]);
    tty.sees("How much did it hurt today, on average? 0 is no pain, 10 is worst imaginable: ").types("11\r");
    tty.sees("That cannot be kept: a score must be 0 to 10, not 11.").types("4\r");
    tty.sees("at its worst today?");
    assert_eq!(pain(&home), Some(4), "saved before the next question");
    tty.types("\r").sees("sleep last night?").types("7\r").sees("wake you").types("q\r");
    tty.sees("Saved: pain 4, sleep 7.");
    assert!(tty.ends().success());
    assert_eq!(colours(&tty.bytes()), Vec::<String>::new());
    assert!(!tty.bytes().contains(&0x1b), "plain text for a screen reader");
    let mut tty = Tty::open(&home.root(), &["log", "--date", "2026-11-12"], &[]);
    tty.sees("[4]: ").types("-\r").sees("at its worst today?").types("\u{4}");
    assert!(tty.ends().success());
    assert_eq!(pain(&home), None);
}

#[test]
fn the_demo_opens_and_leaves_nothing_behind() {
    let home = neck();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let mut tty = Tty::open(&home.root(), &["demo"], &[("TMPDIR", path)]);
    tty.sees("day 19 of 35").types("4").saves().types("q");
    assert!(tty.ends().success());
    tty.is_given_back();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    assert!(home.day(DAY).is_empty(), "the person's own journal is not touched");
}

#[rstest]
#[case("baseline", "baseline, 2 days to go")]
#[case("treatment", "day 19 of 35")]
#[case("checkpoint", "day 32 of 35")]
#[case("decided", "35 days done")]
fn the_demo_keeps_every_stage_as_a_journal_without_problems(#[case] stage: &str, #[case] words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let keep = folder.path().join("kept");
    let mut tty =
        Tty::open(folder.path(), &["demo", "--stage", stage, "--keep", keep.to_str().unwrap()], &[]);
    tty.sees(words).signal("TERM");
    assert!(tty.ends().success());
    tty.is_given_back();
    let store = weekfive::store::Store::new(keep);
    assert_eq!(store.check(), []);
    let day = DAY.parse().unwrap();
    assert!(store.read_days(day - chrono::Days::new(7), day).written().count() >= 5);
}
