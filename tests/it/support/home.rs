//! A journal's folder, and trials to begin with.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use tempfile::TempDir;
use weekfive::content;
use weekfive::domain::checklist::{AgeBand, ClinicianInformed, Dated, QuestionKind, Site};
use weekfive::domain::day::Day;
use weekfive::domain::journal::DayBook;
use weekfive::domain::measure::Marker;
use weekfive::domain::trial::{Dose, Setup, Trial};
use weekfive::store::Store;

use super::Evening;

/// A date; a mistake in it fails the test.
pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A home with a folder for the journal. It is removed at the end of the test.
pub struct Home {
    folder: TempDir,
}

impl Home {
    /// Nothing there yet, not even the journal's folder.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// With a trial of 60x2 for the neck from a date on, its checklist begun two weeks before.
    pub fn with_neck(start: &str) -> Self {
        Self::with(&setup(Site::Neck, &[], date(start)))
    }

    /// The same for the low back, with two markers as the command line names them.
    pub fn with_markers(start: &str, markers: [&str; 2]) -> Self {
        let markers = markers.map(|marker| content::parse_marker_option(marker).unwrap());
        Self::with(&setup(Site::LowBack, &markers, date(start)))
    }

    fn with(setup: &Setup) -> Self {
        let home = Self::new();
        home.store().begin(&trial(setup)).unwrap();
        home
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn store(&self) -> Store {
        Store::new(self.root())
    }

    /// Opens the journal at a moment.
    pub fn evening(&self, at: &str) -> Evening {
        Evening::new(&self.root(), at)
    }

    /// The same, where nobody looks at the files afterwards.
    pub fn into_evening(self, at: &str) -> Evening {
        self.evening(at).at_home(self)
    }

    /// What stands on disk under a date.
    pub fn day(&self, on: &str) -> Day {
        let day = date(on);
        let book: DayBook = self.store().read_days(day, day);
        book.to_edit(day).unwrap_or_else(|| panic!("{:?}", book.problem(day)))
    }

    /// The words of a day's file.
    pub fn day_text(&self, on: &str) -> String {
        fs::read_to_string(self.store().day_file(date(on))).unwrap_or_default()
    }

    /// Puts words into a day's file, as an editor would.
    pub fn write_day(&self, on: &str, text: &str) {
        write_day(&self.root(), on, text);
    }

    /// Makes the files that a test has written the person's own, as those of the store are.
    pub fn make_own(&self) {
        make_own(&self.store());
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

/// Makes the files that a test has written the person's own, as those of the store are.
pub fn make_own(store: &Store) {
    if let Some(open) = store.open_to_others() {
        store.make_own(&open).unwrap();
    }
}

/// Puts words into a day's file of a journal.
pub fn write_day(root: &Path, on: &str, text: &str) {
    let file = Store::new(root.to_owned()).day_file(date(on));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A checklist with every answer that lets a trial begin.
pub fn setup(site: Site, markers: &[Marker], start: NaiveDate) -> Setup {
    let on = start - chrono::Days::new(14);
    let mut setup = Setup::new(on);
    for text in content::questions() {
        setup.checklist.answer(&text.rule, text.rule.kind == QuestionKind::Statement, on);
    }
    setup.checklist.site = Some(Dated { value: site, on });
    setup.checklist.age = Some(Dated { value: AgeBand::From20To64, on });
    setup.checklist.clinician = Some(Dated { value: ClinicianInformed::Yes, on });
    setup.dose = Some(Dose::new(60, 2).unwrap());
    setup.start = Some(start);
    setup.markers = markers.to_vec();
    setup
}

/// The trial that a checklist becomes.
pub fn trial(setup: &Setup) -> Trial {
    let rules: Vec<_> = content::rules().cloned().collect();
    setup.begin(&rules, setup.begun, |_| false).unwrap()
}
