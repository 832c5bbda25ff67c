//! A home with a folder for the journal, and what stands there.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use weekfive::content;
use weekfive::domain::calendar::shift;
use weekfive::domain::checkin::CheckIn;
use weekfive::domain::checklist::Site;
use weekfive::domain::day::Day;
use weekfive::domain::journal::DayBook;
use weekfive::domain::trial::{Setup, Trial};
use weekfive::store::Store;

use super::diary::{Diary, START, date, setup};
use super::shell::{Shell, begin};
use super::{EVENING, Evening};

/// A home with a folder for the journal. It is removed with the last that has it.
#[derive(Clone)]
pub struct Home {
    folder: Arc<TempDir>,
}

impl Home {
    /// Nothing there yet, not even the journal's folder.
    pub fn new() -> Self {
        Self { folder: Arc::new(tempfile::tempdir().unwrap()) }
    }

    /// With a trial and its days, written by the program's own store.
    pub fn with(diary: &Diary) -> Self {
        let home = Self::new();
        home.store().begin(&diary.trial).unwrap();
        home.keep(diary.days.values());
        home
    }

    /// Without a trial, with these days.
    pub fn with_days(days: &[Day]) -> Self {
        let home = Self::new();
        home.keep(days);
        home
    }

    /// With a trial of 60x2 for the neck from Mon 2 Nov 2026 on.
    pub fn neck() -> Self {
        Self::with(&Diary::neck())
    }

    /// The same from another date on.
    pub fn with_neck(start: &str) -> Self {
        Self::with(&Diary::new(&setup(Site::Neck, &[], date(start))))
    }

    /// The same for the low back, with two markers as the command line names them.
    pub fn with_markers(start: &str, markers: [&str; 2]) -> Self {
        let markers = markers.map(|marker| content::parse_marker_option(marker).unwrap());
        Self::with(&Diary::new(&setup(Site::LowBack, &markers, date(start))))
    }

    /// With a trial from Mon 2 Nov 2026 on, begun by the command on a day before.
    pub fn begun(on: &str, site: &str, options: &[&str]) -> Self {
        let home = Self::new();
        home.on(on).fine(&begin(site, &[&["--start", START], options].concat()));
        home
    }

    /// With the sample journal, as it stands on a day that is the so many-th of its trial.
    pub fn sample(day: i64, today: &str) -> Self {
        Self::sample_but(day, today, |_| {})
    }

    /// The same, with something in its trial changed.
    pub fn sample_but(day: i64, today: &str, change: impl FnOnce(&mut Trial)) -> Self {
        let mut sample = content::sample(shift(date(today), 1 - day), date(today)).unwrap();
        change(&mut sample.trial);
        let home = Self::new();
        home.store().begin(&sample.trial).unwrap();
        home.keep(&sample.days);
        home
    }

    /// Saves days.
    fn keep<'d>(&self, days: impl IntoIterator<Item = &'d Day>) {
        for day in days {
            self.store().save_day(&Day::empty(day.date), day).unwrap();
        }
    }

    /// The person's folder, where the journal's is one of several.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The journal's folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn store(&self) -> Store {
        Store::new(self.root())
    }

    /// The program's commands, as of a day.
    pub fn on(&self, today: &str) -> Shell {
        Shell::new(self.clone(), today)
    }

    /// Opens the journal on the evening of Thu 12 Nov 2026.
    pub fn open(&self) -> Evening {
        self.evening(EVENING)
    }

    /// Opens the journal at a moment.
    pub fn evening(&self, at: &str) -> Evening {
        Evening::new(self.clone(), at)
    }

    /// What stands on disk under a date.
    pub fn day(&self, on: &str) -> Day {
        let day = date(on);
        let book: DayBook = self.store().read_days(day, day);
        book.to_edit(day).unwrap_or_else(|| panic!("{:?}", book.problem(day)))
    }

    /// The pain that stands on disk under a date.
    pub fn pain(&self, on: &str) -> Option<u8> {
        self.day(on).checkin.pain().map(|pain| pain.get())
    }

    /// The figures of a day on disk in the order of Today, `-` where there is none.
    pub fn figures(&self, on: &str) -> String {
        figures(&self.day(on).checkin)
    }

    /// The words of a day's file.
    pub fn day_text(&self, on: &str) -> String {
        fs::read_to_string(self.day_file(on)).unwrap_or_default()
    }

    /// Where a day's file is.
    pub fn day_file(&self, on: &str) -> PathBuf {
        self.store().day_file(date(on))
    }

    /// The words of a trial's file.
    pub fn trial_text(&self, id: &str) -> String {
        fs::read_to_string(self.root().join(format!("trials/{id}.toml"))).unwrap()
    }

    /// Puts words into a day's file, as an editor would.
    pub fn write_day(&self, on: &str, text: &str) {
        write_day(&self.root(), on, text);
    }

    /// Adds to a day's file, which begins with its date.
    pub fn add_to_day(&self, on: &str, text: &str) {
        let there = fs::read_to_string(self.day_file(on)).unwrap_or_else(|_| format!("date = {on}\n"));
        self.write(&self.day_file(on), format!("{there}\n{text}"));
    }

    /// Changes the words of a trial's file.
    pub fn edit_trial(&self, id: &str, change: impl FnOnce(String) -> String) {
        let text = change(self.trial_text(id));
        self.write(&self.root().join(format!("trials/{id}.toml")), text);
    }

    /// Puts a file anywhere, with the folders to it; one of the journal is made the person's own.
    pub fn write(&self, file: &Path, bytes: impl AsRef<[u8]>) {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
        if file.starts_with(self.root()) {
            self.make_own();
        }
    }

    /// Makes the files that a test has written the person's own, as those of the store are.
    pub fn make_own(&self) {
        if let Some(open) = self.store().open_to_others() {
            self.store().make_own(&open).unwrap();
        }
    }

    /// The trial that is under way.
    pub fn trial(&self) -> Option<Trial> {
        let current = self.store().read_journal().unwrap().current?;
        Some(self.store().read_trial(&current).unwrap())
    }

    /// The checklist on its way.
    pub fn setup(&self) -> Option<Setup> {
        self.store().read_setup().unwrap()
    }
}

/// The figures of a check-in in the order of Today, from pain to clarity, `-` where there is none.
fn figures(checkin: &CheckIn) -> String {
    let scores = |scores: &[Option<weekfive::domain::score::Score>]| -> Vec<Option<u8>> {
        scores.iter().map(|score| score.map(|score| score.get())).collect()
    };
    let mut all = scores(&[checkin.pain(), checkin.worst, checkin.sleep]);
    all.push(checkin.awakenings.map(|count| count.get()));
    all.extend(scores(&[checkin.stress, checkin.mood, checkin.clarity]));
    let word = |figure: &Option<u8>| figure.map_or_else(|| "-".to_owned(), |figure| figure.to_string());
    all.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Puts words into a day's file of a journal.
pub fn write_day(root: &Path, on: &str, text: &str) {
    let file = Store::new(root.to_owned()).day_file(date(on));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// Another program writes the check-in of a day, with a comment of its own.
pub fn elsewhere(on: &'static str, lines: &'static str) -> impl FnOnce(&Path) + Send {
    move |root| write_day(root, on, &format!("date = {on}\n# by hand\n\n[checkin]\n{lines}"))
}
