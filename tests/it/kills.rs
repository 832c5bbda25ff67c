//! The program is killed in the middle of whatever it does: afterwards every file is in order, what the
//! screen or the command had said is saved stands there, and nothing else has changed.
//!
//! A short loop runs with the tests. `WEEKFIVE_KILLS=10000` kills so often, a few at a time, and
//! `WEEKFIVE_PROGRAM` names the program to kill, say one that was built for release.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use weekfive::domain::day::Day;
use weekfive::domain::fields::daily;
use weekfive::store::Store;

use crate::random_evenings::place;
use crate::support::diary;
use crate::support::files::tree;
use crate::support::pty::{Tty, program};

/// How often the tests kill the screen, and the command.
const KILLS: u64 = 24;
/// The days that are written to, from this one on.
const FIRST: &str = "2026-11-02";
const DAYS: u64 = 20;

/// How often to kill.
fn kills() -> u64 {
    std::env::var("WEEKFIVE_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS)
}

/// So many rounds, several at a time, each with its own number; each hand has a journal of its own.
fn rounds(hand: impl Fn(&Path, &mut dyn Iterator<Item = u64>) + Sync) {
    let (next, all) = (AtomicU64::new(0), kills());
    let together = if all > KILLS { 8 } else { 2 };
    std::thread::scope(|scope| {
        for _ in 0..together {
            scope.spawn(|| {
                let folder = place();
                let root = folder.path().join("data");
                Store::new(root.clone())
                    .begin(&diary::trial(&diary::setup(
                        weekfive::domain::checklist::Site::Neck,
                        &[],
                        diary::date(FIRST),
                    )))
                    .unwrap();
                let mut mine = std::iter::from_fn(|| {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    (number < all).then_some(number)
                });
                hand(&root, &mut mine);
            });
        }
    });
}

/// Every day on disk; every file is in order, but for what saves that were killed left lying.
fn days(root: &Path, round: u64) -> BTreeMap<NaiveDate, Day> {
    let store = Store::new(root.to_owned());
    assert_eq!(store.check(), [], "round {round}");
    let (first, last) = (diary::date(FIRST), diary::date(FIRST) + Days::new(DAYS));
    store.read_days(first, last).written().map(|day| (day.date, day.clone())).collect()
}

fn leftovers(root: &Path) -> usize {
    tree(root).keys().filter(|path| path.to_string_lossy().contains(".weekfive-")).count()
}

/// What the screen shows of a day: the fields by their labels, and `None` while it shows none, or does
/// not say that all is saved.
fn shown(screen: &str) -> Option<BTreeMap<&'static str, String>> {
    let header = screen.lines().next()?;
    let is_saved = header.trim_end().ends_with("all saved")
        || header
            .rsplit_once("saved ")
            .is_some_and(|(_, at)| at.starts_with(|sign: char| sign.is_ascii_digit()));
    if !is_saved {
        return None;
    }
    let mut fields = BTreeMap::new();
    for field in daily() {
        let line =
            screen.lines().find_map(|line| line.trim_start_matches([' ', '▌']).strip_prefix(field.label));
        // Not every field is asked on every day.
        let Some(line) = line else { continue };
        let left: String = line.chars().take(57 - 2 - field.label.chars().count()).collect();
        let words = left.trim_matches(|sign: char| sign.is_whitespace() || "■□".contains(sign));
        // A picture that is half there has nothing yet where a field belongs.
        if !field.is_words() && !words.is_empty() {
            // A remark may stand behind the figure.
            fields.insert(field.label, words.split(" ").next().unwrap_or_default().to_owned());
        }
    }
    // A form may lie over the fields.
    fields.contains_key("Pain, average").then_some(fields)
}

/// Keys of somebody in a hurry, in the fields of a day.
fn burst(rng: &mut Rng) -> Vec<u8> {
    let mut keys = Vec::new();
    for _ in 0..rng.usize(1..30) {
        match rng.u8(0..10) {
            0..5 => keys.push(rng.choice(*b"023456789").unwrap()),
            5..7 => keys.extend(b"\x1b[B"),
            7 => keys.extend(b"\x1b[A"),
            8 => keys.push(b'-'),
            _ => keys.extend(b"nwords \xc3\xa9\r"),
        }
    }
    keys
}

#[test]
fn a_screen_that_is_killed_has_lost_nothing_that_it_showed_as_saved() {
    let (seen, left) = (AtomicU64::new(0), Mutex::new(0));
    rounds(|root, numbers| {
        let mut before = days(root, 0);
        for round in numbers {
            let mut rng = Rng::with_seed(round);
            let date = diary::date(FIRST) + Days::new(rng.u64(0..DAYS));
            let today = date.to_string();
            let mut tty = Tty::open(root, &[], &[("WEEKFIVE_TODAY", &today)]);
            tty.sees("Pain, average");
            for _ in 0..rng.u8(1..4) {
                tty.sends(&burst(&mut rng));
                // The moment is what is random here: nothing is waited for.
                std::thread::sleep(Duration::from_micros(rng.u64(0..60_000)));
            }
            if rng.bool() {
                std::thread::sleep(Duration::from_micros(rng.u64(0..120_000)));
            }
            let screen = tty.killed();
            let after = days(root, round);
            for (other, day) in before.iter().filter(|(other, _)| **other != date) {
                assert_eq!(after.get(other), Some(day), "round {round}: a day that nobody wrote to");
            }
            let empty = Day::empty(date);
            let day = after.get(&date).unwrap_or(&empty);
            if let Some(fields) = shown(&screen) {
                for field in daily().filter(|field| fields.contains_key(field.label)) {
                    let there = field.words(&day.checkin).unwrap_or_else(|| "-".to_owned());
                    assert_eq!(
                        fields.get(field.label),
                        Some(&there),
                        "round {round}, {}:\n{screen}",
                        field.id
                    );
                }
                seen.fetch_add(1, Ordering::Relaxed);
            }
            before = after;
        }
        let found = leftovers(root);
        swept(root);
        *left.lock().unwrap() += found;
    });
    let (seen, left) = (seen.into_inner(), left.into_inner().unwrap());
    println!("{} kills, {seen} on a screen that said saved; {left} files left lying, all swept", kills());
    assert!(seen > 0, "none of them said saved");
}

/// The next save clears away what the killed ones left.
fn swept(root: &Path) {
    assert!(log(root, "--pain", 4).status().unwrap().success());
    assert_eq!(leftovers(root), 0);
}

fn log(root: &Path, field: &str, value: u64) -> Command {
    let mut command = Command::new(program());
    command
        .args(["log", field, &value.to_string()])
        .env("WEEKFIVE_DATA_DIR", root)
        .env("WEEKFIVE_CONFIG", root.join("no-config.toml"))
        .env("WEEKFIVE_TODAY", "2026-11-12")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn commands_that_are_killed_while_others_write_leave_the_old_value_or_the_new() {
    const FIELDS: [&str; 3] = ["--pain", "--sleep", "--stress"];
    let (done, killed) = (AtomicU64::new(0), AtomicU64::new(0));
    rounds(|root, numbers| {
        // What each of three hands knows to be saved, and what may be.
        let mut known: [Option<u64>; 3] = [None; 3];
        for round in numbers {
            let mut rng = Rng::with_seed(round ^ 0x10c);
            let values: Vec<u64> = FIELDS.iter().map(|_| rng.u64(0..=10)).collect();
            let mut children: Vec<_> = FIELDS
                .iter()
                .zip(&values)
                .map(|(field, value)| log(root, field, *value).spawn().unwrap())
                .collect();
            std::thread::sleep(Duration::from_micros(rng.u64(0..25_000)));
            let victim = rng.usize(0..FIELDS.len());
            children[victim].kill().unwrap();
            let saved: Vec<bool> = children.iter_mut().map(|child| child.wait().unwrap().success()).collect();
            let day = days(root, round).remove(&diary::date("2026-11-12"));
            let checkin = day.map(|day| day.checkin).unwrap_or_default();
            let there = [checkin.pain(), checkin.sleep, checkin.stress];
            for number in 0..FIELDS.len() {
                let there = there[number].map(|score| u64::from(score.get()));
                let is_new = there == Some(values[number]);
                let may_be_old = !saved[number] && number == victim;
                assert!(saved[number] || number == victim, "round {round}: {} failed", FIELDS[number]);
                assert!(
                    is_new || (may_be_old && there == known[number]),
                    "round {round}: {}",
                    FIELDS[number]
                );
                known[number] = there;
            }
            if saved[victim] { &done } else { &killed }.fetch_add(1, Ordering::Relaxed);
        }
        swept(root);
    });
    let killed = killed.into_inner();
    println!("{killed} commands killed at work, {} had ended before", done.into_inner());
    assert!(killed > 0);
}

/// What was killed most often is put in order by the program itself.
#[test]
fn what_a_killed_save_left_is_swept_with_the_next() {
    let folder = place();
    let root = folder.path().join("data");
    assert!(log(&root, "--pain", 3).status().unwrap().success());
    fs::write(root.join("days/2026/.weekfive-a1b2c3"), "half a").unwrap();
    assert_eq!(leftovers(&root), 1);
    swept(&root);
}
