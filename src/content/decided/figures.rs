//! The figures of each measure and of the visits, in plain words.

use super::{days, told, week_of};
use crate::domain::decision::Decision;
use crate::domain::decision::outcome::{
    FunctionDetail, MarkerResult, NdiBasis, NdiResult, Outcome, PainResult, Relief,
};
use crate::domain::decision::window::{DayRating, Figure, Source};
use crate::domain::measure::{Better, Marker};
use crate::domain::score::{Exact, one_decimal, whole_percent};
use crate::domain::thresholds::{NDI_CLEAR, PAIN_SUCCESS};
use crate::domain::verdict::adherence_figures::AdherenceFigures;

/// One measure, from its two figures to what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureWords {
    /// Its name.
    pub name: String,
    /// `6.1 → 3.6`.
    pub values: String,
    /// `42% less`.
    pub change: String,
    /// What was asked for: `at least 30% less`.
    pub goal: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What the figures are taken from.
    pub basis: String,
}

/// What a line of the figures is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FigureKind {
    /// A measure, compared between two weeks.
    Measure,
    /// The visits of the plan.
    Visits,
    /// Days with extra medicine, in two weeks.
    Medicine,
}

/// One line of the figures: a measure, the visits, or the extra medicine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureLine {
    /// What it is of.
    pub kind: FigureKind,
    /// Its name.
    pub name: String,
    /// `6.1 → 3.6`.
    pub values: String,
    /// `42% less`; empty where there is none.
    pub change: String,
    /// What was asked for and what became of it: `at least 30% less`, `not at least 5 better`.
    pub goal: String,
    /// What became of it; `None` where nothing was asked for.
    pub outcome: Option<Outcome>,
    /// How many days each side has: `7 and 7 days`; empty for what is no mean of days.
    pub days: String,
    /// What the figures are taken from, in full.
    pub basis: String,
    /// Whether `basis` matters at first sight: something is not known, or visits were missed.
    pub says_basis: bool,
}

/// The measures, the visits, and the days with extra medicine where there were any.
pub fn figure_lines(decision: &Decision) -> Vec<FigureLine> {
    let sides = side_days(decision);
    let mut lines: Vec<FigureLine> = measures(decision)
        .into_iter()
        .zip(sides.into_iter().chain(std::iter::repeat(String::new())))
        .map(|(it, days)| FigureLine {
            kind: FigureKind::Measure,
            goal: match it.outcome {
                Outcome::Improved => it.goal,
                Outcome::Unchanged => format!("not {}", it.goal),
                Outcome::Worsened | Outcome::Mixed => "clearly worse".to_owned(),
                Outcome::Unknown => "not known".to_owned(),
            },
            says_basis: it.outcome == Outcome::Unknown,
            basis: it.basis,
            name: it.name,
            values: it.values,
            change: it.change,
            outcome: Some(it.outcome),
            days,
        })
        .collect();
    let visits = &decision.adherence;
    lines.push(FigureLine {
        kind: FigureKind::Visits,
        name: "Visits".to_owned(),
        values: format!("{} of {}", visits.completed, visits.planned),
        change: visit_share(visits),
        goal: super::super::share_reached(visits.met()),
        outcome: Some(if visits.met() { Outcome::Improved } else { Outcome::Unchanged }),
        days: String::new(),
        basis: visit_details(visits),
        says_basis: true,
    });
    let medicine = decision.extra_medicine;
    if medicine.baseline > 0 || medicine.week_five > 0 {
        lines.push(FigureLine {
            kind: FigureKind::Medicine,
            name: "Extra medicine".to_owned(),
            values: format!("{} → {}", medicine.baseline, days(medicine.week_five)),
            change: String::new(),
            goal: String::new(),
            outcome: None,
            days: String::new(),
            basis: String::new(),
            says_basis: false,
        });
    }
    lines
}

/// How many days stand behind each measure, in few words.
fn side_days(decision: &Decision) -> Vec<String> {
    let sides = |before: Option<Figure>, now: Option<Figure>| {
        let side = |figure: Figure| match figure.source {
            Source::SingleFigure => "1 figure".to_owned(),
            Source::BaselineWindow | Source::Checkpoint | Source::LateCheckpoint => figure.days.to_string(),
        };
        match (before, now) {
            (Some(before), Some(now)) => format!("{} and {}", side(before), days(now.days)),
            (None, Some(_) | None) | (Some(_), None) => String::new(),
        }
    };
    let pain = sides(decision.pain.baseline, decision.pain.week_five);
    let function = match &decision.function.detail {
        FunctionDetail::Ndi(_) => vec![String::new()],
        FunctionDetail::Markers(results) => {
            results.iter().map(|result| sides(result.baseline, result.week_five)).collect()
        }
    };
    std::iter::once(pain).chain(function).collect()
}

/// Pain, then the index or the markers.
pub fn measures(decision: &Decision) -> Vec<MeasureWords> {
    let week = week_of(decision);
    let mut all = vec![pain(&decision.pain, week)];
    match &decision.function.detail {
        FunctionDetail::Ndi(result) => all.push(ndi(result, week)),
        FunctionDetail::Markers(results) => all.extend(results.iter().map(|result| marker(result, week))),
    }
    all
}

/// Pain at the start of a follow-up block itself, for information.
pub fn block_start(decision: &Decision) -> Option<String> {
    let mean = decision.block_start?;
    Some(told("block-start", &[("mean", &one_decimal(mean.value)), ("days", &days(mean.n))]))
}

/// A figure as a person writes it: whole where it is whole, else to one decimal.
pub fn number(figure: Exact) -> String {
    if figure.is_integer() { figure.to_integer().to_string() } else { one_decimal(figure) }
}

fn arrow(before: Option<String>, now: Option<String>) -> String {
    let shown = |side: Option<String>| side.unwrap_or_else(|| "not known".to_owned());
    format!("{} → {}", shown(before), shown(now))
}

/// A percent change with its sign in words: `42% less`. One that would be rounded up to the 30%
/// it did not reach says so.
pub fn percent_in_words(percent: Exact) -> String {
    let share = percent / 100;
    let size = if share < Exact::from_integer(0) { -share } else { share };
    let rounded = whole_percent(size);
    let goal = whole_percent(PAIN_SUCCESS);
    let amount = if rounded == goal && size < PAIN_SUCCESS {
        format!("just under {goal}%")
    } else {
        format!("{rounded}%")
    };
    match (rounded, share < Exact::from_integer(0)) {
        (0, _) => "no change".to_owned(),
        (_, true) => format!("{amount} less"),
        (_, false) => format!("{amount} more"),
    }
}

fn figure_basis(before: Option<Figure>, now: Option<Figure>, week: &str) -> String {
    let side = |figure: Option<Figure>, none: &str| match figure {
        None => none.to_owned(),
        Some(Figure { source: Source::SingleFigure, .. }) => "the single figure of the checklist".to_owned(),
        Some(Figure { days, source, .. }) => {
            let noun = if days == 1 { "day" } else { "days" };
            format!("{days} {noun} of {}", source_in_words(source, week))
        }
    };
    format!("{}, {}", side(before, "no baseline"), side(now, &format!("too little from {week}")))
}

fn source_in_words(source: Source, week: &str) -> String {
    match source {
        Source::BaselineWindow => "the baseline week".to_owned(),
        Source::SingleFigure => "the checklist".to_owned(),
        Source::Checkpoint => week.to_owned(),
        Source::LateCheckpoint => format!("{week} and the week after"),
    }
}

fn pain(result: &PainResult, week: &str) -> MeasureWords {
    let mean = |figure: Option<Figure>| figure.map(|figure| one_decimal(figure.mean));
    let change = match (result.change_percent, result.change) {
        (Some(percent), _) => percent_in_words(percent),
        (None, Some(points)) if points > Exact::from_integer(0) => {
            format!("{} points more, from none", number(points))
        }
        (None, Some(_)) => "none before, none now".to_owned(),
        (None, None) => "cannot be compared".to_owned(),
    };
    let relief = match result.level {
        Some(level @ (Relief::Minimal | Relief::Moderate | Relief::Substantial)) => {
            format!("; {} relief", level.label())
        }
        Some(Relief::None) | None => String::new(),
    };
    MeasureWords {
        name: "Pain".to_owned(),
        values: arrow(mean(result.baseline), mean(result.week_five)),
        change,
        goal: format!("at least {}% less", whole_percent(PAIN_SUCCESS)),
        outcome: result.outcome,
        basis: format!("{}{relief}", figure_basis(result.baseline, result.week_five, week)),
    }
}

fn ndi(result: &NdiResult, week: &str) -> MeasureWords {
    let change = match result.change {
        None => "cannot be compared".to_owned(),
        Some(change) if change == Exact::from_integer(0) => "no change".to_owned(),
        Some(change) => {
            let (size, word) =
                if change < Exact::from_integer(0) { (-change, "better") } else { (change, "worse") };
            let shown = number(size);
            let under = size < NDI_CLEAR && shown == one_decimal(NDI_CLEAR);
            if under { format!("just under {NDI_CLEAR} {word}") } else { format!("{shown} {word}") }
        }
    };
    let basis = match result.basis {
        Some(NdiBasis::Totals) => "total against total".to_owned(),
        Some(NdiBasis::SharedTopics(10)) => "all ten topics".to_owned(),
        Some(NdiBasis::SharedTopics(topics)) => format!("the {topics} topics answered both times"),
        Some(NdiBasis::TooFewShared(topics)) => {
            format!("only {topics} topics answered both times; eight are needed")
        }
        None => match (&result.baseline, &result.week_five) {
            (None, _) => "no baseline".to_owned(),
            (Some(_), None) => format!("not filled in during {week}"),
            (Some(_), Some(_)) => String::new(),
        },
    };
    MeasureWords {
        name: "Neck Disability Index".to_owned(),
        values: arrow(result.baseline_score.map(number), result.week_five_score.map(number)),
        change,
        goal: format!("at least {NDI_CLEAR} better"),
        outcome: result.outcome,
        basis,
    }
}

fn marker(result: &MarkerResult, week: &str) -> MeasureWords {
    let marker = &result.marker;
    let mean = |figure: Option<Figure>| figure.map(|figure| number(figure.mean));
    let zero = Exact::from_integer(0);
    let change = match result.change {
        None => "cannot be compared".to_owned(),
        Some(change) if change == zero => "no change".to_owned(),
        Some(change) => {
            let (size, word) = if change < zero { (-change, "less") } else { (change, "more") };
            let better = (change > zero) == (marker.better == Better::Higher);
            format!("{} {word}, {}", number(size), if better { "better" } else { "worse" })
        }
    };
    let stuck = if result.no_room { "; it had no room to become better" } else { "" };
    MeasureWords {
        name: marker.name.clone(),
        values: format!("{} {}", arrow(mean(result.baseline), mean(result.week_five)), marker.unit),
        change,
        goal: marker_goal(marker),
        outcome: result.outcome,
        basis: format!("{}{stuck}", figure_basis(result.baseline, result.week_five, week)),
    }
}

fn marker_goal(marker: &Marker) -> String {
    let word = match marker.better {
        Better::Higher => "more",
        Better::Lower => "less",
    };
    let amount = marker.change.at_least;
    match marker.change.percent {
        Some(percent) => format!("at least {percent}% and {amount} {word}"),
        None => format!("at least {amount} {word}"),
    }
}

/// Completed of planned visits as a whole percent.
pub fn visit_share(figures: &AdherenceFigures) -> String {
    match figures.planned {
        0 => String::new(),
        planned => {
            format!("{}%", whole_percent(Exact::new(i64::from(figures.completed), i64::from(planned))))
        }
    }
}

/// What the visits were beyond those completed, and the minutes.
pub fn visit_details(figures: &AdherenceFigures) -> String {
    let mut parts = vec![format!("minutes {} of {}", figures.minutes, figures.minutes_planned)];
    if figures.short > 0 {
        parts.push(format!("{} took place but too short to count", figures.short));
    }
    if figures.missed > 0 {
        let hurt = match figures.missed_hurt {
            0 => String::new(),
            hurt => format!(", {hurt} of them because it hurt"),
        };
        parts.push(format!("{} missed or with nothing written{hurt}", figures.missed));
    }
    if figures.extra_used > 0 {
        parts.push(format!("{} made up by extra visits", figures.extra_used));
    }
    parts.join("; ")
}

/// The visits against the plan, with every count.
pub fn visits_in_words(figures: &AdherenceFigures) -> String {
    format!("{} of {} planned visits; {}", figures.completed, figures.planned, visit_details(figures))
}

/// The ratings of some days, oldest first, and how their mean comes about: `6 6 7: sum 19 over 3
/// days, mean 6.3`.
pub fn days_in_words(ratings: &[DayRating]) -> String {
    if ratings.is_empty() {
        return "no day rated".to_owned();
    }
    let shown: Vec<String> = ratings
        .iter()
        .map(|rating| format!("{}{}", rating.pain, if rating.late { " (late)" } else { "" }))
        .collect();
    let sum: i64 = ratings.iter().map(|rating| i64::from(rating.pain.get())).sum();
    let count = i64::try_from(ratings.len()).unwrap_or(1);
    let noun = if count == 1 { "day" } else { "days" };
    format!(
        "{}: sum {sum} over {count} {noun}, mean {}",
        shown.join(" "),
        one_decimal(Exact::new(sum, count))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_says_its_sign_in_words_and_never_claims_the_goal_it_missed() {
        let words = |numerator, denominator| percent_in_words(Exact::new(numerator, denominator));
        assert_eq!(words(-419, 10), "42% less");
        assert_eq!(words(10, 1), "10% more");
        assert_eq!(words(-30, 1), "30% less");
        assert_eq!(words(-2999, 100), "just under 30% less");
        assert_eq!(words(2951, 100), "just under 30% more");
        assert_eq!(words(-1, 5), "no change");
        assert_eq!(words(0, 1), "no change");
    }

    #[test]
    fn ratings_show_their_arithmetic() {
        let rating = |pain: &str, late| DayRating {
            date: "2026-11-02".parse().unwrap(),
            pain: pain.parse().unwrap(),
            late,
        };
        let days = [rating("6", false), rating("7", true)];
        assert_eq!(days_in_words(&days), "6 7 (late): sum 13 over 2 days, mean 6.5");
        assert_eq!(days_in_words(&[]), "no day rated");
    }
}
