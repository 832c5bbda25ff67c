//! The words of Trends: what its figures are, and what follows a visit.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{fill, parse};
use crate::domain::calendar::{long_date, short_date};
use crate::domain::mean::Mean;
use crate::domain::score::{Exact, Score, one_decimal};
use crate::domain::text::capital;
use crate::domain::visits::around::{AroundVisits, Kind};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    text: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    line: Vec<Entry>,
}

pub(super) const TRENDS: &str = include_str!("../../assets/trends.toml");

static CATALOGUE: LazyLock<File> = LazyLock::new(|| parse(TRENDS));

/// A line with its marks filled in.
pub fn trends_line(id: &str, values: &[(&str, &str)]) -> String {
    CATALOGUE.line.iter().find(|line| line.id == id).map(|line| fill(&line.text, values)).unwrap_or_default()
}

/// What “now” and a number in brackets mean. `now` is the word that stands on the screen, “now” or
/// “week five”.
pub fn what_now_means(now: &str) -> String {
    let which = if now == "now" { "the last 7 days" } else { "its 7 days" };
    trends_line("now", &[("Now", &capital(now)), ("which", which)])
}

/// Rows under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// The heading, a sentence that ends in a colon.
    pub heading: String,
    /// The rows.
    pub rows: Vec<FigureRow>,
}

/// A figure with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// What it is of.
    pub name: String,
    /// The figure in words, with how many days or visits it is of.
    pub words: String,
    /// The figure itself, to be drawn on a scale of 0 to 10.
    pub value: Option<Exact>,
}

/// What follows a visit, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowsPage {
    /// What it is about, and of which days.
    pub title: String,
    /// That it is a description.
    pub intro: String,
    /// The figures.
    pub tables: Vec<Rows>,
    /// What remains to be said.
    pub notes: Vec<String>,
}

/// What follows a visit, in words; without a visit a sentence that says so.
pub fn follows_page(found: &AroundVisits) -> FollowsPage {
    let (first, last) = (short_date(found.first), long_date(found.last));
    let title = trends_line("follows-title", &[("first", &first), ("last", &last)]);
    if found.visits == 0 {
        return FollowsPage {
            title,
            notes: vec![trends_line("follows-none", &[])],
            ..FollowsPage::default()
        };
    }
    let told = |id: &str| trends_line(id, &[]);
    let mut tables = vec![Rows { heading: told("follows-days"), rows: day_rows(found) }];
    let mut notes = Vec::new();
    let visits: Vec<FigureRow> = found
        .pain
        .iter()
        .map(|visit| FigureRow {
            name: short_date(visit.date),
            words: [visit.before, visit.during, visit.after].map(score).join(" → "),
            value: None,
        })
        .collect();
    if visits.is_empty() {
        notes.push(told("follows-no-ratings"));
    } else {
        tables.push(Rows { heading: told("follows-visits"), rows: visits });
    }
    let [techniques, pressures] = kind_rows(found);
    if !techniques.is_empty() {
        notes.push(told("follows-kinds"));
    }
    for (heading, rows) in [("follows-technique", techniques), ("follows-pressure", pressures)] {
        if !rows.is_empty() {
            tables.push(Rows { heading: told(heading), rows });
        }
    }
    FollowsPage { title, intro: told("follows-intro"), tables, notes }
}

/// The means of what follows a visit, then those of each technique and pressure told.
pub fn follows_rows(found: &AroundVisits) -> Vec<FigureRow> {
    let [techniques, pressures] = kind_rows(found);
    let named = |row: FigureRow| FigureRow { name: format!("pressure {}", row.name), ..row };
    day_rows(found).into_iter().chain(techniques).chain(pressures.into_iter().map(named)).collect()
}

/// Visits by technique, and by pressure.
fn kind_rows(found: &AroundVisits) -> [Vec<FigureRow>; 2] {
    [
        found.techniques.iter().map(|it| kind(it, it.kind.label())).collect(),
        found.pressures.iter().map(|it| kind(it, it.kind.label())).collect(),
    ]
}

fn day_rows(found: &AroundVisits) -> Vec<FigureRow> {
    let names = ["the day of a visit", "the day after", "2 days after", "3 days after"];
    let row = |name: &str, mean: Option<Mean>| FigureRow {
        name: name.to_owned(),
        words: mean.map_or_else(|| "no day rated".to_owned(), of_days),
        value: mean.map(|mean| mean.value),
    };
    let after = names.iter().zip(found.following.after).map(|(name, mean)| row(name, mean));
    after.chain([row("other days", found.following.other)]).collect()
}

fn of_days(mean: Mean) -> String {
    format!("{} ({} {})", one_decimal(mean.value), mean.n, if mean.n == 1 { "day" } else { "days" })
}

fn kind<K>(found: &Kind<K>, label: &str) -> FigureRow {
    let figure = |mean: Option<Mean>| mean.map_or_else(|| "-".to_owned(), |mean| one_decimal(mean.value));
    let of = |mean: Option<Mean>| mean.map_or(0, |mean| mean.n);
    let mut words = format!("{} visits", found.visits);
    if found.before.is_some() || found.after.is_some() {
        let n = of(found.before).min(of(found.after));
        words.push_str(&format!(
            "; before and after {} → {} (rated both times at {n})",
            figure(found.before),
            figure(found.after)
        ));
    }
    if let Some(mean) = found.next_day {
        words.push_str(&format!("; the day after {}", of_days(mean)));
    }
    FigureRow { name: label.to_owned(), words, value: None }
}

fn score(score: Option<Score>) -> String {
    score.map_or_else(|| "-".to_owned(), |score| score.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::visits::following::Following;

    fn found(visits: usize) -> AroundVisits {
        let day = |text: &str| text.parse().unwrap();
        let mean = |value: i64, n: u32| Some(Mean { value: Exact::new(value, 2), n });
        AroundVisits {
            first: day("2026-11-02"),
            last: day("2026-11-29"),
            visits,
            following: Following { after: [mean(9, 1), mean(8, 4), None, None], other: mean(11, 7) },
            pain: Vec::new(),
            techniques: Vec::new(),
            pressures: Vec::new(),
        }
    }

    #[test]
    fn every_figure_says_of_how_many_days_and_none_is_no_zero() {
        let page = follows_page(&found(3));
        let words: Vec<&str> = page.tables[0].rows.iter().map(|row| row.words.as_str()).collect();
        assert_eq!(words, ["4.5 (1 day)", "4.0 (4 days)", "no day rated", "no day rated", "5.5 (7 days)"]);
        assert!(page.intro.contains("not a cause"));
        assert_eq!(page.notes, [trends_line("follows-no-ratings", &[])]);
        let none = follows_page(&found(0));
        assert!(none.tables.is_empty() && !none.notes[0].is_empty());
    }

    #[test]
    fn what_now_means_names_the_word_on_the_screen() {
        assert!(what_now_means("now").starts_with("Now: the mean of the last 7 days."));
        assert!(what_now_means("week five").starts_with("Week five: the mean of its 7 days."));
    }
}
