//! The report for a clinician: one page on one trial, and on request a second part with every rule and
//! every day. Everything in it is said once, in the same parts for HTML, Markdown and plain text.
//!
//! | part | holds |
//! | --- | --- |
//! | `summary` | the first lines: result, harms, holds, visits missed, extra medicine |
//! | `course` | the chart |
//! | `tables` | what is compared, and the weeks |
//! | `delivered` | dose and visits |
//! | `background` | what else changed, the person's own words |
//! | `meaning` | what the figures mean, in small print |
//! | `part_two` | every rule and every day |
//! | `short` | what keeps it to one page |

mod background;
mod course;
mod delivered;
mod meaning;
mod part_two;
mod short;
mod summary;
mod tables;

use chrono::NaiveDate;

use self::short::{LIMITS, Short};
use super::blocks::{Block, fits_one_page};
use crate::content::{self, report_label, report_sentence};
use crate::domain::calendar::{DayEnd, before, dates, long_date};
use crate::domain::change::Change;
use crate::domain::checklist::{Checklist, Hold, Site};
use crate::domain::date_words::shown;
use crate::domain::day::{Day, Days};
use crate::domain::decision::assessment::Assessment;
use crate::domain::decision::window::Window;
use crate::domain::event::Event;
use crate::domain::score::{Exact, one_decimal};
use crate::domain::session::{Done, Session};
use crate::domain::text::capital;
use crate::domain::trial::{Plan, Trial};
use crate::domain::visits::between::visits_between;
use crate::domain::visits::{Visit, visits_of};

/// What a report holds beyond its one page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Contents {
    /// A second part with every rule and every day.
    pub all: bool,
    /// Notes of days and visits, and the feelings that came up.
    pub notes: bool,
    /// Every answer of the checklist and every personal factor, what is in one's past included.
    pub all_answers: bool,
}

/// The most days that a report without a trial looks back on: thirteen weeks.
pub const DAYS_ALONE: u64 = 91;

/// A journal as the report looks at it.
struct Told<'a, D> {
    trial: Option<&'a Trial>,
    checklist: Option<&'a Checklist>,
    days: &'a D,
    day_end: DayEnd,
    as_of: NaiveDate,
    assessment: Option<Assessment>,
    /// Every visit of these days, those that a stopped trial no longer has left out.
    visits: Vec<Visit>,
    /// First and last date that is told of: of a trial, its own weeks.
    range: (NaiveDate, NaiveDate),
    /// The first date from which a change could explain a difference: of a follow-up block, that of the
    /// baseline it is judged against.
    changes_from: NaiveDate,
    contents: Contents,
    short: Short,
}

/// The report on a trial as it stands on a day. `days` holds at least the trial's
/// [`Plan::decision_days`].
pub fn report(
    trial: &Trial,
    days: &impl Days,
    day_end: DayEnd,
    as_of: NaiveDate,
    contents: Contents,
) -> Vec<Block> {
    let plan = &trial.plan;
    let told = Told {
        trial: Some(trial),
        checklist: Some(&trial.checklist),
        days,
        day_end,
        as_of,
        assessment: Some(Assessment::of(trial, days, day_end, as_of)),
        visits: visits_of(trial, days, as_of).list,
        range: (plan.baseline_window().0, plan.late_window().1.min(as_of)),
        changes_from: plan.decision_days().0,
        contents,
        short: Short::default(),
    };
    let site = match plan.site {
        Site::Other => "elsewhere".to_owned(),
        Site::Neck | Site::Shoulders | Site::LowBack | Site::Hips => plan.site.label().to_lowercase(),
    };
    let title = if plan.follow_up.is_some() { "title-follow-up" } else { "title" };
    told.page(&content::fill(report_label(title), &[("site", &site)]))
}

/// The report without a trial: the days alone, at most the last [`DAYS_ALONE`]. `first` is the first
/// day with anything written; `checklist` that of a trial that is being prepared.
pub fn report_on_days(
    checklist: Option<&Checklist>,
    days: &impl Days,
    first: Option<NaiveDate>,
    day_end: DayEnd,
    as_of: NaiveDate,
    contents: Contents,
) -> Vec<Block> {
    let least = before(as_of, DAYS_ALONE.saturating_sub(1));
    let first = first.unwrap_or(as_of).max(least).min(as_of);
    let told = Told {
        trial: None,
        checklist,
        days,
        day_end,
        as_of,
        assessment: None,
        visits: visits_between(&[], days, first, as_of, as_of),
        range: (first, as_of),
        changes_from: first,
        contents,
        short: Short::default(),
    };
    told.page(report_label("title-days"))
}

impl<D: Days> Told<'_, D> {
    /// The report, its first page with as much as fits there.
    fn page(&self, title: &str) -> Vec<Block> {
        let mut blocks = Vec::new();
        for limits in LIMITS {
            self.short.begin(limits);
            blocks = self.first_page(title);
            if fits_one_page(&blocks) {
                break;
            }
        }
        blocks.extend(self.part_two());
        blocks
    }

    /// The parts in their order, most important first.
    fn first_page(&self, title: &str) -> Vec<Block> {
        let mut blocks = vec![Block::Title(title.to_owned()), Block::Line(report_label("name").to_owned())];
        blocks.push(Block::Small(self.about()));
        blocks.extend(self.alerts().into_iter().map(Block::Alert));
        blocks.extend([Block::heading(report_label("short")), Block::Facts(self.summary())]);
        blocks.extend([Block::heading(report_label("course")), Block::Chart(self.chart())]);
        blocks.extend(self.tables());
        blocks.push(Block::Columns(vec![
            [vec![Block::heading(report_label("dose"))], self.delivered()].concat(),
            [
                vec![Block::heading(report_label("changes"))],
                self.changes_part(),
                vec![Block::heading(report_label("own-words"))],
                self.own_words(),
            ]
            .concat(),
        ]));
        blocks.push(Block::heading(report_label("meaning")));
        blocks.extend(self.meaning());
        if self.short.was_used() && !self.contents.all {
            blocks.push(Block::Small(report_sentence("shortened").to_owned()));
        }
        blocks
    }

    fn about(&self) -> String {
        let about = content::fill(report_sentence("about"), &[("date", &long_date(self.as_of))]);
        let day = self.assessment.as_ref().map(|it| content::decided::day_in_words(&it.decision));
        match (day, self.trial) {
            (Some(day), Some(_)) => format!("{day}. {about}"),
            (None, _) | (_, None) => format!("{} {about}", report_sentence("days-alone")),
        }
    }

    fn plan(&self) -> Option<&Plan> {
        self.trial.map(|trial| &trial.plan)
    }

    /// A date, with its year where that is not the report's.
    fn date(&self, date: NaiveDate) -> String {
        shown(date, self.as_of)
    }

    fn date_list(&self, all: impl IntoIterator<Item = NaiveDate>) -> String {
        all.into_iter().map(|date| self.date(date)).collect::<Vec<_>>().join(", ")
    }

    /// The days with anything written, oldest first.
    fn written(&self) -> impl Iterator<Item = &Day> {
        dates(self.range.0, self.range.1).filter_map(|date| self.days.day(date).written())
    }

    fn changes(&self) -> impl Iterator<Item = (NaiveDate, &Change)> {
        let written = dates(self.changes_from, self.range.1).filter_map(|date| self.days.day(date).written());
        written.flat_map(|day| day.changes.iter().map(|change| (day.date, change)))
    }

    fn events(&self) -> impl Iterator<Item = (NaiveDate, &Event)> {
        self.written().flat_map(|day| day.events.iter().map(|event| (day.date, event)))
    }

    /// Visits that took place, with what was written of them.
    fn took_place(&self) -> impl Iterator<Item = (&Visit, &Session, &Done)> {
        let took_place = self.visits.iter().filter(|visit| visit.state.took_place());
        took_place.filter_map(|visit| {
            let session = visit.session(self.days)?;
            Some((visit, session, session.done()?))
        })
    }

    /// The holds opened by the day one looks from, each with whether it is still open then.
    fn holds(&self) -> impl Iterator<Item = (&Hold, bool)> {
        let holds = self.checklist.iter().flat_map(|list| &list.holds);
        holds.filter(|hold| hold.opened <= self.as_of).map(|hold| {
            let given = hold.clearance.as_ref().filter(|given| given.on <= self.as_of);
            (hold, given.is_none())
        })
    }

    /// What the measuring week is called: “week five”.
    fn week(&self) -> &'static str {
        let name = |it: &Assessment| content::decided::window_name(&it.decision, Window::Checkpoint);
        self.assessment.as_ref().map_or("week five", name)
    }

    /// Its name where there is little room: “measuring week”.
    fn week_name(&self) -> &'static str {
        self.week().trim_start_matches("the ")
    }

    /// A sentence of the report with its marks filled in.
    fn sentence(&self, id: &str, values: &[(&str, &str)]) -> String {
        let week = self.week();
        content::fill(
            &content::fill(report_sentence(id), values),
            &[("week", week), ("Week", &capital(week))],
        )
    }
}

/// A number of things: `1 day`, `3 days`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A mean with its number of days: `6.1 (7)`.
fn mean_of(values: &[Exact]) -> Option<String> {
    let number = i64::try_from(values.len()).ok().filter(|number| *number > 0)?;
    let sum: Exact = values.iter().sum();
    Some(format!("{} ({number})", one_decimal(sum / number)))
}
