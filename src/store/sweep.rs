//! Clears away the temporary files that a save leaves behind when the power goes in the middle of it.
//!
//! Once in each run, with the first save, and only while the lock is really held: every save that
//! puts a file into these folders holds it too, so whatever of ours still lies there was given up. Only
//! names of our own pattern go, and only regular files; anything else stays. Rescue copies are written
//! without the lock, so their folder is left alone.

use std::fs;
use std::path::Path;

use super::disk::{TEMPORARY, list};
use super::layout::{Layout, year_of};

/// How many letters and digits `tempfile` puts behind the beginning of a name.
const RANDOM: usize = 6;

/// Removes what was given up. What cannot be removed stays: it is in nobody's way.
pub(super) fn sweep(layout: &Layout) {
    sweep_folder(&layout.root);
    sweep_folder(&layout.trials());
    sweep_folder(&layout.reports());
    for year in list(&layout.days()).unwrap_or_default() {
        if year_of(&year).is_some() {
            sweep_folder(&year);
        }
    }
}

fn sweep_folder(folder: &Path) {
    for path in list(folder).unwrap_or_default() {
        if is_ours(&path) && fs::symlink_metadata(&path).is_ok_and(|found| found.is_file()) {
            fs::remove_file(&path).ok();
        }
    }
}

/// Whether a name is one of a temporary file of a save.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.strip_prefix(TEMPORARY))
        .is_some_and(|rest| rest.len() == RANDOM && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
