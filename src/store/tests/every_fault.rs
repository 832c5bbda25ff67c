//! Every kind of save, every step of it, every way in which a step can fail: afterwards each file is
//! the old or the new one, whole, nothing else lies there, the journal opens, and the same save again
//! brings it all to its end.
//!
//! One table of kinds; the steps are those that the save really takes. `-- --nocapture` prints how
//! often what was injected.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustix::io::Errno;

use super::super::fault::Fault;
use super::*;

/// What a step can answer, and what a person reads of it.
const FAULTS: [(&str, Errno, &str); 6] = [
    ("no space", Errno::NOSPC, "free some space"),
    ("over the quota", Errno::DQUOT, "free some space"),
    ("no permission", Errno::ACCESS, "belong to you"),
    ("input or output error", Errno::IO, "check the disk"),
    ("read-only", Errno::ROFS, "read-only"),
    ("interrupted", Errno::INTR, "try again"),
];

/// Words of the diary, which belong in no message.
const SECRET: &str = "Zwetschgenkuchen";

/// A kind of save: what is there before, and what is done.
struct Kind {
    name: &'static str,
    before: fn(&Store),
    act: fn(&Store) -> Result<(), String>,
}

fn told<T, F: std::fmt::Display>(result: Result<T, F>) -> Result<(), String> {
    result.map(drop).map_err(|failure| failure.to_string())
}

fn nothing(_: &Store) {}

fn older() -> Day {
    let mut day = sample();
    day.checkin.note = Some(words(SECRET));
    day
}

fn newer() -> Day {
    let mut day = older();
    day.checkin.sleep = Some(score(1));
    day.checkin.note = Some(words(&format!("{SECRET} ").repeat(400)));
    day
}

fn setup() -> Setup {
    Setup { checklist: trial().checklist, ..Setup::new(trial().begun) }
}

fn with_day(store: &Store) {
    store.save_day(&Day::empty(older().date), &older()).unwrap();
}

fn with_setup(store: &Store) {
    store.save_setup(None, &setup()).unwrap();
}

fn with_trial(store: &Store) {
    with_day(store);
    store.begin(&trial()).unwrap();
}

fn lost_journal(store: &Store) {
    with_trial(store);
    fs::remove_file(store.journal_file()).unwrap();
}

/// Where an export of these tests goes: beside the journal.
fn outside(store: &Store, name: &str) -> PathBuf {
    store.root().parent().unwrap().join(name)
}

fn table(store: &Store) -> Vec<(PathBuf, String)> {
    let folder = outside(store, "tables");
    ["days.csv", "visits.csv", "changes.csv"]
        .map(|name| (folder.join(name), format!("{name},{SECRET}\n").repeat(300)))
        .into()
}

fn imported(date: &str) -> Day {
    let mut day = Day { date: date.parse().unwrap(), ..older() };
    day.checkin.imported.mark("sleep", "daylio", false);
    day
}

fn copy() -> &'static [JournalFileText] {
    static COPY: OnceLock<Vec<JournalFileText>> = OnceLock::new();
    COPY.get_or_init(|| {
        let (_folder, store) = place();
        with_trial(&store);
        store.all_files().unwrap()
    })
}

/// A store in memory where the system has such a place: making things durable is what takes time, and
/// here it is the steps that count.
fn place() -> (tempfile::TempDir, Store) {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let store = Store::new(folder.path().join("data"));
    (folder, store)
}

/// Another store just like one that was prepared.
fn same_again(prepared: &Path) -> (tempfile::TempDir, Store) {
    fn copy(from: &Path, to: &Path) {
        for entry in fs::read_dir(from).unwrap() {
            let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
            if from.is_dir() {
                fs::create_dir(&to).unwrap();
                copy(&from, &to);
                fs::set_permissions(&to, fs::metadata(&from).unwrap().permissions()).unwrap();
            } else {
                fs::copy(from, to).unwrap();
            }
        }
    }
    let (folder, store) = place();
    copy(prepared, folder.path());
    (folder, store)
}

fn kinds() -> Vec<Kind> {
    vec![
        Kind {
            name: "the first day",
            before: nothing,
            act: |store| told(store.save_day(&Day::empty(older().date), &older())),
        },
        Kind { name: "a day", before: with_day, act: |store| told(store.save_day(&older(), &newer())) },
        Kind {
            name: "a day emptied",
            before: with_day,
            act: |store| told(store.save_day(&older(), &Day::empty(older().date))),
        },
        Kind {
            name: "a trial",
            before: with_trial,
            act: |store| {
                let mut changed = trial();
                changed.checklist.tried = Some(words(SECRET));
                told(store.save_trial(Some(&trial()), &changed))
            },
        },
        Kind { name: "a setup", before: nothing, act: |store| told(store.save_setup(None, &setup())) },
        Kind {
            name: "a setup changed",
            before: with_setup,
            act: |store| {
                let mut changed = setup();
                changed.checklist.tried = Some(words(SECRET));
                told(store.save_setup(Some(&setup()), &changed))
            },
        },
        Kind { name: "a setup removed", before: with_setup, act: |store| told(store.remove_setup()) },
        Kind { name: "a beginning", before: with_setup, act: |store| told(store.begin(&trial())) },
        Kind {
            name: "a beginning taken back",
            before: with_trial,
            act: |store| {
                told(store.save_setup(None, &setup()))?;
                told(store.remove_trial(&trial().id, None))
            },
        },
        Kind {
            name: "the journal file mended",
            before: lost_journal,
            act: |store| told(store.mend_journal(&trial().id)),
        },
        Kind {
            name: "a report",
            before: with_trial,
            act: |store| told(store.write_report("report.html", &SECRET.repeat(500))),
        },
        Kind {
            name: "a report over another",
            before: |store| drop(store.write_report("report.html", SECRET).unwrap()),
            act: |store| told(store.write_report("report.html", &SECRET.repeat(500))),
        },
        Kind {
            name: "an export",
            before: with_day,
            act: |store| told(store.write_out(&[(outside(store, "all.json"), SECRET.repeat(500))], true)),
        },
        Kind {
            name: "an export over another",
            before: |store| {
                fs::write(outside(store, "all.json"), "old").unwrap();
                with_day(store);
            },
            act: |store| told(store.write_out(&[(outside(store, "all.json"), SECRET.repeat(500))], true)),
        },
        Kind {
            name: "tables into a new folder",
            before: with_day,
            act: |store| {
                told(store.make_output_folder(&outside(store, "tables")))?;
                told(store.write_out(&table(store), true))
            },
        },
        Kind {
            name: "an import of three days",
            before: with_day,
            act: |store| {
                for date in ["2026-11-20", "2026-11-21", "2027-01-01"] {
                    let day = imported(date);
                    told(store.save_imported_day(&Day::empty(day.date), &day))?;
                }
                Ok(())
            },
        },
        Kind { name: "a restored copy", before: nothing, act: |store| told(store.restore(copy())) },
        Kind { name: "a rescue copy", before: with_day, act: |store| told(store.keep_rescue(&newer())) },
        Kind {
            name: "a rescue copy set aside",
            before: |store| {
                with_day(store);
                store.keep_rescue(&newer()).unwrap();
            },
            act: |store| told(store.end_rescue(newer().date, true)),
        },
        Kind {
            name: "permissions",
            before: |store| {
                use std::os::unix::fs::PermissionsExt;
                with_day(store);
                for path in [store.root().to_owned(), store.day_file(older().date)] {
                    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
                }
            },
            act: |store| store.open_to_others().map_or(Ok(()), |open| told(store.make_own(&open))),
        },
    ]
}

/// Every file below a folder, with its bytes. The lock holds nothing.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.file_name().is_some_and(|name| name != ".lock") {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all
}

/// The files without the folder they are in, which is another one each time.
fn named(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    files(folder).into_iter().map(|(path, it)| (path.strip_prefix(folder).unwrap().to_owned(), it)).collect()
}

fn inject(store: &Store, fault: Fault) {
    *store.disk.fault.lock().unwrap() = fault;
}

#[test]
fn every_fault_at_every_step_of_every_save_leaves_the_old_or_the_new_whole() {
    let (mut injected, mut by_step) = (0_usize, BTreeMap::<String, usize>::new());
    let mut kinds_by_step = BTreeMap::<String, BTreeSet<&str>>::new();
    for kind in kinds() {
        let (prepared, store) = place();
        (kind.before)(&store);
        // Without a fault: what stands before and after, and which steps it takes.
        let (old, new, steps) = {
            let (folder, store) = same_again(prepared.path());
            let old = named(folder.path());
            inject(&store, Fault::default());
            (kind.act)(&store).unwrap_or_else(|failure| panic!("{}: {failure}", kind.name));
            (old, named(folder.path()), taken(&store))
        };
        assert!(!steps.is_empty(), "{}", kind.name);
        for (at, step) in steps.iter().enumerate() {
            for (fault, errno, advice) in FAULTS {
                // A disk that has gone away fails from there on.
                let ways: &[bool] = if errno == Errno::IO { &[false, true] } else { &[false] };
                for and_after in ways.iter().copied() {
                    let case =
                        format!("{}, step {at} ({step:?}), {fault}, and after: {and_after}", kind.name);
                    let (folder, store) = same_again(prepared.path());
                    let error = Some(errno.raw_os_error());
                    inject(&store, Fault { at: Some(at), and_after, error, taken: Vec::new() });
                    let said = (kind.act)(&store).expect_err(&case);
                    assert!(said.contains(advice) || said.contains("cannot be read"), "{case}: {said}");
                    assert!(!said.contains(SECRET) && !said.contains("os error"), "{case}: {said}");
                    inject(&store, Fault::default());
                    let there = named(folder.path());
                    for (path, bytes) in &there {
                        let whole = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
                        assert!(whole, "{case}: {} is neither the old nor the new one", path.display());
                    }
                    for path in old.keys().filter(|path| new.contains_key(*path)) {
                        assert!(there.contains_key(path), "{case}: {} is gone", path.display());
                    }
                    opens(&store, &case);
                    (kind.act)(&store).unwrap_or_else(|failure| panic!("again after {case}: {failure}"));
                    assert_eq!(named(folder.path()), new, "again after {case}");
                    injected += 1;
                    *by_step.entry(format!("{step:?}")).or_default() += 1;
                    kinds_by_step.entry(format!("{step:?}")).or_default().insert(kind.name);
                }
            }
        }
    }
    for (step, count) in &by_step {
        println!("{step}: {count} faults in {} kinds of save", kinds_by_step[step].len());
    }
    println!("{injected} faults in {} kinds of save, nothing lost", kinds().len());
    assert!(injected > 2_000, "{injected}");
}

/// The journal opens: what is the current trial is there, and without one nothing is lost.
fn opens(store: &Store, case: &str) {
    match store.read_journal() {
        Ok(journal) => {
            if let Some(id) = journal.current {
                assert!(store.read_trial(&id).is_ok(), "{case}");
            }
        }
        // Lost before, or not yet put back: a copy's own file is the last.
        Err(problem) => {
            let without = ["the journal file mended", "a restored copy"];
            assert!(without.iter().any(|kind| case.starts_with(kind)), "{case}: {problem}");
            assert!(problem.message.contains("is missing"), "{case}: {problem}");
        }
    }
    assert!(store.read_setup().is_ok(), "{case}");
    let all = store.read_days(date("2020-01-01"), date("2030-12-31"));
    assert_eq!(all.problems().count(), 0, "{case}");
}
