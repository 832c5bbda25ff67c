//! The tables of the report's first page: what is compared, and the weeks in figures.

use chrono::{Datelike, NaiveDate};

use super::{Told, mean_of};
use crate::content::{decided, report_label};
use crate::domain::calendar::{after, dates, month_name};
use crate::domain::day::Days;
use crate::domain::decision::Verdict;
use crate::domain::score::{Exact, one_decimal};
use crate::domain::text::{capital, lower};
use crate::domain::trend::words::{change_in_words, mean_in_words};
use crate::domain::trend::{Measure, Trends};
use crate::domain::trial::Plan;
use crate::export::blocks::{Block, Table};

/// What stands where a measure has no figure.
const NONE: &str = "none";

/// A column of the weeks.
struct Week {
    name: String,
    days: (NaiveDate, NaiveDate),
    held_back: bool,
}

impl<D: Days> Told<'_, D> {
    /// What is compared, then the weeks.
    pub(super) fn tables(&self) -> Vec<Block> {
        let mut blocks = vec![Block::heading(report_label("figures"))];
        blocks.extend(self.measures());
        if let Some(assessment) = &self.assessment {
            let start = assessment.decision.block_start.map(|mean| {
                let days = super::count(usize::try_from(mean.n).unwrap_or(usize::MAX), "day", "days");
                self.sentence("block-start", &[("mean", &one_decimal(mean.value)), ("days", &days)])
            });
            blocks.extend(start.map(Block::Small));
        }
        blocks.push(self.weeks_table());
        blocks
    }

    fn measures(&self) -> Option<Block> {
        let decision = &self.assessment.as_ref()?.decision;
        if decision.verdict == Verdict::NotYet || decision.waits_for_today() {
            return self.measures_so_far(decision.waits_for_today());
        }
        let rows = decided::measures(decision)
            .into_iter()
            .map(|it| {
                let (before, now) = it.values.split_once(" → ").unwrap_or((&it.values, ""));
                [
                    self.short.name(&it.name),
                    before.to_owned(),
                    now.to_owned(),
                    it.change,
                    it.goal,
                    it.outcome.label().to_owned(),
                    it.basis,
                ]
            })
            .collect();
        let week = capital(self.week_name());
        let head = ["Measure", "Baseline", &week, "Change", "Asked for", "Outcome", "From"];
        let mut table = Block::table(report_label("measures"), head, rows);
        if let (Block::Table(table), true) = (&mut table, self.short.limits().terse) {
            let without_basis = |row: &mut Vec<String>| row.truncate(6);
            table.rows.iter_mut().chain([&mut table.head]).for_each(without_basis);
        }
        Some(table)
    }

    /// Before there is an answer: the baseline, what success would be, and the last seven days, which
    /// stay away while the answer waits for today's rating.
    fn measures_so_far(&self, waits: bool) -> Option<Block> {
        let plan = self.plan()?;
        let trends = Trends { plan: Some(plan), days: self.days, day_end: self.day_end, today: self.as_of };
        let compared = Measure::all(Some(plan)).into_iter().filter(|measure| match measure {
            Measure::Pain | Measure::Ndi | Measure::Marker(_) => true,
            Measure::Field(_) => false,
        });
        let rows = compared.map(|measure| {
            let standing = trends.standing(measure);
            let baseline = match standing.baseline {
                None => NONE.to_owned(),
                Some(mean) if standing.from_checklist => {
                    format!("{} (single figure)", decided::number(mean.value))
                }
                Some(mean) if measure == Measure::Ndi => decided::number(mean.value),
                Some(mean) => mean_in_words(mean),
            };
            let now = standing.last_seven.filter(|_| standing.begun).map(|mean| {
                if measure == Measure::Ndi { decided::number(mean.value) } else { mean_in_words(mean) }
            });
            let goal = standing.success_line.map(|line| {
                let side = match standing.better {
                    crate::domain::measure::Better::Lower => "lower",
                    crate::domain::measure::Better::Higher => "higher",
                };
                let figure = if measure == Measure::Pain { one_decimal(line) } else { decided::number(line) };
                format!("{figure} or {side}")
            });
            let change = change_in_words(&standing);
            let label = self.short.name(measure.label(Some(plan)));
            let or_none = |words: Option<String>| words.unwrap_or_else(|| NONE.to_owned());
            [label, baseline, or_none(now), or_none(change), or_none(goal)]
        });
        let rows: Vec<[String; 5]> = rows.collect();
        let mut caption = report_label("measures").to_owned();
        if waits {
            let waits = self.sentence("waits", &[]);
            caption = format!("{caption}. {}", waits.trim_end_matches('.'));
            let known = |[label, baseline, _, _, goal]: [String; 5]| [label, baseline, goal];
            let rows = rows.into_iter().map(known).collect();
            return Some(Block::table(&caption, ["Measure", "Baseline", "Success at"], rows));
        }
        let head = ["Measure", "Baseline", "Last 7 days", "Change", "Success at"];
        Some(Block::table(&caption, head, rows))
    }

    fn weeks(&self) -> Vec<Week> {
        let begun = |week: &Week| week.days.0 <= self.as_of;
        let mut weeks: Vec<Week> = match self.plan() {
            Some(plan) => self.weeks_of(plan),
            None => chunks(self.range.0, self.range.1)
                .map(|(first, last)| Week {
                    name: format!("{} {}", first.day(), month_name(first.month())),
                    days: (first, last),
                    held_back: false,
                })
                .collect(),
        };
        weeks.retain(begun);
        weeks
    }

    fn weeks_of(&self, plan: &Plan) -> Vec<Week> {
        let decision = self.assessment.as_ref().map(|assessment| &assessment.decision);
        let waits = decision.is_some_and(|decision| decision.waits_for_today());
        let stopped = decision.and_then(|decision| decision.stopped.as_ref()).map(|stopped| stopped.on);
        let week = |name: &str, days, held_back| Week { name: name.to_owned(), days, held_back };
        let mut weeks = vec![week("Baseline", plan.compared_baseline(), false)];
        if plan.follow_up.is_some() {
            weeks.push(week("Week before", plan.baseline_window(), false));
        }
        let (first, last) = plan.treatment_window();
        let treatment = chunks(first, last).zip(1_usize..);
        weeks.extend(treatment.map(|(days, number)| week(&format!("Week {number}"), days, false)));
        weeks.push(week(&capital(self.week_name()), plan.checkpoint_window(), waits));
        if decision.is_some_and(|decision| decision.ratings.uses_late()) {
            weeks.push(week("Week after", plan.late_window(), waits));
        }
        weeks.retain(|week| stopped.is_none_or(|on| week.days.0 <= on));
        weeks
    }

    fn weeks_table(&self) -> Block {
        let weeks = self.weeks();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut row =
            |name: &str, is_outcome: bool, cell: &dyn Fn((NaiveDate, NaiveDate)) -> Option<String>| {
                let cells: Vec<Option<String>> = weeks
                    .iter()
                    .map(|week| match week.held_back && is_outcome {
                        true => Some("held back".to_owned()),
                        false => cell(week.days),
                    })
                    .collect();
                if cells.iter().any(Option::is_some) {
                    let cells = cells.into_iter().map(Option::unwrap_or_default);
                    rows.push(std::iter::once(name.to_owned()).chain(cells).collect());
                }
            };
        let plan = self.plan();
        let mut left_out: Vec<String> = Vec::new();
        for measure in Measure::all(plan) {
            let name = self.short.name(measure.label(plan));
            let values = |(first, last): (NaiveDate, NaiveDate)| -> Vec<Exact> {
                dates(first, last.min(self.as_of))
                    .filter_map(|date| measure.value(plan, self.days.day(date).written()?))
                    .collect()
            };
            match measure {
                Measure::Pain | Measure::Marker(_) => {
                    row(&name, true, &|days| mean_of(&values(days)));
                }
                Measure::Ndi => {
                    row(&format!("{name}, last"), true, &|days| {
                        values(days).last().copied().map(decided::number)
                    });
                }
                Measure::Field(field) if self.short.limits().beside.has(field) => {
                    row(&name, false, &|days| mean_of(&values(days)));
                }
                // It was kept, and there is no room for it.
                Measure::Field(_) if weeks.iter().any(|week| !values(week.days).is_empty()) => {
                    left_out.push(lower(&name));
                }
                Measure::Field(_) => {}
            }
        }
        row("Extra medicine, days", false, &|(first, last)| {
            let answers = self.answers(first, last);
            let yes = answers.iter().filter(|yes| **yes).count();
            (!answers.is_empty()).then(|| format!("{yes} of {}", answers.len()))
        });
        let visits = |(first, last): (NaiveDate, NaiveDate)| {
            let there = |visit: &&crate::domain::visits::Visit| (first..=last).contains(&visit.date);
            let all: Vec<_> = self.visits.iter().filter(there).collect();
            let took_place = all.iter().filter(|visit| visit.state.took_place()).count();
            let planned = all.iter().filter(|visit| !visit.is_extra()).count();
            match planned {
                0 => (took_place > 0).then(|| took_place.to_string()),
                planned => Some(format!("{took_place} of {planned}")),
            }
        };
        row("Visits that took place", false, &visits);
        if rows.is_empty() {
            return Block::text(self.sentence("no-days", &[]));
        }
        let head =
            std::iter::once("Week".to_owned()).chain(weeks.into_iter().map(|week| week.name)).collect();
        let mut caption = report_label("weeks").to_owned();
        if !left_out.is_empty() {
            let left_out = self.sentence("weeks-without", &[("fields", &left_out.join(", "))]);
            caption = format!("{caption}. {}", left_out.trim_end_matches('.'));
        }
        Block::Table(Table { caption, head, rows })
    }
}

/// Weeks of seven days from the first day on; the last may have fewer.
fn chunks(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    dates(first, last).step_by(7).map(move |begin| (begin, after(begin, 6).min(last)))
}
