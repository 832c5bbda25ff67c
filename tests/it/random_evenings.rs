//! Random evenings: seeded keys, clicks, pastes, sizes and times, over every stage of a journal,
//! through the program's own loop on real files. After each: no mistake of the program's own, every
//! file in order, what was shown as saved is on disk and nothing else is, and the memory that was used
//! is given back.
//!
//! Two hundred of them run with the tests; `WEEKFIVE_EVENINGS=10000` runs more, and
//! `WEEKFIVE_EVENING=69` the one of that seed alone. One that fails is made as short as it can be, and printed.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::{Command, Stdio};

use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use fastrand::Rng;
use weekfive::app::action::{Action, Global};
use weekfive::app::keymap::{BINDINGS, Binding, Context, Key};
use weekfive::app::{App, Settings};
use weekfive::content;
use weekfive::domain::checklist::Site;
use weekfive::domain::trial::Setup;
use weekfive::runtime::events::Happened;
use weekfive::store::Store;

use crate::support::diary;
use crate::support::window::{Moment, Sight, Window};

/// How many evenings the tests live through.
const EVENINGS: u64 = 200;
/// The most moments of one.
const MOST_MOMENTS: usize = 110;
/// How much more memory the last evening may leave in use than the first ones did, in bytes.
const MOST_GROWTH: u64 = 8 << 20;

/// The days on which they begin: most on any day, some where the calendar is odd.
const DATES: [&str; 9] = [
    "2026-11-12",
    "2026-11-12",
    "2026-11-12",
    "2026-11-12",
    "2028-02-29",
    "2027-01-01",
    "2026-10-25",
    "9999-06-20",
    "9999-07-31",
];

/// How far the journal is that an evening begins with.
#[derive(Debug, Clone, Copy)]
enum Stage {
    /// No folder at all.
    Nothing,
    /// A checklist that has just been begun.
    Begun,
    /// A checklist with every answer.
    Answered,
    /// The same as a trial with markers.
    Markers(Site),
    /// The sample, on a day of its trial.
    Sample(i64),
}

const STAGES: [Stage; 13] = [
    Stage::Nothing,
    Stage::Begun,
    Stage::Answered,
    Stage::Answered,
    Stage::Markers(Site::LowBack),
    Stage::Markers(Site::Neck),
    Stage::Sample(-1),
    Stage::Sample(1),
    Stage::Sample(4),
    Stage::Sample(19),
    Stage::Sample(32),
    Stage::Sample(37),
    Stage::Sample(60),
];

impl Stage {
    /// Puts the files of it into a folder.
    fn put(self, root: &Path, today: NaiveDate) {
        let store = Store::new(root.to_owned());
        match self {
            Self::Nothing => {}
            Self::Begun => drop(store.save_setup(None, &Setup::new(today)).unwrap()),
            Self::Answered => {
                let mut setup = diary::setup(Site::Neck, &[], today + Days::new(3));
                setup.begun = today - Days::new(8);
                store.save_setup(None, &setup).unwrap();
            }
            Self::Markers(site) => {
                let of_the_catalogue = content::markers().iter().take(2);
                let markers: Vec<_> = of_the_catalogue
                    .map(|marker| content::parse_marker_option(&marker.id).unwrap())
                    .collect();
                store.begin(&diary::trial(&diary::setup(site, &markers, today - Days::new(9)))).unwrap();
            }
            Self::Sample(day) => {
                let start = today + TimeDelta::days(1 - day);
                let sample = content::sample(start, today).unwrap();
                store.begin(&sample.trial).unwrap();
                for day in &sample.days {
                    store.save_day(&weekfive::domain::day::Day::empty(day.date), day).unwrap();
                }
            }
        }
    }
}

/// Where the files of these tests go: to memory, where the system has such a place, since what takes
/// time on a disk is to make things durable.
pub fn place() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

fn key(code: KeyCode) -> Moment {
    Moment::Happens(Happened::Key(KeyEvent::from(code)))
}

fn with(code: KeyCode, modifiers: KeyModifiers) -> Moment {
    Moment::Happens(Happened::Key(KeyEvent::new(code, modifiers)))
}

/// Words that are typed or pasted.
const WORDS: [&str; 40] = [
    "tomorrow",
    "yesterday",
    "mon",
    "12 nov",
    "2026-11-05",
    "29 feb",
    "2028-02-29",
    "9999-07-31",
    "0001-01-01",
    "17:30",
    "5pm",
    "noon",
    "60",
    "0",
    "10",
    "50",
    "1000000",
    "-3",
    "2,5",
    "1.5",
    "A.",
    "stiff after the desk",
    "Grüße",
    "日本語のメモ",
    "👩‍👩‍👧‍👦 family",
    "e\u{301}\u{327}\u{308}",
    "مرحبا שלום",
    "\u{202e}backwards\u{2066}",
    "a\tb",
    "line one\nline two\r\nline three",
    "\u{0}\u{7}\u{1b}[31mred\u{9b}",
    "\u{feff}bom",
    "zero\u{200b}width\u{200d}",
    "\"quotes\" and 'more' \\ back",
    "[[session]]",
    "note = \"x\"",
    "=",
    "#",
    "'''",
    "\"\"\"",
];

fn words(rng: &mut Rng) -> String {
    match rng.u8(0..20) {
        0 => "long ".repeat(rng.usize(1..3000)),
        1 => std::iter::repeat_with(|| rng.char(..)).take(30).collect(),
        2 => "\n".repeat(rng.usize(1..300)),
        _ => rng.choice(WORDS).unwrap().to_owned(),
    }
}

/// The key of a row of the key table.
fn of_binding(binding: &Binding, rng: &mut Rng) -> Option<Moment> {
    let written = rng.choice(binding.keys)?;
    Some(match Key::parse(written)? {
        Key::Digits => key(KeyCode::Char(char::from(rng.u8(b'0'..=b'9')))),
        Key::Letters => key(KeyCode::Char(char::from(rng.u8(b'a'..=b'm')))),
        Key::One(code, modifiers) => with(code, modifiers),
    })
}

/// What a person, or a cat, does next. Some of it takes more than one moment.
fn next(sight: &Sight, rng: &mut Rng) -> Vec<Moment> {
    let contexts = sight.app.contexts();
    let writes = contexts.first().is_some_and(|context| context.takes_text());
    let on = |rng: &mut Rng, of: &[Context]| {
        let rows: Vec<_> = BINDINGS.iter().filter(|binding| of.contains(&binding.context)).collect();
        let row = rng.choice(rows)?;
        let is_rare = matches!(row.action, Action::Global(Global::Quit | Global::Suspend));
        if is_rare && rng.u8(0..30) > 0 { None } else { of_binding(row, rng) }
    };
    let answers = [KeyCode::Enter, KeyCode::Char('y'), KeyCode::Char('n'), KeyCode::Char(' ')];
    let moves = [
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Enter,
    ];
    let one = match rng.u8(0..100) {
        0..30 if writes => {
            let typed = words(rng);
            return typed.chars().take(40).map(|letter| key(KeyCode::Char(letter))).collect();
        }
        0..24 => on(rng, &contexts[..1.min(contexts.len())]),
        24..40 => on(rng, &contexts),
        40..58 => rng.choice(answers).map(key),
        58..64 => Some(key(KeyCode::Char(char::from(rng.u8(b'0'..=b'9'))))),
        64..72 => rng.choice(moves).map(key),
        72..75 => Some(key(KeyCode::F(rng.u8(1..=5)))),
        75..80 => Some(click(sight, rng)),
        80..84 => Some(Moment::Happens(Happened::Paste(words(rng)))),
        84..88 => Some(size(rng)),
        88 => Some(with(KeyCode::Char(char::from(rng.u8(b'a'..=b'z'))), KeyModifiers::CONTROL)),
        89 => Some(with(KeyCode::Char(char::from(rng.u8(b'a'..=b'z'))), KeyModifiers::ALT)),
        90 => Some(Moment::Happens(Happened::Burst(rng.bool()))),
        91 => Some(Moment::Happens(Happened::Focus)),
        92 => return vec![Moment::Happens(Happened::Perhaps(KeyCode::Esc.into())), key(KeyCode::Esc)],
        93 => Some(key(KeyCode::Esc)),
        94 => Some(with(KeyCode::Char('s'), KeyModifiers::CONTROL)),
        95 => Some(Moment::Passes(TimeDelta::minutes(rng.i64(-600..900)))),
        96 => Some(Moment::Passes(TimeDelta::hours(rng.i64(-30..400)))),
        97 if rng.bool() => Some(key(KeyCode::Char(rng.char(..)))),
        // Something worrying: what there is to do about it lies deep.
        97 => {
            let kind = char::from(rng.u8(b'a'..=b'm'));
            let how_bad = char::from(rng.u8(b'1'..=b'3'));
            let keys = [KeyCode::F(1), KeyCode::Char('!'), KeyCode::Char(kind), KeyCode::Char(how_bad)];
            return keys.into_iter().chain([KeyCode::Enter; 2]).map(key).collect();
        }
        98 => {
            let undo = key(KeyCode::Char('u'));
            return std::iter::repeat_n(undo, rng.usize(1..8)).collect();
        }
        _ => {
            let redo = with(KeyCode::Char('r'), KeyModifiers::CONTROL);
            return std::iter::repeat_n(redo, rng.usize(1..8)).collect();
        }
    };
    one.into_iter().collect()
}

fn click(sight: &Sight, rng: &mut Rng) -> Moment {
    let (columns, rows) = sight.hits.size;
    let mut place = (rng.u16(0..=columns), rng.u16(0..=rows));
    // Most clicks are meant for something.
    for _ in 0..20 {
        if sight.hits.at(place.0, place.1).is_some() {
            break;
        }
        place = (rng.u16(0..=columns), rng.u16(0..=rows));
    }
    let kind = match rng.u8(0..10) {
        0 => MouseEventKind::ScrollUp,
        1 => MouseEventKind::ScrollDown,
        2 => MouseEventKind::Up(MouseButton::Left),
        3 => MouseEventKind::Down(MouseButton::Right),
        _ => MouseEventKind::Down(MouseButton::Left),
    };
    let (column, row) = place;
    Moment::Happens(Happened::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

fn size(rng: &mut Rng) -> Moment {
    let (columns, rows) = match rng.u8(0..12) {
        0 => (0, 0),
        1 => (1, 1),
        2 => (39, 11),
        3 => (rng.u16(0..400), rng.u16(0..4)),
        4 => (rng.u16(0..4), rng.u16(0..200)),
        5 => (2000, 12),
        6 | 7 => (40, 12),
        8 => (80, 24),
        9 => (200, 60),
        _ => (rng.u16(40..160), rng.u16(12..50)),
    };
    Moment::Size(columns, rows)
}

/// How an evening is set up, by its seed.
fn begin(rng: &mut Rng) -> (NaiveDate, Stage, Settings, (u16, u16)) {
    let today = diary::date(rng.choice(DATES).unwrap());
    let stage = rng.choice(STAGES).unwrap();
    let settings = Settings { ascii: rng.u8(0..6) == 0, ..Settings::default() };
    let size = rng.choice([(100, 30), (80, 24), (40, 12), (160, 50)]).unwrap();
    (today, stage, settings, size)
}

/// Lives through an evening. Says what was wrong with it.
fn live(seed: u64, moments: &mut dyn FnMut(&Sight) -> Option<Moment>) -> Result<(), String> {
    let mut rng = Rng::with_seed(seed);
    let (today, stage, settings, (columns, rows)) = begin(&mut rng);
    let folder = place();
    let root = folder.path().join("data");
    stage.put(&root, today);
    let at: DateTime<FixedOffset> = format!("{today}T21:14:00+01:00").parse().unwrap();
    let wrong = RefCell::new(None);
    let (mut number, mut is_preview) = (0_usize, false);
    let lived = catch_unwind(AssertUnwindSafe(|| {
        let window = Window::new(&root).settings(settings.clone()).size(columns, rows);
        let (app, _) = window.open(at, &mut |sight| {
            number += 1;
            // What a key would do is shown and not kept.
            if number.is_multiple_of(16) && !is_preview {
                let found = differs(&sight.app, &root);
                if found.is_some() {
                    *wrong.borrow_mut() = found;
                    return None;
                }
            }
            let moment = moments(sight);
            is_preview = matches!(moment, Some(Moment::Happens(Happened::Perhaps(_))));
            moment
        });
        let after = differs(&app, &root);
        wrong.borrow_mut().get_or_insert_with(|| after.unwrap_or_default());
    }));
    if let Err(panic) = lived {
        let words = panic.downcast_ref::<String>().cloned();
        let words = words.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
        return Err(format!("it panicked: {}", words.unwrap_or_default()));
    }
    let wrong = wrong.into_inner().unwrap_or_default();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let problems = if root.exists() { Store::new(root.clone()).check() } else { Vec::new() };
    if let Some(problem) = problems.first() {
        let text = fs::read_to_string(&problem.file).unwrap_or_default();
        return Err(format!("{problem}\n{text}"));
    }
    Ok(())
}

/// What differs between the state and the files though it says that all is saved.
fn differs(app: &App, root: &Path) -> Option<String> {
    if app.saving.pending > 0 {
        return Some(format!("{} saves never had an answer", app.saving.pending));
    }
    if app.has_unsaved() {
        return Some(format!("the disk takes everything, yet this is not saved: {:?}", app.saving.failure));
    }
    let store = Store::new(root.to_owned());
    for day in app.journal.days.written() {
        let there = store.read_days(day.date, day.date).to_edit(day.date);
        if there.as_ref() != Some(day) {
            return Some(format!("{}: on the screen {day:?}, on disk {there:?}", day.date));
        }
    }
    if let Some(trial) = &app.journal.trial {
        let there = store.read_trial(&trial.id);
        if there.as_ref() != Ok(trial) {
            return Some(format!("on the screen {trial:?}, on disk {there:?}"));
        }
    }
    let there = store.read_setup();
    (there.as_ref() != Ok(&app.journal.setup))
        .then(|| format!("on the screen {:?}, on disk {there:?}", app.journal.setup))
}

/// The moments of an evening by its seed, and what was wrong with it.
fn evening(seed: u64, reached: &mut BTreeSet<&'static str>) -> (Vec<Moment>, Result<(), String>) {
    let mut rng = Rng::with_seed(seed ^ 0x5eed);
    let most = rng.usize(10..MOST_MOMENTS);
    let lived = RefCell::new(Vec::new());
    let mut waiting: Vec<Moment> = Vec::new();
    let ended = live(seed, &mut |sight| {
        if lived.borrow().len() >= most {
            return None;
        }
        reached.extend(sight.app.contexts().iter().map(|context| context.label()));
        while waiting.is_empty() {
            waiting = next(sight, &mut rng);
            waiting.reverse();
            waiting.insert(0, Moment::Passes(TimeDelta::milliseconds(rng.i64(0..700))));
        }
        let moment = waiting.pop()?;
        lived.borrow_mut().push(moment.clone());
        Some(moment)
    });
    (lived.into_inner(), ended)
}

/// The fewest moments that go wrong in the same way, found by leaving some out.
fn shortest(seed: u64, mut moments: Vec<Moment>) -> Vec<Moment> {
    let fails = |moments: &[Moment]| {
        let mut left = moments.iter().cloned();
        live(seed, &mut |_| left.next()).is_err()
    };
    let mut piece = moments.len().div_ceil(2);
    while piece > 0 {
        let mut at = 0;
        while at < moments.len() {
            let end = (at + piece).min(moments.len());
            let without: Vec<_> = [&moments[..at], &moments[end..]].concat();
            if fails(&without) {
                moments = without;
            } else {
                at = end;
            }
        }
        piece /= 2;
    }
    moments
}

/// Moments in short.
pub fn told(moments: &[Moment]) -> String {
    let short = |moment: &Moment| match moment {
        Moment::Happens(Happened::Key(key)) => format!("{:?} {:?}", key.code, key.modifiers),
        Moment::Happens(Happened::Mouse(mouse)) => format!("{:?} {},{}", mouse.kind, mouse.column, mouse.row),
        Moment::Happens(other) => format!("{other:?}"),
        Moment::Size(columns, rows) => format!("size {columns}x{rows}"),
        Moment::Passes(time) => format!("{time}"),
    };
    moments.iter().map(short).collect::<Vec<_>>().join(" | ").replace("KeyModifiers(0x0)", "")
}

/// The bytes of memory that this process has in use.
fn in_use() -> u64 {
    let pages = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: u64 = pages.split(' ').nth(1).and_then(|count| count.parse().ok()).unwrap_or(0);
    pages * 4096
}

/// Evenings by their seeds, one after the other: what was wrong, and how much memory stays in use.
fn evenings(seeds: std::ops::Range<u64>) {
    std::panic::set_hook(Box::new(|_| ()));
    let (mut moments, mut wrong, mut reached) = (0, Vec::new(), BTreeSet::new());
    let (warm, mut at_first) = (seeds.start + (seeds.end - seeds.start) / 4, 0);
    for seed in seeds.clone() {
        if seed == warm {
            at_first = in_use();
        }
        let (lived, ended) = evening(seed, &mut reached);
        moments += lived.len();
        if let Err(words) = ended {
            let short = shortest(seed, lived);
            println!("WEEKFIVE_EVENING={seed}: {words}\nthe shortest: {}\n", told(&short));
            wrong.push(seed);
            if wrong.len() >= 5 {
                break;
            }
        }
    }
    let grown = in_use().saturating_sub(at_first);
    println!("{} evenings, {moments} moments, {} KB more at the end", seeds.end - seeds.start, grown / 1024);
    reached.iter().for_each(|context| println!("reached {context}"));
    assert!(wrong.is_empty(), "seeds {wrong:?}");
    assert!(grown < MOST_GROWTH, "{grown} bytes more");
}

/// In processes of their own: the memory that other tests use cannot be told apart.
#[test]
fn random_evenings_break_nothing_lose_nothing_and_keep_no_memory() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    if let (Some(from), Some(to)) = (number("WEEKFIVE_FROM"), number("WEEKFIVE_TO")) {
        return evenings(from..to);
    }
    let (from, to) = match number("WEEKFIVE_EVENING") {
        Some(seed) => (seed, seed + 1),
        None => (0, number("WEEKFIVE_EVENINGS").unwrap_or(EVENINGS)),
    };
    let together = std::thread::available_parallelism().map_or(1, |count| count.get() as u64).min(to - from);
    let share = (to - from).div_ceil(together);
    let running: Vec<_> = (0..together)
        .map(|number| {
            let test = "random_evenings::random_evenings_break_nothing_lose_nothing_and_keep_no_memory";
            Command::new(std::env::current_exe().unwrap())
                .args(["--exact", test, "--nocapture", "--test-threads=1"])
                .env("WEEKFIVE_FROM", (from + number * share).to_string())
                .env("WEEKFIVE_TO", (from + (number + 1) * share).min(to).to_string())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let (mut wrong, mut reached) = (false, BTreeSet::new());
    for process in running {
        let ended = process.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&ended.stdout);
        println!("{told}");
        reached.extend(told.lines().filter_map(|line| line.strip_prefix("reached ")).map(str::to_owned));
        wrong |= !ended.status.success() || !told.contains("1 passed");
    }
    assert!(!wrong, "see above");
    if to - from >= EVENINGS {
        let all = Context::ALL.iter().map(|context| context.label());
        let missed: Vec<_> = all.filter(|context| !reached.contains(*context)).collect();
        assert!(missed.is_empty(), "never there: {missed:?}");
    }
}
