//! Commands on a journal's folder, and all its files as they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The command on a journal's folder, as of a day.
pub fn weekfive(data: &Path, today: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weekfive"));
    command
        .env("WEEKFIVE_DATA_DIR", data)
        .env("LC_ALL", "C.UTF-8")
        .env("WEEKFIVE_CONFIG", data.join("no-config.toml"))
        .env("WEEKFIVE_TODAY", today)
        .env_remove("NO_COLOR");
    command
}

/// Every file below a folder but the lock, with what is in it.
pub fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if path.file_name().unwrap() != ".lock" {
                found.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// What a command says on standard error, and its exit code.
pub fn refusal(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap().trim().to_owned())
}

/// What a command that succeeds prints.
pub fn printed(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
