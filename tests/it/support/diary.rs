//! A trial and the days around it, made of their plain facts: the one builder of both for every test.
//!
//! The library's own tests have it as `crate::kit`, the tests of the whole program as
//! `crate::support::diary`. A day has the number it has in its trial: 1 is the first day, 0 the day
//! before it.
//!
//! ```text
//! Diary::neck().pains(-6, "6 6 7 6 6 6 6").index(0, 21).visits(7).pains(29, "4 4 3 4 3 3 4").index(35, 14)
//! ```
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days as Count, FixedOffset, NaiveDate};
use tempfile::TempDir;
use weekfive::content;
use weekfive::domain::calendar::{DayEnd, after, shift};
use weekfive::domain::checkin::Rating;
use weekfive::domain::checklist::{
    AgeBand, ClinicianInformed, Dated, Hold, Question, QuestionKind, RECENT_MASSAGE, Site,
};
use weekfive::domain::day::Day;
use weekfive::domain::decision::{Decision, decide};
use weekfive::domain::journal::{DayBook, Entry, Problem};
use weekfive::domain::measure::{Better, ClearChange, Marker, Ndi};
use weekfive::domain::score::{Amount, Minutes, Score};
use weekfive::domain::session::{Done, Session, SessionStatus};
use weekfive::domain::text::Words;
use weekfive::domain::trial::{Dose, Plan, Setup, Trial};
use weekfive::domain::verdict::adherence_figures::AdherenceFigures;
use weekfive::domain::visits::planned_dates;
use weekfive::store::Store;

/// Day 1 of a trial where nothing else is said: a Monday.
pub const START: &str = "2026-11-02";

/// A date; a mistake in it fails the test.
pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The date of a day of a trial from [`START`] on.
pub fn numbered(number: i64) -> NaiveDate {
    shift(date(START), number - 1)
}

/// Some words.
pub fn words(text: &str) -> Words {
    Words::new(text).unwrap()
}

/// A score.
pub fn score(number: i64) -> Score {
    Score::new(number).unwrap()
}

/// A day with a rating of pain.
pub fn rated(on: &str, pain: i64) -> Day {
    let mut day = Day::empty(date(on));
    day.checkin.rating = Rating::Rated(score(pain));
    day
}

/// A store in a folder of its own, with nothing in it yet.
pub fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("data"));
    (folder, store)
}

/// Of eight planned visits so many took place, and the rest was missed.
pub fn kept(completed: u32) -> AdherenceFigures {
    AdherenceFigures { planned: 8, completed, missed: 8 - completed, ..AdherenceFigures::default() }
}

/// A visit that took place, and the minutes of it.
pub fn done(minutes: i64) -> Session {
    Done { minutes: Some(Minutes::new(minutes).unwrap()), ..Done::default() }.into()
}

/// A marker of those known, with the clear change it has of itself; its name is its id.
pub fn marker(id: &str) -> Marker {
    let (better, percent, at_least) = match id {
        "walk" | "sitting" => (Better::Higher, Some(30), 5),
        "awakenings" => (Better::Lower, Some(30), 1),
        "head-turn" => (Better::Higher, None, 10),
        "activity" => (Better::Higher, None, 3),
        other => panic!("no marker {other}"),
    };
    let change = ClearChange { percent, at_least: Amount::whole(at_least).unwrap() };
    Marker { id: id.into(), name: id.into(), unit: "min".into(), better, change }
}

/// A checklist of 60x2 with every answer that lets a trial begin, given two weeks before its start.
pub fn setup(site: Site, markers: &[Marker], start: NaiveDate) -> Setup {
    let on = start - Count::new(14);
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
    let rules: Vec<Question> = content::rules().cloned().collect();
    setup.begin(&rules, setup.begun, |_| false).unwrap()
}

/// 60x2 for the neck from Mon 2 Nov 2026 on.
pub fn neck() -> Trial {
    Diary::neck().trial
}

/// The plan of a trial for the neck, on the weekdays that are offered.
pub fn plan(dose: &str, weeks: u8) -> Plan {
    Diary::planned(dose, weeks).trial.plan
}

/// A trial and the days around it.
#[derive(Debug, Clone)]
pub struct Diary {
    pub trial: Trial,
    pub days: BTreeMap<NaiveDate, Day>,
    /// Days whose file cannot be read.
    pub unreadable: BTreeSet<NaiveDate>,
}

impl Diary {
    /// The trial of a checklist, and no day yet.
    pub fn new(setup: &Setup) -> Self {
        Self { trial: trial(setup), days: BTreeMap::new(), unreadable: BTreeSet::new() }
    }

    /// 60x2 for the neck from Mon 2 Nov 2026 on, on Mondays and Thursdays, with the index.
    pub fn neck() -> Self {
        Self::new(&setup(Site::Neck, &[], date(START)))
    }

    /// The same with another dose and number of weeks.
    pub fn planned(dose: &str, weeks: u8) -> Self {
        Self::changed(Site::Neck, &[], |setup| {
            setup.dose = Some(dose.parse().unwrap());
            setup.weeks = Some(weeks);
        })
    }

    /// 60x2 for the low back, with these of the known markers.
    pub fn with_markers(ids: [&str; 2]) -> Self {
        Self::new(&setup(Site::LowBack, &ids.map(marker), date(START)))
    }

    /// A trial whose checklist differs in something.
    pub fn changed(site: Site, markers: &[Marker], change: impl FnOnce(&mut Setup)) -> Self {
        let mut setup = setup(site, markers, date(START));
        change(&mut setup);
        Self::new(&setup)
    }

    /// The date of a day.
    pub fn date(&self, number: i64) -> NaiveDate {
        self.trial.plan.date_of(number)
    }

    /// A day, to be changed.
    pub fn day(&mut self, number: i64) -> &mut Day {
        let date = self.date(number);
        self.days.entry(date).or_insert_with(|| Day::empty(date))
    }

    /// With something written on a day.
    pub fn on(mut self, number: i64, write: impl FnOnce(&mut Day)) -> Self {
        write(self.day(number));
        self
    }

    /// With the trial changed.
    pub fn with(mut self, change: impl FnOnce(&mut Trial)) -> Self {
        change(&mut self.trial);
        self
    }

    /// With pain from a day on: a number (`l` behind it written late, `o` at the last moment that is
    /// not), `-` blank, `s` skipped, `?` in a file that cannot be read.
    pub fn pains(mut self, first: i64, text: &str) -> Self {
        self.rate(first, text);
        self
    }

    /// Writes pain from a day on, as in [`Self::pains`].
    pub fn rate(&mut self, first: i64, text: &str) {
        for (number, word) in (first..).zip(text.split_whitespace()) {
            match word {
                "-" => {}
                "s" => self.day(number).checkin.rating = Rating::Skipped(words("ill")),
                "?" => {
                    let date = self.date(number);
                    self.unreadable.insert(date);
                }
                word => {
                    let at = match word.as_bytes().last() {
                        Some(b'l') => Some(self.moment(number, "04:00:00")),
                        Some(b'o') => Some(self.moment(number, "03:59:59")),
                        _ => None,
                    };
                    let checkin = &mut self.day(number).checkin;
                    checkin.rating = Rating::Rated(word.trim_end_matches(['l', 'o']).parse().unwrap());
                    checkin.at = at;
                }
            }
        }
    }

    /// A moment three days after a day, when what is written of it is late from 04:00 on.
    pub fn moment(&self, number: i64, time: &str) -> DateTime<FixedOffset> {
        format!("{}T{time}+01:00", after(self.date(number), 3)).parse().unwrap()
    }

    /// With the index in one figure.
    pub fn index(self, number: i64, total: i64) -> Self {
        self.on(number, |day| day.checkin.ndi = Some(Ndi::Total(total.to_string().parse().unwrap())))
    }

    /// With a marker's amount.
    pub fn amount(self, number: i64, id: &str, amount: i64) -> Self {
        self.on(number, |day| {
            day.checkin.markers.insert(id.into(), Amount::whole(amount).unwrap());
        })
    }

    /// With a visit.
    pub fn visit(self, number: i64, session: Session) -> Self {
        self.on(number, |day| day.sessions.push(session))
    }

    /// With the first so many planned visits as they were planned, and the rest missed.
    pub fn visits(mut self, count: usize) -> Self {
        let minutes = self.trial.plan.dose.minutes().get();
        for (number, date) in planned_dates(&self.trial.plan).into_iter().enumerate() {
            let visit =
                if number < count { done(minutes.into()) } else { Session::new(SessionStatus::Missed) };
            let day = self.days.entry(date).or_insert_with(|| Day::empty(date));
            day.sessions.push(visit);
        }
        self
    }

    /// With an open hold since a day.
    pub fn hold(self, item: &str, kind: QuestionKind, number: i64) -> Self {
        let opened = self.date(number);
        self.with(|trial| {
            trial.checklist.holds.push(Hold { item: item.into(), kind, opened, clearance: None });
        })
    }

    /// With what was said about massage in the weeks before.
    pub fn recent_massage(self, value: bool) -> Self {
        self.with(|trial| {
            let dated = Dated { value, on: trial.begun };
            trial.checklist.answers.insert(RECENT_MASSAGE.into(), dated);
        })
    }

    /// Without what was written after a day.
    pub fn until(mut self, number: i64) -> Self {
        let last = self.date(number);
        self.days.retain(|date, _| *date <= last);
        self
    }

    /// The days as they are read, every file looked at.
    pub fn book(&self) -> DayBook {
        let mut book = DayBook::default();
        book.mark_read(NaiveDate::MIN, NaiveDate::MAX);
        for (date, day) in &self.days {
            book.put(*date, Entry::Written(day.clone()));
        }
        for date in &self.unreadable {
            let problem = Problem { file: "day.toml".into(), line: 1, column: 1, message: "torn".into() };
            book.put(*date, Entry::Unreadable(problem));
        }
        book
    }

    /// The decision on a day, whatever visits are written.
    pub fn decide(&self, visits: &AdherenceFigures, number: i64) -> Decision {
        decide(&self.trial, &self.book(), visits, DayEnd::default(), self.date(number))
    }
}
