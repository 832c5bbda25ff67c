//! What a sync program, a script or a slip of the hand leaves in the place of a file or beside it:
//! named with its place, loaded around at once, never written over.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::*;
use crate::domain::day::{Days, Known};

/// Long enough for the slowest and busiest machine, and far from for ever.
const AT_ONCE: Duration = Duration::from_secs(90);

/// Does something that may not hang.
fn at_once<T: Send + 'static>(case: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, end) = mpsc::channel();
    std::thread::spawn(move || done.send(work()).ok());
    end.recv_timeout(AT_ONCE).unwrap_or_else(|_| panic!("{case}: it hangs"))
}

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
}

/// Something in the place of a file, and what is said of it.
struct Damage {
    name: &'static str,
    put: fn(&Path),
    said: &'static str,
    line: usize,
}

fn text(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::write(path, bytes).unwrap();
}

fn damages() -> Vec<Damage> {
    let one = |name, put: fn(&Path), said| Damage { name, put, said, line: 1 };
    vec![
        one("a pipe", pipe, "this is a pipe, not a file"),
        one("a socket", |path| drop(UnixListener::bind(path).unwrap()), "this is a socket, not a file"),
        one("a device", |path| symlink("/dev/zero", path).unwrap(), "this is a device, not a file"),
        one("a terminal", |path| symlink("/dev/ptmx", path).unwrap(), "this is a device, not a file"),
        one("a folder", |path| fs::create_dir(path).unwrap(), "this is a folder, not a file"),
        one(
            "a link to itself",
            |path| symlink(path, path).unwrap(),
            "this is a link that leads back to itself",
        ),
        one("a lost link", |path| symlink("nowhere", path).unwrap(), "this is a link that leads nowhere"),
        one("48 MB of one key", |path| text(path, "pain = 4\n".repeat(5_600_000)), "larger than such a file"),
        one("a million lines", |path| text(path, "# x\n".repeat(1_000_000)), "larger than such a file"),
        one(
            "a sparse giant",
            |path| fs::File::create(path).unwrap().set_len(1 << 40).unwrap(),
            "larger than",
        ),
        one("100,000 brackets", |path| text(path, "[".repeat(100_000)), "this cannot be read"),
        one(
            "100,000 lists",
            |path| text(path, format!("a = {}", "[".repeat(100_000))),
            "this cannot be read",
        ),
        one(
            "100,000 tables",
            |path| text(path, format!("a = {}", "{a=".repeat(50_000))),
            "this cannot be read",
        ),
        one("UTF-16", |path| text(path, b"\xff\xfep\0a\0i\0n\0"), "this is not UTF-8 text"),
        one("nothing but NULs", |path| text(path, [0; 4096]), "this cannot be read"),
        Damage {
            name: "one key twice",
            put: |path| text(path, "# x\nformat = 1\nformat = 1\n"),
            said: "this key is here twice",
            line: 3,
        },
        Damage {
            name: "one key 100,000 times",
            put: |path| text(path, "a = 1\n".repeat(100_000)),
            said: "this key is here twice",
            line: 2,
        },
        Damage {
            name: "300,000 lines of nonsense",
            put: |path| text(path, "x\n".repeat(300_000)),
            said: "a key is followed by =",
            line: 1,
        },
    ]
}

/// The files of a journal that damage can stand in the place of.
#[derive(Debug, Clone, Copy)]
enum Place {
    Journal,
    Trial,
    Setup,
    Day,
}

/// A journal with a day beside the one that is damaged.
fn damaged(place: Place, damage: &Damage) -> (tempfile::TempDir, Store, PathBuf) {
    let (folder, store) = store();
    store.begin(&trial()).unwrap();
    let good = Day { date: date("2026-11-23"), ..sample() };
    store.save_day(&Day::empty(good.date), &good).unwrap();
    let file = match place {
        Place::Journal => store.journal_file(),
        Place::Trial => store.trial_file(&trial().id),
        Place::Setup => store.setup_file(),
        Place::Day => store.day_file(date("2026-11-22")),
    };
    fs::remove_file(&file).ok();
    (damage.put)(&file);
    (folder, store, file)
}

/// What stands there, to see that nothing was changed.
fn standing(file: &Path) -> (String, Option<Vec<u8>>) {
    let found = fs::symlink_metadata(file).unwrap();
    let small = found.is_file() && found.len() < 100_000_000;
    (format!("{:?}", found.file_type()), small.then(|| fs::read(file).unwrap()))
}

#[test]
fn whatever_stands_in_the_place_of_a_file_is_named_and_left_and_the_rest_is_read() {
    for place in [Place::Day, Place::Journal, Place::Trial, Place::Setup] {
        for damage in damages() {
            let case = format!("{} as {place:?}", damage.name);
            let (_folder, store, file) = damaged(place, &damage);
            let before = standing(&file);
            let asked = store.clone();
            let (book, journal, trial_read, setup, checked, saved) = at_once(&case, move || {
                let day = sample();
                let new = Day { changes: Vec::new(), ..day.clone() };
                let mut other = trial();
                other.checklist.tried = None;
                let saved = match place {
                    Place::Day => {
                        asked.save_day(&Day::empty(day.date), &new).map_err(|it| it.to_string()).err()
                    }
                    Place::Journal => {
                        asked.save_day(&Day::empty(day.date), &new).map_err(|it| it.to_string()).err()
                    }
                    Place::Trial => {
                        asked.save_trial(Some(&trial()), &other).map_err(|it| it.to_string()).err()
                    }
                    Place::Setup => asked.remove_setup().map_err(|it| it.to_string()).err(),
                };
                let book = asked.read_days(date("2026-11-01"), date("2026-11-30"));
                let journal = asked.read_journal();
                let read = asked.read_trial(&trial().id);
                (book, journal, read, asked.read_setup(), asked.check(), saved)
            });
            let problem = match place {
                Place::Day => book.problem(date("2026-11-22")).cloned(),
                Place::Journal => journal.clone().err(),
                Place::Trial => trial_read.clone().err(),
                Place::Setup => setup.clone().err(),
            };
            let problem = problem.unwrap_or_else(|| panic!("{case}: nothing is said"));
            assert!(problem.message.contains(damage.said), "{case}: {problem}");
            assert_eq!((&problem.file, problem.line), (&file, damage.line), "{case}");
            assert!(checked.contains(&problem), "{case}: {checked:?}");
            assert!(checked.len() < 110, "{case}: {} problems", checked.len());
            assert!(book.day(date("2026-11-23")).written().is_some(), "{case}: the other day is read");
            assert_eq!(book.day(date("2026-11-21")), Known::Blank, "{case}");
            assert!(saved.is_some_and(|said| said.contains(damage.said)), "{case}: it was written over");
            assert_eq!(standing(&file), before, "{case}: it was changed");
        }
    }
}

#[test]
fn marks_and_line_ends_of_other_systems_are_read() {
    for (name, bytes) in [
        ("a mark at the beginning", &b"\xef\xbb\xbfdate = 2026-11-22\n[checkin]\npain = 4\n"[..]),
        ("line ends of Windows", b"date = 2026-11-22\r\n[checkin]\r\npain = 4\r\n"),
        ("both", b"\xef\xbb\xbfdate = 2026-11-22\r\n[checkin]\r\npain = 4"),
    ] {
        let (_folder, store) = store();
        let file = store.day_file(date("2026-11-22"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        let day = store.read_days(date("2026-11-22"), date("2026-11-22"));
        assert_eq!(day.written().next().and_then(|day| day.checkin.pain()), Some(score(4)), "{name}");
        own(&store);
        assert_eq!(store.check(), [], "{name}");
    }
}

#[test]
fn a_day_of_too_many_rows_is_named_at_once_and_one_of_as_many_as_can_be_is_saved_at_once() {
    let (_folder, store) = store();
    let day = date("2026-11-22");
    let file = store.day_file(day);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let rows = |count: usize| -> String {
        (0..count).map(|number| format!("[[change]]\nkind = \"other\"\ntext = \"{number}\"\n")).collect()
    };
    for (count, said) in
        [(100_000, "larger than such a file"), (20_000, "there are 20000 of [[change]] here; 1000 at most")]
    {
        fs::write(&file, rows(count)).unwrap();
        let asked = store.clone();
        let book = at_once("rows", move || asked.read_days(day, day));
        let problem = book.problem(day).unwrap();
        assert!(problem.message.contains(said), "{problem}");
    }
    fs::write(&file, rows(1_000)).unwrap();
    let asked = store.clone();
    let saved = at_once("a thousand rows", move || {
        let base = asked.read_days(day, day).to_edit(day).unwrap();
        let mut changed = base.clone();
        changed.changes.swap(0, 999);
        changed.changes.remove(500);
        changed.checkin.sleep = Some(score(3));
        asked.save_day(&base, &changed).map(|day| day.changes.len())
    });
    assert_eq!(saved, Ok(999));
    let full = store.read_days(day, day).to_edit(day).unwrap();
    let mut more = full.clone();
    more.changes.extend(
        [1, 2].map(|number| Change { kind: ChangeKind::Other, text: words(&format!("new {number}")) }),
    );
    let said = store.save_day(&full, &more).unwrap_err().to_string();
    assert!(said.contains("1001 of [[change]]"), "what could not be read again is not written: {said}");
}

#[test]
fn a_file_that_grows_too_large_is_not_written() {
    let (_folder, store) = store();
    let mut day = sample();
    let long = "界".repeat(Words::LIMIT - 10);
    day.changes = (0..50)
        .map(|number| Change { kind: ChangeKind::Other, text: words(&format!("{number}{long}")) })
        .collect();
    let said = store.save_day(&Day::empty(day.date), &day).unwrap_err().to_string();
    assert!(said.contains("larger than such a file can be"), "{said}");
    assert!(!store.day_file(day.date).exists());
}

#[test]
fn a_lost_folder_is_not_an_empty_one() {
    let day = date("2026-11-22");
    for lost in ["", "days", "days/2026"] {
        let (folder, store) = store();
        store.begin(&trial()).unwrap();
        store.save_day(&Day::empty(day), &sample()).unwrap();
        let place = if lost.is_empty() { store.root().to_owned() } else { store.root().join(lost) };
        fs::rename(&place, folder.path().join("away")).unwrap();
        symlink(folder.path().join("not-mounted"), &place).unwrap();
        for (first, last) in [(day, day), (date("2020-01-01"), date("2030-12-31"))] {
            let book = store.read_days(first, last);
            let problem = book.problems().next().map(|(_, problem)| problem.clone());
            let said = problem.unwrap_or_else(|| panic!("“{lost}” is lost and nothing is said")).message;
            assert!(said.contains("a link that leads nowhere"), "{said}");
        }
        assert_eq!(store.read_days(day, day).to_edit(day), None, "{lost}: nothing is begun in its place");
        assert_eq!(store.read_journal().is_err(), lost.is_empty());
        assert!(
            store.check().iter().any(|problem| problem.file == place && problem.message.contains("nowhere"))
        );
        assert!(store.save_day(&Day::empty(day), &sample()).is_err());
        assert!(fs::symlink_metadata(&place).unwrap().file_type().is_symlink());
    }
}

#[test]
fn copies_of_sync_programs_and_editors_are_named_and_never_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let conflict = "a sync program left it where two computers changed one file";
    let older = "an editor left it";
    let named = "named after its date";
    let cases: [(&[u8], &str); 22] = [
        (b"days/2026/2026-11-22 (Anna's conflicted copy 2026-11-25).toml", conflict),
        (b"days/2026/2026-11-22 (conflicted copy 2026-11-25 101010).toml", conflict),
        (b"days/2026/2026-11-22.sync-conflict-20261125-101010-ABCDEFG.toml", conflict),
        (b"days/2026/2026-11-22_conflict-20261125-101010.toml", conflict),
        (b"days/2026/2026-11-22 (Case Conflict).toml", conflict),
        (b"days/2026/2026-11-22 (1).toml", conflict),
        (b"days/2026/2026-11-22.toml~", older),
        (b"days/2026/#2026-11-22.toml#", older),
        (b"days/2026/2026-11-22.toml.bak", older),
        (b"days/2026/.syncthing.2026-11-22.toml.tmp", "has not finished it"),
        (b"days/2026/2026-11-22.TOML", named),
        (b"days/2026/2026-11-22 2.toml", named),
        (b"days/2026/2026-11-2\xff.toml", "not UTF-8 text"),
        (b"days/2026/2026-11-22\n.toml", "a sign in it that cannot be seen"),
        (b"days/2026/\xe2\x80\xae2026-11-22.toml", "a sign in it that cannot be seen"),
        (b"days/2026 (conflicted copy)/x.toml", conflict),
        (b"days/november/2026-11-22.toml", "days are in folders of their years"),
        (b"journal (conflicted copy 2026-11-25 101010).toml", conflict),
        (b"journal.sync-conflict-20261125-101010-ABCDEFG.toml", conflict),
        (b"journal-old.toml", "the journal's own file is journal.toml"),
        (b"2026-11-22.toml", "belongs in the folder days/2026"),
        (b"trials/2026-11-02-neck (conflicted copy).toml", conflict),
    ];
    for (name, said) in cases {
        let (_folder, store) = store();
        store.begin(&trial()).unwrap();
        let file = store.root().join(OsStr::from_bytes(name));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "date = 2026-11-22\n[checkin]\npain = 9\n").unwrap();
        own(&store);
        let shown = String::from_utf8_lossy(name).into_owned();
        let problems = store.check();
        let [problem] = problems.as_slice() else { panic!("{shown}: {problems:?}") };
        assert!(problem.message.contains(said), "{shown}: {problem}");
        assert!(problem.file == file || problem.file == file.parent().unwrap(), "{shown}: {problem}");
        assert_eq!(problem.to_string().lines().count(), 1, "{shown}");
        let book = store.read_days(date("2020-01-01"), date("2030-12-31"));
        assert_eq!((book.written().count(), book.problems().count()), (0, 0), "{shown} was read as a day");
        assert_eq!(store.trial_ids(), [trial().id], "{shown} was read as a trial");
    }
}

#[test]
fn people_keep_other_things_here_and_hear_nothing_of_it() {
    let (_folder, store) = store();
    store.begin(&trial()).unwrap();
    for name in
        ["README.md", ".git", ".stfolder", "config.toml", "photos", "days/.DS_Store", "trials/notes.txt"]
    {
        fs::write(store.root().join(name), "").ok();
        fs::create_dir_all(store.root().join("days/.stversions")).unwrap();
    }
    own(&store);
    assert_eq!(store.check(), []);
}

#[test]
fn a_journal_file_that_is_lost_beside_trials_is_said_and_mended_on_a_yes() {
    type Lose = fn(&Store);
    let cases: [(&str, Lose, &str); 3] = [
        ("missing", |store| fs::remove_file(store.journal_file()).unwrap(), "is missing"),
        ("empty", |store| fs::write(store.journal_file(), "\u{feff} \n").unwrap(), "is empty"),
        (
            "without current",
            |store| fs::write(store.journal_file(), "# mine\nformat = 1\n").unwrap(),
            "names no trial",
        ),
    ];
    for (case, lose, said) in cases {
        let (_folder, store) = store();
        let before = Trial {
            id: TrialId::parse("2026-01-05-neck").unwrap(),
            plan: crate::domain::trial::Plan { start: date("2026-01-05"), ..trial().plan },
            ..trial()
        };
        store.begin(&before).unwrap();
        store.begin(&trial()).unwrap();
        store.save_day(&Day::empty(sample().date), &sample()).unwrap();
        lose(&store);
        own(&store);
        let problems = store.check();
        let [problem] = problems.as_slice() else { panic!("{case}: {problems:?}") };
        assert!(
            problem.message.contains(said) && problem.message.contains("check --mend"),
            "{case}: {problem}"
        );
        assert_eq!(problem.file, store.journal_file());
        assert_eq!(store.read_journal().is_err(), case != "without current");
        // A day can still be written down, and that does not hide what is wrong.
        let day = Day { date: date("2026-11-24"), ..sample() };
        assert!(store.save_day(&Day::empty(day.date), &day).is_ok());
        assert_eq!(store.check(), problems, "{case}");
        let gap = store.journal_gap().unwrap();
        assert_eq!(gap.trial, Some(trial().id), "the one that began last");
        store.mend_journal(&gap.trial.unwrap()).unwrap();
        assert_eq!(store.check(), []);
        assert_eq!(store.read_journal().unwrap().current, Some(trial().id));
        let kept = fs::read_to_string(store.journal_file()).unwrap();
        assert_eq!(kept.contains("# mine"), case == "without current");
    }
}

#[test]
fn a_trial_that_is_half_begun_is_no_lost_one() {
    let (_folder, store) = store();
    store.save_setup(None, &Setup::new(trial().begun)).unwrap();
    store.save_trial(None, &trial()).unwrap();
    assert_eq!(store.journal_gap(), None, "beginning it again puts that right");
    assert_eq!(store.check(), []);
}

#[test]
fn what_saves_have_given_up_is_cleared_away_and_nothing_else() {
    let (_folder, store) = store();
    store.begin(&trial()).unwrap();
    store.save_day(&Day::empty(sample().date), &sample()).unwrap();
    store.write_report("r.html", "x").unwrap();
    let places = ["", "trials", "days/2026", "reports"].map(|folder| store.root().join(folder));
    for place in &places {
        for name in
            [".weekfive-a1B2c3", ".weekfive-keep", ".weekfive-a1b2c3d", "weekfive-a1b2c3", ".weekfive-a-b2c3"]
        {
            fs::write(place.join(name), "half").unwrap();
        }
        symlink("/etc/hostname", place.join(".weekfive-l1nked")).unwrap();
        fs::create_dir(place.join(".weekfive-f0lder")).unwrap();
    }
    let new = Day { changes: Vec::new(), ..sample() };
    store.save_day(&sample(), &new).unwrap();
    assert!(places[0].join(".weekfive-a1B2c3").exists(), "this run has swept already");
    Store::new(store.root().to_owned()).save_day(&new, &sample()).unwrap();
    for place in &places {
        assert!(!place.join(".weekfive-a1B2c3").exists(), "{}", place.display());
        let left = fs::read_dir(place)
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("weekfive-"))
            .count();
        assert_eq!(left, 6, "{}", place.display());
    }
}

#[test]
fn a_lock_that_is_held_keeps_a_screen_waiting_once_and_then_only_for_a_moment() {
    use std::time::Instant;
    let (_folder, store) = store();
    let day = sample();
    store.save_day(&Day::empty(day.date), &day).unwrap();
    let lock = fs::File::open(store.root().join(".lock")).unwrap();
    lock.lock().unwrap();
    let screen = store.clone().for_a_screen();
    let new = Day { changes: Vec::new(), ..day.clone() };
    let mut waits = Vec::new();
    for _ in 0..10 {
        let since = Instant::now();
        let failure = screen.save_day(&day, &new).unwrap_err().to_string();
        assert!(failure.contains("another weekfive"), "{failure}");
        waits.push(since.elapsed());
    }
    let all: Duration = waits.iter().skip(1).sum();
    assert!(all < Duration::from_millis(9 * 300), "nine keys cost {all:?}: {waits:?}");
    lock.unlock().unwrap();
    assert_eq!(screen.save_day(&day, &new), Ok(new));
}

#[test]
fn no_message_repeats_the_diary() {
    const SECRET: &str = "Zwetschgenkuchen mit Oma";
    let broken = [
        format!("[checkin]\npain = \"{SECRET}\"\n"),
        format!("[checkin]\nnote = \"{SECRET}\npain = 3\n"),
        format!("[checkin]\nat = \"{SECRET}\"\n"),
        format!("date = \"{SECRET}\"\n"),
        format!("[checkin.markers]\nwalk = \"{SECRET}\"\n"),
        format!("[[event]]\nkind = \"{SECRET}\"\nseverity = \"mild\"\n"),
        format!("[[event]]\nkind = \"fever\"\nseverity = \"{SECRET}\"\n"),
        format!("[[session]]\nstatus = \"{SECRET}\"\n"),
        format!("[[session]]\nstatus = \"done\"\ntechniques = [\"{SECRET}\"]\n"),
        format!("[[change]]\nkind = \"{SECRET}\"\ntext = \"{SECRET}\"\n"),
        format!("[[change]]\nkind = \"other\"\ntext = \"{}\"\n", SECRET.repeat(1_000)),
        format!("{SECRET}\n"),
        format!("[checkin]\nnote = {SECRET}\n"),
        format!("note = \"{SECRET}\"\nnote = \"{SECRET}\"\n"),
        format!("# {SECRET}\nformat = 2\nnote = \"{SECRET}\"\npain =\n"),
    ];
    for text in broken {
        let (_folder, store) = store();
        let file = store.day_file(date("2026-11-22"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, &text).unwrap();
        let problems = store.check();
        assert!(problems.iter().any(|problem| problem.file == file), "{text} is taken");
        for problem in &problems {
            assert!(!problem.to_string().contains("Zwetschgen"), "{problem}");
        }
    }
}
