//! Disks that are really full, read-only, or pulled out while the screen is open.
//!
//! They are mounted for the test, which only the system's administrator may: for anybody else these
//! tests say that they were left out.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rstest::rstest;
use tempfile::TempDir;
use weekfive::domain::checklist::Site;
use weekfive::store::Store;

use crate::support::diary;
use crate::support::files::tree;
use crate::support::pty::Tty;
use crate::support::shell::weekfive;

const DAY: &str = "2026-11-12";

/// A folder on which a disk lies.
struct Disk {
    folder: TempDir,
}

impl Disk {
    /// A disk of so many kilobytes, or `None` where nothing may be mounted here.
    fn small(kilobytes: usize) -> Option<Self> {
        let disk = Self { folder: tempfile::tempdir().unwrap() };
        let size = format!("size={kilobytes}k,mode=700");
        disk.mount(&["-t", "tmpfs", "-o", &size, "none"]).then_some(disk)
    }

    /// What lies in a folder, as a disk that can be pulled out.
    fn of(folder: &Path) -> Option<Self> {
        let disk = Self { folder: tempfile::tempdir().unwrap() };
        disk.mount(&["--bind", folder.to_str().unwrap()]).then_some(disk)
    }

    fn mount(&self, arguments: &[&str]) -> bool {
        let done = Command::new("mount").args(arguments).arg(self.folder.path()).output();
        let is_done = done.is_ok_and(|done| done.status.success());
        if !is_done {
            eprintln!("LEFT OUT: nothing can be mounted here, so this test says nothing");
        }
        is_done
    }

    fn again(&self, how: &str) {
        let how = format!("remount,{how}");
        assert!(Command::new("mount").args(["-o", &how]).arg(self.folder.path()).status().unwrap().success());
    }

    fn pull_out(&self) -> bool {
        Command::new("umount").arg("-l").arg(self.folder.path()).status().is_ok_and(|status| status.success())
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Takes up all that is left of it, and returns what does.
    fn fill(&self) -> PathBuf {
        let path = self.folder.path().join("full");
        let mut file = fs::File::create(&path).unwrap();
        while file.write_all(&[0; 512]).is_ok() {}
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(self.folder.path()).output().ok();
    }
}

/// A journal with a trial and a day in it.
fn begin(root: &Path) {
    let store = Store::new(root.to_owned());
    store.begin(&diary::trial(&diary::setup(Site::Neck, &[], diary::date("2026-11-02")))).unwrap();
    weekfive(root, DAY).args(["log", "--pain", "3", "--note", "kept"]).assert().success();
}

fn pain(root: &Path) -> Option<u8> {
    let day = diary::date(DAY);
    Store::new(root.to_owned())
        .read_days(day, day)
        .to_edit(day)
        .unwrap()
        .checkin
        .pain()
        .map(|pain| pain.get())
}

#[test]
fn a_full_disk_keeps_the_old_day_and_the_screen_keeps_the_new_until_there_is_room() {
    let Some(disk) = Disk::small(256) else { return };
    begin(&disk.data());
    let full = disk.fill();
    let before = tree(&disk.data());
    let mut tty = Tty::open(&disk.data(), &[], &[]);
    tty.sees("Pain, average").types("7").sees("NOT SAVED").sees("free some space");
    assert_eq!(tree(&disk.data()), before, "not a byte has changed, and nothing lies beside it");
    fs::remove_file(full).unwrap();
    tty.types("\u{13}").saves();
    assert_eq!(pain(&disk.data()), Some(7));
    assert!(tty.types("q").ends().success());
}

#[test]
fn leaving_a_full_disk_offers_a_copy_on_another_and_says_where_it_is() {
    let Some(disk) = Disk::small(256) else { return };
    begin(&disk.data());
    disk.fill();
    let home = tempfile::tempdir().unwrap();
    let mut tty = Tty::open(&disk.data(), &[], &[("HOME", home.path().to_str().unwrap())]);
    tty.sees("Pain, average").types("7").sees("NOT SAVED").types("q").sees("write a copy there, then leave");
    // Keys that come at once are not taken for an answer to a question that has just opened.
    std::thread::sleep(Duration::from_millis(600));
    let ended = tty.types("c").ends();
    assert_eq!(ended.exit_code(), 4);
    tty.is_given_back();
    let copy = fs::read_dir(home.path()).unwrap().next().unwrap().unwrap().path();
    let said = String::from_utf8_lossy(&tty.bytes()).replace(['\r', '\n'], "");
    assert!(said.contains(&format!("a copy of them is in {}", copy.display())), "{said}");
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(fs::read_to_string(copy).unwrap().contains("pain = 7"));
    assert_eq!(pain(&disk.data()), Some(3));
}

#[test]
fn a_disk_that_is_read_only_is_said_and_written_to_once_it_can_be() {
    let Some(disk) = Disk::small(256) else { return };
    begin(&disk.data());
    disk.again("ro");
    let mut tty = Tty::open(&disk.data(), &[], &[]);
    tty.sees("Pain, average").types("7").sees("NOT SAVED").sees("read-only");
    disk.again("rw");
    tty.types("\u{13}").saves();
    assert_eq!(pain(&disk.data()), Some(7));
}

#[test]
fn a_disk_that_is_pulled_out_is_not_replaced_by_a_new_journal() {
    let behind = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::of(behind.path()) else { return };
    begin(&disk.data());
    let mut tty = Tty::open(&disk.data(), &[], &[]);
    tty.sees("Pain, average").types("6").saves();
    assert!(disk.pull_out());
    assert!(!disk.data().exists());
    tty.types("\u{1b}[A7").sees("NOT SAVED");
    assert!(!disk.data().exists(), "nothing is begun in its place");
    assert!(disk.mount(&["--bind", behind.path().to_str().unwrap()]));
    tty.types("\u{13}").saves();
    assert_eq!(pain(&disk.data()), Some(7));
    assert!(tty.types("q").ends().success());
}

#[rstest]
#[case::a_day(&["log", "--sleep", "7"])]
#[case::a_visit(&["session", "--minutes", "60"])]
#[case::a_hold(&["hold", "open", "--why", "a rash"])]
#[case::the_end(&["stop", "--reason", "other"])]
#[case::an_import(&["import", "csv", "IMPORT", "--map", "Pain=pain", "--map", "Date=date", "--scale", "0..10", "--yes"])]
#[case::a_report(&["report", "-o", "FULL/report.html"])]
#[case::an_export(&["export", "json", "-o", "FULL/all.json"])]
fn a_command_on_a_full_disk_ends_with_4_and_changes_nothing(#[case] arguments: &[&str]) {
    let Some(disk) = Disk::small(256) else { return };
    begin(&disk.data());
    let outside = tempfile::tempdir().unwrap();
    let table = outside.path().join("table.csv");
    fs::write(&table, "Date,Pain\n2026-11-05,4\n2026-11-06,5\n").unwrap();
    disk.fill();
    let before = tree(&disk.data());
    let arguments = arguments.iter().map(|argument| match *argument {
        "IMPORT" => table.to_str().unwrap().to_owned(),
        other => other.replace("FULL", disk.folder.path().to_str().unwrap()),
    });
    let output = weekfive(&disk.data(), DAY).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(said.contains("space") && !said.contains("kept"), "{said}");
    assert_eq!(tree(&disk.data()), before);
    let beside: Vec<_> =
        fs::read_dir(disk.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(beside.len(), 2, "{beside:?}");
}
