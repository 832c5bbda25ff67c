//! Files that leave the journal and come back, on a disk that may fail at any step.

use std::fs;

use super::*;

#[test]
fn a_failure_at_any_step_leaves_the_old_or_the_new_file_whole() {
    let (old, new) = ("old".repeat(50), "new".repeat(5_000));
    let count = {
        let (folder, store) = store();
        let file = folder.path().join("report.html");
        fs::write(&file, &old).unwrap();
        store.write_out(&[(file, new.clone())], true).unwrap();
        taken(&store).len()
    };
    assert!(count >= 5);
    for at in 0..count {
        let (folder, store) = store();
        let file = folder.path().join("report.html");
        fs::write(&file, &old).unwrap();
        fail_at(&store, Some(at));
        let failure = store.write_out(&[(file.clone(), new.clone())], true).unwrap_err();
        assert!(failure.to_string().contains("report.html"), "{failure}");
        let text = fs::read_to_string(&file).unwrap();
        assert!(text == old || text == new, "step {at}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "step {at} left something behind");
    }
}

#[test]
fn a_restore_that_fails_at_any_step_goes_on_from_there() {
    let (_from, full) = store();
    let mut trial_day = sample();
    full.save_day(&Day::empty(trial_day.date), &trial_day).unwrap();
    trial_day.date = date("2026-11-23");
    full.save_day(&Day::empty(trial_day.date), &trial_day).unwrap();
    let files = full.all_files().unwrap();
    assert_eq!(files.len(), 3);
    let count = {
        let (_folder, store) = store();
        store.restore(&files).unwrap();
        taken(&store).len()
    };
    for at in 0..count {
        let (_folder, store) = store();
        fail_at(&store, Some(at));
        store.restore(&files).unwrap_err();
        fail_at(&store, None);
        let there = store.all_files().unwrap();
        assert!(there.iter().all(|file| files.contains(file)), "step {at} left half a file");
        assert!(there.len() == 3 || there.iter().all(|file| file.path != "journal.toml"), "step {at}");
        store.restore(&files).unwrap();
        assert_eq!(store.all_files().unwrap(), files, "step {at}");
    }
}

#[test]
fn a_figure_of_one_s_own_takes_the_mark_of_import_off_the_file() {
    let (_folder, store) = store();
    let mut day = sample();
    day.checkin.imported.mark("sleep", "daylio", false);
    day.checkin.imported.mark("marker:walk", "daylio", true);
    let saved = store.save_imported_day(&Day::empty(day.date), &day).unwrap();
    let text = fs::read_to_string(store.day_file(day.date)).unwrap();
    assert!(text.contains("[checkin.imported]\n\"marker:walk\" = \"daylio\"\nsleep = \"daylio\"\nbaseline = [\"marker:walk\"]\n"), "{text}");
    let mut changed = saved.clone();
    changed.checkin.sleep = Some(score(1));
    let saved = store.save_day(&saved, &changed).unwrap();
    assert_eq!(saved.checkin.imported.from.keys().collect::<Vec<_>>(), ["marker:walk"]);
    let mut changed = saved.clone();
    changed.checkin.markers.clear();
    let saved = store.save_day(&saved, &changed).unwrap();
    assert!(saved.checkin.imported.is_empty());
    assert!(!fs::read_to_string(store.day_file(day.date)).unwrap().contains("imported"));
}
